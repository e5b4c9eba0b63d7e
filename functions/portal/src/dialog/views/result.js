// @ts-check
// How an import ended, and what to do next.
import { html, nothing } from "lit-html";
import { fixFormat } from "../../file/formats.js";
import { targetOf } from "../../fix/corrections.js";
import { isTested, undoOf } from "../../imports/past.js";
import { icon } from "../../text/icons.js";
import { NAMED } from "./controls.js";
import { exportsView, facts, hasFixFile } from "./facts.js";
import {
  banner,
  button,
  checkAgain,
  chooser,
  closeButton,
  foreign,
  loading,
  neverInvited,
  openChooser,
} from "./parts.js";
import { countsOf } from "./history.js";
import { problemsView } from "./problems.js";
import { rowsView } from "./rows.js";
import { undoButton, undoneView } from "./undo.js";

/** @import { Dialog } from "../dialog.js" */

/** Columns of a file that have another name than the field of the API. @type {Record<string, string>} */
const LABELS = { company: "companyName", cohort: "cohortName", language: "languageCode" };

/** @param {Dialog} dialog */
export function resultView(dialog) {
  const { say, state, imported } = dialog;
  const { status, failure, summary, problems, undoes, undone_by, feed, superseded_by } = imported;
  const hasRows = status === "completed" || status === "failed" || isTested(imported);
  const undo = undoOf(imported);
  // Problems of rows and of column names are fixed here; those of a file that could not be read require another file.
  const isRead = imported.progress.rows_validated > 0 || problems.file.some(({ code }) => NAMED.includes(code));
  const fixes = dialog.fixes.unsent;
  const isRetryable = failure?.retryable && (undoes ? state.mayUndo : !undone_by && (!feed || state.mayWriteFeeds));
  const retry = button("retry", say("retry"), () => dialog.decisions.decide("retry"), "primary", state.isDeciding);
  const another = button("another", say("another"), () => dialog.startOver(), "plain first");
  const end = (/** @type {string} */ kind) => closeButton(dialog, kind);
  return {
    body: html`
      <section>
        <div tabindex="-1" data-focus>${undo ? undoneView(dialog, undo) : outcome(dialog)}</div>
        ${facts(dialog)}
      </section>
      ${status === "completed" && !undo ? html`${inviteView(dialog)}${aliasesView(dialog)}` : nothing}
      ${status === "rejected" && !isRead && !undoes ? fixPath(dialog) : nothing} ${hasRows ? rowsView(dialog) : nothing}
      ${undoes ? nothing : problemsView(dialog)}
      ${status === "rejected" && isRead && !undoes ? fixPath(dialog) : nothing}
      ${status === "completed" || (status === "cancelled" && !undoes) ? exportsView(dialog) : nothing}
    `,
    foot: undoes
      ? html`${another} ${isRetryable ? retry : end("primary")}`
      : html`
          ${another} ${undoButton(dialog)}
          ${status === "rejected" && !fixes ? button("back", say("back"), () => dialog.begin()) : nothing}
          ${status === "cancelled" && isRead && !superseded_by && !fixes && dialog.fixes.isRepeatable
            ? button("repeat", say("checkFile"), () => dialog.decisions.checkAgain(), "", state.isDeciding)
            : nothing}
          ${fixes
            ? checkAgain(dialog, fixes)
            : isRetryable
              ? retry
              : end(status === "rejected" && summary.failed ? "" : "primary")}
        `,
  };
}

