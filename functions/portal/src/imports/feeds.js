// @ts-check
// The feeds, each with its newest file and the files that wait. If a feed is chosen, only its imports are listed.
import { html, nothing } from "lit-html";
import { button, foreign } from "../dialog/views/parts.js";
import { icon } from "../text/icons.js";

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
    const { items, next_cursor } = await api.request("GET", `/feeds${after}`, { isWanted });
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
  const waiting = (/** @type {string | null} */ id, /** @type {unknown} */ label, kind = "") =>
    id ? button("", label, () => onOpen(id), `plain small ${kind}`) : nothing;
  return html`<div class="list">
      <h2>${say("feeds")}</h2>
      <ul class="past">
        ${feeds.map(
          ({ name, newest, held, waiting: next }) =>
            html`<li>
              <button
                type="button"
                class="plain"
                aria-pressed=${name === chosen ? "true" : "false"}
                @click=${() => onChoose(name)}
              >
                ${feedTitle(say, name)}
              </button>
              <div class="quiet small">${stateOf(say, newest)}</div>
              ${waiting(held, html`${icon("warn")}${say("feedHeld")}`, "with warn")} ${waiting(next, say("feedWaits"))}
            </li>`,
        )}
      </ul>
    </div>
    <div class="spread">
      <h2 tabindex="-1" id="listed">${chosen ? feedTitle(say, chosen) : say("allFeeds")}</h2>
      ${chosen ? button("all", say("allFeeds"), () => onChoose(""), "plain") : nothing}
    </div>`;
}

const feedTitle = (/** @type {Say} */ say, /** @type {string} */ name) => foreign(say("feedName", { name }));

/**
 * @param {Say} say
 * @param {Feed["newest"]} newest
 */
export const stateOf = (say, newest) =>
  newest ? say("feedNewest", { date: say.date(newest.completed_at), count: newest.users }) : say("feedEmpty");
