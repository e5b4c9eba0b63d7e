//! Rows that repeat an earlier one, and spellings of the same address: identical rows are merged, others are errors.

use rollcall_tests::{TestStack, enrolment, learners};
use serde_json::{Value, json};

#[tokio::test]
async fn rows_with_the_same_courses_in_another_order_are_identical() {
    let test = TestStack::start().await;
    let rows = [
        "1,Ann,Lee,ann@example.org,Acme GmbH,Spring,en,,,Café Etiquette,Safety First – Basics",
        "1,Ann,Lee,ann@example.org,Acme GmbH,Spring,en,,,Safety First – Basics,Café Etiquette",
        "1,Bea,Lee,bea@example.org,Acme GmbH,Spring,en,,,Café Etiquette,",
        "1,Bea,Lee,bea@example.org,Acme GmbH,Spring,en,,,Café Etiquette,Café Etiquette",
        "1,Bea,Lee,bea@example.org,Acme GmbH,Spring,en,,,Café Etiquette,Safety First – Basics",
    ];
    let import = test.import(enrolment(&rows), json!({ "on_row_errors": "skip" })).await;
    let id = import["import_id"].as_str().unwrap();
    assert_eq!(
        (&import["summary"]["created"], &import["progress"]["rows_repeated"]),
        (&json!(2), &json!(2)),
        "{import}"
    );
    let mut found: Vec<Value> = test.problems(id).await.iter().map(|p| json!([p["code"], p["row"]])).collect();
    found.retain(|one| one[0] != "course-repeated");
    assert_eq!(
        found,
        [json!(["row-duplicate-identical", 3]), json!(["row-duplicate-identical", 5]), json!(["email-duplicate", 6])]
    );
}

#[tokio::test]
async fn repeated_rows_in_enrolment_collapse_and_differing_ones_name_the_first() {
    let test = TestStack::start().await;
    let rows = [
        "1,Ann,Lee,ann@example.org,Acme GmbH,Spring,en,,,Café Etiquette,",
        "TRUE,Ann, Lee ,\u{a0}ANN@example.org,Acme GmbH,Spring,en,,,,Café Etiquette",
        "1,Bea,Lee,bea@example.org,Acme GmbH,,en,,,,",
        "1,Ann,Lee,ann@Example.org,Acme GmbH,Spring,en,,,Safety First – Basics,",
        "1,Anna,Lee,ann@example.org,Acme GmbH,Spring,en,,,Café Etiquette,",
    ];
    let import = test.import(enrolment(&rows), json!({ "on_row_errors": "skip" })).await;
    let id = import["import_id"].as_str().unwrap();
    assert_eq!((&import["summary"]["created"], &import["summary"]["failed"]), (&json!(2), &json!(2)), "{import}");
    assert_eq!((&import["progress"]["rows_repeated"], &import["progress"]["rows_total"]), (&json!(1), &json!(5)));
    let problems = test.problems(id).await;
    assert_eq!(test.codes(id).await, ["row-duplicate-identical", "email-duplicate", "email-duplicate"]);
    assert_eq!((&problems[0]["severity"], &problems[0]["row"]), (&json!("warning"), &json!(3)));
    for problem in &problems {
        assert!(problem["message"].as_str().unwrap().contains("row 2"), "{problem}");
    }
    assert!(problems[1]["message"].as_str().unwrap().contains("module requested"), "{}", problems[1]);
    assert!(!problems[2]["message"].as_str().unwrap().contains("module requested"), "{}", problems[2]);
}

#[tokio::test]
async fn repeated_row_with_an_error_of_its_own_does_not_collapse() {
    let test = TestStack::start().await;
    let rows = [
        "1,Ann,Lee,ann@example.org,Acme GmbH,,en,,,,",
        "1,Ann,Lee,ann@example.org,Acme GmbH,,en,,,,,see mail",
        "1,Ann,Lee,ann@example.org,Acme GmbH,,en,,,\"Café\nEtiquette\",",
    ];
    let import = test.import(enrolment(&rows), json!({ "on_row_errors": "skip" })).await;
    assert_eq!((&import["summary"]["created"], &import["summary"]["failed"]), (&json!(1), &json!(2)), "{import}");
    let codes = test.codes(import["import_id"].as_str().unwrap()).await;
    assert!(codes.contains(&"row-too-many-cells".into()) && codes.contains(&"cell-line-break".into()), "{codes:?}");
    assert_eq!(import["progress"]["rows_repeated"], 0);
}

#[tokio::test]
async fn repeated_row_in_learners_is_always_an_error() {
    let test = TestStack::start().await;
    test.import(learners(&["Old,Hand,old@example.org,,,en"]), json!({ "layout": "learners" })).await;
    let rows = [
        "Ann,Lee,ann@example.org,A1,FR,fr",
        "Ann,Lee,ann@example.org,A1,FR,fr",
        "Ann,Lee,Ann@Example.org,A2,FR,fr",
        "Bea,Lee,bea@example.org,A1,FR,fr",
        "Old,Hand,OLD@example.org,,,en",
        "Old,Hand ★,old@example.org,,,en",
    ];
    let import = test.import(learners(&rows), json!({ "layout": "learners", "on_row_errors": "skip" })).await;
    assert_eq!((&import["summary"]["created"], &import["summary"]["failed"]), (&json!(1), &json!(5)), "{import}");
    let problems = test.problems(import["import_id"].as_str().unwrap()).await;
    let found: Vec<Value> = problems.iter().map(|p| json!([p["row"], p["code"], p["column"]])).collect();
    assert_eq!(
        found,
        [
            json!([3, "email-duplicate", "email"]),
            json!([3, "identifier-duplicate", "identifier"]),
            json!([4, "email-duplicate", "email"]),
            json!([5, "identifier-duplicate", "identifier"]),
            json!([6, "user-exists", "email"]),
            json!([7, "last-name-invalid", "lastname"]),
            json!([7, "email-duplicate", "email"]),
            json!([7, "user-exists", "email"]),
        ]
    );
    assert_eq!(test.users().await.len(), 2);
}

#[tokio::test]
async fn address_in_any_case_and_either_domain_form_is_one_user() {
    let test = TestStack::start().await;
    let row = |address: &str| enrolment(&[&format!("1,Ann,Lee,{address},Acme GmbH,,en,,,,")]);
    test.import(row("Anna@Bücher.Example"), json!({})).await;
    for address in ["anna@xn--bcher-kva.example", "ANNA@BÜCHER.EXAMPLE", "anna@bu\u{308}cher.example"] {
        let import = test.import(row(address), json!({})).await;
        assert_eq!(import["summary"]["skipped"], 1, "{address}: {import}");
    }
    for address in ["anna+x@bücher.example", "an.na@bücher.example"] {
        let import = test.import(row(address), json!({})).await;
        assert_eq!(import["summary"]["created"], 1, "{address}: {import}");
    }
    let users = test.users().await;
    assert_eq!(users.len(), 3);
    assert!(users.iter().any(|user| user["email"] == "Anna@Bücher.Example"), "{users:?}");
}
