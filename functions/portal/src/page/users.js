// @ts-check
// The page with the user list and the dialogs. The token is passed to the elements and stored nowhere else.
import { sayIn, textsOf, withRegion } from "../text/messages.js";

/** @param {string} id @returns {any} */
const $ = (id) => document.getElementById(id);
const dialogs = [$("import"), $("add")];
const elements = [...dialogs, $("list")];

let say = sayIn(TEXTS.tag, TEXTS.pages);
let hasToken = false;
/** The dialog while it waits for a new token. @type {any} */
let interrupted = null;

function draw() {
  document.documentElement.lang = say.lang;
  document.title = `${say("users")} · Rollcall`;
  for (const [id, key] of Object.entries({
    title: "users",
    "language-label": "language",
    "token-label": "token",
    "token-use": "use",
  }))
    $(id).textContent = say(key);
  for (const element of elements) element.setAttribute("lang", withRegion(say.lang, navigator.languages));
}

for (const element of elements) element.setAttribute("api", location.origin);
for (const [at, name] of NAMES.entries()) {
  $("language").append(
    Object.assign(document.createElement("option"), { textContent: name, value: TAGS[at], lang: TAGS[at] }),
  );
}
$("language").value = say.lang;
$("language").addEventListener("change", async () => {
  const wanted = $("language").value;
  const { tag, pages } = await textsOf(wanted, location.origin);
  if ($("language").value !== wanted) return;
  say = sayIn(tag, pages);
  draw();
});
$("sign-in").addEventListener("submit", (/** @type {SubmitEvent} */ event) => {
  event.preventDefault();
  hasToken = true;
  for (const element of elements) element.token = $("token").value.trim();
  $("token").value = "";
  // The list loads with the new token; a dialog that was interrupted opens once it has loaded.
  $("list").reload();
});
document.addEventListener("rollcall-loaded", () => {
  $("sign-in").hidden = true;
  interrupted?.open();
  interrupted = null;
});
document.addEventListener("rollcall-unauthorized", ({ target }) => {
  // Nothing behind an open dialog can be reached, so the dialog is closed. It is reopened with the new token and continues where it was.
  if (dialogs.includes(target)) {
    interrupted = target;
    interrupted.close();
  }
  $("sign-in").hidden = false;
  $("token-label").textContent = say(hasToken ? "wrongToken" : "token");
  if (interrupted) $("token").focus();
});
draw();
