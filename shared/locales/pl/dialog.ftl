importUsers = Importuj użytkowników
addUsers = Dodaj użytkowników
close = Zamknij
loading = Wczytywanie…
stepFile = Plik
stepCheck = Sprawdzenie
stepResult = Wynik

step1 = Wypełnij szablon
step1Help = Szablon zawiera wszystkie kolumny. Zmieniaj tylko wiersze, nigdy nagłówek, i zapisz plik jako CSV UTF-8.
courseColumns = Kolumny kursów
download = Pobierz szablon
columns = Opis kolumn
required = wymagane
step2 = Wybierz plik
drop = Upuść tutaj plik CSV lub
select = Wybierz plik
limits = Najwyżej { $rows ->
    [one] { $rows } wiersz
    [few] { $rows } wiersze
   *[many] { $rows } wierszy
} i { $size }.
checking = Sprawdzanie pliku…
checked = { $rows ->
    [one] { $rows } wiersz gotowy do sprawdzenia.
    [few] { $rows } wiersze gotowe do sprawdzenia.
   *[many] { $rows } wierszy gotowych do sprawdzenia.
}
step3 = Opcje
update = Aktualizuj istniejących użytkowników
updateOn = Istniejący użytkownicy otrzymają wartości z pliku.
updateOff = Istniejący użytkownicy zostaną pominięci.
mails = Wyślij zaproszenia
mailsOn = Nowi użytkownicy od razu otrzymają zaproszenie.
mailsOff = Można ich zaprosić później. Kto spróbuje się zalogować, otrzyma zaproszenie automatycznie.
review = Sprawdź przed importem
reviewOn = Zobaczysz, co się zmieni, zanim cokolwiek zostanie zapisane.
reviewOff = Plik bez błędów zostanie zaimportowany od razu.
start = Importuj
chooseFirst = Wybierz plik, aby kontynuować.
chooseOther = Wybierz inny plik
past = Ostatnie importy

fileCsv = To nie jest plik CSV. Zapisz go w arkuszu kalkulacyjnym jako „CSV UTF-8” i wybierz nowy plik.
fileEmpty = Plik jest pusty. Wypełnij szablon i wybierz go ponownie.
fileLarge = Plik jest większy niż { $size }. Podziel go na kilka plików.
fileRows = Plik zawiera więcej niż { $rows ->
    [one] { $rows } wiersz
    [few] { $rows } wiersze
   *[many] { $rows } wierszy
}. Podziel go na kilka plików.
fileNoRows = Plik zawiera nagłówek, ale żadnych wierszy. Dodaj po jednym wierszu na użytkownika.
headerMissing = Pierwszy wiersz nie jest nagłówkiem tego szablonu. Zacznij od pobranego szablonu.
columnMissing = Brakujące kolumny: { $names }. Dodaj je.
columnUnknown = Te nazwy kolumn nie zgadzają się z szablonem: { $names }
columnDouble = Powtórzone kolumny: { $names }. Zostaw po jednej.
columnMany = Plik zawiera więcej niż { $max ->
    [one] { $max } kolumnę kursów
    [few] { $max } kolumny kursów
   *[many] { $max } kolumn kursów
}. Podziel kursy na kilka plików.
oneFile = Wybierz tylko jeden plik naraz.
fileGone = Plik zmieniono lub przeniesiono i nie można go już odczytać. Wybierz go ponownie.

uploading = Przesyłanie
sent = { $sent } z { $size }
aliveUpload = Można zamknąć to okno; przesyłanie trwa, dopóki strona jest otwarta.
awaiting_upload = Oczekiwanie na plik
validating = Sprawdzanie wierszy
importing = Importowanie
awaiting_confirmation = Oczekiwanie na decyzję
progressRows = { $total ->
    [one] { $done } z { $total } wiersza
    [few] { $done } z { $total } wierszy
   *[many] { $done } z { $total } wierszy
}
progressRead = { $done ->
    [one] Odczytano { $done } wiersz
    [few] Odczytano { $done } wiersze
   *[many] Odczytano { $done } wierszy
}
alive = Można zamknąć to okno lub stronę; import trwa dalej.
lastChange = W toku. Ostatnia zmiana: { $ago }.
stuck = Brak postępu. Ostatnia zmiana: { $ago }. Import zostanie wznowiony automatycznie; nic nie przepadnie.
cancelImport = Anuluj import

