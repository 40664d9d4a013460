"""Every page kind is accessible in every state, as far as a machine can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests import visits, web

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", web.LANGUAGES)
@pytest.mark.parametrize("name", [name for name in web.NAMES if not name.endswith("-poorest")])
def test_a_page_of_every_kind_is_sound(
    name: str, language: str, browser: Browser, server: str, site: Path
) -> None:
    """Axe finds nothing, keys reach everything, nothing moves, is too wide or comes from elsewhere.

    French is looked at wide, light and on paper, English narrow, dark and in forced colours;
    `make audit` looks at both in every state, and at the poorest page of each kind.
    """
    if not web.AXE.exists():
        pytest.skip("axe-core is not installed (npm ci)")
    seen = visits.visit(browser, server, site, name, language, look=visits.QUICK[language])
    assert seen.scans >= 2
    assert {gate: faults for gate, faults in seen.faults.items() if faults} == {}


@pytest.mark.parametrize("name", ["index", "laureates"])
def test_axe_finds_nothing_in_the_other_states(
    name: str, visit: Callable[..., Page], axe: Callable[..., list[str]]
) -> None:
    """Axe finds no violation when enlarged, when dark is unfolded, and without scripts."""
    page = visit(name, "fr")
    looked_at = {state for look in visits.QUICK.values() for state in look.states}
    found = {}
    for other in web.STATES.keys() - looked_at:
        with web.in_state(page, web.STATES[other]) as there:
            found[other] = (
                axe(there, web.STATES[other].scope, web.STATES[other].without) if there else []
            )
    assert {state: violations for state, violations in found.items() if violations} == {}


def test_states_are_what_they_say(visit: Callable[..., Page]) -> None:
    """Each state changes what it names, and the page is as before when it is left."""
    page = visit("laureates", "fr")
    before = page.evaluate(SEEN)
    seen = {}
    for name, state in web.STATES.items():
        with web.in_state(page, state) as there:
            assert there is not None
            seen[name] = there.evaluate(SEEN)
    with web.in_state(page, web.STATES[f"{web.WIDE} px light"]):
        assert page.evaluate(SEEN) == before
    plain = seen[f"{web.WIDE} px light"]
    assert plain == before
    changed = {
        name: {key for key, value in now.items() if value != plain[key]}
        for name, now in seen.items()
    }
    assert changed == {
        f"{web.WIDE} px light": set(),
        f"{web.WIDE} px dark": {"dark"},
        f"{web.NARROW} px light": {"width", "button"},
        f"{web.NARROW} px dark": {"width", "button", "dark"},
        "menu open light": {"width", "button", "expanded"},
        "menu open dark": {"width", "button", "expanded", "dark"},
        "unfolded light": {"width", "button", "expanded"},
        "unfolded dark": {"width", "button", "expanded", "dark"},
        "forced colours": {"forced", "calm"},
        "print": {"paper"},
        "zoom of 200 %": {"width", "scale", "button"},
        "text of 200 %": {"text"},
        "no script": {"script"},
        f"no script at {web.NARROW} px": {"width", "script"},
    }


SEEN = """() => ({
  width: innerWidth,
  scale: devicePixelRatio,
  text: getComputedStyle(document.documentElement).fontSize,
  script: document.documentElement.dataset.script,
  button: document.querySelector("[data-desk-menu]").checkVisibility(),
  expanded: document.querySelectorAll("[aria-expanded=true]").length,
  dark: matchMedia("(prefers-color-scheme: dark)").matches,
  forced: matchMedia("(forced-colors: active)").matches,
  calm: matchMedia("(prefers-reduced-motion: reduce)").matches,
  paper: matchMedia("print").matches,
})"""


def test_axe_finds_a_planted_fault(visit: Callable[..., Page], axe: Callable[..., list[str]]):
    """A picture without a text is found, so that "nothing found" means something."""
    page = visit("index", "fr")
    page.evaluate("document.querySelector('main').append(new Image())")
    assert [violation.split(":")[0] for violation in axe(page)] == ["image-alt"]
