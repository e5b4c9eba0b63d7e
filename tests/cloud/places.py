"""The places of a first deployment: an AWS account, or the emulator of tests/e2e."""

import base64
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.parse
from pathlib import Path

import boto3
from botocore.exceptions import ClientError

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/e2e"))

from http_api import HttpApi, request  # noqa: E402
from translated import routes_of, translate  # noqa: E402

TENANT = "first"
STACK = "rollcall-first"
MANAGED = "aws-sam-cli-managed-default"
SCOPE_PREFIX = "rollcall/"


def size_for(concurrency, template):
    """Returns `medium`, or `small` if the account has too few concurrent executions for medium, as a new account does."""
    medium = template["Mappings"]["Sizes"]["medium"]
    # Plus one import, one sweep, one e-mail event and one request.
    return "medium" if medium["WorkersMax"] + medium["SendersMax"] + 4 <= concurrency else "small"


class Account:
    """An AWS account, with its own user pool as the issuer of tokens."""

    is_real = True

    def __init__(self, built, options):
        self.built, self.region, self.sender = built, options.region, options.sender
        self.session = boto3.Session(region_name=self.region)
        self.account = self.session.client("sts").get_caller_identity()["Account"]
        self.template = translate(built, self.region)
        self.scopes = sorted({scope for route in routes_of(self.template) for scope in route.scopes or ()})
        self.had_managed_stack = self.status(MANAGED) is not None
        self.concurrency = self.client("lambda").get_account_settings()["AccountLimit"]["ConcurrentExecutions"]
        self.size = size_for(self.concurrency, self.template)

    def client(self, service):
        return self.session.client(service)

    def status(self, stack):
        try:
            return self.client("cloudformation").describe_stacks(StackName=stack)["Stacks"][0]["StackStatus"]
        except ClientError as error:
            if "does not exist" in str(error):
                return None
            raise

    def start(self):
        """Creates the issuer: a user pool whose only client obtains tokens with its own credentials."""
        pools = self.client("cognito-idp")
        self.pool = pools.create_user_pool(PoolName=STACK)["UserPool"]["Id"]
        self.domain = f"{STACK}-{self.account}"
        pools.create_user_pool_domain(Domain=self.domain, UserPoolId=self.pool)
        names = [scope.removeprefix(SCOPE_PREFIX) for scope in self.scopes]
        pools.create_resource_server(UserPoolId=self.pool, Identifier=SCOPE_PREFIX.rstrip("/"), Name="Rollcall",
                                     Scopes=[{"ScopeName": name, "ScopeDescription": name} for name in names])
        client = pools.create_user_pool_client(
            UserPoolId=self.pool, ClientName=STACK, GenerateSecret=True, AllowedOAuthFlows=["client_credentials"],
            AllowedOAuthFlowsUserPoolClient=True, AllowedOAuthScopes=[SCOPE_PREFIX + name for name in names])["UserPoolClient"]
        self.client_id, self.secret = client["ClientId"], client["ClientSecret"]

    def parameters(self):
        return {"Tenant": TENANT, "Region": self.region, "PortalOrigin": "https://portal.example.org", "MailSender": self.sender,
                "Issuer": f"https://cognito-idp.{self.region}.amazonaws.com/{self.pool}", "Audience": self.client_id,
                "ScopePrefix": SCOPE_PREFIX, "MailsPerSecond": "1", "AlarmEmail": "success@simulator.amazonses.com", "LogRetentionDays": "1",
                "Size": self.size}

    def token(self):
        """Returns a token with all scopes. Tries for five minutes, since the domain of a new pool takes a minute to respond."""
        head = {"authorization": "Basic " + base64.b64encode(f"{self.client_id}:{self.secret}".encode()).decode(),
                "content-type": "application/x-www-form-urlencoded"}
        url = f"https://{self.domain}.auth.{self.region}.amazoncognito.com/oauth2/token"
        for _ in range(60):
            try:
                response = request("POST", url, head, urllib.parse.urlencode({"grant_type": "client_credentials"}).encode())
                if response.status == 200:
                    return response.json["access_token"]
            except OSError as error:
                response = error
            time.sleep(5)
        raise RuntimeError(f"the user pool gives no token: {response}")

    def sam(self, *more):
        """Runs `sam deploy`. Returns its output."""
        overrides = [f"{key}={value}" for key, value in self.parameters().items()]
        command = ["sam", "deploy", "--template-file", str(self.built), "--stack-name", STACK, "--resolve-s3", "--region", self.region,
                   "--capabilities", "CAPABILITY_IAM", "--no-confirm-changeset", "--no-progressbar", "--no-fail-on-empty-changeset",
                   "--s3-prefix", STACK, *more, "--parameter-overrides", *overrides]
        done = subprocess.run(command, env=self.environment(), cwd=self.built.parent, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"sam deploy exits with {done.returncode}: {(done.stdout + done.stderr)[-1500:]}")
        return done.stdout

    def environment(self):
        return {**os.environ, "SAM_CLI_TELEMETRY": "0"}

    def deploy(self):
        self.sam()
        self.look_up()
        self.api = HttpApi(self.outputs["ApiUrl"], self.token())

    def adopt(self):
        """Creates the stack again with the table and the buckets that the deleted one left behind."""
        def lasting(*options):
            return subprocess.run([sys.executable, ROOT / "infra/lasting.py", *options], check=True, capture_output=True, text=True).stdout

        names = [f"{name}={self.physical[name]}" for name in ("Table", "UploadsBucket", "ResultsBucket")]
        parameters = [{"ParameterKey": key, "ParameterValue": value} for key, value in self.parameters().items()]
        formation, change_set = self.client("cloudformation"), {"StackName": STACK, "ChangeSetName": "adopt"}
        formation.create_change_set(**change_set, ChangeSetType="IMPORT", TemplateBody=lasting(), Parameters=parameters,
                                    ResourcesToImport=json.loads(lasting("--resources", *names)))
        formation.get_waiter("change_set_create_complete").wait(**change_set)
        formation.execute_change_set(**change_set)
        formation.get_waiter("stack_import_complete").wait(StackName=STACK)
        self.deploy()

    def look_up(self):
        formation = self.client("cloudformation")
        pages = formation.get_paginator("list_stack_resources").paginate(StackName=STACK)
        self.physical = {one["LogicalResourceId"]: one["PhysicalResourceId"] for page in pages for one in page["StackResourceSummaries"]}
        stack = formation.describe_stacks(StackName=STACK)["Stacks"][0]
        self.outputs = {one["OutputKey"]: one["OutputValue"] for one in stack.get("Outputs", [])}

    def delete(self):
        """Deletes everything that this run created. Returns what is left."""
        left = []

        def attempt(what, action):
            try:
                action()
            except Exception as error:  # Everything else must still be deleted.
                if "does not exist" not in str(error) and "NotFound" not in str(error) and "NoSuchBucket" not in str(error):
                    left.append(f"{what}: {error}")

        if not hasattr(self, "physical"):
            # A failed deployment may have left some resources behind.
            attempt("the stack's resources", self.look_up)
        physical = getattr(self, "physical", {})
        buckets = [name for logical, name in physical.items() if logical in ("UploadsBucket", "ResultsBucket")]
        for bucket in buckets:
            attempt(bucket, lambda bucket=bucket: self.empty(bucket))
        attempt(STACK, lambda: self.delete_stack(STACK))
        for bucket in buckets:
            # Dropped files and late results may have arrived in the meantime.
            attempt(bucket, lambda bucket=bucket: (self.empty(bucket), self.client("s3").delete_bucket(Bucket=bucket)))
        if "Table" in physical:
            attempt("table", lambda: self.client("dynamodb").delete_table(TableName=physical["Table"]))
        attempt("SAM's bucket", self.clean_managed)
        self.delete_issuer(attempt)
        return left

    def delete_issuer(self, attempt):
        if not hasattr(self, "pool"):
            return
        pools = self.client("cognito-idp")
        attempt("user pool's domain", lambda: pools.delete_user_pool_domain(Domain=self.domain, UserPoolId=self.pool))
        attempt("user pool", lambda: pools.delete_user_pool(UserPoolId=self.pool))

    def delete_stack(self, name):
        formation = self.client("cloudformation")
        formation.delete_stack(StackName=name)
        formation.get_waiter("stack_delete_complete").wait(StackName=name, WaiterConfig={"Delay": 5, "MaxAttempts": 360})

    def clean_managed(self):
        """Deletes what SAM uploaded, and its bucket if this run created it."""
        for one in self.client("cloudformation").describe_stack_resources(StackName=MANAGED)["StackResources"]:
            if one["ResourceType"] == "AWS::S3::Bucket":
                self.empty(one["PhysicalResourceId"], f"{STACK}/" if self.had_managed_stack else "")
        if not self.had_managed_stack:
            self.delete_stack(MANAGED)

    def empty(self, bucket, prefix=""):
        s3 = self.client("s3")
        for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket, Prefix=prefix):
            for one in page.get("Versions", []) + page.get("DeleteMarkers", []):
                s3.delete_object(Bucket=bucket, Key=one["Key"], VersionId=one["VersionId"])


