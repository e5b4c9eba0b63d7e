#!/usr/bin/env python3
"""Breaks the code on purpose, one change at a time, and finds the first seed of the simulation that notices.

    breaks.py [NAME …] [--seeds N] [--profile PROFILE] [--write]
    breaks.py --check

Each break in the table below is a mistake that someone could make, such as a dropped condition or two steps in the wrong order. It is made
in a copy of the working tree; then a test of the simulation runs with more and more seeds until one of them breaks a law, or until N seeds
(5,000 by default) have passed. A test that does not end, or panics, counts as one that noticed. NAME is the name of a break or of a test;
by default, all breaks are made. Prints the seed, the time and the broken law for each break, and at the end the tables of the manual, which
`--write` puts into docs/src/design/simulation.md. Fails if a break is not found although it should be, or does not compile.

`--check` only checks that the code to be changed exists exactly once, without building anything.

Each break requires a build of the domain crate. The build folder is in the copy or, if CARGO_TARGET_DIR is set, beside that folder. With
`--profile dev` and CARGO_INCREMENTAL=1, the builds are faster, but the seeds run more slowly.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MANUAL = "docs/src/design/simulation.md"
# Numbers of seeds to run before the given one, because most breaks are found by one of the first seeds.
STEPS = [50, 500, 5_000, 20_000]
# Seeds for which the unchanged code must keep all laws.
BASELINE = 20
# Width of the manual's lines.
WIDTH = 140


@dataclass(frozen=True)
class Test:
    binary: str
    name: str


@dataclass(frozen=True)
class Break:
    name: str
    # A row of the manual's table or, if there is a reason, the beginning of an item in its list.
    change: str
    file: str
    test: Test
    # The code, which must exist exactly once in the file, and what replaces it.
    old: str
    new: str = ""
    # Why the simulation is not expected to find the break; empty if it is.
    reason: str = ""


@dataclass(frozen=True)
class Found:
    seed: int | None
    # The seed or, if it is not known, the seeds that were run.
    seeds: str
    seconds: float
    law: str


class DoesNotCompile(Exception):
    """The first error of the compiler."""


IMPORTS = Test("imports", "imports_under_faults_match_their_files")
CONTESTED = Test("imports", "contested_imports_list_what_they_wrote")
UNDONE = Test("imports", "imports_under_faults_are_taken_back")
ABSENT = Test("imports", "absent_people_are_disabled_once_each")
FEEDS = Test("imports", "feeds_under_faults_follow_their_newest_file")
INVITATIONS = Test("invitations", "invitations_under_faults_are_sent_once")

ANNOUNCE = "shared/src/flow/announce.rs"
APPLY = "shared/src/flow/apply/mod.rs"
APPLY_CATALOG = "shared/src/flow/apply/catalog.rs"
APPLY_MISSING = "shared/src/flow/apply/missing.rs"
APPLY_ROWS = "shared/src/flow/apply/rows.rs"
APPLY_UNDO = "shared/src/flow/apply/undo.rs"
CHANGE = "shared/src/import/change.rs"
COMPLETE = "shared/src/flow/complete.rs"
CONCLUDE = "shared/src/flow/conclude.rs"
CORRECT = "shared/src/flow/correct.rs"
DECIDE = "shared/src/plan/decide.rs"
FEED_STATE = "shared/src/feed/state.rs"
FLOW_FEED = "shared/src/flow/feed.rs"
PLAN = "shared/src/plan/mod.rs"
PLAN_UNDO = "shared/src/plan/undo.rs"
RECEIVE = "shared/src/flow/receive.rs"
RESULTS = "shared/src/flow/results.rs"
REVIEW = "shared/src/flow/review.rs"
ROSTER = "shared/src/flow/validate/roster.rs"
RUN = "shared/src/flow/run.rs"
SEND = "shared/src/flow/invitation/send.rs"
STATUS = "shared/src/import/status.rs"
SWEEP = "shared/src/flow/sweep.rs"
USER_INVITATION = "shared/src/user/invitation.rs"
VALIDATE = "shared/src/flow/validate/mod.rs"

BREAKS = [
    # Applying rows.
    Break(
        "chunk-done-before-writes",
        "A chunk is marked done before its rows are written",
        APPLY,
        IMPORTS,
        """\
    match import.undoes() {
        Some(undoes) => undo_rows(stores, import, undoes, &mut rows).await?,
        None if rows.first().is_some_and(Row::is_missing) => missing_rows(stores, import, &mut rows).await?,
        None => apply_rows(stores, import, message.chunk, &mut rows).await?,
    }
    let mut lines = Vec::new();
    let mut summary = Summary::default();
    for row in &rows {
        summary.count(row);
        push_line(&mut lines, row)?;
    }
    // The results are written before the record, so that a finished chunk always has results. Two workers on the same chunk write two
    // objects, and the first record determines which one counts, so that lists and counts belong to the same attempt.
    let attempt = unique_name(stores);
    write_all(stores, &keys::chunk_result(id, message.chunk, &attempt), NDJSON, lines).await?;
    let first_row = rows.first().map_or(0, |row| row.row);
    stores.finish_chunk(id, &ChunkDone { chunk: message.chunk, attempt, first_row, summary }).await?;
""",
        """\
    let attempt = unique_name(stores);
    let first_row = rows.first().map_or(0, |row| row.row);
    let mut planned = Summary::default();
    rows.iter().for_each(|row| planned.count(row));
    let done = ChunkDone { chunk: message.chunk, attempt: attempt.clone(), first_row, summary: planned };
    stores.finish_chunk(id, &done).await?;
    match import.undoes() {
        Some(undoes) => undo_rows(stores, import, undoes, &mut rows).await?,
        None if rows.first().is_some_and(Row::is_missing) => missing_rows(stores, import, &mut rows).await?,
        None => apply_rows(stores, import, message.chunk, &mut rows).await?,
    }
    let mut lines = Vec::new();
    let mut summary = Summary::default();
    for row in &rows {
        summary.count(row);
        push_line(&mut lines, row)?;
    }
    write_all(stores, &keys::chunk_result(id, message.chunk, &attempt), NDJSON, lines).await?;
