"""Used by openapi.sh: fills a running stack, prints a configuration for schemathesis, and validates the examples in the description.

    openapi.py examples infra/openapi.yaml
    openapi.py issuer                         runs an issuer on loopback and prints a token
    openapi.py prepare API TOKEN > schemathesis.toml
"""

import base64
import http.server
import json
import sys
import time

import jsonschema_rs
import requests
import yaml
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

SCOPES = "imports:read imports:write imports:undo users:read users:write catalog:read catalog:write feeds:read feeds:write invitations:write sign-ins:write"


def examples(document):
    """Yields all examples with their schemas: those of parameters, headers, bodies, responses and the schemas themselves."""

    def walk(node, path):
        if isinstance(node, list):
            for place, entry in enumerate(node):
                yield from walk(entry, f"{path}/{place}")
        if not isinstance(node, dict):
            return
        if "schema" in node:
            if "example" in node:
                yield path, node["schema"], node["example"]
            for name, example in node.get("examples", {}).items():
                yield f"{path}/{name}", node["schema"], example["value"]
        elif "example" in node and ("type" in node or "enum" in node):
            yield path, {key: value for key, value in node.items() if key != "example"}, node["example"]
        for key, entry in node.items():
            if key not in ("example", "examples", "default", "enum", "const"):
                yield from walk(entry, f"{path}/{key}")

    yield from walk(document, "")


def check_examples(path):
    with open(path, encoding="utf-8") as file:
        document = yaml.safe_load(file)
    wrong = count = 0
    for place, schema, example in examples(document):
        count += 1
        whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "components": document["components"]}
        try:
            jsonschema_rs.validate(whole, example, validate_formats=True)
        except jsonschema_rs.ValidationError as error:
            wrong += 1
            print(f"FAIL  the example at {place}: {str(error).splitlines()[0]}")
    if not wrong:
        print(f"ok    {count} examples match their schemas")
    return 1 if wrong else 0


