//! The catalog as the directory reads, changes and deletes it.

use std::sync::atomic::{AtomicUsize, Ordering};

use aws_sdk_dynamodb::{
    operation::transact_write_items::TransactWriteItemsError,
    types::{Delete, Put, Select, TransactWriteItem},
};
use futures_util::{FutureExt, StreamExt, TryStreamExt, future::BoxFuture, stream};
use rollcall_domain::{
    catalog::{COMPANIES_MAX, CatalogDocument, CompanyDocument},
    ids::{CohortId, CompanyId, CourseId, Id},
    keys::{SHARDS, shard_of},
    stores::StoreError,
};

use super::{
    CatalogError, CompanyItem, NameItem, Stored,
    changes::{CatalogCounts, Changes},
    company_names, find_company, load_company,
};
use crate::{
    aws::Aws,
    backoff::{ATTEMPTS_MAX, pause},
    environment::unix_ms,
    errors::{DYNAMODB, busy, is_busy_code, refused, store_error, unbuilt},
    items::{
        COHORT, COURSE, Item, Key, companies_shard, company_partition, company_users_shard, number, text, text_of,
        write_item,
    },
    page::{List, Page, read_cursor, write_cursor},
    schema::{attribute, index},
    shards::{Direction, Listing},
    window::IN_FLIGHT,
};

/// Entries a transaction writes beside the company, its name and its former name; 100 is what it takes.
const ENTRIES_MAX: usize = 96;
/// Bytes of companies a page shows: an answer of Lambda holds 6 MB, a page ends at 4 MB.
const PAGE_BYTES_MAX: usize = 4_000_000;
/// Companies read at a time for a page, at up to 10,000 entries each.
const READ_IN_FLIGHT: usize = 4;

/// What became of a write on condition.
enum Written {
    Done,
    /// Somebody else has written since it was read.
    Lost,
}

impl Aws {
    /// Adds and renames what a document holds; nothing is removed, and what is as it should be is not written.
    ///
    /// A company or cohort with an id gets the name given; without one it is found by its name, or is new. Courses go by their
    /// ids. Companies are written independently of each other: an error leaves those written that came before it, and the
    /// same document again writes the rest.
    pub async fn put_catalog(&self, document: &CatalogDocument) -> Result<CatalogCounts, CatalogError> {
        document.validate()?;
        let mut document = document.clone();
        document.normalise();
        let companies = AtomicUsize::new(company_names(self.table()?).await?.len());
        let mut counts = CatalogCounts::default();
        let all: Vec<_> = document.companies.iter().map(|wanted| self.put_unless_taken(wanted, &companies)).collect();
        let mut puts = stream::iter(all).buffered(IN_FLIGHT);
        let mut open = Vec::new();
        while let Some((wanted, put)) = puts.try_next().await? {
            match put {
                Some(put) => counts += put,
                None => open.push(wanted),
            }
        }
        // A name may have been given up by a later company: those that found it taken try again, as long as that helps.
        while !open.is_empty() {
            let mut left = Vec::new();
            for wanted in &open {
                match self.put_unless_taken(wanted, &companies).await?.1 {
                    Some(put) => counts += put,
                    None => left.push(*wanted),
                }
            }
            if left.len() == open.len() {
                return Err(CatalogError::NameTaken { name: left[0].name.clone() });
            }
            open = left;
        }
        Ok(counts)
    }

    /// Companies with all they have, in the order of their names: at most `limit` (1..=1000) or 4 MB of them.
    pub async fn list_catalog(
        &self,
        limit: usize,
        cursor: Option<&str>,
    ) -> Result<Page<CompanyDocument>, CatalogError> {
        let listing = Listing {
            index: index::LISTING,
            partition: attribute::LIST_PK,
            partitions: (0..SHARDS).map(companies_shard).collect(),
            prefix: None,
            after: read_cursor(List::Companies, cursor)?,
            direction: Direction::Ascending,
            filters: Vec::new(),
        };
        let listed = listing.read(self.table()?, limit).await?;
        let key = |item: &Item| {
            let id = CompanyId::from(text_of(item, attribute::COMPANY_ID));
            (text_of(item, attribute::LIST_SK).to_owned(), id)
        };
        let keys: Vec<(String, CompanyId)> = listed.items.iter().map(key).collect();
        let table = self.table()?;
        let reads: Vec<_> = keys.iter().map(|(_, id)| load_company(table, id)).collect();
        let mut reads = stream::iter(reads).buffered(READ_IN_FLIGHT);
        let mut items = Vec::with_capacity(keys.len());
        let mut bytes = 0;
        let mut after = listed.next_after;
        for place in 0..keys.len() {
            // The index may still show a company that has just gone.
            let Some(Some(stored)) = reads.try_next().await? else { continue };
            let company = stored.into_document();
            bytes += serde_json::to_vec(&company).map_or(0, |json| json.len());
            if bytes > PAGE_BYTES_MAX && !items.is_empty() {
                after = place.checked_sub(1).map(|shown| keys[shown].0.clone());
                break;
            }
            items.push(company);
        }
        Ok(Page { items, next_cursor: after.and_then(|after| write_cursor(List::Companies, after)) })
    }

