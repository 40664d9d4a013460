"""Modules of a training programme: what their pages derive and share, what their rules refuse."""

from __future__ import annotations

import datetime as dt

import pytest
from makers import Folder

from desk.agenda import entries_of
from desk.records.module import ModuleView

FIRST = "data/training/first.yml"

MODULE = """\
title: {fr: Un module, en: A module}
updated: 2026-11-01
number: 1
programme: plan
sessions:
  - {id: one, starts: 2026-11-22}
"""

DOCUMENTS = """\
documents:
  - {title: {fr: Une liste, en: A list}, source: {document: report-2022}}
  - {title: {fr: Un livre, en: A book}, scope: programme, source: {document: report-2022}}
"""


@pytest.fixture
def school(small: Folder) -> Folder:
    """A small desk with two modules."""
    small.replace(
        "data/desk.yml",
        "navigation:",
        "  training:\n    segment: {fr: formation, en: training}\nnavigation:",
    )
    for name in ("occurrence_modes", "occurrence_reports"):
        small.put(f"data/vocabulary/{name}.yml", "online: {fr: En ligne, en: Online}\n")
    small.put(FIRST, MODULE)
    small.put("data/training/second.yml", MODULE.replace("number: 1", "number: 2"))
    return small


def view(folder: Folder, identifier: str = "first", day: int = 22) -> ModuleView:
    """Give what a module's page shows on a day of November 2026."""
    desk = folder.desk(dt.date(2026, 11, day))
    found = desk.records["training"][identifier].view(desk)
    assert isinstance(found, ModuleView)
    return found


@pytest.mark.parametrize(
    ("sessions", "stage"),
    [
        (["2026-11-21"], "past"),
        (["2026-11-22"], "today"),
        (["2026-11-23"], "coming"),
        (["2026-11-21", "2026-11-23"], "coming"),
        (["2026-11-21", "2026-11-22", "2026-11-23"], "today"),
        ([], None),
    ],
)
def test_stage(school: Folder, sessions: list[str], stage: str | None) -> None:
    """A module stands where the session stands that one can still attend."""
    lines = "".join(f"  - {{id: s{n}, starts: {day}}}\n" for n, day in enumerate(sessions))
    school.put(
        FIRST,
        MODULE.partition("sessions:")[0] + (f"sessions:\n{lines}" if lines else "sessions: []\n"),
    )
    assert view(school).stage == stage
    assert len(view(school).sessions) == len(sessions)


def test_cancelled_session(school: Folder) -> None:
    """A cancelled session says so; the module still stands where its other one does."""
    school.replace(FIRST, "2026-11-22}", "2026-11-23, cancelled: true}")
    assert view(school).stage == "cancelled"
    school.add(FIRST, "  - {id: two, starts: 2026-11-21}\n")
    found = view(school)
    assert [item.stage for item in found.sessions] == ["cancelled", "past"]
    assert found.stage == "past"


def test_hours(school: Folder) -> None:
    """Each session has its hours in each of its zones."""
    school.replace(FIRST, "2026-11-22}", "2026-11-22T10:00, zones: [Europe/Paris, Europe/London]}")
    [session] = view(school).sessions
    assert [f"{clock.starts:%H:%M}" for clock in session.clocks] == ["10:00", "09:00"]


@pytest.mark.parametrize(("language", "expected"), [("en", "A module"), (None, None), ("de", None)])
def test_original_title(school: Folder, language: str | None, expected: str | None) -> None:
    """The title in the source's language is known where the record says which one that is."""
    if language:
        school.add(FIRST, f"title_language: {language}\n")
    original = view(school).original_title
    assert (original.in_("fr").text if original else None) == expected


def test_documents(school: Folder) -> None:
    """A module shows its own documents, then those of the programme, whoever's file has them."""
    school.add("data/training/second.yml", DOCUMENTS)

    def titles(identifier: str) -> list[str]:
        return [document.title.in_("en").text for document in view(school, identifier).documents]

    assert titles("second") == ["A list", "A book"]
    assert titles("first") == ["A book"]


def test_programme(school: Folder) -> None:
    """The modules of the programme stand in order of their numbers, those of another one nowhere."""
    school.add("data/vocabulary/programmes.yml", "other: {fr: Autre, en: Other}\n")
    school.put(
        "data/training/aside.yml",
        MODULE.replace("programme: plan", "programme: other") + DOCUMENTS,
    )
    school.put("data/training/zero.yml", MODULE.replace("number: 1", "number: 0"))
    found = view(school)
    assert [module.id for module in found.others] == ["zero", "first", "second"]
    assert found.documents == ()


def test_rules(school: Folder) -> None:
    """Sessions have ids of their own, and days in order; each mistake has its line."""
    school.add(FIRST, "  - {id: one, starts: 2026-11-22, ends: 2026-11-21}\n")
    assert school.mistakes() == [
        "data/training/first.yml:7:10: The session “one” stands twice; give each session its own id",
        "data/training/first.yml:7:41: It ends (2026-11-21) before it starts (2026-11-22); put both right",
    ]


def test_calendar(school: Folder) -> None:
    """Each session of which the day is known is an entry, known for ever by its id."""
    school.add(FIRST, "  - {id: two, starts: 2026-12-01}\n  - {id: three, starts: 2027-01}\n")
    desk = school.desk()
    entries = entries_of(desk.records["training"]["first"], desk)
    assert [(entry.part, str(entry.starts)) for entry in entries] == [
        ("one", "2026-11-22"),
        ("two", "2026-12-01"),
    ]
