// @ts-check
import { html, nothing } from "lit-html";
import { button, foreign } from "../dialog/views/parts.js";
import { live } from "../live.js";
import { icon } from "../text/icons.js";

/** @import { User, Users } from "./users.js" */

const STATUSES = ["pending", "active", "disabled"];
const INVITATIONS = [
  "none",
  "held",
  "queued",
  "sending",
  "sent",
  "delivered",
  "bounced",
  "complained",
  "unconfirmed",
  "accepted",
  "expired",
];

/** @param {Users} users */
export function usersView(users) {
  const { say } = users;
  return html`<div class="users" lang=${say.lang}>
    ${sendingView(users)}${filtersView(users)}${waitView(users)}${barView(users)}${question(users)}${list(users)}
  </div>`;
}

/** If sending is stopped, the reason; after bounces, also a button that resumes it. @param {Users} users */
function sendingView(users) {
  const { say, state } = users;
  const { sending } = state;
  const isStopped = sending?.status === "stopped";
  return html`<div class="banner warn" id="sending" role="status" ?hidden=${!isStopped}>
    ${isStopped
      ? html`${icon("warn")}<span>${say(`stopped_${sending.reason ?? "account"}`, sending)}</span> ${sending.reason ===
          "bounces"
            ? button("resume", say("resume"), () => users.resume())
            : nothing}`
      : nothing}
  </div>`;
}

/** @param {Users} users */
function filtersView(users) {
  const { say, state } = users;
  const { filters, companies, hasMoreCompanies } = state;
  const submit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const value = (/** @type {string} */ name) =>
      /** @type {HTMLInputElement} */ (form.elements.namedItem(name)).value.trim();
    users.set({ notice: null });
    users.load({
      q: value("q"),
      company: users.companyOf(value("company")),
      status: value("status"),
      invitation: value("invitation"),
    });
  };
  const change = (/** @type {Event} */ event) =>
    /** @type {HTMLInputElement} */ (event.currentTarget).form?.requestSubmit();
  const select = (
    /** @type {"status" | "invitation"} */ name,
    /** @type {string[]} */ values,
    /** @type {string} */ none,
  ) =>
    html`<label
      ><span>${say(name)}</span
      ><select id=${name} name=${name} @change=${change}>
        <option value="">${say("all")}</option>
        ${values.map(
          (value) =>
            html`<option value=${value} .selected=${live(filters[name] === value)}>
              ${say(value === "none" ? none : value)}
            </option>`,
        )}
      </select></label
    >`;
  return html`<form id="filters" role="search" class=${state.isFilterOpen ? "open" : ""} @submit=${submit}>
    <label class="wide"
      ><span>${say("q")}</span
      ><input id="q" name="q" type="search" autocomplete="off" spellcheck="false" .value=${filters.q}
    /></label>
    <button type="submit" id="search">${say("search")}</button>
    <button
      type="button"
      id="toggle-filters"
      aria-expanded=${state.isFilterOpen ? "true" : "false"}
      @click=${() => users.set({ isFilterOpen: !state.isFilterOpen })}
    >
      ${say("filters")}
    </button>
    <label
      ><span>${say("company")}</span
      ><input
        id="company"
        name="company"
        type="search"
        list="companies"
        autocomplete="off"
        aria-describedby=${hasMoreCompanies ? "companies-cut" : nothing}
        .value=${filters.company}
        @change=${change}
    /></label>
    <datalist id="companies">${companies.map((name) => html`<option value=${name}></option>`)}</datalist>
    ${select("status", STATUSES, "none")}${select("invitation", INVITATIONS, "notInvited")}
    ${hasMoreCompanies ? html`<p id="companies-cut">${say("companiesCut")}</p>` : nothing}
  </form>`;
}

/** @param {Users} users */
function waitView({ say, state, api }) {
  const { wait } = state;
  if (!wait || wait.kind === "signIn") return nothing;
  return html`<div class="banner warn" role="status">
    ${icon("warn")}<strong>${say(wait.kind)}</strong>${button("", say("tryNow"), () => api.endWaits())}
  </div>`;
}

