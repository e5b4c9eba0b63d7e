//! Bytes of any encoding to text, piece by piece.
//!
//! A file that says nothing about its encoding is read as UTF-8. If its first byte beyond ASCII is no UTF-8, everything from
//! there on is read as windows-1252; what went before is ASCII, so it reads the same in both, and nothing has to be read again.
//! A valid sequence of UTF-8 after such a byte, or a bad byte after such a sequence, is neither encoding: the reading ends.

use super::encoding::Encoding;

/// Bytes that one character of UTF-8 takes at most.
const CHARACTER_BYTES_MAX: usize = 4;

/// A byte that is no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BadByte {
    /// Its offset in the file.
    pub(super) byte: u64,
    /// Its value.
    pub(super) value: u8,
    /// How many bytes of text stand before it.
    pub(super) text: u64,
}

/// How sure the encoding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// By a mark, by the bytes' own form, or by the caller.
    Surely,
    /// Not at all: UTF-8 unless the file says otherwise.
    Not,
}

/// Reads bytes as text.
pub(super) struct Transcoder {
    encoding: Encoding,
    /// For everything but UTF-8.
    decoder: Option<encoding_rs::Decoder>,
    told: Told,
    /// Bytes of a character whose rest has not come.
    begun: Vec<u8>,
    /// Bytes of the file that are read, without the begun ones.
    bytes: u64,
    /// Bytes of text made of them.
    text: u64,
    has_sequence: bool,
    /// The first byte that is no UTF-8, in a file that is read as windows-1252 for it.
    first_bad: Option<BadByte>,
    fault: Option<BadByte>,
}

impl Transcoder {
    pub(super) fn new(encoding: Encoding, told: Told) -> Self {
        Self {
            encoding,
            decoder: (encoding != Encoding::UTF_8).then(|| encoding.decoder()),
            told,
            begun: Vec::with_capacity(CHARACTER_BYTES_MAX),
            bytes: 0,
            text: 0,
            has_sequence: false,
            first_bad: None,
            fault: None,
        }
    }

    /// The encoding as far as it is known.
    pub(super) fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Whether the encoding was certain before the first byte was read.
    pub(super) fn is_declared(&self) -> bool {
        self.told == Told::Surely
    }

    /// The encoding, or what a file that says nothing is in if it is not in UTF-8.
    pub(super) fn other_encoding(&self) -> Encoding {
        if self.is_declared() { self.encoding } else { Encoding::WINDOWS_1252 }
    }

    /// The byte for which a file that says nothing is read as windows-1252.
    pub(super) fn first_bad(&self) -> Option<BadByte> {
        self.first_bad
    }

    /// The byte that ends the reading: the text before it has been handed out.
    pub(super) fn fault(&self) -> Option<BadByte> {
        self.fault
    }

    /// Adds the text of the next bytes to `text`.
    pub(super) fn push(&mut self, bytes: &[u8], text: &mut String) {
        self.take(bytes, text, false);
    }

    /// Says that no more bytes come: a character that has only begun is none.
    pub(super) fn finish(&mut self, text: &mut String) {
        self.take(&[], text, true);
    }

    fn take(&mut self, bytes: &[u8], text: &mut String, is_last: bool) {
        if self.fault.is_some() {
            return;
        }
        let before = text.len();
        if self.first_bad.is_some() {
            self.take_assumed(bytes, text, is_last);
        } else if self.decoder.is_some() {
            self.take_declared(bytes, text, is_last);
        } else {
            self.take_utf8(bytes, text, is_last);
        }
        self.text += (text.len() - before) as u64;
    }

    fn take_declared(&mut self, bytes: &[u8], text: &mut String, is_last: bool) {
        use encoding_rs::DecoderResult;
        let Some(decoder) = &mut self.decoder else { return };
        text.reserve(decoder.max_utf8_buffer_length_without_replacement(bytes.len()).unwrap_or_default());
        let before = text.len();
        let (result, read) = decoder.decode_to_string_without_replacement(bytes, text, is_last);
        let begun = self.bytes;
        self.bytes += read as u64;
        if let DecoderResult::Malformed(bad, after) = result {
            let back = u64::from(bad) + u64::from(after);
            let byte = self.bytes - back;
            // A sequence that began in an earlier piece shows the byte that broke it.
            let at = byte.checked_sub(begun).map_or(read.saturating_sub(1), |at| at as usize);
            let value = bytes.get(at).copied().unwrap_or_default();
            self.fault = Some(BadByte { byte, value, text: self.text + (text.len() - before) as u64 });
        }
    }

    fn take_utf8(&mut self, mut bytes: &[u8], text: &mut String, is_last: bool) {
        let before = text.len();
        while !self.begun.is_empty() {
            let Some((next, rest)) = bytes.split_first() else {
                if is_last {
                    self.meet_bad(&[], text, before, is_last);
                }
                return;
            };
            self.begun.push(*next);
            match std::str::from_utf8(&self.begun) {
                Ok(character) => {
                    text.push_str(character);
                    self.bytes += self.begun.len() as u64;
                    self.has_sequence = true;
                    self.begun.clear();
                }
                Err(error) if error.error_len().is_none() => {}
                Err(_) => {
                    self.begun.pop();
                    return self.meet_bad(bytes, text, before, is_last);
                }
            }
            bytes = rest;
        }
        let (valid, rest, is_begun) = match simdutf8::compat::from_utf8(bytes) {
            Ok(valid) => (valid, &[][..], true),
            Err(error) => {
                let (valid, rest) = bytes.split_at(error.valid_up_to());
                (std::str::from_utf8(valid).unwrap_or_default(), rest, error.error_len().is_none())
            }
        };
        text.push_str(valid);
        self.bytes += valid.len() as u64;
        self.has_sequence = self.has_sequence || !valid.is_ascii();
        if is_begun && !is_last {
            self.begun.extend_from_slice(rest);
        } else if !rest.is_empty() {
            self.meet_bad(rest, text, before, is_last);
        }
    }

