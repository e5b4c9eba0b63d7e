//! The body of `PUT /feeds/{name}`.

use rollcall_domain::{
    corrections::Correction,
    feed::{Brake, FeedConfig, Missing},
    import::OnRowErrors,
    json_integer, json_object,
    problem::Language,
};
use serde::{Deserialize, Deserializer, de::IgnoredAny};

/// The configuration of a feed; omitted members get their default values.
// Choices are strings, so that the error for an invalid one can list the valid ones. The members of a feed's document that are not part of
// its configuration come last: they are accepted, so that the document can be changed and sent back.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "FeedRequest"))]
#[serde(deny_unknown_fields)]
pub(crate) struct FeedBody {
    /// Update existing users from the file.
    #[serde(default = "yes")]
    update_existing: bool,
    /// Immediately invite new users, and users without an invitation whom a row enables.
    #[serde(default)]
    send_invitations: bool,
    /// `skip` (default) or `reject`.
    #[cfg_attr(feature = "openapi", schemars(with = "Option<OnRowErrors>"))]
    on_row_errors: Option<String>,
    /// `keep` (default), or `disable` for people on the roster who are absent from a file. No user is ever deleted.
    #[cfg_attr(feature = "openapi", schemars(with = "Option<Missing>"))]
    missing: Option<String>,
    /// Number of consecutive files from which a person must be absent before being disabled. Default: 1.
    #[serde(default, deserialize_with = "json_integer::read_optional")]
    #[cfg_attr(feature = "openapi", schemars(range(min = 1, max = 10)))]
    missing_after: Option<u64>,
    /// The limits above which a file waits for confirmation; `null` if files never wait.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schemars(with = "Option<BrakeBody>"))]
    brake: BrakeChoice,
    /// Only check files: their imports end as cancelled.
    #[serde(default)]
    test_mode: bool,
    /// Language of reports and result files. Default: `DefaultLanguage` of the stack.
    #[cfg_attr(feature = "openapi", schemars(with = "Option<Language>"))]
    language: Option<String>,
    /// Addresses that receive reports, in the domains listed in the stack parameter `ReportDomains`.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schemars(length(max = 10)))]
    report_to: Vec<String>,
    /// Corrections to labels, and to company, cohort, course, language, country and `enabled` values, for every file. At most 100 KiB.
    #[serde(default, deserialize_with = "json_object::read_list")]
    #[cfg_attr(feature = "openapi", schemars(length(max = 500)))]
    corrections: Vec<Correction>,
    /// Read-only; ignored.
    #[serde(default, rename = "name")]
    #[cfg_attr(feature = "openapi", schemars(with = "serde_json::Value"))]
    _name: IgnoredAny,
    /// Read-only; ignored.
    #[serde(default, rename = "taken_by")]
    #[cfg_attr(feature = "openapi", schemars(with = "serde_json::Value"))]
    _taken_by: IgnoredAny,
    /// Read-only; ignored.
    #[serde(default, rename = "waiting")]
    #[cfg_attr(feature = "openapi", schemars(with = "serde_json::Value"))]
    _waiting: IgnoredAny,
    /// Read-only; ignored.
    #[serde(default, rename = "held")]
    #[cfg_attr(feature = "openapi", schemars(with = "serde_json::Value"))]
    _held: IgnoredAny,
    /// Read-only; ignored.
    #[serde(default, rename = "newest")]
    #[cfg_attr(feature = "openapi", schemars(with = "serde_json::Value"))]
    _newest: IgnoredAny,
    /// Read-only; ignored.
    #[serde(default, rename = "report_refused")]
    #[cfg_attr(feature = "openapi", schemars(with = "serde_json::Value"))]
    _report_refused: IgnoredAny,
    /// Read-only; ignored.
    #[serde(default, rename = "created_at")]
    #[cfg_attr(feature = "openapi", schemars(with = "serde_json::Value"))]
    _created_at: IgnoredAny,
    /// Read-only; ignored.
    #[serde(default, rename = "updated_at")]
    #[cfg_attr(feature = "openapi", schemars(with = "serde_json::Value"))]
    _updated_at: IgnoredAny,
}

