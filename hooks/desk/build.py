"""Build: put a checked desk and a skeleton together and publish the site."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from desk import media, prose
from desk.addresses import part_key
from desk.check import Checked, check
from desk.listings import holding
from desk.machines import machine_files
from desk.machines.book import Press
from desk.machines.finder import finder_files
from desk.model import Key
from desk.project import Project
from desk.registry import REGISTRY
from desk.render import Renderer, renderers
from desk.search.outputs import Documents
from desk.skeleton import Skeleton
from desk.write import Publication, Report


def check_project(project: Project, as_of: dt.date) -> Checked:
    """Check the project's data and hand-written pages for a day."""
    return check(project.data, project.docs, as_of, blocks=project.blocks, books=project.books)


def outputs(
    checked: Checked, skeleton: Skeleton, by_language: dict[str, Renderer]
) -> Iterator[tuple[str, bytes]]:
    """Give every file of the site: (path, content)."""
    desk, book = checked.desk, checked.book
    assert desk is not None
    yield from skeleton.files.items()
    yield from prose_outputs(checked, by_language)
    yield from record_outputs(
        checked,
        by_language,
        [(name, identifier) for name, records in desk.records.items() for identifier in records],
    )
    yield from listing_outputs(checked, by_language, desk.listings)
    for entry in book.redirects():
        yield entry.file, by_language[entry.language].redirect(entry).encode()
    yield from machine_files(desk, book, checked.words)
    for renderer in by_language.values():
        for volume in renderer.volumes():
            yield volume.address, volume.content


def prose_outputs(
    checked: Checked, by_language: dict[str, Renderer], *, listing: bool = False
) -> Iterator[tuple[str, bytes]]:
    """Give the hand-written pages; with `listing`, only those that show records."""
    for page in checked.prose:
        if listing and not prose.shows_records(page.text):
            continue
        yield (
            checked.book.by_address[page.address].file,
            by_language[page.language].page(page).encode(),
        )


def record_outputs(
    checked: Checked, by_language: dict[str, Renderer], keys: Iterable[Key]
) -> Iterator[tuple[str, bytes]]:
    """Give the pages of some records, in every language."""
    assert checked.desk is not None
    for name, identifier in keys:
        record = checked.desk.get(name, identifier)
        if record is None:
            continue
        collection = REGISTRY[name]
        if not collection.sheets:
            continue
        for language, renderer in by_language.items():
            entry = checked.book.find(f"{collection.kind}:{identifier}", language)
            assert entry is not None
            yield entry.file, renderer.sheet(entry, collection, record).encode()
            for part in record.parts(checked.desk):
                further = checked.book.find(part_key(collection, record, part), language)
                assert further is not None
                yield further.file, renderer.sheet(further, collection, record, part).encode()


def listing_outputs(
    checked: Checked, by_language: dict[str, Renderer], keys: Iterable[str]
) -> Iterator[tuple[str, bytes]]:
    """Give the pages of some listings, in every language; those that are gone have none."""
    assert checked.desk is not None
    for key in keys:
        listing = checked.desk.listings.get(key)
        if listing is None:
            continue
        for language, renderer in by_language.items():
            for number in range(1, listing.pages + 1):
                entry = checked.book.find(listing.page_key(number), language)
                if entry is not None:  # the first page of all records is their index
                    yield entry.file, renderer.listing(entry, listing, number).encode()


def project_renderers(
    project: Project, checked: Checked, skeleton: Skeleton
) -> dict[str, Renderer]:
    """Give the renderers of a project, one per language."""
    assert checked.desk is not None
    return renderers(
        desk=checked.desk,
        words=checked.words,
        book=checked.book,
        templates=project.templates,
        skeleton=skeleton,
        cache=project.cache / "templates",
        press=Press(
            layout=project.templates / "documents" / "book.typ",
            mark=project.mark,
            cache=project.cache / "books",
        ),
    )


def stamp(
    project: Project,
    checked: Checked,
    skeleton: Skeleton,
    by_language: dict[str, Renderer] | None = None,
    search: Mapping[str, bytes] | None = None,
) -> Report:
    """Publish a checked desk into the project's site folder, all of it or nothing.

    The search is made from the pages, unless its files are given: while records are edited the
    pages change at once, and the search does not.
    """
    by_language = by_language or project_renderers(project, checked, skeleton)
    documents = searched(checked, by_language)
    with Publication(project.site, project.manifest) as publication:
        for path, content in outputs(checked, skeleton, by_language):
            publication.put(path, content)
            documents.take(path, content)
        for path, content in media.outputs(project.data):
            publication.put(path, content)
        found = documents.outputs(project.search_cache) if search is None else search.items()
        for path, content in found:
            publication.put(path, content)
        return publication.commit()


def searched(checked: Checked, by_language: dict[str, Renderer]) -> Documents:
    """Give what gathers the documents that are searched."""
    return Documents(
        checked, {language: renderer.localiser for language, renderer in by_language.items()}
    )


def search_outputs(
    project: Project, checked: Checked, skeleton: Skeleton, by_language: dict[str, Renderer]
) -> Iterator[tuple[str, bytes]]:
    """Give the files of the search alone."""
    documents = searched(checked, by_language)
    for path, content in outputs(checked, skeleton, by_language):
        documents.take(path, content)
    yield from documents.outputs(project.search_cache)


def restamp(
    project: Project,
    before: Checked,
    checked: Checked,
    changed: Iterable[Key],
    by_language: dict[str, Renderer],
) -> Report:
    """Publish only some pages: of `changed` records, of their neighbours, and what lists them.

    Neighbours share a reference with a changed record. Records are listed on hand-written pages
    and in the listings in which they stood before or stand now.
    """
    assert before.desk is not None
    assert checked.desk is not None
    keys = set(changed)
    for key in list(keys):
        keys |= before.desk.neighbours(key) | checked.desk.neighbours(key)
    listed = holding(before.desk, keys) | holding(checked.desk, keys)
    with Publication(project.site, project.manifest, partial=True) as publication:
        for path, content in record_outputs(checked, by_language, sorted(keys)):
            publication.put(path, content)
        for path, content in listing_outputs(checked, by_language, sorted(listed)):
            publication.put(path, content)
        for path, content in prose_outputs(checked, by_language, listing=True):
            publication.put(path, content)
        if any(name == "calls" for name, _identifier in keys):
            for path, content in finder_files(checked.desk, checked.book, checked.words):
                publication.put(path, content)
        return publication.commit()
