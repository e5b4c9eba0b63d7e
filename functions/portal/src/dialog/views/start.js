// @ts-check
// The first step: file, template, options.
import { html, nothing } from "lit-html";
import { WORKBOOK_BYTES_MAX } from "../../file/formats.js";
import { live } from "../../live.js";
import { icon } from "../../text/icons.js";
import { describeCheck, describeProblem } from "../chosen.js";
import { encodingView } from "./encoding.js";
import { headerTable } from "./header.js";
import { banner, button, chooser, foreign, openChooser } from "./parts.js";

/** @import { Format } from "../../types" */
/** @import { Dialog } from "../dialog.js" */

/** Problems of files that are best started again from the template, besides those of a header that can be compared with it. */
const OF_TEMPLATE = ["headerMissing", "columnMany", "fileEmpty", "fileNoRows"];

/** @param {Dialog} dialog */
export function startView(dialog) {
  const { say, state, layout } = dialog;
  const isReviewed = layout.name === "learners" || state.choices.confirm;
  return {
    body: html`${fileSection(dialog)}${optionsSection(dialog)}`,
    foot: html`
      ${state.chosen.file ? nothing : html`<span class="quiet small">${say("chooseFirst")}</span>`}
      ${button("start", startLabel(dialog, isReviewed), () => dialog.upload(), "primary", !dialog.file.isReady)}
    `,
  };
}

/**
 * @param {Dialog} dialog
 * @param {boolean} isReviewed
 */
function startLabel({ say, state }, isReviewed) {
  if (isReviewed) return say("checkFile");
  const rows = state.chosen.check ? state.chosen.check.rows : 0;
  return rows === null ? say("importUsers") : say("importRows", { rows });
}

/** @param {Dialog} dialog */
function fileSection(dialog) {
  const { say, state } = dialog;
  const { file, check } = state.chosen;
  const problem = openProblem(dialog);
  const needsTemplate = !file || (problem && (check?.header || OF_TEMPLATE.includes(problem.key)));
  return html`<section aria-label=${say("step2")}>
    <h3 class=${state.chosen.file ? "sr" : ""}>${say("step2")}</h3>
    ${state.chosen.file ? chosenFile(dialog) : dropArea(dialog)} ${chooser(dialog, (files) => dialog.file.check(files))}
    ${needsTemplate ? template(dialog) : nothing}
  </section>`;
}

/** Returns the problem of the chosen file, unless the column names that the admin has accepted solve it. @param {Dialog} dialog */
function openProblem({ state, file }) {
  const { check, problem } = state.chosen;
  return check?.header && file.isReady ? null : problem;
}

/** @param {Dialog} dialog */
function dropArea({ say, layout, acceptsWorkbooks }) {
  const { rows_max, file_bytes_max } = layout.limits;
  // The button is for the keyboard; the whole area can be clicked.
  return html`<div class="drop" id="drop" @click=${openChooser}>
    ${icon("upload")}
    <p>${say(acceptsWorkbooks ? "dropEither" : "drop")}</p>
    <button type="button" id="select">${say("select")}</button>
    <p class="quiet small">
      ${say("limits", { rows: rows_max, size: say.size(file_bytes_max) })}
      ${acceptsWorkbooks ? say("limitsWorkbook", { size: say.size(WORKBOOK_BYTES_MAX) }) : nothing}
    </p>
  </div>`;
}

/** @param {Dialog} dialog */
function chosenFile(dialog) {
  const { say, state } = dialog;
  const { file, part, check, otherLayout } = state.chosen;
  const problem = openProblem(dialog);
  if (!file) return nothing;
  const facts = [
    check && check.rows !== 0 && !problem ? describeCheck(say, check) : "",
    check?.courseColumns ? say("factsCourses", { count: check.courseColumns }) : "",
    say.size(file.size),
  ].filter(Boolean);
  return html`<div class="file" id="drop">
      ${check?.rows && !problem ? html`<span class="tone good">${icon("good")}</span>` : icon("file")}
      <div class="name">${foreign(file.name)}</div>
      ${button("select", say("chooseOther"), openChooser, "plain")}
      <div class="quiet small" id="check" role="status">${part !== null ? say("checking") : facts.join(" · ")}</div>
      ${part !== null ? html`<progress max="1" .value=${part} aria-label=${say("checking")}></progress>` : nothing}
    </div>
    ${problem
      ? banner(
          "bad",
          describeProblem(say, problem),
          html`${check?.header && state.chosen.mapping.size ? html`<p>${say("headerHelp")}</p>` : nothing}
          ${otherLayout ? button("switch", say("switchLayout"), () => switchLayout(dialog, otherLayout)) : nothing}`,
        )
      : nothing}
    ${check?.header ? headerTable(dialog, check.header) : nothing}
    ${check && !check.header ? html`${preview(dialog)}${encodingView(dialog)}` : nothing}`;
}

/**
 * @param {Dialog} dialog
 * @param {string} name
 */
function switchLayout(dialog, name) {
  const { file } = dialog.state.chosen;
  dialog.useLayout(name);
  if (file) dialog.file.check([file]);
}

