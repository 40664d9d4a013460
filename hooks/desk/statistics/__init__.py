"""Statistics: what the records count, as tables of numbers with their words.

Two populations are never mixed. A distribution is what a source published of its own population;
what is `COUNTED` are our own laureates and calls. No statistic has numbers of
both, and each says of whom it speaks, how many they are, and of how many nothing is known.

A page draws a statistic, lists it and offers it as a file from this one value, so that the three
give the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from desk.model import Desk
from desk.records.distribution import Distribution
from desk.statistics.counted import COUNTED
from desk.statistics.form import Label, Row, Statistic
from desk.statistics.published import distribution
from desk.words import Words

__all__ = ["COUNTED", "Label", "Row", "Statistic", "statistic", "statistics"]


def statistics(desk: Desk, words: Words) -> Iterator[Statistic]:
    """Give every statistic of the desk, those that sources published first."""
    for name in (*desk.records.get("statistics", {}), *COUNTED):
        found = statistic(name, desk, words)
        if found is not None:
            yield found


def statistic(name: str, desk: Desk, words: Words) -> Statistic | None:
    """Give one statistic; None where the desk has nothing of what it tells."""
    published = desk.get("statistics", name)
    if published is not None:
        return distribution(cast("Distribution", published), desk, words)
    count = COUNTED.get(name)
    return count(desk, words) if count else None
