"""The address book: every output of the site is entered here once.

Links, alternates, sitemap, redirects and the list of published addresses derive from it. Two
outputs with one address are a mistake (MkDocs would lose one of them without a word).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from desk import choices
from desk.listings import ALL, Listing
from desk.markdown import slugify
from desk.model import Desk
from desk.prose import Prose
from desk.records.base import Part, Record
from desk.registry import Collection
from desk.settings import Settings
from desk.words import Words

PUBLISHED = "published-addresses.txt"
"""The file in `data/` that lists every address ever published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One output. `key` names the page whatever its language: `call:id`, `page:about`.

    `address` is relative to the site's root, without leading slash; `owner` is the file that
    the page is made from, for messages.
    """

    address: str
    language: str
    key: str
    owner: str
    lastmod: dt.date | None = None
    sitemap: bool = True
    search: bool = True
    redirects_to: str | None = None

    @property
    def file(self) -> str:
        """The output's path in the site's folder."""
        return file_of(self.address)

    @property
    def depth(self) -> int:
        """How many folders deep the page lies: 0 for the home page."""
        return self.address.count("/")


def file_of(address: str) -> str:
    """Give the path of an address in the site's folder: `` → `index.html`."""
    return address + "index.html" if address.endswith("/") or not address else address


class Clash(Exception):
    """Two outputs want one address."""

    def __init__(self, entry: Entry, previous: Entry) -> None:
        super().__init__(f"{entry.owner} and {previous.owner} both want /{entry.address}")
        self.entry = entry
        self.previous = previous


@dataclass(slots=True)
class Book:
    """All outputs by address; by page and language also the records that stand on another's page."""

    by_address: dict[str, Entry] = field(default_factory=dict)
    by_page: dict[tuple[str, str], Entry] = field(default_factory=dict)

    def add(self, entry: Entry) -> None:
        """Enter an output; raise Clash when its address is taken."""
        previous = self.by_address.get(entry.address)
        if previous is not None:
            raise Clash(entry, previous)
        self.by_address[entry.address] = entry
        if entry.redirects_to is None:
            self.by_page[entry.key, entry.language] = entry

    def add_anchor(self, key: str, language: str, page: Entry) -> None:
        """Enter a record that has no page of its own: it stands on `page`, under its id."""
        anchor = key.partition(":")[2]
        self.by_page[key, language] = replace(page, key=key, address=f"{page.address}#{anchor}")

    def find(self, key: str, language: str) -> Entry | None:
        """Give the page named `key` in `language`, or the place of a record on another's page."""
        return self.by_page.get((key, language))

    def pages(self) -> Iterator[Entry]:
        """Give every page, redirects left out."""
        return (entry for entry in self.by_address.values() if entry.redirects_to is None)

    def redirects(self) -> Iterator[Entry]:
        """Give every old address."""
        return (entry for entry in self.by_address.values() if entry.redirects_to is not None)


def page_key(prose: Prose) -> str:
    """Give the key of a hand-written page: `page:about`, `page:index`."""
    return "page:" + prose.key.removesuffix(".md")


def prose_entries(pages: Iterable[Prose]) -> Iterator[Entry]:
    """Give the entries of the hand-written pages."""
    for page in pages:
        hidden = page.key == "404.md"
        yield Entry(
            address=page.address,
            language=page.language,
            key=page_key(page),
            owner=f"docs/{page.source}",
            lastmod=page.front.updated,
            sitemap=page.front.sitemap and not hidden,
            search=page.front.search and not hidden,
        )


def part_key(collection: Collection, record: Record, part: Part) -> str:
    """Give the key of a further page of a record: `path:id/node`."""
    return f"{collection.kind}:{record.id}/{part.id}"


