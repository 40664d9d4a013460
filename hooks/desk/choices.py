"""Choices: the facets by which records are found, and what their values are called.

A record gives its values in `Record.choices`; listings and the finder name them as told here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desk.status import ORDER
from desk.texts import plain

if TYPE_CHECKING:
    from desk.model import Desk
    from desk.words import Words


@dataclass(frozen=True, slots=True)
class Terms:
    """Values that are terms of a closed list."""

    vocabulary: str


@dataclass(frozen=True, slots=True)
class Names:
    """Values that are records, called by their titles: there is no list of them all."""

    collection: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """Values that the code gives, each with an interface string."""

    group: str
    values: tuple[str, ...]

    def key(self, value: str) -> str:
        """Give the key of a value's interface string."""
        return f"{self.group}.{value}"


FACETS: Mapping[str, Terms | Names | Phrases] = {
    "need": Terms("funding_needs"),
    "nature": Terms("natures"),
    "stage": Terms("stages"),
    "topic": Terms("scheme_topics"),
    "place": Terms("places"),
    "audience": Terms("audiences"),
    "operator": Names("organisations"),
    "consortium": Terms("consortium_needs"),
    "foreign": Terms("foreign_access"),
    "status": Phrases("status", ORDER),
}
"""What the values of each facet are."""


def label(desk: Desk, words: Words, facet: str, value: str) -> str:
    """Give what a value is called in the language of `words`.

    One without a name is called by its id: the checks tell that it has none.
    """
    match FACETS[facet]:
        case Terms(vocabulary):
            text = desk.vocabularies.get(vocabulary, {}).get(value)
        case Names(collection):
            record = desk.get(collection, value)
            text = record.title if record else None
        case Phrases() as phrases:
            phrase = words.phrases.get(phrases.key(value))
            return phrase if isinstance(phrase, str) else value
    return plain(text, words.language) if text else value


def closed_list(desk: Desk, facet: str) -> tuple[str, ...]:
    """Give every value that a facet may have, in order; none where there is no such list."""
    match FACETS[facet]:
        case Terms(vocabulary):
            return tuple(desk.vocabularies.get(vocabulary, ()))
        case Phrases(values=values):
            return values
        case Names():
            return ()


def owner(facet: str, value: str) -> str:
    """Give the file in which a value has its name, for messages."""
    match FACETS[facet]:
        case Terms("places"):
            return "data/places.yml"
        case Terms(vocabulary):
            return f"data/vocabulary/{vocabulary}.yml"
        case Names(collection):
            return f"data/{collection}/{value}.yml"
        case Phrases():
            return "data/vocabulary/interface.yml"
