subject = Invito a { $tenant }
greeting = Buongiorno { $name },
intro = è stato creato un account su { $tenant }. Per iniziare i corsi, basta attivarlo.
button = Attiva l’account
button-text = Attiva l’account:
validity = Il link può essere utilizzato una sola volta, fino al giorno { $expires_on }.
fallback = Se il pulsante non funziona, aprire questo indirizzo:
ignore = Se questa e-mail non era attesa, è possibile ignorarla.
sender = Inviata a { $email } per conto di { $tenant }. { $portal }

report-subject = { $tenant }: feed { $feed } – { $state }
report-completed = file importato
report-held = file in attesa di una decisione
report-tested = prova: non è stato salvato nulla
report-superseded = file sostituito da uno più recente
report-cancelled = importazione annullata
report-rejected = file rifiutato
report-failed = importazione interrotta per un errore da parte nostra
report-expired = importazione scaduta: nessuno ha deciso in tempo
report-of = { $at }, importazione { $import }: { $state }
report-disabled = disattivati
report-absent = assenti dal file
report-count = { $what }: { $count }
report-limit = { $what }: { $count } ({ $found }%, limite: { $allowed }%)
report-problems = Problemi:
report-code-rows = { $code }: { $count } ({ $count ->
    [one] riga
   *[other] righe
} { $rows })
report-not-counted = Righe senza un indirizzo leggibile: { $count }. Per questo nessuno è stato considerato assente dal file.
report-earlier = File precedenti: { $count }
report-decide = Il file modificherebbe più utenti di quanti ne consenta il feed. Non è stato ancora salvato nulla. Confermare o annullare l’importazione entro il { $until }; altrimenti scadrà.
report-not-written = Di questo file non è stato salvato nulla.
report-not-written-superseded = Di questo file non è stato salvato nulla. Non è necessaria alcuna decisione.
report-would-have-been = Se il file fosse stato importato, il risultato sarebbe stato:
report-portal = Aprire il portale:
report-sender = Inviato a { $email }, perché il feed { $feed } di { $tenant } invia i suoi rapporti a questo indirizzo.
