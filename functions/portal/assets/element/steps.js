// The steps of the dialog. Each makes its part of the page from what is known, and calls back.
const banner = (kind, title, ...rest) => h("div", { className: `banner ${kind}` }, h("strong", null, title), ...rest.map((text) => h("p", null, text)));

function startStep({ say, layout, api, onFile, onStart, onFail, past, choices, file, rows }) {
  const columns = h("input", { type: "number", id: "modules", min: 0, max: layout.numbered?.columns_max ?? 0, value: layout.numbered?.template_default ?? 0 });
  const download = async () => {
    const modules = layout.numbered ? `&modules=${Math.max(0, Math.min(layout.numbered.columns_max, Math.round(Number(columns.value)) || 0))}` : "";
    try {
      const answer = await api.ask("GET", `/template?layout=${layout.name}${modules}`, { accept: "text/csv" });
      save(await answer.blob(), `rollcall-${layout.name}-template.csv`);
    } catch (error) {
      onFail(error);
    }
  };
  const help = h("details", null, h("summary", null, say("columns")), h("ul", null,
    layout.columns.map((column) => h("li", null, h("strong", null, column.label), column.required ? ` (${say("required")})` : "", h("div", { className: "quiet" }, column.help))),
    layout.numbered ? h("li", null, h("strong", null, `${layout.numbered.prefix}1 …`), h("div", { className: "quiet" }, layout.numbered.help)) : null));
  const template = h("section", null, h("h3", null, say("step1")), h("p", { className: "quiet" }, say("step1Help")),
    h("div", { className: "row" }, layout.numbered ? [h("label", { for: "modules" }, say("courseColumns")), columns] : null,
      h("button", { type: "button", id: "template", onclick: download }, say("download"))), help);

  const input = h("input", { type: "file", accept: ".csv,text/csv", hidden: true, id: "file", onchange: () => input.files[0] && onFile(input.files[0]) });
  const drop = h("div", { className: "drop", id: "drop" }, file ? h("p", { className: "name" }, h("bdi", null, file.name)) : h("p", null, say("drop")),
    h("button", { type: "button", id: "select", onclick: () => input.click() }, say("select")), input,
    h("p", { className: "quiet" }, say("limits", { rows: say.number(layout.limits.rows_max), size: say.size(layout.limits.file_bytes_max) })));
  drop.addEventListener("dragover", (event) => (event.preventDefault(), drop.classList.add("over")));
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files[0]) onFile(event.dataTransfer.files[0]);
  });
  const state = h("div", { id: "check", role: "status" });
  const choose = h("section", null, h("h3", null, say("step2")), drop, state);

  const option = (id, title, sentence) => {
    const box = h("input", { type: "checkbox", id, checked: choices[id], onchange: () => (choices[id] = box.checked), "aria-describedby": `${id}-help` });
    return h("label", { className: "option" }, box, h("span", null, title), h("span", { className: "quiet", id: `${id}-help` }, sentence));
  };
  const options = h("section", null, h("h3", null, say("step3")),
    layout.existing_users === "by_option" ? option("update_existing", say("update"), say("updateHelp")) : null,
    option("send_invitations", say("mails"), say("mailsHelp")),
    layout.name === "learners" ? null : option("confirm", say("review"), say("reviewHelp")));
  const start = h("button", { type: "button", className: "primary", id: "start", disabled: !rows, onclick: onStart }, say("start"));
  return { view: [template, choose, options, h("div", { className: "row end" }, start), past], state, start };
}

function progressStep({ say, title, canCancel, onCancel }) {
  const bar = h("progress", { max: 100, "aria-label": title });
  const line = h("p", { className: "quiet" });
  const note = h("div", { className: "banner", role: "status" }, h("p", null, say("alive")));
  const cancel = h("button", { type: "button", id: "cancel", onclick: onCancel, hidden: !canCancel }, say("cancel"));
  return {
    view: [h("section", { "aria-busy": "true" }, h("h3", { tabIndex: -1 }, title), bar, line, note), h("div", { className: "row end" }, cancel)],
    show(percent, text) {
      bar.value = percent;
      bar.setAttribute("aria-valuetext", `${Math.round(percent)} %`);
      line.textContent = text;
    },
    tell(kind, text) {
      if (note.textContent === text) return;
      note.className = `banner ${kind}`;
      note.replaceChildren(h("p", null, text));
    },
  };
}

