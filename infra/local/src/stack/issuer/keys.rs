//! An issuer's published keys.

use std::{
    collections::HashMap,
    sync::{MutexGuard, PoisonError},
    time::Duration,
};

use axum::http::StatusCode;
use jiff::Timestamp;
use jsonwebtoken::DecodingKey;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use tokio::sync::Mutex;

use crate::http_client::builder_for;

/// How long keys are cached, in seconds: the deployed authorizer's maximum.
const CACHE_S: i64 = 7_200;
/// Minimum time between two requests to the issuer, in seconds: tokens with made-up key ids must not cause more requests.
const FETCH_INTERVAL_S: i64 = 60;
const TIMEOUT: Duration = Duration::from_secs(5);

#[derive(Debug, thiserror::Error)]
pub enum IssuerError {
    /// The issuer did not respond in time, or cannot be reached.
    #[error("the issuer does not respond at {address}: check --issuer and the network connection")]
    Unreachable {
        address: String,
        #[source]
        source: reqwest::Error,
    },
    #[error("the issuer returns {status} at {address}: --issuer must be the claim iss of its tokens")]
    Refused { address: String, status: StatusCode },
    /// The document has an unexpected format.
    #[error("the issuer's document at {address} cannot be read: --issuer must be the claim iss of its tokens")]
    Unreadable {
        address: String,
        #[source]
        source: reqwest::Error,
    },
    /// The document names another issuer or none, or an https issuer's document has an unencrypted URL for the keys.
    #[error(
        "the issuer's document at {address} does not name this issuer, or names keys without https: check --issuer"
    )]
    Foreign { address: String },
    #[error("the issuer has no RSA key at {address}: a deployed stack accepts no other kind")]
    NoKey { address: String },
}

pub(super) struct Keys {
    issuer: String,
    cache: std::sync::Mutex<Cache>,
    /// Locked during a request to the issuer, so that there is only one at a time. A caller whose key is cached does not wait for the lock.
    request: Mutex<()>,
}

struct Cache {
    by_id: HashMap<String, DecodingKey>,
    fetched_at: Timestamp,
    requested_at: Timestamp,
}

impl Cache {
    /// Returns the key with this id, or `None` if the key is unknown or the keys must be fetched again.
    fn fresh(&self, id: &str, now: Timestamp) -> Option<DecodingKey> {
        self.by_id.get(id).filter(|_| now.as_second() - self.fetched_at.as_second() < CACHE_S).cloned()
    }

    /// Returns `true` if a request to the issuer is allowed, and records the request.
    fn begin_request(&mut self, now: Timestamp) -> bool {
        let is_due = now.as_second() - self.requested_at.as_second() >= FETCH_INTERVAL_S;
        if is_due {
            self.requested_at = now;
        }
        is_due
    }

    fn replace(&mut self, by_id: HashMap<String, DecodingKey>, now: Timestamp) {
        (self.by_id, self.fetched_at) = (by_id, now);
    }
}

impl Keys {
    pub(super) async fn fetch(issuer: &str, now: Timestamp) -> Result<Self, IssuerError> {
        let by_id = fetch(issuer).await?;
        let cache = std::sync::Mutex::new(Cache { by_id, fetched_at: now, requested_at: now });
        Ok(Self { issuer: issuer.to_owned(), cache, request: Mutex::new(()) })
    }

    fn cache(&self) -> MutexGuard<'_, Cache> {
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the key with this id, fetching the keys again if necessary. If the issuer does not respond, the cached keys are used.
    pub(super) async fn find(&self, id: &str, now: Timestamp) -> Option<DecodingKey> {
        let known = self.cache().fresh(id, now);
        if known.is_some() {
            return known;
        }
        // A caller with a cached key, even an old one, does not wait for another caller's request.
        let cached = self.cache().by_id.get(id).cloned();
        let _request = match (self.request.try_lock(), cached) {
            (Ok(request), _) => request,
            (Err(_), Some(key)) => return Some(key),
            (Err(_), None) => self.request.lock().await,
        };
        // Another caller may have fetched the keys in the meantime.
        let known = self.cache().fresh(id, now);
        if known.is_some() {
            return known;
        }
        if self.cache().begin_request(now) {
            match fetch(&self.issuer).await {
                Ok(by_id) => self.cache().replace(by_id, now),
                Err(error) => {
                    tracing::warn!(causes = %rollcall_functions::causes(&error), "cannot refresh the issuer's keys; using the cached keys");
                }
            }
        }
        self.cache().by_id.get(id).cloned()
    }
}

#[derive(Deserialize)]
struct Discovery {
    issuer: Option<String>,
    jwks_uri: String,
}

#[derive(Deserialize)]
struct KeySet {
    /// Parsed one by one, so that a key of an unknown kind does not make the others unreadable.
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
    let Discovery { issuer: named, jwks_uri: address } = get(&discovery).await?;
    // Source: OpenID Connect Discovery 1.0, 4.3: the values must be identical.
    let is_other = named.as_deref() != Some(issuer);
    if is_other || (issuer.starts_with("https:") && !address.starts_with("https:")) {
        return Err(IssuerError::Foreign { address: discovery });
    }
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
    // One client per request, because requests are usually hours apart.
    let client = builder_for(address).timeout(TIMEOUT).build().map_err(unreachable)?;
    let response = client.get(address).send().await.map_err(unreachable)?;
    if !response.status().is_success() {
        return Err(IssuerError::Refused { address: address.to_owned(), status: response.status() });
    }
    let unreadable =
        |source: reqwest::Error| IssuerError::Unreadable { address: address.to_owned(), source: source.without_url() };
    response.json().await.map_err(unreadable)
}
