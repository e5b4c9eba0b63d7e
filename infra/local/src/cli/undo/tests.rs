#![allow(clippy::unwrap_used, reason = "tests")]

use std::{error::Error, sync::Arc, sync::Mutex};

use axum::{
    Json, Router,
    extract::{Path, RawQuery},
    http::StatusCode,
    routing::{get, post},
};
use serde_json::{Value as Document, json};

use super::*;
use crate::cli::{client::served, output::captured};

/// Creates a stack with one import and its undo, which waits until it is confirmed. Also returns the log of calls.
fn api(summary: Document, skipped: Document) -> (Router, Arc<Mutex<Vec<String>>>) {
    let calls: Arc<Mutex<Vec<String>>> = Arc::default();
    let (state, log) = (Arc::new(Mutex::new("awaiting_confirmation")), Arc::clone(&calls));
    let (confirmed, cancelled) = (Arc::clone(&state), Arc::clone(&state));
    let (log_confirm, log_cancel) = (Arc::clone(&log), Arc::clone(&log));
    let import = async move |Path(id): Path<String>| {
        Json(if id == "01" {
            json!({ "import_id": "01", "status": "completed", "undone_by": null, "created_at": "2026-03-04T05:06:07Z",
                    "finished_at": "2026-03-04T05:06:30Z" })
        } else {
            json!({ "import_id": "02", "status": *state.lock().unwrap(), "undoes": "01", "summary": summary })
        })
    };
    let rows = async move |RawQuery(query): RawQuery| {
        let query = query.unwrap_or_default();
        let items = if query.contains("outcome=skipped") { skipped.clone() } else { json!([]) };
        Json(json!({ "items": items, "next_cursor": null }))
    };
    let router = Router::new()
        .route(
            "/imports",
            get(async || {
                let item = |id: &str, source: &str, undo_status: Option<&str>, file: Option<&str>| {
                    let file = file.map(|name| json!({ "name": name }));
                    let created_at = "2026-03-04T05:06:07Z";
                    // One waited for a day before it was confirmed.
                    let finished_at = if id == "00" { "2026-03-05T05:06:07Z" } else { "2026-03-04T05:07:00Z" };
                    json!({ "import_id": id, "created_at": created_at, "finished_at": finished_at, "source": source,
                            "undo_status": undo_status, "file": file })
                };
                let finished = |id: &str, created_at: &str, finished_at: &str| {
                    json!({ "import_id": id, "created_at": created_at, "finished_at": finished_at, "source": "portal" })
                };
                Json(json!({ "items": [
                    item("07", "portal", Some("cancelled"), Some("undo-cancelled.csv")),
                    item("06", "undo", None, None),
                    item("05", "bucket", Some("completed"), Some("undone.csv")),
                    item("03", "portal", None, Some("right.csv")),
                    item("02", "undo", None, None),
                    finished("01", "2026-03-04T05:06:07Z", "2026-03-04T05:06:30Z"),
                    item("00", "portal", None, Some("confirmed-later.csv")),
                    finished("0z", "2026-03-04T05:00:00Z", "2026-03-04T05:01:00Z"),
                    // So old that the list ends.
                    finished("0y", "2026-02-20T05:00:00Z", "2026-03-30T05:01:00Z"),
                ], "next_cursor": null }))
            }),
        )
        .route("/imports/{id}", get(import))
        .route(
            "/imports/{id}/undo",
            post(async move || {
                log.lock().unwrap().push("undo".to_owned());
                (StatusCode::CREATED, Json(json!({ "import_id": "02" })))
            }),
        )
        .route(
            "/imports/{id}/confirm",
            post(async move || {
                log_confirm.lock().unwrap().push("confirm".to_owned());
                *confirmed.lock().unwrap() = "completed";
                (StatusCode::ACCEPTED, Json(json!({})))
            }),
        )
        .route(
            "/imports/{id}/cancel",
            post(async move || {
                log_cancel.lock().unwrap().push("cancel".to_owned());
                *cancelled.lock().unwrap() = "cancelled";
                (StatusCode::ACCEPTED, Json(json!({})))
            }),
        )
        .route("/imports/{id}/rows", get(rows))
        .route("/imports/{id}/problems", get(async || Json(json!({ "items": [], "next_cursor": null }))));
    (router, calls)
}

fn args(dry_run: bool, json: bool) -> UndoArgs {
    UndoArgs { import_id: "01".to_owned(), dry_run, yes: !dry_run, json }
}

fn run<'a>(client: &'a Client, args: &'a UndoArgs, ask: Asker) -> Run<'a> {
    Run::new(client, args, Progress::new(false), ask)
}

fn no_question(question: &str) -> io::Result<bool> {
    panic!("{question}")
}

fn summary(skipped: u64) -> Document {
    json!({ "created": 0, "updated": 2, "removed": 48, "disabled": 0, "skipped": skipped, "failed": 0, "course_assignments": 0,
            "course_assignments_removed": 113, "invitations": 0 })
}

fn one_skipped() -> Document {
    json!([{ "row": 3, "outcome": "skipped", "reason": "active", "user": { "email": "bea@example.org" }, "kept": [] }])
}

