"""Guides and countries in a browser: answers, ticks and columns, by keyboard and by address."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests import web

from desk.dates import PartialDate
from desk.foundation import read_foundation
from desk.localise import Localiser
from desk.model import Desk
from desk.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Locator, Page, Route

    from desk.foundation import Foundation

pytestmark = pytest.mark.browser

GUIDE = {
    "fr": "/comprendre/dispositif-medical-logiciel/",
    "en": "/en/understand/medical-device-software/",
}
COMPARE = {"fr": "/export/comparer/", "en": "/en/export/compare/"}
COUNTRY = {"fr": "/export/allemagne/", "en": "/en/export/germany/"}
FACTS = ("medical_purpose", "individual_patient", "beyond_storage")
VERDICTS = {
    "fr": {"met": "Rempli", "not_met": "Non rempli", "unknown": "À vérifier"},
    "en": {"met": "Met", "not_met": "Not met", "unknown": "To check"},
}
SAID = {
    "fr": {
        "fits": "D’après vos réponses, cette règle vous concerne.",
        "not": "D’après vos réponses, cette règle ne vous concerne pas.",
        "to_check": "Il reste des points à vérifier",
    },
    "en": {
        "fits": "From your answers, this rule applies to you.",
        "not": "From your answers, this rule does not apply to you.",
        "to_check": "Some points remain to be checked",
    },
}
each_language = pytest.mark.parametrize("language", web.LANGUAGES)


def open_guide(page: Page, language: str, fragment: str = "") -> Page:
    """Open a guide whose questions are ready."""
    page.goto(GUIDE[language] + (fragment and f"#{fragment}"))
    expect(page.locator("[data-desk-applies] form")).to_be_visible()
    return page


def verdicts(page: Page) -> Locator:
    return page.locator("[data-desk-verdict]")


def result(page: Page) -> Locator:
    return page.locator("[data-desk-result]")


def answer(page: Page, fact: str, value: str) -> Locator:
    return page.locator(f"[data-desk-question={fact}] input[value='{value}']")


def fragment(page: Page) -> str:
    """Give the fragment of the address."""
    return page.url.partition("#")[2]


# ------------------------------------------------------------------ does it apply to me


@each_language
def test_the_keyboard_answers(language: str, tab: Page) -> None:
    """Arrows choose, each answer changes a verdict, and the status says what follows from all."""
    page = open_guide(tab, language)
    words, said = VERDICTS[language], SAID[language]
    expect(verdicts(page)).to_have_text([words["unknown"]] * 3)
    expect(result(page)).to_contain_text(said["to_check"])
    expect(result(page)).to_have_attribute("role", "status")
    answer(page, FACTS[0], "").focus()
    for fact in FACTS:
        expect(answer(page, fact, "")).to_be_focused()
        page.keyboard.press("ArrowRight")
        expect(answer(page, fact, "yes")).to_be_checked()
        page.keyboard.press("Tab")
    expect(verdicts(page)).to_have_text([words["met"]] * 3)
    expect(result(page)).to_have_text(said["fits"])
    assert fragment(page) == "medical_purpose=yes&individual_patient=yes&beyond_storage=yes"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ArrowRight")
    expect(verdicts(page)).to_have_text([words["met"], words["met"], words["not_met"]])
    expect(result(page)).to_contain_text(said["not"])
    why = page.locator("[data-desk-criterion=processing] [data-desk-why]")
    expect(why).to_be_visible()
    expect(page.locator("[data-desk-criterion=purpose] [data-desk-why]")).to_be_hidden()


@each_language
def test_the_address_holds_the_answers(language: str, tab: Page) -> None:
    """A reload, a link and the way back find the answers again; nothing is in the query."""
    page = open_guide(tab, language, "medical_purpose=yes&beyond_storage=no")
    words = VERDICTS[language]
    expected = [words["met"], words["unknown"], words["not_met"]]
    expect(verdicts(page)).to_have_text(expected)
    page.reload()
    expect(verdicts(page)).to_have_text(expected)
    answer(page, FACTS[2], "yes").check()
    expected[2] = words["met"]
    expect(verdicts(page)).to_have_text(expected)
    assert "?" not in page.url
    page.goto(COMPARE[language])
    page.go_back()
    expect(verdicts(page)).to_have_text(expected)
    page.evaluate("location.hash = 'medical_purpose=no'")
    expect(verdicts(page)).to_have_text([words["not_met"], words["unknown"], words["unknown"]])
    page.go_back()
    expect(verdicts(page)).to_have_text(expected)


def test_an_answer_taken_back_leaves_the_address(tab: Page) -> None:
    """“I do not know” is no answer: its key leaves, those of other pages stay."""
    page = open_guide(tab, "en", "device_class=class_iia&medical_purpose=yes&beyond_storage=yes")
    expect(verdicts(page).first).to_have_text("Met")
    answer(page, "medical_purpose", "").check()
    assert fragment(page) == "device_class=class_iia&beyond_storage=yes"
    expect(verdicts(page).first).to_have_text("To check")


@pytest.mark.parametrize(
    "odd",
    [
        "medical_purpose=maybe",
        "medical_purpose=",
        "medical_purpose=true&unknown_fact=yes",
        "=&&&medical_purpose",
        "medical_purpose=%E0%A4%A",
        "__proto__=yes&constructor=no&a=<img src=x onerror=alert(1)>",
        "en-bref",
    ],
)
def test_what_is_not_an_answer_is_ignored(odd: str, tab: Page) -> None:
    """Unknown keys and values leave every question open, and break nothing."""
    page = open_guide(tab, "fr", odd)
    expect(verdicts(page)).to_have_text(["À vérifier"] * 3)
    for fact in FACTS:
        expect(answer(page, fact, "")).to_be_checked()
    answer(page, FACTS[0], "yes").check()
    expect(verdicts(page).first).to_have_text("Rempli")
    assert "medical_purpose=yes" in fragment(page)


def test_answers_can_be_cleared(tab: Page) -> None:
    """One button forgets all answers, in the page and in its address."""
    page = open_guide(tab, "fr", "medical_purpose=yes&individual_patient=no")
    expect(verdicts(page).first).to_have_text("Rempli")
    page.get_by_role("button", name="Effacer mes réponses").press("Enter")
    expect(verdicts(page)).to_have_text(["À vérifier"] * 3)
    expect(result(page)).to_contain_text(SAID["fr"]["to_check"])
    assert "#" not in page.url
    page.reload()
    expect(verdicts(page)).to_have_text(["À vérifier"] * 3)


@each_language
def test_without_script_conditions_are_read(language: str, browser: Browser, server: str) -> None:
    """Without script every condition and what follows from it stand there, and no empty form."""
    with browser.new_context(base_url=server, java_script_enabled=False) as fresh:
        page = fresh.new_page()
        page.goto(GUIDE[language])
        expect(page.locator("[data-desk-criterion]")).to_have_count(3)
        for why in page.locator("[data-desk-why]").all():
            expect(why).to_be_visible()
        for name in ("form", "result", "private"):
            expect(page.locator(f"[data-desk-applies] [data-desk-{name}]")).to_be_hidden()
        expect(page.locator("[data-desk-checklist-note]")).to_be_hidden()


# ------------------------------------------------------------------ checklists


def test_ticks_stay_in_the_browser(tab: Page) -> None:
    """Ticks survive a reload, in either language, and can be forgotten."""
    page = open_guide(tab, "fr")
    boxes = page.locator("[data-desk-checklist] input")
    expect(page.locator("[data-desk-checklist-note]")).to_be_visible()
    boxes.nth(1).focus()
    page.keyboard.press("Space")
    boxes.nth(2).check()
    page.reload()
    expect(boxes.nth(1)).to_be_checked()
    expect(boxes.nth(2)).to_be_checked()
    expect(page.locator("[data-desk-checklist] input:checked")).to_have_count(2)
    open_guide(page, "en")
    expect(boxes.nth(1)).to_be_checked()
    page.locator("[data-desk-forget]").press("Enter")
    expect(page.locator("[data-desk-checklist] input:checked")).to_have_count(0)
    page.reload()
    expect(page.locator("[data-desk-checklist-note]")).to_be_visible()
    expect(page.locator("[data-desk-checklist] input:checked")).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0


def test_lists_of_one_country_share_a_memory(tab: Page) -> None:
    """To forget the ticks of one list leaves those of the others; sheets do not mix."""
    page = tab
    page.goto(COUNTRY["en"])
    lists = page.locator("[data-desk-checklist]")
    expect(page.locator("[data-desk-checklist-note]").first).to_be_visible()
    lists.nth(0).locator("input").first.check()
    lists.nth(2).locator("input").first.check()
    page.locator("[data-desk-forget]").nth(0).click()
    page.reload()
    expect(page.locator("[data-desk-checklist-note]").first).to_be_visible()
    expect(lists.nth(0).locator("input:checked")).to_have_count(0)
    expect(lists.nth(2).locator("input:checked")).to_have_count(1)
    open_guide(page, "en")
    expect(page.locator("[data-desk-checklist] input:checked")).to_have_count(0)


@pytest.mark.parametrize("kept", ["not json", "null", "7", '{"a": 1}'])
def test_a_broken_memory_is_no_memory(kept: str, tab: Page) -> None:
    """What another script left under our name does no harm."""
    page = open_guide(tab, "fr")
    name = page.locator("[data-desk-checklist]").get_attribute("data-desk-checklist")
    page.evaluate(
        "([key, value]) => localStorage.setItem(key, value)", [f"desk-checklist:{name}", kept]
    )
    page.reload()
    expect(page.locator("[data-desk-checklist-note]")).to_be_visible()
    page.locator("[data-desk-checklist] input").first.check()
    page.reload()
    expect(page.locator("[data-desk-checklist-note]")).to_be_visible()
    expect(page.locator("[data-desk-checklist] input:checked")).to_have_count(1)


# ------------------------------------------------------------------ comparison


def heads(page: Page) -> list[str]:
    """Give the columns that are shown, by their names."""
    return page.locator("thead [data-column]:visible").evaluate_all(
        "(found) => found.map((one) => one.dataset.column)"
    )


def open_comparison(page: Page, language: str, query: str = "") -> Page:
    """Open the comparison, its boxes ready: the form has its place before the script is there."""
    page.goto(COMPARE[language] + query)
    expect(page.locator("[data-desk-compare] form:not([hidden])")).to_have_count(1)
    return page


def test_what_is_ticked_before_the_script_is_there_counts(tab: Page) -> None:
    """A reader who is quicker than the network loses nothing."""
    waiting: list[Route] = []
    tab.route("**/compare.js", lambda route: waiting.append(route))  # noqa: PLW0108 - Playwright wraps functions only
    with tab.expect_request("**/compare.js"):
        tab.goto(COMPARE["en"])
    tab.locator("[name=c][value=belgique]").check()
    waiting[0].continue_()
    expect(tab.locator("thead [data-column]:visible")).to_have_count(1)
    assert tab.url.endswith("?c=belgique")


@each_language
def test_the_address_chooses_countries(language: str, tab: Page) -> None:
    """The address names the columns; a choice changes it; a reload keeps it."""
    page = open_comparison(tab, language, "?c=allemagne&c=belgique")
    expect(page.locator("thead [data-column]:visible")).to_have_count(2)
    assert sorted(heads(page)) == ["allemagne", "belgique"]
    assert page.locator("tbody [data-column='pays-bas']:visible").count() == 0
    page.locator("[name=c][value=royaume-uni]").focus()
    page.keyboard.press("Space")
    expect(page.locator("thead [data-column]:visible")).to_have_count(3)
    assert set(page.url.partition("?")[2].split("&")) == {
        "c=allemagne",
        "c=belgique",
        "c=royaume-uni",
    }
    page.reload()
    expect(page.locator("thead [data-column]:visible")).to_have_count(3)
    page.locator("[data-desk-compare] [type=reset]").press("Enter")
    expect(page.locator("thead [data-column]:visible")).to_have_count(
        page.locator("[name=c]").count()
    )
    assert "?" not in page.url


def test_four_countries_at_most(tab: Page) -> None:
    """With four chosen the other boxes wait, which is said; an address of more shows four."""
    page = open_comparison(tab, "en")
    ids = page.locator("[name=c]").evaluate_all("(boxes) => boxes.map((box) => box.value)")
    said = page.locator("[data-desk-compare] [data-desk-said]")
    expect(said).to_have_text("All countries are shown.")
    for one in ids[:4]:
        page.locator(f"[name=c][value='{one}']").check()
    expect(said).to_have_text("Four countries: untick one to choose another.")
    expect(page.locator("[name=c]:disabled")).to_have_count(len(ids) - 4)
    assert heads(page) == ids[:4]
    page.locator(f"[name=c][value='{ids[0]}']").uncheck()
    expect(page.locator("[name=c]:disabled")).to_have_count(0)
    expect(said).to_have_text("")
    open_comparison(page, "en", "?" + "&".join(f"c={one}" for one in ids))
    expect(page.locator("thead [data-column]:visible")).to_have_count(4)


@pytest.mark.parametrize("query", ["?c=atlantis", "?c=", "?d=allemagne", "?c=%3Cimg%3E"])
def test_an_unknown_country_is_ignored(query: str, tab: Page) -> None:
    """An address that names no country of ours shows them all."""
    page = open_comparison(tab, "fr", query)
    expect(page.locator("thead [data-column]:visible")).to_have_count(
        page.locator("[name=c]").count()
    )
    expect(page.locator("[data-desk-compare] [data-desk-said]")).to_have_text(
        "Tous les pays sont affichés."
    )


def test_an_unknown_country_takes_no_place(tab: Page) -> None:
    """Ids that are not ours and ids named twice do not count among the four."""
    page = open_comparison(tab, "fr", "?c=x&c=y&c=z&c=allemagne&c=allemagne&c=belgique")
    expect(page.locator("thead [data-column]:visible")).to_have_count(2)
    assert sorted(heads(page)) == ["allemagne", "belgique"]


def test_paper_keeps_the_choice(tab: Page) -> None:
    """In print the chosen columns stand, without the boxes."""
    page = open_comparison(tab, "fr", "?c=allemagne&c=belgique")
    expect(page.locator("thead [data-column]:visible")).to_have_count(2)
    page.emulate_media(media="print")
    assert sorted(heads(page)) == ["allemagne", "belgique"]
    expect(page.locator("[data-desk-compare] form")).to_be_hidden()


@each_language
def test_without_script_all_countries_stand(language: str, browser: Browser, server: str) -> None:
    """Without script every country has its column, whatever the address says."""
    with browser.new_context(base_url=server, java_script_enabled=False) as fresh:
        page = fresh.new_page()
        page.goto(COMPARE[language] + "?c=allemagne")
        columns = page.locator("thead [data-column]")
        assert columns.count() == page.locator("[name=c]").count()
        for column in columns.all():
            expect(column).to_be_visible()
        expect(page.locator("[data-desk-compare] form")).to_be_hidden()


# ------------------------------------------------------------------ deadlines

ZONE = "Europe/Paris"
# The last is a day of 23 hours and the one before a day of 25, which no day may be lost to.
DAYS = ["2026-11-30", "2026-03-29", "2026-10-25", "2027-01-01"]
HOURS = ["00:00:30", "12:00:00", "23:59:30"]


@pytest.fixture(scope="module")
def foundation() -> Foundation:
    """The words of this desk."""
    reader = Reader(root=web.ROOT / "data", shown="data")
    found = read_foundation(reader)
    assert found is not None
    assert found.settings.time_zone == ZONE
    return found


def built(foundation: Foundation, language: str, deadline: str, today: dt.date) -> str:
    """Give what a build of that day says, empty when it says nothing."""
    desk = Desk.build(
        settings=foundation.settings,
        records={},
        vocabularies=foundation.vocabularies,
        documents=foundation.documents,
        as_of=dt.datetime.combine(today, dt.time()),
    )
    say = Localiser(language=language, desk=desk, words=foundation.words[language], book=None)
    return say.left(PartialDate.parse(deadline)) or ""


COUNT = """
async ([deadline, zone, moments]) => {
  const base = document.querySelector("script[type=module]").src;
  const { deadline: count } = await import(new URL("deadline.js", base));
  const element = document.createElement("span");
  Object.assign(element.dataset, { deskLeft: deadline, zone });
  return moments.map((moment) => {
    count(element, new Date(moment));
    return element.textContent;
  });
}
"""


@each_language
@pytest.mark.parametrize("deadline", DAYS)
def test_the_browser_counts_as_the_build(
    language: str, deadline: str, visit: Callable[..., Page], foundation: Foundation
) -> None:
    """From a month before to two days after, at any hour, the reader sees what a build would say."""
    from zoneinfo import ZoneInfo

    last = dt.date.fromisoformat(deadline)
    days = [last + dt.timedelta(days=offset) for offset in (-31, -7, -3, -2, -1, 0, 1, 2)]
    moments = [
        dt.datetime.combine(day, dt.time.fromisoformat(hour), ZoneInfo(ZONE))
        for day in days
        for hour in HOURS
    ]
    page = visit("about", language)
    seen = page.evaluate(COUNT, [deadline, ZONE, [moment.isoformat() for moment in moments]])
    plain = [text.replace("\u202f", "\u00a0").replace("\u00a0", " ") for text in seen]
    expected = [
        built(foundation, language, deadline, moment.date())
        .replace("\u202f", " ")
        .replace("\u00a0", " ")
        for moment in moments
    ]
    assert plain == expected


@each_language
def test_the_reader_s_zone_does_not_matter(language: str, browser: Browser, server: str) -> None:
    """A reader on the other side of the world sees the days of the desk."""
    told = set()
    for zone in ("Pacific/Auckland", "America/Los_Angeles", ZONE):
        with browser.new_context(base_url=server, timezone_id=zone) as fresh:
            page = fresh.new_page()
            page.goto(GUIDE[language])
            moments = ["2026-11-29T23:30:00+01:00", "2026-11-30T00:30:00+01:00"]
            told.add(tuple(page.evaluate(COUNT, ["2026-11-30", ZONE, moments])))
    assert told == {{"fr": ("demain", "aujourd’hui"), "en": ("tomorrow", "today")}[language]}


@each_language
def test_an_old_page_counts_again(language: str, visit: Callable[..., Page], tab: Page) -> None:
    """A page that was built for another day counts from the reader's own."""
    page = visit("patterns", language)
    left = page.locator("[data-desk-left]").first
    deadline = left.get_attribute("data-desk-left")
    assert deadline is not None
    tab.clock.set_fixed_time(f"{deadline}T12:00:00+01:00")
    page.reload()
    expect(left).to_have_text({"fr": "aujourd’hui", "en": "today"}[language])
    tab.clock.set_fixed_time(
        dt.datetime.fromisoformat(f"{deadline}T12:00:00+01:00") + dt.timedelta(1)
    )
    page.reload()
    expect(left).to_have_text("")


