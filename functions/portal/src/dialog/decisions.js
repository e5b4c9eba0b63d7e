// @ts-check
// Decisions about the import that is shown. Each is sent, and the import that it continues or starts is followed.
import { countRepeated, newKey } from "../api/client.js";
import { describe, Unwanted } from "../api/errors.js";
import { merge, targetOf } from "../fix/corrections.js";
import { encodingOf } from "../fix/readings.js";
import { ENDED } from "./state.js";

/** @import { Correction, Import } from "../types" */
/** @import { Api } from "../api/client.js" */
/** @import { Fixes } from "./fixes.js" */
/** @import { Follower } from "./follower.js" */
/** @import { TabMemory } from "./memory.js" */
/** @import { Notice } from "./state.js" */
/** @import { Screen } from "./screen.js" */

/** States that an import can have after it was confirmed. */
const CONFIRMED = ["importing", "completed", "failed"];

/**
 * Returns `true` if a correction matches the same text of the file in every encoding. Other letters are read differently, so their problems
 * are listed again.
 * @param {Correction} correction
 */
const isAscii = (correction) => !/[^ -~]/.test(JSON.stringify({ ...correction, to: "" }));

/**
 * Returns `true` if a decision had reached the stack and only its response was lost.
 * @param {string} path of the decision
 * @param {Import} before the import when it was decided
 * @param {Import} now
 */
const hadEffect = (path, before, now) => {
  if (path.endsWith("/cancel")) return now.status === "cancelled";
  if (path.endsWith("/confirm")) return CONFIRMED.includes(now.status);
  return now.status !== before.status || now.undo_status !== before.undo_status;
};

