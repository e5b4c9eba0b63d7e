name = Polski
english-name = Polish

grouping-from = 5
group-separator = {"\u00A0"}
decimal-separator = ,
kilobytes = { $number } KB
megabytes = { $number } MB

quoted = „{ $text }”
list-and = { $items } i { $last }
list-or = { $items } lub { $last }

date = { $day } { $month ->
    [1] stycznia
    [2] lutego
    [3] marca
    [4] kwietnia
    [5] maja
    [6] czerwca
    [7] lipca
    [8] sierpnia
    [9] września
    [10] października
    [11] listopada
   *[12] grudnia
} { $year }
