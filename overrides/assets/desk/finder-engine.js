// Finds schemes: narrows, counts, ranks. Knows no page; what is drawn is drawn by finder.js.
// A set of schemes is a list of bits, one a scheme, so that ten thousand take a few milliseconds.
import { fold } from "./directory.js";
import { resultOf } from "./rules.js";
import { clockNow, daysBetween, deadlineOf, ORDER, OVER, statusOf } from "./status.js";

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

const FIRST = "#".charCodeAt(0);

/** Reads a column: the places in a list that signs stand for, one a scheme. */
function placesOf(signs) {
  const places = new Uint16Array(signs.length);
  for (let index = 0; index < places.length; index += 1) places[index] = signs.charCodeAt(index) - FIRST;
  return places;
}

function column({ list, of }) {
  return { list, of, at: (index) => list[of.charCodeAt(index) - FIRST] };
}

/** Ranks values: the first of them in their order is 0, equal ones are equal. */
function ranks(values, compare) {
  const order = new Map([...new Set(values)].sort(compare).map((value, rank) => [value, rank]));
  return values.map((value) => order.get(value));
}

export function prepare(data, date = new Date()) {
  const size = data.ids.length;
  const now = clockNow(data.clock, date);
  const timetables = column(data.timetables);
  const standing = timetables.list.map((timetable) => {
    const { closes, within } = deadlineOf(timetable, now, data.soon) ?? {};
    return { status: statusOf(timetable, now, data.soon), closes, within };
  });
  const columns = new Map(data.facets.filter(({ of }) => of).map((facet) => {
    const its = column(facet);
    return [facet.name, { ...its, labels: (index) => its.at(index).map((value) => facet.values[value].label) }];
  }));
  return {
    data, size, now, standing, timetables, columns,
    facets: new Map(data.facets.map(({ name, values }) => [name, new Set(values.map(({ id }) => id))])),
    stands: Array.from(placesOf(timetables.of), (place) => standing[place]),
    kinds: column(data.kinds),
    awards: column(data.awards),
    leads: column(data.leads),
    everything: full(size),
    orders: {},
    sets: new Map(),
  };
}

/** The schemes that have each value of a facet. They are made when first asked for: the first results need none. */
export function setsOf(finder, name) {
  if (!finder.sets.has(name)) finder.sets.set(name, madeSets(finder, name));
  return finder.sets.get(name);
}

function madeSets({ data, size, now, standing, timetables, facets }, name) {
  const sets = new Map([...facets.get(name)].map((id) => [id, blank(size)]));
  const { values, list, of } = data.facets.find((facet) => facet.name === name);
  // Status and deadline are the day's, and follow from the timetable.
  const span = ({ status, closes }) => spanOf(status, closes && daysBetween(now, closes));
  const own = of
    ? list.map((choice) => choice.map((value) => sets.get(values[value].id)))
    : standing.map((one) => [sets.get(name === "status" ? one.status : span(one))].filter(Boolean));
  placesOf(of ?? timetables.of).forEach((place, index) => {
    for (const set of own[place]) put(set, index);
  });
  return sets;
}

/** All schemes in an order that depends on no answer. */
function ordered(finder, name) {
  return (finder.orders[name] ??= order(finder, name));
}

// What one can act on first, then what closes first; titles come in the order of the list.
function order({ size, standing, timetables, awards }, name) {
  const timed = placesOf(timetables.of);
  const rank = standing.map(({ status }) => ORDER.indexOf(status));
  const end = ranks(standing.map(({ closes }) => closes ?? "9999"));
  const weightsOf = {
    status: () => (index) => rank[timed[index]] * standing.length + end[timed[index]],
    deadline: () => (index) => end[timed[index]] * ORDER.length + rank[timed[index]],
    amount: () => {
      const awarded = placesOf(awards.of);
      const most = ranks(awards.list.map(([, amount]) => amount), (a, b) => b - a);
      return (index) => most[awarded[index]] * ORDER.length + rank[timed[index]];
    },
  };
  return byWeight(Uint32Array.from({ length: size }, (_none, index) => index), weightsOf[name]());
}

/** Sorts by weight; what is equal stays in its order. Many schemes share few weights: only those are compared. */
function byWeight(indexes, weightOf) {
  const groups = new Map();
  for (const index of indexes) {
    const weight = weightOf(index);
    const equal = groups.get(weight);
    if (equal) equal.push(index);
    else groups.set(weight, [index]);
  }
  return [...groups.keys()].sort((a, b) => a - b).flatMap((weight) => groups.get(weight));
}

// -- Conditions ----------------------------------------------------------------------------------

// The signs that open a group of which one part will do (0) or all are asked (1), and that end it.
const ALL = 1, END = 2;

