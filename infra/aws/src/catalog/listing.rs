//! Pages of companies with their cohorts, courses and aliases.

use futures_util::{StreamExt, TryStreamExt, stream};
use rollcall_domain::{
    catalog::{Cohort, CohortDocument, CompanyDocument, Course, CourseDocument},
    flow::list::{PAGE_BYTES_MAX, size_in_response},
    ids::CompanyId,
};

use super::{CatalogError, Stored, load_company};
use crate::{
    aws::Aws,
    items::{COMPANIES, Item, text_of},
    page::{List, Page, read_cursor, write_cursor},
    schema::{LISTING, attribute},
    shards::{Keys, Listing},
};

/// Maximum number of companies on a page that are read concurrently; each has up to 10,000 entries.
const READ_IN_FLIGHT: usize = 4;
/// Maximum size of a company in a response, in bytes, without its aliases. A page contains at least one company; 500 aliases take at most
/// about 0.6 MB, and a function's response is limited to 6 MB.
const COMPANY_BYTES_MAX: usize = 4_000_000;

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

/// Checks that a company can still be listed after a change. A company that is already larger may become smaller.
pub(super) fn check_size(
    stored: Option<&Stored>,
    name: &str,
    cohorts: &[Cohort],
    courses: &[Course],
) -> Result<(), CatalogError> {
    let size_bytes = size_without_aliases(name, cohorts, courses);
    if size_bytes <= COMPANY_BYTES_MAX {
        return Ok(());
    }
    let before = stored.map(|stored| size_without_aliases(&stored.company.name, &stored.cohorts, &stored.courses));
    if before.is_some_and(|before| size_bytes <= before) {
        return Ok(());
    }
    Err(CatalogError::CompanyTooLarge { name: name.to_owned(), size_bytes, limit: COMPANY_BYTES_MAX })
}

fn size_without_aliases(name: &str, cohorts: &[Cohort], courses: &[Course]) -> usize {
    let cohort =
        |cohort: &Cohort| CohortDocument { id: Some(cohort.id.clone()), name: cohort.name.clone(), aliases: None };
    let course = |course: &Course| CourseDocument { id: course.id.clone(), title: course.title.clone(), aliases: None };
    size_in_response(&CompanyDocument {
        id: None,
        name: name.to_owned(),
        aliases: None,
        cohorts: cohorts.iter().map(cohort).collect(),
        courses: courses.iter().map(course).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::CompanyItem;

    /// Returns courses with titles of 250 characters and 750 bytes.
    fn courses(count: usize) -> Vec<Course> {
        (0..count).map(|n| Course { id: format!("k{n}").into(), title: "漢".repeat(250) }).collect()
    }

    #[test]
    fn company_may_not_grow_beyond_what_a_response_can_contain() {
        let company = || CompanyItem { company_id: "c1".into(), name: "Acme".into(), version: 1 };
        let cohorts = [Cohort { id: "h1".into(), name: "Spring".into() }];
        for (before, after, is_accepted) in [
            (None, 100, true),
            (None, 5_000, true),
            (None, 5_200, false),
            (Some(5_000), 5_200, false),
            (Some(5_500), 5_600, false),
            (Some(5_500), 5_500, true),
            (Some(5_500), 5_400, true),
            (Some(5_500), 100, true),
        ] {
            let stored = before.map(|count| Stored {
                company: company(),
                cohorts: cohorts.to_vec(),
                courses: courses(count),
                aliases: Vec::new(),
            });
            let checked = check_size(stored.as_ref(), "Acme", &cohorts, &courses(after));
            assert_eq!(checked.is_ok(), is_accepted, "{before:?} {after}");
        }
    }
}
