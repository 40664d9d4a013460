"""Check everything at once: files become a Desk, or a list of every mistake in them.

The docstring of each rule is the rule.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection as Group
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeGuard, TypeVar

from pydantic import ValidationError

from desk import markdown, prose, read
from desk.addresses import Book, Clash, Entry, entries
from desk.explain import explain
from desk.mistakes import Mistake
from desk.model import Desk, Key
from desk.prose import Prose
from desk.records.base import ID, ID_FORM, Model, Record, closest
from desk.registry import REGISTRY, Collection
from desk.settings import Settings
from desk.texts import Text
from desk.vocabulary import Document, Vocabulary
from desk.words import Phrase, Words, typeset_phrase

M = TypeVar("M", bound=Model)

Records = dict[str, dict[str, Record]]
"""Records by collection and id."""

_ALIAS = re.compile(r"/([a-z0-9][a-z0-9.-]*/)*|[a-z0-9]+(-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?")
_CODE = re.compile(r"[A-Za-z0-9]+([-_][A-Za-z0-9]+)*")


@dataclass(kw_only=True, slots=True)
class Reader:
    """Reads the files of one data folder, and keeps every mistake that it meets."""

    root: Path
    shown: str
    languages: tuple[str, ...] = ()
    context: dict[str, Any] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    """Keys of records and pages whose own mistake is told: links to them are not told again."""

    def path(self, relative: str) -> str:
        """Give a file's path as the editor knows it."""
        return f"{self.shown}/{relative}"

    def source(self, relative: str) -> bytes:
        """Give a file's bytes."""
        return (self.root / relative).read_bytes()

    def data(self, relative: str) -> dict[str, object] | None:
        """Read one file into plain data; None when it has mistakes."""
        try:
            source = self.source(relative)
        except OSError as error:
            self.blame(
                relative,
                (),
                f"This file cannot be read ({error.strerror})",
                "put it in its place",
                unread=True,
            )
            return None
        document, mistakes = read.parse(source, self.path(relative))
        self.mistakes.extend(mistakes)
        return None if document is None else document.data

    def validate(self, relative: str, model: type[M], data: dict[str, object]) -> M | None:
        """Make a model of the data of a file; None when it has mistakes."""
        try:
            return model.model_validate(data, context=self.context)
        except ValidationError as error:
            self.mistakes += explain(error, self.source(relative), data, self.path(relative), model)
            return None

    def blame(
        self,
        relative: str,
        loc: read.Loc,
        what: str,
        fix: str,
        *,
        key: bool = False,
        lines: int = 0,
        unread: bool = False,
    ) -> None:
        """Keep a mistake at the place `loc` of a file, `lines` further down."""
        mark = (
            read.Mark(1, 1)
            if unread
            else read.place(read.marks(self.source(relative)), loc, key=key)
        )
        column = mark.column if not lines else 1
        self.mistakes.append(
            Mistake(
                path=self.path(relative), line=mark.line + lines, column=column, what=what, fix=fix
            )
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Foundation:
    """What records stand on: the desk's settings, words, closed lists and documents."""

    settings: Settings
    words: dict[str, Words]
    vocabularies: dict[str, Vocabulary]
    documents: dict[str, Document]
    context: dict[str, Any]
    """What pydantic is told: languages, terms, ids."""


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
    shown: str | None = None,
) -> Checked:
    """Read and check a data folder, and the hand-written pages in `docs`.

    `as_of` is the day for which the desk is made; `blocks` the names that markers of hand-written
    pages may use (None: any); `shown` the name of the data folder in messages.
    """
    reader = Reader(root=data, shown=shown or data.as_posix())
    foundation = read_foundation(reader)
    if foundation is None:
        return Checked(mistakes=tuple(sorted(reader.mistakes)))
    records = {
        name: dict(_records(reader, REGISTRY[name])) for name in foundation.settings.collections
    }
    desk = _desk(foundation, records, dt.datetime.combine(as_of, dt.time()))
    pages: list[Prose] = []
    if docs is not None:
        pages, mistakes = prose.read_prose(docs, foundation.settings)
        reader.mistakes += mistakes
        _check_navigation(reader, docs, foundation.settings)
        reader.told |= _unread_pages(docs, foundation.settings, pages)
    reader.told |= _unread_records(foundation, records)
    book = _book(reader, desk, pages, docs)
    for name in desk.records:
        _check_records(reader, desk, book, REGISTRY[name], records[name].values())
    for page in pages:
        reader.mistakes += _check_page(page, docs or Path(), book, blocks, reader.told)
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
            "ids": _ids(data, before.foundation.settings),
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
    desk = _desk(foundation, records, before.desk.as_of)
    reader.told |= _unread_records(foundation, records)
    book = _book(reader, desk, before.prose)
    for name, identifier in changed:
        if identifier in records[name]:
            _check_records(reader, desk, book, REGISTRY[name], [records[name][identifier]])
    return _checked(
        reader,
        foundation=foundation,
        records=records,
        desk=desk,
        pages=before.prose,
        book=book,
    )


