"""Finder: what the funding finder reads, as plain data in columns.

Two files a language. The first has what is needed to narrow, rank and show results; the second
has the longer texts, which are fetched once words, reasons or a copy need them. Everything is
written once and named by its place in a list: criteria, plans, timetables, labels. No day is in
it: `status.js` works out where each call stands on the reader's day.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from desk import choices
from desk.addresses import Book
from desk.award import award
from desk.dates import PartialDate
from desk.markdown import slugify
from desk.model import Desk
from desk.records.base import Source
from desk.records.call import Call
from desk.records.claims import Citation
from desk.records.scheme import Money
from desk.rules import Plan, Rule, plan
from desk.status import ORDER, OVER, deadline_of, status_of, timetable
from desk.texts import Text, plain
from desk.words import Words

FACETS = (
    "need",
    "nature",
    "stage",
    "trl",
    "audience",
    "place",
    "topic",
    "operator",
    "amount",
    "status",
    "deadline",
    "consortium",
    "foreign",
)
"""The facets, in the order in which the page has them."""

AMOUNTS = {"small": 50_000, "medium": 200_000, "large": 1_000_000, "huge": None}
"""Spans of what one applicant may get: up to how many units of the desk's currency each goes."""

MATURITIES = {"low": (1, 3), "middle": (4, 6), "high": (7, 9)}
"""Spans of technology readiness levels, both ends included."""

DEADLINES = ("month", "quarter", "later", "any_time", "unknown")
"""Spans until a deadline: within 30 and 90 days, later, without one. The browser works them out."""

_OWN = {"amount": (*AMOUNTS, "unknown"), "trl": (*MATURITIES, "unknown"), "deadline": DEADLINES}


def facet_values(facet: str, desk: Desk) -> tuple[str, ...]:
    """Give the values of a facet that some call has; those of deadlines change with the day."""
    if facet == "deadline":
        return DEADLINES
    if facet == "status":
        return ORDER
    used = {value for call in desk.calls.values() for value in chosen(call, facet, desk)}
    known = _OWN.get(facet) or choices.closed_list(desk, facet) or desk.organisations
    return tuple(value for value in known if value in used)


def facet_label(facet: str, value: str, desk: Desk, words: Words) -> str:
    """Give the name of a facet's value."""
    if facet in _OWN:
        return words(f"finder.{facet}.{value}")
    return choices.label(desk, words, facet, value)


def chosen(call: Call, facet: str, desk: Desk) -> tuple[str, ...]:
    """Give a call's values in a facet of the finder."""
    if facet == "amount":
        return _amounts(call.money)
    if facet == "trl":
        return _maturities(call)
    return call.choices(desk).get(facet, ())


def _amounts(money: Money | None) -> tuple[str, ...]:
    """Give each span that what one applicant may get lies in, or reaches into."""
    if money is None or (money.award_min is None and money.award_max is None):
        return ("unknown",)
    least = money.award_min or 0
    most = float("inf") if money.award_max is None else money.award_max
    found, start = [], 0
    for name, end in AMOUNTS.items():
        if most > start and (end is None or least <= end):
            found.append(name)
        start = end or 0
    return tuple(found)


