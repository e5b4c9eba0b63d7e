//! What people do with an import: upload the file, read the preview, decide, retry.

use std::sync::{Arc, Mutex};

use jiff::SignedDuration;
use rollcall_domain::{
    corrections::{Correction, CorrectionList},
    flow::{
        ObjectCreated,
        correct::{self, CorrectionOutcome},
        review::{self, Decided},
    },
    ids::{ImportId, UserId},
    import::{Correcting, File, Import, ImportStatus, NewImport, ObjectVersion, Options, Source},
    keys::{self, FileKind},
    layout::{Field, LayoutName, Values},
    problem::Language,
    row::Outcome,
    stores::ImportStore,
    unknown::Unknown,
    user::{HistoryEntry, Origin, User},
};

use super::{
    expected,
    file::Sheet,
    old::{Firm, address},
};
use crate::{
    executor::lock,
    model::{Model, Upload},
    stack::Stack,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Decision {
    Confirm,
    Cancel,
    Race,
    Wait,
}

#[derive(Debug, Clone)]
pub(crate) struct Job {
    /// Whether the import's users cannot be written for several hours.
    pub(super) is_stuck: bool,
    /// Whether users and the catalog are changed while the import is applied.
    pub(super) meddles_later: bool,
    pub(super) sheet: Sheet,
    pub(super) source: Source,
    pub(super) options: Options,
    pub(super) starter: Option<String>,
    pub(super) decision: Decision,
    /// Pool indexes of the users changed while the import waits.
    pub(super) edits: Vec<usize>,
    /// Whether a cohort is deleted and a course renamed while the import waits.
    pub(super) changes_catalog: bool,
    /// How often the file is corrected while its import waits.
    pub(super) corrections: u32,
    /// Seconds after which the import is cancelled, whatever its state.
    pub(super) cancels_after_s: Option<i64>,
    pub(super) begins_after_s: i64,
    pub(super) number: u64,
}

impl Job {
    pub(super) fn key(&self) -> String {
        if self.source != Source::Drop {
            return keys::upload(&self.proposed_id(), FileKind::Csv);
        }
        let folder = if self.options.layout == LayoutName::Learners { "learners/" } else { "" };
        format!("drop/{folder}people-{}.csv", self.number)
    }

    fn proposed_id(&self) -> ImportId {
        ImportId::from_seeds(1_000, &[&self.number.to_be_bytes()])
    }

    pub(super) fn object(&self, stack: &Stack, size: usize) -> ObjectCreated {
        ObjectCreated {
            key: self.key(),
            size_bytes: size as u64,
            version: self.version(),
            principal: "person".to_owned(),
            at: stack.sim.now(),
        }
    }

    fn version(&self) -> ObjectVersion {
        ObjectVersion { version_id: Some(format!("version-{}", self.number)), sequencer: None, etag: None }
    }

    /// Returns the newest import of the file: the one that has not been superseded.
    pub(super) fn find(&self, model: &Model) -> Option<Import> {
        self.chain(model).find(|import| import.superseded_by().is_none()).cloned()
    }

    /// Returns all imports of the file.
    pub(super) fn chain<'m>(&self, model: &'m Model) -> impl Iterator<Item = &'m Import> {
        let key = self.key();
        model.imports.values().filter(move |import| import.file().key == key)
    }
}

#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(super) object: Option<ObjectCreated>,
    /// The import when it started to wait.
    pub(super) preview: Option<Import>,
    pub(super) edited: Vec<String>,
    /// The company whose catalog was changed while the import waited, with the deleted cohort and the renamed course.
    pub(super) changed: Option<(usize, Option<String>, Option<String>)>,
    /// Users changed while the import was applied: their rows may see the state before or after the change.
    pub(super) edited_later: Vec<String>,
    pub(super) changed_later: Option<(usize, Option<String>, Option<String>)>,
    pub(super) confirmed: bool,
    pub(super) cancelled: bool,
    pub(super) corrected: u32,
    pub(super) retries: u64,
}

