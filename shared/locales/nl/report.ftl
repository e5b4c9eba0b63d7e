import-of = Import { $import } van { $file }: { $end }
dry-run-of = Proefimport van { $file }: { $end }. Er is niets opgeslagen.
file-refused = { $file }: { $end }

completed = voltooid
rejected = geweigerd
cancelled = geannuleerd
failed = mislukt
expired = verlopen

count-created = aangemaakt
count-updated = bijgewerkt
count-skipped = overgeslagen
count-failed = met fouten
count-course-assignments = cursustoewijzingen
count-invitations = uitnodigingen
count-rows-blank = lege rijen weggelaten
count-rows-repeated = herhaalde rijen weggelaten
count-rows-left-out = herhaalde kopregels weggelaten
if-skipped = Met { $option }: { $created } aangemaakt, { $updated } bijgewerkt, { $skipped } overgeslagen, { $failed } met fouten.

problems = { $errors ->
    [one] { $errors } fout
   *[other] { $errors } fouten
}, { $warnings ->
    [one] { $warnings } waarschuwing
   *[other] { $warnings } waarschuwingen
}
error = fout
warning = waarschuwing
problem = { $place }: { $message }
more = … en nog { $count }
more-in-file = … en nog { $count }, zie { $file }

file-result = Resultaat: { $path }
file-users = Eén rij per gebruiker: { $path }
file-corrections = Om te corrigeren en opnieuw te importeren: { $path }

undo-of = Import { $undo }, die { $import } ongedaan maakt: { $end }
undo-preview-of = Voorbeeld: import { $import } ongedaan maken. Er is niets opgeslagen.
undo-question = { $removed ->
    [one] { $removed } gebruiker
   *[other] { $removed } gebruikers
} verwijderen en { $restored } herstellen?
imports-since = Sindsdien voltooid. Importeer daarna het juiste bestand opnieuw:
count-removed = verwijderd
count-restored = hersteld
count-course-assignments-removed = cursustoewijzingen verwijderd
undo-left = Behouden:
left-value = { $email }: { $column } blijft { $current }
left-empty = { $email }: { $column } blijft leeg
left-user = { $email }: { $reason }
reason-changed-since = sindsdien gewijzigd
reason-active = heeft zich aangemeld of het account geactiveerd
reason-gone = bestaat niet meer
reason-self-disable = is de persoon die de import ongedaan maakt
reason-kept = er kan niets worden hersteld
