"""Coherence: what only a whole record, page or desk can tell, once its parts are right.

The docstring of each rule is the rule.
"""

from __future__ import annotations

import re
from collections.abc import Collection as Group
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from desk import markdown, prose, read
from desk.addresses import Book, Clash, Entry, enter_anchors, entries
from desk.mistakes import Mistake
from desk.model import Desk
from desk.placeholders import placeholders
from desk.prose import Prose
from desk.reader import Reader
from desk.records.base import ID, ID_FORM, Finding, Model, Place, Record, closest
from desk.registry import REGISTRY, Collection
from desk.settings import NavigationItem, Settings
from desk.texts import Text
from desk.words import Words

_ALIAS = re.compile(r"/([a-z0-9][a-z0-9.-]*/)*|[a-z0-9]+(-[a-z0-9]+)*")


_CLASH = "give one of them another slug: or file name, or take the alias away"
_CLASHES = {"listing": "give one of them another name: that of a listing makes its address"}
"""What to do about two outputs with one address, by the kind of the second."""


def make_book(
    reader: Reader,
    desk: Desk,
    pages: Iterable[Prose],
    words: Mapping[str, Words],
    docs: Path | None = None,
) -> Book:
    """No two outputs have one address."""
    book = Book()
    if not words:
        reader.told |= desk.listings.keys()
    for entry in entries(desk, pages, REGISTRY, words):
        try:
            book.add(entry)
        except Clash as clash:
            reader.told.add(entry.key)
            reader.mistakes.append(
                Mistake(
                    path=_shown(reader, clash.entry, docs),
                    line=1,
                    column=1,
                    what=f"Its address /{entry.address} is that of {clash.previous.owner}",
                    fix=_CLASHES.get(entry.key.partition(":")[0], _CLASH),
                )
            )
    enter_anchors(book, desk, REGISTRY)
    return book


def _shown(reader: Reader, entry: Entry, docs: Path | None) -> str:
    """Give the path of the entry's file as the editor knows it."""
    folder, _, inside = entry.owner.partition("/")
    return reader.path(inside) if folder == "data" else ((docs or Path(folder)) / inside).as_posix()


def check_navigation(reader: Reader, docs: Path, settings: Settings) -> None:
    """Each link of the navigation names a hand-written page."""
    known = prose.files(docs, settings)
    named: list[tuple[Place, NavigationItem]] = [
        *((("navigation", index), item) for index, item in enumerate(settings.navigation)),
        *((("ways", index), item) for index, item in enumerate(settings.ways)),
        *(
            (("footer", index, "pages", inner), item)
            for index, group in enumerate(settings.footer)
            for inner, item in enumerate(group.pages)
        ),
    ]
    for place, item in named:
        if item.page not in known:
            near = closest(item.page, known)
            reader.blame(
                "desk.yml",
                (*place, "page"),
                f"There is no page “{item.page}”",
                "write " + " or ".join(near) if near else "name a page that exists",
            )


def check_books(reader: Reader, settings: Settings, books: Group[str] | None) -> None:
    """A collection that is set as a book has a template for it."""
    for name, collection in settings.collections.items():
        if collection.book is not None and books is not None and name not in books:
            reader.blame(
                "desk.yml",
                ("collections", name, "book"),
                f"Nothing says how the book of “{name}” is made",
                f"write the template overrides/desk/documents/{name}.html, or take the line away",
                key=True,
            )


def check_records(
    reader: Reader, desk: Desk, book: Book, collection: Collection, records: Iterable[Record]
) -> None:
    """Check whole records: their own rules, and those of every record."""
    for record in records:
        relative = f"{collection.name}/{record.id}.yml"
        found = [
            *record.mistakes(),
            *record.disagreements(desk),
            *_check_aliases(record),
            *_check_languages(record, reader.languages),
            *_check_day(record, desk),
            *_check_locked(record),
        ]
        for loc, what, fix in found:
            reader.blame(relative, loc, what, fix)
        _check_texts(reader, relative, record, book)
        _check_placeholders(reader, relative, record)


def _check_aliases(record: Record) -> Iterator[Finding]:
    """An alias is an old id, or an old address that begins with a slash and ends with one."""
    for index, alias in enumerate(record.aliases):
        if not _ALIAS.fullmatch(alias):
            yield (
                ("aliases", index),
                f"“{alias}” is not an old address",
                "write an old id, or /an/old/address/",
            )
    for language, slug in record.slug or ():
        if not ID.fullmatch(slug):
            yield ("slug", language), f"“{slug}” cannot stand in an address", f"write {ID_FORM}"


