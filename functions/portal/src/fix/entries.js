// @ts-check
// Problems as the dialog lists them: equal problems once, with their rows, grouped by severity, kind and column.
import { isChoice, isOfHeader, ruleOf } from "./corrections.js";

/** @import { Finding, Layout, Problem } from "../types" */

/**
 * @typedef {object} Entry problems with the same code, column and value
 * @property {string} code
 * @property {"error" | "warning"} severity
 * @property {string | null} column
 * @property {string | null} company
 * @property {string} found
 * @property {string} message
 * @property {string[]} suggestions
 * @property {number} count number of rows
 * @property {number[]} rows numbers of the rows that are known: at least the first ones
 * @property {boolean} safe whether the only suggestion is certain
 * @property {boolean} isCut whether `found` is not the whole value
 * @property {boolean} canLeaveOut whether the rows with the problem can be left out
 *
 * @typedef {object} Group
 * @property {string} id
 * @property {"error" | "warning"} severity
 * @property {string} kind
 * @property {string | null} column
 * @property {Entry[]} entries
 * @property {number} count number of rows
 */

/** A problem quotes at most this many characters of a cell. */
const FOUND_CHARS = 120;

/** Kinds of problems by the end of their code. */
const KINDS = [
  ["-missing", "missing"],
  ["-invalid", "invalid"],
  ["-too-long", "long"],
  ["-unmatched", "unmatched"],
  ["-ambiguous", "unmatched"],
  ["-duplicate", "duplicate"],
  ["-identical", "duplicate"],
  ["-repeated", "duplicate"],
  ["-exists", "exists"],
];

/** @param {string} code */
const kindOf = (code) => (isOfHeader(code) ? "header" : kindOfCell(code));

/** @param {string} code */
const kindOfCell = (code) => KINDS.find(([end]) => code.endsWith(end))?.[1] ?? "other";

/**
 * @param {Problem[]} problems
 * @param {Finding[] | null} findings
 * @param {Layout} layout
 * @returns {Group[]}
 */
export function groupsOf(problems, findings, layout) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  /** @type {Map<string, Entry>} */
  const known = new Map();
  const add = (/** @type {Entry} */ entry) => {
    const kind = kindOf(entry.code);
    // Problems with column names form one group, although each is about a different column.
    const column = kind === "header" ? null : entry.column;
    const id = `${entry.severity} ${kind} ${column ?? ""}`;
    const group = groups.get(id) ?? { id, severity: entry.severity, kind, column, entries: [], count: 0 };
    groups.set(id, group);
    group.entries.push(entry);
  };
  const columnOf = (/** @type {string | null | undefined} */ column) => {
    const rule = ruleOf(layout, column);
    return rule?.kind === "course" ? (layout.numbered?.prefix.trimEnd() ?? null) : (column ?? null);
  };
  /** @type {Map<string, Entry>} */
  const listed = new Map();
  for (const finding of findings ?? []) {
    const { code, found } = finding;
    const column = columnOf(finding.column);
    const company = finding.company ?? null;
    const entry = { ...finding, column, company, rows: [...finding.first_rows], isCut: false, canLeaveOut: true };
    listed.set(JSON.stringify([code, column, company, found]), entry);
    add(entry);
  }
  for (const problem of problems) {
    const { code, severity, message, suggestions, row, rows, first_rows, safe = false } = problem;
    const column = columnOf(problem.column);
    const found = problem.found ?? "";
    const company = problem.company ?? null;
    const finding = listed.get(JSON.stringify([code, column, company, found]));
    if (finding) {
      // A finding has only its first rows. Problems are listed in the order of their rows.
      if (row && row > Math.max(...finding.rows.slice(-1))) finding.rows.push(row);
      continue;
    }
    // Only equal values are merged. Each missing value has its own entry, since each row needs its own correction.
    const key =
      found && row
        ? JSON.stringify([code, column, company, found, isChoice(ruleOf(layout, column)) ? "" : message])
        : "";
    const before = known.get(key);
    if (key && before && row) {
      before.count++;
      before.rows.push(row);
      continue;
    }
    const numbers = row ? [row] : (first_rows ?? []);
    const entry = {
      code,
      severity,
      column,
      company,
      found,
      message,
      suggestions,
      count: rows ?? numbers.length,
      rows: numbers,
      safe,
      isCut: [...found].length >= FOUND_CHARS,
      // A warning that many rows share is one about the file.
      canLeaveOut: !/^(file|layout|workbook)-/.test(code) && (severity === "error" || !rows),
    };
    if (key) known.set(key, entry);
    add(entry);
  }
  for (const group of groups.values())
    group.count = group.entries.reduce((sum, { count }) => sum + Math.max(1, count), 0);
  return [...groups.values()].sort(
    (one, other) => Number(one.severity === "warning") - Number(other.severity === "warning"),
  );
}
