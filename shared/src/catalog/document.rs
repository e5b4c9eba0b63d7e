//! The catalog as one document: `GET /catalog` returns it, and `PUT /catalog` accepts it.

use std::{borrow::Cow, collections::HashMap, fmt};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{IgnoredAny, MapAccess, Visitor, value::MapAccessDeserializer},
};

use super::ALIASES_OF_ENTRY_MAX;
use crate::{
    ids::{CohortId, CompanyId, CourseId},
    json_object,
    rules::{clean, clean_name},
};

pub const COMPANIES_MAX: usize = 5_000;

/// Maximum number of cohorts per company.
pub const COHORTS_MAX: usize = 5_000;

/// Maximum number of courses per company.
pub const COURSES_MAX: usize = 5_000;

/// Maximum number of Unicode scalar values in a name, title or alias, after cleaning.
pub const CATALOG_NAME_CHARS_MAX: usize = 256;

/// Maximum number of bytes in a catalog id, which consists of ASCII letters, digits, dots, underscores, colons and hyphens.
pub const ID_BYTES_MAX: usize = 128;

/// Companies with their cohorts and courses.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Catalog"))]
#[serde(from = "ReceivedCatalog")]
pub struct CatalogDocument {
    /// At most 5,000 companies.
    pub companies: Vec<CompanyDocument>,
}

/// Companies with their cohorts and courses.
// The members of a document that is read: a page of the catalog can be sent back although it also contains a cursor.
#[derive(Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Catalog"))]
#[serde(deny_unknown_fields, expecting = "a catalog with its companies")]
struct ReceivedCatalog {
    /// At most 5,000 companies.
    #[serde(deserialize_with = "json_object::read_list")]
    companies: Vec<CompanyDocument>,
    /// Ignored.
    #[serde(default, rename = "next_cursor")]
    #[cfg_attr(feature = "schema", schemars(with = "serde_json::Value"))]
    _next_cursor: IgnoredAny,
}

impl From<ReceivedCatalog> for CatalogDocument {
    fn from(received: ReceivedCatalog) -> Self {
        Self { companies: received.companies }
    }
}

/// One company in the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Company"))]
#[serde(deny_unknown_fields, expecting = "a company with its name")]
pub struct CompanyDocument {
    /// Opaque. If absent, the company is looked up by its name, or created.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<CompanyId>,
    /// Name as used in rows; unique within the document.
    pub name: String,
    /// Up to 5 other names for the company; if present, they replace the stored ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aliases: Option<Vec<String>>,
    /// At most 5,000 cohorts.
    #[serde(default)]
    pub cohorts: Vec<CohortDocument>,
    /// At most 5,000 courses.
    #[serde(default, deserialize_with = "json_object::read_list")]
    pub courses: Vec<CourseDocument>,
}

/// One of a company's courses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "CatalogCourse"))]
#[serde(deny_unknown_fields, expecting = "a course with its id and title")]
pub struct CourseDocument {
    /// Opaque id; several companies may have access to one course.
    pub id: CourseId,
    /// Title as used in rows.
    pub title: String,
    /// Up to 5 other names for the course; if present, they replace the stored ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aliases: Option<Vec<String>>,
}

/// One of a company's cohorts. In a request, it may be a string: the cohort's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CohortDocument {
    /// Opaque. If absent, the cohort is looked up by its name, or created.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<CohortId>,
    /// Name as used in rows; unique within the company.
    pub name: String,
    /// Up to 5 other names for the cohort; if present, they replace the stored ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aliases: Option<Vec<String>>,
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for CohortDocument {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Cohort".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let cohort = schemars::json_schema!({
            "type": "object",
            "required": ["name"],
            "properties": {
                "id": generator.subschema_for::<Option<CohortId>>(),
                "name": { "type": "string" },
                "aliases": { "type": "array", "items": { "type": "string" }, "maxItems": 5 },
            },
        });
        // In a request, a cohort may be just its name.
        if generator.contract().is_deserialize() {
            return schemars::json_schema!({ "oneOf": [{ "type": "string" }, cohort] });
        }
        cohort
    }
}

