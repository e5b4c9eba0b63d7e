name = Português (Brasil)
english-name = Brazilian Portuguese

grouping-from = 4
group-separator = .
decimal-separator = ,
kilobytes = { $number } KB
megabytes = { $number } MB

quoted = “{ $text }”
list-and = { $items } e { $last }
list-or = { $items } ou { $last }

date = { $day ->
    [1] 1º
   *[other] { $day }
} de { $month ->
    [1] janeiro
    [2] fevereiro
    [3] março
    [4] abril
    [5] maio
    [6] junho
    [7] julho
    [8] agosto
    [9] setembro
    [10] outubro
    [11] novembro
   *[12] dezembro
} de { $year }
