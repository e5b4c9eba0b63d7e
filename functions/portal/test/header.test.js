import assert from "node:assert/strict";
import test from "node:test";
import { headerTable } from "../src/dialog/views/header.js";
import { startView } from "../src/dialog/views/start.js";
import { entryControls } from "../src/dialog/views/controls.js";
import { groupsOf } from "../src/fix/entries.js";
import { attributesOf, dialogWith, keysIn, textsOf } from "./dialogs.js";
import { columnCorrections, compareHeader, headerProblems, isComplete, nearest } from "../src/file/header.js";
import { enrolment, learners } from "./layouts.js";

const compare = (labels, layout = enrolment, rows = []) => compareHeader([labels.split(","), ...rows], layout);
const anyFree = () => true;

test("the column that a label means is found", () => {
  for (const [label, column] of [
    ["Email", "email"],
    ["E-Mail", "email"],
    ["last name", "last_name"],
    ["lastname", "last_name"],
    ["companyname", "companyName"],
    ["compnyName", "companyName"],
    ["Company", "companyName"],
    ["Module Requested 12", "module requested 12"],
    ["module requested 0", null],
    ["Course 1", "module requested 1"],
    ["Module_2", "module requested 2"],
    ["Modul 3", "module requested 3"],
    ["Kurs4", "module requested 4"],
    ["Curso 5", "module requested 5"],
    ["Módulo 6", "module requested 6"],
    ["course", null],
    ["shoe size", null],
    ["", null],
  ])
    assert.equal(nearest(enrolment, label, anyFree), column, label);
  assert.equal(nearest(learners, "first_name", anyFree), "firstname");
});

test("no column is proposed twice, and an exact label keeps its column", () => {
  const lines = compare("email,E-Mail,Email,name");
  assert.deepEqual(
    lines.slice(0, 4).map(({ state, column }) => [state, column]),
    [
      ["known", "email"],
      ["unknown", null],
      ["unknown", null],
      ["known", "name"],
    ],
  );
});

test("missing, duplicate and own columns are distinguished", () => {
  const lines = compare("enabled,name,email,email,companyName,import_status,import_problems,");
  assert.deepEqual(
    lines.map(({ state, column }) => `${state} ${column}`),
    [
      "known enabled",
      "known name",
      "known email",
      "double null",
      "known companyName",
      "ignored null",
      "ignored null",
      "ignored null",
      "missing languageCode",
    ],
  );
  assert.deepEqual(
    headerProblems(lines, enrolment).map(({ key, values }) => `${key} ${values.names}`),
    ["columnMissing languageCode", "columnDouble email"],
  );
});

test("learners files may have further columns", () => {
  const lines = compare("firstname,lastname,email,language,shoe size", learners);
  assert.deepEqual(headerProblems(lines, learners), []);
});

test("a mapping becomes corrections of the labels that differ", () => {
  const lines = compare("enabled,name,Email,companyname,languageCode,notes,email", enrolment);
  const mapping = new Map([
    [3, null],
    [4, "companyName"],
    [6, null],
  ]);
  assert.deepEqual(columnCorrections(lines, mapping), [
    { kind: "column", label: "Email", to: null },
    { kind: "column", label: "companyname", to: "companyName" },
    { kind: "column", label: "notes", to: null },
  ]);
  assert.equal(isComplete(lines, mapping, enrolment), true);
  assert.equal(isComplete(lines, new Map([...mapping, [3, "email"]]), enrolment), false);
  assert.equal(isComplete(lines, new Map([[4, null]]), enrolment), false);
});

test("an empty or double label is named by its number", () => {
  const lines = compare("enabled,name,,email,companyName,languageCode,name", enrolment, [
    ["1", "A", "x", "a@b.cd", "C", "en", "B"],
  ]);
  const mapping = new Map([
    [3, "last_name"],
    [7, null],
  ]);
  assert.deepEqual(columnCorrections(lines, mapping), [
    { kind: "column", label: "", to: "last_name", at: 3 },
    { kind: "column", label: "name", to: null, at: 7 },
  ]);
});

