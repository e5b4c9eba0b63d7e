//! Users are invited by imports, from the list, in batches, and by signing in; e-mails are sent, events arrive, and links are used. Laws:
//! no requested invitation is lost or sent twice; `unconfirmed` means that no sender saw the outcome of the claim; the service is never
//! called above its rate limit; the link in the latest e-mail works, and each link works once; nothing stored in the table is a usable token.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use rollcall_domain::{
    flow::invitation::{
        accept,
        batch::{self, Begun},
        invite,
    },
    ids::{CompanyId, ImportId, UserId},
    invitation::{BatchSource, BatchStatus, Invitation, InvitationState, StopReason, Token},
    layout::{Field, Values},
    row::Outcome,
    stores::{SendingStore, UserStore, UserUpdate},
    unknown::Unknown,
    user::{HistoryEntry, Origin, User},
};

use crate::{
    Faults, Injected, Violation,
    executor::lock,
    mail::{Manner, Seen},
    model::Model,
    rng::Rng,
    stack::{Settings, Stack},
    upgrade::Upgrade,
};

/// Minutes during which faults occur; afterwards everything must settle.
const STORMY_MIN: i64 = 90;
/// Minutes in total: a message that always fails reappears for half an hour, users are queued again after ten minutes, and an e-mail
/// without an event becomes unconfirmed after a quarter of an hour.
const END_MIN: i64 = 240;

/// The parameters of a run.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub users: usize,
    /// The account's rate limit.
    pub mails_per_second: f64,
    /// The number of concurrent senders.
    pub senders: usize,
    /// Whether e-mails are only sent: no requests, no links, no mailboxes with special behaviour.
    pub is_quiet: bool,
}

/// Statistics of a run.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Invitations requested.
    pub asked: u64,
    /// E-mails that the mail service accepted.
    pub mails: u64,
    /// Calls to the mail service.
    pub calls: u64,
    /// Users by final state.
    pub states: BTreeMap<&'static str, u64>,
    /// Links that were used.
    pub accepted: u64,
    /// The call rate while there was work, as a share of the limit.
    pub pace: f64,
    pub injected: Injected,
    /// A number that is the same for every run with the same seed.
    pub digest: u64,
}

/// Runs a seed, and repeats the run with a trace if a law was broken.
///
/// # Errors
///
/// The laws that were broken.
pub fn run(seed: u64, size: Size, faults: Option<Faults>) -> Result<Report, Box<Violation>> {
    once(seed, size, faults, false).or_else(|_| once(seed, size, faults, true))
}

fn once(seed: u64, size: Size, faults: Option<Faults>, is_traced: bool) -> Result<Report, Box<Violation>> {
    let mut rng = Rng::new(seed, 3);
    let drawn = Faults::of_seed(&mut rng);
    let settings = Settings {
        faults: faults.unwrap_or(drawn),
        calm_from: Timestamp::default(),
        mails_per_second: size.mails_per_second,
        chunk_rows: 500,
        upgrade: None,
        workers: [10, 5, size.senders, 2],
    };
    let mut stack = Stack::new(seed, settings, is_traced);
    let mut settings = (*stack.settings).clone();
    settings.calm_from = stack.sim.now() + SignedDuration::from_mins(STORMY_MIN);
    settings.upgrade = Upgrade::of_seed(seed, stack.sim.now());
    stack.settings = std::sync::Arc::new(settings);
    let users = populate(&stack, &mut rng, size);
    stack.schedule(SignedDuration::from_mins(END_MIN));
    if !size.is_quiet {
        people(&stack, &mut rng, &users);
    }
    stack.sim.run(SignedDuration::from_mins(END_MIN + 10));
    let laws = check(&stack);
    if !laws.is_empty() {
        return Err(Box::new(Violation { seed, laws, trace: stack.sim.traced() }));
    }
    Ok(report(&stack, size.mails_per_second))
}

