"""Outcomes: what was announced, by whom and for when, and what later sources say of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from desk.dates import PartialDate
from desk.records.base import Finding, Model, Record, Ref, Source, Term
from desk.texts import Text

if TYPE_CHECKING:
    from desk.model import Desk

UNSAID = "unsaid"
"""The state of an announcement of which no later source speaks."""


class Statement(Model):
    """What a source says, and the day of which it says so."""

    day: PartialDate | None = None
    text: Text
    source: Source


class Outcome(Record):
    """An announcement and what became of it, as far as the sources tell."""

    state: Annotated[str, Term("outcome_states")]
    announced: Statement
    planned: PartialDate | None = None
    happened: tuple[Statement, ...] = Field(default=(), strict=False)
    calls: tuple[Annotated[str, Ref("calls")], ...] = Field(default=(), strict=False)
    milestones: tuple[Annotated[str, Ref("milestones")], ...] = Field(default=(), strict=False)

    def facets(self, desk: Desk) -> dict[str, tuple[str, Text | None]]:
        """The list is narrowed by what became of it, and by the document that announces it."""
        from desk.facets import UNKNOWN, term_facet  # noqa: PLC0415 - facets read records

        document = self.announced.source.document
        return {
            "outcome": term_facet(desk, "outcome_states", self.state),
            "document": (document, desk.documents[document].title) if document else (UNKNOWN, None),
        }

    def mistakes(self) -> Iterable[Finding]:
        """What became of it is told exactly where a source tells it."""
        if self.state == UNSAID and self.happened:
            yield ("state",), "A later source speaks of it", "write another state"
        if self.state != UNSAID and not self.happened:
            yield (
                ("happened",),
                "No source stands for this state",
                f"write what a later source says, or state: {UNSAID}",
            )
