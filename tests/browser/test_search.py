"""The search as visitors use it: by its page, by its dialog, by keyboard, without script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect
from tests import layout, search_quality, web

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

HITS = ".desk-hit__link"


def texts(page: Page, selector: str = HITS) -> list[str]:
    """Give the texts of elements once there are some."""
    page.locator(selector).first.wait_for()
    return page.locator(selector).all_inner_texts()


def requested(page: Page) -> list[str]:
    """Keep the paths of what a page asks for from now on."""
    paths: list[str] = []
    page.on("request", lambda request: paths.append(urlsplit(request.url).path))
    return paths


@pytest.fixture
def dialog(tab: Page, visit: Callable[..., Page]) -> Page:
    """Give the French home page with the dialog open."""
    visit("index", "fr")
    tab.keyboard.press("Control+k")
    tab.locator("dialog[open] input[type=search]").wait_for()
    return tab


# -- What is found --------------------------------------------------------------------------------


def test_visitors_questions_are_answered(browser: Browser, server: str, site: Path) -> None:
    """Of the questions in queries.yml the first result is right as often as was promised."""
    queries = search_quality.read_queries()
    assert len(queries) >= 150
    known = {key for key, _language in search_quality.pages(site).values()}
    assert {key for query in queries for key in query.pages} <= known
    answers = search_quality.ask(browser, server, site, queries)
    told = search_quality.report(answers)
    for ones in (answers, [one for one in answers if not one.query.held_out]):
        rate = search_quality.rates(ones)
        assert rate["first"] >= search_quality.FIRST, told
        assert rate["third"] >= search_quality.THIRD, told
        assert rate["none"] <= search_quality.NONE, told
        assert rate["foreign"] == 0, told


def test_drafts_archives_and_lists_of_parts_are_not_found(
    browser: Browser, server: str, site: Path
) -> None:
    """Pages that say so themselves (the components, the error page) never answer."""
    queries = [
        search_quality.Query(q=q, language="fr", kind="hidden", pages=())
        for q in ("composants", "page introuvable", "rechercher")
    ]
    found = {key for one in search_quality.ask(browser, server, site, queries) for key in one.found}
    assert not found & {"page:patterns", "page:404", "page:search"}


# -- Nothing before it is wanted ------------------------------------------------------------------


def test_nothing_is_loaded_before_it_is_wanted(tab: Page, visit: Callable[..., Page]) -> None:
    """A page asks for nothing of the search but the script that hears the keys."""
    paths = requested(tab)
    visit("call-richest", "fr")
    tab.wait_for_load_state("networkidle")
    assert not [path for path in paths if "/assets/search/" in path or "/search/" in path]
    tab.locator("[data-desk-search]").click()
    tab.locator("dialog[open]").wait_for()
    tab.wait_for_load_state("networkidle")
    loaded = [path for path in paths if "/assets/search/" in path]
    assert any(path.endswith("pagefind.js") for path in loaded)
    assert not [path for path in paths if "worker" in path or "-ui" in path or "en.json" in path]


def test_the_page_loads_nothing_without_a_question(tab: Page, visit: Callable[..., Page]) -> None:
    """Who opens the search page without a question has not searched yet."""
    paths = requested(tab)
    visit("search", "fr")
    tab.wait_for_load_state("networkidle")
    assert not [path for path in paths if "/assets/search/" in path]


# -- The page -------------------------------------------------------------------------------------


def test_the_page_answers_its_address(tab: Page, visit: Callable[..., Page]) -> None:
    """`?q=` is answered at once, with what was found said and announced."""
    visit("search", "fr", "q=RGPD")
    assert texts(tab)[0] == "RGPD et données de santé"
    expect(tab.locator(".desk-search__said")).to_contain_text("résultats pour «\u202fRGPD\u202f»")
    assert tab.get_by_role("searchbox").input_value() == "RGPD"
    assert tab.locator(".desk-hit mark").count() > 0


def test_typing_and_filters_are_in_the_address(tab: Page, visit: Callable[..., Page]) -> None:
    """Typing replaces the address, a filter makes a new one, and back takes it away again."""
    visit("search", "en")
    field = tab.get_by_role("searchbox")
    field.click()
    field.press_sequentially("imaging")
    texts(tab)
    assert parse_qs(urlsplit(tab.url).query) == {"q": ["imaging"]}
    tab.locator("[data-group=calls]").click()
    expect(tab.locator("[data-group=calls]")).to_have_attribute("aria-pressed", "true")
    expect(tab.locator("[data-group=calls]")).to_be_focused()
    assert parse_qs(urlsplit(tab.url).query) == {"q": ["imaging"], "kind": ["calls"]}
    assert all("/en/funding/" in link.get_attribute("href") for link in tab.locator(HITS).all())
    tab.go_back()
    expect(tab.locator("[data-group='']")).to_have_attribute("aria-pressed", "true")
    assert parse_qs(urlsplit(tab.url).query) == {"q": ["imaging"]}


def test_more_results_follow(tab: Page, visit: Callable[..., Page]) -> None:
    """Further results are added, and the focus is on the first of them."""
    visit("search", "fr", "q=hôpital")
    before = len(texts(tab))
    tab.get_by_role("button", name="Voir plus de résultats").click()
    expect(tab.locator(HITS)).to_have_count(before * 2)
    expect(tab.locator(HITS).nth(before)).to_be_focused()


def test_a_mistyped_word_is_corrected_and_said(tab: Page, visit: Callable[..., Page]) -> None:
    """The correction is said, and the reader may insist on what was typed."""
    visit("search", "fr", "q=remboursemnt")
    assert "remboursement" in texts(tab)[0].lower()
    note = tab.locator(".desk-search__notes")
    expect(note).to_contain_text("Aucun résultat pour «\u202fremboursemnt\u202f»")
    note.get_by_role("button").click()
    expect(note).not_to_contain_text("voici ceux de")
    assert parse_qs(urlsplit(tab.url).query)["exact"] == ["1"]


def test_a_word_that_no_page_has_is_left_out_and_said(
    tab: Page, visit: Callable[..., Page]
) -> None:
    """What is left out is named; the rest is answered."""
    visit("search", "fr", "q=RGPD zzqxv")
    assert texts(tab)[0] == "RGPD et données de santé"
    expect(tab.locator(".desk-search__notes")).to_contain_text("zzqxv")


def test_the_other_language_is_offered(tab: Page, visit: Callable[..., Page]) -> None:
    """Words of the other language find the pages that carry both names, and an offer to switch."""
    visit("search", "fr", "q=Germany")
    assert texts(tab)[0] == "Allemagne"
    offer = tab.locator(".desk-search__notes a[hreflang=en]")
    offer.click()
    assert texts(tab)[0] == "Germany"
    assert tab.locator("html").get_attribute("lang") == "en"


def test_nothing_found_has_ways_on(tab: Page, visit: Callable[..., Page]) -> None:
    """Without a result the page says so, helps, and keeps its entries to the site."""
    visit("search", "fr", "q=zzqxv")
    expect(tab.locator(".desk-search__said")).to_contain_text("Aucun résultat")
    expect(tab.locator(".desk-search__notes")).to_contain_text("moins de mots")
    assert tab.locator("[data-desk-ways] a").first.is_visible()


def test_a_result_leads_to_its_heading(tab: Page, visit: Callable[..., Page]) -> None:
    """Below a result stand the headings under which most of it is said."""
    visit("search", "fr", "q=marquage CE étapes")
    texts(tab)
    part = tab.locator(".desk-hit__parts a").first
    anchor = urlsplit(part.get_attribute("href") or "").fragment
    part.click()
    expect(tab.locator(f"[id='{anchor}']")).to_be_in_viewport()


def test_a_call_has_its_status(tab: Page, visit: Callable[..., Page]) -> None:
    """A call's result shows where it stands, in words."""
    visit("search", "fr", "q=imagerie médicale appel")
    texts(tab)
    badge = tab.locator(".desk-hit", has_text="Innovation en imagerie").locator(".desk-status")
    assert badge.first.inner_text()


