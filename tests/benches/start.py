#!/usr/bin/env python3
"""Measures how quickly the functions start and give their first response, their size and their peak memory.

    tests/benches/start.py [--pairs 100] [--from DIR]

Each function is compared with `rollcall-hello`, a minimal function, in alternating pairs. A runtime API on loopback measures when a
process first requests an event, hands out one event, and measures when the response arrives. Functions behind the HTTP API that read
the table call DynamoDB for that response, over TLS on loopback: the process trusts the machine's own root certificates and one that is
created for the run.

The binaries are those of `sam build` (or `cargo lambda build --release`), in DIR/<name>/bootstrap; DIR defaults to `lambda` in the
build folder. Only Python's standard library and openssl are needed.
"""

import argparse, json, os, re, selectors, signal, socket, ssl, statistics, subprocess, sys, tempfile, threading, time
from pathlib import Path

HELLO = "rollcall-hello"
# The first request, as method and path. Functions that are not listed are only started.
REQUESTS = {
    "rollcall-template": "GET /layouts",
    "rollcall-review": "GET /imports/01m80swh5has1mkgtd02w3fbwk",
    "rollcall-export": "GET /imports/01m80swh5has1mkgtd02w3fbwk/export",
    "rollcall-directory": "GET /users/01m80swh5has1mkgtd02w3fbwk",
}
SCOPES = "imports:read imports:write users:read users:write catalog:read catalog:write feeds:read feeds:write invitations:write sign-ins:write"
RATIO_MAX, RESPONSE_RATIO_MAX = 1.25, 3.0
ROOTS = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem")


def read_request(connection, buffer=b""):
    """Reads one request. Returns its head and body."""
    while b"\r\n\r\n" not in buffer:
        buffer += receive(connection)
    head, _, body = buffer.partition(b"\r\n\r\n")
    lower = head.lower()
    if b"transfer-encoding: chunked" in lower:
        while not body.endswith(b"0\r\n\r\n"):
            body += receive(connection)
    elif b"content-length:" in lower:
        length = int(lower.split(b"content-length:")[1].split(b"\r\n")[0])
        while len(body) < length:
            body += receive(connection)
    return head, body


def receive(connection):
    data = connection.recv(65536)
    if not data:
        raise ConnectionError("closed")
    return data


class DynamoDb(threading.Thread):
    """Responds to every call with an empty result, over TLS, so that the server takes almost no time."""

    def __init__(self, folder):
        super().__init__(daemon=True)
        key, request, certificate = folder / "key.pem", folder / "request.pem", folder / "certificate.pem"
        root_key, root = folder / "root-key.pem", folder / "root.pem"
        extensions = folder / "extensions.cnf"
        extensions.write_text("subjectAltName=IP:127.0.0.1\nbasicConstraints=CA:FALSE\n")
        curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
        openssl("req", "-x509", *curve, "-keyout", root_key, "-out", root, "-days", "2", "-subj", "/CN=start bench root")
        openssl("req", *curve, "-keyout", key, "-out", request, "-subj", "/CN=start bench")
        openssl("x509", "-req", "-in", request, "-CA", root, "-CAkey", root_key, "-CAcreateserial", "-days", "2",
                "-extfile", extensions, "-out", certificate)
        self.roots = folder / "roots.pem"
        own = next((Path(path).read_bytes() for path in ROOTS if Path(path).exists()), b"")
        self.roots.write_bytes(own + b"\n" + root.read_bytes())
        self.roots_count = self.roots.read_bytes().count(b"BEGIN CERTIFICATE")
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(certificate, key)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"https://127.0.0.1:{self.listener.getsockname()[1]}"
        self.calls = 0

    def run(self):
        while True:
            connection, _ = self.listener.accept()
            # Otherwise the response waits 40 ms for the peer's delayed acknowledgement of the session ticket.
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        try:
            with self.context.wrap_socket(connection, server_side=True) as stream:
                while True:
                    read_request(stream)
                    self.calls += 1
                    body = b'{"Count":0,"Items":[],"ScannedCount":0}'
                    stream.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.0\r\n"
                                   b"content-length: %d\r\n\r\n%s" % (len(body), body))
        except (OSError, ConnectionError):
            pass


