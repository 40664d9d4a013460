"""The page that partners show in a frame, and the page that says how."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests import web

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

FRAME = {"fr": "/financements/encart/", "en": "/en/funding/embedded/"}
EXAMPLE = {"fr": "/financements/integrer/", "en": "/en/funding/embed/"}


@pytest.mark.parametrize("width", [web.NARROW, web.WIDE])
@pytest.mark.parametrize("language", web.LANGUAGES)
def test_the_frame_shows_what_its_address_asks_for(
    language: str, width: int, tab: Page, axe: Callable[..., list[str]]
) -> None:
    """As many schemes as asked, which open beside the partner's page; nothing else of ours; axe 0."""
    tab.set_viewport_size({"width": width, "height": 800})
    answer = tab.goto(f"{FRAME[language]}?place=FR&show=3&x=y#place=REG-53")
    assert answer is not None
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    cards = tab.locator("[data-desk-results] > li")
    expect(cards).to_have_count(3)
    assert cards.locator("a").evaluate_all("(links) => links.every((a) => a.target === '_blank')")
    expect(tab.locator("header.desk-header")).to_be_hidden()
    expect(tab.locator("footer.desk-footer")).to_be_hidden()
    whole = tab.locator("[data-desk-all]")
    assert (whole.get_attribute("href") or "").endswith("?place=FR&x=y")
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe(tab) == []


@pytest.mark.parametrize("language", web.LANGUAGES)
def test_the_example_is_alive(language: str, tab: Page) -> None:
    """The page for partners has the lines to copy and the frame that they make."""
    answer = tab.goto(EXAMPLE[language])
    assert answer is not None
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    expect(tab.locator("pre")).to_contain_text(FRAME[language])
    frame = tab.frame_locator("iframe")
    expect(frame.locator("[data-desk-results] > li")).to_have_count(3)
