//! Import options in request bodies. Choices are strings, so that the error for an invalid one can list the valid ones.

use rollcall_domain::{
    decode::{Encoding, USUAL_ENCODINGS},
    import::{OnRowErrors, Options},
    layout::LayoutName,
    problem::{Code, Hint, Problem, message::Language},
};
use serde::{Deserialize, Deserializer};

use crate::http::{ApiError, ErrorCode};

pub(crate) fn parse_layout(name: &str, language: Language) -> Result<LayoutName, ApiError> {
    LayoutName::parse(name).ok_or_else(|| wrong("layout", name, &LayoutName::NAMES, language))
}

pub(crate) fn parse_on_row_errors(choice: &str, language: Language) -> Result<OnRowErrors, ApiError> {
    OnRowErrors::parse(choice).ok_or_else(|| wrong("on_row_errors", choice, &OnRowErrors::NAMES, language))
}

pub(crate) fn check_encoding(name: &str, language: Language) -> Result<(), ApiError> {
    if Encoding::named(name).is_some() { Ok(()) } else { Err(wrong("encoding", name, &USUAL_ENCODINGS, language)) }
}

pub(crate) fn check_conflict(options: &Options, language: Language) -> Result<(), ApiError> {
    match options.conflict("update_existing") {
        Some(problem) => Err(ApiError::of_problem(ErrorCode::OptionInvalid, &problem, language)),
        None => Ok(()),
    }
}

/// Checks that none of these options, which a feed determines, is set. Each has its name and whether the request sets it.
pub(crate) fn check_set_by_feed(options: &[(&str, bool)], language: Language) -> Result<(), ApiError> {
    match options.iter().find(|(_, is_set)| *is_set) {
        Some((name, _)) => {
            let problem = Problem::new(Code::OptionInvalid).found(name).hint(Hint::SetByFeed);
            Err(ApiError::of_problem(ErrorCode::OptionInvalid, &problem, language))
        }
        None => Ok(()),
    }
}

fn wrong(option: &str, value: &str, takes: &[&str], language: Language) -> ApiError {
    let problem = Problem::new(Code::OptionInvalid).found(&format!("{option}={value}"));
    ApiError::of_problem(ErrorCode::OptionInvalid, &problem.expected(takes.iter().copied()), language)
}

/// Options that a correction changes; the others remain unchanged.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "an object with the options to change")]
pub(crate) struct OptionChanges {
    /// Layout of the file.
    #[cfg_attr(feature = "openapi", schemars(with = "Option<LayoutName>"))]
    layout: Option<String>,
    /// Update existing users with the file's values and new courses. The layout `learners` accepts only false.
    update_existing: Option<bool>,
    /// Immediately invite new users, and users without an invitation whom a row enables.
    send_invitations: Option<bool>,
    /// `reject` or `skip`. No effect while the import is awaiting confirmation.
    #[cfg_attr(feature = "openapi", schemars(with = "Option<OnRowErrors>"))]
    on_row_errors: Option<String>,
    /// Only check the file, as strictly as an import without confirmation; the new import cannot be confirmed. `false` turns a dry run into
    /// an import that can be confirmed, except for a feed's file in test mode.
    dry_run: Option<bool>,
    /// A label from the WHATWG Encoding Standard; `null` detects the encoding again.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schemars(with = "Option<String>"))]
    encoding: EncodingChange,
}

#[derive(Debug, Default)]
enum EncodingChange {
    /// The member is absent: keeps the encoding.
    #[default]
    Keep,
    /// `null`: detects the encoding again.
    Detect,
    /// A label: uses this encoding.
    Named(String),
}

impl<'de> Deserialize<'de> for EncodingChange {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::deserialize(deserializer)?.map_or(Self::Detect, Self::Named))
    }
}

impl OptionChanges {
    /// Checks that the correction does not change an option that the feed determines.
    pub(crate) fn check_of_feed(&self, language: Language) -> Result<(), ApiError> {
        let set = [
            ("layout", self.layout.is_some()),
            ("update_existing", self.update_existing.is_some()),
            ("send_invitations", self.send_invitations.is_some()),
            ("on_row_errors", self.on_row_errors.is_some()),
        ];
        check_set_by_feed(&set, language)
    }

    pub(crate) fn apply(self, options: &Options, language: Language) -> Result<Options, ApiError> {
        let mut changed = options.clone();
        if let Some(name) = self.layout {
            changed.layout = parse_layout(&name, language)?;
        }
        if let Some(choice) = self.on_row_errors {
            changed.on_row_errors = parse_on_row_errors(&choice, language)?;
        }
        match self.encoding {
            EncodingChange::Keep => {}
            EncodingChange::Detect => changed.encoding = None,
            EncodingChange::Named(name) => {
                check_encoding(&name, language)?;
                changed.encoding = Some(name);
            }
        }
        changed.dry_run = self.dry_run.unwrap_or(changed.dry_run);
        changed.update_existing = self.update_existing.unwrap_or(changed.update_existing);
        changed.send_invitations = self.send_invitations.unwrap_or(changed.send_invitations);
        check_conflict(&changed, language)?;
        Ok(changed)
    }
}
