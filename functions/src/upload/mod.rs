//! `POST /imports`: creates an import that waits for its file, and a presigned URL that accepts the file once.

mod request;

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use lambda_http::{Body, Request, Response};
use rollcall_aws::{Part, PresignedUpload};
use rollcall_domain::{
    feed::{Feed, FeedName},
    flow::corrections,
    ids::ImportId,
    import::{File, Import, ImportStatus, NewImport, Source},
    keys,
    problem::Language,
    stores::{Environment, FeedStore, ImportStore},
};
use serde::Serialize;

use request::CheckedRequest;

use crate::{
    App,
    feeds::feed_unknown,
    http::{self, ApiError, Call, Caller, Scope, claim_import_id, claimed_import_id, created, route_unknown},
    routes::{Function, Operation},
};
pub(crate) use request::UploadBody;

/// The kind of the requests whose idempotency keys are claimed.
const CLAIM_KIND: &str = "upload";

/// Maximum lifetime of the URL. Repeating the request with the same `Idempotency-Key` returns a new URL.
const URL_LIFETIME: SignedDuration = SignedDuration::from_mins(15);

pub const PARTS: &[Part] = &[Part::Table, Part::UploadsBucket, Part::ResultsBucket];

/// A new import.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "ImportCreated"))]
pub(crate) struct UploadView {
    import_id: ImportId,
    /// Absent once the file has been uploaded or the import has expired.
    #[serde(skip_serializing_if = "Option::is_none")]
    upload: Option<UploadTarget>,
}

/// Where to upload the file.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "UploadTarget"))]
struct UploadTarget {
    /// HTTP method: `PUT`.
    method: String,
    /// Presigned URL: anyone who has it can upload.
    url: String,
    /// Headers to send unchanged.
    headers: BTreeMap<String, String>,
    /// When the URL stops working: after 15 minutes, or when the import expires. Repeating the request with the same key returns a new
    /// URL.
    expires_at: Timestamp,
}

impl From<PresignedUpload> for UploadTarget {
    fn from(PresignedUpload { method, url, headers, expires_at }: PresignedUpload) -> Self {
        Self { method, url, headers, expires_at }
    }
}

pub async fn handle(app: &App, request: Request) -> Response<Body> {
    http::respond(Function::Upload, &app.access, &request, |call| route(app, call)).await
}

async fn route(app: &App, call: Call<'_>) -> Result<Response<Body>, ApiError> {
    match call.operation() {
        Operation::CreateImport => create_import(app, &call).await,
        _ => Err(route_unknown()),
    }
}

async fn create_import(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let (caller, language) = (call.caller()?, call.language());
    let mut checked = call.json::<UploadBody>()?.check(&app.defaults, language)?;
    let request = checked.fingerprint();
    let now = app.aws.now();
    let feed = feed_of(app, caller, checked.feed.as_ref()).await?;
    if checked.feed.is_some() && feed.is_none() {
        // The feed may have been deleted since an earlier request created the import.
        let import = claimed_import(app, call, &request).await?.ok_or_else(feed_unknown)?;
        return respond(app, &import, now).await;
    }
    let file = feed.as_ref().map(|feed| checked.receive(feed));
    let language = feed.as_ref().map_or(language, |feed| feed.config().language);
    let id = claim_import_id(&app.aws, call, CLAIM_KIND, request, now).await?;
    // An earlier request may have failed between its claim and this point; in that case, the import is created now. An existing import
    // keeps its corrections, even if the feed's corrections have changed since.
    let import = if let Some(import) = app.aws.import(&id).await? {
        import
    } else {
        // The corrections are stored before the import, so that they exist when the file is read.
        let digest = corrections::store(&app.aws, &id, &checked.corrections).await?;
        let import = new_import(&id, checked, caller, language, now).with_corrections(digest).with_feed(file);
        if app.aws.create_import(&import).await? { import } else { app.aws.import(&id).await?.unwrap_or(import) }
    };
    respond(app, &import, now).await
}

/// Returns 201 with the import and, while it waits for its file, the URL for the upload.
async fn respond(app: &App, import: &Import, now: Timestamp) -> Result<Response<Body>, ApiError> {
    let upload = match url_lifetime(import, now) {
        Some(lifetime) => {
            Some(app.aws.presign_upload(&import.file().key, import.file().size_bytes, lifetime).await?.into())
        }
        None => None,
    };
    Ok(created(&UploadView { import_id: import.id().clone(), upload }))
}

/// Returns the feed that a request names, if it exists. Its files can disable users, so the request also requires the scope for changing
/// feeds.
async fn feed_of(app: &App, caller: &Caller, name: Option<&FeedName>) -> Result<Option<Feed>, ApiError> {
    let Some(name) = name else { return Ok(None) };
    caller.require(Scope::FeedsWrite)?;
    Ok(app.aws.feed(name).await?)
}

/// Returns the import that an earlier request with the same key created.
async fn claimed_import(app: &App, call: &Call<'_>, request: &str) -> Result<Option<Import>, ApiError> {
    match claimed_import_id(&app.aws, call, CLAIM_KIND, request).await? {
        Some(id) => Ok(app.aws.import(&id).await?),
        None => Ok(None),
    }
}

/// Returns the lifetime for an upload URL, which expires no later than the import, or `None` if the import is no longer waiting for its
/// file.
fn url_lifetime(import: &Import, now: Timestamp) -> Option<SignedDuration> {
    let left = import.expires_at().map_or(URL_LIFETIME, |at| at.duration_since(now));
    // Signature lifetimes are whole seconds.
    let lifetime = SignedDuration::from_secs(left.min(URL_LIFETIME).as_secs());
    (import.status() == ImportStatus::AwaitingUpload && lifetime.is_positive()).then_some(lifetime)
}

fn new_import(id: &ImportId, checked: CheckedRequest, caller: &Caller, language: Language, now: Timestamp) -> Import {
    let new = NewImport {
        import_id: id.clone(),
        source: Source::Portal,
        started_by: caller.subject.clone(),
        started_by_address: caller.address_key(),
        language,
        file: File::new(checked.file_name, checked.size_bytes, keys::upload(id, checked.kind)),
        options: checked.options,
    };
    Import::new(new, now)
}
