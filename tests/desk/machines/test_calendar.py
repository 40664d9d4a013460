"""Calendars, read back: instants, whole days, languages, folding, escaping, the same bytes twice."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event
from makers import Folder

from desk.machines.calendar import calendars
from desk.registry import REGISTRY

CALL = "data/calls/sites.yml"

NAMES = """\
calendar:
  opens: {fr: 'Ouverture : {title}', en: 'Opens: {title}'}
  closes: {fr: 'Clôture : {title}', en: 'Closes: {title}'}
  names:
    calls: {fr: Appels, en: Calls}
    events: {fr: Agenda, en: Events}
    deadlines: {fr: Échéances, en: Deadlines}
"""

EVENT = """\
title: {fr: 'Rencontre : « A, B ; C »', en: 'Meeting: A, B; C \\ D'}
summary: {fr: Une rencontre, en: A meeting}
updated: 2026-11-01
kind: gathering
when:
  starts: 2020-06-11T10:00
  ends: 2020-06-11T12:15
  zones: [Europe/Paris, Europe/London]
  place: {fr: Londres, en: London}
"""


@pytest.fixture
def agenda(small: Folder) -> Folder:
    """A small desk with events."""
    small.replace(
        "data/desk.yml",
        "navigation:",
        "  events:\n    segment: {fr: agenda, en: events}\nnavigation:",
    )
    small.add("data/vocabulary/interface.yml", NAMES)
    for name in ("event_kinds", "occurrence_modes", "occurrence_reports", "programme_parts"):
        small.put(f"data/vocabulary/{name}.yml", "gathering: {fr: Rencontre, en: Gathering}\n")
    small.put("data/events/talk.yml", EVENT)
    return small


def made(folder: Folder) -> dict[str, bytes]:
    """Give every calendar of the desk by its path."""
    checked = folder.check()
    assert checked.mistakes == ()
    assert checked.desk is not None
    return dict(calendars(checked.desk, checked.book, checked.words))


def one(content: bytes) -> Event:
    """Give the only event of a calendar, read back."""
    [event] = Calendar.from_ical(content).events
    return event


def test_files(agenda: Folder) -> None:
    """Each record with entries, each collection of such records and all deadlines have a file."""
    assert sorted(made(agenda)) == [
        "agenda/calendar.ics",
        "agenda/talk/calendar.ics",
        "appels/calendar.ics",
        "appels/sites/calendar.ics",
        "deadlines.ics",
        "en/calls/calendar.ics",
        "en/calls/sites/calendar.ics",
        "en/deadlines.ics",
        "en/events/calendar.ics",
        "en/events/talk/calendar.ics",
    ]


def test_nothing_to_say(agenda: Folder) -> None:
    """Where no day is known there is no calendar at all."""
    agenda.replace("data/events/talk.yml", "2020-06-11T10:00\n  ends: 2020-06-11T12:15", "2020-06")
    agenda.replace(CALL, ", opens: 2021-12-01, closes: 2022-03-31", "")
    agenda.replace(CALL, ", opens: 2026-10-01, closes: 2027-01-31", "")
    assert made(agenda) == {}


@pytest.mark.parametrize(
    ("starts", "utc"),
    [
        ("2020-03-28T10:00", "09:00"),
        ("2020-03-29T10:00", "08:00"),
        ("2020-06-11T10:00", "08:00"),
        ("2020-10-24T10:00", "08:00"),
        ("2020-10-25T10:00", "09:00"),
        ("2026-12-31T10:00", "09:00"),
    ],
)
@pytest.mark.parametrize(
    ("zone", "earlier"),
    [("Europe/Paris", 0), ("Europe/London", 1)],
)
def test_instants(agenda: Folder, starts: str, utc: str, zone: str, earlier: int) -> None:
    """Read back, an hour is the same moment, on each side of a change of clocks, in both zones."""
    here = f"{starts[:11]}{10 - earlier:02}:00"
    agenda.replace("data/events/talk.yml", "2020-06-11T10:00", here)
    agenda.replace("data/events/talk.yml", "2020-06-11T12:15", f"{starts[:11]}12:15")
    other = "Europe/London" if zone == "Europe/Paris" else "Europe/Paris"
    agenda.replace("data/events/talk.yml", "Europe/Paris, Europe/London", f"{zone}, {other}")
    event = one(made(agenda)["agenda/talk/calendar.ics"])
    assert f"{event.start.astimezone(dt.UTC):%Y-%m-%d %H:%M}" == f"{starts[:10]} {utc}"
    assert event["DTSTART"].params["TZID"] == event["DTEND"].params["TZID"] == zone
    assert "TRANSP" not in event


@pytest.mark.parametrize(("zone", "year"), [("Europe/Paris", 2020), ("Europe/London", 2020)])
def test_rules_of_a_zone(agenda: Folder, zone: str, year: int) -> None:
    """A program that knows no zone but by the file's rules finds the same offset all year."""
    agenda.replace("data/events/talk.yml", "Europe/Paris, Europe/London", zone)
    calendar = Calendar.from_ical(made(agenda)["agenda/talk/calendar.ics"])
    [timezone] = calendar.timezones
    assert timezone.tz_name == zone
    told = timezone.to_tz(lookup_tzid=False)
    for month in range(1, 13):
        for day in (1, 24, 25, 26, 28, 29):
            moment = dt.datetime(year, month, day, 10, tzinfo=ZoneInfo(zone))
            assert moment.replace(tzinfo=told).utcoffset() == moment.utcoffset(), moment


