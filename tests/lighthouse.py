"""Lighthouse on the built site: scores, and for each point that is missing the audit that cost it.

Performance is measured anew where it is not perfect, and the median counts, since it depends on
what else the machine does. The other scores depend on the page only.
"""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median_low
from typing import TYPE_CHECKING, Any

from tests import pages, web

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    Measure = Callable[[str, str, Iterable[str]], dict[str, Any]]

SCRIPT = web.ROOT / "tests" / "lighthouse.mjs"
PERFORMANCE, *REST = CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
"""What each score must reach."""

RUNS = 5
FINDABLE = "is-crawlable"
"""The audit that a page which is hidden from search on purpose is not asked to pass."""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """An audit that cost a score some of its 100 points."""

    audit: str
    title: str
    shown: str
    weight: float
    points: float

    def __str__(self) -> str:
        shown = f": {self.shown}" if self.shown else ""
        return (
            f"−{self.points:.1f} by `{self.audit}` (weight {self.weight:g}), “{self.title}”{shown}"
        )


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run: scores and their costs by category, what could be faster, how fast the machine was.

    Lighthouse calls the last a benchmark index: a desktop computer has some 1500 to 2500.
    """

    scores: dict[str, int]
    costs: dict[str, tuple[Cost, ...]]
    slow: tuple[str, ...]
    machine: float


@dataclass(kw_only=True)
class Score:
    """A page on a device, run once or several times. The first run has every category."""

    name: str
    language: str
    device: str
    hidden: bool
    runs: list[Run] = field(default_factory=list)
    broken: str = ""

    def of(self, category: str) -> int:
        """Give the score of a category; of performance the median."""
        return self.run_of(category).scores[category]

    def run_of(self, category: str) -> Run:
        """Give the run that counts for a category."""
        if category != PERFORMANCE:
            return self.runs[0]
        middle = median_low(run.scores[PERFORMANCE] for run in self.runs)
        return next(run for run in self.runs if run.scores[PERFORMANCE] == middle)

    def spread(self) -> str:
        """Tell the lowest and the highest performance."""
        found = [run.scores[PERFORMANCE] for run in self.runs]
        return f"{len(found)} runs: {min(found)}–{max(found)}"


# -- What Lighthouse says -------------------------------------------------------------------------


def read(result: dict[str, Any], *, hidden: bool = False) -> Run:
    """Read a result. A score is the weighted mean of its audits, and so the sum of what each cost.

    `hidden` leaves out the audit that a page may be found by search engines.
    """
    scores, costs = {}, {}
    for category, given in result["categories"].items():
        weights = {
            part["id"]: part["weight"]
            for part in given["auditRefs"]
            if part["weight"] > 0 and not (hidden and part["id"] == FINDABLE)
        }
        whole = sum(weights.values())
        found = []
        for name, weight in weights.items():
            audit = result["audits"][name]
            points = 100 * weight * (1 - (audit["score"] or 0)) / whole
            if points > 0:
                found.append(
                    Cost(
                        audit=name,
                        title=audit["title"],
                        shown=audit.get("displayValue") or audit.get("errorMessage") or "",
                        weight=weight,
                        points=points,
                    )
                )
        costs[category] = tuple(sorted(found, key=lambda cost: -cost.points))
        scores[category] = math.floor(100 - sum(cost.points for cost in found) + 0.5)
    return Run(
        scores=scores,
        costs=costs,
        slow=tuple(_slow(result["audits"])),
        machine=result["environment"]["benchmarkIndex"],
    )


def _slow(audits: dict[str, Any]) -> Iterator[str]:
    """Tell what would make the page faster, in Lighthouse's own estimate."""
    for name, audit in audits.items():
        savings = {key: value for key, value in (audit.get("metricSavings") or {}).items() if value}
        if savings and audit["score"] is not None and audit["score"] < 1:
            told = ", ".join(f"{metric} {value:g}" for metric, value in savings.items())
            yield f"`{name}`, “{audit['title']}”, would save {told}"


# -- Running it -----------------------------------------------------------------------------------


