// @ts-check
// Corrections in place: choices are collected, and sent together as a new check of the same file.
import { correct, isPrivate, merge, ruleOf, safeOf, targetOf } from "../fix/corrections.js";

/** @import { Dialog } from "./dialog.js" */
/** @import { Correction, Finding } from "../types" */

/** States in which an import with a file can be corrected. */
const CORRECTABLE = ["awaiting_confirmation", "rejected", "cancelled", "expired"];

/** Columns whose entries in the catalog can have aliases. */
const NAMED = ["company", "cohort", "course"];

export class Fixes {
  /** Choices of *Accept all*, which are not offered as aliases. @type {Set<string>} */
  #accepted = new Set();

  /** @param {Dialog} dialog */
  constructor(dialog) {
    this.dialog = dialog;
  }

  /** Whether the import that is shown can be corrected here. */
  get isPossible() {
    const { imported, problems } = this.dialog.state;
    return Boolean(imported) && problems.findings !== null && CORRECTABLE.includes(imported?.status ?? "");
  }

  /** The findings that one click can correct. */
  get safe() {
    const { fixes, problems } = this.dialog.state;
    return this.isPossible ? safeOf(problems.findings ?? [], fixes, this.dialog.layout) : [];
  }

  /** Loads what can be corrected, and the choices of this tab before a reload. */
  async load() {
    const { dialog } = this;
    const { id, fixes = [] } = dialog.memory.get();
    if (id === dialog.imported.import_id) dialog.set({ fixes: new Map(fixes.map((one) => [targetOf(one), one])) });
    await dialog.lists.problems();
  }

  /** @param {Correction[]} corrections */
  choose(corrections) {
    const fixes = new Map(this.dialog.state.fixes);
    for (const one of corrections) {
      fixes.set(targetOf(one), one);
      this.#accepted.delete(targetOf(one));
    }
    this.#keep(fixes);
  }

  /** @param {Correction[]} corrections */
  undo(corrections) {
    const fixes = new Map(this.dialog.state.fixes);
    for (const one of corrections) fixes.delete(targetOf(one));
    this.#keep(fixes);
  }

  /** Chooses every safe suggestion. */
  acceptSafe() {
    const { dialog } = this;
    const corrections = this.safe.map((one) => correct(one, one.suggestions[0], dialog.layout));
    this.choose(corrections);
    for (const one of corrections) this.#accepted.add(targetOf(one));
    dialog.set({ isSafeListOpen: false });
    dialog.host.focus("#again");
  }

  /** @param {Map<string, Correction>} fixes */
  #keep(fixes) {
    const { dialog } = this;
    const memory = dialog.memory.get();
    if (memory.id === dialog.imported.import_id)
      dialog.memory.set({ ...memory, fixes: [...fixes.values()].filter((one) => !isPrivate(one, dialog.layout)) });
    dialog.set({ fixes, live: dialog.say("fixesChosen", { count: fixes.size }) });
  }

  /**
   * Starts a new check of the same file with the choices, and follows it.
   * @param {Record<string, unknown>} [options] that change too
   */
  async checkAgain(options) {
    const { dialog } = this;
    const { imported } = dialog;
    const chosen = [...dialog.state.fixes.values()];
    dialog.set({ isDeciding: true });
    try {
      const isWanted = dialog.whileShown();
      const base = imported.corrects
        ? (await dialog.api.ask("GET", `${dialog.path}/corrections`, { isWanted })).corrections
        : [];
      const body = { corrections: merge(base, chosen), ...(options ? { options } : {}) };
      const { import_id } = await dialog.api.ask("POST", `${dialog.path}/corrections`, { body, isWanted });
      this.#remember(import_id, chosen);
      await dialog.try(() => dialog.follow(import_id));
    } catch (error) {
      dialog.set({ isDeciding: false });
      const { status, document } = /** @type {any} */ (error);
      if (status !== 409 || !document?.superseded_by) return dialog.fail(error);
      // Another tab or admin corrected this import first.
      await dialog.try(() => dialog.follow(document.superseded_by));
      dialog.set({ notice: { tone: "warn", text: dialog.say("decidedElsewhere") } });
    }
  }

  /**
   * The new import takes the place of the old one in this tab.
   * @param {string} id
   * @param {Correction[]} chosen
   */
  #remember(id, chosen) {
    const { memory, layout } = this.dialog;
    const { singles = [] } = /** @type {any} */ (memory.get());
    const further = chosen.filter(
      (one) =>
        one.kind === "value" &&
        !this.#accepted.has(targetOf(one)) &&
        NAMED.includes(ruleOf(layout, one.column)?.kind ?? ""),
    );
    memory.set(/** @type {any} */ ({ id, singles: [...singles, ...further] }));
  }

  /** Offers to remember single choices as aliases of the catalog. */
  async offerAliases() {
    const { dialog } = this;
    const { singles = [] } = /** @type {any} */ (dialog.memory.get());
    const fixes = /** @type {Correction[]} */ (singles).filter((one) => one.kind === "value" && one.to && one.found);
    if (!fixes.length || !(await dialog.may("catalog:write"))) return;
    dialog.set({ aliases: { step: "ask", chosen: new Set(fixes.map(targetOf)), fixes } });
  }

  /** Sends the aliases that are chosen. */
  async sendAliases() {
    const { dialog } = this;
    const { aliases } = dialog.state;
    if (!aliases) return;
    const body = {
      aliases: aliases.fixes.filter((one) => aliases.chosen.has(targetOf(one))).map((one) => this.#aliasOf(one)),
    };
    try {
      await dialog.api.ask("POST", "/catalog/aliases", { body, isWanted: dialog.whileShown() });
      const { id, isDone } = dialog.memory.get();
      dialog.memory.set({ id, isDone });
      dialog.set({ aliases: { ...aliases, step: "done" } });
    } catch (error) {
      dialog.fail(error);
    }
  }

  /** @param {Correction} one */
  #aliasOf(one) {
    if (one.kind !== "value") return {};
    const { kind } = ruleOf(this.dialog.layout, one.column) ?? { kind: "" };
    return kind === "company"
      ? { company: one.to, alias: one.found }
      : { company: one.company, [kind]: one.to, alias: one.found };
  }

  /**
   * Values for a picker.
   * @param {Finding | { column: string, company?: string | null }} entry
   * @param {string} q
   * @returns {Promise<string[]>}
   */
  async choices({ column, company }, q) {
    const { dialog } = this;
    const query = new URLSearchParams({ layout: dialog.layout.name, column });
    if (company) query.set("company", company);
    if (q.trim()) query.set("q", q.trim());
    const { items } = await dialog.api.ask("GET", `/choices?${query}`, { isWanted: dialog.whileShown() });
    return items.map((/** @type {any} */ one) =>
      typeof one === "string" ? one : (one.value ?? one.name ?? one.title),
    );
  }
}
