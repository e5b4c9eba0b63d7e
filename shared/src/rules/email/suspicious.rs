//! Finds addresses that are valid but probably not what was meant: those with remains of an export, misplaced dots, look-alike letters, or
//! typing errors in the domain. The checks are conservative, because a warning about a correct address undermines trust.

use std::borrow::Cow;

use super::{
    super::scripts::{in_latin, in_one_script, mixes_scripts},
    domain::{has_punycode, unicode_form},
};

/// Domains so common that a one-letter difference is probably a typing error.
///
/// Short names are omitted: `gmx`, `web`, `live`, `mail` and `aol` differ from other real domains by only one letter.
const WELL_KNOWN: [&str; 10] = [
    "gmail.com",
    "googlemail.com",
    "hotmail.com",
    "icloud.com",
    "laposte.net",
    "outlook.com",
    "protonmail.com",
    "t-online.de",
    "wanadoo.fr",
    "yahoo.com",
];

/// Misspellings of `.com` that are not top-level domains.
const NOT_COM: [&str; 9] = [".con", ".cmo", ".ocm", ".xom", ".vom", ".cpm", ".clm", ".comm", ".coom"];

/// Prefix that programs leave before an address in place of `mailto:`.
const SCHEME: &str = "mailto/";

/// The characters that are common in addresses and encoded in quoted-printable text, each with its code.
const QUOTED_PRINTABLE: [(&str, &str); 5] = [("=2e", "."), ("=2d", "-"), ("=5f", "_"), ("=2b", "+"), ("=3d", "=")];

/// Maximum number of rounds: one each to remove the scheme and the quotation marks, to decode, and to correct the dots, the letters and the
/// domain, and a last one that finds nothing.
const ROUNDS_MAX: usize = 7;

/// What is known about a suspicious address: the address that was probably meant, if any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Suspicion {
    pub(super) suggestion: Option<String>,
}

/// Finds remains of an export and misplaced dots before the `@`, letters from several scripts in one word of the domain, and typing errors
/// in the domain. The address that was probably meant is not itself suspicious.
pub(super) fn suspicion(typed: &str) -> Option<Suspicion> {
    if correct(typed) == Correction::None {
        return None;
    }
    let mut address = typed.to_ascii_lowercase();
    for _ in 0..ROUNDS_MAX {
        address = match correct(&address) {
            Correction::None => return Some(Suspicion { suggestion: Some(address) }),
            Correction::Unknown => break,
            Correction::Address(corrected) => corrected,
        };
    }
    Some(Suspicion { suggestion: None })
}

/// The correction of one fault in an address.
#[derive(Debug, PartialEq, Eq)]
enum Correction {
    /// Nothing is suspicious.
    None,
    /// Something is suspicious, but what was meant is unknown.
    Unknown,
    Address(String),
}

fn correct(address: &str) -> Correction {
    let Some((local, domain)) = address.split_once('@') else { return Correction::None };
    if has_remains(local) {
        let corrected = without_remains(local).filter(|local| !local.is_empty());
        return corrected.map_or(Correction::Unknown, |local| Correction::Address(format!("{local}@{domain}")));
    }
    if has_misplaced_dot(local) {
        let parts: Vec<&str> = local.split('.').filter(|part| !part.is_empty()).collect();
        if parts.is_empty() {
            return Correction::Unknown;
        }
        return Correction::Address(format!("{}@{domain}", parts.join(".")));
    }
    if let Some(domain) = mixed_domain(domain) {
        let latin = in_latin(&domain).or_else(|| in_one_script(&domain));
        let corrected = latin.map(|latin| format!("{local}@{}", latin.to_lowercase()));
        return corrected.map_or(Correction::Unknown, Correction::Address);
    }
    likely_address(&address.to_ascii_lowercase()).map_or(Correction::None, Correction::Address)
}

/// Returns `true` if the part before the `@` has remains of an export: a scheme (`mailto/anna`), an apostrophe or accent at an end, which
/// quotes the address or marks it as text, a code of quoted-printable text (`anna=2Elee`), or a question mark beside a letter, which
/// replaces a letter that a program could not write (`jos?`).
pub(super) fn has_remains(local: &str) -> bool {
    begins_with_scheme(local)
        || local.starts_with(is_quote)
        || local.ends_with(is_quote)
        || has_code(local)
        || has_lost_letter(local)
}

