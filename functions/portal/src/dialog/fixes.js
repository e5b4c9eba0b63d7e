// @ts-check
// Corrections in place: choices are collected until the file is checked again with them.
import { correct, isPrivate, ruleOf, safeOf, targetOf } from "../fix/corrections.js";
import { groupsOf, isSuspicious } from "../fix/entries.js";
import { readingsOf } from "../fix/readings.js";

/** @import { Correction, Problem, ValueCorrection } from "../types" */
/** @import { Api } from "../api/client.js" */
/** @import { Lists } from "./lists.js" */
/** @import { TabMemory } from "./memory.js" */
/** @import { Group } from "../fix/entries.js" */
/** @import { Screen } from "./screen.js" */
/** @import { State } from "./state.js" */

/** Maximum number of corrections of an import. */
export const FIXES_MAX = 5000;

/** States in which an import with a file can be corrected. */
const CORRECTABLE = ["awaiting_confirmation", "rejected", "cancelled", "expired"];

/** Kinds of columns whose entries in the catalog can have aliases. */
const WITH_ALIASES = ["company", "cohort", "course"];

/** Maximum time that the check of a name may take. */
const ANSWER_MS = 5000;

/** @typedef {{ column: string | null, company?: string | null }} Choice a column with values from the catalog */

/** @type {WeakMap<object, Group[]>} */
const grouped = new WeakMap();

export class Fixes {
  /** Targets of the corrections that were accepted all at once, which are not offered as aliases. @type {Set<string>} */
  #accepted = new Set();

  /**
   * @param {Screen} screen
   * @param {Api} api
   * @param {TabMemory} memory
   * @param {Lists} lists
   */
  constructor(screen, api, memory, lists) {
    this.screen = screen;
    this.api = api;
    this.memory = memory;
    this.lists = lists;
    /** The choices of this page by import. Closing the dialog does not discard them. */
    this.kept = screen.host.kept;
  }

  /** Whether the file of the import that is shown can be checked again. */
  get isRepeatable() {
    const { imported } = this.screen.state;
    // Mistakes that every file of a feed repeats are corrected in the feed's configuration.
    return Boolean(imported && !imported.feed) && CORRECTABLE.includes(imported?.status ?? "");
  }

  /** Whether the import that is shown can be corrected here. */
  get isPossible() {
    return this.isRepeatable && this.screen.state.problems.findings !== null;
  }

  /** The number of corrections that have not been sent. */
  get unsent() {
    const { imported, fixes } = this.screen.state;
    // A dialog that has started over does not know its import until it is opened.
    if (!imported) return this.kept.get(this.memory.get().id ?? "")?.size ?? 0;
    return this.isPossible ? fixes.size : 0;
  }

  /** The problems as they are listed. Grouping thousands of them is not repeated while only choices change. */
  get groups() {
    const { items, findings } = this.screen.state.problems;
    const known = grouped.get(items);
    if (known) return known;
    // The other layout and the other encodings are offered above the list.
    const isOffered = (/** @type {Problem} */ one) =>
      (one.code === "layout-mismatch" && one.found) || readingsOf(one).length > 0;
    const listed = items.filter((one) => !(this.isRepeatable && isOffered(one)));
    const groups = groupsOf(listed, findings, this.screen.layout);
    grouped.set(items, groups);
    return groups;
  }

  /** Whether there are warnings about values that can be corrected here. */
  get hasSuspicious() {
    return this.isPossible && this.groups.some(({ kind, entries }) => kind === "check" && entries.some(isSuspicious));
  }

  /** The entries that can be corrected all at once, as many as can be sent. */
  get safe() {
    const { state, imported, layout } = this.screen;
    const entries = this.isPossible ? this.groups.flatMap((group) => group.entries) : [];
    const rest = FIXES_MAX - imported.corrections - state.fixes.size;
    return safeOf(entries, state.fixes, layout).slice(0, Math.max(0, rest));
  }

