// @ts-check
// The formats of files: CSV, and workbooks if the stack accepts them.

/** @import { Format, Import } from "../types" */

/** @type {Record<Format, string>} */
export const MEDIA_TYPES = {
  csv: "text/csv",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** Maximum size of a workbook that the stack accepts: 20 MiB, in every layout. */
export const WORKBOOK_BYTES_MAX = 20 * 1024 * 1024;

/**
 * Returns the extensions and media types for a file chooser.
 * @param {Format[]} formats
 */
export const chooserTypes = (formats) => formats.flatMap((one) => [`.${one}`, MEDIA_TYPES[one]]).join(",");

/**
 * Returns the format for the extension of a name, or `null`.
 * @param {string} name
 * @returns {Format | null}
 */
export const formatOfName = (name) => (/\.csv$/i.test(name) ? "csv" : /\.xlsx$/i.test(name) ? "xlsx" : null);

/**
 * Returns the format of the corrections file, which is that of the imported file. If the file was read, its contents decide, not its name:
 * only a CSV file has an encoding.
 * @param {Import} imported
 * @returns {Format}
 */
export function fixFormat({ file, progress }) {
  if (!file || file.encoding) return "csv";
  return progress.rows_validated > 0 ? "xlsx" : (formatOfName(file.name) ?? "csv");
}