""",
    ),
    Break(
        "chunk-done-before-results",
        "A chunk is marked done before its results are written",
        APPLY,
        IMPORTS,
        """\
    write_all(stores, &keys::chunk_result(id, message.chunk, &attempt), NDJSON, lines).await?;
    let first_row = rows.first().map_or(0, |row| row.row);
    stores.finish_chunk(id, &ChunkDone { chunk: message.chunk, attempt, first_row, summary }).await?;
""",
        """\
    let first_row = rows.first().map_or(0, |row| row.row);
    let done = ChunkDone { chunk: message.chunk, attempt: attempt.clone(), first_row, summary };
    stores.finish_chunk(id, &done).await?;
    write_all(stores, &keys::chunk_result(id, message.chunk, &attempt), NDJSON, lines).await?;
""",
    ),
    Break(
        "chunk-of-ended-import-applied",
        "A chunk is applied although its import is not being written, for example because it was cancelled",
        APPLY,
        IMPORTS,
        "stores.import(id).await?.filter(|import| import.status() == ImportStatus::Importing);",
        "stores.import(id).await?;",
    ),
    Break(
        "last-chunk-not-noticed",
        "The worker of the last chunk of a large import does not notice that all chunks are done",
        APPLY,
        IMPORTS,
        "Ok(done >= chunks as usize)",
        "Ok(done > chunks as usize)",
    ),
    Break(
        "user-version-ignored",
        "The version of a user is ignored",
        APPLY_ROWS,
        IMPORTS,
        "Some(user) => row.version == Some(user.version) && row.user_id.as_ref() == Some(&user.user_id),",
        "Some(user) => row.user_id.as_ref() == Some(&user.user_id),",
    ),
    Break(
        "earlier-attempt-ignored",
        "The code does not look for an earlier attempt at the same chunk",
        APPLY_ROWS,
        IMPORTS,
        """\
        if user.as_ref().is_some_and(|user| adopt_own(row, user, self.import)) {
            return Ok(RowWrite::None);
        }
""",
    ),
    Break(
        "refused-write-counts",
        "A write that is refused because the user has changed counts as done",
        APPLY_ROWS,
        IMPORTS,
        "UserWritten::ConditionFailed => contested.push(index),",
        "UserWritten::ConditionFailed => {}",
    ),
    Break(
        "changed-user-not-planned-again",
        "A row whose user has changed since it was planned is not planned again",
        APPLY_ROWS,
        IMPORTS,
        "            decide(row, user.as_ref(), &self.context, &self.companies);\n",
    ),
    Break(
        "catalog-not-checked",
        "The catalog is not checked after a confirmation",
        APPLY_ROWS,
        IMPORTS,
        """\
    if import.confirmation().is_some() {
        check_catalog(stores, import, chunk, rows, &mut companies).await?;
    }
""",
    ),
    Break(
        "renamed-courses-not-noticed",
        "After a confirmation, courses that were renamed are not noticed",
        APPLY_CATALOG,
        IMPORTS,
        "person.values.company() == Some(company.company().name.as_str()) && is_cohort_same && are_courses_same",
        "person.values.company() == Some(company.company().name.as_str()) && is_cohort_same",
    ),
    Break(
        "catalog-checked-by-each-worker",
        "Each worker on a chunk decides for itself which rows the catalog no longer supports",
        APPLY_CATALOG,
        CONTESTED,
        "let recorded = stores.record_catalog_changes(import.id(), chunk, &changed).await?;",
        "let recorded = changed;",
    ),
    # Absent people.
    Break(
        "absent-earlier-attempt-ignored",
        "The history of absent people is not checked for an earlier attempt",
        APPLY_MISSING,
        ABSENT,
        """\
            if adopt_own(row, &user, import) {
                companies.load_of(stores, &user).await?;
                show_missing(row, &user, &companies);
                continue;
            }
""",
    ),
    Break(
        "absent-version-ignored",
        "An absent person is disabled as planned although the user has changed",
        APPLY_MISSING,
        ABSENT,
        "if row.version != Some(user.version) {",
        "if row.version.is_none() {",
    ),
    Break(
        "absent-id-ignored",
        "An absent person's row is applied to a new user with the same address",
        APPLY_MISSING,
        ABSENT,
        "let Some(user) = user.filter(|user| row.user_id.as_ref() == Some(&user.user_id)) else {",
        "let Some(user) = user else {",
    ),
    Break(
        "absent-refused-write-counts",
        "A refused write to an absent person counts as done",
        APPLY_MISSING,
        ABSENT,
        "UserWritten::ConditionFailed => open.push(index),",
        "UserWritten::ConditionFailed => {}",
    ),
    # Undos.
    Break(
        "undo-as-planned",
        "An undo is applied as planned although others have changed the user in the meantime",
        APPLY_UNDO,
        UNDONE,
        "            narrow_undo(row, &user, &context, &companies);\n",
    ),
    Break(
        "undo-removes-active",
        "An undo tries to remove users who are already active",
        PLAN_UNDO,
        UNDONE,
        "            Since::Unchanged if user.is_active() => skip_undo(row, Reason::Active),\n",
    ),
    Break(
        "undo-removes-changed",
        "An undo removes users whom others have changed since",
        PLAN_UNDO,
        UNDONE,
        """\
            Since::Changed(by) => {
                skip_undo(row, Reason::ChangedSince);
                undone(row).changed_by = by;
            }
""",
        """\
            Since::Changed(by) => undone(row).changed_by = by,
""",
    ),
    Break(
        "undo-overwrites",
        "An undo overwrites values that others have changed since",
        PLAN_UNDO,
        UNDONE,
        "Some(field) => user.value(field).map(Value::as_str) == change.old.as_deref(),",
        "Some(_) => true,",
    ),
    Break(
        "undo-leaves-courses",
        "An undo does not remove the courses that the import assigned to existing users",
        PLAN_UNDO,
        UNDONE,
        "    after.courses.retain(|id, _| !undone.courses_removed.contains(id));\n",
    ),
    Break(
        "undo-leaves-invitation",
        "An undo does not take back an invitation that the import released",
        PLAN_UNDO,
        UNDONE,
        """\
    if before.enabled && !after.enabled {
        invitation::revert_release(&mut after, context.undoes);
    }
