// Messages are written from left to right, whatever text they quote.
import assert from "node:assert/strict";
import test from "node:test";
import { sentence } from "../src/dialog/views/parts.js";
import { problemsView } from "../src/dialog/views/problems.js";
import { sayIn } from "../src/text/messages.js";
import { dialogWith, keysIn, one, textsOf } from "./dialogs.js";

/** Returns the texts of a message, with those that are isolated in brackets. */
const partsOf = (message) => {
  const [parts, rest] = sentence(message).values;
  return rest === undefined
    ? [parts]
    : [...parts.map((part) => (typeof part === "string" ? part : `[${textsOf(part)}]`)), rest];
};

test("quotations in a message keep their own direction, in every language of the dialog", () => {
  for (const [message, parts] of [
    ["“עברית 12” is not a course of “Acme” (2 rows)", "“[עברית 12]” is not a course of “[Acme]” (2 rows)"],
    ["„עברית“ ist kein Kurs von „Acme“", "„[עברית]“ ist kein Kurs von „[Acme]“"],
    ["„עברית” nie jest kursem firmy „Acme”", "„[עברית]” nie jest kursem firmy „[Acme]”"],
    ["«עברית» no es un curso de «Acme»", "«[עברית]» no es un curso de «[Acme]»"],
    ["«\u00a0עברית\u00a0» n’est pas un cours", "«[\u00a0עברית\u00a0]» n’est pas un cours"],
    ["Er is geen bedrijf ‘עברית’.", "Er is geen bedrijf ‘[עברית]’."],
  ])
    assert.equal(partsOf(message).join(""), parts);
  assert.deepEqual(partsOf("“Anna” contains “!”."), ["“Anna” contains “!”."]);
  assert.deepEqual(partsOf("“a\u202eb” is wrong"), ["“a\ufffdb” is wrong"]);
});

test("the messages of problems are written from left to right", () => {
  const { dialog } = dialogWith({}, {}, Object.assign(keysIn("en"), { number: String }));
  const message = "“עברית” is not an e-mail address.";
  const item = { code: "email-invalid", severity: "error", column: "email", found: "עברית", row: 3, suggestions: [] };
  dialog.set({
    imported: one({ status: "completed", problems: { errors: 1, warnings: 0, file: [] } }),
    problems: { ...dialog.state.problems, items: [{ ...item, message }], findings: null },
  });
  const view = problemsView(dialog);
  assert.ok(textsOf(view).includes("עברית"), String(textsOf(view)));
});

test("values from right to left are isolated in the dialog's own messages", () => {
  const say = sayIn("en", { left: "“{title}” left out in {count} rows" });
  assert.equal(say("left", { title: "עברית", count: 2 }), "“\u2068עברית\u2069” left out in 2 rows");
  assert.equal(say("left", { title: "Sales", count: 2 }), "“Sales” left out in 2 rows");
  assert.equal(say("left", { title: "a\u202eb\u2068", count: 2 }), "“a\ufffdb\ufffd” left out in 2 rows");
});
