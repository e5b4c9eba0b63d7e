import assert from "node:assert/strict";
import test from "node:test";
import { ApiRefusal, describe, FileLost } from "../src/api/errors.js";
import { countsOf } from "../src/dialog/views/history.js";
import { undoReview } from "../src/dialog/views/undo.js";
import { canUndo, morePast, nothingPast, undoOf } from "../src/imports/past.js";
import { dialogWith, keysIn, one, textsOf } from "./dialogs.js";

const undo = (more = {}) =>
  one({ import_id: "u1", source: "undo", undoes: "i1", file: null, summary: { created: 0, removed: 3 }, ...more });

test("an import can be undone if it may have written, and has no undo under way or done", () => {
  const { undo_status, ...rest } = one();
  const cases = [
    [{}, true],
    [{ summary: { created: 0, updated: 2 } }, true],
    [{ summary: { created: 0 } }, false],
    [{ status: "failed", summary: { created: 0 } }, true],
    [{ status: "failed", progress: { rows_total: null } }, false],
    [{ source: "undo" }, false],
    ...["rejected", "cancelled", "expired", "importing"].map((status) => [{ status }, false]),
    ...["validating", "awaiting_confirmation", "importing", "completed", "failed"].map((state) => [
      { undo_status: state },
      false,
    ]),
    ...["rejected", "cancelled", "expired"].map((state) => [{ undo_status: state }, true]),
  ];
  for (const [more, expected] of cases)
    assert.equal(canUndo(one({ ...rest, undo_status, ...more })), expected, JSON.stringify(more));
});

test("the latest undo of an import is done, under way or stopped", () => {
  const states = { completed: "undone", failed: "undoStopped", importing: "undoRunning", cancelled: null };
  for (const [undo_status, expected] of Object.entries(states)) assert.equal(undoOf(one({ undo_status })), expected);
  assert.equal(undoOf(one()), null);
});

test("counts of an undo have their own words", () => {
  const summary = { created: 0, removed: 48, updated: 2, skipped: 1, course_assignments_removed: 7 };
  assert.deepEqual(countsOf(keysIn("en"), undo({ summary }), true), [
    "doneRemoved 48",
    "doneRestored 2",
    "doneLeft 1",
    "doneUnassigned 7",
  ]);
  assert.deepEqual(countsOf(keysIn("en"), one({ summary: { updated: 2, skipped: 1 } })), [
    "doneCreated 3",
    "doneUpdated 2",
  ]);
});

test("an undo names the file of its import, wherever that is in the list", async () => {
  const paths = [];
  const pages = {
    "/imports?limit=2": { items: [undo(), one({ import_id: "i2", file: { name: "b.csv" } })], next_cursor: "c&" },
    "/imports/i1": one(),
    "/imports?limit=2&cursor=c%26": { items: [one()], next_cursor: null },
  };
  const api = { request: async (_, path) => (paths.push(path), pages[path]) };
  const first = await morePast(api, nothingPast(), 2, () => true);
  assert.equal(first.names.get("i1"), "wrong.csv");
  const all = await morePast(api, first, 2, () => true);
  assert.deepEqual(
    all.items.map(({ import_id }) => import_id),
    ["u1", "i2", "i1"],
  );
  assert.equal(all.cursor, null);
  assert.deepEqual(paths, Object.keys(pages));
});

test("a refused undo has a remedy in every language; other details are for readers of English", () => {
  const refusal = (status, code) => new ApiRefusal(status, { code, detail: "A detail." });
  for (const lang of ["en", "pl"])
    for (const code of ["already-undone", "undo-in-progress", "import-not-undoable"])
      assert.equal(describe(keysIn(lang), refusal(409, code)), `refused_${code}`);
  for (const lang of ["en", "pl"])
    assert.equal(describe(keysIn(lang), refusal(403, "scope-missing")), "refusedScope scope-missing");
  assert.equal(describe(keysIn("en"), refusal(409, "import-not-failed")), "A detail.");
  assert.equal(describe(keysIn("pl"), refusal(500)), "refused 500");
  assert.equal(describe(keysIn("pl"), new FileLost("fileGone")), "fileGone");
  assert.equal(describe(keysIn("pl"), new Error("x")), "unexpected");
});

const steps = (events) => events.filter(([name]) => name === "rollcall-step").map(([, detail]) => detail);

test("an undo is started, waits, and is confirmed; its end is reported once", async () => {
  const waiting = { body: undo({ status: "awaiting_confirmation" }) };
  const responses = {
    "POST /imports/i1/undo": { status: 201, body: { import_id: "u1" } },
    "GET /imports/i1": { body: one() },
    "GET /imports/u1": waiting,
    "POST /imports/u1/confirm": waiting,
  };
  const { dialog, events, memory } = dialogWith(responses);
  await dialog.decisions.decide("undo", { confirm: true });
  assert.deepEqual([dialog.state.view, dialog.fileName, memory()], ["review", "wrong.csv", { id: "u1" }]);
  responses["GET /imports/u1"] = { body: undo() };
  await dialog.decisions.decide("confirm", { ignore_errors: false });
  assert.deepEqual(steps(events), [
    { step: "review", undoes: "i1" },
    { step: "result", undoes: "i1" },
  ]);
  const done = events.filter(([name]) => name === "rollcall-done").map(([, detail]) => detail);
  assert.equal(done.length, 1);
  const { import_id, source, undoes, file_name, summary } = done[0];
  assert.deepEqual([import_id, source, undoes, file_name, summary.removed], ["u1", "undo", "i1", null, 3]);
});

