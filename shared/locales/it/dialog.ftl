importUsers = Importa utenti
addUsers = Aggiungi utenti
close = Chiudi
loading = Caricamento…
findingFile = Verifica dell’arrivo del file…
stepFile = File
stepCheck = Verifica
stepResult = Risultato
stepOf = Passaggio { $at } di { $count }:

step1Help = Il modello contiene tutte le colonne. Modificare solo le righe, mai l’intestazione, e salvare il file come CSV UTF-8.
step1HelpEither = Il modello contiene tutte le colonne. Modificare solo le righe, mai l’intestazione, e salvare il file come cartella di lavoro (.xlsx) o come CSV UTF-8.
courseColumns = Colonne dei corsi
download = Scarica il modello
downloadWithLists = Con elenchi a discesa (.xlsx)
columns = Contenuto delle colonne
required = obbligatorio
step2 = Scegli il file
drop = Trascina qui il file CSV, oppure
dropEither = Trascina qui il file CSV o la cartella di lavoro (.xlsx), oppure
select = Seleziona file
limits = Al massimo { $rows ->
    [one] { $rows } riga
    [many] { $rows } di righe
   *[other] { $rows } righe
} e { $size }.
limitsWorkbook = Una cartella di lavoro può occupare al massimo { $size }.
checking = Controllo del file…
checked = { $rows ->
    [one] { $rows } riga pronta per la verifica
    [many] { $rows } di righe pronte per la verifica
   *[other] { $rows } righe pronte per la verifica
}
workbookLater = La cartella di lavoro viene controllata dopo il caricamento.
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
chooseFirst = Scegliere un file per continuare.
chooseOther = Scegli un altro file
past = Ultime importazioni
checkFile = Controlla il file
importRows = { $rows ->
    [one] Importa { $rows } riga
    [many] Importa { $rows } di righe
   *[other] Importa { $rows } righe
}
factsCourses = { $count ->
    [one] { $count } colonna di corsi
   *[other] { $count } colonne di corsi
}
firstRows = Prime righe del file
encodingAssumed = Il file non indica la propria codifica. Scegliere quella con cui queste parole appaiono corrette.
encAuto = Rileva automaticamente
encWestern = Europa occidentale
encCentral = Europa centrale
encMac = Mac
encCyrillic = Cirillico
encBaltic = Baltico
garbled = Alcune lettere sono state alterate prima del salvataggio del file.
repair = Ripristina le lettere
keepText = Lascia il testo così com’è
onErrors = Se alcune righe contengono errori
onErrorsReject = Non importare nulla
onErrorsSkip = Importa le altre righe

fileCsv = Non è un file CSV. Salvarlo come «CSV UTF-8» dal foglio di calcolo e scegliere il nuovo file.
fileFormat = Non è né un file CSV né una cartella di lavoro (.xlsx) leggibile. Salvare il file in uno di questi formati, senza password, dal foglio di calcolo e scegliere il nuovo file.
fileEmpty = Il file è vuoto. Compilare il modello e sceglierlo di nuovo.
fileLarge = Il file supera { $size }. Dividerlo in più file.
fileRows = Il file ha almeno { $found ->
    [one] { $found } riga
    [many] { $found } di righe
   *[other] { $found } righe
}; il massimo è { $rows }. Dividerlo in almeno { $files } file.
fileNoRows = Il file ha un’intestazione ma nessuna riga. Aggiungere una riga per utente.
headerMissing = La prima riga non è l’intestazione di questo modello. Partire dal modello scaricato.
columnMissing = Colonne mancanti: { $names }. Aggiungerle.
columnUnknown = Questi nomi delle colonne non corrispondono al modello: { $names }
columnDouble = Colonne duplicate: { $names }. Conservarne una sola per ciascuna.
columnMany = Il file ha più di { $max ->
    [one] { $max } colonna di corsi
   *[other] { $max } colonne di corsi
}. Distribuire i corsi su più file.
oneFile = Scegliere un solo file alla volta.
fileGone = Il file è stato modificato o spostato e non è più leggibile. Sceglierlo di nuovo.
headerHelp = Per ogni colonna del file, scegliere la colonna corrispondente del modello. Il file originale non viene modificato.
yourColumn = File scelto
firstCells = Primi valori
templateColumn = Modello
columnNumber = Colonna { $at }
ignoreColumn = Non importare
ignoredColumn = Ignorata
missingColumn = Mancante
useNames = Usa questi nomi
namesUsed = Le colonne verranno lette con questi nomi.
namesMissing = Scegliere una colonna del file per: { $names }.
namesDouble = Scelte più di una volta: { $names }.
otherLayout_enrolment = Questo file è per «Importa utenti».
otherLayout_learners = Questo file è per «Aggiungi utenti».
switchLayout = Passa a quell’importazione

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
lastChange = In corso. Ultima attività: { $ago }.
stuck = Nessun avanzamento. Ultima attività: { $ago }. L’operazione riprenderà automaticamente; nulla andrà perso.
cancelImport = Annulla importazione
openUploading = Caricamento { $percent }
openImporting = Importazione { $percent }
openWaiting = Verifica l’importazione

