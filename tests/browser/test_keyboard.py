"""Everything can be reached and used with the keyboard alone, and one sees where one is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests import web

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

PREPARE = """() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).map((value) => value / 255)
      .map((value) => value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + .05) / (low + .05);
  };
  // The colour of the topmost painted ground at a point of the window.
  const ground = (x, y) => {
    for (const element of document.elementsFromPoint(x, y)) {
      const colour = getComputedStyle(element).backgroundColor;
      if ((channels(colour)[3] ?? 1) > 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const stops = [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, [tabindex]",
  )].filter((element) =>
    element.tabIndex >= 0 && !element.disabled
    && element.checkVisibility({ visibilityProperty: true }));
  const clipped = (element, ring) => {
    if (ring.left < 0 || ring.right > document.documentElement.clientWidth) return true;
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
      if (getComputedStyle(box).overflow === "visible") continue;
      const edge = box.getBoundingClientRect();
      if (ring.left < edge.left || ring.right > edge.right
        || ring.top < edge.top || ring.bottom > edge.bottom) return true;
    }
    return false;
  };
  window.deskKeyboard = {
    names: stops.map((element) => (element.textContent.trim() || element.name || element.tagName)),
    faults: () => {
      const element = document.activeElement;
      const style = getComputedStyle(element);
      const width = parseFloat(style.outlineWidth);
      const away = width + parseFloat(style.outlineOffset);
      const [line] = element.getClientRects();
      const [x, y] = [line.left + line.width / 2, line.top + line.height / 2];
      const top = document.elementFromPoint(x, y);
      const all = element.getBoundingClientRect();
      const ring = {
        left: all.left - away, right: all.right + away,
        top: all.top - away, bottom: all.bottom + away,
      };
      const beside = ground(Math.max(line.left - away - 1, 0), y);
      return Object.entries({
        "has no ring": !(width > 0) || ["none", "hidden"].includes(style.outlineStyle),
        "has a pale ring": contrast(style.outlineColor, beside) < 3,
        "has a cut ring": clipped(element, ring),
        "is out of sight or covered": !top || !(element.contains(top) || top.contains(element)),
      }).filter(([, wrong]) => wrong).map(([fault]) => fault);
    },
    at: () => stops.indexOf(document.activeElement),
  };
}"""
"""The stops that Tab must make, in the order of reading, and what to say of the present one."""


def walk(page: Page) -> list[str]:
    """Press Tab through a page from its top; give everything that is wrong on the way."""
    # The next Tab starts from the body, wherever one clicked before.
    page.evaluate("""() => {
      document.body.tabIndex = -1;
      document.body.focus();
      document.body.removeAttribute("tabindex");
    }""")
    page.evaluate(PREPARE)
    names = page.evaluate("deskKeyboard.names")
    faults = []
    for index, name in enumerate(names):
        page.keyboard.press("Tab")
        at, wrong = page.evaluate("[deskKeyboard.at(), deskKeyboard.faults()]")
        if at != index:
            faults.append(f"Tab went to stop {at}, not to {index}, “{name}”")
            break
        faults += [f"“{name}” {what}" for what in wrong]
    page.keyboard.press("Tab")
    if page.evaluate("deskKeyboard.at()") not in (-1, 0):
        faults.append("Tab does not leave the page")
    return faults


def focused(page: Page) -> Locator:
    """Give what has the focus."""
    return page.locator(":focus")


def reordered(page: Page) -> list[str]:
    """Give the elements whose style moves them away from their place in the text."""
    found: list[str] = page.evaluate("""() => [...document.body.querySelectorAll("*")]
      .filter((element) => {
        const style = getComputedStyle(element);
        return style.order !== "0" || style.flexDirection.endsWith("reverse")
          || style.flexWrap === "wrap-reverse" || element.tabIndex > 0;
      }).map((element) => element.outerHTML.slice(0, 80))""")
    return found


@pytest.mark.parametrize("language", web.LANGUAGES)
@pytest.mark.parametrize("name", web.NAMES)
def test_tab_reaches_everything(
    name: str, language: str, tab: Page, visit: Callable[..., Page]
) -> None:
    """Tab goes to all links and fields in reading order, in sight and ringed, and then leaves.

    French is looked at wide and light, English narrow and dark, with a closed menu: nothing in it
    is reached.
    """
    width = web.WIDE if language == "fr" else web.NARROW
    tab.set_viewport_size({"width": width, "height": 800})
    tab.emulate_media(color_scheme="light" if language == "fr" else "dark")
    visit(name, language)
    assert reordered(tab) == []
    assert walk(tab) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_tab_goes_through_the_open_menu(scheme: Any, visit: Callable[..., Page]) -> None:
    """The links of the open menu follow its button, in both themes."""
    page = visit("index", "fr")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": web.NARROW, "height": 800})
    page.locator("[data-desk-menu]").click()
    assert walk(page) == []


def test_the_walk_sees_what_is_wrong(visit: Callable[..., Page]) -> None:
    """A link without a ring, one in a box that cuts it and one out of order are all found."""
    page = visit("about", "fr")
    page.evaluate("""() => {
      const add = (html) => document.querySelector("h1").insertAdjacentHTML("afterend", html);
      add('<p><a href="/" id="bare">bare</a></p>');
      add('<p id="box"><a href="/">cut</a></p>');
      document.getElementById("bare").style.outline = "none";
      Object.assign(document.getElementById("box").style, {overflow: "hidden", padding: 0});
    }""")
    assert walk(page) == ["“cut” has a cut ring", "“bare” has no ring"]
    page.evaluate("document.getElementById('bare').tabIndex = 1")
    assert any("Tab went to stop" in fault for fault in walk(page))
    page.evaluate("document.getElementById('box').style.order = 1")
    assert len(reordered(page)) == 2


@pytest.mark.parametrize("language", web.LANGUAGES)
def test_the_skip_link_comes_first(language: str, visit: Callable[..., Page]) -> None:
    """The first Tab shows a link that moves the focus past the header, into the content."""
    page = visit("calls", language)
    page.keyboard.press("Tab")
    link = focused(page)
    assert link.get_attribute("href") == "#main"
    box = link.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert focused(page).get_attribute("id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('main').contains(document.activeElement)")


@pytest.mark.parametrize("language", web.LANGUAGES)
def test_the_menu_opens_and_closes(language: str, visit: Callable[..., Page]) -> None:
    """Enter opens the menu and closes it; Escape closes it and gives the focus back."""
    page = visit("calls", language)
    page.set_viewport_size({"width": web.NARROW, "height": 800})
    button, menu = page.locator("[data-desk-menu]"), page.locator("#desk-navigation")
    assert button.get_attribute("aria-expanded") == "false"
    assert not menu.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    assert menu.is_visible()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "false"
    assert not menu.is_visible()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#desk-navigation') !== null")
    page.keyboard.press("Escape")
    assert button.get_attribute("aria-expanded") == "false"
    assert not menu.is_visible()
    assert focused(page).get_attribute("data-desk-menu") is not None


def test_the_menu_closes_when_the_focus_leaves_it(visit: Callable[..., Page]) -> None:
    """An open menu does not stay over what has the focus."""
    page = visit("calls", "fr")
    page.set_viewport_size({"width": web.NARROW, "height": 800})
    page.locator("[data-desk-menu]").click()
    page.locator("#desk-navigation :is(a, button)").last.focus()
    page.keyboard.press("Tab")
    assert not page.locator("#desk-navigation").is_visible()
    assert page.evaluate("document.activeElement.closest('.desk-page') !== null")


def test_the_header_is_left_backwards(visit: Callable[..., Page]) -> None:
    """Shift and Tab go back through the header to the skip link: nothing holds the focus."""
    page = visit("calls", "fr")
    page.evaluate(PREPARE)
    page.locator("main a").first.focus()
    before = page.evaluate("deskKeyboard.at()")
    walked = []
    for _ in range(before):
        page.keyboard.press("Shift+Tab")
        walked.append(page.evaluate("deskKeyboard.at()"))
    assert walked == list(range(before - 1, -1, -1))
