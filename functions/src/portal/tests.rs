use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::*;

fn get(path: &str, tag: Option<&str>) -> Response<Body> {
    get_in(path, tag, "")
}

fn get_in(path: &str, tag: Option<&str>, languages: &str) -> Response<Body> {
    let mut request = Request::new(Body::Empty);
    *request.uri_mut() = path.parse().unwrap();
    request.headers_mut().insert(header::ACCEPT_LANGUAGE, languages.parse().unwrap());
    if let Some(tag) = tag {
        request.headers_mut().insert(header::IF_NONE_MATCH, tag.parse().unwrap());
    }
    let query = path.split_once('?').map(|(_, query)| query).unwrap_or_default();
    let parameters: Vec<_> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
    let parameters: HashMap<_, _> =
        parameters.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let request = request.with_query_string_parameters(parameters);
    send(&request)
}

fn send(request: &Request) -> Response<Body> {
    let tenant = Tenant {
        name: "Acme & <Sons>".to_owned(),
        portal_url: "https://portal.acme.example/start".to_owned(),
        logo_url: "https://images.acme.example/logo.png".to_owned(),
    };
    let app = App::new("http://127.0.0.1:9000", tenant);
    let call = Call::of(Function::Portal, &Access::default(), request);
    call.and_then(|call| route(&app, &call)).map_or_else(|error| error.into_response("1"), crate::http::protected)
}

fn text(response: &Response<Body>) -> &str {
    match response.body() {
        Body::Text(text) => text,
        _ => "",
    }
}

#[test]
fn pages_run_their_own_script_alone() {
    for path in ["/", "/activate"] {
        let page = get(path, None);
        let policy = page.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; script-src 'self' 'sha256-"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(policy.contains("http://127.0.0.1:9000"), path == "/", "{policy}");
        // The addresses of the tenant's portal and logo are the only external ones.
        let page =
            text(&page).replace("https://portal.acme.example/start", "").replace("https://images.acme.example/", "");
        assert!(!page.contains("/*style*/") && !page.contains("/*script*/"), "{path}");
        for attribute in [" style=", " onclick=", "https://", "javascript:"] {
            assert!(!page.contains(attribute), "{path} has {attribute}");
        }
    }
}

#[test]
fn elements_are_at_most_48_kb_on_the_wire() {
    for content in &content::CONTENT {
        let (script, page) = (content.script.brotli.len(), content.users.brotli.len());
        assert!(script <= 48 * 1024, "{}: {script} bytes", content.tag);
        // The user page loads the script, so their total size is limited too.
        assert!(script + page <= 63 * 1024, "{}: {script} + {page} bytes", content.tag);
    }
}

#[test]
fn file_comes_in_the_best_form_that_the_caller_accepts() {
    let get = |accepted: &str| {
        let mut request = Request::new(Body::Empty);
        *request.uri_mut() = "/rollcall-import.js".parse().unwrap();
        request.headers_mut().insert(header::ACCEPT_ENCODING, accepted.parse().unwrap());
        send(&request)
    };
    let mut tags = std::collections::BTreeSet::new();
    for (accepted, coding) in [
        ("gzip, deflate, br, zstd", Some("br")),
        ("gzip;q=1.0, br;q=0", Some("gzip")),
        ("gzip, br;Q=0", Some("gzip")),
        ("GZIP", Some("gzip")),
        ("identity", None),
        ("deflate", None),
    ] {
        let response = get(accepted);
        let found = response.headers().get(header::CONTENT_ENCODING).map(|value| value.to_str().unwrap());
        assert_eq!(found, coding, "{accepted}");
        assert_eq!(matches!(response.body(), Body::Binary(_)), coding.is_some(), "{accepted}");
        tags.insert(response.headers()[header::ETAG].clone());
    }
    assert_eq!(tags.len(), 3, "each form has a tag of its own");
    let mut plain = Vec::new();
    let script = &content::in_language(Language::English).script;
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(script.gzip), &mut plain).unwrap();
    assert_eq!(plain, script.text.as_bytes());
}

