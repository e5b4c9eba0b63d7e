//! The queues as requests see them: URLs, attributes and waiting receives.

use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::sync::{Notify, watch};

use super::error::SqsError;
use super::protocol::{Attributes, GetQueueAttributes, GetQueueUrl, Nothing, OfQueue, QueueUrl};
use super::store::MessageStore;
use super::{QueueConfig, to_queue_url};
use crate::{ACCOUNT, REGION};

#[derive(Clone)]
pub(super) struct Queues {
    pub(super) store: MessageStore,
    pub(super) configs: Arc<HashMap<String, QueueConfig>>,
    /// For each queue, notified when a message may have become visible.
    pub(super) arrivals: Arc<HashMap<String, Arc<Notify>>>,
    pub(super) address: SocketAddr,
    pub(super) stopped: watch::Receiver<bool>,
}

impl Queues {
    pub(super) fn get_queue_url(&self, request: &GetQueueUrl) -> Result<QueueUrl, SqsError> {
        let queue = self.find(&request.queue_name)?;
        Ok(QueueUrl { queue_url: to_queue_url(self.address, &queue.name) })
    }

    pub(super) fn get_attributes(&self, request: &GetQueueAttributes) -> Result<Attributes, SqsError> {
        let queue = self.find(&request.queue_url)?;
        let counts = self.store.counts(&queue.name)?;
        let mut all = BTreeMap::from([
            ("ApproximateNumberOfMessages", counts.visible.to_string()),
            ("ApproximateNumberOfMessagesNotVisible", counts.in_flight.to_string()),
            ("ApproximateNumberOfMessagesDelayed", counts.delayed.to_string()),
            ("VisibilityTimeout", queue.visibility_timeout_s.to_string()),
            ("QueueArn", to_arn(&queue.name)),
        ]);
        if let Some(dead_letter) = &queue.dead_letter {
            let policy = serde_json::json!({
                "deadLetterTargetArn": to_arn(&dead_letter.queue),
                "maxReceiveCount": dead_letter.max_receives,
            });
            all.insert("RedrivePolicy", policy.to_string());
        }
        let names = &request.attribute_names;
        if !names.iter().any(|name| name == "All") {
            if let Some(unknown) =
                names.iter().find(|name| *name != "RedrivePolicy" && !all.contains_key(name.as_str()))
            {
                return Err(SqsError::InvalidAttributeName(unknown.clone()));
            }
            all.retain(|known, _| names.iter().any(|name| name == known));
        }
        Ok(Attributes { attributes: all })
    }

    pub(super) fn purge(&self, request: &OfQueue) -> Result<Nothing, SqsError> {
        self.store.purge(&self.find(&request.queue_url)?.name)?;
        Ok(Nothing {})
    }

    /// Finds a queue by its name, or by a URL that ends with the name.
    pub(super) fn find(&self, url: &str) -> Result<&QueueConfig, SqsError> {
        let name = url.rsplit('/').next().unwrap_or_default();
        self.configs.get(name).ok_or(SqsError::QueueDoesNotExist)
    }

    /// Notifies the receives that are waiting on the queue or its dead-letter queue.
    pub(super) fn notify(&self, queue: &QueueConfig) {
        let dead_letter = queue.dead_letter.as_ref().map(|dead_letter| &dead_letter.queue);
        for name in std::iter::once(&queue.name).chain(dead_letter) {
            if let Some(arrival) = self.arrivals.get(name) {
                arrival.notify_waiters();
            }
        }
    }
}

fn to_arn(queue: &str) -> String {
    format!("arn:aws:sqs:{REGION}:{ACCOUNT}:{queue}")
}
