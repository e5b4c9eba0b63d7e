// Tests the base class of the elements on a document that can do nothing.
import assert from "node:assert/strict";
import test from "node:test";
import "./page.js";

const { RollcallImport } = await import("../src/dialog/element.js");
const { PortalElement } = await import("../src/element.js");
const { RollcallImports } = await import("../src/imports/element.js");

/** An element that counts how often it starts over. */
class Element extends PortalElement {
  begun = 0;
  waitsEnded = 0;
  busy = false;
  get isBusy() {
    return this.busy;
  }
  begin(say) {
    this.begun++;
    this.say = say;
  }
  endWaits() {
    this.waitsEnded++;
  }
}

function connected() {
  const element = new Element();
  element.isConnected = true;
  element.connectedCallback();
  return element;
}
const settle = () => new Promise((done) => setTimeout(done));

test("an element starts over at once when an attribute or its texts change", () => {
  const element = connected();
  element.setAttribute("api", "https://api");
  element.strings = { close: "Shut" };
  assert.deepEqual([element.begun, element.say("close")], [3, "Shut"]);
  element.setAttribute("api", "https://api");
  assert.equal(element.begun, 3, "an attribute that was set to the same value");
});

test("changes while an element is busy are applied once, when it no longer is", async () => {
  const element = connected();
  element.busy = true;
  element.setAttribute("lang", "en-GB");
  element.setAttribute("api", "https://api");
  element.strings = { close: "Shut" };
  element.render();
  await settle();
  assert.deepEqual([element.begun, element.say("close")], [1, "close"]);
  element.busy = false;
  element.render();
  await settle();
  assert.deepEqual([element.begun, element.say("close"), element.api], [2, "Shut", "https://api"]);
  element.render();
  await settle();
  assert.equal(element.begun, 2);
});

test("a language whose texts arrive while an element is busy is used when it no longer is", async () => {
  const element = connected();
  // The texts cannot be loaded here, so those of the script are used instead.
  element.setAttribute("lang", "de");
  element.busy = true;
  await element.loading;
  assert.equal(element.begun, 1);
  element.busy = false;
  element.render();
  await element.loading;
  await settle();
  await element.loading;
  assert.equal(element.begun, 2);
});

test("token and texts can be read, and a token that is set to null is gone", async () => {
  const element = connected();
  assert.deepEqual([element.token, element.strings], [null, {}]);
  element.token = "secret";
  element.strings = { close: "Shut" };
  assert.deepEqual([element.token, element.strings, element.waitsEnded], ["secret", { close: "Shut" }, 1]);
  assert.equal(await element.tokenFor(false), "secret");
  element.token = null;
  assert.deepEqual([element.token, await element.tokenFor(false)], [null, null]);
});

test("a property that is set to null removes its attribute", () => {
  const element = connected();
  for (const none of [null, undefined]) {
    element.api = "https://api";
    assert.deepEqual([element.api, element.begun], ["https://api", 2]);
    element.api = none;
    assert.deepEqual([element.hasAttribute("api"), element.api], [false, ""]);
    element.begun = 1;
  }
  const dialog = new RollcallImport();
  dialog.import = "i1";
  assert.equal(dialog.getAttribute("import"), "i1");
  dialog.import = null;
  assert.equal(dialog.hasAttribute("import"), false);
});

test("the list of imports asks for a token once, until it has another one", async () => {
  const element = new RollcallImports();
  let tokens = 0;
  let isLoaded = false;
  const events = [];
  Object.assign(element, {
    draw: () => {},
    dispatchEvent: ({ type }) => events.push(type),
    isConnected: true,
    getToken: () => (tokens++ > 6 ? "new" : "old"),
  });
  globalThis.fetch = async (url, { headers }) => {
    if (headers.Authorization === "Bearer old") return new Response("{}", { status: 401 });
    isLoaded ||= url.includes("/imports");
    return new Response(JSON.stringify({ items: [], next_cursor: null }));
  };
  element.connectedCallback();
  while (!isLoaded) {
    await settle();
    element.endWaits();
  }
  assert.deepEqual(events, ["rollcall-unauthorized"]);
});

test("an element that is removed while its dialog is open closes it, and can be opened again", async () => {
  const element = new RollcallImport();
  const modal = {
    open: false,
    showModal: () => (modal.open = true),
    close: () => (modal.open = false),
  };
  const events = [];
  Object.assign(element, { draw: () => {}, dispatchEvent: ({ type }) => events.push(type), isConnected: true });
  Object.assign(element.root, { addEventListener: () => {}, getElementById: () => null, querySelector: () => modal });
  globalThis.fetch = () => new Promise(() => {});
  for (let time = 0; time < 2; time++) {
    element.connectedCallback();
    element.open();
    await settle();
    assert.deepEqual([element.isOpen, element.hasAttribute("open")], [true, true]);
    element.disconnectedCallback();
    assert.deepEqual([element.isOpen, element.hasAttribute("open")], [false, false]);
  }
  const shown = ["rollcall-open", "rollcall-close"];
  assert.deepEqual(
    events.filter((name) => name !== "rollcall-step"),
    [...shown, ...shown],
  );
});
