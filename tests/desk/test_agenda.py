"""When things take place: stages around a day, hours around the change of clocks, entries."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from makers import Folder
from pydantic import ValidationError

from desk.agenda import CalendarEntry, Occurrence, entries_of, instant, stage_of
from desk.dates import PartialDate
from desk.words import Words


def date(text: str) -> PartialDate:
    return PartialDate.parse(text)


def occurrence(**fields: Any) -> Occurrence:
    return Occurrence.model_validate(fields, context={"languages": ("fr", "en")})


@pytest.mark.parametrize(
    ("starts", "ends", "today", "stage"),
    [
        # One day: the day before, the day, the day after.
        ("2022-11-21", None, "2022-11-20", "coming"),
        ("2022-11-21", None, "2022-11-21", "today"),
        ("2022-11-21", None, "2022-11-22", "past"),
        # Its hours change nothing: the day counts whole.
        ("2020-06-11T10:00", "2020-06-11T12:15", "2020-06-10", "coming"),
        ("2020-06-11T10:00", "2020-06-11T12:15", "2020-06-11", "today"),
        ("2020-06-11T10:00", "2020-06-11T12:15", "2020-06-12", "past"),
        # Some days: both ends belong to it.
        ("2024-01-18", "2024-03-01", "2024-01-17", "coming"),
        ("2024-01-18", "2024-03-01", "2024-01-18", "under_way"),
        ("2024-01-18", "2024-03-01", "2024-03-01", "under_way"),
        ("2024-01-18", "2024-03-01", "2024-03-02", "past"),
        # A month alone may still come on its last day; a month to a month is under way.
        ("2019-06", None, "2019-05-31", "coming"),
        ("2019-06", None, "2019-06-01", "coming"),
        ("2019-06", None, "2019-06-30", "coming"),
        ("2019-06", None, "2019-07-01", "past"),
        ("2022-01", "2022-06", "2021-12-31", "coming"),
        ("2022-01", "2022-06", "2022-01-01", "under_way"),
        ("2022-01", "2022-06", "2022-06-30", "under_way"),
        ("2022-01", "2022-06", "2022-07-01", "past"),
        ("2024-H1", None, "2024-06-30", "coming"),
        ("2024-H1", None, "2024-07-01", "past"),
    ],
)
def test_stage(starts: str, ends: str | None, today: str, stage: str) -> None:
    """Where something stands follows from its days, the last one included, and from nothing else."""
    found = stage_of(date(starts), date(ends) if ends else None, dt.date.fromisoformat(today))
    assert found == stage
    when = occurrence(starts=starts, ends=ends)
    assert when.stage(dt.date.fromisoformat(today)) == stage


def test_cancelled() -> None:
    """What is cancelled is so on every day."""
    when = occurrence(starts="2022-11-21", cancelled=True)
    for day in (20, 21, 22):
        assert when.stage(dt.date(2022, 11, day)) == "cancelled"


# ------------------------------------------------------------------ hours

PARIS, LONDON = "Europe/Paris", "Europe/London"


@pytest.mark.parametrize(
    ("starts", "zones", "utc", "hours"),
    [
        # Clocks go forward on 29 March 2020 and back on 25 October, at the same moment in both.
        ("2020-03-28T10:00", (PARIS, LONDON), "09:00", ("10:00+0100", "09:00+0000")),
        ("2020-03-29T01:59", (PARIS, LONDON), "00:59", ("01:59+0100", "00:59+0000")),
        ("2020-03-29T03:00", (PARIS, LONDON), "01:00", ("03:00+0200", "02:00+0100")),
        ("2020-03-29T10:00", (PARIS, LONDON), "08:00", ("10:00+0200", "09:00+0100")),
        ("2020-06-11T10:00", (PARIS, LONDON), "08:00", ("10:00+0200", "09:00+0100")),
        ("2020-06-11T09:00", (LONDON, PARIS), "08:00", ("09:00+0100", "10:00+0200")),
        ("2020-10-24T10:00", (PARIS, LONDON), "08:00", ("10:00+0200", "09:00+0100")),
        ("2020-10-25T01:59", (PARIS, LONDON), "23:59", ("01:59+0200", "00:59+0100")),
        ("2020-10-25T03:00", (PARIS, LONDON), "02:00", ("03:00+0100", "02:00+0000")),
        ("2020-10-25T10:00", (PARIS, LONDON), "09:00", ("10:00+0100", "09:00+0000")),
    ],
)
def test_hours_in_both_zones(
    starts: str, zones: tuple[str, str], utc: str, hours: tuple[str, str]
) -> None:
    """The hours of both countries are right on each side of a change of clocks."""
    clocks = occurrence(starts=starts, zones=zones).clocks()
    assert tuple(f"{clock.starts:%H:%M%z}" for clock in clocks) == hours
    assert {f"{clock.starts.astimezone(dt.UTC):%H:%M}" for clock in clocks} == {utc}
    assert {clock.ends for clock in clocks} == {None}


def test_both_ends() -> None:
    """The end is told in each zone too, on the day that it has there."""
    when = occurrence(
        starts="2020-06-11T23:30", ends="2020-06-12T00:30", zones=("Europe/Paris", "Europe/London")
    )
    paris, london = when.clocks()
    assert (f"{paris.ends:%d %H:%M}", f"{london.ends:%d %H:%M}") == ("12 00:30", "11 23:30")


@pytest.mark.parametrize(
    "fields",
    [
        {"starts": "2020-06-11"},
        {"starts": "2020-06-11", "zones": ["Europe/Paris"]},
        {"starts": "2020-06", "zones": ["Europe/Paris"]},
        {"starts": "2020-06-11T10:00"},
    ],
)
def test_no_hours(fields: dict[str, Any]) -> None:
    """Without an hour, or without a zone to read it in, no clock is shown."""
    assert occurrence(**fields).clocks() == ()


@pytest.mark.parametrize(
    ("language", "locale", "moment", "zone", "expected"),
    [
        ("fr", "fr_FR", "2020-06-11T10:00", PARIS, "France – heure d’été d’Europe centrale, UTC+2"),
        ("fr", "fr_FR", "2020-06-11T09:00", LONDON, "Royaume-Uni – heure d’été britannique, UTC+1"),
        ("en", "en_GB", "2020-06-11T10:00", PARIS, "France – Central European Summer Time, UTC+2"),
        ("en", "en_GB", "2020-06-11T09:00", LONDON, "United Kingdom – British Summer Time, UTC+1"),
        (
            "en",
            "en_GB",
            "2020-03-25T10:00",
            PARIS,
            "France – Central European Standard Time, UTC+1",
        ),
        ("en", "en_GB", "2020-03-25T09:00", LONDON, "United Kingdom – Greenwich Mean Time, UTC+0"),
        (
            "en",
            "en_GB",
            "2020-06-11T09:00",
            "Australia/Adelaide",
            "Australia – Australian Central Standard Time, UTC+9:30",
        ),
        (
            "en",
            "en_GB",
            "2020-06-11T09:00",
            "America/New_York",
            "United States – Eastern Daylight Time, UTC−4",
        ),
    ],
)
def test_words(language: str, locale: str, moment: str, zone: str, expected: str) -> None:
    """A zone is named in the reader's language, as it is on that day, with its true offset."""
    words = Words(language=language, locale_name=locale, phrases={})
    at = instant(date(moment), zone)
    assert words.zone(at) == expected
    assert words.hour(at) == moment[-5:]


