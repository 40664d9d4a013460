"""Questions: the facts that rules ask for, in `data/questions.yml`, each asked once in plain words.

Guides, guided paths and the funding finder share them, so that an answer given in one is known in
the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from pydantic import Field

from desk.records.base import Finding, Model, Place, closest
from desk.rules import Rule
from desk.texts import Text

_KEY = re.compile(r"[A-Za-z0-9]+([-_][A-Za-z0-9]+)*")
KEY_FORM = "write letters, digits, single hyphens and underscores"
"""What a fact's key and an answer's id are made of."""

Kind = Literal["bool", "enum", "multi", "int", "money", "geo"]


class Choice(Model):
    """One answer that may be chosen."""

    id: str
    label: Text


class Question(Model):
    """A fact: how it is asked, why, and what may be answered. Money is in whole units."""

    type: Kind
    question: Text
    help: Text | None = None
    why_we_ask: Text
    values: tuple[Choice, ...] = Field(default=(), strict=False)
    unit: Text | None = None
    allow_unknown: bool = True

    def mistakes(self) -> Iterator[Finding]:
        """What is chosen from has answers, each with its own id; what is not has none.

        Answers stand in addresses, several joined by dots. Places are those of places.yml.
        """
        if self.type in ("enum", "multi") and not self.values:
            yield (), f"There is nothing to choose from ({self.type})", "write values:"
        if self.type == "geo" and not self.values:
            yield (), "There is no place to choose from", "write data/places.yml, or values:"
        if self.type in ("bool", "int", "money") and self.values:
            yield (
                ("values",),
                f"The answer to this type of question ({self.type}) is not chosen from a list",
                "take values: away",
            )
        seen: set[str] = set()
        for index, choice in enumerate(self.values):
            if not _KEY.fullmatch(choice.id):
                yield ("values", index, "id"), f"“{choice.id}” cannot be an id", KEY_FORM
            if choice.id in seen:
                yield ("values", index, "id"), f"“{choice.id}” stands twice", "give each its own id"
            seen.add(choice.id)


def check_questions(questions: Mapping[str, Question]) -> Iterator[Finding]:
    """Each fact has a key that can stand in an address, and suits its type."""
    for key, question in questions.items():
        if not _KEY.fullmatch(key):
            yield (key,), f"“{key}” cannot be the key of a fact", KEY_FORM
        for place, what, fix in question.mistakes():
            yield (key, *place), what, fix


def unknown_question(key: str, questions: Mapping[str, Question], place: Place) -> Finding:
    """Tell that a fact is asked for which no question is, and which come close."""
    near = closest(key, questions)
    return (
        place,
        f"There is no question “{key}” in data/questions.yml",
        "write " + " or ".join(near) if near else "write one that exists, or add it there",
    )


OPERATIONS: Mapping[Kind, frozenset[str]] = {
    "bool": frozenset({"is_true", "is_false"}),
    "enum": frozenset({"in", "not_in", "eq"}),
    "multi": frozenset({"any_of"}),
    "int": frozenset({"eq", "lt", "lte", "gt", "gte", "between"}),
    "money": frozenset({"eq", "lt", "lte", "gt", "gte", "between"}),
    "geo": frozenset({"perimeter_covers"}),
}
"""What may be asked of a fact of each type."""


def check_rule(rule: Rule, questions: Mapping[str, Question], at: Place = ()) -> Iterator[Finding]:
    """Each criterion has its own id, asks for a known fact, and compares like with like.

    JavaScript coerces types where Python raises: what passes here means the same in both.
    """
    yield from _empty_groups(rule, at)
    seen: set[str] = set()
    for place, criterion in _criteria(rule, at):
        if criterion.id in seen:
            yield (
                (*place, "id"),
                f"The criterion “{criterion.id}” stands twice",
                "give it its own id",
            )
        seen.add(criterion.id or "")
        if criterion.op == "manual":
            continue
        question = questions.get(criterion.fact or "")
        if question is None:
            yield unknown_question(criterion.fact or "", questions, (*place, "fact"))
            continue
        allowed = OPERATIONS[question.type]
        if criterion.op not in allowed:
            yield (
                (*place, "op"),
                f"“{criterion.op}” cannot be asked of “{criterion.fact}” ({question.type})",
                "write one of: " + ", ".join(sorted(allowed)),
            )
            continue
        yield from _check_value(criterion, question, place)


def _empty_groups(rule: Rule, at: Place) -> Iterator[Finding]:
    """A group of nothing is always met (`all`) or never (`any`), which nobody means."""
    for name in ("all", "any"):
        children = getattr(rule, name)
        if children == ():
            yield (*at, name), "This group is empty", "write criteria in it, or take it away"
        for index, child in enumerate(children or ()):
            yield from _empty_groups(child, (*at, name, index))
    if rule.not_ is not None:
        yield from _empty_groups(rule.not_, (*at, "not"))


def _criteria(rule: Rule, at: Place) -> Iterator[tuple[Place, Rule]]:
    if rule.op is not None:
        yield at, rule
    for name in ("all", "any"):
        for index, child in enumerate(getattr(rule, name) or ()):
            yield from _criteria(child, (*at, name, index))
    if rule.not_ is not None:
        yield from _criteria(rule.not_, (*at, "not"))


def _check_value(criterion: Rule, question: Question, place: Place) -> Iterator[Finding]:
    value, where = criterion.value, (*place, "value")
    match criterion.op:
        case "is_true" | "is_false":
            if value is not None:
                yield where, "A yes-or-no question is compared with nothing", "take value: away"
        case "in" | "not_in" | "any_of" | "perimeter_covers":
            if not isinstance(value, tuple) or not all(isinstance(item, str) for item in value):
                yield where, "This must be a list of answers", "write it as value: [a, b]"
            else:
                yield from _check_choices(value, question, where)
        case "between":
            if (
                not isinstance(value, tuple)
                or len(value) != 2
                or not all(_is_number(item) for item in value)
                or value[0] > value[1]  # type: ignore[operator]
            ):
                yield where, "This must be the least and the most", "write it as value: [3, 7]"
        case "eq" if question.type == "enum":
            if not isinstance(value, str):
                yield where, "This must be one of the answers", "write its id"
            else:
                yield from _check_choices((value,), question, where, single=True)
        case _:
            if not _is_number(value):
                yield where, "This must be a whole number", "write it without quotes or unit"


def check_answers(
    answers: Mapping[str, object], questions: Mapping[str, Question], at: Place
) -> Iterator[Finding]:
    """Each answer is one that its question takes."""
    for key, answer in answers.items():
        where = (*at, key)
        question = questions.get(key)
        if question is None:
            yield unknown_question(key, questions, where)
            continue
        match question.type:
            case "bool":
                if not isinstance(answer, bool):
                    yield where, "This is a yes-or-no question", "write true or false"
            case "int" | "money":
                if not _is_number(answer):
                    yield where, "This must be a whole number", "write it without quotes or unit"
            case "multi":
                if isinstance(answer, tuple):
                    yield from _check_choices(answer, question, where)
                else:
                    yield where, "This must be a list of answers", "write it as [a, b]"
            case "enum" | "geo":
                if isinstance(answer, str):
                    yield from _check_choices((answer,), question, where, single=True)
                else:
                    yield where, "This must be one of the answers", "write its id"


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _check_choices(
    values: Iterable[str | int], question: Question, where: Place, *, single: bool = False
) -> Iterator[Finding]:
    known = [choice.id for choice in question.values]
    for index, value in enumerate(values):
        if value not in known:
            near = closest(str(value), known)
            yield (
                where if single else (*where, index),
                f"“{value}” is not an answer of this question",
                "write " + (" or ".join(near) if near else "one of: " + ", ".join(known)),
            )
