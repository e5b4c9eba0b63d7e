#![allow(clippy::unwrap_used, reason = "tests")]
#![allow(clippy::redundant_closure_for_method_calls, reason = "the methods are not general enough in their lifetimes")]

mod quotes;

use proptest::prelude::*;

use super::{cells::WHITE_MAX, sniff::HEAD_BYTES_MAX, *};
use crate::layout::LayoutName;

/// Row, line, cells.
type Decoded = (u64, u64, Vec<String>);

/// Returns all records in a file that arrives in these pieces, and the problem that stopped the decoder.
fn decode(pieces: &[&[u8]]) -> (Vec<Decoded>, Option<Problem>) {
    let mut decoder = Decoder::new(LayoutName::Learners.layout());
    let mut records = Vec::new();
    for piece in pieces.iter().map(Some).chain([None]) {
        match piece {
            Some(piece) => decoder.push(piece),
            None => decoder.finish(),
        }
        loop {
            match decoder.next_record() {
                Ok(Some(record)) => {
                    records.push((record.row, record.line, record.cells().map(str::to_owned).collect()));
                }
                Ok(None) => break,
                Err(problem) => return (records, Some(*problem)),
            }
        }
    }
    (records, None)
}

/// Returns the first two rows of a file. The decoder buffers as many bytes as these rows contain before it reads any, so only the pieces
/// after them are read one by one.
fn head() -> Vec<u8> {
    let header = "firstname,lastname,email\n";
    format!("{header}{}\n", "x".repeat(HEAD_BYTES_MAX - header.len() - 1)).into_bytes()
}

/// Reads the bytes after the [`head`], in pieces of these sizes, used in turn.
fn decode_below_head(mut bytes: &[u8], sizes: &[usize]) -> (Vec<Decoded>, Option<Problem>) {
    let head = head();
    let mut pieces = vec![head.as_slice()];
    for size in sizes.iter().cycle() {
        if bytes.is_empty() {
            break;
        }
        let (piece, rest) = bytes.split_at(bytes.len().min(*size));
        pieces.push(piece);
        bytes = rest;
    }
    decode(&pieces)
}

fn cells(text: &str) -> Vec<Vec<String>> {
    decode(&[text.as_bytes()]).0.into_iter().map(|(_, _, cells)| cells).collect()
}

/// Returns what `read` returns for a row below a header with six columns.
fn read_row<T>(row: &str, read: impl FnOnce(&Record<'_>) -> T) -> T {
    let mut decoder = Decoder::new(LayoutName::Learners.layout());
    decoder.push(b"firstname,lastname,email,identifier,country,language\n");
    decoder.push(format!("{row}\n").as_bytes());
    decoder.finish();
    decoder.next_record().unwrap();
    read(&decoder.next_record().unwrap().unwrap())
}

macro_rules! cases {
    ($($name:ident: $text:expr => $expected:expr;)*) => {
        $(#[test] fn $name() {
            let expected: Vec<Vec<&str>> = $expected;
            assert_eq!(cells($text), expected);
        })*
    };
}

