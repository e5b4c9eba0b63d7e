//! The options in a dropped object's metadata, and the problems with the object that cause the file to be refused.

use super::{FlowError, lease::LeasedImport};
use crate::{
    decode::{Encoding, USUAL_ENCODINGS},
    import::{File, OnRowErrors, Options},
    keys::{FileKind, UploadKey},
    layout::LayoutName,
    problem::{Code, Hint, Problem},
    settings::Defaults,
    stores::{Environment, ImportStore, UploadStore},
};

/// Sets a dropped file's options from the object's metadata, and returns the problems that cause the file to be refused. Has no effect on
/// other imports.
///
/// Must run in every attempt to validate a file, because the problems are not stored: if a worker stops after it has found them, the next
/// attempt must find them again, or it would read a file that should be refused. An import that corrects another one may also be refused
/// because of its key, but its options come from its request.
pub(super) async fn describe(
    stores: &(impl ImportStore + UploadStore + Environment),
    defaults: &Defaults,
    leased: &mut LeasedImport,
) -> Result<Vec<Problem>, FlowError> {
    let import = leased.import();
    let File { name, key, object, .. } = import.file();
    let Some(version) = object else { return Ok(Vec::new()) };
    let mut options = match UploadKey::parse(key) {
        UploadKey::Dropped { layout: folder } => Options::of_layout(folder.unwrap_or(defaults.layout)),
        UploadKey::Feed(_) if import.feed().is_some() => import.options().clone(),
        UploadKey::Feed(feed) => {
            let problem = Problem::new(Code::FeedUnknown).found(&feed);
            return Ok(vec![if feed.is_empty() { problem.hint(Hint::NoFolder) } else { problem }]);
        }
        UploadKey::Requested(_) | UploadKey::Other => return Ok(Vec::new()),
    };
    if !is_accepted(key, defaults) {
        return Ok(vec![Problem::wrong_suffix(name, FileKind::accepted(defaults.accepts_workbooks))]);
    }
    if import.corrects().is_some() {
        return Ok(Vec::new());
    }
    let Some(head) = stores.head_upload(key, version).await? else {
        return Ok(vec![Problem::new(Code::FileChanged)]);
    };
    let refusal = match import.feed() {
        Some(_) => refuse_metadata(&head.metadata),
        None => read_metadata(&head.metadata, &mut options),
    };
    leased.import_mut().describe_drop(options);
    leased.save(stores).await?;
    Ok(refusal)
}

fn is_accepted(key: &str, defaults: &Defaults) -> bool {
    FileKind::of_name(key).is_some_and(|kind| FileKind::accepted(defaults.accepts_workbooks).contains(&kind))
}

/// Reads options from an object's metadata. Returns a problem for each invalid value, and for conflicting options.
fn read_metadata(metadata: &[(String, String)], options: &mut Options) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (key, value) in metadata {
        // Which of two values is meant is unknown.
        if OPTIONS.contains(&hyphenated(key).as_str())
            && metadata.iter().filter(|(other, _)| hyphenated(other) == hyphenated(key)).count() > 1
        {
            problems.push(Problem::new(Code::OptionInvalid).found(&format!("{key}={}", value.trim())));
            continue;
        }
        if let Err(expected) = read_option(key, value.trim(), options) {
            let problem = Problem::new(Code::OptionInvalid).found(&format!("{key}={}", value.trim()));
            problems.push(problem.expected(expected.iter().copied()));
        }
    }
    problems.extend(options.conflict("update-existing"));
    problems
}

/// Returns a problem for each option in the metadata, because the options for a feed's files come from its configuration.
fn refuse_metadata(metadata: &[(String, String)]) -> Vec<Problem> {
    let is_option = |key: &str| OPTIONS.contains(&hyphenated(key).as_str());
    let set = metadata.iter().filter(|(key, _)| is_option(key));
    set.map(|(key, value)| Problem::new(Code::OptionInvalid).found(&format!("{key}={}", value.trim()))).collect()
}

/// The options that metadata can set.
const OPTIONS: [&str; 5] = ["layout", "update-existing", "send-invitations", "on-row-errors", "encoding"];

/// Returns the name of an option with hyphens: the API's names have underscores.
fn hyphenated(key: &str) -> String {
    key.replace('_', "-")
}

/// Sets one option. If the value is invalid, returns the accepted values; for an encoding, only the usual ones.
fn read_option(key: &str, value: &str, options: &mut Options) -> Result<(), &'static [&'static str]> {
    match hyphenated(key).as_str() {
        "layout" => options.layout = LayoutName::parse(value).ok_or(&LayoutName::NAMES as &[_])?,
        "update-existing" => options.update_existing = parse_bool(value)?,
        "send-invitations" => options.send_invitations = parse_bool(value)?,
        "on-row-errors" => options.on_row_errors = OnRowErrors::parse(value).ok_or(&OnRowErrors::NAMES as &[_])?,
        "encoding" => {
            Encoding::named(value).ok_or(&USUAL_ENCODINGS as &[_])?;
            options.encoding = Some(value.to_owned());
        }
        // Upload tools add their own keys.
        _ => {}
    }
    Ok(())
}

fn parse_bool(text: &str) -> Result<bool, &'static [&'static str]> {
    if text.eq_ignore_ascii_case("true") || text == "1" {
        Ok(true)
    } else if text.eq_ignore_ascii_case("false") || text == "0" {
        Ok(false)
    } else {
        Err(&["true", "false"])
    }
}
