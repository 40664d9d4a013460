"""Audit the built site: `make audit`, or `make audit KIND=call` for one page kind.

Pages are visited in a browser (accessibility, keyboard, widths, shifts, own host), files are
looked at (HTML, links, weights, nothing inline), and Lighthouse scores every page kind.
The report is printed and written to audit/report.md; the exit code is 1 when a gate fails.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests import lighthouse, pages, tools, visits, web

from desk.listings import PAGE
from desk.registry import REGISTRY

if TYPE_CHECKING:
    from tests.lighthouse import Score
    from tests.visits import Visit

    from desk.addresses import Entry

# Budgets, in compressed bytes: a first view with its styles and scripts, a record's page alone,
# the index of a collection alone, what each of its records may add, and a script.
FIRST_VIEW, SHEET, INDEX, INDEX_RECORD, SCRIPT = 70_000, 10_000, 10_000, 110, 6_000

FOLDER = web.ROOT / "audit"
MEDIANS = (
    "index",
    *list(REGISTRY)[:2],
    *(f"{kind}-richest" for kind in web.SHEETS[:3]),
)
"""The pages whose performance is a median on a phone and on a desktop, unless others are named:
home, two indexes, three sheets."""


@dataclass(kw_only=True)
class Gate:
    """One thing that must hold: what was measured, and everything that is wrong."""

    name: str
    measured: str = ""
    faults: list[str] = field(default_factory=list)


# -- What was visited -----------------------------------------------------------------------------


def visited(found: list[Visit]) -> list[Gate]:
    """Give a gate for each thing that is looked at in a browser."""
    gates = {gate: Gate(name=gate, measured=f"{len(found)} pages") for gate in visits.GATES}
    scans = sum(visit.scans for visit in found)
    gates[visits.AXE].measured = f"{scans} scans of {len(found)} pages"
    if not web.AXE.exists():
        gates[visits.AXE].faults.append("axe-core is not installed (npm ci)")
    for visit in found:
        for gate, faults in visit.faults.items():
            gates[gate].faults += [
                f"{visit.name} {visit.language}, {fault}" for fault in together(faults)
            ]
    heaviest = max(found, key=lambda visit: visit.weight)
    first_view = Gate(
        name=f"first view ≤ {FIRST_VIEW // 1000} kB",
        measured=f"heaviest {heaviest.weight} ({heaviest.name} {heaviest.language})",
        faults=[
            f"{visit.name} {visit.language}: {visit.weight} bytes in {visit.requests} files"
            for visit in found
            if visit.weight > FIRST_VIEW
        ],
    )
    return [*gates.values(), first_view]


def together(faults: list[str]) -> Iterable[str]:
    """Give the faults `state: what`, each once, with all the states that it is in."""
    states: dict[str, list[str]] = {}
    for fault in faults:
        state, _, what = fault.partition(": ")
        states.setdefault(what, []).append(state)
    return (f"{', '.join(dict.fromkeys(where))}: {what}" for what, where in states.items())


# -- What the files are ---------------------------------------------------------------------------


def entries_of(site: Path, kinds: Iterable[str]) -> list[Entry]:
    """Give the pages of some kinds, in every language."""
    kinds = set(kinds)
    return [
        entry
        for entry in web.address_book(site).pages()
        if entry.key.removeprefix("page:").partition(":")[0] in kinds
    ]


def valid_html(files: list[Path]) -> Gate:
    """Nu finds no error on any page."""
    gate = Gate(name="HTML (Nu)")
    if reason := tools.nu_missing():
        gate.faults.append(reason)
        return gate
    found = tools.nu(files)
    gate.measured = f"{len(files)} pages, {len(found['info'])} remarks"
    gate.faults = found["error"]
    return gate


def live_links(site: Path, files: list[Path]) -> Gate:
    """No link inside the site leads nowhere."""
    total, dead = tools.dead_links(site, files)
    return Gate(name="links (lychee)", measured=f"{total} links", faults=dead)


def nothing_inline(site: Path, files: list[Path]) -> Gate:
    """No page has an inline style, script (JSON-LD excepted) or handler."""
    gate = Gate(name="nothing inline", measured=f"{len(files)} pages")
    for file in files:
        page = pages.PageFacts(file.relative_to(site).as_posix())
        page.feed(file.read_text(encoding="utf-8"))
        gate.faults += [f"{page.path}: {what}" for what in page.inline]
    return gate


def small_scripts(site: Path) -> Gate:
    """Every script of ours is small; the search's library is loaded once somebody searches."""
    sizes = {
        file: tools.compressed(file)
        for file in sorted(site.rglob("*.js"))
        if not file.is_relative_to(site / "assets" / "search")
    }
    return Gate(
        name=f"each script < {SCRIPT // 1000} kB",
        measured=f"{len(sizes)} scripts, {sum(sizes.values())} in all",
        faults=[
            f"{file.relative_to(site)}: {size} bytes"
            for file, size in sizes.items()
            if size >= SCRIPT
        ],
    )


