#!/usr/bin/env python3
"""Tests the functions in containers under `sam local`, on their own and behind `rollcall serve --lambda-endpoint`.

    tests/e2e/sam_local.py TEMPLATE VARIABLES PRINTED

TEMPLATE is the output of `sam build`, VARIABLES the file of variables that `serve` wrote, PRINTED its standard output.

`sam local` runs no JWT authorizer. Two parts use it alone, to test that the functions themselves refuse requests: over HTTP, through
`sam local start-api`, no request has claims; requests with claims are sent as gateway events to `sam local start-lambda`. In the third
part, `serve` is the platform in front of `start-lambda`: it passes requests, object events, messages and the schedule to the containers.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import boto3
from botocore.config import Config

import flow
from checks import fail, head, ok, until, want
from http_api import HttpApi, Response, request
from refusals import path_of
from translated import routes_of, translate


ROOT = Path(__file__).resolve().parents[2]


class Addresses:
    """The variables that `rollcall serve --lambda-endpoint` writes, and what it prints."""

    def __init__(self, variables, printed):
        self.variables = json.loads(Path(variables).read_text(encoding="utf-8"))
        one = self.variables["Parameters"].__getitem__
        self.s3, self.sqs = one("AWS_ENDPOINT_URL_S3"), one("AWS_ENDPOINT_URL_SQS")
        self.uploads, self.results = one("ROLLCALL_UPLOADS_BUCKET"), one("ROLLCALL_RESULTS_BUCKET")
        variables_of = {"Chunk": "CHUNK", "Resume": "RESUME", "Mail": "MAIL", "InvitationBatch": "INVITATION_BATCH"}
        self.queues = {name: one(f"ROLLCALL_{variable}_QUEUE_URL") for name, variable in variables_of.items()}
        self.mails = Path(variables).parent / "mail"
        text = Path(printed).read_text(encoding="utf-8")
        find = lambda pattern: re.search(pattern, text, re.MULTILINE).group(1)
        self.key, self.secret, self.region = find(r"access key (\S+),"), find(r"secret key (\S+),"), find(r"region (\S+)$")
        self.api, self.port = find(r"^ *API +(\S+)"), find(r"start-lambda --port (\d+)")

    def client(self, service, endpoint):
        session = boto3.Session(self.key, self.secret, region_name=self.region)
        return session.client(service, endpoint_url=endpoint, config=Config(s3={"addressing_style": "path"}, proxies={}))


class Sam:
    """`sam local`, with the options shared by its commands."""

    def __init__(self, built, addresses, folder):
        self.built, self.folder, self.addresses = built, Path(folder), addresses
        self.variables = self.folder / "env.json"
        self.set_variables(ROLLCALL_TENANT_CLAIM="tenant", ROLLCALL_TENANT_VALUE="acme")
        self.environment = {**os.environ, "AWS_ACCESS_KEY_ID": addresses.key, "AWS_SECRET_ACCESS_KEY": addresses.secret,
                            "AWS_REGION": addresses.region, "AWS_DEFAULT_REGION": addresses.region,
                            "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
        self.started = []

    def set_variables(self, **more):
        """Sets the environment of functions that are started after this call."""
        self.variables.write_text(json.dumps({"Parameters": {**self.addresses.variables["Parameters"], **more}}))

    def command(self, name, *more):
        return ["sam", "local", name, *more, "--template-file", str(self.built), "--env-vars", str(self.variables),
                "--skip-pull-image", "--config-file", str(ROOT / "samconfig.toml"), "--config-env", "local"]

    def serve(self, name, *more, port=None):
        """Starts a SAM server. Returns its address and its log."""
        if port is None:
            with socket.create_server(("127.0.0.1", 0)) as free:
                port = free.getsockname()[1]
        log = self.folder / f"{name}-{port}.log"
        command = self.command(name, "--host", "127.0.0.1", "--port", str(port), "--warm-containers", "LAZY", *more)
        with open(log, "wb") as out:
            process = subprocess.Popen(command, env=self.environment, stdout=out, stderr=out, start_new_session=True)
        self.started.append(process)

        def listens():
            if process.poll() is not None:
                fail(f"sam local {name} ended", log.read_text(errors="replace"))
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return True
            except OSError:
                return False

        until(120, f"sam local {name} starts", listens)
        return f"http://127.0.0.1:{port}", log

    def invoke(self, function, event):
        """Runs `sam local invoke` with an event document. Returns the function's response."""
        path = self.folder / "event.json"
        path.write_text(json.dumps(event))
        done = subprocess.run(self.command("invoke", function, "--event", str(path)), env=self.environment, capture_output=True, text=True)
        if done.returncode != 0 or "errorMessage" in done.stdout:
            fail(f"sam local invoke {function}", done.stdout, done.stderr)
        return json.loads(done.stdout or "null")

    def event(self, *arguments):
        """Returns an event as SAM generates it."""
        done = subprocess.run(["sam", "local", "generate-event", *arguments], env=self.environment, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    def print_errors(self):
        """Prints the latest errors that the functions logged."""
        for log in sorted(self.folder.glob("start-*.log")):
            for line in [line for line in log.read_text(errors="replace").splitlines() if "ERROR" in line][-5:]:
                print(f"--- {log.stem}: {line[:1500]}", flush=True)

    def stop(self):
        # Like Ctrl-C, so that SAM removes its containers.
        for process in self.started:
            os.killpg(process.pid, signal.SIGINT)
        for process in self.started:
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.started = []


class EventApi:
    """Calls the functions with gateway events that contain the claims that an authorizer would have validated."""

    def __init__(self, sam, url, addresses, routes, claims):
        self.client = addresses.client("lambda", url)
        self.client.meta.config.read_timeout = 120
        self.routes, self.claims = routes, claims
        self.sample = sam.event("apigateway", "http-api-proxy")

    def with_claims(self, **claims):
        other = object.__new__(EventApi)
        other.__dict__.update(self.__dict__, claims={**self.claims, **claims})
        return other

    def call(self, method, path, document=None, headers=None):
        path, _, query = path.partition("?")
        key = flow.match(self.routes, method, path)
        route = next((route for route in self.routes if route.key == key), None)
        if route is None:
            fail(f"{method} {path} is not a route")
        event = json.loads(json.dumps(self.sample))
        sent = {"host": "localhost", **(headers or {})}
        event.update(routeKey=key, rawPath=path, rawQueryString=query, headers=sent, isBase64Encoded=False)
        for gone in ("cookies", "queryStringParameters", "pathParameters", "stageVariables", "body"):
            event.pop(gone, None)
        if document is not None:
            sent["content-type"] = "application/json"
            event["body"] = json.dumps(document)
        context = event["requestContext"]
        context.update(routeKey=key, stage="$default")
        context["http"].update(method=method, path=path)
        context.pop("authentication", None)
        context["authorizer"] = {"jwt": {"claims": {k: v for k, v in self.claims.items() if v is not None}, "scopes": None}}
        response = self.client.invoke(FunctionName=route.function, Payload=json.dumps(event).encode())
        said = json.loads(response["Payload"].read())
        if "statusCode" not in said:
            fail(f"{key}: not an API response", said)
        body = said.get("body") or ""
        return Response(said["statusCode"], {k.lower(): v for k, v in said["headers"].items()}, body.encode())


class Store:
    """The buckets and the accepted mails of the embedded servers."""

    dropped = "team one+two.csv"

    def __init__(self, addresses):
        self.addresses = addresses
        self.s3 = addresses.client("s3", addresses.s3)

    def drop(self, key, body, metadata):
        self.s3.put_object(Bucket=self.addresses.uploads, Key=key, Body=body, Metadata=metadata, ContentType="text/csv")

    mail_domain = "rollcall.example"

    def sweep(self):
        """Does nothing, since `serve` runs the schedule."""

    def mails_to(self, address):
        """Returns the texts of the e-mails to an address that the embedded SES accepted."""
        mails = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(self.addresses.mails.glob("*.json"))]
        return [mail["text"] for mail in mails if mail["to"] == address]

    def result_keys(self, prefix):
        return [one["Key"] for one in self.s3.list_objects_v2(Bucket=self.addresses.results, Prefix=prefix).get("Contents", [])]


