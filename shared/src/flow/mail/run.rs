//! Runs: invitations of more users than one request may hold, in steps that may each be done twice.

use jiff::Timestamp;

use super::invite::{self, InvitePorts};
use crate::{
    flow::{
        FlowError,
        list::{RowCursor, RowFilter, list_rows},
    },
    ids::{CompanyId, ImportId, RunId},
    invitation::{InvitationState, Invited, RUN_RESTARTS_MAX, Run, RunSource, RunStatus},
    ports::{
        Ambient, ImportStore, InviteeList, InviteePage, Replaced, ResultStore, RunMessage, RunQueue, RunStore,
        StoreError,
    },
    row::{Outcome, Row},
};

/// Users asked in one step.
pub const STEP_USERS: usize = 500;
/// Users up to which a request is answered at once.
pub const AT_ONCE_MAX: usize = 1_000;
/// Runs looked after in one go; a minute later the next.
const RESTARTED_MAX: usize = 100;
/// Pages that a request looks through to find out: a filter may let few of very many users through.
const PAGES_AT_ONCE_MAX: usize = 8;

/// What asking for steps needs.
pub trait StepPorts: Send + Sync {
    /// Runs.
    type Runs: RunStore;
    /// The queue of runs.
    type Steps: RunQueue;
    /// Runs.
    fn runs(&self) -> &Self::Runs;
    /// The queue of runs.
    fn steps(&self) -> &Self::Steps;
}

/// What runs need.
pub trait RunPorts: InvitePorts + StepPorts {
    /// Imports.
    type Imports: ImportStore;
    /// Rows of imports.
    type Results: ResultStore;
    /// The user list.
    type List: InviteeList;
    /// Imports.
    fn imports(&self) -> &Self::Imports;
    /// Rows of imports.
    fn results(&self) -> &Self::Results;
    /// The user list.
    fn list(&self) -> &Self::List;
}

/// What asking for a whole group leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Begun {
    /// All were asked.
    Done(Invited),
    /// There are too many for one request.
    Running(RunId),
    /// There is no such import.
    UnknownImport,
    /// The import has not come to the end of its rows.
    OpenImport,
}

/// Asks for the invitations of a group: at once, or by a run if there are more than [`AT_ONCE_MAX`], or if to find out would take
/// too long for a request.
///
/// # Errors
/// What a store says.
pub async fn begin(
    ports: &impl RunPorts,
    source: RunSource,
    resend: bool,
    started_by: &str,
) -> Result<Begun, FlowError> {
    if let RunSource::Import(id) = &source {
        let Some(import) = ports.imports().import(id).await? else { return Ok(Begun::UnknownImport) };
        if import.status != crate::import::ImportStatus::Completed {
            return Ok(Begun::OpenImport);
        }
    }
    let mut addresses = Vec::new();
    let mut cursor = None;
    for _ in 0..PAGES_AT_ONCE_MAX {
        let page = page(ports, &source, cursor.as_deref()).await?;
        addresses.extend(page.addresses);
        if addresses.len() > AT_ONCE_MAX {
            break;
        }
        if page.next.is_none() {
            addresses.sort_unstable();
            addresses.dedup();
            return Ok(Begun::Done(invite::invite(ports, &addresses, resend, None).await?));
        }
        cursor = page.next;
    }
    start(ports, source, resend, started_by).await.map(Begun::Running)
}

async fn start(ports: &impl RunPorts, source: RunSource, resend: bool, started_by: &str) -> Result<RunId, FlowError> {
    let now = ports.ambient().now();
    let run_id = RunId::at(now, ports.ambient().random_bits());
    let run = Run {
        run_id: run_id.clone(),
        source,
        resend,
        status: RunStatus::Running,
        invited: Invited::default(),
        cursor: None,
        step: 0,
        version: 1,
        started_by: started_by.to_owned(),
        created_at: now,
        moved_at: now,
        restarts: 0,
        finished_at: None,
    };
    ports.runs().create_run(&run).await?;
    ask_for_step(ports, &run).await?;
    Ok(run_id)
}

