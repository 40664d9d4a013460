"""Tables: CSV files (comma, UTF-8) that people open in a spreadsheet and programs read.

A cell that a spreadsheet would run as a formula gets an apostrophe before it, the usual guard;
numbers are written as they are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from desk.addresses import Book
from desk.model import Desk
from desk.records.base import Source
from desk.records.figure import KeyFigure, Value
from desk.texts import Text, plain
from desk.words import Words

Cell = str | int | float | None

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FIGURE_COLUMNS = (
    "figure",
    "value_id",
    "title",
    "label",
    "topic",
    "value",
    "unit",
    "per_year",
    "qualifier",
    "target",
    "as_of",
    "document",
    "lines",
    "differ",
    "note",
    "url",
)


def table(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Give a CSV file: a header and rows of as many cells; None is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_guarded(name) for name in header])
    for row in rows:
        if len(row) != len(header):
            raise ValueError(f"{len(row)} cells for {len(header)} columns: {row}")
        writer.writerow([_guarded(cell) for cell in row])
    return out.getvalue().encode()


def _guarded(cell: Cell) -> Cell:
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return "'" + cell
    return cell


def figures_table(desk: Desk, book: Book, words: Words) -> tuple[str, bytes]:
    """Give the table of all key figures in one language, one row a value: (path, content).

    It lies in the folder of the figures' own pages, under the name of their segment.
    """
    language = words.language
    folder = desk.settings.collection_address("figures", language)
    name = desk.settings.collections["figures"].segment.in_(language).text
    rows = [
        row
        for figure in desk.records["figures"].values()
        if isinstance(figure, KeyFigure)
        for row in _figure_rows(figure, desk, book, words)
    ]
    header = [words(f"figure_table.{column}") for column in _FIGURE_COLUMNS]
    return f"{folder}{name}.csv", table(header, rows)


def _figure_rows(
    figure: KeyFigure, desk: Desk, book: Book, words: Words
) -> Iterable[tuple[Cell, ...]]:
    entry = book.find(f"figure:{figure.id}", words.language)
    assert entry is not None
    answers = (words("answer.negative"), words("answer.affirmative"))

    def say(text: Text | None) -> str | None:
        return plain(text, words.language) if text else None

    def term(vocabulary: str, identifier: str) -> str | None:
        return say(desk.vocabularies[vocabulary][identifier])

    for value in figure.values:
        sources = (value.source, *value.also)
        yield (
            figure.id,
            value.id,
            say(figure.title),
            say(value.label),
            term("figure_topics", figure.topic),
            value.value,
            desk.settings.currency
            if value.unit == desk.settings.currency
            else term("units", value.unit),
            answers[value.per_year],
            _qualifier(value, words, term("qualifiers", value.qualifier)),
            answers[value.target],
            str(value.as_of) if value.as_of else None,
            " | ".join(_document(source, desk, words) for source in sources),
            " | ".join(" ".join(map(str, source.lines)) for source in sources),
            answers[figure.disagree],
            say(value.note),
            f"{desk.settings.root_url}{entry.address}#{value.id}",
        )


def _qualifier(value: Value, words: Words, said: str | None) -> str | None:
    """A number that the source lost is unknown, not exact."""
    return words("figure.unknown") if value.value is None else said


def _document(source: Source, desk: Desk, words: Words) -> str:
    return plain(desk.documents[source.document].title, words.language) if source.document else ""
