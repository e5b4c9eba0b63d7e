// Tests the base class of the elements on a document that can do nothing.
import assert from "node:assert/strict";
import test from "node:test";
import "./page.js";

const { PortalElement } = await import("../src/element.js");

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
