// A dialog on an API with given responses.
import { Dialog } from "../src/dialog/dialog.js";
import { layouts } from "./layouts.js";

const counts = { created: 0, updated: 0, removed: 0, skipped: 0, failed: 0, course_assignments: 0, invitations: 0 };
/** A completed import. */
export const one = (more = {}) => ({
  import_id: "i1",
  source: "portal",
  status: "completed",
  file: { name: "wrong.csv" },
  undoes: null,
  undone_by: null,
  undo_status: null,
  options: { layout: "enrolment" },
  progress: { rows_total: 5 },
  problems: { errors: 0, warnings: 0, file: [] },
  corrections: 0,
  ...more,
  summary: { ...counts, created: 3, ...more.summary },
});

/** Returns a `say` for this language that shows keys instead of texts. */
export const keysIn = (lang) =>
  Object.assign((key, { count, code, name } = {}) => [key, count ?? code ?? name].filter(Boolean).join(" "), { lang });

/** Returns the texts of a template, of the templates inside it, and of those that `guard` or `keyed` renders. */
export function textsOf(value) {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (value?.strings) return textsOf(value.values);
  const [, render] = value?.values ?? [];
  if (typeof render === "function") return textsOf(render());
  if (render?.strings) return textsOf(render);
  return typeof value === "string" ? [value] : [];
}

/** Returns the values of an attribute (`id`, `?inert`, `@click`) in a template, in those inside it, and in those that `keyed` renders. */
export function attributesOf(value, name) {
  if (Array.isArray(value)) return value.flatMap((one) => attributesOf(one, name));
  const [, keyed] = value?.strings ? [] : (value?.values ?? []);
  if (keyed?.strings) return attributesOf(keyed, name);
  if (!value?.strings) return [];
  const isValue = (at) => value.strings[at].endsWith(`${name}=`);
  return value.values.flatMap((one, at) => (isValue(at) ? [one] : attributesOf(one, name)));
}

/** Returns a dialog that shows the import `i1`, on an API with these responses; `remembered` is what the tab has stored. */
export function dialogWith(responses, remembered = {}, say = keysIn("en")) {
  const events = [];
  const calls = [];
  // Like the storage of a tab, the memory contains only what JSON can express.
  const copy = (value) => JSON.parse(JSON.stringify(value));
  let memory = copy(remembered);
  const bodies = {};
  globalThis.fetch = async (url, { method, body: sent }) => {
    const call = `${method} ${url.replace("https://api", "")}`;
    calls.push(call);
    if (sent) bodies[call] = JSON.parse(sent);
    const { status = 200, body } = (await responses[call]) ?? { body: { items: [], next_cursor: null } };
    return new Response(JSON.stringify(body), { status });
  };
  const host = {
    api: "https://api",
    layout: "",
    element: { options: {}, hiddenOptions: [], lockedOptions: [] },
    kept: new Map(),
    memory: { get: () => memory, set: (next) => (memory = copy(next ?? {})) },
    token: async () => null,
    render: () => {},
    focus: () => {},
    isOpen: () => true,
    isInline: () => false,
    emit: (name, detail) => events.push([name, detail]),
  };
  const dialog = new Dialog(host, say);
  dialog.set({ layouts, layout: layouts[0], view: "result", imported: one() });
  return { dialog, events, calls, bodies, memory: () => memory };
}

export const later = () => new Promise((done) => setTimeout(done, 20));

export const close = (dialog) => {
  dialog.host.isOpen = () => false;
  dialog.closed();
  return later();
};
export const reopen = (dialog, target) => {
  dialog.host.isOpen = () => true;
  return dialog.open(target);
};
export const posts = (calls) => calls.filter((call) => call.startsWith("POST")).length;
export const noticeOf = ({ state }) => state.notice?.text;
export const waiting = (more) => one({ status: "awaiting_confirmation", created_at: "2026-01-01T00:00:00Z", ...more });
/** A request without a response. */
export const lost = () => ({ then: (_, reject) => reject(new TypeError("lost")) });

export const refused = { status: 403, body: { code: "scope-missing", detail: "A detail." } };