pub(super) fn carry_out(stack: &Stack, firms: &[Firm], job: &Job) -> Arc<Mutex<Seen>> {
    let seen: Arc<Mutex<Seen>> = Arc::default();
    let (stack, firms, job, noted) = (stack.clone(), firms.to_vec(), job.clone(), Arc::clone(&seen));
    let sim = stack.sim.clone();
    let _detached = sim.spawn("person", async move {
        stack.sim.sleep(SignedDuration::from_secs(job.begins_after_s)).await;
        bring(&stack, &firms, &job, &noted);
        if let Some(seconds) = job.cancels_after_s {
            let (stack, job, noted) = (stack.clone(), job.clone(), Arc::clone(&noted));
            let sim = stack.sim.clone();
            let _detached = sim.spawn("person", async move {
                stack.sim.sleep(SignedDuration::from_secs(seconds)).await;
                let id = job.find(&lock(&stack.model)).map(|import| import.id().clone());
                if let Some(id) = id {
                    cancel(&stack, &id, &noted).await;
                }
            });
        }
        if job.meddles_later {
            let (stack, firms, job, noted) = (stack.clone(), firms.clone(), job.clone(), Arc::clone(&noted));
            let sim = stack.sim.clone();
            let _detached = sim.spawn("person", async move { meddle_later(&stack, &firms, &job, &noted).await });
        }
        if job.is_stuck {
            let (stack, job) = (stack.clone(), job.clone());
            let sim = stack.sim.clone();
            let _detached = sim.spawn("person", async move {
                let until = lock(&stack.model).stuck.clone().map(|(_, until)| until);
                let Some(until) = until else { return };
                stack.sim.sleep_until(until - SignedDuration::from_mins(2)).await;
                super::laws::check_stuck(&stack, &job);
            });
        }
        look_after(&stack, &firms, &job, &noted).await;
    });
    seen
}

fn bring(stack: &Stack, firms: &[Firm], job: &Job, seen: &Mutex<Seen>) {
    let bytes = job.sheet.bytes(firms);
    let object = job.object(stack, bytes.len());
    let object_at = object.at;
    lock(seen).object = Some(object.clone());
    {
        let mut model = lock(&stack.model);
        if job.source == Source::Portal {
            let import = requested(stack, job, bytes.len());
            model.imports.insert(import.id().clone(), import);
        }
        let metadata = if job.source == Source::Drop { metadata(&job.options) } else { Vec::new() };
        model.uploads.insert(
            job.key(),
            Upload { bytes: bytes.into(), metadata, version: job.version(), modified_at: object_at },
        );
    }
    stack.announce_object(&object, job.source == Source::Drop);
}

fn metadata(options: &Options) -> Vec<(String, String)> {
    let on_errors = match options.on_row_errors {
        rollcall_domain::import::OnRowErrors::Reject => "reject",
        rollcall_domain::import::OnRowErrors::Skip => "skip",
    };
    let mut all = vec![
        ("update-existing".to_owned(), options.update_existing.to_string()),
        ("send-invitations".to_owned(), options.send_invitations.to_string()),
        ("on-row-errors".to_owned(), on_errors.to_owned()),
    ];
    all.extend(options.encoding.iter().map(|name| ("encoding".to_owned(), name.clone())));
    all
}

fn requested(stack: &Stack, job: &Job, size: usize) -> Import {
    let new = NewImport {
        import_id: job.proposed_id(),
        source: Source::Portal,
        started_by: "person".to_owned(),
        started_by_address: job.starter.clone(),
        language: Language::default(),
        file: File::new("people.csv".to_owned(), size as u64, job.key()),
        options: job.options.clone(),
    };
    Import::new(new, stack.sim.now())
}

/// Polls the import, decides when it waits, and retries when it has failed.
async fn look_after(stack: &Stack, firms: &[Firm], job: &Job, seen: &Mutex<Seen>) {
    for _ in 0..3_000 {
        let import = job.find(&lock(&stack.model));
        match import {
            Some(import) if import.status() == ImportStatus::AwaitingConfirmation => {
                if lock(seen).preview.is_none() {
                    lock(seen).preview = Some(import.clone());
                    super::laws::check_preview(stack, &import);
                    meddle(stack, firms, job, seen);
                }
                decide(stack, job, import.id(), seen).await;
            }
            Some(import) if import.status() == ImportStatus::Failed => {
                if is_stuck(stack, job) {
                    stack.sim.sleep(SignedDuration::from_mins(10)).await;
                    continue;
                }
                // An import is started four times before it fails, so at least four faults must have occurred.
                let faults = lock(&stack.model).injected.faults() + stack.sim.kills();
                if faults < 4 && !job.is_stuck {
                    lock(&stack.model).break_law(format!("{} failed after {faults} faults", import.id()));
                }
                lock(seen).retries += 1;
                let id = import.id().clone();
                let retry = move |stack: Stack| {
                    let id = id.clone();
                    async move { Ok(Box::pin(review::retry(&stack, &id)).await?) }
                };
                stack.request("review", retry).await;
                stack.sim.sleep(SignedDuration::from_mins(5)).await;
            }
            Some(import) if import.status().is_ended() => return,
            _ => {}
        }
        stack.sim.sleep(SignedDuration::from_secs(30)).await;
    }
}

