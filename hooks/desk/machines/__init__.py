"""Machines: the files that programs read, beside the pages that people read.

One module a kind of file; each has functions that give a file's content. `machine_files` says
which files there are and where. A file that belongs to a page lies in that page's folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desk.addresses import Book
from desk.machines.calendar import calendars
from desk.machines.feeds import feed_files
from desk.machines.finder import finder_files
from desk.machines.site import robots, sitemap
from desk.machines.statistics import statistics_files
from desk.machines.tables import figures_table
from desk.model import Desk
from desk.words import Words


def machine_files(
    desk: Desk,
    book: Book,
    words: Mapping[str, Words],
) -> Iterator[tuple[str, bytes]]:
    """Give every file for machines: its path in the site's folder, and its content."""
    yield "sitemap.xml", sitemap(book, desk.settings).encode()
    yield "robots.txt", robots(desk.settings).encode()
    if "figures" in desk.records:
        for language in desk.settings.languages:
            yield figures_table(desk, book, words[language])
    yield from feed_files(desk, book, words)
    yield from calendars(desk, book, words)
    yield from statistics_files(desk, words)
    yield from finder_files(desk, book, words)
