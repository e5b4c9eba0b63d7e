//! Deletes companies, cohorts and courses.

use aws_sdk_dynamodb::types::Select;
use futures_util::{FutureExt, StreamExt, TryStreamExt, stream};
use rollcall_domain::{
    catalog::AliasOf,
    ids::{CohortId, CompanyId, CourseId},
    stores::StoreError,
};

use super::{
    CatalogError, Stored,
    aliases::alias_key,
    company::{NameWrite, done, entry_key},
    load_company,
};
use crate::{
    aws::Aws,
    items::{COHORT, COURSE, Key, company_users_shard},
    schema::BY_COMPANY,
    transactions::Condition,
    window::READS_IN_FLIGHT,
};

impl Aws {
    /// Deletes a company that has no users, along with its cohorts, courses and aliases. Returns `false` if it does not exist.
    ///
    /// The check for users reads an eventually consistent index. The caller first checks that no
    /// running import may write users of the company. An import that starts in the same second may go unnoticed.
    pub async fn delete_company(&self, id: &CompanyId) -> Result<bool, CatalogError> {
        self.try_again(|| self.try_delete_company(id).boxed()).await
    }

    /// Makes one attempt. Returns `None` after a conflict with another writer.
    async fn try_delete_company(&self, id: &CompanyId) -> Result<Option<bool>, CatalogError> {
        let Some(stored) = load_company(self.table()?, id).await? else { return Ok(Some(false)) };
        if self.has_users(id).await? {
            return Err(CatalogError::HasUsers { company_id: id.clone() });
        }
        let cohorts = stored.cohorts.iter().map(|cohort| entry_key(id, COHORT, cohort.id.as_str()));
        let courses = stored.courses.iter().map(|course| entry_key(id, COURSE, course.id.as_str()));
        let aliases = stored.aliases.iter().map(|alias| alias_key(id, alias));
        let of_company = stored.aliases.iter().filter(|alias| alias.of == AliasOf::Company);
        let names = of_company.map(|alias| Key::company_name(&alias.folded()));
        let table = self.table()?;
        let keys = cohorts.chain(courses).chain(aliases).chain(names);
        let entries = keys.map(|key| table.to_delete(key, Condition::None)).collect::<Result<_, _>>()?;
        self.write_company(id, Some(&stored), None, NameWrite::default(), entries)
            .await
            .map(|written| done(written, true))
    }

    /// Deletes a cohort with its aliases. Returns `false` if it does not exist. Its users keep its id, but the API shows no cohort.
    pub async fn delete_cohort(&self, company: &CompanyId, cohort: &CohortId) -> Result<bool, CatalogError> {
        let (key, of) = (entry_key(company, COHORT, cohort.as_str()), AliasOf::Cohort(cohort.clone()));
        self.delete_entry(company, key, of, |stored| stored.cohorts.iter().any(|one| one.id == *cohort)).await
    }

    /// Removes a course and its aliases from a company. Returns `false` if the company does not have it. Users keep their assignments.
    pub async fn delete_course(&self, company: &CompanyId, course: &CourseId) -> Result<bool, CatalogError> {
        let (key, of) = (entry_key(company, COURSE, course.as_str()), AliasOf::Course(course.clone()));
        self.delete_entry(company, key, of, |stored| stored.courses.iter().any(|one| one.id == *course)).await
    }

    async fn delete_entry(
        &self,
        company: &CompanyId,
        key: Key,
        of: AliasOf,
        is_there: impl Fn(&Stored) -> bool + Send + Sync,
    ) -> Result<bool, CatalogError> {
        self.try_again(|| self.try_delete_entry(company, &key, &of, &is_there).boxed()).await
    }

    /// Makes one attempt. Returns `None` after a conflict with another writer.
    async fn try_delete_entry(
        &self,
        company: &CompanyId,
        key: &Key,
        of: &AliasOf,
        is_there: &(impl Fn(&Stored) -> bool + Send + Sync),
    ) -> Result<Option<bool>, CatalogError> {
        let table = self.table()?;
        let Some(stored) = load_company(table, company).await?.filter(is_there) else { return Ok(Some(false)) };
        // Otherwise an entry that is added again with the same id would have the aliases of the deleted one.
        let aliases = stored.aliases.iter().filter(|alias| alias.of == *of).map(|alias| alias_key(company, alias));
        let keys = std::iter::once(key.clone()).chain(aliases);
        let entries = keys.map(|key| table.to_delete(key, Condition::None)).collect::<Result<_, _>>()?;
        let name = stored.company.name.clone();
        self.write_company(company, Some(&stored), Some(&name), NameWrite::default(), entries)
            .await
            .map(|written| done(written, true))
    }

    /// Returns `true` if any shard of the company index contains one of the company's users.
    async fn has_users(&self, id: &CompanyId) -> Result<bool, StoreError> {
        let Some(stack) = self.stack_if_created().await? else { return Ok(false) };
        let table = self.table()?;
        let has_users = |shard| async move {
            let query = table.query_index(BY_COMPANY, company_users_shard(id, shard)).select(Select::Count).limit(1);
            Ok::<_, StoreError>(table.send_query(&query).await?.count > 0)
        };
        let shards: Vec<_> = stack.shards().map(has_users).collect();
        stream::iter(shards).buffer_unordered(READS_IN_FLIGHT).try_any(|has_users| async move { has_users }).await
    }
}
