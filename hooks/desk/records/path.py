"""Paths: a few questions, one a page, that lead to what to read and whom to ask, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from desk import graph
from desk.questions import unknown_question
from desk.records.base import Finding, Model, Part, Place, Record, Ref, closest
from desk.texts import Text

if TYPE_CHECKING:
    from desk.model import Desk
    from desk.questions import Question
    from desk.records.guide import Guide

UNKNOWN = "unknown"
"""The answer “I don’t know”."""

COLLECTIONS = {
    "guide": "guides",
    "country": "countries",
    "call": "calls",
    "module": "training",
    "service": "services",
    "organisation": "organisations",
    "access": "access",
    "path": "paths",
}
"""What an outcome may send to: the field, and the collection of what it names."""


class Branch(Model):
    """Where some answers lead: ids of choices, `yes` or `no`, `unknown` for “I don’t know”."""

    values: Annotated[tuple[str, ...], Field(strict=False, min_length=1)]
    next: str


class Advice(Model):
    """One thing to read or to ask, in its place in the order, and why. It names one record."""

    guide: Annotated[str, Ref("guides", role="path")] | None = None
    country: Annotated[str, Ref("countries", role="path")] | None = None
    route: str | None = None
    call: Annotated[str, Ref("calls", role="path")] | None = None
    module: Annotated[str, Ref("training", role="path")] | None = None
    service: Annotated[str, Ref("services", role="path")] | None = None
    organisation: Annotated[str, Ref("organisations", role="path")] | None = None
    access: Annotated[str, Ref("access", role="path")] | None = None
    path: Annotated[str, Ref("paths", role="path")] | None = None
    why: Text

    @property
    def named(self) -> tuple[str, str]:
        """The collection and the id of the record that it names."""
        return next(
            (collection, identifier)
            for field, collection in COLLECTIONS.items()
            if (identifier := getattr(self, field)) is not None
        )


class Node(Model):
    """A page of the path: a question (`ask`), an information (`text`) or an `outcome`.

    A question is a fact of questions.yml. `text` is Markdown, and may stand beside the others.
    """

    id: str
    slug: Text | None = None
    title: Text
    text: Text | None = None
    guides: tuple[Annotated[str, Ref("guides", role="path")], ...] = Field(default=(), strict=False)
    ask: str | None = None
    answers: tuple[Branch, ...] = Field(default=(), strict=False)
    next: str | None = None
    outcome: tuple[Advice, ...] = Field(default=(), strict=False)

    @property
    def kind(self) -> Literal["question", "information", "outcome"]:
        """What it is."""
        return "question" if self.ask else "outcome" if self.outcome else "information"

    def ways(self) -> Iterator[tuple[Place, str]]:
        """Give the nodes that follow, each with the place that names it."""
        for index, branch in enumerate(self.answers):
            yield ("answers", index, "next"), branch.next
        if self.next is not None:
            yield ("next",), self.next


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """An answer on the page of a question: its value in addresses, empty for “I don’t know”."""

    value: str
    label: Text | None
    """None for yes, no and “I don’t know”, which the interface words."""
    next: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PathView:
    """What the pages of a path show beside its own fields."""

    nodes: Mapping[str, Node]
    choices: Mapping[str, tuple[Choice, ...]]
    """The answers of each question, by its node."""
    before: Mapping[str, tuple[int, int]]
    """The least and the most questions before each node."""
    left: Mapping[str, int]
    """The most questions that may come after each node."""
    earlier: Mapping[str, tuple[Node, ...]]
    """The questions that may come before each node, in order."""
    outcomes: tuple[Node, ...]
    guides: tuple[Guide, ...]
    """The guides on which the path rests, each once."""


class Path(Record):
    """A guided path. Its own page is its start; every other node has one below it."""

    start: str
    nodes: Annotated[tuple[Node, ...], Field(strict=False, min_length=2)]
    rank: int = 0

    def order(self) -> str:
        """Paths stand in an order of their own."""
        return f"{self.rank:03}"

    def key(self, node: str) -> str:
        """Give the name of a node's page: that of the path for its start."""
        return self.id if node == self.start else f"{self.id}/{node}"

    def node(self, identifier: str) -> Node:
        """Give a node by its id."""
        return next(node for node in self.nodes if node.id == identifier)

    def _graph(self) -> dict[str, list[str]]:
        return {node.id: [after for _place, after in node.ways()] for node in self.nodes}

    def parts(self, desk: Desk) -> Iterable[Part]:
        """Every node but the start has a page."""
        for node in self.nodes:
            if node.id != self.start:
                asked = (desk.questions or {}).get(node.ask or "")
                yield Part(
                    id=node.id,
                    title=node.title,
                    slug=node.slug,
                    summary=asked.question if asked else None,
                )

    def markdown_texts(self) -> Iterable[tuple[Place, Text]]:
        """The text of a node is Markdown, as the body is."""
        yield from super().markdown_texts()
        for index, node in enumerate(self.nodes):
            if node.text is not None:
                yield ("nodes", index, "text"), node.text

    def view(self, desk: Desk) -> PathView:
        """Derive what stands before and after each node."""
        questions = desk.questions or {}
        ways = self._graph()
        nodes = {node.id: node for node in self.nodes}
        weights = {node.id: int(node.kind == "question") for node in self.nodes}
        named = [guide for node in self.nodes for guide in node.guides]
        named += [advice.guide for node in self.nodes for advice in node.outcome if advice.guide]
        return PathView(
            nodes=nodes,
            choices={
                node.id: tuple(_choices(node, questions[node.ask]))
                for node in self.nodes
                if node.ask
            },
            before=graph.before(ways, weights, self.start),
            left=graph.left(ways, weights),
            earlier={
                node: tuple(nodes[other] for other in others if nodes[other].ask)
                for node, others in graph.earlier(ways, self.start).items()
            },
            outcomes=tuple(node for node in self.nodes if node.kind == "outcome"),
            guides=desk.resolve("guides", dict.fromkeys(named)),
        )

    def mistakes(self) -> Iterable[Finding]:
        """Each node is one of the three, and every way from the start ends in an outcome."""
        yield from self._twice()
        for index, node in enumerate(self.nodes):
            yield from _check_form(node, ("nodes", index))
        known = [node.id for node in self.nodes]
        places: list[tuple[Place, str]] = [(("start",), self.start)]
        for index, node in enumerate(self.nodes):
            places += [(("nodes", index, *place), after) for place, after in node.ways()]
        lost = [(place, after) for place, after in places if after not in known]
        for place, after in lost:
            near = closest(after, known)
            yield (
                place,
                f"There is no node “{after}” in this path",
                "write " + " or ".join(near or known),
            )
        if lost:
            return
        circle = graph.cycle(self._graph())
        if circle:
            yield (
                ("nodes", known.index(circle[0])),
                "This way comes back to where it began: " + " → ".join(circle),
                "lead one of them on to another node",
            )
            return
        found = graph.reachable(self._graph(), self.start)
        for index, identifier in enumerate(known):
            if identifier not in found:
                yield (
                    ("nodes", index, "id"),
                    f"No way leads to the node “{identifier}”",
                    "name it as next: of another node, or take it away",
                )
        yield from self._asked_twice()

    def _twice(self) -> Iterator[Finding]:
        """Nodes have their own ids and, as pages in search results, their own titles."""
        seen: set[str] = set()
        titles: set[tuple[str, str]] = set()
        for index, node in enumerate(self.nodes):
            if node.id in seen:
                yield ("nodes", index, "id"), f"“{node.id}” stands twice", "give it its own id"
            seen.add(node.id)
            for language, title in node.title:
                if (language, title) in titles:
                    yield (
                        ("nodes", index, "title", language),
                        f"Another node has the title “{title}”",
                        "tell them apart in a word or two",
                    )
                titles.add((language, title))

    def _asked_twice(self) -> Iterator[Finding]:
        """On no way is a reader asked the same twice."""
        earlier = graph.earlier(self._graph(), self.start)
        facts = {node.id: node.ask for node in self.nodes}
        for index, node in enumerate(self.nodes):
            again = [other for other in earlier.get(node.id, ()) if facts[other] == node.ask]
            if node.ask and again:
                yield (
                    ("nodes", index, "ask"),
                    f"“{node.ask}” may have been asked before, by the node “{again[0]}”",
                    "ask something else, or lead that way elsewhere",
                )

    def disagreements(self, desk: Desk) -> Iterable[Finding]:
        """Questions exist and each of their answers leads somewhere; routes are the country's."""
        for index, node in enumerate(self.nodes):
            # Where questions.yml has mistakes itself, they are told there and not here again.
            if node.ask and desk.questions is not None:
                yield from _check_answers(node, desk.questions, ("nodes", index))
            for place, advice in enumerate(node.outcome):
                where = ("nodes", index, "outcome", place, "route")
                country = desk.countries.get(advice.country or "")
                if advice.route is not None and country is not None:
                    routes = [route.id for route in country.market_access]
                    if advice.route not in routes:
                        yield (
                            where,
                            f"“{advice.country}” has no route “{advice.route}”",
                            "write one of: " + ", ".join(routes),
                        )


