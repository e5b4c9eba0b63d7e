use std::io::{Cursor, Write};

use bytes::Bytes;
use proptest::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{Damage, Hidden, Sheet, SheetRow};
use crate::{
    layout::LayoutName,
    problem::{Code, Hint, Problem},
};

mod uncertain;
mod unusual;

const LABELS: [&str; 6] = ["firstname", "lastname", "email", "identifier", "country", "language"];

/// Creates a workbook with one sheet: the header, and what `fill` writes.
fn workbook(fill: impl Fn(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, LABELS).unwrap();
    fill(sheet);
    workbook.save_to_buffer().unwrap()
}

fn open(bytes: Vec<u8>) -> Result<Sheet, Box<Problem>> {
    Sheet::open(Bytes::from(bytes), LayoutName::Learners.layout())
}

fn format(code: &str) -> Format {
    Format::new().set_num_format(code)
}

/// Marks a workbook's formulas as calculated, as if a spreadsheet program had saved it.
fn calculated(bytes: &[u8]) -> Vec<u8> {
    with_part(bytes, "xl/workbook.xml", |xml| {
        assert!(xml.contains("fullCalcOnLoad=\"1\""), "{xml}");
        xml.replace(" fullCalcOnLoad=\"1\"", "")
    })
}

/// Reads the rows below the header as strings. A damaged cell is followed by its damage in braces.
fn texts(bytes: Vec<u8>) -> Vec<String> {
    let texts = |row: SheetRow| {
        let last = row.damaged.last().map_or(0, |(index, _)| index + 1).max(row.texts.len());
        let text = |index: usize| {
            let damage = row.damaged.iter().find(|(damaged, _)| *damaged == index);
            let text = row.texts.get(index).map_or("", String::as_str);
            damage.map_or_else(|| text.to_owned(), |(_, damage)| format!("{text}{{{damage:?}}}"))
        };
        (0..last).map(text).collect::<Vec<_>>().join("|")
    };
    rows(bytes).into_iter().map(texts).collect()
}

/// Reads all rows below the header.
fn rows(bytes: Vec<u8>) -> Vec<SheetRow> {
    let mut sheet = open(bytes).unwrap();
    let header = sheet.next_row().unwrap().unwrap();
    assert_eq!(header.texts, LABELS);
    std::iter::from_fn(|| sheet.next_row().unwrap()).collect()
}

