// Corrections that are chosen but not sent yet.
import assert from "node:assert/strict";
import test from "node:test";
import { Dialog } from "../src/dialog/dialog.js";
import { facts } from "../src/dialog/views/facts.js";
import { frame } from "../src/dialog/views/frame.js";
import { sentView } from "../src/dialog/views/sent.js";
import { attributesOf, dialogWith, keysIn, one, textsOf } from "./dialogs.js";

const say = Object.assign(keysIn("en"), { number: String, ago: () => "", date: () => "" });
const settled = () => new Promise((done) => setTimeout(done, 5));
const errors = { errors: 2, warnings: 0, file: [] };
const company = { kind: "value", column: "companyName", found: "Acmee", to: "Acme" };
const cell = { kind: "cell", row: 3, column: "email", found: "a@@b.cd", to: "a@b.cd" };

/** Returns a dialog that shows the import `i1` in this state, as this tab's own if `remembered` names it. */
async function shown(imported, remembered = { id: "i1" }, responses = {}) {
  const all = { "GET /imports/i1": { body: one({ problems: errors, ...imported }) }, ...responses };
  const made = dialogWith(all, remembered, say);
  await made.dialog.view("i1");
  await settled();
  return { ...made, responses: all };
}
/** Closes the dialog, and opens it again. */
async function reopen({ dialog }) {
  const { isOpen } = dialog.host;
  dialog.host.isOpen = () => false;
  dialog.closed();
  await settled();
  dialog.host.isOpen = isOpen;
  await dialog.open();
  await settled();
}
const chosen = ({ dialog }) => [...dialog.state.fixes.values()];

test("closing the dialog keeps the corrections of a rejected file and of a review", async () => {
  for (const [status, view] of [
    ["rejected", "result"],
    ["awaiting_confirmation", "review"],
  ]) {
    const made = await shown({ status });
    made.dialog.fixes.choose([company, cell]);
    await reopen(made);
    assert.deepEqual([made.dialog.state.view, chosen(made)], [view, [company, cell]], status);
  }
});

test("a rejected file without corrections is not shown again", async () => {
  const made = await shown({ status: "rejected" });
  await reopen(made);
  assert.deepEqual([made.dialog.state.view, made.memory()], ["start", {}]);
});

test("corrections of an import that is not this tab's own are kept for when it is shown again", async () => {
  const made = await shown({ status: "rejected" }, {});
  made.dialog.fixes.choose([cell]);
  await reopen(made);
  assert.deepEqual([made.dialog.state.view, chosen(made)], ["start", []]);
  await made.dialog.view("i1");
  assert.deepEqual(chosen(made), [cell]);
});

test("corrections without personal data are restored after a reload, also of an import that has ended", async () => {
  const { dialog, memory, responses } = await shown({ status: "awaiting_confirmation" });
  dialog.fixes.choose([company, cell]);
  responses["GET /imports/i1"] = { body: one({ status: "expired", problems: errors }) };
  await dialog.view("i1");
  const reloaded = await shown({ status: "expired" }, memory());
  assert.deepEqual(chosen(reloaded), [company]);
});

test("Back and another file ask before they discard corrections", async () => {
  const cancelled = { body: one({ status: "cancelled" }) };
  for (const [status, leave, label] of [
    ["awaiting_confirmation", (dialog) => dialog.decisions.back(), "back"],
    ["rejected", (dialog) => dialog.startOver(), "another"],
  ]) {
    const { dialog, calls } = await shown({ status }, { id: "i1" }, { "POST /imports/i1/cancel": cancelled });
    dialog.fixes.choose([company]);
    assert.equal(dialog.fixes.unsent, 1);
    const before = calls.length;
    await leave(dialog);
    const { view, notice } = dialog.state;
    assert.deepEqual([calls.length, view === "start", notice.text, notice.label], [before, false, "fixesGone", label]);
    assert.ok(textsOf(frame(dialog, { isOpen: true })).includes(label));
    await notice.onRetry();
    assert.deepEqual([dialog.state.view, dialog.fixes.unsent], ["start", 0]);
  }
});

test("corrections that were discarded or sent do not come back when the import is shown again", async () => {
  const corrected = {
    "POST /imports/i1/corrections": { body: { import_id: "i2" } },
    "GET /imports/i2": { body: one({ import_id: "i2" }) },
    "POST /imports/i1/cancel": { body: one({ status: "cancelled" }) },
  };
  for (const [status, remembered, leave] of [
    ["awaiting_confirmation", {}, (dialog) => dialog.decisions.back(true)],
    ["awaiting_confirmation", { id: "i1" }, (dialog) => dialog.decisions.back(true)],
    ["rejected", {}, (dialog) => dialog.startOver(true)],
    ["rejected", {}, (dialog) => dialog.decisions.checkAgain()],
  ]) {
    const made = await shown({ status }, remembered, corrected);
    made.dialog.fixes.choose([company, cell]);
    await leave(made.dialog);
    await made.dialog.view("i1");
    assert.deepEqual([made.dialog.imported.import_id, chosen(made)], ["i1", []], String(leave));
  }
});

