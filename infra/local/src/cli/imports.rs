//! `rollcall imports`: lists the imports, newest first, and confirms or cancels one.

use rollcall_domain::{import::ImportStatus, row::Summary};
use serde::Deserialize;

use super::{
    args::{Decision, Global, ImportsArgs},
    client::{Client, ImportFilter, ImportResponse},
    error::CliError,
    exit::Exit,
    list::List,
    output::{Output, grouped, printable, to_second},
    progress::Progress,
    session::Session,
    table::Table,
    watch::{Pace, watch},
};

const HEADINGS: [&str; 7] = ["IMPORT", "STARTED", "BY", "SOURCE", "FILE", "STATUS", "RESULT"];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct ImportRow {
    import_id: String,
    created_at: String,
    started_by: String,
    source: String,
    status: String,
    file: Option<FileCell>,
    undoes: Option<String>,
    undone_by: Option<String>,
    undo_status: Option<String>,
    summary: Counts,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct FileCell {
    name: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Counts {
    created: u64,
    updated: u64,
    removed: u64,
    disabled: u64,
    skipped: u64,
    failed: u64,
}

impl From<Summary> for Counts {
    fn from(summary: Summary) -> Self {
        let Summary { created, updated, removed, disabled, skipped, failed, .. } = summary;
        Self { created, updated, removed, disabled, skipped, failed }
    }
}

pub(super) async fn run(args: &ImportsArgs, global: &Global, output: &mut Output) -> Result<Exit, CliError> {
    let session = match &args.decision {
        // It may be the import that would be named.
        Some(Decision::Cancel { .. }) => Session::open_silently(global, output).await?,
        _ => Session::open(global, output).await?,
    };
    let done = match &args.decision {
        None => list(session.client(), args, output).await.map(|_| Exit::Done),
        Some(decision) => decide(&session, decision, output).await,
    };
    session.close().await;
    done
}

/// Confirms or cancels a waiting import. After a confirmation, the exit status is that of the import.
async fn decide(session: &Session, decision: &Decision, output: &mut Output) -> Result<Exit, CliError> {
    let client = session.client();
    let (import_id, exit) = match decision {
        Decision::Confirm { import_id, ignore_errors } => {
            client.confirm(import_id, *ignore_errors).await?;
            let progress = Progress::new(output.has_bars);
            let import = watch(client, import_id, &progress, Pace::default()).await?;
            progress.clear();
            if let Some(failure) = &import.failure {
                output.error(&failure.detail);
            }
            if import.status == ImportStatus::Completed && import.summary.invitations > 0 {
                session.send_new_invitations(output).await?;
            }
            (import_id, Exit::of_import(import.status, &import.summary))
        }
        Decision::Cancel { import_id } => {
            client.cancel(import_id).await?;
            (import_id, Exit::Done)
        }
    };
    output.note(&ending(import_id, &client.import(import_id).await?));
    Ok(exit)
}

/// Returns the status of the import and, if it has written users, its counts.
fn ending(import_id: &str, import: &ImportResponse) -> String {
    let status = import.status.as_str().replace('_', " ");
    let written = if import.status == ImportStatus::Completed { counts(&import.summary.into()) } else { Vec::new() };
    match &written[..] {
        [] => format!("Import {import_id}: {status}."),
        counts => format!("Import {import_id}: {status}, {}.", counts.join(", ")),
    }
}

async fn list(client: &Client, args: &ImportsArgs, output: &mut Output) -> Result<usize, CliError> {
    let filter = ImportFilter {
        status: args.status.as_deref(),
        source: args.source.as_deref(),
        started_by: args.started_by.as_deref(),
        feed: args.feed.as_deref(),
    };
    let list = List { table: Table::new(HEADINGS), cells, none: "No imports.", is_json: args.json };
    list.print(output, async |cursor| client.imports(filter, cursor).await).await
}

fn cells(item: &str) -> [String; 7] {
    let import: ImportRow = serde_json::from_str(item).unwrap_or_default();
    let result = result(&import);
    let file = import.file.map(|file| file.name).or_else(|| import.undoes.map(|id| format!("undoes {id}")));
    let started = to_second(&import.created_at);
    [
        import.import_id,
        started,
        import.started_by,
        import.source,
        file.unwrap_or_default(),
        import.status.replace('_', " "),
        result,
    ]
    .map(|cell| printable(&cell).into_owned())
}

/// Returns the nonzero counts and the import's undo as text. A cancelled import has written nothing: its counts are the planned ones, and
/// its failed rows are those with errors.
fn result(import: &ImportRow) -> String {
    let is_cancelled = import.status == "cancelled";
    let failed = import.summary.failed;
    let mut parts = counts(&Counts { failed: if is_cancelled { 0 } else { failed }, ..import.summary });
    if let Some(first) = parts.first_mut().filter(|_| is_cancelled) {
        *first = format!("planned: {first}");
    }
    match failed {
        1 if is_cancelled => parts.push("1 row with errors".to_owned()),
        2.. if is_cancelled => parts.push(format!("{} rows with errors", grouped(failed))),
        _ => {}
    }
    if let Some(undo) = &import.undone_by {
        parts.push(match import.undo_status.as_deref() {
            Some("completed") => format!("undone by {undo}"),
            Some(status) => format!("undo {undo} {}", status.replace('_', " ")),
            None => format!("undo {undo}"),
        });
    }
    parts.join(", ")
}

/// Returns the nonzero counts as texts.
fn counts(counts: &Counts) -> Vec<String> {
    let Counts { created, updated, removed, disabled, skipped, failed } = *counts;
    [
        (created, "created"),
        (updated, "updated"),
        (removed, "removed"),
        (disabled, "disabled"),
        (skipped, "skipped"),
        (failed, "failed"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, name)| format!("{} {name}", grouped(count)))
    .collect()
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use axum::{Json, Router, extract::RawQuery, routing::get};
    use serde_json::{Value, json};

    use super::*;
    use crate::cli::{client::served, output::captured};

    fn api() -> Router {
        Router::new().route(
            "/imports",
            get(async |RawQuery(query): RawQuery| {
                assert_eq!(query.as_deref(), Some("limit=1000&status=completed&started_by=anna"));
                Json(json!({ "items": [
                    { "import_id": "02", "source": "undo", "status": "awaiting_confirmation", "started_by": "anna", "file": null,
                      "undoes": "01", "created_at": "2026-03-04T05:07:00.123Z", "summary": { "removed": 48, "updated": 2 } },
                    { "import_id": "01", "source": "portal", "status": "completed", "started_by": "anna",
                      "file": { "name": "people\u{1b}.csv" }, "undone_by": "02", "undo_status": "awaiting_confirmation",
                      "created_at": "2026-03-04T05:06:07Z", "summary": { "created": 1048, "updated": 2, "disabled": 3 } },
                ], "next_cursor": null }))
            }),
        )
    }

    #[test]
    fn decision_ends_with_the_counts_of_a_completed_import() -> Result<(), Box<dyn Error>> {
        for (status, created, disabled, expected) in [
            ("completed", 1_200, 44, "Import 01: completed, 1,200 created, 44 disabled."),
            ("completed", 0, 0, "Import 01: completed."),
            ("cancelled", 7, 0, "Import 01: cancelled."),
        ] {
            let summary = Summary { created, disabled, ..Summary::default() };
            let import: ImportResponse = serde_json::from_value(json!({ "status": status, "summary": summary }))?;
            assert_eq!(ending("01", &import), expected);
        }
        Ok(())
    }

    async fn listed(json: bool) -> Result<String, Box<dyn Error>> {
        let client = served(api()).await?;
        let args = ImportsArgs {
            status: Some("completed".to_owned()),
            source: None,
            started_by: Some("anna".to_owned()),
            feed: None,
            json,
            decision: None,
        };
        let (mut output, out, _) = captured::output();
        list(&client, &args, &mut output).await?;
        Ok(out.text())
    }

    #[tokio::test]
    async fn imports_are_a_table_with_the_undo_of_each() -> Result<(), Box<dyn Error>> {
        assert_eq!(
            listed(false).await?,
            "\
IMPORT  STARTED               BY    SOURCE  FILE         STATUS                 RESULT
02      2026-03-04T05:07:00Z  anna  undo    undoes 01    awaiting confirmation  2 updated, 48 removed
01      2026-03-04T05:06:07Z  anna  portal  people\u{fffd}.csv  completed              1,048 created, 2 updated, 3 disabled, undo 02 awaiting confirmation
"
        );
        Ok(())
    }

    #[test]
    fn counts_of_an_import_that_was_only_checked_are_planned() -> Result<(), serde_json::Error> {
        for (status, created, failed, shown) in [
            ("completed", 2, 1, "2 created, 1 failed"),
            ("cancelled", 2, 1, "planned: 2 created, 1 row with errors"),
            ("cancelled", 0, 1_005, "1,005 rows with errors"),
            ("cancelled", 0, 0, ""),
            ("rejected", 0, 5, "5 failed"),
        ] {
            let summary = json!({ "created": created, "failed": failed });
            let import: ImportRow = serde_json::from_value(json!({ "status": status, "summary": summary }))?;
            assert_eq!(result(&import), shown);
        }
        Ok(())
    }

    #[tokio::test]
    async fn imports_as_json_are_one_document() -> Result<(), Box<dyn Error>> {
        let document: Value = serde_json::from_str(&listed(true).await?)?;
        assert_eq!(document["items"].as_array().map(Vec::len), Some(2));
        Ok(())
    }
}
