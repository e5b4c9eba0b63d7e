import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["dist/", "package/"] },
  js.configs.recommended,
  {
    files: ["src/**/*.js"],
    languageOptions: { globals: { ...globals.browser, TEXTS: "readonly", TAGS: "readonly", NAMES: "readonly" } },
    rules: {
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-console": ["error", { allow: ["warn"] }],
    },
  },
  { files: ["test/**/*.js", "*.js"], languageOptions: { globals: globals.node } },
];
