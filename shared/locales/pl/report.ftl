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
warnings-in-file = Ostrzeżenia do zaimportowanych wierszy: zobacz { $file }

file-result = Wynik: { $path }
file-users = Po jednym wierszu na użytkownika: { $path }
file-corrections = Do poprawienia i ponownego importu: { $path }

nothing-imported = Nic nie zostało zaimportowane.
rows-valid = Wiersze bez błędów: { $valid } z { $total }.
changes = Zmiany u istniejących użytkowników:
changes-by-column = Zmiany u istniejących użytkowników, według kolumn: { $columns }
change-of = { $place }, { $email }: { $changes }
new-courses = nowe kursy { $titles }
advice-file = Popraw problemy samego pliku, a następnie zaimportuj go ponownie. Żadna opcja ich nie pomija.
advice-skip = Aby zaimportować tylko wiersze bez błędów: { $command }
created-uninvited = Utworzeni użytkownicy nie mają jeszcze zaproszenia.
never-invited = { $count ->
    [one] { $count } istniejący użytkownik nigdy nie został zaproszony.
    [few] { $count } istniejący użytkownicy nigdy nie zostali zaproszeni.
   *[many] { $count } istniejących użytkowników nigdy nie zostało zaproszonych.
}
advice-invite = Aby zaprosić użytkowników z tego importu: { $command }
advice-invite-existing = Aby zaprosić użytkowników, którzy już istnieją: { $command }

failure-store-refused = Magazyn plików lub tabela systemu odrzuciły żądanie importu. Przyczynę podaje dziennik systemu; usuń ją, a następnie ponów import.
failure-plan-unreadable = Nie można odczytać zapisanych danych importu. Zaimportuj plik ponownie.
failure-import-stalled = Import przestał postępować i został trzykrotnie bez powodzenia uruchomiony ponownie. Nic nie zostało utracone: gdy nie będzie aktywnych alarmów systemu, ponów import, a będzie kontynuowany od miejsca zatrzymania.
refused-not-waiting = Import nie czeka już na potwierdzenie.
refused-has-errors = { $rows ->
    [one] { $rows } wiersz zawiera błędy. Potwierdź, że ma zostać pominięty, lub anuluj import i popraw plik.
    [few] { $rows } wiersze zawierają błędy. Potwierdź, że mają zostać pominięte, lub anuluj import i popraw plik.
   *[many] { $rows } wierszy zawiera błędy. Potwierdź, że mają zostać pominięte, lub anuluj import i popraw plik.
}
refused-too-late-to-cancel = Na anulowanie importu jest już za późno.
refused-not-failed = Ponowić można tylko import, który się nie powiódł.
