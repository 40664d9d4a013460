"""What `desk.addresses` enters for each page, and what it refuses."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import DAY, Folder

from desk.addresses import (
    PUBLISHED,
    Book,
    Clash,
    Entry,
    enter_anchors,
    entries,
    language_of,
    page_key,
    publish,
    published,
    record_entries,
)
from desk.check import check
from desk.registry import REGISTRY

ROOT = Path(__file__).resolve().parents[2]
MAKER = "data/organisations/maker.yml"


def entry(address: str, key: str = "page:a", language: str = "fr", to: str | None = None) -> Entry:
    return Entry(
        address=address, language=language, key=key, owner=f"docs/{key}.md", redirects_to=to
    )


@pytest.mark.parametrize(
    ("address", "file", "depth"),
    [
        ("", "index.html", 0),
        ("en/", "en/index.html", 1),
        ("en/calls/sites/", "en/calls/sites/index.html", 3),
        ("404.html", "404.html", 0),
        ("en/404.html", "en/404.html", 1),
    ],
)
def test_file_and_depth(address: str, file: str, depth: int) -> None:
    """An address that ends in a slash is a folder with an index; its depth counts its folders."""
    assert entry(address).file == file
    assert entry(address).depth == depth


def test_book_finds_pages() -> None:
    """The book gives a page by its key and language, and by its address."""
    book = Book()
    french, english = entry("a/"), entry("en/a/", language="en")
    book.add(french)
    book.add(english)
    assert book.find("page:a", "fr") is french
    assert book.find("page:a", "en") is english
    assert book.find("page:a", "de") is None
    assert book.find("page:b", "fr") is None
    assert book.by_address["en/a/"] is english
    assert list(book.pages()) == [french, english]
    assert list(book.redirects()) == []


def test_redirects_are_no_pages() -> None:
    """An old address is in the book, but a link by key leads to the page itself."""
    book = Book()
    page, old = entry("a/"), entry("old/", to="a/")
    book.add(page)
    book.add(old)
    assert book.find("page:a", "fr") is page
    assert list(book.pages()) == [page]
    assert list(book.redirects()) == [old]


@pytest.mark.parametrize("to", [None, "elsewhere/"])
def test_clash(to: str | None) -> None:
    """Two outputs with one address are refused, and the error names both."""
    book = Book()
    first, second = entry("a/"), entry("a/", key="page:b", to=to)
    book.add(first)
    with pytest.raises(Clash, match=r"docs/page:b\.md and docs/page:a\.md both want /a/") as caught:
        book.add(second)
    assert caught.value.entry is second
    assert caught.value.previous is first
    assert book.by_address == {"a/": first}


@settings(deadline=None)
@given(st.lists(st.sampled_from(["", "a/", "b/", "a/b/", "404.html"]), max_size=6))
def test_one_output_an_address(addresses: list[str]) -> None:
    """Whatever is entered, the book holds each address once, and refuses exactly the doubles."""
    book = Book()
    refused = 0
    for number, address in enumerate(addresses):
        try:
            book.add(entry(address, key=f"page:{number}"))
        except Clash:
            refused += 1
    assert set(book.by_address) == set(addresses)
    assert refused == len(addresses) - len(set(addresses))


def entries_of(small: Folder, collection: str, identifier: str) -> dict[str, Entry]:
    found = record_entries(
        small.record(collection, identifier), REGISTRY[collection], small.settings()
    )
    return {item.address: item for item in found}


def test_a_record_has_a_page_a_language(small: Folder) -> None:
    """A record's page lies below its collection's segment in each language, under its id."""
    found = entries_of(small, "calls", "sites")
    assert set(found) == {"appels/sites/", "en/calls/sites/"}
    for language, address in (("fr", "appels/sites/"), ("en", "en/calls/sites/")):
        page = found[address]
        assert page.language == language
        assert page.key == "call:sites"
        assert page.owner == "data/calls/sites.yml"
        assert page.lastmod == dt.date(2026, 11, 1)
        assert page.sitemap
        assert page.search
        assert page.redirects_to is None


def test_slug(small: Folder) -> None:
    """A slug stands in the address in the place of the id, in each language its own."""
    small.add(MAKER, "slug: {fr: fabricant, en: the-maker}\n")
    assert set(entries_of(small, "organisations", "maker")) == {
        "organisations/fabricant/",
        "en/organisations/the-maker/",
    }


def test_old_ids_redirect_in_each_language(small: Folder) -> None:
    """An old id redirects, below the collection's segment of each language."""
    small.add(MAKER, "aliases: [builder]\n")
    found = entries_of(small, "organisations", "maker")
    assert found["organisations/builder/"].redirects_to == "organisations/maker/"
    assert found["en/organisations/builder/"].redirects_to == "en/organisations/maker/"
    assert not found["organisations/builder/"].sitemap
    assert not found["organisations/builder/"].search


@pytest.mark.parametrize(
    ("alias", "address", "to"),
    [
        ("/old/maker/", "old/maker/", "organisations/maker/"),
        ("/en/old/maker/", "en/old/maker/", "en/organisations/maker/"),
        ("/english/", "english/", "organisations/maker/"),
    ],
)
def test_old_addresses_redirect_in_their_language(
    small: Folder, alias: str, address: str, to: str
) -> None:
    """An old address redirects once, to the page in the language that the address tells."""
    small.add(MAKER, f"aliases: [{alias}]\n")
    found = entries_of(small, "organisations", "maker")
    assert len(found) == 3
    assert found[address].redirects_to == to
    assert not found[address].sitemap
    assert not found[address].search


