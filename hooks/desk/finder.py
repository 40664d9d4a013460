"""Finder: what the funding finder reads, as plain data in columns.

One file has what is needed to narrow, rank and show results; another has the texts, which are
fetched once the first results are drawn; the words of conditions are in parts, each fetched when a
reason in it is asked for. What several calls have alike is written once and named by a sign:
amounts, timetables, choices, criteria, plans. No day is in it: `status.js` works out where each
call stands on the reader's day, by the clock of which the changes are told.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desk import choices
from desk.addresses import Book
from desk.award import award
from desk.clock import changes
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

PART = 100
"""How many calls have the words of their conditions in one file."""

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


_FIRST = ord("#")
_SIGNS = 0xD800 - _FIRST  # beyond, a sign takes two units in the browser


def _sign(place: int) -> str:
    """Give the sign of a place in a list: `#` is the first, `$` the next, on through Unicode."""
    if place >= _SIGNS:
        raise ValueError(f"the finder can tell {_SIGNS:,} different values, and here are more")
    return chr(_FIRST + place)


def _column(values: Sequence[Any]) -> dict[str, Any]:
    """Give what each call has of something: the different values, and a sign a call.

    Signs are quickly read and pack well: what is common has a short one.
    """
    keys = [_to_json(value) for value in values]
    counts = Counter(keys)
    first = dict(zip(reversed(keys), reversed(values), strict=True))
    order = sorted(counts, key=lambda key: (-counts[key], key))
    signs = {key: _sign(place) for place, key in enumerate(order)}
    return {"list": [first[key] for key in order], "of": "".join(signs[key] for key in keys)}


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

    def data(self) -> bytes:
        """Give what narrows, ranks and shows: `finder.json`."""
        desk, vocabularies = self.desk, self.desk.vocabularies
        plans = [plan(call.eligibility) if call.eligibility else None for call in self.calls]
        criteria = _Criteria(one for one in plans if one is not None)
        return _write(
            {
                "clock": list(changes(desk.settings.time_zone, desk.as_of.year)),
                "soon": desk.settings.closing_soon_days,
                "part": PART,
                "ids": [call.id for call in self.calls],
                # Most addresses end in the id, which is then not told twice.
                "slugs": [
                    "" if slug == f"{call.id}/" else slug
                    for call, slug in zip(self.calls, self._slugs, strict=True)
                ],
                "titles": [self._say(call.title) for call in self.calls],
                "kinds": _column(
                    [self._say(vocabularies["call_kinds"][call.kind]) for call in self.calls]
                ),
                "awards": _column([self._award(call.money) for call in self.calls]),
                "leads": _column(
                    [(call.apply.lead_time_days or 0) if call.apply else 0 for call in self.calls]
                ),
                "timetables": _column([timetable(call) for call in self.calls]),
                "days": self._days(),
                "facets": [self._facet(name) for name in FACETS],
                "criteria": criteria.list,
                "plans": _column([criteria.signs(one) if one else None for one in plans]),
                "parents": desk.places.parents,
            }
        )

    def texts(self) -> bytes:
        """Give the texts that words are looked for in: `finder-texts.json`."""
        return _write(
            {
                "summaries": [
                    self._say(call.summary) if call.summary else "" for call in self.calls
                ],
                "spellings": [" ".join(call.spellings) for call in self.calls],
            }
        )

    def reasons(self) -> Iterator[bytes]:
        """Give the words of conditions, a file for every `PART` calls: `finder-reasons-0.json`."""
        for start in range(0, len(self.calls), PART):
            calls = self.calls[start : start + PART]
            cited: dict[str, int] = {}
            criteria = [self._criteria(call, cited) for call in calls]
            yield _write(
                {
                    "foreign": [
                        self._say(call.foreign.note) if call.foreign and call.foreign.note else ""
                        for call in calls
                    ],
                    "criteria": criteria,
                    "cited": [json.loads(one) for one in cited],
                }
            )

    def _say(self, text: Text) -> str:
        return plain(text, self.language)

    def _days(self) -> dict[str, str]:
        """Give the days on which calls close, as the pages write them."""
        ends = {call.schedule.closes for call in self.calls}
        ends |= {wave.closes for call in self.calls for wave in call.schedule.waves}
        return {str(end): self.words.day(end) for end in sorted(end for end in ends if end)}

    def _award(self, money: Money | None) -> tuple[str | None, int]:
        """Give what one applicant may get: in words, and at most, to sort by."""
        if money is None:
            return None, 0
        return award(money, self.words), money.award_max or money.award_min or 0

    def _facet(self, name: str) -> Mapping[str, Any]:
        values = facet_values(name, self.desk)
        places = {value: place for place, value in enumerate(values)}
        labels = [
            {"id": value, "label": facet_label(name, value, self.desk, self.words)}
            for value in values
        ]
        facet = {"name": name, "values": labels}
        if name in ("status", "deadline"):
            return facet
        return facet | _column(
            [[places[value] for value in chosen(call, name, self.desk)] for call in self.calls]
        )

    def _criteria(self, call: Call, cited: dict[str, int]) -> list[dict[str, Any]]:
        """Give the words of a call's criteria, in the order of its plan."""
        if call.eligibility is None:
            return []
        sources = {source.id: source for source in call.sources}
        return [self._criterion(rule, sources, cited) for rule in call.eligibility.criteria()]

    def _criterion(
        self, rule: Rule, sources: Mapping[str | None, Source], cited: dict[str, int]
    ) -> dict[str, Any]:
        """Give the words of a criterion and where it can be read: places in the list of `cited`."""
        text: dict[str, Any] = {"label": self._say(rule.label) if rule.label else ""}
        if rule.if_false is not None:
            text["if_false"] = self._say(rule.if_false)
        if rule.fix is not None:
            text["fix"] = self._say(rule.fix)
        found = [
            cited.setdefault(_to_json(self._cited(citation, sources[citation.source])), len(cited))
            for citation in rule.cite
            if sources[citation.source].url
        ]
        return text | ({"cite": found} if found else {})

    def _cited(self, citation: Citation, source: Source) -> dict[str, str]:
        name = self._say(source.label) if source.label else str(source.url)
        if citation.clause is not None:
            name = f"{name}, {self._say(citation.clause)}"
        told = {"text": name, "url": str(source.url)}
        if source.checked_on is not None:
            day = self.words.day(PartialDate(source.checked_on, source.checked_on, "day"))
            told["checked"] = self.words("provenance.checked", day=day)
        return told


