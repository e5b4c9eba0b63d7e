// @ts-check
// Rows and problems of the import that is shown, loaded page by page.
import { cursorQuery } from "../api/client.js";
import { morePast, nothingPast, undoOf } from "../imports/past.js";
import { languageFor } from "../text/messages.js";
import { nothingShown } from "./state.js";

/** @import { Import, Row } from "../types" */
/** @import { Api } from "../api/client.js" */
/** @import { TabMemory } from "./memory.js" */
/** @import { Screen } from "./screen.js" */

const ROWS_PAGE = 100;
const PROBLEMS_PAGE = 1000;
const LONG_PAGE = 1000;
const PAST_PAGE = 20;
/** Maximum number of pages that are loaded at once until one has an import of the layout. */
const PAST_PAGES = 10;
/** Problems that are loaded at first, and with each click. If a file has no more, the counts of its groups are exact. */
const PROBLEMS_LOADED = 5000;
/** Rows, or entries of a group of problems, that are added in one frame. */
export const LINES_PER_FRAME = 10;
/** Maximum number of rows that a search loads at once. */
const ROWS_SEARCHED = 5000;
/** Maximum number of rows that are loaded to be counted, such as invitations by language: ten responses of a thousand rows. */
const ROWS_COUNTED = 10_000;

/**
 * Maximum time from the creation of an import to its completion, 7 days: it waits up to 1 h for its file, up to 72 h for another file of
 * its feed that is held, and up to 72 h while it is held itself. The rest is for the check and for a retry.
 */
const DURATION_MAX_MS = 7 * 86_400_000;

export const COUNTS = ["created", "updated", "removed", "disabled", "skipped", "failed"];

/** @param {string} tab */
const queryOf = (tab) => (COUNTS.includes(tab) ? `outcome=${tab}` : `with=${tab}`);

/**
 * @param {Row} row
 * @param {string} search
 */
export function matches({ user, row, courses }, search) {
  const wanted = search.trim().toLowerCase();
  if (!wanted) return true;
  const all = [
    user.name,
    user.last_name,
    user.email,
    user.company,
    user.cohort,
    String(row ?? ""),
    ...courses.map(({ title }) => title),
  ];
  return all.some((one) => one?.toLowerCase().includes(wanted));
}

export class Lists {
  /** Incremented whenever a count is opened. */
  #generation = 0;

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