cases! {
    decode_plain_cells_are_cut: "a,b\nc,d\n" => vec![vec!["a", "b"], vec!["c", "d"]];
    decode_last_line_without_end_is_read: "a,b\nc,d" => vec![vec!["a", "b"], vec!["c", "d"]];
    decode_crlf_leaves_no_carriage_return: "a,b\r\nc,d\r\n" => vec![vec!["a", "b"], vec!["c", "d"]];
    decode_lone_cr_ends_a_record: "a,b\rc,d\r" => vec![vec!["a", "b"], vec!["c", "d"]];
    decode_quotes_hold_delimiters_and_breaks: "a,\"b,\r\nc\"\nd,e" => vec![vec!["a", "b,\r\nc"], vec!["d", "e"]];
    decode_doubled_quotes_are_one: "\"a \"\"b\"\"\",c" => vec![vec!["a \"b\"", "c"]];
    decode_white_space_before_a_quote_is_no_part_of_the_cell: "1, \"a, b\" ,\t\"c\"" => vec![vec!["1", "a, b ", "c"]];
    decode_invisible_characters_before_a_quote_are_no_part_of_the_cell: "1,\u{a0}\"a, b\",\u{200b}\u{feff}\"c\nd\"" => vec![vec!["1", "a, b", "c\nd"]];
    decode_tab_before_a_quote_is_a_delimiter_where_tabs_are: "email\tb\n\"a\"\t\t\"c\"" => vec![vec!["email", "b"], vec!["a", "", "c"]];
    decode_backslash_quotes_are_read_where_the_width_fits: "email,b,c\n\"a \\\"x\\\", y\",\"C:\\\\d\",1" => vec![vec!["email", "b", "c"], vec!["a \"x\", y", "C:\\d", "1"]];
    decode_backslash_quotes_are_read_beside_a_bare_quote: "email,b,c\n5\" x,\"y\\\"z\\\"\",1" => vec![vec!["email", "b", "c"], vec!["5\" x", "y\"z\"", "1"]];
    decode_backslash_before_a_closing_quote_is_text: "email,b\n\"C:\\\",1" => vec![vec!["email", "b"], vec!["C:\\", "1"]];
    decode_backslash_quotes_that_fit_no_width_are_read_as_others: "email,b,c\n\"a\\\"x, y\",1" => vec![vec!["email", "b", "c"], vec!["a\\x", " y\"", "1"]];
    decode_backslashes_are_text_if_no_quote_becomes_well_placed: "email,b,c\n5\" x,\"C:\\\\d\",y\\\"" => vec![vec!["email", "b", "c"], vec!["5\" x", "C:\\\\d", "y\\\""]];
    decode_empty_quotes_are_empty: "\"\",\"\"" => vec![vec!["", ""]];
    decode_quote_inside_a_cell_is_text: "a\"b,c" => vec![vec!["a\"b", "c"]];
    decode_text_after_a_closing_quote_is_kept: "\"a\"b,c" => vec![vec!["ab", "c"]];
    decode_semicolons_are_found_by_labels: "firstname;lastname;email\na,b;c;d" => vec![vec!["firstname", "lastname", "email"], vec!["a,b", "c", "d"]];
    decode_tabs_are_found_by_labels: "firstname\tlastname\temail\n1\t2\t3" => vec![vec!["firstname", "lastname", "email"], vec!["1", "2", "3"]];
    decode_sep_line_is_obeyed: "sep=|\nfirstname|a,b\n" => vec![vec!["firstname", "a,b"]];
    decode_bom_is_no_part_of_the_first_cell: "\u{feff}email,b" => vec![vec!["email", "b"]];
    decode_boms_are_no_part_of_other_rows: "email,b\n\u{feff}x,1\n\u{feff}\u{feff}y,2" => vec![vec!["email", "b"], vec!["x", "1"], vec!["y", "2"]];
}

#[test]
fn end_of_file_characters_after_the_last_row_are_removed_at_every_piece_size() {
    for tail in ["\u{1a}", "\0\0\0"] {
        let file = format!("Ann,Lee,a@x.org{tail}");
        for size in [1, 4, usize::MAX] {
            let (records, problem) = decode_below_head(file.as_bytes(), &[size]);
            let last = records.last().map(|(_, _, cells)| cells.join("|"));
            assert_eq!((last.as_deref(), problem), (Some("Ann|Lee|a@x.org"), None), "{tail:?} {size}");
        }
    }
}

#[test]
fn positions_after_a_quoted_break_name_row_and_line() {
    let (records, problem) = decode(&[b"a\n\n\"x\ry\r\nz\",1\nlast\n"]);
    assert_eq!(problem, None);
    let positions: Vec<_> = records.iter().map(|(row, line, _)| (*row, *line)).collect();
    assert_eq!(positions, [(1, 1), (2, 2), (3, 3), (4, 6)]);
}

#[test]
fn sep_line_counts_as_a_line_but_not_as_a_row() {
    let (records, _) = decode(&[b"sep=;\r\nemail;x\r\n"]);
    assert_eq!((records[0].0, records[0].1), (1, 2));
}

