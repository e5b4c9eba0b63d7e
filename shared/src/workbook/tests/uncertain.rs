//! Sheets that spreadsheet programs show differently, and files that they all read although the cell reader does not.

use super::{
    unusual::{refusal, with_cell, with_end, with_sheet},
    *,
};

/// Replaces text that the part must contain.
fn replaced(bytes: &[u8], part: &str, own: &str, other: &str) -> Vec<u8> {
    with_part(bytes, part, |xml| {
        assert!(xml.contains(own), "{xml}");
        xml.replace(own, other)
    })
}

/// Replaces the code of the format with index 1.
fn with_format(bytes: &[u8], code: &str) -> Vec<u8> {
    replaced(bytes, "xl/styles.xml", "formatCode=\"00000\"", &format!("formatCode=\"{code}\""))
}

#[test]
fn white_space_between_runs_is_damaged_unless_they_keep_it() {
    for (runs, expected) in [
        ("<r><t>Anna</t></r><r><t> </t></r><r><t>Maria</t></r>", "AnnaMaria{Formatted}"),
        ("<r><t>Head </t></r><r><t>of tea</t></r>", "Headof tea{Formatted}"),
        ("<r><t>two</t></r><r><rPr><b/></rPr><t>\nlines</t></r>", "twolines{Formatted}"),
        ("<r><t>Head</t></r><r><t xml:space=\"preserve\"> of </t></r><r><t>tea</t></r>", "Head of tea"),
        ("<r><t> Anna</t></r><r><t>Maria </t></r>", "AnnaMaria"),
        ("<t>東京</t><rPh sb=\"0\" eb=\"2\"><t> トウキョウ</t></rPh>", "東京"),
        ("<t> Anna  Maria </t>", "Anna  Maria"),
    ] {
        let expected = format!("Ann|||{expected}");
        let inline = with_cell(&format!("<c r=\"D2\" t=\"inlineStr\"><is>{runs}</is></c>"));
        assert_eq!(texts(inline), [expected.as_str()], "{runs}");
        // The workbook has seven texts: the labels and a name.
        let cell = with_cell("<c r=\"D2\" t=\"s\"><v>7</v></c>");
        let entries = format!("<si>{runs}</si><si><t>x</t></si></sst>");
        let shared = replaced(&cell, "xl/sharedStrings.xml", "</sst>", &entries);
        assert_eq!(texts(shared), [expected.as_str()], "{runs}");
    }
}

