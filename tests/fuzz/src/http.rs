//! Requests: each gets a response that its route documents, and each error is a problem document.
//!
//! A request is converted to the gateway's event and back, as in Lambda. The stores refuse every call, so a request ends at the first one.

use lambda_http::http::{Method, Uri};
use rollcall_functions::{
    directory, export,
    http::Scope,
    invite, portal, review,
    routes::{self, Function, Matched},
    start::to_event,
    template, upload,
};
use serde_json::{Map, Value, json};

use crate::stack::STACK;

const FUNCTIONS: [Function; 8] = [
    Function::Template,
    Function::Upload,
    Function::Review,
    Function::Export,
    Function::Directory,
    Function::Portal,
    Function::Invite,
    Function::Accept,
];
const SOURCES: [&str; 4] = ["192.0.2.1", "2001:db8::1", "", "::"];

/// Sends a request: a line with method and target, header lines, an empty line, and the body. The first byte selects the caller's claims
/// and address, and whether the request reaches its route's function.
pub(crate) fn request(data: &[u8]) {
    let [choice, bytes @ ..] = data else { return };
    let Some((function, matched, event)) = event(*choice, bytes) else { return };
    // The gateway sends no event that cannot be parsed.
    let Ok(request) = lambda_http::request::from_str(&event.to_string()) else { return };
    let is_head = request.method() == Method::HEAD;
    let stack = &*STACK;
    let response = stack.run(async {
        match function {
            Function::Template => template::handle(&stack.template, request).await,
            Function::Upload => upload::handle(&stack.app, request).await,
            Function::Review => review::handle(&stack.app, request).await,
            Function::Export => export::handle(&stack.app, request).await,
            Function::Directory => directory::handle(&stack.app, request).await,
            Function::Portal => portal::handle(&stack.portal, request).await,
            Function::Invite => invite::handle(&stack.app, request).await,
            Function::Accept => rollcall_functions::accept::handle(&stack.accept, request).await,
        }
    });
    let (status, body) = (response.status().as_u16(), response.body().to_vec());
    let media_type = response.headers().get("content-type").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let matched = matched.filter(|matched| matched.route().function == function);
    if status < 400 {
        let Some(matched) = matched else { panic!("a route that does not exist returns {status}") };
        let route = matched.route();
        assert!(route.responses.iter().any(|response| response.status == status), "{status} {route:?}");
        assert!(!is_head || body.is_empty());
    } else {
        assert_eq!(media_type.as_deref(), Some("application/problem+json"));
        check_problem(status, &body, matched.as_ref());
    }
    assert!((100..600).contains(&to_event(response).status_code));
}

/// Returns the function, the route if there is one, and the event in payload format 2.0.
fn event(choice: u8, bytes: &[u8]) -> Option<(Function, Option<Matched>, Value)> {
    let (head, body) = split(bytes, b"\n\n").unwrap_or((bytes, &[]));
    let head = String::from_utf8_lossy(head);
    let mut lines = head.lines();
    let (method, target) = lines.next()?.split_once(' ')?;
    // The gateway refuses other methods and targets.
    let _method: Method = method.parse().ok()?;
    let target: Uri = target.parse().ok().filter(|target: &Uri| target.path().starts_with('/'))?;
    let (path, query) = (target.path(), target.query().unwrap_or_default());
    let matched = routes::find(method, path).ok();
    let other = FUNCTIONS[usize::from(choice >> 5)];
    let function =
        matched.as_ref().map_or(other, |matched| if choice & 1 == 0 { matched.route().function } else { other });
    let mut headers = Map::new();
    // The gateway sets these headers itself, and `lambda_http` relies on them.
    let is_of_gateway = |name: &str| name == "host" || name.starts_with("x-forwarded-");
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        if !is_of_gateway(&name.to_ascii_lowercase()) {
            headers.insert(name.to_ascii_lowercase(), value.into());
        }
    }
    let mut event = json!({
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": path,
        "rawQueryString": query,
        "headers": headers,
        "requestContext": {
            "domainName": "localhost",
            "http": {
                "method": method, "path": path, "protocol": "HTTP/1.1", "userAgent": "",
                "sourceIp": SOURCES[usize::from(choice >> 1) % SOURCES.len()],
            },
            "requestId": "request-1",
            "stage": "$default",
        },
        "isBase64Encoded": false,
        "body": String::from_utf8_lossy(body),
    });
    // Half of the choices give the caller a token with all scopes.
    let scopes: Vec<&str> = Scope::ALL.iter().map(|scope| scope.as_str()).collect();
    let claims = match choice >> 3 & 3 {
        0 => None,
        1 => Some(json!({ "scope": scopes[0], "sub": "ann" })),
        _ => Some(json!({ "scope": scopes.join(" "), "sub": "ann", "email": "ann@example.org" })),
    };
    if let Some(claims) = claims {
        event["requestContext"]["authorizer"] = json!({ "jwt": { "claims": claims } });
    }
    Some((function, matched, event))
}

fn split<'a>(bytes: &'a [u8], separator: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = bytes.windows(separator.len()).position(|window| window == separator)?;
    Some((&bytes[..at], &bytes[at + separator.len()..]))
}

/// Checks a problem document (RFC 9457). Its code must be one that the route lists or, without a route, `route-unknown`.
fn check_problem(status: u16, body: &[u8], matched: Option<&Matched>) {
    let Ok(document) = serde_json::from_slice::<Value>(body) else { panic!("the body of a {status} is not JSON") };
    assert_eq!(document["status"], status);
    assert_eq!((&document["type"], &document["request_id"]), (&json!("about:blank"), &json!("request-1")));
    let has_text = |member: &str| document[member].as_str().is_some_and(|text| !text.is_empty());
    assert!(has_text("title") && has_text("detail") && has_text("code"), "{document}");
    let codes: Vec<Value> = match matched {
        Some(matched) => matched.route().codes().iter().map(|code| json!(code)).collect(),
        None => vec!["route-unknown".into()],
    };
    assert!(codes.contains(&document["code"]), "{document} from {matched:?}");
}

#[cfg(test)]
mod tests {
    use rollcall_functions::routes::ROUTES;

    use crate::noise::Noise;

    #[test]
    fn noise_gets_a_documented_response() {
        const VALUES: [&str; 8] =
            ["01m80swh5has1mkgtd02w3fbwk", "1", "0", "%ff", "csv", "", "true", "eyJhZnRlciI6IiJ9"];
        const BODIES: [&str; 6] = ["", "{}", "[]", "{\"corrections\":[]}", "{\"emails\":[\"a@b.cd\"]}", "\u{0}"];
        for seed in 0..5_000 {
            let mut noise = Noise::new(seed);
            let route = noise.pick(&ROUTES);
            let parts: Vec<&str> = route.path.split('/').collect();
            let parts = parts.iter().map(|part| if part.starts_with('{') { *noise.pick(&VALUES) } else { *part });
            let mut target = parts.collect::<Vec<_>>().join("/");
            let mut separator = '?';
            for name in route.parameters.iter().map(|parameter| parameter.name).chain(["x"]) {
                if noise.next().is_multiple_of(3) && (name != "x" || noise.next() < 16) {
                    target.push(separator);
                    target.extend([name, "=", *noise.pick(&VALUES)]);
                    separator = '&';
                }
            }
            let request = format!("{} {target}\naccept-language: de\n\n{}", route.method, noise.pick(&BODIES));
            let mut data = vec![noise.next()];
            data.extend_from_slice(request.as_bytes());
            super::request(&data);
        }
    }
}
