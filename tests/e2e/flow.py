"""Imports files through the API and through the bucket, and calls every other route, on any stack.

`api` calls routes. `store` drops files, lists results, reads the accepted e-mails and runs the sweep. `drive` runs pending work on
stacks where nothing else does.
"""

import csv
import io
import json
import re
from pathlib import Path

from checks import fail, ok, until, want
from http_api import request

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
# An id that does not exist, for path parameters of routes that no step called.
UNKNOWN_ID = "01m80swh5has1mkgtd02w3fbwk"


class Seen:
    """Wraps an API and records which routes were called."""

    def __init__(self, api, routes):
        self.api, self.routes, self.keys = api, routes, set()

    def call(self, method, path, document=None, **more):
        response = self.api.call(method, path, document, **more)
        key = match(self.routes, method, path.split("?")[0])
        if key:
            self.keys.add(key)
        return response


def match(routes, method, path):
    """Returns the key of the route that matches a request, or `None`. Literal segments take precedence over variables."""
    parts = path.strip("/").split("/")
    best = None
    for route in routes:
        pattern = route.path.strip("/").split("/")
        if route.method not in (method, "ANY") or len(pattern) != len(parts):
            continue
        if all(one == part or (one.startswith("{") and part) for one, part in zip(pattern, parts)):
            literal = sum(not one.startswith("{") for one in pattern)
            if best is None or literal > best[0]:
                best = (literal, route.key)
    return best and best[1]


def expect(status, text, response):
    want(f"{text} → {status}", response.status == status, response)
    return response


def run(api, routes, store, drive=lambda: None):
    """Runs all steps on an empty stack."""
    api = Seen(api, routes)
    catalog = json.loads((SAMPLES / "catalog.json").read_text(encoding="utf-8"))
    expect(200, "loading the catalog", api.call("PUT", "/catalog", catalog))
    companies = api.call("GET", "/catalog").json["companies"]
    want("… and can be read", len(companies) == len(catalog["companies"]), companies)

    file = (SAMPLES / "enrolment.csv").read_bytes()
    rows = list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"))))
    import_id = upload(api, file)
    view = wait_for_status(api, drive, import_id, "awaiting_confirmation")
    want(f"it waits for confirmation and plans {len(rows)} users", view["summary"]["created"] == len(rows), view)
    created = api.call("GET", f"/imports/{import_id}/rows?outcome=created&limit=1000").json["items"]
    want("… its rows are listed", len(created) == len(rows), created[:1])
    want("… without problems", api.call("GET", f"/imports/{import_id}/problems?severity=error").json["items"] == [])
    expect(409, "a retry of an import that did not fail", api.call("POST", f"/imports/{import_id}/retry"))
    expect(202, "confirming it", api.call("POST", f"/imports/{import_id}/confirm", {"ignore_errors": False}))
    view = wait_for_status(api, drive, import_id, "completed")
    want(f"completed: {len(rows)} created", view["summary"]["created"] == len(rows) and view["summary"]["failed"] == 0, view)
    expect(409, "cancelling a completed import", api.call("POST", f"/imports/{import_id}/cancel"))
    exported(api, import_id, view["summary"])
    want("it is in the list of imports", any(one["import_id"] == import_id for one in api.call("GET", "/imports").json["items"]))
    users(api, rows, catalog)
    invited(api, store, drive)
    dropped(api, store, drive, file)
    larger(api, drive)
    fed(api, store, drive)
    rest(api, routes)
    return import_id


def upload(api, file, **options):
    """Requests an upload and sends the file. Returns the import id."""
    response = expect(201, "requesting an upload", api.call(
        "POST", "/imports", {"file_name": "people.csv", "size_bytes": len(file), "confirm": True, **options}))
    sent = response.json["upload"]
    expect(200, "uploading the file to the presigned URL", request(sent["method"], sent["url"], sent["headers"], file))
    return response.json["import_id"]


