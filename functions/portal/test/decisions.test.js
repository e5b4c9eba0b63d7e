// Tests what happens to a decision if the dialog is closed, or another import is shown, before there is a response.
import assert from "node:assert/strict";
import test from "node:test";
import { frame } from "../src/dialog/views/frame.js";
import {
  close,
  dialogWith,
  keysIn,
  later,
  lost,
  noticeOf,
  one,
  posts,
  refused,
  reopen,
  textsOf,
  waiting,
} from "./dialogs.js";

const say = Object.assign(keysIn("en"), { number: String, ago: () => "", date: () => "", percent: String });

/** Cancels the import of a dialog and closes it before a response. The promise is in an object, so that it is not awaited here. */
const cancelAndClose = async (/** @type {import("../src/dialog/dialog.js").Dialog} */ dialog) => {
  dialog.open();
  await later();
  const decided = dialog.decisions.decide("cancel");
  await later();
  await close(dialog);
  return { decided };
};

test("a decision that is on its way when the dialog is closed takes effect, and the end is reported", async () => {
  let respond = () => {};
  const waiting = one({ status: "awaiting_confirmation" });
  const responses = {
    "GET /imports/i1": { body: waiting },
    "POST /imports/i1/confirm": new Promise((done) => (respond = done)),
  };
  const { dialog, events } = dialogWith(responses, { id: "i1" });
  dialog.set({ view: "review", imported: waiting, isOwn: true });
  const decided = dialog.decisions.decide("confirm", { ignore_errors: false });
  await later();
  dialog.host.isOpen = () => false;
  dialog.closed();
  await later();
  responses["GET /imports/i1"] = { body: one() };
  respond({ status: 202, body: waiting });
  await decided;
  assert.equal(events.filter(([name]) => name === "rollcall-done").length, 1);
});

const buttonOf = (dialog) => textsOf(frame(dialog, { isOpen: false, hasButton: true }))[0];
/** Returns a dialog whose confirmation waits for the network. */
async function offline(remembered = { id: "i1" }) {
  const responses = {
    "GET /imports/i1": { body: waiting() },
    "GET /imports/i2": { body: waiting({ import_id: "i2" }) },
    "POST /imports/i1/confirm": lost(),
  };
  const parts = dialogWith(responses, remembered, say);
  const { dialog } = parts;
  dialog.set({ view: "review", imported: waiting(), isOwn: Boolean(remembered.id) });
  const decided = dialog.decisions.decide("confirm", { ignore_errors: false });
  await later();
  assert.equal(dialog.state.wait?.kind, "offline");
  return { ...parts, responses, decided };
}

test("a decision that waits for the network is sent while the dialog is open", async () => {
  const { dialog, calls, decided, responses } = await offline();
  Object.assign(responses, {
    "POST /imports/i1/confirm": { status: 202, body: one() },
    "GET /imports/i1": { body: one() },
  });
  dialog.api.endWaits();
  await decided;
  assert.deepEqual([posts(calls), dialog.state.view, dialog.state.notice], [2, "result", null]);
});

test("a decision that waits when the dialog is closed is not sent, and the button and the reopened dialog say so", async () => {
  for (const remembered of [{ id: "i1" }, {}])
    for (const target of [undefined, "i1"]) {
      const { dialog, calls, decided, responses } = await offline(remembered);
      responses["POST /imports/i1/confirm"] = { status: 202, body: one() };
      await close(dialog);
      // It does not wait any longer.
      await decided;
      assert.deepEqual([buttonOf(dialog), dialog.isSending, dialog.state.wait], ["decisionNotSent", false, null]);
      await reopen(dialog, target);
      const { view, isDeciding } = dialog.state;
      assert.deepEqual([posts(calls), view, isDeciding, noticeOf(dialog)], [1, "review", false, "decisionNotSent"]);
      // The decision can be made again, and nothing is said twice.
      responses["GET /imports/i1"] = { body: one() };
      await dialog.decisions.decide("confirm", { ignore_errors: false });
      assert.deepEqual([posts(calls), dialog.state.view, dialog.state.notice], [2, "result", null]);
      assert.equal(dialog.hasUnsent, false);
    }
});

