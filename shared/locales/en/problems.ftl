# What is wrong with a file, as an admin reads it.
#
# The message of a problem consists of the finding, whose id is the code, and its `.fix`, which says what to do. A special case of a code
# has its own attributes: `.CASE` is the finding and `.CASE-fix` what to do. If a case lacks one of them, that of the code is used.
#
# Values include their quotation marks: $found is “Anna”. The variant `none` is for a missing value. $meant is the sentence “Did you mean
# …?” followed by a space, or nothing; $in-rows is “(3 rows: 2, 5 and 9)” preceded by a space, or nothing.


## The place of a problem.

place-file = the file
place-row = row { $row }
place-line = line { $line }
place-row-line = row { $row } (line { $line })
place-column = column { $column }


## Pieces of the messages below.

did-you-mean = Did you mean { $suggestions }?
# Used for $found if nothing was found.
the-cell = The cell
# Used for $column if the column has no name.
this-column = in question
# Precedes the finding about a cell if the row ends before its column. Without $count, several rows do.
short-row = { $count ->
    [none] The row has fewer cells than there are columns
    [one] The row has only { $count } cell, but there are { $limit } columns
   *[other] The row has only { $count } cells, but there are { $limit } columns
}: a cell may be missing, or a line break may have split the row.

in-rows = { $kind ->
    [only] (row { $list })
    [count] ({ $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    })
    [all] ({ $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    }: { $list })
   *[first] ({ $rows ->
        [one] { $rows } row
       *[other] { $rows } rows
    }, including { $list })
}

# A letter that looks like one of another alphabet.
letter-of-script = ⟨{ $letter } { $code } { $script ->
    [latin] Latin
    [cyrillic] Cyrillic
    [greek] Greek
    [armenian] Armenian
   *[cherokee] Cherokee
}⟩

# Separates samples: “José”, row 2; “Zoë”, row 3.
next-sample = {"; "}

bytes = { $short ->
    [none] { $count ->
        [one] { $count } byte
       *[other] { $count } bytes
    }
   *[other] { $short } ({ $count ->
        [one] { $count } byte
       *[other] { $count } bytes
    })
}

# What the file is instead of a CSV file. The keys are what the reader reports, in lower case with hyphens.
kind-of-file = { $found ->
    [a-workbook-xlsx-ods-or-a-zip-archive] a workbook (.xlsx, .ods) or a zip archive
    [an-empty-zip-archive] an empty zip archive
    [an-old-workbook-xls] an old workbook (.xls), or one that is protected by a password
    [a-workbook-with-a-password] a workbook that is protected by a password
    [a-pdf] a PDF
    [a-text-document-rtf] a text document (.rtf)
    [a-gzip-archive] a gzip archive
    [a-7z-archive] a 7z archive
    [a-rar-archive] a RAR archive
    [a-picture] a picture
    [a-damaged-workbook] a damaged workbook
    [a-workbook-in-another-encoding] a workbook whose encoding is not supported
    [a-zip-archive] a zip archive
    [an-opendocument-sheet-ods] an OpenDocument sheet (.ods)
    [a-sylk-sheet-slk] a SYLK sheet (.slk)
    [a-binary-workbook-xlsb] a binary workbook (.xlsb)
    [a-numbers-document] a Numbers document
    [a-web-page-html-or-xml] a web page (HTML or XML)
    [json] JSON
    [a-vcard] a vCard
    [a-markdown-table] a Markdown table
    [a-list-with-columns-separated-by-tildes] a list with columns separated by ~
    [a-list-with-columns-separated-by-carets] a list with columns separated by ^
    [a-list-with-columns-of-fixed-width] a list with columns of fixed width
   *[other] { $found }
}

corrections-in-utf8 = This file is in UTF-8 because { $encoding } lacks some characters of these messages.


## Errors of the whole file.

file-empty = The file is empty.
    .fix = Fill in the template, one row per person, and import it again.
    .hidden-sheets = The visible sheets of the workbook are empty, but it has hidden ones.
    .hidden-sheets-fix = If the list is on a hidden sheet, show that sheet, save the workbook and import it again.
file-too-large = The file is { $size }; the limit is { $size-limit }.
    .fix = Split it into smaller files, each with the column names in the first row, and import them one after the other.
