use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    sync::{
        Arc, Mutex,
        atomic::{AtomicI64, AtomicUsize, Ordering},
    },
};

use aws_lc_rs::{
    rand::SystemRandom,
    rsa::KeySize,
    signature::{KeyPair, RSA_PKCS1_SHA256, RsaKeyPair},
};
use axum::{Json, Router, http::HeaderValue, response::Redirect, routing::get};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use tokio::net::TcpListener;

use super::*;
use crate::stack::{LambdaEndpoint, MAILS_PER_SECOND, Stack, StackConfig, StackError};

mod feeds;

const AUDIENCE: &str = "rollcall";

/// The document to which an issuer with another address redirects.
const MOVED_TO: &str = "/realm/.well-known/openid-configuration";

/// An issuer on loopback, whose keys can be changed and whose key requests are counted.
struct Server {
    url: String,
    published: Arc<Mutex<Vec<Value>>>,
    looks: Arc<AtomicUsize>,
    /// While a test holds this lock, the issuer does not return its keys.
    pause: Arc<tokio::sync::Mutex<()>>,
}

impl Server {
    async fn start() -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let url = format!("http://{}/realm/", listener.local_addr().unwrap());
        let (published, looks) = (Arc::new(Mutex::new(Vec::<Value>::new())), Arc::new(AtomicUsize::new(0)));
        let discovery = json!({ "issuer": url, "jwks_uri": format!("{url}keys") });
        let nameless = json!({ "jwks_uri": format!("{url}keys") });
        let (keys, count) = (Arc::clone(&published), Arc::clone(&looks));
        let pause = Arc::new(tokio::sync::Mutex::new(()));
        let paused = Arc::clone(&pause);
        let key_set = async move || {
            count.fetch_add(1, Ordering::Relaxed);
            drop(paused.lock().await);
            Json(json!({ "keys": *keys.lock().unwrap() }))
        };
        let app = Router::new()
            .route("/realm/.well-known/openid-configuration", get(async move || Json(discovery.clone())))
            .route("/nameless/.well-known/openid-configuration", get(async move || Json(nameless.clone())))
            .route("/realm/keys", get(key_set))
            .route("/moved/.well-known/openid-configuration", get(async || Redirect::temporary(MOVED_TO)));
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { url, published, looks, pause }
    }

    fn publish(&self, keys: &[&Signer]) {
        let odd = json!({ "kty": "EC", "kid": "odd", "crv": "P-256", "x": "", "y": "" });
        *self.published.lock().unwrap() = keys.iter().map(|key| key.public()).chain([odd]).collect();
    }

    fn issuer(&self) -> Issuer {
        Issuer { url: self.url.clone(), audience: AUDIENCE.to_owned(), scope_prefix: String::new() }
    }

    /// Returns the claims of a token that is valid for 300 s from `now_s` and grants reading and writing imports.
    fn claims(&self, now_s: i64) -> Value {
        json!({
            "iss": self.url, "aud": AUDIENCE, "sub": "anna", "scope": "imports:read imports:write",
            "iat": now_s, "nbf": now_s, "exp": now_s + 300,
        })
    }
}

struct Signer {
    kid: &'static str,
    pair: RsaKeyPair,
}

impl Signer {
    fn new(kid: &'static str) -> Self {
        Self { kid, pair: RsaKeyPair::generate(KeySize::Rsa2048).unwrap() }
    }

    fn public(&self) -> Value {
        let key = self.pair.public_key();
        let text = |number: &[u8]| BASE64_URL_SAFE_NO_PAD.encode(number);
        let modulus = text(key.modulus().big_endian_without_leading_zero());
        let exponent = text(key.exponent().big_endian_without_leading_zero());
        json!({ "kty": "RSA", "kid": self.kid, "use": "sig", "alg": "RS256", "n": modulus, "e": exponent })
    }

