"""The desk's clock: how far it is from UTC, and when that changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

YEARS = 10
"""For so long the changes are told: pages that nobody builds anew still know what time it is."""

_MINUTE = dt.timedelta(minutes=1)


def changes(zone: str, year: int) -> Iterator[tuple[str, int]]:
    """Give from which minute (in UTC, 2027-03-28T01:00) a zone is so many minutes ahead of it.

    The first is the beginning of `year`, the others come within `YEARS`.
    """
    clock = ZoneInfo(zone)

    def ahead(moment: dt.datetime) -> int:
        offset = moment.astimezone(clock).utcoffset()
        assert offset is not None
        return round(offset / _MINUTE)

    start = dt.datetime(year, 1, 1, tzinfo=dt.UTC)
    yield _written(start), ahead(start)
    for days in range(YEARS * 365):
        before, after = (start + dt.timedelta(days=days + step) for step in (0, 1))
        if ahead(before) == ahead(after):
            continue
        # Between them it changes once: the minute from which it is otherwise is halved in on.
        old = ahead(before)
        while after - before > _MINUTE:
            middle = before + (after - before) // 2 // _MINUTE * _MINUTE
            before, after = (middle, after) if ahead(middle) == old else (before, middle)
        yield _written(after), ahead(after)


def _written(moment: dt.datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"
