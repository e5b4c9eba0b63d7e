//! Incrementally decodes bytes in any supported encoding.
//!
//! A file whose encoding is neither declared nor evident is read as UTF-8. Reading stops at the first invalid byte; the caller then detects
//! the encoding from the whole file and starts again.

use super::encoding::{Decoder, Encoding};

const CHARACTER_BYTES_MAX: usize = 4;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct BadByte {
    /// Offset in the file.
    pub(super) byte: u64,
    pub(super) value: u8,
    /// Length in bytes of the decoded text before it.
    pub(super) text: u64,
}

/// How certain the encoding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Certainty {
    /// Declared by a byte order mark or by the caller, or evident from the bytes.
    Certain,
    /// Unknown: UTF-8 unless a byte proves otherwise.
    Open,
}

/// Decodes the bytes of one file.
pub(super) struct Transcoder {
    encoding: Encoding,
    /// `None` for UTF-8.
    decoder: Option<Decoder>,
    certainty: Certainty,
    /// The bytes of an incomplete UTF-8 character.
    begun: Vec<u8>,
    /// Number of bytes decoded so far; in UTF-8, not counting an incomplete character.
    bytes: u64,
    /// Length in bytes of the text decoded so far.
    text: u64,
    fault: Option<BadByte>,
}

impl Transcoder {
    pub(super) fn new(encoding: Encoding, certainty: Certainty) -> Self {
        Self {
            encoding,
            decoder: (encoding != Encoding::UTF_8).then(|| encoding.decoder()),
            certainty,
            begun: Vec::with_capacity(CHARACTER_BYTES_MAX),
            bytes: 0,
            text: 0,
            fault: None,
        }
    }

    /// Returns the encoding used to read the file.
    pub(super) fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Returns `true` if the encoding is [certain](Certainty::Certain).
    pub(super) fn is_declared(&self) -> bool {
        self.certainty == Certainty::Certain
    }

    /// Returns the byte that stopped the decoder. All text before it has been appended.
    pub(super) fn fault(&self) -> Option<BadByte> {
        self.fault
    }

    /// Decodes the next bytes and appends them to `text`.
    pub(super) fn push(&mut self, bytes: &[u8], text: &mut String) {
        self.take(bytes, text, false);
    }

    /// Marks the end of the file. An incomplete character at the end is invalid.
    pub(super) fn finish(&mut self, text: &mut String) {
        self.take(&[], text, true);
    }

    fn take(&mut self, bytes: &[u8], text: &mut String, is_last: bool) {
        if self.fault.is_some() {
            return;
        }
        let before = text.len();
        if self.decoder.is_some() {
            self.take_declared(bytes, text, is_last);
        } else {
            self.take_utf8(bytes, text, is_last);
        }
        self.text += (text.len() - before) as u64;
    }

    fn take_declared(&mut self, bytes: &[u8], text: &mut String, is_last: bool) {
        let Some(decoder) = &mut self.decoder else { return };
        let before = text.len();
        let (read, malformed) = decoder.decode(bytes, text, is_last);
        let begun = self.bytes;
        self.bytes += read as u64;
        if let Some((bad, after)) = malformed {
            let back = u64::from(bad) + u64::from(after);
            let byte = self.bytes - back;
            // If the sequence began in an earlier piece, report the value of the byte that broke it.
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
                    self.record_invalid(&[], text, before);
                }
                return;
            };
            self.begun.push(*next);
            match std::str::from_utf8(&self.begun) {
                Ok(character) => {
                    text.push_str(character);
                    self.bytes += self.begun.len() as u64;
                    self.begun.clear();
                }
                Err(error) if error.error_len().is_none() => {}
                Err(_) => {
                    self.begun.pop();
                    return self.record_invalid(bytes, text, before);
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
        if is_begun && !is_last {
            self.begun.extend_from_slice(rest);
        } else if !rest.is_empty() {
            self.record_invalid(rest, text, before);
        }
    }

    /// Records an invalid sequence as the fault: the incomplete character if there is one, otherwise the start of `rest`.
    fn record_invalid(&mut self, rest: &[u8], text: &str, before: usize) {
        let value = self.begun.first().or(rest.first()).copied().unwrap_or_default();
        self.fault = Some(BadByte { byte: self.bytes, value, text: self.text + (text.len() - before) as u64 });
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

    /// Returns the decoded text, its encoding, and the byte that stopped the decoder.
    fn read(pieces: &[&[u8]]) -> (String, String, Option<BadByte>) {
        let mut transcoder = Transcoder::new(Encoding::UTF_8, Certainty::Open);
        let mut text = String::new();
        for piece in pieces {
            transcoder.push(piece, &mut text);
        }
        transcoder.finish(&mut text);
        (text, transcoder.encoding().name(), transcoder.fault())
    }

    #[test]
    fn undeclared_bytes_are_utf8_up_to_the_first_one_that_is_not() {
        let bad = |byte, value, text| Some(BadByte { byte, value, text });
        for (bytes, text, encoding, fault) in [
            (b"plain".as_slice(), "plain", "utf-8", None),
            ("José".as_bytes(), "José", "utf-8", None),
            (b"Jos\xe9", "Jos", "utf-8", bad(3, 0xe9, 3)),
            (b"\xc3", "", "utf-8", bad(0, 0xc3, 0)),
            (b"a\xe2\x82", "a", "utf-8", bad(1, 0xe2, 1)),
            (b"\xe9\xc3\xa9", "", "utf-8", bad(0, 0xe9, 0)),
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
            (Encoding::named("ibm857").unwrap_or(Encoding::UTF_8), b"a\x87\xd5", "aç", 2),
        ] {
            for size in 1..=bytes.len() {
                let mut transcoder = Transcoder::new(encoding, Certainty::Certain);
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
