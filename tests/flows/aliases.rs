//! Aliases: alternative names for a company, a cohort or a course.

use reqwest::{Method, StatusCode};
use rollcall_tests::{Recorder, TestOptions, TestStack, enrolment};
use serde_json::{Value, json};

async fn add(test: &TestStack, aliases: Value) -> (StatusCode, Value) {
    test.call(Method::POST, "/catalog/aliases", Some(json!({ "aliases": aliases }))).await
}

async fn results(test: &TestStack, aliases: Value) -> Vec<Value> {
    let (status, response) = add(test, aliases).await;
    assert_eq!(status, StatusCode::OK, "{response}");
    response["aliases"].as_array().unwrap().iter().map(|alias| alias["result"].clone()).collect()
}

async fn put(test: &TestStack, companies: Value) -> Value {
    let (status, response) = test.call(Method::PUT, "/catalog", Some(json!({ "companies": companies }))).await;
    assert_eq!(status, StatusCode::OK, "{response}");
    response
}

async fn company(test: &TestStack, name: &str) -> Value {
    let companies = test.get("/catalog").await["companies"].as_array().unwrap().clone();
    companies.into_iter().find(|company| company["name"] == name).unwrap()
}

#[tokio::test]
async fn file_with_aliases_is_read_with_one_warning_for_each() {
    let test = TestStack::start().await;
    let added = results(
        &test,
        json!([
            { "company": "Acme GmbH", "alias": " Acme  Inc " },
            { "company": "Acme GmbH", "cohort": "Spring", "alias": "Frühling" },
            { "company": "Acme GmbH", "course": "Leadership, Part 1", "alias": "Leading - 1" },
        ]),
    )
    .await;
    assert_eq!(added, ["added", "added", "added"]);
    let file = enrolment(&[
        "1,Ann,Lee,ann@example.org,Acme Inc,Frühling,en,,,leading – 1,",
        "1,Ben,Lee,ben@example.org,Acme Inc,Spring,en,,,Café Etiquette,LEADING-1",
        "1,Cat,Lee,cat@example.org,Acme GmbH,Frühling,en,,,,",
    ]);
    let import = test.import(file, json!({ "confirm": true })).await;
    let id = import["import_id"].as_str().unwrap();
    let problems = test.problems(id).await;
    let shown: Vec<Value> = problems
        .iter()
        .map(|one| json!([one["code"], one["found"], one["suggestions"], one["rows"], one["first_rows"]]))
        .collect();
    assert_eq!(
        shown,
        [
            json!(["alias-used", "Frühling", ["Spring"], 2, [2, 4]]),
            json!(["alias-used", "Acme Inc", ["Acme GmbH"], 2, [2, 3]]),
            json!(["alias-used", "Leading - 1", ["Leadership, Part 1"], 2, [2, 3]]),
        ]
    );
    assert_eq!(test.confirm(id, false).await, 202);
    let import = test.settled_after_confirm(id).await;
    assert_eq!((&import["summary"]["created"], &import["summary"]["course_assignments"]), (&json!(3), &json!(3)));
    let user = test.user("ann@example.org").await;
    assert_eq!((&user["company"], &user["cohort"]), (&json!("Acme GmbH"), &json!("Spring")));
}

#[tokio::test]
async fn correction_names_the_company_of_an_alias() {
    let test = TestStack::start().await;
    results(&test, json!([{ "company": "Acme GmbH", "alias": "Acme" }])).await;
    let file = enrolment(&["1,Ann,Lee,ann@example.org,Acme,Sprng,en,,,,"]);
    let corrections =
        json!([{ "kind": "value", "column": "cohortName", "company": "Acme GmbH", "found": "Sprng", "to": "Spring" }]);
    let import = test.import(file, json!({ "corrections": corrections })).await;
    assert_eq!((&import["status"], &import["summary"]["created"]), (&json!("completed"), &json!(1)), "{import}");
}

