use super::*;

fn get(path: &str, tag: Option<&str>) -> Response<Body> {
    let mut request = Request::new(Body::Empty);
    *request.uri_mut() = path.parse().unwrap();
    if let Some(tag) = tag {
        request.headers_mut().insert(header::IF_NONE_MATCH, tag.parse().unwrap());
    }
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
    let bytes = text(&get("/", None)).len() + text(&get("/rollcall-import.js", None)).len();
    assert!(bytes <= 100 * 1024, "{bytes} bytes");
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

/// Keys of a script's sentences, each with its texts in the order of the languages.
fn sentences(script: &str) -> Vec<(String, Vec<String>)> {
    let from = script.find("const TEXTS = {").unwrap();
    let lines = script[from..].lines().skip(1).take_while(|line| *line != "};");
    lines
        .map(|line| {
            let (key, texts) = line.trim().trim_end_matches(',').split_once(": ").unwrap();
            (key.to_owned(), serde_json::from_str(texts).unwrap_or_else(|error| panic!("{key}: {error}")))
        })
        .collect()
}

/// What stands in braces, sorted.
fn places(text: &str) -> Vec<&str> {
    let mut places: Vec<&str> =
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect();
    places.sort_unstable();
    places
}

#[test]
fn every_sentence_is_there_in_five_languages() {
    for script in [assets::ELEMENT, assets::USERS.script] {
        let mut seen = std::collections::BTreeSet::new();
        for (key, texts) in sentences(script) {
            assert_eq!(texts.len(), 5, "{key}");
            for text in &texts {
                assert!(!text.trim().is_empty() && text.trim() == text, "{key}: {text:?}");
                assert_eq!(places(text), places(&texts[0]), "{key}: {text:?}");
                assert!(!assets::OPERATORS.iter().any(|operator| text.contains(operator)), "{key}: {text:?}");
            }
            let french = &texts[1];
            for sign in [" :", " ;", " !", " ?"] {
                assert!(!french.contains(sign), "{key}: no line ends before {sign:?} in {french:?}");
            }
            assert!(seen.insert(key.clone()), "{key} stands twice");
        }
    }
}

/// A script without its sentences.
fn code(script: &str) -> String {
    let mut is_sentence = false;
    let lines = script.lines().filter(|line| {
        is_sentence = (is_sentence || *line == "const TEXTS = {") && *line != "};";
        !is_sentence
    });
    lines.collect()
}

#[test]
fn every_sentence_is_used_and_every_used_one_is_there() {
    // These come from an answer, or are put together.
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
    let page = code(assets::USERS.script) + &code(assets::ACTIVATE.script);
    for (script, code) in [(assets::ELEMENT, code(assets::ELEMENT)), (assets::USERS.script, page)] {
        let keys: Vec<String> = sentences(script).into_iter().map(|(key, _)| key).collect();
        for key in &keys {
            let is_made = ["kind_", "short_", "stopped_"].iter().any(|begin| key.starts_with(begin))
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
fn lean_style_says_the_same() {
    for (long, short) in [
        ("a :hover, b {\n  color: red; margin: 0 1px;\n}\n", "a :hover,b{\ncolor:red;margin:0 1px}\n"),
        ("td::before { content: attr(data-label) \" \"; }", "td::before{content:attr(data-label) \" \"}\n"),
    ] {
        assert_eq!(assets::lean_style(long), short);
    }
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