  /** Returns a function that returns `true` as long as the current import is shown in its current state. */
  #whileShown() {
    const { imported } = this.screen.state;
    return () =>
      this.screen.state.imported?.import_id === imported?.import_id &&
      this.screen.state.imported?.status === imported?.status;
  }

  /**
   * Shows the rows of a count.
   * @param {string | null} tab
   */
  async open(tab) {
    this.screen.set({ rows: { ...nothingShown().rows, tab, generation: ++this.#generation } });
    if (tab) await this.more();
  }

  /** Shows the next rows, and loads them if necessary. */
  async more() {
    const wanted = this.screen.state.rows.shown + ROWS_PAGE;
    await this.#showRows(wanted);
    if (this.#matching() < wanted) await this.#loadRows(wanted);
  }

  /** @param {string} search */
  async search(search) {
    this.#changeRows({ search, shown: 0 });
    await this.#showRows(ROWS_PAGE);
    const { cursor, isLoading } = this.screen.state.rows;
    if (cursor && !isLoading && this.#matching() < ROWS_PAGE) await this.#loadRows(ROWS_PAGE);
  }

  /** Returns the number of loaded rows that match the search. */
  #matching() {
    const { items, search } = this.screen.state.rows;
    return items.filter((row) => matches(row, search)).length;
  }

  /** @param {Partial<import("./state.js").Rows>} rows */
  #changeRows(rows) {
    this.screen.set({ rows: { ...this.screen.state.rows, ...rows } });
  }

  /**
   * Shows up to this number of loaded rows, a few more in each frame, so that no task takes long.
   * @param {number} wanted
   */
  async #showRows(wanted) {
    const { generation } = this.screen.state.rows;
    for (;;) {
      const { rows } = this.screen.state;
      const shown = Math.min(wanted, this.#matching(), rows.shown + LINES_PER_FRAME);
      if (rows.generation !== generation || shown <= rows.shown) return;
      this.#changeRows({ shown });
      await nextFrame();
    }
  }

  /**
   * Loads the next page of rows. A search loads further pages until this many rows match, or `ROWS_SEARCHED` have been
   * loaded.
   * @param {number} wanted
   */
  async #loadRows(wanted) {
    const { screen } = this;
    const { tab, generation, items, cursor, isLoading } = screen.state.rows;
    if (isLoading || (items.length && !cursor)) return;
    const isShown = this.#whileShown();
    const isOpen = () => screen.state.rows.generation === generation;
    const isWanted = () => isOpen() && isShown();
    this.#changeRows({ isLoading: true });
    try {
      do {
        const { cursor } = screen.state.rows;
        const page = await this.api.request(
          "GET",
          `${screen.path}/rows?${queryOf(tab ?? "")}&limit=${ROWS_PAGE}${cursorQuery(cursor)}`,
          { isWanted },
        );
        if (!isOpen()) return;
        this.#changeRows({ items: [...screen.state.rows.items, ...page.items], cursor: page.next_cursor });
        await this.#showRows(wanted);
      } while (
        isOpen() &&
        screen.state.rows.search &&
        screen.state.rows.cursor &&
        this.#matching() < wanted &&
        screen.state.rows.items.length - items.length < ROWS_SEARCHED
      );
    } catch (error) {
      screen.fail(error);
    }
    if (isOpen()) this.#changeRows({ isLoading: false });
  }

  /** Loads the problems, and the findings if the stack has them. */
  async problems() {
    const { screen } = this;
    const isWanted = this.#whileShown();
    const change = (/** @type {Partial<import("./state.js").Problems>} */ problems) =>
      screen.set({ problems: { ...screen.state.problems, ...problems } });
    change({ isLoading: true });
    try {
      if (screen.state.problems.findings === null) change({ findings: await this.#findings(isWanted) });
      const before = screen.state.problems.items.length;
      do {
        const page = await this.api.request(
          "GET",
          `${screen.path}/problems?limit=${PROBLEMS_PAGE}${cursorQuery(screen.state.problems.cursor)}`,
          { isWanted },
        );
        change({ items: [...screen.state.problems.items, ...page.items], cursor: page.next_cursor });
      } while (screen.state.problems.cursor && screen.state.problems.items.length - before < PROBLEMS_LOADED);
    } catch (error) {
      // The problems of an old import are no longer stored; its counts still are.
      if (/** @type {any} */ (error).code !== "rows-gone") screen.fail(error);
    }
    change({ isLoading: false });
    const { people } = screen.state.problems;
    if (screen.state.imported?.summary.failed && !people.size && isWanted())
      await this.#people(isWanted).then(
        (people) => change({ people }),
        () => {},
      );
  }

  /**
   * Loads the names of people whose rows have errors; if there is none, the address. One response is enough for most files.
   * @param {() => boolean} isWanted
   */
  async #people(isWanted) {
    const path = `${this.screen.path}/rows?outcome=failed&limit=${LONG_PAGE}`;
    const { items } = /** @type {{ items: Row[] }} */ (await this.api.request("GET", path, { isWanted }));
    return new Map(
      items.map(({ row, user: { name, last_name, email } }) => [
        row ?? 0,
        [name, last_name].filter(Boolean).join(" ") || email,
      ]),
    );
  }

  /**
   * @param {() => boolean} isWanted
   * @returns {Promise<import("../types").Finding[] | null>}
   */
  async #findings(isWanted) {
    try {
      return await this.#all(`${this.screen.path}/findings?`, isWanted);
    } catch (error) {
      // An import without findings: its problems are listed by row.
      if ([404, 409, 410].includes(/** @type {any} */ (error).status)) return null;
      throw error;
    }
  }

  /**
   * Loads all items of a list, up to the first for which `isPart` is false.
   * @param {string} path
   * @param {() => boolean} isWanted
   * @param {(item: any) => boolean} [isPart]
   * @returns {Promise<any[]>}
   */
  async #all(path, isWanted, isPart = () => true) {
    const found = [];
    let cursor = null;
    do {
      const page = await this.api.request("GET", `${path}limit=${LONG_PAGE}${cursorQuery(cursor)}`, { isWanted });
      found.push(...page.items);
      cursor = found.every(isPart) ? page.next_cursor : null;
    } while (cursor);
    return found.filter(isPart);
  }

  /**
   * Shows more entries of a group, a few more in each frame, so that no task takes long.
   * @param {string} id
   * @param {number} from
   * @param {number} to
   */
  async show(id, from, to) {
    const isWanted = this.#whileShown();
    for (let shown = from; shown < to && isWanted(); ) {
      shown = Math.min(to, shown + LINES_PER_FRAME);
      const { problems } = this.screen.state;
      this.screen.set({ problems: { ...problems, shown: { ...problems.shown, [id]: shown } } });
      await nextFrame();
    }
  }

  /** Counts the e-mails that a confirmation would send, by the language of their template. */
  async countEmails() {
    const { screen } = this;
    const { imported } = screen.state;
    const count = imported?.summary.invitations ?? 0;
    if (!count || count > ROWS_COUNTED) return;
    /** @type {Map<string, number>} */
    const counts = new Map();
    const isWanted = this.#whileShown();
    try {
      for (const { user } of await this.#all(`${screen.path}/rows?with=invitations&`, isWanted))
        counts.set(user.language, (counts.get(user.language) ?? 0) + 1);
      screen.set({ emailCounts: this.#describe(counts) });
    } catch (error) {
      screen.fail(error);
    }
  }

  /** @param {Map<string, number>} counts users by their language */
  #describe(counts) {
    const { say } = this.screen;
    /** @type {Map<string, number>} */
    const templates = new Map();
    const others = [...counts].filter(([language]) => !languageFor(language));
    for (const [language, count] of counts) {
      const template = languageFor(language);
      if (template) templates.set(template, (templates.get(template) ?? 0) + count);
    }
    const list = [...templates]
      .sort(([, one], [, other]) => other - one)
      .map(([language, count]) => `${say.language(language)} ${say.number(count)}`);
    if (others.length) {
      const count = others.reduce((sum, [, count]) => sum + count, 0);
      list.push(
        say("perLanguageOther", { count, others: others.map(([language]) => say.language(language)).join(", ") }),
      );
    }
    return say("perLanguage", { list: list.join(", ") });
  }

  /**
   * For an undo, counts the users with values that are kept, and loads the later imports that completed, without undos and undone imports.
   */
  async undo() {
    const { screen } = this;
    const { imported } = screen;
    const { updated, skipped } = imported.summary;
    const { finished_at, created_at } = /** @type {Import} */ (screen.state.undone);
    const end_ms = Date.parse(finished_at ?? created_at);
    const isWanted = this.#whileShown();
    try {
      if (updated + skipped <= ROWS_COUNTED) {
        const kept = await this.#all(`${screen.path}/rows?with=kept&`, isWanted);
        screen.set({ imported: { ...imported, summary: { ...imported.summary, kept: kept.length } } });
      }
      // The list is sorted by creation, but an import that was created earlier may have completed later.
      const recent = (/** @type {Import} */ one) => Date.parse(one.created_at) > end_ms - DURATION_MAX_MS;
      const since = await this.#all("/imports?status=completed&", isWanted, recent);
      screen.set({
        since: since.filter(
          (one) => Date.parse(one.finished_at) > end_ms && one.source !== "undo" && undoOf(one) !== "undone",
        ),
      });
    } catch (error) {
      screen.fail(error);
    }
  }

  /** Loads the next imports of the layout. */
  async past() {
    const { screen, api, memory } = this;
    await screen.try(async () => {
      const isWanted = screen.whileShown();
      const { id } = memory.get();
      let past = screen.state.past ?? nothingPast();
      const count = past.items.length;
      let pages = 0;
      do {
        past = await morePast(api, past, PAST_PAGE, isWanted);
        past.items = past.items.filter(
          ({ import_id, status, options }) =>
            (import_id !== id || status !== "awaiting_upload") && options.layout === screen.layout.name,
        );
      } while (past.items.length === count && past.cursor && ++pages < PAST_PAGES);
      screen.set({ past });
    });
  }
}

const nextFrame = () => new Promise((done) => requestAnimationFrame(done));
