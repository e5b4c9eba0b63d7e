importUsers = Benutzer importieren
addUsers = Benutzer hinzufügen
close = Schließen
loading = Wird geladen…
findingFile = Es wird geprüft, ob die Datei angekommen ist…
stepFile = Datei
stepCheck = Prüfung
stepResult = Ergebnis
stepOf = Schritt { $at } von { $count }:

step1Help = Die Vorlage enthält alle Spalten. Ändern Sie nur die Zeilen, nie die Kopfzeile, und speichern Sie die Datei als CSV UTF-8.
step1HelpEither = Die Vorlage enthält alle Spalten. Ändern Sie nur die Zeilen, nie die Kopfzeile, und speichern Sie die Datei als Arbeitsmappe (.xlsx) oder als CSV UTF-8.
courseColumns = Kursspalten
download = Vorlage herunterladen
downloadWithLists = Mit Auswahllisten (.xlsx)
columns = Erläuterung der Spalten
required = erforderlich
step2 = Datei auswählen
drop = CSV-Datei hier ablegen oder
dropEither = CSV-Datei oder Arbeitsmappe (.xlsx) hier ablegen oder
select = Datei auswählen
limits = Höchstens { $rows ->
    [one] { $rows } Zeile
   *[other] { $rows } Zeilen
} und { $size }.
limitsWorkbook = Eine Arbeitsmappe darf höchstens { $size } groß sein.
checking = Datei wird geprüft…
checked = { $rows ->
    [one] { $rows } Zeile, bereit zur Prüfung
   *[other] { $rows } Zeilen, bereit zur Prüfung
}
workbookLater = Die Arbeitsmappe wird nach dem Hochladen geprüft.
step3 = Optionen
update = Vorhandene Benutzer aktualisieren
updateOn = Vorhandene Benutzer erhalten die Werte der Datei.
updateOff = Vorhandene Benutzer werden übersprungen.
mails = Einladungen senden
mailsOn = Neue Benutzer erhalten ihre Einladung sofort.
mailsOff = Sie können sie später einladen. Wer versucht, sich anzumelden, wird automatisch eingeladen.
review = Vor dem Import prüfen
reviewOn = Sie sehen, was sich ändert, bevor etwas gespeichert wird.
reviewOff = Eine fehlerfreie Datei wird sofort importiert.
chooseFirst = Wählen Sie zuerst eine Datei aus.
chooseOther = Andere Datei auswählen
past = Letzte Importe
checkFile = Datei prüfen
importRows = { $rows ->
    [one] { $rows } Zeile importieren
   *[other] { $rows } Zeilen importieren
}
factsCourses = { $count ->
    [one] { $count } Kursspalte
   *[other] { $count } Kursspalten
}
firstRows = Erste Zeilen der Datei
encodingAssumed = Die Zeichenkodierung der Datei ist nicht angegeben. Wählen Sie die Kodierung, in der diese Wörter richtig aussehen.
encAuto = Automatisch erkennen
encWestern = Westeuropa
encCentral = Mitteleuropa
encMac = Mac
encCyrillic = Kyrillisch
encBaltic = Baltisch
garbled = Einige Buchstaben wurden vor dem Speichern der Datei verfälscht.
repair = Buchstaben reparieren
keepText = Text so lassen, wie er ist
onErrors = Wenn einzelne Zeilen Fehler enthalten
onErrorsReject = Nichts importieren
onErrorsSkip = Die übrigen Zeilen importieren