""",
    ),
    Break(
        "undo-leaves-disabled",
        "An undo leaves out the people whom the import disabled as absent",
        "shared/src/flow/validate/undo.rs",
        ABSENT,
        "rows.retain(|row| matches!(row.outcome, Outcome::Created | Outcome::Updated | Outcome::Disabled));",
        "rows.retain(|row| matches!(row.outcome, Outcome::Created | Outcome::Updated));",
    ),
    # Closing an import, and its results.
    Break(
        "completed-with-missing-chunk",
        "An import is completed while one chunk is still missing",
        COMPLETE,
        IMPORTS,
        "if stores.chunks(id, CHUNK_NUMBERS).await?.len() < chunks as usize {",
        "if stores.chunks(id, CHUNK_NUMBERS).await?.len() + 1 < chunks as usize {",
    ),
    Break(
        "completed-before-results",
        "An import is completed before its results are written",
        COMPLETE,
        IMPORTS,
        """\
    let totals = Totals { summary, late_errors };
    let export = Export { chunks: &chunks, status: ImportStatus::Completed, totals, at };
    write_lists(stores, &mut leased, &export).await?;
    if summary.failed > 0 {
        C::copy_failed(stores, &mut leased, &chunks, at).await?;
    }
    copy_results_of_drop(stores, &mut leased).await?;
    leased.import_mut().complete(summary, late_errors, stores.now())?;
""",
        """\
    leased.import_mut().complete(summary, late_errors, stores.now())?;
    leased.save(stores).await?;
    let totals = Totals { summary, late_errors };
    let export = Export { chunks: &chunks, status: ImportStatus::Completed, totals, at };
    write_lists(stores, &mut leased, &export).await?;
    if summary.failed > 0 {
        C::copy_failed(stores, &mut leased, &chunks, at).await?;
    }
    copy_results_of_drop(stores, &mut leased).await?;
""",
    ),
    Break(
        "no-corrections-file-for-one-row",
        "There is no corrections file if only one row failed",
        COMPLETE,
        IMPORTS,
        "if summary.failed > 0 {",
        "if summary.failed > 1 {",
    ),
    Break(
        "no-results-beside-drop",
        "The results of a dropped file are not copied beside it",
        COMPLETE,
        IMPORTS,
        "    copy_results_of_drop(stores, &mut leased).await?;\n",
    ),
    Break(
        "closed-before-notice",
        "An import is closed (removed from the index `open`) before its completion notice is written",
        ANNOUNCE,
        IMPORTS,
        """\
        write_all(stores, &keys::summary(import.id()), "application/json", notice).await?;
        import.close();
        if replace(stores, &mut import).await? {
            return Ok(());
        }
""",
        """\
        import.close();
        if replace(stores, &mut import).await? {
            return write_all(stores, &keys::summary(import.id()), "application/json", notice).await;
        }
""",
    ),
    Break(
        "chunks-joined-as-they-arrive",
        "The results of the chunks are joined in the order in which they arrive",
        "shared/src/flow/chunks.rs",
        IMPORTS,
        ".buffered(FETCHED_AHEAD)",
        ".buffer_unordered(FETCHED_AHEAD)",
    ),
    Break(
        "chunk-with-one-row-not-joined",
        "The JSON omits a row if no other row of its chunk has the same outcome",
        RESULTS,
        IMPORTS,
        "chunk.counts.of(outcome) > 0",
        "chunk.counts.of(outcome) > 1",
    ),
    Break(
        "rejected-lists-valid-rows",
        "The results of a rejected import list its valid rows",
        RESULTS,
        IMPORTS,
        "status != ImportStatus::Rejected || outcome == Outcome::Failed",
        "status != ImportStatus::Cancelled || outcome == Outcome::Failed",
    ),
    Break(
        "sum-of-chunks-incomplete",
        "The sum of the chunks leaves out the users who were never invited",
        "shared/src/row/summary.rs",
        IMPORTS,
        "        self.never_invited += other.never_invited;\n",
    ),
    # Validating a file, and what follows.
    Break(
        "last-rows-not-planned",
        "The rows after the last full chunk are not planned",
        VALIDATE,
        IMPORTS,
        """\
        self.plan_all(leased).await?;
        if self.reader.is_complete()""",
        """\
        if self.reader.is_complete()""",
    ),
    Break(
        "unmatched-course-accepted",
        "A file with a course that is not in the catalog is accepted",
        VALIDATE,
        IMPORTS,
        ".any(|problem| problem.severity() == Severity::Error);",
        ".any(|problem| problem.severity() == Severity::Error && problem.code != Code::CourseUnmatched);",
    ),
    Break(
        "errors-imported",
        "Valid rows are imported although a row with an error should reject the file",
        CONCLUDE,
        IMPORTS,
        "if verdict.has_file_error || rejects_rows {",
        "if verdict.has_file_error {",
    ),
    Break(
        "errors-rejected-before-review",
        "A file with errors is rejected although its preview was requested",
        CONCLUDE,
        IMPORTS,
        "let rejects_rows = !is_decided_later && options.on_row_errors",
        "let rejects_rows = options.on_row_errors",
    ),
    Break(
        "waits-before-preview",
        "An import starts to wait for confirmation before its preview is written",
        CONCLUDE,
        IMPORTS,
        """\
    write_results(stores, &mut leased, ImportStatus::AwaitingConfirmation, planned).await?;
    if leased.import().is_feed_file() {
        // The people who supply a feed's file may see only these copies, and no others are written unless the file is confirmed.
        copy_results_of_drop(stores, &mut leased).await?;
        feed::hold(stores, leased).await?;
        return Ok(Next::Done);
    }
    leased.import_mut().transition(ImportStatus::AwaitingConfirmation, stores.now())?;
""",
        """\
    if leased.import().is_feed_file() {
        write_results(stores, &mut leased, ImportStatus::AwaitingConfirmation, planned).await?;
        // The people who supply a feed's file may see only these copies, and no others are written unless the file is confirmed.
        copy_results_of_drop(stores, &mut leased).await?;
        feed::hold(stores, leased).await?;
        return Ok(Next::Done);
    }
    leased.import_mut().transition(ImportStatus::AwaitingConfirmation, stores.now())?;
    leased.save(stores).await?;
    write_results(stores, &mut leased, ImportStatus::AwaitingConfirmation, planned).await?;
