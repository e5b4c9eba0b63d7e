#!/usr/bin/env python3
"""Deploys the template with `sam deploy` to an AWS emulator on loopback, for two tenants side by side. The first is used in
full and then deleted; the second must see nothing of it.

    tests/e2e/emulator.py TEMPLATE      the template as `sam build` wrote it

The emulator is ministack. It runs the functions' binaries as they are, one process per invocation. It does not create the routes and
the authorizer that SAM writes into the API's OpenAPI document, so this script creates them from that document. run_ministack.py adds
what else is missing.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import boto3
from botocore.config import Config

import flow
import refusals
from checks import fail, head, ok, until, want
from http_api import HttpApi, request
from issuer import Issuer
from translated import Stack, api_of, authorizers_of, routes_of, scheme_of, translate

REGION, ACCOUNT = "eu-west-1", "000000000000"
ROOT = Path(__file__).resolve().parents[2]


class Emulator:
    """ministack on a free port on loopback."""

    def __init__(self, folder):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = Path(folder) / "emulator.log"
        scratch = Path(folder) / "emulator"
        scratch.mkdir()
        # Functions inherit this environment, so it must not contain variables of Rollcall.
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environment = {
            **kept, "AWS_ENDPOINT_URL": self.url, "AWS_ACCESS_KEY_ID": ACCOUNT, "AWS_SECRET_ACCESS_KEY": "emulator",
            "AWS_REGION": REGION, "AWS_DEFAULT_REGION": REGION, "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "NO_PROXY": "*",
            "SAM_CLI_TELEMETRY": "0", "TMPDIR": str(scratch), "NO_COLOR": "1",
        }
        own = {"GATEWAY_PORT": str(self.port), "BIND_HOST": "127.0.0.1", "MINISTACK_HOST": "127.0.0.1",
               "MINISTACK_REGION": REGION, "MINISTACK_ACCOUNT_ID": ACCOUNT, "LOG_LEVEL": "INFO", "IOT_MTLS_ENABLED": "0"}
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen([sys.executable, str(Path(__file__).with_name("run_ministack.py"))], env={**self.environment, **own},
                                            stdout=log, stderr=log, cwd=scratch, start_new_session=True)
        self.session = boto3.Session(ACCOUNT, "emulator", region_name=REGION)
        until(60, "the emulator starts", self.is_up)

    def is_up(self):
        if self.process.poll() is not None:
            fail("the emulator ended", self.log.read_text(errors="replace"))
        try:
            return request("GET", f"{self.url}/_ministack/health").status == 200
        except OSError:
            return False

    def client(self, service):
        style = Config(s3={"addressing_style": "path"}, proxies={})
        return self.session.client(service, endpoint_url=self.url, config=style)

    def stop(self):
        os.killpg(self.process.pid, signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Tenant:
    """The deployed stack of one tenant, with its API."""

    def __init__(self, emulator, name, built, template, issuer, scope_prefix=""):
        self.emulator, self.name, self.issuer, self.scope_prefix = emulator, name, issuer, scope_prefix
        self.stack_name, self.audience = f"rollcall-{name}", f"rollcall-{name}"
        begun = time.monotonic()
        self.deploy(built)
        ok(f"sam deploy of {self.stack_name}: {time.monotonic() - begun:.0f} s")
        want("… deployed again, nothing changes", "No changes to deploy" in self.deploy(built))
        formation = emulator.client("cloudformation")
        resources = formation.describe_stack_resources(StackName=self.stack_name)["StackResources"]
        self.physical = {one["LogicalResourceId"]: one["PhysicalResourceId"] for one in resources}
        stack = formation.describe_stacks(StackName=self.stack_name)["Stacks"][0]
        self.outputs = {one["OutputKey"]: one["OutputValue"] for one in stack.get("Outputs", [])}
        parameters = {one["ParameterKey"]: one["ParameterValue"] for one in stack["Parameters"]}
        self.stack = Stack(template, parameters, self.physical, REGION, ACCOUNT, self.stack_name)
        self.routes = routes_of(template)
        self.create_api(template)
        # As in its tokens, with the prefix, which the scopes of `routes` lack.
        self.scopes = sorted({scope_prefix + scope for route in self.routes for scope in route.scopes or ()})
        self.api = HttpApi(f"{emulator.url}/_aws/execute-api/{self.api_id}/$default", self.token())

    def parameters(self):
        prefix = {"ScopePrefix": self.scope_prefix} if self.scope_prefix else {}
        return {"Tenant": self.name, "PortalOrigin": f"https://{self.name}.portal.example", "Issuer": self.issuer.url,
                "Audience": self.audience, "TenantClaim": "tenant", "TenantValue": self.name, **prefix,
                "MailSender": f"portal@{self.name}.example"}

    def token(self, scopes=None, **claims):
        return self.issuer.token(self.audience, self.scopes if scopes is None else scopes, **{"tenant": self.name, **claims})

    def deploy(self, built):
        overrides = [f"{key}={value}" for key, value in self.parameters().items()]
        command = ["sam", "deploy", "--template-file", str(built), "--stack-name", self.stack_name, "--resolve-s3",
                   "--capabilities", "CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "--region", REGION, "--no-confirm-changeset",
                   "--no-progressbar", "--no-fail-on-empty-changeset", "--s3-prefix", self.stack_name,
                   "--parameter-overrides", *overrides]
        done = subprocess.run(command, env=self.emulator.environment, cwd=built.parent, capture_output=True, text=True)
        if done.returncode != 0:
            fail(f"sam deploy exits with {done.returncode}", done.stdout, done.stderr, self.emulator.log.read_text(errors="replace"))
        return done.stdout + done.stderr

    def create_api(self, template):
        """Creates what the emulator ignores in the OpenAPI document: authorizers, integrations, routes, CORS."""
        logical, properties = api_of(template)
        self.api_id = self.physical[logical]
        gateway = self.emulator.client("apigatewayv2")
        body = self.stack.resolve(properties["Body"])
        cors = body.get("x-amazon-apigateway-cors")
        if cors:
            named = {key[0].upper() + key[1:]: value for key, value in cors.items()}
            gateway.update_api(ApiId=self.api_id, CorsConfiguration=named)
        authorizers = {}
        for name, one in authorizers_of(body).items():
            source = one["identitySource"]
            authorizers[name] = gateway.create_authorizer(
                ApiId=self.api_id, Name=name, AuthorizerType=one["type"].upper(),
                IdentitySource=[source] if isinstance(source, str) else source,
                JwtConfiguration={"Issuer": one["jwtConfiguration"]["issuer"], "Audience": one["jwtConfiguration"]["audience"]},
            )["AuthorizerId"]
        for path, operations in body["paths"].items():
            for method, operation in operations.items():
                if "x-amazon-apigateway-integration" not in operation:
                    continue
                made = operation["x-amazon-apigateway-integration"]
                integration = gateway.create_integration(
                    ApiId=self.api_id, IntegrationType=made["type"].upper(), IntegrationUri=made["uri"],
                    IntegrationMethod=made["httpMethod"], PayloadFormatVersion=made["payloadFormatVersion"])["IntegrationId"]
                scheme = scheme_of(operation)
                scopes = [scope for one in operation.get("security", []) for scope in one.get(scheme, [])]
                auth = {"AuthorizationType": "JWT", "AuthorizerId": authorizers[scheme], "AuthorizationScopes": scopes} if scheme else {}
                gateway.create_route(ApiId=self.api_id, RouteKey=f"{method.upper()} {path}", Target=f"integrations/{integration}", **auth)

    # Unlike S3, the emulator does not encode keys in its events: a plus would be decoded as a space.
    dropped = "team one.csv"

    def drop(self, key, body, metadata):
        self.emulator.client("s3").put_object(Bucket=self.bucket("Uploads"), Key=key, Body=body, Metadata=metadata, ContentType="text/csv")

    @property
    def mail_domain(self):
        return f"{self.name}.example"

    def sweep(self):
        """Runs the sweep, since the emulator has no schedules."""
        self.emulator.client("lambda").invoke(FunctionName=self.physical["SweepFunction"], Payload=b"{}")

    def mails_to(self, address):
        """Returns the texts of the e-mails to an address that the emulator accepted."""
        taken = request("GET", f"{self.emulator.url}/_ministack/ses/messages?account={ACCOUNT}").json["messages"].get(ACCOUNT, [])
        return [one["BodyText"] for one in taken if address in one["To"]]

    def result_keys(self, prefix):
        return self.keys("Results", prefix)

    def keys(self, word, prefix=""):
        listed = self.emulator.client("s3").list_objects_v2(Bucket=self.bucket(word), Prefix=prefix)
        return [one["Key"] for one in listed.get("Contents", [])]

    def bucket(self, word):
        return next(name for logical, name in self.physical.items()
                    if word in logical and self.stack.template["Resources"][logical]["Type"] == "AWS::S3::Bucket")

    def variables(self, logical):
        """Returns the environment of a deployed function."""
        function = self.emulator.client("lambda").get_function_configuration(FunctionName=self.physical[logical])
        return function.get("Environment", {}).get("Variables", {})

    def dead(self):
        """Returns the attributes of the dead-letter queues that contain messages, by logical name."""
        queues = self.emulator.client("sqs")
        dead = {}
        for logical, one in self.stack.template["Resources"].items():
            if one["Type"] == "AWS::SQS::Queue" and logical in self.physical:
                counts = queues.get_queue_attributes(QueueUrl=self.physical[logical], AttributeNames=["All"])["Attributes"]
                if "Dead" in logical and int(counts["ApproximateNumberOfMessages"]):
                    dead[logical] = counts
        return dead


def main():
    built = Path(sys.argv[1]).resolve()
    template = translate(built, REGION)
    with tempfile.TemporaryDirectory() as folder:
        issuer = Issuer()
        emulator = Emulator(folder)
        try:
            run(emulator, built, template, issuer)
        finally:
            emulator.stop()


def run(emulator, built, template, issuer):
    head("two tenants are deployed")
    acme = Tenant(emulator, "acme", built, template, issuer, scope_prefix="acme.")
    birch = Tenant(emulator, "birch", built, template, issuer)
    head("refused tokens")
    refusals.run(acme, birch)
    head("one tenant")
    import_id = flow.run(acme.api, acme.routes, acme)
    want("the dead-letter queues are empty", not acme.dead(), acme.dead())
    head("the other tenant")
    refusals.two_tenants(acme, birch, import_id)
    head("a stack is deleted")
    delete(emulator, acme, birch)


def delete(emulator, acme, birch):
    s3 = emulator.client("s3")
    for bucket in (acme.bucket("Uploads"), acme.bucket("Results")):
        for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
            for one in page.get("Versions", []) + page.get("DeleteMarkers", []):
                s3.delete_object(Bucket=bucket, Key=one["Key"], VersionId=one["VersionId"])
    # Deletes the stack as `sam delete` does. `sam delete` itself fails here, since the emulator does not report termination protection.
    formation = emulator.client("cloudformation")
    formation.delete_stack(StackName=acme.stack_name)
    formation.get_waiter("stack_delete_complete").wait(StackName=acme.stack_name, WaiterConfig={"Delay": 1, "MaxAttempts": 120})
    ok(f"{acme.stack_name} is deleted after its buckets were emptied")
    left = [one["StackName"] for one in formation.list_stacks()["StackSummaries"]
            if one["StackStatus"] != "DELETE_COMPLETE" and one["StackName"].startswith("rollcall-")]
    want("… the other stack remains", left == [birch.stack_name], left)
    kept = [logical for logical, one in acme.stack.template["Resources"].items() if one.get("DeletionPolicy", "").startswith("Retain")]
    want(f"… the template keeps {', '.join(kept)}, which the emulator ignores", "Table" in kept, kept)
    want("the other tenant's API still responds", birch.api.call("GET", "/users").status == 200)


if __name__ == "__main__":
    main()