    /// Deletes a company that has no users, with its cohorts and courses; answers whether there was one.
    ///
    /// Users are looked for in an index that lags by moments: do not delete a company whose file is being imported.
    pub async fn delete_company(&self, id: &CompanyId) -> Result<bool, CatalogError> {
        self.try_again(|| self.try_delete_company(id).boxed()).await
    }

    /// One try; `None` if somebody else wrote in between.
    async fn try_delete_company(&self, id: &CompanyId) -> Result<Option<bool>, CatalogError> {
        let Some(stored) = load_company(self.table()?, id).await? else { return Ok(Some(false)) };
        if self.has_users(id).await? {
            return Err(CatalogError::HasUsers { company_id: id.clone() });
        }
        let cohorts = stored.cohorts.iter().map(|cohort| entry_key(id, COHORT, cohort.id.as_str()));
        let courses = stored.courses.iter().map(|course| entry_key(id, COURSE, course.id.as_str()));
        let entries = cohorts.chain(courses).map(|key| self.to_entry_delete(key)).collect::<Result<_, _>>()?;
        self.write_company(id, Some(&stored), None, entries).await.map(|written| done(&written, true))
    }

    /// Deletes a cohort; answers whether there was one. Users who are in it keep its id, and are shown without a cohort.
    pub async fn delete_cohort(&self, company: &CompanyId, cohort: &CohortId) -> Result<bool, CatalogError> {
        let key = entry_key(company, COHORT, cohort.as_str());
        self.delete_entry(company, key, |stored| stored.cohorts.iter().any(|one| one.id == *cohort)).await
    }

    /// Takes a course from a company; answers whether it had it. Users who were assigned it keep the assignment.
    pub async fn delete_course(&self, company: &CompanyId, course: &CourseId) -> Result<bool, CatalogError> {
        let key = entry_key(company, COURSE, course.as_str());
        self.delete_entry(company, key, |stored| stored.courses.iter().any(|one| one.id == *course)).await
    }

    async fn delete_entry(
        &self,
        company: &CompanyId,
        key: Key,
        is_there: impl Fn(&Stored) -> bool + Send + Sync,
    ) -> Result<bool, CatalogError> {
        self.try_again(|| self.try_delete_entry(company, &key, &is_there).boxed()).await
    }

    /// One try; `None` if somebody else wrote in between.
    async fn try_delete_entry(
        &self,
        company: &CompanyId,
        key: &Key,
        is_there: &(impl Fn(&Stored) -> bool + Send + Sync),
    ) -> Result<Option<bool>, CatalogError> {
        let stored = load_company(self.table()?, company).await?.filter(is_there);
        let Some(stored) = stored else { return Ok(Some(false)) };
        let entries = vec![self.to_entry_delete(key.clone())?];
        let name = stored.company.name.clone();
        self.write_company(company, Some(&stored), Some(&name), entries).await.map(|written| done(&written, true))
    }

