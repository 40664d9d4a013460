"""Facts about the listings of the built site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from pages import PageFacts, read_site
from tests import web

from desk.choices import FACETS, closed_list
from desk.listings import ALL
from desk.registry import REGISTRY

if TYPE_CHECKING:
    from pathlib import Path

    from desk.addresses import Book
    from desk.model import Desk

CARD = re.compile(r'class="desk-card__title"><a href="([^"]*)"')


@pytest.fixture(scope="module")
def book(site: Path) -> Book:
    return web.address_book(site)


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, PageFacts]:
    return read_site(site)


def records_on(site: Path, book: Book, page: PageFacts) -> list[str]:
    """Give the keys of the records whose cards stand on a page."""
    html = (site / page.path).read_text(encoding="utf-8")
    targets = [page.target(href) for href in CARD.findall(html)]
    return [
        book.by_address[target[0].removesuffix("index.html")].key for target in targets if target
    ]


def test_every_call_is_in_the_listings_of_its_values(
    site: Path, desk: Desk, book: Book, pages: dict[str, PageFacts]
) -> None:
    """Each listing shows exactly the records that have its value, each once, in both languages."""
    checked = 0
    for listing in desk.listings.values():
        if listing.facet == ALL:
            continue
        records = desk.records[listing.collection]
        kind = REGISTRY[listing.collection].kind
        wanted = sorted(
            f"{kind}:{record.id}"
            for record in records.values()
            if listing.value in record.choices(desk).get(listing.facet, ())
        )
        for language in web.LANGUAGES:
            shown = []
            for number in range(1, listing.pages + 1):
                entry = book.find(listing.page_key(number), language)
                assert entry is not None
                shown += records_on(site, book, pages[entry.file])
            assert sorted(shown) == wanted, (listing.key, language)
            checked += len(shown)
    assert checked >= 40


def test_every_value_of_a_call_is_listed(desk: Desk) -> None:
    """No value of a call lacks its listing, places outside the served countries excepted."""
    for name, settings in desk.settings.collections.items():
        for facet in settings.listings.keys() - {ALL}:
            for record in desk.records[name].values():
                for value in record.choices(desk)[facet]:
                    key = f"listing:{name}/{facet}/{value}"
                    assert key in desk.listings or facet == "place", key


def test_a_page_exists_for_every_term(site: Path, desk: Desk, book: Book) -> None:
    """Every term of a closed list, every status and every place of France and Britain has a page."""
    served = {"EU", "FR", "GB", *desk.places.holds["FR"]}
    for facet in desk.settings.collections["calls"].listings.keys() - {ALL}:
        terms = closed_list(desk, facet)
        assert terms or facet == "operator"
        for value in terms:
            if facet == "place" and value not in served:
                assert f"listing:calls/place/{value}" not in desk.listings
                continue
            for language in web.LANGUAGES:
                entry = book.find(f"listing:calls/{facet}/{value}", language)
                assert entry is not None
                assert (site / entry.file).is_file()
    assert set(desk.settings.collections["calls"].listings) <= {ALL, *FACETS}


def test_empty_pages_are_left_out_of_search_engines(
    desk: Desk, site: Path, book: Book, pages: dict[str, PageFacts]
) -> None:
    """An empty listing is told to be so, is not indexed and not in the sitemap; others are."""
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    seen = set()
    for listing in desk.listings.values():
        for language in web.LANGUAGES:
            entry = book.find(listing.key, language)
            if entry is None:
                continue
            page, full = pages[entry.file], bool(listing.records)
            assert page.robots == ("index,follow" if full else "noindex,follow"), page.path
            assert (f"/{entry.address}</loc>" in sitemap) == full, page.path
            assert ('class="desk-empty"' in (site / page.path).read_text("utf-8")) != full
            seen.add(full)
    assert seen == {True, False}


def test_the_index_leads_to_every_listing(
    desk: Desk, book: Book, pages: dict[str, PageFacts]
) -> None:
    """From the collection's index each listing is one click away, and it leads back."""
    for language in web.LANGUAGES:
        index = book.find("page:calls", language)
        assert index is not None
        page = pages[index.file]
        linked = {target[0] for href in page.links if (target := page.target(href))}
        for listing in desk.listings.values():
            entry = book.find(listing.key, language)
            if entry is not None:
                assert entry.file in linked, entry.address
                own = pages[entry.file]
                assert (index.file, "") in {own.target(href) for href in own.links}
