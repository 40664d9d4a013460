"""The status of calls and waves on each side of every date."""

from __future__ import annotations

import datetime as dt
import json
import random
import subprocess
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.clock import changes
from desk.records.call import Call, Schedule, Wave
from desk.status import (
    ORDER,
    Status,
    can_change,
    deadline_of,
    status_of,
    timetable,
    wave_status,
)
from desk.texts import Text

REPEATABLE = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
"""The same examples in every run, however slow the machine is."""

SOON = 30


def call(override: str | None = None, **schedule: Any) -> Call:
    """Give a call that has only a schedule, and a state that overrides it."""
    return Call(
        id="call",
        title=Text((("fr", "Appel"),)),
        kind="AAP",
        schedule=Schedule.model_validate({"mode": "dated", **schedule}),
        state_override={"state": override} if override else None,
    )


def wave(**dates: Any) -> Wave:
    """Give a wave with some dates."""
    return Wave.model_validate({"id": "wave", "label": {"fr": "Vague"}, **dates})


def waves(*each: dict[str, str]) -> dict[str, Any]:
    """Give a schedule's fields for a call in waves."""
    listed = [
        {"id": f"wave-{index}", "label": {"fr": "Vague"}, **dates}
        for index, dates in enumerate(each, 1)
    ]
    return {"mode": "waves", "waves": listed}


def at(text: str) -> dt.datetime:
    """Give a moment: midnight where the text has no time."""
    return dt.datetime.fromisoformat(text)


DATED = [
    # Both ends, to the day.
    ("2026-03-01", "2026-06-30", "2026-02-27", "upcoming"),
    ("2026-03-01", "2026-06-30", "2026-02-28T23:59", "upcoming"),
    ("2026-03-01", "2026-06-30", "2026-03-01", "open"),
    ("2026-03-01", "2026-06-30", "2026-03-02", "open"),
    ("2026-03-01", "2026-06-30", "2026-05-30", "open"),
    ("2026-03-01", "2026-06-30", "2026-05-31", "closing_soon"),
    ("2026-03-01", "2026-06-30", "2026-06-29", "closing_soon"),
    ("2026-03-01", "2026-06-30", "2026-06-30", "closing_soon"),
    ("2026-03-01", "2026-06-30", "2026-06-30T23:59", "closing_soon"),
    ("2026-03-01", "2026-06-30", "2026-07-01", "closed"),
    ("2026-03-01", "2026-06-30", "2027-03-01", "closed"),
    # A day that opens and closes.
    ("2026-03-17", "2026-03-17", "2026-03-16", "upcoming"),
    ("2026-03-17", "2026-03-17", "2026-03-17", "closing_soon"),
    ("2026-03-17", "2026-03-17", "2026-03-18", "closed"),
    # A deadline with a time: noon, then midnight.
    (None, "2026-03-17T12:00", "2026-03-16T12:00", "closing_soon"),
    (None, "2026-03-17T12:00", "2026-03-17", "closing_soon"),
    (None, "2026-03-17T12:00", "2026-03-17T11:59", "closing_soon"),
    (None, "2026-03-17T12:00", "2026-03-17T12:00", "closed"),
    (None, "2026-03-17T12:00", "2026-03-17T12:01", "closed"),
    (None, "2026-03-17T12:00", "2026-03-18", "closed"),
    (None, "2026-03-17T00:00", "2026-03-16T23:59", "closing_soon"),
    (None, "2026-03-17T00:00", "2026-03-17", "closed"),
    # An opening with a time.
    ("2026-03-17T09:00", "2026-12-31", "2026-03-16T09:00", "upcoming"),
    ("2026-03-17T09:00", "2026-12-31", "2026-03-17T08:59", "upcoming"),
    ("2026-03-17T09:00", "2026-12-31", "2026-03-17T09:00", "open"),
    ("2026-03-17T09:00", "2026-12-31", "2026-03-18", "open"),
    # Partial dates open on their first day, close after their last, and never close "soon".
    ("2026-03", "2026-06", "2026-02-28", "upcoming"),
    ("2026-03", "2026-06", "2026-03-01", "open"),
    ("2026-03", "2026-06", "2026-06-30", "open"),
    ("2026-03", "2026-06", "2026-07-01", "closed"),
    (None, "2024-02", "2024-02-29", "open"),
    (None, "2024-02", "2024-03-01", "closed"),
    (None, "2023-02", "2023-03-01", "closed"),
    ("2026-Q1", "2026-Q3", "2025-12-31", "upcoming"),
    ("2026-Q1", "2026-Q3", "2026-01-01", "open"),
    ("2026-Q1", "2026-Q3", "2026-09-30", "open"),
    ("2026-Q1", "2026-Q3", "2026-10-01", "closed"),
    ("2026-H1", "2026-H2", "2026-12-31", "open"),
    ("2026-H1", "2026-H2", "2027-01-01", "closed"),
    ("2026", "2026", "2025-12-31", "upcoming"),
    ("2026", "2026", "2026-01-01", "open"),
    ("2026", "2026", "2026-12-31T23:59", "open"),
    ("2026", "2026", "2027-01-01", "closed"),
    # The last day of the year.
    ("2026-12-31", "2027-12-31", "2026-12-30", "upcoming"),
    ("2026-12-31", "2027-12-31", "2026-12-31", "open"),
    ("2026-01-01", "2026-12-31", "2026-12-31", "closing_soon"),
    ("2026-01-01", "2026-12-31", "2027-01-01", "closed"),
    # One end only, or none.
    (None, "2026-06-30", "2020-01-01", "open"),
    (None, "2026-06-30", "2026-06-30", "closing_soon"),
    (None, "2026-06-30", "2026-07-01", "closed"),
    ("2026-03-01", None, "2026-02-28", "upcoming"),
    ("2026-03-01", None, "2026-03-01", "no_date"),
    ("2026-03-01", None, "2030-01-01", "no_date"),
    ("2022-Q1", None, "2021-12-31", "upcoming"),
    ("2022-Q1", None, "2022-02-01", "no_date"),
    (None, None, "2026-03-01", "no_date"),
]


