//! XML that few programs write: each cell is read as the sheet shows it or is damaged, or the workbook is refused. No content makes reading
//! exceed the limits.

use super::*;

/// Creates a workbook in which this XML replaces cell D2. Style 1 has the format `00000`, and shared strings 0 to 5 are the labels.
pub(super) fn with_cell(cell: &str) -> Vec<u8> {
    with_sheet(|xml| {
        let own = "<c r=\"D2\" s=\"1\"><v>42</v></c>";
        assert!(xml.contains(own), "{xml}");
        xml.replace(own, cell)
    })
}

pub(super) fn with_sheet(edit: impl Fn(String) -> String) -> Vec<u8> {
    let bytes = workbook(|sheet| {
        sheet.write(1, 0, "Ann").unwrap();
        sheet.write_with_format(1, 3, 42, &format("00000")).unwrap();
    });
    with_part(&calculated(&bytes), SHEET, edit)
}

/// Creates the same workbook as [`with_cell`], with more XML after the sheet's cells.
pub(super) fn with_end(cell: &str, end: &str) -> Vec<u8> {
    with_part(&with_cell(cell), SHEET, |xml| xml.replace("</sheetData>", &format!("</sheetData>{end}")))
}

#[test]
fn cell_in_unusual_xml_is_read_as_shown_or_damaged() {
    for (cell, expected) in [
        (r#"<c r="D2" t="s"><v>0</v></c>"#, "Ann|||firstname"),
        (r#"<c r="D2" t="s"><v> 1 </v></c>"#, "Ann||| 1 {Formatted}"),
        (r#"<c r="D2" t="s"><v>1.0</v></c>"#, "Ann|||1.0{Formatted}"),
        (r#"<c r="D2" t="s"><v>-1</v></c>"#, "Ann|||-1{Formatted}"),
        (r#"<c r="D2" t="s"><v>one</v></c>"#, "Ann|||one{Formatted}"),
        (r#"<c r="D2" t="s"><v>99</v></c>"#, "Ann|||99{Formatted}"),
        (r#"<c r="D2" t="s"><v>99999999999999999999</v></c>"#, "Ann|||99999999999999999999{Formatted}"),
        (r#"<c r="D2" s="1"><v> 42 </v></c>"#, "Ann||| 42 {Formatted}"),
        (r#"<c r="D2" s=" 1 "><v>42</v></c>"#, "Ann|||42{Formatted}"),
        (r#"<c r="D2" s="+1"><v>42</v></c>"#, "Ann|||42{Formatted}"),
        (r#"<c r="D2" s="one"><v>42</v></c>"#, "Ann|||42{Formatted}"),
        (r#"<c r="D2" s=" 1 "/>"#, "Ann"),
        (r#"<c r="D2"><v>NaN</v></c>"#, "Ann|||NaN{Formatted}"),
        (r#"<c r="D2"><v>-Infinity</v></c>"#, "Ann|||-Infinity{Formatted}"),
        (r#"<c r="D2" t="n"><v>inf</v></c>"#, "Ann|||inf{Formatted}"),
        (r#"<c r="D2"><v>1e999</v></c>"#, "Ann|||1e999{Formatted}"),
        (r#"<c r="D2"><v>1,5</v></c>"#, "Ann|||1,5{Formatted}"),
        (r#"<c r="D2" t="n"><v>12abc</v></c>"#, "Ann|||12abc{Formatted}"),
        (r#"<c r="D2"><v> </v></c>"#, "Ann||| {Formatted}"),
        (r#"<c r="D2"><v>+0042</v></c>"#, "Ann|||42"),
        (r#"<c r="D2"><v>-4.5E-1</v></c>"#, "Ann|||-0.45"),
        (r#"<c r="D2"><v>.5</v></c>"#, "Ann|||0.5"),
        (r#"<c r="D2" t="b"><v>2</v></c>"#, "Ann|||2{Formatted}"),
        (r#"<c r="D2" t="b"><v> true </v></c>"#, "Ann|||TRUE"),
        (r#"<c r="D2" t="x"><v>1</v></c>"#, "Ann|||1{Formatted}"),
        (r#"<c r="D2" t="e"><v></v></c>"#, "Ann"),
        (r#"<c r="D2" t="inlineStr"><v>7</v></c>"#, "Ann|||7{Formatted}"),
        (r#"<c r="D2"><v>7</v><extLst><ext/></extLst></c>"#, "Ann|||7{Formatted}"),
        (r#"<c r="D2" t="str"><f>E2</f></c>"#, "Ann|||{NoResult}"),
        (r#"<c r="D2" t="str"><f>E2</f><v/></c>"#, "Ann"),
        (r#"<c r="D2" t="s"><f>E2</f></c>"#, "Ann|||{NoResult}"),
    ] {
        assert_eq!(texts(with_cell(cell)), [expected], "{cell}");
        let next = r#"<c r="E2" t="inlineStr"><is><t>GB</t></is></c>"#;
        let [row] = <[String; 1]>::try_from(texts(with_cell(&format!("{cell}{next}")))).unwrap();
        assert_eq!((row.starts_with(expected), row.ends_with("|GB")), (true, true), "{cell}: {row}");
    }
}

#[test]
fn cell_in_ambiguous_xml_refuses_the_workbook() {
    for cell in [
        // A cell without a reference after one that cannot be read.
        r#"<c r="D2" t="e"><v>#SPILL!</v></c><c/><c t="inlineStr"><is><t>GB</t></is></c>"#,
        r#"<c r="D2" r="E2"><v>7</v></c>"#,
        r#"<c r="D" s="1"><v>7</v></c>"#,
        r#"<c r="D99999999999"><v>7</v></c>"#,
        r#"<c r="D2" s=1><v>7</v></c>"#,
        r#"<c r="D2"><v><x>7</x></v></c>"#,
        r#"<c r="D2"><c r="E2"><v>7</v></c></c>"#,
        r#"<c r="D2" t="inlineStr"><is><t>a<x>b</x></t></is></c>"#,
        r#"<c r="D2"><f>A1<x/></f><v>7</v></c>"#,
        r#"<row r="3"><c r="D3"><v>7</v></c></row>"#,
    ] {
        assert_eq!(refusal(with_cell(cell)), Some(Code::FileNotCsv), "{cell}");
    }
    for (own, other) in [("<row r=\"2\"", "<row r=\"99999999999\""), ("</sheetData>", "</sheetData><sheetData/>")] {
        let changed = with_sheet(|xml| {
            assert!(xml.contains(own), "{xml}");
            xml.replace(own, other)
        });
        assert_eq!(refusal(changed), Some(Code::FileNotCsv), "{other}");
    }
}

/// Returns the code with which a workbook is refused, or `None` if all its rows can be read.
pub(super) fn refusal(bytes: Vec<u8>) -> Option<Code> {
    let read = |mut sheet: Sheet| {
        while sheet.next_row()?.is_some() {}
        Ok::<_, Box<Problem>>(())
    };
    open(bytes).and_then(read).err().map(|problem| problem.code)
}

#[test]
fn number_format_that_the_cell_reader_does_not_find_refuses_the_workbook() {
    let number_formats = "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"00000\"/></numFmts>";
    let (named, cell) = ("<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" ", "<xf numFmtId=\"164\" ");
    let changed = |pairs: &[(&str, &str)]| {
        with_part(&with_cell("<c r=\"D2\" s=\"1\"><v>42</v></c>"), "xl/styles.xml", |mut xml| {
            for &(own, other) in pairs {
                assert!(xml.contains(own), "{own} {xml}");
                xml = xml.replace(own, other);
            }
            xml
        })
    };
    let late = format!("</cellXfs>{number_formats}");
    let named_general = "<cellStyleXfs count=\"1\"><xf ";
    let named_zeros = "<cellStyleXfs count=\"1\"><xf numFmtId=\"164\" ";
    for pairs in [
        &[(cell, "<xf numFmtId=\"0164\" ")][..],
        &[(cell, "<xf numFmtId=\" 164\" ")][..],
        &[("<numFmt numFmtId=\"164\"", "<numFmt numFmtId=\"+164\"")][..],
        &[(number_formats, ""), ("</cellXfs>", late.as_str())][..],
        &[(named, named_zeros), ("</cellStyleXfs><cellXfs count=\"2\">", "</cellStyleXfs><cellXfs><xf/>")][..],
        &[("</cellXfs>", "</cellXfs><cellXfs><xf/></cellXfs>")][..],
    ] {
        assert_eq!(refusal(changed(pairs)), Some(Code::FileNotCsv), "{pairs:?}");
    }
    for (pairs, expected) in [
        (&[(cell, "<xf ")][..], "Ann|||42"),
        (&[(cell, "<xf "), (named, named_general)][..], "Ann|||42"),
        (&[(named, named_zeros)][..], "Ann|||00042"),
    ] {
        assert_eq!(texts(changed(pairs)), [expected], "{pairs:?}");
    }
}

#[test]
fn formula_of_a_sheet_that_is_calculated_on_load_is_damaged() {
    let cell = r#"<c r="D2" t="str"><f>E2</f><v>Old</v></c>"#;
    for (end, expected) in [
        (r#"<sheetCalcPr fullCalcOnLoad="1"/>"#, "Ann|||Old{NoResult}"),
        (r#"<sheetCalcPr fullCalcOnLoad="true"/>"#, "Ann|||Old{NoResult}"),
        (r#"<sheetCalcPr fullCalcOnLoad="0"/>"#, "Ann|||Old"),
        ("<sheetCalcPr/>", "Ann|||Old"),
    ] {
        assert_eq!(texts(with_end(cell, end)), [expected], "{end}");
    }
}

#[test]
fn zero_that_the_sheet_hides_is_damaged() {
    for (cell, expected) in [
        (r#"<c r="D2"><v>0</v></c>"#, "Ann|||0{Formatted}"),
        (r#"<c r="D2" s="1"><v>-0.0</v></c>"#, "Ann|||00000{Formatted}"),
        (r#"<c r="D2"><v>10</v></c>"#, "Ann|||10"),
        (r#"<c r="D2" t="str"><f>E2</f><v>0</v></c>"#, "Ann|||0"),
    ] {
        let hidden = with_part(&with_cell(cell), SHEET, |xml| {
            assert!(xml.contains("<sheetView "), "{xml}");
            xml.replace("<sheetView ", "<sheetView showZeros=\"0\" ")
        });
        assert_eq!(texts(hidden), [expected], "{cell}");
    }
}

#[test]
fn value_with_a_conditional_number_format_is_damaged() {
    let number = r#"<c r="D2"><v>42</v></c>"#;
    let text = r#"<c r="D2" t="s"><v>0</v></c>"#;
    let rule = |area: &str, dxf: u32| {
        let rule = format!("<cfRule type=\"expression\" dxfId=\"{dxf}\" priority=\"1\"><formula>1</formula></cfRule>");
        format!("<conditionalFormatting sqref=\"{area}\">{rule}</conditionalFormatting>")
    };
    let extended = |format: &str| {
        let rule =
            format!("<x14:cfRule><x14:dxf><numFmt numFmtId=\"1\" formatCode=\"{format}\"/></x14:dxf></x14:cfRule>");
        format!(
            "<extLst><x14:conditionalFormatting>{rule}<xm:sqref>A9 D1:D5</xm:sqref></x14:conditionalFormatting></extLst>"
        )
    };
    let bar = |shown: &str| {
        let rule = format!("<cfRule type=\"dataBar\"><dataBar showValue=\"{shown}\"/></cfRule>");
        format!("<conditionalFormatting sqref=\"D2\">{rule}</conditionalFormatting>")
    };
    for (cell, end, expected) in [
        (number, rule("D1:D9", 0), "Ann|||42"),
        (number, rule("A1:C9 E1:F9", 1), "Ann|||42"),
        (number, rule("A1 D2", 1), "Ann|||42{Formatted}"),
        (number, rule("D:D", 1), "Ann|||42{Formatted}"),
        (text, rule("D1:D9", 1), "Ann|||firstname"),
        (text, rule("D1:D9", 2), "Ann|||firstname{Formatted}"),
        (number, rule("D1:D9", 3), "Ann|||42"),
        (number, extended("0.00"), "Ann|||42{Formatted}"),
        (text, extended("0.00"), "Ann|||firstname"),
        (text, extended(";;;"), "Ann|||firstname{Formatted}"),
        (text, extended("&quot;Dr. &quot;@;"), "Ann|||firstname{Formatted}"),
        (text, extended("0;-0;&quot;@&quot;"), "Ann|||firstname"),
        (number, bar("0"), "Ann|||42{Formatted}"),
        (number, bar("1"), "Ann|||42"),
        (number, (1..200).map(|row| rule(&format!("D{row}"), 1)).collect(), "Ann|||42{Formatted}"),
    ] {
        let formats = "<dxfs count=\"3\"><dxf><font><b/></font></dxf>\
            <dxf><numFmt numFmtId=\"170\" formatCode=\"0.00\"/></dxf>\
            <dxf><font/><numFmt numFmtId=\"171\" formatCode=\"&quot;x&quot;;;;\"/></dxf></dxfs>";
        let bytes = with_part(&with_end(cell, &end), "xl/styles.xml", |xml| {
            assert!(xml.contains("<dxfs count=\"0\"/>"), "{xml}");
            xml.replace("<dxfs count=\"0\"/>", formats)
        });
        assert_eq!(texts(bytes), [expected], "{cell} {end}");
    }
}

#[test]
fn part_that_needs_much_memory_is_refused() {
    const MUCH: usize = 5 << 18;
    let repeated = |piece: &str| piece.repeat(MUCH / piece.len());
    let letters = repeated("a");
    let cell = |value: &str| with_cell(&format!("<c r=\"D2\" t=\"inlineStr\"><is><t>{value}</t></is></c>"));
    let shared = |text: &str| {
        with_part(&with_cell(""), "xl/sharedStrings.xml", |xml| {
            xml.replace("</sst>", &format!("<si>{text}</si></sst>"))
        })
    };
    let styles = |own: &str, other: &str| {
        with_part(&with_cell(""), "xl/styles.xml", |xml| {
            assert!(xml.contains(own), "{xml}");
            xml.replace(own, other)
        })
    };
    for (case, bytes) in [
        cell(&letters),
        cell(&repeated("&amp;")),
        with_cell(&format!("<c r=\"D2\" t=\"str\"><v>{}</v></c>", repeated("a&amp;"))),
        with_cell(&format!(
            "<c r=\"D2\" t=\"inlineStr\"><is>{}</is></c>",
            repeated("<r><t>aaaaaaaaaaaaaaaa</t></r>").repeat(2)
        )),
        with_cell(&format!("<c r=\"{letters}\"/>")),
        with_cell(&format!("<c r=\"D2\" x=\"{}\"/>", repeated(">"))),
        with_cell(&format!("<!--{}-->", repeated("<>"))),
        with_cell(&format!("<?x {}?>", repeated("<>"))),
        with_cell(&format!("<![CDATA[{}]]>", repeated("<>"))),
        with_cell(&format!("{}{}", repeated("<x>"), repeated("</x>"))),
        shared(&format!("<t>{letters}</t>")),
        shared(&format!("<t>{}</t>", repeated("<![CDATA[a]]>"))),
        shared(&format!("<t>{}</t>", repeated("<!---->"))),
        shared(&repeated("<r><t>aaaaaaaaaaaaaaaa</t></r>").repeat(2)),
        styles("</cellXfs>", &format!("{}</cellXfs>", repeated("<xf/>"))),
        styles("</fonts>", &format!("{}</fonts>", repeated("<font/>").repeat(2))),
        with_part(
            &styles("formatCode=\"00000\"", &format!("formatCode=\"{}\"", "0".repeat(10_000))),
            "xl/styles.xml",
            |xml| xml.replace("</cellXfs>", &format!("{}</cellXfs>", "<xf numFmtId=\"164\"/>".repeat(10_000))),
        ),
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(refusal(bytes), Some(Code::WorkbookTooLarge), "{case}");
    }
}

#[test]
fn row_or_column_beyond_the_last_one_is_refused() {
    let many = |cell: &str, count: usize| cell.repeat(count);
    for (cells, expected) in [
        (r#"<c r="XFD2"><v>7</v></c>"#.to_owned(), None),
        (r#"<c r="D1048576"/>"#.to_owned(), None),
        (r#"<c r="XFE2"><v>7</v></c>"#.to_owned(), Some(Code::WorkbookTooLarge)),
        (r#"<c r="ABCDE2"><v>7</v></c>"#.to_owned(), Some(Code::WorkbookTooLarge)),
        (r#"<c r="D1048577"><v>7</v></c>"#.to_owned(), Some(Code::WorkbookTooLarge)),
        (many("<c/>", 16_383), None),
        (many("<c/>", 16_384), Some(Code::WorkbookTooLarge)),
        (many(r#"<c r="D2"/>"#, 16_384), Some(Code::WorkbookTooLarge)),
    ] {
        assert_eq!(refusal(with_cell(&cells)), expected, "{}", &cells[..20.min(cells.len())]);
    }
    for (count, expected) in [(300_000, None), (1_048_575, Some(Code::WorkbookTooLarge))] {
        let empty = format!("{}</sheetData>", many("<row/>", count));
        assert_eq!(refusal(with_sheet(|xml| xml.replace("</sheetData>", &empty))), expected, "{count}");
    }
}

#[test]
fn value_that_may_be_in_a_hidden_row_or_column_is_noticed() {
    let after = |more: &str| ("</sheetData>", format!("{more}</sheetData>"));
    let columns = |attributes: &str| ("<sheetData>", format!("<cols><col {attributes}/></cols><sheetData>"));
    for ((own, other), expected) in [
        (after(r#"<row r="3" hidden="1"/>"#), false),
        (after(r#"<row r="3" hidden="1"><c r="D3" s="1"/></row>"#), false),
        (after(r#"<row r="3" hidden="1"><c r="D3" t="str"><f>E3</f><v></v></c></row>"#), false),
        (after(r#"<row r="3" hidden="true"><c r="D3"><v>7</v></c></row>"#), true),
        (after(r#"<row r="3" ht="0.0"><c r="D3"><f>E3</f></c></row>"#), true),
        // The row of a value is not clear.
        (after(r#"<row r="2" hidden="1"/>"#), true),
        (after(r#"<row r="3" hidden="1"/><row r="4"><c r="D3"><v>7</v></c></row>"#), true),
        (columns(r#"min="7" max="16384" hidden="1""#), false),
        (columns(r#"min="4" max="4" width="0""#), true),
        (columns(r#"min="7" hidden="1""#), true),
        (("</sheetData>", r#"</sheetData><cols><col min="7" max="8" hidden="1"/></cols>"#.to_owned()), true),
        (("<sheetFormatPr ", r#"<sheetFormatPr zeroHeight="1" "#.to_owned()), false),
        (
            (
                "</sheetData>",
                r#"<row r="4"><c r="D3"><v>7</v></c></row></sheetData><sheetFormatPr zeroHeight="1"/>"#.to_owned(),
            ),
            true,
        ),
    ] {
        let bytes = with_sheet(|xml| {
            assert!(xml.contains(own), "{xml}");
            xml.replace(own, &other)
        });
        assert_eq!(open(bytes).unwrap().hidden().is_some(), expected, "{other}");
    }
}

#[test]
fn cell_that_refers_to_an_empty_text_has_no_value() {
    // The workbook has seven texts: the labels and a name.
    let row = r#"<row r="3" hidden="1"><c r="H3" t="s"><v>7</v></c></row></sheetData>"#;
    let sheet = with_sheet(|xml| xml.replace("</sheetData>", row));
    for (text, has_value) in [
        ("<si/>", false),
        ("<si></si>", false),
        ("<si><t/></si>", false),
        ("<si><t> \n</t></si>", false),
        ("<si><r><rPr><b/></rPr><t></t></r></si>", false),
        ("<si><t xml:space=\"preserve\"></t></si>", false),
        ("<si><t xml:space=\"preserve\"> </t></si>", true),
        ("<si><t>x</t></si>", true),
        ("<si><t> x</t></si>", true),
        ("<si><r><t/></r><r><t>x</t></r></si>", true),
        ("<si><t>&amp;</t></si>", true),
        ("<si><t><![CDATA[x]]></t></si>", true),
        ("<si><t>x</t></si><si/>", true),
        // There is no such text.
        ("", true),
    ] {
        let bytes = with_part(&sheet, "xl/sharedStrings.xml", |xml| {
            assert!(xml.contains("uniqueCount=\"7\""), "{xml}");
            xml.replace("</sst>", &format!("{text}</sst>"))
        });
        let sheet = open(bytes).unwrap();
        assert_eq!((sheet.hidden().is_some(), sheet.width()), (has_value, if has_value { 8 } else { 6 }), "{text}");
    }
}

#[test]
fn declared_size_beyond_the_last_row_or_column_is_refused() {
    let sized = |attributes: &str| {
        with_sheet(|xml| {
            assert!(xml.contains("<dimension ref=\"A1:F2\"/>"), "{xml}");
            xml.replace("ref=\"A1:F2\"", attributes)
        })
    };
    for (attributes, expected) in [
        (r#"ref="A1:XFD2""#, None),
        (r#"x:ref="ZZZZZZZZ9" ref="A1""#, None),
        (r#"ref="A1:XFE2""#, Some(Code::WorkbookTooLarge)),
        (r#"ref="WWWWWWWWWWWWWE9""#, Some(Code::WorkbookTooLarge)),
        (r#"x:ref="A1" ref="WWWWWWWWWWWWWE9""#, Some(Code::WorkbookTooLarge)),
        (r#"ref="A1:A1048576""#, None),
        (r#"ref="A1:A1048577""#, Some(Code::WorkbookTooLarge)),
        // What is not a size is ignored.
        (r#"ref="B2:A1""#, None),
        (r#"x:ref="A1""#, None),
    ] {
        assert_eq!(refusal(sized(attributes)), expected, "{attributes}");
    }
}

#[test]
fn damaged_cells_are_limited_in_each_sheet_and_together() {
    let row = format!("<row>{}</row>", "<c s=\"x\"><v>1</v></c>".repeat(16_384));
    // All sheets refer to the same part.
    let refused = |rows: usize, sheets: usize| {
        let bytes = with_part(&with_cell(&format!("</row>{}<row>", row.repeat(rows))), "xl/workbook.xml", |xml| {
            let sheet = "<sheet name=\"Sheet1\" sheetId=\"1\" r:id=\"rId1\"/>";
            assert!(xml.contains(sheet), "{xml}");
            xml.replace(sheet, &sheet.repeat(sheets))
        });
        open(bytes).err().map(|problem| problem.code)
    };
    // Six rows have 98,304 cells.
    for (rows, sheets, expected) in [
        (6, 1, None),
        (7, 1, Some(Code::WorkbookTooLarge)),
        (6, 4, Some(Code::WorkbookSeveralSheets)),
        (6, 5, Some(Code::WorkbookTooLarge)),
    ] {
        assert_eq!(refused(rows, sheets), expected, "{rows} {sheets}");
    }
}

#[test]
fn data_of_add_ins_is_not_read() {
    let bytes = with_cell("");
    let mut writer = ZipWriter::new_append(Cursor::new(bytes)).unwrap();
    writer.start_file("customXml/item1.xml", SimpleFileOptions::default()).unwrap();
    let text = format!("\u{feff}<DataMashup>{}</DataMashup>", "A".repeat(2 << 20));
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    writer.write_all(&utf16).unwrap();
    assert_eq!(texts(writer.finish().unwrap().into_inner()), ["Ann"]);
}

#[test]
fn part_that_refers_to_others_is_read_to_its_end_or_refused() {
    let changed = |own: &str, piece: &str, count: usize| {
        with_part(&with_cell(""), "xl/workbook.xml", |xml| {
            assert!(xml.contains(own), "{xml}");
            xml.replace(own, &format!("{}{own}", piece.repeat(count)))
        })
    };
    assert_eq!(texts(changed("<sheets>", "<workbookView/>", 100_000)), ["Ann"]);
    assert_eq!(refusal(changed("<sheets>", "<workbookView/>", 1_200_000)), Some(Code::WorkbookTooLarge));
    assert_eq!(refusal(changed("</sheets>", "<sheet name=\"x\"/>", 70_000)), Some(Code::WorkbookTooLarge));
}

/// Creates a workbook with the visible sheet `People` and the hidden sheet `Old`.
fn with_hidden_sheet() -> Vec<u8> {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("People").unwrap().write_row(0, 0, LABELS).unwrap();
    workbook.add_worksheet().set_name("Old").unwrap().set_hidden(true).write(0, 0, "x").unwrap();
    workbook.save_to_buffer().unwrap()
}

#[test]
fn hidden_sheets_are_mentioned_if_a_spreadsheet_program_can_show_them() {
    let in_state = |own: &str, other: &str| {
        with_part(&with_hidden_sheet(), "xl/workbook.xml", |xml| {
            assert!(xml.contains(own), "{xml}");
            xml.replace(own, other)
        })
    };
    let state = "state=\"hidden\"";
    for (other, expected) in [(state, true), ("state=\"veryHidden\"", false), ("", false)] {
        assert_eq!(open(in_state(state, other)).unwrap().has_hidden_sheets(), expected, "{other}");
    }
    let all_hidden = in_state("name=\"People\"", "name=\"People\" state=\"hidden\"");
    let problem = open(all_hidden).unwrap_err();
    assert_eq!((problem.code, problem.hint), (Code::FileEmpty, Some(Hint::HiddenSheets)));
}

#[test]
fn hidden_sheet_may_be_as_large_as_a_visible_one() {
    let bytes = with_part(&with_hidden_sheet(), "xl/worksheets/sheet2.xml", |xml| {
        assert!(xml.contains("<sheetData>"), "{xml}");
        xml.replace("<sheetData>", &format!("{}<sheetData>", "<x/>".repeat(5 << 20)))
    });
    // A picture of this size keeps the ratio of the unpacked size within the limit.
    let mut writer = ZipWriter::new_append(Cursor::new(bytes)).unwrap();
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    writer.start_file("xl/media/image1.png", stored).unwrap();
    writer.write_all("a".repeat(1 << 20).as_bytes()).unwrap();
    assert_eq!(refusal(writer.finish().unwrap().into_inner()), None);
}

#[test]
fn part_that_the_cell_reader_may_confuse_with_another_refuses_the_workbook() {
    let same_name = with_part(&with_hidden_sheet(), "xl/workbook.xml", |xml| {
        assert!(xml.contains("name=\"Old\""), "{xml}");
        xml.replace("name=\"Old\"", "name=\"People\"")
    });
    assert_eq!(refusal(same_name), Some(Code::FileNotCsv));
    let second_workbook = with_part(&with_cell(""), "_rels/.rels", |xml| {
        let second = "<Relationship Id=\"x\" Type=\"x/relationships/officeDocument\" Target=\"x/workbook.xml\"/>";
        assert!(xml.contains("</Relationships>"), "{xml}");
        xml.replace("</Relationships>", &format!("{second}</Relationships>"))
    });
    assert_eq!(refusal(second_workbook), Some(Code::FileNotCsv));
    let second_root = with_part(&with_cell(""), "xl/_rels/workbook.xml.rels", |xml| {
        let second = "<Relationships><Relationship Id=\"x\" Type=\"x/theme\" Target=\"x.xml\"/></Relationships>";
        format!("{xml}{second}")
    });
    assert_eq!(refusal(second_root), Some(Code::FileNotCsv));
    for name in ["xl/worksheets/SHEET1.xml", "XL/sharedStrings.xml"] {
        let mut writer = ZipWriter::new_append(Cursor::new(with_cell(""))).unwrap();
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        assert_eq!(refusal(writer.finish().unwrap().into_inner()), Some(Code::FileNotCsv), "{name}");
    }
}

#[test]
fn part_is_found_whatever_the_case_and_the_slashes_of_its_name() {
    let renamed = |rename: fn(&str) -> String| {
        let mut archive = ZipArchive::new(Cursor::new(with_cell(""))).unwrap();
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).unwrap();
            writer.start_file(rename(&part.name().unwrap()), SimpleFileOptions::default()).unwrap();
            std::io::copy(&mut part, &mut writer).unwrap();
        }
        writer.finish().unwrap().into_inner()
    };
    assert_eq!(texts(renamed(str::to_uppercase)), ["Ann"]);
    assert_eq!(texts(renamed(|name| name.replace('/', "\\"))), ["Ann"]);
}

#[test]
fn part_that_declares_another_encoding_refuses_the_workbook() {
    let in_encoding = |part: &str, own: &str, other: &str| {
        let bytes = with_part(&with_cell(""), part, |xml| {
            assert!(xml.contains(own), "{xml}");
            xml.replacen(own, other, 1)
        });
        open(bytes).err().map(|problem| (problem.code, problem.found))
    };
    let refused = Some((Code::FileNotCsv, "a workbook in another encoding".to_owned()));
    for part in [SHEET, "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"] {
        for (other, expected) in [
            ("encoding=\"ISO-8859-1\"", refused.clone()),
            ("encoding='utf-16'", refused.clone()),
            ("encoding=\"utf-8\"", None),
            ("encoding=\"US-ASCII\"", None),
            ("", None),
        ] {
            assert_eq!(in_encoding(part, "encoding=\"UTF-8\"", other), expected, "{part} {other}");
        }
    }
}

#[test]
fn extreme_date_is_damaged() {
    let day = |value: &str| {
        let bytes = workbook(|sheet| {
            sheet.write(1, 0, "Ann").unwrap();
            sheet.write_with_format(1, 3, 42, &format("yyyy-mm-dd")).unwrap();
        });
        with_part(&bytes, SHEET, |xml| xml.replace("<v>42</v>", &format!("<v>{value}</v>")))
    };
    for value in ["1e300", "-1e300", "-1", "1e10", "NaN", "1e999", "2958466", "9.3e18", "0"] {
        let [row] = <[SheetRow; 1]>::try_from(rows(day(value))).unwrap();
        assert_eq!(row.damaged.len(), 1, "{value}");
    }
}