file-not-csv = { $kind ->
    [none] This isn’t a CSV file.
   *[other] This is { $kind }, not a CSV file.
}
    .fix = Open the list in a spreadsheet program, save it as “CSV UTF-8” and import that file.
    .wrong-suffix = { $found ->
    [none] The file’s name does not end in .csv.
   *[other] The file’s name, { $found }, does not end in .csv.
}
    .neither-suffix = { $found ->
    [none] The file’s name does not end in .csv or .xlsx.
   *[other] The file’s name, { $found }, does not end in .csv or .xlsx.
}
    .neither-suffix-fix = Open the list in a spreadsheet program, save it as a workbook (.xlsx) or as “CSV UTF-8”, and import that file.
    .neither-kind = { $kind ->
    [none] This file can’t be imported.
   *[other] This is { $kind }, which can’t be imported.
}
    .neither-kind-fix = Open the list in a spreadsheet program, save it as an Excel workbook (.xlsx) and import that file.
    .password = This workbook is protected by a password.
    .password-fix = Remove the password in the spreadsheet program, save the workbook as .xlsx and import it again.
file-encoding = { $byte ->
    [none] { $what ->
        [none] The file can’t be read as text.
        [mostly-control-characters] The file is mostly control characters and can’t be read as text.
       *[other] The file is { $what } and can’t be read as text.
    }
   *[other] The file contains a character { $place ->
        [none] {""}
       *[other] in { $place }{" "}
    }that can’t be read as { $encoding ->
        [none] UTF-8
       *[other] { $encoding }
    } (byte { $byte }).
}
    .fix = Save the file again as “CSV UTF-8” and import that.
    .candidates = The file is not UTF-8, and its encoding is not certain. It may be { $candidates }.
    .candidates-fix = Save the file again as “CSV UTF-8” and import that, or name the encoding: in the import’s options, with --encoding on the command line, or as encoding in the object’s metadata.
file-no-rows = The file has column names but no rows.
    .fix = Add one row per person and import it again.
    .left-out = The corrections leave out all rows of the file.
    .left-out-fix = Keep at least one row, or import another file.
file-too-many-rows = The file has { $count ->
    [none] too many rows
    [one] { $count } row
   *[other] { $count } rows
}; an import with this layout can have at most { $limit }.
    .fix = Split it into { $files ->
    [none] several files
    [one] { $files } file
   *[other] { $files } files
}, each with the column names in the first row, and import them one after the other.
file-quote-unclosed = A quoted cell opens { $line ->
    [none] here
   *[other] on line { $line }
}{ $found ->
    [none] {""}
   *[other] {" "}with { $found }
} and never closes, so everything after it was read as one cell.
    .fix = Add the closing quote, or double each quote that belongs to the text.
file-changed = The file was replaced or removed before it was read to the end.
    .fix = Upload it again, and do not change it until the import has ended.
results-gone = The results of the import to undo are no longer stored: they are deleted after 30 days, and the plan of a failed import after 7 days. To reverse its changes, import a corrected file.
feed-unknown = There is no feed with the name { $found }.
    .fix = Check the folder under “drop/feeds”, or create the feed first.
    .no-folder = This file is directly in “drop/feeds”, not in the folder of a feed.
    .no-folder-fix = Put it into the folder of its feed.
feed-out-of-date = A newer file of the feed { $found } has already been imported.
    .fix = Export the list again and import the new file.
workbook-too-large = This workbook is too large: unpacked, it exceeds the limits for workbooks.
    .fix = Save the sheet as “CSV UTF-8” and import that file.
    .rows = The sheet has { $count } rows; a workbook can have at most { $limit }.
    .rows-fix = Split it, or save the sheet as “CSV UTF-8” and import that file.
    .in-bytes = The workbook is { $size }; the limit is { $size-limit }.
    .in-bytes-fix = Save the sheet as “CSV UTF-8” and import that file.
workbook-several-sheets = Several sheets have the columns of this layout: { $labels }.
    .fix = Keep only one of them, or hide the others.
