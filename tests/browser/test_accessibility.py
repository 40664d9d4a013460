"""Every page kind is accessible in every state, as far as a machine can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests import web

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

# `make audit` looks at every page in every state. Here each state is looked at in one language.
QUICK = dict(
    zip(
        web.LANGUAGES,
        (
            (f"{web.WIDE} px, light", "print", "menu open, light"),
            (f"{web.NARROW} px, dark", "forced colours", "unfolded, light"),
        ),
        strict=True,
    )
)


@pytest.mark.parametrize("language", web.LANGUAGES)
@pytest.mark.parametrize("name", web.NAMES)
def test_axe_finds_nothing(
    name: str, language: str, visit: Callable[..., Page], axe: Callable[..., list[str]]
) -> None:
    """Axe finds no violation: both themes, wide, narrow, menu open, forced colours, print."""
    page = visit(name, language)
    found = {}
    for state in QUICK[language]:
        with web.in_state(page, web.STATES[state]) as there:
            if there is not None:
                found[state] = axe(there, web.STATES[state].scope)
    assert len(found) >= 2
    assert {state: violations for state, violations in found.items() if violations} == {}


@pytest.mark.parametrize("name", ["index", "laureates"])
def test_axe_finds_nothing_in_the_other_states(
    name: str, visit: Callable[..., Page], axe: Callable[..., list[str]]
) -> None:
    """Axe finds no violation when enlarged, when dark is unfolded, and without scripts."""
    page = visit(name, "fr")
    looked_at = {state for states in QUICK.values() for state in states}
    found = {}
    for name_, state in web.STATES.items():
        if name_ not in looked_at:
            with web.in_state(page, state) as there:
                found[name_] = axe(there, state.scope) if there else []
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
    with web.in_state(page, web.STATES[f"{web.WIDE} px, light"]):
        assert page.evaluate(SEEN) == before
    plain = seen[f"{web.WIDE} px, light"]
    assert plain == before
    changed = {
        name: {key for key, value in now.items() if value != plain[key]}
        for name, now in seen.items()
    }
    assert changed == {
        f"{web.WIDE} px, light": set(),
        f"{web.WIDE} px, dark": {"dark"},
        f"{web.NARROW} px, light": {"width", "button"},
        f"{web.NARROW} px, dark": {"width", "button", "dark"},
        "menu open, light": {"width", "button", "expanded"},
        "menu open, dark": {"width", "button", "expanded", "dark"},
        "unfolded, light": {"width", "button", "expanded"},
        "unfolded, dark": {"width", "button", "expanded", "dark"},
        "forced colours": {"forced", "calm"},
        "print": {"paper"},
        "zoom of 200 %": {"width", "scale", "button"},
        "text of 200 %": {"text"},
        "no script": {"script"},
        f"no script, {web.NARROW} px": {"width", "script"},
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
