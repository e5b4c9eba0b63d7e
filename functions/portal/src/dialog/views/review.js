// @ts-check
// The review: what the import will do, and the decision.
import { html, nothing } from "lit-html";
import { heldButton, heldView, isHeld } from "./feed.js";
import { exportsView, facts } from "./facts.js";
import { banner, button, cancelButton, checkAgain, neverInvited, unlessWrong } from "./parts.js";
import { problemsView } from "./problems.js";
import { rowsView } from "./rows.js";
import { undoReview } from "./undo.js";

/** @import { Dialog } from "../dialog.js" */

/** @param {Dialog} dialog */
export function reviewView(dialog) {
  const { say, state, imported, layout } = dialog;
  if (imported.undoes) return undoReview(dialog);
  const { errors, warnings } = imported.problems;
  const {
    created,
    updated,
    skipped,
    failed,
    invitations,
    course_assignments,
    disabled = 0,
    never_invited,
  } = imported.summary;
  const valid = created + updated + skipped;
  const isIdle = valid > 0 && created + updated + disabled + course_assignments + invitations === 0;
  const isNothing = isIdle && !errors;
  const canUpdate = layout.existing_users !== "refuse" && !imported.options.update_existing;
  const held = isHeld(dialog);
  const mayConfirm = !imported.feed || state.mayWriteFeeds;
  const head = errors
    ? banner(
        "bad",
        say("withErrors", { count: failed, total: failed + valid }),
        html`<p>
          ${!valid
            ? say(dialog.fixes.isPossible ? "noneValidFix" : "noneValid")
            : say(isIdle ? "withErrorsIdle" : dialog.fixes.isPossible ? "withErrorsFix" : "withErrorsHelp", { valid })}
        </p>`,
      )
    : held
      ? nothing
      : isNothing
        ? banner(
            "",
            say("nothingTitle"),
            html`<p>${say(canUpdate ? "nothingExist" : "nothingNew", { count: skipped })}</p>
              ${neverInvited(dialog)}
              ${never_invited && mayConfirm
                ? button(
                    "invite",
                    say("inviteThese", { count: never_invited }),
                    () => dialog.decisions.confirmAndInvite(),
                    "",
                    state.isDeciding,
                  )
                : nothing}`,
          )
        : banner(
            warnings ? "warn" : "good",
            say("noErrors"),
            html`<p>${say("nothingYet")}</p>
              ${warnings && dialog.fixes.hasSuspicious ? html`<p>${say("warningsFix")}</p>` : nothing}`,
          );
  const fixes = state.fixes.size;
  // After a reload, the page no longer has the file that the first step would need.
  const hasBack = state.chosen.file || !state.isOwn;
  const count = created + updated;
  const confirm = [
    count || failed || !disabled ? say(failed ? "confirmRest" : "confirmCount", { count, left: failed }) : "",
    disabled ? say("confirmDisable", { count: disabled }) : "",
  ];
  return {
    body: html`
      <section>
        <h3 tabindex="-1" data-focus class="sr">${say("preview")}</h3>
        ${facts(dialog)} ${held ? heldView(dialog) : nothing} ${head}
        ${imported.feed && !held && state.mayWriteFeeds === false
          ? banner("warn", say("refusedScope", { code: "feeds:write" }))
          : nothing}
      </section>
      ${errors || warnings ? problemsView(dialog) : nothing} ${rowsView(dialog)}
      ${state.emailCounts ? html`<p class="quiet small" id="mails">${state.emailCounts}</p>` : nothing}
      ${exportsView(dialog)}
    `,
    foot: html`
      ${cancelButton(dialog)}
      ${invitations && !fixes && !isNothing
        ? html`<span class="quiet small mailnote">${say("mailsNow", { count: invitations })}</span>`
        : nothing}
      ${held
        ? heldButton(dialog)
        : hasBack
          ? button("back", say("back"), () => dialog.decisions.back(), "", state.isDeciding)
          : nothing}
      ${held
        ? nothing
        : fixes
          ? checkAgain(dialog, fixes)
          : isIdle
            ? canUpdate && dialog.fixes.isRepeatable
              ? button(
                  "update",
                  say("updateThem"),
                  () => dialog.decisions.checkAgain({ update_existing: true }),
                  "primary",
                  state.isDeciding,
                )
              : nothing
            : mayConfirm && valid
              ? button(
                  "confirm",
                  confirm.filter(Boolean).join(" · "),
                  unlessWrong(() => dialog.decisions.decide("confirm", { ignore_errors: errors > 0 })),
                  "primary",
                  state.isDeciding,
                )
              : nothing}
    `,
  };
}
