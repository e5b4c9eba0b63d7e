// The user list. The token is kept only in this variable.
const $ = (id) => document.getElementById(id);
let say = sayIn(TEXTS.tag, TEXTS.pages);
const REQUEST_USERS = 1000, RUN_CHECK_MS = 1000;
let token = null, cursor = null, turn = 0;
// The dialog while it waits for a new token.
let interrupted = null;
const chosen = new Set();
const dialogs = [$("import"), $("add")];
const make = (name, text = "", properties = {}) => Object.assign(document.createElement(name), { textContent: text, ...properties });
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

function wantToken() {
  $("sign-in").hidden = false;
  $("token-label").textContent = say(token ? "wrongToken" : "token");
}

// A read is retried while the stack is busy or unreachable; a failed change is reported to the user.
async function ask(method, path, body) {
  for (let tries = 0; ; tries++) {
    const headers = { "Accept-Language": say.lang };
    if (token) headers.Authorization = `Bearer ${token}`;
    if (body) headers["Content-Type"] = "application/json";
    const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body), credentials: "omit" }).catch((error) => { if (method !== "GET" || tries > 5) throw error; });
    if (answer && !(answer.status === 503 && tries < 5) && !(answer.status === 429 && tries < 5)) {
      if (answer.status === 401) wantToken();
      const document = await answer.json().catch(() => ({}));
      if (!answer.ok) throw Object.assign(new Error(document.detail || document.message || answer.statusText), { status: answer.status });
      return document;
    }
    await pause(Number(answer?.headers.get("Retry-After")) * 1000 || 500 * 2 ** tries);
  }
}

function tell(text, isBad) {
  $("told").textContent = text;
  $("told").className = isBad ? "bad" : "";
}
const tellError = (error) => error.status !== 401 && tell(error.status ? error.message : say("failed"), true);

function draw() {
  document.documentElement.lang = say.lang;
  document.title = `${say("users")} · Rollcall`;
  for (const [id, key] of [["title", "users"], ["language-label", "language"], ["token-label", "token"], ["token-use", "use"], ["q-label", "q"], ["company-label", "company"], ["status-label", "status"], ["search", "search"], ["invite", "invite"], ["invite-all", "inviteAll"], ["clear", "clear"], ["more", "more"], ["resume", "resume"]]) $(id).textContent = say(key);
  const status = $("status").value;
  $("status").replaceChildren(...["", "pending", "active", "disabled"].map((value) => make("option", say(value || "all"), { value })));
  $("status").value = status;
  const all = make("input", "", { type: "checkbox", id: "all", ariaLabel: say("selectAll") });
  all.addEventListener("change", () => {
    chosen.clear();
    for (const box of $("users").querySelectorAll("input")) {
      box.checked = all.checked;
      if (box.checked) chosen.add(box.value);
    }
    count();
  });
  const pick = make("th", "", { scope: "col" }), around = make("label");
  around.append(all);
  pick.append(around);
  $("head").replaceChildren(pick, ...["user", "company", "status", "invitation"].map((key) => make("th", say(key), { scope: "col" })));
  for (const dialog of dialogs) dialog.setAttribute("lang", say.lang);
  count();
}

function count() {
  $("invite").disabled = chosen.size === 0;
  $("count").textContent = chosen.size ? say("chosenCount", { count: chosen.size }) : "";
  const boxes = $("users").children.length;
  $("all").checked = boxes > 0 && chosen.size === boxes;
  $("all").indeterminate = chosen.size > 0 && chosen.size < boxes;
}

function line(user) {
  const row = make("tr"), pick = make("td"), around = make("label"), who = make("td"), company = make("td"), state = make("td"), invitation = make("td");
  const box = make("input", "", { type: "checkbox", value: user.email, ariaLabel: say("select", { name: user.email }) });
  box.addEventListener("change", () => {
    if (box.checked) chosen.add(user.email);
    else chosen.delete(user.email);
    count();
  });
  around.append(box);
  pick.append(around);
  who.append(make("div", [user.name, user.last_name].filter(Boolean).join(" ")), make("div", user.email));
  company.append(make("div", user.company || "–"), ...(user.cohort ? [make("div", user.cohort)] : []));
  state.append(make("span", say(user.status), { className: `badge ${user.status}` }));
  invitation.append(make("span", `${say("invitation")}: `, { className: "sr" }), say(user.invitation));
  row.append(pick, who, company, state, invitation);
  return row;
}

