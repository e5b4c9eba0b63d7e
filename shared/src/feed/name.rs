use std::{fmt, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

const CHARS_MAX: usize = 40;

/// Name of a feed: 1 to 40 lowercase letters, digits and hyphens. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FeedName(Arc<str>);

impl FeedName {
    /// Parses a name. Returns `None` if it is malformed.
    pub fn parse(text: &str) -> Option<Self> {
        let is_allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let is_name = (1..=CHARS_MAX).contains(&text.len()) && text.bytes().all(is_allowed);
        is_name.then(|| Self(text.into()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for FeedName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Serialize for FeedName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for FeedName {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("not the name of a feed: 1 to 40 of a-z, 0-9 and -"))
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for FeedName {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "FeedName".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[a-z0-9-]{1,40}$" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn name_has_lower_case_letters_digits_and_hyphens() {
        for name in ["a", "hr", "hr-nightly-2", "-", &"x".repeat(40)] {
            assert_eq!(FeedName::parse(name).map(|name| name.to_string()).as_deref(), Some(name));
        }
        for name in ["", "HR", "hr nightly", "hr/nightly", "hr_nightly", "é", &"x".repeat(41)] {
            assert_eq!(FeedName::parse(name), None, "{name}");
        }
    }
}
