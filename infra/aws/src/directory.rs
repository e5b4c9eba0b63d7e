//! The user directory: lists users in order of address, reads single users, and erases users.

use rollcall_domain::{
    ids::{CompanyId, UserId},
    layout::Field,
    rules::fold_searched_name,
    stores::{InviteeList, InviteePage, StoreError, UserStore},
    user::{InvitationState, User, UserLine, UserStatus},
};

use crate::{
    aws::Aws,
    errors::{DYNAMODB, busy, refused},
    invitations::token_of,
    items::{Item, Key, company_users_shard, read_item, users_shard},
    page::{List, Page, read_cursor, write_cursor},
    schema::{BY_COMPANY, LISTING, attribute},
    shards::{Direction, Keys, ListError, Listing},
    transactions::Condition,
};

/// Maximum number of attempts to erase a user who is being changed concurrently.
const ERASE_TRIES: usize = 8;

/// Maximum number of users listed for one identifier.
const HOLDERS_LISTED_MAX: i32 = 1_000;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserQuery {
    /// Address key, matched exactly.
    pub address: Option<String>,
    /// Prefix of the address key, in lowercase.
    pub prefix: Option<String>,
    /// Part of the first or last name; case, accents and strokes do not matter.
    pub name: Option<String>,
    pub company_id: Option<CompanyId>,
    pub status: Option<UserStatus>,
    pub invitation: Option<InvitationState>,
    /// Matched exactly.
    pub identifier: Option<String>,
    /// Maximum number of users on a page, 1..=1000.
    pub limit: usize,
    pub cursor: Option<String>,
}

impl Aws {
    /// Lists users in order of address. Eventually consistent, except for a query with an address or an identifier.
    ///
    /// A page ends at `limit` users, or after about 4 MB have been read, whatever the limit: a filter with few matches results in short
    /// pages, each of which continues where the previous one ended. All fields of the query other than the cursor and the limit must remain
    /// the same from page to page.
    pub async fn list_users(&self, query: &UserQuery) -> Result<Page<UserLine>, ListError> {
        if let Some(address) = &query.address {
            let found = self.users(std::slice::from_ref(address)).await?;
            return list_found(found.into_iter().flatten(), query);
        }
        if let Some(identifier) = &query.identifier {
            let found = self.find_holders(identifier).await?;
            return list_found(found.into_iter(), query);
        }
        let mut filters = Vec::new();
        if let Some(status) = query.status {
            filters.push((attribute::STATUS, status.as_str().to_owned()));
        }
        if let Some(invitation) = query.invitation {
            filters.push((attribute::INVITATION, invitation.as_str().to_owned()));
        }
        let Some(stack) = self.stack_if_created().await? else {
            return Ok(Page { items: Vec::new(), next_cursor: None });
        };
        let (index, partitions) = match &query.company_id {
            None => (LISTING, stack.shards().map(users_shard).collect()),
            Some(id) => (BY_COMPANY, stack.shards().map(|shard| company_users_shard(id, shard)).collect()),
        };
        let after = read_cursor(List::Users, query.cursor.as_deref())?;
        let keys = match query.prefix.clone().filter(|prefix| !prefix.is_empty()) {
            Some(prefix) => Keys::Prefix { prefix, after },
            None => Keys::After(after),
        };
        let name = query.name.as_deref().map(fold_searched_name);
        let has_name = |item: &Item| {
            let value_of = |field: Field| item.get(field.as_str())?.as_s().ok().map(String::as_str);
            name.as_ref().is_none_or(|name| is_named(value_of, name))
        };
        let matches: Option<&(dyn Fn(&Item) -> bool + Sync)> = if name.is_some() { Some(&has_name) } else { None };
        let listing = Listing { index, partitions, keys, direction: Direction::Ascending, filters, matches };
        let listed = listing.read(self.table()?, query.limit).await?;
        let lines = listed.items.into_iter().map(|item| read_item("line of the user list", item));
        Ok(Page {
            items: lines.collect::<Result<_, _>>()?,
            next_cursor: listed.next_after.and_then(|after| write_cursor(List::Users, after)),
        })
    }

    /// Finds up to 1,000 users who have this identifier. Strongly consistent: the look-up items lead to the users themselves.
    async fn find_holders(&self, identifier: &str) -> Result<Vec<User>, StoreError> {
        let Some(stack) = self.stack_if_created().await? else { return Ok(Vec::new()) };
        let found = self.find_by_identifiers(&stack, &[identifier.to_owned()], HOLDERS_LISTED_MAX).await?;
        Ok(found.into_iter().flatten().collect())
    }

