//! The body of `POST /imports`, and the checks that do not need the file's content.

use rollcall_domain::{
    corrections::{Correction, CorrectionList},
    feed::{Feed, FeedFile, FeedName},
    import::{OnRowErrors, Options},
    json_integer, json_object,
    keys::FileKind,
    layout::{FILE_BYTES_MAX, LayoutName},
    problem::{Code, Hint, Problem, message::Language},
    settings::{Defaults, fingerprint},
    workbook::WORKBOOK_BYTES_MAX,
};
use serde::{Deserialize, Deserializer};

use crate::{
    feeds::feed_unknown,
    http::{ApiError, ErrorCode},
    options::{check_conflict, check_encoding, check_set_by_feed, parse_layout, parse_on_row_errors},
    review::check_list,
};

const NAME_CHARS_MAX: usize = 255;

/// An import to create.
#[allow(clippy::struct_excessive_bools, reason = "each is an option of its own")]
// Choices are strings, so that the error for an invalid one can list the valid ones.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "ImportRequest"))]
#[serde(deny_unknown_fields)]
pub(crate) struct UploadBody {
    /// Stored with the import; not used in object keys. No control characters.
    #[cfg_attr(feature = "openapi", schemars(length(max = 255), extend("pattern" = FILE_NAME_PATTERN)))]
    file_name: String,
    /// Exact size of the file, in bytes. A workbook can have at most 20,971,520.
    #[serde(deserialize_with = "json_integer::read")]
    #[cfg_attr(feature = "openapi", schemars(range(min = 1, max = 104_857_600)))]
    size_bytes: u64,
    /// Default: the stack's layout.
    #[cfg_attr(feature = "openapi", schemars(with = "Option<rollcall_domain::layout::LayoutName>"))]
    layout: Option<String>,
    /// Update existing users with the file's values and new courses. The layout `learners` accepts only false.
    #[serde(default, deserialize_with = "read_present")]
    #[cfg_attr(feature = "openapi", schemars(with = "bool", extend("default" = false)))]
    update_existing: Option<bool>,
    /// Immediately invite new users, and users without an invitation whom a row enables.
    #[serde(default, deserialize_with = "read_present")]
    #[cfg_attr(feature = "openapi", schemars(with = "bool", extend("default" = false)))]
    send_invitations: Option<bool>,
    /// `reject` (default): write nothing if a row has an error. `skip`: write the valid rows. No effect if `confirm` is true.
    #[cfg_attr(feature = "openapi", schemars(with = "Option<OnRowErrors>"))]
    on_row_errors: Option<String>,
    /// Stop after validation and wait for confirmation or cancellation.
    #[serde(default)]
    confirm: bool,
    /// A label from the WHATWG Encoding Standard, for example `utf-8` or `windows-1250`; any other value is refused with 422. Default:
    /// detected.
    encoding: Option<String>,
    /// Only check the file, as strictly as an import without `confirm`: it stops after validation, and can only be corrected or
    /// cancelled.
    #[serde(default)]
    dry_run: bool,
    /// Corrections that are applied while the file is read.
    #[serde(default, deserialize_with = "json_object::read_list")]
    corrections: Vec<Correction>,
    /// The feed that the file belongs to. It determines `layout`, `update_existing`, `send_invitations`, `on_row_errors` and `corrections`,
    /// which must be omitted. Requires the scope `feeds:write`.
    #[cfg_attr(feature = "openapi", schemars(with = "Option<FeedName>"))]
    feed: Option<String>,
}

/// Reads a member that may be absent but not `null`.
fn read_present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    bool::deserialize(deserializer).map(Some)
}

#[cfg(feature = "openapi")]
const FILE_NAME_PATTERN: &str = r"^[^\x00-\x1f\x7f-\x9f]*\.([cC][sS][vV]|[xX][lL][sS][xX])$";

#[derive(Debug)]
pub(crate) struct CheckedRequest {
    pub(crate) file_name: String,
    pub(crate) kind: FileKind,
    pub(crate) size_bytes: u64,
    pub(crate) options: Options,
    pub(crate) corrections: CorrectionList,
    /// The feed, which determines the options except `confirm`, `encoding` and, unless the feed is in test mode, `dry_run`.
    pub(crate) feed: Option<FeedName>,
}

impl CheckedRequest {
    /// Applies a feed's configuration, which is applied again when the file arrives. Returns what the import stores about the feed.
    pub(crate) fn receive(&mut self, feed: &Feed) -> FeedFile {
        let (options, file) = feed.new_file();
        let Options { confirm, encoding, dry_run, .. } = self.options.clone();
        self.options = Options { confirm, encoding, dry_run: dry_run || options.dry_run, ..options };
        self.corrections = feed.corrections();
        file
    }

