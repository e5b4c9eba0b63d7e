// @ts-check
// Checks a file before it is uploaded, against the rules from GET /layouts. Reads it in slices, so that memory use is constant and the page stays
// responsive. The stack checks everything again, so uncertain cases pass here.
import { encodingOf, isKnown, isOtherFormat, isZip, readHead } from "./dialect.js";
import { WORKBOOK_BYTES_MAX, formatOfName } from "./formats.js";
import { compareHeader, headerProblems } from "./header.js";
import { RowCounter } from "./rows.js";

/** @import { FileCheck, FileProblem, Format, Layout } from "../types" */

const SLICE_BYTES = 64 * 1024;
const HEAD_BYTES = 128 * 1024;
/** Number of rows in the preview of a chosen file. */
const PREVIEW_ROWS = 3;
/** Number of cells that show how a file is read whose encoding is only assumed. */
const SAMPLES = 3;

/**
 * @param {File} file
 * @param {{ layout: Layout, layouts: Layout[], accepts: Format[] }} rules
 * @param {(part: number) => void} onProgress
 * @param {() => boolean} isWanted
 * @returns {Promise<FileCheck | { problem: FileProblem, otherLayout?: string }>}
 */
export async function checkFile(file, { layout, layouts, accepts }, onProgress, isWanted) {
  const { rows_max, file_bytes_max } = layout.limits;
  const acceptsWorkbooks = accepts.includes("xlsx");
  const wrongFormat = { problem: { key: acceptsWorkbooks ? "fileFormat" : "fileCsv" } };
  const format = formatOfName(file.name);
  if (!format || !accepts.includes(format)) return wrongFormat;
  if (file.size === 0) return { problem: { key: "fileEmpty" } };
  const bytes = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  // As in the stack, the first bytes decide, not the name.
  if (acceptsWorkbooks && isZip(bytes)) return checkWorkbook(file);
  if (file.size > file_bytes_max) return { problem: { key: "fileLarge", bytes: file_bytes_max } };
  if (isOtherFormat(bytes)) return wrongFormat;
  const encoding = encodingOf(bytes);
  const head = readHead(new TextDecoder(encoding).decode(bytes), layout, PREVIEW_ROWS + 1);
  const [labels = []] = head.records;
  if (!labels.length && file.size <= HEAD_BYTES) return { problem: { key: "fileEmpty" } };
  const isComplete = (/** @type {Layout} */ { columns }) =>
    columns.every(({ label, required }) => !required || labels.includes(label));
  const known = (/** @type {Layout} */ one) => labels.filter((label) => isKnown(one, label)).length;
  const other = isComplete(layout) ? null : layouts.find((one) => isComplete(one) && known(one) > known(layout));
  if (other) return { problem: { key: `otherLayout_${other.name}` }, otherLayout: other.name };
  const header = compareHeader(head.records, layout);
  // If each line is a single cell, or lines precede the header, the stack explains what to do.
  const isHeaderChecked = labels.filter(Boolean).length > 1 && !head.isLower;
  const [problem] = isHeaderChecked ? headerProblems(header, layout) : [];
  if (problem && ["headerMissing", "columnMany"].includes(problem.key)) return { problem };

  const { rows: counted, addresses } = await countRows(file, encoding, head.delimiter, onProgress, isWanted);
  // Only rows with an address are certain to count: others may be blank or repeat the header. An address in a corrections file may be in a
  // comment.
  const people = addresses - Number(labels.join().includes("@"));
  if (people > rows_max && !labels.includes("import_status"))
    return {
      problem: { key: "fileRows", values: { found: people, rows: rows_max, files: Math.ceil(people / rows_max) } },
    };
  const rows = Math.max(counted - Number(head.hasSepLine), head.records.length) - 1;
  const found = {
    rows,
    delimiter: head.delimiter,
    courseColumns: labels.filter((label) => layout.numbered && label.startsWith(layout.numbered.prefix)).length,
    ...previewOf(bytes, encoding, layout),
  };
  if (problem) return { ...found, problem, header };
  if (rows < 1) return { problem: { key: "fileNoRows" } };
  return found;
}

/**
 * A workbook is not unpacked in the browser: only its size is checked.
 * @param {File} file
 */
function checkWorkbook({ size }) {
  if (size > WORKBOOK_BYTES_MAX) return { problem: { key: "fileLarge", bytes: WORKBOOK_BYTES_MAX } };
  return { rows: null, delimiter: "", courseColumns: 0, labels: [], preview: [], samples: [] };
}

/**
 * Returns the labels and first rows of a file that begins with these bytes and, if its encoding is only assumed, cells that depend on it.
 * @param {Uint8Array} bytes
 * @param {string} encoding
 * @param {Layout} layout
 */
function previewOf(bytes, encoding, layout) {
  const isAssumed = !encoding.startsWith("utf-");
  const { records } = readHead(
    new TextDecoder(encoding).decode(bytes),
    layout,
    isAssumed ? Infinity : PREVIEW_ROWS + 1,
  );
  const [labels = [], ...rows] = records;
  const cells = isAssumed ? rows.flat().filter((cell) => /[\u0080-\uffff]/.test(cell)) : [];
  return { labels, preview: rows.slice(0, PREVIEW_ROWS), samples: [...new Set(cells)].slice(0, SAMPLES) };
}

/**
 * Returns the preview of a file, read with another encoding.
 * @param {File} file
 * @param {string} encoding
 * @param {Layout} layout
 */
export async function readAs(file, encoding, layout) {
  return previewOf(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()), encoding, layout);
}

/**
 * Counts the rows, including the header.
 * @param {File} file
 * @param {string} encoding
 * @param {string} delimiter
 * @param {(part: number) => void} onProgress
 * @param {() => boolean} isWanted
 */
async function countRows(file, encoding, delimiter, onProgress, isWanted) {
  const counter = new RowCounter(delimiter);
  // In other encodings, the characters that matter are the same bytes as in ASCII.
  const decoder = encoding.startsWith("utf-16") ? new TextDecoder(encoding) : null;
  const encoder = new TextEncoder();
  for (let at = 0; at < file.size && isWanted(); at += SLICE_BYTES) {
    let bytes = new Uint8Array(await file.slice(at, at + SLICE_BYTES).arrayBuffer());
    if (decoder) bytes = encoder.encode(decoder.decode(bytes, { stream: true }));
    counter.take(bytes);
    onProgress(Math.min(1, (at + SLICE_BYTES) / file.size));
  }
  counter.end();
  return counter;
}
