name = Italiano
english-name = Italian

grouping-from = 5
group-separator = .
decimal-separator = ,
kilobytes = { $number } KB
megabytes = { $number } MB

quoted = «{ $text }»
list-and = { $items } e { $last }
list-or = { $items } o { $last }

date = { $day ->
    [1] 1º
   *[other] { $day }
} { $month ->
    [1] gennaio
    [2] febbraio
    [3] marzo
    [4] aprile
    [5] maggio
    [6] giugno
    [7] luglio
    [8] agosto
    [9] settembre
    [10] ottobre
    [11] novembre
   *[12] dicembre
} { $year }
