//! `POST /imports`: makes an import that waits for its file, and signs an address that takes this file once.

mod request;

use jiff::SignedDuration;
use lambda_http::{Body, Request, Response, http::Method};
use rollcall_aws::{Aws, Part, PresignedUpload, SettingsError};
use rollcall_domain::{
    flow::intake::{Defaults, hash},
    ids::ImportId,
    import::{File, Import, ImportStatus, ProblemCounts, Progress, RESULTS_KEPT, Source, UPLOAD_WITHIN},
    keys,
    ports::{Ambient, Claim, ImportStore},
    problem::Language,
    row::Summary,
    rules::Address,
};
use rollcall_edge::{
    Access, ApiError, Caller, ErrorCode, Query, Scope, created, defaults_from_env, language_of, read_json, segments,
    start,
};
use serde::Serialize;

use request::{Asked, UploadBody};

/// How long an address takes the file. Another one is to be had by asking again.
const ADDRESS_LIVES: SignedDuration = SignedDuration::from_mins(15);
/// Bytes of an idempotency key.
const KEY_BYTES_MAX: usize = 255;

/// What the function works with.
#[derive(Debug, Clone)]
pub struct App {
    access: Access,
    defaults: Defaults,
    aws: Aws,
}

impl App {
    /// From the function's environment.
    ///
    /// # Errors
    /// A variable that is missing.
    pub fn from_env() -> Result<Self, SettingsError> {
        Self::new(&Aws::from_env()?, Access::from_env(), defaults_from_env())
    }

    /// On this stack.
    ///
    /// # Errors
    /// A setting that is missing.
    pub fn new(aws: &Aws, access: Access, defaults: Defaults) -> Result<Self, SettingsError> {
        aws.require(&[Part::Table, Part::UploadsBucket])?;
        Ok(Self { access, defaults, aws: aws.clone() })
    }
}

/// Answers a request.
pub async fn handle(app: &App, request: Request) -> Response<Body> {
    start::answer(&request, Box::pin(route(app, &request))).await
}

async fn route(app: &App, request: &Request) -> Result<Response<Body>, ApiError> {
    match (request.method(), segments(request).as_slice()) {
        (&Method::POST, [imports]) if imports == "imports" => post_import(app, request).await,
        _ => Err(ApiError::new(ErrorCode::RouteUnknown, "Look the route up in the API's description.")),
    }
}

#[derive(Serialize)]
struct Answer {
    import_id: ImportId,
    /// Absent once the file has come, or the import's hour is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    upload: Option<PresignedUpload>,
}

async fn post_import(app: &App, request: &Request) -> Result<Response<Body>, ApiError> {
    let caller = Caller::of(request, &app.access, Scope::ImportsWrite)?;
    Query::of(request, &[])?;
    let language = language_of(request);
    let asked = read_json::<UploadBody>(request)?.check(app.defaults.layout, language)?;
    let now = app.aws.now();
    let mut id = ImportId::at(now, app.aws.random_bits());
    if let Some(key) = idempotency_key(request)? {
        let claim = Claim { import_id: id.clone(), fingerprint: asked.fingerprint() };
        let claim_key = format!("upload#{}", hash(&[&caller.subject, key]));
        if let Some(held) = app.aws.claim(&claim_key, &claim, now + RESULTS_KEPT).await? {
            if held.fingerprint != claim.fingerprint {
                let detail = "This Idempotency-Key was sent with another body before. Use a new key for a new import.";
                return Err(ApiError::new(ErrorCode::RequestKeyReused, detail));
            }
            id = held.import_id;
        }
    }
    let import = new_import(&id, asked, &caller, language, now);
    // One whose first request died between its claim and here is made now.
    let import =
        if app.aws.create_import(&import).await? { import } else { app.aws.import(&id).await?.unwrap_or(import) };
    let upload = match address_lives(&import, now) {
        Some(lives) => Some(app.aws.presign_upload(&import.file.key, import.file.size_bytes, lives).await?),
        None => None,
    };
    Ok(created(&Answer { import_id: id, upload }))
}

/// How long an address for the file lives: never longer than the import waits. None, once it waits no more.
fn address_lives(import: &Import, now: jiff::Timestamp) -> Option<SignedDuration> {
    let left = import.expires_at.map_or(ADDRESS_LIVES, |at| at.duration_since(now));
    // A signature counts in seconds.
    let lives = SignedDuration::from_secs(left.min(ADDRESS_LIVES).as_secs());
    (import.status == ImportStatus::AwaitingUpload && lives.is_positive()).then_some(lives)
}

fn idempotency_key(request: &Request) -> Result<Option<&str>, ApiError> {
    let Some(value) = request.headers().get("idempotency-key") else { return Ok(None) };
    let key = value.to_str().ok().filter(|key| !key.is_empty() && key.len() <= KEY_BYTES_MAX);
    key.map(Some).ok_or_else(|| {
        ApiError::new(ErrorCode::ParameterInvalid, "Idempotency-Key takes 1 to 255 visible ASCII characters.")
    })
}

fn new_import(id: &ImportId, asked: Asked, caller: &Caller, language: Language, now: jiff::Timestamp) -> Import {
    Import {
        import_id: id.clone(),
        source: Source::Portal,
        status: ImportStatus::AwaitingUpload,
        started_by: caller.subject.clone(),
        started_by_address: caller.email.as_deref().and_then(Address::parse).map(|address| address.key),
        language,
        file: File {
            name: asked.file_name,
            size_bytes: asked.size_bytes,
            key: keys::upload(id),
            object: None,
            encoding: None,
            delimiter: None,
        },
        options: asked.options,
        progress: Progress::default(),
        summary: Summary::default(),
        problems: ProblemCounts::default(),
        failure: None,
        reading: None,
        plan: None,
        confirmation: None,
        refusal: Vec::new(),
        moved_at: None,
        lease: None,
        restarts: 0,
        chunks_seen: 0,
        results_at: None,
        open: true,
        version: 1,
        created_at: now,
        finished_at: None,
        expires_at: Some(now + UPLOAD_WITHIN),
    }
}
