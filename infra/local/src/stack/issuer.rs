//! Checks an issuer's tokens in the same way as the deployed HTTP API's authorizer.
//!
//! The keys are found through `OpenID` Connect discovery and cached for two hours; an unknown key triggers another request, at most once a
//! minute. Only RSA signatures are accepted. There is no leeway for clock skew, since the authorizer documents none. The claim that
//! distinguishes tenants is checked by the functions.
//!
//! Source: API Gateway developer guide, "Control access to HTTP APIs with JWT authorizers".

mod keys;

use axum::http::{HeaderMap, header};
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, Validation, decode, decode_header, errors::ErrorKind};
use rollcall_embedded::Clock;
use rollcall_functions::http::{ApiError, ErrorCode, Scope};
use serde_json::{Map, Value, json};

pub use keys::IssuerError;
use keys::Keys;

use super::Issuer;

const ALGORITHMS: [Algorithm; 3] = [Algorithm::RS256, Algorithm::RS384, Algorithm::RS512];

pub(super) struct Authorizer {
    issuer: Issuer,
    keys: Keys,
    clock: Clock,
}

impl Authorizer {
    pub(super) async fn start(issuer: Issuer, clock: Clock) -> Result<Self, IssuerError> {
        let keys = Keys::fetch(&issuer.url, clock()).await?;
        Ok(Self { issuer, keys, clock })
    }

    /// Returns the event's `requestContext.authorizer` for a request on a route that requires `scope`. Fails with 401 without a valid
    /// token, and with 403 without the scope.
    pub(super) async fn authorize(&self, headers: &HeaderMap, scope: Scope) -> Result<Value, ApiError> {
        let claims = self.verify(headers).await.map_err(|detail| ApiError::new(ErrorCode::TokenMissing, detail))?;
        let scopes = scopes(&claims);
        let required = scope.in_tokens(&self.issuer.scope_prefix);
        if !scopes.contains(&required.as_str()) {
            let detail = format!(
                "The route requires the scope {required}, but the token has {}. Request a token with this scope from {}.",
                if scopes.is_empty() { "none".to_owned() } else { scopes.join(" ") },
                self.issuer.url,
            );
            return Err(ApiError::new(ErrorCode::ScopeMissing, detail));
        }
        let claims: Map<String, Value> = claims
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name.clone(), to_text(value).into()))
            .collect();
        Ok(json!({ "jwt": { "claims": claims, "scopes": scopes } }))
    }

    /// Returns the claims of the request's token. The error is a message for the caller.
    async fn verify(&self, headers: &HeaderMap) -> Result<Map<String, Value>, String> {
        let Issuer { url, .. } = &self.issuer;
        let token = token(headers).ok_or_else(|| {
            format!("The request has no token. Request one from {url} and send it as Authorization: Bearer <token>.")
        })?;
        let malformed =
            || "The token is not a signed JWT. Send it unchanged, as Authorization: Bearer <token>.".to_owned();
        let header = decode_header(token).map_err(|_| malformed())?;
        if !ALGORITHMS.contains(&header.alg) || header.crit.is_some() {
            return Err(format!(
                "The signature algorithm of the token ({:?}) is not supported. Configure {url} to sign with RS256, RS384 or RS512.",
                header.alg
            ));
        }
        let now = (self.clock)();
        let kid = header.kid.unwrap_or_default();
        let key = self.keys.find(&kid, now).await.ok_or_else(|| {
            format!(
                "The token is signed with the key {kid:?}, which {url} does not publish. Request a new token from the issuer."
            )
        })?;
        let claims = decode(token, &key, &signature_only()).map_err(|error| match error.kind() {
            ErrorKind::InvalidSignature => format!(
                "The signature of the token is invalid: the token was changed, or {url} did not issue it. Request a new one."
            ),
            _ => malformed(),
        })?;
        self.check(&claims.claims, now)?;
        Ok(claims.claims)
    }

    fn check(&self, claims: &Map<String, Value>, now: Timestamp) -> Result<(), String> {
        let Issuer { url, audience, .. } = &self.issuer;
        let claim = |name: &str| claims.get(name).filter(|value| !value.is_null());
        let found = |value: Option<&Value>| value.map_or_else(|| "missing".to_owned(), to_text);
        if claim("iss").and_then(Value::as_str) != Some(url) {
            let found = found(claim("iss"));
            return Err(format!(
                "The token's issuer (iss) is {found}, but must be exactly {url}. Request a token from that issuer."
            ));
        }
        let audiences = claim("aud").or_else(|| claim("client_id"));
        if !audiences.is_some_and(|value| texts(value).any(|one| one == audience)) {
            let found = found(audiences);
            return Err(format!(
                "The token's audience (aud) is {found}, but must be {audience}. Request a token for {audience} from {url}."
            ));
        }
        let now_s = now.as_millisecond() as f64 / 1_000.0;
        let time = |name: &str| match claim(name) {
            None => Ok(None),
            Some(value) => value.as_f64().map(Some).ok_or_else(|| {
                format!("The token's {name} is not a number of seconds. Configure {url} to issue it as a number.")
            }),
        };
        match time("exp")? {
            Some(until) if now_s < until => {}
            Some(until) => return Err(format!("The token expired at {}. Request a new one from {url}.", at(until))),
            None => return Err(format!("The token has no expiry (exp). Configure {url} to issue tokens that expire.")),
        }
        for name in ["nbf", "iat"] {
            if let Some(from) = time(name)?.filter(|from| now_s < *from) {
                let from = at(from);
                return Err(format!(
                    "The token is not valid before {from} ({name}), and it is {now:.0}. Wait, or correct the clocks."
                ));
            }
        }
        Ok(())
    }
}

/// Returns settings that check only the signature: the claims are checked separately, with a specific message for each.
fn signature_only() -> Validation {
    let mut validation = Validation::new(Algorithm::RS256);
    validation.algorithms = ALGORITHMS.to_vec();
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation
}

/// Returns a request's token: the value of `Authorization`, with or without `Bearer`, since the authorizer accepts both.
fn token(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().unwrap_or_default().trim();
    let token = match value.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim(),
        _ if value.eq_ignore_ascii_case("bearer") => "",
        _ => value,
    };
    Some(token).filter(|token| !token.is_empty())
}

/// Returns a token's scopes: the words in `scope` and `scp`, which some issuers write as lists.
fn scopes(claims: &Map<String, Value>) -> Vec<&str> {
    ["scope", "scp"]
        .iter()
        .filter_map(|name| claims.get(*name))
        .flat_map(texts)
        .flat_map(str::split_whitespace)
        .collect()
}

/// Returns the strings in a claim that is a string or a list.
fn texts(value: &Value) -> impl Iterator<Item = &str> {
    let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
    value.as_str().into_iter().chain(list.iter().filter_map(Value::as_str))
}

/// Converts a claim to its form in an event: always a string, with lists as `[a b]` and objects as JSON.
fn to_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => format!("[{}]", list.iter().map(to_text).collect::<Vec<_>>().join(" ")),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}

fn at(seconds: f64) -> String {
    Timestamp::from_second(seconds as i64).map_or_else(|_| format!("{seconds}"), |time| time.to_string())
}

#[cfg(test)]
mod tests;
