import assert from "node:assert/strict";
import test from "node:test";
import { Api, countRepeated, mayHave } from "../src/api/client.js";
import { ApiRefusal, Unwanted } from "../src/api/errors.js";

/** Returns an API client that gets these responses one after another; `null` is a lost response. */
function apiWith(responses, { token = async () => "t" } = {}) {
  const calls = [];
  const waits = [];
  globalThis.fetch = async (url, options) => {
    calls.push({ url, ...options });
    const response = responses.shift();
    if (!response) throw new TypeError("lost");
    const { status = 200, headers, body = {} } = response;
    return new Response(JSON.stringify(body), { status, headers });
  };
  const api = new Api({
    base: "https://api.example/",
    lang: "en",
    token,
    onWait: (wait) => waits.push(wait?.kind ?? null),
  });
  // Waits end at once.
  api.pause = async () => {};
  return { api, calls, waits };
}

test("a request carries token, language and key", async () => {
  const { api, calls } = apiWith([{ body: { a: 1 } }]);
  assert.deepEqual(await api.request("POST", "/imports", { body: { b: 2 }, key: "k" }), { a: 1 });
  const [{ url, method, headers, body, credentials }] = calls;
  assert.deepEqual([url, method, body, credentials], ["https://api.example/imports", "POST", '{"b":2}', "omit"]);
  assert.equal(headers.Authorization, "Bearer t");
  assert.equal(headers["Idempotency-Key"], "k");
});

test("lost and busy responses are retried, and reported", async () => {
  const { api, calls, waits } = apiWith([null, { status: 503 }, { status: 429 }, { body: { ok: true } }]);
  assert.deepEqual(await api.request("GET", "/x"), { ok: true });
  assert.equal(calls.length, 4);
  assert.deepEqual(waits, ["offline", "busy", "busy", null]);
});

test("a refusal has its status, code and document", async () => {
  const { api } = apiWith([
    { status: 409, body: { code: "import-superseded", detail: "Superseded.", superseded_by: "i2" } },
  ]);
  await assert.rejects(
    api.request("POST", "/x"),
    (error) =>
      error instanceof ApiRefusal &&
      error.status === 409 &&
      error.code === "import-superseded" &&
      error.document.superseded_by === "i2",
  );
});

test("an expired token is renewed; while the same one returns, the call waits", async () => {
  const tokens = ["old", "old", "new"];
  const { api, calls, waits } = apiWith([{ status: 401 }, { body: {} }], { token: async () => tokens.shift() });
  await api.request("GET", "/x");
  assert.deepEqual(
    calls.map(({ headers }) => headers.Authorization),
    ["Bearer old", "Bearer new"],
  );
  assert.deepEqual(waits, ["signIn", null]);
});

test("an expired token that the gateway rejects without CORS headers is renewed", async () => {
  const requested = [];
  const token = async (isExpired) => (requested.push(isExpired), isExpired ? "new" : "old");
  const { api, calls, waits } = apiWith([null, null, { body: { ok: true } }], { token });
  assert.deepEqual(await api.request("GET", "/x"), { ok: true });
  assert.deepEqual(requested, [false, false, true]);
  assert.deepEqual(
    calls.map(({ headers }) => headers.Authorization),
    ["Bearer old", "Bearer old", "Bearer new"],
  );
  assert.deepEqual(waits, ["offline", "offline", null]);
});

test("while the page itself is offline, its token is not renewed", async (t) => {
  const { navigator } = globalThis;
  const put = (value) => Object.defineProperty(globalThis, "navigator", { configurable: true, writable: true, value });
  put({ onLine: false });
  t.after(() => put(navigator));
  const requested = [];
  const token = async (isExpired) => (requested.push(isExpired), "t");
  const { api } = apiWith([null, null, null, { body: {} }], { token });
  await api.request("GET", "/x");
  assert.deepEqual(requested, [false, false, false, false]);
});

