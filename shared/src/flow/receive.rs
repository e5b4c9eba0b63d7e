//! Turns object events into imports, and determines where a resumed import continues. Each object version is processed once, however often
//! its event is delivered.

use jiff::Timestamp;

use super::{
    FlowError, end, feed,
    lease::LeasedImport,
    step::{ImportStores, Next},
    update::{Change, update},
    validate::may_plan,
};
use crate::{
    feed::FeedOrder,
    ids::ImportId,
    import::{
        File, IllegalTransition, Import, ImportStatus, NewImport, ObjectVersion, Options, RESULTS_RETENTION, Source,
    },
    keys::UploadKey,
    problem::Language,
    settings::{Defaults, fingerprint},
    stores::Claim,
};

/// An object that appeared in the uploads bucket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectCreated {
    /// The decoded object key.
    pub key: String,
    pub size_bytes: u64,
    pub version: ObjectVersion,
    /// The principal that created the object, according to the event.
    pub principal: String,
    /// Time of the event.
    pub at: Timestamp,
}

impl ObjectCreated {
    /// Returns the id of the object's import, which may not exist, or `None` if the object is not to be imported. For a dropped object, this
    /// is the id that its first event proposes.
    pub fn import_id(&self) -> Option<ImportId> {
        match UploadKey::parse(&self.key) {
            UploadKey::Other => None,
            UploadKey::Requested(id) => Some(id),
            UploadKey::Dropped { .. } | UploadKey::Feed(_) => Some(self.proposed_id(&self.claim_key())),
        }
    }

    /// The position of the object among a feed's files.
    pub(super) fn order(&self) -> FeedOrder {
        FeedOrder::of(self.at, &self.key, &self.version)
    }

    /// The key under which the import of a dropped object is claimed.
    fn claim_key(&self) -> String {
        format!("object#{}", fingerprint(&[&self.key, self.version.identity()]))
    }

    fn proposed_id(&self, claim_key: &str) -> ImportId {
        let at_ms = u64::try_from(self.at.as_millisecond()).unwrap_or_default();
        ImportId::from_seeds(at_ms, &[claim_key.as_bytes()])
    }
}

pub(super) enum Start {
    /// There is no such import, or nothing can be done for it at the moment.
    Ignored,
    /// The event was processed before, or another worker owns the import.
    AlreadyProcessed(ImportId),
    /// The import must be validated, under this lease.
    Validate(Box<LeasedImport>),
    /// The import continues with this step.
    Next(ImportId, Next),
}

pub(super) async fn receive(
    stores: &impl ImportStores,
    defaults: &Defaults,
    object: &ObjectCreated,
) -> Result<Start, FlowError> {
    match UploadKey::parse(&object.key) {
        UploadKey::Other => Ok(Start::Ignored),
        UploadKey::Requested(id) => receive_requested(stores, object, &id).await,
        UploadKey::Dropped { layout } => {
            let options = Options::of_layout(layout.unwrap_or(defaults.layout));
            receive_dropped(stores, object, async |id| Ok(dropped_import(object, id, options, stores.now()))).await
        }
        UploadKey::Feed(name) => {
            receive_dropped(stores, object, async |id| {
                let import = |options| dropped_import(object, id.clone(), options, stores.now());
                feed::receive(stores, object, &name, import).await
            })
            .await
        }
    }
}

