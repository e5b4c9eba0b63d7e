use icu_properties::{
    CodePointMapData,
    props::{GeneralCategory, GeneralCategoryGroup},
};

use super::{
    error_value::is_error_value,
    suspicious::{TextKind, check_suspicious, likely_text},
    text::{check_length, is_invisible},
};
use crate::{
    layout::{Column, Field},
    problem::{Code, Hint, Problem, RowProblems},
};

const PLAIN: GeneralCategoryGroup = GeneralCategoryGroup::Letter
    .union(GeneralCategoryGroup::Mark)
    .union(GeneralCategoryGroup::DecimalNumber)
    .union(GeneralCategoryGroup::LetterNumber)
    .union(GeneralCategoryGroup::SpaceSeparator)
    .union(GeneralCategoryGroup::DashPunctuation);

/// Reads a first or last name, depending on the column's field. An empty cell is a problem if the column is required.
///
/// `chars_max` counts Unicode scalar values. A `plain` name may contain letters from any script, marks, digits, spaces, hyphens, full
/// stops, apostrophes, joiners, and the few signs inside words that spelling needs, such as the Tibetan tsheg, but no symbols and no other
/// punctuation. `null`, `None` and `True` are accepted as names; the error value of a spreadsheet (`#REF!`) is
/// [`Code::SpreadsheetDamage`]. Accepted text that is unlikely to be a name is [suspicious](check_suspicious).
pub fn read_name<'a>(
    text: &'a str,
    column: &Column,
    chars_max: usize,
    plain: bool,
    problems: &mut RowProblems,
) -> Option<&'a str> {
    let codes = if column.field == Field::LastName { &LAST_NAME } else { &NAME };
    if text.is_empty() {
        if column.required {
            problems.add(Problem::new(codes.missing).column(column.label));
        }
        return None;
    }
    if is_error_value(text) {
        let problem = Problem::new(Code::SpreadsheetDamage).column(column.label).found(text);
        problems.add(problem.hint(Hint::SpreadsheetError));
        return None;
    }
    if !check_length(text, chars_max, codes.too_long, column.label, problems) {
        return None;
    }
    if plain && !text.chars().all(is_plain) {
        let meant = likely_text(text, TextKind::Name);
        let suggestion = plain_form(meant.as_deref().unwrap_or(text));
        problems.add(Problem::new(codes.invalid).column(column.label).found(text).suggest(suggestion));
        return None;
    }
    check_suspicious(text, TextKind::Name, column.label, problems);
    Some(text)
}

struct Codes {
    missing: Code,
    too_long: Code,
    invalid: Code,
}

const NAME: Codes = Codes { missing: Code::NameMissing, too_long: Code::NameTooLong, invalid: Code::NameInvalid };

const LAST_NAME: Codes =
    Codes { missing: Code::LastNameMissing, too_long: Code::LastNameTooLong, invalid: Code::LastNameInvalid };

fn is_plain(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || matches!(c, ' ' | '\'' | '-' | '.');
    }
    let is_part_of_spelling = matches!(
        c,
        // Apostrophes: typographic, full-width, and Armenian.
        '‘' | '’' | '＇' | '\u{55a}'
        // Joiners: Persian, Indic scripts.
        | '\u{200c}' | '\u{200d}'
        // The Catalan middle dot, Hebrew geresh and gershayim, and the dots between the parts of a foreign name in Japanese and Chinese.
        | '·' | '\u{5f3}' | '\u{5f4}' | '・' | '･' | '\u{2027}'
        // Between syllables or words: the Tibetan tsheg, with and without a line break after it, and the Ethiopic wordspace.
        | '\u{f0b}' | '\u{f0c}' | '\u{1361}'
        // Full stops: full-width, Arabic (in Urdu initials), and the Devanagari abbreviation sign.
        | '．' | '\u{6d4}' | '\u{970}'
    );
    is_part_of_spelling || PLAIN.contains(CodePointMapData::<GeneralCategory>::new().get(c))
}

