"""Key figures: one record a thing measured, with every value that the sources give for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from desk.dates import PartialDate
from desk.records.base import ID, ID_FORM, Finding, Model, Record, Ref, Source, Term
from desk.texts import Text

if TYPE_CHECKING:
    from desk.model import Desk

SEVERAL = "several"
"""The document of a figure whose values come from more than one."""


class Value(Model):
    """One number as one source gives it. `value` None is a number that the source has lost.

    `id` names it within its figure: other records and citations point at it. `label` says what
    this source measures, where the figure has several values; `also` are further places that give
    the same number; `target` marks an aim, `counted` a number that was counted here.
    """

    id: str
    label: Text | None = None
    value: int | float | None
    unit: Annotated[str, Term("units")]
    qualifier: Annotated[str, Term("qualifiers")] = "exact"
    per_year: bool = False
    target: bool = False
    counted: bool = False
    as_of: PartialDate | None = None
    note: Text | None = None
    source: Source
    also: tuple[Source, ...] = Field(default=(), strict=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class FigureView:
    """What a figure's page shows beside its own fields."""

    subjects: tuple[tuple[str, Record], ...]
    """The records that it is about, with their collections."""
    related: tuple[KeyFigure, ...]
    named_by: tuple[tuple[str, Record], ...]
    """The other records that name it, with their collections."""


class KeyFigure(Record):
    """One thing measured. Values that differ stand side by side; none is dropped."""

    topic: Annotated[str, Term("figure_topics")]
    values: tuple[Value, ...] = Field(strict=False, min_length=1)
    disagree: bool = False
    highlight: str | None = None
    """The id of the value that the home page shows, if it shows this figure."""
    calls: tuple[Annotated[str, Ref("calls")], ...] = Field(default=(), strict=False)
    laureates: tuple[Annotated[str, Ref("laureates")], ...] = Field(default=(), strict=False)
    organisations: tuple[Annotated[str, Ref("organisations", role="figure")], ...] = Field(
        default=(), strict=False
    )
    milestones: tuple[Annotated[str, Ref("milestones")], ...] = Field(default=(), strict=False)
    related: tuple[Annotated[str, Ref("figures")], ...] = Field(default=(), strict=False)

    def value(self, identifier: str) -> Value | None:
        """Give the value of that id, or None."""
        return next((value for value in self.values if value.id == identifier), None)

    def gives(self, number: float | None, unit: str) -> bool:
        """Tell whether one of the values is this number of this unit."""
        return number is not None and any(
            value.value == number and value.unit == unit for value in self.values
        )

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that give a value, each once."""
        sources = [source for value in self.values for source in (value.source, *value.also)]
        return tuple(dict.fromkeys(source.document for source in sources if source.document))

    def view(self, desk: Desk) -> FigureView:
        """Find what it is about, and who names it."""
        subjects: list[tuple[str, Record]] = []
        for collection in ("calls", "laureates", "organisations", "milestones"):
            for identifier in getattr(self, collection):
                record = desk.get(collection, identifier)
                if record is not None:
                    subjects.append((collection, record))
        figures = desk.records.get("figures", {})
        named_by = {
            (link.collection, link.record.id): (link.collection, link.record)
            for link in desk.named_by("figures", self.id)
            if link.collection != "figures"
        }
        return FigureView(
            subjects=tuple(subjects),
            related=tuple(
                figure
                for other in self.related
                if isinstance(figure := figures.get(other), KeyFigure)
            ),
            named_by=tuple(named_by.values()),
        )

    def facets(self, desk: Desk) -> dict[str, tuple[str, Text | None]]:
        """The directory is narrowed by topic, by document, and by whether the sources differ."""
        from desk.facets import UNKNOWN, term_facet  # noqa: PLC0415 - facets read records

        documents = self.documents
        if len(documents) == 1:
            document = (documents[0], desk.documents[documents[0]].title)
        elif documents:
            document = (SEVERAL, desk.vocabularies["figure_documents"][SEVERAL])
        else:
            document = (UNKNOWN, None)  # type: ignore[assignment]
        return {
            "topic": term_facet(desk, "figure_topics", self.topic),
            "document": document,
            "disagree": term_facet(
                desk, "figure_agreement", "differ" if self.disagree else "agree"
            ),
        }

    def mistakes(self) -> Iterable[Finding]:
        """Each value has its own id; values that disagree are several, and a note explains them."""
        seen: set[str] = set()
        for index, value in enumerate(self.values):
            if not ID.fullmatch(value.id):
                yield ("values", index, "id"), f"“{value.id}” cannot be an id", f"write {ID_FORM}"
            if value.id in seen:
                yield (
                    ("values", index, "id"),
                    f"The value “{value.id}” stands twice",
                    "give each value its own id",
                )
            seen.add(value.id)
        if self.highlight is not None and self.highlight not in seen:
            yield (
                ("highlight",),
                f"This figure has no value “{self.highlight}”",
                "write one of: " + ", ".join(sorted(seen)),
            )
        if self.disagree and len(self.values) == 1:
            yield ("disagree",), "One value alone disagrees with none", "take disagree: away"
        if self.disagree and not self.notes:
            yield (
                ("disagree",),
                "No note says how the values differ",
                "write notes:, with what the sources support",
            )
