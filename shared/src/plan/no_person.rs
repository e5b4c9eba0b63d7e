//! Rows that do not describe a person: footers, separators, and remnants of other programs.

use crate::{decode::Record, rules::clean};

/// Maximum number of filled cells in a footer.
const CELLS_MAX: usize = 2;
/// Lowercase words found in footers.
const WORDS: [&str; 20] = [
    "total", "totals", "totale", "sum", "summe", "gesamt", "somme", "suma", "somma", "count", "anzahl", "rows", "row",
    "records", "zeilen", "lignes", "filas", "righe", "affected", "eof",
];

/// Returns the text of a row that looks like a footer or a separator: at most [`CELLS_MAX`] cells without `@` that contain no letters or
/// digits, are in parentheses, or contain a typical word.
pub(super) fn footer(record: &Record<'_>) -> Option<String> {
    let cells: Vec<_> = record.cells().map(clean).filter(|cell| !cell.is_empty()).take(CELLS_MAX + 1).collect();
    if cells.is_empty() || cells.len() > CELLS_MAX || cells.iter().any(|cell| cell.contains('@')) {
        return None;
    }
    let text = cells.join(" ");
    let is_word = |word: &str| WORDS.contains(&word.to_lowercase().as_str());
    let is_separator = text.chars().count() > 1 && !text.chars().any(char::is_alphanumeric);
    let has_word = text.split(|letter: char| !letter.is_alphanumeric()).any(is_word);
    let is_remark = text.starts_with('(') && text.ends_with(')');
    (is_separator || has_word || is_remark).then_some(text)
}

/// Returns `true` if a row contains only white space and control characters, such as the DOS end-of-file character.
pub(super) fn is_control_only(record: &Record<'_>) -> bool {
    record.too_long.is_none()
        && record.cells().flat_map(str::chars).all(|character| character.is_control() || character.is_whitespace())
}
