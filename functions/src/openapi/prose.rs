//! The parts of the document that are not derived from types and routes: introduction, servers, tags, authentication.

use serde_json::{Value, json};

const DESCRIPTION: &str = "\
JSON in and out, UTF-8, `snake_case`. Times are RFC 3339 in UTC. Ids are opaque. Import ids sort by the time of their creation.

**Lists** return `{\"items\": […], \"next_cursor\": \"…\" | null}`, and take `limit` and `cursor`. A page ends at `limit` items or at about 4.5 MB, so it can be shorter than requested; only a `next_cursor` of `null` marks the last page.

**Errors** are RFC 9457 problem documents with a stable `code`. The gateway of a deployed stack returns some errors itself, before a function is called: then the document is `{\"message\": \"…\"}`. A route accepts no query parameters other than those listed here.

**Authentication.** Every route except those marked otherwise requires a JWT of the tenant's issuer and audience with the scope listed for the route. `rollcall serve` requires no token unless it is started with `--issuer`.

**Languages.** Messages are in the language that `Accept-Language` requests if there is a translation, otherwise in English. `Content-Language` names it. The files of an import are in the language of the request that created it.";

/// Returns the document without `paths` and `components`.
pub(super) fn document() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Rollcall",
            "version": env!("CARGO_PKG_VERSION"),
            "summary": "Bulk user import for learning portals.",
            "description": DESCRIPTION,
            "license": { "name": "Apache-2.0 OR MIT" },
        },
        "servers": [
            { "url": "http://127.0.0.1:8000", "description": "`rollcall serve` on this machine." },
            {
                "url": "{api}",
                "description": "A deployed stack; its address is an output of the template.",
                "variables": { "api": {
                    "default": "https://example.execute-api.eu-central-1.amazonaws.com",
                    "description": "Address of the HTTP API.",
                }},
            },
        ],
        "tags": [
            { "name": "pages", "description": "Pages for people." },
            { "name": "layouts", "description": "The columns that an admin fills in, and their rules." },
            { "name": "imports", "description": "One file and its outcome." },
            { "name": "feeds", "description": "Complete lists of people that another system exports regularly." },
            { "name": "users", "description": "People in the portal." },
            { "name": "invitations", "description": "E-mails with an activation link, and their delivery." },
            { "name": "catalog", "description": "Companies with their cohorts and courses: the reference data." },
        ],
    })
}

pub(super) fn security_schemes() -> Value {
    json!({ "token": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "A token of the tenant's issuer and audience, signed with RS256, RS384 or RS512. The scope listed for a route must be \
                        in its claim `scope` or `scp`. A claim `email` identifies the admin who starts an import, so that no row disables \
                        that admin's own account.",
    }})
}

pub(super) fn gateway_message() -> Value {
    json!({
        "type": "object",
        "description": "An error of the gateway of a deployed stack.",
        "required": ["message"],
        "additionalProperties": false,
        "properties": { "message": { "type": ["string", "null"] } },
        "example": { "message": "Unauthorized" },
    })
}
