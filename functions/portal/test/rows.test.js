import assert from "node:assert/strict";
import test from "node:test";
import { rowsView } from "../src/dialog/views/rows.js";
import { sayIn } from "../src/text/messages.js";
import { dialogWith, one, textsOf } from "./dialogs.js";

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
