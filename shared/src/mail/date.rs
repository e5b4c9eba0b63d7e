//! A day as people write it.

use jiff::civil::Date;

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const GERMAN: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const SPANISH: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
const ITALIAN: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];

/// The day in the language of a tag, by its base language; in any other language than the five as ISO 8601 has it.
pub fn day(date: Date, tag: &str) -> String {
    let (day, year) = (date.day(), date.year());
    let month = usize::try_from(date.month() - 1).unwrap_or_default();
    match tag.split('-').next().unwrap_or_default() {
        "en" => format!("{day} {} {year}", ENGLISH[month]),
        "fr" if day == 1 => format!("1er {} {year}", FRENCH[month]),
        "fr" => format!("{day} {} {year}", FRENCH[month]),
        "de" => format!("{day}. {} {year}", GERMAN[month]),
        "es" => format!("{day} de {} de {year}", SPANISH[month]),
        "it" if day == 1 => format!("1º {} {year}", ITALIAN[month]),
        "it" => format!("{day} {} {year}", ITALIAN[month]),
        _ => date.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn day_is_written_as_the_language_has_it() {
        for (tag, first, last) in [
            ("en-GB", "1 March 2026", "31 December 2026"),
            ("fr", "1er mars 2026", "31 décembre 2026"),
            ("de-AT", "1. März 2026", "31. Dezember 2026"),
            ("es", "1 de marzo de 2026", "31 de diciembre de 2026"),
            ("it", "1º marzo 2026", "31 dicembre 2026"),
            ("pt-BR", "2026-03-01", "2026-12-31"),
        ] {
            assert_eq!((day(date(2026, 3, 1), tag).as_str(), day(date(2026, 12, 31), tag).as_str()), (first, last));
        }
    }
}
