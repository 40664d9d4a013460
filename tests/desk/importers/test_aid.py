"""Fields of aids: read as what they should be, or told and left out."""

from __future__ import annotations

import datetime as dt

import pytest

from desk.importers.aid import Aid, clean, line, read_aid
from desk.importers.log import Level, Log


def aid(**fields: object) -> tuple[Aid, Log]:
    log = Log()
    found = read_aid({"id": 1, "name": "Aide", **fields}, 1, log)
    assert found is not None
    return found, log


@pytest.mark.parametrize(
    ("method", "value", "wanted", "told"),
    [
        ("text", None, None, 0),
        ("text", " ", None, 0),
        ("text", " a ", " a ", 0),
        ("text", 5, None, 1),
        ("line", "a&amp;b\u00a0\n c\u200b", "a&b c", 0),
        ("line", "\u200b", None, 0),
        ("lines", None, [], 0),
        ("lines", ["a", "a", "", None, " b "], ["a", "b"], 0),
        ("lines", ["a", 5], ["a"], 1),
        ("lines", "a", [], 1),
        ("lines", {"a": 1}, [], 1),
        ("whole", None, None, 0),
        ("whole", "", None, 0),
        ("whole", 5, 5, 0),
        ("whole", 5.0, 5, 0),
        ("whole", "5", 5, 0),
        ("whole", " 5.00 ", 5, 0),
        ("whole", 5.5, None, 1),
        ("whole", "5.5", None, 1),
        ("whole", True, None, 1),
        ("whole", [5], None, 1),
        ("whole", 10**12, None, 1),
        ("whole", float("inf"), None, 1),
        ("whole", float("nan"), None, 1),
        ("flag", None, None, 0),
        ("flag", False, False, 0),
        ("flag", 0, None, 1),
        ("flag", "oui", None, 1),
        ("day", None, None, 0),
        ("day", "2026-03-17", dt.date(2026, 3, 17), 0),
        ("day", "2026-03-17T23:00:00+00:00", dt.date(2026, 3, 17), 0),
        ("day", "17/03/2026", None, 1),
        ("day", "2026-02-30", None, 1),
        ("day", 20260317, None, 1),
    ],
)
def test_types(method: str, value: object, wanted: object, told: int) -> None:
    """What is not of its type is told with what stands there, and taken for nothing."""
    found, log = aid(field=value)
    assert getattr(found, method)("field") == wanted
    assert len(log.entries) == told
    assert all(entry.level is Level.WARNING and entry.field == "field" for entry in log.entries)


@pytest.mark.parametrize(
    ("fields", "wanted", "told"),
    [
        ({"f_full": [{"id": 1, "name": "A"}, {"id": None, "name": "B"}]}, [("1", "A"), ("", "B")], 0),
        ({"f_full": [{"id": 1, "name": ""}], "f": ["A"]}, [], 0),
        ({"f_full": [], "f": ["A", "A"]}, [("", "A")], 0),
        ({"f": ["A"]}, [("", "A")], 0),
        ({"f_full": [{"id": 1}, "A", None, {"name": 5}]}, [], 3),
    ],
)  # fmt: skip
def test_named(fields: dict[str, object], wanted: list[tuple[str, str]], told: int) -> None:
    """What is listed in full has ids and names; plain names stand in where there is no such list."""
    found, log = aid(**fields)
    assert found.named("f_full") == wanted
    assert len(log.entries) == told


@pytest.mark.parametrize(
    "raw",
    [
        None, "x", [], {}, {"name": "A"}, {"id": None, "name": "A"}, {"id": True, "name": "A"},
        {"id": [], "name": "A"}, {"id": " ", "name": "A"}, {"id": 1}, {"id": 1, "name": " "},
        {"id": 1, "name": 5},
    ],
)  # fmt: skip
def test_no_aid(raw: object) -> None:
    """What has no id or no name is left out, and told as an error."""
    log = Log()
    assert read_aid(raw, 3, log) is None
    assert [entry.level for entry in log.entries] == [Level.ERROR]


def test_told_once() -> None:
    """A field that is read twice is told once."""
    found, log = aid(field=5)
    assert found.text("field") is found.line("field") is None
    assert len(log.entries) == 1


def test_clean() -> None:
    """No text of ours holds what our strict reader refuses; spaces are plain ones."""
    assert clean("a\r\nb\rc\u2028\x00\ud83d\u202f»") == "a\nb\nc »"
    assert line(" a \n\t b ") == "a b"
