"""Pairings, partners, services and contacts are on the pages as the source documents have them.

`facts-ecosystem.json` beside this file is what those documents say.
"""

from __future__ import annotations

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pages import PageFacts, read_site
from test_facts import fold, names

from desk.check import check
from desk.model import Desk
from desk.records.pairing import Pairing
from desk.records.service import Service

ROOT = Path(__file__).parent.parent
FACTS: dict[str, Any] = json.loads(
    (Path(__file__).parent / "facts-ecosystem.json").read_text("utf-8")
)
LANGUAGES = ("fr", "en")
INSTITUTIONS = [(group, name) for group, listed in FACTS["institutions"].items() for name in listed]
FINDER = {"fr": "qui-peut-m-aider/index.html", "en": "en/who-can-help-me/index.html"}
SERVICES = {"fr": "services/", "en": "en/services/"}
PAIRINGS = {"fr": "binomes/", "en": "en/pairings/"}
SUPPORT = {"fr": "etre-accompagne/index.html", "en": "en/support/index.html"}
OTHER_IDS = {"laureats": "laureats-g-nius", "reglementation": "decryptage-reglementation"}
"""Services whose id here is not that of the facts."""
NO_ORGANISATIONS = {"mind Health", "Station F", "MedFit"}
"""A news outlet, a place and a trade event: the finder names them, no record does."""


@cache
def project() -> Desk:
    checked = check(ROOT / "data", ROOT / "docs", dt.date(2026, 11, 22))
    assert checked.desk is not None
    return checked.desk


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, PageFacts]:
    return read_site(site)


def text(pages: dict[str, PageFacts], path: str) -> str:
    """Give a page's text, folded."""
    return fold(pages[path].text)


def test_there_are_ten_pairings_and_five_care_sites() -> None:
    """The desk has the ten pairings of the newsletter, at five care sites, and no other."""
    pairings = project().records["pairings"]
    assert set(pairings) == {fact["id"] for fact in FACTS["pairings"]}
    sites = {link.care_site for link in pairings.values() if isinstance(link, Pairing)}
    assert (len(pairings), len(sites)) == (10, 5)
    assert list(project().vocabularies["pairing_statuses"]) == FACTS["pairing_statuses"]


@pytest.mark.parametrize("fact", FACTS["pairings"], ids=lambda fact: fact["id"])
def test_a_pairing_is_as_the_newsletter_says(
    pages: dict[str, PageFacts], fact: dict[str, Any]
) -> None:
    """Companies, care site, status and place in the source are those of the newsletter."""
    desk = project()
    record = desk.records["pairings"][fact["id"]]
    assert isinstance(record, Pairing)
    assert record.status == fact["status"]
    assert fact["line"] in record.sources[0].lines
    assert fold(fact["care_site"]) in names(desk.organisations[record.care_site])
    for company, name in zip(record.companies, fact["companies"], strict=True):
        assert fold(name) in names(desk.organisations[company])
    countries = {desk.organisations[company].country for company in record.companies}
    assert (countries == {"FR", "GB"}) == fact["cross_border"]
    for language in LANGUAGES:
        status = desk.vocabularies["pairing_statuses"][fact["status"]].in_(language).text
        sheet = f"{PAIRINGS[language]}{fact['id']}/index.html"
        for path in (sheet, f"{PAIRINGS[language]}index.html"):
            assert fold(status) in text(pages, path)
            assert fold(fact["companies"][0]) in text(pages, path)


@pytest.mark.parametrize("fact", FACTS["pairings"], ids=lambda fact: fact["id"])
def test_a_pairing_is_linked_from_both_ends(
    pages: dict[str, PageFacts], fact: dict[str, Any]
) -> None:
    """Its companies' pages, as laureates and organisations, and its care site's lead to it."""
    desk = project()
    record = desk.records["pairings"][fact["id"]]
    assert isinstance(record, Pairing)
    address = f"{PAIRINGS['fr']}{fact['id']}/"
    ends = [f"organisations/{name}" for name in (*record.companies, record.care_site)]
    ends += [f"laureats/{name}" for name in record.companies]
    for end in ends:
        assert any(link.endswith(address) for link in pages[f"{end}/index.html"].links), end


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("group", "name"), INSTITUTIONS)
def test_an_institution_is_in_the_finder(
    pages: dict[str, PageFacts], group: str, name: str, language: str
) -> None:
    """Every partner, operator, ministry and European body is found on “Who can help me?”."""
    page = text(pages, FINDER[language])
    if name in NO_ORGANISATIONS:
        assert fold(name) in page
        return
    short = fold(name.partition(" (")[0].partition(" – ")[0])
    known = [record for record in project().organisations.values() if short in names(record)]
    assert len(known) == 1, (group, name)
    assert fold(known[0].title.in_(language).text) in page


