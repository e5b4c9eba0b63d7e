// @ts-check
// <rollcall-users api lang>: the users of the tenant, with their invitations.
import { PortalElement } from "../element.js";
import { Users } from "./users.js";
import { usersView } from "./view.js";

/** @import { Say } from "../types" */

export class RollcallUsers extends PortalElement {
  /** @type {Users | null} */
  #users = null;
  /** What gets the focus after the next rendering. */
  #focus = "";

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("rollcall-done", this.#onDone);
    document.addEventListener("rollcall-invited", this.#onDone);
  }

  disconnectedCallback() {
    this.#users?.end();
    this.#users = null;
    document.removeEventListener("rollcall-done", this.#onDone);
    document.removeEventListener("rollcall-invited", this.#onDone);
  }

  #onDone = () => this.reload();

  /** Loads the list again. */
  async reload() {
    await this.#users?.load();
  }

  endWaits() {
    this.#users?.api.endWaits();
  }

  /** @param {Say} say */
  begin(say) {
    const filters = this.#users?.state.filters;
    this.#users?.end();
    const host = {
      api: this.api,
      token: (/** @type {boolean} */ isExpired) => this.tokenFor(isExpired),
      render: () => this.render(),
      emit: (/** @type {string} */ name) => this.emit(name),
      focus: (/** @type {string} */ selector) => (this.#focus = selector),
    };
    const users = new Users(host, say);
    this.#users = users;
    // The page sets its token, and other attributes, after the element is defined. By then, the element may have started over.
    setTimeout(() => {
      if (this.#users !== users) return;
      users.load(filters);
      users.companies();
    });
  }

  /** Moves the focus to the question or to the report. A button that is still disabled gets it once it is not. */
  rendered() {
    const target = /** @type {HTMLButtonElement | null} */ (this.#focus && this.root.querySelector(this.#focus));
    if (!target || target.disabled) return;
    this.#focus = "";
    target.focus();
  }

  view() {
    return this.#users ? usersView(this.#users) : null;
  }
}
