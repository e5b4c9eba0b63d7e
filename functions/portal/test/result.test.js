import assert from "node:assert/strict";
import test from "node:test";
import { entryControls } from "../src/dialog/views/controls.js";
import { nothingShown } from "../src/dialog/state.js";
import { resultView } from "../src/dialog/views/result.js";
import { problemsView } from "../src/dialog/views/problems.js";
import { reviewView } from "../src/dialog/views/review.js";
import { correct } from "../src/fix/corrections.js";
import { groupsOf } from "../src/fix/entries.js";
import { attributesOf, dialogWith, one, textsOf } from "./dialogs.js";
import { enrolment } from "./layouts.js";

const say = Object.assign(
  (key, { count, title } = {}) => [key, title, count].filter((one) => one !== undefined).join(" "),
  { lang: "en", number: String, ago: () => "", date: () => "" },
);
const settled = () => new Promise((done) => setTimeout(done, 5));
const result = (imported, responses = {}) => {
  const made = dialogWith(responses, {}, say);
  const { dialog } = made;
  dialog.set({ imported: one({ created_at: "2026-01-01T00:00:00Z", started_by: "kim", ...imported }) });
  return { ...made, texts: textsOf(resultView(dialog).body) };
};

test("a repeated import says how many existing users were never invited, and offers to invite them", () => {
  const { texts } = result({ summary: { created: 0, skipped: 12, never_invited: 12 } });
  for (const text of ["neverInvited 12", "inviteThese 12"]) assert.ok(texts.includes(text), text);
  // New users who were invited are not counted.
  const more = result({ summary: { created: 3, invitations: 3, never_invited: 2 } }).texts;
  assert.ok(more.includes("inviteThese 2"), String(more));
  const both = result({ summary: { created: 3, never_invited: 2 } }).texts;
  assert.ok(both.includes("inviteThese 5"), String(both));
  const none = result({ summary: { created: 3, invitations: 3, never_invited: 0 } }).texts;
  assert.ok(!none.some((text) => text.startsWith("inviteThese")), String(none));
});

test("a rejected import says how many rows are fine, and offers to import only these", async () => {
  const rejected = {
    status: "rejected",
    summary: { created: 0, failed: 2 },
    problems: { errors: 2, warnings: 0, file: [] },
  };
  const progress = { rows_validated: 50, rows_valid: 48 };
  const { dialog, texts, bodies } = result(
    { ...rejected, progress },
    {
      "POST /imports/i1/corrections": { body: { import_id: "i2" } },
      "GET /imports/i2": { body: one({ import_id: "i2" }) },
    },
  );
  for (const text of ["rowsValid 48", "onErrorsSkip"]) assert.ok(texts.includes(text), text);
  await dialog.decisions.checkAgain({ on_row_errors: "skip" });
  assert.deepEqual(bodies["POST /imports/i1/corrections"].options, { on_row_errors: "skip" });
  const courses = [{ code: "course-unmatched", severity: "error", suggestions: [], message: "" }];
  const whole = result({ ...rejected, progress, problems: { errors: 2, warnings: 0, file: courses } }).texts;
  assert.deepEqual([whole.includes("rowsValid 48"), whole.includes("onErrorsSkip")], [true, false]);
});

test("a new check keeps the column names that were accepted before the upload", async () => {
  const mapping = { kind: "column", label: "E-Mail", to: "email" };
  const { dialog, bodies } = result(
    { status: "rejected", corrections: 1, corrects: null },
    {
      "GET /imports/i1/corrections": { body: { corrections: [mapping] } },
      "POST /imports/i1/corrections": { body: { import_id: "i2" } },
      "GET /imports/i2": { body: one({ import_id: "i2" }) },
    },
  );
  await dialog.decisions.checkAgain({ on_row_errors: "skip" });
  assert.deepEqual(bodies["POST /imports/i1/corrections"].corrections, [mapping]);
});

test("a file that a feed in test mode only checked has results and rows", () => {
  const tested = { status: "cancelled", feed: "hr", options: { layout: "enrolment", dry_run: true } };
  for (const [more, isShown] of [
    [tested, true],
    [{ ...tested, feed: null }, false],
    [{ ...tested, summary: { created: 0, failed: 2 } }, false],
  ]) {
    const { texts } = result(more);
    assert.equal(texts.includes("exportCsv"), isShown, JSON.stringify(more));
    assert.equal(texts.includes("to_created"), isShown, JSON.stringify(more));
  }
});

