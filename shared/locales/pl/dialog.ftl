importUsers = Importuj użytkowników
addUsers = Dodaj użytkowników
close = Zamknij
loading = Wczytywanie…
findingFile = Sprawdzanie, czy plik dotarł…
stepFile = Plik
stepCheck = Sprawdzenie
stepResult = Wynik
stepOf = Krok { $at } z { $count }:

step1Help = Szablon zawiera wszystkie kolumny. Zmieniaj tylko wiersze, nigdy nagłówek, i zapisz plik jako CSV UTF-8.
step1HelpEither = Szablon zawiera wszystkie kolumny. Zmieniaj tylko wiersze, nigdy nagłówek, i zapisz plik jako skoroszyt (.xlsx) lub jako CSV UTF-8.
courseColumns = Kolumny kursów
download = Pobierz szablon
downloadWithLists = Z listami wyboru (.xlsx)
columns = Opis kolumn
required = wymagane
step2 = Wybierz plik
drop = Upuść tutaj plik CSV lub
dropEither = Upuść tutaj plik CSV lub skoroszyt (.xlsx) albo
select = Wybierz plik
limits = Najwyżej { $rows ->
    [one] { $rows } wiersz
    [few] { $rows } wiersze
   *[many] { $rows } wierszy
} i { $size }.
limitsWorkbook = Skoroszyt może mieć najwyżej { $size }.
checking = Sprawdzanie pliku…
checked = { $rows ->
    [one] { $rows } wiersz gotowy do sprawdzenia
    [few] { $rows } wiersze gotowe do sprawdzenia
   *[many] { $rows } wierszy gotowych do sprawdzenia
}
workbookLater = Skoroszyt zostanie sprawdzony po przesłaniu.
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
chooseFirst = Wybierz plik, aby kontynuować.
chooseOther = Wybierz inny plik
past = Ostatnie importy
checkFile = Sprawdź plik
importRows = { $rows ->
    [one] Importuj { $rows } wiersz
    [few] Importuj { $rows } wiersze
   *[many] Importuj { $rows } wierszy
}
factsCourses = { $count ->
    [one] { $count } kolumna kursów
    [few] { $count } kolumny kursów
   *[many] { $count } kolumn kursów
}
firstRows = Pierwsze wiersze pliku
encodingAssumed = Plik nie podaje kodowania. Wybierz to, w którym te słowa wyglądają poprawnie.
encAuto = Wykryj automatycznie
encWestern = Europa Zachodnia
encCentral = Europa Środkowa
encMac = Mac
encCyrillic = Cyrylica
encBaltic = Bałtyckie
garbled = Niektóre litery zostały zniekształcone przed zapisaniem pliku.
repair = Napraw litery
keepText = Pozostaw tekst bez zmian
onErrors = Jeśli niektóre wiersze zawierają błędy
onErrorsReject = Nie importuj niczego
onErrorsSkip = Importuj pozostałe wiersze

