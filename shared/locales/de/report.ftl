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
count-rows-left-out = wiederholte Kopfzeilen ausgelassen
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

undo-of = Import { $undo }, der { $import } rückgängig macht: { $end }
undo-preview-of = Vorschau: Import { $import } rückgängig machen. Es wurde nichts gespeichert.
undo-question = { $removed ->
    [one] { $removed } Person
   *[other] { $removed } Personen
} entfernen und { $restored } zurücksetzen?
imports-since = Seither abgeschlossen. Importieren Sie die richtige Datei anschließend erneut:
count-removed = entfernt
count-restored = zurückgesetzt
count-course-assignments-removed = Kurszuweisungen entfernt
undo-left = Beibehalten:
left-value = { $email }: { $column } bleibt { $current }
left-empty = { $email }: { $column } bleibt leer
left-user = { $email }: { $reason }
reason-changed-since = seither geändert
reason-active = hat sich angemeldet oder das Konto aktiviert
reason-gone = existiert nicht mehr
reason-self-disable = ist die Person, die den Import rückgängig macht
reason-kept = nichts lässt sich zurücksetzen
