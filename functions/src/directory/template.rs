//! `GET /template`: the header of a layout as a CSV file, or as a workbook with lists from the catalog.

use lambda_http::{Body, Response};
use rollcall_domain::{
    keys::FileKind,
    layout::{COURSE_COLUMNS_MAX, Field, Layout},
    stores::{CatalogStore, Environment},
    template::{Choices, file_name, template, workbook_file_name, workbook_template},
};

use super::{catalog::refusal, layout_of};
use crate::{
    App,
    http::{ApiError, Call, Scope, file, in_language},
};

const COMPANIES_PER_PAGE: usize = 100;

pub(crate) async fn show(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let query = &call.query;
    let layout = layout_of(app, call)?.layout();
    let count = |text: &str| text.parse::<usize>().ok().filter(|count| *count <= COURSE_COLUMNS_MAX);
    let asked = query.parse("modules", "a number from 0 to 200", count)?;
    let modules = asked.unwrap_or_else(|| layout.numbered.map_or(0, |family| family.template_default));
    match query.parse("format", "csv or xlsx", FileKind::parse)?.unwrap_or(FileKind::Csv) {
        FileKind::Csv => {
            let csv = template(layout, modules)?;
            Ok(file("text/csv; charset=utf-8", &file_name(layout), csv))
        }
        FileKind::Workbook => {
            call.caller()?.require(Scope::CatalogRead)?;
            let (choices, language) = (read_choices(app, layout).await?, call.language());
            let workbook = workbook_template(layout, modules, &choices, language, app.aws.now())?;
            Ok(in_language(file(FileKind::Workbook.content_type(), &workbook_file_name(layout), workbook), language))
        }
    }
}

/// Reads the names in the catalog, up to the number that a template can contain. Returns no names for a layout without a company column.
async fn read_choices(app: &App, layout: &Layout) -> Result<Choices, ApiError> {
    if layout.column(Field::Company).is_none() {
        return Ok(Choices::default());
    }
    let mut choices = Choices::new(app.aws.company_names().await?);
    let mut cursor = None;
    while !choices.is_full() {
        let page = app.aws.list_catalog(COMPANIES_PER_PAGE, cursor.as_deref()).await.map_err(refusal)?;
        for company in page.items {
            choices.add(company);
        }
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    Ok(choices)
}
