"""Events: meetings, tours, webinars and public consultations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from desk.agenda import CalendarEntry, Clock, Occurrence, Stage
from desk.records.base import Figure, Finding, Model, Record, Ref, Term
from desk.texts import Text

if TYPE_CHECKING:
    from desk.model import Desk


class Person(Model):
    """Somebody on the programme, by name and public function; nothing else of a person is kept."""

    name: str
    function: Text | None = None
    org: Annotated[str, Ref("organisations", role="event_speaker")] | None = None
    part: Annotated[str, Term("programme_parts")] | None = None


class Workshop(Model):
    """A workshop. `title_language` is the one in which the source gives the title."""

    title: Text
    title_language: str | None = None
    text: Text | None = None
    people: tuple[Person, ...] = Field(default=(), strict=False)
    calls: tuple[Annotated[str, Ref("calls", role="workshop")], ...] = Field(
        default=(), strict=False
    )
    note: Text | None = None


class Pitch(Model):
    """A project presented to the whole audience."""

    laureate: Annotated[str, Ref("laureates", role="pitch")]
    people: tuple[Person, ...] = Field(default=(), strict=False)


class Stand(Model):
    """What an exhibitor showed: the project, and its subject as the event's source words it."""

    org: Annotated[str, Ref("organisations", role="exhibitor")]
    laureate: Annotated[str, Ref("laureates", role="exhibitor")]
    topic: Text


class Hall(Model):
    """Stands under one heading."""

    title: Text
    stands: tuple[Stand, ...] = Field(strict=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class EventView:
    """What an event's page shows beside its own fields."""

    stage: Stage
    clocks: tuple[Clock, ...]
    modules: tuple[Record, ...]
    """Training modules that were given at this event."""
    related: tuple[Record, ...]


class Event(Record):
    """Something that takes place once: on a day, over some days, or in a period."""

    kind: Annotated[str, Term("event_kinds")]
    programme: Annotated[str, Term("programmes")] | None = None
    when: Occurrence
    organisers: tuple[Annotated[str, Ref("organisations", role="organiser")], ...] = Field(
        default=(), strict=False
    )
    guests: tuple[Person, ...] = Field(default=(), strict=False)
    workshops: tuple[Workshop, ...] = Field(default=(), strict=False)
    pitches: tuple[Pitch, ...] = Field(default=(), strict=False)
    exhibition: tuple[Hall, ...] = Field(default=(), strict=False)
    figures: tuple[Figure, ...] = Field(default=(), strict=False)
    calls: tuple[Annotated[str, Ref("calls", role="event")], ...] = Field(default=(), strict=False)
    related: tuple[Annotated[str, Ref("events", role="related")], ...] = Field(
        default=(), strict=False
    )

    def view(self, desk: Desk) -> EventView:
        """Derive where it stands on the desk's day, its hours, and what belongs to it.

        Events are related both ways, whichever of the two names the other.
        """
        naming = desk.named_by("events", self.id)
        events = desk.records.get("events", {})
        related = dict.fromkeys(
            [*self.related, *(link.record.id for link in naming if link.collection == "events")]
        )
        modules = (link.record for link in naming if link.collection == "training")
        return EventView(
            stage=self.when.stage(desk.as_of.date()),
            clocks=self.when.clocks(),
            modules=tuple(sorted(modules, key=lambda module: getattr(module, "number", 0))),
            related=tuple(events[other] for other in related if other in events),
        )

    def mistakes(self) -> Iterable[Finding]:
        """Its days and hours agree."""
        for place, what, fix in self.when.wrong():
            yield ("when", *place), what, fix

    def order(self) -> str:
        """Events stand in order of time."""
        return self.when.starts.first.isoformat()

    def calendar(self, desk: Desk) -> Iterator[CalendarEntry]:
        """An event is one entry."""
        yield self.when.entry(desk.settings.time_zone)
