//! Opaque identifiers, one type per thing, so that they cannot be mixed up.

use std::{cmp::Ordering, fmt, hash, marker::PhantomData, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

/// An identifier of a `T`: opaque text, cheap to clone.
///
/// Identifiers made here ([`Id::from_parts`]) are 26 characters of Crockford's base 32 in lower case: 48 bits of milliseconds
/// since 1970 and 80 other bits, so that their order as text is the order of their times (the ULID form). A catalog may
/// bring identifiers of its own.
pub struct Id<T> {
    text: Arc<str>,
    of: PhantomData<fn() -> T>,
}

/// Marks [`Id`]s of imports.
pub enum ImportKind {}
/// Marks [`Id`]s of users.
pub enum UserKind {}
/// Marks [`Id`]s of companies.
pub enum CompanyKind {}
/// Marks [`Id`]s of cohorts.
pub enum CohortKind {}
/// Marks [`Id`]s of courses.
pub enum CourseKind {}
/// Marks [`Id`]s of claims of an invitation.
pub enum AttemptKind {}
/// Marks [`Id`]s of runs.
pub enum RunKind {}

/// Identifies an import.
pub type ImportId = Id<ImportKind>;
/// Identifies a user.
pub type UserId = Id<UserKind>;
/// Identifies a company.
pub type CompanyId = Id<CompanyKind>;
/// Identifies a cohort.
pub type CohortId = Id<CohortKind>;
/// Identifies a course.
pub type CourseId = Id<CourseKind>;
/// Identifies one claim of an invitation.
pub type AttemptId = Id<AttemptKind>;
/// Identifies a run of invitations.
pub type BatchId = Id<RunKind>;

/// Crockford's alphabet: no i, l, o, u.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl<T> Id<T> {
    /// Makes an identifier from a time and 80 bits that tell it from others of the same millisecond.
    pub fn from_parts(unix_ms: u64, bits: [u8; 10]) -> Self {
        let tail = bits.iter().fold(0_u128, |sum, byte| (sum << 8) | u128::from(*byte));
        let value = (u128::from(unix_ms & 0xffff_ffff_ffff) << 80) | tail;
        let text: String =
            (0..26).rev().map(|place| char::from(ALPHABET[((value >> (place * 5)) & 31) as usize])).collect();
        Self { text: text.into(), of: PhantomData }
    }

    /// Makes an identifier whose 80 bits are taken from the SHA-256 of `seeds`: the same for the same seeds.
    pub fn from_seeds(unix_ms: u64, seeds: &[&[u8]]) -> Self {
        let mut hasher = Sha256::new();
        for seed in seeds {
            hasher.update((seed.len() as u64).to_be_bytes());
            hasher.update(seed);
        }
        let mut bits = [0; 10];
        bits.copy_from_slice(&hasher.finalize()[..10]);
        Self::from_parts(unix_ms, bits)
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Milliseconds since 1970 at which an identifier of the form made here was made.
    pub fn unix_ms(&self) -> Option<u64> {
        if self.text.len() != 26 {
            return None;
        }
        self.text.bytes().take(10).try_fold(0_u64, |sum, byte| {
            let digit = ALPHABET.iter().position(|letter| *letter == byte)?;
            Some((sum << 5) | digit as u64)
        })
    }
}

#[cfg(feature = "schema")]
impl<T> schemars::JsonSchema for Id<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Id".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "minLength": 1, "maxLength": 128 })
    }
}

impl<T> From<&str> for Id<T> {
    fn from(text: &str) -> Self {
        Self { text: text.into(), of: PhantomData }
    }
}

impl<T> From<String> for Id<T> {
    fn from(text: String) -> Self {
        Self { text: text.into(), of: PhantomData }
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        Self { text: Arc::clone(&self.text), of: PhantomData }
    }
}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Id<T> {}

impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl<T> hash::Hash for Id<T> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<T> fmt::Display for Id<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Id({})", self.text)
    }
}

impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn id_made_later_sorts_later() {
        let early = ImportId::from_parts(1_000, [255; 10]);
        let late = ImportId::from_parts(1_001, [0; 10]);
        assert!(early < late);
        assert_eq!(late.as_str().len(), 26);
        assert_eq!(late.unix_ms(), Some(1_001));
        assert_eq!(ImportId::from("from-elsewhere").unix_ms(), None);
    }

    #[test]
    fn id_from_the_same_seeds_is_the_same_and_seeds_do_not_run_together() {
        assert_eq!(UserId::from_seeds(7, &[b"ab", b"c"]), UserId::from_seeds(7, &[b"ab", b"c"]));
        assert_ne!(UserId::from_seeds(7, &[b"ab", b"c"]), UserId::from_seeds(7, &[b"a", b"bc"]));
    }
}