function reviewStep({ say, api, imported, onConfirm, onCancel, onFail }) {
  const { errors, warnings } = imported.problems;
  const found = imported.summary.failed;
  const mails = h("p", { className: "quiet" });
  mailsByLanguage(api, imported, say).then((text) => (mails.textContent = text), onFail);
  const title = errors ? say("confirmValid") : imported.options.layout === "learners" ? say("confirmAdd") : say("confirm");
  const { created, updated, skipped } = imported.summary;
  return [
    errors ? banner("bad", say("withErrors", { count: say.number(found) }), say("withErrorsHelp")) : banner("good", say("noErrors")),
    h("section", null, h("h3", { tabIndex: -1 }, say("preview")), countsList(api, imported, say, onFail), mails),
    errors || warnings ? problemsList(api, imported.import_id, say, onFail) : null,
    exportsRow({ say, api, imported, onFail }),
    h("div", { className: "row end" }, h("button", { type: "button", id: "cancel", onclick: onCancel }, say("cancel")),
      h("button", { type: "button", className: "primary", id: "confirm", disabled: created + updated + skipped === 0, onclick: () => onConfirm(errors > 0) }, title)),
  ];
}

function doneStep({ say, api, imported, onAnother, onRetry, onFail }) {
  const { status } = imported;
  const kind = status === "completed" ? (imported.summary.failed ? "warn" : "good") : status === "failed" || status === "rejected" ? "bad" : "";
  const detail = imported.failure ? imported.failure.detail : "";
  const hasLists = ["completed", "failed"].includes(status);
  return [
    banner(kind, say(status === "failed" ? "failed_import" : status), ...(detail ? [detail] : [])),
    h("p", { className: "name" }, h("bdi", null, imported.file?.name || "")),
    hasLists ? countsList(api, imported, say, onFail) : null,
    imported.problems.errors || imported.problems.warnings ? problemsList(api, imported.import_id, say, onFail) : null,
    ["completed", "rejected", "cancelled"].includes(status) ? exportsRow({ say, api, imported, onFail }) : null,
    h("div", { className: "row end" },
      imported.failure?.retryable ? h("button", { type: "button", id: "retry", onclick: onRetry }, say("retry")) : null,
      h("button", { type: "button", className: "primary", id: "another", onclick: onAnother }, say("another"))),
  ];
}

function exportsRow({ say, api, imported, onFail }) {
  const get = (format) => async () => {
    try {
      const made = await api.ask("GET", `/imports/${imported.import_id}/export?format=${format}`);
      const link = h("a", { href: made.url, download: made.file_name, rel: "noreferrer" });
      link.click();
    } catch (error) {
      onFail(error);
    }
  };
  const button = (format, key) => h("button", { type: "button", id: `export-${format}`, onclick: get(format) }, say(key));
  return h("section", null, h("h3", null, say("exports")), h("div", { className: "row" }, button("json", "exportJson"), button("csv", "exportCsv"),
    imported.problems.errors || imported.summary.failed ? button("fix", "exportFix") : null));
}

function pastList({ say, imports, onOpen }) {
  if (!imports.length) return null;
  return h("section", null, h("h3", null, say("past")), h("ul", { className: "past" }, imports.map((one) => h("li", null,
    h("button", { type: "button", className: "plain", onclick: () => onOpen(one) }, h("bdi", null, one.file?.name || one.import_id)),
    h("span", { className: "quiet" }, `${say(one.status === "failed" ? "failed_import" : one.status)} · ${say.date(one.created_at)}`)))));
}

function save(blob, name) {
  const url = URL.createObjectURL(blob);
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
