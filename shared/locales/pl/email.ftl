subject = Zaproszenie do { $tenant }
greeting = Dzień dobry, { $name },
intro = w { $tenant } utworzono dla Ciebie konto. Aktywuj je, aby rozpocząć kursy.
button = Aktywuj konto
button-text = Aktywuj konto:
validity = Linku można użyć tylko raz, do { $expires_on }.
fallback = Jeśli przycisk nie działa, otwórz ten adres:
ignore = Jeśli nie spodziewasz się tej wiadomości, możesz ją zignorować.
sender = Wysłano na adres { $email } w imieniu { $tenant }. { $portal }

report-subject = { $tenant }: kanał { $feed } – { $state }
report-completed = plik zaimportowany
report-held = plik czeka na decyzję
report-tested = test: nic nie zapisano
report-superseded = plik zastąpiony nowszym
report-cancelled = import anulowany
report-rejected = plik odrzucony
report-failed = import zatrzymany z powodu błędu po naszej stronie
report-expired = import wygasł: nikt nie zdecydował na czas
report-of = { $at }, import { $import }: { $state }
report-disabled = wyłączono
report-absent = brakuje w pliku
report-count = { $what }: { $count }
report-limit = { $what }: { $count }, czyli { $found }% (limit: { $allowed }%)
report-problems = Problemy:
report-code-rows = { $code }: { $count } ({ $count ->
    [one] wiersz
    [few] wiersze
   *[many] wiersze
} { $rows })
report-not-counted = Wiersze bez czytelnego adresu: { $count }. Dlatego żadnej osoby nie uznano za brakującą.
report-earlier = Wcześniejsze pliki: { $count }
report-decide = Plik wprowadziłby więcej zmian, niż pozwala kanał. Nic nie zapisano. Potwierdź lub anuluj import do { $until }; w przeciwnym razie wygaśnie.
report-not-written = Z tego pliku nic nie zapisano.
report-not-written-superseded = Z tego pliku nic nie zapisano. Decyzja nie jest potrzebna.
report-would-have-been = Gdyby plik został zaimportowany, wynik byłby następujący:
report-portal = Otwórz portal:
report-sender = Wysłano na adres { $email }, ponieważ kanał { $feed } w { $tenant } wysyła raporty na ten adres.
