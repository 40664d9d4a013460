"""What the search answers: visitors' questions, asked in the browser of the built site.

`tests/search/queries.yml` has the questions and the pages with which a visitor would be content.
`make test` holds the gates, and tells this report where one is not reached.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import yaml
from tests import web

from desk.registry import REGISTRY

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from playwright.sync_api import Browser

QUERIES = web.ROOT / "tests" / "search" / "queries.yml"
FIRST, THIRD, NONE = 0.92, 0.98, 0.01
"""The gates: how often the first result, or one of three, is right; how often there is none."""

_ASK = """async (queries) => {
  const link = document.querySelector("[data-desk-search]");
  const script = document.querySelector("script[type=module]").src;
  const { start } = await import(new URL("search/session.js", script));
  const engine = await start(link);
  const answers = [];
  for (const query of queries) {
    const began = performance.now();
    const { results } = await engine.search(query);
    answers.push({ urls: results.map(({ url }) => url), time: performance.now() - began });
  }
  return answers;
}"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """What a visitor types, in which language's pages, and what answers it."""

    q: str
    language: str
    kind: str
    pages: tuple[str, ...]
    held_out: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What was found: the keys of the pages in their order, how many are in another language."""

    query: Query
    found: tuple[str, ...]
    foreign: int
    time: float

    @property
    def place(self) -> int | None:
        """The place of the first page that is right, from 0."""
        return next(
            (place for place, key in enumerate(self.found) if key in self.query.pages), None
        )


def read_queries() -> list[Query]:
    """Give the questions."""
    stored = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))
    return [Query(**one | {"pages": tuple(one["pages"])}) for one in stored]


def pages(site: Path) -> dict[str, tuple[str, str]]:
    """Give the key, such as `guides:ai-act`, and the language of each address that may be found."""
    names = {collection.kind: name for name, collection in REGISTRY.items()}
    found = {}
    for (key, language), entry in web.address_book(site).by_page.items():
        kind, _, identifier = key.partition(":")
        found[f"/{entry.address}"] = f"{names.get(kind, kind)}:{identifier}", language
    return found


def ask(browser: Browser, server: str, site: Path, queries: Iterable[Query]) -> list[Answer]:
    """Ask every question on one page of its language, by the module that the dialog uses."""
    known = pages(site)
    answers = []
    for language in web.LANGUAGES:
        own = [query for query in queries if query.language == language]
        with browser.new_context(base_url=server) as fresh:
            page = fresh.new_page()
            page.goto("/" + web.addresses(site)["about", language])
            given = page.evaluate(_ASK, [query.q for query in own])
        for query, one in zip(own, given, strict=True):
            found = [known[_address(url)] for url in one["urls"]]
            answers.append(
                Answer(
                    query=query,
                    found=tuple(key for key, _language in found),
                    foreign=sum(its != language for _key, its in found),
                    time=one["time"],
                )
            )
    return answers


def _address(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"#{parts.fragment}" if parts.fragment else "")


def rates(answers: list[Answer]) -> dict[str, Any]:
    """Give how many there are, and the shares that the gates are about."""
    count = len(answers)
    return {
        "count": count,
        "first": sum(answer.place == 0 for answer in answers) / count,
        "third": sum(answer.place in (0, 1, 2) for answer in answers) / count,
        "none": sum(not answer.found for answer in answers) / count,
        "foreign": sum(answer.foreign for answer in answers),
    }


def report(answers: list[Answer]) -> str:
    """Give the table by kind of question, and every question whose first answer is not right."""
    rows: dict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        rows[answer.query.kind].append(answer)
        rows["held out" if answer.query.held_out else "tuned on"].append(answer)
        rows["all"].append(answer)
    lines = [
        "| questions | number | first right | in the first three | no result |",
        "|---|---:|---:|---:|---:|",
    ]
    for name, ones in rows.items():
        rate = rates(ones)
        lines.append(
            f"| {name} | {rate['count']} | {rate['first']:.0%} | {rate['third']:.0%} "
            f"| {rate['none']:.0%} |"
        )
    lines += ["", "First answers that are not right:", ""]
    lines += [
        f"- {one.query.language} “{one.query.q}” ({one.query.kind}): {', '.join(one.found[:3])}"
        for one in answers
        if one.place != 0
    ]
    return "\n".join([*lines, ""])