/// Returns the part before the `@` without the first kind of [remains](has_remains) that it has; `None` if a letter is lost.
fn without_remains(local: &str) -> Option<String> {
    if begins_with_scheme(local) {
        return local.get(SCHEME.len()..).map(str::to_owned);
    }
    if local.starts_with(is_quote) || local.ends_with(is_quote) {
        return Some(local.trim_matches(is_quote).to_owned());
    }
    if !has_code(local) {
        return None;
    }
    let decode = |local: String, (code, sign): (&str, &str)| local.replace(code, sign);
    let decoded = QUOTED_PRINTABLE.into_iter().fold(local.to_ascii_lowercase(), decode);
    // An equals sign at the start belongs to the text before the address, such as `href=`.
    Some(decoded.trim_start_matches('=').to_owned())
}

fn begins_with_scheme(local: &str) -> bool {
    local.get(..SCHEME.len()).is_some_and(|start| start.eq_ignore_ascii_case(SCHEME))
}

fn is_quote(c: char) -> bool {
    matches!(c, '\'' | '`')
}

fn has_code(local: &str) -> bool {
    let is_code = |three: &[u8]| QUOTED_PRINTABLE.iter().any(|(code, _)| three.eq_ignore_ascii_case(code.as_bytes()));
    local.as_bytes().windows(3).any(is_code)
}

/// Returns `true` if a question mark is beside a letter.
fn has_lost_letter(local: &str) -> bool {
    let is_lost = |pair: &[u8]| match pair {
        [b'?', letter] | [letter, b'?'] => letter.is_ascii_alphabetic(),
        _ => false,
    };
    local.as_bytes().windows(2).any(is_lost)
}

/// Returns `true` if a dot is at the start or the end, or follows another dot. Mail programs reject such addresses, although web forms
/// accept them.
pub(super) fn has_misplaced_dot(local: &str) -> bool {
    let (mut is_after_dot, mut found) = (true, false);
    for byte in local.bytes() {
        let is_dot = byte == b'.';
        found |= is_dot & is_after_dot;
        is_after_dot = is_dot;
    }
    found || is_after_dot
}

/// Returns the domain in Unicode, if one of its words has letters from several scripts.
pub(super) fn mixed_domain(domain: &str) -> Option<Cow<'_, str>> {
    if domain.is_ascii() && !has_punycode(domain) {
        return None;
    }
    let shown = unicode_form(domain);
    mixes_scripts(&shown).then_some(shown)
}

/// Returns the address that was probably meant, if the domain of `key` is one letter away from a well-known one or ends in a misspelled
/// `.com`.
///
/// The first letter of a well-known domain must match: `mail.com`, `ymail.com` and `email.com` are real domains.
pub(super) fn likely_address(key: &str) -> Option<String> {
    let (local, domain) = key.split_once('@')?;
    if WELL_KNOWN.contains(&domain) {
        return None;
    }
    if let Some(known) = WELL_KNOWN.into_iter().find(|known| is_typo(domain, known)) {
        return Some(format!("{local}@{known}"));
    }
    let ending = NOT_COM.into_iter().find(|ending| domain.ends_with(ending))?;
    Some(format!("{local}@{}.com", domain.strip_suffix(ending)?))
}

/// Returns the well-known domain that `domain` becomes when `.com` is appended.
pub(super) fn well_known_begun(domain: &str) -> Option<&'static str> {
    WELL_KNOWN
        .into_iter()
        .find(|known| known.strip_suffix(".com").is_some_and(|begun| begun.eq_ignore_ascii_case(domain)))
}

