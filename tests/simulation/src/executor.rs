//! One thread, one clock, one order: the seed determines the order in which tasks are polled, and time advances only when all of them wait.
//! A task can be killed wherever it waits: its future is dropped, as if the machine had lost power, and the task that awaits it gets
//! [`Ended::Killed`] instead of a result.

use std::{
    collections::{BTreeMap, VecDeque},
    fmt::Write,
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Wake, Waker},
};

use jiff::{SignedDuration, Timestamp};

use crate::rng::Rng;

/// The start of every simulation, in microseconds since 1970: 2 March 2026.
const BEGIN_US: i64 = 1_772_409_600_000_000;
const TRACED: usize = 120;
/// Maximum number of polls: beyond it, a simulation is assumed to loop forever.
const POLLS_MAX: u64 = 40_000_000;

type Task = Pin<Box<dyn Future<Output = ()> + Send>>;
pub(crate) type TaskId = usize;

/// Locks a mutex even if it is poisoned: there is only one thread.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

enum Due {
    Wake(Waker),
    Kill(TaskId),
}

struct TaskState {
    name: &'static str,
    /// Whether the task can be killed: people and the platform cannot.
    mortal: bool,
    doomed: bool,
}

struct Traced {
    at_us: i64,
    task: TaskId,
    name: &'static str,
    what: &'static str,
    more: String,
}

struct Core {
    now_us: i64,
    rng: Rng,
    agenda: BTreeMap<(i64, u64), Due>,
    born: Vec<(TaskId, Task)>,
    states: Vec<TaskState>,
    current: TaskId,
    trace: VecDeque<Traced>,
    /// Hash of all steps in order: two runs of a seed have the same digest.
    digest: u64,
    is_traced: bool,
    kills: u64,
    polls: u64,
}

#[derive(Clone)]
pub(crate) struct Sim {
    core: Arc<Mutex<Core>>,
    ready: Arc<Mutex<Vec<TaskId>>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended<T> {
    Completed(T),
    Killed,
}

pub(crate) struct Joined<T> {
    slot: Arc<Mutex<Slot<T>>>,
    pub(crate) task: TaskId,
}

struct Slot<T> {
    ended: Option<Ended<T>>,
    waiter: Option<Waker>,
}

struct Report<T>(Arc<Mutex<Slot<T>>>);

impl<T> Report<T> {
    fn set(&self, ended: Ended<T>) {
        let mut slot = lock(&self.0);
        if slot.ended.is_none() {
            slot.ended = Some(ended);
        }
        let waiter = slot.waiter.take();
        drop(slot);
        if let Some(waiter) = waiter {
            waiter.wake();
        }
    }
}

impl<T> Drop for Report<T> {
    fn drop(&mut self) {
        self.set(Ended::Killed);
    }
}

impl<T> Future for Joined<T> {
    type Output = Ended<T>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Ended<T>> {
        let mut slot = lock(&self.slot);
        if let Some(ended) = slot.ended.take() {
            return Poll::Ready(ended);
        }
        slot.waiter = Some(context.waker().clone());
        Poll::Pending
    }
}

struct TaskWaker {
    task: TaskId,
    ready: Arc<Mutex<Vec<TaskId>>>,
}

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        lock(&self.ready).push(self.task);
    }
}

pub(crate) struct Sleep {
    sim: Sim,
    until_us: i64,
    key: Option<(i64, u64)>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let sim = self.sim.clone();
        let mut core = lock(&sim.core);
        if core.now_us >= self.until_us {
            return Poll::Ready(());
        }
        if let Some(key) = self.key {
            if let Some(Due::Wake(waker)) = core.agenda.get_mut(&key) {
                waker.clone_from(context.waker());
            }
        } else {
            let key = (self.until_us, core.rng.next());
            core.agenda.insert(key, Due::Wake(context.waker().clone()));
            drop(core);
            self.key = Some(key);
        }
        Poll::Pending
    }
}

