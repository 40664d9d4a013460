"""Pairings: who is in them, on which side they stand, and what is refused."""

from __future__ import annotations

import pytest
from makers import Folder

from desk.records.laureate import LaureateView
from desk.records.pairing import Pairing, PairingView

FIRST = "data/pairings/first.yml"


def view_of(folder: Folder, identifier: str = "first") -> PairingView:
    """Give a pairing's view."""
    desk = folder.desk()
    view = desk.records["pairings"][identifier].view(desk)
    assert isinstance(view, PairingView)
    return view


def test_view(wide: Folder) -> None:
    """A pairing shows its companies with their prizes, its care site, and the side of that one."""
    view = view_of(wide)
    assert [(company.id, prize and prize.id) for company, prize in view.companies] == [
        ("maker", "prize")
    ]
    assert view.care_site is not None
    assert (view.care_site.id, view.side) == ("clinic", "GB")
    assert view.others_of_site == ()


def test_a_prize_of_another_programme_is_none_of_it(wide: Folder) -> None:
    """A company's prize counts only in the programme of the pairing."""
    wide.remove("data/laureates/prize.yml")
    assert [prize for _company, prize in view_of(wide).companies] == [None]


def test_unknown_side(wide: Folder) -> None:
    """Where no source tells the care site's country, the side is unknown."""
    wide.replace("data/organisations/clinic.yml", "country: GB\n", "")
    assert view_of(wide).side is None


def test_drafts_are_left_out(wide: Folder) -> None:
    """A company or care site that is a draft does not show."""
    for name in ("maker", "clinic"):
        wide.add(f"data/organisations/{name}.yml", "publication: draft\n")
    view = view_of(wide)
    assert (view.companies, view.care_site, view.side) == ((), None, None)


def test_others_of_the_care_site(wide: Folder) -> None:
    """The other pairings of the care site are listed, not those in which it is a company."""
    wide.put("data/pairings/second.yml", wide.text(FIRST))
    wide.put(
        "data/pairings/third.yml",
        wide.text(FIRST)
        .replace("[maker]", "[clinic]")
        .replace("care_site: clinic", "care_site: agency"),
    )
    assert [other.id for other in view_of(wide).others_of_site] == ["second"]


def test_the_laureate_shows_its_pairings(wide: Folder) -> None:
    """A laureate lists the pairings of its holder in the programme that it won, and no others."""
    wide.put("data/pairings/other.yml", wide.text(FIRST).replace("programme: plan\n", ""))
    desk = wide.desk()
    view = desk.laureates["prize"].view(desk)
    assert isinstance(view, LaureateView)
    assert [pairing.id for pairing in view.pairings] == ["first"]


def test_the_organisation_lists_its_pairings_by_role(wide: Folder) -> None:
    """Company and care site name the pairing back, each as what it is in it."""
    desk = wide.desk()
    roles = {
        name: {
            link.role
            for link in desk.named_by("organisations", name)
            if isinstance(link.record, Pairing)
        }
        for name in ("maker", "clinic")
    }
    assert roles == {"maker": {"paired_company"}, "clinic": {"care_site"}}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "need_stated: true\n",
            "need_stated: false\nneed: {fr: Un, en: One}\n",
            (
                "8:7: A need is told, and need_stated is false; "
                "write need_stated: true, or take need: away"
            ),
        ),
        ("[maker]", "[maker, maker]", "3:12: A company stands twice; name each company once"),
        ("[maker]", "[]", "3:12: No company is named; name one at least"),
        (
            "[maker]",
            "[makr]",
            "3:13: There is no record “makr” in data/organisations/; write maker",
        ),
        (
            "status: met",
            "status: lost",
            "5:9: “lost” is not in data/vocabulary/pairing_statuses.yml; write one of: met",
        ),
        ("as_of: 2020-Q2\n", "", "1:1: “as_of:” is missing; write as_of:"),
    ],
)
def test_mistakes(wide: Folder, old: str, new: str, told: str) -> None:
    """What is wrong in a pairing is told at its place, with what to write."""
    wide.replace(FIRST, old, new)
    assert wide.mistakes() == [f"{FIRST}:{told}"]


def test_a_need_that_is_known(wide: Folder) -> None:
    """A need may be told where the care site has stated it."""
    wide.add(FIRST, "need: {fr: Un, en: One}\n")
    assert wide.mistakes() == []
