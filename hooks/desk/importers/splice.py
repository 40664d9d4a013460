"""Splice: YAML in the house's style, written anew or into a file that people edit.

In a file that exists, only the top-level fields that change are written again, by ruamel's round
trip, which keeps order, comments and quotes inside them; every other byte stays. What comes out is
read again strictly by the caller.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    LiteralScalarString,
    PlainScalarString,
)

from desk import read
from desk.importers.merge import Data

FLOW_LIMIT = 90
"""Groups and lists up to this length stand on one line."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Unspliceable(Exception):
    """The file is written in a way that cannot be changed field by field."""


def render(data: Mapping[str, object], order: Sequence[str]) -> str:
    """Write a new record, its fields in `order`."""
    keys = sorted(data, key=lambda key: _rank(key, order))
    return "".join(_dump(CommentedMap({key: _styled(data[key])})) for key in keys)


def splice(text: str, after: Data, changed: Iterable[str], order: Sequence[str]) -> str:
    """Write the `changed` places of the data `after` into a text."""
    places: dict[str, list[str]] = {}
    for place in changed:
        places.setdefault(place.partition(".")[0], []).append(place)
    for key, inside in places.items():
        lines = text.splitlines(keepends=True)
        if lines and not lines[-1].endswith("\n"):
            lines[-1] += "\n"
        spans = _spans(text, lines)
        if key in spans:
            start, end = spans[key]
            block = "".join(lines[start:end])
            lines[start:end] = [_rewrite(block, key, inside, after)] if key in after else []
        elif key in after:
            at = _after(key, spans, order)
            lines.insert(at, _dump(CommentedMap({key: _styled(after[key])})))
        text = "".join(lines)
    return text


def _spans(text: str, lines: list[str]) -> dict[str, tuple[int, int]]:
    """Give the lines of each top-level field, without what comes before the next one's key."""
    marks = read.marks(text.encode())
    starts = sorted(
        (key.line - 1, key.column, loc[0]) for loc, (key, _) in marks.items() if len(loc) == 1
    )
    if len({line for line, _, _ in starts}) < len(starts) or any(c != 1 for _, c, _ in starts):
        raise Unspliceable
    spans: dict[str, tuple[int, int]] = {}
    for index, (start, _column, key) in enumerate(starts):
        end = starts[index + 1][0] if index + 1 < len(starts) else len(lines)
        while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
            end -= 1
        spans[str(key)] = (start, end)
    return spans


def _after(key: str, spans: Mapping[str, tuple[int, int]], order: Sequence[str]) -> int:
    """Give the line behind the last field that comes before `key` in `order`; else the first."""
    rank = _rank(key, order)
    ends = [end for other, (_start, end) in spans.items() if _rank(other, order) <= rank]
    return max(ends, default=min((start for start, _end in spans.values()), default=0))


def _rank(key: str, order: Sequence[str]) -> int:
    return order.index(key) if key in order else len(order)


def _rewrite(block: str, key: str, places: list[str], after: Data) -> str:
    """Change the places of one field in its own lines."""
    tree = _yaml().load(block)
    for place in places:
        steps = place.split(".")
        target: Any = tree
        value: Any = after
        for step in steps[:-1]:
            value = value.get(step, {}) if isinstance(value, dict) else {}
            inner = target.get(step)
            if not isinstance(inner, dict):
                # The group was something else; it is written anew.
                inner = target[step] = CommentedMap()
            target = inner
        last = steps[-1]
        if isinstance(value, dict) and last in value:
            new = _styled(value[last])
            if type(new) is str and isinstance(target.get(last), LiteralScalarString):
                # Else ruamel keeps the block for what is now one line.
                new = PlainScalarString(new)
            target[last] = new
            if isinstance(new, LiteralScalarString):
                target.fa.set_block_style()
        else:
            target.pop(last, None)
    return _dump(tree) if tree.get(key) is not None else ""


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _dump(tree: CommentedMap) -> str:
    stream = io.StringIO()
    _yaml().dump(tree, stream)
    return stream.getvalue()


def _styled(value: object) -> Any:
    """Give a value the form in which the house writes it."""
    if isinstance(value, str):
        if "\n" in value.strip():
            return LiteralScalarString(value.strip() + "\n")
        if _DAY.fullmatch(value):
            return _day(value)
        # A “?” at the beginning is quoted by ruamel outside of brackets only.
        quoted = "://" in value or value.startswith("?")
        return DoubleQuotedScalarString(value) if quoted else value
    if isinstance(value, Mapping):
        group = CommentedMap({key: _styled(inner) for key, inner in value.items()})
        if _is_short(value) and not any(_is_group(one) for one in value.values()):
            group.fa.set_flow_style()
        return group
    if isinstance(value, list | tuple):
        items = CommentedSeq([_styled(inner) for inner in value])
        if _is_short(value) and not any(_is_group(one) for one in value):
            items.fa.set_flow_style()
        return items
    return value


def _day(value: str) -> object:
    """A day stands without quotes, unless there is none such."""
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return value


def _is_group(value: object) -> bool:
    return isinstance(value, Mapping | list | tuple) and bool(value)


def _is_short(value: object) -> bool:
    return "\n" not in (shown := str(value)) and "\\n" not in shown and len(shown) < FLOW_LIMIT
