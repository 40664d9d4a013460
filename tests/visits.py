"""Visit pages as readers do, in every state, and note everything that is wrong.

Each visitor has a browser of its own and its share of the pages.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright
from tests import keyboard, layout, tools, web

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Response

VISITORS = 2
AXE = "accessibility (axe)"
KEYBOARD = "keyboard"
FITS = "nothing wider than the window"
STILL = "nothing moves (CLS 0)"
HOME = "own host, CSP, console"
GATES = (AXE, KEYBOARD, FITS, STILL, HOME)

POOR = (f"{web.WIDE} px, light", f"{web.NARROW} px, dark", "print")
"""The states in which the poorest page of a kind is looked at; the richest is in every one."""


@dataclass(kw_only=True)
class Visit:
    """What one page showed: how much was loaded, how much was looked at, and faults by gate."""

    name: str
    language: str
    requests: int = 0
    weight: int = 0
    scans: int = 0
    faults: dict[str, list[str]] = field(default_factory=lambda: {gate: [] for gate in GATES})


def visit_all(host: str, site: Path, names: list[str]) -> list[Visit]:
    """Visit pages by name in every language."""
    pages = [(name, language) for name in names for language in web.LANGUAGES]

    def share(visitor: int) -> list[Visit]:
        with sync_playwright() as engines:
            browser = web.launch(engines.chromium)
            found = [
                visit(browser, host, site, name, language)
                for name, language in pages[visitor::VISITORS]
            ]
            browser.close()
        return found

    with ThreadPoolExecutor(VISITORS) as pool:
        found = [seen for visits in pool.map(share, range(VISITORS)) for seen in visits]
    return sorted(found, key=lambda seen: pages.index((seen.name, seen.language)))


def visit(browser: Browser, host: str, site: Path, name: str, language: str) -> Visit:
    """Visit one page: load it wide and narrow, bring it into every state, press its keys."""
    seen = Visit(name=name, language=language)
    size = {"width": web.WIDE, "height": 800}
    with browser.new_context(base_url=host, viewport=size) as fresh:  # type: ignore[arg-type]
        page = fresh.new_page()
        page.add_init_script(layout.SHIFTS)
        seen.faults[HOME] = web.watch(page, host)
        files = load(page, web.path_to(name, language, web.addresses(site)), site)
        seen.requests, seen.weight = len(files), sum(map(tools.compressed, files))
        seen.faults[STILL] += [f"{web.WIDE} px: {fault}" for fault in layout.shifts(page)]
        page.set_viewport_size({"width": web.NARROW, "height": 800})
        page.reload(wait_until="networkidle")
        seen.faults[STILL] += [f"{web.NARROW} px: {fault}" for fault in layout.shifts(page)]
        seen.faults[KEYBOARD] += keyboard.menu(page)
        _look(page, seen)
        _press(page, seen)
    return seen


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


def _look(page: Page, seen: Visit) -> None:
    """Look at a page in its states, with axe and for what is too wide."""
    for name, state in web.STATES.items():
        if seen.name.endswith("-poorest") and name not in POOR:
            continue
        with web.in_state(page, state) as there:
            if there is None:
                continue
            seen.scans += 1
            seen.faults[AXE] += [f"{name}: {fault}" for fault in web.axe(there, state.scope)]
            if not state.paper:
                seen.faults[FITS] += [f"{name}: {fault}" for fault in layout.too_wide(there)]


def _press(page: Page, seen: Visit) -> None:
    """Use a page with the keyboard, wide and light, then narrow and dark."""
    for name in (f"{web.WIDE} px, light", f"{web.NARROW} px, dark"):
        with web.in_state(page, web.STATES[name]):
            seen.faults[KEYBOARD] += [
                f"{name}: {fault}"
                for fault in (
                    *(
                        f"moved away by its style: {element}"
                        for element in keyboard.reordered(page)
                    ),
                    *keyboard.walk(page),
                    *keyboard.back(page),
                    *keyboard.skip_link(page),
                )
            ]