fileCsv = To nie jest plik CSV. Zapisz go w arkuszu kalkulacyjnym jako „CSV UTF-8” i wybierz nowy plik.
fileFormat = To nie jest plik CSV ani skoroszyt (.xlsx), który można odczytać. Zapisz go bez hasła w jednym z tych formatów i wybierz nowy plik.
fileEmpty = Plik jest pusty. Wypełnij szablon i wybierz go ponownie.
fileLarge = Plik jest większy niż { $size }. Podziel go na kilka plików.
fileRows = Plik zawiera co najmniej { $found ->
    [one] { $found } wiersz
    [few] { $found } wiersze
   *[many] { $found } wierszy
}; dozwolone maksimum to { $rows }. Podziel go na co najmniej { $files ->
    [one] { $files } plik
    [few] { $files } pliki
   *[many] { $files } plików
}.
fileNoRows = Plik ma nagłówek, ale nie ma wierszy. Dodaj po jednym wierszu na użytkownika.
headerMissing = Pierwszy wiersz nie jest nagłówkiem tego szablonu. Zacznij od pobranego szablonu.
columnMissing = Brakujące kolumny: { $names }. Dodaj je.
columnUnknown = Te nazwy kolumn nie zgadzają się z szablonem: { $names }
columnDouble = Powtórzone kolumny: { $names }. Zostaw po jednej.
columnMany = Plik zawiera więcej niż { $max ->
    [one] { $max } kolumnę kursów
    [few] { $max } kolumny kursów
   *[many] { $max } kolumn kursów
}. Rozdziel kursy na kilka plików.
oneFile = Wybierz tylko jeden plik.
fileGone = Plik zmieniono lub przeniesiono i nie można go już odczytać. Wybierz go ponownie.
headerHelp = Dla każdej kolumny pliku wybierz kolumnę szablonu. Sam plik się nie zmieni.
yourColumn = Twój plik
firstCells = Pierwsze wartości
templateColumn = Szablon
columnNumber = Kolumna { $at }
ignoreColumn = Nie importuj
ignoredColumn = Pominięta
missingColumn = Brakuje
useNames = Użyj tych nazw
namesUsed = Kolumny zostaną odczytane pod tymi nazwami.
namesMissing = Wybierz kolumnę pliku dla: { $names }.
namesDouble = Wybrano więcej niż raz: { $names }.
otherLayout_enrolment = Ten plik pasuje do opcji „Importuj użytkowników”.
otherLayout_learners = Ten plik pasuje do opcji „Dodaj użytkowników”.
switchLayout = Przełącz

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
stuck = Brak postępu. Ostatnia zmiana: { $ago }. Praca zostanie wznowiona; nic nie przepadnie.
cancelImport = Anuluj import
openUploading = Przesyłanie { $percent }
openImporting = Import { $percent }
openWaiting = Sprawdź import

offline = Brak połączenia. Próby są ponawiane automatycznie.
busy = Usługa jest przeciążona. Próby są ponawiane automatycznie.
nextTry = Następna próba za { $seconds } s.
tryNow = Spróbuj teraz
decisionNotSent = Decyzja nie została wysłana. Podejmij ją ponownie.
decisionLate = Decyzja nie została wysłana na czas.
retry = Spróbuj ponownie
signIn = Sesja wygasła. Zaloguj się ponownie, a praca zostanie wznowiona.
uploadRefused = Kilka prób się nie powiodło. Spróbuj ponownie lub skontaktuj się z administracją portalu.
uploadLost = Przesyłanie zostało przerwane. Wybierz plik ponownie, aby kontynuować.
importGone = Ten import nie jest już dostępny.
unexpected = Na tej stronie wystąpił błąd. Spróbuj ponownie.
unreachable = Brak połączenia z usługą. Próby są ponawiane. W razie potrzeby skontaktuj się z administracją portalu.
refused = Żądanie zostało odrzucone ({ $code }).
refusedScope = Brak uprawnień do tej czynności ({ $code }). Skontaktuj się z administracją portalu.
refusedState = To już niemożliwe, ponieważ import się zmienił ({ $code }).
refusedInput = Żądanie jest nieprawidłowe ({ $code }).
fileNotKept = Plik tego importu nie jest już przechowywany. Wybierz go ponownie.
decidedElsewhere = Ktoś inny już zdecydował o tym imporcie. Oto jego aktualny stan.