test("a decision that waits for a sign-in is not sent with the token of another person", async () => {
  const responses = {
    "GET /imports/i1": { body: waiting() },
    "POST /imports/i1/confirm": { status: 401, body: {} },
  };
  const { dialog, calls } = dialogWith(responses, { id: "i1" });
  // The page closes the dialog when it is asked for a token.
  const { emit } = dialog.host;
  dialog.host.emit = (name, detail) => {
    emit(name, detail);
    if (name === "rollcall-unauthorized") close(dialog);
  };
  dialog.set({ view: "review", imported: waiting(), isOwn: true });
  await dialog.decisions.decide("confirm", { ignore_errors: false });
  dialog.host.token = async () => "another person's";
  await reopen(dialog);
  assert.deepEqual([posts(calls), noticeOf(dialog)], [1, "decisionNotSent"]);
});

test("a decision is not sent if the dialog is closed while the page gets the token", async () => {
  let sign = () => {};
  const { dialog, calls } = dialogWith({ "GET /imports/i1": { body: waiting() } }, { id: "i1" });
  dialog.host.token = () => new Promise((done) => (sign = done));
  dialog.api.token = dialog.host.token;
  dialog.set({ view: "review", imported: waiting(), isOwn: true });
  const decided = dialog.decisions.decide("confirm", { ignore_errors: false });
  const signIn = sign;
  close(dialog);
  signIn("a");
  await decided;
  assert.deepEqual([posts(calls), dialog.hasUnsent], [0, true]);
});

test("a decision is not sent after another import is shown, and its own import says so when it is shown again", async () => {
  const { dialog, calls, decided } = await offline();
  await dialog.open("i2");
  await decided;
  assert.deepEqual([dialog.imported.import_id, noticeOf(dialog)], ["i2", undefined]);
  await dialog.view("i1");
  assert.deepEqual([posts(calls), dialog.imported.import_id, noticeOf(dialog)], [1, "i1", "decisionNotSent"]);
  await dialog.view("i2");
  await dialog.view("i1");
  assert.equal(noticeOf(dialog), undefined);
});

test("nothing is said if a decision had reached the stack and only its response was lost", async () => {
  const { dialog, decided, responses } = await offline();
  responses["GET /imports/i1"] = { body: one() };
  await close(dialog);
  await decided;
  assert.equal(dialog.hasUnsent, false);
  await reopen(dialog);
  assert.deepEqual([dialog.state.view, dialog.state.notice], ["result", null]);
});

/** Returns a dialog that was closed while its confirmation was on its way, and a function that responds. */
async function onItsWay(responses = {}) {
  let respond = () => {};
  const all = {
    "GET /imports/i1": { body: waiting() },
    "GET /imports/i2": { body: waiting({ import_id: "i2" }) },
    "POST /imports/i1/confirm": new Promise((done) => (respond = done)),
    ...responses,
  };
  const parts = dialogWith(all, { id: "i1" }, say);
  parts.dialog.set({ view: "review", imported: waiting(), isOwn: true });
  const decided = parts.dialog.decisions.decide("confirm", { ignore_errors: false });
  await later();
  await close(parts.dialog);
  return { ...parts, responses: all, decided, respond };
}

test("an import that is shown again while its decision is on its way cannot be decided twice, and then shows the outcome", async () => {
  const { dialog, calls, decided, responses, respond } = await onItsWay();
  assert.equal(dialog.isSending, true);
  await reopen(dialog, "i2");
  assert.deepEqual([dialog.imported.import_id, dialog.state.isDeciding], ["i2", false]);
  await dialog.view("i1");
  assert.deepEqual([dialog.imported.import_id, dialog.state.isDeciding], ["i1", true]);
  responses["GET /imports/i1"] = { body: one() };
  respond({ status: 202, body: one() });
  await decided;
  assert.deepEqual([posts(calls), dialog.state.view, dialog.state.isDeciding], [1, "result", false]);
  assert.equal(dialog.state.notice, null);
});

test("a response that says that a decision was not taken, after the dialog was closed and opened again, is shown", async () => {
  const busy = { status: 503, body: {} };
  const { dialog, calls, decided, respond } = await onItsWay();
  await reopen(dialog);
  respond(busy);
  await decided;
  const { view, isDeciding, wait } = dialog.state;
  assert.deepEqual([posts(calls), view, isDeciding, wait], [1, "review", false, null]);
  assert.equal(noticeOf(dialog), "decisionNotSent");
});

