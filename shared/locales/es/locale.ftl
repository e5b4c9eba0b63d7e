name = Español
english-name = Spanish

grouping-from = 5
group-separator = .
decimal-separator = ,
kilobytes = { $number } KB
megabytes = { $number } MB

quoted = «{ $text }»
list-and = { $items } y { $last }
list-or = { $items } o { $last }

date = { $day } de { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[12] diciembre
} de { $year }
