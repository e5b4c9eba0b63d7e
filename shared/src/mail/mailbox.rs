use base64::{Engine, prelude::BASE64_STANDARD};
use thiserror::Error;

use crate::rules::{Address, clean};

/// Maximum number of bytes of text in an encoded word. The word has at most 75 characters: 12 for its delimiters and 60 for 45 bytes in
/// Base64. Source: RFC 2047, 2.
const WORD_BYTES: usize = 45;

#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("\"{found}\" is not a valid sender; write portal@acme.example or Acme <portal@acme.example>")]
pub struct MailboxError {
    pub found: String,
}

/// A sender: an address with a display name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SenderMailbox {
    name: String,
    address: String,
}

impl SenderMailbox {
    /// Parses `address` or `Name <address>`; an address without a name gets the tenant's name.
    pub fn parse(text: &str, tenant: &str) -> Result<Self, MailboxError> {
        let error = || MailboxError { found: text.to_owned() };
        let (name, address) = match text.trim().strip_suffix('>').and_then(|text| text.split_once('<')) {
            Some((name, address)) => (name.trim().trim_matches('"'), address),
            None => ("", text),
        };
        let cleaned = clean(address);
        let address = Address::parse(&cleaned).ok_or_else(error)?;
        let name = if name.is_empty() { tenant } else { name };
        Ok(Self { name: name.replace(char::is_control, " ").trim().to_owned(), address: address.key.clone() })
    }

    /// Returns the address, in lowercase ASCII.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Returns the header value in ASCII: the name, quoted or, if it is not ASCII, as encoded words, then the address. If the name is
    /// empty, returns only the address. Source: RFC 5322, 3.4; RFC 2047.
    pub fn to_header(&self) -> String {
        let Self { name, address } = self;
        if name.is_empty() {
            return address.clone();
        }
        if name.is_ascii() {
            let quoted = name.replace('\\', "\\\\").replace('"', "\\\"");
            return format!("\"{quoted}\" <{address}>");
        }
        format!("{} <{address}>", encode_words(name).join(" "))
    }
}

/// Encodes text as ASCII header words of at most 75 characters each. Mail programs join the words and ignore the spaces between them.
/// Source: RFC 2047.
pub fn encode_words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in text.chars() {
        match words.last_mut() {
            Some(word) if word.len() + letter.len_utf8() <= WORD_BYTES => word.push(letter),
            _ => words.push(letter.to_string()),
        }
    }
    words.iter().map(|word| format!("=?UTF-8?B?{}?=", BASE64_STANDARD.encode(word))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sender_is_written_in_ascii() {
        for (text, tenant, header) in [
            ("portal@acme.example", "Acme", "\"Acme\" <portal@acme.example>"),
            ("Acme Learning <Portal@Acme.example>", "Acme", "\"Acme Learning\" <portal@acme.example>"),
            ("\"Acme, Inc.\" <a@acme.example>", "Acme", "\"Acme, Inc.\" <a@acme.example>"),
            ("a@acme.example", "The \"A\" Team", "\"The \\\"A\\\" Team\" <a@acme.example>"),
            ("a@acme.example", "José", "=?UTF-8?B?Sm9zw6k=?= <a@acme.example>"),
            ("王芳 <a@acme.example>", "x", "=?UTF-8?B?546L6Iqz?= <a@acme.example>"),
            ("a@acme.example", "A\r\nBcc: b@c.example", "\"A  Bcc: b@c.example\" <a@acme.example>"),
        ] {
            assert_eq!(SenderMailbox::parse(text, tenant).unwrap().to_header(), header);
        }
        let long = SenderMailbox::parse("a@acme.example", &"é".repeat(50)).unwrap().to_header();
        assert!(long.split(' ').all(|word| word.len() <= 75), "{long}");
        assert_eq!(long.matches("=?UTF-8?B?").count(), 3);
    }

    #[test]
    fn sender_without_an_address_is_refused() {
        for text in ["", "Acme", "Acme <>", "a@b", "Acme <a@b.example> and more"] {
            let error = SenderMailbox::parse(text, "Acme").unwrap_err();
            assert!(error.to_string().contains("portal@acme.example"), "{error}");
        }
    }
}
