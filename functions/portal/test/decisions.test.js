// Tests that decisions are sent even if the dialog is closed, and shown when it is opened again.
import assert from "node:assert/strict";
import test from "node:test";
import { frame } from "../src/dialog/views/frame.js";
import { dialogWith, keysIn, one, textsOf } from "./dialogs.js";

const say = Object.assign(keysIn("en"), { number: String, ago: () => "", date: () => "", percent: String });

test("a decision is sent although the dialog is closed before the response, and the end is reported", async () => {
  let respond = () => {};
  const waiting = one({ status: "awaiting_confirmation" });
  const responses = {
    "GET /imports/i1": { body: waiting },
    "POST /imports/i1/confirm": new Promise((done) => (respond = done)),
  };
  const { dialog, events } = dialogWith(responses, { id: "i1" });
  dialog.set({ view: "review", imported: waiting, isOwn: true });
  const decided = dialog.decisions.decide("confirm", { ignore_errors: false });
  dialog.host.isOpen = () => false;
  dialog.closed();
  await new Promise((done) => setTimeout(done, 20));
  responses["GET /imports/i1"] = { body: one() };
  respond({ status: 202, body: waiting });
  await decided;
  assert.equal(events.filter(([name]) => name === "rollcall-done").length, 1);
});

/** Returns a dialog that was closed while its confirmation waited for the network; the next attempts get the responses `next`. */
async function offline(next) {
  const waiting = one({ status: "awaiting_confirmation", created_at: "2026-01-01T00:00:00Z" });
  const responses = {
    "GET /imports/i1": { body: waiting },
    "POST /imports/i1/confirm": Promise.reject(new TypeError("lost")),
  };
  const parts = dialogWith(responses, { id: "i1" }, say);
  const { dialog } = parts;
  dialog.set({ view: "review", imported: waiting, isOwn: true });
  const decided = dialog.decisions.decide("confirm", { ignore_errors: false });
  await new Promise((done) => setTimeout(done, 20));
  assert.equal(dialog.state.wait?.kind, "offline");
  dialog.host.isOpen = () => false;
  dialog.closed();
  Object.assign(responses, next);
  return { ...parts, decided };
}
const confirms = (calls) => calls.filter((call) => call.startsWith("POST")).length;

test("a decision that waits for the network when the dialog is closed is sent, and the end is reported", async () => {
  const accepted = { status: 202, body: one() };
  const { dialog, calls, events, decided } = await offline({
    "POST /imports/i1/confirm": accepted,
    "GET /imports/i1": { body: one() },
  });
  assert.equal(dialog.isSending, true);
  assert.ok(textsOf(frame(dialog, { isOpen: false, hasButton: true })).includes("openSending"));
  dialog.api.endWaits();
  await decided;
  assert.deepEqual([confirms(calls), dialog.state.isDeciding, dialog.isSending], [2, false, false]);
  assert.equal(events.filter(([name]) => name === "rollcall-done").length, 1);
});

test("a dialog that is opened again shows the decision that is being sent, and then its outcome", async () => {
  for (const target of [undefined, "i1"]) {
    const accepted = { status: 202, body: one() };
    const { dialog, calls, decided } = await offline({
      "POST /imports/i1/confirm": accepted,
      "GET /imports/i1": { body: one() },
    });
    dialog.host.isOpen = () => true;
    const before = calls.length;
    await dialog.open(target);
    assert.deepEqual([dialog.state.view, dialog.state.isDeciding, calls.length], ["review", true, before]);
    assert.ok(textsOf(frame(dialog, { isOpen: true })).includes("aliveDecision"));
    dialog.api.endWaits();
    await decided;
    assert.deepEqual([confirms(calls), dialog.state.view, dialog.state.isDeciding], [2, "result", false]);
  }
});

test("an import that is shown again while its decision is being sent cannot be decided twice", async () => {
  const { dialog, decided } = await offline({ "GET /imports/i2": { body: one({ import_id: "i2" }) } });
  dialog.host.isOpen = () => true;
  await dialog.open("i2");
  assert.deepEqual([dialog.imported.import_id, dialog.state.isDeciding], ["i2", false]);
  await dialog.view("i1");
  assert.deepEqual([dialog.imported.import_id, dialog.state.isDeciding], ["i1", true]);
  dialog.end();
  dialog.api.endWaits();
  await decided;
});

test("a decision that is refused while the dialog is closed is reported when it is opened", async () => {
  const refused = { status: 403, body: { code: "scope-missing", detail: "A detail." } };
  const { dialog, events, decided } = await offline({ "POST /imports/i1/confirm": refused });
  dialog.api.endWaits();
  await decided;
  assert.equal(events.filter(([name]) => name === "rollcall-error").length, 1);
  dialog.host.isOpen = () => true;
  await dialog.open();
  assert.deepEqual([dialog.state.view, dialog.state.isDeciding], ["review", false]);
  assert.equal(dialog.state.notice.text, "refusedScope scope-missing");
});

test("a decision that waits for a sign-in is not sent after closing, and the reopened dialog says so", async () => {
  for (const remembered of [{ id: "i1" }, {}]) {
    const waiting = one({ status: "awaiting_confirmation" });
    const responses = { "GET /imports/i1": { body: waiting }, "POST /imports/i1/confirm": { status: 401, body: {} } };
    const { dialog, calls } = dialogWith(responses, remembered);
    dialog.set({ view: "review", imported: waiting, isOwn: Boolean(remembered.id) });
    const decided = dialog.decisions.decide("confirm", { ignore_errors: false });
    await new Promise((done) => setTimeout(done, 20));
    assert.equal(dialog.state.wait?.kind, "signIn");
    dialog.host.isOpen = () => false;
    dialog.closed();
    dialog.host.token = async () => "another person's";
    dialog.api.endWaits();
    await decided;
    dialog.host.isOpen = () => true;
    await dialog.open();
    assert.equal(confirms(calls), 1);
    const { view, isDeciding, notice } = dialog.state;
    assert.deepEqual([view, isDeciding, notice?.text], ["review", false, "decisionNotSent"]);
  }
});

test("an import that no longer exists is not opened again because of its decision", async () => {
  const refused = { status: 403, body: { code: "scope-missing", detail: "A detail." } };
  const gone = { status: 404, body: {} };
  const { dialog, decided } = await offline({ "POST /imports/i1/confirm": refused, "GET /imports/i1": gone });
  dialog.api.endWaits();
  await decided;
  dialog.host.isOpen = () => true;
  await dialog.open();
  assert.deepEqual([dialog.state.notice.text, dialog.decisions.unseenId], ["importGone", undefined]);
});

test("a decision ends with its element", async () => {
  const { dialog, calls, decided } = await offline({});
  dialog.end();
  dialog.api.endWaits();
  await decided;
  assert.deepEqual([confirms(calls), dialog.isSending], [1, false]);
});

test("invitations that wait for the network when the dialog is closed are sent", async () => {
  const responses = { "POST /invitations": Promise.reject(new TypeError("lost")) };
  const { dialog, calls, events } = dialogWith(responses, { id: "i1", isDone: true });
  dialog.set({ isOwn: true, invite: { step: "ask", counts: { queued: 3 } } });
  const invited = dialog.decisions.invite();
  await new Promise((done) => setTimeout(done, 20));
  dialog.host.isOpen = () => false;
  dialog.closed();
  responses["POST /invitations"] = { body: { queued: 3, status: "completed" } };
  dialog.api.endWaits();
  await invited;
  assert.equal(confirms(calls), 2);
  assert.equal(events.filter(([name]) => name === "rollcall-invited").length, 1);
});
