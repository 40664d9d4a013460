"""Documents: what of a page is searched, as one small HTML document for Pagefind.

It holds the page's own text, the names by which its subject is called, and words that mean what
those say. Lists of other records stand in `engine.EXCLUDED`: a page that only names something
must not come before the page about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from desk.addresses import Book, Entry
from desk.listings import ALL, Listing
from desk.localise import Localiser
from desk.model import Desk
from desk.prose import Prose
from desk.records.base import Record
from desk.records.call import Call
from desk.records.organisation import Organisation
from desk.records.term import GlossaryTerm
from desk.registry import REGISTRY, Collection
from desk.search.forms import distinct, variants, words
from desk.search.settings import INDEXES, LISTINGS, PAGES, SearchSettings
from desk.status import status_of
from desk.texts import Text

_ARTICLE = re.compile(rb"<article\b[^>]*>(.*)</article>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, kw_only=True, slots=True)
class Subject:
    """What a page is about, in one language: how it is called, and where it is ranked."""

    language: str
    path: str
    """Where the document lies below the folder that Pagefind reads: its address follows from it."""
    title: str
    collection: str
    status: str = ""
    timetable: Mapping[str, Any] | None = None
    """What the browser works out a call's status from, where it may change."""
    kind: str = ""
    """What the list is called in which it stands."""
    names: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    """Its titles in the other languages."""
    anchor: str = ""
    """The address of a record that stands on another's page."""

    @property
    def forms(self) -> tuple[str, ...]:
        """Give the ways in which its names are typed, its title's among them."""
        named = (self.title, *self.names)
        typed = (form for name in named for form in variants(name))
        return tuple(name for name in distinct((*named, *typed)) if name != self.title)


def subjects(
    desk: Desk, book: Book, localisers: Mapping[str, Localiser], prose: Iterable[Prose]
) -> Iterator[tuple[Subject, Record | None]]:
    """Give what every page that may be found is about, and every record on another's page."""
    for page in prose:
        own = book.by_address[page.address]
        if own.search:
            yield _page(page, own, book, localisers), None
    for listing in desk.listings.values():
        for language, say in localisers.items():
            entry = book.find(listing.key, language)
            if entry is not None and entry.search and listing.facet != ALL:
                yield _listing(listing, entry, localisers, say), None
    for name, records in desk.records.items():
        for record in records.values():
            for language, say in localisers.items():
                entry = book.find(f"{REGISTRY[name].kind}:{record.id}", language)
                if entry is not None and entry.search and record.publication == "published":
                    yield _record(REGISTRY[name], record, entry, say), record


def _page(page: Prose, entry: Entry, book: Book, localisers: Mapping[str, Localiser]) -> Subject:
    say = localisers[page.language]
    label = say.navigation_label(entry)
    others = [
        localiser.navigation_label(other)
        for language, localiser in localisers.items()
        if language != page.language and (other := book.find(entry.key, language)) is not None
    ]
    return Subject(
        language=page.language,
        path=entry.file,
        title=say.words.typeset(page.front.title),
        collection=PAGES if page.front.collection is None else INDEXES,
        names=() if label.endswith(".md") else (label,),
        foreign=tuple(name for name in others if not name.endswith(".md")),
    )


def _listing(
    listing: Listing, entry: Entry, localisers: Mapping[str, Localiser], say: Localiser
) -> Subject:
    others = (other for language, other in localisers.items() if language != say.language)
    return Subject(
        language=say.language,
        path=entry.file,
        title=say.catalogue.title(listing),
        collection=LISTINGS,
        kind=say.collection_label(listing.collection),
        foreign=tuple(other.catalogue.title(listing) for other in others),
    )


def _record(collection: Collection, record: Record, entry: Entry, say: Localiser) -> Subject:
    address, _, anchor = entry.address.partition("#")
    return Subject(
        language=say.language,
        path=f"{address}~{anchor}/index.html" if anchor else entry.file,
        title=say.plain(record.title),
        collection=collection.name,
        status=_status(record, say.desk),
        timetable=say.timetable(record) if isinstance(record, Call) else None,
        kind=say.collection_label(collection.name) if say.index_of(collection.name) else "",
        names=tuple(_names(collection, record, say.desk)),
        foreign=tuple(text for lang, text in record.title if lang != say.language),
        anchor=entry.address if anchor else "",
    )


def _status(record: Record, desk: Desk) -> str:
    if not isinstance(record, Call):
        return ""
    return status_of(record, desk.as_of, desk.settings.closing_soon_days)


def _names(collection: Collection, record: Record, desk: Desk) -> Iterator[str]:
    """Give what the record is called beside its title, in whatever language."""
    yield from record.spellings
    if isinstance(record, Organisation) and record.full_name is not None:
        yield from _every(record.full_name)
    terms = [
        link.record for link in desk.named_by(collection.name, record.id) if link.role == "term"
    ]
    if isinstance(record, GlossaryTerm):
        terms.append(record)
    for term in terms:
        assert isinstance(term, GlossaryTerm)
        yield from (*_every(term.title), *term.spellings)
        for expansion in term.expansions:
            yield from _every(expansion.text)