def test_only_used_zones(agenda: Folder) -> None:
    """Whole days need no rules of a zone, and get none."""
    assert Calendar.from_ical(made(agenda)["deadlines.ics"]).timezones == []
    agenda.replace(CALL, "closes: 2027-01-31", "closes: 2027-01-31T12:00")
    [timezone] = Calendar.from_ical(made(agenda)["deadlines.ics"]).timezones
    assert timezone.tz_name == "Europe/Paris"


def test_two_years_of_rules(agenda: Folder) -> None:
    """Hours of several years in one file have the rules of all of them."""
    agenda.put("data/events/later.yml", EVENT.replace("2020-06-11", "2023-12-11"))
    calendar = Calendar.from_ical(made(agenda)["agenda/calendar.ics"])
    [timezone] = calendar.timezones
    told = timezone.to_tz(lookup_tzid=False)
    for year, month in ((2020, 7), (2021, 7), (2023, 12)):
        moment = dt.datetime(year, month, 1, tzinfo=ZoneInfo("Europe/Paris"))
        assert moment.replace(tzinfo=told).utcoffset() == moment.utcoffset()


@pytest.mark.parametrize(
    ("days", "starts", "ends"),
    [
        ("2022-11-21", dt.date(2022, 11, 21), dt.date(2022, 11, 22)),
        ("2024-01-18\n  ends: 2024-03-01", dt.date(2024, 1, 18), dt.date(2024, 3, 2)),
        ("2024-12-31", dt.date(2024, 12, 31), dt.date(2025, 1, 1)),
    ],
)
def test_whole_days(agenda: Folder, days: str, starts: dt.date, ends: dt.date) -> None:
    """Whole days have no hour and no zone; the end that calendars ask for is the day after."""
    agenda.replace("data/events/talk.yml", "2020-06-11T10:00\n  ends: 2020-06-11T12:15", days)
    content = made(agenda)["agenda/talk/calendar.ics"]
    event = one(content)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (starts, ends)
    assert b"DTSTART;VALUE=DATE:" in content
    assert event["TRANSP"] == "TRANSPARENT"
    assert b"VTIMEZONE" not in content


def test_an_hour_without_end(agenda: Folder) -> None:
    """What begins at an hour and has no known end has none in the calendar."""
    agenda.replace("data/events/talk.yml", "\n  ends: 2020-06-11T12:15", "")
    event = one(made(agenda)["agenda/talk/calendar.ics"])
    assert "DTEND" not in event
    assert f"{event['DTSTART'].dt:%H:%M%z}" == "10:00+0200"


def test_deadline_with_an_hour(agenda: Folder) -> None:
    """A deadline at noon is at noon in the zone of the call, and takes nobody's time."""
    agenda.replace(CALL, "closes: 2027-01-31", "closes: 2027-01-31T12:00")
    closing = Calendar.from_ical(made(agenda)["deadlines.ics"]).events[-1]
    assert f"{closing['DTSTART'].dt:%Y-%m-%d %H:%M%z}" == "2027-01-31 12:00+0100"
    assert "DTEND" not in closing
    assert closing["TRANSP"] == "TRANSPARENT"


