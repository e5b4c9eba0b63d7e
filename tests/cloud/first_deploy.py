#!/usr/bin/env python3
"""Deploys a first stack, checks it and deletes it again. Run by first_deploy.sh.

    tests/cloud/first_deploy.py TEMPLATE --region REGION --sender ADDRESS [--users 9000] [--keep]
    tests/cloud/first_deploy.py TEMPLATE --emulator

Each check prints one line, and a table follows at the end. `FAILED` means that the stack does not work there; `look` shows behaviour of
AWS that its documentation leaves open; `not here` marks what the emulator lacks. The exit status is 1 if a check failed or if something
could not be deleted.
"""

import argparse
import json
import sys
import time
import traceback
from pathlib import Path

from places import ROOT, STACK, Account, Emulated, HttpApi, request

SIMULATOR = "simulator.amazonses.com"
HEAD = "enabled,name,email,companyName,languageCode\n"
COMPANY = "First Deployment Ltd"


class Failed(Exception):
    """A check that failed, with what was seen."""


class NotHere(Exception):
    """A check that the emulator cannot run."""


def expect(is_true, *seen):
    if not is_true:
        raise Failed(" ".join(str(one)[:400] for one in seen))


def until(seconds, what, probe, pause=2):
    end = time.monotonic() + seconds
    while True:
        result = probe()
        if result:
            return result
        if time.monotonic() > end:
            raise Failed(f"{what}: not within {seconds} s")
        time.sleep(pause)


