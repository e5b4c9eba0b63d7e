//! The life of an import, from its object event to its result.
//!
//! ```text
//! object event ──► receive ──► validate ──► conclude ──► apply ──► complete ──► announce
//!                     ▲                       │  │         ▲ ▲
//!          resume ────┘                rejected  └─ waits ─┘ └── chunk messages
//!        (queue, sweep)                            (review: confirm)
//! ```
//!
//! Each step does its own work and returns what comes next; `run` decides and calls the next step. No step calls another.
//!
//! Every step may be repeated, and may be interrupted at any point: the stored state shows what is left to do. A lease on the import
//! determines which worker validates or completes it. Chunks need no lease, because a second worker on the same chunk finds in each user's
//! history what the first one did.
//!
//! A step's trait bounds name the stores that it uses. They serve only as documentation, because one value implements all stores; a
//! deployed function's role determines what it may access.

mod announce;
mod apply;
mod chunks;
mod companies;
mod complete;
mod conclude;
pub mod correct;
pub mod corrections;
mod detect;
mod dropped;
mod end;
mod error;
mod existing_feeds;
mod feed;
pub mod feeds;
pub mod findings;
mod fix_file;
pub mod invitation;
mod lease;
pub mod list;
mod receive;
mod results;
mod resume;
pub mod review;
mod run;
mod running;
mod step;
pub mod sweep;
mod undo;
mod update;
mod validate;

pub use self::{
    apply::Applied,
    chunks::{ChunkSpan, PlanIndex},
    companies::CompanyCache,
    error::{Causes, FlowError, MalformedJson},
    receive::ObjectCreated,
    run::{Handled, receive, resume, work},
    running::{import_relying_on_catalog, import_still_writing},
    step::{ApplyStores, ImportStores},
    undo::{UndoRequested, undo},
};
