"""Where a call stands on a given day, derived from its schedule and from nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal

from desk.dates import PartialDate
from desk.records.call import Call, KnownState, Schedule, Wave

Status = Literal[
    "upcoming", "open", "closing_soon", "closed", "no_date", "suspended", "exhausted", "cancelled"
]

# What a visitor can act on comes first.
ORDER: tuple[Status, ...] = (
    "closing_soon",
    "open",
    "upcoming",
    "no_date",
    "suspended",
    "exhausted",
    "closed",
    "cancelled",
)

OVER: tuple[Status, ...] = ("closed", "cancelled", "exhausted", "suspended")
"""What nobody can apply to any more, or for the time being."""


def status_of(call: Call, now: dt.datetime, closing_soon_days: int) -> Status:
    """Give the call's status at `now`, a local time in the schedule's time zone.

    The day of the deadline counts as open, up to the deadline's time when it has one. A partial
    date counts to the last day of its period. A wave without dates tells nothing.
    """
    if call.state_override is not None:
        return call.state_override.state
    schedule = call.schedule
    stages = [(wave, wave_status(wave, now, closing_soon_days)) for wave in schedule.waves]
    # A wave of which no date is known says nothing about its call.
    states = [status for wave, status in stages if status != "no_date" or wave.opens or wave.closes]
    if schedule.mode in ("rolling", "until_exhausted"):
        states.append(_standing(schedule, now, closing_soon_days))
    elif schedule.opens or schedule.closes:
        states.append(period_status(schedule.opens, schedule.closes, now, closing_soon_days))
    # A period that began and has no end comes before those that are over: no source closed it.
    return next((status for status in ORDER if status in states), "no_date")


def wave_status(wave: Wave, now: dt.datetime, closing_soon_days: int) -> Status:
    """Give one wave's status at `now`.

    Without dates, a wave is over when a source said so, or when its winners were announced.
    """
    if wave.opens is None and wave.closes is None and _was_closed(wave.known):
        return "closed"
    announced = wave.announced
    if wave.closes is None and announced is not None and announced.last < now.date():
        return "closed"
    return period_status(wave.opens, wave.closes, now, closing_soon_days)


def deadline_of(call: Call, now: dt.datetime, closing_soon_days: int) -> PartialDate | None:
    """Give the day until which one may apply at `now`: None unless the call is open and has one."""
    if status_of(call, now, closing_soon_days) not in ("open", "closing_soon"):
        return None
    schedule = call.schedule
    periods = [(wave.opens, wave.closes) for wave in schedule.waves]
    periods.append((schedule.opens, schedule.closes))
    ends = [
        closes
        for opens, closes in periods
        if closes is not None and period_status(opens, closes, now, closing_soon_days) != "upcoming"
    ]
    return min(
        (end for end in ends if not _has_ended(end, now)),
        key=lambda end: _moment(end.last, end.time),
        default=None,
    )


def timetable(call: Call) -> Mapping[str, Any]:
    """Give what decides a call's status as plain data, for `status.js`: no day is in it.

    `state` is a state that no date tells. A period has `opens` and `closes` as ISO texts (a partial
    date gives its first or last day), `exact` where it closes on a known day, else `within` with the
    partial date as it was written, `standing` where it is open without end, `announced` when its
    winners were, `closed` where a source says only so.
    """
    if call.state_override is not None:
        return {"state": call.state_override.state}
    schedule = call.schedule
    periods = [_wave_period(wave) for wave in schedule.waves]
    if schedule.mode in ("rolling", "until_exhausted"):
        periods.append(_period(schedule.opens, schedule.closes) | {"standing": True})
    else:
        periods.append(_period(schedule.opens, schedule.closes))
    return {"periods": [period for period in periods if period]}


def can_change(call: Call, today: dt.date) -> bool:
    """Tell whether the call's status may be another one after `today`, from its dates alone."""
    if call.state_override is not None:
        return False
    schedule = call.schedule
    dates = [schedule.opens, schedule.closes]
    for wave in schedule.waves:
        dates += [wave.opens, wave.closes, wave.announced]
    return any(date is not None and date.last >= today for date in dates)


def _wave_period(wave: Wave) -> dict[str, Any]:
    if wave.opens is None and wave.closes is None and _was_closed(wave.known):
        return {"closed": True}
    period = _period(wave.opens, wave.closes)
    if wave.announced is not None:
        period["announced"] = wave.announced.last.isoformat()
    return period


def _period(opens: PartialDate | None, closes: PartialDate | None) -> dict[str, Any]:
    period: dict[str, Any] = {}
    if opens is not None:
        period["opens"] = _moment(opens.first, opens.time)
    if closes is not None:
        period["closes"] = _moment(closes.last, closes.time)
        if closes.precision in ("day", "time"):
            period["exact"] = True
        else:
            period["within"] = str(closes)
    return period


def _moment(day: dt.date, time: dt.time | None) -> str:
    return day.isoformat() if time is None else f"{day.isoformat()}T{time:%H:%M}"


def _was_closed(known: KnownState | None) -> bool:
    """Of what a source once said only "closed" still holds today."""
    return known is not None and known.state == "closed"


def _standing(schedule: Schedule, now: dt.datetime, closing_soon_days: int) -> Status:
    """A desk that takes applications all the time is open from its first day on."""
    if schedule.closes is not None:
        return period_status(schedule.opens, schedule.closes, now, closing_soon_days)
    if schedule.opens is not None and not _has_begun(schedule.opens, now):
        return "upcoming"
    return "open"


def _has_begun(opens: PartialDate, now: dt.datetime) -> bool:
    today = now.date()
    return today > opens.first or (
        today == opens.first and (opens.time is None or now.time() >= opens.time)
    )


def _has_ended(closes: PartialDate, now: dt.datetime) -> bool:
    today = now.date()
    return today > closes.last or (
        today == closes.last and closes.time is not None and now.time() >= closes.time
    )


def period_status(
    opens: PartialDate | None, closes: PartialDate | None, now: dt.datetime, closing_soon_days: int
) -> Status:
    """Give where a period stands at `now`: the last day counts as open."""
    if closes is not None and _has_ended(closes, now):
        return "closed"
    if opens is not None and not _has_begun(opens, now):
        return "upcoming"
    if closes is None:
        # It began and no source says when it ends: saying "open" years later would be a guess.
        return "no_date"
    exact = closes.precision in ("day", "time")
    soon = (closes.last - now.date()).days <= closing_soon_days
    return "closing_soon" if exact and soon else "open"
