"""Outputs: every file of the search, from the pages that the build has just made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from desk.addresses import Book
from desk.check import Checked
from desk.localise import Localiser
from desk.search import FOLDER, PAGE
from desk.search.documents import Meaning, Subject, article, document, record_text, subjects
from desk.search.engine import fragments, index
from desk.search.lexicon import lexicon


def is_searched(book: Book) -> bool:
    """Tell whether the desk has a page that searches."""
    return any(key == PAGE for key, _language in book.by_page)


class Documents:
    """Gathers what is searched while the pages are made."""

    def __init__(self, checked: Checked, localisers: Mapping[str, Localiser]) -> None:
        assert checked.desk is not None
        assert checked.foundation is not None
        self._localisers = localisers
        self._settings = checked.foundation.search
        self._book = checked.book
        self._meaning = Meaning(checked.desk, self._settings)
        self._subjects: dict[str, Subject] = {}
        self.documents: dict[str, bytes] = {}
        if not is_searched(checked.book):
            return
        for subject, record in subjects(checked.desk, checked.book, localisers, checked.prose):
            self._subjects[subject.path] = subject
            if record is not None and subject.anchor:
                text = record_text(record, localisers[subject.language])
                self.documents[subject.path] = document(subject, text, self._meaning)

    def take(self, path: str, page: bytes) -> None:
        """Take a file of the site; what is no page that may be found is let pass."""
        subject = self._subjects.get(path)
        if subject is not None:
            self.documents[path] = document(subject, article(page), self._meaning)

    def outputs(self, cache: Path | None = None) -> Iterator[tuple[str, bytes]]:
        """Give every file of the search: (path, content)."""
        if not self.documents:
            return
        files = index(self.documents, cache)
        for path, content in files.items():
            yield f"{FOLDER}/{path}", content
        pages = list(fragments(files))
        by_address = {
            "/" + path.removesuffix("index.html"): subject
            for path, subject in self._subjects.items()
        }
        for language, say in self._localisers.items():
            own: dict[str, Subject] = {
                address: subject
                for address, subject in by_address.items()
                if subject.language == language
            }
            others = [
                (other, entry.address)
                for other in self._localisers
                if other != language and (entry := self._book.find(PAGE, other)) is not None
            ]
            yield (
                f"{FOLDER}/{language}.json",
                lexicon(
                    say=say,
                    settings=self._settings,
                    meaning=self._meaning,
                    subjects=own,
                    pages=pages,
                    others=others,
                ),
            )