def _check_languages(record: Record, languages: tuple[str, ...]) -> Iterator[Finding]:
    """A text exists in every language, or the record says `translation: {other: missing}`."""
    if record.translation is not None:
        if record.translation.source not in languages:
            yield (
                ("translation", "source"),
                f"“{record.translation.source}” is not a language of this desk",
                "write one of: " + ", ".join(languages),
            )
        if record.translation.other == "missing":
            return
    for loc, text in texts(record):
        for language in languages:
            if text.in_(language).missing:
                yield (
                    loc,
                    f"This text does not exist in “{language}”",
                    f"write {language}:, or translation: {{source: …, other: missing}}",
                )


def _check_day(record: Record, desk: Desk) -> Iterator[Finding]:
    """Nothing was updated or checked after the day for which the desk is made."""
    today = desk.as_of.date()
    for name in ("updated", "verified_on"):
        day = getattr(record, name)
        if day is not None and day > today:
            yield (name,), f"{day} is still to come", f"write {today} or an earlier day"


def _check_locked(record: Record) -> Iterator[Finding]:
    """What is locked against the next import is a field of the record, or a part of one."""
    known = [name for name in type(record).model_fields if name not in ("id", "origin")]
    for index, locked in enumerate(record.origin.locked if record.origin else ()):
        name = locked.partition(".")[0]
        if name not in known:
            near = closest(name, known)
            yield (
                ("origin", "locked", index),
                f"“{name}” is not a field of this record",
                "write " + (" or ".join(near) if near else "the name of a field, as title"),
            )


def texts(model: Model, loc: read.Loc = ()) -> Iterator[tuple[read.Loc, Text]]:
    """Give every text of a record, with its place."""
    for name in type(model).model_fields:
        value = getattr(model, name)
        items = enumerate(value) if isinstance(value, tuple) else ((None, value),)
        for index, item in items:
            where = (*loc, name) if index is None else (*loc, name, index)
            if isinstance(item, Text):
                yield where, item
            elif isinstance(item, Model):
                yield from texts(item, where)


def _check_texts(reader: Reader, relative: str, record: Record, book: Book) -> None:
    """The body, the notes and the like are Markdown of the safe subset; their links lead somewhere."""
    for loc, text in record.markdown_texts():
        for language, written in text:

            def resolve(target: str, language: str = language) -> str | None:
                entry = book.find(target, language)
                if entry is None and target in reader.told:
                    return ""
                return entry.address if entry else None

            for problem in markdown.problems(written, resolve):
                where = (*loc, language)
                lines = problem.line + 1 if _is_block(reader, relative, where) else 0
                reader.blame(relative, where, problem.what, problem.fix, lines=lines)


def _check_placeholders(reader: Reader, relative: str, record: Record) -> None:
    """No text holds a placeholder or an empty link.

    An empty link in Markdown is told as one that cannot be followed, by the rule above.
    """
    marked = {loc for loc, _text in record.markdown_texts()}
    for loc, text in texts(record):
        for language, written in text:
            for line, what, fix in placeholders(written):
                if loc in marked and "](" in what:
                    continue
                where = (*loc, language)
                lines = line + 1 if _is_block(reader, relative, where) else 0
                reader.blame(relative, where, what, fix, lines=lines)


def _is_block(reader: Reader, relative: str, loc: read.Loc) -> bool:
    """Tell whether a text stands in a block (`|`), which begins on the line below its key.

    Only there are the lines of the text those of the file.
    """
    source = reader.source(relative)
    mark = read.place(read.marks(source), loc)
    return source.decode().split("\n")[mark.line - 1][mark.column - 1 :].startswith("|")


def check_page(
    page: Prose, docs: Path, book: Book, blocks: Group[str] | None, told: Group[str]
) -> Iterator[Mistake]:
    """A page's markers name blocks that exist, its links resolve, nothing is left to fill in."""
    path = (docs / page.source).as_posix()

    def at(line: int, what: str, fix: str) -> Mistake:
        return Mistake(path=path, line=page.first_line + line, column=1, what=what, fix=fix)

    for line, what, fix in placeholders(page.text):
        yield at(line, what, fix)
    for line, written in prose.broken_markers(page.text):
        yield at(line, f"“{written}” cannot be read", "write <!-- desk:name key=value -->")
    for line, _written, name, _arguments in prose.markers(page.text):
        if blocks is not None and name not in blocks:
            near = closest(name, blocks)
            yield at(
                line, f"There is no block “{name}”", "write " + " or ".join(near or sorted(blocks))
            )
    for line, target in prose.record_links(page.text):
        if book.find(target, page.language) is None and target not in told:
            if target.partition(":")[0] in ("http", "https", "mailto"):
                continue
            near = closest(target, {key for key, _language in book.by_page})
            yield at(
                line,
                f"The link “{target}” leads nowhere",
                "write " + " or ".join(near) if near else "name a record that exists",
            )
