use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::FeedName;

/// Identity of a feed: its name and when it was created. A feed that is deleted and created again under the same name is a different feed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FeedId {
    pub name: FeedName,
    pub created_at: Timestamp,
}

impl FeedId {
    /// Parses the text form, `name@time`. Returns `None` if it is malformed.
    pub fn parse(text: &str) -> Option<Self> {
        let (name, created_at) = text.split_once('@')?;
        Some(Self { name: FeedName::parse(name)?, created_at: created_at.parse().ok()? })
    }
}

impl fmt::Display for FeedId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}@{}", self.name, self.created_at)
    }
}

impl Serialize for FeedId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FeedId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("not the id of a feed: name@time"))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn text_form_is_parsed_again() {
        for created_at in ["1970-01-01T00:00:00Z", "2026-11-28T19:05:27.123456789Z"] {
            let id = FeedId { name: FeedName::parse("hr-2").unwrap(), created_at: created_at.parse().unwrap() };
            assert_eq!(id.to_string(), format!("hr-2@{created_at}"));
            assert_eq!(FeedId::parse(&id.to_string()), Some(id.clone()));
            assert_eq!(serde_json::from_str::<FeedId>(&serde_json::to_string(&id).unwrap()).unwrap(), id);
        }
        for text in ["", "hr", "hr@", "@2026-11-28T19:05:27Z", "HR@2026-11-28T19:05:27Z", "hr@yesterday"] {
            assert_eq!(FeedId::parse(text), None, "{text}");
        }
    }
}
