"""Distributions: how a population that a source describes falls into categories."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from desk.dates import PartialDate
from desk.records.base import Finding, Model, Record, Source, Term
from desk.texts import Text

WHOLE = 100


class Category(Model):
    """A category and its share in per cent; None where the source names it without a number."""

    id: str
    label: Text
    share: int | None
    note: Text | None = None


class Population(Model):
    """Of whom the shares are: in words, and how many where the source counts them."""

    label: Text
    size: int | None = None
    unit: Annotated[str, Term("units")] | None = None


class Distribution(Record):
    """Shares that a source publishes of a population which our own records do not hold.

    They are shown as they are published: nothing is computed from our records, and nothing of
    them is added to ours. What the shares leave out of the whole is said by `rest`.
    """

    population: Population
    as_of: PartialDate
    source: Source
    reading: Text
    categories: tuple[Category, ...] = Field(strict=False)
    rest: Text | None = None

    @property
    def rest_share(self) -> int | None:
        """The share of which the source does not speak; None where a category has no number."""
        given = [category.share for category in self.categories]
        known = [share for share in given if share is not None]
        return WHOLE - sum(known) if len(known) == len(given) else None

    def mistakes(self) -> Iterable[Finding]:
        """Categories have ids of their own; shares fill the whole, or `rest` says what is left."""
        seen: set[str] = set()
        for index, category in enumerate(self.categories):
            if category.id in seen:
                yield (
                    ("categories", index, "id"),
                    f"The category “{category.id}” stands twice",
                    "give each category its own id",
                )
            seen.add(category.id)
        rest = self.rest_share
        if rest is None:
            return
        if rest < 0:
            yield (
                ("categories",),
                f"The shares add up to {WHOLE - rest} per cent",
                "check them: the whole is 100",
            )
        elif rest > 0 and self.rest is None:
            yield (
                (),
                f"The shares leave {rest} per cent out",
                "write rest:, what the source says of them or does not",
            )
        elif rest == 0 and self.rest is not None:
            yield ("rest",), "The shares leave nothing out", "take rest: away"
