# What goes into a file, and what the options of an import do. Columns by layout and name: `enrolment-email`.

enrolment = People with their company, cohort and courses
learners = People without courses

enrolment-enabled = 1 lets the person sign in, 0 creates the account disabled. TRUE and FALSE, yes and no are accepted too.
enrolment-name = First name.
enrolment-last_name = Last name. If empty, the current value is kept.
enrolment-email = E-mail address. It identifies the person: one address, one user.
enrolment-companyName = The company’s name, exactly as the portal shows it.
enrolment-cohortName = A cohort of that company, exactly as the portal shows it. If empty, the current value is kept as long as the company stays the same.
enrolment-languageCode = Language of the courses and of the invitation, as a code, for example en-GB, de or fr-CA.
enrolment-job_role = Role, in your own words. If empty, the current value is kept.
enrolment-region = Region or location, in your own words. If empty, the current value is kept.
enrolment-module-requested = The title of one course to assign. Add a column per course; leave the ones that a person does not need empty. Courses are only ever added.

learners-firstname = First name, at most 64 characters, no symbols. Letters of every script, apostrophes and hyphens are allowed.
learners-lastname = Last name, at most 64 characters, no symbols.
learners-email = E-mail address. Each address may appear only once in the file.
learners-identifier = Letters and digits only; shown as the user name in reports. Leading zeros are kept. May be left empty.
learners-country = Country as two capital letters (ISO 3166-1 alpha-2): GB, US, FR, DE.
learners-language = Language as two lowercase letters (ISO 639-1): en, fr, de. It determines the language of the invitation.

option-layout = Which columns the file has.
option-update_existing = On: people who are already users get the values from the file and any new courses; empty optional cells change nothing. Off: they stay as they are and are listed as skipped.
option-update_existing-learners = This layout only adds people. A row for a person who is already a user is an error.
option-send_invitations = On: each new user gets an invitation by e-mail right away. Off: no one gets an e-mail now, and invitations can be sent later.
option-on_row_errors = What happens if some rows have errors. reject: nothing is imported. skip: the other rows are imported. No effect if the import waits for your decision.
option-confirm = On: the file is checked first, and nothing is imported before you have seen the result and confirmed it.

## The template as a workbook. `sheet-columns` is the name of a sheet, which has at most 31 characters.

sheet-columns = Columns
sheet-intro = Fill in the first sheet, one row per person, and keep the column names. Cells with a list show an arrow; the cohorts and courses offered are those of the company in the same row.
sheet-column = Column
sheet-required = Required
sheet-yes = yes
sheet-meaning = What to enter
sheet-companies = Companies
sheet-cohorts = Cohorts
sheet-courses = Courses
sheet-languages = Languages
sheet-countries = Countries
sheet-not-listed = Some cohorts or courses are not listed here because there are too many. Enter them exactly as the portal shows them.
