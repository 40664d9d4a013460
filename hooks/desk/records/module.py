"""Modules: the parts of a training programme, with their sessions and documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal, cast

from pydantic import Field

from desk.agenda import CalendarEntry, Clock, Occurrence, Stage
from desk.records.base import Finding, Model, Record, Ref, Source, Term, Url
from desk.texts import Text

if TYPE_CHECKING:
    from desk.model import Desk


class Session(Occurrence):
    """One time at which the module is given; `id` never changes, calendars know it by that."""

    id: str
    event: Annotated[str, Ref("events", role="session")] | None = None


class Contact(Model):
    """Whom to ask: an organisation for each country. Persons and their addresses are not kept."""

    org: Annotated[str, Ref("organisations", role="training_contact")]
    country: Annotated[str, Term("countries")]


class Document(Model):
    """A document that goes with the module, or with the whole programme.

    Without `url` the page says that the source gives no link; `note` tells what it says instead.
    """

    title: Text
    scope: Literal["module", "programme"] = "module"
    url: Url | None = None
    note: Text | None = None
    source: Source


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionView:
    """A session, where it stands on the desk's day, and its hours in each of its zones."""

    session: Session
    stage: Stage
    clocks: tuple[Clock, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ModuleView:
    """What a module's page shows beside its own fields."""

    stage: Stage | None
    """Where the session stands that is nearest to coming; None for a module without any."""
    original_title: Text | None
    """The title in the source's language only, for pages in another one."""
    sessions: tuple[SessionView, ...]
    documents: tuple[Document, ...]
    """The module's own, then those of the whole programme, whichever module's file has them."""
    others: tuple[Module, ...]
    """All modules of the programme, in order."""


class Module(Record):
    """A module of a training programme. `mandatory` None: the sources do not say."""

    number: int
    title_language: str | None = None
    programme: Annotated[str, Term("programmes")]
    organiser: Annotated[str, Ref("organisations", role="organiser")] | None = None
    mandatory: bool | None = None
    audience: Text | None = None
    objectives: tuple[Text, ...] = Field(default=(), strict=False)
    topics: tuple[Text, ...] = Field(default=(), strict=False)
    sessions: tuple[Session, ...] = Field(strict=False)
    contacts: tuple[Contact, ...] = Field(default=(), strict=False)
    documents: tuple[Document, ...] = Field(default=(), strict=False)
    calls: tuple[Annotated[str, Ref("calls", role="training")], ...] = Field(
        default=(), strict=False
    )

    def view(self, desk: Desk) -> ModuleView:
        """Derive where its sessions stand, and gather what the programme's modules share."""
        today = desk.as_of.date()
        records = cast("Iterable[Module]", desk.records.get("training", {}).values())
        programme = sorted(
            (module for module in records if module.programme == self.programme),
            key=lambda module: module.number,
        )
        stages = [session.stage(today) for session in self.sessions]
        return ModuleView(
            stage=min(stages, key=_ORDER.index, default=None),
            original_title=self._original_title(),
            sessions=tuple(
                SessionView(session=session, stage=stage, clocks=session.clocks())
                for session, stage in zip(self.sessions, stages, strict=True)
            ),
            documents=(
                *(document for document in self.documents if document.scope == "module"),
                *(
                    document
                    for module in programme
                    for document in module.documents
                    if document.scope == "programme"
                ),
            ),
            others=tuple(programme),
        )

    def _original_title(self) -> Text | None:
        pairs = tuple(pair for pair in self.title if pair[0] == self.title_language)
        return Text(pairs) if pairs else None

    def mistakes(self) -> Iterable[Finding]:
        """Each session has an id of its own, and days and hours that agree."""
        seen: set[str] = set()
        for index, session in enumerate(self.sessions):
            if session.id in seen:
                yield (
                    ("sessions", index, "id"),
                    f"The session “{session.id}” stands twice",
                    "give each session its own id",
                )
            seen.add(session.id)
            for place, what, fix in session.wrong():
                yield ("sessions", index, *place), what, fix

    def order(self) -> str:
        """Modules stand in order of their numbers."""
        return f"{self.number:03}"

    def calendar(self, desk: Desk) -> Iterator[CalendarEntry]:
        """Each session is an entry."""
        for session in self.sessions:
            yield session.entry(desk.settings.time_zone, part=session.id)


_ORDER: tuple[Stage, ...] = ("today", "under_way", "coming", "past", "cancelled")
"""What a visitor can still attend comes first."""
