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
    let call = Call::of(Function::Portal, &Access::default(), &request);
    let answered = call.and_then(|call| route(&Served::new("http://127.0.0.1:9000"), &call));
    answered.unwrap_or_else(|error| error.into_response("1"))
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
        let page = text(&page);
        assert!(!page.contains("/*style*/") && !page.contains("/*script*/"), "{path}");
        for attribute in [" style=", " onclick=", "https://", "javascript:"] {
            assert!(!page.contains(attribute), "{path} has {attribute}");
        }
    }
}

#[test]
fn everything_together_is_at_most_100_kb() {
    for language in Language::ALL.map(Language::tag) {
        let [page, script] = ["/", "/rollcall-import.js"].map(|path| get(&format!("{path}?lang={language}"), None));
        let bytes = text(&page).len() + text(&script).len();
        assert!(bytes <= 100 * 1024, "{language}: {bytes} bytes");
    }
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
        assert_eq!(page.headers()[header::VARY], "accept-language");
        assert!(text(&page).contains(&format!("<html lang=\"{expected}\">")), "{path} {asked}");
    }
    let script = get_in("/rollcall-import.js", None, "pl");
    assert!(text(&script).contains("const TEXTS = { tag: \"pl\", ") && text(&script).contains("Importuj"), "pl");
    let texts = get("/rollcall-import.js?texts=pt-BR", None);
    assert!(text(&texts).starts_with("export default { tag: \"pt-BR\", dialog: {"));
    assert_eq!(texts.headers()[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
}

#[test]
fn script_is_for_any_origin_and_kept_by_its_tag() {
    let script = get("/rollcall-import.js", None);
    assert_eq!(script.headers()[header::ACCESS_CONTROL_ALLOW_ORIGIN], "*");
    assert_eq!(script.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    let tag = script.headers()[header::ETAG].to_str().unwrap().to_owned();
    for (asked, status) in
        [(tag.clone(), 304), (format!("W/{tag}"), 304), (format!("\"a\", {tag}"), 304), ("\"a\"".to_owned(), 200)]
    {
        let answer = get("/rollcall-import.js", Some(&asked));
        assert_eq!((answer.status().as_u16(), text(&answer).is_empty()), (status, status == 304), "{asked}");
    }
}

fn messages(json: &str) -> BTreeMap<String, Value> {
    serde_json::from_str(json).unwrap()
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
    for json in [Language::French.dialog_json(), Language::French.pages_json()] {
        for (key, message) in messages(json) {
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
    // These come from a response or are assembled at run time.
    const STATES: [&str; 26] = [
        "validating",
        "awaiting_upload",
        "importing",
        "completed",
        "rejected",
        "cancelled",
        "expired",
        "exists",
        "unchanged",
        "none",
        "held",
        "queued",
        "sending",
        "sent",
        "delivered",
        "bounced",
        "complained",
        "unconfirmed",
        "accepted",
        "created",
        "updated",
        "skipped",
        "failed",
        "pending",
        "active",
        "disabled",
    ];
    let page = format!("{}{}", assets::USERS.script, assets::ACTIVATE.script);
    for (json, code) in
        [(Language::English.dialog_json(), assets::ELEMENT.to_owned()), (Language::English.pages_json(), page)]
    {
        let keys: Vec<String> = messages(json).into_keys().collect();
        for key in &keys {
            let option = key.strip_suffix("On").or(key.strip_suffix("Off")).unwrap_or_default();
            let is_made = ["kind_", "short_", "stopped_"].iter().any(|begin| key.starts_with(begin))
                || ["update", "mails", "review"].contains(&option)
                || STATES.contains(&key.as_str());
            assert!(is_made || code.contains(&format!("\"{key}\"")), "{key} is used nowhere");
        }
        for used in code.split("say(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(keys.iter().any(|key| key == used), "{used} has no sentence");
        }
    }
}

#[test]
fn names_of_the_script_stay_its_own() {
    let script = text(&get("/rollcall-import.js", None)).to_owned();
    assert!(script.starts_with("(() => {\n\"use strict\";\n") && script.ends_with("\n})();\n"));
    assert!(!script.contains("import ") || !script.contains(" from \""), "it loads nothing");
}

#[test]
fn elements_style_stays_inside_its_quotes() {
    let style = assets::ELEMENT_STYLE;
    assert!(!style.contains(['`', '\\']) && !style.contains("${"));
}

#[test]
fn nothing_of_a_file_is_ever_read_as_markup() {
    for text in [assets::ELEMENT, assets::USERS.script, assets::ACTIVATE.script] {
        for way in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "localStorage"] {
            assert!(!text.contains(way), "{way}");
        }
    }
}

#[test]
fn other_routes_are_unknown() {
    assert_eq!(get("/users", None).status(), 404);
}