#[test]
fn cell_is_plain_if_all_its_characters_are_visible_ascii_or_spaces() {
    let plain = |record: &Record<'_>| -> Vec<String> {
        (0..record.len()).filter(|index| record.span(*index).1).map(|index| record.cell(index).to_owned()).collect()
    };
    assert_eq!(read_row("\"é\",\"é,a\",\"a,é\",é,\"a,b\",a b", plain), ["a,b", "a b"]);
}

#[test]
fn row_with_at_most_half_of_the_cells_may_have_another_delimiter() {
    for (row, other) in [
        ("a;b;c;d", Some(Delimiter::Semicolon)),
        ("a|b|c|d,e,f", Some(Delimiter::Pipe)),
        ("a;b;c;d,e,f,g", None),
        ("a;b;c", None),
    ] {
        assert_eq!(read_row(row, |record| record.other_delimiter()), other, "{row}");
    }
}

#[test]
fn record_without_text_is_blank_and_without_bytes_is_empty() {
    for (row, is_blank, is_empty) in [("", true, true), (" ,\u{a0},\"\"", true, false), (",a", false, false)] {
        assert_eq!(read_row(row, |record| (record.is_blank(), record.is_empty())), (is_blank, is_empty), "{row}");
    }
}

#[test]
fn record_split_by_another_delimiter_has_unquoted_cells() {
    let found = read_row("a;\"b;c\";d,e", |record| record.cells_split_by(Delimiter::Semicolon));
    assert_eq!(found, ["a", "b;c", "d,e"]);
}

#[test]
fn two_cells_are_too_few_to_show_another_delimiter() {
    let mut decoder = Decoder::new(LayoutName::Learners.layout());
    decoder.push(b"email,language,x\na@x.org;en\n\"a@x.org;en\"\na@x.org;en;7\n");
    decoder.finish();
    decoder.next_record().unwrap();
    for expected in [None, None, Some(Delimiter::Semicolon)] {
        let record = decoder.next_record().unwrap().unwrap();
        assert_eq!((record.other_delimiter(), record.is_quoted_line()), (expected, false), "{}", record.raw);
    }
}

#[test]
fn encoding_is_assumed_if_the_bytes_alone_show_utf_16() {
    let wide: Vec<u8> = "email,language\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for (file, encoding, is_assumed, is_not_utf8, has_bom) in [
        (wide.as_slice(), Encoding::UTF_16LE, true, false, false),
        (b"email,language\n", Encoding::UTF_8, false, false, false),
        (b"\xef\xbb\xbfemail,language\n", Encoding::UTF_8, false, false, true),
        (b"email,\xe9\n", Encoding::UTF_8, false, true, false),
    ] {
        let mut decoder = Decoder::new(LayoutName::Learners.layout());
        decoder.push(file);
        decoder.finish();
        let found = (decoder.encoding(), decoder.is_encoding_assumed(), decoder.is_not_utf8());
        assert_eq!(found, (encoding, is_assumed, is_not_utf8), "{file:?}");
        assert_eq!(decoder.dialect().map(|dialect| dialect.has_bom), Some(has_bom), "{file:?}");
        assert!(!decoder.is_workbook(), "{file:?}");
    }
}

#[test]
fn line_in_quotes_has_an_address_and_more_than_half_of_the_cells() {
    for (row, is_quoted_line) in [
        ("\"Ann,Lee,a@x.org,7\"", true),
        ("\"Ann;Lee;a@x.org;7\",, ", true),
        ("\"Ann,Lee,a@x.org\"", false),
        ("\"Ann,Lee,Berlin,7\"", false),
        ("\"Ann,Lee,a@x.org,7\",DE", false),
        ("Ann;Lee;a@x.org;7", false),
    ] {
        assert_eq!(read_row(row, |record| record.is_quoted_line()), is_quoted_line, "{row}");
    }
}

