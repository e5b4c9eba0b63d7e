//! Reasons not to trust the best reading although the other encodings read the whole sample worse.

use super::{
    Class, ODD_SHARE_MAX,
    languages::{LANGUAGES, Language, Script, usual_encodings},
    sample::{Cell, Hint, Sample},
    score,
};
use crate::decode::Encoding;

/// Minimum difference in nats by which an encoding must read the cells that it can decode better than the best reading does.
const RIVAL_MARGIN: f32 = 3.0;
/// Minimum number of cells for each cell that an encoding cannot decode, unless the encoding is the usual one.
const RIVAL_CELLS: usize = 4;
/// Minimum number of nats by which another encoding must read a cell better for the cell to count as joined from another file.
const JOINED_CELL: f32 = 3.0;
/// Total for the cells of a language at which a file is joined from files in two Windows encodings.
const JOINED_WINDOWS: f32 = 4.5;
/// The same if either encoding is another one. Such encodings read more names better by chance.
const JOINED_OTHER: f32 = 18.0;
/// Addition to [`JOINED_OTHER`] for each cell of the language.
const JOINED_PER_CELL: f32 = 0.05;

/// Minimum number of cells in a script if no row names a language with this script, or a country where one is spoken.
const UNNAMED_CELLS_MIN: usize = 4;

/// Returns the index of the class that reads the cells that it can decode much better than `best` does: a few cells are probably in another
/// encoding than the rest of the file.
pub(super) fn flawed_rival(
    flawed: &[Class],
    best: Option<&Class>,
    sample: &Sample,
    costs: &[Vec<f32>],
    prevailing: &[f32],
) -> Option<usize> {
    let usual = score::named_language(prevailing).map_or("windows-1252", |language| language.encodings[0]);
    let cost = |class: &Class, words: &mut [score::Word]| {
        score::cost_of(words, costs, prevailing, &class.encoding_costs(prevailing))
    };
    let rival = |(index, class): (usize, &Class)| {
        let is_usual = class.encodings.iter().any(|(_, name)| *name == usual);
        let has_evidence = is_usual || sample.cells.len() >= RIVAL_CELLS * class.flawed.len();
        let mut words = class.words(sample, &class.flawed);
        if !has_evidence || best.is_some_and(|best| score::least_cost(&words) >= best.cost) {
            return None;
        }
        let nats_max =
            best.map_or(f32::INFINITY, |best| cost(best, &mut best.words(sample, &class.flawed)).nats - RIVAL_MARGIN);
        let own = cost(class, &mut words);
        (own.nats < nats_max && own.odd_share <= ODD_SHARE_MAX).then_some((index, own.nats))
    };
    let rivals = flawed.iter().enumerate().filter_map(rival);
    rivals.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(index, _)| index)
}

/// Returns `true` if the text may be in this language: most of its letters are Latin or in the language's script, and the encoding of East
/// Asian text is used for the language.
pub(super) fn is_written_as_usual(best: &Class, language: &Language) -> bool {
    let (mut foreign, mut total) = (0_usize, 0_usize);
    for letter in non_ascii_letters(best) {
        total += 1;
        foreign += usize::from(![Script::Latin, language.script].contains(&Script::of(letter)));
    }
    let usual = usual_encodings(language);
    let is_used = language.script != Script::EastAsian || best.encodings.iter().any(|(_, name)| usual.contains(name));
    foreign * 2 <= total && is_used
}

/// Returns `true` if the best reading has letters that the language does not use, and another encoding that is usual for the language reads
/// only letters that it uses. Names with foreign letters are common in Latin script, so they say nothing there.
pub(super) fn has_foreign_letters(classes: &[Class], language: &Language) -> bool {
    let Some((best, others)) = classes.split_first() else { return false };
    let is_own = |character: char| character.is_ascii() || language.uses(character);
    let mut rivals =
        others.iter().filter(|other| other.encodings.iter().any(|(_, name)| language.encodings.contains(name)));
    ![Script::Latin, Script::EastAsian].contains(&language.script)
        && !non_ascii_letters(best).all(is_own)
        && rivals.any(|rival| rival.texts.iter().all(|text| !has_inverted_case(text) && text.chars().all(is_own)))
}