/** The actions for the selected users, and their outcome. @param {Users} users */
function barView(users) {
  const { say, state } = users;
  const { chosen, items, isInviting, notice, filters } = state;
  // With filters other than the company, the button would invite users that are not shown.
  const isNarrow = Boolean(filters.q || filters.status || filters.invitation);
  return html`<div class="bar">
    <label class="radio"
      ><input
        type="checkbox"
        id="all"
        ?disabled=${!items.length}
        .checked=${live(items.length > 0 && chosen.size === items.length)}
        .indeterminate=${live(chosen.size > 0 && chosen.size < items.length)}
        @change=${(/** @type {Event} */ event) =>
          users.chooseAll(/** @type {HTMLInputElement} */ (event.currentTarget).checked)}
      />${say("selectAll")}</label
    >
    ${chosen.size
      ? html`<span class="quiet" id="count">${say("chosenCount", { count: chosen.size })}</span>`
      : html`<span id="count"></span>`}
    ${button(
      "invite",
      say("invite"),
      () => users.inviteChosen(),
      chosen.size ? "primary" : "",
      !chosen.size || isInviting,
    )}
    <button
      type="button"
      id="invite-all"
      class="plain push"
      ?disabled=${isInviting || isNarrow}
      title=${isNarrow ? say("inviteAllFiltered") : ""}
      @click=${() => users.inviteAll()}
    >
      ${say("inviteAll")}
    </button>
    <div id="notice" role="status" tabindex="-1" class=${notice?.isBad ? "tone bad" : ""}>
      ${notice?.text ?? ""} ${notice?.again ? button("again", say("sendAgain"), () => users.again(), "plain") : nothing}
    </div>
  </div>`;
}

/** The question before e-mails are sent to everyone. @param {Users} users */
function question(users) {
  const { say, state } = users;
  const { ask } = state;
  if (!ask) return nothing;
  const count = ask.counts.queued;
  const company = ask.bodies[0].company;
  const isMore = Boolean(ask.counts.truncated);
  return html`<div class="banner warn" id="ask" role="alertdialog" aria-labelledby="ask-text">
    ${icon("warn")}<strong id="ask-text"
      >${company
        ? say(isMore ? "askCompanyMore" : "askCompany", { count, company })
        : say(isMore ? "askAllMore" : "askAll", { count })}</strong
    >
    <div class="row">
      ${button("ask-send", say(isMore ? "askSendMore" : "askSend", { count }), () => users.confirmed(), "primary")}
      ${button("ask-cancel", say("cancel"), () => users.dontInvite())}
    </div>
  </div>`;
}

/** @param {Users} users */
function list(users) {
  const { say, state } = users;
  const { items, next, isLoading, isSearching, isLoaded } = state;
  const isEmpty = isLoaded && !items.length && !next && !isLoading;
  return html`
    <div class="scroll" tabindex="0" role="region" aria-label=${say("users")} ?hidden=${!items.length}>
      <table class="people">
        <thead>
          <tr>
            <th scope="col"><span class="sr">${say("selectColumn")}</span></th>
            <th scope="col">${say("user")}</th>
            <th scope="col">${say("company")}</th>
            <th scope="col">${say("status")}</th>
            <th scope="col">${say("invitation")}</th>
          </tr>
        </thead>
        <tbody id="users">
          ${items.map((user) => line(users, user))}
        </tbody>
      </table>
    </div>
    ${isSearching || (isLoading && !isLoaded) ? html`<p class="quiet" role="status">${say("searching")}</p>` : nothing}
    <div id="empty" class="empty" role="status" ?hidden=${!isEmpty}>
      <strong>${say(users.isFiltered ? "noMatch" : "empty")}</strong>
      <p class="quiet">${say(users.isFiltered ? "noMatchHelp" : "emptyHelp")}</p>
      ${users.isFiltered
        ? button("clear", say("clear"), () => users.load({ q: "", company: "", status: "", invitation: "" }))
        : html`<slot name="empty"></slot>`}
    </div>
    <div>
      <button
        type="button"
        id="more"
        ?hidden=${!next || !items.length}
        aria-disabled=${isLoading ? "true" : "false"}
        @click=${() => !isLoading && users.more()}
      >
        ${say("more")}
      </button>
    </div>
  `;
}

/**
 * @param {Users} users
 * @param {User} user
 */
function line(users, user) {
  const { say, state } = users;
  const { name, last_name, email, identifier, company, cohort, status, invitation } = user;
  return html`<tr>
    <td>
      <label
        ><input
          type="checkbox"
          value=${email}
          aria-label=${say("select", { name: email })}
          .checked=${live(state.chosen.has(email))}
          @change=${(/** @type {Event} */ event) =>
            users.choose(user, /** @type {HTMLInputElement} */ (event.currentTarget).checked)}
      /></label>
    </td>
    <td>
      <div>${foreign([name, last_name].filter(Boolean).join(" "))}</div>
      <div class="quiet small">${foreign(email)}</div>
      ${identifier ? html`<div class="quiet small">${foreign(identifier)}</div>` : nothing}
    </td>
    <td>
      <div>${foreign(company || "–")}</div>
      ${cohort ? html`<div class="quiet small">${foreign(cohort)}</div>` : nothing}
    </td>
    <td><span class="badge ${status}">${say(status)}</span></td>
    <td><span class="sr">${say("invitation")}: </span>${say(invitation === "none" ? "notInvited" : invitation)}</td>
  </tr>`;
}