def test_every_offer_has_its_reason_and_source() -> None:
    """Each organisation is in the finder for a reason that a document gives, in both languages."""
    offers = [
        (record.id, offer) for record in project().organisations.values() for offer in record.offers
    ]
    assert len(offers) > 40
    for identifier, offer in offers:
        assert offer.source.document in project().documents, identifier
        assert [language for language, _text in offer.what] == list(LANGUAGES), identifier


def test_the_ten_partners_offer_something() -> None:
    """The ten public partners of the desk are all in the finder, none of them only as a name."""
    organisations = project().organisations.values()
    for name in FACTS["institutions"]["public_partners"]:
        [record] = [record for record in organisations if fold(name) in names(record)]
        assert record.offers, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_clusters_are_counted_and_not_named(pages: dict[str, PageFacts], language: str) -> None:
    """The finder says how many clusters there are, and that the sources do not name them."""
    heading = {"fr": "Six pôles de compétitivité santé, jamais nommés", "en": "never named"}
    assert FACTS["clusters"] == 6
    assert fold(heading[language]) in text(pages, FINDER[language])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("identifier", FACTS["desk_services"])
def test_a_service_of_the_desk_has_its_page(
    pages: dict[str, PageFacts], identifier: str, language: str
) -> None:
    """Each service of G_NIUS has one page in each language, and is part of the desk."""
    identifier = OTHER_IDS.get(identifier, identifier)
    record = project().records["services"][identifier]
    assert isinstance(record, Service)
    assert record.part_of == "g-nius"
    for path in (f"{SERVICES[language]}{identifier}/index.html", f"{SERVICES[language]}index.html"):
        assert fold(record.title.in_(language).text) in text(pages, path)


@pytest.mark.parametrize(
    ("spelling", "identifier"),
    [
        ("Obtaining financial assistance", "moteur-aides"),
        ("Décrypter la e-santé à l'étranger", "fiches-export"),
        ("DM counter", "guichet-diagnostic-dm"),
        ("Guichet Dispositif médical", "guichet-diagnostic-dm"),
        ("national digital health innovation desk", "g-nius"),
        ("Guichet National de l'Innovation et des Usages en e-Santé", "g-nius"),
    ],
)
def test_a_service_of_several_names_is_one(spelling: str, identifier: str) -> None:
    """What the sources name differently is one service, which carries each of the names."""
    known = [
        record.id
        for record in project().records["services"].values()
        if fold(spelling) in names(record)
    ]
    assert known == [identifier]


@pytest.mark.parametrize("contact", [*FACTS["mailboxes"], *FACTS["telephones"]])
def test_a_role_contact_is_on_a_page(pages: dict[str, PageFacts], contact: str) -> None:
    """The press offices' mailboxes and numbers are on pages in both languages."""
    for language in LANGUAGES:
        assert any(contact in page.text for page in pages.values() if page.lang == language)


def test_no_personal_address_is_near(pages: dict[str, PageFacts]) -> None:
    """No page has an address in the domains of which the sources give those of persons."""
    for page in pages.values():
        for domain in FACTS["withheld_domains"]:
            assert f"@{domain}" not in page.text, page.path


@pytest.mark.parametrize("language", LANGUAGES)
def test_support_says_what_is_missing(pages: dict[str, PageFacts], language: str) -> None:
    """The page on support names the local contact, the registered, and what is not set up."""
    page = text(pages, SUPPORT[language])
    missing = {
        "fr": ("pas encore de formulaire d’inscription", "pas encore d’adresse de contact"),
        "en": ("no registration form yet", "no contact address yet"),
    }
    number = {"fr": "2 900", "en": "2,900"}
    for said in ("Clubster NSL", "Eurasanté", "SEHTA", number[language], *missing[language]):
        assert fold(said) in page, said
