// Sentences in the reader's language. `TEXTS` has those that came with the script; those of another language are loaded when they are
// needed. A message is a text with names in braces, or a list of texts and selectors: { $: name, key: message, …, "*": message }.
const baseOf = (tag) => tag.toLowerCase().split("-")[0];

// The language for a reader of this tag: the same, else one with the same base, else the first.
function languageOf(wanted) {
  const tag = String(wanted || "").toLowerCase();
  return TAGS.find((one) => one.toLowerCase() === tag) || TAGS.find((one) => baseOf(one) === baseOf(tag)) || TAGS[0];
}

const loaded = new Map();
// The texts of a language; those of the script if they cannot be loaded.
function textsOf(tag, api) {
  if (tag === TEXTS.tag) return TEXTS;
  if (!loaded.has(tag)) {
    const loading = import(`${api}/rollcall-import.js?texts=${tag}`).then(({ default: texts }) => (loaded.set(tag, texts), texts), () => (loaded.delete(tag), TEXTS));
    loaded.set(tag, loading);
  }
  return loaded.get(tag);
}

// Says a message. Numbers are written, and choose their plural form, as the language has it.
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
