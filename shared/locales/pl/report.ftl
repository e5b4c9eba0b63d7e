import-of = Import { $import } pliku { $file }: { $end }
dry-run-of = Próbny import pliku { $file }: { $end }. Nic nie zapisano.
file-refused = { $file }: { $end }

completed = zakończony
rejected = odrzucony
cancelled = anulowany
failed = nieudany
expired = wygasł

count-created = utworzono
count-updated = zaktualizowano
count-disabled = wyłączono
count-skipped = pominięto
count-failed = z błędami
count-course-assignments = przypisania kursów
count-invitations = zaproszenia
count-rows-blank = pominięte puste wiersze
count-rows-repeated = pominięte powtórzone wiersze
count-rows-left-out = pominięte wiersze
if-skipped = Z opcją { $option }: utworzono { $created }, zaktualizowano { $updated }, pominięto { $skipped }, z błędami { $failed }.

problems = { $errors ->
    [one] { $errors } błąd
    [few] { $errors } błędy
   *[many] { $errors } błędów
}, { $warnings ->
    [one] { $warnings } ostrzeżenie
    [few] { $warnings } ostrzeżenia
   *[many] { $warnings } ostrzeżeń
}
error = błąd
warning = ostrzeżenie
problem = { $place }: { $message }
more = … i jeszcze { $count }
more-in-file = … i jeszcze { $count }, zobacz { $file }
warnings-in-file = Ostrzeżenia do zaimportowanych wierszy: zobacz { $file }

file-result = Wynik: { $path }
file-users = Po jednym wierszu na użytkownika: { $path }
file-corrections = Plik poprawek (popraw go i zaimportuj ponownie): { $path }
file-corrections-path = Plik poprawek: { $path }

nothing-imported = Nic nie zaimportowano.
rows-valid = Wiersze bez błędów: { $valid } z { $total }.
changes = Zmiany u istniejących użytkowników:
changes-by-column = Zmiany u istniejących użytkowników, według kolumn: { $columns }
change-of = { $place }, { $email }: { $changes }
new-courses = nowe kursy { $titles }
disabled-missing = Wyłączono, ponieważ brakuje ich w pliku:
courses-left-out = Kursy pominięte przez poprawki:
course-left-out = { $title }, { $company }: { $rows ->
    [one] { $rows } wiersz
    [few] { $rows } wiersze
   *[many] { $rows } wierszy
}
advice-file = Rozwiąż problemy samego pliku, a następnie zaimportuj go ponownie. Żadna opcja nie pozwala ich pominąć.
advice-skip = Aby zaimportować tylko wiersze bez błędów: { $command }
created-uninvited = Utworzeni użytkownicy nie mają jeszcze zaproszenia.
users-exist = { $count ->
    [one] { $count } użytkownik z pliku już istnieje.
    [few] { $count } użytkownicy z pliku już istnieją.
   *[many] { $count } użytkowników z pliku już istnieje.
}
never-invited = { $count ->
    [one] { $count } istniejący użytkownik nigdy nie został zaproszony.
    [few] { $count } istniejący użytkownicy nigdy nie zostali zaproszeni.
   *[many] { $count } istniejących użytkowników nigdy nie zostało zaproszonych.
}
advice-invite = Aby zaprosić użytkowników z tego importu: { $command }
advice-invite-existing = Aby zaprosić użytkowników, którzy już istnieją: { $command }
advice-invite-all = Aby zaprosić wszystkich, którzy nie mają zaproszenia: { $command }

failure-store-refused = Magazyn plików lub tabela systemu odrzuciła żądanie importu. Przyczynę podaje dziennik systemu; usuń ją, a następnie ponów import.
failure-plan-unreadable = Nie można odczytać zapisanych danych importu. Zaimportuj plik ponownie.
failure-import-stalled = Import utknął, a trzykrotne ponowne uruchomienie nie pomogło. Nic nie przepadło: gdy nie będzie aktywnych alarmów systemu, ponów import, a zostanie wznowiony w miejscu, w którym się zatrzymał.
failure-store-refused-finally = Magazyn plików lub tabela systemu odrzuciła żądanie importu i zrobiłaby to znowu, więc ponowienie nie pomoże. Przyczynę podaje dziennik systemu. Po jej usunięciu zaimportuj plik jeszcze raz: już zapisani użytkownicy zostaną rozpoznani.
failure-program-stopped = Program zatrzymał się trzykrotnie podczas odczytu tego pliku, być może z braku pamięci. Nie zapisano żadnego użytkownika. Podziel plik lub przydziel programowi więcej pamięci, a następnie zaimportuj plik ponownie.
awaiting-upload = czeka na plik
validating = w trakcie sprawdzania
importing = w toku
refused-not-waiting = Import nie czeka na potwierdzenie (stan: { $status }).
refused-has-errors = { $rows ->
    [one] { $rows } wiersz zawiera błędy. Potwierdź, że ma zostać pominięty, lub anuluj import i popraw plik.
    [few] { $rows } wiersze zawierają błędy. Potwierdź, że mają zostać pominięte, lub anuluj import i popraw plik.
   *[many] { $rows } wierszy zawiera błędy. Potwierdź, że mają zostać pominięte, lub anuluj import i popraw plik.
}
refused-too-late-to-cancel = { $state ->
    [importing] Import jest już w toku i nie można go anulować.
   *[other] Na anulowanie importu jest już za późno (stan: { $status }).
}
refused-not-failed = Ponowić można tylko import, który się nie powiódł (stan: { $status }).

undo-of = Import { $undo }, który cofa import { $import }: { $end }
undo-preview-of = Podgląd cofnięcia importu { $import }. Nic nie zapisano.
undo-question = { $removed ->
    [one] Usunąć { $removed } użytkownika
    [few] Usunąć { $removed } użytkowników
   *[many] Usunąć { $removed } użytkowników
} i przywrócić { $restored }?
imports-since = Importy zakończone od tego czasu (jeśli któryś był prawidłowy, po cofnięciu zaimportuj jego plik ponownie):
count-removed = usunięto
count-restored = przywrócono
count-course-assignments-removed = usunięte przypisania kursów
undo-retained = Nie cofnięto:
retained-value = { $email }: { $column } zachowuje wartość { $current }
retained-empty = { $email }: { $column } pozostaje bez wartości
retained-user = { $email }: { $reason }
reason-changed-since = zmieniono później
reason-active = zalogowano się lub aktywowano konto
reason-gone = już nie istnieje
reason-self-disable = to osoba, która cofa import
reason-kept = nie da się niczego cofnąć

## Plik, który czeka z powodu limitów kanału.

awaiting-confirmation = czeka na potwierdzenie
would-wait = import czekałby na potwierdzenie
held = Plik przekracza limity kanału. Nic jeszcze nie zapisano.
held-dry-run = Plik przekracza następujące limity kanału:
held-create = użytkownicy do utworzenia
held-update = użytkownicy do aktualizacji
held-disable = konta do wyłączenia
held-failed = wiersze z błędami
held-absent = osoby, których brakuje w pliku
held-limit = { $what }: { $users } ({ $found }%, limit { $allowed }%)
advice-confirm = Jeśli plik jest poprawny, potwierdź import: { $command }
advice-cancel = W przeciwnym razie anuluj go: { $command }
