"""What an import may change in a record, and what is the editor's."""

from __future__ import annotations

from typing import Any

import pytest

from desk.importers.log import Log
from desk.importers.merge import digest, get, merge, put


def record(data: dict[str, Any], imported: dict[str, object], *locked: str) -> dict[str, Any]:
    """A record of which `imported` was written by the last import."""
    digests = {where: digest(value) for where, value in imported.items()}
    return {**data, "origin": {"digests": digests, "locked": list(locked)}}


OLD, NEW = {"title.fr": "Ancien"}, {"title.fr": "Nouveau"}


@pytest.mark.parametrize(
    ("current", "theirs", "changes", "told"),
    [
        ({}, NEW, NEW, 0),
        (record({"title": {"fr": "Ancien"}}, OLD), OLD, {}, 0),
        (record({"title": {"fr": "Ancien\n"}}, OLD), OLD, {}, 0),
        (record({"title": {"fr": "Ancien"}}, OLD), NEW, NEW, 0),
        (record({"title": {"fr": "Ancien", "en": "Old"}}, OLD), NEW, NEW, 0),
        (record({"title": {"fr": "Ancien"}}, OLD), {}, {"title.fr": None}, 0),
        (record({"title": {"fr": "Le mien"}}, OLD), OLD, {}, 0),
        (record({"title": {"fr": "Le mien"}}, OLD), NEW, {}, 1),
        (record({"title": {"fr": "Le mien"}}, OLD), {}, {}, 1),
        (record({"title": {"fr": "Nouveau"}}, OLD), NEW, {}, 0),
        (record({"title": {"en": "Old"}}, OLD), NEW, {}, 1),
        (record({}, OLD), OLD, {}, 0),
        (record({}, OLD), {}, {}, 0),
        (record({"title": {"fr": "Le mien"}}, {}), NEW, {}, 1),
        (record({"title": "Le mien"}, OLD), NEW, {}, 1),
        (record({"title": {"fr": "Ancien"}}, OLD, "title"), NEW, {}, 1),
        (record({"title": {"fr": "Ancien"}}, OLD, "title.fr"), NEW, {}, 1),
        (record({"title": {"fr": "Ancien"}}, OLD, "title.f"), NEW, NEW, 0),
        (record({}, {}, "title"), NEW, {}, 0),
    ],
)  # fmt: skip
def test_fields(
    current: dict[str, Any], theirs: dict[str, object], changes: dict[str, object], told: int
) -> None:
    """A field is changed only if it still is what the last import wrote, or was never there."""
    log = Log()
    assert merge(current, theirs, log.about("1")).changes == changes
    assert len(log.entries) == told


def test_once_more() -> None:
    """What a merge leaves behind is left alone by the next one."""
    current = record({"title": {"fr": "Ancien"}, "kind": "AAP"}, {**OLD, "kind": "scheme"})
    theirs = {**NEW, "kind": "scheme", "nature": ["grant"]}
    first = merge(current, theirs, Log().about("1"))
    for where, value in first.changes.items():
        put(current, where, value)
    current["origin"]["digests"] = first.digests
    second = merge(current, theirs, Log().about("1"))
    assert (second.changes, second.digests) == ({}, first.digests)


def test_taken_over() -> None:
    """What an editor wrote just as the source has it is the import's again."""
    current = record({"title": {"fr": "Nouveau"}}, OLD)
    assert merge(current, NEW, Log().about("1")).digests == {"title.fr": digest("Nouveau")}


def test_touched_only() -> None:
    """A new date of change by itself changes nothing: their nightly jobs touch many aids."""
    current = record({"updated": "2026-01-01", "kind": "AAP"}, {"updated": "2026-01-01"})
    found = merge(current, {"updated": "2026-02-02"}, Log().about("1"))
    assert (found.changes, found.digests) == ({}, current["origin"]["digests"])
    both = merge(current, {"updated": "2026-02-02", "nature": ["grant"]}, Log().about("1"))
    assert both.changes == {"updated": "2026-02-02", "nature": ["grant"]}


def test_digests() -> None:
    """Blanks around texts and the order of keys do not count, types and order of lists do."""
    assert digest({"a": "x\n", "b": [1]}) == digest({"b": [1], "a": " x"})
    assert digest("1") != digest(1)
    assert digest([1, 2]) != digest([2, 1])


def test_places() -> None:
    """Groups are made where they are needed, and go when they get empty."""
    data: dict[str, Any] = {"title": "x"}
    put(data, "money.note.fr", "a")
    put(data, "title.fr", "b")
    assert data == {"title": {"fr": "b"}, "money": {"note": {"fr": "a"}}}
    assert get(data, "money.note.fr") == "a"
    assert get(data, "money.note.fr.more") is None
    put(data, "money.note.fr", None)
    put(data, "apply.url", None)
    put(data, "kind", None)
    assert data == {"title": {"fr": "b"}}
