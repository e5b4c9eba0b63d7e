// @ts-check
// <rollcall-imports api lang for>: the imports of the tenant, newest first. `for` is the id of the <rollcall-import> that opens them.
import { html, nothing } from "lit-html";
import { Api } from "../api/client.js";
import { Unwanted } from "../api/errors.js";
import { pastLine } from "../dialog/views/history.js";
import { PortalElement } from "../element.js";
import { icon } from "../text/icons.js";

/** @import { Import, Say } from "../types" */

const PAGE = 50;

export class RollcallImports extends PortalElement {
  /** @type {Say | null} */
  #say = null;
  /** @type {Api | null} */
  #api = null;
  /** @type {{ items: Import[], cursor: string | null, isLoading: boolean, isLoaded: boolean, error: string }} */
  #state = { items: [], cursor: null, isLoading: false, isLoaded: false, error: "" };
  #turn = 0;

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("rollcall-done", this.#onDone);
  }

  disconnectedCallback() {
    this.#turn++;
    document.removeEventListener("rollcall-done", this.#onDone);
  }

  #onDone = () => this.reload();

  wake() {
    this.#api?.wake();
  }

  /** @param {Say} say */
  begin(say) {
    this.#say = say;
    this.#api = new Api({
      base: this.api,
      lang: say.lang,
      token: (isExpired) => this.tokenFor(isExpired),
      onWait: (wait) => wait?.kind === "signIn" && this.emit("rollcall-unauthorized"),
    });
    // The page sets its token after the element is defined.
    setTimeout(() => this.reload());
  }

  /** Loads the list again. */
  async reload() {
    this.#turn++;
    this.#state = { ...this.#state, cursor: null, isLoading: false };
    await this.#more([]);
  }

  /** @param {Import[]} before */
  async #more(before) {
    const turn = this.#turn;
    const isWanted = () => turn === this.#turn;
    this.#set({ isLoading: true, error: "" });
    const after = this.#state.cursor ? `&cursor=${encodeURIComponent(this.#state.cursor)}` : "";
    try {
      const page = await this.#api?.ask("GET", `/imports?limit=${PAGE}${after}`, { isWanted });
      this.#set({ items: [...before, ...page.items], cursor: page.next_cursor, isLoading: false, isLoaded: true });
    } catch (error) {
      if (error instanceof Unwanted) return;
      this.#set({
        isLoading: false,
        error:
          this.#say?.lang === "en" ? String(/** @type {Error} */ (error).message) : (this.#say?.("noAnswer") ?? ""),
      });
    }
  }

  /** @param {Partial<RollcallImports["state"]>} change */
  #set(change) {
    Object.assign(this.#state, change);
    this.render();
  }

  get state() {
    return this.#state;
  }

  /** @param {Import} one */
  #open({ import_id }) {
    this.emit("rollcall-view", { import_id });
    const dialog = /** @type {any} */ (document.getElementById(this.getAttribute("for") ?? ""));
    dialog?.open?.(import_id);
  }

  view() {
    const say = this.#say;
    if (!say) return null;
    const { items, cursor, isLoading, isLoaded, error } = this.#state;
    return html`<section class="imports" lang=${say.lang} aria-label=${say("past")}>
      ${error ? html`<div class="banner bad" role="alert">${icon("bad")}<strong>${error}</strong></div>` : nothing}
      ${items.length
        ? html`<ul class="past">
            ${items.map((one) => pastLine(say, one, () => this.#open(one)))}
          </ul>`
        : nothing}
      ${isLoaded && !items.length ? html`<p class="quiet" role="status">${say("pastEmpty")}</p>` : nothing}
      ${isLoading ? html`<p class="quiet small" role="status">${say("loading")}</p>` : nothing}
      ${cursor && !isLoading
        ? html`<div class="row">
            <button type="button" id="more" @click=${() => this.#more(items)}>${say("more")}</button>
          </div>`
        : nothing}
    </section>`;
  }
}
