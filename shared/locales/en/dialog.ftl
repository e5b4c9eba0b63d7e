# The import dialog, `<rollcall-import>`. Names with an underscore are states and outcomes of the API.

importUsers = Import users
addUsers = Add users
close = Close
loading = Loading…
findingFile = Checking whether the file has arrived…
stepFile = File
stepCheck = Review
stepResult = Done
stepOf = Step { $at } of { $count }:


## The first step: template, file, options.

step1Help = The template has every column. Change only the rows, never the column names, and save the file as CSV UTF-8.
step1HelpEither = The template has every column. Change only the rows, never the column names, and save the file as a workbook (.xlsx) or as CSV UTF-8.
courseColumns = Course columns
download = Download template
downloadWithLists = With lists to choose from (.xlsx)
columns = Column guide
required = required
step2 = Choose the file
drop = Drop the CSV file here, or
dropEither = Drop the CSV file or workbook (.xlsx) here, or
select = Select file
limits = At most { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
} and { $size }.
limitsWorkbook = A workbook can be at most { $size }.
checking = Checking the file…
checked = { $rows ->
    [one] { $rows } row, ready to check
   *[other] { $rows } rows, ready to check
}
workbookLater = The workbook is checked after the upload.
step3 = Options
update = Update existing users
updateOn = Existing users get the values from the file.
updateOff = Existing users are skipped.
mails = Send invitations
mailsOn = New users get an invitation right away.
mailsOff = You can invite them later. Anyone who tries to sign in is invited automatically.
review = Review before importing
reviewOn = You’ll see what will change before anything is saved.
reviewOff = A file without errors is imported right away.
chooseFirst = Choose a file to continue.
chooseOther = Choose another file
past = Latest imports
checkFile = Check file
importRows = { $rows ->
    [one] Import { $rows } row
   *[other] Import { $rows } rows
}
factsCourses = { $count ->
    [one] { $count } course column
   *[other] { $count } course columns
}
firstRows = First rows of the file
encodingAssumed = The file doesn’t say how its letters are encoded. Choose the encoding in which these words look right.
encAuto = Detect automatically
encWestern = Western Europe
encCentral = Central Europe
encMac = Mac
encCyrillic = Cyrillic
encBaltic = Baltic
garbled = Some letters were garbled before this file was saved.
repair = Repair the garbled letters
keepText = Keep the text as it is
onErrors = If some rows have errors
onErrorsReject = Import nothing
onErrorsSkip = Import the other rows


## What is wrong with the file, before the upload.

fileCsv = This isn’t a CSV file. In your spreadsheet program, save it as “CSV UTF-8”, then choose the new file.
fileFormat = This is neither a CSV file nor a workbook (.xlsx) that can be read. In your spreadsheet program, save it as one of these, without a password, then choose the new file.
fileEmpty = The file is empty. Fill in the template and choose it again.
fileLarge = The file is larger than { $size }. Split it into several files.
fileRows = The file has at least { $found } rows; at most { $rows } are allowed. Split it into at least { $files } files.
fileNoRows = The file has column names but no rows. Add one row for each user.
headerMissing = The first row does not contain the column names of this template. Start from the downloaded template.
columnMissing = Missing columns: { $names }. Add them.
columnUnknown = These column names don’t match the template: { $names }
columnDouble = Duplicate columns: { $names }. Keep one of each.
columnMany = The file has more than { $max ->
    [one] { $max } course column
   *[other] { $max } course columns
}. Split the courses across several files.
oneFile = Choose one file at a time.
fileGone = The file was changed or moved and can’t be read any more. Choose it again.
headerHelp = For each of your columns, choose the matching column of the template. Your file itself is not changed.
yourColumn = Your file
firstCells = First values
templateColumn = Template
columnNumber = Column { $at }
ignoreColumn = Don’t import
ignoredColumn = Ignored
missingColumn = Missing
useNames = Use these names
namesUsed = The columns will be read under these names.
namesMissing = Choose a column of your file for: { $names }.
namesDouble = Chosen more than once: { $names }.
otherLayout_enrolment = This file is for “Import users”.
otherLayout_learners = This file is for “Add users”.
switchLayout = Switch to it


## Upload and progress.

