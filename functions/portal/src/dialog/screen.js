// @ts-check
// What the dialog shows. Its state changes only through `set`, and its step only through `show`.
import { describe, Unwanted } from "../api/errors.js";
import { initial, nothingShown } from "./state.js";

/** @import { Import, Layout, Say } from "../types" */
/** @import { TabMemory } from "./memory.js" */
/** @import { Choices, Notice, State } from "./state.js" */

/**
 * @typedef {object} Options
 * @property {Partial<Choices>} options initial values of the options on the first step
 * @property {string[]} lockedOptions options that the admin sees but cannot change
 * @property {string[]} hiddenOptions options that the admin does not see
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
  /**
   * Why the latest decision about an import had no effect, until that is shown. `isMoot` is there if the decision was not sent, and returns
   * `true` if the import shows that it was.
   * @type {{ id: string, notice: Notice, isMoot?: (now: Import) => boolean } | null}
   */
  unseen = null;
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
    const { undoes } = this.state.imported ?? {};
    this.showUnseen();
    if (isNew) this.host.emit("rollcall-step", { step: view, ...(undoes ? { undoes } : {}) });
  }

  /** Whether a decision was not sent, and that has not been shown. */
  get hasUnsent() {
    const { unseen } = this;
    const { imported } = this.state;
    return Boolean(unseen?.isMoot && (imported?.import_id !== unseen.id || !unseen.isMoot(imported)));
  }

  /** Shows why a decision about the import that is shown had no effect, unless that has been shown. */
  showUnseen() {
    const { unseen, host } = this;
    const { imported, view } = this.state;
    if (!unseen || unseen.id !== imported?.import_id || !host.isOpen()) return;
    if (!["progress", "review", "result"].includes(view)) return;
    this.unseen = null;
    if (unseen.isMoot?.(imported)) return;
    this.set({ notice: unseen.notice });
    host.focus("#notice");
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
