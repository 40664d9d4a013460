"""A tab that is watched: a page that calls another host or complains fails its test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests import web

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page


@pytest.fixture
def tab(browser: Browser, server: str) -> Iterator[Page]:
    """Give a new tab of a new reader.

    At the end it must not have called another host, broken the strict CSP, missed a file or
    complained. Since every page kind is visited so, this holds for every page kind.
    """
    with browser.new_context(base_url=server, viewport={"width": web.WIDE, "height": 800}) as fresh:
        page = fresh.new_page()
        faults = web.watch(page, server)
        yield page
        assert faults == []


@pytest.fixture
def visit(tab: Page, addresses: dict[tuple[str, str], str]) -> Callable[..., Page]:
    """Give a function that opens a page by its name and language, and by a state (`a=b`)."""

    def go(name: str, language: str, state: str = "") -> Page:
        tab.goto(web.path_to(name, language, addresses) + (state and f"?{state}"))
        web.settle(tab)
        return tab

    return go


@pytest.fixture
def axe() -> Callable[..., list[str]]:
    """Give the function that lists axe's violations."""
    if not web.AXE.exists():
        pytest.skip("axe-core is not installed (npm ci)")
    return web.axe
