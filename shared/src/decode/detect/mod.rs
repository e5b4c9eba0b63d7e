//! Detects the encoding of a file that is not UTF-8, or is so only by chance.
//!
//! Many encodings can decode the same bytes, but only one result is what the admin's spreadsheet showed. A sample of the file's cells is
//! decoded with each candidate. A reading's cost is high if its letters are unlikely neighbours in the languages that the rows name or
//! could be in, or if symbols are in unlikely places. Encodings that read the whole sample identically count as one candidate. The best
//! candidate is certain if it is readable and much cheaper than the next one, unless some cells are probably in another encoding.
//!
//! ```text
//! bytes ──► Sample: distinct cells, their rows, languages, countries ──► each encoding: text ──► cost ──► Verdict
//! ```

mod doubt;
mod languages;
mod sample;
mod score;
mod utf8;

use std::collections::HashMap;

use super::Encoding;
use crate::layout::Layout;
use languages::LANGUAGES;
use sample::{Cell, Sample};
pub use utf8::Utf8Check;

/// Minimum margin, in nats, by which the best reading must beat the next one to be certain if most rows name their language or a country
/// where it is spoken.
const NAMED_MARGIN: f32 = 3.5;
/// Minimum margin, in nats, if windows-1252 is the usual encoding of the prevailing language and gives the best reading.
const WESTERN_MARGIN: f32 = 1.5;
/// Minimum margin, in nats, if no language prevails, or only English does, which is often only a default.
const UNNAMED_MARGIN: f32 = 5.5;
/// Minimum margin, in nats, if the share of odd words exceeds [`ODD_SHARE_MAX`].
const ODD_MARGIN: f32 = 8.0;
/// Share of odd words, such as foreign or misspelt ones, above which [`ODD_MARGIN`] applies.
const ODD_SHARE_MAX: f32 = 0.3;
/// Maximum mean cost per cell, in nats, of the best reading. Above it, the bytes are probably not text in any supported encoding.
const READABLE_CELL: f32 = 45.0;
/// Maximum difference in nats between a reading's lower bound and the best cost. Beyond it, the reading's letters are not scored.
const SCORED_MARGIN: f32 = 30.0;
/// Bonus in nats for the encoding that chardetng suggests.
const GUESS_WORTH: f32 = 1.0;
/// One in this many cells, and one more, may have bytes that are not valid in an encoding that is still considered: a few cells may have
/// been pasted from a file in another encoding.
const FLAWED_SHARE: usize = 10;
/// Maximum number of candidates in a finding.
const CANDIDATES_MAX: usize = 3;
/// Maximum number of cells that a finding shows as read with each candidate.
const WORDS_MAX: usize = 3;
/// Maximum number of invalid sequences in a file that may be damaged UTF-8 even though it has few valid non-ASCII characters.
const STRAY_MAX: u64 = 2;

/// Detects the encoding of a file.
///
/// ```
/// use rollcall_domain::{
///     decode::detect::{Detector, Verdict},
///     layout::LayoutName,
/// };
///
/// let mut detector = Detector::new(LayoutName::Learners.layout());
/// detector.push(b"firstname;lastname;email;language\nJi\xf8\xed;Dvo\xf8\xe1k;jiri@example.org;cs\n");
/// let Verdict::Found(finding) = detector.finish() else { panic!("not UTF-8") };
/// assert!(finding.is_certain);
/// assert_eq!(finding.candidates[0].name(), "windows-1250");
/// assert_eq!(finding.words[0].readings[0], "Jiří");
/// ```
#[derive(Debug)]
pub struct Detector {
    sample: Sample,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Valid UTF-8, which no other encoding reads better.
    Utf8,
    /// UTF-8 with some invalid bytes.
    DamagedUtf8,
    Found(Finding),
}

/// The encodings that fit a file that is not UTF-8.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// One to three candidates, best first.
    pub candidates: Vec<Encoding>,
    /// Whether only the first candidate is likely.
    pub is_certain: bool,
    /// Some cells, as read with each candidate.
    pub words: Vec<Word>,
}

