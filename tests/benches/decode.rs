//! Measures the speed of decoding and validating a file, compared with the `csv` crate reading byte records from the same bytes.
//!
//!     cargo run --profile program --bin bench-decode [ROWS]
//!
//! Generates enrolment files with ROWS rows, a million by default: plain (127 MB), with every cell quoted (148 MB), and in UTF-16 (251 MB),
//! where the baseline is `encoding_rs` followed by `csv`. Prints the best of five runs on one thread, and the peak memory of a separate
//! process that decodes and validates the file from disk.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a program for developers, which stops at the first error"
)]

use std::{
    fs::File,
    io::Read as _,
    path::Path,
    time::{Duration, Instant},
};

use rollcall_domain::{
    decode::Decoder,
    header::read_header,
    layout::LayoutName,
    plan::{Drafts, KeyedHasher, Planner, Read},
    settings::CHUNK_ROWS,
};

/// Size of a piece in bytes, similar to what an object store streams.
const PIECE_BYTES: usize = 256 * 1024;
/// Number of runs. The best one counts, since other load can only slow a run down.
const TURNS: usize = 5;

const FIRST_NAMES: [&str; 12] =
    ["Ann", "Siobhan", "José", "Nguyễn Thị", "Mohammed", "Clara", "Bo", "Alexandra", "Pía", "Liam", "Zoë", "Ivan"];
const LAST_NAMES: [&str; 10] =
    ["Lee", "Pemberton", "O'Malley", "Carpentier", "Falk", "Castañeda", "Müller", "van der Berg", "Smith", "Ito"];
const COMPANIES: [&str; 6] =
    ["Harbour & Vale Ltd", "Nordlicht Energie GmbH", "Brio SA", "Acme", "Quayside Foods plc", "Lumen"];
const COHORTS: [&str; 4] = ["Spring Intake", "Team Leads", "", "Night Shift"];
const LANGUAGES: [&str; 6] = ["en-GB", "de", "fr-CA", "es", "en", "vi"];
const ROLES: [&str; 5] = ["", "Account manager", "", "Warehouse operative", "Buyer"];
const TITLES: [&str; 6] = [
    "Presenting Well",
    "Negotiation, Step by Step",
    "Data Protection – The Essentials",
    "",
    "Forklift Basics",
    "Health & Safety: Getting Started",
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [command, path] = arguments.as_slice()
        && command == "memory"
    {
        return print_peak_memory(Path::new(path));
    }
    let rows = arguments.first().map_or(1_000_000, |rows| rows.parse().unwrap());
    println!(
        "{:<10} {:>7} {:>12} {:>12} {:>12} {:>7} {:>9}",
        "file", "MB", "csv MB/s", "decode", "+ rules", "ratio", "peak MiB"
    );
    for (name, style, is_utf_16) in [
        ("plain", csv::QuoteStyle::Necessary, false),
        ("quoted", csv::QuoteStyle::Always, false),
        ("utf-16", csv::QuoteStyle::Necessary, true),
    ] {
        let bytes = enrolment(rows, style, is_utf_16);
        let mut best = [Duration::MAX; 3];
        for _ in 0..TURNS {
            for (best, work) in best.iter_mut().zip([reference, decode, judge]) {
                let begun = Clock::start();
                assert_eq!(work(&bytes, is_utf_16), rows + 1);
                *best = (*best).min(begun.elapsed());
            }
        }
        let peak = peak_memory_of(&bytes, name);
        let [raw, decoded, judged] = best.map(|time| bytes.len() as f64 / 1e6 / time.as_secs_f64());
        let size = bytes.len() / 1_000_000;
        println!("{name:<10} {size:>7} {raw:>12.0} {decoded:>12.0} {judged:>12.0} {:>7.2} {peak:>9.1}", judged / raw);
    }
}

/// Measures the processor time of this thread, so that other load on the machine does not count; outside Linux, measures wall-clock time.
enum Clock {
    Processor(u64),
    Wall(Instant),
}

impl Clock {
    fn start() -> Self {
        processor_ns().map_or_else(|| Self::Wall(Instant::now()), Self::Processor)
    }

    fn elapsed(&self) -> Duration {
        match self {
            Self::Processor(begun) => Duration::from_nanos(processor_ns().unwrap_or_default() - begun),
            Self::Wall(begun) => begun.elapsed(),
        }
    }
}

/// Returns the processor time of this thread in nanoseconds, which only Linux reports.
fn processor_ns() -> Option<u64> {
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    statistics.split_whitespace().next()?.parse().ok()
}

fn enrolment(rows: usize, style: csv::QuoteStyle, is_utf_16: bool) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .quote_style(style)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::with_capacity(rows * 128));
    writer
        .write_record("enabled,name,last_name,email,companyName,cohortName,languageCode,job_role,region,module requested 1,module requested 2".split(','))
        .unwrap();
    for n in 0..rows {
        let (first, last) = (FIRST_NAMES[n % 12], LAST_NAMES[n / 5 % 10]);
        let address = format!("{}.{n}@{}.example", last.replace(|c: char| !c.is_ascii_alphabetic(), ""), n % 7);
        let enabled = if n % 50 == 0 { "0" } else { "1" };
        let (company, language) = (COMPANIES[n / 40 % 6], LANGUAGES[n / 40 % 6]);
        let titles = (TITLES[n / 3 % 6], TITLES[(n / 7 + 3) % 6]);
        let record = [
            enabled,
            first,
            last,
            &address,
            company,
            COHORTS[n / 9 % 4],
            language,
            ROLES[n % 5],
            "North",
            titles.0,
            titles.1,
        ];
        writer.write_record(record).unwrap();
    }
    let bytes = writer.into_inner().unwrap();
    if !is_utf_16 {
        return bytes;
    }
    let text = String::from_utf8(bytes).unwrap();
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

