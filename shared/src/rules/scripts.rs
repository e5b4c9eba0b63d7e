//! Letters that look like Latin ones: a Cyrillic `а` in an English word goes unnoticed, but the word then matches no name or address.
//!
//! Only scripts with letters that look Latin are distinguished. Letters of some other scripts are in a word with Latin letters only if text
//! was decoded with the wrong encoding (`Jiޒ`, `M眉ller`); Chinese characters next to Latin letters are ordinary text.

/// A script whose letters can be mistaken for those of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    Latin,
    Cyrillic,
    /// Greek and Coptic.
    Greek,
    Armenian,
    Cherokee,
}

/// Pairs of a letter and the Latin letter that it looks like.
const LOOK_LATIN: [&str; 4] = [
    "АAВBЕEЁËЅSІIЇÏЈJКKМMНHОOРPСCТTУYҮYХXѴVԚQԜWӀIаaеeёëѕsіiїïјjкkоoрpсcуyүyхxѵvԛqԝwһhԁdӏl",
    "ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXΪÏΫŸΆÁΈÉΊÍΌÓΎÝαaοoνvρpυuιiκkχxϊïϋüάáόóίíύú",
    "ՕOՍUՏSԼLօoսuհhզqոn",
    "ᎪAᏴBᏟCᎬEᏀGᎻHᎫJᏦKᏞLᎷMᏢPᏒRᏚSᎢTᏙVᎳWᏃZ",
];

/// Pairs of a Latin letter and the Cyrillic or Greek letter that it looks like, for words with few Latin letters.
const LOOK_CYRILLIC: &str = "AАBВCСEЕËЁHНIІJЈKКMМOОPРTТXХYУaаcсeеëёiіjјoоpрxхyу";
const LOOK_GREEK: &str = "AΑBΒEΕZΖHΗIΙKΚMΜNΝOΟPΡTΤYΥXΧaαoοvνpρuυiιkκxχóόáάíίúύ";

/// Returns the script of a letter; `None` for letters of other scripts and for other characters.
pub fn script_of(letter: char) -> Option<Script> {
    match letter {
        'A'..='Z' | 'a'..='z' => Some(Script::Latin),
        'ª' | 'º' | '\u{c0}'..='\u{24f}' if letter.is_alphabetic() => Some(Script::Latin),
        '\u{250}'..='\u{2af}' | '\u{1e00}'..='\u{1eff}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => {
            Some(Script::Latin)
        }
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' if letter.is_alphabetic() => Some(Script::Greek),
        '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8a}' | '\u{a640}'..='\u{a69f}' if letter.is_alphabetic() => {
            Some(Script::Cyrillic)
        }
        '\u{531}'..='\u{588}' if letter.is_alphabetic() => Some(Script::Armenian),
        '\u{13a0}'..='\u{13fd}' | '\u{ab70}'..='\u{abbf}' => Some(Script::Cherokee),
        _ => None,
    }
}

/// Returns `false` only if no word in the UTF-8 text [mixes scripts](mixes_scripts). This fast check may also return `true` for such text.
pub(super) fn may_mix_scripts(text: &[u8]) -> bool {
    let kind = |byte: u8, next: u8| match (byte, next) {
        // Latin, including Vietnamese.
        (b'A'..=b'Z' | b'a'..=b'z' | 0xc2..=0xc8, _) | (0xe1, 0xb8..=0xbb) => 1,
        // Latin and phonetic letters.
        (0xc9 | 0xca, _) => 33,
        // The first bytes of Greek, Cyrillic, and Armenian with other scripts.
        (0xcd..=0xcf, _) => 2,
        (0xd0..=0xd3, _) => 4,
        (0xd4..=0xd6, _) => 12,
        // The first bytes of letters that are not expected beside Latin ones.
        (0xd7..=0xe0 | 0xe3..=0xe9 | 0xeb..=0xed, _) => 32,
        // Blocks with letters from any of the scripts.
        (0xe1 | 0xea | 0xef, _) => 17,
        _ => 0_u8,
    };
    let following = text.iter().skip(1).chain(&[0]);
    text.iter().zip(following).fold(0, |kinds, (byte, next)| kinds | kind(*byte, *next)).count_ones() > 1
}

