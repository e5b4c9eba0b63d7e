//! Object events to imports: each object version is taken on once, however often its event comes.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::{CHUNK_ROWS, FlowError, Held, ValidatePorts, finish, lease::owner_of, validate};
use crate::{
    decode::{Encoding, USUAL_ENCODINGS},
    help::RowsMax,
    ids::{ImportId, to_hex},
    import::{
        File, Import, ImportStatus, LEASE, Lease, ObjectVersion, OnRowErrors, Options, ProblemCounts, Progress,
        RESULTS_KEPT, Source,
    },
    keys::{self, UploadKey},
    layout::LayoutName,
    ports::{Ambient, Claim, ImportStore, UploadStore},
    problem::{Code, Hint, Language, Problem},
    row::Summary,
};

/// An object that appeared in the uploads bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectCreated {
    /// Key, decoded.
    pub key: String,
    /// Bytes.
    pub size_bytes: u64,
    /// Which version.
    pub version: ObjectVersion,
    /// Who put it there, as the event says.
    pub principal: String,
    /// When, as the event says.
    pub at: Timestamp,
}

/// What became of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// The import went as far as it goes by itself.
    Done(ImportId),
    /// It was taken on before, or by somebody else at this moment.
    Already(ImportId),
    /// The key is none of ours, or its import has ended.
    Ignored,
}

/// What a stack decides for files that say nothing themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Defaults {
    /// Layout of an import that names none.
    pub layout: LayoutName,
    /// Rows at most, where the stack differs from the layouts.
    pub rows_max: RowsMax,
    /// Rows of a chunk, from 1 up.
    pub chunk_rows: usize,
}

impl Default for Defaults {
    fn default() -> Self {
        Self { layout: LayoutName::Enrolment, rows_max: RowsMax::default(), chunk_rows: CHUNK_ROWS }
    }
}

/// Takes an object event: finds or makes its import, and carries it as far as it goes by itself.
pub async fn receive(
    ports: &impl ValidatePorts,
    defaults: &Defaults,
    object: &ObjectCreated,
) -> Result<Taken, FlowError> {
    match UploadKey::parse(&object.key) {
        UploadKey::Other => Ok(Taken::Ignored),
        UploadKey::Requested(id) => receive_requested(ports, defaults, object, &id).await,
        UploadKey::Dropped { layout } => receive_dropped(ports, defaults, object, layout).await,
    }
}

/// Looks at an import again: one whose reader died, whose event was lost, or whose last chunk is done and which is to be closed.
pub async fn wake(ports: &impl ValidatePorts, defaults: &Defaults, id: &ImportId) -> Result<Taken, FlowError> {
    let Some(import) = ports.imports().import(id).await? else { return Ok(Taken::Ignored) };
    let now = ports.ambient().now();
    match import.status {
        _ if import.is_leased(now) => Ok(Taken::Already(id.clone())),
        ImportStatus::Validating => carry_on(ports, defaults, import, |_| {}).await,
        ImportStatus::AwaitingUpload => {
            let any = ObjectVersion { version_id: None, sequencer: None, etag: None };
            match ports.uploads().head_upload(&import.file.key, &any).await? {
                Some(head) => carry_on(ports, defaults, import, |import| begin(import, head.version)).await,
                None if import.expires_at.is_some_and(|at| at <= now) => {
                    finish::expire(ports, import).await?;
                    Ok(Taken::Done(id.clone()))
                }
                None => Ok(Taken::Ignored),
            }
        }
        ImportStatus::Importing => {
            finish::complete(ports, id).await?;
            Ok(Taken::Done(id.clone()))
        }
        _ if import.status.is_ended() && import.open => {
            finish::announce(ports, import).await?;
            Ok(Taken::Done(id.clone()))
        }
        _ => Ok(Taken::Ignored),
    }
}

fn begin(import: &mut Import, version: ObjectVersion) {
    import.status = ImportStatus::Validating;
    import.file.object = Some(version);
    import.expires_at = None;
}

