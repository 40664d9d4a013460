"""Merge: what an import may change in a record that exists.

A field that the last import wrote, and that still is what it wrote, is the import's. One that is
locked, that has become something else, or that was there before is the editor's, and stays.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from desk.importers.log import Teller

Data = dict[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Merge:
    """What is to be written: by the place of the field its new value, None to take it away.

    `digests` are those of all imported fields afterwards.
    """

    changes: dict[str, object]
    digests: dict[str, str]


def digest(value: object) -> str:
    """Give the digest of a value. Blanks around texts do not count: YAML adds line ends."""

    def plain(one: object) -> object:
        if isinstance(one, str):
            return one.strip()
        if isinstance(one, Mapping):
            return {str(key): plain(inner) for key, inner in one.items()}
        if isinstance(one, list | tuple):
            return [plain(inner) for inner in one]
        return one

    written = json.dumps(plain(value), ensure_ascii=False, sort_keys=True, default=str)
    return blake2b(written.encode(), digest_size=6).hexdigest()


def get(data: object, place: str) -> object:
    """Give what stands at a place of plain data, None when there is nothing."""
    for step in place.split("."):
        data = data.get(step) if isinstance(data, dict) else None
    return data


def put(data: Data, place: str, value: object) -> None:
    """Put a value at a place of plain data; None takes it away, with groups that get empty."""
    step, _, rest = place.partition(".")
    if not rest:
        if value is None:
            data.pop(step, None)
        else:
            data[step] = deepcopy(value)
        return
    inner = data.get(step)
    if not isinstance(inner, dict):
        if value is None:
            return
        inner = data[step] = {}
    put(inner, rest, value)
    if not inner:
        del data[step]


def merge(current: Data, fields: Mapping[str, object], tell: Teller) -> Merge:
    """Decide field by field what is written into the record `current`."""
    origin = current.get("origin") or {}
    known: dict[str, str] = dict(origin.get("digests") or {})
    locked = tuple(origin.get("locked") or ())
    changes: dict[str, object] = {}
    digests: dict[str, str] = {}
    for place in dict.fromkeys([*fields, *known]):
        ours, theirs, last = get(current, place), fields.get(place), known.get(place)
        if theirs is None and ours is None:
            continue
        if theirs is not None and digest(theirs) == (None if ours is None else digest(ours)):
            digests[place] = digest(theirs)
            continue
        is_ours = last is not None and ours is not None and digest(ours) == last
        is_free = last is None and ours is None
        moved = theirs is None or last != digest(theirs)
        if _is_locked(place, locked) or not (is_ours or is_free):
            if last is not None:
                digests[place] = last
            if moved and (last is not None or ours is not None):
                tell.info(
                    place,
                    "It differs at the source, and is left as it is: "
                    + ("it is locked" if _is_locked(place, locked) else "an editor wrote it"),
                )
            continue
        changes[place] = theirs
        if theirs is not None:
            digests[place] = digest(theirs)
    if set(changes) == {"updated"}:
        # Their nightly jobs touch aids of which nothing changes.
        return Merge(changes={}, digests=known)
    return Merge(changes=changes, digests=digests)


def _is_locked(place: str, locked: tuple[str, ...]) -> bool:
    return any(place == one or place.startswith(f"{one}.") for one in locked)
