// @ts-check
// Encoding, delimiter and first records of a CSV file, from its first bytes.

/** @import { Layout } from "../types" */

const DELIMITERS = [",", ";", "\t", "|"];
/** Maximum number of records that are searched for the header; few files have more title lines above it. */
const HEADER_SEARCHED = 20;
/** Maximum number of byte pairs examined for UTF-16. */
const PAIRS_MAX = 64;
/** White space and invisible characters, including blank letters such as the Hangul filler. */
const OUTER = String.raw`(?:\u034f|\u17b4|\u17b5|[\s\x85\u115f\u1160\u2800\u3164\uffa0\p{Cf}])`;
/** Those at the ends of a cell, which are not part of its text. A run inside the text is searched only from its first character. */
const ENDS = new RegExp(`^${OUTER}+|(?<!${OUTER})${OUTER}+$`, "gu");

/** Returns `true` if a file that begins with these bytes is a zip archive, as workbooks are. @param {Uint8Array} head */
export const isZip = (head) => String.fromCharCode(...head.slice(0, 4)) === "PK\u0003\u0004";

/** @param {Uint8Array} head */
export function isOtherFormat(head) {
  const start = String.fromCharCode(...head.slice(0, 64))
    .replace(/^\u00ef\u00bb\u00bf/, "")
    .trimStart()
    .toLowerCase();
  // A zip (workbooks are zips), a PDF, an old Office document, a web page, rich text.
  return ["pk\u0003\u0004", "%pdf", "\u00d0\u00cf\u0011\u00e0", "<!doctype", "<html", "{\\rtf"].some((one) =>
    start.startsWith(one.toLowerCase()),
  );
}

/**
 * Returns the encoding of a file that begins with these bytes. Without a byte order mark, it is UTF-16 if every other byte is zero, UTF-8 if
 * the bytes are valid, otherwise windows-1252 as an assumption; the stack looks at the words to distinguish more encodings.
 * @param {Uint8Array} head
 */
export function encodingOf(head) {
  const pairs = Math.min(PAIRS_MAX, head.length >> 1);
  const zeros = [0, 0];
  for (let at = 0; at < 2 * pairs; at++) if (!head[at]) zeros[at % 2]++;
  const [first, second] = zeros;
  // As in the stack, a few labels may contain letters that are not ASCII.
  const isMost = (/** @type {number} */ most, /** @type {number} */ few) =>
    most > 0 && most * 5 >= pairs * 4 && few * 10 <= pairs;
  if ((head[0] === 0xff && head[1] === 0xfe) || isMost(second, first)) return "utf-16le";
  if ((head[0] === 0xfe && head[1] === 0xff) || isMost(first, second)) return "utf-16be";
  try {
    // With `stream`, a character that is cut off at the end is not an error.
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

/**
 * Returns the text of a cell; for a formula of the form `="text"`, which some programs write so that spreadsheet programs show a text
 * unchanged, the text in it.
 * @param {string} cell
 */
function textOf(cell) {
  const text = cell.normalize().replace(ENDS, "");
  const formula = /^="((?:[^"]|"")*)"$/.exec(text);
  return formula ? formula[1].replaceAll('""', '"').replace(ENDS, "") : text;
}

/**
 * Returns the first non-blank records of a text, with the texts of their cells.
 * @param {string} text
 * @param {string} delimiter
 * @param {number} limit
 */
function splitRecords(text, delimiter, limit) {
  /** @type {string[][]} */
  const records = [];
  /** @type {string[]} */
  let cells = [];
  let cell = "";
  let isQuoted = false;
  const end = () => {
    cells.push(textOf(cell));
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
    } else if (char === '"' && !/\S/.test(cell)) ((cell = ""), (isQuoted = true));
    else if (char === delimiter) (cells.push(textOf(cell)), (cell = ""));
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
 * Returns the first records, and the delimiter with which one of them has the most labels of the layout. `isLower` is true if there are
 * labels of the layout, but not in the first record: titles may precede the header.
 * @param {string} text
 * @param {Layout} layout
 * @param {number} limit of records
 */
export function readHead(text, layout, limit) {
  let body = text.replace(/^\ufeff/, "");
  // A first line such as `sep=;`, which tells spreadsheet programs the delimiter.
  const sepLine = /^"?sep=([,;\t|]?)"?[ \t]*(\r\n|\n|\r)/i.exec(body);
  if (sepLine) body = body.slice(sepLine[0].length);
  const candidates = (sepLine ? [sepLine[1] || "\t"] : DELIMITERS).map((delimiter) => {
    const records = splitRecords(body, delimiter, HEADER_SEARCHED);
    const hits = records.map((labels) => labels.filter((label) => isKnown(layout, label)).length);
    return {
      delimiter,
      width: records[0]?.length ?? 0,
      isLower: !hits[0] && hits.some(Boolean),
      most: Math.max(...hits),
    };
  });
  candidates.sort((one, other) => other.most - one.most || other.width - one.width);
  const [{ delimiter, isLower }] = candidates;
  return { delimiter, isLower, hasSepLine: Boolean(sepLine), records: splitRecords(body, delimiter, limit) };
}
