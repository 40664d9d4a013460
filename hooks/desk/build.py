"""Build: put a checked desk and a skeleton together and publish the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.check import Checked, check
from desk.machines import robots, sitemap
from desk.registry import REGISTRY
from desk.render import Renderer, renderers
from desk.write import Publication, Report

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from desk.project import Project
    from desk.skeleton import Skeleton


def check_project(project: Project, as_of: dt.date) -> Checked:
    """Check the project's data and hand-written pages for a day."""
    return check(project.data, project.docs, as_of, blocks=project.blocks)


def outputs(
    checked: Checked, skeleton: Skeleton, by_language: dict[str, Renderer]
) -> Iterator[tuple[str, bytes]]:
    """Give every file of the site: (path, content)."""
    desk, book = checked.desk, checked.book
    assert desk is not None
    yield from skeleton.files.items()
    for page in checked.prose:
        renderer = by_language[page.language]
        entry = book.by_address[page.address]
        yield entry.file, renderer.page(page).encode()
    for name, records in desk.records.items():
        collection = REGISTRY[name]
        for language, renderer in by_language.items():
            for record in records.values():
                found = book.find(f"{collection.kind}:{record.id}", language)
                assert found is not None
                yield found.file, renderer.sheet(found, collection, record).encode()
    for entry in book.redirects():
        yield entry.file, by_language[entry.language].redirect(entry).encode()
    yield "sitemap.xml", sitemap(book, desk.settings).encode()
    yield "robots.txt", robots(desk.settings).encode()


def stamp(project: Project, checked: Checked, skeleton: Skeleton) -> Report:
    """Publish a checked desk into the project's site folder, all of it or nothing."""
    assert checked.desk is not None
    by_language = renderers(
        desk=checked.desk,
        words=checked.words,
        book=checked.book,
        templates=project.templates,
        skeleton=skeleton,
        cache=project.cache / "templates",
    )
    with Publication(project.site, project.manifest) as publication:
        for path, content in outputs(checked, skeleton, by_language):
            publication.put(path, content)
        return publication.commit()