@pytest.mark.parametrize(("opens", "closes", "now", "status"), DATED)
def test_dated(opens: str | None, closes: str | None, now: str, status: str) -> None:
    """A call is open from its first day to the end of its last, or to the deadline's minute."""
    assert status_of(call(opens=opens, closes=closes), at(now), SOON) == status


@pytest.mark.parametrize(("opens", "closes", "now", "status"), DATED)
def test_wave(opens: str | None, closes: str | None, now: str, status: str) -> None:
    """A wave's dates mean what a call's own dates mean."""
    assert wave_status(wave(opens=opens, closes=closes), at(now), SOON) == status
    only = call(**waves({"opens": opens, "closes": closes}))  # type: ignore[dict-item]
    assert status_of(only, at(now), SOON) == status


@pytest.mark.parametrize(
    ("days", "now", "status"),
    [
        (0, "2026-06-29", "open"),
        (0, "2026-06-30", "closing_soon"),
        (1, "2026-06-28", "open"),
        (1, "2026-06-29", "closing_soon"),
        (7, "2026-06-22", "open"),
        (7, "2026-06-23", "closing_soon"),
    ],
)
def test_closing_soon(days: int, now: str, status: str) -> None:
    """The desk says how many days before the deadline a call closes soon."""
    assert status_of(call(opens="2026-01-01", closes="2026-06-30"), at(now), days) == status


