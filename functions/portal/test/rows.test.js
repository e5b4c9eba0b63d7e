import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { rowsView } from "../src/dialog/views/rows.js";
import { sayIn } from "../src/text/messages.js";
import { dialogWith, one, textsOf } from "./dialogs.js";
import { enrolment, learners } from "./layouts.js";

test("the rows of new users show everything that is written, and no empty values", () => {
  const { dialog } = dialogWith({}, {}, sayIn("en", {}));
  const user = { email: "ann@example.org", enabled: true, name: "Ann", last_name: null, company: null, cohort: null };
  const lists = { courses: [], courses_assigned: [], courses_removed: [], changes: [], kept: [], problems: [] };
  const shown = (more) => {
    const row = { row: 2, outcome: "created", reason: null, user: { ...user, ...more }, ...lists };
    dialog.set({ imported: one(), rows: { ...dialog.state.rows, tab: "created", items: [row], shown: 1 } });
    return textsOf(rowsView(dialog));
  };
  const all = { language: "de", country: "AT", job_role: "Chef", region: "North", identifier: "0042" };
  assert.ok(shown(all).includes("German · AT · Chef · North · 0042"));
  assert.ok(shown({ ...all, language: "", country: null, region: null }).includes("Chef · 0042"));
});

test("a count follows its label, and rows of a layout without companies have no column for them", () => {
  const { dialog } = dialogWith({}, {}, sayIn("en", {}));
  const shown = (layout) => {
    dialog.set({ layout, imported: one() });
    return textsOf(rowsView(dialog));
  };
  const row = { row: 2, outcome: "created", user: { email: "ann@example.org" }, courses: [], courses_assigned: [] };
  const lists = { courses_removed: [], changes: [], kept: [], problems: [] };
  dialog.set({ rows: { ...dialog.state.rows, tab: "created", items: [{ ...row, ...lists }], shown: 1 } });
  const texts = shown(enrolment);
  assert.deepEqual([texts[texts.indexOf("created", 3) + 1], texts.includes("place")], ["3", true]);
  assert.equal(shown(learners).includes("place"), false);
});

test("the rows of a review are drawn once its problems are, which are above them", () => {
  const { dialog } = dialogWith({}, {}, sayIn("en", {}));
  const { problems } = dialog.state;
  const isDrawn = (more, items = []) => {
    dialog.set({ imported: one(more), problems: { ...problems, items, isLoading: true } });
    return textsOf(rowsView(dialog)).length > 0;
  };
  const review = { status: "awaiting_confirmation" };
  assert.deepEqual([isDrawn(review), isDrawn(review, [{}]), isDrawn({})], [false, true, true]);
});

test("a search says how far it has come, and continues on request", async () => {
  globalThis.requestAnimationFrame = (done) => setTimeout(done);
  const say = Object.assign((key, { found, count, rows } = {}) => [key, found ?? count, rows].join(" ").trim(), {
    lang: "en",
    number: String,
  });
  const { dialog } = dialogWith({}, {}, say);
  dialog.set({ imported: one({ status: "awaiting_confirmation", summary: { created: 12_000 } }) });
  const user = { name: "", last_name: null, company: null, cohort: null };
  const row = (at) => ({ row: at, user: { ...user, email: `user${at}@example.org` }, courses: [] });
  dialog.api.request = async (_method, path) => {
    const from = Number(/cursor=(\d+)/.exec(path)?.[1] ?? 0);
    const items = Array.from({ length: 100 }, (_, at) => row(from + at + 1));
    return { items, next_cursor: from + 100 < 12_000 ? String(from + 100) : null };
  };
  // Only the status and the button: the lines of the table need more of a row.
  const shown = () => {
    const { rows } = dialog.state;
    dialog.set({ rows: { ...rows, shown: 0 } });
    const texts = textsOf(rowsView(dialog));
    dialog.set({ rows });
    return texts.filter((text) => /^(found|foundFirst|emptyList|searchRest|more)( |$)/.test(text));
  };
  await dialog.lists.open("created");
  await dialog.lists.search("user11999@");
  assert.deepEqual(shown(), ["foundFirst found 0 5100", "searchRest"]);
  await dialog.lists.more();
  await dialog.lists.more();
  assert.deepEqual(shown().slice(0, 1), ["found 1"]);
});

test("a count that is clicked twice lists its rows once", async () => {
  globalThis.requestAnimationFrame = (done) => setTimeout(done);
  const { dialog } = dialogWith({}, {}, sayIn("en", {}));
  dialog.set({ imported: one({ summary: { created: 2 } }) });
  const items = [{ row: 2 }, { row: 3 }].map((row) => ({ ...row, user: {}, courses: [] }));
  const responses = [];
  dialog.api.request = (_method, path) => {
    const page = /outcome=created/.test(path) ? items : items.slice(1);
    return new Promise((done) => responses.push(() => done({ items: page, next_cursor: null })));
  };
  const opened = [];
  for (const tab of ["created", "skipped", "created", "created"]) {
    opened.push(dialog.lists.open(tab));
    await new Promise((done) => setTimeout(done));
  }
  assert.equal(responses.length, 4);
  // The responses arrive in another order.
  for (const respond of responses.reverse()) respond();
  await Promise.all(opened);
  const { tab, items: listed, isLoading } = dialog.state.rows;
  assert.deepEqual([tab, listed.map(({ row }) => row), isLoading], ["created", [2, 3], false]);
});

test("every reason of a row has a text, for an import and for an undo", () => {
  const read = (path) => readFileSync(new URL(`../../../shared/${path}`, import.meta.url), "utf8");
  const texts = read("locales/en/dialog.ftl");
  const [, reasons] = /pub enum Reason \{(.+?)\n {4}\}/s.exec(read("src/row.rs"));
  const found = [...reasons.matchAll(/\/\/\/ (.+)\n +\w+ = "(.+)"/g)].map(([, comment, reason]) => {
    // “In an undo: …” or “In an undo, or for a user …”
    const [undo, isAlsoImport] = [comment.startsWith("In an undo"), comment.startsWith("In an undo, or")];
    if (!undo || isAlsoImport) assert.match(texts, new RegExp(`^${reason} = `, "m"));
    if (undo) assert.match(texts, new RegExp(`^why_${reason} = `, "m"));
    return reason;
  });
  assert.ok(found.includes("gone") && found.includes("exists") && found.length >= 9, String(found));
});