/// Returns `true` if a word has letters from two of the distinguished [scripts](Script), or Latin letters and others that are not expected
/// beside them.
pub(super) fn mixes_scripts(text: &str) -> bool {
    may_mix_scripts(text.as_bytes()) && words(text).any(is_mixed)
}

/// Returns the text with each word that mixes scripts rewritten in one script: preferably in Latin letters, or in the
/// other script if most letters belong to it. `None` if no word is mixed, or if a word can be rewritten in neither.
pub fn in_one_script(text: &str) -> Option<String> {
    if !mixes_scripts(text) {
        return None;
    }
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    for word in words(text).filter(|word| is_mixed(word)) {
        let at = word.as_ptr() as usize - rest.as_ptr() as usize;
        written.push_str(&rest[..at]);
        written.push_str(&word_in_one_script(word)?);
        rest = &rest[at + word.len()..];
    }
    written.push_str(rest);
    Some(written)
}

/// Returns the text with each letter that looks Latin replaced by the Latin one. `None` if there is no such letter, or if a non-Latin
/// letter from one of the distinguished [scripts](Script) remains.
pub(super) fn in_latin(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let written: String = text.chars().map(|letter| latin_of(letter).unwrap_or(letter)).collect();
    let is_latin = written.chars().all(|letter| script_of(letter).is_none_or(|script| script == Script::Latin));
    (is_latin && written != text && !mixes_scripts(&written)).then_some(written)
}

/// Returns the byte offsets of the letters that a reader may mistake for letters of another script. If the text looks like `other`, these
/// are all non-Latin letters. In a mixed word, they are the letters that have to be replaced to write it in one script, or the non-Latin
/// ones if neither can be replaced.
pub fn mistakable(text: &str, other: Option<&str>) -> Vec<usize> {
    let is_all =
        other.is_some_and(|other| in_latin(text).is_some_and(|latin| latin.to_lowercase() == other.to_lowercase()));
    let mut found = Vec::new();
    for word in words(text).filter(|word| is_all || is_mixed(word)) {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        let is_latin = |letter: char| script_of(letter) == Some(Script::Latin);
        let marks_latin = !is_all
            && (is_mostly_other(word) || in_latin(word).is_none())
            && word_in(word, LOOK_CYRILLIC, LOOK_GREEK).is_some();
        for (at, letter) in word.char_indices() {
            if script_of(letter).is_some() && is_latin(letter) == marks_latin {
                found.push(start + at);
            }
        }
    }
    found
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}');
    text.split(move |c: char| !is_part(c)).filter(|word| !word.is_ascii())
}

fn is_mixed(word: &str) -> bool {
    let mut scripts = word.chars().filter_map(script_of);
    let first = scripts.next();
    scripts.any(|script| Some(script) != first) || is_misread(word)
}

/// Returns `true` if a word has Latin letters and others that are beside them only if the text was decoded with the wrong encoding: letters
/// of some scripts anywhere in the word, or Chinese, Japanese or Korean characters between Latin letters.
fn is_misread(word: &str) -> bool {
    let is_latin = |letter: char| script_of(letter) == Some(Script::Latin);
    let Some((first, last)) = word.find(is_latin).zip(word.rfind(is_latin)) else { return false };
    let is_east_asian =
        |letter: char| matches!(letter, '\u{3041}'..='\u{30fa}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}');
    word.contains(is_never_beside_latin) || word[first..last].contains(is_east_asian)
}

