"""Measure the search by pages: `python -m bench.search`. See `bench/SEARCH.md` for the results.

For 200, 2,000 and 10,000 pages of synthetic records in two languages: how long the engine indexes,
how large the index is, what a first question loads, and how long an answer takes to each letter.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright
from tests import tools, web

from bench.contenders import CHECKOUT
from bench.records import DAY, make_project
from desk import build, prose
from desk.project import Project, skeleton_digest
from desk.search.engine import index
from desk.skeleton import Skeleton

RESULTS = CHECKOUT / "bench" / "SEARCH.md"
RECORDS = (100, 1000, 5000)
QUESTIONS = ("évaluation clinique imagerie", "université hôpital", "logiciel suivi patient")
"""Each is typed letter by letter. Their words are in the synthetic texts, mostly on many pages."""

_TYPE = """async (questions) => {
  const script = document.querySelector("script[type=module]").src;
  const { Session, start } = await import(new URL("search/session.js", script));
  const link = document.querySelector("[data-desk-search]");
  await start(link);
  const root = document.createElement("div");
  document.querySelector("main").append(root);
  const session = new Session({ link, root, level: 2, paging: true, asked: () => {} });
  const times = [];
  for (const question of questions) {
    for (let end = 2; end <= question.length; end += 1) {
      const began = performance.now();
      await session.run(question.slice(0, end));
      times.push(performance.now() - began);
    }
  }
  return times;
}"""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What was measured at one size."""

    pages: int
    seconds: float
    cpu: float
    index_bytes: int
    first_bytes: int
    first_requests: int
    keystroke: tuple[float, float]
    """The median and the 95th percentile, in milliseconds."""


def main(arguments: list[str] | None = None) -> int:
    """Measure every size, print the table and keep it."""
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    parser.add_argument("--records", type=int, nargs="+", default=list(RECORDS), metavar="N")
    parser.add_argument("--results", type=Path, metavar="FILE", help="where to keep the table")
    options = parser.parse_args(arguments)
    measured = []
    for count in options.records:
        with tempfile.TemporaryDirectory(prefix="desk-bench-") as work:
            measured.append(measure(Path(work) / "desk", count))
        print(json.dumps(measured[-1].__dict__), file=sys.stderr, flush=True)
    table = report(measured)
    print(table)
    target = options.results or (RESULTS if options.records == list(RECORDS) else None)
    if target is not None:
        target.write_text(table, encoding="utf-8")
    return 0


def measure(root: Path, count: int) -> Measured:
    """Make a desk of so many records, index it, and search it in a browser."""
    make_project(CHECKOUT, root, count)
    for page in (root / "docs").rglob("*.md"):
        # Lists are not searched, and may ask for pages that these desks do not have.
        page.write_text(prose.MARKER.sub("", page.read_text("utf-8")), encoding="utf-8")
    for language in web.LANGUAGES:
        shutil.copy(CHECKOUT / "docs" / language / "search.md", root / "docs" / language)
    shutil.copy(CHECKOUT / "data" / "synonyms.yml", root / "data")
    project = Project(root=root, site=root / "site")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=root,
        env=os.environ | {"DESK_AS_OF": DAY.isoformat(), "NO_MKDOCS_2_WARNING": "1"},
        check=False,
        capture_output=True,
    )
    documents = _documents(project)
    used, began = _cpu(), time.perf_counter()
    files = index(documents)
    seconds, cpu = time.perf_counter() - began, _cpu() - used
    first, times = _searched(project.site)
    times.sort()
    return Measured(
        pages=len(list(project.site.rglob("index.html"))),
        seconds=seconds,
        cpu=cpu,
        index_bytes=sum(map(len, files.values())),
        first_bytes=sum(map(tools.compressed, first)),
        first_requests=len(first),
        keystroke=(times[len(times) // 2], times[len(times) * 95 // 100]),
    )


def _documents(project: Project) -> dict[str, bytes]:
    checked = build.check_project(project, DAY)
    skeleton = Skeleton.load(project.cache, skeleton_digest(project))
    assert skeleton is not None
    renderers = build.project_renderers(project, checked, skeleton)
    documents = build.searched(checked, renderers)
    for path, content in build.outputs(checked, skeleton, renderers):
        documents.take(path, content)
    return documents.documents


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _searched(site: Path) -> tuple[list[Path], list[float]]:
    """Ask one question by its address, and type some; give the files loaded, and the times."""
    with web.serve(site) as server, sync_playwright() as engines:
        browser = web.launch(engines.chromium)
        with browser.new_context(base_url=server) as fresh:
            page = fresh.new_page()
            page.goto("/recherche/")
            page.wait_for_load_state("networkidle")
            loaded: list[str] = []
            page.on("response", lambda response: loaded.append(urlsplit(response.url).path))
            field = page.get_by_role("searchbox")
            field.fill(QUESTIONS[0])
            page.locator(".desk-hit").first.wait_for()
            page.wait_for_load_state("networkidle")
            files = [web.file_of(site, path)[1] for path in dict.fromkeys(loaded)]
            times: list[Any] = page.evaluate(_TYPE, list(QUESTIONS))
        browser.close()
    return files, times


def report(measured: list[Measured]) -> str:
    """Give the table."""
    lines = [
        "# Search",
        "",
        "Made by `python -m bench.search`: synthetic records in two languages. A first question is",
        "one of three common words, with everything that it loads after the page (scripts, engine,",
        "word list, index, ten extracts), compressed. A keystroke is the time from a letter to the",
        "results on the page.",
        "",
        (
            "| pages | indexing s (CPU s) | index MB | first question kB (requests) "
            "| keystroke ms, median (p95) |"
        ),
        "|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {one.pages:,} | {one.seconds:.1f} ({one.cpu:.1f}) | {one.index_bytes / 1e6:.1f} "
        f"| {one.first_bytes / 1e3:.0f} ({one.first_requests}) "
        f"| {one.keystroke[0]:.0f} ({one.keystroke[1]:.0f}) |"
        for one in measured
    ]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
