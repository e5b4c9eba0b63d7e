//! Writes the languages and their messages as Rust: one string per language and file, with the offset where each message ends. Messages
//! for scripts are written as JSON.

use std::fmt::Write as _;

use crate::{
    FILES, Locale, SOURCE,
    ftl::{Messages, Part},
    messages_of,
};

/// Files whose messages are shown by the portal's scripts.
const SCRIPTED: [&str; 2] = ["dialog", "pages"];

pub(crate) fn rust(locales: &[Locale]) -> Result<String, String> {
    let mut code = String::new();
    write_languages(&mut code, locales).map_err(|error| error.to_string())?;
    for file in FILES.iter().filter(|file| !SCRIPTED.contains(file)) {
        write_file(&mut code, file, locales)?;
    }
    Ok(code)
}

fn plain_text(locale: &Locale, id: &str) -> String {
    let parts = messages_of(locale, "locale").get(id).map(Vec::as_slice).unwrap_or_default();
    parts.iter().map(|part| if let Part::Text(text) = part { text.as_str() } else { "" }).collect()
}

fn variant(locale: &Locale) -> String {
    plain_text(locale, "english-name").split_whitespace().collect()
}

fn write_languages(code: &mut String, locales: &[Locale]) -> std::fmt::Result {
    writeln!(code, "/// A language that the product speaks: one for each folder of `locales/`.")?;
    writeln!(
        code,
        "#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]"
    )?;
    writeln!(code, "pub enum Language {{")?;
    for locale in locales {
        let default = if locale.tag == SOURCE { "#[default] " } else { "" };
        let name = plain_text(locale, "english-name");
        writeln!(code, "    /// {name}.\n    {default}#[serde(rename = {:?})]\n    {},", locale.tag, variant(locale))?;
    }
    writeln!(code, "}}\n\nimpl Language {{")?;
    let variants: Vec<String> = locales.iter().map(|locale| format!("Self::{}", variant(locale))).collect();
    writeln!(code, "    /// Every language, the default first, the others by tag.")?;
    writeln!(code, "    pub const ALL: [Self; {}] = [{}];", locales.len(), variants.join(", "))?;
    for (what, name, value) in [
        ("The language's BCP 47 tag.", "tag", (|locale| locale.tag.clone()) as fn(&Locale) -> String),
        ("The name of the language in the language itself.", "own_name", |locale| plain_text(locale, "name")),
        ("A digit per number: see `plural` in the build.", "plural_digits", |locale| {
            locale.plurals.digits().to_owned()
        }),
    ] {
        let visibility = if name == "plural_digits" { "pub(super)" } else { "pub const" };
        writeln!(code, "\n    /// {what}\n    {visibility} fn {name}(self) -> &'static str {{\n        match self {{")?;
        for locale in locales {
            writeln!(code, "            Self::{} => {:?},", variant(locale), value(locale))?;
        }
        writeln!(code, "        }}\n    }}")?;
    }
    writeln!(code, "}}\n")
}

fn write_file(code: &mut String, file: &str, locales: &[Locale]) -> Result<(), String> {
    let Some(ids) = locales.first().map(|source| messages_of(source, file).keys().collect::<Vec<_>>()) else {
        return Ok(());
    };
    let packed = |texts: &mut dyn Iterator<Item = String>| -> Result<String, String> {
        let (mut all, mut ends) = (String::new(), Vec::new());
        for text in texts {
            all.push_str(&text);
            ends.push(u16::try_from(all.len()).map_err(|_| format!("{file}.ftl: more than 64 KB"))?);
        }
        Ok(format!("Packed {{ text: {all:?}, ends: &{ends:?} }}"))
    };
    let names = packed(&mut ids.iter().map(|id| (*id).clone()))?;
    let mut texts = Vec::new();
    for locale in locales {
        texts.push(packed(&mut messages_of(locale, file).values().map(|parts| compiled(parts)))?);
    }
    let write = |code: &mut String| {
        writeln!(
            code,
            "/// The messages of `{file}.ftl`.\n#[allow(dead_code, reason = \"a file may have messages that are found by name\")]"
        )?;
        writeln!(code, "pub mod {file} {{\n    use super::{{File, Message, Packed}};\n")?;
        writeln!(
            code,
            "    /// Every message of the file.\n    pub static FILE: File = File {{\n        names: {names},\n        texts: &["
        )?;
        for text in &texts {
            writeln!(code, "            {text},")?;
        }
        writeln!(code, "        ],\n    }};")?;
        for (at, id) in ids.iter().enumerate().filter(|(_, id)| !id.contains('.')) {
            let name = id.to_uppercase().replace('-', "_");
            writeln!(code, "    /// `{id}`.\n    pub const {name}: Message = Message {{ file: &FILE, at: {at} }};")?;
        }
        writeln!(code, "}}\n")
    };
    write(code).map_err(|error: std::fmt::Error| error.to_string())
}

