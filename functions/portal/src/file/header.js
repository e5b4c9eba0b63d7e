// @ts-check
// Compares the header of a file with a layout.
import { isKnown } from "./dialect.js";

/** @import { FileProblem, HeaderLine, Layout } from "../types" */

/** Columns that the corrections file adds; a corrected file may still have them. */
const ADDED = ["import_status", "import_problems"];

/** @param {string} label */
const plain = (label) => label.toLowerCase().replace(/[\s_.\-\u00a0\ufeff]/g, "");

/**
 * Returns the number of characters to add, remove or replace; 3 means more than 2.
 * @param {string} one
 * @param {string} other
 */
function distance(one, other) {
  if (Math.abs(one.length - other.length) > 2) return 3;
  let before = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let at = 1; at <= one.length; at++) {
    const now = [at];
    for (let to = 1; to <= other.length; to++)
      now[to] = Math.min(before[to] + 1, now[to - 1] + 1, before[to - 1] + (one[at - 1] === other[to - 1] ? 0 : 1));
    before = now;
  }
  return Math.min(3, before[other.length]);
}

/** Other words for the numbered columns, in the languages of the dialog. */
const COURSES = "course|cours|curso|corso|cursus|kurs|m[oó]dul[eo]?";

/**
 * Returns the labels of the first numbered columns of a layout, if it has such columns.
 * @param {Layout} layout
 * @param {number} count
 */
export const numberedColumns = ({ numbered }, count) =>
  numbered ? Array.from({ length: Math.min(numbered.columns_max, count) }, (_, at) => numbered.prefix + (at + 1)) : [];

/**
 * Returns the free column of the layout that a label probably means: it differs only in case, spaces and punctuation, is a synonym, or
 * differs in one or two characters.
 * @param {Layout} layout
 * @param {string} label
 * @param {(column: string) => boolean} isFree
 * @returns {string | null}
 */
export function nearest({ columns, numbered, synonyms }, label, isFree) {
  const wanted = plain(label);
  if (!wanted) return null;
  if (numbered) {
    const number = new RegExp(`^(?:${plain(numbered.prefix)}|${COURSES})([1-9]\\d*)$`).exec(wanted);
    if (number && isFree(numbered.prefix + number[1])) return numbered.prefix + number[1];
  }
  const free = columns.map((column) => column.label).filter(isFree);
  const letters = label.toLowerCase().replace(/[^\p{L}]/gu, "");
  // One edit in a short label and two in a long one; otherwise, "detail" would match "email".
  const edits = wanted.length >= 8 ? 2 : 1;
  return (
    free.find((one) => plain(one) === wanted) ??
    free.find((one) => synonyms[one]?.includes(letters)) ??
    free.find((one) => wanted.length >= 4 && distance(plain(one), wanted) <= edits) ??
    null
  );
}

/**
 * Returns a line for each column of the file, and for each required column of the template that it lacks.
 * @param {string[][]} records the header and the first rows
 * @param {Layout} layout
 * @returns {HeaderLine[]}
 */
export function compareHeader([labels = [], ...rows], layout) {
  const exact = new Set(labels.filter((label) => isKnown(layout, label)));
  /** @type {Set<string>} */
  const taken = new Set();
  const isFree = (/** @type {string} */ column) => !taken.has(column) && !exact.has(column);
  /** @type {HeaderLine[]} */
  const lines = labels.map((label, index) => {
    const line = { at: index + 1, label, cells: rows.slice(0, 3).map((row) => row[index] ?? "") };
    if (ADDED.includes(label) || (!label && !line.cells.some(Boolean)))
      return { ...line, state: "ignored", column: null };
    if (exact.has(label)) {
      const isDouble = taken.has(label);
      taken.add(label);
      return { ...line, state: isDouble ? "double" : "known", column: isDouble ? null : label };
    }
    const column = nearest(layout, label, isFree);
    if (column) taken.add(column);
    if (column) return { ...line, state: "near", column };
    return { ...line, state: layout.unknown_columns === "ignore" ? "ignored" : "unknown", column: null };
  });
  const missing = layout.columns.filter(({ label, required }) => required && !taken.has(label));
  return [
    ...lines,
    ...missing.map(({ label }) => ({
      at: 0,
      label: "",
      cells: [],
      state: /** @type {const} */ ("missing"),
      column: label,
    })),
  ];
}

/**
 * Returns the problems of a header, the most important first.
 * @param {HeaderLine[]} lines
 * @param {Layout} layout
 * @returns {FileProblem[]}
 */
export function headerProblems(lines, layout) {
  const of = (/** @type {HeaderLine["state"][]} */ ...states) => lines.filter((line) => states.includes(line.state));
  if (!of("known", "double", "near").length) return [{ key: "headerMissing" }];
  /** @type {FileProblem[]} */
  const problems = [];
  const add = (/** @type {string} */ key, /** @type {string[]} */ names) => {
    if (names.length) problems.push({ key, values: { names: names.join(", ") } });
  };
  const unknown = of("near", "unknown").filter((line) => line.label);
  add(
    "columnUnknown",
    unknown.map(({ label, column }) => (column ? `${label} → ${column}` : label)),
  );
  add(
    "columnMissing",
    of("missing").map(({ column }) => column ?? ""),
  );
  const { numbered } = layout;
  if (
    numbered &&
    of("known", "double").filter(({ label }) => label.startsWith(numbered.prefix)).length > numbered.columns_max
  )
    problems.push({ key: "columnMany", values: { max: numbered.columns_max } });
  add("columnDouble", [...new Set(of("double").map(({ label }) => label))]);
  return problems;
}

/**
 * Returns the corrections that map columns of the file to the chosen columns of the template. `null` ignores a column.
 * @param {HeaderLine[]} lines
 * @param {Map<number, string | null>} mapping by the column's number
 */
export function columnCorrections(lines, mapping) {
  return lines
    .filter(({ at, state }) => at && state !== "ignored" && mapping.has(at))
    .map((line) => ({ line, to: mapping.get(line.at) ?? null }))
    .filter(({ line, to }) => line.state === "double" || line.label !== to)
    .map(({ line: { at, label }, to }) => {
      const isUnique = label && lines.filter((one) => one.label === label).length === 1;
      return { kind: /** @type {const} */ ("column"), label, to, ...(isUnique ? {} : { at }) };
    });
}

/**
 * Returns the required columns that a mapping gives the file no column for, and the columns that it gives it more than once.
 * @param {HeaderLine[]} lines
 * @param {Map<number, string | null>} mapping
 * @param {Layout} layout
 */
export function openColumns(lines, mapping, layout) {
  const used = lines
    .filter(({ at }) => at)
    .map((line) => (mapping.has(line.at) ? mapping.get(line.at) : line.column))
    .filter((column) => column !== null && column !== undefined);
  return {
    missing: layout.columns
      .filter(({ label, required }) => required && !used.includes(label))
      .map(({ label }) => label),
    double: [...new Set(used.filter((column, at) => used.indexOf(column) !== at))],
  };
}

/**
 * Returns `true` if a mapping gives the file every required column, and no column twice.
 * @param {HeaderLine[]} lines
 * @param {Map<number, string | null>} mapping
 * @param {Layout} layout
 */
export function isComplete(lines, mapping, layout) {
  const { missing, double } = openColumns(lines, mapping, layout);
  return !missing.length && !double.length;
}