impl Sim {
    pub(crate) fn new(seed: u64, is_traced: bool) -> Self {
        let core = Core {
            now_us: BEGIN_US,
            rng: Rng::new(seed, 1),
            agenda: BTreeMap::new(),
            born: Vec::new(),
            states: Vec::new(),
            current: 0,
            trace: VecDeque::new(),
            digest: 0,
            is_traced,
            kills: 0,
            polls: 0,
        };
        Self { core: Arc::new(Mutex::new(core)), ready: Arc::default() }
    }

    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(lock(&self.core).now_us).unwrap_or_default()
    }

    pub(crate) fn elapsed_us(&self) -> i64 {
        lock(&self.core).now_us - BEGIN_US
    }

    pub(crate) fn random<const N: usize>(&self) -> [u8; N] {
        lock(&self.core).rng.bytes()
    }

    pub(crate) fn sleep_until(&self, at: Timestamp) -> Sleep {
        Sleep { sim: self.clone(), until_us: at.as_microsecond(), key: None }
    }

    pub(crate) fn sleep(&self, time: SignedDuration) -> Sleep {
        let until_us = lock(&self.core).now_us + i64::try_from(time.as_micros()).unwrap_or(0);
        Sleep { sim: self.clone(), until_us, key: None }
    }

    pub(crate) fn sleep_us(&self, us: i64) -> Sleep {
        self.sleep(SignedDuration::from_micros(us))
    }

    /// Marks the task that is being polled, so that it is killed when it next waits. Returns `false` if the task cannot be killed or is
    /// already marked.
    pub(crate) fn doom_current(&self) -> bool {
        let mut core = lock(&self.core);
        let current = core.current;
        let state = &mut core.states[current];
        let dies = state.mortal && !state.doomed;
        state.doomed |= dies;
        core.kills += u64::from(dies);
        dies
    }

    pub(crate) fn current(&self) -> TaskId {
        lock(&self.core).current
    }

    /// Kills a task at this time if it still exists.
    pub(crate) fn kill_at(&self, task: TaskId, at: Timestamp) {
        let mut core = lock(&self.core);
        let key = (at.as_microsecond(), core.rng.next());
        core.agenda.insert(key, Due::Kill(task));
    }

    /// Adds a step to the digest, and to the trace if the run is traced.
    pub(crate) fn trace(&self, what: &'static str, more: impl FnOnce() -> String) {
        let mut core = lock(&self.core);
        let (at_us, task) = (core.now_us, core.current);
        let mix = what.bytes().fold(core.digest ^ at_us.unsigned_abs() ^ task as u64, |sum, byte| {
            (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        core.digest = mix;
        // The trace omits the sweep's polling.
        if !core.is_traced || what.starts_with("list due") {
            return;
        }
        if core.trace.len() == TRACED {
            core.trace.pop_front();
        }
        let name = core.states.get(task).map_or("", |state| state.name);
        core.trace.push_back(Traced { at_us, task, name, what, more: more() });
    }

    pub(crate) fn traced(&self) -> String {
        let core = lock(&self.core);
        let mut text = String::new();
        for line in &core.trace {
            let Traced { at_us, task, name, what, more } = line;
            let at_s = (at_us - BEGIN_US) as f64 / 1e6;
            let _written = writeln!(text, "{at_s:>12.6} s  {name} {task}: {what} {more}");
        }
        text
    }

    pub(crate) fn digest(&self) -> u64 {
        lock(&self.core).digest
    }

    pub(crate) fn kills(&self) -> u64 {
        lock(&self.core).kills
    }

    /// Starts a task that cannot be killed: a person or the platform.
    pub(crate) fn spawn<T: Send + 'static>(
        &self,
        name: &'static str,
        future: impl Future<Output = T> + Send + 'static,
    ) -> Joined<T> {
        self.start(name, false, future)
    }

    /// Starts a task that can be killed wherever it waits.
    pub(crate) fn spawn_mortal<T: Send + 'static>(
        &self,
        name: &'static str,
        future: impl Future<Output = T> + Send + 'static,
    ) -> Joined<T> {
        self.start(name, true, future)
    }

    fn start<T: Send + 'static>(
        &self,
        name: &'static str,
        mortal: bool,
        future: impl Future<Output = T> + Send + 'static,
    ) -> Joined<T> {
        let slot = Arc::new(Mutex::new(Slot { ended: None, waiter: None }));
        let report = Report(Arc::clone(&slot));
        let mut core = lock(&self.core);
        let task = core.states.len();
        core.states.push(TaskState { name, mortal, doomed: false });
        let body = async move {
            let report = report;
            report.set(Ended::Completed(future.await));
        };
        core.born.push((task, Box::pin(body)));
        drop(core);
        lock(&self.ready).push(task);
        Joined { slot, task }
    }

    /// Runs until nothing is scheduled, until `end` after the start, or for at most [`POLLS_MAX`] polls. Returns `true` if nothing is
    /// scheduled.
    pub(crate) fn run(&self, end: SignedDuration) -> bool {
        let end_us = BEGIN_US + i64::try_from(end.as_micros()).unwrap_or(i64::MAX);
        let mut tasks: BTreeMap<TaskId, (Task, Waker)> = BTreeMap::new();
        loop {
            self.poll_ready(&mut tasks);
            let due = {
                let mut core = lock(&self.core);
                if core.polls > POLLS_MAX {
                    return false;
                }
                let Some(((at_us, _), due)) = core.agenda.pop_first() else { return true };
                if at_us > end_us {
                    return false;
                }
                core.now_us = core.now_us.max(at_us);
                due
            };
            match due {
                Due::Wake(waker) => waker.wake(),
                Due::Kill(task) => {
                    // Dropped outside the lock: dropping may wake other tasks.
                    let killed = tasks.remove(&task);
                    if killed.is_some() {
                        lock(&self.core).current = task;
                        self.trace("timed out", String::new);
                    }
                    drop(killed);
                }
            }
        }
    }

    fn poll_ready(&self, tasks: &mut BTreeMap<TaskId, (Task, Waker)>) {
        loop {
            for (task, future) in std::mem::take(&mut lock(&self.core).born) {
                let waker = Waker::from(Arc::new(TaskWaker { task, ready: Arc::clone(&self.ready) }));
                tasks.insert(task, (future, waker));
            }
            let next = {
                let mut ready = lock(&self.ready);
                if ready.is_empty() {
                    return;
                }
                let index = if ready.len() == 1 { 0 } else { lock(&self.core).rng.below(ready.len()) };
                ready.swap_remove(index)
            };
            let Some((future, waker)) = tasks.get_mut(&next) else { continue };
            {
                let mut core = lock(&self.core);
                core.current = next;
                core.polls += 1;
            }
            let done = future.as_mut().poll(&mut Context::from_waker(waker)).is_ready();
            if done || lock(&self.core).states[next].doomed {
                drop(tasks.remove(&next));
            }
        }
    }
}
