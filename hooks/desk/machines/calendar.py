"""Calendars (iCalendar, RFC 5545 and 7986): what records put into them, in files to subscribe to.

Each record with entries has a calendar in its page's folder, each collection and each listing one
in its own, and each language one of all deadlines. The same records give the same bytes: nothing is random and
nothing is the time of the build.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from icalendar import Calendar, Event, Timezone

from desk.addresses import Book
from desk.agenda import CALENDAR, DEADLINES, CalendarEntry, entries_of, instant
from desk.dates import PartialDate
from desk.machines.shelves import Shelf, shelves
from desk.model import Desk, Key
from desk.records.base import Record
from desk.registry import REGISTRY
from desk.settings import Settings
from desk.texts import plain
from desk.words import Words

REFRESH = dt.timedelta(days=1)
"""How often a calendar program should ask again."""

_END = b"END:VCALENDAR\r\n"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Line:
    """One entry with the record that gives it."""

    collection: str
    record: Record
    entry: CalendarEntry


def calendars(desk: Desk, book: Book, words: Mapping[str, Words]) -> Iterator[tuple[str, bytes]]:
    """Give every calendar of the desk: its path and its content."""
    lines = [
        _Line(collection=name, record=record, entry=entry)
        for name, records in desk.records.items()
        for record in records.values()
        for entry in entries_of(record, desk)
    ]
    for say in words.values():
        yield from _Language(desk.settings, book, say).calendars(lines, shelves(desk, book, say))


class _Language:
    """The calendars of one language.

    An entry stands in many of them and is written once: writing is what costs.
    """

    def __init__(self, settings: Settings, book: Book, say: Words) -> None:
        self.settings = settings
        self.book = book
        self.say = say
        self.host = settings.url.partition("://")[2].rstrip("/")

    def calendars(
        self, lines: Iterable[_Line], shelves: Iterable[Shelf]
    ) -> Iterator[tuple[str, bytes]]:
        """Give the calendars of records, of shelves and of deadlines."""
        site = plain(self.settings.name, self.say.language)
        made = [(line, self._event(line)) for line in lines]
        by_record = _by_record(made)
        for shelf in shelves:
            its = [
                pair
                for record in shelf.records
                for pair in by_record.get((shelf.collection, record.id), ())
            ]
            if its:
                name = shelf.title or self.say(f"calendar.names.{shelf.collection}")
                yield self._calendar(shelf.folder + CALENDAR, f"{site} – {name}", its)
        for (collection, record), its in by_record.items():
            page = self.book.find(f"{REGISTRY[collection].kind}:{record}", self.say.language)
            if page is not None and REGISTRY[collection].sheets:
                title = plain(its[0][0].record.title, self.say.language)
                yield self._calendar(page.address + CALENDAR, title, its)
        deadlines = [pair for pair in made if pair[0].entry.deadline]
        if deadlines:
            path = self.settings.prefix(self.say.language) + DEADLINES
            title = f"{site} – {self.say('calendar.names.deadlines')}"
            yield self._calendar(path, title, deadlines)

    def _calendar(
        self, path: str, title: str, made: Sequence[tuple[_Line, bytes]]
    ) -> tuple[str, bytes]:
        calendar = Calendar()
        calendar.add("prodid", f"-//{self.host}//desk//{self.say.language.upper()}")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        # The library would draw a random one.
        calendar.add("uid", f"{path}@{self.host}")
        language = {"LANGUAGE": self.say.language}
        calendar.add("name", title, parameters=language)
        calendar.add("x-wr-calname", title)
        calendar.add("x-wr-timezone", self.settings.time_zone)
        calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", REFRESH, parameters={"VALUE": "DURATION"})
        for zone in _zones(line.entry for line, _event in made):
            calendar.add_component(zone)
        events = b"".join(event for _line, event in made)
        return path, calendar.to_ical().removesuffix(_END) + events + _END

    def _event(self, line: _Line) -> bytes:
        entry, record, kind = line.entry, line.record, REGISTRY[line.collection].kind
        event = Event()
        parts = (kind, record.id, entry.part)
        event.add("uid", f"{'.'.join(part for part in parts if part)}@{self.host}")
        # Never the time of the build: the same records give the same bytes.
        stamp = record.updated or entry.starts.first
        event.add("dtstamp", dt.datetime.combine(stamp, dt.time(), dt.UTC))
        event.add("sequence", len(record.changes))
        event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
        starts, ends = _moments(entry)
        event.add("dtstart", starts)
        if ends is not None:
            event.add("dtend", ends)
        if entry.deadline or entry.starts.time is None:
            event.add("transp", "TRANSPARENT")  # it takes nobody's time
        self._texts(event, entry, record)
        page = self.book.find(f"{kind}:{record.id}", self.say.language)
        if page is not None:
            event.add("url", self.settings.root_url + page.address)
        written: bytes = event.to_ical()
        return written

    def _texts(self, event: Event, entry: CalendarEntry, record: Record) -> None:
        """Add title, summary and place, each with its own language."""
        language = self.say.language
        title = plain(record.title, language)
        if entry.detail is not None:
            title = f"{title} – {plain(entry.detail, language)}"
        if entry.phrase is not None:
            heading = plain(entry.heading, language) if entry.heading else ""
            title = self.say(entry.phrase, title=title, heading=heading)
        own = {"LANGUAGE": record.title.in_(language).lang}
        event.add("summary", title, parameters=own)
        for name, text in (("description", record.summary), ("location", entry.place)):
            if text is not None:
                own = {"LANGUAGE": text.in_(language).lang}
                event.add(name, plain(text, language), parameters=own)


def _by_record(made: Iterable[tuple[_Line, bytes]]) -> dict[Key, list[tuple[_Line, bytes]]]:
    found: dict[Key, list[tuple[_Line, bytes]]] = {}
    for pair in made:
        found.setdefault((pair[0].collection, pair[0].record.id), []).append(pair)
    return found


def _moments(entry: CalendarEntry) -> tuple[dt.date | dt.datetime, dt.date | dt.datetime | None]:
    """Give the start and the end; calendars name the day after the last one of whole days."""
    if entry.starts.time is None:
        return entry.starts.first, (entry.ends or entry.starts).last + dt.timedelta(days=1)
    ends = entry.ends if entry.ends and entry.ends.time else None
    return instant(entry.starts, entry.zone), instant(ends, entry.zone) if ends else None


def _zones(entries: Iterable[CalendarEntry]) -> Iterator[Timezone]:
    """Give the rules of each zone that hours are written in, for the years in which they are."""
    years: dict[str, set[int]] = {}
    for entry in entries:
        for date in (entry.starts, entry.ends):
            if isinstance(date, PartialDate) and date.time is not None:
                years.setdefault(entry.zone, set()).add(date.first.year)
    for zone, its in sorted(years.items()):
        made = Timezone.from_tzid(
            zone, first_date=dt.date(min(its), 1, 1), last_date=dt.date(max(its) + 1, 1, 1)
        )
        made.pop("comment", None)  # it says for which years the rules hold
        yield made
