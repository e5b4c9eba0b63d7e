//! The state of sending, in two items: one for counts, rate and stop, and one for slots. Also the rate limiter.

use std::collections::HashMap;

use aws_sdk_dynamodb::{
    operation::update_item::{UpdateItemError, builders::UpdateItemFluentBuilder},
    types::{AttributeValue, ReturnValue, ReturnValuesOnConditionCheckFailure},
};
use jiff::{SignedDuration, Timestamp};
use rollcall_domain::{
    invitation::{Sending, Stop, StopReason},
    stores::{Acquired, RateLimiter, SendingStore, Slots, StoreError},
};

use crate::{
    aws::Aws,
    backoff::{ATTEMPTS_MAX, pause},
    errors::{DYNAMODB, busy, is_condition_failed, refused, store_error},
    items::{Item, Key, number, read_item, text},
    schema::attribute,
};

pub(crate) const BOUNCED: &str = "bounced";
const SENT: &str = "sent";
const STOPPED: &str = "stopped";
const UNAVAILABLE_AT: &str = "unavailable_at";
const RATE: &str = "rate";
/// Time of the first free slot, in microseconds since 1970.
const NEXT_US: &str = "next_us";
const TRIES: &str = "tries";

struct Change<const N: usize, const V: usize> {
    update: &'static str,
    condition: Option<&'static str>,
    /// Attribute names in both expressions.
    names: [(&'static str, &'static str); N],
    /// Values in both expressions.
    values: [(&'static str, AttributeValue); V],
}

fn time_of(item: &Item) -> Option<Timestamp> {
    let micros = item.get(NEXT_US)?.as_n().ok()?.parse().ok()?;
    Timestamp::from_microsecond(micros).ok()
}

impl Aws {
    fn update<const N: usize, const V: usize>(
        &self,
        key: Key,
        change: Change<N, V>,
    ) -> Result<UpdateItemFluentBuilder, StoreError> {
        let names = change.names.map(|(name, attribute)| (name.to_owned(), attribute.to_owned()));
        let values = change.values.map(|(name, value)| (name.to_owned(), value));
        Ok(self
            .dynamodb()
            .update_item()
            .table_name(self.table()?.name())
            .set_key(Some(key.into_item()))
            .update_expression(change.update)
            .set_condition_expression(change.condition.map(str::to_owned))
            .set_expression_attribute_names(Some(HashMap::from(names)))
            .set_expression_attribute_values((V > 0).then(|| HashMap::from(values))))
    }

    /// Sends an update. Returns `false` if its condition was not met.
    async fn write<const N: usize, const V: usize>(&self, key: Key, change: Change<N, V>) -> Result<bool, StoreError> {
        let update = self.update(key, change)?;
        Ok(self.send_update(update).await?.is_ok())
    }

    /// Sends an update. After a conflict with a transaction on the same item, pauses and retries, since the SDK does not. Returns the
    /// requested attributes, or `Err` with the item that did not meet the condition, if requested.
    async fn send_update(
        &self,
        update: UpdateItemFluentBuilder,
    ) -> Result<Result<Option<Item>, Option<Item>>, StoreError> {
        for attempt in 0..ATTEMPTS_MAX {
            if attempt > 0 {
                pause(self.environment().as_ref(), attempt).await;
            }
            let error = match update.clone().send().await {
                Ok(response) => return Ok(Ok(response.attributes)),
                Err(error) if is_condition_failed(&error) => {
                    return Ok(Err(match error.into_service_error() {
                        UpdateItemError::ConditionalCheckFailedException(failed) => failed.item,
                        _ => None,
                    }));
                }
                Err(error) => error,
            };
            if !error.as_service_error().is_some_and(UpdateItemError::is_transaction_conflict_exception) {
                return Err(store_error(DYNAMODB, &error));
            }
        }
        Err(busy(DYNAMODB, "an update conflicted with transactions too often"))
    }

    /// Halves both counts, unless they have changed in the meantime; in that case, they are halved after a later e-mail.
    async fn halve(&self, sending: &Sending) -> Result<(), StoreError> {
        let change = Change {
            update: "SET #sent = :half_sent, #bounced = :half_bounced",
            condition: Some("#sent = :sent AND #bounced = :bounced"),
            names: [("#sent", SENT), ("#bounced", BOUNCED)],
            values: [
                (":sent", number(sending.sent)),
                (":bounced", number(sending.bounced)),
                (":half_sent", number(sending.sent / 2)),
                (":half_bounced", number(sending.bounced / 2)),
            ],
        };
        self.write(Key::sending(), change).await.map(|_| ())
    }
}

impl SendingStore for Aws {
    async fn sending(&self) -> Result<Sending, StoreError> {
        let found = self.table()?.get(Key::sending()).await?;
        found.map_or(Ok(Sending::default()), |item| read_item("state of the sending", item))
    }

    async fn take_slots(
        &self,
        count: u32,
        interval: SignedDuration,
        earliest: Timestamp,
        latest: Timestamp,
    ) -> Result<Slots, StoreError> {
        let Ok(count) = i32::try_from(count) else { return Err(refused(DYNAMODB, "too many slots")) };
        let taken = interval * count;
        for attempt in 0..ATTEMPTS_MAX {
            if attempt > 0 {
                pause(self.environment().as_ref(), attempt).await;
            }
            // Append to the reserved slots: the usual case when many e-mails are queued.
            let append = Change {
                update: "SET #next = #next + :taken",
                condition: Some("#next >= :earliest AND #next < :latest"),
                names: [("#next", NEXT_US)],
                values: [
                    (":taken", number(taken.as_micros())),
                    (":earliest", number(earliest.as_microsecond())),
                    (":latest", number(latest.as_microsecond())),
                ],
            };
            let append = self.update(Key::slots(), append)?.return_values(ReturnValue::UpdatedNew);
            if let Ok(attributes) = self.send_update(append).await? {
                let next = attributes.as_ref().and_then(time_of);
                let next = next.ok_or_else(|| refused(DYNAMODB, "cannot parse the slots"))?;
                return Ok(Slots::From(next - taken));
            }
            // If all slots from `earliest` on are free, start there.
            let restart = Change {
                update: "SET #next = :next",
                condition: Some("attribute_not_exists(#next) OR #next < :earliest"),
                names: [("#next", NEXT_US)],
                values: [
                    (":next", number((earliest + taken).as_microsecond())),
                    (":earliest", number(earliest.as_microsecond())),
                ],
            };
            let restart = self.update(Key::slots(), restart)?;
            let restart = restart.return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
            let stored = match self.send_update(restart).await? {
                Ok(_) => return Ok(Slots::From(earliest)),
                Err(Some(item)) => Some(item),
                Err(None) => self.table()?.get(Key::slots()).await?,
            };
            if let Some(next) = stored.as_ref().and_then(time_of).filter(|next| *next >= latest) {
                return Ok(Slots::NotBefore(next));
            }
            // Another worker reserved slots between the two calls: try again.
        }
        Err(busy(DYNAMODB, "too many concurrent reservations of slots"))
    }

    async fn pause_slots(&self, until: Timestamp) -> Result<(), StoreError> {
        let change = Change {
            update: "SET #next = :until",
            condition: Some("attribute_not_exists(#next) OR #next < :until"),
            names: [("#next", NEXT_US)],
            values: [(":until", number(until.as_microsecond()))],
        };
        self.write(Key::slots(), change).await.map(|_| ())
    }

    async fn count_sent(&self, mails: u64) -> Result<Sending, StoreError> {
        let change = Change {
            update: "ADD #sent :mails",
            condition: None,
            names: [("#sent", SENT)],
            values: [(":mails", number(mails))],
        };
        let update = self.update(Key::sending(), change)?.return_values(ReturnValue::AllNew);
        let attributes = self.send_update(update).await?.unwrap_or_default();
        let sending: Sending = read_item("state of the sending", attributes.unwrap_or_default())?;
        if sending.is_to_be_halved() && !sending.has_too_many_bounces() {
            self.halve(&sending).await?;
        }
        Ok(sending)
    }

    async fn stop_sending(&self, reason: StopReason, at: Timestamp) -> Result<bool, StoreError> {
        let stopped = serde_dynamo::to_attribute_value::<_, AttributeValue>(Stop { reason, at });
        let stopped = stopped.map_err(|_| refused(DYNAMODB, "cannot serialize a value as an item"))?;
        let change = Change {
            update: "SET #stopped = :stopped",
            condition: Some("attribute_not_exists(#stopped)"),
            names: [("#stopped", STOPPED)],
            values: [(":stopped", stopped)],
        };
        self.write(Key::sending(), change).await
    }

    async fn resume_sending(&self, reason: StopReason) -> Result<bool, StoreError> {
        const CONDITION: &str = "#stopped.#reason = :reason";
        match reason {
            StopReason::Bounces => {
                let change = Change {
                    update: "SET #sent = :zero, #bounced = :zero REMOVE #stopped",
                    condition: Some(CONDITION),
                    names: [("#stopped", STOPPED), ("#reason", "reason"), ("#sent", SENT), ("#bounced", BOUNCED)],
                    values: [(":reason", text("bounces")), (":zero", number(0))],
                };
                self.write(Key::sending(), change).await
            }
            StopReason::Account => {
                let change = Change {
                    update: "REMOVE #stopped",
                    condition: Some(CONDITION),
                    names: [("#stopped", STOPPED), ("#reason", "reason")],
                    values: [(":reason", text("account"))],
                };
                self.write(Key::sending(), change).await
            }
        }
    }

    async fn record_unavailable(&self, at: Timestamp) -> Result<(), StoreError> {
        let change = Change {
            update: "SET #unavailable_at = :at",
            condition: None,
            names: [("#unavailable_at", UNAVAILABLE_AT)],
            values: [(":at", text(at.to_string()))],
        };
        self.write(Key::sending(), change).await.map(|_| ())
    }

    async fn set_sending_rate(&self, per_second: f64) -> Result<(), StoreError> {
        let change = Change {
            update: "SET #rate = :rate",
            condition: None,
            names: [("#rate", RATE)],
            values: [(":rate", number(per_second))],
        };
        self.write(Key::sending(), change).await.map(|_| ())
    }
}

impl RateLimiter for Aws {
    async fn acquire(&self, source: &str, max: u32, until: Timestamp) -> Result<Acquired, StoreError> {
        let change = Change {
            update: "SET #ttl = :ttl ADD #tries :one",
            condition: Some("attribute_not_exists(#tries) OR #tries < :max"),
            names: [("#tries", TRIES), ("#ttl", attribute::TTL)],
            values: [(":one", number(1)), (":max", number(max)), (":ttl", number(until.as_second()))],
        };
        let is_counted = self.write(Key::source(source, until), change).await?;
        Ok(if is_counted { Acquired::Yes } else { Acquired::NotBefore(until) })
    }

    async fn release(&self, source: &str, until: Timestamp) -> Result<(), StoreError> {
        let change = Change {
            update: "ADD #tries :minus",
            condition: Some("#tries > :zero"),
            names: [("#tries", TRIES)],
            values: [(":minus", number(-1)), (":zero", number(0))],
        };
        self.write(Key::source(source, until), change).await.map(|_| ())
    }
}
