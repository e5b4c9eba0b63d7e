// @ts-check
// For a file whose encoding is only assumed: samples of its text, and a choice of encodings.
import { html, nothing } from "lit-html";
import { live } from "../../live.js";
import { foreign } from "./parts.js";

/** @import { Dialog } from "../dialog.js" */

/** The encodings that spreadsheet programs use in practice, with the key of the message that describes each. */
export const ENCODINGS = {
  "windows-1252": "encWestern",
  "windows-1250": "encCentral",
  macintosh: "encMac",
  "windows-1251": "encCyrillic",
};

/** @param {Dialog} dialog */
export function encodingView(dialog) {
  const { say, state } = dialog;
  const { check, encoding } = state.chosen;
  if (!check?.samples.length) return nothing;
  const choose = (/** @type {Event} */ event) =>
    dialog.file.readAs(/** @type {HTMLSelectElement} */ (event.currentTarget).value);
  return html`<div class="encoding" id="encoding">
    <label for="encoding-choice">${say("encodingAssumed")}</label>
    <select id="encoding-choice" @change=${choose}>
      <option value="" .selected=${live(!encoding)}>${say("encAuto")}</option>
      ${Object.entries(ENCODINGS).map(
        ([value, key]) =>
          html`<option value=${value} .selected=${live(value === encoding)}>${say(key)} (${value})</option>`,
      )}
    </select>
    <p class="samples" role="status">${check.samples.map((text, at) => html`${at ? " · " : ""}${foreign(text)}`)}</p>
  </div>`;
}