def wait_for_status(api, drive, import_id, status, seconds=120):
    """Waits until the import has this status. Returns the import."""

    def probe():
        drive()
        view = api.call("GET", f"/imports/{import_id}")
        if view.status != 200 or view.json["status"] in ("failed", "rejected"):
            fail(f"the import reaches {status}", view)
        return view.json if view.json["status"] == status else None

    return until(seconds, f"the import reaches {status}", probe)


def exported(api, import_id, summary):
    response = expect(200, "requesting the export's URL",
                      api.call("GET", f"/imports/{import_id}/export?format=json", headers={"accept": "application/json"}))
    by_address = request("GET", response.json["url"])
    redirect = expect(302, "… and a redirect to it", api.call("GET", f"/imports/{import_id}/export?format=json"))
    by_redirect = request("GET", redirect.headers["location"])
    want("… both return the same document, with the counts of the summary",
         by_address.body == by_redirect.body and by_address.json["summary"] == summary, by_address, by_redirect)


def users(api, rows, catalog):
    listed = api.call("GET", "/users?limit=1000").json["items"]
    want(f"{len(rows)} users are listed", len(listed) == len(rows), listed[:1])
    one = next(user for user in listed if user["email"].startswith("alice"))
    user_id = one.get("user_id") or one.get("id")
    want("a single user can be read", api.call("GET", f"/users/{user_id}").json["email"] == one["email"])
    company = next(one for one in catalog["companies"] if one["name"] == rows[0]["companyName"])
    expect(409, "deleting a company that has users", api.call("DELETE", f"/catalog/companies/{company['id']}"))
    erased = api.call("DELETE", f"/users/{user_id}")
    want("a user is erased", erased.status in (200, 202, 204) and api.call("GET", f"/users/{user_id}").status == 404, erased)


def invited(api, store, drive):
    """Requests one invitation and accepts it."""
    user = next(user for user in api.call("GET", "/users?limit=1000").json["items"] if user["status"] == "pending")
    address = user["email"]
    asked = expect(202, "requesting an invitation", api.call("POST", "/invitations", {"emails": [address]}))
    want("… and queued", asked.json["queued"] == 1, asked)
    again = api.call("POST", "/invitations", {"emails": [address]})
    want("… only once, however often it is requested", (again.json["queued"], again.json["already_invited"]) == (0, 1), again)

    def probe():
        drive()
        return store.mails_to(address)

    mails = until(120, "the mail is sent", probe)
    tokens = re.findall(r"#token=([\w-]+)", mails[0])
    want("one mail is sent, with a link", len(mails) == 1 and tokens, mails)
    expect(200, "accepting the invitation", api.call("POST", "/invitations/accept", {"token": tokens[0]}))
    expect(404, "… a second time", api.call("POST", "/invitations/accept", {"token": tokens[0]}))
    view = api.call("GET", f"/users/{user['user_id']}").json
    want("the user is active", (view["status"], view["invitation"]) == ("active", "accepted"), view)


def dropped(api, store, drive, file):
    """Drops a file into the bucket, with a key that events encode and options in the metadata. Its results have the same prefix."""
    name = store.dropped
    store.drop(f"drop/{name}", file, {"update-existing": "true", "on-row-errors": "skip"})

    def probe():
        drive()
        items = api.call("GET", "/imports?limit=1000").json["items"]
        return next((one for one in items if one["source"] == "drop" and one["status"] not in ("validating", "importing")), None)

    one = until(120, "the dropped file is imported", probe)
    view = api.call("GET", f"/imports/{one['import_id']}").json
    want(f"drop/{name} is imported, with the options of its metadata",
         view["status"] == "completed" and view["options"]["update_existing"] and view["file"]["name"] == name
         and view["summary"]["created"] == 1, view)
    stem = name.removesuffix(".csv")
    keys = until(30, "the results of the dropped file appear", lambda: store.result_keys("drop/"))
    want("… its results have the dropped key as prefix", all(
        any(key.startswith(f"drop/{stem}.") and key.endswith(ending) for key in keys) for ending in (".result.csv", ".result.json")), keys)


