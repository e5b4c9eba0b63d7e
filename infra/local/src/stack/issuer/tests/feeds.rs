use super::*;

/// A feed's file can disable users, so the scope for writing imports is not enough to import, confirm or retry it.
#[tokio::test(flavor = "multi_thread")]
async fn files_of_a_feed_require_the_scope_of_feeds_as_well() {
    let (server, key) = (Server::start().await, Signer::new("one"));
    server.publish(&[&key]);
    let data_dir = tempfile::tempdir().unwrap();
    let stack = Stack::start(config(&data_dir, server.issuer())).await.unwrap();
    let http = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
    let call = async |method: &str, path: &str, scopes: &str, body: Value| {
        let mut claims = server.claims(Timestamp::now().as_second());
        claims["scope"] = json!(scopes);
        let url = format!("{}{path}", stack.addresses().api);
        let request = http.request(method.parse().unwrap(), url).bearer_auth(key.sign(&claims)).json(&body);
        let response = request.send().await.unwrap();
        (response.status().as_u16(), response.json::<Value>().await.unwrap_or_default())
    };
    for (method, path) in [("GET", "/feeds"), ("GET", "/feeds/hr"), ("PUT", "/feeds/hr"), ("DELETE", "/feeds/hr")] {
        let needed = if method == "GET" { "feeds:read" } else { "feeds:write" };
        let other = if method == "GET" { "feeds:write" } else { "feeds:read" };
        let (status, response) = call(method, path, other, json!({})).await;
        assert_eq!(status, 403, "{method} {path}: {response}");
        let (status, response) = call(method, path, needed, json!({})).await;
        assert_ne!(status, 403, "{method} {path}: {response}");
    }
    let (write, both) = ("imports:read imports:write", "imports:read imports:write feeds:write");
    assert_eq!(call("PUT", "/feeds/hr", both, json!({})).await.0, 201);
    let body = json!({ "file_name": "a.csv", "size_bytes": 10, "feed": "hr" });
    let (status, refused) = call("POST", "/imports", write, body.clone()).await;
    assert_eq!((status, &refused["code"]), (403, &json!("scope-missing")), "{refused}");
    assert!(refused["detail"].as_str().unwrap().contains("feeds:write"), "{refused}");
    let (status, opened) = call("POST", "/imports", both, body).await;
    assert_eq!(status, 201, "{opened}");
    let path = |decision: &str| format!("/imports/{}/{decision}", opened["import_id"].as_str().unwrap());
    let yes = json!({ "ignore_errors": false });
    for decision in ["confirm", "retry"] {
        let (status, refused) = call("POST", &path(decision), write, yes.clone()).await;
        assert_eq!((status, &refused["code"]), (403, &json!("scope-missing")), "{decision}: {refused}");
        let (status, response) = call("POST", &path(decision), both, yes.clone()).await;
        assert_eq!(status, 409, "the file has not arrived: {response}");
    }
    assert_eq!(call("POST", &path("cancel"), write, Value::Null).await.0, 202, "cancelling writes no user");
    stack.stop().await;
}
