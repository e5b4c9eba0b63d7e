//! Object keys. No other module creates or parses them.
//!
//! No key contains a file name or cell text, because keys end up in access logs. The exceptions are the keys of dropped files, which the
//! uploader chooses, and those of the copies of their exports.

use jiff::Timestamp;
use percent_encoding::percent_decode_str;

use crate::{feed::FeedName, ids::ImportId, layout::LayoutName, mail::Part, settings::fingerprint};

/// Maximum length of an object key in bytes. Source: Amazon S3, "Naming Amazon S3 objects".
const KEY_BYTES_MAX: usize = 1_024;

/// Prefix of requested uploads.
pub const UPLOADS: &str = "uploads/";
/// Prefix of dropped files.
pub const DROP: &str = "drop/";
/// Prefix of the plans in the results bucket.
pub const PLANS: &str = "plans/";
/// Folder for feeds within [`DROP`].
const DROP_FEEDS: &str = "feeds/";
/// Prefix of a tenant's own e-mail templates in the results bucket.
pub const TEMPLATES: &str = "templates/";

/// The meaning of an object key in the uploads bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UploadKey {
    Requested(ImportId),
    Dropped {
        /// The layout named by the first folder, if any.
        layout: Option<LayoutName>,
    },
    /// A file for the feed with this name. The name is empty if the file is not in a feed's folder.
    Feed(String),
    /// A folder marker or an unknown key.
    Other,
}

impl UploadKey {
    /// Parses a decoded object key.
    pub fn parse(key: &str) -> Self {
        if let Some(rest) = key.strip_prefix(UPLOADS) {
            return match FileKind::ALL.into_iter().find_map(|kind| rest.strip_suffix(kind.suffix())) {
                Some(id) if !id.is_empty() && !id.contains('/') => Self::Requested(ImportId::from(id)),
                _ => Self::Other,
            };
        }
        match key.strip_prefix(DROP) {
            None | Some("") => Self::Other,
            Some(rest) if rest.ends_with('/') => Self::Other,
            Some(rest) if rest.starts_with(DROP_FEEDS) => {
                let rest = &rest[DROP_FEEDS.len()..];
                Self::Feed(rest.split_once('/').map_or("", |(name, _)| name).to_owned())
            }
            Some(rest) => {
                Self::Dropped { layout: rest.split_once('/').and_then(|(folder, _)| LayoutName::parse(folder)) }
            }
        }
    }
}

/// Decodes a key as encoded in S3 events: `+` is a space, the rest is percent-encoded UTF-8.
///
/// Source: Amazon S3, "Event message structure".
pub fn decode_key(key: &str) -> String {
    percent_decode_str(&key.replace('+', " ")).decode_utf8_lossy().into_owned()
}

/// The kind of a file, as indicated by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    Csv,
    /// A workbook, which only some stacks accept.
    Workbook,
}

impl FileKind {
    pub const ALL: [Self; 2] = [Self::Csv, Self::Workbook];

    /// Returns the kind of file indicated by the suffix of this name or key, ignoring case.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| stem_of(name, *kind).is_some())
    }

    /// Parses the name of a format: `csv` or `xlsx`.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.suffix().trim_start_matches('.') == text)
    }

    /// Returns the lowercase suffix, including its dot.
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Csv => ".csv",
            Self::Workbook => ".xlsx",
        }
    }

    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// Returns the kinds that a stack accepts.
    pub fn accepted(accepts_workbooks: bool) -> &'static [Self] {
        if accepts_workbooks { &Self::ALL } else { &[Self::Csv] }
    }
}

/// Returns the name without the suffix for this kind (in any case), or `None` if the name has another suffix.
fn stem_of(name: &str, kind: FileKind) -> Option<&str> {
    let (stem, suffix) = name.split_at_checked(name.len().checked_sub(kind.suffix().len())?)?;
    suffix.eq_ignore_ascii_case(kind.suffix()).then_some(stem)
}

pub fn upload(id: &ImportId, kind: FileKind) -> String {
    format!("{UPLOADS}{id}{}", kind.suffix())
}

