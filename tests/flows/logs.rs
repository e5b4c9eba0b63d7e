//! What functions log: enough to follow an import, but nothing from its file.

use std::sync::{Arc, LazyLock, Mutex};

use jiff::SignedDuration;
use reqwest::Method;
use rollcall_domain::stores::{Environment, ImportStore};
use rollcall_embedded::ses::Fault;
use rollcall_functions::{log_lines::Lines, metrics::METRICS};
use rollcall_tests::{TestStack, enrolment, learners, many};
use serde_json::{Value, json};
use tracing::Dispatch;
use tracing_subscriber::{Layer, filter::LevelFilter, filter::Targets, layer::SubscriberExt};

/// Text in the files and requests of these tests, and nowhere else, so that it appears in the logs only if they leak data.
const MARK: &str = "Quibbleworth";

/// A second subscriber that receives nothing. With a single subscriber, `tracing` caches for all threads whether an event is enabled; a
/// thread without a subscriber that reaches the event first would disable it for this test.
static OTHER: LazyLock<Dispatch> =
    LazyLock::new(|| Dispatch::new(tracing_subscriber::registry().with(LevelFilter::OFF)));

/// Captures what this thread logs, in the format of a function: all levels for the project, and `info` and above for its dependencies. A
/// test's runtime has a single thread, so this covers the whole stack.
pub(crate) fn listen() -> (Arc<Mutex<String>>, tracing::subscriber::DefaultGuard) {
    LazyLock::force(&OTHER);
    let written = Arc::new(Mutex::new(String::new()));
    let sink = Arc::clone(&written);
    let lines = Lines::new(Some("a-function".to_owned()), move |line| sink.lock().unwrap().push_str(line));
    let filter = Targets::new().with_target("rollcall", LevelFilter::TRACE).with_default(LevelFilter::INFO);
    let guard = tracing::subscriber::set_default(tracing_subscriber::registry().with(lines.with_filter(filter)));
    (written, guard)
}

fn marked(n: usize, company: &str) -> String {
    let mark = MARK.to_lowercase();
    format!("1,{MARK}{n},{MARK},{mark}{n}@{mark}.example,{company},,en,{MARK},{MARK},,")
}