#[test]
fn row_past_the_limit_is_too_long_at_every_piece_size() {
    let beyond = ROW_BYTES_MAX + 1;
    for (bytes, too_long, shown) in [(ROW_BYTES_MAX, None, ROW_BYTES_MAX), (beyond, Some(beyond as u64), 0)] {
        let file = format!("email\n{}\r\nnext\n", "x".repeat(bytes));
        // Two of the pieces end just before and just after the carriage return.
        for size in [file.len(), bytes + 6, bytes + 7, 65_536, 100_000] {
            let mut decoder = Decoder::new(LayoutName::Learners.layout());
            let mut rows = Vec::new();
            for piece in file.as_bytes().chunks(size) {
                decoder.push(piece);
                while let Some(record) = decoder.next_record().unwrap() {
                    rows.push((record.row, record.byte, record.too_long, record.raw.len()));
                }
            }
            let next = bytes as u64 + 8;
            assert_eq!(rows, [(1, 0, None, 5), (2, 6, too_long, shown), (3, next, None, 4)], "{size}");
        }
    }
}

#[test]
fn quote_that_grows_past_the_limit_is_unclosed_in_bounded_memory() {
    let mut decoder = Decoder::new(LayoutName::Learners.layout());
    decoder.push(b"email\n\"");
    let mut refused = None;
    for _ in 0..1000 {
        decoder.push(&[b'x'; 8192]);
        if let Err(problem) = decoder.next_record().map(|record| record.map(|record| record.row)) {
            refused = Some(problem.code);
            break;
        }
        assert!(decoder.buffered_bytes() < 2 * CELL_BYTES_MAX);
    }
    assert_eq!(refused, Some(Code::FileQuoteUnclosed));
}

#[test]
fn row_without_end_is_reported_in_bounded_memory_and_the_next_one_is_read() {
    let mut decoder = Decoder::new(LayoutName::Learners.layout());
    for _ in 0..1000 {
        decoder.push(&[b'x'; 8192]);
        assert!(decoder.next_record().unwrap().is_none());
        assert!(decoder.buffered_bytes() < 2 * ROW_BYTES_MAX);
    }
    decoder.push(b"\nnext,row\n");
    decoder.finish();
    let long = decoder.next_record().unwrap().unwrap();
    assert_eq!((long.row, long.line, long.byte, long.too_long), (1, 1, 0, Some(8_192_000)));
    let next = decoder.next_record().unwrap().unwrap();
    assert_eq!((next.row, next.line, next.byte, next.raw), (2, 2, 8_192_001, "next,row"));
}

#[test]
fn quoted_cell_past_the_limit_is_unclosed_at_every_piece_size() {
    // The quotes count too.
    for (text_bytes, code) in [
        (CELL_BYTES_MAX - 2, None),
        (CELL_BYTES_MAX - 1, Some(Code::FileQuoteUnclosed)),
        (CELL_BYTES_MAX + 1, Some(Code::FileQuoteUnclosed)),
    ] {
        let file = format!("email\n\"{}\",b\n", "x".repeat(text_bytes));
        let whole = decode(&[file.as_bytes()]);
        assert_eq!(whole.1.as_ref().map(|problem| problem.code), code, "{text_bytes}");
        for size in [1_000, 65_536, 70_000] {
            assert_eq!(decode(&file.as_bytes().chunks(size).collect::<Vec<_>>()), whole, "{text_bytes}");
        }
    }
}

#[test]
fn bytes_that_are_not_utf8_are_named_by_row_line_and_byte() {
    for (file, row, line, byte) in [
        ("email\né\nab|\n", 3, 3, 12),
        ("é\r|", 2, 2, 4),
        ("é\n\"a\nb|\"", 2, 3, 8),
        ("\u{feff}email\n|", 2, 2, 10),
        // The invalid byte is reported although only the following bytes prove it invalid.
        ("email\n\"\r\n|\"\nx\né\n", 2, 3, 10),
        ("email|\né", 1, 1, 6),
    ] {
        let bytes: Vec<u8> = file.bytes().map(|byte| if byte == b'|' { 0xe9 } else { byte }).collect();
        for size in 1..=bytes.len() {
            let problem = decode_below_head(&bytes, &[size]).1.unwrap();
            assert_eq!(
                (problem.code, problem.row, problem.line),
                (Code::FileEncoding, Some(row + 2), Some(line + 2)),
                "{file}"
            );
            let byte = byte + HEAD_BYTES_MAX as u64;
            assert_eq!((problem.found.as_str(), problem.count), ("0xE9", Some(byte)), "{file}");
        }
        let problem = decode(&[&bytes]).1.unwrap();
        assert_eq!((problem.row, problem.line, problem.count), (Some(row), Some(line), Some(byte)), "{file}");
    }
}