test("corrections of one import do not replace those of another", async () => {
  const other = { body: one({ import_id: "i2", status: "rejected", problems: errors }) };
  const made = await shown({ status: "rejected" }, {}, { "GET /imports/i2": other });
  made.dialog.fixes.choose([cell]);
  await made.dialog.view("i2");
  made.dialog.fixes.choose([company]);
  for (const [id, fix] of [
    ["i1", cell],
    ["i2", company],
  ]) {
    await made.dialog.view(id);
    assert.deepEqual(chosen(made), [fix]);
  }
});

test("the corrections of an import are counted and listed, and a single one can be undone", async () => {
  const row = { kind: "row", row: 4 };
  const column = { kind: "column", label: "Notes", to: null };
  const corrections = [company, cell, row, column];
  const { dialog, bodies } = await shown(
    {
      status: "awaiting_confirmation",
      corrections: 4,
      progress: { rows_left_out: 3 },
      problems: { errors: 0, warnings: 1, file: [{ code: "header-repeated", severity: "warning", rows: 2 }] },
    },
    { id: "i1" },
    {
      "GET /imports/i1/corrections": { body: { corrections } },
      "POST /imports/i1/corrections": { body: { import_id: "i2" } },
      "GET /imports/i2": { body: one({ import_id: "i2", status: "awaiting_confirmation" }) },
    },
  );
  const texts = () => textsOf(facts(dialog));
  // The row that is left out is not counted twice, and rows that repeat the header are not corrections.
  assert.ok(texts().includes("factFixes 3, factLeftOut 1"), String(texts()));
  await dialog.fixes.sent();
  assert.ok(texts().includes("factFixes 3, factLeftOut 1"), String(texts()));
  for (const text of ["companyName", "Acmee", "Acme", "row 3 · email", "row 4", "leftOut", "Notes", "ignoreColumn"])
    assert.ok(texts().includes(text), `${text}: ${texts()}`);
  const undo = attributesOf(facts(dialog), "@click").at(-2);
  await undo();
  assert.deepEqual(bodies["POST /imports/i1/corrections"], { corrections: [company, cell, column] });
  assert.equal(dialog.imported.import_id, "i2");
});

test("a list of corrections that cannot be loaded closes, and is closed when the import is shown again", async () => {
  const made = await shown(
    { status: "rejected", corrections: 1 },
    { id: "i1" },
    { "GET /imports/i1/corrections": { status: 404, body: { code: "not-found" } } },
  );
  const { dialog, responses } = made;
  const load = async () => {
    const list = { open: true };
    await attributesOf(facts(dialog), "@toggle")[0]({ currentTarget: list });
    return list.open;
  };
  assert.deepEqual([await load(), dialog.state.sent], [false, null]);
  responses["GET /imports/i1/corrections"] = { body: { corrections: [company] } };
  assert.deepEqual([await load(), dialog.state.sent], [true, [company]]);
  // The element that was open is replaced.
  const keyOf = () => sentView(dialog).values[0];
  const before = keyOf();
  dialog.set({ isDeciding: true });
  assert.equal(keyOf(), before);
  await dialog.view("i1");
  assert.notEqual(keyOf(), before);
});

test("an import that was completed elsewhere is not shown again because of corrections that were never sent", async () => {
  const made = await shown({ status: "awaiting_confirmation" });
  made.dialog.fixes.choose([company]);
  made.responses["GET /imports/i1"] = { body: one({ problems: errors }) };
  await made.dialog.view("i1");
  assert.equal(made.dialog.state.view, "result");
  await reopen(made);
  assert.deepEqual([made.dialog.state.view, made.memory()], ["start", {}]);
});

test("corrections outlast a dialog that starts over in another language", async () => {
  const { dialog, responses } = await shown({ status: "rejected" });
  dialog.fixes.choose([company, cell]);
  dialog.host.isOpen = () => false;
  dialog.closed();
  dialog.end();
  const next = new Dialog(dialog.host, say);
  // The browser still asks before the page is left.
  assert.equal(next.fixes.unsent, 2);
  const { layouts } = dialog.state;
  responses["GET /layouts"] = {
    body: { default_layout: "enrolment", layouts: layouts.map((one) => ({ ...one, options: [] })), accepts: ["csv"] },
  };
  dialog.host.isOpen = () => true;
  await next.open();
  await settled();
  assert.deepEqual([next.state.view, chosen({ dialog: next }), next.fixes.unsent], ["result", [company, cell], 2]);
});

test("no more suggestions are accepted at once than can be sent", async () => {
  const { dialog } = await shown({ status: "rejected", corrections: 4996 });
  const problem = (row) => ({
    code: "email-invalid",
    severity: "error",
    column: "email",
    row,
    found: `${row}@@example.org`,
    suggestions: [`${row}@example.org`],
    safe: true,
    message: "",
  });
  const items = [2, 3, 4, 5, 6].map(problem);
  dialog.set({ problems: { ...dialog.state.problems, items, findings: [] } });
  dialog.fixes.choose([cell]);
  assert.equal(dialog.fixes.safe.length, 3);
  dialog.fixes.acceptSafe();
  assert.deepEqual([dialog.state.fixes.size, dialog.fixes.safe.length], [4, 0]);
});
