//! Messages use the reader's language; an import's files use the language of the person who started it.

use reqwest::{Method, StatusCode, header};
use rollcall_tests::{TestStack, enrolment};
use serde_json::{Value, json};

const GOOD: &str = "1,Ann,Lee,ann@example.org,Acme GmbH,,en,,,,";
const BAD: &str = "1,Cid,Lee,cid@example,Acme GmbH,,en,,,,";

/// Calls the API. Returns the `Content-Language` and the body.
async fn ask(test: &TestStack, method: Method, path: &str, language: &str, body: Option<Value>) -> (String, Value) {
    let mut request = test.http().request(method, test.url(path)).header(header::ACCEPT_LANGUAGE, language);
    if let Some(body) = body {
        request = request.json(&body);
    }
    let response = request.send().await.unwrap();
    let language = response.headers().get(header::CONTENT_LANGUAGE).map(|value| value.to_str().unwrap().to_owned());
    (language.unwrap_or_default(), response.json().await.unwrap())
}

#[tokio::test]
async fn problems_use_the_readers_language_and_files_the_starters() {
    let test = TestStack::start().await;
    let file = enrolment(&[BAD]);
    let body = json!({ "file_name": "people.csv", "size_bytes": file.len() });
    let (_, opened) = ask(&test, Method::POST, "/imports", "de-AT,de;q=0.9,en;q=0.5", Some(body)).await;
    assert_eq!(test.put(&opened["upload"], file.into_bytes()).await, StatusCode::OK);
    let id = opened["import_id"].as_str().unwrap().to_owned();
    assert_eq!(test.settled(&id).await["status"], "rejected");

    for (asked, expected, remedy) in [
        ("fr-CH, fr;q=0.9, en;q=0.8", "fr", "ne contient pas de point"),
        ("sv, it;q=0.4, *;q=0.1", "it", "non ha alcun punto"),
        ("nl-BE, it;q=0.4", "nl", "heeft geen punt na de @"),
        ("pt", "pt-BR", "não tem nenhum ponto depois da @"),
        ("pl-PL", "pl", "nie zawiera kropki po znaku @"),
        ("es;q=0.5, en;q=0.4", "es", "no tiene ningún punto"),
        ("tlh", "en", "has no dot after the @"),
    ] {
        let (language, page) = ask(&test, Method::GET, &format!("/imports/{id}/problems"), asked, None).await;
        assert_eq!(language, expected, "{asked}");
        let message = page["items"][0]["message"].as_str().unwrap();
        assert!(message.contains(remedy), "{message}");
        assert_eq!(page["items"][0]["code"], "email-invalid");
    }
    for format in ["fix", "csv", "json"] {
        let export = String::from_utf8(test.export(&id, format).await).unwrap();
        assert!(
            export.contains("hat keinen Punkt nach dem @") || format != "fix" && !export.contains("cid@"),
            "{export}"
        );
        assert!(!export.contains("has no dot"), "{export}");
    }
}

#[tokio::test]
async fn result_of_a_completed_import_uses_the_starters_language() {
    let test = TestStack::start().await;
    let file = enrolment(&[GOOD, BAD]);
    let body = json!({ "file_name": "people.csv", "size_bytes": file.len(), "on_row_errors": "skip" });
    let (_, opened) = ask(&test, Method::POST, "/imports", "fr", Some(body)).await;
    assert_eq!(test.put(&opened["upload"], file.into_bytes()).await, StatusCode::OK);
    let id = opened["import_id"].as_str().unwrap().to_owned();
    assert_eq!(test.settled(&id).await["status"], "completed");
    for format in ["fix", "csv", "json"] {
        let export = String::from_utf8(test.export(&id, format).await).unwrap();
        assert!(export.contains("ne contient pas de point"), "{export}");
    }
}

#[tokio::test]
async fn refusal_and_layouts_use_the_requested_language() {
    let test = TestStack::start().await;
    let body = json!({ "file_name": "people.xlsx", "size_bytes": 10 });
    let (language, refusal) = ask(&test, Method::POST, "/imports", "es-MX", Some(body)).await;
    assert_eq!(language, "es");
    assert!(refusal["detail"].as_str().unwrap().starts_with("El nombre del archivo, «people.xlsx»"), "{refusal}");
    let (language, layouts) = ask(&test, Method::GET, "/layouts", "de", None).await;
    assert_eq!((language.as_str(), &layouts["layouts"][0]["columns"][1]["help"]), ("de", &json!("Vorname.")));
    let (language, unknown) = ask(&test, Method::GET, "/imports/none", "de", None).await;
    assert_eq!((language.as_str(), &unknown["status"]), ("en", &json!(404)));
}

#[tokio::test]
async fn refused_decision_has_the_same_code_in_every_language_and_names_the_language_of_its_detail() {
    let test = TestStack::start().await;
    let id = |import: &Value| import["import_id"].as_str().unwrap().to_owned();
    let dry_run = id(&test.import(enrolment(&[GOOD]), json!({ "dry_run": true })).await);
    let with_errors = id(&test.import(enrolment(&[GOOD, BAD]), json!({ "confirm": true })).await);
    let superseded = id(&test.import(enrolment(&[GOOD]), json!({ "confirm": true })).await);
    let corrections = json!({ "corrections": [] });
    let (_, newer) = test.call(Method::POST, &format!("/imports/{superseded}/corrections"), Some(corrections)).await;
    let newer = id(&newer);
    test.settled(&newer).await;
    let done = id(&test.import(enrolment(&[GOOD]), json!({})).await);
    for (decision, import, code, detail_language, detail) in [
        ("confirm", &with_errors, "import-has-errors", "de", "1 Zeile"),
        ("confirm", &done, "import-not-waiting", "de", "wartet nicht auf"),
        ("cancel", &done, "import-being-written", "de", "nicht mehr abgebrochen"),
        ("retry", &done, "import-not-failed", "de", "fehlgeschlagener Import"),
        // Reasons without a translation.
        ("confirm", &dry_run, "import-not-waiting", "en", "dry run"),
        ("confirm", &superseded, "import-superseded", "en", "was corrected"),
        ("cancel", &superseded, "import-superseded", "en", "was corrected"),
    ] {
        let path = format!("/imports/{import}/{decision}");
        let body = || Some(json!({ "ignore_errors": false }));
        let (language, german) = ask(&test, Method::POST, &path, "de", body()).await;
        assert_eq!((language.as_str(), &german["code"]), (detail_language, &json!(code)), "{path} {german}");
        assert!(german["detail"].as_str().unwrap().contains(detail), "{path} {german}");
        let (language, english) = ask(&test, Method::POST, &path, "en", body()).await;
        assert_eq!((language.as_str(), &english["code"]), ("en", &json!(code)), "{path} {english}");
        assert_eq!(english["superseded_by"], german["superseded_by"], "{path} {english}");
        assert_eq!(german["superseded_by"].is_string(), code == "import-superseded", "{path} {german}");
    }
    for id in [dry_run, with_errors, newer] {
        assert_eq!(test.cancel(&id).await, 202);
    }
    test.wait_until_idle().await;
}
