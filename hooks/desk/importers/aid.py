"""An aid as its catalogue gives it: each field read as what it should be, or told and left out.

The catalogue is not ours: a field may be missing, empty, of another type than documented.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Mapping
from dataclasses import dataclass

from desk.importers.log import Log, Teller
from desk.read.characters import BAD

_SURROGATES = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
_WHOLE = re.compile(r"-?\d{1,12}(?:\.0+)?")


def clean(text: str) -> str:
    """Take away what may stand in no text of ours (`read.characters`), and no-break spaces.

    Spaces of French typography are set by the site.
    """
    text = _SURROGATES.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    return BAD.sub("", text).replace("\u00a0", " ").replace("\u202f", " ")


def line(text: str) -> str:
    """Give a text as one clean line."""
    return _SPACE.sub(" ", clean(html.unescape(text))).strip()


@dataclass(frozen=True, slots=True)
class Aid:
    """One aid: its raw fields, and the log where what is wrong with them is told."""

    id: str
    name: str
    raw: Mapping[str, object]
    tell: Teller

    def text(self, name: str) -> str | None:
        """Give a text as it stands, None when it is empty."""
        value = self.raw.get(name)
        if value is None:
            return None
        if not isinstance(value, str):
            self._wrong(name, value, "a text")
            return None
        return value if value.strip() else None

    def line(self, name: str) -> str | None:
        """Give a text as one clean line."""
        value = self.text(name)
        return (line(value) or None) if value is not None else None

    def lines(self, name: str) -> list[str]:
        """Give a list of texts, without those that are empty or no texts."""
        found = []
        for value in self._list(name):
            if isinstance(value, str):
                found.append(line(value))
            elif value is not None:
                self._wrong(name, value, "a text")
        return list(dict.fromkeys(one for one in found if one))

    def named(self, name: str) -> list[tuple[str, str]]:
        """Give the ids and names of what is listed in full, as `financers_full`; else plain names."""
        found = []
        for value in self._list(name):
            if isinstance(value, dict) and isinstance(value.get("name"), str):
                found.append((str(value.get("id") or ""), line(value["name"])))
            elif value is not None:
                self._wrong(name, value, "a name with its id")
        if not found:
            found = [("", one) for one in self.lines(name.removesuffix("_full"))]
        return [(key, one) for key, one in dict.fromkeys(found) if one]

    def whole(self, name: str) -> int | None:
        """Give a whole number, None when there is none."""
        value = self.raw.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
            value = int(value.strip().partition(".")[0])
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 10**12:
            self._wrong(name, value, "a whole number")
            return None
        return value

    def flag(self, name: str) -> bool | None:
        """Give true or false, None when it is not told."""
        value = self.raw.get(name)
        if value is not None and not isinstance(value, bool):
            self._wrong(name, value, "true or false")
            return None
        return value

    def day(self, name: str) -> dt.date | None:
        """Give a day, of a date (`2026-03-17`) or of a moment (`2026-03-17T12:00:00+00:00`)."""
        value = self.text(name)
        if value is None:
            return None
        try:
            return dt.date.fromisoformat(value.strip()[:10])
        except ValueError:
            self._wrong(name, value, "a day")
            return None

    def _list(self, name: str) -> list[object]:
        value = self.raw.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self._wrong(name, value, "a list")
            return []
        return value

    def _wrong(self, name: str, value: object, wanted: str) -> None:
        self.tell.warning(
            name,
            f"“{line(str(value))[:60]}” is not {wanted}, so it is not taken over",
            "read it at the source, and write it yourself",
        )


def read_aid(raw: object, place: int, log: Log) -> Aid | None:
    """Read one aid; None (told as an error) when it has no id or no name."""
    unnamed = log.about(f"#{place}")
    if not isinstance(raw, dict):
        unnamed.error("", "This is no aid but something else", "look at the answer of the API")
        return None
    key = raw.get("id")
    if isinstance(key, bool) or not isinstance(key, int | str) or not line(str(key)):
        unnamed.error("id", "This aid has no id", "look at the answer of the API")
        return None
    identity = line(str(key))
    name = raw.get("name")
    title = line(name) if isinstance(name, str) else ""
    if not title:
        log.about(identity).error("name", "This aid has no name", "look at it at the source")
        return None
    return Aid(id=identity, name=title, raw=raw, tell=log.about(identity, title))