header-missing = { $found ->
    [none] The first row does not contain the column names.
   *[other] The first row is { $found }, not the column names.
}
    .fix = Put the column names of the template above the rows.{ $labels ->
    [none] {""}
   *[other] {" "}The column names are { $labels }.
}
    .header-further-down-fix = The column names seem to be on line { $count }. Delete the lines above it and import the file again.{ $labels ->
    [none] {""}
   *[other] {" "}The column names are { $labels }.
}
    .hidden-sheets-fix = If the list is on a hidden sheet, show that sheet. Put the column names of the template above the rows.{ $labels ->
    [none] {""}
   *[other] {" "}The column names are { $labels }.
}
header-too-many-columns = The file has { $column ->
    [none] { $count ->
        [none] too many columns
        [one] { $count } column
       *[other] { $count } columns
    }
   *[other] { $count ->
        [none] too many { $column } columns
        [one] { $count } { $column } column
       *[other] { $count } { $column } columns
    }
}; at most { $limit } are allowed.
    .fix = { $column ->
    [none] Remove the columns that the template does not have.
   *[other] Remove the ones that no row fills, or spread the courses over several imports.
}
header-column-missing = The column { $column } is required, but it is not in the file.
    .fix = { $near ->
    [none] Add a column with exactly this name: { $column }.
   *[other] If it is { $near }, rename that column to { $column }.
}
header-column-unknown = There is no column { $column } in this layout.
    .fix = { $meant ->
    [none] Remove the column, or give it a name from the template.
   *[other] { $meant }Use exactly this name, including capitals and spaces.
}
    .formatted-number = The sheet may show the column name { $column } in another form.
    .formatted-number-fix = Format the cell as text and type the column name from the template.
    .merged-cell = The sheet does not show the column name { $column }, because a merged cell covers it.
    .merged-cell-fix = Unmerge the cells and give each column its name.
    .no-name = The file has a column that is not in this layout.
header-column-duplicate = The column { $column } is in the file { $count ->
    [none] more than once
    [2] twice
   *[other] { $count } times
}.
    .fix = Keep one of them and remove the rest, so that it is clear which one counts.
course-unmatched = { $found } is not a course of { $company ->
    [none] the row’s company
   *[other] { $company }
}{ $in-rows }.
    .fix = { $meant }Correct the title, or add the course to the company first.
    .several-titles = { $found } contains several courses of { $company ->
    [none] the row’s company
   *[other] { $company }
}{ $in-rows }{ $titles ->
    [none] {""}
   *[other] : { $titles }
}.
    .several-titles-fix = Put one title into each column{ $labels ->
    [none] {""}
   *[other] : { $labels }
}.
    .no-value-fix = If there is no course, leave the cell empty.
    .further-titles = Only the first { $limit } titles without a course are listed; cells with further ones: { $count }{ $in-rows }.
    .further-titles-fix = Correct the titles that are listed, or check that no column has shifted.
course-ambiguous = { $found } could be more than one course of { $company ->
    [none] the row’s company
   *[other] { $company }
}{ $in-rows }{ $suggestions ->
    [none] {""}
   *[other] : { $suggestions }
}.
    .fix = Copy the title of the right course exactly.
    .same-title = { $found } is the title of several courses of { $company ->
    [none] the row’s company
   *[other] { $company }
}{ $in-rows }.
    .same-title-fix = Rename these courses in the catalog so that each has its own title, then import the file again.
file-not-split = Each line of the file is a single cell, because the whole line is in quotes.
    .fix = Split column A into columns in the spreadsheet program, save the file as “CSV UTF-8” and import that.
    .separator-line = The “sep=” line at the top says that cells are separated by { $delimiter ->
    [comma] commas
    [semicolon] semicolons
    [tab] tabs
    [bar] vertical bars
    [none] one delimiter
   *[other] { $delimiter }
}, but they are separated by { $row-delimiter ->
    [comma] commas
    [semicolon] semicolons
    [tab] tabs
    [bar] vertical bars
    [none] another one
   *[other] { $row-delimiter }
}.
    .separator-line-fix = Delete that line or correct it, and import the file again.
    .empty-separator-line = The “sep=” line at the top names no delimiter, but cells are separated by { $row-delimiter ->
    [comma] commas
    [semicolon] semicolons
    [tab] tabs
    [bar] vertical bars
    [none] some delimiter
   *[other] { $row-delimiter }
}.
    .empty-separator-line-fix = Delete that line or correct it, and import the file again.
file-delimiter-mixed = The column names are separated by { $delimiter ->
    [comma] commas
    [semicolon] semicolons
    [tab] tabs
    [bar] vertical bars
    [none] one delimiter
   *[other] { $delimiter }
}, but { $row ->
    [none] the rows
   *[other] row { $row }
} by { $row-delimiter ->
    [comma] commas
    [semicolon] semicolons
    [tab] tabs
    [bar] vertical bars
    [none] another one
   *[other] { $row-delimiter }
}.
    .fix = Save the list again from the spreadsheet program as “CSV UTF-8”, so that every line has the same delimiter, and import that.
