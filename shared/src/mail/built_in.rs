//! The built-in invitation template, in every language.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::template::Template;
use crate::locale::{File, Language, Value, email};

/// The text and HTML parts without their wording; they are the same for every language. A message name in double braces marks where that
/// message goes.
const TEXT: &str = include_str!("invitation/text.txt");
const HTML: &str = include_str!("invitation/html.html");

/// The messages from `email.ftl` that [`TEXT`] and [`HTML`] contain.
const PARTS: [&str; 8] = ["greeting", "intro", "button", "button-text", "validity", "fallback", "ignore", "sender"];

static TEMPLATES: LazyLock<[Option<Template>; Language::ALL.len()]> = LazyLock::new(|| Language::ALL.map(template_in));

/// Returns the template for the language with this tag, as found by [`Language::exact`].
pub fn built_in(tag: &str) -> Option<&'static Template> {
    let language = Language::exact(tag)?;
    let (_, template) = Language::ALL.into_iter().zip(TEMPLATES.iter()).find(|(own, _)| *own == language)?;
    template.as_ref()
}

/// Formats a date in the language with this tag, or in ISO 8601 if that language is not built in.
pub fn day(date: Date, tag: &str) -> String {
    Language::from_tag(tag).map_or_else(|| date.to_string(), |language| language.day(date))
}

fn template_in(language: Language) -> Option<Template> {
    // The variables in the messages become placeholders in the template.
    let message = |file: &'static File, name: &str| {
        let placeholder = |variable: &str| Some(Value::Text(format!("{{{{{variable}}}}}")));
        file.find(name).map(|message| message.format_with(language, &placeholder)).unwrap_or_default()
    };
    let fill = |frame: &str| {
        PARTS.iter().fold(frame.to_owned(), |frame, part| {
            frame.replace(&format!("{{{{{part}}}}}"), &message(&email::FILE, part))
        })
    };
    Template::parse(&message(&email::FILE, "subject"), &fill(TEXT), &fill(HTML)).ok()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use jiff::civil::date;

    use super::*;
    use crate::mail::Values;

    #[test]
    fn invitations_in_every_language() {
        let mut all = String::new();
        for language in Language::ALL.map(Language::tag) {
            let expires_on = day(date(2026, 3, 11), language);
            let mail = built_in(language).expect(language).render(&Values {
                name: "José",
                email: "jose@example.org",
                tenant: "Harbour & Vale",
                link: "https://portal.example.org/activate#token=0123456789",
                expires_on: &expires_on,
                language,
                logo_url: (language == "en").then_some("https://portal.example.org/logo.png"),
                portal_url: Some("https://portal.example.org"),
            });
            assert!(!mail.text.contains("{{") && !mail.html.contains("{{"), "{language}");
            // Outside the body, the HTML part is the same in every language, so only the English one is shown in full.
            let html = if language == "en" {
                mail.html
            } else {
                let (_, body) = mail.html.split_once("text-align:left;\">\n").expect("a body");
                body.to_owned()
            };
            let _written = write!(all, "== {language}: {}\n{}\n{html}\n", mail.subject, mail.text);
        }
        insta::assert_snapshot!(all);
    }

    #[test]
    fn tag_without_region_gets_the_template_of_the_only_region() {
        assert_eq!(built_in("pt"), built_in("pt-BR"));
        assert!(built_in("pt-PT").is_none() && built_in("tlh").is_none());
    }

    #[test]
    fn day_is_written_in_the_form_of_the_language() {
        for (tag, first, last) in [
            ("en-GB", "1 March 2026", "31 December 2026"),
            ("fr", "1er mars 2026", "31 décembre 2026"),
            ("de-AT", "1. März 2026", "31. Dezember 2026"),
            ("es", "1 de marzo de 2026", "31 de diciembre de 2026"),
            ("it", "1º marzo 2026", "31 dicembre 2026"),
            ("nl", "1 maart 2026", "31 december 2026"),
            ("pl", "1 marca 2026", "31 grudnia 2026"),
            ("pt-BR", "1º de março de 2026", "31 de dezembro de 2026"),
            ("sv", "2026-03-01", "2026-12-31"),
        ] {
            assert_eq!((day(date(2026, 3, 1), tag).as_str(), day(date(2026, 12, 31), tag).as_str()), (first, last));
        }
    }
}
