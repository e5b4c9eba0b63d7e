importUsers = Importa utenti
addUsers = Aggiungi utenti
close = Chiudi
loading = Caricamento…
stepFile = File
stepCheck = Verifica
stepResult = Risultato

step1 = Compila il modello
step1Help = Il modello contiene tutte le colonne. Modificare solo le righe, mai l’intestazione, e salvare il file come CSV UTF-8.
courseColumns = Colonne dei corsi
download = Scarica il modello
columns = Contenuto delle colonne
required = obbligatorio
step2 = Scegli il file
drop = Trascina qui il file CSV, oppure
select = Seleziona file
limits = Al massimo { $rows ->
    [one] { $rows } riga
    [many] { $rows } di righe
   *[other] { $rows } righe
} e { $size }.
checking = Controllo del file…
checked = { $rows ->
    [one] { $rows } riga pronta per la verifica.
    [many] { $rows } di righe pronte per la verifica.
   *[other] { $rows } righe pronte per la verifica.
}
step3 = Opzioni
update = Aggiorna gli utenti esistenti
updateOn = Gli utenti esistenti ricevono i valori del file.
updateOff = Gli utenti esistenti vengono ignorati.
mails = Invia gli inviti
mailsOn = I nuovi utenti ricevono subito un invito.
mailsOff = È possibile invitarli più tardi. Chi prova ad accedere viene invitato automaticamente.
review = Verifica prima di importare
reviewOn = Le modifiche vengono mostrate prima di essere salvate.
reviewOff = Un file senza errori viene importato subito.
start = Importa
chooseFirst = Scegliere un file per continuare.
chooseOther = Scegli un altro file
past = Ultime importazioni

fileCsv = Non è un file CSV. Salvarlo come «CSV UTF-8» dal foglio di calcolo e scegliere il nuovo file.
fileEmpty = Il file è vuoto. Compilare il modello e sceglierlo di nuovo.
fileLarge = Il file supera { $size }. Dividerlo in più file.
fileRows = Il file ha più di { $rows ->
    [one] { $rows } riga
    [many] { $rows } di righe
   *[other] { $rows } righe
}. Dividerlo in più file.
fileNoRows = Il file ha un’intestazione ma nessuna riga. Aggiungere una riga per utente.
headerMissing = La prima riga non è l’intestazione di questo modello. Partire dal modello scaricato.
columnMissing = Colonne mancanti: { $names }. Aggiungerle.
columnUnknown = Questi nomi di colonna non corrispondono al modello: { $names }
columnDouble = Colonne duplicate: { $names }. Conservarne una sola per ciascuna.
columnMany = Il file ha più di { $max ->
    [one] { $max } colonna di corsi
   *[other] { $max } colonne di corsi
}. Distribuire i corsi su più file.
oneFile = Scegliere un solo file alla volta.
fileGone = Il file è stato modificato o spostato e non è più leggibile. Sceglierlo di nuovo.

uploading = Caricamento in corso
sent = { $sent } su { $size }
aliveUpload = È possibile chiudere questa finestra; il caricamento prosegue finché la pagina resta aperta.
awaiting_upload = In attesa del file
validating = Controllo delle righe
importing = Importazione in corso
awaiting_confirmation = In attesa di una decisione
progressRows = { $total ->
    [one] { $done } su { $total } riga
    [many] { $done } su { $total } di righe
   *[other] { $done } su { $total } righe
}
progressRead = { $done ->
    [one] { $done } riga letta
    [many] { $done } di righe lette
   *[other] { $done } righe lette
}
alive = È possibile chiudere questa finestra o la pagina; l’importazione prosegue.
lastChange = In corso. Ultima modifica: { $ago }.
stuck = Nessun avanzamento. Ultima modifica: { $ago }. L’importazione riprenderà automaticamente; nulla andrà perso.
cancelImport = Annulla importazione

offline = Nessuna connessione. Verrà effettuato automaticamente un nuovo tentativo; nulla andrà perso.
busy = Il servizio è sovraccarico. Verrà effettuato automaticamente un nuovo tentativo.
nextTry = Prossimo tentativo tra { $seconds } s.
tryNow = Prova ora
retry = Riprova
signIn = La sessione è terminata. Accedere di nuovo: l’operazione riprenderà dal punto raggiunto.
uploadRefused = Il caricamento non è riuscito dopo diversi tentativi. Riprovare, oppure contattare l’amministratore del portale.
uploadLost = Il caricamento si è interrotto. Scegliere di nuovo il file per continuare.
importGone = Questa importazione non è più disponibile.
unexpected = Si è verificato un errore in questa pagina. Riprovare.

noErrors = Il file non contiene errori.
withErrors = { $count ->
    [one] { $count } riga su { $total } contiene errori.
   *[other] { $count } righe su { $total } contengono errori.
}
withErrorsHelp = { $valid ->
    [one] Importare l’altra riga, oppure annullare e correggere il file.
   *[other] Importare le altre { $valid }, oppure annullare e correggere il file.
}
noneValid = Nessuna riga può essere importata. Correggere il file e riprovare.
preview = Anteprima
nothingYet = Non è stato ancora salvato nulla. Fare clic su un numero per vedere l’elenco.
confirm = Conferma e importa
confirmAdd = Conferma e aggiungi utenti
confirmValid = { $count ->
    [0] Importa le righe valide
    [one] Importa { $count } riga valida
   *[other] Importa { $count } righe valide
}
perLanguage = E-mail per lingua: { $list }

created = Creati
updated = Aggiornati
skipped = Ignorati
failed = Con errori
course_assignments = Assegnazioni di corsi
invitations = Inviti
nobody = Questo elenco è vuoto.
more = Mostra altro
showing = Visualizzati { $shown } su { $total }
showAll = Mostra tutti ({ $count })
row = Riga
person = Utente
what = Dettagli
exists = esiste già, invariato
unchanged = nessuna modifica
problems = Problemi
kind_missing = Valore mancante
kind_invalid = Valore non valido
kind_long = Troppo lungo
kind_unmatched = Non trovato nel portale
kind_duplicate = Ripetuto nel file
kind_exists = L’utente esiste già
kind_other = Altro
warning = avviso

summary = Riepilogo
completed = Importazione completata
completedWith = { $count ->
    [one] Importazione completata, { $count } riga tralasciata
   *[other] Importazione completata, { $count } righe tralasciate
}
rejected = Non è stato importato nulla
rejectedHelp = Correggere i problemi qui sotto e caricare di nuovo il file.
cancelled = Annullata: non è stato importato nulla
failed_import = L’importazione si è interrotta a causa di un errore da parte nostra
expired = Scaduta: non è stato importato nulla
expiredHelp = L’importazione è scaduta perché il file non è stato caricato o l’importazione non è stata confermata in tempo. Importare di nuovo il file.
exports = Esporta
exportJson = Esporta come JSON
exportCsv = Esporta come CSV
exportFix = Scarica il file con i commenti
exportFixHelp = Il file originale con i problemi accanto a ogni riga.
another = Importa un altro file

short_awaiting_upload = Senza file
short_validating = In verifica
short_awaiting_confirmation = Da confermare
short_importing = In corso
short_completed = Completata
short_rejected = Rifiutata
short_cancelled = Annullata
short_failed = Errore
short_expired = Scaduta
