"""Run: aids become a plan of what would be written, and a log of all that was met."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from desk import read
from desk.foundation import Foundation, read_foundation
from desk.importers.aid import read_aid
from desk.importers.files import write_all
from desk.importers.log import Log, Teller
from desk.importers.mapping import Draft, Ground, map_aid
from desk.importers.merge import Data, digest, merge, put
from desk.importers.organisations import Organisations, shorten
from desk.importers.splice import Unspliceable, render, splice
from desk.importers.tables import Tables, read_tables
from desk.importers.trial import try_out
from desk.markdown import slugify
from desk.mistakes import Mistake
from desk.reader import Reader
from desk.records.base import Record
from desk.records.call import Call
from desk.records.organisation import Organisation

FOLDER = "calls"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """A data folder with what an import needs of it."""

    data: Path
    source: str
    as_of: dt.date
    tables: Tables
    foundation: Foundation


@dataclass(kw_only=True, slots=True)
class Plan:
    """What would be written (by path below the data folder), and what became of each aid."""

    log: Log
    files: dict[str, bytes] = field(default_factory=dict)
    before: dict[str, bytes] = field(default_factory=dict)
    """What the files that are changed hold now."""
    aids: dict[str, Draft] = field(default_factory=dict)
    """The aid of each file."""
    unchanged: int = 0
    archived: int = 0
    left_out: int = 0

    def count(self, *, new: bool) -> int:
        """Tell how many calls are made, or changed."""
        return sum((path not in self.before) is new for path in self.aids)


def open_place(data: Path, source: str, as_of: dt.date) -> Place | list[Mistake]:
    """Read what an import stands on, or tell what is wrong with it."""
    reader = Reader(root=data, shown=data.as_posix())
    foundation = read_foundation(reader)
    tables = None if foundation is None else read_tables(reader, source)
    # In a call that cannot be read might stand an aid, which would be made a second time.
    _Shelf.read(reader, source)
    if reader.mistakes or foundation is None or tables is None:
        return sorted(reader.mistakes)
    return Place(data=data, source=source, as_of=as_of, tables=tables, foundation=foundation)


def make_plan(place: Place, raw: Iterable[object], *, create_organisations: bool = False) -> Plan:
    """Map aids, merge them with the records that exist, and try the result; write nothing."""
    reader = Reader(root=place.data, shown=place.data.as_posix())
    ground = Ground(
        source=place.source,
        tables=place.tables,
        places=place.foundation.vocabularies["places"],
        organisations=Organisations.read(reader),
        as_of=place.as_of,
        create_organisations=create_organisations,
    )
    plan = Plan(log=Log())
    shelf = _Shelf.read(reader, place.source)
    seen: set[str] = set()
    for number, one in enumerate(raw, start=1):
        aid = read_aid(one, number, plan.log)
        if aid is None:
            plan.left_out += 1
        elif aid.id in seen:
            aid.tell.info("id", "The source gives this aid twice; the first is taken")
        else:
            seen.add(aid.id)
            _enter(plan, shelf, place, map_aid(aid, ground))
    for identifier, data in ground.organisations.made.items():
        plan.files[f"organisations/{identifier}.yml"] = render(data, _order(Organisation)).encode()
    _leave_out_mistaken(plan, place)
    return plan


def write(place: Place, plan: Plan) -> None:
    """Write what was planned, all or nothing."""
    write_all(place.data, plan.files)


@dataclass(kw_only=True, slots=True)
class _Shelf:
    """The calls that exist: their data, those of this source by the aid's id, addresses named."""

    calls: dict[str, Data] = field(default_factory=dict)
    by_aid: dict[str, str] = field(default_factory=dict)
    by_address: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, reader: Reader, source: str) -> _Shelf:
        shelf = cls()
        for path in sorted((reader.root / FOLDER).glob("*.yml")):
            data: Data = reader.data(f"{FOLDER}/{path.name}") or {}
            shelf.calls[path.stem] = data
            origin = data.get("origin")
            if isinstance(origin, dict) and origin.get("source") == source:
                shelf.by_aid[str(origin.get("id"))] = path.stem
            for address in _addresses(data):
                shelf.by_address.setdefault(address, path.stem)
        return shelf

    def new_name(self, draft: Draft) -> str:
        """Give the name of a new file: the aid's, with its id where that is taken."""
        stem = shorten(slugify(draft.aid.name))
        return stem if stem not in self.calls else f"{stem}-{slugify(draft.aid.id)}"


