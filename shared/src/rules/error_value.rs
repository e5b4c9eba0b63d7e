//! The error values that spreadsheet programs show in place of a formula's result.

/// Error values that do not end in `!` or `?`.
const ERROR_VALUES: [&str; 15] = [
    "#N/A",
    "#N/B",
    "#N/D",
    "#N/V",
    "#NA",
    "#NV",
    "#I/T",
    "#Н/Д",
    "#Δ/Υ",
    "#HIÁNYZIK",
    "#NEDOSTUPNÉ",
    "#NEDOSTUPNÝ",
    "#NENÍ_K_DISPOZICI",
    "#YOK",
    "#GETTING_DATA",
];

/// Returns `true` for `#REF!`, `#NAME?`, `#N/A` and similar error values in many languages, `###` from a narrow column, and `Err:502`.
pub(super) fn is_error_value(text: &str) -> bool {
    if let Some(number) = text.strip_prefix("Err:") {
        return !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    }
    let Some(rest) = text.strip_prefix('#') else { return false };
    let is_narrow = rest.len() > 1 && rest.bytes().all(|byte| byte == b'#');
    let is_word = rest.strip_suffix(['!', '?']).map(str::trim_end).is_some_and(|word| {
        word.chars().any(char::is_uppercase)
            && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '/' | '.' | '¡' | '¿' | '_'))
    });
    is_narrow || is_word || ERROR_VALUES.contains(&text)
}

/// Returns `false` only if the text is not an [error value](is_error_value). This fast check may also return `true` for such text.
#[inline]
pub(super) fn may_be_error_value(text: &[u8]) -> bool {
    matches!(text.first(), Some(b'#')) || text.starts_with(b"Err:")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_values_of_many_languages_are_recognized() {
        for text in [
            "#REF!",
            "#VALUE!",
            "#NAME?",
            "#DIV/0!",
            "#NUM!",
            "#NULL!",
            "#SPILL!",
            "#N/A",
            "#NV",
            "#N/B",
            "#BEZUG!",
            "#WERT!",
            "#ÜBERLAUF!",
            "#NOME?",
            "#RIF!",
            "#¡VALOR!",
            "#¿NOMBRE?",
            "#NOM\u{a0}?",
            "#Н/Д",
            "#HIÁNYZIK",
            "#NENÍ_K_DISPOZICI",
            "#YOK",
            "#NEDOSTUPNÝ",
            "#N/V",
            "#Δ/Υ",
            "#ΔΙΑΙΡ./0!",
            "#GETTING_DATA",
            "Err:502",
            "########",
        ] {
            assert!(is_error_value(text) && may_be_error_value(text.as_bytes()), "{text}");
        }
        for text in ["", "#", "##", "#12!", "#Anna!", "#1", "# A!", "Err:", "Err:x", "Erroll", "REF!", "N/A", "C#"] {
            assert!(!is_error_value(text), "{text}");
        }
    }
}
