// @ts-check
// The controls that correct a problem: suggestions, a picker, a text field, and a button that leaves the row out.
import { html, nothing } from "lit-html";
import { Unwanted } from "../../api/errors.js";
import {
  correct,
  isChoice,
  isOfHeader,
  isOfRow,
  ruleOf,
  targetOf,
  validateCell,
  validateChoice,
} from "../../fix/corrections.js";
import { isCutOff, isSuspicious } from "../../fix/entries.js";
import { numberedColumns } from "../../file/header.js";
import { icon } from "../../text/icons.js";
import { button, foreign } from "./parts.js";

/** @import { Correction, Say } from "../../types" */
/** @import { Dialog } from "../dialog.js" */
/** @import { Entry } from "../../fix/entries.js" */

/** Kinds of columns whose valid values come from GET /choices. */
const SEARCHED = ["company", "cohort", "course"];
/** Kinds of columns that contain codes, which are offered with their names. @type {Record<string, "language" | "region">} */
const CODES = { language_code: "language", language_tag: "language", country: "region" };
/** The choice not to import a column. It cannot be confused with a label, since no label begins with a space. */
const IGNORED = " ";
/** The lists of the fields that offer values. Entries may have the same code and row. @type {WeakMap<Entry, string>} */
const listIds = new WeakMap();
let lists = 0;
/** Names that were typed and are not in the catalog, by field. Submitted again, they are used. @type {WeakMap<HTMLFormElement, string>} */
const doubted = new WeakMap();
/** Codes of problems with one column of the file, which can be mapped to a column of the template. */
export const NAMED = ["header-column-unknown", "header-column-missing-label", "column-ignored"];

/**
 * Returns the choice for an entry: a correction, or that its rows are left out.
 * @param {Dialog} dialog
 * @param {Entry} entry
 */
function choiceOf(dialog, entry) {
  const { fixes } = dialog.state;
  const { rows, count, canLeaveOut } = entry;
  const isEachRowKnown = canLeaveOut && rows.length >= count;
  const left = isEachRowKnown ? rows.map((row) => /** @type {Correction} */ ({ kind: "row", row })) : [];
  return {
    fix: fixes.get(targetOf(correct(entry, "", dialog.layout))),
    left,
    isLeftOut: left.length > 0 && left.every((one) => fixes.has(targetOf(one))),
  };
}

/**
 * Returns what the controls of an entry refer to, for screen readers: many controls have the same label.
 * @param {Say} say
 * @param {Entry} entry
 */
function nameOf(say, { code, found, column, rows }) {
  if (!found) return [column, rows[0]].filter(Boolean).join(" ");
  return isOfRow(code) ? `${found}, ${say("row")} ${say.number(rows[0])}` : found;
}

/**
 * @param {Say} say
 * @param {Entry} entry
 */
const submitButton = (say, entry) =>
  html`<button type="submit" aria-label=${`${nameOf(say, entry)}: ${say("useThis")}`}>${say("useThis")}</button>`;

/**
 * Returns `true` if the cells of an entry can be corrected here.
 * @param {Dialog} dialog
 * @param {Entry} entry
 */
function isFixable({ layout }, entry) {
  const { severity, isCut, isShifted, column, code, found, rows } = entry;
  // A row without an address that looks like a footer is quoted as a whole.
  if (isCut || isShifted || !column || (code === "email-missing" && found)) return false;
  // A correction without the cell's text would match only an empty cell.
  if (code === "self-disable" && !found) return false;
  // A value is corrected wherever it is found, anything else in the rows of its cells.
  if (!rows.length && !(isChoice(ruleOf(layout, column)) && found)) return false;
  return severity === "error" || isSuspicious(entry);
}

/**
 * @param {Dialog} dialog
 * @param {Entry} entry
 */
const isRequired = ({ layout }, { column }) =>
  layout.columns.some(({ label, required }) => label === column && required);

/**
 * @param {Dialog} dialog
 * @param {Entry} entry
 */
export function entryControls(dialog, entry) {
  if (isOfHeader(entry.code)) return columnControls(dialog, entry);
  const { say, layout, fixes } = dialog;
  const { fix, left, isLeftOut } = choiceOf(dialog, entry);
  if (isLeftOut) return chosen(dialog, say("leftOut"), () => fixes.undo(left), nameOf(say, entry));
  if (fix && "to" in fix)
    return chosen(
      dialog,
      html`<del>${foreign(entry.found)}</del> → <ins>${foreign(fix.to || "–")}</ins>`,
      () => fixes.undo([fix]),
      nameOf(say, entry),
    );
  const isChosen = isChoice(ruleOf(layout, entry.column));
  const canCorrect = isFixable(dialog, entry);
  if (!canCorrect && !left.length) return nothing;
  const leave = (/** @type {string} */ key, /** @type {Correction[]} */ corrections) =>
    button("", say(key), () => fixes.choose(corrections), "plain", false, nameOf(say, entry));
  return html`<div class="fix">
    ${canCorrect ? (isChosen ? pick(dialog, entry) : type(dialog, entry)) : nothing}
    ${left.length ? leave(left.length > 1 ? "leaveOutMany" : "leaveOut", left) : nothing}
    ${canCorrect && isChosen && entry.found && !isRequired(dialog, entry)
      ? leave("leaveOutValue", [correct(entry, "", layout)])
      : nothing}
  </div>`;
}