# ------------------------------------------------------------------ mistakes


@pytest.mark.parametrize(
    ("fields", "place", "what"),
    [
        (
            {"starts": "2024-03-01", "ends": "2024-01-18"},
            "ends",
            "It ends (2024-01-18) before it starts (2024-03-01)",
        ),
        (
            {"starts": "2020-06-11T10:00", "ends": "2020-06-11T09:59", "zones": [PARIS]},
            "ends",
            "It ends (2020-06-11T09:59) before it starts (2020-06-11T10:00)",
        ),
        (
            {"starts": "2020-06-11T10:00", "ends": "2020-06-11", "zones": [PARIS]},
            "ends",
            "Only one end has an hour",
        ),
        (
            {"starts": "2020-06-11", "ends": "2020-06-11T10:00", "zones": [PARIS]},
            "ends",
            "Only one end has an hour",
        ),
        ({"starts": "2020-06-11T10:00"}, "starts", "This hour has no time zone"),
    ],
)
def test_wrong(fields: dict[str, Any], place: str, what: str) -> None:
    """An end before its start, an hour at one end only, an hour without a zone are mistakes."""
    [(found, said, fix)] = occurrence(**fields).wrong()
    assert (found, said) == ((place,), what)
    assert fix


@pytest.mark.parametrize(
    "fields",
    [
        {"starts": "2024-01-18", "ends": "2024-01-18"},
        {"starts": "2024-01-18", "ends": "2024-03"},
        {"starts": "2022-01", "ends": "2022-06"},
        {"starts": "2020-06-11T10:00", "ends": "2020-06-11T10:00", "zones": [PARIS]},
        {"starts": "2020-06-11T10:00", "ends": "2020-06-12T09:00", "zones": [PARIS]},
    ],
)
def test_right(fields: dict[str, Any]) -> None:
    """Ends may fall on the day or the minute of the start."""
    assert list(occurrence(**fields).wrong()) == []