test("the result counts the changed values by column of the file", () => {
  const { texts } = result({ summary: { created: 0, updated: 3, fields_changed: { cohort: 2, enabled: 1 } } });
  assert.ok(texts.includes("cohortName 2 · enabled 1"), String(texts));
});

test("once the users of an import have been invited, its result no longer counts no invitations", () => {
  const { dialog, texts } = result({ summary: { created: 3 } });
  assert.ok(texts.includes("invitations"), String(texts));
  dialog.set({ invite: { step: "done", counts: { queued: 3 } } });
  const invited = textsOf(resultView(dialog).body);
  assert.deepEqual([invited.includes("inviteDone 3"), invited.includes("invitations")], [true, false]);
});

test("a cancelled import can be checked again, unless another one has replaced it or it is an undo", async () => {
  const cancelled = { status: "cancelled", progress: { rows_validated: 5 }, summary: { created: 0 } };
  const responses = {
    "POST /imports/i1/corrections": { body: { import_id: "i2" } },
    "GET /imports/i2": { body: one({ import_id: "i2", status: "awaiting_confirmation", created_at: "2026-01-01" }) },
  };
  const hasCheck = (more) => textsOf(resultView(result({ ...cancelled, ...more }).dialog).foot).includes("checkFile");
  assert.deepEqual(
    [{}, { superseded_by: "i2" }, { undoes: "i0" }, { feed: "hr" }, { progress: { rows_validated: 0 } }].map(hasCheck),
    [true, false, false, false, false],
  );
  const { dialog } = result(cancelled, responses);
  await dialog.decisions.checkAgain();
  assert.deepEqual([dialog.imported.import_id, dialog.state.view], ["i2", "review"]);
});

test("the result of an undo has the same buttons as that of an import", () => {
  const buttons = (more) => attributesOf(resultView(result(more).dialog).foot, " class");
  assert.deepEqual(buttons({ source: "undo", undoes: "i0" }), buttons({}));
});

test("the confirm step and the result name the courses that are left out", () => {
  const courses_left_out = [{ company: "Acme", found: "Presentng Well", rows: 12 }];
  const { dialog, texts } = result({ courses_left_out });
  assert.ok(texts.includes("courseLeftOut Presentng Well 12"), String(texts));
  dialog.set({ view: "review", imported: { ...dialog.imported, status: "awaiting_confirmation" } });
  assert.ok(textsOf(reviewView(dialog).body).includes("courseLeftOut Presentng Well 12"));
});

test("a file with nothing to import still leads to the invitations of its users", async () => {
  const imported = { status: "awaiting_confirmation", summary: { created: 0, skipped: 12, never_invited: 12 } };
  const { dialog, calls } = result(imported, {
    "POST /imports/i1/confirm": { body: one() },
    "GET /imports/i1": { body: one({ summary: { created: 0, skipped: 12, never_invited: 12 } }) },
    "POST /invitations": { body: { queued: 12 } },
  });
  const texts = textsOf(reviewView(dialog).body);
  for (const text of ["neverInvited 12", "inviteThese 12"]) assert.ok(texts.includes(text), text);
  const focused = [];
  dialog.host.focus = (selector) => focused.push(selector);
  await dialog.decisions.confirmAndInvite();
  assert.equal(focused.at(-1), "#invite-send");
  assert.ok(calls.indexOf("POST /invitations") > calls.indexOf("POST /imports/i1/confirm"));
  assert.deepEqual([dialog.state.view, dialog.state.invite], ["result", { step: "ask", counts: { queued: 12 } }]);
});

test("the counts of invitations are shown only with their own import", async () => {
  const { dialog } = result(
    {},
    {
      "POST /invitations": { body: { run_id: "r1" } },
      "GET /invitations/r1": { body: { status: "completed", queued: 12 } },
    },
  );
  const { api, decisions } = dialog;
  // While the dialog waits for the counts, another import is shown.
  api.pause = async () => decisions.screen.show("result", { ...nothingShown(), imported: one({ import_id: "i2" }) });
  await decisions.invite();
  assert.equal(dialog.state.invite, null);
});

