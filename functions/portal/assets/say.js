// Messages in the reader's language. `TEXTS` contains those of the script's language; other languages are loaded on demand. A message is a
// text with names in braces, or a list of texts and selectors: { $: name, key: message, …, "*": message }.
const baseOf = (tag) => tag.toLowerCase().split("-")[0];

// The language for a tag: the same, otherwise one with the same base language, otherwise the first.
function languageOf(wanted) {
  const tag = String(wanted || "").toLowerCase();
  return TAGS.find((one) => one.toLowerCase() === tag) || TAGS.find((one) => baseOf(one) === baseOf(tag)) || TAGS[0];
}

const loaded = new Map();
// The texts of a language, or those of the script if they cannot be loaded.
function textsOf(tag, api) {
  if (tag === TEXTS.tag) return TEXTS;
  if (!loaded.has(tag)) {
    const loading = import(`${api}/rollcall-import.js?texts=${tag}`).then(({ default: texts }) => (loaded.set(tag, texts), texts), () => (loaded.delete(tag), TEXTS));
    loaded.set(tag, loading);
  }
  return loaded.get(tag);
}

// Formats a message. Numbers are formatted, and select the plural form, by the rules of the language.
function sayIn(tag, messages) {
  const plain = new Intl.NumberFormat(tag), plural = new Intl.PluralRules(tag);
  const say = (key, values = {}) => {
    const show = (value) => (typeof value === "number" ? plain.format(value) : String(value ?? ""));
    const fill = (part) => {
      if (typeof part === "string") return part.replace(/\{([\w-]+)\}/g, (_, name) => show(values[name]));
      if (Array.isArray(part)) return part.map(fill).join("");
      const value = values[part.$];
      return fill(part[value] ?? (typeof value === "number" ? part[plural.select(value)] : null) ?? part["*"]);
    };
    return fill(messages[key]);
  };
  say.lang = tag;
  say.number = (number) => plain.format(number);
  return say;
}
