// @ts-check
// <rollcall-import api layout lang import button presentation theme history>: a button and the dialog that it opens.
import { PortalElement, reflect } from "../element.js";
import { Dialog } from "./dialog.js";
import { LineFocus } from "./focus.js";
import { memoryOf } from "./memory.js";
import { frame } from "./views/frame.js";

/** @import { Choices } from "./state.js" */
/** @import { Correction, Say } from "../types" */

/** Time for the page to set its token. */
const WATCH_AFTER_MS = 500;

export class RollcallImport extends PortalElement {
  static observedAttributes = ["lang", "layout", "api", "button", "presentation", "history"];
  /** @type {Dialog | null} */
  #dialog = null;
  #focus = "";
  #lineFocus = new LineFocus();
  /** Number of nested elements that the dragged file is over. */
  #depth = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #ticker;
  /** Corrections that have not been sent, by import. Starting over does not discard them. @type {Map<string, Map<string, Correction>>} */
  #kept = new Map();

  /** Initial values of the options on the first step. @type {Partial<Choices>} */
  options = {};
  /** Options that are shown but cannot be changed. @type {string[]} */
  lockedOptions = [];
  /** Options that are not shown. @type {string[]} */
  hiddenOptions = [];

  connectedCallback() {
    super.connectedCallback();
    this.root.addEventListener("focusin", this.#lineFocus.note);
    addEventListener("online", this.#onOnline);
    addEventListener("beforeunload", this.#onLeave);
  }

  disconnectedCallback() {
    this.#dialog?.end();
    // A dialog that is removed is no longer modal, but would still count as open.
    this.close();
    this.#dialog = null;
    clearInterval(this.#ticker);
    removeEventListener("online", this.#onOnline);
    removeEventListener("beforeunload", this.#onLeave);
  }

  get isOpen() {
    return this.#isInline || !!this.#modal?.open;
  }

  /** The import that the dialog shows or follows. */
  get import() {
    return this.#dialog?.state.imported ?? null;
  }
  /** Sets the attribute: frameworks assign to a property rather than to an attribute if there is one. @param {any} id */
  set import(id) {
    reflect(this, "import", id);
  }

  /**
   * Opens the dialog at an import (by default, that of the attribute `import`), with a file, or where it was left.
   * @param {string | { file: File }} [target]
   * @param {boolean} [isReported] whether `rollcall-view` has been sent
   */
  async open(target, isReported) {
    await this.loading;
    const modal = this.#modal;
    if (!this.#dialog || modal?.open) return;
    modal?.showModal();
    // For the page's style, which can prevent scrolling behind the dialog.
    this.toggleAttribute("open", true);
    if (modal) this.root.getElementById("title")?.focus();
    clearInterval(this.#ticker);
    this.#ticker = setInterval(() => this.#dialog?.set({ now: Date.now() }), 1000);
    await this.#dialog.open(target ?? (this.getAttribute("import") || undefined), isReported);
  }

  close() {
    this.#modal?.close();
    this.#closed();
  }

  get isBusy() {
    const dialog = this.#dialog;
    if (!dialog) return false;
    return (this.isOpen && !this.#isInline) || dialog.isUploading || dialog.isSending || dialog.state.isDeciding;
  }

  endWaits() {
    this.#dialog?.api.endWaits();
  }

  #onOnline = () => this.endWaits();
  #onLeave = (/** @type {BeforeUnloadEvent} */ event) =>
    (this.#dialog?.isUploading || this.#dialog?.isSending || this.#dialog?.fixes.unsent) && event.preventDefault();

  /** @returns {HTMLDialogElement | null} */
  get #modal() {
    return this.root.querySelector("dialog");
  }
  get #isInline() {
    return this.getAttribute("presentation") === "inline";
  }

  /** @param {Say} say */
  begin(say) {
    const element = this;
    const { api } = this;
    const layout = this.getAttribute("layout") ?? "";
    this.#dialog?.end();
    const host = {
      api,
      element,
      layout,
      memory: memoryOf(`rollcall-import ${api} ${layout}`),
      kept: this.#kept,
      token: (/** @type {boolean} */ isExpired) => element.tokenFor(isExpired),
      render: () => element.render(),
      focus: (/** @type {string} */ selector) => (element.#focus = selector),
      isOpen: () => element.isOpen,
      isInline: () => element.#isInline,
      close: () => element.close(),
      emit: (/** @type {string} */ name, /** @type {Record<string, unknown> | undefined} */ detail) =>
        element.emit(name, detail),
    };
    const dialog = new Dialog(host, say);
    this.#dialog = dialog;
    // Before the microtask runs, the element may start over with other texts.
    if (this.#isInline) queueMicrotask(() => this.#dialog === dialog && this.open());
    setTimeout(() => dialog.watch(), WATCH_AFTER_MS);
  }

  view() {
    const dialog = this.#dialog;
    if (!dialog) return null;
    const layout = dialog.state.layout?.name ?? this.getAttribute("layout");
    return frame(dialog, {
      isOpen: this.isOpen,
      isPanel: (this.getAttribute("presentation") ?? (layout === "learners" ? "panel" : "dialog")) === "panel",
      isInline: this.#isInline,
      hasButton: this.getAttribute("button") !== "none",
      hasHistory: this.getAttribute("history") !== "none",
      isOver: this.#depth > 0,
      onOpen: () => this.open(),
      onClose: () => this.close(),
      onClosed: () => this.#closed(),
      onDrag: (event) => this.#drag(event),
    });
  }

  /** Moves the focus to the target of the last action. */
  rendered() {
    if (!this.isOpen) return;
    if (!this.#focus) return this.#lineFocus.restore(this.root);
    const target = /** @type {HTMLElement | null} */ (this.root.querySelector(this.#focus));
    if (!target) return;
    const isStep = this.#focus === "[data-focus]" || this.#focus === "#title";
    this.#focus = "";
    target.focus({ preventScroll: isStep });
    if (isStep) this.root.querySelector(".body")?.scrollTo(0, 0);
  }

  /** Called by `close()` and by the event `close`, which may arrive after the dialog was opened again. */
  #closed() {
    if (!this.#modal || this.#modal.open || !this.hasAttribute("open")) return;
    this.toggleAttribute("open", false);
    clearInterval(this.#ticker);
    this.#dialog?.closed();
    this.render();
  }

  /**
   * Handles all drag events, since a file dropped outside the drop area must not replace the page.
   * @param {DragEvent} event
   */
  #drag(event) {
    event.preventDefault();
    const { view, imported } = this.#dialog?.state ?? {};
    const acceptsFiles = view === "start" || (view === "result" && imported?.status === "rejected");
    const depth = { dragenter: this.#depth + 1, dragleave: this.#depth - 1, dragover: this.#depth }[event.type] ?? 0;
    this.#depth = acceptsFiles ? Math.max(0, depth) : 0;
    if (event.type === "drop" && acceptsFiles && event.dataTransfer) {
      const files = [...event.dataTransfer.files];
      if (view === "start") this.#dialog?.file.check(files);
      else this.#dialog?.replace(files);
    }
    if (event.type !== "dragover") this.render();
  }
}
