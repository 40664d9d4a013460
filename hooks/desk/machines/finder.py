"""The files that the funding finder reads: in each language, beside the calls' index page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desk.addresses import Book
from desk.finder import Finder
from desk.model import Desk
from desk.words import Words

DATA, TEXTS, REASONS = "finder.json", "finder-texts.json", "finder-reasons-{}.json"
"""What narrows and ranks, the texts, and the words of conditions in parts counted from 0."""


def finder_files(desk: Desk, book: Book, words: Mapping[str, Words]) -> Iterator[tuple[str, bytes]]:
    """Give the finder's files. A desk without calls, their index or the finder's words has none."""
    if not desk.calls:
        return
    for language, say in words.items():
        folder = desk.settings.collection_address("calls", language)
        if folder not in book.by_address or not say.below("finder"):
            continue
        finder = Finder(desk, book, say)
        yield folder + DATA, finder.data()
        yield folder + TEXTS, finder.texts()
        for number, part in enumerate(finder.reasons()):
            yield folder + REASONS.format(number), part