  /**
   * Returns the choices for an import: those of this page, or those that this tab made before a reload.
   * @param {string} importId
   * @returns {Map<string, Correction>}
   */
  of(importId) {
    const kept = this.kept.get(importId);
    if (kept) return kept;
    const { id, corrections = [] } = this.memory.get();
    return new Map(id === importId ? corrections.map((one) => [targetOf(one), one]) : []);
  }

  /** Discards the choices for an import. */
  discard(id = this.screen.imported.import_id) {
    this.kept.delete(id);
  }

  /** Loads the corrections of the import that is shown. Returns whether they are there. */
  async sent() {
    const { screen } = this;
    if (screen.state.sent) return true;
    try {
      const isWanted = screen.whileShown();
      const { corrections } = await this.api.request("GET", `${screen.path}/corrections`, { isWanted });
      screen.set({ sent: corrections });
      return true;
    } catch (error) {
      screen.fail(error);
      return false;
    }
  }

  /** @param {Correction[]} corrections */
  choose(corrections) {
    const fixes = new Map(this.screen.state.fixes);
    for (const one of corrections) {
      fixes.set(targetOf(one), one);
      this.#accepted.delete(targetOf(one));
    }
    this.#store(fixes);
  }

  /** @param {Correction[]} corrections */
  undo(corrections) {
    const fixes = new Map(this.screen.state.fixes);
    for (const one of corrections) fixes.delete(targetOf(one));
    this.#store(fixes);
  }

  /** Chooses every safe suggestion. */
  acceptSafe() {
    const { screen } = this;
    const corrections = this.safe.map((one) => correct(one, one.suggestions[0], screen.layout));
    this.choose(corrections);
    for (const one of corrections) this.#accepted.add(targetOf(one));
    screen.set({ isSafeListOpen: false });
    screen.host.focus("#again");
  }

