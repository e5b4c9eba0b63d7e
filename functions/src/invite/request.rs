//! The bodies of `POST /invitations` and `POST /sign-ins`.

use rollcall_domain::{ids::ImportId, rules::clean_name};
use serde::Deserialize;

use crate::http::{ApiError, ErrorCode};

const EMAILS_MAX: usize = 1_000;

/// Users to invite: exactly one of `emails`, `import_id` and `all_uninvited`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct InviteBody {
    emails: Option<Vec<String>>,
    import_id: Option<String>,
    #[serde(default)]
    all_uninvited: bool,
    company: Option<String>,
    #[serde(default)]
    resend: bool,
    #[serde(default)]
    dry_run: bool,
}

#[cfg(feature = "openapi")]
impl schemars::JsonSchema for InviteBody {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "InvitationRequest".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let of_one_kind = |required: &str, properties: serde_json::Value| {
            let mut schema = serde_json::json!({
                "type": "object",
                "required": [required],
                "additionalProperties": false,
                "properties": {
                    "resend": { "type": "boolean", "default": false },
                    "dry_run": {
                        "type": "boolean",
                        "default": false,
                        "description": "Only count the users; invite no one.",
                    },
                },
            });
            if let (Some(all), serde_json::Value::Object(own)) = (schema["properties"].as_object_mut(), properties) {
                all.extend(own);
            }
            schema
        };
        schemars::json_schema!({
            "description": "Users to invite: exactly one of `emails`, `import_id` and `all_uninvited`.",
            "oneOf": [
                of_one_kind("emails", serde_json::json!({
                    "emails": { "type": "array", "maxItems": EMAILS_MAX, "items": { "type": "string" } },
                    "all_uninvited": { "const": false },
                })),
                of_one_kind("import_id", serde_json::json!({
                    "import_id": { "type": "string", "minLength": 1, "maxLength": 128 },
                    "all_uninvited": { "const": false },
                })),
                of_one_kind("all_uninvited", serde_json::json!({
                    "all_uninvited": { "const": true },
                    "company": {
                        "type": ["string", "null"],
                        "minLength": 1,
                        "description": "Name or id of a company. Default: the users of all companies.",
                    },
                })),
            ],
        })
    }
}

/// An attempt to sign in.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "SignIn"))]
#[serde(deny_unknown_fields)]
pub(crate) struct SignIn {
    pub(crate) email: String,
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum InviteTarget {
    /// Users with these addresses, as entered.
    Emails(Vec<String>),
    Import(ImportId),
    /// Users without an invitation, in one company or in all of them.
    Uninvited(Option<String>),
}

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Checked {
    pub(crate) target: InviteTarget,
    pub(crate) resend: bool,
    pub(crate) dry_run: bool,
}

impl InviteBody {
    pub(crate) fn check(self) -> Result<Checked, ApiError> {
        let wrong = |detail: &str| Err(ApiError::new(ErrorCode::BodyInvalid, detail));
        if self.company.is_some() && !self.all_uninvited {
            return wrong("company requires \"all_uninvited\": true.");
        }
        // Without this check, a value that a caller failed to fill in would invite the users of all companies.
        if self.company.as_deref().is_some_and(|company| clean_name(company).is_empty()) {
            return wrong(
                "company is empty. Send the name or id of a company, or leave out company to invite the users of all companies.",
            );
        }
        let target = match (self.emails, self.import_id, self.all_uninvited) {
            (Some(emails), None, false) if emails.len() > EMAILS_MAX => {
                return wrong("emails must have at most 1000 addresses. Send the others in further requests.");
            }
            (Some(emails), None, false) => InviteTarget::Emails(emails),
            (None, Some(id), false) => InviteTarget::Import(ImportId::from(id)),
            (None, None, true) => InviteTarget::Uninvited(self.company),
            _ => return wrong("Send exactly one of emails, import_id or \"all_uninvited\": true."),
        };
        Ok(Checked { target, resend: self.resend, dry_run: self.dry_run })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn check(body: Value) -> Option<Checked> {
        serde_json::from_value::<InviteBody>(body).ok().and_then(|body| body.check().ok())
    }

    #[test]
    fn body_names_one_kind_of_users() {
        for (body, target) in [
            (json!({ "emails": ["a@b.cd"] }), InviteTarget::Emails(vec!["a@b.cd".to_owned()])),
            (json!({ "emails": [] }), InviteTarget::Emails(Vec::new())),
            (json!({ "import_id": "i1", "resend": true }), InviteTarget::Import(ImportId::from("i1"))),
            (json!({ "all_uninvited": true }), InviteTarget::Uninvited(None)),
            (json!({ "all_uninvited": true, "company": null }), InviteTarget::Uninvited(None)),
            (json!({ "all_uninvited": true, "company": "Acme" }), InviteTarget::Uninvited(Some("Acme".to_owned()))),
        ] {
            assert_eq!(check(body.clone()).map(|checked| checked.target), Some(target), "{body}");
        }
    }

    #[test]
    fn body_of_another_shape_is_refused() {
        for body in [
            json!({}),
            json!({ "all_uninvited": false }),
            json!({ "emails": ["a@b.cd"], "import_id": "i1" }),
            json!({ "emails": ["a@b.cd"], "company": "Acme" }),
            json!({ "all_uninvited": true, "company": "" }),
            json!({ "all_uninvited": true, "company": " \u{200b}" }),
            json!({ "emails": vec!["a@b.cd"; 1_001] }),
            json!({ "email": "a@b.cd" }),
        ] {
            assert_eq!(check(body.clone()), None, "{body}");
        }
    }
}