/// Returns the archive with one part replaced.
fn with_part(bytes: &[u8], name: &str, edit: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let own = part.name().unwrap().into_owned();
        let mut text = Vec::new();
        std::io::copy(&mut part, &mut text).unwrap();
        if own == name {
            text = edit(String::from_utf8(text).unwrap()).into_bytes();
        }
        writer.start_file(own, SimpleFileOptions::default()).unwrap();
        writer.write_all(&text).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

#[test]
fn cell_is_read_as_the_sheet_shows_it_or_is_damaged() {
    let day = ExcelDateTime::parse_from_str("2026-11-28").unwrap();
    let bytes = workbook(|sheet| {
        sheet.write(1, 0, "  José ").unwrap();
        sheet.write_with_format(1, 3, 42, &format("00000")).unwrap();
        sheet.write(1, 4, true).unwrap();
        sheet.write_with_format(2, 3, 4_711, &format("@")).unwrap();
        sheet.write(2, 0, "two\nlines, \"quoted\"").unwrap();
        sheet.write_with_format(3, 3, &day, &format("yyyy-mm-dd")).unwrap();
        sheet.write(4, 3, 1_234_567_890_123_450_000_f64).unwrap();
        sheet.write_with_format(5, 0, 1, &format("0.00")).unwrap();
        sheet.write_with_format(5, 3, 0.25, &format("0%")).unwrap();
        sheet.write(6, 3, Formula::new("=A2&\"x\"").set_result("Anx")).unwrap();
        sheet.write(7, 3, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    });
    let found = rows(calculated(&bytes)).into_iter().map(|row| (row.row, row.texts.join("|"), row.damaged));
    assert_eq!(
        found.collect::<Vec<_>>(),
        [
            (2, "  José |||00042|TRUE".to_owned(), vec![]),
            (3, "two\nlines, \"quoted\"|||4711".to_owned(), vec![]),
            (4, "|||2026-11-28".to_owned(), vec![(3, Damage::Date)]),
            (5, "|||1234567890123450000".to_owned(), vec![(3, Damage::Digits)]),
            (6, "1|||0.25".to_owned(), vec![(0, Damage::Decimals), (3, Damage::Formatted)]),
            (7, "|||Anx".to_owned(), vec![]),
            (8, "|||#DIV/0!".to_owned(), vec![(3, Damage::ErrorValue)]),
        ]
    );
}

#[test]
fn formula_without_a_result_is_damaged() {
    let bytes = workbook(|sheet| {
        sheet.write(1, 3, Formula::new("=A1")).unwrap();
    });
    for value in ["", "<v></v>", "<v/>"] {
        let without = with_part(&calculated(&bytes), SHEET, |xml| xml.replace("</f><v>0</v>", &format!("</f>{value}")));
        let [row] = <[SheetRow; 1]>::try_from(rows(without)).unwrap();
        assert_eq!(row.damaged, [(3, Damage::NoResult)], "{value}");
    }
    let empty_text = with_part(&calculated(&bytes), SHEET, |xml| {
        xml.replace("<c r=\"D2\"", "<c r=\"D2\" t=\"str\"").replace("</f><v>0</v>", "</f><v></v>")
    });
    assert_eq!(rows(empty_text), []);
}

#[test]
fn formula_of_a_program_that_calculates_nothing_is_damaged() {
    let bytes = workbook(|sheet| {
        sheet.write(1, 0, "Ann").unwrap();
        sheet.write(1, 3, Formula::new("=A2&\"x\"").set_result("Anx")).unwrap();
    });
    assert_eq!(texts(bytes.clone()), ["Ann|||Anx{NoResult}"]);
    assert_eq!(texts(calculated(&bytes)), ["Ann|||Anx"]);
}

#[test]
fn zero_as_the_result_of_a_formula_is_damaged_without_settings_for_calculations() {
    let bytes = workbook(|sheet| {
        sheet.write(1, 0, Formula::new("=B9")).unwrap();
        sheet.write(1, 1, Formula::new("=B9").set_result("-0.0")).unwrap();
        sheet.write(1, 2, Formula::new("=B9").set_result("7")).unwrap();
        sheet.write(1, 3, 0).unwrap();
    });
    assert_eq!(texts(calculated(&bytes)), ["0|0|7|0"]);
    let without_settings = with_part(&bytes, "xl/workbook.xml", |xml| {
        assert!(xml.contains("<calcPr "), "{xml}");
        xml.replace("<calcPr ", "<other ")
    });
    assert_eq!(texts(without_settings), ["0{NoResult}|0{NoResult}|7|0"]);
}

#[test]
fn cell_covered_by_a_merged_cell_is_damaged() {
    let bytes = workbook(|sheet| {
        for row in 1..6 {
            sheet.write(row, 2, format!("p{row}@example.org")).unwrap();
        }
        sheet.merge_range(1, 3, 3, 3, "00417", &Format::new()).unwrap();
        sheet.merge_range(4, 4, 4, 5, "GB", &Format::new()).unwrap();
        // An empty merged cell damages no cells. A row whose cells are all covered belongs to the row above, and none of its cells is
        // damaged.
        sheet.merge_range(5, 0, 5, 1, "", &Format::new()).unwrap();
        sheet.merge_range(7, 0, 8, 1, "Ann", &Format::new()).unwrap();
        sheet.write(7, 2, "ann@example.org").unwrap();
    });
    assert_eq!(
        texts(bytes),
        [
            "||p1@example.org|00417",
            "||p2@example.org|{Merged}",
            "||p3@example.org|{Merged}",
            "||p4@example.org||GB|{Merged}",
            "||p5@example.org",
            "",
            "Ann|{Merged}|ann@example.org",
        ]
    );
}

#[test]
fn value_under_a_merged_cell_without_a_text_is_damaged() {
    let bytes = workbook(|sheet| {
        sheet.write(1, 2, "ann@example.org").unwrap();
        sheet.merge_range(1, 3, 1, 4, "", &Format::new()).unwrap();
        // The sheet does not show this text.
        sheet.write(1, 4, "GB").unwrap();
    });
    assert_eq!(texts(bytes), ["||ann@example.org||GB{Merged}"]);
}

#[test]
fn row_that_a_merged_cell_covers_is_damaged_where_it_has_a_text() {
    let bytes = workbook(|sheet| {
        sheet.merge_range(1, 0, 2, 3, "Ann", &Format::new()).unwrap();
        // The sheet shows neither of these texts.
        sheet.write(2, 0, "Bo").unwrap();
        sheet.write(2, 2, "bo@example.org").unwrap();
    });
    assert_eq!(texts(bytes), ["Ann|{Merged}|{Merged}|{Merged}", "Bo{Merged}||bo@example.org{Merged}"]);
}

#[test]
fn text_with_a_format_that_adds_to_it_is_damaged() {
    let bytes = workbook(|sheet| {
        sheet.write_with_format(1, 0, "Ann", &format("\"Dr. \"@")).unwrap();
        sheet.write_with_format(2, 0, "Ann", &format(";;;")).unwrap();
        sheet.write_with_format(3, 0, "Ann", &format("0.00")).unwrap();
        sheet.write_with_format(4, 3, 5, &format("0#")).unwrap();
        sheet.write_with_format(5, 3, 7, &Format::new().set_num_format_index(7)).unwrap();
        sheet.write_with_format(6, 0, "Ann", &format("\"Dr. \"@;@")).unwrap();
        sheet.write_with_format(7, 0, "Ann", &format("0;-0;\"@\"")).unwrap();
        sheet.write_with_format(7, 3, 0, &format("0;-0;\"@\"")).unwrap();
    });
    assert_eq!(
        texts(bytes),
        ["Ann{Formatted}", "Ann{Formatted}", "Ann", "|||05", "|||7{Formatted}", "Ann{Formatted}", "Ann|||0{Formatted}",]
    );
}

#[test]
fn number_formats_elsewhere_refuse_the_workbook() {
    let bytes = workbook(|sheet| _ = sheet.write(1, 0, "Ann").unwrap());
    let moved = with_part(&bytes, "xl/_rels/workbook.xml.rels", |xml| xml.replace("\"styles.xml\"", "\"other.xml\""));
    assert_eq!(open(moved).unwrap_err().code, Code::FileNotCsv);
}

#[test]
fn workbook_with_its_texts_in_another_part_is_damaged() {
    let bytes = workbook(|sheet| _ = sheet.write(1, 0, "Ann").unwrap());
    let moved = with_part(&bytes, "xl/_rels/workbook.xml.rels", |xml| {
        assert!(xml.contains("\"sharedStrings.xml\""), "{xml}");
        xml.replace("\"sharedStrings.xml\"", "\"texts.xml\"")
    });
    assert_eq!(open(moved).unwrap_err().found, "a damaged workbook");
}

#[test]
fn value_that_would_be_read_otherwise_refuses_the_workbook() {
    let bytes = workbook(|sheet| _ = sheet.write(1, 3, 42).unwrap());
    for value in [
        "<v>4<!-- -->2</v>",
        "<v><![CDATA[42]]></v>",
        "<v>4<?x?>2</v>",
        "<v>&#52;2</v>",
        "<is><t>42</t></is><v>7</v>",
        "<v>42</v><v>7</v>",
        "<v>42</v><f>A1</f>",
    ] {
        let changed = with_part(&bytes, SHEET, |xml| {
            assert!(xml.contains("<v>42</v>"), "{xml}");
            xml.replace("<v>42</v>", value)
        });
        assert_eq!(open(changed).map(|_| ()).unwrap_err().code, Code::FileNotCsv, "{value}");
    }
}

#[test]
fn error_value_of_a_newer_program_is_an_error_of_its_cell() {
    let bytes = workbook(|sheet| {
        sheet.write(1, 0, "Ann").unwrap();
        sheet.write(1, 3, Formula::new("=A1:A9").set_result("#NUM!")).unwrap();
        sheet.write(1, 4, "GB").unwrap();
        sheet.write(2, 0, "Bo").unwrap();
    });
    let newer = with_part(&calculated(&bytes), SHEET, |xml| {
        assert!(xml.contains("<v>#NUM!</v>"), "{xml}");
        xml.replace("<v>#NUM!</v>", "<v>#SPILL!</v>")
    });
    assert_eq!(texts(newer), ["Ann|||#SPILL!{ErrorValue}|GB", "Bo"]);
}

#[test]
fn row_without_a_number_is_counted_by_its_cells() {
    let bytes = workbook(|sheet| _ = sheet.write(3, 3, Formula::new("=A1")).unwrap());
    let unnumbered = with_part(&calculated(&bytes), SHEET, |xml| {
        xml.replace("<row r=\"4\"", "<row").replace("</f><v>0</v>", "</f>")
    });
    assert_eq!(texts(unnumbered), ["", "", "|||{NoResult}"]);
}

#[test]
fn blank_rows_between_others_are_returned_and_trailing_ones_are_not() {
    let bytes = workbook(|sheet| {
        sheet.write(3, 0, "Ann").unwrap();
        sheet.write_blank(9, 0, &Format::new().set_bold()).unwrap();
    });
    let found: Vec<(u64, usize)> = rows(bytes).into_iter().map(|row| (row.row, row.texts.len())).collect();
    assert_eq!(found, [(2, 0), (3, 0), (4, 1)]);
}

#[test]
fn sheet_with_the_header_is_found_among_others() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Notes").unwrap().write(0, 0, "read me").unwrap();
    workbook.add_worksheet().set_name("People").unwrap().write_row(0, 0, LABELS).unwrap();
    workbook.add_worksheet().set_name("Old").unwrap().set_hidden(true).write_row(0, 0, LABELS).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    assert_eq!(open(bytes).unwrap().next_row().unwrap().unwrap().texts, LABELS);

    workbook.add_worksheet().set_name("July").unwrap().write_row(0, 0, LABELS).unwrap();
    let problem = open(workbook.save_to_buffer().unwrap()).unwrap_err();
    assert_eq!(
        (problem.code, problem.expected.as_slice()),
        (Code::WorkbookSeveralSheets, &["People", "July"].map(str::to_owned)[..])
    );
}

#[test]
fn sheet_whose_header_is_further_down_counts_too() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("May").unwrap().write_row(0, 0, LABELS).unwrap();
    let june = workbook.add_worksheet().set_name("June").unwrap();
    june.write(0, 0, "People of June").unwrap().write_row(3, 0, LABELS).unwrap();
    let problem = open(workbook.save_to_buffer().unwrap()).unwrap_err();
    assert_eq!(problem.expected, ["May", "June"]);
}

