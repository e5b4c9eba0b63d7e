// @ts-check
// A binding for properties that the admin can also change: `.checked=${live(isChosen)}`.
import { noChange } from "lit-html";
import { Directive, directive } from "lit-html/directive.js";

/** @import { PropertyPart } from "lit-html/directive.js" */

class Live extends Directive {
  /**
   * Compares with the current value, which only the element knows. lit-html's own `live` also supports attributes, and is four times as
   * long.
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
