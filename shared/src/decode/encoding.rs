//! Finds encodings by name, and decodes and encodes text.

use encoding_rs::{DecoderResult, EncoderResult};

use super::page::Page;

/// A supported encoding: one from the WHATWG Encoding Standard, a code page from DOS or old Macs, or UTF-8 that was encoded twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding(Kind);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Standard(&'static encoding_rs::Encoding),
    Page(&'static Page),
    /// UTF-8 that was decoded with this encoding and encoded as UTF-8 again.
    Twice(SingleByte),
}

/// An encoding with one byte per character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SingleByte {
    Standard(&'static encoding_rs::Encoding),
    Page(&'static Page),
}

/// Prefix in the name of an encoding for text that was encoded as UTF-8, decoded with another encoding by mistake, and encoded as UTF-8
/// again. The name of that other encoding follows.
const TWICE: &str = "utf-8-twice/";

/// Encodings that are often used by mistake to decode UTF-8.
pub const MISTAKEN_ENCODINGS: [&str; 12] = [
    "windows-1252",
    "windows-1250",
    "windows-1251",
    "windows-1254",
    "macintosh",
    "ibm850",
    "ibm437",
    "ibm852",
    "ibm857",
    "ibm866",
    "koi8-r",
    "x-mac-ce",
];

/// The encodings that spreadsheet programs write, suggested as values for the `encoding` option.
pub const USUAL_ENCODINGS: [&str; 10] = [
    "utf-8",
    "utf-16le",
    "utf-16be",
    "windows-1250",
    "windows-1251",
    "windows-1252",
    "windows-1253",
    "windows-1254",
    "iso-8859-15",
    "macintosh",
];

impl Encoding {
    pub const UTF_8: Self = Self(Kind::Standard(encoding_rs::UTF_8));
    /// Little-endian UTF-16, which spreadsheet programs call Unicode text.
    pub const UTF_16LE: Self = Self(Kind::Standard(encoding_rs::UTF_16LE));
    pub const UTF_16BE: Self = Self(Kind::Standard(encoding_rs::UTF_16BE));
    /// The encoding of CSV files from spreadsheet programs in Western Europe and America.
    pub const WINDOWS_1252: Self = Self(Kind::Standard(encoding_rs::WINDOWS_1252));

    /// Returns the encoding with this name, ignoring case. Aliases such as `latin1` are accepted, except after `utf-8-twice/`.
    ///
    /// Source: WHATWG Encoding Standard, labels. `replacement` and `x-user-defined` are excluded because they do not encode text.
    pub fn named(label: &str) -> Option<Self> {
        if let Some(through) = label.trim().to_ascii_lowercase().strip_prefix(TWICE) {
            return Self::twice(through);
        }
        let standard = encoding_rs::Encoding::for_label_no_replacement(label.as_bytes());
        match standard.filter(|encoding| *encoding != encoding_rs::X_USER_DEFINED) {
            Some(encoding) => Some(Self(Kind::Standard(encoding))),
            None => Page::named(label).map(|page| Self(Kind::Page(page))),
        }
    }

    /// Returns the encoding for UTF-8 text that was decoded with `through` by mistake and encoded as UTF-8 again; `None` if `through` is
    /// not one of [`MISTAKEN_ENCODINGS`].
    pub fn twice(through: &str) -> Option<Self> {
        let through = Self::named(MISTAKEN_ENCODINGS.into_iter().find(|name| *name == through)?)?;
        match through.0 {
            Kind::Standard(encoding) => Some(Self(Kind::Twice(SingleByte::Standard(encoding)))),
            Kind::Page(page) => Some(Self(Kind::Twice(SingleByte::Page(page)))),
            Kind::Twice(_) => None,
        }
    }

    /// Returns `true` for UTF-8 that was encoded twice.
    pub(super) fn is_twice(self) -> bool {
        matches!(self.0, Kind::Twice(_))
    }

    /// Undoes the mistaken decoding of text. Returns `None` if the text was not decoded in this way.
    pub fn undo(self, text: &str) -> Option<String> {
        let Kind::Twice(through) = self.0 else { return None };
        let bytes: Vec<u8> = text.chars().map(|character| through.byte(character)).collect::<Option<_>>()?;
        let meant = String::from_utf8(bytes).ok()?;
        (!meant.is_ascii()).then_some(meant)
    }

    /// Returns the canonical name in lowercase: `utf-8`, `utf-16le`, `windows-1252`, `ibm850`.
    pub fn name(self) -> String {
        match self.0 {
            Kind::Standard(encoding) => encoding.name().to_ascii_lowercase(),
            Kind::Page(page) => page.name.to_owned(),
            Kind::Twice(SingleByte::Standard(encoding)) => format!("{TWICE}{}", encoding.name().to_ascii_lowercase()),
            Kind::Twice(SingleByte::Page(page)) => format!("{TWICE}{}", page.name),
        }
    }

    pub(super) fn decoder(self) -> Decoder {
        match self.0 {
            Kind::Standard(encoding) => Decoder::Standard(encoding.new_decoder_without_bom_handling()),
            Kind::Page(page) => Decoder::Page(page),
            Kind::Twice(_) => {
                let decoder = encoding_rs::UTF_8.new_decoder_without_bom_handling();
                Decoder::Twice { encoding: self, decoder, run: String::new() }
            }
        }
    }

    /// Decodes all bytes. Returns `None` if they are not valid in this encoding.
    pub fn decode(self, bytes: &[u8]) -> Option<String> {
        match self.0 {
            Kind::Standard(encoding) => {
                encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
            }
            Kind::Page(page) => bytes.iter().map(|byte| page.character(*byte)).collect(),
            Kind::Twice(_) => {
                let mut text = String::new();
                let (_, malformed) = self.decoder().decode(bytes, &mut text, true);
                malformed.is_none().then_some(text)
            }
        }
    }

    /// Decodes all bytes, with U+FFFD in place of each sequence that is not valid in this encoding.
    pub(super) fn decode_lossy(self, bytes: &[u8]) -> String {
        match self.0 {
            Kind::Standard(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
            Kind::Page(page) => {
                bytes.iter().map(|byte| page.character(*byte).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
            }
            Kind::Twice(_) => String::from_utf8_lossy(bytes).into_owned(),
        }
    }

    /// Returns `true` if the encoding can represent every character in the text.
    pub fn can_represent(self, text: &str) -> bool {
        // ISO-2022-JP uses three control characters to switch between its sets of characters.
        let is_plain = text.bytes().all(|byte| byte.is_ascii() && !matches!(byte, 0x0e | 0x0f | 0x1b));
        self.represents_everything() || is_plain || self.encoder().encode(text, &mut Vec::new()).is_ok()
    }

    pub fn encoder(self) -> Encoder {
        let inner = match self.0 {
            Kind::Standard(encoding) if !self.represents_everything() => Some(encoding.new_encoder()),
            Kind::Standard(_) | Kind::Page(_) | Kind::Twice(_) => None,
        };
        Encoder { encoding: self, inner }
    }

    fn represents_everything(self) -> bool {
        self.is_twice() || [Self::UTF_8, Self::UTF_16LE, Self::UTF_16BE].contains(&self)
    }
}

pub(super) enum Decoder {
    Standard(encoding_rs::Decoder),
    Page(&'static Page),
    /// `run` is the non-ASCII text at the end of the input so far. How it must be decoded depends on the next characters.
    Twice {
        encoding: Encoding,
        decoder: encoding_rs::Decoder,
        run: String,
    },
}

/// Length in bytes beyond which a non-ASCII run is split instead of being decoded as one unit.
const RUN_BYTES_MAX: usize = 4 * 1024;

impl Decoder {
    /// Decodes bytes and appends the characters to `text`. Returns the number of bytes read. If a malformed sequence stopped the decoder,
    /// also returns the length of the sequence and the number of bytes read after it.
    pub(super) fn decode(&mut self, bytes: &[u8], text: &mut String, is_last: bool) -> (usize, Option<(u8, u8)>) {
        match self {
            Self::Standard(decoder) => {
                text.reserve(decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or_default());
                let (result, read) = decoder.decode_to_string_without_replacement(bytes, text, is_last);
                match result {
                    DecoderResult::Malformed(bad, after) => (read, Some((bad, after))),
                    DecoderResult::InputEmpty | DecoderResult::OutputFull => (read, None),
                }
            }
            Self::Page(page) => {
                for (index, byte) in bytes.iter().enumerate() {
                    let Some(character) = page.character(*byte) else { return (index + 1, Some((1, 0))) };
                    text.push(character);
                }
                (bytes.len(), None)
            }
            Self::Twice { encoding, decoder, run } => {
                let mut piece = String::new();
                piece.reserve(decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or_default());
                let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut piece, is_last);
                for character in piece.chars() {
                    if character.is_ascii() || run.len() > RUN_BYTES_MAX {
                        end_run(*encoding, run, text);
                    }
                    if character.is_ascii() { text.push(character) } else { run.push(character) }
                }
                let malformed = match result {
                    DecoderResult::Malformed(bad, after) => Some((bad, after)),
                    DecoderResult::InputEmpty | DecoderResult::OutputFull => None,
                };
                if is_last || malformed.is_some() {
                    end_run(*encoding, run, text);
                }
                (read, malformed)
            }
        }
    }
}

/// Moves a run to `text`: with the mistaken decoding undone, or unchanged if the run was encoded only once.
fn end_run(encoding: Encoding, run: &mut String, text: &mut String) {
    text.push_str(encoding.undo(run).as_deref().unwrap_or(run));
    run.clear();
}

impl SingleByte {
    /// Returns the byte that was decoded as this character. A byte that the encoding does not define may have been decoded as the control
    /// character with the same number.
    fn byte(self, character: char) -> Option<u8> {
        if character.is_ascii() {
            return Some(character as u8);
        }
        let encoding = match self {
            Self::Page(page) => return page.byte(character),
            Self::Standard(encoding) => encoding,
        };
        let mut buffer = [0; 4];
        let (bytes, _, is_lost) = encoding.encode(character.encode_utf8(&mut buffer));
        match bytes.as_ref() {
            [byte] if !is_lost => Some(*byte),
            _ => u8::try_from(u32::from(character)).ok().filter(|byte| (0x80..0xa0).contains(byte)),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the encoding cannot represent a character")]
pub struct Unencodable;

pub struct Encoder {
    encoding: Encoding,
    /// `None` for Unicode encodings, including UTF-8 encoded twice, and for code pages, which have no state.
    inner: Option<encoding_rs::Encoder>,
}

impl Encoder {
    /// Encodes the text and appends it to `bytes`.
    ///
    /// # Errors
    ///
    /// [`Unencodable`] if the encoding cannot represent a character. Everything before that character has been appended.
    pub fn encode(&mut self, text: &str, bytes: &mut Vec<u8>) -> Result<(), Unencodable> {
        let Some(encoder) = &mut self.inner else {
            if let Kind::Page(page) = self.encoding.0 {
                for character in text.chars() {
                    bytes.push(page.byte(character).ok_or(Unencodable)?);
                }
            } else if self.encoding == Encoding::UTF_16LE {
                bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
            } else if self.encoding == Encoding::UTF_16BE {
                bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
            } else {
                bytes.extend_from_slice(text.as_bytes());
            }
            return Ok(());
        };
        // The estimate exists unless the length overflows `usize`.
        bytes.reserve(encoder.max_buffer_length_from_utf8_without_replacement(text.len()).unwrap_or_default());
        let (result, _) = encoder.encode_from_utf8_to_vec_without_replacement(text, bytes, false);
        if result == EncoderResult::InputEmpty { Ok(()) } else { Err(Unencodable) }
    }

    /// Appends the final bytes, which return a stateful encoding to its initial state.
    pub fn finish(mut self, bytes: &mut Vec<u8>) {
        if let Some(encoder) = &mut self.inner {
            bytes.reserve(encoder.max_buffer_length_from_utf8_without_replacement(0).unwrap_or_default());
            let _empty = encoder.encode_from_utf8_to_vec_without_replacement("", bytes, true);
        }
    }
}

impl std::fmt::Debug for Encoder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("Encoder").field(&self.encoding).finish()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn encoding_is_found_by_its_usual_names_in_any_case() {
        for (label, name) in [
            ("UTF-8", Some("utf-8")),
            ("utf8", Some("utf-8")),
            ("utf-16", Some("utf-16le")),
            ("UTF-16BE", Some("utf-16be")),
            (" latin1 ", Some("windows-1252")),
            ("ISO-8859-1", Some("windows-1252")),
            ("cp1250", Some("windows-1250")),
            ("Shift_JIS", Some("shift_jis")),
            ("cp850", Some("ibm850")),
            ("x-mac-ce", Some("x-mac-ce")),
            ("cp866", Some("ibm866")),
            ("UTF-8-twice/Windows-1252", Some("utf-8-twice/windows-1252")),
            (" utf-8-twice/IBM850 ", Some("utf-8-twice/ibm850")),
            ("utf-8-twice/latin1", None),
            ("klingon", None),
            ("replacement", None),
            ("iso-2022-kr", None),
            ("x-user-defined", None),
            ("", None),
        ] {
            assert_eq!(Encoding::named(label).map(Encoding::name).as_deref(), name, "{label}");
        }
        for name in USUAL_ENCODINGS {
            assert_eq!(Encoding::named(name).map(Encoding::name).as_deref(), Some(name));
        }
    }

    #[test]
    fn text_encoded_and_decoded_is_the_same() {
        for (label, text) in [
            ("utf-8", "José 王 😀"),
            ("utf-16le", "José 王 😀"),
            ("utf-16be", "José 王 😀"),
            ("windows-1252", "José – “x” €"),
            ("windows-1250", "Łódź"),
            ("windows-1251", "Привет"),
            ("iso-2022-jp", "日本語"),
            ("ibm852", "Łódź"),
            ("x-mac-ce", "Łódź"),
            ("gb18030", "王 😀"),
        ] {
            let encoding = Encoding::named(label).unwrap();
            assert!(encoding.can_represent(text), "{label}");
            let mut bytes = Vec::new();
            let mut encoder = encoding.encoder();
            for letter in text.chars() {
                encoder.encode(&letter.to_string(), &mut bytes).unwrap();
            }
            encoder.finish(&mut bytes);
            assert_eq!(encoding.decode(&bytes).as_deref(), Some(text), "{label}");
        }
        assert!(!Encoding::WINDOWS_1252.can_represent("→"));
        assert!(!Encoding::named("windows-1251").unwrap().can_represent("é"));
        let of_mail = Encoding::named("iso-2022-jp").unwrap();
        assert!(of_mail.can_represent("Ann, 山田\r\n") && !of_mail.can_represent("\u{1b}"));
    }
}
