// @ts-check
// Counts as tabs over one table of rows.
import { html, nothing } from "lit-html";
import { ifDefined } from "lit-html/directives/if-defined.js";
import { icon } from "../../text/icons.js";
import { matches } from "../lists.js";
import { foreign } from "./parts.js";

/** @import { Dialog } from "../dialog.js" */
/** @import { Row, Say } from "../../types" */

/** @type {Record<string, string>} */
const TONES = { created: "good", failed: "bad" };

/** @param {Dialog} dialog */
export function rowsView(dialog) {
  const { say, state, imported, layout } = dialog;
  const { summary } = imported;
  // A layout that only adds users updates and skips none.
  const tabs = ["created", ...(layout.existing_users === "refuse" ? [] : ["updated", "skipped"]), "failed"];
  if (layout.numbered) tabs.push("course_assignments");
  tabs.push("invitations");
  const isPlanned = imported.status === "awaiting_confirmation";
  const label = (/** @type {string} */ tab) =>
    say(isPlanned && ["created", "updated", "skipped"].includes(tab) ? `to_${tab}` : tab);
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
          aria-controls=${ifDefined(isOpen ? "opened" : undefined)}
          tabindex=${isOpen || !tab ? "0" : "-1"}
          @click=${() => dialog.lists.open(one)}
        >
          <b>${say.number(summary[one])}</b> <span>${label(one)}</span>
        </button>`;
      })}
    </div>
    ${tab ? table(dialog, label(tab)) : nothing}
  </section>`;
}

/**
 * @param {Dialog} dialog
 * @param {string} label
 */
function table(dialog, label) {
  const { say, state, imported } = dialog;
  const { items, cursor, isLoading, search, tab } = state.rows;
  const shown = items.filter((row) => matches(row, search));
  const counted = imported.summary[tab ?? ""] ?? 0;
  const total = tab === "course_assignments" ? (cursor ? 0 : items.length) : counted;
  const status = isLoading
    ? say("loading")
    : !shown.length
      ? say("emptyList")
      : search
        ? say("found", { count: shown.length })
        : total > items.length || cursor
          ? say("showing", { shown: items.length, total: Math.max(total, items.length) })
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
                <th scope="col">${say("place")}</th>
                <th scope="col">${say("what")}</th>
              </tr>
            </thead>
            <tbody>
              ${shown.map((row) => line(say, row))}
            </tbody>
          </table>
        </div>`
      : nothing}
    <div class="spread">
      <p class="quiet small" role="status">${status}</p>
      ${cursor && !isLoading
        ? html`<button type="button" id="more-rows" @click=${() => dialog.lists.more()}>${say("more")}</button>`
        : nothing}
    </div>
  </div>`;
}

/**
 * @param {Say} say
 * @param {Row} row
 */
function line(say, row) {
  const { name, last_name, email, company, cohort } = row.user;
  return html`<tr>
    <td class="num" data-label=${say("row")}>${say.number(row.row)}</td>
    <td>
      <div><strong>${foreign([name, last_name].filter(Boolean).join(" "))}</strong></div>
      <div class="quiet">${foreign(email)}</div>
    </td>
    <td>
      ${company ? html`<div>${foreign(company)}</div>` : nothing}${cohort
        ? html`<div class="quiet">${foreign(cohort)}</div>`
        : nothing}
    </td>
    <td>${details(say, row)}</td>
  </tr>`;
}

/**
 * What a row writes: changes, language, a disabled account, new courses; or why it writes nothing.
 * @param {Say} say
 * @param {Row} row
 */
function details(say, { outcome, reason, user, courses, courses_assigned, changes, problems }) {
  const isNew = new Set(courses_assigned);
  const added = courses.filter(({ id }) => isNew.has(id));
  return html`
    ${reason ? html`<div class="quiet">${say(reason)}</div>` : nothing}
    ${outcome === "created" && user.language
      ? html`<div class="quiet">
          ${say.language(user.language)}${user.enabled === false ? html` · ${say("disabledAccount")}` : nothing}
        </div>`
      : nothing}
    ${changes.map(
      ({ column, old, new: now }) =>
        html`<div>
          ${column}: ${old ? html`<del>${foreign(old)}</del>` : "–"} → ${now ? html`<ins>${foreign(now)}</ins>` : "–"}
        </div>`,
    )}
    ${added.map(({ title }) => html`<div>+ ${foreign(title)}</div>`)}
    ${outcome === "failed" ? problems.map(({ message }) => html`<div>${foreign(message)}</div>`) : nothing}
  `;
}
