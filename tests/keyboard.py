"""Everything can be reached and used with the keyboard alone, and one sees where one is.

Each function presses keys on a page and gives everything that is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

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
    here: () => document.activeElement.outerHTML.slice(0, 80),
  };
}"""
"""The stops that Tab must make, in the order of reading, and what to say of the present one."""

# The next Tab starts from the body, wherever one clicked before.
START = """() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
}"""


def walk(page: Page) -> list[str]:
    """Press Tab through a page from its top: each stop in its turn, in sight, with a ring."""
    page.evaluate(START)
    page.evaluate(PREPARE)
    names = page.evaluate("deskKeyboard.names")
    faults = []
    for index, name in enumerate(names):
        page.keyboard.press("Tab")
        at, here, wrong = page.evaluate(
            "[deskKeyboard.at(), deskKeyboard.here(), deskKeyboard.faults()]"
        )
        if at == -1:
            faults.append(f"Tab went to {here}, which is hidden or no stop, not to “{name}”")
            break
        if at != index:
            faults.append(f"Tab went to stop {at}, not to {index}, “{name}”")
            break
        faults += [f"“{name}” {what}" for what in wrong]
    page.keyboard.press("Tab")
    if page.evaluate("deskKeyboard.at()") not in (-1, 0):
        faults.append("Tab does not leave the page")
    return faults


def reordered(page: Page) -> list[str]:
    """Give the elements whose style moves them away from their place in the text."""
    found: list[str] = page.evaluate("""() => [...document.body.querySelectorAll("*")]
      .filter((element) => {
        const style = getComputedStyle(element);
        return style.order !== "0" || style.flexDirection.endsWith("reverse")
          || style.flexWrap === "wrap-reverse" || element.tabIndex > 0;
      }).map((element) => element.outerHTML.slice(0, 80))""")
    return found


def back(page: Page) -> list[str]:
    """Press Shift and Tab from the first link of the content to the top: nothing holds the focus."""
    page.evaluate(START)
    page.evaluate(PREPARE)
    page.locator("main a:visible").first.focus()
    before = page.evaluate("deskKeyboard.at()")
    for wanted in range(before - 1, -1, -1):
        page.keyboard.press("Shift+Tab")
        at = page.evaluate("deskKeyboard.at()")
        if at != wanted:
            return [f"Shift and Tab went to stop {at}, not to {wanted}"]
    return []


def skip_link(page: Page) -> Iterator[str]:
    """The first Tab shows a link that moves the focus past the header, into the content."""
    page.evaluate(START)
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    if not link.count() or link.get_attribute("href") != "#main":
        yield "the first stop is not the skip link"
        return
    box = link.bounding_box()
    if box is None or box["x"] < 0 or box["y"] < 0:
        yield "the skip link has the focus and is out of sight"
    page.keyboard.press("Enter")
    if page.evaluate("document.activeElement.id") != "main":
        yield "the skip link does not move the focus to the content"
    page.keyboard.press("Tab")
    if not page.evaluate("document.getElementById('main').contains(document.activeElement)"):
        yield "Tab after the skip link is not in the content"


def menu(page: Page) -> Iterator[str]:
    """Enter and Space open the menu of a narrow window; Enter, Escape and leaving it close it."""
    button = page.locator("[data-desk-menu]")
    if not button.is_visible():
        yield "there is no menu button"
        return
    panel = page.locator(f"#{button.get_attribute('aria-controls')}")

    def is_open() -> bool:
        return panel.is_visible()

    def misled() -> bool:
        return (button.get_attribute("aria-expanded") == "true") != is_open()

    if is_open() or misled():
        yield "the menu is not closed at first"
    button.focus()
    for key, wanted in (("Enter", True), ("Enter", False), ("Space", True)):
        page.keyboard.press(key)
        if is_open() != wanted or misled():
            yield f"{key} does not {'open' if wanted else 'close'} the menu"
    page.keyboard.press("Tab")
    if not panel.evaluate("(panel) => panel.contains(document.activeElement)"):
        yield "Tab does not go into the open menu"
    page.keyboard.press("Escape")
    if is_open() or misled():
        yield "Escape does not close the menu"
    if not button.evaluate("(button) => button === document.activeElement"):
        yield "Escape does not give the focus back to the menu button"
    if not is_open():
        button.click()
    panel.locator("a, button").last.focus()
    page.keyboard.press("Tab")
    if is_open() or misled():
        yield "the menu stays open over what has the focus"
