// The steps of the dialog. Each returns `body` and `foot` for the current state, and calls back.

function templateSection({ say, layout, api, onFail }) {
  const columns = h("input", { type: "number", id: "modules", min: 0, max: layout.numbered?.columns_max ?? 0, value: layout.numbered?.template_default ?? 0 });
  const download = async () => {
    const modules = layout.numbered ? `&modules=${Math.max(0, Math.min(layout.numbered.columns_max, Math.round(Number(columns.value)) || 0))}` : "";
    try {
      save(await api.ask("GET", `/template?layout=${layout.name}${modules}`, { accept: "text/csv" }), `rollcall-${layout.name}-template.csv`);
    } catch (error) {
      onFail(error);
    }
  };
  const entry = (label, isRequired, help) => h("li", null, h("strong", null, label), isRequired ? h("span", { className: "quiet" }, ` (${say("required")})`) : null, h("div", { className: "quiet small" }, help));
  return h("section", null, h("h3", null, say("step1")), h("p", { className: "quiet" }, say("step1Help")),
    h("div", { className: "row" }, h("button", { type: "button", id: "template", className: "with", onclick: download }, icon("download"), say("download")),
      layout.numbered ? h("label", { className: "count", for: "modules" }, say("courseColumns"), columns) : null),
    h("details", null, h("summary", null, h("span", null, say("columns"))), h("ul", null,
      layout.columns.map((column) => entry(column.label, column.required, column.help)),
      layout.numbered ? entry(`${layout.numbered.prefix}1 …`, false, layout.numbered.help) : null)));
}

// The drop area, or the chosen file and what is known about it.
function fileSection({ say, layout, chosen, onFile }) {
  const input = h("input", { type: "file", accept: ".csv,text/csv", hidden: true, id: "file", onchange: () => onFile(input.files) });
  // The same file can be chosen again after it was corrected.
  const select = (key) => h("button", { type: "button", id: "select", onclick: () => ((input.value = ""), input.click()) }, say(key));
  const bar = h("progress", { max: 1, value: 0, "aria-label": say("checking") });
  const limits = h("p", { className: "quiet small" }, say("limits", { rows: layout.limits.rows_max, size: say.size(layout.limits.file_bytes_max) }));
  const { file, rows, problem } = chosen;
  const state = h("div", { id: "check", role: "status" });
  if (problem) state.append(banner("bad", say(problem.key, { ...problem.values, size: problem.bytes && say.size(problem.bytes), rows: problem.rows })));
  else if (rows) state.append(banner("good", say("checked", { rows })));
  else if (file) state.append(h("p", { className: "quiet" }, say("checking")));
  const place = file
    ? h("div", { className: "file", id: "drop" }, icon("file"), h("div", { className: "name" }, foreign(file.name)), h("div", { className: "quiet small" }, say.size(file.size)), !rows && !problem ? bar : null, state, h("div", { className: "row" }, select("chooseOther")))
    : h("div", { className: "drop", id: "drop" }, icon("upload"), h("p", null, say("drop")), select("select"), limits);
  return { bar, view: h("section", null, h("h3", null, say("step2")), place, input, file ? null : state) };
}

function optionsSection({ say, layout, choices }) {
  // The sentence below says what happens with the current setting.
  const option = (id, key) => {
    const sentence = () => say(`${key}${choices[id] ? "On" : "Off"}`);
    const help = h("span", { className: "quiet small", id: `${id}-help` }, sentence());
    const box = h("input", { type: "checkbox", id, checked: choices[id], onchange: () => ((choices[id] = box.checked), (help.textContent = sentence())), "aria-describedby": `${id}-help` });
    return h("label", { className: "option" }, box, h("span", null, say(key)), help);
  };
  return h("section", null, h("h3", null, say("step3")), h("div", { className: "options" },
    layout.existing_users === "by_option" ? option("update_existing", "update") : null,
    option("send_invitations", "mails"),
    layout.name === "learners" ? null : option("confirm", "review")));
}

function startStep(context) {
  const { say, chosen, onStart, past, onOpen } = context;
  const file = fileSection(context);
  const start = h("button", { type: "button", className: "primary", id: "start", disabled: !chosen.rows, onclick: onStart }, say("start"));
  return {
    at: 1, bar: file.bar,
    body: [templateSection(context), file.view, optionsSection(context), pastList({ say, imports: past, onOpen })],
    foot: [chosen.file ? null : h("span", { className: "quiet small" }, say("chooseFirst")), start],
  };
}

