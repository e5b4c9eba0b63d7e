# How this language writes numbers, lists, quotations and dates. `name` is what its speakers call it; `english-name` is its name in the
# code.
name = English
english-name = English

# Numbers with at least this many digits are grouped by thousands.
grouping-from = 4
group-separator = ,
decimal-separator = .
kilobytes = { $number } KB
megabytes = { $number } MB

quoted = “{ $text }”
# The end of a list: $items are all items but the last, separated by commas.
list-and = { $items } and { $last }
list-or = { $items } or { $last }

date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
