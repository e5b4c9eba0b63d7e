// @ts-check
// Other ways to read a file whose encoding is uncertain, or whose letters were decoded twice.

/** @import { Import, Problem } from "../types" */

/** Returns the encoding in which the file was read. A workbook has none; specifying UTF-8 does not change it. @param {Import} imported */
export const encodingOf = ({ file }) => file?.encoding || "utf-8";

/**
 * Returns the encodings in which the file can be read, each with a few words as they are read in it; an empty list for other problems.
 * @param {Problem} problem
 * @returns {{ encoding: string, words: (string | null | undefined)[] }[]}
 */
export function readingsOf({ code, severity, found, encoding: repairing, suggestions, samples = [] }) {
  if (code === "file-mojibake" && repairing)
    return [
      { encoding: "utf-8", words: [found] },
      { encoding: repairing, words: suggestions.slice(0, 1) },
    ];
  // A file that was read has at least two candidates: the first one, in which it was read, and others.
  if (!code.startsWith("file-encoding") || suggestions.length < (severity === "error" ? 1 : 2)) return [];
  return suggestions.map((encoding, at) => ({ encoding, words: samples.map(({ readings }) => readings[at]) }));
}
