"""Strict reading of YAML: bytes in, plain data or every mistake out.

The subset is the part of YAML that editors write by hand and that means the same to every reader:
mappings, lists and scalars, in block or in flow style, in one document of UTF-8.
Only `true`, `false`, `null`, an empty value and numbers as JSON writes them have a type;
all else is text, exactly as it stands (`NO`, `12:30`, `01000`, `2024-03-01`),
because PyYAML guesses (`NO` is False, `12:30` is 750, `01000` is 512) and a guess loses data.
Whatever two readers could take differently is a mistake, never a guess:
a key given twice, `on:` as a key, an anchor, a tag, a `#` that swallows the end of a text,
a character that nobody sees.

The data are built here from the events of libyaml, without PyYAML's own composer:
that one recurses, and 100 kB of `[` crash the whole process.
Nothing in this package recurses, and `limits` bounds what a file may ask for.

Three doors: `parse` gives the data or the mistakes, `marks` where everything stands,
`place` the place to show for one part of the data.
"""

from __future__ import annotations

from dataclasses import dataclass

from desk.mistakes import Mistake
from desk.read.blanks import read_blanks
from desk.read.characters import ODD, decode, replace_bad
from desk.read.data import Reading, read_text
from desk.read.limits import (
    DEEPEST,
    LARGEST_FILE,
    LONGEST_SHOWN,
    MOST_DIGITS,
    MOST_MISTAKES,
    MOST_NODES,
)
from desk.read.notes import Mark, Notes, mark_at
from desk.read.places import Loc, marks, place

__all__ = [
    "DEEPEST",
    "LARGEST_FILE",
    "LONGEST_SHOWN",
    "MOST_DIGITS",
    "MOST_MISTAKES",
    "MOST_NODES",
    "Document",
    "Loc",
    "Mark",
    "marks",
    "parse",
    "place",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The data of one file without mistakes."""

    path: str
    data: dict[str, object]


def parse(source: bytes, path: str) -> tuple[Document | None, list[Mistake]]:
    """Read one file strictly.

    In: the bytes of the file, and its path as the mistakes shall name it.
    Out: the document and no mistakes, or None and the mistakes in the order of the file.
    A syntax error ends the reading of the file; all other mistakes are told together.
    """
    notes = Notes(path)
    text = decode(source, notes)
    if text is None:
        return None, notes.mistakes
    if ODD.search(text):
        text = replace_bad(text, notes)
        reading = read_blanks(text, notes)
    else:
        reading = read_text(text)
    _conclude(reading, notes)
    data = reading.data
    if notes.mistakes or not isinstance(data, dict):
        return None, notes.listed()
    return Document(path=path, data=data), []


def _conclude(reading: Reading, notes: Notes) -> None:
    """Add what the reading found to what the characters gave, but no echoes of that."""
    for said in reading.said:
        notes.add(*said)
    halt = reading.halt
    if halt is not None:
        mark = mark_at(reading.text, halt.index)
        damaged = notes.damage is not None and notes.damage <= halt.index
        if not halt.is_syntax or not (damaged or notes.near(mark.line)):
            notes.add(mark, halt.what, halt.fix)
    elif notes.damage is None and not isinstance(reading.data, dict):
        mark, what, fix = reading.say_top()
        if not notes.near(mark.line):
            notes.add(mark, what, fix)
