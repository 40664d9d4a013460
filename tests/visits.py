"""Visit pages as readers do, in every state, and note everything that is wrong.

Each visitor has a browser of its own and its share of the pages.
`make audit` visits everything; `make test` visits every page kind quickly.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright
from tests import keyboard, layout, tools, web

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Response

VISITORS = 2
AXE = "accessibility (axe)"
KEYBOARD = "keyboard"
FITS = "nothing wider than the window"
STILL = "nothing moves (CLS 0)"
HOME = "own host, CSP, console"
GATES = (AXE, KEYBOARD, FITS, STILL, HOME)

WIDE, NARROW = f"{web.WIDE} px light", f"{web.NARROW} px dark"


@dataclass(frozen=True, kw_only=True)
class Look:
    """How thoroughly a page is looked at.

    In each of the `windows` it is loaded and used with the keyboard; in each of the `states` axe
    looks at it. `until` is when it counts as loaded.
    """

    windows: tuple[str, ...] = (WIDE, NARROW)
    states: tuple[str, ...] = tuple(web.STATES)
    until: Literal["load", "networkidle"] = "networkidle"


THOROUGH = Look()
POOR = Look(states=(WIDE, NARROW, "print"))
"""For the poorest page of a kind; the richest is looked at thoroughly."""

QUICK = dict(
    zip(
        web.LANGUAGES,
        (
            Look(windows=(WIDE,), states=(WIDE, "print", "menu open light"), until="load"),
            Look(
                windows=(NARROW,),
                states=(NARROW, "forced colours", "unfolded light"),
                until="load",
            ),
        ),
        strict=True,
    )
)
"""For `make test`: what differs most, each in one language."""


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
                visit(
                    browser,
                    host,
                    site,
                    name,
                    language,
                    look=POOR if name.endswith("-poorest") else THOROUGH,
                )
                for name, language in pages[visitor::VISITORS]
            ]
            browser.close()
        return found

    with ThreadPoolExecutor(VISITORS) as pool:
        found = [seen for visits in pool.map(share, range(VISITORS)) for seen in visits]
    return sorted(found, key=lambda seen: pages.index((seen.name, seen.language)))


def visit(
    browser: Browser, host: str, site: Path, name: str, language: str, *, look: Look = THOROUGH
) -> Visit:
    """Visit one page: load it and press its keys in each window, bring it into every state."""
    seen = Visit(name=name, language=language)
    path = web.path_to(name, language, web.addresses(site))
    with browser.new_context(base_url=host) as fresh:
        page = fresh.new_page()
        page.add_init_script(layout.SHIFTS)
        seen.faults[HOME] = web.watch(page, host)
        for window in look.windows:
            with web.in_state(page, web.STATES[window]):
                files = _load(page, path, site, look)
                seen.requests, seen.weight = len(files), sum(map(tools.compressed, files))
                seen.faults[STILL] += [f"{window}: {fault}" for fault in layout.shifts(page)]
                pressed = _press(page, narrow=web.STATES[window].width == web.NARROW)
                seen.faults[KEYBOARD] += [f"{window}: {fault}" for fault in pressed]
        for state in look.states:
            _look(page, state, seen)
    return seen


def _load(page: Page, path: str, site: Path, look: Look) -> list[Path]:
    """Open a page; give the files that the server sent for it. A frame shares those of its page."""
    files: dict[Path, None] = {}

    def on_response(response: Response) -> None:
        _, file = web.file_of(site, urlsplit(response.url).path)
        files[file] = None

    page.on("response", on_response)
    page.goto(path, wait_until=look.until)
    web.settle(page)
    page.remove_listener("response", on_response)
    return list(files)


def _press(page: Page, *, narrow: bool) -> Iterator[str]:
    """Use a page with the keyboard alone."""
    if narrow:
        yield from keyboard.menu(page)
    yield from (f"moved away by its style: {element}" for element in keyboard.reordered(page))
    yield from keyboard.walk(page)
    yield from keyboard.back(page)
    yield from keyboard.skip_link(page)


def _look(page: Page, name: str, seen: Visit) -> None:
    """Look at a page in a state, with axe and for what is too wide."""
    state = web.STATES[name]
    with web.in_state(page, state) as there:
        if there is None:
            return
        seen.scans += 1
        seen.faults[AXE] += [
            f"{name}: {fault}" for fault in web.axe(there, state.scope, state.without)
        ]
        if not state.paper:
            seen.faults[FITS] += [f"{name}: {fault}" for fault in layout.too_wide(there)]
