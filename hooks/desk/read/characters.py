"""Characters: the bytes as text, and what may not stand in any text."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice

from desk.read.limits import LARGEST_FILE, MOST_MISTAKES
from desk.read.notes import Mark, Notes, Words, line_start, mark_at

BOM = "\ufeff"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")

# What has no place in any text: control characters, marks that nobody sees and that make equal
# words unequal or turn the direction of writing, and the line ends that only some programs know.
# U+200D goes too, although some emoji are built with it: in a name or an address it is a trap.
_NEVER = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
)
BAD = re.compile(rf"[{_NEVER}]+|(?:\r(?!\n))+")
# French needs no-break spaces before `:` and inside `«  »`, so they are wrong in some places only.
NO_BREAK = "\u00a0\u202f"
BLANKS = f" {NO_BREAK}"
# One look that finds nothing in most files: all that may be wrong, depending on where it stands.
ODD = re.compile(rf"[{_NEVER}\t\r{NO_BREAK}]")


def decode(source: bytes, notes: Notes) -> str | None:
    """Give the text of the bytes, or None when there is nothing to go on with."""
    if len(source) > LARGEST_FILE:
        notes.add(
            Mark(1, 1),
            f"This file has {len(source):,} bytes, more than the {LARGEST_FILE:,} allowed",
            "split it, or move long texts elsewhere",
        )
        return None
    if source.startswith(_UTF_16):
        notes.add(Mark(1, 1), "This file is saved as UTF-16", "save it as “UTF-8 without BOM”")
        return None
    try:
        text = source.decode("utf-8")
    except UnicodeDecodeError as error:
        before = source[: error.start].decode("utf-8").removeprefix(BOM)
        notes.add(mark_at(before, len(before)), *_say_not_utf_8(source[error.start]))
        notes.damaged(len(before))
        # Every bad byte becomes a character that can stand in any text, so the rest can be read.
        text = source.decode("utf-8", "replace")
    if text.startswith(BOM):
        notes.add(
            Mark(1, 1),
            "This file begins with an invisible mark (BOM)",
            "save it as “UTF-8 without BOM”",
        )
        # Editors do not count the mark as a column, so neither may the places below.
        text = text[1:]
    return text


def _say_not_utf_8(byte: int) -> Words:
    what = f"This file is not saved as UTF-8: here stands the byte {byte:02X}"
    try:
        char = bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return what, "open it in the encoding it was written in, then save it as UTF-8"
    shown = f"“{char}”" if char.isprintable() else _code_point(char)
    return (
        f"{what}, which is {shown} in Windows-1252",
        "reopen it as Windows-1252, then save it as UTF-8",
    )


def say_bad(char: str) -> Words:
    """Tell of a character that may not stand in any text."""
    if char == "\r":
        return (
            "Here stands half a line end (U+000D, without U+000A)",
            "save the file with the line ends “LF”",
        )
    if char in "\x85\u2028\u2029":
        return (
            f"Here stands a line end that most programs do not know, {_code_point(char)}",
            "delete it, and press Enter where a new line is meant",
        )
    kind = "a control" if unicodedata.category(char) == "Cc" else "an invisible"
    return f"Here stands {kind} character, {_code_point(char)}", "delete it"


def replace_bad(text: str, notes: Notes) -> str:
    """Tell of the characters that may not stand in any text, and put a letter in their place."""
    for match in islice(BAD.finditer(text), MOST_MISTAKES + 1):
        start = match.start()
        notes.add(mark_at(text, start), *say_bad(match[0][0]))
        if not text[line_start(text, start) : start].strip():
            notes.damaged(start)
    # One for one, which keeps every other place in the file exact.
    return BAD.sub(lambda match: "_" * len(match[0]), text)


def _code_point(char: str) -> str:
    name = unicodedata.name(char, "").lower()
    return f"U+{ord(char):04X} ({name})" if name else f"U+{ord(char):04X}"
