//! Finds cells that are accepted but are probably not what the spreadsheet showed.

use std::borrow::Cow;

use super::{
    entities::decode_entities,
    error_value::{is_error_value, may_be_error_value},
    formula_text::link_text,
    mojibake::undo_mojibake,
    scripts::{in_latin, in_one_script, may_mix_scripts, mixes_scripts},
    text::{clean, is_invisible},
};
use crate::problem::{Code, Hint, Problem, RowProblems};

/// Database notations for a missing value that are never a person's name.
const NEVER_TEXT: [&str; 5] = ["\\n", "(null)", "<null>", "[null]", "{null}"];
/// Notations of databases and programs for a missing value that are never an identifier, although they consist of letters.
const NEVER_IDENTIFIERS: [&str; 3] = ["null", "none", "undefined"];
/// Notations that programs and people use for a missing value, but that may also be a name or ordinary text.
const MISSING_VALUES: [&str; 16] =
    ["null", "nil", "none", "(none)", "n/a", "#n/a", "n.a.", "na", "nan", "undefined", "-", "--", "–", "—", "−", "?"];
/// Maximum number of rounds, including the last one, which finds no fault: a link with encoded text takes three.
const ROUNDS_MAX: usize = 4;

/// The kind of text, which determines the faults to search for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextKind {
    /// A name or an identifier, in which all letters in a word should be from one script.
    Name,
    /// Free text, in which brands and units may mix scripts.
    FreeText,
}

/// Returns `true` only if [`check_suspicious`] finds nothing in the text, which must be ASCII or [usual](super::is_usual): usual text has
/// no invisible characters. This fast check may also return `false` for such text. `is_plain` means that the text is ASCII;
/// `may_have_sign` is `false` if the record contains no `?` and no `&` that a `;` follows.
#[inline]
pub fn is_surely_unsuspicious(text: &[u8], is_plain: bool, may_have_sign: bool) -> bool {
    let has_sign = matches!(text.first(), Some(b'=' | b'\\' | b'(' | b'<' | b'[' | b'{' | b'\''));
    let has_entity = may_have_sign && text.contains(&b'&') && text.contains(&b';');
    let may_have_lost = may_have_sign && text.contains(&b'?');
    let may_be_mixed = !is_plain && may_mix_scripts(text);
    !(has_sign | has_entity | may_have_lost | may_be_mixed | may_be_error_value(text))
}

/// Adds the warning [`Code::CellSuspicious`] if accepted text contains HTML entities, is a formula that yields text, is an error value of a
/// spreadsheet or a database notation for a missing value, is enclosed in apostrophes, has a question mark in place of a letter or
/// invisible characters that its script does not need, is a name with letters from several scripts in one word, or is free text with an
/// apostrophe that guards a formula. The suggestion is never itself suspicious.
pub fn check_suspicious(text: &str, kind: TextKind, label: &str, problems: &mut RowProblems) {
    let is_plain = text.is_ascii();
    if is_surely_unsuspicious(text.as_bytes(), is_plain, true) && (is_plain || !has_unneeded(text)) {
        return;
    }
    let Some(fault) = fault_of(text, kind) else { return };
    let problem = Problem::new(Code::CellSuspicious).column(label).found(text);
    let problem = problem.suggest(likely_text(text, kind));
    problems.add(match fault {
        Fault::MixedScripts => problem,
        Fault::Hinted(hint) => problem.hint(hint),
    });
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    MixedScripts,
    Hinted(Hint),
}

fn fault_of(text: &str, kind: TextKind) -> Option<Fault> {
    if is_never_text(text) {
        Some(Fault::Hinted(Hint::NoValue))
    } else if is_error_value(text) {
        Some(Fault::Hinted(Hint::SpreadsheetError))
    } else if link_text(text).is_some() || text.starts_with("=\"") {
        Some(Fault::Hinted(Hint::Formula))
    } else if decode_entities(text).is_some() {
        Some(Fault::Hinted(Hint::HtmlEntities))
    } else if in_single_quotes(text).is_some_and(|inside| kind == TextKind::Name || inside.contains(' ')) {
        Some(Fault::Hinted(Hint::Quoted))
    } else if kind == TextKind::FreeText && is_guarded(text) {
        Some(Fault::Hinted(Hint::Guarded))
    } else if has_unneeded(text) && undo_mojibake(text).is_none() {
        Some(Fault::Hinted(Hint::Invisible))
    } else if has_lost_letter(text, kind) {
        Some(Fault::Hinted(Hint::LostLetter))
    } else if kind == TextKind::Name && mixes_scripts(text) && undo_mojibake(text).is_none() {
        Some(Fault::MixedScripts)
    } else {
        None
    }
}

