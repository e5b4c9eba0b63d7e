import assert from "node:assert/strict";
import test from "node:test";
import { correct, isPrivate, merge, ruleOf, safeOf, targetOf, validateCell } from "../src/fix/corrections.js";
import { groupsOf } from "../src/fix/entries.js";
import { enrolment, learners } from "./layouts.js";

const finding = (more) => ({
  code: "course-unmatched",
  severity: "error",
  column: "module requested 2",
  company: "Acme",
  found: "Presentng Well",
  count: 2,
  first_rows: [3, 9],
  suggestions: ["Presenting Well"],
  safe: true,
  message: "",
  ...more,
});

test("a finding becomes the correction of its values", () => {
  assert.deepEqual(correct(finding(), "Presenting Well", enrolment), {
    kind: "value",
    column: "module requested",
    company: "Acme",
    found: "Presentng Well",
    to: "Presenting Well",
  });
  assert.deepEqual(correct(finding({ code: "company-unmatched", column: "companyName" }), "Acme", enrolment), {
    kind: "value",
    column: "companyName",
    found: "Presentng Well",
    to: "Acme",
  });
  assert.deepEqual(
    correct(finding({ code: "header-column-unknown", column: "", found: "E-Mail" }), "email", enrolment),
    { kind: "column", label: "E-Mail", to: "email" },
  );
});

test("problems with column names form one group, and an ignored column can be mapped too", () => {
  const known = { code: "header-column-unknown", column: "E-Mail", found: "E-Mail", suggestions: ["email"] };
  const ignored = { code: "column-ignored", severity: "warning", column: "Surname", found: "Surname" };
  const findings = [
    finding(known),
    finding({ code: "header-column-missing", column: "email", found: "E-Mail", suggestions: [], safe: false }),
    finding(ignored),
  ];
  assert.deepEqual(
    groupsOf([], findings, learners).map(({ kind, column, severity, entries }) => [
      kind,
      column,
      severity,
      entries.length,
    ]),
    [
      ["header", null, "error", 2],
      ["header", null, "warning", 1],
    ],
  );
  assert.deepEqual(correct(finding(ignored), "lastname", learners), {
    kind: "column",
    label: "Surname",
    to: "lastname",
  });
  assert.deepEqual(correct(finding(known), "", enrolment), { kind: "column", label: "E-Mail", to: null });
});

test("a later correction of the same target replaces the earlier one", () => {
  const one = correct(finding(), "A", enrolment);
  const other = correct(finding(), "B", enrolment);
  const cell = { kind: "cell", row: 5, column: "email", found: "a@@b.cd", to: "a@b.cd" };
  assert.equal(targetOf(one), targetOf(other));
  assert.deepEqual(merge([one, cell], [other]), [other, cell]);
});

test("only safe errors that are not corrected yet are accepted at once", () => {
  const all = [
    finding(),
    finding({ found: "x", safe: false }),
    finding({ found: "y", severity: "warning" }),
    finding({ found: "z", suggestions: ["a", "b"] }),
  ];
  assert.deepEqual(safeOf(all, new Map(), enrolment), [all[0]]);
  const fix = correct(all[0], "Other", enrolment);
  assert.deepEqual(safeOf(all, new Map([[targetOf(fix), fix]]), enrolment), []);
});

test("corrections that may contain personal data are private", () => {
  const cell = { kind: "cell", row: 1, found: "", to: "x" };
  for (const column of ["name", "email", "job_role"]) assert.equal(isPrivate({ ...cell, column }, enrolment), true);
  for (const column of ["enabled", "companyName", "cohortName", "languageCode", "module requested 2"])
    assert.equal(isPrivate({ ...cell, column }, enrolment), false, column);
  assert.equal(isPrivate({ ...cell, column: "country" }, learners), false);
  assert.equal(isPrivate({ kind: "row", row: 1, found: "a@b.cd" }, enrolment), true);
  assert.equal(isPrivate({ kind: "row", row: 1 }, enrolment), false);
  assert.equal(isPrivate({ kind: "value", column: "name", found: "a", to: "b" }, enrolment), true);
  assert.equal(isPrivate(correct(finding(), "A", enrolment), enrolment), false);
  assert.equal(isPrivate({ kind: "column", label: "a", to: "email" }, enrolment), false);
});

test("texts are validated by the rule of their column", () => {
  const validate = (text, column, layout = enrolment, isRequired = true) =>
    validateCell(text, ruleOf(layout, column), isRequired)?.key ?? null;
  for (const [text, column, layout, key] of [
    ["anna@example.org", "email", enrolment, null],
    ["anna@@example.org", "email", enrolment, "cellEmail"],
    ["anna@example", "email", enrolment, "cellEmail"],
    ["jörg@example.org", "email", enrolment, "cellEmail"],
    ["anna@bücher.example", "email", enrolment, null],
    ["", "email", enrolment, "cellMissing"],
    ["x".repeat(257), "job_role", enrolment, "cellLong"],
    ["Price ★", "lastname", learners, "cellName"],
    ["N’Guessan-O'Brien", "lastname", learners, null],
    ["Gal·la", "lastname", learners, null],
    ["བཀྲ་ཤིས", "lastname", learners, null],
    ["Anna_", "lastname", learners, "cellName"],
    ["Anna/Ben", "lastname", learners, "cellName"],
    ["00 12", "identifier", learners, "cellIdentifier"],
    ["UK", "country", learners, null],
    ["uk", "country", learners, "cellInvalid"],
    ["FR", "language", learners, "cellInvalid"],
    ["en_gb", "languageCode", enrolment, null],
  ])
    assert.equal(validate(text, column, layout), key, `${column}: ${text.slice(0, 30)}`);
  assert.equal(validate("", "job_role", enrolment, false), null);
});

