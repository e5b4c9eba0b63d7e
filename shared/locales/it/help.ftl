enrolment = Persone con azienda, coorte e corsi
learners = Persone senza corsi

enrolment-enabled = 1 permette alla persona di accedere, 0 crea l’account disattivato. Sono accettati anche VERO e FALSO, sì e no.
enrolment-name = Nome.
enrolment-last_name = Cognome. Se la cella è vuota, viene mantenuto il valore attuale.
enrolment-email = Indirizzo e-mail. Identifica la persona: un indirizzo, un utente.
enrolment-companyName = Il nome dell’azienda, esattamente come appare nel portale.
enrolment-cohortName = Una coorte di quell’azienda, esattamente come appare nel portale. Se la cella è vuota, viene mantenuto il valore attuale finché l’azienda è la stessa.
enrolment-languageCode = Lingua dei corsi e dell’invito come codice, per esempio it-IT, en o fr-CA.
enrolment-job_role = Ruolo, come testo libero. Se la cella è vuota, viene mantenuto il valore attuale.
enrolment-region = Regione o sede, come testo libero. Se la cella è vuota, viene mantenuto il valore attuale.
enrolment-module-requested = Il titolo di un corso da assegnare. Aggiungere una colonna per ogni corso; lasciare vuote quelle che non servono a una persona. I corsi non vengono mai rimossi.

learners-firstname = Nome, al massimo 64 caratteri, senza simboli. Sono ammessi lettere di qualsiasi alfabeto, apostrofi e trattini.
learners-lastname = Cognome, al massimo 64 caratteri, senza simboli.
learners-email = Indirizzo e-mail. Ogni indirizzo può comparire una sola volta nel file.
learners-identifier = Solo lettere e cifre; nei rapporti appare come nome utente. Gli zeri iniziali vengono mantenuti. Può restare vuoto.
learners-country = Paese con due lettere maiuscole (ISO 3166-1 alpha-2): IT, FR, US, GB.
learners-language = Lingua con due lettere minuscole (ISO 639-1): it, en, fr. Determina la lingua dell’invito.

option-layout = Quali colonne ha il file.
option-update_existing = Selezionato: le persone già presenti ricevono i valori del file e i nuovi corsi; le celle facoltative vuote non cambiano nulla. Non selezionato: restano come sono e vengono elencate come ignorate.
option-update_existing-learners = Questo formato aggiunge soltanto persone. Una riga con una persona già presente è considerata un errore.
option-send_invitations = Selezionato: ogni nuovo utente riceve subito l’invito via e-mail. Non selezionato: per ora nessuno riceve e-mail; gli inviti si possono inviare più tardi.
option-on_row_errors = Che cosa succede se alcune righe hanno errori. reject: non viene importato nulla. skip: vengono importate le altre righe. Non si applica quando l’importazione attende una decisione.
option-confirm = Selezionato: il file viene prima controllato, e nulla viene importato prima che il risultato sia stato visto e confermato.

sheet-columns = Colonne
sheet-intro = Compilare il primo foglio, una riga per persona, senza modificare l’intestazione. Le celle con un elenco mostrano una freccia; le coorti e i corsi proposti sono quelli dell’azienda della stessa riga.
sheet-column = Colonna
sheet-required = Obbligatorio
sheet-yes = sì
sheet-meaning = Contenuto
sheet-companies = Aziende
sheet-cohorts = Coorti
sheet-courses = Corsi
sheet-languages = Lingue
sheet-countries = Paesi
sheet-not-listed = Alcune coorti o alcuni corsi non sono elencati qui perché sono troppi. Inserirli esattamente come appaiono nel portale.
