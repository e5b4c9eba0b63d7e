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
function controls(problem, responses = {}) {
  const { dialog, calls } = dialogWith(responses, {}, say);
  const items = [{ severity: "error", message: "", suggestions: [], row: 3, ...problem }];
  dialog.set({ imported: one({ status: "rejected" }), problems: { ...dialog.state.problems, items, findings: [] } });
  const [{ entries }] = groupsOf(items, [], enrolment);
  const view = () => entryControls(dialog, entries[0]);
  const output = { textContent: "" };
  const fields = [];
  let focused = 0;
  const form = { querySelector: () => output };
  const send = (type, value, options) => {
    const list = options && { querySelectorAll: () => options.map((one) => ({ value: one })) };
    const field = { value, list, focus: () => focused++, setCustomValidity: () => {} };
    fields.push(field);
    form.elements = [field];
    const [handler] = attributesOf(view(), `@${type}`);
    handler({ type, currentTarget: form, preventDefault: () => {} });
    return [[...dialog.state.fixes.values()].map((one) => one.to), output.textContent, focused];
  };
  return { dialog, calls, view, send, output, fields };
}
const settled = () => new Promise((done) => setTimeout(done, 5));
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
});

test("a name that was typed is looked up in the catalog before it is used", async () => {
  const path = (q) => `GET /choices?${new URLSearchParams({ layout: "enrolment", column: "companyName", q })}`;
  const submit = async (text, response) => {
    const { dialog, send, output, calls } = controls(company, { [path(text)]: response });
    const [chosen, said] = send("submit", ` ${text} `, []);
    // Meanwhile, the file is not checked again.
    assert.deepEqual([chosen, said], [[], "loading"]);
    await settled();
    return [[...dialog.state.fixes.values()].map((one) => one.to), output.textContent, calls.length];
  };
  const items = (...items) => ({ body: { items, next_cursor: null } });
  assert.deepEqual(await submit("Acme", items("Acme", "Acme Ltd")), [["Acme"], "", 1]);
  assert.deepEqual(await submit("société  ACME", items("Societe Acme")), [["Societe Acme"], "", 1]);
  assert.deepEqual(await submit("Nonexistent", items()), [[], "choiceUnknown choiceAlias", 1]);
  assert.deepEqual(await submit("Acm", items("Acme", "Acme Ltd")), [[], "choiceUnknown choiceAlias", 1]);
  // There are more names than one response lists.
  assert.deepEqual(await submit("Ac", { body: { items: ["Acme"], next_cursor: "c" } }), [["Ac"], "", 1]);
  // The catalog cannot be asked.
  assert.deepEqual(await submit("Acm", { status: 403, body: {} }), [["Acm"], "", 1]);
});

test("a name that is not in the catalog is used if it is submitted again, since it may be an alias", async () => {
  const path = (q) => `GET /choices?${new URLSearchParams({ layout: "enrolment", column: "companyName", q })}`;
  const none = { body: { items: [], next_cursor: null } };
  const { dialog, send, calls } = controls(company, { [path("HV")]: none, [path("HW")]: none });
  for (const text of ["HV", "HW"]) {
    send("submit", text, []);
    await settled();
    assert.equal(dialog.state.fixes.size, 0);
  }
  assert.deepEqual([send("submit", "HW", [])[0], calls.length], [["HW"], 2]);
});

test("an alias that is a part of other names is used if it is submitted again", async () => {
  const query = new URLSearchParams({ layout: "enrolment", column: "companyName", q: "Acme" });
  const body = { items: ["Acme GmbH", "Acme Holding AG"], next_cursor: null };
  const { dialog, send, output, calls } = controls(company, { [`GET /choices?${query}`]: { body } });
  send("submit", "Acme", []);
  await settled();
  assert.deepEqual([dialog.state.fixes.size, output.textContent], [0, "choiceUnknown choiceAlias"]);
  assert.deepEqual([send("submit", "Acme", [])[0], calls.length], [["Acme"], 1]);
});

test("a name that was typed with other dashes, quotes or spaces is that of the catalog", async () => {
  for (const [text, name] of [
    ["Data Protection - The Essentials", "Data Protection – The Essentials"],
    ["data protection-the essentials", "Data Protection — The Essentials"],
    ['Women\'s "Night"', "Women’s “Night”"],
    ["L`Oreal", "L´Oréal"],
    ["STRASSE", "Stra\u00adße"],
  ]) {
    const query = new URLSearchParams({ layout: "enrolment", column: "companyName", q: text });
    const body = { items: [name, `${name} II`], next_cursor: null };
    const { dialog, send } = controls(company, { [`GET /choices?${query}`]: { body } });
    send("submit", text, []);
    await settled();
    assert.deepEqual(
      [...dialog.state.fixes.values()].map(({ to }) => to),
      [name],
    );
  }
});