/** Reads the text of a plan: hooks/desk/finder.py says how it is written. */
function grown(places, criteria) {
  let at = 0;
  const group = () => {
    const parts = [];
    for (; at < places.length && places[at] !== END; at += 1) {
      if (places[at] > END) parts.push(criteria[places[at] - END - 1]);
      else {
        const kind = places[at] === ALL ? "all" : "any";
        at += 1;
        parts.push({ [kind]: group() });
      }
    }
    return parts;
  };
  return { all: group() };
}

/** The conditions, which nothing needs before there are answers, or a question to choose. */
export function conditions(finder) {
  return (finder.conditions ??= readConditions(finder.data));
}

function readConditions({ criteria, plans }) {
  const asked = criteria.map(({ op, fact, value, preference, negated }, id) => ({ id, op, fact, value, preference, negated }));
  const trees = plans.list.map((text) => (text === null ? null : grown(placesOf(text), asked)));
  return { criteria: asked, plans: trees, of: placesOf(plans.of) };
}

export const hasPlan = ({ data: { plans } }, index) => plans.list[plans.of.charCodeAt(index) - FIRST] !== null;

/** The plan of a scheme, each criterion numbered by its place; null where it has none. */
export function planOf(finder, index) {
  const { plans, of } = conditions(finder);
  let number = 0;
  const numbered = (rule) =>
    rule.op ? { ...rule, id: number++ } : rule.all ? { all: rule.all.map(numbered) } : { any: rule.any.map(numbered) };
  return plans[of[index]] && numbered(plans[of[index]]);
}

// -- Narrowing -----------------------------------------------------------------------------------

// Where a word stands, by weight: in a title it tells more than in other names, or in a summary.
const FIELDS = [8, 6, 2];

/**
 * The words of the texts, in order, each with where it stands. Reading many is done in slices, so
 * that typing is not held up.
 */
export async function readable(finder, texts, pause = () => new Promise((go) => setTimeout(go))) {
  const operators = finder.columns.get("operator");
  const places = new Map();
  // Texts repeat themselves: what stands between two spaces is folded once.
  const known = new Map();
  const placesOfAll = (piece) =>
    fold(piece).split(" ").filter(Boolean).map((word) => {
      if (!places.has(word)) places.set(word, []);
      return places.get(word);
    });
  for (let index = 0; index < finder.size; index += 1) {
    const names = operators?.labels(index) ?? [];
    const fields = [finder.data.titles[index], [texts.spellings[index], ...names].join(" "), texts.summaries[index]];
    fields.forEach((text, field) => {
      for (const piece of text.split(" ")) {
        if (!known.has(piece)) known.set(piece, placesOfAll(piece));
        for (const its of known.get(piece)) its.push(index * FIELDS.length + field);
      }
    });
    if (index % 1000 === 999) await pause();
  }
  const words = [...places.keys()].sort();
  return { words, places: words.map((word) => places.get(word)) };
}

const BEST = 1e6; // more than any text scores

/** Each word begins a word of the scheme: in its title before its other names, before its summary. */
export function search(finder, { words, places } = {}, text = "") {
  const wanted = fold(text).split(" ").filter(Boolean);
  if (!wanted.length || !words) return undefined;
  const scores = new Float64Array(finder.size);
  let set = finder.everything;
  for (const start of wanted) {
    const seen = new Uint8Array(finder.size * FIELDS.length);
    const found = blank(finder.size);
    for (let at = firstFrom(words, start); at < words.length && words[at].startsWith(start); at += 1) {
      for (const place of places[at]) {
        if (seen[place]) continue;
        seen[place] = 1;
        const index = Math.floor(place / FIELDS.length);
        put(found, index);
        scores[index] += FIELDS[place % FIELDS.length];
      }
    }
    set = both(set, found);
  }
  return { set, scores: scores.map((score, index) => (has(set, index) ? score : 0)) };
}

/** The place of the first word that does not come before `start`. */
function firstFrom(words, start) {
  let low = 0, high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle] < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The schemes that each facet's choices leave: any of its values will do. */
function masks(finder, chosen) {
  return [...finder.facets].map(([name, values]) => {
    const wanted = [...(chosen.get(name) ?? [])].filter((id) => values.has(id));
    if (!wanted.length) return undefined;
    const set = blank(finder.size);
    const sets = setsOf(finder, name);
    for (const id of wanted) sets.get(id).forEach((bits, word) => (set[word] |= bits));
    return set;
  });
}

