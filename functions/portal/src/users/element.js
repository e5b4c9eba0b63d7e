// @ts-check
// <rollcall-users api lang>: the users of the tenant, with their invitations.
import { PortalElement } from "../element.js";
import { Users } from "./users.js";
import { usersView } from "./view.js";

/** @import { Say } from "../types" */

export class RollcallUsers extends PortalElement {
  /** @type {Users | null} */
  #users = null;

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
    };
    this.#users = new Users(host, say);
    // The page sets its token after the element is defined.
    setTimeout(() => {
      this.#users?.load(filters);
      this.#users?.companies();
    });
  }

  view() {
    return this.#users ? usersView(this.#users) : null;
  }
}
