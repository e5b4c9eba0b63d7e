//! `POST /catalog/aliases`: adds aliases, usually those that an admin chose while correcting a file.

use lambda_http::{Body, Response};
use rollcall_aws::{AliasAdded, AliasPlan, CatalogError, NewAlias};
use rollcall_domain::{
    catalog::{ALIASES_MAX, check_alias},
    json_object,
};
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
    let unknown = |index: usize| {
        let detail = format!("aliases[{index}] does not name an entry of the catalog. GET /catalog lists the entries.");
        ApiError::new(ErrorCode::CatalogEntryUnknown, detail)
    };
    let mut plan = AliasPlan::default();
    for (index, alias) in asked.iter().enumerate() {
        check_alias(&alias.alias, &format!("/aliases/{index}/alias")).map_err(|error| refusal(error.into()))?;
        let planned = app.aws.plan_alias(&mut plan, alias.to_new()).await.map_err(|error| refusal_of(index, error))?;
        if planned.is_none() {
            return Err(unknown(index));
        }
    }
    let mut aliases = Vec::with_capacity(asked.len());
    // One at a time: each write requires the company's version to be unchanged, so concurrent writes would conflict.
    for (index, alias) in asked.into_iter().enumerate() {
        let added = app.aws.add_alias(alias.to_new()).await.map_err(|error| refusal_of(index, error))?;
        let added = added.ok_or_else(|| unknown(index))?;
        let result = match added {
            AliasAdded::Added => AliasResult::Added,
            AliasAdded::Exists => AliasResult::Exists,
            AliasAdded::Taken => AliasResult::Taken,
        };
        aliases.push(AliasView { alias, result });
    }
    Ok(ok(&AliasesView { aliases }))
}

/// Creates the error for one of the aliases in a request.
fn refusal_of(index: usize, error: CatalogError) -> ApiError {
    let is_limit = matches!(error, CatalogError::TooMany { .. } | CatalogError::TooManyAliases { .. });
    let mut refused = refusal(error);
    if is_limit {
        refused.detail = format!("aliases[{index}]: {}", refused.detail);
    }
    refused
}
