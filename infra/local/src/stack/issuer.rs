//! Tokens of an issuer, checked as the authorizer of the deployed HTTP API checks them.
//!
//! The keys are found by `OpenID` Connect discovery and kept for two hours; a key that is not known makes for a new look, at most
//! once a minute. Taken are RSA signatures only, as there. Left out on purpose: a leeway for clocks that differ, for the
//! authorizer documents none, and a check of the tenant's claim, which is the functions' own.
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

/// Signatures that the authorizer takes.
const ALGORITHMS: [Algorithm; 3] = [Algorithm::RS256, Algorithm::RS384, Algorithm::RS512];

/// Checks tokens.
pub(super) struct Authorizer {
    issuer: Issuer,
    keys: Keys,
    clock: Clock,
}

impl Authorizer {
    /// Asks the issuer for its keys.
    ///
    /// # Errors
    /// The issuer cannot be reached, or says something else than an issuer does.
    pub(super) async fn start(issuer: Issuer, clock: Clock) -> Result<Self, IssuerError> {
        let keys = Keys::fetch(&issuer.url, clock()).await?;
        Ok(Self { issuer, keys, clock })
    }

    /// The event's `requestContext.authorizer` for a request on a route that wants `scope`.
    ///
    /// # Errors
    /// 401 without a valid token, 403 for one without the scope.
    pub(super) async fn authorize(&self, headers: &HeaderMap, scope: Scope) -> Result<Value, ApiError> {
        let claims = self.verify(headers).await.map_err(|detail| ApiError::new(ErrorCode::TokenMissing, detail))?;
        let scopes = scopes(&claims);
        if !scopes.contains(&scope.as_str()) {
            let detail = format!(
                "The route wants the scope {}, and the token has {}. Ask {} for a token that has it.",
                scope.as_str(),
                if scopes.is_empty() { "none".to_owned() } else { scopes.join(" ") },
                self.issuer.url,
            );
            return Err(ApiError::new(ErrorCode::ScopeMissing, detail));
        }
        let told: Map<String, Value> = claims
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name.clone(), told(value).into()))
            .collect();
        Ok(json!({ "jwt": { "claims": told, "scopes": scopes } }))
    }

    /// The claims of a request's token, or what is wrong with it.
    async fn verify(&self, headers: &HeaderMap) -> Result<Map<String, Value>, String> {
        let Issuer { url, .. } = &self.issuer;
        let token = token(headers).ok_or_else(|| {
            format!("The request has no token. Get one from {url}, and send it as Authorization: Bearer <token>.")
        })?;
        let malformed = || {
            "The token cannot be read: it is not a signed JWT. Send it whole and unchanged, as Authorization: Bearer <token>."
                .to_owned()
        };
        let header = decode_header(token).map_err(|_| malformed())?;
        if !ALGORITHMS.contains(&header.alg) || header.crit.is_some() {
            return Err(format!(
                "The token is signed in a way that is not taken ({:?}). Have {url} sign with RS256, RS384 or RS512.",
                header.alg
            ));
        }
        let now = (self.clock)();
        let kid = header.kid.unwrap_or_default();
        let key = self.keys.find(&kid, now).await.ok_or_else(|| {
            format!(
                "The token is signed with the key {kid:?}, which {url} does not publish. Get a new token from there."
            )
        })?;
        let claims = decode(token, &key, &signature_only()).map_err(|error| match error.kind() {
            ErrorKind::InvalidSignature => format!(
                "The token's signature is wrong: the token was changed, or is not of {url}. Get a new one from there."
            ),
            _ => malformed(),
        })?;
        self.check(&claims.claims, now)?;
        Ok(claims.claims)
    }

    fn check(&self, claims: &Map<String, Value>, now: Timestamp) -> Result<(), String> {
        let Issuer { url, audience } = &self.issuer;
        let claim = |name: &str| claims.get(name).filter(|value| !value.is_null());
        let found = |value: Option<&Value>| value.map_or_else(|| "nobody".to_owned(), told);
        if claim("iss").and_then(Value::as_str) != Some(url) {
            let found = found(claim("iss"));
            return Err(format!(
                "The token's issuer (iss) is {found}, and {url} is wanted, to the letter. Get a token from there."
            ));
        }
        let audiences = claim("aud").or_else(|| claim("client_id"));
        if !audiences.is_some_and(|value| texts(value).any(|one| one == audience)) {
            let found = found(audiences);
            return Err(format!(
                "The token is meant for {found} (aud), and {audience} is wanted. Ask {url} for a token for {audience}."
            ));
        }
        let now_s = now.as_millisecond() as f64 / 1_000.0;
        let time = |name: &str| match claim(name) {
            None => Ok(None),
            Some(value) => value.as_f64().map(Some).ok_or_else(|| {
                format!("The token's {name} is not a time in seconds. Have {url} write it as a number.")
            }),
        };
        match time("exp")? {
            Some(until) if now_s < until => {}
            Some(until) => return Err(format!("The token expired at {}. Get a new one from {url}.", at(until))),
            None => return Err(format!("The token never expires (exp). Have {url} issue tokens that do.")),
        }
        for name in ["nbf", "iat"] {
            if let Some(from) = time(name)?.filter(|from| now_s < *from) {
                let from = at(from);
                return Err(format!(
                    "The token is not valid before {from} ({name}), and it is {now:.0}. Wait, or set the clocks right."
                ));
            }
        }
        Ok(())
    }
}

/// The signature is looked at in one place, the claims in another, where each can say what is wrong.
fn signature_only() -> Validation {
    let mut validation = Validation::new(Algorithm::RS256);
    validation.algorithms = ALGORITHMS.to_vec();
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation
}

/// The token of a request: the header's value, with or without `Bearer` before it, as the authorizer takes it.
fn token(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().unwrap_or_default().trim();
    let token = match value.split_once(' ') {
        Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim(),
        _ if value.eq_ignore_ascii_case("bearer") => "",
        _ => value,
    };
    Some(token).filter(|token| !token.is_empty())
}

/// What a token grants: the words of `scope` and `scp`, which some issuers write as a list.
fn scopes(claims: &Map<String, Value>) -> Vec<&str> {
    ["scope", "scp"]
        .iter()
        .filter_map(|name| claims.get(*name))
        .flat_map(texts)
        .flat_map(str::split_whitespace)
        .collect()
}

/// The texts of a claim that holds one or a list.
fn texts(value: &Value) -> impl Iterator<Item = &str> {
    let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
    value.as_str().into_iter().chain(list.iter().filter_map(Value::as_str))
}

/// A claim as events carry it: a text always, lists as `[a b]`, objects as JSON.
fn told(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => format!("[{}]", list.iter().map(told).collect::<Vec<_>>().join(" ")),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => value.to_string(),
    }
}

/// A time of a token for a person.
fn at(seconds: f64) -> String {
    Timestamp::from_second(seconds as i64).map_or_else(|_| format!("{seconds}"), |time| time.to_string())
}

#[cfg(test)]
mod tests;
