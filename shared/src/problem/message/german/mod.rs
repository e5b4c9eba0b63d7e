//! German. Readers are addressed with "Sie".

mod cases;

use cases::{
    bad_address, bad_encoding, bad_option, changed, ignored_column, missing_column, no_header, not_csv,
    repeated_address, too_long, unknown_column,
};

use super::words::{Noun, Words};
use crate::problem::{Code, Hint, Problem};

/// The words of the sentences.
pub(super) static WORDS: Words = Words {
    quotes: ["„", "“"],
    thousands: '.',
    ungrouped_max: 999,
    decimal_mark: ',',
    units: ["KB", "MB"],
    and: "und",
    or: "oder",
    row: "Zeile",
    line: "Dateizeile",
    column: "Spalte",
    the_file: "die Datei",
    did_you_mean: ["Meinten Sie ", "?"],
    the_cell: "Die Zelle",
    in_question: "ohne Namen",
    of_company: "des Unternehmens ",
    of_rows_company: "des Unternehmens dieser Zeile",
    rows: Noun { one: "Zeile", many: "Zeilen", too_many: "zu viele Zeilen" },
    columns: Noun { one: "Spalte", many: "Spalten", too_many: "zu viele Spalten" },
    cells: Noun { one: "Zelle", many: "Zellen", too_many: "zu viele Zellen" },
    characters: Noun { one: "Zeichen", many: "Zeichen", too_many: "zu viele Zeichen" },
    bytes: Noun { one: "Byte", many: "Bytes", too_many: "zu viele Bytes" },
    files: Noun { one: "Datei", many: "Dateien", too_many: "zu viele Dateien" },
    several_files: "mehrere Dateien",
    colon: ": ",
    the_first_ones: ", die ersten davon ",
    at_least: "mindestens ",
    certain_number: "eine bestimmte Anzahl",
    certain_number_of: "eine bestimmte Anzahl",
    the_character: "das Zeichen ",
    times: ["mehrmals", "zweimal", "-mal"],
    language_forms: ["zwei Kleinbuchstaben, zum Beispiel de oder fr", "Code, zum Beispiel de-DE oder fr"],
    delimiters: ["das Komma", "das Semikolon", "der Tabulator", "der senkrechte Strich", "das wahrscheinlichste"],
    kinds_of_file: &[
        ("JSON", "JSON"),
        ("a vCard", "eine vCard"),
        ("a Markdown table", "eine Markdown-Tabelle"),
        ("a list with columns separated by ~", "eine Liste mit durch ~ getrennten Spalten"),
        ("a list with columns separated by ^", "eine Liste mit durch ^ getrennten Spalten"),
        ("a list with columns of fixed width", "eine Liste mit Spalten fester Breite"),
        ("a workbook (.xlsx, .ods) or a zip archive", "eine Arbeitsmappe (.xlsx, .ods) oder ein ZIP-Archiv"),
        ("an empty zip archive", "ein leeres ZIP-Archiv"),
        ("an old workbook (.xls)", "eine alte Arbeitsmappe (.xls)"),
        ("a PDF", "ein PDF"),
        ("a text document (.rtf)", "ein Textdokument (.rtf)"),
        ("a gzip archive", "ein gzip-Archiv"),
        ("a 7z archive", "ein 7z-Archiv"),
        ("a rar archive", "ein RAR-Archiv"),
        ("a picture", "ein Bild"),
        ("a web page (HTML or XML)", "eine Webseite (HTML oder XML)"),
        ("mostly control characters", "größtenteils aus Steuerzeichen"),
    ],
};

/// What a fix file says of its encoding.
pub(super) fn fix_in_utf8(encoding: &str) -> String {
    format!(
        "Diese Datei ist in UTF-8 geschrieben, da einige Zeichen dieser Meldungen in {encoding} nicht darstellbar sind."
    )
}

