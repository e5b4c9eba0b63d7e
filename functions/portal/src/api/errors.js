// @ts-check

/** The API refused a request. `message` is its detail, in English. */
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

/** The result is no longer needed. */
export class Unwanted extends Error {}

/** The chosen file can no longer be read, or its bytes are refused. */
export class FileLost extends Error {
  /** @param {string} key of the message for the reader */
  constructor(key) {
    super(key);
    this.key = key;
  }
}