/// Creates the initial users: some invited by their import, some not, some disabled. Returns their addresses.
fn populate(stack: &Stack, rng: &mut Rng, size: Size) -> Vec<String> {
    let now = stack.sim.now();
    let import_id = ImportId::from("import");
    let mut model = lock(&stack.model);
    let mut addresses = Vec::with_capacity(size.users);
    for row in 0..size.users as u64 {
        let address = format!("user-{row}@example.org");
        let enabled = !rng.chance(0.05);
        let is_asked = rng.chance(0.6);
        let invitation = InvitationState::of_new_user(enabled, is_asked);
        let invited = is_asked.then(|| Box::new(Invitation::of_import(&import_id, now)));
        let outcome = Outcome::Created;
        let history = HistoryEntry {
            import_id: import_id.clone(),
            row,
            outcome,
            assigned: Vec::new(),
            invited: invitation == InvitationState::Queued,
            never_invited: false,
            changes: None,
            released: None,
            was_disabled_by_feed: false,
            undo: None,
            unknown: Unknown::new(),
        };
        let user = User {
            user_id: UserId::from_seeds(1_000, &[&row.to_be_bytes()]),
            address: address.clone(),
            enabled,
            values: Values::default()
                .with(Field::Email, address.as_str())
                .with(Field::Name, format!("User {row}"))
                .with(Field::Language, "en"),
            company_id: Some(CompanyId::from(if row.is_multiple_of(3) { "one" } else { "other" })),
            cohort_id: None,
            feed: None,
            disabled_by_feed: false,
            activated: false,
            signed_in_at: None,
            invitation,
            invitation_serial: 0,
            undone_entries_removed: 0,
            invited,
            courses: BTreeMap::new(),
            version: 1,
            created_by: Origin { import_id: import_id.clone(), row },
            created_at: now,
            updated_at: now,
            history: vec![history],
        };
        model.create(&user, now);
        // Mailboxes that do not simply accept e-mails are so rare that the breaker trips in only some runs.
        let manner = match rng.below(400) {
            0..8 => Some(Manner::BouncesForGood),
            8..12 => Some(Manner::Bounces),
            12..16 => Some(Manner::Complains),
            16..18 => Some(Manner::Refused),
            _ => None,
        };
        if let Some(manner) = manner.filter(|_| !size.is_quiet) {
            model.post.manners.insert(address.clone(), manner);
        }
        addresses.push(address);
    }
    addresses
}

fn people(stack: &Stack, rng: &mut Rng, users: &[String]) {
    let span_s = STORMY_MIN * 60;
    for _ in 0..4 + users.len() / 40 {
        let at = SignedDuration::from_secs(rng.between(1, span_s));
        let stack = stack.clone();
        let what = rng.below(20);
        let some: Vec<String> = {
            let many = if rng.chance(0.1) { 150 } else { 8 };
            let count = 1 + rng.below(many);
            let mut some: Vec<String> = (0..count).map(|_| rng.pick(users).clone()).collect();
            some.sort_unstable();
            some.dedup();
            some
        };
        let resend = rng.chance(0.3);
        let company = rng.chance(0.5).then(|| CompanyId::from("one"));
        let _detached = stack.sim.clone().spawn("person", async move {
            stack.sim.sleep(at).await;
            match what {
                0..4 => ask(&stack, some, resend).await,
                4..8 => sign_in(&stack, &some[0]).await,
                8 if at > SignedDuration::from_mins(30) => ask_all(&stack, company, resend).await,
                9..13 => enable(&stack, some, what.is_multiple_of(2)).await,
                13 => pause(&stack).await,
                _ => use_links(&stack, &some).await,
            }
        });
    }
    // An admin resumes sending every five minutes, in case the breaker has tripped.
    let looker = stack.clone();
    let _detached = stack.sim.spawn("person", async move {
        for _ in 0..24 {
            looker.sim.sleep(SignedDuration::from_mins(5)).await;
            let resume = |stack: Stack| async move { Ok(stack.resume_sending(StopReason::Bounces).await?) };
            looker.request("directory", resume).await;
        }
    });
    let late = stack.clone();
    let some: Vec<String> = (0..10).map(|_| rng.pick(users).clone()).collect();
    let _detached = stack.sim.spawn("person", async move {
        late.sim.sleep(SignedDuration::from_mins(END_MIN)).await;
        use_latest_links(&late, &some).await;
    });
}

async fn ask(stack: &Stack, addresses: Vec<String>, resend: bool) {
    let wanted = addresses.clone();
    let asked = stack.request("invite", move |stack| {
        let addresses = addresses.clone();
        async move { Ok(invite::invite(&stack, &addresses, resend, None).await?) }
    });
    if asked.await.is_none() {
        return;
    }
    // Once a request has been acknowledged, none of its users may be left out.
    let mut model = lock(&stack.model);
    for address in wanted {
        let Some(user) = model.users.get(&address) else { continue };
        if user.enabled && !user.activated && matches!(user.invitation, InvitationState::None) {
            model.break_law(format!("{address} was asked for and is not invited"));
        }
    }
}

async fn sign_in(stack: &Stack, address: &str) {
    let address = address.to_owned();
    stack
        .request("invite", move |stack| {
            let address = address.clone();
            async move { Ok(invite::attempt_sign_in(&stack, &address).await?) }
        })
        .await;
}