/// Returns a message in the form that `Message` parses.
fn compiled(parts: &[Part]) -> String {
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Text(own) => text.push_str(own),
            Part::Variable(name) => text.extend(["{", name, "}"]),
            Part::Select { variable, variants } => {
                text.extend(["\u{1}", variable]);
                for (key, parts) in variants {
                    text.extend(["\u{2}", key, "\u{3}", &compiled(parts)]);
                }
                text.push('\u{4}');
            }
        }
    }
    text
}

/// Returns the messages for scripts as JSON: for each language, `tag`, `name` and the messages of each file in [`SCRIPTED`]. A message is a
/// string, or an array of strings and selectors.
pub(crate) fn scripted(locales: &[Locale]) -> String {
    let languages: Vec<String> = locales
        .iter()
        .map(|locale| {
            let mut members = vec![
                format!("\"tag\":{}", json_text(&locale.tag)),
                format!("\"name\":{}", json_text(&plain_text(locale, "name"))),
            ];
            for file in SCRIPTED {
                let mut messages = json_members(messages_of(locale, file));
                if file == "dialog" {
                    // The dialog formats sizes with the messages of `locale.ftl`.
                    let shared = messages_of(locale, "locale");
                    let sizes = shared.iter().filter(|(id, _)| ["kilobytes", "megabytes"].contains(&id.as_str()));
                    let sizes: Messages = sizes.map(|(id, parts)| (id.clone(), parts.clone())).collect();
                    messages.extend(json_members(&sizes));
                }
                members.push(format!("\"{file}\":{{{}}}", messages.join(",\n")));
            }
            format!("{{{}}}", members.join(",\n"))
        })
        .collect();
    format!("[{}]\n", languages.join(",\n"))
}

fn json_members(messages: &Messages) -> Vec<String> {
    messages.iter().map(|(id, parts)| format!("{}:{}", json_text(id), json_of(parts))).collect()
}

/// Returns a JSON string if the parts contain no selector, otherwise an array of strings and selectors.
fn json_of(parts: &[Part]) -> String {
    let mut items = Vec::new();
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Text(own) => text.push_str(own),
            Part::Variable(name) => text.extend(["{", name, "}"]),
            Part::Select { variable, variants } => {
                if !text.is_empty() {
                    items.push(json_text(&std::mem::take(&mut text)));
                }
                let mut members = vec![format!("\"$\":{}", json_text(variable))];
                for (at, (key, parts)) in variants.iter().enumerate() {
                    let key = if at + 1 == variants.len() { "*" } else { key };
                    members.push(format!("{}:{}", json_text(key), json_of(parts)));
                }
                items.push(format!("{{{}}}", members.join(",")));
            }
        }
    }
    if items.is_empty() {
        return json_text(&text);
    }
    if !text.is_empty() {
        items.push(json_text(&text));
    }
    format!("[{}]", items.join(","))
}

/// Returns a JSON string that is safe in a script element: `<`, which could end the element, and the line separators are escaped.
fn json_text(text: &str) -> String {
    let mut json = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => json.push_str("\\\""),
            '\\' => json.push_str("\\\\"),
            '<' | '\u{2028}' | '\u{2029}' => json.push_str(&escaped(character)),
            _ if character.is_control() => json.push_str(&escaped(character)),
            _ => json.push(character),
        }
    }
    json.push('"');
    json
}

fn escaped(character: char) -> String {
    format!("\\u{:04x}", u32::from(character))
}
