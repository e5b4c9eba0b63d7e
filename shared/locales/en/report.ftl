# The report of `rollcall import`.

import-of = Import { $import } of { $file }: { $end }
dry-run-of = Dry run of { $file }: { $end }. Nothing was written.
file-refused = { $file }: { $end }

## How an import ended.

completed = completed
rejected = rejected
cancelled = cancelled
failed = failed
expired = expired

## Labels of the counts.

count-created = created
count-updated = updated
count-disabled = disabled
count-skipped = skipped
count-failed = failed
count-course-assignments = course assignments
count-invitations = invitations
count-rows-blank = blank rows left out
count-rows-repeated = repeated rows left out
count-rows-left-out = rows left out
if-skipped = With { $option }: { $created } created, { $updated } updated, { $skipped } skipped, { $failed } failed.

## Problems.

problems = { $errors ->
    [one] { $errors } error
   *[other] { $errors } errors
}, { $warnings ->
    [one] { $warnings } warning
   *[other] { $warnings } warnings
}
error = error
warning = warning
problem = { $place }: { $message }
more = … and { $count } more
more-in-file = … and { $count } more, see { $file }
warnings-in-file = Warnings of imported rows: see { $file }

## Files that were saved.

file-result = Result: { $path }
file-users = One row per user: { $path }
file-corrections = Corrections file (correct it and import it again): { $path }
file-corrections-path = Corrections file: { $path }

## A rejected file; what an update changes; what to do next.

nothing-imported = Nothing was imported.
rows-valid = Rows without errors: { $valid } of { $total }.
changes = Changes to existing users:
changes-by-column = Changes to existing users, by column: { $columns }
change-of = { $place }, { $email }: { $changes }
new-courses = new courses { $titles }
disabled-missing = Disabled, because they are missing from the file:
courses-left-out = Courses that the corrections leave out:
course-left-out = { $title }, { $company }: { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
}
advice-file = Correct the problems of the file itself, then import it again. No option skips them.
advice-skip = To import only the rows without errors: { $command }
created-uninvited = The created users have no invitation yet.
users-exist = { $count ->
    [one] { $count } user in the file already exists.
   *[other] { $count } users in the file already exist.
}
never-invited = { $count ->
    [one] { $count } existing user has never been invited.
   *[other] { $count } existing users have never been invited.
}
advice-invite = To invite the users of this import: { $command }
advice-invite-existing = To invite users who already exist: { $command }
advice-invite-all = To invite everyone who has no invitation: { $command }

## Why an import failed, and why a decision about it was refused. The API is more specific in English.

failure-store-refused = The file store or the table of the stack rejected a request from the import. See the stack’s log for the cause, fix it, then retry the import.
failure-plan-unreadable = The stored data of the import cannot be read. Import the file again.
failure-import-stalled = The import stopped making progress and was restarted three times without success. Nothing is lost: once the alarms of the stack have cleared, retry the import, and it continues where it stopped.
failure-store-refused-finally = The file store or the table of the stack rejected a request from the import; retrying will not help. See the stack’s log for the cause. Once it is fixed, import the file again: users that were already written are recognized.
failure-program-stopped = The program stopped three times while it read this file, perhaps for lack of memory. No user was written. Split the file or give the program more memory, then import the file again.

## A decision that the status of an import does not allow. The status is one of these, or how the import ended.

awaiting-upload = awaiting upload
validating = validating
importing = importing
refused-not-waiting = The import is { $status }, not awaiting confirmation.
refused-has-errors = { $rows ->
    [one] { $rows } row has errors. Confirm with "ignore_errors": true to import the others, or cancel and correct the file.
   *[other] { $rows } rows have errors. Confirm with "ignore_errors": true to import the others, or cancel and correct the file.
}
refused-too-late-to-cancel = { $state ->
    [importing] The import is already being carried out, so it can no longer be cancelled.
   *[other] The import is { $status }, so it can no longer be cancelled.
}
refused-not-failed = The import is { $status }; only a failed one can be retried.

## The report of `rollcall undo`.

undo-of = Import { $undo }, which undoes { $import }: { $end }
undo-preview-of = Preview of the undo of import { $import }. Nothing was written.
undo-question = { $removed ->
    [one] Remove { $removed } user
   *[other] Remove { $removed } users
} and restore { $restored }?
imports-since = Imports completed since then (if one of them was correct, import its file again after the undo):
count-removed = removed
count-restored = restored
count-course-assignments-removed = course assignments removed
undo-retained = Not undone:
retained-value = { $email }: { $column } stays { $current }
retained-empty = { $email }: { $column } stays empty
retained-user = { $email }: { $reason }
reason-changed-since = changed since
reason-active = has signed in or activated the account
reason-gone = no longer exists
reason-self-disable = is the person who undoes the import
reason-kept = nothing can be undone

## A file that is waiting because it exceeds the limits of its feed.

awaiting-confirmation = awaiting confirmation
would-wait = the import would wait for confirmation
held = The file exceeds the limits of its feed. Nothing has been written yet.
held-dry-run = The file exceeds these limits of its feed:
held-create = users to be created
held-update = users to be updated
held-disable = users to be disabled
held-failed = rows with errors
held-absent = people missing from the file
held-limit = { $what }: { $users } ({ $found }%, limit { $allowed }%)
advice-confirm = If the file is correct, confirm the import: { $command }
advice-cancel = Otherwise, cancel it: { $command }
