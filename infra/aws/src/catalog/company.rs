//! Writes one company: its own item, its name, and its cohorts, courses and aliases, on condition that its version has not changed.

use aws_sdk_dynamodb::types::TransactWriteItem;
use futures_util::future::BoxFuture;
use rollcall_domain::{ids::CompanyId, stores::StoreError};

use super::{CatalogError, CompanyItem, NameItem, Stored};
use crate::{
    aws::Aws,
    backoff::{ATTEMPTS_MAX, pause},
    errors::{DYNAMODB, busy},
    items::{COMPANIES, Key, company_partition, text, write_item},
    schema::attribute,
    transactions::Condition,
};

/// Maximum number of entries in a transaction besides the company, its name and its former name; DynamoDB's limit is 100 items.
const ENTRIES_MAX: usize = 96;

/// How a company's name item is written.
#[derive(Debug, Default)]
pub(super) struct NameWrite {
    /// The name replaces an alias of this or another company.
    pub(super) replaces_alias: bool,
    /// The former name is kept as an alias.
    pub(super) keeps_former: bool,
}

impl Aws {
    /// Repeats `work` until it does not conflict with another writer, at most [`ATTEMPTS_MAX`] times.
    ///
    /// The futures are boxed because those returned by asynchronous closures are not known to be `Send`, as handlers require.
    pub(super) async fn try_again<'w, T, E: From<StoreError>>(
        &self,
        mut work: impl FnMut() -> BoxFuture<'w, Result<Option<T>, E>> + Send,
    ) -> Result<T, E> {
        for attempt in 0..ATTEMPTS_MAX {
            if attempt > 0 {
                pause(self.environment().as_ref(), attempt).await;
            }
            if let Some(done) = work().await? {
                return Ok(done);
            }
        }
        Err(busy(DYNAMODB, "too many concurrent changes to a company").into())
    }

    /// Writes a company and some of its entries in transactions, each conditional on the version that the previous one wrote. Returns
    /// `false` after a conflict with another writer; earlier transactions are not undone.
    ///
    /// `name` is the new name; `None` deletes the company. The name is written in the first transaction, so that a company always has a
    /// name, and deleted in the last, so that an interrupted deletion can be repeated.
    pub(super) async fn write_company(
        &self,
        id: &CompanyId,
        stored: Option<&Stored>,
        name: Option<&str>,
        name_write: NameWrite,
        entries: Vec<TransactWriteItem>,
    ) -> Result<bool, CatalogError> {
        let table = self.table()?;
        let to_name_delete = |name: &str| table.to_delete(Key::company_name(name), Condition::None);
        let former = stored.map(|stored| stored.company.name.as_str());
        let mut version = stored.map(|stored| stored.company.version);
        let mut entries = entries.into_iter();
        let mut is_first = true;
        loop {
            let mut transaction: Vec<TransactWriteItem> = entries.by_ref().take(ENTRIES_MAX).collect();
            let is_last = entries.len() == 0;
            match (name.or(former), version) {
                (Some(_), Some(version)) if name.is_none() && is_last => {
                    transaction.push(table.to_delete(Key::company(id), Condition::Version(version))?);
                    transaction.extend(former.map(to_name_delete).transpose()?);
                }
                (Some(name), version) => transaction.push(self.to_company(id, name, version)?),
                (None, _) => return Ok(false),
            }
            if is_first
                && let Some(name) = name
                && former != Some(name)
            {
                let item = NameItem { company_id: id.clone(), is_alias: false };
                let condition = if name_write.replaces_alias { Condition::None } else { Condition::Absent };
                transaction.push(table.to_put(write_item(Key::company_name(name), &item)?, condition)?);
                if name_write.keeps_former {
                    let item = NameItem { company_id: id.clone(), is_alias: true };
                    let former = former.map(|former| write_item(Key::company_name(former), &item)).transpose()?;
                    transaction.extend(former.map(|item| table.to_put(item, Condition::None)).transpose()?);
                } else {
                    transaction.extend(former.map(to_name_delete).transpose()?);
                }
            }
            if !table.transact(transaction).await? {
                return Ok(false);
            }
            if is_last {
                return Ok(true);
            }
            is_first = false;
            version = Some(version.unwrap_or(0) + 1);
        }
    }

    /// Builds the operation that writes the company's own item with the next version, conditional on the version that was read or, for a
    /// new company, on the absence of the item.
    pub(super) fn to_company(
        &self,
        id: &CompanyId,
        name: &str,
        version: Option<u64>,
    ) -> Result<TransactWriteItem, StoreError> {
        let company = CompanyItem { company_id: id.clone(), name: name.to_owned(), version: version.unwrap_or(0) + 1 };
        let mut item = write_item(Key::company(id), &company)?;
        item.insert(attribute::LIST_PK.to_owned(), text(COMPANIES));
        item.insert(attribute::LIST_SK.to_owned(), text(name));
        self.table()?.to_put(item, version.map_or(Condition::Absent, Condition::Version))
    }
}

pub(super) fn entry_key(company: &CompanyId, kind: &str, id: &str) -> Key {
    Key { pk: company_partition(company), sk: format!("{kind}{id}") }
}

/// Returns the result of a write, or `None` after a conflict with another writer.
pub(super) fn done<T>(is_written: bool, result: T) -> Option<T> {
    is_written.then_some(result)
}
