"""Shelves: the sets of records that have files of their own, each in the folder of its page.

A collection is one, and so is each of its listings. Feeds and calendars are made of them alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desk import choices
from desk.addresses import Book, Entry
from desk.agenda import CALENDAR, entries_of
from desk.listings import ALL, Listing
from desk.model import Desk
from desk.records.base import Record
from desk.words import Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Shelf:
    """Some records of a collection in one language, with the folder in which their files lie.

    `title` is that of a listing; a collection has its own in the words of each kind of file.
    `page` is the page in that folder: a collection may have none.
    """

    collection: str
    records: tuple[Record, ...]
    folder: str
    page: Entry | None
    title: str | None = None


def collection_shelf(desk: Desk, book: Book, collection: str, language: str) -> Shelf:
    """Give a collection in a language."""
    folder = desk.settings.collection_address(collection, language)
    return Shelf(
        collection=collection,
        records=tuple(desk.records.get(collection, {}).values()),
        folder=folder,
        page=book.by_address.get(folder),
    )


def listing_shelf(desk: Desk, book: Book, listing: Listing, words: Words) -> Shelf:
    """Give a listing in a language."""
    page = book.find(listing.key, words.language)
    assert page is not None
    return Shelf(
        collection=listing.collection,
        records=listing.records,
        folder=page.address,
        page=page,
        title=title_of(desk, listing, words),
    )


def title_of(desk: Desk, listing: Listing, words: Words) -> str:
    """Give the title of a listing."""
    value = "" if listing.facet == ALL else choices.label(desk, words, listing.facet, listing.value)
    return words(f"listing.{listing.collection}.{listing.facet}.title", value=value)


def shelves(desk: Desk, book: Book, words: Words) -> Iterator[Shelf]:
    """Give every shelf of a language: each collection, then each listing with a first page."""
    for name in desk.records:
        yield collection_shelf(desk, book, name, words.language)
    for listing in desk.listings.values():
        if book.find(listing.key, words.language) is not None:
            yield listing_shelf(desk, book, listing, words)


def calendar_of(desk: Desk, shelf: Shelf) -> str | None:
    """Give the address of a shelf's calendar, if any of its records has an entry."""
    if not any(entries_of(record, desk) for record in shelf.records):
        return None
    return shelf.folder + CALENDAR