@pytest.mark.parametrize("mode", ["rolling", "until_exhausted"])
@pytest.mark.parametrize(
    ("opens", "closes", "now", "status"),
    [
        (None, None, "2026-03-01", "open"),
        ("2026-03-01", None, "2026-02-28", "upcoming"),
        ("2026-03-01", None, "2026-03-01", "open"),
        ("2026-03-01", None, "2040-01-01", "open"),
        ("2026-03-01T09:00", None, "2026-03-01T08:59", "upcoming"),
        ("2026-Q2", None, "2026-03-31", "upcoming"),
        ("2026-Q2", None, "2026-04-01", "open"),
        (None, "2026-06-30", "2026-05-30", "open"),
        (None, "2026-06-30", "2026-06-30", "closing_soon"),
        (None, "2026-06-30", "2026-07-01", "closed"),
        ("2026-03-01", "2026-12", "2026-02-28", "upcoming"),
        ("2026-03-01", "2026-12", "2026-12-31", "open"),
        ("2026-03-01", "2026-12", "2027-01-01", "closed"),
    ],
)
def test_standing(mode: str, opens: str | None, closes: str | None, now: str, status: str) -> None:
    """A desk that always takes applications is open from its first day on, until it has an end."""
    assert status_of(call(mode=mode, opens=opens, closes=closes), at(now), SOON) == status


@pytest.mark.parametrize("state", ["suspended", "exhausted", "cancelled"])
@pytest.mark.parametrize("now", ["2025-01-01", "2026-04-01", "2027-01-01"])
def test_override(state: str, now: str) -> None:
    """A state that no date tells wins over every date, before, during and after."""
    assert status_of(call(state, opens="2026-03-01", closes="2026-06-30"), at(now), SOON) == state


PAST = {"opens": "2025-01-01", "closes": "2025-03-31"}
NOW_OPEN = {"opens": "2026-01-01", "closes": "2026-12-31"}
ENDING = {"opens": "2026-01-01", "closes": "2026-04-15"}
NEXT = {"opens": "2027-01-01", "closes": "2027-03-31"}
UNDATED: dict[str, str] = {}
BEGUN = {"opens": "2026-01-01"}
WON = {"announced": "2025-07-01"}
TO_BE_WON = {"announced": "2026-07-01"}


@pytest.mark.parametrize(
    ("each", "status"),
    [
        ([PAST], "closed"),
        ([PAST, PAST], "closed"),
        ([PAST, NEXT], "upcoming"),
        ([PAST, NOW_OPEN], "open"),
        ([PAST, ENDING], "closing_soon"),
        ([PAST, NOW_OPEN, NEXT], "open"),
        ([NOW_OPEN, ENDING], "closing_soon"),
        ([NEXT, NOW_OPEN], "open"),
        ([PAST, UNDATED], "closed"),
        ([PAST, BEGUN], "no_date"),
        ([UNDATED, PAST], "closed"),
        ([UNDATED, NEXT], "upcoming"),
        ([UNDATED, NOW_OPEN], "open"),
        ([UNDATED, UNDATED], "no_date"),
        ([UNDATED], "no_date"),
        ([BEGUN], "no_date"),
        ([BEGUN, NEXT], "upcoming"),
        ([WON], "closed"),
        ([WON, NEXT], "upcoming"),
        ([WON, UNDATED], "closed"),
        ([TO_BE_WON], "no_date"),
        ([PAST, TO_BE_WON], "closed"),
        ([], "no_date"),
    ],
)
def test_waves(each: list[dict[str, str]], status: str) -> None:
    """A call in waves shows the wave on which a visitor can act; undated ones tell nothing."""
    assert status_of(call(**waves(*each)), at("2026-04-01"), SOON) == status


def test_a_call_that_began_and_has_no_end_is_not_closed_by_its_waves() -> None:
    """Winners of past rounds do not close a call that no source says to have ended."""
    schedule = waves(WON, PAST) | {"opens": "2021-12"}
    assert status_of(call(**schedule), at("2026-04-01"), SOON) == "no_date"


def test_own_dates_beside_waves() -> None:
    """A call's own dates count beside those of its waves."""
    schedule = waves(PAST) | {"opens": "2026-01-01", "closes": "2026-12-31"}
    assert status_of(call(**schedule), at("2026-04-01"), SOON) == "open"


