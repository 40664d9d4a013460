"""Dates as the sources give them: a day, a month, a quarter, a half-year or a year.

A partial date keeps its precision: the page says "December 2021", never an invented day.
For comparisons it stands for its whole period, `first` to `last` (both included).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import GetCoreSchemaHandler
from pydantic_core import PydanticCustomError, core_schema

Precision = Literal["time", "day", "month", "quarter", "half", "year"]

_FORM = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>\d\d)"
    r"(?:-(?P<day>\d\d)(?:T(?P<hour>\d\d):(?P<minute>\d\d))?)?))?",
    re.ASCII,
)

HOW_TO_WRITE = "write 2021-12-31, 2021-12, 2021-Q4, 2021-H2 or 2021"


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to a day (or minute), a month, a quarter, a half-year or a year.

    `first` and `last` are the period's first and last day; `time` is the minute of the day,
    in the time zone of the schedule, when the source gives one.
    """

    first: dt.date
    last: dt.date
    precision: Precision
    time: dt.time | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read the ISO form; raise ValueError with what to write instead."""
        match = _FORM.fullmatch(text)
        if match is None:
            raise ValueError(f"“{text}” is not a date; {HOW_TO_WRITE}")
        year = int(match["year"])
        try:
            if match["day"]:
                day = dt.date(year, int(match["month"]), int(match["day"]))
                if match["hour"]:
                    return cls(day, day, "time", dt.time(int(match["hour"]), int(match["minute"])))
                return cls(day, day, "day")
            if match["month"]:
                return cls._months(year, int(match["month"]), 1, "month")
            if match["quarter"]:
                return cls._months(year, int(match["quarter"]) * 3 - 2, 3, "quarter")
            if match["half"]:
                return cls._months(year, int(match["half"]) * 6 - 5, 6, "half")
            return cls._months(year, 1, 12, "year")
        except ValueError:
            raise ValueError(f"“{text}” is not in the calendar; {HOW_TO_WRITE}") from None

    @classmethod
    def _months(cls, year: int, month: int, count: int, precision: Precision) -> PartialDate:
        last_month = month + count - 1
        last_day = calendar.monthrange(year, last_month)[1]
        return cls(dt.date(year, month, 1), dt.date(year, last_month, last_day), precision)

    def __str__(self) -> str:
        """Give the ISO form back: `PartialDate.parse(str(date)) == date`."""
        year, month = self.first.year, self.first.month
        match self.precision:
            case "time":
                assert self.time is not None
                return f"{self.first.isoformat()}T{self.time:%H:%M}"
            case "day":
                return self.first.isoformat()
            case "month":
                return f"{year:04}-{month:02}"
            case "quarter":
                return f"{year:04}-Q{(month + 2) // 3}"
            case "half":
                return f"{year:04}-H{(month + 5) // 6}"
            case "year":
                return f"{year:04}"

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: Any, _handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Let records declare a field as PartialDate; the YAML holds its text."""

        def validate(value: object) -> PartialDate:
            if isinstance(value, PartialDate):
                return value
            if isinstance(value, int) and not isinstance(value, bool):
                value = str(value)  # a lone year is a number in YAML
            if not isinstance(value, str):
                raise PydanticCustomError("date", f"This is not a date; {HOW_TO_WRITE}")
            try:
                return cls.parse(value)
            except ValueError as error:
                # The text may hold braces, which pydantic would read as a template.
                raise PydanticCustomError("date", "{why}", {"why": str(error)}) from None

        return core_schema.no_info_plain_validator_function(
            validate, serialization=core_schema.to_string_ser_schema()
        )
