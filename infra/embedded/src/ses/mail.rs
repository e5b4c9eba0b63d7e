//! Mails as they were taken, and the files that they are kept in: each as `.eml`, which every mail program opens, and as JSON.

use std::{fs, io, path::Path};

use base64::{Engine, prelude::BASE64_STANDARD};
use jiff::{Timestamp, fmt::rfc2822};
use rollcall_domain::mail::encode_words;
use serde::{Deserialize, Serialize};

/// Folder of mails in a data directory.
pub const MAIL_DIR: &str = "mail";
/// Characters of a line of base64. Source: RFC 2045, 6.8.
const LINE: usize = 76;

/// A mail as it was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenMail {
    /// The service's name of it.
    pub message_id: String,
    /// Sender, as its header says it.
    pub from: String,
    /// Address.
    pub to: String,
    /// Addresses for answers.
    #[serde(default)]
    pub reply_to: Vec<String>,
    /// Tag of its language, if it said so.
    #[serde(default)]
    pub language: String,
    /// Subject.
    pub subject: String,
    /// Body as text.
    pub text: String,
    /// Body as a page.
    pub html: String,
    /// Marks, by name.
    pub tags: Vec<(String, String)>,
    /// When it was taken.
    pub sent_at: Timestamp,
}

impl TakenMail {
    /// Writes both files; whoever reads the folder meanwhile sees the JSON whole or not at all.
    pub(super) fn keep(&self, folder: &Path) -> io::Result<()> {
        let path = |suffix: &str| folder.join(format!("{}.{suffix}", self.message_id));
        fs::write(path("eml"), self.to_eml())?;
        fs::write(path("part"), serde_json::to_vec(self)?)?;
        fs::rename(path("part"), path("json"))
    }

    /// The mail as it would travel. Source: RFC 5322; RFC 2046, 5.1.4.
    pub fn to_eml(&self) -> String {
        let boundary = format!("=_{}", self.message_id);
        let date = rfc2822::to_string(&self.sent_at.to_zoned(jiff::tz::TimeZone::UTC)).unwrap_or_default();
        let subject =
            if self.subject.is_ascii() { self.subject.clone() } else { encode_words(&self.subject).join("\r\n ") };
        let mut headers = vec![
            ("Date", date),
            ("From", self.from.clone()),
            ("To", self.to.clone()),
            ("Subject", subject),
            ("Message-ID", format!("<{}@rollcall.example>", self.message_id)),
        ];
        headers.extend(self.reply_to.iter().map(|address| ("Reply-To", address.clone())));
        if !self.language.is_empty() {
            headers.push(("Content-Language", self.language.clone()));
        }
        headers.push(("MIME-Version", "1.0".to_owned()));
        headers.push(("Content-Type", format!("multipart/alternative; boundary=\"{boundary}\"")));
        let mut eml: String = headers.iter().flat_map(|(name, value)| [*name, ": ", value, "\r\n"]).collect();
        for (kind, body) in [("plain", &self.text), ("html", &self.html)] {
            let head = format!("Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64");
            let head = format!("\r\n--{boundary}\r\n{head}\r\n\r\n");
            eml.push_str(&head);
            let encoded = BASE64_STANDARD.encode(body.replace('\n', "\r\n"));
            for line in encoded.as_bytes().chunks(LINE) {
                eml.push_str(&String::from_utf8_lossy(line));
                eml.push_str("\r\n");
            }
        }
        eml + &format!("\r\n--{boundary}--\r\n")
    }
}

/// The latest mails of a folder, at most `limit`, the oldest of them first; none if there is no folder. A file that cannot be read as a
/// mail is left out.
///
/// # Errors
/// What the system says of the folder.
pub fn read_mails(folder: &Path, limit: usize) -> io::Result<Vec<TakenMail>> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            paths.push(path);
        }
    }
    // Their names begin with the time.
    paths.sort_unstable();
    let latest = paths.split_off(paths.len().saturating_sub(limit));
    Ok(latest.iter().filter_map(|path| serde_json::from_slice(&fs::read(path).ok()?).ok()).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

    use super::*;

    fn mail(message_id: &str) -> TakenMail {
        TakenMail {
            message_id: message_id.to_owned(),
            from: "=?UTF-8?B?546L6Iqz?= <a@acme.example>".to_owned(),
            to: "jose@example.org".to_owned(),
            reply_to: vec!["help@acme.example".to_owned()],
            language: "es".to_owned(),
            subject: "José".to_owned(),
            text: "¡Hola, José!\n".to_owned(),
            html: "<p>¡Hola!</p>".to_owned(),
            tags: Vec::new(),
            sent_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn mail_travels_in_ascii_with_both_bodies() {
        assert_eq!(
            mail("1").to_eml(),
            "Date: Thu, 1 Jan 1970 00:00:00 +0000\r\nFrom: =?UTF-8?B?546L6Iqz?= <a@acme.example>\r\nTo: jose@example.org\r\n\
             Subject: =?UTF-8?B?Sm9zw6k=?=\r\nMessage-ID: <1@rollcall.example>\r\nReply-To: help@acme.example\r\n\
             Content-Language: es\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"=_1\"\r\n\
             \r\n--=_1\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n\
             wqFIb2xhLCBKb3PDqSENCg==\r\n\
             \r\n--=_1\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n\
             PHA+wqFIb2xhITwvcD4=\r\n\r\n--=_1--\r\n"
        );
    }

    #[test]
    fn kept_mails_are_read_in_their_order() {
        let dir = tempfile::tempdir().unwrap();
        assert!(read_mails(&dir.path().join("none"), 9).unwrap().is_empty());
        for message_id in ["2", "1", "3"] {
            mail(message_id).keep(dir.path()).unwrap();
        }
        fs::write(dir.path().join("0.json"), "broken").unwrap();
        assert_eq!(read_mails(dir.path(), 9).unwrap(), [mail("1"), mail("2"), mail("3")]);
        assert_eq!(read_mails(dir.path(), 2).unwrap(), [mail("2"), mail("3")]);
        assert!(dir.path().join("2.eml").exists());
    }
}
