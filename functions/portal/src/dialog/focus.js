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
    // A click on another field renders before that field gets the focus. Whatever the admin has reached by then keeps it.
    setTimeout(() => {
      const { activeElement } = document;
      const isLost = !root.activeElement && (activeElement === document.body || activeElement === root.host);
      if (isLost) /** @type {HTMLElement | null} */ (line?.querySelector("button,input,select"))?.focus();
    }, 0);
  }
}