/// Returns the text that was probably meant: with entities decoded, outer apostrophes and invisible characters removed, a link formula
/// replaced by its text, and each word in a single script. `None` if the text is not suspicious, or if what was meant is unknown.
pub fn likely_text(text: &str, kind: TextKind) -> Option<String> {
    let mut meant = Cow::Borrowed(text);
    for _ in 0..ROUNDS_MAX {
        let Some(fault) = fault_of(&meant, kind) else {
            return (!meant.is_empty() && meant != text).then(|| meant.into_owned());
        };
        let next = match fault {
            Fault::Hinted(Hint::HtmlEntities) => decode_entities(&meant),
            Fault::Hinted(Hint::Formula) => link_text(&meant),
            Fault::Hinted(Hint::Quoted) => in_single_quotes(&meant).map(|text| text.replace("''", "'")),
            Fault::Hinted(Hint::Guarded) => meant.strip_prefix('\'').map(str::to_owned),
            Fault::Hinted(Hint::Invisible) => Some(meant.to_string()),
            Fault::Hinted(_) => None,
            Fault::MixedScripts => in_one_script(&meant),
        }?;
        let visible: String = next.chars().filter(|c| !is_unneeded(*c, &next)).collect();
        meant = Cow::Owned(clean(&visible).into_owned());
    }
    None
}

/// Returns the text between the apostrophes around a cell; some programs write them in place of quotation marks.
fn in_single_quotes(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('\'')?.strip_suffix('\'')?;
    (!inside.trim().is_empty() && !inside.starts_with('\'')).then_some(inside)
}

/// Returns `true` if text that a spreadsheet program may evaluate as a formula follows an apostrophe. Corrections files and other exports
/// guard such text in this way.
fn is_guarded(text: &str) -> bool {
    let rest = text.strip_prefix('\'').map(|rest| rest.trim_start_matches('\''));
    rest.is_some_and(|rest| rest.starts_with(['=', '+', '-', '@']) && !rest.ends_with('\''))
}

/// Returns `true` if the text contains an invisible character that it does not need.
fn has_unneeded(text: &str) -> bool {
    // The first bytes of all invisible characters, which are rare in most scripts.
    let may_begin = |byte: u8| matches!(byte, 0xc2 | 0xcd | 0xd8 | 0xe1..=0xe3 | 0xef);
    text.bytes().fold(0, |found, byte| found | u8::from(may_begin(byte))) != 0
        && text.contains(|c: char| is_unneeded(c, text))
}

/// Returns `true` for an invisible character other than a joiner, unless the text is in a script that needs it.
fn is_unneeded(c: char, text: &str) -> bool {
    if !is_invisible(c) {
        return false;
    }
    match c {
        '\u{200c}' | '\u{200d}' => false,
        // Directional marks, next to right-to-left letters; the grapheme joiner, between Hebrew marks.
        '\u{34f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' => !text.contains(is_right_to_left),
        // The Mongolian vowel separator.
        '\u{180e}' => !text.contains(|c: char| matches!(c, '\u{1820}'..='\u{1878}')),
        // Where a line may or must not be broken, in scripts without spaces between words.
        '\u{200b}' | '\u{2060}' => !text.contains(is_written_without_spaces),
        _ => true,
    }
}

fn is_right_to_left(c: char) -> bool {
    let is_in_block = matches!(
        c,
        '\u{590}'..='\u{8ff}'
            | '\u{fb1d}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefc}'
            | '\u{10800}'..='\u{10fff}'
            | '\u{1e800}'..='\u{1efff}'
    );
    is_in_block && c.is_alphabetic()
}

/// Returns `true` for Thai, Lao, Tibetan, Burmese and Khmer letters, and those of related scripts.
fn is_written_without_spaces(c: char) -> bool {
    matches!(c, '\u{e01}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{1950}'..='\u{1aad}')
}

/// Returns `true` if a question mark is where only a letter can be: between two letters or, in a name, after a letter at the end of a word.
/// Programs write a question mark for a letter that their encoding lacks. Links are ignored, because they may contain question marks.
fn has_lost_letter(text: &str, kind: TextKind) -> bool {
    let is_of_link = |word: &str| word.contains(['=', '/']) || word.starts_with("www.");
    let is_lost = |(at, _): (usize, &str), word: &str| {
        let is_after_letter = word[..at].chars().next_back().is_some_and(char::is_alphabetic);
        match word[at + 1..].chars().next() {
            Some(next) => is_after_letter && next.is_alphabetic(),
            None => is_after_letter && kind == TextKind::Name,
        }
    };
    text.split_whitespace()
        .filter(|word| !is_of_link(word))
        .any(|word| word.match_indices('?').any(|found| is_lost(found, word)))
}