fileCsv = Das ist keine CSV-Datei. Speichern Sie die Datei in Ihrer Tabellenkalkulation als „CSV UTF-8“ und wählen Sie die neue Datei aus.
fileFormat = Das ist weder eine CSV-Datei noch eine lesbare Arbeitsmappe (.xlsx). Speichern Sie die Datei in Ihrer Tabellenkalkulation ohne Kennwort in einem dieser Formate und wählen Sie die neue Datei aus.
fileEmpty = Die Datei ist leer. Füllen Sie die Vorlage aus und wählen Sie sie erneut aus.
fileLarge = Die Datei ist größer als { $size }. Teilen Sie sie in mehrere Dateien auf.
fileRows = Die Datei hat mindestens { $found } Zeilen; erlaubt sind höchstens { $rows }. Teilen Sie sie in mindestens { $files } Dateien auf.
fileNoRows = Die Datei enthält nur die Kopfzeile. Fügen Sie pro Benutzer eine Zeile hinzu.
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
headerHelp = Wählen Sie zu jeder Ihrer Spalten die passende Spalte der Vorlage. Ihre Datei selbst wird nicht geändert.
yourColumn = Ihre Datei
firstCells = Erste Werte
templateColumn = Vorlage
columnNumber = Spalte { $at }
ignoreColumn = Nicht importieren
ignoredColumn = Wird ignoriert
missingColumn = Fehlt
useNames = Diese Zuordnung verwenden
namesUsed = Die Spalten werden mit dieser Zuordnung gelesen.
namesMissing = Wählen Sie noch eine Spalte Ihrer Datei für: { $names }.
namesDouble = Mehrfach gewählt: { $names }.
otherLayout_enrolment = Diese Datei gehört zu „Benutzer importieren“.
otherLayout_learners = Diese Datei gehört zu „Benutzer hinzufügen“.
switchLayout = Dorthin wechseln

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
lastChange = Läuft. Letzte Aktivität: { $ago }.
stuck = Kein Fortschritt. Letzte Aktivität: { $ago }. Der Vorgang wird automatisch fortgesetzt; es geht nichts verloren.
cancelImport = Import abbrechen
openUploading = Upload { $percent }
openImporting = Import { $percent }
openWaiting = Import prüfen

offline = Keine Verbindung. Der nächste Versuch erfolgt automatisch.
busy = Der Dienst ist ausgelastet. Der nächste Versuch erfolgt automatisch.
nextTry = Nächster Versuch in { $seconds } s.
tryNow = Jetzt versuchen
decisionNotSent = Ihre Entscheidung wurde nicht gesendet. Entscheiden Sie erneut.
decisionLate = Ihre Entscheidung wurde nicht rechtzeitig gesendet.
retry = Erneut versuchen
signIn = Sie wurden abgemeldet. Melden Sie sich erneut an; danach geht es dort weiter, wo Sie aufgehört haben.
uploadRefused = Der Upload ist mehrmals fehlgeschlagen. Versuchen Sie es erneut oder wenden Sie sich an die Administration Ihres Portals.
uploadLost = Der Upload wurde unterbrochen. Wählen Sie die Datei erneut aus, um fortzufahren.
importGone = Dieser Import ist nicht mehr verfügbar.
unexpected = Auf dieser Seite ist etwas schiefgegangen. Versuchen Sie es erneut.
unreachable = Der Dienst ist nicht erreichbar. Der nächste Versuch erfolgt automatisch. Wenn das Problem bestehen bleibt, wenden Sie sich an die Administration Ihres Portals.
refused = Die Anfrage wurde abgelehnt ({ $code }).
refusedScope = Dazu fehlt Ihnen die Berechtigung ({ $code }). Wenden Sie sich an die Administration Ihres Portals.
refusedState = Das ist nicht mehr möglich, weil sich der Import geändert hat ({ $code }).
refusedInput = Die Anfrage ist ungültig ({ $code }).
fileNotKept = Die Datei dieses Imports ist nicht mehr gespeichert. Wählen Sie sie erneut aus.
decidedElsewhere = Über diesen Import hat inzwischen jemand anderes entschieden. Dies ist sein aktueller Stand.

