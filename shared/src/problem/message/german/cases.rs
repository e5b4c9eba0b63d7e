//! Sentences of the codes that have several cases.

use super::WORDS;
use crate::problem::{
    Hint, Problem,
    message::words::{has_no_dot_in_domain, has_no_label, near_columns},
};

pub(super) fn not_csv(problem: &Problem) -> String {
    let finding = match (problem.hint, problem.found.as_str()) {
        (Some(Hint::WrongSuffix), "") => "Der Name der Datei endet nicht auf .csv.".to_owned(),
        (Some(Hint::WrongSuffix), name) => {
            format!("Der Name der Datei, {}, endet nicht auf .csv.", WORDS.quoted(name))
        }
        (_, "") => "Die Datei enthält etwas anderes als CSV.".to_owned(),
        (_, what) => format!("Die Datei ist {}, keine CSV-Datei.", WORDS.kind_of_file(what)),
    };
    format!(
        "{finding} Öffnen Sie die Liste in einer Tabellenkalkulation, speichern Sie sie als „CSV UTF-8“ und importieren Sie diese Datei."
    )
}

pub(super) fn bad_encoding(problem: &Problem) -> String {
    if !problem.suggestions.is_empty() {
        return format!(
            "Die Buchstaben der Datei sind kein UTF-8, und ihre Kodierung ist nicht sicher. Möglich sind: {}. Speichern Sie die Datei noch einmal als „CSV UTF-8“ und importieren Sie diese, oder nennen Sie die Kodierung: in der Option encoding des Imports, mit --encoding auf der Kommandozeile oder in der Objekt-Metadatenangabe encoding.",
            WORDS.candidates(problem),
        );
    }
    let finding = match (problem.count, problem.found.as_str()) {
        (Some(byte), found) => format!(
            "Byte {} der Datei{}{} ist {}.",
            WORDS.number(byte),
            if found.is_empty() { String::new() } else { format!(" ({found})") },
            WORDS.row_and_line(problem).map_or_else(String::new, |row| format!(", in {row},")),
            match problem.expected.first() {
                Some(encoding) => format!("kein Text in der Kodierung {encoding}"),
                None => "kein gültiges UTF-8, andere Buchstaben der Datei aber schon".to_owned(),
            },
        ),
        (None, "") => "Die Buchstaben der Datei sind nicht lesbar.".to_owned(),
        (None, what @ "mostly control characters") => {
            format!("Die Datei besteht {} und ist nicht als Text lesbar.", WORDS.kind_of_file(what))
        }
        (None, what) => format!("Die Datei ist {what} und nicht als Text lesbar."),
    };
    format!("{finding} Speichern Sie die Datei noch einmal als „CSV UTF-8“ und importieren Sie diese.")
}

pub(super) fn no_header(problem: &Problem) -> String {
    let finding = if problem.found.is_empty() {
        "Die erste Zeile enthält keine der Spaltenüberschriften.".to_owned()
    } else {
        format!("Die erste Zeile enthält {} und keine der Spaltenüberschriften.", WORDS.quoted(&problem.found))
    };
    let labels = match problem.expected.as_slice() {
        [] => String::new(),
        labels => format!(" Die Spaltenüberschriften sind {}.", WORDS.all_of(labels)),
    };
    match (problem.hint, problem.count) {
        (Some(Hint::HeaderFurtherDown), Some(line)) => format!(
            "{finding} Die Kopfzeile steht anscheinend in {} {}. Löschen Sie die Zeilen darüber und importieren Sie die Datei erneut.{labels}",
            WORDS.line,
            WORDS.number(line)
        ),
        _ => format!("{finding} Setzen Sie die Kopfzeile der Vorlage über die Zeilen.{labels}"),
    }
}

pub(super) fn bad_option(problem: &Problem) -> String {
    let option = if problem.found.is_empty() { "dieses Imports".to_owned() } else { WORDS.quoted(&problem.found) };
    match (problem.hint, problem.expected.as_slice()) {
        (Some(Hint::NotInLayout), _) => format!(
            "Die Option {option} passt nicht zu diesem Format. Lassen Sie sie weg oder wählen Sie das andere Format."
        ),
        (_, []) => {
            format!("Die Option {option} ist nicht bekannt. Lassen Sie sie weg oder korrigieren Sie ihren Namen.")
        }
        (_, values) => format!(
            "Die Option {option} hat einen Wert, den sie nicht annimmt. Schreiben Sie {}.",
            WORDS.any_of(values)
        ),
    }
}

