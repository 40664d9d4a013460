"""Audit the built site: `python -m tests.audit [--site DIR] [--kind KIND]`.

Gates: axe in every state, no other host and no violation of the strict CSP, valid HTML, no dead
link, and the byte budget. Lighthouse is run where it is installed, and is no gate.
The report is printed and written to audit/report.md; the exit code is 1 when a gate fails.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright
from tests import tools, web

from desk.registry import REGISTRY

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Response

LIGHTHOUSE = web.ROOT / "node_modules" / ".bin" / "lighthouse"
SCORES = ("performance", "accessibility", "best-practices", "seo")

# Budgets, in compressed bytes: a first view with its styles and scripts, a record's page alone,
# the index of a collection alone, and what each of its records may add.
FIRST_VIEW, SHEET, INDEX, INDEX_RECORD = 70_000, 10_000, 10_000, 110


@dataclass(kw_only=True)
class Gate:
    """One thing that must hold: what was measured, and everything that is wrong."""

    name: str
    measured: str = ""
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class View:
    """A page as a first reader gets it: how many requests, how many compressed bytes."""

    name: str
    language: str
    requests: int
    page: int
    total: int


# -- In the browser -------------------------------------------------------------------------------


def in_browser(
    browser: Browser, host: str, site: Path, names: list[str]
) -> tuple[list[Gate], list[View]]:
    """Visit pages in both languages: axe in every state, what they load, what they complain of."""
    axe, home = Gate(name="axe"), Gate(name="own host, CSP, console")
    if not web.AXE.exists():
        axe.faults.append("axe-core is not installed (npm ci)")
    views: list[View] = []
    scans = 0
    book = web.addresses(site)
    for name, language in ((name, language) for name in names for language in web.LANGUAGES):
        where = f"{name} {language}"
        with browser.new_context(base_url=host) as fresh:
            page = fresh.new_page()
            faults = web.watch(page, host)
            files = load(page, web.path_to(name, language, book), site)
            _, own = web.file_of(site, book[name, language])
            views.append(
                View(
                    name=name,
                    language=language,
                    requests=len(files),
                    page=tools.compressed(own),
                    total=sum(map(tools.compressed, files)),
                )
            )
            for state, scope in web.states(page) if web.AXE.exists() else ():
                scans += 1
                axe.faults += [f"{where}, {state}: {fault}" for fault in web.axe(page, scope)]
        home.faults += [f"{where}: {fault}" for fault in faults]
    axe.measured = f"{scans} scans of {len(views)} pages"
    home.measured = f"{len(views)} pages"
    return [axe, home], views


def load(page: Page, path: str, site: Path) -> list[Path]:
    """Open a page; give the files that the server sent for it."""
    files: list[Path] = []

    def on_response(response: Response) -> None:
        _, file = web.file_of(site, urlsplit(response.url).path)
        files.append(file)

    page.on("response", on_response)
    page.goto(path, wait_until="networkidle")
    page.remove_listener("response", on_response)
    return files


# -- On the files ---------------------------------------------------------------------------------


def valid_html(site: Path) -> Gate:
    """Nu finds no error on any page."""
    gate = Gate(name="HTML (Nu)")
    if reason := tools.nu_missing():
        gate.faults.append(reason)
        return gate
    found = tools.nu([site])
    count = len(list(site.rglob("*.html")))
    gate.measured = f"{count} pages, {len(found['error'])} errors, {len(found['info'])} remarks"
    gate.faults = found["error"]
    return gate


def live_links(site: Path) -> Gate:
    """No link inside the site leads nowhere."""
    gate = Gate(name="links (lychee)")
    total, gate.faults = tools.dead_links(site)
    gate.measured = f"{total} links, {len(gate.faults)} dead"
    return gate


def budget(site: Path, views: list[View]) -> Gate:
    """Every page is light: sheets and indexes alone, one page of each kind with all it loads."""
    gate = Gate(name="bytes")
    book = web.address_book(site)
    pages = list(book.pages())
    heaviest = dict.fromkeys(("sheet", "index"), 0)

    def check(what: str, path: str, size: int, limit: int) -> None:
        heaviest[what] = max(heaviest.get(what, 0), size)
        if size > limit:
            gate.faults.append(f"{path}: {what} of {size} bytes, more than {limit}")

    for entry in pages:
        kind, _, name = entry.key.partition(":")
        if kind in web.SHEETS:
            check("sheet", entry.file, tools.compressed(site / entry.file), SHEET)
        elif name in REGISTRY:
            # Records without a page of their own stand on the index.
            records = sum(
                book.find(f"{REGISTRY[name].kind}:{path.stem}", entry.language) is not None
                for path in (web.ROOT / "data" / name).glob("*.yml")
            )
            limit = INDEX + INDEX_RECORD * records
            check("index", entry.file, tools.compressed(site / entry.file), limit)
    for view in views:
        check("first view", f"{view.name} {view.language}", view.total, FIRST_VIEW)
    gate.measured = ", ".join(f"heaviest {what} {size}" for what, size in heaviest.items())
    return gate


# -- Lighthouse -----------------------------------------------------------------------------------


def lighthouse(site: Path, names: list[str]) -> list[str]:
    """Give the lines of Lighthouse's scores on a phone, one a page.

    The poorest sheets are like the richest, and the error page is hidden from search on purpose.
    """
    if not LIGHTHOUSE.exists():
        return ["not installed"]
    book = web.addresses(site)
    lines = ["| page | " + " | ".join(SCORES) + " |", "|---" * 5 + "|"]
    with web.serve(site) as host:
        for name in (name for name in names if name != "404" and not name.endswith("-poorest")):
            for language in web.LANGUAGES:
                scores = _lighthouse(host + "/" + book[name, language])
                lines.append(f"| {name} {language} | " + " | ".join(scores) + " |")
    return lines


def _lighthouse(address: str) -> list[str]:
    command = [str(LIGHTHOUSE), address, "--quiet", "--output", "json"]
    flags = " ".join(("--headless=new", *web.BROWSER_ARGUMENTS))
    run = subprocess.run(
        [*command, f"--chrome-flags={flags}", "--only-categories", ",".join(SCORES)],
        env=os.environ | {"CHROME_PATH": web.chromium() or ""},
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        return [run.stderr.strip().splitlines()[-1] if run.stderr.strip() else "failed"]
    categories = json.loads(run.stdout)["categories"]
    return [f"{100 * (categories[score]['score'] or 0):.0f}" for score in SCORES]


# -- The report -----------------------------------------------------------------------------------


def report(gates: list[Gate], views: list[View], scores: list[str]) -> str:
    """Write the report: gates, weights, scores, and whatever is wrong."""
    lines = ["# Audit of the built site", "", "| gate | | measured |", "|---|---|---|"]
    for gate in gates:
        verdict = "FAILS" if gate.faults else "passes"
        lines.append(f"| {gate.name} | {verdict} | {gate.measured} |")
    lines += ["", f"## First views (bytes, {tools.METHOD})", ""]
    lines += ["| page | requests | page | with styles and scripts |", "|---|--:|--:|--:|"]
    for view in views:
        where = f"{view.name} {view.language}"
        lines.append(f"| {where} | {view.requests} | {view.page} | {view.total} |")
    lines.append(f"| all | {sum(view.requests for view in views)} | | |")
    lines += ["", "## Lighthouse (mobile)", "", *scores]
    for gate in gates:
        if gate.faults:
            lines += ["", f"## {gate.name}: {len(gate.faults)} faults", ""]
            lines += [f"- {fault}" for fault in gate.faults]
    return "\n".join(lines) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Audit and report; give 1 when a gate fails."""
    kinds = list(dict.fromkeys(map(web.kind_of, web.NAMES)))
    parser = argparse.ArgumentParser(prog="python -m tests.audit", description=__doc__)
    parser.add_argument("--site", type=Path, default=web.ROOT / "site", metavar="DIR")
    parser.add_argument(
        "--kind",
        choices=kinds,
        help="visit this page kind only; files are looked at as a whole in any case",
    )
    options = parser.parse_args(arguments)
    site: Path = options.site
    if not (site / "index.html").exists():
        print(f"{site}: there is no site; build it first", file=sys.stderr)
        return 1
    if web.chromium() is None:
        print("Chromium is missing: apt-get install chromium", file=sys.stderr)
        return 1
    names = [name for name in web.NAMES if options.kind in (None, web.kind_of(name))]
    with web.serve(site) as host, sync_playwright() as engines:
        browser = web.launch(engines.chromium)
        gates, views = in_browser(browser, host, site, names)
        browser.close()
    gates += [valid_html(site), live_links(site), budget(site, views)]
    text = report(gates, views, lighthouse(site, names))
    folder = web.ROOT / "audit"
    folder.mkdir(exist_ok=True)
    (folder / "report.md").write_text(text, encoding="utf-8")
    print(text)
    return 1 if any(gate.faults for gate in gates) else 0


if __name__ == "__main__":
    sys.exit(main())
