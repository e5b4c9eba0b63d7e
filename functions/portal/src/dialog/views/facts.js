// @ts-check
// The facts about the import that is shown, and its downloads.
import { html, nothing } from "lit-html";
import { fixFormat } from "../../file/formats.js";
import { isTested } from "../../imports/past.js";
import { countsOf } from "./history.js";
import { feedName, notCounted } from "./feed.js";
import { button, foreign } from "./parts.js";
import { sentView } from "./sent.js";

/** @import { Import } from "../../types" */
/** @import { Dialog } from "../dialog.js" */

/**
 * The file, the number of rows and the options of an import, who started it, and when.
 * @param {Dialog} dialog
 */
export function facts(dialog) {
  const { say, imported } = dialog;
  const { progress, started_by, created_at, options, undoes, courses_left_out } = imported;
  const rows = progress.rows_total ?? progress.rows_validated;
  const lines = [
    ...(rows ? [say("rowsCount", { rows })] : []),
    ...(dialog.layout.existing_users === "refuse"
      ? []
      : [say(options.update_existing ? "factUpdateOn" : "factUpdateOff")]),
    say(options.send_invitations ? "factMailsOn" : "factMailsOff"),
  ];
  const seconds = Math.max(0, Math.round((Date.now() - Date.parse(created_at)) / 1000));
  return html`<div class="facts" id="facts">
    ${undoes
      ? undoFacts(dialog)
      : html`<p class="name">${foreign(dialog.fileName)}</p>
          <p class="quiet small">${lines.join(" · ")}${imported.feed ? html` · ${feedName(dialog)}` : nothing}</p>
          ${notCounted(dialog)}${courses_left_out?.map(
            ({ found, rows }) => html`<p class="small">${say("courseLeftOut", { title: found, count: rows })}</p>`,
          )}`}
    <p class="quiet small">${say("startedBy", { who: started_by, ago: say.ago(seconds) })}</p>
    ${sentView(dialog)}
  </div>`;
}

/**
 * The import that an undo undoes: its file, who imported it and when, and what it did.
 * @param {Dialog} dialog
 */
function undoFacts(dialog) {
  const { say, state, imported } = dialog;
  const { undone } = state;
  return html`<div class="spread">
      <p class="name">${say("undoOf", { name: dialog.fileName })}</p>
      ${importLink(dialog, "show-import", "undoImport", imported.undoes)}
    </div>
    ${undone
      ? html`<p class="quiet small">
          ${say.date(undone.created_at)} ·
          ${foreign(undone.started_by)}${countsOf(say, undone).map((text) => html` · ${text}`)}
        </p>`
      : nothing}`;
}

/**
 * A button that shows another import.
 * @param {Dialog} dialog
 * @param {string} id
 * @param {string} key
 * @param {string | null} importId
 */
export const importLink = (dialog, id, key, importId) =>
  button(id, dialog.say(key), () => dialog.view(importId ?? ""), "plain");

/**
 * Returns `true` if there is a corrections file: the rows were read, and there are errors. For a cancelled import, warnings or corrections
 * are enough.
 * @param {Import} imported
 */
export function hasFixFile({ undoes, status, progress, problems, summary, corrections }) {
  // An undo has no file that could be corrected.
  if (undoes || !progress.rows_validated) return false;
  if (problems.file.some(({ severity, code }) => severity === "error" && !code.startsWith("course-"))) return false;
  return problems.errors > 0 || summary.failed > 0 || (status === "cancelled" && problems.warnings + corrections > 0);
}

/** Downloads of the import's results. A cancelled import has only a corrections file, unless it was a test. @param {Dialog} dialog */
export function exportsView(dialog) {
  const { say, imported } = dialog;
  const hasFix = hasFixFile(imported);
  const isWritten = imported.status !== "cancelled" || isTested(imported);
  if (!hasFix && !isWritten) return nothing;
  const get = (/** @type {string} */ format, /** @type {string} */ key) =>
    button(
      `export-${format}`,
      say(key, { format: fixFormat(imported) }),
      () => dialog.downloads.result(format),
      "plain",
    );
  return html`<section class="exports">
    <h3>${say("exports")}</h3>
    <div class="row">
      ${hasFix ? get("fix", "exportFix") : nothing}
      ${isWritten ? html`${get("csv", "exportCsv")}${get("json", "exportJson")}` : nothing}
    </div>
    ${hasFix ? html`<p class="quiet small">${say("exportFixHelp")}</p>` : nothing}
  </section>`;
}
