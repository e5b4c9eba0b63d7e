//! Users as the directory shows them: lists in order of address, one user, and the erasure of one.

use rollcall_domain::{
    ids::{CompanyId, UserId},
    keys::SHARDS,
    stores::{InviteeList, InviteePage, StoreError, UserWritten},
    user::{InvitationState, User, UserLine, UserStatus},
};

use crate::{
    aws::Aws,
    errors::{DYNAMODB, busy, refused, store_error},
    items::{Key, company_users_shard, read_item, text, text_of, users_shard},
    page::{List, Page, read_cursor, write_cursor},
    schema::{attribute, index},
    shards::{Direction, ListError, Listing},
};

/// Times that a user is read again who changes while being erased.
const ERASE_TRIES: usize = 8;

/// Which users are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserQuery {
    /// Beginning of the address key: lower case, at most 254 bytes.
    pub prefix: Option<String>,
    /// Company.
    pub company_id: Option<CompanyId>,
    /// Status.
    pub status: Option<UserStatus>,
    /// Where the invitation stands.
    pub invitation: Option<InvitationState>,
    /// Users a page shows at most, 1..=1000.
    pub limit: usize,
    /// Where the page starts.
    pub cursor: Option<String>,
}

impl Aws {
    /// Users in the order of their addresses. May lag behind a write by moments.
    ///
    /// A page ends at `limit` users, or after some 4 MB were read: a status or an invitation that few users have makes short
    /// pages, which go on where the reading ended. A query keeps its cursor from page to page and nothing else may change.
    pub async fn list_users(&self, query: &UserQuery) -> Result<Page<UserLine>, ListError> {
        let mut filters = Vec::new();
        if let Some(status) = query.status {
            filters.push((attribute::STATUS, status.as_str().to_owned()));
        }
        if let Some(invitation) = query.invitation {
            filters.push((attribute::INVITATION, invitation.as_str().to_owned()));
        }
        let (index, partition, partitions) = match &query.company_id {
            None => (index::LISTING, attribute::LIST_PK, (0..SHARDS).map(users_shard).collect()),
            Some(id) => {
                let partitions = (0..SHARDS).map(|shard| company_users_shard(id, shard)).collect();
                (index::BY_COMPANY, attribute::COMPANY_PK, partitions)
            }
        };
        let listing = Listing {
            index,
            partition,
            partitions,
            prefix: query.prefix.clone(),
            after: read_cursor(List::Users, query.cursor.as_deref())?,
            direction: Direction::Ascending,
            filters,
        };
        let listed = listing.read(self.table()?, query.limit).await?;
        let lines = listed.items.into_iter().map(|item| read_item("line of the user list", item));
        Ok(Page {
            items: lines.collect::<Result<_, _>>()?,
            next_cursor: listed.next_after.and_then(|after| write_cursor(List::Users, after)),
        })
    }

    /// The user of this id. A user created moments ago may not be found yet.
    pub async fn user_by_id(&self, id: &UserId) -> Result<Option<User>, StoreError> {
        let query = self.table()?.query().index_name(index::BY_ID).key_condition_expression("#id = :id");
        let query = query.expression_attribute_names("#id", attribute::USER_ID);
        let answer = query.expression_attribute_values(":id", text(id.as_str())).limit(1).send().await;
        let answer = answer.map_err(|error| store_error(DYNAMODB, &error))?;
        let Some(found) = answer.items().first() else { return Ok(None) };
        let key = Key { pk: text_of(found, attribute::PK).to_owned(), sk: text_of(found, attribute::SK).to_owned() };
        self.read_user(key).await
    }

    /// The user of this address key, read consistently.
    pub async fn user_by_address(&self, address: &str) -> Result<Option<User>, StoreError> {
        self.read_user(Key::user(address)).await
    }

    /// Erases a person: the item, with it what the indexes show, and the token of the latest invitation. Answers whether there was
    /// one.
    ///
    /// Somebody who was created anew under the same address has another id and stays.
    pub async fn erase_user(&self, user: &User) -> Result<bool, StoreError> {
        let mut user = user.clone();
        for _ in 0..ERASE_TRIES {
            let mut items = vec![self.table()?.to_erase(&user)?];
            if let Some(token) = user.invited.as_ref().and_then(|invited| invited.token.as_ref()) {
                items.push(self.table()?.to_delete(Key::token(token))?);
            }
            if self.table()?.transact(items).await? == UserWritten::Done {
                return Ok(true);
            }
            // The invitation went on meanwhile, and may have another token.
            match self.user_by_address(&user.address).await? {
                Some(stored) if stored.user_id == user.user_id => user = stored,
                Some(_) | None => return Ok(false),
            }
        }
        Err(busy(DYNAMODB, "the user keeps changing"))
    }

    async fn read_user(&self, key: Key) -> Result<Option<User>, StoreError> {
        self.table()?.get(key).await?.map(|item| read_item("user", item)).transpose()
    }
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
            ListError::Cursor(_) => refused(DYNAMODB, "a stored cursor is none of the user list"),
        })?;
        let addresses = page.items.into_iter().map(|line| line.address).collect();
        Ok(InviteePage { addresses, next: page.next_cursor })
    }
}
