//! E-mail addresses: the unique key of a user.
//!
//! An address is valid if an e-mail input as defined in the WHATWG HTML standard accepts it, it is within the limits of RFC 5321, and its
//! domain has a dot and a top-level domain that is not a number. Unicode domains are also valid.

mod domain;
mod domains;
mod suggest;
mod suspicious;

use domain::{parse_domain, parse_domain_prefix};
pub use domains::{Domains, ValidAddress};

use serde::{Deserialize, Serialize};

use crate::problem::{Code, Hint, Problem, RowProblems};

/// Maximum length of the part before the `@`, in octets. Source: RFC 5321, 4.5.3.1.1.
const LOCAL_OCTETS_MAX: usize = 64;

/// Maximum length of an address, in octets: a 256-octet path without its angle brackets. Source: RFC 5321, 4.5.3.1.3.
const ADDRESS_OCTETS_MAX: usize = 254;

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Address {
    /// The identity: lowercase, with the domain in its ASCII (Punycode) form. ASCII, at most 254 octets.
    pub key: String,
    /// The address as typed but cleaned, for display.
    pub typed: String,
}

impl Address {
    /// Parses an address from a [cleaned](super::clean) cell; `None` if it is invalid.
    pub fn parse(text: &str) -> Option<Self> {
        parse_key(text).ok().map(|key| Self { key, typed: text.to_owned() })
    }

    /// Converts a prefix of an address into a prefix of its key.
    ///
    /// A non-ASCII domain label must be complete, because the Punycode form of a label does not start with the Punycode forms of its
    /// prefixes.
    pub fn key_prefix(text: &str) -> String {
        let text = text.to_lowercase();
        let with_unicode_domain = text.split_once('@').filter(|(_, domain)| !domain.is_ascii());
        let prefix = with_unicode_domain.and_then(|(local, domain)| {
            let domain = parse_domain_prefix(domain)?;
            Some(format!("{local}@{domain}")).filter(|prefix| prefix.len() <= ADDRESS_OCTETS_MAX)
        });
        prefix.unwrap_or(text)
    }
}

/// Reads an address.
///
/// An empty cell is [`Code::EmailMissing`]; an invalid address is [`Code::EmailInvalid`], and the address that was probably meant is
/// suggested. A typing error in the domain (`gmial.com`), a misplaced dot or remains of an export before the `@` (`'anna`, `anna=2Elee`,
/// `jos?`), and letters from several scripts in one word of the domain cause the warning [`Code::EmailSuspicious`]; the address is accepted
/// as it is.
pub fn read_address(text: &str, label: &str, problems: &mut RowProblems) -> Option<Address> {
    if text.is_empty() {
        problems.add(Problem::new(Code::EmailMissing).column(label));
        return None;
    }
    let key = match parse_key(text) {
        Ok(key) => key,
        Err(fault) => {
            problems.add(invalid(text, fault).column(label));
            return None;
        }
    };
    if let Some(suspicion) = suspicious::suspicion(text) {
        problems.add(Problem::new(Code::EmailSuspicious).column(label).found(text).suggest(suspicion.suggestion));
    }
    Some(Address { key, typed: text.to_owned() })
}

