// @ts-check
// Problems by kind and column, each with the controls that correct it.
import { html, nothing } from "lit-html";
import { guard } from "lit-html/directives/guard.js";
import { isPrivate, targetOf } from "../../fix/corrections.js";
import { FIXES_MAX } from "../fixes.js";
import { LINES_PER_FRAME } from "../lists.js";
import { entryControls } from "./controls.js";
import { readingsView } from "./encoding.js";
import { button, foreign, rowNumbers, sentence } from "./parts.js";

/** @import { Correction } from "../../types" */
/** @import { Dialog } from "../dialog.js" */
/** @import { Entry, Group } from "../../fix/entries.js" */

/** Entries of a group that are shown at first, and those that a click adds. */
const ENTRIES_SHOWN = 10;
export const ENTRIES_MORE = 500;
/** With at most this many entries, all groups are open. */
const ENTRIES_OPEN = 40;

/** Selects fields that were edited. In Firefox, buttons always match `:user-valid`. */
const EDITED = ":not(button):is(:user-valid,:user-invalid)";

/** @param {Dialog} dialog */
export function problemsView(dialog) {
  const { say, state, imported } = dialog;
  const { items, cursor, isLoading } = state.problems;
  const total = imported.problems.errors + imported.problems.warnings;
  if (!total) return nothing;
  const all = dialog.fixes.groups;
  const isShort = all.reduce((sum, { entries }) => sum + entries.length, 0) <= ENTRIES_OPEN;
  const hasPrivate = [...state.fixes.values()].some((one) => isPrivate(one, dialog.layout));
  const status = isLoading ? say("loading") : cursor ? say("showing", { shown: items.length, total }) : "";
  return html`<section id="problems" ?inert=${state.isDeciding}>
    <h3>${say("problems")}</h3>
    ${readingsView(dialog)}
    ${guard([all, state.fixes, state.isSafeListOpen, dialog.fixes.isPossible, state.problems.shown.safe], () =>
      safeView(dialog),
    )}
    <div class="list">
      ${["error", "warning"].map((severity) =>
        all
          .filter((group) => group.severity === severity)
          .map((group) => groupView(dialog, group, isShort || group === all[0])),
      )}
    </div>
    ${dialog.fixes.isPossible && hasPrivate ? html`<p class="quiet small">${say("fixesLost")}</p>` : nothing}
    <div class="spread">
      <p class="quiet small" role="status">${status}</p>
      ${cursor && !isLoading ? button("more-problems", say("more"), () => dialog.lists.problems()) : nothing}
    </div>
  </section>`;
}

/**
 * @param {Dialog} dialog
 * @param {Group} group
 * @param {boolean} isOpen
 */
function groupView(dialog, group, isOpen) {
  const { id, severity, kind, column, entries, count } = group;
  const { say, state } = dialog;
  const shown = state.problems.shown[id] ?? ENTRIES_SHOWN;
  return html`<details ?open=${isOpen}>
    <summary>
      <span
        >${say(`kind_${kind}`)}${column ? html` · ${foreign(column)}` : nothing}${severity === "error" ||
        kind === "check"
          ? nothing
          : html`<span class="quiet"> (${say("warning")})</span>`}</span
      >
      <span class="badge ${severity === "error" ? "bad" : "warn"}">${say.number(count)}</span>
    </summary>
    <div role="list">${slices(dialog, group, Math.min(shown, entries.length))}</div>
    ${moreButton(dialog, id, shown, entries.length)}
    ${kind === "exists" || (kind === "duplicate" && severity === "error") ? leaveOutAll(dialog, entries) : nothing}
  </details>`;
}

/**
 * The button that leaves out the rows of all existing users or all duplicates of a group, or undoes that. Such rows are rarely typing
 * errors.
 * @param {Dialog} dialog
 * @param {Entry[]} entries
 */
function leaveOutAll({ say, state, imported, fixes }, entries) {
  const rows = entries.flatMap((one) => one.rows.map((row) => /** @type {Correction} */ ({ kind: "row", row })));
  const isLeftOut = rows.every((one) => state.fixes.has(targetOf(one)));
  const isKnown = entries.every(({ canLeaveOut, rows, count }) => canLeaveOut && rows.length >= count);
  const total = imported.corrections + state.fixes.size + rows.length;
  if (!fixes.isPossible || entries.length < 2 || !isKnown || (!isLeftOut && total > FIXES_MAX)) return nothing;
  return html`<div class="row">
    ${isLeftOut
      ? button("", say("undo"), () => fixes.undo(rows), "plain")
      : button("", say("leaveOutAll", { count: rows.length }), () => fixes.choose(rows), "plain")}
  </div>`;
}

