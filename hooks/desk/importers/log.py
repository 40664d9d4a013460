"""What an import tells of each aid: how grave it is, what is so, what an editor should do."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum


class Level(IntEnum):
    """An info needs nothing, a warning a look, an error means that the aid was left out."""

    INFO = 0
    WARNING = 1
    ERROR = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One thing that is told. `aid` is the aid's id in its catalogue, `field` the field there."""

    level: Level
    aid: str
    title: str
    field: str
    what: str
    fix: str = ""


@dataclass(slots=True)
class Log:
    """All that an import told, in the order of the aids."""

    entries: dict[Entry, None] = field(default_factory=dict)

    def about(self, aid: str, title: str = "") -> Teller:
        """Give what tells of one aid."""
        return Teller(self, aid, title)

    def count(self, level: Level) -> int:
        """Tell how many entries are of one level."""
        return sum(entry.level is level for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells something of one aid."""

    log: Log
    aid: str
    title: str

    def info(self, name: str, what: str, fix: str = "") -> None:
        """Tell what needs no action."""
        self._add(Level.INFO, name, what, fix)

    def warning(self, name: str, what: str, fix: str) -> None:
        """Tell what an editor should look at."""
        self._add(Level.WARNING, name, what, fix)

    def error(self, name: str, what: str, fix: str) -> None:
        """Tell why the aid is left out."""
        self._add(Level.ERROR, name, what, fix)

    def _add(self, level: Level, name: str, what: str, fix: str) -> None:
        entry = Entry(level=level, aid=self.aid, title=self.title, field=name, what=what, fix=fix)
        # A field that is read twice is told once.
        self.log.entries.setdefault(entry)
