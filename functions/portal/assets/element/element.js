// <rollcall-import api layout lang>: a button and the dialog that it opens. The page gives a token by `element.token = "…"` or
// `element.getToken = async () => "…"`, and hears `rollcall-done` and `rollcall-unauthorized`.
const STUCK_AFTER_MS = 30_000;
const ENDED = ["completed", "rejected", "cancelled", "failed", "expired"];
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);

class RollcallImport extends HTMLElement {
  static observedAttributes = ["lang", "layout", "api"];
  #root = this.attachShadow({ mode: "open" });
  // Counts what the dialog shows: what was asked for another view is dropped.
  #turn = 0;
  #token = null;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [sheet];
  }
  set token(token) { this.#token = token; }
  connectedCallback() { this.#draw(); }
  disconnectedCallback() { this.#turn++; }
  attributeChangedCallback() { if (this.isConnected && !this.#dialog?.open) this.#draw(); }
  get #dialog() { return this.#root.querySelector("dialog"); }
  get #main() { return this.#root.querySelector(".body"); }
  get #isPanel() { return this.getAttribute("layout") === "learners"; }
  // Under this key a tab remembers its own import; other tabs have theirs.
  get #memory() { return `rollcall-import ${this.getAttribute("api") || ""} ${this.getAttribute("layout") || ""}`; }

  #draw() {
    this.say = sayIn(this.getAttribute("lang") || document.documentElement.lang || navigator.language);
    const { say } = this;
    const title = say(this.#isPanel ? "addUsers" : "importUsers");
    const close = h("button", { type: "button", id: "close", "aria-label": say("close"), onclick: () => this.close() }, "✕");
    const dialog = h("dialog", { className: this.#isPanel ? "panel" : "", "aria-labelledby": "title", lang: say.lang, onclose: () => this.#closed() },
      h("div", { className: "head" }, h("h2", { id: "title", tabIndex: -1 }, title), h("div", { className: "sr", role: "status", id: "live" }), close), h("div", { className: "body" }));
    const open = h("button", { type: "button", className: "primary", id: "open", part: "button", onclick: () => this.open() }, title);
    this.#root.replaceChildren(open, dialog);
  }

  async open() {
    if (this.#dialog.open) return;
    this.#dialog.showModal();
    this.#root.getElementById("title").focus();
    this.#show([h("p", { role: "status" }, this.say("loading"))]);
    const turn = this.#turn;
    this.api = new Api({
      base: this.getAttribute("api") || "",
      lang: this.say.lang,
      token: async () => (this.getToken ? this.getToken() : this.#token),
      isWanted: () => this.#dialog?.open && this.isConnected,
      onOffline: (isOffline) => this.#offline(isOffline),
    });
    await this.#try(async () => {
      const { default_layout, layouts } = await this.api.ask("GET", "/layouts");
      this.layout = layouts.find((one) => one.name === (this.getAttribute("layout") || default_layout)) || layouts[0];
      this.#dialog.className = this.layout.name === "learners" ? "panel" : "";
      const remembered = sessionStorage.getItem(this.#memory);
      const imported = remembered && (await this.api.ask("GET", `/imports/${remembered}`).catch((error) => { if (error.status !== 404) throw error; }));
      if (turn !== this.#turn) return;
      if (imported && imported.status !== "awaiting_upload") this.#follow(imported.import_id);
      else await this.#begin();
    });
  }
  close() { this.#dialog?.close(); }

  #closed() {
    this.#turn++;
    const imported = this.imported;
    // What has ended and was seen is not shown again.
    if (imported && ENDED.includes(imported.status)) sessionStorage.removeItem(this.#memory);
    this.dispatchEvent(new CustomEvent("rollcall-close", { bubbles: true }));
  }

  #show(view, focus) {
    this.#turn++;
    this.progress = null;
    this.#main.replaceChildren(...view.filter(Boolean));
    if (focus) (this.#main.querySelector("h3[tabindex], .banner") || this.#root.getElementById("title")).focus();
    return this.#turn;
  }
  #live(text) { const live = this.#root.getElementById("live"); if (live.textContent !== text) live.textContent = text; }
  #offline(isOffline) {
    if (!isOffline && !this.isOffline) return;
    this.isOffline = isOffline;
    if (this.progress) this.progress.tell(isOffline ? "warn" : "", this.say(isOffline ? "offline" : "alive"));
    else this.#live(isOffline ? this.say("offline") : "");
  }
  #fail(error) {
    if (error instanceof ApiRefusal && error.status === 0) return;
    const isSignIn = error.status === 401;
    if (isSignIn) this.dispatchEvent(new CustomEvent("rollcall-unauthorized", { bubbles: true }));
    const text = isSignIn ? this.say("signIn") : error.message;
    this.#main.querySelector("#failure")?.remove();
    const told = banner("bad", text);
    told.id = "failure";
    told.setAttribute("role", "alert");
    this.#main.prepend(told);
    told.scrollIntoView({ block: "nearest" });
  }
  async #try(work) {
    try { await work(); } catch (error) { this.#fail(error); }
  }

  async #begin(chosen) {
    const { say, api, layout } = this;
    sessionStorage.removeItem(this.#memory);
    this.imported = null;
    const isLearners = layout.name === "learners";
    this.choices ||= { update_existing: false, send_invitations: isLearners, confirm: true };
    const latest = await api.ask("GET", "/imports?limit=5").catch((error) => { if (error.status === 401) throw error; return { items: [] }; });
    const past = pastList({ say, imports: latest.items, onOpen: (one) => this.#follow(one.import_id) });
    this.#choose(past, chosen);
  }

  #choose(past, chosen = {}) {
    const { say, api, layout, choices } = this;
    const step = startStep({
      say, api, layout, choices, past, file: chosen.file, rows: chosen.rows,
      onFail: (error) => this.#fail(error), onFile: (file) => this.#check(file, past), onStart: () => this.#upload(chosen.file),
    });
    this.#show(step.view);
    if (chosen.problem) {
      const { key, values, bytes, rows } = chosen.problem;
      step.state.append(banner("bad", say(key, values || { size: bytes && say.size(bytes), rows: rows && say.number(rows) })));
    } else if (chosen.rows) step.state.append(banner("good", say("checked", { rows: say.number(chosen.rows) })));
    if (chosen.file) {
      step.state.scrollIntoView({ block: "nearest" });
      this.#live(step.state.textContent);
      if (chosen.rows) step.start.focus();
      else this.#root.getElementById("select").focus();
    }
    return step;
  }

  async #check(file, past) {
    const { say } = this;
    const step = this.#choose(past, { file });
    const turn = this.#turn;
    const bar = h("progress", { max: 1, value: 0, "aria-label": say("checking") });
    step.state.append(h("p", null, say("checking")), bar);
    await this.#try(async () => {
      const found = await checkFile(file, this.layout, (part) => (bar.value = part));
      if (turn === this.#turn) this.#choose(past, { file, ...found });
    });
  }

  async #upload(file) {
    const { say, api, choices, layout } = this;
    const step = progressStep({ say, title: say("uploading") });
    const turn = this.#show(step.view, true);
    this.progress = step;
    const options = { layout: layout.name, send_invitations: choices.send_invitations, confirm: layout.name === "learners" || choices.confirm };
    if (layout.existing_users === "by_option") options.update_existing = choices.update_existing;
    await this.#try(async () => {
      const id = await api.upload(file, options, (sent, all) => step.show((100 * sent) / all, `${say.size(sent)} / ${say.size(all)}`));
      sessionStorage.setItem(this.#memory, id);
      if (turn === this.#turn) this.#follow(id, true);
    });
  }

  // Follows an import until it waits or ends.
  async #follow(id, isUploaded) {
    const { say, api } = this;
    sessionStorage.setItem(this.#memory, id);
    let turn = null, seen = "", moved = Date.now(), shown = "", wait = 400;
    await this.#try(async () => {
      for (;;) {
        const before = this.#turn;
        const imported = await api.ask("GET", `/imports/${id}`);
        if (before !== this.#turn) return;
        this.imported = imported;
        const { status, progress } = imported;
        if (ENDED.includes(status) || status === "awaiting_confirmation") return this.#settle(imported);
        if (shown !== status) {
          shown = status;
          const step = progressStep({ say, title: say(status), canCancel: status !== "importing", onCancel: () => this.#decide("cancel") });
          turn = this.#show(step.view, true);
          this.progress = step;
          this.#live(say(status));
        }
        const now = `${status} ${progress.bytes_read} ${progress.rows_validated} ${progress.rows_applied}`;
        if (now !== seen) (seen = now), (moved = Date.now());
        const done = status === "importing" ? progress.rows_applied : progress.rows_validated;
        this.progress.show(progress.percent, progress.rows_total === null ? say("progressRead", { done: say.number(done) }) : say("progressRows", { done: say.number(done), total: say.number(progress.rows_total) }));
        const still = Date.now() - moved;
        const isWaiting = status === "awaiting_upload" && !isUploaded;
        if (!this.isOffline && !isWaiting) this.progress.tell(still > STUCK_AFTER_MS ? "warn" : "", still > STUCK_AFTER_MS ? say("stuck", { seconds: say.number(Math.round(still / 10_000) * 10) }) : say("alive"));
        await pause((wait = Math.min(2500, wait * 1.3)));
        if (turn !== this.#turn) return;
      }
    });
  }

  #settle(imported) {
    const { say, api } = this;
    const onFail = (error) => this.#fail(error);
    if (imported.status === "awaiting_confirmation") {
      this.#show(reviewStep({ say, api, imported, onFail, onConfirm: (ignore) => this.#decide("confirm", { ignore_errors: ignore }), onCancel: () => this.#decide("cancel") }), true);
    } else {
      this.#show(doneStep({ say, api, imported, onFail, onAnother: () => this.#try(() => this.#begin()), onRetry: () => this.#decide("retry") }), true);
      this.dispatchEvent(new CustomEvent("rollcall-done", { bubbles: true, detail: { import_id: imported.import_id, status: imported.status } }));
    }
    this.#live(this.#main.querySelector(".banner")?.textContent || "");
  }

  async #decide(what, body) {
    const id = this.imported.import_id;
    for (const button of this.#main.querySelectorAll("#confirm, #cancel, #retry")) button.disabled = true;
    await this.#try(async () => {
      try {
        await this.api.ask("POST", `/imports/${id}/${what}`, { body, accept: "application/json" });
      } catch (error) {
        // Another tab or admin was first: what stands now is shown.
        if (error.status !== 409) throw error;
      }
      await this.#follow(id);
    });
  }
}
if (!customElements.get("rollcall-import")) customElements.define("rollcall-import", RollcallImport);