    pub(crate) fn fingerprint(&self) -> String {
        let Options { layout, update_existing, send_invitations, on_row_errors, confirm, encoding, dry_run } =
            &self.options;
        let (corrections, _) = self.corrections.to_stored().unwrap_or_default();
        let mut parts = vec![
            self.file_name.clone(),
            self.size_bytes.to_string(),
            layout.as_str().to_owned(),
            format!("{update_existing} {send_invitations} {confirm} {dry_run} {on_row_errors:?}"),
            encoding.clone().unwrap_or_default(),
        ];
        // Added only if present, so that the fingerprint of a request without corrections or a feed stays the same as in earlier versions.
        if !self.corrections.corrections.is_empty() {
            parts.push(String::from_utf8_lossy(&corrections).into_owned());
        }
        if let Some(feed) = &self.feed {
            parts.extend(["feed".to_owned(), feed.to_string()]);
        }
        fingerprint(&parts.iter().map(String::as_str).collect::<Vec<_>>())
    }
}

impl UploadBody {
    /// Checks the request as far as possible without the file.
    pub(crate) fn check(self, defaults: &Defaults, language: Language) -> Result<CheckedRequest, ApiError> {
        let kind = self.check_file(defaults, language)?;
        let feed = match self.feed.as_deref() {
            None => None,
            Some(name) => {
                self.check_determined(language)?;
                Some(FeedName::parse(name).ok_or_else(feed_unknown)?)
            }
        };
        let layout = match self.layout.as_deref() {
            None if feed.is_some() => LayoutName::Enrolment,
            None => defaults.layout,
            Some(name) => parse_layout(name, language)?,
        };
        let on_row_errors = match self.on_row_errors.as_deref() {
            None => OnRowErrors::Reject,
            Some(choice) => parse_on_row_errors(choice, language)?,
        };
        if let Some(name) = self.encoding.as_deref() {
            check_encoding(name, language)?;
        }
        let options = Options {
            layout,
            update_existing: self.update_existing.unwrap_or_default(),
            send_invitations: self.send_invitations.unwrap_or_default(),
            on_row_errors,
            confirm: self.confirm || self.dry_run,
            encoding: self.encoding,
            dry_run: self.dry_run,
        };
        check_conflict(&options, language)?;
        let corrections = CorrectionList { corrections: self.corrections };
        check_list(&corrections, &options)?;
        Ok(CheckedRequest { file_name: self.file_name, kind, size_bytes: self.size_bytes, options, corrections, feed })
    }

    /// Checks the name and the size of the file. Returns its kind.
    fn check_file(&self, defaults: &Defaults, language: Language) -> Result<FileKind, ApiError> {
        let refuse = |code, problem: &Problem| Err(ApiError::of_problem(code, problem, language));
        if self.file_name.is_empty() || self.file_name.chars().count() > NAME_CHARS_MAX {
            let detail = format!("file_name must have 1 to {NAME_CHARS_MAX} characters. Rename the file.");
            return Err(ApiError::new(ErrorCode::FileNameInvalid, detail));
        }
        if self.file_name.chars().any(char::is_control) {
            let detail = "file_name contains a control character, such as a line break or a tab. Rename the file.";
            return Err(ApiError::new(ErrorCode::FileNameInvalid, detail));
        }
        let accepted = FileKind::accepted(defaults.accepts_workbooks);
        let Some(kind) = FileKind::of_name(&self.file_name).filter(|kind| accepted.contains(kind)) else {
            return refuse(ErrorCode::FileNotCsv, &Problem::wrong_suffix(&self.file_name, accepted));
        };
        if self.size_bytes == 0 {
            return refuse(ErrorCode::FileEmpty, &Problem::new(Code::FileEmpty));
        }
        let (limit, problem) = match kind {
            FileKind::Csv => (FILE_BYTES_MAX, Problem::new(Code::FileTooLarge)),
            FileKind::Workbook => (WORKBOOK_BYTES_MAX, Problem::new(Code::WorkbookTooLarge).hint(Hint::InBytes)),
        };
        if self.size_bytes > limit {
            return refuse(ErrorCode::FileTooLarge, &problem.limit(limit, self.size_bytes));
        }
        Ok(kind)
    }

    /// Checks that the request does not set an option that the feed determines.
    fn check_determined(&self, language: Language) -> Result<(), ApiError> {
        let determined = [
            ("layout", self.layout.is_some()),
            ("update_existing", self.update_existing.is_some()),
            ("send_invitations", self.send_invitations.is_some()),
            ("on_row_errors", self.on_row_errors.is_some()),
            ("corrections", !self.corrections.is_empty()),
        ];
        check_set_by_feed(&determined, language)
    }
}