/// Does the step that a message asks for, and asks for the next one.
///
/// A step that died half-way is done again: who was queued by it is counted as queued, since the user remembers the run.
///
/// # Errors
/// What a store says; the message is then delivered again.
pub async fn step(ports: &impl RunPorts, message: &RunMessage) -> Result<Option<Run>, FlowError> {
    let Some(mut run) = ports.runs().run(&message.run_id).await? else { return Ok(None) };
    if run.status == RunStatus::Running && run.step == message.step {
        let page = page(ports, &run.source, run.cursor.as_deref()).await?;
        let invited = invite::invite(ports, &page.addresses, run.resend, Some(&run.run_id)).await?;
        run.invited.add(&invited);
        run.step += 1;
        run.version += 1;
        run.moved_at = ports.ambient().now();
        run.restarts = 0;
        if page.next.is_none() {
            run.end(RunStatus::Completed, run.moved_at);
        }
        run.cursor = page.next;
        if ports.runs().replace_run(&run).await? == Replaced::Lost {
            // Another worker did the same step and asks for the next one, or somebody asked for this one again.
            return Ok(None);
        }
    }
    // Also where the step was done before: its worker may have died before it asked for the next one.
    if run.status == RunStatus::Running && run.step == message.step + 1 {
        ask_for_step(ports, &run).await?;
    }
    Ok(Some(run))
}

async fn ask_for_step(ports: &impl StepPorts, run: &Run) -> Result<(), StoreError> {
    ports.steps().send_run(&RunMessage { run_id: run.run_id.clone(), step: run.step }).await
}

/// What became of runs that did not move.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Restarted {
    /// Their step was asked for again.
    pub restarted: usize,
    /// Ended, since that helped nothing.
    pub failed: usize,
}

/// Asks again for the steps of runs that do not move: a message that was lost, or lies with the dead letters, stops none.
///
/// # Errors
/// What a store says; the next round takes up what is left.
pub async fn restart(ports: &impl StepPorts, now: Timestamp) -> Result<Restarted, StoreError> {
    let mut restarted = Restarted::default();
    for id in ports.runs().due_runs(now, RESTARTED_MAX).await? {
        let Some(mut run) = ports.runs().run(&id).await? else { continue };
        if run.due_at().is_none_or(|due| due > now) {
            // The index lags: it has moved since.
            continue;
        }
        run.version += 1;
        run.moved_at = now;
        if run.restarts < RUN_RESTARTS_MAX {
            run.restarts += 1;
        } else {
            run.end(RunStatus::Failed, now);
        }
        if ports.runs().replace_run(&run).await? == Replaced::Lost {
            continue;
        }
        if run.status == RunStatus::Failed {
            restarted.failed += 1;
        } else {
            ask_for_step(ports, &run).await?;
            restarted.restarted += 1;
        }
    }
    Ok(restarted)
}

async fn page(ports: &impl RunPorts, source: &RunSource, cursor: Option<&str>) -> Result<InviteePage, FlowError> {
    match source {
        RunSource::Import(id) => import_page(ports, id, cursor).await,
        RunSource::Uninvited(company_id) => Ok(uninvited_page(ports, company_id.as_ref(), cursor).await?),
    }
}

/// The users of an import: all who were in its file and exist.
async fn import_page(ports: &impl RunPorts, id: &ImportId, cursor: Option<&str>) -> Result<InviteePage, FlowError> {
    let Some(import) = ports.imports().import(id).await? else {
        return Ok(InviteePage { addresses: Vec::new(), next: None });
    };
    let corrupt = |source| FlowError::Corrupt { what: "cursor of the run", source: Some(source) };
    let at: RowCursor = cursor.map(serde_json::from_str).transpose().map_err(corrupt)?.unwrap_or_default();
    let page = list_rows(ports.imports(), ports.results(), &import, RowFilter::All, STEP_USERS, at).await?;
    let next = page.next.map(|next| serde_json::to_string(&next)).transpose().map_err(corrupt)?;
    let address = |row: Row| (row.outcome != Outcome::Failed).then_some(row.person.address);
    Ok(InviteePage { addresses: page.rows.into_iter().filter_map(address).collect(), next })
}

/// States of users who have no invitation: never asked for, or held back and never released.
const UNINVITED: [InvitationState; 2] = [InvitationState::None, InvitationState::Held];

/// Users without an invitation. The cursor is the place in [`UNINVITED`], a colon, and the list's own cursor.
async fn uninvited_page(
    ports: &impl RunPorts,
    company_id: Option<&CompanyId>,
    cursor: Option<&str>,
) -> Result<InviteePage, StoreError> {
    let (place, inner) = cursor.and_then(|cursor| cursor.split_once(':')).unwrap_or(("0", ""));
    let place: usize = place.parse().unwrap_or(0);
    let Some(state) = UNINVITED.get(place) else { return Ok(InviteePage { addresses: Vec::new(), next: None }) };
    let inner = Some(inner).filter(|inner| !inner.is_empty());
    let page = ports.list().invitees(*state, company_id, STEP_USERS, inner).await?;
    let next = match page.next {
        Some(next) => Some(format!("{place}:{next}")),
        None => (place + 1 < UNINVITED.len()).then(|| format!("{}:", place + 1)),
    };
    Ok(InviteePage { addresses: page.addresses, next })
}