test("values of optional columns can be left out, however many rows they are in", () => {
  const { dialog } = result({});
  const texts = (more, count) => {
    const finding = { severity: "error", found: "x", count, first_rows: [2, 3], suggestions: [], safe: false, ...more };
    const [{ entries }] = groupsOf([], [{ company: "Acme", message: "", ...finding }], enrolment);
    return textsOf(entryControls(dialog, entries[0]));
  };
  const course = { code: "course-unmatched", column: "module requested 2" };
  const cohort = { code: "cohort-unmatched", column: "cohortName" };
  const company = { code: "company-unmatched", column: "companyName", company: null };
  for (const [more, count, keys] of [
    [course, 12, ["leaveOutValue"]],
    [course, 2, ["leaveOutMany", "leaveOutValue"]],
    [cohort, 12, ["leaveOutValue"]],
    [company, 12, []],
    [company, 2, ["leaveOutMany"]],
  ])
    assert.deepEqual(
      texts(more, count).filter((text) => text.startsWith("leaveOut")),
      keys,
      `${more.code} ${count}`,
    );
});

test("a row with a warning can be left out, and a warning about the file has no controls", () => {
  const { dialog } = result({});
  const shown = (more) => {
    const warning = { severity: "warning", column: "email", found: "a", message: "", suggestions: [], ...more };
    return textsOf(entryControls(dialog, groupsOf([warning], null, enrolment)[0].entries[0]));
  };
  assert.ok(shown({ code: "email-suspicious", row: 4 }).includes("leaveOut"));
  assert.deepEqual(shown({ code: "row-ragged", row: 4, rows: 1, first_rows: [4] }), []);
});

const alias = {
  kind: "value",
  column: "module requested",
  company: "Acme",
  found: "Presentng Well",
  to: "Presenting Well",
};

test("after an import with corrections, the dialog asks once which choices to remember", async () => {
  const responses = { "GET /imports/i1": { body: one({ corrections: 1 }) } };
  for (const { open, cancelled } of [
    { open: (dialog) => dialog.view("i1") },
    // The import was confirmed, and the dialog closed.
    { open: async (dialog) => ((dialog.host.isOpen = () => false), await dialog.watch(), await dialog.view("i1")) },
    { open: (dialog) => dialog.view("i1"), cancelled: true },
  ]) {
    const { dialog, memory, bodies } = dialogWith(
      { ...responses, "POST /catalog/aliases": { body: { aliases: [{ alias: alias.found, result: "added" }] } } },
      { id: "i1", singles: [alias] },
      say,
    );
    await open(dialog);
    await settled();
    assert.deepEqual([dialog.state.aliases?.fixes, memory().isDone], [[alias], true]);
    if (cancelled) dialog.fixes.endAliases();
    else await dialog.fixes.sendAliases();
    const { company, found, to } = alias;
    const sent = { aliases: [{ company, course: to, alias: found }] };
    assert.deepEqual(bodies["POST /catalog/aliases"], cancelled ? undefined : sent);
    assert.equal(textsOf(resultView(dialog).body).includes("aliasDone"), !cancelled);
    await dialog.view("i1");
    await settled();
    assert.deepEqual([dialog.state.aliases, memory()], [null, { id: "i1", isDone: true }]);
  }
});

test("names that already mean something else are listed instead of remembered", async () => {
  const other = { ...alias, found: "Wellness" };
  const aliases = [
    { alias: alias.found, result: "taken" },
    { alias: other.found, result: "exists" },
  ];
  const { dialog } = dialogWith(
    { "GET /imports/i1": { body: one() }, "POST /catalog/aliases": { body: { aliases } } },
    { id: "i1", singles: [alias, other] },
    Object.assign((key, { names } = {}) => [key, names].filter(Boolean).join(" "), say),
  );
  await dialog.view("i1");
  await settled();
  await dialog.fixes.sendAliases();
  const texts = textsOf(resultView(dialog).body);
  assert.deepEqual([texts.includes("aliasTaken Presentng Well"), texts.includes("aliasDone")], [true, false]);
});

