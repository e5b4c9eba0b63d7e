# Nelle frasi si usa l’infinito impersonale, nei pulsanti il tu.

place-file = il file
place-row = riga { $row }
place-line = riga { $line } del file
place-row-line = riga { $row } (riga { $line } del file)
place-column = colonna { $column }

did-you-mean = Si intendeva { $suggestions }?
the-cell = La cella
this-column = senza nome
short-row = { $count ->
    [none] La riga ha meno celle dell’intestazione
    [one] La riga ha solo { $count } cella, mentre l’intestazione ha { $limit } colonne
   *[other] La riga ha solo { $count } celle, mentre l’intestazione ha { $limit } colonne
}; forse manca una cella, oppure un’interruzione di riga divide la riga in due.

in-rows = { $kind ->
    [only] (riga { $list })
    [count] ({ $rows ->
        [one] { $rows } riga
        [many] { $rows } di righe
       *[other] { $rows } righe
    })
    [all] ({ $rows ->
        [one] { $rows } riga
       *[other] { $rows } righe
    }: { $list })
   *[first] ({ $rows ->
        [one] { $rows } riga
        [many] { $rows } di righe
       *[other] { $rows } righe
    }, tra cui { $list })
}

letter-of-script = ⟨{ $letter } { $code } { $script ->
    [latin] latino
    [cyrillic] cirillico
    [greek] greco
    [armenian] armeno
   *[cherokee] cherokee
}⟩

next-sample = {"; "}

bytes = { $short ->
    [none] { $count } byte
   *[other] { $short } ({ $count ->
        [one] { $count } byte
        [many] { $count } di byte
       *[other] { $count } byte
    })
}

kind-of-file = { $found ->
    [a-workbook-xlsx-ods-or-a-zip-archive] una cartella di lavoro (.xlsx, .ods) o un archivio zip
    [an-empty-zip-archive] un archivio zip vuoto
    [an-old-workbook-xls] una vecchia cartella di lavoro (.xls) o una protetta da password
    [a-workbook-with-a-password] una cartella di lavoro protetta da password
    [a-pdf] un PDF
    [a-text-document-rtf] un documento di testo (.rtf)
    [a-gzip-archive] un archivio gzip
    [a-7z-archive] un archivio 7z
    [a-rar-archive] un archivio rar
    [a-picture] un’immagine
    [a-damaged-workbook] una cartella di lavoro danneggiata
    [a-workbook-in-another-encoding] una cartella di lavoro con una codifica non supportata
    [a-zip-archive] un archivio zip
    [an-opendocument-sheet-ods] un foglio OpenDocument (.ods)
    [a-sylk-sheet-slk] un foglio SYLK (.slk)
    [a-binary-workbook-xlsb] una cartella di lavoro binaria (.xlsb)
    [a-numbers-document] un documento Numbers
    [a-web-page-html-or-xml] una pagina web (HTML o XML)
    [json] JSON
    [a-vcard] una vCard
    [a-markdown-table] una tabella Markdown
    [a-list-with-columns-separated-by-tildes] un elenco con colonne separate da ~
    [a-list-with-columns-separated-by-carets] un elenco con colonne separate da ^
    [a-list-with-columns-of-fixed-width] un elenco con colonne di larghezza fissa
   *[other] { $found }
}

corrections-in-utf8 = Questo file è in UTF-8, perché { $encoding } non può rappresentare alcuni caratteri di questi messaggi.

## Errori di tutto il file.

file-empty = Il file è vuoto.
    .fix = Compilare il modello, una riga per persona, e importarlo di nuovo.
    .hidden-sheets = I fogli visibili della cartella di lavoro sono vuoti, ma ci sono fogli nascosti.
    .hidden-sheets-fix = Se l’elenco si trova in un foglio nascosto, mostrarlo, salvare la cartella di lavoro e importarla di nuovo.
file-too-large = Il file occupa { $size }; un’importazione accetta al massimo { $size-limit }.
    .fix = Dividerlo in file più piccoli, ciascuno con l’intestazione, e importarli uno dopo l’altro.
