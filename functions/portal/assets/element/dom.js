// Sizes, times and names in the format of the reader's language. `wanted`: the tag that the page requested, with its region.
function withFormats(say, wanted) {
  let locale = say.lang;
  try {
    if (baseOf(wanted) === baseOf(say.lang)) [locale] = Intl.getCanonicalLocales(wanted);
  } catch {}
  const percent = new Intl.NumberFormat(say.lang, { style: "percent" });
  const decimal = new Intl.NumberFormat(say.lang, { maximumFractionDigits: 1 });
  const relative = new Intl.RelativeTimeFormat(say.lang, { numeric: "auto" });
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const names = new Intl.DisplayNames(say.lang, { type: "language" });
  say.percent = (number) => percent.format(number / 100);
  say.ago = (seconds) => relative.format(-seconds, "second");
  say.date = (text) => date.format(new Date(text));
  say.size = (bytes) => (bytes < 1048576 ? say("kilobytes", { number: decimal.format(bytes / 1024) }) : say("megabytes", { number: decimal.format(bytes / 1048576) }));
  say.language = (tag) => {
    try { return names.of(tag); } catch { return tag; }
  };
  return say;
}

// Creates elements. Everything from a file or a response is inserted as text.

// Properties, attributes (with a hyphen, "role", "for"), listeners (on…), children; null and false are omitted.
function h(name, properties, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties || {})) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key.includes("-") || key === "role" || key === "for") value !== null && element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

const ICONS = {
  close: "M5 5l10 10M15 5L5 15",
  file: "M5 2.5h6.5L15.5 7v10.5h-10.5zM11.5 2.5V7h4M7.5 11h5M7.5 14h5",
  upload: "M10 13V3.5M6 7l4-4 4 4M3 13v4h14v-4",
  download: "M10 3v9.5M6 9l4 4 4-4M3 13v4h14v-4",
  good: "M10 2a8 8 0 100 16 8 8 0 000-16zM6.5 10.2l2.4 2.4 4.6-5",
  bad: "M10 2a8 8 0 100 16 8 8 0 000-16zM10 6v5M10 13.8v.2",
  warn: "M10 2.5L18.5 17h-17zM10 8v4M10 14.4v.2",
  info: "M10 2a8 8 0 100 16 8 8 0 000-16zM10 9v5M10 6v.2",
  down: "M5 8l5 5 5-5",
};
function icon(name) {
  const draw = (kind, attributes) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", kind);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const svg = draw("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" });
  svg.append(draw("path", { d: ICONS[name] }));
  return svg;
}

// `kind`: good, bad, warn, or nothing for neutral.
const banner = (kind, title, ...rest) => h("div", { className: `banner ${kind}` }, icon(kind || "info"), h("strong", null, title), rest.map((one) => (typeof one === "string" ? h("p", null, one) : one)));

// Text from users keeps its own direction. Bidirectional control characters, as in a name that hides its extension, are made visible.
const foreign = (text) => h("bdi", null, text.replace(/[\u202a-\u202e\u2066-\u2069]/g, "\ufffd"));

function save(blob, name) {
  const url = URL.createObjectURL(blob);
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
