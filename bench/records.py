"""Synthetic records: a whole project with as many records as asked, made anew from a seed.

Everything but the records is the checkout's own: hooks, overrides, vocabularies, and the pages
and settings of the three collections that the peers render too; the home page is a short one.
Which fields a record has, and how many entries they hold, follows the real data
(84 laureates, 218 organisations and 16 calls in November 2026); the bodies are longer (220 words
where the real ones have 70), as those of a desk in use are.
"""

from __future__ import annotations

import datetime as dt
import random
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from bench import texts

DAY = dt.date(2026, 11, 22)
"""The day of every build of the benchmark, so that all of them see the same statuses."""
SEED = 20261122
COPIED = ("mkdocs.yml", "requirements.txt", "pyproject.toml", "hooks", "overrides")
COLLECTIONS = ("calls", "laureates", "organisations")
PAGES = ("404.md", *(f"{name}.md" for name in COLLECTIONS))
HOME = """\
---
title: {title}
description: {title}
updated: 2026-11-22
---

# {title}

<!-- desk:numbers -->
"""

Data = dict[str, Any]
_PAGE_LINK = re.compile(r"\[([^]]+)\]\(page:([a-z0-9-]+)\)")
_LINK = re.compile(r"\]\((call|laureate|organisation):([a-z0-9-]+)")


class _Dumper(yaml.CSafeDumper):
    """Writes YAML as editors do: texts of several lines as blocks, no anchors."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002
        return True


def _text(dumper: yaml.CSafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def dump(data: object) -> str:
    """Write data as the YAML that an editor would have written."""
    return yaml.dump(
        data,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=None,
        width=1 << 30,
    )


def copy_checkout(checkout: Path, target: Path) -> None:
    """Copy what is the checkout's own to a new project: code, styles, vocabularies."""
    target.mkdir(parents=True)
    for name in COPIED:
        source = checkout / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy(source, target / name)
    data = target / "data"
    shutil.copytree(checkout / "data" / "vocabulary", data / "vocabulary")
    shutil.copy(checkout / "data" / "mark.svg", data / "mark.svg")


def make_project(checkout: Path, target: Path, count: int) -> None:
    """Make a project of `count` records in `target`, from the rest of the checkout."""
    copy_desk(checkout, target, COLLECTIONS, PAGES, home=HOME, page=_as_list, listings=False)
    write_records(target / "data", _Maker(target, count).records())


def copy_desk(
    checkout: Path,
    target: Path,
    collections: Sequence[str],
    pages: Sequence[str],
    *,
    home: str,
    page: Callable[[str], str] = str,
    listings: bool = True,
) -> None:
    """Copy the checkout's desk without records, with some collections and pages.

    `home` is the home page's text around a `{title}`; `page` changes the text of the others.
    """
    copy_checkout(checkout, target)
    settings = _settings(checkout / "data" / "desk.yml", collections, listings=listings)
    (target / "data" / "desk.yml").write_text(dump(settings), encoding="utf-8")
    for language in settings["languages"]:
        folder = target / "docs" / language
        folder.mkdir(parents=True)
        for name in pages:
            written = (checkout / "docs" / language / name).read_text(encoding="utf-8")
            written = _without_other_pages(page(written), pages)
            (folder / name).write_text(written, encoding="utf-8")
        written = home.format(title=settings["tagline"][language])
        (folder / "index.md").write_text(written, encoding="utf-8")


def write_records(data: Path, records: Iterable[tuple[str, str, Data]]) -> None:
    """Write records by collection and id."""
    for collection, identifier, record in records:
        folder = data / collection
        folder.mkdir(exist_ok=True)
        (folder / f"{identifier}.yml").write_text(dump(record), encoding="utf-8")


def _settings(path: Path, collections: Sequence[str], *, listings: bool) -> Data:
    """Give the desk's settings for some collections."""
    settings: Data = yaml.load(path.read_bytes(), yaml.CSafeLoader)
    settings["collections"] = {name: settings["collections"][name] for name in collections}
    settings["navigation"] = [
        {"page": f"{name}.md", "label": {"fr": name, "en": name}} for name in collections
    ]
    for name in ("ways", "footer", "contact"):
        settings.pop(name, None)
    if not listings:
        settings.pop("listed_places", None)
        for collection in settings["collections"].values():
            collection.pop("listings", None)
    return settings


