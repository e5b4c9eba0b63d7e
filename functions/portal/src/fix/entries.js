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
 * @property {number[]} rows numbers of the first rows
 * @property {boolean} isCut whether `found` is not the whole value
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
    // Problems with column names form one group, although each is about another column.
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
  const isListed = new Set(
    findings?.map((one) => JSON.stringify([one.code, columnOf(one.column), one.company ?? null, one.found])),
  );
  for (const { code, severity, column, company, found, count, first_rows, suggestions, message } of findings ?? [])
    add({
      code,
      severity,
      column: columnOf(column),
      company: company ?? null,
      found,
      message,
      suggestions,
      count,
      rows: first_rows,
      isCut: false,
    });
  for (const problem of problems) {
    const { code, severity, message, suggestions, row, rows, first_rows } = problem;
    const column = columnOf(problem.column);
    const found = problem.found ?? "";
    const company = problem.company ?? null;
    if (isListed.has(JSON.stringify([code, column, company, found]))) continue;
    // Only equal values are merged. Each missing value has its own entry, since each row needs its own correction.
    const key =
      found && row
        ? JSON.stringify([code, column, company, found, isChoice(ruleOf(layout, column)) ? "" : message])
        : "";
    const before = known.get(key);
    if (key && before && row) {
      before.count++;
      if (before.rows.length < 10) before.rows.push(row);
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
      isCut: [...found].length >= FOUND_CHARS,
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