offline = Nessuna connessione. Verrà effettuato automaticamente un nuovo tentativo.
busy = Il servizio è sovraccarico. Verrà effettuato automaticamente un nuovo tentativo.
nextTry = Prossimo tentativo tra { $seconds } s.
tryNow = Prova ora
decisionNotSent = La decisione non è stata inviata. Decidere di nuovo.
decisionLate = La decisione non è stata inviata in tempo.
retry = Riprova
signIn = La sessione è terminata. Accedere di nuovo: l’operazione riprenderà dal punto raggiunto.
uploadRefused = Il caricamento non è riuscito dopo diversi tentativi. Riprovare, oppure contattare l’amministrazione del portale.
uploadLost = Il caricamento si è interrotto. Scegliere di nuovo il file per continuare.
importGone = Questa importazione non è più disponibile.
unexpected = Si è verificato un errore in questa pagina. Riprovare.
unreachable = Il servizio non è raggiungibile. Verrà effettuato automaticamente un nuovo tentativo. Se il problema persiste, contattare l’amministrazione del portale.
refused = La richiesta è stata rifiutata ({ $code }).
refusedScope = Non si dispone dell’autorizzazione necessaria ({ $code }). Contattare l’amministrazione del portale.
refusedState = Non è più possibile, perché l’importazione è cambiata ({ $code }).
refusedInput = La richiesta non è valida ({ $code }).
fileNotKept = Il file di questa importazione non è più conservato. Sceglierlo di nuovo.
decidedElsewhere = Nel frattempo qualcun altro ha preso una decisione su questa importazione. Questo è il suo stato attuale.

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
noneValidFix = Per ora nessuna riga può essere importata. Correggere gli errori qui sotto.
preview = Anteprima
nothingYet = Non è stato ancora salvato nulla. Fare clic su un numero per vedere l’elenco.
warningsFix = Controllare i valori qui sotto. È possibile correggerli prima dell’importazione.
perLanguage = E-mail per lingua: { $list }
rowsCount = { $rows ->
    [one] { $rows } riga
    [many] { $rows } di righe
   *[other] { $rows } righe
}
factUpdateOn = gli utenti esistenti vengono aggiornati
factUpdateOff = gli utenti esistenti restano invariati
factMailsOn = i nuovi utenti ricevono un invito
factMailsOff = nessun invito
factFixes = { $count ->
    [one] { $count } correzione
   *[other] { $count } correzioni
}
factLeftOut = { $count ->
    [one] { $count } riga esclusa
   *[other] { $count } righe escluse
}
startedBy = Avviata da { $who }, { $ago }
nothingTitle = Nulla da importare
nothingExist = { $count ->
    [one] Questa persona ha già un account. Per modificarne i dati, selezionare «Aggiorna gli utenti esistenti».
   *[other] Tutte le { $count } persone hanno già un account. Per modificarne i dati, selezionare «Aggiorna gli utenti esistenti».
}
nothingNew = { $count ->
    [one] I dati di questa persona sono già aggiornati.
   *[other] I dati di tutte le { $count } persone sono già aggiornati.
}
withErrorsFix = { $valid ->
    [one] Correggere gli errori qui sotto oppure importare solo l’altra riga.
   *[other] Correggere gli errori qui sotto oppure importare solo le altre { $valid } righe.
}
withErrorsIdle = Correggere gli errori per importare queste persone. Le altre hanno già un account e per loro non cambierebbe nulla.
confirmCount = { $count ->
    [one] Importa { $count } persona
    [many] Importa { $count } di persone
   *[other] Importa { $count } persone
}
confirmRest = Importa { $count }, escludi { $left }
mailsNow = { $count ->
    [one] Verrà inviato { $count } invito.
   *[other] Verranno inviati { $count } inviti.
}
updateThem = Aggiorna gli utenti esistenti
perLanguageOther = { $count } nella lingua predefinita (nessun modello per { $others })
back = Indietro
cancel = Annulla

