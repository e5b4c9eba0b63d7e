import assert from "node:assert/strict";
import test from "node:test";
import { compareHeader } from "../src/file/header.js";
import { frame } from "../src/dialog/views/frame.js";
import { sayIn } from "../src/text/messages.js";
import { attributesOf, dialogWith, one } from "./dialogs.js";
import { layouts } from "./layouts.js";

const FILE = new File(["x".repeat(2048)], "people.csv");

const say = sayIn("en", {
  sent: "{sent} of {size}",
  kilobytes: "{number} KB",
  openUploading: "Uploading {percent}",
});

/** Returns the texts of a template and of the templates inside it. */
function textsOf(value) {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (value?.strings) return textsOf(value.values);
  return typeof value === "string" ? [value] : [];
}

const shown = (dialog, isOpen) => textsOf(frame(dialog, { isOpen, hasButton: true }));
/** Returns the label of the button on the page while the dialog is closed. */
const labelOf = (dialog) => shown(dialog, false)[0];
const settle = () => new Promise((done) => setTimeout(done, 20));

/** Starts the upload of a file in a dialog and reports 512 bytes as sent; `arrive` completes the upload. */
async function uploading(responses, { file = FILE, headers = {} } = {}) {
  const transfers = [];
  globalThis.XMLHttpRequest = class {
    upload = {};
    status = 0;
    headers = {};
    open() {}
    setRequestHeader(name, value) {
      this.headers[name] = value;
    }
    send(body) {
      transfers.push(Object.assign(this, { body }));
    }
    abort() {
      this.onabort();
    }
  };
  const parts = dialogWith(
    {
      "POST /imports": { body: { import_id: "i1", upload: { method: "PUT", url: "https://bucket", headers } } },
      ...responses,
    },
    {},
    say,
  );
  const { dialog } = parts;
  dialog.set({ view: "start", imported: null, chosen: { ...dialog.state.chosen, file } });
  const ended = dialog.upload();
  await settle();
  transfers[0].upload.onprogress({ loaded: 512 });
  const arrive = (at = 0) => transfers[at].onload((transfers[at].status = 200));
  return { ...parts, ended, arrive, transfers };
}

test("the second click of a double click does not press the button of the next step", async () => {
  const { dialog } = await uploading({});
  const [{ capture, handleEvent }] = attributesOf(frame(dialog, { isOpen: true }), 'class="foot" @click');
  const stopped = [];
  // A key presses a button with a click that has no count.
  for (const detail of [0, 1, 2, 3]) handleEvent({ detail, stopPropagation: () => stopped.push(detail) });
  assert.deepEqual([capture, stopped], [true, [2, 3]]);
});

test("an upload shows the whole file until there is a response about its import", async () => {
  let respond = () => {};
  const first = new Promise((done) => (respond = done));
  const { dialog, ended, arrive } = await uploading({ "GET /imports/i1": first });
  assert.ok(shown(dialog, true).includes("0.5 KB of 2 KB"));
  arrive();
  await settle();
  assert.equal(dialog.state.view, "upload");
  for (const text of ["people.csv", "100%", "2 KB of 2 KB"]) assert.ok(shown(dialog, true).includes(text), text);
  respond({ body: one({ status: "awaiting_confirmation" }) });
  await ended;
  assert.equal(dialog.state.view, "review");
});

test("a workbook is uploaded with the headers that were signed, and its request is kept like that of any file", async () => {
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  const file = new File(["PK\x03\x04", "x".repeat(1020)], "people.xlsx", { type: "application/zip" });
  const signed = { "content-length": "1024", "content-type": type, "if-none-match": "*" };
  const { events, memory, transfers } = await uploading({}, { file, headers: signed });
  assert.deepEqual(transfers[0].headers, { "content-type": type, "if-none-match": "*" });
  assert.deepEqual([transfers[0].body.type, transfers[0].body.size], ["", 1024]);
  const { id, key, body } = memory();
  assert.deepEqual([id, body.file_name, body.size_bytes, body.encoding], ["i1", "people.xlsx", 1024, undefined]);
  assert.ok(key);
  const progress = events.filter(([name]) => name === "rollcall-progress").map(([, detail]) => detail);
  assert.deepEqual(progress.at(-1), { import_id: "i1", status: "uploading", percent: 50 });
});