layout-mismatch = This looks like a file for the layout { $layout }, but the import uses the layout { $expected-layout }.
    .fix = Choose the layout { $layout } for the import (--layout on the command line), or use the column names of the template.
    .set-by-feed-fix = Files of a feed use the layout { $expected-layout }: use the column names of its template.
header-column-missing-label = Column { $column } has data{ $found ->
    [none] {""}
   *[other] , such as { $found },
} but no name in the first row, and columns with names follow it: the names have probably shifted.
    .fix = Add the missing name, or delete the column, and import the file again.
    .formula-without-result = The name of column { $column } is a formula whose result the workbook does not contain.
    .formula-without-result-fix = Open the file in a spreadsheet program, save it and import it again.
option-invalid = { $found ->
    [none] An option of this import
   *[other] The option { $found }
} { $values ->
    [none] does not exist.
   *[other] has a value that it does not accept.
}
    .fix = { $values ->
    [none] Leave it out, or correct its name.
   *[other] Use { $values }.
}
    .not-in-layout = { $found ->
    [none] An option of this import
   *[other] The option { $found }
} does not apply to this layout.
    .not-in-layout-fix = Leave it out, or choose the other layout.
    .set-by-feed = { $found ->
    [none] An option of this import
   *[other] The option { $found }
} is set by the feed of this file.
    .set-by-feed-fix = Leave it out. To change it, change the configuration of the feed.


## Errors of a row.

row-too-many-cells = The row has { $count ->
    [none] too many cells
    [one] { $count } cell
   *[other] { $count } cells
}, but there { $limit ->
    [one] is only { $limit } column
   *[other] are only { $limit } columns
}{ $found ->
    [none] {""}
   *[other] ; the first extra cell is { $found }
}.
    .fix = Perhaps the text of a cell contains the delimiter and lost its quotes: put that cell in double quotes.
    .misplaced-quote = A quote is in an unusual place{ $found ->
    [none] {""}
   *[other] {" "}({ $found })
}, and the row was read with { $count ->
    [none] too many or too few cells
    [one] { $count } cell
   *[other] { $count } cells
} where there { $limit ->
    [one] is { $limit } column
   *[other] are { $limit } columns
}.
    .misplaced-quote-fix = Correct the quotes: a quote that belongs to the text is written twice, and a cell that contains the delimiter is in quotes.
    .joined-cells = A quote is in an unusual place{ $found ->
    [none] {""}
   *[other] {" "}({ $found })
}, and two cells may have been read as one.
    .joined-cells-fix = Correct the quotes: a quote that belongs to the text is written twice, and a cell that contains the delimiter is in quotes.
    .workbook-fix = Move the cell to a column with a name, or clear it.
row-too-long = The row is { $size } long; at most { $size-limit } is allowed.
    .fix = Perhaps a line break or a closing quote is missing: check where the row should end.
cell-control-character = { $found } contains { $character ->
    [none] a control character
   *[other] the control character { $character }
}.
    .fix = Clear the cell and type it again.
    .replaced = { $found } contains “�”, which a program wrote in place of a character that it could not read.
cell-line-break = { $found } contains a line break.
    .fix = Put it on one line.
    .course-fix = Put it on one line; if it contains several titles, put one title into each column.
cell-too-long = The cell has { $count ->
    [none] too many characters
    [one] { $count } character
   *[other] { $count } characters
}; at most { $limit } are allowed.
    .fix = Shorten it.
    .in-bytes = The cell is { $size } long; at most { $size-limit } is allowed.
    .in-bytes-fix = Shorten it, or look for a missing closing quote.
enabled-invalid = { $found ->
    [none] The cell is empty.
   *[other] { $found } is neither 1 nor 0.
}
    .fix = { $meant }Write 1 if the person may sign in, or 0 to create the account disabled.
name-missing = The first name is missing.
    .fix = Enter it.
name-too-long = The first name has { $count ->
    [none] too many characters
    [one] { $count } character
   *[other] { $count } characters
}; at most { $limit } are allowed.
    .fix = Shorten it.
