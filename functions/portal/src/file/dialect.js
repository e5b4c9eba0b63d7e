// @ts-check
// Encoding, delimiter and first records of a CSV file, from its first bytes.

/** @import { Layout } from "../types" */

const DELIMITERS = [",", ";", "\t", "|"];

/** Returns `true` if a file that begins with these bytes is a zip archive, as workbooks are. @param {Uint8Array} head */
export const isZip = (head) => String.fromCharCode(...head.slice(0, 4)) === "PK\u0003\u0004";

/** @param {Uint8Array} head */
export function isOtherFormat(head) {
  const begin = String.fromCharCode(...head.slice(0, 64))
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .trimStart()
    .toLowerCase();
  // A zip (workbooks are zips), a PDF, an old Office document, a web page, rich text.
  return ["pk\u0003\u0004", "%pdf", "\u00d0\u00cf\u0011\u00e0", "<!doctype", "<html", "{\\rtf"].some((one) =>
    begin.startsWith(one.toLowerCase()),
  );
}

/**
 * Returns the encoding of a file that begins with these bytes. Without a byte order mark, it is UTF-8 if the bytes are valid, otherwise
 * windows-1252 as an assumption; the stack looks at the words to distinguish more encodings.
 * @param {Uint8Array} head
 */
export function encodingOf(head) {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  try {
    // With `stream`, a character that is cut off at the end is not an error.
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

/**
 * Returns the first non-blank records of a text, with trimmed cells.
 * @param {string} text
 * @param {string} delimiter
 * @param {number} limit
 */
export function splitRecords(text, delimiter, limit) {
  /** @type {string[][]} */
  const records = [];
  /** @type {string[]} */
  let cells = [];
  let cell = "";
  let isQuoted = false;
  const end = () => {
    cells.push(cell.trim());
    if (cells.some(Boolean)) records.push(cells);
    cells = [];
    cell = "";
  };
  for (let at = 0; at < text.length && records.length < limit; at++) {
    const char = text[at];
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') ((cell += '"'), at++);
      else isQuoted = false;
    } else if (char === '"' && cell === "") isQuoted = true;
    else if (char === delimiter) (cells.push(cell.trim()), (cell = ""));
    else if (char === "\n" || char === "\r") end();
    else cell += char;
  }
  if (records.length < limit && (cell || cells.length)) end();
  return records;
}

/**
 * @param {Layout} layout
 * @param {string} label
 */
export function isKnown({ columns, numbered }, label) {
  if (columns.some((column) => column.label === label)) return true;
  return (
    Boolean(numbered) &&
    label.startsWith(numbered?.prefix ?? "") &&
    /^[1-9]\d*$/.test(label.slice(numbered?.prefix.length))
  );
}

/**
 * Returns the first records, and the delimiter with which the header has the most labels of the layout.
 * @param {string} text
 * @param {Layout} layout
 * @param {number} limit of records
 */
export function readHead(text, layout, limit) {
  let body = text.replace(/^\ufeff/, "");
  // A first line such as `sep=;`, which tells spreadsheet programs the delimiter.
  const mark = /^sep=(.)(\r\n|\n|\r)/i.exec(body);
  if (mark) body = body.slice(mark[0].length);
  const tries = (mark ? [mark[1]] : DELIMITERS).map((delimiter) => {
    const [labels = []] = splitRecords(body, delimiter, 1);
    return { delimiter, labels, hits: labels.filter((label) => isKnown(layout, label)).length };
  });
  tries.sort((one, other) => other.hits - one.hits || other.labels.length - one.labels.length);
  const [{ delimiter, hits }] = tries;
  return { delimiter, hits, hasMark: Boolean(mark), records: splitRecords(body, delimiter, limit) };
}
