"""The one list of record types. Folders, pages, checks and tests derive from it."""

from __future__ import annotations

from dataclasses import dataclass

from desk.records.access import Access
from desk.records.announcement import Announcement
from desk.records.axis import Axis
from desk.records.base import Record
from desk.records.call import Call
from desk.records.challenge import Challenge
from desk.records.country import Country
from desk.records.distribution import Distribution
from desk.records.episode import Episode
from desk.records.event import Event
from desk.records.figure import KeyFigure
from desk.records.guide import Guide
from desk.records.laureate import Laureate
from desk.records.milestone import Milestone
from desk.records.module import Module
from desk.records.organisation import Organisation
from desk.records.outcome import Outcome
from desk.records.pairing import Pairing
from desk.records.path import Path
from desk.records.quote import Quote
from desk.records.service import Service
from desk.records.term import GlossaryTerm


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
        Collection(name="guides", kind="guide", model=Guide),
        Collection(name="countries", kind="country", model=Country),
        Collection(name="pairings", kind="pairing", model=Pairing),
        Collection(name="services", kind="service", model=Service),
        Collection(name="glossary", kind="term", model=GlossaryTerm, sheets=False),
        Collection(name="strategy", kind="axis", model=Axis),
        Collection(name="figures", kind="figure", model=KeyFigure),
        Collection(name="milestones", kind="milestone", model=Milestone, sheets=False),
        Collection(name="outcomes", kind="outcome", model=Outcome, sheets=False),
        Collection(name="news", kind="announcement", model=Announcement),
        Collection(name="podcasts", kind="episode", model=Episode),
        Collection(name="challenges", kind="challenge", model=Challenge),
        Collection(name="quotes", kind="quote", model=Quote, sheets=False),
        Collection(name="training", kind="module", model=Module),
        Collection(name="events", kind="event", model=Event),
        Collection(name="statistics", kind="distribution", model=Distribution, sheets=False),
        Collection(name="paths", kind="path", model=Path),
        Collection(name="access", kind="access", model=Access),
    )
}
