//! Writes users directly with the AWS SDK, as a baseline for benchmarks.

use std::collections::{BTreeMap, HashMap};

use aws_sdk_dynamodb::{
    Client,
    types::{AttributeValue, BatchStatementRequest, PutRequest, WriteRequest},
};
use futures_util::{StreamExt, TryStreamExt, stream};
use jiff::Timestamp;
use rollcall_domain::{
    ids::{ImportId, UserId, UserKey},
    layout::{Field, Values},
    row::Outcome,
    unknown::Unknown,
    user::{Assignment, HistoryEntry, InvitationState, Origin, User},
};

/// Writes items with `BatchExecuteStatement`, 25 per call.
pub(crate) async fn send_statements(
    client: &Client,
    table: &str,
    items: Vec<HashMap<String, AttributeValue>>,
    in_flight: usize,
) {
    let statements = items.into_iter().map(|item| {
        let (names, values): (Vec<_>, Vec<_>) =
            item.into_iter().map(|(name, value)| (format!("'{name}': ?"), value)).unzip();
        let text = format!("INSERT INTO \"{table}\" VALUE {{{}}}", names.join(", "));
        BatchStatementRequest::builder().statement(text).set_parameters(Some(values)).build().unwrap()
    });
    let batches: Vec<Vec<_>> = in_batches(statements.collect());
    stream::iter(batches)
        .map(|batch| {
            let call = client.batch_execute_statement().set_statements(Some(batch));
            async move { tokio::spawn(call.send()).await.unwrap() }
        })
        .buffered(in_flight)
        .try_for_each(|response| async move {
            assert!(response.responses().iter().all(|response| response.error.is_none()));
            Ok(())
        })
        .await
        .unwrap();
}

/// Writes items with `BatchWriteItem`, 25 per call.
pub(crate) async fn send_puts(
    client: &Client,
    table: &str,
    items: Vec<HashMap<String, AttributeValue>>,
    in_flight: usize,
) {
    let puts = items.into_iter().map(|item| {
        WriteRequest::builder().put_request(PutRequest::builder().set_item(Some(item)).build().unwrap()).build()
    });
    stream::iter(in_batches(puts.collect()))
        .map(|batch| {
            let call = client.batch_write_item().request_items(table, batch);
            async move { tokio::spawn(call.send()).await.unwrap() }
        })
        .buffered(in_flight)
        .try_for_each(|response| async move {
            assert!(response.unprocessed_items.is_none_or(|left| left.is_empty()));
            Ok(())
        })
        .await
        .unwrap();
}

fn in_batches<T>(all: Vec<T>) -> Vec<Vec<T>> {
    let mut all = all.into_iter();
    std::iter::from_fn(|| Some(all.by_ref().take(25).collect()).filter(|batch: &Vec<T>| !batch.is_empty())).collect()
}

/// Returns a user with two courses, as an import would create it.
pub(crate) fn user(n: usize) -> User {
    let at = Timestamp::from_second(1_790_000_000).unwrap();
    let import_id = ImportId::from_parts(1_790_000_000_000, [7; 10]);
    let courses = ["presenting", "negotiation"].map(Into::into);
    User {
        // A key that is distributed like a hash and differs for each `n`.
        user_id: UserId::from_key(
            UserKey::from_bits((n as u128 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)),
            7,
        ),
        address: format!("ann.{n}@example.org"),
        enabled: true,
        values: Values::default()
            .with(Field::Email, format!("ann.{n}@example.org"))
            .with(Field::Name, format!("Ann {n}"))
            .with(Field::LastName, "Lee")
            .with(Field::Language, "en-GB")
            .with(Field::JobRole, format!("Role {}", n % 17))
            .with(Field::Region, "North"),
        company_id: Some("harbour".into()),
        cohort_id: Some("spring-intake".into()),
        feed: None,
        disabled_by_feed: false,
        activated: false,
        signed_in_at: None,
        invitation: InvitationState::None,
        invitation_serial: 0,
        undone_entries_removed: 0,
        invited: None,
        courses: courses
            .iter()
            .cloned()
            .map(|id| (id, Assignment { import_id: import_id.clone(), at, company_id: "harbour".into() }))
            .collect::<BTreeMap<_, _>>(),
        version: 1,
        created_by: Origin { import_id: import_id.clone(), row: n as u64 + 2 },
        created_at: at,
        updated_at: at,
        history: vec![HistoryEntry {
            import_id,
            row: n as u64 + 2,
            outcome: Outcome::Created,
            invited: false,
            assigned: courses.to_vec(),
            never_invited: false,
            changes: None,
            released: None,
            was_disabled_by_feed: false,
            undo: None,
            unknown: Unknown::new(),
        }],
    }
}

pub(crate) fn item(user: &User) -> HashMap<String, AttributeValue> {
    let mut item: HashMap<String, AttributeValue> = serde_dynamo::to_item(user).unwrap();
    let key = user.user_id.key().unwrap();
    let shard = key.to_bits() % 64;
    for (name, value) in [
        ("pk", format!("USER#{key}")),
        ("sk", "USER".to_owned()),
        ("list_pk", format!("USERS#{shard}")),
        ("list_sk", user.address.clone()),
        ("company_pk", format!("COMPANY_USERS#harbour#{shard}")),
        ("status", "pending".to_owned()),
    ] {
        item.insert(name.to_owned(), AttributeValue::S(value));
    }
    item
}
