name = Nederlands
english-name = Dutch

grouping-from = 4
group-separator = .
decimal-separator = ,
kilobytes = { $number } KB
megabytes = { $number } MB

quoted = ‘{ $text }’
list-and = { $items } en { $last }
list-or = { $items } of { $last }

date = { $day } { $month ->
    [1] januari
    [2] februari
    [3] maart
    [4] april
    [5] mei
    [6] juni
    [7] juli
    [8] augustus
    [9] september
    [10] oktober
    [11] november
   *[12] december
} { $year }
