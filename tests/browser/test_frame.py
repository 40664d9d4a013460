"""The frame of every page: language, theme, width, paper, and what remains without script."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from tests import layout, web

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

COLOURS = """() => {
  const style = getComputedStyle(document.documentElement);
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  const names = rules.filter((rule) => rule.selectorText === ":root")
    .flatMap((rule) => [...rule.style]).filter((name) => name.startsWith("--desk-"));
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name)]));
}"""


def path(page: Page) -> str:
    """Give the path of the page's address."""
    return urlsplit(page.url).path


def follow(link: Locator) -> None:
    """Click on a link and wait for the page that it leads to."""
    with link.page.expect_navigation():
        link.click()


@pytest.mark.parametrize("width", [web.WIDE, web.NARROW])
@pytest.mark.parametrize("state", ["q=imagerie", "constitution=consortium", "q=zzz", "a=b"])
def test_a_narrowed_list_stands_still(
    state: str, width: int, tab: Page, visit: Callable[..., Page]
) -> None:
    """Who follows an address that narrows a list never sees the whole list first."""
    tab.add_init_script(layout.SHIFTS)
    tab.set_viewport_size({"width": width, "height": 800})
    visit("laureates", "fr", state)
    assert layout.shifts(tab) == []
    assert tab.locator("h1").is_visible()


def test_a_planted_shift_is_seen(visit: Callable[..., Page]) -> None:
    """A box that pushes the page down counts as a shift."""
    page = visit("about", "fr")
    page.evaluate(layout.SHIFTS)
    page.evaluate("""document.body.insertAdjacentHTML("afterbegin", "<h1>planted<br>box</h1>")""")
    (shift,) = layout.shifts(page)
    assert shift.startswith("a shift of 0.")
    assert "desk-header" in shift


def test_a_planted_width_is_seen(visit: Callable[..., Page]) -> None:
    """What sticks out to the right is named; what stands in a box that scrolls does not."""
    page = visit("about", "fr")
    page.evaluate("""() => {
      const add = (html) => document.querySelector("h1").insertAdjacentHTML("afterend", html);
      add('<div class="scrolls"><p class="long">long</p></div><p class="long" id="out">long</p>');
      document.querySelector(".scrolls").style.overflowX = "auto";
      for (const long of document.querySelectorAll(".long")) long.style.minWidth = "2000px";
    }""")
    (found,) = layout.too_wide(page)
    assert found.startswith('<p class="long" id="out"')
    assert "px beyond" in found


@pytest.mark.parametrize("name", ["index", "404", "calls", "call-richest"])
def test_the_other_language_is_the_same_page(
    name: str, visit: Callable[..., Page], addresses: dict[tuple[str, str], str]
) -> None:
    """The language link leads to the same page in the other language, whose link leads back."""
    page = visit(name, "fr")
    for language in ("en", "fr"):
        switch = page.locator(f".desk-switch[hreflang={language}]")
        assert switch.get_attribute("lang") == language
        follow(switch)
        assert path(page) == "/" + addresses[name, language]
        assert page.locator("html").get_attribute("lang") == language


THEME_BUTTON = {
    ("fr", "light"): "Passer au thème sombre",
    ("fr", "dark"): "Passer au thème clair",
    ("en", "light"): "Switch to the dark theme",
    ("en", "dark"): "Switch to the light theme",
}


@pytest.mark.parametrize("language", web.LANGUAGES)
@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_theme_button_changes_the_theme(
    system: str, language: str, visit: Callable[..., Page]
) -> None:
    """It says what it will do, does it, and the next page and the next visit keep it."""
    chosen = {"light": "dark", "dark": "light"}[system]
    page = visit("index", language)
    colours = {}
    for scheme in (chosen, system):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        colours[scheme] = page.evaluate(COLOURS)
    assert len(colours[system]) > 20
    assert colours[system] != colours[chosen]
    button = page.get_by_role("button", name=THEME_BUTTON[language, system], exact=True)
    button.click()
    assert page.evaluate(COLOURS) == colours[chosen]
    assert page.get_by_role("button", name=THEME_BUTTON[language, chosen], exact=True).is_visible()
    follow(page.locator("main a").first)
    assert page.evaluate(COLOURS) == colours[chosen]
    page.reload()
    assert page.evaluate(COLOURS) == colours[chosen]
    page.get_by_role("button", name=THEME_BUTTON[language, chosen], exact=True).click()
    assert page.evaluate(COLOURS) == colours[system]