uploading = Uploading
sent = { $sent } of { $size }
aliveUpload = You can close this window; the upload continues while the page stays open.
awaiting_upload = Waiting for the file
validating = Checking the rows
importing = Importing
awaiting_confirmation = Waiting for your decision
progressRows = { $done } of { $total ->
    [one] { $total } row
   *[other] { $total } rows
}
progressRead = { $done ->
    [one] { $done } row read
   *[other] { $done } rows read
}
alive = You can close this window or the page; the import continues.
lastChange = Working. Last change: { $ago }.
stuck = No progress. Last change: { $ago }. It will continue automatically; nothing is lost.
cancelImport = Cancel import
openUploading = Uploading { $percent }
openImporting = Import { $percent }
openWaiting = Review the import


## Errors of the connection, the service and the sign-in.

offline = You’re offline. Retrying automatically.
busy = The service is busy. Retrying automatically.
nextTry = Next try in { $seconds } s.
tryNow = Try now
decisionNotSent = Your decision has not been sent. Decide again.
decisionLate = Your decision was not sent in time.
retry = Try again
signIn = You’ve been signed out. Sign in again and we’ll carry on where you left off.
uploadRefused = The upload failed several times. Try again, or contact your portal administrator.
uploadLost = The upload was interrupted. Choose the file again to continue.
importGone = That import is no longer available.
unexpected = Something went wrong on this page. Try again.
unreachable = The service can’t be reached. Retrying automatically. If this continues, contact your portal administrator.
refused = The request was refused ({ $code }).
refusedScope = You don’t have permission to do this ({ $code }). Contact your portal administrator.
refusedState = This is no longer possible, because the import has changed ({ $code }).
refusedInput = The request is not valid ({ $code }).
fileNotKept = The file of this import is no longer stored. Choose it again.
decidedElsewhere = Someone else acted on this import in the meantime. This is its current state.


## The review.

noErrors = The file has no errors.
withErrors = { $count } of { $total ->
    [one] { $total } row
   *[other] { $total } rows
} { $count ->
    [one] has errors
   *[other] have errors
}.
withErrorsHelp = { $valid ->
    [one] Import the other one, or cancel and fix the file.
   *[other] Import the other { $valid }, or cancel and fix the file.
}
noneValid = None of the rows can be imported. Fix the file and try again.
noneValidFix = None of the rows can be imported yet. Correct the errors below.
preview = Preview
nothingYet = Nothing has been saved yet. Click a number to see the people.
warningsFix = Check the values below. You can correct them before the import.
perLanguage = E-mails by language: { $list }
rowsCount = { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
}
factUpdateOn = existing users are updated
factUpdateOff = existing users stay as they are
factMailsOn = new users get an invitation
factMailsOff = no invitations
factFixes = { $count ->
    [one] { $count } correction
   *[other] { $count } corrections
}
factLeftOut = { $count ->
    [one] { $count } row left out
   *[other] { $count } rows left out
}
startedBy = Started by { $who }, { $ago }
nothingTitle = Nothing to import
nothingExist = { $count ->
    [one] This person is already a user. To change their data, select “Update existing users”.
   *[other] All { $count } people are already users. To change their data, select “Update existing users”.
}
nothingNew = { $count ->
    [one] This person’s data is already up to date.
   *[other] The data of all { $count } people is already up to date.
}
withErrorsFix = { $valid ->
    [one] Correct the errors below, or import only the other row.
   *[other] Correct the errors below, or import only the other { $valid } rows.
}
withErrorsIdle = Correct the errors to import these people. The others are already users; nothing would change for them.
confirmCount = { $count ->
    [one] Import { $count } person
   *[other] Import { $count } people
}
confirmRest = Import { $count }, leave out { $left }
mailsNow = { $count ->
    [one] { $count } invitation will be sent.
   *[other] { $count } invitations will be sent.
}
updateThem = Update existing users
perLanguageOther = { $count } in the default language (no template for { $others })
back = Back
cancel = Cancel


## Counts and lists.

created = Created
updated = Updated
skipped = Skipped
failed = Can’t import
course_assignments = Course assignments
invitations = Invitations
emptyList = No one.
more = Show more
showing = Showing { $shown } of { $total }
showAll = Show all { $count }
row = Row
person = User
what = Details
exists = already exists, unchanged
unchanged = no changes
problems = Problems
kind_missing = Value missing
kind_invalid = Value not valid
kind_long = Too long
kind_unmatched = Not found in the portal
kind_duplicate = More than once in the file
kind_exists = User already exists
kind_header = Column names
kind_row = Row not readable
kind_other = Other
kind_check = Please check
warning = warning
to_created = To create
to_updated = To update
to_skipped = To skip
place = Company
disabledAccount = disabled
searchRows = Search these rows
found = { $count ->
    [one] { $count } match
   *[other] { $count } matches
}
foundFirst = { $found } in the first { $rows } rows
searchRest = Search the rest
rowsMany = { $count ->
    [one] { $count } row: { $list }
   *[other] { $count } rows: { $list }
}


