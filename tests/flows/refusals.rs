//! What the API says when it refuses a request.

use reqwest::Method;
use rollcall_tests::{TestStack, many};
use serde_json::{Value, json};

async fn detail(test: &TestStack, method: Method, path: &str, body: Option<Value>) -> String {
    let (_, response) = test.call(method, path, body).await;
    response["detail"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn query_that_is_refused_says_what_is_valid() {
    let test = TestStack::start().await;
    let statuses = "awaiting_upload, validating, awaiting_confirmation, importing, completed, rejected, cancelled, failed, \
                    expired";
    let states = "none, held, queued, sending, sent, delivered, bounced, complained, unconfirmed, accepted, expired";
    let company_missing = "Send company: cohorts and courses belong to a company.";
    for (path, expected) in [
        ("/imports?status=done", format!("status=\"done\" is invalid. Use one of {statuses}.")),
        ("/users?invitation=lost", format!("invitation=\"lost\" is invalid. Use one of {states}.")),
        (
            "/choices?q=har",
            "column is required. Send the label of a column of companies, cohorts or courses.".to_owned(),
        ),
        ("/users?identifier=", "identifier is empty. Send a value, or leave out the parameter.".to_owned()),
        ("/users?company=", "company is empty. Send a value, or leave out the parameter.".to_owned()),
        ("/users?name=", "name is empty. Send a value, or leave out the parameter.".to_owned()),
        ("/users?name=%20", "name is empty. Send a value, or leave out the parameter.".to_owned()),
        ("/users?name=%CC%81%20%CC%81", "name is empty. Send a value, or leave out the parameter.".to_owned()),
        ("/users?name=%E2%80%8B", "name is empty. Send a value, or leave out the parameter.".to_owned()),
        ("/users?email=", "email is empty. Send a value, or leave out the parameter.".to_owned()),
        ("/choices?column=cohortName&company=%20", company_missing.to_owned()),
        ("/imports?started_by=", "started_by is empty. Send a value, or leave out the parameter.".to_owned()),
        ("/feeds/hr?limit=1", "This route takes no query parameters.".to_owned()),
        ("/feeds?page=1", "\"page\" is not a parameter of this route. Allowed: limit, cursor.".to_owned()),
    ] {
        assert_eq!(detail(&test, Method::GET, path, None).await, expected, "{path}");
    }
    // A search that has not begun, and the first page.
    for path in ["/users?q=", "/users?cursor=", "/imports?cursor="] {
        assert_eq!(test.status(Method::GET, path, None).await, 200, "{path}");
    }
}

#[tokio::test]
async fn thing_that_does_not_exist_is_named_with_the_list_that_contains_the_others() {
    let test = TestStack::start().await;
    for (method, path, expected) in [
        (Method::GET, "/imports/none", "There is no import with this id. GET /imports lists the imports."),
        (Method::GET, "/users/none", "There is no user with this id. GET /users lists the users."),
        (Method::GET, "/feeds/none", "There is no feed with this name. GET /feeds lists the feeds."),
        (
            Method::DELETE,
            "/catalog/companies/none",
            "There is no such entry in the catalog. GET /catalog lists the entries.",
        ),
    ] {
        assert_eq!(detail(&test, method, path, None).await, expected, "{path}");
    }
}

#[tokio::test]
async fn decision_that_is_refused_says_why() {
    let test = TestStack::start().await;
    let import = test.import(many(1), json!({})).await;
    let path = format!("/imports/{}", import["import_id"].as_str().unwrap());
    let refused = detail(&test, Method::POST, &format!("{path}/cancel"), None).await;
    assert_eq!(refused, "The import is completed, so it can no longer be cancelled.");
    let (status, undo) = test.call(Method::POST, &format!("{path}/undo"), Some(json!({ "confirm": false }))).await;
    assert_eq!(status, 201, "{undo}");
    let id = undo["import_id"].as_str().unwrap();
    test.settled(id).await;
    let refused = detail(&test, Method::POST, &format!("{path}/undo"), None).await;
    assert_eq!(refused, format!("The import was already undone by {id}. Import the file again if you need it."));
    let option = json!({ "file_name": "a.csv", "size_bytes": 1, "layout": "learners", "update_existing": true });
    let refused = detail(&test, Method::POST, "/imports", Some(option)).await;
    assert!(refused.starts_with("The option “update_existing=true” does not apply to this layout."), "{refused}");
    let refused = detail(&test, Method::POST, "/invitations", Some(json!({}))).await;
    assert_eq!(refused, "Send exactly one of emails, import_id or \"all_uninvited\": true.");
    test.wait_until_idle().await;
}

#[tokio::test]
async fn exchange_of_company_names_is_refused_with_the_way_to_do_it() {
    let test = TestStack::start().await;
    let catalog = |first: &str, second: &str| json!({ "companies": [{ "id": "co-acme", "name": first }, { "id": "co-brio", "name": second }] });
    let refused = detail(&test, Method::PUT, "/catalog", Some(catalog("Brio SA", "Acme GmbH"))).await;
    assert!(refused.starts_with("Another company is named \"Brio SA\"."), "{refused}");
    assert!(refused.contains("give one of them a temporary name in a separate request"), "{refused}");
    for (first, second) in [("Temporary", "Brio SA"), ("Brio SA", "Acme GmbH")] {
        let status = test.status(Method::PUT, "/catalog", Some(catalog(first, second))).await;
        assert_eq!(status, 200, "{first}, {second}");
    }
}