test("Cancel ends the waiting undo and shows the import again", async () => {
  const { dialog, events, calls, memory } = dialogWith(
    {
      "GET /imports/i1": { body: one({ undone_by: "u1", undo_status: "cancelled" }) },
      "POST /imports/u1/cancel": { body: undo({ status: "cancelled" }) },
    },
    { id: "u1" },
  );
  dialog.set({ view: "review", imported: undo({ status: "awaiting_confirmation" }) });
  await dialog.decisions.back();
  assert.equal(calls[0], "POST /imports/u1/cancel");
  assert.deepEqual([dialog.state.view, dialog.imported.import_id, memory()], ["result", "i1", {}]);
  assert.equal(events.find(([name]) => name === "rollcall-done")[1].status, "cancelled");
});

test("an undo that came too late shows the import as it is now, and the remedy", async () => {
  const { dialog } = dialogWith({
    "POST /imports/i1/undo": { status: 409, body: { code: "already-undone", detail: "A detail." } },
    "GET /imports/i1": { body: one({ undone_by: "u1", undo_status: "completed" }) },
  });
  await dialog.decisions.decide("undo", { confirm: true });
  assert.deepEqual([dialog.state.notice.text, dialog.state.isDeciding], ["refused_already-undone", false]);
  assert.equal(undoOf(dialog.imported), "undone");
});

test("imports that completed since are loaded, except those that were undone, and their undos", async () => {
  const at = (created, finished) => ({
    created_at: `2026-11-${created}T12:00:00Z`,
    finished_at: `2026-11-${finished}T12:00:00.5Z`,
  });
  const items = [
    one({ import_id: "i4", ...at(24, 24) }),
    undo({ import_id: "u3", undoes: "i2", ...at(23, 23) }),
    one({ import_id: "i2", undo_status: "completed", ...at(22, 22) }),
    one(at(20, 21)),
    // Another admin confirmed this one only after it had waited.
    one({ import_id: "h0", ...at(19, 22) }),
    one({ import_id: "g0", ...at(18, 20) }),
    one({ import_id: "f0", ...at("01", "01") }),
  ];
  const kept = { items: [{}, {}], next_cursor: null };
  const { dialog } = dialogWith({
    "GET /imports?status=completed&limit=1000": { body: { items, next_cursor: "never read" } },
    "GET /imports/i1x/rows?with=kept&limit=1000": { body: kept },
  });
  dialog.set({ imported: undo({ import_id: "i1x", status: "awaiting_confirmation" }), undone: one(at(20, 21)) });
  await dialog.lists.undo();
  assert.deepEqual(
    dialog.state.since.map(({ import_id }) => import_id),
    ["i4", "h0"],
  );
  assert.equal(dialog.imported.summary.kept, 2);
});

test("Cancel of an undo that was opened from a list reports its end, unless the tab has another import", async () => {
  for (const remembered of [{}, { id: "i0", isDone: true }, { id: "i0" }]) {
    const responses = {
      "POST /imports/u1/cancel": { body: undo({ status: "cancelled" }) },
      "GET /imports/i1": { body: one() },
      "GET /imports/i0": { body: one({ import_id: "i0", status: "awaiting_confirmation" }) },
    };
    const { dialog, events, memory } = dialogWith(responses, remembered);
    dialog.set({ view: "review", imported: undo({ status: "awaiting_confirmation" }) });
    await dialog.decisions.back();
    const isBusy = remembered.id && !remembered.isDone;
    assert.deepEqual(memory(), isBusy ? remembered : {});
    assert.equal(events.filter(([name]) => name === "rollcall-done").length, isBusy ? 0 : 1);
  }
});

test("Back cancels only an import of this tab", async () => {
  for (const [remembered, calls] of [
    [{ id: "i1" }, ["POST /imports/i1/cancel"]],
    [{ id: "i0" }, []],
    [{}, []],
  ]) {
    const cancelled = { body: one({ status: "cancelled" }) };
    const parts = dialogWith({ "POST /imports/i1/cancel": cancelled }, remembered);
    parts.dialog.set({ view: "review", imported: one({ status: "awaiting_confirmation" }) });
    await parts.dialog.decisions.back();
    assert.deepEqual([parts.calls, parts.dialog.state.view], [calls, "start"]);
    assert.equal(parts.events.filter(([name]) => name === "rollcall-done").length, calls.length);
  }
});

test("the progress of an undo is announced as that of an undo", async () => {
  const { dialog } = dialogWith({ "GET /imports/i1": { body: one() } }, { id: "u1" });
  const states = ["importing", "completed"];
  const announced = [];
  const { request } = dialog.api;
  dialog.api.request = (...call) =>
    call[1] === "/imports/u1" ? undo({ status: states.shift() }) : request.apply(dialog.api, call);
  dialog.api.pause = async () => announced.push(dialog.state.live);
  await dialog.view("u1");
  assert.deepEqual(announced, ["undo_importing"]);
});

test("the preview of an undo says that invitations of removed users stop working", () => {
  const say = Object.assign(keysIn("en"), { number: String, ago: () => "", date: () => "" });
  const { dialog } = dialogWith({}, {}, say);
  const isSaid = (summary, since = []) => {
    dialog.set({ imported: undo({ status: "awaiting_confirmation", created_at: "2026-01-01", summary }), since });
    return textsOf(undoReview(dialog).body).includes("undoLinks");
  };
  assert.deepEqual([isSaid({ removed: 3 }), isSaid({ removed: 3 }, [one()])], [true, true]);
  assert.equal(isSaid({ created: 0, removed: 0, updated: 2 }), false);
});

test("an import that was selected in a list is reported once, by the list", async () => {
  for (const [isReported, count] of [
    [false, 1],
    [true, 0],
  ]) {
    const { dialog, events } = dialogWith({ "GET /imports/i2": { body: one({ import_id: "i2" }) } });
    await dialog.open("i2", isReported);
    assert.equal(events.filter(([name]) => name === "rollcall-view").length, count);
  }
});
