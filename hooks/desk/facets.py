"""Facets: the choices by which a directory can be narrowed, with how many records each has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desk.model import Desk
from desk.records.base import Record
from desk.texts import Text


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet. `label` is None for the records of which it is not known."""

    value: str
    label: Text | None
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its choices, in the order of their lists; the unknown ones come last."""

    name: str
    choices: tuple[Choice, ...]


UNKNOWN = "unknown"


def facets_of(desk: Desk, collection: str) -> tuple[Facet, ...]:
    """Give the facets of a collection: those that its records declare in `facets`."""
    return facets_from(record.facets(desk) for record in desk.records.get(collection, {}).values())


def facets_from(rows: Iterable[Mapping[str, tuple[str, Text | None]]]) -> tuple[Facet, ...]:
    """Give the facets of a list of which each row has its choice in each facet."""
    counts: dict[str, dict[str, int]] = {}
    labels: dict[tuple[str, str], Text | None] = {}
    for row in rows:
        for name, (value, label) in row.items():
            per_value = counts.setdefault(name, {})
            per_value[value] = per_value.get(value, 0) + 1
            labels[name, value] = label
    return tuple(
        Facet(
            name,
            tuple(
                Choice(value, labels[name, value], count)
                for value, count in sorted(
                    per_value.items(), key=lambda item: (item[0] == UNKNOWN, -item[1], item[0])
                )
            ),
        )
        for name, per_value in counts.items()
    )


def term_facet(desk: Desk, vocabulary: str, value: str | None) -> tuple[str, Text | None]:
    """Give a record's choice in a facet that is a closed list; None is "unknown"."""
    if value is None:
        return UNKNOWN, None
    return value, desk.vocabularies[vocabulary][value]


def record_facet(records: Mapping[str, Record], identifier: str | None) -> tuple[str, Text | None]:
    """Give a record's choice in a facet that names another record; None is "unknown"."""
    if identifier is None or identifier not in records:
        return UNKNOWN, None
    return identifier, records[identifier].title