#[test]
fn piece_borders_never_change_the_records() {
    let lines = [
        "a,\"b \"\"c\"\"\",é😀\r\n",
        "\"x\r\ny\",\u{feff}z\r\r\n\n",
        "\u{feff}\"q\" r,\"\",' '\r\n",
        " , \"s,\r\"\"\r\n\",\t\"t\"\r\n",
        "last,\"é\"\r",
    ];
    let text = lines.concat();
    let whole = decode_below_head(text.as_bytes(), &[text.len()]);
    assert_eq!((whole.0.len(), &whole.1), (2 + lines.len() + 2, &None));
    for size in 1..=70 {
        assert_eq!(decode_below_head(text.as_bytes(), &[size]), whole, "{size}");
    }
}

#[test]
fn delimiter_is_found_below_a_title() {
    let (records, _) = decode(&[b"People, teams, 2026\nas of March\nfirstname;lastname;email\nAnn;Lee;x\n"]);
    assert_eq!(records[3].2, ["Ann", "Lee", "x"]);
}

#[test]
fn hostile_files_are_refused_in_bounded_memory() {
    const PIECE: usize = 1024 * 1024;
    let zeros = vec![0; PIECE];
    let letters = vec![b'x'; PIECE];
    let accents = "é".repeat(PIECE / 2).into_bytes();
    let commas = vec![b','; PIECE];
    for (name, piece, pieces, longest) in [
        ("two gigabytes of zeros", &zeros, 2048, None),
        ("a hundred megabytes without a line break", &letters, 100, Some(100 * PIECE as u64)),
        ("the same with accents", &accents, 100, Some(100 * PIECE as u64)),
        ("a hundred megabytes of cells", &commas, 100, Some(100 * PIECE as u64)),
    ] {
        let mut decoder = Decoder::new(LayoutName::Learners.layout());
        let mut pushed = 0;
        let mut refused = None;
        for _ in 0..pieces {
            decoder.push(piece);
            pushed += 1;
            match decoder.next_record() {
                Ok(record) => assert!(record.is_none(), "{name}"),
                Err(problem) => {
                    refused = Some(problem.code);
                    break;
                }
            }
            assert!(decoder.buffered_bytes() <= ROW_BYTES_MAX + 2 * PIECE, "{name}");
        }
        decoder.finish();
        match longest {
            None => assert_eq!((refused, pushed), (Some(Code::FileEncoding), 1), "{name}"),
            Some(longest) => {
                let record = decoder.next_record().unwrap().unwrap();
                assert_eq!((record.too_long, record.len()), (Some(longest), 1), "{name}");
            }
        }
    }
}

#[test]
fn files_of_other_kinds_are_refused_by_their_first_bytes() {
    for (head, code) in [
        (b"PK\x03\x04rest".as_slice(), Code::FileNotCsv),
        (b"%PDF-1.7", Code::FileNotCsv),
        (b"\xef\xbb\xbf  <!DOCTYPE html>", Code::FileNotCsv),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Code::FileNotCsv),
        (b"\xff\xfe\0\0e\0\0\0", Code::FileEncoding),
        (b"\0\0\0\0\0\0", Code::FileEncoding),
    ] {
        assert_eq!(decode(&[head]).1.map(|problem| problem.code), Some(code), "{head:?}");
    }
}

