// @ts-check
// Files that the dialog offers: templates, and the results of an import.

import { MEDIA_TYPES } from "../file/formats.js";

/** @import { Format } from "../types" */
/** @import { Api } from "../api/client.js" */
/** @import { Screen } from "./screen.js" */

export class Downloads {
  /**
   * @param {Screen} screen
   * @param {Api} api
   */
  constructor(screen, api) {
    this.screen = screen;
    this.api = api;
  }

  /** Downloads a result of the import that is shown. @param {string} format */
  async result(format) {
    const { screen } = this;
    try {
      const { url, file_name } = await this.api.request("GET", `${screen.path}/export?format=${format}`);
      save(url, file_name);
    } catch (error) {
      screen.fail(error);
    }
  }

  /**
   * Downloads the template of the layout.
   * @param {Format} format
   * @param {number} columns number of course columns
   */
  async template(format, columns) {
    const { screen } = this;
    const { numbered, name } = screen.layout;
    const modules = numbered ? `&modules=${Math.max(0, Math.min(numbered.columns_max, Math.round(columns) || 0))}` : "";
    try {
      const path = `/template?layout=${name}&format=${format}${modules}`;
      const blob = await this.api.request("GET", path, { accept: MEDIA_TYPES[format] });
      const url = URL.createObjectURL(blob);
      save(url, `rollcall-${name}-template.${format}`);
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    } catch (error) {
      screen.fail(error);
    }
  }
}

/**
 * @param {string} href
 * @param {string} name
 */
function save(href, name) {
  Object.assign(document.createElement("a"), { href, download: name, rel: "noreferrer" }).click();
}
