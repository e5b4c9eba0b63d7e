//! Valid values for a column, for pickers.

use lambda_http::{Body, Response};
use rollcall_domain::{
    catalog::{CATALOG_NAME_CHARS_MAX, choices},
    layout::{Field, LayoutName},
    rules::clean_name,
    stores::CatalogStore,
};

use super::layout_of;
use crate::{
    App,
    http::{ApiError, Call, ErrorCode, Page, ok, read_cursor, write_cursor},
};

pub(crate) async fn list(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let query = &call.query;
    let layout = layout_of(app, call)?;
    let Some(column) = query.text("column", CATALOG_NAME_CHARS_MAX)? else {
        let detail = "column is required. Send the label of a column of companies, cohorts or courses.";
        return Err(ApiError::new(ErrorCode::ParameterInvalid, detail));
    };
    let field = column_of(layout, column)?;
    let company = query.text("company", CATALOG_NAME_CHARS_MAX)?.map(clean_name);
    let q = query.text("q", CATALOG_NAME_CHARS_MAX)?.unwrap_or_default();
    let skip: usize = read_cursor(call)?.unwrap_or_default();
    let page = |names: &mut dyn Iterator<Item = &str>| {
        let (names, next) = choices(names, q, skip);
        let items = names.into_iter().map(str::to_owned).collect();
        Page::<String> { items, next_cursor: next.as_ref().and_then(|next| write_cursor(call, next)) }
    };
    if field == Field::Company {
        let names = app.aws.company_names().await?;
        return Ok(ok(&page(&mut names.iter().map(String::as_str))));
    }
    let Some(company) = company.filter(|company| !company.is_empty()) else {
        let detail = "Send company: cohorts and courses belong to a company.";
        return Err(ApiError::new(ErrorCode::ParameterInvalid, detail));
    };
    let Some(company) = app.aws.company_named(&company).await? else { return Ok(ok(&Page::<String>::empty())) };
    Ok(ok(&match field {
        Field::Cohort => page(&mut company.cohorts().iter().map(|cohort| cohort.name.as_str())),
        _ => page(&mut company.courses().iter().map(|course| course.title.as_str())),
    }))
}

/// Returns the field of a column whose values come from the catalog. A course column can be named with any number, or without one.
fn column_of(layout: LayoutName, column: &str) -> Result<Field, ApiError> {
    let layout = layout.layout();
    let numbered = layout.numbered.filter(|_| layout.is_numbered(column) || layout.numbered_name() == Some(column));
    let field = layout.column_labelled(column).map(|column| column.field).or(numbered.map(|numbered| numbered.field));
    field.filter(|field| matches!(field, Field::Company | Field::Cohort | Field::Course)).ok_or_else(|| {
        let detail = format!(
            "column={column:?} has no values in the catalog. Use a column of companies, cohorts or courses of the layout {}.",
            layout.name.as_str()
        );
        ApiError::new(ErrorCode::ParameterInvalid, detail)
    })
}
