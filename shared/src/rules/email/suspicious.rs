//! Typing errors in well-known domains. Conservative, because a warning about a correct address costs trust.

/// Domains so common that a difference of one letter is a typing error.
///
/// Short names are omitted on purpose: `gmx`, `web`, `live`, `mail` and `aol` have real neighbours.
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

/// The address that was probably meant, if the domain of `key` is one letter away from a well-known one or almost ends in `.com`.
///
/// The first letter must be equal: `mail.com`, `ymail.com` and `email.com` are real.
pub(super) fn address_meant(key: &str) -> Option<String> {
    let (local, domain) = key.split_once('@')?;
    if WELL_KNOWN.contains(&domain) {
        return None;
    }
    if let Some(known) = WELL_KNOWN.into_iter().find(|known| is_slip(domain, known)) {
        return Some(format!("{local}@{known}"));
    }
    let ending = NOT_COM.into_iter().find(|ending| domain.ends_with(ending))?;
    Some(format!("{local}@{}.com", domain.strip_suffix(ending)?))
}

/// The well-known domain that `domain` is without its ending.
pub(super) fn well_known_begun(domain: &str) -> Option<&'static str> {
    WELL_KNOWN
        .into_iter()
        .find(|known| known.strip_suffix(".com").is_some_and(|begun| begun.eq_ignore_ascii_case(domain)))
}

fn is_slip(domain: &str, known: &str) -> bool {
    domain.as_bytes().first() == known.as_bytes().first()
        && domain.len().abs_diff(known.len()) <= 1
        && strsim::osa_distance(domain, known) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(address_meant(&format!("anna@{domain}")), expected, "{domain}");
        }
    }
}
