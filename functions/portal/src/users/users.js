// @ts-check
// The behaviour of the user list, without its element and views. Changes its state and asks its host to render.
import { ApiRefusal, Unwanted } from "../api/errors.js";
import { Api, countRepeated, cursorQuery } from "../api/client.js";

/** @import { Say } from "../types" */
/** @import { Wait } from "../api/client.js" */

/** Maximum number of addresses in one request. */
const REQUEST_USERS = 1000;
const BATCH_CHECK_MS = 1000;
/** The query parameters that search for the entered text, in the order in which their results are listed. @type {Search[]} */
const SEARCHES = ["q", "identifier", "name"];
/** Maximum number of catalog pages whose companies are offered as choices. */
const COMPANY_PAGES = 5;
const COUNTS = /** @type {const} */ (["queued", "already_invited", "already_active", "disabled", "unknown"]);

/**
 * @typedef {{ user_id: string, email: string, name: string, last_name: string | null, company: string | null, cohort: string | null, status: string, invitation: string, identifier: string | null }} User
 * @typedef {{ q: string, company: string, status: string, invitation: string }} Filters
 * @typedef {"q" | "identifier" | "name"} Search beginning of the address, whole identifier, part of the name
 * @typedef {{ emails?: string[], all_uninvited?: boolean, company?: string, resend?: boolean }} Body
 */
/**
 * @typedef {object} State
 * @property {User[]} items
 * @property {{ by: Search, cursor: string | null } | null} next where the list continues; null at its end
 * @property {boolean} isLoading
 * @property {boolean} isSearching the list is still empty, and the next page is being read
 * @property {boolean} isLoaded
 * @property {Filters} filters
 * @property {boolean} isFilterOpen on a phone
 * @property {Set<string>} chosen addresses
 * @property {string[]} companies
 * @property {boolean} hasMoreCompanies some companies are not among them
 * @property {{ counts: Record<string, any>, bodies: Body[] } | null} ask a question before e-mails are sent
 * @property {boolean} isInviting
 * @property {{ text: string, isBad: boolean, again?: Body[] } | null} notice
 * @property {any} sending
 * @property {Wait | null} wait
 */

/** @returns {State} */
const initial = () => ({
  items: [],
  next: null,
  isLoading: false,
  isSearching: false,
  isLoaded: false,
  filters: { q: "", company: "", status: "", invitation: "" },
  isFilterOpen: false,
  chosen: new Set(),
  companies: [],
  hasMoreCompanies: false,
  ask: null,
  isInviting: false,
  notice: null,
  sending: null,
  wait: null,
});

export class Users {
  /** Incremented with every new list; responses for an earlier one are discarded. */
  #generation = 0;

  /**
   * @param {{ api: string, token: (isExpired: boolean) => Promise<string | null | undefined>, render: () => void, emit: (name: string) => void, focus: (selector: string) => void }} host
   *   `focus` moves the focus after the next rendering
   * @param {Say} say
   */
  constructor(host, say) {
    this.host = host;
    this.say = say;
    this.state = initial();
    this.api = new Api({
      base: host.api,
      lang: say.lang,
      token: host.token,
      onWait: (wait, isNew) => {
        this.set({ wait });
        if (isNew && wait?.kind === "signIn") host.emit("rollcall-unauthorized");
      },
    });
  }

  /** @param {Partial<State>} change */
  set(change) {
    Object.assign(this.state, change);
    this.host.render();
  }

  get isFiltered() {
    return Object.values(this.state.filters).some(Boolean);
  }

  /** Loads the list again from its beginning. @param {Partial<Filters>} [filters] filters that change */
  async load(filters) {
    this.#generation++;
    this.set({ filters: { ...this.state.filters, ...filters }, next: { by: "q", cursor: null }, isLoading: false });
    await this.more(true);
  }