/// Returns the key of the plan written by a validation attempt: one row per line, as JSON.
///
/// Two attempts may read the same file if a worker was wrongly considered dead. They never write the same object; the import names the
/// attempt that counts.
pub fn plan(id: &ImportId, attempt_id: &str) -> String {
    format!("{PLANS}{id}/{attempt_id}/plan.ndjson")
}

/// Returns the key of the plan's index: the position and the planned counts of each chunk.
pub fn plan_index(id: &ImportId, attempt_id: &str) -> String {
    format!("{PLANS}{id}/{attempt_id}/index.json")
}

/// Returns the key of the object that contains all planned rows in the admin's file, with their status and problems.
pub fn plan_fix(id: &ImportId, attempt_id: &str) -> String {
    format!("{PLANS}{id}/{attempt_id}/fix.csv")
}

/// Returns the key of the problems with the file itself, one per line, as JSON.
pub fn file_problems(id: &ImportId, attempt_id: &str) -> String {
    format!("results/{id}/problems/{attempt_id}-file.ndjson")
}

/// Returns the key of the problems that validation found in rows, one per line, as JSON.
pub fn row_problems(id: &ImportId, attempt_id: &str) -> String {
    format!("results/{id}/problems/{attempt_id}-rows.ndjson")
}

/// Returns the key of the roster written by a validation attempt for a feed's file: one person per line.
///
/// Attempts never write the same object. The feed names the roster from its newest completed file.
pub fn roster(feed: &FeedName, id: &ImportId, attempt_id: &str) -> String {
    format!("feeds/{feed}/{id}/{attempt_id}")
}

/// Returns the key of the findings from a validation attempt, one per line, as JSON.
pub fn findings(id: &ImportId, attempt_id: &str) -> String {
    format!("results/{id}/problems/{attempt_id}-findings.ndjson")
}

/// Returns the key of a validation attempt's list of the courses that corrections leave out.
pub fn courses_left_out(id: &ImportId, attempt_id: &str) -> String {
    format!("results/{id}/problems/{attempt_id}-left-out.json")
}

/// Returns the key of the problems found while rows were applied, one per line, as JSON.
pub fn late_problems(id: &ImportId) -> String {
    format!("results/{id}/problems/late.ndjson")
}

/// Returns the key of an import's corrections; `sha256` is the hash of the list, in hexadecimal. They have their own prefix because some
/// functions are allowed to write corrections but no other results.
///
/// If a feed is configured between two deliveries of the event about its file, they store different lists. They never write the same object;
/// the import contains the hash of the list that counts.
pub fn corrections(id: &ImportId, sha256: &str) -> String {
    format!("results/corrections/{id}/{sha256}.json")
}

/// Returns the key under which earlier versions stored an import's corrections.
pub fn former_corrections(id: &ImportId) -> String {
    format!("results/corrections/{id}.json")
}

/// Returns the key of a chunk's result rows, as written by one attempt.
pub fn chunk_result(id: &ImportId, chunk: u32, attempt: &str) -> String {
    format!("results/{id}/chunks/{chunk:06}-{attempt}.ndjson")
}

/// Returns the key of the notice that an import has ended.
pub fn summary(id: &ImportId) -> String {
    format!("results/{id}/summary.json")
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExportFormat {
    /// Summary, options and lists.
    Json,
    /// One record per row.
    Csv,
    /// The corrections file: the admin's rows that were not imported, with their problems.
    Fix,
}

impl ExportFormat {
    pub const ALL: [Self; 3] = [Self::Json, Self::Csv, Self::Fix];

    /// Returns the name in queries.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Fix => "fix",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == text)
    }

    /// Returns the content type, given the kind of the import's file. CSV is in UTF-8; for a corrections file in another encoding, see
    /// [`fix_content_type`](crate::export::fix_content_type).
    pub fn content_type(self, kind: FileKind) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Fix if kind == FileKind::Workbook => kind.content_type(),
            Self::Csv | Self::Fix => "text/csv; charset=utf-8",
        }
    }

    /// Returns the suffix, given the kind of the import's file. The corrections file is of the same kind.
    fn suffix(self, kind: FileKind) -> &'static str {
        match self {
            Self::Json => ".json",
            Self::Csv => ".csv",
            Self::Fix => kind.suffix(),
        }
    }

    /// Returns the part of the file name that says what the file contains.
    fn stem(self) -> &'static str {
        match self {
            Self::Json | Self::Csv => "result",
            Self::Fix => "fix",
        }
    }
}

