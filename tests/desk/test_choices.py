"""What records are found by, and what that is called."""

from __future__ import annotations

import pytest
from makers import Folder

from desk.choices import FACETS, Names, Phrases, Terms, closed_list, label, owner
from desk.status import ORDER


def test_choices_of_a_call(listed: Folder) -> None:
    """A call has each of its values once; who funds a call that nobody operates is its operator."""
    desk = listed.desk()
    found = desk.calls["one"].choices(desk)
    assert set(found) == set(FACETS)
    assert {facet: values for facet, values in found.items() if values} == {
        "topic": ("ai",),
        "place": ("REG-53", "BE"),
        "operator": ("maker",),
        "consortium": ("alone",),
        "foreign": ("open",),
        "status": ("closing_soon",),
    }
    assert desk.calls["sites"].choices(desk)["operator"] == ("agency",)
    assert desk.calls["two"].choices(desk)["operator"] == ()


def test_drafts_are_no_operators(listed: Folder) -> None:
    """An organisation that is not published has no name to list a call by."""
    listed.add("data/organisations/maker.yml", "publication: draft\n")
    listed.remove("data/laureates/alpha.yml")
    desk = listed.desk()
    assert desk.calls["one"].choices(desk)["operator"] == ()


def test_other_records_have_none(listed: Folder) -> None:
    """A kind that says nothing of it has no choices, and no order of urgency."""
    desk = listed.desk()
    one, other = desk.organisations.values()
    assert one.choices(desk) == {}
    assert one.urgency(desk) == other.urgency(desk)


def test_urgency(listed: Folder) -> None:
    """What one can act on comes first, and of that what closes first."""
    listed.put(
        "data/calls/later.yml",
        "title: Later\nkind: AAP\nschedule: {mode: dated, opens: 2026-11-01, closes: 2026-12-02}\n",
    )
    desk = listed.desk()
    calls = sorted(desk.calls.values(), key=lambda call: call.urgency(desk))
    assert [call.id for call in calls] == ["one", "later", "sites", "two"]


@pytest.mark.parametrize(
    ("facet", "value", "french", "english"),
    [
        ("topic", "ai", "Intelligence artificielle", "Artificial intelligence"),
        ("place", "REG-53", "Bretagne", "Brittany"),
        ("operator", "agency", "Agency", "Agency"),
        ("status", "closing_soon", "Ferme bientôt", "Closing soon"),
        ("need", "unheard-of", "unheard-of", "unheard-of"),
        ("operator", "unheard-of", "unheard-of", "unheard-of"),
        ("status", "unheard-of", "unheard-of", "unheard-of"),
    ],
)
def test_labels(listed: Folder, facet: str, value: str, french: str, english: str) -> None:
    """A value is called as its list, its record or the interface says, else by its id."""
    checked = listed.check()
    assert checked.desk is not None
    assert label(checked.desk, checked.words["fr"], facet, value) == french
    assert label(checked.desk, checked.words["en"], facet, value) == english


def test_closed_lists(listed: Folder) -> None:
    """Terms and statuses are closed lists in their own order; organisations are none."""
    desk = listed.desk()
    assert closed_list(desk, "topic") == ("any", "ai", "imaging")
    assert closed_list(desk, "status") == ORDER
    assert closed_list(desk, "operator") == ()
    assert closed_list(desk, "need") == ()


@pytest.mark.parametrize(
    ("facet", "file"),
    [
        ("topic", "data/vocabulary/scheme_topics.yml"),
        ("place", "data/places.yml"),
        ("operator", "data/organisations/x.yml"),
        ("status", "data/vocabulary/interface.yml"),
    ],
)
def test_owners(facet: str, file: str) -> None:
    """What a value is called stands in a file that editors know."""
    assert owner(facet, "x") == file


def test_every_facet_has_a_source() -> None:
    """Each facet is one of the three kinds."""
    assert {type(source) for source in FACETS.values()} == {Terms, Names, Phrases}