#[tokio::test]
async fn alias_that_another_entry_has_is_taken() {
    let test = TestStack::start().await;
    let asked = json!([
        { "company": "Acme GmbH", "alias": "ACME" },
        { "company": "Acme GmbH", "alias": "ACME" },
        { "company": "Brio SA", "alias": "ACME" },
        { "company": "Brio SA", "alias": "Acme GmbH" },
        { "company": "Acme GmbH", "alias": "Acme GmbH" },
        { "company": "Acme GmbH", "cohort": "Spring", "alias": "Autumn" },
        { "company": "Acme GmbH", "cohort": "Spring", "alias": "First" },
        { "company": "Acme GmbH", "cohort": "Autumn", "alias": "First" },
        { "company": "Acme GmbH", "course": "Café Etiquette", "alias": "cafe" },
        { "company": "Acme GmbH", "course": "Leadership, Part 1", "alias": "CAFE" },
        { "company": "Brio SA", "course": "Techniques de vente", "alias": "cafe" },
    ]);
    let expected =
        ["added", "exists", "taken", "taken", "exists", "taken", "added", "taken", "added", "taken", "added"];
    assert_eq!(results(&test, asked).await, expected);
    for (alias, status) in [
        (json!({ "company": "Nobody", "alias": "x" }), 404),
        (json!({ "company": "Acme GmbH", "cohort": "Winter", "alias": "x" }), 404),
        (json!({ "company": "Acme GmbH", "alias": " " }), 422),
        (json!({ "company": "Acme GmbH", "alias": "x".repeat(257) }), 422),
    ] {
        let (found, response) = add(&test, json!([alias])).await;
        assert_eq!(found.as_u16(), status, "{response}");
    }
    let more: Vec<Value> = (0..5).map(|n| json!({ "company": "Acme GmbH", "alias": format!("A{n}") })).collect();
    assert_eq!(add(&test, json!(more)).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(results(&test, json!(more[..4])).await, ["added"; 4]);
    assert_eq!(company(&test, "Acme GmbH").await["aliases"].as_array().unwrap().len(), 5);
}

#[tokio::test]
async fn request_with_an_alias_that_cannot_be_added_adds_none() {
    let test = TestStack::start().await;
    let alias = |company: &str, alias: &str| json!({ "company": company, "alias": alias });
    let six: Vec<Value> = (0..6).map(|n| alias("Acme GmbH", &format!("A{n}"))).collect();
    let unknown = "aliases[1] does not name an entry of the catalog. GET /catalog lists the entries.";
    for (last, status, detail) in [
        (alias("Unknown Ltd", "x"), 404, unknown),
        (alias("Brio SA", " "), 422, "/aliases/1/alias is empty: enter the text that rows will contain."),
    ] {
        let (found, response) = add(&test, json!([alias("Acme GmbH", "Acme"), last])).await;
        assert_eq!((found.as_u16(), &response["detail"]), (status, &json!(detail)), "{response}");
    }
    let (_, response) = add(&test, json!(six)).await;
    let detail = "aliases[5]: \"Acme GmbH\" would have more than 5 aliases. Remove some first.";
    assert_eq!(response["detail"], detail, "{response}");
    assert!(company(&test, "Acme GmbH").await.get("aliases").is_none());
    // A duplicate, a text that another alias in the request takes, and a company that the request names by its new alias.
    let asked = json!([
        alias("Acme GmbH", "Acme"),
        alias("Acme", "ACME Inc"),
        alias("Acme GmbH", "Acme"),
        alias("Brio SA", "Acme"),
    ]);
    assert_eq!(results(&test, asked).await, ["added", "added", "exists", "taken"]);
}

/// A request must be answered within 29 seconds, so its company is read once, and its aliases are written in few transactions.
#[tokio::test]
async fn as_many_aliases_as_a_company_can_have_are_added_with_few_calls() {
    let recorder = Recorder::listening();
    let test = TestStack::start_with(TestOptions { recorder: recorder.clone(), ..TestOptions::default() }).await;
    let cohorts: Vec<String> = (0..100).map(|n| format!("Cohort {n}")).collect();
    put(&test, json!([{ "name": "Large", "cohorts": cohorts }])).await;
    let mut asked: Vec<Value> = (0..5).map(|n| json!({ "company": "Large", "alias": format!("Large {n}") })).collect();
    for cohort in &cohorts[..99] {
        let alias = |n: u8| json!({ "company": "Large", "cohort": cohort, "alias": format!("{cohort}/{n}") });
        asked.extend((0..5).map(alias));
    }
    for (expected, transactions) in [("added", 6), ("exists", 0)] {
        recorder.take();
        assert_eq!(results(&test, json!(asked)).await, [expected; 500]);
        let calls = recorder.take();
        let calls = calls.iter().filter(|call| call.function == "directory");
        let targets: Vec<&str> = calls.filter_map(|call| call.target.as_deref()).collect();
        let count = |operation: &str| targets.iter().filter(|target| target.ends_with(operation)).count();
        assert_eq!((count(".Query"), count(".TransactWriteItems")), (1, transactions), "{targets:?}");
        assert!(targets.len() < 20, "{targets:?}");
    }
    let (status, response) =
        add(&test, json!([{ "company": "Large", "cohort": "Cohort 99", "alias": "One more" }])).await;
    let detail = "aliases[0]: There would be more than 500 aliases of a company. Remove some first.";
    assert_eq!((status.as_u16(), &response["detail"]), (422, &json!(detail)), "{response}");
    let large = company(&test, "Large").await;
    let count = |of: &Value| of["aliases"].as_array().map_or(0, Vec::len);
    assert_eq!(count(&large) + large["cohorts"].as_array().unwrap().iter().map(count).sum::<usize>(), 500);
    test.stop().await;
}

#[tokio::test]
async fn two_writers_cannot_both_take_a_text() {
    let test = TestStack::start().await;
    for n in 0..10 {
        let alias = format!("Text {n}");
        let (one, other) = tokio::join!(
            results(&test, json!([{ "company": "Acme GmbH", "alias": alias }])),
            results(&test, json!([{ "company": "Brio SA", "alias": alias }])),
        );
        let outcomes = [one[0].as_str().unwrap(), other[0].as_str().unwrap()];
        assert!(outcomes.contains(&"added") && outcomes.contains(&"taken"), "{outcomes:?}");
        for name in ["Acme GmbH", "Brio SA"] {
            put(&test, json!([{ "name": name, "aliases": [] }])).await;
        }
    }
}

#[tokio::test]
async fn name_of_the_catalog_wins_over_an_alias() {
    let test = TestStack::start().await;
    let aliases = json!([
        { "company": "Acme GmbH", "alias": "Acme" },
        { "company": "Acme GmbH", "cohort": "Spring", "alias": "First" },
        { "company": "Acme GmbH", "course": "Café Etiquette", "alias": "Manners" },
    ]);
    results(&test, aliases).await;
    let document = json!([
        { "name": "Acme" },
        { "name": "Acme GmbH", "cohorts": ["First"], "courses": [{ "id": "c-manners", "title": "manners" }] },
    ]);
    assert_eq!(put(&test, document.clone()).await["aliases_removed"], 3);
    assert_eq!(put(&test, document).await["aliases_removed"], 0);
    let acme = company(&test, "Acme GmbH").await;
    assert!(acme.get("aliases").is_none() && !acme.to_string().contains("aliases"), "{acme}");
    let file = enrolment(&["1,Ann,Lee,ann@example.org,Acme,,en,,,,"]);
    let import = test.import(file, json!({})).await;
    assert_eq!(import["summary"]["created"], 1, "{import}");
    assert_eq!(test.user("ann@example.org").await["company"], "Acme");
}

#[tokio::test]
async fn list_of_a_document_replaces_that_of_the_entry() {
    let test = TestStack::start().await;
    let brio = |aliases: Value| json!([{ "name": "Brio SA", "aliases": aliases, "cohorts": [{ "name": "Été", "aliases": ["Summer"] }] }]);
    put(&test, brio(json!(["Brio", "Brio AG"]))).await;
    put(&test, json!([{ "name": "Brio SA", "cohorts": ["Été"] }])).await;
    let stored = company(&test, "Brio SA").await;
    assert_eq!(stored["aliases"].as_array().unwrap().len(), 2, "{stored}");
    assert_eq!(stored["cohorts"][0]["aliases"], json!(["Summer"]));
    put(&test, brio(json!(["Brio"]))).await;
    assert_eq!(company(&test, "Brio SA").await["aliases"], json!(["Brio"]));
    // An alias may pass from one entry to another.
    let cohorts = |spring: Value, autumn: Value| {
        json!([{ "name": "Acme GmbH",
                 "cohorts": [{ "name": "Spring", "aliases": spring }, { "name": "Autumn", "aliases": autumn }] }])
    };
    for (spring, autumn) in [(json!(["First"]), json!([])), (json!([]), json!(["First"]))] {
        put(&test, cohorts(spring.clone(), autumn.clone())).await;
        let stored = company(&test, "Acme GmbH").await;
        for (name, expected) in [("Spring", spring), ("Autumn", autumn)] {
            let cohort = stored["cohorts"].as_array().unwrap().iter().find(|cohort| cohort["name"] == name).unwrap();
            let aliases = cohort.get("aliases").cloned().unwrap_or_else(|| json!([]));
            assert_eq!(aliases, expected, "{name}: {stored}");
        }
    }
    // A company's former name may become an alias, and an alias may become the name.
    put(&test, json!([{ "id": "co-brio", "name": "Brio", "aliases": ["Brio SA"] }])).await;
    assert_eq!(company(&test, "Brio").await["aliases"], json!(["Brio SA"]));
    let (status, response) = test
        .call(Method::PUT, "/catalog", Some(json!({ "companies": [{ "name": "Acme GmbH", "aliases": ["Brio SA"] }] })))
        .await;
    assert_eq!((status, &response["code"]), (StatusCode::CONFLICT, &json!("alias-taken")), "{response}");
    // Deleting a company frees its name and aliases.
    assert_eq!(test.status(Method::DELETE, "/catalog/companies/co-brio", None).await, 204);
    assert_eq!(results(&test, json!([{ "company": "Acme GmbH", "alias": "Brio SA" }])).await, ["added"]);
}
