import assert from "node:assert/strict";
import test from "node:test";
import "./page.js";
import { keysIn, textsOf } from "./dialogs.js";

const { withRegion } = await import("../src/text/messages.js");
const { RollcallUsers } = await import("../src/users/element.js");
const { Users } = await import("../src/users/users.js");
const { usersView } = await import("../src/users/view.js");

const settle = () => new Promise((done) => setTimeout(done, 20));

/** Answers every request with the response for its method and path without a query. Returns the calls. */
function answer(responses) {
  const calls = [];
  globalThis.fetch = async (url, { method }) => {
    const call = `${method} ${url.replace("https://api", "").split("?")[0]}`;
    calls.push(call);
    return new Response(JSON.stringify(responses[call] ?? { items: [], next_cursor: null }));
  };
  return calls;
}

/** Returns a user list and the selectors that got the focus. */
function listWith(responses) {
  const calls = answer(responses);
  const focused = [];
  const host = {
    api: "https://api",
    token: async () => null,
    render: () => {},
    emit: () => {},
    focus: (selector) => focused.push(selector),
  };
  return { users: new Users(host, keysIn("en")), focused, calls };
}

test("a list that starts over several times asks for the companies once, and offers each of them once", async () => {
  const calls = answer({ "GET /catalog": { companies: [{ name: "Harbour Vale" }, { name: "Northwind" }] } });
  const element = new RollcallUsers();
  element.draw = () => {};
  element.dispatchEvent = () => true;
  element.isConnected = true;
  element.connectedCallback();
  element.setAttribute("api", "https://api");
  element.setAttribute("lang", "en");
  await settle();
  assert.deepEqual(calls.sort(), ["GET /catalog", "GET /users"]);
});

test("a company is found by a part of its name, however often the companies are loaded", async () => {
  const { users } = listWith({ "GET /catalog": { companies: [{ name: "Harbour Vale" }, { name: "Northwind" }] } });
  await Promise.all([users.companies(), users.companies()]);
  await users.companies();
  assert.deepEqual(users.state.companies, ["Harbour Vale", "Northwind"]);
  assert.equal(users.companyOf("harbour"), "Harbour Vale");
});

test("a list of companies that is cut off or could not be loaded to its end says so", async () => {
  let failsFrom = Infinity;
  const { users } = listWith({});
  const textOf = () => textsOf(usersView(users)).find((text) => text.startsWith("companiesCut"));
  globalThis.fetch = async (url) => {
    const { searchParams } = new URL(url);
    const page = Number(searchParams.get("cursor") ?? 0);
    if (page >= failsFrom) return new Response("{}", { status: 403 });
    const next_cursor = page < 6 ? String(page + 1) : null;
    return new Response(JSON.stringify({ companies: [{ name: `Company ${page}` }], next_cursor }));
  };
  await users.companies();
  assert.equal(users.state.companies.length, 5);
  assert.ok(textOf());
  failsFrom = 2;
  await users.companies();
  assert.equal(users.state.companies.length, 2);
  assert.ok(textOf());
  answer({ "GET /catalog": { companies: [{ name: "Northwind" }], next_cursor: null } });
  await users.companies();
  assert.deepEqual([users.state.companies, textOf()], [["Northwind"], undefined]);
});

test("the question before invitations are sent gets the focus, and then the button or the report", async () => {
  const { users, focused } = listWith({ "POST /invitations": { queued: 3, status: "completed" } });
  await users.inviteAll();
  assert.deepEqual(focused, ["#ask-cancel"]);
  users.dontInvite();
  assert.deepEqual([users.state.ask, focused.at(-1)], [null, "#invite-all"]);
  await users.inviteAll();
  await users.confirmed();
  assert.equal(focused.at(-1), "#notice");
  assert.ok(textsOf(usersView(users)).some((text) => text.startsWith("invited")));
});

test("if there is no one to invite, the report gets the focus", async () => {
  const { users, focused } = listWith({ "POST /invitations": { queued: 0 } });
  await users.inviteAll();
  assert.deepEqual([users.state.ask, focused], [null, ["#notice"]]);
});

test("invitations whose response was lost are reported as sent", async () => {
  const report = async (invite, dry) => {
    const { users } = listWith({});
    users.say = Object.assign((key, { queued, already_invited } = {}) => [key, queued, already_invited].join(" "), {
      lang: "en",
    });
    users.api.pause = async () => {};
    let isLost = false;
    globalThis.fetch = async (_url, { body }) => {
      const { dry_run, emails } = JSON.parse(body ?? "{}");
      if (!dry_run && (isLost = !isLost) && body) throw new TypeError("lost");
      const counts = dry_run ? dry : { queued: 0, already_invited: emails?.length ?? 0, items: [], next_cursor: null };
      return new Response(JSON.stringify(counts));
    };
    await invite(users);
    return users.state.notice.text;
  };
  const chosen = (users) => (users.set({ chosen: new Set(["a@example.org", "b@example.org"]) }), users.inviteChosen());
  assert.equal(await report(chosen), "invited 2 0");
  // Users who are invited are no longer among those without an invitation.
  const all = async (users) => (await users.inviteAll(), await users.confirmed());
  assert.equal(await report(all, { queued: 7, already_invited: 0 }), "invited 7 0");
});

test("the page uses the browser's region for a language that the browser prefers", () => {
  assert.equal(withRegion("en", ["fr-CA", "en-GB", "en-US"]), "en-GB");
  assert.equal(withRegion("de", ["en-GB"]), "de");
});
