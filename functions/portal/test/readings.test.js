import assert from "node:assert/strict";
import test from "node:test";
import { readingsOf } from "../src/fix/readings.js";
import { readingsView } from "../src/dialog/views/encoding.js";
import { attributesOf, dialogWith, one, textsOf } from "./dialogs.js";

const assumed = {
  code: "file-encoding-assumed",
  severity: "warning",
  found: "windows-1250",
  message: "",
  suggestions: ["windows-1250", "iso-8859-2"],
  samples: [
    { row: 2, readings: ["Łukasz", "£ukasz"] },
    { row: 5, readings: ["Žofia", "®ofia"] },
  ],
};
const garbled = {
  code: "file-mojibake",
  severity: "warning",
  found: "JosÃ©",
  message: "“JosÃ©” … or set another encoding.",
  encoding: "utf-8-twice/windows-1252",
  suggestions: ["José"],
};

test("a file of an uncertain encoding can be read in each candidate", () => {
  const both = [
    { encoding: "windows-1250", words: ["Łukasz", "Žofia"] },
    { encoding: "iso-8859-2", words: ["£ukasz", "®ofia"] },
  ];
  assert.deepEqual(readingsOf(assumed), both);
  assert.deepEqual(readingsOf({ ...assumed, code: "file-encoding", severity: "error" }), both);
  assert.deepEqual(readingsOf({ ...assumed, suggestions: ["windows-1250"] }), []);
  const shifted = { code: "file-encoding", severity: "error", message: "", suggestions: ["iso-2022-jp"] };
  assert.deepEqual(readingsOf(shifted), [{ encoding: "iso-2022-jp", words: [] }]);
  assert.deepEqual(readingsOf({ ...shifted, suggestions: [] }), []);
});

test("letters that were decoded twice can be repaired, if the encoding is known", () => {
  assert.deepEqual(readingsOf(garbled), [
    { encoding: "utf-8", words: ["JosÃ©"] },
    { encoding: "utf-8-twice/windows-1252", words: ["José"] },
  ]);
  assert.deepEqual(readingsOf({ ...garbled, encoding: undefined }), []);
  assert.deepEqual(readingsOf({ ...garbled, code: "name-invalid" }), []);
});

const shown = (imported, items) => {
  const responses = {
    "POST /imports/i1/corrections": { body: { import_id: "i2" } },
    "GET /imports/i2": { body: one({ import_id: "i2", status: "awaiting_confirmation" }) },
  };
  const say = Object.assign((key, { value } = {}) => (value ? `${key} ${value}` : key), {
    lang: "en",
    language: (tag) => `in ${tag}`,
  });
  const made = dialogWith(responses, {}, say);
  const { dialog } = made;
  dialog.set({ imported: one(imported), problems: { ...dialog.state.problems, items } });
  return { ...made, texts: textsOf(readingsView(dialog)) };
};
const waiting = { status: "awaiting_confirmation", file: { name: "a.csv", encoding: "windows-1250" } };

test("the review offers the other encodings, with the same words", () => {
  const { texts } = shown(waiting, [assumed]);
  for (const text of ["encodingAssumed", "Łukasz", "£ukasz", "use iso-8859-2"]) assert.ok(texts.includes(text), text);
  assert.ok(!texts.some((text) => text.startsWith("use windows")), "the current one");
  assert.deepEqual(shown({ ...waiting, status: "importing" }, [assumed]).texts, []);
  assert.deepEqual(shown({ ...waiting, feed: "hr" }, [assumed]).texts, []);
  // A refused file was read in none of them.
  const refused = { ...assumed, code: "file-encoding", severity: "error" };
  assert.ok(shown({ ...waiting, status: "rejected" }, [refused]).texts.includes("use encCentral (windows-1250)"));
});

test("the encoding in use is marked, and less common ones have names too", () => {
  const { texts } = shown(waiting, [assumed]);
  assert.ok(texts.includes("encCentral (windows-1250)"), String(texts));
  const names = { "windows-1257": "encBaltic", "windows-1253": "in el", "x-mac-romanian": "encMac" };
  const suggestions = ["windows-1250", ...Object.keys(names)];
  const more = shown(waiting, [{ ...assumed, suggestions, samples: [] }]).texts;
  for (const [encoding, name] of Object.entries(names)) assert.ok(more.includes(`use ${name} (${encoding})`), encoding);
});