/// Determines where an import continues.
pub(super) async fn resume(stores: &impl ImportStores, id: &ImportId) -> Result<Start, FlowError> {
    let Some(import) = stores.import(id).await? else { return Ok(Start::Ignored) };
    let now = stores.now();
    let may_plan = may_plan(stores, &import).await?;
    match import.status() {
        _ if import.is_leased(now) => Ok(Start::AlreadyProcessed(id.clone())),
        ImportStatus::Validating if !may_plan => {
            let wait = |import: &mut Import| {
                if import.status() != ImportStatus::Validating || import.is_leased(now) {
                    return Ok(Change::Leave(()));
                }
                import.record_wait(now);
                Ok(Change::Write(()))
            };
            update(stores, id, wait).await?;
            Ok(Start::Ignored)
        }
        ImportStatus::Validating => lease(stores, import, |_| Ok(())).await,
        ImportStatus::AwaitingUpload => {
            match stores.head_upload(&import.file().key, &ObjectVersion::default()).await? {
                Some(head) => {
                    let import = feed::configure(stores, import).await?;
                    lease(stores, import, |import| {
                        // The event was lost, so the object's own modification time determines its position.
                        import.record_order(FeedOrder::of(head.modified_at, &import.file().key, &head.version));
                        import.begin_validation(head.version, head.size_bytes, now)
                    })
                    .await
                }
                None => match end::expire(stores, id).await? {
                    Some(expired) => Ok(Start::Next(id.clone(), Next::Announce(Box::new(expired)))),
                    None => Ok(Start::Ignored),
                },
            }
        }
        ImportStatus::Importing => Ok(Start::Next(id.clone(), Next::Complete(id.clone()))),
        status if status.is_ended() && import.is_open() => {
            Ok(Start::Next(id.clone(), Next::Announce(Box::new(import))))
        }
        _ => Ok(Start::Ignored),
    }
}

async fn receive_requested(
    stores: &impl ImportStores,
    object: &ObjectCreated,
    id: &ImportId,
) -> Result<Start, FlowError> {
    let Some(import) = stores.import(id).await? else { return Ok(Start::Ignored) };
    let now = stores.now();
    match import.status() {
        ImportStatus::AwaitingUpload => {
            let begin = |import: &mut Import| {
                import.record_order(object.order());
                import.begin_validation(object.version.clone(), object.size_bytes, now)
            };
            lease(stores, feed::configure(stores, import).await?, begin).await
        }
        _ => resume_validation(stores, import, now).await,
    }
}

async fn receive_dropped(
    stores: &impl ImportStores,
    object: &ObjectCreated,
    create: impl AsyncFnOnce(ImportId) -> Result<Import, FlowError>,
) -> Result<Start, FlowError> {
    let claim_key = object.claim_key();
    let claim = Claim { import_id: object.proposed_id(&claim_key), fingerprint: String::new() };
    let now = stores.now();
    let claimed_before = stores.claim(&claim_key, &claim, now + RESULTS_RETENTION).await?;
    let id = claimed_before.unwrap_or(claim).import_id;
    if let Some(import) = stores.import(&id).await? {
        return resume_validation(stores, import, now).await;
    }
    // The import is created before the first access to the object, so that the dropped file is listed even if a later step fails.
    let import = create(id.clone()).await?;
    Ok(match LeasedImport::create(stores, import).await? {
        Some(leased) => Start::Validate(Box::new(leased)),
        None => Start::AlreadyProcessed(id),
    })
}

/// Resumes an import whose worker stopped during validation.
async fn resume_validation(stores: &impl ImportStores, import: Import, now: Timestamp) -> Result<Start, FlowError> {
    match import.status() {
        ImportStatus::Validating if !import.is_leased(now) => lease(stores, import, |_| Ok(())).await,
        _ => Ok(Start::AlreadyProcessed(import.id().clone())),
    }
}

/// Takes the lease in order to validate the import.
async fn lease(
    stores: &impl ImportStores,
    import: Import,
    change: impl FnOnce(&mut Import) -> Result<(), IllegalTransition> + Send,
) -> Result<Start, FlowError> {
    let id = import.id().clone();
    match LeasedImport::take(stores, import, change).await {
        Ok(leased) => Ok(Start::Validate(Box::new(leased))),
        Err(FlowError::Lost) => Ok(Start::AlreadyProcessed(id)),
        Err(error) => Err(error),
    }
}

fn dropped_import(object: &ObjectCreated, import_id: ImportId, options: Options, now: Timestamp) -> Import {
    let name = object.key.rsplit('/').next().unwrap_or(&object.key).to_owned();
    let file = File::new(name, object.size_bytes, object.key.clone());
    let new = NewImport {
        import_id,
        source: Source::Drop,
        started_by: object.principal.clone(),
        started_by_address: None,
        language: Language::default(),
        file: File { object: Some(object.version.clone()), ..file },
        options,
    };
    Import::new(new, now)
}
