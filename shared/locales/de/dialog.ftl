importUsers = Benutzer importieren
addUsers = Benutzer hinzufügen
close = Schließen
loading = Wird geladen…
stepFile = Datei
stepCheck = Prüfung
stepResult = Ergebnis

step1 = Vorlage ausfüllen
step1Help = Die Vorlage enthält alle Spalten. Ändern Sie nur die Zeilen, nie die Kopfzeile, und speichern Sie die Datei als CSV UTF-8.
courseColumns = Kursspalten
download = Vorlage herunterladen
columns = Erläuterung der Spalten
required = erforderlich
step2 = Datei auswählen
drop = CSV-Datei hier ablegen oder
select = Datei auswählen
limits = Höchstens { $rows ->
    [one] { $rows } Zeile
   *[other] { $rows } Zeilen
} und { $size }.
checking = Datei wird geprüft…
checked = { $rows ->
    [one] { $rows } Zeile, bereit zur Prüfung.
   *[other] { $rows } Zeilen, bereit zur Prüfung.
}
step3 = Optionen
update = Vorhandene Benutzer aktualisieren
updateOn = Vorhandene Benutzer erhalten die Werte der Datei.
updateOff = Vorhandene Benutzer werden übersprungen.
mails = Einladungen senden
mailsOn = Neue Benutzer erhalten ihre Einladung sofort.
mailsOff = Sie können sie später einladen. Wer sich anzumelden versucht, wird automatisch eingeladen.
review = Vor dem Import prüfen
reviewOn = Sie sehen, was sich ändert, bevor etwas gespeichert wird.
reviewOff = Eine fehlerfreie Datei wird sofort importiert.
start = Importieren
chooseFirst = Wählen Sie zuerst eine Datei aus.
chooseOther = Andere Datei auswählen
past = Letzte Importe

fileCsv = Das ist keine CSV-Datei. Speichern Sie sie in Ihrer Tabellenkalkulation als „CSV UTF-8“ und wählen Sie die neue Datei aus.
fileEmpty = Die Datei ist leer. Füllen Sie die Vorlage aus und wählen Sie sie erneut aus.
fileLarge = Die Datei ist größer als { $size }. Teilen Sie sie in mehrere Dateien auf.
fileRows = Die Datei hat mehr als { $rows ->
    [one] { $rows } Zeile
   *[other] { $rows } Zeilen
}. Teilen Sie sie in mehrere Dateien auf.
fileNoRows = Die Datei hat eine Kopfzeile, aber keine Zeilen. Fügen Sie je Benutzer eine Zeile hinzu.
headerMissing = Die erste Zeile ist nicht die Kopfzeile dieser Vorlage. Beginnen Sie mit der heruntergeladenen Vorlage.
columnMissing = Fehlende Spalten: { $names }. Ergänzen Sie sie.
columnUnknown = Diese Spaltenüberschriften passen nicht zur Vorlage: { $names }
columnDouble = Doppelte Spalten: { $names }. Behalten Sie jeweils nur eine.
columnMany = Die Datei hat mehr als { $max ->
    [one] { $max } Kursspalte
   *[other] { $max } Kursspalten
}. Verteilen Sie die Kurse auf mehrere Dateien.
oneFile = Wählen Sie immer nur eine Datei aus.
fileGone = Die Datei wurde geändert oder verschoben und ist nicht mehr lesbar. Wählen Sie sie erneut aus.

uploading = Wird hochgeladen
sent = { $sent } von { $size }
aliveUpload = Sie können dieses Fenster schließen; der Upload läuft weiter, solange die Seite offen bleibt.
awaiting_upload = Wartet auf die Datei
validating = Zeilen werden geprüft
importing = Wird importiert
awaiting_confirmation = Wartet auf Ihre Entscheidung
progressRows = { $done } von { $total ->
    [one] { $total } Zeile
   *[other] { $total } Zeilen
}
progressRead = { $done ->
    [one] { $done } Zeile gelesen
   *[other] { $done } Zeilen gelesen
}
alive = Sie können dieses Fenster oder die Seite schließen; der Import läuft weiter.
lastChange = Läuft. Letzte Änderung: { $ago }.
stuck = Kein Fortschritt. Letzte Änderung: { $ago }. Der Import wird automatisch fortgesetzt; es geht nichts verloren.
cancelImport = Import abbrechen