def _desk(foundation: Foundation, records: Records, as_of: dt.datetime) -> Desk:
    return Desk.build(
        settings=foundation.settings,
        records=records,
        vocabularies=foundation.vocabularies,
        documents=foundation.documents,
        as_of=as_of,
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


def _ids(data: Path, settings: Settings) -> dict[str, set[str]]:
    """Give the ids of each collection: the names of its files."""
    return {
        name: {path.stem for path in (data / name).glob("*.yml")} for name in settings.collections
    }


def read_foundation(reader: Reader) -> Foundation | None:
    """Read desk.yml and the vocabularies; None when desk.yml has mistakes."""
    raw = reader.data("desk.yml")
    if raw is None:
        return None
    languages = raw.get("languages")
    if not _are_codes(languages):
        # No text can be checked without them.
        reader.blame(
            "desk.yml",
            ("languages",),
            "The languages of this desk are not known",
            "write their codes, each once, as languages: [fr, en]",
        )
        return None
    reader.languages = tuple(languages)
    reader.context["languages"] = reader.languages
    settings = reader.validate("desk.yml", Settings, raw)
    if settings is None:
        return None
    for name in settings.collections:
        if name not in REGISTRY:
            near = closest(name, REGISTRY)
            reader.blame(
                "desk.yml",
                ("collections", name),
                f"There is no collection “{name}”",
                "write one of: " + ", ".join(near or sorted(REGISTRY)),
                key=True,
            )
    if reader.mistakes:
        return None
    terms: dict[str, Group[str]] = {}
    unread: set[str] = set()
    vocabularies: dict[str, Vocabulary] = {}
    documents: dict[str, Document] = {}
    words: dict[str, Words] = {}
    for path in sorted((reader.root / "vocabulary").glob("*.yml")):
        name, relative = path.stem, f"vocabulary/{path.name}"
        content = reader.data(relative)
        if content is None:
            unread.add(name)
            continue
        if name == "interface":
            words = _words(reader, relative, content, settings)
        elif name == "documents":
            documents = dict(_documents(reader, relative, content))
            terms[name] = content.keys()
        else:
            vocabularies[name] = dict(_terms(reader, relative, content))
            terms[name] = content.keys()
    reader.context["terms"] = terms
    reader.context["unread_terms"] = unread
    reader.context["ids"] = _ids(reader.root, settings)
    if not words and "interface" not in unread:
        reader.blame(
            "desk.yml",
            (),
            "There are no interface strings",
            f"write {reader.path('vocabulary/interface.yml')}",
            unread=True,
        )
    return Foundation(
        settings=settings,
        words=words,
        vocabularies=vocabularies,
        documents=documents,
        context=reader.context,
    )


def _are_codes(languages: Any) -> TypeGuard[list[str]]:
    return (
        isinstance(languages, list)
        and bool(languages)
        and all(isinstance(code, str) and _LANGUAGE.fullmatch(code) for code in languages)
        and len(set(languages)) == len(languages)
    )


class _Entry(Model):
    """One term of a vocabulary, wrapped so that pydantic checks its text."""

    term: Text


def _terms(reader: Reader, relative: str, content: dict[str, object]) -> Iterator[tuple[str, Text]]:
    """A term's id is letters, digits, hyphens; it has a label in every language of the desk."""
    for key, value in content.items():
        if not _CODE.fullmatch(key):
            reader.blame(
                relative,
                (key,),
                f"“{key}” cannot be the id of a term",
                "write letters, digits and hyphens",
                key=True,
            )
        try:
            label = _Entry.model_validate({"term": value}, context=reader.context).term
        except ValidationError as error:
            for item in error.errors():
                what, _, fix = item["msg"].partition("; ")
                at = item.get("ctx", {}).get("at")
                reader.blame(relative, (key, at) if at else (key,), what, fix)
            continue
        for language in reader.languages:
            if label.in_(language).missing:
                reader.blame(
                    relative,
                    (key,),
                    f"“{key}” has no label in “{language}”",
                    f"write {language}:",
                    key=True,
                )
        yield key, label


def _documents(
    reader: Reader, relative: str, content: dict[str, object]
) -> Iterator[tuple[str, Document]]:
    for key, value in content.items():
        try:
            yield key, Document.model_validate(value, context=reader.context)
        except ValidationError as error:
            reader.mistakes += explain(
                error,
                reader.source(relative),
                value,
                reader.path(relative),
                Document,
                inside=(key,),
            )


def _words(
    reader: Reader, relative: str, content: dict[str, object], settings: Settings
) -> dict[str, Words]:
    """Every interface string has every language; a plural has at least `other`."""
    phrases: dict[str, dict[str, Phrase]] = {language: {} for language in settings.languages}

    def walk(node: object, loc: tuple[str, ...]) -> None:
        if not isinstance(node, dict):
            reader.blame(
                relative, loc, "This is not a group of strings", "write one line per language"
            )
            return
        if not set(node) & set(settings.languages):
            for key, value in node.items():
                walk(value, (*loc, key))
            return
        for language in settings.languages:
            phrase = node.get(language)
            plural = (
                isinstance(phrase, dict)
                and "other" in phrase
                and all(isinstance(value, str) for value in phrase.values())
            )
            if not phrase or not (plural or isinstance(phrase, str)):
                reader.blame(
                    relative,
                    loc,
                    f"“{'.'.join(loc)}” has no text in “{language}”",
                    f"write {language}: (for plurals, one: and other: below it)",
                    key=True,
                )
                continue
            phrases[language][".".join(loc)] = typeset_phrase(phrase, language)

    walk(content, ())
    return {
        language: Words(
            language=language,
            phrases=phrases[language],
            locale_name=settings.locales.get(language, language),
            currency=settings.currency,
        )
        for language in settings.languages
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


def _book(reader: Reader, desk: Desk, pages: Iterable[Prose], docs: Path | None = None) -> Book:
    """No two outputs have one address."""
    book = Book()
    for entry in entries(desk, pages, REGISTRY):
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
                    fix="give one of them another slug: or file name, or take the alias away",
                )
            )
    return book