  /**
   * Loads the next page, and further pages while the list is empty: a page ends after a number of reads, even if no user matched.
   * @param {boolean} [isNew]
   */
  async more(isNew = false) {
    const generation = this.#generation;
    const isWanted = () => generation === this.#generation;
    this.set({ isLoading: true });
    let before = isNew ? [] : this.state.items;
    try {
      for (let isFirst = true; isFirst || (this.state.next && !before.length); isFirst = false) {
        const { next } = this.state;
        if (!next) break;
        const page = await this.api.request("GET", `/users?${this.#query(next)}`, { isWanted });
        const known = new Set(before.map(({ user_id }) => user_id));
        before = [
          ...before,
          ...page.items.filter((/** @type {User} */ user) => next.by === "q" || !known.has(user.user_id)),
        ];
        this.set({
          items: before,
          next: this.#after(next, page.next_cursor),
          isLoaded: true,
          isSearching: !before.length,
          ...(isNew && isFirst ? { chosen: new Set() } : {}),
        });
      }
    } catch (error) {
      this.#fail(error);
      if (isWanted()) this.set({ isLoading: false, isSearching: false });
      return;
    }
    if (!isWanted()) return;
    this.set({ isLoading: false, isSearching: false });
    this.host.emit("rollcall-loaded");
  }

