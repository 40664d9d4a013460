// Evaluates what it is given on standard input with the browser's evaluator: a list of
// [plan, answers], and the places; gives the list of results.
import { readFileSync } from "node:fs";
import { evaluate } from "../overrides/assets/desk/rules.js";

const { cases, parents } = JSON.parse(readFileSync(0, "utf-8"));
const results = cases.map(([plan, answers]) => evaluate(plan, answers, parents));
process.stdout.write(JSON.stringify(results));