created = Creati
updated = Aggiornati
skipped = Ignorati
failed = Con errori
course_assignments = Assegnazioni di corsi
invitations = Inviti
emptyList = Questo elenco è vuoto.
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
kind_header = Nomi delle colonne
kind_row = Riga non leggibile
kind_other = Altro
kind_check = Da controllare
warning = avviso
to_created = Da creare
to_updated = Da aggiornare
to_skipped = Da ignorare
place = Azienda
disabledAccount = disattivato
searchRows = Cerca in queste righe
found = { $count ->
    [one] { $count } risultato
   *[other] { $count } risultati
}
foundFirst = { $found } nelle prime { $rows } righe
searchRest = Cerca nel resto
rowsMany = { $count ->
    [one] { $count } riga: { $list }
   *[other] { $count } righe: { $list }
}

use = Usa «{ $value }»
useThis = Usa
chooseValue = Scegli un valore
corrected = Valore corretto
leaveOut = Escludi questa riga
leaveOutMany = Escludi queste righe
leaveOutAll = Escludi tutte le { $count } righe
leaveOutValue = Escludi questo valore
leftOut = Fuori da questa importazione
courseLeftOut = «{ $title }» escluso in { $count ->
    [one] { $count } riga
   *[other] { $count } righe
}
undo = Annulla la scelta
acceptSafe = Accetta tutti i suggerimenti sicuri ({ $count })
acceptSafeHelp = Questi valori verranno sostituiti:
acceptApply = { $rows ->
    [one] Sostituisci in { $rows } riga
   *[other] Sostituisci in { $rows } righe
}
checkAgain = { $count ->
    [one] Controlla di nuovo con { $count } correzione
   *[other] Controlla di nuovo con { $count } correzioni
}
fixesChosen = { $count ->
    [one] { $count } correzione scelta
   *[other] { $count } correzioni scelte
}
fixesLost = Le correzioni di nomi e indirizzi vengono conservate solo finché la pagina non viene ricaricata.
fixesGone = Le correzioni non sono state applicate e andranno perse.
cellMissing = Inserire un valore.
cellLong = { $max ->
    [one] È consentito al massimo { $max } carattere.
   *[other] Sono consentiti al massimo { $max } caratteri.
}
cellEmail = Non è un indirizzo e-mail.
cellName = I nomi non possono contenere simboli.
cellIdentifier = Usare solo lettere e cifre.
cellInvalid = Non è un codice valido.
choiceUnknown = { $kind ->
    [company] Nessuna azienda ha questo nome.
    [cohort] Nessuna coorte ha questo nome.
   *[course] Nessun corso ha questo nome.
}
choiceAlias = Se è un alias, scegliere di nuovo «Usa».
cellSame = Inserire un altro valore.
aliasAsk = Ricordare questi nomi per le prossime importazioni?
aliasSend = Ricorda
aliasDone = Questi nomi verranno riconosciuti nelle prossime importazioni.
aliasTaken = Non verranno ricordati, perché già in uso o non più nel catalogo: { $names }

