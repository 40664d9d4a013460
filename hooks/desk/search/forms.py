"""Forms: the ways in which one name is typed. The scripts fold what is asked in the same way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile(r"(?<=\w)[^\w\s]+(?=\w)|_")
"""What stands inside a name and is often typed otherwise: a hyphen, an apostrophe, an @."""


_SIGNS = re.compile(r"(?<=\w)[^\w\s-]+(?=\w)|_")


def fold(text: str) -> str:
    """Give a text without accents, ligatures and capitals."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """Give the folded words of a text: letters and digits."""
    return _WORD.findall(fold(text))


def variants(name: str) -> Iterator[str]:
    """Give other ways to type a name with signs in it: FURIL-DEM@TER is “furil demater” too."""
    chunks = fold(name).split()
    if not any(_MARKS.search(chunk) for chunk in chunks):
        return
    for read in ({}, {ord("@"): "a"}):
        parts = [_WORD.findall(chunk.translate(read)) for chunk in chunks]
        yield " ".join(word for part in parts for word in part)
        yield " ".join("".join(part) for part in parts if part)
        # A hyphen parts words, other signs do not.
        half = [_WORD.findall(_SIGNS.sub("", chunk.translate(read))) for chunk in chunks]
        yield " ".join(word for part in half for word in part)


def mark(name: str) -> str:
    """Give three signs that every way to type a name has in common, and few other names."""
    value = 2166136261
    for byte in "".join(words(name)).encode():
        value = (value ^ byte) * 16777619 % 2**32
    value = (value ^ value >> 16) % len(DIGITS) ** 3
    return number(value, 3)


def number(value: int, width: int) -> str:
    """Write a number in few signs."""
    signs = ""
    for _ in range(width):
        value, rest = divmod(value, len(DIGITS))
        signs = DIGITS[rest] + signs
    assert value == 0
    return signs


def distinct(names: Iterable[str]) -> tuple[str, ...]:
    """Give names without those that read like an earlier one."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(" ".join(words(name)), name)
    found.pop("", None)
    return tuple(found.values())
