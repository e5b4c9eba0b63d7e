// @ts-check
// Defines the elements. A second script, in another language, does not define them again.
import { RollcallImport } from "./dialog/element.js";
import { RollcallImports } from "./imports/element.js";
import { RollcallUsers } from "./users/element.js";

const ELEMENTS = {
  "rollcall-import": RollcallImport,
  "rollcall-imports": RollcallImports,
  "rollcall-users": RollcallUsers,
};

for (const [name, element] of Object.entries(ELEMENTS))
  if (!customElements.get(name)) customElements.define(name, element);