def _every(text: Text) -> list[str]:
    return [written for _language, written in text]


# -- Acronyms and synonyms ------------------------------------------------------------------------


class Meaning:
    """Finds other words for what names say: what acronyms stand for, and synonyms."""

    def __init__(self, desk: Desk, settings: SearchSettings) -> None:
        self._expansions = dict(_expansions(desk))
        self._groups = {
            language: [[(singular(word), word) for word in group] for group in one.groups]
            for language, one in settings.synonyms.items()
        }

    def expansions(self, subject: Subject) -> tuple[str, ...]:
        """Give what the acronyms of its title and among its names stand for."""
        said = [*words(subject.title), *(" ".join(words(name)) for name in subject.names)]
        return tuple(text for form in said for text in self._expansions.get(form, ()))

    def synonyms(self, language: str, text: str) -> tuple[str, ...]:
        """Give the words that mean what a text says."""
        said = f" {singular(text)} "
        return tuple(
            word
            for group in self._groups.get(language, ())
            if any(f" {form} " in said for form, _word in group)
            for form, word in group
            if f" {form} " not in said
        )

    def lists(self, language: str, label: str) -> tuple[str, ...]:
        """Give the words that ask for a list, whose name is one of them."""
        named = singular(label)
        return tuple(
            word
            for group in self._groups.get(language, ())
            if any(form == named for form, _word in group)
            for _form, word in group
        )


def singular(text: str) -> str:
    """Give the folded words of a text without the s of a plural."""
    return " ".join(word.removesuffix("s") if len(word) > 3 else word for word in words(text))


def _expansions(desk: Desk) -> Iterator[tuple[str, tuple[str, ...]]]:
    for term in desk.records.get("glossary", {}).values():
        assert isinstance(term, GlossaryTerm)
        if term.ambiguous:
            continue
        texts = [text for expansion in term.expansions for text in _every(expansion.text)]
        forms = [*_every(term.title), *term.spellings]
        for form in forms:
            yield " ".join(words(form)), (*texts, *forms)


# -- HTML -----------------------------------------------------------------------------------------


def article(page: bytes) -> str:
    """Give the part of a page that is its own: what stands in its article."""
    found = _ARTICLE.search(page)
    return found[1].decode() if found else ""


def record_text(record: Record, say: Localiser) -> str:
    """Give the text of a record that has no page of its own."""
    parts: list[Any] = []
    if isinstance(record, GlossaryTerm):
        parts += [
            Markup("<p>{}</p>").format(say.text(expansion.text)) for expansion in record.expansions
        ]
    if record.summary is not None:
        parts.append(Markup('<p class="desk-lead">{}</p>').format(say.text(record.summary)))
    if record.body is not None:
        with say.unexplained():
            parts.append(say.rich(record.body))
    return "".join(parts)


_DOCUMENT = Markup(
    '<!doctype html><html lang="{language}"><body data-pagefind-body>'
    '<p data-pagefind-ignore data-pagefind-meta="title">{title}</p>{metas}{text}</body></html>'
)
_META = Markup('<p data-pagefind-ignore data-pagefind-meta="{}">{}</p>')
_LEAD = re.compile(r'class="desk-lead"')


def document(subject: Subject, text: str, meaning: Meaning) -> bytes:
    """Give the HTML document that Pagefind reads for a page."""
    names = (subject.title, *subject.forms)
    expansions = tuple(
        form for form in distinct((*names, *meaning.expansions(subject))) if form not in names
    )
    lead = re.search(r'<p class="desk-lead">(.*?)</p>', text, re.DOTALL)
    named = meaning.synonyms(subject.language, " · ".join((*names, *expansions)))
    said = meaning.synonyms(subject.language, _TAG.sub(" ", lead[1]) if lead else "")
    listed = names if subject.collection == INDEXES else ()
    metas = Markup("").join(
        _META.format(name, " · ".join(values))
        for name, values in (
            ("alias", names[1:]),
            ("full", expansions),
            ("other", subject.foreign),
            ("also", named),
            ("kind", (subject.kind, *meaning.synonyms(subject.language, subject.kind))),
            (
                "list",
                tuple(word for name in listed for word in meaning.lists(subject.language, name)),
            ),
            ("near", tuple(word for word in said if word not in named)),
            ("at", (subject.anchor,) if subject.anchor else ()),
        )
        if any(values)
    )
    text = text.replace("<dd", " <dd")  # Pagefind reads a term and its text as one word
    weighed = _LEAD.sub('class="desk-lead" data-pagefind-weight="3"', text)
    return _DOCUMENT.format(
        language=subject.language, title=subject.title, metas=metas, text=Markup(weighed)
    ).encode()
