"""Milestones: the key dates, each as precise as its source, announced or reported."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from desk.dates import PartialDate
from desk.records.base import Finding, Record, Ref, Term
from desk.texts import Text

if TYPE_CHECKING:
    from desk.model import Desk


class Milestone(Record):
    """A date that matters. `label` stands instead of a date that no calendar form can write."""

    when: PartialDate
    until: PartialDate | None = None
    label: Text | None = None
    kind: Annotated[str, Term("milestone_kinds")]
    programme: Annotated[str, Term("programmes")]
    calls: tuple[Annotated[str, Ref("calls")], ...] = Field(default=(), strict=False)
    organisations: tuple[Annotated[str, Ref("organisations", role="milestone")], ...] = Field(
        default=(), strict=False
    )

    def order(self) -> str:
        """Dates stand in order of time: a month or a year by its end, when all of it is past."""
        return f"{self.when.last} {(self.until or self.when).last}"

    @property
    def year(self) -> int:
        """The year under which it is listed."""
        return self.when.first.year

    def facets(self, desk: Desk) -> dict[str, tuple[str, Text | None]]:
        """The list is narrowed by programme, and by whether the date is a plan or a report."""
        from desk.facets import term_facet  # noqa: PLC0415 - facets read records

        return {
            "kind": term_facet(desk, "milestone_kinds", self.kind),
            "programme": term_facet(desk, "programmes", self.programme),
        }

    def mistakes(self) -> Iterable[Finding]:
        """Nothing ends before it begins."""
        if self.until is not None and self.until.last < self.when.first:
            yield (
                ("until",),
                f"It ends ({self.until}) before it begins ({self.when})",
                "put the two dates right",
            )
