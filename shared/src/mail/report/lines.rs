//! The lines of a report as text and as HTML.

use crate::{locale::Language, mail::template::escape};

/// The frame of the HTML part. A name in braces marks where its value goes.
const HTML: &str = include_str!("html.html");

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    /// The title of the report; the text part omits it, since the subject contains it.
    Title(String),
    Heading(String),
    Text(String),
    Item(String),
    Link {
        label: String,
        url: String,
    },
}

pub(super) fn text(lines: &[Line], sender: &str) -> String {
    let mut text = String::new();
    let mut add = |before: &str, line: &str| text.extend([before, line, "\n"]);
    for line in lines {
        match line {
            Line::Title(title) => add("", title),
            Line::Heading(heading) => add("\n", heading),
            Line::Text(line) => add("", line),
            Line::Item(item) => add("- ", item),
            Line::Link { label, url } => add("\n", &format!("{label} {url}")),
        }
    }
    add("\n--\n", sender);
    text
}

pub(super) fn html(lines: &[Line], sender: &str, language: Language, title: &str) -> String {
    let mut body = String::new();
    for line in lines {
        let (style, inner) = match line {
            Line::Title(title) => ("margin:0 0 8px;font-size:20px;line-height:1.3;font-weight:600;", escape(title)),
            Line::Heading(heading) => ("margin:24px 0 8px;font-weight:600;overflow-wrap:anywhere;", escape(heading)),
            Line::Text(line) => ("margin:8px 0;", escape(line)),
            Line::Item(item) => ("margin:0 0 4px;padding-left:16px;overflow-wrap:anywhere;", escape(item)),
            Line::Link { label, url } => {
                let (label, url) = (escape(label), escape(url));
                let link = format!("{label} <a href=\"{url}\" style=\"color:#1257a8;\">{url}</a>");
                ("margin:24px 0 0;overflow-wrap:anywhere;", link)
            }
        };
        body.extend(["<p style=\"", style, "\">", &inner, "</p>\n"]);
    }
    fill(|name| match name {
        "language" => language.tag().to_owned(),
        "title" => escape(title),
        "sender" => escape(sender),
        "body" => body.clone(),
        _ => String::new(),
    })
}

/// The frame with its values, which are not scanned for names.
fn fill(value: impl Fn(&str) -> String) -> String {
    let mut parts = HTML.split("{{");
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once("}}").unwrap_or(("", part));
        filled.push_str(&value(name));
        filled.push_str(rest);
    }
    filled
}