fn is_typo(domain: &str, known: &str) -> bool {
    domain.as_bytes().first() == known.as_bytes().first()
        && domain.len().abs_diff(known.len()) <= 1
        && strsim::osa_distance(domain, known) == 1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rules::Address;

    #[test]
    fn address_with_misplaced_dots_or_mixed_letters_is_suspicious() {
        for (typed, meant) in [
            ("george.@example.org", Some("george@example.org")),
            (".george@example.org", Some("george@example.org")),
            ("Geo..rge@example.org", Some("geo.rge@example.org")),
            (".a..b.@example.con", Some("a.b@example.com")),
            (".a..b.@gmial.com", Some("a.b@gmail.com")),
            ("..@example.org", None),
            ("anna@exаmple.org", Some("anna@example.org")),
            ("anna@xn--exmple-4nf.org", Some("anna@example.org")),
            ("anna@gmаil.com", Some("anna@gmail.com")),
            ("anna@gmiаl.com", Some("anna@gmail.com")),
            (".anna@münchen.de", Some("anna@münchen.de")),
            ("anna@Ωmega.org", None),
        ] {
            let expected = Suspicion { suggestion: meant.map(str::to_owned) };
            assert_eq!(suspicion(typed), Some(expected), "{typed}");
        }
        for typed in ["a.n.na@example.org", "anna@пример.рф", "anna@пример.com", "anna@例え.jp", "anna@münchen.de"]
        {
            assert_eq!(suspicion(typed), None, "{typed}");
        }
    }

    #[test]
    fn address_with_remains_of_an_export_is_suspicious() {
        for (typed, meant) in [
            ("'ann@example.org", Some("ann@example.org")),
            ("ann'@example.org", Some("ann@example.org")),
            ("'ann'@example.org", Some("ann@example.org")),
            ("`ann@example.org", Some("ann@example.org")),
            ("''Ann.@example.org", Some("ann@example.org")),
            ("'o'brien'@example.org", Some("o'brien@example.org")),
            ("'@example.org", None),
            ("jos?.dias@example.org", None),
            ("jos?@example.org", None),
            ("?scar@example.org", None),
            ("'jos?'@example.org", None),
            ("ann=2Elee@example.org", Some("ann.lee@example.org")),
            ("ann=2elee=5Fx@example.org", Some("ann.lee_x@example.org")),
            ("=3Dann@example.org", Some("ann@example.org")),
            ("=3d@example.org", None),
            ("=2Eann@gmial.com", Some("ann@gmail.com")),
            ("mailto/ann@example.org", Some("ann@example.org")),
            ("MAILTO/'ann@example.org", Some("ann@example.org")),
            ("mailto/@example.org", None),
        ] {
            let expected = Suspicion { suggestion: meant.map(str::to_owned) };
            assert_eq!(suspicion(typed), Some(expected), "{typed}");
        }
        for typed in [
            "o'brien@example.org",
            "d'arc.o'neil@example.org",
            "=1+1@example.org",
            "ann=example.com@example.org",
            "ann=de@example.org",
            "ann/ops@example.org",
            "mailto@example.org",
            "?@example.org",
            "1?2@example.org",
        ] {
            assert_eq!(suspicion(typed), None, "{typed}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn address_suggested_is_never_suspicious(
            local in "(mailto/|')?[aA.'`?]{0,3}(=2E|=3D|=)?[aA.]{1,5}'?",
            domain in "(gmial|gmаil|exаmple|münchen|пример|Οne|a-b)\\.(com|con|co|org|comm|рф|оrg)(\\.con)?",
        ) {
            let typed = format!("{local}@{domain}");
            if let Some(meant) = suspicion(&typed).and_then(|found| found.suggestion) {
                prop_assert_eq!(suspicion(&meant), None, "{}", meant);
                prop_assert!(Address::parse(&meant).is_some(), "{}", meant);
            }
        }
    }

    #[test]
    fn domain_one_typing_error_away_is_suspicious() {
        for (domain, meant) in [
            ("gmial.com", Some("gmail.com")),
            ("gmai.com", Some("gmail.com")),
            ("gamil.com", Some("gmail.com")),
            ("gmaill.com", Some("gmail.com")),
            ("gnail.com", Some("gmail.com")),
            ("gmail.con", Some("gmail.com")),
            ("gmail.co", Some("gmail.com")),
            ("hotmial.com", Some("hotmail.com")),
            ("hotmai.com", Some("hotmail.com")),
            ("yaho.com", Some("yahoo.com")),
            ("yahooo.com", Some("yahoo.com")),
            ("outlok.com", Some("outlook.com")),
            ("iclod.com", Some("icloud.com")),
            ("example.con", Some("example.com")),
            ("example.co.comm", Some("example.co.com")),
            ("wandoo.fr", Some("wanadoo.fr")),
            ("lapost.net", Some("laposte.net")),
            ("t-onlin.de", Some("t-online.de")),
            ("orange.fr", None),
            ("free.fr", None),
            ("libero.it", None),
            ("gmail.com", None),
            ("mail.com", None),
            ("email.com", None),
            ("ymail.com", None),
            ("gmx.com", None),
            ("gmx.de", None),
            ("hotmail.fr", None),
            ("hotmail.co.uk", None),
            ("yahoo.fr", None),
            ("yahoo.ca", None),
            ("outlook.de", None),
            ("proton.me", None),
            ("example.com", None),
            ("example.co", None),
            ("example.cm", None),
            ("telecom", None),
        ] {
            let expected = meant.map(|meant| format!("anna@{meant}"));
            assert_eq!(likely_address(&format!("anna@{domain}")), expected, "{domain}");
        }
    }
}
