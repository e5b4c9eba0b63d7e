//! Detects text that was decoded twice: UTF-8 that was read as windows-1252 or a similar encoding, so that `José` became `JosÃ©`.

use std::sync::LazyLock;

use super::{
    is_usual,
    scripts::{Script, mixes_scripts, script_of},
};
use crate::decode::{Encoding, MISTAKEN_ENCODINGS};

/// Maximum number of mistaken decodings that are undone. More are hardly ever seen: each one doubles the number of wrong characters.
const ROUNDS_MAX: usize = 4;

/// Those of [`MISTAKEN_ENCODINGS`] in which correct text may happen to be valid UTF-8: the Czech `Žáček` would become `뇋ek`. Text must also
/// be [evidently](is_evident) wrong.
const DOUBTFUL: [&str; 6] = ["ibm437", "ibm852", "ibm857", "ibm866", "koi8-r", "x-mac-ce"];

/// Letters that hardly any language uses, besides those from U+0180 to U+024F.
const RARE: &str = "ĈĉĔĕĜĝĤĥĬĭĴĵĸĿŀŉŜŝŬŭŸſ";

/// An encoding that undoes a mistaken decoding of UTF-8.
struct Undoing {
    encoding: Encoding,
    is_doubtful: bool,
    /// The characters as which the first bytes of a character in UTF-8 were decoded.
    leads: Vec<char>,
}

/// One for each of [`MISTAKEN_ENCODINGS`].
static TWICE: LazyLock<Vec<Undoing>> = LazyLock::new(|| {
    let undoing = |name: &&str| {
        let mistaken = Encoding::named(name)?;
        Some(Undoing {
            encoding: Encoding::twice(name)?,
            is_doubtful: DOUBTFUL.contains(name),
            leads: (0xc2..=0xf4).filter_map(|byte| mistaken.decode(&[byte])?.chars().next()).collect(),
        })
    };
    MISTAKEN_ENCODINGS.iter().filter_map(undoing).collect()
});

/// The texts that a text decoded twice may have been before the mistaken decoding, one for each encoding that undoes it.
///
/// The text, encoded in one of [`MISTAKEN_ENCODINGS`], must be valid UTF-8 and ordinary text with at least one non-ASCII character, and no
/// word may mix scripts: the Polish `RÓŻA` would become `RӯA`. Correct text almost never meets these conditions.
#[derive(Debug)]
pub struct MojibakeReadings {
    /// The most plausible readings; at least one.
    list: Vec<Reading>,
    /// Whether the encodings in the list read another text of the file differently.
    differ: bool,
}

#[derive(Debug)]
struct Reading {
    meant: String,
    /// The encoding with which the file can be read correctly if it is UTF-8. `None` if the text was decoded mistakenly more than once, or
    /// if other texts of the file were decoded differently: no encoding undoes that.
    encoding: Option<Encoding>,
}

impl MojibakeReadings {
    /// Returns the readings; `None` if the text was decoded only once.
    pub fn of(text: &str) -> Option<Self> {
        let rated: Vec<(usize, Reading)> =
            undo_once(text).map(|(meant, encoding)| Reading::rated(meant, encoding)).collect();
        let least = rated.iter().map(|(oddity, _)| *oddity).min()?;
        let list = rated.into_iter().filter(|(oddity, _)| *oddity == least).map(|(_, reading)| reading).collect();
        Some(Self { list, differ: false })
    }

    /// Retains the readings in the encodings that also undo `other`, a text in the same file. If none remain, no encoding repairs the file.
    pub fn narrow(&mut self, other: &Self) {
        let is_common =
            |own: &Reading| own.encoding.is_some() && other.list.iter().any(|reading| reading.encoding == own.encoding);
        if !self.list.iter().any(is_common) {
            self.list.iter_mut().for_each(|reading| reading.encoding = None);
            return;
        }
        self.list.retain(is_common);
        let is_kept = |reading: &&Reading| self.list.iter().any(|own| own.encoding == reading.encoding);
        self.differ |= other.differ || !are_same(other.list.iter().filter(is_kept));
    }

    /// Returns the text before the mistaken decoding, and the encoding with which a file in UTF-8 can be read correctly. Neither is returned
    /// if it is not certain.
    pub fn certain(self) -> (Option<String>, Option<Encoding>) {
        let is_certain = are_same(&self.list);
        let is_encoding_certain = self.list.len() == 1 || (is_certain && !self.differ);
        let best = self.list.into_iter().next();
        let encoding = best.as_ref().and_then(|reading| reading.encoding);
        (best.filter(|_| is_certain).map(|reading| reading.meant), encoding.filter(|_| is_encoding_certain))
    }
}

