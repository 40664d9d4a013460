"""The map of payers: a payer is named exactly where the sources name one."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest

from desk.records.access import Access

if TYPE_CHECKING:
    from makers import Folder

FILE = "data/access/app.yml"

RECORD = """\
title: {fr: App, en: App}
rank: 2
updated: 2026-11-01
stages:
  - step: idea
    status: silent
    note: {fr: Rien, en: Nothing}
  - step: export
    status: named
    who: {fr: Agence, en: Agency}
    calls: [sites]
    organisations: [agency]
    note: {fr: Fermé, en: Closed}
    origins:
      - {document: report-2022, lines: [3]}
"""


@pytest.fixture
def mapped(small: Folder) -> Folder:
    """The small desk with a map of two stages."""
    small.replace(
        "data/desk.yml",
        "navigation:\n",
        "  access:\n    segment: {fr: qui, en: who}\nnavigation:\n",
    )
    small.put(
        "data/vocabulary/access_steps.yml",
        "idea: {fr: Idée, en: Idea}\nexport: {fr: Export, en: Export}\n",
    )
    small.put(FILE, RECORD)
    return small


def test_the_map_is_right(mapped: Folder) -> None:
    """Its stages lead to calls and organisations, which know it."""
    assert mapped.mistakes() == []
    record = cast("Access", mapped.record("access", "app"))
    ways = record.view(mapped.desk()).ways
    assert [(name, one.id) for name, one in ways["export"]] == [
        ("calls", "sites"),
        ("organisations", "agency"),
    ]
    assert ways["idea"] == ()
    assert record.stage("export").status == "named"
    assert record.order() == "002"


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("status: silent", "status: general", "“general” asks for a payer"),
        ("status: silent", "status: support", "This stage has no source"),
        ("status: named", "status: support", "There is no payer here"),
        ("document: report-2022, lines", "lines", "This names no source"),
        ("  - step: idea", "  - step: export", "These are not all stages in their order"),
        ("step: idea", "step: idae", "“idae” is not in data/vocabulary/access_steps.yml"),
        ("calls: [sites]", "calls: [stes]", "There is no record “stes”"),
    ],
)
def test_what_is_told_of_a_broken_map(old: str, new: str, what: str, mapped: Folder) -> None:
    """A payer without status, a status without payer or source, a stage out of order."""
    mapped.replace(FILE, old, new)
    told = mapped.mistakes()
    assert any(what in one for one in told), told
