// Runs what it is given on standard input with the search's own functions: a list of
// [function, arguments]; gives the list of results.
import { readFileSync } from "node:fs";
import { excerpt, sections } from "../overrides/assets/desk/search/excerpt.js";
import { speaker } from "../overrides/assets/desk/search/dom.js";
import {
  distance, fold, markOf, mistakes, termsOf, wordsOf,
} from "../overrides/assets/desk/search/text.js";

const FUNCTIONS = {
  distance, excerpt, fold, markOf, mistakes, sections, wordsOf,
  said: (phrases, language, key, values) => speaker(phrases, language)(key, values),
  termsOf: (query, { ignored, elided }) =>
    termsOf(query, { ignored: new Set(ignored), elided: new Set(elided) })
      .map(({ typed, joined, parts }) => [typed, joined, parts]),
};
const cases = JSON.parse(readFileSync(0, "utf-8"));
process.stdout.write(JSON.stringify(cases.map(([name, ...given]) => FUNCTIONS[name](...given))));