const offered = (texts) => [...new Set(texts.filter((text) => text.startsWith("module requested")))];

test("a column of the file can become any numbered column, as many as there may be", () => {
  const { dialog } = dialogWith({});
  const lines = compare("enabled,name,email,companyName,languageCode,Training A,module requested 12,Training B");
  const mapping = new Map([
    [6, null],
    [8, null],
  ]);
  dialog.set({ chosen: { ...dialog.state.chosen, mapping } });
  const columns = ["module requested 12", "module requested 1", "module requested 2", "module requested 3"];
  assert.deepEqual(offered(textsOf(headerTable(dialog, lines))), columns);
});

test("a column name that is not known can become a numbered column in the review, too", () => {
  const { dialog } = dialogWith({});
  const header = { code: "header-column-unknown", severity: "error", message: "", suggestions: [], row: 1 };
  const items = ["Training A", "Training B"].map((found) => ({ ...header, column: found, found }));
  dialog.set({ problems: { ...dialog.state.problems, items, findings: [] } });
  const [{ entries }] = groupsOf(items, [], enrolment);
  const texts = offered(textsOf(entryControls(dialog, entries[0])));
  assert.deepEqual(
    texts,
    [1, 2, 3, 4, 5].map((at) => `module requested ${at}`),
  );
  dialog.set({ layout: learners });
  assert.deepEqual(offered(textsOf(entryControls(dialog, entries[0]))), []);
});

/** Returns a dialog with a chosen file of these columns, which are mapped like this. */
function chosen(labels, mapping, isMapped) {
  const say = Object.assign((key, { names } = {}) => [key, names].filter(Boolean).join(" "), keysIn("en"), {
    lang: "en",
    size: () => "",
  });
  const { dialog } = dialogWith({}, {}, say);
  const header = compare(labels);
  const [problem] = headerProblems(header, enrolment);
  const check = { rows: 3, labels: [], preview: [], samples: [], courseColumns: 0, delimiter: ",", header };
  const file = { name: "a.csv", size: 1 };
  dialog.set({ chosen: { ...dialog.state.chosen, file, check, problem, mapping: new Map(mapping), isMapped } });
  const { body } = startView(dialog);
  return { dialog, body, texts: textsOf(body) };
}
const LABELS = "enabled,name,E-Mail,Firm,languageCode,Notes";
const MAPPING = [
  [3, "email"],
  [4, "companyName"],
  [6, null],
];

test("columns that are still missing or chosen twice are named", () => {
  const twice = [
    [3, "email"],
    [4, "email"],
    [6, null],
  ];
  const { texts } = chosen(LABELS, twice, true);
  assert.ok(texts.includes("namesMissing companyName namesDouble email"), String(texts));
  assert.ok(!texts.includes("namesUsed"));
});

test("once the column names are accepted, they are no longer a problem", () => {
  const isBad = ({ texts, body }) => [
    texts.some((text) => text.startsWith("columnUnknown")),
    attributesOf(body, "class").some((one) => ["near", "unknown", "missing"].includes(one)),
  ];
  assert.deepEqual(isBad(chosen(LABELS, MAPPING, false)), [true, true]);
  const accepted = chosen(LABELS, MAPPING, true);
  assert.deepEqual([isBad(accepted), accepted.dialog.file.isReady], [[false, false], true]);
  assert.ok(accepted.texts.includes("namesUsed"));
});

test("the template can be downloaded as long as the header does not fit", () => {
  const isOffered = ({ texts }) => texts.includes("download");
  assert.equal(isOffered(chosen(LABELS, MAPPING, false)), true);
  assert.equal(isOffered(chosen(LABELS, MAPPING, true)), false);
  const { dialog } = chosen(LABELS, MAPPING, false);
  const withProblem = (key) => {
    dialog.set({ chosen: { ...dialog.state.chosen, check: null, problem: { key } } });
    return isOffered({ texts: textsOf(startView(dialog).body) });
  };
  assert.deepEqual(["headerMissing", "fileNoRows", "fileLarge", "oneFile"].map(withProblem), [
    true,
    true,
    false,
    false,
  ]);
});
