//! The SDK's clients, each made when it is first needed.
//!
//! A function that is started for one request pays for what that request uses: reading a profile, asking a metadata service
//! and making three clients in advance cost more than everything else at start. So the settings come from the environment
//! that Lambda provides, and all clients share one HTTP client with one TLS configuration.

use std::{
    fmt,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use aws_sdk_dynamodb::config::{
    BehaviorVersion, Credentials, Region, SharedHttpClient, retry::RetryConfig, timeout::TimeoutConfig,
};
use aws_sdk_s3::config::{RequestChecksumCalculation, ResponseChecksumValidation};
use aws_smithy_http_client::{
    Builder,
    tls::{Provider, rustls_provider::CryptoMode},
};
use rollcall_domain::ports::Ambient;
use thiserror::Error;

use crate::{ambient::SystemAmbient, window::Window};

/// Time to connect: within a region it takes milliseconds, so that a lost packet is the only reason to wait.
const CONNECT_WITHIN: Duration = Duration::from_secs(3);
/// Time for one try: a part of 5 MiB at 0.25 MiB/s. Bodies that are streamed are not counted.
const ATTEMPT_WITHIN: Duration = Duration::from_secs(20);
/// Time for all tries: a worker of 60 s still gives its work back itself.
const OPERATION_WITHIN: Duration = Duration::from_secs(50);
/// Tries, the first included.
const ATTEMPTS: u32 = 5;
/// Longest first pause between tries. The SDK's second is made for people; a chunk's writers come back sooner.
const FIRST_PAUSE: Duration = Duration::from_millis(100);

/// What to do where there is no key.
const KEY_REMEDY: &str = "Lambda sets it from the function's role; elsewhere export the key of a role or user";

/// A setting that is needed and missing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the environment variable {variable} is missing or wrong: {remedy}")]
pub struct SettingsError {
    /// Name of the variable.
    pub variable: &'static str,
    /// What to do.
    pub remedy: &'static str,
}

/// A key that requests are signed with.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessKey {
    /// Identifies the key.
    pub id: String,
    /// Signs.
    pub secret: String,
    /// Goes with keys that live for hours, as Lambda's do.
    pub session_token: Option<String>,
}

impl fmt::Debug for AccessKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "AccessKey({{redacted}})")
    }
}

/// Where the services are reached, if not at AWS.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Endpoints {
    /// `DynamoDB`.
    pub dynamodb: Option<String>,
    /// S3; addressed by path, since a host name per bucket does not resolve on a laptop.
    pub s3: Option<String>,
    /// SQS.
    pub sqs: Option<String>,
    /// SES.
    pub ses: Option<String>,
}

/// What a stack's parts are called and how they are reached.
///
/// A part that a function does not use may be missing: it is asked for by the one who needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Region.
    pub region: String,
    /// Signs the requests.
    pub access_key: AccessKey,
    /// Where the services are.
    pub endpoints: Endpoints,
    /// Name of the table.
    pub table: Option<String>,
    /// Name of the uploads bucket.
    pub uploads_bucket: Option<String>,
    /// Name of the results bucket.
    pub results_bucket: Option<String>,
    /// URL of the queue of chunks.
    pub chunk_queue_url: Option<String>,
    /// URL of the queue that wakes readers.
    pub wake_queue_url: Option<String>,
    /// URL of the queue of mails.
    pub mail_queue_url: Option<String>,
    /// URL of the queue of runs.
    pub run_queue_url: Option<String>,
    /// Name of the configuration set of mails, whose events come back.
    pub configuration_set: Option<String>,
}

impl Settings {
    /// Settings with nothing but a region and a key.
    pub fn new(region: impl Into<String>, access_key: AccessKey) -> Self {
        Self {
            region: region.into(),
            access_key,
            endpoints: Endpoints::default(),
            table: None,
            uploads_bucket: None,
            results_bucket: None,
            chunk_queue_url: None,
            wake_queue_url: None,
            mail_queue_url: None,
            run_queue_url: None,
            configuration_set: None,
        }
    }

    /// Reads the environment: `AWS_REGION`, `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`,
    /// `AWS_ENDPOINT_URL`, `AWS_ENDPOINT_URL_DYNAMODB`, `_S3`, `_SQS` and `_SESV2`, and the names in `ROLLCALL_TABLE`,
    /// `ROLLCALL_UPLOADS_BUCKET`, `ROLLCALL_RESULTS_BUCKET`, `ROLLCALL_CHUNK_QUEUE_URL`, `ROLLCALL_WAKE_QUEUE_URL`,
    /// `ROLLCALL_MAIL_QUEUE_URL`, `ROLLCALL_RUN_QUEUE_URL` and `ROLLCALL_CONFIGURATION_SET`.
    /// A variable that is empty counts as missing.
    pub fn from_env() -> Result<Self, SettingsError> {
        Self::from_variables(|name| std::env::var(name).ok())
    }