""",
    ),
    # Planning a row.
    Break(
        "identical-rows-fail",
        "Identical rows are treated as different ones",
        PLAN,
        IMPORTS,
        "self.layout.identical_rows == IdenticalRows::Collapse",
        "self.layout.identical_rows != IdenticalRows::Collapse",
    ),
    Break(
        "different-rows-of-one-person",
        "Different rows with the same address are both applied",
        PLAN,
        IMPORTS,
        "if seen != Seen::First\n",
        "if matches!(seen, Seen::Identical { .. })\n",
    ),
    Break(
        "empty-cell-changes",
        "An empty cell counts as a change of the stored value",
        DECIDE,
        IMPORTS,
        "(old, new.is_some() && old != new)",
        "(old, old != new)",
    ),
    Break(
        "cohort-retained",
        "A user who moves to another company retains the former cohort",
        DECIDE,
        IMPORTS,
        "(None, true) => None,",
        "(None, true) => user.cohort_id.clone(),",
    ),
    Break(
        "courses-assigned-again",
        "Courses that a user already has are assigned again",
        DECIDE,
        IMPORTS,
        ".filter(|id| !user.courses.contains_key(*id))",
    ),
    Break(
        "enabled-users-invited",
        "An update also invites users who were already enabled",
        DECIDE,
        IMPORTS,
        "        && !user.enabled\n        && !user.activated\n",
        "        && !user.activated\n",
    ),
    Break(
        "self-disabled",
        "The person who starts an import can disable themselves",
        DECIDE,
        IMPORTS,
        "if disables_self && user.enabled {",
        "if disables_self && !user.enabled {",
    ),
    # Decisions of people, and the state of an import.
    Break(
        "cancelled-confirmed",
        "A cancelled import can be confirmed",
        REVIEW,
        IMPORTS,
        "if import.status() != ImportStatus::AwaitingConfirmation {",
        "if !matches!(import.status(), ImportStatus::AwaitingConfirmation | ImportStatus::Cancelled) {",
    ),
    Break(
        "cancelled-while-written",
        "An import can be cancelled while it is being written",
        STATUS,
        IMPORTS,
        "Importing => matches!(next, Completed | Failed),",
        "Importing => matches!(next, Cancelled | Completed | Failed),",
    ),
    Break(
        "failed-not-retried",
        "An import that failed while it was being written cannot be retried",
        STATUS,
        IMPORTS,
        "Failed => matches!(next, Validating | Importing),",
        "Failed => matches!(next, Validating),",
    ),
    Break(
        "planned-counted",
        "An import that ends without writing counts its planned rows",
        CHANGE,
        IMPORTS,
        "self.summary = Summary { failed: self.planned().failed, ..Summary::default() };",
        "self.summary = self.planned();",
    ),
    Break(
        "version-conflict-ignored",
        "A version conflict of an import is ignored",
        "shared/src/flow/update.rs",
        IMPORTS,
        "Ok(imports.replace_import(import).await? == Replaced::Done)",
        "imports.replace_import(import).await?;\n    Ok(true)",
    ),
    Break(
        "preview-does-not-expire",
        "An import that is not confirmed in time does not expire",
        "shared/src/flow/end.rs",
        IMPORTS,
        "import.expires_at().is_none_or(|at| at > now)",
        "import.expires_at().is_none_or(|at| at <= now)",
    ),
    Break(
        "corrected-after-cancellation",
        "A correction takes precedence over a concurrent cancellation",
        CORRECT,
        IMPORTS,
        "import.finished_at().is_some_and(|at| at >= requested_at)",
        "import.finished_at().is_some_and(|at| at < requested_at)",
    ),
    Break(
        "corrected-in-two-writes",
        "The import that corrects another one is created before the other one is superseded",
        CORRECT,
        IMPORTS,
        "if stores.create_and_replace_import(&created, &old).await? == Replaced::Done {",
        "if stores.create_import(&created).await? && stores.replace_import(&old).await? == Replaced::Done {",
    ),
    Break(
        "corrected-not-cancelled",
        "An import that was corrected is not cancelled",
        "shared/src/import/chain.rs",
        IMPORTS,
        """\
        if self.status == ImportStatus::AwaitingConfirmation {
            self.end_unwritten(ImportStatus::Cancelled, now)?;
        }
""",
    ),
    Break(
        "unknown-fields-lost",
        "An import loses the fields that this version does not know",
        "shared/src/import/mod.rs",
        IMPORTS,
        "    #[serde(flatten)]\n    unknown: Unknown,\n",
        "    #[serde(skip)]\n    unknown: Unknown,\n",
    ),
    # Receiving a file, resuming an import, and the sweep.
    Break(
        "import-per-event",
        "Every event for a dropped file creates an import",
        RECEIVE,
        IMPORTS,
        """\
    let claimed_before = stores.claim(&claim_key, &claim, now + RESULTS_RETENTION).await?;
    let id = claimed_before.unwrap_or(claim).import_id;
""",
        """\
    let id = ImportId::at(now, stores.random_bits());
""",
    ),
    Break(
        "validation-not-resumed",
        "A resume message does not continue the validation of a file",
        RECEIVE,
        IMPORTS,
        "ImportStatus::Validating => lease(stores, import, |_| Ok(())).await,",
        "ImportStatus::Validating => Ok(Start::Ignored),",
    ),
    Break(
        "resumed-import-not-completed",
        "A resume message does not complete an import whose chunks are done",
        RECEIVE,
        IMPORTS,
        "ImportStatus::Importing => Ok(Start::Next(id.clone(), Next::Complete(id.clone()))),",
        "ImportStatus::Importing => Ok(Start::Ignored),",
    ),
    Break(
        "large-import-not-resumed",
        "The worker of the last chunk of a large import does not send the message that resumes the import",
        RUN,
        IMPORTS,
        "Next::Resume(import_id) => return Ok(stores.send_resume(&ResumeMessage { import_id }).await?),",
        "Next::Resume(_) => return Ok(()),",
    ),
    Break(
        "missing-chunks-not-resent",
        "The sweep does not resend missing chunks",
        SWEEP,
        IMPORTS,
        """\
        Some((import, StallCheck::Restarted)) if import.status() == ImportStatus::Importing => {
            Action::SendMissing(Box::new(import))
        }
