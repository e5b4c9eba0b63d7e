//! Encodings by their names, and text written in them.

use encoding_rs::EncoderResult;

/// An encoding that files are read and written in: those of the WHATWG Encoding Standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding(&'static encoding_rs::Encoding);

/// Names for people who ask which there are: what spreadsheets write.
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
    /// What every file should be in.
    pub const UTF_8: Self = Self(encoding_rs::UTF_8);
    /// What spreadsheets call Unicode text.
    pub const UTF_16LE: Self = Self(encoding_rs::UTF_16LE);
    /// The same in the other byte order.
    pub const UTF_16BE: Self = Self(encoding_rs::UTF_16BE);
    /// What spreadsheets in Western Europe and America write as CSV.
    pub const WINDOWS_1252: Self = Self(encoding_rs::WINDOWS_1252);

    /// The encoding of a name in any case, `latin1` and other usual names included.
    ///
    /// Source: WHATWG Encoding Standard, labels. The two that stand for no text (`replacement`, `x-user-defined`) are left out.
    pub fn named(label: &str) -> Option<Self> {
        let encoding = encoding_rs::Encoding::for_label_no_replacement(label.as_bytes())?;
        (encoding != encoding_rs::X_USER_DEFINED).then_some(Self(encoding))
    }

    /// The usual name in lower case: `utf-8`, `utf-16le`, `windows-1252`.
    pub fn name(self) -> String {
        self.0.name().to_ascii_lowercase()
    }

    pub(super) fn decoder(self) -> encoding_rs::Decoder {
        self.0.new_decoder_without_bom_handling()
    }

    /// Whether it has a form for every character of the text.
    pub fn can_carry(self, text: &str) -> bool {
        self.carries_everything() || text.is_ascii() || self.encoder().encode(text, &mut Vec::new()).is_ok()
    }

    /// Writes text in this encoding.
    pub fn encoder(self) -> Encoder {
        let inner = (!self.carries_everything()).then(|| self.0.new_encoder());
        Encoder { encoding: self, inner }
    }

    fn carries_everything(self) -> bool {
        [Self::UTF_8, Self::UTF_16LE, Self::UTF_16BE].contains(&self)
    }
}

/// A text holds a character that its encoding has no form for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the encoding has no form for a character")]
pub struct Unencodable;

/// Writes text in one encoding, piece by piece.
pub struct Encoder {
    encoding: Encoding,
    /// None for the encodings of Unicode, which need no table.
    inner: Option<encoding_rs::Encoder>,
}

impl Encoder {
    /// Adds the text's bytes to `bytes`.
    ///
    /// # Errors
    /// [`Unencodable`]: what stands before the character is written.
    pub fn encode(&mut self, text: &str, bytes: &mut Vec<u8>) -> Result<(), Unencodable> {
        let Some(encoder) = &mut self.inner else {
            if self.encoding == Encoding::UTF_16LE {
                bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
            } else if self.encoding == Encoding::UTF_16BE {
                bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
            } else {
                bytes.extend_from_slice(text.as_bytes());
            }
            return Ok(());
        };
        // An upper bound; only text as long as the address space has none.
        bytes.reserve(encoder.max_buffer_length_from_utf8_without_replacement(text.len()).unwrap_or_default());
        let (result, _) = encoder.encode_from_utf8_to_vec_without_replacement(text, bytes, false);
        if result == EncoderResult::InputEmpty { Ok(()) } else { Err(Unencodable) }
    }

    /// Adds what the end of the text asks for: encodings with modes go back to the first one.
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
            ("gb18030", "王 😀"),
        ] {
            let encoding = Encoding::named(label).unwrap();
            assert!(encoding.can_carry(text), "{label}");
            let mut bytes = Vec::new();
            let mut encoder = encoding.encoder();
            for letter in text.chars() {
                encoder.encode(&letter.to_string(), &mut bytes).unwrap();
            }
            encoder.finish(&mut bytes);
            assert_eq!(encoding.0.decode_without_bom_handling(&bytes).0, text, "{label}");
        }
        assert!(!Encoding::WINDOWS_1252.can_carry("→"));
        assert!(!Encoding::named("windows-1251").unwrap().can_carry("é"));
    }
}
