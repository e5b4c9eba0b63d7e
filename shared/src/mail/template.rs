//! A template: what it may contain, and how it is filled in.

use thiserror::Error;

/// Maximum size of one part, in bytes. Some mail clients cut off messages at about 100 KB.
pub const PART_BYTES_MAX: usize = 100_000;

/// A part of a template, named after its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// One line.
    Subject,
    Text,
    Html,
}

impl Part {
    pub const ALL: [Self; 3] = [Self::Subject, Self::Text, Self::Html];

    pub const fn file_name(self) -> &'static str {
        match self {
            Self::Subject => "subject.txt",
            Self::Text => "text.txt",
            Self::Html => "html.html",
        }
    }
}

/// Why a template cannot be used. Each message names the file and says what is wrong or what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TemplateError {
    #[error("{} has {found} bytes; the limit is {PART_BYTES_MAX}", .part.file_name())]
    TooLong { part: Part, found: usize },
    #[error("{} is not UTF-8; save it as UTF-8", .part.file_name())]
    NotUtf8 { part: Part },
    #[error("{} is missing; a template is subject.txt, text.txt and html.html", .part.file_name())]
    Missing { part: Part },
    #[error("{} contains the unknown placeholder {{{{{placeholder}}}}}; use one of {}", .part.file_name(), Placeholder::names())]
    Unknown {
        part: Part,
        /// The text between the braces.
        placeholder: String,
    },
    #[error("{} has {{{{ without }}}}", .part.file_name())]
    Unclosed { part: Part },
    #[error("{} lacks {{{{link}}}}, without which no one can accept", .part.file_name())]
    LinkMissing { part: Part },
    #[error("subject.txt must be one line that is not empty, without {{{{link}}}}, {{{{logo}}}} and {{{{portal}}}}")]
    Subject,
}

/// The values of the placeholders.
#[derive(Debug, Clone, Copy)]
pub struct Values<'a> {
    /// The user's first name, or the address if the name looks like a link.
    pub name: &'a str,
    pub email: &'a str,
    pub tenant: &'a str,
    pub link: &'a str,
    /// Day on which the link expires, written out.
    pub expires_on: &'a str,
    /// The template's language tag.
    pub language: &'a str,
    pub logo_url: Option<&'a str>,
    pub portal_url: Option<&'a str>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// One line.
    pub subject: String,
    pub text: String,
    pub html: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Placeholder {
    Name,
    Email,
    Tenant,
    Link,
    ExpiresOn,
    Language,
    Logo,
    Portal,
}

impl Placeholder {
    const ALL: [(&'static str, Self); 8] = [
        ("name", Self::Name),
        ("email", Self::Email),
        ("tenant", Self::Tenant),
        ("link", Self::Link),
        ("expires_on", Self::ExpiresOn),
        ("language", Self::Language),
        ("logo", Self::Logo),
        ("portal", Self::Portal),
    ];

    fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find_map(|(name, placeholder)| (name == text).then_some(placeholder))
    }

    fn names() -> String {
        Self::ALL.map(|(name, _)| name).join(", ")
    }

    /// Returns the value as text. In HTML, the logo and the portal are elements instead. In text, the logo is empty, and the portal is its
    /// URL or empty.
    fn text<'a>(self, values: &Values<'a>) -> &'a str {
        match self {
            Self::Name => values.name,
            Self::Email => values.email,
            Self::Tenant => values.tenant,
            Self::Link => values.link,
            Self::ExpiresOn => values.expires_on,
            Self::Language => values.language,
            Self::Logo => "",
            Self::Portal => values.portal_url.unwrap_or_default(),
        }
    }
}

/// A piece of a part: literal text, followed by a value unless it is the last piece.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    literal: String,
    placeholder: Option<Placeholder>,
}

/// Subject, text and HTML with placeholders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    subject: Vec<Piece>,
    text: Vec<Piece>,
    html: Vec<Piece>,
}