name-invalid = { $found } contains { $character ->
    [none] a symbol
   *[other] { $character }
}, which isn’t allowed in names.
    .fix = { $meant }Use letters, spaces, apostrophes, hyphens and full stops.
last-name-missing = The last name is missing.
    .fix = Enter it.
last-name-too-long = The last name has { $count ->
    [none] too many characters
    [one] { $count } character
   *[other] { $count } characters
}; at most { $limit } are allowed.
    .fix = Shorten it.
last-name-invalid = { $found } contains { $character ->
    [none] a symbol
   *[other] { $character }
}, which isn’t allowed in names.
    .fix = { $meant }Use letters, spaces, apostrophes, hyphens and full stops.
email-missing = The e-mail address is missing.
    .fix = Enter it: it identifies the person.
    .not-a-person = The row reads { $found } and looks like a footer or a separator, not like a person.
    .not-a-person-fix = Delete the row.
email-invalid = { $found } is not an e-mail address.
    .fix = { $meant }Write it as name@domain.
    .no-dot = { $found } has no dot after the @.
    .no-dot-fix = { $meant }Write the whole domain, for example name@example.org.
    .several-addresses = { $found } contains more than one address.
    .several-addresses-fix = Use one address per row, and one row per person.
    .non-ascii-local-part = { $found } contains { $character ->
    [none] a special letter
   *[other] { $character }
} before the @, and no e-mail can be sent to such an address.
    .non-ascii-local-part-fix = { $meant }Use another address of this person.
    .long-local-part = { $found } has { $count ->
    [none] too many characters
    [one] { $count } character
   *[other] { $count } characters
} before the @; at most { $limit } are allowed.
    .long-local-part-fix = Use another address of this person.
email-duplicate = { $found } is already in { $other-row ->
    [none] an earlier row
   *[other] row { $other-row }
}.
    .fix = Keep one row per person, or correct the address if these are two people.
    .only-courses-differ = { $found } is already in { $other-row ->
    [none] an earlier row
   *[other] row { $other-row }
}, with other courses.
    .only-courses-differ-fix = Put all of a person’s courses in one row, using more “module requested” columns.
user-exists = { $found } already has an account, and this import only adds new people.
    .fix = Remove the row, or correct the address if it belongs to someone else.
self-disable = The row would disable the account that runs this import.
    .fix = Write 1 in the cell, or ask another admin to disable it.
company-missing = The company is missing.
    .fix = Enter its name exactly as the portal shows it.
company-unmatched = No company is named { $found }.
    .fix = { $meant }Write the name exactly as the portal shows it, or create the company first.
cohort-unmatched = { $found } is not a cohort of { $company ->
    [none] the row’s company
   *[other] { $company }
}.
    .fix = { $meant }Write the name exactly as the portal shows it, or create the cohort first.
    .no-value-fix = If there is no cohort, leave the cell empty.
language-missing = The language is missing.
    .fix = Write it as { $form ->
    [letters] two lowercase letters, for example en or fr
   *[tag] a code, for example en-GB or fr
}.
language-invalid = { $found } is not a language code.
    .fix = { $meant }Write it as { $form ->
    [letters] two lowercase letters, for example en or fr
   *[tag] a code, for example en-GB or fr
}.
    .country-code = { $found } is not a language code; it may be the code of a country.
    .wrong-case = { $found } is not in lower case.
    .wrong-case-fix = { $suggestions ->
    [none] Use lowercase letters.
   *[other] Write { $suggestions }.
}
country-invalid = { $found } is not a country code.
    .fix = { $meant }Write the country as two capital letters, for example FR or US.
    .wrong-case = { $found } is not in capitals.
    .wrong-case-fix = { $suggestions ->
    [none] Use capital letters.
   *[other] Write { $suggestions }.
}
    .no-value-fix = If the country is unknown, leave the cell empty.
identifier-invalid = { $found } contains { $character ->
    [none] a character that is neither a letter nor a digit
   *[other] the character { $character }
}.
    .fix = { $meant }Use letters and digits only, or leave the cell empty.
    .no-value-fix = If there is no identifier, leave the cell empty.
identifier-duplicate = { $found } is already in { $other-row ->
    [none] an earlier row
   *[other] row { $other-row }
}.
    .fix = Give each person an identifier of their own, or leave the cell empty.
    .no-value-fix = If there is no identifier, leave the cell empty.
