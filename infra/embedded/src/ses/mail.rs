//! E-mails accepted by SES, each stored in two files: one in the `.eml` format, which most mail programs can open, and one in JSON.

use std::{fs, io, path::Path};

use jiff::Timestamp;
use mail_builder::{MessageBuilder, headers::raw::Raw};
use serde::{Deserialize, Serialize};

/// Folder for e-mails in a data directory.
pub const MAIL_DIR: &str = "mail";

/// An accepted e-mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedEmail {
    /// The message id that SES returned.
    pub message_id: String,
    /// The `From` header.
    pub from: String,
    pub to: String,
    #[serde(default)]
    pub reply_to: Vec<String>,
    /// The language tag; empty if the e-mail has none.
    #[serde(default)]
    pub language: String,
    pub subject: String,
    pub text: String,
    pub html: String,
    /// Names and values of the message tags.
    pub tags: Vec<(String, String)>,
    pub sent_at: Timestamp,
}

impl AcceptedEmail {
    /// Writes both files. A concurrent reader of the folder sees either the complete JSON file or none.
    pub(super) fn store(&self, folder: &Path) -> io::Result<()> {
        let path = |suffix: &str| folder.join(format!("{}.{suffix}", self.message_id));
        fs::write(path("eml"), self.to_eml())?;
        fs::write(path("part"), serde_json::to_vec(self)?)?;
        fs::rename(path("part"), path("json"))
    }

    /// Returns the e-mail in the Internet message format. `From` is used unchanged: its encoded words are part of what SES received.
    pub fn to_eml(&self) -> String {
        let mut message = MessageBuilder::new()
            .date(self.sent_at.as_second())
            .header("From", Raw::new(self.from.as_str()))
            .to(self.to.as_str())
            .subject(self.subject.as_str())
            .message_id(format!("{}@rollcall.example", self.message_id));
        if !self.reply_to.is_empty() {
            message = message.header("Reply-To", Raw::new(self.reply_to.join(", ")));
        }
        if !self.language.is_empty() {
            message = message.header("Content-Language", Raw::new(self.language.as_str()));
        }
        let mut eml = Vec::new();
        message.text_body(self.text.as_str()).html_body(self.html.as_str()).serialize(&mut eml);
        String::from_utf8_lossy(&eml).into_owned()
    }
}

/// Reads up to `limit` of the latest e-mails in a folder, oldest first. A missing folder contains no e-mails, and files that are not
/// e-mails are skipped.
pub fn read_emails(folder: &Path, limit: usize) -> io::Result<Vec<AcceptedEmail>> {
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
    // File names start with the time as a fixed number of hexadecimal digits.
    paths.sort_unstable();
    let latest = paths.split_off(paths.len().saturating_sub(limit));
    Ok(latest.iter().filter_map(|path| serde_json::from_slice(&fs::read(path).ok()?).ok()).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test ends at the first surprise")]

    use super::*;

    fn mail(message_id: &str) -> AcceptedEmail {
        AcceptedEmail {
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
    fn mail_is_ascii_with_both_bodies() {
        let eml = mail("1").to_eml();
        assert!(eml.is_ascii(), "{eml}");
        for line in [
            "Date: Thu, 1 Jan 1970 00:00:00 +0000",
            "From: =?UTF-8?B?546L6Iqz?= <a@acme.example>",
            "To: <jose@example.org>",
            "Subject: =?utf-8?B?Sm9zw6k=?=",
            "Message-ID: <1@rollcall.example>",
            "Reply-To: help@acme.example",
            "Content-Language: es",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=\"utf-8\"",
            "Content-Type: text/html; charset=\"utf-8\"",
        ] {
            assert!(eml.split("\r\n").any(|found| found == line), "{line}\n{eml}");
        }
        let parts: Vec<&str> = eml.split("Content-Transfer-Encoding: ").skip(1).collect();
        assert!(eml.contains("multipart/alternative") && parts.len() == 2, "{eml}");
    }

    #[test]
    fn stored_emails_are_read_in_order() {
        let dir = tempfile::tempdir().unwrap();
        assert!(read_emails(&dir.path().join("none"), 9).unwrap().is_empty());
        for message_id in ["2", "1", "3"] {
            mail(message_id).store(dir.path()).unwrap();
        }
        fs::write(dir.path().join("0.json"), "broken").unwrap();
        assert_eq!(read_emails(dir.path(), 9).unwrap(), [mail("1"), mail("2"), mail("3")]);
        assert_eq!(read_emails(dir.path(), 2).unwrap(), [mail("2"), mail("3")]);
        assert!(dir.path().join("2.eml").exists());
    }
}
