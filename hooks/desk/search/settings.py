"""Settings: what the search ranks first, and the words that it takes for others.

They stand in `data/search.yml` and `data/synonyms.yml`; a desk may do without either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from desk.reader import Reader
from desk.records.base import Finding, Model, closest
from desk.search.forms import words
from desk.status import ORDER
from desk.texts import Text

RANKING = "search.yml"
SYNONYMS = "synonyms.yml"
PAGES, INDEXES, LISTINGS = "pages", "indexes", "listings"
"""What stands beside the names of collections: hand-written pages, those of them that list a
collection, and the pages that list a part of one."""


class Group(Model):
    """One group of results: its label, and what it holds with the weight of each."""

    label: Text
    weights: dict[str, float]


class Ranking(Model):
    """What comes first. A collection that no group names is a group of its own."""

    groups: dict[str, Group] = Field(default_factory=dict)
    statuses: dict[str, float] = Field(default_factory=dict)
    """By which a call's weight is multiplied, by where it stands."""


class Synonyms(Model):
    """Words of one language: those that tell nothing, and those that mean the same."""

    ignored: tuple[str, ...] = Field(default=(), strict=False)
    elided: tuple[str, ...] = Field(default=(), strict=False)
    """What stands before an apostrophe and is no word to look for: the l of l’appel."""
    groups: tuple[Annotated[tuple[str, ...], Field(strict=False)], ...] = Field(
        default=(), strict=False
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchSettings:
    """How this desk's search ranks and what it understands."""

    ranking: Ranking = field(default_factory=Ranking)
    synonyms: Mapping[str, Synonyms] = field(default_factory=dict)


def read_search(reader: Reader, collections: Iterable[str]) -> SearchSettings:
    """Read and check both files."""
    return SearchSettings(
        ranking=_ranking(reader, [*collections, PAGES, INDEXES, LISTINGS]),
        synonyms=_synonyms(reader),
    )


def _ranking(reader: Reader, collections: list[str]) -> Ranking:
    if not (reader.root / RANKING).exists():
        return Ranking()
    raw = reader.data(RANKING)
    ranking = None if raw is None else reader.validate(RANKING, Ranking, raw)
    if ranking is None:
        return Ranking()
    for place, what, fix in check_ranking(ranking, collections):
        reader.blame(RANKING, place, what, fix, key=True)
    return ranking


def check_ranking(ranking: Ranking, collections: list[str]) -> Iterable[Finding]:
    """Every collection stands in one group at most; weights are above nothing."""
    seen: dict[str, str] = {}
    for name, group in ranking.groups.items():
        for collection, weight in group.weights.items():
            place = ("groups", name, "weights", collection)
            if collection not in collections:
                near = closest(collection, collections)
                yield (
                    place,
                    f"This desk has no collection “{collection}”",
                    "write " + " or ".join(near or collections),
                )
            if collection in seen:
                yield (
                    place,
                    f"“{collection}” is in the group “{seen[collection]}” too",
                    "take one of them away",
                )
            seen.setdefault(collection, name)
            if weight <= 0:
                yield place, "This weight is not above 0", "write 1 for the usual one"
    for status, weight in ranking.statuses.items():
        if status not in ORDER:
            yield (
                ("statuses", status),
                f"“{status}” is not where a call can stand",
                "write one of: " + ", ".join(ORDER),
            )
        if weight <= 0:
            yield ("statuses", status), "This weight is not above 0", "write 1 for the usual one"


def _synonyms(reader: Reader) -> dict[str, Synonyms]:
    if not (reader.root / SYNONYMS).exists():
        return {}
    found: dict[str, Synonyms] = {}
    for language, raw in (reader.data(SYNONYMS) or {}).items():
        if language not in reader.languages:
            reader.blame(
                SYNONYMS,
                (language,),
                f"“{language}” is not a language of this desk",
                "write one of: " + ", ".join(reader.languages),
                key=True,
            )
            continue
        synonyms = reader.validate(SYNONYMS, Synonyms, raw, (language,))
        if synonyms is None:
            continue
        for place, what, fix in check_synonyms(synonyms):
            reader.blame(SYNONYMS, (language, *place), what, fix)
        found[language] = synonyms
    return found


def check_synonyms(synonyms: Synonyms) -> Iterable[Finding]:
    """A group has two words or more; none stands twice, and none is ignored elsewhere."""
    ignored = {" ".join(words(word)) for word in synonyms.ignored}
    for index, group in enumerate(synonyms.groups):
        if len(group) < 2:
            yield ("groups", index), "One word alone is no group", "write another that means it"
        seen: set[str] = set()
        for at, word in enumerate(group):
            form = " ".join(words(word))
            place = ("groups", index, at)
            if not form:
                yield place, f"“{word}” has no letter", "write a word"
            elif form in seen:
                yield place, f"“{word}” stands in this group twice", "take one of them away"
            elif form in ignored:
                yield place, f"“{word}” is also among the ignored words", "take one of them away"
            seen.add(form)
