//! Rows that do not describe a person: the header of another list, footers, separators, and remnants of other programs.

use std::borrow::Cow;

use crate::{
    decode::Record,
    header::{Header, Target},
    layout::{Field, Layout},
    problem::{Code, Hint, Problem},
    rules::clean,
};

/// Maximum number of filled cells in a footer.
const CELLS_MAX: usize = 2;
/// Maximum number of cells that are shown from a separator.
const CELLS_SHOWN_MAX: usize = 20;
/// Lowercase words found in footers.
const WORDS: [&str; 34] = [
    "total",
    "totals",
    "totale",
    "sum",
    "summe",
    "gesamt",
    "somme",
    "suma",
    "somma",
    "count",
    "anzahl",
    "rows",
    "row",
    "records",
    "zeilen",
    "lignes",
    "filas",
    "righe",
    "affected",
    "eof",
    "subtotal",
    "zwischensumme",
    "gesamtsumme",
    "gesamtergebnis",
    "insgesamt",
    "totaux",
    "totales",
    "totali",
    "totais",
    "totaal",
    "eindtotaal",
    "razem",
    "łącznie",
    "ogółem",
];
/// Lowercase beginnings of notes about the origin of a list. A word that is also a name is included only with the word that follows it.
const BEGINNINGS: [&str; 29] = [
    "generated",
    "exported",
    "created by",
    "created on",
    "erstellt",
    "exportiert",
    "generiert",
    "généré",
    "exporté",
    "créé par",
    "créé le",
    "generado",
    "exportado",
    "creado por",
    "creado el",
    "generato",
    "esportato",
    "creato da",
    "creato il",
    "gegenereerd",
    "geëxporteerd",
    "aangemaakt",
    "wygenerowano",
    "wyeksportowano",
    "utworzono",
    "gerado por",
    "gerado em",
    "criado por",
    "criado em",
];

/// Returns the problem that refuses the file if another list begins with this row: a header that differs from the file's, or a header or a
/// person in cells that are separated by another delimiter. The rows below would be read into the wrong columns.
pub(super) fn other_list(record: &Record<'_>, header: &Header, layout: &Layout) -> Option<Problem> {
    if let Some(other) = record.other_delimiter() {
        let cells = record.cells_split_by(other);
        let is_person = || {
            let address = header.index_of(Field::Email).and_then(|index| cells.get(index));
            cells.len() == header.labels.len() && address.is_some_and(|address| address.contains('@'))
        };
        let texts = || cells.iter().map(String::as_str);
        if header.is_repeated_by(texts()) || header.is_resembled_by(texts(), layout) || is_person() {
            let problem = Problem::at_row(Code::FileDelimiterMixed, record.row, record.line);
            return Some(problem.found(&record.delimiter().to_string()).expected([other.to_string()]));
        }
    }
    header.is_resembled_by(record.cells(), layout).then(|| {
        Problem::at_row(Code::HeaderRepeated, record.row, record.line).other_row(header.row).hint(Hint::Refused)
    })
}

/// Returns the only problem of a row without an address that is a single quoted line, a footer, a separator or a single cell.
pub(super) fn problem_of(record: &Record<'_>, header: &Header, layout: &Layout) -> Option<Problem> {
    if record.is_quoted_line() {
        let problem = Problem::new(Code::RowTooManyCells).found(record.cell(0)).hint(Hint::MisplacedQuote);
        return Some(problem.limit(header.labels.len() as u64, 1));
    }
    let text = footer(record, header).or_else(|| single_cell(record, header))?;
    let problem = Problem::new(Code::EmailMissing).column(layout.label(Field::Email));
    Some(problem.found(&text).hint(Hint::NotAPerson))
}

/// Returns the text of a row that looks like a footer or a separator: a row that contains no letters or digits, or at most [`CELLS_MAX`]
/// cells that are in parentheses, contain a typical word or begin like a note. No cell contains an `@`.
pub(super) fn footer(record: &Record<'_>, header: &Header) -> Option<String> {
    let filled = || filled_cells(record, header).map(|(_, cell)| cell);
    let is_long = filled().nth(CELLS_MAX).is_some();
    if filled().any(|cell| cell.contains('@') || is_long && cell.contains(char::is_alphanumeric)) {
        return None;
    }
    let text = filled().take(CELLS_SHOWN_MAX).collect::<Vec<_>>().join(" ");
    is_footer(&text).then_some(text)
}

/// Returns `true` if a row with this text is certainly not a person.
pub(crate) fn is_footer(text: &str) -> bool {
    let is_separator = text.chars().count() > 1 && !text.chars().any(char::is_alphanumeric);
    let is_remark = text.starts_with('(') && text.ends_with(')');
    let lowercase = text.to_lowercase();
    let words: Vec<&str> = lowercase.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let has_word = words.iter().any(|word| WORDS.contains(word));
    let is_note = || BEGINNINGS.iter().any(|beginning| words.starts_with(&beginning.split(' ').collect::<Vec<_>>()));
    is_separator || is_remark || has_word || is_note()
}

/// Returns the cells that contain text, with their indexes, except those that an earlier import wrote to a corrections file.
fn filled_cells<'a>(record: &'a Record<'_>, header: &'a Header) -> impl Iterator<Item = (usize, Cow<'a, str>)> {
    let is_status = |index: usize| header.targets.get(index) == Some(&Target::Status);
    let cells = record.cells().map(clean).enumerate();
    cells.filter(move |(index, cell)| !cell.is_empty() && !is_status(*index))
}

/// Returns the text of the only filled cell, unless it is in the address's column, contains an `@`, or was read with a misplaced quote.
fn single_cell(record: &Record<'_>, header: &Header) -> Option<String> {
    if record.lenient_quote().is_some() {
        return None;
    }
    let mut filled = filled_cells(record, header);
    let (index, cell) = filled.next()?;
    let is_single = filled.next().is_none() && Some(index) != header.index_of(Field::Email) && !cell.contains('@');
    is_single.then(|| cell.into_owned())
}

/// Returns `true` if a row contains only white space and control characters, such as the DOS end-of-file character.
pub(super) fn is_control_only(record: &Record<'_>) -> bool {
    record.too_long.is_none()
        && record.cells().flat_map(str::chars).all(|character| character.is_control() || character.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footer_has_a_typical_word_or_beginning_and_never_the_name_of_a_person() {
        for (text, expected) in [
            ("Razem 3", true),
            ("Suma końcowa 3", true),
            ("Totaal: 3", true),
            ("Eindtotaal 3", true),
            ("Gesamtergebnis 3", true),
            ("Total general 3", true),
            ("Totale complessivo 3", true),
            ("Total geral 3", true),
            ("TOTAL GÉNÉRAL 3", true),
            ("Łącznie 3", true),
            ("Generated by HR 2026-01-01", true),
            ("Erstellt von der Personalabteilung", true),
            ("Exported: 2026-01-01", true),
            ("Généré le 1er janvier", true),
            ("geëxporteerd op 1-1-2026", true),
            ("Criado por RH 2026-01-01", true),
            ("---", true),
            ("(3 rows affected)", true),
            ("Anna Berg", false),
            ("Juan Criado", false),
            ("Criado Juan", false),
            ("Anna Generated", false),
            ("Generatedova Anna", false),
            ("Totaalman Jan", false),
            ("-", false),
            ("", false),
        ] {
            assert_eq!(is_footer(text), expected, "{text}");
        }
    }
}
