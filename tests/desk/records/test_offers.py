"""What organisations offer: each offer answers one need and has its source."""

from __future__ import annotations

import pytest
from makers import Folder

from desk.facets import facets_from
from desk.records.organisation import Organisation

AGENCY = "data/organisations/agency.yml"


def test_offer_facets(wide: Folder) -> None:
    """An offer is found by its need and by the level and kind of who makes it."""
    desk = wide.desk()
    agency = desk.organisations["agency"]
    found = agency.offer_facets(desk, agency.offers[0])
    assert {name: value for name, (value, _label) in found.items()} == {
        "need": "funding",
        "level": "nation",
        "kind": "agency",
    }


def test_facets_of_a_list_of_rows(wide: Folder) -> None:
    """The choices of a list are counted over its rows, not over the records behind them."""
    wide.add(
        AGENCY,
        "  - {need: funding, what: {fr: Autre, en: Other}, source: {document: report-2022}}\n",
    )
    desk = wide.desk()
    agency = desk.organisations["agency"]
    need, *_ = facets_from(agency.offer_facets(desk, offer) for offer in agency.offers)
    assert [(choice.value, choice.count) for choice in need.choices] == [("funding", 2)]


def test_an_offer_leads_to_what_it_goes_through(wide: Folder) -> None:
    """Call, service and project of an offer are references: each is named back."""
    desk = wide.desk()
    for target in (("calls", "sites"), ("services", "engine"), ("laureates", "alpha")):
        assert "offer" in {link.role for link in desk.named_by(*target)}
    assert isinstance(desk.organisations["agency"], Organisation)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "source: {document: report-2022}",
            "source: {}",
            "7:57: This offer has no source; write document: or url:",
        ),
        (
            "level: nation\n",
            "level: nation\ntelephone: '01'\n",
            "6:12: Nothing tells who answers under this number; write contact_purpose:",
        ),
        (
            "level: nation",
            "level: natio",
            "5:8: “natio” is not in data/vocabulary/levels.yml; write nation",
        ),
    ],
)
def test_mistakes(wide: Folder, old: str, new: str, told: str) -> None:
    """An offer without source, a number of nobody, an unknown level: each is told."""
    wide.replace(AGENCY, old, new)
    assert wide.mistakes() == [f"{AGENCY}:{told}"]


def test_a_telephone_with_its_purpose(wide: Folder) -> None:
    """A number stands with whom one reaches under it."""
    wide.add(AGENCY, "telephone: '01'\ncontact_purpose: {fr: Presse, en: Press}\n")
    assert wide.mistakes() == []
