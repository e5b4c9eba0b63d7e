//! The keys that an issuer publishes.

use std::{collections::HashMap, time::Duration};

use axum::http::{StatusCode, Uri};
use jiff::Timestamp;
use jsonwebtoken::DecodingKey;
use rollcall_embedded::is_loopback;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use tokio::sync::Mutex;

/// Seconds that keys are kept, as the deployed authorizer does at most.
const KEPT_S: i64 = 7_200;
/// Seconds between two looks, so that tokens with made-up keys do not become requests to the issuer.
const BETWEEN_LOOKS_S: i64 = 60;
/// For each of the two documents.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Why the keys of an issuer are not known.
#[derive(Debug, thiserror::Error)]
pub enum IssuerError {
    /// Nobody answers, or not in time.
    #[error("the issuer does not answer at {address}: check --issuer, and that this machine reaches it")]
    Unreachable {
        /// What was asked for.
        address: String,
        /// What the client said.
        #[source]
        source: reqwest::Error,
    },
    /// Something answers that does not know the address.
    #[error("the issuer answers {status} at {address}: write --issuer as the claim iss of its tokens")]
    Refused {
        /// What was asked for.
        address: String,
        /// The answer's.
        status: StatusCode,
    },
    /// What is there is another document.
    #[error("what the issuer has at {address} cannot be read: write --issuer as the claim iss of its tokens")]
    Unreadable {
        /// What was asked for.
        address: String,
        /// What the client said.
        #[source]
        source: reqwest::Error,
    },
    /// No key is there that tokens may be signed with.
    #[error("the issuer has no RSA key at {address}: give it one, because a deployed stack takes no other kind")]
    NoKey {
        /// What was asked for.
        address: String,
    },
}

/// The keys of one issuer.
pub(super) struct Keys {
    issuer: String,
    /// Held while the issuer is asked, so that it is asked once.
    kept: Mutex<Kept>,
}

struct Kept {
    by_id: HashMap<String, DecodingKey>,
    fetched_at: Timestamp,
    looked_at: Timestamp,
}

impl Keys {
    /// Asks the issuer.
    pub(super) async fn fetch(issuer: &str, now: Timestamp) -> Result<Self, IssuerError> {
        let by_id = fetch(issuer).await?;
        Ok(Self { issuer: issuer.to_owned(), kept: Mutex::new(Kept { by_id, fetched_at: now, looked_at: now }) })
    }

    /// The key of an id. An issuer that does not answer leaves the keys as they are.
    pub(super) async fn find(&self, id: &str, now: Timestamp) -> Option<DecodingKey> {
        let mut kept = self.kept.lock().await;
        let seconds_since = |time: Timestamp| now.as_second() - time.as_second();
        let is_wanted = !kept.by_id.contains_key(id) || seconds_since(kept.fetched_at) >= KEPT_S;
        if is_wanted && seconds_since(kept.looked_at) >= BETWEEN_LOOKS_S {
            kept.looked_at = now;
            match fetch(&self.issuer).await {
                Ok(by_id) => (kept.by_id, kept.fetched_at) = (by_id, now),
                Err(error) => {
                    tracing::warn!(causes = %rollcall_functions::causes(&error), "the issuer's keys stay as they were");
                }
            }
        }
        kept.by_id.get(id).cloned()
    }
}

#[derive(Deserialize)]
struct Discovery {
    jwks_uri: String,
}

#[derive(Deserialize)]
struct KeySet {
    /// Read one by one: a key of a kind unknown here is no reason to miss the others.
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

/// A client for one question; they are hours apart. An issuer on this machine is reached without a proxy and without the
/// system's certificates, which a small container may not have.
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