def record_entries(
    record: Record, collection: Collection, settings: Settings, parts: Iterable[Part] = ()
) -> Iterator[Entry]:
    """Give a record's entries: its pages in each language, and its old addresses."""
    parts = tuple(parts)
    key = f"{collection.kind}:{record.id}"
    owner = f"data/{collection.name}/{record.id}.yml"
    lastmod = record.updated
    listed = record.publication == "published"
    for language in settings.languages:
        base = settings.collection_address(collection.name, language)
        slug = record.slug.in_(language).text if record.slug else record.id
        address = f"{base}{slug}/"
        yield Entry(
            address=address,
            language=language,
            key=key,
            owner=owner,
            lastmod=lastmod,
            sitemap=listed,
            search=listed,
        )
        for part in parts:
            end = part.slug.in_(language).text if part.slug else part.id
            yield Entry(
                address=f"{address}{end}/",
                language=language,
                key=part_key(collection, record, part),
                owner=owner,
                lastmod=lastmod,
                sitemap=listed,
                search=listed,
            )
        for alias in record.aliases:
            if not alias.startswith("/"):
                yield Entry(
                    address=f"{base}{alias}/",
                    language=language,
                    key=key,
                    owner=owner,
                    sitemap=False,
                    search=False,
                    redirects_to=address,
                )
            elif language == language_of(alias, settings):
                yield Entry(
                    address=alias.lstrip("/"),
                    language=language,
                    key=key,
                    owner=owner,
                    sitemap=False,
                    search=False,
                    redirects_to=address,
                )


def language_of(address: str, settings: Settings) -> str:
    """Tell a language from an address: the first language has no prefix."""
    first = address.lstrip("/").split("/", 1)[0]
    return first if first in settings.languages[1:] else settings.languages[0]


def listing_entries(listing: Listing, desk: Desk, words: Words) -> Iterator[Entry]:
    """Give the pages of a listing in one language.

    Its address is made of its name. The first page of all records is their index, which is in the
    book already. An empty listing keeps its page, and is not shown to search engines.
    """
    settings, language = desk.settings, words.language
    segment = settings.collections[listing.collection].listings[listing.facet]
    base = settings.collection_address(listing.collection, language)
    address = f"{base}{segment.in_(language).text}/"
    owner, first = "data/desk.yml", 2
    if listing.facet != ALL:
        name = choices.label(desk, words, listing.facet, listing.value)
        address, first = f"{address}{slugify(name)}/", 1
        owner = choices.owner(listing.facet, listing.value)
    for number in range(first, listing.pages + 1):
        yield Entry(
            address=address if number == 1 else f"{address}{number}/",
            language=language,
            key=listing.page_key(number),
            owner=owner,
            lastmod=listing.updated,
            sitemap=bool(listing.records),
            search=bool(listing.records) and number == 1,
        )


NO_WORDS: Mapping[str, Words] = MappingProxyType({})


def entries(
    desk: Desk,
    pages: Iterable[Prose],
    registry: dict[str, Collection],
    words: Mapping[str, Words] = NO_WORDS,
) -> Iterator[Entry]:
    """Give every page of the desk. Without `words` there are no listings: they have no names."""
    yield from prose_entries(pages)
    for name, records in desk.records.items():
        if registry[name].sheets:
            for record in records.values():
                yield from record_entries(record, registry[name], desk.settings, record.parts(desk))
    for listing in desk.listings.values():
        for say in words.values():
            yield from listing_entries(listing, desk, say)


def enter_anchors(book: Book, desk: Desk, registry: dict[str, Collection]) -> None:
    """Enter the records without pages of their own, where their collection has an index page."""
    for name, records in desk.records.items():
        collection = registry[name]
        if collection.sheets:
            continue
        for language in desk.settings.languages:
            page = book.by_address.get(desk.settings.collection_address(name, language))
            if page is not None:
                for identifier in records:
                    book.add_anchor(f"{collection.kind}:{identifier}", language, page)


def publish(path: Path, book: Book) -> int:
    """Add the book's addresses to the list of those ever published; give how many are new."""
    known = set(published(path))
    now = {f"/{address}" for address in book.by_address}
    lines = "".join(f"{address}\n" for address in sorted(known | now))
    if known | now != known:
        path.write_text(lines, encoding="utf-8")
    return len(now - known)


def published(path: Path) -> list[str]:
    """Give the addresses ever published; none for a desk that keeps no list yet."""
    if not path.exists():
        return []
    return path.read_text(encoding="utf-8").split()