def test_deadlines(agenda: Folder) -> None:
    """All deadlines stand in one calendar in order of the calls; events are none."""
    events = Calendar.from_ical(made(agenda)["en/deadlines.ics"]).events
    assert [(str(event["SUMMARY"]), event["DTSTART"].dt.isoformat()) for event in events] == [
        ("Opens: Sites call – Wave 1", "2021-12-01"),
        ("Closes: Sites call – Wave 1", "2022-03-31"),
        ("Opens: Sites call – Wave 2", "2026-10-01"),
        ("Closes: Sites call – Wave 2", "2027-01-31"),
    ]


# ------------------------------------------------------------------ identity and change


def test_identity(agenda: Folder) -> None:
    """An entry is the same in every file and language; no two entries are the same."""
    calendars_ = made(agenda)
    names = [
        str(event["UID"]) for event in Calendar.from_ical(calendars_["appels/calendar.ics"]).events
    ]
    assert names == [
        "call.sites.wave-1.opens@desk.example",
        "call.sites.wave-1.closes@desk.example",
        "call.sites.wave-2.opens@desk.example",
        "call.sites.wave-2.closes@desk.example",
    ]
    for path in ("deadlines.ics", "en/deadlines.ics", "en/calls/sites/calendar.ics"):
        assert [str(e["UID"]) for e in Calendar.from_ical(calendars_[path]).events] == names
    assert str(one(calendars_["agenda/talk/calendar.ics"])["UID"]) == "event.talk@desk.example"


def test_identity_of_a_calendar(agenda: Folder) -> None:
    """Each file has an identity of its own, which is its address."""
    for path, content in made(agenda).items():
        assert str(Calendar.from_ical(content)["UID"]) == f"{path}@desk.example"


def test_a_site_below_a_path(agenda: Folder) -> None:
    """Two desks of one host keep their entries apart."""
    agenda.replace("data/desk.yml", "https://desk.example/", "https://desk.example/base/")
    event = one(made(agenda)["agenda/talk/calendar.ics"])
    assert str(event["UID"]) == "event.talk@desk.example/base"
    assert str(event["URL"]) == "https://desk.example/base/agenda/talk/"


def test_stamp_and_sequence(agenda: Folder) -> None:
    """The stamp is the day of the record's last change, the sequence counts its told changes."""
    event = one(made(agenda)["agenda/talk/calendar.ics"])
    assert event["DTSTAMP"].dt == dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    assert event["SEQUENCE"] == 0
    agenda.replace("data/events/talk.yml", "updated: 2026-11-01", "updated: 2026-11-02")
    agenda.add(
        "data/events/talk.yml",
        "changes:\n"
        "  - {day: 2026-11-01, note: {fr: Un, en: One}}\n"
        "  - {day: 2026-11-02, note: {fr: Deux, en: Two}}\n",
    )
    event = one(made(agenda)["agenda/talk/calendar.ics"])
    assert event["DTSTAMP"].dt == dt.datetime(2026, 11, 2, tzinfo=dt.UTC)
    assert event["SEQUENCE"] == 2


def test_stamp_without_a_day_of_change(agenda: Folder) -> None:
    """A record that does not say when it changed is stamped with its own first day, not today."""
    agenda.replace("data/events/talk.yml", "updated: 2026-11-01\n", "")
    event = one(made(agenda)["agenda/talk/calendar.ics"])
    assert event["DTSTAMP"].dt == dt.datetime(2020, 6, 11, tzinfo=dt.UTC)


def test_cancelled(agenda: Folder) -> None:
    """What is cancelled says so to the calendars that hold it."""
    assert one(made(agenda)["agenda/talk/calendar.ics"])["STATUS"] == "CONFIRMED"
    agenda.add("data/events/talk.yml", "  cancelled: true\n")
    assert one(made(agenda)["agenda/talk/calendar.ics"])["STATUS"] == "CANCELLED"


def test_same_bytes_twice(agenda: Folder) -> None:
    """The same records give the same bytes, on another day too."""
    checked = agenda.check(dt.date(2031, 1, 1))
    assert checked.desk is not None
    again = dict(calendars(checked.desk, checked.book, checked.words))
    assert again == made(agenda) == made(agenda)


# ------------------------------------------------------------------ texts


