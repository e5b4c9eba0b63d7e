//! Guards for cells that a spreadsheet program would run as a formula.

use std::borrow::Cow;

/// Returns `true` if a spreadsheet program may run the cell as a formula.
///
/// Source: OWASP, CSV injection, plus the full-width forms that spreadsheet programs fold.
fn begins_formula(text: &str) -> bool {
    let rest = text.trim_start_matches('\'');
    rest.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// Puts a `'` before a cell that a spreadsheet program may run as a formula, or that already looks guarded.
///
/// Any number of leading `'` gets one more, so that [`unguard`] restores the original exactly.
pub fn guard(text: &str) -> Cow<'_, str> {
    if begins_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Removes what [`guard`] added.
pub fn unguard(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if begins_formula(rest) => rest,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cell_that_begins_a_formula_is_guarded() {
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("+49 30", "'+49 30"),
            ("'=x", "''=x"),
            ("''@x", "'''@x"),
            ("＝1", "'＝1"),
            ("\tx", "'\tx"),
            ("O'Brien", "O'Brien"),
            ("'quoted'", "'quoted'"),
            ("", ""),
            ("a=b", "a=b"),
        ] {
            assert_eq!(guard(text), expected);
        }
    }

    proptest! {
        #[test]
        fn guarded_cell_comes_back_as_it_was(text in "['=+@a-]{0,5}") {
            let guarded = guard(&text);
            prop_assert_eq!(unguard(&guarded), text.as_str());
            prop_assert!(!guarded.starts_with(['=', '+', '-', '@']));
        }
    }
}