## Corrections in place.

use = Use “{ $value }”
useThis = Use
chooseValue = Choose a value
corrected = Corrected value
leaveOut = Leave this row out
leaveOutMany = Leave these rows out
leaveOutAll = Leave all { $count } rows out
leaveOutValue = Leave this value out
leftOut = Left out of this import
courseLeftOut = “{ $title }” left out in { $count ->
    [one] { $count } row
   *[other] { $count } rows
}
undo = Undo
acceptSafe = Accept all safe suggestions ({ $count })
acceptSafeHelp = These values will be replaced:
acceptApply = { $rows ->
    [one] Replace in { $rows } row
   *[other] Replace in { $rows } rows
}
checkAgain = { $count ->
    [one] Check again with { $count } correction
   *[other] Check again with { $count } corrections
}
fixesChosen = { $count ->
    [one] { $count } correction chosen
   *[other] { $count } corrections chosen
}
fixesLost = Corrections of names and addresses are kept only until this page is reloaded.
fixesGone = Your corrections have not been applied and will be discarded.
cellMissing = Enter a value.
cellLong = { $max ->
    [one] At most { $max } character is allowed.
   *[other] At most { $max } characters are allowed.
}
cellEmail = This is not an e-mail address.
cellName = Names can’t contain symbols.
cellIdentifier = Use letters and digits only.
cellInvalid = This is not a valid code.
choiceUnknown = { $kind ->
    [company] There is no company with this name.
    [cohort] There is no cohort with this name.
   *[course] There is no course with this name.
}
choiceAlias = If it is an alias, choose “Use” again.
cellSame = Enter a different value.
aliasAsk = Remember these names for future imports?
aliasSend = Remember
aliasDone = These names will be recognized in future imports.
aliasTaken = Not remembered (already in use or no longer in the catalog): { $names }


## The result.

summary = Summary
completed = Import finished
completedWith = { $count ->
    [one] Import finished, { $count } row left out
   *[other] Import finished, { $count } rows left out
}
rejected = Nothing was imported
rejectedHelp = Fix the problems below and upload the file again.
rowsValid = Rows without errors: { $count }.
cancelled = Cancelled: nothing was imported
failed_import = The import stopped because of an error on our side
expired = Expired: nothing was imported
expiredHelp = This import expired because it wasn’t uploaded or confirmed in time. Import the file again.
exports = Export
exportJson = Export as JSON
exportCsv = Export as CSV
exportFix = Download with comments (.{ $format })
exportFixHelp = Your file with the problems written next to each row.
another = Import another file
fixPath = Correct the file
fixPath1 = Download your file with comments and correct it.
fixPath2 = Drop the corrected file here, or
rejectedCourses = Some courses in the file don’t exist. That stops the whole import.
failedRetry = Try again: the import continues where it stopped.
failedFinal = Contact your portal administrator.
pastEmpty = No imports yet.
doneCreated = { $count ->
    [one] { $count } user created
   *[other] { $count } users created
}
doneUpdated = { $count ->
    [one] { $count } user updated
   *[other] { $count } users updated
}
doneSkipped = { $count ->
    [one] { $count } user skipped
   *[other] { $count } users skipped
}
doneFailed = { $count ->
    [one] { $count } row with errors
   *[other] { $count } rows with errors
}
doneAssigned = { $count ->
    [one] { $count } course assigned
   *[other] { $count } courses assigned
}
doneInvited = { $count ->
    [one] { $count } user invited
   *[other] { $count } users invited
}
neverInvited = { $count ->
    [one] { $count } existing user has never been invited.
   *[other] { $count } existing users have never been invited.
}
inviteThese = { $count ->
    [one] Send an invitation to this person
   *[other] Send invitations to these { $count } people
}
inviteAsk = { $count ->
    [one] Send { $count } invitation now?
   *[other] Send { $count } invitations now?
}
inviteSend = { $count ->
    [one] Send { $count } invitation
   *[other] Send { $count } invitations
}
inviteDone = { $count ->
    [0] No invitations to send.
    [one] { $count } invitation is on its way.
   *[other] { $count } invitations are on their way.
}


