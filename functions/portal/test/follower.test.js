// Tests that a tab follows its own import, whatever its dialog shows.
import assert from "node:assert/strict";
import test from "node:test";
import { close, dialogWith, keysIn, later, one, reopen } from "./dialogs.js";
import { layouts } from "./layouts.js";

const say = Object.assign(keysIn("en"), { number: String });
const importing = one({ status: "importing", progress: { percent: 5 } });
const other = one({ import_id: "i2" });
const dones = (events) => events.filter(([name]) => name === "rollcall-done").map(([, { import_id }]) => import_id);

/** Returns a dialog that shows the progress of the tab's own import, and a function that completes the import. */
async function following(responses = {}) {
  const all = { "GET /imports/i1": { body: importing }, "GET /imports/i2": { body: other }, ...responses };
  const parts = dialogWith(all, { id: "i1" }, say);
  const known = layouts.map((layout) => ({ ...layout, options: [] }));
  parts.dialog.set({ layouts: known, layout: known[0], startLayout: known[0] });
  parts.dialog.api.pause = later;
  const opened = parts.dialog.open();
  await later();
  assert.equal(parts.dialog.state.view, "progress");
  const complete = async () => {
    all["GET /imports/i1"] = { body: one() };
    await later();
    await later();
  };
  return { ...parts, opened, responses: all, complete };
}

test("an import is followed to its end while the dialog shows another one", async () => {
  for (const isInline of [false, true]) {
    const { dialog, events, memory, complete } = await following();
    dialog.host.isInline = () => isInline;
    await dialog.open("i2");
    await later();
    assert.deepEqual([dialog.state.view, dialog.imported.import_id, dialog.state.isOwn], ["result", "i2", false]);
    await complete();
    assert.deepEqual([dones(events), memory().isDone], [["i1"], true]);
    assert.deepEqual([dialog.state.view, dialog.imported.import_id, dialog.state.isOwn], ["result", "i2", false]);
  }
});

test("an import in progress remains that of the tab if another one is left for another file", async () => {
  for (const [leave, status] of [
    [(dialog) => dialog.startOver(), "completed"],
    [(dialog) => dialog.replace([new File(["x"], "people.csv")]), "rejected"],
  ]) {
    const { dialog, events, memory, complete } = await following({ "GET /imports/i2": { body: { ...other, status } } });
    await dialog.open("i2");
    await leave(dialog);
    assert.deepEqual([dialog.state.view, memory().id], ["start", "i1"]);
    await complete();
    assert.deepEqual(dones(events), ["i1"]);
    // An import that has ended is forgotten.
    await dialog.open("i2");
    await leave(dialog);
    assert.equal(memory().id, undefined);
  }
});

test("an import is followed while a file is chosen for the next one", async () => {
  const { dialog, events, complete } = await following();
  await dialog.open({ file: new File(["x"], "people.csv") });
  assert.equal(dialog.state.view, "start");
  await complete();
  assert.deepEqual([dones(events), dialog.state.view, dialog.state.imported], [["i1"], "start", null]);
});

test("the progress of an import that is shown is requested once, and its end is reported after its result is shown", async () => {
  const { dialog, calls, events, opened, complete } = await following();
  const before = calls.length;
  await dialog.watch();
  assert.equal(calls.length, before);
  await complete();
  await opened;
  assert.deepEqual(
    events.map(([name, detail]) => detail?.step ?? name).filter((name) => ["result", "rollcall-done"].includes(name)),
    ["result", "rollcall-done"],
  );
});

test("errors do not end the following of an import while the dialog is closed, unless it cannot be read", async () => {
  for (const [failure, isOver] of [
    [{ status: 500, body: {} }, false],
    [{ status: 403, body: {} }, true],
    [{ status: 404, body: {} }, true],
    [{ status: 410, body: {} }, true],
  ]) {
    const { dialog, calls, events, responses, complete } = await following();
    responses["GET /imports/i1"] = failure;
    await close(dialog);
    const before = calls.length;
    await later();
    await later();
    assert.equal(calls.length === before, isOver, String(failure.status));
    await complete();
    assert.deepEqual(dones(events), isOver ? [] : ["i1"]);
  }
});

