// @ts-check
// The upload of the chosen file. It continues while the dialog is closed.
import { newKey } from "../api/client.js";
import { FileLost } from "../api/errors.js";
import { forget } from "./memory.js";
import { noFile, nothingShown } from "./state.js";

/** @import { Api, Job } from "../api/client.js" */
/** @import { TabMemory } from "./memory.js" */
/** @import { Screen } from "./screen.js" */

export class Upload {
  /** The running upload. @type {Job | null} */
  #job = null;
  /** The import of the latest upload; empty until it is created. */
  id = "";

  /**
   * @param {Screen} screen
   * @param {Api} api
   * @param {TabMemory} memory
   */
  constructor(screen, api, memory) {
    this.screen = screen;
    this.api = api;
    this.memory = memory;
  }

  /** Whether the open dialog shows the upload. */
  get isShown() {
    return this.screen.host.isOpen() && this.screen.state.view === "upload";
  }

  /**
   * Uploads a file. Returns the id of its import; null if the upload failed, was stopped, or was replaced by another.
   * @param {File} file
   * @param {Record<string, unknown>} body of `POST /imports`
   */
  async start(file, body) {
    const { screen, memory } = this;
    const upload = { name: file.name, size: file.size, sent: 0, isRunning: true };
    // If the request is the same as before a reload, it continues the import that waits for this file.
    const known = memory.get();
    const { id = "", key = newKey() } = JSON.stringify(known.body) === JSON.stringify(body) ? known : {};
    this.id = id;
    /** @type {Job} */
    const job = {
      file,
      body,
      key,
      isWanted: () => this.#job === job,
      onCreated: (id) => memory.set({ id: (this.id = id), key, body }),
      onProgress: (sent) => {
        if (!job.isWanted()) return;
        screen.set({ upload: { ...upload, sent }, progress: { moved: Date.now() } });
        const percent = Math.round((100 * sent) / file.size);
        screen.host.emit("rollcall-progress", { import_id: this.id, status: "uploading", percent });
      },
    };
    this.#job = job;
    screen.show("upload", {
      ...nothingShown(),
      upload,
      isOwn: true,
      progress: { moved: Date.now() },
      live: screen.say("uploading"),
    });
    try {
      const id = await this.api.upload(job);
      if (!job.isWanted()) return null;
      this.#job = null;
      // The whole file is shown as sent until there is a response about its import.
      screen.set({ upload: { ...upload, sent: file.size, isRunning: false } });
      return id;
    } catch (error) {
      if (job.isWanted()) this.#fail(file, error);
      return null;
    }
  }

  /**
   * Shows the first step again, with the reason.
   * @param {File} file
   * @param {unknown} error
   */
  #fail(file, error) {
    const { screen } = this;
    this.#job = null;
    forget(this.memory, this.id);
    const problem = error instanceof FileLost ? { key: error.key } : null;
    screen.set({ upload: null, ...(problem ? { chosen: { ...noFile(), file, problem } } : {}) });
    if (!this.isShown) return;
    screen.begin();
    if (!problem) screen.fail(error);
  }

  stop() {
    const job = this.#job;
    this.#job = null;
    job?.abort?.();
    const { upload } = this.screen.state;
    this.screen.set({ upload: upload && { ...upload, isRunning: false } });
  }
}