/// Returns `true` for letters of scripts that are not mixed with Latin letters in a word, and for [phonetic](is_phonetic) letters.
fn is_never_beside_latin(letter: char) -> bool {
    let is_other = matches!(
        letter,
        '\u{5d0}'..='\u{5ea}'
            | '\u{620}'..='\u{65f}'
            | '\u{66e}'..='\u{6d3}'
            | '\u{710}'..='\u{7b1}'
            | '\u{e01}'..='\u{e4e}'
            | '\u{ff66}'..='\u{ff9f}'
    );
    is_other || is_phonetic(letter)
}

/// Returns `true` for phonetic letters except those in the alphabets of some languages.
pub(crate) fn is_phonetic(letter: char) -> bool {
    matches!(letter, '\u{250}'..='\u{2af}') && !"ɑɓɔɖɗəɛɣɨɩɪɲʃʉʊʋʒ".contains(letter)
}

fn is_mostly_other(word: &str) -> bool {
    let count = |is_latin: bool| {
        word.chars().filter_map(script_of).filter(|script| (*script == Script::Latin) == is_latin).count()
    };
    count(false) > count(true)
}

fn word_in_one_script(word: &str) -> Option<String> {
    let other = || word_in(word, LOOK_CYRILLIC, LOOK_GREEK);
    if is_mostly_other(word) { other().or_else(|| in_latin(word)) } else { in_latin(word).or_else(other) }
}

/// Returns the word with each Latin letter replaced by the Cyrillic or Greek one that looks like it, depending on the word's first
/// non-Latin letter. `None` if a letter has no counterpart.
fn word_in(word: &str, cyrillic: &str, greek: &str) -> Option<String> {
    let other = word.chars().filter_map(script_of).find(|script| *script != Script::Latin)?;
    let table = match other {
        Script::Cyrillic => cyrillic,
        Script::Greek => greek,
        Script::Latin | Script::Armenian | Script::Cherokee => return None,
    };
    let written: Option<String> = word
        .chars()
        .map(|letter| if script_of(letter) == Some(Script::Latin) { counterpart(table, letter) } else { Some(letter) })
        .collect();
    written.filter(|written| !is_mixed(written))
}

fn latin_of(letter: char) -> Option<char> {
    if letter.is_ascii() {
        return None;
    }
    LOOK_LATIN.iter().find_map(|table| counterpart(table, letter))
}

