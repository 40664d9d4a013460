// Does what it is given on standard input as the funding finder does: narrows, judges, asks and
// orders. `jobs` name a set of data each and the states to bring it into; without words given, it
// needs no texts.
import { readFileSync } from "node:fs";
import * as engine from "../overrides/assets/desk/finder-engine.js";

const { sets, jobs } = JSON.parse(readFileSync(0, "utf-8"));

const ready = await Promise.all(
  sets.map(async ({ data, texts, date }) => {
    const made = engine.prepare(data, date ? new Date(date) : undefined);
    return { made, rows: texts && (await engine.readable(made, texts)) };
  }),
);

const chosenOf = (chosen = {}) =>
  new Map(Object.entries(chosen).map(([name, values]) => [name, new Set(values)]));
const listed = (made, set) => [...made.data.ids.keys()].filter((index) => engine.has(set, index));

const results = jobs.map(({ set, chosen, text = "", answers = {}, sort, want }) => {
  const { made, rows } = ready[set];
  if (want === "stands") return made.stands;
  if (want === "judge") return engine.judge(made, answers) ?? null;
  const found = engine.search(made, rows, text);
  const { left, countsOf, total } = engine.narrow(made, chosenOf(chosen), found);
  if (want === "questions") return engine.questions(made, left, answers);
  if (want === "arrange") {
    return engine.arrange(made, left, sort, { verdicts: engine.judge(made, answers), found });
  }
  return {
    left: listed(made, left),
    total,
    counts: Object.fromEntries([...made.facets.keys()].map((name) => [name, Object.fromEntries(countsOf(name))])),
    scores: found && listed(made, found.set).map((index) => [index, found.scores[index]]),
  };
});
process.stdout.write(JSON.stringify(results));
