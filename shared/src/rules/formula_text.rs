//! Cells that a program exported as formulas so that a spreadsheet program shows their text unchanged: `="0012"`.

use std::borrow::Cow;

/// Returns the text in a cell of the form `="…"`, in which quotation marks are doubled; `None` for any other cell.
pub fn unwrap_formula_text(cell: &str) -> Option<Cow<'_, str>> {
    let text = cell.strip_prefix("=\"")?.strip_suffix('"')?;
    if !text.contains('"') {
        return Some(Cow::Borrowed(text));
    }
    let unescaped = text.replace("\"\"", "\u{0}");
    let is_one_string = !unescaped.contains('"') && !text.contains('\u{0}');
    is_one_string.then(|| Cow::Owned(unescaped.replace('\u{0}', "\"")))
}

/// Returns `true` if a cell begins like [`="…"`](unwrap_formula_text) but its string is not closed, because a delimiter split the cell.
pub fn is_broken_formula_text(cell: &str) -> bool {
    cell.trim_start().starts_with("=\"") && cell.matches('"').count() % 2 == 1
}

/// Returns the text that a spreadsheet program shows for `=HYPERLINK("address","text")` or `=HYPERLINK("address")`; `None` for any other
/// cell.
pub(super) fn link_text(cell: &str) -> Option<String> {
    const FUNCTION: &str = "=HYPERLINK(";
    let start = cell.get(..FUNCTION.len())?;
    let arguments = cell.get(FUNCTION.len()..)?.strip_suffix(')')?;
    if !start.eq_ignore_ascii_case(FUNCTION) {
        return None;
    }
    let separator = arguments.rfind("\",").or_else(|| arguments.rfind("\";"));
    let shown = separator.and_then(|at| arguments.get(at + 2..)).unwrap_or(arguments);
    unwrap_formula_text(&format!("={}", shown.trim())).map(Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formula_of_one_string_is_unwrapped() {
        for (cell, text) in [
            ("=\"Edda\"", Some("Edda")),
            ("=\"0012\"", Some("0012")),
            ("=\"\"", Some("")),
            ("=\"say \"\"hi\"\"\"", Some("say \"hi\"")),
            ("=\"=\"\"x\"\"\"", Some("=\"x\"")),
            ("=\"a\"&\"b\"", None),
            ("=\"a", None),
            ("=\"", None),
            ("=a\"", None),
            ("\"a\"", None),
            ("=SUM(A1)", None),
            ("x=\"a\"", None),
            ("", None),
        ] {
            assert_eq!(unwrap_formula_text(cell).as_deref(), text, "{cell}");
        }
    }

    #[test]
    fn text_of_a_link_is_what_the_spreadsheet_shows() {
        for (cell, text) in [
            ("=HYPERLINK(\"mailto:kim@example.org\",\"Kim\")", Some("Kim")),
            ("=hyperlink(\"https://example.org\"; \"Kim, Lo\")", Some("Kim, Lo")),
            ("=HYPERLINK(\"https://example.org\")", Some("https://example.org")),
            ("=HYPERLINK(A1,B1)", None),
            ("=SUM(A1)", None),
            ("=É", None),
        ] {
            assert_eq!(link_text(cell).as_deref(), text, "{cell}");
        }
    }

    #[test]
    fn formula_that_was_split_is_distinguished_from_a_whole_one() {
        assert!(is_broken_formula_text("=\"Doe"));
        assert!(!is_broken_formula_text("=\"Doe\"") && !is_broken_formula_text("5\" pipe"));
    }

    proptest! {
        #[test]
        fn text_wrapped_and_unwrapped_is_the_same(text in "[^\u{0}]{0,20}|[\"=a]{0,8}") {
            let wrapped = format!("=\"{}\"", text.replace('"', "\"\""));
            let unwrapped = unwrap_formula_text(&wrapped);
            prop_assert_eq!(unwrapped.as_deref(), Some(text.as_str()));
            prop_assert!(!is_broken_formula_text(&wrapped));
        }

        #[test]
        fn formula_of_any_text_never_panics(text in any::<String>()) {
            unwrap_formula_text(&text);
            link_text(&format!("=HYPERLINK({text})"));
        }
    }
}
