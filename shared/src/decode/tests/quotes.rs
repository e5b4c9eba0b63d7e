//! Quotes that are misplaced, not closed, or opened too late.

use super::*;
use crate::problem::ROW_PROBLEMS_MAX;

#[test]
fn quote_after_too_much_white_space_is_text() {
    let white = |count: usize| " ".repeat(count);
    let file = |count: usize| format!("email,b\n{}\"a\nb\",1\n", white(count));
    assert_eq!(cells(&file(WHITE_MAX)), [["email", "b"], ["a\nb", "1"]]);
    let text = format!("{}\"a", white(WHITE_MAX + 1));
    assert_eq!(cells(&file(WHITE_MAX + 1)), [&["email", "b"][..], &[text.as_str()], &["b\"", "1"]]);
}

#[test]
fn quote_is_misplaced_unless_it_encloses_a_cell_or_the_text_of_a_formula() {
    for (row, lenient) in [
        ("Ann,\"Lee, Kim\"", None),
        ("Ann,\"Lee \"\"Kim\"\"\"", None),
        ("Ann,=\"007\", =\"=1\" ,\"x\"", None),
        ("Ann,5\" pipe", Some(1)),
        ("Ann,x=\"007\"", Some(1)),
        ("\"Ann\"=\"x\",Lee", Some(0)),
        ("\"a \\\"x\\\", y\",1,2,3,4,5", Some(0)),
    ] {
        assert_eq!(read_row(row, |record| record.lenient_quote()), lenient, "{row}");
    }
}

#[test]
fn each_cell_with_a_misplaced_quote_is_named_up_to_the_limit() {
    let many = vec!["x\""; ROW_PROBLEMS_MAX + 5].join(",");
    for (row, lenient) in [
        ("Ann,\"Lee \"\"Kim\"\"\",a@x.org", vec![]),
        ("An\"n,\"Lee\" Low,a@x.org,5\" pipe", vec![0, 1, 3]),
        // With backslashes, only the first cell has a misplaced quote.
        ("5\" x,\"y \\\"z\\\"\",1,\"C:\\\\d\",4,5", vec![0, 1]),
        (many.as_str(), (0..ROW_PROBLEMS_MAX).collect()),
    ] {
        assert_eq!(read_row(row, |record| record.lenient_quotes().to_vec()), lenient, "{row}");
    }
}

#[test]
fn quotes_may_belong_to_two_cells_if_a_delimiter_is_beside_one_and_another_is_misplaced() {
    for (row, joined) in [
        ("\",Lee\",x\",a@x.org", Some(0)),
        ("\"Lee,\",x\",a@x.org", Some(0)),
        ("\" ,Lee \",x\",a@x.org", Some(0)),
        ("x\",\"Lee,\",\"b,\"", Some(1)),
        ("\"Lee, Kim\",x\",a@x.org", None),
        ("\",Lee\",Kim,a@x.org", None),
    ] {
        assert_eq!(read_row(row, |record| record.joined_cell()), joined, "{row}");
    }
}

#[test]
fn quote_of_a_cell_with_a_line_break_may_have_been_closed_by_another_cell() {
    for (row, expected) in [
        // Text follows the closing quote.
        ("Ann,\"Lee\nKim\"x,a@x.org", Some((1, 2, "\"Lee"))),
        // A delimiter is inside, and a misplaced quote follows.
        ("Ann,\"Lee,x\nKim\",b\",7", Some((1, 2, "\"Lee,x"))),
        ("Ann,\"Lee\nKim\",b\",7", None),
        ("Ann,\"Lee,\nKim\",a@x.org", None),
        // A row is inside.
        ("\"x\ny\",\"Boss\nAnn,Lee,b@x.org,7\",c@x.org,8", Some((1, 3, "\"Boss"))),
        ("\"x\ny\",\"Boss\nAnn,Lee,Berlin,7\",c@x.org,8", None),
        // The record is too long, unless its last cell is blank.
        ("Ann,\"Boss\nof\",Lee,b@x.org,DE,en,7", Some((1, 2, "\"Boss"))),
        ("Ann,\"Boss\nof\",Lee,b@x.org,DE,en, ", None),
    ] {
        let owned = |(index, line, shown): (usize, u64, &str)| (index, line, shown.to_owned());
        let found = read_row(row, |record| record.runaway_quote().map(owned));
        assert_eq!(found, expected.map(owned), "{row}");
    }
}

#[test]
fn unclosed_quote_is_named_where_it_opened() {
    let (records, problem) = decode(&[b"a,b\nc,d\ne,\"f\ng,h\n"]);
    let problem = problem.unwrap();
    assert_eq!((problem.code, problem.row, problem.line), (Code::FileQuoteUnclosed, Some(3), Some(3)));
    assert_eq!(problem.found, "\"f");
    assert_eq!(records.len(), 2);
}

#[test]
fn unclosed_quote_shows_only_the_beginning_of_the_cell() {
    let file = format!("email\n\"{}", "x".repeat(200));
    let problem = decode(&[file.as_bytes()]).1.unwrap();
    assert_eq!((problem.code, problem.found), (Code::FileQuoteUnclosed, format!("\"{}", "x".repeat(79))));
}

#[test]
fn row_inside_a_cell_is_found_by_the_labels_as_corrected() {
    let mut decoder = Decoder::new(LayoutName::Learners.layout());
    decoder.push(b"firstname,lastname,E-Mail,language,note\nAnn,Lee,ann@example.org,en,\"call\n");
    decoder.push(b"Bo,Ray,bo@example.org,en,screen 17\"\n");
    decoder.finish();
    decoder.next_record().unwrap();
    decoder.set_header(5, Some(2));
    let record = decoder.next_record().unwrap().unwrap();
    assert_eq!(record.runaway_quote().map(|(index, line, _)| (index, line)), Some((4, 2)));
}