## States in the list of imports.

short_awaiting_upload = No file yet
short_validating = Checking
short_awaiting_confirmation = To confirm
short_importing = Importing
short_completed = Finished
short_rejected = Rejected
short_cancelled = Cancelled
short_failed = Error
short_expired = Expired


## Undo.

undoTitle = Undo an import
undoStart = Undo this import…
undoImport = Show the import
undoShow = Show the undo
undoOf = Undo of { $name }
undo_validating = Preparing the undo
undo_importing = Undoing the import
undoAlive = You can close this window or the page; the undo continues.
undoPercent = Undo { $percent }
undoOpen = Review the undo
undoKeeps = Later changes are kept.
undoLinks = Invitations to the removed users will no longer work.
undoNothing = Nothing of this import can be undone.
undoSince = { $count ->
    [one] { $count } import has completed since
   *[other] { $count } imports have completed since
}
undoSinceHelp = The undo also removes people whom these imports contain but did not change. Afterwards, import the right file again.
undoScope = You don’t have permission to undo imports. Contact your portal administrator.
undoConfirm = { $removed ->
    [one] Remove { $removed } user
   *[other] Remove { $removed } users
} and restore { $restored }
undoRemove = { $removed ->
    [one] Remove { $removed } user
   *[other] Remove { $removed } users
}
undoRestore = { $restored ->
    [one] Restore { $restored } user
   *[other] Restore { $restored } users
}
undoStays = stays
undoRetry = Try again: the undo continues where it stopped.
undone = This import has been undone.
undoRunning = An undo of this import is in progress.
undoStopped = The undo of this import has stopped.
undo_completed = Import undone
undo_completedWith = Import partly undone
undo_rejected = Nothing was undone
undo_cancelled = Cancelled: nothing was undone
undo_expired = Expired: nothing was undone
undo_failed = The undo stopped because of an error on our side
to_undo_removed = To remove
to_undo_updated = To restore
to_undo_course_assignments_removed = Courses to remove
undo_removed = Removed
undo_updated = Restored
undo_course_assignments_removed = Courses removed
undo_skipped = Not undone
undo_kept = With values kept
why_changed-since = changed since
why_active = has signed in or activated the account
why_gone = no longer exists
why_self-disable = is the person who undoes the import
why_kept = all values have been changed since
doneRemoved = { $count ->
    [one] { $count } user removed
   *[other] { $count } users removed
}
doneRestored = { $count ->
    [one] { $count } user restored
   *[other] { $count } users restored
}
doneLeft = { $count ->
    [one] { $count } user left unchanged
   *[other] { $count } users left unchanged
}
doneUnassigned = { $count ->
    [one] { $count } course removed
   *[other] { $count } courses removed
}
short_undone = Undone
source_portal = uploaded
source_drop = from the bucket
refused_already-undone = This import has already been undone. If you need it, import its file again.
refused_undo-in-progress = Another undo of this import is in progress. Confirm or cancel it first.
refused_import-not-undoable = This import has written nothing, so there is nothing to undo.


## Feeds.

feeds = Feeds
feedName = Feed { $name }
feedNotCounted = Rows without a readable address: { $count }. Therefore no one was counted as missing.
feedNewest = Newest file: { $date } · people: { $count }
feedEmpty = No file yet
feedHeld = A file is waiting for your decision
feedWaits = A file is waiting for another one
allFeeds = All imports
heldTitle = This file would change more people than its feed allows
heldHelp = Nothing has been saved yet. If the file is correct, import it anyway; otherwise cancel.
heldScope = You don’t have permission to import it anyway. Contact your portal administrator.
heldLine = { $what }: { $users } ({ $found }, limit { $allowed })
absentPeople = Missing from the file
confirmHeld = Import anyway
confirmDisable = { $count ->
    [one] Disable { $count } user
   *[other] Disable { $count } users
}
waitsFor = Waiting for another file of this feed
newerFile = A newer file of the feed has replaced this one.
to_disabled = To disable
disabled = Disabled
other-feed = belongs to another feed
missing-from-feed = missing from the file
gone = no longer exists
self-disable = is the person who imports the file
short_waits = Waiting
refused_feed-busy = Another file of this feed is being imported. Try again when it has finished.
refused_feed-out-of-date = A newer file of this feed has already been imported.
doneDisabled = { $count ->
    [one] { $count } user disabled
   *[other] { $count } users disabled
}
