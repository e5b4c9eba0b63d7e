//! Bulk reads and writes: many keys or statements in batches, as many concurrently as the table accepts.
//!
//! A response to a batch can contain members that the table did not handle, mostly because it throttled them. The SDK neither retries nor
//! counts them.

use std::collections::VecDeque;

use futures_util::{StreamExt, stream::FuturesUnordered};
use rollcall_domain::stores::StoreError;

use crate::{
    aws::Aws,
    backoff::pause,
    errors::{DYNAMODB, busy},
    window::Window,
};

/// The limits of one kind of call.
pub(crate) struct Limits {
    /// Maximum number of members of a call.
    pub(crate) members_max: usize,
    /// Maximum number of consecutive attempts in which the table handles no member.
    pub(crate) attempts_max: u32,
    /// Whether there is a pause even after an attempt in which the table handled some members, but not all.
    pub(crate) pauses_after_some: bool,
}

/// The outcome of one call.
pub(crate) struct Sent<M, D> {
    /// The results for the members that were handled.
    pub(crate) done: Vec<D>,
    /// The members that were not handled and must be sent again.
    pub(crate) deferred: Vec<M>,
    /// Why members were deferred: an error code.
    pub(crate) code: String,
}

impl Aws {
    /// Sends the members of `work` in batches. Returns the results, in no particular order. Deferred members go to the end of the queue and
    /// into later batches, so that batches stay full as long as possible.
    ///
    /// # Errors
    ///
    /// [`StoreError::Busy`] after `attempts_max` consecutive attempts in which no member was handled. Other attempts do not count, so that a
    /// table at its limit delays the work but does not end it.
    pub(crate) async fn send_in_batches<M, D, F>(
        &self,
        window: &Window,
        limits: &Limits,
        work: Vec<M>,
        to_call: impl Fn(Vec<M>) -> Result<F, StoreError>,
    ) -> Result<Vec<D>, StoreError>
    where
        F: Future<Output = Result<Sent<M, D>, StoreError>>,
    {
        let mut done = Vec::with_capacity(work.len());
        let mut open = VecDeque::from(work);
        let mut calls = FuturesUnordered::new();
        // Concurrent calls belong to one round: they see the same state of the table.
        let mut round = 0_usize;
        // Number of consecutive rounds in which the table accepted nothing.
        let mut rounds_without_progress = 0_u32;
        // Number of consecutive rounds that are followed by a pause.
        let mut pauses = 0_u32;
        loop {
            while !open.is_empty() && calls.len() < window.calls() {
                let batch: Vec<M> = open.drain(..open.len().min(limits.members_max)).collect();
                let (size, call) = (batch.len(), to_call(batch)?);
                calls.push(async move {
                    if pauses > 0 {
                        pause(self.environment().as_ref(), pauses).await;
                    }
                    call.await.map(|sent| (round, size, sent))
                });
            }
            let Some(response) = calls.next().await else { return Ok(done) };
            let (sent_in, size, sent) = response?;
            self.count_throttles(sent.deferred.len());
            let (is_throttled, is_stuck) = (!sent.deferred.is_empty(), sent.deferred.len() >= size);
            let needs_pause = is_stuck || is_throttled && limits.pauses_after_some;
            if !is_throttled {
                window.widen();
            } else if sent_in == round {
                round += 1;
                window.narrow();
                rounds_without_progress += u32::from(is_stuck);
                pauses += u32::from(needs_pause);
            }
            if !needs_pause {
                pauses = 0;
            }
            if !is_stuck {
                rounds_without_progress = 0;
            } else if rounds_without_progress == limits.attempts_max {
                return Err(busy(
                    DYNAMODB,
                    format!("{} for a whole batch, {rounds_without_progress} times", sent.code),
                ));
            }
            done.extend(sent.done);
            open.extend(sent.deferred);
        }
    }
}
