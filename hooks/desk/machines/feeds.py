"""Feeds: what is new in a collection, for readers and podcast players that look by themselves.

Atom, JSON Feed 1.1 and, for podcasts, RSS. A feed lies in the folder of its page, a collection's
index or a listing, and derives from the records alone: ids are addresses, days are those of the records, so that the same
records give the same bytes. A day without a time is its midnight in the desk's time zone.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from feedgen.feed import FeedGenerator

from desk import markdown, media
from desk.addresses import Book
from desk.machines.shelves import Shelf, shelves
from desk.model import Desk
from desk.records.announcement import Announcement
from desk.records.base import Record
from desk.records.episode import Episode
from desk.registry import REGISTRY
from desk.texts import plain
from desk.words import Words


@dataclass(frozen=True, kw_only=True, slots=True)
class Format:
    """A form in which a feed is given: its file beside the index, and its media type."""

    name: str
    file: str
    type: str


ATOM = Format(name="atom", file="feed.atom", type="application/atom+xml")
JSON = Format(name="json", file="feed.json", type="application/feed+json")
PODCAST = Format(name="podcast", file="podcast.rss", type="application/rss+xml")

FEEDS: dict[str, tuple[Format, ...]] = {
    "news": (ATOM, JSON),
    "calls": (ATOM, JSON),
    "podcasts": (PODCAST, ATOM, JSON),
}
"""The collections that have feeds. Another one needs its line here, `feed.<name>` and `feed.about_<name>` in the words."""

LATEST = 50
"""How many entries the feed of a listing has: a record stands in many, and feeds hold whole texts."""

AUDIO = "audio/mpeg"
"""The type of recordings: every podcast player takes it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Item:
    """One entry of a feed."""

    address: str
    title: str
    summary: str
    html: str
    published: dt.datetime | None
    updated: dt.datetime
    record: Record


@dataclass(frozen=True, kw_only=True, slots=True)
class Feed:
    """A collection or a listing in one language, as its feeds give it."""

    language: str
    title: str
    description: str
    author: str
    home: str
    """The full address of the page in whose folder the feeds lie."""
    root: str
    items: tuple[Item, ...]

    @property
    def updated(self) -> dt.datetime:
        """The day of the last change of any entry."""
        return max(item.updated for item in self.items)


def feed_files(desk: Desk, book: Book, words: Mapping[str, Words]) -> Iterator[tuple[str, bytes]]:
    """Give every feed: its path, its content. What has no page or no records has none."""
    for say in words.values():
        items: dict[str, Mapping[str, Item]] = {}
        for shelf in shelves(desk, book, say):
            formats = feeds_of(shelf)
            if not formats:
                continue
            if shelf.collection not in items:
                items[shelf.collection] = dict(_items(desk, book, shelf.collection, say.language))
            feed = _feed(desk, say, shelf, items[shelf.collection])
            for form in formats:
                yield shelf.folder + form.file, _WRITERS[form.name](feed, form, desk)


def feeds_of(shelf: Shelf) -> tuple[Format, ...]:
    """Give the forms in which a shelf has a feed."""
    if shelf.page is None or not any(_changed(record) for record in shelf.records):
        return ()
    return FEEDS.get(shelf.collection, ())


def _items(desk: Desk, book: Book, collection: str, language: str) -> Iterator[tuple[str, Item]]:
    """Give the entries of a collection by the ids of their records: a listing has them too."""
    root, zone = desk.settings.root_url, ZoneInfo(desk.settings.time_zone)

    def midnight(day: dt.date) -> dt.datetime:
        return dt.datetime.combine(day, dt.time(), zone)

    def address(key: str) -> str | None:
        entry = book.find(key, language)
        return root + entry.address if entry else None

    for record in desk.records[collection].values():
        place = address(f"{REGISTRY[collection].kind}:{record.id}")
        day, changed = _day_of(record), _changed(record)
        if place is None or changed is None:
            continue
        summary = plain(record.summary or record.title, language)
        yield (
            record.id,
            Item(
                address=place,
                title=plain(record.title, language),
                summary=summary,
                html=_content(record, language, address) or f"<p>{escape(summary)}</p>",
                published=midnight(day) if day else None,
                updated=midnight(changed),
                record=record,
            ),
        )


def _feed(desk: Desk, words: Words, shelf: Shelf, known: Mapping[str, Item]) -> Feed:
    """Give a shelf as a feed: what changed last comes first."""
    settings, language = desk.settings, words.language
    items = [known[record.id] for record in shelf.records if record.id in known]
    items.sort(key=lambda item: item.address)
    items.sort(key=lambda item: item.published or item.updated, reverse=True)
    if shelf.title is not None:
        del items[LATEST:]
    return Feed(
        language=language,
        title=words(
            "feed.title",
            feed=shelf.title or words(f"feed.{shelf.collection}"),
            desk=plain(settings.name, language),
        ),
        description=words(f"feed.about_{shelf.collection}"),
        author=plain(settings.publisher, language),
        home=settings.root_url + shelf.folder,
        root=settings.root_url,
        items=tuple(items),
    )


