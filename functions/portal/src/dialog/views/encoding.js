// @ts-check
// For a file whose encoding is only assumed: samples of its text, and a choice of encodings.
import { html, nothing } from "lit-html";
import { encodingOf, readingsOf } from "../../fix/readings.js";
import { live } from "../../live.js";
import { icon } from "../../text/icons.js";
import { banner, button, foreign } from "./parts.js";

/** @import { Problem, Say } from "../../types" */
/** @import { Dialog } from "../dialog.js" */

/**
 * The encodings that spreadsheet programs use in practice, with the key of the message that describes each.
 * @type {Record<string, string>}
 */
const ENCODINGS = {
  "windows-1252": "encWestern",
  "windows-1250": "encCentral",
  macintosh: "encMac",
  "windows-1251": "encCyrillic",
};
/** Encodings that are suggested for some files, with the language of most of these. @type {Record<string, string>} */
const LANGUAGES = { "windows-1253": "el", "windows-1254": "tr", "windows-1255": "he", "windows-1256": "ar" };

/**
 * @param {Say} say
 * @param {string} encoding
 */
function nameOf(say, encoding) {
  const key = ENCODINGS[encoding] ?? (encoding === "windows-1257" ? "encBaltic" : "");
  const language = LANGUAGES[encoding];
  const name = key ? say(key) : language ? say.language(language) : encoding.startsWith("x-mac") ? say("encMac") : "";
  return name ? `${name} (${encoding})` : encoding;
}

/** @param {(string | null | undefined)[]} words */
const wordList = (words) => words.filter(Boolean).map((text, at) => html`${at ? " · " : ""}${foreign(text)}`);

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
      ${Object.keys(ENCODINGS).map(
        (value) => html`<option value=${value} .selected=${live(value === encoding)}>${nameOf(say, value)}</option>`,
      )}
    </select>
    <p class="samples" role="status">${wordList(check.samples)}</p>
  </div>`;
}

/**
 * For an import: other encodings in which its file may be read, and the layout that its columns belong to, if that is another one. A choice
 * starts a new check of the same file.
 * @param {Dialog} dialog
 */
export function readingsView({ say, state, imported, fixes, decisions }) {
  const { items } = state.problems;
  if (!fixes.isRepeatable) return nothing;
  const again = (/** @type {string} */ label, /** @type {Record<string, unknown>} */ options) =>
    button("", label, () => decisions.checkAgain(options), "", state.isDeciding);
  const isGarbled = (/** @type {Problem} */ { code }) => code === "file-mojibake";
  const readings = items.filter((one) => !isGarbled(one)).flatMap(readingsOf);
  const garbled = items.find(isGarbled);
  const [, repaired] = garbled ? readingsOf(garbled) : [];
  // A file with garbled letters is accepted as it was read if the options specify that encoding.
  const keep = garbled?.severity === "error" && { encoding: encodingOf(imported) };
  const other = items.find(({ code }) => code === "layout-mismatch")?.found;
  return html`${readings.length
    ? html`<div class="encoding" id="readings">
        <p>${say("encodingAssumed")}</p>
        <ul class="plainlist readings">
          ${readings.map(
            ({ encoding, words }) =>
              html`<li>
                ${wordList(words)}
                ${imported.status === "awaiting_confirmation" && encoding === imported.file?.encoding
                  ? html`<span class="quiet with">${icon("tick")}${nameOf(say, encoding)}</span>`
                  : again(say("use", { value: nameOf(say, encoding) }), { encoding })}
              </li>`,
          )}
        </ul>
      </div>`
    : nothing}
  ${garbled && (repaired || keep)
    ? html`<div id="repair">
        ${banner(
          "warn",
          say("garbled"),
          html`<p>${foreign(garbled.found)}${repaired ? html` → ${wordList(repaired.words)}` : nothing}</p>
            <div class="row">
              ${repaired ? again(say("repair"), { encoding: repaired.encoding }) : nothing}
              ${keep ? again(say("keepText"), keep) : nothing}
            </div>`,
        )}
      </div>`
    : nothing}
  ${other
    ? banner("", say(`otherLayout_${other}`), again(say("switchLayout"), { layout: other, update_existing: false }))
    : nothing}`;
}
