//! White space between the runs of a rich text, which spreadsheet programs do not all show.

use quick_xml::events::BytesStart;

use super::part::{Tag, attribute};

/// Determines whether white space is lost when the runs of a text are joined. The cell reader removes white space at the ends of a run that
/// has no `xml:space="preserve"`. Some spreadsheet programs show it, others do not. White space at the ends of the whole text does not
/// matter, because it is removed from every cell.
#[derive(Debug, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a fact about the text up to here")]
pub(super) struct Runs {
    run: Option<Run>,
    /// Whether the text is a phonetic guide, which is not part of the cell's text.
    is_phonetic: bool,
    /// Whether anything but white space precedes.
    has_text: bool,
    /// Whether white space has been removed since then.
    has_gap: bool,
    /// Whether text follows such white space.
    is_unclear: bool,
}

/// The open run, or the only text.
#[derive(Debug)]
struct Run {
    keeps_space: bool,
    /// Whether it contains only white space so far.
    is_blank: bool,
    ends_with_space: bool,
}

impl Runs {
    pub(super) fn start(&mut self, start: &BytesStart<'_>) {
        match start.local_name().as_ref() {
            "rPh" => self.is_phonetic = true,
            "t" if !self.is_phonetic => {
                let keeps_space = attribute(start, "xml:space").as_deref() == Some("preserve");
                self.run = Some(Run { keeps_space, is_blank: true, ends_with_space: false });
            }
            _ => {}
        }
    }

    pub(super) fn end(&mut self, name: &str) {
        match name {
            "rPh" => self.is_phonetic = false,
            "t" => {
                let run = self.run.take();
                self.has_gap |= run.is_some_and(|run| run.ends_with_space && !run.keeps_space);
            }
            _ => {}
        }
    }

    /// Adds a part of the open run's text, if a run is open.
    pub(super) fn add(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Text(text) | Tag::CData(text) => self.add_text(text),
            Tag::Reference(name) => self.add_text(if is_space_reference(name) { " " } else { "&" }),
            Tag::Start(_) | Tag::End(_) | Tag::Other => {}
        }
    }

    fn add_text(&mut self, text: &str) {
        let Some(run) = &mut self.run else { return };
        if text.chars().all(is_space) {
            run.ends_with_space |= !text.is_empty();
            return;
        }
        let begins_with_space = run.is_blank && (run.ends_with_space || text.starts_with(is_space));
        self.has_gap |= begins_with_space && !run.keeps_space;
        self.is_unclear |= self.has_text && self.has_gap;
        (self.has_text, self.has_gap) = (true, false);
        (run.is_blank, run.ends_with_space) = (false, text.ends_with(is_space));
    }

    /// Returns `true` if spreadsheet programs may show more white space inside the text than the cell reader returns.
    pub(super) fn is_unclear(&self) -> bool {
        self.is_unclear
    }
}

/// Returns `true` for the white space that the cell reader removes.
pub(super) fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\r' | '\n')
}

/// Returns `true` if a character reference such as `#10` or `#x20` is one for white space.
fn is_space_reference(name: &str) -> bool {
    let Some(number) = name.strip_prefix('#') else { return false };
    let code = match number.strip_prefix('x') {
        Some(digits) => u32::from_str_radix(digits, 16),
        None => number.parse(),
    };
    code.ok().and_then(char::from_u32).is_some_and(is_space)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::workbook::part::{Part, read_tags};

    fn is_unclear(text: &str) -> bool {
        let mut runs = Runs::default();
        let mut part = Part::new(Cursor::new(format!("<si>{text}</si>")), 1 << 20);
        let read = read_tags(&mut part, |tag, _| {
            match tag {
                Tag::Start(start) => runs.start(start),
                Tag::End(name) => runs.end(name),
                _ => runs.add(tag),
            }
            Ok(())
        });
        assert!(read.is_ok(), "{text}");
        runs.is_unclear()
    }

    #[test]
    fn white_space_between_runs_is_unclear_unless_they_keep_it() {
        let keep = r#"<t xml:space="preserve">"#;
        for (text, expected) in [
            ("<r><t>Anna</t></r><r><t>Maria</t></r>", false),
            ("<r><t>Anna</t></r><r><t> </t></r><r><t>Maria</t></r>", true),
            ("<r><t>Anna </t></r><r><t>Maria</t></r>", true),
            ("<r><t>Anna</t></r><r><t>\tMaria</t></r>", true),
            ("<r><t>two\n</t></r><r><t>lines</t></r>", true),
            ("<r><t>two</t></r><r><t>&#10;lines</t></r>", true),
            ("<r><t>two&#xA;</t></r><r><t>lines</t></r>", true),
            ("<r><t><![CDATA[Anna ]]></t></r><r><t>Maria</t></r>", true),
            ("<r><t>Anna</t></r><r><t> <!-- -->Maria</t></r>", true),
            ("<t>Anna </t><t>Maria</t>", true),
            ("<r><t>Anna </t></r><r><t/></r><r><t>Maria</t></r>", true),
            // Whether the name has one space or two is not clear.
            ("<r><t>Anna </t></r><r>KEEP </t></r><r><t>Maria</t></r>", true),
            ("<r>KEEPAnna </t></r><r><t>Maria</t></r>", false),
            ("<r><t>Anna</t></r><r>KEEP Maria</t></r>", false),
            ("<r><t>Anna</t></r><r>KEEP </t></r><r><t>Maria</t></r>", false),
            // White space at the ends of the whole text.
            ("<r><t> Anna</t></r><r><t>Maria </t></r>", false),
            ("<r><t> </t></r><r><t>Anna</t></r><r><t>\n</t></r>", false),
            ("<t> Anna Maria </t>", false),
            // White space inside a run.
            ("<r><t>Anna &amp; Maria</t></r><r><t>and &lt; Bo</t></r>", false),
            ("<r><t>A<!-- --> B</t></r><r><t>C &#32; D</t></r>", false),
            ("<r><t>A\u{a0}</t></r><r><t>B</t></r>", false),
            // The second text is a phonetic guide.
            ("<t>東京 </t><rPh><t>トウキョウ</t></rPh>", false),
            ("<t>東京 </t><rPh><t>トウキョウ</t></rPh><t>都</t>", true),
        ] {
            assert_eq!(is_unclear(&text.replace("KEEP", keep)), expected, "{text}");
        }
    }
}
