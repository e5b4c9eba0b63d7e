import-of = Importazione { $import } di { $file }: { $end }
dry-run-of = Simulazione di { $file }: { $end }. Non è stato salvato nulla.
file-refused = { $file }: { $end }

completed = completata
rejected = rifiutata
cancelled = annullata
failed = non riuscita
expired = scaduta

count-created = creati
count-updated = aggiornati
count-skipped = ignorati
count-failed = con errori
count-course-assignments = corsi assegnati
count-invitations = inviti
count-rows-blank = righe vuote tralasciate
count-rows-repeated = righe ripetute tralasciate
count-rows-left-out = righe tralasciate
if-skipped = Con { $option }: { $created } creati, { $updated } aggiornati, { $skipped } ignorati, { $failed } con errori.

problems = { $errors ->
    [one] { $errors } errore
   *[other] { $errors } errori
}, { $warnings ->
    [one] { $warnings } avviso
   *[other] { $warnings } avvisi
}
error = errore
warning = avviso
problem = { $place }: { $message }
more = { $count ->
    [one] … e { $count } altro
   *[other] … e altri { $count }
}
more-in-file = { $count ->
    [one] … e { $count } altro, vedere { $file }
   *[other] … e altri { $count }, vedere { $file }
}

file-result = Risultato: { $path }
file-users = Una riga per utente: { $path }
file-corrections = Da correggere e importare di nuovo: { $path }
