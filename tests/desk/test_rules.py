"""Rules: the same verdict and the same reasons in Python and in the browser."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from random_rules import PARENTS, VECTORS, random_answers, random_rule

from desk.rules import Rule, evaluate, plan

ROOT = Path(__file__).resolve().parents[2]
CASES: list[dict[str, Any]] = VECTORS["cases"]


def in_the_browser(cases: list[tuple[Any, Any]]) -> list[dict[str, Any]]:
    """Evaluate plans with the browser's script."""
    run = subprocess.run(
        ["node", str(ROOT / "tests/rules.mjs")],
        input=json.dumps({"cases": cases, "parents": PARENTS}),
        capture_output=True,
        text=True,
        check=True,
    )
    results: list[dict[str, Any]] = json.loads(run.stdout)
    return results


@pytest.mark.parametrize("case", CASES, ids=[case["fact"] for case in CASES])
def test_vector(case: dict[str, Any]) -> None:
    """Each case gives the verdict and the reasons that its own words say."""
    result = evaluate(case["rule"], case["answers"], PARENTS)
    assert result["status"] == case["status"]
    assert [item["id"] for item in result["trace"] if item["decisive"]] == case["decisive"]
    assert result["missing"] == case["missing"]
    assert result["blockers"] == case["blockers"]


def test_vectors_in_the_browser() -> None:
    """The browser's evaluator gives the same results on the same cases, to the byte."""
    here = [evaluate(case["rule"], case["answers"], PARENTS) for case in CASES]
    there = in_the_browser([(case["rule"], case["answers"]) for case in CASES])
    assert json.dumps(there) == json.dumps(here)


def test_twelve_thousand_random_rules() -> None:
    """On any rule and any answers both evaluators give the same result, to the byte."""
    source = random.Random(2030)
    cases = [
        (random_rule(source, source.randrange(5), [0]), random_answers(source))
        for _ in range(12_000)
    ]
    here = [evaluate(rule, answers, PARENTS) for rule, answers in cases]
    statuses = {result["status"] for result in here}
    assert statuses == {"fits", "to_check", "conditions_not_met"}
    assert json.dumps(in_the_browser(cases)) == json.dumps(here)


def test_more_answers_never_contradict() -> None:
    """What is decided with some answers is not decided otherwise when more facts are answered."""
    source = random.Random(4)
    decided = 0
    for _ in range(3000):
        rule = random_rule(source, 3, [0])
        answers = random_answers(source)
        less = {fact: answer for fact, answer in answers.items() if source.random() < 0.5}
        # France may turn out to be Brittany: a more precise answer is another answer.
        before = evaluate(rule, less, PARENTS)["status"]
        after = evaluate(rule, answers, PARENTS)["status"]
        if before != "to_check":
            decided += 1
            assert after == before
    assert decided > 500


def text(words: str) -> dict[str, str]:
    return {"fr": words, "en": words}


def criterion(identifier: str, **more: Any) -> dict[str, Any]:
    return {"id": identifier, "label": text("x"), "op": "is_true", "fact": "sme", **more}


def read(data: dict[str, Any]) -> Rule:
    return Rule.model_validate(data, context={"languages": ("fr", "en")})


@pytest.mark.parametrize(
    ("data", "planned"),
    [
        (criterion("a"), {"id": "a", "op": "is_true", "fact": "sme"}),
        ({"not": criterion("a")}, {"id": "a", "op": "is_true", "fact": "sme", "negated": True}),
        ({"not": {"not": criterion("a")}}, {"id": "a", "op": "is_true", "fact": "sme"}),
        (
            {"not": {"all": [criterion("a"), {"not": criterion("b")}]}},
            {
                "any": [
                    {"id": "a", "op": "is_true", "fact": "sme", "negated": True},
                    {"id": "b", "op": "is_true", "fact": "sme"},
                ]
            },
        ),
        (
            {"not": {"any": [criterion("a")]}},
            {"all": [{"id": "a", "op": "is_true", "fact": "sme", "negated": True}]},
        ),
        (
            criterion("a", op="in", fact="size", value=["s", "m"], kind="preference"),
            {"id": "a", "op": "in", "fact": "size", "value": ["s", "m"], "preference": True},
        ),
        (
            criterion("a", op="lt", fact="trl", value=4),
            {"id": "a", "op": "lt", "fact": "trl", "value": 4},
        ),
        ({"id": "m", "op": "manual", "label": text("x")}, {"id": "m", "op": "manual"}),
    ],
)
def test_plan(data: dict[str, Any], planned: dict[str, Any]) -> None:
    """A rule becomes plain data; `not` moves down to the criteria."""
    assert plan(read(data)) == planned


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({}, "A rule is one of all:, any:, not: or a criterion"),
        ({"all": [], "any": []}, "A rule is one of all:, any:, not: or a criterion"),
        (
            {"op": "is_true", "fact": "sme", "label": text("x")},
            "This criterion has no id; write id:",
        ),
        (
            {"op": "is_true", "id": "a", "label": text("x")},
            "This criterion has no fact; write fact:",
        ),
        ({"op": "manual", "id": "a"}, "This criterion has no label; write label:"),
    ],
)
def test_forms(data: dict[str, Any], told: str) -> None:
    """A rule that is neither one group nor one whole criterion is told with what is missing."""
    with pytest.raises(ValidationError, match=told[:40]):
        read(data)


def test_criteria_in_order() -> None:
    """Criteria are given in the order in which they are written, groups inside groups too."""
    rule = read({"all": [criterion("a"), {"any": [criterion("b"), {"not": criterion("c")}]}]})
    assert [item.id for item in rule.criteria()] == ["a", "b", "c"]