def text(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def issue():
    """Prints a token with all scopes, valid for an hour, and serves the key that signed it until the process ends."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    numbers = key.public_key().public_numbers()
    number = lambda value: text(value.to_bytes((value.bit_length() + 7) // 8, "big"))
    public = {"kty": "RSA", "kid": "one", "use": "sig", "alg": "RS256", "n": number(numbers.n), "e": number(numbers.e)}

    class Issuer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            document = {"issuer": url, "jwks_uri": f"{url}/keys"} if "openid" in self.path else {"keys": [public]}
            body = json.dumps(document).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Issuer)
    url = f"http://127.0.0.1:{server.server_port}"
    now = int(time.time())
    claims = {"iss": url, "aud": "rollcall", "sub": "tester", "scope": SCOPES, "iat": now, "nbf": now, "exp": now + 3600}
    message = ".".join(text(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "RS256", "kid": "one"}, claims))
    signature = key.sign(message.encode(), padding.PKCS1v15(), hashes.SHA256())
    print(f"issuer {url}\ntoken {message}.{text(signature)}", flush=True)
    server.serve_forever()


class Api:
    def __init__(self, url, token):
        self.url = url
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers["authorization"] = f"Bearer {token}"

    def get(self, path):
        return self.session.get(self.url + path, timeout=30).json()

    def post(self, path, body=None):
        return self.session.post(self.url + path, json=body, timeout=30).json()

    def begin(self, text, **options):
        """Starts an import and uploads this file. Returns the import id."""
        data = text.encode()
        asked = self.post("/imports", {"file_name": "people.csv", "size_bytes": len(data), **options})
        upload = asked["upload"]
        # The URL is presigned: the bucket must not get the token.
        headers = {"authorization": None, **upload["headers"]}
        self.session.put(upload["url"], data=data, headers=headers, timeout=30).raise_for_status()
        return asked["import_id"]

    def wait(self, import_id, status):
        for _ in range(600):
            found = self.get(f"/imports/{import_id}")["status"]
            if found == status:
                return import_id
            time.sleep(0.1)
        raise SystemExit(f"import {import_id} is {found}, not {status}")


def prepare(url, token):
    """Creates imports in most states, users and a catalog, and prints a configuration with their ids."""
    api = Api(url, token)
    companies = api.get("/catalog?limit=1000")["companies"]
    company = next(company for company in companies if company["courses"] and "," not in company["name"])
    header = "enabled,name,email,companyName,languageCode,module requested 1\n"

    def people(first, last, course=""):
        return header + "".join(f"1,Ann,ann{n}@example.org,{company['name']},en,{course}\n" for n in range(first, last))

    completed = api.wait(api.begin(people(0, 40)), "completed")
    partly = api.wait(api.begin(people(30, 50) + "2,Bad,bad,Nobody,English,\n", on_row_errors="skip"), "completed")
    rejected = [api.wait(api.begin(text), "rejected") for text in (people(0, 3, "No such course"), "nonsense\n1\n")]
    waiting = [api.wait(api.begin(people(n, n + 3), confirm=True), "awaiting_confirmation") for n in range(50, 80)]
    cancelled = waiting.pop()
    api.post(f"/imports/{cancelled}/cancel")
    asked = api.post("/imports", {"file_name": "later.csv", "size_bytes": 10})["import_id"]
    users = [user["user_id"] for user in api.get("/users?limit=1000")["items"]]

    ended = [completed, partly, *rejected, cancelled, asked]
    entries = [{"id": "victim-co", "name": "Victim", "cohorts": [{"id": f"h{n}", "name": f"H{n}"} for n in range(9)],
                "courses": [{"id": f"c{n}", "title": f"C{n}"} for n in range(9)]}]
    entries += [{"id": f"victim-{n}", "name": f"Victim {n}"} for n in range(9)]
    api.session.put(url + "/catalog", json={"companies": entries}, timeout=30).raise_for_status()
    cursors = {path: api.get(f"{path}?limit=1")["next_cursor"] for path in ("/imports", "/users", "/catalog")}
    dictionaries = {
        "imports": ended + waiting[:3],
        "decided": waiting[3:] + ended,
        "users": users[:20],
        "erased": users[20:],
        "companies": [company["id"], *(f"victim-{n}" for n in range(9))],
        "parents": ["victim-co", company["id"]],
        "cohorts": [f"h{n}" for n in range(9)],
        "courses": [f"c{n}" for n in range(9)],
        "no-cursor": [""],
        **{f"cursors-{path[1:]}": ["", cursor] for path, cursor in cursors.items()},
    }
    # Three out of four requests use existing ids, the others arbitrary ones.
    bound = [
        ("/imports/{id}", "get", "id", "imports"),
        ("/imports/{id}/rows", "get", "id", "imports"),
        ("/imports/{id}/problems", "get", "id", "imports"),
        ("/imports/{id}/export", "get", "id", "imports"),
        ("/imports/{id}/findings", "get", "id", "imports"),
        ("/imports/{id}/corrections", "get", "id", "imports"),
        ("/imports/{id}/corrections", "post", "id", "decided"),
        ("/imports/{id}/undo", "post", "id", "imports"),
        ("/imports/{id}/confirm", "post", "id", "decided"),
        ("/imports/{id}/cancel", "post", "id", "decided"),
        ("/imports/{id}/retry", "post", "id", "decided"),
        ("/users/{id}", "get", "id", "users"),
        ("/users/{id}", "delete", "id", "erased"),
        ("/catalog/companies/{company}", "delete", "company", "companies"),
        ("/catalog/companies/{company}/cohorts/{cohort}", "delete", "company", "parents"),
        ("/catalog/companies/{company}/courses/{course}", "delete", "company", "parents"),
        ("/catalog/companies/{company}/cohorts/{cohort}", "delete", "cohort", "cohorts"),
        ("/catalog/companies/{company}/courses/{course}", "delete", "course", "courses"),
        *((path, "get", "cursor", f"cursors-{path[1:]}") for path in cursors),
        ("/imports/{id}/rows", "get", "cursor", "no-cursor"),
        ("/imports/{id}/problems", "get", "cursor", "no-cursor"),
        ("/imports/{id}/findings", "get", "cursor", "no-cursor"),
        ("/choices", "get", "cursor", "no-cursor"),
        ("/feeds", "get", "cursor", "no-cursor"),
    ]
    lines = ["warnings = false"]
    for name, values in dictionaries.items():
        lines += [f"[dictionaries.{name}]", f"values = {json.dumps(values)}"]
    # Rules that a schema cannot express: duplicate names in a catalog, a reused idempotency key, filters that exclude each other,
    # a row that is not retained, columns of a layout, names without a visible character, and cursors, which are opaque.
    loose = {
        ("/catalog", "put"): ["2xx", "409", "422"],
        ("/catalog/aliases", "post"): ["2xx", "404", "409", "422"],
        ("/choices", "get"): ["2xx", "400"],
        ("/imports/{id}/corrections", "post"): ["2xx", "404", "409", "422"],
        ("/imports", "post"): ["2xx", "404", "422"],
        ("/feeds/{name}", "put"): ["2xx", "422"],
        ("/imports/{id}/rows", "get"): ["2xx", "400", "404"],
        ("/users", "get"): ["2xx", "400"],
        ("/invitations", "post"): ["2xx", "400", "404", "409"],
    }
    operations = {}
    for path, method, parameter, name in bound:
        place = "query" if parameter == "cursor" else "path"
        probability = 1 if parameter == "cursor" else 0.75
        binding = f'"{place}.{parameter}" = {{ dictionary = "{name}", probability = {probability} }}'
        operations.setdefault((path, method), []).append(binding)
    for path, method in [*operations, *(key for key in loose if key not in operations)]:
        lines += ["[[operations]]", f'include-name = "{method.upper()} {path}"']
        if (path, method) in operations:
            lines += [f"parameters = {{ {', '.join(operations[path, method])} }}"]
        if (path, method) == ("/imports", "post"):
            # There is a separate status for a file that is too large.
            lines += ['checks.negative_data_rejection.expected-statuses = ["400", "401", "403", "413", "415", "422"]']
        if (path, method) in loose:
            lines += [f"checks.positive_data_acceptance.expected-statuses = {json.dumps(loose[path, method])}"]
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    sys.exit({"examples": check_examples, "issuer": issue, "prepare": prepare}[command](*arguments))