#[test]
fn list_for_look_ups_is_no_header_beside_one() {
    let mut workbook = Workbook::new();
    let firms = workbook.add_worksheet().set_name("Firms").unwrap();
    firms.write(0, 0, LABELS[0]).unwrap().write(1, 0, "Acme").unwrap();
    let one_label = workbook.save_to_buffer().unwrap();
    assert!(open(one_label).is_ok());
    workbook.add_worksheet().set_name("People").unwrap().write_row(0, 0, LABELS).unwrap();
    let sheet = open(workbook.save_to_buffer().unwrap()).unwrap();
    assert_eq!((sheet.width(), sheet.others()), (LABELS.len(), &[][..]));
}

#[test]
fn sheet_with_people_that_is_not_read_is_named() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Notes").unwrap().write(0, 0, "read me").unwrap();
    workbook.add_worksheet().set_name("People").unwrap().write_row(0, 0, LABELS).unwrap();
    workbook.add_worksheet().set_name("More").unwrap().write_row(0, 0, ["Ann", "Berg", "ann@example.org"]).unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    assert_eq!(open(bytes.clone()).unwrap().others(), ["More"]);
    // A tab may contain only a chart.
    let chart = with_part(&bytes, "xl/_rels/workbook.xml.rels", |xml| {
        let worksheet = "relationships/worksheet\" Target=\"worksheets/sheet3.xml\"";
        assert!(xml.contains(worksheet), "{xml}");
        xml.replace(worksheet, "relationships/chartsheet\" Target=\"worksheets/sheet3.xml\"")
    });
    assert_eq!(open(chart).unwrap().others(), [""; 0]);
}