summary = Riepilogo
completed = Importazione completata
completedWith = { $count ->
    [one] Importazione completata, { $count } riga esclusa
   *[other] Importazione completata, { $count } righe escluse
}
rejected = Non è stato importato nulla
rejectedHelp = Correggere i problemi qui sotto e caricare di nuovo il file.
rowsValid = Righe senza errori: { $count }.
cancelled = Annullata: non è stato importato nulla
failed_import = L’importazione si è interrotta a causa di un errore da parte nostra
expired = Scaduta: non è stato importato nulla
expiredHelp = L’importazione è scaduta perché il file non è stato caricato o l’importazione non è stata confermata in tempo. Importare di nuovo il file.
exports = Esporta
exportJson = Esporta come JSON
exportCsv = Esporta come CSV
exportFix = Scarica il file con i commenti (.{ $format })
exportFixHelp = Il file originale con i problemi accanto a ogni riga.
another = Importa un altro file
fixPath = Correggi il file
fixPath1 = Scaricare il file con i commenti e correggerlo.
fixPath2 = Trascinare qui il file corretto, oppure
rejectedCourses = Alcuni corsi del file non esistono. Per questo non viene importato nulla.
failedRetry = Riprovare: l’importazione riprenderà da dove si è interrotta.
failedFinal = Contattare l’amministrazione del portale.
pastEmpty = Ancora nessuna importazione.
doneCreated = { $count ->
    [one] { $count } utente creato
   *[other] { $count } utenti creati
}
doneUpdated = { $count ->
    [one] { $count } utente aggiornato
   *[other] { $count } utenti aggiornati
}
doneSkipped = { $count ->
    [one] { $count } utente ignorato
   *[other] { $count } utenti ignorati
}
doneFailed = { $count ->
    [one] { $count } riga con errori
   *[other] { $count } righe con errori
}
doneAssigned = { $count ->
    [one] { $count } corso assegnato
   *[other] { $count } corsi assegnati
}
doneInvited = { $count ->
    [one] { $count } utente invitato
   *[other] { $count } utenti invitati
}
neverInvited = { $count ->
    [one] { $count } utente esistente non è mai stato invitato.
   *[other] { $count } utenti esistenti non sono mai stati invitati.
}
inviteThese = { $count ->
    [one] Invia un invito a questa persona
   *[other] Invia inviti a queste { $count } persone
}
inviteAsk = { $count ->
    [one] Inviare ora { $count } invito?
   *[other] Inviare ora { $count } inviti?
}
inviteSend = { $count ->
    [one] Invia { $count } invito
   *[other] Invia { $count } inviti
}
inviteDone = { $count ->
    [0] Nessun invito da inviare.
    [one] { $count } invito sta per essere inviato.
   *[other] { $count } inviti stanno per essere inviati.
}

short_awaiting_upload = Senza file
short_validating = In verifica
short_awaiting_confirmation = Da confermare
short_importing = In corso
short_completed = Completata
short_rejected = Rifiutata
short_cancelled = Annullata
short_failed = Errore
short_expired = Scaduta

