//! The caller: the claims that the gateway's authorizer has verified.

use lambda_http::{Request, RequestExt, request::RequestContext};
use rollcall_domain::rules::Address;

use super::{ApiError, ErrorCode};

/// What a token permits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Reading imports, their results, templates and layouts.
    ImportsRead,
    /// Creating, confirming, cancelling, correcting and retrying imports, and listing choices.
    ImportsWrite,
    ImportsUndo,
    UsersRead,
    /// Erasing users.
    UsersWrite,
    CatalogRead,
    CatalogWrite,
    FeedsRead,
    /// Configuring and deleting feeds, and importing their files.
    FeedsWrite,
    InvitationsWrite,
    /// Reporting sign-in attempts.
    SignInsWrite,
}

impl Scope {
    /// All scopes; the local gateway grants them to its user.
    pub const ALL: [Self; 11] = [
        Self::ImportsRead,
        Self::ImportsWrite,
        Self::ImportsUndo,
        Self::UsersRead,
        Self::UsersWrite,
        Self::CatalogRead,
        Self::CatalogWrite,
        Self::FeedsRead,
        Self::FeedsWrite,
        Self::InvitationsWrite,
        Self::SignInsWrite,
    ];

    /// Returns the name as it appears in tokens whose issuer puts `prefix` before each scope.
    pub fn in_tokens(self, prefix: &str) -> String {
        format!("{prefix}{}", self.as_str())
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::ImportsRead => "imports:read",
            Self::ImportsWrite => "imports:write",
            Self::ImportsUndo => "imports:undo",
            Self::UsersRead => "users:read",
            Self::UsersWrite => "users:write",
            Self::CatalogRead => "catalog:read",
            Self::CatalogWrite => "catalog:write",
            Self::FeedsRead => "feeds:read",
            Self::FeedsWrite => "feeds:write",
            Self::InvitationsWrite => "invitations:write",
            Self::SignInsWrite => "sign-ins:write",
        }
    }
}

/// Which of the issuer's tokens are accepted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Access {
    /// Name and value of the claim that distinguishes tenants; `None` if the issuer and audience belong to a single tenant.
    pub tenant: Option<(String, String)>,
    /// Text that precedes each scope name in tokens, for example `rollcall/`.
    pub scope_prefix: String,
}

impl Access {
    /// Reads `ROLLCALL_TENANT_CLAIM`, `ROLLCALL_TENANT_VALUE` and `ROLLCALL_SCOPE_PREFIX`.
    pub fn from_env() -> Self {
        let read = |name| std::env::var(name).unwrap_or_default();
        let (claim, value) = (read("ROLLCALL_TENANT_CLAIM"), read("ROLLCALL_TENANT_VALUE"));
        // A claim without a value, or a value without a claim, matches no token: a half-configured stack rejects everyone instead of
        // admitting everyone.
        let tenant = (!claim.is_empty() || !value.is_empty()).then_some((claim, value));
        Self { tenant, scope_prefix: read("ROLLCALL_SCOPE_PREFIX") }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The claim `sub`.
    pub subject: String,
    /// The claim `email`, if present.
    pub email: Option<String>,
    scopes: Vec<Scope>,
    scope_prefix: String,
}

impl Caller {
    /// Reads the claims in a request, and checks the tenant's claim and the required scope.
    ///
    /// The gateway's authorizer has already checked the signature, issuer, audience, expiry and scope; a request without claims has not
    /// passed it. The scope is checked again here.
    ///
    /// Fails with 401 if the request has no claims or no `sub`, and with 403 if the token belongs to another tenant or lacks the scope.
    pub fn of(request: &Request, access: &Access, scope: Scope) -> Result<Self, ApiError> {
        let missing = ApiError::token_missing;
        let Some(RequestContext::ApiGatewayV2(context)) = request.request_context_ref() else { return Err(missing()) };
        let jwt = context.authorizer.as_ref().and_then(|authorizer| authorizer.jwt.as_ref()).ok_or_else(missing)?;
        let claim = |name: &str| jwt.claims.get(name).map(String::as_str);
        if let Some((name, value)) = &access.tenant
            && (value.is_empty() || claim(name) != Some(value.as_str()))
        {
            return Err(ApiError::new(ErrorCode::TokenForeign, "Use a token that was issued for this tenant."));
        }
        // A list claim arrives as "[one two]".
        let claims: Vec<&str> = ["scope", "scp"].into_iter().filter_map(claim).collect();
        let is_granted = |scope: &Scope| {
            let name = scope.in_tokens(&access.scope_prefix);
            let has = |claims: &&str| claims.trim_matches(['[', ']']).split_whitespace().any(|one| one == name);
            claims.iter().any(has)
        };
        let scopes: Vec<Scope> = Scope::ALL.into_iter().filter(is_granted).collect();
        if !scopes.contains(&scope) {
            let required = scope.in_tokens(&access.scope_prefix);
            let detail = format!("The route requires the scope {required}. Use a token that grants it.");
            return Err(ApiError::new(ErrorCode::ScopeMissing, detail));
        }
        let Some(subject) = claim("sub").filter(|subject| !subject.is_empty()) else {
            return Err(ApiError::new(ErrorCode::TokenMissing, "The token has no subject (claim sub)."));
        };
        Ok(Self {
            subject: subject.to_owned(),
            email: claim("email").map(str::to_owned),
            scopes,
            scope_prefix: access.scope_prefix.clone(),
        })
    }