/// Limits; omitted members get their default values.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "BrakeRequest"))]
#[serde(deny_unknown_fields, expecting = "an object with limits")]
struct BrakeBody {
    /// Users created, as a percentage of the roster. A first file may create any number. Default: 50.
    #[serde(default, deserialize_with = "json_integer::read_optional")]
    #[cfg_attr(feature = "openapi", schemars(range(max = 100)))]
    create_percent: Option<u64>,
    /// Users updated, as a percentage of the roster; for a first file, of the existing users that it names. Default: 50.
    #[serde(default, deserialize_with = "json_integer::read_optional")]
    #[cfg_attr(feature = "openapi", schemars(range(max = 100)))]
    update_percent: Option<u64>,
    /// Users to be disabled, because they are absent or because their row says so. Default: 10.
    #[serde(default, deserialize_with = "json_integer::read_optional")]
    #[cfg_attr(feature = "openapi", schemars(range(max = 100)))]
    disable_percent: Option<u64>,
    /// Rows with errors. Default: 20.
    #[serde(default, deserialize_with = "json_integer::read_optional")]
    #[cfg_attr(feature = "openapi", schemars(range(max = 100)))]
    failed_percent: Option<u64>,
    /// If more rows than this have no readable address, no one counts as absent. Default: 0.
    #[serde(default, deserialize_with = "json_integer::read_optional")]
    #[cfg_attr(feature = "openapi", schemars(range(max = 1_000_000)))]
    unreadable_rows: Option<u64>,
    /// Up to this number of people, no limit applies. Default: 20.
    #[serde(default, deserialize_with = "json_integer::read_optional")]
    #[cfg_attr(feature = "openapi", schemars(range(max = 1_000_000)))]
    min_users: Option<u64>,
}

/// The `brake` member of a body.
#[derive(Debug, Default)]
enum BrakeChoice {
    /// Omitted: the default limits apply.
    #[default]
    Default,
    /// `null`: the brake is off.
    Off,
    Limits(BrakeBody),
}

impl<'de> Deserialize<'de> for BrakeChoice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Limits(BrakeBody);
        impl<'de> Deserialize<'de> for Limits {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                json_object::read(deserializer).map(Self)
            }
        }
        Ok(Option::<Limits>::deserialize(deserializer)?.map_or(Self::Off, |Limits(limits)| Self::Limits(limits)))
    }
}

impl BrakeBody {
    fn into_brake(self) -> Brake {
        let default = Brake::default();
        // A percentage above `u32::MAX` becomes `u32::MAX`, which the configuration check rejects.
        let percent =
            |value: Option<u64>, default| value.map_or(default, |value| u32::try_from(value).unwrap_or(u32::MAX));
        Brake {
            create_percent: percent(self.create_percent, default.create_percent),
            update_percent: percent(self.update_percent, default.update_percent),
            disable_percent: percent(self.disable_percent, default.disable_percent),
            failed_percent: percent(self.failed_percent, default.failed_percent),
            unreadable_rows: self.unreadable_rows.unwrap_or(default.unreadable_rows),
            min_users: self.min_users.unwrap_or(default.min_users),
        }
    }
}

impl FeedBody {
    /// Converts the body to a configuration, without checking it. The error for an invalid choice lists the valid ones.
    pub(super) fn into_config(self, default_language: Language) -> Result<FeedConfig, String> {
        let defaults = FeedConfig::in_language(default_language);
        let all_languages = Language::ALL.map(Language::tag);
        Ok(FeedConfig {
            update_existing: self.update_existing,
            send_invitations: self.send_invitations,
            on_row_errors: choice(
                "on_row_errors",
                self.on_row_errors.as_deref(),
                OnRowErrors::parse,
                &OnRowErrors::NAMES,
                defaults.on_row_errors,
            )?,
            missing: choice("missing", self.missing.as_deref(), Missing::parse, &Missing::NAMES, defaults.missing)?,
            missing_after: self
                .missing_after
                .map_or(defaults.missing_after, |files| u32::try_from(files).unwrap_or(u32::MAX)),
            brake: match self.brake {
                BrakeChoice::Default => defaults.brake,
                BrakeChoice::Off => None,
                BrakeChoice::Limits(limits) => Some(limits.into_brake()),
            },
            test_mode: self.test_mode,
            language: choice("language", self.language.as_deref(), Language::exact, &all_languages, default_language)?,
            report_to: self.report_to,
            corrections: self.corrections,
            unknown: defaults.unknown,
        })
    }
}