fn is_stuck(stack: &Stack, job: &Job) -> bool {
    let until = lock(&stack.model).stuck.clone().map(|(_, until)| until);
    job.is_stuck && until.is_some_and(|until| stack.sim.now() < until)
}

/// Changes users and the catalog while the import is applied.
async fn meddle_later(stack: &Stack, firms: &[Firm], job: &Job, seen: &Mutex<Seen>) {
    loop {
        let import = job.find(&lock(&stack.model));
        match import.map(|import| import.status()) {
            Some(ImportStatus::Importing) => break,
            Some(status) if status.is_ended() => return,
            // Poll often at first: most imports are applied early.
            _ if stack.sim.elapsed_us() > 120_000_000 => stack.sim.sleep(SignedDuration::from_secs(5)).await,
            _ => stack.sim.sleep(SignedDuration::from_millis(100)).await,
        }
    }
    let (wait_us, rows) = stack.draw(|rng| {
        (
            if rng.chance(0.7) { rng.between(0, 1_000_000) } else { rng.between(0, 400_000_000) },
            [rng.next(), rng.next(), rng.next()],
        )
    });
    stack.sim.sleep_us(wait_us).await;
    let mut model = lock(&stack.model);
    let now = stack.sim.now();
    let people: Vec<usize> = expected::read(&job.sheet).rows.iter().map(|row| row.person.at).collect();
    for row in rows {
        if let Some(at) = people.get(row as usize % people.len().max(1)) {
            lock(seen).edited_later.push(edit(&mut model, *at, now));
        }
    }
    let index = stack.draw(|rng| rng.below(firms.len()));
    lock(seen).changed_later = Some(change(&mut model, firms, index));
}

async fn decide(stack: &Stack, job: &Job, id: &ImportId, seen: &Mutex<Seen>) {
    if lock(seen).corrected < job.corrections {
        return correct_at_once(stack, job, id, seen).await;
    }
    match job.decision {
        Decision::Confirm => confirm(stack, id, seen).await,
        Decision::Cancel => cancel(stack, id, seen).await,
        Decision::Race => {
            futures_util::future::join(confirm(stack, id, seen), cancel(stack, id, seen)).await;
        }
        Decision::Wait => stack.sim.sleep(SignedDuration::from_hours(1)).await,
    }
}

/// Corrects a waiting import while others may decide on it. At most one of the requests may be accepted.
async fn correct_at_once(stack: &Stack, job: &Job, id: &ImportId, seen: &Mutex<Seen>) {
    let before = lock(seen).corrected;
    match job.decision {
        Decision::Race => {
            let decided = futures_util::future::join(confirm(stack, id, seen), cancel(stack, id, seen));
            futures_util::future::join(decided, correct(stack, job, id, seen)).await;
        }
        Decision::Cancel => {
            futures_util::future::join(cancel(stack, id, seen), correct(stack, job, id, seen)).await;
        }
        Decision::Confirm | Decision::Wait => correct(stack, job, id, seen).await,
    }
    let (confirmed, cancelled, corrected) = {
        let seen = lock(seen);
        (seen.confirmed, seen.cancelled, seen.corrected > before)
    };
    if u8::from(confirmed) + u8::from(cancelled) + u8::from(corrected) > 1 {
        let what =
            format!("{id} was decided twice: confirmed {confirmed}, cancelled {cancelled}, corrected {corrected}");
        lock(&stack.model).break_law(what);
    }
}

