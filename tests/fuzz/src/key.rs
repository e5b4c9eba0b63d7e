//! Object keys as encoded in events.

use std::fmt::Write;

use rollcall_domain::{
    ids::ImportId,
    keys::{ExportFormat, FileKind, UploadKey, decode_key, dropped_export},
};

/// Checks that decoding restores a key that was encoded as in S3 events, and that any text can be decoded and parsed.
pub(crate) fn object_key(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let decoded = decode_key(&text);
    let _parsed = UploadKey::parse(&decoded);
    let _kind = FileKind::of_name(&decoded);
    let id = ImportId::from("i");
    let name = dropped_export(&decoded, &id, ExportFormat::Csv, FileKind::Csv, jiff::Timestamp::UNIX_EPOCH);
    assert!(name.ends_with(".result.csv"));
    let mut written = String::new();
    for byte in text.bytes() {
        match byte {
            b' ' => written.push('+'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => written.push(char::from(byte)),
            // Writing to a string never fails.
            _ => _ = write!(written, "%{byte:02X}"),
        }
    }
    assert_eq!(decode_key(&written), text);
}
