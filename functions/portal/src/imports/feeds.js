// @ts-check
// The feeds, each with its newest file and what waits. One can be chosen, to list only its imports.
import { html, nothing } from "lit-html";
import { foreign } from "../dialog/views/parts.js";

/** @import { Api } from "../api/client.js" */
/** @import { Feed, Say } from "../types" */

/**
 * @param {Api} api
 * @param {() => boolean} isWanted
 * @returns {Promise<Feed[]>}
 */
export async function allFeeds(api, isWanted) {
  const feeds = [];
  let after = "";
  do {
    const { items, next_cursor } = await api.ask("GET", `/feeds${after}`, { isWanted });
    feeds.push(...items);
    after = next_cursor && `?cursor=${encodeURIComponent(next_cursor)}`;
  } while (after);
  return feeds;
}

/**
 * @param {Say} say
 * @param {Feed[]} feeds
 * @param {string} chosen name of a feed; empty for none
 * @param {(name: string) => void} onChoose
 * @param {(id: string) => void} onOpen
 */
export function feedList(say, feeds, chosen, onChoose, onOpen) {
  const choice = (/** @type {string} */ name, /** @type {unknown} */ label) =>
    html`<button
      type="button"
      class="plain"
      aria-pressed=${name === chosen ? "true" : "false"}
      @click=${() => onChoose(name)}
    >
      ${label}
    </button>`;
  const waiting = (/** @type {string | null} */ id, /** @type {string} */ key) =>
    id ? html`<button type="button" class="plain small" @click=${() => onOpen(id)}>${say(key)}</button>` : nothing;
  return html`<ul class="past" aria-label=${say("feeds")}>
    ${feeds.map(
      ({ name, newest, held, waiting: next }) =>
        html`<li>
          ${choice(name, foreign(say("feedName", { name })))}
          <div class="quiet small">${stateOf(say, newest)}</div>
          ${waiting(held, "feedHeld")} ${waiting(next, "feedWaits")}
        </li>`,
    )}
    <li>${choice("", say("allFeeds"))}</li>
  </ul>`;
}

/**
 * @param {Say} say
 * @param {Feed["newest"]} newest
 */
export const stateOf = (say, newest) =>
  newest ? say("feedNewest", { date: say.date(newest.completed_at), count: newest.users }) : say("feedEmpty");