def test_the_theme_follows_the_system(visit: Callable[..., Page]) -> None:
    """Until one chooses, the theme and what the button says follow the system."""
    page = visit("index", "fr")
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        name = THEME_BUTTON["fr", scheme]
        expect(page.get_by_role("button", name=name, exact=True)).to_be_visible()


@pytest.mark.parametrize("language", web.LANGUAGES)
@pytest.mark.parametrize("name", ["laureates", "call-richest", "organisation-richest"])
def test_paper_has_no_frame(name: str, language: str, visit: Callable[..., Page]) -> None:
    """Printed, a page has its text and its sources, and nothing to press."""
    page = visit(name, language)
    page.emulate_media(media="print")
    for part in (".desk-header", ".desk-footer", ".desk-filters", ".desk-skip", ".desk-toc"):
        assert not page.locator(part).first.is_visible(), part
    assert page.locator("h1").is_visible()
    assert page.locator(".desk-provenance").is_visible()


@pytest.mark.parametrize("width", [web.WIDE, web.NARROW])
@pytest.mark.parametrize("script", ["off", "lost"])
def test_without_script_everything_is_there(
    script: str, width: int, browser: Browser, server: str
) -> None:
    """Scripts off or lost on the way: the navigation is open and no dead button is shown."""
    with browser.new_context(
        base_url=server,
        java_script_enabled=script == "lost",
        viewport={"width": width, "height": 800},
    ) as fresh:
        if script == "lost":
            fresh.route("**/menu.js", lambda route: route.abort())
        page = fresh.new_page()
        page.goto("/?a=b")
        assert page.locator("h1").is_visible()
        assert page.locator(".desk-navigation__link").first.is_visible()
        assert page.locator(".desk-switch").is_visible()
        assert not page.locator("[data-desk-menu]").is_visible()
        assert not page.locator("[data-desk-scheme]").is_visible()


def test_a_page_that_does_not_stay_at_home_is_seen(browser: Browser, server: str) -> None:
    """An inline script, a picture from elsewhere and a lost file are each noticed."""
    with browser.new_context(base_url=server) as fresh:
        page = fresh.new_page()
        faults = web.watch(page, server)
        response = page.goto("/")
        assert response is not None
        assert response.headers["content-security-policy"] == web.CSP
        assert faults == []
        for planted in (
            "const s = document.createElement('script'); s.textContent = '1'; document.body.append(s)",
            "new Image().src = 'http://127.0.0.1:9/a.png'",
            "await fetch('/lost.json')",
        ):
            page.evaluate(f"async () => {{ {planted} }}")
    kinds = {fault.split(":")[0] for fault in faults}
    assert "console" in kinds
    assert any(kind == "404" for kind in kinds)
    assert any("127.0.0.1:9" in fault for fault in faults)


def test_the_link_of_a_page_is_copied(tab: Page, visit: Callable[..., Page]) -> None:
    """“Copy the link” puts the address of the bar on the clipboard, and says so."""
    tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit("laureates", "fr")
    tools = tab.locator("[data-desk-tools]")
    tools.get_by_role("button", name="Copier le lien").click()
    tools.get_by_text("Lien copié").last.wait_for()
    assert tools.get_by_role("status").inner_text() == "Lien copié"
    assert tab.evaluate("navigator.clipboard.readText()") == tab.url


def test_printing_is_the_browsers_own(tab: Page, visit: Callable[..., Page]) -> None:
    """“Print” asks the browser to print the page, once."""
    tab.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; };")
    visit("call-richest", "en")
    tab.get_by_role("button", name="Print").click()
    assert tab.evaluate("window.printed") == 1
