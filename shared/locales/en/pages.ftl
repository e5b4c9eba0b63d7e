# The user list and the page that an invitation's link opens.

users = Users
language = Language
token = This API requires a token. It is kept on this page only.
use = Use token
wrongToken = That token was rejected. Enter another one.
noAnswer = No response. Check the connection and try again.


## The list and its filters.

company = Company
status = Status
search = Search
clear = Clear filters
all = All
pending = Pending
active = Active
disabled = Disabled
user = User
select = Select { $name }
selectAll = Select all that are shown
chosenCount = { $count ->
    [one] { $count } selected
   *[other] { $count } selected
}
more = Show more
empty = No users yet
emptyHelp = Import a file to add the first ones.
noMatch = No matches
noMatchHelp = Try other filters.
q = Name, e-mail or identifier
selectColumn = Selection
searching = Searching…
filters = Filters
companiesCut = Not all companies are listed. If one is missing, enter its full name.


## Invitations.

invitation = Invitation
held = On hold
queued = Waiting to be sent
sending = Sending
sent = Sent
delivered = Delivered
bounced = Bounced
complained = Complaint
unconfirmed = Not confirmed
accepted = Accepted
expired = Expired
invite = Send invitation
inviteAll = Invite everyone without an invitation
invited = { $queued ->
    [0] No invitations to send.
    [one] { $queued } invitation is on its way.
   *[other] { $queued } invitations are on their way.
}{ $already_invited ->
    [0] {""}
    [one] {" "}{ $already_invited } person has already been invited.
   *[other] {" "}{ $already_invited } people have already been invited.
}{ $already_active ->
    [0] {""}
    [one] {" "}{ $already_active } account is already active.
   *[other] {" "}{ $already_active } accounts are already active.
}{ $disabled ->
    [0] {""}
    [one] {" "}{ $disabled } account is disabled.
   *[other] {" "}{ $disabled } accounts are disabled.
}
running = Preparing invitations… { $queued } so far.
runFailed = Some people were not invited. Try again.
noMails = Invitations are not set up for this portal.
stopped_bounces = Sending stopped: { $bounced } of { $sent ->
    [one] { $sent } e-mail
   *[other] { $sent } e-mails
} { $bounced ->
    [one] bounced
   *[other] bounced
}. Check the addresses, then resume.
stopped_account = Sending is paused: the e-mail service has suspended this account. It will resume automatically.
resume = Resume sending
notInvited = Not invited
sendAgain = Send again
inviteAllFiltered = Clear the other filters first.
askAll = { $count ->
    [one] Send an invitation to { $count } person, from all companies?
   *[other] Send invitations to { $count } people in all companies?
}
askAllMore = Send invitations to more than { $count } people in all companies?
askCompany = { $count ->
    [one] Send an invitation to { $count } person at { $company }?
   *[other] Send invitations to { $count } people at { $company }?
}
askCompanyMore = Send invitations to more than { $count } people at { $company }?
askSend = { $count ->
    [one] Send { $count } invitation
   *[other] Send { $count } invitations
}
askSendMore = Send more than { $count } invitations


## The activation.

activate = Activate your account
activateText = Click the button to activate your account.
accept = Activate
welcome = Welcome, { $name }. Your account { $email } is active.
invalid = This link does not work: it has been used, has expired or is incomplete. Ask for a new invitation.
activated = Your account is active
openAgain = Open the link in the e-mail again.
goTo = Go to { $tenant }