/// Returns `true` if a non-ASCII capital follows a lowercase letter, as in `яЕПЦЁИ`: the text was read in the wrong encoding.
fn has_inverted_case(text: &str) -> bool {
    let mut pairs = text.chars().zip(text.chars().skip(1));
    pairs.any(|(one, next)| one.is_lowercase() && next.is_uppercase() && !next.is_ascii())
}

fn non_ascii_letters(class: &Class) -> impl Iterator<Item = char> {
    class.texts.iter().flat_map(|text| text.chars()).filter(|c| !c.is_ascii() && score::is_letter(*c))
}

/// Returns `true` if there are only a few cells, most of their letters are in a script other than Latin, and no row names a language with
/// this script or a country where one is spoken, although other encodings can read the cells too.
pub(super) fn is_in_unnamed_script(classes: &[Class], sample: &Sample, costs: &[Vec<f32>]) -> bool {
    let [best, _, ..] = classes else { return false };
    if sample.cells.len() >= UNNAMED_CELLS_MIN {
        return false;
    }
    let scripts: Vec<Script> = non_ascii_letters(best).map(Script::of).collect();
    let count = |script: Script| scripts.iter().filter(|other| **other == script).count();
    let Some(script) = scripts.iter().copied().max_by_key(|script| count(*script)) else { return false };
    let likelihood = |cell: &Cell| -> f32 {
        let of_each = LANGUAGES.iter().zip(&costs[cell.hint]).filter(|(language, _)| language.script == script);
        of_each.map(|(_, cost)| (-cost).exp()).sum()
    };
    script != Script::Latin && sample.cells.iter().all(|cell| likelihood(cell) < 0.5)
}

/// Returns `true` if the rows of some language contain cells that are much more readable in another usual encoding of that language: the
/// file was probably put together from files in several encodings.
pub(super) fn is_joined(best: &Class, sample: &Sample, costs: &[Vec<f32>]) -> bool {
    let named: Vec<Option<&Language>> = costs.iter().map(|costs| score::named_language(costs)).collect();
    let is_of = |language: &Language, hint: usize| named[hint].is_some_and(|own| own.code == language.code);
    LANGUAGES.iter().filter(|language| (0..named.len()).any(|hint| is_of(language, hint))).any(|language| {
        let cells = sample.cells.iter().zip(&best.texts).filter(|(cell, _)| is_of(language, cell.hint));
        let cost = |cell: &Cell, text: &str| score::cell_cost(text, &costs[cell.hint], best.language);
        let cells: Vec<(&Cell, &str, f32)> =
            cells.map(|(cell, text)| (cell, text.as_str(), cost(cell, text))).collect();
        language.encodings.iter().filter_map(|name| Some((name, Encoding::named(name)?))).any(|(name, encoding)| {
            let gain = |(cell, text, own): &(&Cell, &str, f32)| {
                let other = encoding.decode(&cell.bytes).filter(|other| other != text)?;
                Some(own - cost(cell, &other)).filter(|gain| *gain > JOINED_CELL)
            };
            cells.iter().filter_map(gain).sum::<f32>() >= joined_gain(best, name, cells.len())
        })
    })
}