/// What is wrong and what to do.
#[allow(clippy::too_many_lines, reason = "one arm per code, so that a new code does not compile without its words")]
pub(super) fn sentence(problem: &Problem) -> String {
    let found = WORDS.finding(problem);
    let meant = WORDS.did_you_mean(problem);
    let hint = problem.hint;
    match problem.code {
        Code::FileEmpty => {
            "Die Datei ist leer. Füllen Sie die Vorlage aus, eine Zeile pro Person, und importieren Sie sie erneut."
                .to_owned()
        }
        Code::FileTooLarge => format!(
            "Die Datei hat {}; ein Import nimmt höchstens {} an. Teilen Sie sie in kleinere Dateien auf, jede mit der Kopfzeile, und importieren Sie diese nacheinander.",
            WORDS.bytes_found(problem),
            WORDS.bytes_limit(problem),
        ),
        Code::FileNotCsv => not_csv(problem),
        Code::FileEncoding => bad_encoding(problem),
        Code::FileNoRows => {
            "Die Datei hat eine Kopfzeile, aber keine Zeile darunter. Fügen Sie eine Zeile pro Person ein und importieren Sie sie erneut."
                .to_owned()
        }
        Code::FileTooManyRows => format!(
            "Die Datei hat {}; in diesem Format nimmt ein Import höchstens {} an. Teilen Sie sie in {} auf, jede mit der Kopfzeile, und importieren Sie diese nacheinander.",
            WORDS.counted(problem, &WORDS.rows),
            WORDS.limit_of(problem, &WORDS.rows),
            WORDS.files_needed(problem),
        ),
        Code::FileQuoteUnclosed => format!(
            "{} beginnt eine Zelle in Anführungszeichen{}, die nirgends endet; alles danach wurde als eine einzige Zelle gelesen. Ergänzen Sie das schließende Anführungszeichen oder verdoppeln Sie jedes Anführungszeichen, das zum Text gehört.",
            problem
                .line
                .map_or_else(|| "Hier".to_owned(), |line| format!("In {} {}", WORDS.line, WORDS.number(line))),
            if problem.found.is_empty() {
                String::new()
            } else {
                format!(" mit {}", WORDS.quoted(problem.found.trim_start_matches('"')))
            },
        ),
        Code::FileChanged => {
            "Die Datei wurde ersetzt oder entfernt, bevor sie vollständig gelesen war. Laden Sie sie noch einmal hoch und ändern Sie sie nicht, bis der Import beendet ist."
                .to_owned()
        }
        Code::HeaderMissing => no_header(problem),
        Code::HeaderTooManyColumns => match problem.column.as_deref() {
            Some(family) => format!(
                "Die Kopfzeile hat {} {}; möglich sind höchstens {}. Entfernen Sie die, die in keiner Zeile ausgefüllt sind, oder verteilen Sie die Kurse auf mehrere Importe.",
                WORDS.counted(problem, &WORDS.columns),
                WORDS.quoted(family),
                WORDS.number_of(problem.limit),
            ),
            None => format!(
                "Die Kopfzeile hat {}; möglich sind höchstens {}. Entfernen Sie die Spalten, die nicht in der Vorlage stehen.",
                WORDS.counted(problem, &WORDS.columns),
                WORDS.number_of(problem.limit),
            ),
        },
        Code::HeaderColumnMissing => missing_column(problem),
        Code::HeaderColumnUnknown => unknown_column(problem),
        Code::HeaderColumnDuplicate => format!(
            "Die Spalte {} steht {} in der Kopfzeile. Behalten Sie eine davon und entfernen Sie die übrigen, damit klar ist, welche gilt.",
            WORDS.label(problem),
            WORDS.times(problem.count),
        ),
        Code::CourseUnmatched => format!(
            "{found} ist kein Kurs {}{}.{meant} Korrigieren Sie den Titel oder weisen Sie den Kurs zuerst dem Unternehmen zu.",
            WORDS.of_company(problem),
            WORDS.which_rows(problem),
        ),
        Code::CourseAmbiguous => format!(
            "{found} passt auf mehr als einen Kurs {}{}{}. Übernehmen Sie den Titel des gemeinten Kurses buchstabengetreu.",
            WORDS.of_company(problem),
            WORDS.which_rows(problem),
            if problem.suggestions.is_empty() {
                String::new()
            } else {
                format!(": {}", WORDS.any_of(&problem.suggestions))
            },
        ),
        Code::FileNotSplit => {
            "Jede Zeile der Datei ist eine einzige Zelle, weil Anführungszeichen die ganze Zeile umschließen. Teilen Sie Spalte A in der Tabellenkalkulation in Spalten auf, speichern Sie die Datei als „CSV UTF-8“ und importieren Sie diese.".to_owned()
        }
        Code::FileDelimiterMixed => format!(
            "Die Spalten der Kopfzeile sind durch {} getrennt, die der Zeilen durch {}. Speichern Sie die Liste noch einmal aus der Tabellenkalkulation als „CSV UTF-8“, sodass alle Zeilen dasselbe Trennzeichen haben, und importieren Sie diese Datei.",
            WORDS.delimiter(&problem.found),
            WORDS.delimiter(problem.expected.first().map_or("", String::as_str)),
        ),
        Code::LayoutMismatch => {
            let name = |name: Option<&String>| {
                name.filter(|name| !name.is_empty()).map_or_else(|| WORDS.in_question.to_owned(), String::clone)
            };
            let (found, expected) = (name(Some(&problem.found)), name(problem.expected.first()));
            format!(
                "Das sieht nach einer Datei für das Layout {found} aus, der Import erwartet aber das Layout {expected}. Wählen Sie für den Import das Layout {found}, oder verwenden Sie die Spaltenüberschriften der Vorlage."
            )
        }
        Code::HeaderColumnMissingLabel => format!(
            "Spalte {} hat Zellen{}, aber keine Überschrift, und rechts davon folgen Spalten mit Überschrift: Die Überschriften sind wahrscheinlich verschoben. Ergänzen Sie die fehlende Überschrift oder löschen Sie die Spalte, und importieren Sie die Datei noch einmal.",
            problem.column.as_deref().unwrap_or(WORDS.in_question),
            if problem.found.is_empty() { String::new() } else { format!(" wie {}", WORDS.quoted(&problem.found)) },
        ),
        Code::OptionInvalid => bad_option(problem),

        Code::RowTooManyCells if hint == Some(Hint::MisplacedQuote) => format!(
            "Ein Anführungszeichen steht an einer ungewöhnlichen Stelle{}, und die Zeile wurde mit {} gelesen, während die Kopfzeile {} hat. Korrigieren Sie die Anführungszeichen: Ein Anführungszeichen, das zum Text gehört, wird doppelt geschrieben, und eine Zelle mit dem Trennzeichen steht in Anführungszeichen.",
            if problem.found.is_empty() { String::new() } else { format!(" ({found})") },
            WORDS.counted(problem, &WORDS.cells),
            WORDS.limit_of(problem, &WORDS.columns),
        ),
        Code::RowTooManyCells => format!(
            "Die Zeile hat {}, die Kopfzeile aber nur {}{}. Möglicherweise enthält der Text einer Zelle das Trennzeichen und hat seine Anführungszeichen verloren: Setzen Sie diese Zelle in doppelte Anführungszeichen.",
            WORDS.counted(problem, &WORDS.cells),
            WORDS.limit_of(problem, &WORDS.columns),
            if problem.found.is_empty() { String::new() } else { format!("; die erste überzählige ist {found}") },
        ),
        Code::RowTooLong => format!(
            "Die Zeile ist {} lang; erlaubt sind höchstens {}. Vielleicht fehlt ein Zeilenumbruch oder ein schließendes Anführungszeichen: Prüfen Sie, wo die Zeile enden soll.",
            WORDS.bytes_found(problem),
            WORDS.bytes_limit(problem),
        ),
        Code::CellControlCharacter => format!(
            "{found} enthält {}, das kein Text ist. Löschen Sie die Zelle und geben Sie den Inhalt neu ein.",
            WORDS.refused_character(problem, "ein Steuerzeichen"),
        ),
        Code::CellLineBreak => {
            format!("{found} enthält einen Zeilenumbruch. Schreiben Sie den Inhalt der Zelle in eine einzige Zeile.")
        }
        Code::CellTooLong => match hint {
            Some(Hint::InBytes) => format!(
                "Die Zelle ist {} lang; erlaubt sind höchstens {}. Kürzen Sie sie oder suchen Sie nach einem fehlenden schließenden Anführungszeichen.",
                WORDS.bytes_found(problem),
                WORDS.bytes_limit(problem),
            ),
            _ => too_long(problem, "Die Zelle"),
        },
        Code::EnabledInvalid => format!(
            "{}{} Schreiben Sie 1, wenn die Person sich anmelden darf, oder 0, um das Konto deaktiviert anzulegen.",
            if problem.found.is_empty() {
                "Die Zelle ist leer.".to_owned()
            } else {
                format!("{found} ist weder 1 noch 0.")
            },
            if problem.suggestions.len() == 1 { &meant } else { "" },
        ),
        Code::NameMissing => "Der Vorname fehlt. Tragen Sie ihn ein.".to_owned(),
        Code::NameTooLong => too_long(problem, "Der Vorname"),
        Code::NameInvalid | Code::LastNameInvalid => format!(
            "{found} enthält {}, das hier in einem Namen nicht erlaubt ist.{meant} Schreiben Sie den Namen mit Buchstaben, Leerzeichen, Apostrophen, Bindestrichen und Punkten.",
            WORDS.refused_character(problem, "ein Sonderzeichen"),
        ),
        Code::LastNameMissing => "Der Nachname fehlt. Tragen Sie ihn ein.".to_owned(),
        Code::LastNameTooLong => too_long(problem, "Der Nachname"),
        Code::EmailMissing if hint == Some(Hint::NotAPerson) => format!(
            "Die Zeile lautet {} und sieht nach einer Fußzeile oder Trennlinie aus, nicht nach einer Person. Löschen Sie die Zeile.",
            WORDS.quoted(&problem.found),
        ),
        Code::EmailMissing => {
            "Die E-Mail-Adresse fehlt. Tragen Sie sie ein: An ihr wird die Person erkannt.".to_owned()
        }
        Code::EmailInvalid => bad_address(problem),
        Code::EmailDuplicate => repeated_address(problem),
        Code::UserExists => format!(
            "{found} gibt es bereits, und dieser Import legt nur neue Personen an. Entfernen Sie die Zeile oder korrigieren Sie die Adresse, falls jemand anderes gemeint ist."
        ),
        Code::SelfDisable => {
            "Diese Zeile würde das Konto deaktivieren, mit dem dieser Import ausgeführt wird. Schreiben Sie 1 in die Zelle oder bitten Sie eine andere Administratorin oder einen anderen Administrator darum."
                .to_owned()
        }
        Code::CompanyMissing => {
            "Das Unternehmen fehlt. Tragen Sie seinen Namen genau so ein, wie das Portal ihn anzeigt.".to_owned()
        }
        Code::CompanyUnmatched => format!(
            "Ein Unternehmen {found} gibt es nicht.{meant} Schreiben Sie den Namen genau so, wie das Portal ihn anzeigt, oder legen Sie das Unternehmen zuerst an."
        ),
        Code::CohortUnmatched => format!(
            "{found} ist keine Kohorte {}.{meant} Schreiben Sie den Namen genau so, wie das Portal ihn anzeigt, oder legen Sie die Kohorte zuerst an.",
            WORDS.of_company(problem),
        ),
        Code::LanguageMissing => {
            format!("Die Sprache fehlt. Schreiben Sie sie als {}.", WORDS.language_form(problem))
        }
        Code::LanguageInvalid => match hint {
            Some(Hint::WrongCase) => format!(
                "{found} ist nicht kleingeschrieben.{meant} Schreiben Sie die Sprache als {}.",
                WORDS.language_form(problem)
            ),
            _ => format!(
                "{found} ist kein Sprachcode.{meant} Schreiben Sie die Sprache als {}.",
                WORDS.language_form(problem)
            ),
        },
        Code::CountryInvalid => match hint {
            Some(Hint::WrongCase) => format!(
                "{found} ist nicht großgeschrieben.{meant} Schreiben Sie das Land als zwei Großbuchstaben, zum Beispiel DE oder FR."
            ),
            _ => format!(
                "{found} ist kein Ländercode.{meant} Schreiben Sie das Land als zwei Großbuchstaben, zum Beispiel DE oder FR."
            ),
        },
        Code::IdentifierInvalid => format!(
            "{found} enthält {}.{meant} Verwenden Sie nur Buchstaben und Ziffern oder lassen Sie die Zelle leer.",
            WORDS.refused_character(problem, "ein Zeichen, das weder Buchstabe noch Ziffer ist"),
        ),
        Code::IdentifierDuplicate => format!(
            "{found} steht schon in {}. Geben Sie jeder Person eine eigene Kennung oder lassen Sie die Zelle leer.",
            WORDS.other_row(problem, "", "einer früheren Zeile"),
        ),
        Code::SpreadsheetDamage => match hint {
            Some(Hint::SpreadsheetError) => format!(
                "{found} ist ein Fehlerwert, den die Tabellenkalkulation anstelle des Textes eingesetzt hat. Korrigieren Sie dort die Formel oder geben Sie den Wert selbst ein."
            ),
            _ => format!(
                "{found} hat die Tabellenkalkulation aus einer langen Zahl gemacht; dabei sind Ziffern verloren gegangen. Formatieren Sie die Spalte als Text, geben Sie die Zahl neu ein und speichern Sie."
            ),
        },
        Code::ChangedSincePreview => changed(problem).to_owned(),

        Code::FileEncodingAssumed => format!(
            "Die Datei sagt nicht, wie ihre Buchstaben kodiert sind, und wurde als {}{} gelesen. Wenn Umlaute oder Akzente falsch aussehen, speichern Sie sie als „CSV UTF-8“ und importieren Sie diese Datei, oder nennen Sie die Kodierung in den Optionen des Imports.",
            if problem.found.is_empty() { "die wahrscheinlichste Kodierung" } else { &problem.found },
            WORDS.samples(problem, 0),
        ),
        Code::FileDelimiterAssumed => format!(
            "Als Trennzeichen wurde {} angenommen, was durch Zählen ermittelt wurde. Wenn die Spalten falsch aussehen, speichern Sie die Datei als „CSV UTF-8“ mit Kommas.",
            WORDS.delimiter(&problem.found),
        ),
        Code::FileMojibake if hint == Some(Hint::Refused) => format!(
            "{} enthält anscheinend seltsame Zeichen statt Umlauten oder Akzenten{}.{} Es wurde nichts importiert. Speichern Sie das Original noch einmal als „CSV UTF-8“ und importieren Sie es, oder nennen Sie die Kodierung {}, um die Buchstaben zu reparieren, oder utf-8, wenn der Text so richtig ist.",
            found,
            WORDS.which_rows(problem),
            meant,
            problem.expected.first().map_or("utf-8-twice/windows-1252", String::as_str),
        ),
        Code::FileMojibake => format!(
            "{found} sieht nach Text aus, in dem fremde Zeichen anstelle von Umlauten oder Akzenten stehen{}.{meant} Falls ja, speichern Sie das Original noch einmal als „CSV UTF-8“; so, wie es dasteht, wird es unverändert importiert.",
            WORDS.which_rows(problem),
        ),
        Code::ColumnIgnored => ignored_column(problem),
        Code::RowDuplicateIdentical => format!(
            "Die Zeile sagt dasselbe wie {} und wurde nur einmal gezählt. Es ist nichts zu tun, außer eine von beiden war für jemand anderen gedacht.",
            WORDS.other_row(problem, "", "eine frühere Zeile"),
        ),
        Code::CourseRepeated => format!(
            "{found} steht mehrmals in dieser Zeile und wird einmal zugewiesen. Es ist nichts zu tun, außer ein anderer Kurs war gemeint."
        ),
        Code::LanguageCanonicalised => format!(
            "{found} wurde als {} gelesen. Es ist nichts zu tun, außer eine andere Sprache war gemeint.",
            problem
                .suggestions
                .first()
                .map_or_else(|| "die übliche Schreibweise".to_owned(), |usual| WORDS.quoted(usual)),
        ),
        Code::EmailSuspicious => format!(
            "{found} ist eine mögliche Adresse, sieht aber nach einem Tippfehler aus.{meant} Prüfen Sie sie: Sie wird so importiert, wie sie dasteht."
        ),
        Code::QuoteLenient => format!(
            "{} enthält ein Anführungszeichen an einer ungewöhnlichen Stelle und wurde so gut wie möglich gelesen. Prüfen Sie den Inhalt; ein Anführungszeichen, das zum Text gehört, wird doppelt geschrieben.",
            if problem.column.is_none() && problem.found.is_empty() { "Eine Zelle der Zeile" } else { &found },
        ),
        Code::RowRagged => format!(
            "Einige Zeilen haben mehr oder weniger Zellen als die Kopfzeile{}; fehlende Zellen wurden als leer gelesen. Prüfen Sie, ob keine Zelle in eine andere Spalte gerutscht ist{}.",
            WORDS.which_rows(problem),
            WORDS.samples(problem, 0),
        ),
        Code::HeaderRepeated => format!(
            "Die Kopfzeile kommt weiter unten noch einmal vor{} und wurde dort ausgelassen. Es ist nichts zu tun, wenn mehrere Listen zusammengefügt wurden.",
            WORDS.which_rows(problem),
        ),
    }
}
