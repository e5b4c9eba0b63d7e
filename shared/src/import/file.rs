use serde::{Deserialize, Serialize};

use crate::{keys::FileKind, named::named_enum};

named_enum! {
    /// Where the rows come from.
    pub enum Source {
        /// A file whose upload was requested through the API.
        Portal = "portal",
        /// A file that was dropped into the bucket.
        Drop = "drop",
        /// The results of the import being undone.
        Undo = "undo",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Name as the admin knows it. For an uploaded file, it is never part of a key; for a dropped file, it is the last part of the key.
    pub name: String,
    /// Size in bytes; the announced size until the file arrives.
    pub size_bytes: u64,
    /// Object key in the uploads bucket.
    pub key: String,
    /// Version of the object; `None` until the file has arrived.
    #[serde(default)]
    pub object: Option<ObjectVersion>,
    /// Encoding with which the file was read.
    #[serde(default)]
    pub encoding: Option<String>,
    /// Delimiter with which the file was read.
    #[serde(default)]
    pub delimiter: Option<String>,
    /// Whether the file was read as a workbook, regardless of its name.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_workbook: bool,
}

impl File {
    /// Creates a placeholder for an import without a file.
    pub(super) fn none() -> Self {
        Self::new(String::new(), 0, String::new())
    }

    /// Creates a file that has not been read yet.
    pub fn new(name: String, size_bytes: u64, key: String) -> Self {
        Self { name, size_bytes, key, object: None, encoding: None, delimiter: None, is_workbook: false }
    }

    /// Returns the kind of file, as it was read. The corrections file is of the same kind.
    pub fn kind(&self) -> FileKind {
        if self.is_workbook { FileKind::Workbook } else { FileKind::Csv }
    }
}

/// One version of an object; the default is the current one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectVersion {
    /// Version id, if the bucket is versioned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version_id: Option<String>,
    /// Sequencer of the event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sequencer: Option<String>,
    /// Entity tag, without quotes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
}

impl ObjectVersion {
    /// Returns what distinguishes this version from others with the same key: the version id or, failing that, the sequencer or the entity
    /// tag.
    pub fn identity(&self) -> &str {
        self.version_id.as_deref().or(self.sequencer.as_deref()).or(self.etag.as_deref()).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_of_an_object_is_identified_by_the_first_of_three_values() {
        let version = |[version_id, sequencer, etag]: [Option<&str>; 3]| ObjectVersion {
            version_id: version_id.map(str::to_owned),
            sequencer: sequencer.map(str::to_owned),
            etag: etag.map(str::to_owned),
        };
        for (values, identity) in [
            ([Some("v"), Some("s"), Some("e")], "v"),
            ([None, Some("s"), Some("e")], "s"),
            ([None, None, Some("e")], "e"),
            ([None, None, None], ""),
        ] {
            assert_eq!(version(values).identity(), identity);
        }
    }
}
