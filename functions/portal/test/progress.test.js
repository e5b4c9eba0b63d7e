import assert from "node:assert/strict";
import test from "node:test";
import { loadingView, progressView } from "../src/dialog/views/progress.js";
import { sayIn } from "../src/text/messages.js";
import { dialogWith, one, textsOf } from "./dialogs.js";

const say = sayIn("en", { lastChange: "Last change: {ago}", stuck: "No progress: {ago}" });

/** Returns what screen readers announce, and what they do not, this many seconds after the last progress. */
function announced(seconds, more = {}) {
  const { dialog } = dialogWith({}, {}, say);
  const progress = { rows_total: 5, rows_applied: 1, percent: 20 };
  dialog.set({ imported: one({ status: "importing", progress }), progress: { moved: 0, mark: "" }, ...more });
  dialog.set({ now: seconds * 1000 });
  const markup = (value) =>
    value?.strings ? value.strings.reduce((all, text, at) => all + markup(value.values[at - 1]) + text) : String(value);
  const [quiet, ...live] = markup(progressView(dialog).body).split(/role="status">/);
  return { live: live.map((text) => text.split("<")[0].trim()), quiet };
}

test("a delay is announced once, while the time that is shown keeps counting", () => {
  assert.deepEqual(announced(29).live, [""]);
  assert.match(announced(29).quiet, /Last change: 29 seconds ago/);
  for (const seconds of [30, 39, 40, 75]) {
    assert.deepEqual(announced(seconds).live, ["No progress: 30 seconds ago"], seconds);
    assert.match(announced(seconds).quiet, new RegExp(`No progress: ${seconds} seconds ago`));
  }
  assert.deepEqual(announced(40, { wait: { kind: "offline", until: 0 } }).live, [""]);
});

test("while it is not known whether the file has arrived, the dialog says what it waits for", () => {
  const { dialog } = dialogWith({});
  const shown = (imported) => (dialog.set({ imported }), textsOf(loadingView(dialog).body));
  assert.deepEqual(shown(one({ status: "awaiting_upload" })), ["findingFile"]);
  assert.deepEqual(shown(null), ["loading"]);
});

test("an import that this tab did not start can be left while it is in progress", () => {
  for (const isInline of [true, false]) {
    const { dialog } = dialogWith({}, {}, say);
    dialog.host.isInline = () => isInline;
    const buttons = (status, isOwn) => {
      dialog.set({ imported: one({ status, progress: { percent: 0, rows_total: null } }), isOwn });
      return textsOf(progressView(dialog).foot).filter((text) => ["back", "cancelImport", "close"].includes(text));
    };
    const close = isInline ? [] : ["close"];
    // Each button has its id and its text.
    assert.deepEqual(buttons("importing", false), ["back", "back", ...close]);
    assert.deepEqual(buttons("importing", true), close);
    assert.deepEqual(buttons("validating", false), ["cancelImport", "back", "back", ...close]);
  }
});
