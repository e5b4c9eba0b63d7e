//! A stack's configuration, the names and limits of its parts, and their addresses.

use std::{net::IpAddr, path::PathBuf};

use rollcall_embedded::sqs::{DeadLetter, QueueConfig};

/// Port of the API unless another port is configured.
///
/// If any free port may be used, links in e-mails lead to this port, since the port of a single command closes when the command ends. Links
/// from an in-memory stack lead to its actual port.
pub const API_PORT: u16 = 8000;
/// Default rate of the embedded account, in e-mails per second.
pub const MAILS_PER_SECOND: f64 = 100.0;

/// Number of shards for the user lists. A deployed table has more, because its partitions limit the write rate.
pub(super) const SHARDS: u32 = 8;

/// The names of the table, the buckets, the queues and the configuration set need not differ between stacks, since each stack has its own
/// data directory.
pub(super) const TABLE: &str = "rollcall";
pub(super) const UPLOADS: &str = "rollcall-uploads";
pub(super) const RESULTS: &str = "rollcall-results";
pub(super) const CHUNKS: &str = "rollcall-chunks";
pub(super) const RESUMES: &str = "rollcall-resumes";
pub(super) const MAILS: &str = "rollcall-mails";
pub(super) const INVITATION_BATCHES: &str = "rollcall-invitation-batches";
pub(super) const CONFIGURATION_SET: &str = "rollcall";

/// Each queue with the visibility timeout of its messages, in seconds: as in the deployed stack, at least six times the timeout of the
/// function that reads the queue.
const QUEUES: [(&str, u32); 4] =
    [(CHUNKS, 6 * 60), (RESUMES, 6 * 15 * 60), (MAILS, 6 * 60), (INVITATION_BATCHES, 6 * 30)];
/// Visibility timeout of a dead-letter queue, in seconds: the SQS default.
const DEAD_LETTER_VISIBILITY_S: u32 = 30;
/// Number of receives after which a message is moved to the dead-letter queue, as in the template.
const RECEIVES_MAX: u32 = 5;
/// Sender of e-mails, which never leave this machine.
const MAIL_SENDER: &str = "portal@rollcall.example";

#[derive(Debug, Clone)]
pub struct StackConfig {
    /// Created if absent.
    pub data_dir: PathBuf,
    /// Address that the API and the servers listen on. [`LambdaEndpoint::servers_host`] takes precedence for the servers, and the mailbox
    /// pages are always on loopback.
    pub host: IpAddr,
    /// 0 selects a free port.
    pub port: u16,
    /// Issuer of the tokens that the API requires; `None` requires no token.
    pub issuer: Option<Issuer>,
    pub accepts_workbooks: bool,
    /// Invokes the functions at this endpoint; `None` runs them in this process.
    pub lambda: Option<LambdaEndpoint>,
    /// For tests: stores nothing on disk except the objects, the credentials and the lock.
    pub in_memory: bool,
    /// Whether object events, messages and the schedule are delivered to the functions; otherwise, another program must deliver them.
    pub workers: bool,
    /// Rate of the embedded account, in e-mails per second.
    pub mails_per_second: f64,
}

#[cfg(test)]
impl StackConfig {
    /// Creates the settings for an in-memory stack without workers, with this folder as its data directory.
    pub(crate) fn in_folder(data_dir: &std::path::Path) -> Self {
        Self {
            data_dir: data_dir.to_owned(),
            host: std::net::Ipv4Addr::LOCALHOST.into(),
            port: 0,
            issuer: None,
            lambda: None,
            accepts_workbooks: false,
            in_memory: true,
            workers: false,
            mails_per_second: 1.0,
        }
    }
}

/// A program that runs the functions and implements Lambda's Invoke API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LambdaEndpoint {
    pub url: String,
    /// Maximum number of concurrent invocations of each function; further invocations wait.
    pub concurrency: usize,
    /// Address that the servers listen on. The functions must be able to reach it.
    pub servers_host: IpAddr,
}

/// Issuer of the tokens that the API requires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer {
    /// URL of the issuer: the `iss` claim, and the base of its discovery document.
    pub url: String,
    /// The `aud` claim or, in a token without it, the `client_id` claim.
    pub audience: String,
    /// Prefix of the scope names, for example `rollcall/`.
    pub scope_prefix: String,
}

/// How to reach a running stack: URLs of its servers and queues, names of its table and buckets, and the access key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    pub api: String,
    pub dynamodb: String,
    pub s3: String,
    pub sqs: String,
    pub ses: String,
    /// The pages that show the e-mails that SES accepted.
    pub mailbox: String,
    pub chunk_queue: String,
    pub resume_queue: String,
    pub mail_queue: String,
    pub invitation_batch_queue: String,
    pub table: String,
    pub uploads_bucket: String,
    pub results_bucket: String,
    pub access_key: String,
    pub secret_key: String,
    pub region: String,
}

/// Returns every queue, each followed by its dead-letter queue.
pub(super) fn queues() -> impl Iterator<Item = QueueConfig> {
    QUEUES.into_iter().flat_map(|(name, visibility_timeout_s)| {
        let dead = format!("{name}-dead-letters");
        let dead_letter = Some(DeadLetter { queue: dead.clone(), max_receives: RECEIVES_MAX });
        [
            QueueConfig { name: name.to_owned(), visibility_timeout_s, dead_letter },
            QueueConfig { name: dead, visibility_timeout_s: DEAD_LETTER_VISIBILITY_S, dead_letter: None },
        ]
    })
}

/// Returns the e-mail sender, with links to the pages at `page`.
pub(super) fn sender(page: &str) -> rollcall_functions::send::Sender {
    rollcall_functions::send::Sender {
        tenant_name: "Rollcall".to_owned(),
        mail_from: MAIL_SENDER.to_owned(),
        reply_to: None,
        activation_url: format!("{page}/activate"),
        portal_url: Some(page.to_owned()),
        logo_url: None,
        default_language: "en".to_owned(),
    }
}

/// Returns the settings for feed reports, which may be sent only to addresses in the sender's domain.
pub(super) fn reports() -> rollcall_functions::ReportDefaults {
    rollcall_functions::ReportDefaults::new("", MAIL_SENDER, "en")
}

/// Returns what the activation page says about the tenant.
pub(super) fn tenant(page: &str) -> rollcall_functions::portal::Tenant {
    let name = "Rollcall".to_owned();
    rollcall_functions::portal::Tenant { name, portal_url: page.to_owned(), logo_url: String::new() }
}
