"""The one list of record types. Folders, pages, checks and tests derive from it."""

from __future__ import annotations

from dataclasses import dataclass

from desk.records.base import Record
from desk.records.call import Call
from desk.records.distribution import Distribution
from desk.records.laureate import Laureate
from desk.records.organisation import Organisation


@dataclass(frozen=True, kw_only=True, slots=True)
class Collection:
    """A record type: its folder in `data/`, its model and its template in `overrides/desk/pages/`.

    `kind` names one record of it; the template, the style and the tests carry that name.
    Where `sheets` is false its records have no pages of their own: all stand on the collection's
    index page, each under its id as the anchor, and a link to one leads there.
    """

    name: str
    kind: str
    model: type[Record]
    sheets: bool = True


REGISTRY: dict[str, Collection] = {
    collection.name: collection
    for collection in (
        Collection(name="calls", kind="call", model=Call),
        Collection(name="laureates", kind="laureate", model=Laureate),
        Collection(name="organisations", kind="organisation", model=Organisation),
        Collection(name="statistics", kind="distribution", model=Distribution, sheets=False),
    )
}
