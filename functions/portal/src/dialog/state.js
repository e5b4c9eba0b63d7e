// @ts-check
// The state of the dialog: everything that it shows.

/** @import { Correction, ValueCorrection, FileCheck, FileProblem, Finding, Format, Import, Layout, Problem, Row } from "../types" */
/** @import { Wait } from "../api/client.js" */

/** Final states of an import. */
export const ENDED = ["completed", "rejected", "cancelled", "failed", "expired"];

/**
 * @typedef {"loading" | "start" | "upload" | "progress" | "review" | "result" | "history"} View
 * @typedef {{ update_existing: boolean, send_invitations: boolean, confirm: boolean, on_row_errors: "reject" | "skip" }} Choices
 * @typedef {{ tone: "bad" | "warn" | "", text: string, detail?: string, onRetry?: () => void, label?: string }} Notice
 */
/**
 * The file on the first step.
 * @typedef {object} Chosen
 * @property {File | null} file
 * @property {number | null} part how much of it is checked, from 0 to 1; null while no check runs
 * @property {FileCheck | null} check
 * @property {FileProblem | null} problem
 * @property {string} [otherLayout] the layout that the file fits instead
 * @property {Map<number, string | null>} mapping columns of the template, by the number of the file's column; null: not imported
 * @property {boolean} isMapped the admin accepted the mapping
 * @property {string | null} encoding chosen by the admin
 */
/**
 * @typedef {object} Rows rows of the import that is shown
 * @property {string | null} tab the count that is open
 * @property {number} generation changes whenever a count is opened; rows for an earlier one are discarded
 * @property {Row[]} items
 * @property {string | null} cursor
 * @property {boolean} isLoading
 * @property {string} search
 * @property {number} shown number of matching rows that are shown
 */
/**
 * @typedef {object} Problems
 * @property {Problem[]} items
 * @property {string | null} cursor
 * @property {boolean} isLoading
 * @property {Finding[] | null} findings null if the stack has none for this import
 * @property {Map<number, string>} people whose rows have errors, by row number, as far as they are loaded
 * @property {Record<string, number>} shown how many entries are shown, by id of their group
 */
/**
 * @typedef {object} State
 * @property {View} view
 * @property {Layout | null} layout of what is shown
 * @property {Layout | null} startLayout layout of the first step, in which its file was checked
 * @property {Layout[]} layouts
 * @property {Format[]} accepts formats of files that the stack accepts
 * @property {Record<string, string[]>} values valid values by kind of rule
 * @property {boolean} hasLists whether the admin may read the catalog, whose names fill the lists of a template
 * @property {Choices} choices
 * @property {Chosen} chosen
 * @property {{ name: string, size: number, sent: number, isRunning: boolean } | null} upload the latest upload of this page
 * @property {Import | null} imported
 * @property {Import | null} undone the import that the displayed undo undoes
 * @property {Import[]} since later imports that have completed, newest first
 * @property {boolean | null} mayUndo whether the token allows an undo; null until that is known
 * @property {boolean | null} mayWriteFeeds whether the token allows confirming and retrying the file of a feed; null until that is known
 * @property {boolean} isOwn whether this tab started the import
 * @property {{ moved: number }} progress time of the last change in ms
 * @property {Wait | null} wait
 * @property {Notice | null} notice
 * @property {Rows} rows
 * @property {Problems} problems
 * @property {Record<string, boolean>} near which slices of problem entries are near the viewport
 * @property {Map<string, Correction>} fixes choices that have not been sent yet, by target
 * @property {Correction[] | null} sent the corrections of the import, once they are loaded
 * @property {boolean} isSafeListOpen
 * @property {string} emailCounts numbers of e-mails by language, in words
 * @property {{ step: "ask" | "sending" | "done", counts?: any } | null} invite
 * @property {{ chosen: Set<string>, fixes: ValueCorrection[], taken?: string[] } | null} aliases choices that may become aliases; once
 *   they have been sent, `taken` lists those that already name something else
 * @property {import("../imports/past.js").Past | null} past
 * @property {boolean} isDeciding
 * @property {string} live text for screen readers
 * @property {number} now current time in ms
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
  startLayout: null,
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
  mayWriteFeeds: null,
  live: "",
  now: Date.now(),
});

/** Returns the part of the state that belongs to one import, as it is while no import is shown. */
export const nothingShown = () => ({
  imported: null,
  since: [],
  isOwn: false,
  progress: { moved: 0 },
  rows: { tab: null, generation: 0, items: [], cursor: null, isLoading: false, search: "", shown: 0 },
  problems: { items: [], cursor: null, isLoading: false, findings: null, people: new Map(), shown: {} },
  near: {},
  fixes: new Map(),
  sent: null,
  isSafeListOpen: false,
  emailCounts: "",
  invite: null,
  aliases: null,
  isDeciding: false,
});
