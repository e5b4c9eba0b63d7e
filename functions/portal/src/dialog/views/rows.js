// @ts-check
// Counts as tabs above a table of rows.
import { html, nothing } from "lit-html";
import { guard } from "lit-html/directives/guard.js";
import { isTested } from "../../imports/past.js";
import { icon } from "../../text/icons.js";
import { matches } from "../lists.js";
import { button, foreign, sentence } from "./parts.js";

/** @import { Dialog } from "../dialog.js" */
/** @import { Layout, Row, Summary } from "../../types" */

/** @type {Record<string, string>} */
const TONES = { created: "good", disabled: "warn", failed: "bad", kept: "warn" };
/** Counts that have another label before the decision. */
const PLANNED = [
  "created",
  "updated",
  "disabled",
  "skipped",
  "undo_removed",
  "undo_updated",
  "undo_course_assignments_removed",
];

/** @param {Dialog} dialog */
export function rowsView(dialog) {
  const { say, state, imported, layout } = dialog;
  const { summary, undoes } = imported;
  const { isLoading, items } = state.problems;
  const isReview = imported.status === "awaiting_confirmation";
  // The problems are above the rows and would push them away.
  if (isReview && isLoading && !items.length) return nothing;
  const isPlanned = isReview || isTested(imported);
  // Invitations that were sent after the import are not counted in its summary.
  const isInvited = state.invite?.step === "done" && !summary.invitations;
  const tabs = undoes ? undoTabs(summary, layout) : importTabs(summary, layout, isInvited);
  const label = (/** @type {string} */ tab) => {
    const key = undoes && tab !== "failed" ? `undo_${tab}` : tab;
    return say(isPlanned && PLANNED.includes(key) ? `to_${key}` : key);
  };
  const move = (/** @type {KeyboardEvent} */ event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const usable = tabs.filter((tab) => summary[tab]);
    const next = usable[(usable.indexOf(state.rows.tab ?? "") + step + usable.length) % usable.length];
    if (!next) return;
    event.preventDefault();
    dialog.lists.open(next);
    dialog.host.focus(`#count-${next}`);
  };
  const { tab } = state.rows;
  return html`<section>
    <div class="counts" role="tablist" aria-label=${say(isPlanned ? "preview" : "summary")} @keydown=${move}>
      ${tabs.map((one) => {
        const isOpen = one === tab;
        return html`<button
          type="button"
          role="tab"
          id="count-${one}"
          class=${TONES[one] && summary[one] ? `tone ${TONES[one]}` : ""}
          ?disabled=${!summary[one]}
          aria-selected=${isOpen ? "true" : "false"}
          aria-controls=${isOpen ? "opened" : nothing}
          tabindex=${isOpen || !tab ? "0" : "-1"}
          @click=${() => dialog.lists.open(one)}
        >
          <span>${label(one)}</span> <b>${say.number(summary[one])}</b>
        </button>`;
      })}
    </div>
    ${tab ? table(dialog, label(tab)) : nothing}
  </section>`;
}

/**
 * @param {Summary} summary
 * @param {Layout} layout
 * @param {boolean} isInvited whether the users were invited after the import
 */
function importTabs({ disabled }, { existing_users, numbered }, isInvited) {
  // A layout that only adds users never updates or skips any.
  const changed = existing_users === "refuse" ? [] : ["updated", ...(disabled ? ["disabled"] : []), "skipped"];
  const tabs = ["created", ...changed, "failed"];
  return [...tabs, ...(numbered ? ["course_assignments"] : []), ...(isInvited ? [] : ["invitations"])];
}

/**
 * Users with values that are kept are counted by the dialog itself, unless there are too many rows.
 * @param {Summary} summary
 * @param {Layout} layout
 */
function undoTabs({ failed, kept }, { existing_users, numbered }) {
  const tabs = ["removed", ...(existing_users === "refuse" ? [] : ["updated"])];
  if (numbered) tabs.push("course_assignments_removed");
  return [...tabs, "skipped", ...(kept ? ["kept"] : []), ...(failed ? ["failed"] : [])];
}

/**
 * @param {Dialog} dialog
 * @param {string} label
 */
