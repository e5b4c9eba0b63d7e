import assert from "node:assert/strict";
import test from "node:test";
import { nothing } from "lit-html";
import { heldLines, notCounted } from "../src/dialog/views/feed.js";
import { countsOf } from "../src/dialog/views/history.js";
import { resultView } from "../src/dialog/views/result.js";
import { reviewView } from "../src/dialog/views/review.js";
import { matches } from "../src/dialog/lists.js";
import { canUndo, morePast, nothingPast } from "../src/imports/past.js";
import { allFeeds, stateOf } from "../src/imports/feeds.js";
import { dialogWith, keysIn, one, textsOf } from "./dialogs.js";

const held = [
  { limit: "disable_percent", allowed: 10, found: 67, users: 44 },
  { limit: "absent_percent", allowed: 50, found: 67, users: 44 },
];
const waiting = (more = {}) =>
  one({ status: "awaiting_confirmation", feed: "hr", held, summary: { created: 1, disabled: 44 }, ...more });
const token = (scope) => `x.${Buffer.from(JSON.stringify({ scope })).toString("base64url")}.x`;

test("every limit of the brake is shown with its label, number and shares", () => {
  const say = (key, values) =>
    key === "heldLine" ? `${values.what}: ${values.users}, ${values.found} of ${values.allowed}` : key;
  say.percent = (number) => `${number} %`;
  assert.deepEqual(heldLines(say, held), ["to_disabled: 44, 67 % of 10 %", "absentPeople: 44, 67 % of 50 %"]);
  for (const limit of ["create_percent", "update_percent", "failed_percent"])
    assert.doesNotMatch(heldLines(say, [{ ...held[0], limit }])[0], /undefined/, limit);
});

test("rows that could be of anyone are why no one counts as missing", () => {
  const shown = (roster) => notCounted({ say: (key, { count }) => `${key} ${count}`, imported: { roster } });
  for (const roster of [null, { absence: "counted", unreadable: 1 }, { absence: "first-file", unreadable: 1 }])
    assert.equal(shown(roster), nothing);
  assert.ok(shown({ absence: "unreadable-rows", unreadable: 3 }).values.includes("feedNotCounted 3"));
});

test("a file at the brake is reviewed; the token decides whether it can be confirmed, and it cannot be corrected", async () => {
  for (const [scope, expected] of [
    ["imports:write feeds:write", true],
    ["imports:write", false],
  ]) {
    const { dialog } = dialogWith({ "GET /imports/i1": { body: waiting() } });
    dialog.host.token = dialog.api.token = async () => token(scope);
    await dialog.view("i1");
    await new Promise((done) => setTimeout(done, 5));
    assert.deepEqual([dialog.state.view, dialog.state.rows.tab], ["review", "disabled"]);
    assert.equal(dialog.state.mayWriteFeeds, expected, scope);
    assert.equal(dialog.fixes.isPossible, false);
  }
});

test("a confirmation that is refused because the feed is busy says so", async () => {
  const { dialog } = dialogWith({
    "GET /imports/i1": { body: waiting() },
    "POST /imports/i1/confirm": { status: 409, body: { code: "feed-busy", detail: "A detail." } },
  });
  dialog.set({ view: "review", imported: waiting() });
  await dialog.decisions.decide("confirm", { ignore_errors: true });
  assert.deepEqual([dialog.state.view, dialog.state.notice.text], ["review", "refused_feed-busy"]);
});

test("the end of a file that another system delivered is announced by the tab that decided", async () => {
  for (const remembered of [{}, { id: "i0", isDone: true }, { id: "i0" }]) {
    const responses = { "POST /imports/i1/confirm": { body: one() }, "GET /imports/i1": { body: one({ feed: "hr" }) } };
    const { dialog, events, memory } = dialogWith(responses, remembered);
    dialog.set({ view: "review", imported: waiting() });
    await dialog.decisions.decide("confirm", { ignore_errors: true });
    const isBusy = remembered.id && !remembered.isDone;
    assert.deepEqual(memory(), isBusy ? remembered : { id: "i1", isDone: true });
    assert.equal(events.filter(([name]) => name === "rollcall-done").length, isBusy ? 0 : 1);
  }
});

