//! The stack's sending as a whole, in two items: how it stands, and its slots.

use aws_sdk_dynamodb::{
    error::SdkError,
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
    errors::{DYNAMODB, busy, refused, store_error},
    items::{Item, Key, number, read_item, text},
    schema::attribute,
};

/// Attribute that counts bounces.
pub(crate) const BOUNCED: &str = "bounced";
const SENT: &str = "sent";
const STOPPED: &str = "stopped";
const RATE: &str = "rate";
/// Microseconds since 1970 of the first slot that nobody has.
const NEXT_US: &str = "next_us";
const TRIES: &str = "tries";

fn is_condition_failed<R>(error: &SdkError<UpdateItemError, R>) -> bool {
    error.as_service_error().is_some_and(UpdateItemError::is_conditional_check_failed_exception)
}

fn time_of(item: &Item) -> Option<Timestamp> {
    let micros = item.get(NEXT_US)?.as_n().ok()?.parse().ok()?;
    Timestamp::from_microsecond(micros).ok()
}

impl Aws {
    fn update(&self, key: Key) -> Result<UpdateItemFluentBuilder, StoreError> {
        Ok(self.dynamodb().update_item().table_name(self.table()?.name()).set_key(Some(key.into_item())))
    }

    /// Sends an update; answers whether its condition held.
    async fn write(&self, update: UpdateItemFluentBuilder) -> Result<bool, StoreError> {
        match update.send().await {
            Ok(_) => Ok(true),
            Err(error) if is_condition_failed(&error) => Ok(false),
            Err(error) => Err(store_error(DYNAMODB, &error)),
        }
    }