""",
    ),
    Break(
        "ended-not-announced",
        "The sweep does not announce imports that have ended",
        SWEEP,
        IMPORTS,
        "ImportStatus::Expired => Ok(Action::Announce(Box::new(import))),",
        "ImportStatus::Expired => Ok(Action::Leave),",
    ),
    Break(
        "upload-not-found",
        "The sweep does not look for an upload whose event was lost",
        SWEEP,
        IMPORTS,
        "Ok(Change::Write(Action::Resume))",
        "Ok(Change::Write(Action::Leave))",
    ),
    Break(
        "restarts-not-counted",
        "The sweep does not count restarts",
        CHANGE,
        IMPORTS,
        "        self.restarts += 1;\n",
    ),
    Break(
        "no-chunk-is-progress",
        "An import counts as making progress although no chunk has been finished",
        CHANGE,
        IMPORTS,
        "if done <= self.chunks_seen {",
        "if done < self.chunks_seen {",
    ),
    # Feeds: one file at a time, in order.
    Break(
        "feed-version-not-incremented",
        "Taking a feed does not increment its version",
        FLOW_FEED,
        FEEDS,
        "            feed.increment_version();\n            leased.import_mut().stop_waiting();\n",
        "            leased.import_mut().stop_waiting();\n",
    ),
    Break(
        "feed-free-while-checked",
        "A feed counts as free while one of its files is being validated",
        FLOW_FEED,
        FEEDS,
        "filter(|import| import.status().is_in_progress())",
        "filter(|import| import.status() == ImportStatus::Importing)",
    ),
    Break(
        "confirmed-while-written",
        "A file is confirmed while another one is being written",
        FLOW_FEED,
        FEEDS,
        """\
        if import_in_progress(stores, &feed, id).await?.is_some() {
            return Ok(Some((before, FeedTaken::Busy)));
        }
""",
    ),
    Break(
        "order-ignored",
        "The order of files is ignored",
        FLOW_FEED,
        FEEDS,
        "else { feed.is_out_of_date(&order) };",
        "else { false };",
    ),
    Break(
        "order-not-recorded",
        "Files are ordered by the time at which their events are processed",
        FLOW_FEED,
        FEEDS,
        "    import.record_order(object.order());\n",
    ),
    Break(
        "older-waiting-file-stays",
        "Of two files that wait for their feed, the newer one is superseded",
        FLOW_FEED,
        FEEDS,
        ".filter(|before| order_of(before) > order)",
        ".filter(|before| order_of(before) < order)",
    ),
    Break(
        "older-held-file-stays",
        "An older file that waits at the brake is not superseded",
        FLOW_FEED,
        FEEDS,
        "    if is_older { supersede(stores, held.id(), import.id()).await } else { Ok(()) }\n",
        "    let _is_left_at_the_brake = is_older;\n    Ok(())\n",
    ),
    Break(
        "newer-held-file-ignored",
        "A newer file that waits at the brake is ignored",
        FLOW_FEED,
        FEEDS,
        "held.status() == ImportStatus::AwaitingConfirmation && order_of(held) > order_of(import);",
        "held.status() == ImportStatus::Importing && order_of(held) > order_of(import);",
    ),
    Break(
        "feed-not-released",
        "An import that ends without being completed does not release its feed",
        ANNOUNCE,
        FEEDS,
        "    feed::release(stores, &import).await?;\n",
    ),
    Break(
        "feed-written-separately",
        "An import is written before its feed instead of together with it",
        "shared/src/flow/lease.rs",
        FEEDS,
        "                    stores.replace_import_and_feed(&self.import, &feed).await?\n",
        """\
                    let replaced = stores.replace_import(&self.import).await?;
                    if replaced == Replaced::Done {
                        stores.write_feed(&feed).await?;
                    }
                    replaced