async fn receive_requested(
    ports: &impl ValidatePorts,
    defaults: &Defaults,
    object: &ObjectCreated,
    id: &ImportId,
) -> Result<Taken, FlowError> {
    let Some(import) = ports.imports().import(id).await? else { return Ok(Taken::Ignored) };
    match import.status {
        ImportStatus::AwaitingUpload => {
            carry_on(ports, defaults, import, |import| {
                import.file.size_bytes = object.size_bytes;
                begin(import, object.version.clone());
            })
            .await
        }
        ImportStatus::Validating if !import.is_leased(ports.ambient().now()) => {
            carry_on(ports, defaults, import, |_| {}).await
        }
        _ => Ok(Taken::Already(id.clone())),
    }
}

async fn receive_dropped(
    ports: &impl ValidatePorts,
    defaults: &Defaults,
    object: &ObjectCreated,
    folder: Option<LayoutName>,
) -> Result<Taken, FlowError> {
    let claim_key = format!("object#{}", hash(&[&object.key, object.version.identity()]));
    let at_ms = u64::try_from(object.at.as_millisecond()).unwrap_or_default();
    let proposed = ImportId::from_seeds(at_ms, &[claim_key.as_bytes()]);
    let claim = Claim { import_id: proposed, fingerprint: String::new() };
    let now = ports.ambient().now();
    let held_by = ports.imports().claim(&claim_key, &claim, now + RESULTS_KEPT).await?;
    let id = held_by.unwrap_or(claim).import_id;
    if let Some(import) = ports.imports().import(&id).await? {
        return match import.status {
            ImportStatus::Validating if !import.is_leased(now) => carry_on(ports, defaults, import, |_| {}).await,
            _ => Ok(Taken::Already(id)),
        };
    }
    // Created before anything is asked about the object: whatever fails from here on, the drop is listed.
    let options = Options::of_layout(folder.unwrap_or(defaults.layout));
    let import = dropped_import(object, id.clone(), options, now, owner_of(ports.ambient()));
    if !ports.imports().create_import(&import).await? {
        return Ok(Taken::Already(id));
    }
    go_on(ports, defaults, Held::created(import, now)).await
}

/// Reads what a dropped object says of itself, as often as its import is taken up: options, and what refuses it.
async fn read_drop(ports: &impl ValidatePorts, defaults: &Defaults, held: &mut Held) -> Result<(), FlowError> {
    let File { name, key, object, .. } = &held.import.file;
    let (UploadKey::Dropped { layout: folder }, Some(version)) = (UploadKey::parse(key), object) else { return Ok(()) };
    let mut options = Options::of_layout(folder.unwrap_or(defaults.layout));
    let refusal = match ports.uploads().head_upload(key, version).await? {
        None => vec![Problem::new(Code::FileChanged)],
        Some(_) if !keys::has_csv_suffix(key) => {
            vec![Problem::new(Code::FileNotCsv).found(name).hint(Hint::WrongSuffix)]
        }
        Some(said) => read_metadata(&said.metadata, &mut options),
    };
    held.import.options = options;
    held.import.refusal = refusal;
    held.save(ports.imports(), ports.ambient()).await
}

/// Takes the lease and reads the file.
async fn carry_on(
    ports: &impl ValidatePorts,
    defaults: &Defaults,
    import: Import,
    change: impl FnOnce(&mut Import) + Send,
) -> Result<Taken, FlowError> {
    let id = import.import_id.clone();
    let held = match Held::take(ports.imports(), ports.ambient(), import, change).await {
        Ok(held) => held,
        Err(error) => return settle(ports, Err(error), id, "").await,
    };
    go_on(ports, defaults, held).await
}

/// Reads the file of an import that is held.
async fn go_on(ports: &impl ValidatePorts, defaults: &Defaults, mut held: Held) -> Result<Taken, FlowError> {
    let (id, owner) = (held.import.import_id.clone(), held.owner().to_owned());
    let done = async {
        read_drop(ports, defaults, &mut held).await?;
        Box::pin(validate::validate(ports, defaults, held)).await
    };
    let done = Box::pin(done).await;
    settle(ports, done, id, &owner).await
}

