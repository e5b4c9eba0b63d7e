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
