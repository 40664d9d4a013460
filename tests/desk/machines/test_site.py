"""The sitemap and robots.txt."""

from __future__ import annotations

import datetime as dt
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from desk.addresses import Book, Entry
from desk.machines.site import robots, sitemap
from desk.settings import Settings

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def settings(url: str = "https://desk.example/") -> Settings:
    """Give the settings of a desk at an address."""
    text = {"fr": "a", "en": "a"}
    return Settings.model_validate(
        {
            "name": text,
            "tagline": text,
            "description": text,
            "publisher": text,
            "url": url,
            "languages": ["fr", "en"],
            "language_names": {"fr": "Français", "en": "English"},
            "locales": {"fr": "fr_FR", "en": "en_GB"},
            "country": "FR",
            "collections": {},
            "navigation": [],
        },
        context={"languages": ("fr", "en")},
    )


def entry(address: str, language: str, key: str, **other: Any) -> Entry:
    return Entry(address=address, language=language, key=key, owner="data/x.yml", **other)


def book(*entries: Entry) -> Book:
    """Give a book with a home page and a call in both languages, and some entries more."""
    made = Book()
    for one in (
        entry("", "fr", "page:index", lastmod=dt.date(2026, 11, 1)),
        entry("en/", "en", "page:index", lastmod=dt.date(2026, 11, 2)),
        entry("appels/a/", "fr", "call:a", lastmod=dt.date(2024, 2, 29)),
        entry("en/calls/a/", "en", "call:a", lastmod=dt.date(2024, 2, 29)),
        *entries,
    ):
        made.add(one)
    return made


def read(text: str) -> dict[str, ET.Element]:
    """Read a sitemap as XML: its entries by address."""
    root = ET.fromstring(text.encode())
    assert root.tag == f"{SITEMAP}urlset"
    found = {}
    for url in root:
        location = url.findtext(f"{SITEMAP}loc")
        assert location is not None
        found[location] = url
    assert len(found) == len(root)
    return found


def alternates(url: ET.Element) -> list[tuple[str | None, str | None]]:
    links = url.findall(LINK)
    assert {link.get("rel") for link in links} <= {"alternate"}
    return [(link.get("hreflang"), link.get("href")) for link in links]


def test_addresses() -> None:
    """Every page is listed once, by its full address, in a stable order."""
    listed = list(read(sitemap(book(), settings())))
    assert listed == [
        "https://desk.example/",
        "https://desk.example/appels/a/",
        "https://desk.example/en/",
        "https://desk.example/en/calls/a/",
    ]


def test_order_of_entry_does_not_matter() -> None:
    """The same pages entered in another order give the same file."""
    reverse = Book()
    for one in sorted(book().pages(), key=lambda one: (one.language != "fr", one.key)):
        reverse.add(one)
    assert list(reverse.by_address) != list(book().by_address)
    assert sitemap(reverse, settings()) == sitemap(book(), settings())


def test_lastmod() -> None:
    """Each page has the day of its own last change, and none where it is not known."""
    listed = read(sitemap(book(entry("x/", "fr", "page:x")), settings()))
    assert {address: url.findtext(f"{SITEMAP}lastmod") for address, url in listed.items()} == {
        "https://desk.example/": "2026-11-01",
        "https://desk.example/appels/a/": "2024-02-29",
        "https://desk.example/en/": "2026-11-02",
        "https://desk.example/en/calls/a/": "2024-02-29",
        "https://desk.example/x/": None,
    }


def test_alternates() -> None:
    """Each page names all its languages, itself included, and the first one as the default."""
    listed = read(sitemap(book(), settings()))
    expected = [
        ("fr", "https://desk.example/appels/a/"),
        ("en", "https://desk.example/en/calls/a/"),
        ("x-default", "https://desk.example/appels/a/"),
    ]
    assert alternates(listed["https://desk.example/appels/a/"]) == expected
    assert alternates(listed["https://desk.example/en/calls/a/"]) == expected


def test_page_in_one_language() -> None:
    """A page that exists in one language names itself only."""
    listed = read(sitemap(book(entry("en/only/", "en", "page:only")), settings()))
    address = "https://desk.example/en/only/"
    assert alternates(listed[address]) == [("en", address), ("x-default", address)]


@pytest.mark.parametrize(
    "hidden",
    [
        {"sitemap": False},
        {"sitemap": False, "search": False},
        {"redirects_to": "appels/a/"},
        {"redirects_to": "appels/a/", "sitemap": False},
    ],
)
def test_left_out(hidden: dict[str, Any]) -> None:
    """Pages that search engines must not index and old addresses are not listed."""
    made = book(entry("hidden/", "fr", "call:hidden", **hidden))
    text = sitemap(made, settings())
    assert "hidden" not in text
    assert text == sitemap(book(), settings())


def test_hidden_in_one_language() -> None:
    """A page that is hidden in one language is nobody's alternate there."""
    made = book(
        entry("b/", "fr", "call:b", sitemap=False), entry("en/b/", "en", "call:b", sitemap=True)
    )
    listed = read(sitemap(made, settings()))
    address = "https://desk.example/en/b/"
    assert alternates(listed[address]) == [("en", address), ("x-default", address)]
    assert "https://desk.example/b/" not in listed


def test_hidden_from_search_only() -> None:
    """A page that the site's own search leaves out is still listed."""
    listed = read(sitemap(book(entry("x/", "fr", "page:x", search=False)), settings()))
    assert "https://desk.example/x/" in listed


@pytest.mark.parametrize("address", ["a&b/", "a<b>/", "a'b\"c/", "a&amp;b/", "été/", "a]]>b/"])
def test_special_characters(address: str) -> None:
    """Whatever stands in an address, the file is valid XML and gives that address back."""
    listed = read(sitemap(book(entry(address, "fr", "page:x")), settings()))
    full = f"https://desk.example/{address}"
    assert alternates(listed[full]) == [("fr", full), ("x-default", full)]


def test_empty_book() -> None:
    """Without pages the sitemap is empty and valid."""
    assert read(sitemap(Book(), settings())) == {}


@pytest.mark.parametrize("url", ["https://desk.example/base", "https://desk.example/base/"])
def test_site_below_a_path(url: str) -> None:
    """A site that lies below a path has that path in every address, with one slash."""
    listed = read(sitemap(book(), settings(url)))
    assert list(listed)[:2] == [
        "https://desk.example/base/",
        "https://desk.example/base/appels/a/",
    ]
    assert robots(settings(url)).endswith("Sitemap: https://desk.example/base/sitemap.xml\n")


def test_head() -> None:
    """The file says that it is XML in UTF-8, in its first bytes, and ends with a line end."""
    text = sitemap(book(), settings())
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<urlset ')
    assert text.endswith("</urlset>\n")


def test_robots() -> None:
    """Everything may be read by everyone, and the sitemap is named by its full address."""
    assert robots(settings()) == (
        "User-agent: *\nAllow: /\n\nSitemap: https://desk.example/sitemap.xml\n"
    )