export class Decisions {
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
   * Sends a decision about an import, unless the dialog is closed, or another import is shown, before it is sent: then another person may
   * sign in, and the import may change. The admin learns of it when the import is shown again.
   * @param {string} id
   * @param {string} path
   * @param {unknown} [body]
   * @param {() => boolean} [isWanted]
   * @param {() => void} [onRepeated]
   */
  async #send(id, path, body, isWanted = this.screen.whileAbout(id), onRepeated) {
    const { screen } = this;
    const { imported } = screen.state;
    screen.sending.add(id);
    try {
      const response = await this.api.request("POST", path, { body, isWanted, onRepeated });
      screen.forget(id);
      return response;
    } catch (error) {
      // An upload that was stopped has no import that is shown. An import does not show whether its users are being invited.
      const isKnown = path !== "/invitations" || !(/** @type {any} */ (error).mayHaveArrived);
      if (error instanceof Unwanted && imported?.import_id === id && isKnown) this.#noteUnsent(path, imported);
      throw error;
    } finally {
      screen.sending.delete(id);
      screen.set(screen.state.imported?.import_id === id ? { isDeciding: false } : {});
      screen.showUnseen();
    }
  }

  /**
   * Notes that a decision was not sent.
   * @param {string} path
   * @param {Import} before
   */
  #noteUnsent(path, before) {
    const { screen } = this;
    const notice = (/** @type {Import} */ now) => {
      if (hadEffect(path, before, now)) return null;
      const isLate = ENDED.includes(now.status) && !ENDED.includes(before.status);
      return /** @type {const} */ ({ tone: "warn", text: screen.say(isLate ? "decisionLate" : "decisionNotSent") });
    };
    screen.note(before.import_id, { notice, isUnsent: true });
  }

  /**
   * Sends a decision, and follows the import, or the undo that was started. An undo always becomes the tab's own.
   * @param {"confirm" | "cancel" | "retry" | "undo"} what
   * @param {unknown} [body]
   */
  async decide(what, body) {
    const { screen, memory } = this;
    const { import_id } = screen.imported;
    const isAbout = screen.whileAbout(import_id);
    screen.set({ isDeciding: true });
    let id = import_id;
    try {
      ({ import_id: id } = await this.#send(import_id, `${screen.path}/${what}`, body));
      if (what === "undo") memory.set({ id });
      else this.#adopt(id);
    } catch (error) {
      if (error instanceof Unwanted) return;
      id = this.#refused(what, import_id, error);
    }
    await this.#showOutcome(import_id, isAbout, id);
  }

  /**
   * Follows an import after a decision, unless another one, or the list of imports, is shown.
   * @param {string} import_id the import that was decided
   * @param {() => boolean} isCurrent returns `true` if nothing else was shown since the decision
   * @param {string} [id] the import to follow
   */
  async #showOutcome(import_id, isCurrent, id = import_id) {
    const { screen, follower } = this;
    const { view, imported } = screen.state;
    // A closed dialog may have been opened again, perhaps with this import.
    const isShown = screen.host.isOpen() && view !== "history" && imported?.import_id === import_id;
    if (!isShown || screen.hasEnded) return follower.watch();
    // What it has requested since may be older than the decision.
    if (!isCurrent()) screen.leave();
    await screen.try(() => follower.follow(id));
  }

  /**
   * Notes an error, until its import is shown.
   * @param {string} id
   * @param {unknown} error
   */
  #noteError(id, error) {
    if (error instanceof Unwanted) return;
    const { screen } = this;
    const text = screen.report(error);
    screen.note(id, { notice: () => ({ tone: "bad", text }) });
    screen.showUnseen();
  }

  /**
   * Notes why a decision had no effect. Returns the import to show.
   * @param {string} what
   * @param {string} import_id
   * @param {any} error
   * @returns {string}
   */
  #refused(what, import_id, error) {
    const { screen } = this;
    const { say } = screen;
    // Another tab or admin decided first.
    const isLate = error.status === 409;
    const id = (isLate && error.document.superseded_by) || import_id;
    const isKnown = what === "undo" || error.code?.startsWith("feed-");
    const late = () => (isKnown ? describe(say, error) : say("decidedElsewhere"));
    /** @type {Notice} */
    const notice = isLate ? { tone: "warn", text: late() } : { tone: "bad", text: screen.report(error) };
    screen.note(id, { notice: () => notice });
    return id;
  }

  /**
   * Starts a new check of the same file with the corrections that were chosen, and follows it.
   * @param {Record<string, unknown>} [options] options that also change
   * @param {Correction} [withdrawn] a correction of the import that no longer applies
   */
  async checkAgain(options, withdrawn) {
    const { screen, api, memory } = this;
    const { imported, path } = screen;
    const { import_id: before } = imported;
    const own = memory.get().id;
    let next = before;
    const chosen = [...screen.state.fixes.values()];
    const isWanted = screen.whileShown();
    screen.set({ isDeciding: true });
    try {
      const base = imported.corrections
        ? (await api.request("GET", `${path}/corrections`, { isWanted })).corrections
        : [];
      const all = merge(base, chosen).filter((one) => !withdrawn || targetOf(one) !== targetOf(withdrawn));
      const isReadAnew = options?.encoding && options.encoding !== encodingOf(imported);
      const corrections = isReadAnew ? all.filter(isAscii) : all;
      const body = { corrections, ...(options ? { options } : {}) };
      const { import_id } = await api.request("POST", `${path}/corrections`, { body, isWanted, key: newKey() });
      next = import_id;
      const { id: now } = memory.get();
      // The tab may have started another import.
      if (now && now !== own) this.fixes.discard(before);
      else this.fixes.remember(import_id, chosen, corrections, before);
    } catch (error) {
      if (screen.state.imported?.import_id === before) screen.set({ isDeciding: screen.sending.has(before) });
      const { status, document } = /** @type {any} */ (error);
      if (status !== 409 || !document?.superseded_by) return this.#noteError(before, error);
      // Another tab or admin corrected this import first.
      next = this.#refused("corrections", before, error);
    }
    await this.#showOutcome(before, isWanted, next);
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
    const isAbout = screen.whileAbout(import_id);
    screen.set({ isDeciding: true });
    /** @type {Import | null} */
    let ended;
    try {
      ended = await this.cancel(import_id);
    } catch (error) {
      return this.#noteError(import_id, error);
    }
    if (!isAbout()) return this.#showOutcome(import_id, isAbout);
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
   * @param {() => boolean} [isWanted]
   * @returns {Promise<Import | null>}
   */
  async cancel(id, isWanted) {
    try {
      return await this.#send(id, `/imports/${id}/cancel`, undefined, isWanted);
    } catch (error) {
      if (/** @type {any} */ (error).status !== 409) throw error;
      return null;
    }
  }

  /** Completes an import that changes nothing, because only the users of a completed import can be invited, and asks whether to invite them. */
  async confirmAndInvite() {
    const { import_id } = this.screen.imported;
    await this.decide("confirm", { ignore_errors: false });
    const { view, imported, invite } = this.screen.state;
    // By then, another import may be shown, or the admin may have asked.
    if (view === "result" && imported?.import_id === import_id && imported.status === "completed" && !invite)
      await this.invite();
  }

  /** On the first call, asks how many invitations would be sent for the import; on the second, sends them. */
  async invite() {
    const { screen, api } = this;
    const { invite } = screen.state;
    const isDry = invite?.step !== "ask";
    const { import_id } = screen.imported;
    const isWanted = screen.whileShown();
    /** @type {typeof invite} */
    const asked = { ...invite, step: isDry ? "ask" : "sending" };
    // By the time of a response, another import may be shown.
    const isShown = () => screen.state.invite === asked;
    const show = (/** @type {typeof invite} */ next) => isShown() && screen.set({ invite: next });
    screen.set({ invite: asked });
    let isRepeated = false;
    try {
      let counts = isDry
        ? await api.request("POST", "/invitations", { body: { import_id, dry_run: true }, isWanted })
        : await this.#send(import_id, "/invitations", { import_id }, undefined, () => (isRepeated = true));
      if (!isDry) screen.host.emit("rollcall-invited", { import_id });
      else if (counts.queued && isShown()) screen.host.focus("#invite-send");
      const batch = counts.run_id;
      while (batch && counts.status !== "completed" && counts.status !== "failed") {
        await api.pause(1000);
        counts = await api.request("GET", `/invitations/${batch}`, { isWanted });
      }
      if (isRepeated) counts = countRepeated(counts, invite?.counts?.queued);
      show({ step: isDry ? "ask" : "done", counts });
    } catch (error) {
      show(null);
      // The number can be asked for again.
      if (!isDry) this.#noteError(import_id, error);
      else if (isWanted()) screen.fail(error);
    }
  }
}
