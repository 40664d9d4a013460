"""What new readers come for, found within three clicks, on a phone, with the keyboard alone.

A click is an Enter: on a link, or on the button that opens the menu.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests import web

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
MENU = "Menu"
MOST_CLICKS = 3
MOST_TABS = 400


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """Who asks what, where they click, and the words that answer, in each language."""

    story: str
    clicks: dict[str, tuple[str, ...]]
    answer: dict[str, str]


SCENARIOS = (
    Scenario(
        story="A Lille start-up with a Class IIa app wants to sell it in Germany",
        clicks={"fr": (MENU, "Exporter", "Allemagne"), "en": (MENU, "Export", "Germany")},
        answer={
            "fr": "Sans preuve complète, une app de classe I ou IIa peut entrer à l’essai pour 12 mois",
            "en": "Without full proof, a class I or IIa app can enter on trial for 12 months",
        },
    ),
    Scenario(
        story="A team that builds a scheduling tool asks whether it is a medical device",
        clicks={
            "fr": ("Être guidé pas à pas", "Mon logiciel est-il un dispositif médical ?", "Non"),
            "en": ("Be guided step by step", "Is my software a medical device?", "No"),
        },
        answer={
            "fr": "Ce n’est, en principe, pas un dispositif médical",
            "en": "It is, in principle, not a medical device",
        },
    ),
    Scenario(
        story="A maker of a digital therapy asks who pays when it enters the market",
        clicks={
            "fr": ("Qui paie, à quelle étape ?", "Dispositif médical numérique pour le patient"),
            "en": ("Who pays, at which stage?", "Digital medical device for patients"),
        },
        answer={
            "fr": "un an de prise en charge anticipée (PECAN), puis la liste ordinaire (LPPR)",
            "en": "one year of early coverage (PECAN), then the ordinary list (LPPR)",
        },
    ),
    Scenario(
        story="A London company asks whether its UK data centre will do for French hospitals",
        clicks={
            "fr": ("Comprendre une règle", "Héberger des données de santé en France (HDS)"),
            "en": ("Understand a rule", "Hosting health data in France (HDS)"),
        },
        answer={
            "fr": "Le Royaume-Uni n’en fait pas partie.",
            "en": "The United Kingdom is in neither.",
        },
    ),
    Scenario(
        story="A vendor asks up to which price a hospital may buy an innovation without a tender",
        clicks={
            "fr": (MENU, "Comprendre", "Vendre à un hôpital public français"),
            "en": (MENU, "Rules", "Selling to a French public hospital"),
        },
        answer={"fr": "100 000 € hors taxes", "en": "€100,000 before tax"},
    ),
)


def press(page: Page, name: str) -> None:
    """Tab to what has this name, and press Enter; another page opens unless it is the menu."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText.replace(/\\s+/g, ' ').trim()") == name:
            break
    else:
        pytest.fail(f"no way to “{name}” by keyboard on {page.url}")
    if name == MENU:
        page.keyboard.press("Enter")
        expect(page.locator(":focus")).to_have_attribute("aria-expanded", "true")
    else:
        with page.expect_navigation():
            page.keyboard.press("Enter")


@pytest.mark.parametrize("language", web.LANGUAGES)
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.story[:40])
def test_the_answer_is_within_three_clicks(
    scenario: Scenario, language: str, visit: Callable[..., Page], tab: Page
) -> None:
    """From the home page, each scenario's answer stands on the page that the last click opens."""
    tab.set_viewport_size(PHONE)
    page = visit("index", language)
    assert len(scenario.clicks[language]) <= MOST_CLICKS
    for name in scenario.clicks[language]:
        press(page, name)
    expect(page.locator("main").get_by_text(scenario.answer[language]).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
