"""Check everything at once: files become a Desk, or a list of every mistake in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection as Group
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from desk import media, prose
from desk.addresses import Book
from desk.coherence import check_books, check_navigation, check_page, check_records, make_book
from desk.foundation import Foundation, ids_of, read_foundation
from desk.mistakes import Mistake
from desk.model import Desk, Key
from desk.prose import Prose
from desk.reader import Reader
from desk.records.base import ID, ID_FORM, Record
from desk.registry import REGISTRY, Collection
from desk.settings import Settings
from desk.words import Words

Records = dict[str, dict[str, Record]]
"""Records by collection and id."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """What was read. `desk` and the rest are there only when there is no mistake."""

    mistakes: tuple[Mistake, ...]
    desk: Desk | None = None
    words: dict[str, Words] = field(default_factory=dict)
    prose: tuple[Prose, ...] = ()
    book: Book = field(default_factory=Book)
    foundation: Foundation | None = None
    records: Records = field(default_factory=dict)
    """All records, drafts included."""


def check(
    data: Path,
    docs: Path | None,
    as_of: dt.date,
    *,
    blocks: Group[str] | None = None,
    books: Group[str] | None = None,
    shown: str | None = None,
) -> Checked:
    """Read and check a data folder, and the hand-written pages in `docs`.

    `as_of` is the day for which the desk is made; `blocks` the names that markers of hand-written
    pages may use (None: any); `books` the collections that can be set as one; `shown` the name of the data folder in messages.
    """
    reader = Reader(root=data, shown=shown or data.as_posix())
    foundation = read_foundation(reader)
    if foundation is None:
        return Checked(mistakes=tuple(sorted(reader.mistakes)))
    check_books(reader, foundation.settings, books)
    records = {
        name: dict(_records(reader, REGISTRY[name])) for name in foundation.settings.collections
    }
    desk = _desk(foundation, records, dt.datetime.combine(as_of, dt.time()), media.sizes(data))
    pages: list[Prose] = []
    if docs is not None:
        pages, mistakes = prose.read_prose(docs, foundation.settings)
        reader.mistakes += mistakes
        check_navigation(reader, docs, foundation.settings)
        reader.told |= _unread_pages(docs, foundation.settings, pages)
    reader.told |= _unread_records(foundation, records)
    book = make_book(reader, desk, pages, foundation.words, docs)
    for name in desk.records:
        check_records(reader, desk, book, REGISTRY[name], records[name].values())
    for page in pages:
        reader.mistakes += check_page(page, docs or Path(), book, blocks, reader.told)
    return _checked(
        reader,
        foundation=foundation,
        records=records,
        desk=desk,
        pages=tuple(pages),
        book=book,
    )


def recheck(before: Checked, data: Path, changed: Iterable[Key]) -> Checked:
    """Read and check again only the `changed` records; take the rest from `before`.

    Each changed record is checked in full. What its change breaks in other records is left to
    the full check that live editing runs right after.
    """
    assert before.foundation is not None
    assert before.desk is not None
    foundation = replace(
        before.foundation,
        context={
            **before.foundation.context,
            "ids": ids_of(data, before.foundation.settings),
        },
    )
    reader = Reader(
        root=data,
        shown=data.as_posix(),
        languages=foundation.settings.languages,
        context=foundation.context,
    )
    records = {name: dict(collection) for name, collection in before.records.items()}
    for name, identifier in changed:
        records[name].pop(identifier, None)
        if (data / name / f"{identifier}.yml").exists():
            record = read_record(reader, REGISTRY[name], identifier)
            if record is not None:
                records[name][identifier] = record
    desk = _desk(foundation, records, before.desk.as_of, media.sizes(data))
    reader.told |= _unread_records(foundation, records)
    book = make_book(reader, desk, before.prose, foundation.words)
    for name, identifier in changed:
        if identifier in records[name]:
            check_records(reader, desk, book, REGISTRY[name], [records[name][identifier]])
    return _checked(
        reader,
        foundation=foundation,
        records=records,
        desk=desk,
        pages=before.prose,
        book=book,
    )


def _desk(
    foundation: Foundation, records: Records, as_of: dt.datetime, recordings: Mapping[str, int]
) -> Desk:
    return Desk.build(
        settings=foundation.settings,
        records=records,
        vocabularies=foundation.vocabularies,
        documents=foundation.documents,
        questions=foundation.questions,
        places=foundation.places,
        maps=foundation.maps,
        as_of=as_of,
        media=recordings,
    )


def _checked(
    reader: Reader,
    *,
    foundation: Foundation,
    records: Records,
    desk: Desk,
    pages: tuple[Prose, ...],
    book: Book,
) -> Checked:
    if reader.mistakes:
        return Checked(mistakes=tuple(sorted(set(reader.mistakes))))
    return Checked(
        mistakes=(),
        desk=desk,
        words=foundation.words,
        prose=pages,
        book=book,
        foundation=foundation,
        records=records,
    )


def _unread_records(foundation: Foundation, records: Records) -> set[str]:
    """Give the keys of the records whose files have mistakes."""
    return {
        f"{REGISTRY[name].kind}:{identifier}"
        for name, known in foundation.context["ids"].items()
        for identifier in known - records[name].keys()
    }


def _unread_pages(docs: Path, settings: Settings, pages: Iterable[Prose]) -> set[str]:
    """Give the keys of the hand-written pages of which a file has mistakes."""
    read_ = {page.source for page in pages}
    return {
        "page:" + key.removesuffix(".md")
        for key, languages in prose.files(docs, settings).items()
        if any(f"{language}/{key}" not in read_ for language in languages)
    }


def _records(reader: Reader, collection: Collection) -> Iterator[tuple[str, Record]]:
    """One record a file; the file's name is its id."""
    for path in sorted((reader.root / collection.name).glob("*")):
        relative = f"{collection.name}/{path.name}"
        if path.suffix != ".yml":
            if not path.name.startswith("."):
                reader.blame(
                    relative,
                    (),
                    "This file is not read",
                    "give it a name that ends in .yml, or take it away",
                    unread=True,
                )
            continue
        if not ID.fullmatch(path.stem):
            reader.blame(
                relative,
                (),
                f"“{path.stem}” cannot be the name of a record",
                f"write {ID_FORM}",
                unread=True,
            )
        record = read_record(reader, collection, path.stem)
        if record is not None:
            yield path.stem, record


def read_record(reader: Reader, collection: Collection, identifier: str) -> Record | None:
    """Read one record; None when it has mistakes (they are kept by the reader)."""
    relative = f"{collection.name}/{identifier}.yml"
    data = reader.data(relative)
    if data is None:
        return None
    if "id" in data:
        reader.blame(
            relative,
            ("id",),
            "A record's id is the name of its file",
            "take this line away",
            key=True,
        )
    return reader.validate(relative, collection.model, {**data, "id": identifier})