const problem = (more) => ({
  code: "enabled-invalid",
  severity: "error",
  row: 3,
  line: 3,
  column: "enabled",
  found: "maybe",
  message: "m",
  suggestions: [],
  ...more,
});

test("equal problems are listed once with their rows", () => {
  const groups = groupsOf(
    [...Array.from({ length: 18 }, (_, at) => problem({ row: at + 2 })), problem({ row: 40, found: "no idea" })],
    null,
    enrolment,
  );
  assert.equal(groups.length, 1);
  assert.equal(groups[0].count, 19);
  assert.deepEqual(
    groups[0].entries.map(({ count, rows }) => [count, rows.length]),
    [
      [18, 18],
      [1, 1],
    ],
  );
});

test("safe suggestions of rows are accepted together with those of values", () => {
  const email = { code: "email-invalid", column: "email", safe: true };
  const doubled = problem({ ...email, found: "anna@@example.org", suggestions: ["anna@example.org"], row: 3 });
  const named = problem({ ...email, found: "Ben <b@example.org>", suggestions: ["b@example.org"], row: 4 });
  const repeated = problem({ ...email, found: "c@@example.org", suggestions: ["c@example.org"] });
  const open = problem({ ...email, found: "d@example", suggestions: ["d@example.org"], safe: false });
  const all = [doubled, named, { ...repeated, row: 5 }, { ...repeated, row: 6 }, open];
  const entries = groupsOf(all, [finding()], enrolment).flatMap((group) => group.entries);
  const safe = safeOf(entries, new Map(), enrolment);
  assert.deepEqual(
    safe.map((one) => correct(one, one.suggestions[0], enrolment)),
    [
      correct(finding(), "Presenting Well", enrolment),
      { kind: "cell", row: 3, column: "email", found: "anna@@example.org", to: "anna@example.org" },
      { kind: "cell", row: 4, column: "email", found: "Ben <b@example.org>", to: "b@example.org" },
      { kind: "value", column: "email", found: "c@@example.org", to: "c@example.org" },
    ],
  );
  const [, first] = safe.map((one) => correct(one, one.suggestions[0], enrolment));
  assert.equal(safeOf(entries, new Map([[targetOf(first), first]]), enrolment).length, 3);
});

test("a value that is listed once has the rows of its problems that are loaded", () => {
  const company = { code: "company-unmatched", column: "companyName", found: "Acmee", suggestions: [] };
  const first_rows = Array.from({ length: 10 }, (_, at) => at + 2);
  const rows = Array.from({ length: 14 }, (_, at) => problem({ ...company, row: at + 2 }));
  const [group] = groupsOf(rows, [finding({ ...company, company: null, count: 14, first_rows })], enrolment);
  assert.deepEqual([group.entries.length, group.entries[0].rows.length, first_rows.length], [1, 14, 10]);
});

test("rows can be left out because of their own problems, but not because of problems with the file", () => {
  const of = (more) => groupsOf([problem(more)], null, enrolment)[0].entries[0].canLeaveOut;
  assert.deepEqual(
    [
      of({}),
      of({ code: "email-suspicious", severity: "warning" }),
      of({ code: "course-unmatched", row: null, rows: 2, first_rows: [3, 9] }),
      of({ code: "row-ragged", severity: "warning", rows: 2, first_rows: [3, 9] }),
      of({ code: "file-quote-unclosed" }),
      of({ code: "layout-mismatch", row: 1, found: "learners" }),
    ],
    [true, true, true, false, false, false],
  );
});

test("findings replace the problems of their rows, and errors come first", () => {
  const groups = groupsOf(
    [
      problem({ code: "email-suspicious", severity: "warning", column: "email", found: "a@gmial.com" }),
      problem({
        code: "course-unmatched",
        row: null,
        column: "module requested 1",
        company: "Acme",
        found: "Presentng Well",
        rows: 2,
        first_rows: [3, 9],
      }),
    ],
    [finding()],
    enrolment,
  );
  assert.deepEqual(
    groups.map(({ severity, kind, column, count }) => [severity, kind, column, count]),
    [
      ["error", "unmatched", "module requested", 2],
      ["warning", "check", "email", 1],
    ],
  );
});

test("every missing value has its own entry, and a value that was cut off cannot be corrected", () => {
  const missing = [4, 5].map((row) => problem({ code: "name-missing", column: "name", found: null, row }));
  const [group, cut] = groupsOf(
    [...missing, problem({ code: "cell-too-long", column: "job_role", found: "x".repeat(120) })],
    null,
    enrolment,
  );
  assert.equal(group.entries.length, 2);
  assert.equal(cut.entries[0].isCut, true);
});

test("a column without a label is mapped by its number, and one with a label by its label", () => {
  const missing = { code: "header-column-missing-label", column: "E", found: "Last0" };
  assert.deepEqual(correct(finding(missing), "last_name", enrolment), {
    kind: "column",
    label: "",
    at: 5,
    to: "last_name",
  });
  const ignored = { code: "column-ignored", column: "AB", found: "" };
  assert.deepEqual(correct(finding(ignored), "", enrolment), { kind: "column", label: "", at: 28, to: null });
  const labelled = { code: "column-ignored", column: "PO", found: "PO" };
  assert.deepEqual(correct(finding(labelled), "name", enrolment), { kind: "column", label: "PO", to: "name" });
});
