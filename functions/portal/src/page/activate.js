// @ts-check
// The page that the link of an invitation opens.
import { sayIn } from "../text/messages.js";

/** @param {string} id @returns {any} */
const $ = (id) => document.getElementById(id);
const say = sayIn(TEXTS.tag, TEXTS.pages);
const KEPT = "rollcall-activation";

/**
 * Returns the token of the link. It comes after the `#`, so it is not sent to a server when the link is opened, and appears in no log. The
 * tab keeps it until it is used, so that the page can be reloaded. It is used only when the button is pressed: a mail scanner that opens
 * the page, or runs its script, does not use it up.
 */
function takeToken() {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  history.replaceState(null, "", location.pathname + location.search);
  try {
    if (token) sessionStorage.setItem(KEPT, token);
    return token ?? sessionStorage.getItem(KEPT);
  } catch {
    return token;
  }
}

function forgetToken() {
  try {
    sessionStorage.removeItem(KEPT);
  } catch {
    return;
  }
}

/** @type {string | null} */
let token = null;

/**
 * @param {string} title
 * @param {string} text
 * @param {boolean} hasButton
 */
function show(title, text, hasButton) {
  document.title = title;
  $("title").textContent = title;
  $("text").textContent = text;
  $("accept").hidden = !hasButton;
  $("accept").disabled = false;
}

function begin() {
  token = takeToken();
  show(say("activate"), say(token ? "activateText" : "openAgain"), Boolean(token));
}

async function activate() {
  $("accept").disabled = true;
  try {
    const response = await fetch("/invitations/accept", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token }),
      credentials: "omit",
    });
    if (response.ok) done(await response.json());
    else if (response.status === 404) {
      forgetToken();
      show(say("activate"), say("invalid"), false);
    } else throw new Error();
  } catch {
    show(say("activate"), say("noAnswer"), true);
  }
}

/** @param {Record<string, string>} person */
function done(person) {
  forgetToken();
  show(say("activated"), say("welcome", person), false);
  // The page contains the tenant's name and portal if the stack knows them.
  const { portal, tenant = "" } = document.body.dataset;
  if (portal) {
    const link = Object.assign(document.createElement("a"), {
      href: portal,
      className: "primary",
      id: "portal",
      textContent: say("goTo", { tenant }),
    });
    $("text").after(link);
    link.focus();
  } else $("title").focus();
}

document.documentElement.lang = say.lang;
$("accept").textContent = say("accept");
$("accept").addEventListener("click", activate);
// Pasting a new link into the same tab changes only the fragment.
addEventListener("hashchange", () => location.hash && begin());
begin();
