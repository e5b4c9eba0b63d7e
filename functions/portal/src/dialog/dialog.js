// @ts-check
// What the dialog does. It changes its state and calls back; it knows nothing of elements.
import { Api, mayHave, newKey } from "../api/client.js";
import { ApiRefusal, describe, FileLost, Unwanted } from "../api/errors.js";
import { checkFile, readAs } from "../file/check.js";
import { columnCorrections, isComplete } from "../file/header.js";
import { Fixes } from "./fixes.js";
import { Lists } from "./lists.js";
import { ENDED, initial, noFile, nothingShown } from "./state.js";

/** @import { Import, Layout, Say } from "../types" */
/** @import { Job } from "../api/client.js" */
/** @import { Choices, State } from "./state.js" */

/** A reload may happen between the last byte and the stack's notice of the upload. */
const FILE_NOTICE_MS = 6000;
/** Between two looks at an import while the dialog is closed. */
const CLOSED_POLL_MS = 5000;

/**
 * @typedef {object} Host what the element provides
 * @property {() => void} render
 * @property {(name: string, detail?: Record<string, unknown>) => void} emit
 * @property {(selector: string) => void} focus after the next rendering
 * @property {() => boolean} isOpen
 * @property {(isExpired: boolean) => Promise<string | null | undefined>} token
 * @property {string} api
 * @property {string} layout the attribute
 * @property {Partial<Choices>} options with which the first step starts
 * @property {string[]} lockedOptions options that the admin sees but cannot change
 * @property {string[]} hiddenOptions options that the admin does not see
 * @property {() => void} close
 * @property {ReturnType<import("./memory.js").memoryOf>} memory
 */

