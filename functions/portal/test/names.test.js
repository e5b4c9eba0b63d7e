// The build shortens the names of properties that only the scripts use.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";
import { OWN_NAMES } from "../names.js";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");

test("no shortened name is one of the API or of the elements' interface", () => {
  const api = read("../../../infra/openapi.yaml").matchAll(/^ +"?(\w+)"?:/gm);
  const elements = read("../package/src/index.d.ts").matchAll(/(\w+)\??[:(]/g);
  const known = new Set([...api, ...elements].map(([, name]) => name));
  assert.deepEqual(
    OWN_NAMES.filter((name) => known.has(name)),
    [],
  );
});

test("no shortened name is stored in the browser or is a value of a message", () => {
  const stored = read("../src/dialog/memory.js").matchAll(/@property \{.+\} \[(\w+)\]/g);
  const values = ["dialog", "pages"].flatMap((name) => [
    ...read(`../../../shared/locales/en/${name}.ftl`).matchAll(/\$(\w+)/g),
  ]);
  const known = new Set([...stored, ...values].map(([, name]) => name));
  assert.ok(known.has("corrections") && known.has("singles") && known.has("count"), String([...known]));
  assert.deepEqual(
    OWN_NAMES.filter((name) => known.has(name)),
    [],
  );
});

test("no shortened name is used as a text to access a property", () => {
  const folder = new URL("../src/", import.meta.url);
  const files = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(".js"));
  for (const path of files) {
    // Comments only name types.
    const code = readFileSync(new URL(path, folder), "utf8").replace(/\/\*.*?\*\//gs, "");
    const used = code.matchAll(/"(\w+)"(?= in |\])|\["(\w+)"/g);
    for (const [, one, other] of used) assert.ok(!OWN_NAMES.includes(one ?? other), `${path}: ${one ?? other}`);
  }
});
