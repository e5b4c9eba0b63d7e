// @ts-check
// The button on the page and the dialog around every step.
import { html, nothing } from "lit-html";
import { icon } from "../../text/icons.js";
import { historyView } from "./history.js";
import { button, closeButton, foreign } from "./parts.js";
import { loadingView, progressView, uploadView } from "./progress.js";
import { resultView } from "./result.js";
import { reviewView } from "./review.js";
import { startView } from "./start.js";

/** @import { Dialog } from "../dialog.js" */
/** @import { State } from "../state.js" */

const VIEWS = {
  loading: loadingView,
  start: startView,
  upload: uploadView,
  progress: progressView,
  review: reviewView,
  result: resultView,
  history: historyView,
};
/** Stops the second click of a double click: it is not meant for the next step's button, which is in the same place. */
const FIRST_ONLY = {
  capture: true,
  handleEvent: (/** @type {MouseEvent} */ event) => event.detail > 1 && event.stopPropagation(),
};
const STEPS = ["stepFile", "stepCheck", "stepResult"];

/** @param {State} state */
function stepOf({ view, imported }) {
  if (view === "review") return 2;
  if (view === "progress") return imported?.status === "importing" ? 3 : 2;
  if (view === "result") return imported?.status === "completed" || imported?.status === "failed" ? 3 : 2;
  return 1;
}

/**
 * Returns the label of the button, which says what continues while the dialog is closed. An undo has its own labels.
 * @param {Dialog} dialog
 * @param {string} title
 */
function label(dialog, title) {
  const { say, state } = dialog;
  const { imported, upload, isOwn } = state;
  if (upload?.isRunning) return say("openUploading", { percent: say.percent((100 * upload.sent) / upload.size) });
  if (dialog.hasUnsent) return say("decisionNotSent");
  if (!imported || !isOwn) return title;
  const { status, undoes, progress } = imported;
  if (status === "awaiting_confirmation") return say(undoes ? "undoOpen" : "openWaiting");
  if (status === "validating") return say(undoes ? "undo_validating" : status);
  if (status === "importing")
    return say(undoes ? "undoPercent" : "openImporting", { percent: say.percent(progress.percent) });
  return title;
}

/**
 * @param {Dialog} dialog
 * @param {object} host
 * @param {boolean} host.isOpen
 * @param {boolean} host.isPanel
 * @param {boolean} host.isInline
 * @param {boolean} host.hasButton
 * @param {boolean} host.hasHistory
 * @param {boolean} host.isOver whether a file is dragged over the dialog
 * @param {() => void} host.onOpen
 * @param {() => void} host.onClose
 * @param {() => void} host.onClosed
 * @param {(event: DragEvent) => void} host.onDrag
 */
export function frame(dialog, host) {
  const { say, state } = dialog;
  const titleOf = (/** @type {string} */ layout) => say(layout === "learners" ? "addUsers" : "importUsers");
  const title = titleOf(state.layout?.name ?? dialog.host.layout);
  // An undo has no step for a file.
  const isUndo = Boolean(state.imported?.undoes);
  const steps = isUndo ? STEPS.slice(1) : STEPS;
  const at = stepOf(state) - (isUndo ? 1 : 0);
  const view = host.isOpen ? VIEWS[state.view](dialog) : { body: nothing, foot: nothing };
  const step = (/** @type {string} */ key, /** @type {number} */ index) => {
    const number = index + 1;
    const isEnd = number === steps.length && at === number;
    const isDone = number < at || (isEnd && state.imported?.status === "completed");
    return html`<li class=${isDone ? "done" : ""} aria-current=${number === at ? "step" : nothing}>
      <span class="dot" aria-hidden="true">${isDone ? icon("tick") : say.number(number)}</span>
      <span class="sr">${say("stepOf", { at: number, count: steps.length })} </span
      ><span class="label">${say(key)}</span>
    </li>`;
  };
  // All languages of the dialog are written from left to right; the page may not be.
  const content = html`
    <div class="head">
      <h2 id="title" tabindex="-1">${isUndo ? say("undoTitle") : title}</h2>
      <div class="tools">
        ${host.hasHistory && state.view === "start"
          ? button("history", html`${icon("history")}<span>${say("past")}</span>`, () => dialog.history(), "plain with")
          : nothing}
        ${host.isInline
          ? nothing
          : html`<button type="button" id="close" class="icon" aria-label=${say("close")} @click=${host.onClose}>
              ${icon("close")}
            </button>`}
      </div>
      <ol class="steps" id="steps" ?hidden=${state.view === "history"}>
        ${steps.map(step)}
      </ol>
      <div class="sr" role="status" id="live">${state.live}</div>
    </div>
    <div class="body">${waiting(dialog)}${notice(dialog)}${view.body}</div>
    <div class="foot" @click=${FIRST_ONLY}>${view.foot}</div>
  `;
  const drag = host.onDrag;
  return html`
    ${host.hasButton && !host.isInline
      ? html`<button type="button" class="primary" id="open" part="button" @click=${host.onOpen}>
          ${label(dialog, titleOf(dialog.ownLayout || dialog.host.layout))}
        </button>`
      : nothing}
    ${host.isInline
      ? html`<section
          class="inline ${host.isOver ? "over" : ""}"
          part="dialog"
          lang=${say.lang}
          dir="ltr"
          aria-labelledby="title"
          @dragenter=${drag}
          @dragleave=${drag}
          @dragover=${drag}
          @drop=${drag}
        >
          ${content}
        </section>`
      : html`<dialog
          class="${host.isPanel ? "panel" : ""} ${host.isOver ? "over" : ""}"
          part="dialog"
          aria-labelledby="title"
          lang=${say.lang}
          dir="ltr"
          @close=${host.onClosed}
          @dragenter=${drag}
          @dragleave=${drag}
          @dragover=${drag}
          @drop=${drag}
        >
          ${content}
        </dialog>`}
  `;
}

/** Why a call has to wait. @param {Dialog} dialog */
function waiting(dialog) {
  const { say, state, api } = dialog;
  const { wait, now, view } = state;
  if (!wait) return html`<div id="wait"></div>`;
  // The browser may be online although the stack cannot be reached.
  const isOnline = globalThis.navigator?.onLine !== false;
  const key = wait.kind === "offline" && (isOnline || view === "loading") ? "unreachable" : wait.kind;
  const seconds = Math.max(0, Math.round((wait.until - now) / 1000));
  return html`<div id="wait">
    <div class="banner warn" role="status">
      ${icon("warn")}<strong>${say(key)}</strong>
      ${wait.kind === "signIn" || !seconds
        ? nothing
        : html`<p class="seconds small" aria-hidden="true">${say("nextTry", { seconds })}</p>`}
      <div class="row">
        ${button("", say("tryNow"), () => api.endWaits())} ${view === "loading" ? closeButton(dialog) : nothing}
      </div>
    </div>
  </div>`;
}

/** @param {Dialog} dialog */
function notice({ say, state }) {
  const { notice } = state;
  if (!notice) return html`<div id="notice"></div>`;
  return html`<div id="notice" tabindex="-1">
    <div class="banner ${notice.tone}" role="alert">
      ${icon(notice.tone || "info")}<strong>${notice.text}</strong>
      ${notice.detail ? html`<p class="name">${foreign(notice.detail)}</p>` : nothing}
      ${notice.onRetry ? button("", notice.label ?? say("retry"), notice.onRetry) : nothing}
    </div>
  </div>`;
}
