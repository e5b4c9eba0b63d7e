"""Checks refusals: every route with malformed, forged, foreign, expired or insufficient tokens, and one tenant at the other's API."""

from checks import fail, ok, want
from flow import UNKNOWN_ID


def path_of(route):
    return "/".join(UNKNOWN_ID if part.startswith("{") else part for part in route.path.split("/"))


def run(tenant, other):
    """Calls each route with each kind of token, and the open routes without a token. Fails if a response is not as expected."""
    guarded = [route for route in tenant.routes if route.scopes is not None]
    required = lambda route: [tenant.scope_prefix + scope for scope in route.scopes]
    others = lambda route: [scope for scope in tenant.scopes if scope not in required(route)]
    everything = tenant.scopes
    issuer, audience, claim = tenant.issuer, tenant.audience, {"tenant": tenant.name}
    # Label, expected status, and a function from a route to a token.
    cases = [
        ("no token", 401, lambda route: None),
        ("a malformed token", 401, lambda route: "not.a.token"),
        ("another issuer", 401, lambda route: issuer.token(audience, everything, iss="http://127.0.0.1:9", **claim)),
        ("another audience", 401, lambda route: issuer.token("another", everything, **claim)),
        ("no audience", 401, lambda route: issuer.token(None, everything, **claim)),
        ("an expired token", 401, lambda route: issuer.token(audience, everything, lives_s=-60, **claim)),
        ("a foreign signature", 401, lambda route: issuer.token(audience, everything, key=issuer.strange_key, **claim)),
        ("no signature", 401, lambda route: issuer.token(audience, everything, algorithm="none", **claim)),
        ("no scope", 403, lambda route: issuer.token(audience, [], **claim)),
        ("every scope but the route's", 403, lambda route: issuer.token(audience, others(route), **claim)),
        ("scopes without the prefix", 403,
         lambda route: issuer.token(audience, [scope.removeprefix(tenant.scope_prefix) for scope in everything], **claim)),
        ("another tenant claim", 403, lambda route: issuer.token(audience, everything, tenant=other.name)),
        ("no tenant claim", 403, lambda route: issuer.token(audience, everything)),
        ("the other tenant's own token", 401, lambda route: other.token()),
    ]
    for label, due, token_of in cases:
        tokens, wrong = {}, []
        for route in guarded:
            by = route.scopes if label.startswith("every scope") else None
            if by not in tokens:
                tokens[by] = token_of(route)
            document = {} if route.method in ("POST", "PUT") else None
            response = tenant.api.with_token(None).call(route.method, path_of(route), document, token=tokens[by])
            if response.status != due:
                wrong.append(f"{route.key}: {response}")
        if wrong:
            fail(f"{label}: not {due}", *wrong)
        ok(f"{due}  {label:<30} {len(guarded)} of {len(guarded)} routes")
    for route in tenant.routes:
        if route.scopes is None:
            document = {} if route.method in ("POST", "PUT") else None
            response = tenant.api.with_token(None).call(route.method, path_of(route), document)
            if response.status in (401, 403) or response.status >= 500:
                fail(f"{route.key} is open", response)
            ok(f"{response.status}  open: {route.key}")


def two_tenants(one, other, import_id):
    """Checks that the second tenant sees nothing of the first."""
    api = other.api
    want("its lists are empty", all(api.call("GET", path).json[name] == [] for path, name in (
        ("/imports", "items"), ("/users", "items"), ("/catalog", "companies"))))
    for path in ("", "/rows?outcome=created", "/problems", "/export?format=json"):
        response = api.call("GET", f"/imports/{import_id}{path}")
        if response.status != 404:
            fail(f"GET /imports/…{path} with the other tenant's token", response)
    for word in ("confirm", "cancel", "retry"):
        response = api.call("POST", f"/imports/{import_id}/{word}", {"ignore_errors": True} if word == "confirm" else None)
        if response.status != 404:
            fail(f"POST /imports/…/{word} with the other tenant's token", response)
    ok("404  the other tenant's import, its rows, problems, export and decisions")
    want("its buckets are empty", not other.keys("Results") and not other.keys("Uploads"))
    names = lambda tenant: set(tenant.physical.values())
    want("no resource is shared", not names(one) & names(other), names(one) & names(other))
    foreign = [name for name in names(one) if len(name) > 8]
    for logical, resource in other.stack.template["Resources"].items():
        if resource["Type"] == "AWS::Lambda::Function" and logical in other.physical:
            wrong = {key: value for key, value in other.variables(logical).items() if any(name in value for name in foreign)}
            if wrong:
                fail(f"{logical} of {other.name} refers to resources of {one.name}", wrong)
    ok("no function refers to a resource of the other tenant")
