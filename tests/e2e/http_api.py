"""Calls of a stack's API over HTTP."""

import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


# Ignores the environment's proxies, which cannot reach loopback, and does not follow redirects.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Stay)


@dataclass
class Response:
    """Status, headers with lower-case names, and body."""

    status: int
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        try:
            return self.json.get("code")
        except (ValueError, AttributeError):
            return None

    def __str__(self):
        return f"{self.status} {self.body[:1500].decode(errors='replace')}"


def request(method, url, headers=None, body=None, timeout=60):
    asked = urllib.request.Request(url, data=body, method=method, headers=headers or {})
    try:
        with _OPENER.open(asked, timeout=timeout) as response:
            return Response(response.status, {k.lower(): v for k, v in response.headers.items()}, response.read())
    except urllib.error.HTTPError as error:
        return Response(error.code, {k.lower(): v for k, v in error.headers.items()}, error.read())


class HttpApi:
    def __init__(self, url, token=None):
        self.url, self.token = url, token

    def with_token(self, token):
        return HttpApi(self.url, token)

    def call(self, method, path, document=None, headers=None, token=None):
        headers = dict(headers or {})
        token = token or self.token
        if token:
            headers["authorization"] = f"Bearer {token}"
        body = None
        if document is not None:
            headers.setdefault("content-type", "application/json")
            body = json.dumps(document).encode()
        return request(method, self.url + urllib.parse.quote(path, safe="/?&=%+"), headers, body)
