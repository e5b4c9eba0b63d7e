//! The domain of an address: letters and digits from any script, and hyphens.

use std::borrow::Cow;

use icu_properties::{
    CodePointMapData,
    props::{GeneralCategory, GeneralCategoryGroup},
};
use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};

use super::suggest;
use crate::rules::text::is_invisible;

/// Maximum length of a domain label, in octets. Source: RFC 1035, 2.3.4.
const LABEL_OCTETS_MAX: usize = 63;

/// Categories of the characters allowed in a label. Source: RFC 5892, 2.1, `LetterDigits`.
const LETTER_DIGITS: GeneralCategoryGroup = GeneralCategoryGroup::LowercaseLetter
    .union(GeneralCategoryGroup::UppercaseLetter)
    .union(GeneralCategoryGroup::OtherLetter)
    .union(GeneralCategoryGroup::ModifierLetter)
    .union(GeneralCategoryGroup::NonspacingMark)
    .union(GeneralCategoryGroup::SpacingMark)
    .union(GeneralCategoryGroup::DecimalNumber);

/// Returns the ASCII form of a domain; `None` if the domain is invalid. An ASCII domain without Punycode keeps its case.
pub(super) fn parse_domain(domain: &str) -> Option<Cow<'_, str>> {
    let is_plain = domain.is_ascii() && !has_punycode(domain);
    let ascii = if is_plain {
        Cow::Borrowed(domain)
    } else if domain.chars().any(is_stand_in) {
        return None;
    } else {
        // Non-transitional: `ß` is kept, as in browsers and registries.
        let to_ascii =
            Uts46::new().to_ascii(domain.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast, DnsLength::Verify);
        let ascii = to_ascii.ok()?.into_owned();
        if !unicode_form(&ascii).split('.').all(is_unicode_label) {
            return None;
        }
        Cow::Owned(ascii)
    };
    let last = ascii.rsplit('.').next()?;
    // A numeric top-level domain means an IP address.
    let is_domain = ascii.contains('.') && ascii.split('.').all(is_label) && !last.bytes().all(|b| b.is_ascii_digit());
    is_domain.then_some(ascii)
}

/// Returns the ASCII form of the start of a domain, treating its last label as complete; `None` if it cannot be converted.
pub(super) fn parse_domain_prefix(prefix: &str) -> Option<Cow<'_, str>> {
    Uts46::new().to_ascii(prefix.as_bytes(), AsciiDenyList::EMPTY, Hyphens::Allow, DnsLength::Ignore).ok()
}

pub(super) fn has_punycode(domain: &str) -> bool {
    domain.split('.').any(|label| label.as_bytes().get(..4).is_some_and(|start| start.eq_ignore_ascii_case(b"xn--")))
}

/// Returns the domain with its labels in Unicode.
pub(super) fn unicode_form(domain: &str) -> Cow<'_, str> {
    Uts46::new().to_unicode(domain.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast).0
}

/// Returns `true` if a label contains only letters, digits, hyphens, and the exceptions listed in RFC 5892, some of which are valid only
/// near certain letters. UTS 46, which converts the domain, also accepts symbols. Source: RFC 5892, 2 and appendix A.
fn is_unicode_label(label: &str) -> bool {
    let characters: Vec<char> = label.chars().collect();
    let at = |index: Option<usize>| index.and_then(|index| characters.get(index).copied());
    let is_valid = |(index, c): (usize, &char)| {
        let (before, after) = (at(index.checked_sub(1)), at(Some(index + 1)));
        match c {
            '-' | '\u{200c}' | '\u{200d}' | '\u{6fd}' | '\u{6fe}' | '\u{f0b}' | '〇' => true,
            '·' => before == Some('l') && after == Some('l'),
            '\u{375}' => after.is_some_and(|c| matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}')),
            '\u{5f3}' | '\u{5f4}' => before.is_some_and(|c| matches!(c, '\u{590}'..='\u{5ff}')),
            '・' => characters
                .iter()
                .any(|c| matches!(c, '\u{3040}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}')),
            '\u{640}' | '\u{7fa}' | '\u{302e}' | '\u{302f}' | '\u{3031}'..='\u{3035}' | '〻' => false,
            c => LETTER_DIGITS.contains(CodePointMapData::<GeneralCategory>::new().get(*c)),
        }
    };
    characters.iter().enumerate().all(is_valid)
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= LABEL_OCTETS_MAX
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

/// Returns `true` if a character is invisible or a compatibility form of ASCII (full-width, circled, a ligature, an ideographic full stop).
///
/// IDNA would map such a character silently, but the admin should see it. Joiners are left to IDNA, which knows where they are valid.
fn is_stand_in(c: char) -> bool {
    if c.is_ascii() || matches!(c, '\u{200c}' | '\u{200d}') {
        return false;
    }
    is_invisible(c) || c == '。' || suggest::compatible(c).is_some_and(|mapped| mapped.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domain_has_letters_digits_and_hyphens() {
        for domain in [
            "example.org",
            "münchen.de",
            "straße.de",
            "例え.jp",
            "пример.рф",
            "col·lecció.cat",
            "ドメイン・例.jp",
            "भारत.in",
            "xn--mnchen-3ya.de",
            "βόλος.com",
            "نامه\u{200c}ای.com",
        ] {
            assert!(parse_domain(domain).is_some(), "{domain}");
        }
        for domain in [
            "domain.com©",
            "domain©.com",
            "i❤.ws",
            "xn--i-7iq.ws",
            "a·b.org",
            "l·b.org",
            "a·l.org",
            "domain.com™",
            "☃.net",
            "a→b.org",
            "exam€ple.org",
            "½.org",
        ] {
            assert_eq!(parse_domain(domain), None, "{domain}");
        }
    }
}
