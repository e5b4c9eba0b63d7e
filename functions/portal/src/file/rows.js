// @ts-check

/** Whether a byte is an ASCII letter, digit or underscore. */
const IS_TEXT = Array.from({ length: 256 }, (_, byte) => /\w/.test(String.fromCharCode(byte)));

/**
 * Counts rows, including the header, byte by byte: those with a letter or digit, which are shown to the admin, and those with an `@`, which
 * are certain to be people. Other rows may be blank, because they contain only invisible characters, or repeat the header.
 */
export class RowCounter {
  rows = 0;
  addresses = 0;
  #isQuoted = false;
  #isCellStart = true;
  #hasText = false;
  #hasAddress = false;
  /** Whether the last byte was a quote that closed a cell. */
  #isClosed = false;
  #delimiter;

  /** @param {string} delimiter */
  constructor(delimiter) {
    this.#delimiter = delimiter.charCodeAt(0);
  }

  /** @param {Uint8Array} bytes */
  take(bytes) {
    const delimiter = this.#delimiter;
    let isQuoted = this.#isQuoted;
    let isCellStart = this.#isCellStart;
    let isClosed = this.#isClosed;
    let hasText = this.#hasText;
    let hasAddress = this.#hasAddress;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === 64) hasAddress = true;
      else if (IS_TEXT[byte]) hasText = true;
      if (isQuoted) {
        if (byte === 34) {
          isQuoted = false;
          isClosed = true;
        }
        continue;
      }
      if (byte === 10 || byte === 13) {
        if (hasText) this.rows++;
        if (hasAddress) this.addresses++;
        hasText = hasAddress = false;
        isCellStart = true;
      } else if (byte === delimiter) isCellStart = true;
      else if (byte === 34) {
        // A doubled quote closes and reopens the cell, which has the same effect.
        if (isCellStart || isClosed) isQuoted = true;
        isCellStart = false;
      } else if (byte > 32) isCellStart = false;
      isClosed = false;
    }
    this.#isQuoted = isQuoted;
    this.#isCellStart = isCellStart;
    this.#isClosed = isClosed;
    this.#hasText = hasText;
    this.#hasAddress = hasAddress;
  }

  /** Counts the last row, which may have no line break. */
  end() {
    this.#isQuoted = false;
    this.take(new Uint8Array([10]));
  }
}