offline = Keine Verbindung. Der nächste Versuch erfolgt automatisch; es geht nichts verloren.
busy = Der Dienst ist ausgelastet. Der nächste Versuch erfolgt automatisch.
nextTry = Nächster Versuch in { $seconds } s.
tryNow = Jetzt versuchen
retry = Erneut versuchen
signIn = Sie wurden abgemeldet. Melden Sie sich erneut an; danach geht es dort weiter, wo Sie aufgehört haben.
uploadRefused = Der Upload ist mehrmals fehlgeschlagen. Versuchen Sie es erneut oder wenden Sie sich an die Administration Ihres Portals.
uploadLost = Der Upload wurde unterbrochen. Wählen Sie die Datei erneut aus, um fortzufahren.
importGone = Dieser Import ist nicht mehr verfügbar.
unexpected = Auf dieser Seite ist etwas schiefgegangen. Versuchen Sie es erneut.

noErrors = Die Datei enthält keine Fehler.
withErrors = { $count } von { $total ->
    [one] { $total } Zeile
   *[other] { $total } Zeilen
} { $count ->
    [one] hat Fehler
   *[other] haben Fehler
}.
withErrorsHelp = { $valid ->
    [one] Importieren Sie die übrige Zeile oder brechen Sie ab und korrigieren Sie die Datei.
   *[other] Importieren Sie die übrigen { $valid } Zeilen oder brechen Sie ab und korrigieren Sie die Datei.
}
noneValid = Keine Zeile kann importiert werden. Korrigieren Sie die Datei und versuchen Sie es erneut.
preview = Vorschau
nothingYet = Es wurde noch nichts gespeichert. Klicken Sie auf eine Zahl, um die Liste zu sehen.
confirm = Bestätigen und importieren
confirmAdd = Bestätigen und Benutzer hinzufügen
confirmValid = { $count ->
    [0] Gültige Zeilen importieren
    [one] { $count } gültige Zeile importieren
   *[other] { $count } gültige Zeilen importieren
}
perLanguage = E-Mails nach Sprache: { $list }

created = Angelegt
updated = Aktualisiert
skipped = Übersprungen
failed = Mit Fehlern
course_assignments = Kurszuweisungen
invitations = Einladungen
nobody = Diese Liste ist leer.
more = Mehr anzeigen
showing = { $shown } von { $total } angezeigt
showAll = Alle { $count } anzeigen
row = Zeile
person = Benutzer
what = Details
exists = bereits vorhanden, unverändert
unchanged = keine Änderungen
problems = Probleme
kind_missing = Wert fehlt
kind_invalid = Wert ungültig
kind_long = Zu lang
kind_unmatched = Im Portal nicht gefunden
kind_duplicate = Mehrfach in der Datei
kind_exists = Benutzer ist bereits vorhanden
kind_other = Sonstiges
warning = Warnung

summary = Zusammenfassung
completed = Import abgeschlossen
completedWith = { $count ->
    [one] Import abgeschlossen, { $count } Zeile ausgelassen
   *[other] Import abgeschlossen, { $count } Zeilen ausgelassen
}
rejected = Nichts importiert
rejectedHelp = Beheben Sie die unten aufgeführten Probleme und laden Sie die Datei erneut hoch.
cancelled = Abgebrochen: nichts importiert
failed_import = Der Import ist wegen eines Fehlers auf unserer Seite fehlgeschlagen
expired = Abgelaufen: nichts importiert
expiredHelp = Die Datei wurde nicht rechtzeitig hochgeladen oder der Import nicht rechtzeitig bestätigt. Importieren Sie die Datei erneut.
exports = Exportieren
exportJson = Als JSON exportieren
exportCsv = Als CSV exportieren
exportFix = Datei mit Anmerkungen herunterladen
exportFixHelp = Ihre Datei, mit den Problemen neben der jeweiligen Zeile.
another = Weitere Datei importieren

short_awaiting_upload = Ohne Datei
short_validating = Wird geprüft
short_awaiting_confirmation = Zu bestätigen
short_importing = Läuft
short_completed = Abgeschlossen
short_rejected = Abgelehnt
short_cancelled = Abgebrochen
short_failed = Fehler
short_expired = Abgelaufen
