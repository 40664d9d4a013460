"""The form of a statistic: a table of numbers with its words, and of whom it speaks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

from desk.charts import Chart, Mark, chart
from desk.dates import PartialDate
from desk.records.base import Source
from desk.texts import Text

Label = str | Text
"""A word of the site in the reader's language, or a text of the records."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column of numbers: its heading, and how its parts are drawn (None: not at all)."""

    label: Label
    unit: Literal["count", "percent"]
    mark: Mark | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A line of a statistic. `id` is the value of its facet, or the id of its record.

    `open` is the line of those of whom the sources do not tell.
    """

    id: str
    label: Label
    values: tuple[float | None, ...]
    open: bool = False
    facet: str = ""
    collection: str = ""
    note: Text | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Whom:
    """The population of a statistic: who they are, how many, and who tells of them as of when."""

    label: Label
    size: int | None
    """None where the source does not count them."""
    counted: str
    """The size in words: “84 laureates”."""
    as_of: PartialDate | dt.date | None
    dated: str
    """The day in words: that of the source's data, or of our records."""
    sources: tuple[Source, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Statistic:
    """A table of numbers of one population, with what it says in one sentence.

    `known` tells of how many the number is known, where it is not known of all.
    """

    id: str
    title: Label
    reading: Label
    whom: Whom
    known: str = ""
    heading: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Text, ...] = ()
    highest: int | None = None
    summed: bool = True
    """Whether the rows are parts of the population, each counted once."""

    @property
    def chart(self) -> Chart | None:
        """The bars of the columns that are drawn; None where no number is known."""
        drawn = [index for index, column in enumerate(self.columns) if column.mark]
        rows = [[row.values[index] for index in drawn] for row in self.rows]
        if not any(value for row in rows for value in row):
            return None
        marks = [
            ["open" if row.open else cast("Mark", self.columns[index].mark) for index in drawn]
            for row in self.rows
        ]
        return chart(rows, cast("Sequence[Sequence[Mark]]", marks), highest=self.highest)

    @property
    def unit(self) -> str:
        """What the bars are measured in."""
        return next(column.unit for column in self.columns if column.mark)

    @property
    def series(self) -> tuple[Column, ...]:
        """The columns that share a bar, for the legend; none where a bar has one part only."""
        drawn = tuple(column for column in self.columns if column.mark)
        return drawn if len(drawn) > 1 else ()

    @property
    def total(self) -> tuple[float | None, ...]:
        """The sums of the columns, where the rows are parts of a whole and all are known."""
        if not self.summed:
            return ()
        values = list(zip(*(row.values for row in self.rows), strict=True))
        if any(value is None for column in values for value in column):
            return ()
        return tuple(round(sum(cast("tuple[float, ...]", column)), 1) for column in values)