file-not-csv = { $kind ->
    [none] Non è un file CSV.
   *[other] Il file è { $kind }, non un file CSV.
}
    .fix = Aprire l’elenco in un foglio di calcolo, salvarlo come «CSV UTF-8» e importare quel file.
    .wrong-suffix = { $found ->
    [none] Il nome del file non termina con .csv.
   *[other] Il nome del file, { $found }, non termina con .csv.
}
    .neither-suffix = { $found ->
    [none] Il nome del file non termina con .csv né con .xlsx.
   *[other] Il nome del file, { $found }, non termina con .csv né con .xlsx.
}
    .neither-suffix-fix = Aprire l’elenco in un foglio di calcolo, salvarlo come cartella di lavoro (.xlsx) o come «CSV UTF-8» e importare quel file.
    .neither-kind = { $kind ->
    [none] Il file non può essere importato.
   *[other] Il file è { $kind } e non può essere importato.
}
    .neither-kind-fix = Aprire l’elenco in un foglio di calcolo, salvarlo come cartella di lavoro di Excel (.xlsx) e importare quel file.
    .password = Questa cartella di lavoro è protetta da una password.
    .password-fix = Rimuovere la password nel foglio di calcolo, salvare la cartella di lavoro come .xlsx e importarla di nuovo.
file-encoding = { $byte ->
    [none] { $what ->
        [none] Il file non può essere letto come testo.
        [mostly-control-characters] Il file contiene soprattutto caratteri di controllo e non può essere letto come testo.
       *[other] Il file è in { $what } e non può essere letto come testo.
    }
   *[other] Il file contiene{ $place ->
        [none] {""}
       *[other] , alla { $place },
    } un carattere illeggibile in { $encoding ->
        [none] UTF-8
       *[other] { $encoding }
    } (byte { $byte }).
}
    .fix = Salvare di nuovo il file come «CSV UTF-8» e importarlo.
    .candidates = Il file non è in UTF-8 e la sua codifica non è certa. Potrebbe essere { $candidates }.
    .candidates-fix = Salvare di nuovo il file come «CSV UTF-8» e importarlo, oppure indicare la codifica: nelle opzioni dell’importazione, con --encoding dalla riga di comando o come encoding nei metadati dell’oggetto.
file-no-rows = Il file contiene solo l’intestazione, senza righe.
    .fix = Aggiungere una riga per persona e importarlo di nuovo.
    .left-out = Le correzioni escludono tutte le righe del file.
    .left-out-fix = Mantenere almeno una riga, oppure importare un altro file.
file-too-many-rows = Il file ha { $count ->
    [none] troppe righe
    [one] { $count } riga
    [many] { $count } di righe
   *[other] { $count } righe
}; con questo formato un’importazione ne accetta al massimo { $limit }.
    .fix = Dividerlo in { $files ->
    [none] più file
    [one] { $files } file
   *[other] { $files } file
}, ciascuno con l’intestazione, e importarli uno dopo l’altro.
file-quote-unclosed = Una cella tra virgolette inizia { $line ->
    [none] qui
   *[other] alla riga { $line } del file
}{ $found ->
    [none] {""}
   *[other] {" "}con { $found }
} e non finisce mai; tutto ciò che segue è stato letto come una sola cella.
    .fix = Aggiungere le virgolette di chiusura, oppure raddoppiare le virgolette che fanno parte del testo.
file-changed = Il file è stato sostituito o rimosso prima della fine della lettura.
    .fix = Caricarlo di nuovo e non modificarlo fino al termine dell’importazione.
results-gone = I risultati dell’importazione da annullare non sono più conservati: vengono eliminati dopo 30 giorni, il piano di un’importazione non riuscita dopo 7. Importare invece un file corretto.
feed-unknown = Non esiste un feed con il nome { $found }.
    .fix = Controllare la cartella in «drop/feeds» o creare prima il feed.
    .no-folder = Questo file si trova direttamente in «drop/feeds» e non nella cartella di un feed.
    .no-folder-fix = Spostarlo nella cartella del suo feed.
feed-out-of-date = È già stato importato un file più recente del feed { $found }.
    .fix = Esportare di nuovo l’elenco e importare il nuovo file.
workbook-too-large = Questa cartella di lavoro è troppo grande: decompressa, supera le dimensioni consentite.
    .fix = Salvare il foglio come «CSV UTF-8» e importare quel file.
    .rows = Il foglio ha { $count } righe; una cartella di lavoro può averne al massimo { $limit }.
    .rows-fix = Dividerlo, oppure salvare il foglio come «CSV UTF-8» e importare quel file.
    .in-bytes = La cartella di lavoro occupa { $size }; il massimo è { $size-limit }.
    .in-bytes-fix = Salvare il foglio come «CSV UTF-8» e importare quel file.
workbook-several-sheets = Più fogli hanno le colonne di questo formato: { $labels }.
    .fix = Conservarne solo uno, oppure nascondere gli altri.