class _Maker:
    """Makes the records of one project; they are always the same for the same count."""

    def __init__(self, project: Path, count: int) -> None:
        self.dice = random.Random(SEED + count)
        self.terms = {
            path.stem: list(yaml.load(path.read_bytes(), yaml.CSafeLoader))
            for path in sorted((project / "data" / "vocabulary").glob("*.yml"))
        }
        calls = max(3, count * 4 // 100)
        laureates = (count - calls) * 3 // 4
        named = _named_in(project / "docs")
        self.ids = {
            "call": _ids("appel", calls, named["call"]),
            "laureate": _ids("projet", laureates, named["laureate"]),
            "organisation": _ids("organisation", count - calls - laureates, named["organisation"]),
        }
        self.names = {
            (kind, identifier): texts.name(self.dice, number)
            for kind, ids in self.ids.items()
            for number, identifier in enumerate(ids, 1)
        }
        self.waves: dict[str, list[str]] = {}

    def records(self) -> Iterator[tuple[str, str, Data]]:
        """Give every record: its collection, its id, its data."""
        for identifier in self.ids["organisation"]:
            yield "organisations", identifier, self._organisation(identifier)
        for identifier in self.ids["call"]:
            yield "calls", identifier, self._call(identifier)
        for identifier in self.ids["laureate"]:
            yield "laureates", identifier, self._laureate(identifier)

    # -- Parts ------------------------------------------------------------------------------

    def _often(self, share: float) -> bool:
        return self.dice.random() < share

    def _term(self, vocabulary: str) -> str:
        term: str = self.dice.choice(self.terms[vocabulary])
        return term

    def _source(self) -> Data:
        lines = sorted(self.dice.sample(range(1, 600), self.dice.randint(1, 6)))
        return {"document": self._term("documents"), "lines": lines}

    def _figures(self, waves: list[Data]) -> list[Data]:
        return [
            {
                "measure": self._term("measures"),
                "value": self.dice.randint(1, 400) * 100_000,
                "unit": "EUR",
                "as_of": dt.date(2022, 11, 21),
                **({"wave": waves[0]["id"]} if waves and self._often(0.3) else {}),
                **({"note": _pair(texts.sentence(self.dice))} if self._often(0.4) else {}),
                "source": self._source(),
            }
            for _ in range(self.dice.randint(0, 5))
        ]

    def _links(self, count: int) -> list[tuple[str, texts.Pair]]:
        found = []
        for _ in range(count):
            kind = self.dice.choice(("laureate", "organisation", "call"))
            identifier = self.dice.choice(self.ids[kind])
            name = self.names[kind, identifier]
            found.append((f"{kind}:{identifier}", (name, name)))
        return found

    def _body(self) -> Data:
        return _pair(texts.body(self.dice, self._links(2), with_table=self._often(0.2)))

    def _summary(self) -> Data:
        who, what = self.dice.choice(texts.WHO), self.dice.choice(texts.WHAT)
        where = self.dice.choice(texts.WHERE)
        return {
            "fr": f"Un projet pour {what[0]}, avec {who[0]}, {where[0]}.",
            "en": f"A project to {what[1]}, with {who[1]}, {where[1]}.",
        }

    def _common(self) -> Data:
        """Give what every record with a text has."""
        return {
            **(
                {"spellings": [texts.name(self.dice, self.dice.randint(1, 99))]}
                if self._often(0.3)
                else {}
            ),
            "summary": self._summary(),
            "body": self._body(),
            "notes": [
                _pair(texts.sentence(self.dice)) for _ in range(self.dice.choice((0, 1, 1, 2)))
            ],
            "updated": DAY - dt.timedelta(days=self.dice.randint(0, 700)),
            "verified_on": DAY - dt.timedelta(days=self.dice.randint(0, 300)),
            "sources": [self._source() for _ in range(self.dice.choice((1, 1, 1, 2)))],
        }

    # -- Records ----------------------------------------------------------------------------

    def _organisation(self, identifier: str) -> Data:
        record: Data = {
            "title": self.names["organisation", identifier],
            "kind": self._term("organisation_kinds"),
        }
        if self._often(0.7):
            record["country"] = "FR"
        if self._often(0.3):
            record["region"] = self._term("regions")
        if self._often(0.3):
            record["summary"] = self._summary()
        if self._often(0.4):
            record["spellings"] = [record["title"].upper()]
        record["updated"] = DAY
        record["sources"] = [self._source()]
        return record

    def _call(self, identifier: str) -> Data:
        year = self.dice.randint(2019, 2026)
        waves: list[Data] = [
            {
                "id": f"wave-{number}",
                "label": {"fr": f"Vague {number}", "en": f"Wave {number}"},
                "opens": dt.date(year + number, 2, 1),
                "closes": dt.date(year + number, 6, 15),
                "sources": [self._source()],
            }
            for number in range(1, self.dice.randint(1, 3) + 1)
        ]
        self.waves[identifier] = [wave["id"] for wave in waves]
        name = self.names["call", identifier]
        return {
            "title": {"fr": f"Appel à projets « {name} »", "en": f"“{name}” call for projects"},
            **self._common(),
            "kind": self._term("call_kinds"),
            "programme": self._term("programmes"),
            "funders": [
                {"org": self.dice.choice(self.ids["organisation"]), "role": "operator"}
                for _ in range(self.dice.randint(1, 2))
            ],
            "schedule": {"mode": "waves", "waves": waves},
            "selection": [
                {
                    "wave": wave["id"],
                    "unit": "projects",
                    "candidates": self.dice.randint(40, 90),
                    "laureates": self.dice.randint(5, 30),
                    "as_of": dt.date(2022, 11, 21),
                    "source": self._source(),
                }
                for wave in waves
                if self._often(0.5)
            ],
            "figures": self._figures(waves),
            "related": sorted({self.dice.choice(self.ids["call"]) for _ in range(2)}),
        }

    def _laureate(self, identifier: str) -> Data:
        call = self.dice.choice(self.ids["call"])
        partners = self.dice.randint(1, 8) if self._often(0.33) else 0
        record: Data = {
            "title": self.names["laureate", identifier],
            **self._common(),
            "programme": self._term("programmes"),
            "holder": self.dice.choice(self.ids["organisation"]),
        }
        if self._often(0.83):
            record["call"] = call
            record["funder"] = self._term("laureate_funders")
            if self._often(0.6):
                record["wave"] = self.dice.choice(self.waves[call])
        if partners:
            record["partners"] = [
                {"org": organisation, "role": "partner"}
                for organisation in self.dice.sample(
                    self.ids["organisation"], min(partners, len(self.ids["organisation"]))
                )
            ]
        if self._often(0.55):
            record["constitution"] = self._term("constitutions")
        if self._often(0.12):
            record["region"] = self._term("regions")
            record["scope"] = self._term("scopes")
            record["theme"] = self._term("themes")
        return record


def _pair(pair: texts.Pair) -> Data:
    return {"fr": pair[0], "en": pair[1]}


def _without_other_pages(text: str, pages: Sequence[str]) -> str:
    """Give a page's text in which links to pages that are not copied are plain words."""
    known = ("index", *(page.removesuffix(".md") for page in pages))
    return _PAGE_LINK.sub(lambda link: link[0] if link[2] in known else link[1], text)


def _as_list(text: str) -> str:
    """Give the calls' page with their list, as the peers have it, in place of the finder."""
    listed = text.replace("<!-- desk:finder -->", "<!-- desk:calls -->")
    return listed.replace("<!-- desk:browse collection=calls -->\n", "")


def _named_in(docs: Path) -> dict[str, list[str]]:
    """Give the records that hand-written pages link to: they must exist, by kind."""
    named: dict[str, set[str]] = {"call": set(), "laureate": set(), "organisation": set()}
    for path in sorted(docs.rglob("*.md")):
        for kind, identifier in _LINK.findall(path.read_text(encoding="utf-8")):
            named[kind].add(identifier)
    return {kind: sorted(ids) for kind, ids in named.items()}


def _ids(stem: str, count: int, given: list[str]) -> list[str]:
    return [*given, *(f"{stem}-{number:04}" for number in range(1, count + 1))][:count]
