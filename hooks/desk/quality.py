"""Quality: what of the desk is to be checked again, and what is said with less than certainty."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from desk.coherence import texts
from desk.model import Desk
from desk.records.base import Model, Record, Source

SOON = 60
"""How many days ahead a check is announced."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """A record that is to be checked again on a day."""

    day: dt.date
    collection: str
    record: Record
    overdue: bool

    @property
    def path(self) -> str:
        """The file of the record."""
        return f"data/{self.collection}/{self.record.id}.yml"


@dataclass(frozen=True, kw_only=True, slots=True)
class Remark:
    """A record of which something is to be known: how many places, or in words."""

    collection: str
    record: Record
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Collected:
    """One collection in numbers."""

    name: str
    records: int
    checked: int
    """How many tell the day of their last check."""
    scheduled: int
    """How many tell when the next one is due."""
    overdue: int
    soon: int
    unread: int
    unsure: int
    alone: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Quality:
    """The whole desk: what is late, what is due soon, what was not re-read, what is unsure."""

    overdue: tuple[Due, ...]
    soon: tuple[Due, ...]
    unread: tuple[Remark, ...]
    """Records with sources on the web that were not read for this desk."""
    unsure: tuple[Remark, ...]
    """Records with claims that could not be confirmed."""
    alone: tuple[Remark, ...]
    """Records with texts in one language only."""
    collections: tuple[Collected, ...]


def due(desk: Desk, days: int) -> list[Due]:
    """Give what is overdue, and what will be due within so many days, the longest due first."""
    today = desk.as_of.date()
    found = [
        Due(day=day, collection=name, record=record, overdue=day < today)
        for name, records in desk.records.items()
        for record in records.values()
        if (day := next_check(record)) is not None and day <= today + dt.timedelta(days=days)
    ]
    return sorted(found, key=lambda one: (one.day, one.path))


def next_check(record: Record) -> dt.date | None:
    """Give the day on which the record is to be checked again, if it tells."""
    if record.verified_on is None or record.verify_every_days is None:
        return None
    return record.verified_on + dt.timedelta(days=record.verify_every_days)


def quality(desk: Desk) -> Quality:
    """Look through every record of the desk."""
    dues = due(desk, SOON)
    overdue = tuple(one for one in dues if one.overdue)
    soon = tuple(one for one in dues if not one.overdue)
    unread: list[Remark] = []
    unsure: list[Remark] = []
    alone: list[Remark] = []
    for name, records in desk.records.items():
        for record in records.values():
            for found, count in (
                (unread, sum(_is_unread(model) for model in models(record))),
                (unsure, sum(bool(getattr(model, "unsure", None)) for model in models(record))),
                (alone, _alone(record, desk)),
            ):
                if count:
                    found.append(Remark(collection=name, record=record, count=count))
    return Quality(
        overdue=overdue,
        soon=soon,
        unread=tuple(unread),
        unsure=tuple(unsure),
        alone=tuple(alone),
        collections=tuple(
            Collected(
                name=name,
                records=len(records),
                checked=sum(record.verified_on is not None for record in records.values()),
                scheduled=sum(next_check(record) is not None for record in records.values()),
                overdue=sum(one.collection == name for one in overdue),
                soon=sum(one.collection == name for one in soon),
                unread=_total(unread, name),
                unsure=_total(unsure, name),
                alone=_total(alone, name),
            )
            for name, records in desk.records.items()
        ),
    )


def models(model: Model | Record) -> Iterator[Model | Record]:
    """Give a record and every piece that it is put together from."""
    yield model
    for name in type(model).model_fields:
        value = getattr(model, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Model):
                yield from models(item)


def _is_unread(model: Model | Record) -> bool:
    return isinstance(model, Source) and model.url is not None and model.checked_on is None


def _alone(record: Record, desk: Desk) -> int:
    return sum(
        any(text.in_(language).missing for language in desk.settings.languages)
        for _place, text in texts(record)
    )


def _total(remarks: list[Remark], name: str) -> int:
    return sum(remark.count for remark in remarks if remark.collection == name)
