// @ts-check
// The base class of all elements: language, texts, token, address of the API, rendering.
import { render } from "lit-html";
import STYLE from "./style/element.css";
import { languageFor, sayIn, textsOf } from "./text/messages.js";

/** @import { Say, Texts } from "./types" */

const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);

/** Properties of all elements; `api` and `import` are attributes too. */
const PROPERTIES = ["api", "import", "getToken", "token", "strings", "options", "lockedOptions", "hiddenOptions"];

/**
 * Sets an attribute, or removes it if there is no value.
 * @param {Element} element
 * @param {string} name
 * @param {string | null | undefined} value
 */
export const reflect = (element, name, value) =>
  value === null || value === undefined ? element.removeAttribute(name) : element.setAttribute(name, value);

/** @abstract */
export class PortalElement extends HTMLElement {
  static observedAttributes = ["lang", "api"];
  /** Properties that the page set before the element was defined. Fields would replace them, and they would hide accessors. @type {any} */
  #early = { ...this };
  root = this.attachShadow({ mode: "open" });
  /** Texts being loaded, if the page's language differs from the script's. @type {Promise<void> | null} */
  loading = null;
  /** @type {string | null} */
  #token = null;
  /** @type {Record<string, string>} */
  #strings = {};
  #isRendering = false;
  /** Whether the element starts over as soon as it is no longer busy. */
  #isOutdated = false;

  /**
   * Returns the token; called before each request.
   * @type {((options: { isExpired: boolean }) => Promise<string | null> | string | null) | undefined}
   */
  getToken;

  constructor() {
    super();
    this.root.adoptedStyleSheets = [sheet];
  }

  /** @returns {string} */
  get api() {
    return this.getAttribute("api") ?? "";
  }
  /** Sets the attribute: frameworks assign to a property rather than to an attribute if there is one. */
  set api(/** @type {string | null} */ api) {
    reflect(this, "api", api);
  }

  get token() {
    return this.#token;
  }
  set token(/** @type {string | null} */ token) {
    this.#token = token;
    this.endWaits();
  }

  /** Texts that replace those of the element, by key. */
  get strings() {
    return this.#strings;
  }
  set strings(/** @type {Record<string, string>} */ strings) {
    this.#strings = strings;
    if (this.isConnected) this.prepare();
  }

  connectedCallback() {
    const early = this.#early;
    this.#early = {};
    for (const name of PROPERTIES) {
      if (!Object.hasOwn(early, name)) continue;
      delete (/** @type {any} */ (this)[name]);
      /** @type {any} */ (this)[name] = early[name];
    }
    this.prepare();
  }

  attributeChangedCallback(
    /** @type {string} */ _,
    /** @type {string | null} */ old,
    /** @type {string | null} */ now,
  ) {
    if (old !== now && this.isConnected) this.prepare();
  }

  /** Whether changes of attributes and texts have to wait. */
  get isBusy() {
    return false;
  }
  /** Called when the network is back or a token has arrived. */
  endWaits() {}
  /**
   * Called when texts have been loaded: starts over.
   * @abstract
   * @type {(say: Say) => void}
   */
  begin() {}
  /** @returns {unknown} what the element shows */
  view() {
    return null;
  }
  /** Called after each rendering. */
  rendered() {}

  /** @param {boolean} isExpired */
  async tokenFor(isExpired) {
    return this.getToken ? this.getToken({ isExpired }) : this.#token;
  }

  /**
   * @param {string} name
   * @param {Record<string, unknown>} [detail]
   */
  emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  /** Starts over in the language of the element or the page: immediately if the texts are loaded and the element is not busy. */
  prepare() {
    const wanted = this.getAttribute("lang") || document.documentElement.lang || navigator.language;
    const tag = languageFor(wanted);
    if (!tag && this.hasAttribute("lang"))
      console.warn(`${this.localName}: there are no texts for lang="${wanted}"; using English`);
    const texts = textsOf(tag ?? TAGS[0], this.api);
    this.loading = null;
    const begin = (/** @type {Texts} */ texts) => {
      this.#isOutdated = this.isBusy;
      if (this.#isOutdated) return;
      // Both sets of texts have messages for the counts of invitations. The dialog uses its own, the other elements those of the pages.
      const messages = this.localName === "rollcall-import" ? texts.dialog : { ...texts.dialog, ...texts.pages };
      this.begin(sayIn(texts.tag, { ...messages, ...this.#strings }, wanted));
      this.draw();
    };
    if (!(texts instanceof Promise)) return begin(texts);
    const loading = texts.then((texts) => {
      if (this.loading !== loading) return;
      this.loading = null;
      if (this.isConnected) begin(texts);
    });
    this.loading = loading;
  }

  /** Renders once after all changes of a task. */
  render() {
    if (this.#isRendering) return;
    this.#isRendering = true;
    queueMicrotask(() => this.draw());
  }

  draw() {
    this.#isRendering = false;
    if (!this.isConnected) return;
    if (this.#isOutdated && !this.isBusy) {
      // Until the texts are loaded, the element shows what it showed before.
      this.#isOutdated = false;
      this.prepare();
    }
    render(this.view(), this.root);
    this.rendered();
  }
}
