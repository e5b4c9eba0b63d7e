use super::Language;

/// Concatenated strings, with the offset at which each ends.
#[derive(Debug)]
pub struct Packed {
    pub text: &'static str,
    /// End offsets in bytes.
    pub ends: &'static [u16],
}

impl Packed {
    fn get(&self, at: usize) -> &'static str {
        let end = |at: usize| self.ends.get(at).copied().map_or(0, usize::from);
        let start = at.checked_sub(1).map_or(0, end);
        self.text.get(start..end(at)).unwrap_or_default()
    }
}

/// The messages from all files with the same name in `shared/locales/`, such as `email.ftl`, in every language.
#[derive(Debug)]
pub struct File {
    /// Ids, sorted.
    pub names: Packed,
    /// The messages in each language, in the order of the ids.
    pub texts: &'static [Packed],
}

impl File {
    /// Returns the message with this id; an attribute's id is `message.attribute`.
    pub fn find(&'static self, id: &str) -> Option<Message> {
        let (mut low, mut high) = (0, self.names.ends.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.names.get(middle).cmp(id) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(Message { file: self, at: middle }),
            }
        }
        None
    }
}

/// One message, in every language.
///
/// In its text, `{name}` is a variable, and `U+0001 name (U+0002 key U+0003 text)… U+0004` is a selector whose last text is used if no key
/// matches.
#[derive(Debug, Clone, Copy)]
pub struct Message {
    pub(super) file: &'static File,
    pub(super) at: usize,
}

/// The value of a variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Formatted according to the language. Selects by the number itself, or by its plural category.
    Number(u64),
    /// Selects by its ASCII letters and digits, in lowercase, with hyphens in place of the other characters between them.
    Text(String),
    /// No value: selects `none` and is shown as this text.
    None(&'static str),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

const SELECT: char = '\u{1}';
const VARIANT: char = '\u{2}';
const KEY_END: char = '\u{3}';
const SELECT_END: char = '\u{4}';

impl Message {
    /// Returns the unformatted text. For a message without variables, this is the text to be shown.
    pub fn text(self, language: Language) -> &'static str {
        self.file.texts.get(language as usize).map_or("", |texts| texts.get(self.at))
    }

    pub fn format(self, language: Language, values: &[(&str, Value)]) -> String {
        self.format_with(language, &|name| values.iter().find(|(own, _)| *own == name).map(|(_, value)| value.clone()))
    }

    /// Formats the text with the values found for its variables. A variable without a value is left as is; a selector on it selects
    /// `none`.
    pub fn format_with(self, language: Language, value_of: &dyn Fn(&str) -> Option<Value>) -> String {
        let mut shown = String::new();
        write(&mut shown, self.text(language), language, value_of);
        shown
    }
}

fn write(shown: &mut String, mut text: &str, language: Language, value_of: &dyn Fn(&str) -> Option<Value>) {
    while let Some(at) = text.find(['{', SELECT]) {
        shown.push_str(&text[..at]);
        let rest = &text[at + 1..];
        if text[at..].starts_with('{') {
            let (name, after) = rest.split_once('}').unwrap_or((rest, ""));
            match value_of(name) {
                Some(Value::Number(number)) => shown.push_str(&language.number(number)),
                Some(Value::Text(own)) => shown.push_str(&own),
                Some(Value::None(instead)) => shown.push_str(instead),
                None => shown.extend(["{", name, "}"]),
            }
            text = after;
        } else {
            let end = end_of_select(rest);
            let mut variants = split_variants(&rest[..end]);
            let name = variants.next().unwrap_or_default();
            write(shown, choose(variants, value_of(name), language), language, value_of);
            text = &rest[(end + 1).min(rest.len())..];
        }
    }
    shown.push_str(text);
}

/// Returns the text of the variant that matches the value, or of the last variant.
fn choose<'a>(variants: impl Iterator<Item = &'a str>, value: Option<Value>, language: Language) -> &'a str {
    let (exact, category) = match value {
        Some(Value::Number(number)) => (number.to_string(), language.plural_category(number)),
        Some(Value::Text(text)) => (key_of(&text), ""),
        Some(Value::None(_)) | None => ("none".to_owned(), ""),
    };
    let (mut by_category, mut last) = (None, "");
    for variant in variants {
        let (key, text) = variant.split_once(KEY_END).unwrap_or_default();
        if key == exact {
            return text;
        }
        if key == category {
            by_category = Some(text);
        }
        last = text;
    }
    by_category.unwrap_or(last)
}

/// Converts text to the key of a variant: `a picture` becomes `a-picture`.
fn key_of(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_ascii_lowercase()
}

/// Returns the offset in `inside` at which the selector ends; `inside` starts with the selector's content.
fn end_of_select(inside: &str) -> usize {
    let mut depth = 0_usize;
    for (at, _) in inside.match_indices([SELECT, SELECT_END]) {
        if inside[at..].starts_with(SELECT) {
            depth += 1;
        } else if depth == 0 {
            return at;
        } else {
            depth -= 1;
        }
    }
    inside.len()
}

/// Splits a selector's content into the name of its variable and its variants. Nested selectors are not split.
fn split_variants(inside: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    inside.split(move |letter| {
        match letter {
            SELECT => depth += 1,
            SELECT_END => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && letter == VARIANT
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGES: &str = "\u{1}rows\u{2}0\u{3}nothing\u{2}one\u{3}{rows} row\u{2}none\u{3}some rows\u{2}other\u{3}{rows} rows, \u{1}kind\u{2}a-pdf\u{3}a PDF\u{2}none\u{3}\u{2}else\u{3}{kind}\u{4}\u{4}.";
    static FILE: File = File {
        names: Packed { text: "amz", ends: &[1, 2, 3] },
        texts: &[Packed { text: MESSAGES, ends: &[0, MESSAGES.len() as u16, MESSAGES.len() as u16] }],
    };

    #[test]
    fn message_selects_by_number_category_key_and_absence() -> Result<(), &'static str> {
        let message = FILE.find("m").ok_or("m is there")?;
        for (rows, kind, expected) in [
            (Value::Number(0), Value::None(""), "nothing."),
            (Value::Number(1), Value::None(""), "1 row."),
            (Value::Number(2_000), Value::from("A PDF!"), "2,000 rows, a PDF."),
            (Value::Number(5), Value::from("a page"), "5 rows, a page."),
            (Value::Number(5), Value::None("?"), "5 rows, ."),
            (Value::None("N"), Value::None(""), "some rows."),
        ] {
            assert_eq!(message.format(Language::English, &[("rows", rows), ("kind", kind)]), expected);
        }
        assert_eq!(message.format(Language::English, &[]), "some rows.");
        Ok(())
    }

    #[test]
    fn message_is_found_by_its_id_alone() {
        assert_eq!(
            ["a", "m", "z", "b", ""].map(|id| FILE.find(id).map(|found| found.at)),
            [Some(0), Some(1), Some(2), None, None]
        );
    }
}