test("garbled letters can be repaired, and the encoding in which they were read is not offered", async () => {
  for (const status of ["awaiting_confirmation", "rejected"]) {
    const { dialog, texts, bodies } = shown({ status, file: { name: "a.csv", encoding: "utf-8" } }, [garbled]);
    for (const text of ["garbled", "JosÃ©", "José", "repair"]) assert.ok(texts.includes(text), text);
    assert.ok(!texts.some((text) => /^use |encodingAssumed/.test(text)), String(texts));
    const [repair] = attributesOf(readingsView(dialog), "@click");
    await repair();
    assert.equal(bodies["POST /imports/i1/corrections"].options.encoding, "utf-8-twice/windows-1252");
  }
});

test("garbled letters for which a file was rejected can be kept, in the encoding in which they were read", async () => {
  const refused = { ...garbled, severity: "error" };
  const cell = { kind: "cell", row: 4, column: "name", found: "JosÃ©", to: "José" };
  for (const [read, problem, encoding, buttons] of [
    ["utf-8", refused, "utf-8", ["repair", "keepText"]],
    ["windows-1252", { ...refused, encoding: null }, "windows-1252", ["keepText"]],
    // A workbook has no encoding, but the option has the same effect.
    [null, { ...refused, encoding: null }, "utf-8", ["keepText"]],
  ]) {
    const { dialog, texts, bodies } = shown({ status: "rejected", file: { name: "a", encoding: read } }, [problem]);
    for (const text of ["garbled", "JosÃ©"]) assert.ok(texts.includes(text), text);
    assert.deepEqual(
      texts.filter((text) => ["repair", "keepText"].includes(text)),
      buttons,
    );
    dialog.fixes.choose([cell]);
    await attributesOf(readingsView(dialog), "@click").at(-1)();
    const { corrections, options } = bodies["POST /imports/i1/corrections"];
    assert.deepEqual([options, corrections], [{ encoding }, [cell]]);
  }
});

test("the other layout is offered if the stack names it", () => {
  const mismatch = { code: "layout-mismatch", severity: "error", found: "learners", message: "", suggestions: [] };
  const { texts } = shown({ ...waiting, status: "rejected" }, [mismatch]);
  assert.deepEqual([texts.includes("otherLayout_learners"), texts.includes("switchLayout")], [true, true]);
  // It is not listed as a problem too, unless it cannot be chosen.
  const listed = (more) => shown({ ...waiting, status: "rejected", ...more }, [mismatch]).dialog.fixes.groups.length;
  assert.deepEqual([listed({}), listed({ feed: "hr" })], [0, 1]);
});

test("a problem with the encoding is not listed too if the encodings are offered", () => {
  const listed = (problem, more = {}) =>
    shown({ ...waiting, ...more }, [problem]).dialog.fixes.groups.flatMap(({ entries }) => entries).length;
  for (const problem of [assumed, { ...assumed, code: "file-encoding", severity: "error" }, garbled])
    assert.deepEqual([listed(problem), listed(problem, { feed: "hr" })], [0, 1], problem.code);
  // Nothing is offered.
  for (const problem of [
    { ...assumed, suggestions: ["windows-1250"] },
    { ...garbled, encoding: undefined },
  ])
    assert.equal(listed(problem), 1, problem.code);
});

test("an encoding that is chosen starts a new check of the same file", async () => {
  const { dialog, bodies, memory } = shown(waiting, [assumed]);
  const cell = { kind: "cell", row: 3, column: "email", found: "a@@b.cd", to: "a@b.cd" };
  const value = { kind: "value", column: "companyName", found: "Acmee", to: "Société Acme" };
  // Read in another encoding, this cell has another text.
  const garbled = { kind: "cell", row: 4, column: "name", found: "£ukasz★", to: "Łukasz" };
  const city = { kind: "value", column: "companyName", found: "Èeské dráhy", to: "České dráhy" };
  dialog.fixes.choose([cell, value, garbled, city]);
  await dialog.decisions.checkAgain({ encoding: "iso-8859-2" });
  assert.deepEqual(bodies["POST /imports/i1/corrections"], {
    corrections: [cell, value],
    options: { encoding: "iso-8859-2" },
  });
  assert.deepEqual([dialog.state.view, dialog.state.imported.import_id], ["review", "i2"]);
  // A correction that was not sent is not offered as an alias.
  assert.deepEqual(memory().singles, [value]);
});
