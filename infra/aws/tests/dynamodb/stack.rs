//! An embedded server whose table contains only the settings, a clock set by the test, and sample users.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use aws_sdk_dynamodb::{primitives::Blob, types::AttributeValue};
use jiff::Timestamp;
use rollcall_aws::{AccessKey, Aws, Part, Settings, SystemEnvironment, create_table};
use rollcall_domain::{
    ids::UserId,
    layout::{Field, Values},
    plan::KeyedHasher,
    row::Outcome,
    stores::Environment,
    unknown::Unknown,
    user::{HistoryEntry, InvitationState, Origin, User},
};

pub(crate) const TABLE: &str = "rollcall-test";

pub(crate) const KEY: [u8; 16] = [7; 16];

/// A clock that changes only when it is set; its randomness is real.
pub(crate) struct Clock(AtomicI64);

impl Clock {
    pub(crate) fn set(&self, second: i64) {
        self.0.store(second, Ordering::Relaxed);
    }
}

impl Environment for Clock {
    fn now(&self) -> Timestamp {
        Timestamp::from_second(self.0.load(Ordering::Relaxed)).unwrap()
    }

    fn random_bits(&self) -> [u8; 10] {
        SystemEnvironment.random_bits()
    }
}

pub(crate) struct Stack {
    pub(crate) clients: Aws,
    pub(crate) clock: Arc<Clock>,
}

impl Stack {
    /// Starts a stack with eight shards: enough to require merging, and few enough that each is read several times.
    pub(crate) async fn start() -> Self {
        Self::start_with(8).await
    }

    async fn start_with(shards: u32) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(dynoxide::server::serve_on(listener, dynoxide::Database::memory().unwrap()));
        let key = AccessKey { id: "id".into(), secret: "secret".into(), session_token: None };
        let mut settings = Settings::new("eu-central-1", key);
        settings.endpoints.dynamodb = Some(endpoint);
        settings.parts.insert(Part::Table, TABLE.into());
        let clock = Arc::new(Clock(AtomicI64::new(1_800_000_000)));
        let clients = Aws::with_environment(settings, Arc::<Clock>::clone(&clock));
        create_table(clients.dynamodb(), TABLE).await.unwrap();
        let text = |text: &str| AttributeValue::S(text.to_owned());
        let put =
            clients.dynamodb().put_item().table_name(TABLE).item("pk", text("SETTINGS")).item("sk", text("SETTINGS"));
        let put =
            put.item("key", AttributeValue::B(Blob::new(KEY))).item("shards", AttributeValue::N(shards.to_string()));
        put.send().await.unwrap();
        Self { clients, clock }
    }

    /// Returns the number of items in a partition of the table.
    pub(crate) async fn partition_count(&self, partition: &str) -> usize {
        let query = self.clients.dynamodb().query().table_name(TABLE).key_condition_expression("pk = :pk");
        let query = query.expression_attribute_values(":pk", AttributeValue::S(partition.to_owned()));
        query.send().await.unwrap().items().len()
    }
}

/// Creates a user with a company, a last name, an identifier and an empty job role.
pub(crate) fn user(address: &str) -> User {
    let at = Timestamp::from_second(1_800_000_000).unwrap();
    User {
        user_id: UserId::from_key(KeyedHasher::new(KEY).user_key(address), 7),
        address: address.to_owned(),
        enabled: true,
        values: Values::default()
            .with(Field::Email, address.to_uppercase())
            .with(Field::Name, "Anna")
            .with(Field::LastName, "O’Brien")
            .with(Field::Language, "en-GB")
            .with(Field::JobRole, "")
            .with(Field::Identifier, "007"),
        company_id: Some("c1".into()),
        cohort_id: None,
        feed: None,
        disabled_by_feed: false,
        activated: false,
        signed_in_at: None,
        invitation: InvitationState::None,
        invitation_serial: 0,
        undone_entries_removed: 0,
        invited: None,
        courses: std::collections::BTreeMap::new(),
        version: 1,
        created_by: Origin { import_id: "i1".into(), row: 2 },
        created_at: at,
        updated_at: at,
        history: vec![HistoryEntry {
            import_id: "i1".into(),
            row: 2,
            outcome: Outcome::Created,
            invited: false,
            assigned: vec!["k1".into()],
            never_invited: false,
            changes: None,
            released: None,
            was_disabled_by_feed: false,
            undo: None,
            unknown: Unknown::new(),
        }],
    }
}
