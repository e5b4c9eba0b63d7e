//! `GET /imports/{id}/findings`: the distinct values and labels that have a problem.

use lambda_http::{Body, Response};
use rollcall_domain::{
    corrections::FindingView,
    flow::findings::{self, FindingCursor},
};
use serde::Serialize;

use super::{find, severity_of};
use crate::{
    App,
    http::{ApiError, Call, ok, read_cursor, write_cursor},
};

/// A page of findings.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(schemars::JsonSchema))]
pub(crate) struct FindingsPage<'a> {
    /// At most `limit` findings.
    items: Vec<FindingView<'a>>,
    /// Cursor for the next page; null on the last page.
    next_cursor: Option<String>,
    /// Whether there are more values than those listed.
    truncated: bool,
    /// Number of rows whose values are not listed.
    rows_left_over: u64,
}

pub(super) async fn list(app: &App, call: &Call<'_>) -> Result<Response<Body>, ApiError> {
    let severity = severity_of(call)?;
    let cursor: FindingCursor = read_cursor(call)?.unwrap_or_default();
    let import = find(app, call).await?;
    let page = findings::list(&app.aws, &import, severity, call.query.limit()?, cursor).await?;
    let language = call.language();
    let rows_left_over = import.plan().map_or(0, |plan| plan.rows_left_over);
    Ok(ok(&FindingsPage {
        items: page.findings.iter().map(|finding| finding.view(language)).collect(),
        next_cursor: page.next.as_ref().and_then(|next| write_cursor(call, next)),
        truncated: rows_left_over > 0,
        rows_left_over,
    }))
}