undoTitle = Annulla un’importazione completata
undoStart = Annulla questa importazione…
undoImport = Mostra l’importazione
undoShow = Mostra l’annullamento
undoOf = Annullamento di { $name }
undo_validating = Preparazione dell’annullamento
undo_importing = Importazione in fase di annullamento
undoAlive = È possibile chiudere questa finestra o la pagina; l’annullamento prosegue.
undoPercent = Annullamento { $percent }
undoOpen = Verifica l’annullamento
undoKeeps = Le modifiche successive vengono conservate.
undoLinks = Gli inviti degli utenti rimossi non funzioneranno più.
undoNothing = Nulla di questa importazione può essere annullato.
undoSince = { $count ->
    [one] Da allora è stata completata { $count } importazione
   *[other] Da allora sono state completate { $count } importazioni
}
undoSinceHelp = Vengono rimosse anche le persone presenti in queste importazioni ma non modificate da esse. In seguito, importare di nuovo il file corretto.
undoScope = Non si dispone dell’autorizzazione per annullare le importazioni. Contattare l’amministrazione del portale.
undoConfirm = { $removed ->
    [one] Rimuovi { $removed } utente
   *[other] Rimuovi { $removed } utenti
} e ripristinane { $restored }
undoRemove = { $removed ->
    [one] Rimuovi { $removed } utente
   *[other] Rimuovi { $removed } utenti
}
undoRestore = { $restored ->
    [one] Ripristina { $restored } utente
   *[other] Ripristina { $restored } utenti
}
undoStays = invariato
undoRetry = Riprovare: l’annullamento riprenderà da dove si è interrotto.
undone = Questa importazione è stata annullata a posteriori.
undoRunning = È in corso l’annullamento di questa importazione.
undoStopped = L’annullamento di questa importazione si è interrotto.
undo_completed = L’importazione è stata annullata
undo_completedWith = L’importazione è stata annullata in parte
undo_rejected = Non è stato annullato nulla
undo_cancelled = Annullamento interrotto: non è stato modificato nulla
undo_expired = Annullamento scaduto: non è stato modificato nulla
undo_failed = L’annullamento si è interrotto a causa di un errore da parte nostra
to_undo_removed = Da rimuovere
to_undo_updated = Da ripristinare
to_undo_course_assignments_removed = Corsi da rimuovere
undo_removed = Rimossi
undo_updated = Ripristinati
undo_course_assignments_removed = Corsi rimossi
undo_skipped = Non annullati
undo_kept = Con valori conservati
why_changed-since = modificato da allora
why_active = ha effettuato l’accesso o attivato l’account
why_gone = non esiste più
why_self-disable = è la persona che annulla l’importazione
why_kept = tutti i valori sono stati modificati da allora
doneRemoved = { $count ->
    [one] { $count } utente rimosso
   *[other] { $count } utenti rimossi
}
doneRestored = { $count ->
    [one] { $count } utente ripristinato
   *[other] { $count } utenti ripristinati
}
doneLeft = { $count ->
    [one] { $count } utente invariato
   *[other] { $count } utenti invariati
}
doneUnassigned = { $count ->
    [one] { $count } corso rimosso
   *[other] { $count } corsi rimossi
}
short_undone = Annullata a posteriori
source_portal = caricata
source_drop = dal bucket
refused_already-undone = Questa importazione è già stata annullata. Se serve, importare di nuovo il file.
refused_undo-in-progress = È già in corso un altro annullamento di questa importazione. Prima confermarlo o interromperlo.
refused_import-not-undoable = Questa importazione non ha salvato nulla: non c’è nulla da annullare.


## Feeds.

feeds = Feed
feedName = Feed { $name }
feedNotCounted = Righe senza un indirizzo leggibile: { $count }. Per questo nessuno è stato considerato assente dal file.
feedNewest = Ultimo file: { $date } · persone: { $count }
feedEmpty = Ancora nessun file
feedHeld = Un file attende una decisione
feedWaits = Un file ne attende un altro
allFeeds = Tutte le importazioni
heldTitle = Questo file modificherebbe più utenti di quanti ne consenta il suo feed
heldHelp = Non è stato ancora salvato nulla. Se il file è corretto, importarlo comunque; altrimenti annullare.
heldScope = Non si dispone dell’autorizzazione per importarlo comunque. Contattare l’amministrazione del portale.
heldLine = { $what }: { $users } ({ $found }, limite { $allowed })
absentPeople = Assenti dal file
confirmHeld = Importa comunque
confirmDisable = { $count ->
    [one] Disattiva { $count } utente
    [many] Disattiva { $count } di utenti
   *[other] Disattiva { $count } utenti
}
waitsFor = In attesa di un altro file di questo feed
newerFile = Un file più recente del feed ha sostituito questo.
to_disabled = Da disattivare
disabled = Disattivati
other-feed = appartiene a un altro feed
missing-from-feed = assente dal file
gone = non esiste più
self-disable = è la persona che importa il file
short_waits = In attesa
refused_feed-busy = È in corso l’importazione di un altro file di questo feed. Riprovare al termine.
refused_feed-out-of-date = Un file più recente di questo feed è già stato importato.
doneDisabled = { $count ->
    [one] { $count } utente disattivato
   *[other] { $count } utenti disattivati
}
