"""Claims: nothing is said without its source, and every citation leads to one."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import Field, ValidationError

from desk.records.base import Model, Record, Source
from desk.records.claims import Citation, Claim, check_claims, check_ids, citations

LANGUAGES = {"languages": ("fr", "en")}
ID_FORM = "write small letters, digits and single hyphens, as in mon-projet-2"


def citing(*sources: str) -> tuple[Citation, ...]:
    return tuple(Citation(source=source) for source in sources)


class Part(Model):
    """A piece of a record that cites, and holds another that does."""

    cite: tuple[Citation, ...] = ()
    inner: Part | None = None


class Sheet(Record):
    """A record that cites at every depth: alone, in a list, in a part, in a list of parts."""

    word: str = "no model"
    one: Citation | None = None
    many: tuple[Citation, ...] = ()
    part: Part = Part()
    pieces: tuple[Part, ...] = Field(default=())


def sheet(*sources: str | None, **fields: Any) -> Sheet:
    """Give a record with sources of these ids."""
    given = tuple(Source(id=source) for source in sources)
    return Sheet.model_validate(
        {"id": "sheet", "title": "Sheet", "sources": given, **fields}, context=LANGUAGES
    )


def test_every_citation_is_found_with_its_place() -> None:
    """Citations are found at every depth, in the order of the fields."""
    found = sheet(
        one=Citation(source="a"),
        many=citing("b", "c"),
        part=Part(cite=citing("d"), inner=Part(cite=citing("e"))),
        pieces=(Part(), Part(cite=citing("f"))),
    )
    assert [(place, citation.source) for place, citation in citations(found)] == [
        (("one",), "a"),
        (("many", 0), "b"),
        (("many", 1), "c"),
        (("part", "cite", 0), "d"),
        (("part", "inner", "cite", 0), "e"),
        (("pieces", 1, "cite", 0), "f"),
    ]


@pytest.mark.parametrize(
    ("sources", "fix"),
    [
        (("mdr", "gdpr"), "write mdr"),
        (("law", "code"), "write code or law"),
        (("law", None), "write law"),
        ((None,), "write its id: among the sources"),
        ((), "write its id: among the sources"),
    ],
)
def test_a_citation_of_nothing(sources: tuple[str | None, ...], fix: str) -> None:
    """A source that the record does not have is told with those that it may mean."""
    assert list(check_claims(sheet(*sources, many=citing("mdrr")))) == [
        (("many", 0, "source"), "This record has no source with the id “mdrr”", fix)
    ]


def test_a_citation_of_a_source() -> None:
    """A source may be cited often or never, and one without an id is a source like others."""
    assert list(check_claims(sheet("a", "b", None, None, many=citing("a", "a")))) == []


@pytest.mark.parametrize(
    ("ids", "found"),
    [
        (("a", "b-2", None, None), []),
        (
            ("a", "b", "a"),
            [(("sources", 2, "id"), "“a” stands twice", "give each its own id")],
        ),
        (("A b",), [(("sources", 0, "id"), "“A b” cannot be an id", ID_FORM)]),
        (
            ("a_b", "a_b"),
            [
                (("sources", 0, "id"), "“a_b” cannot be an id", ID_FORM),
                (("sources", 1, "id"), "“a_b” cannot be an id", ID_FORM),
                (("sources", 1, "id"), "“a_b” stands twice", "give each its own id"),
            ],
        ),
    ],
)
def test_ids(ids: tuple[str | None, ...], found: list[object]) -> None:
    """An id stands once and can stand in an address; what has none is passed over."""
    record = sheet(*ids)
    assert list(check_ids("sources", record.sources)) == found
    assert list(check_claims(record)) == found


@pytest.mark.parametrize("cite", [(), None])
def test_no_claim_without_a_citation(cite: object) -> None:
    """A claim cites one source at least."""
    with pytest.raises(ValidationError) as caught:
        Claim.model_validate({"text": {"fr": "x", "en": "x"}, "cite": cite}, context=LANGUAGES)
    assert [error["loc"] for error in caught.value.errors()] == [("cite",)]
