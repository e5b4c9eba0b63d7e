//! The published keys of an issuer.

use std::{collections::HashMap, time::Duration};

use axum::http::{StatusCode, Uri};
use jiff::Timestamp;
use jsonwebtoken::DecodingKey;
use rollcall_embedded::is_loopback;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use tokio::sync::Mutex;

/// How long keys are cached, in seconds: the maximum of the deployed authorizer.
const CACHE_S: i64 = 7_200;
/// Seconds between two requests to the issuer: tokens with invented keys must not cause more.
const FETCH_INTERVAL_S: i64 = 60;
const TIMEOUT: Duration = Duration::from_secs(5);

/// Why the keys of an issuer could not be fetched.
#[derive(Debug, thiserror::Error)]
pub enum IssuerError {
    /// No response, or none in time.
    #[error("the issuer does not answer at {address}: check --issuer and the network connection")]
    Unreachable {
        /// The requested URL.
        address: String,
        /// The client's error.
        #[source]
        source: reqwest::Error,
    },
    /// An unsuccessful response.
    #[error("the issuer answers {status} at {address}: --issuer must be the claim iss of its tokens")]
    Refused {
        /// The requested URL.
        address: String,
        /// The status of the response.
        status: StatusCode,
    },
    /// The document has an unexpected format.
    #[error("the issuer's document at {address} cannot be read: --issuer must be the claim iss of its tokens")]
    Unreadable {
        /// The requested URL.
        address: String,
        /// The client's error.
        #[source]
        source: reqwest::Error,
    },
    /// There is no signing key.
    #[error("the issuer has no RSA key at {address}: a deployed stack accepts no other kind")]
    NoKey {
        /// The requested URL.
        address: String,
    },
}

pub(super) struct Keys {
    issuer: String,
    /// Locked during a request to the issuer, so that there is only one at a time.
    cache: Mutex<Cache>,
}

struct Cache {
    by_id: HashMap<String, DecodingKey>,
    fetched_at: Timestamp,
    requested_at: Timestamp,
}

impl Keys {
    pub(super) async fn fetch(issuer: &str, now: Timestamp) -> Result<Self, IssuerError> {
        let by_id = fetch(issuer).await?;
        Ok(Self { issuer: issuer.to_owned(), cache: Mutex::new(Cache { by_id, fetched_at: now, requested_at: now }) })
    }

    /// Returns the key with this id. If the issuer does not respond, the cached keys are used.
    pub(super) async fn find(&self, id: &str, now: Timestamp) -> Option<DecodingKey> {
        let mut cache = self.cache.lock().await;
        let seconds_since = |time: Timestamp| now.as_second() - time.as_second();
        let is_stale = !cache.by_id.contains_key(id) || seconds_since(cache.fetched_at) >= CACHE_S;
        if is_stale && seconds_since(cache.requested_at) >= FETCH_INTERVAL_S {
            cache.requested_at = now;
            match fetch(&self.issuer).await {
                Ok(by_id) => (cache.by_id, cache.fetched_at) = (by_id, now),
                Err(error) => {
                    tracing::warn!(causes = %rollcall_functions::causes(&error), "cannot refresh the issuer's keys; using the cached keys");
                }
            }
        }
        cache.by_id.get(id).cloned()
    }
}

#[derive(Deserialize)]
struct Discovery {
    jwks_uri: String,
}

#[derive(Deserialize)]
struct KeySet {
    /// Parsed one by one: a key of an unknown kind must not hide the others.
    keys: Vec<Value>,
}

#[derive(Deserialize)]
struct RsaKey {
    kty: String,
    kid: String,
    #[serde(rename = "use")]
    purpose: Option<String>,
    n: String,
    e: String,
}

async fn fetch(issuer: &str) -> Result<HashMap<String, DecodingKey>, IssuerError> {
    let discovery = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
    let Discovery { jwks_uri: address } = get(&discovery).await?;
    let set: KeySet = get(&address).await?;
    let keys: HashMap<_, _> = set.keys.into_iter().filter_map(rsa_key).collect();
    if keys.is_empty() { Err(IssuerError::NoKey { address }) } else { Ok(keys) }
}

fn rsa_key(value: Value) -> Option<(String, DecodingKey)> {
    let key: RsaKey = serde_json::from_value(value).ok()?;
    let is_for_signatures = key.kty == "RSA" && key.purpose.as_deref().is_none_or(|purpose| purpose == "sig");
    let decoding = DecodingKey::from_rsa_components(&key.n, &key.e).ok().filter(|_| is_for_signatures)?;
    Some((key.kid, decoding))
}

async fn get<T: DeserializeOwned>(address: &str) -> Result<T, IssuerError> {
    let unreachable =
        |source: reqwest::Error| IssuerError::Unreachable { address: address.to_owned(), source: source.without_url() };
    let response = client(address).map_err(unreachable)?.get(address).send().await.map_err(unreachable)?;
    if !response.status().is_success() {
        return Err(IssuerError::Refused { address: address.to_owned(), status: response.status() });
    }
    let unreadable =
        |source: reqwest::Error| IssuerError::Unreadable { address: address.to_owned(), source: source.without_url() };
    response.json().await.map_err(unreadable)
}

/// A client for one request; requests are hours apart. An issuer on this machine is reached without a proxy and without the system's
/// certificates, which a small container may lack.
fn client(address: &str) -> Result<reqwest::Client, reqwest::Error> {
    let uri: Uri = address.parse().unwrap_or_default();
    let mut builder = reqwest::Client::builder().timeout(TIMEOUT);
    if uri.authority().is_some_and(|authority| is_loopback(authority.as_str())) {
        builder = builder.no_proxy();
        if uri.scheme_str() == Some("http") {
            builder = builder.tls_certs_only([]);
        }
    }
    builder.build()
}
