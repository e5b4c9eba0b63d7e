//! The embedded servers of a stack.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use jiff::Timestamp;
use rollcall_aws::{AccessKey, Endpoints, Part, Settings, SystemEnvironment, TABLE_INDEXES};
use rollcall_domain::{keys, stores::Environment};
use rollcall_embedded::{
    Bind, Clock, Credentials, REGION,
    dynamodb::{DynamoDbConfig, DynamoDbServer, StoredIndex, SyncError, TableFile},
    ledger::{Ledger, LedgerError},
    object_events::ObjectEvents,
    s3::{Origins, S3Config, S3Server, Watched},
    ses::{MAIL_DIR, SesConfig, SesServer},
    sqs::{Counts, SqsConfig, SqsServer},
    system_clock,
};
use serde_json::Value;
use tokio::sync::mpsc::UnboundedReceiver;

use super::{
    StackError,
    settings::{
        Addresses, CHUNKS, CONFIGURATION_SET, INVITATION_BATCHES, MAILS, RESULTS, RESUMES, StackConfig, TABLE, UPLOADS,
        queues,
    },
};

pub(super) struct Servers {
    pub(super) s3: S3Server,
    pub(super) ses: SesServer,
    pub(super) object_events: ObjectEvents,
    pub(super) queues: QueueUrls,
    dynamodb: DynamoDbServer,
    sqs: SqsServer,
    credentials: Credentials,
}

#[derive(Debug, Clone)]
pub(super) struct QueueUrls {
    pub(super) chunks: String,
    pub(super) resumes: String,
    pub(super) mails: String,
    pub(super) invitation_batches: String,
}

impl QueueUrls {
    fn of(server: &SqsServer) -> Self {
        let url = |queue: &str| server.queue_url(queue).unwrap_or_default();
        Self {
            chunks: url(CHUNKS),
            resumes: url(RESUMES),
            mails: url(MAILS),
            invitation_batches: url(INVITATION_BATCHES),
        }
    }
}

/// Returns the file of the table, after checking that it was not lost.
fn table_file(config: &StackConfig, ledger_file: &Path) -> Result<TableFile, StackError> {
    if config.in_memory {
        return Ok(TableFile::Memory);
    }
    let path = config.data_dir.join("dynamodb.sqlite");
    // The queues' file is created after the table's file. If only the queues' file contains data, the table was lost.
    if has_bytes(ledger_file) && !has_bytes(&path) {
        return Err(StackError::TableLost { path });
    }
    Ok(TableFile::At(path))
}

fn has_bytes(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|file| file.len() > 0)
}

impl Servers {
    /// Starts the servers on free ports and releases the events and messages claimed by a killed process.
    ///
    /// Also returns the events from SES. `now` is the clock for SES; the other servers use the system clock.
    pub(super) async fn start(
        config: &StackConfig,
        origins: Origins,
        now: impl Fn() -> Timestamp + Send + Sync + 'static,
    ) -> Result<(Self, UnboundedReceiver<Value>), StackError> {
        let host = config.lambda.as_ref().map_or(config.host, |endpoint| endpoint.servers_host);
        let bind = || Bind { host: host.to_string(), port: 0 };
        let path = |name: &str| config.data_dir.join(name);
        let credentials = Credentials::of_dir(&config.data_dir, || SystemEnvironment.random_bits())?;
        let ledger_file = path("queues.sqlite");
        let file = table_file(config, &ledger_file)?;
        let dynamodb =
            DynamoDbServer::start(DynamoDbConfig { bind: bind(), file, credentials: credentials.clone() }).await?;
        let ledger = if config.in_memory { Ledger::memory()? } else { Ledger::open(&ledger_file)? };
        let object_events = ObjectEvents::new(ledger.clone(), system_clock())?;
        let s3 = S3Server::start(S3Config {
            bind: bind(),
            folder: path("s3"),
            buckets: vec![UPLOADS.to_owned(), RESULTS.to_owned()],
            credentials: credentials.clone(),
            watched: Watched {
                bucket: UPLOADS.to_owned(),
                prefixes: vec![keys::UPLOADS.to_owned(), keys::DROP.to_owned()],
            },
            durable: vec![keys::PLANS.to_owned()],
            events: object_events.clone(),
            origins,
        })
        .await?;
        let now: Clock = std::sync::Arc::new(now);
        let (ses, mail_events) = SesServer::start(SesConfig {
            bind: bind(),
            folder: (!config.in_memory).then(|| path(MAIL_DIR)),
            credentials: credentials.clone(),
            clock: now,
            per_second: config.mails_per_second,
        })
        .await?;
        let sqs = SqsServer::start(SqsConfig {
            bind: bind(),
            queues: queues().collect(),
            ledger,
            credentials: credentials.clone(),
            clock: system_clock(),
        })
        .await?;
        object_events.release_all_claimed()?;
        sqs.release_all_in_flight()?;
        let queues = QueueUrls::of(&sqs);
        Ok((Self { s3, ses, object_events, queues, dynamodb, sqs, credentials }, mail_events))
    }