fn choice<T>(
    member: &str,
    found: Option<&str>,
    parse: impl Fn(&str) -> Option<T>,
    takes: &[&str],
    default: T,
) -> Result<T, String> {
    let Some(text) = found else { return Ok(default) };
    parse(text).ok_or_else(|| format!("{member} is {text:?}: use one of {}", takes.join(", ")))
}

fn yes() -> bool {
    true
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use rollcall_domain::feed::{Feed, FeedName};
    use serde_json::{Value, json};

    use super::*;
    use crate::directory::FeedView;

    fn config(body: &Value) -> Result<FeedConfig, String> {
        let body: FeedBody = serde_json::from_value(body.clone()).map_err(|error| error.to_string())?;
        body.into_config(Language::German)
    }

    #[test]
    fn member_that_is_left_out_has_its_default() {
        let defaults = FeedConfig::in_language(Language::German);
        assert_eq!(config(&json!({})), Ok(defaults.clone()));
        assert_eq!(config(&json!({ "brake": null })), Ok(FeedConfig { brake: None, ..defaults.clone() }));
        let limits = Brake { disable_percent: 5, ..Brake::default() };
        let expected = FeedConfig { brake: Some(limits), missing_after: 2, ..defaults };
        assert_eq!(config(&json!({ "brake": { "disable_percent": 5.0 }, "missing_after": 2.0 })), Ok(expected));
    }

    #[test]
    fn document_of_a_feed_can_be_sent_back() {
        let label = json!({ "kind": "column", "label": "Mail", "to": "email" });
        let stored = FeedConfig {
            update_existing: false,
            missing: Missing::Disable,
            missing_after: 3,
            brake: None,
            language: Language::French,
            report_to: vec!["hr@example.org".to_owned()],
            corrections: vec![serde_json::from_value(label).unwrap()],
            ..FeedConfig::in_language(Language::German)
        };
        let feed = Feed::new(FeedName::parse("hr").unwrap(), stored.clone(), Timestamp::UNIX_EPOCH);
        let mut document = serde_json::to_value(FeedView::new(&feed)).unwrap();
        assert_eq!(config(&document), Ok(stored.clone()));
        document["newest"] = json!({ "import_id": "01", "completed_at": "2026-03-04T02:06:09Z", "users": 412 });
        document["held"] = json!("01");
        document["missing_after"] = json!(4);
        assert_eq!(config(&document), Ok(FeedConfig { missing_after: 4, ..stored }));
    }

    #[test]
    fn body_with_an_unknown_member_or_choice_is_refused() {
        for (body, part) in [
            (json!({ "layout": "enrolment" }), "unknown field `layout`"),
            (json!({ "brake": { "percent": 1 } }), "unknown field `percent`"),
            (json!({ "brake": [null, null] }), "invalid type: sequence, expected an object with limits"),
            (json!({ "missing": "delete" }), "missing is \"delete\": use one of keep, disable"),
            (json!({ "on_row_errors": "ignore" }), "on_row_errors is \"ignore\": use one of reject, skip"),
            (json!({ "language": "tlh" }), "language is \"tlh\": use one of "),
            (json!({ "missing_after": -1 }), "not a whole number"),
        ] {
            let error = config(&body).err().unwrap_or_default();
            assert!(error.contains(part), "{error}");
        }
    }

    #[test]
    fn body_with_a_repeated_member_is_refused() {
        for (json, member) in [
            (r#"{"test_mode": false, "test_mode": true}"#, "test_mode"),
            (r#"{"brake": {"disable_percent": 5, "disable_percent": 100}}"#, "disable_percent"),
        ] {
            let error = serde_json::from_str::<FeedBody>(json).err().map(|error| error.to_string());
            let expected = format!("duplicate field `{member}`");
            assert!(error.as_ref().is_some_and(|error| error.starts_with(&expected)), "{error:?}");
        }
    }
}