def _choices(node: Node, question: Question) -> Iterator[Choice]:
    """Give the answers of a question, in its order."""
    leads = {value: branch.next for branch in node.answers for value in branch.values}
    labels: dict[str, Text | None] = {choice.id: choice.label for choice in question.values}
    for value in _values(question):
        yield Choice(
            value="" if value == UNKNOWN else value, label=labels.get(value), next=leads[value]
        )


def _values(question: Question) -> list[str]:
    """Give all that may be answered on a page of links."""
    values = ["yes", "no"] if question.type == "bool" else [one.id for one in question.values]
    return [*values, UNKNOWN] if question.allow_unknown else values


def _check_form(node: Node, at: Place) -> Iterator[Finding]:
    """A question has answers and nothing else leads on; an information leads on; an outcome ends."""
    if node.kind == "question" and (node.outcome or node.next):
        yield at, "A question leads on by its answers only", "take next: or outcome: away"
    if node.kind == "question" and not node.answers:
        yield at, "This question leads nowhere", "write answers:"
    if node.kind != "question" and node.answers:
        yield (*at, "answers"), "Only a question has answers", "write ask:, or take them away"
    if node.kind == "outcome" and node.next:
        yield (*at, "next"), "An outcome ends the path", "take next: away"
    if node.kind == "information" and (node.text is None or node.next is None):
        yield (
            at,
            f"The node “{node.id}” is a dead end",
            "write ask: and answers:, or text: and next:, or outcome:",
        )
    for index, advice in enumerate(node.outcome):
        named = [field for field in COLLECTIONS if getattr(advice, field) is not None]
        if len(named) != 1:
            yield (
                (*at, "outcome", index),
                "An advice names one record",
                "write one of: " + ", ".join(f"{field}:" for field in COLLECTIONS),
            )
        elif advice.route is not None and advice.country is None:
            yield (
                (*at, "outcome", index, "route"),
                "Only a country has routes",
                "write country:, or take route: away",
            )