    /// Reads variables of an environment that is given.
    pub fn from_variables(read: impl Fn(&'static str) -> Option<String>) -> Result<Self, SettingsError> {
        let read = |variable| read(variable).filter(|value| !value.is_empty());
        let need = |variable, remedy| read(variable).ok_or(SettingsError { variable, remedy });
        let everywhere = read("AWS_ENDPOINT_URL");
        let endpoint = |variable| read(variable).or_else(|| everywhere.clone());
        Ok(Self {
            region: need("AWS_REGION", "set it to the stack's region, for example eu-central-1")?,
            access_key: AccessKey {
                id: need("AWS_ACCESS_KEY_ID", KEY_REMEDY)?,
                secret: need("AWS_SECRET_ACCESS_KEY", KEY_REMEDY)?,
                session_token: read("AWS_SESSION_TOKEN"),
            },
            endpoints: Endpoints {
                dynamodb: endpoint("AWS_ENDPOINT_URL_DYNAMODB"),
                s3: endpoint("AWS_ENDPOINT_URL_S3"),
                sqs: endpoint("AWS_ENDPOINT_URL_SQS"),
                ses: endpoint("AWS_ENDPOINT_URL_SESV2"),
            },
            table: read("ROLLCALL_TABLE"),
            uploads_bucket: read("ROLLCALL_UPLOADS_BUCKET"),
            results_bucket: read("ROLLCALL_RESULTS_BUCKET"),
            chunk_queue_url: read("ROLLCALL_CHUNK_QUEUE_URL"),
            wake_queue_url: read("ROLLCALL_WAKE_QUEUE_URL"),
            mail_queue_url: read("ROLLCALL_MAIL_QUEUE_URL"),
            run_queue_url: read("ROLLCALL_RUN_QUEUE_URL"),
            configuration_set: read("ROLLCALL_CONFIGURATION_SET"),
        })
    }

    /// Name of the table, for those who need it.
    pub fn need_table(&self) -> Result<&str, SettingsError> {
        needed(self.table.as_deref(), "ROLLCALL_TABLE", "set it to the name of the stack's table")
    }

    /// Name of the uploads bucket, for those who need it.
    pub fn need_uploads_bucket(&self) -> Result<&str, SettingsError> {
        let remedy = "set it to the name of the stack's uploads bucket";
        needed(self.uploads_bucket.as_deref(), "ROLLCALL_UPLOADS_BUCKET", remedy)
    }

    /// Name of the results bucket, for those who need it.
    pub fn need_results_bucket(&self) -> Result<&str, SettingsError> {
        let remedy = "set it to the name of the stack's results bucket";
        needed(self.results_bucket.as_deref(), "ROLLCALL_RESULTS_BUCKET", remedy)
    }

    /// URL of the queue of chunks, for those who need it.
    pub fn need_chunk_queue_url(&self) -> Result<&str, SettingsError> {
        let remedy = "set it to the URL of the stack's queue of chunks";
        needed(self.chunk_queue_url.as_deref(), "ROLLCALL_CHUNK_QUEUE_URL", remedy)
    }

    /// URL of the queue that wakes readers, for those who need it.
    pub fn need_wake_queue_url(&self) -> Result<&str, SettingsError> {
        let remedy = "set it to the URL of the stack's queue that wakes readers";
        needed(self.wake_queue_url.as_deref(), "ROLLCALL_WAKE_QUEUE_URL", remedy)
    }

    /// URL of the queue of mails, for those who need it.
    pub fn need_mail_queue_url(&self) -> Result<&str, SettingsError> {
        let remedy = "set it to the URL of the stack's queue of mails";
        needed(self.mail_queue_url.as_deref(), "ROLLCALL_MAIL_QUEUE_URL", remedy)
    }

    /// URL of the queue of runs, for those who need it.
    pub fn need_run_queue_url(&self) -> Result<&str, SettingsError> {
        let remedy = "set it to the URL of the stack's queue of runs";
        needed(self.run_queue_url.as_deref(), "ROLLCALL_RUN_QUEUE_URL", remedy)
    }

    /// Name of the configuration set, for those who need it.
    pub fn need_configuration_set(&self) -> Result<&str, SettingsError> {
        let remedy = "set it to the name of the stack's configuration set in SES";
        needed(self.configuration_set.as_deref(), "ROLLCALL_CONFIGURATION_SET", remedy)
    }
}

fn needed<'a>(value: Option<&'a str>, variable: &'static str, remedy: &'static str) -> Result<&'a str, SettingsError> {
    value.ok_or(SettingsError { variable, remedy })
}

