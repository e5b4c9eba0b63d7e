// @ts-check
// A tab remembers its own import across a reload, but no personal data of its file.

/** @import { Correction, ValueCorrection } from "../types" */

/**
 * @typedef {object} Memory
 * @property {string} [id] the import
 * @property {string} [key] with `body`, the request that created the import, while it waits for its file
 * @property {Record<string, any>} [body]
 * @property {boolean} [isDone] its end was announced to the page
 * @property {Correction[]} [corrections] choices that contain no personal data
 * @property {ValueCorrection[]} [singles] choices of the imports that this one corrects, which may become aliases
 */

/** @typedef {ReturnType<typeof memoryOf>} TabMemory */

/**
 * Forgets an import of the tab, and any that has ended.
 * @param {TabMemory} memory
 * @param {string} [id]
 */
export function forget(memory, id) {
  const own = memory.get();
  if (own.isDone || own.id === id) memory.set(null);
}

/** @param {string} name */
export function memoryOf(name) {
  return {
    /** @returns {Memory} */
    get() {
      try {
        return JSON.parse(sessionStorage.getItem(name) ?? "{}");
      } catch {
        return {};
      }
    },
    /** @param {Memory | null} memory */
    set(memory) {
      // Without storage, the element works but does not remember the import.
      try {
        if (memory) sessionStorage.setItem(name, JSON.stringify(memory));
        else sessionStorage.removeItem(name);
      } catch {
        return;
      }
    },
  };
}
