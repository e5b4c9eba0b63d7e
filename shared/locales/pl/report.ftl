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
count-skipped = pominięto
count-failed = z błędami
count-course-assignments = przypisania kursów
count-invitations = zaproszenia
count-rows-blank = pominięte puste wiersze
count-rows-repeated = pominięte powtórzone wiersze
count-rows-left-out = pominięte powtórzone nagłówki
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

file-result = Wynik: { $path }
file-users = Po jednym wierszu na użytkownika: { $path }
file-corrections = Do poprawienia i ponownego importu: { $path }

undo-of = Import { $undo }, który cofa { $import }: { $end }
undo-preview-of = Podgląd cofnięcia importu { $import }. Nic nie zapisano.
undo-question = { $removed ->
    [one] Usunąć { $removed } użytkownika
    [few] Usunąć { $removed } użytkowników
   *[many] Usunąć { $removed } użytkowników
} i przywrócić { $restored }?
imports-since = Zakończone od tego czasu. Po cofnięciu zaimportuj ponownie właściwy plik:
count-removed = usunięto
count-restored = przywrócono
count-course-assignments-removed = usunięte przypisania kursów
undo-left = Zachowano:
left-value = { $email }: { $column } pozostaje { $current }
left-empty = { $email }: { $column } pozostaje puste
left-user = { $email }: { $reason }
reason-changed-since = zmieniono od tego czasu
reason-active = zalogowano się lub aktywowano konto
reason-gone = już nie istnieje
reason-self-disable = to osoba, która cofa import
reason-kept = nie da się niczego przywrócić