identifier-taken = { $holder ->
    [none] Another user already has the identifier { $found }.
   *[other] The user { $holder } already has the identifier { $found }.
}
    .fix = Check which of them it belongs to. Reports show it in place of a user name.
spreadsheet-damage = The spreadsheet turned a long number into { $found }, and digits were lost.
    .fix = Format the column as text, type the number again and save.
    .spreadsheet-error = { $found } is an error value that the spreadsheet put in place of the text.
    .spreadsheet-error-fix = Correct the formula in the spreadsheet, or type the value itself.
    .date-cell = { $found } is a date, and this column takes text.
    .date-cell-fix = Format the cell as text and type what it should say.
    .formatted-number = The sheet may show the value { $found } in another form.
    .formatted-number-fix = Format the cell as text and type what it should say.
    .formula-without-result = The workbook does not contain the result of the formula in this cell.
    .formula-without-result-fix = Open the file in a spreadsheet program, save it and import it again.
    .merged-cell = This cell is part of a merged cell. Its text is in another row or column.
    .merged-cell-fix = Unmerge the cells and enter the value in each row to which it belongs.
courses-too-many = With this row, the user would have { $count ->
    [one] { $count } course
   *[other] { $count } courses
}; a user can have at most { $limit }.
    .fix = Remove courses from the row.
    .in-bytes = With this row, the user’s record would be too large to store.
changed-since-preview = Something that the row relies on was changed after the preview, so this row was not imported.
    .fix = Import it again to see what it would do now.
    .user-changed = The user was created, changed or removed after the preview, so this row was not imported.
    .catalog-changed = The company, its cohort or one of its courses was changed or removed after the preview, so this row was not imported.
    .catalog-changed-fix = Check them and import the row again.
    .catalog-removed = The company, its cohort or one of its courses was removed before the import was retried, so this row was not imported.
    .catalog-removed-fix = Check them and import the row again.


## Warnings.

file-encoding-assumed = The file does not say which encoding it uses; it was read as { $encoding ->
    [none] the most likely one
   *[other] { $encoding }
}{ $samples }.
    .fix = If letters look wrong, save it as “CSV UTF-8” and import that, or name the encoding: in the import’s options or with --encoding on the command line.
file-delimiter-assumed = The file uses { $delimiter ->
    [comma] commas
    [semicolon] semicolons
    [tab] tabs
    [bar] vertical bars
    [none] the most likely delimiter
   *[other] { $delimiter }
} between columns.
    .fix = If the columns look wrong, save the file as “CSV UTF-8” with commas.
file-mojibake = { $found } seems to contain garbled accents{ $in-rows }.
    .fix = { $meant }If so, save the original again as “CSV UTF-8” and import that{ $encoding ->
    [none] {""}
   *[other] , or set the encoding { $encoding } to have the letters repaired
}; otherwise they are imported as they are.
    .refused = { $found } seems to contain garbled accents{ $in-rows }. Nothing was imported.
    .refused-fix = { $meant }Save the original again as “CSV UTF-8” and import that. Or set the { $encoding ->
    [none] encoding of the file in the import’s options
   *[other] encoding { $encoding } in the import’s options to have the letters repaired, or utf-8
} if the text is right as it is.
    .workbook-fix = { $meant }If so, correct the text in the sheet and import the workbook again; otherwise it is imported as it is.
    .refused-workbook = { $found } seems to contain garbled accents{ $in-rows }. Nothing was imported.
    .refused-workbook-fix = { $meant }Correct the text in the sheet and import the workbook again. Or set the encoding utf-8 in the import’s options if the text is right as it is.
workbook-hidden-rows = Some rows or columns of the sheet are hidden. They are imported as well.
    .fix = Check them in the preview, or show them in the spreadsheet.
    .refused = Some rows or columns of the sheet are hidden. Nothing was imported.
    .refused-fix = Show or delete them and import the file again, or import it with confirmation and check the preview first.
workbook-sheets-ignored = Only one sheet is imported. These also contain e-mail addresses: { $labels }.
    .fix = If they contain people to import, put the column names of the template above their rows, and import each sheet as a file of its own.
    .refused = Only one sheet is imported. These also contain e-mail addresses: { $labels }. Nothing was imported, because the people on those sheets would count as missing and be disabled.
    .refused-fix = Put all people on one sheet, or hide or delete the other sheets, and import the file again.
