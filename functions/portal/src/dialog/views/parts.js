// @ts-check
// Small pieces that several steps use. Everything from a file or a response is inserted as text.
import { html, nothing } from "lit-html";
import { chooserTypes } from "../../file/formats.js";
import { icon } from "../../text/icons.js";
import { BIDI_CONTROLS, isFromRight } from "../../text/messages.js";

/** @import { Dialog } from "../dialog.js" */

/** Maximum number of row numbers in a list. */
const ROWS_SHOWN = 10;

/** The quotations of the dialog's languages. */
const QUOTED = /(?<=“)[^“”]+(?=”)|(?<=„)[^„“”]+(?=[“”])|(?<=«)[^«»]+(?=»)|(?<=‘)[^‘’]+(?=’)/g;

/**
 * Text from users, which keeps its own direction. Bidirectional control characters, which could hide the extension of a name, are replaced
 * by a visible character.
 * @param {string | null | undefined} text
 */
export const foreign = (text) => html`<bdi>${(text ?? "").replace(BIDI_CONTROLS, "\ufffd")}</bdi>`;

/**
 * A message of the API. It is written from left to right, like all languages of the dialog, even if it begins with a quotation that is not.
 * @param {string} message
 */
export function sentence(message) {
  const text = message.replace(BIDI_CONTROLS, "\ufffd");
  if (!isFromRight(text)) return html`<span dir="ltr">${text}</span>`;
  const parts = [];
  let end = 0;
  for (const { 0: quoted, index } of text.matchAll(QUOTED)) {
    parts.push(text.slice(end, index), foreign(quoted));
    end = index + quoted.length;
  }
  return html`<span dir="ltr">${parts}${text.slice(end)}</span>`;
}

/**
 * @param {"good" | "bad" | "warn" | ""} tone
 * @param {unknown} title
 * @param {unknown} [rest]
 */
export const banner = (tone, title, rest = nothing) =>
  html`<div class="banner ${tone}">${icon(tone || "info")}<strong>${title}</strong>${rest}</div>`;

/** @param {Dialog} dialog */
export const loading = ({ say }) => html`<p class="quiet" role="status">${say("loading")}</p>`;

/**
 * @param {string} id
 * @param {unknown} label
 * @param {(event: Event) => void} onclick
 * @param {string} [kind] classes
 * @param {boolean} [isDisabled]
 * @param {string | null} [value] the value that the button is about, if others have the same label
 */
export const button = (id, label, onclick, kind = "", isDisabled = false, value = "") =>
  html`<button
    type="button"
    id=${id}
    class=${kind}
    ?disabled=${isDisabled}
    aria-label=${value ? `${value}: ${label}` : nothing}
    @click=${onclick}
  >
    ${label}
  </button>`;

/** Opens the file chooser. @param {Event} event */
export const openChooser = (event) => {
  const root = /** @type {ShadowRoot} */ (/** @type {Element} */ (event.currentTarget).getRootNode());
  root.getElementById("file")?.click();
};

/**
 * The file chooser.
 * @param {Dialog} dialog
 * @param {(files: File[]) => void} use
 */
export const chooser = ({ state }, use) => {
  const choose = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.currentTarget);
    use([...(input.files ?? [])]);
    // The same file can be chosen again after it was corrected.
    input.value = "";
  };
  return html`<input type="file" accept=${chooserTypes(state.accepts)} hidden id="file" @change=${choose} />`;
};

/**
 * The button that cancels an import, or an undo before it has removed anything.
 * @param {Dialog} dialog
 */
export function cancelButton(dialog) {
  const { say, state, imported } = dialog;
  return imported.undoes
    ? button("cancel", say("cancel"), () => dialog.decisions.back(), "plain first", state.isDeciding)
    : button("cancel", say("cancelImport"), () => dialog.decisions.decide("cancel"), "plain first", state.isDeciding);
}

/**
 * Returns a handler that runs a decision or, if a typed value cannot be used, moves the focus to its field.
 * @param {() => void} decide
 */
export const unlessWrong = (decide) => (/** @type {Event} */ event) => {
  const root = /** @type {ShadowRoot} */ (/** @type {Element} */ (event.currentTarget).getRootNode());
  const wrong = /** @type {HTMLOutputElement | null} */ (root.querySelector("#problems output:not(:empty)"));
  if (!wrong) return decide();
  const group = wrong.closest("details");
  if (group) group.open = true;
  const [field] = /** @type {HTMLElement[]} */ ([...(wrong.form?.elements ?? [])]);
  field.focus();
};

/**
 * The button that closes the dialog, unless it is part of the page.
 * @param {Dialog} dialog
 * @param {string} [kind] classes
 */
export const closeButton = ({ say, host }, kind) =>
  host.isInline() ? nothing : button("end", say("close"), () => host.close(), kind);

/** The number of existing users of the file who have never been invited. @param {Dialog} dialog */
export const neverInvited = ({ say, imported: { summary } }) =>
  summary.never_invited ? html`<p>${say("neverInvited", { count: summary.never_invited })}</p>` : nothing;

/**
 * The button that checks the file again with the corrections of this page.
 * @param {Dialog} dialog
 * @param {number} count
 */
export const checkAgain = (dialog, count) =>
  button(
    "again",
    dialog.say("checkAgain", { count }),
    unlessWrong(() => dialog.decisions.checkAgain()),
    "primary",
    dialog.state.isDeciding,
  );

/**
 * Returns the numbers of rows; if there are many, only the first ones.
 * @param {import("../../types").Say} say
 * @param {number} count
 * @param {number[]} rows
 */
export function rowNumbers(say, count, rows) {
  if (count <= 1) return rows.length ? `${say("row")} ${say.number(rows[0])}` : "";
  const list = rows.slice(0, ROWS_SHOWN).map((row) => say.number(row));
  return say("rowsMany", { count, list: list.join(", ") + (list.length < count ? " …" : "") });
}