#[test]
fn sheet_with_an_address_far_down_is_named() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Example").unwrap().write_row(0, 0, LABELS).unwrap();
    let more = workbook.add_worksheet().set_name("More").unwrap();
    more.write(0, 0, "People of June").unwrap().write_row(30, 0, LABELS).unwrap();
    more.write(900, 2, "ann@example.org").unwrap();
    let texts = workbook.add_worksheet().set_name("Texts").unwrap();
    texts.write(0, 0, "Read me").unwrap().write(900, 0, Formula::new("=A1").set_result("bo@example.org")).unwrap();
    workbook.add_worksheet().set_name("Notes").unwrap().write(900, 0, "at work").unwrap();
    let bytes = workbook.save_to_buffer().unwrap();
    assert_eq!(open(bytes).unwrap().others(), ["More", "Texts"]);
}

#[test]
fn row_without_a_value_does_not_count() {
    for last in [250_000, 1_048_575] {
        let bytes = workbook(|sheet| {
            sheet.write(1, 0, "Ann").unwrap();
            sheet.write_blank(last, 0, &Format::new().set_bold()).unwrap();
        });
        assert_eq!(texts(bytes), ["Ann"], "{last}");
    }
    let problem = open(workbook(|sheet| _ = sheet.write(299_999, 0, "Ann").unwrap())).unwrap_err();
    assert_eq!((problem.limit, problem.count), (Some(250_000), Some(300_000)));
}