def openssl(*arguments):
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


def settings():
    """Returns a plausible value for every setting in the template. Tenant claim and value are empty, so that tokens need no such claim."""
    template = (Path(__file__).parents[2] / "template.yaml").read_text(encoding="utf-8")
    names = set(re.findall(r"^ +(ROLLCALL_[A-Z_]+):", template, re.MULTILINE))
    by_ending = {"_URL": "https://bench.invalid/", "_ORIGIN": "https://bench.invalid", "_SENDER": "bench@example.org",
                 "_REPLY_TO": "bench@example.org", "_MAX": "10", "_SECOND": "10", "_LAYOUT": "enrolment", "_LANGUAGE": "en",
                 "_CLAIM": "", "_VALUE": ""}
    value = lambda name: next((value for ending, value in by_ending.items() if name.endswith(ending)), "bench")
    return {name: value(name) for name in sorted(names)}


def event_of(request):
    """Returns the event that the gateway sends for a request, in payload format 2.0."""
    method, path = request.split(" ")
    return json.dumps({
        "version": "2.0", "routeKey": request, "rawPath": path, "rawQueryString": "",
        "headers": {"host": "bench", "accept": "application/json"},
        "requestContext": {
            "accountId": "000000000000", "apiId": "bench", "domainName": "bench", "domainPrefix": "bench",
            "authorizer": {"jwt": {"claims": {"sub": "bench", "scope": SCOPES}, "scopes": None}},
            "http": {"method": method, "path": path, "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "bench"},
            "requestId": "bench", "routeKey": request, "stage": "$default",
            "time": "01/Jan/2026:00:00:00 +0000", "timeEpoch": 1767225600000,
        },
        "isBase64Encoded": False,
    }).encode()


def start(binary, environment, event):
    """Starts a process. Returns the ms to its first `next` and to its response, and its peak memory in MiB."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(20)
    environment = {**environment, "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{listener.getsockname()[1]}",
                   "AWS_LAMBDA_FUNCTION_NAME": binary.parent.name, "_HANDLER": "bootstrap"}
    silent = [(os.POSIX_SPAWN_OPEN, descriptor, os.devnull, os.O_WRONLY, 0) for descriptor in (1, 2)]
    opened = []
    begun = time.perf_counter()
    pid = os.posix_spawn(binary, [str(binary)], environment, file_actions=silent)
    try:
        try:
            connection, _ = listener.accept()
        except TimeoutError:
            sys.exit(f"{binary.parent.name} asked for no work within 20 s: a setting that it needs?")
        connection.settimeout(20)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        head, _ = read_request(connection)
        next_ms = (time.perf_counter() - begun) * 1000
        assert b"/invocation/next" in head, head
        response_ms = None
        if event is not None:
            connection.sendall(
                b"HTTP/1.1 200 OK\r\nlambda-runtime-aws-request-id: 00000000-0000-0000-0000-000000000001\r\n"
                b"lambda-runtime-deadline-ms: %d\r\nlambda-runtime-invoked-function-arn: arn:aws:lambda:eu-west-1:000000000000:function:bench\r\n"
                b"content-type: application/json\r\ncontent-length: %d\r\n\r\n%s"
                % ((time.time() + 20) * 1000, len(event), event))
            head, body = response_of(listener, connection, opened)
            response_ms = (time.perf_counter() - begun) * 1000
            assert b"/response" in head.split(b"\r\n")[0], (head, body)
        peak = next(int(line.split()[1]) for line in open(f"/proc/{pid}/status") if line.startswith("VmHWM"))
        return next_ms, response_ms, peak / 1024
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        for one in (*opened, listener):
            one.close()


def response_of(listener, connection, opened):
    """Reads the response, which arrives on the connection of the event or on a new one. `opened` keeps the connections open."""
    with selectors.DefaultSelector() as selector:
        selector.register(connection, selectors.EVENT_READ)
        selector.register(listener, selectors.EVENT_READ)
        while True:
            for key, _ in selector.select(20) or [(None, None)]:
                if key is None:
                    raise TimeoutError("no response")
                if key.fileobj is listener:
                    fresh, _ = listener.accept()
                    opened.append(fresh)
                    fresh.settimeout(20)
                    selector.register(fresh, selectors.EVENT_READ)
                    continue
                try:
                    return read_request(key.fileobj)
                except ConnectionError:
                    # A client that opens two connections closes the unused one.
                    selector.unregister(key.fileobj)


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--pairs", type=int, default=100)
    arguments.add_argument("--from", dest="folder", type=Path,
                           default=Path(os.environ.get("CARGO_TARGET_DIR", "target")) / "lambda")
    options = arguments.parse_args()
    binaries = sorted(path.parent.name for path in options.folder.glob("rollcall-*/bootstrap"))
    if HELLO not in binaries:
        sys.exit(f"no {options.folder}/{HELLO}/bootstrap: cargo lambda build --release --bin {HELLO}")
    binaries.remove(HELLO)

    with tempfile.TemporaryDirectory() as folder:
        dynamodb = DynamoDb(Path(folder))
        dynamodb.start()
        environment = {
            "AWS_REGION": "eu-west-1", "AWS_ACCESS_KEY_ID": "bench", "AWS_SECRET_ACCESS_KEY": "bench",
            "AWS_ENDPOINT_URL_DYNAMODB": dynamodb.url, "SSL_CERT_FILE": str(dynamodb.roots),
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512", "AWS_LAMBDA_FUNCTION_VERSION": "1", "AWS_LAMBDA_LOG_STREAM_NAME": "bench",
            "AWS_LAMBDA_LOG_GROUP_NAME": "bench",
            **settings(),
        }
        hello = options.folder / HELLO / "bootstrap"
        missed = []
        print(f"medians of {options.pairs} pairs, on {os.cpu_count()} cores; {dynamodb.roots_count} root certificates\n")
        print(f"{'function':<20} {'MB':>5} {'MiB peak':>8}   {'first next':>10} {'hello':>6} {'ratio':>5}   "
              f"{'response':>12} {'hello':>6} {'ratio':>5} {'calls':>5}")
        for name in binaries:
            binary = options.folder / name / "bootstrap"
            request = REQUESTS.get(name)
            event = event_of(request) if request else None
            ours, theirs = [], []
            dynamodb.calls = 0
            for _ in range(options.pairs):
                theirs.append(start(hello, environment, event or b"{}"))
                ours.append(start(binary, environment, event))
            middle = lambda values, at: statistics.median(value[at] for value in values)
            size = binary.stat().st_size / 1e6
            next_ms, hello_ms = middle(ours, 0), middle(theirs, 0)
            line = (f"{name.removeprefix('rollcall-'):<20} {size:>5.2f} {middle(ours, 2):>8.1f}   "
                    f"{next_ms:>7.2f} ms {hello_ms:>6.2f} {next_ms / hello_ms:>5.2f}")
            if next_ms / hello_ms > RATIO_MAX:
                missed.append(f"{name} starts in {next_ms / hello_ms:.2f} times the time of hello; the goal is {RATIO_MAX}")
            if event:
                response_ms, hello_response_ms = middle(ours, 1), middle(theirs, 1)
                ratio = response_ms / hello_response_ms
                line += (f"   {response_ms:>9.2f} ms {hello_response_ms:>6.2f} {ratio:>5.2f} "
                         f"{dynamodb.calls / options.pairs:>5.1f}")
                if ratio > RESPONSE_RATIO_MAX:
                    missed.append(f"{name} first responds in {ratio:.2f} times the time of hello; the goal is {RESPONSE_RATIO_MAX}")
            print(line, flush=True)
        print(f"{'hello':<20} {hello.stat().st_size / 1e6:>5.2f}")
        for line in missed:
            print(f"missed: {line}")


if __name__ == "__main__":
    main()