/// The SDK's clients, cheap to clone.
#[derive(Clone)]
pub struct Clients {
    shared: Arc<Shared>,
}

struct Shared {
    settings: Settings,
    ambient: Arc<dyn Ambient>,
    throttles: AtomicU64,
    window: Window,
    http: OnceLock<SharedHttpClient>,
    dynamodb: OnceLock<aws_sdk_dynamodb::Client>,
    s3: OnceLock<aws_sdk_s3::Client>,
    sqs: OnceLock<aws_sdk_sqs::Client>,
    sesv2: OnceLock<aws_sdk_sesv2::Client>,
}

impl fmt::Debug for Clients {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Clients").field("settings", &self.shared.settings).finish_non_exhaustive()
    }
}

impl Clients {
    /// Clients by these settings, with the machine's clock.
    pub fn new(settings: Settings) -> Self {
        Self::with_ambient(settings, Arc::new(SystemAmbient))
    }

    /// Clients by these settings, with a clock and chance that are given.
    pub fn with_ambient(settings: Settings, ambient: Arc<dyn Ambient>) -> Self {
        Self {
            shared: Arc::new(Shared {
                settings,
                ambient,
                throttles: AtomicU64::new(0),
                window: Window::default(),
                http: OnceLock::new(),
                dynamodb: OnceLock::new(),
                s3: OnceLock::new(),
                sqs: OnceLock::new(),
                sesv2: OnceLock::new(),
            }),
        }
    }

    /// Clients by the environment.
    pub fn from_env() -> Result<Self, SettingsError> {
        Settings::from_env().map(Self::new)
    }

    /// What they were made from.
    pub fn settings(&self) -> &Settings {
        &self.shared.settings
    }

    /// Time and chance.
    pub fn ambient(&self) -> &Arc<dyn Ambient> {
        &self.shared.ambient
    }

    /// Statements and keys that the table put off so far, and that were asked again: the members of batches, which the SDK does not
    /// count among its own tries.
    pub fn throttles(&self) -> u64 {
        self.shared.throttles.load(Ordering::Relaxed)
    }

    pub(crate) fn count_throttles(&self, more: usize) {
        self.shared.throttles.fetch_add(more as u64, Ordering::Relaxed);
    }

    /// Calls of writes that may be on their way.
    pub(crate) fn window(&self) -> &Window {
        &self.shared.window
    }

    /// The client of `DynamoDB`.
    pub fn dynamodb(&self) -> &aws_sdk_dynamodb::Client {
        self.shared.dynamodb.get_or_init(|| {
            let settings = self.settings();
            let mut config = aws_sdk_dynamodb::Config::builder()
                .behavior_version(BehaviorVersion::latest())
                .region(Region::new(settings.region.clone()))
                .credentials_provider(self.credentials())
                .http_client(self.http())
                .retry_config(retries())
                .timeout_config(timeouts());
            config.set_endpoint_url(settings.endpoints.dynamodb.clone());
            aws_sdk_dynamodb::Client::from_conf(config.build())
        })
    }

    /// The client of S3. It adds checksums only where S3 demands them, so that a browser can send what was signed here.
    pub fn s3(&self) -> &aws_sdk_s3::Client {
        self.shared.s3.get_or_init(|| {
            let settings = self.settings();
            let mut config = aws_sdk_s3::Config::builder()
                .behavior_version(aws_sdk_s3::config::BehaviorVersion::latest())
                .region(Region::new(settings.region.clone()))
                .credentials_provider(self.credentials())
                .http_client(self.http())
                .retry_config(retries())
                .timeout_config(timeouts())
                .force_path_style(settings.endpoints.s3.is_some())
                .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
                .response_checksum_validation(ResponseChecksumValidation::WhenRequired);
            config.set_endpoint_url(settings.endpoints.s3.clone());
            aws_sdk_s3::Client::from_conf(config.build())
        })
    }

