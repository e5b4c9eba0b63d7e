//! The local stack as the gateway and the event sources for functions that run behind a Lambda endpoint.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use reqwest::{Method, StatusCode};
use rollcall_local::stack::{Stack, StackConfig, Target};
use rollcall_tests::{Behaviour, FakeLambda, TestOptions, TestStack, enrolment, many};
use serde_json::{Value, json};
use yaml_rust2::YamlLoader;

/// Starts a stack that invokes its functions at this endpoint.
async fn start(lambda: &FakeLambda, concurrency: usize) -> TestStack {
    TestStack::start_with(TestOptions { lambda: Some((lambda.clone(), concurrency)), ..TestOptions::default() }).await
}

/// Polls until a condition is met, for at most 30 seconds.
async fn until(what: &str, is_met: impl Fn() -> bool) {
    for _ in 0..3_000 {
        if is_met() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("{what} did not happen within 30 s");
}

/// Polls an import until it is completed, for at most a second. Returns `false` if it is not.
async fn is_completed_within_a_second(test: &TestStack, id: &str) -> bool {
    for _ in 0..100 {
        if test.get(&format!("/imports/{id}")).await["status"] == "completed" {
            return true;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    false
}

#[test]
fn names_and_timeouts_of_functions_are_those_of_the_template() {
    let template = YamlLoader::load_from_str(include_str!("../../template.yaml")).unwrap().remove(0);
    let usual = template["Globals"]["Function"]["Timeout"].as_i64().unwrap();
    let mut names = BTreeSet::new();
    for (name, resource) in template["Resources"].as_hash().unwrap() {
        if resource["Type"].as_str() == Some("AWS::Serverless::Function") {
            let name = name.as_str().unwrap();
            let timeout = resource["Properties"]["Timeout"].as_i64().unwrap_or(usual);
            for target in Target::ALL.iter().filter(|target| target.name() == name) {
                assert_eq!(target.timeout().as_secs(), u64::try_from(timeout).unwrap(), "{name}");
            }
            names.insert(name.to_owned());
        }
    }
    let known: BTreeSet<String> = Target::ALL.iter().map(|target| target.name().to_owned()).collect();
    assert_eq!(known, names);
}

#[tokio::test(flavor = "multi_thread")]
async fn stack_at_an_endpoint_imports_drops_invites_and_shows_its_pages() {
    let lambda = FakeLambda::start().await;
    let test = start(&lambda, 2).await;

    let import = test.import(many(1_200), json!({})).await;
    assert_eq!(import["status"], "completed", "{import}");
    assert_eq!(import["summary"]["created"], 1_200);
    let id = import["import_id"].as_str().unwrap();
    assert!(!test.export(id, "csv").await.is_empty());
    assert!(!test.get("/layouts").await["layouts"].as_array().unwrap().is_empty());

    let row = "1,Ann,Lee,drop@example.org,Acme GmbH,,en,,,,";
    let dropped = test.drop_and_settle("drop/team one+two.csv", enrolment(&[row]), &[]).await;
    assert_eq!(dropped[0]["status"], "completed", "{dropped:?}");

    assert_eq!(test.invite(json!({ "emails": ["drop@example.org"] })).await["queued"], 1);
    test.send_due_emails().await;
    assert_eq!(test.invitation("drop@example.org").await, "delivered");
    let (status, _) = test.accept(&test.token_of("drop@example.org")).await;
    assert_eq!(status, StatusCode::OK);

    let page = test.http().get(test.url("/")).send().await.unwrap();
    assert!(page.headers()["content-security-policy"].to_str().unwrap().contains(&test.stack().addresses().s3));
    assert!(page.text().await.unwrap().contains("<rollcall-import"));

    let known: BTreeSet<String> = Target::ALL.iter().map(|target| target.name().to_owned()).collect();
    assert_eq!(lambda.invoked(), known);
    assert_eq!(lambda.most_concurrent(), 2);
    test.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn events_at_an_endpoint_have_the_fields_of_aws() {
    let lambda = FakeLambda::start().await;
    let test = start(&lambda, 1).await;
    let import = test.import(many(501), json!({})).await;
    let id = import["import_id"].as_str().unwrap();
    test.get("/users?q=ann1&status=pending&limit=5").await;
    test.invoke_sweep().await.unwrap();

    let object = &lambda.events("ImportFunction")[0]["Records"][0];
    assert_eq!((&object["eventSource"], &object["eventName"]), (&json!("aws:s3"), &json!("ObjectCreated:Put")));
    assert_eq!(object["s3"]["object"]["key"], format!("uploads/{id}.csv"));
    let message = &lambda.events("ApplyFunction")[0]["Records"][0];
    assert_eq!(message["eventSource"], "aws:sqs");
    assert!(message["eventSourceARN"].as_str().unwrap().starts_with("arn:aws:sqs:"), "{message}");
    assert_eq!(message["attributes"]["ApproximateReceiveCount"], "1");
    let schedule = &lambda.events("SweepFunction")[0];
    assert_eq!((&schedule["source"], &schedule["detail-type"]), (&json!("aws.events"), &json!("Scheduled Event")));
    assert!(schedule["time"].as_str().unwrap().ends_with('Z'), "{schedule}");

    let event_of = |function: &str, route: &str| {
        let events = lambda.events(function);
        events.into_iter().find(|event| event["routeKey"] == route).unwrap()
    };
    let users = event_of("DirectoryFunction", "GET /users");
    assert_eq!(users["version"], "2.0");
    assert_eq!(users["rawQueryString"], "q=ann1&status=pending&limit=5");
    assert_eq!(users["queryStringParameters"], json!({ "q": "ann1", "status": "pending", "limit": "5" }));
    assert_eq!(users["requestContext"]["authorizer"]["jwt"]["claims"]["sub"], "local");
    let review = event_of("ReviewFunction", "GET /imports/{id}");
    assert_eq!(review["pathParameters"], json!({ "id": id }));
    test.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn request_to_a_function_that_fails_gets_a_problem_document() {
    let lambda = FakeLambda::start().await;
    let test = start(&lambda, 1).await;
    for (behaviour, expected) in [
        (Behaviour::Fail, (500, "internal")),
        (Behaviour::Throttle, (503, "too-busy")),
        (Behaviour::Return(json!({ "body": "no status" })), (500, "internal")),
        (Behaviour::Return(Value::Null), (500, "internal")),
    ] {
        lambda.next("DirectoryFunction", behaviour.clone());
        let (status, response) = test.call(Method::GET, "/users", None).await;
        assert_eq!((status.as_u16(), response["code"].as_str().unwrap()), expected, "{behaviour:?}: {response}");
    }
    assert_eq!(test.status(Method::GET, "/users", None).await, 200);
    test.stop().await;
}

#[tokio::test]
async fn request_without_a_program_at_the_endpoint_says_what_is_missing() {
    let dir = tempfile::tempdir().unwrap();
    let host = std::net::Ipv4Addr::LOCALHOST;
    let closed = std::net::TcpListener::bind((host, 0)).unwrap().local_addr().unwrap();
    let url = format!("http://{closed}");
    let lambda = rollcall_local::stack::LambdaEndpoint { url: url.clone(), concurrency: 1, servers_host: host.into() };
    let config = StackConfig {
        accepts_workbooks: false,
        data_dir: dir.path().to_owned(),
        host: host.into(),
        port: 0,
        issuer: None,
        lambda: Some(lambda),
        in_memory: true,
        workers: true,
        mails_per_second: 1.0,
    };
    let stack = Stack::start(config).await.unwrap();
    let response = reqwest::get(format!("{}/users", stack.addresses().api)).await.unwrap();
    assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(response.headers().contains_key("retry-after"));
    let response: Value = response.json().await.unwrap();
    assert!(response["detail"].as_str().unwrap().contains(&format!("DirectoryFunction cannot be invoked at {url}")));
    stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn event_that_is_throttled_is_delivered_without_counting_a_failure() {
    let lambda = FakeLambda::start().await;
    let test = start(&lambda, 1).await;
    for function in ["ImportFunction", "ImportFunction", "ApplyFunction"] {
        lambda.next(function, Behaviour::Throttle);
    }
    // If throttling counted as a failure, an object event would be repeated only after a minute, and a message after six.
    let import = test.import(many(501), json!({})).await;
    assert_eq!(import["status"], "completed", "{import}");
    assert!(lambda.events("ImportFunction").len() >= 3);
    test.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn message_whose_function_fails_stays_in_its_queue() {
    let lambda = FakeLambda::start().await;
    let test = start(&lambda, 1).await;
    // A response that reports an unknown message makes the whole batch fail.
    lambda.next("ApplyFunction", Behaviour::Fail);
    lambda.next("ApplyFunction", Behaviour::Return(json!({ "batchItemFailures": [{ "itemIdentifier": "another" }] })));
    let id = test.upload(many(1_001), json!({})).await;
    until("three deliveries", || lambda.events("ApplyFunction").len() >= 3).await;
    // Both messages wait until they become visible again.
    until("the end of the third delivery", || test.stack().unsettled().unwrap() == 2).await;
    let waiting = test.get(&format!("/imports/{id}")).await;
    assert_eq!(waiting["status"], "importing", "{waiting}");
    // The sweep sends the two chunks again; a later sweep sends those that were still leased during the first one.
    for _ in 0..20 {
        test.clock().advance(SignedDuration::from_mins(6));
        test.invoke_sweep().await.unwrap();
        if is_completed_within_a_second(&test, &id).await {
            break;
        }
    }
    let import = test.get(&format!("/imports/{id}")).await;
    assert_eq!(import["status"], "completed", "{import}");
    assert_eq!(import["summary"]["created"], 1_001);
    test.abandon().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn event_of_a_mail_whose_function_fails_twice_is_recorded() {
    let lambda = FakeLambda::start().await;
    let test = start(&lambda, 1).await;
    let row = "1,Ann,Lee,ann@example.org,Acme GmbH,,en,,,,";
    test.import(enrolment(&[row]), json!({ "send_invitations": true })).await;
    lambda.next("FeedbackFunction", Behaviour::Fail);
    lambda.next("FeedbackFunction", Behaviour::Fail);
    test.send_due_emails().await;
    assert_eq!(test.invitation("ann@example.org").await, "delivered");
    test.stop().await;
}
