// @ts-check
// <rollcall-imports api lang for>: the imports of the tenant, newest first. `for` is the id of the <rollcall-import> that opens them.
import { html, nothing } from "lit-html";
import { Api } from "../api/client.js";
import { describe, Unwanted } from "../api/errors.js";
import { pastList } from "../dialog/views/history.js";
import { PortalElement } from "../element.js";
import { icon } from "../text/icons.js";
import { allFeeds, feedList } from "./feeds.js";
import { morePast, nothingPast } from "./past.js";

/** @import { Feed, Say } from "../types" */
/** @import { Past } from "./past.js" */

/** @typedef {{ past: Past | null, feeds: Feed[], feed: string, isLoading: boolean, error: string }} State */

const PAGE = 50;

export class RollcallImports extends PortalElement {
  /** @type {Say | null} */
  #say = null;
  /** @type {Api | null} */
  #api = null;
  /** @type {State} */
  #state = { past: null, feeds: [], feed: "", isLoading: false, error: "" };
  #generation = 0;

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("rollcall-done", this.#onDone);
  }

  disconnectedCallback() {
    this.#generation++;
    document.removeEventListener("rollcall-done", this.#onDone);
  }

  #onDone = () => this.reload();

  endWaits() {
    this.#api?.endWaits();
  }

  /** @param {Say} say */
  begin(say) {
    this.#say = say;
    this.#api = new Api({
      base: this.api,
      lang: say.lang,
      token: (isExpired) => this.tokenFor(isExpired),
      onWait: (wait, isNew) => isNew && wait?.kind === "signIn" && this.emit("rollcall-unauthorized"),
    });
    // The page sets its token after the element is defined.
    setTimeout(() => this.reload());
  }

  /** Loads the list again. */
  async reload() {
    this.#generation++;
    await Promise.all([this.#more(nothingPast()), this.#feeds()]);
  }

  /** Loads the feeds, if the token allows it and the stack has them. */
  async #feeds() {
    const generation = this.#generation;
    const api = this.#api;
    if (!api || !(await api.may("feeds:read"))) return;
    try {
      this.#set({ feeds: await allFeeds(api, () => generation === this.#generation) });
    } catch {
      // The list of imports is complete without the feeds, and reports its own errors.
    }
  }

  /** @param {string} feed whose imports are listed; empty for all imports */
  async #choose(feed) {
    this.#generation++;
    this.#set({ feed });
    this.draw();
    this.root.getElementById("listed")?.focus();
    await this.#more(nothingPast());
  }

  /** @param {Past} before */
  async #more(before) {
    const generation = this.#generation;
    const api = this.#api;
    const say = this.#say;
    if (!api || !say) return;
    this.#set({ isLoading: true, error: "" });
    try {
      this.#set({
        past: await morePast(api, before, PAGE, () => generation === this.#generation, this.#state.feed),
        isLoading: false,
      });
    } catch (error) {
      if (!(error instanceof Unwanted)) this.#set({ isLoading: false, error: describe(say, error) });
    }
  }

  /** @param {Partial<State>} change */
  #set(change) {
    Object.assign(this.#state, change);
    this.render();
  }

  /** @param {string} import_id */
  #open(import_id) {
    this.emit("rollcall-view", { import_id });
    const dialog = /** @type {any} */ (document.getElementById(this.getAttribute("for") ?? ""));
    // The event is about this list, so the dialog does not send it again.
    dialog?.open?.(import_id, true);
  }

  view() {
    const say = this.#say;
    if (!say) return null;
    const { past, feeds, feed, isLoading, error } = this.#state;
    const open = (/** @type {string} */ id) => this.#open(id);
    return html`<section class="imports" lang=${say.lang} aria-label=${say("past")}>
      ${error ? html`<div class="banner bad" role="alert">${icon("bad")}<strong>${error}</strong></div>` : nothing}
      ${feeds.length ? feedList(say, feeds, feed, (name) => this.#choose(name), open) : nothing}
      ${past ? pastList(say, past, open, () => this.#more(past)) : nothing}
      ${isLoading ? html`<p class="quiet small" role="status">${say("loading")}</p>` : nothing}
    </section>`;
  }
}