/// Returns `true` if another Windows encoding reads the cells in which the two differ better, even if the languages of their rows favour
/// the best reading. Among German names, a single Hungarian one says little about the language of a file, but everything about its encoding.
pub(super) fn is_read_better(classes: &[Class], sample: &Sample, costs: &[Vec<f32>], prevailing: &[f32]) -> bool {
    let Some((best, others)) = classes.split_first() else { return false };
    let is_windows = |class: &&Class| class.encodings.iter().any(|(_, name)| name.starts_with("windows-"));
    let unnamed = score::language_costs(&Hint::default());
    let own_cost = |text: &str, hint: usize| {
        let cost = |costs: &[f32]| score::cell_cost(text, costs, best.language);
        cost(&unnamed).min(cost(&costs[hint]))
    };
    // The row names another language than most rows, and that language is written in this encoding with these letters.
    let is_confirmed = |cell: &Cell, own: &str| {
        score::named_language(&costs[cell.hint]).is_some_and(|language| {
            let is_prevailing = score::named_language(prevailing).is_none_or(|named| named.code == language.code);
            let is_usual = best.encodings.iter().any(|(_, name)| *name == language.encodings[0]);
            let is_own = |character: char| character.is_ascii() || language.uses(character);
            !is_prevailing && is_usual && own.chars().all(is_own)
        })
    };
    let is_better = |other: &Class| {
        let is_written =
            |language: &Language| other.encodings.iter().any(|(_, name)| language.encodings.contains(name));
        let written = LANGUAGES.iter().zip(&unnamed);
        let written: Vec<f32> =
            written.map(|(language, cost)| if is_written(language) { *cost } else { f32::INFINITY }).collect();
        let cells = sample.cells.iter().zip(best.texts.iter().zip(&other.texts));
        let cells = cells.filter(|(cell, (own, read))| own != read && !is_confirmed(cell, own));
        let gain = |(cell, (own, read)): (&Cell, (&String, &String))| {
            own_cost(own, cell.hint) - score::cell_cost(read, &written, None)
        };
        cells.map(gain).sum::<f32>() > 0.0
    };
    is_windows(&best) && others.iter().filter(is_windows).any(is_better)
}

