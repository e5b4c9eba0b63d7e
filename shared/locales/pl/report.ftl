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

file-result = Wynik: { $path }
file-users = Po jednym wierszu na użytkownika: { $path }
file-corrections = Do poprawienia i ponownego importu: { $path }
