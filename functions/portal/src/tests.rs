use super::*;

fn get(path: &str, tag: Option<&str>) -> Response<Body> {
    let mut request = Request::new(Body::Empty);
    *request.uri_mut() = path.parse().unwrap();
    if let Some(tag) = tag {
        request.headers_mut().insert(header::IF_NONE_MATCH, tag.parse().unwrap());
    }
    route(&App::new("http://127.0.0.1:9000"), &request).unwrap_or_else(|error| error.into_response("1"))
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

#[test]
fn elements_style_stays_inside_its_quotes() {
    let style = include_str!("../assets/element/style.css");
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