noErrors = Die Datei enthält keine Fehler.
withErrors = { $count } von { $total ->
    [one] { $total } Zeile
   *[other] { $total } Zeilen
} { $count ->
    [one] enthält Fehler
   *[other] enthalten Fehler
}.
withErrorsHelp = { $valid ->
    [one] Importieren Sie die übrige Zeile oder brechen Sie ab und korrigieren Sie die Datei.
   *[other] Importieren Sie die übrigen { $valid } Zeilen oder brechen Sie ab und korrigieren Sie die Datei.
}
noneValid = Keine Zeile kann importiert werden. Korrigieren Sie die Datei und versuchen Sie es erneut.
noneValidFix = Noch kann keine Zeile importiert werden. Korrigieren Sie die Fehler unten.
preview = Vorschau
nothingYet = Es wurde noch nichts gespeichert. Klicken Sie auf eine Zahl, um die Liste zu sehen.
warningsFix = Prüfen Sie die Werte unten. Sie können sie vor dem Import korrigieren.
perLanguage = E-Mails nach Sprache: { $list }
rowsCount = { $rows ->
    [one] { $rows } Zeile
   *[other] { $rows } Zeilen
}
factUpdateOn = vorhandene Benutzer werden aktualisiert
factUpdateOff = vorhandene Benutzer bleiben unverändert
factMailsOn = neue Benutzer erhalten eine Einladung
factMailsOff = keine Einladungen
factFixes = { $count ->
    [one] { $count } Korrektur
   *[other] { $count } Korrekturen
}
factLeftOut = { $count ->
    [one] { $count } Zeile ausgelassen
   *[other] { $count } Zeilen ausgelassen
}
startedBy = Gestartet von { $who }, { $ago }
nothingTitle = Nichts zu importieren
nothingExist = { $count ->
    [one] Diese Person ist bereits vorhanden. Um ihre Daten zu ändern, aktivieren Sie „Vorhandene Benutzer aktualisieren“.
   *[other] Alle { $count } Personen sind bereits vorhanden. Um ihre Daten zu ändern, aktivieren Sie „Vorhandene Benutzer aktualisieren“.
}
nothingNew = { $count ->
    [one] Die Daten dieser Person sind bereits aktuell.
   *[other] Die Daten aller { $count } Personen sind bereits aktuell.
}
withErrorsFix = { $valid ->
    [one] Korrigieren Sie die Fehler unten oder importieren Sie nur die übrige Zeile.
   *[other] Korrigieren Sie die Fehler unten oder importieren Sie nur die übrigen { $valid } Zeilen.
}
withErrorsIdle = Korrigieren Sie die Fehler, um diese Personen zu importieren. Die übrigen sind bereits vorhanden; bei ihnen würde sich nichts ändern.
confirmCount = { $count ->
    [one] { $count } Person importieren
   *[other] { $count } Personen importieren
}
confirmRest = { $count } importieren, { $left } auslassen
mailsNow = { $count ->
    [one] { $count } Einladung wird gesendet.
   *[other] { $count } Einladungen werden gesendet.
}
updateThem = Vorhandene Benutzer aktualisieren
perLanguageOther = { $count } in der Standardsprache (keine Vorlage für { $others })
back = Zurück
cancel = Abbrechen

created = Angelegt
updated = Aktualisiert
skipped = Übersprungen
failed = Mit Fehlern
course_assignments = Kurszuweisungen
invitations = Einladungen
emptyList = Diese Liste ist leer.
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
kind_header = Spaltenüberschriften
kind_row = Zeile nicht lesbar
kind_other = Sonstiges
kind_check = Bitte prüfen
warning = Warnung
to_created = Anzulegen
to_updated = Zu aktualisieren
to_skipped = Zu überspringen
place = Unternehmen
disabledAccount = deaktiviert
searchRows = In diesen Zeilen suchen
found = { $count ->
    [one] { $count } Treffer
   *[other] { $count } Treffer
}
foundFirst = { $found } in den ersten { $rows } Zeilen
searchRest = Den Rest durchsuchen
rowsMany = { $count ->
    [one] { $count } Zeile: { $list }
   *[other] { $count } Zeilen: { $list }
}

