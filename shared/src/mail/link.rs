/// Returns `true` if a mail program may turn a part of the text into a link: an address with a scheme, a domain, or an e-mail address.
///
/// A domain has a dot between two letters or digits, with at least two letters after the last dot. Initials such as `J.R.R.` have none.
pub fn looks_like_link(text: &str) -> bool {
    text.contains("://") || text.split_whitespace().any(|word| word.contains('@') || has_domain(word))
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
    fn text_that_a_mail_program_links_is_recognised() {
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
            ("", false),
        ] {
            assert_eq!(looks_like_link(text), expected, "{text}");
        }
    }
}
