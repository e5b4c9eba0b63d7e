//! The steps of an import against a small server that responds like a stack.

mod feeds;

use std::{
    collections::VecDeque,
    error::Error,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    Json, Router,
    body::Bytes,
    extract::{RawQuery, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
    routing::{get, post, put},
};
use rollcall_domain::import::OnRowErrors;
use serde_json::{Value, json};

use super::*;
use crate::cli::{
    client::{Client, RowResponse, served},
    output::captured,
};

#[derive(Default)]
struct Fake {
    /// Responses to `GET /imports/{id}` after the upload; the last one repeats.
    states: VecDeque<Value>,
    keys: Vec<String>,
    bodies: Vec<Value>,
    file: Option<Bytes>,
    is_cancelled: bool,
    /// The status of the response to a retry, and the number of retries.
    retry: (u16, usize),
    /// The problem code of the response to a retry.
    retry_code: &'static str,
    refusal: Option<(u16, Value)>,
    exports: Vec<&'static str>,
    /// The code of the import's problem; `email-invalid` if `None`.
    problem_code: Option<&'static str>,
    /// The companies in the catalog; `None` if the token may not read it.
    companies: Option<Value>,
    base: String,
}

type Shared = Arc<Mutex<Fake>>;

fn lock(shared: &Shared) -> MutexGuard<'_, Fake> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn open(State(fake): State<Shared>, headers: HeaderMap, Json(body): Json<Value>) -> Response {
    let mut fake = lock(&fake);
    if let Some((status, document)) = &fake.refusal {
        let status = StatusCode::from_u16(*status).unwrap_or_default();
        return (status, Json(document.clone())).into_response();
    }
    fake.keys.push(String::from_utf8_lossy(headers["idempotency-key"].as_bytes()).into_owned());
    fake.bodies.push(body);
    let import_id = fake.keys.iter().position(|key| Some(key) == fake.keys.last()).unwrap_or_default();
    let upload =
        json!({"method": "PUT", "url": format!("{}/store", fake.base), "headers": {"content-type": "text/csv"}});
    let upload = if fake.file.is_none() { upload } else { Value::Null };
    (StatusCode::CREATED, Json(json!({"import_id": format!("i{import_id}"), "upload": upload}))).into_response()
}

async fn store(State(fake): State<Shared>, body: Bytes) {
    lock(&fake).file = Some(body);
}

async fn state(State(fake): State<Shared>) -> Json<Value> {
    let mut fake = lock(&fake);
    if fake.file.is_none() {
        return Json(json!({"status": "awaiting_upload"}));
    }
    let next = fake.states.front().cloned().unwrap_or_default();
    if fake.states.len() > 1 {
        fake.states.pop_front();
    }
    Json(next)
}

async fn export(State(fake): State<Shared>, RawQuery(query): RawQuery) -> Response {
    let fake = lock(&fake);
    let query = query.unwrap_or_default();
    if fake.is_cancelled && query != "format=fix" {
        return StatusCode::CONFLICT.into_response();
    }
    match fake.exports.iter().find(|format| query == format!("format={format}")) {
        Some(format) => {
            Json(json!({"url": format!("{}/results", fake.base), "file_name": format!("{format}.txt")})).into_response()
        }
        None => StatusCode::CONFLICT.into_response(),
    }
}

async fn problems(State(fake): State<Shared>) -> Json<Value> {
    let code = lock(&fake).problem_code.unwrap_or("email-invalid");
    let problem = json!({"code": code, "severity": "error", "row": 2, "line": 2, "message": "Not one."});
    Json(json!({"items": [problem], "next_cursor": null}))
}

async fn catalog(State(fake): State<Shared>) -> Response {
    match &lock(&fake).companies {
        Some(companies) => Json(json!({"companies": companies, "next_cursor": null})).into_response(),
        None => StatusCode::FORBIDDEN.into_response(),
    }
}

