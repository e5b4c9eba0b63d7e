// Lists of rows and of problems. Everything that comes from a file goes in as text.
const PAGE = 100;

// Makes an element: properties, attributes (with a hyphen or "role", "for"), listeners (on…), children.
function h(name, properties, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties || {})) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key.includes("-") || key === "role" || key === "for") element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function describeRow(row, say) {
  const parts = [];
  if (row.reason) parts.push(["exists", "unchanged"].includes(row.reason) ? say(row.reason) : row.reason);
  for (const change of row.changes || []) parts.push(`${change.field ?? change.column}: ${change.old ?? change.from ?? "–"} → ${change.new ?? change.to ?? "–"}`);
  const assigned = new Set(row.courses_assigned || []);
  for (const course of row.courses || []) if (assigned.has(course.id)) parts.push(course.title);
  for (const problem of row.problems || []) parts.push(problem.message);
  return parts;
}

// A table of rows that grows by pages.
function rowsList(api, path, say, onFail) {
  const body = h("tbody");
  const head = h("tr", null, h("th", { scope: "col" }, say("row")), h("th", { scope: "col" }, say("person")), h("th", { scope: "col" }, say("what")));
  const table = h("div", { className: "scroll", tabIndex: 0, role: "region", "aria-label": say("person") }, h("table", null, h("thead", null, head), body));
  const more = h("button", { type: "button", hidden: true, onclick: () => load() }, say("more"));
  const status = h("p", { className: "quiet", role: "status" }, say("loading"));
  let cursor = null;
  async function load() {
    more.disabled = true;
    try {
      const page = await api.ask("GET", `${path}&limit=${PAGE}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`).then((page) => page);
      for (const row of page.items) {
        const user = row.user || {};
        const name = [user.name, user.last_name].filter(Boolean).join(" ");
        body.append(h("tr", null, h("td", { className: "num" }, say.number(row.row)), h("td", null, h("div", null, name), h("div", { className: "quiet" }, user.email || "")), h("td", null, describeRow(row, say).map((part) => h("div", null, part)))));
      }
      cursor = page.next_cursor;
      more.hidden = !cursor;
      status.textContent = body.children.length ? "" : say("nobody");
      table.hidden = !body.children.length;
    } catch (error) {
      onFail(error);
    }
    more.disabled = false;
  }
  table.hidden = true;
  load();
  return h("section", null, status, table, h("div", { className: "row" }, more));
}

function kindOf(code) {
  for (const [end, kind] of [["-missing", "missing"], ["-invalid", "invalid"], ["-too-long", "long"], ["-unmatched", "unmatched"], ["-duplicate", "duplicate"], ["-identical", "duplicate"], ["-exists", "exists"]]) {
    if (code.endsWith(end)) return kind;
  }
  return "other";
}

// Problems by kind and column. Groups are filled as pages come; the first is open.
function problemsList(api, id, say, onFail) {
  const groups = new Map();
  const list = h("section");
  const status = h("p", { className: "quiet", role: "status" }, say("loading"));
  const more = h("button", { type: "button", hidden: true, onclick: () => load() }, say("more"));
  let cursor = null;
  function groupOf(problem) {
    const key = `${problem.severity} ${kindOf(problem.code)} ${problem.column || ""}`;
    if (!groups.has(key)) {
      const items = h("ul");
      const label = h("summary");
      const group = h("details", { open: groups.size === 0 }, label, items);
      groups.set(key, { items, label, title: `${say(`kind_${kindOf(problem.code)}`)}${problem.column ? `: ${problem.column}` : ""}${problem.severity === "warning" ? ` (${say("warning")})` : ""}` });
      list.append(group);
    }
    return groups.get(key);
  }
  async function load() {
    more.disabled = true;
    try {
      const page = await api.ask("GET", `/imports/${id}/problems?limit=${PAGE}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
      for (const problem of page.items) {
        const group = groupOf(problem);
        const where = problem.row ? `${say("row")} ${say.number(problem.row)}: ` : "";
        group.items.append(h("li", null, where ? h("strong", null, where) : null, problem.message));
      }
      for (const group of groups.values()) group.label.textContent = `${group.title} · ${say.number(group.items.children.length)}`;
      cursor = page.next_cursor;
      more.hidden = !cursor;
      status.textContent = "";
    } catch (error) {
      onFail(error);
    }
    more.disabled = false;
  }
  load();
  return h("section", null, h("h3", null, say("problems")), status, list, h("div", { className: "row" }, more));
}

// Counts, each a button that opens the list behind it.
function countsList(api, imported, say, onFail) {
  const opened = h("div");
  const buttons = [];
  const keys = ["created", "updated", "skipped", "course_assignments", "failed"];
  if (imported.options.send_invitations || imported.summary.invitations) keys.push("invitations");
  for (const key of keys) {
    const query = ["course_assignments", "invitations"].includes(key) ? `with=${key}` : `outcome=${key}`;
    const button = h("button", { type: "button", "aria-expanded": "false", onclick: () => toggle() }, h("b", null, say.number(imported.summary[key])), h("span", null, say(key)));
    const toggle = () => {
      const isOpen = button.getAttribute("aria-expanded") === "true";
      for (const other of buttons) other.setAttribute("aria-expanded", "false");
      opened.replaceChildren();
      if (isOpen) return;
      button.setAttribute("aria-expanded", "true");
      opened.append(h("h3", null, say(key)), rowsList(api, `/imports/${imported.import_id}/rows?${query}`, say, onFail));
    };
    buttons.push(button);
  }
  return h("section", null, h("div", { className: "counts" }, buttons), opened);
}

// Mails by language, counted from the lists where these are short enough to be read whole.
async function mailsByLanguage(api, imported, say) {
  if (!imported.summary.invitations || imported.summary.invitations > 2000) return "";
  const counts = new Map();
  let cursor = null;
  do {
    const page = await api.ask("GET", `/imports/${imported.import_id}/rows?with=invitations&limit=1000${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`);
    for (const row of page.items) counts.set(row.user?.language, (counts.get(row.user?.language) || 0) + 1);
    cursor = page.next_cursor;
  } while (cursor);
  return say("perLanguage", { list: [...counts].map(([language, count]) => `${language} ${say.number(count)}`).join(", ") });
}
