"""Localise: what templates can call, for one language.

Filters turn a value into what the reader sees (`record.title | text`, `"sheet.brief" | words`);
functions find records. Jinja folds a filter of a constant when it compiles a template, so that
`"sheet.brief" | words` costs nothing on a page: compiled templates are kept per language and
skeleton, whose digest covers the interface strings and vocabularies.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape

from desk import markdown
from desk.addresses import Book, Entry
from desk.charts import radius
from desk.dates import PartialDate
from desk.facets import Facet, facets_of
from desk.machines.statistics import table_address
from desk.model import Desk
from desk.records.base import Record
from desk.registry import REGISTRY
from desk.statistics import Label, Statistic, statistic
from desk.status import ORDER
from desk.texts import Text, Written, plain, typeset
from desk.words import Words


class Localiser:
    """One language's way of showing records."""

    def __init__(self, *, language: str, desk: Desk, words: Words, book: Book) -> None:
        self.language = language
        self.desk = desk
        self.words = words
        self.book = book
        self.settings = desk.settings
        self._texts: dict[Text, Markup] = {}
        self._sort_keys: dict[Text, str] = {}

    def filters(self) -> dict[str, Callable[..., Any]]:
        """Give the filters of templates."""
        words = self.words
        return {
            "words": words,
            "day": words.day,
            "money": words.money,
            "number": words.number,
            "percent": words.percent,
            "typeset": words.typeset,
            "iso": iso,
            "text": self.text,
            "plain": self.plain,
            "rich": self.rich,
            "term": self.term,
            "href": self.href,
            "record_href": self.record_href,
            "view": self.view,
            "label": self.label,
            "quantity": self.quantity,
            "radius": radius,
            "table_href": self.table_href,
        }

    def functions(self) -> dict[str, Any]:
        """Give the functions and values of templates."""
        return {
            "language": self.language,
            "settings": self.settings,
            "desk": self.desk,
            "collection_href": self.collection_href,
            "facets": self.facets,
            "listed": self.listed,
            "statistic": self.statistic,
            "statuses": ORDER,
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
        """Give a Markdown text as HTML; one in another language is marked as such."""
        written = text.in_(self.language)
        html = markdown.render(written.text, written.lang, self.address).html
        if written.missing:
            return Markup('<div lang="{}">{}</div>').format(written.lang, html)
        return html

    def label(self, label: Label) -> str:
        """Give what may be a word of the site or a text of the records."""
        return label if isinstance(label, str) else self.text(label)

    def quantity(self, value: float | None, unit: str) -> str:
        """Write a number of a statistic: a count or a percentage; a word where it is unknown."""
        if value is None:
            return self.words("figure.unknown")
        return self.words.percent(value / 100) if unit == "percent" else self.words.number(value)

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

    def navigation_label(self, entry: Entry) -> str:
        """Give the name of a page as the navigation has it; its key where it is not in it."""
        page = entry.key.removeprefix("page:") + ".md"
        for item in (*self.settings.navigation, *self.settings.footer):
            if item.page == page:
                return self.plain(item.label)
        return page

    def facets(self, collection: str) -> tuple[Facet, ...]:
        """Give the filters of a collection's directory, with the count of each choice."""
        return facets_of(self.desk, collection)

    def listed(self, collection: str) -> list[Record]:
        """Give a collection in the order of its titles, as a reader looks them up."""
        records = self.desk.records.get(collection, {}).values()
        return sorted(records, key=lambda record: (self._sort_key(record.title), record.id))

    def statistic(self, name: str) -> Statistic | None:
        """Give a statistic by its name; None where the desk has nothing of what it tells."""
        return statistic(name, self.desk, self.words)

    def table_href(self, statistic: Statistic) -> str | None:
        """Give the address of a statistic's file; None where the desk publishes none."""
        address = table_address(statistic.id, self.desk, self.language)
        return None if address is None else f"~/{address}"

    def _sort_key(self, title: Text) -> str:
        found = self._sort_keys.get(title)
        if found is None:
            text = title.in_(self.language).text
            found = self._sort_keys[title] = markdown.slugify(text.lstrip("@"))
        return found


def iso(date: PartialDate | dt.date) -> str | None:
    """Give a date for machines; None where HTML has no form for its precision."""
    if isinstance(date, dt.date):
        return date.isoformat()
    return str(date) if date.precision in ("time", "day", "month", "year") else None
