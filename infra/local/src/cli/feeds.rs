//! `rollcall feeds`: lists, shows, configures and deletes feeds.

use std::io::Write;

use rollcall_domain::decode::UTF8_BOM;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{
    args::{FeedsArgs, FeedsCommand, FeedsSetArgs, Global},
    client::Client,
    command_line::CommandLine,
    error::CliError,
    exit::Exit,
    list::List,
    output::{Output, grouped, printable, to_second},
    session::Session,
    table::Table,
};

const HEADINGS: [&str; 5] = ["FEED", "NEWEST FILE", "PEOPLE", "MISSING PEOPLE", "WAITING"];
/// The members of a feed that are its configuration; the others are its name, times and state.
const CONFIGURATION: [&str; 10] = [
    "update_existing",
    "send_invitations",
    "on_row_errors",
    "missing",
    "missing_after",
    "brake",
    "test_mode",
    "language",
    "report_to",
    "corrections",
];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct FeedRow {
    name: String,
    missing: String,
    missing_after: u64,
    test_mode: bool,
    taken_by: Option<String>,
    waiting: Option<String>,
    held: Option<String>,
    newest: Option<NewestRow>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct NewestRow {
    import_id: String,
    completed_at: String,
    users: u64,
}

pub(super) async fn run(args: &FeedsArgs, global: &Global, output: &mut Output) -> Result<Exit, CliError> {
    let file = match &args.command {
        Some(FeedsCommand::Set(set)) => read_configuration(set).await?,
        _ => None,
    };
    let session = Session::open(global, output).await?;
    let client = session.client();
    let done = match &args.command {
        None => list(client, args.json, output).await,
        Some(FeedsCommand::Show { name }) => show(client, name, global, output).await,
        Some(FeedsCommand::Set(set)) => configure(client, set, file, output).await,
        Some(FeedsCommand::Remove { name }) => remove(client, name, output).await,
    };
    session.close().await;
    done.map(|()| Exit::Done)
}

async fn list(client: &Client, is_json: bool, output: &mut Output) -> Result<(), CliError> {
    let list = List { table: Table::new(HEADINGS).without_empty_last(), cells, none: "No feeds.", is_json };
    list.print(output, async |cursor| client.feeds(cursor).await).await.map(drop)
}

fn cells(item: &str) -> [String; 5] {
    let feed: FeedRow = serde_json::from_str(item).unwrap_or_default();
    let missing = match (feed.missing.as_str(), feed.missing_after) {
        ("disable", files @ 2..) => format!("disabled after {files} files"),
        ("disable", _) => "disabled".to_owned(),
        _ => "kept".to_owned(),
    };
    let waits = waits(&feed);
    let newest = feed.newest.unwrap_or_default();
    let users = if newest.import_id.is_empty() { String::new() } else { grouped(newest.users) };
    [feed.name, to_second(&newest.completed_at), users, missing, waits].map(|cell| printable(&cell).into_owned())
}

/// Describes a feed's waiting imports, and whether the feed is in test mode.
fn waits(feed: &FeedRow) -> String {
    let held = feed.held.as_ref().map(|id| format!("at the brake: {id}"));
    let waiting = feed.waiting.as_ref().map(|id| format!("for another file: {id}"));
    let test = feed.test_mode.then(|| "test mode".to_owned());
    [held, waiting, test].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Prints the configuration, which `set` can read, and describes the state on standard error.
async fn show(client: &Client, name: &str, global: &Global, output: &mut Output) -> Result<(), CliError> {
    let feed = client.feed(name).await?;
    serde_json::to_writer_pretty(&mut output.out, &configuration(&feed)).map_err(std::io::Error::from)?;
    output.out.write_all(b"\n")?;
    output.out.flush()?;
    let feed: FeedRow = serde_json::from_value(Value::Object(feed)).unwrap_or_default();
    match &feed.newest {
        Some(NewestRow { import_id, completed_at, users }) => {
            let (completed_at, users) = (to_second(completed_at), grouped(*users));
            output.note(&format!("Newest file: import {import_id}, completed at {completed_at}, {users} people."));
        }
        None => output.note("No file has been completed yet."),
    }
    if let Some(id) = &feed.taken_by {
        output.note(&format!("Import {id} was the last to be checked or written."));
    }
    if let Some(id) = &feed.waiting {
        output.note(&format!("Import {id} waits for another file of the feed."));
    }
    if let Some(id) = &feed.held {
        let confirm = CommandLine::new("imports").argument("confirm").argument(id).global(global);
        output.note(&format!("Import {id} waits at the brake. To confirm it: {confirm}"));
    }
    Ok(())
}

/// Returns the members of a feed that belong to its configuration.
fn configuration(feed: &Map<String, Value>) -> Map<String, Value> {
    feed.iter()
        .filter(|(name, _)| CONFIGURATION.contains(&name.as_str()))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// Applies the options to the configuration from the file or, without a file, to the stored one, and stores the result.
async fn configure(
    client: &Client,
    args: &FeedsSetArgs,
    file: Option<Map<String, Value>>,
    output: &mut Output,
) -> Result<(), CliError> {
    let mut body = match file {
        Some(body) => body,
        None => client.find_feed(&args.name).await?.map(|feed| configuration(&feed)).unwrap_or_default(),
    };
    args.apply(&mut body);
    let put = client.put_feed(&args.name, &body).await;
    let is_created = put.map_err(|error| match &args.file {
        // The position would be that in the body, not in the file.
        Some(path) => error.naming_file(path, false),
        None => error,
    })?;
    let (name, done) = (&args.name, if is_created { "Created" } else { "Updated" });
    output.note(&format!("{done} feed {name}."));
    Ok(())
}

async fn remove(client: &Client, name: &str, output: &mut Output) -> Result<(), CliError> {
    client.delete_feed(name).await?;
    output.note(&format!("Deleted feed {name}. Its users remain."));
    Ok(())
}

async fn read_configuration(args: &FeedsSetArgs) -> Result<Option<Map<String, Value>>, CliError> {
    let Some(path) = &args.file else { return Ok(None) };
    let read = tokio::fs::read(path).await.map_err(|source| CliError::Read { path: path.clone(), source })?;
    let json = read.strip_prefix(UTF8_BOM).unwrap_or(&read);
    let parsed = serde_json::from_slice(json);
    parsed
        .map(Some)
        .map_err(|error| CliError::Arguments(format!("{} is not a feed configuration: {error}", path.display())))
}

#[cfg(test)]
mod tests {
    use std::{
        error::Error,
        sync::{Arc, Mutex},
    };

    use axum::{Json, Router, extract::Path, http::StatusCode, response::IntoResponse, routing::get};
    use clap::Parser;
    use serde_json::json;

    use super::*;
    use crate::cli::{
        args::{Cli, Command},
        client::served,
        output::captured,
    };

    fn feed() -> Value {
        json!({
            "name": "hr", "missing": "disable", "missing_after": 2, "test_mode": true, "report_to": ["hr@acme.example"],
            "brake": { "disable_percent": 5, "min_users": 20 }, "taken_by": "02", "waiting": null, "held": "02",
            "newest": { "import_id": "01", "completed_at": "2026-03-04T02:06:09.5Z", "users": 412 },
            "created_at": "2026-03-01T09:00:00Z", "updated_at": "2026-03-01T09:00:00Z",
        })
    }

    async fn client_of(put: Arc<Mutex<Value>>) -> Result<Client, Box<dyn Error>> {
        let one = get(async |Path(name): Path<String>| match name.as_str() {
            "hr" => Json(feed()).into_response(),
            _ => (StatusCode::NOT_FOUND, Json(json!({ "code": "feed-unknown", "detail": "Unknown." }))).into_response(),
        });
        let one = one.put(async move |Path(name): Path<String>, Json(body): Json<Value>| {
            *put.lock().unwrap() = body;
            (if name == "hr" { StatusCode::OK } else { StatusCode::CREATED }, Json(feed()))
        });
        let list = get(async || {
            Json(json!({ "items": [feed(), { "name": "plain", "missing": "keep" }], "next_cursor": null }))
        });
        served(Router::new().route("/feeds", list).route("/feeds/{name}", one.delete(async || StatusCode::NO_CONTENT)))
            .await
    }

    fn set_args(line: &str) -> FeedsSetArgs {
        let cli = Cli::try_parse_from(["rollcall", "feeds", "set"].into_iter().chain(line.split_whitespace()));
        match cli.unwrap().command {
            Command::Feeds(FeedsArgs { command: Some(FeedsCommand::Set(args)), .. }) => *args,
            _ => panic!("{line}"),
        }
    }

    #[tokio::test]
    async fn feeds_are_a_table_with_what_waits() -> Result<(), Box<dyn Error>> {
        let client = client_of(Arc::default()).await?;
        let (mut output, out, _) = captured::output();
        list(&client, false, &mut output).await?;
        assert_eq!(
            out.text(),
            "\
FEED   NEWEST FILE           PEOPLE  MISSING PEOPLE          WAITING
hr     2026-03-04T02:06:09Z  412     disabled after 2 files  at the brake: 02, test mode
plain                                kept
"
        );
        Ok(())
    }

    #[tokio::test]
    async fn configuration_that_is_shown_can_be_set() -> Result<(), Box<dyn Error>> {
        let put = Arc::default();
        let client = client_of(Arc::clone(&put)).await?;
        let (mut output, out, err) = captured::output();
        let global = Global { data_dir: Some("my data".into()), ..Global::default() };
        show(&client, "hr", &global, &mut output).await?;
        let advice = "Import 02 waits at the brake. To confirm it: rollcall imports confirm 02 --data-dir 'my data'";
        assert!(err.text().contains(advice));
        let shown: Map<String, Value> = serde_json::from_str(&out.text())?;
        assert!(!shown.contains_key("held") && shown.contains_key("brake"));
        configure(&client, &set_args("new"), Some(shown.clone()), &mut output).await?;
        assert_eq!(*put.lock().unwrap(), Value::Object(shown));
        assert!(err.text().ends_with("Created feed new.\n"));
        remove(&client, "hr", &mut output).await?;
        assert!(err.text().ends_with("Deleted feed hr. Its users remain.\n"));
        Ok(())
    }

    #[tokio::test]
    async fn options_change_the_stored_configuration() -> Result<(), Box<dyn Error>> {
        let put = Arc::default();
        let client = client_of(Arc::clone(&put)).await?;
        let (mut output, _, err) = captured::output();
        let line = "hr --missing keep --test-mode=false --send-invitations --brake failed_percent=3 --brake min_users=5 \
                    --report-to a@acme.example --report-to b@acme.example --language de --on-row-errors reject";
        configure(&client, &set_args(line), None, &mut output).await?;
        let expected = json!({
            "missing": "keep", "missing_after": 2, "test_mode": false, "send_invitations": true, "on_row_errors": "reject",
            "language": "de", "report_to": ["a@acme.example", "b@acme.example"],
            "brake": { "disable_percent": 5, "min_users": 5, "failed_percent": 3 },
        });
        assert_eq!(*put.lock().unwrap(), expected);
        assert_eq!(err.text(), "Updated feed hr.\n");
        configure(&client, &set_args("new --no-brake --missing-after 3 --update-existing=false"), None, &mut output)
            .await?;
        assert_eq!(*put.lock().unwrap(), json!({ "brake": null, "missing_after": 3, "update_existing": false }));
        Ok(())
    }
}
