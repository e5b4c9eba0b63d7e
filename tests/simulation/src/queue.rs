//! The queues: at-least-once delivery in any order, with a dead-letter queue after five receives.

use std::{
    sync::{Arc, Mutex},
    task::{Poll, Waker},
};

use jiff::SignedDuration;
use rollcall_domain::stores::{
    BatchMessage, ChunkMessage, ChunkQueue, InvitationBatchQueue, MailMessage, MailQueue, MailQueueDepth,
    ReportMessage, ResumeMessage, ResumeQueue, StoreError,
};

use crate::{
    executor::{Ended, lock},
    faults::{Kind, lateness},
    model::Model,
    stack::Stack,
};

const RECEIVES_MAX: u32 = 5;

#[derive(Debug, Clone)]
pub(crate) enum Message {
    Chunk(ChunkMessage),
    Resume(ResumeMessage),
    Mail(MailMessage),
    Report(ReportMessage),
    Batch(BatchMessage),
}

/// The settings of a queue and its function, as in the template.
struct QueueSettings {
    name: &'static str,
    timeout_s: i64,
    visibility_s: i64,
}

impl Message {
    fn settings(&self) -> QueueSettings {
        match self {
            Self::Chunk(_) => QueueSettings { name: "apply", timeout_s: 60, visibility_s: 360 },
            Self::Resume(_) => QueueSettings { name: "import", timeout_s: 900, visibility_s: 5_400 },
            Self::Mail(_) | Self::Report(_) => QueueSettings { name: "send", timeout_s: 60, visibility_s: 360 },
            Self::Batch(_) => QueueSettings { name: "invite", timeout_s: 29, visibility_s: 180 },
        }
    }

    fn index(&self) -> usize {
        match self {
            Self::Chunk(_) => 0,
            Self::Resume(_) => 1,
            Self::Mail(_) | Self::Report(_) => 2,
            Self::Batch(_) => 3,
        }
    }
}

/// The number of busy workers for each queue, and the tasks that wait for a worker.
#[derive(Default)]
pub(crate) struct Queues {
    at_work: Mutex<[usize; 4]>,
    waiting: Mutex<[Vec<Waker>; 4]>,
}

impl Stack {
    /// Sends a message, which is delivered at least once, after a random delay. A batch message may also be lost.
    pub(crate) fn enqueue(&self, model: &mut Model, message: &Message) {
        let faults = self.faults();
        // The message is lost, as if it were in a dead-letter queue: the sweep requests the step again.
        if matches!(message, Message::Batch(_)) && self.mishap(model, faults.missing) {
            return;
        }
        let deliveries = if self.mishap(model, faults.twice) { 2 } else { 1 };
        for _ in 0..deliveries {
            let delay = if self.mishap(model, faults.late) {
                self.draw(lateness)
            } else {
                SignedDuration::from_millis(self.draw(|rng| rng.between(1, 300)))
            };
            let is_mail = matches!(message, Message::Mail(_));
            model.mails_waiting += u64::from(is_mail);
            let (stack, message) = (self.clone(), message.clone());
            let _detached = self.sim.spawn("queue", async move {
                stack.sim.sleep(delay).await;
                stack.deliver(&message).await;
                lock(&stack.model).mails_waiting -= u64::from(is_mail);
            });
        }
    }

    /// Delivers a message until a worker has processed it, up to [`RECEIVES_MAX`] times.
    async fn deliver(&self, message: &Message) {
        let QueueSettings { name, timeout_s, visibility_s } = message.settings();
        for _ in 0..RECEIVES_MAX {
            let worker = self.worker(message.index()).await;
            let taken_at = self.sim.now();
            let work = self.clone().work(message.clone());
            let task = self.sim.spawn_mortal(name, work);
            let id = task.task;
            self.sim.kill_at(id, taken_at + SignedDuration::from_secs(timeout_s));
            let ended = task.await;
            drop(worker);
            if ended == Ended::Completed(true) {
                lock(&self.model).post.ended.insert(id);
                return;
            }
            self.sim.sleep_until(taken_at + SignedDuration::from_secs(visibility_s)).await;
        }
        lock(&self.model).dead_letters += 1;
        self.sim.trace("dead letter", || format!("{message:?}"));
    }

    async fn worker(&self, index: usize) -> Worker {
        let queues = Arc::clone(&self.queues);
        let max = self.settings.workers[index];
        std::future::poll_fn(|context| {
            let mut at_work = lock(&queues.at_work);
            if at_work[index] < max {
                at_work[index] += 1;
                return Poll::Ready(());
            }
            lock(&queues.waiting)[index].push(context.waker().clone());
            Poll::Pending
        })
        .await;
        Worker { queues: Arc::clone(&self.queues), index }
    }

    /// Makes a call that sends messages. If it fails, some may have been sent; if it is retried, all may be sent twice.
    async fn send_all(&self, what: &'static str, messages: Vec<Message>) -> Result<(), StoreError> {
        // A message counts as sent when it takes effect, whatever the outcome of the call.
        self.call_batch(what, messages.len(), |model, at| self.enqueue(model, &messages[at])).await.map(|_| ())
    }
}

impl ChunkQueue for Stack {
    async fn send_chunks(&self, messages: &[ChunkMessage]) -> Result<(), StoreError> {
        self.send_all("send chunks", messages.iter().cloned().map(Message::Chunk).collect()).await
    }
}

impl ResumeQueue for Stack {
    async fn send_resume(&self, message: &ResumeMessage) -> Result<(), StoreError> {
        self.send_all("send a resume message", vec![Message::Resume(message.clone())]).await
    }
}

impl MailQueue for Stack {
    async fn send_mails(&self, messages: &[MailMessage]) -> Result<(), StoreError> {
        self.send_all("send mails", messages.iter().cloned().map(Message::Mail).collect()).await
    }

    async fn send_report(&self, message: &ReportMessage) -> Result<(), StoreError> {
        self.send_all("send a report message", vec![Message::Report(message.clone())]).await
    }
}

impl MailQueueDepth for Stack {
    async fn messages_waiting(&self) -> Result<u64, StoreError> {
        self.call(Kind::Read, "ask how full the queue is", |model| model.mails_waiting).await
    }
}

impl InvitationBatchQueue for Stack {
    async fn send_batch_step(&self, message: &BatchMessage) -> Result<(), StoreError> {
        self.send_all("send a step", vec![Message::Batch(message.clone())]).await
    }
}

struct Worker {
    queues: Arc<Queues>,
    index: usize,
}

impl Drop for Worker {
    fn drop(&mut self) {
        lock(&self.queues.at_work)[self.index] -= 1;
        let waiting = std::mem::take(&mut lock(&self.queues.waiting)[self.index]);
        waiting.into_iter().for_each(Waker::wake);
    }
}
