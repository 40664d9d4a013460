"""When things take place: where they stand on a day, their hours in each time zone, their entries.

Days and hours are those of the first zone that the record names; nothing here knows the clock.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from desk.dates import PartialDate
from desk.records.base import Finding, Model, Term
from desk.texts import Text

if TYPE_CHECKING:
    from desk.model import Desk
    from desk.records.base import Record

CALENDAR = "calendar.ics"
"""The name of a calendar: in a record's folder that record's, in a collection's all of it."""

DEADLINES = "deadlines.ics"
"""The calendar of all deadlines, at the root of each language."""

Stage = Literal["coming", "today", "under_way", "past", "cancelled"]
"""Where something stands on a day. What has one day is never under way, it is today."""


def stage_of(starts: PartialDate, ends: PartialDate | None, today: dt.date) -> Stage:
    """Tell where something that takes place from `starts` to `ends` stands on the day `today`.

    Its days count whole, the last one too. What is known only to a month or a year may still come
    on any day of it, and is coming to its end; with a known end it is under way from its start.
    """
    last = (ends or starts).last
    if today > last:
        return "past"
    if today < starts.first:
        return "coming"
    if starts.first == last:
        return "today"
    return "under_way" if ends is not None else "coming"


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock:
    """The hours of something in one time zone, with the offset that is right on that day."""

    starts: dt.datetime
    ends: dt.datetime | None


def instant(date: PartialDate, zone: str) -> dt.datetime:
    """Give the moment of a date that has an hour, which is that of `zone`."""
    assert date.time is not None
    return dt.datetime.combine(date.first, date.time, ZoneInfo(zone))


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):  # unknown, malformed, the name of a folder
        raise PydanticCustomError(
            "zone", "“{zone}” is not a time zone; write it as Europe/Paris", {"zone": value}
        ) from None
    return value


Zone = Annotated[str, AfterValidator(_zone)]


class Occurrence(Model):
    """When and where something takes place.

    The hours are those of the first zone, and are shown in the others too. `report` is what the
    sources say of it: a source that announces it does not tell that it took place.
    """

    starts: PartialDate
    ends: PartialDate | None = None
    zones: tuple[Zone, ...] = Field(default=(), strict=False)
    mode: Annotated[str, Term("occurrence_modes")] | None = None
    place: Text | None = None
    report: Annotated[str, Term("occurrence_reports")] | None = None
    cancelled: bool = False
    note: Text | None = None

    def stage(self, today: dt.date) -> Stage:
        """Tell where it stands on the day `today`."""
        return "cancelled" if self.cancelled else stage_of(self.starts, self.ends, today)

    def clocks(self) -> tuple[Clock, ...]:
        """Give its hours in each of its zones; nothing where no hour is known."""
        if self.starts.time is None or not self.zones:
            return ()
        starts = instant(self.starts, self.zones[0])
        ends = instant(self.ends, self.zones[0]) if self.ends and self.ends.time else None
        return tuple(
            Clock(
                starts=starts.astimezone(ZoneInfo(zone)),
                ends=ends.astimezone(ZoneInfo(zone)) if ends else None,
            )
            for zone in self.zones
        )

    def wrong(self) -> Iterator[Finding]:
        """Nothing ends before it starts; hours stand at both ends, and in a time zone."""
        starts, ends = self.starts, self.ends
        if ends is not None:
            if ends.last < starts.first or (
                ends.last == starts.first and ends.time and starts.time and ends.time < starts.time
            ):
                yield ("ends",), f"It ends ({ends}) before it starts ({starts})", "put both right"
            if (ends.time is None) != (starts.time is None):
                yield ("ends",), "Only one end has an hour", "write the hour of both, or of none"
        if starts.time is not None and not self.zones:
            yield ("starts",), "This hour has no time zone", "write zones: [Europe/Paris]"

    def entry(self, zone: str, part: str = "") -> CalendarEntry:
        """Give its entry in calendars; `zone` is that of the desk, for what names none."""
        return CalendarEntry(
            part=part,
            starts=self.starts,
            ends=self.ends,
            zone=self.zones[0] if self.zones else zone,
            place=self.place,
            cancelled=self.cancelled,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarEntry:
    """One entry of a record in the calendars that people add to theirs.

    `part` tells it from the record's other entries for ever, so that a changed entry replaces the
    old one; `phrase` is the interface string that makes its title of the record's (“{title}”),
    with the entry's own `heading` where it has one (“{heading}”). A deadline is also in the calendar of deadlines.
    """

    part: str = ""
    phrase: str | None = None
    heading: Text | None = None
    detail: Text | None = None
    starts: PartialDate
    ends: PartialDate | None = None
    zone: str
    place: Text | None = None
    cancelled: bool = False
    deadline: bool = False


def entries_of(record: Record, desk: Desk) -> tuple[CalendarEntry, ...]:
    """Give a record's entries of which the days are known: a month has no place in a calendar."""
    return tuple(
        entry
        for entry in record.calendar(desk)
        if _exact(entry.starts) and (entry.ends is None or _exact(entry.ends))
    )


def _exact(date: PartialDate) -> bool:
    return date.precision in ("day", "time")