async function load(isMore) {
  const mine = isMore ? turn : ++turn;
  const query = new URLSearchParams({ limit: "100" });
  for (const id of ["q", "company", "status"]) if ($(id).value.trim()) query.set(id, $(id).value.trim());
  const isFiltered = [...query].length > 1;
  if (isMore) query.set("cursor", cursor);
  $("more").disabled = true;
  try {
    const page = await ask("GET", `/users?${query}`);
    if (mine !== turn) return;
    if (!isMore) {
      $("users").replaceChildren();
      chosen.clear();
    }
    $("users").append(...page.items.map(line));
    cursor = page.next_cursor;
    $("more").hidden = !cursor;
    $("empty").hidden = $("users").children.length > 0;
    $("empty-title").textContent = say(isFiltered ? "noMatch" : "empty");
    $("empty-help").textContent = say(isFiltered ? "noMatchHelp" : "emptyHelp");
    $("clear").hidden = !isFiltered;
    $("sign-in").hidden = true;
    count();
    return true;
  } catch (error) {
    if (mine === turn) tellError(error);
  } finally {
    $("more").disabled = false;
  }
}

// Shows that sending is stopped, why, and how to resume it.
function tellSending(sending) {
  const isStopped = sending?.status === "stopped";
  $("sending").hidden = !isStopped;
  if (isStopped) $("sending-text").textContent = say(`stopped_${sending.reason || "account"}`, sending);
  $("resume").hidden = sending?.reason !== "bounces";
}

// Sends requests one after another, follows their runs to the end, and shows the totals.
async function invite(bodies) {
  const sums = { queued: 0, already_invited: 0, already_active: 0, disabled: 0 };
  const busy = [$("invite"), $("invite-all")];
  for (const button of busy) button.disabled = true;
  let failed = false;
  try {
    for (const body of bodies) {
      let run = await ask("POST", "/invitations", body);
      const { run_id } = run;
      while (run_id && (run.status || "running") === "running") {
        tell(say("running", { queued: sums.queued + (run.queued || 0) }));
        await pause(RUN_CHECK_MS);
        run = await ask("GET", `/invitations/${run_id}`);
      }
      for (const key of Object.keys(sums)) sums[key] += run[key] || 0;
      failed ||= run.status === "failed";
      tellSending(run.sending);
      if (bodies.length > 1) tell(say("running", sums));
    }
    tell(say(failed ? "runFailed" : "invited", sums), failed);
    await load();
  } catch (error) {
    if (error.status === 404) tell(say("noMails"), true);
    else tellError(error);
  }
  for (const button of busy) button.disabled = false;
  count();
}

$("language").append(...NAMES.map((name, at) => make("option", name, { value: TAGS[at], lang: TAGS[at] })));
$("language").value = say.lang;
$("language").addEventListener("change", async () => {
  const wanted = $("language").value;
  const { tag, pages } = await textsOf(wanted, "");
  if ($("language").value !== wanted) return;
  say = sayIn(tag, pages);
  draw();
  load();
});
$("filters").addEventListener("submit", (event) => (event.preventDefault(), tell(""), load()));
$("status").addEventListener("change", () => (tell(""), load()));
$("clear").addEventListener("click", () => ($("filters").reset(), load(), $("q").focus()));
$("sign-in").addEventListener("submit", async (event) => {
  event.preventDefault();
  token = $("token").value.trim();
  $("token").value = "";
  if ((await load()) && interrupted) interrupted.open();
  interrupted = null;
});
$("more").addEventListener("click", () => load(true));
$("invite").addEventListener("click", () => {
  const emails = [...chosen];
  invite(Array.from({ length: Math.ceil(emails.length / REQUEST_USERS) }, (_, at) => ({ emails: emails.slice(at * REQUEST_USERS, (at + 1) * REQUEST_USERS) })));
});
$("invite-all").addEventListener("click", () => invite([{ all_uninvited: true, ...($("company").value.trim() ? { company: $("company").value.trim() } : {}) }]));
$("resume").addEventListener("click", () => ask("POST", "/invitations/resume").then(tellSending, tellError));
document.addEventListener("rollcall-done", () => load());
document.addEventListener("rollcall-unauthorized", (event) => {
  // Nothing behind an open dialog can be reached. It is reopened with the new token and continues where it was.
  interrupted = event.target;
  interrupted.close();
  wantToken();
  $("token").focus();
});
for (const dialog of dialogs) {
  dialog.setAttribute("api", location.origin);
  dialog.getToken = async () => token;
}
dialogs[0].setAttribute("layout", "enrolment");
draw();
load();
// Users without the scope do not see the state of sending.
ask("GET", "/invitations").then(tellSending, () => {});