/// Why a document is not a valid catalog. `path` is a JSON pointer (RFC 6901).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogDocumentError {
    #[error("{path} has {count} entries; the limit is {limit}: remove those that are no longer needed")]
    TooMany { path: String, limit: usize, count: usize },
    /// A name, title or alias is empty or contains only white space.
    #[error("{path} is empty: enter the text that rows will contain")]
    NameEmpty { path: String },
    #[error("{path} has {count} characters; the limit is {limit}: shorten it")]
    NameTooLong { path: String, limit: usize, count: usize },
    /// A name, title or alias contains a line break or a control character such as a tab, so no cell can match it. In an alias, white space
    /// is folded before the check.
    #[error("{path} contains a control character or a line break: remove it")]
    NameUnprintable { path: String },
    #[error(
        "{path} is not a valid id: use 1 to {limit} characters from letters, digits, dot, underscore, colon and hyphen",
        limit = ID_BYTES_MAX
    )]
    IdInvalid { path: String },
    /// Two companies have the same name.
    #[error("{path} repeats {first}: rename or remove one of them")]
    CompanyNameRepeated { path: String, first: String },
    /// Two cohorts of a company have the same name.
    #[error("{path} repeats {first}: rename or remove one of them")]
    CohortNameRepeated { path: String, first: String },
    /// An alias of a company is also the name or an alias of another company.
    #[error("{path} repeats {first}: rename or remove one of them")]
    AliasRepeated { path: String, first: String },
    /// An id occurs twice where it must be unique.
    #[error("{path} repeats {first}: rename or remove one of them")]
    IdRepeated { path: String, first: String },
}

impl CatalogDocument {
    /// Checks limits, names, ids and aliases.
    ///
    /// Company names and ids must be unique, and an alias of a company must differ from the names and aliases of the others. Within a
    /// company, the names and ids of cohorts and the ids of courses must be unique. Two courses may have the same title; rows with that
    /// title are reported as ambiguous.
    ///
    /// # Errors
    ///
    /// The first problem found.
    pub fn validate(&self) -> Result<(), CatalogDocumentError> {
        check_count("/companies", self.companies.len(), COMPANIES_MAX)?;
        let (mut names, mut ids) = (Seen::new(), Seen::new());
        for (index, company) in self.companies.iter().enumerate() {
            let path = format!("/companies/{index}");
            check_id(company.id.as_ref().map(CompanyId::as_str), || format!("{path}/id"), &mut ids)?;
            check_name(
                &company.name,
                || format!("{path}/name"),
                &mut names,
                |path, first| CatalogDocumentError::CompanyNameRepeated { path, first },
            )?;
            check_aliases(company.aliases.as_deref(), || format!("{path}/aliases"))?;
            company.validate(&path)?;
        }
        self.check_company_aliases()
    }

    /// Checks that no alias of a company is the name or an alias of another company. Otherwise, the result would depend on which of them is
    /// written first. A company may list its own name, or an alias twice.
    fn check_company_aliases(&self) -> Result<(), CatalogDocumentError> {
        let name = |(index, company): (usize, &CompanyDocument)| {
            (clean_name(&company.name).into_owned(), (index, format!("/companies/{index}/name")))
        };
        let mut texts: HashMap<String, (usize, String)> = self.companies.iter().enumerate().map(name).collect();
        for (index, company) in self.companies.iter().enumerate() {
            for (at, alias) in company.aliases.iter().flatten().enumerate() {
                let path = format!("/companies/{index}/aliases/{at}");
                let text = clean_name(alias).into_owned();
                let (owner, first) = texts.entry(text).or_insert_with(|| (index, path.clone()));
                if *owner != index {
                    return Err(CatalogDocumentError::AliasRepeated { path, first: first.clone() });
                }
            }
        }
        Ok(())
    }

    /// Cleans all names and titles in place, and folds the white space in names; leaves aliases unchanged. Call this after
    /// [`validate`](Self::validate) and before storing the document.
    pub fn normalize(&mut self) {
        for company in &mut self.companies {
            replace(&mut company.name, clean_name);
            company.cohorts.iter_mut().for_each(|cohort| replace(&mut cohort.name, clean_name));
            company.courses.iter_mut().for_each(|course| replace(&mut course.title, clean));
        }
    }
}