#[tokio::test]
async fn logs_of_imports_contain_their_ids_and_no_cells() {
    let (written, _guard) = listen();
    let test = TestStack::start().await;
    let sound: Vec<String> = (0..3).map(|n| marked(n, "Acme GmbH")).collect();
    let mut broken = sound.clone();
    broken.extend([
        marked(3, MARK),
        format!("{MARK},{MARK},{MARK},{MARK},Acme GmbH,{MARK},{MARK},,,{MARK},{MARK}"),
        format!("1,\"{MARK}"),
    ]);
    let file = |rows: &[String]| enrolment(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    let done = test.import(file(&sound), json!({ "file_name": format!("{MARK}.csv") })).await;
    assert_eq!(done["summary"]["created"], 3, "{done}");
    for options in [json!({}), json!({ "on_row_errors": "skip", "update_existing": true }), json!({ "confirm": true })]
    {
        test.import(file(&broken), options).await;
    }
    test.drop_and_settle(&format!("drop/{MARK}.csv"), file(&broken), &[("on-row-errors", MARK)]).await;
    let people = learners(&[&format!("{MARK},{MARK},{MARK}@example.org,{MARK},FR,fr")]);
    test.drop_and_settle(&format!("drop/learners/{MARK}.csv"), people, &[("on-row-errors", "skip")]).await;
    // Requests that contain cells, valid and invalid.
    let user = test.user(&format!("{0}0@{0}.example", MARK.to_lowercase())).await;
    for path in [format!("/users?q={MARK}&cursor={MARK}"), format!("/users/{MARK}"), format!("/{MARK}")] {
        test.call(Method::GET, &path, None).await;
    }
    test.call(Method::PUT, "/catalog", Some(json!({ "companies": [{ "name": MARK, "courses": MARK }] }))).await;
    test.status(Method::DELETE, &format!("/users/{}", user["user_id"].as_str().unwrap()), None).await;
    // The import fails because its plan is deleted.
    let waits = test.import(file(&[marked(9, "Acme GmbH")]), json!({ "confirm": true })).await;
    let id = waits["import_id"].as_str().unwrap();
    test.take_result(&test.plan_key(id, "plan.ndjson").await).await;
    test.confirm(id, false).await;
    test.wait(id, &["failed"]).await;
    test.abandon().await;

    let written = written.lock().unwrap().clone();
    let leaks = |line: &&str| line.to_lowercase().contains(&MARK.to_lowercase());
    assert_eq!(written.lines().find(leaks), None);
    let lines: Vec<Value> = written.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of = |id: &Value| lines.iter().filter(|line| line["import_id"] == *id).collect::<Vec<_>>();
    let summaries = of(&done["import_id"]);
    assert_eq!(summaries.len(), 1, "{summaries:?}");
    assert_eq!((&summaries[0]["rows_read"], &summaries[0]["rows_created"]), (&json!(3), &json!(3)), "{}", summaries[0]);
    let failed = of(&json!(id)).into_iter().filter(|line| line["imports_failed"] == 1).count();
    assert_eq!(failed, 1, "{written}");
    // Every metric is declared with its unit, and has the function as its only dimension.
    for line in lines.iter().filter(|line| line.get("_aws").is_some()) {
        let declared = &line["_aws"]["CloudWatchMetrics"][0];
        assert_eq!(declared["Dimensions"], json!([["function"]]), "{line}");
        for metric in declared["Metrics"].as_array().unwrap() {
            let name = metric["Name"].as_str().unwrap();
            assert!(METRICS.iter().any(|(known, unit)| *known == name && metric["Unit"] == *unit), "{line}");
            assert!(line[name].is_number(), "{line}");
        }
    }
}

#[tokio::test]
async fn logs_of_invitations_contain_no_address_and_no_name() {
    let (written, _guard) = listen();
    let test = TestStack::start().await;
    let mut rows: Vec<String> = (0..6).map(|n| marked(n, "Acme GmbH")).collect();
    rows.push(format!("1,{MARK},{MARK},bounce+{MARK}@simulator.amazonses.com,Acme GmbH,,en,,,,"));
    let file = enrolment(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    test.stack().ses().script([Fault::Throttled, Fault::Refused, Fault::Cut, Fault::ResponseLost].map(Some));
    test.import(file, json!({ "send_invitations": true })).await;
    test.send_due_emails().await;
    test.clock().advance(SignedDuration::from_mins(16));
    test.send_due_emails().await;
    let emails = test.emails();
    assert_eq!(emails.len(), 5, "one was refused and one was cut");
    let token = test.token_of(&emails.iter().find(|mail| !mail.to.starts_with("bounce")).unwrap().to);
    test.accept(&token).await;
    let address = format!("{0}0@{0}.example", MARK.to_lowercase());
    for email in [address.as_str(), MARK] {
        test.call(Method::POST, "/sign-ins", Some(json!({ "email": email }))).await;
        test.invite(json!({ "emails": [email], "resend": true })).await;
    }
    test.send_due_emails().await;
    test.stop().await;
    let written = written.lock().unwrap().clone();
    assert!(written.contains("invitations sent"), "{written}");
    let lines: Vec<Value> = written.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let unconfirmed: Vec<&Value> = lines.iter().filter(|line| line["mails_unconfirmed"].is_number()).collect();
    assert_eq!(unconfirmed.len(), 1, "one line per invitation, even if the sweep fails later: {unconfirmed:?}");
    assert!(unconfirmed[0]["user_id"].is_string() && unconfirmed[0]["mails_unconfirmed"] == 1, "{unconfirmed:?}");
    let leaks =
        |line: &&str| line.to_lowercase().contains(&MARK.to_lowercase()) || line.contains(&token) || line.contains('@');
    assert_eq!(written.lines().find(leaks), None);
}

#[tokio::test]
async fn unverified_recipient_delays_no_one_and_is_not_logged() {
    let (written, _guard) = listen();
    let test = TestStack::start().await;
    let rows: Vec<String> = (0..3).map(|n| marked(n, "Acme GmbH")).collect();
    let file = enrolment(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    test.stack().ses().script([Some(Fault::Unverified)]);
    test.import(file, json!({ "send_invitations": true })).await;
    test.send_due_emails().await;
    assert_eq!(test.emails().len(), 2);
    let bounced = test.get("/users?invitation=bounced").await;
    assert_eq!(bounced["items"].as_array().unwrap().len(), 1, "{bounced}");
    test.stop().await;
    let written = written.lock().unwrap().clone();
    assert!(written.contains("the recipient is not verified"), "{written}");
    let leaks = |line: &&str| line.to_lowercase().contains(&MARK.to_lowercase()) || line.contains('@');
    assert_eq!(written.lines().find(leaks), None);
}

/// Returns the messages of the lines that count as stopped sending.
fn stops_in(written: &Mutex<String>) -> Vec<String> {
    let written = written.lock().unwrap().clone();
    let lines = written.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let stops = lines.filter(|line| line["sending_stopped"] == 1);
    stops.map(|line| line["message"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn paused_configuration_set_counts_as_stopped_sending_in_each_sweep() {
    let (written, _guard) = listen();
    let test = TestStack::start().await;
    test.import(enrolment(&[&marked(0, "Acme GmbH")]), json!({ "send_invitations": true })).await;
    // The account may send, so each sweep resumes sending.
    test.stack().ses().script([Some(Fault::Paused), Some(Fault::Paused)]);
    for (stops, mails) in [(0, 0), (1, 0), (2, 1)] {
        test.invoke_sweep().await.unwrap();
        test.wait_until_idle().await;
        assert_eq!((stops_in(&written).len(), test.emails().len()), (stops, mails));
        test.clock().advance(SignedDuration::from_secs(61));
    }
    test.stop().await;
}

#[tokio::test]
async fn sender_that_ses_does_not_accept_counts_as_stopped_sending() {
    let (written, _guard) = listen();
    let test = TestStack::start().await;
    test.import(enrolment(&[&marked(0, "Acme GmbH")]), json!({ "send_invitations": true })).await;
    test.stack().ses().script([Some(Fault::SenderUnverified)]);
    test.invoke_sweep().await.unwrap();
    test.wait_until_idle().await;
    assert_eq!(stops_in(&written), [""; 0]);
    test.clock().advance(SignedDuration::from_secs(61));
    test.send_due_emails().await;
    assert_eq!(test.emails().len(), 1);
    let reason = "may wait because SES recently refused e-mail from this stack: the log of the function send contains the error code";
    assert_eq!(stops_in(&written), [format!("invitations {reason}")]);

    let feed = json!({ "report_to": ["it@rollcall.example"] });
    assert_eq!(test.status(Method::PUT, "/feeds/hr", Some(feed)).await, 201);
    test.import(many(3), json!({ "feed": "hr" })).await;
    test.clock().advance(SignedDuration::from_mins(20));
    test.stack().ses().script([Some(Fault::SenderUnverified)]);
    test.send_due_emails().await;
    assert_eq!((test.emails().len(), stops_in(&written).len()), (1, 1));
    test.clock().advance(SignedDuration::from_mins(11));
    test.send_due_emails().await;
    assert_eq!(test.emails().len(), 2);
    assert_eq!(stops_in(&written)[1..], [format!("reports of feeds {reason}")]);
    test.stop().await;
    let refusals = written.lock().unwrap().matches("does not accept e-mail from this stack").count();
    assert_eq!(refusals, 2, "one for the invitation, and one for the report");
}

#[tokio::test]
async fn sweep_logs_each_import_that_it_cannot_resume_and_why() {
    let (written, _guard) = listen();
    let test = TestStack::start().await;
    let mut ids = Vec::new();
    for _ in 0..2 {
        let id = test.import_without_chunks(many(3)).await;
        test.take_result(&test.plan_key(id.as_str(), "index.json").await).await;
        ids.push(id);
    }
    test.clock().advance(SignedDuration::from_mins(2));
    assert!(test.invoke_sweep().await.is_err());
    for id in &ids {
        test.wait(id.as_str(), &["failed"]).await;
    }
    test.stop().await;
    let written = written.lock().unwrap().clone();
    let lines: Vec<Value> = written.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    for id in &ids {
        let of_import = lines.iter().filter(|line| line["import_id"] == id.as_str());
        let causes: Vec<&Value> = of_import.map(|line| &line["causes"]).filter(|causes| causes.is_string()).collect();
        assert_eq!(causes, [&json!("the index of the import is missing")], "{written}");
    }
}

#[tokio::test]
async fn import_that_stalled_is_counted_on_a_line_with_its_id() {
    let (written, _guard) = listen();
    let test = TestStack::start().await;
    let id = test.import_without_chunks(many(3)).await;
    let stores = test.stack().clients();
    let mut import = stores.import(&id).await.unwrap().unwrap();
    while import.restart(test.clock().now()) {}
    import.increment_version();
    stores.replace_import(&import).await.unwrap();
    test.clock().advance(SignedDuration::from_mins(61));
    test.invoke_sweep().await.unwrap();
    test.wait(id.as_str(), &["failed"]).await;
    test.stop().await;
    let written = written.lock().unwrap().clone();
    let lines: Vec<Value> = written.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let failed: Vec<&Value> = lines.iter().filter(|line| line["imports_failed"].is_number()).collect();
    assert_eq!(failed.len(), 1, "{written}");
    assert_eq!((&failed[0]["import_id"], &failed[0]["imports_failed"]), (&json!(id.as_str()), &json!(1)), "{written}");
}

#[tokio::test]
async fn import_of_many_chunks_logs_one_line_per_chunk() {
    let (written, _guard) = listen();
    let test = TestStack::start().await;
    let import = test.import(many(1_203), json!({})).await;
    test.stop().await;
    let written = written.lock().unwrap().clone();
    let lines: Vec<Value> = written.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut chunks: Vec<(u64, u64)> = lines
        .iter()
        .filter(|line| line["import_id"] == import["import_id"])
        .filter_map(|line| Some((line["chunk"].as_u64()?, line["rows_created"].as_u64()?)))
        .collect();
    chunks.sort_unstable();
    assert_eq!(chunks, [(0, 500), (1, 500), (2, 203)], "{written}");
    let read = lines.iter().find(|line| line["rows_read"] == 1_203).expect("a log line of the reader");
    assert!(read.get("rows_created").is_none(), "created rows must be logged once: {read}");
}
