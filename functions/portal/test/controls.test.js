// The controls that correct a problem.
import assert from "node:assert/strict";
import test from "node:test";
import { nothing } from "lit-html";
import { entryControls } from "../src/dialog/views/controls.js";
import { LineFocus } from "../src/dialog/focus.js";
import { problemsView } from "../src/dialog/views/problems.js";
import { checkAgain } from "../src/dialog/views/parts.js";
import { groupsOf } from "../src/fix/entries.js";
import { attributesOf, dialogWith, keysIn, one, textsOf } from "./dialogs.js";
import { enrolment } from "./layouts.js";

const say = Object.assign(keysIn("en"), { number: String });

/** Returns the controls of a problem and the choices that they make; `send` sends an event with this value in the field. */
function controls(problem) {
  const { dialog } = dialogWith({}, {}, say);
  const items = [{ severity: "error", message: "", suggestions: [], row: 3, ...problem }];
  dialog.set({ imported: one({ status: "rejected" }), problems: { ...dialog.state.problems, items, findings: [] } });
  const [{ entries }] = groupsOf(items, [], enrolment);
  const view = () => entryControls(dialog, entries[0]);
  const output = { textContent: "" };
  let focused = 0;
  const send = (type, value, options) => {
    const list = options && { querySelectorAll: () => options.map((one) => ({ value: one })) };
    const field = { value, list, focus: () => focused++, setCustomValidity: () => {} };
    const form = { elements: [field], querySelector: () => output };
    const [handler] = attributesOf(view(), `@${type}`);
    handler({ type, currentTarget: form, preventDefault: () => {} });
    return [[...dialog.state.fixes.values()].map((one) => one.to), output.textContent, focused];
  };
  return { dialog, view, send };
}
const email = { code: "email-invalid", column: "email", found: "a@@b.cd" };
const company = { code: "company-unmatched", column: "companyName", found: "Acmee" };
const label = { code: "header-column-unknown", column: "Mail", found: "Mail", row: 1 };

test("a value that was typed is chosen when its field is left, if it is valid", () => {
  assert.deepEqual(controls(email).send("change", "a@b.cd"), [["a@b.cd"], "", 0]);
  const { send } = controls(email);
  assert.deepEqual(send("change", "a@b"), [[], "cellEmail", 0]);
  // The value from the file is not a mistake until it is submitted.
  assert.deepEqual(send("change", "a@@b.cd"), [[], "", 0]);
  assert.deepEqual(send("change", " a@@b.cd "), [[], "", 0]);
  assert.deepEqual(send("submit", "a@@b.cd"), [[], "cellEmail", 1]);
  assert.deepEqual(send("submit", "a@b"), [[], "cellEmail", 2]);
  const missing = controls({ code: "name-missing", column: "name", found: null });
  assert.deepEqual(missing.send("change", ""), [[], "", 0]);
  assert.deepEqual(missing.send("submit", ""), [[], "cellMissing", 1]);
});

test("a value from a list is chosen when its field is left, if the list contains it", () => {
  assert.deepEqual(controls(company).send("change", "Acme", ["Acme"]), [["Acme"], "", 0]);
  const { send } = controls(company);
  assert.deepEqual(send("change", "Acm", ["Acme"]), [[], "chooseValue", 0]);
  assert.deepEqual(send("change", "", ["Acme"]), [[], "", 0]);
  assert.deepEqual(send("submit", "Acm", ["Acme"]), [["Acm"], "", 0]);
});

test("a column is chosen when its selection is left, not while the keyboard passes through others", () => {
  const { send } = controls(label);
  assert.deepEqual(send("change", "name")[0], []);
  assert.deepEqual(send("focusout", "")[0], []);
  assert.deepEqual(send("focusout", "email")[0], ["email"]);
});

test("while the file is being checked again, nothing can be chosen", () => {
  const { dialog } = controls(email);
  dialog.set({ imported: one({ status: "rejected", problems: { errors: 1, warnings: 0, file: [] } }) });
  const isInert = () => attributesOf(problemsView(dialog), "?inert");
  assert.deepEqual(isInert(), [false]);
  dialog.set({ isDeciding: true });
  assert.deepEqual(isInert(), [true]);
});

test("while a typed value cannot be used, the file is not checked again, and the field gets the focus", () => {
  const { dialog } = controls(email);
  const calls = [];
  dialog.decisions.checkAgain = () => calls.push("again");
  const [press] = attributesOf(checkAgain(dialog, 1), "@click");
  const group = { open: false };
  const wrong = { closest: () => group, form: { elements: [{ focus: () => calls.push("focus") }] } };
  const event = (found) => ({ currentTarget: { getRootNode: () => ({ querySelector: () => found }) } });
  press(event(wrong));
  press(event(null));
  assert.deepEqual([calls, group.open], [["focus", "again"], true]);
});

