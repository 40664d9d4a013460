"""What `desk.model` makes of the records: a desk in which references lead both ways."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import pytest
from makers import DAY, Folder
from pydantic import Field

from desk.check import check
from desk.model import Backlink, Desk, references
from desk.records.base import Model, Record, Ref

ROOT = Path(__file__).resolve().parents[2]

CALL = ("calls", "sites")
LAUREATE = ("laureates", "alpha")
AGENCY = ("organisations", "agency")
MAKER = ("organisations", "maker")


def named_by(desk: Desk, key: tuple[str, str]) -> set[tuple[str, str, str]]:
    return {(link.collection, link.record.id, link.role) for link in desk.named_by(*key)}


def test_collections(small: Folder) -> None:
    """The records stand in the desk by collection and id, in the order of their ids."""
    desk = small.desk()
    assert list(desk.records) == ["calls", "laureates", "organisations"]
    assert list(desk.organisations) == ["agency", "maker"]
    assert desk.calls["sites"].title.in_("en").text == "Sites call"
    assert desk.laureates["alpha"].holder == "maker"


def test_unused_collections_are_empty(small: Folder) -> None:
    """A desk that does not use a collection has none of its records, and no mistake."""
    desk = small.desk()
    bare = Desk.build(
        settings=desk.settings,
        records={},
        vocabularies={},
        documents={},
        as_of=desk.as_of,
    )
    assert (dict(bare.calls), dict(bare.laureates), dict(bare.organisations)) == ({}, {}, {})
    assert bare.get(*CALL) is None
    assert bare.named_by(*CALL) == ()


def test_the_day(small: Folder) -> None:
    """The desk is made for the beginning of the day that is given."""
    assert small.desk().as_of == dt.datetime.combine(DAY, dt.time())


def test_get(small: Folder) -> None:
    """A record is found by collection and id; what does not exist is None."""
    desk = small.desk()
    assert desk.get(*CALL) is desk.calls["sites"]
    assert desk.get("calls", "zzz") is None
    assert desk.get("zzz", "sites") is None


def test_backlinks_with_roles(small: Folder) -> None:
    """Each record knows who names it and as what: by the role beside it, or that of the field."""
    desk = small.desk()
    assert named_by(desk, AGENCY) == {
        ("calls", "sites", "operator"),
        ("laureates", "alpha", "co_lead"),
        ("organisations", "maker", "part_of"),
    }
    assert named_by(desk, MAKER) == {("laureates", "alpha", "holder")}
    assert named_by(desk, CALL) == {("laureates", "alpha", "call")}
    assert desk.named_by(*LAUREATE) == ()


def test_a_backlink_is_the_record(small: Folder) -> None:
    """A backlink gives the record itself, not only its name."""
    desk = small.desk()
    assert desk.named_by(*CALL) == (Backlink("laureates", desk.laureates["alpha"], "call"),)


def test_related_both_ways(small: Folder) -> None:
    """A list of references names each of its records."""
    small.put("data/calls/next.yml", small.text("data/calls/sites.yml"))
    small.add("data/calls/next.yml", "related: [sites]\n")
    desk = small.desk()
    assert ("calls", "next", "related") in named_by(desk, CALL)
    assert (("calls", "sites"), "related") in set(references(desk.calls["next"]))


def test_one_record_in_two_roles(small: Folder) -> None:
    """An organisation that holds a project and is a partner in it is named twice."""
    small.add("data/laureates/alpha.yml", "  - {org: maker, role: partner}\n")
    assert named_by(small.desk(), MAKER) == {
        ("laureates", "alpha", "holder"),
        ("laureates", "alpha", "partner"),
    }


@pytest.fixture(scope="module")
def real() -> Desk:
    """The desk of this project."""
    desk = check(ROOT / "data", ROOT / "docs", DAY).desk
    assert desk is not None
    return desk


def test_backlinks_are_the_references_turned_round(real: Desk) -> None:
    """In all records of this project, A names B as R exactly where B is named by A as R."""
    forward = {
        ((name, record.id), target, role)
        for name, records in real.records.items()
        for record in records.values()
        for target, role in references(record)
    }
    backward = {
        ((link.collection, link.record.id), target, link.role)
        for target, links in real.backlinks.items()
        for link in links
    }
    assert forward == backward
    assert len(forward) > 300


def test_every_reference_leads_to_a_record(real: Desk) -> None:
    """In this project no record names one that does not exist."""
    targets = set(real.backlinks)
    assert targets
    assert all(real.get(*target) is not None for target in targets)


def test_neighbours(small: Folder) -> None:
    """The neighbours of a record are those that it names and those that name it."""
    desk = small.desk()
    assert desk.neighbours(CALL) == {LAUREATE, AGENCY}
    assert desk.neighbours(LAUREATE) == {CALL, MAKER, AGENCY}
    assert desk.neighbours(("calls", "zzz")) == set()


def test_neighbours_both_ways(real: Desk) -> None:
    """Where one record is the neighbour of another, that one is its neighbour too."""
    keys = [(name, identifier) for name, found in real.records.items() for identifier in found]
    near = {key: real.neighbours(key) for key in keys}
    assert all(key in near[other] for key in keys for other in near[key])


@pytest.mark.parametrize("state", ["published", "archived"])
def test_what_is_published(small: Folder, state: str) -> None:
    """A published record and an archived one are in the desk."""
    small.add("data/organisations/maker.yml", f"publication: {state}\n")
    assert small.desk().get(*MAKER) is not None


def test_drafts_stay_out(small: Folder) -> None:
    """A draft is in no collection, names nobody, and only its name is left in the others."""
    small.add("data/laureates/alpha.yml", "publication: draft\n")
    desk = small.desk()
    assert dict(desk.laureates) == {}
    assert desk.get(*LAUREATE) is None
    assert desk.named_by(*CALL) == ()
    assert desk.neighbours(CALL) == {AGENCY}


def test_nothing_changes_a_desk(small: Folder) -> None:
    """Neither a record nor a collection of the desk can be changed."""
    desk = small.desk()
    with pytest.raises(ValueError, match="frozen"):
        desk.calls["sites"].kind = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        desk.records["calls"]["other"] = desk.calls["sites"]  # type: ignore[index]


class Stand(Model):
    """A part with a reference, and a part of its own."""

    org: Annotated[str, Ref("organisations", role="exhibitor")]
    next_to: Stand | None = None
    staff: tuple[Annotated[str, Ref("people")], ...] = Field(default=(), strict=False)


class Fair(Record):
    """A record with references of every form."""

    stands: tuple[Stand, ...] = Field(default=(), strict=False)
    hall: Annotated[str, Ref("halls")] | None = None
    guide: Stand | str | None = None


def test_references_of_every_form() -> None:
    """References are found in fields, in lists, in parts and in parts of parts."""
    fair = Fair.model_validate(
        {
            "id": "fair",
            "title": "Fair",
            "hall": "one",
            "guide": "a text",
            "stands": [{"org": "a", "staff": ["x", "y"], "next_to": {"org": "b"}}],
        },
        context={"languages": ("fr", "en")},
    )
    assert set(references(fair)) == {
        (("halls", "one"), "hall"),
        (("organisations", "a"), "exhibitor"),
        (("organisations", "b"), "exhibitor"),
        (("people", "x"), "staff"),
        (("people", "y"), "staff"),
    }


def test_no_reference() -> None:
    """A record whose references are empty names nobody."""
    fair = Fair.model_validate({"id": "fair", "title": "Fair"}, context={"languages": ("fr",)})
    assert list(references(fair)) == []