header-missing = { $found ->
    [none] La prima riga non contiene i nomi delle colonne.
   *[other] La prima riga è { $found } e non contiene i nomi delle colonne.
}
    .fix = Mettere l’intestazione del modello sopra le righe.{ $labels ->
    [none] {""}
   *[other] {" "}I nomi delle colonne sono { $labels }.
}
    .header-further-down-fix = L’intestazione sembra trovarsi alla riga { $count } del file. Eliminare le righe precedenti e importare di nuovo il file.{ $labels ->
    [none] {""}
   *[other] {" "}I nomi delle colonne sono { $labels }.
}
    .hidden-sheets-fix = Se l’elenco si trova in un foglio nascosto, mostrarlo. Mettere l’intestazione del modello sopra le righe.{ $labels ->
    [none] {""}
   *[other] {" "}I nomi delle colonne sono { $labels }.
}
header-too-many-columns = Il file ha { $column ->
    [none] { $count ->
        [none] troppe colonne
        [one] { $count } colonna
       *[other] { $count } colonne
    }
   *[other] { $count ->
        [none] troppe colonne { $column }
        [one] { $count } colonna { $column }
       *[other] { $count } colonne { $column }
    }
}; il massimo è { $limit }.
    .fix = { $column ->
    [none] Rimuovere le colonne che non sono nel modello.
   *[other] Rimuovere quelle non compilate in nessuna riga, oppure distribuire i corsi su più importazioni.
}
header-column-missing = La colonna { $column } è obbligatoria e manca nel file.
    .fix = { $near ->
    [none] Aggiungere una colonna con esattamente questo nome: { $column }.
   *[other] Se si tratta della colonna { $near }, rinominarla in { $column }.
}
header-column-unknown = La colonna { $column } non esiste in questo formato.
    .fix = { $meant ->
    [none] Rimuovere la colonna, oppure darle un nome del modello.
   *[other] { $meant }Scrivere il nome esattamente così, con le stesse maiuscole e gli stessi spazi.
}
    .formatted-number = Il foglio potrebbe mostrare il nome della colonna { $column } in un’altra forma.
    .formatted-number-fix = Impostare la cella come testo e scrivere il nome previsto dal modello.
    .merged-cell = Il foglio non mostra il nome della colonna { $column }, perché una cella unita lo copre.
    .merged-cell-fix = Dividere le celle e dare a ogni colonna il suo nome.
    .no-name = Il file contiene una colonna che non esiste in questo formato.
header-column-duplicate = La colonna { $column } compare { $count ->
    [none] più di una volta
    [2] due volte
   *[other] { $count } volte
} nel file.
    .fix = Tenerne una e rimuovere le altre, perché sia chiaro quale vale.
course-unmatched = { $found } non è un corso dell’azienda { $company ->
    [none] di questa riga
   *[other] { $company }
}{ $in-rows }.
    .fix = { $meant }Correggere il titolo, oppure aggiungere prima il corso all’azienda.
    .several-titles = { $found } contiene più corsi dell’azienda { $company ->
    [none] di questa riga
   *[other] { $company }
}{ $in-rows }{ $titles ->
    [none] {""}
   *[other] : { $titles }
}.
    .several-titles-fix = Scrivere un titolo per colonna{ $labels ->
    [none] {""}
   *[other] : { $labels }
}.
    .no-value-fix = Se non c’è nessun corso, lasciare vuota la cella.
    .further-titles = Sono elencati solo i primi { $limit } titoli senza corso; celle con altri titoli: { $count }{ $in-rows }.
    .further-titles-fix = Correggere i titoli elencati, oppure verificare che nessuna colonna sia spostata.
course-ambiguous = { $found } può indicare più di un corso dell’azienda { $company ->
    [none] di questa riga
   *[other] { $company }
}{ $in-rows }{ $suggestions ->
    [none] {""}
   *[other] : { $suggestions }
}.
    .fix = Copiare lettera per lettera il titolo del corso desiderato.
    .same-title = { $found } è il titolo di più corsi dell’azienda { $company ->
    [none] di questa riga
   *[other] { $company }
}{ $in-rows }.
    .same-title-fix = Assegnare nel catalogo un titolo diverso a ciascuno di questi corsi e importare di nuovo il file.
