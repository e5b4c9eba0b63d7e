//! A stack's functions and their callers. Each invocation is a task that can be killed wherever it waits.

use std::{
    future::Future,
    sync::{Arc, Mutex},
};

use jiff::SignedDuration;
use rollcall_domain::{
    flow::{
        self, FlowError, ObjectCreated,
        invitation::{
            batch,
            enqueue::{self, StartPositions},
            feedback, report, send,
        },
        sweep,
    },
    invitation::MailEvent,
    settings::Defaults,
    stores::StoreError,
};

use crate::{
    executor::{Ended, lock},
    faults::lateness,
    queue::Message,
    stack::Stack,
};

#[derive(Debug)]
pub(crate) enum CallError {
    /// A store was busy, or someone else wrote the same item: the caller may retry.
    Retryable,
    /// Retrying does not help.
    Permanent(String),
}

impl From<StoreError> for CallError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Busy { .. } | StoreError::Unreadable { .. } => Self::Retryable,
            StoreError::Refused { .. } => Self::Permanent(error.to_string()),
        }
    }
}

impl From<FlowError> for CallError {
    fn from(error: FlowError) -> Self {
        match error {
            FlowError::Store(error) => error.into(),
            FlowError::Lost | FlowError::Contended { .. } => Self::Retryable,
            FlowError::NotRetained
            | FlowError::Missing { .. }
            | FlowError::Undecodable { .. }
            | FlowError::Unencodable { .. }
            | FlowError::Illegal(_) => Self::Permanent(error.to_string()),
        }
    }
}

/// Seconds that a caller waits after a failed attempt.
const TRIES_EVERY_S: i64 = 3;
const TRIES_MAX: u32 = 4;

impl Stack {
    /// Processes a queue message. Returns `true` if the message has been processed.
    pub(crate) async fn work(self, message: Message) -> bool {
        let defaults = self.defaults();
        let done: Result<(), CallError> = match &message {
            Message::Chunk(chunk) => Box::pin(flow::work(&self, chunk)).await.map(|_| ()).map_err(Into::into),
            Message::Resume(resume) => {
                Box::pin(flow::resume(&self, &defaults, &resume.import_id)).await.map(|_| ()).map_err(Into::into)
            }
            Message::Mail(mail) => Box::pin(send::send_batch(&self, &self, mail)).await.map(|_| ()).map_err(Into::into),
            Message::Report(due) => {
                let until = self.sim.now() + SignedDuration::from_secs(58);
                Box::pin(report::send(&self, &self, due, until)).await.map(|_| ()).map_err(Into::into)
            }
            Message::Batch(step) => Box::pin(batch::step(&self, step)).await.map(|_| ()).map_err(Into::into),
        };
        if let Err(CallError::Permanent(what)) = &done {
            lock(&self.model).break_law(format!("a message cannot be done: {what}"));
        }
        done.is_ok()
    }

    pub(crate) fn defaults(&self) -> Defaults {
        Defaults { chunk_rows: self.settings.chunk_rows, ..Defaults::default() }
    }

    /// Delivers an e-mail event to `feedback` until this succeeds, up to three times: immediately, after a minute, and after two more.
    pub(crate) async fn deliver_event(&self, event: &MailEvent) {
        for minutes in 0..3 {
            self.sim.sleep(SignedDuration::from_mins(minutes)).await;
            let (stack, taken) = (self.clone(), event.clone());
            let task = self.sim.spawn_mortal("feedback", async move { feedback::record(&stack, &taken).await });
            self.sim.kill_at(task.task, self.sim.now() + SignedDuration::from_secs(30));
            if let Ended::Completed(Ok(_)) = task.await {
                lock(&self.model).post.recorded.insert(event.attempt.clone());
                return;
            }
        }
        lock(&self.model).dead_letters += 1;
    }

