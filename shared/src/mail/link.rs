//! Recognizes text that a mail program may turn into a link.

use std::net::IpAddr;

/// Returns `true` if a mail program may turn part of the text into a link: a URL with a scheme, a domain, an IP address, or an e-mail
/// address.
///
/// A domain has a letter or digit before its last dot and at least two letters after it. Initials such as `J.R.R.` are not domains.
pub fn looks_like_link(text: &str) -> bool {
    let text: String = text.chars().filter(|letter| !is_zero_width(*letter)).map(ascii_sign).collect();
    text.contains("://") || text.split_whitespace().any(|word| word.contains('@') || has_domain(word) || has_ip(word))
}

/// Returns `true` for zero-width characters, which a mail program may ignore. Direction overrides are not among them: they may end a link.
fn is_zero_width(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// Returns the ASCII form of a character that browsers accept instead of a dot or an at sign; other characters are returned unchanged.
/// Source: UTS #46.
fn ascii_sign(letter: char) -> char {
    match letter {
        '\u{2024}' | '\u{3002}' | '\u{ff0e}' | '\u{ff61}' => '.',
        '\u{ff20}' | '\u{fe6b}' => '@',
        other => other,
    }
}

fn has_ip(word: &str) -> bool {
    let is_other = |letter: char| !letter.is_ascii_hexdigit() && !matches!(letter, '.' | ':');
    word.split(is_other).any(|part| part.trim_matches('.').parse::<IpAddr>().is_ok())
}

fn has_domain(word: &str) -> bool {
    word.split(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '.' | '-')).any(|part| {
        part.trim_matches('.').rsplit_once('.').is_some_and(|(host, last)| {
            host.ends_with(char::is_alphanumeric) && last.chars().filter(|letter| letter.is_alphabetic()).count() > 1
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_a_mail_program_links_is_recognized() {
        for (text, expected) in [
            ("Your account is locked. Log in at http://evil.example/login now", true),
            ("Pay at evil.example", true),
            ("evil.example/login", true),
            ("www.evil.example", true),
            ("(evil.example)", true),
            ("ann@evil.example", true),
            ("Ann", false),
            ("J.R.R. Tolkien", false),
            ("Mary-Jane O’Neill jr.", false),
            ("Dr. Ann B. Lee", false),
            ("José 1.5", false),
            ("evil．example", true),
            ("evil。example", true),
            ("evil․example", true),
            ("evil\u{200b}.example", true),
            ("ann＠evil", true),
            ("1.2.3.4", true),
            ("http 1.2.3.4/login", true),
            ("[::1]", true),
            ("Ann: Lee", false),
            ("", false),
        ] {
            assert_eq!(looks_like_link(text), expected, "{text}");
        }
    }
}