file-not-split = Ogni riga del file è una sola cella, perché l’intera riga è tra virgolette.
    .fix = Dividere la colonna A in colonne nel foglio di calcolo, salvare il file come «CSV UTF-8» e importarlo.
    .separator-line = Secondo la riga «sep=» all’inizio, le celle sono separate da { $delimiter ->
    [comma] virgole
    [semicolon] punti e virgola
    [tab] tabulazioni
    [bar] barre verticali
    [none] un separatore
   *[other] { $delimiter }
}, ma in realtà lo sono da { $row-delimiter ->
    [comma] virgole
    [semicolon] punti e virgola
    [tab] tabulazioni
    [bar] barre verticali
    [none] un altro
   *[other] { $row-delimiter }
}.
    .separator-line-fix = Eliminare o correggere quella riga e importare di nuovo il file.
    .empty-separator-line = La riga «sep=» all’inizio non indica alcun separatore, ma le celle sono separate da { $row-delimiter ->
    [comma] virgole
    [semicolon] punti e virgola
    [tab] tabulazioni
    [bar] barre verticali
    [none] un separatore
   *[other] { $row-delimiter }
}.
    .empty-separator-line-fix = Eliminare o correggere quella riga e importare di nuovo il file.
file-delimiter-mixed = I nomi delle colonne sono separati da { $delimiter ->
    [comma] virgole
    [semicolon] punti e virgola
    [tab] tabulazioni
    [bar] barre verticali
    [none] un separatore
   *[other] { $delimiter }
}, { $row ->
    [none] le righe
   *[other] la riga { $row }
} invece da { $row-delimiter ->
    [comma] virgole
    [semicolon] punti e virgola
    [tab] tabulazioni
    [bar] barre verticali
    [none] un altro
   *[other] { $row-delimiter }
}.
    .fix = Salvare di nuovo l’elenco dal foglio di calcolo come «CSV UTF-8», con lo stesso separatore in tutte le righe, e importare quel file.
layout-mismatch = Sembra un file del formato { $layout }, ma l’importazione prevede il formato { $expected-layout }.
    .fix = Scegliere il formato { $layout } per l’importazione (--layout dalla riga di comando), oppure usare i nomi delle colonne del modello.
    .set-by-feed-fix = I file di un feed hanno il formato { $expected-layout }: usare i nomi delle colonne del suo modello.
header-column-missing-label = La colonna { $column } contiene dati{ $found ->
    [none] {""}
   *[other] , per esempio { $found },
} ma non ha un nome nell’intestazione, ed è seguita da colonne con nome: probabilmente i nomi si sono spostati.
    .fix = Scrivere il nome mancante o eliminare la colonna, e importare di nuovo il file.
    .formula-without-result = Il nome della colonna { $column } è una formula di cui la cartella di lavoro non contiene il risultato.
    .formula-without-result-fix = Aprire il file in un foglio di calcolo, salvarlo e importarlo di nuovo.
option-invalid = { $found ->
    [none] Un’opzione di questa importazione
   *[other] L’opzione { $found }
} { $values ->
    [none] non esiste.
   *[other] ha un valore non valido.
}
    .fix = { $values ->
    [none] Rimuoverla, oppure correggerne il nome.
   *[other] Usare { $values }.
}
    .not-in-layout = { $found ->
    [none] Un’opzione di questa importazione
   *[other] L’opzione { $found }
} non è compatibile con questo formato.
    .not-in-layout-fix = Rimuoverla, oppure scegliere l’altro formato.
    .set-by-feed = { $found ->
    [none] Un’opzione di questa importazione
   *[other] L’opzione { $found }
} è determinata dal feed di questo file.
    .set-by-feed-fix = Rimuoverla. Per cambiarla, modificare la configurazione del feed.

## Errori di una riga.

row-too-many-cells = La riga ha { $count ->
    [none] troppe celle
    [one] { $count } cella
   *[other] { $count } celle
} e l’intestazione solo { $limit ->
    [one] { $limit } colonna
   *[other] { $limit } colonne
}{ $found ->
    [none] {""}
   *[other] ; la prima cella di troppo è { $found }
}.
    .fix = Forse il testo di una cella contiene il separatore e ha perso le virgolette: mettere quella cella tra virgolette doppie.
    .misplaced-quote = C’è una virgoletta in una posizione insolita{ $found ->
    [none] {""}
   *[other] {" "}({ $found })
}, e la riga è stata letta con { $count ->
    [none] troppe o troppo poche celle
    [one] { $count } cella
   *[other] { $count } celle
} mentre l’intestazione ha { $limit ->
    [one] { $limit } colonna
   *[other] { $limit } colonne
}.
    .misplaced-quote-fix = Correggere le virgolette: una virgoletta che fa parte del testo si scrive due volte, e una cella che contiene il separatore sta tra virgolette.
    .joined-cells = C’è una virgoletta in una posizione insolita{ $found ->
    [none] {""}
   *[other] {" "}({ $found })
}, e forse due celle sono state lette come una sola.
    .joined-cells-fix = Correggere le virgolette: una virgoletta che fa parte del testo si scrive due volte, e una cella che contiene il separatore sta tra virgolette.
    .workbook-fix = Spostare la cella in una colonna con nome, oppure svuotarla.
