//! The lines of a report as text and as HTML.

use crate::{locale::Language, mail::template::escape};

/// The HTML part without its content. A name in double braces marks where its value goes.
const HTML: &str = include_str!("html.html");

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Line {
    /// The title of the report, which is also the subject.
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
    let mut is_list = false;
    for line in lines {
        let is_item = matches!(line, Line::Item(_));
        if is_item != is_list {
            body.push_str(if is_item { "<ul style=\"margin:8px 0;padding-left:20px;\">\n" } else { "</ul>\n" });
            is_list = is_item;
        }
        let (tag, style, inner) = match line {
            Line::Title(title) => {
                ("p", "margin:0 0 8px;font-size:20px;line-height:1.3;font-weight:600;", escape(title))
            }
            Line::Heading(heading) => {
                ("p", "margin:24px 0 8px;font-weight:600;overflow-wrap:anywhere;", escape(heading))
            }
            Line::Text(line) => ("p", "margin:8px 0;", escape(line)),
            Line::Item(item) => ("li", "margin:0 0 4px;overflow-wrap:anywhere;", escape(item)),
            Line::Link { label, url } => {
                let (label, url) = (escape(label), escape(url));
                let link = format!("{label} <a href=\"{url}\" style=\"color:#1257a8;\">{url}</a>");
                ("p", "margin:24px 0 0;overflow-wrap:anywhere;", link)
            }
        };
        body.extend(["<", tag, " style=\"", style, "\">", &inner, "</", tag, ">\n"]);
    }
    if is_list {
        body.push_str("</ul>\n");
    }
    fill(|name| match name {
        "language" => language.tag().to_owned(),
        "title" => escape(title),
        "sender" => escape(sender),
        "body" => body.clone(),
        _ => String::new(),
    })
}

/// Inserts the values into the HTML part. Values are not scanned for names.
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