async fn ask_all(stack: &Stack, company: Option<CompanyId>, resend: bool) {
    let begun = stack
        .request("invite", move |stack| {
            let source = BatchSource::Uninvited(company.clone());
            async move { Ok(batch::begin(&stack, source, resend, "person").await?) }
        })
        .await;
    if let Some(Begun::Running(id)) = begun {
        lock(&stack.model).acknowledged_batches.insert(id);
    }
}

async fn enable(stack: &Stack, addresses: Vec<String>, enabled: bool) {
    let now = stack.sim.now();
    stack
        .request("apply", move |stack| {
            let addresses = addresses.clone();
            async move {
                let users = stack.users(&addresses).await?;
                let update = |before: User| {
                    let mut after = before.clone();
                    after.enabled = enabled;
                    after.version += 1;
                    after.updated_at = now;
                    UserUpdate { before, after }
                };
                let updates: Vec<UserUpdate> = users.into_iter().flatten().map(update).collect();
                stack.update_users(&updates).await?;
                Ok(())
            }
        })
        .await;
}

async fn pause(stack: &Stack) {
    lock(&stack.model).post.is_paused = true;
    let minutes = stack.draw(|rng| rng.between(1, 12));
    stack.sim.sleep(SignedDuration::from_mins(minutes)).await;
    lock(&stack.model).post.is_paused = false;
}

async fn use_links(stack: &Stack, addresses: &[String]) {
    for address in addresses.iter().take(4) {
        let (tokens, wrong) = {
            let model = lock(&stack.model);
            let mails = model.post.mails.iter().filter(|mail| mail.to == *address);
            (mails.map(|mail| mail.token.clone()).collect::<Vec<_>>(), Token::new(stack.sim.random()))
        };
        if use_link(stack, &wrong).await == Some(true) {
            lock(&stack.model).break_law("an invalid token was accepted".to_owned());
        }
        for text in tokens.iter().rev() {
            let Some(token) = Token::parse(text) else { continue };
            let first = use_link(stack, &token).await;
            let second = use_link(stack, &token).await;
            if first == Some(true) && second == Some(true) {
                lock(&stack.model).break_law(format!("a link of {address} worked twice"));
            }
        }
    }
}

/// Uses the links in the latest e-mails of open invitations, which must work.
async fn use_latest_links(stack: &Stack, addresses: &[String]) {
    let is_open =
        |user: &&User| user.enabled && matches!(user.invitation, InvitationState::Sent | InvitationState::Delivered);
    for address in addresses {
        let token = {
            let model = lock(&stack.model);
            let attempt =
                model.users.get(address).filter(is_open).and_then(|user| user.invited.as_ref()?.attempt.clone());
            let mail = attempt.and_then(|attempt| model.post.mails.iter().find(|mail| mail.attempt == attempt));
            mail.and_then(|mail| Token::parse(&mail.token))
        };
        let Some(token) = token else { continue };
        if use_link(stack, &token).await == Some(false) {
            lock(&stack.model).break_law(format!("the latest link of {address} does not work"));
        }
    }
}

async fn use_link(stack: &Stack, token: &Token) -> Option<bool> {
    let token = token.clone();
    stack
        .request("accept", move |stack| {
            let token = token.clone();
            async move { Ok(accept::accept(&stack, &token).await?.is_some()) }
        })
        .await
}

fn check(stack: &Stack) -> Vec<String> {
    let mut model = lock(&stack.model);
    check_pace(&mut model, stack.settings.mails_per_second);
    check_users(&mut model);
    check_tokens(&mut model);
    let acknowledged = model.acknowledged_batches.iter().filter_map(|id| model.batches.get(id));
    let unfinished = acknowledged.filter(|batch| batch.status != BatchStatus::Completed).count();
    if unfinished > 0 && model.dead_letters == 0 {
        model.break_law(format!("{unfinished} batches have not completed"));
    }
    model.broken.iter().map(|broken| broken.0.clone()).collect()
}

fn check_pace(model: &mut Model, per_second: f64) {
    #[allow(clippy::cast_sign_loss, reason = "a rate is above 0")]
    let max = per_second.max(1.0).floor() as usize;
    let mut calls = model.post.calls_us.clone();
    calls.sort_unstable();
    let too_fast = calls.windows(max + 1).find(|window| window[max] - window[0] < 1_000_000).map(|window| window[0]);
    if let Some(at_us) = too_fast {
        model.break_law(format!("more than {max} calls in the second from {:.3} s on", at_us as f64 / 1e6));
    }
}