impl Template {
    /// Parses and checks a template. The error is the first problem found.
    pub fn parse(subject: &str, text: &str, html: &str) -> Result<Self, TemplateError> {
        let template = Self {
            subject: parse(Part::Subject, subject.trim())?,
            text: parse(Part::Text, text)?,
            html: parse(Part::Html, html)?,
        };
        let has = |pieces: &[Piece], placeholder| pieces.iter().any(|piece| piece.placeholder == Some(placeholder));
        for (part, pieces) in [(Part::Text, &template.text), (Part::Html, &template.html)] {
            if !has(pieces, Placeholder::Link) {
                return Err(TemplateError::LinkMissing { part });
            }
        }
        let is_line = !subject.trim().is_empty() && !subject.trim().contains(char::is_control);
        let is_text = ![Placeholder::Link, Placeholder::Logo, Placeholder::Portal]
            .iter()
            .any(|placeholder| has(&template.subject, *placeholder));
        if is_line && is_text { Ok(template) } else { Err(TemplateError::Subject) }
    }

    /// Parses a template from its stored files; `file` returns the contents of a part. The error is the first problem found.
    pub fn from_files<'f>(file: impl Fn(Part) -> Option<&'f [u8]>) -> Result<Self, TemplateError> {
        let read = |part| {
            let bytes = file(part).ok_or(TemplateError::Missing { part })?;
            if bytes.len() > PART_BYTES_MAX {
                return Err(TemplateError::TooLong { part, found: bytes.len() });
            }
            // Some editors begin every file with a byte order mark.
            let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
            std::str::from_utf8(bytes).map_err(|_| TemplateError::NotUtf8 { part })
        };
        Self::parse(read(Part::Subject)?, read(Part::Text)?, read(Part::Html)?)
    }

    pub fn render(&self, values: &Values<'_>) -> Rendered {
        let line = |value: &str| value.replace(char::is_control, " ");
        let text = fill(&self.text, |placeholder| line(placeholder.text(values)));
        Rendered {
            subject: fill(&self.subject, |placeholder| line(placeholder.text(values))),
            // Without a portal URL, a footer that ends with the placeholder would end with a space.
            text: text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n") + "\n",
            html: fill(&self.html, |placeholder| match placeholder {
                Placeholder::Logo => values.logo_url.map_or_else(String::new, |url| logo(url, values.tenant)),
                Placeholder::Portal => values.portal_url.map_or_else(String::new, portal),
                other => escape(other.text(values)),
            }),
        }
    }
}