class Checks:
    def __init__(self, place, options):
        self.place, self.options, self.rows = place, options, []

    def run(self, name, check):
        """Runs a check and records its result. Returns `True` unless it failed."""
        begun = time.monotonic()
        try:
            result, note = "ok", check() or ""
            if note.startswith("look: "):
                result, note = "look", note.removeprefix("look: ")
        except NotHere as reason:
            result, note = "not here", str(reason)
        except Failed as reason:
            result, note = "FAILED", str(reason)
        except Exception as error:
            traceback.print_exc()
            result, note = "FAILED", f"{type(error).__name__}: {error}"
        self.rows.append((name, result, time.monotonic() - begun, " ".join(note.split())))
        print(f"{result:<9} {name} ({self.rows[-1][2]:.0f} s){': ' + self.rows[-1][3] if note else ''}", flush=True)
        return result != "FAILED"

    def table(self):
        print(f"\n{'check':<44} {'result':<9} {'seconds':>7}  note")
        for name, result, seconds, note in self.rows:
            print(f"{name:<44} {result:<9} {seconds:>7.0f}  {note[:160]}")

    def has_failed(self):
        return any(result == "FAILED" for _, result, _, _ in self.rows)

    # Before the deployment.

    def region_is_empty(self):
        place = self.place
        expect(place.status(STACK) is None, f"the stack {STACK} exists: delete it first")
        if not place.is_real:
            return None
        mail = place.client("sesv2")
        identities = [self.options.sender, self.options.sender.split("@")[-1].rstrip(">")]
        verified = [one for one in identities if is_verified(mail, one)]
        expect(verified, f"verify {identities[0]} or {identities[1]} in SES in {place.region}")
        quota = mail.get_account()["SendQuota"]
        left = quota["Max24HourSend"] - quota["SentLast24Hours"]
        # One e-mail per second while the batch is tracked, and a few others.
        expect(left >= 100 or quota["Max24HourSend"] < 0, f"SES may send {left:.0f} more e-mails today; 100 are needed")
        return (f"{place.concurrency} concurrent executions, so Size={place.size}; "
                f"{quota['MaxSendRate']:.0f} e-mails per second")

    # The deployment.

    def deploys(self):
        self.place.start()
        self.place.deploy()
        return self.place.outputs.get("ApiUrl")

    def deploys_again(self):
        printed = self.place.sam()
        expect("No changes to deploy" in printed or "is up to date" in printed, printed[-600:])

    # Checks of the API.

    def call(self, status, method, path, document=None, **more):
        response = self.place.api.call(method, path, document, **more)
        expect(response.status == status, f"{method} {path}: {response.status} instead of {status}:", response)
        return response

    def pages(self):
        api = HttpApi(self.place.api.url)
        page, script = api.call("GET", "/"), api.call("GET", "/rollcall-import.js")
        expect(page.status == script.status == 200 and b"<rollcall-import" in page.body, page, script)

    def refusal(self):
        """Reports how the gateway responds to a token that it refuses, as a page of the portal sees it."""
        head = {"origin": "https://portal.example.org"}
        response = self.place.api.with_token("e30.e30.e30").call("GET", "/users", headers=head)
        expect(response.status == 401, response)
        has_cors = "access-control-allow-origin" in response.headers
        return f"look: {response.body.decode(errors='replace').strip()} with{'' if has_cors else 'out'} CORS headers"

    def catalog(self):
        company = lambda name: {"companies": [{"id": "co-first", "name": name, "courses": [{"id": "c-first", "title": "First Course"}]}]}
        self.call(200, "PUT", "/catalog", company("Another Name"))
        self.call(200, "PUT", "/catalog", company(COMPANY))
        names = [one["name"] for one in self.call(200, "GET", "/catalog").json["companies"]]
        expect(names == [COMPANY], names)
        self.call(200, "PUT", "/catalog", {"companies": [{"id": "co-gone", "name": "Gone Ltd"}]})
        response = self.place.api.call("DELETE", "/catalog/companies/co-gone")
        expect(response.status in (200, 202, 204), response)

    def upload(self, rows, **options):
        """Imports a user for each of these addresses and waits for the end. Returns the import."""
        file = (HEAD + "".join(f"1,Ann,{address},{COMPANY},en\n" for address in rows)).encode()
        asked = self.call(201, "POST", "/imports", {"file_name": "people.csv", "size_bytes": len(file), **options})
        sent = asked.json["upload"]
        put = request(sent["method"], sent["url"], sent["headers"], file)
        expect(put.status == 200, "the upload:", put)
        repeated = request(sent["method"], sent["url"], sent["headers"], file)
        expect(repeated.status in (409, 412), "a second upload to the same URL:", repeated)
        path = f"/imports/{asked.json['import_id']}"
        probe = lambda: (view := self.call(200, "GET", path).json)["status"] not in ("awaiting_upload", "validating", "importing") and view
        view = until(600, f"the import of {len(rows)} rows ends", probe)
        expect(view["status"] == "completed" and view["summary"]["failed"] == 0, json.dumps(view))
        return view

    def imports(self):
        view = self.upload([f"success+small{n}@{SIMULATOR}" for n in range(50)], confirm=False)
        expect(view["summary"]["created"] == 50, view)
        export = self.call(200, "GET", f"/imports/{view['import_id']}/export?format=csv", headers={"accept": "application/json"})
        expect(request("GET", export.json["url"]).status == 200, "the export")

    def dropped(self):
        body = (HEAD + f"1,Ann,success+dropped@{SIMULATOR},{COMPANY},en\n").encode()
        self.put(f"drop/first deployment.csv", body)
        self.item_of("first deployment.csv", "completed")

    def put(self, key, body):
        return self.place.client("s3").put_object(Bucket=self.place.physical["UploadsBucket"], Key=key, Body=body, ContentType="text/csv")

    def item_of(self, name, *states):
        def probe():
            items = self.call(200, "GET", "/imports?limit=1000").json["items"]
            return next((one for one in items if one["file"]["name"] == name and one["status"] in states), None)

        return until(180, f"the import of {name} is {' or '.join(states)}", probe)

    def removed_version(self):
        """Sends an object event whose version was removed before the function could read it."""
        written = self.put("drop/removed.csv", (HEAD + f"1,Ann,success+removed@{SIMULATOR},{COMPANY},en\n").encode())
        if "VersionId" not in written:
            raise NotHere("the bucket has no versions")
        self.item_of("removed.csv", "completed")
        bucket = self.place.physical["UploadsBucket"]
        self.place.client("s3").delete_object(Bucket=bucket, Key="drop/removed.csv", VersionId=written["VersionId"])
        record = {"eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": self.place.region, "eventName": "ObjectCreated:Put",
                  "eventTime": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()),
                  "userIdentity": {"principalId": "AWS:FIRST"}, "requestParameters": {"sourceIPAddress": "127.0.0.1"}, "responseElements": {},
                  "s3": {"s3SchemaVersion": "1.0", "configurationId": "first", "bucket": {"name": bucket, "arn": f"arn:aws:s3:::{bucket}",
                         "ownerIdentity": {"principalId": "FIRST"}},
                         "object": {"key": "drop/ghost.csv", "size": 90, "eTag": "0" * 32, "versionId": written["VersionId"],
                                    "sequencer": "0055AED6DCD90281E5"}}}
        response = self.place.client("lambda").invoke(FunctionName=self.place.physical["ImportFunction"],
                                                    Payload=json.dumps({"Records": [record]}).encode())
        said = response["Payload"].read().decode(errors="replace")
        expect("FunctionError" not in response, "the function fails:", said)
        view = self.item_of("ghost.csv", "rejected", "failed")
        codes = [one["code"] for one in self.call(200, "GET", f"/imports/{view['import_id']}/problems").json["items"]]
        expect("file-changed" in codes, view["status"], codes, view.get("failure"))

    # Invitations.

    def invite(self, address):
        response = self.call(202, "POST", "/invitations", {"emails": [address]})
        expect(response.json["queued"] + response.json["already_invited"] == 1, response)

    def user(self, address):
        items = self.call(200, "GET", f"/users?q={address.replace('+', '%2B')}").json["items"]
        expect(len(items) == 1, address, items)
        return items[0]

    def erased(self):
        address = f"success+small1@{SIMULATOR}"
        self.invite(address)
        user_id = self.user(address)["user_id"]
        until(120, "the invitation is sent", lambda: self.user(address)["invitation"] in ("sent", "sending", "delivered"))
        response = self.place.api.call("DELETE", f"/users/{user_id}")
        expect(response.status in (200, 202, 204), response)
        self.call(404, "GET", f"/users/{user_id}")

    def bounces(self):
        if not self.place.is_real:
            raise NotHere("the emulator sends no events of e-mails")
        addresses = {f"bounce@{SIMULATOR}": "bounced", f"complaint@{SIMULATOR}": "complained", f"success+small2@{SIMULATOR}": "delivered"}
        self.upload(list(addresses)[:2], confirm=False)
        for address in addresses:
            self.invite(address)
        for address, state in addresses.items():
            until(180, f"{address} becomes {state}", lambda: self.user(address)["invitation"] == state)
        sending = self.call(200, "GET", "/invitations").json
        expect(sending["bounced"] >= 1, "the bounce is not counted:", sending)

    def batch(self):
        """Runs a batch with more steps than the loops that Lambda stops. Only its first e-mails are sent before the stack is deleted."""
        count = self.options.users
        view = self.upload([f"success+{n}@{SIMULATOR}" for n in range(count)], confirm=False)
        expect(view["summary"]["created"] == count, view)
        response = self.call(202, "POST", "/invitations", {"import_id": view["import_id"]})
        if "run_id" not in response.json or not response.json["run_id"]:
            return f"{count} users need no batch"
        path = f"/invitations/{response.json['run_id']}"
        probe = lambda: (run := self.call(200, "GET", path).json)["status"] != "running" and run
        run = until(600, f"the batch of {count} users ends", probe)
        expect(run["status"] == "completed" and run["queued"] == count, run)
        return f"{count} users in {-(-count // 500)} steps"

    # The platform.

    def alarm(self):
        """Triggers an alarm whose action publishes to the topic, which CloudWatch might not be allowed to do."""
        if not self.place.is_real:
            raise NotHere("the emulator keeps no history of alarms")
        watch = self.place.client("cloudwatch")
        found = watch.describe_alarms(AlarmNamePrefix=f"{STACK}-")
        alarms = [one for one in found["MetricAlarms"] if one["AlarmActions"]]
        expect(alarms, "no alarm has an action")
        name = alarms[0]["AlarmName"]
        watch.set_alarm_state(AlarmName=name, StateValue="ALARM", StateReason="first deployment")

        def probe():
            items = watch.describe_alarm_history(AlarmName=name, HistoryItemType="Action")["AlarmHistoryItems"]
            return [one["HistorySummary"] for one in items]

        summaries = until(120, f"{name} runs its action", probe)
        expect(any("Successfully executed" in one for one in summaries), summaries)

    def dead_letters(self):
        queues = self.place.client("sqs")
        for logical, url in self.place.physical.items():
            if "DeadLetters" in logical and url.startswith("http"):
                counts = queues.get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])["Attributes"]
                expect(counts["ApproximateNumberOfMessages"] == "0", f"{logical} has messages")

    def adopted(self):
        """Replaces the stack by a new one of the same name that adopts its table and buckets."""
        if not self.place.is_real:
            raise NotHere("the emulator imports no resources")
        before = self.place.physical["Table"], self.call(200, "GET", "/users").json["items"]
        self.place.delete_stack(STACK)
        self.place.adopt()
        after = self.place.physical["Table"], self.call(200, "GET", "/users").json["items"]
        expect(before == after and before[1], before, after)

    def deleted(self):
        left = self.place.delete()
        expect(not left, *left)


