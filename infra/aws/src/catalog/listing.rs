//! Pages of companies with their cohorts, courses and aliases.

use futures_util::{StreamExt, TryStreamExt, stream};
use rollcall_domain::{
    catalog::CompanyDocument,
    flow::list::{PAGE_BYTES_MAX, size_in_response},
    ids::CompanyId,
};

use super::{CatalogError, load_company};
use crate::{
    aws::Aws,
    items::{COMPANIES, Item, text_of},
    page::{List, Page, read_cursor, write_cursor},
    schema::{LISTING, attribute},
    shards::{Keys, Listing},
};

/// Maximum number of companies on a page that are read concurrently; each has up to 10,000 entries.
const READ_IN_FLIGHT: usize = 4;

impl Aws {
    /// Lists companies with their cohorts, courses and aliases, ordered by name. A page ends at `limit` (1..=1000) companies or at
    /// [`PAGE_BYTES_MAX`].
    pub async fn list_catalog(
        &self,
        limit: usize,
        cursor: Option<&str>,
    ) -> Result<Page<CompanyDocument>, CatalogError> {
        let table = self.table()?;
        let keys = Keys::After(read_cursor(List::Companies, cursor)?);
        let listed = Listing::ascending(LISTING, vec![COMPANIES.to_owned()], keys).read(table, limit).await?;
        let key = |item: &Item| {
            let id = CompanyId::from(text_of(item, attribute::COMPANY_ID));
            (text_of(item, attribute::LIST_SK).to_owned(), id)
        };
        let keys: Vec<(String, CompanyId)> = listed.items.iter().map(key).collect();
        let reads: Vec<_> = keys.iter().map(|(_, id)| load_company(table, id)).collect();
        let mut reads = stream::iter(reads).buffered(READ_IN_FLIGHT);
        let mut items = Vec::with_capacity(keys.len());
        let mut bytes = 0;
        let mut after = listed.next_after;
        for index in 0..keys.len() {
            // The index may still contain a company that was just deleted.
            let Some(Some(stored)) = reads.try_next().await? else { continue };
            let company = stored.into_document();
            bytes += size_in_response(&company);
            if bytes > PAGE_BYTES_MAX && !items.is_empty() {
                after = index.checked_sub(1).map(|shown| keys[shown].0.clone());
                break;
            }
            items.push(company);
        }
        Ok(Page { items, next_cursor: after.and_then(|after| write_cursor(List::Companies, after)) })
    }
}
