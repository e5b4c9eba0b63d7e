// Tests the package: packed and installed into an empty project, the examples and the sample for React must type-check; and its client.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { RollcallError, all, createClient } from "../src/client.js";

const folder = fileURLToPath(new URL("..", import.meta.url));
const run = (cwd, command, ...words) =>
  execFileSync(command, words, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

test("the packed package type-checks in an empty project", () => {
  const project = mkdtempSync(join(tmpdir(), "rollcall-package-"));
  try {
    const [{ filename }] = JSON.parse(run(folder, "npm", "pack", "--json", "--pack-destination", project));
    writeFileSync(join(project, "package.json"), JSON.stringify({ name: "portal", private: true, type: "module" }));
    const packages = [`./${filename}`, "typescript@5.9.3", "react@19.2.0", "@types/react@19.2.2"];
    run(project, "npm", "install", "--silent", "--no-audit", "--no-fund", ...packages);
    cpSync(join(folder, "test/example"), project, { recursive: true });
    cpSync(join(folder, "../../../samples/embed/react"), project, { recursive: true });
    run(project, "npx", "tsc", "--project", "tsconfig.json");
  } finally {
    rmSync(project, { recursive: true });
  }
});

/** Returns a client whose requests get these responses one after another; `null` is a lost response. */
function clientWith(...responses) {
  const calls = [];
  const fetch = async (url, options) => {
    calls.push({ url: String(url), ...options });
    const response = responses.shift();
    if (!response) throw new TypeError("lost");
    const { status = 200, body = {} } = response;
    return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
  };
  const tokens = [];
  const getToken = async ({ isExpired }) => (tokens.push(isExpired), isExpired ? "new" : "old");
  return { client: createClient({ api: "https://api.example/", getToken, lang: "de", fetch }), calls, tokens };
}

test("paths and queries are filled in, and an expired token is renewed once", async () => {
  const { client, calls, tokens } = clientWith({ status: 401 }, { body: { items: [1], next_cursor: null } });
  await client.get("/imports/{id}/rows", {
    params: { path: { id: "a/b" }, query: { limit: 5, cursor: undefined } },
  });
  assert.equal(calls[1].url, "https://api.example/imports/a%2Fb/rows?limit=5");
  assert.deepEqual(
    calls.map(({ headers }) => headers.Authorization),
    ["Bearer old", "Bearer new"],
  );
  assert.deepEqual(tokens, [false, true]);
});

test("an expired token that is rejected without CORS headers is renewed once, if the request may be repeated", async () => {
  const { client, tokens } = clientWith(null, { body: { items: [] } });
  await client.get("/imports");
  assert.deepEqual(tokens, [false, true]);
  const posts = clientWith(null, null, null);
  await assert.rejects(posts.client.post("/imports", { body: {} }), TypeError);
  assert.equal(posts.calls.length, 1);
  await assert.rejects(posts.client.post("/imports", { body: {}, idempotencyKey: "k" }), TypeError);
  assert.equal(posts.calls.length, 3);
});

test("a refusal is an error with its code", async () => {
  const { client } = clientWith({ status: 409, body: { code: "import-not-waiting", detail: "It does not wait." } });
  await assert.rejects(
    client.post("/imports/{id}/confirm", { params: { path: { id: "1" } }, body: { ignore_errors: false } }),
    (error) => error instanceof RollcallError && error.code === "import-not-waiting" && error.status === 409,
  );
});

test("lists are read to their end", async () => {
  const pages = [
    { items: [1, 2], next_cursor: "c" },
    { items: [], next_cursor: "d" },
    { items: [3], next_cursor: null },
  ];
  const items = [];
  for await (const one of all(async () => pages.shift())) items.push(one);
  assert.deepEqual(items, [1, 2, 3]);
});
