//! Writes of several items, all of them or none.

use aws_sdk_dynamodb::{
    operation::transact_write_items::TransactWriteItemsError,
    types::{Delete, Put, TransactWriteItem, Update},
};
use rollcall_domain::stores::{StoreError, UserUpdate, UserWritten};

use crate::{
    backoff::{ATTEMPTS_MAX, pause},
    errors::{DYNAMODB, busy, is_busy_code, refused, store_error, unbuilt},
    items::{Item, Key, number, text, write_user},
    schema::attribute,
    table::Table,
    users::changes,
};

impl Table<'_> {
    /// Writes all of these or nothing.
    ///
    /// The SDK gives a transaction a token of its own, so that one whose answer was lost is not done twice when it is sent again.
    pub(crate) async fn transact(self, items: Vec<TransactWriteItem>) -> Result<UserWritten, StoreError> {
        for attempt in 0..ATTEMPTS_MAX {
            if attempt > 0 {
                pause(self.aws().environment().as_ref(), attempt).await;
            }
            let request = self.client().transact_write_items().set_transact_items(Some(items.clone()));
            let Err(error) = request.send().await else { return Ok(UserWritten::Done) };
            let Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) = error.as_service_error()
            else {
                return Err(store_error(DYNAMODB, &error));
            };
            let codes = cancelled.cancellation_reasons().iter().filter_map(|reason| reason.code());
            let codes: Vec<&str> = codes.filter(|code| *code != "None").collect();
            if codes.contains(&"ConditionalCheckFailed") {
                return Ok(UserWritten::ConditionFailed);
            }
            if let Some(code) = codes.iter().find(|code| !is_busy_code(code)) {
                return Err(refused(DYNAMODB, format!("{code} in a transaction")));
            }
        }
        Err(busy(DYNAMODB, "a transaction conflicts again and again"))
    }

    /// A put as a part of a transaction.
    pub(crate) fn to_put(self, item: Item) -> Result<TransactWriteItem, StoreError> {
        let put = Put::builder().table_name(self.name()).set_item(Some(item)).build().map_err(|_| unbuilt())?;
        Ok(TransactWriteItem::builder().put(put).build())
    }

    /// A removal as a part of a transaction; what is not there is removed already.
    pub(crate) fn to_delete(self, key: Key) -> Result<TransactWriteItem, StoreError> {
        let delete = Delete::builder().table_name(self.name()).set_key(Some(key.into_item()));
        Ok(TransactWriteItem::builder().delete(delete.build().map_err(|_| unbuilt())?).build())
    }

    /// The removal of a user as it was read, as a part of a transaction.
    pub(crate) fn to_erase(self, user: &rollcall_domain::user::User) -> Result<TransactWriteItem, StoreError> {
        let delete = Delete::builder().table_name(self.name()).set_key(Some(Key::user(&user.address).into_item()));
        let delete = delete.condition_expression("#id = :id AND #serial = :serial");
        let delete = delete.expression_attribute_names("#id", attribute::USER_ID);
        let delete = delete.expression_attribute_names("#serial", attribute::INVITATION_SERIAL);
        let delete = delete.expression_attribute_values(":id", text(user.user_id.as_str()));
        let delete = delete.expression_attribute_values(":serial", number(user.invitation_serial));
        Ok(TransactWriteItem::builder().delete(delete.build().map_err(|_| unbuilt())?).build())
    }

    /// A user's update as a part of a transaction, on the conditions of
    /// [`UserStore::update_users`](rollcall_domain::stores::UserStore::update_users).
    pub(crate) fn to_update(self, update: &UserUpdate) -> Result<TransactWriteItem, StoreError> {
        let UserUpdate { before, after } = update;
        let mut request = Update::builder()
            .table_name(self.name())
            .set_key(Some(Key::user(&before.address).into_item()))
            .condition_expression("#version = :version AND #id = :id AND #serial = :serial")
            .expression_attribute_names("#version", attribute::VERSION)
            .expression_attribute_names("#id", attribute::USER_ID)
            .expression_attribute_names("#serial", attribute::INVITATION_SERIAL)
            .expression_attribute_values(":version", number(before.version))
            .expression_attribute_values(":id", text(before.user_id.as_str()))
            .expression_attribute_values(":serial", number(before.invitation_serial));
        let (mut sets, mut removes) = (Vec::new(), Vec::new());
        for (place, (name, value)) in changes(&write_user(before)?, write_user(after)?).into_iter().enumerate() {
            request = request.expression_attribute_names(format!("#a{place}"), name);
            match value {
                Some(value) => {
                    request = request.expression_attribute_values(format!(":a{place}"), value);
                    sets.push(format!("#a{place} = :a{place}"));
                }
                None => removes.push(format!("#a{place}")),
            }
        }
        let mut expression = String::new();
        for (word, clauses) in [("SET ", &sets), (" REMOVE ", &removes)] {
            if !clauses.is_empty() {
                expression.push_str(word);
                expression.push_str(&clauses.join(", "));
            }
        }
        let update = request.update_expression(expression).build().map_err(|_| unbuilt())?;
        Ok(TransactWriteItem::builder().update(update).build())
    }
}
