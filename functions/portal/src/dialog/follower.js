// @ts-check
// Follows an import to its end while it is shown; that of this tab also while it is not.
import { Unwanted } from "../api/errors.js";
import { isTested } from "../imports/past.js";
import { ENDED, noFile, nothingShown } from "./state.js";

/** @import { Import } from "../types" */
/** @import { Api } from "../api/client.js" */
/** @import { Fixes } from "./fixes.js" */
/** @import { Lists } from "./lists.js" */
/** @import { Memory, TabMemory } from "./memory.js" */
/** @import { Screen } from "./screen.js" */

/** Time between two requests for an import that is not shown. */
const CLOSED_POLL_MS = 5000;

export class Follower {
  /** How the import of this tab is followed: by `follow` while it is shown, otherwise by `watch`. @type {{ id: string, isWanted: () => boolean, isAsked?: boolean } | null} */
  #own = null;
  /** The progress that was reported last, by import. @type {Map<string, string>} */
  #marks = new Map();

  /**
   * @param {Screen} screen
   * @param {Api} api
   * @param {TabMemory} memory
   * @param {Lists} lists of the import that is shown
   * @param {Fixes} fixes of the import that is shown
   */
  constructor(screen, api, memory, lists, fixes) {
    this.screen = screen;
    this.api = api;
    this.memory = memory;
    this.lists = lists;
    this.fixes = fixes;
  }

  /**
   * Shows any import of the tenant.
   * @param {string} id
   * @param {boolean} [isReported] whether `rollcall-view` has been sent
   */
  async view(id, isReported) {
    const { screen } = this;
    const isOwn = this.memory.get().id === id;
    if (isOwn) return this.follow(id);
    screen.show("loading", nothingShown());
    if (!isReported) screen.host.emit("rollcall-view", { import_id: id });
    // The import of this tab is no longer shown.
    this.watch();
    await this.follow(id);
  }

  /**
   * Shows the progress of an import until it has ended or waits for a decision.
   * @param {string} id
   * @param {number} [upload_wait_ms] how long the import may wait for a file that this page no longer has
   */
  async follow(id, upload_wait_ms = Infinity) {
    const { screen, api } = this;
    const started = Date.now();
    const memory = this.memory.get();
    const isOwn = memory.id === id;
    let isWanted = screen.whileShown();
    if (isOwn) this.#own = { id, isWanted: () => isWanted() };
    let wait = 400;
    let shown = "";
    for (;;) {
      /** @type {Import} */
      let imported;
      try {
        imported = await api.request("GET", `/imports/${id}`, { isWanted });
      } catch (error) {
        if (/** @type {any} */ (error).status !== 404) throw error;
        if (isOwn) this.memory.set(null);
        screen.forget(id);
        return screen.begin({ notice: { tone: "warn", text: screen.say("importGone") } });
      }
      const { status, undoes, options } = imported;
      const { layouts } = screen.state;
      if (layouts.length && options.layout !== screen.layout.name)
        screen.set({ layout: layouts.find((one) => one.name === options.layout) ?? screen.layout });
      if (undoes && undoes !== screen.state.undone?.import_id)
        screen.set({ undone: await api.request("GET", `/imports/${undoes}`, { isWanted }) });
      if (ENDED.includes(status) || status === "awaiting_confirmation") return this.#settle(imported, isOwn);
      if (status === "awaiting_upload" && Date.now() - started > upload_wait_ms)
        return this.#interrupted(imported, memory);
      if (status === "awaiting_upload" && upload_wait_ms < Infinity) {
        // It is not known yet whether the file has arrived, so no progress is shown.
      } else if (shown !== status) {
        shown = status;
        screen.show("progress", {
          imported,
          isOwn,
          progress: { moved: Date.now() },
          isDeciding: screen.sending.has(id),
          live: screen.say(undoes ? `undo_${status}` : status),
        });
        isWanted = screen.whileShown();
      }
      screen.set({ imported });
      this.#reportProgress(imported);
      wait = Math.min(2500, wait * 1.3);
      await api.pause(wait);
      if (!isWanted()) throw new Unwanted();
    }
  }

