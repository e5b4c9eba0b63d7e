//! Findings, safe suggestions and choices: what a dialog or the command line offers for a file with mistakes.

use std::{fs, path::Path};

use clap::Parser;
use reqwest::Method;
use rollcall_local::cli::{self, Cli};
use rollcall_tests::{TestStack, enrolment};
use serde_json::{Value, json};

fn sample(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples").join(name)
}

async fn with_samples() -> TestStack {
    let test = TestStack::start().await;
    let catalog: Value = serde_json::from_slice(&fs::read(sample("catalog.json")).unwrap()).unwrap();
    test.put_catalog(catalog["companies"].clone()).await;
    test
}

/// Runs `rollcall import` against the stack's API. Returns its exit status.
async fn command(test: &TestStack, arguments: &[&str]) -> String {
    let api = test.url("");
    let all = ["rollcall", "--api", api.trim_end_matches('/'), "import"].into_iter().chain(arguments.iter().copied());
    format!("{:?}", cli::run(Cli::parse_from(all)).await)
}

#[tokio::test]
async fn findings_list_distinct_values_with_their_rows() {
    let test = TestStack::start().await;
    let rows: Vec<String> = (0..30)
        .map(|n| format!("1,Ann,Lee,ann{n}@@example.org,Acme GmbH,Sprng,English,,,Leadership Part 1,Nothing"))
        .collect();
    let file = enrolment(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    let import = test.import(file, json!({})).await;
    let path = format!("/imports/{}/findings", import["import_id"].as_str().unwrap());
    let findings = test.list(&path, 2).await;
    let shown: Vec<Value> = findings
        .iter()
        .map(|one| {
            json!([
                one["code"],
                one["column"],
                one["company"],
                one["found"],
                one["count"],
                one["suggestions"],
                one["safe"]
            ])
        })
        .collect();
    assert_eq!(
        shown,
        [
            json!(["language-invalid", "languageCode", null, "English", 30, ["en"], true]),
            json!(["cohort-unmatched", "cohortName", "Acme GmbH", "Sprng", 30, ["Spring"], true]),
            json!([
                "course-unmatched",
                "module requested",
                "Acme GmbH",
                "Leadership Part 1",
                30,
                ["Leadership, Part 1"],
                true
            ]),
            json!(["course-unmatched", "module requested", "Acme GmbH", "Nothing", 30, [], false]),
        ]
    );
    assert_eq!(findings[0]["first_rows"], json!([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]));
    assert!(findings[0]["message"].as_str().is_some_and(|message| message.contains("“English”")), "{findings:?}");
    let page = test.get(&format!("{path}?severity=warning")).await;
    assert_eq!(page, json!({ "items": [], "next_cursor": null, "truncated": false, "rows_left_over": 0 }));
    assert_eq!(test.status(Method::GET, &format!("{path}?severity=bad"), None).await, 400);
    // Invalid addresses are listed as problems in their rows, and their suggestions are also marked as safe.
    let problems = test.problems(import["import_id"].as_str().unwrap()).await;
    let address = problems.iter().find(|problem| problem["code"] == "email-invalid").unwrap();
    assert_eq!((&address["safe"], &address["suggestions"]), (&json!(true), &json!(["ann0@example.org"])));
}

#[tokio::test]
async fn findings_beyond_the_limit_are_counted_and_values_are_whole() {
    let test = TestStack::start().await;
    let long = "é".repeat(200);
    let rows: Vec<String> = (0..2_003).map(|n| format!("1,Ann,Lee,ann{n}@example.org,{long}{n},,en,,,,")).collect();
    let file = enrolment(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    let import = test.import(file, json!({})).await;
    let path = format!("/imports/{}/findings", import["import_id"].as_str().unwrap());
    let page = test.get(&format!("{path}?limit=1")).await;
    assert_eq!((&page["truncated"], &page["rows_left_over"]), (&json!(true), &json!(3)));
    assert_eq!(page["items"][0]["found"], format!("{long}0"));
    assert_eq!(test.list(&path, 1000).await.len(), 2_000);
}

#[tokio::test]
async fn choices_are_searched_by_the_beginnings_of_words() {
    let test = with_samples().await;
    for (query, expected) in [
        ("column=companyName&q=har", &["Harbour & Vale Ltd"][..]),
        ("column=companyName&q=VALE", &["Harbour & Vale Ltd"]),
        ("column=companyName&q=ltd%20har", &["Harbour & Vale Ltd"]),
        ("column=companyName&q=arb", &[]),
        ("column=cohortName&company=Harbour%20%26%20Vale%20Ltd", &["Night Shift", "Spring Intake", "Team Leads"]),
        ("column=cohortName&company=%20Harbour%20%20%26%C2%A0Vale%20Ltd&q=night", &["Night Shift"]),
        (
            "column=module%20requested&company=Harbour%20%26%20Vale%20Ltd&q=spread",
            &["Spreadsheets I: Tables and Charts", "Spreadsheets II: Formulas"],
        ),
        ("layout=enrolment&column=module%20requested%202&company=Nobody", &[]),
    ] {
        let page = test.get(&format!("/choices?{query}")).await;
        assert_eq!(page, json!({ "items": expected, "next_cursor": null }), "{query}");
    }
    for query in ["column=email", "layout=learners&column=companyName", "column=cohortName", ""] {
        assert_eq!(test.status(Method::GET, &format!("/choices?{query}"), None).await, 400, "{query}");
    }
    let companies: Vec<Value> = (0..45).map(|n| json!({ "name": format!("Group {n:02}") })).collect();
    test.put_catalog(json!(companies)).await;
    let mut items = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = test.get(&format!("/choices?column=companyName&q=grou{cursor}")).await;
        let some = page["items"].as_array().unwrap().clone();
        assert!(some.len() <= 20);
        items.extend(some);
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!((items.len(), &items[0], &items[44]), (45, &json!("Group 00"), &json!("Group 44")));
}

#[tokio::test]
async fn broken_sample_is_fixed_on_the_command_line() {
    let test = with_samples().await;
    let dir = tempfile::tempdir().unwrap();
    let (rest, out) = (dir.path().join("rest.json"), dir.path().join("out"));
    let corrections = json!({ "corrections": [
        { "kind": "value", "column": "enabled", "found": "maybe", "to": "1" },
        { "kind": "cell", "row": 4, "column": "name", "found": "", "to": "June" },
        { "kind": "cell", "row": 7, "column": "email", "found": "jörg.thomsen@nordlicht.example", "to": "joerg.thomsen@nordlicht.example" },
        { "kind": "cell", "row": 8, "column": "email", "found": "", "to": "meike.ahlers@nordlicht.example" },
        { "kind": "row", "row": 10, "found": "wiebke.janssen@nordlicht.example" },
        { "kind": "value", "column": "cohortName", "company": "Nordlicht Energie GmbH", "found": "Ausbildung 2026", "to": "Ausbildung 2025" },
        { "kind": "value", "column": "languageCode", "found": "", "to": "es" },
        { "kind": "cell", "row": 14, "column": "name", "found": "Pilar\nMaría", "to": "Pilar María" },
        { "kind": "row", "row": 15 },
        { "kind": "row", "row": 16 },
        { "kind": "cell", "row": 17, "column": "email", "found": "rosa.linares@solar-sur.example; rosa@example.com", "to": "rosa@example.com" },
        { "kind": "value", "column": "module requested", "company": "Nordlicht Energie GmbH", "found": "Sicher fahren bei Eis & Schnee", "to": "Sicher fahren bei Eis und Schnee" },
        { "kind": "value", "column": "module requested", "company": "Nordlicht Energie GmbH", "found": "Forklift Basics", "to": "" },
        { "kind": "row", "row": 23 },
    ] });
    fs::write(&rest, corrections.to_string()).unwrap();
    let file = sample("broken.csv");
    let arguments = [file.to_str().unwrap(), "--out", out.to_str().unwrap(), "--corrections", rest.to_str().unwrap()];
    let alone = command(&test, &arguments).await;
    assert_eq!((alone.as_str(), test.users().await.len()), ("ExitCode(unix_exit_status(3))", 0));
    let both: Vec<&str> = arguments.into_iter().chain(["--accept-suggestions"]).collect();
    assert_eq!(command(&test, &both).await, "ExitCode(unix_exit_status(0))");
    test.wait_until_idle().await;
    let import = test.get("/imports").await["items"][0].clone();
    assert_eq!((&import["status"], &import["summary"]["created"]), (&json!("completed"), &json!(19)), "{import}");
    assert_eq!(
        (&import["problems"]["errors"], &import["progress"]["rows_left_out"]),
        (&json!(0), &json!(4)),
        "{import}"
    );
    let left_out = json!([{ "company": "Nordlicht Energie GmbH", "found": "Forklift Basics", "rows": 1 }]);
    assert_eq!(import["courses_left_out"], left_out, "{import}");
    let addresses: Vec<Value> = test.users().await.iter().map(|user| user["email"].clone()).collect();
    for address in ["judith.marsh@example.org", "daniel.okafor@example.com", "birte.lorenzen@nordlicht.example"] {
        assert!(addresses.contains(&json!(address)), "{addresses:?}");
    }
    let notice = test.result(&format!("results/{}/summary.json", import["import_id"].as_str().unwrap())).await;
    let notice: Value = serde_json::from_slice(&notice).unwrap();
    assert_eq!(notice["courses_left_out"], left_out);
    let result = test.export(import["import_id"].as_str().unwrap(), "json").await;
    let result: Value = serde_json::from_slice(&result).unwrap();
    assert_eq!(result["courses_left_out"], left_out);
}

#[tokio::test]
async fn broken_learners_sample_is_fixed_on_the_command_line() {
    let test = with_samples().await;
    let dir = tempfile::tempdir().unwrap();
    let (rest, out) = (dir.path().join("rest.json"), dir.path().join("out"));
    let corrections = json!([
        { "kind": "cell", "row": 7, "column": "lastname", "found": "Price ★", "to": "Price" },
        { "kind": "row", "row": 15, "found": "Nora.Falk@example.org" },
    ]);
    fs::write(&rest, corrections.to_string()).unwrap();
    let file = sample("broken-learners.csv");
    let (file, rest, out) = (file.to_str().unwrap(), rest.to_str().unwrap(), out.to_str().unwrap());
    let arguments = [file, "--layout", "learners", "--accept-suggestions", "--out", out];
    // Two rows are still invalid, and the default is all or nothing.
    assert_eq!(command(&test, &arguments).await, "ExitCode(unix_exit_status(3))");
    assert_eq!(test.users().await.len(), 0);
    let names = fs::read_dir(out).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let names: Vec<String> = names.collect();
    assert!(matches!(&names[..], [name] if name.starts_with("rollcall-fix-")), "nothing was imported: {names:?}");
    let all: Vec<&str> = arguments.into_iter().chain(["--corrections", rest]).collect();
    assert_eq!(command(&test, &all).await, "ExitCode(unix_exit_status(0))");
    test.wait_until_idle().await;
    let import = test.get("/imports").await["items"][0].clone();
    assert_eq!((&import["status"], &import["summary"]["created"]), (&json!("completed"), &json!(19)), "{import}");
    assert_eq!(import["corrections"], 5, "{import}");
    assert_eq!(test.user("owen.price@example.com").await["last_name"], "Price");
}

#[tokio::test]
async fn suggestions_are_not_accepted_in_a_file_that_a_person_would_have_to_look_at() {
    let test = with_samples().await;
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("out");
    let header = "firstname,lastname,email,language\n";
    let twice = format!("{header}JosÃ©,Lee,jose@example.org,EN\nRenÃ©,Lee,rene@example.org,en\n").into_bytes();
    // The byte is a letter in Mac OS Roman and a quotation mark in other encodings.
    let uncertain = [header.as_bytes(), b"Zo\x91,Lee,zoe@example.org,EN\n"].concat();
    for bytes in [twice, uncertain] {
        let file = dir.path().join("people.csv");
        fs::write(&file, bytes).unwrap();
        let (file, out) = (file.to_str().unwrap(), out.to_str().unwrap());
        let arguments = [file, "--layout", "learners", "--accept-suggestions", "--out", out];
        assert_eq!(command(&test, &arguments).await, "ExitCode(unix_exit_status(3))");
        assert_eq!(test.users().await.len(), 0);
    }
}