def test_a_search_that_cannot_load_says_so(tab: Page, visit: Callable[..., Page]) -> None:
    """When its files do not arrive, the page says it and keeps its entries."""
    tab.route("**/pagefind.js", lambda route: route.fulfill(status=200, body="throw 1"))
    visit("search", "fr", "q=RGPD")
    expect(tab.locator(".desk-search__said")).to_contain_text("n’a pas pu se charger")
    assert tab.locator("[data-desk-ways] a").first.is_visible()


# -- The dialog -----------------------------------------------------------------------------------


def test_the_dialog_by_keyboard(dialog: Page) -> None:
    """Type, arrow down, Enter: the first result is open."""
    dialog.keyboard.type("Allemagne")
    assert texts(dialog, f"dialog {HITS}")[0] == "Allemagne"
    dialog.keyboard.press("ArrowDown")
    expect(dialog.locator(f"dialog {HITS}").first).to_be_focused()
    dialog.keyboard.press("ArrowDown")
    expect(dialog.locator(f"dialog {HITS}").nth(1)).to_be_focused()
    dialog.keyboard.press("ArrowUp")
    dialog.keyboard.press("ArrowUp")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    dialog.keyboard.press("ArrowDown")
    with dialog.expect_navigation():
        dialog.keyboard.press("Enter")
    assert urlsplit(dialog.url).path == "/export/allemagne/"