    fn sign_with(&self, header: &Value, claims: &Value) -> String {
        let part = |value: &Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(header), part(claims));
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message.as_bytes(), &mut signature).unwrap();
        format!("{message}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature))
    }

    fn sign(&self, claims: &Value) -> String {
        self.sign_with(&json!({ "typ": "JWT", "alg": "RS256", "kid": self.kid }), claims)
    }
}

fn config(data_dir: &tempfile::TempDir, issuer: Issuer) -> StackConfig {
    StackConfig {
        data_dir: data_dir.path().to_owned(),
        host: IpAddr::V4(Ipv4Addr::LOCALHOST),
        port: 0,
        issuer: Some(issuer),
        accepts_workbooks: false,
        lambda: None,
        in_memory: true,
        workers: true,
        mails_per_second: MAILS_PER_SECOND,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn request_is_admitted_by_its_token() {
    let (server, key, stranger) = (Server::start().await, Signer::new("one"), Signer::new("one"));
    server.publish(&[&key]);
    let data_dir = tempfile::tempdir().unwrap();
    let stack = Stack::start(config(&data_dir, server.issuer())).await.unwrap();
    let api = &stack.addresses().api;
    let http = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap();

    let now_s = Timestamp::now().as_second();
    let claims = |changes: Value| {
        let mut claims = server.claims(now_s);
        claims.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        claims
    };
    let bearer = |changes: Value| format!("Bearer {}", key.sign(&claims(changes)));
    let unusual = |header: Value| format!("Bearer {}", key.sign_with(&header, &claims(json!({}))));
    let (good, other) = (bearer(json!({})), bearer(json!({ "sub": "otto" })));
    let parts = |token: &str| token.split('.').map(ToOwned::to_owned).collect::<Vec<_>>();
    let changed = [&parts(&good)[0], &parts(&other)[1], &parts(&good)[2]].map(String::as_str).join(".");
    for (case, authorization, status, detail) in [
        ("no token", String::new(), 401, "has no token"),
        ("scheme alone", "Bearer ".to_owned(), 401, "has no token"),
        ("malformed", "Bearer nonsense".to_owned(), 401, "not a signed JWT"),
        ("other scheme", "Basic YW5uYTphbm5h".to_owned(), 401, "not a signed JWT"),
        ("unsigned", unusual(json!({ "alg": "none", "kid": "one" })), 401, "not a signed JWT"),
        ("other algorithm", unusual(json!({ "alg": "HS256", "kid": "one" })), 401, "(HS256)"),
        ("padding of another kind", unusual(json!({ "alg": "PS256", "kid": "one" })), 401, "(PS256)"),
        ("extension", unusual(json!({ "alg": "RS256", "kid": "one", "crit": ["b64"] })), 401, "not supported"),
        ("unknown kid", unusual(json!({ "alg": "RS256", "kid": "two" })), 401, "key \"two\", which http://127.0.0.1"),
        ("no kid", unusual(json!({ "alg": "RS256" })), 401, "key \"\", which http://127.0.0.1"),
        ("bad signature", format!("Bearer {}", stranger.sign(&claims(json!({})))), 401, "is invalid"),
        ("changed", changed, 401, "is invalid"),
        ("wrong issuer", bearer(json!({ "iss": server.url.trim_end_matches('/') })), 401, "issuer (iss) is http://127"),
        ("no issuer", bearer(json!({ "iss": null })), 401, "issuer (iss) is missing"),
        ("wrong audience", bearer(json!({ "aud": "x", "client_id": AUDIENCE })), 401, "audience (aud) is x"),
        ("no audience", bearer(json!({ "aud": null })), 401, "audience (aud) is missing"),
        ("expired", bearer(json!({ "exp": now_s - 1 })), 401, "expired at 20"),
        ("no expiry", bearer(json!({ "exp": null })), 401, "has no expiry"),
        ("expiry as text", bearer(json!({ "exp": "2099" })), 401, "exp is not a number"),
        ("not yet valid", bearer(json!({ "nbf": now_s + 300 })), 401, "(nbf)"),
        ("of the future", bearer(json!({ "iat": now_s + 300 })), 401, "(iat)"),
        (
            "missing scope",
            bearer(json!({ "scope": "imports:write" })),
            403,
            "imports:read, but the token has imports:write",
        ),
        ("no scope", bearer(json!({ "scope": null })), 403, "imports:read, but the token has none"),
        ("good", good, 200, ""),
        ("scheme in small letters", bearer(json!({})).replace("Bearer", "bearer"), 200, ""),
        ("no scheme", key.sign(&claims(json!({}))), 200, ""),
        ("audiences", bearer(json!({ "aud": ["x", AUDIENCE] })), 200, ""),
        ("client", bearer(json!({ "aud": null, "client_id": AUDIENCE })), 200, ""),
        ("scope in scp", bearer(json!({ "scope": null, "scp": "imports:read" })), 200, ""),
        ("list of scopes", bearer(json!({ "scope": ["users:read", "imports:read"] })), 200, ""),
        (
            "list without the scope",
            bearer(json!({ "scope": ["users:read"] })),
            403,
            "imports:read, but the token has users:read",
        ),
        ("list of scopes in scp", bearer(json!({ "scope": null, "scp": ["imports:read"] })), 200, ""),
    ] {
        let mut request = http.get(format!("{api}/layouts")).header("origin", "https://portal.example");
        if !authorization.is_empty() {
            request = request.header("authorization", authorization);
        }
        let response = request.send().await.unwrap();
        let header = |name: &str| response.headers().get(name).cloned();
        assert_eq!(response.status(), status, "{case}");
        let reason = header("www-authenticate").map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
        assert!(reason.contains(&detail.replace('"', "")), "{case}: {reason}");
        let allowed = header("access-control-allow-origin");
        assert_eq!(header("access-control-allow-credentials"), None, "{case}");
        let document: Value = response.json().await.unwrap();
        let message = |text: &str, error: &str| {
            assert_eq!((&document, allowed.is_none()), (&json!({ "message": text }), true), "{case}");
            assert!(reason.starts_with(&format!(r#"Bearer scope="" error="{error}" error_description=""#)), "{reason}");
        };
        match status {
            401 => message("Unauthorized", "invalid_token"),
            403 => message("Forbidden", "insufficient_scope"),
            _ => assert_eq!(allowed, Some(HeaderValue::from_static("*")), "{case}"),
        }
    }
    stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn request_that_reaches_no_function_is_refused_as_by_a_deployed_gateway() {
    let (server, key) = (Server::start().await, Signer::new("one"));
    server.publish(&[&key]);
    let data_dir = tempfile::tempdir().unwrap();
    let stack = Stack::start(config(&data_dir, server.issuer())).await.unwrap();
    let http = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
    let token = key.sign(&server.claims(Timestamp::now().as_second()));
    // More bytes than Lambda accepts in an event, and than the gateway accepts in a request.
    let [large_event, large_request] = [6 * 1024 * 1024, 10 * 1024 * 1024 + 1].map(|bytes| " ".repeat(bytes));
    for (method, path, body, status, message) in [
        ("GET", "/nothing", "", 404, "Not Found"),
        ("DELETE", "/layouts", "", 404, "Not Found"),
        ("POST", "/imports", large_event.as_str(), 413, "Request Entity Too Large"),
        ("POST", "/imports", large_request.as_str(), 413, "Request Entity Too Large"),
    ] {
        let url = format!("{}{path}", stack.addresses().api);
        let request = http.request(method.parse().unwrap(), url).bearer_auth(&token).body(body.to_owned());
        let response = request.header("origin", "https://portal.example").send().await.unwrap();
        assert_eq!(response.status(), status, "{method} {path}");
        let has = |name: &str| response.headers().contains_key(name);
        let (has_cors, has_reason) = (has("access-control-allow-origin"), has("www-authenticate"));
        assert_eq!((has_cors, has_reason), (false, false), "{method} {path}");
        assert_eq!(response.json::<Value>().await.unwrap(), json!({ "message": message }), "{method} {path}");
    }
    let request = http.get(format!("{}/layouts", stack.addresses().api)).bearer_auth(&token);
    let response = request.header("host", "localhost:99999").send().await.unwrap();
    assert_eq!((response.status().as_u16(), response.headers().get("access-control-allow-origin")), (403, None));
    assert_eq!(response.json::<Value>().await.unwrap(), json!({ "message": "Forbidden" }));
    stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn import_is_started_by_the_subject_of_the_token() {
    let (server, key) = (Server::start().await, Signer::new("one"));
    server.publish(&[&key]);
    let data_dir = tempfile::tempdir().unwrap();
    let stack = Stack::start(config(&data_dir, server.issuer())).await.unwrap();
    let imports = format!("{}/imports", stack.addresses().api);
    let http = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
    let token = key.sign(&server.claims(Timestamp::now().as_second()));

    let upload = json!({ "file_name": "enrolment.csv", "size_bytes": 100 });
    let opened = http.post(&imports).bearer_auth(&token).json(&upload).send().await.unwrap();
    assert_eq!(opened.status(), 201);
    let opened: Value = opened.json().await.unwrap();
    let id = opened["import_id"].as_str().unwrap();
    let import: Value =
        http.get(format!("{imports}/{id}")).bearer_auth(&token).send().await.unwrap().json().await.unwrap();
    assert_eq!(import["started_by"], "anna");
    stack.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn row_that_would_disable_the_admin_of_the_token_fails_and_others_do_not() {
    let (server, key) = (Server::start().await, Signer::new("one"));
    server.publish(&[&key]);
    let data_dir = tempfile::tempdir().unwrap();
    let stack = Stack::start(config(&data_dir, server.issuer())).await.unwrap();
    let http = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
    let url = |path: &str| format!("{}{path}", stack.addresses().api);
    let scopes: Vec<&str> = Scope::ALL.iter().map(|scope| scope.as_str()).collect();
    let token = |email: Value| {
        let mut claims = server.claims(Timestamp::now().as_second());
        claims.as_object_mut().unwrap().extend([("email".into(), email), ("scope".into(), scopes.join(" ").into())]);
        key.sign(&claims)
    };
    let catalog = json!({ "companies": [{ "name": "Acme" }] });
    let put = http.put(url("/catalog")).bearer_auth(token(Value::Null)).json(&catalog).send().await.unwrap();
    assert_eq!(put.status(), 200);

    let file =
        "enabled,name,email,companyName,languageCode\n0,Anna,ANNA@Example.org,Acme,en\n0,Bea,bea@example.org,Acme,en\n";
    for (case, email, created, skipped, codes) in [
        ("her own token", json!("anna@example.ORG"), 1, 0, json!(["self-disable"])),
        ("a token without an address", Value::Null, 1, 1, json!([])),
    ] {
        let token = token(email);
        let body = json!({ "file_name": "a.csv", "size_bytes": file.len(), "on_row_errors": "skip" });
        let opened = http.post(url("/imports")).bearer_auth(&token).json(&body).send().await.unwrap();
        let opened: Value = opened.json().await.unwrap();
        let upload = http.put(opened["upload"]["url"].as_str().unwrap()).header("content-type", "text/csv");
        let upload = upload.header("if-none-match", "*").body(file).send().await.unwrap();
        assert_eq!(upload.status(), 200, "{case}");
        let path = format!("/imports/{}", opened["import_id"].as_str().unwrap());
        let get = async |path: String| -> Value {
            http.get(url(&path)).bearer_auth(&token).send().await.unwrap().json().await.unwrap()
        };
        let mut import = get(path.clone()).await;
        for _ in 0..3_000 {
            if import["status"] == "completed" {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            import = get(path.clone()).await;
        }
        let counts = (&import["summary"]["created"], &import["summary"]["skipped"]);
        assert_eq!(counts, (&json!(created), &json!(skipped)), "{case}: {import}");
        let problems = get(format!("{path}/problems")).await;
        let found: Vec<&Value> = problems["items"].as_array().unwrap().iter().map(|problem| &problem["code"]).collect();
        assert_eq!(json!(found), codes, "{case}");
    }
    stack.stop().await;
}

const TOKENS: [(&str, &str); 6] = [
    ("cognito", include_str!("tokens/cognito.json")),
    ("auth0", include_str!("tokens/auth0.json")),
    ("entra-id", include_str!("tokens/entra-id.json")),
    ("keycloak", include_str!("tokens/keycloak.json")),
    ("list", include_str!("tokens/list.json")),
    ("scope-list", include_str!("tokens/scope-list.json")),
];

/// The manual shows some claims from each of the first four tokens.
#[test]
fn tokens_of_the_manual_are_those_that_are_tested() {
    let page = include_str!("../../../../../docs/src/token-issuer.md");
    let shown: Vec<&str> = page.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert_eq!(shown.len(), 4, "one of each issuer");
    for (shown, (name, token)) in shown.into_iter().zip(TOKENS) {
        let (shown, token): (Value, Value) =
            (serde_json::from_str(shown).unwrap(), serde_json::from_str(token).unwrap());
        for (claim, value) in shown.as_object().unwrap() {
            assert_eq!(value, &token["claims"][claim], "{name}: {claim}");
        }
    }
}

/// Access tokens as issued by Amazon Cognito, Auth0, Microsoft Entra ID and Keycloak, and two whose scopes are a list. Only the issuer, the
/// times and the signature are replaced.
#[tokio::test(flavor = "multi_thread")]
async fn access_tokens_of_common_issuers_are_admitted() {
    let http = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
    for (name, token) in TOKENS {
        let (server, key) = (Server::start().await, Signer::new("one"));
        server.publish(&[&key]);
        let token: Value = serde_json::from_str(token).unwrap();
        let text = |member: &str| token[member].as_str().unwrap().to_owned();
        let (now_s, mut claims) = (Timestamp::now().as_second(), token["claims"].clone());
        let times = json!({ "iss": server.url, "iat": now_s, "exp": now_s + 300 });
        claims.as_object_mut().unwrap().extend(times.as_object().unwrap().clone());
        if claims.get("nbf").is_some() {
            claims["nbf"] = json!(now_s);
        }
        let signed = key.sign_with(&token["header"], &claims);
        let is_admitted = |path: &str| token["admitted"][path].as_bool().unwrap();
        for prefix in [text("scope_prefix"), "other/".to_owned()] {
            let data_dir = tempfile::tempdir().unwrap();
            let issuer = Issuer { url: server.url.clone(), audience: text("audience"), scope_prefix: prefix.clone() };
            let stack = Stack::start(config(&data_dir, issuer)).await.unwrap();
            for path in token["admitted"].as_object().unwrap().keys() {
                let url = format!("{}{path}", stack.addresses().api);
                let response = http.get(url).bearer_auth(&signed).send().await.unwrap();
                let status = if prefix == text("scope_prefix") && is_admitted(path) { 200 } else { 403 };
                assert_eq!(response.status(), status, "{name} {prefix:?} {path}: {:?}", response.text().await);
            }
            stack.stop().await;
        }
    }
}

/// A workbook template contains the catalog; a CSV template does not.
#[tokio::test(flavor = "multi_thread")]
async fn template_with_choices_requires_the_scope_of_the_catalog_as_well() {
    let (server, key) = (Server::start().await, Signer::new("one"));
    server.publish(&[&key]);
    let data_dir = tempfile::tempdir().unwrap();
    let stack = Stack::start(config(&data_dir, server.issuer())).await.unwrap();
    let http = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
    for (scopes, format, status) in [
        ("imports:read", "csv", 200),
        ("imports:read", "xlsx", 403),
        ("catalog:read", "xlsx", 403),
        ("imports:read catalog:read", "xlsx", 200),
    ] {
        let mut claims = server.claims(Timestamp::now().as_second());
        claims["scope"] = json!(scopes);
        let url = format!("{}/template?format={format}", stack.addresses().api);
        let response = http.get(url).bearer_auth(key.sign(&claims)).send().await.unwrap();
        assert_eq!(response.status(), status, "{scopes} {format}");
    }
    stack.stop().await;
}

/// An undo removes users, so the scope for writing imports is not enough to start, confirm or retry one.
#[tokio::test(flavor = "multi_thread")]
async fn undo_requires_its_own_scope_and_spares_the_person_who_starts_it() {
    let (server, key) = (Server::start().await, Signer::new("one"));
    server.publish(&[&key]);
    let data_dir = tempfile::tempdir().unwrap();
    let stack = Stack::start(config(&data_dir, server.issuer())).await.unwrap();
    let http = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
    let url = |path: &str| format!("{}{path}", stack.addresses().api);
    let token = |scopes: &str| {
        let mut claims = server.claims(Timestamp::now().as_second());
        let changes = [("email".into(), json!("anna@example.org")), ("scope".into(), json!(scopes))];
        claims.as_object_mut().unwrap().extend(changes);
        key.sign(&claims)
    };
    let (write, undo) = (token("imports:read imports:write"), token("imports:read imports:undo"));
    let all = token("imports:read imports:write imports:undo catalog:write");
    let post = async |path: String, token: &str, body: Value| {
        let response = http.post(url(&path)).bearer_auth(token).json(&body).send().await.unwrap();
        (response.status().as_u16(), response.json::<Value>().await.unwrap())
    };
    let ended = async |id: &str| -> Value {
        loop {
            let path = url(&format!("/imports/{id}"));
            let import: Value = http.get(path).bearer_auth(&all).send().await.unwrap().json().await.unwrap();
            if ["completed", "awaiting_confirmation"].contains(&import["status"].as_str().unwrap()) {
                return import;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    };
    let catalog = json!({ "companies": [{ "name": "Acme" }] });
    assert_eq!(http.put(url("/catalog")).bearer_auth(&all).json(&catalog).send().await.unwrap().status(), 200);
    let file =
        "enabled,name,email,companyName,languageCode\n1,Anna,anna@example.org,Acme,en\n1,Bea,bea@example.org,Acme,en\n";
    let body = json!({ "file_name": "a.csv", "size_bytes": file.len() });
    let (_, opened) = post("/imports".to_owned(), &write, body).await;
    let upload = http.put(opened["upload"]["url"].as_str().unwrap()).header("content-type", "text/csv");
    assert_eq!(upload.header("if-none-match", "*").body(file).send().await.unwrap().status(), 200);
    let id = opened["import_id"].as_str().unwrap();
    ended(id).await;

    let path = format!("/imports/{id}/undo");
    assert_eq!(post(path.clone(), &write, json!({})).await.0, 403);
    let (status, started) = post(path, &undo, json!({})).await;
    assert_eq!(status, 201, "{started}");
    let undo_id = started["import_id"].as_str().unwrap();
    ended(undo_id).await;
    let (confirm, yes) = (format!("/imports/{undo_id}/confirm"), json!({ "ignore_errors": false }));
    let (status, refused) = post(confirm.clone(), &write, yes.clone()).await;
    assert_eq!((status, &refused["code"]), (403, &json!("scope-missing")), "{refused}");
    assert_eq!(post(format!("/imports/{undo_id}/retry"), &write, Value::Null).await.0, 403);
    assert_eq!(
        post(confirm.clone(), &undo, yes.clone()).await.0,
        403,
        "confirming requires the scope of its route as well"
    );
    assert_eq!(post(confirm, &all, yes).await.0, 202);
    let mut import = ended(undo_id).await;
    while import["status"] != "completed" {
        import = ended(undo_id).await;
    }
    assert_eq!((&import["summary"]["removed"], &import["summary"]["skipped"]), (&json!(1), &json!(1)), "{import}");
    let rows = url(&format!("/imports/{undo_id}/rows?outcome=skipped"));
    let rows: Value = http.get(rows).bearer_auth(&all).send().await.unwrap().json().await.unwrap();
    assert_eq!(rows["items"][0]["reason"], "self-disable", "{rows}");
    stack.stop().await;
}

#[tokio::test]
async fn claims_of_an_event_are_strings() {
    let (server, key) = (Server::start().await, Signer::new("one"));
    server.publish(&[&key]);
    let clock: Clock = Arc::new(|| Timestamp::from_second(1_000).unwrap());
    let authorizer = Authorizer::start(server.issuer(), clock).await.unwrap();
    let mut claims = server.claims(1_000);
    let more = json!({
        "scope": "users:read", "scp": ["imports:read"], "groups": ["a", "b"], "is_admin": true, "none": null,
        "address": { "city": "Bern" },
    });
    claims.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let headers = HeaderMap::from_iter([(header::AUTHORIZATION, key.sign(&claims).parse().unwrap())]);
    let context = authorizer.authorize(&headers, Scope::ImportsRead).await.unwrap();
    let expected = json!({
        "iss": server.url, "aud": AUDIENCE, "sub": "anna", "iat": "1000", "nbf": "1000", "exp": "1300",
        "scope": "users:read", "scp": "[imports:read]", "groups": "[a b]", "is_admin": "true",
        "address": "{\"city\":\"Bern\"}",
    });
    assert_eq!(context, json!({ "jwt": { "claims": expected, "scopes": ["users:read", "imports:read"] } }));
}

#[tokio::test]
async fn unknown_key_is_fetched_once_a_minute_and_keys_expire_after_two_hours() {
    let (server, first, second) = (Server::start().await, Signer::new("one"), Signer::new("two"));
    server.publish(&[&first]);
    let now_s = Arc::new(AtomicI64::new(0));
    let time = Arc::clone(&now_s);
    let clock: Clock = Arc::new(move || Timestamp::from_second(time.load(Ordering::Relaxed)).unwrap());
    let authorizer = Authorizer::start(server.issuer(), clock).await.unwrap();
    server.publish(&[&second]);
    for (at_s, key, is_admitted, looks) in [
        (0, &first, true, 1),
        (59, &second, false, 1),
        (60, &second, true, 2),
        (61, &first, false, 2),
        (7_259, &second, true, 2),
        (7_260, &second, true, 3),
    ] {
        now_s.store(at_s, Ordering::Relaxed);
        let token = key.sign(&server.claims(at_s)).parse().unwrap();
        let headers = HeaderMap::from_iter([(header::AUTHORIZATION, token)]);
        let result = authorizer.authorize(&headers, Scope::ImportsRead).await;
        assert_eq!((result.is_ok(), server.looks.load(Ordering::Relaxed)), (is_admitted, looks), "at {at_s} s");
    }
}

#[tokio::test]
async fn valid_token_does_not_wait_for_the_look_up_of_another_key() {
    let (server, known, unknown) = (Server::start().await, Signer::new("one"), Signer::new("junk"));
    server.publish(&[&known]);
    let now_s = Arc::new(AtomicI64::new(0));
    let time = Arc::clone(&now_s);
    let clock: Clock = Arc::new(move || Timestamp::from_second(time.load(Ordering::Relaxed)).unwrap());
    let authorizer = Arc::new(Authorizer::start(server.issuer(), clock).await.unwrap());
    now_s.store(100, Ordering::Relaxed);
    let paused = server.pause.lock().await;
    let headers =
        |key: &Signer| HeaderMap::from_iter([(header::AUTHORIZATION, key.sign(&server.claims(100)).parse().unwrap())]);
    let (other, junk) = (Arc::clone(&authorizer), headers(&unknown));
    let waits = tokio::spawn(async move { other.authorize(&junk, Scope::ImportsRead).await.is_ok() });
    while server.looks.load(Ordering::Relaxed) < 2 {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    let known = headers(&known);
    let valid = authorizer.authorize(&known, Scope::ImportsRead);
    let valid = tokio::time::timeout(std::time::Duration::from_secs(2), valid).await;
    assert!(valid.is_ok_and(|result| result.is_ok()) && !waits.is_finished());
    drop(paused);
    assert!(!waits.await.unwrap());
}

#[tokio::test]
async fn stack_without_its_issuer_does_not_start_and_names_the_url() {
    let server = Server::start().await;
    let gone: SocketAddr = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap().local_addr().unwrap();
    for (url, message) in [
        (
            format!("http://{gone}"),
            format!("does not respond at http://{gone}/.well-known/openid-configuration: check"),
        ),
        (server.url.replace("realm", "other"), "returns 404 Not Found at http://127.0.0.1".to_owned()),
        (format!("{}keys", server.url), "returns 404 Not Found at http://127.0.0.1".to_owned()),
        (server.url.replace("realm", "moved"), "returns 307 Temporary Redirect at http://127.0.0.1".to_owned()),
        (server.url.replace("realm", "nameless"), "does not name this issuer".to_owned()),
        (server.url.trim_end_matches('/').to_owned(), "does not name this issuer".to_owned()),
        (server.url.clone(), format!("no RSA key at {}keys", server.url)),
        ("login.example".to_owned(), "does not respond at login.example/.well-known".to_owned()),
    ] {
        let data_dir = tempfile::tempdir().unwrap();
        let issuer = Issuer { url: url.clone(), audience: AUDIENCE.to_owned(), scope_prefix: String::new() };
        let Err(StackError::Issuer(error)) = Stack::start(config(&data_dir, issuer)).await else {
            panic!("{url} is an issuer")
        };
        assert!(error.to_string().contains(&message), "{url}: {error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn function_behind_an_endpoint_gets_the_claims_of_admitted_requests_only() {
    let (server, key) = (Server::start().await, Signer::new("one"));
    server.publish(&[&key]);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let events = Arc::new(Mutex::new(Vec::<Value>::new()));
    let seen = Arc::clone(&events);
    let functions = Router::new().fallback(async move |Json(event): Json<Value>| {
        seen.lock().unwrap().push(event);
        Json(json!({ "statusCode": 200, "headers": { "content-type": "application/json" }, "body": "{}" }))
    });
    tokio::spawn(async move { axum::serve(listener, functions).await });
    let data_dir = tempfile::tempdir().unwrap();
    let endpoint = LambdaEndpoint { url, concurrency: 1, servers_host: IpAddr::V4(Ipv4Addr::LOCALHOST) };
    let config = StackConfig { lambda: Some(endpoint), ..config(&data_dir, server.issuer()) };
    let stack = Stack::start(config).await.unwrap();
    let http = reqwest::Client::builder().no_proxy().tls_certs_only([]).build().unwrap();
    let imports = http.get(format!("{}/imports", stack.addresses().api));

    assert_eq!(imports.try_clone().unwrap().send().await.unwrap().status(), 401);
    let token = key.sign(&server.claims(Timestamp::now().as_second()));
    let response = imports.bearer_auth(&token).send().await.unwrap();
    assert_eq!((response.status().as_u16(), response.text().await.unwrap().as_str()), (200, "{}"));
    let events = events.lock().unwrap().clone();
    assert_eq!(events.len(), 1, "{events:?}");
    let authorizer = &events[0]["requestContext"]["authorizer"]["jwt"];
    assert_eq!(authorizer["claims"]["sub"], "anna");
    assert_eq!(authorizer["scopes"], json!(["imports:read", "imports:write"]));
    stack.stop().await;
}