test("buttons with the same label name their value", () => {
  const labels = (view) => attributesOf(view, "aria-label").filter((one) => typeof one === "string");
  const { dialog, view } = controls({ ...email, suggestions: ["a@b.cd"] });
  assert.deepEqual(
    labels(view()).filter((one) => one.includes("a@@b.cd")),
    ["a@@b.cd: useThis", "a@@b.cd: leaveOut"],
  );
  dialog.fixes.choose([{ kind: "cell", row: 3, column: "email", found: "a@@b.cd", to: "a@b.cd" }]);
  assert.deepEqual(labels(view()), ["a@@b.cd: undo"]);
  const missing = controls({ code: "name-missing", column: "name", found: null });
  assert.ok(labels(missing.view()).includes("name 3: leaveOut"));
});

test("after a choice, the focus moves to the first control of the same line, unless it is somewhere else", async () => {
  const focused = [];
  const document = { body: {} };
  globalThis.document = document;
  document.activeElement = document.body;
  const later = () => new Promise((done) => setTimeout(done, 5));
  const line = { querySelector: () => ({ focus: () => focused.push("undo") }) };
  const control = { isConnected: true, closest: () => line };
  const focus = new LineFocus();
  focus.note({ target: control });
  focus.restore({ activeElement: control });
  control.isConnected = false;
  focus.restore({ activeElement: null });
  // Once.
  focus.restore({ activeElement: null });
  focus.note({ target: control });
  focus.restore({ activeElement: {} });
  await later();
  assert.deepEqual(focused, ["undo"]);
  // The click that left the field was on another field, which gets the focus after the rendering, or outside the element.
  for (const reach of [(root) => (root.activeElement = {}), () => (document.activeElement = {})]) {
    const root = { activeElement: null };
    focus.note({ target: control });
    focus.restore(root);
    reach(root);
    await later();
    document.activeElement = document.body;
  }
  delete globalThis.document;
  assert.deepEqual(focused, ["undo"]);
});

test("hidden rows and columns of a workbook have no controls, since the file has to be changed", () => {
  const hidden = { code: "workbook-hidden-rows", found: null };
  for (const severity of ["error", "warning"])
    for (const where of [{ row: null, column: "H" }, { row: 14 }, { row: null }])
      assert.equal(controls({ ...hidden, severity, ...where }).view(), nothing, JSON.stringify([severity, where]));
});

test("the rows of all existing users can be left out at once", () => {
  const { dialog } = controls(email);
  const exists = { code: "user-exists", severity: "error", column: "email", message: "", suggestions: [] };
  const view = (count, corrections = 0) => {
    const items = Array.from({ length: count }, (_, at) => ({ ...exists, row: at + 2, found: `u${at}@example.org` }));
    dialog.set({
      imported: one({ status: "rejected", corrections, problems: { errors: count, warnings: 0, file: [] } }),
      problems: { ...dialog.state.problems, items },
    });
    return problemsView(dialog);
  };
  const press = () => attributesOf(view(12), "@click").at(-1)();
  assert.ok(textsOf(view(12)).includes("leaveOutAll 12"));
  press();
  assert.deepEqual([...dialog.state.fixes.values()].at(-1), { kind: "row", row: 13 });
  press();
  assert.equal(dialog.state.fixes.size, 0);
  const isOffered = (...parts) => textsOf(view(...parts)).some((text) => text.startsWith("leaveOutAll"));
  // An import has at most 5,000 corrections.
  assert.deepEqual([isOffered(1), isOffered(2, 4998), isOffered(2, 4999)], [false, true, false]);
});

test("rows with the address or identifier of another row are left out at once, but that row is kept", () => {
  const { dialog } = controls(email);
  const view = (more) => {
    const items = [3, 4, 5].map((row) => ({ severity: "error", message: "", suggestions: [], row, ...more }));
    dialog.set({
      imported: one({ status: "rejected", problems: { errors: 3, warnings: 0, file: [] } }),
      problems: { ...dialog.state.problems, items },
      fixes: new Map(),
    });
    return problemsView(dialog);
  };
  const duplicates = view({ code: "email-duplicate", column: "email", found: "a@b.cd" });
  assert.ok(textsOf(duplicates).includes("leaveOutAll 3"));
  attributesOf(duplicates, "@click").at(-1)();
  assert.deepEqual(
    [...dialog.state.fixes.values()],
    [3, 4, 5].map((row) => ({ kind: "row", row })),
  );
  // A row with the same course twice is imported.
  const repeated = view({ code: "course-repeated", severity: "warning", column: "module requested 1", found: "Sales" });
  assert.ok(!textsOf(repeated).some((text) => text.startsWith("leaveOutAll")));
});

test("a warning about corrections that a reload loses appears only if there are any", () => {
  const { dialog } = controls(email);
  dialog.set({ imported: one({ status: "rejected", problems: { errors: 1, warnings: 0, file: [] } }) });
  const isSaid = (fix) => (dialog.fixes.choose([fix]), textsOf(problemsView(dialog)).includes("fixesLost"));
  assert.equal(isSaid({ kind: "value", column: "companyName", found: "Acmee", to: "Acme" }), false);
  assert.equal(isSaid({ kind: "cell", row: 3, column: "email", found: "a@@b.cd", to: "a@b.cd" }), true);
});
