//! Opaque identifiers, with one type for each kind of entity, so that they cannot be mixed up.

use std::{cmp::Ordering, fmt, hash, marker::PhantomData, sync::Arc};

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use sha2::{Digest, Sha256};

/// Identifier of a `T`: opaque text, cheap to clone.
///
/// Identifiers created by [`Id::from_parts`] have the ULID form: 26 lowercase characters in Crockford's base 32, which encode 48 bits of
/// milliseconds since 1970 and 80 other bits, so they sort by time. User ids have a different form, and ids specified by a catalog document
/// have no fixed form.
pub struct Id<T> {
    text: Arc<str>,
    of: PhantomData<fn() -> T>,
}

pub enum ImportKind {}
pub enum UserKind {}
pub enum CompanyKind {}
pub enum CohortKind {}
pub enum CourseKind {}
pub enum AttemptKind {}
pub enum BatchKind {}

pub type ImportId = Id<ImportKind>;
pub type UserId = Id<UserKind>;
pub type CompanyId = Id<CompanyKind>;
pub type CohortId = Id<CohortKind>;
pub type CourseId = Id<CourseKind>;
/// Identifies an invitation claim.
pub type AttemptId = Id<AttemptKind>;
pub type BatchId = Id<BatchKind>;

/// Crockford's alphabet: no i, l, o, u.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl<T> Id<T> {
    /// Creates an identifier from a time and 80 bits that distinguish it from others created in the same millisecond.
    pub fn from_parts(unix_ms: u64, bits: [u8; 10]) -> Self {
        let tail = bits.iter().fold(0_u128, |sum, byte| (sum << 8) | u128::from(*byte));
        let mut text = String::with_capacity(26);
        push_base32(&mut text, (u128::from(unix_ms & 0xffff_ffff_ffff) << 80) | tail, 26);
        Self::from(text)
    }

    pub fn at(now: Timestamp, bits: [u8; 10]) -> Self {
        Self::from_parts(u64::try_from(now.as_millisecond()).unwrap_or(0), bits)
    }

    /// Creates an identifier whose 80 bits come from the SHA-256 hash of `seeds`. The same time and seeds always give the same identifier.
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

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the creation time in milliseconds since 1970, if the identifier has the ULID form.
    pub fn unix_ms(&self) -> Option<u64> {
        let digits = self.text.as_bytes().get(..10).filter(|_| self.text.len() == 26)?;
        parse_base32(digits).map(|value| value as u64)
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

/// Key of a user: a 128-bit hash of the address key, computed with the stack's secret key.
///
/// With this key, a store finds a user by address without a separate look-up item. Without the secret, the key reveals nothing about the
/// address. As text, it has 26 base-32 characters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UserKey(u128);

impl UserKey {
    const CHARS: usize = 26;

    pub fn from_bits(bits: u128) -> Self {
        Self(bits)
    }

    pub fn to_bits(self) -> u128 {
        self.0
    }

    /// Returns `true` for the key of a row without a valid address.
    pub fn is_none(&self) -> bool {
        self.0 == 0
    }

    fn parse(text: &str) -> Option<Self> {
        // 26 characters encode 130 bits, so the first one must be less than 8.
        let fits = text.len() == Self::CHARS && text.as_bytes()[0] < b'8';
        parse_base32(text.as_bytes()).filter(|_| fits).map(Self)
    }
}

impl fmt::Display for UserKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(Self::CHARS);
        push_base32(&mut text, self.0, Self::CHARS);
        formatter.write_str(&text)
    }
}

impl Serialize for UserKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for UserKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("not the key of a user"))
    }
}

