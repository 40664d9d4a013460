"""How `desk.explain` puts the errors of pydantic: in plain words, once, at their place."""

from __future__ import annotations

from typing import Annotated, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field, ValidationError

from desk import read
from desk.explain import explain
from desk.records.base import Model, Url
from desk.texts import Text


class Part(Model):
    """A part of a sample."""

    name: str
    size: int = 0


class Sample(Model):
    """A record with one field of each form."""

    title: str
    count: int = 0
    amount: int | float | None = None
    ratio: float | None = Field(default=None, strict=True)
    ready: bool = False
    state: Literal["open", "closed", "done"] = "open"
    tags: tuple[str, ...] = Field(default=(), strict=False)
    needed: tuple[str, ...] = Field(default=("one",), strict=False, min_length=1)
    few: tuple[Part, ...] = Field(default=(), strict=False, min_length=2, max_length=3)
    pair: tuple[int, int] | None = Field(default=None, strict=False)
    plain: list[str] = Field(default_factory=list)
    labels: dict[str, str] = Field(default_factory=dict)
    part: Part | None = None
    parts: tuple[Part, ...] = Field(default=(), strict=False)
    named: dict[str, Part] = Field(default_factory=dict)
    either: Part | str | None = None
    text: Text | None = None
    url: Url | None = None
    odd: Annotated[str, Field(max_length=3)] = ""


def told(source: str) -> list[str]:
    """Give what an editor reads about a sample with mistakes."""
    document, mistakes = read.parse(source.encode(), "x.yml")
    assert mistakes == []
    assert document is not None
    with pytest.raises(ValidationError) as caught:
        Sample.model_validate(document.data, context={"languages": ("fr", "en")})
    found = explain(caught.value, source.encode(), document.data, "x.yml", Sample)
    return [str(mistake) for mistake in found]


GROUP = "This must be a group of lines “key: value”; indent them below the key"
LIST = "This must be a list; begin each item with “- ”"


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        (
            "count: many",
            "2:8: This must be a whole number; write it without quotes, spaces or unit",
        ),
        (
            "count: true",
            "2:8: This must be a whole number; write it without quotes, spaces or unit",
        ),
        ("amount: many", "2:9: This must be a number; write it without quotes, spaces or unit"),
        ("amount: true", "2:9: This must be a number; write it without quotes, spaces or unit"),
        ("ratio: '1.5'", "2:8: This must be a number; write it without quotes, spaces or unit"),
        ("ready: maybe", "2:8: This must be true or false; write true or false"),
        ("state: opened", "2:8: “opened” is not known here; write open"),
        ("state: zzz", "2:8: “zzz” is not known here; write one of: open, closed, done"),
        ("state: 1", "2:8: “1” is not known here; write one of: open, closed, done"),
        ("tags: one", f"2:7: {LIST}"),
        ("few: []", "2:6: This list is empty; write 2 items at least"),
        ("few: [{name: a}]", "2:6: This list has fewer than 2 items; write 1 more"),
        ("few: [{name: a}, {}]", "2:18: “name:” is missing; write name:"),
        (
            "few: [{name: a}, {name: b}, {name: c}, {name: d}]",
            "2:6: This list has more than 3 items; keep 3",
        ),
        ("pair: [1]", "2:7: This list is too short; write item 2"),
        ("pair: [1, 2, 3]", "2:7: This list has more than 2 items; keep 2"),
        ("tags:", f"2:6: {LIST}"),
        ("tags: [a, 2]", "2:11: This must be text; put it in quotes"),
        ("needed: []", "2:9: This list is empty; write one item at least"),
        ("plain: one", f"2:8: {LIST}"),
        ("labels: one", f"2:9: {GROUP}"),
        ("labels: {a: 1}", "2:13: This must be text; put it in quotes"),
        ("part: one", f"2:7: {GROUP}"),
        ("part: {size: 2}", "2:7: “name:” is missing; write name:"),
        ("part: {nam: a}", "2:8: “nam” is not a field; write name:"),
        (
            "part: {name: a, zzz: 1}",
            "2:17: “zzz” is not a field here; take it away; the fields here are: name, size",
        ),
        ("part: {name: a, siz: 1}", "2:17: “siz” is not a field here; write size:"),
        ("parts: [{name: a}, {nmae: b}]", "2:21: “nmae” is not a field; write name:"),
        (
            "parts: [{name: a, zzz: 1}]",
            "2:19: “zzz” is not a field here; take it away; the fields here are: name, size",
        ),
        ("parts: [{name: a}, {size: 1}]", "2:20: “name:” is missing; write name:"),
        (
            "named: {a: {name: b, zzz: 1}}",
            "2:22: “zzz” is not a field here; take it away; the fields here are: name, size",
        ),
        ("text: {de: Nein}", "2:12: “de” is not a language of this desk; write fr: and en:"),
        ("text: Oui", "2:7: This text needs one line per language: fr: and en:"),
        ("text: {}", "2:7: This text has no language; write fr: and en:"),
        ("url: x", "2:6: This is not a web address; write it in full, as https://example.org/page"),
        ("odd: long", "2:6: String should have at most 3 characters"),
    ],
)
def test_one_error(line: str, mistake: str) -> None:
    """Each kind of error is one sentence, at the value or key that has to change."""
    assert told(f"title: A\n{line}\n") == [f"x.yml:{mistake}"]


