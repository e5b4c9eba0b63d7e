//! The source of a request, for rate limiting.

use std::{fmt, net::IpAddr, sync::Arc};

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use lambda_http::{Request, RequestExt, request::RequestContext};
use rollcall_aws::SettingsError;
use sha2::Sha256;

const WINDOW_S: i64 = 600;
/// Bytes of the hash that are kept: enough to tell sources apart.
const HASH_BYTES: usize = 16;

/// Key of the source hashes. It is not stored in the table: without it, the hashes reveal nothing.
#[derive(Clone)]
pub struct SourceKey(Arc<[u8]>);

impl fmt::Debug for SourceKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SourceKey({redacted})")
    }
}

impl SourceKey {
    /// Creates a key from bytes.
    pub fn new(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }

    /// Reads `ROLLCALL_SOURCE_KEY`.
    pub fn from_env() -> Result<Self, SettingsError> {
        let variable = "ROLLCALL_SOURCE_KEY";
        let key = std::env::var(variable).ok().filter(|value| !value.is_empty());
        let remedy = "set it to a random secret";
        key.map(|key| Self::new(key.as_bytes())).ok_or_else(|| SettingsError::new(variable, remedy))
    }

    /// HMAC-SHA-256 of a source, truncated to 128 bits. Source: RFC 2104.
    pub(crate) fn hash(&self, source: &str) -> String {
        // Cannot fail: HMAC accepts keys of any length.
        let mac = Hmac::<Sha256>::new_from_slice(&self.0).map(|mac| mac.chain_update(source).finalize().into_bytes());
        mac.map_or_else(|_| String::new(), |mac| hex::encode(&mac[..HASH_BYTES]))
    }
}

/// The address as the gateway saw it: a whole IPv4 address, or the network of an IPv6 address, since one household has billions of those.
pub(crate) fn address_of(request: &Request) -> Option<String> {
    let Some(RequestContext::ApiGatewayV2(context)) = request.request_context_ref() else { return None };
    let address: IpAddr = context.http.source_ip.as_deref()?.parse().ok()?;
    Some(match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => hex::encode(&address.octets()[..8]),
    })
}

/// The end of the window that contains `now`.
pub(crate) fn window_end(now: Timestamp) -> Timestamp {
    let end = (now.as_second().div_euclid(WINDOW_S) + 1) * WINDOW_S;
    Timestamp::from_second(end).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hash_is_hmac_with_sha_256() {
        // Source: RFC 4231, test cases 2 and 6.
        let key = SourceKey::new(b"Jefe");
        assert_eq!(key.hash("what do ya want for nothing?"), "5bdcc146bf60754e6a042426089575c7");
        let long = SourceKey::new(&[0xaa; 131]);
        assert_eq!(
            long.hash("Test Using Larger Than Block-Size Key - Hash Key First"),
            "60e431591ee0b67f0d8a26aacbf5b77f"
        );
    }

    #[test]
    fn window_ends_after_the_time_and_is_the_same_within() {
        let at = |second| Timestamp::from_second(second).unwrap_or_default();
        for (now, end) in [(0, 600), (599, 600), (600, 1_200), (601, 1_200)] {
            assert_eq!(window_end(at(now)), at(end), "{now}");
        }
    }
}
