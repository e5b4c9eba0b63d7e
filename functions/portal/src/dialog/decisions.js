// @ts-check
// Decisions about the import that is shown. Each is sent, and the import that it continues or starts is followed.
import { ApiRefusal, describe, Unwanted } from "../api/errors.js";
import { merge, targetOf } from "../fix/corrections.js";
import { encodingOf } from "../fix/readings.js";

/** @import { Correction, Import } from "../types" */
/** @import { Api } from "../api/client.js" */
/** @import { Fixes } from "./fixes.js" */
/** @import { Follower } from "./follower.js" */
/** @import { TabMemory } from "./memory.js" */
/** @import { Screen } from "./screen.js" */
/** @import { Notice } from "./state.js" */

/**
 * Returns `true` if a correction matches the same text of the file in every encoding. Other letters are read differently, so their problems
 * are listed again.
 * @param {Correction} correction
 */
const isAscii = (correction) => !/[^ -~]/.test(JSON.stringify({ ...correction, to: "" }));

export class Decisions {
  /** Why the latest decision had no effect, if the dialog was closed. @type {{ id: string, notice: Notice } | null} */
  #unseen = null;

  /**
   * @param {Screen} screen
   * @param {Api} api
   * @param {TabMemory} memory
   * @param {Fixes} fixes
   * @param {Follower} follower
   */
  constructor(screen, api, memory, fixes, follower) {
    this.screen = screen;
    this.api = api;
    this.memory = memory;
    this.fixes = fixes;
    this.follower = follower;
  }