/// One cell, as read with each candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Row number in a spreadsheet, from 1.
    pub row: u64,
    /// The text as read with each candidate, in the order of [`Finding::candidates`].
    pub readings: Vec<String>,
}

/// Encodings that read the sample identically.
struct Class {
    encodings: Vec<(Encoding, &'static str)>,
    texts: Vec<String>,
    /// Indexes of the cells that these encodings cannot decode, ascending.
    flawed: Vec<usize>,
    cost: f32,
    odd_share: f32,
    /// Index of the language that is assumed to prevail.
    language: Option<usize>,
}

impl Detector {
    /// Creates a detector for files with this layout, whose labels identify the language, country and e-mail columns.
    pub fn new(layout: &'static Layout) -> Self {
        Self { sample: Sample::new(layout) }
    }

    pub fn push(&mut self, bytes: &[u8]) {
        self.sample.push(bytes);
    }

    /// Returns the verdict once all bytes have been added.
    pub fn finish(mut self) -> Verdict {
        self.sample.finish();
        let Sample { valid, invalid, .. } = self.sample;
        if invalid == 0 && valid > 0 {
            return utf8::find_better(&self.sample).map_or(Verdict::Utf8, Verdict::Found);
        }
        if valid > 2 * invalid {
            return Verdict::DamagedUtf8;
        }
        let finding = find(&self.sample);
        // A few bytes in another encoding may happen to be valid UTF-8, but real UTF-8 rarely reads well in another encoding.
        let is_damaged = valid > 0 && invalid <= STRAY_MAX && !finding.is_certain;
        if is_damaged { Verdict::DamagedUtf8 } else { Verdict::Found(finding) }
    }
}

fn find(sample: &Sample) -> Finding {
    let costs: Vec<Vec<f32>> = sample.hints.iter().map(score::language_costs).collect();
    let prevailing = prevailing_costs(sample, &costs);
    let (mut classes, mut flawed) = read_in_each(sample, &candidate_names());
    judge(&mut classes, sample, &costs, &prevailing);
    let guess = guess(&sample.cells);
    for class in &mut classes {
        if class.encodings.iter().any(|(encoding, _)| encoding.name() == guess) {
            class.cost -= GUESS_WORTH;
        }
    }
    classes.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    let is_certain = is_certain(&classes, sample, &costs, &prevailing);
    let rival = doubt::flawed_rival(&flawed, classes.first(), sample, &costs, &prevailing);
    let is_rivalled = rival.is_some();
    if let Some(rival) = rival {
        classes.insert(0, flawed.swap_remove(rival));
    }
    show_named(&mut classes, sample, &costs);
    Finding { is_certain: is_certain && !is_rivalled, ..uncertain(&classes, sample, &prevailing) }
}

/// Makes the usual encoding of a language that rows name, or that is spoken in a country that they name, one of the shown candidates.
fn show_named(classes: &mut [Class], sample: &Sample, costs: &[Vec<f32>]) {
    let named = sample.cells.iter().filter_map(|cell| score::named_language(&costs[cell.hint]));
    let usual: Vec<&str> = named.map(|language| language.encodings[0]).collect();
    let is_usual = |class: &Class| class.encodings.iter().any(|(_, name)| usual.contains(name));
    let Some(index) = classes.iter().position(is_usual) else { return };
    if index >= CANDIDATES_MAX {
        classes[CANDIDATES_MAX - 1..=index].rotate_right(1);
    }
}

/// Returns the finding for readings in order, best first.
fn uncertain(classes: &[Class], sample: &Sample, prevailing: &[f32]) -> Finding {
    let shown = &classes[..classes.len().min(CANDIDATES_MAX)];
    if shown.is_empty() {
        return Finding { candidates: vec![Encoding::WINDOWS_1252], is_certain: false, words: Vec::new() };
    }
    Finding {
        candidates: shown.iter().map(|class| class.likeliest(prevailing)).collect(),
        is_certain: false,
        words: words(sample, shown),
    }
}

/// Returns `true` if only the first class is likely.
fn is_certain(classes: &[Class], sample: &Sample, costs: &[Vec<f32>], prevailing: &[f32]) -> bool {
    let Some(best) = classes.first() else { return false };
    let margin = classes.get(1).map_or(f32::INFINITY, |next| next.cost - best.cost);
    let is_readable = best.cost < READABLE_CELL * sample.cells.len() as f32;
    let named = score::named_language(prevailing);
    let wanted = match named.map(|language| language.encodings[0]) {
        _ if best.odd_share > ODD_SHARE_MAX => ODD_MARGIN,
        Some("windows-1252") if best.encodings.iter().any(|(_, name)| *name == "windows-1252") => WESTERN_MARGIN,
        Some(_) => NAMED_MARGIN,
        None => UNNAMED_MARGIN,
    };
    let fits = |language| doubt::is_written_as_usual(best, language) && !doubt::has_foreign_letters(classes, language);
    is_readable
        && margin >= wanted
        && score::expressly_named_language(prevailing).is_none_or(fits)
        && !doubt::is_in_unnamed_script(classes, sample, costs)
        && !doubt::is_joined(best, sample, costs)
        && !doubt::is_read_better(classes, sample, costs, prevailing)
}

impl Class {
    fn new(encoding: Encoding, name: &'static str, texts: Vec<String>, flawed: Vec<usize>) -> Self {
        Self { encodings: vec![(encoding, name)], texts, flawed, cost: 0.0, odd_share: 0.0, language: None }
    }

