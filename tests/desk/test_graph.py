"""What is told of steps that lead to one another."""

from __future__ import annotations

from itertools import pairwise

import pytest

from desk import graph

DIAMOND = {"a": ["b", "c"], "b": ["d"], "c": ["e"], "e": ["d"], "d": [], "lost": ["d"]}
"""Two ways from a to d, one of them longer, and a step to which no way leads."""
ONE_EACH = dict.fromkeys(DIAMOND, 1)


def test_what_can_be_reached() -> None:
    """Every step that a way leads to, with the start; others are left out."""
    assert graph.reachable(DIAMOND, "a") == {"a", "b", "c", "d", "e"}
    assert graph.reachable(DIAMOND, "d") == {"d"}


@pytest.mark.parametrize(
    ("ways", "expected"),
    [
        (DIAMOND, []),
        ({"a": ["a"]}, ["a", "a"]),
        ({"a": ["b"], "b": ["c"], "c": ["b"]}, ["b", "c", "b"]),
    ],
    ids=["none", "itself", "further on"],
)
def test_a_way_that_comes_back(ways: dict[str, list[str]], expected: list[str]) -> None:
    """A circle is given in the order of walking, from its first step to it again."""
    found = graph.cycle(ways)
    assert found[:1] == found[-1:]
    assert set(found) == set(expected)
    assert all(after in ways[step] for step, after in pairwise(found))


def test_each_step_comes_before_those_that_follow_it() -> None:
    """The order fits every arrow."""
    order = graph.in_order(DIAMOND)
    assert sorted(order) == sorted(DIAMOND)
    assert all(order.index(a) < order.index(b) for a, after in DIAMOND.items() for b in after)


def test_the_most_that_may_be_left() -> None:
    """The longest way counts, by the weight of its steps."""
    assert graph.left(DIAMOND, ONE_EACH)["a"] == 3
    assert graph.left(DIAMOND, ONE_EACH)["d"] == 0
    assert graph.left(DIAMOND, {**ONE_EACH, "e": 0})["a"] == 2


def test_the_least_and_the_most_before() -> None:
    """Two ways of different length give two numbers; a step that is not reached gives none."""
    before = graph.before(DIAMOND, ONE_EACH, "a")
    assert before == {"a": (0, 0), "b": (1, 1), "c": (1, 1), "e": (2, 2), "d": (2, 3)}


def test_what_may_have_come_before() -> None:
    """All steps of all ways to a step, each once."""
    earlier = graph.earlier(DIAMOND, "a")
    assert earlier["a"] == ()
    assert set(earlier["d"]) == {"a", "b", "c", "e"}
    assert earlier["e"] == ("a", "c")
    assert "lost" not in earlier