def budget(site: Path, entries: list[Entry]) -> Gate:
    """Every sheet is light, and every index for the number of its records."""
    gate = Gate(name="sheets and indexes are light")
    everything = list(web.address_book(site).by_page)
    heaviest: dict[str, int] = {}
    for entry in entries:
        kind, _, name = entry.key.partition(":")
        if kind in web.SHEETS:
            what, limit = "sheet", SHEET
        elif kind == "listing" or name in REGISTRY:
            # A listing may hold what its collection's index holds.
            one = REGISTRY[name.partition("/")[0]].kind + ":"
            records = sum(
                key.startswith(one) and language == entry.language for key, language in everything
            )
            what = "listing" if kind == "listing" else "index"
            limit = INDEX + INDEX_RECORD * min(records, PAGE)
        else:
            continue
        size = tools.compressed(site / entry.file)
        heaviest[what] = max(heaviest.get(what, 0), size)
        if size > limit:
            gate.faults.append(f"{entry.file}: {what} of {size} bytes, more than {limit}")
    told = [f"heaviest {what} {size}" for what, size in heaviest.items()]
    gate.measured = ", ".join(told) or "none"
    return gate


# -- What Lighthouse says -------------------------------------------------------------------------


def scored(scores: list[Score]) -> list[Gate]:
    """Give a gate for each category; without Lighthouse they fail."""
    reason = lighthouse.missing()
    gates = []
    for category in lighthouse.CATEGORIES:
        gate = Gate(name=f"Lighthouse {category} ≥ {lighthouse.LEAST[category]}")
        if reason:
            gate.faults.append(reason)
        found = [score.of(category) for score in scores if not score.broken]
        gate.measured = f"{len(scores)} pages, lowest {min(found)}" if found else "nothing"
        for score in scores:
            gate.faults += lighthouse.faults(score)[category]
        gates.append(gate)
    return gates


def score_pages(host: str, site: Path, names: list[str], medians: Iterable[str]) -> list[Score]:
    """Run Lighthouse on pages. The poorest sheets are like the richest."""
    if lighthouse.missing():
        return []
    names = [name for name in names if not name.endswith("-poorest")]
    found = []
    with lighthouse.measuring() as measure:
        for score in lighthouse.scores(measure, host, site, names, medians=medians):
            found.append(score)
            shown = "failed" if score.broken else score.of(lighthouse.PERFORMANCE)
            tell(f"  {score.name} {score.language}, {score.device}: {shown}")
    return found


# -- The report -----------------------------------------------------------------------------------


def report(
    gates: list[Gate], found: list[Visit], scores: list[Score], times: dict[str, float]
) -> str:
    """Write the report: gates, scores, and then only what is wrong."""
    verdict = "fails" if any(gate.faults for gate in gates) else "passes"
    took = ", ".join(f"{part} {_minutes(seconds)}" for part, seconds in times.items())
    lines = [f"# Audit of the built site: {verdict}", ""]
    lines += [f"{_minutes(sum(times.values()))} in all: {took}. Bytes are {tools.METHOD}.", ""]
    lines += ["| gate | | measured |", "|---|---|---|"]
    for gate in gates:
        shown = f"**{len(gate.faults)} faults**" if gate.faults else "passes"
        lines.append(f"| {gate.name} | {shown} | {gate.measured} |")
    lines += ["", "## Scores", "", *_scores(scores, found)]
    if any(gate.faults for gate in gates):
        lines += ["", "## What is wrong"]
    for gate in gates:
        if gate.faults:
            # Elements are shown as they are written, not made part of the report.
            told = [fault.replace("<", "\\<") for fault in gate.faults]
            lines += ["", f"### {gate.name}", "", *(f"- {fault}" for fault in told)]
    points = [cause for score in scores for cause in lighthouse.lost(score)]
    if points:
        lines += ["", "## Points lost in Lighthouse", ""]
    for what, causes in points:
        lines += [f"- {what}", *(f"  - {cause}" for cause in causes)]
    return "\n".join(lines) + "\n"