/// Returns the name to search for if `name` has no match: the name that was probably [meant](likely_text), or the name in Latin letters if
/// all of its letters look Latin, or `name` itself.
pub fn likely_name(name: &str) -> Cow<'_, str> {
    let meant = likely_text(name, TextKind::Name).or_else(|| in_latin(name));
    meant.map_or(Cow::Borrowed(name), Cow::Owned)
}

/// Returns `true` if programs or people use the text as a notation for a missing value.
pub fn is_missing_value(text: &str) -> bool {
    is_never_text(text) || MISSING_VALUES.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Returns `true` if text that consists of letters and digits is a notation for a missing value rather than an identifier.
pub(super) fn is_never_identifier(text: &str) -> bool {
    NEVER_IDENTIFIERS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

fn is_never_text(text: &str) -> bool {
    NEVER_TEXT.iter().any(|word| word.eq_ignore_ascii_case(text))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, kind: TextKind) -> Option<(Option<Hint>, Vec<String>)> {
        let mut problems = RowProblems::new(2, 2);
        check_suspicious(text, kind, "name", &mut problems);
        assert!(!problems.has_error());
        problems.into_list().pop().map(|problem| (problem.hint, problem.suggestions))
    }

    #[test]
    fn cell_that_is_not_what_was_shown_is_suspicious() {
        for (text, hint, meant) in [
            ("Ren&eacute;", Some(Hint::HtmlEntities), Some("René")),
            ("O&#039;Brien", Some(Hint::HtmlEntities), Some("O'Brien")),
            ("R&amp;D", Some(Hint::HtmlEntities), Some("R&D")),
            ("Аcme &amp; Co", Some(Hint::HtmlEntities), Some("Acme & Co")),
            ("J?rgen &amp; Co", Some(Hint::HtmlEntities), None),
            ("&nbsp;", Some(Hint::HtmlEntities), None),
            ("Soft&shy;ware", Some(Hint::HtmlEntities), Some("Software")),
            ("&lt;null&gt;", Some(Hint::HtmlEntities), None),
            ("\\N", Some(Hint::NoValue), None),
            ("(null)", Some(Hint::NoValue), None),
            ("(NULL)", Some(Hint::NoValue), None),
            ("=HYPERLINK(\"https://example.org\",\"Ren&eacute;\")", Some(Hint::Formula), Some("René")),
            ("=\"Ed\"&\"da\"", Some(Hint::Formula), None),
            ("'Anna'", Some(Hint::Quoted), Some("Anna")),
            ("'O''Brien'", Some(Hint::Quoted), Some("O'Brien")),
            ("J?rgen", Some(Hint::LostLetter), None),
            ("Gro?", Some(Hint::LostLetter), None),
            ("Gro? Meier", Some(Hint::LostLetter), None),
            ("Ann\u{202e}lee", Some(Hint::Invisible), Some("Annlee")),
            ("Le\u{200b}e", Some(Hint::Invisible), Some("Lee")),
            ("Mül\u{ad}ler", Some(Hint::Invisible), Some("Müller")),
            ("An\u{feff}na \u{2066}Lee", Some(Hint::Invisible), Some("Anna Lee")),
            ("An\u{200e}na", Some(Hint::Invisible), Some("Anna")),
            ("An\u{180e}na\u{2060}Lee", Some(Hint::Invisible), Some("AnnaLee")),
            ("An\u{3164}na\u{34f}Lee", Some(Hint::Invisible), Some("AnnaLee")),
            ("مح\u{202e}مد", Some(Hint::Invisible), Some("محمد")),
            ("'می\u{200c}خواهم'", Some(Hint::Quoted), Some("می\u{200c}خواهم")),
            ("А\u{200b}nna", Some(Hint::Invisible), Some("Anna")),
            ("Аnna", None, Some("Anna")),
            ("ΩAnna", None, None),
        ] {
            let suggestions = meant.into_iter().map(str::to_owned).collect();
            assert_eq!(check(text, TextKind::Name), Some((hint, suggestions)), "{text}");
        }
        for text in [
            "null",
            "None",
            "N/A",
            "-",
            "Anna",
            "Анна",
            "R&D",
            "=1+1",
            "(Anni)",
            "王",
            "'t Hooft",
            "JГјrgen",
            "Boys'",
            "''",
            "?",
            "Anna ?",
            "?rgen",
            "'-Lee",
            "می\u{200c}خواهم",
            "क्\u{200d}ष",
            "Anna 👩\u{200d}🚀",
            "葛\u{e0100}城",
            "❤\u{fe0f}",
            "דוד\u{200f} (David)",
            "សុខ\u{200b}ភាព",
            "ᠠ\u{180e}ᠠ",
            "MartÃ\u{ad}n",
            "",
        ] {
            assert_eq!(check(text, TextKind::Name), None, "{text}");
        }
        // In free text, a single word between apostrophes may be intended.
        assert_eq!(check("'plain'", TextKind::FreeText), None);
        assert!(check("'Head of sales'", TextKind::FreeText).is_some());
        assert_eq!(check("1С-программист, μTorrent", TextKind::FreeText), None);
        for text in ["Who? Me", "Why?", "https://example.org/a?b=c", "www.example.org?b", "?", "what??"] {
            assert_eq!(check(text, TextKind::FreeText), None, "{text}");
        }
        assert!(check("Head of M?rketing", TextKind::FreeText).is_some());
        for (text, hint, meant) in [
            ("'-5 years", Hint::Guarded, "-5 years"),
            ("'+49 30 123", Hint::Guarded, "+49 30 123"),
            ("'=1+1", Hint::Guarded, "=1+1"),
            ("''@work", Hint::Guarded, "@work"),
            ("Team\u{2063}lead", Hint::Invisible, "Teamlead"),
        ] {
            assert_eq!(check(text, TextKind::FreeText), Some((Some(hint), vec![meant.to_owned()])), "{text}");
        }
        for text in ["'s Gravenhage", "'90s", "'-'", "-5 years", "+49 30 123", "'"] {
            assert_eq!(check(text, TextKind::FreeText), None, "{text}");
        }
        for text in ["#REF!", "#N/A", "#NAME?", "Err:502"] {
            assert_eq!(check(text, TextKind::FreeText), Some((Some(Hint::SpreadsheetError), Vec::new())), "{text}");
        }
        assert_eq!(check("#1 Main Street", TextKind::FreeText), None);
        assert!(check("R&amp;D", TextKind::FreeText).is_some() && check("\\N", TextKind::FreeText).is_some());
    }

    #[test]
    fn text_without_signs_of_a_fault_is_surely_unsuspicious() {
        for text in ["Anna Lee", "R&D", "a; b", "Müller", "Анна", "王", "A-17", ""] {
            assert!(is_surely_unsuspicious(text.as_bytes(), text.is_ascii(), true), "{text}");
        }
        for text in ["=1+1", "'Anna", "R&amp;D", "J?rgen", "Аnna", "#N/A", "Err:502"] {
            assert!(!is_surely_unsuspicious(text.as_bytes(), text.is_ascii(), true), "{text}");
        }
    }

    #[test]
    fn words_for_a_missing_value_are_recognized() {
        for text in ["NULL", "\\N", "(null)", "N/A", "n/a", "-", "–", "None", "#N/A"] {
            assert!(is_missing_value(text), "{text}");
        }
        assert!(!is_missing_value("") && !is_missing_value("Anna") && !is_missing_value("A-17"));
    }

    #[test]
    fn name_without_a_match_is_searched_for_as_it_was_meant() {
        for (name, meant) in [
            ("M&uuml;ller &amp; S&ouml;hne GmbH", "Müller & Söhne GmbH"),
            ("Аcme", "Acme"),
            ("АСМЕ", "ACME"),
            ("Acme", "Acme"),
            ("Ромашка", "Ромашка"),
        ] {
            assert_eq!(likely_name(name), meant, "{name}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn suggestion_is_never_suspicious(
            text in "(\\?|&|amp;|#38;|eacute;|nbsp;|\\\\N|\\(null\\)|=HYPERLINK\\(\"x\",\"|\"\\)|А|а|ω|nna|é|'| ){0,8}",
        ) {
            for kind in [TextKind::Name, TextKind::FreeText] {
                for meant in check(&text, kind).into_iter().flat_map(|(_, suggestions)| suggestions) {
                    prop_assert_eq!(check(&meant, kind), None, "{}", meant);
                    prop_assert_eq!(clean(&meant), meant.as_str());
                }
                if is_surely_unsuspicious(text.as_bytes(), text.is_ascii(), true) {
                    prop_assert_eq!(check(&text, kind), None);
                }
            }
        }

        #[test]
        fn fast_check_never_misses_an_invisible_character(
            text in "[aé\u{ad}\u{34f}\u{61c}\u{1160}\u{180e}\u{200b}\u{200d}\u{200e}\u{202e}\u{2060}\u{2066}\u{2800}\u{3164}\u{feff}–مក]{0,6}",
        ) {
            prop_assert_eq!(has_unneeded(&text), text.contains(|c: char| is_unneeded(c, &text)));
            prop_assert!(!has_unneeded(&text) || !crate::rules::is_usual(&text));
            for meant in check(&text, TextKind::Name).into_iter().flat_map(|(_, suggestions)| suggestions) {
                prop_assert_eq!(check(&meant, TextKind::Name), None, "{}", meant);
            }
        }

        #[test]
        fn suspicion_about_any_text_never_panics(text in any::<String>()) {
            check(&text, TextKind::Name);
            likely_name(&text);
        }
    }
}
