"""Rules: whether conditions are met by what a visitor has answered, and why.

A rule is a tree of `all`, `any`, `not` and criteria. It is three-valued: a fact that is not
answered, and a condition that only a person can judge (`manual`), are unknown, never met. Blocking
criteria decide; preferences only rank.

`plan` gives a rule as plain data. `evaluate` reads that form, and so does `rules.js` in the
browser: the same plan and answers give the same result in both, to the byte (tests compare them).
Amounts are whole numbers; nothing is rounded; the day is never asked for here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from desk.records.base import Model
from desk.records.claims import Citation
from desk.texts import Text

Op = Literal[
    "in",
    "not_in",
    "any_of",
    "eq",
    "lt",
    "lte",
    "gt",
    "gte",
    "between",
    "is_true",
    "is_false",
    "perimeter_covers",
    "manual",
]

Value = str | int | Annotated[tuple[str | int, ...], Field(strict=False)]

Plan = Mapping[str, Any]
"""A rule as plain data: `{all: [plan…]}`, `{any: [plan…]}`, or a criterion's
`{id, op, fact?, value?, preference?, negated?}`."""

Parents = Mapping[str, Sequence[str]]
"""For each place, the places that hold it, itself left out: `REG-53: [PAYS-99100, EU]`."""

MET, NOT_MET, UNKNOWN = "met", "not_met", "unknown"


class Rule(Model):
    """A group of rules (`all`, `any`, `not`), or one criterion.

    A criterion asks for a `fact` (a key of questions.yml), compares the answer by `op` with
    `value`, and says in words what is asked (`label`), what it means when it is not met
    (`if_false`) and what can be done (`fix`).
    """

    all: tuple[Rule, ...] | None = Field(default=None, strict=False)
    any: tuple[Rule, ...] | None = Field(default=None, strict=False)
    not_: Annotated[Rule | None, Field(alias="not")] = None
    id: str | None = None
    fact: str | None = None
    op: Op | None = None
    value: Value | None = None
    kind: Literal["blocking", "preference"] = "blocking"
    label: Text | None = None
    if_false: Text | None = None
    fix: Text | None = None
    cite: Annotated[tuple[Citation, ...], Field(strict=False)] = ()

    @model_validator(mode="after")
    def _one_form(self) -> Rule:
        """A rule is one group, or one criterion with an id, a label and, unless manual, a fact."""
        forms = [name for name in ("all", "any", "not_", "op") if getattr(self, name) is not None]
        if len(forms) != 1:
            raise PydanticCustomError(
                "rule", "A rule is one of all:, any:, not: or a criterion with op:; write one"
            )
        if self.op is None:
            return self
        wanted = ["id", "label"] + ([] if self.op == "manual" else ["fact"])
        for name in wanted:
            if getattr(self, name) is None:
                raise PydanticCustomError(
                    "criterion", "This criterion has no {name}; write {name}:", {"name": name}
                )
        return self

    def criteria(self) -> Iterator[Rule]:
        """Give every criterion of the rule, in the order in which it is written."""
        if self.op is not None:
            yield self
        for child in (*(self.all or ()), *(self.any or ()), *([self.not_] if self.not_ else ())):
            yield from child.criteria()


Rule.model_rebuild()


def plan(rule: Rule, *, negated: bool = False) -> Plan:
    """Give a rule as plain data, every `not` moved down to the criteria (De Morgan)."""
    if rule.not_ is not None:
        return plan(rule.not_, negated=not negated)
    if rule.op is None:
        children = rule.all if rule.all is not None else rule.any
        together = (rule.all is not None) != negated
        return {
            "all" if together else "any": [plan(child, negated=negated) for child in children or ()]
        }
    leaf: dict[str, Any] = {"id": rule.id, "op": rule.op}
    if rule.fact is not None:
        leaf["fact"] = rule.fact
    if rule.value is not None:
        leaf["value"] = list(rule.value) if isinstance(rule.value, tuple) else rule.value
    if rule.kind == "preference":
        leaf["preference"] = True
    if negated:
        leaf["negated"] = True
    return leaf


def evaluate(rule: Plan, answers: Mapping[str, Any], parents: Parents) -> dict[str, Any]:
    """Evaluate a plan: whether it fits, and the reason, criterion by criterion.

    `status` is `fits`, `to_check` or `conditions_not_met`. `trace` has every criterion with its
    result and whether it counts (`decisive`: what stands in the way now). `missing` are the facts
    that are not answered and would count. `blockers` are criteria each of which alone stands in
    the way: were it met, the conditions would no longer be unmet.
    """
    results = {leaf["id"]: _leaf(leaf, answers, parents) for leaf in _leaves(rule)}
    verdict = _value(rule, results)
    decisive = set(_decisive(rule, results))
    trace = [
        {
            "id": leaf["id"],
            "result": results[leaf["id"]],
            "decisive": leaf["id"] in decisive,
        }
        for leaf in _leaves(rule)
    ]
    missing: list[str] = []
    for leaf in _leaves(rule):
        fact = leaf.get("fact")
        if (
            leaf["id"] in decisive
            and fact is not None
            and _is_missing(answers.get(fact))
            and fact not in missing
        ):
            missing.append(fact)
    blockers = [
        leaf["id"]
        for leaf in _leaves(rule)
        if verdict == NOT_MET
        and leaf["id"] in decisive
        and _value(rule, {**results, leaf["id"]: MET}) != NOT_MET
    ]
    status = {MET: "fits", UNKNOWN: "to_check", NOT_MET: "conditions_not_met"}[verdict]
    return {"status": status, "trace": trace, "missing": missing, "blockers": blockers}


def _leaves(rule: Plan) -> Iterator[Plan]:
    if "op" in rule:
        yield rule
    for child in rule.get("all", rule.get("any", ())):
        yield from _leaves(child)


def _value(rule: Plan, results: Mapping[str, str]) -> str:
    """Give the three-valued result of a plan; preferences do not count."""
    if "op" in rule:
        return MET if rule.get("preference") else results[rule["id"]]
    values = [_value(child, results) for child in rule.get("all", rule.get("any", ()))]
    if "all" in rule:
        return NOT_MET if NOT_MET in values else UNKNOWN if UNKNOWN in values else MET
    return MET if MET in values else UNKNOWN if UNKNOWN in values else NOT_MET


def _decisive(rule: Plan, results: Mapping[str, str]) -> Iterator[str]:
    """Give the criteria that make the result what it is, where it is not met or unknown."""
    verdict = _value(rule, results)
    if verdict == MET:
        return
    if "op" in rule:
        yield rule["id"]
        return
    for child in rule.get("all", rule.get("any", ())):
        if _value(child, results) == verdict:
            yield from _decisive(child, results)


def _is_missing(answer: Any) -> bool:
    return answer in (None, [], "")


def _leaf(leaf: Plan, answers: Mapping[str, Any], parents: Parents) -> str:
    op = leaf["op"]
    answer: Any = answers.get(leaf.get("fact", ""))
    if op == "manual" or _is_missing(answer):
        return UNKNOWN
    found = (
        _places(answer, leaf["value"], parents)
        if op == "perimeter_covers"
        else (MET if _holds(op, answer, leaf.get("value")) else NOT_MET)
    )
    if leaf.get("negated") and found != UNKNOWN:
        return NOT_MET if found == MET else MET
    return found


def _holds(op: str, answer: Any, value: Any) -> bool:
    match op:
        case "in":
            return answer in value
        case "not_in":
            return answer not in value
        case "any_of":
            return any(item in value for item in answer)
        case "eq":
            return bool(answer == value)
        case "lt":
            return bool(answer < value)
        case "lte":
            return bool(answer <= value)
        case "gt":
            return bool(answer > value)
        case "gte":
            return bool(answer >= value)
        case "between":
            return bool(value[0] <= answer <= value[1])
        case "is_true":
            return answer is True
    assert op == "is_false"
    return answer is False


def _places(answer: str, value: Sequence[str], parents: Parents) -> str:
    """Tell whether a place lies in one of some perimeters.

    A place that holds one of them may or may not be inside: France, asked whether it is Brittany.
    """
    if answer in value or any(parent in value for parent in parents.get(answer, ())):
        return MET
    if any(answer in parents.get(place, ()) for place in value):
        return UNKNOWN
    return NOT_MET
