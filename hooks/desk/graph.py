"""Graphs: what can be told of steps that lead to one another, without a way back.

A graph gives the steps that follow each step. `weights` say how much a step counts (a question
one, an information nothing).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

Graph = Mapping[str, Sequence[str]]


def reachable(graph: Graph, start: str) -> set[str]:
    """Give every step to which a way leads from `start`, itself included."""
    found: set[str] = set()
    ahead = [start]
    while ahead:
        step = ahead.pop()
        if step not in found:
            found.add(step)
            ahead += graph[step]
    return found


def cycle(graph: Graph) -> list[str]:
    """Give a way that comes back to its first step, in the order of walking; none is empty."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        # The sorter reads the arrows as “comes after”.
        circle: list[str] = error.args[1]
        return circle[::-1]
    return []


def in_order(graph: Graph) -> list[str]:
    """Give all steps, each before those that follow it."""
    return [*TopologicalSorter(graph).static_order()][::-1]


def left(graph: Graph, weights: Mapping[str, int]) -> dict[str, int]:
    """Give for each step the most that may still come after it."""
    found: dict[str, int] = {}
    for step in reversed(in_order(graph)):
        found[step] = max((weights[after] + found[after] for after in graph[step]), default=0)
    return found


def before(graph: Graph, weights: Mapping[str, int], start: str) -> dict[str, tuple[int, int]]:
    """Give for each step that `start` leads to the least and the most that came before it."""
    found = {start: (0, 0)}
    for step in in_order(graph):
        if step not in found:
            continue
        least, most = found[step]
        for after in graph[step]:
            known = found.get(after, (least + weights[step], most + weights[step]))
            found[after] = (
                min(known[0], least + weights[step]),
                max(known[1], most + weights[step]),
            )
    return found


def earlier(graph: Graph, start: str) -> dict[str, tuple[str, ...]]:
    """Give for each step that `start` leads to the steps that may come before it, in order."""
    order = [step for step in in_order(graph) if step in reachable(graph, start)]
    found: dict[str, set[str]] = {step: set() for step in order}
    for step in order:
        for after in graph[step]:
            found[after] |= found[step] | {step}
    return {
        step: tuple(other for other in order if other in passed) for step, passed in found.items()
    }