    /// Reads the user with this id, with strong consistency.
    pub async fn user_by_id(&self, id: &UserId) -> Result<Option<User>, StoreError> {
        let Some(key) = id.key() else { return Ok(None) };
        let found = self.table()?.get(Key::user(key)).await?;
        let user: Option<User> = found.map(|item| read_item("user", item)).transpose()?;
        Ok(user.filter(|user| user.user_id == *id))
    }

    /// Erases a user: deletes the user's item with its index entries, the identifier's look-up item, and the latest invitation's token.
    /// Returns `false` if there is no such user.
    ///
    /// A user created again with the same address has a different id and is not erased.
    pub async fn erase_user(&self, user: &User) -> Result<bool, StoreError> {
        let Some(stack) = self.stack_if_created().await? else { return Ok(false) };
        let mut user = user.clone();
        for _ in 0..ERASE_TRIES {
            let mut items = vec![self.table()?.to_erase(&user)?];
            items.extend(self.table()?.to_remove_identifier(&stack, &user)?);
            if let Some(token) = token_of(&user) {
                items.push(self.table()?.to_delete(Key::token(token), Condition::None)?);
            }
            if self.table()?.transact(items).await? {
                return Ok(true);
            }
            // The invitation may have changed in the meantime and may have a new token.
            match self.user_by_id(&user.user_id).await? {
                Some(stored) => user = stored,
                None => return Ok(false),
            }
        }
        Err(busy(DYNAMODB, "too many concurrent changes to a user"))
    }
}

/// Lists those of the found users who match all fields of the query.
fn list_found(found: impl Iterator<Item = User>, query: &UserQuery) -> Result<Page<UserLine>, ListError> {
    let after = read_cursor(List::Users, query.cursor.as_deref())?;
    let name = query.name.as_deref().map(fold_searched_name);
    let is_wanted = |user: &User| {
        name.as_ref().is_none_or(|name| is_named(|field| user.values.get(field), name))
            && query.identifier.as_deref().is_none_or(|own| user.values.get(Field::Identifier) == Some(own))
            && query.prefix.as_ref().is_none_or(|prefix| user.address.starts_with(prefix))
            && query.company_id.as_ref().is_none_or(|id| user.company_id.as_ref() == Some(id))
            && query.status.is_none_or(|status| user.status() == status)
            && query.invitation.is_none_or(|state| user.invitation == state)
            && after.as_ref().is_none_or(|after| user.address > *after)
    };
    let mut users: Vec<User> = found.filter(is_wanted).collect();
    users.sort_unstable_by(|one, other| one.address.cmp(&other.address));
    let has_more = users.len() > query.limit;
    users.truncate(query.limit);
    let last = users.last().filter(|_| has_more).map(|user| user.address.clone());
    Ok(Page {
        items: users.into_iter().map(UserLine::from).collect(),
        next_cursor: last.and_then(|after| write_cursor(List::Users, after)),
    })
}

/// Returns `true` if a user's first or last name, as returned by `value_of`, contains `name`, which must be folded.
fn is_named<'a>(value_of: impl Fn(Field) -> Option<&'a str>, name: &str) -> bool {
    let names = [Field::Name, Field::LastName].into_iter().filter_map(value_of);
    names.map(fold_searched_name).any(|own| own.contains(name))
}

impl InviteeList for Aws {
    async fn invitees(
        &self,
        state: InvitationState,
        company_id: Option<&CompanyId>,
        limit: usize,
        cursor: Option<&str>,
    ) -> Result<InviteePage, StoreError> {
        let query = UserQuery {
            company_id: company_id.cloned(),
            invitation: Some(state),
            limit,
            cursor: cursor.map(str::to_owned),
            ..UserQuery::default()
        };
        let page = self.list_users(&query).await.map_err(|error| match error {
            ListError::Store(error) => error,
            ListError::Cursor(_) => refused(DYNAMODB, "a stored cursor does not belong to the user list"),
        })?;
        let addresses = page.items.into_iter().map(|line| line.address).collect();
        Ok(InviteePage { addresses, next: page.next_cursor })
    }
}

#[cfg(test)]
mod tests {
    use rollcall_domain::layout::Values;

    use super::*;

    #[test]
    fn user_is_found_by_a_part_of_a_name_without_its_accents_and_strokes() {
        let values = Values::default().with(Field::Name, "Łukasz").with(Field::LastName, "Sørensen-Peña");
        for (asked, expected) in
            [("lukasz", true), ("ŁUKA", true), ("soren", true), ("Søren", true), ("pena", true), ("lucas", false)]
        {
            let is_found = is_named(|field| values.get(field), &fold_searched_name(asked));
            assert_eq!(is_found, expected, "{asked}");
        }
    }
}