row-too-long = La riga occupa { $size }; il massimo è { $size-limit }.
    .fix = Forse manca un’interruzione di riga o una virgoletta di chiusura: verificare dove deve finire la riga.
cell-control-character = { $found } contiene { $character ->
    [none] un carattere di controllo
   *[other] il carattere di controllo { $character }
}.
    .fix = Svuotare la cella e scriverne di nuovo il contenuto.
    .replaced = { $found } contiene «�», che un programma ha messo al posto di un carattere che non ha potuto leggere.
cell-line-break = { $found } contiene un’interruzione di riga.
    .fix = Scrivere il contenuto su una sola riga.
    .course-fix = Scrivere il titolo su una sola riga; se i titoli sono più di uno, scrivere un titolo per colonna.
cell-too-long = La cella ha { $count ->
    [none] troppi caratteri
    [one] { $count } carattere
   *[other] { $count } caratteri
}; il massimo è { $limit }.
    .fix = Accorciare il testo.
    .in-bytes = La cella occupa { $size }; il massimo è { $size-limit }.
    .in-bytes-fix = Accorciare il testo, oppure cercare una virgoletta di chiusura mancante.
enabled-invalid = { $found ->
    [none] La cella è vuota.
   *[other] { $found } non è né 1 né 0.
}
    .fix = { $meant }Scrivere 1 se la persona può accedere, oppure 0 per creare l’account disattivato.
name-missing = Manca il nome.
    .fix = Inserirlo.
name-too-long = Il nome ha { $count ->
    [none] troppi caratteri
    [one] { $count } carattere
   *[other] { $count } caratteri
}; il massimo è { $limit }.
    .fix = Accorciarlo.
name-invalid = { $found } contiene { $character ->
    [none] un simbolo
   *[other] { $character }
}, che non è ammesso nei nomi.
    .fix = { $meant }Usare lettere, spazi, apostrofi, trattini e punti.
last-name-missing = Manca il cognome.
    .fix = Inserirlo.
last-name-too-long = Il cognome ha { $count ->
    [none] troppi caratteri
    [one] { $count } carattere
   *[other] { $count } caratteri
}; il massimo è { $limit }.
    .fix = Accorciarlo.
last-name-invalid = { $found } contiene { $character ->
    [none] un simbolo
   *[other] { $character }
}, che non è ammesso nei nomi.
    .fix = { $meant }Usare lettere, spazi, apostrofi, trattini e punti.
email-missing = Manca l’indirizzo e-mail.
    .fix = Inserirlo: identifica la persona.
    .not-a-person = La riga contiene { $found } e sembra un piè di pagina o un separatore, non una persona.
    .not-a-person-fix = Eliminare la riga.
email-invalid = { $found } non è un indirizzo e-mail.
    .fix = { $meant }Scriverlo nella forma nome@dominio.
    .no-dot = { $found } non ha alcun punto dopo la @.
    .no-dot-fix = { $meant }Scrivere il dominio completo, per esempio nome@example.org.
    .several-addresses = { $found } contiene più di un indirizzo.
    .several-addresses-fix = Scrivere un indirizzo per riga e una riga per ogni persona.
    .non-ascii-local-part = { $found } contiene prima della @ { $character ->
    [none] una lettera speciale
   *[other] il carattere { $character }
}; a un indirizzo così non si possono inviare e-mail.
    .non-ascii-local-part-fix = { $meant }Usare un altro indirizzo della persona.
    .long-local-part = { $found } ha { $count ->
    [none] troppi caratteri
    [one] { $count } carattere
   *[other] { $count } caratteri
} prima della @; il massimo è { $limit }.
    .long-local-part-fix = Usare un altro indirizzo della persona.
email-duplicate = { $found } compare già { $other-row ->
    [none] in una riga precedente
   *[other] alla riga { $other-row }
}.
    .fix = Tenere una riga per persona, oppure correggere l’indirizzo se si tratta di due persone.
    .only-courses-differ = { $found } compare già { $other-row ->
    [none] in una riga precedente
   *[other] alla riga { $other-row }
}, con altri corsi.
    .only-courses-differ-fix = Mettere tutti i corsi di una persona in una sola riga, usando più colonne «module requested».
user-exists = { $found } ha già un account, e questa importazione aggiunge solo persone nuove.
    .fix = Rimuovere la riga, oppure correggere l’indirizzo se si tratta di un’altra persona.
self-disable = Questa riga disattiverebbe l’account che esegue l’importazione.
    .fix = Scrivere 1 nella cella, oppure chiedere a un altro amministratore di disattivarlo.