  /** @param {Map<string, Correction>} fixes */
  #store(fixes) {
    const { screen } = this;
    const memory = this.memory.get();
    const { import_id } = screen.imported;
    this.kept.set(import_id, fixes);
    if (memory.id === import_id)
      this.memory.set({ ...memory, corrections: [...fixes.values()].filter((one) => !isPrivate(one, screen.layout)) });
    screen.set({ fixes, live: screen.say("fixesChosen", { count: fixes.size }) });
  }

  /**
   * Makes the corrected import this tab's own, and remembers the choices that may become aliases. The choices have been sent.
   * @param {string} id
   * @param {Correction[]} chosen
   * @param {Correction[]} sent all corrections of the import; remembered choices that are not among them are discarded
   * @param {string} [before] the import that it corrects; by default, the one that is shown
   */
  remember(id, chosen, sent, before) {
    const { memory, screen } = this;
    this.discard(before);
    const { singles = [] } = memory.get();
    const further = /** @type {ValueCorrection[]} */ (
      chosen.filter(
        (one) =>
          one.kind === "value" &&
          !this.#accepted.has(targetOf(one)) &&
          WITH_ALIASES.includes(ruleOf(screen.layout, one.column)?.kind ?? ""),
      )
    );
    const valid = new Map(sent.map((one) => [targetOf(one), one]));
    const isValid = (/** @type {ValueCorrection} */ one) => {
      const now = valid.get(targetOf(one));
      return now && "to" in now && now.to === one.to;
    };
    // A name that is chosen for a value again replaces the earlier one, also if that was for a company that was chosen by mistake.
    const gone = singles.filter((one) => !isValid(one)).map(({ to }) => to);
    const kept = singles.filter(
      (one) =>
        !further.some(
          ({ column, found, company }) =>
            column === one.column && found === one.found && [company, ...gone].includes(one.company),
        ),
    );
    memory.set({ id, singles: [...kept, ...further].filter(isValid) });
  }

  /** Offers to store individual choices as aliases in the catalog, if the token allows it. */
  async offerAliases() {
    const { screen } = this;
    const { singles = [] } = this.memory.get();
    const fixes = singles.filter((one) => one.to && one.found);
    if (!fixes.length || !(await this.api.may("catalog:write"))) return;
    screen.set({ aliases: { chosen: new Set(fixes.map(targetOf)), fixes } });
  }

  /** Sends the aliases that are chosen. */
  async sendAliases() {
    const { screen } = this;
    const { aliases } = screen.state;
    if (!aliases) return;
    const all = aliases.fixes.filter((one) => aliases.chosen.has(targetOf(one))).map((one) => this.#aliasOf(one));
    const isWanted = screen.whileShown();
    const refused = [];
    while (all.length)
      try {
        const body = { aliases: all };
        const sent = await this.api.request("POST", "/catalog/aliases", { body, isWanted });
        refused.push(...sent.aliases.filter((/** @type {any} */ one) => one.result === "taken"));
        break;
      } catch (error) {
        // One of the names is no longer in the catalog. Only the detail says which; nothing was added yet.
        const { status, message } = /** @type {any} */ (error);
        const at = status === 404 ? /\[(\d+)\]/.exec(message)?.[1] : null;
        if (!at || !all[Number(at)]) return screen.fail(error);
        refused.push(...all.splice(Number(at), 1));
      }
    if (isWanted()) this.endAliases({ ...aliases, taken: refused.map(({ alias }) => alias) });
  }

  /** Shows the result of the aliases, if they were sent. The dialog does not ask about them again. @param {State["aliases"]} aliases */
  endAliases(aliases = null) {
    const { id, isDone } = this.memory.get();
    this.memory.set({ id, isDone });
    this.screen.set({ aliases });
  }

  /** @param {ValueCorrection} one */
  #aliasOf(one) {
    const { kind } = ruleOf(this.screen.layout, one.column) ?? { kind: "" };
    return kind === "company"
      ? { company: one.to, alias: one.found }
      : { company: one.company, [kind]: one.to, alias: one.found };
  }

  /**
   * Returns the values that a picker offers for a column and a search text.
   * @param {Choice} entry
   * @param {string} q
   * @returns {Promise<string[]>}
   */
  async choices(entry, q) {
    return (await this.#choices(entry, q, this.screen.whileShown())).items;
  }

  /**
   * Returns the name in the catalog that a text means; null if there is none, although the text may be an alias, even if it is a part of
   * other names. If that cannot be found out, the text passes, since the stack checks it again.
   * @param {Choice} entry
   * @param {string} text
   * @returns {Promise<string | null>}
   */
  async nameOf(entry, text) {
    const isShown = this.screen.whileShown();
    let isLate = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const late = new Promise((done) => (timer = setTimeout(done, ANSWER_MS)));
    try {
      const page = await Promise.race([this.#choices(entry, text, () => isShown() && !isLate), late]);
      if (!page) return text;
      /** @type {{ items: string[], next_cursor: string | null }} */
      const { items, next_cursor } = page;
      const alike = items.filter((one) => fold(one) === fold(text));
      if (alike.length === 1) return alike[0];
      // Of names that differ only in case or accents, the stack accepts the one that is equal. Not all names may be listed.
      return alike.includes(text) || next_cursor ? text : null;
    } catch (error) {
      if (!isShown()) throw error;
      return text;
    } finally {
      isLate = true;
      clearTimeout(timer);
    }
  }

  /**
   * @param {Choice} entry
   * @param {string} q
   * @param {() => boolean} isWanted
   * @returns {Promise<{ items: string[], next_cursor: string | null }>}
   */
  #choices({ column, company }, q, isWanted) {
    const query = new URLSearchParams({ layout: this.screen.layout.name, column: column ?? "" });
    if (company) query.set("company", company);
    if (q.trim()) query.set("q", q.trim());
    return this.api.request("GET", `/choices?${query}`, { isWanted });
  }
}

/**
 * Returns a name without differences of case, accents, dashes, quotes and spaces, like the search of the stack. Quotes come first: NFKD
 * would split an accent that is used as an apostrophe.
 * @param {string} name
 */
const fold = (name) =>
  name
    .replace(/[\p{Quotation_Mark}`´ˊˋʹ-ʽˮ′-‷⁗]/gu, "'")
    .normalize("NFKD")
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]/gu, "")
    .replace(/\s*[\p{Dash}⁃˗]\s*/gu, "-")
    .replace(/\s+/g, " ")
    .trim()
    .toUpperCase()
    .toLowerCase();
