users = Utenti
language = Lingua
token = Questa API richiede un token. Viene conservato solo in questa pagina.
use = Usa il token
wrongToken = Questo token è stato rifiutato. Inserirne un altro.
noAnswer = Nessuna risposta. Controllare la connessione e riprovare.

company = Azienda
status = Stato
search = Cerca
clear = Rimuovi i filtri
all = Tutti
pending = In attesa
active = Attivo
disabled = Disattivato
user = Utente
select = Seleziona { $name }
selectAll = Seleziona tutti quelli mostrati
chosenCount = { $count ->
    [one] { $count } selezionato
   *[other] { $count } selezionati
}
more = Mostra altro
empty = Ancora nessun utente
emptyHelp = Importare un file per aggiungere i primi.
noMatch = Nessun risultato
noMatchHelp = Provare altri filtri.
q = Nome, e-mail o identificativo
selectColumn = Selezione
searching = Ricerca in corso…
filters = Filtri
companiesCut = Non tutte le aziende sono elencate. Se ne manca una, inserire il nome completo.

invitation = Invito
held = In sospeso
queued = In attesa di invio
sending = Invio in corso
sent = Inviato
delivered = Consegnato
bounced = Respinto
complained = Segnalato come spam
unconfirmed = Non confermato
accepted = Accettato
expired = Scaduto
invite = Invia l’invito
inviteAll = Invita tutte le persone senza invito
invited = { $queued ->
    [0] Nessun invito da inviare.
    [one] { $queued } invito sta per essere inviato.
   *[other] { $queued } inviti stanno per essere inviati.
}{ $already_invited ->
    [0] {""}
    [one] {" "}{ $already_invited } persona è già stata invitata.
   *[other] {" "}{ $already_invited } persone sono già state invitate.
}{ $already_active ->
    [0] {""}
    [one] {" "}{ $already_active } account è già attivo.
   *[other] {" "}{ $already_active } account sono già attivi.
}{ $disabled ->
    [0] {""}
    [one] {" "}{ $disabled } account è disattivato.
   *[other] {" "}{ $disabled } account sono disattivati.
}
running = Preparazione degli inviti… Finora: { $queued }.
runFailed = Alcune persone non sono state invitate. Riprovare.
noMails = Gli inviti non sono configurati per questo portale.
stopped_bounces = L’invio si è fermato: { $bounced } e-mail su { $sent } { $bounced ->
    [one] è stata respinta
   *[other] sono state respinte
}. Controllare gli indirizzi, poi riprendere l’invio.
stopped_account = L’invio è in pausa: il servizio di posta ha sospeso questo account. L’invio riprenderà automaticamente.
resume = Riprendi l’invio
notInvited = Non invitato
sendAgain = Invia di nuovo
inviteAllFiltered = Rimuovere prima gli altri filtri.
askAll = { $count ->
    [one] Inviare un invito a { $count } persona (tutte le aziende)?
   *[other] Inviare inviti a { $count } persone di tutte le aziende?
}
askAllMore = Inviare inviti a più di { $count } persone di tutte le aziende?
askCompany = { $count ->
    [one] Inviare un invito a { $count } persona di { $company }?
   *[other] Inviare inviti a { $count } persone di { $company }?
}
askCompanyMore = Inviare inviti a più di { $count } persone di { $company }?
askSend = { $count ->
    [one] Invia { $count } invito
   *[other] Invia { $count } inviti
}
askSendMore = Invia più di { $count } inviti

activate = Attiva l’account
activateText = Fare clic sul pulsante per attivare l’account.
accept = Attiva
welcome = { $name }, l’account { $email } è attivo.
invalid = Questo link non funziona: è stato usato, è scaduto o è incompleto. Chiedere un nuovo invito.
activated = L’account è attivo
openAgain = Aprire di nuovo il link dell’e-mail.
goTo = Vai a { $tenant }
