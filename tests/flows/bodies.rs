//! The bodies of requests: JSON objects, including nested ones.

use reqwest::Method;
use rollcall_tests::{TestStack, enrolment};
use serde_json::{Value, json};

#[tokio::test]
async fn undo_needs_no_body() {
    let test = TestStack::start().await;
    let mut undos = Vec::new();
    for (name, body) in [("ann", ""), ("ben", " \r\n")] {
        let row = format!("1,Ann,Lee,{name}@example.org,Acme GmbH,,en,,,,");
        let import = test.import(enrolment(&[&row]), json!({})).await;
        let url = test.url(&format!("/imports/{}/undo", import["import_id"].as_str().unwrap()));
        let request = test.http().post(url).header("content-type", "application/json").body(body);
        let response = request.send().await.unwrap();
        assert_eq!(response.status().as_u16(), 201, "{body:?}");
        undos.push(response.json::<Value>().await.unwrap()["import_id"].as_str().unwrap().to_owned());
    }
    for undo in undos {
        assert_eq!(test.settled(&undo).await["status"], "awaiting_confirmation");
        assert_eq!(test.cancel(&undo).await, 202);
    }
    test.wait_until_idle().await;
}

#[tokio::test]
async fn list_in_place_of_an_object_is_refused() {
    let test = TestStack::start().await;
    let file = enrolment(&["1,Ann,Lee,a@example.org,Acme GmbH,,en,,,,", "1,Ben,Lee,b@@example.org,Acme GmbH,,en,,,,"]);
    let waiting = test.import(file, json!({ "confirm": true })).await;
    let completed = test.import(enrolment(&["1,Cat,Lee,c@example.org,Acme GmbH,,en,,,,"]), json!({})).await;
    let [waiting, completed] = [waiting, completed].map(|import| import["import_id"].as_str().unwrap().to_owned());
    let catalog = test.get("/catalog").await;
    let [confirm, correct] = ["confirm", "corrections"].map(|decision| format!("/imports/{waiting}/{decision}"));
    let undo = format!("/imports/{completed}/undo");
    let upload = |corrections: Value| json!({ "file_name": "a.csv", "size_bytes": 1, "corrections": corrections });
    for (method, path, body, detail) in [
        (Method::PUT, "/catalog", json!([[{ "name": "Zed" }]]), "The body must be a JSON object."),
        (Method::PUT, "/catalog", json!({ "companies": [[null, "Zed"]] }), "expected a company with its name"),
        (Method::POST, "/catalog/aliases", json!({ "aliases": [["Acme GmbH", "Acme"]] }), "expected an alias"),
        (Method::PUT, "/feeds/hr", json!([]), "The body must be a JSON object."),
        (Method::PUT, "/feeds/hr", json!({ "corrections": [["row", 2]] }), "expected a correction with its kind"),
        (Method::PUT, "/feeds/hr", json!({ "brake": [5] }), "expected an object with limits"),
        (Method::POST, "/imports", json!(["a.csv", 1]), "The body must be a JSON object."),
        (Method::POST, "/imports", upload(json!([["row", 2]])), "expected a correction with its kind"),
        (Method::POST, confirm.as_str(), json!([true]), "The body must be a JSON object."),
        (Method::POST, correct.as_str(), json!({ "corrections": [["row", 2]] }), "expected a correction with its kind"),
        (Method::POST, correct.as_str(), json!({ "corrections": [], "options": [] }), "expected an object with"),
        (Method::POST, undo.as_str(), json!([]), "The body must be a JSON object."),
        (Method::POST, "/invitations", json!([["a@example.org"]]), "The body must be a JSON object."),
        (Method::POST, "/invitations", json!("all_uninvited"), "The body must be a JSON object."),
        (Method::POST, "/sign-ins", json!(["a@example.org"]), "The body must be a JSON object."),
        (Method::POST, "/invitations/accept", json!(["token"]), "The body must be a JSON object."),
    ] {
        let (status, response) = test.call(method, path, Some(body.clone())).await;
        assert_eq!((status.as_u16(), &response["code"]), (400, &json!("body-invalid")), "{path} {body}: {response}");
        let said = response["detail"].as_str().unwrap();
        assert!(said.contains(detail) && !said.contains("sequence"), "{path} {body}: {said}");
    }
    assert_eq!(test.get("/catalog").await, catalog);
    assert_eq!(test.get(&format!("/imports/{waiting}")).await["status"], "awaiting_confirmation");
    assert_eq!(test.get(&format!("/imports/{completed}")).await["undone_by"], Value::Null);
    assert_eq!(test.cancel(&waiting).await, 202);
    test.wait_until_idle().await;
}
