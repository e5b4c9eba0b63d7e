// Lists that open from the counts, and the problems by kind. Both load page by page.
const ROWS_PAGE = 100, PROBLEMS_PAGE = 250, PROBLEMS_SHOWN = 10;
// Invitations are loaded and counted by language up to this limit: ten responses of a thousand.
const MAILS_COUNTED = 10_000;

// The pages of a list, one after another. `add` receives the items of each.
function pager({ api, path, size, say, onFail, add, isWanted }) {
  const status = h("p", { className: "quiet small", role: "status" }, say("loading"));
  const more = h("button", { type: "button", hidden: true, onclick: () => load() }, say("more"));
  let cursor = null;
  async function load() {
    more.disabled = true;
    try {
      const page = await api.ask("GET", `${path}limit=${size}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`, { isWanted });
      cursor = page.next_cursor;
      more.hidden = !cursor;
      status.textContent = add(page.items) || "";
    } catch (error) {
      status.textContent = "";
      more.hidden = false;
      onFail(error);
    }
    more.disabled = false;
  }
  load();
  return { status, more: h("div", { className: "row" }, more) };
}

function describeRow(row, say) {
  const parts = [];
  if (row.reason) parts.push(say(row.reason));
  for (const { column, old, new: now } of row.changes || []) parts.push([`${column}: `, foreign(old ?? "–"), " → ", foreign(now ?? "–")]);
  const assigned = new Set(row.courses_assigned || []);
  for (const course of row.courses || []) if (assigned.has(course.id)) parts.push(["+ ", foreign(course.title)]);
  for (const problem of row.problems || []) parts.push([problem.message]);
  return parts.map((part) => h("div", null, part));
}

function rowsList({ api, say, onFail, isWanted, path, total, label }) {
  const body = h("tbody");
  const column = (key) => h("th", { scope: "col" }, say(key));
  const table = h("div", { className: "scroll", tabIndex: 0, role: "region", "aria-label": label, hidden: true },
    h("table", null, h("thead", null, h("tr", null, column("row"), column("person"), column("what"))), body));
  const pages = pager({ api, path, size: ROWS_PAGE, say, onFail, isWanted, add(items) {
    for (const row of items) {
      const { name, last_name, email, company } = row.user;
      body.append(h("tr", null, h("td", { className: "num", "data-label": say("row") }, say.number(row.row)),
        h("td", null, h("div", null, h("strong", null, foreign([name, last_name].filter(Boolean).join(" ")))), h("div", { className: "quiet" }, foreign(email)), company ? h("div", { className: "quiet" }, foreign(company)) : null),
        h("td", null, describeRow(row, say))));
    }
    const count = body.children.length;
    table.hidden = count === 0;
    return count ? say("showing", { shown: count, total: Math.max(total, count) }) : say("nobody");
  } });
  return [table, h("div", { className: "spread" }, pages.status, pages.more)];
}

const KINDS = [["-missing", "missing"], ["-invalid", "invalid"], ["-too-long", "long"], ["-unmatched", "unmatched"], ["-ambiguous", "unmatched"], ["-duplicate", "duplicate"],
  ["-identical", "duplicate"], ["-repeated", "duplicate"], ["-exists", "exists"]];
const kindOf = (code) => (KINDS.find(([end]) => code.endsWith(end)) || [, "other"])[1];