/// Returns the total gain at which cells are from a file in the other encoding.
fn joined_gain(best: &Class, other: &str, cells: usize) -> f32 {
    let is_windows = |name: &str| name.starts_with("windows-");
    if is_windows(other) && best.encodings.iter().any(|(_, name)| is_windows(name)) {
        JOINED_WINDOWS
    } else {
        JOINED_OTHER + JOINED_PER_CELL * cells as f32
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::{
        super::{Detector, Finding, Verdict},
        *,
    };
    use crate::layout::LayoutName;

    const FRENCH: [&str; 6] =
        ["Chloé;Lefèvre", "Hélène;Béjart", "Loïc;Château", "François;Noël", "Anaïs;Pêcheur", "Agnès;Hébert"];
    const SPANISH: [&str; 6] =
        ["José;Peña", "María;Núñez", "Begoña;Güell", "Sofía;Ordóñez", "Andrés;Yáñez", "Iñaki;Muñoz"];
    const CZECH: [&str; 4] = ["Jiří;Dvořák", "Věra;Ouředníková", "Zdeněk;Řehoř", "Tomáš;Ježek"];

    /// Returns rows with these names, encoded, for people of this language.
    fn rows(names: &[&str], encoding: &str, language: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        for name in names {
            let mut encoder = Encoding::named(encoding).unwrap().encoder();
            encoder.encode(&format!("{name};a@example.org;;;{language}\n"), &mut bytes).unwrap();
            encoder.finish(&mut bytes);
        }
        bytes
    }

    fn detect(parts: &[&[u8]]) -> Finding {
        let mut detector = Detector::new(LayoutName::Learners.layout());
        detector.push(b"firstname;lastname;email;identifier;country;language\n");
        for part in parts {
            detector.push(part);
        }
        let Verdict::Found(finding) = detector.finish() else { panic!("UTF-8") };
        finding
    }

    const GERMAN: [&str; 4] = ["Käthe;Groß", "Günther;Weiß", "Jörg;Müller", "Sören;Jäger"];

    #[test]
    fn one_name_of_another_encoding_makes_a_file_uncertain() {
        for (encoding, name) in [
            ("windows-1250", "Péter;Győri"),
            ("windows-1250", "Zdeněk;Hájek"),
            ("windows-1250", "Jenő;Kiss"),
            ("windows-1250", "Marko;Ćosić"),
            ("windows-1250", "Luděk;Král"),
            ("windows-1254", "Ayşe;Güneş"),
            ("windows-1254", "Doğan;Şahin"),
            ("windows-1254", "Şule;Demir"),
            ("windows-1257", "Rūta;Kalnā"),
        ] {
            for language in ["de", "en"] {
                let names: Vec<&str> = GERMAN.into_iter().chain([name]).collect();
                let finding = detect(&[&rows(&names, encoding, language)]);
                let read = &finding.candidates[0].decode(&rows(&[name], encoding, language)).unwrap();
                assert!(!finding.is_certain || read.starts_with(name), "{name} as {read}");
            }
        }
        for name in ["François;Besançon", "Begoña;Muñoz", "João;Simões", "Søren;Ågård", "Zoë;Brontë", "Inés;Rodríguez"]
        {
            let names: Vec<&str> = GERMAN.into_iter().chain([name]).collect();
            let finding = detect(&[&rows(&names, "windows-1252", "de")]);
            assert_eq!((finding.is_certain, finding.candidates[0]), (true, Encoding::WINDOWS_1252), "{name}");
        }
        for (name, language) in [("Rosa;Patanè", "it"), ("Nicolò;Cantù", "it"), ("Tânia;Ferreira", "pt")] {
            let finding = detect(&[&rows(&GERMAN, "windows-1252", "de"), &rows(&[name], "windows-1252", language)]);
            assert_eq!((finding.is_certain, finding.candidates[0]), (true, Encoding::WINDOWS_1252), "{name}");
        }
    }

    #[test]
    fn case_is_inverted_if_a_non_ascii_capital_follows_a_small_letter() {
        for (text, is_inverted) in
            [("яЕПЦЁИ", true), ("aÉ", true), ("Пётр", false), ("ПЁТР", false), ("McDonald", false), ("Éva", false)]
        {
            assert_eq!(has_inverted_case(text), is_inverted, "{text}");
        }
    }

    #[test]
    fn few_bytes_that_an_encoding_does_not_define_do_not_rule_it_out() {
        let strays = [
            &b"Stray\x9da;Smith;a@example.org;;;es\n"[..],
            b"Ana;Lead \xe2\x80\x9cNorth\xe2\x80\x9d;a@example.org;;;es\n",
            "Íñigo;Lee;a@example.org;;;es\n".as_bytes(),
        ];
        for (names, language) in [(&SPANISH, "es"), (&SPANISH, "en"), (&FRENCH, "fr")] {
            for stray in strays {
                let finding = detect(&[&rows(names, "windows-1252", language), stray]);
                let shown = String::from_utf8_lossy(stray);
                assert_eq!((finding.is_certain, finding.candidates[0]), (false, Encoding::WINDOWS_1252), "{shown}");
                assert_eq!(finding.words[0].row, 8, "{shown}");
                assert!(finding.words[0].readings[0].contains(char::REPLACEMENT_CHARACTER), "{shown}");
            }
        }
    }

    #[test]
    fn file_whose_only_letters_are_in_the_header_has_a_candidate() {
        let mut detector = Detector::new(LayoutName::Learners.layout());
        detector.push(b"firstname;lastname;email;Stra\xdfe\nAnn;Lee;a@example.org;x\n");
        let Verdict::Found(finding) = detector.finish() else { panic!("UTF-8") };
        assert_eq!((finding.is_certain, finding.candidates.len()), (false, 1));
    }

    #[test]
    fn files_in_two_encodings_joined_are_not_certain() {
        let french = rows(&FRENCH, "windows-1252", "fr");
        for (czech, encoding) in [(&CZECH[..], "windows-1250"), (&CZECH[..1], "windows-1250"), (&CZECH[..], "x-mac-ce")]
        {
            assert!(!detect(&[&french, &rows(czech, encoding, "cs")]).is_certain, "{} {encoding}", czech.len());
        }
        let czech = rows(&CZECH, "windows-1250", "cs");
        assert!(!detect(&[&czech, &french]).is_certain);
        assert!(!detect(&[&czech, &rows(&["Tomáš;Ježek", "Žaneta;Šímová"], "iso-8859-2", "cs")]).is_certain);
        let russian = ["Пётр;Щербаков", "Ольга;Кузнецова"];
        let (windows, koi) = (rows(&russian, "windows-1251", "ru"), rows(&["Сергей;Жуков"], "koi8-r", "ru"));
        assert!(!detect(&[&windows, &koi]).is_certain);
    }

    #[test]
    fn rows_in_several_languages_and_one_encoding_are_certain() {
        let german = ["Jürgen;Größl", "Käthe;Böhm", "Björn;Weiß"];
        for (parts, encoding) in [
            ([(&CZECH[..], "cs"), (&german, "de")], "windows-1250"),
            ([(&FRENCH, "fr"), (&german, "de")], "windows-1252"),
            ([(&SPANISH, "es"), (&["Søren;Kjær", "Åse;Østergård"], "da")], "windows-1252"),
            ([(&german, "de"), (&["Şükrü;Çağlayan", "İpek;Yıldırım"], "tr")], "windows-1254"),
        ] {
            let finding =
                detect(&parts.map(|(names, language)| rows(names, encoding, language)).each_ref().map(Vec::as_slice));
            assert!(finding.is_certain, "{encoding} {finding:?}");
            assert_eq!(finding.candidates[0].name(), encoding);
        }
    }

    #[test]
    fn letter_foreign_to_the_language_that_another_encoding_reads_as_an_own_one_is_not_certain() {
        let finding = detect(&[&rows(&["Алексей;Ёлкин"], "x-mac-cyrillic", "ru")]);
        assert!(!finding.is_certain, "{finding:?}");
        // No other encoding yields plausible names.
        for foreign in ["Ђорђе;Ћосић", "Сергій;Щербаков"] {
            let names = [foreign, "Ольга;Кузнецова", "Пётр;Жуков"];
            assert!(detect(&[&rows(&names, "windows-1251", "ru")]).is_certain, "{foreign}");
        }
        let french = ["Hélène;Béjart", "Loïc;Noël", "Jérôme;Hébert", "Chloé;López"];
        assert!(detect(&[&rows(&french, "windows-1252", "fr")]).is_certain);
    }

    #[test]
    fn few_cells_in_a_script_of_which_no_row_names_a_language_are_not_certain() {
        for (names, encoding) in [("อนันต์;ศรีสุข", "windows-874"), ("Євген;Ґудзь", "x-mac-cyrillic")]
        {
            let finding = detect(&[&rows(&[names], encoding, "en"), b"Ann;Lee;b@example.org;;;en\n"]);
            assert!(!finding.is_certain, "{finding:?}");
        }
    }

    #[test]
    fn usual_encoding_of_a_named_country_is_a_candidate() {
        let thai = rows(&["อนันต์;ศรีสุข"], "windows-874", "en");
        let finding = detect(&[thai.strip_suffix(b";;en\n").unwrap(), b";TH;en\n", b"Ann;Lee;b@example.org;;;en\n"]);
        let names: Vec<String> = finding.candidates.iter().map(|candidate| candidate.name()).collect();
        assert!(names.contains(&"windows-874".to_owned()), "{names:?}");
    }

    #[test]
    fn text_in_a_script_or_encoding_of_another_language_is_not_certain() {
        let (russian, chinese) = (["Пётр;Щербаков", "Ольга;Кузнецова"], ["王伟;李娜", "张敏;刘洋"]);
        for (names, encoding, own, other) in [
            (&russian, "windows-1251", "ru", "el"),
            (&russian, "koi8-r", "ru", "de"),
            (&chinese, "gb18030", "zh", "ko"),
        ] {
            assert!(detect(&[&rows(names, encoding, own)]).is_certain, "{own}");
            assert!(!detect(&[&rows(names, encoding, other)]).is_certain, "{other}");
        }
    }
}
