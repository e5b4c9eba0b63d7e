//! Sentences of the codes that have several cases.

use super::WORDS;
use crate::problem::{
    Hint, Problem,
    message::words::{has_no_dot_in_domain, has_no_label, near_columns},
};

pub(super) fn not_csv(problem: &Problem) -> String {
    let finding = match (problem.hint, problem.found.as_str()) {
        (Some(Hint::WrongSuffix), "") => "Il nome del file non termina con .csv.".to_owned(),
        (Some(Hint::WrongSuffix), name) => {
            format!("Il nome del file, {}, non termina con .csv.", WORDS.quoted(name))
        }
        (_, "") => "Il file contiene qualcosa di diverso da CSV.".to_owned(),
        (_, what) => format!("Il file è {}, non un file CSV.", WORDS.kind_of_file(what)),
    };
    format!("{finding} Aprire l’elenco in un foglio di calcolo, salvarlo come «CSV UTF-8» e importare quel file.")
}

pub(super) fn bad_encoding(problem: &Problem) -> String {
    if !problem.suggestions.is_empty() {
        return format!(
            "Le lettere del file non sono UTF-8 e non è certo in quale codifica siano. Codifiche possibili: {}. Salvare di nuovo il file come «CSV UTF-8» e importarlo, oppure indicare la codifica: nell’opzione encoding dell’importazione, con --encoding dalla riga di comando o nel metadato encoding dell’oggetto.",
            WORDS.candidates(problem),
        );
    }
    let finding = match (problem.count, problem.found.as_str()) {
        (Some(byte), found) => format!(
            "Il byte {} del file{}{} non è {}.",
            WORDS.number(byte),
            if found.is_empty() { String::new() } else { format!(" ({found})") },
            WORDS.row_and_line(problem).map_or_else(String::new, |row| format!(", alla {row},")),
            match problem.expected.first() {
                Some(encoding) => format!("testo nella codifica {encoding}"),
                None => "UTF-8 valido, mentre altre lettere del file lo sono".to_owned(),
            },
        ),
        (None, "") => "Le lettere del file non sono leggibili.".to_owned(),
        (None, "mostly control characters") => {
            "Il file contiene soprattutto caratteri di controllo e non può essere letto come testo.".to_owned()
        }
        (None, what) => format!("Il file è in {what} e non può essere letto come testo."),
    };
    format!("{finding} Salvare di nuovo il file come «CSV UTF-8» e importarlo.")
}

pub(super) fn no_header(problem: &Problem) -> String {
    let finding = if problem.found.is_empty() {
        "La prima riga non contiene nessuno dei nomi di colonna.".to_owned()
    } else {
        format!("La prima riga contiene {} e nessuno dei nomi di colonna.", WORDS.quoted(&problem.found))
    };
    let labels = match problem.expected.as_slice() {
        [] => String::new(),
        labels => format!(" I nomi di colonna sono {}.", WORDS.all_of(labels)),
    };
    match (problem.hint, problem.count) {
        (Some(Hint::HeaderFurtherDown), Some(line)) => format!(
            "{finding} L’intestazione sembra trovarsi alla {} {}. Eliminare le righe precedenti e importare di nuovo il file.{labels}",
            WORDS.line,
            WORDS.number(line)
        ),
        _ => format!("{finding} Mettere l’intestazione del modello sopra le righe.{labels}"),
    }
}

pub(super) fn bad_option(problem: &Problem) -> String {
    let option =
        if problem.found.is_empty() { "di questa importazione".to_owned() } else { WORDS.quoted(&problem.found) };
    match (problem.hint, problem.expected.as_slice()) {
        (Some(Hint::NotInLayout), _) => {
            format!(
                "L’opzione {option} non è compatibile con questo formato. Toglierla, oppure scegliere l’altro formato."
            )
        }
        (_, []) => format!("L’opzione {option} non è nota. Toglierla, oppure correggerne il nome."),
        (_, values) => {
            format!("L’opzione {option} ha un valore che non accetta. Scrivere {}.", WORDS.any_of(values))
        }
    }
}