def triggered(template):
    """Returns the function that object events trigger, and those that queues trigger."""
    resources = template["Resources"]
    buckets = [one["Properties"] for one in resources.values() if one["Type"] == "AWS::S3::Bucket"]
    notified = [target for one in buckets for target in one.get("NotificationConfiguration", {}).get("LambdaConfigurations", [])]
    reader = name_in(notified[0]["Function"])
    workers = sorted({name_in(one["Properties"]["FunctionName"]) for one in resources.values()
                      if one["Type"] == "AWS::Lambda::EventSourceMapping"})
    want(f"the template's triggers are {reader} for objects, {', '.join(workers)} for queues", len(workers) == 4, workers)
    return reader, workers


def name_in(value):
    (_, argument), = value.items()
    return argument[0] if isinstance(argument, list) else argument.split(".")[0]


def main():
    built, addresses = Path(sys.argv[1]).resolve(), Addresses(*sys.argv[2:4])
    template = translate(built, addresses.region)
    routes = routes_of(template)
    with tempfile.TemporaryDirectory() as folder:
        sam = Sam(built, addresses, folder)
        try:
            run(sam, addresses, template, routes)
        except SystemExit:
            sam.print_errors()
            raise
        finally:
            sam.stop()


def run(sam, addresses, template, routes):
    head("over HTTP, without claims")
    url, log = sam.serve("start-api")
    guarded = [route for route in routes if route.scopes is not None]
    for route in routes:
        document = {} if route.method in ("POST", "PUT") else None
        response = HttpApi(url).call(route.method, path_of(route), document, headers={"authorization": "Bearer e30.e30.e30"})
        if route.scopes is None and (response.status in (401, 403) or response.status >= 500):
            fail(f"{route.key} is open", response, log.read_text(errors="replace"))
        if route.scopes is not None and (response.status, response.code) != (401, "token-missing"):
            fail(f"{route.key} without claims is not refused", response, log.read_text(errors="replace"))
    ok(f"401  the functions themselves refuse {len(guarded)} of {len(guarded)} routes")
    if len(routes) > len(guarded):
        ok(f"the {len(routes) - len(guarded)} open routes respond")

    head("with claims")
    url, _ = sam.serve("start-lambda")
    scopes = sorted({scope for route in guarded for scope in route.scopes})
    api = EventApi(sam, url, addresses, routes, {"sub": "e2e", "tenant": "acme", "scope": " ".join(scopes)})
    for label, code, claims_of in (
        ("no scope", "scope-missing", lambda route: {"scope": None}),
        ("every scope but the route's", "scope-missing",
         lambda route: {"scope": " ".join(scope for scope in scopes if scope not in route.scopes)}),
        ("another tenant's claim", "token-foreign", lambda route: {"tenant": "birch"}),
        ("no tenant's claim", "token-foreign", lambda route: {"tenant": None}),
    ):
        for route in guarded:
            document = {} if route.method in ("POST", "PUT") else None
            response = api.with_claims(**claims_of(route)).call(route.method, path_of(route), document)
            if (response.status, response.code) != (403, code):
                fail(f"{route.key} with {label}", response)
        ok(f"403  {label:<30} {len(guarded)} of {len(guarded)} routes")

    sam.stop()
    behind_serve(sam, addresses, template, routes)