test("a retry of a failed import keeps the choices that may become aliases", async () => {
  const failed = one({ status: "failed", failure: { retryable: true } });
  const { dialog, memory } = dialogWith(
    { "POST /imports/i1/retry": { body: { import_id: "i1" } }, "GET /imports/i1": { body: one() } },
    { id: "i1", isDone: true, singles: [alias] },
    say,
  );
  dialog.set({ imported: failed });
  await dialog.decisions.decide("retry");
  await settled();
  assert.deepEqual([dialog.state.aliases?.fixes, memory().singles], [[alias], [alias]]);
});

test("the list of safe suggestions grows until it contains all that are applied", async () => {
  const { dialog } = result({ status: "rejected", problems: { errors: 600, warnings: 0, file: [] } });
  const found = (at) => `c${at}@@example.org`;
  const items = Array.from({ length: 600 }, (_, at) => ({
    code: "email-invalid",
    severity: "error",
    column: "email",
    row: at + 2,
    found: found(at),
    message: "",
    suggestions: [`c${at}@example.org`],
    safe: true,
  }));
  dialog.set({ problems: { ...dialog.state.problems, items, findings: [] }, isSafeListOpen: true });
  const listed = () => items.filter((one) => textsOf(problemsView(dialog)).includes(one.suggestions[0])).length;
  globalThis.requestAnimationFrame = (done) => setTimeout(done);
  assert.equal(listed(), 500);
  assert.ok(textsOf(problemsView(dialog)).includes("showAll 600"));
  await dialog.lists.show("safe", 500, 600);
  assert.equal(listed(), 600);
  dialog.fixes.acceptSafe();
  assert.equal(dialog.state.fixes.size, 600);
});

test("a column without a label can be mapped to a column of the template", () => {
  const { dialog } = result({ status: "rejected" });
  const missing = { code: "header-column-missing-label", severity: "error", column: "E", found: "Last0", count: 1 };
  const [{ entries }] = groupsOf([], [{ ...missing, first_rows: [], suggestions: [], message: "" }], enrolment);
  assert.ok(textsOf(entryControls(dialog, entries[0])).includes("last_name"));
  dialog.fixes.choose([correct(entries[0], "last_name", enrolment)]);
  const texts = textsOf(entryControls(dialog, entries[0]));
  for (const text of ["columnNumber", "last_name", "undo"]) assert.ok(texts.includes(text), String(texts));
});

test("the review has no way back to a file that the page no longer has", () => {
  const { dialog } = result({ status: "awaiting_confirmation" });
  const { chosen } = dialog.state;
  for (const [isOwn, file, isShown] of [
    [true, null, false],
    [true, new File([], "a.csv"), true],
    // Another import is not cancelled.
    [false, null, true],
  ]) {
    dialog.set({ isOwn, chosen: { ...chosen, file } });
    assert.equal(textsOf(reviewView(dialog).foot).includes("back"), isShown, `${isOwn} ${file?.name}`);
  }
});

test("names that the catalog no longer has are listed, and the others are remembered", async () => {
  const gone = { ...alias, found: "Yoga", to: "Yoga for All" };
  const sent = [];
  const { dialog } = dialogWith({ "GET /imports/i1": { body: one() } }, { id: "i1", singles: [gone, alias] }, say);
  await dialog.view("i1");
  await settled();
  dialog.api.request = async (_method, _path, { body }) => {
    sent.push(body.aliases.map((one) => one.alias));
    if (body.aliases.length > 1) throw Object.assign(new Error("aliases[0] does not name an entry."), { status: 404 });
    return { aliases: [{ alias: alias.found, result: "added" }] };
  };
  await dialog.fixes.sendAliases();
  assert.deepEqual([sent, dialog.state.aliases.taken], [[["Yoga", alias.found], [alias.found]], ["Yoga"]]);
});

test("a name that was chosen again is offered once, with the latest choice", () => {
  const { dialog, memory } = result({ status: "rejected" });
  const wrong = { kind: "value", column: "companyName", found: "Acmee", to: "Apex" };
  const right = { ...wrong, to: "Acme" };
  const other = { ...alias, company: "Apex" };
  dialog.fixes.remember("i2", [wrong, other], [wrong, other]);
  dialog.fixes.remember("i3", [right, alias], [right, other, alias]);
  assert.deepEqual(memory(), { id: "i3", singles: [right, alias] });
  // A choice that was accepted later, with all the others, is not one that the admin made for this value.
  dialog.fixes.remember("i4", [], [wrong, alias]);
  assert.deepEqual(memory(), { id: "i4", singles: [alias] });
});

