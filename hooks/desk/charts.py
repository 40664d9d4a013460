"""Charts: plain numbers become bars, as positions in per cent of the room that there is.

Nothing here knows of HTML or of languages. A template draws what it is given, with the words of
its page; what it writes beside a bar is the number that the bar was made from.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Literal

Mark = Literal["strong", "soft", "open"]
"""How a part is drawn: filled, pale with an outline, or an empty outline for what is not known."""

TENTHS = 1000
"""A whole, in tenths of a per cent: shares are written with one decimal."""

MOST_STEPS = 4
"""More numbers than these do not fit below a bar on a phone."""

SMALLEST, LARGEST = 18, 36
"""Radii of circles, on a map of 600 by 600."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A part of a bar: where it begins and how long it is, in per cent of the scale."""

    start: float
    length: float
    mark: Mark


@dataclass(frozen=True, kw_only=True, slots=True)
class Tick:
    """A mark of the scale: its value, and where it stands, in per cent."""

    value: int
    at: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """Bars on one scale that begins at zero: the parts of each, in the order of the rows."""

    bars: tuple[tuple[Part, ...], ...]
    ticks: tuple[Tick, ...]


def chart(
    rows: Sequence[Sequence[float | None]],
    marks: Sequence[Sequence[Mark]],
    *,
    highest: int | None = None,
) -> Chart:
    """Draw rows of numbers; the numbers of a row are put end to end.

    A number that is not known has no part. `highest` is where the scale ends; without it, the
    scale ends at the first round number that no row exceeds.
    """
    top = max((sum(value or 0 for value in row) for row in rows), default=0)
    steps = ticks(top if highest is None else highest)
    end = steps[-1]
    bars = []
    for row, row_marks in zip(rows, marks, strict=True):
        parts: list[Part] = []
        before = 0.0
        for value, mark in zip(row, row_marks, strict=True):
            if value:
                parts.append(
                    Part(start=_percent(before, end), length=_percent(value, end), mark=mark)
                )
                before += value
        bars.append(tuple(parts))
    return Chart(
        bars=tuple(bars),
        ticks=tuple(Tick(value=value, at=_percent(value, end)) for value in steps),
    )


def ticks(highest: float) -> tuple[int, ...]:
    """Give the marks of a scale, from zero to the first one that reaches `highest`.

    They are 1, 2 or 5 apart, or ten or a hundred times that: whole, as what is counted is.
    """
    steps = (round_one * 10**power for power in count() for round_one in (1, 2, 5))
    step = next(step for step in steps if step * MOST_STEPS >= highest)
    last = max(1, math.ceil(highest / step))
    return tuple(step * index for index in range(last + 1))


def _percent(value: float, whole: float) -> float:
    """Two decimals are a tenth of a pixel on a wide screen."""
    return round(100 * value / whole, 2)


def shares(counts: Sequence[int]) -> tuple[float, ...]:
    """Give the shares of counts in their sum, in tenths of a per cent that add up to 100.

    Each is rounded down, and the tenths that are left go to those that lost most by it; of equal
    ones, to the first. Without any count there is no share but zero.
    """
    whole = sum(counts)
    if not whole:
        return tuple(0.0 for _count in counts)
    floors = [TENTHS * count // whole for count in counts]
    lost = [TENTHS * count % whole for count in counts]
    by_loss = sorted(range(len(counts)), key=lambda index: -lost[index])
    for index in by_loss[: TENTHS - sum(floors)]:
        floors[index] += 1
    return tuple(floor / 10 for floor in floors)


def radius(count: int, highest: int) -> int:
    """Give the radius of a circle on a map, whose area stands for a count.

    A number must fit into the smallest one, which is therefore larger than its share.
    """
    return max(SMALLEST, round(LARGEST * math.sqrt(count / highest)))