#[test]
fn width_is_that_of_the_widest_row() {
    let width = |column: u16| open(workbook(|sheet| _ = sheet.write(1, column, "x").unwrap())).unwrap().width();
    // A cell to the right of the columns that a header may have does not count.
    assert_eq!([0, 6, 999, 1_000].map(width), [6, 7, 1_000, 6]);
    let blank = workbook(|sheet| _ = sheet.write_blank(1, 8, &Format::new().set_bold()).unwrap());
    assert_eq!(open(blank).unwrap().width(), 6);
}

#[test]
fn hidden_row_or_column_with_a_value_is_noticed() {
    let hidden = |hide: fn(&mut Worksheet)| {
        let bytes = workbook(|sheet| {
            sheet.write(1, 0, "Ann").unwrap();
            sheet.write(1, 4, "GB").unwrap();
            hide(sheet);
        });
        open(bytes).unwrap().hidden()
    };
    let has_hidden = |hide: fn(&mut Worksheet)| hidden(hide).is_some();
    assert!(has_hidden(|sheet| _ = sheet.set_row_hidden(1).unwrap()));
    assert!(has_hidden(|sheet| _ = sheet.set_column_hidden(4).unwrap()));
    assert!(has_hidden(|sheet| _ = sheet.set_row_height(1, 0).unwrap()));
    assert!(has_hidden(|sheet| _ = sheet.set_column_width(4, 0).unwrap()));
    assert!(has_hidden(|sheet| _ = sheet.hide_unused_rows(true).set_row_hidden(1).unwrap()));
    assert!(has_hidden(|sheet| _ = sheet.set_column_range_hidden(8, 16_383).unwrap().write(1, 19, "x").unwrap()));

    assert_eq!(hidden(|sheet| _ = sheet.set_row_hidden(1).unwrap()), Some(Hidden::Row(2)));
    assert_eq!(hidden(|sheet| _ = sheet.set_column_hidden(4).unwrap()), Some(Hidden::Column(4)));

    assert!(!has_hidden(|_| {}));
    // This column has a label, but no values.
    assert!(!has_hidden(|sheet| _ = sheet.set_column_hidden(5).unwrap()));
    assert!(!has_hidden(|sheet| _ = sheet.set_row_hidden(9).unwrap()));
    assert!(!has_hidden(|sheet| _ = sheet.set_row_height(9, 0).unwrap()));
    assert!(!has_hidden(|sheet| _ = sheet.set_column_range_hidden(8, 16_383).unwrap()));
    assert!(!has_hidden(|sheet| _ = sheet.hide_unused_rows(true)));
    assert!(!has_hidden(|sheet| {
        sheet.write_blank(9, 0, &Format::new().set_bold()).unwrap();
        sheet.set_row_hidden(9).unwrap();
    }));
}