def _enter(plan: Plan, shelf: _Shelf, place: Place, draft: Draft) -> None:
    """Plan what becomes of one aid."""
    tell = draft.aid.tell
    name = shelf.by_aid.get(draft.aid.id)
    if name is None:
        name = shelf.new_name(draft)
        _warn_of_twin(shelf, draft, tell)
        shelf.calls[name] = {}
        plan.files[f"{FOLDER}/{name}.yml"] = _new(place, draft).encode()
        plan.aids[f"{FOLDER}/{name}.yml"] = draft
        return
    current = shelf.calls[name]
    path = f"{FOLDER}/{name}.yml"
    if current.get("publication", "published") == "archived":
        tell.info("", f"{path} is archived, and is left as it is")
        plan.archived += 1
        return
    merged = merge(current, draft.fields, tell)
    after = _merged(current, merged.changes)
    origin = current["origin"]
    told = {"digests": merged.digests, "slug": draft.slug, "url": draft.url}
    if all((origin.get(key) or None) == (value or None) for key, value in told.items()):
        plan.unchanged += 1
        return
    after["origin"] = _origin(place, draft, merged.digests, origin.get("locked"))
    source = (place.data / path).read_bytes()
    try:
        written = splice(source.decode(), after, [*merged.changes, "origin"], _order(Call)).encode()
    except Unspliceable:
        written = b""
    if digest(_data(written, path)) != digest(after):
        tell.error(
            "", f"{path} cannot be changed by a program", "write it as the other records are"
        )
        plan.left_out += 1
        return
    _warn_of_readers(current, merged.changes, place.tables.language, path, tell)
    plan.before[path] = source
    plan.files[path] = written
    plan.aids[path] = draft


def _new(place: Place, draft: Draft) -> str:
    """Write the file of a new draft."""
    merged = merge({}, draft.fields, draft.aid.tell)
    data = _merged({"publication": "draft"}, merged.changes)
    data["origin"] = _origin(place, draft, merged.digests, None)
    return render(data, _order(Call))


def _merged(current: Data, changes: dict[str, object]) -> Data:
    after = deepcopy(current)
    for where, value in changes.items():
        put(after, where, value)
    return after


def _origin(place: Place, draft: Draft, digests: dict[str, str], locked: object) -> Data:
    origin: Data = {"source": place.source, "id": draft.aid.id}
    if draft.slug:
        origin["slug"] = draft.slug
    origin |= {"url": draft.url, "imported_on": place.as_of.isoformat()}
    if locked:
        origin["locked"] = locked
    return origin | {"digests": digests}


def _order(model: type[Record]) -> list[str]:
    """Give the order of a record's fields: as its model has them, its origin at the end."""
    return [name for name in model.model_fields if name not in ("id", "origin")] + ["origin"]


def _data(source: bytes, path: str) -> Data | None:
    document, _mistakes = read.parse(source, path)
    return None if document is None else document.data


def _addresses(data: Data) -> list[str]:
    """Give the addresses that a call names as sources or as where one applies."""
    sources = data.get("sources")
    found = (
        [one.get("url") for one in sources if isinstance(one, dict)]
        if isinstance(sources, list)
        else []
    )
    apply = data.get("apply")
    if isinstance(apply, dict):
        found.append(apply.get("url"))
    return [one for one in found if isinstance(one, str)]


def _warn_of_twin(shelf: _Shelf, draft: Draft, tell: Teller) -> None:
    """Tell of a call that names the same official page."""
    fields: Data = {}
    for where, value in draft.fields.items():
        put(fields, where, value)
    twin = next(
        (shelf.by_address[one] for one in _addresses(fields) if one in shelf.by_address), None
    )
    if twin is not None:
        tell.warning(
            "origin_url",
            f"data/{FOLDER}/{twin}.yml names the same page",
            "keep one of the two, if they are the same scheme",
        )


def _warn_of_readers(
    current: Data, changes: dict[str, object], language: str, path: str, tell: Teller
) -> None:
    """Tell where readers see a change, or a translation no longer says the same."""
    changed = ", ".join(changes)
    if changes and current.get("publication", "published") == "published":
        tell.warning(
            "", f"{path} is published; this changes: {changed}", "read it before you commit"
        )
    for where in changes:
        name, _, tail = where.rpartition(".")
        text = current.get(name)
        if tail == language and isinstance(text, dict) and set(text) - {language}:
            tell.warning(where, "The text changed, its translation did not", "translate it again")


def _leave_out_mistaken(plan: Plan, place: Place) -> None:
    """Leave out what `check` would refuse, and again what names it, until the rest is right."""
    while plan.files:
        mistakes = try_out(place.data, plan.files, place.as_of)
        if not mistakes:
            return
        for path, found in mistakes.items():
            draft = plan.aids.pop(path, None)
            tell = draft.aid.tell if draft else plan.log.about("", path)
            for mistake in found:
                tell.error("", f"{mistake.path}: {mistake.what}", mistake.fix)
            plan.left_out += draft is not None
            plan.before.pop(path, None)
            del plan.files[path]