use = „{ $value }“ verwenden
useThis = Verwenden
chooseValue = Wert wählen
corrected = Korrigierter Wert
leaveOut = Diese Zeile auslassen
leaveOutMany = Diese Zeilen auslassen
leaveOutAll = Alle { $count } Zeilen auslassen
leaveOutValue = Diesen Wert auslassen
leftOut = Wird nicht importiert
courseLeftOut = „{ $title }“ in { $count ->
    [one] { $count } Zeile
   *[other] { $count } Zeilen
} ausgelassen
undo = Rückgängig
acceptSafe = Alle sicheren Vorschläge übernehmen ({ $count })
acceptSafeHelp = Diese Werte werden ersetzt:
acceptApply = { $rows ->
    [one] In { $rows } Zeile ersetzen
   *[other] In { $rows } Zeilen ersetzen
}
checkAgain = { $count ->
    [one] Mit { $count } Korrektur erneut prüfen
   *[other] Mit { $count } Korrekturen erneut prüfen
}
fixesChosen = { $count ->
    [one] { $count } Korrektur gewählt
   *[other] { $count } Korrekturen gewählt
}
fixesLost = Korrekturen von Namen und Adressen bleiben nur erhalten, bis die Seite neu geladen wird.
fixesGone = Ihre Korrekturen wurden noch nicht angewendet und gehen verloren.
cellMissing = Geben Sie einen Wert ein.
cellLong = { $max ->
    [one] Höchstens { $max } Zeichen ist erlaubt.
   *[other] Höchstens { $max } Zeichen sind erlaubt.
}
cellEmail = Das ist keine E-Mail-Adresse.
cellName = Namen dürfen keine Sonderzeichen enthalten.
cellIdentifier = Verwenden Sie nur Buchstaben und Ziffern.
cellInvalid = Das ist kein gültiger Code.
choiceUnknown = { $kind ->
    [company] Es gibt kein Unternehmen mit diesem Namen.
    [cohort] Es gibt keine Kohorte mit diesem Namen.
   *[course] Es gibt keinen Kurs mit diesem Namen.
}
choiceAlias = Wenn es ein Alias ist, wählen Sie noch einmal „Verwenden“.
cellSame = Geben Sie einen anderen Wert ein.
aliasAsk = Diese Namen für künftige Importe merken?
aliasSend = Merken
aliasDone = Diese Namen werden bei künftigen Importen erkannt.
aliasTaken = Nicht gemerkt, weil schon vergeben oder nicht mehr im Katalog: { $names }

summary = Zusammenfassung
completed = Import abgeschlossen
completedWith = { $count ->
    [one] Import abgeschlossen, { $count } Zeile ausgelassen
   *[other] Import abgeschlossen, { $count } Zeilen ausgelassen
}
rejected = Nichts importiert
rejectedHelp = Beheben Sie die unten aufgeführten Probleme und laden Sie die Datei erneut hoch.
rowsValid = Zeilen ohne Fehler: { $count }.
cancelled = Abgebrochen: nichts importiert
failed_import = Der Import ist wegen eines Fehlers auf unserer Seite fehlgeschlagen
expired = Abgelaufen: nichts importiert
expiredHelp = Die Datei wurde nicht rechtzeitig hochgeladen oder der Import nicht rechtzeitig bestätigt. Importieren Sie die Datei erneut.
exports = Exportieren
exportJson = Als JSON exportieren
exportCsv = Als CSV exportieren
exportFix = Datei mit Anmerkungen herunterladen (.{ $format })
exportFixHelp = Ihre Datei, mit den Problemen neben der jeweiligen Zeile.
another = Weitere Datei importieren
fixPath = Datei korrigieren
fixPath1 = Laden Sie Ihre Datei mit Anmerkungen herunter und korrigieren Sie sie.
fixPath2 = Korrigierte Datei hier ablegen oder
rejectedCourses = Einige Kurse in der Datei gibt es nicht. Deshalb wird nichts importiert.
failedRetry = Versuchen Sie es erneut: Der Import wird dort fortgesetzt, wo er unterbrochen wurde.
failedFinal = Wenden Sie sich an die Administration Ihres Portals.
pastEmpty = Noch keine Importe.
doneCreated = { $count ->
    [one] { $count } Benutzer angelegt
   *[other] { $count } Benutzer angelegt
}
doneUpdated = { $count ->
    [one] { $count } Benutzer aktualisiert
   *[other] { $count } Benutzer aktualisiert
}
doneSkipped = { $count ->
    [one] { $count } Benutzer übersprungen
   *[other] { $count } Benutzer übersprungen
}
doneFailed = { $count ->
    [one] { $count } Zeile mit Fehlern
   *[other] { $count } Zeilen mit Fehlern
}
doneAssigned = { $count ->
    [one] { $count } Kurs zugewiesen
   *[other] { $count } Kurse zugewiesen
}
doneInvited = { $count ->
    [one] { $count } Benutzer eingeladen
   *[other] { $count } Benutzer eingeladen
}
neverInvited = { $count ->
    [one] { $count } vorhandener Benutzer wurde noch nie eingeladen.
   *[other] { $count } vorhandene Benutzer wurden noch nie eingeladen.
}
inviteThese = { $count ->
    [one] Dieser Person eine Einladung senden
   *[other] Diesen { $count } Personen Einladungen senden
}
inviteAsk = { $count ->
    [one] { $count } Einladung jetzt senden?
   *[other] { $count } Einladungen jetzt senden?
}
inviteSend = { $count ->
    [one] { $count } Einladung senden
   *[other] { $count } Einladungen senden
}
inviteDone = { $count ->
    [0] Keine Einladungen zu senden.
    [one] { $count } Einladung wird gesendet.
   *[other] { $count } Einladungen werden gesendet.
}

