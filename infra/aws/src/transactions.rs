//! Writes several items atomically.

use std::collections::HashMap;

use aws_sdk_dynamodb::{
    operation::transact_write_items::TransactWriteItemsError,
    types::{Delete, Put, TransactWriteItem, Update},
};
use jiff::Timestamp;
use rollcall_domain::{
    stores::{Replaced, StoreError, UserUpdate, UserWritten},
    user::User,
};

use crate::{
    backoff::{ATTEMPTS_MAX, pause},
    errors::{DYNAMODB, busy, is_busy_code, refused, store_error, unbuilt},
    items::{Item, Key, changes, number, text, user_key, write_user},
    schema::attribute,
    stack::Stack,
    table::Table,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Condition {
    None,
    Absent,
    Version(u64),
    /// The version and creation time of an item. An item that was deleted and created again may have the same version.
    VersionOf {
        version: u64,
        created_at: Timestamp,
    },
}

impl Condition {
    pub(crate) fn expression(self) -> Option<String> {
        match self {
            Self::None => None,
            Self::Absent => Some("attribute_not_exists(#name)".to_owned()),
            Self::Version(_) => Some("#name = :version".to_owned()),
            Self::VersionOf { .. } => Some("#name = :version AND #created_at = :created_at".to_owned()),
        }
    }

    pub(crate) fn names(self) -> Option<HashMap<String, String>> {
        let name = |name: &str| ("#name".to_owned(), name.to_owned());
        match self {
            Self::None => None,
            Self::Absent => Some([name(attribute::PK)].into()),
            Self::Version(_) => Some([name(attribute::VERSION)].into()),
            Self::VersionOf { .. } => {
                let created_at = ("#created_at".to_owned(), attribute::CREATED_AT.to_owned());
                Some([name(attribute::VERSION), created_at].into())
            }
        }
    }

    pub(crate) fn values(self) -> Option<Item> {
        match self {
            Self::None | Self::Absent => None,
            Self::Version(version) => Some([(":version".to_owned(), number(version))].into()),
            Self::VersionOf { version, created_at } => Some(
                [(":version".to_owned(), number(version)), (":created_at".to_owned(), text(created_at.to_string()))]
                    .into(),
            ),
        }
    }
}

/// Converts the result of a conditional write or transaction that replaces a version.
pub(crate) fn replaced_if(is_written: bool) -> Replaced {
    if is_written { Replaced::Done } else { Replaced::VersionConflict }
}

/// Converts the result of a transaction that changes a user.
pub(crate) fn user_written(is_written: bool) -> UserWritten {
    if is_written { UserWritten::Done } else { UserWritten::ConditionFailed }
}

impl Table<'_> {
    /// Writes all items or none. Returns `false` if a condition was not met.
    ///
    /// The SDK sends each transaction with a token, so that a transaction whose response was lost is not applied twice.
    pub(crate) async fn transact(self, items: Vec<TransactWriteItem>) -> Result<bool, StoreError> {
        for attempt in 0..ATTEMPTS_MAX {
            if attempt > 0 {
                pause(self.aws().environment().as_ref(), attempt).await;
            }
            let request = self.client().transact_write_items().set_transact_items(Some(items.clone()));
            let Err(error) = request.send().await else { return Ok(true) };
            let Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) = error.as_service_error()
            else {
                return Err(store_error(DYNAMODB, &error));
            };
            let codes = cancelled.cancellation_reasons().iter().filter_map(|reason| reason.code());
            let codes: Vec<&str> = codes.filter(|code| *code != "None").collect();
            if codes.contains(&"ConditionalCheckFailed") {
                return Ok(false);
            }
            if let Some(code) = codes.iter().find(|code| !is_busy_code(code)) {
                return Err(refused(DYNAMODB, format!("{code} in a transaction")));
            }
        }
        Err(busy(DYNAMODB, "a transaction conflicted too often"))
    }

    pub(crate) fn to_put(self, item: Item, condition: Condition) -> Result<TransactWriteItem, StoreError> {
        let put = Put::builder()
            .table_name(self.name())
            .set_item(Some(item))
            .set_condition_expression(condition.expression())
            .set_expression_attribute_names(condition.names())
            .set_expression_attribute_values(condition.values());
        Ok(TransactWriteItem::builder().put(put.build().map_err(|_| unbuilt())?).build())
    }

    /// Builds the operation that deletes an item; without a condition, deleting an absent item succeeds.
    pub(crate) fn to_delete(self, key: Key, condition: Condition) -> Result<TransactWriteItem, StoreError> {
        let delete = Delete::builder()
            .table_name(self.name())
            .set_key(Some(key.into_item()))
            .set_condition_expression(condition.expression())
            .set_expression_attribute_names(condition.names())
            .set_expression_attribute_values(condition.values());
        Ok(TransactWriteItem::builder().delete(delete.build().map_err(|_| unbuilt())?).build())
    }

    /// Builds the operation that deletes a user, conditional on an unchanged id and invitation serial.
    pub(crate) fn to_erase(self, user: &User) -> Result<TransactWriteItem, StoreError> {
        let delete = Delete::builder()
            .table_name(self.name())
            .set_key(Some(Key::user(user_key(user)?).into_item()))
            .condition_expression("#id = :id AND #serial = :serial")
            .expression_attribute_names("#id", attribute::USER_ID)
            .expression_attribute_names("#serial", attribute::INVITATION_SERIAL)
            .expression_attribute_values(":id", text(user.user_id.as_str()))
            .expression_attribute_values(":serial", number(user.invitation_serial));
        Ok(TransactWriteItem::builder().delete(delete.build().map_err(|_| unbuilt())?).build())
    }

    /// Builds the operation that updates a user, conditional on an unchanged version, id and invitation serial.
    pub(crate) fn to_update(self, update: &UserUpdate, stack: &Stack) -> Result<TransactWriteItem, StoreError> {
        let UserUpdate { before, after } = update;
        let mut request = Update::builder()
            .table_name(self.name())
            .set_key(Some(Key::user(user_key(before)?).into_item()))
            .condition_expression("#version = :version AND #id = :id AND #serial = :serial")
            .expression_attribute_names("#version", attribute::VERSION)
            .expression_attribute_names("#id", attribute::USER_ID)
            .expression_attribute_names("#serial", attribute::INVITATION_SERIAL)
            .expression_attribute_values(":version", number(before.version))
            .expression_attribute_values(":id", text(before.user_id.as_str()))
            .expression_attribute_values(":serial", number(before.invitation_serial));
        let (mut sets, mut removes) = (Vec::new(), Vec::new());
        let changes = changes(&write_user(before, stack)?, write_user(after, stack)?);
        for (index, (name, value)) in changes.into_iter().enumerate() {
            request = request.expression_attribute_names(format!("#a{index}"), name);
            match value {
                Some(value) => {
                    request = request.expression_attribute_values(format!(":a{index}"), value);
                    sets.push(format!("#a{index} = :a{index}"));
                }
                None => removes.push(format!("#a{index}")),
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
