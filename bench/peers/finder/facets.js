// The same facet clicks on the same schemes through the desk's own engine and two libraries:
// node facets.js FINDER_JSON CLICKS. Tells, in milliseconds, how long each takes to start and to
// answer every click with the counts of all facets and the first twenty schemes, and whether the
// totals are the same.
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import process from "node:process";
import { create, insertMultiple, search } from "@orama/orama";
import itemsjs from "itemsjs";
import * as engine from "../../../overrides/assets/desk/finder-engine.js";

const SHOWN = 20;
const data = JSON.parse(readFileSync(process.argv[2], "utf-8"));
const clicks = Number(process.argv[3]);
const made = engine.prepare(data);
const names = [...made.facets.keys()];
const rows = data.ids.map((id, index) => ({
  id,
  title: data.titles[index],
  ...Object.fromEntries(names.map((name) => [
    name, [...engine.setsOf(made, name)].filter(([, set]) => engine.has(set, index)).map(([value]) => value)])),
}));

// States of the form as a visitor makes them: one to three facets, one or two values in each. Each
// starts from what some scheme has, so that none finds nothing, and every run asks the same.
const states = Array.from({ length: clicks }, (_none, turn) => {
  const row = rows[(turn * 997) % rows.length];
  const told = names.filter((name) => row[name].length);
  const state = new Map();
  for (let nth = 0; nth <= turn % 3; nth += 1) {
    const name = told[(turn * 5 + nth * 3) % told.length];
    const values = [...made.facets.get(name).keys()];
    state.set(name, new Set([row[name][0], values[(turn * 7) % values.length]].slice(0, 1 + (turn % 2))));
  }
  return state;
});

const listed = (state) => Object.fromEntries([...state].map(([name, values]) => [name, [...values]]));

const contenders = {
  desk: async () => {
    const own = engine.prepare(JSON.parse(readFileSync(process.argv[2], "utf-8")));
    return (state) => {
      const { left, countsOf, total } = engine.narrow(own, state);
      for (const name of names) countsOf(name);
      engine.arrange(own, left, "status").slice(0, SHOWN);
      return total;
    };
  },
  itemsjs: async () => {
    const aggregations = Object.fromEntries(
      names.map((name) => [name, { conjunction: false, size: 1000, hide_zero_doc_count: false }]));
    const own = itemsjs(rows, { aggregations, searchableFields: ["title"], native_search_enabled: false });
    return (state) => own.search({ per_page: SHOWN, filters: listed(state) }).pagination.total;
  },
  orama: async () => {
    const schema = { title: "string", ...Object.fromEntries(names.map((name) => [name, "enum[]"])) };
    const own = create({ schema });
    await insertMultiple(own, rows, 1000);
    const facets = Object.fromEntries(names.map((name) => [name, {}]));
    return (state) => {
      const where = Object.fromEntries([...state].map(([name, values]) => [name, { containsAny: [...values] }]));
      return search(own, { term: "", where, facets, limit: SHOWN }).count;
    };
  },
};

const results = {};
const totals = {};
for (const [name, start] of Object.entries(contenders)) {
  const began = performance.now();
  const answer = await start();
  const started = performance.now() - began;
  for (const state of states.slice(0, 10)) answer(state);
  const times = [];
  totals[name] = [];
  for (const state of states) {
    const from = performance.now();
    totals[name].push(await answer(state));
    times.push(performance.now() - from);
  }
  const same = totals[name].filter((total, turn) => total === totals.desk[turn]).length;
  results[name] = { started, times, same };
}
process.stdout.write(JSON.stringify(results));