def larger(api, drive):
    """Imports a file of several chunks, which the queue's workers write."""
    count = 1200
    head = "enabled,name,email,companyName,languageCode,module requested 1\n"
    lines = (f"1,Nora,nora.{n}@example.org,Harbour & Vale Ltd,en-GB,Presenting Well\n" for n in range(count))
    import_id = upload(api, (head + "".join(lines)).encode(), confirm=False)
    view = wait_for_status(api, drive, import_id, "completed")
    want(f"the queue's workers write {count} users in chunks", view["summary"]["created"] == count, view)
    pages, cursor, addresses = 0, "", []
    while cursor is not None:
        page = api.call("GET", f"/users?q=nora.&limit=500&cursor={cursor}" if cursor else "/users?q=nora.&limit=500").json
        addresses += [user["email"] for user in page["items"]]
        pages, cursor = pages + 1, page["next_cursor"]
    want("… each once, listed in pages", len(addresses) == len(set(addresses)) == count and pages >= 3, pages, len(addresses))


def fed(api, store, drive):
    """Imports four nights of a feed. The third file is truncated: it waits at the brake, is reported, and is superseded by the fourth."""
    config = json.loads((SAMPLES / "feed" / "feed.json").read_text(encoding="utf-8"))
    expect(201, "creating a feed", api.call("PUT", "/feeds/hr", config))
    counts = ("created", "updated", "disabled", "skipped")
    for name, expected in (("night-1", (66, 0, 0, 0)), ("night-2", (1, 1, 1, 64))):
        view = night(api, store, drive, f"{name}.csv", (SAMPLES / "feed" / f"{name}.csv").read_bytes())
        found = tuple(view["summary"][count] for count in counts)
        want(f"{name} is imported: {expected} {counts}", (view["status"], found) == ("completed", expected), view)
    address = f"hr@{store.mail_domain}"
    expect(200, "reports of the feed", api.call("PUT", "/feeds/hr", {**config, "report_to": [address]}))
    held = night(api, store, drive, "night-3.csv", (SAMPLES / "feed" / "night-3.csv").read_bytes())
    limits = [one["limit"] for one in held["held"]]
    want(f"the truncated file waits at the brake: {', '.join(limits)}",
         held["status"] == "awaiting_confirmation" and "disable_percent" in limits, held)

    def reported():
        store.sweep()
        drive()
        return store.mails_to(address)

    (report,) = until(180, "its report is sent", reported)
    want("… with the numbers, a link, and no cell of the file", "44" in report and held["import_id"] in report and "@harbour" not in report, report)
    view = night(api, store, drive, "night-4.csv", (SAMPLES / "feed" / "night-2.csv").read_bytes())
    want("the file of the next night is imported", view["status"] == "completed" and view["summary"]["disabled"] == 0, view)
    held = api.call("GET", f"/imports/{held['import_id']}").json
    want("… and supersedes the truncated one", (held["status"], held["superseded_by"]) == ("cancelled", view["import_id"]), held)


def night(api, store, drive, name, body):
    """Drops a file of the feed `hr`. Returns its import once it has ended or waits at the brake."""
    store.drop(f"drop/feeds/hr/{name}", body, {})

    def probe():
        drive()
        items = api.call("GET", "/imports?feed=hr&limit=1000").json["items"]
        return next((one for one in items if one["file"]["name"] == name and one["status"] not in ("validating", "importing")), None)

    return until(120, f"the import of {name} ends or waits", probe)


def rest(api, routes):
    """Calls the routes that no step called. Each must accept the token and must not fail."""
    for route in routes:
        if route.key in api.keys:
            continue
        path = "/".join(UNKNOWN_ID if part.startswith("{") else part for part in route.path.split("/"))
        document = {} if route.method in ("POST", "PUT") else None
        method = "GET" if route.method == "ANY" else route.method
        response = api.call(method, path, document)
        if response.status in (401, 403) or response.status >= 500:
            fail(f"{route.key} with a token", response)
        api.keys.add(route.key)
    ok(f"all {len(routes)} routes respond")
