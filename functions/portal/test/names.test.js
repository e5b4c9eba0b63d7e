// The build shortens the names of properties that only the scripts use.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
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
