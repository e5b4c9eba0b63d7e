// @ts-check
// The labels of a file next to the columns of the template.
import { html, nothing } from "lit-html";
import { numberedColumns, openColumns } from "../../file/header.js";
import { live } from "../../live.js";
import { button, foreign } from "./parts.js";

/** @import { Dialog } from "../dialog.js" */
/** @import { HeaderLine } from "../../types" */

/**
 * @param {Dialog} dialog
 * @param {HeaderLine[]} lines
 */
export function headerTable(dialog, lines) {
  const { say, state, layout } = dialog;
  const { mapping, isMapped } = state.chosen;
  const own = layout.columns.map(({ label }) => label);
  const courses = lines.filter(({ at, state, column }) => at && state !== "ignored" && !own.includes(column ?? ""));
  // The numbered columns of the file, and as many more as its other columns may need.
  const numbered = [...courses.flatMap(({ column }) => column ?? []), ...numberedColumns(layout, courses.length)];
  const choose = (/** @type {number} */ at, /** @type {string} */ value) => {
    const next = new Map(dialog.state.chosen.mapping).set(at, value || null);
    dialog.set({ chosen: { ...dialog.state.chosen, mapping: next, isMapped: true } });
  };
  const cell = (/** @type {HeaderLine} */ line) => {
    const { at, state: kind, label, column } = line;
    if (kind === "missing") return html`<span class="tone bad">${say("missingColumn")}</span>`;
    if (!mapping.has(at)) return html`<span class="tone good">✓ ${foreign(column ?? say("ignoredColumn"))}</span>`;
    const value = mapping.get(at) ?? "";
    const select = (/** @type {Event} */ event) =>
      choose(at, /** @type {HTMLSelectElement} */ (event.currentTarget).value);
    return html`<select
      aria-label="${label || say("columnNumber", { at })} → ${say("templateColumn")}"
      @change=${select}
    >
      <option value="" .selected=${live(!value)}>${say("ignoreColumn")}</option>
      ${[...new Set([...own, ...numbered])].map(
        (one) => html`<option value=${one} .selected=${live(one === value)}>${one}</option>`,
      )}
    </select>`;
  };
  const used = new Set([...mapping.values()]);
  const open = lines.filter((line) => line.state !== "missing" || !used.has(line.column));
  const { missing, double } = openColumns(lines, mapping, layout);
  const isWhole = !missing.length && !double.length;
  const still = [
    ...(missing.length ? [say("namesMissing", { names: missing.join(", ") })] : []),
    ...(double.length ? [say("namesDouble", { names: double.join(", ") })] : []),
  ];
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${say("templateColumn")} id="header">
      <table class="header">
        <thead>
          <tr>
            <th scope="col">${say("yourColumn")}</th>
            <th scope="col">${say("firstCells")}</th>
            <th scope="col">${say("templateColumn")}</th>
          </tr>
        </thead>
        <tbody>
          ${open.map(
            (line) =>
              html`<tr class=${isMapped && isWhole ? "" : line.state}>
                <th scope="row">
                  ${line.state === "missing"
                    ? foreign(line.column)
                    : line.label
                      ? foreign(line.label)
                      : html`<em>${say("columnNumber", { at: line.at })}</em>`}
                </th>
                <td class="quiet">
                  ${line.cells.filter(Boolean).map((text, at) => html`${at ? ", " : ""}${foreign(text)}`)}
                </td>
                <td>${cell(line)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${isMapped
      ? html`<p class="small ${isWhole ? "tone good" : "tone bad"}" role="status">
          ${isWhole ? say("namesUsed") : still.join(" ")}
        </p>`
      : isWhole
        ? html`<div class="row">${button("use-names", say("useNames"), () => accept(dialog), "primary")}</div>`
        : nothing}`;
}

/** @param {Dialog} dialog */
function accept(dialog) {
  dialog.set({ chosen: { ...dialog.state.chosen, isMapped: true } });
  dialog.host.focus("#start");
}
