"""Charts: scales, positions and shares, from plain numbers."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.charts import LARGEST, SMALLEST, Part, Tick, chart, radius, shares, ticks


@pytest.mark.parametrize(
    ("highest", "expected"),
    [
        (0, (0, 1)),
        (1, (0, 1)),
        (4, (0, 1, 2, 3, 4)),
        (5, (0, 2, 4, 6)),
        (6, (0, 2, 4, 6)),
        (16, (0, 5, 10, 15, 20)),
        (84, (0, 50, 100)),
        (100, (0, 50, 100)),
        (101, (0, 50, 100, 150)),
        (53.3, (0, 20, 40, 60)),
    ],
)
def test_ticks(highest: float, expected: tuple[int, ...]) -> None:
    """A scale begins at zero, ends at the first round mark that reaches the highest number."""
    assert ticks(highest) == expected


@given(st.integers(0, 10**9))
def test_any_scale(highest: int) -> None:
    """Whatever the highest number, the scale has two to five marks, equally far apart."""
    marks = ticks(highest)
    assert 2 <= len(marks) <= 5
    assert marks[0] == 0
    assert marks[-1] >= highest
    assert {after - before for before, after in pairwise(marks)} == {marks[1]}


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([], ()),
        ([0], (0.0,)),
        ([0, 0], (0.0, 0.0)),
        ([7], (100.0,)),
        ([1, 0], (100.0, 0.0)),
        ([1, 1, 1], (33.4, 33.3, 33.3)),
        ([27, 14, 5, 38], (32.1, 16.7, 6.0, 45.2)),
    ],
)
def test_shares(counts: list[int], expected: tuple[float, ...]) -> None:
    """Shares are tenths of a per cent that add up to 100, or to nothing where nothing is counted."""
    assert shares(counts) == expected


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=40))
def test_any_shares(counts: list[int]) -> None:
    """Shares add up to exactly 100, none is a tenth or more from the true one, none is negative."""
    found = shares(counts)
    whole = sum(counts)
    assert round(sum(found) * 10) == (1000 if whole else 0)
    for count, share in zip(counts, found, strict=True):
        assert share >= 0
        assert not whole or abs(share - 100 * count / whole) < 0.1 + 1e-9
        assert count or share == 0


def test_bars() -> None:
    """The numbers of a row are put end to end, on a scale that is the same for all rows."""
    found = chart([[6, 9], [10, 0]], [["strong", "soft"], ["strong", "open"]])
    assert found.bars == (
        (
            Part(start=0.0, length=40.0, mark="strong"),
            Part(start=40.0, length=60.0, mark="soft"),
        ),
        (Part(start=0.0, length=66.67, mark="strong"),),
    )
    assert found.ticks[-1] == Tick(value=15, at=100.0)


def test_what_is_not_known_has_no_bar() -> None:
    """A number that is not known is drawn as nothing, as zero is; it is never made up."""
    assert chart([[None], [0], [3]], [["strong"]] * 3).bars == (
        (),
        (),
        (Part(start=0.0, length=100.0, mark="strong"),),
    )


def test_a_given_scale() -> None:
    """Shares are drawn on the scale of the whole, however small they are."""
    found = chart([[24]], [["strong"]], highest=100)
    assert found.bars[0][0].length == 24.0
    assert [tick.value for tick in found.ticks] == [0, 50, 100]


def test_no_row() -> None:
    """A chart without rows has a scale and no bar."""
    assert chart([], []).bars == ()


@given(st.lists(st.lists(st.integers(0, 500), min_size=3, max_size=3), min_size=1, max_size=9))
def test_no_bar_leaves_the_scale(rows: list[list[int]]) -> None:
    """Parts follow each other without a gap, and end within the room."""
    for parts in chart(rows, [["strong", "soft", "open"]] * len(rows)).bars:
        at = 0.0
        for part in parts:
            assert part.start == pytest.approx(at, abs=0.02)
            assert part.length >= 0
            at = part.start + part.length
        assert at <= 100.02


@pytest.mark.parametrize(
    ("count", "highest", "expected"),
    [(4, 4, LARGEST), (1, 4, SMALLEST), (1, 1, LARGEST), (1, 1000, SMALLEST), (9, 16, 27)],
)
def test_radius(count: int, highest: int, expected: int) -> None:
    """A circle's area grows with its number, and holds that number however small it is."""
    assert radius(count, highest) == expected
