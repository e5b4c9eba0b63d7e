// @ts-check
// An undo: its preview, the decision, and the link to it from its import.
import { html, nothing } from "lit-html";
import { canUndo } from "../../imports/past.js";
import { exportsView, facts, importLink } from "./facts.js";
import { countsOf } from "./history.js";
import { banner, button, cancelButton, foreign } from "./parts.js";
import { rowsView } from "./rows.js";

/** @import { Dialog } from "../dialog.js" */

/** What an undo would do. @param {Dialog} dialog */
export function undoReview(dialog) {
  const { say, state, imported } = dialog;
  const { removed, updated } = imported.summary;
  const { mayUndo } = state;
  const key = !removed ? "undoRestore" : updated ? "undoConfirm" : "undoRemove";
  const head = state.since.length
    ? sinceView(dialog)
    : removed + updated
      ? banner(
          "",
          say("undoKeeps"),
          html`${linksEnd(dialog)}
            <p>${say("nothingYet")}</p>`,
        )
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

/** Says that links in invitations of removed users stop working. @param {Dialog} dialog */
const linksEnd = ({ say, imported }) => (imported.summary.removed ? html`<p>${say("undoLinks")}</p>` : nothing);

/** A warning that lists later imports: an undo also removes users that these contain but did not change. @param {Dialog} dialog */
function sinceView(dialog) {
  const { say, state } = dialog;
  const { since } = state;
  return banner(
    "warn",
    say("undoSince", { count: since.length }),
    html`<p>${say("undoKeeps")} ${say("undoSinceHelp")}</p>
      ${linksEnd(dialog)}
      <ul class="plainlist">
        ${since.map(
          (one) =>
            html`<li>
              ${foreign(one.file?.name ?? one.import_id)}
              <span class="quiet small">${say.date(one.finished_at ?? "")} · ${foreign(one.started_by)}</span>
            </li>`,
        )}
      </ul>`,
  );
}

/**
 * For the result of an import that has an undo: the state of the undo, and the effects that the import had.
 * @param {Dialog} dialog
 * @param {"undone" | "undoRunning" | "undoStopped"} state
 */
export const undoneView = (dialog, state) =>
  banner(
    state === "undone" ? "" : "warn",
    dialog.say(state),
    html`<p>${countsOf(dialog.say, dialog.imported, true).join(" · ")}</p>
      ${importLink(dialog, "show-undo", "undoShow", dialog.imported.undone_by)}`,
  );

/** The button that starts an undo. @param {Dialog} dialog */
export function undoButton(dialog) {
  const { say, state, imported } = dialog;
  return state.mayUndo && canUndo(imported)
    ? button("undo", say("undoStart"), () => dialog.decisions.decide("undo", { confirm: true }), "", state.isDeciding)
    : nothing;
}
