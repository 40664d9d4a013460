"""Random rules and answers, on which the evaluators of the build and the browser are compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random

VECTORS = json.loads((Path(__file__).parent / "vectors" / "rules.json").read_text(encoding="utf-8"))
PARENTS: dict[str, list[str]] = VECTORS["parents"]
"""The places that hold each place, in the vectors and in what is made here."""

FACTS: dict[str, tuple[list[str], list[Any]]] = {
    "size": (["in", "not_in", "eq"], ["small", "medium", "large"]),
    "needs": (["any_of"], ["funding", "data", "rules"]),
    "trl": (["eq", "lt", "lte", "gt", "gte", "between"], list(range(10))),
    "sme": (["is_true", "is_false"], [True, False]),
    "place": (["perimeter_covers"], [*PARENTS, "EU", "GB"]),
}
"""For each fact, what may be asked of it and what may be answered."""


def random_rule(source: random.Random, depth: int, ids: list[int]) -> dict[str, Any]:
    """Make a plan of some depth; `ids` counts its criteria."""
    if depth and source.random() < 0.6:
        width = source.randrange(4)
        children = [random_rule(source, depth - 1, ids) for _ in range(width)]
        return {source.choice(["all", "any"]): children}
    ids[0] += 1
    leaf: dict[str, Any] = {"id": f"c{ids[0]}"}
    if source.random() < 0.1:
        return leaf | {"op": "manual"}
    fact = source.choice(list(FACTS))
    operations, values = FACTS[fact]
    op = source.choice(operations)
    leaf |= {"op": op, "fact": fact}
    if op == "between":
        leaf["value"] = sorted(source.choices(values, k=2))
    elif op in ("in", "not_in", "any_of", "perimeter_covers"):
        leaf["value"] = source.sample(values, source.randrange(1, 3))
    elif op not in ("is_true", "is_false"):
        leaf["value"] = source.choice(values)
    for flag in ("preference", "negated"):
        if source.random() < 0.15:
            leaf[flag] = True
    return leaf


def random_answers(source: random.Random) -> dict[str, Any]:
    """Answer some of the facts, some of them with nothing."""
    answers: dict[str, Any] = {}
    for fact, (_operations, values) in FACTS.items():
        choice = source.random()
        if choice < 0.25:
            continue
        if choice < 0.3:
            answers[fact] = None
        elif fact == "needs":
            answers[fact] = source.sample(values, source.randrange(3))
        else:
            answers[fact] = source.choice(values)
    return answers