short_awaiting_upload = Ohne Datei
short_validating = Wird geprüft
short_awaiting_confirmation = Zu bestätigen
short_importing = Läuft
short_completed = Abgeschlossen
short_rejected = Abgelehnt
short_cancelled = Abgebrochen
short_failed = Fehler
short_expired = Abgelaufen

undoTitle = Import rückgängig machen
undoStart = Import rückgängig machen…
undoImport = Import anzeigen
undoShow = Rücknahme anzeigen
undoOf = Rücknahme von { $name }
undo_validating = Rücknahme wird vorbereitet
undo_importing = Import wird rückgängig gemacht
undoAlive = Sie können dieses Fenster oder die Seite schließen; die Rücknahme läuft weiter.
undoPercent = Rücknahme { $percent }
undoOpen = Rücknahme prüfen
undoKeeps = Spätere Änderungen bleiben erhalten.
undoLinks = Einladungen der entfernten Benutzer funktionieren danach nicht mehr.
undoNothing = Von diesem Import lässt sich nichts rückgängig machen.
undoSince = { $count ->
    [one] Seither wurde { $count } Import abgeschlossen
   *[other] Seither wurden { $count } Importe abgeschlossen
}
undoSinceHelp = Entfernt werden auch Personen, die in diesen Importen vorkommen, von ihnen aber nicht geändert wurden. Importieren Sie anschließend die richtige Datei erneut.
undoScope = Ihnen fehlt die Berechtigung, Importe rückgängig zu machen. Wenden Sie sich an die Administration Ihres Portals.
undoConfirm = { $removed ->
    [one] { $removed } Benutzer entfernen
   *[other] { $removed } Benutzer entfernen
} und { $restored } zurücksetzen
undoRemove = { $removed ->
    [one] { $removed } Benutzer entfernen
   *[other] { $removed } Benutzer entfernen
}
undoRestore = { $restored ->
    [one] { $restored } Benutzer zurücksetzen
   *[other] { $restored } Benutzer zurücksetzen
}
undoStays = bleibt
undoRetry = Versuchen Sie es erneut: Die Rücknahme wird dort fortgesetzt, wo sie unterbrochen wurde.
undone = Dieser Import wurde rückgängig gemacht.
undoRunning = Dieser Import wird gerade rückgängig gemacht.
undoStopped = Die Rücknahme dieses Imports wurde unterbrochen.
undo_completed = Import rückgängig gemacht
undo_completedWith = Import teilweise rückgängig gemacht
undo_rejected = Nichts rückgängig gemacht
undo_cancelled = Abgebrochen: nichts rückgängig gemacht
undo_expired = Abgelaufen: nichts rückgängig gemacht
undo_failed = Die Rücknahme ist wegen eines Fehlers auf unserer Seite fehlgeschlagen
to_undo_removed = Zu entfernen
to_undo_updated = Zurückzusetzen
to_undo_course_assignments_removed = Zu entfernende Kurse
undo_removed = Entfernt
undo_updated = Zurückgesetzt
undo_course_assignments_removed = Kurse entfernt
undo_skipped = Nicht rückgängig gemacht
undo_kept = Mit beibehaltenen Werten
why_changed-since = seither geändert
why_active = hat sich angemeldet oder das Konto aktiviert
why_gone = existiert nicht mehr
why_self-disable = ist die Person, die den Import rückgängig macht
why_kept = alle Werte wurden seither geändert
doneRemoved = { $count ->
    [one] { $count } Benutzer entfernt
   *[other] { $count } Benutzer entfernt
}
doneRestored = { $count ->
    [one] { $count } Benutzer zurückgesetzt
   *[other] { $count } Benutzer zurückgesetzt
}
doneLeft = { $count ->
    [one] { $count } Benutzer unverändert
   *[other] { $count } Benutzer unverändert
}
doneUnassigned = { $count ->
    [one] { $count } Kurs entfernt
   *[other] { $count } Kurse entfernt
}
short_undone = Rückgängig gemacht
source_portal = hochgeladen
source_drop = aus dem Bucket
refused_already-undone = Dieser Import wurde bereits rückgängig gemacht. Wenn Sie ihn brauchen, importieren Sie die Datei erneut.
refused_undo-in-progress = Dieser Import wird bereits rückgängig gemacht. Bestätigen Sie diese Rücknahme zuerst oder brechen Sie sie ab.
refused_import-not-undoable = Dieser Import hat nichts gespeichert; es gibt nichts rückgängig zu machen.