#[test]
fn file_of_another_kind_names_the_accepted_kinds() {
    let container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice();
    let info: Vec<u8> = "EncryptionInfo".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let encrypted = [container, [0; 1_024].as_slice(), info.as_slice()].concat();
    for (file, found) in [
        (container, "an old workbook (.xls)"),
        (encrypted.as_slice(), "a workbook with a password"),
        (b"%PDF-1.7".as_slice(), "a PDF"),
        (b"<!DOCTYPE html>".as_slice(), "a web page (HTML or XML)"),
    ] {
        for (accepts, expected) in [(false, vec![]), (true, vec![".csv", ".xlsx"])] {
            let mut decoder = Decoder::new(LayoutName::Learners.layout()).accept_workbooks(accepts);
            decoder.push(file);
            decoder.finish();
            let problem = decoder.next_record().unwrap_err();
            assert_eq!((problem.code, problem.found.as_str()), (Code::FileNotCsv, found));
            assert_eq!(problem.expected, expected, "{found}");
        }
    }
}

#[test]
fn list_with_many_control_characters_is_read_by_its_labels() {
    let controls = "\u{2}\u{3}".repeat(40);
    for file in
        [format!("firstname,lastname,email,x{controls}\nAnn,Lee,a@x.org\n"), format!("sep=,\nemail\n{controls}\n")]
    {
        let (records, problem) = decode(&[file.as_bytes()]);
        assert_eq!((records.len(), problem), (2, None), "{file:?}");
    }
    assert_eq!(decode(&[controls.as_bytes()]).1.map(|problem| problem.code), Some(Code::FileEncoding));
}

/// Generates text with many of the characters that determine the structure of a CSV file.
fn shape() -> impl Strategy<Value = String> {
    proptest::collection::vec(
        prop_oneof![
            Just("\""),
            Just(","),
            Just("\n"),
            Just("\r"),
            Just("\r\n"),
            Just("a"),
            Just("é"),
            Just("😀"),
            Just(" "),
            Just("\0"),
            Just("\u{1a}"),
            Just("\"a\","),
            Just(",letters")
        ],
        0..60,
    )
    .prop_map(|parts| parts.concat())
}