/// Returns the name that was probably meant, if the only faults are invisible characters, and accents, primes or reversed quotation
/// marks typed as apostrophes.
fn plain_form(text: &str) -> Option<String> {
    let corrected: String = text
        .chars()
        .filter(|c| is_plain(*c) || !is_invisible(*c))
        .map(|c| if matches!(c, '`' | '´' | '′' | '‛') { '\'' } else { c })
        .collect();
    corrected.chars().all(is_plain).then_some(corrected)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::layout::{ENROLMENT, LEARNERS, Layout, Rule};

    fn read(layout: &Layout, field: Field, text: &str) -> (Option<String>, Vec<Problem>) {
        let Some(column) = layout.column(field) else { panic!("the layout has names") };
        let Rule::Name { chars_max, plain } = column.rule else { panic!("names have the rule of names") };
        let mut problems = RowProblems::new(2, 2);
        let value = read_name(text, column, chars_max, plain, &mut problems).map(ToOwned::to_owned);
        (value, problems.into_list())
    }

    #[test]
    fn name_of_every_script_is_plain() {
        for text in [
            "Anna",
            "O'Brien",
            "O’Brien",
            "José",
            "Nguyễn Thị",
            "St. John",
            "王",
            "Jean-Luc",
            "Jean‐Luc",
            "van der Berg 3rd",
            "Łukasz",
            "ʻAkahi",
            "Hawaiʻi",
            "ʼn",
            "محمد",
            "می\u{200c}خواهم",
            "श्रीमती",
            "אבי",
            "צ׳רלי",
            "Gal·la",
            "ジョン・スミス",
            "瓦歷斯\u{2027}諾幹",
            "བཀྲ\u{f0b}ཤིས\u{f0b}",
            "ཚེ\u{f0b}རིང\u{f0c}",
            "አበበ\u{1361}ቢቂላ",
            "دۆ\u{640}ست",
            "Ժաննա դ\u{55a}Արկ",
            "ए\u{970}पी\u{970}जे\u{970} अब्दुल कलाम",
            "ن\u{6d4} م\u{6d4} راشد",
            "Ⅷ",
            "Müller",
            "Muller\u{308}",
            "null",
            "None",
            "True",
            "123",
            "ΣΊΣΥΦΟΣ",
            "Straße",
            "ılgaz",
        ] {
            for field in [Field::Name, Field::LastName] {
                assert_eq!(read(&LEARNERS, field, text), (Some(text.to_owned()), Vec::new()), "{text}");
            }
        }
    }

    #[test]
    fn name_with_symbols_is_refused_only_where_it_must_be_plain() {
        for (text, suggestion) in [
            ("Anna@Home", None),
            ("<script>", None),
            ("{{template}}", None),
            ("=SUM(A1)", None),
            ("+Anna", None),
            ("Anna & Bob", None),
            ("N/A", None),
            ("Anna #1", None),
            ("Anna 😀", None),
            ("Anna (Anni)", None),
            ("Smith, Jr", None),
            ("“Anna”", None),
            ("Anna_", None),
            ("Anna™", None),
            ("Ａ＠Ｂ", None),
            ("ジャン＝リュック", None),
            ("བཀྲ\u{f0b}ཤིས\u{f0d}", None),
            ("አበበ\u{1362}", None),
            ("O´Brien", Some("O'Brien")),
            ("O`Brien", Some("O'Brien")),
            ("Mül\u{ad}ler", Some("Müller")),
            ("An\u{200b}na", Some("Anna")),
            ("An\u{202e}na", Some("Anna")),
        ] {
            let (value, problems) = read(&LEARNERS, Field::Name, text);
            assert_eq!((value, problems[0].code), (None, Code::NameInvalid), "{text}");
            assert_eq!(problems[0].suggestions.first().map(String::as_str), suggestion, "{text}");
            assert_eq!(read(&LEARNERS, Field::LastName, text).1[0].code, Code::LastNameInvalid, "{text}");
            let (value, problems) = read(&ENROLMENT, Field::Name, text);
            let is_silent = !text.contains(is_invisible);
            assert_eq!((value.as_deref(), problems.is_empty()), (Some(text), is_silent), "{text}");
        }
    }

    #[test]
    fn name_with_entities_invisible_characters_or_mixed_letters_suggests_the_one_meant() {
        for (text, meant, code) in [
            ("Ren&eacute;", Some("René"), Code::NameInvalid),
            ("O&#039;Brien", Some("O'Brien"), Code::NameInvalid),
            ("R&amp;D", None, Code::NameInvalid),
            ("\\N", None, Code::NameInvalid),
            ("Mül\u{ad}ler", Some("Müller"), Code::NameInvalid),
            ("An\u{200b}na", Some("Anna"), Code::NameInvalid),
            ("An\u{202e}na", Some("Anna"), Code::NameInvalid),
            ("Аnna", Some("Anna"), Code::CellSuspicious),
        ] {
            let (value, problems) = read(&LEARNERS, Field::Name, text);
            assert_eq!((value.is_some(), problems[0].code), (code == Code::CellSuspicious, code), "{text}");
            assert_eq!(problems[0].suggestions.first().map(String::as_str), meant, "{text}");
            if meant.is_some() {
                let (value, problems) = read(&ENROLMENT, Field::Name, text);
                assert_eq!((value.as_deref(), problems[0].code), (Some(text), Code::CellSuspicious), "{text}");
                assert_eq!(problems[0].suggestions.first().map(String::as_str), meant, "{text}");
            }
        }
    }

    #[test]
    fn error_value_is_not_a_name() {
        for layout in [&ENROLMENT, &LEARNERS] {
            for text in ["#REF!", "#N/A", "#NAME?", "#BEZUG!", "#NOME?", "Err:502", "####"] {
                for field in [Field::Name, Field::LastName] {
                    let (value, problems) = read(layout, field, text);
                    assert_eq!((value, problems.len()), (None, 1), "{text}");
                    let found = (problems[0].code, problems[0].hint);
                    assert_eq!(found, (Code::SpreadsheetDamage, Some(Hint::SpreadsheetError)), "{text}");
                }
            }
        }
        assert!(read(&ENROLMENT, Field::Name, "Anna #1").1.is_empty());
    }

    #[test]
    fn name_missing_depends_on_the_column() {
        assert_eq!(read(&ENROLMENT, Field::Name, "").1[0].code, Code::NameMissing);
        assert_eq!(read(&ENROLMENT, Field::LastName, ""), (None, Vec::new()));
        assert_eq!(read(&LEARNERS, Field::Name, "").1[0].code, Code::NameMissing);
        assert_eq!(read(&LEARNERS, Field::LastName, "").1[0].code, Code::LastNameMissing);
    }

    #[test]
    fn name_length_counts_characters_not_bytes() {
        for (layout, chars_max) in [(&ENROLMENT, 128), (&LEARNERS, 64)] {
            assert!(read(layout, Field::Name, &"é".repeat(chars_max)).0.is_some());
            let (value, problems) = read(layout, Field::Name, &"é".repeat(chars_max + 1));
            assert_eq!((value, problems[0].code), (None, Code::NameTooLong));
            assert_eq!((problems[0].limit, problems[0].count), (Some(chars_max as u64), Some(chars_max as u64 + 1)));
            assert_eq!(read(layout, Field::LastName, &"x".repeat(chars_max + 1)).1[0].code, Code::LastNameTooLong);
        }
    }

    proptest! {
        #[test]
        fn name_of_any_text_is_a_value_or_a_problem(text in "\\PC{1,80}|.{1,80}") {
            for layout in [&ENROLMENT, &LEARNERS] {
                let (value, problems) = read(layout, Field::Name, &text);
                prop_assert_eq!(value.is_none(), problems.iter().any(|problem| problem.severity() == crate::problem::Severity::Error));
            }
        }
    }
}
