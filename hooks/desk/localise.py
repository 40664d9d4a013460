"""Localise: what templates can call, for one language.

Filters turn a value into what the reader sees (`record.title | text`, `"sheet.brief" | words`);
functions find records. Jinja folds a filter of a constant when it compiles a template, so that
`"sheet.brief" | words` costs nothing on a page: compiled templates are kept per language and
skeleton, whose digest covers the interface strings and vocabularies.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any

from markupsafe import Markup, escape

from desk import acronyms, markdown, media
from desk.addresses import Book, Entry
from desk.agenda import CALENDAR, entries_of
from desk.award import award
from desk.catalogue import Catalogue
from desk.charts import radius
from desk.dates import PartialDate
from desk.facets import Facet, facets_from, facets_of
from desk.finder import Form, form
from desk.icons import icon
from desk.machines.feeds import Format, feeds_of
from desk.machines.shelves import Shelf, calendar_of, collection_shelf
from desk.machines.statistics import table_address
from desk.model import Backlink, Desk
from desk.quality import Quality, quality
from desk.recent import News, recent
from desk.records.base import Record
from desk.records.call import Call, CallView
from desk.records.scheme import Money
from desk.records.term import GlossaryTerm
from desk.registry import REGISTRY
from desk.statistics import Label, Statistic, statistic
from desk.status import ORDER, can_change, timetable
from desk.texts import Text, Written, plain, typeset
from desk.words import Words


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """A page from which one goes on, and how many records it lists."""

    label: str
    address: str
    count: int


class Localiser:
    """One language's way of showing records."""

    def __init__(self, *, language: str, desk: Desk, words: Words, book: Book) -> None:
        self.language = language
        self.words = words
        self.settings = desk.settings
        self._texts: dict[Text, Markup] = {}
        self._sort_keys: dict[Text, str] = {}
        self.renew(desk, book)

    def renew(self, desk: Desk, book: Book) -> None:
        """Go on with changed records; settings, words and vocabularies are the same."""
        self.desk = desk
        self.book = book
        self.explainer = acronyms.explainer(desk, self.language, self.address)
        self.catalogue = Catalogue(self)

    def filters(self) -> dict[str, Callable[..., Any]]:
        """Give the filters of templates."""
        words = self.words
        return {
            "words": words,
            "day": words.day,
            "hour": words.hour,
            "zone": words.zone,
            "money": words.money,
            "amount": words.amount,
            "number": words.number,
            "percent": words.percent,
            "typeset": words.typeset,
            "iso": iso,
            "text": self.text,
            "plain": self.plain,
            "in_language": plain,
            "explained": self.explained,
            "rich": self.rich,
            "term": self.term,
            "href": self.href,
            "record_href": self.record_href,
            "clock": clock,
            "media_href": self.media_href,
            "view": self.view,
            "in_order": self.in_order,
            "left": self.left,
            "label": self.label,
            "quantity": self.quantity,
            "radius": radius,
            "table_href": self.table_href,
            "award": self.award,
        }

    def functions(self) -> dict[str, Any]:
        """Give the functions and values of templates."""
        return {
            "language": self.language,
            "settings": self.settings,
            "desk": self.desk,
            "collection_href": self.collection_href,
            "index_of": self.index_of,
            "record_calendar": self.record_calendar,
            "collection_calendar": self.collection_calendar,
            "collection_label": self.collection_label,
            "facets": self.facets,
            "facets_from": facets_from,
            "feeds": self.feeds,
            "listed": self.listed,
            "by_letter": self.by_letter,
            "statistic": self.statistic,
            "statuses": ORDER,
            "icon": icon,
            "page_href": self.page_href,
            "has_page": self.has_page,
            "entry_points": self.entry_points,
            "recent": self.recent,
            "acting_on": self.acting_on,
            "day_in": self.day_in,
            "terms_in": self.terms_in,
            "quality": self.quality,
            "finder_form": self.finder_form,
            "timetable": self.timetable,
            "spoken": self.words.below,
            "status_words": self.status_words,
            **self.catalogue.functions(),
        }

    # -- Filters ----------------------------------------------------------------------------

    def text(self, text: Text) -> Markup:
        """Give a text in the page's language; one in another language is marked as such."""
        found = self._texts.get(text)
        if found is None:
            found = self._texts[text] = self._marked(text.in_(self.language))
        return found

    def _marked(self, written: Written) -> Markup:
        text = escape(typeset(written.text, written.lang))
        if written.missing:
            return Markup('<span lang="{}">{}</span>').format(written.lang, text)
        return text

    def plain(self, text: Text) -> str:
        """Give a text where no mark-up can stand: in an attribute, in an option."""
        return plain(text, self.language)

    def rich(self, text: Text) -> Markup:
        """Give a Markdown text as HTML; one in another language is marked as such.

        Acronyms are explained where the page uses them first, in its own language only.
        """
        written = text.in_(self.language)
        html = markdown.render(written.text, written.lang, self.address).html
        if written.missing:
            return Markup('<div lang="{}">{}</div>').format(written.lang, html)
        return self.explain(html)

    def explained(self, text: Text) -> Markup:
        """Give a text as `text` does, with the acronyms explained that the page uses here first."""
        return self.explain(self.text(text))

    def explain(self, html: Markup) -> Markup:
        """Explain the acronyms of a piece of the page. Pieces come in the order of reading."""
        return html if self.explainer is None else Markup(self.explainer.explain(html))

    def label(self, label: Label) -> str:
        """Give what may be a word of the site or a text of the records."""
        return label if isinstance(label, str) else self.text(label)

    def quantity(self, value: float | None, unit: str) -> str:
        """Write a number of a statistic: a count or a percentage; a word where it is unknown."""
        if value is None:
            return self.words("figure.unknown")
        return self.words.percent(value / 100) if unit == "percent" else self.words.number(value)

    @contextmanager
    def unexplained(self) -> Iterator[None]:
        """Leave acronyms as they are: what is made is no part of the page that is being read."""
        explainer, self.explainer = self.explainer, None
        try:
            yield
        finally:
            self.explainer = explainer

    def terms_in(self, html: str) -> list[GlossaryTerm]:
        """Give the terms of the glossary that a text uses."""
        return acronyms.used_in(self.desk, self.language, html)

    def term(self, identifier: str, vocabulary: str) -> Markup:
        """Give the label of a term of a closed list."""
        return self.text(self.desk.vocabularies[vocabulary][identifier])

    def href(self, identifier: str, kind: str) -> str:
        """Give the address of a record's page."""
        address = self.address(f"{kind}:{identifier}")
        if address is None:
            raise LookupError(f"no page {kind}:{identifier} in {self.language}")
        return address

    def record_href(self, identifier: str, collection: str) -> str:
        """Give the address of a record's page, by its collection."""
        return self.href(identifier, REGISTRY[collection].kind)

    def left(self, date: PartialDate) -> str | None:
        """Tell in words how long it is until a day; None when it is past or no exact day."""
        days = (date.last - self.desk.as_of.date()).days
        if days < 0 or date.precision not in ("day", "time"):
            return None
        near = ("date.today", "date.tomorrow", "date.after_tomorrow")
        return self.words(near[days]) if days < len(near) else self.words("date.in", count=days)

    def in_order(self, links: Iterable[Backlink]) -> list[Backlink]:
        """Give backlinks in the order in which their records are listed."""
        return sorted(links, key=lambda link: self.listed_key(link.record))

    def award(self, money: Money) -> str | None:
        """Say what one applicant may get; None where no source tells it."""
        return award(money, self.words)

    def view(self, record: Record) -> object:
        """Give a record's view, for lists."""
        return record.view(self.desk)

    # -- Functions --------------------------------------------------------------------------

    def address(self, key: str) -> str | None:
        """Give the address of a page by its key (`call:id`, `page:about`), or None."""
        entry = self.book.find(key, self.language)
        return f"~/{entry.address}" if entry else None

    def index_of(self, collection: str) -> Entry | None:
        """Give the index page of a collection: the hand-written page at its address."""
        return self.book.by_address.get(self.settings.collection_address(collection, self.language))

    def collection_href(self, collection: str) -> str:
        """Give the address of a collection's index."""
        entry = self.index_of(collection)
        if entry is None:
            raise LookupError(f"no index page for {collection} in {self.language}")
        return f"~/{entry.address}"

    def collection_label(self, collection: str) -> str:
        """Give the name of a collection: that of its index in the navigation."""
        entry = self.index_of(collection)
        return self.navigation_label(entry) if entry else collection

    def quality(self) -> Quality:
        """Give what of the desk is to be checked again, and what is unsure."""
        return quality(self.desk)

    def finder_form(self) -> Form:
        """Give what the funding finder asks."""
        return form(self.desk, self.words)

    def status_words(self) -> dict[str, str]:
        """Give the word for each status, for scripts."""
        return {name: self.words(f"status.{name}") for name in ORDER}

    def timetable(self, call: Call) -> Mapping[str, Any] | None:
        """Give what the browser works out a call's status from; None where it stays as it is."""
        return timetable(call) if can_change(call, self.desk.as_of.date()) else None

    def record_calendar(self, record: Record, kind: str) -> str | None:
        """Give the address of a record's calendar, if it has one."""
        if not entries_of(record, self.desk):
            return None
        return self.href(record.id, kind) + CALENDAR

    def collection_calendar(self, collection: str) -> str | None:
        """Give the address of a collection's calendar, if any of its records has an entry."""
        if collection not in self.settings.collections:
            return None
        return self.shelf_calendar(
            collection_shelf(self.desk, self.book, collection, self.language)
        )

    def shelf_calendar(self, shelf: Shelf) -> str | None:
        """Give the address of the calendar of a collection or a listing, if it has one."""
        address = calendar_of(self.desk, shelf)
        return None if address is None else f"~/{address}"

    def recent(self, limit: int) -> Sequence[News]:
        """Give what changed lately on the desk, the newest first."""
        return recent(self.desk, limit)

    def acting_on(self, limit: int) -> list[tuple[Call, CallView]]:
        """Give the calls that a visitor can act on: what closes next, what opens, what is always open."""
        views = [(call, call.view(self.desk)) for call in self.desk.calls.values()]
        active = [
            (call, view)
            for call, view in views
            if view.status in ("closing_soon", "open", "upcoming")
        ]

        return sorted(active, key=lambda item: (item[0].urgency(self.desk), item[0].id))[:limit]

    def day_in(self, days: int) -> PartialDate:
        """Give the day so many days after the desk's, to show how a deadline looks."""
        day = self.desk.as_of.date() + dt.timedelta(days=days)
        return PartialDate(day, day, "day")

    def page_href(self, page: str) -> str:
        """Give the address of a hand-written page by its path below `docs/<language>/`."""
        address = self.address("page:" + page.removesuffix(".md"))
        if address is None:
            raise LookupError(f"no page {page} in {self.language}")
        return address

    def has_page(self, page: str) -> bool:
        """Tell whether the desk has a hand-written page."""
        return self.address("page:" + page.removesuffix(".md")) is not None

    def navigation_label(self, entry: Entry) -> str:
        """Give the name of a page as the navigation has it; its key where it is not in it."""
        page = entry.key.removeprefix("page:") + ".md"
        groups = (group.pages for group in self.settings.footer)
        for item in (*self.settings.navigation, *chain.from_iterable(groups)):
            if item.page == page:
                return self.plain(item.label)
        return page

    def entry_points(self) -> list[EntryPoint]:
        """Give every page of the navigation once, with how many records it lists."""
        groups = (group.pages for group in self.settings.footer)
        found: dict[str, EntryPoint] = {}
        for item in (*self.settings.navigation, *chain.from_iterable(groups)):
            entry = self.book.find("page:" + item.page.removesuffix(".md"), self.language)
            if entry is not None and entry.search:
                label = self.plain(item.label)
                count = self._counts().get(entry.address, 0)
                found.setdefault(entry.address, EntryPoint(label, entry.address, count))
        return list(found.values())

    def _counts(self) -> dict[str, int]:
        return {
            self.settings.collection_address(name, self.language): len(records)
            for name, records in self.desk.records.items()
        }

    def facets(self, collection: str) -> tuple[Facet, ...]:
        """Give the filters of a collection's directory, with the count of each choice."""
        return facets_of(self.desk, collection)

    def feeds(self, collection: str) -> list[tuple[Format, str]]:
        """Give the feeds of a collection with their addresses; none where it has none."""
        if collection not in self.settings.collections:
            return []
        return self.shelf_feeds(collection_shelf(self.desk, self.book, collection, self.language))

    def shelf_feeds(self, shelf: Shelf) -> list[tuple[Format, str]]:
        """Give the feeds of a collection or a listing with their addresses."""
        return [(form, f"~/{shelf.folder}{form.file}") for form in feeds_of(shelf)]

    def media_href(self, name: str) -> str:
        """Give the address of a recording."""
        return f"~/{media.FOLDER}/{name}"

    def listed(self, collection: str) -> list[Record]:
        """Give a collection in its kind's order, then by title, as a reader looks them up."""
        records = self.desk.records.get(collection, {}).values()
        return sorted(
            records,
            key=self.listed_key,
        )

    def by_letter(self, collection: str) -> list[tuple[str, list[Record]]]:
        """Give a collection in the order of its titles, by their first letter."""
        groups = groupby(
            self.listed(collection), key=lambda record: self.sort_key(record.title)[0].upper()
        )
        return [(letter, list(records)) for letter, records in groups]

    def listed_key(self, record: Record) -> tuple[str, str, str]:
        """Give what a record is sorted by in lists."""
        return record.order(), self.sort_key(record.title), record.id

    def statistic(self, name: str) -> Statistic | None:
        """Give a statistic by its name; None where the desk has nothing of what it tells."""
        return statistic(name, self.desk, self.words)

    def table_href(self, statistic: Statistic) -> str | None:
        """Give the address of a statistic's file; None where the desk publishes none."""
        address = table_address(statistic.id, self.desk, self.language)
        return None if address is None else f"~/{address}"

    def sort_key(self, title: Text) -> str:
        """Give what a title is sorted by: without accents, capitals and signs."""
        found = self._sort_keys.get(title)
        if found is None:
            text = title.in_(self.language).text
            found = self._sort_keys[title] = markdown.slugify(text.lstrip("@"))
        return found


def clock(seconds: int) -> str:
    """Write a length of time as players do: 0:41, 1:02:05."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def iso(date: PartialDate | dt.date) -> str | None:
    """Give a date for machines; None where HTML has no form for its precision."""
    if isinstance(date, dt.date):
        return date.isoformat()
    return str(date) if date.precision in ("time", "day", "month", "year") else None