column-ignored = The column { $column } is not part of this layout and is not imported.
    .fix = { $meant ->
    [none] You can ignore this if that is right.
   *[other] { $meant }If so, use exactly this name.
}
    .no-name = A column is not part of this layout and is not imported.
    .no-label = Column { $column } has data{ $found ->
    [none] {""}
   *[other] , such as { $found },
} but no name in the first row, so it is not imported.
    .no-label-fix = Give it a name from the template, or clear it.
row-duplicate-identical = The row is the same as { $other-row ->
    [none] an earlier row
   *[other] row { $other-row }
} and was counted once.
    .fix = You can ignore this unless one of them was meant for someone else.
course-repeated = { $found } is in this row more than once and is assigned once.
    .fix = You can ignore this unless another course was meant.
language-canonicalised = { $found } was read as { $usual ->
    [none] its usual form
   *[other] { $usual }
}.
    .fix = You can ignore this unless another language was meant.
email-suspicious = { $found } may be a typo.
    .fix = { $meant }Check the address: it is imported as it is.
quote-lenient = { $found ->
    [none] A cell of this row
   *[other] { $found }
} has a quote in an unusual place and was read as well as possible.
    .fix = Check it; a quote that belongs to the text is written twice.
row-ragged = Some rows have more or fewer cells than there are columns{ $in-rows }; missing cells were read as empty.
    .fix = Check that no cell has moved to another column{ $samples }.
feed-other = Users of another feed were left unchanged{ $in-rows }.
    .fix = Remove them from one of the two lists.
enabled-kept = Users who were not disabled by a feed stay disabled, although the file would enable them{ $in-rows }.
    .fix = To enable them, import a file outside the feed.
feed-corrections-file = This is a corrections file, which may contain only some of the people. Therefore no one was counted as missing.
    .fix = To disable people who are missing, import the complete list.
header-repeated = The column names appear again further down{ $in-rows } and were left out there.
    .fix = You can ignore this if several lists were joined.
    .refused = These column names differ from those in row { $other-row }: the file seems to contain several lists with different columns.
    .refused-fix = Import each list as a file of its own, or give all of them the same columns in the same order.
correction-mismatch = { $found } does not match the correction of this cell, which was made for { $values ->
    [none] an empty cell
   *[other] { $values }
}.
    .fix = Correct the row again, or leave it out.
correction-unused = Nothing in the file matches { $found ->
    [none] this correction
   *[other] the correction of { $found }
}, so it was not used.
    .fix = You can remove it.
    .several-columns = Several columns of the file have { $found ->
    [none] the name to be corrected
   *[other] the name { $found }
}, so this correction was not used.
    .several-columns-fix = Add the number of the right column to the correction, as “at”.
alias-used = { $found } is an alias and was read as { $usual ->
    [none] another name
   *[other] { $usual }
}{ $in-rows }.
    .fix = You can ignore this unless something else was meant.
spreadsheet-formula-text = Cells were exported as formulas{ $found ->
    [none] {""}
   *[other] , such as { $found }
}{ $in-rows }. They were read as the text that a spreadsheet shows.
    .fix = You can ignore this unless a text looks wrong.
cell-suspicious = { $found } has letters from different alphabets in one word.
    .fix = { $meant }Check the cell: it is imported as it is.
    .course-title = { $found } is the title of a course, and the row has fewer cells than there are columns: its cells have probably shifted.
    .quoted = { $found } has apostrophes in place of quotation marks around the text.
    .lost-letter = { $found } has a question mark where a letter seems to be missing.
    .guarded = { $found } begins with an apostrophe that programs put in front of text that looks like a formula.
    .invisible = { $found } contains invisible characters.
    .html-entities = { $found } contains HTML codes instead of characters.
    .spreadsheet-error = { $found } is an error value that the spreadsheet put in place of the text.
    .formula = { $found } is a formula, not the text that the spreadsheet shows.
    .no-value = { $found } is what databases and programs write for a missing value.
    .no-value-fix = { $presence ->
    [required] Enter the value; otherwise the cell is imported as it is.
   *[optional] If there is no value, leave the cell empty; otherwise it is imported as it is.
}
language-suspicious = { $found } is a language code, but { $country ->
    [none] a country
   *[other] the country { $country }
} seems to be meant{ $in-rows }.
    .fix = { $meant }Check the language: it is imported as it is.