test("after a reload, the same file continues the interrupted upload with the same options and encoding", async (t) => {
  const text = "enabled,name,email,companyName,languageCode\n1,Ren\u00e9e,r@example.org,Acme,fr\n";
  const file = new File([Uint8Array.from(text, (char) => char.charCodeAt(0))], "people.csv");
  const body = {
    file_name: "people.csv",
    size_bytes: file.size,
    layout: "enrolment",
    send_invitations: true,
    confirm: false,
    update_existing: true,
    on_row_errors: "skip",
    encoding: "windows-1250",
  };
  const waiting = { body: one({ status: "awaiting_upload", progress: {} }) };
  const { dialog } = dialogWith({ "GET /imports/i1": waiting }, { id: "i1", key: "k", body }, say);
  // The page was showing the other layout.
  dialog.set({ layout: layouts[1] });
  let now = 0;
  t.mock.method(Date, "now", () => (now += 10_000));
  await dialog.open();
  assert.deepEqual([dialog.state.view, dialog.state.choices.on_row_errors], ["start", "skip"]);
  await dialog.file.check([file]);
  assert.equal(JSON.stringify(dialog.file.request), JSON.stringify(body));
  await dialog.file.check([new File([await file.arrayBuffer(), "\n"], "people.csv")]);
  assert.equal(dialog.file.request.encoding, undefined, "another file");
});

test("without a response, the dialog says that the browser is offline only if it is", async (t) => {
  const { dialog } = await uploading({});
  const { navigator } = globalThis;
  const put = (value) => Object.defineProperty(globalThis, "navigator", { configurable: true, writable: true, value });
  t.after(() => put(navigator));
  dialog.set({ wait: { kind: "offline", until: 0 } });
  for (const [onLine, key] of [
    [true, "unreachable"],
    [false, "offline"],
  ]) {
    put({ onLine });
    const texts = shown(dialog, true);
    assert.deepEqual([texts.includes(key), texts.includes("unreachable")], [true, onLine]);
  }
});

test("the closed dialog says that it uploads only while it does", async () => {
  const { dialog, arrive } = await uploading({ "GET /imports/i1": new Promise(() => {}) });
  assert.equal(labelOf(dialog), "Uploading 25%");
  arrive();
  await settle();
  dialog.host.isOpen = () => false;
  dialog.closed();
  assert.equal(labelOf(dialog), "importUsers");
});

test("the closed dialog does not say that it uploads after the upload was stopped", async () => {
  let respond = () => {};
  const { dialog } = await uploading({ "POST /imports/i1/cancel": new Promise((done) => (respond = done)) });
  const stopped = dialog.stop();
  await settle();
  assert.ok(shown(dialog, true).includes("0.5 KB of 2 KB"));
  assert.equal(labelOf(dialog), "importUsers");
  respond({ body: one({ status: "cancelled" }) });
  await stopped;
  assert.equal(dialog.state.view, "start");
  assert.equal(labelOf(dialog), "importUsers");
});

test("the tab forgets a stopped upload only when its cancellation was accepted or refused", async () => {
  const stopping = async (response) => {
    const { dialog, memory, events } = await uploading({
      "GET /imports/i1": { body: one({ status: "awaiting_upload", progress: {} }) },
      "POST /imports/i1/cancel": response,
    });
    const stopped = dialog.stop();
    await settle();
    return { dialog, memory, events, stopped };
  };
  // The network is gone, and the dialog is closed.
  const { dialog, memory, stopped } = await stopping({ then: (_, reject) => reject(new TypeError("lost")) });
  assert.equal(memory().id, "i1");
  dialog.host.isOpen = () => false;
  dialog.closed();
  await stopped;
  assert.equal(memory().id, "i1");
  for (const response of [
    { body: one({ status: "cancelled" }) },
    { status: 409, body: {} },
    { status: 403, body: { code: "scope-missing" } },
  ]) {
    const { dialog, memory, stopped } = await stopping(response);
    await Promise.race([stopped, settle()]);
    assert.equal(memory().id, undefined);
    dialog.end();
  }
});

test("a dialog that has ended follows no import, so that the one that replaces it is the only one that does", async () => {
  const { dialog, calls } = dialogWith({}, { id: "i1" });
  dialog.host.isOpen = () => false;
  dialog.end();
  await dialog.watch();
  assert.deepEqual(calls, []);
});

test("an upload that another one has replaced does not end that one", async () => {
  const { dialog, ended, arrive } = await uploading({
    "GET /imports/i1": { body: one({ status: "awaiting_confirmation" }) },
  });
  const second = dialog.upload();
  await settle();
  arrive();
  await ended;
  assert.deepEqual([dialog.isUploading, dialog.state.view], [true, "upload"]);
  arrive(1);
  await second;
  assert.deepEqual([dialog.isUploading, dialog.state.view], [false, "review"]);
});