#[test]
fn cell_without_a_format_in_a_row_or_column_with_one_is_damaged() {
    let number = r#"<c r="D2"><v>42</v></c>"#;
    let text = r#"<c r="D2" t="s"><v>0</v></c>"#;
    let adds_to_text = "&quot;Dr. &quot;@";
    for (code, cell, expected) in [
        ("00000", number, "42{Formatted}"),
        ("00000", r#"<c r="D2"><v>12345</v></c>"#, "12345"),
        ("00000", r#"<c r="D2"><f>E2</f><v>42</v></c>"#, "42{Formatted}"),
        ("00000", r#"<c r="D2" s="0"><v>42</v></c>"#, "42"),
        ("00000", r#"<c r="D2" s="1"><v>42</v></c>"#, "00042"),
        ("00000", r#"<c r="D2"/>"#, "Ann"),
        ("00000", r#"<c r="D2" t="str"><f>E2</f><v></v></c>"#, "Ann"),
        ("00000", text, "firstname"),
        ("0", number, "42"),
        ("0", r#"<c r="D2"><v>4.5</v></c>"#, "4.5{Formatted}"),
        ("@", number, "42"),
        ("@", text, "firstname"),
        ("#,##0", number, "42"),
        ("0.00", number, "42{Decimals}"),
        ("0.00", r#"<c r="D2"><v>1</v></c>"#, "1{Decimals}"),
        ("0%", number, "42{Formatted}"),
        ("yyyy-mm-dd", number, "42{Formatted}"),
        (adds_to_text, number, "42{Formatted}"),
        (adds_to_text, text, "firstname{Formatted}"),
        (adds_to_text, r#"<c r="D2" t="b"><v>1</v></c>"#, "TRUE{Formatted}"),
        (adds_to_text, r#"<c r="D2" t="inlineStr"><is><t>x</t></is></c>"#, "x{Formatted}"),
        (adds_to_text, r#"<c r="D2" t="inlineStr" s="0"><is><t>x</t></is></c>"#, "x"),
    ] {
        let columns = r#"<cols><col min="4" max="4" width="9" style="1"/></cols><sheetData>"#;
        let row = r#"<row r="2" s="1" customFormat="1""#;
        for (own, other) in [("<sheetData>", columns), (r#"<row r="2""#, row)] {
            let sheet = replaced(&with_cell(cell), SHEET, own, other);
            let [found] = <[String; 1]>::try_from(texts(with_format(&sheet, code))).unwrap();
            assert_eq!(found.rsplit('|').next(), Some(expected), "{code} {cell} {other}");
        }
    }
}

#[test]
fn format_of_a_row_or_column_applies_only_to_its_cells() {
    let cell = with_cell(r#"<c r="D2"><v>42</v></c>"#);
    let columns = |attributes: &str| ("<sheetData>", format!("<cols><col {attributes}/></cols><sheetData>"));
    let row = |attributes: &str| (r#"<row r="2""#, format!(r#"<row r="2" {attributes}"#));
    for ((own, other), expected) in [
        (columns(r#"min="1" max="16384" style="1""#), "Ann|||42{Formatted}"),
        (columns(r#"min="5" max="16384" style="1""#), "Ann|||42"),
        (columns(r#"min="4" max="4" style="0""#), "Ann|||42"),
        (columns(r#"min="4" max="4" width="9""#), "Ann|||42"),
        // There is no such format.
        (columns(r#"min="4" max="4" style="99""#), "Ann|||42{Formatted}"),
        (row(r#"s="1""#), "Ann|||42"),
        (row(r#"s="1" customFormat="0""#), "Ann|||42"),
        (row(r#"s="1" customFormat="true""#), "Ann|||42{Formatted}"),
        (row(r#"s="0" customFormat="1""#), "Ann|||42"),
    ] {
        assert_eq!(texts(replaced(&cell, SHEET, own, &other)), [expected], "{other}");
    }
    let late = with_end("", r#"<cols><col min="4" max="4" style="1"/></cols>"#);
    assert_eq!(refusal(late), Some(Code::FileNotCsv));
}

#[test]
fn formula_that_the_sheet_shows_instead_of_its_result_is_damaged() {
    let formula = r#"<c r="D2" t="str"><f>E2</f><v>Cook</v></c>"#;
    for (cell, shows_formulas, expected) in [
        (formula, "1", "Ann|||Cook{Formatted}"),
        (formula, "true", "Ann|||Cook{Formatted}"),
        (formula, "0", "Ann|||Cook"),
        (r#"<c r="D2" t="str"><f>E2</f><v/></c>"#, "1", "Ann|||{Formatted}"),
        (r#"<c r="D2" s="1"><v>42</v></c>"#, "1", "Ann|||00042"),
    ] {
        let view = format!("<sheetView showFormulas=\"{shows_formulas}\" ");
        assert_eq!(texts(replaced(&with_cell(cell), SHEET, "<sheetView ", &view)), [expected], "{cell} {view}");
    }
    let late = with_end(formula, r#"<sheetViews><sheetView showFormulas="1" workbookViewId="0"/></sheetViews>"#);
    assert_eq!(refusal(late), Some(Code::FileNotCsv));
}

#[test]
fn formula_is_damaged_if_an_automatic_calculation_was_not_completed() {
    let cell = with_cell(r#"<c r="D2" t="str"><f>E2</f><v>Old</v></c>"#);
    for (attributes, expected) in [
        (r#"calcCompleted="0""#, "Ann|||Old{NoResult}"),
        (r#"calcCompleted="false" calcMode="auto""#, "Ann|||Old{NoResult}"),
        (r#"calcCompleted="0" calcMode="autoNoTable""#, "Ann|||Old{NoResult}"),
        (r#"calcCompleted="0" calcMode="manual""#, "Ann|||Old"),
        (r#"calcCompleted="1""#, "Ann|||Old"),
    ] {
        let settings = format!("<calcPr {attributes} ");
        assert_eq!(texts(replaced(&cell, "xl/workbook.xml", "<calcPr ", &settings)), [expected], "{attributes}");
    }
}

#[test]
fn long_number_is_reported_with_the_digits_of_the_file() {
    for (cell, expected) in [
        (r#"<c r="D2"><v>1234567890123456789</v></c>"#, "1234567890123456789{Digits}"),
        (r#"<c r="D2" s="1"><v>-1234567890123456789</v></c>"#, "-1234567890123456789{Digits}"),
        (r#"<c r="D2"><f>E2</f><v>1234567890123456789</v></c>"#, "1234567890123456789{Digits}"),
        (r#"<c r="D2"><v>0000000000000000042</v></c>"#, "42"),
        (r#"<c r="D2" t="str"><v>1234567890123456789</v></c>"#, "1234567890123456789"),
    ] {
        assert_eq!(texts(with_cell(cell)), [format!("Ann|||{expected}")], "{cell}");
    }
    let day = with_format(&with_cell(r#"<c r="D2" s="1"><v>1234567890123456789</v></c>"#), "yyyy-mm-dd");
    assert_eq!(rows(day)[0].damaged, [(3, Damage::Date)]);
    let many = format!("{}</sheetData>", "<row><c/><c><v>1234567890123456789</v></c></row>".repeat(1_001));
    let found = texts(with_sheet(|xml| xml.replace("</sheetData>", &many)));
    assert_eq!([&found[1_000], &found[1_001]], ["|1234567890123456789{Digits}", "|1234567890123456800{Digits}"]);
}

#[test]
fn sheet_is_read_whatever_the_size_that_it_declares() {
    let cell = with_cell(r#"<c r="D2" s="1"><v>42</v></c>"#);
    for size in [
        "",
        "<dimension/>",
        r#"<dimension ref=""/>"#,
        r#"<dimension ref="A:I"/>"#,
        r#"<dimension ref="1:2"/>"#,
        r#"<dimension ref="I2:A1"/>"#,
        r#"<dimension ref="A1:F99999999999"/>"#,
        r#"<dimension ref="$A$1:$F$2"/>"#,
        r#"<dimension ref="A1:B2:F2"></dimension>"#,
        r#"<dimension ref="A1"/><dimension ref="A:I"/>"#,
        r#"<!-- sheetData --><x:dimension ref="A:I"/>"#,
    ] {
        let changed = replaced(&cell, SHEET, r#"<dimension ref="A1:F2"/>"#, size);
        assert_eq!(texts(changed), ["Ann|||00042"], "{size}");
    }
}

#[test]
fn part_is_found_if_its_path_contains_dots() {
    let cell = with_cell(r#"<c r="D2" s="1"><v>42</v></c>"#);
    let (package, own) = ("_rels/.rels", "xl/_rels/workbook.xml.rels");
    for (part, target, other) in [
        (own, "worksheets/sheet1.xml", "../xl/worksheets/sheet1.xml"),
        (own, "worksheets/sheet1.xml", "./worksheets/sheet1.xml"),
        (own, "worksheets/sheet1.xml", "/xl/./worksheets/../worksheets/sheet1.xml"),
        (own, "styles.xml", "../xl/styles.xml"),
        (own, "sharedStrings.xml", "./sharedStrings.xml"),
        (package, "xl/workbook.xml", "./xl/workbook.xml"),
        (package, "xl/workbook.xml", "/docProps/../xl/workbook.xml"),
    ] {
        let target = format!("Target=\"{target}\"");
        let changed = replaced(&cell, part, &target, &format!("Target=\"{other}\""));
        assert_eq!(texts(changed), ["Ann|||00042"], "{other}");
    }
    let missing = replaced(&cell, own, "\"worksheets/sheet1.xml\"", "\"../worksheets/sheet1.xml\"");
    assert_eq!(refusal(missing), Some(Code::FileNotCsv));
}

#[test]
fn merged_area_may_be_absolute_and_in_any_order() {
    let cell = r#"<c r="D2" s="1"><v>42</v></c>"#;
    for (area, expected) in [
        ("D2:E2", Some("Ann|||00042|{Merged}")),
        ("$D$2:$E$2", Some("Ann|||00042|{Merged}")),
        ("E2:D2", Some("Ann|||00042|{Merged}")),
        ("D:E", None),
    ] {
        let bytes = with_end(cell, &format!("<mergeCells count=\"1\"><mergeCell ref=\"{area}\"/></mergeCells>"));
        match expected {
            Some(expected) => assert_eq!(texts(bytes), [expected], "{area}"),
            None => assert_eq!(refusal(bytes), Some(Code::FileNotCsv), "{area}"),
        }
    }
}