/**
 * The controls that map a column of the file to a column of the template, or exclude the column from the import. For a missing column, only
 * the label that is mapped to it, if any.
 * @param {Dialog} dialog
 * @param {Entry} entry
 */
function columnControls(dialog, entry) {
  const { say, state, fixes, layout } = dialog;
  const isNamed = NAMED.includes(entry.code);
  const target = targetOf(correct(entry, "", layout));
  for (const fix of state.fixes.values()) {
    if (fix.kind !== "column" || (isNamed ? targetOf(fix) !== target : fix.to !== entry.column)) continue;
    const to = fix.to === null ? html`<ins>${say("ignoreColumn")}</ins>` : html`<ins>${foreign(fix.to)}</ins>`;
    const label = fix.label || say("columnNumber", fix);
    return chosen(dialog, html`<del>${foreign(label)}</del> → ${to}`, () => fixes.undo([fix]), label);
  }
  if (!isNamed || entry.isCut) return nothing;
  const use = (/** @type {string} */ to) => fixes.choose([correct(entry, to, layout)]);
  // As many numbered columns as a template has, and one for each name that is not known.
  const open = fixes.groups.flatMap((group) => group.entries).filter(({ code }) => NAMED.includes(code)).length;
  const numbered = numberedColumns(layout, (layout.numbered?.template_default ?? 0) + open);
  const columns = [...new Set([...entry.suggestions, ...layout.columns.map(({ label }) => label), ...numbered])];
  const select = html`<select aria-label="${entry.column || entry.found} → ${say("templateColumn")}">
    <option value="">${say("chooseValue")}</option>
    ${entry.severity === "error" ? html`<option value=${IGNORED}>${say("ignoreColumn")}</option>` : nothing}
    ${columns.map((one) => html`<option value=${one}>${one}</option>`)}
  </select>`;
  return html`<div class="fix">${suggested(dialog, entry, use, select)}</div>`;
}

/**
 * A button for each suggestion.
 * @param {Dialog} dialog
 * @param {Entry} entry
 * @param {(to: string) => void} use
 */
const suggestions = ({ say }, entry, use) =>
  entry.suggestions.map((one) =>
    button("", say("use", { value: one }), () => use(one), "suggestion", false, nameOf(say, entry)),
  );

/**
 * A button for each suggestion, and a field for other values.
 * @param {Dialog} dialog
 * @param {Entry} entry
 * @param {(to: string) => void} use
 * @param {unknown} field
 * @param {(text: string, form: HTMLFormElement) => unknown} [submit] uses a text that is not among the values that are offered
 */
function suggested(dialog, entry, use, field, submit = use) {
  const { say } = dialog;
  const take = (/** @type {Event} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const { value, list } = /** @type {HTMLInputElement} */ (form.elements[0]);
    // With the keyboard, a selection passes through other values, so it is complete when it loses the focus. A text is complete if it is
    // one of the values that are offered.
    const isComplete = list
      ? [...list.querySelectorAll("option")].some((one) => one.value === value)
      : event.type === "focusout";
    if (value && isComplete) use(value.trim());
    else if (value && event.type === "submit") submit(value.trim(), form);
    else if (list && event.type === "change") note(form, value && say("chooseValue"));
  };
  return html`${suggestions(dialog, entry, use)}
    <form class="pick" @submit=${take} @change=${take} @focusout=${take}>
      ${field} ${submitButton(say, entry)}
      <output class="small tone bad"></output>
    </form>`;
}

/**
 * Says why the value of a form cannot be used. Until it can, the file is not checked again.
 * @param {HTMLFormElement} form
 * @param {string} text
 */
function note(form, text) {
  const output = form.querySelector("output");
  if (output) output.textContent = text;
}

/**
 * @param {Dialog} dialog
 * @param {unknown} text
 * @param {() => void} undo
 * @param {string} name of the value, for screen readers
 */
const chosen = ({ say }, text, undo, name) =>
  html`<div class="fix chosen">
    <span class="tone good">${icon("good")}</span><span>${text}</span>${button(
      "",
      say("undo"),
      undo,
      "plain",
      false,
      name,
    )}
  </div>`;

