"""Whether a page stands still while it loads, and fits into its window."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

SHIFTS = """
  window.deskShifts = [];
  window.deskMeter = new PerformanceObserver((list) => deskShifts.push(...list.getEntries()));
  deskMeter.observe({ type: "layout-shift", buffered: true });
"""
"""To run before the page does (`add_init_script`): it notes every shift."""

MEASURE = """() => new Promise((done) => {
  if (!window.deskShifts) return done([]);
  // A shift is reported with the frame after it. A page in a frame that is out of sight draws none.
  const soon = window === top ? requestAnimationFrame : setTimeout;
  soon(() => soon(() => {
    deskShifts.push(...deskMeter.takeRecords());
    // What moves inside the browser's own player has no node, and is not ours to still.
    const player = document.querySelector("audio");
    const ours = deskShifts.filter(({ sources }) => !player || sources.some(({ node }) => node));
    done(ours.map((entry) => [
      entry.value, entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 60) ?? "?"),
    ]));
  }));
})"""

# Of an element and what is in it only the element is told; what stands in a box that scrolls or
# cuts does not widen the page.
TOO_WIDE = """() => {
  const root = document.documentElement;
  const wide = root.scrollWidth - root.clientWidth;
  if (wide <= 0) return [];
  const kept = (element) => {
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement)
      if (getComputedStyle(box).overflowX !== "visible") return true;
    return false;
  };
  const beyond = [...document.body.querySelectorAll("*")].filter((element) =>
    element.getBoundingClientRect().right + scrollX > root.clientWidth + .5);
  const free = beyond.filter((element) => !kept(element));
  const over = free.length ? free : beyond;
  const told = over.filter((element) => !over.includes(element.parentElement)).slice(0, 3);
  return told.map((element) => {
    const right = element.getBoundingClientRect().right + scrollX;
    return `${element.outerHTML.slice(0, 80)}: ${Math.ceil(right - root.clientWidth)} px beyond`;
  }).concat(told.length ? [] : `the page is ${wide} px wider than the window`);
}"""


def shifts(page: Page) -> list[str]:
    """Give what moved since the page began to load, in its frames too, and how much."""
    return [
        f"a shift of {value:.4f}: {' '.join(moved)}"
        for frame in page.frames
        for value, moved in frame.evaluate(MEASURE)
    ]


def too_wide(page: Page) -> list[str]:
    """Give what makes the page wider than its window, so that one must scroll sideways."""
    found: list[str] = page.evaluate(TOO_WIDE)
    return found