fn reference(bytes: &[u8], is_utf_16: bool) -> usize {
    if is_utf_16 { read_records(Utf8::new(bytes)) } else { read_records(bytes) }
}

fn read_records(input: impl std::io::Read) -> usize {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).buffer_capacity(PIECE_BYTES).from_reader(input);
    let mut record = csv::ByteRecord::new();
    let mut rows = 0;
    while reader.read_byte_record(&mut record).unwrap() {
        rows += 1;
    }
    rows
}

struct Utf8<'a> {
    decoder: encoding_rs::Decoder,
    rest: &'a [u8],
}

impl<'a> Utf8<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self { decoder: encoding_rs::UTF_16LE.new_decoder_with_bom_removal(), rest: bytes }
    }
}

impl std::io::Read for Utf8<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.rest.is_empty() {
            return Ok(0);
        }
        let (_, read, written, _) = self.decoder.decode_to_utf8(self.rest, buffer, true);
        self.rest = &self.rest[read..];
        Ok(written)
    }
}

fn decode(bytes: &[u8], _is_utf_16: bool) -> usize {
    let mut decoder = Decoder::new(LayoutName::Enrolment.layout());
    let mut rows = 0;
    for piece in bytes.chunks(PIECE_BYTES) {
        decoder.push(piece);
        while decoder.next_record().unwrap().is_some() {
            rows += 1;
        }
    }
    decoder.finish();
    while decoder.next_record().unwrap().is_some() {
        rows += 1;
    }
    rows
}

/// Decodes and validates a file, and detects duplicates. Returns the number of records, including the header.
fn judge(bytes: &[u8], _is_utf_16: bool) -> usize {
    let mut pass = Pass::new();
    for piece in bytes.chunks(PIECE_BYTES) {
        pass.push(piece);
    }
    pass.finish()
}

/// The work that the `import` function does on a file before its first look-up in the table.
struct Pass {
    decoder: Decoder,
    planner: Option<Planner>,
    drafts: Drafts,
    rows: usize,
}

impl Pass {
    fn new() -> Self {
        Self {
            decoder: Decoder::new(LayoutName::Enrolment.layout()),
            planner: None,
            drafts: Drafts::default(),
            rows: 0,
        }
    }

    fn push(&mut self, piece: &[u8]) {
        self.decoder.push(piece);
        self.take();
    }

    fn finish(mut self) -> usize {
        self.decoder.finish();
        self.take();
        self.rows
    }

    fn take(&mut self) {
        while let Some(record) = self.decoder.next_record().unwrap() {
            self.rows += 1;
            match &mut self.planner {
                None => {
                    let layout = LayoutName::Enrolment.layout();
                    let (header, problems) = read_header(&record, layout);
                    assert!(problems.is_empty());
                    self.planner = Some(Planner::new(layout, header, KeyedHasher::new([7; 16])));
                }
                Some(planner) => match planner.read(&record, &mut self.drafts) {
                    Read::Draft if self.drafts.len() == CHUNK_ROWS => {
                        assert_eq!(self.drafts.addresses().count(), CHUNK_ROWS);
                        self.drafts = self.drafts.with_same_capacity();
                    }
                    Read::Draft => {}
                    Read::Blank | Read::LeftOut | Read::Repeated(_) | Read::Refused(_) => {
                        panic!("every row of the file is another")
                    }
                },
            }
        }
    }
}

/// Returns the peak memory in MiB of a separate process that decodes and validates these bytes from disk.
fn peak_memory_of(bytes: &[u8], name: &str) -> f64 {
    let path = std::env::temp_dir().join(format!("bench-decode-{}-{name}.csv", std::process::id()));
    std::fs::write(&path, bytes).unwrap();
    let output =
        std::process::Command::new(std::env::current_exe().unwrap()).arg("memory").arg(&path).output().unwrap();
    std::fs::remove_file(&path).unwrap();
    String::from_utf8(output.stdout).unwrap().trim().parse().unwrap_or(f64::NAN)
}

fn print_peak_memory(path: &Path) {
    let mut file = File::open(path).unwrap();
    let mut piece = vec![0; PIECE_BYTES];
    let mut pass = Pass::new();
    loop {
        match file.read(&mut piece).unwrap() {
            0 => break,
            read => pass.push(&piece[..read]),
        }
    }
    assert!(pass.finish() > 0);
    // Only Linux reports the peak; elsewhere, nothing is printed.
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
    if let Some(kib) = peak.and_then(|peak| peak.parse::<f64>().ok()) {
        println!("{:.1}", kib / 1024.0);
    }
}