def _maturities(call: Call) -> tuple[str, ...]:
    if call.trl is None:
        return ("unknown",)
    return tuple(
        name
        for name, (least, most) in MATURITIES.items()
        if call.trl.min <= most and call.trl.max >= least
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet as the page has it: how many calls it finds on the day of the build."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Form:
    """What the finder's page asks: facets to narrow by, and facts that conditions depend on."""

    facets: tuple[tuple[str, tuple[Choice, ...]], ...]
    facts: tuple[str, ...]


def form(desk: Desk, words: Words) -> Form:
    """Give the finder's form; the facts that most calls ask for come first."""
    facets = []
    for name in FACETS:
        counts = Counter(
            value for call in desk.calls.values() for value in standing(call, name, desk)
        )
        values = facet_values(name, desk)
        facets.append(
            (
                name,
                tuple(
                    Choice(value, facet_label(name, value, desk, words), counts[value])
                    for value in values
                ),
            )
        )
    asked = Counter(
        criterion.fact
        for call in desk.calls.values()
        if call.eligibility is not None
        for criterion in call.eligibility.criteria()
        if criterion.fact is not None
    )
    return Form(tuple(facets), tuple(fact for fact, _count in asked.most_common()))


def standing(call: Call, facet: str, desk: Desk) -> tuple[str, ...]:
    """Give a call's values in a facet on the day of the desk, its span until the deadline too."""
    if facet != "deadline":
        return chosen(call, facet, desk)
    soon = desk.settings.closing_soon_days
    status = status_of(call, desk.as_of, soon)
    if status in OVER:
        return ()
    closes = deadline_of(call, desk.as_of, soon)
    if closes is None:
        return ("any_time",) if status == "open" else ("unknown",)
    days = (closes.last - desk.as_of.date()).days
    return ("month",) if days <= 30 else ("quarter",) if days <= 90 else ("later",)


class _Column:
    """Values written once, each named by its place: `of` has one place a call."""

    def __init__(self) -> None:
        self.list: list[Any] = []
        self.of: list[int] = []
        self._places: dict[Hashable, int] = {}

    def place(self, value: Any) -> int:
        """Give the place of a value, which is written if it is new; None has none."""
        if value is None:
            return -1
        key = value if isinstance(value, str) else _to_json(value)
        if key not in self._places:
            self._places[key] = len(self.list)
            self.list.append(value)
        return self._places[key]

    def add(self, value: Any) -> None:
        """Write the next call's value."""
        self.of.append(self.place(value))


class Finder:
    """What the finder of one language reads."""

    def __init__(self, desk: Desk, book: Book, words: Words) -> None:
        self.desk = desk
        self.words = words
        self.language = words.language
        base = desk.settings.collection_address("calls", self.language)
        self.calls = sorted(
            desk.calls.values(), key=lambda call: (slugify(self._say(call.title)), call.id)
        )
        self._slugs = []
        for call in self.calls:
            entry = book.find(f"call:{call.id}", self.language)
            assert entry is not None
            self._slugs.append(entry.address.removeprefix(base))
        self._criteria = _Column()
        self._logic: list[Plan] = []
        self._plans = _Column()
        for call in self.calls:
            self._plans.add(self._plan(call))

    def data(self) -> bytes:
        """Give what narrows, ranks and shows: `finder.json`."""
        desk, words = self.desk, self.words
        kinds, awards, timetables, foreign = _Column(), _Column(), _Column(), _Column()
        for call in self.calls:
            kinds.add(self._say(desk.vocabularies["call_kinds"][call.kind]))
            awards.add(award(call.money, words) if call.money else None)
            timetables.add(timetable(call))
            foreign.add(
                self._say(desk.vocabularies["foreign_access"][call.foreign.answer])
                if call.foreign
                else None
            )
        return _write(
            {
                "zone": desk.settings.time_zone,
                "soon": desk.settings.closing_soon_days,
                "ids": [call.id for call in self.calls],
                "slugs": self._slugs,
                "titles": [self._say(call.title) for call in self.calls],
                "kinds": {"of": kinds.of, "labels": kinds.list},
                "awards": {"of": awards.of, "labels": awards.list},
                "amounts": [_most(call.money) for call in self.calls],
                "leads": [
                    (call.apply.lead_time_days or 0) if call.apply else 0 for call in self.calls
                ],
                "foreign": {"of": foreign.of, "labels": foreign.list},
                "timetables": {"of": timetables.of, "list": timetables.list},
                "facets": [self._facet(name) for name in FACETS],
                "criteria": self._logic,
                "plans": self._plans.list,
                "plan": self._plans.of,
                "parents": desk.places.parents,
            }
        )

    def texts(self) -> bytes:
        """Give the longer texts: `finder-texts.json`."""
        return _write(
            {
                "summaries": [
                    self._say(call.summary) if call.summary else "" for call in self.calls
                ],
                "spellings": [" ".join(call.spellings) for call in self.calls],
                "foreign": [
                    self._say(call.foreign.note) if call.foreign and call.foreign.note else ""
                    for call in self.calls
                ],
                "criteria": self._criteria.list,
            }
        )

    def _say(self, text: Text) -> str:
        return plain(text, self.language)

    def _facet(self, name: str) -> Mapping[str, Any]:
        values = facet_values(name, self.desk)
        places = {value: place for place, value in enumerate(values)}
        labels = [
            {"id": value, "label": facet_label(name, value, self.desk, self.words)}
            for value in values
        ]
        if name in ("status", "deadline"):
            return {"name": name, "values": labels}
        of = [[places[value] for value in chosen(call, name, self.desk)] for call in self.calls]
        return {
            "name": name,
            "values": labels,
            "of": [found[0] if len(found) == 1 else found for found in of],
        }

    def _plan(self, call: Call) -> Any:
        """Give a call's conditions, each criterion by its place in the list of criteria."""
        if call.eligibility is None:
            return None
        told = {criterion.id: criterion for criterion in call.eligibility.criteria()}
        sources = {source.id: source for source in call.sources}

        def numbered(part: Plan) -> Any:
            for group in ("all", "any"):
                if group in part:
                    return {group: [numbered(child) for child in part[group]]}
            logic = {key: value for key, value in part.items() if key != "id"}
            text = self._criterion(told[part["id"]], sources)
            before = len(self._criteria.list)
            # Two criteria are one where they ask the same, for the same reason, in the same words.
            place = self._criteria.place({"logic": logic, **text})
            if place == before:
                self._criteria.list[place] = text
                self._logic.append(logic)
            return place

        return numbered(plan(call.eligibility))

    def _criterion(self, rule: Rule, sources: Mapping[str | None, Source]) -> dict[str, Any]:
        """Give the words of a criterion and where it can be read."""
        text: dict[str, Any] = {"label": self._say(rule.label) if rule.label else ""}
        if rule.if_false is not None:
            text["if_false"] = self._say(rule.if_false)
        if rule.fix is not None:
            text["fix"] = self._say(rule.fix)
        cited = [
            self._cited(citation, sources[citation.source])
            for citation in rule.cite
            if sources[citation.source].url
        ]
        return text | ({"cite": cited} if cited else {})

    def _cited(self, citation: Citation, source: Source) -> dict[str, str]:
        name = self._say(source.label) if source.label else str(source.url)
        if citation.clause is not None:
            name = f"{name}, {self._say(citation.clause)}"
        told = {"text": name, "url": str(source.url)}
        if source.checked_on is not None:
            day = self.words.day(PartialDate(source.checked_on, source.checked_on, "day"))
            told["checked"] = self.words("provenance.checked", day=day)
        return told


def _most(money: Money | None) -> int:
    """Give what one applicant may get at most, to sort by; 0 where that is not told."""
    if money is None:
        return 0
    return money.award_max or money.award_min or 0


_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def _write(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
