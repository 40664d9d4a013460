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
  // Of a group of radio buttons Tab goes to one: to that which is chosen, or to the first.
  const group = (radio) => [...(radio.form ?? document).querySelectorAll("[type=radio]")]
    .filter(({ name }) => name === radio.name);
  const stop = (element) => {
    if (element.type !== "radio") return element;
    const radios = group(element);
    return radios.find(({ checked }) => checked) ?? radios[0];
  };
  const stops = () => [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, iframe, [tabindex], audio[controls], video[controls]",
  )].filter((element) =>
    element.tabIndex >= 0 && !element.disabled && stop(element) === element
    && element.checkVisibility({ visibilityProperty: true }));
  // The browser's own player and a page in a frame have stops and rings of their own.
  const isPlayer = (element) =>
    element instanceof HTMLMediaElement || element instanceof HTMLIFrameElement;
  // A box that scrolls shows what has the focus up to its edge; one that does not cuts.
  const cuts = (overflow) => ["hidden", "clip"].includes(overflow);
  const clipped = (element, ring) => {
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      const edge = box.getBoundingClientRect();
      if (cuts(style.overflowX) && (ring.left < edge.left || ring.right > edge.right)) return true;
      if (cuts(style.overflowY) && (ring.top < edge.top || ring.bottom > edge.bottom)) return true;
      if (["auto", "scroll"].includes(style.overflowX)) return false;
    }
    return ring.left < 0 || ring.right > document.documentElement.clientWidth;
  };
  // Whether a ring can hardly be told from what it stands on, on most of the sides in sight.
  const pale = (line, away, colour) => {
    const middle = (low, high, end) => (Math.max(low, 0) + Math.min(high, end)) / 2;
    const x = middle(line.left, line.right, innerWidth);
    const y = middle(line.top, line.bottom, innerHeight);
    const out = away + 1;
    const sides = [
      [line.left - out, y], [line.right + out, y], [x, line.top - out], [x, line.bottom + out],
    ].filter(([x, y]) => document.elementFromPoint(x, y));
    return sides.filter(([x, y]) => contrast(colour, ground(x, y)) < 3).length * 2 > sides.length;
  };
  // Whether any part of an element can be seen: its middle or a place near a corner of a line.
  const seen = (element) => [...element.getClientRects()].some((line) => {
    const [left, right] = [Math.max(line.left, 0), Math.min(line.right, innerWidth)];
    const [top, bottom] = [Math.max(line.top, 0), Math.min(line.bottom, innerHeight)];
    if (left >= right || top >= bottom) return false;
    return [.5, .1, .9].some((x) => [.5, .1, .9].some((y) => {
      const there = document.elementFromPoint(left + x * (right - left), top + y * (bottom - top));
      return there && (element.contains(there) || there.contains(element));
    }));
  });
  const faults = (element) => {
    if (isPlayer(element)) return seen(element) ? [] : ["is out of sight or covered"];
    const style = getComputedStyle(element);
    const width = parseFloat(style.outlineWidth);
    const away = width + parseFloat(style.outlineOffset);
    const [line] = element.getClientRects();
    const all = element.getBoundingClientRect();
    const ring = {
      left: all.left - away, right: all.right + away, top: all.top - away, bottom: all.bottom + away,
    };
    return Object.entries({
      "has no ring": !(width > 0) || ["none", "hidden"].includes(style.outlineStyle),
      "has a pale ring": pale(line, away, style.outlineColor),
      "has a cut ring": clipped(element, ring),
      "is out of sight or covered": !seen(element),
    }).filter(([, wrong]) => wrong).map(([fault]) => fault);
  };
  const name = (element) => {
    const text = element?.textContent.trim().replace(/\\s+/g, " ") || element?.name;
    return `“${text?.slice(0, 60) || element?.outerHTML.slice(0, 80)}”`;
  };
  let [all, last] = [stops(), null];
  // The stop after the last one (1) or before it (-1). They are looked for each time, since a page
  // may show or hide some when it is used, even the last one.
  const following = (by) => {
    const [before, at] = [all, all.indexOf(last)];
    all = stops();
    if (!last || all.includes(last)) return all[all.indexOf(last) + by];
    for (let index = at + by; before[index]; index += by)
      if (all.includes(before[index])) return before[index];
  };
  window.deskKeyboard = {
    // What pressing a key did that had to go to the following stop.
    went(by) {
      const here = stop(document.activeElement);
      if (here === last && isPlayer(here)) return ["stays", []];
      const wanted = following(by);
      if (!wanted) return [here === document.body || here === all[0] ? "left" : "held", []];
      if (here !== wanted) {
        const where = here === last ? `stays on ${name(here)}` : `goes to ${name(here)}`;
        return ["lost", [`${where}, not to ${name(wanted)}`]];
      }
      last = here;
      return ["on", faults(here).map((fault) => `${name(here)} ${fault}`)];
    },
    start(element) {
      last = element;
    },
    // A page may have lost stops since: the first one is looked for each time.
    atTop: () => stop(document.activeElement) === stops()[0],
  };
}"""
"""`deskKeyboard`: finds the stops that Tab must make, in the order of reading, and what is wrong
with the present one."""

# The next Tab starts from the body, wherever one clicked before.
START = """() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
}"""
MOST = 3000
"""More keys than any page has stops."""


def walk(page: Page) -> list[str]:
    """Press Tab through a page from its top: each stop in its turn, in sight, with a ring."""
    page.evaluate(START)
    page.evaluate(PREPARE)
    told: list[str] = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        outcome, faults = page.evaluate("deskKeyboard.went(1)")
        if outcome == "lost":
            return [*told, *(f"Tab {fault}" for fault in faults)]
        if outcome == "left":
            return told
        if outcome == "held":
            break
        told += faults
    return [*told, "Tab does not leave the page"]


def back(page: Page) -> list[str]:
    """Press Shift and Tab from the first link of the content to the top: nothing holds the focus."""
    page.evaluate(PREPARE)
    page.locator("main a:visible").first.focus()
    page.evaluate("deskKeyboard.start(document.activeElement)")
    for _ in range(MOST):
        if page.evaluate("deskKeyboard.atTop()"):
            return []
        page.keyboard.press("Shift+Tab")
        outcome, faults = page.evaluate("deskKeyboard.went(-1)")
        if outcome == "lost":
            return [f"Shift+Tab {fault}" for fault in faults]
        if outcome == "held":
            break
    return ["Shift+Tab does not leave the page"]


def reordered(page: Page) -> list[str]:
    """Give the elements whose style moves them away from their place in the text."""
    found: list[str] = page.evaluate("""() => [...document.body.querySelectorAll("*")]
      .filter((element) => {
        const style = getComputedStyle(element);
        return style.order !== "0" || style.flexDirection.endsWith("reverse")
          || style.flexWrap === "wrap-reverse" || element.tabIndex > 0;
      }).map((element) => element.outerHTML.slice(0, 80))""")
    return found


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