#[tokio::test]
async fn dry_run_does_not_continue_an_undo_that_failed() -> Result<(), Box<dyn Error>> {
    let calls: Arc<Mutex<Vec<String>>> = Arc::default();
    let log = Arc::clone(&calls);
    let failed = json!({ "import_id": "01", "status": "completed", "undone_by": "02", "undo_status": "failed",
                         "created_at": "2026-03-04T05:06:07Z", "finished_at": "2026-03-04T05:06:30Z" });
    let undo_it = async move || {
        log.lock().unwrap().push("undo".to_owned());
        (StatusCode::CREATED, Json(json!({ "import_id": "02" })))
    };
    let router = Router::new()
        .route("/imports/{id}", get(async move || Json(failed.clone())))
        .route("/imports/{id}/undo", post(undo_it));
    let client = served(router).await?;
    let (mut output, _, err) = captured::output();
    let exit = undo(&run(&client, &args(true, true), no_question), &mut output).await?;
    assert_eq!((exit.status(), calls.lock().unwrap().len()), (1, 0));
    assert!(err.text().contains("the undo 02 of this import has failed"), "{}", err.text());
    Ok(())
}

#[tokio::test]
async fn undo_is_confirmed_and_reports_what_is_kept() -> Result<(), Box<dyn Error>> {
    let (router, calls) = api(summary(1), one_skipped());
    let client = served(router).await?;
    let (mut output, out, _) = captured::output();
    let exit = undo(&run(&client, &args(false, false), no_question), &mut output).await?;
    assert_eq!(exit.status(), 4);
    assert_eq!(*calls.lock().unwrap(), ["undo", "confirm"]);
    let text = out.text();
    let since: Vec<&str> = text.lines().filter(|line| line.contains("2026-03-04T05:06:07Z")).collect();
    assert_eq!(
        since,
        [
            "  07  2026-03-04T05:06:07Z  undo-cancelled.csv",
            "  03  2026-03-04T05:06:07Z  right.csv",
            "  00  2026-03-04T05:06:07Z  confirmed-later.csv"
        ]
    );
    // The client of these tests requests French.
    for part in [
        "03  2026-03-04T05:06:07Z  right.csv",
        "qui annule 01",
        "supprimés",
        "Non annulé",
        "bea@example.org",
        "activé le compte",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    Ok(())
}

#[tokio::test]
async fn preview_writes_nothing_and_is_cancelled() -> Result<(), Box<dyn Error>> {
    let (router, calls) = api(summary(0), json!([]));
    let client = served(router).await?;
    let (mut output, out, _) = captured::output();
    let exit = undo(&run(&client, &args(true, true), no_question), &mut output).await?;
    assert_eq!((exit.status(), calls.lock().unwrap().clone()), (0, vec!["undo".to_owned(), "cancel".to_owned()]));
    let document: Document = serde_json::from_str(&out.text())?;
    assert_eq!((&document["dry_run"], &document["summary"]["removed"]), (&json!(true), &json!(48)), "{document}");
    assert_eq!((&document["import_id"], &document["undoes"]), (&json!("02"), &json!("01")));
    Ok(())
}

#[tokio::test]
async fn undo_that_is_not_confirmed_is_cancelled_and_says_so() -> Result<(), Box<dyn Error>> {
    let (router, calls) = api(summary(0), json!([]));
    let client = served(router).await?;
    let (mut output, out, err) = captured::output();
    let asking = UndoArgs { yes: false, ..args(false, false) };
    let exit = undo(&run(&client, &asking, |_| Ok(false)), &mut output).await?;
    assert_eq!((exit, calls.lock().unwrap().clone()), (Exit::Refused, vec!["undo".to_owned(), "cancel".to_owned()]));
    assert!(out.text().contains("right.csv"), "{}", out.text());
    assert_eq!(err.text(), "Nothing was undone.\n");
    Ok(())
}

#[tokio::test]
async fn interrupted_undo_is_cancelled_if_this_run_requested_it() -> Result<(), Box<dyn Error>> {
    for (own_undo, cancelled, expected) in [
        (Some("02"), 1, "Interrupted: the undo was cancelled. Nothing was undone.\n"),
        (None, 0, "Interrupted. The same command continues the undo.\n"),
    ] {
        let (router, calls) = api(summary(0), json!([]));
        let client = served(router).await?;
        let (mut output, _, err) = captured::output();
        let args = args(false, false);
        let run = run(&client, &args, no_question);
        if let Some(id) = own_undo {
            run.own_undo.set(id.to_owned())?;
        }
        assert_eq!(interrupt(&run, &mut output).await, Exit::Interrupted);
        assert_eq!((calls.lock().unwrap().len(), err.text().as_str()), (cancelled, expected));
    }
    Ok(())
}

#[test]
fn undo_without_a_confirmation_needs_a_terminal_to_ask() {
    let asking = |json| UndoArgs { yes: false, ..args(false, json) };
    for (args, is_terminal, obstacle) in [
        (asking(false), true, None),
        (asking(false), false, Some("there is no terminal to ask for confirmation; pass --yes")),
        (asking(true), true, Some("--json does not ask for confirmation; pass --yes")),
        (asking(true), false, Some("--json does not ask for confirmation; pass --yes")),
        (args(false, true), false, None),
        (args(true, true), false, None),
    ] {
        let message = check_confirmation(&args, is_terminal).err().map(|error| error.to_string());
        let is_as_expected = match obstacle {
            Some(obstacle) => message.as_ref().is_some_and(|message| message.starts_with(obstacle)),
            None => message.is_none(),
        };
        assert!(is_as_expected, "{message:?}");
    }
}