/// Generates the rows of a list of people, and their CSV file with one quote removed or added.
fn damaged() -> impl Strategy<Value = (Vec<Vec<String>>, String)> {
    let text = proptest::sample::select(vec![
        "",
        "",
        "Boss",
        "Lead, night",
        "two\nlines",
        "two,\r\nlines",
        "5\" pipe",
        "\"x\"",
        ",x",
        "\ny",
        "x,",
        "a \"b\", c",
        " ",
        "x\n",
        "C:\\",
        ",\r\n\\\"\\",
    ]);
    let person = (text.clone(), text.clone(), text);
    let persons = proptest::collection::vec(person, 1..7);
    (persons, any::<bool>(), 0..3_usize, any::<proptest::sample::Index>(), any::<bool>(), any::<bool>()).prop_map(
        |(persons, always, index, at, removes, crlf)| {
            let mut writer = csv::WriterBuilder::new()
                .quote_style(if always { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary })
                .terminator(if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') })
                .from_writer(Vec::new());
            // The address is the first, the second or the last cell.
            let row = |address: &str, texts: [&str; 3]| -> Vec<String> {
                let mut row: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
                row.insert(if index == 2 { 3 } else { index }, address.to_owned());
                row
            };
            writer.write_record(row("email", ["firstname", "x", "y"])).unwrap();
            for (n, (a, b, c)) in persons.iter().enumerate() {
                writer.write_record(row(&format!("p{n}@x.org"), [a, b, c])).unwrap();
            }
            let mut file = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let header_end = file.find('\n').unwrap() + 1;
            let quotes: Vec<usize> = file.match_indices('"').map(|(at, _)| at).filter(|at| *at >= header_end).collect();
            if removes && !quotes.is_empty() {
                file.remove(quotes[at.index(quotes.len())]);
            } else {
                file.insert(header_end + at.index(file.len() - header_end + 1), '"');
            }
            let rows = persons.iter().enumerate().map(|(n, (a, b, c))| row(&format!("p{n}@x.org"), [a, b, c]));
            (rows.collect(), file)
        },
    )
}

/// Returns the number of the test person with this address.
fn person_number(address: &str) -> Option<usize> {
    address.trim().strip_suffix("@x.org")?.strip_prefix('p')?.parse().ok()
}

/// Returns the text of each cell in the e-mail column, and whether an error would be reported.
fn persons_read(file: &str) -> (Vec<String>, bool) {
    let layout = LayoutName::Learners.layout();
    let mut decoder = Decoder::new(layout);
    decoder.push(file.as_bytes());
    decoder.finish();
    let (mut email, mut width, mut found, mut has_error) = (0, 0, Vec::new(), false);
    loop {
        match decoder.next_record() {
            Ok(None) => return (found, has_error),
            Err(_) => return (found, true),
            Ok(Some(record)) if width == 0 => {
                width = record.len();
                email = record.cells().position(|label| label == "email").unwrap();
            }
            Ok(Some(record)) => {
                let is_blank = record.cells().all(|cell| cell.trim().is_empty());
                let has_more = (width..record.len()).any(|index| !record.cell(index).trim().is_empty());
                let is_misread = record.lenient_quote().is_some() && record.len() != width;
                // An invalid address is an error in its row.
                let address = record.cell(email).trim();
                let is_address = person_number(address).is_some();
                has_error |= !is_blank && (has_more || is_misread || !is_address || record.runaway_quote().is_some());
                found.push(address.to_owned());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn quote_too_few_or_too_many_never_loses_a_person_silently((persons, file) in damaged()) {
        let (found, has_error) = persons_read(&file);
        for n in 0..persons.len() {
            prop_assert!(has_error || found.contains(&format!("p{n}@x.org")), "p{n} is lost: {found:?}");
        }
    }

    #[test]
    fn quote_too_few_or_too_many_never_moves_cells_of_a_line_silently((persons, file) in damaged()) {
        let (_, has_error) = persons_read(&file);
        let mut decoder = Decoder::new(LayoutName::Learners.layout());
        decoder.push(file.as_bytes());
        decoder.finish();
        let Ok(Some(header)) = decoder.next_record() else { panic!("no header") };
        let width = header.len();
        while let (false, Ok(Some(record))) = (has_error, decoder.next_record()) {
            let person = record.cells().find_map(person_number).and_then(|number| persons.get(number));
            let Some(person) = person.filter(|_| record.len() == width && record.joined_cell().is_none() && !record.raw.contains(['\r', '\n'])) else { continue };
            let differs = |(cell, text): &(&str, &String)| cell.trim() != text.trim();
            let changed = record.cells().zip(person).filter(differs).count();
            prop_assert!(changed <= 1 || record.runaway_quote().is_some(), "{person:?} became {record:?}");
        }
    }
}

proptest! {
    #[test]
    fn piece_size_never_changes_anything(
        text in shape(),
        sizes in proptest::collection::vec(1_usize..=70, 1..20),
    ) {
        let whole = decode_below_head(text.as_bytes(), &[usize::MAX]);
        prop_assert_eq!(decode_below_head(text.as_bytes(), &sizes), whole);
    }

    #[test]
    fn well_formed_csv_reads_as_the_csv_crate_reads_it(
        rows in proptest::collection::vec(proptest::collection::vec("[a-z\",\n é;]{0,6}", 3), 1..8),
        crlf in any::<bool>(),
    ) {
        let mut writer = csv::WriterBuilder::new()
            .terminator(if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') })
            .from_writer(Vec::new());
        writer.write_record(["firstname", "lastname", "email"]).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let mut expected = vec![vec!["firstname".to_owned(), "lastname".to_owned(), "email".to_owned()]];
        expected.extend(rows);
        prop_assert_eq!(cells(std::str::from_utf8(&bytes).unwrap()), expected);
    }

    #[test]
    fn any_bytes_end_in_records_or_a_problem(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        decode(&[&bytes]);
    }
}