/** The first rows, so that the admin notices a wrong delimiter or encoding. @param {Dialog} dialog */
function preview({ say, state }) {
  const { check } = state.chosen;
  if (!check?.preview.length) return nothing;
  // One column for each label with a value in these rows.
  const columns = check.labels
    .map((label, at) => ({ label, at }))
    .filter(({ label, at }) => label && check.preview.some((row) => row[at]));
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${say("firstRows")} id="preview">
    <table class="cells">
      <thead>
        <tr>
          ${columns.map(({ label }) => html`<th scope="col">${foreign(label)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${check.preview.map(
          (row) =>
            html`<tr>
              ${columns.map(({ at }) => html`<td>${foreign(row[at])}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** @param {Dialog} dialog */
function template(dialog) {
  const { say, layout, state, acceptsWorkbooks } = dialog;
  const { numbered } = layout;
  const download = (/** @type {Format} */ format) => (/** @type {Event} */ event) => {
    const root = /** @type {ShadowRoot} */ (/** @type {Element} */ (event.currentTarget).getRootNode());
    const columns = /** @type {HTMLInputElement | null} */ (root.getElementById("modules"));
    // If the number is not possible, the browser says why.
    if (columns && !columns.reportValidity()) return;
    dialog.downloads.template(format, Number(columns?.value ?? 0));
  };
  const entry = (/** @type {string} */ label, /** @type {boolean} */ isRequired, /** @type {string} */ help) =>
    html`<li>
      <strong>${label}</strong>${isRequired ? html`<span class="quiet"> (${say("required")})</span>` : nothing}
      <div class="quiet small">${help}</div>
    </li>`;
  return html`<div class="template">
    ${button("template", html`${icon("download")}${say("download")}`, download("csv"), "with")}
    ${state.hasLists ? button("template-with-lists", say("downloadWithLists"), download("xlsx"), "plain") : nothing}
    ${numbered
      ? html`<label class="count"
          >${say("courseColumns")}<input
            type="number"
            id="modules"
            min="0"
            max=${numbered.columns_max}
            value=${numbered.template_default}
        /></label>`
      : nothing}
    <details>
      <summary><span>${say("columns")}</span></summary>
      <p class="small quiet inset">${say(acceptsWorkbooks ? "step1HelpEither" : "step1Help")}</p>
      <ul>
        ${layout.columns.map((column) => entry(column.label, column.required, column.help))}
        ${numbered ? entry(`${numbered.prefix}1 …`, false, numbered.help) : nothing}
      </ul>
    </details>
  </div>`;
}

/** @param {Dialog} dialog */
function optionsSection(dialog) {
  const { say, state, layout, host } = dialog;
  const { choices } = state;
  const isShown = (/** @type {string} */ name) => !host.element.hiddenOptions.includes(name);
  /** @param {"update_existing" | "send_invitations" | "confirm"} name @param {string} key */
  const option = (name, key) => {
    const change = (/** @type {Event} */ event) => {
      const { checked } = /** @type {HTMLInputElement} */ (event.currentTarget);
      dialog.set({ choices: { ...dialog.state.choices, [name]: checked } });
    };
    // The help text says what happens with the current setting.
    return html`<div class="option">
      <input
        type="checkbox"
        id=${name}
        .checked=${live(choices[name])}
        ?disabled=${host.element.lockedOptions.includes(name)}
        aria-describedby="${name}-help"
        @change=${change}
      />
      <label for=${name}>${say(key)}</label>
      <p class="quiet small" id="${name}-help">${say(`${key}${choices[name] ? "On" : "Off"}`)}</p>
    </div>`;
  };
  const options = [
    layout.existing_users === "by_option" && isShown("update_existing") ? option("update_existing", "update") : nothing,
    isShown("send_invitations") ? option("send_invitations", "mails") : nothing,
    layout.name !== "learners" && isShown("confirm") ? option("confirm", "review") : nothing,
    layout.name !== "learners" && !choices.confirm && isShown("on_row_errors") ? onErrors(dialog) : nothing,
  ];
  if (options.every((one) => one === nothing)) return nothing;
  return html`<section>
    <h3>${say("step3")}</h3>
    <div class="options">${options}</div>
  </section>`;
}

/** @param {Dialog} dialog */
function onErrors(dialog) {
  const { say, state, host } = dialog;
  const radio = (/** @type {"reject" | "skip"} */ value, /** @type {string} */ key) =>
    html`<label class="radio"
      ><input
        type="radio"
        name="on_row_errors"
        value=${value}
        .checked=${live(state.choices.on_row_errors === value)}
        ?disabled=${host.element.lockedOptions.includes("on_row_errors")}
        @change=${() => dialog.set({ choices: { ...dialog.state.choices, on_row_errors: value } })}
      />${say(key)}</label
    >`;
  return html`<fieldset class="choice">
    <legend>${say("onErrors")}</legend>
    ${radio("reject", "onErrorsReject")}${radio("skip", "onErrorsSkip")}
  </fieldset>`;
}
