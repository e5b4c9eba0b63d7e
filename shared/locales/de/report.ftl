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
count-skipped = übersprungen
count-failed = mit Fehlern
count-course-assignments = Kurszuweisungen
count-invitations = Einladungen
count-rows-blank = leere Zeilen ausgelassen
count-rows-repeated = wiederholte Zeilen ausgelassen
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

file-result = Ergebnis: { $path }
file-users = Eine Zeile pro Person: { $path }
file-corrections = Zum Korrigieren und erneuten Importieren: { $path }
