// The user list. The token lives in this variable and nowhere else.
let token = null, cursor = null, turn = 0;
const chosen = new Set();
const dialogs = [$("import"), $("add")];
const make = (name, text = "") => Object.assign(document.createElement(name), { textContent: text });

async function ask(method, path, body) {
  const headers = { "Accept-Language": language };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body) headers["Content-Type"] = "application/json";
  const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body), credentials: "omit" });
  if (answer.status === 401) $("sign-in").hidden = false;
  const document = await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error(document.detail || document.message || answer.statusText), { status: answer.status, isAnswer: true });
  return document;
}

function tell(text, isBad) {
  $("told").textContent = text;
  $("told").className = isBad ? "bad" : "";
}
const tellError = (error) => tell(error.isAnswer ? error.message : say("failed"), true);

function draw() {
  document.documentElement.lang = language;
  document.title = `${say("users")} · Rollcall`;
  for (const [id, key] of [["title", "users"], ["language-label", "language"], ["token-label", "token"], ["token-use", "use"], ["q-label", "q"], ["company-label", "company"], ["status-label", "status"], ["search", "search"], ["invite", "invite"], ["invite-all", "inviteAll"], ["empty", "empty"], ["more", "more"]]) $(id).textContent = say(key);
  const status = $("status").value;
  $("status").replaceChildren(...["", "pending", "active", "disabled"].map((value) => Object.assign(make("option", say(value || "all")), { value })));
  $("status").value = status;
  $("head").replaceChildren(...["chosen", "user", "company", "status", "invitation"].map((key) => Object.assign(make("th", say(key)), { scope: "col" })));
  for (const dialog of dialogs) dialog.setAttribute("lang", language);
}

function line(user) {
  const row = make("tr"), pick = make("td"), who = make("td"), box = make("input");
  const name = [user.name, user.last_name].filter(Boolean).join(" ");
  box.type = "checkbox";
  box.setAttribute("aria-label", say("select", { name: user.email }));
  box.addEventListener("change", () => {
    if (box.checked) chosen.add(user.email);
    else chosen.delete(user.email);
    $("invite").disabled = chosen.size === 0;
  });
  pick.append(box);
  who.className = "wide";
  who.append(make("div", name), make("div", user.email));
  const company = make("td");
  company.append(make("div", user.company || "–"), make("div", user.cohort || ""));
  const invitation = typeof user.invitation === "string" ? user.invitation : user.invitation?.state || "none";
  row.append(pick, who, company, make("td", say(user.status)), make("td", say(invitation)));
  return row;
}

async function load(isMore) {
  const mine = isMore ? turn : ++turn;
  const query = new URLSearchParams({ limit: "100" });
  for (const id of ["q", "company", "status"]) if ($(id).value.trim()) query.set(id, $(id).value.trim());
  if (isMore) query.set("cursor", cursor);
  try {
    const page = await ask("GET", `/users?${query}`);
    if (mine !== turn) return;
    if (!isMore) {
      $("users").replaceChildren();
      chosen.clear();
      $("invite").disabled = true;
    }
    $("users").append(...page.items.map(line));
    cursor = page.next_cursor;
    $("more").hidden = !cursor;
    $("empty").hidden = $("users").children.length > 0;
    $("sign-in").hidden = true;
  } catch (error) {
    if (mine === turn && error.status !== 401) tellError(error);
  }
}

async function invite(body) {
  try {
    const told = await ask("POST", "/invitations", body);
    tell(told.run_id ? say("running") : say("invited", { queued: told.queued, already: told.already_invited }));
    await load();
  } catch (error) {
    if (error.status === 404) tell(say("noMails"), true);
    else tellError(error);
  }
}

$("language").append(...codes.map((value) => Object.assign(make("option", LANGUAGES[value]), { value, lang: value })));
$("language").value = language;
$("language").addEventListener("change", () => ((language = $("language").value), draw(), load()));
$("filters").addEventListener("submit", (event) => (event.preventDefault(), tell(""), load()));
$("sign-in").addEventListener("submit", (event) => {
  event.preventDefault();
  token = $("token").value.trim();
  $("token").value = "";
  load();
});
$("more").addEventListener("click", () => load(true));
$("invite").addEventListener("click", () => {
  const all = [...chosen];
  invite({ emails: all.slice(0, 1000) });
});
$("invite-all").addEventListener("click", () => invite({ all_uninvited: true, ...($("company").value.trim() ? { company: $("company").value.trim() } : {}) }));
document.addEventListener("rollcall-done", () => load());
document.addEventListener("rollcall-unauthorized", () => ($("sign-in").hidden = false));
for (const dialog of dialogs) {
  dialog.setAttribute("api", location.origin);
  dialog.getToken = async () => token;
}
dialogs[0].setAttribute("layout", "enrolment");
draw();
load();
