//! The HTTP API apart from importing: which requests it accepts and refuses, and the form of its errors.

use std::collections::BTreeSet;

use reqwest::{Method, StatusCode};
use rollcall_tests::{HEADER, TestStack, enrolment, many};
use serde_json::{Value, json};

fn ask(size: u64) -> Value {
    json!({ "file_name": "people.csv", "size_bytes": size })
}

/// Returns the body of an upload request with members added or replaced.
fn ask_with(more: &Value) -> Value {
    let mut body = ask(10);
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

async fn post(test: &TestStack, key: Option<&str>, body: &Value) -> (u16, Value) {
    let mut request = test.http().post(test.url("/imports")).json(body);
    if let Some(key) = key {
        request = request.header("idempotency-key", key);
    }
    let response = request.send().await.unwrap();
    (response.status().as_u16(), response.json().await.unwrap())
}

#[tokio::test]
async fn upload_request_is_checked_before_anything_is_stored() {
    let test = TestStack::start().await;
    let cases = [
        (ask_with(&json!({ "file_name": "people.xlsx" })), 422, "file-not-csv"),
        (ask_with(&json!({ "file_name": "people" })), 422, "file-not-csv"),
        (ask_with(&json!({ "file_name": "people.csv.zip" })), 422, "file-not-csv"),
        (ask_with(&json!({ "file_name": "" })), 422, "file-name-invalid"),
        (ask_with(&json!({ "file_name": format!("{}.csv", "x".repeat(252)) })), 422, "file-name-invalid"),
        (ask_with(&json!({ "file_name": "people\n.csv" })), 422, "file-name-invalid"),
        (ask_with(&json!({ "file_name": "people\u{9b}31m.csv" })), 422, "file-name-invalid"),
        (ask(0), 422, "file-empty"),
        (ask(104_857_601), 413, "file-too-large"),
        (ask(u64::MAX), 413, "file-too-large"),
        (ask_with(&json!({ "size_bytes": -1 })), 400, "body-invalid"),
        (ask_with(&json!({ "size_bytes": "10" })), 400, "body-invalid"),
        (ask_with(&json!({ "size_bytes": 10.5 })), 400, "body-invalid"),
        (json!({ "file_name": "people.csv" }), 400, "body-invalid"),
        (json!({ "size_bytes": 10 }), 400, "body-invalid"),
        (json!([]), 400, "body-invalid"),
        (ask_with(&json!({ "updat_existing": true })), 400, "body-invalid"),
        (ask_with(&json!({ "update_existing": "yes" })), 400, "body-invalid"),
        (ask_with(&json!({ "layout": "students" })), 422, "option-invalid"),
        (ask_with(&json!({ "layout": "Learners" })), 422, "option-invalid"),
        (ask_with(&json!({ "on_row_errors": "ignore" })), 422, "option-invalid"),
        (ask_with(&json!({ "encoding": "klingon" })), 422, "option-invalid"),
        (ask_with(&json!({ "layout": "learners", "update_existing": true })), 422, "option-invalid"),
    ];
    for (body, status, code) in cases {
        let (actual, response) = post(&test, None, &body).await;
        assert_eq!((actual, &response["code"]), (status, &json!(code)), "{body}: {response}");
        assert!(response["detail"].as_str().is_some_and(|detail| detail.len() > 20), "{body}: {response}");
    }
    assert_eq!(test.imports().await, [Value::Null; 0]);
    for (body, name) in [
        (ask(104_857_600), "people.csv"),
        (ask_with(&json!({ "size_bytes": 10.0 })), "people.csv"),
        (ask_with(&json!({ "file_name": "Личный состав, Q1 #2 (fin+al).CSV" })), "Личный состав, Q1 #2 (fin+al).CSV"),
        (
            ask_with(&json!({ "layout": "learners", "confirm": true, "send_invitations": true, "encoding": "utf-8" })),
            "people.csv",
        ),
    ] {
        let (status, response) = post(&test, None, &body).await;
        assert_eq!(status, 201, "{body}: {response}");
        let id = response["import_id"].as_str().unwrap();
        assert_eq!(response["upload"]["method"], "PUT");
        let url = response["upload"]["url"].as_str().unwrap();
        assert!(url.contains(&format!("/uploads/{id}.csv?")) && !url.contains("people"), "{url}");
        let import = test.get(&format!("/imports/{id}")).await;
        assert_eq!((&import["file"]["name"], &import["status"]), (&json!(name), &json!("awaiting_upload")), "{import}");
        assert_eq!((&import["source"], &import["started_by"]), (&json!("portal"), &json!("local")));
        assert_eq!((&import["progress"]["rows_total"], &import["progress"]["percent"]), (&Value::Null, &json!(0)));
    }
}

#[tokio::test]
async fn body_other_than_json_is_refused() {
    let test = TestStack::start().await;
    for (media_type, body, status) in [
        ("application/json", "{", 400),
        ("application/json", "", 400),
        ("text/csv", "a,b", 415),
        ("application/x-www-form-urlencoded", "file_name=a.csv", 415),
        ("Application/JSON; charset=utf-8", r#"{"file_name":"a.csv","size_bytes":1}"#, 201),
    ] {
        let request = test.http().post(test.url("/imports")).header("content-type", media_type).body(body);
        assert_eq!(request.send().await.unwrap().status().as_u16(), status, "{media_type} {body}");
    }
}

#[tokio::test]
async fn request_over_ten_megabytes_is_refused_by_every_route() {
    let test = TestStack::start().await;
    let body = vec![b' '; 10 * 1024 * 1024 + 1];
    for (method, path) in [(Method::POST, "/imports"), (Method::PUT, "/catalog"), (Method::POST, "/imports/x/confirm")]
    {
        let request = test.http().request(method, test.url(path)).header("content-type", "application/json");
        let response = request.body(body.clone()).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        assert_eq!(response.json::<Value>().await.unwrap()["code"], "request-too-large", "{path}");
    }
    let document = json!({ "companies": [], "more": "x".repeat(4 * 1024 * 1024) });
    let (_, response) = test.call(Method::PUT, "/catalog", Some(document)).await;
    assert_eq!(response["code"], "catalog-too-large", "{response}");
}

#[tokio::test]
async fn upload_url_never_outlives_the_import() {
    let test = TestStack::start().await;
    let (_, first) = post(&test, Some("k"), &ask(10)).await;
    let import = test.get(&format!("/imports/{}", first["import_id"].as_str().unwrap())).await;
    let ends: jiff::Timestamp = import["expires_at"].as_str().unwrap().parse().unwrap();
    let lives =
        |response: &Value| response["upload"]["expires_at"].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
    assert!(lives(&first) < ends);
    test.clock().advance(jiff::SignedDuration::from_mins(52));
    let (_, late) = post(&test, Some("k"), &ask(10)).await;
    assert_eq!(late["import_id"], first["import_id"]);
    let left = ends.duration_since(lives(&late));
    assert!(!left.is_negative() && left.as_secs() <= 1, "{left}: {late}");
    assert!(late["upload"]["url"].as_str().unwrap().contains("X-Amz-Expires=4"), "{late}");
    test.clock().advance(jiff::SignedDuration::from_mins(8));
    let (status, closed) = post(&test, Some("k"), &ask(10)).await;
    assert_eq!((status, &closed), (201, &json!({ "import_id": first["import_id"] })));
}

#[tokio::test]
async fn idempotency_key_returns_the_same_import() {
    let test = TestStack::start().await;
    let bytes = many(1);
    let body = ask(bytes.len() as u64);
    let (status, first) = post(&test, Some("k-1"), &body).await;
    assert_eq!(status, 201, "{first}");
    let (status, again) = post(&test, Some("k-1"), &body).await;
    assert_eq!((status, &again["import_id"]), (201, &first["import_id"]));
    assert!(again["upload"]["url"].is_string());
    let (status, other) = post(&test, Some("k-1"), &ask(bytes.len() as u64 + 1)).await;
    assert_eq!((status, &other["code"]), (422, &json!("request-key-reused")), "{other}");
    let options = json!({ "file_name": "people.csv", "size_bytes": bytes.len(), "update_existing": true });
    assert_eq!(post(&test, Some("k-1"), &options).await.0, 422);
    let (status, second) = post(&test, Some("k-2"), &body).await;
    assert_eq!(status, 201);
    assert_ne!(second["import_id"], first["import_id"]);
    for wrong in ["", &"k".repeat(256)] {
        assert_eq!(post(&test, Some(wrong), &body).await.0, 400, "{wrong:?}");
    }
    // Once the file has arrived, no upload URL is returned.
    assert_eq!(test.put(&again["upload"], bytes.into_bytes()).await, StatusCode::OK);
    test.settled(first["import_id"].as_str().unwrap()).await;
    let (status, late) = post(&test, Some("k-1"), &body).await;
    assert_eq!((status, &late), (201, &json!({ "import_id": first["import_id"] })));
    assert_eq!(test.imports().await.len(), 2);
}

#[tokio::test]
async fn idempotency_key_sent_concurrently_makes_one_import() {
    let test = TestStack::start().await;
    let body = ask(10);
    let responses = tokio::join!(
        post(&test, Some("k"), &body),
        post(&test, Some("k"), &body),
        post(&test, Some("k"), &body),
        post(&test, Some("k"), &body),
    );
    let ids: BTreeSet<String> = [responses.0, responses.1, responses.2, responses.3]
        .iter()
        .map(|(_, response)| response["import_id"].to_string())
        .collect();
    assert_eq!(ids.len(), 1, "{ids:?}");
    assert_eq!(test.imports().await.len(), 1);
}

#[tokio::test]
async fn upload_url_accepts_the_announced_bytes_once() {
    let test = TestStack::start().await;
    let bytes = many(1).into_bytes();
    let (_, asked) = post(&test, None, &ask(bytes.len() as u64)).await;
    let id = asked["import_id"].as_str().unwrap();
    let upload = &asked["upload"];
    let longer = [bytes.as_slice(), b"\n"].concat();
    for wrong in [longer, bytes[1..].to_vec()] {
        assert_eq!(test.put(upload, wrong).await, StatusCode::FORBIDDEN);
    }
    let mut other_type = upload.clone();
    other_type["headers"]["content-type"] = json!("text/html");
    assert_eq!(test.put(&other_type, bytes.clone()).await, StatusCode::FORBIDDEN);
    let mut careless = upload.clone();
    careless["headers"].as_object_mut().unwrap().remove("if-none-match").unwrap();
    assert_eq!(test.put(&careless, bytes.clone()).await, StatusCode::FORBIDDEN);
    assert_eq!(test.get(&format!("/imports/{id}")).await["status"], "awaiting_upload");
    assert_eq!(test.put(upload, bytes.clone()).await, StatusCode::OK);
    assert_eq!(test.put(upload, bytes).await, StatusCode::PRECONDITION_FAILED);
    let import = test.settled(id).await;
    assert_eq!((&import["status"], &import["summary"]["created"]), (&json!("completed"), &json!(1)), "{import}");
}

#[tokio::test]
async fn lists_are_the_same_at_every_page_size() {
    let test = TestStack::start().await;
    let bad = "x,Ann,Lee,bad,Acme GmbH,,en,,,,";
    let good = "1,Ann,Lee,good@example.org,Acme GmbH,,en,,,Café Etiquette,";
    let import = test.import(enrolment(&[bad, good, bad, bad]), json!({ "on_row_errors": "skip" })).await;
    let id = import["import_id"].as_str().unwrap();
    test.import(many(7), json!({})).await;
    test.import(enrolment(&["1,Ann,Lee,a@example.org,Brio SA,,en,,,,"]), json!({})).await;
    for path in [
        "/imports".to_owned(),
        "/users".to_owned(),
        "/users?company=co-acme".to_owned(),
        "/users?q=ann&status=pending".to_owned(),
        format!("/imports/{id}/rows"),
        format!("/imports/{id}/rows?outcome=failed"),
        format!("/imports/{id}/problems"),
        format!("/imports/{id}/problems?severity=error"),
    ] {
        let whole = test.list(&path, 1000).await;
        assert!(whole.len() > 2, "{path}: {whole:?}");
        for limit in [1, 2, 3] {
            assert_eq!(test.list(&path, limit).await, whole, "{path} by {limit}");
        }
    }
    let imports = test.imports().await;
    assert!(imports.is_sorted_by(|one, next| one["import_id"].as_str() > next["import_id"].as_str()), "{imports:?}");
    let users = test.users().await;
    assert!(users.is_sorted_by(|one, next| one["email"].as_str() < next["email"].as_str()), "{users:?}");
    assert_eq!(imports[2], test.get(&format!("/imports/{id}")).await);
    let page = test.get("/users?limit=2").await;
    assert_eq!((page["items"].as_array().unwrap().len(), page["next_cursor"].is_string()), (2, true));
}

#[tokio::test]
async fn invalid_request_gets_a_complete_problem_document() {
    let test = TestStack::start().await;
    let import = test.import(many(1), json!({})).await;
    let id = import["import_id"].as_str().unwrap();
    let user = test.users().await[0]["user_id"].as_str().unwrap().to_owned();
    // Longer than the table's maximum key length.
    let long = "x".repeat(3_000);
    let on = |path: &str| path.replace("{id}", id).replace("{user}", &user).replace("{long}", &long);
    let mut cases: Vec<(Method, String, u16, &str)> = Vec::new();
    for list in ["/imports", "/users", "/imports/{id}/rows", "/imports/{id}/problems", "/catalog"] {
        for limit in ["0", "1001", "-1", "ten", "1.5", "", "1&limit=2"] {
            cases.push((Method::GET, on(&format!("{list}?limit={limit}")), 400, "parameter-invalid"));
        }
        for cursor in ["nonsense", "e30", "%00", "eyJ4Ijoge319"] {
            cases.push((Method::GET, on(&format!("{list}?cursor={cursor}")), 400, "cursor-invalid"));
        }
        cases.push((Method::GET, on(&format!("{list}?page=2")), 400, "parameter-unknown"));
    }
    for (path, code) in [
        ("/imports/{id}?verbose=1", "parameter-unknown"),
        ("/users/{user}?verbose=1", "parameter-unknown"),
        ("/users?surname=Lee", "parameter-unknown"),
        ("/users?Q=ann", "parameter-unknown"),
        ("/users?status=gone", "parameter-invalid"),
        ("/users?status=", "parameter-invalid"),
        ("/users?company=Nobody&limit=0", "parameter-invalid"),
        ("/users?q={long}", "parameter-invalid"),
        ("/users?company={long}", "parameter-invalid"),
        ("/users?invitation=lost", "parameter-invalid"),
        ("/imports/{id}/rows?outcome=bad", "parameter-invalid"),
        ("/imports/{id}/rows?with=courses", "parameter-invalid"),
        ("/imports/{id}/rows?outcome=created&with=invitations", "parameter-invalid"),
        ("/imports/{id}/problems?severity=fatal", "parameter-invalid"),
        ("/imports/{id}/export?format=xml", "parameter-invalid"),
        ("/template?layout=students", "parameter-invalid"),
        ("/template?modules=201", "parameter-invalid"),
        ("/template?modules=-1", "parameter-invalid"),
        ("/template?columns=3", "parameter-unknown"),
        ("/layouts?layout=learners", "parameter-unknown"),
    ] {
        cases.push((Method::GET, on(path), 400, code));
    }
    for (method, path, code) in [
        (Method::GET, "/imports/none", "import-unknown"),
        (Method::GET, "/imports/none/rows", "import-unknown"),
        (Method::GET, "/imports/none/problems", "import-unknown"),
        (Method::GET, "/imports/none/export", "import-unknown"),
        (Method::GET, "/imports/%2e%2e%2fx", "import-unknown"),
        (Method::GET, "/users/none", "user-unknown"),
        (Method::GET, "/users/{long}", "user-unknown"),
        (Method::DELETE, "/users/{long}", "user-unknown"),
        (Method::DELETE, "/catalog/companies/{long}", "catalog-entry-unknown"),
        (Method::DELETE, "/catalog/companies/{long}/cohorts/{long}", "catalog-entry-unknown"),
        (Method::DELETE, "/catalog/companies/co-acme/courses/{long}", "catalog-entry-unknown"),
        (Method::DELETE, "/users/none", "user-unknown"),
        (Method::DELETE, "/catalog/companies/none", "catalog-entry-unknown"),
        (Method::DELETE, "/catalog/companies/co-acme/cohorts/none", "catalog-entry-unknown"),
        (Method::DELETE, "/catalog/companies/co-acme/courses/none", "catalog-entry-unknown"),
        (Method::GET, "/nowhere", "route-unknown"),
        (Method::GET, "/imports/{id}/nowhere", "route-unknown"),
        (Method::DELETE, "/imports/{id}", "route-unknown"),
        (Method::POST, "/users", "route-unknown"),
    ] {
        cases.push((method, on(path), 404, code));
    }
    for (method, path) in [
        (Method::POST, "/imports/{id}/cancel?force=1"),
        (Method::POST, "/imports/{id}/retry?force=1"),
        (Method::POST, "/imports/{id}/confirm?force=1"),
        (Method::DELETE, "/users/{user}?force=1"),
        (Method::DELETE, "/catalog/companies/co-acme?force=1"),
    ] {
        cases.push((method, on(path), 400, "parameter-unknown"));
    }
    let mut request_ids = BTreeSet::new();
    for (method, path, status, code) in &cases {
        let response = test.http().request(method.clone(), test.url(path)).send().await.unwrap();
        assert_eq!(response.status().as_u16(), *status, "{method} {path}");
        assert_eq!(response.headers()["content-type"], "application/problem+json", "{method} {path}");
        let document: Value = response.json().await.unwrap();
        let members: BTreeSet<&str> = document.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(members, BTreeSet::from(["type", "title", "status", "detail", "code", "request_id"]), "{path}");
        assert_eq!(
            (&document["code"], &document["status"]),
            (&json!(code), &json!(status)),
            "{method} {path}: {document}"
        );
        for member in ["type", "title", "detail", "request_id"] {
            assert!(document[member].as_str().is_some_and(|text| !text.is_empty()), "{path}: {document}");
        }
        request_ids.insert(document["request_id"].to_string());
    }
    assert_eq!(request_ids.len(), cases.len());
}

#[tokio::test]
async fn cursor_of_another_list_is_refused() {
    let test = TestStack::start().await;
    for n in 0..3 {
        test.import(enrolment(&[&format!("1,A,,a{n}@example.org,Acme GmbH,,en_gb,,,,")]), json!({})).await;
    }
    test.import(many(2), json!({})).await;
    let id = test.imports().await[0]["import_id"].as_str().unwrap().to_owned();
    let of_users = test.get("/users?limit=1").await["next_cursor"].as_str().unwrap().to_owned();
    let of_imports = test.get("/imports?limit=1").await["next_cursor"].as_str().unwrap().to_owned();
    let rows = test.get(&format!("/imports/{id}/rows?limit=1")).await;
    let of_rows = rows["next_cursor"].as_str().unwrap();
    for path in [
        format!("/imports?cursor={of_users}"),
        format!("/users?cursor={of_imports}"),
        format!("/imports/{id}/rows?cursor={of_users}"),
        format!("/imports/{id}/problems?cursor={of_imports}"),
        format!("/imports/{id}/problems?cursor={of_rows}"),
        format!("/imports/{id}/findings?cursor={of_rows}"),
        format!("/choices?column=companyName&cursor={of_rows}"),
    ] {
        assert_eq!(test.status(Method::GET, &path, None).await, 400, "{path}");
    }
}

#[tokio::test]
async fn template_contains_only_the_header_as_excel_expects_it() {
    let test = TestStack::start().await;
    let base = "enabled,name,last_name,email,companyName,cohortName,languageCode,job_role,region";
    let modules = |count: usize| (1..=count).map(|n| format!(",module requested {n}")).collect::<Vec<_>>().concat();
    for (query, expected, name) in [
        ("", format!("{base}{}", modules(3)), "enrolment"),
        ("?layout=enrolment&modules=0", base.to_owned(), "enrolment"),
        ("?modules=3", format!("{base}{}", modules(3)), "enrolment"),
        ("?modules=200", format!("{base}{}", modules(200)), "enrolment"),
        ("?layout=learners", "firstname,lastname,email,identifier,country,language".to_owned(), "learners"),
        ("?layout=learners&modules=5", "firstname,lastname,email,identifier,country,language".to_owned(), "learners"),
    ] {
        let response = test.http().get(test.url(&format!("/template{query}"))).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{query}");
        assert_eq!(response.headers()["content-type"], "text/csv; charset=utf-8", "{query}");
        let disposition = response.headers()["content-disposition"].to_str().unwrap().to_owned();
        assert!(disposition.starts_with("attachment") && disposition.contains(name), "{disposition}");
        assert_eq!(response.bytes().await.unwrap(), format!("\u{feff}{expected}\r\n"), "{query}");
    }
}

#[tokio::test]
async fn layouts_match_the_template() {
    let test = TestStack::start().await;
    let document = test.get("/layouts").await;
    assert_eq!(document["default_layout"], "enrolment");
    for layout in document["layouts"].as_array().unwrap() {
        let name = layout["name"].as_str().unwrap();
        let template = test.http().get(test.url(&format!("/template?layout={name}&modules=0"))).send().await.unwrap();
        let template = template.text().await.unwrap();
        let labels: Vec<&str> =
            layout["columns"].as_array().unwrap().iter().map(|c| c["label"].as_str().unwrap()).collect();
        assert_eq!(template.trim_start_matches('\u{feff}').trim_end(), labels.join(","));
        for column in layout["columns"].as_array().unwrap() {
            assert!(
                column["help"].as_str().is_some_and(|help| !help.is_empty()) && column["required"].is_boolean(),
                "{column}"
            );
        }
    }
    let limits = |index: usize| document["layouts"][index]["limits"]["rows_max"].as_u64();
    assert_eq!((limits(0), limits(1)), (Some(1_000_000), Some(250)));
}

#[tokio::test]
async fn erased_user_is_gone_from_every_list_and_can_be_recreated() {
    let test = TestStack::start().await;
    test.import(many(2), json!({})).await;
    let id = test.user("ann0@example.org").await["user_id"].as_str().unwrap().to_owned();
    let path = format!("/users/{id}");
    assert_eq!(test.status(Method::DELETE, &path, None).await, 204);
    assert_eq!(test.status(Method::DELETE, &path, None).await, 404);
    assert_eq!(test.status(Method::GET, &path, None).await, 404);
    for query in ["", "?q=ann0", "?company=co-acme"] {
        let left = test.list(&format!("/users{query}"), 1000).await;
        assert!(left.iter().all(|user| user["user_id"] != json!(id)), "{query}: {left:?}");
    }
    let import = test.import(many(2), json!({})).await;
    assert_eq!((&import["summary"]["created"], &import["summary"]["skipped"]), (&json!(1), &json!(1)), "{import}");
    assert_ne!(test.user("ann0@example.org").await["user_id"], json!(id));
}

#[tokio::test]
async fn catalog_entries_are_added_renamed_and_deleted() {
    let test = TestStack::start().await;
    let catalog = test.get("/catalog").await;
    let names: Vec<&str> =
        catalog["companies"].as_array().unwrap().iter().map(|c| c["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Acme GmbH", "Brio SA"]);
    let acme = &catalog["companies"][0];
    assert_eq!(
        (acme["cohorts"].as_array().unwrap().len(), acme["courses"].as_array().unwrap().len()),
        (2, 3),
        "{acme}"
    );
    // With one company per page.
    let first = test.get("/catalog?limit=1").await;
    let second = test.get(&format!("/catalog?limit=1&cursor={}", first["next_cursor"].as_str().unwrap())).await;
    assert_eq!(
        (&first["companies"][0]["name"], &second["companies"][0]["name"]),
        (&json!("Acme GmbH"), &json!("Brio SA"))
    );
    assert_eq!(test.status(Method::PUT, "/catalog", Some(first)).await, 200);

    // Entries missing from a document are retained; known ones with a new name are renamed.
    test.put_catalog(
        json!([{ "id": "co-acme", "name": "Acme AG", "cohorts": [{ "id": "ch-spring", "name": "Frühling" }, "Winter"],
        "courses": [{ "id": "c-cafe", "title": "Coffee Etiquette" }] }]),
    )
    .await;
    let catalog = test.get("/catalog").await;
    let acme = &catalog["companies"][0];
    assert_eq!((&acme["id"], &acme["name"]), (&json!("co-acme"), &json!("Acme AG")));
    let of = |list: &str, field: &str| {
        acme[list]
            .as_array()
            .unwrap()
            .iter()
            .map(|entry| entry[field].as_str().unwrap().to_owned())
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(of("cohorts", "name"), BTreeSet::from(["Frühling", "Autumn", "Winter"].map(str::to_owned)));
    let courses = ["Safety First – Basics", "Leadership, Part 1", "Coffee Etiquette"];
    assert_eq!(of("courses", "title"), BTreeSet::from(courses.map(str::to_owned)));

    let row = |company: &str, cohort: &str| enrolment(&[&format!("1,A,,a@example.org,{company},{cohort},en,,,,")]);
    assert_eq!(test.import(row("Acme GmbH", ""), json!({})).await["status"], "rejected");
    assert_eq!(test.import(row("Acme AG", "Frühling"), json!({})).await["status"], "completed");
    let (status, response) = test.call(Method::DELETE, "/catalog/companies/co-acme", None).await;
    assert_eq!((status, &response["code"]), (StatusCode::CONFLICT, &json!("company-has-users")), "{response}");
    assert_eq!(test.status(Method::DELETE, "/catalog/companies/co-brio", None).await, 204);
    assert_eq!(test.status(Method::DELETE, "/catalog/companies/co-brio", None).await, 404);
    let user = test.user("a@example.org").await["user_id"].as_str().unwrap().to_owned();
    assert_eq!(test.status(Method::DELETE, &format!("/users/{user}"), None).await, 204);
    assert_eq!(test.status(Method::DELETE, "/catalog/companies/co-acme", None).await, 204);
    assert_eq!(test.get("/catalog").await["companies"], json!([]));
}

#[tokio::test]
async fn inconsistent_catalog_is_refused_as_a_whole() {
    let test = TestStack::start().await;
    let before = test.get("/catalog").await;
    for (companies, status) in [
        (json!([{ "name": "New" }, { "name": "" }]), 422),
        (json!([{ "name": "New" }, { "name": "New" }]), 409),
        (json!([{ "name": "New", "cohorts": ["A B", "A\u{a0} B"] }]), 409),
        (json!([{ "name": "New", "courses": [{ "id": "a b", "title": "x" }] }]), 422),
        (json!([{ "name": "New", "courses": ["x"] }]), 400),
        (json!([{ "name": "New", "employees": [] }]), 400),
        (json!([{ "id": "co-new", "name": "Acme GmbH" }]), 409),
        (json!({}), 400),
    ] {
        let actual = test.status(Method::PUT, "/catalog", Some(json!({ "companies": companies }))).await;
        assert_eq!(actual, status, "{companies}");
        assert_eq!(test.get("/catalog").await, before, "{companies}");
    }
    for (companies, code) in [
        (json!([{ "id": "co-new", "name": "Acme GmbH" }]), "company-name-taken"),
        (
            json!([{ "id": "co-acme", "name": "Acme GmbH", "cohorts": [{ "id": "ch-spring", "name": "Autumn" }] }]),
            "cohort-name-taken",
        ),
    ] {
        let (status, response) = test.call(Method::PUT, "/catalog", Some(json!({ "companies": companies }))).await;
        assert_eq!((status, &response["code"]), (StatusCode::CONFLICT, &json!(code)), "{response}");
    }
    let large = json!({ "companies": [{ "name": "x".repeat(4 * 1024 * 1024) }] });
    assert_eq!(test.status(Method::PUT, "/catalog", Some(large)).await, 413);
}

#[tokio::test]
async fn import_while_waiting_and_after_has_the_same_members() {
    let test = TestStack::start().await;
    let import = test
        .import(format!("\u{feff}{HEADER}\r\n1,A,,a@example.org,Acme GmbH,,en,,,,\r\n").replace(',', ";"), json!({}))
        .await;
    let members: BTreeSet<&str> = import.as_object().unwrap().keys().map(String::as_str).collect();
    let expected = [
        "import_id",
        "source",
        "status",
        "started_by",
        "file",
        "undoes",
        "undone_by",
        "undo_status",
        "feed",
        "waits_for",
        "held",
        "roster",
        "corrections",
        "corrects",
        "superseded_by",
        "courses_left_out",
        "options",
        "progress",
        "summary",
        "problems",
        "failure",
        "created_at",
        "finished_at",
        "expires_at",
    ];
    assert_eq!(members, BTreeSet::from(expected));
    assert_eq!((&import["file"]["encoding"], &import["file"]["delimiter"]), (&json!("utf-8"), &json!(";")));
    assert_eq!(import["progress"]["bytes_read"], import["file"]["size_bytes"]);
    assert_eq!((&import["progress"]["percent"], &import["failure"]), (&json!(100), &Value::Null));
    for time in ["created_at", "finished_at", "expires_at"] {
        let time: jiff::Timestamp = import[time].as_str().unwrap().parse().unwrap();
        assert!(time > jiff::Timestamp::UNIX_EPOCH);
    }
}
