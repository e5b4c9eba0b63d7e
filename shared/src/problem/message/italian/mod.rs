//! Italian. Readers are addressed impersonally, with the infinitive.

mod cases;

use cases::{
    bad_address, bad_encoding, bad_option, changed, ignored_column, missing_column, no_header, not_csv,
    repeated_address, too_long, unknown_column,
};

use super::words::{Noun, Words};
use crate::problem::{Code, Hint, Problem};

/// The words of the sentences.
pub(super) static WORDS: Words = Words {
    quotes: ["«", "»"],
    thousands: '.',
    ungrouped_max: 999,
    decimal_mark: ',',
    units: ["KB", "MB"],
    and: "e",
    or: "o",
    row: "riga",
    line: "linea del file",
    column: "colonna",
    the_file: "il file",
    did_you_mean: ["Si intendeva ", "?"],
    the_cell: "La cella",
    in_question: "senza nome",
    of_company: "dell’azienda ",
    of_rows_company: "dell’azienda di questa riga",
    rows: Noun { one: "riga", many: "righe", too_many: "troppe righe" },
    columns: Noun { one: "colonna", many: "colonne", too_many: "troppe colonne" },
    cells: Noun { one: "cella", many: "celle", too_many: "troppe celle" },
    characters: Noun { one: "carattere", many: "caratteri", too_many: "troppi caratteri" },
    bytes: Noun { one: "byte", many: "byte", too_many: "troppi byte" },
    files: Noun { one: "file", many: "file", too_many: "troppi file" },
    several_files: "più file",
    colon: ": ",
    the_first_ones: ", le prime sono ",
    at_least: "almeno ",
    certain_number: "un certo numero",
    certain_number_of: "un certo numero di",
    the_character: "il carattere ",
    times: ["più di una volta", "due volte", " volte"],
    language_forms: ["due lettere minuscole, per esempio it o fr", "un codice, per esempio it-IT o fr"],
    delimiters: ["la virgola", "il punto e virgola", "la tabulazione", "la barra verticale", "quello più probabile"],
    kinds_of_file: &[
        ("JSON", "JSON"),
        ("a vCard", "una vCard"),
        ("a Markdown table", "una tabella Markdown"),
        ("a list with columns separated by ~", "un elenco con colonne separate da ~"),
        ("a list with columns separated by ^", "un elenco con colonne separate da ^"),
        ("a list with columns of fixed width", "un elenco con colonne di larghezza fissa"),
        ("a workbook (.xlsx, .ods) or a zip archive", "una cartella di lavoro (.xlsx, .ods) o un archivio zip"),
        ("an empty zip archive", "un archivio zip vuoto"),
        ("an old workbook (.xls)", "una vecchia cartella di lavoro (.xls)"),
        ("a PDF", "un PDF"),
        ("a text document (.rtf)", "un documento di testo (.rtf)"),
        ("a gzip archive", "un archivio gzip"),
        ("a 7z archive", "un archivio 7z"),
        ("a rar archive", "un archivio rar"),
        ("a picture", "un’immagine"),
        ("a web page (HTML or XML)", "una pagina web (HTML o XML)"),
    ],
};

