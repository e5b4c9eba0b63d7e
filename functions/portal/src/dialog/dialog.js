// @ts-check
// The behaviour of the dialog, without its element and views. Its parts depend on one another in one direction:
//
//   Dialog → Decisions → Follower → Fixes → Lists → Screen
//          → Upload, ChosenFile, Downloads        → Screen
//
// Parts change what is shown through the screen. The order of the steps (file, upload, import) is decided here.
import { Api } from "../api/client.js";
import { Unwanted } from "../api/errors.js";
import { ChosenFile } from "./chosen.js";
import { Decisions } from "./decisions.js";
import { Downloads } from "./downloads.js";
import { Fixes } from "./fixes.js";
import { Follower } from "./follower.js";
import { Lists } from "./lists.js";
import { forget } from "./memory.js";
import { Screen } from "./screen.js";
import { initial, noFile, nothingShown } from "./state.js";
import { Upload } from "./upload.js";

/** @import { Layout, Say } from "../types" */
/** @import { Host } from "./screen.js" */
/** @import { State } from "./state.js" */

/** Time for the stack to notice an upload, since the page may be reloaded after the last byte was sent. */
const FILE_NOTICE_MS = 6000;

export class Dialog {
  #screen;
  #memory;
  #upload;
  #follower;
  /** Name of the layout that the element is for; empty until the layouts are loaded. The admin may switch to another one. */
  ownLayout = "";
  /** The page's options when they were read, as JSON. */
  #options = "";
  /** Whether the page was asked for a new token, since the dialog was opened. */
  #isAsked = false;

  /**
   * @param {Host} host
   * @param {Say} say
   */
  constructor(host, say) {
    const { memory } = host;
    const screen = new Screen(host, say);
    const api = new Api({
      base: host.api,
      lang: say.lang,
      token: host.token,
      onWait: (wait) => {
        const isAsked = this.#isAsked;
        this.#isAsked = wait?.kind === "signIn" && (isAsked || host.isOpen());
        screen.set({ wait });
        if (this.#isAsked && !isAsked) host.emit("rollcall-unauthorized");
      },
    });
    screen.endWaits = () => api.endWaits();
    this.#screen = screen;
    this.#memory = memory;
    this.host = host;
    this.say = say;
    this.state = screen.state;
    this.api = api;
    this.file = new ChosenFile(screen, memory);
    this.downloads = new Downloads(screen, api);
    this.lists = new Lists(screen, api, memory);
    this.fixes = new Fixes(screen, api, memory, this.lists);
    this.#upload = new Upload(screen, api, memory);
    this.#follower = new Follower(screen, api, memory, this.lists, this.fixes);
    this.decisions = new Decisions(screen, api, memory, this.fixes, this.#follower);
  }

  get layout() {
    return this.#screen.layout;
  }
  get imported() {
    return this.#screen.imported;
  }
  get fileName() {
    return this.#screen.fileName;
  }
  get acceptsWorkbooks() {
    return this.state.accepts.includes("xlsx");
  }
  get isUploading() {
    return this.#screen.isUploading;
  }
  /** Whether a decision was not sent, and the admin has not learned of it. */
  get hasUnsent() {
    return this.#screen.hasUnsent;
  }
  /** Whether a decision or invitations are being sent. */
  get isSending() {
    return this.#screen.sending.size > 0;
  }

  /** @param {Partial<State>} change */
  set(change) {
    this.#screen.set(change);
  }

  /**
   * @param {string | { file: File } | undefined} [target] an import to show, or a file to start with
   * @param {boolean} [isReported] whether `rollcall-view` has been sent for this import
   */
  async open(target, isReported) {
    const screen = this.#screen;
    this.host.emit("rollcall-open");
    // A request that still waits for a token asks for it again.
    this.#isAsked = false;
    if (screen.isUploading && !target) return screen.show("upload");
    target ??= screen.unseenId;
    screen.show("loading");
    await screen.try(async () => {
      await this.#layouts();
      if (typeof target === "string") return this.#follower.view(target, isReported);
      const { id } = this.#memory.get();
      if (id && !target) return this.#follower.follow(id, FILE_NOTICE_MS);
      this.#readOptions();
      screen.begin();
      this.watch();
      if (target) await this.file.check([target.file]);
    });
  }

  async #layouts() {
    if (this.state.layout) return;
    const isWanted = this.#screen.whileShown();
    const { default_layout, layouts, accepts, values } = await this.api.request("GET", "/layouts", { isWanted });
    const named = layouts.find((/** @type {Layout} */ one) => one.name === this.host.layout);
    if (this.host.layout && !named)
      console.warn(`rollcall-import: there is no layout "${this.host.layout}"; using "${default_layout}"`);
    this.set({ layouts, accepts, values, hasLists: await this.api.may("catalog:read") });
    this.ownLayout = named?.name ?? default_layout;
    this.useLayout(this.ownLayout);
  }

  /** @param {string} name */
  useLayout(name) {
    const layout = this.state.layouts.find((one) => one.name === name) ?? this.state.layouts[0];
    const addsUsersOnly = layout.name === "learners";
    const choices = { ...initial().choices };
    const { options } = this.host.element;
    const defaults = layout.options.filter((one) => one.name in choices).map((one) => [one.name, one.default]);
    Object.assign(choices, Object.fromEntries(defaults), options);
    this.#options = JSON.stringify(options);
    this.set({
      layout,
      startLayout: layout,
      choices: addsUsersOnly ? { ...choices, update_existing: false, confirm: true } : choices,
    });
  }

  /** Reads the page's options again, if it has changed them. */
  #readOptions() {
    const { startLayout } = this.state;
    if (startLayout && this.#options !== JSON.stringify(this.host.element.options)) this.useLayout(startLayout.name);
  }

  /** Switches back to the layout that the element is for. A file of the other one has to be chosen again. */
  #useOwnLayout() {
    const { ownLayout, state } = this;
    const { startLayout } = state;
    if (!ownLayout) return;
    if (startLayout?.name === ownLayout) return this.set({ layout: startLayout });
    this.set({ chosen: noFile() });
    this.useLayout(ownLayout);
  }