def test_archived_records_are_not_listed(small: Folder) -> None:
    """An archived record keeps its address, but is neither in the sitemap nor in the search."""
    small.add(MAKER, "publication: archived\n")
    page = entries_of(small, "organisations", "maker")["organisations/maker/"]
    assert not page.sitemap
    assert not page.search


@pytest.mark.parametrize(
    ("address", "language"),
    [
        ("/", "fr"),
        ("/a/", "fr"),
        ("/en/", "en"),
        ("/en/a/", "en"),
        ("/enough/", "fr"),
        ("en/", "en"),
    ],
)
def test_language_of(small: Folder, address: str, language: str) -> None:
    """The language of an address is that of its first part, else the first of the desk."""
    assert language_of(address, small.settings()) == language


def test_pages(small: Folder) -> None:
    """Hand-written pages are in the book under one key for all languages."""
    book = small.check().book
    french, english = book.find("page:about", "fr"), book.find("page:about", "en")
    assert french is not None
    assert english is not None
    assert (french.address, english.address) == ("a-propos/", "en/about/")
    assert french.owner == "docs/fr/about.md"
    assert french.lastmod == dt.date(2026, 11, 1)
    assert [page_key(page) for page in small.check().prose if page.language == "en"] == [
        "page:about",
        "page:index",
    ]


@pytest.mark.parametrize(
    ("extra", "listed"),
    [
        ("", {"sitemap", "search"}),
        ("sitemap: false\n", {"search"}),
        ("search: false\n", {"sitemap"}),
    ],
)
def test_pages_that_are_not_listed(small: Folder, extra: str, listed: set[str]) -> None:
    """A page may ask to be left out of the sitemap or of the search."""
    for language in ("fr", "en"):
        small.replace(f"docs/{language}/about.md", "01\n", "01\n" + extra)
    page = small.check().book.find("page:about", "en")
    assert {name for name in ("sitemap", "search") if getattr(page, name)} == listed


def test_404_is_not_listed(small: Folder) -> None:
    """The page for what does not exist is a file per language, never in sitemap or search."""
    for language in ("fr", "en"):
        small.put(f"docs/{language}/404.md", small.text("docs/en/about.md"))
    book = small.check().book
    for address in ("404.html", "en/404.html"):
        page = book.by_address[address]
        assert not page.sitemap
        assert not page.search


def test_drafts_have_no_address(small: Folder) -> None:
    """A draft has neither a page nor redirects."""
    small.add(MAKER, "publication: draft\naliases: [builder]\n")
    assert not [address for address in small.check().book.by_address if "maker" in address]
    assert not [address for address in small.check().book.by_address if "builder" in address]


def test_publish_lists_every_address(small: Folder) -> None:
    """Every address of the book is listed once, in order, and counted when it is new."""
    book, path = small.check().book, small.root / "data" / PUBLISHED
    assert published(path) == []
    assert publish(path, book) == len(book.by_address)
    assert published(path) == sorted(f"/{address}" for address in book.by_address)
    assert publish(path, book) == 0


def test_publish_forgets_nothing(small: Folder) -> None:
    """An address that was published stays in the list when its page is gone."""
    path = small.root / "data" / PUBLISHED
    path.write_text("/gone/\n", encoding="utf-8")
    publish(path, small.check().book)
    assert "/gone/" in published(path)
    assert "/appels/sites/" in published(path)


def test_publish_leaves_the_file_alone(small: Folder) -> None:
    """The list is not written when nothing is new, in whatever order it stands."""
    book, path = small.check().book, small.root / "data" / PUBLISHED
    turned = "".join(f"/{address}\n" for address in sorted(book.by_address, reverse=True))
    path.write_text(turned, encoding="utf-8")
    assert publish(path, book) == 0
    assert path.read_text(encoding="utf-8") == turned


def test_real_book() -> None:
    """In this project every page has its other language, and every redirect leads to a page."""
    book = check(ROOT / "data", ROOT / "docs", DAY).book
    pages = list(book.pages())
    assert len(pages) > 600
    assert all(book.find(page.key, language) for page in pages for language in ("fr", "en"))
    assert all(old.redirects_to in book.by_address for old in book.redirects())
    assert len({page.file for page in book.by_address.values()}) == len(book.by_address)


def test_records_without_sheets_stand_on_their_index(small: Folder) -> None:
    """A record of a collection without sheets is found on its index page, under its id."""
    small.put(
        "docs/fr/projets.md",
        "---\ntitle: P\ndescription: p\nupdated: 2026-11-01\ncollection: laureates\n---\n\n# P\n",
    )
    small.put(
        "docs/en/projets.md",
        "---\ntitle: P\ndescription: p\nupdated: 2026-11-01\ncollection: laureates\n---\n\n# P\n",
    )
    desk, pages = small.desk(), small.check().prose
    registry = {**REGISTRY, "laureates": replace(REGISTRY["laureates"], sheets=False)}
    book = Book()
    for found in entries(desk, pages, registry):
        book.add(found)
    enter_anchors(book, desk, registry)
    place = book.find("laureate:alpha", "en")
    assert place is not None
    assert place.address == "en/laureates/#alpha"
    assert "en/laureates/alpha/" not in book.by_address
    assert "call:sites" in {page.key for page in book.pages()}
    assert "laureate:alpha" not in {page.key for page in book.pages()}
