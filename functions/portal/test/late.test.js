// Tests responses that arrive after the dialog was closed, and perhaps opened again.
import assert from "node:assert/strict";
import test from "node:test";
import { close, dialogWith, keysIn, later, noticeOf, one, refused, reopen, waiting } from "./dialogs.js";

const say = Object.assign(keysIn("en"), { number: String });

/** Returns a dialog that was closed while a request was on its way, and a function that responds. */
async function closedDuring(path, decide, state = { view: "review", imported: waiting() }, remembered = { id: "i1" }) {
  let respond = () => {};
  const responses = {
    "GET /imports/i1": { body: state.imported },
    "GET /imports/i2": { body: waiting({ import_id: "i2" }) },
    [`POST ${path}`]: new Promise((done) => (respond = done)),
  };
  const parts = dialogWith(responses, remembered, say);
  const { dialog } = parts;
  dialog.set({ isOwn: true, ...state });
  const decided = decide(dialog.decisions);
  await later();
  await close(dialog);
  return { ...parts, responses, respond, decided };
}
const goingBack = (state) => closedDuring("/imports/i1/cancel", (decisions) => decisions.back(), state);
const checking = () => closedDuring("/imports/i1/corrections", (decisions) => decisions.checkAgain());
const invitingClosed = () =>
  closedDuring(
    "/invitations",
    (decisions) => decisions.invite(),
    { view: "result", imported: one(), invite: { step: "ask", counts: { queued: 3 } } },
    { id: "i1", isDone: true },
  );
const dones = (events) => events.filter(([name]) => name === "rollcall-done").length;

test("Back that is on its way when the dialog is closed shows the outcome in the reopened dialog", async () => {
  for (const more of [{}, { source: "undo", undoes: "i0", file: null }])
    for (const [response, now, view] of [
      [{ body: one({ ...more, status: "cancelled" }) }, one({ ...more, status: "cancelled" }), "result"],
      [{ status: 409, body: {} }, one(more), "result"],
    ]) {
      const parts = await goingBack({ view: "review", imported: waiting(more) });
      const { dialog, events, responses, respond, decided } = parts;
      responses["GET /imports/i0"] = { body: one({ import_id: "i0" }) };
      await reopen(dialog);
      assert.deepEqual([dialog.state.view, dialog.state.isDeciding], ["review", true]);
      responses["GET /imports/i1"] = { body: now };
      respond(response);
      await decided;
      const { imported, isDeciding, notice } = dialog.state;
      assert.deepEqual([dialog.state.view, imported.status, isDeciding, notice], [view, now.status, false, null]);
      assert.equal(dones(events), 1);
    }
});

test("Back that is refused is reported with its own import", async () => {
  // While the dialog is closed
  const first = await goingBack();
  first.respond(refused);
  await first.decided;
  assert.equal(first.dialog.hasUnsent, false);
  await reopen(first.dialog);
  assert.deepEqual([first.dialog.state.view, noticeOf(first.dialog)], ["review", "refusedScope scope-missing"]);
  // While another import is shown
  const second = await goingBack();
  await reopen(second.dialog, "i2");
  second.respond(refused);
  await second.decided;
  assert.deepEqual([second.dialog.imported.import_id, noticeOf(second.dialog)], ["i2", undefined]);
  await second.dialog.view("i1");
  assert.equal(noticeOf(second.dialog), "refusedScope scope-missing");
  // While the dialog is open
  const { dialog, memory } = dialogWith({ "POST /imports/i1/cancel": refused }, { id: "i1" }, say);
  dialog.set({ view: "review", imported: waiting(), isOwn: true });
  await dialog.decisions.back();
  assert.deepEqual([dialog.state.view, noticeOf(dialog)], ["review", "refusedScope scope-missing"]);
  assert.deepEqual([dialog.state.isDeciding, memory().id], [false, "i1"]);
});

test("invitations and checks that are refused are reported with their own import", async () => {
  for (const [start, view] of [
    [invitingClosed, "result"],
    [checking, "review"],
  ]) {
    const { dialog, events, respond, decided } = await start();
    await reopen(dialog, "i2");
    respond(refused);
    await decided;
    assert.deepEqual([dialog.imported.import_id, noticeOf(dialog)], ["i2", undefined]);
    assert.equal(events.filter(([name]) => name === "rollcall-error").length, 1);
    await close(dialog);
    await reopen(dialog);
    assert.deepEqual([dialog.imported.import_id, dialog.state.view], ["i1", view]);
    assert.equal(noticeOf(dialog), "refusedScope scope-missing");
  }
});

const superseded = { status: 409, body: { code: "import-superseded", superseded_by: "i3" } };

test("a check that comes too late leads to the newer import only where its own import is shown", async () => {
  for (const [target, shown] of [
    ["i2", "i2"],
    ["i1", "i3"],
  ]) {
    const { dialog, responses, respond, decided } = await checking();
    responses["GET /imports/i3"] = { body: waiting({ import_id: "i3" }) };
    await reopen(dialog, target);
    dialog.set({ isDeciding: true });
    respond(superseded);
    await decided;
    assert.equal(dialog.imported.import_id, shown);
    // The decision about another import continues.
    assert.equal(dialog.state.isDeciding, target === "i2");
    await dialog.view("i3");
    if (target === "i2") assert.equal(noticeOf(dialog), "decidedElsewhere");
  }
});

test("a check that comes too late is reported with the newer import", async () => {
  const responses = {
    "GET /imports/i3": { body: waiting({ import_id: "i3" }) },
    "POST /imports/i1/corrections": superseded,
  };
  const { dialog } = dialogWith(responses, { id: "i1" }, say);
  dialog.set({ view: "review", imported: waiting(), isOwn: true });
  await dialog.decisions.checkAgain();
  assert.deepEqual([dialog.imported.import_id, noticeOf(dialog)], ["i3", "decidedElsewhere"]);
});

test("a check that is accepted after the dialog was opened again is followed, unless another import is shown", async () => {
  for (const [target, shown] of [
    [undefined, "i3"],
    ["i2", "i2"],
  ]) {
    const { dialog, memory, responses, respond, decided } = await checking();
    responses["GET /imports/i3"] = { body: waiting({ import_id: "i3" }) };
    await reopen(dialog, target);
    respond({ status: 201, body: { import_id: "i3" } });
    await decided;
    assert.deepEqual([dialog.imported.import_id, dialog.state.isDeciding, memory().id], [shown, false, "i3"]);
  }
});

test("the response to a decision does not close the list of imports", async () => {
  const { dialog, respond, decided } = await goingBack();
  await reopen(dialog);
  await dialog.history();
  respond({ body: one({ status: "cancelled" }) });
  await decided;
  assert.equal(dialog.state.view, "history");
});

test("a check does not replace an import that the tab has started since", async () => {
  const { dialog, memory, respond, decided } = await checking();
  dialog.host.memory.set({ id: "i2" });
  respond({ status: 201, body: { import_id: "i3" } });
  await decided;
  assert.equal(memory().id, "i2");
});