fn invalid(text: &str, fault: Fault) -> Problem {
    let problem = Problem::new(Code::EmailInvalid).found(text);
    let several = suggest::addresses_in(text);
    if several.len() > 1 {
        return problem.suggest(several).hint(Hint::SeveralAddresses);
    }
    let meant = several.into_iter().next().or_else(|| suggest::suggest_address(text));
    match (meant, fault) {
        (None, Fault::NonAsciiLocalPart) => {
            let problem = problem.hint(Hint::NonAsciiLocalPart);
            match text.chars().find(|c| !c.is_ascii()) {
                Some(letter) => problem.character(letter),
                None => problem,
            }
        }
        (None, Fault::LongLocalPart { octets }) => problem.limit(LOCAL_OCTETS_MAX as u64, octets as u64),
        (meant, _) => problem.suggest(meant),
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// Non-ASCII letters or digits before the `@`, and no other fault.
    NonAsciiLocalPart,
    /// Too many octets before the `@`, and no other fault there or in the domain.
    LongLocalPart {
        octets: usize,
    },
    Form,
}

fn parse_key(text: &str) -> Result<String, Fault> {
    let (local, domain) = text.split_once('@').ok_or(Fault::Form)?;
    if local.is_empty() {
        return Err(Fault::Form);
    }
    let domain = parse_domain(domain).ok_or(Fault::Form)?;
    let octets = local.len();
    if octets > LOCAL_OCTETS_MAX {
        return Err(if local.bytes().all(is_local_byte) { Fault::LongLocalPart { octets } } else { Fault::Form });
    }
    if octets + 1 + domain.len() > ADDRESS_OCTETS_MAX {
        return Err(Fault::Form);
    }
    if !local.bytes().all(is_local_byte) {
        let is_letters = local.chars().all(|c| if c.is_ascii() { is_local_byte(c as u8) } else { c.is_alphanumeric() });
        return Err(if is_letters { Fault::NonAsciiLocalPart } else { Fault::Form });
    }
    let mut key = String::with_capacity(octets + 1 + domain.len());
    key.push_str(local);
    key.push('@');
    key.push_str(&domain);
    key.make_ascii_lowercase();
    Ok(key)
}

/// Returns `true` for bytes that the HTML standard allows before the `@`. Dots are allowed anywhere, even repeated.
fn is_local_byte(byte: u8) -> bool {
    LOCAL_BYTES[byte as usize] & INVALID == 0
}

/// Marks bytes that are invalid before the `@`.
const INVALID: u8 = 1;
/// Marks valid bytes that are also [remains of an export](suspicious::has_remains): few addresses contain one.
const TELLING: u8 = 2;

/// The kind of each byte before the `@`: [`INVALID`], [`TELLING`], or 0 for all other valid bytes.
const LOCAL_BYTES: [u8; 256] = {
    let mut kinds = [INVALID; 256];
    let mut byte = 0;
    while byte < 128 {
        if (byte as u8).is_ascii_alphanumeric() {
            kinds[byte] = 0;
        }
        byte += 1;
    }
    let signs = b".!#$%&*+^_{|}~-";
    let mut at = 0;
    while at < signs.len() {
        kinds[signs[at] as usize] = 0;
        at += 1;
    }
    let telling = b"'`?=/";
    let mut at = 0;
    while at < telling.len() {
        kinds[telling[at] as usize] = TELLING;
        at += 1;
    }
    kinds
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> (Option<Address>, Vec<Problem>) {
        let mut problems = RowProblems::new(2, 2);
        let address = read_address(text, "email", &mut problems);
        (address, problems.into_list())
    }

    #[test]
    fn address_accepted_has_the_key() {
        let long_local = format!("{}@example.org", "a".repeat(64));
        let long_label = format!("a@{}.org", "b".repeat(63));
        let long_address =
            format!("{}@{}.org", "a".repeat(64), ["b".repeat(62), "c".repeat(62), "d".repeat(59)].join("."));
        assert_eq!(long_address.len(), ADDRESS_OCTETS_MAX);
        for (text, key) in [
            ("anna@example.org", "anna@example.org"),
            ("Anna@Example.ORG", "anna@example.org"),
            ("anna+tag@example.org", "anna+tag@example.org"),
            ("a.n.n.a@example.org", "a.n.n.a@example.org"),
            ("o'brien@example.co.uk", "o'brien@example.co.uk"),
            ("a!#$%&'*+/=?^_`{|}~-b@example.org", "a!#$%&'*+/=?^_`{|}~-b@example.org"),
            ("=1+1@example.org", "=1+1@example.org"),
            ("anna@münchen.de", "anna@xn--mnchen-3ya.de"),
            ("anna@MÜNCHEN.de", "anna@xn--mnchen-3ya.de"),
            ("anna@xn--mnchen-3ya.de", "anna@xn--mnchen-3ya.de"),
            ("anna@XN--MNCHEN-3YA.DE", "anna@xn--mnchen-3ya.de"),
            ("anna@straße.de", "anna@xn--strae-oqa.de"),
            ("anna@例え.jp", "anna@xn--r8jz45g.jp"),
            ("anna@r3---sn.example.org", "anna@r3---sn.example.org"),
            ("anna@1.example", "anna@1.example"),
            ("1@2.3com", "1@2.3com"),
            (&long_local, &long_local),
            (&long_label, &long_label),
            (&long_address, &long_address),
        ] {
            let (address, problems) = read(text);
            assert_eq!(address, Some(Address { key: key.to_owned(), typed: text.to_owned() }), "{text}");
            assert!(problems.is_empty(), "{text}");
            assert_eq!(Address::parse(text), address);
        }
    }

    #[test]
    fn address_in_another_case_or_white_space_is_the_same_user() {
        for text in
            ["Anna@Example.ORG", "\u{a0}anna@example.org", "anna@example.org\u{200b}\u{202f}", "ANNA@EXAMPLE.ORG"]
        {
            let address = Address::parse(&super::super::clean(text));
            assert_eq!(address.map(|address| address.key).as_deref(), Some("anna@example.org"), "{text:?}");
        }
    }

    #[test]
    fn beginning_of_an_address_becomes_the_beginning_of_its_key() {
        let long = format!("a@{}", "ü".repeat(252));
        for (text, prefix) in [
            ("", ""),
            ("ANN", "ann"),
            ("ann@", "ann@"),
            ("Ann@Exam", "ann@exam"),
            ("anna@MÜNCHEN", "anna@xn--mnchen-3ya"),
            ("anna@münchen.", "anna@xn--mnchen-3ya."),
            ("Anna@münchen.d", "anna@xn--mnchen-3ya.d"),
            ("anna@mail.straße.de", "anna@mail.xn--strae-oqa.de"),
            ("anna@xn--mnch", "anna@xn--mnch"),
            ("josé", "josé"),
            (&long, &long),
        ] {
            assert_eq!(Address::key_prefix(text), prefix, "{text}");
        }
    }

    #[test]
    fn address_without_an_obvious_meaning_is_refused() {
        let long_local = format!("{}@example.org", "a".repeat(65));
        let long_label = format!("a@{}.org", "b".repeat(64));
        let long_address =
            format!("{}@{}.org", "a".repeat(64), ["b".repeat(62), "c".repeat(62), "d".repeat(60)].join("."));
        assert_eq!(long_address.len(), ADDRESS_OCTETS_MAX + 1);
        for text in [
            "anna",
            "@example.org",
            "anna@",
            "@",
            "anna@example",
            "anna@-example.org",
            "anna@example-.org",
            "anna@exa_mple.org",
            "anna@1.2.3.4",
            "anna@[1.2.3.4]",
            "anna@[IPv6:::1]",
            "\"anna b\"@example.org",
            "anna smith@example.org",
            "an(na@example.org",
            "anna@exam - ple.org",
            "anna@mail.example - corp.org",
            "anna - maria@example.org",
            "anna@xn--a.org",
            "anna@xn--.org",
            "anna@example.org@",
            "anna@example.org, Sales",
            "anna@example.org. Tel",
            "anna@example,org, Info",
            "anna@example.org,HR",
            "anna@example.org,nl",
            "anna@example.org,Doe.John",
            "anna@example.org，HR",
            "anna@example.org;HR",
            "anna@example.org|HR",
            "anna@example,org,HR",
            "anna@example .org . Tel",
            "anna@yahoo.co,uk",
            "anna@example.org/work",
            "anna@example.org?work",
            "anna.example.org",
            "https://example.org/@anna",
            "#N/A",
            "null",
            &long_local,
            &long_label,
            &long_address,
        ] {
            let (address, problems) = read(text);
            assert_eq!(address, None, "{text}");
            assert_eq!((problems[0].code, problems[0].hint), (Code::EmailInvalid, None), "{text}");
            assert_eq!(problems[0].suggestions, [""; 0], "{text}");
        }
        assert_eq!(read("").1[0].code, Code::EmailMissing);
    }

    #[test]
    fn almost_valid_address_suggests_the_one_meant() {
        for (text, meant) in [
            ("anna@@example.org", "anna@example.org"),
            ("anna@example.org.", "anna@example.org"),
            ("anna@example.org,", "anna@example.org"),
            ("anna@example.org;", "anna@example.org"),
            (";anna@example.org", "anna@example.org"),
            ("anna @ example.org", "anna@example.org"),
            ("anna@ example.org", "anna@example.org"),
            ("anna@sales. example.org", "anna@sales.example.org"),
            ("anna@example .org", "anna@example.org"),
            ("anna@example..org", "anna@example.org"),
            ("anna@.example.org", "anna@example.org"),
            ("anna@example,org", "anna@example.org"),
            ("anna@gmail,com", "anna@gmail.com"),
            ("anna@mail,example.org", "anna@mail.example.org"),
            ("anna@example , org", "anna@example.org"),
            ("anna@example . org,", "anna@example.org"),
            ("anna at example.org", "anna@example.org"),
            ("anna(at)example.org", "anna@example.org"),
            ("anna [AT] example [dot] org", "anna@example.org"),
            ("anna at example dot org", "anna@example.org"),
            ("Anna Lee <Anna@example.org>", "Anna@example.org"),
            ("\"Lee, Anna\" <anna@example.org>", "anna@example.org"),
            ("<anna@example.org>", "anna@example.org"),
            ("'anna@example.org'", "anna@example.org"),
            ("\"anna@example.org\"", "anna@example.org"),
            ("\"anna\"@example.org", "anna@example.org"),
            ("mailto:anna@example.org", "anna@example.org"),
            ("MAILTO:anna@example.org?subject=x", "anna@example.org"),
            ("[anna@example.org](mailto:anna@example.org)", "anna@example.org"),
            ("anna@example.org#mailto:anna@example.org#", "anna@example.org"),
            ("anna@example.org#mailto:Anna@example.org", "anna@example.org"),
            ("#mailto:anna@example.org#", "anna@example.org"),
            ("anna@example.org#", "anna@example.org"),
            ("anna@example.org/", "anna@example.org"),
            ("anna@example.org?subject=x", "anna@example.org"),
            ("anna@example.org?cc=b@example.org", "anna@example.org"),
            ("anna@example.org <anna@example.org>", "anna@example.org"),
            ("anna@example.org, Anna@EXAMPLE.org", "anna@example.org"),
            ("e-mail: anna@example.org", "anna@example.org"),
            ("anna@example.org (work)", "anna@example.org"),
            ("ａｎｎａ＠ｅｘａｍｐｌｅ．ｏｒｇ", "anna@example.org"),
            ("anna＠example.org", "anna@example.org"),
            ("anna@example。org", "anna@example.org"),
            ("anna@ｅxample.org", "anna@example.org"),
            ("anna@exam\u{200b}ple.org", "anna@example.org"),
            ("anna@exam\u{3164}ple.org", "anna@example.org"),
            ("anna@example.org¹", "anna@example.org"),
            ("anna@example.org ⁽²⁾", "anna@example.org"),
            ("anna@example.orgª", "anna@example.org"),
            ("anna@example.org①", "anna@example.org"),
            ("Mª José Pérez <mjose.perez@example.es>", "mjose.perez@example.es"),
            ("anna@example.org (1º ESO)", "anna@example.org"),
            ("anna@example.org – 1º ESO", "anna@example.org"),
            ("an\u{ad}na@example.org", "anna@example.org"),
            ("anna@gmail", "anna@gmail.com"),
            ("mailto:anna@münchen.de", "anna@münchen.de"),
            ("SMTP:anna@example.org", "anna@example.org"),
            ("anna‑b@example.org", "anna-b@example.org"),
            ("anna\u{2010}b@exam–ple.org", "anna-b@exam-ple.org"),
            ("anna.o’neil@example.org", "anna.o'neil@example.org"),
            ("‘anna@example.org’", "anna@example.org"),
            ("anna&#64;example.org", "anna@example.org"),
            ("o&#039;neil@example.org", "o'neil@example.org"),
            ("anna@example.org - work", "anna@example.org"),
            ("anna@example.org – work", "anna@example.org"),
            ("anna@example.org–", "anna@example.org"),
            ("anna@example.org»", "anna@example.org"),
            ("anna@@пример.рф", "anna@пример.рф"),
        ] {
            let (address, problems) = read(text);
            assert_eq!((address, problems[0].code, problems[0].hint), (None, Code::EmailInvalid, None), "{text}");
            assert_eq!(problems[0].suggestions, [meant], "{text}");
        }
    }

    #[test]
    fn remark_or_accent_that_is_not_part_of_an_address_is_not_added_to_it() {
        for text in [
            "anna@example.org–work",
            "‘anna’@example.org",
            "rene´@example.org",
            "jose´.diaz@example.org",
            "¹anna@example.org",
            "anna@example.org¹ (work)",
            "Mª <anna¹@example.org>",
            "anna@m².org",
        ] {
            let (address, problems) = read(text);
            assert_eq!((address, problems[0].code), (None, Code::EmailInvalid), "{text}");
            assert_eq!(problems[0].suggestions, [""; 0], "{text}");
        }
    }

    #[test]
    fn address_with_non_ascii_local_part_gets_its_own_hint() {
        for (text, letter) in [
            ("jörg.1@example.org", 'ö'),
            ("анна@example.org", 'а'),
            ("王@例え.jp", '王'),
            ("m²@example.org", '²'),
            ("ª@example.org", 'ª'),
        ] {
            let (address, problems) = read(text);
            assert_eq!((address, problems[0].hint), (None, Some(Hint::NonAsciiLocalPart)), "{text}");
            assert_eq!(problems[0].count, Some(u64::from(u32::from(letter))), "{text}");
            assert_eq!(problems[0].suggestions, [""; 0], "{text}");
        }
    }

    #[test]
    fn address_with_only_a_long_local_part_names_the_limit() {
        let long = "a".repeat(LOCAL_OCTETS_MAX + 1);
        for (text, numbers) in [
            (format!("{long}@example.org"), (Some(64), Some(65))),
            (format!("{long}@example"), (None, None)),
            (format!("{long} b@example.org"), (None, None)),
            ("anna@@example.org".to_owned(), (None, None)),
        ] {
            let (address, problems) = read(&text);
            assert_eq!((address, problems[0].code), (None, Code::EmailInvalid), "{text}");
            assert_eq!((problems[0].limit, problems[0].count), numbers, "{text}");
        }
    }

    #[test]
    fn addresses_in_one_cell_are_listed() {
        for (text, meant) in [
            ("a@x.org;b@y.org", &["a@x.org", "b@y.org"][..]),
            ("a@x.org, b@y.org", &["a@x.org", "b@y.org"]),
            ("a@x.org b@y.org", &["a@x.org", "b@y.org"]),
            ("a@x.org / b@y.org", &["a@x.org", "b@y.org"]),
            ("a@x.org/b@y.org", &["a@x.org", "b@y.org"]),
            ("SMTP:a@x.org;smtp:b@y.org", &["a@x.org", "b@y.org"]),
            ("a@x.org|b@y.org|c@z.org|d@z.org", &["a@x.org", "b@y.org", "c@z.org"]),
            ("Anna <a@x.org>, Bob <b@y.org>", &["a@x.org", "b@y.org"]),
            ("a@x.org and b@y.org", &["a@x.org", "b@y.org"]),
            ("a@x.org#mailto:b@y.org#", &["a@x.org", "b@y.org"]),
        ] {
            let (address, problems) = read(text);
            assert_eq!((address, problems[0].hint), (None, Some(Hint::SeveralAddresses)), "{text}");
            assert_eq!(problems[0].suggestions, meant, "{text}");
        }
    }

    #[test]
    fn cell_longer_than_three_addresses_and_a_few_words_suggests_nothing() {
        for (text, meant) in [("a@x.org,b@y.org", &["a@x.org", "b@y.org"][..]), ("a@x.org,", &["a@x.org"])] {
            let cell = |bytes: usize| format!("{text}{}", ",".repeat(bytes - text.len()));
            assert_eq!(read(&cell(1_024)).1[0].suggestions, meant, "{text}");
            assert_eq!(read(&cell(1_025)).1[0].suggestions, [""; 0], "{text}");
        }
    }

    #[test]
    fn address_in_an_almost_well_known_domain_is_read_with_a_warning() {
        let (address, problems) = read("Anna@Gmial.com");
        assert_eq!(address.map(|address| address.key).as_deref(), Some("anna@gmial.com"));
        assert_eq!(
            (problems[0].code, &problems[0].suggestions[..]),
            (Code::EmailSuspicious, &["anna@gmail.com".to_owned()][..])
        );
    }

    #[test]
    fn address_with_letters_that_look_latin_suggests_the_latin_ones() {
        for (text, meant) in [
            ("аnna@example.org", Some("anna@example.org")),
            ("Аnnа@exаmple.org", Some("Anna@example.org")),
            ("сосо@example.org", Some("coco@example.org")),
            ("x@domain.com©", Some("x@domain.com")),
            ("x@domain™.com", Some("x@domain.com")),
            ("x@domain☃.com", None),
        ] {
            let (address, problems) = read(text);
            assert_eq!((address, problems[0].code), (None, Code::EmailInvalid), "{text}");
            assert_eq!(problems[0].suggestions.first().map(String::as_str), meant, "{text}");
        }
        let (address, problems) = read("anna@exаmple.org");
        assert_eq!(address.map(|address| address.key).as_deref(), Some("anna@xn--exmple-4nf.org"));
        assert_eq!(
            (problems[0].code, &problems[0].suggestions[..]),
            (Code::EmailSuspicious, &["anna@example.org".to_owned()][..])
        );
    }

    #[test]
    fn address_with_misplaced_dots_is_read_with_a_warning() {
        let (address, problems) = read(".anna..b.@example.org");
        assert_eq!(address.map(|address| address.key).as_deref(), Some(".anna..b.@example.org"));
        assert_eq!(
            (problems[0].code, &problems[0].suggestions[..]),
            (Code::EmailSuspicious, &["anna.b@example.org".to_owned()][..])
        );
    }

    proptest! {
        #[test]
        fn address_of_any_text_is_a_value_or_an_error(
            text in ".{0,40}|[a-zé@.,; <>()\u{200b}。-]{0,24}|[a-z]{1,3}@(xn--)?[a-zü0-9.-]{1,12}",
        ) {
            let (address, problems) = read(&text);
            prop_assert_eq!(address.is_none(), problems.iter().any(|p| p.severity() == crate::problem::Severity::Error));
        }

        #[test]
        fn address_suggested_is_always_accepted(
            text in "[a-céа@.,; <>(\"\u{200b}。＠-]{0,6}@([a-cа@.,; <>)\"。ü©-]{0,12}|gmial.co[mn]|gmail)",
        ) {
            for problem in read(&text).1 {
                for meant in problem.suggestions {
                    prop_assert!(Address::parse(&meant).is_some(), "{}", meant);
                    prop_assert!(problem.hint == Some(Hint::SeveralAddresses) || read(&meant).1.is_empty(), "{}", meant);
                }
            }
        }

        #[test]
        fn address_key_parsed_again_is_unchanged(text in "[a-zA-Z0-9.+_-]{1,20}@[a-zäöüß0-9-]{1,12}\\.(de|org|рф)") {
            if let Some(address) = Address::parse(&text) {
                prop_assert!(address.key.is_ascii() && address.key.len() <= ADDRESS_OCTETS_MAX);
                prop_assert_eq!(Address::parse(&address.key).map(|again| again.key), Some(address.key));
            }
        }
    }
}
