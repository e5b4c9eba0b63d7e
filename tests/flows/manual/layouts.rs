//! The layouts and problem codes, as returned by `GET /layouts`.

use rollcall_tests::TestStack;
use serde_json::Value;

use super::{cell, check, table};

fn rule(rule: &Value) -> String {
    let most = rule["chars_max"].as_u64().map(|most| format!("at most {most} characters")).unwrap_or_default();
    match (rule["kind"].as_str().unwrap(), rule["plain"].as_bool()) {
        ("name", Some(true)) => format!("{most}, no symbols"),
        ("name" | "free_text", _) => most,
        ("enabled", _) => "`1` or `0`".into(),
        ("email", _) => "e-mail address".into(),
        ("company", _) => "name of a company".into(),
        ("cohort", _) => "name of a cohort of that company".into(),
        ("language_tag", _) => "BCP 47 language tag".into(),
        ("language_code", _) => "ISO 639-1 code, lowercase".into(),
        ("country", _) => "ISO 3166-1 alpha-2 code, capitals".into(),
        ("identifier", _) => "letters and digits".into(),
        ("course", _) => "title of a course of the company".into(),
        (kind, _) => format!("`{kind}`"),
    }
}

fn thousands(number: u64) -> String {
    if number < 1000 { number.to_string() } else { format!("{},{:03}", thousands(number / 1000), number % 1000) }
}

fn layouts(document: &Value) -> Vec<String> {
    let mut blocks = Vec::new();
    for layout in document["layouts"].as_array().unwrap() {
        let text = |value: &Value| cell(value.as_str().unwrap());
        let mut rows: Vec<Vec<String>> = Vec::new();
        for column in layout["columns"].as_array().unwrap() {
            let required = if column["required"] == true { "yes" } else { "" };
            let label = format!("`{}`", text(&column["label"]));
            rows.push(vec![label, required.into(), rule(&column["rule"]), text(&column["help"])]);
        }
        if let numbered @ Value::Object(_) = &layout["numbered"] {
            let prefix = numbered["prefix"].as_str().unwrap();
            let label = format!("`{prefix}1`, `{prefix}2` …");
            let most = numbered["columns_max"].as_u64().unwrap();
            let rule = format!("{}; at most {most} columns, with any numbers", rule(&numbered["rule"]));
            rows.push(vec![label, String::new(), rule, text(&numbered["help"])]);
        }
        let rows_max = thousands(layout["limits"]["rows_max"].as_u64().unwrap());
        blocks.push(format!("## `{}`", layout["name"].as_str().unwrap()));
        blocks.push(format!("{}. At most {rows_max} rows.", layout["title"].as_str().unwrap()));
        blocks.push(table(&["Column", "Required", "Rule", "Notes"], &rows));
    }
    blocks
}

fn problem_codes(document: &Value) -> Vec<String> {
    let mut blocks = Vec::new();
    for (title, severity, refuses_file) in
        [("Reject the whole file", "error", true), ("Errors in a row", "error", false), ("Warnings", "warning", false)]
    {
        let of_kind = |problem: &&Value| problem["severity"] == severity && problem["refuses_file"] == refuses_file;
        let codes = document["problems"].as_array().unwrap().iter().filter(of_kind);
        let codes: Vec<String> = codes.map(|problem| format!("`{}`", problem["code"].as_str().unwrap())).collect();
        blocks.push(format!("**{title}:** {}", codes.join(", ")));
    }
    blocks
}

#[tokio::test]
async fn manual_layouts_page_matches_the_stack() {
    let test = TestStack::start().await;
    let document = test.get("/layouts").await;
    check("layouts.md", &layouts(&document));
    check("problem-codes.md", &problem_codes(&document));
}

#[test]
fn manual_names_the_date_of_the_language_registry() {
    let page = include_str!("../../../docs/src/layouts.md");
    assert!(page.contains(&format!("registry of {}", rollcall_domain::rules::registry_date())));
}
