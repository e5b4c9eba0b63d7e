// @ts-check
// The corrections that an admin makes in the dialog, and the list that is sent.

/** @import { Correction, Layout, Rule } from "../types" */
/** @import { Entry } from "./entries.js" */

/** Kinds of columns whose cells must contain one of a set of values. */
const CHOICES = ["enabled", "company", "cohort", "course", "language_tag", "language_code", "country"];

/**
 * Returns the rule of a column. Course columns share a rule, and may be given with or without their number.
 * @param {Layout} layout
 * @param {string | null | undefined} column
 * @returns {Rule | null}
 */
export function ruleOf({ columns, numbered }, column) {
  const own = columns.find(({ label }) => label === column);
  if (own) return own.rule;
  return numbered && column?.startsWith(numbered.prefix.trimEnd()) ? numbered.rule : null;
}

/** @param {Rule | null} rule */
export const isChoice = (rule) => Boolean(rule) && CHOICES.includes(rule?.kind ?? "");

/** Returns `true` for the code of a problem with the column names of a file. @param {string} code */
export const isOfHeader = (code) => code.startsWith("header-") || code === "column-ignored";

/**
 * Returns `true` for the code of a problem that a row has because of something other than its cell: another row, a user, the person who
 * imports, or a correction. Equal cells of other rows may be right, so only the cell itself is corrected.
 * @param {string} code
 */
export const isOfRow = (code) =>
  !isOfHeader(code) &&
  (/-(duplicate|exists|taken)$/.test(code) || ["correction-mismatch", "self-disable"].includes(code));

/**
 * Returns a key for what a correction corrects. Two corrections of the same target are not allowed.
 * @param {Correction} correction
 */
export function targetOf(correction) {
  switch (correction.kind) {
    case "column":
      return JSON.stringify(["column", correction.label, correction.at ?? null]);
    case "value":
      return JSON.stringify(["value", correction.column, correction.company ?? null, correction.found]);
    case "cell":
      return JSON.stringify(["cell", correction.row, correction.column]);
    case "row":
      return JSON.stringify(["row", correction.row]);
  }
}

/**
 * Returns the corrections of an import together with additional ones, which replace those with the same target.
 * @param {Correction[]} list
 * @param {Iterable<Correction>} further
 */
export function merge(list, further) {
  const all = new Map(list.map((one) => [targetOf(one), one]));
  for (const one of further) all.set(targetOf(one), one);
  return [...all.values()];
}

/**
 * Returns `true` if a correction may contain personal data, and must therefore not be stored in the browser.
 * @param {Correction} correction
 * @param {Layout} layout
 */
export const isPrivate = (correction, layout) =>
  "column" in correction ? !isChoice(ruleOf(layout, correction.column)) : "found" in correction;

/** Returns the number of a column from 1. @param {string} letters those of the column in a spreadsheet */
const numberOf = (letters) => [...letters].reduce((number, letter) => number * 26 + parseInt(letter, 36) - 9, 0);

/**
 * Returns the correction that gives the cells of an entry this value; for a problem with a column name, the one that gives its column this
 * name.
 * @param {Entry} entry
 * @param {string} to
 * @param {Layout} layout
 * @returns {Correction}
 */
export function correct({ code, column, company, found, count, rows }, to, layout) {
  column ??= "";
  if (isOfHeader(code)) {
    // A column without a label is named by its letters.
    const isUnlabelled = column !== found && /^[A-Z]{1,3}$/.test(column);
    const target = isUnlabelled ? { label: "", at: numberOf(column) } : { label: found };
    return { kind: "column", ...target, to: to || null };
  }
  const rule = ruleOf(layout, column);
  if (isOfRow(code) || (count < 2 && !(isChoice(rule) && found)))
    return { kind: "cell", row: rows[0], column, found, to };
  const isCourse = rule?.kind === "course";
  return {
    kind: "value",
    column: isCourse ? (layout.numbered?.prefix.trimEnd() ?? column) : column,
    ...(company && (isCourse || rule?.kind === "cohort") ? { company } : {}),
    found,
    to,
  };
}

/**
 * Returns the entries that can be corrected without a decision: errors with one safe suggestion that are not corrected yet.
 * @param {Entry[]} entries
 * @param {Map<string, Correction>} chosen
 * @param {Layout} layout
 */
export const safeOf = (entries, chosen, layout) =>
  entries.filter(
    (one) =>
      one.safe &&
      !one.isCut &&
      !one.isShifted &&
      one.severity === "error" &&
      one.suggestions.length === 1 &&
      !chosen.has(targetOf(correct(one, one.suggestions[0], layout))),
  );

/**
 * Returns the key and the values of the message that says why a text is not a valid value of a column; null if it is valid. Uncertain cases
 * pass, since the stack checks again.
 * @param {string} text
 * @param {Rule | null} rule
 * @param {boolean} isRequired
 * @returns {{ key: string, values?: Record<string, unknown> } | null}
 */
export function validateCell(text, rule, isRequired) {
  const value = text.trim();
  if (!value) return isRequired ? { key: "cellMissing" } : null;
  if (rule?.chars_max && [...value].length > rule.chars_max)
    return { key: "cellLong", values: { max: rule.chars_max } };
  if (rule?.kind === "email" && !isAddress(value)) return { key: "cellEmail" };
  if (rule?.kind === "name" && rule.plain && /[\p{S}!-&(-,/:-@[-`{-~]/u.test(value)) return { key: "cellName" };
  if (rule?.kind === "identifier" && !/^[\p{L}\p{N}]*$/u.test(value)) return { key: "cellIdentifier" };
  if (rule?.kind === "country" && !/^[A-Z]{2}$/.test(value)) return { key: "cellInvalid" };
  if (rule?.kind === "language_code" && !/^[a-z]{2}$/.test(value)) return { key: "cellInvalid" };
  if (rule?.kind === "language_tag" && !/^[a-z]{2,3}([-_][a-z0-9]{2,8})*$/i.test(value)) return { key: "cellInvalid" };
  return null;
}

/**
 * Returns the key of the message that says why a text is not one of the values of a column that offers values; null if it may be one.
 * @param {string} text
 * @param {Rule | null} rule
 * @param {string[]} values valid values; empty if they are not known
 * @returns {{ key: string, values?: Record<string, unknown> } | null}
 */
export function validateChoice(text, rule, values) {
  const wrong = validateCell(text, rule, true);
  if (wrong || !values.length || values.includes(text)) return wrong;
  const [language] = text.toLowerCase().split(/[-_]/);
  // A tag may have a region, and the languages with a code of three letters are too many to list.
  const isTag =
    rule?.kind === "language_tag" && (language.length > 2 || values.some((one) => one.split("-")[0] === language));
  return isTag ? null : { key: rule?.kind === "enabled" ? "chooseValue" : "cellInvalid" };
}

/** @param {string} text */
function isAddress(text) {
  const [local, domain, ...more] = text.split("@");
  if (!domain || more.length || !/^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/i.test(local) || text.length > 254) return false;
  const labels = domain.split(".");
  return labels.length > 1 && labels.every((label) => /^[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u.test(label));
}