#[test]
fn workbook_beyond_a_limit_is_refused_before_it_is_read() {
    let small = workbook(|sheet| _ = sheet.write(1, 0, "Ann").unwrap());
    let far = workbook(|sheet| _ = sheet.write(250_000, 0, "Ann").unwrap());
    let spaces = " ".repeat(40 << 20);
    let cases = [
        (far, Some(Hint::Rows)),
        (with_part(&small, SHEET, |xml| xml.replace("A1:F2", "A1:XFD1048577")), Some(Hint::Rows)),
        (
            with_part(&small, "xl/sharedStrings.xml", |xml| {
                xml.replace("uniqueCount=\"7\"", "uniqueCount=\"4000000000\"")
            }),
            None,
        ),
        (with_part(&small, SHEET, |xml| xml.replace("<sheetData>", &format!("{spaces}<sheetData>"))), None),
        (
            with_part(&small, "xl/styles.xml", |xml| xml.replace("<fonts", &format!("{}<fonts", &spaces[..32 << 20]))),
            None,
        ),
    ];
    for (case, (bytes, hint)) in cases.into_iter().enumerate() {
        let problem = open(bytes).unwrap_err();
        assert_eq!((problem.code, problem.hint), (Code::WorkbookTooLarge, hint), "{case}");
    }
    let entities = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><sst";
    let bomb = with_part(&small, "xl/sharedStrings.xml", |xml| xml.replace("<sst", entities));
    assert_eq!(open(bomb).unwrap_err().code, Code::FileNotCsv);
}

#[test]
fn archive_of_another_kind_is_named() {
    let archive = |part: &str, text: &str| {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.start_file(part, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
        writer.finish().unwrap().into_inner()
    };
    for (bytes, found) in [
        (archive("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "an OpenDocument sheet (.ods)"),
        (archive("xl/workbook.bin", ""), "a binary workbook (.xlsb)"),
        (archive("Index/Document.iwa", ""), "a Numbers document"),
        (archive("people.csv", "email"), "a zip archive"),
        (archive("xl/workbook.xml", "<workbook/>"), "a damaged workbook"),
        (b"PK\x03\x04 and nothing else".to_vec(), "a damaged workbook"),
    ] {
        let problem = open(bytes).unwrap_err();
        assert_eq!((problem.code, problem.found.as_str()), (Code::FileNotCsv, found));
        assert_eq!(problem.expected, [".csv", ".xlsx"]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn text_survives(texts in prop::collection::vec("[ -~äé☃\\n\"]{1,12}", 1..6)) {
        let bytes = workbook(|sheet| _ = sheet.write_row(1, 0, &texts).unwrap());
        prop_assert_eq!(&rows(bytes)[0].texts, &texts);
    }

    #[test]
    fn damaged_archive_never_panics(at: prop::sample::Index, byte: u8) {
        let mut bytes = workbook(|sheet| _ = sheet.write(1, 0, "Ann").unwrap());
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Ok(mut sheet) = open(bytes) {
            while let Ok(Some(_)) = sheet.next_row() {}
        }
    }
}