function table(dialog, label) {
  const { say, state, imported } = dialog;
  const { items, cursor, isLoading, search, tab } = state.rows;
  const found = items.filter((row) => matches(row, search));
  const shown = found.slice(0, state.rows.shown);
  const counted = imported.summary[tab ?? ""] ?? 0;
  const total = tab?.startsWith("course_assignments") ? (cursor ? 0 : items.length) : counted;
  const matching = say("found", { count: found.length });
  // Rows that are not loaded yet may match too.
  const isPartial = search && cursor;
  const status = isLoading
    ? say("loading")
    : isPartial
      ? say("foundFirst", { found: matching, rows: items.length })
      : !found.length
        ? say("emptyList")
        : search
          ? matching
          : total > shown.length || cursor
            ? say("showing", { shown: shown.length, total: Math.max(total, items.length) })
            : "";
  return html`<div class="list" id="opened" role="tabpanel" aria-labelledby="count-${tab}">
    ${items.length > 5 || search
      ? html`<label class="search"
          >${icon("search")}<span class="sr">${say("searchRows")}</span
          ><input
            type="search"
            id="search"
            autocomplete="off"
            spellcheck="false"
            placeholder=${say("searchRows")}
            .value=${search}
            @input=${(/** @type {Event} */ event) =>
              dialog.lists.search(/** @type {HTMLInputElement} */ (event.currentTarget).value)}
        /></label>`
      : nothing}
    ${shown.length
      ? html`<div class="scroll" tabindex="0" role="region" aria-label=${label}>
          <table class="rows">
            <thead>
              <tr>
                <th scope="col">${say("row")}</th>
                <th scope="col">${say("person")}</th>
                ${hasCompany(dialog.layout) ? html`<th scope="col">${say("place")}</th>` : nothing}
                <th scope="col">${say("what")}</th>
              </tr>
            </thead>
            <tbody>
              ${shown.map((row) => guard([row, say, state.since], () => line(dialog, row)))}
            </tbody>
          </table>
        </div>`
      : nothing}
    <div class="spread">
      <p class="quiet small" role="status">${status}</p>
      ${(cursor || found.length > shown.length) && !isLoading
        ? button("more-rows", say(isPartial && found.length <= shown.length ? "searchRest" : "more"), () =>
            dialog.lists.more(),
          )
        : nothing}
    </div>
  </div>`;
}

const hasCompany = (/** @type {Layout} */ { columns }) => columns.some(({ label }) => label === "companyName");

/**
 * @param {Dialog} dialog
 * @param {Row} row
 */
function line(dialog, row) {
  const { say } = dialog;
  const { name, last_name, email, company, cohort } = row.user;
  return html`<tr>
    <td class="num" data-label=${say("row")}>${row.row === null ? "–" : say.number(row.row)}</td>
    <td>
      <div><strong>${foreign([name, last_name].filter(Boolean).join(" "))}</strong></div>
      <div class="quiet">${foreign(email)}</div>
    </td>
    ${hasCompany(dialog.layout)
      ? html`<td>
          ${company ? html`<div>${foreign(company)}</div>` : nothing}${cohort
            ? html`<div class="quiet">${foreign(cohort)}</div>`
            : nothing}
        </td>`
      : nothing}
    <td>${details(dialog, row)}</td>
  </tr>`;
}

/**
 * What a row writes: changes, language, a disabled account and courses, or why it writes nothing. For an undo, also what is kept.
 * @param {Dialog} dialog
 * @param {Row} row
 */
function details(dialog, row) {
  const { say } = dialog;
  const { outcome, reason, user, changes, kept, problems } = row;
  const titles = (/** @type {string[]} */ ids) => row.courses.filter(({ id }) => ids.includes(id));
  return html`
    ${reason ? html`<div class="quiet">${why(dialog, row)}</div>` : nothing}
    ${outcome === "created"
      ? html`<div class="quiet">
          ${foreign(
            [user.language && say.language(user.language), user.country, user.job_role, user.region, user.identifier]
              .filter(Boolean)
              .join(" · "),
          )}${user.enabled === false ? html` · ${say("disabledAccount")}` : nothing}
        </div>`
      : nothing}
    ${changes.map(
      ({ column, old, new: now }) =>
        html`<div>
          ${column}: ${old ? html`<del>${foreign(old)}</del>` : "–"} → ${now ? html`<ins>${foreign(now)}</ins>` : "–"}
        </div>`,
    )}
    ${titles(row.courses_assigned).map(({ title }) => html`<div>+ ${foreign(title)}</div>`)}
    ${titles(row.courses_removed).map(({ title }) => html`<div>− ${foreign(title)}</div>`)}
    ${kept.map(
      ({ column, current }) =>
        html`<div>
          ${column}: ${current ? foreign(current) : "–"} <span class="quiet">(${say("undoStays")})</span>
        </div>`,
    )}
    ${outcome === "failed" ? problems.map(({ message }) => html`<div>${sentence(message)}</div>`) : nothing}
  `;
}

/**
 * The reason why a row writes nothing. If a later import changed the user, its file is named.
 * @param {Dialog} dialog
 * @param {Row} row
 */
function why({ say, state, imported }, { reason, changed_by }) {
  if (!imported.undoes) return say(reason ?? "");
  const by = state.since.find((one) => one.import_id === changed_by);
  return html`${say(`why_${reason}`)}${by ? html` (${foreign(by.file?.name)})` : nothing}`;
}