pub(super) fn bad_address(problem: &Problem) -> String {
    let found = WORDS.finding(problem);
    let meant = WORDS.did_you_mean(problem);
    match problem.hint {
        Some(Hint::SeveralAddresses) => format!(
            "{found} ist mehr als eine Adresse.{meant} Schreiben Sie eine Adresse pro Zeile und eine Zeile für jede Person."
        ),
        Some(Hint::NonAsciiLocalPart) => format!(
            "{found} hat vor dem @ einen anderen Buchstaben als a bis z; an eine solche Adresse lässt sich keine E-Mail senden.{meant} Verwenden Sie eine andere Adresse der Person."
        ),
        _ if has_no_dot_in_domain(&problem.found) => format!(
            "{found} hat keinen Punkt nach dem @.{meant} Schreiben Sie die ganze Domain, zum Beispiel name@example.org."
        ),
        _ => format!("{found} ist keine E-Mail-Adresse.{meant} Schreiben Sie sie in der Form name@domain."),
    }
}

pub(super) fn missing_column(problem: &Problem) -> String {
    let label = problem.column.as_deref().map_or_else(|| WORDS.in_question.to_owned(), |label| WORDS.quoted(label));
    let remedy = match near_columns(problem).as_slice() {
        [] => format!("Fügen Sie eine Spalte mit genau dieser Überschrift ein: {label}."),
        [near] => format!("Falls es die Spalte {} ist, ändern Sie diese Überschrift in {label}.", WORDS.quoted(near)),
        near => {
            format!("Falls es eine der Spalten {} ist, ändern Sie diese Überschrift in {label}.", WORDS.any_of(near))
        }
    };
    format!("Die Spalte {label} ist erforderlich und fehlt in der Datei. {remedy}")
}

pub(super) fn unknown_column(problem: &Problem) -> String {
    let (label, meant) = (WORDS.label(problem), WORDS.did_you_mean(problem));
    let remedy = if meant.is_empty() {
        "Entfernen Sie die Spalte oder geben Sie ihr eine Überschrift der Vorlage."
    } else {
        "Schreiben Sie die Überschrift genau so, mit denselben Großbuchstaben und Leerzeichen."
    };
    format!("Eine Spalte {label} gibt es in diesem Format nicht.{meant} {remedy}")
}

pub(super) fn ignored_column(problem: &Problem) -> String {
    if has_no_label(problem) {
        let letter = problem.column.as_deref().unwrap_or("am rechten Rand");
        let cells = if problem.found.is_empty() {
            "enthält Daten".to_owned()
        } else {
            format!("enthält Daten, zum Beispiel {},", WORDS.quoted(&problem.found))
        };
        return format!(
            "Die Spalte {letter} {cells} und hat keine Überschrift; deshalb wird sie nicht importiert. Geben Sie ihr eine Überschrift der Vorlage oder leeren Sie sie."
        );
    }
    let (label, meant) = (WORDS.label(problem), WORDS.did_you_mean(problem));
    let remedy = if meant.is_empty() {
        "Wenn das so gewollt ist, ist nichts zu tun."
    } else {
        "Falls ja, schreiben Sie die Überschrift genau so."
    };
    format!("Die Spalte {label} gehört nicht zu diesem Format und wird nicht importiert.{meant} {remedy}")
}

pub(super) fn repeated_address(problem: &Problem) -> String {
    let found = WORDS.finding(problem);
    let earlier = WORDS.other_row(problem, "", "einer früheren Zeile");
    match problem.hint {
        Some(Hint::OnlyCoursesDiffer) => format!(
            "{found} steht schon in {earlier}, mit anderen Kursen. Schreiben Sie alle Kurse einer Person in eine Zeile, in weitere Spalten „module requested“."
        ),
        _ => format!(
            "{found} steht schon in {earlier}. Behalten Sie eine Zeile pro Person, oder korrigieren Sie die Adresse, falls es zwei Personen sind."
        ),
    }
}

pub(super) fn changed(problem: &Problem) -> &'static str {
    match problem.hint {
        Some(Hint::UserChanged) => {
            "Diese Person wurde nach der Vorschau geändert oder entfernt; die Zeile wurde deshalb nicht übernommen. Importieren Sie sie erneut, um zu sehen, was sie jetzt bewirken würde."
        }
        Some(Hint::CatalogChanged) => {
            "Das Unternehmen, seine Kohorte oder einer seiner Kurse wurde nach der Vorschau geändert oder entfernt; die Zeile wurde deshalb nicht übernommen. Prüfen Sie diese Angaben und importieren Sie die Zeile erneut."
        }
        _ => {
            "Etwas, worauf sich die Zeile stützt, wurde nach der Vorschau geändert; die Zeile wurde deshalb nicht übernommen. Importieren Sie sie erneut, um zu sehen, was sie jetzt bewirken würde."
        }
    }
}

pub(super) fn too_long(problem: &Problem, subject: &str) -> String {
    format!(
        "{subject} hat {}; möglich sind höchstens {}. Kürzen Sie den Text.",
        WORDS.counted(problem, &WORDS.characters),
        WORDS.number_of(problem.limit)
    )
}