test("an import is followed although the page sometimes gets no token", async () => {
  const { dialog, events, complete } = await following();
  let failures = 3;
  dialog.api.token = async () => {
    if (failures-- > 0) throw new TypeError("Failed to fetch");
    return null;
  };
  await close(dialog);
  for (let time = 0; time < 5; time++) await later();
  assert.ok(failures < 0);
  await complete();
  assert.deepEqual(dones(events), ["i1"]);
});

test("a dialog that is opened while a request waits for a token asks for one, every time", async () => {
  const { dialog, events, responses } = await following();
  // The page already has the layouts; the upload waits.
  responses["POST /imports"] = { status: 401, body: {} };
  dialog.api.token = async () => "old";
  const asked = () => events.filter(([name]) => name === "rollcall-unauthorized").length;
  await close(dialog);
  dialog.set({ chosen: { ...dialog.state.chosen, file: new File(["x"], "people.csv") } });
  dialog.upload();
  await later();
  await later();
  assert.deepEqual([dialog.state.wait?.kind, asked()], ["signIn", 0]);
  for (const count of [1, 2]) {
    await reopen(dialog);
    await later();
    await later();
    assert.deepEqual([dialog.state.view, asked()], ["upload", count]);
    await close(dialog);
  }
  dialog.end();
});

test("an upload that is stopped before it has an import does not cancel the import before", async () => {
  let respond = () => {};
  const { dialog, calls, memory } = await following({ "POST /imports": new Promise((done) => (respond = done)) });
  await dialog.open("i2");
  dialog.startOver();
  dialog.set({ chosen: { ...dialog.state.chosen, file: new File(["x"], "people.csv") } });
  const uploaded = dialog.upload();
  await later();
  await dialog.stop();
  respond({ body: { import_id: "i3", upload: null } });
  await uploaded;
  assert.deepEqual([calls.filter((call) => call.endsWith("/cancel")), memory().id], [[], "i1"]);
  assert.equal(dialog.state.view, "start");
  dialog.end();
});

test("an upload that is refused does not make the tab forget the import before", async () => {
  const refused = { status: 422, body: { code: "file-not-csv", detail: "A detail." } };
  const { dialog, memory } = await following({ "POST /imports": refused });
  await dialog.open("i2");
  dialog.startOver();
  dialog.set({ chosen: { ...dialog.state.chosen, file: new File(["x"], "people.csv") } });
  await dialog.upload();
  assert.deepEqual([dialog.state.view, dialog.state.notice.text, memory().id], ["start", "A detail.", "i1"]);
  dialog.end();
});

test("the list of imports is read on until it shows one of the layout, up to a limit", async () => {
  const learners = one({ import_id: "i9", options: { layout: "learners" } });
  for (const [found, pages, cursor] of [
    [3, 3, "4"],
    [Infinity, 10, "11"],
  ]) {
    const { dialog } = dialogWith({}, {}, say);
    let page = 1;
    dialog.api.request = async () => {
      const items = page >= found ? [learners, one()] : [learners];
      return { items, next_cursor: String(++page) };
    };
    await dialog.history();
    const { items, cursor: next } = dialog.state.past;
    assert.deepEqual([items.length, page - 1, next], [found === 3 ? 1 : 0, pages, cursor]);
    if (found < Infinity) {
      await dialog.lists.past();
      assert.deepEqual([dialog.state.past.items.length, page - 1], [2, 4]);
    }
  }
});

test("options that the page changes are used from the next start, and the admin's own choices until then", async () => {
  const options = layouts.map((layout) => ({ ...layout, options: [] }));
  const body = { default_layout: "enrolment", layouts: options, accepts: ["csv"], values: {} };
  const { dialog } = dialogWith({ "GET /layouts": { body } }, {}, say);
  dialog.set({ layout: null, imported: null });
  await dialog.open();
  dialog.set({ choices: { ...dialog.state.choices, send_invitations: true } });
  await close(dialog);
  await reopen(dialog);
  assert.equal(dialog.state.choices.send_invitations, true);
  for (const start of [() => reopen(dialog), () => dialog.startOver()]) {
    const { update_existing } = dialog.state.choices;
    await close(dialog);
    dialog.host.isOpen = () => true;
    dialog.host.element.options = { update_existing: !update_existing };
    await start();
    const { choices } = dialog.state;
    assert.deepEqual([choices.update_existing, choices.send_invitations], [!update_existing, false]);
  }
});
