name = Français
english-name = French

grouping-from = 4
group-separator = {"\u202F"}
decimal-separator = ,
kilobytes = { $number }{"\u00A0"}Ko
megabytes = { $number }{"\u00A0"}Mo

quoted = «{"\u00A0"}{ $text }{"\u00A0"}»
list-and = { $items } et { $last }
list-or = { $items } ou { $last }

date = { $day ->
    [1] 1er
   *[other] { $day }
} { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
} { $year }