impl Reading {
    /// Returns the reading with its oddity. The mistaken decoding of `meant` is undone too, as long as there is one.
    fn rated(mut meant: String, encoding: Encoding) -> (usize, Self) {
        let mut rounds = 1;
        while rounds < ROUNDS_MAX
            && let Some(again) = undo_once(&meant).map(|(again, _)| again).min_by_key(|again| oddity(again))
        {
            meant = again;
            rounds += 1;
        }
        (oddity(&meant), Self { meant, encoding: (rounds == 1).then_some(encoding) })
    }
}

/// Returns `true` if all readings are the same text.
fn are_same<'a>(readings: impl IntoIterator<Item = &'a Reading>) -> bool {
    let mut texts = readings.into_iter().map(|reading| &reading.meant);
    let first = texts.next();
    texts.all(|text| Some(text) == first)
}

/// Returns the most plausible text before the mistaken decoding; `None` if the text was decoded only once.
pub fn undo_mojibake(text: &str) -> Option<String> {
    Some(MojibakeReadings::of(text)?.list.swap_remove(0).meant)
}

/// Returns the texts before the last mistaken decoding, each with the encoding that undoes it.
fn undo_once(text: &str) -> impl Iterator<Item = (String, Encoding)> {
    let encodings: &[Undoing] = if may_be_decoded_twice(text) { TWICE.as_slice() } else { &[] };
    let first = text.chars().find(|c| !c.is_ascii()).unwrap_or_default();
    encodings.iter().filter(move |undoing| undoing.leads.contains(&first)).filter_map(move |undoing| {
        let meant = undoing.encoding.undo(text)?;
        let is_plausible = meant.chars().all(is_text) && !mixes_scripts(&meant) && !is_chance(text, &meant);
        (is_plausible && (!undoing.is_doubtful || is_evident(text, &meant))).then_some((meant, undoing.encoding))
    })
}

/// Returns `true` if the text is more likely than `meant`, although it is valid UTF-8 in some encoding: a word in capitals, such as
/// `RÂŞNOV`, that would become one with a lowercase or rare letter, or two Cyrillic letters, such as `Ні`, that would become one letter.
fn is_chance(text: &str, meant: &str) -> bool {
    let fits_capitals = |c: char| if c.is_ascii() { !c.is_ascii_lowercase() } else { c.is_uppercase() };
    let is_capital = text.contains(|c: char| c.is_ascii_uppercase()) && text.chars().all(fits_capitals);
    let is_unlikely = |c: char| !c.is_ascii() && ((c.is_lowercase() && c != 'ß') || is_rare(c));
    let is_one_letter = meant.chars().filter(|c| !c.is_ascii()).nth(1).is_none();
    let is_cyrillic = || text.chars().all(|c| c.is_ascii() || script_of(c) == Some(Script::Cyrillic));
    (is_capital && meant.contains(is_unlikely)) || (is_one_letter && is_cyrillic() && !mixes_scripts(text))
}

/// A fast check. A non-ASCII character takes at least two bytes in UTF-8, each of which was decoded as a non-ASCII character.
fn may_be_decoded_twice(text: &str) -> bool {
    let mut characters = text.chars().skip_while(char::is_ascii);
    characters.next().is_some() && characters.next().is_some_and(|next| !next.is_ascii()) && !is_usual(text)
}

/// Returns the number of words that show that the text was decoded twice; at least 1.
pub fn words_of_mojibake(text: &str) -> u64 {
    let words = text.split_whitespace().filter(|word| undo_once(word).next().is_some()).count();
    words.max(1) as u64
}

/// Returns `true` for ASCII, letters, digits, combining accents, the punctuation of ordinary text, and everything above
/// U+FFFF, such as emoji. Accents and Latin letters that hardly any language uses do not count: the `ÍŽ` of the Slovak `KRÍŽ` would become
/// U+034E.
fn is_text(character: char) -> bool {
    character.is_ascii()
        || (character.is_alphanumeric() && !matches!(character, '\u{240}'..='\u{24f}'))
        || matches!(character, '\u{a0}'..='\u{bf}' | '\u{300}'..='\u{33f}' | '\u{2010}'..='\u{203a}' | '€' | '™' | '−')
        || u32::from(character) > 0xffff
}

/// Returns `true` if the text has signs that are not part of words, such as those for drawing boxes, or mixes scripts, or if all letters that
/// were meant are ordinary Latin ones.
fn is_evident(text: &str, meant: &str) -> bool {
    let is_sign = |c: char| matches!(c, '\u{2013}'..='\u{201d}' | '\u{2200}'..='\u{25ff}');
    let is_latin = |c: char| c.is_ascii() || script_of(c) == Some(Script::Latin);
    text.chars().any(is_sign) || mixes_scripts(text) || (oddity(meant) == 0 && meant.chars().all(is_latin))
}

