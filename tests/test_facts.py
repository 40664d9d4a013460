"""The records agree with what the source documents say (`facts.json` beside this file)."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from desk.acronyms import terms_of
from desk.model import Desk
from desk.records.base import Record
from desk.records.distribution import Distribution

FACTS: dict[str, Any] = json.loads((Path(__file__).parent / "facts.json").read_text("utf-8"))


def fold(name: str) -> str:
    """Compare names without case, accents and typographic marks."""
    name = unicodedata.normalize("NFKD", name.casefold()).replace("’", "'").replace("œ", "oe")
    return " ".join(
        "".join(
            char if char.isalnum() else " " for char in name if not unicodedata.combining(char)
        ).split()
    )


def names(record: Record) -> set[str]:
    """Give every name under which a record is known."""
    full = getattr(record, "full_name", None)
    texts = [text for _language, text in record.title] + list(record.spellings)
    texts += [text for _language, text in full] if full else []
    return {fold(text) for text in texts}


def documented(records: Mapping[str, Record]) -> dict[str, Record]:
    """Give the records of which some source is one of the source documents."""
    return {
        name: record
        for name, record in records.items()
        if any(source.document is not None for source in record.sources)
    }


def test_the_desk_has_all_calls_laureates_and_companies(desk: Desk) -> None:
    """The 16 calls, the 70 laureates and the 14 companies of the sources are there, no other.

    Schemes that official pages tell of name no document.
    """
    assert set(documented(desk.calls)) == {call["id"] for call in FACTS["calls"]}
    assert set(desk.laureates) == {
        laureate["id"] for laureate in FACTS["laureates"] + FACTS["smarthealth"]
    }
    assert (len(FACTS["calls"]), len(FACTS["laureates"]), len(FACTS["smarthealth"])) == (16, 70, 14)


@pytest.mark.parametrize("call", FACTS["calls"], ids=lambda call: call["id"])
def test_a_call_has_as_many_laureates_as_the_sources_say(desk: Desk, call: dict[str, Any]) -> None:
    """A call's selection gives the laureates and candidates that the sources give."""
    record = desk.calls[call["id"]]
    if call["laureates"]:
        assert call["laureates"] in {row.laureates for row in record.selection}
    if call["candidates"]:
        assert call["candidates"] in {row.candidates for row in record.selection}
    listed = sum(laureate["call"] == call["id"] for laureate in FACTS["laureates"])
    assert sum(laureate.call == call["id"] for laureate in desk.laureates.values()) == listed


@pytest.mark.parametrize("fact", FACTS["laureates"], ids=lambda fact: fact["id"])
def test_a_laureate_is_as_the_sources_say(desk: Desk, fact: dict[str, Any]) -> None:
    """Project, holder, call, funder, partners and set-up are those of the sources."""
    record = desk.laureates[fact["id"]]
    assert fold(fact["project"]) in names(record)
    assert fold(fact["holder"]) in names(desk.organisations[record.holder])
    assert record.call == fact["call"]
    assert (
        record.funder == {"France 2030": "france-2030", "Grand Défi": "grand-defi"}[fact["funder"]]
    )
    assert record.undescribed is not fact["described"]
    assert (record.region is None) == (fact["region"] is None)
    assert (
        record.constitution
        == {
            None: None,
            "consortium": "consortium",
            "mono-partenaire": "single_partner",
            "mono-attributaire": "single_awardee",
        }[fact["constitution"]]
    )
    assert len(record.partners) == len(fact["partners"])
    for partner, stated in zip(record.partners, fact["partners"], strict=True):
        assert fold(stated.replace("(Syndicats)", "")) in names(desk.organisations[partner.org])


@pytest.mark.parametrize("fact", FACTS["smarthealth"], ids=lambda fact: fact["id"])
def test_a_smarthealth_company_carries_its_programme(desk: Desk, fact: dict[str, Any]) -> None:
    """The newsletter does not say in which call a company won: its programme stands instead."""
    record = desk.laureates[fact["id"]]
    assert fold(fact["name"]) in names(record)
    assert (record.programme, record.call, record.wave) == ("smarthealth", None, None)
    country = desk.organisations[record.holder].country
    assert country == {"UK": "GB", "FR": "FR"}[fact["country"]]


