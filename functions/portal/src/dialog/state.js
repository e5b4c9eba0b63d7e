// @ts-check
// Everything that the dialog shows.

/** @import { Correction, FileCheck, FileProblem, Finding, Format, Import, Layout, Problem, Row } from "../types" */
/** @import { Wait } from "../api/client.js" */

/** States of an import in which nothing more happens. */
export const ENDED = ["completed", "rejected", "cancelled", "failed", "expired"];

/**
 * @typedef {"loading" | "start" | "upload" | "progress" | "review" | "result" | "history"} View
 * @typedef {{ update_existing: boolean, send_invitations: boolean, confirm: boolean, on_row_errors: "reject" | "skip" }} Choices
 * @typedef {{ tone: "bad" | "warn" | "", text: string, detail?: string, onRetry?: () => void }} Notice
 */
/**
 * The file on the first step.
 * @typedef {object} Chosen
 * @property {File | null} file
 * @property {number | null} part how much of it is checked, from 0 to 1; null while no check runs
 * @property {FileCheck | null} check
 * @property {FileProblem | null} problem
 * @property {string} [otherLayout] the layout that the file fits
 * @property {Map<number, string | null>} mapping columns chosen for the labels of the file
 * @property {boolean} isMapped the admin accepted the mapping
 * @property {string | null} encoding chosen by the admin
 */
/**
 * @typedef {object} Rows rows of the import that is shown
 * @property {string | null} tab the count that is open
 * @property {Row[]} items
 * @property {string | null} cursor
 * @property {boolean} isLoading
 * @property {string} search
 * @property {number} shown at most this number of those that match the search
 */
/**
 * @typedef {object} Problems
 * @property {Problem[]} items
 * @property {string | null} cursor
 * @property {boolean} isLoading
 * @property {Finding[] | null} findings null if the stack has none for this import
 * @property {Record<string, number>} shown how many entries of a group are shown
 */
/**
 * @typedef {object} State
 * @property {View} view
 * @property {Layout | null} layout
 * @property {Layout[]} layouts
 * @property {Format[]} accepts formats of files that the stack accepts
 * @property {Record<string, string[]>} values valid values by kind of rule
 * @property {boolean} hasLists whether the admin may read the catalog, with whose names a template has lists
 * @property {Choices} choices
 * @property {Chosen} chosen
 * @property {{ name: string, size: number, sent: number, isRunning: boolean } | null} upload the last one of this page
 * @property {Import | null} imported
 * @property {Import | null} undone the import that the displayed undo undoes
 * @property {Import[]} since imports that completed after that one, newest first
 * @property {boolean | null} mayUndo whether the token allows an undo; null until that is known
 * @property {boolean | null} mayHeld whether the token allows to confirm a file that waits at the brake; null until that is known
 * @property {boolean} isOwn whether this tab started the import
 * @property {{ moved: number, mark: string }} progress time of the last change in ms, and what was seen then
 * @property {Wait | null} wait
 * @property {Notice | null} notice
 * @property {Rows} rows
 * @property {Problems} problems
 * @property {Record<string, boolean>} near which slices of entries of problems are near the view
 * @property {Map<string, Correction>} fixes choices that are not sent yet, by target
 * @property {boolean} isSafeListOpen
 * @property {string} mails e-mails by language
 * @property {{ step: "ask" | "sending" | "done", counts?: any } | null} invite
 * @property {{ step: "ask" | "done", chosen: Set<string>, counts?: any, fixes: Correction[] } | null} aliases
 * @property {import("../imports/past.js").Past | null} past
 * @property {boolean} isDeciding
 * @property {string} live text for screen readers
 * @property {number} now ms
 */

/** @returns {Chosen} */
export const noFile = () => ({
  file: null,
  part: null,
  check: null,
  problem: null,
  mapping: new Map(),
  isMapped: false,
  encoding: null,
});

/** @returns {State} */
export const initial = () => ({
  view: "loading",
  layout: null,
  layouts: [],
  accepts: ["csv"],
  values: {},
  hasLists: false,
  choices: { update_existing: false, send_invitations: false, confirm: true, on_row_errors: "reject" },
  chosen: noFile(),
  upload: null,
  ...nothingShown(),
  wait: null,
  notice: null,
  past: null,
  undone: null,
  mayUndo: null,
  mayHeld: null,
  live: "",
  now: Date.now(),
});

/** The part of the state that belongs to one import. */
export const nothingShown = () => ({
  imported: null,
  since: [],
  isOwn: false,
  progress: { moved: 0, mark: "" },
  rows: { tab: null, items: [], cursor: null, isLoading: false, search: "", shown: 0 },
  problems: { items: [], cursor: null, isLoading: false, findings: null, shown: {} },
  near: {},
  fixes: new Map(),
  isSafeListOpen: false,
  mails: "",
  invite: null,
  aliases: null,
  isDeciding: false,
});