    /// Halves both counts, unless somebody counted meanwhile: then a later mail does it.
    async fn halve(&self, sending: &Sending) -> Result<(), StoreError> {
        let update = self.update(Key::sending())?;
        let update = update.update_expression("SET #sent = :half_sent, #bounced = :half_bounced");
        let update = update.condition_expression("#sent = :sent AND #bounced = :bounced");
        let update = update.expression_attribute_names("#sent", SENT).expression_attribute_names("#bounced", BOUNCED);
        let update = update.expression_attribute_values(":sent", number(sending.sent));
        let update = update.expression_attribute_values(":bounced", number(sending.bounced));
        let update = update.expression_attribute_values(":half_sent", number(sending.sent / 2));
        let update = update.expression_attribute_values(":half_bounced", number(sending.bounced / 2));
        self.write(update).await.map(|_| ())
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
        let Ok(count) = i32::try_from(count) else { return Err(refused(DYNAMODB, "too many slots at a time")) };
        let taken = interval * count;
        for attempt in 0..ATTEMPTS_MAX {
            if attempt > 0 {
                pause(self.environment().as_ref(), attempt).await;
            }
            // After the slots that others have: the usual case while there is much to be sent.
            let update = self.update(Key::slots())?.update_expression("SET #next = #next + :taken");
            let update = update.condition_expression("#next >= :earliest AND #next < :latest");
            let update = update.expression_attribute_names("#next", NEXT_US);
            let update = update.expression_attribute_values(":taken", number(taken.as_micros()));
            let update = update.expression_attribute_values(":earliest", number(earliest.as_microsecond()));
            let update = update.expression_attribute_values(":latest", number(latest.as_microsecond()));
            let update = update.return_values(ReturnValue::UpdatedNew);
            match update.send().await {
                Ok(answer) => {
                    let next = answer.attributes().and_then(time_of);
                    let next = next.ok_or_else(|| refused(DYNAMODB, "an item is no row of slots of this version"))?;
                    return Ok(Slots::From(next - taken));
                }
                Err(error) if is_condition_failed(&error) => {}
                Err(error) => return Err(store_error(DYNAMODB, &error)),
            }
            // Nobody has slots from then on: the row begins anew.
            let update = self.update(Key::slots())?.update_expression("SET #next = :next");
            let update = update.condition_expression("attribute_not_exists(#next) OR #next < :earliest");
            let update = update.expression_attribute_names("#next", NEXT_US);
            let update = update.expression_attribute_values(":next", number((earliest + taken).as_microsecond()));
            let update = update.expression_attribute_values(":earliest", number(earliest.as_microsecond()));
            let update = update.return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld);
            let error = match update.send().await {
                Ok(_) => return Ok(Slots::From(earliest)),
                Err(error) if is_condition_failed(&error) => error.into_service_error(),
                Err(error) => return Err(store_error(DYNAMODB, &error)),
            };
            let held = match error {
                UpdateItemError::ConditionalCheckFailedException(failed) => failed.item,
                _ => None,
            };
            let held = match held {
                Some(item) => Some(item),
                None => self.table()?.get(Key::slots()).await?,
            };
            if let Some(next) = held.as_ref().and_then(time_of).filter(|next| *next >= latest) {
                return Ok(Slots::NotBefore(next));
            }
            // Others took slots between the two calls: once more.
        }
        Err(busy(DYNAMODB, "slots are taken faster than they can be counted"))
    }

    async fn pause_slots(&self, until: Timestamp) -> Result<(), StoreError> {
        let update = self.update(Key::slots())?.update_expression("SET #next = :until");
        let update = update.condition_expression("attribute_not_exists(#next) OR #next < :until");
        let update = update.expression_attribute_names("#next", NEXT_US);
        let update = update.expression_attribute_values(":until", number(until.as_microsecond()));
        self.write(update).await.map(|_| ())
    }

    async fn count_sent(&self, mails: u64) -> Result<Sending, StoreError> {
        let update = self.update(Key::sending())?.update_expression("ADD #sent :mails");
        let update = update.expression_attribute_names("#sent", SENT);
        let update = update.expression_attribute_values(":mails", number(mails));
        let answer = update.return_values(ReturnValue::AllNew).send().await;
        let answer = answer.map_err(|error| store_error(DYNAMODB, &error))?;
        let sending: Sending = read_item("state of the sending", answer.attributes.unwrap_or_default())?;
        if sending.is_to_be_halved() && !sending.has_too_many_bounces() {
            self.halve(&sending).await?;
        }
        Ok(sending)
    }

    async fn stop_sending(&self, reason: StopReason, at: Timestamp) -> Result<bool, StoreError> {
        let stopped = serde_dynamo::to_attribute_value::<_, AttributeValue>(Stop { reason, at });
        let stopped = stopped.map_err(|_| refused(DYNAMODB, "a value cannot be written as an item"))?;
        let update = self.update(Key::sending())?.update_expression("SET #stopped = :stopped");
        let update = update.condition_expression("attribute_not_exists(#stopped)");
        let update = update.expression_attribute_names("#stopped", STOPPED);
        self.write(update.expression_attribute_values(":stopped", stopped)).await
    }

    async fn resume_sending(&self, reason: StopReason) -> Result<bool, StoreError> {
        let (name, expression) = match reason {
            StopReason::Bounces => ("bounces", "SET #sent = :zero, #bounced = :zero REMOVE #stopped"),
            StopReason::Account => ("account", "REMOVE #stopped"),
        };
        let mut update = self.update(Key::sending())?.update_expression(expression);
        update = update.condition_expression("#stopped.#reason = :reason");
        update = update.expression_attribute_names("#stopped", STOPPED).expression_attribute_names("#reason", "reason");
        update = update.expression_attribute_values(":reason", text(name));
        if reason == StopReason::Bounces {
            update = update.expression_attribute_names("#sent", SENT).expression_attribute_names("#bounced", BOUNCED);
            update = update.expression_attribute_values(":zero", number(0));
        }
        self.write(update).await
    }

    async fn set_sending_rate(&self, per_second: f64) -> Result<(), StoreError> {
        let update = self.update(Key::sending())?.update_expression("SET #rate = :rate");
        let update = update.expression_attribute_names("#rate", RATE);
        self.write(update.expression_attribute_values(":rate", number(per_second))).await.map(|_| ())
    }
}

impl RateLimiter for Aws {
    async fn acquire(&self, source: &str, max: u32, until: Timestamp) -> Result<Acquired, StoreError> {
        let update = self.update(Key::source(source, until))?;
        let update = update.update_expression("SET #ttl = :ttl ADD #tries :one");
        let update = update.condition_expression("attribute_not_exists(#tries) OR #tries < :max");
        let update = update.expression_attribute_names("#tries", TRIES);
        let update = update.expression_attribute_names("#ttl", attribute::TTL);
        let update = update.expression_attribute_values(":one", number(1));
        let update = update.expression_attribute_values(":max", number(max));
        let update = update.expression_attribute_values(":ttl", number(until.as_second()));
        Ok(if self.write(update).await? { Acquired::Yes } else { Acquired::NotBefore(until) })
    }

    async fn release(&self, source: &str, until: Timestamp) -> Result<(), StoreError> {
        let update = self.update(Key::source(source, until))?.update_expression("ADD #tries :minus");
        let update = update.condition_expression("#tries > :zero");
        let update = update.expression_attribute_names("#tries", TRIES);
        let update = update.expression_attribute_values(":minus", number(-1));
        self.write(update.expression_attribute_values(":zero", number(0))).await.map(|_| ())
    }
}