/// Returns the second letter of the pair whose first is `letter`.
fn counterpart(table: &str, letter: char) -> Option<char> {
    let mut letters = table.chars();
    std::iter::from_fn(|| Some((letters.next()?, letters.next()?)))
        .find_map(|(one, other)| (one == letter).then_some(other))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn word_of_several_scripts_is_written_in_one() {
        for (text, meant) in [
            ("Аcme Learning Ltd", Some("Acme Learning Ltd")),
            ("Fоrklift Basics", Some("Forklift Basics")),
            ("еn", Some("en")),
            ("Mϋller", Some("Müller")),
            ("Оlga", Some("Olga")),
            ("Οlga", Some("Olga")),
            ("раураl", Some("paypal")),
            ("Макc Ивaнов", Some("Макс Иванов")),
            ("Μαρίa", Some("Μαρία")),
            ("Юpa", Some("Юра")),
            // As many Cyrillic letters as Latin ones.
            ("сoсo", Some("coco")),
            ("José Аcme", Some("José Acme")),
            ("Ꭺnna", Some("Anna")),
            ("ΩTest", None),
            ("Пётр Smith", None),
            ("Иван", None),
            ("АСМЕ", None),
            ("α-Helix", None),
            ("王Wang", None),
            ("Tシャツ", None),
            ("5Ω", None),
            ("Müller", None),
            ("Anna", None),
            ("", None),
        ] {
            assert_eq!(in_one_script(text).as_deref(), meant, "{text}");
        }
        assert!(mixes_scripts("ΩTest") && !mixes_scripts("Пётр Smith"));
        for misread in ["Jiޒ", "R\u{64e}ENA", "JOSɠ", "M眉ller", "Josﾃｩ", "M체ller", "Josรฉ", "Aשb"] {
            assert!(mixes_scripts(misread) && in_one_script(misread).is_none(), "{misread}");
        }
        for text in ["Məmmədov", "Kofi Ɔwusu", "王Wang", "Tシャツ", "นาย Smith", "Anna محمد", "Amɔ"] {
            assert!(!mixes_scripts(text), "{text}");
        }
    }

    #[test]
    fn script_is_that_of_a_letter_not_of_a_sign_in_its_block() {
        for (letters, script) in [
            ("Azªºéɐəễ\u{ff21}\u{ff5a}", Some(Script::Latin)),
            ("αΩἀ", Some(Script::Greek)),
            ("аЯѝ\u{1c80}\u{a640}", Some(Script::Cyrillic)),
            ("Աֆ", Some(Script::Armenian)),
            ("Ꭰ\u{ab70}", Some(Script::Cherokee)),
            ("×÷\u{387}\u{482}\u{55a}1-王", None),
        ] {
            for letter in letters.chars() {
                assert_eq!(script_of(letter), script, "{letter}");
            }
        }
    }

    #[test]
    fn text_of_letters_that_all_look_latin_is_written_in_latin() {
        for (text, latin) in [
            ("АСМЕ", Some("ACME")),
            ("сосо@example.org", Some("coco@example.org")),
            ("Аcme", Some("Acme")),
            ("Иван", None),
            ("Acme", None),
            ("Müller", None),
        ] {
            assert_eq!(in_latin(text).as_deref(), latin, "{text}");
        }
    }

    #[test]
    fn mistakable_letters_are_the_ones_of_the_other_script() {
        assert_eq!(mistakable("xАcme", None), [1]);
        assert_eq!(mistakable("Ивaн", None), [4]);
        assert_eq!(mistakable("Юpa", None), [2, 3]);
        assert_eq!(mistakable("ΩTest", None), [0]);
        assert_eq!(mistakable("АС 1", None), [0_usize; 0]);
        assert_eq!(mistakable("АС 1", Some("AC 1")), [0, 2]);
        assert_eq!(mistakable("АС 1", Some("Ac 1")), [0, 2]);
        assert_eq!(mistakable("Anna", Some("Anne")), [0_usize; 0]);
    }

    #[test]
    fn letters_of_the_tables_have_counterparts_of_another_script() {
        for (table, is_to_latin) in
            LOOK_LATIN.map(|table| (table, true)).into_iter().chain([(LOOK_CYRILLIC, false), (LOOK_GREEK, false)])
        {
            let letters: Vec<char> = table.chars().collect();
            for pair in letters.chunks(2) {
                let is_latin = |letter: char| script_of(letter) == Some(Script::Latin);
                assert_eq!(pair.len(), 2, "{table}");
                assert_eq!((is_latin(pair[0]), is_latin(pair[1])), (!is_to_latin, is_to_latin), "{pair:?}");
                assert_eq!(pair[0].is_uppercase(), pair[1].is_uppercase(), "{pair:?}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn text_in_one_script_is_not_mixed(text in "[aеоcAВМxияωοé '\\-1王]{0,10}") {
            if let Some(meant) = in_one_script(&text) {
                prop_assert!(!mixes_scripts(&meant), "{}", meant);
                prop_assert_eq!(in_one_script(&meant), None);
            }
            if let Some(latin) = in_latin(&text) {
                prop_assert_eq!(in_latin(&latin), None);
                prop_assert!(!mixes_scripts(&latin));
            }
        }

        #[test]
        fn fast_check_never_misses_a_mixed_word(text in "\\PC{0,12}|[a-zа-яα-ωЀ-ӿԱ-ևᎠ-Ᏽא-ת؀-ۿܐ-ޱก-๎ｦ-ﾟɐ-ʯぁ-ヺ王가]{0,6}") {
            let is_any = words(&text).any(is_mixed);
            prop_assert_eq!(mixes_scripts(&text), is_any);
            mistakable(&text, Some("x"));
        }
    }
}