// A bar with the progress, its unit, and the time since the last change.
function progressStep({ say, at, title, name, onCancel, onClose }) {
  const bar = h("progress", { max: 100, "aria-label": title });
  const percent = h("b", { "aria-hidden": "true" });
  const line = h("p", { className: "quiet" });
  const pulse = h("p", { className: "pulse small", id: "pulse" });
  const note = h("p", { className: "quiet small" }, say(at === 1 ? "aliveUpload" : "alive"));
  let moved = Date.now(), seen = "";
  return {
    at,
    body: [h("section", { className: "work", "aria-busy": "true" }, h("h3", { tabIndex: -1 }, title), h("p", { className: "quiet name" }, foreign(name)),
      h("div", { className: "spread" }, percent, line), bar, pulse, note)],
    foot: [onCancel ? h("button", { type: "button", id: "cancel", onclick: onCancel }, say("cancelImport")) : null, h("button", { type: "button", onclick: onClose }, say("close"))],
    show(value, text, mark = text) {
      bar.value = value;
      bar.setAttribute("aria-valuetext", `${Math.round(value)} %`);
      percent.textContent = say.percent(value);
      line.textContent = text;
      if (mark !== seen) (seen = mark), (moved = Date.now());
    },
    // `isWaiting`: for the network, which is shown elsewhere.
    tick(isWaiting) {
      pulse.hidden = isWaiting;
      const seconds = Math.round((Date.now() - moved) / 1000);
      const isStuck = seconds >= STUCK_AFTER_S;
      pulse.className = `pulse small${isStuck ? " stuck" : ""}`;
      // Announced once, when the delay begins; the seconds are only visible.
      if (isStuck && !pulse.hasAttribute("role")) pulse.setAttribute("role", "status");
      if (!isStuck) pulse.removeAttribute("role");
      const ago = say.ago(seconds);
      pulse.textContent = isStuck ? say("stuck", { ago: say.ago(seconds - (seconds % 10)) }) : say("lastChange", { ago });
    },
  };
}

function reviewStep(context) {
  const { say, imported, onConfirm, onCancel, onFail } = context;
  const { errors, warnings } = imported.problems;
  const { created, updated, skipped, failed, invitations } = imported.summary;
  const mails = h("p", { className: "quiet small", id: "mails" });
  if (invitations) mailsByLanguage(context).then((text) => (mails.textContent = text), onFail);
  const valid = created + updated + skipped;
  const title = errors ? say("confirmValid", { count: valid }) : imported.options.layout === "learners" ? say("confirmAdd") : say("confirm");
  return {
    at: 2,
    body: [
      errors ? banner("bad", say("withErrors", { count: failed, total: failed + valid }), valid ? say("withErrorsHelp", { valid }) : say("noneValid")) : banner("good", say("noErrors")),
      h("section", null, h("h3", { tabIndex: -1 }, say("preview")), h("p", { className: "quiet small" }, say("nothingYet")), countsList(context), mails),
      errors || warnings ? problemsList(context) : null,
      exportsSection(context),
    ],
    foot: [
      h("button", { type: "button", id: "cancel", onclick: onCancel }, say("cancelImport")),
      h("button", { type: "button", className: "primary", id: "confirm", disabled: !valid, onclick: () => onConfirm(errors > 0) }, title),
    ],
  };
}

function doneStep(context) {
  const { say, imported, onAnother, onRetry, onClose } = context;
  const { status, summary, failure } = imported;
  const hasLists = ["completed", "failed"].includes(status);
  const kind = status === "completed" ? (summary.failed ? "warn" : "good") : ["failed", "rejected"].includes(status) ? "bad" : "";
  const title = say(status === "completed" && summary.failed ? "completedWith" : status === "failed" ? "failed_import" : status, { count: summary.failed });
  const help = { rejected: say("rejectedHelp"), expired: say("expiredHelp"), failed: failure?.detail }[status];
  return {
    at: 3,
    body: [
      banner(kind, title, h("p", { className: "name" }, foreign(imported.file?.name ?? imported.import_id)), ...(help ? [help] : [])),
      hasLists ? h("section", null, h("h3", { tabIndex: -1 }, say("summary")), countsList(context)) : null,
      imported.problems.errors || imported.problems.warnings ? problemsList(context) : null,
      ["completed", "rejected", "cancelled"].includes(status) ? exportsSection(context) : null,
    ],
    foot: [
      h("button", { type: "button", id: "another", onclick: onAnother }, say("another")),
      failure?.retryable ? h("button", { type: "button", className: "primary", id: "retry", onclick: onRetry }, say("retry")) : h("button", { type: "button", className: "primary", id: "end", onclick: onClose }, say("close")),
    ],
  };
}

function exportsSection({ say, api, imported, onFail }) {
  const get = (format) => async () => {
    try {
      const made = await api.ask("GET", `/imports/${imported.import_id}/export?format=${format}`);
      h("a", { href: made.url, download: made.file_name, rel: "noreferrer" }).click();
    } catch (error) {
      onFail(error);
    }
  };
  const button = (format, key) => h("button", { type: "button", id: `export-${format}`, className: "with", onclick: get(format) }, icon("download"), say(key));
  const hasFix = imported.problems.errors || imported.summary.failed;
  return h("section", null, h("h3", null, say("exports")), hasFix ? h("p", { className: "quiet small" }, say("exportFixHelp")) : null,
    h("div", { className: "row" }, hasFix ? button("fix", "exportFix") : null, button("csv", "exportCsv"), button("json", "exportJson")));
}

function pastList({ say, imports, onOpen }) {
  if (!imports.length) return null;
  const tones = { completed: "good", rejected: "bad", failed: "bad", awaiting_confirmation: "warn" };
  return h("section", null, h("h3", null, say("past")), h("ul", { className: "past" }, imports.map((one) => h("li", null,
    h("div", null, h("button", { type: "button", className: "plain", onclick: () => onOpen(one) }, foreign(one.file?.name ?? one.import_id))),
    h("div", { className: "quiet small" }, say.date(one.created_at)),
    h("span", { className: `badge ${tones[one.status] || ""}` }, say(`short_${one.status}`))))));
}
