//! The templates that ship.

use std::sync::LazyLock;

use super::template::Template;

/// Languages that ship.
pub const LANGUAGES: [&str; 5] = ["en", "fr", "de", "es", "it"];

/// What is around the words of every language.
const LAYOUT: &str = include_str!("invitation/layout.html");

/// Subject, text, and what the layout holds, of one language.
macro_rules! words {
    ($language:literal) => {
        [
            include_str!(concat!("invitation/", $language, "/subject.txt")),
            include_str!(concat!("invitation/", $language, "/text.txt")),
            include_str!(concat!("invitation/", $language, "/body.html")),
            include_str!(concat!("invitation/", $language, "/footer.html")),
        ]
    };
}

static TEMPLATES: LazyLock<[Option<Template>; 5]> = LazyLock::new(|| {
    [words!("en"), words!("fr"), words!("de"), words!("es"), words!("it")].map(|[subject, text, body, footer]| {
        let html = LAYOUT.replace("{{body}}", body.trim_end()).replace("{{footer}}", footer.trim_end());
        Template::parse(subject, text, &html).ok()
    })
});

/// The template of a language, by its exact tag.
pub fn built_in(tag: &str) -> Option<&'static Template> {
    let at = LANGUAGES.iter().position(|language| *language == tag)?;
    TEMPLATES.get(at)?.as_ref()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use jiff::civil::date;

    use super::*;
    use crate::mail::{Values, day};

    #[test]
    fn invitations_in_every_language() {
        let mut all = String::new();
        for language in LANGUAGES {
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
            // The page's frame is the same for all: once is enough to look at.
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
}