/**
 * The button that shows more entries of a list.
 * @param {Dialog} dialog
 * @param {string} id of the list
 * @param {number} shown
 * @param {number} count
 */
export function moreButton({ say, lists }, id, shown, count) {
  const rest = count - shown;
  const more = () => lists.show(id, shown, Math.min(count, shown + ENTRIES_MORE));
  return rest > 0
    ? html`<div class="row">
        ${button("", rest > ENTRIES_MORE ? say("more") : say("showAll", { count }), more, "plain")}
      </div>`
    : nothing;
}

/**
 * The entries of a group, in slices that are each added in one frame. The browser does not lay out slices that are far from view. Those
 * have no controls, because a browser that fills in forms examines every field of the page whenever fields are added.
 * @param {Dialog} dialog
 * @param {Group} group
 * @param {number} shown
 */
function slices(dialog, { id, entries }, shown) {
  const { say, state, fixes } = dialog;
  const list = [];
  for (let at = 0; at < shown; at += LINES_PER_FRAME) {
    // The slices next to those that are near have controls too, so that the Tab key always finds the next one.
    const isNear =
      [at - LINES_PER_FRAME, at, at + LINES_PER_FRAME].some((one) => one <= 0 || state.near[id + one]) ||
      !("oncontentvisibilityautostatechange" in document);
    // Entries without controls do not depend on the choices.
    const chosen = isNear && fixes.isPossible && state.fixes;
    // A slice with an edited field keeps its controls.
    const move = (/** @type {any} */ { skipped, currentTarget }) =>
      dialog.set({
        near: { ...dialog.state.near, [id + at]: !skipped || Boolean(currentTarget.querySelector(EDITED)) },
      });
    list.push(
      guard(
        [entries, say, chosen, state.problems.people],
        () =>
          html`<ul role="none" @contentvisibilityautostatechange=${move}>
            ${entries.slice(at, at + LINES_PER_FRAME).map((entry) => entryView(dialog, entry, Boolean(chosen)))}
          </ul>`,
      ),
    );
  }
  return list;
}

/**
 * @param {Dialog} dialog
 * @param {Entry} entry
 * @param {boolean} hasControls
 */
function entryView(dialog, entry, hasControls) {
  const { say, state } = dialog;
  const { rows, count, found, reads } = entry;
  const person = rows.length === 1 ? state.problems.people.get(rows[0]) : null;
  // The person is not named twice.
  const isNamed = person && ![found, reads].includes(person);
  return html`<li class="problem" role="listitem">
    <div class="says">
      ${sentence(entry.message)}${rows.length
        ? html`<span class="quiet small num"
            >${rowNumbers(say, count, rows)}${isNamed ? html` · ${foreign(person)}` : nothing}</span
          >`
        : nothing}
    </div>
    ${hasControls ? entryControls(dialog, entry) : nothing}
  </li>`;
}

/** The button that accepts all safe suggestions at once, after showing the list of them. @param {Dialog} dialog */
function safeView(dialog) {
  const { say, state, fixes } = dialog;
  const { safe } = fixes;
  if (!safe.length) return nothing;
  if (!state.isSafeListOpen)
    return html`<div class="row">
      ${button(
        "accept-safe",
        say("acceptSafe", { count: safe.length }),
        () => (dialog.set({ isSafeListOpen: true }), dialog.host.focus("#apply-safe")),
      )}
    </div>`;
  const shown = state.problems.shown.safe ?? ENTRIES_MORE;
  const rows = safe.reduce((sum, { count }) => sum + count, 0);
  return html`<div class="banner" id="safe">
    <strong>${say("acceptSafeHelp")}</strong>
    <ul class="plainlist">
      ${safe.slice(0, shown).map(
        (one) =>
          html`<li>
            <span class="quiet">${foreign(one.column)}</span> <del>${foreign(one.found)}</del> →
            <ins>${foreign(one.suggestions[0])}</ins>
            <span class="quiet small">${rowNumbers(say, one.count, one.rows)}</span>
          </li>`,
      )}
    </ul>
    ${moreButton(dialog, "safe", shown, safe.length)}
    <div class="row">
      ${button("apply-safe", say("acceptApply", { rows }), () => fixes.acceptSafe(), "primary")}
      ${button("", say("cancel"), () => dialog.set({ isSafeListOpen: false }))}
    </div>
  </div>`;
}
