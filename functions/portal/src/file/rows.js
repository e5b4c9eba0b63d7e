// @ts-check

/** Counts the rows that are not blank, including the header, byte by byte. */
export class RowCounter {
  #rows = 0;
  #isQuoted = false;
  #isCellStart = true;
  #hasText = false;
  #last = 0;
  #delimiter;

  /** @param {string} delimiter */
  constructor(delimiter) {
    this.#delimiter = delimiter.charCodeAt(0);
  }

  /** @param {Uint8Array} bytes */
  take(bytes) {
    const delimiter = this.#delimiter;
    let rows = this.#rows;
    let isQuoted = this.#isQuoted;
    let isCellStart = this.#isCellStart;
    let hasText = this.#hasText;
    let last = this.#last;
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at];
      if (isQuoted) {
        if (byte === 34) isQuoted = false;
        else if (byte > 32) hasText = true;
      } else if (byte === 10 || byte === 13) {
        if (hasText) rows++;
        hasText = false;
        isCellStart = true;
      } else if (byte === delimiter) isCellStart = true;
      else if (byte === 34) {
        // A doubled quote closes and reopens the field, which has the same effect.
        if (isCellStart || last === 34) isQuoted = true;
        isCellStart = false;
      } else if (byte > 32) {
        hasText = true;
        isCellStart = false;
      }
      last = byte;
    }
    this.#rows = rows;
    this.#isQuoted = isQuoted;
    this.#isCellStart = isCellStart;
    this.#hasText = hasText;
    this.#last = last;
  }

  /** The number of complete rows so far. */
  get rows() {
    return this.#rows;
  }

  /** Returns the number of rows at the end of the file. */
  end() {
    return this.#rows + (this.#hasText ? 1 : 0);
  }
}
