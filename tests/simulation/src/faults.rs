//! What goes wrong, and how often: drawn once for a seed, then at every call of a port.

use jiff::SignedDuration;

use crate::rng::Rng;

/// How often each thing goes wrong, of 1.
#[derive(Debug, Clone, Copy, Default)]
pub struct Faults {
    /// A task is killed, at each place where it waits: before a call has its effect, or after it and before its answer.
    pub kill: f64,
    /// A call is refused for now, without effect.
    pub busy: f64,
    /// A call has its effect, and its answer is lost: time-out after success.
    pub lost: f64,
    /// A call has its effect, its answer is lost, and the client makes it again: a conditional write then meets itself.
    pub again: f64,
    /// Some items of a batch are written, then it is given up.
    pub half: f64,
    /// A call takes long enough for leases to end.
    pub slow: f64,
    /// A message or event is delivered once more.
    pub twice: f64,
    /// A message or event comes minutes late.
    pub late: f64,
    /// An event, or a step of a run, never comes.
    pub missing: f64,
    /// The mail service throttles a call.
    pub throttle: f64,
    /// The mail service takes a mail, and its answer times out.
    pub mail_lost: f64,
}

impl Faults {
    /// The faults of a seed: none, few of all, or many of some.
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

/// What goes wrong with one call.
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
            Self::Lost => "answer lost",
            Self::Again => "made again",
            Self::Half => "half done",
        }
    }
}

/// Which faults a call may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Reads.
    Read,
    /// Writes that a client makes again when the answer is lost, without knowing whether they were done.
    Write,
    /// Writes that are recognised when they are made again: transactions.
    Once,
    /// Writes of several items, each by itself.
    Batch,
}

/// Counts of what went wrong.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Injected {
    /// Calls of ports.
    pub calls: u64,
    /// Tasks killed.
    pub kills: u64,
    /// Calls that were refused for now, lost their answer, were made again or half done.
    pub calls_failed: u64,
    /// Calls that took long.
    pub slow: u64,
    /// Messages and events that came again, late or never.
    pub deliveries: u64,
    /// Calls of the mail service that it throttled, and whose answers timed out.
    pub mails: u64,
}

impl Injected {
    /// All of them.
    pub fn faults(&self) -> u64 {
        self.kills + self.calls_failed + self.slow + self.deliveries + self.mails
    }

    /// Adds those of another run.
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

    /// How long one way of a call takes, in microseconds, and whether that is long.
    pub(crate) fn latency_us(&self, rng: &mut Rng) -> (i64, bool) {
        if rng.chance(self.slow) {
            return (rng.between(5_000_000, 90_000_000), true);
        }
        (rng.between(200, 4_000), false)
    }
}

/// How late something is that comes late.
pub(crate) fn lateness(rng: &mut Rng) -> SignedDuration {
    SignedDuration::from_secs(rng.between(30, 1_500))
}