    /// Returns an error if the table in the data directory has other indexes than a table that this version creates.
    pub(super) fn check_table(&self, data_dir: &Path) -> Result<(), StackError> {
        let Some(stored) = self.dynamodb.stored_indexes(TABLE)? else { return Ok(()) };
        let own = TABLE_INDEXES.into_iter().map(|index| StoredIndex {
            name: index.name.to_owned(),
            keys: index.keys.map(str::to_owned).to_vec(),
            attributes: index.attributes.iter().map(|name| (*name).to_owned()).collect(),
        });
        if stored == own.collect::<BTreeSet<_>>() {
            Ok(())
        } else {
            Err(StackError::OtherVersion { data_dir: data_dir.to_owned() })
        }
    }

    pub(super) fn settings(&self) -> Settings {
        let Credentials { access_key_id, secret_access_key } = self.credentials.clone();
        let key = AccessKey { id: access_key_id, secret: secret_access_key, session_token: None };
        let QueueUrls { chunks, resumes, mails, invitation_batches } = self.queues.clone();
        Settings {
            endpoints: Endpoints {
                dynamodb: Some(self.dynamodb.address()),
                s3: Some(self.s3.address()),
                sqs: Some(self.sqs.address()),
                ses: Some(self.ses.address()),
            },
            parts: BTreeMap::from([
                (Part::Table, TABLE.to_owned()),
                (Part::UploadsBucket, UPLOADS.to_owned()),
                (Part::ResultsBucket, RESULTS.to_owned()),
                (Part::ChunkQueue, chunks),
                (Part::ResumeQueue, resumes),
                (Part::MailQueue, mails),
                (Part::InvitationBatchQueue, invitation_batches),
                (Part::ConfigurationSet, CONFIGURATION_SET.to_owned()),
            ]),
            ..Settings::new(REGION, key)
        }
    }

    pub(super) fn addresses(&self, api: String) -> Addresses {
        let Credentials { access_key_id, secret_access_key } = self.credentials.clone();
        let QueueUrls { chunks, resumes, mails, invitation_batches } = self.queues.clone();
        Addresses {
            api,
            dynamodb: self.dynamodb.address(),
            s3: self.s3.address(),
            sqs: self.sqs.address(),
            ses: self.ses.address(),
            mailbox: self.ses.mailbox_address(),
            chunk_queue: chunks,
            resume_queue: resumes,
            mail_queue: mails,
            invitation_batch_queue: invitation_batches,
            table: TABLE.to_owned(),
            uploads_bucket: UPLOADS.to_owned(),
            results_bucket: RESULTS.to_owned(),
            access_key: access_key_id,
            secret_key: secret_access_key,
            region: REGION.to_owned(),
        }
    }

    /// Returns the number of messages in a queue, whether visible, delayed or in flight.
    pub(super) fn messages(&self, queue: &str) -> Result<u64, LedgerError> {
        let Counts { visible, in_flight, delayed } = self.sqs.counts(queue)?;
        Ok(visible + in_flight + delayed)
    }

    /// Returns the number of messages in all queues, including dead-letter queues, plus the number of events that have not been handled.
    pub(super) fn unsettled(&self) -> Result<u64, LedgerError> {
        let events = self.object_events.open_count()? + self.object_events.failed()?.len() as u64;
        let messages = queues().map(|queue| self.messages(&queue.name)).sum::<Result<u64, _>>()?;
        Ok(events + messages + self.ses.events_pending())
    }

    pub(super) fn sync_table(&self) -> Result<(), SyncError> {
        self.dynamodb.sync()
    }

    pub(super) async fn stop(self) {
        self.sqs.stop().await;
        self.ses.stop().await;
        self.s3.stop().await;
        self.dynamodb.stop().await;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

    use super::super::Stack;
    use super::*;

    #[tokio::test]
    async fn lost_table_is_reported_and_not_replaced_by_an_empty_one() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("queues.sqlite"), "messages").unwrap();
        std::fs::write(dir.path().join("dynamodb.sqlite"), "").unwrap();
        let config = StackConfig { in_memory: false, ..StackConfig::in_folder(dir.path()) };
        assert!(matches!(Stack::start(config).await.err(), Some(StackError::TableLost { .. })));
    }
}