test("decisions about several imports that were not sent are all reported", async () => {
  const { dialog, decided, responses } = await offline();
  responses["POST /imports/i2/confirm"] = lost();
  await dialog.open("i2");
  await decided;
  const further = dialog.decisions.decide("confirm", { ignore_errors: false });
  await later();
  await close(dialog);
  await further;
  await reopen(dialog);
  assert.deepEqual([dialog.imported.import_id, noticeOf(dialog), dialog.hasUnsent], ["i2", "decisionNotSent", true]);
  await dialog.view("i1");
  assert.deepEqual([noticeOf(dialog), dialog.hasUnsent], ["decisionNotSent", false]);
});

test("a confirmation was not sent if its import ended otherwise", async () => {
  for (const [status, notice] of [
    ["cancelled", "decisionLate"],
    ["expired", "decisionLate"],
    ["failed", undefined],
    ["completed", undefined],
  ]) {
    const { dialog, decided, responses } = await offline();
    await close(dialog);
    await decided;
    responses["GET /imports/i1"] = { body: one({ status }) };
    await reopen(dialog);
    assert.deepEqual([dialog.state.view, noticeOf(dialog)], ["result", notice]);
  }
});

test("a decision that is refused while the dialog is closed is reported when it is opened", async () => {
  const { dialog, events, decided, respond } = await onItsWay();
  respond(refused);
  await decided;
  assert.equal(events.filter(([name]) => name === "rollcall-error").length, 1);
  assert.equal(dialog.hasUnsent, false);
  await reopen(dialog);
  assert.deepEqual([dialog.state.view, dialog.state.isDeciding], ["review", false]);
  assert.equal(noticeOf(dialog), "refusedScope scope-missing");
});

test("a refused decision shows the reason with the current state of the import", async () => {
  const responses = { "GET /imports/i1": { body: one() }, "POST /imports/i1/confirm": refused };
  const { dialog, events } = dialogWith(responses, { id: "i1" }, say);
  dialog.set({ view: "review", imported: waiting(), isOwn: true });
  await dialog.decisions.decide("confirm", { ignore_errors: false });
  assert.deepEqual([dialog.state.view, noticeOf(dialog)], ["result", "refusedScope scope-missing"]);
  assert.equal(events.filter(([name]) => name === "rollcall-error").length, 1);
});

test("an import that no longer exists is not opened again because of its decision", async () => {
  const { dialog, calls, decided, respond, responses } = await onItsWay();
  responses["GET /imports/i1"] = { status: 404, body: {} };
  respond(refused);
  await decided;
  await reopen(dialog);
  assert.equal(noticeOf(dialog), "importGone");
  // Opening the dialog does not request it again.
  const before = calls.length;
  await reopen(dialog);
  assert.deepEqual([dialog.state.view, calls.slice(before)], ["start", []]);
});

test("a decision ends with its element", async () => {
  const { dialog, calls, decided } = await offline();
  dialog.end();
  await decided;
  assert.deepEqual([posts(calls), dialog.isSending], [1, false]);
});

test("a cancellation during the import is sent although the import moves on to another step", async () => {
  const validating = one({ status: "validating", progress: { percent: 5 } });
  const responses = { "GET /imports/i1": { body: validating }, "POST /imports/i1/cancel": lost() };
  const { dialog, calls } = dialogWith(responses, { id: "i1" }, say);
  const opened = dialog.open();
  await later();
  assert.equal(dialog.state.view, "progress");
  const decided = dialog.decisions.decide("cancel");
  await later();
  responses["GET /imports/i1"] = { body: waiting() };
  responses["POST /imports/i1/cancel"] = { body: one({ status: "cancelled" }) };
  dialog.api.endWaits();
  await opened;
  await decided;
  assert.ok(posts(calls) > 1);
  assert.equal(dialog.hasUnsent, false);
});

test("the progress of an import is followed again in a dialog that is opened again", async () => {
  const importing = one({ status: "importing", progress: { percent: 5 } });
  const responses = { "GET /imports/i1": { body: importing }, "POST /imports/i1/cancel": lost() };
  const { dialog } = dialogWith(responses, { id: "i1" }, say);
  const { decided } = await cancelAndClose(dialog);
  const opened = reopen(dialog);
  await later();
  assert.deepEqual([dialog.state.view, noticeOf(dialog)], ["progress", "decisionNotSent"]);
  responses["GET /imports/i1"] = { body: one() };
  dialog.api.endWaits();
  await Promise.all([opened, decided]);
  assert.deepEqual([dialog.state.view, noticeOf(dialog)], ["result", "decisionLate"]);
});

