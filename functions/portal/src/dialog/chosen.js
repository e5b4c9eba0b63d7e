// @ts-check
// The file on the first step, which is checked before it may be uploaded.
import { checkFile, readAs } from "../file/check.js";
import { columnCorrections, isComplete } from "../file/header.js";
import { noFile } from "./state.js";

/** @import { FileCheck, FileProblem, Say } from "../types" */
/** @import { TabMemory } from "./memory.js" */
/** @import { Screen } from "./screen.js" */
/** @import { Chosen } from "./state.js" */

/** States of the labels that the admin maps to columns. */
const MAPPED = ["near", "unknown", "double"];

export class ChosenFile {
  /**
   * @param {Screen} screen
   * @param {TabMemory} memory
   */
  constructor(screen, memory) {
    this.screen = screen;
    this.memory = memory;
  }

  /**
   * Checks a file that was chosen or dropped. More than one file is refused.
   * @param {ArrayLike<File> | null} files
   */
  async check(files) {
    if (!files?.length) return;
    const { screen } = this;
    const { state, say } = screen;
    const [file] = Array.from(files);
    if (state.view !== "start") screen.begin();
    if (files.length > 1) return this.#finish(file, { problem: { key: "oneFile" } });
    screen.set({ chosen: { ...noFile(), file, part: 0 }, live: say("checking"), notice: null });
    const isWanted = () => state.chosen.file === file && screen.host.isOpen();
    try {
      const found = await checkFile(
        file,
        { layout: screen.layout, layouts: state.layouts, accepts: state.accepts },
        (part) => screen.set({ chosen: { ...state.chosen, part } }),
        isWanted,
      );
      if (!isWanted()) {
        // The dialog was closed in the meantime: the file has to be chosen again.
        if (state.chosen.file === file) screen.set({ chosen: noFile() });
        return;
      }
      const header = "header" in found ? found.header : undefined;
      this.#finish(file, {
        problem: found.problem ?? null,
        check: "rows" in found ? found : null,
        otherLayout: found.otherLayout,
        mapping: new Map(
          header?.filter(({ state, at }) => at && MAPPED.includes(state)).map(({ at, column }) => [at, column]),
        ),
      });
      // The same file continues an interrupted upload, with the encoding that was chosen for it.
      const { file_name, size_bytes, encoding } = this.memory.get().body ?? {};
      if (encoding && file_name === file.name && size_bytes === file.size) await this.readAs(encoding);
    } catch {
      this.#finish(file, { problem: { key: "fileGone" } });
    }
  }

  /**
   * Shows the result of a check.
   * @param {File} file
   * @param {Partial<Chosen>} found
   */
  #finish(file, found) {
    const { screen } = this;
    const { problem, check } = found;
    const { say } = screen;
    screen.set({
      chosen: { ...noFile(), file, ...found },
      live: problem ? describeProblem(say, problem) : check ? describeCheck(say, check) : "",
    });
    screen.host.focus(check && !problem ? "#start" : "#select");
  }

  /** Reads the preview of the chosen file with another encoding; if empty, with the assumed one. @param {string} encoding */
  async readAs(encoding) {
    const { screen } = this;
    const { file, check } = screen.state.chosen;
    if (!file || !check) return;
    const found = await readAs(file, encoding || "windows-1252", screen.layout);
    const { chosen } = screen.state;
    if (chosen.file === file && chosen.check)
      screen.set({ chosen: { ...chosen, encoding: encoding || null, check: { ...chosen.check, ...found } } });
  }

  /** Whether the chosen file may be uploaded. */
  get isReady() {
    const { check, isMapped, mapping, part } = this.screen.state.chosen;
    if (!check || part !== null || check.rows === 0) return false;
    return !check.header || (isMapped && isComplete(check.header, mapping, this.screen.layout));
  }

  /** The body of `POST /imports`. */
  get request() {
    const { layout, state } = this.screen;
    const { choices, chosen } = state;
    const file = /** @type {File} */ (chosen.file);
    const isReviewed = layout?.name === "learners" || choices.confirm;
    const corrections =
      chosen.check?.header && chosen.isMapped ? columnCorrections(chosen.check.header, chosen.mapping) : [];
    return {
      file_name: file.name,
      size_bytes: file.size,
      layout: layout.name,
      send_invitations: choices.send_invitations,
      confirm: isReviewed,
      ...(layout.existing_users === "by_option" ? { update_existing: choices.update_existing } : {}),
      ...(isReviewed ? {} : { on_row_errors: choices.on_row_errors }),
      ...(chosen.encoding ? { encoding: chosen.encoding } : {}),
      ...(corrections.length ? { corrections } : {}),
    };
  }
}

/**
 * @param {Say} say
 * @param {FileCheck} check
 */
export const describeCheck = (say, { rows }) => (rows === null ? say("workbookLater") : say("checked", { rows }));

/**
 * @param {Say} say
 * @param {FileProblem} problem
 */
export const describeProblem = (say, { key, values, bytes }) =>
  say(key, { ...values, ...(bytes ? { size: say.size(bytes) } : {}) });