/// Returns as many rows with the requested outcome as a page may have.
async fn rows(RawQuery(query): RawQuery) -> Json<Value> {
    let query = query.unwrap_or_default();
    let parameter = |name: &str| query.split('&').find_map(|pair| pair.strip_prefix(name)).unwrap_or_default();
    let (limit, outcome) = (parameter("limit=").parse::<u64>().unwrap_or(0), parameter("outcome="));
    let user = |number: u64| json!({"email": format!("{outcome}{number}@example.org")});
    let items: Vec<Value> = (0..limit).map(|number| json!({"row": null, "line": null, "user": user(number)})).collect();
    Json(json!({"items": items, "next_cursor": "more"}))
}

fn api(shared: &Shared) -> Router {
    Router::new()
        .route("/imports", post(open))
        .route("/store", put(store))
        .route("/imports/{id}", get(state))
        .route("/imports/{id}/problems", get(problems))
        .route("/catalog", get(catalog))
        .route("/imports/{id}/findings", get(async || Json(json!({"items": [], "next_cursor": null}))))
        .route("/imports/{id}/corrections", get(async || Json(json!({"corrections": []}))))
        .route("/imports/{id}/rows", get(rows))
        .route("/imports/{id}/export", get(export))
        .route("/results", get(async || "the result"))
        .route(
            "/imports/{id}/retry",
            post(async |State(fake): State<Shared>| {
                let mut fake = lock(&fake);
                fake.retry.1 += 1;
                let status = StatusCode::from_u16(fake.retry.0).unwrap_or_default();
                (status, Json(json!({"code": fake.retry_code, "detail": "Why not."})))
            }),
        )
        .route("/imports/{id}/cancel", post(async |State(fake): State<Shared>| lock(&fake).is_cancelled = true))
        .with_state(Arc::clone(shared))
}

fn ended(status: &str, created: u64, failed: u64) -> Value {
    json!({
        "status": status,
        "summary": {"created": created, "updated": 0, "removed": 0, "disabled": 0, "skipped": 0, "failed": failed, "course_assignments": 0, "course_assignments_removed": 0, "invitations": 0},
        "problems": {"errors": failed, "warnings": 0},
        "progress": {"percent": 100, "rows_blank": 1},
    })
}

/// A directory with a file to import, and a stack that imports it.
struct Scene {
    dir: tempfile::TempDir,
    shared: Shared,
    client: Client,
}

impl Scene {
    async fn new(states: &[Value]) -> Result<Self, Box<dyn Error>> {
        let shared = Shared::default();
        let client = served(api(&shared)).await?;
        {
            let mut fake = lock(&shared);
            fake.base = client.address("");
            fake.states = states.iter().cloned().collect();
            fake.exports = vec!["json", "csv"];
        }
        let dir = tempfile::tempdir()?;
        std::fs::write(dir.path().join("people.csv"), "enabled,name\r\n")?;
        Ok(Self { dir, shared, client })
    }

    fn args(&self) -> ImportArgs {
        ImportArgs {
            file: self.dir.path().join("people.csv"),
            feed: None,
            layout: None,
            update_existing: false,
            send_invitations: false,
            on_row_errors: OnRowErrors::Reject,
            encoding: None,
            corrections: None,
            accept_suggestions: false,
            dry_run: false,
            json: false,
            out: None,
        }
    }

