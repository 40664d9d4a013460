"""Claims: what a page says on somebody else's authority, never without saying whose.

A record lists its `sources`, each with an `id`; a claim cites them by that id, with the clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Protocol

from pydantic import Field

from desk.records.base import ID, ID_FORM, Finding, Model, Place, Record, closest
from desk.texts import Name, Text


class Citation(Model):
    """Where a claim can be read: one of the record's sources, and the place in it."""

    source: str
    clause: Name | None = None


class Claim(Model):
    """Something that is said to be so. `unsure` says in words what could not be confirmed."""

    text: Text
    cite: Annotated[tuple[Citation, ...], Field(strict=False, min_length=1)]
    unsure: Text | None = None


class Identified(Protocol):
    """Something with an id."""

    @property
    def id(self) -> str | None:
        """Its id, if it has one."""


def check_claims(record: Record) -> Iterator[Finding]:
    """Each citation names a source of its record, and no two sources have the same id."""
    known = {source.id for source in record.sources if source.id is not None}
    for place, citation in citations(record):
        if citation.source not in known:
            near = closest(citation.source, known)
            yield (
                (*place, "source"),
                f"This record has no source with the id “{citation.source}”",
                "write " + (" or ".join(near or sorted(known)) or "its id: among the sources"),
            )
    yield from check_ids("sources", record.sources)


def check_ids(name: str, items: Iterable[Identified]) -> Iterator[Finding]:
    """Each item that has an id has its own; as it stands in addresses, it is made like one."""
    seen: set[str] = set()
    for index, item in enumerate(items):
        if item.id is None:
            continue
        if not ID.fullmatch(item.id):
            yield (name, index, "id"), f"“{item.id}” cannot be an id", f"write {ID_FORM}"
        if item.id in seen:
            yield (name, index, "id"), f"“{item.id}” stands twice", "give each its own id"
        seen.add(item.id)


def citations(model: Model, at: Place = ()) -> Iterator[tuple[Place, Citation]]:
    """Give every citation of a record, with its place."""
    for name, info in type(model).model_fields.items():
        value, key = getattr(model, name), info.alias or name
        items = enumerate(value) if isinstance(value, tuple) else ((None, value),)
        for index, item in items:
            place = (*at, key) if index is None else (*at, key, index)
            if isinstance(item, Citation):
                yield place, item
            elif isinstance(item, Model):
                yield from citations(item, place)