def test_enter_in_the_field_opens_the_page(dialog: Page) -> None:
    """Enter takes the question to the page of the search."""
    dialog.keyboard.type("Allemagne")
    with dialog.expect_navigation():
        dialog.keyboard.press("Enter")
    assert (urlsplit(dialog.url).path, urlsplit(dialog.url).query) == ("/recherche/", "q=Allemagne")
    assert texts(dialog)[0] == "Allemagne"


def test_escape_gives_the_focus_back(dialog: Page) -> None:
    """Escape closes the dialog, and the focus is on the link again; Tab never leaves it before."""
    for _ in range(12):
        dialog.keyboard.press("Tab")
        inside = "!document.hasFocus() || document.activeElement === document.body || document.querySelector('dialog').contains(document.activeElement)"
        assert dialog.evaluate(inside)
    dialog.keyboard.press("Escape")
    expect(dialog.locator("dialog")).not_to_be_visible()
    expect(dialog.locator("[data-desk-search]")).to_be_focused()


def test_the_slash_key_and_its_switch(tab: Page, visit: Callable[..., Page]) -> None:
    """`/` opens the dialog, never in a field, and not once it is switched off for good."""
    visit("laureates", "fr")
    tab.locator("#filter-q").press("/")
    assert tab.locator("#filter-q").input_value() == "/"
    assert tab.locator("dialog[open]").count() == 0
    tab.locator("#filter-q").blur()
    tab.keyboard.press("/")
    tab.locator("dialog[open]").wait_for()
    tab.get_by_role("checkbox").uncheck()
    tab.keyboard.press("Escape")
    tab.reload()
    tab.keyboard.press("/")
    tab.keyboard.press("Control+k")
    tab.locator("dialog[open]").wait_for()
    assert not tab.get_by_role("checkbox").is_checked()
    assert tab.locator("dialog input[type=search]").input_value() == ""


def test_all_results_lead_to_the_page(dialog: Page) -> None:
    """The dialog shows the first results, and a link to all of them."""
    dialog.keyboard.type("hôpital")
    texts(dialog)
    with dialog.expect_navigation():
        dialog.get_by_role("link", name=re.compile("Voir les")).click()
    assert urlsplit(dialog.url).path == "/recherche/"
    assert len(texts(dialog)) >= 10


@pytest.mark.parametrize("width", [web.NARROW, web.WIDE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("query", ["", "remboursemnt germany", "zzqxv"])
def test_the_dialog_is_sound(
    query: str, scheme: str, width: int, dialog: Page, axe: Callable[..., list[str]]
) -> None:
    """Axe finds nothing and nothing is too wide: empty, corrected, without result."""
    dialog.set_viewport_size({"width": width, "height": 700})
    dialog.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    dialog.locator(".desk-search__foot a").wait_for()
    if query:
        dialog.keyboard.type(query)
        expect(dialog.locator("dialog .desk-search__said")).to_contain_text("pour")
        dialog.wait_for_load_state("networkidle")
    assert axe(dialog) == []
    assert layout.too_wide(dialog) == []


@pytest.mark.parametrize("width", [web.NARROW, web.WIDE])
@pytest.mark.parametrize("query", ["remboursemnt", "hôpital", "zzqxv"])
def test_the_page_is_sound(
    query: str, width: int, tab: Page, visit: Callable[..., Page], axe: Callable[..., list[str]]
) -> None:
    """Axe finds nothing and nothing is too wide with results, a correction, and none."""
    tab.set_viewport_size({"width": width, "height": 800})
    visit("search", "fr", f"q={query}")
    expect(tab.locator(".desk-search__said")).to_contain_text("pour")
    assert axe(tab) == []
    assert layout.too_wide(tab) == []


# -- Without script -------------------------------------------------------------------------------


def test_without_script_the_page_lists_the_entries(browser: Browser, server: str) -> None:
    """The link leads to the page, which has no dead form and a way to every part of the site."""
    with browser.new_context(base_url=server, java_script_enabled=False) as fresh:
        page = fresh.new_page()
        page.goto("/")
        page.locator("[data-desk-search]").click()
        assert urlsplit(page.url).path == "/recherche/"
        assert not page.locator("[data-desk-searching]").is_visible()
        assert page.locator("[data-desk-ways] a").count() > 10
        assert page.get_by_text("a besoin de JavaScript").is_visible()
