// @ts-check
import { svg } from "lit-html";

const PATHS = {
  close: "M5 5l10 10M15 5L5 15",
  file: "M5 2.5h6.5L15.5 7v10.5h-10.5zM11.5 2.5V7h4M7.5 11h5M7.5 14h5",
  upload: "M10 13V3.5M6 7l4-4 4 4M3 13v4h14v-4",
  download: "M10 3v9.5M6 9l4 4 4-4M3 13v4h14v-4",
  good: "M10 2a8 8 0 100 16 8 8 0 000-16zM6.5 10.2l2.4 2.4 4.6-5",
  bad: "M10 2a8 8 0 100 16 8 8 0 000-16zM10 6v5M10 13.8v.2",
  warn: "M10 2.5L18.5 17h-17zM10 8v4M10 14.4v.2",
  info: "M10 2a8 8 0 100 16 8 8 0 000-16zM10 9v5M10 6v.2",
  tick: "M4.5 10.5l3.5 3.5 7.5-8",
  history: "M3.2 8A7 7 0 113 10.6M3 4v4h4M10 6v4.3l3 1.7",
  search: "M9 3.5a5.5 5.5 0 100 11 5.5 5.5 0 000-11zM13 13l4 4",
};

/** @param {keyof typeof PATHS} name */
export const icon = (name) => svg`<svg viewBox="0 0 20 20" aria-hidden="true"><path d=${PATHS[name]}></path></svg>`;
