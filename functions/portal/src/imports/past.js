// @ts-check
// The imports, newest first, page by page.
import { cursorQuery } from "../api/client.js";

/** @import { Import } from "../types" */
/** @import { Api } from "../api/client.js" */

/**
 * @typedef {object} Past
 * @property {Import[]} items
 * @property {string | null} cursor
 * @property {Map<string, string>} names names of files, by import
 */

/** @returns {Past} */
export const nothingPast = () => ({ items: [], cursor: null, names: new Map() });

/**
 * Loads the next page, with the file names of the imports that the undos on it undo.
 * @param {Api} api
 * @param {Past} past
 * @param {number} limit
 * @param {() => boolean} isWanted
 * @param {string} [feed] only imports of this feed
 * @returns {Promise<Past>}
 */
export async function morePast(api, { items, cursor, names }, limit, isWanted, feed) {
  const of = feed ? `&feed=${feed}` : "";
  const page = await api.request("GET", `/imports?limit=${limit}${cursorQuery(cursor)}${of}`, { isWanted });
  const known = new Map(names);
  const add = (/** @type {Import} */ { import_id, file }) => known.set(import_id, file?.name ?? import_id);
  page.items.forEach(add);
  const further = page.items.flatMap((/** @type {Import} */ { undoes }) =>
    undoes && !known.has(undoes) ? [undoes] : [],
  );
  for (const id of new Set(further)) add(await api.request("GET", `/imports/${id}`, { isWanted }));
  return { items: [...items, ...page.items], cursor: page.next_cursor, names: known };
}

/** States of an undo that has not ended. */
const RUNNING = ["validating", "awaiting_confirmation", "importing"];

/**
 * Returns `true` if a feed in test mode only checked the file, so that its rows and results show what was planned. The summary of any other
 * cancelled import counts only failed rows.
 * @param {Import} imported
 */
export const isTested = ({ status, feed, options, summary: { created, updated, skipped, disabled } }) =>
  status === "cancelled" && feed && options.dry_run && (created || updated || skipped || disabled);

/**
 * Returns the state of an import's latest undo; null if there is none, or if it ended without an effect.
 * @param {Import} one
 * @returns {"undone" | "undoRunning" | "undoStopped" | null}
 */
export function undoOf({ undo_status }) {
  if (undo_status === "completed") return "undone";
  if (undo_status === "failed") return "undoStopped";
  return RUNNING.includes(undo_status ?? "") ? "undoRunning" : null;
}

/**
 * Returns `true` if an undo of the import can be started: users may have been written, and no undo is in progress or done.
 * @param {Import} one
 */
export function canUndo(one) {
  const { source, status, summary, progress } = one;
  if (source === "undo" || undoOf(one)) return false;
  // An import whose file was not read to its end has written nothing.
  return status === "failed"
    ? progress.rows_total !== null
    : status === "completed" && summary.created + summary.updated + (summary.disabled ?? 0) > 0;
}
