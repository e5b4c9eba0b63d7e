# The invitation. $tenant, $name, $link and $email come from the tenant and the user; $portal is the portal's address or nothing.

subject = Your invitation to { $tenant }
greeting = Hello { $name },
intro = An account has been created for you at { $tenant }. Activate it to start your courses.
button = Activate your account
# In the text without a button, before the address.
button-text = Activate your account:
validity = The link works once, until { $expires_on }.
fallback = If the button does not work, open this address:
ignore = Not expecting this? You can ignore this e-mail.
sender = Sent to { $email } on behalf of { $tenant }. { $portal }

# The report of a feed. $state is one of the states below; $what a count, $rows numbers of rows.

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
report-portal = Open the portal:
report-sender = Sent to { $email }, because the feed { $feed } of { $tenant } sends its reports to this address.
