"""Events: what their pages derive, what their rules refuse, who is linked to them."""

from __future__ import annotations

import datetime as dt

import pytest
from makers import Folder

from desk.agenda import entries_of
from desk.records.event import EventView

TALK = "data/events/talk.yml"

EVENT = """\
title: {fr: Une rencontre, en: A meeting}
updated: 2026-11-01
kind: gathering
when: {starts: 2026-11-22}
"""

MODULE = """\
title: {fr: Un module, en: A module}
updated: 2026-11-01
number: NUMBER
programme: plan
sessions:
  - {id: first, starts: 2026-11-22, event: talk}
"""


@pytest.fixture
def agenda(small: Folder) -> Folder:
    """A small desk with an event, and the lists that events and modules use."""
    small.replace(
        "data/desk.yml",
        "navigation:",
        "  events:\n    segment: {fr: agenda, en: events}\n"
        "  training:\n    segment: {fr: formation, en: training}\nnavigation:",
    )
    for name, term in (
        ("event_kinds", "gathering"),
        ("occurrence_modes", "online"),
        ("occurrence_reports", "held"),
        ("programme_parts", "moderator"),
    ):
        small.put(f"data/vocabulary/{name}.yml", f"{term}: {{fr: Un, en: One}}\n")
    small.put(TALK, EVENT)
    return small


def view(
    folder: Folder, identifier: str = "talk", as_of: dt.date = dt.date(2026, 11, 22)
) -> EventView:
    """Give what an event's page shows on a day."""
    desk = folder.desk(as_of)
    found = desk.records["events"][identifier].view(desk)
    assert isinstance(found, EventView)
    return found


@pytest.mark.parametrize(("day", "stage"), [(22, "today"), (23, "past")])
def test_stage(agenda: Folder, day: int, stage: str) -> None:
    """Where an event stands is told for the day of the desk."""
    assert view(agenda, as_of=dt.date(2026, 11, day)).stage == stage


def test_coming(agenda: Folder) -> None:
    """An event of tomorrow is coming."""
    agenda.replace(TALK, "2026-11-22", "2026-11-23")
    assert view(agenda).stage == "coming"


def test_hours(agenda: Folder) -> None:
    """An event with an hour has it in each of its zones."""
    agenda.replace(
        TALK,
        "{starts: 2026-11-22}",
        "{starts: 2026-11-22T10:00, zones: [Europe/Paris, Asia/Tokyo]}",
    )
    assert [f"{clock.starts:%H:%M}" for clock in view(agenda).clocks] == ["10:00", "18:00"]


def test_related_both_ways(agenda: Folder) -> None:
    """Two events are related on both pages, once, whichever names the other."""
    agenda.put("data/events/before.yml", EVENT + "related: [talk]\n")
    assert [event.id for event in view(agenda).related] == ["before"]
    assert [event.id for event in view(agenda, "before").related] == ["talk"]
    agenda.add(TALK, "related: [before]\n")
    assert [event.id for event in view(agenda).related] == ["before"]


def test_a_related_draft_is_left_out(agenda: Folder) -> None:
    """An event that is not published is not related to any."""
    agenda.put("data/events/before.yml", EVENT + "publication: draft\n")
    agenda.add(TALK, "related: [before]\n")
    assert view(agenda).related == ()


def test_modules(agenda: Folder) -> None:
    """The modules given at an event stand on its page, in order of their numbers."""
    agenda.put("data/training/a.yml", MODULE.replace("NUMBER", "2"))
    agenda.put("data/training/b.yml", MODULE.replace("NUMBER", "1"))
    assert [module.id for module in view(agenda).modules] == ["b", "a"]


def test_rules(agenda: Folder) -> None:
    """Days in the wrong order are told with their place."""
    agenda.replace(TALK, "{starts: 2026-11-22}", "{starts: 2026-11-22, ends: 2026-11-21}")
    assert agenda.mistakes() == [
        "data/events/talk.yml:4:34: It ends (2026-11-21) before it starts (2026-11-22); put both right"
    ]


@pytest.mark.parametrize(
    ("when", "count"), [("2026-11-22", 1), ("2026-11", 0), ("2026-11-22, ends: 2026-12", 0)]
)
def test_calendar(agenda: Folder, when: str, count: int) -> None:
    """An event of which both days are known is one entry; a month is none."""
    agenda.replace(TALK, "{starts: 2026-11-22}", f"{{starts: {when}}}")
    desk = agenda.desk()
    entries = entries_of(desk.records["events"]["talk"], desk)
    assert len(entries) == count
    assert {entry.zone for entry in entries} <= {desk.settings.time_zone}


PEOPLE = """\
guests:
  - {name: Ada, org: agency}
workshops:
  - title: {fr: Un atelier, en: A workshop}
    people:
      - {name: Ada, org: agency, part: moderator}
      - {name: Bo, function: {fr: Chef, en: Head}}
    calls: [sites]
pitches:
  - {laureate: alpha, people: [{name: Cy, org: maker}]}
exhibition:
  - title: {fr: Une salle, en: A hall}
    stands:
      - {org: maker, laureate: alpha, topic: {fr: Un sujet, en: A subject}}
calls: [sites]
"""


def test_everybody_finds_the_event(agenda: Folder) -> None:
    """Organisations, laureates and calls know the event by what they are to it, once a role."""
    agenda.add(TALK, PEOPLE)
    desk = agenda.desk()

    def roles(collection: str, identifier: str) -> list[str]:
        links = desk.named_by(collection, identifier)
        return [link.role for link in links if link.collection == "events"]

    assert roles("organisations", "agency") == ["event_speaker"]
    assert sorted(roles("organisations", "maker")) == ["event_speaker", "exhibitor"]
    assert sorted(roles("laureates", "alpha")) == ["exhibitor", "pitch"]
    assert sorted(roles("calls", "sites")) == ["event", "workshop"]