    /// The begun bytes, or else the first of `rest`, are no UTF-8.
    fn meet_bad(&mut self, rest: &[u8], text: &mut String, before: usize, is_last: bool) {
        let value = self.begun.first().or(rest.first()).copied().unwrap_or_default();
        let bad = BadByte { byte: self.bytes, value, text: self.text + (text.len() - before) as u64 };
        if self.told == Told::Surely || self.has_sequence {
            self.fault = Some(bad);
            return;
        }
        self.encoding = Encoding::WINDOWS_1252;
        self.first_bad = Some(bad);
        self.take_assumed(rest, text, is_last);
    }

    /// Reads windows-1252, on the watch for a valid sequence of UTF-8.
    fn take_assumed(&mut self, bytes: &[u8], text: &mut String, is_last: bool) {
        let joined;
        let bytes = if self.begun.is_empty() {
            bytes
        } else {
            joined = [self.begun.as_slice(), bytes].concat();
            self.begun.clear();
            joined.as_slice()
        };
        let mut end = bytes.len();
        let mut from = 0;
        while let Some(at) = bytes[from..].iter().position(|byte| !byte.is_ascii()).map(|at| from + at) {
            let window = &bytes[at..bytes.len().min(at + CHARACTER_BYTES_MAX)];
            let error = std::str::from_utf8(window).err();
            match error {
                Some(error) if error.valid_up_to() == 0 && error.error_len().is_some() => from = at + 1,
                Some(error) if error.valid_up_to() == 0 && is_last => from = at + 1,
                Some(error) if error.valid_up_to() == 0 => {
                    end = at;
                    self.begun.extend_from_slice(&bytes[at..]);
                    break;
                }
                _ => {
                    end = at;
                    self.fault = self.first_bad;
                    break;
                }
            }
        }
        let (decoded, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes[..end]);
        text.push_str(&decoded);
        self.bytes += end as u64;
    }
}

impl std::fmt::Debug for Transcoder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Transcoder").field("encoding", &self.encoding).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The text, the encoding it was read in, and the byte that ended it.
    fn read(pieces: &[&[u8]]) -> (String, String, Option<BadByte>) {
        let mut transcoder = Transcoder::new(Encoding::UTF_8, Told::Not);
        let mut text = String::new();
        for piece in pieces {
            transcoder.push(piece, &mut text);
        }
        transcoder.finish(&mut text);
        (text, transcoder.encoding().name(), transcoder.fault())
    }

    #[test]
    fn undeclared_bytes_are_utf8_or_windows_1252_or_neither() {
        let bad = |byte, value, text| Some(BadByte { byte, value, text });
        for (bytes, text, encoding, fault) in [
            (b"plain".as_slice(), "plain", "utf-8", None),
            ("José".as_bytes(), "José", "utf-8", None),
            (b"Jos\xe9", "José", "windows-1252", None),
            (b"Jos\xe9 \x96 \x80", "José – €", "windows-1252", None),
            (b"\xc3", "Ã", "windows-1252", None),
            (b"a\xe2\x82", "aâ‚", "windows-1252", None),
            (b"\xe9\xc3\xa9", "é", "windows-1252", bad(0, 0xe9, 0)),
            (b"a\xe9bc\xe2\x82\xac", "aébc", "windows-1252", bad(1, 0xe9, 1)),
            (b"\xc3\xa9 \xe9", "é ", "utf-8", bad(3, 0xe9, 3)),
            (b"\xc3\xa9 \xe2\x82", "é ", "utf-8", bad(3, 0xe2, 3)),
        ] {
            assert_eq!(read(&[bytes]), (text.to_owned(), encoding.to_owned(), fault), "{bytes:?}");
        }
    }

    #[test]
    fn declared_bytes_that_do_not_fit_are_a_fault_at_their_place() {
        for (encoding, bytes, text, byte) in [
            (Encoding::UTF_8, b"a\xe9b".as_slice(), "a", 1),
            (Encoding::UTF_16LE, b"a\0\x00\xd8b\0", "a", 2),
            (Encoding::UTF_16LE, b"a\0b", "a", 2),
            (Encoding::UTF_16BE, b"\0a\xdc\x00", "a", 2),
        ] {
            for size in 1..=bytes.len() {
                let mut transcoder = Transcoder::new(encoding, Told::Surely);
                let mut read = String::new();
                bytes.chunks(size).for_each(|piece| transcoder.push(piece, &mut read));
                transcoder.finish(&mut read);
                assert_eq!((read.as_str(), transcoder.fault().map(|bad| bad.byte)), (text, Some(byte)), "{bytes:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn piece_size_never_changes_the_text(
            parts in proptest::collection::vec(
                proptest::sample::select(vec![
                    &b"a"[..], b"\xe9", b"\xc3\xa9", b"\xc3", b"\xe2\x82", b"\xac", b"\xf0\x9f\x98\x80",
                ]),
                0..8,
            ),
            size in 1_usize..5,
        ) {
            let bytes = parts.concat();
            prop_assert_eq!(read(&bytes.chunks(size).collect::<Vec<_>>()), read(&[&bytes]));
        }

        #[test]
        fn text_read_as_utf8_is_what_the_standard_library_reads(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            if let Ok(text) = std::str::from_utf8(&bytes) {
                prop_assert_eq!(read(&[&bytes]), (text.to_owned(), "utf-8".to_owned(), None));
            }
        }
    }
}