pub(super) fn bad_address(problem: &Problem) -> String {
    let found = WORDS.finding(problem);
    let meant = WORDS.did_you_mean(problem);
    match problem.hint {
        Some(Hint::SeveralAddresses) => format!(
            "{found} contiene più di un indirizzo.{meant} Scrivere un indirizzo per riga e una riga per ogni persona."
        ),
        Some(Hint::NonAsciiLocalPart) => format!(
            "{found} ha prima della @ una lettera diversa da quelle dalla a alla z, e a un indirizzo così non si possono inviare e-mail.{meant} Usare un altro indirizzo della persona."
        ),
        _ if has_no_dot_in_domain(&problem.found) => format!(
            "{found} non ha alcun punto dopo la @.{meant} Scrivere il dominio completo, per esempio nome@example.org."
        ),
        _ => format!("{found} non è un indirizzo e-mail.{meant} Scriverlo nella forma nome@dominio."),
    }
}

pub(super) fn missing_column(problem: &Problem) -> String {
    let label = problem.column.as_deref().map_or_else(|| WORDS.in_question.to_owned(), |label| WORDS.quoted(label));
    let remedy = match near_columns(problem).as_slice() {
        [] => format!("Aggiungere una colonna con esattamente questo nome: {label}."),
        [near] => format!("Se è la colonna {}, cambiare quel nome in {label}.", WORDS.quoted(near)),
        near => format!("Se è una delle colonne {}, cambiare quel nome in {label}.", WORDS.any_of(near)),
    };
    format!("La colonna {label} è obbligatoria e manca nel file. {remedy}")
}

pub(super) fn unknown_column(problem: &Problem) -> String {
    let (label, meant) = (WORDS.label(problem), WORDS.did_you_mean(problem));
    let remedy = if meant.is_empty() {
        "Rimuovere la colonna, oppure darle un nome del modello."
    } else {
        "Scrivere il nome esattamente così, con le stesse maiuscole e gli stessi spazi."
    };
    format!("La colonna {label} non esiste in questo formato.{meant} {remedy}")
}

pub(super) fn ignored_column(problem: &Problem) -> String {
    if has_no_label(problem) {
        let letter = problem.column.as_deref().unwrap_or("a destra");
        let cells = if problem.found.is_empty() {
            "contiene dati".to_owned()
        } else {
            format!("contiene dati, per esempio {},", WORDS.quoted(&problem.found))
        };
        return format!(
            "La colonna {letter} {cells} e non ha un nome nell’intestazione, quindi non viene importata. Darle un nome del modello, oppure svuotarla."
        );
    }
    let (label, meant) = (WORDS.label(problem), WORDS.did_you_mean(problem));
    let remedy = if meant.is_empty() {
        "Se è ciò che si vuole, non c’è nulla da fare."
    } else {
        "Se è così, scrivere il nome esattamente in questo modo."
    };
    format!("La colonna {label} non fa parte di questo formato e non viene importata.{meant} {remedy}")
}

pub(super) fn repeated_address(problem: &Problem) -> String {
    let found = WORDS.finding(problem);
    let earlier = WORDS.other_row(problem, "alla ", "in una riga precedente");
    match problem.hint {
        Some(Hint::OnlyCoursesDiffer) => format!(
            "{found} compare già {earlier}, con altri corsi. Mettere tutti i corsi di una persona in una sola riga, in altre colonne «module requested»."
        ),
        _ => format!(
            "{found} compare già {earlier}. Tenere una riga per persona, oppure correggere l’indirizzo se si tratta di due persone."
        ),
    }
}

pub(super) fn changed(problem: &Problem) -> &'static str {
    match problem.hint {
        Some(Hint::UserChanged) => {
            "Questa persona è stata modificata o rimossa dopo l’anteprima, quindi la riga non è stata applicata. Importarla di nuovo per vedere che cosa farebbe ora."
        }
        Some(Hint::CatalogChanged) => {
            "L’azienda, la sua coorte o uno dei suoi corsi è stato modificato o rimosso dopo l’anteprima, quindi la riga non è stata applicata. Verificarli e importare di nuovo la riga."
        }
        _ => {
            "Qualcosa da cui dipende la riga è stato modificato dopo l’anteprima, quindi la riga non è stata applicata. Importarla di nuovo per vedere che cosa farebbe ora."
        }
    }
}

pub(super) fn too_long(problem: &Problem, subject: &str) -> String {
    format!(
        "{subject} ha {}; il massimo è {}. Accorciare il testo.",
        WORDS.counted(problem, &WORDS.characters),
        WORDS.number_of(problem.limit)
    )
}
