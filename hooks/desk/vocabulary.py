"""The closed lists of `data/vocabulary/`: terms with a label per language, and the documents."""

from __future__ import annotations

from desk.dates import PartialDate
from desk.records.base import Model, Url
from desk.texts import Name, Text


class Document(Model):
    """A source document: what it is, who published it, when (or why no date is known).

    `date` is the day up to which it speaks; `published` and `updated` are what it says of itself.
    """

    title: Name
    publisher: Text | None = None
    date: PartialDate | None = None
    published: PartialDate | None = None
    updated: PartialDate | None = None
    date_note: Text | None = None
    language: str
    url: Url | None = None
    note: Text | None = None


Vocabulary = dict[str, Text]
"""The terms of one list by id, in the order of the file."""
