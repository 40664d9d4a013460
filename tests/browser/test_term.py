"""An acronym in a text shows what it stands for: by pointer, keyboard and touch, and without script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests import web

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

PAGE = "about"
MEANING = {
    "fr": "Guichet national de l’innovation et des usages en e-santé",
    "en": "national digital health innovation desk",
}
GLOSSARY = {"fr": "/glossaire/#g-nius", "en": "/en/glossary/#g-nius"}
each_language = pytest.mark.parametrize("language", web.LANGUAGES)


def parts(page: Page) -> tuple[Locator, Locator]:
    """Give the acronym of a page, and what shows its meaning, once the script is there."""
    page.locator("#desk-tooltip").wait_for(state="attached")
    return page.locator("[data-desk-term]").first, page.get_by_role("tooltip")


def path(page: Page) -> str:
    """Give the path and fragment of a page."""
    return "/" + page.url.split("/", 3)[3]


@each_language
def test_the_keyboard_shows_it(language: str, visit: Callable[..., Page]) -> None:
    """Focus shows the meaning and names it; Escape closes it; Tab goes on; Enter follows."""
    page = visit(PAGE, language)
    link, tip = parts(page)
    expect(tip).to_be_hidden()
    page.locator("main").focus()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    expect(tip).to_have_text(MEANING[language])
    expect(link).to_have_accessible_description(MEANING[language])
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    expect(link).to_be_focused()
    expect(link).to_have_accessible_description("")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(tip).to_be_visible()
    page.keyboard.press("Tab")
    expect(tip).to_be_hidden()
    page.keyboard.press("Shift+Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert path(page) == GLOSSARY[language]


@each_language
def test_the_pointer_shows_it(language: str, visit: Callable[..., Page]) -> None:
    """It shows while one points at the acronym or at the meaning itself, which lies beside it."""
    page = visit(PAGE, language)
    link, tip = parts(page)
    link.hover()
    expect(tip).to_have_text(MEANING[language])
    above, below = link.bounding_box(), tip.bounding_box()
    assert above is not None
    assert below is not None
    assert below["y"] - above["y"] - above["height"] < 1
    x = above["x"] + 3
    for y in range(int(above["y"] + 2), int(below["y"] + below["height"] - 2), 2):
        page.mouse.move(x, y)
        assert tip.is_visible(), y
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    link.hover()
    expect(tip).to_be_visible()
    page.mouse.move(x, above["y"] - 40)
    expect(tip).to_be_hidden()
    link.hover()
    with page.expect_navigation():
        link.click()
    assert path(page) == GLOSSARY[language]


def test_the_focus_holds_it(visit: Callable[..., Page]) -> None:
    """A pointer that passes over an acronym with the focus does not close its meaning."""
    page = visit(PAGE, "fr")
    link, tip = parts(page)
    link.focus()
    link.hover()
    page.mouse.move(2, 2)
    expect(tip).to_be_visible()


def test_a_touch_shows_it(browser: Browser, server: str) -> None:
    """A first tap shows the meaning, a tap elsewhere closes it, a second tap follows the link."""
    with browser.new_context(
        base_url=server, has_touch=True, viewport={"width": web.NARROW, "height": 800}
    ) as fresh:
        page = fresh.new_page()
        page.goto("/a-propos/")
        link, tip = parts(page)
        link.tap()
        expect(tip).to_have_text(MEANING["fr"])
        assert "/a-propos/" in page.url
        page.locator("h1").tap()
        expect(tip).to_be_hidden()
        link.tap()
        expect(tip).to_be_visible()
        with page.expect_navigation():
            link.tap()
        assert path(page) == GLOSSARY["fr"]


@pytest.mark.parametrize("width", [web.WIDE, web.NARROW])
def test_it_stays_in_the_window(width: int, tab: Page) -> None:
    """Wherever the acronym stands, its meaning is in sight, and does not widen the page."""
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto("/laureats/p4dp/")
    _, tip = parts(tab)
    links = tab.locator("[data-desk-term]")
    assert links.count() > 1
    for index in range(links.count()):
        links.nth(index).focus()
        box = tip.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert 0 <= box["y"] <= box["y"] + box["height"] <= 800
        assert tab.evaluate("document.documentElement.scrollWidth") == width


def test_there_is_no_room_below(visit: Callable[..., Page]) -> None:
    """At the foot of the window the meaning stands above the acronym."""
    page = visit(PAGE, "fr")
    link, tip = parts(page)
    page.evaluate("""() => scrollTo(0,
      document.querySelector("[data-desk-term]").getBoundingClientRect().bottom - innerHeight + 2)""")
    page.set_viewport_size({"width": web.WIDE, "height": 500})
    page.evaluate("""() => scrollBy(0,
      document.querySelector("[data-desk-term]").getBoundingClientRect().bottom - innerHeight + 4)""")
    link.evaluate("(link) => link.focus({ preventScroll: true })")
    above, below = tip.bounding_box(), link.bounding_box()
    assert above is not None
    assert below is not None
    assert abs(above["y"] + above["height"] - below["y"]) < 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_it_shows(
    scheme: str, visit: Callable[..., Page], axe: Callable[..., list[str]]
) -> None:
    """The open meaning has contrast, a role and a place."""
    page = visit(PAGE, "en")
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    link, tip = parts(page)
    link.focus()
    expect(tip).to_be_visible()
    assert axe(page) == []


def test_without_script_it_is_a_link(browser: Browser, server: str) -> None:
    """Without script the acronym leads to its line in the glossary."""
    with browser.new_context(base_url=server, java_script_enabled=False) as fresh:
        page = fresh.new_page()
        page.goto("/en/about/")
        page.locator("[data-desk-term]").first.click()
        assert path(page) == GLOSSARY["en"]
        expect(page.locator(":target")).to_contain_text(MEANING["en"])


def test_paper_spells_it_out(visit: Callable[..., Page]) -> None:
    """Printed, the meaning stands behind the acronym."""
    page = visit(PAGE, "fr")
    link, _ = parts(page)
    page.emulate_media(media="print")
    said = link.evaluate("(link) => getComputedStyle(link, '::after').content")
    assert MEANING["fr"] in said


def test_pages_without_acronyms_load_nothing(tab: Page, visit: Callable[..., Page]) -> None:
    """The script comes only where there is something to show."""
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    visit("glossary", "fr")
    tab.wait_for_load_state("networkidle")
    assert any(address.endswith("desk.js") for address in asked)
    assert not any(address.endswith("term.js") for address in asked)


@each_language
def test_the_glossary_is_narrowed(language: str, visit: Callable[..., Page]) -> None:
    """Any word of either language finds a term; letters without results and the jump list go."""
    page = visit("glossary", language)
    titles = page.locator(".desk-term-entry__title:visible")
    letters = page.locator(".desk-glossary__title:visible")
    assert titles.count() == 84
    assert letters.count() == page.locator(".desk-letters__link").count()
    page.locator(".desk-letters__link").last.click()
    assert path(page).endswith("#letter-V")
    for query in ("stroke", "cérébral"):
        page.locator("[name=q]").fill(query)
        expect(titles).to_have_text(["AVC"])
        expect(letters).to_have_text(["A"])
        expect(page.locator(".desk-letters")).to_be_hidden()
    page.locator("[name=q]").fill("")
    page.locator("select[name=domain]").select_option("training")
    expect(titles).to_have_count(7)
    page.locator("[type=reset]").click()
    expect(titles).to_have_count(84)
    expect(page.locator(".desk-letters")).to_be_visible()