/// Checks that no invitation was sent twice, and that every user who was to be invited has an e-mail or a state that explains why not.
pub(crate) fn check_users(model: &mut Model) {
    use InvitationState as State;
    let mut broken = Vec::new();
    let stopped = model.sending.stopped.map(|stop| stop.reason);
    if stopped == Some(StopReason::Account) && !model.post.is_paused {
        broken.push("sending is still stopped, although the account may send".to_owned());
    }
    let mut mailed: BTreeMap<(&str, u32), u32> = BTreeMap::new();
    for mail in &model.post.mails {
        if let Some((_, ask)) = model.claimed.get(&mail.attempt) {
            *mailed.entry((&mail.to, *ask)).or_default() += 1;
        }
    }
    for ((address, ask), count) in &mailed {
        if *count > 1 {
            broken.push(format!("{address} got invitation {ask} {count} times"));
        }
    }
    for user in model.users.values() {
        let address = user.address.as_str();
        let asks = model.asks.get(address).copied().unwrap_or_default();
        let has_mail = mailed.contains_key(&(address, asks));
        let attempt = user.invited.as_ref().and_then(|invited| invited.attempt.clone());
        match user.invitation {
            State::Queued if stopped.is_some() => {}
            State::Queued | State::Sending => {
                broken.push(format!("{address} is still {:?} ({:?})", user.invitation, user.invited));
            }
            State::None | State::Held if asks > 0 && user.enabled && user.invitation == State::None => {
                broken.push(format!("{address} was asked for {asks} times and is {:?}", user.invitation));
            }
            State::Sent | State::Delivered if !has_mail => broken.push(format!("{address} has no mail")),
            State::Unconfirmed => {
                let seen = attempt.as_ref().and_then(|attempt| model.post.seen.get(attempt));
                let has_seen =
                    seen.is_some_and(|(seen, task)| *seen != Seen::Unknown && model.post.ended.contains(task));
                if has_seen {
                    broken.push(format!("{address} is unconfirmed, but its sender saw the outcome"));
                }
                if attempt.is_some_and(|attempt| model.post.recorded.contains(&attempt)) {
                    broken.push(format!("{address} is unconfirmed, but an event was taken"));
                }
            }
            State::Accepted if !user.activated => broken.push(format!("{address} is accepted, but not active")),
            State::None
            | State::Held
            | State::Sent
            | State::Delivered
            | State::Bounced
            | State::Complained
            | State::Accepted
            | State::Expired => {}
        }
    }
    for what in broken {
        model.break_law(what);
    }
}

fn check_tokens(model: &mut Model) {
    let twice = model.post.used.values().filter(|times| **times > 1).count();
    if twice > 0 {
        model.break_law(format!("{twice} links were used twice"));
    }
    let usable = model.tokens.keys().filter_map(|text| Token::parse(text));
    let usable = usable.filter(|token| model.tokens.contains_key(token.hash().as_str())).count();
    let dump = serde_json::to_string(&model.users).unwrap_or_default();
    let shown = model.post.mails.iter().step_by(17).filter(|mail| dump.contains(&mail.token)).count();
    if usable + shown > 0 {
        model.break_law(format!("{} tokens of the table can be used", usable + shown));
    }
}

fn report(stack: &Stack, per_second: f64) -> Report {
    let model = lock(&stack.model);
    let mut states = BTreeMap::new();
    for user in model.users.values() {
        *states.entry(user.invitation.as_str()).or_default() += 1;
    }
    let mut injected = model.injected;
    injected.kills = stack.sim.kills();
    Report {
        asked: model.asks.values().map(|asks| u64::from(*asks)).sum(),
        mails: model.post.mails.len() as u64,
        calls: model.post.calls_us.len() as u64,
        states,
        accepted: model.post.used.len() as u64,
        pace: pace(&model.post.calls_us, per_second),
        injected,
        digest: stack.sim.digest(),
    }
}

/// Returns the call rate while there was work, as a share of the limit, measured over the first half of the calls, while the initial queue
/// is processed.
fn pace(calls_us: &[i64], per_second: f64) -> f64 {
    let mut calls = calls_us.to_vec();
    calls.sort_unstable();
    let half = &calls[..calls.len() / 2];
    match (half.first(), half.last()) {
        (Some(first), Some(last)) if last > first => {
            (half.len() - 1) as f64 / ((last - first) as f64 / 1e6) / per_second.max(1.0).floor()
        }
        _ => 0.0,
    }
}