class Emulated(Account):
    """The emulator on loopback, with an issuer on loopback. It shows that this script works, not that AWS does."""

    is_real = False

    def __init__(self, built, options):
        from emulator import ACCOUNT, REGION, Emulator, Tenant
        from issuer import Issuer

        self.folder = tempfile.TemporaryDirectory()
        self.emulator, self.issuer, self.tenant_class = Emulator(self.folder.name), Issuer(), Tenant
        self.built, self.region, self.account, self.sender = built, REGION, ACCOUNT, "portal@first.example"
        self.session = self.emulator.session
        self.template = translate(built, REGION)
        self.scopes = sorted({scope for route in routes_of(self.template) for scope in route.scopes or ()})
        self.had_managed_stack = False

    def client(self, service):
        return self.emulator.client(service)

    def start(self):
        pass

    def environment(self):
        return self.emulator.environment

    def parameters(self):
        parameters = {"Tenant": TENANT, "PortalOrigin": "https://portal.example.org", "MailSender": self.sender, "Issuer": self.issuer.url,
                      "Audience": STACK, "MailsPerSecond": "1", "AlarmEmail": "success@simulator.amazonses.com", "LogRetentionDays": "1"}
        return parameters

    def deploy(self):
        self.sam()
        self.look_up()
        tenant = object.__new__(self.tenant_class)
        tenant.emulator, tenant.physical, tenant.template = self.emulator, self.physical, self.template
        stack = self.client("cloudformation").describe_stacks(StackName=STACK)["Stacks"][0]
        parameters = {one["ParameterKey"]: one["ParameterValue"] for one in stack["Parameters"]}
        from translated import Stack
        tenant.stack = Stack(self.template, parameters, self.physical, self.region, self.account, STACK)
        tenant.create_api(self.template)
        self.api = HttpApi(f"{self.emulator.url}/_aws/execute-api/{tenant.api_id}/$default", self.issuer.token(STACK, self.scopes))

    def delete_issuer(self, attempt):
        attempt("emulator", self.emulator.stop)