/**
 * A button for each suggestion, and a field that offers values.
 * @param {Dialog} dialog
 * @param {Entry} entry
 */
function pick(dialog, entry) {
  const { say, state, fixes, layout } = dialog;
  const rule = ruleOf(layout, entry.column);
  const use = (/** @type {string} */ to) => to && fixes.choose([correct(entry, to, layout)]);
  const kind = rule?.kind ?? "";
  const isSearched = SEARCHED.includes(kind);
  const listed = state.values[kind] ?? [];
  const listId = listIds.get(entry) ?? `choices-${lists++}`;
  listIds.set(entry, listId);
  const look = async (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.currentTarget);
    const list = input.nextElementSibling;
    if (!isSearched && list?.childElementCount) return;
    const values = isSearched
      ? await fixes.choices(entry, input.value.length > 1 ? input.value : "").catch(() => [])
      : listed;
    const type = CODES[kind];
    const names = type && new Intl.DisplayNames(say.lang, { type });
    const option = (/** @type {string} */ value) =>
      Object.assign(document.createElement("option"), { value, label: names?.of(value) ?? "" });
    list?.replaceChildren(...values.map(option));
  };
  const submit = async (/** @type {string} */ text, /** @type {HTMLFormElement} */ form) => {
    if (!isSearched) {
      const wrong = validateChoice(text, rule, listed);
      return wrong ? note(form, say(wrong.key, wrong.values)) : use(text);
    }
    if (!text) return note(form, "");
    if (doubted.get(form) === text) return use(text);
    // Until the answer is there, the file is not checked again.
    note(form, say("loading"));
    try {
      const name = await fixes.nameOf(entry, text);
      // The text may have been changed meanwhile, or another value been chosen.
      const isSame = /** @type {HTMLInputElement} */ (form.elements[0]).value.trim() === text;
      if (!isSame || form.isConnected === false) return;
      if (name !== null) return (note(form, ""), use(name));
      doubted.set(form, text);
      note(form, `${say("choiceUnknown", { kind })} ${say("choiceAlias")}`);
    } catch (error) {
      if (!(error instanceof Unwanted)) throw error;
    }
  };
  const field = html`<input
      type="text"
      list=${listId}
      autocomplete="off"
      spellcheck="false"
      aria-label="${say("chooseValue")}: ${nameOf(say, entry)}"
      placeholder=${say("chooseValue")}
      @focus=${look}
      @input=${look}
    />
    <datalist id=${listId}></datalist>`;
  return suggested(dialog, entry, use, field, submit);
}

/**
 * A text field with the first suggestion or the value that the problem is about, checked while the admin types. A value with a warning may
 * be right, so its suggestions are buttons beside the field.
 * @param {Dialog} dialog
 * @param {Entry} entry
 */
function type(dialog, entry) {
  const { say, fixes, layout } = dialog;
  const rule = ruleOf(layout, entry.column);
  const isWarning = entry.severity === "warning";
  const current = entry.reads && !isCutOff(entry.reads) ? entry.reads : entry.found;
  const use = (/** @type {string} */ to) => fixes.choose([correct(entry, to, layout)]);
  const isSame = (/** @type {HTMLInputElement} */ input) => input.value.trim() === current.trim();
  const validate = (/** @type {HTMLInputElement} */ input) => {
    const wrong =
      validateCell(input.value, rule, isRequired(dialog, entry)) ??
      (isSame(input) ? { key: "cellSame", values: {} } : null);
    input.setCustomValidity(wrong ? say(wrong.key, wrong.values) : "");
    return wrong;
  };
  const take = (/** @type {Event} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const input = /** @type {HTMLInputElement} */ (form.elements[0]);
    const wrong = validate(input);
    const isSubmitted = event.type === "submit";
    // The value that is there is a mistake only if it is submitted.
    note(form, wrong && (isSubmitted || !isSame(input)) ? say(wrong.key, wrong.values) : "");
    if (!wrong) use(input.value.trim());
    else if (isSubmitted) input.focus();
  };
  const [first = current] = isWarning ? [] : entry.suggestions;
  const name = [entry.found && entry.column, nameOf(say, entry)].filter(Boolean).join(", ");
  return html`${isWarning ? suggestions(dialog, entry, use) : nothing}
    <form class="pick ${rule?.kind === "email" ? "wide" : ""}" novalidate @submit=${take} @change=${take}>
      <input
        type="text"
        value=${first}
        autocomplete="off"
        spellcheck="false"
        aria-label="${say("corrected")}: ${name}"
        @input=${(/** @type {Event} */ event) => validate(/** @type {HTMLInputElement} */ (event.currentTarget))}
      />
      ${submitButton(say, entry)}
      <output class="small tone bad"></output>
    </form>`;
}
