//! Objects in JSON. For a struct, a derived `Deserialize` also accepts a list of the values of its fields.

use serde::{Deserialize, Deserializer, de::Visitor, forward_to_deserialize_any};

/// Reads an object. Use it with `#[serde(deserialize_with = "…")]`.
///
/// # Errors
///
/// If the value is not an object, or is not a valid `T`.
pub fn read<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::deserialize(ObjectDeserializer(deserializer))
}

/// Reads a list of objects.
///
/// # Errors
///
/// The same errors as [`read`].
pub fn read_list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    struct Object<T>(T);
    impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            read(deserializer).map(Self)
        }
    }
    Ok(Vec::<Object<T>>::deserialize(deserializer)?.into_iter().map(|Object(value)| value).collect())
}

/// Reads every value as an object.
struct ObjectDeserializer<D>(D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for ObjectDeserializer<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct newtype_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    #[serde(expecting = "an item")]
    struct Item {
        name: String,
    }

    #[derive(Deserialize)]
    struct Items {
        #[serde(deserialize_with = "read")]
        first: Item,
        #[serde(default, deserialize_with = "read_list")]
        others: Vec<Item>,
    }

    #[test]
    fn objects_are_read() {
        let json = r#"{"first": {"name": "a"}, "others": [{"name": "b"}, {"name": "c"}]}"#;
        let read = serde_json::from_str::<Items>(json).map(|items| {
            let names: Vec<String> = items.others.into_iter().map(|item| item.name).collect();
            (items.first.name, names)
        });
        assert_eq!(read.ok(), Some(("a".to_owned(), vec!["b".to_owned(), "c".to_owned()])));
    }

    #[test]
    fn other_values_are_refused() {
        for (json, said) in [
            (r#"{"first": ["a"]}"#, "invalid type: sequence, expected an item"),
            (r#"{"first": "a"}"#, "invalid type: string \"a\", expected an item"),
            (r#"{"first": null}"#, "invalid type: null, expected an item"),
            (r#"{"first": {"name": 1}}"#, "invalid type: integer `1`, expected a string"),
            (r#"{"first": {"name": "a"}, "others": [["b"]]}"#, "invalid type: sequence, expected an item"),
            (r#"{"first": {"name": "a"}, "others": {"name": "b"}}"#, "invalid type: map, expected a sequence"),
        ] {
            let error = serde_json::from_str::<Items>(json).err().map(|error| error.to_string());
            assert!(error.as_ref().is_some_and(|error| error.starts_with(said)), "{json}: {error:?}");
        }
    }
}
