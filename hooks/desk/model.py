"""The desk as one value: all records, with their references resolved both ways."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from desk.maps import RegionMap
from desk.places import Places
from desk.questions import Question
from desk.records.base import Record, Ref
from desk.records.call import Call
from desk.records.country import Country
from desk.records.guide import Guide
from desk.records.laureate import Laureate
from desk.records.organisation import Organisation
from desk.settings import Settings
from desk.vocabulary import Document, Vocabulary

if TYPE_CHECKING:
    from desk.listings import Listing

Key = tuple[str, str]
"""A record's collection and id."""


@dataclass(frozen=True, slots=True)
class Backlink:
    """A record that names this one, and as what (its field's role, or the role it gives)."""

    collection: str
    record: Record
    role: str


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Everything that was read and found right. Nothing changes it."""

    settings: Settings
    records: Mapping[str, Mapping[str, Record]]
    vocabularies: Mapping[str, Vocabulary]
    documents: Mapping[str, Document]
    as_of: dt.datetime
    questions: Mapping[str, Question] | None = field(default_factory=dict)
    """None when their file has mistakes, which are told there."""
    media: Mapping[str, int] = field(default_factory=dict)
    """The files of `data/media/`, by name, with their sizes in bytes."""
    maps: Mapping[str, RegionMap] = field(default_factory=dict)
    places: Places = field(default_factory=Places)
    backlinks: Mapping[Key, tuple[Backlink, ...]] = field(default_factory=dict)

    @classmethod
    def build(
        cls,
        *,
        settings: Settings,
        records: Mapping[str, Mapping[str, Record]],
        vocabularies: Mapping[str, Vocabulary],
        documents: Mapping[str, Document],
        as_of: dt.datetime,
        questions: Mapping[str, Question] | None = MappingProxyType({}),
        media: Mapping[str, int] | None = None,
        maps: Mapping[str, RegionMap] | None = None,
        places: Places | None = None,
    ) -> Desk:
        """Make the desk of these records; drafts stay out of it, and so out of every page."""
        published = {
            name: MappingProxyType(
                {
                    identifier: record
                    for identifier, record in sorted(collection.items())
                    if record.publication != "draft"
                }
            )
            for name, collection in records.items()
        }
        backlinks: dict[Key, list[Backlink]] = {}
        for name, collection in published.items():
            for record in collection.values():
                # A record that names another twice as the same thing is one link.
                for target, role in dict.fromkeys(references(record)):
                    backlinks.setdefault(target, []).append(Backlink(name, record, role))
        return cls(
            settings=settings,
            records=published,
            vocabularies=vocabularies,
            documents=documents,
            as_of=as_of,
            questions=questions,
            media=media or {},
            maps=maps or {},
            places=places or Places(),
            backlinks={key: tuple(links) for key, links in backlinks.items()},
        )

    @property
    def calls(self) -> Mapping[str, Call]:
        """The calls by id; empty where the desk does not use them."""
        return cast("Mapping[str, Call]", self.records.get("calls", {}))

    @property
    def laureates(self) -> Mapping[str, Laureate]:
        """The laureates by id; empty where the desk does not use them."""
        return cast("Mapping[str, Laureate]", self.records.get("laureates", {}))

    @property
    def organisations(self) -> Mapping[str, Organisation]:
        """The organisations by id; empty where the desk does not use them."""
        return cast("Mapping[str, Organisation]", self.records.get("organisations", {}))

    @property
    def guides(self) -> Mapping[str, Guide]:
        """The guides by id; empty where the desk does not use them."""
        return cast("Mapping[str, Guide]", self.records.get("guides", {}))

    @property
    def countries(self) -> Mapping[str, Country]:
        """The export sheets by id; empty where the desk does not use them."""
        return cast("Mapping[str, Country]", self.records.get("countries", {}))

    @cached_property
    def listings(self) -> Mapping[str, Listing]:
        """The listings by their keys in the address book; found once, for pages and files alike."""
        from desk.listings import listings  # noqa: PLC0415 - listings read desks

        return {listing.key: listing for listing in listings(self)}

    def get(self, collection: str, identifier: str) -> Record | None:
        """Give a published record, or None."""
        return self.records.get(collection, {}).get(identifier)

    def resolve(self, collection: str, identifiers: Iterable[str]) -> tuple[Any, ...]:
        """Give the records of these ids, those that are not published left out."""
        records = self.records.get(collection, {})
        return tuple(records[one] for one in identifiers if one in records)

    def named_by(self, collection: str, identifier: str) -> tuple[Backlink, ...]:
        """Give the records that name this one."""
        return self.backlinks.get((collection, identifier), ())

    def neighbours(self, key: Key) -> set[Key]:
        """Give the records whose pages show something of this one, and those it names."""
        found = {(link.collection, link.record.id) for link in self.backlinks.get(key, ())}
        record = self.get(*key)
        if record is not None:
            found.update(target for target, _role in references(record))
        return found


def references(record: Record) -> Iterator[tuple[Key, str]]:
    """Give every reference in `record`: the record it names, and the role that one plays.

    The role is the `role` beside the reference where the record gives one (a partner's), else
    the one that the field declares.
    """
    yield from _walk(record)


def _walk(model: BaseModel) -> Iterator[tuple[Key, str]]:
    for name, ref in _plan(type(model)):
        value = getattr(model, name)
        if value is None or value == ():
            continue
        values = value if isinstance(value, tuple) else (value,)
        if ref is not None:
            role = getattr(model, "role", "") or ref.role or name
            for identifier in values:
                yield (ref.collection, identifier), role
        else:
            for item in values:
                if isinstance(item, BaseModel):
                    yield from _walk(item)


@cache
def _plan(model: type[BaseModel]) -> tuple[tuple[str, Ref | None], ...]:
    """Find once per model which fields hold references, or models that hold some."""
    plan: list[tuple[str, Ref | None]] = []
    for name, info in model.model_fields.items():
        found = _refs_of(info)
        if found:
            plan.append((name, found[0]))
        elif any(_holds(inner, frozenset()) for inner in _models_in(info.annotation)):
            plan.append((name, None))
    return tuple(plan)


def _holds(model: type[BaseModel], seen: frozenset[type[BaseModel]]) -> bool:
    """Tell whether a model holds references, however deep; `seen` ends circles."""
    return model not in seen and any(
        _refs_of(info)
        or any(_holds(inner, seen | {model}) for inner in _models_in(info.annotation))
        for info in model.model_fields.values()
    )


def _refs_of(info: FieldInfo) -> list[Ref]:
    own = [item for item in info.metadata if isinstance(item, Ref)]
    return [*own, *_refs_in(info.annotation)]


def _arguments(annotation: Any) -> tuple[Any, ...]:
    return (*getattr(annotation, "__args__", ()), *getattr(annotation, "__metadata__", ()))


def _refs_in(annotation: Any) -> Iterator[Ref]:
    for argument in _arguments(annotation):
        if isinstance(argument, Ref):
            yield argument
        else:
            yield from _refs_in(argument)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in _arguments(annotation):
        yield from _models_in(argument)