    /// Returns the words in all cells except those with these indices.
    fn words(&self, sample: &Sample, except: &[usize]) -> Vec<score::Word> {
        let cells = self.texts.iter().zip(&sample.cells).enumerate();
        let cells = cells.filter(|(index, _)| except.binary_search(index).is_err());
        cells.flat_map(|(_, (text, cell))| score::words_of(text, cell.hint)).collect()
    }

    /// Returns the most likely of these encodings.
    fn likeliest(&self, prevailing: &[f32]) -> Encoding {
        let cost = |name: &str| {
            let of_each = LANGUAGES.iter().zip(prevailing).map(|(language, cost)| cost + language.encoding_cost(name));
            of_each.min_by(f32::total_cmp).unwrap_or_default()
        };
        let likeliest = self.encodings.iter().min_by(|a, b| cost(a.1).total_cmp(&cost(b.1)));
        likeliest.map_or(Encoding::WINDOWS_1252, |(encoding, _)| *encoding)
    }

    /// Returns the cost of these encodings for each language as the prevailing one, followed by their cost if no language prevails.
    fn encoding_costs(&self, prevailing: &[f32]) -> Vec<f32> {
        let likelihood = |language: &languages::Language| -> f32 {
            self.encodings.iter().map(|(_, name)| (-language.encoding_cost(name)).exp()).sum()
        };
        let mut costs: Vec<f32> = LANGUAGES.iter().map(|language| -likelihood(language).ln()).collect();
        let sum: f32 = costs.iter().zip(prevailing).map(|(cost, language)| (-cost - language).exp()).sum();
        costs.push(-sum.max(f32::MIN_POSITIVE).ln());
        costs
    }
}

/// Reads the sample in each encoding. Returns the classes that can decode all cells, and those that cannot decode [a few](FLAWED_SHARE).
fn read_in_each(sample: &Sample, names: &[&'static str]) -> (Vec<Class>, Vec<Class>) {
    let mut classes: Vec<Class> = Vec::new();
    let mut indexes: HashMap<Vec<String>, usize> = HashMap::new();
    for &name in names {
        let Some(encoding) = Encoding::named(name) else { continue };
        let Some((texts, flawed)) = read_cells(encoding, &sample.cells) else { continue };
        if let Some(index) = indexes.get(&texts) {
            classes[*index].encodings.push((encoding, name));
            continue;
        }
        indexes.insert(texts.clone(), classes.len());
        classes.push(Class::new(encoding, name, texts, flawed));
    }
    classes.into_iter().partition(|class| class.flawed.is_empty())
}

/// Returns the texts of the cells, and the indexes of those that the encoding cannot decode; `None` if there are many of the latter.
fn read_cells(encoding: Encoding, cells: &[Cell]) -> Option<(Vec<String>, Vec<usize>)> {
    // A control character is as unlikely as a byte that the encoding does not define.
    let is_control = |character: char| matches!(character, '\u{80}'..='\u{9f}');
    let flawed_max = (cells.len() / FLAWED_SHARE + 1).min(cells.len().saturating_sub(1));
    let (mut texts, mut flawed) = (Vec::with_capacity(cells.len()), Vec::new());
    for (index, cell) in cells.iter().enumerate() {
        if let Some(text) = encoding.decode(&cell.bytes).filter(|text| !text.contains(is_control)) {
            texts.push(text);
        } else if flawed.len() < flawed_max {
            texts.push(encoding.decode_lossy(&cell.bytes).replace(is_control, "\u{fffd}"));
            flawed.push(index);
        } else {
            return None;
        }
    }
    Some((texts, flawed))
}

/// Computes the cost of each reading, starting with the lowest lower bounds. Most readings then exceed [`SCORED_MARGIN`], so their letters
/// need not be scored.
fn judge(classes: &mut [Class], sample: &Sample, costs: &[Vec<f32>], prevailing: &[f32]) {
    let mut read: Vec<(&mut Class, Vec<score::Word>)> = classes
        .iter_mut()
        .map(|class| {
            let words = class.words(sample, &[]);
            class.cost = score::least_cost(&words);
            (class, words)
        })
        .collect();
    read.sort_by(|a, b| a.0.cost.total_cmp(&b.0.cost));
    let mut best = f32::INFINITY;
    for (class, words) in &mut read {
        if class.cost > best + SCORED_MARGIN {
            break;
        }
        let encoding_costs = class.encoding_costs(prevailing);
        let cost = score::cost_of(words, costs, prevailing, &encoding_costs);
        class.cost = cost.nats;
        class.odd_share = cost.odd_share;
        class.language = cost.language;
        best = best.min(cost.nats);
    }
}

/// Returns the names of the encodings used for all languages, in language order, without duplicates.
fn candidate_names() -> Vec<&'static str> {
    let mut names = Vec::new();
    for name in LANGUAGES.iter().flat_map(|language| &language.encodings) {
        if !names.contains(name) {
            names.push(*name);
        }
    }
    names
}

/// Returns the cost of each language as the prevailing one, derived from its mean likelihood over the cells.
fn prevailing_costs(sample: &Sample, costs: &[Vec<f32>]) -> Vec<f32> {
    let mut likelihoods = vec![0_f32; LANGUAGES.len()];
    for cell in &sample.cells {
        for (likelihood, cost) in likelihoods.iter_mut().zip(&costs[cell.hint]) {
            *likelihood += (-cost).exp() / sample.cells.len() as f32;
        }
    }
    likelihoods.into_iter().map(|likelihood| -likelihood.max(f32::MIN_POSITIVE).ln()).collect()
}

/// Returns the lowercase name of the encoding that chardetng suggests.
fn guess(cells: &[Cell]) -> String {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    for cell in cells {
        detector.feed(&cell.bytes, false);
        detector.feed(b"\n", false);
    }
    detector.feed(b"", true);
    detector.guess(None, chardetng::Utf8Detection::Deny).name().to_ascii_lowercase()
}

/// Returns the words to show: first the cells that a candidate cannot decode, then those that the candidates read differently, then others.
fn words(sample: &Sample, shown: &[Class]) -> Vec<Word> {
    let is_flawed = |index: usize| shown.iter().any(|class| class.flawed.contains(&index));
    let differs = |index: usize| shown.iter().any(|class| class.texts[index] != shown[0].texts[index]);
    let mut indexes: Vec<usize> = (0..sample.cells.len()).collect();
    indexes.sort_by_key(|index| (!is_flawed(*index), !differs(*index)));
    indexes
        .into_iter()
        .take(WORDS_MAX)
        .map(|index| Word {
            row: sample.cells[index].row,
            readings: shown.iter().map(|class| class.texts[index].clone()).collect(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::LayoutName;

    /// Returns the sample of a file with these names.
    fn sample(names: &[&[u8]]) -> Sample {
        let mut sample = Sample::new(LayoutName::Learners.layout());
        sample.push(b"firstname,email\n");
        for name in names {
            sample.push(name);
            sample.push(b",a@x.org\n");
        }
        sample.finish();
        sample
    }

    #[test]
    fn damaged_utf_8_has_more_than_twice_as_many_valid_characters_as_invalid_sequences() {
        for (valid, invalid, is_damaged) in [(9, 4, true), (8, 4, false)] {
            let mut detector = Detector::new(LayoutName::Learners.layout());
            detector.push(b"firstname,email\n");
            detector.push("Jos\u{e9},a@x.org\n".repeat(valid).as_bytes());
            detector.push(&b"Jos\xe9,a@x.org\n".repeat(invalid));
            assert_eq!(detector.finish() == Verdict::DamagedUtf8, is_damaged, "{valid} to {invalid}");
        }
    }

    #[test]
    fn encoding_that_cannot_decode_one_cell_in_ten_and_one_more_remains_a_candidate() {
        for (cells, flawed, is_candidate) in
            [(9, 1, true), (9, 2, false), (20, 3, true), (20, 4, false), (1, 0, true), (1, 1, false)]
        {
            // windows-1252 does not define the byte 0x81.
            let cell = |index: usize| Cell { bytes: vec![if index < flawed { 0x81 } else { 0xe9 }], row: 2, hint: 0 };
            let read = read_cells(Encoding::WINDOWS_1252, &(0..cells).map(cell).collect::<Vec<_>>());
            let expected = is_candidate.then(|| (0..flawed).collect::<Vec<usize>>());
            assert_eq!(read.map(|(_, flawed)| flawed), expected, "{flawed} of {cells}");
        }
    }

    #[test]
    fn reading_with_many_odd_words_is_certain_only_by_a_larger_margin() {
        let sample = sample(&[b"Jos\xe9", b"Ren\xe9", b"Andr\xe9", b"S\xf8ren"]);
        let costs: Vec<Vec<f32>> = sample.hints.iter().map(score::language_costs).collect();
        let prevailing = prevailing_costs(&sample, &costs);
        let (mut classes, _) = read_in_each(&sample, &["windows-1252", "windows-1250"]);
        for (odd_share, margin, expected) in [(0.0, 5.0, false), (0.0, 6.0, true), (0.5, 6.0, false), (0.5, 8.0, true)]
        {
            classes[0].odd_share = odd_share;
            classes[1].cost = margin;
            assert_eq!(is_certain(&classes, &sample, &costs, &prevailing), expected, "{odd_share} {margin}");
        }
    }

    #[test]
    fn words_that_the_candidates_read_differently_are_shown_first() {
        let sample = sample(&[b"Jos\xe9", b"Ren\xe9", b"Andr\xe9", b"Ji\xf8\xed"]);
        let (classes, _) = read_in_each(&sample, &["windows-1252", "windows-1250"]);
        let words = words(&sample, &classes);
        assert_eq!(words.iter().map(|word| word.row).collect::<Vec<_>>(), [5, 2, 3]);
        assert_eq!(words[0].readings, ["Jiøí", "Jiří"]);
    }
}