/** Media types of the template. */
const MEDIA_TYPES = {
  csv: "text/csv",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

export class Dialog {
  /** Incremented with every view; responses for an earlier view are discarded. */
  #turn = 0;
  /** The running upload. It continues while the dialog is closed. @type {Job | null} */
  #job = null;
  /** The element was removed. */
  #hasEnded = false;

  /**
   * @param {Host} host
   * @param {Say} say
   */
  constructor(host, say) {
    this.host = host;
    this.say = say;
    /** @type {State} */
    this.state = initial();
    this.lists = new Lists(this);
    this.fixes = new Fixes(this);
    this.api = new Api({
      base: host.api,
      lang: say.lang,
      token: host.token,
      onWait: (wait) => {
        const isNew = wait?.kind !== this.state.wait?.kind;
        this.set({ wait });
        if (isNew && wait?.kind === "signIn" && host.isOpen()) host.emit("rollcall-unauthorized");
      },
    });
  }

  /** @param {Partial<State>} change */
  set(change) {
    Object.assign(this.state, change);
    this.host.render();
  }

  get memory() {
    return this.host.memory;
  }
  get layout() {
    return /** @type {Layout} */ (this.state.layout);
  }
  get imported() {
    return /** @type {Import} */ (this.state.imported);
  }
  /** The name of the file whose rows are imported or taken back. */
  get fileName() {
    const { file, undoes, import_id } = this.imported;
    return (undoes ? this.state.undone?.file : file)?.name ?? undoes ?? import_id;
  }
  get path() {
    return `/imports/${this.imported.import_id}`;
  }
  get isUploading() {
    return this.#job !== null;
  }

  whileShown() {
    const turn = this.#turn;
    return () => turn === this.#turn;
  }

  /**
   * Shows a step. The focus moves to its heading, unless `focus` names another element.
   * @param {State["view"]} view
   * @param {Partial<State>} [change]
   * @param {string} [focus]
   */
  show(view, change = {}, focus = "[data-focus]") {
    this.#turn++;
    const isNew = view !== this.state.view;
    this.set({ notice: null, live: "", ...change, view });
    this.host.focus(focus);
    const { undoes } = this.state.imported ?? {};
    if (isNew) this.host.emit("rollcall-step", { step: view, ...(undoes ? { undoes } : {}) });
  }

  /**
   * Shows an error on the current step.
   * @param {unknown} error
   * @param {() => void} [onRetry]
   */
  fail(error, onRetry) {
    if (error instanceof Unwanted) return;
    const text = describe(this.say, error);
    const { status, code } = /** @type {any} */ (error);
    this.set({ notice: { tone: "bad", text, ...(onRetry ? { onRetry } : {}) } });
    this.host.focus("#notice");
    this.host.emit("rollcall-error", { message: text, status: status ?? null, code: code ?? null });
  }

  /** @param {() => Promise<unknown>} work */
  async try(work) {
    try {
      await work();
    } catch (error) {
      this.fail(error, () => {
        this.set({ notice: null });
        this.try(work);
      });
    }
  }

  /**
   * @param {string | { file: File } | undefined} [target] an import to show, or a file to start with
   */
  async open(target) {
    this.host.emit("rollcall-open");
    if (this.#job && !target) return this.show("upload");
    this.show("loading");
    await this.try(async () => {
      await this.#layouts();
      if (typeof target === "string") return this.view(target);
      if (target) {
        this.begin();
        return this.check([target.file]);
      }
      const { id } = this.memory.get();
      if (id) await this.follow(id, FILE_NOTICE_MS);
      else this.begin();
    });
  }

  async #layouts() {
    if (this.state.layout) return;
    const { default_layout, layouts } = await this.api.ask("GET", "/layouts", { isWanted: this.whileShown() });
    const named = layouts.find((/** @type {Layout} */ one) => one.name === this.host.layout);
    if (this.host.layout && !named)
      console.warn(`rollcall-import: there is no layout "${this.host.layout}"; using "${default_layout}"`);
    this.set({ layouts, hasLists: await this.may("catalog:read") });
    this.useLayout(named?.name ?? default_layout);
  }

  /** @param {string} name */
  useLayout(name) {
    const layout = this.state.layouts.find((one) => one.name === name) ?? this.state.layouts[0];
    const isPanel = layout.name === "learners";
    const choices = { ...initial().choices, send_invitations: isPanel, ...this.host.options };
    this.set({ layout, choices: isPanel ? { ...choices, update_existing: false, confirm: true } : choices });
  }

  /** The dialog was closed. An import that this tab started is followed to its end. */
  closed() {
    this.#turn++;
    const { id, isDone } = this.memory.get();
    // An import that has ended and was shown is not shown again.
    if (isDone || (this.state.imported && !this.state.isOwn)) {
      if (isDone) this.memory.set(null);
      this.set(nothingShown());
    }
    this.host.emit("rollcall-close");
    if (id && !isDone && !this.#job && !this.state.isDeciding) this.watch();
  }

  /** Follows the import of this tab while the dialog is closed, until it has ended. */
  async watch() {
    const { id, isDone } = this.memory.get();
    if (!id || isDone || this.host.isOpen() || this.#job) return;
    const isWanted = this.whileShown();
    try {
      for (;;) {
        const imported = /** @type {Import} */ (await this.api.ask("GET", `/imports/${id}`, { isWanted }));
        this.set({ imported, isOwn: true });
        this.#progressed(imported);
        if (ENDED.includes(imported.status)) return this.#announce(imported);
        if (imported.status === "awaiting_confirmation" || imported.status === "awaiting_upload") return;
        await this.api.pause(CLOSED_POLL_MS);
      }
    } catch {
      // Not visible to anyone: opening the dialog shows what is wrong.
    }
  }

  /** The first step, with the file that was chosen before. @param {Partial<State>} [change] */
  begin(change = {}) {
    this.show("start", { ...nothingShown(), ...change }, "#title");
  }

  /** The first step for another file. */
  another() {
    this.memory.set(null);
    this.begin({ chosen: noFile() });
  }

  /** The imports, newest first. */
  async history() {
    this.show("history", { past: null });
    await this.try(() => this.lists.past());
  }

  /** Shows an import that may be of anyone. @param {string} id */
  async view(id) {
    const isOwn = this.memory.get().id === id;
    if (isOwn) return this.follow(id);
    this.show("loading", nothingShown());
    this.host.emit("rollcall-view", { import_id: id });
    await this.follow(id);
  }

  /**
   * Checks a file from a choice or a drop.
   * @param {ArrayLike<File> | null} files
   */
  async check(files) {
    if (!files?.length) return;
    const [file] = Array.from(files);
    const chosen = { ...noFile(), file };
    const tell = (/** @type {Partial<State["chosen"]>} */ found) => {
      const { problem = null, check = null } = found;
      this.set({ chosen: { ...chosen, part: null, ...found } });
      const live = problem ? this.sayProblem(problem) : this.say("checked", { rows: check?.rows ?? 0 });
      this.set({ live });
      this.host.focus(check && !problem ? "#start" : "#select");
    };
    if (this.state.view !== "start") this.begin();
    if (files.length > 1) return tell({ problem: { key: "oneFile" } });
    this.set({ chosen: { ...chosen, part: 0 }, live: this.say("checking"), notice: null });
    const isWanted = () => this.state.chosen.file === file && this.host.isOpen();
    try {
      const { layouts } = this.state;
      const found = await checkFile(
        file,
        this.layout,
        layouts,
        (part) => this.set({ chosen: { ...this.state.chosen, part } }),
        isWanted,
      );
      if (!isWanted()) {
        // The dialog was closed meanwhile: the file is checked when it is chosen again.
        if (this.state.chosen.file === file) this.set({ chosen: noFile() });
        return;
      }
      const header = "header" in found ? found.header : undefined;
      const mapping = new Map(
        header
          ?.filter(({ state, at }) => at && ["near", "unknown", "double"].includes(state))
          .map(({ at, column }) => [at, column]),
      );
      tell({
        problem: found.problem ?? null,
        check: "rows" in found ? found : null,
        otherLayout: "otherLayout" in found ? found.otherLayout : undefined,
        mapping,
      });
    } catch {
      tell({ problem: { key: "fileGone" } });
    }
  }

  /** Reads the chosen file with another encoding; without one, as at first. @param {string} encoding */
  async readAs(encoding) {
    const { file, check } = this.state.chosen;
    if (!file || !check) return;
    const found = await readAs(file, encoding || "windows-1252", this.layout);
    const { chosen } = this.state;
    if (chosen.file === file && chosen.check)
      this.set({ chosen: { ...chosen, encoding: encoding || null, check: { ...chosen.check, ...found } } });
  }

  /** @param {import("../types").FileProblem} problem */
  sayProblem({ key, values, bytes }) {
    return this.say(key, { ...values, ...(bytes ? { size: this.say.size(bytes) } : {}) });
  }

  /** Takes a corrected file instead of the one that was rejected. @param {File[]} files */
  replace(files) {
    this.memory.set(null);
    return this.check(files);
  }

  /** Whether the chosen file may be uploaded. */
  get isReady() {
    const { check, isMapped, mapping, part } = this.state.chosen;
    if (!check || part !== null || check.rows < 1) return false;
    return !check.header || (isMapped && isComplete(check.header, mapping, this.layout));
  }

  /** The body of `POST /imports`. */
  #request() {
    const { layout, state } = this;
    const { choices, chosen } = state;
    const file = /** @type {File} */ (chosen.file);
    const isReviewed = layout?.name === "learners" || choices.confirm;
    const corrections =
      chosen.check?.header && chosen.isMapped ? columnCorrections(chosen.check.header, chosen.mapping) : [];
    return {
      file_name: file.name,
      size_bytes: file.size,
      layout: layout.name,
      send_invitations: choices.send_invitations,
      confirm: isReviewed,
      ...(layout.existing_users === "by_option" ? { update_existing: choices.update_existing } : {}),
      ...(isReviewed ? {} : { on_row_errors: choices.on_row_errors }),
      ...(chosen.encoding ? { encoding: chosen.encoding } : {}),
      ...(corrections.length ? { corrections } : {}),
    };
  }

  async upload() {
    const file = /** @type {File} */ (this.state.chosen.file);
    const body = this.#request();
    const upload = { name: file.name, size: file.size, sent: 0, isRunning: true };
    // The same request as before a reload continues the import that waits for this file.
    const memory = this.memory.get();
    const key = memory.key && JSON.stringify(memory.body) === JSON.stringify(body) ? memory.key : newKey();
    /** @type {Job} */
    const job = {
      file,
      body,
      key,
      isWanted: () => this.#job === job,
      onMade: (id) => this.memory.set({ id, key, body }),
      onProgress: (sent) => {
        if (!job.isWanted()) return;
        this.set({ upload: { ...upload, sent }, progress: { ...this.state.progress, moved: Date.now() } });
        this.host.emit("rollcall-progress", { status: "uploading", percent: Math.round((100 * sent) / file.size) });
      },
    };
    this.#job = job;
    this.show("upload", {
      ...nothingShown(),
      upload,
      isOwn: true,
      progress: { moved: Date.now(), mark: "" },
      live: this.say("uploading"),
    });
    const isShown = () => this.host.isOpen() && this.state.view === "upload";
    try {
      const id = await this.api.upload(job);
      this.#job = null;
      this.set({ upload: { ...upload, sent: file.size, isRunning: false } });
      if (isShown()) await this.try(() => this.follow(id));
      else await this.watch();
    } catch (error) {
      if (this.#job === job) this.#job = null;
      if (error instanceof Unwanted) return;
      this.memory.set(null);
      const problem = error instanceof FileLost ? { key: error.key } : null;
      this.set({ upload: null, ...(problem ? { chosen: { ...noFile(), file, problem } } : {}) });
      if (isShown()) {
        this.begin();
        if (!problem) this.fail(error);
      }
    }
  }

  /** Stops the upload and cancels its import. */
  async stop() {
    const job = this.#job;
    this.#job = null;
    job?.abort?.();
    const { upload } = this.state;
    this.set({ upload: upload && { ...upload, isRunning: false } });
    this.api.wake();
    const { id } = this.memory.get();
    this.memory.set(null);
    await this.try(async () => {
      const isWanted = this.whileShown();
      // An import that has its file already, or has ended, is shown.
      const isTaken = id && !(await this.#cancel(id, isWanted));
      if (isTaken) await this.follow(id);
      else this.begin();
    });
  }

  /**
   * Cancels an import. Returns it, or null if it had already continued or ended.
   * @param {string} id
   * @param {() => boolean} isWanted
   * @returns {Promise<Import | null>}
   */
  async #cancel(id, isWanted) {
    try {
      return await this.api.ask("POST", `/imports/${id}/cancel`, { isWanted });
    } catch (error) {
      if (/** @type {any} */ (error).status !== 409) throw error;
      return null;
    }
  }

  /**
   * Follows an import until it waits or ends.
   * @param {string} id
   * @param {number} [patience_ms] how long it may wait for a file that this page no longer has
   */
  async follow(id, patience_ms = Infinity) {
    const begun = Date.now();
    const memory = this.memory.get();
    const isOwn = memory.id === id;
    let isWanted = this.whileShown();
    let wait = 400;
    let shown = "";
    for (;;) {
      /** @type {Import} */
      let imported;
      try {
        imported = await this.api.ask("GET", `/imports/${id}`, { isWanted });
      } catch (error) {
        if (/** @type {any} */ (error).status !== 404) throw error;
        if (isOwn) this.memory.set(null);
        return this.begin({ notice: { tone: "warn", text: this.say("importGone") } });
      }
      const { status, undoes } = imported;
      if (undoes && undoes !== this.state.undone?.import_id)
        this.set({ undone: await this.api.ask("GET", `/imports/${undoes}`, { isWanted }) });
      if (ENDED.includes(status) || status === "awaiting_confirmation") return this.#settle(imported, isOwn);
      if (status === "awaiting_upload" && Date.now() - begun > patience_ms) return this.#interrupted(imported, memory);
      if (status === "awaiting_upload" && patience_ms < Infinity) {
        // Until it is known whether the file arrived, nothing is claimed about it.
      } else if (shown !== status) {
        shown = status;
        const progress = { moved: Date.now(), mark: "" };
        this.show("progress", { imported, isOwn, progress, live: this.say(status) });
        isWanted = this.whileShown();
      }
      this.set({ imported });
      this.#progressed(imported);
      wait = Math.min(2500, wait * 1.3);
      await this.api.pause(wait);
      if (!isWanted()) throw new Unwanted();
    }
  }

  /** @param {Import} imported */
  #progressed({ import_id, status, progress }) {
    const mark = `${status} ${progress.bytes_read} ${progress.rows_validated} ${progress.rows_applied} ${progress.percent}`;
    if (mark === this.state.progress.mark) return;
    this.set({ progress: { ...this.state.progress, moved: Date.now(), mark } });
    this.host.emit("rollcall-progress", { import_id, status, percent: progress.percent });
  }

  /**
   * The upload ended with the page that had the file.
   * @param {Import} imported
   * @param {import("./memory.js").Memory} memory
   */
  #interrupted({ file }, { body }) {
    const { choices } = this.state;
    if (body)
      Object.assign(choices, {
        update_existing: Boolean(body.update_existing),
        send_invitations: body.send_invitations,
        confirm: body.confirm,
      });
    this.begin({ chosen: noFile(), notice: { tone: "warn", text: this.say("uploadLost"), detail: file?.name } });
  }

  /**
   * Shows an import that waits for a decision or has ended.
   * @param {Import} imported
   * @param {boolean} isOwn
   */
  #settle(imported, isOwn) {
    const { summary, problems, status } = imported;
    const isReview = status === "awaiting_confirmation";
    if (this.state.layouts.length && imported.options.layout !== this.layout.name)
      this.set({ layout: this.state.layouts.find((one) => one.name === imported.options.layout) ?? this.layout });
    this.show(isReview ? "review" : "result", { ...nothingShown(), imported, isOwn });
    const hasRows = isReview || status === "completed" || status === "failed";
    const tab = ["created", "removed", "updated", "failed", "skipped"].find((count) => summary[count]) ?? null;
    if (hasRows && tab) this.lists.open(tab);
    if (imported.file && (problems.errors || problems.warnings)) this.fixes.load();
    if (imported.undoes && hasRows) this.lists.undo();
    else if (isReview) this.lists.mails();
    this.may("imports:undo").then((mayUndo) => this.set({ mayUndo }));
    if (!isReview) this.#announce(imported);
    if (status === "completed" && isOwn) this.fixes.offerAliases();
  }

  /**
   * Tells the page, once, that an import of this tab has ended.
   * @param {Import} imported
   */
  #announce(imported) {
    const memory = this.memory.get();
    if (memory.id !== imported.import_id || memory.isDone) return;
    this.memory.set({ id: memory.id, isDone: true });
    const { import_id, status, source, undoes, summary, file, options, problems } = imported;
    const { errors, warnings } = problems;
    this.host.emit("rollcall-done", {
      import_id,
      status,
      source,
      undoes,
      summary,
      file_name: file?.name ?? null,
      layout: options.layout,
      problems: { errors, warnings },
    });
  }

  /**
   * Sends a decision, and follows the import or the undo that it starts. A decision that is on its way when the dialog is closed takes
   * effect; one that waits for the network or a token does not.
   * @param {"confirm" | "cancel" | "retry" | "undo"} what
   * @param {unknown} [body]
   */
  async decide(what, body) {
    const { import_id } = this.imported;
    const isShown = this.whileShown();
    this.set({ isDeciding: true });
    try {
      const isWanted = () => isShown() || (!this.state.wait && !this.#hasEnded);
      const { import_id: id } = await this.api.ask("POST", `${this.path}/${what}`, { body, isWanted });
      if (what === "undo" || (what === "retry" && this.memory.get().id === id)) this.memory.set({ id });
      if (isShown()) return await this.follow(id);
      this.set({ isDeciding: false });
      await this.watch();
    } catch (error) {
      this.set({ isDeciding: false });
      if (!isShown()) return this.watch();
      if (!(error instanceof ApiRefusal) || error.status !== 409) return this.fail(error);
      // Another tab or admin was first: show the current state, and why.
      await this.try(() => this.follow(error.document.superseded_by ?? import_id));
      const text = what === "undo" ? describe(this.say, error) : this.say("decidedElsewhere");
      this.set({ notice: { tone: "warn", text } });
      this.host.focus("#notice");
    }
  }

  /** Cancels the import and shows what was there before: the first step with the file and the options, or the import to undo. */
  async back() {
    const { import_id, status, undoes } = this.imported;
    this.set({ isDeciding: true });
    const ended = await this.#cancel(import_id, this.whileShown()).catch((error) => this.fail(error));
    this.set({ isDeciding: false });
    if (ended === undefined) return;
    if (!ended && (undoes || status === "awaiting_confirmation")) return this.try(() => this.follow(import_id));
    if (ended) this.#announce(ended);
    if (this.memory.get().id === import_id) this.memory.set(null);
    if (undoes) await this.try(() => this.view(undoes));
    else this.begin();
  }

  /** Asks how many invitations the import would send, then sends them. */
  async invite() {
    const { invite } = this.state;
    const isDry = invite?.step !== "ask";
    this.set({ invite: { ...invite, step: isDry ? "ask" : "sending" } });
    try {
      const body = { import_id: this.imported.import_id, ...(isDry ? { dry_run: true } : {}) };
      let counts = await this.api.ask("POST", "/invitations", { body, isWanted: this.whileShown() });
      const run = counts.run_id;
      while (run && counts.status !== "completed" && counts.status !== "failed") {
        await this.api.pause(1000);
        counts = await this.api.ask("GET", `/invitations/${run}`, { isWanted: this.whileShown() });
      }
      this.set({ invite: { step: isDry ? "ask" : "done", counts } });
      if (!isDry) this.host.emit("rollcall-invited", { import_id: body.import_id });
    } catch (error) {
      this.set({ invite: null });
      this.fail(error);
    }
  }

  /** @param {string} format */
  async download(format) {
    try {
      const { url, file_name } = await this.api.ask("GET", `${this.path}/export?format=${format}`);
      save(url, file_name);
    } catch (error) {
      this.fail(error);
    }
  }

  /**
   * @param {"csv" | "xlsx"} format
   * @param {number} columns number of course columns
   */
  async template(format, columns) {
    const { numbered, name } = this.layout;
    const modules = numbered ? `&modules=${Math.max(0, Math.min(numbered.columns_max, Math.round(columns) || 0))}` : "";
    try {
      const path = `/template?layout=${name}&format=${format}${modules}`;
      const blob = await this.api.ask("GET", path, { accept: MEDIA_TYPES[format] });
      const url = URL.createObjectURL(blob);
      save(url, `rollcall-${name}-template.${format}`);
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    } catch (error) {
      this.fail(error);
    }
  }

  /** @param {string} scope */
  async may(scope) {
    return mayHave(await this.host.token(false), scope);
  }

  /** Ends everything: the element was removed. */
  end() {
    this.#turn++;
    this.#hasEnded = true;
    this.#job?.abort?.();
    this.#job = null;
  }
}

/**
 * @param {string} href
 * @param {string} name
 */
function save(href, name) {
  Object.assign(document.createElement("a"), { href, download: name, rel: "noreferrer" }).click();
}
