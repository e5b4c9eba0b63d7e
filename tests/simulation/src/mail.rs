//! The mail service: its rate limit, responses and events, and the mailboxes to which it delivers.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use rollcall_domain::{
    feed::{FeedName, REPORT_EVERY},
    ids::{AttemptId, UserId},
    invitation::{MailEvent, MailEventKind, Token},
    locale::Language,
    mail::{Report, ReportedFile},
    stores::{Email, EmailRenderer, MailAccount, Mailer, MessageTags, Quota, ReportRenderer, SendOutcome, StoreError},
    user::User,
};

use crate::{
    executor::{TaskId, lock},
    faults::{Kind, lateness},
    rng::Rng,
    stack::Stack,
};

const RESPONSE_TIMEOUT_S: i64 = 20;

#[derive(Debug, Clone)]
pub(crate) struct Mail {
    pub(crate) to: String,
    pub(crate) attempt: AttemptId,
    pub(crate) token: String,
}

/// A report as received by a mailbox.
#[derive(Debug, Clone)]
pub(crate) struct SentReport {
    pub(crate) feed: FeedName,
    pub(crate) to: String,
    pub(crate) at: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    Accepted,
    NotSent,
    Unknown,
}

/// The service, the mailboxes, and what the laws need to know about them.
#[derive(Default)]
pub(crate) struct Post {
    pub(crate) mails: Vec<Mail>,
    pub(crate) reports: Vec<SentReport>,
    /// The start of each call, in microseconds since the start of the simulation.
    pub(crate) calls_us: Vec<i64>,
    /// The outcome that the sender of each claim saw, and the sender's task. A killed task saw nothing.
    pub(crate) seen: BTreeMap<AttemptId, (Seen, TaskId)>,
    /// Worker tasks that processed their message.
    pub(crate) ended: BTreeSet<TaskId>,
    /// Claims for which an event was processed.
    pub(crate) recorded: BTreeSet<AttemptId>,
    /// How often each token was accepted, by hash.
    pub(crate) used: BTreeMap<String, u32>,
    pub(crate) manners: BTreeMap<String, Manner>,
    pub(crate) is_paused: bool,
}

/// What happens to e-mails sent to a mailbox that does not simply accept them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    BouncesForGood,
    Bounces,
    Complains,
    Refused,
}

impl EmailRenderer for Stack {
    async fn render_invitation(&self, user: &User, token: &Token, _expires_at: Timestamp) -> Result<Email, StoreError> {
        self.call(Kind::Read, "write an e-mail", |_| ()).await?;
        Ok(Email {
            to: user.address.clone(),
            from: String::new(),
            reply_to: None,
            language: user.values.language().to_owned(),
            subject: String::new(),
            text: token.to_text(),
            html: String::new(),
        })
    }
}

impl ReportRenderer for Stack {
    fn render_report(&self, feed: &FeedName, language: Language, files: &[ReportedFile], to: &str) -> Email {
        let report = Report { feed, language, files, tenant: "Acme", email: to, portal_url: None };
        let mail = report.render();
        Email {
            to: to.to_owned(),
            from: String::new(),
            reply_to: None,
            language: language.tag().to_owned(),
            subject: mail.subject,
            text: mail.text,
            html: mail.html,
        }
    }
}

impl MailAccount for Stack {
    async fn quota(&self) -> Result<Quota, StoreError> {
        let per_second = self.settings.mails_per_second;
        let read = |model: &mut crate::model::Model| Quota {
            per_second,
            per_day: None,
            sent_in_day: 0.0,
            is_enabled: !model.post.is_paused,
        };
        self.call(Kind::Read, "ask for the quota", read).await
    }
}

enum Reaction {
    Throttle,
    Refuse,
    Pause,
    Take { is_response_lost: bool },
    Lose,
}