def test_standing_beside_waves() -> None:
    """A desk that always takes applications is open even when its first waves are over."""
    schedule = waves(PAST) | {"mode": "rolling"}
    assert status_of(call(**schedule), at("2026-04-01"), SOON) == "open"


@pytest.mark.parametrize(
    ("dates", "now", "status"),
    [
        ({"announced": "2022-11-21"}, "2022-11-20", "no_date"),
        ({"announced": "2022-11-21"}, "2022-11-21", "no_date"),
        ({"announced": "2022-11-21"}, "2022-11-22", "closed"),
        ({"announced": "2019-06"}, "2019-06-30", "no_date"),
        ({"announced": "2019-06"}, "2019-07-01", "closed"),
        ({"opens": "2021-09", "announced": "2022-11-21"}, "2021-08-31", "upcoming"),
        ({"opens": "2021-09", "announced": "2022-11-21"}, "2022-11-21", "no_date"),
        ({"opens": "2021-09", "announced": "2022-11-21"}, "2022-11-22", "closed"),
        ({"closes": "2022-03", "announced": "2022-11-21"}, "2022-03-31", "open"),
        ({"closes": "2022-03", "announced": "2022-11-21"}, "2022-04-01", "closed"),
    ],
)
def test_announced(dates: dict[str, str], now: str, status: str) -> None:
    """A wave without an end is over once its winners were announced, from the next day on."""
    assert wave_status(wave(**dates), at(now), SOON) == status


@pytest.mark.parametrize(
    ("state", "dates", "status"),
    [
        ("closed", {}, "closed"),
        ("open", {}, "no_date"),
        ("planned", {}, "no_date"),
        ("closed", NEXT, "upcoming"),
        ("closed", NOW_OPEN, "open"),
        ("open", PAST, "closed"),
    ],
)
def test_known_state(state: str, dates: dict[str, str], status: str) -> None:
    """What a source said of a wave holds only if it said "closed" and no date says otherwise."""
    known = wave(known={"state": state}, **dates)
    assert wave_status(known, at("2026-04-01"), SOON) == status


def test_order_has_every_status() -> None:
    """The order in which calls are listed knows each status exactly once."""
    assert sorted(ORDER) == sorted(get_args(Status))
    assert len(set(ORDER)) == len(ORDER) == 8


DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))


@REPEATABLE
@given(opens=DAYS, length=st.integers(0, 800), offset=st.integers(-800, 1600))
def test_time_never_goes_back(opens: dt.date, length: int, offset: int) -> None:
    """From one day to the next a dated call only moves on: upcoming, open, closing soon, closed."""
    closes = opens + dt.timedelta(days=length)
    dated = call(opens=opens.isoformat(), closes=closes.isoformat())
    stages = ["upcoming", "open", "closing_soon", "closed"]
    now = dt.datetime.combine(opens, dt.time()) + dt.timedelta(days=offset)
    today = stages.index(status_of(dated, now, SOON))
    tomorrow = stages.index(status_of(dated, now + dt.timedelta(days=1), SOON))
    assert today <= tomorrow
    assert (today == 3) == (now.date() > closes)
    assert (today == 0) == (now.date() < opens)


@pytest.mark.parametrize(
    ("schedule", "now", "until"),
    [
        ({"opens": "2026-03-01", "closes": "2026-06-30"}, "2026-05-01", "2026-06-30"),
        ({"opens": "2026-03-01", "closes": "2026-06-30"}, "2026-06-30T23:59", "2026-06-30"),
        ({"opens": "2026-03-01", "closes": "2026-06-30"}, "2026-07-01", None),
        ({"opens": "2026-03-01", "closes": "2026-06-30"}, "2026-02-01", None),
        ({"opens": "2026-03-01", "closes": "2026-06-30T12:00"}, "2026-06-30T12:00", None),
        ({"mode": "rolling"}, "2026-05-01", None),
        ({"mode": "rolling", "closes": "2027-12"}, "2026-05-01", "2027-12"),
        (
            waves(
                {"opens": "2026-01-01", "closes": "2026-03-31"},
                {"opens": "2026-05-01", "closes": "2026-07-31"},
                {"opens": "2026-10-01", "closes": "2026-12-31"},
            ),
            "2026-05-02",
            "2026-07-31",
        ),
    ],
)
def test_deadline(schedule: dict[str, Any], now: str, until: str | None) -> None:
    """One may apply until the nearest end of a period that is open, and not before or after it."""
    found = deadline_of(call(**schedule), at(now), SOON)
    assert (str(found) if found else None) == until