/// Returns the number of letters that are unlikely where they are: uppercase ones after lowercase ones, rare ones, and those whose accent
/// is a separate character.
fn oddity(text: &str) -> usize {
    let is_raised = |(before, letter): &(char, char)| before.is_lowercase() && letter.is_uppercase();
    text.chars().zip(text.chars().skip(1)).filter(is_raised).count() + text.chars().filter(|c| is_rare(*c)).count()
}

/// Returns `true` for separate accents, and for letters that hardly any language uses.
fn is_rare(character: char) -> bool {
    match character {
        '\u{300}'..='\u{36f}' => true,
        letter @ '\u{180}'..='\u{24f}' => !"ƏƠơƯưȘșȚț".contains(letter),
        letter => RARE.contains(letter),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_decoded_twice_is_distinguished_from_correct_text() {
        for (text, meant) in [
            ("JosÃ©", Some("José")),
            ("MÃ¼ller", Some("Müller")),
            ("Oâ€™Brien", Some("O’Brien")),
            ("O\u{e2}\u{80}\u{99}Brien", Some("O’Brien")),
            ("Åukasz \u{c5}\u{81}", None),
            ("Å\u{81}ukasz", Some("Łukasz")),
            ("çŽ‹", Some("王")),
            ("José", None),
            ("Ã", None),
            ("ÃO", None),
            ("Ångström", None),
            ("São Paulo", None),
            ("Ð", None),
            ("Łukasz Ã©", None),
            ("plain", None),
            ("", None),
            ("Růžičková", None),
            ("Źdźbło", None),
            ("Рівне", None),
            ("Љубомир", None),
            ("Петров", None),
            ("RÓŻYCKA", None),
            ("PÓŁTORAK", None),
            ("JÓŹWIAK", None),
            ("GÓŹDŹ", None),
            ("WĘŻYK", None),
            ("MĘŚKI", None),
            ("POSPÍŠIL", None),
            ("KRÍŽ", None),
            ("VÍŤAZ", None),
            ("BANGLADÉŠ", None),
            ("VAŇČURA", None),
            ("PAŇČEVO", None),
            ("RÂŞNOV", None),
            // Some programs capitalize only ASCII letters.
            ("MÃ¼LLER", Some("MüLLER")),
            ("JOSÃ©", Some("JOSé")),
            ("BĂŞESCU", None),
            ("ČŠI", None),
            ("ÂŞIK", None),
            ("Ні", None),
            ("Ші", None),
            ("Сё", None),
            ("Žáček", None),
            ("Jos├⌐", Some("José")),
            ("Jos├®", Some("José")),
            ("Jos├ę", Some("José")),
            ("Barto┼¢", Some("Bartoś")),
            ("M├╝ba┼şir", Some("Mübaşir")),
            ("OΓÇÖBrien", Some("O’Brien")),
            ("╨Я╤С╤В╤А", Some("Пётр")),
            ("Jц╪rgen", Some("Jürgen")),
            ("п÷я▒я┌я─", Some("Пётр")),
            ("J√ľrgen", Some("Jürgen")),
            ("ŇĀukasz", Some("Łukasz")),
            ("ZajńÖc", Some("Zając")),
            ("├── Anna", None),
            ("│ Jürgen │", None),
            ("┌──┬──┐", None),
            ("╔══╗", None),
            ("A├B", None),
            ("Jürgen ├®", None),
            ("√2", None),
            ("5 √ Ångström", None),
        ] {
            assert_eq!(undo_mojibake(text).as_deref(), meant, "{text}");
        }
    }

    #[test]
    fn words_decoded_twice_are_counted() {
        for (text, count) in [("JosÃ©", 1), ("JosÃ© MÃ¼ller Lee", 2), ("Lee", 1)] {
            assert_eq!(words_of_mojibake(text), count, "{text}");
        }
    }

    #[test]
    fn letters_that_are_unlikely_where_they_are_are_counted() {
        for (text, count) in [("José", 0), ("JosÉ", 1), ("Jose\u{301}", 1), ("\u{192}a", 1), ("ŝaĤ", 3)] {
            assert_eq!(oddity(text), count, "{text}");
        }
    }

    #[test]
    fn character_of_ordinary_text_is_a_letter_punctuation_or_above_the_basic_plane() {
        for c in ['a', '\t', 'é', 'Я', '王', '\u{301}', '»', '–', '€', '™', '−', '😀'] {
            assert!(is_text(c), "{c:?}");
        }
        for c in ['\u{81}', '\u{240}', '\u{34e}', '│', '√', '\u{ffff}'] {
            assert!(!is_text(c), "{c:?}");
        }
    }

    /// Returns what is certain about the texts of a file: what the first of them was, and the name of the encoding.
    fn certain(texts: &[&str]) -> (Option<String>, Option<String>) {
        let mut each = texts.iter().filter_map(|text| MojibakeReadings::of(text));
        let Some(mut readings) = each.next() else { return (None, None) };
        each.for_each(|other| readings.narrow(&other));
        let (meant, encoding) = readings.certain();
        (meant, encoding.map(Encoding::name))
    }

    #[test]
    fn encoding_is_the_one_that_undoes_every_text_of_a_file() {
        for (texts, meant, encoding) in [
            (&["J├╝rgen"][..], Some("Jürgen"), Some("utf-8-twice/ibm850")),
            (&["J├╝rgen", "Jos├⌐"], Some("Jürgen"), Some("utf-8-twice/ibm437")),
            (&["Jos├⌐", "J├╝rgen"], Some("José"), Some("utf-8-twice/ibm437")),
            (&["J├╝rgen", "Barto┼¢"], Some("Jürgen"), Some("utf-8-twice/ibm437")),
            (&["J├╝rgen", "Jos├ę"], Some("Jürgen"), Some("utf-8-twice/ibm852")),
            (&["Jos├ę", "Mar├şa"], Some("José"), Some("utf-8-twice/ibm852")),
            (&["Mar├şa", "Jos├ę"], Some("María"), Some("utf-8-twice/ibm852")),
            (&["Au├şen", "M├╝ba┼şir"], Some("Außen"), Some("utf-8-twice/ibm857")),
            // Either “María” in IBM 852 or “Marßa” in IBM 857.
            (&["Mar├şa"], None, None),
            (&["J├╝rgen", "Mar├şa"], Some("Jürgen"), None),
            (&["J├╝rgen", "JosÃ©"], Some("Jürgen"), None),
            (&["J├╝rgen", "JosÃ©", "Jos├⌐"], Some("Jürgen"), None),
            (&["JosÃƒÂ©", "JosÃ©"], Some("José"), None),
        ] {
            let expected = (meant.map(ToOwned::to_owned), encoding.map(ToOwned::to_owned));
            assert_eq!(certain(texts), expected, "{texts:?}");
        }
    }

    /// The cells of a row are narrowed first, then the rows.
    #[test]
    fn cells_of_a_row_that_are_read_differently_leave_the_encoding_open() {
        let readings =
            |text| MojibakeReadings::of(text).unwrap_or(MojibakeReadings { list: Vec::new(), differ: false });
        let mut row = readings("J├╝rgen");
        row.narrow(&readings("Gro├ş"));
        let mut file = readings("J├╝rgen");
        file.narrow(&row);
        assert_eq!(file.certain().1, None, "either “Groí” in IBM 852 or “Groß” in IBM 857");
    }

    #[test]
    fn text_decoded_once_too_often_names_the_encoding_that_it_went_through() {
        for (name, text) in [
            ("utf-8-twice/windows-1250", "JĂĽrgen"),
            ("utf-8-twice/windows-1251", "JГјrgen"),
            ("utf-8-twice/macintosh", "J√ºrgen"),
            ("utf-8-twice/ibm850", "J├╝rgen"),
        ] {
            assert_eq!(certain(&[text]), (Some("Jürgen".to_owned()), Some(name.to_owned())), "{text}");
            assert!(!crate::rules::is_usual(text), "{text}");
        }
    }

    #[test]
    fn text_decoded_mistakenly_several_times_is_undone_but_no_encoding_reads_it() {
        for (text, meant) in [("JosÃƒÂ©", "José"), ("JosÃƒÆ’Ã‚Â©", "José"), ("MÃƒÂ¼ller", "Müller")]
        {
            assert_eq!(certain(&[text]), (Some(meant.to_owned()), None), "{text}");
        }
    }

    /// Names decoded twice that look like words, or like another name decoded twice.
    const NOT_EVIDENT: [&str; 5] = ["đčĐĹĐéĐÇ", "ºşªæªéªÇ", "Stra├şe", "dтАЩOr", "Straц÷e"];

    #[test]
    fn name_decoded_once_too_often_is_never_usual() {
        for name in MISTAKEN_ENCODINGS {
            let mistaken = Encoding::named(name).unwrap_or(Encoding::UTF_8);
            for meant in [
                "Jürgen",
                "José",
                "Łukasz",
                "Żółć",
                "Jiří",
                "Çelik",
                "Şükrü",
                "Пётр",
                "Сергей",
                "Γιώργος",
                "d’Or",
                "Straße",
            ] {
                let Some(text) = mistaken.decode(meant.as_bytes()) else { continue };
                if NOT_EVIDENT.contains(&text.as_str()) {
                    continue;
                }
                assert_eq!(undo_mojibake(&text).as_deref(), Some(meant), "{name}: {text}");
                assert!(!crate::rules::is_usual(&text), "{name}: {text}");
            }
        }
    }
}
