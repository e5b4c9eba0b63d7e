//! What happens to a feed's files: events arrive, and people confirm, cancel, retry and undo.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use rollcall_domain::{
    feed::FeedName,
    flow::{
        self, UndoRequested,
        review::{self, Decided},
    },
    ids::ImportId,
    import::{Import, ImportStatus, NewUndo},
    problem::Language,
    stores::Environment,
};

use super::{Delivery, Habits};
use crate::{executor::lock, stack::Stack};

/// Seconds between two looks at the imports.
const LOOKS_EVERY_S: i64 = 20;
/// Minutes after which people no longer decide on imports.
const LOOKS_MIN: i64 = 600;
/// Minutes during which a person keeps requesting an undo.
const INSISTS_MIN: i64 = 300;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Deed {
    Confirm,
    Cancel,
    Retry,
}

/// Delivers a file's event, possibly more than once.
pub(super) fn deliver(stack: &Stack, begin: Timestamp, file: &Delivery) {
    for delay_s in &file.delays_s {
        let (stack, object) = (stack.clone(), file.object.clone());
        let at = object.at.max(begin) + SignedDuration::from_secs(*delay_s);
        let sim = stack.sim.clone();
        let _detached = sim.spawn("object event", async move {
            stack.sim.sleep_until(at).await;
            stack.announce_object(&object, true);
        });
    }
}

pub(super) fn look_after(stack: &Stack, name: &FeedName, habits: Habits) {
    let (watcher, feed) = (stack.clone(), name.clone());
    let _detached = stack.sim.spawn("person", async move {
        let until = watcher.sim.now() + SignedDuration::from_mins(LOOKS_MIN);
        while watcher.sim.now() < until {
            watcher.sim.sleep(SignedDuration::from_secs(LOOKS_EVERY_S)).await;
            look(&watcher, &feed, habits).await;
        }
    });
    if let Some(after_s) = habits.undoes_after_s {
        let (person, feed) = (stack.clone(), name.clone());
        let _detached = stack.sim.spawn("person", async move {
            person.sim.sleep(SignedDuration::from_secs(after_s)).await;
            undo(&person, &feed, habits).await;
        });
    }
}

async fn look(stack: &Stack, name: &FeedName, habits: Habits) {
    let imports: Vec<Import> = {
        let model = lock(&stack.model);
        let is_of_feed = |import: &&Import| import.feed().is_some_and(|file| file.id.name == *name);
        model.imports.values().filter(is_of_feed).cloned().collect()
    };
    let is_stormy = stack.sim.now() < stack.settings.calm_from;
    for import in imports {
        let draw = stack.draw(|rng| rng.below(100));
        let is_undo = import.undoes().is_some();
        let deed = match import.status() {
            ImportStatus::AwaitingConfirmation if habits.leaves_held && !is_undo => continue,
            ImportStatus::AwaitingConfirmation => match draw {
                0..20 => Deed::Confirm,
                20..24 => Deed::Cancel,
                _ => continue,
            },
            ImportStatus::Failed if draw < 5 => Deed::Retry,
            ImportStatus::Validating if habits.cancels && is_stormy && draw < 4 => Deed::Cancel,
            _ => continue,
        };
        decide(stack, import.id(), deed).await;
    }
}

async fn decide(stack: &Stack, id: &ImportId, deed: Deed) {
    let import_id = id.clone();
    let ask = move |stack: Stack| {
        let id = import_id.clone();
        async move {
            Ok(match deed {
                Deed::Confirm => Box::pin(review::confirm(&stack, &id, "person", false)).await?,
                Deed::Cancel => Box::pin(review::cancel(&stack, &id)).await?,
                Deed::Retry => Box::pin(review::retry(&stack, &id)).await?,
            })
        }
    };
    let decided = stack.request("review", ask).await;
    let mut model = lock(&stack.model);
    if deed == Deed::Cancel && decided.as_ref().is_none_or(|decided| matches!(decided, Decided::Accepted(_))) {
        model.cancelled.insert(id.clone());
    }
    if matches!(decided, Some(Decided::Unknown | Decided::HasErrors(_))) {
        model.break_law(format!("{deed:?} of {id} returned {decided:?}"));
    }
}

/// Requests the undo of the newest completed file until the file is undone or no longer the newest.
async fn undo(stack: &Stack, name: &FeedName, habits: Habits) {
    let newest = lock(&stack.model).feeds.get(name).and_then(|feed| feed.base().cloned());
    let Some(id) = newest else { return };
    let until = stack.sim.now() + SignedDuration::from_mins(INSISTS_MIN);
    let mut started = BTreeSet::new();
    while stack.sim.now() < until {
        let undone = id.clone();
        let ask = move |stack: Stack| {
            let id = undone.clone();
            async move {
                let new = NewUndo {
                    import_id: ImportId::at(stack.now(), stack.random_bits()),
                    started_by: "person".to_owned(),
                    started_by_address: None,
                    language: Language::default(),
                    confirm: habits.confirms_undo,
                };
                Ok(Box::pin(flow::undo(&stack, &id, new)).await?)
            }
        };
        match stack.request("review", ask).await {
            Some(UndoRequested::AlreadyUndone(_) | UndoRequested::NewerFile(_)) => return,
            Some(UndoRequested::Accepted(undo)) => {
                // An undo that ends without an effect is not requested forever.
                started.insert(undo);
                if started.len() > 3 {
                    return;
                }
            }
            Some(UndoRequested::FeedBusy(_)) | None => {}
            Some(other) => {
                lock(&stack.model).break_law(format!("the undo of {id} returned {other:?}"));
                return;
            }
        }
        stack.sim.sleep(SignedDuration::from_secs(60)).await;
    }
}
