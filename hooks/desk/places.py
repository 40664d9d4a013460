"""Places: which place lies in which, in `data/places.yml`, from the widest to the smallest.

A scheme covers places and a visitor is in one; both are terms of the lists of countries and
regions. The tree says that what covers France covers Brittany.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from desk.records.base import Finding, closest
from desk.vocabulary import Vocabulary

LISTS = ("countries", "regions")
"""The vocabularies that name places."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Places:
    """The places of a desk: their names, in the order of the tree, and what holds each."""

    labels: Vocabulary = field(default_factory=dict)
    holds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def parents(self) -> dict[str, tuple[str, ...]]:
        """For each place that lies in others, these, the nearest first."""
        return {place: tuple(_above(place, self.holds)) for place in self.labels}

    @property
    def roots(self) -> tuple[str, ...]:
        """The places that lie in no other."""
        inside = set(chain.from_iterable(self.holds.values()))
        return tuple(place for place in self.labels if place not in inside)


def plant(tree: Mapping[str, tuple[str, ...]], named: Vocabulary) -> Places:
    """Give the places of a tree that was found right, with their names."""
    order = dict.fromkeys(chain.from_iterable((key, *inside) for key, inside in tree.items()))
    return Places(labels={key: named[key] for key in order}, holds=tree)


def check_places(tree: Mapping[str, object], known: Mapping[str, object]) -> Iterator[Finding]:
    """A place holds places that have names; each lies in one at most, and never in itself."""
    above: dict[str, str] = {}
    for place, inside in tree.items():
        if place not in known:
            yield from _unknown((place,), place, known)
        if not isinstance(inside, list) or not all(isinstance(one, str) for one in inside):
            yield (place,), "This must be the list of the places inside", "write it as FR: [REG-53]"
            continue
        for index, one in enumerate(inside):
            if one not in known:
                yield from _unknown((place, index), one, known)
            if one in above:
                yield (
                    (place, index),
                    f"“{one}” already lies in “{above[one]}”",
                    "write it in one of them",
                )
            above[one] = place
    for place, holder in above.items():
        seen, up = {place}, holder
        while up in above and up not in seen:
            seen.add(up)
            up = above[up]
        if up == place:
            yield (place,), f"“{place}” lies in itself", "take one of the lines away"
            return


def _unknown(
    at: tuple[str | int, ...], place: str, known: Mapping[str, object]
) -> Iterator[Finding]:
    near = closest(place, known)
    yield (
        at,
        f"The place “{place}” has no name",
        "write " + " or ".join(near) if near else "name it in data/vocabulary/countries.yml",
    )


def _above(place: str, holds: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for holder, inside in holds.items():
        if place in inside:
            yield holder
            yield from _above(holder, holds)