impl CompanyDocument {
    fn validate(&self, path: &str) -> Result<(), CatalogDocumentError> {
        check_count(&format!("{path}/cohorts"), self.cohorts.len(), COHORTS_MAX)?;
        check_count(&format!("{path}/courses"), self.courses.len(), COURSES_MAX)?;
        let (mut names, mut ids) = (Seen::new(), Seen::new());
        for (index, cohort) in self.cohorts.iter().enumerate() {
            check_id(cohort.id.as_ref().map(CohortId::as_str), || format!("{path}/cohorts/{index}/id"), &mut ids)?;
            check_name(
                &cohort.name,
                || format!("{path}/cohorts/{index}/name"),
                &mut names,
                |path, first| CatalogDocumentError::CohortNameRepeated { path, first },
            )?;
            check_aliases(cohort.aliases.as_deref(), || format!("{path}/cohorts/{index}/aliases"))?;
        }
        let mut ids = Seen::new();
        for (index, course) in self.courses.iter().enumerate() {
            check_id(Some(course.id.as_str()), || format!("{path}/courses/{index}/id"), &mut ids)?;
            let title = clean(&course.title);
            check_text(&title, &title, || format!("{path}/courses/{index}/title"))?;
            check_aliases(course.aliases.as_deref(), || format!("{path}/courses/{index}/aliases"))?;
        }
        Ok(())
    }
}

/// Names or ids, each with the path of its first occurrence.
type Seen = HashMap<String, String>;

fn check_count(path: &str, count: usize, limit: usize) -> Result<(), CatalogDocumentError> {
    if count > limit { Err(CatalogDocumentError::TooMany { path: path.to_owned(), limit, count }) } else { Ok(()) }
}

/// Creates the error for a duplicate from its path and that of the first occurrence.
type Repeated = fn(String, String) -> CatalogDocumentError;

fn check_name(
    name: &str,
    path: impl Fn() -> String,
    seen: &mut Seen,
    repeated: Repeated,
) -> Result<(), CatalogDocumentError> {
    let folded = clean_name(name);
    check_text(&clean(name), &folded, &path)?;
    check_distinct(folded.into_owned(), path(), seen, repeated)
}

/// Checks cleaned text and its stored form.
fn check_text(text: &str, stored: &str, path: impl Fn() -> String) -> Result<(), CatalogDocumentError> {
    let count = stored.chars().count();
    if stored.is_empty() {
        return Err(CatalogDocumentError::NameEmpty { path: path() });
    }
    if count > CATALOG_NAME_CHARS_MAX {
        return Err(CatalogDocumentError::NameTooLong { path: path(), limit: CATALOG_NAME_CHARS_MAX, count });
    }
    if text.chars().any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')) {
        return Err(CatalogDocumentError::NameUnprintable { path: path() });
    }
    Ok(())
}

fn check_aliases(aliases: Option<&[String]>, path: impl Fn() -> String) -> Result<(), CatalogDocumentError> {
    let aliases = aliases.unwrap_or_default();
    check_count(&path(), aliases.len(), ALIASES_OF_ENTRY_MAX)?;
    aliases.iter().enumerate().try_for_each(|(index, alias)| check_alias(alias, &format!("{}/{index}", path())))
}

/// Checks the text of an alias: after cleaning, it must have 1 to 256 characters and no control characters.
///
/// # Errors
///
/// The first problem found, with `path` as its path.
pub fn check_alias(alias: &str, path: &str) -> Result<(), CatalogDocumentError> {
    let alias = clean_name(alias);
    check_text(&alias, &alias, || path.to_owned())
}

fn check_id(id: Option<&str>, path: impl Fn() -> String, seen: &mut Seen) -> Result<(), CatalogDocumentError> {
    let Some(id) = id else { return Ok(()) };
    let is_of_id = |byte: u8| byte.is_ascii_alphanumeric() || b"._:-".contains(&byte);
    if id.is_empty() || id.len() > ID_BYTES_MAX || !id.bytes().all(is_of_id) {
        return Err(CatalogDocumentError::IdInvalid { path: path() });
    }
    check_distinct(id.to_owned(), path(), seen, |path, first| CatalogDocumentError::IdRepeated { path, first })
}

fn check_distinct(text: String, path: String, seen: &mut Seen, repeated: Repeated) -> Result<(), CatalogDocumentError> {
    if let Some(first) = seen.get(&text) {
        return Err(repeated(path, first.clone()));
    }
    seen.insert(text, path);
    Ok(())
}

