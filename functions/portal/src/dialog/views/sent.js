// @ts-check
// The corrections with which the import that is shown was checked.
import { html, nothing } from "lit-html";
import { keyed } from "lit-html/directives/keyed.js";
import { button, foreign, loading } from "./parts.js";
import { ENTRIES_MORE, moreButton } from "./problems.js";

/** @import { Correction } from "../../types" */
/** @import { Dialog } from "../dialog.js" */

/** Their number, which opens into their list. Each can be undone, which checks the file again without it. @param {Dialog} dialog */
export function sentView(dialog) {
  const { say, state, imported, fixes } = dialog;
  const { corrections, progress, problems } = imported;
  if (!corrections) return nothing;
  // Until the list is loaded, the progress says how many rows are left out. It includes rows that repeat the header.
  const repeated = problems.file.find(({ code }) => code === "header-repeated")?.rows ?? 0;
  const left = state.sent
    ? state.sent.filter(({ kind }) => kind === "row").length
    : Math.max(0, (progress.rows_left_out ?? 0) - repeated);
  // A row that is left out is a correction too.
  const others = corrections - left;
  const counts = [
    ...(others > 0 ? [say("factFixes", { count: others })] : []),
    ...(left ? [say("factLeftOut", { count: left })] : []),
  ];
  const shown = state.problems.shown.sent ?? ENTRIES_MORE;
  // A list that cannot be loaded closes, so that opening it again repeats the request.
  const load = async (/** @type {Event} */ event) => {
    const list = /** @type {HTMLDetailsElement} */ (event.currentTarget);
    if (list.open && !(await fixes.sent())) list.open = false;
  };
  // An import that is shown again has a closed list, like its state.
  return keyed(
    imported,
    html`<details id="sent" @toggle=${load}>
      <summary><span>${counts.join(", ")}</span></summary>
      ${state.sent
        ? html`<ul>
              ${state.sent.slice(0, shown).map((one) => html`<li class="spread">${line(dialog, one)}</li>`)}
            </ul>
            ${moreButton(dialog, "sent", shown, state.sent.length)}`
        : loading(dialog)}
    </details>`,
  );
}

/**
 * @param {Dialog} dialog
 * @param {Correction} one
 */
function line({ say, state, fixes, decisions }, one) {
  const row = "row" in one ? `${say("row")} ${say.number(one.row)}` : "";
  const found = one.kind === "column" ? one.label || say("columnNumber", one) : one.found;
  const place = [row, "column" in one && one.column].filter(Boolean).join(" · ");
  const to = one.kind === "row" ? say("leftOut") : one.to === null ? say("ignoreColumn") : one.to || "–";
  return html`<span>
      <span class="quiet">${place}</span> ${found ? html`<del>${foreign(found)}</del>` : nothing} →
      <ins>${foreign(to)}</ins>
    </span>
    ${fixes.isRepeatable
      ? button("", say("undo"), () => decisions.checkAgain(undefined, one), "plain", state.isDeciding, found || place)
      : nothing}`;
}