def _shown(reader: Reader, entry: Entry, docs: Path | None) -> str:
    """Give the path of the entry's file as the editor knows it."""
    folder, _, inside = entry.owner.partition("/")
    return reader.path(inside) if folder == "data" else ((docs or Path(folder)) / inside).as_posix()


def _check_navigation(reader: Reader, docs: Path, settings: Settings) -> None:
    """Each link of the navigation names a hand-written page."""
    known = prose.files(docs, settings)
    for name, items in (("navigation", settings.navigation), ("footer", settings.footer)):
        for index, item in enumerate(items):
            if item.page not in known:
                near = closest(item.page, known)
                reader.blame(
                    "desk.yml",
                    (name, index, "page"),
                    f"There is no page “{item.page}”",
                    "write " + " or ".join(near) if near else "name a page that exists",
                )


def _check_records(
    reader: Reader, desk: Desk, book: Book, collection: Collection, records: Iterable[Record]
) -> None:
    for record in records:
        relative = f"{collection.name}/{record.id}.yml"
        found = [
            *record.mistakes(),
            *record.disagreements(desk),
            *_check_aliases(record),
            *_check_languages(record, reader.languages),
            *_check_day(record, desk),
        ]
        for loc, what, fix in found:
            reader.blame(relative, loc, what, fix)
        _check_texts(reader, relative, record, book)


def _check_aliases(record: Record) -> Iterator[tuple[read.Loc, str, str]]:
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


def _check_languages(
    record: Record, languages: tuple[str, ...]
) -> Iterator[tuple[read.Loc, str, str]]:
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


def _check_day(record: Record, desk: Desk) -> Iterator[tuple[read.Loc, str, str]]:
    """Nothing was updated or checked after the day for which the desk is made."""
    today = desk.as_of.date()
    for name in ("updated", "verified_on"):
        day = getattr(record, name)
        if day is not None and day > today:
            yield (name,), f"{day} is still to come", f"write {today} or an earlier day"


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
    """The body and the notes are Markdown of the safe subset, and their links lead somewhere."""
    marked = [(("body",), record.body)] if record.body else []
    marked += [(("notes", index), note) for index, note in enumerate(record.notes)]  # type: ignore[misc]
    for loc, text in marked:
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


def _is_block(reader: Reader, relative: str, loc: read.Loc) -> bool:
    """Tell whether a text stands in a block (`|`), which begins on the line below its key.

    Only there are the lines of the text those of the file.
    """
    source = reader.source(relative)
    mark = read.place(read.marks(source), loc)
    return source.decode().split("\n")[mark.line - 1][mark.column - 1 :].startswith("|")


def _check_page(
    page: Prose, docs: Path, book: Book, blocks: Group[str] | None, told: Group[str]
) -> Iterator[Mistake]:
    """A hand-written page's markers name blocks that exist, and its links to records resolve."""
    path = (docs / page.source).as_posix()

    def at(line: int, what: str, fix: str) -> Mistake:
        return Mistake(path=path, line=page.first_line + line, column=1, what=what, fix=fix)

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
