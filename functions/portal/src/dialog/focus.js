// @ts-check
// A choice replaces the control that made it. The focus then moves to the first control in the same line, such as *Undo*.

export class LineFocus {
  /** The control that has the focus, and its line. @type {{ control?: Element, line?: Element | null }} */
  #last = {};

  /** @param {Event} event `focusin` */
  note = ({ target }) => {
    const control = /** @type {Element} */ (target);
    this.#last = { control, line: control.closest("li") };
  };

  /** Called after each rendering. @param {ShadowRoot} root */
  restore(root) {
    const { control, line } = this.#last;
    if (!control || control.isConnected) return;
    this.#last = {};
    // A field that the admin has reached in the meantime keeps the focus.
    if (!root.activeElement) /** @type {HTMLElement | null} */ (line?.querySelector("button,input,select"))?.focus();
  }
}