class _Criteria:
    """What criteria ask, each written once, and the plans made of them as texts.

    In the text of a plan every criterion is the sign of its place in the list. A plan asks for all
    that it holds; a group within it opens with the sign of its kind and ends with another.
    """

    _ANY, _ALL, _END = map(_sign, range(3))

    def __init__(self, plans: Iterable[Plan]) -> None:
        counts = Counter(_to_json(_asked(leaf)) for one in plans for leaf in _leaves(one))
        order = sorted(counts, key=lambda key: (-counts[key], key))
        self.list = [json.loads(key) for key in order]
        self._signs = {key: _sign(place + 3) for place, key in enumerate(order)}

    def signs(self, part: Plan, *, within: bool = False) -> str:
        """Give the text of a plan, or of a group `within` one."""
        if "op" in part:
            return self._signs[_to_json(_asked(part))]
        kind = "all" if "all" in part else "any"
        inner = "".join(self.signs(child, within=True) for child in part[kind])
        if kind == "all":
            return f"{self._ALL}{inner}{self._END}" if within else inner
        return f"{self._ANY}{inner}{self._END}"


def _asked(leaf: Plan) -> dict[str, Any]:
    """Give what a criterion asks, whatever it is called."""
    return {key: value for key, value in leaf.items() if key != "id"}


def _leaves(part: Plan) -> Iterator[Plan]:
    if "op" in part:
        yield part
    for child in part.get("all", part.get("any", ())):
        yield from _leaves(child)


_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def _write(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