  /** Called when the dialog was closed. The import of this tab is still followed to its end. */
  closed() {
    const { imported, isOwn, fixes } = this.state;
    this.#screen.leave();
    const { id, isDone } = this.#memory.get();
    // An import that has ended, or is not this tab's own, is not shown again, unless there are corrections that have not been sent.
    const isOver = isDone && !(isOwn && fixes.size && this.fixes.isRepeatable);
    if (isOver || (imported && !isOwn)) {
      if (isOver) this.#memory.set(null);
      this.set(nothingShown());
    }
    if ((!id || isOver) && !this.isUploading) this.#useOwnLayout();
    this.host.emit("rollcall-close");
    if (id && !isDone) this.watch();
  }

  /** Follows the import of this tab while the dialog is closed. */
  watch() {
    return this.#follower.watch();
  }

  /** Shows the first step, with the file that was chosen before. */
  begin() {
    this.#screen.begin();
  }

  /**
   * Shows the first step without a file.
   * @param {boolean} [isSure] whether corrections that have not been sent may be discarded
   */
  startOver(isSure) {
    if (this.fixes.unsent && !isSure) return this.#screen.askToDiscard("another", () => this.startOver(true));
    if (isSure) this.fixes.discard();
    forget(this.#memory, this.state.imported?.import_id);
    this.#useOwnLayout();
    this.#readOptions();
    this.#screen.begin({ chosen: noFile() });
  }

  /** Checks a corrected file in place of the one that was rejected. @param {File[]} files */
  replace(files) {
    forget(this.#memory, this.imported.import_id);
    if (this.layout !== this.state.startLayout) this.useLayout(this.layout.name);
    return this.file.check(files);
  }

  /** Shows the imports, newest first. */
  async history() {
    this.#screen.show("history", { past: null });
    await this.lists.past();
  }

  /** Shows any import of the tenant. @param {string} id */
  view(id) {
    return this.#screen.try(() => this.#follower.view(id));
  }

  /** Uploads the chosen file, and follows its import. */
  async upload() {
    const upload = this.#upload;
    const id = await upload.start(/** @type {File} */ (this.state.chosen.file), this.file.request);
    if (!id) return;
    if (upload.isShown) await this.#screen.try(() => this.#follower.follow(id));
    else await this.watch();
  }

  /** Stops the upload and cancels its import. */
  async stop() {
    const screen = this.#screen;
    const { id } = this.#upload;
    this.#upload.stop();
    this.api.endWaits();
    await screen.try(async () => {
      // An import that can no longer be cancelled is shown.
      const isShown = screen.whileShown();
      let hasContinued = false;
      try {
        if (id) hasContinued = !(await this.decisions.cancel(id, isShown));
      } catch (error) {
        // A cancellation that is not sent leaves the import to the tab, which then says that its upload was interrupted.
        if (!(error instanceof Unwanted)) forget(this.#memory, id);
        throw error;
      }
      forget(this.#memory, id);
      if (!isShown()) return;
      if (id && hasContinued) await this.#follower.follow(id);
      else screen.begin();
    });
  }

  /** Stops everything: the element was removed or starts over. */
  end() {
    this.#screen.end();
    this.#upload.stop();
  }
}