test("responses of the gateway have a message and no code", async () => {
  for (const [status, message] of [
    [403, "Forbidden"],
    [404, "Not Found"],
    [413, "Request Entity Too Large"],
    [500, "Internal Server Error"],
  ]) {
    const { api } = apiWith([{ status, body: { message } }]);
    await assert.rejects(api.request("GET", "/x"), (error) => {
      assert.ok(error instanceof ApiRefusal);
      assert.deepEqual([error.status, error.code, error.message], [status, undefined, message]);
      return true;
    });
  }
});

test("a response that is no longer wanted is discarded", async () => {
  let isWanted = true;
  const { api } = apiWith([{ body: {} }]);
  const { fetch } = globalThis;
  globalThis.fetch = async (...call) => ((isWanted = false), fetch(...call));
  await assert.rejects(api.request("GET", "/x", { isWanted: () => isWanted }), Unwanted);
});

test("scopes are read from tokens that can be read", () => {
  const token = (claims) => `h.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.s`;
  for (const [text, may] of [
    [token({ scope: "imports:read catalog:write" }), true],
    [token({ scp: ["rollcall/catalog:write"] }), true],
    [token({ scope: "acme.imports:read acme.catalog:write" }), true],
    [token({ scope: "api://rollcall/catalog:write" }), true],
    [token({ scope: "acme.catalog:write.old acme.catalog:read" }), false],
    [token({ scope: ["acme-catalog:write"] }), true],
    [token({}), false],
    [token({ scope: "imports:read" }), false],
    ["opaque", true],
    [null, true],
  ])
    assert.equal(mayHave(text, "catalog:write"), may, String(text));
});

test("a token that the page cannot get is requested again, like a lost response", async () => {
  let failures = 2;
  const token = async () => {
    if (failures-- > 0) throw new TypeError("Failed to fetch");
    return "t";
  };
  const { api, calls, waits } = apiWith([{ body: { ok: true } }], { token });
  assert.deepEqual(await api.request("GET", "/x"), { ok: true });
  assert.deepEqual(waits, ["offline", "offline", null]);
  assert.deepEqual(
    calls.map(({ headers }) => headers.Authorization),
    ["Bearer t"],
  );
  // What the token allows is left to the API.
  failures = 1;
  assert.equal(await api.may("imports:undo"), true);
});

test("a request says if it was repeated after a lost response", async () => {
  for (const [responses, expected] of [
    [[{}], 0],
    [[{ status: 503 }, {}], 0],
    [[null, {}], 1],
    [[null, null, {}], 1],
  ]) {
    const { api } = apiWith(responses);
    let repeated = 0;
    await api.request("POST", "/invitations", { body: {}, onRepeated: () => repeated++ });
    assert.equal(repeated, expected);
  }
});

test("users whom a lost request has probably invited are counted as invited now", () => {
  for (const [[queued, already_invited], shown, expected] of [
    [[0, 5], undefined, [5, 0]],
    // The lost request had no effect.
    [[4, 2], undefined, [4, 2]],
    [[0, 7], 5, [5, 2]],
    [[0, 0], 5, [5, 0]],
    [[3, 4], 5, [5, 2]],
    [[5, 2], 5, [5, 2]],
  ])
    assert.deepEqual(
      countRepeated({ queued, already_invited, unknown: 1 }, shown),
      { queued: expected[0], already_invited: expected[1], unknown: 1 },
      `${queued} ${already_invited} ${shown}`,
    );
});

test("whether a wait has another reason than before is reported with it", async () => {
  const { api } = apiWith([{ status: 401 }, { status: 401 }, { status: 401 }, {}], {
    token: (() => {
      const tokens = ["a", "a", "a", "b", "b", "c", "d"];
      return async () => tokens.shift();
    })(),
  });
  const reasons = [];
  api.onWait = (wait, isNew) => reasons.push([wait?.kind ?? null, isNew]);
  await api.request("GET", "/x");
  assert.deepEqual(reasons, [
    ["signIn", true],
    ["signIn", false],
    [null, true],
    ["signIn", true],
    [null, true],
  ]);
});
