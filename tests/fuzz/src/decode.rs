//! The decoder: piece sizes make no difference, and the `csv` crate reads the same cells, apart from cases for which it has no rule.

use rollcall_domain::{
    decode::{Decoder, Encoding, ROW_BYTES_MAX},
    header::{looks_like_header, read_header},
    layout::LayoutName,
    problem::{Problem, ROW_PROBLEMS_MAX},
    rules::is_outer,
};

/// What was read from a file.
#[derive(Debug, PartialEq, Eq)]
struct Reading {
    /// Row, line, whether a quote was read leniently, and cells.
    records: Vec<(u64, u64, bool, Vec<String>)>,
    problem: Option<Problem>,
    encoding: Encoding,
    is_assumed: bool,
}

fn read(pieces: &[&[u8]], layout: LayoutName, named: Option<Encoding>) -> (Reading, Decoder) {
    let mut decoder = Decoder::new(layout.layout()).encoded(named);
    let mut records = Vec::new();
    let mut problem = None;
    'reading: for piece in pieces.iter().map(Some).chain([None]) {
        match piece {
            Some(piece) => decoder.push(piece),
            None => decoder.finish(),
        }
        loop {
            match decoder.next_record() {
                Ok(Some(record)) => {
                    let cells = record.cells().map(str::to_owned).collect();
                    records.push((record.row, record.line, record.lenient_quote().is_some(), cells));
                }
                Ok(None) => break,
                Err(met) => {
                    problem = Some(*met);
                    break 'reading;
                }
            }
        }
        let longest = pieces.iter().map(|piece| piece.len()).max().unwrap_or_default();
        assert!(decoder.buffered_bytes() <= ROW_BYTES_MAX + 4 * longest + 64 * 1024);
    }
    let (encoding, is_assumed) = (decoder.encoding(), decoder.is_encoding_assumed());
    (Reading { records, problem, encoding, is_assumed }, decoder)
}

/// Decodes a file as a whole and in pieces; this must not make any difference. The first two bytes select layout, encoding and piece size.
pub(crate) fn decode(data: &[u8]) {
    let [choice, size, bytes @ ..] = data else { return };
    let layout = if choice & 1 == 0 { LayoutName::Enrolment } else { LayoutName::Learners };
    let named = match choice >> 4 {
        0 => Encoding::named("windows-1250"),
        1 => Encoding::named("gb18030"),
        2 => Encoding::named("iso-2022-jp"),
        3 => Some(Encoding::UTF_16LE),
        4 => Some(Encoding::UTF_8),
        _ => None,
    };
    let (whole, decoder) = read(&[bytes], layout, named);
    let pieces: Vec<&[u8]> = bytes.chunks(usize::from(*size) + 1).collect();
    assert_eq!(read(&pieces, layout, named).0, whole);
    let mut reached = (0, 0);
    for (row, line, _, _) in &whole.records {
        assert!(*row == reached.0 + 1 && *line > reached.1, "rows and lines grow");
        reached = (*row, *line);
    }
    // Cases for which the `csv` crate has no rule: white space and invisible characters before a quote, `\"`, byte order marks in joined
    // files, and a NUL or the DOS end-of-file character at the end.
    let text = String::from_utf8_lossy(bytes);
    let is_gap = |character: char| is_outer(character) && !matches!(character, '\n' | '\r') || character == '\\';
    let has_gap = text.chars().zip(text.chars().skip(1)).any(|(character, next)| next == '"' && is_gap(character));
    let is_ours = has_gap || text.contains('\u{feff}') || text.ends_with(['\0', '\x1a']);
    if whole.problem.is_none() && whole.encoding == Encoding::UTF_8 && !is_ours {
        check_against_csv(bytes, &whole, &decoder);
    }
}

/// Checks that the `csv` crate reads the same cells, including those read leniently. Empty lines are not compared, since it skips them.
fn check_against_csv(bytes: &[u8], whole: &Reading, decoder: &Decoder) {
    let Some(dialect) = decoder.dialect() else { return };
    // The `csv` crate reads a `sep=` line as a record, so such a file is not compared.
    if whole.records.first().is_none_or(|(_, line, _, _)| *line != 1) {
        return;
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(dialect.delimiter.byte())
        .from_reader(bytes);
    let theirs: Vec<Vec<String>> =
        reader.records().map_while(Result::ok).map(|record| record.iter().map(str::to_owned).collect()).collect();
    let is_no_line = |cells: &Vec<String>| cells.len() == 1 && cells[0].is_empty();
    let ours: Vec<&Vec<String>> =
        whole.records.iter().map(|record| &record.3).filter(|cells| !is_no_line(cells)).collect();
    assert_eq!(ours, theirs.iter().filter(|cells| !is_no_line(cells)).collect::<Vec<_>>());
}

/// Reads the first record as a header in each layout: a header that lacks a required label is refused.
pub(crate) fn header(data: &[u8]) {
    for name in LayoutName::ALL {
        let layout = name.layout();
        let mut decoder = Decoder::new(layout);
        decoder.push(data);
        decoder.finish();
        let Ok(Some(record)) = decoder.next_record() else { continue };
        let (header, problems) = read_header(&record, layout);
        assert_eq!(header.targets.len(), header.labels.len());
        let is_refused = problems.iter().any(|problem| problem.code.refuses_file());
        let has_required = layout.required_labels().all(|label| header.labels.iter().any(|own| own == label));
        assert!(is_refused || has_required, "{header:?}");
        assert!(problems.iter().all(|problem| problem.row == Some(record.row) && problem.line == Some(record.line)));
        assert!(problems.len() <= 3 * record.len() + ROW_PROBLEMS_MAX);
        let _looks = looks_like_header(record.cells(), layout);
    }
}
