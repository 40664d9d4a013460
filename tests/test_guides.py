"""The guides and export sheets of this desk: what they say is sourced, and they are reached."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from makers import DAY
from tests import web

from desk.check import Checked
from desk.model import Desk
from desk.records.base import Model, Record
from desk.records.claims import citations
from desk.records.country import Country
from desk.records.guide import Guide

DATA, DOCS = web.ROOT / "data", web.ROOT / "docs"
SHEETS = [
    (name, path.stem)
    for name in ("guides", "countries")
    for path in sorted((DATA / name).glob("*.yml"))
]
GUIDES = [identifier for name, identifier in SHEETS if name == "guides"]
COUNTRIES = [identifier for name, identifier in SHEETS if name == "countries"]

each_sheet = pytest.mark.parametrize(("collection", "identifier"), SHEETS)
each_guide = pytest.mark.parametrize("identifier", GUIDES)
each_country = pytest.mark.parametrize("identifier", COUNTRIES)


def sheet(desk: Desk, collection: str, identifier: str) -> Record:
    """Give a guide or a country."""
    found = desk.get(collection, identifier)
    assert found is not None
    return found


def test_there_are_as_many_as_promised() -> None:
    """Fourteen guides at least, and countries to compare."""
    assert len(GUIDES) >= 17
    assert {"allemagne", "royaume-uni"} <= set(COUNTRIES)


@each_sheet
def test_every_citation_leads_to_a_page(desk: Desk, collection: str, identifier: str) -> None:
    """Each citation names a source of the record, and that one is a page of the web."""
    record = sheet(desk, collection, identifier)
    sources = {source.id: source for source in record.sources}
    cited = [citation.source for _place, citation in citations(record)]
    assert len(cited) > 10
    assert [source for source in cited if sources[source].url is None] == []
    assert [source.id for source in record.sources if source.id not in cited] == []


@each_sheet
def test_what_was_read_was_read_before_today(desk: Desk, collection: str, identifier: str) -> None:
    """No source was checked in the future; the sheet says when it was, and when it will be."""
    record = sheet(desk, collection, identifier)
    days = [source.checked_on for source in record.sources if source.checked_on]
    assert days
    assert max(days) <= DAY
    assert record.verified_on is not None
    assert record.verified_on <= DAY
    assert record.verify_every_days is not None
    assert record.verify_every_days <= 365


@each_sheet
def test_every_text_has_both_languages(desk: Desk, collection: str, identifier: str) -> None:
    """No text of a sheet is missing in a language."""

    def missing(value: object, place: str) -> list[str]:
        if isinstance(value, Model):
            return [
                found
                for name in type(value).model_fields
                for found in missing(getattr(value, name), f"{place}.{name}")
            ]
        if isinstance(value, tuple):
            return [
                found
                for index, item in enumerate(value)
                for found in missing(item, f"{place}.{index}")
            ]
        if hasattr(value, "in_"):
            return [
                f"{place} {language}" for language in web.LANGUAGES if value.in_(language).missing
            ]
        return []

    assert missing(sheet(desk, collection, identifier), identifier) == []


@each_sheet
def test_a_sheet_is_reached(desk: Desk, collection: str, identifier: str) -> None:
    """Another record or a page leads to each guide and country; an index lists each."""
    kind = {"guides": "guide", "countries": "country"}[collection]
    linked = f"({kind}:{identifier})"
    pages = [path for path in DOCS.rglob("*.md") if linked in path.read_text(encoding="utf-8")]
    assert desk.named_by(collection, identifier) or pages or collection == "countries"
    for language in web.LANGUAGES:
        assert f"<!-- desk:{collection} -->" in (DOCS / language / f"{collection}.md").read_text(
            encoding="utf-8"
        )


@each_sheet
def test_links_are_the_same_in_both_languages(
    checked: Checked, desk: Desk, collection: str, identifier: str
) -> None:
    """What a text leads to, it leads to in both languages; what is related has a page in both."""
    record = sheet(desk, collection, identifier)
    if record.body is not None:
        found = [
            sorted(re.findall(r"\]\(([\w-]+:[^)]+)\)", record.body.in_(language).text))
            for language in web.LANGUAGES
        ]
        assert found[0] == found[1]
    assert isinstance(record, Guide | Country)
    related = [f"call:{one}" for one in record.calls]
    related += [f"guide:{one}" for one in (*getattr(record, "related", ()), *record_guides(record))]
    assert related
    assert [
        key for key in related for one in web.LANGUAGES if checked.book.find(key, one) is None
    ] == []


def record_guides(record: Guide | Country) -> tuple[str, ...]:
    """Give the guides that a country names."""
    return record.guides if isinstance(record, Country) else ()


@each_guide
def test_a_guide_tells_what_to_do(desk: Desk, identifier: str) -> None:
    """A guide is brief first, then has obligations or steps, a checklist and what it leads to."""
    guide = desk.guides[identifier]
    assert 2 <= len(guide.in_brief) <= 6
    assert guide.obligations or guide.steps
    assert guide.instruments
    ids = [check.id for check in guide.checklist]
    assert len(ids) >= 3
    assert len(set(ids)) == len(ids)
    assert identifier not in guide.related


@each_guide
def test_a_guide_asks_what_is_known(desk: Desk, identifier: str) -> None:
    """Each criterion asks a question of the list; what follows when it is not met is said."""
    rule = desk.guides[identifier].applies_if
    if rule is None:
        return
    assert desk.questions is not None
    criteria = list(rule.criteria())
    assert {one.fact for one in criteria if one.op != "manual"} <= set(desk.questions)
    assert any(one.if_false for one in criteria)


@each_country
def test_a_country_is_told_in_full(desk: Desk, identifier: str) -> None:
    """A country has figures with years, routes with official pages, and something for each month."""
    country = desk.countries[identifier]
    for name in (
        "key_figures",
        "governance",
        "payers",
        "market_access",
        "interoperability",
        "procurement",
        "languages_required",
        "support",
    ):
        assert getattr(country, name), name
    assert {line.by_day for line in country.checklist} == {30, 60, 90}
    assert {one.topic for one in country.regulation} == set(desk.vocabularies["rule_topics"])
    assert country.country in desk.vocabularies["countries"]


def test_the_lists_have_every_country(site: Path, checked: Checked, desk: Desk) -> None:
    """The index, the matrix and the comparison have every country, in both languages."""
    for language in web.LANGUAGES:
        index = checked.book.find("page:countries", language)
        beside = checked.book.find("page:compare-countries", language)
        assert index is not None
        assert beside is not None
        html = (site / index.file).read_text(encoding="utf-8")
        matrix = re.findall(r'<tr><th scope="row"><a href="([^"]+)">', html)
        columns = re.findall(
            r'<th scope="col" data-column="([\w-]+)">', (site / beside.file).read_text("utf-8")
        )
        assert sorted(columns) == sorted(desk.countries)
        assert len(matrix) == len(set(matrix)) == len(desk.countries)


@each_sheet
def test_the_page_shows_every_doubt(
    site: Path, checked: Checked, desk: Desk, collection: str, identifier: str
) -> None:
    """Each citation is a link to a source that stands there; doubts and unread sources are said."""
    record = sheet(desk, collection, identifier)
    kind = {"guides": "guide", "countries": "country"}[collection]
    unread = sum(source.checked_on is None for source in record.sources)
    for language in web.LANGUAGES:
        entry = checked.book.find(f"{kind}:{identifier}", language)
        assert entry is not None
        html = (site / entry.file).read_text(encoding="utf-8")
        links = re.findall(r'<a class="desk-cite" href="#source-([\w-]+)">', html)
        assert len(links) == len(list(citations(record)))
        listed = re.findall(r'<li id="source-([\w-]+)">', html)
        assert listed == [source.id for source in record.sources]
        assert set(links) == set(listed)
        assert html.count('class="desk-unsure"') == doubts(record)
        aside = html[html.index('class="desk-provenance"') :]
        words = checked.words[language]("provenance.unchecked")
        assert aside.count(f"<strong>{words}</strong>") == unread


def doubts(model: Model) -> int:
    """Count what a record marks as not confirmed."""
    count = 0
    for name in type(model).model_fields:
        value = getattr(model, name)
        count += name == "unsure" and value is not None
        for item in value if isinstance(value, tuple) else (value,):
            count += doubts(item) if isinstance(item, Model) else 0
    return count