# -- The same in the browser ----------------------------------------------------------------------

ROOT = Path(__file__).resolve().parents[2]
PARIS = "Europe/Paris"


CLOCK = tuple(changes(PARIS, 2026))


def in_the_browser(cases: list[tuple[Call, dt.datetime]], clock: object = PARIS) -> list[list[Any]]:
    """Give status and deadline of calls at moments, as the browser's script works them out.

    The clock is a time zone, or its changes as the finder is told them.
    """
    written = [(timetable(one), moment.isoformat(), clock) for one, moment in cases]
    run = subprocess.run(
        ["node", str(ROOT / "tests/status.mjs")],
        input=json.dumps({"cases": written, "soon": SOON}),
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[list[Any]] = json.loads(run.stdout)
    return found


def here(one: Call, moment: dt.datetime, zone: str = PARIS) -> list[Any]:
    """Give status and deadline of a call at a moment, as the build works them out."""
    now = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    closes = deadline_of(one, now, SOON)
    end = None
    if closes is not None:
        end = closes.last.isoformat() + (f"T{closes.time:%H:%M}" if closes.time else "")
    return [status_of(one, now, SOON), end]


@pytest.mark.parametrize("clock", [PARIS, CLOCK], ids=["zone", "changes"])
def test_the_hours_of_paris_decide(clock: object) -> None:
    """A call closes at its minute in Paris, in winter and in summer, wherever the reader is."""
    noon = call(opens="2026-01-01", closes="2026-03-17T12:00")  # UTC+1
    summer = call(opens="2026-01-01", closes="2026-07-17")  # UTC+2: the day ends at 22:00
    change = call(opens="2026-03-29T03:00", closes="2026-12-31")  # the hour that does not exist
    cases = [
        (noon, dt.datetime(2026, 3, 17, 10, 59, tzinfo=dt.UTC), "closing_soon"),
        (noon, dt.datetime(2026, 3, 17, 11, 0, tzinfo=dt.UTC), "closed"),
        (summer, dt.datetime(2026, 7, 16, 21, 59, tzinfo=dt.UTC), "closing_soon"),
        (summer, dt.datetime(2026, 7, 17, 21, 59, tzinfo=dt.UTC), "closing_soon"),
        (summer, dt.datetime(2026, 7, 17, 22, 0, tzinfo=dt.UTC), "closed"),
        (change, dt.datetime(2026, 3, 29, 0, 59, tzinfo=dt.UTC), "upcoming"),
        (change, dt.datetime(2026, 3, 29, 1, 0, tzinfo=dt.UTC), "open"),
    ]
    there = in_the_browser([(one, moment) for one, moment, _status in cases], clock)
    assert [found[0] for found in there] == [status for _one, _moment, status in cases]
    assert there == [here(one, moment) for one, moment, _status in cases]


def random_date(source: random.Random) -> str | None:
    """Give a date of any precision near the spring of 2026, or none."""
    day = dt.date(2026, 3, 1) + dt.timedelta(days=source.randrange(90))
    return source.choice(
        [
            None,
            day.isoformat(),
            day.isoformat(),
            f"{day.isoformat()}T{source.randrange(24):02}:{source.choice((0, 30)):02}",
            f"{day:%Y-%m}",
            f"{day.year}-Q{(day.month + 2) // 3}",
            str(day.year),
        ]
    )


def random_call(source: random.Random) -> Call:
    """Give a call with any schedule, wise or not."""

    def dates(*names: str) -> dict[str, Any]:
        found = {name: random_date(source) for name in names}
        return {name: date for name, date in found.items() if date}

    if source.random() < 0.1:
        return call(source.choice(["suspended", "exhausted", "cancelled"]), **dates("opens"))
    mode = source.choice(["dated", "waves", "rolling", "until_exhausted"])
    schedule = {**dates("opens", "closes"), "mode": mode}
    if mode == "waves":
        each = [dates("opens", "closes", "announced") for _ in range(source.randrange(4))]
        schedule |= waves(*each)
        for one in schedule["waves"]:
            if source.random() < 0.3:
                one["known"] = {"state": source.choice(["closed", "open"])}
    return call(**schedule)


def test_five_thousand_random_calls() -> None:
    """On any schedule and at any minute the browser finds what the build finds."""
    source = random.Random(2026)
    start = dt.datetime(2026, 2, 20, tzinfo=dt.UTC)
    cases = [
        (random_call(source), start + dt.timedelta(minutes=source.randrange(120 * 24 * 60)))
        for _ in range(5000)
    ]
    expected = [here(one, moment) for one, moment in cases]
    assert {status for status, _end in expected} == set(get_args(Status))
    assert in_the_browser(cases) == expected
    assert in_the_browser(cases, CLOCK) == expected


def test_what_can_still_change() -> None:
    """A status that can change says so until the last of the call's dates."""
    today = dt.date(2026, 3, 17)
    assert can_change(call(closes="2026-03-17"), today)
    assert can_change(call(**waves({"opens": "2025"}, {"announced": "2026-04"})), today)
    assert not can_change(call(opens="2025", closes="2026-03-16"), today)
    assert not can_change(call("cancelled", closes="2027"), today)
    assert not can_change(call(mode="rolling"), today)


@pytest.mark.parametrize(
    ("schedule", "periods"),
    [
        ({}, []),
        ({"opens": "2026-03", "closes": "2026-Q2"}, [("2026-03-01", "2026-06-30", "2026-Q2")]),
        ({"closes": "2026-06-30"}, [(None, "2026-06-30", "exact")]),
        ({"closes": "2026-06-30T12:00"}, [(None, "2026-06-30T12:00", "exact")]),
        ({"opens": "2026-03-01T09:00"}, [("2026-03-01T09:00", None, "")]),
        ({"mode": "rolling"}, [(None, None, "standing")]),
        (
            {"mode": "until_exhausted", "opens": "2026", "closes": "2026-12-31"},
            [("2026-01-01", "2026-12-31", "exact standing")],
        ),
        (waves({}), []),
        (waves({"opens": "2026", "closes": "2026-02"}), [("2026-01-01", "2026-02-28", "2026-02")]),
        (
            waves({"closes": "2026-01-31"}, {"opens": "2026-05-01"}),
            [(None, "2026-01-31", "exact"), ("2026-05-01", None, "")],
        ),
        (
            waves({"closes": "2025-01-31"}) | {"opens": "2026-05-01"},
            [(None, "2025-01-31", "exact"), ("2026-05-01", None, "")],
        ),
    ],
)
def test_timetable(schedule: dict[str, Any], periods: list[tuple[Any, ...]]) -> None:
    """What the browser gets of a schedule: first and last days, hours, and how sure the end is."""
    wanted = [
        {name: value for name, value in (("opens", opens), ("closes", closes)) if value}
        | ({"within": told} if told[:1].isdigit() else dict.fromkeys(told.split(), True))
        for opens, closes, told in periods
    ]
    assert timetable(call(**schedule)) == {"periods": wanted}


def test_timetable_of_what_no_date_tells() -> None:
    """A state that an editor set stands alone; winners and what a source said go with their wave."""
    assert timetable(call("exhausted", closes="2026-06-30")) == {"state": "exhausted"}
    known = waves({"announced": "2026-07"}, {})
    known["waves"][1]["known"] = {"state": "closed"}
    assert timetable(call(**known)) == {"periods": [{"announced": "2026-07-31"}, {"closed": True}]}