def behind_serve(sam, addresses, template, routes):
    head("behind rollcall serve --lambda-endpoint")
    api = HttpApi(addresses.api)
    response = api.call("GET", "/users")
    want("before sam local start-lambda runs, the API says so", response.status == 503 and addresses.port in response.json["detail"], response)
    sam.set_variables()
    _, log = sam.serve("start-lambda", port=int(addresses.port))
    page, script = api.call("GET", "/"), api.call("GET", "/rollcall-import.js")
    want("the page and its element are served from a container", page.status == script.status == 200 and b"<rollcall-import" in page.body, page)

    head("imports, a drop and invitations")
    store = Store(addresses)
    flow.run(api, routes, store)

    head("10,000 rows in a browser")
    begun = time.monotonic()
    command = [os.environ["BROWSER_PYTHON"], str(ROOT / "tests/e2e/browser/dialog.py"), addresses.api, os.environ["AXE"], str(sam.folder), "ten_thousand"]
    if subprocess.run(command, cwd=ROOT, timeout=900).returncode != 0:
        fail("the dialog imports a file", log.read_text(errors="replace"))
    ok(f"they are imported by functions in containers: {time.monotonic() - begun:.0f} s")

    reader, workers = triggered(template)
    event = sam.event("s3", "put", "--bucket", addresses.uploads, "--key", "drop/team+one%2Btwo.csv", "--region", addresses.region)
    sam.invoke(reader, event)
    ok("sam local invoke accepts an S3 object event")
    invoked = {name: len(re.findall(rf"POST /2015-03-31/functions/{name}/invocations", log.read_text(errors="replace"))) for name in [reader, *workers]}
    want(f"object events and messages were delivered to containers: {invoked}", all(invoked.values()) and invoked["ApplyFunction"] >= 20, invoked)


if __name__ == "__main__":
    main()
