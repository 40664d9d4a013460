"""Tabs and no-break spaces: wrong only where YAML needs ordinary spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from desk.read.characters import BLANKS, NO_BREAK
from desk.read.data import Reading, read_text
from desk.read.limits import MOST_MISTAKES
from desk.read.notes import Mark, Notes, Words, mark_at, shown

# The part of a line where white space has a meaning: the indentation, the blanks after dashes,
# and those around the colon of a key.
_FRAME = re.compile(
    rf"^(?P<indent>[\t{BLANKS}]*)"
    rf"(?:-[{BLANKS}]+)*"
    rf"(?:[\"']?[\w-]+[\"']?[{BLANKS}]*:[{BLANKS}]+)?",
    re.MULTILINE,
)
_TAB_OR_NO_BREAK = re.compile(rf"[\t{NO_BREAK}]+")


class _Suspect(NamedTuple):
    """Tabs or no-break spaces where YAML needs ordinary spaces, unless they stand in a text."""

    start: int
    end: int
    mark: Mark
    # Where the indentation of the line ends.
    indented: int

    @property
    def in_indent(self) -> bool:
        return self.start < self.indented

    def say(self, text: str) -> Words:
        char = text[self.start]
        name = "tab" if char == "\t" else f"no-break space (U+{ord(char):04X})"
        if self.in_indent:
            return f"Here stands a {name} in the indentation", "write ordinary spaces instead"
        before = text[self.indented : self.start].rstrip(BLANKS)
        if before.endswith("-"):
            return (
                f"After the dash of a list item stands a {name}",
                "write an ordinary space after the dash",
            )
        key = shown(before.removesuffix(":").strip(f"\"'-{BLANKS}"))
        if before.endswith(":"):
            return (
                f"Between the key “{key}:” and its value stands a {name}",
                "write an ordinary space, or put the whole text in quotes if it has no key",
            )
        return (
            f"Before the colon of the key “{key}:” stands a {name}",
            "delete it, or put the whole text in quotes if it has no key",
        )


def _suspects(text: str) -> Iterator[_Suspect]:
    line, counted = 1, 0
    for frame in _FRAME.finditer(text):
        for gap in _TAB_OR_NO_BREAK.finditer(text, frame.start(), frame.end()):
            line += text.count("\n", counted, gap.start())
            counted = gap.start()
            mark = Mark(line, gap.start() - frame.start() + 1)
            yield _Suspect(gap.start(), gap.end(), mark, frame.end("indent"))


def read_blanks(text: str, notes: Notes) -> Reading:
    """Read a text that may hold tabs and no-break spaces, and tell of those that are wrong."""
    suspects = list(_suspects(text))
    if not suspects:
        return read_text(text)

    # Inside the text of a block or between quotes a suspect is harmless, and what is inside is
    # known only after reading; so first read with ordinary spaces in place of all suspects.
    chars = list(text)
    for suspect in suspects:
        chars[suspect.start : suspect.end] = " " * (suspect.end - suspect.start)
    reading = read_text("".join(chars))
    guilty = [suspect for suspect in suspects if not reading.has_text_at(suspect.start)]
    if not guilty and not notes.mistakes:
        # Now the text as it is. Where that fails, a suspect has ended a block of text too early,
        # and the suspects on the failing lines are to blame.
        reading = read_text(text)
        failing = {mark.line for mark, *_ in reading.said}
        if reading.halt is not None:
            failing.add(mark_at(text, reading.halt.index).line)
        guilty = [suspect for suspect in suspects if suspect.mark.line in failing]
        blamed = {suspect.mark.line for suspect in guilty}
        reading.said = [said for said in reading.said if said[0].line not in blamed]
    for suspect in guilty[: MOST_MISTAKES + 1]:
        notes.add(suspect.mark, *suspect.say(text))
        if suspect.in_indent:
            notes.damaged(suspect.start)
    return reading
