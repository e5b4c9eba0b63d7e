//! Finds the address that was probably meant in a cell with an invalid one.

use std::borrow::Cow;

use icu_normalizer::ComposingNormalizerBorrowed;

use super::{
    super::{entities::decode_entities, scripts::in_latin, text::is_invisible},
    parse_key,
    suspicious::{suspicion, well_known_begun},
};

/// Maximum length in bytes of a cell to be searched: enough for three addresses and a few words.
const CELL_BYTES_MAX: usize = 1024;

/// Lowercase words that people write in place of `@` and the dot to hide addresses from bots.
const WORDS: [(&str, &str); 10] = [
    ("(at)", "@"),
    ("[at]", "@"),
    ("{at}", "@"),
    (" at ", "@"),
    ("(dot)", "."),
    ("[dot]", "."),
    ("{dot}", "."),
    (" dot ", "."),
    ("(punkt)", "."),
    (" punkt ", "."),
];

/// Returns the distinct addresses in a cell that contains more than one `@`, in order; empty if a piece with an `@` is not an address, or
/// if the cell is longer than [`CELL_BYTES_MAX`].
pub(super) fn addresses_in(text: &str) -> Vec<String> {
    if text.len() > CELL_BYTES_MAX || text.matches('@').count() < 2 {
        return Vec::new();
    }
    let mut found: Vec<String> = Vec::new();
    let mut keys: Vec<String> = Vec::new();
    // A hyperlink that a database exported: text, address, and place in the document, each followed by a `#`.
    let text = text.replace("#mailto:", " ");
    let pieces = text
        .split(|c: char| c.is_whitespace() || matches!(c, ';' | ',' | '/' | '|' | '<' | '>' | '(' | ')' | '[' | ']'));
    for piece in pieces.filter(|piece| piece.contains('@')) {
        let piece = strip_scheme(piece.trim_matches(is_wrapping)).trim_end_matches('#');
        let Ok(key) = parse_key(piece) else { return Vec::new() };
        if !keys.contains(&key) {
            keys.push(key);
            found.push(piece.to_owned());
        }
    }
    found
}

pub(super) fn suggest_address(text: &str) -> Option<String> {
    if text.len() > CELL_BYTES_MAX {
        return None;
    }
    let decoded = decode_entities(text);
    let visible: String = decoded
        .as_deref()
        .unwrap_or(text)
        .chars()
        .filter(|c| !is_invisible(*c) && !matches!(c, '©' | '®' | '™' | '℠'))
        .collect();
    let visible = with_ascii_signs(visible.trim_end_matches(is_raised));
    // Normalization would turn the number of a footnote into a digit of the address.
    if unwrap(&visible).contains(is_raised) {
        return None;
    }
    let normal = ComposingNormalizerBorrowed::new_nfkc().normalize(&visible);
    let unwrapped = strip_scheme(unwrap(&normal));
    let written = write_signs(unwrapped);
    let (local, domain) = written.split_once('@')?;
    // The query of a `mailto:` link.
    let domain = domain.split_once('?').filter(|(_, query)| query.contains('=')).map_or(domain, |(domain, _)| domain);
    let domain = correct_domain(domain)?;
    let local = local.trim().trim_matches('"');
    let written = format!("{local}@{domain}");
    let of_provider = well_known_begun(&domain).map(|domain| format!("{local}@{domain}"));
    let latin = in_latin(&written);
    let latin_local = in_latin(local).map(|local| format!("{local}@{domain}"));
    let found = [Some(written), of_provider, latin, latin_local].into_iter().flatten();
    let valid = found.into_iter().find(|address| parse_key(address).is_ok())?;
    // No top-level domain contains a hyphen, except in Punycode: a remark follows the address.
    let top = valid.rsplit('.').next().unwrap_or_default();
    if top.contains('-') && !top.get(..4).is_some_and(|begin| begin.eq_ignore_ascii_case("xn--")) {
        return None;
    }
    match suspicion(&valid) {
        None => Some(valid),
        Some(suspicion) => suspicion.suggestion,
    }
}

pub(super) fn compatible(c: char) -> Option<String> {
    let mut bytes = [0; 4];
    match ComposingNormalizerBorrowed::new_nfkc().normalize(c.encode_utf8(&mut bytes)) {
        Cow::Owned(mapped) => Some(mapped),
        Cow::Borrowed(_) => None,
    }
}