    async fn put_unless_taken<'a>(
        &self,
        wanted: &'a CompanyDocument,
        companies: &AtomicUsize,
    ) -> Result<(&'a CompanyDocument, Option<CatalogCounts>), CatalogError> {
        match self.try_again(|| self.put_company(wanted, companies).boxed()).await {
            Ok(counts) => Ok((wanted, Some(counts))),
            Err(CatalogError::NameTaken { .. }) => Ok((wanted, None)),
            Err(error) => Err(error),
        }
    }

    /// One try; `None` if somebody else wrote in between.
    async fn put_company(
        &self,
        wanted: &CompanyDocument,
        companies: &AtomicUsize,
    ) -> Result<Option<CatalogCounts>, CatalogError> {
        let holder = find_company(self.table()?, &wanted.name).await?;
        let id = wanted.id.clone().or_else(|| holder.clone()).unwrap_or_else(|| self.make_id());
        if holder.is_some_and(|holder| holder != id) {
            return Err(CatalogError::NameTaken { name: wanted.name.clone() });
        }
        let stored = load_company(self.table()?, &id).await?;
        let changes = Changes::find(&id, stored.as_ref(), wanted, || self.make_id())?;
        if changes.is_empty() {
            return Ok(Some(changes.counts));
        }
        if stored.is_none() && companies.fetch_add(1, Ordering::Relaxed) >= COMPANIES_MAX {
            return Err(CatalogError::TooMany { what: "companies", limit: COMPANIES_MAX });
        }
        let mut entries = Vec::with_capacity(changes.cohorts.len() + changes.courses.len());
        for cohort in &changes.cohorts {
            entries.push(self.to_entry_put(write_item(entry_key(&id, COHORT, cohort.id.as_str()), cohort)?)?);
        }
        for course in &changes.courses {
            entries.push(self.to_entry_put(write_item(entry_key(&id, COURSE, course.id.as_str()), course)?)?);
        }
        let written = self.write_company(&id, stored.as_ref(), Some(&wanted.name), entries).await?;
        Ok(done(&written, changes.counts))
    }

    /// Does `work` until nobody else writes in between.
    ///
    /// Its futures are boxed: those of asynchronous closures are not known to be `Send` where a handler's have to be.
    async fn try_again<'w, T>(
        &self,
        mut work: impl FnMut() -> BoxFuture<'w, Result<Option<T>, CatalogError>> + Send,
    ) -> Result<T, CatalogError> {
        for attempt in 0..ATTEMPTS_MAX {
            if attempt > 0 {
                pause(self.environment().as_ref(), attempt).await;
            }
            if let Some(done) = work().await? {
                return Ok(done);
            }
        }
        Err(CatalogError::Store(busy(DYNAMODB, "others change the same company")))
    }

    /// Writes a company and entries of it in transactions, each on condition of the version that the last one left.
    ///
    /// `name`: what it is called from now on; `None` removes it. The name comes with the first transaction, so that a company is
    /// never without one, and goes with the last, so that a removal that was broken off can be done again.
    async fn write_company(
        &self,
        id: &CompanyId,
        stored: Option<&Stored>,
        name: Option<&str>,
        entries: Vec<TransactWriteItem>,
    ) -> Result<Written, CatalogError> {
        let former = stored.map(|stored| stored.company.name.as_str());
        let mut version = stored.map(|stored| stored.company.version);
        let mut entries = entries.into_iter();
        let mut is_first = true;
        loop {
            let mut transaction: Vec<TransactWriteItem> = entries.by_ref().take(ENTRIES_MAX).collect();
            let is_last = entries.len() == 0;
            match (name.or(former), version) {
                (Some(_), Some(version)) if name.is_none() && is_last => {
                    transaction.push(self.delete_company_item(id, version)?);
                    transaction
                        .extend(former.map(|former| self.to_entry_delete(Key::company_name(former))).transpose()?);
                }
                (Some(name), version) => transaction.push(self.put_company_item(id, name, version)?),
                (None, _) => return Ok(Written::Lost),
            }
            if is_first
                && let Some(name) = name
                && former != Some(name)
            {
                transaction.push(self.put_name_item(id, name)?);
                transaction.extend(former.map(|former| self.to_entry_delete(Key::company_name(former))).transpose()?);
            }
            if let Written::Lost = self.transact_company(transaction).await? {
                return Ok(Written::Lost);
            }
            if is_last {
                return Ok(Written::Done);
            }
            is_first = false;
            version = Some(version.unwrap_or(0) + 1);
        }
    }

    async fn transact_company(&self, items: Vec<TransactWriteItem>) -> Result<Written, CatalogError> {
        for attempt in 0..ATTEMPTS_MAX {
            if attempt > 0 {
                pause(self.environment().as_ref(), attempt).await;
            }
            let request = self.dynamodb().transact_write_items().set_transact_items(Some(items.clone()));
            let Err(error) = request.send().await else { return Ok(Written::Done) };
            let Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) = error.as_service_error()
            else {
                return Err(CatalogError::Store(store_error(DYNAMODB, &error)));
            };
            let codes = cancelled.cancellation_reasons().iter().filter_map(|reason| reason.code());
            let codes: Vec<&str> = codes.filter(|code| *code != "None").collect();
            if codes.contains(&"ConditionalCheckFailed") {
                return Ok(Written::Lost);
            }
            if let Some(code) = codes.iter().find(|code| !is_busy_code(code)) {
                return Err(CatalogError::Store(refused(DYNAMODB, format!("{code} in a transaction"))));
            }
        }
        Err(CatalogError::Store(busy(DYNAMODB, "a transaction conflicts again and again")))
    }

    async fn has_users(&self, id: &CompanyId) -> Result<bool, StoreError> {
        let has_users = |shard| async move {
            let query = self.table()?.query().index_name(index::BY_COMPANY).select(Select::Count).limit(1);
            let query = query.key_condition_expression("#pk = :pk");
            let query = query.expression_attribute_names("#pk", attribute::COMPANY_PK);
            let query = query.expression_attribute_values(":pk", text(company_users_shard(id, shard)));
            let answer = query.send().await.map_err(|error| store_error(DYNAMODB, &error))?;
            Ok::<_, StoreError>(answer.count > 0)
        };
        let shards: Vec<_> = (0..SHARDS).map(has_users).collect();
        stream::iter(shards).buffer_unordered(IN_FLIGHT).try_any(|has_users| async move { has_users }).await
    }

    fn make_id<T>(&self) -> Id<T> {
        let environment = self.environment().as_ref();
        Id::from_parts(unix_ms(environment), environment.random_bits())
    }

    /// The company's own item, its version one more, if it has the version that was read or is not there as it was not.
    fn put_company_item(
        &self,
        id: &CompanyId,
        name: &str,
        version: Option<u64>,
    ) -> Result<TransactWriteItem, StoreError> {
        let company = CompanyItem { company_id: id.clone(), name: name.to_owned(), version: version.unwrap_or(0) + 1 };
        let mut item = write_item(Key::company(id), &company)?;
        item.insert(attribute::LIST_PK.to_owned(), text(companies_shard(shard_of(name))));
        item.insert(attribute::LIST_SK.to_owned(), text(name));
        let put = Put::builder().table_name(self.table()?.name()).set_item(Some(item));
        let put = match version {
            None => {
                put.condition_expression("attribute_not_exists(#pk)").expression_attribute_names("#pk", attribute::PK)
            }
            Some(version) => put
                .condition_expression("#version = :read")
                .expression_attribute_names("#version", attribute::VERSION)
                .expression_attribute_values(":read", number(version)),
        };
        Ok(TransactWriteItem::builder().put(put.build().map_err(|_| unbuilt())?).build())
    }

    fn delete_company_item(&self, id: &CompanyId, version: u64) -> Result<TransactWriteItem, StoreError> {
        let delete = Delete::builder()
            .table_name(self.table()?.name())
            .set_key(Some(Key::company(id).into_item()))
            .condition_expression("#version = :read")
            .expression_attribute_names("#version", attribute::VERSION)
            .expression_attribute_values(":read", number(version));
        Ok(TransactWriteItem::builder().delete(delete.build().map_err(|_| unbuilt())?).build())
    }

    fn put_name_item(&self, id: &CompanyId, name: &str) -> Result<TransactWriteItem, StoreError> {
        let item = write_item(Key::company_name(name), &NameItem { company_id: id.clone() })?;
        let put = Put::builder()
            .table_name(self.table()?.name())
            .set_item(Some(item))
            .condition_expression("attribute_not_exists(#pk)")
            .expression_attribute_names("#pk", attribute::PK);
        Ok(TransactWriteItem::builder().put(put.build().map_err(|_| unbuilt())?).build())
    }

    fn to_entry_put(&self, item: Item) -> Result<TransactWriteItem, StoreError> {
        let put = Put::builder().table_name(self.table()?.name()).set_item(Some(item)).build();
        Ok(TransactWriteItem::builder().put(put.map_err(|_| unbuilt())?).build())
    }

    fn to_entry_delete(&self, key: Key) -> Result<TransactWriteItem, StoreError> {
        let delete = Delete::builder().table_name(self.table()?.name()).set_key(Some(key.into_item())).build();
        Ok(TransactWriteItem::builder().delete(delete.map_err(|_| unbuilt())?).build())
    }
}

/// Key of a cohort or course of a company.
fn entry_key(company: &CompanyId, kind: &str, id: &str) -> Key {
    Key { pk: company_partition(company), sk: format!("{kind}{id}") }
}

/// The answer of a write, unless it was lost.
fn done<T>(written: &Written, answer: T) -> Option<T> {
    match written {
        Written::Done => Some(answer),
        Written::Lost => None,
    }
}