def missing() -> str | None:
    """Tell why Lighthouse cannot run, if it cannot."""
    if not (web.ROOT / "node_modules" / "lighthouse").is_dir():
        return "Lighthouse is not installed (npm ci)"
    return None if shutil.which("node") else "Node is not installed"


@contextmanager
def measuring() -> Iterator[Measure]:
    """Give the function that runs Lighthouse: address, device and categories give its result."""
    chrome = {"path": web.chromium(), "flags": ["--headless=new", *web.BROWSER_ARGUMENTS]}
    with subprocess.Popen(
        ["node", str(SCRIPT)],
        env=os.environ | {"CI": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        given, taken = process.stdin, process.stdout

        def measure(address: str, device: str, categories: Iterable[str]) -> dict[str, Any]:
            job = {"address": address, "device": device, "categories": [*categories]}
            given.write(json.dumps(job | {"chrome": chrome}) + "\n")
            given.flush()
            answer = taken.readline()
            if not answer:
                raise RuntimeError("Lighthouse ended before its work was done")
            result: dict[str, Any] = json.loads(answer)
            return result

        yield measure
        given.close()


def is_hidden(site: Path, address: str) -> bool:
    """Tell whether a page asks search engines to leave it out."""
    path = address + "index.html" if address.endswith("/") or not address else address
    page = pages.PageFacts(path)
    page.feed((site / path).read_text(encoding="utf-8"))
    return "noindex" in page.robots


def scores(
    measure: Measure,
    host: str,
    site: Path,
    names: Iterable[str],
    *,
    medians: Iterable[str] = (),
) -> Iterator[Score]:
    """Measure pages on a phone in each language; those of `medians` five times, on a desktop too.

    Medians are taken in the first language. The error page is asked for at its own address, since
    Lighthouse looks at no page that answers “not found”.
    """
    book = web.addresses(site)
    medians = tuple(medians)
    for name in names:
        for language in web.LANGUAGES:
            address = book[name, language]
            often = name in medians and language == web.LANGUAGES[0]
            for device in ("phone", "desktop") if often else ("phone",):
                score = Score(
                    name=name,
                    language=language,
                    device=device,
                    hidden=is_hidden(site, address),
                )
                _measure(measure, f"{host}/{address}", score, often=often)
                yield score


def _measure(measure: Measure, address: str, score: Score, *, often: bool) -> None:
    """Run Lighthouse once, and performance until there is a median where one is needed."""
    categories: tuple[str, ...] = CATEGORIES
    while not score.broken and len(score.runs) < RUNS:
        result = measure(address, score.device, categories)
        if "runtimeError" in result:
            # It happens that a browser does not answer in time; not twice on a sound page.
            result = measure(address, score.device, categories)
        if "runtimeError" in result:
            score.broken = result["runtimeError"]["message"]
            return
        score.runs.append(read(result, hidden=score.hidden))
        if not often and score.runs[0].scores[PERFORMANCE] == 100:
            return
        categories = (PERFORMANCE,)


# -- What is wrong --------------------------------------------------------------------------------


def faults(score: Score) -> dict[str, list[str]]:
    """Give what each category lacks to what it must reach, cause by cause."""
    where = f"{score.name} {score.language}, {score.device}"
    if score.broken:
        return {category: [f"{where}: {score.broken}"] for category in CATEGORIES}
    found: dict[str, list[str]] = {category: [] for category in CATEGORIES}
    for category in CATEGORIES:
        if score.of(category) < LEAST[category]:
            found[category].append(f"{where}: {score.of(category)}, less than {LEAST[category]}")
    return found


def lost(score: Score) -> Iterator[tuple[str, list[str]]]:
    """Tell what each missing point is due to: a score, and the audits that cost it."""
    for category in CATEGORIES if score.runs else ():
        if score.of(category) == 100:
            continue
        run = score.run_of(category)
        what = f"{score.name} {score.language}, {score.device}, {category} {score.of(category)}"
        causes = [*map(str, run.costs[category])]
        if category == PERFORMANCE:
            what += f" ({score.spread()})"
            causes += run.slow
        yield what, causes