/// Losing an import to somebody else is no failure. After one, the import is given free, so that the event's next delivery
/// need not wait for the lease to end.
async fn settle(
    ports: &impl ValidatePorts,
    done: Result<(), FlowError>,
    id: ImportId,
    owner: &str,
) -> Result<Taken, FlowError> {
    let error = match done {
        Ok(()) => return Ok(Taken::Done(id)),
        Err(FlowError::Lost) => return Ok(Taken::Already(id)),
        Err(error @ (FlowError::Store(_) | FlowError::Corrupt { .. } | FlowError::Gone)) => error,
    };
    if let Ok(true) = finish::give_up(ports, &id, &error).await {
        tracing::error!(import_id = %id, imports_failed = 1, "import {id} has failed");
        return Err(error);
    }
    // The store that failed may fail here too; the lease ends by itself then.
    if let Ok(Some(mut import)) = ports.imports().import(&id).await
        && import.is_leased_to(owner)
    {
        import.lease = None;
        import.version += 1;
        let _freed = ports.imports().replace_import(&import).await;
    }
    Err(error)
}

fn dropped_import(object: &ObjectCreated, id: ImportId, options: Options, now: Timestamp, owner: String) -> Import {
    let name = object.key.rsplit('/').next().unwrap_or(&object.key).to_owned();
    Import {
        import_id: id,
        source: Source::Drop,
        status: ImportStatus::Validating,
        started_by: object.principal.clone(),
        started_by_address: None,
        language: Language::default(),
        file: File {
            name,
            size_bytes: object.size_bytes,
            key: object.key.clone(),
            object: Some(object.version.clone()),
            encoding: None,
            delimiter: None,
        },
        options,
        progress: Progress::default(),
        summary: Summary::default(),
        problems: ProblemCounts::default(),
        failure: None,
        reading: None,
        plan: None,
        confirmation: None,
        refusal: Vec::new(),
        moved_at: None,
        lease: Some(Lease { owner, until: now + LEASE }),
        restarts: 0,
        chunks_seen: 0,
        results_at: None,
        open: true,
        version: 1,
        created_at: now,
        finished_at: None,
        expires_at: None,
    }
}

/// Reads options from an object's metadata; a wrong value is a problem.
fn read_metadata(metadata: &[(String, String)], options: &mut Options) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (key, value) in metadata {
        let value = value.trim();
        let expected: &[&str] = match key.as_str() {
            "layout" => match LayoutName::parse(value) {
                Some(layout) => {
                    options.layout = layout;
                    continue;
                }
                None => &["enrolment", "learners"],
            },
            "update-existing" => match parse_bool(value) {
                Some(update) => {
                    options.update_existing = update;
                    continue;
                }
                None => &["true", "false"],
            },
            "send-invitations" => match parse_bool(value) {
                Some(send) => {
                    options.send_invitations = send;
                    continue;
                }
                None => &["true", "false"],
            },
            "on-row-errors" => match OnRowErrors::parse(value) {
                Some(choice) => {
                    options.on_row_errors = choice;
                    continue;
                }
                None => &["reject", "skip"],
            },
            "encoding" => match Encoding::named(value) {
                Some(_) => {
                    options.encoding = Some(value.to_owned());
                    continue;
                }
                None => &USUAL_ENCODINGS,
            },
            // Tools add keys of their own.
            _ => continue,
        };
        let problem = Problem::new(Code::OptionInvalid).found(&format!("{key}={value}"));
        problems.push(problem.expected(expected.iter().copied()));
    }
    problems.extend(options_conflict(options));
    problems
}

/// An option that the layout does not have.
pub fn options_conflict(options: &Options) -> Option<Problem> {
    let refuses = options.layout.layout().existing_users == crate::layout::ExistingUsers::Refuse;
    (refuses && options.update_existing)
        .then(|| Problem::new(Code::OptionInvalid).found("update-existing=true").hint(Hint::NotInLayout))
}

fn parse_bool(text: &str) -> Option<bool> {
    if text.eq_ignore_ascii_case("true") || text == "1" {
        Some(true)
    } else if text.eq_ignore_ascii_case("false") || text == "0" {
        Some(false)
    } else {
        None
    }
}

/// SHA-256 of parts, in hexadecimal digits: a key that tells nothing of what it stands for.
pub fn hash(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part.as_bytes());
    }
    to_hex(&hasher.finalize())
}
