# The import dialog, `<rollcall-import>`. Names with an underscore are states and outcomes of the API.

importUsers = Import users
addUsers = Add users
close = Close
loading = Loading…
stepFile = File
stepCheck = Review
stepResult = Done


## The first step: template, file, options.

step1 = Fill in the template
step1Help = The template has every column. Change only the rows, never the column names, and save the file as CSV UTF-8.
courseColumns = Course columns
download = Download template
columns = Column guide
required = required
step2 = Choose the file
drop = Drop the CSV file here, or
select = Select file
limits = At most { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
} and { $size }.
checking = Checking the file…
checked = { $rows ->
    [one] { $rows } row, ready to check.
   *[other] { $rows } rows, ready to check.
}
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
start = Import
chooseFirst = Choose a file to continue.
chooseOther = Choose another file
past = Latest imports


## What is wrong with the file, before the upload.

fileCsv = This isn’t a CSV file. In your spreadsheet program, save it as “CSV UTF-8”, then choose the new file.
fileEmpty = The file is empty. Fill in the template and choose it again.
fileLarge = The file is larger than { $size }. Split it into several files.
fileRows = The file has more than { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
}. Split it into several files.
fileNoRows = The file has column names but no rows. Add one row for each user.
headerMissing = The first row does not contain the column names of this template. Start from the downloaded template.
columnMissing = Missing columns: { $names }. Add them.
columnUnknown = These column names don’t match the template: { $names }
columnDouble = Duplicate columns: { $names }. Keep one of each.
columnMany = The file has more than { $max ->
    [one] { $max } course column
   *[other] { $max } course columns
}. Split the courses over several files.
oneFile = Choose one file at a time.
fileGone = The file was changed or moved and can’t be read any more. Choose it again.


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


## What went wrong on the way.

offline = You’re offline. We’ll keep trying; nothing is lost.
busy = The service is busy. Retrying automatically.
nextTry = Next try in { $seconds } s.
tryNow = Try now
retry = Try again
signIn = You’ve been signed out. Sign in again and we’ll carry on where you left off.
uploadRefused = The upload failed several times. Try again, or contact your portal administrator.
uploadLost = The upload was interrupted. Choose the file again to continue.
importGone = That import is no longer available.
unexpected = Something went wrong on this page. Try again.


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
preview = Preview
nothingYet = Nothing has been saved yet. Click a number to see the people.
confirm = Confirm and import
confirmAdd = Confirm and add users
confirmValid = { $count ->
    [0] Import the valid rows
    [one] Import { $count } valid row
   *[other] Import { $count } valid rows
}
perLanguage = E-mails by language: { $list }


## Counts and lists.

created = Created
updated = Updated
skipped = Skipped
failed = Can’t import
course_assignments = Course assignments
invitations = Invitations
nobody = No one.
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
kind_other = Other
warning = warning


## The result.

summary = Summary
completed = Import finished
completedWith = { $count ->
    [one] Import finished, { $count } row left out
   *[other] Import finished, { $count } rows left out
}
rejected = Nothing was imported
rejectedHelp = Fix the problems below and upload the file again.
cancelled = Cancelled: nothing was imported
failed_import = The import stopped because of an error on our side
expired = Expired: nothing was imported
expiredHelp = This import expired because it wasn’t uploaded or confirmed in time. Import the file again.
exports = Export
exportJson = Export as JSON
exportCsv = Export as CSV
exportFix = Download with comments
exportFixHelp = Your file with the problems written next to each row.
another = Import another file


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
