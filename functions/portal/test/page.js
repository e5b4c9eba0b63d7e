// A document that can do nothing, on which elements can be tested. Styles are empty.
import { register } from "node:module";

const styles = `export const load = (url, context, next) =>
  url.endsWith(".css") ? { format: "module", source: "export default ''", shortCircuit: true } : next(url, context);`;
register(`data:text/javascript,${encodeURIComponent(styles)}`);
const node = {};
Object.assign(globalThis, {
  TAGS: ["en", "de"],
  TEXTS: { tag: "en", dialog: {}, pages: {} },
  CSSStyleSheet: class {
    replaceSync() {}
  },
  HTMLElement: class {
    isConnected = false;
    attributes = new Map();
    attachShadow = () => ({ insertBefore: () => node });
    getAttribute = (name) => this.attributes.get(name) ?? null;
    hasAttribute = (name) => this.attributes.has(name);
    setAttribute(name, value) {
      const old = this.getAttribute(name);
      this.attributes.set(name, value);
      this.attributeChangedCallback(name, old, value);
    }
    removeAttribute(name) {
      const old = this.getAttribute(name);
      this.attributes.delete(name);
      this.attributeChangedCallback(name, old, null);
    }
    toggleAttribute(name, isSet) {
      if (isSet) this.attributes.set(name, "");
      else this.attributes.delete(name);
    }
  },
  addEventListener: () => {},
  removeEventListener: () => {},
  document: {
    addEventListener: () => {},
    documentElement: { lang: "en" },
    createTreeWalker: () => ({}),
    createComment: () => node,
  },
});