def _scores(scores: list[Score], found: list[Visit]) -> Iterable[str]:
    """Give the table of scores: a line a page and device, languages beside each other."""
    machine = [run.machine for score in scores for run in score.runs]
    if not machine:
        yield "Nothing was scored."
        return
    yield (
        "Lighthouse over HTTP/1.1 and gzip (a host with HTTP/2 and brotli is a little faster), "
        f"benchmark index of the machine {min(machine):.0f} to {max(machine):.0f}. "
        "Performance is a median where there is more than one run."
    )
    hidden = sorted({score.name for score in scores if score.hidden})
    if hidden:
        yield (
            f"Hidden from search on purpose, so `{lighthouse.FINDABLE}` is not asked of: "
            + ", ".join(hidden)
            + "."
        )
    yield ""
    yield "| page | " + " | ".join((*lighthouse.CATEGORIES, "first view, bytes")) + " |"
    yield "|---" * 6 + "|"
    weights = {(visit.name, visit.language): visit.weight for visit in found}
    for name, device in dict.fromkeys((score.name, score.device) for score in scores):
        group = [score for score in scores if (score.name, score.device) == (name, device)]
        cells = [
            _together([_shown(score, part) for score in group]) for part in lighthouse.CATEGORIES
        ]
        cells.append(_together([str(weights[name, score.language]) for score in group]))
        languages = "/".join(score.language for score in group)
        yield f"| {name} {languages}, {device} | " + " | ".join(cells) + " |"


def _shown(score: Score, category: str) -> str:
    if score.broken:
        return "failed"
    several = category == lighthouse.PERFORMANCE and len(score.runs) > 1
    return f"{score.of(category)}" + (f" ({score.spread()})" if several else "")


def _together(values: list[str]) -> str:
    """Give one value where all are alike."""
    return values[0] if len(set(values)) == 1 else " / ".join(values)


def _minutes(seconds: float) -> str:
    return f"{seconds // 60:.0f} min {seconds % 60:02.0f} s"


def tell(text: str) -> None:
    """Say how far the audit is."""
    print(text, file=sys.stderr, flush=True)


def main(arguments: list[str] | None = None) -> int:
    """Audit and report; give 1 when a gate fails."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.audit",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--site", type=Path, default=web.ROOT / "site", metavar="DIR")
    parser.add_argument("--kind", choices=web.KINDS, help="this page kind only, without medians")
    parser.add_argument(
        "--medians",
        nargs="+",
        choices=web.KINDS,
        metavar="KIND",
        help=f"take medians of {lighthouse.RUNS} of these kinds, and on a desktop too",
    )
    options = parser.parse_args(arguments)
    site: Path = options.site
    if not (site / "index.html").exists():
        print(f"{site}: there is no site; build it first", file=sys.stderr)
        return 1
    if web.chromium() is None:
        print("Chromium is missing: apt-get install chromium", file=sys.stderr)
        return 1
    kinds = [options.kind] if options.kind else list(web.KINDS)
    names = [name for name in web.NAMES if web.kind_of(name) in kinds]
    if options.medians:
        medians = [name for name in names if web.kind_of(name) in options.medians]
    else:
        medians = [] if options.kind else [*MEDIANS]
    text, good = audit(site, kinds, names, medians)
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "report.md").write_text(text, encoding="utf-8")
    print(text)
    return 0 if good else 1


def audit(site: Path, kinds: list[str], names: list[str], medians: list[str]) -> tuple[str, bool]:
    """Look at everything; give the report and whether all gates hold."""
    start = time.monotonic()
    times: dict[str, float] = {}

    def done(part: str) -> None:
        times[part] = time.monotonic() - start - sum(times.values())
        tell(f"{part}: {_minutes(times[part])}")

    entries = entries_of(site, kinds)
    files = [site / entry.file for entry in entries]
    gates = [
        valid_html(files),
        live_links(site, files),
        nothing_inline(site, files),
        small_scripts(site),
        budget(site, entries),
    ]
    done("files")
    with web.serve(site) as host:
        found = visits.visit_all(host, site, names)
        gates = [*visited(found), *gates]
        done("visits")
        # Alone on the machine, as far as it is ours.
        scores = score_pages(host, site, names, medians)
        gates = [*scored(scores), *gates]
        done("Lighthouse")
    return report(gates, found, scores, times), not any(gate.faults for gate in gates)


if __name__ == "__main__":
    sys.exit(main())