test("disabled people are counted, listed under their outcome, found without a row number, and undone", async () => {
  const summary = { created: 0, disabled: 2 };
  assert.deepEqual(countsOf(keysIn("en"), one({ summary })), ["doneDisabled 2"]);
  assert.equal(canUndo(one({ summary })), true);
  const row = { row: null, outcome: "disabled", user: { name: "Ann", email: "ann@example.org" }, courses: [] };
  assert.deepEqual([matches(row, "ann"), matches(row, "null")], [true, false]);
  const { dialog, calls } = dialogWith({ "GET /imports/i1": { body: one({ summary }) } });
  await dialog.view("i1");
  assert.equal(dialog.state.rows.tab, "disabled");
  assert.ok(calls.includes("GET /imports/i1/rows?outcome=disabled&limit=100"), calls.join("\n"));
});

test("the imports of a feed are listed page by page", async () => {
  const paths = [];
  const api = { request: async (_, path) => (paths.push(path), { items: [one({ feed: "hr" })], next_cursor: "c" }) };
  const first = await morePast(api, nothingPast(), 2, () => true, "hr");
  await morePast(api, first, 2, () => true, "hr");
  assert.deepEqual(paths, ["/imports?limit=2&feed=hr", "/imports?limit=2&cursor=c&feed=hr"]);
});

test("a feed says when its newest file was completed, and how many people that lists", () => {
  const say = Object.assign((key, values = {}) => [key, values.date, values.count].filter(Boolean).join(" "), {
    date: (text) => text.slice(0, 10),
  });
  assert.equal(stateOf(say, null), "feedEmpty");
  const newest = { import_id: "i1", completed_at: "2026-11-28T02:00:00Z", users: 66 };
  assert.equal(stateOf(say, newest), "feedNewest 2026-11-28 66");
});

test("all feeds are listed, page by page", async () => {
  const pages = {
    "/feeds": { items: [{ name: "a" }], next_cursor: "c&" },
    "/feeds?cursor=c%26": { items: [{ name: "b" }], next_cursor: null },
  };
  const feeds = await allFeeds({ request: async (_, path) => pages[path] }, () => true);
  assert.deepEqual(
    feeds.map(({ name }) => name),
    ["a", "b"],
  );
});

test("the button that imports a file of a feed says how many users will be disabled", () => {
  const say = (key, { count, left } = {}) =>
    [key, count, left || undefined].filter((one) => one !== undefined).join(" ");
  const shown = (summary) => {
    const { dialog } = dialogWith({}, {}, Object.assign(say, { lang: "en", ago: () => "", number: String }));
    dialog.set({ view: "review", mayWriteFeeds: true, imported: waiting({ held: [], summary }) });
    return textsOf(reviewView(dialog).foot);
  };
  for (const [summary, label] of [
    [{ created: 0, skipped: 9, disabled: 44 }, "confirmDisable 44"],
    [{ created: 2, updated: 1, disabled: 44 }, "confirmCount 3 · confirmDisable 44"],
    [{ created: 0, skipped: 9, disabled: 44, failed: 2 }, "confirmRest 0 2 · confirmDisable 44"],
    [{ created: 2 }, "confirmCount 2"],
  ])
    assert.ok(shown(summary).includes(label), `${label}: ${shown(summary)}`);
});

test("a file of a feed is confirmed and retried only with the scope for it", () => {
  const { dialog } = dialogWith({}, {}, Object.assign(keysIn("en"), { ago: () => "", number: String }));
  const shown = (mayWriteFeeds, imported) => {
    dialog.set({ mayWriteFeeds, imported });
    const { body, foot } = (imported.status === "failed" ? resultView : reviewView)(dialog);
    return [...textsOf(body), ...textsOf(foot)];
  };
  const review = (more) => waiting({ held: [], summary: { created: 2 }, ...more });
  const failed = (more) => one({ status: "failed", feed: "hr", failure: { retryable: true }, ...more });
  for (const [make, id] of [
    [review, "confirm"],
    [failed, "retry"],
  ]) {
    assert.deepEqual(
      [true, null, false].map((may) => shown(may, make()).includes(id)),
      [true, false, false],
      id,
    );
    assert.ok(shown(false, make({ feed: null })).includes(id), `${id} without a feed`);
  }
  assert.deepEqual(
    [true, null, false].map((may) => shown(may, review()).includes("refusedScope feeds:write")),
    [false, false, true],
  );
});
