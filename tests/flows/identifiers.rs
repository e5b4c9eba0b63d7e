//! Identifiers: a warning if another user has the same identifier, and lists that show identifiers and filter by them.

use reqwest::Method;
use rollcall_tests::{TestStack, learners};
use serde_json::{Value, json};

fn learner() -> Value {
    json!({ "layout": "learners" })
}

fn id(import: &Value) -> &str {
    import["import_id"].as_str().unwrap()
}

#[tokio::test]
async fn identifier_of_another_user_is_a_warning_that_names_the_user_only_to_readers_of_users() {
    let test = TestStack::start().await;
    test.import(learners(&["Edda,Vries,edda@example.org,00417,DE,de"]), learner()).await;
    let rows = ["Joris,Kant,joris@example.org,00417,NL,en", "Edda,Vries-Maas,edda.maas@example.org,417,DE,de"];
    let import = test.import(learners(&rows), learner()).await;
    assert_eq!((&import["status"], &import["summary"]["created"]), (&json!("completed"), &json!(2)), "{import}");
    let problems = test.problems(id(&import)).await;
    assert_eq!(problems.len(), 1, "{problems:?}");
    let problem = &problems[0];
    let expected = json!(["identifier-taken", "warning", 2, "identifier", "00417", "edda@example.org"]);
    let shown = ["code", "severity", "row", "column", "found", "holder"].map(|name| &problem[name]);
    assert_eq!(json!(shown), expected, "{problem}");
    assert!(problem["message"].as_str().unwrap().contains("edda@example.org"), "{problem}");
    assert_eq!(test.rows(id(&import), "outcome=created").await[0]["problems"][0], *problem);
    // Anyone who may read imports may download these exports, even without the right to read users.
    for format in ["json", "csv"] {
        let export = String::from_utf8(test.export(id(&import), format).await).unwrap();
        assert!(export.contains("Another user already has the identifier"), "{export}");
        assert!(!export.contains("edda@example.org"), "{export}");
    }
}

#[tokio::test]
async fn identifier_of_an_erased_user_is_free_again() {
    let test = TestStack::start().await;
    test.import(learners(&["Edda,Vries,edda@example.org,00417,DE,de"]), learner()).await;
    let user = test.user("edda@example.org").await;
    assert_eq!(user["identifier"], "00417");
    let path = format!("/users/{}", user["user_id"].as_str().unwrap());
    assert_eq!(test.status(Method::DELETE, &path, None).await, 204);
    let import = test.import(learners(&["Joris,Kant,joris@example.org,00417,NL,en"]), learner()).await;
    assert_eq!(test.codes(id(&import)).await, [""; 0]);
}

#[tokio::test]
async fn row_with_errors_has_the_warning_too_and_the_users_own_identifier_is_none() {
    let test = TestStack::start().await;
    test.import(learners(&["Edda,Vries,edda@example.org,00417,DE,de"]), learner()).await;
    let rows = ["Edda,Vries,edda@example.org,00417,DE,de", "Joris,Kant,joris@@example.org,00418,NL,en"];
    let import = test.import(learners(&rows), learner()).await;
    assert_eq!(test.codes(id(&import)).await, ["user-exists", "email-invalid"], "{import}");
    let import = test.import(learners(&["Joris,Kant,joris@@example.org,00417,NL,en"]), learner()).await;
    assert_eq!(test.codes(id(&import)).await, ["email-invalid", "identifier-taken"], "{import}");
}

#[tokio::test]
async fn users_are_listed_with_their_identifiers_and_by_them() {
    let test = TestStack::start().await;
    let rows = ["Edda,Vries,edda@example.org,00417,DE,de", "Joris,Kant,joris@example.org,,NL,en"];
    test.import(learners(&rows), learner()).await;
    test.import(learners(&["Nils,Ruhe,nils@example.org,00417,DE,de"]), learner()).await;
    let identifiers: Vec<Value> = test.users().await.into_iter().map(|user| user["identifier"].clone()).collect();
    assert_eq!(identifiers, [json!("00417"), Value::Null, json!("00417")]);
    for (query, expected) in [
        ("identifier=00417", vec!["edda@example.org", "nils@example.org"]),
        ("identifier=00417&q=nils", vec!["nils@example.org"]),
        ("identifier=00417&status=active", vec![]),
        ("identifier=417", vec![]),
    ] {
        let listed = test.list(&format!("/users?{query}"), 1).await;
        let emails: Vec<&str> = listed.iter().map(|user| user["email"].as_str().unwrap()).collect();
        assert_eq!(emails, expected, "{query}");
        assert!(listed.iter().all(|user| user["identifier"] == "00417"), "{listed:?}");
    }
}