/// Corrects an import with a list that matches nothing, so that the result stays a function of the file.
async fn correct(stack: &Stack, job: &Job, id: &ImportId, seen: &Mutex<Seen>) {
    let (id, starter, requested_at) = (id.clone(), job.starter.clone(), stack.sim.now());
    let ask = move |stack: Stack| {
        let (id, starter) = (id.clone(), starter.clone());
        async move {
            let Some(import) = stack.import(&id).await? else { return Ok(false) };
            let new = Correcting {
                import_id: ImportId::from_seeds(2_000, &[id.as_str().as_bytes()]),
                started_by: "person".to_owned(),
                started_by_address: starter,
                language: Language::default(),
                options: import.options().clone(),
                corrections: None,
            };
            let list = CorrectionList { corrections: vec![Correction::Row { row: 1_000_000, found: None }] };
            let asked = correct::Correction { import, requested_at, new, list };
            let outcome = Box::pin(correct::correct(&stack, asked)).await?;
            Ok(matches!(outcome, CorrectionOutcome::Started(_)))
        }
    };
    if stack.request("review", ask).await == Some(true) {
        lock(seen).corrected += 1;
    }
}

async fn confirm(stack: &Stack, id: &ImportId, seen: &Mutex<Seen>) {
    for ignore_errors in [false, true] {
        let id = id.clone();
        let ask = move |stack: Stack| {
            let id = id.clone();
            async move { Ok(Box::pin(review::confirm(&stack, &id, "person", ignore_errors)).await?) }
        };
        match stack.request("review", ask).await {
            Some(Decided::HasErrors(_)) => {}
            Some(Decided::Accepted(_)) => {
                lock(seen).confirmed = true;
                return;
            }
            Some(Decided::TooLate(_) | Decided::FeedBusy(_) | Decided::FeedOutOfDate(_) | Decided::Unknown) | None => {
                return;
            }
        }
    }
}

async fn cancel(stack: &Stack, id: &ImportId, seen: &Mutex<Seen>) {
    let id = id.clone();
    let ask = move |stack: Stack| {
        let id = id.clone();
        async move { Ok(Box::pin(review::cancel(&stack, &id)).await?) }
    };
    if let Some(Decided::Accepted(_)) = stack.request("review", ask).await {
        lock(seen).cancelled = true;
    }
}

fn meddle(stack: &Stack, firms: &[Firm], job: &Job, seen: &Mutex<Seen>) {
    let now = stack.sim.now();
    let mut model = lock(&stack.model);
    for at in &job.edits {
        lock(seen).edited.push(edit(&mut model, *at, now));
    }
    if job.changes_catalog {
        let index = stack.draw(|rng| rng.below(firms.len()));
        lock(seen).changed = Some(change(&mut model, firms, index));
    }
}

fn edit(model: &mut Model, at: usize, now: jiff::Timestamp) -> String {
    let key = address(at);
    let mut user = model.users.get(&key).cloned().unwrap_or_else(|| stranger(&key, at, now));
    user.version += 1;
    user.values.set(Field::Name, "Edited");
    model.by_id.insert(user.user_id.clone(), key.clone());
    model.users.insert(key.clone(), user);
    key
}

fn change(model: &mut Model, firms: &[Firm], index: usize) -> (usize, Option<String>, Option<String>) {
    let firm = &firms[index];
    let (cohort, course) = (firm.cohorts.first().cloned(), firm.courses.last().cloned());
    model.companies.insert(firm.id(), firm.catalog(cohort.as_deref(), course.as_deref()));
    (index, cohort, course)
}

fn stranger(key: &str, at: usize, now: jiff::Timestamp) -> User {
    let import_id = ImportId::from("meanwhile");
    let history = HistoryEntry {
        import_id: import_id.clone(),
        row: at as u64,
        outcome: Outcome::Created,
        assigned: Vec::new(),
        invited: false,
        never_invited: false,
        changes: None,
        released: None,
        was_disabled_by_feed: false,
        undo: None,
        unknown: Unknown::new(),
    };
    User {
        user_id: UserId::from_seeds(2_000, &[b"stranger", &at.to_be_bytes()]),
        address: key.to_owned(),
        enabled: true,
        values: Values::default().with(Field::Email, key).with(Field::Name, "").with(Field::Language, "en"),
        company_id: None,
        cohort_id: None,
        feed: None,
        disabled_by_feed: false,
        activated: false,
        signed_in_at: None,
        invitation: rollcall_domain::user::InvitationState::None,
        invitation_serial: 0,
        undone_entries_removed: 0,
        invited: None,
        courses: std::collections::BTreeMap::new(),
        version: 0,
        created_by: Origin { import_id, row: at as u64 },
        created_at: now,
        updated_at: now,
        history: vec![history],
    }
}
