import-of = Import { $import } von { $file }: { $end }
dry-run-of = Probelauf mit { $file }: { $end }. Es wurde nichts gespeichert.
file-refused = { $file }: { $end }

completed = abgeschlossen
rejected = abgelehnt
cancelled = abgebrochen
failed = fehlgeschlagen
expired = abgelaufen

count-created = angelegt
count-updated = aktualisiert
count-disabled = deaktiviert
count-skipped = übersprungen
count-failed = mit Fehlern
count-course-assignments = Kurszuweisungen
count-invitations = Einladungen
count-rows-blank = ausgelassene leere Zeilen
count-rows-repeated = ausgelassene wiederholte Zeilen
count-rows-left-out = ausgelassene Zeilen
if-skipped = Mit { $option }: { $created } angelegt, { $updated } aktualisiert, { $skipped } übersprungen, { $failed } mit Fehlern.

problems = { $errors } Fehler, { $warnings ->
    [one] { $warnings } Warnung
   *[other] { $warnings } Warnungen
}
error = Fehler
warning = Warnung
problem = { $place }: { $message }
more = … und { $count } weitere
more-in-file = … und { $count } weitere, siehe { $file }
warnings-in-file = Warnungen zu importierten Zeilen: siehe { $file }

file-result = Ergebnis: { $path }
file-users = Eine Zeile pro Benutzer: { $path }
file-corrections = Korrekturdatei (korrigieren und erneut importieren): { $path }
file-corrections-path = Korrekturdatei: { $path }

nothing-imported = Es wurde nichts importiert.
rows-valid = Zeilen ohne Fehler: { $valid } von { $total }.
changes = Änderungen an vorhandenen Benutzern:
changes-by-column = Änderungen an vorhandenen Benutzern, nach Spalte: { $columns }
change-of = { $place }, { $email }: { $changes }
new-courses = neue Kurse { $titles }
disabled-missing = Deaktiviert, weil sie in der Datei fehlen:
courses-left-out = Kurse, die durch die Korrekturen entfallen:
course-left-out = { $title }, { $company }: { $rows ->
    [one] { $rows } Zeile
   *[other] { $rows } Zeilen
}
advice-file = Beheben Sie die Probleme der Datei selbst und importieren Sie sie erneut. Mit keiner Option lassen sich diese Probleme übergehen.
advice-skip = Nur die fehlerfreien Zeilen importieren: { $command }
created-uninvited = Die angelegten Benutzer haben noch keine Einladung.
users-exist = { $count ->
    [one] { $count } Benutzer aus der Datei existiert bereits.
   *[other] { $count } Benutzer aus der Datei existieren bereits.
}
never-invited = { $count ->
    [one] { $count } vorhandener Benutzer wurde noch nie eingeladen.
   *[other] { $count } vorhandene Benutzer wurden noch nie eingeladen.
}
advice-invite = Die Benutzer dieses Imports einladen: { $command }
advice-invite-existing = Bereits vorhandene Benutzer einladen: { $command }
advice-invite-all = Alle einladen, die noch keine Einladung haben: { $command }

failure-store-refused = Der Dateispeicher oder die Tabelle des Systems hat eine Anfrage des Imports abgelehnt. Das Protokoll des Systems nennt die Ursache; beheben Sie sie und setzen Sie den Import fort.
failure-plan-unreadable = Die gespeicherten Daten des Imports sind nicht lesbar. Importieren Sie die Datei erneut.
failure-import-stalled = Der Import kam nicht voran und wurde dreimal ohne Erfolg neu gestartet. Es geht nichts verloren: Sobald keine Alarme des Systems mehr anstehen, setzen Sie den Import fort; er läuft dort weiter, wo er unterbrochen wurde.
failure-store-refused-finally = Der Dateispeicher oder die Tabelle des Systems hat eine Anfrage des Imports abgelehnt und würde sie erneut ablehnen; ein neuer Versuch hilft daher nicht. Das Protokoll des Systems nennt die Ursache. Sobald sie behoben ist, importieren Sie die Datei erneut: Bereits gespeicherte Benutzer werden erkannt.
failure-program-stopped = Das Programm wurde dreimal beendet, während es diese Datei las, vielleicht wegen Speichermangels. Es wurden keine Benutzer gespeichert. Teilen Sie die Datei auf oder geben Sie dem Programm mehr Arbeitsspeicher und importieren Sie die Datei dann erneut.
awaiting-upload = wartet auf die Datei
validating = wird geprüft
importing = wird gespeichert
refused-not-waiting = Der Import wartet nicht auf eine Bestätigung (Status: { $status }).
refused-has-errors = { $rows ->
    [one] { $rows } Zeile enthält Fehler. Bestätigen Sie, dass sie ausgelassen wird, oder brechen Sie ab und korrigieren Sie die Datei.
   *[other] { $rows } Zeilen enthalten Fehler. Bestätigen Sie, dass sie ausgelassen werden, oder brechen Sie ab und korrigieren Sie die Datei.
}
refused-too-late-to-cancel = { $state ->
    [importing] Der Import wird bereits ausgeführt und kann nicht mehr abgebrochen werden.
   *[other] Der Import kann nicht mehr abgebrochen werden (Status: { $status }).
}
refused-not-failed = Nur ein fehlgeschlagener Import kann fortgesetzt werden (Status: { $status }).

undo-of = Import { $undo }, der { $import } rückgängig macht: { $end }
undo-preview-of = Vorschau: Import { $import } rückgängig machen. Es wurde nichts gespeichert.
undo-question = { $removed ->
    [one] { $removed } Benutzer
   *[other] { $removed } Benutzer
} entfernen und { $restored } zurücksetzen?
imports-since = Seither abgeschlossene Importe (war einer davon richtig, importieren Sie seine Datei nach der Rücknahme erneut):
count-removed = entfernt
count-restored = zurückgesetzt
count-course-assignments-removed = Kurszuweisungen entfernt
undo-retained = Nicht rückgängig gemacht:
retained-value = { $email }: { $column } bleibt { $current }
retained-empty = { $email }: { $column } bleibt leer
retained-user = { $email }: { $reason }
reason-changed-since = seither geändert
reason-active = hat sich angemeldet oder das Konto aktiviert
reason-gone = existiert nicht mehr
reason-self-disable = ist die Person, die den Import rückgängig macht
reason-kept = nichts lässt sich zurücksetzen

## Eine Datei, die wegen der Grenzen ihres Feeds wartet.

awaiting-confirmation = wartet auf eine Bestätigung
would-wait = Der Import würde auf eine Bestätigung warten
held = Die Datei überschreitet Grenzwerte ihres Feeds. Es wurde noch nichts gespeichert.
held-dry-run = Die Datei überschreitet diese Grenzwerte ihres Feeds:
held-create = anzulegende Benutzer
held-update = zu aktualisierende Benutzer
held-disable = zu deaktivierende Benutzer
held-failed = Zeilen mit Fehlern
held-absent = Personen, die in der Datei fehlen
held-limit = { $what }: { $users } ({ $found } %, Grenzwert { $allowed } %)
advice-confirm = Wenn die Datei richtig ist, bestätigen Sie den Import: { $command }
advice-cancel = Andernfalls brechen Sie ihn ab: { $command }
