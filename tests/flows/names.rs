//! Names and text in many languages, in every encoding that spreadsheet programs use for them: decoded correctly or refused, never wrong.

#![allow(clippy::print_stdout, reason = "the table is visible with --nocapture")]

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

use rollcall_domain::{
    decode::{
        Encoding,
        detect::{Detector, Verdict},
    },
    layout::LayoutName,
};

/// People for one language: first name, last name, free text.
struct Corpus {
    language: String,
    encodings: Vec<Encoding>,
    people: Vec<[String; 3]>,
}

/// Counts of files by result.
#[derive(Default, Clone, Copy)]
struct Tally {
    right: usize,
    refused: usize,
    /// Refused files that the first candidate decodes correctly.
    named_first: usize,
    wrong: usize,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.refused += other.refused;
        self.named_first += other.named_first;
        self.wrong += other.wrong;
    }

    fn files(self) -> usize {
        self.right + self.refused + self.wrong
    }
}

fn corpora() -> Vec<Corpus> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/names");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let corpus = |path: &Path| {
        let text = fs::read_to_string(path).unwrap();
        let (encodings, people) = text.split_once('\n').unwrap();
        let person = |line: &str| {
            let mut cells = line.split(';').map(str::to_owned);
            std::array::from_fn(|_| cells.next().unwrap())
        };
        Corpus {
            language: path.file_stem().unwrap().to_string_lossy().into_owned(),
            encodings: encodings.split(' ').map(|name| Encoding::named(name).unwrap()).collect(),
            people: people.lines().map(person).collect(),
        }
    };
    paths.iter().map(|path| corpus(path)).collect()
}

impl Corpus {
    /// Returns a file with `size` people, starting with number `first`, and with `language` in the language column.
    fn file(&self, first: usize, size: usize, language: &str) -> String {
        let mut file = "enabled;name;last_name;email;companyName;languageCode;job_role\r\n".to_owned();
        for n in first..first + size {
            // Each round through the people combines their cells differently.
            let round = n / self.people.len();
            let cell = |part: usize| &self.people[(n + part * round) % self.people.len()][part];
            let (name, last, text) = (cell(0), cell(1), cell(2));
            write!(file, "1;{name};{last};p{n}@example.org;Acme GmbH;{language};{text}\r\n").unwrap();
        }
        file
    }

    fn tally(&self, encoding: Encoding, size: usize, language: &str) -> Tally {
        let mut tally = Tally::default();
        for first in (0..self.people.len()).step_by(size) {
            let file = self.file(first, size, language);
            let mut bytes = Vec::new();
            let mut encoder = encoding.encoder();
            if encoder.encode(&file, &mut bytes).is_err() {
                continue;
            }
            encoder.finish(&mut bytes);
            if std::str::from_utf8(&bytes).is_ok() {
                continue;
            }
            let mut detector = Detector::new(LayoutName::Enrolment.layout());
            bytes.chunks(1_000).for_each(|piece| detector.push(piece));
            let Verdict::Found(finding) = detector.finish() else {
                tally.refused += 1;
                continue;
            };
            let is_right = finding.candidates[0].decode(&bytes).as_deref() == Some(file.as_str());
            match (finding.is_certain, is_right) {
                (true, true) => tally.right += 1,
                (true, false) => {
                    println!("{} in {} as {:?}", self.language, encoding.name(), finding);
                    tally.wrong += 1;
                }
                (false, is_right) => {
                    tally.refused += 1;
                    tally.named_first += usize::from(is_right);
                }
            }
        }
        tally
    }
}

/// Detects the encoding of files in each size, encoding and language. Prints a table and returns the totals by size.
fn tally(language_of: impl Fn(&Corpus) -> String) -> BTreeMap<usize, Tally> {
    let mut sums: BTreeMap<usize, Tally> = BTreeMap::new();
    println!("language  encoding          right refused wrong");
    for corpus in corpora() {
        for encoding in &corpus.encodings {
            let mut sum = Tally::default();
            for size in [1, 2, 12, 60] {
                let tally = corpus.tally(*encoding, size, &language_of(&corpus));
                sums.entry(size).or_default().add(tally);
                sum.add(tally);
            }
            let Tally { right, refused, wrong, .. } = sum;
            println!("{:8}  {:16}  {right:5} {refused:7} {wrong:5}", corpus.language, encoding.name());
        }
    }
    for (size, Tally { right, refused, named_first, wrong }) in &sums {
        println!("{size} people: {right} right, {refused} refused, {named_first} of them named first, {wrong} wrong");
    }
    sums
}

fn sum(tallies: &BTreeMap<usize, Tally>) -> Tally {
    let mut sum = Tally::default();
    for tally in tallies.values() {
        sum.add(*tally);
    }
    sum
}

#[test]
fn names_of_every_language_are_read_right_in_every_encoding_or_refused() {
    let sum = sum(&tally(|corpus| corpus.language.clone()));
    assert_eq!(sum.wrong, 0);
    assert!(sum.files() > 3_000 && sum.refused * 50 <= sum.files(), "{} of {}", sum.refused, sum.files());
    assert!(sum.named_first * 100 >= sum.refused * 98, "{} of {}", sum.named_first, sum.refused);
}

#[test]
fn names_in_rows_that_say_english_are_never_read_wrong() {
    let tallies = tally(|_| "en".to_owned());
    assert_eq!(sum(&tallies).wrong, 0);
    assert!(tallies[&60].right * 20 >= tallies[&60].files() * 19);
}
