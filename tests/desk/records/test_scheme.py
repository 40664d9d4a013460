"""Pieces of a call: what is told of money, maturity, sources and tests that cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from desk.records.scheme import Application, Maturity, Money, RuleTest, at

if TYPE_CHECKING:
    from makers import Folder

CITE = {"cite": [{"source": "page"}]}
SWAP = "The most is less than the least; swap them"


def money(**fields: Any) -> Money:
    return Money.model_validate(CITE | fields)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, []),
        ({"award_min": 5, "award_max": 5, "rate_min": 0, "rate_max": 100}, []),
        ({"award_min": 5}, []),
        ({"award_max": 0}, []),
        ({"project_max": 5, "envelope": 7}, []),
        ({"award_min": 6, "award_max": 5}, [f"award_max: {SWAP}"]),
        ({"rate_min": 60, "rate_max": 50}, [f"rate_max: {SWAP}"]),
        ({"project_min": 2, "project_max": 1}, [f"project_max: {SWAP}"]),
        (
            {"award_min": -1},
            ["award_min: -1 cannot be; write a whole number, rates up to 100"],
        ),
        ({"envelope": -9}, ["envelope: -9 cannot be; write a whole number, rates up to 100"]),
        ({"rate_max": 101}, ["rate_max: 101 cannot be; write a whole number, rates up to 100"]),
        ({"rate_min": -1}, ["rate_min: -1 cannot be; write a whole number, rates up to 100"]),
        (
            {"rate_min": 120, "rate_max": 110},
            [
                f"rate_max: {SWAP}",
                "rate_min: 120 cannot be; write a whole number, rates up to 100",
                "rate_max: 110 cannot be; write a whole number, rates up to 100",
            ],
        ),
        ({"award_max": 101, "project_max": 1000}, []),
    ],
)
def test_money(fields: dict[str, int], told: list[str]) -> None:
    """Least and most in their order, nothing below nothing, no rate above a hundred."""
    found = money(**fields).mistakes()
    assert [f"{'.'.join(map(str, place))}: {what}; {fix}" for place, what, fix in found] == told


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ({}, False),
        ({"envelope": 5, "project_min": 3}, False),
        ({"award_min": 0}, True),
        ({"award_max": 5}, True),
        ({"rate_min": 5}, True),
        ({"rate_max": 5}, True),
    ],
)
def test_what_one_gets_is_told(fields: dict[str, int], *, is_told: bool) -> None:
    """An amount or a rate tells what one gets, even none; an envelope or a project's size does not."""
    assert money(**fields).is_told is is_told


def test_money_has_a_source() -> None:
    """No amount without a source."""
    for cite in ({}, {"cite": []}):
        with pytest.raises(ValidationError):
            Money.model_validate({"award_max": 5, **cite})


@pytest.mark.parametrize("levels", [{"min": 0, "max": 9}, {"min": 1, "max": 10}, {"min": 3}])
def test_maturity_has_nine_levels(levels: dict[str, int]) -> None:
    """Readiness goes from 1 to 9, and both ends are told."""
    with pytest.raises(ValidationError):
        Maturity.model_validate(levels)


@pytest.mark.parametrize("days", [0, -5, 731])
def test_lead_times_are_of_this_world(days: int) -> None:
    """An application takes a day at least and two years at most."""
    with pytest.raises(ValidationError):
        Application.model_validate({"url": "https://example.org/", "lead_time_days": days})


def test_the_place_of_a_piece() -> None:
    """A mistake of a piece is told at the piece's place in the record."""
    found = at(("money",), iter([(("award_max",), "what", "fix")]))
    assert list(found) == [(("money", "award_max"), "what", "fix")]


def test_tests_can_be_told_apart() -> None:
    """A test of a rule can be in a set, though its answers have no hash; equal ones are one."""
    one, other = (
        RuleTest.model_validate(
            {"name": "x", "answers": {"sme": True}, "expect": expect},
            context={"languages": ("fr", "en")},
        )
        for expect in ("fits", "to_check")
    )
    assert len({one, other, one.model_copy()}) == 2


EXPECTED = """\
title: {fr: Appel, en: Call}
updated: 2026-11-01
kind: AAP
schedule: {mode: rolling}
money:
  award_max: 50
  cite: [{source: SOURCE}]
trl: {min: 2, max: 4}
foreign: {answer: open, note: {fr: Oui, en: 'Yes'}, cite: [{source: page}]}
apply:
  url: 'https://example.org/'
  lead_time_days: 30
  lead_time_cite: [{source: page}]
sources:
  - {id: page, label: {fr: Page, en: Page}, url: 'https://example.org/page'}
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{source: SOURCE}", "{source: page}", []),
        ("{source: SOURCE}", "{source: nowhere}", ["data/calls/one.yml:7:19"]),
        ("note: {fr: Oui, en: 'Yes'}, cite: [{source: page}]", "cite: [{source: x}]", ["9"]),
        ("lead_time_cite: [{source: page}]", "lead_time_cite: [{source: x}]", ["13"]),
    ],
)
def test_cited_sources_exist(old: str, new: str, told: list[str], small: Folder) -> None:
    """Wherever a piece of a call cites, the source is among the record's, or that is told there."""
    small.put("data/vocabulary/foreign_access.yml", "open: {fr: Ouvert, en: Open}\n")
    small.put("data/calls/one.yml", EXPECTED.replace(old, new).replace("SOURCE", "page"))
    found = small.mistakes()
    assert len(found) == len(told), found
    for mistake, place in zip(found, told, strict=True):
        assert place in mistake
        assert "source" in mistake
