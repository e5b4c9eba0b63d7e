//! Query parameters, body and language of a request.

use lambda_http::{Body, Request, RequestExt, http::header};
use rollcall_domain::problem::message::Language;
use serde::de::DeserializeOwned;

use super::{ApiError, ErrorCode};

const LIMIT_DEFAULT: usize = 100;
const LIMIT_MAX: usize = 1000;

#[derive(Debug)]
pub struct Query<'r> {
    request: &'r Request,
}

impl<'r> Query<'r> {
    pub fn new(request: &'r Request) -> Self {
        Self { request }
    }

    /// Checks the names of the parameters. Fails with 400 if the route does not accept a parameter, since ignoring a filter would return
    /// too much, or if a parameter is repeated.
    pub fn check_names(&self, known: &[&str]) -> Result<(), ApiError> {
        let Some(parameters) = self.request.query_string_parameters_ref() else { return Ok(()) };
        if let Some((name, _)) = parameters.iter().find(|(name, _)| !known.contains(name)) {
            let detail = if known.is_empty() {
                "This route takes no query parameters.".to_owned()
            } else {
                format!("{name:?} is not a parameter of this route. Allowed: {}.", known.join(", "))
            };
            return Err(ApiError::new(ErrorCode::ParameterUnknown, detail));
        }
        if let Some(name) = known.iter().find(|name| parameters.all(name).is_some_and(|values| values.len() > 1)) {
            let detail = format!("{name} is repeated. Send it once.");
            return Err(ApiError::new(ErrorCode::ParameterInvalid, detail));
        }
        Ok(())
    }

    /// Returns a parameter, if present and not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.request.query_string_parameters_ref()?.first(name).filter(|value| !value.is_empty())
    }

    /// Returns a parameter, if present and not empty. Fails with 400 if it has more than `chars_max` characters: no stored value could
    /// match it.
    pub fn text(&self, name: &str, chars_max: usize) -> Result<Option<&str>, ApiError> {
        match self.get(name) {
            Some(value) if value.chars().count() > chars_max => {
                let detail = format!("{name} must have at most {chars_max} characters.");
                Err(ApiError::new(ErrorCode::ParameterInvalid, detail))
            }
            value => Ok(value),
        }
    }

    /// Returns a filter, like [`text`](Self::text). Also fails with 400 if the filter is present but empty, since ignoring it would return
    /// too much.
    pub fn filter(&self, name: &str, chars_max: usize) -> Result<Option<&str>, ApiError> {
        let value = self.request.query_string_parameters_ref().and_then(|parameters| parameters.first(name));
        if value == Some("") {
            return Err(filter_empty(name));
        }
        self.text(name, chars_max)
    }

    /// Returns a parameter parsed by `parse`, if present. Fails with 400, listing the accepted values, if it is invalid or empty.
    pub fn parse<T>(&self, name: &str, takes: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, ApiError> {
        let value = self.request.query_string_parameters_ref().and_then(|parameters| parameters.first(name));
        let Some(value) = value else { return Ok(None) };
        parse(value).map(Some).ok_or_else(|| {
            ApiError::new(ErrorCode::ParameterInvalid, format!("{name}={value:?} is invalid. Use {takes}."))
        })
    }

    /// Returns the parameter `limit`: 1 to 1000, default 100.
    pub fn limit(&self) -> Result<usize, ApiError> {
        let parse = |text: &str| text.parse().ok().filter(|limit| (1..=LIMIT_MAX).contains(limit));
        Ok(self.parse("limit", "a number from 1 to 1000", parse)?.unwrap_or(LIMIT_DEFAULT))
    }
}

/// Creates the error for a filter without a value.
pub(crate) fn filter_empty(name: &str) -> ApiError {
    let detail = format!("{name} is empty. Send a value, or leave out the parameter.");
    ApiError::new(ErrorCode::ParameterInvalid, detail)
}

/// Returns the accepted values of a parameter, for [`Query::parse`].
pub(crate) fn one_of(names: &[&str]) -> String {
    format!("one of {}", names.join(", "))
}

