// @ts-check
// Messages in the reader's language. `TEXTS` contains those of the script's language; other languages are loaded on demand. A message is a
// text with names in braces, a selector { $: name, key: message, …, "*": message }, or a list of both.

/** @import { Say, Texts } from "../types" */

/** @param {string} tag */
const baseOf = (tag) => tag.toLowerCase().split("-")[0];

/**
 * Returns the language for a tag: the same tag, otherwise one with the same base language; null if there is none.
 * @param {string | null | undefined} wanted
 */
export function languageFor(wanted) {
  const tag = String(wanted || "").toLowerCase();
  return TAGS.find((one) => one.toLowerCase() === tag) || TAGS.find((one) => baseOf(one) === baseOf(tag)) || null;
}

/** Characters that change the direction of text, and could hide the extension of a name. */
export const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;
/** Letters that are written from right to left, and their presentation forms. */
const FROM_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * Returns `true` if a text contains letters that are written from right to left. All languages of the messages are written from left to
 * right, so such a text needs isolating: otherwise, it would change the order of the words and numbers around it.
 * @param {string} text
 */
export const isFromRight = (text) => FROM_RIGHT.test(text);

/** @type {Map<string, Texts | Promise<Texts>>} */
const loaded = new Map();

/**
 * Returns the texts of a language, or those of the script if they cannot be loaded.
 * @param {string} tag
 * @param {string} api
 * @returns {Texts | Promise<Texts>}
 */
export function textsOf(tag, api) {
  if (tag === TEXTS.tag) return TEXTS;
  const known = loaded.get(tag);
  if (known) return known;
  const loading = import(`${api.replace(/\/+$/, "")}/rollcall-import.js?texts=${tag}`).then(
    ({ default: texts }) => (loaded.set(tag, texts), texts),
    () => (loaded.delete(tag), TEXTS),
  );
  loaded.set(tag, loading);
  return loading;
}

/**
 * Returns a function that formats messages. The rules of the language determine the format of numbers and the plural form.
 * @param {string} tag
 * @param {Record<string, any>} messages
 * @param {string} [wanted] the tag that the page requests, with its region
 * @returns {Say}
 */
export function sayIn(tag, messages, wanted = tag) {
  const plain = new Intl.NumberFormat(tag);
  const plural = new Intl.PluralRules(tag);
  /** @type {any} */
  const say = (/** @type {string} */ key, /** @type {Record<string, any>} */ values = {}) => {
    const show = (/** @type {unknown} */ value) => {
      if (typeof value === "number") return plain.format(value);
      const text = String(value ?? "").replace(BIDI_CONTROLS, "\ufffd");
      // First-strong isolate, pop directional isolate.
      return isFromRight(text) ? `\u2068${text}\u2069` : text;
    };
    /** @type {(part: any) => string} */
    const fill = (part) => {
      if (typeof part === "string") return part.replace(/\{([\w-]+)\}/g, (_, name) => show(values[name]));
      if (Array.isArray(part)) return part.map(fill).join("");
      const value = values[part.$];
      return fill(part[value] ?? (typeof value === "number" ? part[plural.select(value)] : null) ?? part["*"]);
    };
    return fill(messages[key] ?? key);
  };
  return Object.assign(say, { lang: tag, number: plain.format }, formats(say, tag, wanted));
}

/**
 * Returns functions that format sizes, times and names in the reader's language; dates also follow the region.
 * @param {Say} say
 * @param {string} tag
 * @param {string} wanted
 */
function formats(say, tag, wanted) {
  let locale = tag;
  try {
    if (baseOf(wanted) === baseOf(tag)) [locale] = Intl.getCanonicalLocales(wanted);
  } catch {
    // The page's tag is invalid: only the language of the messages is used.
  }
  const percent = new Intl.NumberFormat(tag, { style: "percent" });
  const decimal = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 });
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: "auto" });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const names = new Intl.DisplayNames(tag, { type: "language" });
  return {
    percent: (/** @type {number} */ number) => percent.format(number / 100),
    ago: (/** @type {number} */ seconds) =>
      seconds < 90
        ? relative.format(-seconds, "second")
        : seconds < 5400
          ? relative.format(-Math.round(seconds / 60), "minute")
          : seconds < 129_600
            ? relative.format(-Math.round(seconds / 3600), "hour")
            : relative.format(-Math.round(seconds / 86_400), "day"),
    date: (/** @type {string} */ text) => date.format(new Date(text)),
    size: (/** @type {number} */ bytes) =>
      bytes < 1_048_576
        ? say("kilobytes", { number: decimal.format(bytes / 1024) })
        : say("megabytes", { number: decimal.format(bytes / 1_048_576) }),
    language: (/** @type {string} */ language) => {
      try {
        return names.of(language) ?? language;
      } catch {
        return language;
      }
    },
  };
}

/**
 * Returns the first of the reader's tags that has the base language of a tag, such as en-GB for en, since dates follow the region; otherwise
 * the tag.
 * @param {string} tag
 * @param {readonly string[]} tags
 */
export const withRegion = (tag, tags) => tags.find((one) => baseOf(one) === baseOf(tag)) ?? tag;
