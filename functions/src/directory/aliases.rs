//! `POST /catalog/aliases`: adds aliases, usually those that an admin chose while correcting a file.

use lambda_http::{Body, Response};
use rollcall_aws::{AddAliasesError, AliasAdded, CatalogError, NewAlias};
use rollcall_domain::{catalog::ALIASES_MAX, json_object};
use serde::{Deserialize, Serialize};

use super::catalog::refusal;
use crate::{
    App,
    http::{ApiError, Call, ErrorCode, ok},
};

/// Aliases to add.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "AliasesRequest"))]
#[serde(deny_unknown_fields)]
pub(crate) struct AliasesBody {
    /// At most 500.
    #[serde(deserialize_with = "json_object::read_list")]
    #[cfg_attr(feature = "openapi", schemars(length(max = 500)))]
    aliases: Vec<AliasBody>,
}

/// Another name for a company, or for one of its cohorts or courses.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "Alias"))]
#[serde(deny_unknown_fields, expecting = "an alias with its company")]
pub(crate) struct AliasBody {
    /// Name of the company.
    company: String,
    /// Name of one of the company's cohorts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cohort: Option<String>,
    /// Title of one of the company's courses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    course: Option<String>,
    /// The text, 1 to 256 characters.
    alias: String,
}

impl AliasBody {
    fn to_new(&self) -> NewAlias<'_> {
        let Self { company, cohort, course, alias } = self;
        NewAlias { company, cohort: cohort.as_deref(), course: course.as_deref(), alias }
    }
}

/// What was done with each alias, in request order.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub(crate) struct AliasesView {
    aliases: Vec<AliasView>,
}

/// An alias with its result.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "AliasResult"))]
struct AliasView {
    #[serde(flatten)]
    alias: AliasBody,
    result: AliasResult,
}

/// What was done with an alias.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema), schemars(rename = "AliasOutcome"))]
#[serde(rename_all = "snake_case")]
enum AliasResult {
    /// The alias was added.
    Added,
    /// The entry already has this name or alias.
    Exists,
    /// Another entry has this name or alias.
    Taken,
}

pub(crate) async fn add(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let AliasesBody { aliases: asked } = call.json()?;
    // A request may add as many aliases as a company can have.
    if asked.len() > ALIASES_MAX {
        let detail = format!("The request has {} aliases; the limit is {ALIASES_MAX}.", asked.len());
        return Err(ApiError::new(ErrorCode::CatalogInvalid, detail));
    }
    let new: Vec<NewAlias<'_>> = asked.iter().map(AliasBody::to_new).collect();
    let added = app.aws.add_aliases(&new).await.map_err(refusal_of)?;
    let to_view = |(alias, added)| {
        let result = match added {
            AliasAdded::Added => AliasResult::Added,
            AliasAdded::Exists => AliasResult::Exists,
            AliasAdded::Taken => AliasResult::Taken,
        };
        AliasView { alias, result }
    };
    Ok(ok(&AliasesView { aliases: asked.into_iter().zip(added).map(to_view).collect() }))
}

/// Converts the error for one of the aliases in a request.
fn refusal_of(error: AddAliasesError) -> ApiError {
    match error {
        AddAliasesError::EntryUnknown { index } => {
            let detail =
                format!("aliases[{index}] does not name an entry of the catalog. GET /catalog lists the entries.");
            ApiError::new(ErrorCode::CatalogEntryUnknown, detail)
        }
        AddAliasesError::Refused { index, source } => {
            let is_limit = matches!(source, CatalogError::TooMany { .. } | CatalogError::TooManyAliases { .. });
            let mut refused = refusal(source);
            if is_limit {
                refused.detail = format!("aliases[{index}]: {}", refused.detail);
            }
            refused
        }
        AddAliasesError::Store(error) => error.into(),
    }
}