  /**
   * Follows the import of this tab until it has ended or waits for a decision or its file, unless the dialog shows it. Errors are not shown;
   * opening the dialog requests the import again.
   */
  async watch() {
    const { screen, api, memory } = this;
    const { id, isDone } = memory.get();
    if (!id || isDone || screen.isUploading) return;
    if (this.#own?.id === id && this.#own.isWanted()) {
      // The response that it waits for may be older than a decision.
      this.#own.isAsked = true;
      return;
    }
    const isWanted = () => this.#own === own && memory.get().id === id && !screen.hasEnded;
    const own = { id, isWanted, isAsked: false };
    this.#own = own;
    while (isWanted()) {
      try {
        const imported = /** @type {Import} */ (await api.request("GET", `/imports/${id}`, { isWanted }));
        // An open dialog shows another import, or the first step.
        if (!screen.host.isOpen()) screen.set({ imported, isOwn: true });
        this.#reportProgress(imported);
        const isOver = ENDED.includes(imported.status);
        if (isOver) this.announce(imported);
        if (isOver || (imported.status.startsWith("awaiting") && !own.isAsked)) break;
        own.isAsked = false;
      } catch (error) {
        // Other errors, such as 500, may pass.
        if (error instanceof Unwanted || [403, 404, 410].includes(/** @type {any} */ (error).status)) break;
      }
      await api.pause(CLOSED_POLL_MS);
    }
    if (this.#own === own) this.#own = null;
  }

  /** @param {Import} imported */
  #reportProgress({ import_id, status, progress }) {
    const { screen } = this;
    const mark = `${status} ${progress.bytes_read} ${progress.rows_validated} ${progress.rows_applied} ${progress.percent}`;
    if (mark === this.#marks.get(import_id)) return;
    this.#marks.set(import_id, mark);
    if (import_id === screen.state.imported?.import_id) screen.set({ progress: { moved: Date.now() } });
    screen.host.emit("rollcall-progress", { import_id, status, percent: progress.percent });
  }

  /**
   * Shows the first step, with a notice that the upload was interrupted: it ended with the page that had the file.
   * @param {Import} imported
   * @param {Memory} memory
   */
  #interrupted({ file }, { body }) {
    const { state, say } = this.screen;
    const { choices, layout } = state;
    const { update_existing = false, send_invitations, confirm, on_row_errors = choices.on_row_errors } = body ?? {};
    this.screen.begin({
      choices: body ? { update_existing, send_invitations, confirm, on_row_errors } : choices,
      chosen: noFile(),
      startLayout: layout,
      notice: { tone: "warn", text: say("uploadLost"), detail: file?.name },
    });
  }

  /**
   * Shows an import that waits for a decision or has ended.
   * @param {Import} imported
   * @param {boolean} isOwn
   */
  #settle(imported, isOwn) {
    const { screen, lists, fixes } = this;
    const { summary, problems, status } = imported;
    const isReview = status === "awaiting_confirmation";
    screen.show(isReview ? "review" : "result", {
      ...nothingShown(),
      imported,
      isOwn,
      fixes: fixes.of(imported.import_id),
      isDeciding: screen.sending.has(imported.import_id),
    });
    const hasRows = isReview || status === "completed" || status === "failed" || isTested(imported);
    // At the brake, the users that would be disabled matter most.
    const first = imported.held?.length ? ["disabled"] : [];
    const tab =
      [...first, "created", "removed", "updated", "disabled", "failed", "skipped"].find((count) => summary[count]) ??
      null;
    if (hasRows && tab) lists.open(tab);
    if (imported.file && (problems.errors || problems.warnings)) lists.problems();
    if (imported.undoes && hasRows) lists.undo();
    else if (isReview) lists.countEmails();
    this.api.may("imports:undo").then((mayUndo) => screen.set({ mayUndo }));
    this.api.may("feeds:write").then((mayWriteFeeds) => screen.set({ mayWriteFeeds }));
    if (!isReview) this.announce(imported);
    if (status === "completed" && isOwn) fixes.offerAliases();
  }

  /**
   * Reports to the page, once, that an import of this tab has ended.
   * @param {Import} imported
   */
  announce(imported) {
    const memory = this.memory.get();
    if (memory.id !== imported.import_id || memory.isDone) return;
    const { id, singles, corrections } = memory;
    this.memory.set({ id, isDone: true, singles, corrections });
    const { import_id, status, source, undoes, summary, file, options, problems } = imported;
    const { errors, warnings } = problems;
    this.screen.host.emit("rollcall-done", {
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
}