fn parse(part: Part, text: &str) -> Result<Vec<Piece>, TemplateError> {
    if text.len() > PART_BYTES_MAX {
        return Err(TemplateError::TooLong { part, found: text.len() });
    }
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((literal, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").ok_or(TemplateError::Unclosed { part })?;
        let placeholder = Placeholder::named(name.trim());
        let placeholder = placeholder
            .ok_or_else(|| TemplateError::Unknown { part, placeholder: name.trim().chars().take(40).collect() })?;
        pieces.push(Piece { literal: literal.to_owned(), placeholder: Some(placeholder) });
        rest = after;
    }
    pieces.push(Piece { literal: rest.to_owned(), placeholder: None });
    Ok(pieces)
}

fn fill(pieces: &[Piece], value: impl Fn(Placeholder) -> String) -> String {
    let mut filled = String::with_capacity(pieces.iter().map(|piece| piece.literal.len() + 40).sum());
    for piece in pieces {
        filled.push_str(&piece.literal);
        if let Some(placeholder) = piece.placeholder {
            filled.push_str(&value(placeholder));
        }
    }
    filled
}

fn logo(url: &str, tenant: &str) -> String {
    let (url, tenant) = (escape(url), escape(tenant));
    let style = "display:block;margin:0 0 28px;max-width:200px;max-height:64px;border:0;";
    format!("<img src=\"{url}\" alt=\"{tenant}\" style=\"{style}\">\n")
}

fn portal(url: &str) -> String {
    let url = escape(url);
    format!("<a href=\"{url}\" style=\"color:#5c6770;\">{url}</a>")
}

/// Escapes text for an HTML element or a quoted attribute. Control characters become spaces.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALUES: Values<'static> = Values {
        name: "<b>{{link}}</b> & \"Ann\"\r\nBcc: all@example.org",
        email: "ann@example.org",
        tenant: "Acme & Sons",
        link: "https://acme.example/activate#token=abc",
        expires_on: "3 March 2026",
        language: "en",
        logo_url: None,
        portal_url: None,
    };

    #[test]
    fn value_is_plain_text_in_every_part() {
        let template =
            Template::parse("Hello {{name}}", "{{ name }}: {{link}}", "<p>{{name}}</p><a href=\"{{link}}\">").unwrap();
        let mail = template.render(&VALUES);
        assert_eq!(mail.subject, "Hello <b>{{link}}</b> & \"Ann\"  Bcc: all@example.org");
        assert_eq!(
            mail.text,
            "<b>{{link}}</b> & \"Ann\"  Bcc: all@example.org: https://acme.example/activate#token=abc\n"
        );
        assert_eq!(
            mail.html,
            "<p>&lt;b&gt;{{link}}&lt;/b&gt; &amp; &quot;Ann&quot;  Bcc: all@example.org</p><a href=\"https://acme.example/activate#token=abc\">"
        );
    }

    #[test]
    fn logo_and_portal_are_optional() {
        let template = Template::parse("s", "{{link}} {{portal}}", "{{logo}}{{portal}}{{link}}").unwrap();
        assert_eq!(template.render(&VALUES).html, VALUES.link);
        assert_eq!(template.render(&VALUES).text, format!("{}\n", VALUES.link));
        let with = Values { logo_url: Some("https://a/\"x"), portal_url: Some("https://acme.example"), ..VALUES };
        let mail = template.render(&with);
        assert!(mail.html.starts_with("<img src=\"https://a/&quot;x\" alt=\"Acme &amp; Sons\""), "{}", mail.html);
        assert!(mail.html.contains("<a href=\"https://acme.example\""), "{}", mail.html);
        assert!(mail.text.ends_with(" https://acme.example\n"));
    }

    #[test]
    fn template_needs_three_utf_8_files() {
        let good: [&[u8]; 3] = ["\u{feff}Bonjour".as_bytes(), b"{{link}}", b"{{link}}"];
        let of = |files: [Option<&'static [u8]>; 3]| Template::from_files(|part| files[part as usize]);
        assert_eq!(of(good.map(Some)).unwrap().render(&VALUES).subject, "Bonjour");
        let missing = TemplateError::Missing { part: Part::Text };
        assert_eq!(of([Some(good[0]), None, Some(good[2])]), Err(missing));
        let not_utf8 = TemplateError::NotUtf8 { part: Part::Subject };
        assert_eq!(of([Some(b"Einladung f\xfcr"), Some(good[1]), Some(good[2])]), Err(not_utf8));
    }

    #[test]
    fn invalid_template_says_where_and_what_to_do() {
        let long = "x".repeat(PART_BYTES_MAX + 1);
        for (subject, text, html, says) in [
            ("s", "{{link}}", "x", "html.html lacks {{link}}, without which no one can accept"),
            ("s", "x", "{{link}}", "text.txt lacks {{link}}, without which no one can accept"),
            ("s", "{{link", "{{link}}", "text.txt has {{ without }}"),
            ("s", &long, "{{link}}", "text.txt has 100001 bytes; the limit is 100000"),
            (" ", "{{link}}", "{{link}}", "subject.txt must be one line"),
            ("a\nb", "{{link}}", "{{link}}", "subject.txt must be one line"),
            ("{{link}}", "{{link}}", "{{link}}", "subject.txt must be one line"),
            (
                "{{password}}",
                "{{link}}",
                "{{link}}",
                "subject.txt contains the unknown placeholder {{password}}; use one of name, email",
            ),
        ] {
            let error = Template::parse(subject, text, html).unwrap_err().to_string();
            assert!(error.starts_with(says), "{error}");
        }
    }
}