company-missing = Manca l’azienda.
    .fix = Inserirne il nome esattamente come appare nel portale.
company-unmatched = L’azienda { $found } non esiste.
    .fix = { $meant }Scrivere il nome esattamente come appare nel portale, oppure creare prima l’azienda.
cohort-unmatched = { $found } non è una coorte dell’azienda { $company ->
    [none] di questa riga
   *[other] { $company }
}.
    .fix = { $meant }Scrivere il nome esattamente come appare nel portale, oppure creare prima la coorte.
    .no-value-fix = Se non c’è nessuna coorte, lasciare vuota la cella.
language-missing = Manca la lingua.
    .fix = Scrivere { $form ->
    [letters] due lettere minuscole, per esempio it o fr
   *[tag] un codice, per esempio it-IT o fr
}.
language-invalid = { $found } non è un codice di lingua.
    .fix = { $meant }Scrivere { $form ->
    [letters] due lettere minuscole, per esempio it o fr
   *[tag] un codice, per esempio it-IT o fr
}.
    .country-code = { $found } non è un codice di lingua; potrebbe essere il codice di un paese.
    .wrong-case = { $found } non è in minuscolo.
    .wrong-case-fix = { $suggestions ->
    [none] Usare lettere minuscole.
   *[other] Scrivere { $suggestions }.
}
country-invalid = { $found } non è un codice di paese.
    .fix = { $meant }Scrivere il paese con due lettere maiuscole, per esempio IT o CH.
    .wrong-case = { $found } non è in maiuscolo.
    .wrong-case-fix = { $suggestions ->
    [none] Usare lettere maiuscole.
   *[other] Scrivere { $suggestions }.
}
    .no-value-fix = Se il paese non è noto, lasciare vuota la cella.
identifier-invalid = { $found } contiene { $character ->
    [none] un carattere che non è né lettera né cifra
   *[other] il carattere { $character }
}.
    .fix = { $meant }Usare solo lettere e cifre, oppure lasciare vuota la cella.
    .no-value-fix = Se non c’è un identificativo, lasciare vuota la cella.
identifier-duplicate = { $found } compare già { $other-row ->
    [none] in una riga precedente
   *[other] alla riga { $other-row }
}.
    .fix = Dare a ogni persona un proprio identificativo, oppure lasciare vuota la cella.
    .no-value-fix = Se non c’è un identificativo, lasciare vuota la cella.
identifier-taken = { $holder ->
    [none] Un altro utente ha già l’identificativo { $found }.
   *[other] L’utente { $holder } ha già l’identificativo { $found }.
}
    .fix = Verificare a chi appartiene. I rapporti lo mostrano come nome utente.
spreadsheet-damage = Il foglio di calcolo ha trasformato un numero lungo in { $found }; alcune cifre sono andate perse.
    .fix = Impostare la colonna come testo, scrivere di nuovo il numero e salvare.
    .spreadsheet-error = { $found } è un valore di errore che il foglio di calcolo ha messo al posto del testo.
    .spreadsheet-error-fix = Correggere la formula nel foglio di calcolo, oppure scrivere il valore.
    .date-cell = { $found } è una data; questa colonna deve contenere testo.
    .date-cell-fix = Impostare la cella come testo e scrivere ciò che deve contenere.
    .formatted-number = Il foglio potrebbe mostrare il valore { $found } in un’altra forma.
    .formatted-number-fix = Impostare la cella come testo e scrivere ciò che deve contenere.
    .formula-without-result = La cartella di lavoro non contiene il risultato della formula in questa cella.
    .formula-without-result-fix = Aprire il file in un foglio di calcolo, salvarlo e importarlo di nuovo.
    .merged-cell = Questa cella fa parte di una cella unita, il cui testo si trova in un’altra riga o colonna.
    .merged-cell-fix = Dividere le celle e scrivere il valore in ogni riga a cui appartiene.
courses-too-many = Con questa riga la persona avrebbe { $count ->
    [one] { $count } corso
   *[other] { $count } corsi
}; il massimo è { $limit }.
    .fix = Rimuovere dei corsi dalla riga.
    .in-bytes = Con questa riga il record della persona sarebbe troppo grande per essere salvato.
