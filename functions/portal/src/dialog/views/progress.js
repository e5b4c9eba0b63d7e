// @ts-check
// The steps that only wait: loading, upload, check, import.
import { html, nothing } from "lit-html";
import { button, cancelButton, closeButton, foreign, loading } from "./parts.js";

/** @import { Dialog } from "../dialog.js" */

const STUCK_AFTER_S = 30;
/** From this time on, the time since the last change is shown. */
const PULSE_AFTER_S = 5;

/** @param {Dialog} dialog */
export function loadingView(dialog) {
  const { say, state } = dialog;
  // After a reload, it takes a few seconds to know whether the file was sent before.
  const isFileSought = state.imported?.status === "awaiting_upload";
  return {
    body: isFileSought ? html`<p class="quiet" role="status">${say("findingFile")}</p>` : loading(dialog),
    foot: nothing,
  };
}

/** @param {Dialog} dialog */
export function uploadView(dialog) {
  const { say, state } = dialog;
  const { name, size, sent } = state.upload ?? { name: "", size: 1, sent: 0 };
  const text = say("sent", { sent: say.size(sent), size: say.size(size) });
  return {
    body: work(dialog, { title: say("uploading"), name, percent: (100 * sent) / size, text, note: say("aliveUpload") }),
    foot: html`${button("cancel", say("cancelImport"), () => dialog.stop(), "plain first")}${closeButton(dialog)}`,
  };
}

/** @param {Dialog} dialog */
export function progressView(dialog) {
  const { say, state, imported } = dialog;
  const { status, progress, undoes, waits_for } = imported;
  const isImporting = status === "importing";
  const done = isImporting ? progress.rows_applied : progress.rows_validated;
  const total = progress.rows_total;
  const text = waits_for
    ? say("waitsFor")
    : total === null
      ? say("progressRead", { done })
      : say("progressRows", { done, total });
  return {
    body: work(dialog, {
      title: say(undoes ? `undo_${status}` : status),
      name: dialog.fileName,
      percent: progress.percent,
      text,
      note: say(undoes ? "undoAlive" : "alive"),
    }),
    foot: html`
      ${isImporting ? nothing : cancelButton(dialog)}
      ${state.isOwn ? nothing : button("back", say("back"), () => dialog.begin())} ${closeButton(dialog)}
    `,
  };
}

/**
 * A bar with the progress, the progress in words, and the time since the last change.
 * @param {Dialog} dialog
 * @param {{ title: string, name: string, percent: number, text: string, note: string }} work
 */
function work({ say, state }, { title, name, percent, text, note }) {
  const { moved } = state.progress;
  const idle = state.wait ? 0 : Math.round((state.now - moved) / 1000);
  const isStuck = idle >= STUCK_AFTER_S;
  const pulse =
    idle < PULSE_AFTER_S
      ? nothing
      : html`<p class="pulse small ${isStuck ? "stuck" : ""}" id="pulse">
          ${say(isStuck ? "stuck" : "lastChange", { ago: say.ago(idle) })}
        </p>`;
  // Screen readers announce a delay once, so this text does not change.
  const delay = isStuck ? say("stuck", { ago: say.ago(STUCK_AFTER_S) }) : "";
  return html`<section class="work" aria-busy="true">
      <h3 tabindex="-1" data-focus>${title}</h3>
      <p class="quiet name">${foreign(name)}</p>
      <div class="spread">
        <b aria-hidden="true">${say.percent(percent)}</b>
        <p class="quiet">${text}</p>
      </div>
      <progress max="100" .value=${percent} aria-label=${title} aria-valuetext=${`${Math.round(percent)} %`}></progress>
      ${pulse}
      <p class="quiet small">${note}</p>
    </section>
    <div class="sr" role="status">${delay}</div>`;
}