    /// The client of SQS.
    pub fn sqs(&self) -> &aws_sdk_sqs::Client {
        self.shared.sqs.get_or_init(|| {
            let settings = self.settings();
            let mut config = aws_sdk_sqs::Config::builder()
                .behavior_version(aws_sdk_sqs::config::BehaviorVersion::latest())
                .region(Region::new(settings.region.clone()))
                .credentials_provider(self.credentials())
                .http_client(self.http())
                .retry_config(retries())
                .timeout_config(timeouts());
            config.set_endpoint_url(settings.endpoints.sqs.clone());
            aws_sdk_sqs::Client::from_conf(config.build())
        })
    }

    /// The client of SES. It tries once: a mail whose answer was lost may have been sent, and the SDK would send it again.
    pub fn sesv2(&self) -> &aws_sdk_sesv2::Client {
        self.shared.sesv2.get_or_init(|| {
            let settings = self.settings();
            let mut config = aws_sdk_sesv2::Config::builder()
                .behavior_version(aws_sdk_sesv2::config::BehaviorVersion::latest())
                .region(Region::new(settings.region.clone()))
                .credentials_provider(self.credentials())
                .http_client(self.http())
                .retry_config(RetryConfig::disabled())
                .timeout_config(timeouts());
            config.set_endpoint_url(settings.endpoints.ses.clone());
            aws_sdk_sesv2::Client::from_conf(config.build())
        })
    }

    fn credentials(&self) -> Credentials {
        let AccessKey { id, secret, session_token } = self.settings().access_key.clone();
        Credentials::new(id, secret, session_token, None, "environment")
    }

    /// One HTTP client for all. Where every service is reached over plain HTTP, on a laptop, it is made without TLS and reads no
    /// root certificates: a bare container has none.
    fn http(&self) -> SharedHttpClient {
        let make = || {
            let Endpoints { dynamodb, s3, sqs, ses } = &self.settings().endpoints;
            let is_plain = |url: &Option<String>| url.as_deref().is_some_and(|url| url.starts_with("http://"));
            if [dynamodb, s3, sqs, ses].into_iter().all(is_plain) {
                Builder::new().build_http()
            } else {
                Builder::new().tls_provider(Provider::Rustls(CryptoMode::AwsLc)).build_https()
            }
        };
        self.shared.http.get_or_init(make).clone()
    }
}

fn retries() -> RetryConfig {
    RetryConfig::standard().with_max_attempts(ATTEMPTS).with_initial_backoff(FIRST_PAUSE)
}

/// The same for all clients: the shared HTTP client keeps one connector for each set of time-outs.
fn timeouts() -> TimeoutConfig {
    TimeoutConfig::builder()
        .connect_timeout(CONNECT_WITHIN)
        .operation_attempt_timeout(ATTEMPT_WITHIN)
        .operation_timeout(OPERATION_WITHIN)
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&'static str, &'static str)]) -> Result<Settings, SettingsError> {
        let find = |name| variables.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        Settings::from_variables(find)
    }

    const KEY: [(&str, &str); 3] =
        [("AWS_REGION", "eu-central-1"), ("AWS_ACCESS_KEY_ID", "id"), ("AWS_SECRET_ACCESS_KEY", "secret")];

    #[test]
    fn setting_that_is_missing_is_named_when_it_is_needed() {
        let settings = read(&KEY).unwrap();
        let error = settings.need_table().unwrap_err();
        assert_eq!(
            error.to_string(),
            "the environment variable ROLLCALL_TABLE is missing or wrong: set it to the name of the stack's table"
        );
        assert_eq!(read(&[("AWS_REGION", "")]).unwrap_err().variable, "AWS_REGION");
    }

    #[test]
    fn endpoint_of_one_service_goes_before_the_general_one() {
        let own = [("AWS_ENDPOINT_URL", "http://all"), ("AWS_ENDPOINT_URL_S3", "http://s3")];
        let endpoints = read(&[KEY.as_slice(), &own].concat()).unwrap().endpoints;
        assert_eq!(endpoints.s3.as_deref(), Some("http://s3"));
        assert_eq!(endpoints.sqs.as_deref(), Some("http://all"));
        assert_eq!(endpoints.dynamodb.as_deref(), Some("http://all"));
    }

    #[test]
    fn settings_shown_for_debugging_keep_the_key_to_themselves() {
        let shown = format!("{:?}", Clients::new(read(&KEY).unwrap()));
        assert!(!shown.contains("secret\""), "{shown}");
        assert!(shown.contains("redacted"));
    }
}