noErrors = Plik nie zawiera błędów.
withErrors = Błędy są w { $count } z { $total ->
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
noneValidFix = Na razie nie można zaimportować żadnego wiersza. Popraw błędy poniżej.
preview = Podgląd
nothingYet = Nic jeszcze nie zapisano. Kliknij liczbę, aby zobaczyć listę.
warningsFix = Sprawdź wartości poniżej. Możesz je poprawić przed importem.
perLanguage = E-maile według języka: { $list }
rowsCount = { $rows ->
    [one] { $rows } wiersz
    [few] { $rows } wiersze
   *[many] { $rows } wierszy
}
factUpdateOn = istniejący użytkownicy zostaną zaktualizowani
factUpdateOff = istniejący użytkownicy pozostaną bez zmian
factMailsOn = nowi użytkownicy otrzymają zaproszenie
factMailsOff = bez zaproszeń
factFixes = { $count ->
    [one] { $count } poprawka
    [few] { $count } poprawki
   *[many] { $count } poprawek
}
factLeftOut = { $count ->
    [one] { $count } pominięty wiersz
    [few] { $count } pominięte wiersze
   *[many] { $count } pominiętych wierszy
}
startedBy = Rozpoczęcie: { $who }, { $ago }
nothingTitle = Nie ma czego importować
nothingExist = { $count ->
    [one] Ta osoba ma już konto. Aby zmienić jej dane, zaznacz „Aktualizuj istniejących użytkowników”.
    [few] Wszystkie { $count } osoby mają już konta. Aby zmienić ich dane, zaznacz „Aktualizuj istniejących użytkowników”.
   *[many] Wszystkie { $count } osób ma już konta. Aby zmienić ich dane, zaznacz „Aktualizuj istniejących użytkowników”.
}
nothingNew = { $count ->
    [one] Dane tej osoby są już aktualne.
    [few] Dane wszystkich { $count } osób są już aktualne.
   *[many] Dane wszystkich { $count } osób są już aktualne.
}
withErrorsFix = { $valid ->
    [one] Popraw błędy poniżej lub zaimportuj tylko pozostały wiersz.
    [few] Popraw błędy poniżej lub zaimportuj tylko pozostałe { $valid } wiersze.
   *[many] Popraw błędy poniżej lub zaimportuj tylko pozostałych { $valid } wierszy.
}
withErrorsIdle = Popraw błędy, aby zaimportować te osoby. Pozostałe mają już konta i nic się u nich nie zmieni.
confirmCount = { $count ->
    [one] Importuj { $count } osobę
    [few] Importuj { $count } osoby
   *[many] Importuj { $count } osób
}
confirmRest = Importuj { $count }, pomiń { $left }
mailsNow = { $count ->
    [one] Zostanie wysłane { $count } zaproszenie.
    [few] Zostaną wysłane { $count } zaproszenia.
   *[many] Zostanie wysłanych { $count } zaproszeń.
}
updateThem = Aktualizuj istniejących użytkowników
perLanguageOther = { $count } w języku domyślnym (brak szablonu: { $others })
back = Wstecz
cancel = Anuluj

created = Utworzono
updated = Zaktualizowano
skipped = Pominięto
failed = Z błędami
course_assignments = Przypisania kursów
invitations = Zaproszenia
emptyList = Ta lista jest pusta.
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
kind_header = Nazwy kolumn
kind_row = Nieczytelny wiersz
kind_other = Inne
kind_check = Do sprawdzenia
warning = ostrzeżenie
to_created = Do utworzenia
to_updated = Do aktualizacji
to_skipped = Do pominięcia
place = Firma
disabledAccount = wyłączone
searchRows = Szukaj w tych wierszach
found = { $count ->
    [one] { $count } wynik
    [few] { $count } wyniki
   *[many] { $count } wyników
}
foundFirst = { $found } w pierwszych { $rows } wierszach
searchRest = Przeszukaj resztę
rowsMany = { $count ->
    [one] { $count } wiersz: { $list }
    [few] { $count } wiersze: { $list }
   *[many] { $count } wierszy: { $list }
}

use = Użyj „{ $value }”
useThis = Użyj
chooseValue = Wybierz wartość
corrected = Poprawiona wartość
leaveOut = Pomiń ten wiersz
leaveOutMany = Pomiń te wiersze
leaveOutAll = Pomiń wszystkie wiersze ({ $count })
leaveOutValue = Pomiń tę wartość
leftOut = Pominięto w tym imporcie
courseLeftOut = „{ $title }” pominięto (wiersze: { $count })
undo = Cofnij
acceptSafe = Przyjmij wszystkie pewne propozycje ({ $count })
acceptSafeHelp = Zostaną zastąpione te wartości:
acceptApply = { $rows ->
    [one] Zastąp w { $rows } wierszu
    [few] Zastąp w { $rows } wierszach
   *[many] Zastąp w { $rows } wierszach
}
checkAgain = { $count ->
    [one] Sprawdź ponownie z { $count } poprawką
    [few] Sprawdź ponownie z { $count } poprawkami
   *[many] Sprawdź ponownie z { $count } poprawkami
}
fixesChosen = { $count ->
    [one] Wybrano { $count } poprawkę
    [few] Wybrano { $count } poprawki
   *[many] Wybrano { $count } poprawek
}
fixesLost = Poprawki danych osób są zachowywane tylko do ponownego wczytania tej strony.
fixesGone = Poprawki nie zostały zastosowane i zostaną utracone.
cellMissing = Wpisz wartość.
cellLong = { $max ->
    [one] Dozwolony jest najwyżej { $max } znak.
    [few] Dozwolone są najwyżej { $max } znaki.
   *[many] Dozwolonych jest najwyżej { $max } znaków.
}
cellEmail = To nie jest adres e-mail.
cellName = Imiona i nazwiska nie mogą zawierać symboli.
cellIdentifier = Użyj tylko liter i cyfr.
cellInvalid = To nie jest prawidłowy kod.
choiceUnknown = { $kind ->
    [company] Nie ma firmy o tej nazwie.
    [cohort] Nie ma grupy o tej nazwie.
   *[course] Nie ma kursu o tej nazwie.
}
choiceAlias = Jeśli to alias, wybierz ponownie „Użyj”.
cellSame = Wpisz inną wartość.
aliasAsk = Zapamiętać te nazwy na przyszłe importy?
aliasSend = Zapamiętaj
aliasDone = Te nazwy będą rozpoznawane w przyszłych importach.
aliasTaken = Nie zapamiętano, bo są zajęte lub nie ma ich już w katalogu: { $names }

summary = Podsumowanie
completed = Import zakończony
completedWith = { $count ->
    [one] Import zakończony, pominięto { $count } wiersz
    [few] Import zakończony, pominięto { $count } wiersze
   *[many] Import zakończony, pominięto { $count } wierszy
}
rejected = Nic nie zaimportowano
rejectedHelp = Rozwiąż poniższe problemy i prześlij plik ponownie.
rowsValid = Wiersze bez błędów: { $count }.
cancelled = Anulowano: nic nie zaimportowano
failed_import = Import został zatrzymany z powodu błędu po naszej stronie
expired = Import wygasł: nic nie zaimportowano
expiredHelp = Nie przesłano pliku lub nie potwierdzono importu na czas. Zaimportuj plik ponownie.
exports = Eksport
exportJson = Eksportuj jako JSON
exportCsv = Eksportuj jako CSV
exportFix = Pobierz plik z uwagami (.{ $format })
exportFixHelp = Twój plik z opisem problemów przy każdym wierszu.
another = Importuj inny plik
fixPath = Popraw plik
fixPath1 = Pobierz plik z uwagami i popraw go.
fixPath2 = Upuść tutaj poprawiony plik lub
rejectedCourses = Niektóre kursy z pliku nie istnieją. Dlatego nic nie zostanie zaimportowane.
failedRetry = Spróbuj ponownie: import zostanie wznowiony w miejscu, w którym się zatrzymał.
failedFinal = Skontaktuj się z administracją portalu.
pastEmpty = Nie ma jeszcze importów.
doneCreated = { $count ->
    [one] Utworzono { $count } użytkownika
    [few] Utworzono { $count } użytkowników
   *[many] Utworzono { $count } użytkowników
}
doneUpdated = { $count ->
    [one] Zaktualizowano { $count } użytkownika
    [few] Zaktualizowano { $count } użytkowników
   *[many] Zaktualizowano { $count } użytkowników
}
doneSkipped = { $count ->
    [one] Pominięto { $count } użytkownika
    [few] Pominięto { $count } użytkowników
   *[many] Pominięto { $count } użytkowników
}
doneFailed = { $count ->
    [one] { $count } wiersz z błędami
    [few] { $count } wiersze z błędami
   *[many] { $count } wierszy z błędami
}
doneAssigned = { $count ->
    [one] Przypisano { $count } kurs
    [few] Przypisano { $count } kursy
   *[many] Przypisano { $count } kursów
}
doneInvited = { $count ->
    [one] Zaproszono { $count } użytkownika
    [few] Zaproszono { $count } użytkowników
   *[many] Zaproszono { $count } użytkowników
}
neverInvited = Istniejący użytkownicy bez zaproszenia: { $count }.
inviteThese = { $count ->
    [one] Wyślij zaproszenie do tej osoby
    [few] Wyślij zaproszenia do tych { $count } osób
   *[many] Wyślij zaproszenia do tych { $count } osób
}
inviteAsk = { $count ->
    [one] Wysłać teraz { $count } zaproszenie?
    [few] Wysłać teraz { $count } zaproszenia?
   *[many] Wysłać teraz { $count } zaproszeń?
}
inviteSend = { $count ->
    [one] Wyślij { $count } zaproszenie
    [few] Wyślij { $count } zaproszenia
   *[many] Wyślij { $count } zaproszeń
}
inviteDone = { $count ->
    [0] Nie ma zaproszeń do wysłania.
    [one] { $count } zaproszenie zostanie wysłane.
    [few] { $count } zaproszenia zostaną wysłane.
   *[many] { $count } zaproszeń zostanie wysłanych.
}

short_awaiting_upload = Bez pliku
short_validating = Sprawdzanie
short_awaiting_confirmation = Do potwierdzenia
short_importing = W toku
short_completed = Zakończony
short_rejected = Odrzucony
short_cancelled = Anulowany
short_failed = Błąd
short_expired = Wygasł

undoTitle = Cofanie importu
undoStart = Cofnij ten import…
undoImport = Pokaż import
undoShow = Pokaż cofnięcie
undoOf = Cofnięcie importu { $name }
undo_validating = Przygotowywanie cofnięcia
undo_importing = Cofanie importu
undoAlive = Można zamknąć to okno lub stronę; cofanie trwa dalej.
undoPercent = Cofanie { $percent }
undoOpen = Sprawdź cofnięcie
undoKeeps = Późniejsze zmiany zostaną zachowane.
undoLinks = Zaproszenia usuniętych użytkowników przestaną działać.
undoNothing = Niczego nie da się cofnąć.
undoSince = { $count ->
    [one] Od tego czasu zakończył się { $count } import
    [few] Od tego czasu zakończyły się { $count } importy
   *[many] Od tego czasu zakończyło się { $count } importów
}
undoSinceHelp = Cofnięcie usunie też osoby z tych importów, których dane się nie zmieniły. Potem zaimportuj właściwy plik.
undoScope = Brak uprawnień do cofania importów. Skontaktuj się z administracją portalu.
undoConfirm = { $removed ->
    [one] Usuń { $removed } użytkownika
    [few] Usuń { $removed } użytkowników
   *[many] Usuń { $removed } użytkowników
} i przywróć { $restored }
undoRemove = { $removed ->
    [one] Usuń { $removed } użytkownika
    [few] Usuń { $removed } użytkowników
   *[many] Usuń { $removed } użytkowników
}
undoRestore = { $restored ->
    [one] Przywróć { $restored } użytkownika
    [few] Przywróć { $restored } użytkowników
   *[many] Przywróć { $restored } użytkowników
}
undoStays = pozostaje
undoRetry = Spróbuj ponownie: cofanie zostanie wznowione w miejscu, w którym się zatrzymało.
undone = Ten import został cofnięty.
undoRunning = Trwa cofanie tego importu.
undoStopped = Cofanie tego importu zostało zatrzymane.
undo_completed = Import cofnięty
undo_completedWith = Import cofnięty częściowo
undo_rejected = Nic nie cofnięto
undo_cancelled = Anulowano: nic nie cofnięto
undo_expired = Cofnięcie wygasło: nic nie cofnięto
undo_failed = Cofanie zostało zatrzymane z powodu błędu po naszej stronie
to_undo_removed = Do usunięcia
to_undo_updated = Do przywrócenia
to_undo_course_assignments_removed = Kursy do usunięcia
undo_removed = Usunięto
undo_updated = Przywrócono
undo_course_assignments_removed = Usunięte kursy
undo_skipped = Nie cofnięto
undo_kept = Z zachowanymi wartościami
why_changed-since = zmieniono później
why_active = zalogowano się lub aktywowano konto
why_gone = już nie istnieje
why_self-disable = to osoba, która cofa import
why_kept = wszystkie wartości zmieniono później
doneRemoved = { $count ->
    [one] Usunięto { $count } użytkownika
    [few] Usunięto { $count } użytkowników
   *[many] Usunięto { $count } użytkowników
}
doneRestored = { $count ->
    [one] Przywrócono { $count } użytkownika
    [few] Przywrócono { $count } użytkowników
   *[many] Przywrócono { $count } użytkowników
}
doneLeft = { $count ->
    [one] { $count } użytkownik bez zmian
    [few] { $count } użytkownicy bez zmian
   *[many] { $count } użytkowników bez zmian
}
doneUnassigned = { $count ->
    [one] Usunięto { $count } kurs
    [few] Usunięto { $count } kursy
   *[many] Usunięto { $count } kursów
}
short_undone = Cofnięty
source_portal = przesłany
source_drop = z bucketu
refused_already-undone = Ten import został już cofnięty. Jeśli jest potrzebny, zaimportuj plik ponownie.
refused_undo-in-progress = Trwa już inne cofanie tego importu. Najpierw je potwierdź lub anuluj.
refused_import-not-undoable = Ten import niczego nie zapisał, więc nie ma czego cofać.


## Feeds.

feeds = Kanały
feedName = Kanał { $name }
feedNotCounted = Wiersze bez czytelnego adresu: { $count }. Dlatego żadnej osoby nie uznano za brakującą.
feedNewest = Najnowszy plik: { $date } · osoby: { $count }
feedEmpty = Nie ma jeszcze pliku
feedHeld = Plik czeka na decyzję
feedWaits = Plik czeka na inny plik
allFeeds = Wszystkie importy
heldTitle = Ten plik wprowadziłby więcej zmian, niż pozwala kanał
heldHelp = Nic jeszcze nie zapisano. Jeśli plik jest poprawny, zaimportuj go mimo to; w przeciwnym razie anuluj.
heldScope = Brak uprawnień, aby zaimportować go mimo to. Skontaktuj się z administracją portalu.
heldLine = { $what }: { $users } ({ $found }, limit { $allowed })
absentPeople = Brakuje w pliku
confirmHeld = Importuj mimo to
confirmDisable = { $count ->
    [one] Wyłącz { $count } użytkownika
    [few] Wyłącz { $count } użytkowników
   *[many] Wyłącz { $count } użytkowników
}
waitsFor = Oczekiwanie na inny plik tego kanału
newerFile = Nowszy plik kanału zastąpił ten plik.
to_disabled = Do wyłączenia
disabled = Wyłączono
other-feed = należy do innego kanału
missing-from-feed = brak w pliku
gone = już nie istnieje
self-disable = to osoba, która importuje plik
short_waits = Oczekuje
refused_feed-busy = Trwa import innego pliku tego kanału. Spróbuj ponownie, gdy się zakończy.
refused_feed-out-of-date = Nowszy plik tego kanału został już zaimportowany.
doneDisabled = { $count ->
    [one] Wyłączono { $count } użytkownika
    [few] Wyłączono { $count } użytkowników
   *[many] Wyłączono { $count } użytkowników
}
