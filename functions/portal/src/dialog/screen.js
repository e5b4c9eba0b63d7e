// @ts-check
// What the dialog shows. Its state changes only through `set`, and its step only through `show`.
import { describe, Unwanted } from "../api/errors.js";
import { initial, nothingShown } from "./state.js";

/** Steps that show an import. */
const OF_IMPORTS = ["progress", "review", "result"];

/** @import { Correction, Import, Layout, Say } from "../types" */
/** @import { TabMemory } from "./memory.js" */
/** @import { Choices, Notice, State } from "./state.js" */

/**
 * @typedef {object} Options
 * @property {Partial<Choices>} options initial values of the options on the first step
 * @property {string[]} lockedOptions options that the admin sees but cannot change
 * @property {string[]} hiddenOptions options that the admin does not see
 *
 * @typedef {object} Unseen why the latest decision about an import had no effect
 * @property {(now: Import) => Notice | null} notice null if the import shows that the decision had an effect
 * @property {boolean} [isUnsent] whether the decision was not sent
 * @property {boolean} [isSeen] whether a step of progress has shown it
 *
 * @typedef {object} Host what the element provides
 * @property {() => void} render
 * @property {(name: string, detail?: Record<string, unknown>) => void} emit
 * @property {(selector: string) => void} focus after the next rendering
 * @property {() => boolean} isOpen
 * @property {() => boolean} isInline whether the dialog is part of the page and cannot be closed
 * @property {(isExpired: boolean) => Promise<string | null | undefined>} token
 * @property {string} api
 * @property {string} layout the attribute
 * @property {Options} element with the options that the page has set
 * @property {() => void} close
 * @property {TabMemory} memory
 * @property {Map<string, Map<string, Correction>>} kept corrections that have not been sent, by import
 */

export class Screen {
  /** Incremented with every view; responses for an earlier view are discarded. */
  #generation = 0;
  /** Incremented when the dialog is closed. */
  #visit = 0;
  /** Whether the element was removed or has started over. */
  hasEnded = false;
  /** Imports whose decisions, or whose invitations, are being sent. @type {Set<string>} */
  sending = new Set();
  /** What has to be said about imports when they are shown, the latest last. @type {Map<string, Unseen>} */
  #unseen = new Map();
  /** Ends the waits of requests, so that those that are no longer wanted end now. */
  endWaits = () => {};

  /**
   * @param {Host} host
   * @param {Say} say
   */
  constructor(host, say) {
    this.host = host;
    this.say = say;
    /** @type {State} */
    this.state = initial();
  }

  /** @param {Partial<State>} change */
  set(change) {
    Object.assign(this.state, change);
    this.host.render();
  }

  get layout() {
    return /** @type {Layout} */ (this.state.layout);
  }
  get imported() {
    return /** @type {Import} */ (this.state.imported);
  }
  /** The name of the file whose rows are imported or undone, or the id of its import. */
  get fileName() {
    const { file, undoes, import_id } = this.imported;
    return (undoes ? this.state.undone?.file : file)?.name ?? undoes ?? import_id;
  }
  /** The path in the API of the import that is shown. */
  get path() {
    return `/imports/${this.imported.import_id}`;
  }
  /** Whether an upload is running. It continues while the dialog is closed. */
  get isUploading() {
    return Boolean(this.state.upload?.isRunning);
  }

  /** Returns a function that returns `true` until another view is shown or the dialog is closed. */
  whileShown() {
    const generation = this.#generation;
    return () => generation === this.#generation && !this.hasEnded;
  }

  /**
   * Returns a function that returns `true` until another import is shown or the dialog is closed, whichever step is shown.
   * @param {string | undefined} id of the import that is shown
   */
  whileAbout(id) {
    const visit = this.#visit;
    return () => visit === this.#visit && !this.hasEnded && id === this.state.imported?.import_id;
  }

  /** Discards responses for the view and decisions that have not been sent. Called when the dialog was closed. */
  leave() {
    this.#generation++;
    this.#visit++;
    this.endWaits();
  }