    /// Returns the key of the caller's address, if the token has a valid one.
    pub fn address_key(&self) -> Option<String> {
        self.email.as_deref().and_then(Address::parse).map(|address| address.key)
    }

    /// Returns `true` if the token also grants [`Scope::UsersRead`].
    pub fn reads_users(&self) -> bool {
        self.scopes.contains(&Scope::UsersRead)
    }

    /// Checks that the token grants a scope that the request requires in addition to its route's scope. Fails with 403 if it does not.
    pub fn require(&self, scope: Scope) -> Result<(), ApiError> {
        if self.scopes.contains(&scope) {
            return Ok(());
        }
        let required = scope.in_tokens(&self.scope_prefix);
        let detail = format!("This request also requires the scope {required}. Use a token that grants it.");
        Err(ApiError::new(ErrorCode::ScopeMissing, detail))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use serde_json::{Value, json};

    use super::*;

    fn request(claims: &Value) -> Request {
        let event = json!({
            "version": "2.0", "routeKey": "$default", "rawPath": "/users", "rawQueryString": "", "headers": {},
            "isBase64Encoded": false,
            "requestContext": {
                "accountId": "1", "apiId": "a", "domainName": "d", "domainPrefix": "d", "requestId": "r", "routeKey": "$default",
                "stage": "$default", "time": "", "timeEpoch": 0,
                "http": { "method": "GET", "path": "/users", "protocol": "HTTP/1.1", "sourceIp": "192.0.2.1", "userAgent": "" },
                "authorizer": { "jwt": { "claims": claims, "scopes": [] } },
            },
        });
        lambda_http::request::from_str(&event.to_string()).unwrap()
    }

    #[test]
    fn token_of_another_tenant_is_refused() {
        let tenant = |claim: &str, value: &str| Access {
            tenant: Some((claim.to_owned(), value.to_owned())),
            ..Access::default()
        };
        let claims = |tenant: &str| json!({ "sub": "anna", "scope": "users:read", "custom:tenant": tenant });
        let acme = tenant("custom:tenant", "acme");
        for (access, claims, admitted) in [
            (&acme, claims("acme"), true),
            (&acme, claims("brio"), false),
            (&acme, claims("acme "), false),
            (&acme, claims("ACME"), false),
            (&acme, claims(""), false),
            (&acme, json!({ "sub": "anna", "scope": "users:read" }), false),
            (&tenant("custom:tenant", ""), claims(""), false),
            (&tenant("", "acme"), claims("acme"), false),
            (&Access::default(), claims("brio"), true),
        ] {
            let caller = Caller::of(&request(&claims), access, Scope::UsersRead);
            assert_eq!(
                caller.map_err(|error| error.code).err(),
                (!admitted).then_some(ErrorCode::TokenForeign),
                "{claims}"
            );
        }
    }

    #[test]
    fn scope_and_subject_are_required() {
        let code = |claims: Value| Caller::of(&request(&claims), &Access::default(), Scope::UsersRead).err();
        let code = |claims| code(claims).map(|error| error.code);
        assert_eq!(code(json!({ "sub": "anna", "scope": "users:read" })), None);
        assert_eq!(code(json!({ "sub": "anna", "scp": "[imports:read users:read]" })), None);
        assert_eq!(code(json!({ "sub": "anna", "scope": "users:reader users" })), Some(ErrorCode::ScopeMissing));
        for claims in [json!({ "sub": "", "scope": "users:read" }), json!({ "scope": "users:read" })] {
            assert_eq!(code(claims.clone()), Some(ErrorCode::TokenMissing));
            let refused = Caller::of(&request(&claims), &Access::default(), Scope::UsersRead).err();
            assert_eq!(refused.map(|error| error.detail).as_deref(), Some("The token has no subject (claim sub)."));
        }
    }
}
