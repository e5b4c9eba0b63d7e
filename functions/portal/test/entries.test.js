// How problems are listed and which correction each of them becomes.
import assert from "node:assert/strict";
import test from "node:test";
import { correct, safeOf } from "../src/fix/corrections.js";
import { groupsOf } from "../src/fix/entries.js";
import { enrolment, learners } from "./layouts.js";

const problem = (more) => ({
  severity: "error",
  row: 3,
  column: "email",
  found: "x",
  message: "m",
  suggestions: [],
  ...more,
});
const finding = (more) => ({
  code: "course-unmatched",
  severity: "error",
  column: "module requested",
  company: "Acme",
  count: 3,
  first_rows: [3, 4, 5],
  suggestions: [],
  safe: false,
  message: "m",
  ...more,
});
const entriesOf = (problems, findings = [], layout = enrolment) =>
  groupsOf(problems, findings, layout).flatMap((group) => group.entries);

test("a problem that depends on other rows or users is corrected in its own cell, so that the right row stays as it is", () => {
  const cells = {
    "identifier-duplicate": ["identifier", "777", learners],
    "email-duplicate": ["email", "ann@example.org", enrolment],
    "user-exists": ["email", "ann@example.org", learners],
    "identifier-taken": ["identifier", "777", learners],
    "correction-mismatch": ["companyName", "Acme", enrolment],
    "self-disable": ["enabled", "0", enrolment],
  };
  for (const [code, [column, found, layout]] of Object.entries(cells)) {
    // The message names the row of the owner, 2, which has no problem.
    for (const rows of [[3, 4, 5], [3]]) {
      const entries = entriesOf(
        rows.map((row) => problem({ code, column, found, row })),
        [],
        layout,
      );
      assert.deepEqual(
        entries.map((one) => correct(one, "", layout)),
        rows.map((row) => ({ kind: "cell", row, column, found, to: "" })),
        code,
      );
    }
  }
});

test("a finding of such a problem is listed by row, with the number of a course column", () => {
  const mismatch = { code: "correction-mismatch", found: "Sales" };
  const rows = [3, 4].map((row) => problem({ ...mismatch, column: `module requested ${row}`, row }));
  const entries = entriesOf(rows, [finding({ ...mismatch, company: null, count: 2, first_rows: [3, 4] })]);
  assert.deepEqual(
    entries.map((one) => correct(one, "x", enrolment)),
    [
      { kind: "cell", row: 3, column: "module requested 3", found: "Sales", to: "x" },
      { kind: "cell", row: 4, column: "module requested 4", found: "Sales", to: "x" },
    ],
  );
});

test("a long value is listed once, although its problems quote only its beginning", () => {
  const long = "é".repeat(150);
  const of = (more) => ({ code: "course-unmatched", company: "Acme", ...more });
  const rows = (found) => [3, 4, 5].map((row) => problem(of({ column: "module requested 1", found, row })));
  const quoted = "é".repeat(119) + "…";
  const groups = groupsOf(rows(quoted), [finding(of({ found: long }))], enrolment);
  assert.deepEqual([groups.length, groups[0].count, groups[0].entries.length], [1, 3, 1]);
  const [entry] = groups[0].entries;
  assert.deepEqual([entry.found, entry.isCut, entry.rows], [long, false, [3, 4, 5]]);
  // Two values with the same beginning: it is unknown which of them a row has, so each has only its own first rows.
  const both = [long, `${long}x`].map((found) => finding(of({ found, count: 12, first_rows: [3] })));
  assert.deepEqual(
    entriesOf(rows(quoted), both).map(({ found, rows }) => [found.length, rows]),
    [
      [150, [3]],
      [151, [3]],
    ],
  );
  // A finding that is too long to be quoted whole cannot be corrected.
  assert.equal(entriesOf(rows(quoted), [finding(of({ found: quoted }))])[0].isCut, true);
});

test("values that read differently after a correction are different entries", () => {
  const invalid = { code: "email-invalid", found: "a@@b.cd" };
  const rows = [
    problem({ ...invalid, row: 3 }),
    problem({ ...invalid, row: 4, reads: "a@b" }),
    problem({ ...invalid, row: 5 }),
  ];
  assert.deepEqual(
    entriesOf(rows).map(({ reads, rows }) => [reads, rows]),
    [
      [null, [3, 5]],
      ["a@b", [4]],
    ],
  );
  const values = [undefined, "Acmo"].map((reads) =>
    finding({ found: "Acmee", reads, first_rows: [reads ? 4 : 3], count: 1 }),
  );
  const known = [3, 4].map((row) =>
    problem({
      code: "course-unmatched",
      company: "Acme",
      column: "module requested 1",
      found: "Acmee",
      row,
      reads: row === 4 ? "Acmo" : undefined,
    }),
  );
  assert.deepEqual(
    entriesOf(known, values).map(({ reads, rows }) => [reads, rows]),
    [
      [null, [3]],
      ["Acmo", [4]],
    ],
  );
});

test("the reason why the cells of a row have shifted comes first, and its other problems are not to be corrected", () => {
  const email = { code: "email-invalid", found: "a@@b.cd", suggestions: ["a@b.cd"], safe: true };
  const entries = entriesOf(
    [
      problem({ code: "name-missing", column: "name", found: null, row: 3 }),
      problem({ ...email, row: 3 }),
      problem({ code: "row-too-many-cells", column: null, row: 3 }),
      problem({ ...email, found: "c@@d.ef", row: 4 }),
    ],
    [finding({ found: "Sale", count: 1, first_rows: [3] }), finding({ found: "Sales", count: 2, first_rows: [3, 4] })],
  );
  assert.deepEqual(
    entries.map(({ code, found, isShifted }) => [code, found, isShifted]),
    [
      ["row-too-many-cells", "x", false],
      ["course-unmatched", "Sale", true],
      ["course-unmatched", "Sales", false],
      ["name-missing", "", true],
      ["email-invalid", "a@@b.cd", true],
      ["email-invalid", "c@@d.ef", false],
    ],
  );
  assert.deepEqual(
    safeOf(entries, new Map(), enrolment).map(({ found }) => found),
    ["c@@d.ef"],
  );
});
