//! One value that implements every store in the domain.
//!
//! A function that starts for one request should do only the work that the request needs: reading a profile, querying a metadata service
//! and creating four clients in advance would take longer than the rest of the cold start. Settings are therefore read from the environment
//! that Lambda provides, each client is created when it is first needed, and all clients except that of SES share one HTTP client.

use std::{
    fmt,
    sync::{
        Arc, Mutex, OnceLock,
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
use rollcall_domain::stores::{Environment, StoreError};

use crate::{
    catalog::memory::CatalogMemory,
    settings::{AccessKey, Endpoints, Part, Settings, SettingsError},
    stack::Stack,
    system::SystemEnvironment,
    window::Window,
};

/// Connect timeout: within a Region, connecting takes milliseconds, so a lost packet is the only reason for a longer wait.
const CONNECT_WITHIN: Duration = Duration::from_secs(3);
/// Timeout for one attempt: long enough for a 5 MiB part at 0.25 MiB/s. Does not cover streamed bodies.
const ATTEMPT_WITHIN: Duration = Duration::from_secs(20);
/// Timeout for all attempts together: a worker with a timeout of 60 s can still return its message to the queue.
const OPERATION_WITHIN: Duration = Duration::from_secs(50);
/// Maximum number of attempts, including the first.
const ATTEMPTS: u32 = 5;
/// Maximum length of the first pause between attempts. The SDK's default of 1 s is too long for workers that write a chunk.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
/// Idle time after which a connection to SES is no longer used. While Lambda freezes a function between two invocations, the connection may
/// be closed without the function noticing. The next request on it fails, and since requests to SES are not repeated, it would be unknown
/// whether the e-mail was sent.
const SES_IDLE_MAX: Duration = Duration::from_secs(3);

/// The stack on AWS: implements every store of [`rollcall_domain::stores`]. Cheap to clone.
///
/// A missing setting is reported when its part is first used; [`require`](Self::require) reports it at start-up.
#[derive(Clone)]
pub struct Aws {
    shared: Arc<Shared>,
    /// The part of the catalog that has been read so far during this event.
    pub(crate) catalog: Option<Arc<Mutex<CatalogMemory>>>,
}

struct Shared {
    settings: Settings,
    environment: Arc<dyn Environment>,
    throttles: AtomicU64,
    read_window: Window,
    write_window: Window,
    http: OnceLock<SharedHttpClient>,
    dynamodb: OnceLock<aws_sdk_dynamodb::Client>,
    s3: OnceLock<aws_sdk_s3::Client>,
    sqs: OnceLock<aws_sdk_sqs::Client>,
    sesv2: OnceLock<aws_sdk_sesv2::Client>,
    /// The stack's own settings, once read.
    stack: OnceLock<Stack>,
}

impl fmt::Debug for Aws {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Aws").field("settings", &self.shared.settings).finish_non_exhaustive()
    }
}

impl Aws {
    /// Creates the stores with the system clock and random number generator.
    pub fn new(settings: Settings) -> Self {
        Self::with_environment(settings, Arc::new(SystemEnvironment))
    }

    pub fn with_environment(settings: Settings, environment: Arc<dyn Environment>) -> Self {
        Self {
            shared: Arc::new(Shared {
                settings,
                environment,
                throttles: AtomicU64::new(0),
                read_window: Window::default(),
                write_window: Window::default(),
                http: OnceLock::new(),
                dynamodb: OnceLock::new(),
                s3: OnceLock::new(),
                sqs: OnceLock::new(),
                sesv2: OnceLock::new(),
                stack: OnceLock::new(),
            }),
            catalog: None,
        }
    }

    pub fn from_env() -> Result<Self, SettingsError> {
        Settings::from_env().map(Self::new)
    }

    /// Checks that no setting for these parts is missing. The error lists all missing settings.
    pub fn require(&self, parts: &[Part]) -> Result<(), SettingsError> {
        self.settings().require(parts)
    }

    /// Returns the same stack for one event, with a catalog cache. A company is read once per event unless the cache evicts it, and the
    /// next event sees any changes. Clones share the cache.
    ///
    /// Without a cache, every catalog look-up is a read.
    #[must_use]
    pub fn for_event(&self) -> Self {
        Self { shared: Arc::clone(&self.shared), catalog: Some(Arc::default()) }
    }

    pub fn settings(&self) -> &Settings {
        &self.shared.settings
    }

    pub fn environment(&self) -> &Arc<dyn Environment> {
        &self.shared.environment
    }

    /// Returns the number of statements, keys and queries that the table deferred, mostly by throttling, and that the SDK did not retry or
    /// retried in vain.
    pub fn throttles(&self) -> u64 {
        self.shared.throttles.load(Ordering::Relaxed)
    }

    pub(crate) fn count_throttles(&self, more: usize) {
        self.shared.throttles.fetch_add(more as u64, Ordering::Relaxed);
    }

    pub(crate) fn read_window(&self) -> &Window {
        &self.shared.read_window
    }

    pub(crate) fn write_window(&self) -> &Window {
        &self.shared.write_window
    }

    pub(crate) fn known_stack(&self) -> &OnceLock<Stack> {
        &self.shared.stack
    }

    pub(crate) fn part(&self, part: Part) -> Result<&str, StoreError> {
        Ok(self.settings().part(part)?)
    }

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

    /// Returns the S3 client. It adds checksums only where S3 requires them, so that browsers can use the upload URLs that it signs.
    pub fn s3(&self) -> &aws_sdk_s3::Client {
        self.shared.s3.get_or_init(|| {
            let settings = self.settings();
            let mut config = aws_sdk_s3::Config::builder()
                .behavior_version(BehaviorVersion::latest())
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

    /// Returns the SES client. It does not retry: an e-mail whose response was lost may have been sent, and the SDK would send it again.
    pub fn sesv2(&self) -> &aws_sdk_sesv2::Client {
        self.shared.sesv2.get_or_init(|| {
            let settings = self.settings();
            let mut config = aws_sdk_sesv2::Config::builder()
                .behavior_version(aws_sdk_sesv2::config::BehaviorVersion::latest())
                .region(Region::new(settings.region.clone()))
                .credentials_provider(self.credentials())
                .http_client(self.new_http(Some(SES_IDLE_MAX)))
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

    /// Returns the shared HTTP client.
    fn http(&self) -> SharedHttpClient {
        self.shared.http.get_or_init(|| self.new_http(None)).clone()
    }

    /// Creates an HTTP client that uses connections again unless they have been idle for longer than `idle_max` or, without it, for 90 s. If
    /// every service is reached over plain HTTP, as on a development machine, the client is created without TLS and does not read root
    /// certificates, which a minimal container lacks.
    fn new_http(&self, idle_max: Option<Duration>) -> SharedHttpClient {
        let Endpoints { dynamodb, s3, sqs, ses } = &self.settings().endpoints;
        let is_plain = |url: &Option<String>| url.as_deref().is_some_and(|url| url.starts_with("http://"));
        let mut builder = Builder::new();
        builder.set_pool_idle_timeout(idle_max.map(Some));
        if [dynamodb, s3, sqs, ses].into_iter().all(is_plain) {
            builder.build_http()
        } else {
            builder.tls_provider(Provider::Rustls(CryptoMode::AwsLc)).build_https()
        }
    }
}

pub(crate) fn retries() -> RetryConfig {
    RetryConfig::standard().with_max_attempts(ATTEMPTS).with_initial_backoff(FIRST_PAUSE)
}

/// Returns the timeouts, which are the same for all clients: the shared HTTP client keeps one connector per set of timeouts.
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

    #[test]
    fn stack_shown_for_debugging_keeps_the_key_to_itself() {
        let key = AccessKey { id: "id".into(), secret: "a-secret".into(), session_token: None };
        let shown = format!("{:?}", Aws::new(Settings::new("eu-central-1", key)));
        assert!(!shown.contains("a-secret"), "{shown}");
        assert!(shown.contains("redacted"));
    }
}