## Feeds.

feeds = Feeds
feedName = Feed { $name }
feedNotCounted = Zeilen ohne lesbare Adresse: { $count }. Deshalb wurde niemand als fehlend gewertet.
feedNewest = Neueste Datei: { $date } · Personen: { $count }
feedEmpty = Noch keine Datei
feedHeld = Eine Datei wartet auf Ihre Entscheidung
feedWaits = Eine Datei wartet auf eine andere
allFeeds = Alle Importe
heldTitle = Diese Datei würde mehr Benutzer ändern, als ihr Feed erlaubt
heldHelp = Es wurde noch nichts gespeichert. Wenn die Datei richtig ist, importieren Sie sie trotzdem; sonst brechen Sie ab.
heldScope = Ihnen fehlt die Berechtigung, sie trotzdem zu importieren. Wenden Sie sich an die Administration Ihres Portals.
heldLine = { $what }: { $users } ({ $found }, Grenzwert { $allowed })
absentPeople = Nicht in der Datei
confirmHeld = Trotzdem importieren
confirmDisable = { $count ->
    [one] { $count } Benutzer deaktivieren
   *[other] { $count } Benutzer deaktivieren
}
waitsFor = Wartet auf eine andere Datei dieses Feeds
newerFile = Eine neuere Datei des Feeds hat diese ersetzt.
to_disabled = Zu deaktivieren
disabled = Deaktiviert
other-feed = gehört zu einem anderen Feed
missing-from-feed = fehlt in der Datei
gone = existiert nicht mehr
self-disable = ist die Person, die die Datei importiert
short_waits = Wartet
refused_feed-busy = Eine andere Datei dieses Feeds wird gerade importiert. Versuchen Sie es anschließend erneut.
refused_feed-out-of-date = Eine neuere Datei dieses Feeds wurde bereits importiert.
doneDisabled = { $count ->
    [one] { $count } Benutzer deaktiviert
   *[other] { $count } Benutzer deaktiviert
}