test("the layout that the admin switched to ends with the dialog or the import, and never renames the button", async () => {
  const options = layouts.map((layout) => ({ ...layout, options: [] }));
  const body = { default_layout: "enrolment", layouts: options, accepts: ["csv"], values: {} };
  for (const leave of ["closed", "startOver"]) {
    const { dialog } = dialogWith({ "GET /layouts": { body } }, {}, say);
    dialog.set({ layout: null, imported: null });
    await dialog.open();
    dialog.useLayout("learners");
    dialog.set({ chosen: { ...dialog.state.chosen, file: FILE } });
    assert.equal(labelOf(dialog), "importUsers");
    assert.ok(shown(dialog, true).includes("addUsers"));
    dialog[leave]();
    assert.deepEqual([dialog.layout.name, dialog.state.chosen.file], ["enrolment", null], leave);
  }
});

test("after an import of the other layout, the first step has its own layout again, except for a corrected file", async () => {
  const options = layouts.map((layout) => ({ ...layout, options: [] }));
  const body = { default_layout: "enrolment", layouts: options, accepts: ["csv"], values: {} };
  const learners = (more) => ({ body: one({ import_id: "i9", options: { layout: "learners" }, ...more }) });
  const made = (imported, remembered = {}) => {
    const { dialog } = dialogWith({ "GET /layouts": { body }, "GET /imports/i9": imported }, remembered, say);
    dialog.set({ layout: null, imported: null });
    return dialog;
  };
  for (const leave of [(dialog) => dialog.decisions.back(), (dialog) => dialog.begin()]) {
    const dialog = made(learners({ status: "awaiting_confirmation" }));
    await dialog.open();
    dialog.set({ chosen: { ...dialog.state.chosen, file: FILE } });
    const { choices } = dialog.state;
    await dialog.view("i9");
    assert.deepEqual([dialog.state.view, dialog.layout.name], ["review", "learners"]);
    await leave(dialog);
    const { view, chosen } = dialog.state;
    assert.deepEqual([view, dialog.layout.name, chosen.file], ["start", "enrolment", FILE]);
    assert.equal(dialog.state.choices, choices);
  }
  const dialog = made(learners({ status: "rejected" }));
  await dialog.open("i9");
  const checked = dialog.replace([FILE]);
  assert.deepEqual([dialog.state.view, dialog.layout.name, dialog.state.choices.confirm], ["start", "learners", true]);
  await checked;
  // The upload continues with the same request only in the same layout.
  const now = Date.now;
  const interrupted = made(learners({ status: "awaiting_upload" }), { id: "i9", body: { confirm: true } });
  interrupted.api.pause = async () => (Date.now = () => now() + 60_000);
  await interrupted.open();
  Date.now = now;
  interrupted.begin();
  assert.deepEqual([interrupted.state.view, interrupted.layout.name], ["start", "learners"]);
});

test("while a file is being checked, the closed dialog does not say that it is being imported", () => {
  const { dialog } = dialogWith({}, {}, say);
  const label = (more) => {
    dialog.set({ isOwn: true, imported: one({ progress: { percent: 0 }, ...more }) });
    return labelOf(dialog);
  };
  assert.equal(label({ status: "validating" }), "validating");
  assert.equal(label({ status: "importing" }), "openImporting");
  assert.equal(label({ status: "validating", undoes: "i0" }), "undo_validating");
});

test("a header without columns to map has no help for mapping them", () => {
  const { dialog } = dialogWith({}, {}, say);
  const header = compareHeader([["enabled", "name", "companyName", "languageCode"]], layouts[0]);
  const problem = { key: "columnMissing", values: { names: "email" } };
  const check = { rows: 1, labels: [], header, preview: [], samples: [], courseColumns: 0, delimiter: "," };
  const isShown = (mapping) => {
    const chosen = { ...dialog.state.chosen, file: FILE, problem, check, mapping: new Map(mapping) };
    dialog.set({ view: "start", imported: null, chosen });
    return shown(dialog, true).includes("headerHelp");
  };
  assert.deepEqual([isShown([]), isShown([[5, null]])], [false, true]);
});

test("an impossible number of course columns is not replaced", () => {
  const { dialog } = dialogWith({}, {}, say);
  dialog.set({ view: "start", imported: null });
  const downloads = [];
  dialog.downloads.template = (...values) => downloads.push(values);
  const press = attributesOf(frame(dialog, { isOpen: true }), "@click").find((one) => String(one).includes("modules"));
  const modules = { value: "999", reportValidity: () => Number(modules.value) <= 200 };
  const event = { currentTarget: { getRootNode: () => ({ getElementById: () => modules }) } };
  press(event);
  modules.value = "9";
  press(event);
  assert.deepEqual(downloads, [["csv", 9]]);
});
