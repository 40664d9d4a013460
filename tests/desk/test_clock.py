"""How far a clock is from UTC, as it is told to browsers."""

from __future__ import annotations

import datetime as dt
import random
from bisect import bisect
from zoneinfo import ZoneInfo

import pytest

from desk.clock import YEARS, changes


def test_the_clock_of_paris() -> None:
    """Summer begins and ends at 1:00 UTC, on the last Sundays of March and October."""
    told = list(changes("Europe/Paris", 2026))
    assert told[:3] == [
        ("2026-01-01T00:00", 60),
        ("2026-03-29T01:00", 120),
        ("2026-10-25T01:00", 60),
    ]
    assert told[-1] == ("2035-10-28T01:00", 60)
    assert len(told) == 1 + 2 * YEARS


def test_a_clock_that_never_changes() -> None:
    """Where there is no summer time, the first is all."""
    assert list(changes("Asia/Kolkata", 2026)) == [("2026-01-01T00:00", 330)]


@pytest.mark.parametrize(
    "zone", ["Europe/Paris", "America/St_Johns", "Australia/Lord_Howe", "Africa/Casablanca"]
)
def test_it_tells_what_the_zone_does(zone: str) -> None:
    """At any minute the latest change tells the zone's distance: half hours and Ramadan too."""
    told = list(changes(zone, 2026))
    source = random.Random(zone)
    start = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    minutes = [source.randrange(9 * 365 * 24 * 60) for _ in range(2000)]
    around = [dt.datetime.fromisoformat(f"{moment}+00:00") for moment, _ahead in told[1:]]
    moments = [start + dt.timedelta(minutes=minute) for minute in minutes]
    moments += [change + dt.timedelta(minutes=step) for change in around for step in (-1, 0)]
    for moment in moments:
        _since, ahead = told[bisect(told, (f"{moment:%Y-%m-%dT%H:%M}", 1000)) - 1]
        assert dt.timedelta(minutes=ahead) == moment.astimezone(ZoneInfo(zone)).utcoffset()