    fn data_dir(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    async fn memory(&self, args: &ImportArgs) -> Result<(Memory, SourceFile), CliError> {
        let source = SourceFile::read(&args.file).await?;
        Ok((Memory::of(Some(&self.data_dir()), &source, &options(args), after_check(args), None), source))
    }

    /// Remembers the import `i0`, which has failed, and sets the status of the response to its retry.
    async fn remember_failed(&self, args: &ImportArgs, retry: u16) -> Result<Memory, CliError> {
        let (memory, source) = self.memory(args).await?;
        let mut unfinished = unfinished::Unfinished::new(&source, jiff::Timestamp::now());
        unfinished.import_id = Some("i0".to_owned());
        memory.save(&unfinished)?;
        let mut fake = lock(&self.shared);
        fake.file = Some(Bytes::new());
        fake.retry.0 = retry;
        drop(fake);
        Ok(memory)
    }

    async fn import(&self, args: &ImportArgs) -> Result<(Report, String), CliError> {
        self.import_and_show(args, Ok).await
    }

    async fn import_and_show(
        &self,
        args: &ImportArgs,
        show: impl FnOnce(Report) -> Result<Report, CliError>,
    ) -> Result<(Report, String), CliError> {
        let (memory, source) = self.memory(args).await?;
        let data_dir = self.data_dir();
        let (mut output, _, err) = captured::output();
        let report = ImportSteps {
            client: &self.client,
            source: &source,
            options: &options(args),
            on_row_errors: args.on_row_errors,
            is_dry_run: args.dry_run,
            accepts_suggestions: args.accept_suggestions,
            reports_corrections: reports_corrections(args),
            memory: &memory,
            progress: &Progress::new(false),
            pace: Pace { shortest: Duration::ZERO, longest: Duration::ZERO },
            results: ResultsFolder { out: args.out.as_deref(), data_dir: Some(&data_dir) },
        }
        .run(&mut output, |report, _| show(report))
        .await?;
        Ok((report, err.text()))
    }
}

#[tokio::test]
async fn import_is_sent_watched_and_its_results_saved() -> Result<(), Box<dyn Error>> {
    let scene =
        Scene::new(&[json!({"status": "validating"}), json!({"status": "importing"}), ended("completed", 5, 0)])
            .await?;
    let (report, _) = scene.import(&scene.args()).await?;

    assert_eq!(lock(&scene.shared).file.as_deref(), Some(b"enabled,name\r\n".as_slice()));
    let body = json!({"file_name": "people.csv", "size_bytes": 14, "update_existing": false, "send_invitations": false,
        "on_row_errors": "reject", "confirm": false});
    assert_eq!(lock(&scene.shared).bodies, [body]);
    assert_eq!((report.end, report.summary.created, report.rows_blank), (ImportStatus::Completed, 5, 1));

    let folder = scene.data_dir().join("results/i0");
    assert_eq!(report.files.json, Some(folder.join("json.txt")));
    assert_eq!(report.files.fix, None);
    assert_eq!(std::fs::read_to_string(folder.join("csv.txt"))?, "the result");
    assert_eq!(std::fs::read_dir(folder)?.count(), 2);
    assert_eq!(std::fs::read_dir(scene.data_dir().join("unfinished"))?.count(), 0);
    Ok(())
}

#[tokio::test]
async fn dry_run_is_cancelled_and_ends_as_the_real_one_would() -> Result<(), Box<dyn Error>> {
    for (on_row_errors, failed, end, created) in [
        (OnRowErrors::Reject, 0, ImportStatus::Completed, 5),
        (OnRowErrors::Reject, 2, ImportStatus::Rejected, 0),
        (OnRowErrors::Skip, 2, ImportStatus::Completed, 5),
    ] {
        let scene = Scene::new(&[ended("awaiting_confirmation", 5, failed)]).await?;
        let out = scene.dir.path().join("out");
        let args = ImportArgs { dry_run: true, on_row_errors, out: Some(out.clone()), ..scene.args() };
        let (report, _) = scene.import(&args).await?;
        assert_eq!(lock(&scene.shared).bodies[0]["confirm"], true);
        assert!(lock(&scene.shared).is_cancelled);
        assert!(report.is_dry_run);
        assert_eq!((report.status, report.end), (ImportStatus::Cancelled, end));
        assert_eq!((report.summary.created, report.summary.failed), (created, failed));
        assert!(out.join("json.txt").exists());
    }
    Ok(())
}

#[tokio::test]
async fn dry_run_does_not_continue_the_import_of_accepted_suggestions() -> Result<(), Box<dyn Error>> {
    let scene = Scene::new(&[ended("awaiting_confirmation", 5, 0)]).await?;
    scene.remember_failed(&ImportArgs { accept_suggestions: true, ..scene.args() }, 202).await?;
    let (report, _) = scene.import(&ImportArgs { dry_run: true, ..scene.args() }).await?;
    assert_eq!((report.status, lock(&scene.shared).retry.1), (ImportStatus::Cancelled, 0));
    assert_eq!(lock(&scene.shared).bodies.len(), 1);
    Ok(())
}

#[tokio::test]
async fn import_with_errors_left_after_suggestions_is_rejected_and_no_file_lists_users_as_created()
-> Result<(), Box<dyn Error>> {
    let scene = Scene::new(&[ended("awaiting_confirmation", 5, 2)]).await?;
    lock(&scene.shared).exports.push("fix");
    let args = ImportArgs { accept_suggestions: true, json: true, ..scene.args() };
    let (report, _) = scene.import(&args).await?;
    assert!(lock(&scene.shared).is_cancelled);
    let files = (report.files.json.is_some(), report.files.csv.is_some(), report.files.fix.is_some());
    assert_eq!(files, (false, false, true));
    let (mut output, out, _) = captured::output();
    assert_eq!(show(&report, &args, &mut output)?, Exit::Refused);
    let document: Value = serde_json::from_str(&out.text())?;
    assert_eq!((&document["status"], &document["summary"]["created"]), (&json!("rejected"), &json!(0)));
    Ok(())
}

#[tokio::test]
async fn json_contains_requested_corrections_even_if_there_are_none() -> Result<(), Box<dyn Error>> {
    for (corrections, listed) in [(Some("empty.json".into()), Some(&json!([]))), (None, None)] {
        let scene = Scene::new(&[ended("completed", 5, 0)]).await?;
        let args = ImportArgs { corrections, json: true, ..scene.args() };
        let (report, _) = scene.import(&args).await?;
        let (mut output, out, _) = captured::output();
        show(&report, &args, &mut output)?;
        let document: Value = serde_json::from_str(&out.text())?;
        assert_eq!(document.get("corrections"), listed);
    }
    Ok(())
}

#[tokio::test]
async fn invalid_corrections_are_refused_before_a_stack_is_started() -> Result<(), Box<dyn Error>> {
    let scene = Scene::new(&[]).await?;
    let path = scene.dir.path().join("fixes.json");
    let global = Global { data_dir: Some(scene.data_dir()), ..Global::default() };
    let args = ImportArgs { corrections: Some(path.clone()), ..scene.args() };
    for (text, reason) in
        [(r#"[{"kind":"row"}]"#, "missing field `row`"), (r#"[{"kind":"row","row":1}]"#, "names row 1")]
    {
        std::fs::write(&path, text)?;
        let (mut output, _, err) = captured::output();
        let Err(error) = run(&args, &global, &mut output).await else { panic!("{text}") };
        assert_eq!(error.exit(), Exit::WrongArguments, "{text}");
        assert!(error.to_string().contains(reason), "{text}: {error}");
        assert!(!scene.data_dir().exists() && err.text().is_empty(), "{text}");
    }
    Ok(())
}

#[tokio::test]
async fn dry_run_of_a_file_that_is_refused_is_rejected_and_not_cancelled() -> Result<(), Box<dyn Error>> {
    let scene = Scene::new(&[ended("rejected", 0, 0)]).await?;
    let (report, _) = scene.import(&ImportArgs { dry_run: true, ..scene.args() }).await?;
    assert!(!lock(&scene.shared).is_cancelled);
    assert_eq!((report.status, report.end, report.is_dry_run), (ImportStatus::Rejected, ImportStatus::Rejected, true));
    Ok(())
}

/// Each case says where the previous run of the program stopped, and what the next run does.
#[tokio::test]
async fn unfinished_import_is_continued() -> Result<(), Box<dyn Error>> {
    let open = json!({"status": "importing"});
    for (name, remembers_id, is_sent, states, asks, is_same) in [
        ("before the answer", false, false, vec![ended("completed", 5, 0)], 2, true),
        ("before the file", true, false, vec![ended("completed", 5, 0)], 1, true),
        ("after the file", true, true, vec![open.clone(), ended("completed", 5, 0)], 0, true),
        ("while it was completed", true, true, vec![ended("completed", 5, 0)], 0, true),
        ("before it was rejected", true, true, vec![ended("rejected", 0, 1)], 1, false),
        ("before it failed", true, true, vec![ended("failed", 0, 0)], 1, false),
    ] {
        let scene = Scene::new(&states).await?;
        let args = scene.args();
        let (memory, source) = scene.memory(&args).await?;
        let mut unfinished = unfinished::Unfinished::new(&source, jiff::Timestamp::now());
        unfinished.file_name = "other-name.csv".to_owned();
        unfinished.import_id = remembers_id.then(|| "i0".to_owned());
        memory.save(&unfinished)?;
        if is_sent {
            lock(&scene.shared).file = Some(Bytes::new());
        }

        let (report, messages) = scene.import(&args).await?;
        let fake = lock(&scene.shared);
        assert_eq!(report.import_id.as_deref(), Some("i0"), "{name}");
        assert_eq!(fake.keys.len(), asks, "{name}");
        assert_eq!(fake.keys.iter().all(|key| *key == unfinished.idempotency_key), is_same || asks == 0, "{name}");
        let file_name = if is_same { "other-name.csv" } else { "people.csv" };
        assert!(fake.bodies.iter().all(|body| body["file_name"] == file_name), "{name}");
        assert_eq!(messages.is_empty(), !is_same, "{name}: {messages}");
        assert_eq!(memory.load(), None, "{name}");
    }
    Ok(())
}

#[tokio::test]
async fn completed_import_whose_result_files_are_lost_is_reported_without_them() -> Result<(), Box<dyn Error>> {
    for (exports, are_lost) in [(vec!["json", "csv"], false), (Vec::new(), true)] {
        let scene = Scene::new(&[ended("completed", 5, 0)]).await?;
        let args = scene.args();
        let (memory, source) = scene.memory(&args).await?;
        let mut unfinished = unfinished::Unfinished::new(&source, jiff::Timestamp::now());
        unfinished.import_id = Some("i0".to_owned());
        memory.save(&unfinished)?;
        lock(&scene.shared).file = Some(Bytes::new());
        lock(&scene.shared).exports = exports;
        let (report, messages) = scene.import(&args).await?;
        assert_eq!((report.end, report.summary.created), (ImportStatus::Completed, 5));
        assert_eq!(report.files.json.is_none(), are_lost);
        assert_eq!(messages.contains("result files of this import no longer exist"), are_lost, "{messages}");
    }
    Ok(())
}

#[tokio::test]
async fn failed_import_is_retried_as_long_as_that_may_help() -> Result<(), Box<dyn Error>> {
    let failed = |retryable| {
        let mut state = ended("failed", 2, 0);
        state["failure"] = json!({"detail": "The store was down.", "retryable": retryable});
        state
    };
    let done = || ended("completed", 5, 0);
    for (name, retry_status, states, retries, asks, end, is_remembered) in [
        ("and ends well", 202, vec![failed(true), done()], 1, 0, ImportStatus::Completed, false),
        ("and another client was first", 409, vec![failed(true), done()], 1, 0, ImportStatus::Completed, false),
        ("and fails again", 202, vec![failed(true), failed(true)], 1, 0, ImportStatus::Failed, true),
        ("and is past help", 202, vec![failed(true), failed(false)], 1, 0, ImportStatus::Failed, false),
        ("whose plan is gone", 404, vec![failed(true), done()], 1, 1, ImportStatus::Completed, false),
        ("that cannot be helped", 202, vec![failed(false), done()], 0, 1, ImportStatus::Completed, false),
    ] {
        let scene = Scene::new(&states).await?;
        let args = scene.args();
        let memory = scene.remember_failed(&args, retry_status).await?;
        let (report, messages) = scene.import(&args).await?;
        let retry = lock(&scene.shared).retry;
        let keys = lock(&scene.shared).keys.len();
        assert_eq!((retry.1, keys, report.end), (retries, asks, end), "{name}");
        assert_eq!(memory.load().is_some(), is_remembered, "{name}");
        assert_eq!(messages.contains("had failed: resuming it"), asks == 0, "{name}: {messages}");
        assert_eq!(messages.contains("The same command resumes it."), is_remembered, "{name}: {messages}");
    }
    Ok(())
}

#[tokio::test]
async fn failed_import_that_was_not_remembered_is_resumed_elsewhere() -> Result<(), Box<dyn Error>> {
    let mut failed = ended("failed", 1, 0);
    failed["failure"] = json!({"detail": "The store was down.", "retryable": true});
    let scene = Scene::new(&[failed]).await?;
    let global = Global { api: Some(scene.client.address("")), ..Global::default() };
    let args = ImportArgs { out: Some(scene.dir.path().join("out")), ..scene.args() };
    let (mut output, _, err) = captured::output();
    assert_eq!(run(&args, &global, &mut output).await?, Exit::Failed);
    let messages = err.text();
    assert!(messages.contains("To resume import i0, open it") && messages.contains("With --data-dir"), "{messages}");
    assert!(!messages.contains("POST"), "{messages}");
    Ok(())
}

#[tokio::test]
async fn refused_retry_is_reported_and_repeated_only_if_that_may_help() -> Result<(), Box<dyn Error>> {
    for (code, is_remembered) in [("feed-busy", true), ("feed-out-of-date", false), ("import-not-failed", false)] {
        let mut failed = ended("failed", 2, 0);
        failed["failure"] = json!({"detail": "The store was down.", "retryable": true});
        let scene = Scene::new(&[failed]).await?;
        let args = scene.args();
        let memory = scene.remember_failed(&args, 409).await?;
        lock(&scene.shared).retry_code = code;
        let Err(error) = scene.import(&args).await else { panic!("{code}") };
        assert_eq!(error.to_string(), "Why not.", "{code}");
        assert_eq!(memory.load().is_some(), is_remembered, "{code}");
    }
    Ok(())
}

#[tokio::test]
async fn folder_that_takes_no_results_is_found_out_before_anything_is_begun() -> Result<(), Box<dyn Error>> {
    let scene = Scene::new(&[ended("completed", 5, 0)]).await?;
    let global = Global { api: Some(scene.client.address("")), data_dir: Some(scene.data_dir()), ..Global::default() };
    let args = ImportArgs { out: Some(scene.dir.path().join("people.csv/results")), ..scene.args() };
    let (mut output, _, err) = captured::output();
    let Err(error) = run(&args, &global, &mut output).await else { panic!("the folder is a file") };
    assert_eq!(error.exit(), Exit::WrongArguments);
    error.report(&mut output);
    assert!(err.text().contains("with --out"), "{}", err.text());
    assert_eq!(lock(&scene.shared).keys.len(), 0);
    Ok(())
}

#[tokio::test]
async fn file_whose_companies_are_not_found_says_if_the_catalog_is_empty() -> Result<(), Box<dyn Error>> {
    let company = json!([{"id": "c1", "name": "Acme"}]);
    for (code, companies, is_said) in [
        ("company-unmatched", Some(json!([])), true),
        ("company-unmatched", Some(company), false),
        ("company-unmatched", None, false),
        ("email-invalid", Some(json!([])), false),
    ] {
        let scene = Scene::new(&[ended("rejected", 0, 1)]).await?;
        lock(&scene.shared).problem_code = Some(code);
        lock(&scene.shared).companies = companies.clone();
        let api = scene.client.address("");
        let global = Global { api: Some(api.clone()), data_dir: Some(scene.data_dir()), ..Global::default() };
        let (mut output, _, err) = captured::output();
        assert_eq!(run(&scene.args(), &global, &mut output).await?, Exit::Refused, "{code} {companies:?}");
        let advice = format!(
            "The catalog is empty, so no company was found. Load one with: rollcall catalog load FILE.json --api {api}"
        );
        assert_eq!(err.text().contains(&advice), is_said, "{code} {companies:?}: {}", err.text());
    }
    Ok(())
}

#[tokio::test]
async fn import_whose_report_was_not_shown_is_remembered() -> Result<(), Box<dyn Error>> {
    let mut completed = ended("completed", 5, 0);
    completed["finished_at"] = json!("2026-11-29T22:25:27.407895684Z");
    let scene = Scene::new(&[completed]).await?;
    let args = scene.args();
    let closed = |_| Err(CliError::from(std::io::Error::other("closed")));
    assert!(scene.import_and_show(&args, closed).await.is_err());
    let (memory, _) = scene.memory(&args).await?;
    assert!(memory.load().is_some_and(|unfinished| unfinished.import_id.as_deref() == Some("i0")));

    let (_, messages) = scene.import(&args).await?;
    let note = "The last run of this command did not show its result. Import i0 of this file ended at \
                2026-11-29 22:25:27 UTC.";
    assert!(messages.starts_with(note), "{messages}");
    Ok(())
}

#[tokio::test]
async fn import_whose_results_cannot_be_saved_is_remembered() -> Result<(), Box<dyn Error>> {
    let scene = Scene::new(&[ended("completed", 5, 0)]).await?;
    let args = ImportArgs { out: Some(scene.dir.path().join("people.csv")), ..scene.args() };
    let Err(error) = scene.import(&args).await else { panic!("the folder is a file") };
    assert_eq!(error.exit(), Exit::Failed);
    let (memory, _) = scene.memory(&args).await?;
    assert!(memory.load().is_some_and(|unfinished| unfinished.import_id.as_deref() == Some("i0")));

    let (report, _) = scene.import(&scene.args()).await?;
    assert_eq!((report.import_id.as_deref(), report.summary.created), (Some("i0"), 5));
    Ok(())
}

#[tokio::test]
async fn file_refused_before_it_is_an_import_is_reported_and_forgotten() -> Result<(), Box<dyn Error>> {
    let problem = json!({"code": "file-empty", "severity": "error", "row": null, "message": "The file is empty."});
    for (status, code, with_problem, is_reported) in [
        (422, "file-empty", true, true),
        (413, "file-too-large", true, true),
        (422, "option-invalid", true, false),
        (422, "file-empty", false, false),
    ] {
        let scene = Scene::new(&[]).await?;
        let mut document = json!({"code": code, "detail": "d"});
        if with_problem {
            document["problem"] = problem.clone();
        }
        lock(&scene.shared).refusal = Some((status, document));
        let args = scene.args();
        let Err(error) = scene.import(&args).await else { panic!("{code}") };
        let (memory, source) = scene.memory(&args).await?;
        let report = refused_file(&error, &source, &args, rollcall_domain::problem::Language::English);
        assert_eq!(report.is_some(), is_reported, "{code}");
        assert_eq!(memory.load(), None, "{code}");
        if let Some(report) = report {
            let (mut output, out, _) = captured::output();
            assert_eq!(show(&report, &args, &mut output)?, Exit::Refused);
            assert!(out.text().contains("error    The file is empty."), "{}", out.text());
            assert!(out.text().contains("Nothing was imported."), "{}", out.text());
        }
    }
    Ok(())
}
