// Finds schemes: narrows, counts, ranks. Knows no page; what is drawn is drawn by finder.js.
// A set of schemes is a list of bits, one a scheme, so that ten thousand take a few milliseconds.
import { resultOf } from "./rules.js";
import { daysBetween, deadlineOf, localNow, ORDER, OVER, statusOf } from "./status.js";

export const fold = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/æ/g, "ae")
    .replace(/[^a-z0-9]+/g, " ")
    .trim();

// -- Sets ----------------------------------------------------------------------------------------

const blank = (size) => new Uint32Array((size + 31) >> 5);
const put = (set, index) => {
  set[index >> 5] |= 1 << (index & 31);
};
export const has = (set, index) => (set[index >> 5] >>> (index & 31)) & 1;

function full(size) {
  const set = blank(size).fill(0xffffffff);
  if (size & 31) set[set.length - 1] = (1 << (size & 31)) - 1;
  return set;
}

function both(a, b) {
  const set = new Uint32Array(a.length);
  for (let word = 0; word < a.length; word += 1) set[word] = a[word] & b[word];
  return set;
}

function ones(word) {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

export function count(a, b) {
  let sum = 0;
  for (let word = 0; word < a.length; word += 1) sum += ones(b ? a[word] & b[word] : a[word]);
  return sum;
}

// -- What does not depend on what the visitor does -----------------------------------------------

/** Deadlines fall into spans; a scheme without one is open at any time, or its date is unknown. */
function spanOf(status, days) {
  if (OVER.has(status)) return undefined;
  if (days !== undefined) return days <= 30 ? "month" : days <= 90 ? "quarter" : "later";
  return status === "open" ? "any_time" : "unknown";
}

export function prepare(data, date = new Date()) {
  const size = data.ids.length;
  const now = localNow(data.zone, date);
  const standing = data.timetables.list.map((timetable) => ({
    status: statusOf(timetable, now, data.soon),
    closes: deadlineOf(timetable, now, data.soon)?.closes,
  }));
  const stands = data.timetables.of.map((index) => standing[index]);
  const facets = new Map(
    data.facets.map((facet) => [facet.name, new Map(facet.values.map(({ id }) => [id, blank(size)]))]),
  );
  for (const facet of data.facets) {
    const sets = facet.values.map(({ id }) => facets.get(facet.name).get(id));
    (facet.of ?? []).forEach((values, index) => {
      if (typeof values === "number") put(sets[values], index);
      else for (const value of values) put(sets[value], index);
    });
  }
  stands.forEach(({ status, closes }, index) => {
    facets.get("status")?.get(status) && put(facets.get("status").get(status), index);
    const span = spanOf(status, closes && daysBetween(now, closes));
    const set = span && facets.get("deadline")?.get(span);
    if (set) put(set, index);
  });
  // What one can act on first, then what closes first; titles come in the order of the list.
  const rank = stands.map(({ status }) => ORDER.indexOf(status));
  const end = stands.map(({ closes }) => closes ?? "9999");
  const everyone = data.ids.map((_id, index) => index);
  const byStatus = (a, b) => rank[a] - rank[b] || (end[a] < end[b] ? -1 : end[a] > end[b] ? 1 : a - b);
  const orders = {
    status: everyone.toSorted(byStatus),
    deadline: everyone.toSorted((a, b) =>
      end[a] < end[b] ? -1 : end[a] > end[b] ? 1 : rank[a] - rank[b] || a - b),
    amount: everyone.toSorted((a, b) => data.amounts[b] - data.amounts[a] || rank[a] - rank[b] || a - b),
  };
  const criteria = data.criteria.map((criterion, id) => ({ ...criterion, id }));
  const grown = (plan) =>
    typeof plan === "number"
      ? criteria[plan]
      : plan.all
        ? { all: plan.all.map(grown) }
        : { any: plan.any.map(grown) };
  return {
    data, size, now, stands, facets, orders, criteria,
    plans: data.plans.map(grown),
    everything: full(size),
    place: Object.fromEntries(
      Object.entries(orders).map(([name, order]) => {
        const places = new Uint32Array(size);
        order.forEach((index, at) => (places[index] = at));
        return [name, places];
      }),
    ),
  };
}

// -- Narrowing -----------------------------------------------------------------------------------

/** The texts that words are looked for in; folding many is done in slices, so that typing is not held up. */
export async function readable(finder, texts, pause = () => new Promise((go) => setTimeout(go))) {
  const { data } = finder;
  const operators = data.facets.find(({ name }) => name === "operator");
  const rows = [];
  for (let index = 0; index < finder.size; index += 1) {
    const of = operators?.of[index] ?? [];
    const names = (typeof of === "number" ? [of] : of).map((value) => operators.values[value].label);
    rows.push({
      title: ` ${fold(data.titles[index])}`,
      also: ` ${fold(texts.spellings[index])} ${fold(names.join(" "))}`,
      rest: ` ${fold(texts.summaries[index])}`,
    });
    if (index % 400 === 399) await pause();
  }
  return rows;
}

/** Each word begins a word of the scheme: in its title before its other names, before its summary. */
export function search(finder, rows, text) {
  const words = fold(text).split(" ").filter(Boolean);
  if (!words.length || !rows) return undefined;
  const set = blank(finder.size);
  const scores = new Float64Array(finder.size);
  rows.forEach((row, index) => {
    let score = 0;
    for (const word of words) {
      const start = ` ${word}`;
      const found =
        (row.title.includes(start) ? 8 : 0) + (row.also.includes(start) ? 6 : 0) + (row.rest.includes(start) ? 2 : 0);
      if (!found) return;
      score += found;
    }
    put(set, index);
    scores[index] = score;
  });
  return { set, scores };
}

/** The schemes that each facet's choices leave: any of its values will do. */
function masks(finder, chosen) {
  return [...finder.facets].map(([name, values]) => {
    const wanted = [...(chosen.get(name) ?? [])].filter((id) => values.has(id));
    if (!wanted.length) return undefined;
    const set = blank(finder.size);
    for (const id of wanted) values.get(id).forEach((bits, word) => (set[word] |= bits));
    return set;
  });
}

/** Narrows: the schemes left, and for each choice how many there would be with it. */
export function narrow(finder, chosen, found) {
  const own = masks(finder, chosen);
  const start = found ? found.set : finder.everything;
  const left = own.reduce((set, mask) => (mask ? both(set, mask) : set), start);
  const counts = new Map();
  [...finder.facets].forEach(([name, values], at) => {
    // A facet's counts leave its own choices out: they say what choosing would give.
    const others = own[at]
      ? own.reduce((set, mask, index) => (mask && index !== at ? both(set, mask) : set), start)
      : left;
    counts.set(name, new Map([...values].map(([id, set]) => [id, count(set, others)])));
  });
  return { left, counts, total: count(left) };
}

// -- Judging -------------------------------------------------------------------------------------

const MET = 0, UNKNOWN = 1, NOT_MET = 2;
const CODE = { met: MET, unknown: UNKNOWN, not_met: NOT_MET };

/** Weighs a plan: its value, how many criteria make it so, and how many would have to change. */
function weigh(rule, results) {
  if ("op" in rule) {
    const value = rule.preference ? MET : results[rule.id];
    return [value, value === MET ? 0 : 1, value === NOT_MET ? 1 : 0];
  }
  const parts = (rule.all ?? rule.any).map((child) => weigh(child, results));
  const values = parts.map(([value]) => value);
  const value = rule.all
    ? values.reduce((worst, one) => Math.max(worst, one), MET)
    : values.reduce((best, one) => Math.min(best, one), NOT_MET);
  let decisive = 0, away = rule.all ? 0 : Infinity;
  for (const [its, number, steps] of parts) {
    if (value !== MET && its === value) decisive += number;
    away = rule.all ? away + steps : Math.min(away, steps);
  }
  return [value, decisive, value === NOT_MET ? away : 0];
}

/** Judges every scheme by the answers; undefined where nothing was answered. */
export function judge(finder, answers) {
  if (!Object.keys(answers).length) return undefined;
  const results = finder.criteria.map((one) => CODE[resultOf(one, answers, finder.data.parents)]);
  const verdicts = finder.plans.map((plan) => weigh(plan, results));
  return finder.data.plan.map((plan, index) => {
    const [value, decisive, away] = plan < 0 ? [UNKNOWN, 0, 0] : verdicts[plan];
    const over = OVER.has(finder.stands[index].status);
    const near = value === NOT_MET && away === 1;
    const group = over ? "over" : value === MET ? "fits" : value === UNKNOWN ? "to_check" : near ? "near" : "not_met";
    return { group, value, decisive: value === NOT_MET ? away : decisive };
  });
}

export const GROUPS = ["fits", "to_check", "near", "not_met", "over"];

/** The schemes left, in order; by fit, those that lack least come first. */
export function arrange(finder, left, sort, { verdicts, found } = {}) {
  const inOrder = (order) => order.filter((index) => has(left, index));
  if (sort === "relevance" && found) {
    return inOrder(finder.orders.status).sort((a, b) => found.scores[b] - found.scores[a]);
  }
  if (sort === "fit" && verdicts) {
    const weight = (index) => GROUPS.indexOf(verdicts[index].group) * 1000 + verdicts[index].decisive;
    return inOrder(finder.orders.status).sort((a, b) => weight(a) - weight(b));
  }
  return inOrder(finder.orders[sort] ?? finder.orders.status);
}

// -- Asking --------------------------------------------------------------------------------------

function* open(rule, results) {
  if ("op" in rule) {
    if (!rule.preference && results[rule.id] === UNKNOWN && rule.fact) yield rule.fact;
    return;
  }
  for (const child of rule.all ?? rule.any) {
    if (weigh(child, results)[0] === UNKNOWN) yield* open(child, results);
  }
}

/**
 * The facts not answered yet, those first that bring most schemes nearest to a verdict: each scheme
 * that still depends on some facts gives one point, shared among them.
 */
export function questions(finder, left, answers) {
  const results = finder.criteria.map((one) => CODE[resultOf(one, answers, finder.data.parents)]);
  const facts = finder.plans.map((plan) =>
    weigh(plan, results)[0] === UNKNOWN ? [...new Set(open(plan, results))] : []);
  const points = new Map();
  const touched = new Map();
  finder.data.plan.forEach((plan, index) => {
    if (plan < 0 || !has(left, index) || OVER.has(finder.stands[index].status)) return;
    for (const fact of facts[plan]) {
      points.set(fact, (points.get(fact) ?? 0) + 1 / facts[plan].length);
      touched.set(fact, (touched.get(fact) ?? 0) + 1);
    }
  });
  return [...points]
    .filter(([fact]) => answers[fact] === undefined)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([fact]) => ({ fact, schemes: touched.get(fact) }));
}
