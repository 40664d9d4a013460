"""Every page kind is accessible in every state, as far as a machine can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests import web

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", web.LANGUAGES)
@pytest.mark.parametrize("name", web.NAMES)
def test_axe_finds_nothing(
    name: str, language: str, visit: Callable[..., Page], axe: Callable[..., list[str]]
) -> None:
    """Axe finds no violation: both themes, wide, narrow, menu open, forced colours, print."""
    page = visit(name, language)
    found = {state: axe(page, scope) for state, scope in web.states(page)}
    assert len(found) == 8
    assert {state: violations for state, violations in found.items() if violations} == {}


def test_axe_finds_a_planted_fault(visit: Callable[..., Page], axe: Callable[..., list[str]]):
    """A picture without a text is found, so that "nothing found" means something."""
    page = visit("index", "fr")
    page.evaluate("document.querySelector('main').append(new Image())")
    assert [violation.split(":")[0] for violation in axe(page)] == ["image-alt"]