def test_the_funders_add_up(desk: Desk) -> None:
    """France 2030 funds the 61 laureates of the headline, a Grand Défi the 9 others."""
    funders = Counter(laureate.funder for laureate in desk.laureates.values())
    assert funders == {"france-2030": 61, "grand-defi": 9, None: 14}


def test_every_record_says_what_it_knows_in_both_languages(desk: Desk) -> None:
    """Each laureate and call has a summary and a text in both languages, and names its source."""
    for record in [*documented(desk.calls).values(), *desk.laureates.values()]:
        for text in (record.summary, record.body):
            assert text is not None, record.id
            assert [language for language, _text in text] == ["fr", "en"], record.id
        assert record.sources, record.id
        assert all(source.document in desk.documents for source in record.sources), record.id


def test_every_other_call_is_told_by_a_public_page(desk: Desk) -> None:
    """A scheme of no source document says in both languages what it is, and where that is read."""
    others = [desk.calls[name] for name in desk.calls if name not in documented(desk.calls)]
    assert len(others) > 40
    for call in others:
        assert call.summary is not None, call.id
        assert [language for language, _text in call.summary] == ["fr", "en"], call.id
        assert any(source.url for source in call.sources), call.id


def test_every_organisation_is_named_by_its_sources(desk: Desk) -> None:
    """No organisation stands without a source document."""
    for record in desk.organisations.values():
        assert record.sources, record.id


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("fact", FACTS["glossary"], ids=lambda fact: fact["acronym"])
def test_an_acronym_is_in_the_glossary(
    site: Path, desk: Desk, fact: dict[str, Any], language: str
) -> None:
    """Each of the 84 terms stands on both pages with both expansions, and how they are known."""
    [term] = [term for term in terms_of(desk) if fold(fact["acronym"]) in names(term)]
    known = [expansion.basis for expansion in term.expansions[:1]] or ["unknown"]
    assert known == [fact["basis"]]
    page = site / {"fr": "glossaire", "en": "en/glossary"}[language] / "index.html"
    [entry] = [
        unescape(re.sub(r"<[^>]+>", " ", part))
        for part in page.read_text("utf-8").split('<li class="desk-term-entry" id="')[1:]
        if part.startswith(f'{term.id}"')
    ]
    for its in ("fr", "en"):
        # The facts put the English acronym behind the English expansion, and a document's number.
        expansion = re.sub(r" \(([A-Z]{2,5}|001)\)$", "", fact[its])
        assert (fact["basis"] == "unknown") or fold(expansion) in fold(entry)
    assert term.title.in_(language).text in entry


def test_the_glossary_has_every_acronym_and_no_other(desk: Desk) -> None:
    """The 84 terms of the sources are there."""
    assert len(terms_of(desk)) == len(FACTS["glossary"]) == 84


@pytest.mark.parametrize("fact", FACTS["mapping_2024"]["shares"], ids=lambda fact: fact["id"])
def test_the_2024_mapping_is_as_published(desk: Desk, fact: dict[str, Any]) -> None:
    """Each share of the 2024 mapping is that of the source, of its population and its day."""
    record = desk.get("statistics", fact["distribution"])
    assert isinstance(record, Distribution)
    shares = {category.id: category.share for category in record.categories}
    assert shares[fact["category"]] == fact["share"]
    assert str(record.as_of) == FACTS["mapping_2024"]["as_of"]
    assert record.source.document == "two-years-article-2024"


def test_the_populations_of_the_2024_mapping(desk: Desk) -> None:
    """Sizes are of 445 holders, domains of 148 projects; solutions are not counted."""
    sizes = {
        name: record.population.size
        for name, record in desk.records["statistics"].items()
        if isinstance(record, Distribution)
    }
    assert sizes == {
        "company-size": FACTS["mapping_2024"]["holders"],
        "business-model": None,
        "therapeutic-field": FACTS["mapping_2024"]["projects"],
        "application-domain": FACTS["mapping_2024"]["projects"],
    }