changed-since-preview = Qualcosa da cui dipende la riga è stato modificato dopo l’anteprima, quindi la riga non è stata importata.
    .fix = Importarla di nuovo per vedere che cosa farebbe ora.
    .user-changed = Questa persona è stata creata, modificata o rimossa dopo l’anteprima, quindi la riga non è stata importata.
    .catalog-changed = L’azienda, la sua coorte o uno dei suoi corsi è stato modificato o rimosso dopo l’anteprima, quindi la riga non è stata importata.
    .catalog-changed-fix = Verificarli e importare di nuovo la riga.
    .catalog-removed = L’azienda, la sua coorte o uno dei suoi corsi è stato rimosso prima che si riprovasse l’importazione, quindi la riga non è stata importata.
    .catalog-removed-fix = Verificarli e importare di nuovo la riga.

## Avvisi.

file-encoding-assumed = Il file non indica la propria codifica ed è stato letto con la codifica { $encoding ->
    [none] più probabile
   *[other] { $encoding }
}{ $samples }.
    .fix = Se alcune lettere sono sbagliate, salvarlo come «CSV UTF-8» e importare quel file, oppure indicare la codifica: nelle opzioni dell’importazione o con --encoding dalla riga di comando.
file-delimiter-assumed = Il separatore rilevato è { $delimiter ->
    [comma] la virgola
    [semicolon] il punto e virgola
    [tab] la tabulazione
    [bar] la barra verticale
    [none] quello più probabile
   *[other] { $delimiter }
}.
    .fix = Se le colonne sono sbagliate, salvare il file come «CSV UTF-8» con le virgole.
file-mojibake = { $found } sembra contenere caratteri errati al posto delle lettere accentate{ $in-rows }.
    .fix = { $meant }Se è così, salvare di nuovo l’originale come «CSV UTF-8» e importare quel file{ $encoding ->
    [none] {""}
   *[other] , oppure indicare la codifica { $encoding } per ripristinare le lettere
}; altrimenti vengono importate senza modifiche.
    .refused = { $found } sembra contenere caratteri errati al posto delle lettere accentate{ $in-rows }. Non è stato importato nulla.
    .refused-fix = { $meant }Salvare di nuovo l’originale come «CSV UTF-8» e importare quel file. Oppure indicare nelle opzioni dell’importazione la codifica { $encoding ->
    [none] del file
   *[other] { $encoding } per ripristinare le lettere, o utf-8
} se il testo è corretto.
    .workbook-fix = { $meant }Se è così, correggere il testo nel foglio e importare di nuovo la cartella di lavoro; altrimenti viene importato senza modifiche.
    .refused-workbook = { $found } sembra contenere caratteri errati al posto delle lettere accentate{ $in-rows }. Non è stato importato nulla.
    .refused-workbook-fix = { $meant }Correggere il testo nel foglio e importare di nuovo la cartella di lavoro. Oppure indicare nelle opzioni dell’importazione la codifica utf-8 se il testo è corretto.
workbook-hidden-rows = Alcune righe o colonne del foglio sono nascoste. Vengono importate anche queste.
    .fix = Controllarle nell’anteprima, oppure mostrarle nel foglio di calcolo.
    .refused = Alcune righe o colonne del foglio sono nascoste. Non è stato importato nulla.
    .refused-fix = Mostrarle o eliminarle e importare di nuovo il file, oppure importarlo con conferma e controllare l’anteprima.
workbook-sheets-ignored = Viene importato un solo foglio. Anche questi altri contengono indirizzi e-mail: { $labels }.
    .fix = Se contengono persone da importare, mettere i nomi delle colonne del modello sopra le loro righe e importare ogni foglio come file separato.
    .refused = Viene importato un solo foglio. Anche questi altri contengono indirizzi e-mail: { $labels }. Non è stato importato nulla, perché le persone che contengono risulterebbero assenti e verrebbero disattivate.
    .refused-fix = Riunire tutte le persone in un foglio, oppure nascondere o eliminare gli altri, e importare di nuovo il file.
column-ignored = La colonna { $column } non fa parte di questo formato e non viene importata.
    .fix = { $meant ->
    [none] Se è corretto, non c’è nulla da fare.
   *[other] { $meant }Se è così, scrivere il nome esattamente in questo modo.
}
    .no-name = Una colonna non fa parte di questo formato e non viene importata.
    .no-label = La colonna { $column } contiene dati{ $found ->
    [none] {""}
   *[other] , per esempio { $found },
} e non ha un nome nell’intestazione, quindi non viene importata.
    .no-label-fix = Darle un nome del modello, oppure svuotarla.
row-duplicate-identical = La riga è uguale { $other-row ->
    [none] a una riga precedente
   *[other] alla riga { $other-row }
} ed è stata contata una volta sola.
    .fix = Non c’è nulla da fare, a meno che una delle due non fosse per un’altra persona.
course-repeated = { $found } compare più di una volta in questa riga e viene assegnato una volta sola.
    .fix = Non c’è nulla da fare, a meno che non si intendesse un altro corso.
