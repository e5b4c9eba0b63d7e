// @ts-check
import { html, nothing } from "lit-html";
import { button, foreign } from "./parts.js";

/** @import { Dialog } from "../dialog.js" */
/** @import { Import, Say } from "../../types" */

/** @type {Record<string, string>} */
const TONES = { completed: "good", rejected: "bad", failed: "bad", awaiting_confirmation: "warn" };

/**
 * A line of the list of imports: file, who, when, counts, status.
 * @param {Say} say
 * @param {Import} one
 * @param {() => void} onOpen
 */
export function pastLine(say, one, onOpen) {
  const { created, updated, failed } = one.summary;
  const counts = [
    created ? say("doneCreated", { count: created }) : "",
    updated ? say("doneUpdated", { count: updated }) : "",
    failed ? say("doneFailed", { count: failed }) : "",
  ].filter(Boolean);
  const status = say(`short_${one.status}`);
  // An import that undoes another one has no file.
  const name = one.file?.name ?? one.import_id;
  return html`<li>
    <button type="button" class="plain" aria-label="${name}, ${say.date(one.created_at)}, ${status}" @click=${onOpen}>
      ${foreign(name)}
    </button>
    <div class="quiet small">
      ${say.date(one.created_at)} ·
      ${foreign(one.started_by)}${one.status === "completed" ? counts.map((text) => html` · ${text}`) : nothing}
    </div>
    <span class="badge ${TONES[one.status] ?? ""}">${status}</span>
  </li>`;
}

/** @param {Dialog} dialog */
export function historyView(dialog) {
  const { say, state } = dialog;
  const list = state.past?.filter((one) => !state.layout || one.options.layout === state.layout.name);
  return {
    body: html`<section>
      <h3 tabindex="-1" data-focus>${say("past")}</h3>
      ${!list
        ? html`<p class="quiet" role="status">${say("loading")}</p>`
        : list.length
          ? html`<ul class="past">
              ${list.map((one) => pastLine(say, one, () => dialog.try(() => dialog.view(one.import_id))))}
            </ul>`
          : html`<p class="quiet">${say("pastEmpty")}</p>`}
    </section>`,
    foot: button("back", say("back"), () => dialog.begin(), "first"),
  };
}
