// @ts-check
// Problems as the dialog lists them: equal problems once, with their rows, grouped by severity, kind and column.
import { isChoice, isOfHeader, isOfRow, ruleOf } from "./corrections.js";

/** @import { Finding, Layout, Problem } from "../types" */

/**
 * @typedef {object} Entry problems with the same code, column and value
 * @property {string} code
 * @property {"error" | "warning"} severity
 * @property {string | null} column
 * @property {string | null} company
 * @property {string} found
 * @property {string | null} reads the corrected text, if a correction did not solve the problem
 * @property {string} message
 * @property {string[]} suggestions
 * @property {number} count number of rows
 * @property {number[]} rows numbers of the rows that are known: at least the first ones
 * @property {boolean} safe whether the only suggestion is certain
 * @property {boolean} isCut whether `found` is not the whole value
 * @property {boolean} canLeaveOut whether the rows with the problem can be left out
 * @property {boolean} isShifted whether the cells of all these rows are probably in the wrong columns, and are not to be corrected
 *
 * @typedef {object} Group
 * @property {string} id
 * @property {"error" | "warning"} severity
 * @property {string} kind
 * @property {string | null} column
 * @property {Entry[]} entries
 * @property {number} count number of rows
 */

/** A problem quotes at most this many characters of a cell; of a longer one, the last of them is an ellipsis. */
const FOUND_CHARS = 120;
/** Codes of problems with a row as a whole, which cause most other problems of the row. */
const OF_WHOLE_ROW = ["row-too-many-cells", "row-too-long"];

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

/** @param {Entry} entry */
function kindOf({ code, severity }) {
  if (isOfHeader(code)) return "header";
  if (OF_WHOLE_ROW.includes(code)) return "row";
  return KINDS.find(([end]) => code.endsWith(end))?.[1] ?? (severity === "warning" ? "check" : "other");
}

/**
 * Returns `true` for a warning about the value of a cell that is imported as it is, if the value that was probably meant is known.
 * @param {Entry} entry
 */
export const isSuspicious = ({ code, severity, suggestions, canLeaveOut }) =>
  severity === "warning" && code.endsWith("-suspicious") && suggestions.length > 0 && canLeaveOut;

/** Returns a text as a problem quotes it. @param {string} text */
function cut(text) {
  const characters = [...text];
  return characters.length > FOUND_CHARS ? characters.slice(0, FOUND_CHARS - 1).join("") + "…" : text;
}

/** Returns `true` if a text is not the whole one. @param {string} text */
export const isCutOff = (text) => text.endsWith("…") && [...text].length === FOUND_CHARS;

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
    const kind = kindOf(entry);
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
  // A finding quotes more of a long value than the problems of its rows do. If several have the same beginning, none is known.
  /** @type {Map<string, Entry | null>} */
  const listed = new Map();
  for (const finding of findings ?? []) {
    const { code, found, reads = null } = finding;
    // A problem that depends on the row is listed by row.
    if (isOfRow(code)) continue;
    const column = columnOf(finding.column);
    const company = finding.company ?? null;
    const rows = [...finding.first_rows];
    const isCut = isCutOff(found);
    const entry = { ...finding, column, company, reads, rows, isCut, canLeaveOut: true, isShifted: false };
    const key = JSON.stringify([code, column, company, cut(found), reads]);
    listed.set(key, listed.has(key) ? null : entry);
    add(entry);
  }
  /** @type {Set<number>} */
  const shifted = new Set();
  for (const problem of problems) {
    const { code, severity, message, suggestions, row, rows, first_rows, reads = null, safe = false } = problem;
    if (row && OF_WHOLE_ROW.includes(code)) shifted.add(row);
    // The correction of a cell names its column with the number.
    const column = isOfRow(code) ? (problem.column ?? null) : columnOf(problem.column);
    const found = problem.found ?? "";
    const company = problem.company ?? null;
    const finding = listed.get(JSON.stringify([code, column, company, found, reads]));
    if (finding !== undefined) {
      // A finding has only its first rows. Problems are listed in the order of their rows.
      if (finding && row && row > Math.max(...finding.rows.slice(-1))) finding.rows.push(row);
      continue;
    }
    // Only equal values are merged. Each missing value has its own entry, since each row needs its own correction.
    const key =
      found && row && !isOfRow(code)
        ? JSON.stringify([code, column, company, found, reads, isChoice(ruleOf(layout, column)) ? "" : message])
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
      reads,
      message,
      suggestions,
      count: rows ?? numbers.length,
      rows: numbers,
      safe,
      isCut: [...found].length >= FOUND_CHARS,
      // A warning that many rows share is one about the file.
      canLeaveOut: !/^(file|layout|workbook)-/.test(code) && (severity === "error" || !rows),
      isShifted: false,
    };
    if (key) known.set(key, entry);
    add(entry);
  }
  for (const group of groups.values()) {
    group.count = group.entries.reduce((sum, { count }) => sum + Math.max(1, count), 0);
    for (const entry of group.entries) {
      const { code, rows, count } = entry;
      entry.isShifted =
        !OF_WHOLE_ROW.includes(code) && count > 0 && rows.length >= count && rows.every((row) => shifted.has(row));
    }
  }
  // Errors come first, and of those the causes.
  const rank = (/** @type {Group} */ { severity, kind }) => (severity === "warning" ? 2 : kind === "row" ? 0 : 1);
  return [...groups.values()].sort((one, other) => rank(one) - rank(other));
}