def is_verified(mail, identity):
    try:
        return mail.get_email_identity(EmailIdentity=identity)["VerifiedForSendingStatus"]
    except mail.exceptions.NotFoundException:
        return False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("template", type=Path)
    parser.add_argument("--region")
    parser.add_argument("--sender")
    parser.add_argument("--users", type=int)
    parser.add_argument("--keep", action="store_true", help="do not delete the stack")
    parser.add_argument("--emulator", action="store_true")
    options = parser.parse_args()
    if not options.emulator and not (options.region and options.sender):
        parser.error("--region and --sender are required, unless --emulator is given")
    # More than 16 steps of 500 users, after which Lambda would stop a loop. The emulator stops none.
    options.users = options.users or (1_200 if options.emulator else 9_000)
    place = (Emulated if options.emulator else Account)(options.template.resolve(), options)
    checks = Checks(place, options)
    # If a stack existed before, it is not deleted.
    if checks.run("the Region is empty and SES is ready", checks.region_is_empty):
        try:
            run(checks)
        finally:
            if not options.keep:
                checks.run("everything is deleted", checks.deleted)
    checks.table()
    sys.exit(1 if checks.has_failed() else 0)


def run(checks):
    if not checks.run("sam deploy", checks.deploys):
        return
    for name, check in (
        ("sam deploy again changes nothing", checks.deploys_again),
        ("pages", checks.pages),
        ("response to a refused token", checks.refusal),
        ("companies: create, rename, delete", checks.catalog),
        ("an import over the API", checks.imports),
        ("a file in the bucket", checks.dropped),
        ("an object version that was removed", checks.removed_version),
        ("an invited user is erased", checks.erased),
        ("bounces, complaints and deliveries", checks.bounces),
        ("a large batch of invitations", checks.batch),
        ("an alarm reaches its topic", checks.alarm),
        ("the dead-letter queues are empty", checks.dead_letters),
        ("a new stack adopts table and buckets", checks.adopted),
    ):
        checks.run(name, check)


if __name__ == "__main__":
    main()