# ------------------------------------------------------------------ looks


@pytest.mark.parametrize("language", web.LANGUAGES)
def test_contents_are_at_hand_on_a_phone(language: str, tab: Page) -> None:
    """On a narrow screen the contents are folded below the head; on a wide one they stand beside."""
    page = open_guide(tab, language)
    folded, beside = page.locator(".desk-contents"), page.locator(".desk-toc")
    expect(folded).to_be_hidden()
    expect(beside).to_be_visible()
    page.set_viewport_size({"width": web.NARROW, "height": 800})
    expect(beside).to_be_hidden()
    expect(folded.locator("li").first).to_be_hidden()
    folded.locator("summary").press("Enter")
    link = folded.get_by_role("link").last
    link.click()
    assert page.locator(f"[id='{fragment(page)}']").bounding_box()["y"] < 800


@each_language
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["guide", "country", "compare"])
def test_axe_finds_nothing_with_all_open(
    name: str, scheme: str, language: str, tab: Page, axe: Callable[..., list[str]]
) -> None:
    """Answered, ticked, unfolded, at 320 px, in both themes: no violation, nothing too wide."""
    page = tab
    page.set_viewport_size({"width": web.NARROW, "height": 800})
    page.emulate_media(color_scheme=scheme)
    if name == "guide":
        open_guide(page, language, "medical_purpose=yes&individual_patient=no")
        expect(verdicts(page).first).to_have_text(VERDICTS[language]["met"])
    elif name == "country":
        page.goto(COUNTRY[language])
        expect(page.locator("[data-desk-checklist-note]").first).to_be_visible()
    else:
        open_comparison(page, language, "?c=allemagne&c=belgique")
        expect(page.locator("thead [data-column]:visible")).to_have_count(2)
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    for box in page.locator("[data-desk-checklist] input").all()[:2]:
        box.check()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= web.NARROW