test("each field that offers values has its own list", () => {
  const { dialog } = controls(company);
  const course = { code: "course-unmatched", severity: "error", message: "", suggestions: [], company: "Acme", row: 3 };
  const items = ["Excell", "Word 1"].map((found, at) => ({ ...course, column: `module requested ${at + 1}`, found }));
  const { entries } = groupsOf(items, [], enrolment)[0];
  const idsOf = () => entries.map((entry) => attributesOf(entryControls(dialog, entry), "id")[0]);
  const [first, second] = idsOf();
  assert.notEqual(first, second);
  // Rendering again does not replace them.
  assert.deepEqual(idsOf(), [first, second]);
});

test("a name that is looked up is not used if it was changed, or if another import is shown", async () => {
  const query = new URLSearchParams({ layout: "enrolment", column: "companyName", q: "Acme" });
  const found = { [`GET /choices?${query}`]: { body: { items: ["Acme"], next_cursor: null } } };
  const unchanged = controls(company, found);
  unchanged.send("submit", "Acme", []);
  await settled();
  assert.equal(unchanged.dialog.state.fixes.size, 1);
  for (const change of [({ fields }) => (fields[0].value = "Acme Ltd"), ({ dialog }) => dialog.begin()]) {
    const made = controls(company, found);
    made.send("submit", "Acme", []);
    change(made);
    await settled();
    assert.equal(made.dialog.state.fixes.size, 0);
  }
});

test("codes are used only if they are among the valid values", () => {
  const language = { code: "language-invalid", column: "languageCode", found: "English" };
  const enabled = { code: "enabled-invalid", column: "enabled", found: "maybe" };
  for (const [problem, text, to, said] of [
    [language, "harb", [], "cellInvalid"],
    [language, "xx", [], "cellInvalid"],
    [language, "en", ["en"], ""],
    [language, "es-ES", ["es-ES"], ""],
    [language, "gsw", ["gsw"], ""],
    [enabled, "yes", [], "chooseValue"],
    [enabled, "1", ["1"], ""],
  ]) {
    const { dialog, send } = controls(problem);
    dialog.set({ values: { enabled: ["1", "0"], language_tag: ["en-GB", "en", "es", "fr"] } });
    assert.deepEqual(send("submit", text, []).slice(0, 2), [to, said], text);
  }
});

test("a column is chosen when its selection is left, not while the keyboard passes through others", () => {
  const { send } = controls(label);
  assert.deepEqual(send("change", "name")[0], []);
  assert.deepEqual(send("focusout", "")[0], []);
  assert.deepEqual(send("focusout", "email")[0], ["email"]);
});

test("a warning is corrected with its suggestion or another value, or left as it is", () => {
  const suspicious = { code: "email-suspicious", severity: "warning", column: "email", found: "anna@gmial.com" };
  const { dialog, view, send } = controls({ ...suspicious, suggestions: ["anna@gmail.com"] });
  assert.deepEqual(
    textsOf(view()).filter((text) => /^(use|leaveOut)/.test(text)),
    ["use", "useThis", "leaveOut"],
  );
  // The field has the value from the file, which may be right.
  assert.ok(attributesOf(view(), "value").includes("anna@gmial.com"));
  const cell = { kind: "cell", row: 3, column: "email", found: "anna@gmial.com" };
  attributesOf(view(), "@click")[0]();
  assert.deepEqual([...dialog.state.fixes.values()], [{ ...cell, to: "anna@gmail.com" }]);
  dialog.fixes.undo([cell]);
  assert.deepEqual(send("submit", "anna@gmx.com")[0], ["anna@gmx.com"]);
  assert.deepEqual(dialog.fixes.safe, []);
  // Nothing is known to be better.
  const texts = (more) => textsOf(controls({ ...suspicious, ...more }).view());
  assert.ok(!texts({}).includes("useThis"));
  // A code that many rows have may be right in others.
  const language = { code: "language-suspicious", column: "languageCode", found: "se", suggestions: ["sv"] };
  assert.deepEqual(texts({ ...language, row: null, rows: 2, first_rows: [3, 4] }), []);
});

test("the field of a value that a correction did not solve has the corrected text", () => {
  const corrected = { code: "identifier-duplicate", column: "identifier", found: "777", reads: "778" };
  const { view, send } = controls(corrected);
  assert.ok(attributesOf(view(), "value").includes("778"));
  assert.deepEqual(send("submit", "778").slice(0, 2), [[], "cellSame"]);
  assert.deepEqual(send("submit", "779").slice(0, 2), [["779"], ""]);
  // A text that is cut off must not become the value.
  const long = controls({ ...corrected, reads: "7".repeat(119) + "…" });
  assert.ok(attributesOf(long.view(), "value").includes("777"));
});

