//! Faults: the probabilities are drawn once per seed, the faults themselves at every call to a port and at every delivery.

use jiff::SignedDuration;

use crate::rng::Rng;

/// The probability of each fault, from 0 to 1.
#[derive(Debug, Clone, Copy, Default)]
pub struct Faults {
    /// A task is killed where it waits: before a call takes effect, between the effect and the response, or while it sleeps.
    pub kill: f64,
    /// A call fails with a temporary error and is not executed.
    pub busy: f64,
    /// A call takes effect, but its response is lost: a timeout after success.
    pub lost: f64,
    /// A call takes effect, its response is lost, and the client retries it: a conditional write then finds its own effect.
    pub again: f64,
    /// Some items in a batch are written before the call fails.
    pub half: f64,
    /// A call takes long enough for leases to expire.
    pub slow: f64,
    /// A message or event is delivered more than once.
    pub twice: f64,
    /// A message or event is delayed by 30 seconds to 25 minutes.
    pub late: f64,
    /// An event or a batch step is lost.
    pub missing: f64,
    /// The mail service throttles a call.
    pub throttle: f64,
    /// The mail service accepts an e-mail, but the response times out. A quarter as often, the request itself is lost.
    pub mail_lost: f64,
}

impl Faults {
    /// Draws the probabilities for a seed: for some seeds, only mail service faults occur; for the others, each kind has its usual
    /// probability, 4 or 10 times that, or 0.
    pub(crate) fn of_seed(rng: &mut Rng) -> Self {
        if rng.chance(0.06) {
            return Self { throttle: 0.05, mail_lost: 0.02, ..Self::default() };
        }
        let mut some = |usual: f64| match rng.below(8) {
            0 | 1 => 0.0,
            2 => usual * 4.0,
            3 => usual * 10.0,
            _ => usual,
        };
        Self {
            kill: some(0.003),
            busy: some(0.005),
            lost: some(0.005),
            again: some(0.02),
            half: some(0.05),
            slow: some(0.002),
            twice: some(0.1),
            late: some(0.05),
            missing: some(0.02),
            throttle: some(0.05),
            mail_lost: some(0.02),
        }
    }
}

/// The fault in one call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    None,
    Busy,
    Lost,
    Again,
    Half,
}

impl Fault {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::None => "",
            Self::Busy => "busy",
            Self::Lost => "response lost",
            Self::Again => "retried",
            Self::Half => "half done",
        }
    }
}

/// The kinds of calls, which differ in their possible faults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Read,
    /// Writes that a client retries after a lost response, without knowing whether they took effect.
    Write,
    /// Idempotent writes, such as transactions with a token.
    Once,
    /// Writes to several independent items.
    Batch,
}

/// Counts of injected faults.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Injected {
    /// Calls to ports.
    pub calls: u64,
    /// Tasks killed at random; tasks killed at their time limit are not counted.
    pub kills: u64,
    /// Calls that were refused, lost their response, were retried or were applied in part.
    pub calls_failed: u64,
    pub slow: u64,
    /// Deliveries of messages and events that were repeated, late or lost.
    pub deliveries: u64,
    /// Calls to the mail service that were throttled or timed out.
    pub mails: u64,
}

impl Injected {
    pub fn faults(&self) -> u64 {
        self.kills + self.calls_failed + self.slow + self.deliveries + self.mails
    }

    /// Adds the counts from another run.
    pub fn add(&mut self, other: &Self) {
        self.calls += other.calls;
        self.kills += other.kills;
        self.calls_failed += other.calls_failed;
        self.slow += other.slow;
        self.deliveries += other.deliveries;
        self.mails += other.mails;
    }
}

impl Faults {
    pub(crate) fn draw(&self, rng: &mut Rng, kind: Kind) -> Fault {
        if rng.chance(self.busy) {
            return Fault::Busy;
        }
        if rng.chance(self.lost) {
            return Fault::Lost;
        }
        if matches!(kind, Kind::Write | Kind::Batch) && rng.chance(self.again) {
            return Fault::Again;
        }
        if kind == Kind::Batch && rng.chance(self.half) {
            return Fault::Half;
        }
        Fault::None
    }

    /// Draws the duration of one direction of a call, in microseconds, and whether it counts as slow.
    pub(crate) fn latency_us(&self, rng: &mut Rng) -> (i64, bool) {
        if rng.chance(self.slow) {
            return (rng.between(5_000_000, 90_000_000), true);
        }
        (rng.between(200, 4_000), false)
    }
}

/// Draws the delay for a late message or event.
pub(crate) fn lateness(rng: &mut Rng) -> SignedDuration {
    SignedDuration::from_secs(rng.between(30, 1_500))
}
