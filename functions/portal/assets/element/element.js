// <rollcall-import api layout lang>: a button and the dialog that it opens. The page provides a token with `element.token = "…"` or
// `element.getToken = async ({ isExpired }) => "…"`, and listens to `rollcall-done`, `rollcall-close` and `rollcall-unauthorized`.
const STUCK_AFTER_S = 30;
// A reload may happen between the last byte and the stack's notice of the upload.
const FILE_NOTICE_MS = 6000;
const ENDED = ["completed", "rejected", "cancelled", "failed", "expired"];
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);

class RollcallImport extends HTMLElement {
  static observedAttributes = ["lang", "layout", "api"];
  #root = this.attachShadow({ mode: "open" });
  // Incremented with every view; responses for an earlier view are discarded.
  #turn = 0;
  #token = null;
  #api = null;
  #layout = null;
  #choices = null;
  // The file on the first step: `file`, and `rows` or `problem` after the check.
  #chosen = {};
  // The running upload. It continues while the dialog is closed.
  #job = null;
  #imported = null;
  #step = null;
  #wait = null;
  // The texts being loaded, if the page's language differs from the script's.
  #loading = null;
  #ticker = null;
  #onOnline = () => this.#api?.wake();
  #onLeave = (event) => this.#job && event.preventDefault();

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [sheet];
  }
  set token(token) {
    this.#token = token;
    this.#api?.wake();
  }
  connectedCallback() {
    // A property that the page set before the element was defined would hide the setter.
    if (Object.hasOwn(this, "token")) {
      const { token } = this;
      delete this.token;
      this.token = token;
    }
    addEventListener("online", this.#onOnline);
    addEventListener("beforeunload", this.#onLeave);
    this.#prepare();
  }
  disconnectedCallback() {
    this.#turn++;
    this.#job?.abort?.();
    this.#job = null;
    clearInterval(this.#ticker);
    removeEventListener("online", this.#onOnline);
    removeEventListener("beforeunload", this.#onLeave);
  }
  attributeChangedCallback(name) {
    if (name === "layout") (this.#choices = null), (this.#chosen = {});
    if (this.isConnected && !this.#dialog?.open && !this.#job) this.#prepare();
  }
  get #dialog() { return this.#root.querySelector("dialog"); }
  #part(id) { return this.#root.getElementById(id); }

  // A tab remembers its own import: `id`, and `key` and `body` of the request while the import waits for its file.
  get #memoryKey() { return `rollcall-import ${this.getAttribute("api") || ""} ${this.getAttribute("layout") || ""}`; }
  get #memory() {
    try { return JSON.parse(sessionStorage.getItem(this.#memoryKey)) || {}; } catch { return {}; }
  }
  set #memory(memory) {
    // Without storage, the element works but does not remember the import.
    try {
      if (memory) sessionStorage.setItem(this.#memoryKey, JSON.stringify(memory));
      else sessionStorage.removeItem(this.#memoryKey);
    } catch {}
  }

  // Renders in the page's language, immediately if the texts are loaded.
  #prepare() {
    const wanted = this.getAttribute("lang") || document.documentElement.lang || navigator.language;
    const texts = textsOf(languageOf(wanted), this.getAttribute("api") || "");
    this.#loading = null;
    if (!(texts instanceof Promise)) return this.#draw(texts, wanted);
    const loading = (this.#loading = texts.then((texts) => {
      if (this.#loading !== loading) return;
      this.#loading = null;
      if (this.isConnected && !this.#dialog?.open && !this.#job) this.#draw(texts, wanted);
    }));
  }

  #draw({ tag, dialog: messages }, wanted) {
    const say = (this.say = withFormats(sayIn(tag, messages), wanted));
    const isPanel = this.getAttribute("layout") === "learners";
    const title = say(isPanel ? "addUsers" : "importUsers");
    this.#api = null;
    const steps = ["stepFile", "stepCheck", "stepResult"].map((key) => h("li", null, say(key)));
    // All languages are written from left to right, even if the page is not.
    const dialog = h("dialog", { className: isPanel ? "panel" : "", "aria-labelledby": "title", lang: say.lang, dir: "ltr", onclose: () => this.#closed() },
      h("div", { className: "head" }, h("h2", { id: "title", tabIndex: -1 }, title),
        h("button", { type: "button", id: "close", className: "icon", "aria-label": say("close"), onclick: () => this.close() }, icon("close")),
        h("ol", { className: "steps", id: "steps" }, steps), h("div", { className: "sr", role: "status", id: "live" })),
      h("div", { className: "body" }), h("div", { className: "foot" }));
    // A file dropped outside the drop area must not replace the page.
    let depth = 0;
    const over = (by) => dialog.classList.toggle("over", (depth = Math.max(0, depth + by)) > 0 && this.#step?.at === 1);
    dialog.addEventListener("dragenter", () => over(1));
    dialog.addEventListener("dragleave", () => over(-1));
    dialog.addEventListener("dragover", (event) => event.preventDefault());
    dialog.addEventListener("drop", (event) => {
      event.preventDefault();
      over(-depth);
      if (this.#step?.bar) this.#check(event.dataTransfer.files);
    });
    const open = h("button", { type: "button", className: "primary", id: "open", part: "button", onclick: () => this.open() }, title);
    this.waiting = h("div", { id: "wait" });
    this.notice = h("div", { id: "notice" });
    this.#root.replaceChildren(open, dialog);
  }

  async open() {
    if (this.#loading) await this.#loading;
    const dialog = this.#dialog;
    if (!dialog || dialog.open) return;
    dialog.showModal();
    // For the page's style, which can prevent scrolling behind the dialog.
    this.toggleAttribute("open", true);
    this.#part("title").focus();
    this.#ticker = setInterval(() => this.#tick(), 1000);
    this.#api ||= new Api({
      base: this.getAttribute("api") || "", lang: this.say.lang,
      token: async (isExpired) => (this.getToken ? this.getToken({ isExpired }) : this.#token),
      onWait: (wait) => this.#tellWait(wait),
    });
    if (this.#job) return this.#showUpload(this.#job);
    this.#show({ at: 1, body: [h("p", { className: "quiet", role: "status" }, this.say("loading"))], foot: [] });
    await this.#try(() => this.#start());
  }
  close() { this.#dialog?.close(); }

  async #start() {
    const isWanted = this.#whileShown();
    const { default_layout, layouts } = await this.#api.ask("GET", "/layouts", { isWanted });
    this.#layout = layouts.find((one) => one.name === (this.getAttribute("layout") || default_layout)) || layouts[0];
    this.#dialog.classList.toggle("panel", this.#layout.name === "learners");
    this.#choices ||= { update_existing: false, send_invitations: this.#layout.name === "learners", confirm: true };
    const { id } = this.#memory;
    if (id) await this.#follow(id, FILE_NOTICE_MS);
    else await this.#begin();
  }

  #closed() {
    this.toggleAttribute("open", false);
    this.#turn++;
    clearInterval(this.#ticker);
    this.#tellWait(null);
    // An import that has ended and was shown is not shown again.
    if (this.#imported && ENDED.includes(this.#imported.status)) this.#memory = null;
    this.#imported = null;
    this.dispatchEvent(new CustomEvent("rollcall-close", { bubbles: true }));
  }

  #whileShown() {
    const turn = this.#turn;
    return () => turn === this.#turn;
  }
  // Shows a step. Moves the focus to its heading or banner if the button that had it is gone.
  #show(step, focus) {
    this.#turn++;
    this.#step = step;
    const body = this.#root.querySelector(".body");
    this.notice.replaceChildren();
    body.replaceChildren(this.waiting, this.notice, ...step.body.filter(Boolean));
    this.#root.querySelector(".foot").replaceChildren(...step.foot.filter(Boolean));
    for (const [at, item] of [...this.#part("steps").children].entries()) {
      if (at + 1 === step.at) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    }
    this.#tick();
    if (!focus) return;
    body.scrollTop = 0;
    (body.querySelector("h3[tabindex]") || this.#part("title")).focus({ preventScroll: true });
  }
  #live(text) { this.#part("live").textContent = text; }

  #tick() {
    this.#step?.tick?.(this.#wait !== null);
    const left = this.#wait && Math.max(0, Math.round((this.#wait.until - Date.now()) / 1000));
    const seconds = this.waiting.querySelector(".seconds");
    if (seconds) seconds.textContent = left ? this.say("nextTry", { seconds: left }) : "";
  }
  #tellWait(wait) {
    const isNew = wait?.kind !== this.#wait?.kind;
    this.#wait = wait;
    if (!isNew) return;
    this.#step?.tick?.(wait !== null);
    this.waiting.replaceChildren();
    if (wait) {
      const note = banner("warn", this.say(wait.kind), ...(wait.kind === "signIn" ? [] : [h("p", { className: "seconds small", "aria-hidden": "true" })]),
        h("button", { type: "button", onclick: () => this.#api.wake() }, this.say("tryNow")));
      note.setAttribute("role", "status");
      this.waiting.append(note);
      this.#tick();
      if (wait.kind === "signIn") this.dispatchEvent(new CustomEvent("rollcall-unauthorized", { bubbles: true }));
    }
  }
  // Shows an error on the current step.
  #fail(error, onRetry) {
    if (error instanceof Unwanted) return;
    const text = error instanceof ApiRefusal ? error.message : this.say(error.key || "unexpected");
    const note = banner("bad", text, ...(onRetry ? [h("button", { type: "button", onclick: onRetry }, this.say("retry"))] : []));
    note.setAttribute("role", "alert");
    this.notice.replaceChildren(note);
    note.scrollIntoView({ block: "nearest" });
  }
  async #try(work) {
    try { await work(); } catch (error) { this.#fail(error, () => (this.notice.replaceChildren(), this.#try(work))); }
  }
  #context(more) {
    return { say: this.say, api: this.#api, layout: this.#layout, onFail: (error) => this.#fail(error), onClose: () => this.close(), onAnother: () => this.#try(() => this.#begin()), ...more };
  }

  // The first step, with the file that was chosen before the dialog was closed.
  async #begin(notice) {
    this.#imported = null;
    const isWanted = this.#whileShown();
    const { items } = await this.#api.ask("GET", "/imports?limit=5", { isWanted });
    this.past = items.filter((one) => one.import_id !== this.#memory.id || one.status !== "awaiting_upload");
    if (!notice) this.#memory = null;
    this.#choose();
    if (notice) this.notice.replaceChildren(notice);
    this.#part("title").focus({ preventScroll: true });
  }

  #choose() {
    this.#show(startStep(this.#context({
      choices: this.#choices, chosen: this.#chosen, past: this.past, onOpen: (one) => this.#try(() => this.#follow(one.import_id)),
      onFile: (files) => this.#check(files), onStart: () => this.#upload(),
    })));
  }

  // Checks a file from a choice or a drop.
  async #check(files) {
    if (!files.length) return;
    const [file] = files;
    const tell = (found) => {
      this.#chosen = { file, ...found };
      this.#choose();
      const state = this.#part("check");
      this.#live(state.textContent);
      state.scrollIntoView({ block: "nearest" });
      (found.rows ? this.#part("start") : this.#part("select")).focus({ preventScroll: true });
    };
    if (files.length > 1) return tell({ problem: { key: "oneFile" } });
    this.#chosen = { file };
    this.#choose();
    this.#live(this.say("checking"));
    const isWanted = this.#whileShown();
    const { bar } = this.#step;
    let found;
    try {
      found = await checkFile(file, this.#layout, (part) => (bar.value = part), isWanted);
    } catch {
      found = { problem: { key: "fileGone" } };
    }
    if (isWanted()) tell(found);
    // The dialog was closed meanwhile: the file is checked when it is chosen again.
    else if (this.#chosen.file === file && !this.#chosen.rows) this.#chosen = {};
  }

  async #upload() {
    const choices = this.#choices, { file } = this.#chosen, layout = this.#layout;
    const body = { file_name: file.name, size_bytes: file.size, layout: layout.name, send_invitations: choices.send_invitations, confirm: layout.name === "learners" || choices.confirm };
    if (layout.existing_users === "by_option") body.update_existing = choices.update_existing;
    // The same request as before a reload continues the import that waits for this file.
    const memory = this.#memory;
    const key = memory.key && JSON.stringify(memory.body) === JSON.stringify(body) ? memory.key : newKey();
    const job = (this.#job = { file, body, key, sent: 0, isWanted: () => this.#job === job, onProgress: (sent) => ((job.sent = sent), job.onMove?.()),
      onMade: (id) => ((job.id = id), (this.#memory = { id, key, body })) });
    this.#showUpload(job);
    const isShown = () => this.#dialog.open && this.#step === job.step;
    try {
      const id = await this.#api.upload(job);
      this.#job = null;
      this.#chosen = {};
      if (isShown()) await this.#try(() => this.#follow(id));
    } catch (error) {
      if (this.#job === job) this.#job = null;
      if (error instanceof Unwanted) return;
      this.#memory = null;
      if (error instanceof FileLost) this.#chosen = { file, problem: { key: error.key } };
      if (isShown()) this.#choose(), this.#fail(error);
    }
  }

  #showUpload(job) {
    const { say } = this;
    const step = (job.step = progressStep({ say, at: 1, title: say("uploading"), name: job.file.name, onCancel: () => this.#stopUpload(job), onClose: () => this.close() }));
    job.onMove = () => step.show((100 * job.sent) / job.file.size, say("sent", { sent: say.size(job.sent), size: say.size(job.file.size) }));
    this.#show(step, true);
    job.onMove();
    this.#live(say("uploading"));
  }

  #stopUpload(job) {
    this.#job = null;
    job.abort?.();
    this.#api.wake();
    this.#memory = null;
    this.#try(async () => {
      const isWanted = this.#whileShown();
      // An import that has its file already, or has ended, is shown below.
      const ended = job.id && (await this.#api.ask("POST", `/imports/${job.id}/cancel`, { isWanted }).catch((error) => { if (error.status !== 409) throw error; return true; }));
      if (ended === true) await this.#follow(job.id);
      else await this.#begin();
    });
  }

  // Follows an import until it waits or ends. `patience_ms`: how long an import may wait for a file that this page no longer has.
  async #follow(id, patience_ms = Infinity) {
    const { say } = this;
    const begun = Date.now();
    const memory = this.#memory;
    if (memory.id !== id) this.#memory = { id };
    let shown = "", wait = 400, isWanted = this.#whileShown();
    for (;;) {
      let imported;
      try {
        imported = await this.#api.ask("GET", `/imports/${id}`, { isWanted });
      } catch (error) {
        if (error.status !== 404) throw error;
        return this.#begin(banner("warn", say("importGone")));
      }
      this.#imported = imported;
      const { status, progress, file } = imported;
      if (ENDED.includes(status) || status === "awaiting_confirmation") return this.#settle();
      const isLost = status === "awaiting_upload" && Date.now() - begun > patience_ms;
      if (isLost) {
        if (memory.body) Object.assign(this.#choices, { update_existing: Boolean(memory.body.update_existing), send_invitations: memory.body.send_invitations, confirm: memory.body.confirm });
        return this.#begin(banner("warn", say("uploadLost"), h("p", { className: "name" }, foreign(file.name))));
      }
      if (shown !== status) {
        shown = status;
        const step = progressStep({ say, at: status === "importing" ? 3 : 2, title: say(status), name: file.name, onCancel: status === "importing" ? null : () => this.#decide("cancel"), onClose: () => this.close() });
        step.foot.unshift(h("button", { type: "button", className: "plain", id: "another", onclick: () => this.#try(() => this.#begin()) }, say("another")));
        this.#show(step, true);
        isWanted = this.#whileShown();
        this.#live(say(status));
      }
      const done = status === "importing" ? progress.rows_applied : progress.rows_validated;
      this.#step.show(progress.percent, progress.rows_total === null ? say("progressRead", { done }) : say("progressRows", { done, total: progress.rows_total }),
        `${status} ${progress.bytes_read} ${progress.rows_validated} ${progress.rows_applied} ${progress.percent}`);
      this.#tick();
      await this.#api.pause((wait = Math.min(2500, wait * 1.3)));
      if (!isWanted()) throw new Unwanted();
    }
  }

  #settle() {
    const imported = this.#imported;
    const isWanted = () => this.#imported === imported && this.#dialog.open;
    const context = this.#context({ imported, isWanted, onConfirm: (ignore) => this.#decide("confirm", { ignore_errors: ignore }), onCancel: () => this.#decide("cancel"), onRetry: () => this.#decide("retry") });
    if (imported.status === "awaiting_confirmation") {
      this.#show(reviewStep(context), true);
    } else {
      this.#show(doneStep(context), true);
      this.dispatchEvent(new CustomEvent("rollcall-done", { bubbles: true, detail: { import_id: imported.import_id, status: imported.status } }));
    }
    this.#live(this.#root.querySelector(".body > .banner")?.textContent || "");
  }

  async #decide(what, body) {
    const id = this.#imported.import_id;
    const buttons = [...this.#root.querySelectorAll(".foot button")];
    for (const button of buttons) button.disabled = true;
    try {
      await this.#api.ask("POST", `/imports/${id}/${what}`, { body, isWanted: this.#whileShown() });
      await this.#follow(id);
    } catch (error) {
      for (const button of buttons) button.disabled = false;
      if (error.status !== 409) return this.#fail(error);
      // Another tab or admin was first: show the current state, and why.
      await this.#try(() => this.#follow(id));
      this.#fail(error);
    }
  }
}
if (!customElements.get("rollcall-import")) customElements.define("rollcall-import", RollcallImport);
