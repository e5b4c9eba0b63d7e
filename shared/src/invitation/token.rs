//! The token in an activation link.

use std::fmt;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Size of a token in bytes: 32 × 8 = 256 bits.
const BYTES: usize = 32;

/// A token: 256 random bits that are sent in a single e-mail and never stored. `Debug` does not reveal them.
#[derive(Clone, PartialEq, Eq)]
pub struct Token([u8; BYTES]);

impl Token {
    /// Creates a token from these bits, which must be unpredictable.
    pub fn new(bits: [u8; BYTES]) -> Self {
        Self(bits)
    }

    /// Returns the form used in links: 43 characters of URL-safe Base64.
    pub fn to_text(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.0)
    }

    /// Parses the form returned by [`to_text`](Self::to_text). Returns `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// Returns the hash, which is the only form that is stored.
    pub fn hash(&self) -> TokenHash {
        TokenHash(hex::encode(Sha256::digest(self.0)))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token({redacted})")
    }
}

/// SHA-256 of a token, as 64 hexadecimal digits. 256 random bits need no salt.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TokenHash(String);

impl TokenHash {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn token_written_and_parsed_is_the_same() {
        let token = Token::new([251; BYTES]);
        assert_eq!(token.to_text().len(), 43);
        assert_eq!(Token::parse(&token.to_text()), Some(token));
    }

    #[test]
    fn text_that_is_no_token_is_none() {
        let long = "A".repeat(44);
        for text in ["", "A", "not a token", long.as_str(), &format!("{}=", "A".repeat(43)), &"A".repeat(42)] {
            assert_eq!(Token::parse(text), None, "{text}");
        }
    }

    #[test]
    fn token_shown_for_debugging_keeps_itself() {
        let token = Token::new([7; BYTES]);
        assert_eq!(format!("{token:?}"), "Token({redacted})");
        assert_ne!(token.hash().as_str(), token.to_text());
        assert_eq!(token.hash().as_str().len(), 64);
    }
}
