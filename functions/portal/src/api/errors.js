// @ts-check

/** @import { Say } from "../types" */

/** Codes of refusals for which the dialog has its own message. */
const REMEDIES = ["already-undone", "undo-in-progress", "import-not-undoable", "feed-busy", "feed-out-of-date"];

/** A refusal by the API or the gateway. `message` is its detail, in English. */
export class ApiRefusal extends Error {
  /**
   * @param {number} status
   * @param {Record<string, any>} document
   */
  constructor(status, document = {}) {
    super(document.detail || document.message || document.title || `HTTP ${status}`);
    this.status = status;
    /** @type {string | undefined} */
    this.code = document.code;
    this.document = document;
  }
}

/** The result is no longer needed. `mayHaveArrived`: a response was lost, so the request may have taken effect. */
export class Unwanted extends Error {
  mayHaveArrived = false;
}

/** The chosen file can no longer be read, or the bucket refuses it. */
export class FileLost extends Error {
  /** @param {string} key of the message for the reader */
  constructor(key) {
    super(key);
    this.key = key;
  }
}

/**
 * Returns a message about an error, in the reader's language. Details of the API are in English: for other languages, and where the dialog
 * knows a remedy, its own message is used.
 * @param {Say} say
 * @param {unknown} error
 * @returns {string}
 */
export function describe(say, error) {
  if (error instanceof FileLost) return say(error.key);
  if (!(error instanceof ApiRefusal)) return say("unexpected");
  const { status, code = String(error.status), message } = error;
  if (REMEDIES.includes(code)) return say(`refused_${code}`);
  if (status === 403) return say("refusedScope", { code });
  if (say.lang === "en") return message;
  const known = { 409: "refusedState", 410: "fileNotKept", 422: "refusedInput" }[status];
  return say(known ?? "refused", { code });
}