/// Returns a time in the format used in file names: `20261122T034500Z`.
pub fn stamp(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Returns the file name of an export. `kind` is the kind of the import's file. The name contains the import's id as well as the time,
/// because two imports may end in the same second.
pub fn export_file_name(id: &ImportId, format: ExportFormat, kind: FileKind, at: Timestamp) -> String {
    format!("rollcall-{}-{id}-{}{}", format.stem(), stamp(at), format.suffix(kind))
}

pub fn export(id: &ImportId, format: ExportFormat, kind: FileKind, at: Timestamp) -> String {
    format!("results/{id}/{}", export_file_name(id, format, kind, at))
}

/// Returns the key, in the results bucket, of the copy of a dropped file's export: the dropped key with the time, the import's id and a
/// different suffix. Like [`export_file_name`], it contains the id because two imports of one key may end in the same second.
///
/// If the result would be too long for a key, the end of the dropped key is replaced with a fingerprint of the whole key.
pub fn dropped_export(dropped_key: &str, id: &ImportId, format: ExportFormat, kind: FileKind, at: Timestamp) -> String {
    let stem = FileKind::ALL.into_iter().find_map(|kind| stem_of(dropped_key, kind)).unwrap_or(dropped_key);
    let suffix = format!(".{}-{id}.{}{}", stamp(at), format.stem(), format.suffix(kind));
    if stem.len() + suffix.len() <= KEY_BYTES_MAX {
        return format!("{stem}{suffix}");
    }
    let fingerprint = fingerprint(&[dropped_key]);
    let end = stem.floor_char_boundary(KEY_BYTES_MAX - suffix.len() - fingerprint.len() - 1);
    format!("{}~{fingerprint}{suffix}", &stem[..end])
}

/// Parses the key of a template part, `templates/<language>/<file>`. Returns the lowercase language tag and the part.
pub fn parse_template(key: &str) -> Option<(String, Part)> {
    let (language, file) = key.strip_prefix(TEMPLATES)?.split_once('/')?;
    let part = Part::ALL.into_iter().find(|part| part.file_name() == file)?;
    (!language.is_empty()).then(|| (language.to_ascii_lowercase(), part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn upload_key_written_and_parsed_is_the_same() {
        let id = ImportId::from_parts(1, [7; 10]);
        for kind in FileKind::ALL {
            assert_eq!(UploadKey::parse(&upload(&id, kind)), UploadKey::Requested(id.clone()));
        }
    }

    #[test]
    fn upload_key_of_each_form_is_recognized() {
        let dropped = |layout| UploadKey::Dropped { layout };
        for (key, expected) in [
            ("drop/people.csv", dropped(None)),
            ("drop/learners/people.csv", dropped(Some(LayoutName::Learners))),
            ("drop/enrolment/a/b.csv", dropped(Some(LayoutName::Enrolment))),
            ("drop/other/people.CSV", dropped(None)),
            ("drop/learners", dropped(None)),
            ("drop/feeds/hr/people.csv", UploadKey::Feed("hr".to_owned())),
            ("drop/feeds/hr/2026/people.csv", UploadKey::Feed("hr".to_owned())),
            ("drop/feeds/people.csv", UploadKey::Feed(String::new())),
            ("drop/feeds", dropped(None)),
            ("drop/feeds/hr/", UploadKey::Other),
            ("drop/", UploadKey::Other),
            ("drop/learners/", UploadKey::Other),
            ("uploads/.csv", UploadKey::Other),
            ("uploads/a/b.csv", UploadKey::Other),
            ("uploads/x", UploadKey::Other),
            ("", UploadKey::Other),
        ] {
            assert_eq!(UploadKey::parse(key), expected, "{key}");
        }
    }

    #[test]
    fn key_of_a_template_names_language_and_part() {
        for (key, expected) in [
            ("templates/fr-CA/subject.txt", Some(("fr-ca", Part::Subject))),
            ("templates/fr/html.html", Some(("fr", Part::Html))),
            ("templates/fr/notes.txt", None),
            ("templates//text.txt", None),
            ("templates/text.txt", None),
            ("drop/fr/text.txt", None),
        ] {
            let expected = expected.map(|(language, part)| (language.to_owned(), part));
            assert_eq!(parse_template(key), expected, "{key}");
        }
    }

    #[test]
    fn key_of_an_event_is_decoded() {
        for (written, key) in [
            ("drop/My+file%2B1.CSV", "drop/My file+1.CSV"),
            ("drop/caf%C3%A9+%23%231.csv", "drop/café ##1.csv"),
            ("drop/100%25.csv", "drop/100%.csv"),
            ("drop/%zz%", "drop/%zz%"),
            ("", ""),
        ] {
            assert_eq!(decode_key(written), key);
        }
    }

    #[test]
    fn suffix_is_recognized_in_any_case() {
        let (csv, workbook) = (Some(FileKind::Csv), Some(FileKind::Workbook));
        for (name, expected) in [
            ("a.csv", csv),
            ("é.CsV", csv),
            ("a.xlsx", workbook),
            ("é.XlsX", workbook),
            ("a.xls", None),
            ("csv", None),
            ("ü€v", None),
        ] {
            assert_eq!(FileKind::of_name(name), expected, "{name}");
        }
    }

    #[test]
    fn dropped_export_of_any_key_is_a_key() {
        let (at, id) = (Timestamp::UNIX_EPOCH, ImportId::from("i"));
        let key = |bytes: usize| format!("drop/{}.csv", "é".repeat((bytes - 9) / 2));
        let exports: Vec<String> =
            (9..=1_024).map(|bytes| dropped_export(&key(bytes), &id, ExportFormat::Json, FileKind::Csv, at)).collect();
        assert!(exports.iter().all(|export| export.len() <= KEY_BYTES_MAX));
        let last = |letter: char| format!("drop/{}{letter}.csv", "x".repeat(1_014));
        let export = |key: &str| dropped_export(key, &id, ExportFormat::Json, FileKind::Csv, at);
        assert_ne!(export(&last('a')), export(&last('b')), "keys that differ only at the end keep different copies");
    }

    #[test]
    fn dropped_export_is_next_to_the_dropped_file() {
        let (at, id) = (Timestamp::UNIX_EPOCH, ImportId::from("i"));
        assert_eq!(
            dropped_export("drop/learners/a.CSV", &id, ExportFormat::Csv, FileKind::Csv, at),
            "drop/learners/a.19700101T000000Z-i.result.csv"
        );
        assert_eq!(
            dropped_export("drop/a.xlsx", &id, ExportFormat::Fix, FileKind::Workbook, at),
            "drop/a.19700101T000000Z-i.fix.xlsx"
        );
        assert_eq!(
            dropped_export("drop/a.xlsx", &id, ExportFormat::Csv, FileKind::Workbook, at),
            "drop/a.19700101T000000Z-i.result.csv"
        );
        assert_eq!(
            dropped_export("drop/a.xls", &id, ExportFormat::Fix, FileKind::Csv, at),
            "drop/a.xls.19700101T000000Z-i.fix.csv"
        );
    }

    #[test]
    fn objects_have_these_keys() {
        let (id, feed) = (ImportId::from("i"), FeedName::parse("hr").unwrap());
        for (key, expected) in [
            (upload(&id, FileKind::Csv), "uploads/i.csv"),
            (upload(&id, FileKind::Workbook), "uploads/i.xlsx"),
            (plan(&id, "a"), "plans/i/a/plan.ndjson"),
            (plan_index(&id, "a"), "plans/i/a/index.json"),
            (plan_fix(&id, "a"), "plans/i/a/fix.csv"),
            (file_problems(&id, "a"), "results/i/problems/a-file.ndjson"),
            (row_problems(&id, "a"), "results/i/problems/a-rows.ndjson"),
            (roster(&feed, &id, "a"), "feeds/hr/i/a"),
            (findings(&id, "a"), "results/i/problems/a-findings.ndjson"),
            (courses_left_out(&id, "a"), "results/i/problems/a-left-out.json"),
            (late_problems(&id), "results/i/problems/late.ndjson"),
            (corrections(&id, "a0"), "results/corrections/i/a0.json"),
            (former_corrections(&id), "results/corrections/i.json"),
            (chunk_result(&id, 7, "a"), "results/i/chunks/000007-a.ndjson"),
            (summary(&id), "results/i/summary.json"),
        ] {
            assert_eq!(key, expected);
        }
    }

    #[test]
    fn kind_of_a_file_has_a_name_and_a_content_type() {
        let (csv, workbook) = (Some(FileKind::Csv), Some(FileKind::Workbook));
        for (text, expected) in [("csv", csv), ("xlsx", workbook), ("xls", None), (".csv", None), ("", None)] {
            assert_eq!(FileKind::parse(text), expected, "{text}");
        }
        assert_eq!(
            FileKind::ALL.map(FileKind::content_type),
            ["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"]
        );
        assert_eq!(FileKind::accepted(true), [FileKind::Csv, FileKind::Workbook]);
        assert_eq!(FileKind::accepted(false), [FileKind::Csv]);
    }

    #[test]
    fn export_has_the_suffix_and_the_content_type_of_its_format() {
        let (id, at) = (ImportId::from("i"), Timestamp::UNIX_EPOCH);
        let csv = "text/csv; charset=utf-8";
        for (format, kind, name, content_type) in [
            (ExportFormat::Json, FileKind::Csv, "rollcall-result-i-19700101T000000Z.json", "application/json"),
            (ExportFormat::Json, FileKind::Workbook, "rollcall-result-i-19700101T000000Z.json", "application/json"),
            (ExportFormat::Csv, FileKind::Csv, "rollcall-result-i-19700101T000000Z.csv", csv),
            (ExportFormat::Csv, FileKind::Workbook, "rollcall-result-i-19700101T000000Z.csv", csv),
            (ExportFormat::Fix, FileKind::Csv, "rollcall-fix-i-19700101T000000Z.csv", csv),
            (
                ExportFormat::Fix,
                FileKind::Workbook,
                "rollcall-fix-i-19700101T000000Z.xlsx",
                FileKind::Workbook.content_type(),
            ),
        ] {
            assert_eq!(export_file_name(&id, format, kind, at), name);
            assert_eq!(export(&id, format, kind, at), format!("results/i/{name}"));
            assert_eq!(format.content_type(kind), content_type, "{name}");
        }
    }

    #[test]
    fn format_of_an_export_has_a_name_in_queries() {
        assert_eq!(ExportFormat::ALL.map(ExportFormat::as_str), ["json", "csv", "fix"]);
        for format in ExportFormat::ALL {
            assert_eq!(ExportFormat::parse(format.as_str()), Some(format));
        }
        assert_eq!(ExportFormat::parse("xlsx"), None);
    }

    #[test]
    fn time_in_a_file_name_has_whole_seconds() {
        let at: Timestamp = "2026-11-22T03:45:00.9Z".parse().unwrap();
        assert_eq!(stamp(at), "20261122T034500Z");
    }

    #[test]
    fn dropped_key_is_shortened_only_if_its_export_would_be_too_long() {
        let id = ImportId::from("i");
        let suffix = ".19700101T000000Z-i.result.json";
        let stem = |bytes: usize| format!("drop/{}", "x".repeat(bytes - 5));
        let export = |bytes: usize| {
            dropped_export(
                &format!("{}.csv", stem(bytes)),
                &id,
                ExportFormat::Json,
                FileKind::Csv,
                Timestamp::UNIX_EPOCH,
            )
        };
        let bytes_max = KEY_BYTES_MAX - suffix.len();
        assert_eq!(export(bytes_max), format!("{}{suffix}", stem(bytes_max)));
        let shortened = export(bytes_max + 1);
        assert_eq!(shortened.len(), KEY_BYTES_MAX);
        assert!(shortened.starts_with("drop/xxx") && shortened.contains("x~") && shortened.ends_with(suffix));
    }
}