def _day_of(record: Record) -> dt.date | None:
    """Give the day of what the record tells; None where it has no day but that of its change."""
    if isinstance(record, Announcement):
        return record.announced
    if isinstance(record, Episode):
        return record.published
    return None


def _changed(record: Record) -> dt.date | None:
    """Give the day of a record's last change; None for one that no feed has."""
    if record.publication != "published":
        return None
    return max((day for day in (record.updated, _day_of(record)) if day), default=None)


def _content(record: Record, language: str, address: Callable[[str], str | None]) -> str:
    """Give what changed, if the record says it, and its text."""
    changes = sorted(record.changes, key=lambda change: change.day, reverse=True)
    texts = [change.note for change in changes]
    if record.body is not None:
        texts.append(record.body)
    return "".join(
        markdown.render(written.text, written.lang, address).html
        for written in (text.in_(language) for text in texts)
    )


# -- Forms ----------------------------------------------------------------------------------------


def _generator(feed: Feed, form: Format) -> FeedGenerator:
    """Give what Atom and RSS share; nothing is left to the library's clock or name."""
    made = FeedGenerator()
    made.id(feed.home)
    made.title(feed.title)
    made.subtitle(feed.description)
    made.description(feed.description)
    made.author({"name": feed.author})
    made.language(feed.language)
    made.generator("desk")
    made.updated(feed.updated)
    made.lastBuildDate(feed.updated)
    made.link(href=feed.home + form.file, rel="self", type=form.type)
    made.link(href=feed.home, rel="alternate", type="text/html", hreflang=feed.language)
    return made


def atom(feed: Feed, form: Format, _desk: Desk) -> bytes:
    """Give the Atom feed."""
    made = _generator(feed, form)
    for item in feed.items:
        entry = made.add_entry(order="append")
        entry.id(item.address)
        entry.title(item.title)
        entry.link(href=item.address, rel="alternate", type="text/html")
        entry.summary(item.summary)
        entry.content(item.html, type="html")
        entry.updated(item.updated)
        if item.published is not None:
            entry.published(item.published)
    return bytes(made.atom_str(pretty=True))


def json_feed(feed: Feed, form: Format, desk: Desk) -> bytes:
    """Give the JSON Feed."""
    data: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.home + form.file,
        "description": feed.description,
        "language": feed.language,
        "authors": [{"name": feed.author}],
        "items": [_json_item(item, feed, desk) for item in feed.items],
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _json_item(item: Item, feed: Feed, desk: Desk) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": item.address,
        "url": item.address,
        "title": item.title,
        "summary": item.summary,
        "content_html": item.html,
        "date_modified": item.updated.isoformat(),
    }
    if item.published is not None:
        data["date_published"] = item.published.isoformat()
    if isinstance(item.record, Episode):
        audio = item.record.audio_in(feed.language)
        data["attachments"] = [
            {
                "url": _audio_address(feed, audio.file),
                "mime_type": AUDIO,
                "size_in_bytes": desk.media[audio.file],
                "duration_in_seconds": audio.seconds,
            }
        ]
    return data


def podcast(feed: Feed, form: Format, desk: Desk) -> bytes:
    """Give the RSS feed of a podcast, as players read it."""
    made = _generator(feed, form)
    made.load_extension("podcast")
    made.podcast.itunes_author(feed.author)
    made.podcast.itunes_summary(feed.description)
    made.podcast.itunes_explicit("no")
    made.podcast.itunes_type("episodic")
    for category in desk.settings.podcast_categories:
        made.podcast.itunes_category({"cat": category})
    for item in feed.items:
        assert isinstance(item.record, Episode)
        audio = item.record.audio_in(feed.language)
        entry = made.add_entry(order="append")
        entry.guid(item.address, permalink=True)
        entry.title(item.title)
        entry.link(href=item.address)
        entry.description(item.summary)
        entry.content(item.html, type="CDATA")
        entry.published(item.published)
        entry.enclosure(_audio_address(feed, audio.file), str(desk.media[audio.file]), AUDIO)
        entry.podcast.itunes_duration(audio.seconds)
        entry.podcast.itunes_explicit("no")
        entry.podcast.itunes_summary(item.summary)
    return bytes(made.rss_str(pretty=True))


def _audio_address(feed: Feed, name: str) -> str:
    return f"{feed.root}{media.FOLDER}/{name}"


_WRITERS: Mapping[str, Callable[[Feed, Format, Desk], bytes]] = {
    "atom": atom,
    "json": json_feed,
    "podcast": podcast,
}
