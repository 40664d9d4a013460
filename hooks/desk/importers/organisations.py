"""Organisations that an aid names, found among ours by title, full name and spellings."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from desk.importers.tables import NewOrganisations
from desk.markdown import slugify
from desk.reader import Reader

_BRACKETS = re.compile(r"^(?P<name>.*\S)\s*\((?P<short>[^()]+)\)$")


@dataclass(slots=True)
class Organisations:
    """The organisations of the desk by all their names; `made` are those that the import adds."""

    ids: dict[str, set[str]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    made: dict[str, dict[str, object]] = field(default_factory=dict)

    @classmethod
    def read(cls, reader: Reader) -> Organisations:
        """Read the names of all organisations; files that cannot be read are told by `check`."""
        found = cls()
        for path in sorted((reader.root / "organisations").glob("*.yml")):
            found.taken.add(path.stem)
            data = reader.data(f"organisations/{path.name}") or {}
            names: list[object] = []
            for value in (data.get("title"), data.get("full_name"), data.get("spellings")):
                names += value.values() if isinstance(value, dict) else _as_list(value)
            for name in names:
                if isinstance(name, str):
                    found._enter(name, path.stem)
        return found

    def find(self, name: str) -> str | None:
        """Find an organisation; “Name (SHORT)” is known as a whole, as Name and as SHORT."""
        match = _BRACKETS.match(name)
        for form in (name, *(match.groups() if match else ())):
            known = self.ids.get(slugify(form), set())
            if len(known) == 1:
                return next(iter(known))
        return None

    def near(self, name: str) -> list[str]:
        """Give the ids of organisations that have a name like this one."""
        return sorted({one for form in alike(slugify(name), self.ids) for one in self.ids[form]})

    def make(self, name: str, tables: NewOrganisations, origin: dict[str, object]) -> str:
        """Enter a new organisation, a draft, and give its id."""
        match = _BRACKETS.match(name)
        stem = shorten(slugify(match["name"] if match else name))
        identifier, count = stem, 1
        while identifier in self.taken:
            count += 1
            identifier = f"{stem}-{count}"
        words = slugify(name)
        kind = next(
            (kind for word, kind in tables.by_word.items() if words.startswith(slugify(word))),
            tables.kind,
        )
        title = match["name"] if match else name
        self.made[identifier] = {
            "title": title,
            **({"spellings": [match["short"]]} if match else {}),
            "publication": "draft",
            "kind": kind,
            "origin": origin,
        }
        self.taken.add(identifier)
        self._enter(title, identifier)
        self._enter(name, identifier)
        return identifier

    def _enter(self, name: str, identifier: str) -> None:
        self.ids.setdefault(slugify(name), set()).add(identifier)


def alike(name: str, choices: Iterable[str]) -> list[str]:
    """Give at most two choices that are nearly this name, whatever the order of their words."""
    found = process.extract(
        name,
        list(choices),
        scorer=fuzz.token_sort_ratio,
        processor=slugify,
        score_cutoff=80,
        limit=2,
    )
    return [choice for choice, _score, _place in found]


def shorten(slug: str, limit: int = 60) -> str:
    """Cut the form of a name that stands in an address, at the end of a word."""
    if len(slug) <= limit:
        return slug
    return slug[: limit + 1].rpartition("-")[0] or slug[:limit]


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
