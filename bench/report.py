"""Turn measurements into the tables of RESULTS.md, and say which goals are reached."""

from __future__ import annotations

import datetime as dt
import json
import os
import platform
import subprocess
from dataclasses import dataclass, field
from importlib.metadata import version
from statistics import median
from typing import TYPE_CHECKING

from bench.contenders import CHECKOUT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bench.measure import Sample

SCENARIOS = {
    "cold": "cold",
    "cold-records": "cold, theme's pages kept",
    "warm": "nothing changed",
    "edit": "one record edited",
}


@dataclass(slots=True)
class Result:
    """What was measured of one contender at one size: a sample per scenario and round."""

    label: str
    samples: dict[str, dict[int, Sample]] = field(default_factory=dict)
    live: list[float] = field(default_factory=list)
    edits: int = 0
    files: int = 0
    pages: int = 0
    page_bytes: int = 0

    def add(self, scenario: str, number: int, sample: Sample) -> None:
        """Keep the sample of a round."""
        self.samples.setdefault(scenario, {})[number] = sample

    def cpu(self, scenario: str, rounds: Iterable[int] | None = None) -> float | None:
        """Give the median CPU seconds of a scenario, over some rounds or all."""
        samples = self.samples.get(scenario, {})
        chosen = [samples[number].cpu for number in rounds or samples if number in samples]
        return median(chosen) if chosen else None


Results = dict[int, dict[str, Result]]
"""By number of records, then by contender."""


def ratio(results: dict[str, Result], peer: str, scenario: str = "cold") -> float | None:
    """Give the desk's CPU over a peer's: medians over the rounds in which both ran."""
    if "desk" not in results or peer not in results:
        return None
    rounds = (
        results["desk"].samples.get(scenario, {}).keys()
        & results[peer].samples.get(scenario, {}).keys()
    )
    ours, theirs = (results[name].cpu(scenario, rounds) for name in ("desk", peer))
    return ours / theirs if rounds and ours is not None and theirs else None


def tables(results: Results) -> str:
    """Give one table of costs and one of outputs for each size."""
    return "\n".join(_table(count, found) for count, found in results.items())


