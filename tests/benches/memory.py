#!/usr/bin/env python3
"""Measures peak memory and throughput of the functions alone, by number of rows. Functions and servers run in separate processes.

    tests/benches/memory.py PROGRAM [--rows 10000,100000,1000000] [--workers 4] [--from DIR] [--json FILE]

PROGRAM is `rollcall`, whose `serve --no-workers` provides the servers and the API. The functions are the binaries of `sam build` (or
`cargo lambda build --release`), in DIR/<name>/bootstrap; DIR defaults to `lambda` in the build folder. This script acts as the
platform: a runtime API for each process, object events, and polling of the chunk and resume queues. Each number of rows starts with
an empty table. Needs boto3.
"""

import argparse, csv, http.server, json, os, queue, subprocess, sys, tempfile, threading, time, urllib.request, uuid
from datetime import datetime, timezone
from pathlib import Path

import boto3

ROOT = Path(__file__).parents[2]
HEADER = "enabled,name,email,companyName,languageCode,job_role,module requested 1,module requested 2".split(",")
APPLY_S, IMPORT_S = 60, 900
BYTES_A_ROW_MAX, PEAK_MAX_MIB = 64, 96


class Runtime(http.server.BaseHTTPRequestHandler):
    """The runtime API of one process: hands out events and accepts the responses."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        event, seconds = self.server.events.get()
        self.send_response(200)
        self.send_header("lambda-runtime-aws-request-id", str(uuid.uuid4()))
        self.send_header("lambda-runtime-deadline-ms", str(int((time.time() + seconds) * 1000)))
        self.send_header("lambda-runtime-invoked-function-arn", "arn:aws:lambda:eu-west-1:000000000000:function:bench")
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(event)))
        self.end_headers()
        self.wfile.write(event)

    def do_POST(self):
        if "chunked" in self.headers.get("transfer-encoding", ""):
            body = b""
            while (size := int(self.rfile.readline(), 16)) > 0:
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.send_response(202)
        self.send_header("content-length", "0")
        self.end_headers()
        self.server.responses.put((self.path.rsplit("/", 1)[-1], body))


class Function:
    def __init__(self, binary, environment, seconds, log):
        self.seconds, self.turn = seconds, threading.Lock()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Runtime)
        self.server.daemon_threads = True
        self.server.events, self.server.responses = queue.Queue(), queue.Queue()
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        address = f"127.0.0.1:{self.server.server_port}"
        names = {"AWS_LAMBDA_RUNTIME_API": address, "AWS_LAMBDA_FUNCTION_NAME": binary.parent.name, "AWS_LAMBDA_FUNCTION_VERSION": "1",
                 "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512", "_HANDLER": "bootstrap"}
        self.process = subprocess.Popen([binary], env={**environment, **names}, stdout=log, stderr=log)

    def invoke(self, event):
        with self.turn:
            self.server.events.put((json.dumps(event).encode(), self.seconds))
            kind, body = self.server.responses.get()
        if kind != "response":
            sys.exit(f"{self.process.args[0].parent.name} failed: {body.decode(errors='replace')}")
        return json.loads(body or b"null") or {}

    def peak_mib(self):
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))) / 1024

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.server.shutdown()


class Stack:
    def __init__(self, program, binaries, workers, folder):
        self.folder, self.functions = Path(folder), []
        self.out, self.log = open(self.folder / "serve.out", "w+b"), open(self.folder / "functions.log", "wb")
        data = self.folder / "data"
        self.serve = subprocess.Popen([program, "serve", "--no-workers", "--port", "0", "--data-dir", data], stdout=self.out, stderr=self.log)
        text = self.printed()
        self.api = word_after(text, "API")
        self.variables = json.loads(next(data.glob("*.json")).read_text())["Parameters"]
        self.key, self.secret = word_after(text, "access key").rstrip(","), word_after(text, "secret key").rstrip(",")
        environment = {**self.variables, "AWS_REGION": "eu-west-1", "AWS_ACCESS_KEY_ID": self.key, "AWS_SECRET_ACCESS_KEY": self.secret,
                       "RUST_LOG": "warn"}
        subprocess.run([program, "catalog", "load", ROOT / "samples/catalog.json", "--api", self.api], check=True, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL)
        start = lambda name, seconds: Function(binaries / name / "bootstrap", environment, seconds, self.log)
        self.reader = start("rollcall-import", IMPORT_S)
        self.workers = [start("rollcall-apply", APPLY_S) for _ in range(workers)]
        for worker in self.workers:
            threading.Thread(target=self.poll, args=("ROLLCALL_CHUNK_QUEUE_URL", worker), daemon=True).start()
        threading.Thread(target=self.poll, args=("ROLLCALL_RESUME_QUEUE_URL", self.reader), daemon=True).start()

    def printed(self):
        for _ in range(200):
            self.out.flush()
            text = (self.folder / "serve.out").read_text()
            if "Credentials" in text and "region" in text:
                return text
            time.sleep(0.1)
        sys.exit("serve does not start: " + (self.folder / "functions.log").read_text())

    def client(self, service, endpoint):
        return boto3.Session(self.key, self.secret, region_name="eu-west-1").client(service, endpoint_url=endpoint)

    def poll(self, variable, function):
        """Passes the messages of a queue to a function, one at a time, until the servers stop."""
        sqs, url = self.client("sqs", self.variables["AWS_ENDPOINT_URL_SQS"]), self.variables[variable]
        while self.serve.poll() is None:
            try:
                messages = sqs.receive_message(QueueUrl=url, WaitTimeSeconds=5).get("Messages", [])
            except Exception:  # The stack is being stopped.
                return
            for message in messages:
                record = {"messageId": message["MessageId"], "receiptHandle": message["ReceiptHandle"], "body": message["Body"],
                          "attributes": {}, "messageAttributes": {}, "eventSource": "aws:sqs", "awsRegion": "eu-west-1"}
                if not function.invoke({"Records": [record]}).get("batchItemFailures"):
                    sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])

    def call(self, method, path, document=None):
        body = json.dumps(document).encode() if document is not None else None
        request = urllib.request.Request(self.api + path, body, {"content-type": "application/json"}, method=method)
        with urllib.request.urlopen(request, timeout=60) as response:
            return json.load(response)

    def import_file(self, path, options):
        """Imports a file. Returns the import, completed or awaiting confirmation, and the seconds that it took."""
        size, begun = path.stat().st_size, time.monotonic()
        asked = self.call("POST", "/imports", {"file_name": path.name, "size_bytes": size, **options})
        with open(path, "rb") as file:
            put = urllib.request.Request(asked["upload"]["url"], file, {**asked["upload"]["headers"], "content-length": str(size)}, method="PUT")
            etag = urllib.request.urlopen(put, timeout=600).headers["etag"].strip('"')
        now = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        found = {"key": f"uploads/{asked['import_id']}.csv", "size": size, "eTag": etag, "sequencer": "01"}
        record = {"eventVersion": "2.1", "eventSource": "aws:s3", "awsRegion": "eu-west-1", "eventTime": now, "eventName": "ObjectCreated:Put",
                  "userIdentity": {"principalId": "bench"}, "requestParameters": {"sourceIPAddress": "127.0.0.1"}, "responseElements": {},
                  "s3": {"s3SchemaVersion": "1.0", "object": found,
                         "bucket": {"name": self.variables["ROLLCALL_UPLOADS_BUCKET"], "arn": "arn", "ownerIdentity": {"principalId": "bench"}}}}
        self.reader.invoke({"Records": [record]})
        while True:
            one = self.call("GET", f"/imports/{asked['import_id']}")
            if one["status"] in ("completed", "awaiting_confirmation"):
                return one, time.monotonic() - begun
            if one["status"] not in ("validating", "importing", "awaiting_upload"):
                sys.exit(json.dumps(one))
            time.sleep(0.1)

    def stop(self):
        for function in [self.reader, *self.workers]:
            function.stop()
        self.serve.kill()
        self.serve.wait()


def word_after(text, label):
    line = next(line for line in text.splitlines() if label in line)
    return line.split(label, 1)[1].split()[0]


def write_file(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(HEADER)
        for n in range(rows):
            out.writerow([1, f"Ann {n}", f"ann.{n}@example.org", "Harbour & Vale Ltd", "en-GB", f"Role {n % 17}", "Forklift Basics", "Presenting Well"])


def measure(program, binaries, workers, rows):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "people.csv"
        write_file(file, rows)
        stack = Stack(program, binaries, workers, folder)
        try:
            # First without writing, like a dry run: the file is read, validated, looked up, planned and reported on.
            preview, dry_run_seconds = stack.import_file(file, {"confirm": True})
            stack.call("POST", f"/imports/{preview['import_id']}/cancel")
            one, seconds = stack.import_file(file, {})
            summary = one["summary"]
            if (summary["created"], summary["course_assignments"]) != (rows, 2 * rows):
                sys.exit(json.dumps(summary))
            return {"rows": rows, "bytes": file.stat().st_size, "dry_run_seconds": dry_run_seconds, "seconds": seconds,
                    "rows_per_second": rows / seconds, "import_mib": stack.reader.peak_mib(),
                    "apply_mib": max(worker.peak_mib() for worker in stack.workers)}
        finally:
            stack.stop()


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program", type=Path)
    arguments.add_argument("--rows", default="10000,100000,1000000")
    arguments.add_argument("--workers", type=int, default=4)
    arguments.add_argument("--from", dest="binaries", type=Path, default=Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "lambda")
    arguments.add_argument("--json", type=Path)
    asked = arguments.parse_args()
    measured = []
    for rows in map(int, asked.rows.split(",")):
        one = measure(asked.program, asked.binaries, asked.workers, rows)
        measured.append(one)
        print(f"{rows:>9} rows: {one['seconds']:7.1f} s, {one['rows_per_second']:6.0f} rows/s; dry run {one['dry_run_seconds']:6.1f} s; "
              f"peak of import {one['import_mib']:5.1f} MiB, of apply {one['apply_mib']:5.1f} MiB", flush=True)
    # Buffers fill during the first 100,000 rows. If memory still grows after that, it grows with the file.
    first, last = next((one for one in measured if one["rows"] >= 100_000), measured[0]), measured[-1]
    for name in ("import", "apply"):
        peak = last[f"{name}_mib"]
        print(f"{name}: {peak:.1f} MiB (goal {PEAK_MAX_MIB})", end="")
        if last["rows"] > first["rows"]:
            growth = (peak - first[f"{name}_mib"]) * 1048576 / (last["rows"] - first["rows"])
            print(f", growing by {growth:.1f} B a row from {first['rows']} on (goal {BYTES_A_ROW_MAX})", end="")
        print()
    if asked.json:
        asked.json.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
