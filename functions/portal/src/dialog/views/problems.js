// @ts-check
// Problems by kind and column, each with what corrects it.
import { html, nothing } from "lit-html";
import { guard } from "lit-html/directives/guard.js";
import { repeat } from "lit-html/directives/repeat.js";
import { groupsOf } from "../../fix/entries.js";
import { correct, isOfHeader } from "../../fix/corrections.js";
import { choiceOf, entryControls } from "./controls.js";
import { button, foreign, rowNumbers } from "./parts.js";

/** @import { Dialog } from "../dialog.js" */
/** @import { Entry, Group } from "../../fix/entries.js" */

/** Entries of a group that show at first, and that a click adds. */
const ENTRIES_SHOWN = 10;
const ENTRIES_MORE = 500;
/** With at most so many entries, all groups are open. */
const ENTRIES_OPEN = 40;

/** @type {WeakMap<object, Group[]>} */
const grouped = new WeakMap();

/** @param {Dialog} dialog */
function groups({ state, layout }) {
  const { problems } = state;
  // Grouping thousands of problems is not repeated while only choices change.
  const known = grouped.get(problems.items);
  if (known) return known;
  const made = groupsOf(problems.items, problems.findings, layout);
  grouped.set(problems.items, made);
  return made;
}

/** @param {Dialog} dialog */
export function problemsView(dialog) {
  const { say, state, imported } = dialog;
  const { items, cursor, isLoading } = state.problems;
  const total = imported.problems.errors + imported.problems.warnings;
  if (!total) return nothing;
  const all = groups(dialog);
  const isShort = all.reduce((sum, { entries }) => sum + entries.length, 0) <= ENTRIES_OPEN;
  const status = isLoading ? say("loading") : cursor ? say("showing", { shown: items.length, total }) : "";
  return html`<section id="problems">
    <h3>${say("problems")}</h3>
    ${safeView(dialog)}
    <div class="list">
      ${repeat(
        all,
        ({ id }) => id,
        (group, index) => groupView(dialog, group, isShort || index === 0),
      )}
    </div>
    ${dialog.fixes.isPossible && state.fixes.size ? html`<p class="quiet small">${say("fixesLost")}</p>` : nothing}
    <div class="spread">
      <p class="quiet small" role="status">${status}</p>
      ${cursor && !isLoading
        ? html`<button type="button" id="more-problems" @click=${() => dialog.lists.problems()}>${say("more")}</button>`
        : nothing}
    </div>
  </section>`;
}

/**
 * @param {Dialog} dialog
 * @param {Group} group
 * @param {boolean} isOpen
 */
function groupView(dialog, { id, severity, kind, column, entries, count }, isOpen) {
  const { say, state } = dialog;
  const { isPossible } = dialog.fixes;
  const shown = state.problems.shown[id] ?? ENTRIES_SHOWN;
  const rest = entries.length - shown;
  const more = () => dialog.lists.show(id, shown, Math.min(entries.length, shown + ENTRIES_MORE));
  return html`<details ?open=${isOpen}>
    <summary>
      <span
        >${say(`kind_${kind}`)}${column ? html` · ${foreign(column)}` : nothing}${severity === "error"
          ? nothing
          : html`<span class="quiet"> (${say("warning")})</span>`}</span
      >
      <span class="badge ${severity === "error" ? "bad" : "warn"}">${say.number(count)}</span>
    </summary>
    <ul>
      ${entries.slice(0, shown).map((entry) => {
        // Of thousands of entries, only those whose choice has changed are rendered again.
        const { fix, isLeftOut } = choiceOf(dialog, entry);
        // What is chosen for one column name decides what is left for the others.
        const others = isOfHeader(entry.code) ? dialog.state.fixes : null;
        return guard([entry, say, isPossible, fix, isLeftOut, others], () => entryView(dialog, entry));
      })}
    </ul>
    ${rest > 0
      ? html`<div class="row">
          ${button("", rest > ENTRIES_MORE ? say("more") : say("showAll", { count: entries.length }), more, "plain")}
        </div>`
      : nothing}
  </details>`;
}

/**
 * @param {Dialog} dialog
 * @param {Entry} entry
 */
const entryView = (dialog, entry) =>
  html`<li class="problem">
    <div class="says">
      <span dir="auto">${entry.message}</span>${entry.rows.length
        ? html`<span class="quiet small num">${rowNumbers(dialog.say, entry.count, entry.rows)}</span>`
        : nothing}
    </div>
    ${dialog.fixes.isPossible ? entryControls(dialog, entry) : nothing}
  </li>`;

/** Every safe suggestion at once, after a look at the list. @param {Dialog} dialog */
function safeView(dialog) {
  const { say, state, fixes, layout } = dialog;
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
  const rows = safe.reduce((sum, { count }) => sum + count, 0);
  return html`<div class="banner" id="safe">
    <strong>${say("acceptSafeHelp")}</strong>
    <ul class="plainlist">
      ${safe.slice(0, ENTRIES_MORE).map((one) => {
        const to = correct(one, one.suggestions[0], layout);
        return html`<li>
          <span class="quiet">${foreign(one.column)}</span> <del>${foreign(one.found)}</del> →
          <ins>${foreign("to" in to ? to.to : "")}</ins>
          <span class="quiet small">${rowNumbers(say, one.count, one.first_rows)}</span>
        </li>`;
      })}
    </ul>
    <div class="row">
      ${button("apply-safe", say("acceptApply", { rows }), () => fixes.acceptSafe(), "primary")}
      ${button("", say("cancel"), () => dialog.set({ isSafeListOpen: false }))}
    </div>
  </div>`;
}