def _check_answers(node: Node, questions: Mapping[str, Question], at: Place) -> Iterator[Finding]:
    """The question exists, its answers can be links, and each leads to exactly one node."""
    question = questions.get(node.ask or "")
    if question is None:
        yield unknown_question(node.ask or "", questions, (*at, "ask"))
        return
    if question.type not in ("bool", "enum", "multi"):
        yield (
            (*at, "ask"),
            f"“{node.ask}” ({question.type}) cannot be answered by a link",
            "ask a yes-or-no question, or one whose answers are listed",
        )
        return
    wanted = _values(question)
    seen: set[str] = set()
    for index, branch in enumerate(node.answers):
        for inner, value in enumerate(branch.values):
            where = (*at, "answers", index, "values", inner)
            if value not in wanted:
                yield (
                    where,
                    f"“{value}” is not an answer of “{node.ask}”",
                    "write one of: " + ", ".join(wanted),
                )
            elif value in seen:
                yield where, f"The answer “{value}” leads to two nodes", "keep one"
            seen.add(value)
    missing = [value for value in wanted if value not in seen]
    if node.answers and missing:
        yield (
            (*at, "answers"),
            f"These answers of “{node.ask}” lead nowhere: " + ", ".join(missing),
            "add them to the values: of an answer",
        )
