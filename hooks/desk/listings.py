"""Listings: the records of a collection that share a value of a facet, on pages of their own.

`listings:` of a collection in `data/desk.yml` names its facets. The address of a listing was once
published and stays: each term of a closed list has one even when it is empty, and then says so.
Operators and the like have one while a record names them. Places all over the world have none
where the desk tells which countries it serves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.choices import FACETS, closed_list
from desk.records.base import Record

if TYPE_CHECKING:
    from desk.model import Desk, Key

PAGE = 200
"""How many records stand on one page."""

ALL = "all"
"""The listing of the whole collection. Its first page is the collection's index."""

ANY = "any"
"""The term of a list that stands for every other one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """The records that have `value` in `facet`, by id; of `ALL` every one, and no value."""

    collection: str
    facet: str
    value: str
    records: tuple[Record, ...]
    updated: dt.date | None
    """The day of the last change of its records."""

    @property
    def key(self) -> str:
        """The name of its first page in the address book: `listing:calls/topic/ai`."""
        return key_of(self.collection, self.facet, self.value)

    def page_key(self, number: int) -> str:
        """Give the name of one of its pages, counted from 1."""
        return self.key if number == 1 else f"{self.key}/{number}"

    @property
    def pages(self) -> int:
        """How many pages it has: one even when it is empty."""
        return max(1, -(-len(self.records) // PAGE))


def key_of(collection: str, facet: str, value: str = "") -> str:
    """Give the name of a listing in the address book."""
    return "listing:" + "/".join(part for part in (collection, facet, value) if part)


def listing_kind(collection: str) -> str:
    """Give the kind of page that the listings of a collection are: it names their shell."""
    return f"listing-{collection}"


def listings(desk: Desk) -> Iterator[Listing]:
    """Give every listing of the desk, facet by facet, in the order of their lists."""
    for name, settings in desk.settings.collections.items():
        if not settings.listings:
            continue
        records = desk.records.get(name, {})
        by_value: dict[str, dict[str, list[Record]]] = {
            facet: {value: [] for value in lasting(desk, facet)}
            for facet in settings.listings
            if facet in FACETS
        }
        unbounded = {facet for facet, found in by_value.items() if not found}
        for record in records.values():
            choices = record.choices(desk)
            for facet, found in by_value.items():
                for value in choices.get(facet, ()):
                    if value in found or facet in unbounded:
                        found.setdefault(value, []).append(record)
        if ALL in settings.listings:
            yield _listing(name, ALL, "", records.values())
        for facet, found in by_value.items():
            for value, its in found.items():
                yield _listing(name, facet, value, its)


def _listing(collection: str, facet: str, value: str, records: Iterable[Record]) -> Listing:
    found = tuple(records)
    return Listing(
        collection=collection,
        facet=facet,
        value=value,
        records=found,
        updated=max((record.updated for record in found if record.updated), default=None),
    )


def lasting(desk: Desk, facet: str) -> tuple[str, ...]:
    """Give the values that have a listing whether or not there is a record."""
    return _served(desk) if facet == "place" else closed_list(desk, facet)


def _served(desk: Desk) -> tuple[str, ...]:
    """Give the places of the countries that the desk serves, and what these lie in."""
    countries, parents = desk.settings.listed_places, desk.places.parents
    around = {above for country in countries for above in parents.get(country, ())}
    return tuple(
        place
        for place, above in parents.items()
        if place in countries or place in around or not set(above).isdisjoint(countries)
    )


def wider(desk: Desk, listing: Listing) -> list[Listing]:
    """Give the listings of what covers this one too: the places around, what is open to any.

    An empty one offers nothing.
    """
    if listing.facet == "place":
        values = desk.places.parents.get(listing.value, ())
    else:
        values = () if listing.value == ANY else (ANY,)
    keys = [key_of(listing.collection, listing.facet, value) for value in values]
    found = [desk.listings[key] for key in keys if key in desk.listings]
    return [one for one in found if one.records]


def holding(desk: Desk, keys: set[Key]) -> set[str]:
    """Give the keys of the listings in which any of some records stands."""
    return {
        listing.key
        for listing in desk.listings.values()
        if any((listing.collection, record.id) in keys for record in listing.records)
    }