#[test]
fn script_with_its_version_is_kept_for_a_year() {
    let manifest: Value = serde_json::from_str(text(&get("/rollcall-import.js?lang=de&manifest=1", None))).unwrap();
    let url = manifest["url"].as_str().unwrap();
    assert!(url.starts_with("/rollcall-import.js?lang=de&v="), "{url}");
    let response = get(url, None);
    assert_eq!(response.headers()[header::CACHE_CONTROL], IMMUTABLE);
    let digest = <sha2::Sha384 as sha2::Digest>::digest(text(&response));
    let digest = base64::Engine::encode(&base64::prelude::BASE64_STANDARD, digest);
    assert_eq!(manifest["integrity"], format!("sha384-{digest}"));
    // A URL with another version returns the current version; caches must not keep it under that URL without revalidation.
    assert_eq!(get("/rollcall-import.js?lang=de&v=other", None).headers()[header::CACHE_CONTROL], REVALIDATED);
}

#[test]
fn head_is_get_without_a_body() {
    for path in ["/", "/activate", "/rollcall-import.js"] {
        let mut request = Request::new(Body::Empty);
        *request.uri_mut() = path.parse().unwrap();
        *request.method_mut() = Method::HEAD;
        let head = send(&request);
        assert_eq!(head.headers(), get(path, None).headers(), "{path}");
        assert!(matches!(head.body(), Body::Empty), "{path}");
    }
}

#[test]
fn activation_page_names_the_tenant_and_its_portal() {
    let page = get("/activate", None);
    assert!(
        text(&page)
            .contains("data-tenant=\"Acme &amp; &lt;Sons&gt;\" data-portal=\"https://portal.acme.example/start\"")
    );
    assert!(text(&page).contains("<img class=\"logo\" src=\"https://images.acme.example/logo.png\" alt=\"Acme &amp;"));
    let policy = page.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.contains("img-src data: https://images.acme.example;"), "{policy}");
    let unsafe_urls = Tenant {
        portal_url: "javascript:alert(1)".to_owned(),
        logo_url: "https://a b".to_owned(),
        ..Tenant::default()
    };
    let page = ActivationPage::new(content::in_language(Language::English), &unsafe_urls);
    assert!(
        page.html.contains("data-portal=\"\"") && !page.html.contains("<img") && page.policy.contains("img-src data:;")
    );
}

