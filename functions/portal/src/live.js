// @ts-check
// A property that the admin can change too: `.checked=${live(isChosen)}`.
import { noChange } from "lit-html";
import { Directive, directive } from "lit-html/directive.js";

/** @import { PropertyPart } from "lit-html/directive.js" */

class Live extends Directive {
  /**
   * Only the element knows the current value. lit-html's own `live` also takes attributes, and is four times as long.
   * @override
   * @param {PropertyPart} part
   * @param {[unknown]} values
   */
  update({ element, name }, [value]) {
    const properties = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (element));
    if (properties[name] !== value) properties[name] = value;
    return noChange;
  }

  /** @param {unknown} value */
  render(value) {
    return value;
  }
}

export const live = directive(Live);
