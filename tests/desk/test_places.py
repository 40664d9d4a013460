"""Places: which lies in which, and what is told of a tree that cannot be."""

from __future__ import annotations

from typing import Any

import pytest

from desk.places import Places, check_places, plant
from desk.texts import Text

NAMES = {name: Text((("fr", name), ("en", name))) for name in ("EU", "FR", "DE", "REG-53", "GB")}
NAME_IT = "name it in data/vocabulary/countries.yml"
TREE = {"EU": ("FR", "DE"), "FR": ("REG-53",), "GB": ()}


def told(tree: dict[str, Any]) -> list[str]:
    found = check_places(tree, NAMES)
    return [f"{'.'.join(map(str, place))}: {what}; {fix}" for place, what, fix in found]


def test_a_tree() -> None:
    """Places come from the widest on, each knows what holds it, the nearest first, and its roots."""
    places = plant(TREE, NAMES)
    assert list(places.labels) == ["EU", "FR", "DE", "REG-53", "GB"]
    assert places.parents == {
        "EU": (),
        "FR": ("EU",),
        "DE": ("EU",),
        "REG-53": ("FR", "EU"),
        "GB": (),
    }
    assert places.roots == ("EU", "GB")


def test_no_tree() -> None:
    """A desk without places has none, and none above them."""
    assert (Places().parents, Places().roots) == ({}, ())


@pytest.mark.parametrize(
    ("tree", "wrong"),
    [
        ({}, []),
        ({"EU": ["FR", "DE"], "FR": ["REG-53"], "GB": []}, []),
        ({"FR": ["REG-54"]}, ["FR.0: The place “REG-54” has no name; write REG-53"]),
        (
            {"Atlantis": []},
            [f"Atlantis: The place “Atlantis” has no name; {NAME_IT}"],
        ),
        (
            {"FR": "REG-53"},
            ["FR: This must be the list of the places inside; write it as FR: [REG-53]"],
        ),
        (
            {"FR": [53]},
            ["FR: This must be the list of the places inside; write it as FR: [REG-53]"],
        ),
        (
            {"FR": ["REG-53"], "DE": ["REG-53"]},
            ["DE.0: “REG-53” already lies in “FR”; write it in one of them"],
        ),
        ({"FR": ["FR"]}, ["FR: “FR” lies in itself; take one of the lines away"]),
        (
            {"EU": ["FR"], "FR": ["DE"], "DE": ["EU"]},
            ["FR: “FR” lies in itself; take one of the lines away"],
        ),
        # One that hangs below a circle is not in it.
        (
            {"EU": ["FR", "REG-53"], "FR": ["EU"]},
            ["FR: “FR” lies in itself; take one of the lines away"],
        ),
    ],
)
def test_trees_that_cannot_be(tree: dict[str, Any], wrong: list[str]) -> None:
    """A place without a name, in two places, in itself, or a list that is none, is told once."""
    assert told(tree) == wrong