/// A user's id has 34 characters: the [key](UserKey), by which a store finds the user, and 40 bits that distinguish the user from an erased
/// user with the same address.
impl UserId {
    /// Returns the id of the user created by a row of an import. It is the same in every attempt.
    pub fn of_row(key: UserKey, import_id: &ImportId, row: u64) -> Self {
        let digest = Sha256::new().chain_update(import_id.as_str()).chain_update(row.to_be_bytes()).finalize();
        let incarnation = digest[..5].iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte));
        Self::from_key(key, incarnation)
    }

    /// Returns the id with this key and the lowest 40 bits of `incarnation`.
    pub fn from_key(key: UserKey, incarnation: u64) -> Self {
        let mut text = String::with_capacity(UserKey::CHARS + 8);
        push_base32(&mut text, key.0, UserKey::CHARS);
        push_base32(&mut text, u128::from(incarnation), 8);
        Self::from(text)
    }

    /// Returns the user's key, or `None` if the text is not a user id.
    pub fn key(&self) -> Option<UserKey> {
        let (key, incarnation) = self.text.split_at_checked(UserKey::CHARS)?;
        let is_incarnation = incarnation.len() == 8 && parse_base32(incarnation.as_bytes()).is_some();
        UserKey::parse(key).filter(|_| is_incarnation)
    }
}

/// Appends the lowest bits of a value as `chars` characters of five bits each.
fn push_base32(text: &mut String, value: u128, chars: usize) {
    text.extend((0..chars).rev().map(|index| char::from(ALPHABET[((value >> (index * 5)) & 31) as usize])));
}

fn parse_base32(digits: &[u8]) -> Option<u128> {
    digits.iter().try_fold(0, |sum, byte| {
        let digit = ALPHABET.iter().position(|letter| letter == byte)?;
        Some((sum << 5) | digit as u128)
    })
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
    #![allow(clippy::unwrap_used, reason = "tests")]

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
    fn id_of_a_user_leads_to_its_key_and_differs_between_imports_and_rows() {
        for bits in [0, 1, u128::MAX, 0x0123_4567_89ab_cdef << 61] {
            let key = UserKey::from_bits(bits);
            let id = UserId::of_row(key, &"i".into(), 7);
            assert_eq!((id.as_str().len(), id.key()), (34, Some(key)));
            assert_eq!(id, UserId::of_row(key, &"i".into(), 7));
            assert_ne!(id, UserId::of_row(key, &"i".into(), 8));
            assert_ne!(id, UserId::of_row(key, &"j".into(), 7));
            assert_eq!(serde_json::from_str::<UserKey>(&serde_json::to_string(&key).unwrap()).unwrap(), key);
        }
        let id = UserId::from_key(UserKey::default(), 1 << 40 | 31);
        assert_eq!(id.as_str(), "000000000000000000000000000000000z");
        for text in ["", "x", "8000000000000000000000000000000000", "000000000000000000000000000000000u", "é0000"] {
            assert_eq!(UserId::from(text).key(), None, "{text}");
        }
    }

    #[test]
    fn id_from_seeds_is_deterministic_and_depends_on_their_boundaries() {
        assert_eq!(UserId::from_seeds(7, &[b"ab", b"c"]), UserId::from_seeds(7, &[b"ab", b"c"]));
        assert_ne!(UserId::from_seeds(7, &[b"ab", b"c"]), UserId::from_seeds(7, &[b"a", b"bc"]));
    }

    #[test]
    fn id_has_the_digits_of_its_time_and_then_of_its_bits() {
        for (unix_ms, text) in [
            (0, "00000000000000000000000082"),
            (1, "00000000010000000000000082"),
            (0xffff_ffff_ffff, "7zzzzzzzzz0000000000000082"),
        ] {
            let id = ImportId::from_parts(unix_ms, [0, 0, 0, 0, 0, 0, 0, 0, 1, 2]);
            assert_eq!((id.as_str(), id.unix_ms()), (text, Some(unix_ms)));
        }
        let id = ImportId::from_parts((1 << 48) | 1, [0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(id.as_str(), "0000000001g000000000000000", "a time has 48 bits");
    }

    #[test]
    fn key_is_none_only_if_it_has_no_bits() {
        for bits in [0, 1, u128::MAX] {
            let key = UserKey::from_bits(bits);
            assert_eq!((key.to_bits(), key.is_none()), (bits, bits == 0));
        }
    }
}