  /** @param {NonNullable<State["next"]>} next */
  #query({ by, cursor }) {
    const query = new URLSearchParams({ limit: "100" });
    const { q, ...others } = this.state.filters;
    if (q) query.set(by, q);
    for (const [name, value] of Object.entries(others)) if (value) query.set(name, value);
    if (cursor) query.set("cursor", cursor);
    return query;
  }

  /**
   * Returns where the list continues: users whose address begins with the text come first, then those with this identifier, then those
   * whose name contains it. A text that contains an @ is only searched for in addresses.
   * @param {NonNullable<State["next"]>} now
   * @param {string | null} cursor
   * @returns {State["next"]}
   */
  #after({ by }, cursor) {
    if (cursor) return { by, cursor };
    const { q } = this.state.filters;
    const [following] = SEARCHES.slice(SEARCHES.indexOf(by) + 1);
    return following && q && !q.includes("@") ? { by: following, cursor: null } : null;
  }

  /** Loads the companies that the filter offers. */
  async companies() {
    /** @type {string[]} */
    let names = [];
    try {
      let cursor = "";
      for (let page = 0; page < COMPANY_PAGES; page++) {
        const { companies, next_cursor } = await this.api.request("GET", `/catalog?limit=1000${cursorQuery(cursor)}`);
        names = [...names, ...companies.map((/** @type {any} */ one) => one.name)];
        this.set({ companies: names, hasMoreCompanies: Boolean(next_cursor) });
        if (!next_cursor) break;
        cursor = next_cursor;
      }
    } catch {
      // Without access to the catalog, the name is typed in full.
    }
  }

  /** Returns the company with this name, the only one whose name contains the text, or else the text. @param {string} text */
  companyOf(text) {
    const wanted = text.trim();
    const { companies } = this.state;
    if (!wanted || companies.includes(wanted)) return wanted;
    const found = companies.filter((one) => one.toLowerCase().includes(wanted.toLowerCase()));
    return found.length === 1 ? found[0] : wanted;
  }

  /** @param {User} user @param {boolean} isChosen */
  choose({ email }, isChosen) {
    const chosen = new Set(this.state.chosen);
    if (isChosen) chosen.add(email);
    else chosen.delete(email);
    this.set({ chosen });
  }

  /** @param {boolean} isChosen */
  chooseAll(isChosen) {
    this.set({ chosen: new Set(isChosen ? this.state.items.map(({ email }) => email) : []) });
  }

  inviteChosen() {
    const emails = [...this.state.chosen];
    return this.#invite(
      Array.from({ length: Math.ceil(emails.length / REQUEST_USERS) }, (_, at) => ({
        emails: emails.slice(at * REQUEST_USERS, (at + 1) * REQUEST_USERS),
      })),
    );
  }

  /** Asks for confirmation, showing the number of e-mails, before inviting everyone without an invitation. */
  async inviteAll() {
    const { company } = this.state.filters;
    /** @type {Body} */
    const body = { all_uninvited: true, ...(company ? { company } : {}) };
    this.set({ isInviting: true, notice: null });
    try {
      const counts = await this.api.request("POST", "/invitations", { body: { ...body, dry_run: true } });
      if (counts.queued) this.set({ ask: { counts, bodies: [body] } });
      else this.#reportCounts(counts, []);
    } catch (error) {
      this.#failInvitations(error);
    }
    // The button was disabled, so it has lost the focus.
    this.host.focus(this.state.ask ? "#ask-cancel" : "#notice");
    this.set({ isInviting: false });
  }

  /** Withdraws the question. */
  dontInvite() {
    this.host.focus("#invite-all");
    this.set({ ask: null });
  }

  /** Sends the invitations after the confirmation. */
  async confirmed() {
    const { ask } = this.state;
    this.set({ ask: null });
    if (ask) await this.#invite(ask.bodies, ask.counts.queued);
  }

  /** Sends a new link to people who already have an invitation. */
  async again() {
    const again = this.state.notice?.again;
    if (again) await this.#invite(again.map((body) => ({ ...body, resend: true })));
  }

  /**
   * Sends requests one after another, follows each batch to its end, and shows the totals.
   * @param {Body[]} bodies
   * @param {number} [expected] the number of invitations, if it was shown before
   */
  async #invite(bodies, expected) {
    /** @type {Record<string, number>} */
    const sums = Object.fromEntries(COUNTS.map((name) => [name, 0]));
    let hasFailed = false;
    // The button that was clicked is removed or disabled.
    this.host.focus("#notice");
    this.set({ isInviting: true, notice: null });
    try {
      for (const body of bodies) {
        let isRepeated = false;
        const onRepeated = () => (isRepeated = true);
        let counts = await this.api.request("POST", "/invitations", { body, onRepeated });
        const batch = counts.run_id;
        while (batch && counts.status !== "completed" && counts.status !== "failed") {
          this.set({ notice: { text: this.say("running", { queued: counts.queued ?? 0 }), isBad: false } });
          await this.api.pause(BATCH_CHECK_MS);
          counts = await this.api.request("GET", `/invitations/${batch}`);
        }
        if (isRepeated) counts = countRepeated(counts, expected);
        hasFailed ||= counts.status === "failed";
        for (const name of COUNTS) sums[name] += counts[name] ?? 0;
        this.set({ sending: counts.sending ?? null });
      }
      if (hasFailed) this.set({ notice: { text: this.say("runFailed", sums), isBad: true } });
      else this.#reportCounts(sums, bodies);
      await this.load();
    } catch (error) {
      this.#failInvitations(error);
    }
    this.set({ isInviting: false });
  }

  /**
   * @param {Record<string, number>} counts
   * @param {Body[]} bodies
   */
  #reportCounts(counts, bodies) {
    const again = bodies.filter((body) => body.emails && !body.resend);
    this.set({
      notice: {
        text: this.say("invited", counts),
        isBad: false,
        ...(counts.already_invited && again.length ? { again } : {}),
      },
    });
  }

  /** @param {unknown} error */
  #failInvitations(error) {
    if (error instanceof ApiRefusal && error.status === 404)
      this.set({ notice: { text: this.say("noMails"), isBad: true } });
    else this.#fail(error);
  }

  /** @param {unknown} error */
  #fail(error) {
    if (error instanceof Unwanted) return;
    const text = !(error instanceof ApiRefusal)
      ? this.say("noAnswer")
      : this.say.lang === "en"
        ? error.message
        : this.say("refused", { code: error.code ?? String(error.status) });
    this.set({ notice: { text, isBad: true } });
  }

  async resume() {
    try {
      this.set({ sending: await this.api.request("POST", "/invitations/resume") });
    } catch (error) {
      this.#fail(error);
    }
  }

  end() {
    this.#generation++;
  }
}