language-canonicalised = { $found } è stato letto come { $usual ->
    [none] la sua forma abituale
   *[other] { $usual }
}.
    .fix = Non c’è nulla da fare, a meno che non si intendesse un’altra lingua.
email-suspicious = { $found } sembra contenere un errore di battitura.
    .fix = { $meant }Verificare l’indirizzo: viene importato così com’è.
quote-lenient = { $found ->
    [none] Una cella della riga
   *[other] { $found }
} contiene una virgoletta in una posizione insolita; il testo è stato letto nel miglior modo possibile.
    .fix = Verificarlo; una virgoletta che fa parte del testo si scrive due volte.
row-ragged = Alcune righe hanno un numero di celle diverso dall’intestazione{ $in-rows }; le celle mancanti sono state lette come vuote.
    .fix = Verificare che nessuna cella sia finita in un’altra colonna{ $samples }.
feed-other = Gli utenti di un altro feed sono rimasti invariati{ $in-rows }.
    .fix = Rimuoverli da uno dei due elenchi.
enabled-kept = Gli utenti che nessun feed ha disattivato restano disattivati, anche se il file li attiva{ $in-rows }.
    .fix = Per attivarli, importare un file al di fuori del feed.
feed-corrections-file = Questo è un file delle correzioni, che può contenere solo una parte delle persone. Per questo nessuno è stato considerato assente dal file.
    .fix = Per disattivare le persone assenti, importare l’elenco completo.
header-repeated = L’intestazione compare di nuovo più in basso{ $in-rows } e lì è stata esclusa.
    .fix = Non c’è nulla da fare se sono stati uniti più elenchi.
    .refused = Questi nomi di colonna sono diversi da quelli della riga { $other-row }: il file sembra contenere più elenchi con colonne diverse.
    .refused-fix = Importare ogni elenco come file a sé, oppure dare a tutti le stesse colonne nello stesso ordine.
correction-mismatch = { $found } non corrisponde alla correzione di questa cella, fatta per { $values ->
    [none] una cella vuota
   *[other] { $values }
}.
    .fix = Correggere di nuovo la riga oppure escluderla.
correction-unused = Nulla nel file corrisponde { $found ->
    [none] a questa correzione
   *[other] alla correzione di { $found }
}, quindi non è stata usata.
    .fix = Può essere rimossa.
    .several-columns = Più colonne del file hanno { $found ->
    [none] il nome da correggere
   *[other] il nome { $found }
}, quindi questa correzione non è stata usata.
    .several-columns-fix = Aggiungere alla correzione il numero della colonna giusta, come «at».
alias-used = { $found } è un alias ed è stato letto come { $usual ->
    [none] un altro nome
   *[other] { $usual }
}{ $in-rows }.
    .fix = Non c’è nulla da fare, a meno che non si intendesse altro.
spreadsheet-formula-text = Alcune celle sono state esportate come formule{ $found ->
    [none] {""}
   *[other] , per esempio { $found }
}{ $in-rows }. Sono state lette come il testo che mostra un foglio di calcolo.
    .fix = Non c’è nulla da fare, a meno che un testo non sembri errato.
cell-suspicious = { $found } contiene in una stessa parola lettere di alfabeti diversi.
    .fix = { $meant }Verificare la cella: viene importata così com’è.
    .course-title = { $found } è il titolo di un corso, e la riga ha meno celle dell’intestazione: probabilmente le celle si sono spostate.
    .quoted = { $found } ha apostrofi al posto delle virgolette intorno al testo.
    .lost-letter = { $found } contiene un punto interrogativo dove sembra mancare una lettera.
    .guarded = { $found } inizia con un apostrofo che i programmi mettono davanti a un testo che sembra una formula.
    .invisible = { $found } contiene caratteri invisibili.
    .html-entities = { $found } contiene codici HTML al posto di caratteri.
    .spreadsheet-error = { $found } è un valore di errore che il foglio di calcolo ha messo al posto del testo.
    .formula = { $found } è una formula, non il testo mostrato dal foglio di calcolo.
    .no-value = { $found } è ciò che i database e i programmi scrivono quando manca un valore.
    .no-value-fix = { $presence ->
    [required] Inserire il valore; altrimenti la cella viene importata così com’è.
   *[optional] Se non c’è un valore, lasciare vuota la cella; altrimenti viene importata così com’è.
}
language-suspicious = { $found } è un codice di lingua, ma sembra indicare { $country ->
    [none] un paese
   *[other] il paese { $country }
}{ $in-rows }.
    .fix = { $meant }Verificare la lingua: viene importata così com’è.