test("a user who exists can be given another address, and a row that would disable the admin another value", () => {
  const exists = controls({ code: "user-exists", column: "email", found: "ann@b.cd" });
  assert.deepEqual(exists.send("submit", "anne@b.cd")[0], ["anne@b.cd"]);
  const own = controls({ code: "self-disable", column: "enabled", found: "0" });
  assert.deepEqual(own.send("change", "1", ["1", "0"])[0], ["1"]);
  assert.deepEqual(
    [exists, own].map(({ dialog }) => [...dialog.state.fixes.values()][0].kind),
    ["cell", "cell"],
  );
  // Without the text of the cell, its correction would not match.
  for (const found of [null, ""]) {
    const unknown = controls({ code: "self-disable", column: "enabled", found });
    assert.deepEqual(
      textsOf(unknown.view()).filter((text) => /^(use|leaveOut)/.test(text)),
      ["leaveOut"],
    );
  }
});

test("a row whose cells have shifted can only be left out", () => {
  const { dialog } = controls(email);
  const items = [
    { code: "row-too-many-cells", found: "x", column: null },
    { ...email, suggestions: ["a@b.cd"] },
  ].map((more) => ({ severity: "error", message: "", suggestions: [], row: 3, ...more }));
  for (const { entries } of groupsOf(items, [], enrolment))
    assert.deepEqual(
      textsOf(entryControls(dialog, entries[0])).filter((text) => /^(use|leaveOut)/.test(text)),
      ["leaveOut"],
    );
  // A footer is quoted as a whole, so it cannot be corrected as an address.
  const footer = controls({ code: "email-missing", column: "email", found: "Total 17" });
  assert.ok(!textsOf(footer.view()).includes("useThis"));
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
  const texts = (view) => textsOf(view()).filter((text) => /^(email|name|Acmee)/.test(text));
  // Fields are named like the buttons beside them; duplicates have the same value.
  assert.ok(texts(controls(email).view).includes("email, a@@b.cd"));
  assert.ok(texts(missing.view).includes("name 3"));
  assert.ok(texts(controls(company).view).includes("Acmee"));
  const duplicate = controls({ ...email, code: "email-duplicate" });
  assert.ok(texts(duplicate.view).includes("email, a@@b.cd, row 3"));
  assert.ok(labels(duplicate.view()).includes("a@@b.cd, row 3: leaveOut"));
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

test("a problem of one row names the person", async () => {
  const errors = { created: 0, failed: 3 };
  const imported = one({ status: "rejected", summary: errors, problems: { errors: 3, warnings: 0, file: [] } });
  const user = (name, last_name, email) => ({ user: { name, last_name, email } });
  const rows = [
    { row: 3, ...user("Zoë", "Lee", "zoe@b.cd") },
    { row: 4, ...user(null, null, "ben@b.cd") },
    { row: 5, ...user("Ann", null, "a@@b.cd") },
  ];
  const missing = { code: "name-missing", severity: "error", column: "name", message: "", suggestions: [] };
  const items = [
    { ...missing, row: 3 },
    { ...missing, row: 4 },
    { ...missing, code: "name-invalid", found: "Ann", row: 5 },
  ];
  const responses = {
    "GET /imports/i1/problems?limit=1000": { body: { items, next_cursor: null } },
    "GET /imports/i1/rows?outcome=failed&limit=1000": { body: { items: rows, next_cursor: "c" } },
  };
  const { dialog, calls } = dialogWith(responses, {}, say);
  dialog.set({ imported });
  await dialog.lists.problems();
  const texts = textsOf(problemsView(dialog));
  // The last one is the value itself, which only its field repeats.
  assert.deepEqual(
    ["Zoë Lee", "ben@b.cd", "Ann"].map((name) => texts.filter((text) => text === name).length),
    [1, 1, 1],
  );
  assert.equal(calls.filter((call) => call.includes("/rows")).length, 1);
  // Rows that are no longer stored do not matter.
  responses["GET /imports/i1/rows?outcome=failed&limit=1000"] = { status: 404, body: { code: "rows-gone" } };
  const gone = dialogWith(responses, {}, say).dialog;
  gone.set({ imported });
  await gone.lists.problems();
  assert.deepEqual(
    [gone.state.problems.people.size, gone.state.problems.items.length, gone.state.notice],
    [0, 3, null],
  );
});

test("a warning about corrections that a reload loses appears only if there are any", () => {
  const { dialog } = controls(email);
  dialog.set({ imported: one({ status: "rejected", problems: { errors: 1, warnings: 0, file: [] } }) });
  const isSaid = (fix) => (dialog.fixes.choose([fix]), textsOf(problemsView(dialog)).includes("fixesLost"));
  assert.equal(isSaid({ kind: "value", column: "companyName", found: "Acmee", to: "Acme" }), false);
  assert.equal(isSaid({ kind: "cell", row: 3, column: "email", found: "a@@b.cd", to: "a@b.cd" }), true);
});
