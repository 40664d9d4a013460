"""Keys in plain writing: those that every reader takes for the same word."""

from __future__ import annotations

import re

from desk.read.characters import BLANKS, NO_BREAK
from desk.read.notes import Words, shown

USUAL_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
# Readers of YAML 1.1 take these for true, false or nothing, in any mixture of capitals.
NOT_KEYS = frozenset(("on", "off", "yes", "no", "y", "n", "true", "false", "null", "~"))
# What some reader of YAML takes for a number, a time or a date.
_NUMBER_KEY = re.compile(
    r"[-+]?(?:[0-9][0-9_]*\.?|\.[0-9])[0-9_]*(?:e[-+]?[0-9]+)?"
    r"|[-+]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
    r"|0[xob][0-9a-f_]+|[-+]?\.(?:inf|nan)",
    re.IGNORECASE,
)

NO_KEY = "Before this colon stands no key", "write one, or put the text in quotes if it is one"


def say_key(key: str) -> Words | None:
    """Tell what is wrong with a key in plain writing, if anything is."""
    word = shown(key)
    if not key:
        return NO_KEY
    if key == "<<":
        return "“<<” merges mappings, which is not used here", "write the keys and values out"
    if key.lower() in NOT_KEYS:
        return (
            f"“{word}” cannot be a key, because other programs read it as yes, no or nothing",
            f'write another word, or put it in quotes: "{word}":',
        )
    if _NUMBER_KEY.fullmatch(key):
        return (
            f"“{word}” cannot be a key, because it is a number, a time or a date",
            f'write a word, or put it in quotes: "{word}":',
        )
    if key.strip(BLANKS) != key or any(f":{blank}" in key for blank in NO_BREAK):
        return (
            f"A no-break space stands beside the colon or the key in “{word}”",
            "write an ordinary space, or put the whole text in quotes if it has no key",
        )
    return None
