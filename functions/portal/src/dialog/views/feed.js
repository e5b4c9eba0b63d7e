// @ts-check
// A file of a feed that waits at the brake: the reason and the decision.
import { html, nothing } from "lit-html";
import { icon } from "../../text/icons.js";
import { banner, button, foreign } from "./parts.js";

/** @import { Dialog } from "../dialog.js" */
/** @import { Held, Say } from "../../types" */

/** The key of the message that says what each limit counts. */
const LIMITS = {
  create_percent: "to_created",
  update_percent: "to_updated",
  disable_percent: "to_disabled",
  failed_percent: "failed",
  absent_percent: "absentPeople",
};

/** @param {Dialog} dialog */
export const feedName = ({ say, imported }) => foreign(say("feedName", { name: imported.feed }));

/** A note that no one counts as missing, because rows without an address may belong to anyone. @param {Dialog} dialog */
export const notCounted = ({ say, imported: { roster } }) =>
  roster?.absence === "unreadable-rows"
    ? html`<p class="small with warn">${icon("warn")}${say("feedNotCounted", { count: roster.unreadable })}</p>`
    : nothing;

/** Whether the import waits at the brake of its feed. @param {Dialog} dialog */
export const isHeld = ({ imported }) => Boolean(imported.held?.length);

/**
 * Returns a sentence for each limit that the file exceeds.
 * @param {Say} say
 * @param {Held[]} held
 */
export const heldLines = (say, held) =>
  held.map(({ limit, allowed, found, users }) =>
    say("heldLine", { what: say(LIMITS[limit]), users, found: say.percent(found), allowed: say.percent(allowed) }),
  );

/** Why the file waits. @param {Dialog} dialog */
export const heldView = ({ say, state, imported }) =>
  banner(
    "warn",
    say("heldTitle"),
    html`<ul class="plainlist">
        ${heldLines(say, imported.held).map((line) => html`<li>${line}</li>`)}
      </ul>
      <p>${say(state.mayWriteFeeds === false ? "heldScope" : "heldHelp")}</p>`,
  );

/** The button that imports the file, if the token allows it. @param {Dialog} dialog */
export const heldButton = ({ say, state, decisions }) =>
  state.mayWriteFeeds
    ? button(
        "confirm",
        say("confirmHeld"),
        () => decisions.decide("confirm", { ignore_errors: true }),
        "primary danger",
        state.isDeciding,
      )
    : nothing;
