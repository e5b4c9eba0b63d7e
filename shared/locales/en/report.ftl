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
count-skipped = skipped
count-failed = failed
count-course-assignments = course assignments
count-invitations = invitations
count-rows-blank = blank rows left out
count-rows-repeated = repeated rows left out
count-rows-left-out = header rows left out
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

## Files that were saved.

file-result = Result: { $path }
file-users = One row per user: { $path }
file-corrections = To be corrected and imported again: { $path }

## The report of `rollcall undo`.

undo-of = Import { $undo }, which undoes { $import }: { $end }
undo-preview-of = Preview of the undo of import { $import }. Nothing was written.
undo-question = { $removed ->
    [one] Remove { $removed } user
   *[other] Remove { $removed } users
} and restore { $restored }?
imports-since = Completed since. Import the right file again after the undo:
count-removed = removed
count-restored = restored
count-course-assignments-removed = course assignments removed
undo-left = Kept:
left-value = { $email }: { $column } stays { $current }
left-empty = { $email }: { $column } stays empty
left-user = { $email }: { $reason }
reason-changed-since = changed since
reason-active = has signed in or activated the account
reason-gone = does not exist any more
reason-self-disable = is the person who undoes the import
reason-kept = nothing can be taken back