  /** Called when the element was removed or starts over. */
  end() {
    this.hasEnded = true;
    this.leave();
  }

  /**
   * Shows a step. The focus moves to its heading, unless `focus` names another element.
   * @param {State["view"]} view
   * @param {Partial<State>} [change]
   * @param {string} [focus]
   */
  show(view, change = {}, focus = "[data-focus]") {
    this.#generation++;
    const isNew = view !== this.state.view;
    this.set({ notice: null, live: "", ...change, view });
    this.host.focus(focus);
    this.endWaits();
    const { undoes, import_id } = this.state.imported ?? {};
    for (const [id, { isSeen }] of this.#unseen)
      if (isSeen && (id !== import_id || !OF_IMPORTS.includes(view))) this.#unseen.delete(id);
    this.showUnseen();
    if (isNew) this.host.emit("rollcall-step", { step: view, ...(undoes ? { undoes } : {}) });
  }

  /** Whether a decision was not sent, and that has not been shown. */
  get hasUnsent() {
    const { imported } = this.state;
    return [...this.#unseen].some(
      ([id, { isUnsent, isSeen, notice }]) =>
        isUnsent && !isSeen && (imported?.import_id !== id || notice(imported) !== null),
    );
  }

  /** The import about which something has to be said, by default the latest one. */
  get unseenId() {
    return [...this.#unseen].filter(([, { isSeen }]) => !isSeen).pop()?.[0];
  }

  /**
   * Notes why a decision had no effect, until its import is shown.
   * @param {string} id
   * @param {Unseen} unseen
   */
  note(id, unseen) {
    this.forget(id);
    this.#unseen.set(id, unseen);
  }

  /** Called when a later decision had an effect, or the import no longer exists. @param {string} id */
  forget(id) {
    this.#unseen.delete(id);
  }

  /** Shows why a decision about the import that is shown had no effect, unless that has been shown. */
  showUnseen() {
    const { imported, view } = this.state;
    const unseen = imported && this.#unseen.get(imported.import_id);
    if (!unseen || !this.host.isOpen() || !OF_IMPORTS.includes(view)) return;
    // A step of progress may end at once, so the next step of the import shows it too.
    if (view === "progress") unseen.isSeen = true;
    else this.forget(imported.import_id);
    const notice = unseen.notice(imported);
    if (!notice) return this.forget(imported.import_id);
    this.set({ notice });
    this.host.focus("#notice");
  }

  /** Shows the first step, with the file that was chosen before. @param {Partial<State>} [change] */
  begin(change = {}) {
    // An import that was shown may have another layout.
    const layout = change.startLayout ?? this.state.startLayout ?? this.state.layout;
    this.show("start", { ...nothingShown(), ...change, layout }, "#title");
  }

  /**
   * Shows an error on the current step.
   * @param {unknown} error
   * @param {() => void} [onRetry]
   */
  fail(error, onRetry) {
    if (error instanceof Unwanted) return;
    this.set({ notice: { tone: "bad", text: this.report(error), ...(onRetry ? { onRetry } : {}) } });
    this.host.focus("#notice");
  }

  /** Reports an error to the page, and returns its text. @param {unknown} error */
  report(error) {
    const message = describe(this.say, error);
    const { status = null, code = null } = /** @type {any} */ (error);
    this.host.emit("rollcall-error", { message, status, code });
    return message;
  }

  /**
   * Warns that corrections will be discarded, with a button that continues.
   * @param {string} label
   * @param {() => void} onRetry
   */
  askToDiscard(label, onRetry) {
    const { say } = this;
    this.set({ notice: { tone: "warn", text: say("fixesGone"), label: say(label), onRetry } });
    this.host.focus("#notice");
  }

  /** Runs an action. If it fails, shows the error and a button that repeats the action. @param {() => Promise<unknown>} work */
  async try(work) {
    try {
      await work();
    } catch (error) {
      this.fail(error, () => {
        this.set({ notice: null });
        this.try(work);
      });
    }
  }
}