// Problems by severity, kind and column. The first group is open; a long one shows its first rows until more are requested.
function problemsList({ api, say, onFail, isWanted, imported }) {
  const total = imported.problems.errors + imported.problems.warnings;
  const groups = new Map();
  const list = h("div", { className: "list" });
  function groupOf({ severity, code, column }) {
    const kind = kindOf(code), key = `${severity} ${kind} ${column || ""}`;
    if (groups.has(key)) return groups.get(key);
    const isError = severity === "error";
    const count = h("span", { className: `badge ${isError ? "bad" : "warn"}` });
    const items = h("ul");
    const rest = h("button", { type: "button", className: "plain", hidden: true, onclick: () => {
      group.isWhole = true;
      for (const item of items.children) item.hidden = false;
      rest.hidden = true;
      items.children[PROBLEMS_SHOWN].querySelector("strong")?.focus();
    } });
    const title = h("span", null, say(`kind_${kind}`), column ? [" · ", foreign(column)] : null, isError ? null : h("span", { className: "quiet" }, ` (${say("warning")})`));
    const element = h("details", { open: groups.size === 0 }, h("summary", null, title, count), items, h("div", { className: "row" }, rest));
    const group = { element, items, rest, count, isError, isWhole: false };
    groups.set(key, group);
    // Errors come before warnings.
    const next = isError ? [...groups.values()].find((one) => !one.isError) : null;
    if (next) next.element.before(element);
    else list.append(element);
    return group;
  }
  let shown = 0;
  const pages = pager({ api, path: `/imports/${imported.import_id}/problems?`, size: PROBLEMS_PAGE, say, onFail, isWanted, add(items) {
    for (const problem of items) {
      const group = groupOf(problem);
      group.items.append(h("li", { className: problem.row ? "problem" : "problem whole", hidden: !group.isWhole && group.items.children.length >= PROBLEMS_SHOWN },
        problem.row ? h("strong", { className: "num", tabIndex: -1 }, `${say("row")} ${say.number(problem.row)}`) : null, h("span", { dir: "auto" }, problem.message)));
    }
    for (const group of groups.values()) {
      const count = group.items.children.length;
      group.count.textContent = say.number(count);
      group.rest.hidden = group.isWhole || count <= PROBLEMS_SHOWN;
      group.rest.textContent = say("showAll", { count });
    }
    shown += items.length;
    return shown < total ? say("showing", { shown, total }) : "";
  } });
  return h("section", { id: "problems" }, h("h3", null, say("problems")), list, h("div", { className: "spread" }, pages.status, pages.more));
}

// Counts, each a button that opens its list.
function countsList(context) {
  const { imported, say, layout } = context;
  const { summary } = imported;
  const opened = h("section", { className: "list", id: "opened" });
  const keys = ["created", "updated", "skipped", "failed"];
  if (layout.numbered) keys.push("course_assignments");
  keys.push("invitations");
  const tones = { created: "good", failed: "bad" };
  const buttons = keys.map((key) => {
    const button = h("button", { type: "button", id: `count-${key}`, "aria-expanded": "false", "aria-controls": "opened", onclick: () => {
      const isOpen = button.getAttribute("aria-expanded") === "true";
      for (const other of buttons) other.setAttribute("aria-expanded", "false");
      opened.replaceChildren();
      if (isOpen) return;
      button.setAttribute("aria-expanded", "true");
      const query = ["course_assignments", "invitations"].includes(key) ? `with=${key}` : `outcome=${key}`;
      opened.append(h("h3", null, say(key)), ...rowsList({ ...context, path: `/imports/${imported.import_id}/rows?${query}&`, label: say(key), total: key === "course_assignments" ? 0 : summary[key] }));
    } }, h("b", { className: summary[key] && tones[key] ? `tone ${tones[key]}` : "" }, say.number(summary[key])), h("span", null, say(key), icon("down")));
    return button;
  });
  return [h("div", { className: "counts", role: "group", "aria-label": say(imported.status === "awaiting_confirmation" ? "preview" : "summary") }, buttons), opened];
}

// A sentence with the e-mails that a confirmation sends, by language.
async function mailsByLanguage({ api, imported, say, isWanted }) {
  const { invitations } = imported.summary;
  if (!invitations || invitations > MAILS_COUNTED) return "";
  const counts = new Map();
  let cursor = null;
  do {
    const page = await api.ask("GET", `/imports/${imported.import_id}/rows?with=invitations&limit=1000${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`, { isWanted });
    for (const { user } of page.items) counts.set(user.language, (counts.get(user.language) || 0) + 1);
    cursor = page.next_cursor;
  } while (cursor);
  const byCount = [...counts].sort((one, other) => other[1] - one[1]);
  return say("perLanguage", { list: byCount.map(([language, count]) => `${say.language(language)} ${say.number(count)}`).join(", ") });
}
