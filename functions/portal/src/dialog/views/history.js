// @ts-check
// The imports, newest first, with the effects of each.
import { html, nothing } from "lit-html";
import { undoOf } from "../../imports/past.js";
import { button, foreign, loading } from "./parts.js";

/** @import { Dialog } from "../dialog.js" */
/** @import { Past } from "../../imports/past.js" */
/** @import { Import, Say } from "../../types" */

/** @type {Record<string, string>} */
const TONES = { completed: "good", rejected: "bad", failed: "bad", awaiting_confirmation: "warn" };

/**
 * Returns the effects of an import or an undo, in words. `isComplete` adds skipped rows, course assignments and invitations, and omits the
 * failed rows of an import, which the title of its result counts.
 * @param {Say} say
 * @param {Import} one
 * @param {boolean} [isComplete]
 * @returns {string[]}
 */
export function countsOf(say, { summary, undoes }, isComplete = false) {
  /** @type {[string, number][]} */
  const counts = [
    ["doneCreated", summary.created],
    ["doneRemoved", summary.removed],
    [undoes ? "doneRestored" : "doneUpdated", summary.updated],
    ["doneDisabled", summary.disabled],
    [undoes ? "doneLeft" : "doneSkipped", isComplete ? summary.skipped : 0],
    ["doneFailed", isComplete && !undoes ? 0 : summary.failed],
    ["doneAssigned", isComplete ? summary.course_assignments : 0],
    ["doneUnassigned", summary.course_assignments_removed],
    ["doneInvited", isComplete ? summary.invitations : 0],
  ];
  return counts.flatMap(([key, count]) => (count ? [say(key, { count })] : []));
}

/**
 * A line of the list of imports: file, time, admin, source, counts and status; for an undo, the file is that of the import that it undoes.
 * @param {Say} say
 * @param {Import} one
 * @param {Past} past
 * @param {(id: string) => void} onOpen
 */
function pastLine(say, one, { names }, onOpen) {
  const { import_id, source, status, undoes, undone_by } = one;
  const undo = undoOf(one);
  const state = say(undo === "undone" ? "short_undone" : `short_${one.waits_for ? "waits" : status}`);
  const name = undoes ? say("undoOf", { name: names.get(undoes) }) : names.get(import_id);
  const facts = [
    foreign(one.started_by),
    ...(one.feed ? [foreign(say("feedName", { name: one.feed }))] : []),
    ...(source === "undo" ? [] : [say(`source_${source}`)]),
    ...(status === "completed" ? countsOf(say, one) : []),
  ];
  return html`<li>
    <button
      type="button"
      class="plain"
      aria-label="${name}, ${say.date(one.created_at)}, ${state}"
      @click=${() => onOpen(import_id)}
    >
      ${foreign(name)}
    </button>
    <div class="quiet small">${say.date(one.created_at)}${facts.map((fact) => html` · ${fact}`)}</div>
    ${undo && undone_by
      ? html`<button
          type="button"
          class="plain small"
          aria-label="${say("undoShow")}: ${name}"
          @click=${() => onOpen(undone_by)}
        >
          ${say("undoShow")}
        </button>`
      : nothing}
    <span class="badge ${undo === "undone" ? "" : (TONES[status] ?? "")}">${state}</span>
  </li>`;
}

/**
 * @param {Say} say
 * @param {Past} past
 * @param {(id: string) => void} onOpen
 * @param {() => void} onMore
 */
export function pastList(say, past, onOpen, onMore) {
  return html`${past.items.length
    ? html`<ul class="past">
        ${past.items.map((one) => pastLine(say, one, past, onOpen))}
      </ul>`
    : past.cursor
      ? nothing
      : html`<p class="quiet" role="status">${say("pastEmpty")}</p>`}
  ${past.cursor ? html`<div class="row">${button("more", say("more"), onMore)}</div>` : nothing}`;
}

/** @param {Dialog} dialog */
export function historyView(dialog) {
  const { say, state } = dialog;
  const { past } = state;
  return {
    body: html`<section>
      <h3 tabindex="-1" data-focus>${say("past")}</h3>
      ${past
        ? pastList(
            say,
            past,
            (id) => dialog.view(id),
            () => dialog.lists.past(),
          )
        : loading(dialog)}
    </section>`,
    foot: button("back", say("back"), () => dialog.begin(), "first"),
  };
}
