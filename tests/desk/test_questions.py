"""What a rule may ask of a fact, and what is told when it asks for something else."""

from __future__ import annotations

from typing import Any

import pytest

from desk.questions import Question, check_rule
from desk.rules import Rule

LANGUAGES = {"languages": ("fr", "en")}


def text(words: str) -> dict[str, str]:
    return {"fr": words, "en": words}


def question(kind: str, *values: str) -> Question:
    return Question.model_validate(
        {
            "type": kind,
            "question": text("?"),
            "why_we_ask": text("x"),
            "values": [{"id": value, "label": text(value)} for value in values],
        },
        context=LANGUAGES,
    )


QUESTIONS = {
    "sme": question("bool"),
    "size": question("enum", "small", "large"),
    "needs": question("multi", "funding", "data"),
    "trl": question("int"),
    "turnover": question("money"),
    "place": question("geo", "REG-53", "FR"),
}


def told(data: dict[str, Any]) -> list[str]:
    """Give what is wrong in a rule: the place and the words."""
    rule = Rule.model_validate(data, context=LANGUAGES)
    return [
        f"{'.'.join(map(str, at))}: {what}; {fix}" for at, what, fix in check_rule(rule, QUESTIONS)
    ]


def criterion(**more: Any) -> dict[str, Any]:
    return {"id": "a", "label": text("x"), **more}


ADD = "write one that exists, or add it there"

RIGHT = [
    {"op": "is_true", "fact": "sme"},
    {"op": "in", "fact": "size", "value": ["small"]},
    {"op": "eq", "fact": "size", "value": "large"},
    {"op": "any_of", "fact": "needs", "value": ["funding", "data"]},
    {"op": "between", "fact": "trl", "value": [4, 4]},
    {"op": "lte", "fact": "turnover", "value": 50_000_000},
    {"op": "eq", "fact": "trl", "value": 0},
    {"op": "perimeter_covers", "fact": "place", "value": ["REG-53"]},
    {"op": "manual"},
]


@pytest.mark.parametrize("right", RIGHT, ids=str)
def test_right(right: dict[str, Any]) -> None:
    """A criterion that compares like with like has nothing wrong, alone or in groups."""
    assert told(criterion(**right)) == []
    assert told({"not": {"any": [criterion(**right)]}}) == []


WRONG = [
    (
        {"op": "is_true", "fact": "smee"},
        "fact: There is no question “smee” in data/questions.yml; write sme",
    ),
    (
        {"op": "is_true", "fact": "xyzzy"},
        f"fact: There is no question “xyzzy” in data/questions.yml; {ADD}",
    ),
    (
        {"op": "lt", "fact": "sme", "value": 3},
        "op: “lt” cannot be asked of “sme” (bool); write one of: is_false, is_true",
    ),
    (
        {"op": "is_true", "fact": "sme", "value": 1},
        "value: A yes-or-no question is compared with nothing; take value: away",
    ),
    (
        {"op": "in", "fact": "size", "value": "small"},
        "value: This must be a list of answers; write it as value: [a, b]",
    ),
    (
        {"op": "in", "fact": "size", "value": [1]},
        "value: This must be a list of answers; write it as value: [a, b]",
    ),
    (
        {"op": "in", "fact": "size", "value": ["smal"]},
        "value.0: “smal” is not an answer of this question; write small",
    ),
    (
        {"op": "in", "fact": "size", "value": ["small", "xyzzy"]},
        "value.1: “xyzzy” is not an answer of this question; write one of: small, large",
    ),
    (
        {"op": "eq", "fact": "size", "value": "xyzzy"},
        "value: “xyzzy” is not an answer of this question; write one of: small, large",
    ),
    (
        {"op": "eq", "fact": "size", "value": 3},
        "value: This must be one of the answers; write its id",
    ),
    (
        {"op": "between", "fact": "trl", "value": [7, 4]},
        "value: This must be the least and the most; write it as value: [3, 7]",
    ),
    (
        {"op": "between", "fact": "trl", "value": 4},
        "value: This must be the least and the most; write it as value: [3, 7]",
    ),
    (
        {"op": "gte", "fact": "trl", "value": "4"},
        "value: This must be a whole number; write it without quotes or unit",
    ),
    (
        {"op": "lt", "fact": "turnover"},
        "value: This must be a whole number; write it without quotes or unit",
    ),
]


@pytest.mark.parametrize(("wrong", "words"), WRONG, ids=[words for _wrong, words in WRONG])
def test_wrong(wrong: dict[str, Any], words: str) -> None:
    """What cannot be compared is told once, at its place, with what to write."""
    assert told(criterion(**wrong)) == [words]


def test_place_in_groups() -> None:
    """The place of a mistake leads through the groups."""
    data = {
        "all": [criterion(op="is_true", fact="sme"), {"not": {"any": [criterion(op="manual")]}}]
    }
    assert told(data) == ["all.1.not.any.0.id: The criterion “a” stands twice; give it its own id"]


@pytest.mark.parametrize(
    ("rule", "places"),
    [
        ({"all": []}, ["all"]),
        ({"any": []}, ["any"]),
        ({"not": {"any": []}}, ["not.any"]),
        ({"all": [criterion(op="manual"), {"any": []}, {"all": []}]}, ["all.1.any", "all.2.all"]),
    ],
)
def test_empty_groups(rule: dict[str, Any], places: list[str]) -> None:
    """A group without criteria says something that nobody means, and is told where it stands."""
    fix = "This group is empty; write criteria in it, or take it away"
    assert told(rule) == [f"{place}: {fix}" for place in places]
