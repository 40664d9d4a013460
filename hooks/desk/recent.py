"""Recent: what changed lately on the desk, for readers who come back.

A record that says what changed (`changes`) is told by name; records that were merely written or
updated are counted by day and collection.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from desk.model import Desk
from desk.records.base import Record
from desk.texts import Text

NAMED = 3
"""Up to how many records of one day and collection are named rather than counted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class News:
    """What happened to a collection on a day: to a few records by name, or to so many."""

    day: dt.date
    collection: str
    records: tuple[Record, ...]
    note: Text | None = None

    @property
    def named(self) -> bool:
        """Tell whether the records are few enough to be named."""
        return len(self.records) <= NAMED


def recent(desk: Desk, limit: int) -> Sequence[News]:
    """Give the latest changes, the newest first; those told in words before mere updates."""
    told = [
        News(day=change.day, collection=name, records=(record,), note=change.note)
        for name, records in desk.records.items()
        for record in records.values()
        for change in record.changes
    ]
    updated: dict[tuple[dt.date, str], list[Record]] = {}
    for name, records in desk.records.items():
        for record in records.values():
            if record.updated and record.updated not in {change.day for change in record.changes}:
                updated.setdefault((record.updated, name), []).append(record)
    counted = [
        News(day=day, collection=name, records=tuple(records))
        for (day, name), records in updated.items()
    ]
    order = list(desk.settings.collections)
    news = [*told, *counted]
    news.sort(
        key=lambda item: (-item.day.toordinal(), item.note is None, order.index(item.collection))
    )
    return news[:limit]
