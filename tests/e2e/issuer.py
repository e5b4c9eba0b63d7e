"""A token issuer on loopback: discovery document, keys, and tokens with arbitrary claims.

openssl creates the keys for each run; they are not kept. Numeric claims are written as strings, because the gateway passes claims to
functions as strings, whereas an emulator may pass them on unchanged.
"""

import base64
import http.server
import json
import subprocess
import tempfile
import threading
import time
from pathlib import Path


def encode(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def openssl(*arguments, data=None):
    return subprocess.run(["openssl", *map(str, arguments)], input=data, check=True, capture_output=True).stdout


class Key:
    def __init__(self, folder, name):
        self.path, self.id = Path(folder) / f"{name}.pem", name
        openssl("genrsa", "-out", self.path, "2048")

    def public(self):
        modulus = openssl("rsa", "-in", self.path, "-noout", "-modulus").decode().strip().split("=")[1]
        return {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.id,
                "n": encode(bytes.fromhex(modulus)), "e": encode((65537).to_bytes(3, "big"))}

    def sign(self, head, claims):
        signed = f"{encode(json.dumps(head).encode())}.{encode(json.dumps(claims).encode())}"
        return f"{signed}.{encode(openssl('dgst', '-sha256', '-sign', self.path, data=signed.encode()))}"


class Issuer:
    """Serves on a free port on loopback until the process ends."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.key, self.strange_key = Key(self.folder.name, "run"), Key(self.folder.name, "strange")
        issuer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                documents = {
                    "/.well-known/openid-configuration": {"issuer": issuer.url, "jwks_uri": f"{issuer.url}/keys"},
                    "/keys": {"keys": [issuer.key.public()]},
                }
                document = documents.get(self.path)
                body = json.dumps(document).encode()
                self.send_response(200 if document else 404)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()

    def token(self, audience, scopes, *, key=None, algorithm="RS256", lives_s=3600, **claims):
        """Returns a token of this issuer. Claims that are `None` are omitted."""
        now = int(time.time())
        claims = {"iss": self.url, "aud": audience, "sub": "e2e", "scope": " ".join(scopes),
                  "iat": str(now - 60), "exp": str(now + lives_s), **claims}
        claims = {name: value for name, value in claims.items() if value is not None}
        # A foreign key uses the id of the issuer's key, so that only the signature is wrong.
        head = {"alg": algorithm, "typ": "JWT", "kid": self.key.id}
        if algorithm == "none":
            return f"{encode(json.dumps(head).encode())}.{encode(json.dumps(claims).encode())}."
        return (key or self.key).sign(head, claims)
