//! The text values of a person, by field. In JSON, a map that contains only the values that are present.

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{IgnoredAny, MapAccess, Visitor},
    ser::SerializeMap,
};

use super::Field;

/// Text values by field. Each value is a separate allocation; an absent value needs none.
///
/// Serialized as a map of the values that are present. Deserialization ignores other members, so the map can be flattened into a stored
/// item.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Values {
    texts: [Option<Box<str>>; Field::COUNT],
}

impl Values {
    pub fn get(&self, field: Field) -> Option<&str> {
        self.texts[field as usize].as_deref()
    }

    pub fn set(&mut self, field: Field, text: impl Into<Box<str>>) {
        self.texts[field as usize] = Some(text.into());
    }

    pub fn remove(&mut self, field: Field) {
        self.texts[field as usize] = None;
    }

    #[must_use]
    pub fn with(mut self, field: Field, text: impl Into<Box<str>>) -> Self {
        self.set(field, text);
        self
    }

    pub fn is_empty(&self) -> bool {
        self.texts.iter().all(Option::is_none)
    }

    /// Returns the fields that have a value, with their values, in field order.
    pub fn iter(&self) -> impl Iterator<Item = (Field, &str)> {
        Field::ALL.into_iter().filter_map(|field| Some((field, self.get(field)?)))
    }

    /// Returns the address as typed, or an empty string if there is none.
    pub fn email(&self) -> &str {
        self.get(Field::Email).unwrap_or_default()
    }

    /// Returns the first name, or an empty string if there is none.
    pub fn name(&self) -> &str {
        self.get(Field::Name).unwrap_or_default()
    }

    pub fn last_name(&self) -> Option<&str> {
        self.get(Field::LastName)
    }

    /// Returns the language, or an empty string if there is none.
    pub fn language(&self) -> &str {
        self.get(Field::Language).unwrap_or_default()
    }

    pub fn company(&self) -> Option<&str> {
        self.get(Field::Company)
    }

    pub fn cohort(&self) -> Option<&str> {
        self.get(Field::Cohort)
    }
}

impl fmt::Debug for Values {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_map().entries(self.iter()).finish()
    }
}

impl<T: Into<Box<str>>> FromIterator<(Field, T)> for Values {
    fn from_iter<I: IntoIterator<Item = (Field, T)>>(values: I) -> Self {
        values.into_iter().fold(Self::default(), |all, (field, text)| all.with(field, text))
    }
}

impl Serialize for Values {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (field, text) in self.iter() {
            map.serialize_entry(field.as_str(), text)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ValuesVisitor)
    }
}

struct ValuesVisitor;

impl<'de> Visitor<'de> for ValuesVisitor {
    type Value = Values;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a map of texts by field")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Values, A::Error> {
        let mut values = Values::default();
        while let Some(Name(field)) = map.next_key()? {
            match field.filter(|field| *field != Field::Enabled && *field != Field::Course) {
                Some(field) => values.texts[field as usize] = map.next_value()?,
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(values)
    }
}

/// A member name: a field, or `None` for any other name. Parsing does not copy the name.
struct Name(Option<Field>);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;
        impl Visitor<'_> for NameVisitor {
            type Value = Name;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a name")
            }

            fn visit_str<E>(self, name: &str) -> Result<Name, E> {
                Ok(Name(Field::parse(name)))
            }
        }
        deserializer.deserialize_identifier(NameVisitor)
    }
}

/// The value of one field in a JSON document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Value<'a> {
    Flag(bool),
    Text(&'a str),
}

impl<'a> Value<'a> {
    /// Returns the value as written in a cell: `1` or `0` for a flag.
    pub fn as_str(self) -> &'a str {
        match self {
            Self::Flag(true) => "1",
            Self::Flag(false) => "0",
            Self::Text(text) => text,
        }
    }
}

/// Fields as members of a JSON object, to be flattened into a view. All members are present: a missing value is `null`, or empty if the
/// field is [never null](Field::is_nullable).
#[derive(Debug, Clone)]
pub struct FieldsView<'a> {
    fields: &'static [Field],
    values: [Option<Value<'a>>; Field::COUNT],
}

impl<'a> FieldsView<'a> {
    pub fn new(fields: &'static [Field], value_of: impl Fn(Field) -> Option<Value<'a>>) -> Self {
        let mut values = [None; Field::COUNT];
        for field in fields {
            values[*field as usize] = value_of(*field);
        }
        Self { fields, values }
    }
}

#[cfg(feature = "schema")]
impl FieldsView<'_> {
    pub fn schema(fields: &[Field]) -> schemars::Schema {
        let of_field = |field: &Field| {
            let kind = if matches!(field, Field::Enabled) { "boolean" } else { "string" };
            if field.is_nullable() {
                serde_json::json!({ "type": [kind, "null"] })
            } else {
                serde_json::json!({ "type": kind })
            }
        };
        let properties: serde_json::Map<_, _> =
            fields.iter().map(|field| (field.as_str().to_owned(), of_field(field))).collect();
        let required: Vec<_> = fields.iter().map(|field| field.as_str()).collect();
        schemars::json_schema!({ "type": "object", "properties": properties, "required": required })
    }
}

impl Serialize for FieldsView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.fields.len()))?;
        for field in self.fields {
            let missing = if field.is_nullable() { None } else { Some(Value::Text("")) };
            map.serialize_entry(field.as_str(), &self.values[*field as usize].or(missing))?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_written_and_read_are_the_same() -> Result<(), serde_json::Error> {
        let values = Values::default().with(Field::JobRole, "").with(Field::Name, "Ann");
        let json = serde_json::to_string(&values)?;
        assert_eq!(json, r#"{"name":"Ann","job_role":""}"#);
        assert_eq!(serde_json::from_str::<Values>(&json)?, values);
        Ok(())
    }

    #[test]
    fn values_ignore_other_members() -> Result<(), serde_json::Error> {
        let json = r#"{"pk":"USER","enabled":true,"name":"Ann","region":null,"courses":{"a":[1]}}"#;
        assert_eq!(serde_json::from_str::<Values>(json)?, Values::default().with(Field::Name, "Ann"));
        Ok(())
    }

    #[test]
    fn view_has_every_field_in_its_order() -> Result<(), serde_json::Error> {
        let view = FieldsView::new(&Field::SHOWN, |field| match field {
            Field::Enabled => Some(Value::Flag(true)),
            Field::LastName => Some(Value::Text("Lee")),
            _ => None,
        });
        assert_eq!(
            serde_json::to_string(&view)?,
            concat!(
                r#"{"email":"","enabled":true,"name":"","last_name":"Lee","company":null,"cohort":null,"language":"","#,
                r#""job_role":null,"region":null,"identifier":null,"country":null}"#
            )
        );
        Ok(())
    }
}
