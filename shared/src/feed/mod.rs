//! Feeds: named configurations for complete lists of people that another system exports regularly.
//!
//! ```text
//! file of a feed ──► takes the feed ──► plan + roster ──► brake ──► apply ──► roster becomes the feed's
//!                         │                                 │
//!                         └─ waits for the previous file    └─ waits for confirmation
//! ```
//!
//! A [`Feed`] is the stored state: its configuration, the imports that have taken it or are waiting for it, its newest completed files, and
//! its reports. A [`FeedFile`] is the part of an import that exists only for a feed's file or the undo of one. The *roster* lists the
//! people in the feed as of its newest completed file: those in the file and, if the feed disables absent people, those who are absent but
//! have not been disabled for that reason. For each person, the roster records the number of consecutive files in which the person was
//! counted as absent.

mod brake;
mod check;
mod config;
mod file;
mod id;
mod name;
mod reports;
mod roster;
mod state;

pub use self::{
    check::{FeedConfigError, check},
    config::{Brake, FeedConfig, MISSING_AFTER_MAX, Missing},
    file::{Absence, ExceededLimit, FeedFile, FeedOrder, HeldLimit, RosterShape},
    id::FeedId,
    name::FeedName,
    reports::{FeedReports, REPORT_EVERY, REPORT_QUEUED_FOR, Reportable},
    roster::{RosterEntry, read_entries, write_entry},
    state::{AbandonedRoster, Feed, NewestFile},
};

use jiff::SignedDuration;

/// Time within which a file waiting at the brake must be confirmed.
pub const HELD_WITHIN: SignedDuration = SignedDuration::from_hours(72);
/// Maximum number of feeds per stack.
pub const FEEDS_MAX: usize = 100;
/// Maximum number of addresses that receive a feed's reports.
pub const REPORT_TO_MAX: usize = 10;
pub const FEED_CORRECTIONS_MAX: usize = 500;
/// Maximum size of a feed's corrections, in bytes of JSON.
pub const FEED_CORRECTIONS_BYTES_MAX: usize = 100 * 1024;