fn replace(name: &mut String, rule: fn(&str) -> Cow<'_, str>) {
    let cleaned = rule(name);
    if cleaned != *name {
        *name = cleaned.into_owned();
    }
}

impl<'de> Deserialize<'de> for CohortDocument {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CohortVisitor)
    }
}

/// Written by hand instead of derived with `untagged`, so that errors describe the mistake inside a cohort.
struct CohortVisitor;

impl<'de> Visitor<'de> for CohortVisitor {
    type Value = CohortDocument;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a cohort's name, or an object with its `name` and, optionally, `id` and `aliases`")
    }

    fn visit_str<E>(self, name: &str) -> Result<CohortDocument, E> {
        Ok(CohortDocument { id: None, name: name.to_owned(), aliases: None })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<CohortDocument, A::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Fields {
            #[serde(default)]
            id: Option<CohortId>,
            name: String,
            #[serde(default)]
            aliases: Option<Vec<String>>,
        }
        let Fields { id, name, aliases } = Fields::deserialize(MapAccessDeserializer::new(map))?;
        Ok(CohortDocument { id, name, aliases })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(json: &str) -> Result<CatalogDocument, serde_json::Error> {
        serde_json::from_str(json)
    }

    #[test]
    fn document_reads_both_forms_of_a_cohort() -> Result<(), serde_json::Error> {
        let json = r#"{"companies":[{"name":"Acme","cohorts":["Spring",{"id":"h2","name":"Autumn"}],
            "courses":[{"id":"k1","title":"Basics"}]},{"id":"c2","name":"Empty"}]}"#;
        let document = parse(json)?;
        assert_eq!(document.validate(), Ok(()));
        let cohorts = &document.companies[0].cohorts;
        assert_eq!(cohorts[0], CohortDocument { id: None, name: "Spring".into(), aliases: None });
        assert_eq!(cohorts[1], CohortDocument { id: Some("h2".into()), name: "Autumn".into(), aliases: None });
        assert!(document.companies[1].courses.is_empty());
        assert_eq!(parse(&serde_json::to_string(&document)?)?, document);
        Ok(())
    }

    #[test]
    fn page_of_the_catalog_is_read_without_its_cursor() -> Result<(), serde_json::Error> {
        for cursor in ["null", r#""abc""#] {
            let document = parse(&format!(r#"{{"companies":[{{"name":"A"}}],"next_cursor":{cursor}}}"#))?;
            let json = serde_json::to_string(&document)?;
            assert_eq!(json, r#"{"companies":[{"name":"A","cohorts":[],"courses":[]}]}"#);
        }
        Ok(())
    }

    #[test]
    fn malformed_document_says_what_is_wrong() {
        for (json, said) in [
            (r#"{"companies":[],"cursor":null}"#, "unknown field `cursor`"),
            (r#"{"next_cursor":null}"#, "missing field `companies`"),
            (r#"{"companies":[{"name":"A","cohort":[]}]}"#, "unknown field `cohort`"),
            (r#"{"companies":[{"name":"A","cohorts":[{"nam":"x"}]}]}"#, "unknown field `nam`"),
            (r#"{"companies":[{"name":"A","cohorts":[7]}]}"#, "expected a cohort's name"),
            (r#"{"companies":[{"cohorts":[]}]}"#, "missing field `name`"),
            (r#"{"companies":[["A"]]}"#, "expected a company with its name"),
            (r#"{"companies":[{"name":"A","courses":["x"]}]}"#, "expected a course with its id and title"),
            (r#"{"companies":[{"name":"A","courses":[["x","X"]]}]}"#, "expected a course with its id and title"),
            (r#"{"companies":[{"name":"A","cohorts":[["h","H"]]}]}"#, "expected a cohort's name"),
            (r#"{"companies":[{"name":"A","courses":[{"id":"x","title":"X","name":"X"}]}]}"#, "unknown field `name`"),
        ] {
            let error = parse(json).map_err(|error| error.to_string());
            assert!(error.as_ref().is_err_and(|text| text.contains(said)), "{json}: {error:?}");
        }
    }

    #[test]
    fn invalid_document_names_the_path() -> Result<(), serde_json::Error> {
        let long = format!(r#"{{"companies":[{{"name":"{}"}}]}}"#, "é".repeat(257));
        let spaces =
            format!(r#"{{"companies":[{{"name":"A","courses":[{{"id":"k","title":"x{}y"}}]}}]}}"#, " ".repeat(257));
        let many = format!(r#"{{"companies":[{{"name":"A","cohorts":[{}"z"]}}]}}"#, r#""y","#.repeat(5_000));
        for (json, said) in [
            (r#"{"companies":[{"name":" \u00a0"}]}"#, "/companies/0/name is empty"),
            (r#"{"companies":[{"name":"a\u0000b"}]}"#, "/companies/0/name contains a control character"),
            (r#"{"companies":[{"name":"a\tb"}]}"#, "/companies/0/name contains a control character"),
            (
                r#"{"companies":[{"name":"A","cohorts":["x\u2028y"]}]}"#,
                "/cohorts/0/name contains a control character or a line break",
            ),
            (
                r#"{"companies":[{"name":"A","courses":[{"id":"k","title":"x\r\ny"}]}]}"#,
                "/courses/0/title contains a control character or a line break",
            ),
            (
                r#"{"companies":[{"name":"A","aliases":["a\u0000b"]}]}"#,
                "/companies/0/aliases/0 contains a control character",
            ),
            (&spaces, "/courses/0/title has 259 characters; the limit is 256"),
            (&long, "/companies/0/name has 257 characters; the limit is 256"),
            (&many, "/companies/0/cohorts has 5001 entries; the limit is 5000"),
            (r#"{"companies":[{"name":"A"},{"name":" A "}]}"#, "/companies/1/name repeats /companies/0/name"),
            (r#"{"companies":[{"name":"A B"},{"name":"A\u00a0 B"}]}"#, "/companies/1/name repeats /companies/0/name"),
            (
                r#"{"companies":[{"id":"1","name":"A"},{"id":"1","name":"B"}]}"#,
                "/companies/1/id repeats /companies/0/id",
            ),
            (
                r#"{"companies":[{"name":"A","aliases":["C"," B "]},{"name":"B"}]}"#,
                "/companies/0/aliases/1 repeats /companies/1/name",
            ),
            (
                r#"{"companies":[{"name":"A","aliases":["C"]},{"name":"B","aliases":["C"]}]}"#,
                "/companies/1/aliases/0 repeats /companies/0/aliases/0",
            ),
            (r#"{"companies":[{"id":"a b","name":"A"}]}"#, "/companies/0/id is not a valid id"),
            (r#"{"companies":[{"id":"","name":"A"}]}"#, "/companies/0/id is not a valid id"),
            (
                r#"{"companies":[{"name":"A","cohorts":["x",{"name":"x"}]}]}"#,
                "/cohorts/1/name repeats /companies/0/cohorts/0/name",
            ),
            (
                r#"{"companies":[{"name":"A","courses":[{"id":"k","title":""}]}]}"#,
                "/companies/0/courses/0/title is empty",
            ),
            (
                r#"{"companies":[{"name":"A","courses":[{"id":"k","title":"x"},{"id":"k","title":"y"}]}]}"#,
                "/courses/1/id repeats /companies/0/courses/0/id",
            ),
        ] {
            let error = parse(json)?.validate().map_err(|error| error.to_string());
            assert!(error.as_ref().is_err_and(|text| text.contains(said)), "{error:?}");
        }
        Ok(())
    }

    #[test]
    fn document_accepts_values_shared_by_companies() -> Result<(), serde_json::Error> {
        let json = r#"{"companies":[{"name":"A","cohorts":["x"],"courses":[{"id":"k","title":"t"},{"id":"l","title":"t"}]},
            {"name":"a","aliases":["a\tb","a b","a"],"cohorts":["\nx"],"courses":[{"id":"k","title":"t\r\n"}]}]}"#;
        assert_eq!(parse(json)?.validate(), Ok(()));
        Ok(())
    }

    #[test]
    fn document_normalized_is_clean() -> Result<(), serde_json::Error> {
        let mut document = parse(
            r#"{"companies":[{"name":" Jose\u0301  X ","cohorts":["\u00a0x\u2009y"],"courses":[{"id":"k","title":"t\u200b"}]}]}"#,
        )?;
        document.normalize();
        let company = &document.companies[0];
        assert_eq!((company.name.as_str(), company.cohorts[0].name.as_str()), ("José X", "x y"));
        assert_eq!(company.courses[0].title, "t");
        Ok(())
    }
}