def test_languages(agenda: Folder) -> None:
    """Each file speaks one language, says so of each text, and leads to the page in it."""
    calendars_ = made(agenda)
    for path, language, title, place, page in (
        ("agenda/talk/", "fr", "Rencontre\u00a0: «\u202fA, B\u202f; C\u202f»", "Londres", ""),
        ("en/events/talk/", "en", "Meeting: A, B; C \\ D", "London", ""),
    ):
        event = one(calendars_[path + "calendar.ics"])
        assert str(event["SUMMARY"]) == title
        assert str(event["LOCATION"]) == place
        for name in ("SUMMARY", "LOCATION", "DESCRIPTION"):
            assert event[name].params["LANGUAGE"] == language
        assert str(event["URL"]) == f"https://desk.example/{path}{page}"


def test_a_text_in_one_language(agenda: Folder) -> None:
    """A text that exists in another language only is marked as being in that one."""
    agenda.replace("data/events/talk.yml", ", en: London}", "}")
    agenda.add("data/events/talk.yml", "translation: {source: fr, other: missing}\n")
    event = one(made(agenda)["en/events/talk/calendar.ics"])
    assert event["LOCATION"].params["LANGUAGE"] == "fr"
    assert event["SUMMARY"].params["LANGUAGE"] == "en"


def test_nothing_more_than_there_is(agenda: Folder) -> None:
    """Without summary and place the entry has neither."""
    agenda.replace("data/events/talk.yml", "summary: {fr: Une rencontre, en: A meeting}\n", "")
    agenda.replace("data/events/talk.yml", "  place: {fr: Londres, en: London}\n", "")
    event = one(made(agenda)["agenda/talk/calendar.ics"])
    assert {"DESCRIPTION", "LOCATION"} & set(event) == set()


def test_names(agenda: Folder) -> None:
    """A calendar has a name in its language, in the old way and in the new one."""
    names = {
        path: (str(calendar["NAME"]), str(calendar["X-WR-CALNAME"]))
        for path, content in made(agenda).items()
        for calendar in [Calendar.from_ical(content)]
    }
    assert names["agenda/calendar.ics"] == ("Test desk – Agenda", "Test desk – Agenda")
    assert names["en/deadlines.ics"][0] == "Test desk – Deadlines"
    assert names["en/calls/sites/calendar.ics"][0] == "Sites call"
    assert all(name == old for name, old in names.values())


def test_head(agenda: Folder) -> None:
    """A calendar says what it is, who made it, and how often to ask again."""
    calendar = Calendar.from_ical(made(agenda)["en/events/calendar.ics"])
    assert calendar["VERSION"] == "2.0"
    assert calendar["METHOD"] == "PUBLISH"
    assert calendar["PRODID"] == "-//desk.example//desk//EN"
    assert calendar["REFRESH-INTERVAL"].dt == dt.timedelta(days=1)
    assert calendar["X-WR-TIMEZONE"] == "Europe/Paris"


@pytest.mark.parametrize(
    "title",
    [
        "a; b, c \\ d",
        "é" * 100,
        "x" * 74,
        "x" * 75,
        "x" * 76,
        "évènement " * 20 + "fin",
        "\U0001f4c5" * 40,
        "fin: de; ligne, BEGIN:VEVENT",
    ],
)
def test_any_text(agenda: Folder, title: str) -> None:
    """Any text comes back as it was; no line has more than 75 bytes, none cuts a character."""
    text = EVENT.replace("Meeting: A, B; C \\ D", title)
    agenda.put("data/events/talk.yml", text)
    content = made(agenda)["en/events/talk/calendar.ics"]
    assert str(one(content)["SUMMARY"]) == title
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    for line in lines:
        assert len(line) <= 75
        assert b"\n" not in line
        line.decode()


def test_records_without_pages(agenda: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records that stand on their collection's page have one calendar together."""
    monkeypatch.setitem(REGISTRY, "events", replace(REGISTRY["events"], sheets=False))
    calendars_ = made(agenda)
    assert [path for path in calendars_ if "talk" in path] == []
    assert "URL" not in one(calendars_["agenda/calendar.ics"])
    for language, title in (("fr", "Agenda"), ("en", "Events")):
        agenda.put(
            f"docs/{language}/events.md",
            f"---\ntitle: {title}\ndescription: x\nupdated: 2026-11-01\ncollection: events\n---\n",
        )
    event = one(made(agenda)["agenda/calendar.ics"])
    assert str(event["URL"]) == "https://desk.example/agenda/#talk"
