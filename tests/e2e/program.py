"""The built program with its own data directory, and helpers of the tests that kill it."""

import argparse
import datetime
import hashlib
import hmac
import json
import random
import re
import shutil
import sqlite3
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from checks import fail, want
from http_api import request


def parse_arguments(**counts):
    """Parses `PROGRAM [--COUNT N] [--seed N] [--keep]` with these counts and their defaults. Also returns a generator with that seed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    for name, default in counts.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    parser.add_argument("--keep", action="store_true", help="keep the data of a run that fails")
    arguments = parser.parse_args()
    return arguments, random.Random(arguments.seed)


@contextmanager
def work_folder(arguments):
    """Creates a temporary folder, which is deleted at the end unless the run fails and `--keep` is set."""
    folder, is_kept = Path(tempfile.mkdtemp()), arguments.keep
    try:
        yield folder
        is_kept = False
    finally:
        if is_kept:
            print(f"--- the data is in {folder}", flush=True)
        else:
            shutil.rmtree(folder, ignore_errors=True)


class Program:
    def __init__(self, path, data):
        self.path, self.data = path, data

    def command(self, *arguments):
        return [self.path, "--data-dir", str(self.data), *arguments]

    def run(self, *arguments, status=0):
        done = subprocess.run(self.command(*arguments), capture_output=True, text=True)
        want(f"rollcall {arguments[0]} exits with {status}", done.returncode == status, done.returncode, done.stderr, done.stdout)
        return json.loads(done.stdout)

    def stored_items(self, sort_key):
        """Returns the items of the table with this sort key: `USER` or `IMPORT`."""
        with sqlite3.connect(self.data / "dynamodb.sqlite") as table:
            found = table.execute("SELECT item_json FROM rollcall WHERE sk = ?", (f"S:{sort_key}",))
            return [json.loads(item) for (item,) in found]

    @contextmanager
    def serve(self):
        server = Server(self)
        try:
            yield server
        finally:
            server.stop()


class Server:
    """`rollcall serve`, once it has printed its addresses."""

    def __init__(self, program):
        self.process = subprocess.Popen(
            program.command("serve", "--port", "0"), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        printed = ""
        while "aws s3 cp" not in printed:
            line = self.process.stdout.readline()
            if not line:
                fail(f"rollcall serve starts: it ended with {self.process.wait()}", printed)
            printed += line
        find = lambda pattern: re.search(pattern, printed, re.MULTILINE).groups()
        (self.api,) = find(r"^ *API +(\S+)")
        self.s3, self.uploads = find(r"^ *S3 +(\S+) +buckets ([^,]+),")
        (self.resumes,) = find(r"(http\S+/rollcall-resumes)")
        self.keys = find(r"access key (\S+), secret key (\S+), region (\S+)$")

    def kill(self):
        self.process.kill()
        self.close()

    def stop(self):
        self.process.terminate()
        self.close()

    def close(self):
        self.process.stdout.close()
        self.process.wait()

    def call_sqs(self, action, **document):
        """Calls an SQS action for the resume queue."""
        headers = {"content-type": "application/x-amz-json-1.0", "x-amz-target": f"AmazonSQS.{action}"}
        body = json.dumps({"QueueUrl": self.resumes, **document}).encode()
        origin = self.resumes.removesuffix(urlsplit(self.resumes).path)
        return json.loads(self.call_signed("POST", f"{origin}/", "sqs", headers, body).body or b"{}")

    def put_object(self, key, body):
        """Writes an object to the uploads bucket."""
        headers = {"x-amz-content-sha256": hashlib.sha256(body).hexdigest()}
        self.call_signed("PUT", f"{self.s3}/{self.uploads}/{key}", "s3", headers, body)

    def call_signed(self, method, url, service, headers, body):
        """Sends a request signed with AWS Signature Version 4."""
        access_key, secret_key, region = self.keys
        at = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
        host, path = urlsplit(url)[1:3]
        headers = {**headers, "host": host, "x-amz-date": at}
        names = ";".join(sorted(headers))
        lines = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
        signed = f"{method}\n{path}\n\n{lines}\n{names}\n{hashlib.sha256(body).hexdigest()}"
        scope = f"{at[:8]}/{region}/{service}/aws4_request"
        text = f"AWS4-HMAC-SHA256\n{at}\n{scope}\n{hashlib.sha256(signed.encode()).hexdigest()}"
        key = f"AWS4{secret_key}".encode()
        for part in scope.split("/"):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        signature = hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
        headers["authorization"] = f"AWS4-HMAC-SHA256 Credential={access_key}/{scope}, SignedHeaders={names}, Signature={signature}"
        response = request(method, url, headers, body)
        if response.status != 200:
            fail(f"{method} {url}", response)
        return response
