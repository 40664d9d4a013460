"""The keyboard alone is enough, and what is not enough is found; `visits` walks every page kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests import keyboard, web

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
NARROW: Any = {"width": web.NARROW, "height": 800}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_tab_goes_through_the_open_menu(scheme: Any, visit: Callable[..., Page]) -> None:
    """The links of the open menu follow its button, in both themes."""
    page = visit("index", "fr")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(NARROW)
    page.locator("[data-desk-menu]").click()
    assert keyboard.walk(page) == []


def test_the_walk_sees_what_is_wrong(visit: Callable[..., Page]) -> None:
    """Links without a ring, in a box that cuts them, out of sight or out of order are found."""
    page = visit("about", "fr")
    page.evaluate("""() => {
      const add = (html) => document.querySelector("h1").insertAdjacentHTML("afterend", html);
      add('<p><a href="/" id="bare">bare</a></p>');
      add('<p id="box"><a href="/">cut</a></p>');
      document.getElementById("bare").style.outline = "none";
      Object.assign(document.getElementById("box").style, {overflow: "hidden", padding: 0});
    }""")
    assert keyboard.walk(page) == ["“cut” has a cut ring", "“bare” has no ring"]
    page.evaluate("document.getElementById('bare').tabIndex = 1")
    assert keyboard.walk(page)[-1].startswith("Tab goes to “")
    page.evaluate("document.getElementById('box').style.order = 1")
    assert len(keyboard.reordered(page)) == 2


@pytest.mark.parametrize("language", web.LANGUAGES)
def test_the_skip_link_comes_first(language: str, visit: Callable[..., Page]) -> None:
    """The first Tab shows a link that moves the focus past the header, into the content."""
    assert list(keyboard.skip_link(visit("calls", language))) == []


@pytest.mark.parametrize("language", web.LANGUAGES)
def test_the_menu_opens_and_closes(language: str, visit: Callable[..., Page]) -> None:
    """Enter and Space open the menu; Enter, Escape and leaving it close it, focus in its place."""
    page = visit("calls", language)
    page.set_viewport_size(NARROW)
    assert list(keyboard.menu(page)) == []


def test_the_header_is_left_backwards(visit: Callable[..., Page]) -> None:
    """Shift and Tab go back through the header to the skip link: nothing holds the focus."""
    assert keyboard.back(visit("calls", "fr")) == []


BROKEN = """() => {
  // Escape and Space are not heard, nor that the focus leaves.
  for (const type of ["keydown", "keyup", "focusout"])
    addEventListener(type, (event) => {
      if (event.key === "Enter" || event.key === "Tab") return;
      event.stopImmediatePropagation();
      event.preventDefault();
    }, true);
}"""


def test_a_broken_menu_is_seen(visit: Callable[..., Page]) -> None:
    """A menu that Space does not open, nor Escape or leaving it close, is told; so is none."""
    page = visit("calls", "fr")
    assert list(keyboard.menu(page)) == ["there is no menu button"]
    page.set_viewport_size(NARROW)
    page.evaluate(BROKEN)
    assert list(keyboard.menu(page)) == [
        "Space does not open the menu",
        "Tab does not go into the open menu",
        "Escape does not give the focus back to the menu button",
        "the menu stays open over what has the focus",
    ]
    page.evaluate("document.querySelector('[data-desk-menu]').setAttribute('aria-expanded', 'no')")
    assert "the menu is not closed at first" in list(keyboard.menu(page))


def test_a_broken_skip_link_and_a_trap_are_seen(visit: Callable[..., Page]) -> None:
    """A skip link that leads nowhere, a first stop that is none, and a held focus are told."""
    page = visit("calls", "fr")
    page.evaluate("document.getElementById('main').removeAttribute('tabindex')")
    page.evaluate("""() => document.querySelector(".desk-skip")
      .addEventListener("click", (event) => event.preventDefault())""")
    assert list(keyboard.skip_link(page)) == [
        "the skip link does not move the focus to the content",
        "Tab after the skip link is not in the content",
    ]
    page.evaluate("document.querySelector('.desk-skip').remove()")
    assert list(keyboard.skip_link(page)) == ["the first stop is not the skip link"]
    page.evaluate("""() => {
      const [, held] = document.querySelectorAll(".desk-header a");
      held.addEventListener("keydown", (event) => event.preventDefault());
    }""")
    (fault,) = keyboard.back(page)
    assert fault.startswith("Shift+Tab stays on “")
    assert keyboard.walk(page)[-1].startswith("Tab stays on “")
    page.locator(".desk-header a").nth(1).evaluate("(held) => held.replaceWith('gone')")
    page.evaluate("""() => [...document.querySelectorAll("a")].at(-1)
      .addEventListener("keydown", (event) => event.preventDefault())""")
    assert keyboard.walk(page)[-1] == "Tab does not leave the page"