test("a notice about a decision is shown in every step of progress, and until the dialog is closed", async () => {
  const validating = one({ status: "validating", progress: { percent: 5 } });
  const responses = { "GET /imports/i1": { body: validating }, "POST /imports/i1/cancel": lost() };
  const { dialog } = dialogWith(responses, { id: "i1" }, say);
  const { decided } = await cancelAndClose(dialog);
  await decided;
  reopen(dialog);
  await later();
  assert.deepEqual([noticeOf(dialog), dialog.hasUnsent], ["decisionNotSent", false]);
  responses["GET /imports/i1"] = { body: one({ status: "importing", progress: { percent: 5 } }) };
  dialog.api.endWaits();
  await later();
  assert.deepEqual([dialog.imported.status, noticeOf(dialog)], ["importing", "decisionNotSent"]);
  await close(dialog);
  reopen(dialog);
  await later();
  assert.deepEqual([dialog.imported.status, noticeOf(dialog)], ["importing", undefined]);
  dialog.end();
});

test("Back that waits when the dialog is closed is not sent, and the reopened dialog says so", async () => {
  const responses = { "GET /imports/i1": { body: waiting() }, "POST /imports/i1/cancel": lost() };
  const { dialog, calls, memory } = dialogWith(responses, { id: "i1" }, say);
  dialog.set({ view: "review", imported: waiting(), isOwn: true });
  const back = dialog.decisions.back();
  await later();
  await close(dialog);
  await back;
  await reopen(dialog);
  assert.deepEqual([posts(calls), memory().id, noticeOf(dialog)], [1, "i1", "decisionNotSent"]);
});

test("a check that is on its way when the dialog is closed is the tab's own import", async () => {
  let respond = () => {};
  const responses = {
    "GET /imports/i1": { body: waiting() },
    "GET /imports/i2": { body: waiting({ import_id: "i2" }) },
    "POST /imports/i1/corrections": new Promise((done) => (respond = done)),
  };
  const { dialog, memory } = dialogWith(responses, { id: "i1" }, say);
  dialog.set({ view: "review", imported: waiting(), isOwn: true });
  const checked = dialog.decisions.checkAgain();
  await later();
  await close(dialog);
  respond({ status: 201, body: { import_id: "i2" } });
  await checked;
  assert.deepEqual([memory().id, dialog.state.view], ["i2", "review"]);
});

/** Returns a dialog whose invitations get this response, and the promise of their end. */
function inviting(response, more = {}) {
  const responses = { "GET /imports/i1": { body: one() }, "POST /invitations": response, ...more };
  const parts = dialogWith(responses, { id: "i1", isDone: true }, say);
  parts.dialog.set({ isOwn: true, invite: { step: "ask", counts: { queued: 3 } } });
  return { ...parts, responses, invited: parts.dialog.decisions.invite() };
}

test("a check whose response is lost is repeated as the same request", async () => {
  const responses = {
    "POST /imports/i1/corrections": lost(),
    "GET /imports/i2": { body: waiting({ import_id: "i2" }) },
  };
  const { dialog, memory } = dialogWith(responses, { id: "i1" }, say);
  dialog.set({ view: "review", imported: waiting(), isOwn: true });
  const { fetch } = globalThis;
  const keys = [];
  globalThis.fetch = (url, options) => {
    if (options.method === "POST") keys.push(options.headers["Idempotency-Key"]);
    return fetch(url, options);
  };
  const checked = dialog.decisions.checkAgain();
  await later();
  responses["POST /imports/i1/corrections"] = { status: 201, body: { import_id: "i2" } };
  dialog.api.endWaits();
  await checked;
  assert.deepEqual([keys.length, new Set(keys).size, typeof keys[0]], [2, 1, "string"]);
  assert.deepEqual([dialog.imported.import_id, memory().id, noticeOf(dialog)], ["i2", "i2", undefined]);
});

test("invitations whose response was lost are counted as if it had arrived", async () => {
  const { dialog, responses, invited } = inviting(lost());
  await later();
  responses["POST /invitations"] = { status: 202, body: { queued: 0, already_invited: 5 } };
  dialog.api.endWaits();
  await invited;
  const { step, counts } = dialog.state.invite;
  assert.deepEqual([step, counts.queued, counts.already_invited], ["done", 3, 2]);
});

