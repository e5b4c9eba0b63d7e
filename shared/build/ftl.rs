//! Parses the messages of a Fluent file: text, variables, and selectors on variables.
//!
//! Terms, references to other messages, and functions are not supported: a file that contains them is refused.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey},
    parser,
    unicode::unescape_unicode_to_string,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    Text(String),
    Variable(String),
    Select {
        variable: String,
        /// Each key with its content, the default last.
        variants: Vec<(String, Vec<Part>)>,
    },
}

/// Messages by id; an attribute's id is `message.attribute`.
pub(crate) type Messages = BTreeMap<String, Vec<Part>>;

/// Parses a file. An error names the message, or the line of a syntax error.
pub(crate) fn parse(source: &str) -> Result<Messages, String> {
    let resource = parser::parse(source).map_err(|(_, errors)| {
        let lines: Vec<String> = errors
            .iter()
            .map(|error| {
                let line = source.get(..error.pos.start).unwrap_or_default().lines().count().max(1);
                format!("line {line}: {}", error.kind)
            })
            .collect();
        lines.join("; ")
    })?;
    let mut messages = Messages::new();
    let mut add = |id: String, pattern: &Pattern<&str>| {
        let parts = parts_of(pattern).map_err(|error| format!("{id}: {error}"))?;
        match messages.insert(id.clone(), parts) {
            None => Ok(()),
            Some(_) => Err(format!("{id}: is there twice")),
        }
    };
    for entry in &resource.body {
        match entry {
            Entry::Message(message) => {
                let id = message.id.name;
                if let Some(value) = &message.value {
                    add(id.to_owned(), value)?;
                }
                for attribute in &message.attributes {
                    add(format!("{id}.{}", attribute.id.name), &attribute.value)?;
                }
            }
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => {}
            Entry::Term(term) => return Err(format!("-{}: terms are not supported", term.id.name)),
            Entry::Junk { content } => {
                return Err(format!("not a message: {}", content.lines().next().unwrap_or_default()));
            }
        }
    }
    Ok(messages)
}

fn parts_of(pattern: &Pattern<&str>) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => push_text(&mut parts, value)?,
            PatternElement::Placeable { expression: Expression::Inline(inline) } => match inline {
                InlineExpression::VariableReference { id } => parts.push(Part::Variable(id.name.to_owned())),
                InlineExpression::StringLiteral { value } => {
                    push_text(&mut parts, &unescape_unicode_to_string(value))?;
                }
                _ => return Err("only variables and texts in quotes may be in braces".to_owned()),
            },
            PatternElement::Placeable { expression: Expression::Select { selector, variants } } => {
                let InlineExpression::VariableReference { id } = selector else {
                    return Err("only a variable may select".to_owned());
                };
                let mut read = Vec::new();
                for variant in variants {
                    let key = match variant.key {
                        VariantKey::Identifier { name } => name,
                        VariantKey::NumberLiteral { value } => value,
                    };
                    read.push((variant.default, key.to_owned(), parts_of(&variant.value)?));
                }
                read.sort_by_key(|(is_default, ..)| *is_default);
                let variants = read.into_iter().map(|(_, key, parts)| (key, parts)).collect();
                parts.push(Part::Select { variable: id.name.to_owned(), variants });
            }
        }
    }
    Ok(parts)
}

fn push_text(parts: &mut Vec<Part>, text: &str) -> Result<(), String> {
    if text.contains(['{', '}', '\u{1}', '\u{2}', '\u{3}', '\u{4}']) {
        return Err(format!("a sign that is not allowed in texts: {text:?}"));
    }
    match parts.last_mut() {
        Some(Part::Text(before)) => before.push_str(text),
        _ if text.is_empty() => {}
        _ => parts.push(Part::Text(text.to_owned())),
    }
    Ok(())
}

/// Returns the variables of a message, including those of selectors.
pub(crate) fn variables(parts: &[Part]) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for part in parts {
        match part {
            Part::Text(_) => {}
            Part::Variable(name) => {
                found.insert(name.as_str());
            }
            Part::Select { variable, variants } => {
                found.insert(variable.as_str());
                found.extend(variants.iter().flat_map(|(_, parts)| variables(parts)));
            }
        }
    }
    found
}

/// Calls `look` with the variable and the variants of each selector, including nested ones.
pub(crate) fn each_select<'a>(parts: &'a [Part], look: &mut impl FnMut(&'a str, &'a [(String, Vec<Part>)])) {
    for part in parts {
        if let Part::Select { variable, variants } = part {
            look(variable, variants);
            for (_, parts) in variants {
                each_select(parts, look);
            }
        }
    }
}