test("the same value in two companies may become an alias in each, as long as the import has both corrections", () => {
  const { dialog, memory } = result({ status: "rejected" });
  const other = { ...alias, company: "Apex" };
  dialog.fixes.remember("i2", [alias], [alias]);
  dialog.fixes.remember("i3", [other], [alias, other]);
  assert.deepEqual(memory().singles, [alias, other]);
  dialog.fixes.remember("i4", [{ ...other, to: "Wellness" }], [{ ...other, to: "Wellness" }]);
  assert.deepEqual(memory().singles, [{ ...other, to: "Wellness" }]);
});

test("if everyone without errors is already a user, nothing can be imported, but they can be updated", () => {
  const { dialog } = result({});
  const shown = (summary, options = {}, more = {}) => {
    const imported = { ...more, status: "awaiting_confirmation", problems: { errors: 1, warnings: 0, file: [] } };
    const { created_at, started_by } = dialog.imported;
    dialog.set({
      imported: one({ created_at, started_by, ...imported, options, summary: { created: 0, failed: 1, ...summary } }),
      problems: { ...dialog.state.problems, findings: [] },
    });
    const { body, foot } = reviewView(dialog);
    const keys = [
      "withErrorsIdle",
      "withErrorsFix",
      "noneValid",
      "noneValidFix",
      "updateThem",
      "confirmRest 0",
      "confirmRest 2",
    ];
    return [...textsOf(body), ...textsOf(foot)].filter((text) => keys.includes(text));
  };
  assert.deepEqual(shown({ skipped: 5 }), ["withErrorsIdle", "updateThem"]);
  assert.deepEqual(shown({ skipped: 5 }, { update_existing: true }), ["withErrorsIdle"]);
  assert.deepEqual(shown({ skipped: 5, created: 2 }), ["withErrorsFix", "confirmRest 2"]);
  assert.deepEqual(shown({}), ["noneValidFix"]);
  // The errors of a feed's file are not corrected here.
  assert.deepEqual(shown({}, {}, { feed: "hr" }), ["noneValid"]);
});

test("existing users can be updated although their file has no problems", () => {
  const { dialog } = result({});
  const { created_at, started_by } = dialog.imported;
  const isOffered = (more, options = {}) => {
    const summary = { created: 0, skipped: 3 };
    dialog.set({
      imported: one({ created_at, started_by, status: "awaiting_confirmation", summary, options, ...more }),
    });
    return textsOf(reviewView(dialog).foot).includes("updateThem");
  };
  // The problems of a file that has none are not loaded.
  assert.equal(dialog.state.problems.findings, null);
  assert.deepEqual(
    [isOffered({}), isOffered({}, { update_existing: true }), isOffered({ feed: "hr" })],
    [true, false, false],
  );
});

test("the review says that suspicious values can be corrected before the import", () => {
  const { dialog } = result({});
  const { created_at, started_by } = dialog.imported;
  const warning = { severity: "warning", column: "email", found: "a@gmial.com", message: "", row: 3, suggestions: [] };
  const isSaid = (more, imported = {}) => {
    const problems = { errors: 0, warnings: 1, file: [] };
    dialog.set({
      imported: one({ created_at, started_by, status: "awaiting_confirmation", problems, ...imported }),
      problems: { ...dialog.state.problems, items: [{ ...warning, ...more }], findings: [] },
    });
    const texts = textsOf(reviewView(dialog).body);
    assert.ok(texts.includes("noErrors"));
    return texts.includes("warningsFix");
  };
  const suspicious = { code: "email-suspicious", suggestions: ["a@gmail.com"] };
  assert.equal(isSaid(suspicious), true);
  assert.equal(isSaid(suspicious, { feed: "hr", held: [] }), false);
  assert.equal(isSaid({ code: "email-suspicious" }), false);
  assert.equal(isSaid({ code: "identifier-taken", suggestions: ["1"] }), false);
});

test("a dialog that is part of the page cannot be closed", () => {
  for (const status of ["completed", "rejected"]) {
    const { dialog } = result({ status });
    const hasClose = () => textsOf(resultView(dialog).foot).includes("close");
    assert.equal(hasClose(), true);
    dialog.host.isInline = () => true;
    assert.equal(hasClose(), false, status);
  }
});