#[test]
fn reader_gets_the_language_of_the_address_else_of_the_browser() {
    for (path, asked, expected) in [
        ("/", "pl, en;q=0.5", "pl"),
        ("/?lang=pt", "pl", "pt-BR"),
        ("/activate", "tlh", "en"),
        ("/activate?lang=tlh", "nl-BE", "nl"),
    ] {
        let page = get_in(path, None, asked);
        assert_eq!(page.headers()[header::CONTENT_LANGUAGE], expected, "{path} {asked}");
        assert_eq!(page.headers()[header::VARY], "accept-language, accept-encoding");
        assert!(text(&page).contains(&format!("<html lang=\"{expected}\">")), "{path} {asked}");
    }
    let script = get_in("/rollcall-import.js", None, "pl");
    assert!(text(&script).contains("const TEXTS = { tag: \"pl\", ") && text(&script).contains("Importuj"), "pl");
    let texts = get("/rollcall-import.js?texts=pt-BR", None);
    assert!(text(&texts).starts_with("export default { tag: \"pt-BR\", dialog: {"));
    assert_eq!(texts.headers()[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
}

#[test]
fn script_is_for_any_origin_and_revalidated_by_its_tag() {
    let script = get("/rollcall-import.js", None);
    assert_eq!(script.headers()[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
    assert_eq!(script.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    let tag = script.headers()[header::ETAG].to_str().unwrap().to_owned();
    for (asked, status) in [
        (tag.clone(), 304),
        (format!("W/{tag}"), 304),
        (format!("\"a\", {tag}"), 304),
        ("*".to_owned(), 304),
        ("\"a\"".to_owned(), 200),
    ] {
        let response = get("/rollcall-import.js", Some(&asked));
        assert_eq!((response.status().as_u16(), text(&response).is_empty()), (status, status == 304), "{asked}");
    }
}

/// Returns a file's messages in one language, as embedded by the build script.
fn messages(language: Language, file: &str) -> BTreeMap<String, Value> {
    let text = content::in_language(language).texts.text;
    let begin = format!(" {file}: ");
    let (_, rest) = text.split_once(&begin).unwrap();
    serde_json::Deserializer::from_str(rest).into_iter().next().unwrap().unwrap()
}

/// Returns the concatenated sources of the front end, without its tests.
fn sources() -> String {
    fn read(folder: &std::path::Path, all: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, all);
            } else if path.extension().is_some_and(|extension| extension == "js") {
                all.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut all = String::new();
    read(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("portal/src"), &mut all);
    all
}

fn texts_of(message: &Value) -> Vec<&str> {
    match message {
        Value::String(text) => vec![text],
        Value::Array(parts) => parts.iter().flat_map(texts_of).collect(),
        Value::Object(variants) => {
            variants.iter().filter(|(key, _)| *key != "$").flat_map(|(_, message)| texts_of(message)).collect()
        }
        _ => panic!("{message}"),
    }
}

#[test]
fn no_french_line_ends_before_a_sign() {
    for file in ["dialog", "pages"] {
        for (key, message) in messages(Language::French, file) {
            for text in texts_of(&message) {
                for sign in [" :", " ;", " !", " ?"] {
                    assert!(!text.contains(sign), "{key}: no line ends before {sign:?} in {text:?}");
                }
            }
        }
    }
}

#[test]
fn every_sentence_is_used_and_every_used_one_is_there() {
    // These keys come from a response or are assembled at run time.
    const STATES: [&str; 18] = [
        "validating",
        "awaiting_upload",
        "importing",
        "completed",
        "rejected",
        "cancelled",
        "expired",
        "exists",
        "unchanged",
        "created",
        "updated",
        "skipped",
        "other-feed",
        "missing-from-feed",
        "gone",
        "self-disable",
        "kilobytes",
        "megabytes",
    ];
    let code = sources();
    let all: Vec<String> =
        ["dialog", "pages"].iter().flat_map(|file| messages(Language::English, file).into_keys()).collect();
    for key in &all {
        let option = key.strip_suffix("On").or(key.strip_suffix("Off")).unwrap_or_default();
        let is_made = ["kind_", "short_", "stopped_", "to_", "otherLayout_", "undo_", "why_", "source_", "refused_"]
            .iter()
            .any(|begin| key.starts_with(begin))
            || ["update", "mails", "review"].contains(&option)
            || STATES.contains(&key.as_str());
        assert!(
            is_made || code.contains(&format!("\"{key}\"")) || code.contains(&format!(" {key}: \"")),
            "{key} is used nowhere"
        );
    }
    for used in code.split("say(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(all.iter().any(|key| key == used), "{used} has no sentence");
    }
}

#[test]
fn names_of_the_script_stay_its_own() {
    let script = text(&get("/rollcall-import.js", None)).to_owned();
    assert!(script.starts_with("(() => {\n\"use strict\";\n") && script.ends_with("\n})();\n"));
    assert!(!script.contains("import ") || !script.contains(" from \""), "it loads nothing");
}

#[test]
fn nothing_of_a_file_is_ever_read_as_markup() {
    let code = sources();
    // lit-html inserts values as text, unless one of its markup directives is used.
    for way in [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "localStorage",
        "unsafeHTML",
        "unsafeSVG",
    ] {
        assert!(!code.contains(way), "{way}");
    }
}

#[test]
fn other_routes_are_unknown() {
    assert_eq!(get("/users", None).status(), 404);
}