/** Narrows: the schemes left, and for each choice of a facet how many there would be with it. */
export function narrow(finder, chosen, found) {
  const own = masks(finder, chosen);
  const start = found ? found.set : finder.everything;
  const left = own.reduce((set, mask) => (mask ? both(set, mask) : set), start);
  const names = [...finder.facets.keys()];
  // A facet's counts leave its own choices out: they say what choosing would give.
  const countsOf = (name) => {
    const at = names.indexOf(name);
    const others = own[at]
      ? own.reduce((set, mask, index) => (mask && index !== at ? both(set, mask) : set), start)
      : left;
    return new Map([...setsOf(finder, name)].map(([id, set]) => [id, count(set, others)]));
  };
  return { left, countsOf, total: count(left) };
}

// -- Judging -------------------------------------------------------------------------------------

const MET = 0, UNKNOWN = 1, NOT_MET = 2;

// What a criterion weighs: its value, how many make it so, how many would have to change.
const WEIGHT = { met: [MET, 0, 0], unknown: [UNKNOWN, 1, 0], not_met: [NOT_MET, 1, 1] };

function weigh(rule, weights) {
  if (rule.op) return weights[rule.id];
  const parts = rule.all ?? rule.any;
  let value = rule.all ? MET : NOT_MET;
  for (const part of parts) {
    const [its] = weigh(part, weights);
    if (rule.all ? its > value : its < value) value = its;
  }
  if (value === MET) return WEIGHT.met;
  let decisive = 0, away = rule.all ? 0 : Infinity;
  for (const part of parts) {
    const [its, number, steps] = weigh(part, weights);
    if (its === value) decisive += number;
    away = rule.all ? away + steps : Math.min(away, steps);
  }
  return [value, decisive, value === NOT_MET ? away : 0];
}

/** What each criterion and each plan weighs under the latest answers, for which it is kept. */
function weighed(finder, answers) {
  if (finder.weighed?.answers !== answers) {
    const { criteria, plans } = conditions(finder);
    const weights = criteria.map((one) =>
      one.preference ? WEIGHT.met : WEIGHT[resultOf(one, answers, finder.data.parents)]);
    finder.weighed = { answers, weights, plans: plans.map((plan) => plan && weigh(plan, weights)) };
  }
  return finder.weighed;
}

/** Judges every scheme by the answers; undefined where nothing was answered. */
export function judge(finder, answers) {
  if (!Object.keys(answers).length) return undefined;
  const { plans } = weighed(finder, answers);
  const { of } = conditions(finder);
  return finder.stands.map(({ status }, index) => {
    const [value, decisive, away] = plans[of[index]] ?? [UNKNOWN, 0, 0];
    const near = value === NOT_MET && away === 1;
    const group = OVER.has(status) ? "over" : value === MET ? "fits" : value === UNKNOWN ? "to_check" : near ? "near" : "not_met";
    return { group, value, decisive: value === NOT_MET ? away : decisive };
  });
}

export const GROUPS = ["fits", "to_check", "near", "not_met", "over"];

/** The schemes left, in order; by fit, those that lack least come first. */
export function arrange(finder, left, sort, { verdicts, found } = {}) {
  const inOrder = (name) => ordered(finder, name).filter((index) => has(left, index));
  if (sort === "relevance" && found) return byWeight(inOrder("status"), (index) => BEST - found.scores[index]);
  if (sort === "fit" && verdicts) {
    return byWeight(inOrder("status"), (index) => GROUPS.indexOf(verdicts[index].group) * 1000 + verdicts[index].decisive);
  }
  return inOrder(["deadline", "amount"].includes(sort) ? sort : "status");
}

// -- Asking --------------------------------------------------------------------------------------

function open(rule, weights, facts) {
  for (const part of rule.all ?? rule.any) {
    if (weigh(part, weights)[0] !== UNKNOWN) continue;
    if (!part.op) open(part, weights, facts);
    else if (part.fact && !facts.includes(part.fact)) facts.push(part.fact);
  }
  return facts;
}

/**
 * The facts not answered yet, those first that bring most schemes nearest to a verdict: each scheme
 * that still depends on some facts gives one point, shared among them.
 */
export function questions(finder, left, answers) {
  const its = weighed(finder, answers);
  const { plans, of } = conditions(finder);
  its.open ??= plans.map((plan, at) => (plan && its.plans[at][0] === UNKNOWN ? open(plan, its.weights, []) : []));
  const points = new Map();
  const touched = new Map();
  of.forEach((plan, index) => {
    if (!has(left, index) || OVER.has(finder.stands[index].status)) return;
    for (const fact of its.open[plan]) {
      points.set(fact, (points.get(fact) ?? 0) + 1 / its.open[plan].length);
      touched.set(fact, (touched.get(fact) ?? 0) + 1);
    }
  });
  return [...points]
    .filter(([fact]) => answers[fact] === undefined)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([fact]) => ({ fact, schemes: touched.get(fact) }));
}
