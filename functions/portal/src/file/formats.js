// @ts-check
// The formats of files: CSV, and workbooks if the stack accepts them.

/** @import { Format, Import } from "../types" */

/** @type {Record<Format, string>} */
export const MEDIA_TYPES = {
  csv: "text/csv",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** The size of the largest workbook that the stack reads: 20 MiB. It is the same in every layout. */
export const WORKBOOK_BYTES_MAX = 20 * 1024 * 1024;

/**
 * What a file chooser offers.
 * @param {Format[]} formats
 */
export const chooserTypes = (formats) => formats.flatMap((one) => [`.${one}`, MEDIA_TYPES[one]]).join(",");

/**
 * The format of a name by its ending.
 * @param {string} name
 * @returns {Format | null}
 */
export const formatOfName = (name) => (/\.csv$/i.test(name) ? "csv" : /\.xlsx$/i.test(name) ? "xlsx" : null);

/**
 * The format of the file with comments, which is that of the imported file. What the file contains counts, not its name: only a CSV file
 * that was read has an encoding.
 * @param {Import} imported
 * @returns {Format}
 */
export function fixFormat({ file, progress }) {
  if (!file || file.encoding) return "csv";
  return progress.rows_validated > 0 ? "xlsx" : (formatOfName(file.name) ?? "csv");
}