  /**
   * Makes an import the tab's own, so that its end is announced, unless the tab has another one that has not ended.
   * @param {string} id
   */
  #adopt(id) {
    const { id: own, isDone, singles } = this.memory.get();
    if (!own || isDone) this.memory.set(own === id ? { id, singles } : { id });
  }

  /**
   * Sends a decision, and follows the import, or the undo that was started. An undo always becomes the tab's own. Like an upload, a decision
   * that waits for the network is sent even if the dialog is closed in the meantime.
   * @param {"confirm" | "cancel" | "retry" | "undo"} what
   * @param {unknown} [body]
   */
  async decide(what, body) {
    const { screen, memory, follower } = this;
    const { import_id } = screen.imported;
    const { path } = screen;
    // The dialog may be closed and opened again before there is a response.
    const isShown = () =>
      screen.host.isOpen() && screen.state.isDeciding && screen.state.imported?.import_id === import_id;
    screen.sending.add(import_id);
    screen.set({ isDeciding: true });
    /** @type {unknown} */
    let failure = null;
    let id = import_id;
    try {
      const isWanted = () => this.#isWanted();
      ({ import_id: id } = await this.api.request("POST", `${path}/${what}`, { body, isWanted }));
      if (what === "undo") memory.set({ id });
      else this.#adopt(id);
    } catch (error) {
      failure = error;
    }
    const wasShown = isShown();
    this.#sent(import_id);
    if (failure) return this.#refused(what, import_id, failure, wasShown);
    if (!wasShown) return follower.watch();
    await screen.try(() => follower.follow(id));
  }

  /**
   * Shows the reason why a decision had no effect, with the current state of the import. A closed dialog shows it when it is opened.
   * @param {string} what
   * @param {string} import_id
   * @param {any} error
   * @param {boolean} isShown
   */
  async #refused(what, import_id, error, isShown) {
    const { screen, follower } = this;
    const { say } = screen;
    if (error instanceof Unwanted) return this.#dropped(import_id);
    if (!(error instanceof ApiRefusal) || error.status !== 409) {
      if (isShown) return screen.fail(error);
      this.#unseen = { id: import_id, notice: { tone: "bad", text: screen.report(error) } };
      return follower.watch();
    }
    // Another tab or admin decided first.
    const isKnown = what === "undo" || error.code?.startsWith("feed-");
    const text = isKnown ? describe(say, error) : say("decidedElsewhere");
    this.#unseen = { id: error.document.superseded_by ?? import_id, notice: { tone: "warn", text } };
    const { id } = this.#unseen;
    if (!isShown) return follower.watch();
    await screen.try(() => follower.follow(id));
    this.showUnseen(id);
  }

  /** Whether decisions may still be sent. In a closed dialog, not after a sign-in: another person may have signed in. */
  #isWanted() {
    const { hasEnded, host, state } = this.screen;
    return !hasEnded && (host.isOpen() || state.wait?.kind !== "signIn");
  }

  /** Called when a decision was not sent. @param {string} id */
  #dropped(id) {
    const { screen, follower } = this;
    if (screen.hasEnded) return;
    this.#unseen = { id, notice: { tone: "warn", text: screen.say("decisionNotSent") } };
    return follower.watch();
  }

  /** The import whose latest decision had no effect, if the dialog was closed. */
  get unseenId() {
    return this.#unseen?.id;
  }

  /**
   * Shows why a decision about the import that is shown had no effect, unless that has been shown.
   * @param {string} [id] an import that was to be shown; if it is not, it no longer exists
   */
  showUnseen(id) {
    const { screen } = this;
    const unseen = this.#unseen;
    const isShown = unseen?.id === screen.state.imported?.import_id;
    if (!unseen || (!isShown && unseen.id !== id)) return;
    this.#unseen = null;
    if (!isShown) return;
    screen.set({ notice: unseen.notice });
    screen.host.focus("#notice");
  }

  /**
   * Starts a new check of the same file with the corrections that were chosen, and follows it.
   * @param {Record<string, unknown>} [options] options that also change
   * @param {Correction} [withdrawn] a correction of the import that no longer applies
   */
  async checkAgain(options, withdrawn) {
    const { screen, api, follower } = this;
    const { imported, path } = screen;
    const chosen = [...screen.state.fixes.values()];
    screen.set({ isDeciding: true });
    try {
      const isWanted = screen.whileShown();
      const base = imported.corrections
        ? (await api.request("GET", `${path}/corrections`, { isWanted })).corrections
        : [];
      const all = merge(base, chosen).filter((one) => !withdrawn || targetOf(one) !== targetOf(withdrawn));
      const isReadAnew = options?.encoding && options.encoding !== encodingOf(imported);
      const corrections = isReadAnew ? all.filter(isAscii) : all;
      const body = { corrections, ...(options ? { options } : {}) };
      const { import_id } = await api.request("POST", `${path}/corrections`, { body, isWanted });
      this.fixes.remember(import_id, chosen, corrections);
      await screen.try(() => follower.follow(import_id));
    } catch (error) {
      screen.set({ isDeciding: false });
      const { status, document } = /** @type {any} */ (error);
      if (status !== 409 || !document?.superseded_by) return screen.fail(error);
      // Another tab or admin corrected this import first.
      await screen.try(() => follower.follow(document.superseded_by));
      screen.set({ notice: { tone: "warn", text: screen.say("decidedElsewhere") } });
    }
  }

  /**
   * Cancels the import and goes back to the first step with the file and the options; for an undo, to the import to be undone. An import
   * that this tab did not start is not cancelled.
   * @param {boolean} [isSure] whether corrections that have not been sent may be discarded
   */
  async back(isSure) {
    const { screen, memory, follower } = this;
    const { import_id, status, undoes } = screen.imported;
    if (this.fixes.unsent && !isSure) return screen.askToDiscard("back", () => this.back(true));
    if (undoes) this.#adopt(import_id);
    else if (memory.get().id !== import_id) {
      if (isSure) this.fixes.discard();
      return screen.begin();
    }
    screen.set({ isDeciding: true });
    const ended = await this.cancel(import_id, screen.whileShown()).catch((error) => screen.fail(error));
    screen.set({ isDeciding: false });
    if (ended === undefined) return;
    if (!ended && (undoes || status === "awaiting_confirmation")) return screen.try(() => follower.follow(import_id));
    if (isSure) this.fixes.discard();
    if (ended) follower.announce(ended);
    if (memory.get().id === import_id) memory.set(null);
    if (undoes) await screen.try(() => follower.view(undoes));
    else screen.begin();
  }

  /**
   * Cancels an import. Returns it, or null if it had already continued or ended.
   * @param {string} id
   * @param {() => boolean} isWanted
   * @returns {Promise<Import | null>}
   */
  async cancel(id, isWanted) {
    try {
      return await this.api.request("POST", `/imports/${id}/cancel`, { isWanted });
    } catch (error) {
      if (/** @type {any} */ (error).status !== 409) throw error;
      return null;
    }
  }

  /** Completes an import that changes nothing, because only the users of a completed import can be invited, and asks whether to invite them. */
  async confirmAndInvite() {
    await this.decide("confirm", { ignore_errors: false });
    const { view, imported } = this.screen.state;
    if (view === "result" && imported?.status === "completed") await this.invite();
  }

  /** On the first call, asks how many invitations would be sent for the import; on the second, sends them. */
  async invite() {
    const { screen, api } = this;
    const { invite } = screen.state;
    const isDry = invite?.step !== "ask";
    const { import_id } = screen.imported;
    // Once they have been asked for, invitations are sent even if the dialog is closed, as decisions are.
    const isWanted = isDry ? screen.whileShown() : () => this.#isWanted();
    /** @type {typeof invite} */
    const asked = { ...invite, step: isDry ? "ask" : "sending" };
    // By the time of a response, another import may be shown.
    const show = (/** @type {typeof invite} */ next) => screen.state.invite === asked && screen.set({ invite: next });
    screen.set({ invite: asked });
    if (!isDry) screen.sending.add(import_id);
    let wasDropped = false;
    try {
      const body = { import_id, ...(isDry ? { dry_run: true } : {}) };
      let counts = await api.request("POST", "/invitations", { body, isWanted });
      const batch = counts.run_id;
      while (batch && counts.status !== "completed" && counts.status !== "failed") {
        await api.pause(1000);
        counts = await api.request("GET", `/invitations/${batch}`, { isWanted });
      }
      if (!isDry) screen.host.emit("rollcall-invited", { import_id });
      if (isDry && counts.queued) screen.host.focus("#invite-send");
      show({ step: isDry ? "ask" : "done", counts });
    } catch (error) {
      show(null);
      screen.fail(error);
      wasDropped = !isDry && error instanceof Unwanted;
    }
    if (!isDry) this.#sent(import_id);
    if (wasDropped) await this.#dropped(import_id);
  }

  /**
   * Called when a decision or invitations were sent. The import can be decided again if it is shown.
   * @param {string} import_id
   */
  #sent(import_id) {
    const { screen } = this;
    screen.sending.delete(import_id);
    if (screen.state.imported?.import_id === import_id) screen.set({ isDeciding: false });
  }
}
