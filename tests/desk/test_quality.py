"""What of the desk is to be checked again, and what is unsure."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from makers import DAY

from desk.quality import due, models, next_check, quality

if TYPE_CHECKING:
    from makers import Folder


def schedule(folder: Folder, record: str, verified: dt.date, days: int) -> None:
    """Say when a record was checked, and for how long that holds."""
    folder.add(f"data/{record}.yml", f"verified_on: {verified}\nverify_every_days: {days}\n")


@pytest.mark.parametrize(
    ("held", "state"),
    [(29, "overdue"), (30, "due"), (90, "due"), (91, None)],
    ids=["yesterday", "today", "in 60 days", "in 61 days"],
)
def test_when_a_check_is_due(held: int, state: str | None, small: Folder) -> None:
    """The day itself is not late; what is due after the days asked for is left out."""
    schedule(small, "calls/sites", DAY - dt.timedelta(days=30), held)
    found = due(small.desk(), 60)
    assert ["overdue" if one.overdue else "due" for one in found] == ([state] if state else [])


def test_the_longest_due_comes_first(small: Folder) -> None:
    """Dues are sorted by day, then by file."""
    schedule(small, "organisations/maker", DAY - dt.timedelta(days=9), 9)
    schedule(small, "organisations/agency", DAY - dt.timedelta(days=9), 9)
    schedule(small, "calls/sites", DAY - dt.timedelta(days=9), 8)
    assert [one.path for one in due(small.desk(), 0)] == [
        "data/calls/sites.yml",
        "data/organisations/agency.yml",
        "data/organisations/maker.yml",
    ]


def test_a_record_without_a_schedule_is_never_due(small: Folder) -> None:
    """A day of checking alone sets no next one."""
    small.add("data/calls/sites.yml", "verified_on: 2000-01-01\n")
    assert next_check(small.record("calls", "sites")) is None
    assert due(small.desk(), 10_000) == []


def test_the_whole_desk(small: Folder) -> None:
    """Overdue and soon, sources not re-read and texts in one language, each with its collection."""
    schedule(small, "calls/sites", DAY - dt.timedelta(days=30), 10)
    schedule(small, "organisations/agency", DAY - dt.timedelta(days=30), 40)
    small.add(
        "data/organisations/maker.yml",
        "summary: {fr: Seul}\ntranslation: {source: fr, other: missing}\n"
        "sources:\n  - {url: 'https://example.org/a'}\n"
        "  - {url: 'https://example.org/b', checked_on: 2026-11-01}\n"
        "  - {document: report-2022}\n",
    )
    found = quality(small.desk())
    assert [one.record.id for one in found.overdue] == ["sites"]
    assert [one.record.id for one in found.soon] == ["agency"]
    assert [(one.collection, one.record.id, one.count) for one in found.unread] == [
        ("organisations", "maker", 1)
    ]
    assert [(one.record.id, one.count) for one in found.alone] == [("maker", 1)]
    assert found.unsure == ()
    numbers = {one.name: one for one in found.collections}
    assert [*numbers] == ["calls", "laureates", "organisations"]
    agencies = numbers["organisations"]
    assert (agencies.records, agencies.checked, agencies.scheduled) == (2, 1, 1)
    assert (agencies.overdue, agencies.soon, agencies.unread, agencies.alone) == (0, 1, 1, 1)
    assert numbers["calls"].overdue == 1
    assert numbers["laureates"].unsure == 0


def test_every_piece_of_a_record_is_looked_at(small: Folder) -> None:
    """The record itself, its waves and the sources of its figures."""
    names = {type(piece).__name__ for piece in models(small.record("calls", "sites"))}
    assert {"Call", "Schedule", "Wave", "Source"} <= names