    /// Delivers an object event to `import` until this succeeds, up to three times: immediately, after a minute, and after two more. The
    /// event may be late, repeated or lost.
    ///
    /// With `has_to_come`, the event is never lost, and it is redriven from the dead-letter queue, since nothing else reports the object.
    pub(crate) fn announce_object(&self, object: &ObjectCreated, has_to_come: bool) {
        let faults = self.faults();
        let mut model = lock(&self.model);
        if !has_to_come && self.mishap(&mut model, faults.missing) {
            return;
        }
        let deliveries = if self.mishap(&mut model, faults.twice) { 3 } else { 1 };
        for _ in 0..deliveries {
            let late = self.mishap(&mut model, faults.late);
            let (stack, object) = (self.clone(), object.clone());
            let _detached = self.sim.spawn("object event", async move {
                let delay = stack
                    .draw(|rng| if late { lateness(rng) } else { SignedDuration::from_millis(rng.between(10, 2_000)) });
                stack.sim.sleep(delay).await;
                // Each of the two redrives is retried like the event itself; the second one happens after the faults have ended.
                let redelivered: &[i64] = if has_to_come { &[30, 1, 2, 30, 1, 2] } else { &[] };
                for minutes in [0, 1, 2].iter().chain(redelivered) {
                    stack.sim.sleep(SignedDuration::from_mins(*minutes)).await;
                    let (worker, object) = (stack.clone(), object.clone());
                    let task = stack.sim.spawn_mortal("import", async move {
                        Box::pin(flow::receive(&worker, &worker.defaults(), &object)).await.map_err(CallError::from)
                    });
                    stack.sim.kill_at(task.task, stack.sim.now() + SignedDuration::from_mins(15));
                    match task.await {
                        Ended::Completed(Ok(_)) => return,
                        Ended::Completed(Err(CallError::Permanent(what))) => {
                            lock(&stack.model).break_law(format!("an object event cannot be taken: {what}"));
                        }
                        Ended::Completed(Err(CallError::Retryable)) | Ended::Killed => {}
                    }
                }
            });
        }
    }

    /// Runs the sweep every minute in which it has something to do, for the duration `until`.
    pub(crate) fn schedule(&self, until: SignedDuration) {
        let stack = self.clone();
        let starts = Arc::new(Mutex::new(StartPositions::default()));
        let _detached = self.sim.spawn("schedule", async move {
            let first = stack.sim.now();
            for minute in 1..=(until.as_secs() / 60) {
                let at = first + SignedDuration::from_mins(minute);
                stack.sim.sleep_until(at).await;
                if lock(&stack.model).is_at_rest(at) {
                    continue;
                }
                let worker = stack.clone();
                let starts = Arc::clone(&starts);
                let task = stack.sim.spawn_mortal("sweep", async move {
                    let mut positions = lock(&starts).clone();
                    let enqueued = enqueue::enqueue_due_invitations(&worker, f64::INFINITY, &mut positions);
                    let _enqueued = Box::pin(enqueued).await;
                    *lock(&starts) = positions;
                    let _swept = Box::pin(sweep::sweep(&worker)).await;
                    let _restarted = Box::pin(batch::restart(&worker)).await;
                    let _reported = Box::pin(report::enqueue(&worker, f64::INFINITY)).await;
                });
                stack.sim.kill_at(task.task, at + SignedDuration::from_secs(55));
            }
        });
    }

    /// Calls a function up to four times, like a person who retries, until it succeeds or another retry would be pointless. Returns `None`
    /// if no attempt succeeds.
    pub(crate) async fn request<T, F>(&self, name: &'static str, mut ask: impl FnMut(Self) -> F) -> Option<T>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, CallError>> + Send + 'static,
    {
        for _ in 0..TRIES_MAX {
            let task = self.sim.spawn_mortal(name, ask(self.clone()));
            self.sim.kill_at(task.task, self.sim.now() + SignedDuration::from_secs(29));
            match task.await {
                Ended::Completed(Ok(result)) => return Some(result),
                Ended::Completed(Err(CallError::Permanent(what))) => {
                    lock(&self.model).break_law(format!("{name} cannot complete: {what}"));
                    return None;
                }
                Ended::Completed(Err(CallError::Retryable)) | Ended::Killed => {}
            }
            self.sim.sleep(SignedDuration::from_secs(TRIES_EVERY_S)).await;
        }
        None
    }
}
