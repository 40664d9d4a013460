"""The choices by which a directory is narrowed, and how many records each has."""

from __future__ import annotations

from pathlib import Path

import pytest
from makers import small_desk

from desk.facets import UNKNOWN, Choice, Facet, facets_of, record_facet, term_facet
from desk.texts import Text

ORGANISATION = "title: {name}\nkind: {kind}\nupdated: 2026-11-01\n"


def test_counts_and_order(tmp_path: Path) -> None:
    """The most frequent choices come first, equal ones by their value, the unknown ones last."""
    folder = small_desk(tmp_path)
    for name, kind, country in (
        ("a", "company", None),
        ("b", "company", None),
        ("c", "company", "GB"),
        ("d", "agency", "GB"),
    ):
        source = ORGANISATION.format(name=name, kind=kind)
        if country:
            source += f"country: {country}\n"
        folder.put(f"data/organisations/{name}.yml", source)
    kind, country = facets_of(folder.desk(), "organisations")
    assert (kind.name, country.name) == ("kind", "country")
    assert [(choice.value, choice.count) for choice in kind.choices] == [
        ("company", 4),
        ("agency", 2),
    ]
    # "maker" of the small desk has no country either: three unknown, and still last.
    assert [(choice.value, choice.count) for choice in country.choices] == [
        ("GB", 2),
        ("FR", 1),
        (UNKNOWN, 3),
    ]
    assert sum(choice.count for choice in country.choices) == 6


def test_ties_are_in_order_of_value(tmp_path: Path) -> None:
    """Choices with as many records each always stand in the same order."""
    folder = small_desk(tmp_path)
    folder.put(
        "data/organisations/b.yml", ORGANISATION.format(name="b", kind="agency") + "country: GB\n"
    )
    desk = folder.desk()
    country = facets_of(desk, "organisations")[1]
    assert [choice.value for choice in country.choices] == ["FR", "GB", UNKNOWN]


def test_labels(tmp_path: Path) -> None:
    """A choice has its label in every language; the unknown one has none."""
    country = facets_of(small_desk(tmp_path).desk(), "organisations")[1]
    france, unknown = country.choices
    assert france == Choice("FR", Text((("fr", "France"), ("en", "France"))), 1)
    assert unknown == Choice(UNKNOWN, None, 1)


@pytest.mark.parametrize("collection", ["nothing", "calls"])
def test_no_facets(tmp_path: Path, collection: str) -> None:
    """A collection without records, or whose records declare none, has no facets."""
    folder = small_desk(tmp_path)
    desk = folder.desk()
    declared = {name for call in desk.calls.values() for name in call.facets(desk)}
    assert {facet.name for facet in facets_of(desk, collection)} == (
        declared if collection == "calls" else set()
    )


def test_every_facet_counts_every_record(tmp_path: Path) -> None:
    """Each record has one choice in each facet of its collection, so that counts add up."""
    desk = small_desk(tmp_path).desk()
    for name, records in desk.records.items():
        for facet in facets_of(desk, name):
            assert isinstance(facet, Facet)
            assert sum(choice.count for choice in facet.choices) == len(records)


def test_term(tmp_path: Path) -> None:
    """A term of a closed list is a choice with the term's label; none is unknown."""
    desk = small_desk(tmp_path).desk()
    assert term_facet(desk, "countries", "GB") == ("GB", desk.vocabularies["countries"]["GB"])
    assert term_facet(desk, "countries", None) == (UNKNOWN, None)


def test_record(tmp_path: Path) -> None:
    """Another record is a choice with its title; none, or one not published, is unknown."""
    desk = small_desk(tmp_path).desk()
    assert record_facet(desk.calls, "sites") == ("sites", desk.calls["sites"].title)
    assert record_facet(desk.calls, None) == (UNKNOWN, None)
    assert record_facet(desk.calls, "not-there") == (UNKNOWN, None)