/// Replaces signs that word processors and input methods write in place of those of an address. An apostrophe is replaced only between
/// letters: elsewhere, it is a quotation mark or an accent.
fn with_ascii_signs(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let (mut before, mut rest) = (' ', text.chars().peekable());
    while let Some(c) = rest.next() {
        let is_inside = before.is_alphanumeric() && rest.peek().is_some_and(|next| next.is_alphanumeric());
        written.push(match c {
            '。' => '.',
            '\u{2010}'..='\u{2015}' | '−' => '-',
            '‘' | '’' | 'ʼ' | '´' | '′' if is_inside => '\'',
            c => c,
        });
        before = c;
    }
    written
}

/// Returns the text in the last pair of angle brackets; if there is none, the text without surrounding white space, quotation marks,
/// brackets, commas, semicolons and colons, and without a remark in parentheses or after a dash behind the address, or a label with a
/// colon before it.
fn unwrap(text: &str) -> &str {
    if let Some((before, _)) = text.rsplit_once('>')
        && let Some((_, inside)) = before.rsplit_once('<')
    {
        return inside.trim();
    }
    let text = text.trim_matches(is_wrapping);
    let text =
        text.split_once(" (").map_or(text, |(address, remark)| if remark.contains('@') { text } else { address });
    // Text with a dot may be the rest of a domain.
    let text = match text.split_once(" - ") {
        Some((address, remark)) if address.contains('@') && !remark.contains(['@', '.']) => address,
        _ => text,
    };
    match text.rsplit_once(": ") {
        Some((_, address)) if address.contains('@') => address.trim_matches(is_wrapping),
        _ => text,
    }
}

/// Returns `true` for superscript, subscript and circled letters and digits.
fn is_raised(c: char) -> bool {
    matches!(c, 'ª' | '²' | '³' | '¹' | 'º' | 'ʰ'..='ʸ' | 'ᴬ'..='ᵪ' | '⁰'..='ₜ' | '①'..='⓿')
}

fn is_wrapping(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '<' | '>' | '(' | ')' | '[' | ']' | '\'' | '"' | ',' | ';' | ':' | '“' | '”' | '‘' | '’')
}

/// Removes `mailto:`, also after a `#`, and the query from a `mailto:` link, and `SMTP:`, which directories write before addresses.
fn strip_scheme(text: &str) -> &str {
    let after = |scheme: &str| {
        let begins = text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
        begins.then(|| text[scheme.len()..].trim())
    };
    match after("mailto:").or_else(|| after("#mailto:")) {
        Some(rest) => rest.split_once('?').map_or(rest, |(address, _)| address),
        None => after("smtp:").unwrap_or(text),
    }
}

/// Replaces a doubled `@` with a single one; if the text has no `@`, converts it to lowercase and replaces the words for `@` and the dot.
fn write_signs(text: &str) -> Cow<'_, str> {
    if text.contains('@') {
        return if text.contains("@@") { Cow::Owned(text.replace("@@", "@")) } else { Cow::Borrowed(text) };
    }
    let mut written = text.to_ascii_lowercase();
    for (word, sign) in WORDS {
        written = written.replace(word, sign);
    }
    Cow::Owned(written)
}

/// Removes white space around dots, repeated, leading and trailing dots, and trailing hyphens, slashes, number signs and non-ASCII
/// punctuation; replaces commas with dots. Returns `None` if text follows a domain that may be complete, as in `example.org, Sales` and
/// `example.org,HR`: it could be a remark.
fn correct_domain(domain: &str) -> Option<String> {
    let is_end = |c: char| matches!(c, '-' | '/' | '#') || !c.is_ascii() && !c.is_alphanumeric();
    let is_separator = |c: char| matches!(c, '.' | ',') || c.is_whitespace();
    let domain = domain.trim().trim_end_matches(is_end).trim_matches(is_separator);
    let before_last = domain.rfind(|c: char| c == ',' || c.is_whitespace()).map_or("", |at| &domain[..at]);
    if before_last.trim_end_matches(is_separator).contains(['.', ',']) {
        return None;
    }
    let labels: Vec<&str> = domain.split(['.', ',']).map(str::trim).filter(|label| !label.is_empty()).collect();
    (!labels.is_empty()).then(|| labels.join("."))
}