/// What a fix file says of its encoding.
pub(super) fn fix_in_utf8(encoding: &str) -> String {
    format!(
        "Questo file è scritto in UTF-8, perché {encoding} non può rappresentare alcuni caratteri di questi messaggi."
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
            "Il file è vuoto. Compilare il modello, una riga per persona, e importarlo di nuovo.".to_owned()
        }
        Code::FileTooLarge => format!(
            "Il file occupa {}; un’importazione accetta al massimo {}. Dividerlo in file più piccoli, ciascuno con l’intestazione, e importarli uno dopo l’altro.",
            WORDS.bytes_found(problem),
            WORDS.bytes_limit(problem),
        ),
        Code::FileNotCsv => not_csv(problem),
        Code::FileEncoding => bad_encoding(problem),
        Code::FileNoRows => {
            "Il file ha un’intestazione e nessuna riga sotto di essa. Aggiungere una riga per persona e importarlo di nuovo."
                .to_owned()
        }
        Code::FileTooManyRows => format!(
            "Il file ha {}; con questo formato un’importazione ne accetta al massimo {}. Dividerlo in {}, con l’intestazione in ogni parte, e importare le parti una dopo l’altra.",
            WORDS.counted(problem, &WORDS.rows),
            WORDS.number_of(problem.limit),
            WORDS.files_needed(problem),
        ),
        Code::FileQuoteUnclosed => format!(
            "Una cella tra virgolette inizia {}{} e non finisce mai; tutto ciò che segue è stato letto come una sola cella. Aggiungere le virgolette di chiusura, oppure raddoppiare le virgolette che fanno parte del testo.",
            problem
                .line
                .map_or_else(|| "qui".to_owned(), |line| format!("alla {} {}", WORDS.line, WORDS.number(line))),
            if problem.found.is_empty() {
                String::new()
            } else {
                format!(" con {}", WORDS.quoted(problem.found.trim_start_matches('"')))
            },
        ),
        Code::FileChanged => {
            "Il file è stato sostituito o rimosso prima della fine della lettura. Caricarlo di nuovo e non modificarlo fino al termine dell’importazione."
                .to_owned()
        }
        Code::HeaderMissing => no_header(problem),
        Code::HeaderTooManyColumns => match problem.column.as_deref() {
            Some(family) => format!(
                "L’intestazione ha {} {}; il massimo è {}. Rimuovere quelle che nessuna riga compila, oppure distribuire i corsi su più importazioni.",
                WORDS.counted(problem, &WORDS.columns),
                WORDS.quoted(family),
                WORDS.number_of(problem.limit),
            ),
            None => format!(
                "L’intestazione ha {}; il massimo è {}. Rimuovere le colonne che non sono nel modello.",
                WORDS.counted(problem, &WORDS.columns),
                WORDS.number_of(problem.limit),
            ),
        },
        Code::HeaderColumnMissing => missing_column(problem),
        Code::HeaderColumnUnknown => unknown_column(problem),
        Code::HeaderColumnDuplicate => format!(
            "La colonna {} compare {} nell’intestazione. Tenerne una e rimuovere le altre, perché sia chiaro quale vale.",
            WORDS.label(problem),
            WORDS.times(problem.count),
        ),
        Code::CourseUnmatched => format!(
            "{found} non è un corso {}{}.{meant} Correggere il titolo, oppure aggiungere prima il corso all’azienda.",
            WORDS.of_company(problem),
            WORDS.which_rows(problem),
        ),
        Code::CourseAmbiguous => format!(
            "{found} può indicare più di un corso {}{}{}. Copiare lettera per lettera il titolo del corso desiderato.",
            WORDS.of_company(problem),
            WORDS.which_rows(problem),
            if problem.suggestions.is_empty() {
                String::new()
            } else {
                format!(": {}", WORDS.any_of(&problem.suggestions))
            },
        ),
        Code::FileNotSplit => {
            "Ogni riga del file è una sola cella, perché le virgolette racchiudono l’intera riga. Dividere la colonna A in colonne nel foglio di calcolo, salvare il file come «CSV UTF-8» e importarlo.".to_owned()
        }
        Code::FileDelimiterMixed => format!(
            "Le colonne dell’intestazione sono separate da {}, quelle delle righe da {}. Salvare di nuovo l’elenco dal foglio di calcolo come «CSV UTF-8», con lo stesso separatore in tutte le righe, e importare quel file.",
            WORDS.delimiter(&problem.found),
            WORDS.delimiter(problem.expected.first().map_or("", String::as_str)),
        ),
        Code::LayoutMismatch => {
            let name = |name: Option<&String>| {
                name.filter(|name| !name.is_empty()).map_or_else(|| WORDS.in_question.to_owned(), String::clone)
            };
            let (found, expected) = (name(Some(&problem.found)), name(problem.expected.first()));
            format!(
                "Sembra un file per il formato {found}, ma l’importazione prevede il formato {expected}. Scegliere il formato {found} per l’importazione oppure usare i nomi di colonna del modello."
            )
        }
        Code::HeaderColumnMissingLabel => format!(
            "La colonna {} ha celle{} e nessun nome, ed è seguita da colonne con nome: probabilmente i nomi si sono spostati. Scrivere il nome mancante o eliminare la colonna, e importare di nuovo il file.",
            problem.column.as_deref().unwrap_or(WORDS.in_question),
            if problem.found.is_empty() { String::new() } else { format!(", per esempio {},", WORDS.quoted(&problem.found)) },
        ),
        Code::OptionInvalid => bad_option(problem),

        Code::RowTooManyCells if hint == Some(Hint::MisplacedQuote) => format!(
            "C’è una virgoletta in una posizione insolita{}, e la riga è stata letta con {} mentre l’intestazione ha {}. Correggere le virgolette: una virgoletta che fa parte del testo si scrive due volte, e una cella che contiene il separatore sta tra virgolette.",
            if problem.found.is_empty() { String::new() } else { format!(" ({found})") },
            WORDS.counted(problem, &WORDS.cells),
            WORDS.limit_of(problem, &WORDS.columns),
        ),
        Code::RowTooManyCells => format!(
            "La riga ha {} e l’intestazione solo {}{}. Forse il testo di una cella contiene il separatore e ha perso le virgolette: mettere quella cella tra virgolette doppie.",
            WORDS.counted(problem, &WORDS.cells),
            WORDS.limit_of(problem, &WORDS.columns),
            if problem.found.is_empty() { String::new() } else { format!("; la prima di troppo è {found}") },
        ),
        Code::RowTooLong => format!(
            "La riga occupa {}; il massimo è {}. Forse manca un’interruzione di riga o una virgoletta di chiusura: verificare dove deve finire la riga.",
            WORDS.bytes_found(problem),
            WORDS.bytes_limit(problem),
        ),
        Code::CellControlCharacter => format!(
            "{found} contiene {}, che non è testo. Cancellare la cella e scriverla di nuovo.",
            WORDS.refused_character(problem, "un carattere di controllo"),
        ),
        Code::CellLineBreak => {
            format!("{found} contiene un’interruzione di riga. Scrivere il contenuto su una sola riga.")
        }
        Code::CellTooLong => match hint {
            Some(Hint::InBytes) => format!(
                "La cella occupa {}; il massimo è {}. Accorciarla, oppure cercare una virgoletta di chiusura mancante.",
                WORDS.bytes_found(problem),
                WORDS.bytes_limit(problem),
            ),
            _ => too_long(problem, "La cella"),
        },
        Code::EnabledInvalid => format!(
            "{}{} Scrivere 1 se la persona può accedere, oppure 0 per creare l’account disattivato.",
            if problem.found.is_empty() {
                "La cella è vuota.".to_owned()
            } else {
                format!("{found} non è né 1 né 0.")
            },
            if problem.suggestions.len() == 1 { &meant } else { "" },
        ),
        Code::NameMissing => "Manca il nome. Inserirlo.".to_owned(),
        Code::NameTooLong => too_long(problem, "Il nome"),
        Code::NameInvalid | Code::LastNameInvalid => format!(
            "{found} contiene {}, che qui non è ammesso in un nome.{meant} Scrivere il nome con lettere, spazi, apostrofi, trattini e punti.",
            WORDS.refused_character(problem, "un simbolo"),
        ),
        Code::LastNameMissing => "Manca il cognome. Inserirlo.".to_owned(),
        Code::LastNameTooLong => too_long(problem, "Il cognome"),
        Code::EmailMissing if hint == Some(Hint::NotAPerson) => format!(
            "La riga contiene {} e sembra un piè di pagina o un separatore, non una persona. Eliminare la riga.",
            WORDS.quoted(&problem.found),
        ),
        Code::EmailMissing => "Manca l’indirizzo e-mail. Inserirlo: identifica la persona.".to_owned(),
        Code::EmailInvalid => bad_address(problem),
        Code::EmailDuplicate => repeated_address(problem),
        Code::UserExists => format!(
            "{found} esiste già, e questa importazione aggiunge solo persone nuove. Rimuovere la riga, oppure correggere l’indirizzo se si tratta di un’altra persona."
        ),
        Code::SelfDisable => {
            "Questa riga disattiverebbe l’account che esegue l’importazione. Scrivere 1 nella cella, oppure chiedere a un altro amministratore di disattivarlo."
                .to_owned()
        }
        Code::CompanyMissing => {
            "Manca l’azienda. Inserirne il nome esattamente come appare nel portale.".to_owned()
        }
        Code::CompanyUnmatched => format!(
            "L’azienda {found} non esiste.{meant} Scrivere il nome esattamente come appare nel portale, oppure creare prima l’azienda."
        ),
        Code::CohortUnmatched => format!(
            "{found} non è una coorte {}.{meant} Scrivere il nome esattamente come appare nel portale, oppure creare prima la coorte.",
            WORDS.of_company(problem),
        ),
        Code::LanguageMissing => format!("Manca la lingua. Scrivere {}.", WORDS.language_form(problem)),
        Code::LanguageInvalid => match hint {
            Some(Hint::WrongCase) => {
                format!("{found} non è in minuscolo.{meant} Scrivere {}.", WORDS.language_form(problem))
            }
            _ => format!("{found} non è un codice di lingua.{meant} Scrivere {}.", WORDS.language_form(problem)),
        },
        Code::CountryInvalid => match hint {
            Some(Hint::WrongCase) => format!(
                "{found} non è in maiuscolo.{meant} Scrivere il paese con due lettere maiuscole, per esempio IT o CH."
            ),
            _ => format!(
                "{found} non è un codice di paese.{meant} Scrivere il paese con due lettere maiuscole, per esempio IT o CH."
            ),
        },
        Code::IdentifierInvalid => format!(
            "{found} contiene {}.{meant} Usare solo lettere e cifre, oppure lasciare vuota la cella.",
            WORDS.refused_character(problem, "un carattere che non è né lettera né cifra"),
        ),
        Code::IdentifierDuplicate => format!(
            "{found} compare già {}. Dare a ogni persona un proprio identificativo, oppure lasciare vuota la cella.",
            WORDS.other_row(problem, "alla ", "in una riga precedente"),
        ),
        Code::SpreadsheetDamage => match hint {
            Some(Hint::SpreadsheetError) => format!(
                "{found} è un valore di errore che il foglio di calcolo ha messo al posto del testo. Correggere la formula nel foglio di calcolo, oppure scrivere il valore."
            ),
            _ => format!(
                "{found} è ciò che il foglio di calcolo ha fatto di un numero lungo; alcune cifre sono andate perse. Impostare la colonna come testo, scrivere di nuovo il numero e salvare."
            ),
        },
        Code::ChangedSincePreview => changed(problem).to_owned(),

        Code::FileEncodingAssumed => format!(
            "Il file non dice come sono codificate le sue lettere ed è stato letto con la codifica {}{}. Se gli accenti sono sbagliati, salvarlo come «CSV UTF-8» e importare quel file, oppure indicare la codifica nelle opzioni dell’importazione.",
            if problem.found.is_empty() { "più probabile" } else { &problem.found },
            WORDS.samples(problem, 0),
        ),
        Code::FileDelimiterAssumed => format!(
            "Il separatore usato, trovato contando, è {}. Se le colonne sono sbagliate, salvare il file come «CSV UTF-8» con le virgole.",
            WORDS.delimiter(&problem.found),
        ),
        Code::FileMojibake if hint == Some(Hint::Refused) => format!(
            "{} sembra contenere segni strani al posto di lettere accentate{}.{} Non è stato importato nulla. Salvare di nuovo l’originale come «CSV UTF-8» e importarlo, oppure indicare la codifica {} per riparare le lettere, o utf-8 se il testo è corretto.",
            found,
            WORDS.which_rows(problem),
            meant,
            problem.expected.first().map_or("utf-8-twice/windows-1252", String::as_str),
        ),
        Code::FileMojibake => format!(
            "{found} sembra avere segni strani al posto degli accenti{}.{meant} Se è così, salvare di nuovo l’originale come «CSV UTF-8»; così com’è, il testo viene importato senza modifiche.",
            WORDS.which_rows(problem),
        ),
        Code::ColumnIgnored => ignored_column(problem),
        Code::RowDuplicateIdentical => format!(
            "La riga dice lo stesso {} ed è stata contata una volta sola. Non c’è nulla da fare, a meno che una delle due non fosse per un’altra persona.",
            WORDS.other_row(problem, "della ", "di una riga precedente"),
        ),
        Code::CourseRepeated => format!(
            "{found} compare più di una volta in questa riga e viene assegnato una volta sola. Non c’è nulla da fare, a meno che non si intendesse un altro corso."
        ),
        Code::LanguageCanonicalised => format!(
            "{found} è stato letto come {}. Non c’è nulla da fare, a meno che non si intendesse un’altra lingua.",
            problem
                .suggestions
                .first()
                .map_or_else(|| "la sua forma abituale".to_owned(), |usual| WORDS.quoted(usual)),
        ),
        Code::EmailSuspicious => format!(
            "{found} è un indirizzo possibile, ma sembra un errore di battitura.{meant} Verificarlo: viene importato così com’è."
        ),
        Code::QuoteLenient => format!(
            "{} contiene una virgoletta in una posizione insolita; il testo è stato letto nel miglior modo possibile. Verificarlo; una virgoletta che fa parte del testo si scrive due volte.",
            if problem.column.is_none() && problem.found.is_empty() { "Una cella della riga" } else { &found },
        ),
        Code::RowRagged => format!(
            "Alcune righe hanno più o meno celle dell’intestazione{}; le celle mancanti sono state lette come vuote. Verificare che nessuna cella sia finita in un’altra colonna{}.",
            WORDS.which_rows(problem),
            WORDS.samples(problem, 0),
        ),
        Code::HeaderRepeated => format!(
            "L’intestazione compare di nuovo più in basso{} e lì è stata tralasciata. Non c’è nulla da fare se sono stati uniti più elenchi.",
            WORDS.which_rows(problem),
        ),
    }
}