@pytest.mark.parametrize("zone", ["Europe/Lille", "Europe", "../Europe/Paris", "Heure de Paris"])
def test_unknown_zone(zone: str) -> None:
    """A zone that nobody knows is refused, with the form to write."""
    with pytest.raises(ValidationError) as caught:
        occurrence(starts="2020-06-11T10:00", zones=[zone])
    [error] = caught.value.errors()
    assert error["msg"] == f"“{zone}” is not a time zone; write it as Europe/Paris"


# ------------------------------------------------------------------ entries


def test_entry() -> None:
    """An entry keeps the days; its zone is the first named, or the desk's."""
    when = occurrence(starts="2020-06-11T10:00", ends="2020-06-11T12:15", zones=[LONDON, PARIS])
    assert when.entry("Europe/Paris", part="s1") == CalendarEntry(
        part="s1", starts=date("2020-06-11T10:00"), ends=date("2020-06-11T12:15"), zone=LONDON
    )
    assert occurrence(starts="2020-06-11").entry("Europe/Zurich").zone == "Europe/Zurich"


CALL = "data/calls/sites.yml"


def test_deadlines_of_a_call(small: Folder) -> None:
    """Each known opening and closing day is an entry; a month, a quarter or nothing is none."""
    small.replace(CALL, "closes: 2022-03-31", "closes: 2022-03")
    small.replace(CALL, "closes: 2027-01-31", "closes: 2027-01-31T12:00")
    desk = small.desk()
    entries = entries_of(desk.calls["sites"], desk)
    assert [(entry.part, str(entry.starts), entry.phrase) for entry in entries] == [
        ("wave-1.opens", "2021-12-01", "calendar.opens"),
        ("wave-2.opens", "2026-10-01", "calendar.opens"),
        ("wave-2.closes", "2027-01-31T12:00", "calendar.closes"),
    ]
    assert all(entry.deadline and not entry.cancelled for entry in entries)
    assert {entry.zone for entry in entries} == {"Europe/Paris"}
    assert all(entry.detail is not None for entry in entries)


def test_deadlines_of_the_call_itself(small: Folder) -> None:
    """A call without waves has its own two days; those of a cancelled call are cancelled."""
    small.add(CALL, "state_override: {state: cancelled}\n")
    small.replace(CALL, "  mode: waves\n", "  mode: waves\n  opens: 2021-12-01\n  tz: Asia/Tokyo\n")
    desk = small.desk()
    entries = entries_of(desk.calls["sites"], desk)
    assert all(entry.cancelled for entry in entries)
    assert (entries[0].part, entries[0].zone, entries[0].detail) == ("opens", "Asia/Tokyo", None)


def test_a_record_has_no_entry_by_itself(small: Folder) -> None:
    """What does not take place stands in no calendar."""
    desk = small.desk()
    assert entries_of(desk.organisations["agency"], desk) == ()
