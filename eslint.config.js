import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  {
    files: ["overrides/assets/desk/**/*.js"],
    languageOptions: { globals: globals.browser, sourceType: "module" },
    rules: { eqeqeq: "error", "no-var": "error", "prefer-const": "error" },
  },
  { files: ["tests/**/*.mjs"], languageOptions: { globals: globals.node } },
];
