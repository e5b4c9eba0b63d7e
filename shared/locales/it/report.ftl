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
count-disabled = disattivati
count-skipped = ignorati
count-failed = con errori
count-course-assignments = corsi assegnati
count-invitations = inviti
count-rows-blank = righe vuote escluse
count-rows-repeated = righe ripetute escluse
count-rows-left-out = righe escluse
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
warnings-in-file = Avvisi delle righe importate: vedere { $file }

file-result = Risultato: { $path }
file-users = Una riga per utente: { $path }
file-corrections = File delle correzioni (correggerlo e importarlo di nuovo): { $path }
file-corrections-path = File delle correzioni: { $path }

nothing-imported = Non è stato importato nulla.
rows-valid = Righe senza errori: { $valid } su { $total }.
changes = Modifiche agli utenti esistenti:
changes-by-column = Modifiche agli utenti esistenti, per colonna: { $columns }
change-of = { $place }, { $email }: { $changes }
new-courses = nuovi corsi { $titles }
disabled-missing = Disattivati, perché assenti dal file:
courses-left-out = Corsi esclusi dalle correzioni:
course-left-out = { $title }, { $company }: { $rows ->
    [one] { $rows } riga
   *[other] { $rows } righe
}
advice-file = Correggere i problemi del file stesso, quindi importarlo di nuovo. Nessuna opzione permette di ignorarli.
advice-skip = Per importare solo le righe senza errori: { $command }
created-uninvited = Gli utenti creati non hanno ancora un invito.
users-exist = { $count ->
    [one] { $count } utente del file esiste già.
   *[other] { $count } utenti del file esistono già.
}
never-invited = { $count ->
    [one] { $count } utente esistente non è mai stato invitato.
   *[other] { $count } utenti esistenti non sono mai stati invitati.
}
advice-invite = Per invitare gli utenti di questa importazione: { $command }
advice-invite-existing = Per invitare gli utenti già esistenti: { $command }
advice-invite-all = Per invitare tutti coloro che non hanno un invito: { $command }

failure-store-refused = L’archivio dei file o la tabella del sistema ha rifiutato una richiesta dell’importazione. Il registro del sistema ne indica la causa: correggerla, quindi riprovare l’importazione.
failure-plan-unreadable = I dati salvati dell’importazione non sono leggibili. Importare di nuovo il file.
failure-import-stalled = L’importazione non avanzava più ed è stata riavviata tre volte senza successo. Nulla è andato perso: quando non ci sono più allarmi attivi nel sistema, riprovare l’importazione, che riprenderà da dove si era interrotta.
failure-store-refused-finally = L’archivio dei file o la tabella del sistema ha rifiutato una richiesta dell’importazione e la rifiuterebbe di nuovo: riprovare non serve. Il registro del sistema ne indica la causa. Una volta corretta, importare di nuovo il file: le persone già salvate verranno riconosciute.
failure-program-stopped = Il programma si è interrotto tre volte durante la lettura di questo file, forse per mancanza di memoria. Non è stato salvato alcun utente. Dividere il file o dare più memoria al programma, quindi importare di nuovo il file.
awaiting-upload = in attesa del file
validating = in verifica
importing = in corso
refused-not-waiting = L’importazione non è in attesa di conferma (stato: { $status }).
refused-has-errors = { $rows ->
    [one] { $rows } riga contiene errori. Confermare che venga esclusa, oppure annullare e correggere il file.
   *[other] { $rows } righe contengono errori. Confermare che vengano escluse, oppure annullare e correggere il file.
}
refused-too-late-to-cancel = { $state ->
    [importing] L’importazione è già in corso e non può più essere annullata.
   *[other] È troppo tardi per annullare l’importazione (stato: { $status }).
}
refused-not-failed = Si può riprovare solo un’importazione non riuscita (stato: { $status }).

undo-of = Importazione { $undo }, che annulla { $import }: { $end }
undo-preview-of = Anteprima dell’annullamento dell’importazione { $import }. Non è stato salvato nulla.
undo-question = { $removed ->
    [one] Rimuovere { $removed } utente
   *[other] Rimuovere { $removed } utenti
} e ripristinarne { $restored }?
imports-since = Importazioni completate da allora (se una era corretta, importare di nuovo il suo file dopo l’annullamento):
count-removed = rimossi
count-restored = ripristinati
count-course-assignments-removed = corsi rimossi
undo-retained = Non annullato:
retained-value = { $email }: { $column } resta { $current }
retained-empty = { $email }: { $column } resta vuoto
retained-user = { $email }: { $reason }
reason-changed-since = modificato da allora
reason-active = ha effettuato l’accesso o attivato l’account
reason-gone = non esiste più
reason-self-disable = è la persona che annulla l’importazione
reason-kept = nulla può essere ripristinato

## Un file in attesa per i limiti del suo feed.

awaiting-confirmation = in attesa di conferma
would-wait = l’importazione resterebbe in attesa di conferma
held = Il file supera i limiti del suo feed. Non è stato ancora salvato nulla.
held-dry-run = Il file supera questi limiti del suo feed:
held-create = utenti da creare
held-update = utenti da aggiornare
held-disable = utenti da disattivare
held-failed = righe con errori
held-absent = persone assenti dal file
held-limit = { $what }: { $users } ({ $found }%, limite { $allowed }%)
advice-confirm = Se il file è corretto, confermare l’importazione: { $command }
advice-cancel = Altrimenti, annullarla: { $command }