def _table(count: int, results: dict[str, Result]) -> str:
    lines = [
        f"## {count:,} records, {2 * count:,} pages\n",
        "| generator | build | CPU s, median (min–max) | wall s | desk ÷ it | peak MiB | rounds |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    for name, result in results.items():
        for scenario, told in SCENARIOS.items():
            samples = result.samples.get(scenario)
            if not samples:
                continue
            cpu = [sample.cpu for sample in samples.values()]
            share = ratio(results, name, scenario) if name != "desk" else None
            lines.append(
                f"| {result.label} | {told} | {median(cpu):.2f} ({min(cpu):.2f}–{max(cpu):.2f}) "
                f"| {median(sample.wall for sample in samples.values()):.2f} "
                f"| {f'{share:.2f}' if share is not None else ''} "
                f"| {max(sample.peak for sample in samples.values()):.0f} | {len(samples)} |"
            )
    lines += [
        "",
        "| generator | files | pages | bytes a page | live edit s, median (min–max) | edits shown |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for result in results.values():
        seconds = result.live
        shown = f"{median(seconds):.3f} ({min(seconds):.3f}–{max(seconds):.3f})" if seconds else ""
        lines.append(
            f"| {result.label} | {result.files:,} | {result.pages:,} | {result.page_bytes:,} "
            f"| {shown} | {f'{len(seconds)} of {result.edits}' if result.edits else ''} |"
        )
    return "\n".join([*lines, ""])


def goals(results: Results) -> str:
    """Say for each goal whether it is reached, with the figure; what was not run is left out."""
    rows = [
        (what, limit, value)
        for what, limit, value in (
            *(_shares(results)),
            ("CPU at 5,000 records ÷ CPU at 1,000", 5.5, _growth(results)),
            ("peak memory of the largest build, MiB", 250.0, _peak(results)),
            ("live edit at 1,000 records, seconds", 0.2, _live(results)),
            ("build without a change at 1,000 records, CPU s", 0.5, _warm(results, 1000)),
            ("build without a change at 5,000 records, CPU s", 0.5, _warm(results, 5000)),
        )
        if value is not None
    ]
    lines = ["| goal | at most | measured | |", "|---|---:|---:|---|"]
    lines += [
        f"| {what} | {limit:.2f} | {value:.2f} | {'reached' if value <= limit else '**missed**'} |"
        for what, limit, value in rows
    ]
    return "\n".join([*lines, ""])


def _shares(results: Results) -> Iterable[tuple[str, float, float | None]]:
    for count, limit in ((1000, 0.8), (5000, 0.6)):
        yield f"cold ÷ Hugo at {count:,} records", limit, ratio(results.get(count, {}), "hugo")
    for count, found in results.items():
        if count < 1000:
            continue  # what starting costs, not what pages cost
        yield f"cold ÷ plain Material at {count:,} records", 1 / 6, ratio(found, "material")


def _desk(results: Results, count: int) -> Result | None:
    return results.get(count, {}).get("desk")


def _growth(results: Results) -> float | None:
    small, large = _desk(results, 1000), _desk(results, 5000)
    below, above = small and small.cpu("cold"), large and large.cpu("cold")
    return above / below if below and above else None


def _peak(results: Results) -> float | None:
    found = _desk(results, max(results))
    samples = [
        sample.peak
        for rounds in (found.samples if found else {}).values()
        for sample in rounds.values()
    ]
    return max(samples, default=None)


def _live(results: Results) -> float | None:
    found = _desk(results, 1000)
    return median(found.live) if found and found.live else None


def _warm(results: Results, count: int) -> float | None:
    found = _desk(results, count)
    return found.cpu("warm") if found else None


def versions() -> str:
    """Give what was compared, on what."""
    eleventy = CHECKOUT / "node_modules" / "@11ty" / "eleventy" / "package.json"
    node = ""
    if eleventy.exists():
        told = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
        package = json.loads(eleventy.read_text(encoding="utf-8"))["version"]
        node = f", Eleventy {package} on Node {told.stdout.strip().removeprefix('v')}"
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    return (
        f"{dt.datetime.now().astimezone():%d %B %Y, %H:%M %Z}. Python {platform.python_version()}, "
        f"MkDocs {version('mkdocs')}, Material {version('mkdocs-material')}, "
        f"static-i18n {version('mkdocs-static-i18n')}, Hugo {version('hugo')}{node}; "
        f"{platform.system()} {platform.release()}, {os.cpu_count()} cores, load {load} at the end."
    )


TEMPLATE = """# Benchmark

Made by `make bench` (`python -m bench`, options `--records`, `--rounds`, `--only`). Do not edit.

{versions}

## Goals

{goals}
{tables}
## What is compared

- The same synthetic records for all, from one seed: 72 % laureates, 24 % organisations, 4 % calls,
  with the fields that the real data has and bodies of 220 words (headings, a list, links to
  records, a table in every fifth) in French and English. One page a record and language, one index
  a kind and language, the home pages. Search is left out everywhere.
- **This desk** reads the YAML, checks all of it, resolves every reference and renders safe Markdown;
  *cold* starts without site and cache, and MkDocs with Material renders the frame. *Theme's pages
  kept* is what a new checkout with a warm cache, or a changed day, costs.
- **The peers** get each page with its references, labels, dates and lists resolved, and check
  nothing. Their templates make the same page: head, header, breadcrumbs, fields, description,
  related records, sources, contents, footer. Hugo: Markdown files with YAML front matter, cached
  header and footer, no minifying, no git; a content adapter over YAML data was slower, and records
  by reference with look-ups in the templates took the same. JSON instead of YAML suits Hugo best and
  is shown for comparison; editors write YAML here. Eleventy: YAML data files, paginated, Nunjucks
  (Markdown files with front matter were slower). Plain Material: a hook writes a Markdown page for
  each record from YAML (libyaml); one build for both languages and nothing in `nav`, which spares
  it the plug-in and the quadratic navigation; theme as it comes without fonts and search.
- *CPU* is user + system seconds of all processes of a build; *peak* the largest resident size of
  one of them. The generators run one after the other in each round; a ratio compares the medians
  of the rounds in which both ran. One unmeasured build of each comes first.
- *Live edit* is the time from writing the record's file to its page showing the new text over HTTP,
  asked for every 10 ms, through each generator's own server. Every edit changes one laureate's text.
"""


def document(results: Results) -> str:
    """Give the whole of RESULTS.md."""
    return TEMPLATE.format(versions=versions(), goals=goals(results), tables=tables(results))
