// @ts-check
// An undo: what it would take back, the decision, and the ways between an import and its undo.
import { html, nothing } from "lit-html";
import { canUndo } from "../../imports/past.js";
import { countsOf } from "./history.js";
import { banner, button, cancelButton, foreign } from "./parts.js";
import { exportsView, facts } from "./review.js";
import { rowsView } from "./rows.js";

/** @import { Dialog } from "../dialog.js" */

/**
 * The import that an undo takes back: its file, who imported it and when, and what it did.
 * @param {Dialog} dialog
 */
export function undoFacts(dialog) {
  const { say, state, imported } = dialog;
  const { undone } = state;
  return html`<div class="spread">
      <p class="name">${foreign(say("undoOf", { name: dialog.fileName }))}</p>
      ${link(dialog, "show-import", "undoImport", imported.undoes)}
    </div>
    ${undone
      ? html`<p class="quiet small">
          ${say.date(undone.created_at)} ·
          ${foreign(undone.started_by)}${countsOf(say, undone).map((text) => html` · ${text}`)}
        </p>`
      : nothing}`;
}

/** What an undo would do. @param {Dialog} dialog */
export function undoReview(dialog) {
  const { say, state, imported } = dialog;
  const { removed, updated } = imported.summary;
  const { mayUndo } = state;
  const key = !removed ? "undoRestore" : updated ? "undoConfirm" : "undoRemove";
  const head = state.since.length
    ? sinceView(dialog)
    : removed + updated
      ? banner("", say("undoKeeps"), html`<p>${say("nothingYet")}</p>`)
      : nothing;
  return {
    body: html`
      <section>
        <h3 tabindex="-1" data-focus class="sr">${say("preview")}</h3>
        ${facts(dialog)} ${head} ${removed + updated ? nothing : banner("", say("undoNothing"))}
        ${mayUndo === false ? banner("warn", say("undoScope")) : nothing}
      </section>
      ${rowsView(dialog)} ${exportsView(dialog)}
    `,
    foot: html`
      ${cancelButton(dialog)}
      ${mayUndo && removed + updated
        ? button(
            "confirm",
            say(key, { removed, restored: updated }),
            () => dialog.decisions.decide("confirm", { ignore_errors: false }),
            "primary danger",
            state.isDeciding,
          )
        : nothing}
    `,
  };
}

/** The imports that completed since: an undo removes users whom they contain but did not change. @param {Dialog} dialog */
function sinceView({ say, state }) {
  const { since } = state;
  return banner(
    "warn",
    say("undoSince", { count: since.length }),
    html`<p>${say("undoKeeps")} ${say("undoSinceHelp")}</p>
      <ul class="plainlist">
        ${since.map(
          (one) =>
            html`<li>
              ${foreign(one.file?.name ?? one.import_id)}
              <span class="quiet small">${say.date(one.created_at)} · ${foreign(one.started_by)}</span>
            </li>`,
        )}
      </ul>`,
  );
}

/**
 * On the result of an import that has an undo: its state, and what the import had done.
 * @param {Dialog} dialog
 * @param {"undone" | "undoRunning" | "undoStopped"} state
 */
export const undoneView = (dialog, state) =>
  banner(
    state === "undone" ? "" : "warn",
    dialog.say(state),
    html`<p>${countsOf(dialog.say, dialog.imported, true).join(" · ")}</p>
      ${link(dialog, "show-undo", "undoShow", dialog.imported.undone_by)}`,
  );

/** The button that starts an undo. @param {Dialog} dialog */
export function undoButton(dialog) {
  const { say, state, imported } = dialog;
  return state.mayUndo && canUndo(imported)
    ? button("undo", say("undoStart"), () => dialog.decisions.decide("undo", { confirm: true }), "", state.isDeciding)
    : nothing;
}

/**
 * @param {Dialog} dialog
 * @param {string} id
 * @param {string} key
 * @param {string | null} importId
 */
const link = (dialog, id, key, importId) => button(id, dialog.say(key), () => dialog.view(importId ?? ""), "plain");