impl Mailer for Stack {
    async fn send_email(&self, email: &Email, tags: &MessageTags) -> SendOutcome {
        let faults = self.faults();
        let began_us = self.sim.elapsed_us();
        let reaction = {
            let mut model = lock(&self.model);
            model.post.calls_us.push(began_us);
            let is_refused = model.post.manners.get(&email.to) == Some(&Manner::Refused);
            let is_paused = model.post.is_paused;
            let reaction = self.draw(|rng| match () {
                () if is_paused => Reaction::Pause,
                () if rng.chance(faults.throttle) => Reaction::Throttle,
                () if is_refused => Reaction::Refuse,
                () if rng.chance(faults.mail_lost) => Reaction::Take { is_response_lost: true },
                () if rng.chance(faults.mail_lost / 4.0) => Reaction::Lose,
                () => Reaction::Take { is_response_lost: false },
            });
            let is_fault =
                matches!(reaction, Reaction::Throttle | Reaction::Lose | Reaction::Take { is_response_lost: true });
            model.injected.mails += u64::from(is_fault);
            reaction
        };
        self.sim.trace("call the mail service", || format!("{tags:?}"));
        self.way().await;
        let (seen, mailed) = match reaction {
            Reaction::Throttle => {
                let wait = SignedDuration::from_millis(self.draw(|rng| rng.between(500, 3_000)));
                (Seen::NotSent, SendOutcome::Throttled { wait, is_for_all: false })
            }
            Reaction::Pause => (
                Seen::NotSent,
                SendOutcome::Unavailable { code: "AccountSuspendedException".to_owned(), is_account: true },
            ),
            Reaction::Refuse => (Seen::NotSent, SendOutcome::Refused { code: "MessageRejected".to_owned() }),
            Reaction::Lose => {
                self.sim.sleep(SignedDuration::from_secs(RESPONSE_TIMEOUT_S)).await;
                (Seen::Unknown, SendOutcome::Unknown { what: "time-out".to_owned() })
            }
            Reaction::Take { is_response_lost } => {
                let message_id = match tags {
                    MessageTags::Invitation { user_id, attempt } => self.take(email, user_id, attempt),
                    MessageTags::Report { feed } => self.take_report(email, feed),
                };
                if is_response_lost {
                    self.sim.sleep(SignedDuration::from_secs(RESPONSE_TIMEOUT_S)).await;
                    (Seen::Unknown, SendOutcome::Unknown { what: "time-out".to_owned() })
                } else {
                    (Seen::Accepted, SendOutcome::Accepted(message_id))
                }
            }
        };
        self.way().await;
        if let MessageTags::Invitation { attempt, .. } = tags {
            lock(&self.model).post.seen.insert(attempt.clone(), (seen, self.sim.current()));
        }
        mailed
    }
}

impl Stack {
    /// Accepts an e-mail: delivers it to its mailbox and schedules its events. Returns the message id.
    fn take(&self, email: &Email, user_id: &UserId, attempt: &AttemptId) -> String {
        let message_id = format!("message-{attempt}");
        let manner = {
            let mut model = lock(&self.model);
            let mail = Mail { to: email.to.clone(), attempt: attempt.clone(), token: email.text.clone() };
            let episode = model.claimed.get(attempt).cloned();
            if let Some((address, ask)) = &episode {
                let again = model.post.mails.iter().rev().take(2_000).any(|other| {
                    other.to == mail.to && model.claimed.get(&other.attempt).is_some_and(|(_, former)| former == ask)
                });
                if again || *address != mail.to {
                    model.break_law(format!("{} got the same invitation twice", mail.to));
                }
            } else {
                model.break_law(format!("{} got a mail without a claim", mail.to));
            }
            let manner = model.post.manners.get(&mail.to).copied();
            model.post.mails.push(mail);
            manner
        };
        self.sim.trace("mail taken", || email.to.clone());
        let mut kinds = vec![MailEventKind::Sent];
        match manner {
            Some(Manner::BouncesForGood) => kinds.push(MailEventKind::Bounced { is_permanent: true }),
            Some(Manner::Bounces) => kinds.push(MailEventKind::Bounced { is_permanent: false }),
            Some(Manner::Complains) => kinds.extend([MailEventKind::Delivered, MailEventKind::Complained]),
            Some(Manner::Refused) | None => kinds.push(MailEventKind::Delivered),
        }
        for kind in kinds {
            let event = MailEvent {
                user_id: user_id.clone(),
                attempt: attempt.clone(),
                message_id: message_id.clone(),
                kind,
                at: self.sim.now(),
            };
            self.emit(&event);
        }
        message_id
    }

    /// Delivers a report to its mailbox. Returns the message id.
    fn take_report(&self, email: &Email, feed: &FeedName) -> String {
        let mut model = lock(&self.model);
        let report = SentReport { feed: feed.clone(), to: email.to.clone(), at: self.sim.now() };
        let again =
            model.post.reports.iter().any(|other| {
                (&other.feed, &other.to) == (&report.feed, &report.to) && report.at < other.at + REPORT_EVERY
            });
        if again {
            model.break_law(format!("{} got two reports of {feed} within an hour", report.to));
        }
        model.post.reports.push(report);
        format!("report-{}", model.post.reports.len())
    }

    fn emit(&self, event: &MailEvent) {
        let faults = self.faults();
        let mut model = lock(&self.model);
        if self.mishap(&mut model, faults.missing) {
            return;
        }
        let deliveries = if self.mishap(&mut model, faults.twice) { 2 } else { 1 };
        for _ in 0..deliveries {
            let usual = |rng: &mut Rng| SignedDuration::from_millis(rng.between(50, 20_000));
            let after = if self.mishap(&mut model, faults.late) { self.draw(lateness) } else { self.draw(usual) };
            let (stack, event) = (self.clone(), event.clone());
            let _detached = self.sim.spawn("event", async move {
                stack.sim.sleep(after).await;
                stack.deliver_event(&event).await;
            });
        }
    }
}
