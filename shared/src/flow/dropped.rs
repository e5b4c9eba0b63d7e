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
    leased.import_mut().set_options(options);
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
    let problem = |key: &str, value: &str| Problem::new(Code::OptionInvalid).found(&format!("{key}={value}"));
    let set = metadata.iter().filter(|(key, _)| is_option(key));
    set.map(|(key, value)| problem(key, value.trim()).hint(Hint::SetByFeed)).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn metadata(entries: &[(&str, &str)]) -> Vec<(String, String)> {
        entries.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    /// Returns the options in the metadata and what the problems name.
    fn read(entries: &[(&str, &str)]) -> (Options, Vec<String>) {
        let mut options = Options::of_layout(LayoutName::Enrolment);
        let problems = read_metadata(&metadata(entries), &mut options);
        (options, problems.into_iter().map(|problem| problem.found).collect())
    }

    #[test]
    fn options_are_read_from_metadata() {
        let default = Options::of_layout(LayoutName::Enrolment);
        for (key, value, expected) in [
            ("layout", "learners", Options { layout: LayoutName::Learners, ..default.clone() }),
            ("update-existing", "true", Options { update_existing: true, ..default.clone() }),
            ("update_existing", "1", Options { update_existing: true, ..default.clone() }),
            ("send-invitations", " TRUE ", Options { send_invitations: true, ..default.clone() }),
            ("send_invitations", "false", default.clone()),
            ("on-row-errors", "skip", Options { on_row_errors: OnRowErrors::Skip, ..default.clone() }),
            ("encoding", "latin1", Options { encoding: Some("latin1".to_owned()), ..default.clone() }),
            ("color", "blue", default.clone()),
        ] {
            assert_eq!(read(&[(key, value)]), (expected, vec![]), "{key}={value}");
        }
    }

    #[test]
    fn invalid_option_is_a_problem_that_lists_the_accepted_values() {
        for (key, value, expected) in [
            ("layout", "people", &LayoutName::NAMES as &[&str]),
            ("update-existing", "yes", &["true", "false"]),
            ("send_invitations", "", &["true", "false"]),
            ("on-row-errors", "ignore", &OnRowErrors::NAMES),
            ("encoding", "klingon", &USUAL_ENCODINGS),
        ] {
            let mut options = Options::of_layout(LayoutName::Enrolment);
            let problems = read_metadata(&metadata(&[(key, value)]), &mut options);
            let found: Vec<_> = problems.iter().map(|problem| (problem.code, problem.found.clone())).collect();
            assert_eq!(found, [(Code::OptionInvalid, format!("{key}={value}"))]);
            assert_eq!(problems[0].expected, expected, "{key}");
            assert_eq!(options, Options::of_layout(LayoutName::Enrolment), "{key}");
        }
    }

    #[test]
    fn flag_is_a_word_or_a_digit() {
        for (text, expected) in [
            ("true", Some(true)),
            ("True", Some(true)),
            ("1", Some(true)),
            ("false", Some(false)),
            ("FALSE", Some(false)),
            ("0", Some(false)),
            ("", None),
            ("2", None),
            ("yes", None),
        ] {
            assert_eq!(parse_bool(text).ok(), expected, "{text}");
        }
    }

    #[test]
    fn option_that_is_set_twice_has_neither_value() {
        let (options, found) =
            read(&[("update-existing", "true"), ("on-row-errors", "skip"), ("update_existing", "false")]);
        assert_eq!(found, ["update-existing=true", "update_existing=false"]);
        assert!(!options.update_existing);
        assert_eq!(options.on_row_errors, OnRowErrors::Skip);
        assert_eq!(read(&[("color", "blue"), ("color", "red")]).1, [""; 0], "it is no option");
    }

    #[test]
    fn options_that_are_in_conflict_are_a_problem() {
        let (_, found) = read(&[("layout", "learners"), ("update_existing", "true")]);
        assert_eq!(found, ["update-existing=true"]);
    }

    #[test]
    fn every_option_in_the_metadata_of_a_file_for_a_feed_is_a_problem() {
        let entries = [("layout", "enrolment"), ("color", "blue"), ("send_invitations", " true ")];
        let problems = refuse_metadata(&metadata(&entries));
        let found: Vec<_> = problems.iter().map(|problem| problem.found.as_str()).collect();
        assert_eq!(found, ["layout=enrolment", "send_invitations=true"]);
        assert!(problems.iter().all(|problem| problem.hint == Some(Hint::SetByFeed)));
    }

    #[test]
    fn workbooks_are_accepted_only_by_some_stacks() {
        for (key, accepts_workbooks, expected) in [
            ("drop/a.csv", false, true),
            ("drop/a.CSV", true, true),
            ("drop/a.xlsx", false, false),
            ("drop/a.xlsx", true, true),
            ("drop/a.xls", true, false),
            ("drop/a", true, false),
        ] {
            let defaults = Defaults { accepts_workbooks, ..Defaults::default() };
            assert_eq!(is_accepted(key, &defaults), expected, "{key} {accepts_workbooks}");
        }
    }
}