/// Parses the body, a JSON object. Fails with 415 for another media type, and with 400, reporting the position, for an invalid document.
pub fn read_json<T: DeserializeOwned>(request: &Request) -> Result<T, ApiError> {
    let media_type =
        request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    if !essence.is_empty() && !essence.eq_ignore_ascii_case("application/json") {
        let detail = "Send the body as JSON, with Content-Type: application/json.";
        return Err(ApiError::new(ErrorCode::MediaTypeUnsupported, detail));
    }
    let bytes: &[u8] = match request.body() {
        Body::Text(text) => text.as_bytes(),
        Body::Binary(bytes) => bytes,
        _ => &[],
    };
    let invalid = |detail: &str| ApiError::new(ErrorCode::BodyInvalid, detail);
    // A derived `Deserialize` of a struct also accepts a list of the values of its fields.
    match bytes.iter().find(|byte| !byte.is_ascii_whitespace()) {
        None => return Err(invalid("The body is empty. Send a JSON object.")),
        Some(b'{') => {}
        Some(_) => return Err(invalid("The body must be a JSON object.")),
    }
    serde_json::from_slice(bytes).map_err(|error| invalid(&format!("The body is invalid: {}.", describe(&error))))
}

/// Describes an error in the terms of JSON instead of serde's.
fn describe(error: &serde_json::Error) -> String {
    let terms = [
        ("invalid type: sequence", "invalid type: list"),
        ("invalid type: map", "invalid type: object"),
        ("expected a sequence", "expected a list"),
        ("expected a map", "expected an object"),
    ];
    terms.into_iter().fold(error.to_string(), |text, (from, to)| text.replace(from, to))
}

/// Returns `true` if a list of weighted values, such as `Accept` and `Accept-Encoding`, contains this one with a weight above 0. A wildcard
/// does not count. Source: RFC 9110, 12.4.2.
pub(crate) fn accepts(header: &str, value: &str) -> bool {
    let is_zero = |weight: &str| !weight.is_empty() && weight.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let refuses = |parameter: &str| {
        let (name, weight) = parameter.split_once('=').unwrap_or_default();
        name.trim().eq_ignore_ascii_case("q") && is_zero(weight.trim())
    };
    header.split(',').any(|one| {
        let mut parts = one.split(';');
        parts.next().is_some_and(|name| name.trim().eq_ignore_ascii_case(value)) && !parts.any(refuses)
    })
}

pub fn language_of(request: &Request) -> Language {
    let header = request.headers().get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    Language::from_accept_language(header.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    struct Document {
        names: Vec<String>,
    }

    #[test]
    fn value_is_accepted_in_any_case_unless_its_weight_is_zero() {
        for (header, expected) in [
            ("application/json", true),
            ("text/html, Application/JSON; charset=utf-8;q=0.5", true),
            ("application/json;q=0, */*", false),
            ("application/json; charset=utf-8; Q=0.000", false),
            ("application/problem+json", false),
            ("*/*", false),
            ("", false),
        ] {
            assert_eq!(accepts(header, "application/json"), expected, "{header}");
        }
    }

    #[test]
    fn body_must_be_a_json_object() {
        for (body, expected) in [
            (r#" {"names": ["a"]}"#, Ok(1)),
            ("", Err("The body is empty. Send a JSON object.")),
            (" \n", Err("The body is empty. Send a JSON object.")),
            (r#"[["a"]]"#, Err("The body must be a JSON object.")),
            ("true", Err("The body must be a JSON object.")),
            (r#"{"names": {}}"#, Err("The body is invalid: invalid type: object, expected a list")),
            (r#"{"names": [[]]}"#, Err("The body is invalid: invalid type: list, expected a string")),
        ] {
            let read = read_json::<Document>(&Request::new(Body::from(body)));
            let detail = read.as_ref().map_err(|error| error.detail.split(" at line ").next().unwrap_or_default());
            assert_eq!(detail.map(|document| document.names.len()), expected, "{body}");
        }
    }
}
