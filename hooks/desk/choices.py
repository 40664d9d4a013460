"""Choices: the closed lists by which records are found, and the names of their values.

A record has several values in a facet, or none (`Record.choices`). Listings have a page for each
value, and the finder narrows by them.
"""

from __future__ import annotations

from collections.abc import Mapping

from desk.model import Desk
from desk.status import ORDER
from desk.texts import plain
from desk.words import Words

VOCABULARIES: Mapping[str, str] = {
    "need": "funding_needs",
    "nature": "natures",
    "stage": "stages",
    "topic": "scheme_topics",
    "place": "places",
    "audience": "audiences",
    "consortium": "consortium_needs",
    "foreign": "foreign_access",
}
"""The facets whose values are the terms of a vocabulary."""

WORDS: Mapping[str, tuple[str, ...]] = {"status": ORDER}
"""The facets whose values have their names among the interface's words: `status.open`."""

FACETS = (*VOCABULARIES, "operator", *WORDS)


def values(facet: str, desk: Desk) -> tuple[str, ...]:
    """Give every value that a facet may have, in the order of its list.

    Of operators, which are records, these are the ones that a call names.
    """
    if facet in WORDS:
        return WORDS[facet]
    if facet in VOCABULARIES:
        return tuple(desk.vocabularies.get(VOCABULARIES[facet], {}))
    named = {value for call in desk.calls.values() for value in call.choices(desk).get(facet, ())}
    return tuple(one for one in desk.organisations if one in named)


def label(facet: str, value: str, desk: Desk, words: Words) -> str:
    """Give the name of a value, in the language of `words`, without mark-up."""
    if facet in WORDS:
        return words(f"{facet}.{value}")
    if facet in VOCABULARIES:
        return plain(desk.vocabularies[VOCABULARIES[facet]][value], words.language)
    return plain(desk.organisations[value].title, words.language)