""",
    ),
    Break(
        "previous-file-forgotten",
        "A completed file does not become the previous one when the next file is completed",
        FEED_STATE,
        FEEDS,
        "self.previous = self.newest.replace(file);",
        "self.newest = Some(file);",
    ),
    Break(
        "file-before-previous-forgotten",
        "After an undo, the feed does not name the file before the one that became the newest",
        FEED_STATE,
        FEEDS,
        "self.newest = std::mem::replace(&mut self.previous, earlier);",
        "self.newest = self.previous.take();",
    ),
    Break(
        "errors-prevent-confirmation",
        "A feed's file with errors cannot be confirmed",
        REVIEW,
        FEEDS,
        "if import.planned().failed > 0 && !ignore_errors && import.feed().is_none() {",
        "if import.planned().failed > 0 && !ignore_errors {",
    ),
    # Feeds: brake, roster and members.
    Break(
        "brake-at-the-limit",
        "The brake stops a file that only reaches a limit",
        "shared/src/feed/brake.rs",
        FEEDS,
        "found * 100 > u64::from(allowed) * of;",
        "found * 100 >= u64::from(allowed) * of;",
    ),
    Break(
        "unreadable-at-the-limit",
        "Absence does not count at the allowed number of unreadable rows",
        ROSTER,
        FEEDS,
        "self.shape.unreadable > unreadable_max",
        "self.shape.unreadable >= unreadable_max",
    ),
    Break(
        "same-file-counts",
        "Absence counts although the file is the same",
        ROSTER,
        FEEDS,
        """\
        } else if self.sha256 == newest {
            Absence::SameFile
        } else {
""",
        """\
        } else {
""",
    ),
    Break(
        "disabled-too-late",
        "People are disabled one file too late",
        ROSTER,
        FEEDS,
        "missing < self.feed.missing_after {",
        "missing <= self.feed.missing_after {",
    ),
    Break(
        "disabled-person-leaves-roster",
        "Absent people who are already disabled leave the roster",
        ROSTER,
        FEEDS,
        """\
            if row.reason == Some(Reason::Unchanged) {
                retained.push(counted);
                continue;
            }
""",
        """\
            if row.reason == Some(Reason::Unchanged) {
                continue;
            }
""",
    ),
    Break(
        "due-person-leaves-roster",
        "Absent people who are due to be disabled leave the roster",
        ROSTER,
        FEEDS,
        "            retained.push(RosterEntry { is_due, ..counted });\n",
        """\
            if !is_due {
                retained.push(counted);
            }
""",
    ),
    Break(
        "failed-row-is-absent",
        "A person whose row has an error counts as absent",
        PLAN,
        FEEDS,
        "        if let Some(address) = drafts.address(&draft) {\n",
        "        if !draft.problems.has_error()\n            && let Some(address) = drafts.address(&draft)\n        {\n",
    ),
    Break(
        "failed-row-leaves-roster",
        "People whose row failed leave the roster",
        "shared/src/flow/validate/planner.rs",
        FEEDS,
        "        _ => user.filter(|user| user.feed.as_ref() == Some(feed))",
        "        (Outcome::Failed, _) => None,\n        _ => user.filter(|user| user.feed.as_ref() == Some(feed))",
    ),
    Break(
        "feed-enables-others",
        "A feed enables people whom it did not disable",
        DECIDE,
        FEEDS,
        "&& !user.enabled && !user.disabled_by_feed",
        "&& !user.enabled && user.disabled_by_feed",
    ),
    Break(
        "feed-disabling-not-recorded",
        "A row of a feed that disables a person does not record that the feed did it",
        DECIDE,
        FEEDS,
        "(true, false) => context.feed.is_some(),",
        "(true, false) => false,",
    ),
    Break(
        "other-feed-taken-over",
        "A feed takes over people who belong to another feed",
        DECIDE,
        FEEDS,
        """\
    if context.feed.is_some() && user.feed.is_some() && context.feed != user.feed.as_ref() {
        return skip(Reason::OtherFeed);
    }
""",
    ),
    Break(
        "deleted-feed-retains-people",
        "People still belong to a feed that was deleted",
        "shared/src/flow/existing_feeds.rs",
        FEEDS,
        "        user.feed = self.existing(stores, Some(id)).await?;\n",
        "        let _is_retained = self.existing(stores, Some(id)).await?;\n",
    ),
    # Invitations.
    Break(
        "sent-before-claim",
        "An e-mail is sent before the claim",
        SEND,
        INVITATIONS,
        """\
    if stores.claim_invitation(&update).await? != UserWritten::Done {
        // Usually, another worker wrote the user. If the invitation is still queued, it becomes due again.
        slots.give_back(slot);
        return Ok(Done::Discarded);
    }
    let tags = MessageTags::Invitation { user_id: user.user_id.clone(), attempt: attempt.clone() };
    let Some(outcome) = call_in_slot(stores, &email, &tags, slot, slots).await else {
        let now = stores.now();
        change_user(stores, &user.address, |user| give_back(user, &attempt, now, now)).await?;
        return Ok(Done::GivenBack);
    };
""",
        """\
    let tags = MessageTags::Invitation { user_id: user.user_id.clone(), attempt: attempt.clone() };
    let Some(outcome) = call_in_slot(stores, &email, &tags, slot, slots).await else { return Ok(Done::GivenBack) };
    if stores.claim_invitation(&update).await? != UserWritten::Done {
        return Ok(Done::Discarded);
    }
""",
    ),
    Break(
        "link-refused-if-delivered",
        "A link is refused if the mail service has reported the delivery of its e-mail",
        "shared/src/user/invitation.rs",
        INVITATIONS,
        "    if !is_valid || !is_pending(user) || !user.invitation.may_become(State::Accepted) {\n",
        "    if !is_valid || !is_pending(user) || user.invitation != State::Sent {\n",
    ),
    Break(
        "disabled-user-invited",
        "A user who was disabled after being queued is invited",
        "shared/src/user/invitation.rs",
        INVITATIONS,
        "if user.invitation != State::Queued || !is_pending(user) || is_suppressed {",
        "if user.invitation != State::Queued || is_suppressed {",
    ),
    Break(
        "account-stop-forever",
        "Sending does not resume when the account may send again",
        "shared/src/flow/invitation/enqueue.rs",
        INVITATIONS,
        "if stop.reason == StopReason::Account && quota.is_enabled => {",
        "if stop.reason == StopReason::Account && quota.is_enabled && rate < 0.0 => {",
    ),
    Break(
        "sent-again-if-unknown",
        "An e-mail is sent again when the outcome is unknown",
        SEND,
        INVITATIONS,
        'was sent; its events will show");\n',
        'was sent; its events will show");\n'
        "            change_user(users, address, |user| give_back(user, attempt, now, now)).await?;\n",
    ),
    Break(
        "sent-without-slot",
        "An e-mail is sent late, without a slot",
        SEND,
        INVITATIONS,
        "if is_in_time(slot, now) {",
        "if slot <= now || is_in_time(slot, now) {",
    ),
    Break(
        "throttled-not-returned",
        "A throttled e-mail is not returned to the queue",
        SEND,
        INVITATIONS,
        "            change_user(users, address, |user| give_back(user, attempt, now + wait, now)).await?;\n",
    ),
    Break(
        "sent-not-recorded",
        "It is not recorded that the mail service accepted an e-mail",
        SEND,
        INVITATIONS,
        "            change_user(users, address, |user| confirm_sent(user, attempt, &message_id, now)).await?;\n",
    ),
    Break(
        "slot-used-twice",
        "A slot that was given back is used twice",
        "shared/src/flow/invitation/slots.rs",
        INVITATIONS,
        "inner.spare.swap_remove(first)",
        "inner.spare[first]",
    ),
    Break(
        "slots-too-dense",
        "The interval between slots does not include the tolerance",
        "shared/src/invitation/sending.rs",
        INVITATIONS,
        "let window_us = 1_000_000.0 + TOLERANCE.as_micros() as f64;",
        "let window_us = 1_000_000.0_f64;",
    ),
    Break(
        "queuing-not-recorded",
        "Queuing a user is not recorded",
        "shared/src/flow/invitation/enqueue.rs",
        INVITATIONS,
        """\
        let written = stores.update_users(&updates).await?;
        let mut user_ids =""",
        """\
        let written = vec![UserWritten::Done; updates.len()];
        let mut user_ids =""",
    ),
    Break(
        "never-queued-again",
        "A user is never queued again",
        USER_INVITATION,
        INVITATIONS,
        "|invited| invited.due_at = now + ENQUEUED_FOR)",
        "|invited| invited.due_at = now + LINK_LIFETIME)",
    ),
    Break(
        "asked-while-sending",
        "An invitation that is being sent can be requested again",
        USER_INVITATION,
        INVITATIONS,
        """\
        State::Queued | State::Sending | State::Complained | State::Accepted => return Requested::AlreadyInvited,
        _ if is_suppressed => return Requested::AlreadyInvited,
        State::None | State::Held | State::Expired => {}
""",
        """\
        State::Queued | State::Complained | State::Accepted => return Requested::AlreadyInvited,
        _ if is_suppressed => return Requested::AlreadyInvited,
        State::None | State::Held | State::Sending | State::Expired => {}
""",
    ),
    Break(
        "unconfirmed-sent-again",
        "An e-mail without any event for fifteen minutes is sent again",
        USER_INVITATION,
        INVITATIONS,
        "Some(changed(user, State::Unconfirmed, now, |invited| invited.reason = Some(Reason::NoEvent)))",
        "Some(changed(user, State::Queued, now, |invited| invited.due_at = now))",
    ),
    Break(
        "event-of-earlier-claim",
        "The event for an earlier claim is applied to the latest one",
        USER_INVITATION,
        INVITATIONS,
        "let is_latest = is_claimed(user, &event.attempt);",
        "let is_latest = detail(user).is_some();",
    ),
    Break(
        "late-event-ignored",
        "An event that arrives after fifteen minutes is ignored",
        USER_INVITATION,
        INVITATIONS,
        """\
        (MailEventKind::Sent, State::Sending | State::Unconfirmed) if is_latest => State::Sent,
        (MailEventKind::Delivered, State::Sending | State::Unconfirmed | State::Sent) if is_latest => State::Delivered,
""",
        """\
        (MailEventKind::Sent, State::Sending) if is_latest => State::Sent,
        (MailEventKind::Delivered, State::Sending | State::Sent) if is_latest => State::Delivered,
""",
    ),
    Break(
        "accepted-not-active",
        "A person who uses the link of an invitation does not become active",
        USER_INVITATION,
        INVITATIONS,
        "    after.activated = true;\n",
    ),
    Break(
        "token-stored",
        "The table contains the token of a link instead of its hash",
        "shared/src/invitation/token.rs",
        INVITATIONS,
        "TokenHash(hex::encode(Sha256::digest(self.0)))",
        "TokenHash(self.to_text())",
    ),
    # Changes that the simulation is not expected to find.
    Break(
        "completed-without-lease",
        "an import is completed without a lease",
        COMPLETE,
        IMPORTS,
        "if import.status() != ImportStatus::Importing || import.is_leased(now) {",
        "if import.status() != ImportStatus::Importing {",
        "the version check prevents conflicts",
    ),
    Break(
        "lost-response-not-recognized",
        "a lost response is not recognized",
        "tests/simulation/src/store/imports.rs",
        IMPORTS,
        """\
        if stored == import {
            return Replaced::Done;
        }
        if stored.version() + 1 != import.version() {
""",
        """\
        if stored.version() + 1 != import.version() {
""",
        "the sweep repeats the step",
    ),
    Break(
        "token-not-compared",
        "a token is not compared with the stored hash",
        USER_INVITATION,
        INVITATIONS,
        "let is_valid = invited.token.as_ref() == Some(token) && !invited.is_expired(now)",
        "let is_valid = !invited.is_expired(now)",
        "the item of an invalid token is already gone",
    ),
    Break(
        "waiting-file-not-cancelled",
        "a file that begins to wait for its feed does not cancel the file that already waits",
        RUN,
        FEEDS,
        "                feed::supersede(stores, &older, &newer).await?;\n",
        "                let _is_left_waiting = (older, newer);\n",
        "the older file finds the newer one when it is resumed",
    ),
    Break(
        "undo-earlier-attempt-ignored",
        "an undo does not look for an earlier attempt at the same chunk",
        APPLY_UNDO,
        UNDONE,
        """\
            if adopt_undo(row, &user, &context, &companies) {
                continue;
            }
""",
        reason="the second attempt finds nothing left to undo, and no law says which rows an undo must skip",
    ),
    Break(
        "undo-planned-at-once",
        "an undo is planned while the second worker of a chunk may still write",
        "shared/src/flow/validate/undo.rs",
        UNDONE,
        "Ok(undone.is_none_or(|undone| !undone.may_write_users(stores.now())))",
        "Ok(undone.is_none_or(|undone| !undone.may_write_users(stores.now())) || undo.version() > 0)",
        "about one of 10,000 seeds notices",
    ),
    Break(
        "results-under-one-key",
        "the results of a chunk are stored under one fixed key",
        APPLY,
        IMPORTS,
        "let attempt = unique_name(stores);",
        'let attempt = "results".to_owned();',
        "two attempts with different results are too rare",
    ),
]


def problems_of(root):
    """Returns what is wrong with the table, given the code in this folder."""
    problems = [f"{name}: the name is used {count} times" for name, count in Counter(it.name for it in BREAKS).items() if count > 1]
    for it in BREAKS:
        path = root / it.file
        count = path.read_text(encoding="utf-8").count(it.old) if path.is_file() else 0
        if count != 1:
            problems.append(f"{it.name}: {it.file} contains the code to be changed {count} times instead of once")
        if it.old == it.new:
            problems.append(f"{it.name}: nothing is changed")
        if f"fn {it.test.name}()" not in (root / f"tests/simulation/tests/{it.test.binary}.rs").read_text(encoding="utf-8"):
            problems.append(f"{it.name}: there is no test {it.test.name} in {it.test.binary}")
    return problems


def copy_tree(folder):
    """Copies the files that Git tracks, with the changes that are not committed yet."""
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, tracked.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            # The time of modification must be now: Cargo builds again only what is newer than the last build.
            shutil.copy(ROOT / name, folder / name)


def build(folder, test, profile):
    """Builds the binary that contains a test. Returns its path."""
    command = ["cargo", "test", "--profile", profile, "-p", "rollcall-simulation", "--test", test.binary]
    command += ["--no-run", "--message-format", "json"]
    environment = dict(os.environ)
    if target := environment.get("CARGO_TARGET_DIR"):
        # Cargo would use broken code from a folder that is shared with the working tree for builds of that tree.
        environment["CARGO_TARGET_DIR"] = f"{target}-breaks"
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    messages = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode != 0:
        of_compiler = [message["message"] for message in messages if message["reason"] == "compiler-message"]
        errors = [message["rendered"] for message in of_compiler if message["level"].startswith("error")]
        raise DoesNotCompile(errors[0] if errors else done.stderr[-3000:])
    artifacts = [message for message in messages if message["reason"] == "compiler-artifact" and message["executable"]]
    return next(artifact["executable"] for artifact in artifacts if artifact["target"]["name"] == test.binary)


def run(executable, test, begin, end):
    """Runs a test with the seeds from `begin` up to but not including `end`. Returns what it found, or `None` if it passed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SIM_")}
    environment |= {"SIM_FROM": str(begin), "SIM_SEEDS": str(end - begin), "RUST_BACKTRACE": "0"}
    begun, seeds = time.monotonic(), f"{begin} to {end - 1}"
    try:
        # A seed takes a fraction of a second, even in a debug build.
        timeout = 120 + end - begin
        command = [executable, test.name, "--exact"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, errors="replace", timeout=timeout)
    except subprocess.TimeoutExpired:
        return Found(None, seeds, time.monotonic() - begun, "the test does not end")
    output = done.stdout + done.stderr
    if done.returncode == 0:
        assert "1 passed" in output, f"{executable} does not contain the test {test.name}"
        return None
    seed = re.search(r"found after ([\d.]+) s; SIM_SEED=(\d+) does it again", output)
    law = re.search(r'^seed \d+: \[\n +"(.*)",$', output, re.MULTILINE)
    if seed and law:
        return Found(int(seed[2]), seed[2], float(seed[1]), law[1].replace('\\"', '"'))
    panic = re.search(r"panicked at .*\n(.*)", output)
    return Found(None, seeds, time.monotonic() - begun, panic[1] if panic else f"the test ends with {done.returncode}")


def find(executable, test, seeds):
    """Returns the smallest seed below `seeds` with which the test fails, or `None` if it passes with all of them."""
    begin, seconds = 0, 0.0
    for end in [step for step in STEPS if step < seeds] + [seeds]:
        begun = time.monotonic()
        if found := run(executable, test, begin, end):
            return replace(found, seconds=seconds + found.seconds)
        begin, seconds = end, seconds + time.monotonic() - begun
    return None


def try_break(folder, it, arguments):
    """Makes a break, finds the first seed that notices, and reverts the break."""
    path = folder / it.file
    sound = path.read_text(encoding="utf-8")
    path.write_text(sound.replace(it.old, it.new), encoding="utf-8")
    try:
        return find(build(folder, it.test, arguments.profile), it.test, arguments.seeds)
    finally:
        path.write_text(sound, encoding="utf-8")


def table_of(results, seeds):
    rows = ["| Change | Found by seed | After |", "| --- | --- | --- |"]
    for it, found in results:
        if found:
            rows.append(f"| {it.change} | {found.seeds} | {found.seconds:.{0 if found.seconds >= 10 else 1}f} s |")
        elif not it.reason:
            rows.append(f"| {it.change} | none of {seeds:,} | |")
    return rows


def list_of(results):
    missed = [it for it, found in results if it.reason and not found]
    items = [f"{it.change}: {it.reason}" + (";" if it != missed[-1] else ".") for it in missed]
    wrap = lambda item: textwrap.wrap(item, WIDTH, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False)
    return [line for item in items for line in wrap(item)]


def write_manual(table, items):
    """Replaces the table and the list in the manual."""
    lines = (ROOT / MANUAL).read_text(encoding="utf-8").splitlines()
    table_at = lines.index("| Change | Found by seed | After |")
    lines[table_at : lines.index("", table_at)] = table
    sentence_at = next(at for at, line in enumerate(lines) if line.startswith("The simulation does not find some changes"))
    list_at = lines.index("", sentence_at) + 1
    lines[list_at : (lines + [""]).index("", list_at)] = items
    (ROOT / MANUAL).write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--seeds", type=int, default=5_000)
    parser.add_argument("--profile", default="program")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    problems = problems_of(ROOT)
    chosen = [it for it in BREAKS if not arguments.names or {it.name, it.test.name} & set(arguments.names)]
    unknown = set(arguments.names) - {name for it in BREAKS for name in (it.name, it.test.name)}
    problems += [f"there is no break and no test with the name {name}" for name in sorted(unknown)]
    if arguments.write and arguments.names:
        problems.append("--write needs the results of all breaks")
    if problems:
        sys.exit("\n".join(problems))
    if arguments.check:
        print(f"{len(BREAKS)} breaks, {sum(not it.reason for it in BREAKS)} of which the simulation must find")
        return
    results, failures = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        copy_tree(folder)
        for test in dict.fromkeys(it.test for it in chosen):
            if found := run(build(folder, test, arguments.profile), test, 0, BASELINE):
                sys.exit(f"the unchanged code breaks a law of {test.name}, seed {found.seeds}: {found.law}")
        print(f"the unchanged code keeps all laws for {BASELINE} seeds of each test; {len(chosen)} breaks", flush=True)
        for it in chosen:
            try:
                found = try_break(folder, it, arguments)
            except DoesNotCompile as error:
                failures.append(it.name)
                print(f"{it.name:32} does not compile:\n{error}", flush=True)
                continue
            results.append((it, found))
            if found:
                print(f"{it.name:32} seed {found.seeds:>8} {found.seconds:8.1f} s  {found.law[:80]}", flush=True)
            elif it.reason:
                print(f"{it.name:32} not found, as expected: {it.reason}", flush=True)
            else:
                failures.append(it.name)
                print(f"{it.name:32} NOT FOUND in {arguments.seeds:,} seeds", flush=True)
    table, items = table_of(results, arguments.seeds), list_of(results)
    print("\n".join(["", *table, "", *items]))
    if arguments.write:
        write_manual(table, items)
    if failures:
        sys.exit(f"\nnot found or not compiled: {', '.join(failures)}")


if __name__ == "__main__":
    main()