/** @param {Dialog} dialog */
function outcome({ say, imported, state, fixes, decisions }) {
  const { status, summary, failure, problems, progress, undoes, feed, superseded_by } = imported;
  const { failed, skipped, kept, fields_changed } = summary;
  const { rows_valid } = progress;
  const isLeft = undoes ? skipped > 0 || kept > 0 : failed > 0;
  const tone =
    status === "completed" ? (isLeft ? "warn" : "good") : status === "failed" || status === "rejected" ? "bad" : "";
  const key = undoes
    ? `undo_${status}${status === "completed" && isLeft ? "With" : ""}`
    : status === "completed" && failed
      ? "completedWith"
      : status === "failed"
        ? "failed_import"
        : status;
  const title = say(key, { count: failed });
  const courses = problems.file.some(({ code }) => code === "course-unmatched");
  const help = {
    completed: countsOf(say, imported, true).join(" · "),
    rejected: undoes ? problems.file[0]?.message : say(courses ? "rejectedCourses" : "rejectedHelp"),
    cancelled: feed && superseded_by && say("newerFile"),
    expired: undoes ? "" : say("expiredHelp"),
    failed:
      say.lang === "en" && failure
        ? failure.detail
        : failure && say(failure.retryable ? (undoes ? "undoRetry" : "failedRetry") : "failedFinal"),
  }[status];
  if (!help || state.isDeciding) return banner(tone, title);
  const fields = Object.entries(undoes ? {} : (fields_changed ?? {}));
  const hasOnlyRowErrors = fixes.isRepeatable && !problems.file.some(({ severity }) => severity === "error");
  return banner(
    tone,
    title,
    html`<p>${help}</p>
      ${fields.length
        ? html`<p class="small">
            ${say("updated")}:
            ${fields.map(([field, count]) => `${LABELS[field] ?? field} ${say.number(count)}`).join(" · ")}
          </p>`
        : nothing}
      ${status === "rejected" && !undoes && rows_valid
        ? html`<p>${say("rowsValid", { count: rows_valid })}</p>
            ${hasOnlyRowErrors
              ? button("valid", say("onErrorsSkip"), () => decisions.checkAgain({ on_row_errors: "skip" }))
              : nothing}`
        : nothing}`,
  );
}

/** For a rejected file: its corrections file, if there is one, and a drop area for the corrected file. @param {Dialog} dialog */
function fixPath(dialog) {
  const { say, imported } = dialog;
  const corrections = html`<div>
    <p>${say("fixPath1")}</p>
    ${button(
      "export-fix",
      html`${icon("download")}${say("exportFix", { format: fixFormat(imported) })}`,
      () => dialog.downloads.result("fix"),
      "with",
    )}
  </div>`;
  return html`<section class="path" aria-label=${say("fixPath")}>
    ${hasFixFile(imported) ? corrections : nothing}
    <div class="drop small" id="drop" @click=${openChooser}>
      <p>${say("fixPath2")}</p>
      <button type="button" id="select">${say("select")}</button>
    </div>
    ${chooser(dialog, (files) => files.length && dialog.replace(files))}
  </section>`;
}

/** @param {Dialog} dialog */
function inviteView(dialog) {
  const { say, state, imported } = dialog;
  const { created, invitations, never_invited = 0 } = imported.summary;
  const { invite } = state;
  const count = never_invited + (invitations ? 0 : created);
  if (!count) return nothing;
  if (!invite)
    return html`${neverInvited(dialog)}
      <div class="row">${button("invite", say("inviteThese", { count }), () => dialog.decisions.invite())}</div>`;
  if (invite.step === "done") return banner("good", say("inviteDone", { count: invite.counts?.queued ?? 0 }));
  const queued = invite.counts?.queued;
  if (queued === undefined || invite.step === "sending") return loading(dialog);
  if (!queued) return banner("", say("inviteDone", { count: 0 }));
  return banner(
    "",
    say("inviteAsk", { count: queued }),
    html`<div class="row">
      ${button("invite-send", say("inviteSend", { count: queued }), () => dialog.decisions.invite(), "primary")}
      ${button("", say("cancel"), () => dialog.set({ invite: null }))}
    </div>`,
  );
}

/** @param {Dialog} dialog */
function aliasesView(dialog) {
  const { say, state, fixes } = dialog;
  const { aliases } = state;
  if (!aliases) return nothing;
  const { taken } = aliases;
  if (taken)
    return taken.length
      ? banner("warn", say("aliasTaken", { names: taken.join(", ") }))
      : banner("good", say("aliasDone"));
  const toggle = (/** @type {string} */ target) => {
    const chosen = new Set(aliases.chosen);
    if (!chosen.delete(target)) chosen.add(target);
    dialog.set({ aliases: { ...aliases, chosen } });
  };
  return banner(
    "",
    say("aliasAsk"),
    html`<ul class="plainlist">
        ${aliases.fixes.map((one) => {
          const target = targetOf(one);
          return html`<li>
            <label class="radio"
              ><input
                type="checkbox"
                .checked=${aliases.chosen.has(target)}
                @change=${() => toggle(target)}
              />${foreign(one.found)} → ${foreign(one.to)}</label
            >
          </li>`;
        })}
      </ul>
      <div class="row">
        ${button("alias-send", say("aliasSend"), () => fixes.sendAliases(), "", !aliases.chosen.size)}
        ${button("", say("cancel"), () => fixes.endAliases())}
      </div>`,
  );
}