def test_missing_field() -> None:
    """A field that is missing is told at the beginning of what should hold it."""
    assert told("count: 1\n") == ["x.yml:1:1: “title:” is missing; write title:"]


def test_misspelt_key_is_one_mistake() -> None:
    """An unknown key beside a missing one that looks alike is one mistake: it is misspelt."""
    assert told("titel: A\n") == ["x.yml:1:1: “titel” is not a field; write title:"]


def test_two_misspelt_keys() -> None:
    """Of two unknown keys, the one that looks like the missing field takes its place."""
    assert told("titel: A\ncuont: 1\n") == [
        "x.yml:1:1: “titel” is not a field; write title:",
        "x.yml:2:1: “cuont” is not a field here; write count:",
    ]


def test_unknown_key_beside_a_missing_one() -> None:
    """An unknown key that looks like nothing leaves the missing field to be told too."""
    assert told("count: 1\nqqq: A\n") == [
        "x.yml:1:1: “title:” is missing; write title:",
        "x.yml:2:1: “qqq” is not a field here; take it away; the fields here are: "
        + ", ".join(sorted(Sample.model_fields)),
    ]


def test_unknown_key_in_one_of_two_forms() -> None:
    """Where a field may be a text or a group, an unknown key is still told at its place."""
    assert (
        "x.yml:2:19: “zzz” is not a field here; take it away; the fields here are: name, size"
    ) in told("title: A\neither: {name: b, zzz: 1}\n")


def test_everything_in_order() -> None:
    """All errors of a file are told, in the order of its lines, each once."""
    assert told("count: x\ntitle: 1\nready: 2\nurl: y\n") == [
        "x.yml:1:8: This must be a whole number; write it without quotes, spaces or unit",
        "x.yml:2:8: This must be text; put it in quotes",
        "x.yml:3:8: This must be true or false; write true or false",
        "x.yml:4:6: This is not a web address; write it in full, as https://example.org/page",
    ]


def test_inside_a_file() -> None:
    """Data that stand below a key of a file have their mistakes at their lines of that file."""
    source = b"first: {name: a}\nsecond:\n  name: b\n  size: big\n"
    data = {"name": "b", "size": "big"}
    with pytest.raises(ValidationError) as caught:
        Part.model_validate(data)
    [mistake] = explain(caught.value, source, data, "x.yml", Part, inside=("second",))
    assert (mistake.line, mistake.column) == (4, 9)


@settings(deadline=None)
@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{2,12}", fullmatch=True),
        st.one_of(st.integers(-9, 9), st.sampled_from(["some text", "true", "[a, 1]", "{b: 1}"])),
        min_size=1,
        max_size=6,
    )
)
def test_every_error_has_a_place_and_a_fix(lines: dict[str, object]) -> None:
    """Whatever a file holds, each mistake is on one of its lines, and each wrong key is told."""
    source = "".join(f"{key}: {value}\n" for key, value in lines.items()).encode()
    document, mistakes = read.parse(source, "x.yml")
    if document is None:
        assert mistakes
        return
    try:
        Sample.model_validate(document.data, context={"languages": ("fr", "en")})
    except ValidationError as error:
        found = explain(error, source, document.data, "x.yml", Sample)
        assert found
        assert found == sorted(set(found))
        assert all(1 <= mistake.line <= len(lines) for mistake in found)
        unknown = set(document.data) - set(Sample.model_fields)
        assert {key for key in unknown if any(f"“{key}”" in m.what for m in found)} == unknown
    else:
        assert set(document.data) <= set(Sample.model_fields)
