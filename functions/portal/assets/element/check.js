// Checks a file before it is uploaded, by the rules of GET /layouts. Reads it in slices, so that memory use is constant and the page stays
// responsive. The stack checks everything again, so uncertain cases pass here.
const SLICE_BYTES = 64 * 1024;
const HEADER_BYTES = 128 * 1024;

function decoderOf(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return "utf-8";
}

function isOtherFormat(bytes) {
  const begin = String.fromCharCode(...bytes.slice(0, 64)).replace(/^\u00ef\u00bb\u00bf/, "").trimStart().toLowerCase();
  return /^(pk\u0003\u0004|%pdf|\u00d0\u00cf\u0011\u00e0|<!doctype|<html|\{\\rtf)/.test(begin);
}

// The first record that is not blank, and its end; null if the text ends first.
function splitRecord(text, delimiter) {
  const cells = [];
  let cell = "", isQuoted = false;
  for (let at = 0; at <= text.length; at++) {
    const char = text[at];
    if (isQuoted) {
      if (char === undefined) break;
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') (cell += '"'), at++;
      else isQuoted = false;
    } else if (char === '"' && cell === "") isQuoted = true;
    else if (char === delimiter) cells.push(cell.trim()), (cell = "");
    else if (char === "\n" || char === "\r" || char === undefined) {
      cells.push(cell.trim());
      return cells;
    } else cell += char;
  }
  return cells;
}

function readHeader(text, layout) {
  let body = text.replace(/^\ufeff/, "");
  const mark = /^sep=(.)(\r\n|\n|\r)/i.exec(body);
  if (mark) body = body.slice(mark[0].length);
  body = body.replace(/^[\s,;|]*[\r\n]+/, "");
  const known = new Set(layout.columns.map((column) => column.label));
  const isNumbered = (label) => Boolean(layout.numbered) && label.startsWith(layout.numbered.prefix) && /^[1-9]\d*$/.test(label.slice(layout.numbered.prefix.length));
  const isKnown = (label) => known.has(label) || isNumbered(label);
  const tries = (mark ? [mark[1]] : [",", ";", "\t", "|"]).map((delimiter) => {
    const labels = splitRecord(body, delimiter);
    return { delimiter, labels, hits: labels.filter(isKnown).length };
  });
  tries.sort((one, other) => other.hits - one.hits || other.labels.length - one.labels.length);
  return { ...tries[0], isKnown };
}

function judgeHeader({ labels, hits, isKnown }, layout) {
  const plain = (label) => label.toLowerCase().replace(/[\s_\u00a0\ufeff]/g, "");
  if (!hits) return { key: "headerMissing" };
  const named = labels.filter((label) => label && label !== "import_status" && label !== "import_problems");
  const double = named.filter((label, at) => isKnown(label) && named.indexOf(label) !== at);
  const unknown = named.filter((label) => !isKnown(label)).map((label) => {
    const meant = layout.columns.find((column) => plain(column.label) === plain(label));
    return meant ? `${label} → ${meant.label}` : label;
  });
  const missing = layout.columns.filter((column) => column.required && !labels.includes(column.label)).map((column) => column.label);
  if (unknown.length && layout.unknown_columns === "refuse") return { key: "columnUnknown", values: { names: unknown.join(", ") } };
  if (missing.length) return { key: "columnMissing", values: { names: missing.join(", ") } };
  if (layout.numbered && labels.filter((label) => label.startsWith(layout.numbered.prefix)).length > layout.numbered.columns_max) return { key: "columnMany", values: { max: layout.numbered.columns_max } };
  if (double.length) return { key: "columnDouble", values: { names: [...new Set(double)].join(", ") } };
  return null;
}

// Counts the rows that are not blank, including the header, byte by byte.
class RowCounter {
  constructor(delimiter) {
    this.delimiter = delimiter.charCodeAt(0);
    Object.assign(this, { rows: 0, isQuoted: false, isCellStart: true, hasText: false, last: 0 });
  }
  take(bytes) {
    const delimiter = this.delimiter;
    let { rows, isQuoted, isCellStart, hasText, last } = this;
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
      } else {
        if (byte > 32) (hasText = true), (isCellStart = false);
      }
      last = byte;
    }
    Object.assign(this, { rows, isQuoted, isCellStart, hasText, last });
  }
  end() {
    return this.rows + (this.hasText ? 1 : 0);
  }
}

async function checkFile(file, layout, onProgress, isWanted) {
  const { rows_max, file_bytes_max } = layout.limits;
  if (!/\.csv$/i.test(file.name)) return { problem: { key: "fileCsv" } };
  if (file.size === 0) return { problem: { key: "fileEmpty" } };
  if (file.size > file_bytes_max) return { problem: { key: "fileLarge", bytes: file_bytes_max } };
  const head = new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer());
  if (isOtherFormat(head)) return { problem: { key: "fileCsv" } };
  const encoding = decoderOf(head);
  const header = readHeader(new TextDecoder(encoding).decode(head), layout);
  if (!header.labels.some(Boolean)) return { problem: { key: "fileEmpty" } };
  const refused = judgeHeader(header, layout);
  if (refused) return { problem: refused };
  const counter = new RowCounter(header.delimiter);
  const decoder = encoding === "utf-8" ? null : new TextDecoder(encoding);
  const encoder = new TextEncoder();
  let sep = 0;
  if (/^\ufeff?sep=/i.test(new TextDecoder(encoding).decode(head.slice(0, 16)))) sep = 1;
  for (let at = 0; at < file.size && isWanted(); at += SLICE_BYTES) {
    let bytes = new Uint8Array(await file.slice(at, at + SLICE_BYTES).arrayBuffer());
    if (decoder) bytes = encoder.encode(decoder.decode(bytes, { stream: true }));
    counter.take(bytes);
    if (counter.rows - 1 - sep > rows_max) return { problem: { key: "fileRows", rows: rows_max } };
    onProgress(Math.min(1, (at + SLICE_BYTES) / file.size));
  }
  const rows = counter.end() - 1 - sep;
  if (rows > rows_max) return { problem: { key: "fileRows", rows: rows_max } };
  if (rows < 1) return { problem: { key: "fileNoRows" } };
  return { rows };
}
