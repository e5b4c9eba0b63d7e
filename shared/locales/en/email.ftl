# The invitation. $tenant is the name of the tenant, $name and $email are those of the user, $expires_on is the day on which the link
# expires, and $portal is the URL of the portal or nothing.

subject = Your invitation to { $tenant }
greeting = Hello { $name },
intro = An account has been created for you at { $tenant }. Activate it to start your courses.
button = Activate your account
# Before the URL, in the text part, which has no button.
button-text = Activate your account:
validity = The link works once, until { $expires_on }.
fallback = If the button does not work, open this address:
ignore = Not expecting this? You can ignore this e-mail.
sender = Sent to { $email } on behalf of { $tenant }. { $portal }

# The report of a feed. $state is one of the states below, $what is the label of a count, and $rows contains row numbers.

report-subject = { $tenant }: feed { $feed } – { $state }
report-completed = file imported
report-held = file is waiting for your decision
report-tested = test: nothing was written
report-superseded = file replaced by a newer one
report-cancelled = import cancelled
report-rejected = file rejected
report-failed = import stopped by an error on our side
report-expired = import expired: no one decided in time
report-of = { $at }, import { $import }: { $state }
report-disabled = disabled
report-absent = missing from the file
report-count = { $what }: { $count }
report-limit = { $what }: { $count }, which is { $found }% (limit: { $allowed }%)
report-problems = Problems:
report-code-rows = { $code }: { $count } ({ $count ->
    [one] row
   *[other] rows
} { $rows })
report-not-counted = Rows without a readable address: { $count }. Therefore no one was counted as missing.
report-earlier = Earlier files: { $count }
report-decide = The file would change more people than the feed allows. Nothing has been written. Confirm or cancel the import by { $until }; otherwise it expires.
# About a file that was cancelled, rejected or replaced, or whose import expired. Its counts follow the last of these messages.
report-not-written = Nothing from this file was written.
report-not-written-superseded = Nothing from this file was written, and no decision about it is needed.
report-would-have-been = If the file had been imported, the result would have been:
report-portal = Open the portal:
report-sender = Sent to { $email }, because the feed { $feed } of { $tenant } sends its reports to this address.