offline = Brak połączenia. Próby są ponawiane automatycznie; nic nie przepadnie.
busy = Usługa jest przeciążona. Próby są ponawiane automatycznie.
nextTry = Następna próba za { $seconds } s.
tryNow = Spróbuj teraz
retry = Spróbuj ponownie
signIn = Sesja wygasła. Zaloguj się ponownie, a praca zostanie wznowiona w tym samym miejscu.
uploadRefused = Przesyłanie nie powiodło się kilka razy. Spróbuj ponownie lub skontaktuj się z administracją portalu.
uploadLost = Przesyłanie zostało przerwane. Wybierz plik ponownie, aby kontynuować.
importGone = Ten import nie jest już dostępny.
unexpected = Na tej stronie wystąpił błąd. Spróbuj ponownie.

noErrors = Plik nie zawiera błędów.
withErrors = Błędy zawiera { $count } z { $total ->
    [one] { $total } wiersza
    [few] { $total } wierszy
   *[many] { $total } wierszy
}.
withErrorsHelp = { $valid ->
    [one] Zaimportuj pozostały wiersz lub anuluj import i popraw plik.
    [few] Zaimportuj pozostałe { $valid } wiersze lub anuluj import i popraw plik.
   *[many] Zaimportuj pozostałych { $valid } wierszy lub anuluj import i popraw plik.
}
noneValid = Nie można zaimportować żadnego wiersza. Popraw plik i spróbuj ponownie.
preview = Podgląd
nothingYet = Nic jeszcze nie zapisano. Kliknij liczbę, aby zobaczyć listę.
confirm = Potwierdź i importuj
confirmAdd = Potwierdź i dodaj użytkowników
confirmValid = { $count ->
    [0] Importuj poprawne wiersze
    [one] Importuj { $count } poprawny wiersz
    [few] Importuj { $count } poprawne wiersze
   *[many] Importuj { $count } poprawnych wierszy
}
perLanguage = E-maile według języka: { $list }

created = Utworzono
updated = Zaktualizowano
skipped = Pominięto
failed = Z błędami
course_assignments = Przypisania kursów
invitations = Zaproszenia
nobody = Ta lista jest pusta.
more = Pokaż więcej
showing = Wyświetlono { $shown } z { $total }
showAll = Pokaż wszystkie ({ $count })
row = Wiersz
person = Użytkownik
what = Szczegóły
exists = już istnieje, bez zmian
unchanged = bez zmian
problems = Problemy
kind_missing = Brak wartości
kind_invalid = Nieprawidłowa wartość
kind_long = Zbyt długa wartość
kind_unmatched = Brak w portalu
kind_duplicate = Powtórzone w pliku
kind_exists = Użytkownik już istnieje
kind_other = Inne
warning = ostrzeżenie

summary = Podsumowanie
completed = Import zakończony
completedWith = { $count ->
    [one] Import zakończony, pominięto { $count } wiersz
    [few] Import zakończony, pominięto { $count } wiersze
   *[many] Import zakończony, pominięto { $count } wierszy
}
rejected = Nic nie zaimportowano
rejectedHelp = Rozwiąż poniższe problemy i prześlij plik ponownie.
cancelled = Anulowano: nic nie zaimportowano
failed_import = Import został zatrzymany z powodu błędu po naszej stronie
expired = Import wygasł: nic nie zaimportowano
expiredHelp = Import wygasł, ponieważ na czas nie przesłano pliku lub nie potwierdzono importu. Zaimportuj plik ponownie.
exports = Eksport
exportJson = Eksportuj jako JSON
exportCsv = Eksportuj jako CSV
exportFix = Pobierz plik z uwagami
exportFixHelp = Ten sam plik z problemami opisanymi przy każdym wierszu.
another = Importuj inny plik

short_awaiting_upload = Bez pliku
short_validating = Sprawdzanie
short_awaiting_confirmation = Do potwierdzenia
short_importing = W toku
short_completed = Zakończony
short_rejected = Odrzucony
short_cancelled = Anulowany
short_failed = Błąd
short_expired = Wygasł