const reported = (events) => events.filter(([name]) => name === "rollcall-invited").length;

test("invitations that wait when the dialog is closed are not sent, and the reopened dialog says so", async () => {
  const { dialog, calls, events, responses, invited } = inviting({ status: 503, body: {} });
  await later();
  responses["POST /invitations"] = { body: { queued: 3, status: "completed" } };
  await close(dialog);
  await invited;
  assert.deepEqual([posts(calls), reported(events)], [1, 0]);
  await reopen(dialog);
  assert.deepEqual([dialog.state.view, noticeOf(dialog), dialog.state.invite], ["result", "decisionNotSent", null]);
});

test("nothing is said about invitations whose response was lost, since they may have been sent", async () => {
  const { dialog, invited } = inviting(lost());
  await later();
  await close(dialog);
  await invited;
  await reopen(dialog, "i1");
  assert.deepEqual([dialog.state.view, noticeOf(dialog), dialog.hasUnsent], ["result", undefined, false]);
});

test("invitations that were requested while the browser was offline were not sent", async (t) => {
  const { navigator } = globalThis;
  const put = (value) => Object.defineProperty(globalThis, "navigator", { configurable: true, writable: true, value });
  t.after(() => put(navigator));
  put({ onLine: false });
  const { dialog, invited } = inviting(lost());
  await later();
  await close(dialog);
  await invited;
  await reopen(dialog, "i1");
  assert.equal(noticeOf(dialog), "decisionNotSent");
});

test("invitations were sent as soon as their request is accepted, even if the dialog is closed before they are queued", async () => {
  const running = { body: { run_id: "b1", queued: 0, status: "running" } };
  const { dialog, events, invited } = inviting(running, { "GET /invitations/b1": running });
  await later();
  assert.equal(reported(events), 1);
  await close(dialog);
  await invited;
  await reopen(dialog);
  assert.deepEqual([reported(events), noticeOf(dialog), dialog.hasUnsent], [1, undefined, false]);
});

test("people are invited after a confirmation only if its import is still shown and nothing was asked meanwhile", async () => {
  const shown = (more) => ({ view: "result", imported: one(more) });
  for (const [change, asks] of [
    [shown({}), 1],
    [shown({ import_id: "i2" }), 0],
    [{ ...shown({}), invite: { step: "ask", counts: { queued: 3 } } }, 0],
  ]) {
    const { dialog, calls } = dialogWith({}, { id: "i1" }, say);
    dialog.decisions.decide = async () => dialog.set(change);
    await dialog.decisions.confirmAndInvite();
    assert.equal(posts(calls), asks);
  }
});

test("an import in progress can be cancelled although a decision about the import that was shown before is on its way", async () => {
  const importing = one({ import_id: "i2", status: "importing", progress: { percent: 5 } });
  const { dialog } = await onItsWay({ "GET /imports/i2": { body: importing } });
  dialog.host.memory.set({ id: "i2" });
  dialog.set({ isDeciding: true });
  reopen(dialog, "i2");
  await later();
  assert.deepEqual([dialog.imported.import_id, dialog.state.isDeciding], ["i2", false]);
  dialog.end();
});

test("a cancellation that was not sent is reported in whichever step the import is, unless it was cancelled", async () => {
  const importing = one({ status: "importing", progress: { percent: 5 } });
  for (const [now, view, notice] of [
    [importing, "progress", "decisionNotSent"],
    [waiting(), "review", "decisionNotSent"],
    [one(), "result", "decisionLate"],
    [one({ status: "cancelled" }), "result", undefined],
  ]) {
    const validating = one({ status: "validating", progress: { percent: 5 } });
    const responses = { "GET /imports/i1": { body: validating }, "POST /imports/i1/cancel": lost() };
    const { dialog } = dialogWith(responses, { id: "i1" }, say);
    dialog.open();
    await later();
    const decided = dialog.decisions.decide("cancel");
    await later();
    await close(dialog);
    await decided;
    responses["GET /imports/i1"] = { body: now };
    reopen(dialog);
    await later();
    assert.deepEqual([dialog.state.view, noticeOf(dialog)], [view, notice]);
    dialog.end();
  }
});
