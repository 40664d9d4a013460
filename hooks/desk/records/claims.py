"""Claims: what a page says on somebody else's authority, never without saying whose.

A record lists its `sources`, each with an `id`; a claim cites them by that id, with the clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import Field

from desk.records.base import Finding, Model, Place, Source, closest
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


def uncited(model: Model, sources: Iterable[Source]) -> Iterator[Finding]:
    """Each citation names a source of its record, and each source that has an id is cited."""
    known = {source.id for source in sources if source.id is not None}
    for place, citation in citations(model):
        if citation.source not in known:
            near = closest(citation.source, known)
            yield (
                (*place, "source"),
                f"This record has no source with the id “{citation.source}”",
                "write " + (" or ".join(near or sorted(known)) or "its id: among the sources"),
            )


def citations(model: Model, at: Place = ()) -> Iterator[tuple[Place, Citation]]:
    """Give every citation of a record, with its place."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        items = enumerate(value) if isinstance(value, tuple) else ((None, value),)
        for index, item in items:
            place = (*at, name) if index is None else (*at, name, index)
            if isinstance(item, Citation):
                yield place, item
            elif isinstance(item, Model):
                yield from citations(item, place)
