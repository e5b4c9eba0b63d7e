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
count-rows-left-out = intestazioni ripetute tralasciate
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

undo-of = Importazione { $undo }, che annulla { $import }: { $end }
undo-preview-of = Anteprima dell’annullamento dell’importazione { $import }. Non è stato salvato nulla.
undo-question = { $removed ->
    [one] Rimuovere { $removed } utente
   *[other] Rimuovere { $removed } utenti
} e ripristinarne { $restored }?
imports-since = Completate da allora. Importare di nuovo il file corretto dopo l’annullamento:
count-removed = rimossi
count-restored = ripristinati
count-course-assignments-removed = corsi tolti
undo-left = Conservato:
left-value = { $email }: { $column } resta { $current }
left-empty = { $email }: { $column } resta vuoto
left-user = { $email }: { $reason }
reason-changed-since = modificato da allora
reason-active = ha effettuato l’accesso o attivato l’account
reason-gone = non esiste più
reason-self-disable = è la persona che annulla l’importazione
reason-kept = nulla può essere ripristinato
