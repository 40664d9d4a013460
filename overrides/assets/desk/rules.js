// The evaluator of hooks/desk/rules.py, for the browser: same plan, same answers, same result.
const isMissing = (answer) =>
  answer === undefined || answer === null || answer === "" ||
  (Array.isArray(answer) && answer.length === 0);

const children = (rule) => rule.all ?? rule.any ?? [];
export const leaves = (rule) => ("op" in rule ? [rule] : children(rule).flatMap(leaves));

const holds = {
  in: (answer, value) => value.includes(answer),
  not_in: (answer, value) => !value.includes(answer),
  any_of: (answer, value) => answer.some((item) => value.includes(item)),
  eq: (answer, value) => answer === value,
  lt: (answer, value) => answer < value,
  lte: (answer, value) => answer <= value,
  gt: (answer, value) => answer > value,
  gte: (answer, value) => answer >= value,
  between: (answer, value) => value[0] <= answer && answer <= value[1],
  is_true: (answer) => answer === true,
  is_false: (answer) => answer === false,
};

// A place that holds a perimeter may or may not be inside: France, asked whether it is Brittany.
function places(answer, value, parents) {
  if (value.includes(answer)) return "met";
  if ((parents[answer] ?? []).some((parent) => value.includes(parent))) return "met";
  return value.some((place) => (parents[place] ?? []).includes(answer)) ? "unknown" : "not_met";
}

export function resultOf(leaf, answers, parents) {
  const answer = answers[leaf.fact];
  if (leaf.op === "manual" || isMissing(answer)) return "unknown";
  const found =
    leaf.op === "perimeter_covers"
      ? places(answer, leaf.value, parents)
      : holds[leaf.op](answer, leaf.value) ? "met" : "not_met";
  if (!leaf.negated || found === "unknown") return found;
  return found === "met" ? "not_met" : "met";
}

function valueOf(rule, results) {
  if ("op" in rule) return rule.preference ? "met" : results.get(rule.id);
  const values = children(rule).map((child) => valueOf(child, results));
  const order = "all" in rule ? ["not_met", "unknown"] : ["met", "unknown"];
  return order.find((value) => values.includes(value)) ?? ("all" in rule ? "met" : "not_met");
}

function decisive(rule, results) {
  const verdict = valueOf(rule, results);
  if (verdict === "met") return [];
  if ("op" in rule) return [rule.id];
  return children(rule)
    .filter((child) => valueOf(child, results) === verdict)
    .flatMap((child) => decisive(child, results));
}

const STATUS = { met: "fits", unknown: "to_check", not_met: "conditions_not_met" };

export function evaluate(rule, answers, parents) {
  const all = leaves(rule);
  const results = new Map(all.map((leaf) => [leaf.id, resultOf(leaf, answers, parents)]));
  const verdict = valueOf(rule, results);
  const counts = new Set(decisive(rule, results));
  const trace = all.map(({ id }) => ({ id, result: results.get(id), decisive: counts.has(id) }));
  const asked = all.filter(
    (leaf) => counts.has(leaf.id) && leaf.fact !== undefined && isMissing(answers[leaf.fact]),
  );
  const missing = [...new Set(asked.map((leaf) => leaf.fact))];
  const blockers = all
    .filter(({ id }) => verdict === "not_met" && counts.has(id))
    .filter(({ id }) => valueOf(rule, new Map([...results, [id, "met"]])) !== "not_met")
    .map(({ id }) => id);
  return { status: STATUS[verdict], trace, missing, blockers };
}
