"""The funding finder in a browser: what ten persons find, how they use it, what it keeps and sends.

What is expected is worked out from the records, so that it changes with them.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect
from tests import columns, keyboard, layout, web

from desk.finder import FACETS, standing
from desk.rules import evaluate, plan
from desk.status import OVER, deadline_of, status_of
from desk.texts import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page, Route

    from desk.model import Desk
    from desk.records.call import Call

pytestmark = pytest.mark.browser

FINDER = {"fr": "/financements/", "en": "/en/funding/"}
COMPARE = {"fr": "/financements/comparer/", "en": "/en/funding/compare/"}
NOW = "2026-11-22T12:00:00+01:00"
STEP = 20
GROUPS = {
    "fr": {
        "fits": "Conditions remplies",
        "to_check": "À vérifier",
        "near": "À une condition près",
        "not_met": "Conditions non remplies",
        "over": "Fermés, suspendus ou passés",
    },
    "en": {
        "fits": "Fits",
        "to_check": "To check",
        "near": "One condition away",
        "not_met": "Conditions not met",
        "over": "Closed, suspended or past",
    },
}
each_language = pytest.mark.parametrize("language", web.LANGUAGES)

# ------------------------------------------------------------------ what is expected


def written(answers: dict[str, Any]) -> str:
    """Write answers as an address has them."""

    def one(answer: Any) -> Any:
        if isinstance(answer, bool):
            return "yes" if answer else "no"
        return ".".join(answer) if isinstance(answer, list) else answer

    return urlencode({fact: one(answer) for fact, answer in answers.items()})


def verdict(call: Call, answers: dict[str, Any], desk: Desk) -> tuple[str, int | None]:
    """Give the group of a call and how many conditions remain, where that is told by counting."""
    status = status_of(call, desk.as_of, desk.settings.closing_soon_days)
    if call.eligibility is None:
        return ("over" if status in OVER else "to_check"), 0
    found = evaluate(plan(call.eligibility), answers, desk.places.parents)
    left = sum(row["decisive"] for row in found["trace"])
    group, number = {
        "fits": ("fits", 0),
        "to_check": ("to_check", left),
        "conditions_not_met": ("near", 1) if found["blockers"] else ("not_met", None),
    }[found["status"]]
    return ("over" if status in OVER else group), number


def having(desk: Desk, facets: dict[str, tuple[str, ...]]) -> list[Call]:
    """Give the calls that have one of the values of each facet."""
    return [
        call
        for call in desk.calls.values()
        if all(set(standing(call, name, desk)) & set(values) for name, values in facets.items())
    ]


# ------------------------------------------------------------------ what is there


@pytest.fixture
def finder(tab: Page) -> Callable[..., Page]:
    """Give a function that opens the finder at noon of the day, and waits until it is ready."""
    tab.clock.set_fixed_time(NOW)

    def go(language: str, query: str = "", answers: dict[str, Any] | str = "") -> Page:
        fragment = answers if isinstance(answers, str) else written(answers)
        # Two addresses that differ in their fragment alone would be one document.
        tab.goto("about:blank")
        tab.goto(FINDER[language] + (query and f"?{query}") + (fragment and f"#{fragment}"))
        ready(tab)
        return tab

    return go


def ready(page: Page) -> None:
    expect(page.locator("[data-desk-finder=ready]")).to_have_count(1)
    # The question that tells most is looked for once the results are drawn.
    expect(page.locator("[data-desk-why]")).not_to_be_empty()


def show_all(page: Page) -> None:
    """Press “show more” until nothing more is there."""
    page.evaluate("""() => {
      const more = document.querySelector("[data-desk-more]");
      while (!more.hidden) more.click();
    }""")


def shown(page: Page) -> list[dict[str, str]]:
    """Give the results as they stand: id, title, verdict, status and the heading above them."""
    found: list[dict[str, str]] = page.evaluate("""() => {
      let group = "";
      const results = [];
      for (const item of document.querySelector("[data-desk-results] > ol").children) {
        const text = (name) => item.querySelector(`[data-desk-${name}]`)?.textContent ?? "";
        if (item.matches(".desk-finder__group")) group = item.textContent;
        else results.push({
          group, id: item.querySelector("[data-desk-pick]").value, title: text("title"),
          verdict: item.querySelector("[data-desk-trace]").hidden ? "" : text("verdict"),
          status: text("state"), closes: text("closes"),
        });
      }
      return results;
    }""")
    return found


def ids(page: Page) -> list[str]:
    return [one["id"] for one in shown(page)]


def said(page: Page) -> Locator:
    return page.locator("[data-desk-finder] output[data-desk-said]")


def number_said(page: Page) -> int:
    return int(re.sub(r"\D", "", said(page).inner_text()))


def question(page: Page, fact: str) -> Locator:
    return page.locator(f"[data-desk-question={fact}]")


def box(page: Page, facet: str, value: str) -> Locator:
    return page.locator(f"input[data-facet={facet}][value='{value}']")


def card(page: Page, identifier: str) -> Locator:
    return page.locator("[data-index]", has=page.locator(f"[data-desk-pick][value='{identifier}']"))


WRITTEN = (
    "() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => setTimeout(done))))"
)


def address(page: Page) -> tuple[str, str]:
    """Give the query and the fragment of the address, which follows what is on the screen."""
    page.evaluate(WRITTEN)
    before, _hash, fragment = page.url.partition("#")
    return before.partition("?")[2], fragment


def unfold(page: Page, name: str) -> None:
    """Open a panel of the form with the keyboard, if it is closed."""
    panel = page.locator(f"[data-desk-{name}]")
    if panel.get_attribute("open") is None:
        panel.locator("> summary").press("Enter")


def unfold_questions(page: Page) -> None:
    unfold(page, "profile")
    inner = page.locator(".desk-finder__questions")
    if inner.get_attribute("open") is None:
        inner.locator("> summary").press("Enter")


def answer_by_keyboard(page: Page, desk: Desk, language: str, answers: dict[str, Any]) -> None:
    """Answer questions with keys alone: Space chooses, letters look for a place, digits count."""
    assert desk.questions is not None
    unfold_questions(page)
    for fact, answer in answers.items():
        group, asked = question(page, fact), desk.questions[fact]
        match asked.type:
            case "bool" | "enum" | "multi":
                value = {True: "yes", False: "no"}.get(answer, answer)
                group.locator(f"input[value='{value}']").focus()
                page.keyboard.press("Space")
                expect(group.locator(f"input[value='{value}']")).to_be_checked()
            case "geo":
                [place] = [choice for choice in asked.values if choice.id == answer]
                group.locator("select").focus()
                page.keyboard.type(plain(place.label, language))
                expect(group.locator("select")).to_have_value(answer)
            case _:
                group.locator("input").focus()
                page.keyboard.type(str(answer))
                page.keyboard.press("Enter")


# ------------------------------------------------------------------ ten persons


@dataclass(frozen=True, kw_only=True)
class Person:
    """Who asks, what they answer and narrow to, and where some schemes must then be."""

    who: str
    answers: dict[str, Any]
    named: dict[str, str]
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    keys: bool = False


PERSONS = (
    Person(
        who="someone in Brittany with an idea and no company yet",
        answers={
            "organisation_type": "person",
            "company_stage": "idea",
            "place": "REG-53",
            "not_started": True,
        },
        named={
            "bourse-french-tech": "to_check",
            "pret-d-honneur": "to_check",
            "jeune-entreprise-innovante": "near",
            "innov-up": "not_met",
        },
        keys=True,
    ),
    Person(
        who="a laboratory of a hospital in Marseille with partners",
        answers={
            "organisation_type": "care",
            "place": "REG-93",
            "trl": 4,
            "consortium": True,
            "research_partner": True,
        },
        named={
            "rihn": "to_check",
            "eic-pathfinder-open": "to_check",
            "credit-impot-recherche": "near",
            "eic-accelerator": "not_met",
        },
    ),
    Person(
        who="a device maker of 40 in Lyon, Class IIa and CE-marked, who wants to be reimbursed",
        answers={
            "organisation_type": "company",
            "place": "REG-84",
            "staff": 40,
            "device_class": "class_iia",
            "ce_marked": True,
            "remote_monitoring": True,
            "evidence": "comparative",
        },
        facets={"need": ("coverage",)},
        named={"telesurveillance-nom-de-marque": "to_check", "pecan": "to_check"},
        keys=True,
    ),
    Person(
        who="a British start-up of eight",
        answers={"organisation_type": "company", "place": "GB", "staff": 8, "trl": 6},
        named={
            "sbri-healthcare": "to_check",
            "innovate-uk-growth-catalyst": "to_check",
            "eic-accelerator": "to_check",
            "credit-impot-recherche": "near",
        },
    ),
    Person(
        who="a company of Toulouse in difficulty",
        answers={
            "organisation_type": "company",
            "place": "REG-76",
            "in_difficulty": True,
            "staff": 25,
        },
        named={
            "i-demo": "near",
            "avance-innovation": "near",
            "credit-impot-recherche": "to_check",
            "innov-up": "not_met",
        },
        keys=True,
    ),
    Person(
        who="a mid-cap of the Paris region with a project of six million",
        answers={
            "organisation_type": "company",
            "place": "REG-11",
            "staff": 1200,
            "turnover": 300_000_000,
            "project_budget": 6_000_000,
        },
        named={
            "i-demo": "to_check",
            "credit-impot-innovation": "near",
            "eic-accelerator": "near",
            "bourse-french-tech": "not_met",
        },
    ),
    Person(
        who="an exporter of Lille, twelve years old, who looks across the seas",
        answers={
            "organisation_type": "company",
            "place": "REG-32",
            "staff": 60,
            "company_age_years": 12,
            "target_market": "other",
        },
        facets={"need": ("export",)},
        named={"assurance-prospection": "to_check", "vie": "to_check"},
    ),
    Person(
        who="a researcher of Rouen who is about to found a company on her results",
        answers={
            "organisation_type": "person",
            "place": "REG-28",
            "company_stage": "idea",
            "born_of_research": True,
            "trl": 4,
        },
        named={
            "concours-i-lab": "to_check",
            "eic-transition": "to_check",
            "innov-up": "not_met",
        },
        keys=True,
    ),
    Person(
        who="a two-year-old company of French Guiana",
        answers={
            "organisation_type": "company",
            "place": "REG-03",
            "staff": 5,
            "company_age_years": 2,
            "turnover": 100_000,
        },
        facets={"place": ("REG-03", "FR", "EU")},
        named={
            "projets-innovation-guyane": "to_check",
            "jeune-entreprise-innovante": "to_check",
            "concours-i-lab": "near",
        },
    ),
    Person(
        who="a German company with partners from four countries and a hospital",
        answers={
            "organisation_type": "company",
            "place": "DE",
            "staff": 30,
            "turnover": 4_000_000,
            "consortium": True,
            "partner_countries": 4,
            "care_partner": True,
        },
        named={
            "horizon-europe-sante": "to_check",
            "eurostars": "to_check",
            "enterprise-europe-network": "fits",
            "i-demo": "near",
        },
    ),
)


@each_language
@pytest.mark.parametrize("person", PERSONS, ids=lambda person: person.who)
def test_a_person_finds_what_the_records_say(
    person: Person, language: str, finder: Callable[..., Page], desk: Desk
) -> None:
    """Each result is in the group, and has the number of open conditions, that its record gives."""
    query = urlencode({name: ".".join(values) for name, values in person.facets.items()})
    if person.keys:
        page = finder(language, query)
        answer_by_keyboard(page, desk, language, person.answers)
        assert sorted(address(page)[1].split("&")) == sorted(written(person.answers).split("&"))
    else:
        page = finder(language, query, person.answers)
    expected = {
        call.id: verdict(call, person.answers, desk) for call in having(desk, person.facets)
    }
    assert number_said(page) == len(expected)
    show_all(page)
    results = shown(page)
    words = GROUPS[language]
    counted = Counter(group for group, _number in expected.values())
    heads = {group: f"{words[group]} ({number})" for group, number in counted.items()}
    assert {one["id"]: one["group"] for one in results} == {
        identifier: heads[group] for identifier, (group, _number) in expected.items()
    }
    in_order = list(dict.fromkeys(one["group"] for one in results))
    assert in_order == [heads[group] for group in words if group in heads]
    for one in results:
        group, number = expected[one["id"]]
        if desk.calls[one["id"]].eligibility is None:
            assert one["verdict"] == ""
        elif group == "fits":
            assert one["verdict"] == words["fits"]
        elif group in ("to_check", "near"):
            assert re.findall(r"\d+", one["verdict"]) == [str(number)], one
    for identifier, group in person.named.items():
        assert expected[identifier][0] == group, identifier


def test_answers_hide_nothing(finder: Callable[..., Page], desk: Desk) -> None:
    """Whatever is answered, every scheme is still among the results."""
    page = finder("en", answers={"organisation_type": "person", "place": "OTHER", "trl": 1})
    show_all(page)
    assert sorted(ids(page)) == sorted(desk.calls)


# ------------------------------------------------------------------ why


REFUSED = {"organisation_type": "care", "place": "REG-53", "trl": 3}


@each_language
@pytest.mark.parametrize("width", [web.WIDE, web.NARROW])
def test_a_verdict_says_why(
    width: int, language: str, finder: Callable[..., Page], tab: Page, desk: Desk
) -> None:
    """The trace has each condition, the answer, the clause, the fix; “change” leads to the question."""
    tab.set_viewport_size({"width": width, "height": 800})
    page = finder(language, "operator=eismea&need=invest", REFUSED)
    call = desk.calls["eic-accelerator"]
    assert call.eligibility is not None
    assert call.apply is not None
    found = evaluate(plan(call.eligibility), REFUSED, desk.places.parents)
    its = card(page, call.id)
    its.locator("[data-desk-trace] > summary").press("Enter")
    lines = its.locator(".desk-trace__line")
    told = {criterion.id: criterion for criterion in call.eligibility.criteria()}
    expect(lines).to_have_count(len(told))
    for line, row in zip(lines.all(), found["trace"], strict=True):
        criterion = told[row["id"]]
        expect(line).to_have_attribute("data-result", row["result"])
        assert criterion.label is not None
        expect(line).to_contain_text(plain(criterion.label, language))
        if row["result"] == "not_met" and criterion.if_false:
            expect(line).to_contain_text(plain(criterion.if_false, language))
        if row["result"] != "met" and criterion.fix:
            expect(line).to_contain_text(plain(criterion.fix, language))
        urls = {source.id: source.url for source in call.sources}
        links = line.locator("a").evaluate_all(
            "(all) => all.map((one) => one.getAttribute('href'))"
        )
        assert links == [urls[one.source] for one in criterion.cite]
    [company] = [line for line, name in zip(lines.all(), told, strict=True) if name == "company"]
    assert desk.questions is not None
    [answered] = [one for one in desk.questions["organisation_type"].values if one.id == "care"]
    expect(company.locator(".desk-trace__answer")).to_contain_text(plain(answered.label, language))
    assert str(call.apply.lead_time_days) in its.locator(".desk-trace__notes").inner_text()
    company.locator("[data-desk-ask]").press("Enter")
    field_of = question(page, "organisation_type")
    assert field_of.evaluate("(group) => group.contains(document.activeElement)")
    expect(field_of).to_be_in_viewport()
    field_of.locator("input[value=company]").focus()
    page.keyboard.press("Space")
    expect(its.locator("[data-desk-verdict]")).not_to_have_attribute("data-result", "met")
    assert written({"organisation_type": "company"}) in address(page)[1]


def test_an_unanswered_condition_leads_to_its_question(
    finder: Callable[..., Page], tab: Page
) -> None:
    """“Answer” opens the folded panels on a phone, and puts the focus on a field of the question."""
    tab.set_viewport_size({"width": web.NARROW, "height": 800})
    page = finder("en", "operator=eismea&need=invest", REFUSED)
    expect(page.locator("[data-desk-profile]")).not_to_have_attribute("open", "")
    its = card(page, "eic-accelerator")
    its.locator("[data-desk-trace] > summary").press("Enter")
    its.locator("[data-desk-ask=staff]").first.press("Enter")
    expect(page.locator("[data-desk-profile]")).to_have_attribute("open", "")
    expect(question(page, "staff").locator("input")).to_be_focused()
    expect(question(page, "staff").locator("input")).to_be_in_viewport()


@each_language
def test_the_next_best_question(language: str, finder: Callable[..., Page]) -> None:
    """The question that tells most is offered and says what for; “next” moves the focus to another."""
    page = finder(language)
    unfold(page, "profile")
    slot, turn = page.locator("[data-desk-next]"), page.locator("[data-desk-turn]")
    first = slot.locator("[data-desk-question]").get_attribute("data-desk-question")
    assert first is not None
    assert int(re.findall(r"\d+", page.locator("[data-desk-why]").inner_text())[0]) > 10
    slot.locator("input, select").first.focus()
    if slot.locator("select").count():
        page.keyboard.press("ArrowDown")
    else:
        page.keyboard.press("Space")
    expect(page.locator(".desk-finder__group").first).to_be_visible()
    # The answer stays before the visitor's eyes until they go on.
    expect(slot.locator("[data-desk-question]")).to_have_attribute("data-desk-question", first)
    seen = {first}
    for _ in range(3):
        turn.press("Enter")
        now = slot.locator("[data-desk-question]").get_attribute("data-desk-question")
        assert slot.evaluate("(slot) => slot.contains(document.activeElement)")
        assert now is not None
        assert slot.locator("[data-desk-question]").count() == 1
        seen.add(now)
    assert len(seen) > 1
    # What was asked stands again in its place among all of them, once.
    assert page.locator("[data-desk-question]").count() == len(
        set(
            page.locator("[data-desk-question]").evaluate_all(
                "(all) => all.map((one) => one.dataset.deskQuestion)"
            )
        )
    )


def test_a_question_stays_under_one_s_hands(finder: Callable[..., Page]) -> None:
    """One that tells most, but that the visitor is answering among all of them, is not moved."""
    answer = """([fact, at]) => {
      const field = (name) =>
        document.querySelector(`[data-desk-question=${name}]`).querySelector("input, select");
      if (field(fact).type === "radio") field(fact).click();
      else field(fact).selectedIndex = 1;
      field(fact).dispatchEvent(new Event("change", { bubbles: true }));
      if (at) field(at).focus();
    }"""
    at = page_slot(finder("en"))
    first = at.get_attribute("data-desk-question")
    assert first is not None
    at.page.evaluate(answer, [first, None])
    expect(at).not_to_have_attribute("data-desk-question", first)
    second = at.get_attribute("data-desk-question")
    assert second is not None
    page = finder("en")
    unfold_questions(page)
    page.evaluate(answer, [first, second])
    expect(page_slot(page)).not_to_have_attribute("data-desk-question", first)
    expect(page_slot(page)).not_to_have_attribute("data-desk-question", second)
    expect(question(page, second).locator("input, select").first).to_be_focused()


def page_slot(page: Page) -> Locator:
    """Give the question that is offered first."""
    return page.locator("[data-desk-next] [data-desk-question]")


def test_one_condition_away(finder: Callable[..., Page], desk: Desk) -> None:
    """What lacks a single condition has a group of its own, and each of its cards says “1”."""
    answers = {"organisation_type": "company", "place": "REG-76", "in_difficulty": True}
    page = finder("en", answers=answers)
    show_all(page)
    near = [one for one in shown(page) if one["group"].startswith("One condition away")]
    assert {one["id"] for one in near} == {
        call.id for call in desk.calls.values() if verdict(call, answers, desk)[0] == "near"
    }
    assert {one["verdict"] for one in near} == {"Conditions not met: 1"}


# ------------------------------------------------------------------ narrowing and ordering


def counts(page: Page) -> dict[str, dict[str, int]]:
    """Give the number beside each choice."""
    found: dict[str, dict[str, int]] = {}
    for name, value, number in page.locator("input[data-facet]").evaluate_all(
        """(boxes) => boxes.map((box) =>
          [box.dataset.facet, box.value, box.closest("label").querySelector(".desk-choice__count").textContent])"""
    ):
        found.setdefault(name, {})[value] = int(number)
    return found


@each_language
def test_counts_are_live(language: str, finder: Callable[..., Page], desk: Desk) -> None:
    """Each tick changes the numbers beside the choices; a facet's own ticks leave its own alone."""
    page = finder(language)
    unfold(page, "facets")
    ticked: dict[str, tuple[str, ...]] = {}

    def expected() -> dict[str, dict[str, int]]:
        found = {}
        for name, values in before.items():
            left = having(desk, {k: v for k, v in ticked.items() if k != name})
            counted = Counter(value for call in left for value in standing(call, name, desk))
            found[name] = {value: counted[value] for value in values}
        return found

    before = counts(page)
    assert set(before) <= set(FACETS)
    assert before == expected()
    for facet, value in (("need", "rd"), ("need", "export"), ("place", "FR"), ("status", "open")):
        group = page.locator(f"[data-facet-group={facet}]")
        if group.get_attribute("open") is None:
            group.locator("summary").press("Enter")
        box(page, facet, value).focus()
        page.keyboard.press("Space")
        ticked[facet] = (*ticked.get(facet, ()), value)
        numbers = [str(number) for values in expected().values() for number in values.values()]
        expect(page.locator("[data-desk-facets] .desk-choice__count")).to_have_text(numbers)
        assert number_said(page) == len(having(desk, ticked))
        expect(group.locator("[data-desk-number]")).to_have_text(f" ({len(ticked[facet])})")
    expect(said(page)).to_have_js_property("tagName", "OUTPUT")
    page.locator("[data-desk-reset]").press("Enter")
    assert number_said(page) == len(desk.calls)
    assert address(page) == ("", "")


@each_language
def test_words_find(language: str, finder: Callable[..., Page], desk: Desk) -> None:
    """Letters narrow as they are typed, accents or not; the best come first; what fails is said."""
    page = finder(language)
    search = page.locator("#finder-q")
    search.focus()
    page.keyboard.type("credit impot rech" if language == "fr" else "research tax cr")
    expect(page.locator("#finder-sort")).to_have_value("relevance")
    expect(card(page, "credit-impot-recherche")).to_have_count(1)
    assert number_said(page) < 10
    assert "q=" in address(page)[0]
    page.keyboard.type(" xyzzy")
    expect(page.locator("[data-desk-empty]")).to_be_visible()
    expect(page.locator("[data-desk-elsewhere]")).to_be_visible()
    assert number_said(page) == 0
    page.evaluate(WRITTEN)
    page.reload()
    ready(page)
    expect(search).to_have_value(re.compile("xyzzy"))
    assert number_said(page) == 0
    page.locator("[data-desk-reset]").press("Enter")
    assert number_said(page) == len(desk.calls)
    expect(page.locator("[data-desk-empty]")).to_be_hidden()


def test_words_never_make_an_entry_of_the_history(finder: Callable[..., Page]) -> None:
    """“Back” does not go through every letter."""
    page = finder("en")
    before = page.evaluate("history.length")
    page.locator("#finder-q").press_sequentially("tax")
    expect(page).to_have_url(re.compile(r"\?q=tax$"))
    assert page.evaluate("history.length") == before


@each_language
def test_orders(language: str, finder: Callable[..., Page], site: Path, desk: Desk) -> None:
    """By amount the largest come first, by date the soonest, by status what can be applied for."""
    page = finder(language)
    data = json.loads((site / FINDER[language].strip("/") / "finder.json").read_text("utf-8"))
    awards = zip(data["ids"], columns.read(data["awards"]), strict=True)
    amounts = {identifier: most for identifier, (_text, most) in awards}
    select = page.locator("#finder-sort")
    expect(select).to_have_value("status")
    expect(select.locator("[value=relevance]")).to_be_disabled()
    expect(select.locator("[value=fit]")).to_be_disabled()
    show_all(page)
    urgency = [desk.calls[one].urgency(desk) for one in ids(page)]
    assert urgency == sorted(urgency)
    select.select_option("amount")
    assert address(page)[0] == "sort=amount"
    show_all(page)
    found = [amounts[one] for one in ids(page)]
    assert found == sorted(found, reverse=True)
    select.select_option("deadline")
    show_all(page)
    soon = desk.settings.closing_soon_days
    ends = [deadline_of(desk.calls[one], desk.as_of, soon) for one in ids(page)]
    days = [end.last if end else dt.date.max for end in ends]
    assert days == sorted(days)
    assert days[0] < dt.date.max
    page.evaluate(WRITTEN)
    page.go_back()
    expect(select).to_have_value("amount")


@pytest.mark.parametrize("sort", ["fit", "relevance", "atlantis"])
def test_an_order_that_needs_more_is_not_pretended(sort: str, finder: Callable[..., Page]) -> None:
    """An address that asks for an order without what it needs gives the usual one, and says so."""
    page = finder("en", f"sort={sort}")
    expect(page.locator("#finder-sort")).to_have_value("status")
    expect(page.locator(".desk-finder__group")).to_have_count(0)


def test_more_goes_on_where_one_was(finder: Callable[..., Page], desk: Desk) -> None:
    """“More” adds as many again, and the focus goes to the first of them."""
    page = finder("fr")
    cards = page.locator("[data-index]")
    expect(cards).to_have_count(STEP)
    before = ids(page)
    page.locator("[data-desk-more]").press("Enter")
    expect(cards).to_have_count(2 * STEP)
    assert ids(page)[:STEP] == before
    expect(cards.nth(STEP).locator("a")).to_be_focused()
    show_all(page)
    expect(page.locator("[data-desk-more]")).to_be_hidden()
    expect(cards).to_have_count(len(desk.calls))


# ------------------------------------------------------------------ the address


@each_language
def test_the_address_is_the_state(language: str, finder: Callable[..., Page]) -> None:
    """Facets, order, words and answers stand in the address; it gives them back, in any tab."""
    page = finder(
        language, "need=rd.export&place=FR&sort=amount", "place=REG-53&staff=12&uses_ai=no"
    )
    for facet, value in (("need", "rd"), ("need", "export"), ("place", "FR")):
        expect(box(page, facet, value)).to_be_checked()
    expect(page.locator("input[data-facet]:checked")).to_have_count(3)
    expect(page.locator("#finder-sort")).to_have_value("amount")
    expect(question(page, "place").locator("select")).to_have_value("REG-53")
    expect(question(page, "staff").locator("input")).to_have_value("12")
    assert "3" in page.locator("[data-desk-answered]").inner_text()
    before = shown(page)
    page.evaluate(WRITTEN)
    page.reload()
    ready(page)
    assert shown(page) == before
    unfold(page, "facets")
    page.locator("[data-facet-group=need] summary").press("Enter")
    box(page, "need", "export").press("Space")
    assert address(page) == ("need=rd&place=FR&sort=amount", "place=REG-53&staff=12&uses_ai=no")
    page.evaluate(WRITTEN)
    page.go_back()
    expect(box(page, "need", "export")).to_be_checked()
    assert shown(page) == before


@pytest.mark.parametrize(
    ("query", "fragment"),
    [
        ("foo=bar", "colour=blue"),
        ("need=atlantis&place=", "place=XX&staff=many&uses_ai=maybe"),
        ("sort=&q=&status=%3Cimg%3E", "organisation_type=&=x"),
        ("need=..", "main"),
        ("need=__proto__&constructor=1", "__proto__=1&constructor=yes"),
        ("", "%E0%A4%A"),
    ],
)
def test_unknown_keys_are_ignored(
    query: str, fragment: str, finder: Callable[..., Page], desk: Desk
) -> None:
    """What an address says that is not ours changes nothing."""
    page = finder("fr", query, fragment)
    assert number_said(page) == len(desk.calls)
    expect(page.locator("input[data-facet]:checked")).to_have_count(0)
    expect(page.locator(".desk-finder__group")).to_have_count(0)
    expect(page.locator("[data-desk-clear]")).to_be_hidden()


@each_language
def test_back_and_forward(language: str, finder: Callable[..., Page]) -> None:
    """Each tick and each answer is one step back: the first answer too is taken back."""
    page = finder(language)
    unfold(page, "facets")
    page.locator("[data-facet-group=need] summary").press("Enter")
    states = [shown(page)]
    box(page, "need", "rd").press("Space")
    states.append(shown(page))
    answering = {"organisation_type": "care", "uses_ai": "yes"}
    unfold_questions(page)
    for fact, value in answering.items():
        question(page, fact).locator(f"input[value={value}]").focus()
        page.keyboard.press("Space")
        states.append(shown(page))
    assert len({json.dumps(state) for state in states}) >= 3
    for state in states[-2::-1]:
        page.evaluate(WRITTEN)
        page.go_back()
        assert shown(page) == state
    expect(question(page, "organisation_type").locator("input[value='']")).to_be_checked()
    for state in states[1:]:
        page.evaluate(WRITTEN)
        page.go_forward()
        assert shown(page) == state


def test_a_fragment_changed_by_hand(finder: Callable[..., Page], desk: Desk) -> None:
    """What one writes after # in the address bar counts at once; a place of the page does not."""
    page = finder("en", answers={"organisation_type": "care", "place": "REG-53"})
    page.evaluate("location.hash = 'organisation_type=company&place=GB'")
    expect(question(page, "place").locator("select")).to_have_value("GB")
    show_all(page)
    answers = {"organisation_type": "company", "place": "GB"}
    heads = {one["id"]: one["group"].partition(" (")[0] for one in shown(page)}
    assert heads == {
        call.id: GROUPS["en"][verdict(call, answers, desk)[0]] for call in desk.calls.values()
    }
    # A place that is not on offer is no answer, whatever was chosen before.
    page.evaluate("location.hash = 'organisation_type=company&place=XX'")
    expect(question(page, "place").locator("select")).to_have_value("")
    page.evaluate("location.hash = 'main'")
    expect(page.locator("[data-desk-answered]")).to_have_text("1 answer")
    expect(question(page, "organisation_type").locator("[value=company]")).to_be_checked()


# ------------------------------------------------------------------ what is kept and sent


STORED = "() => [Object.entries(localStorage), sessionStorage.length, document.cookie]"


@each_language
def test_nothing_is_kept_unless_asked(
    language: str, finder: Callable[..., Page], desk: Desk
) -> None:
    """Answers leave no trace; those that the visitor wants to keep are there again, until forgotten."""
    page = finder(language)
    answer_by_keyboard(page, desk, language, {"organisation_type": "care", "staff": 12})
    assert page.evaluate(STORED) == [[], 0, ""]
    page.locator("[data-desk-kept]").press("Space")
    kept = page.evaluate(STORED)
    assert kept == [[["desk-answers", "organisation_type=care&staff=12"]], 0, ""]
    question(page, "uses_ai").locator("[value=yes]").focus()
    page.keyboard.press("Space")
    [[[_name, fragment]], _session, _cookie] = page.evaluate(STORED)
    assert sorted(fragment.split("&")) == ["organisation_type=care", "staff=12", "uses_ai=yes"]
    page = finder(language)
    expect(question(page, "staff").locator("input")).to_have_value("12")
    expect(page.locator("[data-desk-kept]")).to_be_checked()
    # An address with answers of its own is someone else's, and changes nothing that is kept.
    page = finder(language, answers="staff=99")
    expect(question(page, "staff").locator("input")).to_have_value("99")
    assert "staff=12" in page.evaluate("localStorage.getItem('desk-answers')")
    page = finder(language)
    unfold(page, "profile")
    page.locator("[data-desk-clear]").press("Enter")
    assert page.evaluate(STORED) == [[], 0, ""]
    expect(page.locator("[data-desk-answered]")).to_be_focused()
    expect(page.locator("[data-desk-kept]")).not_to_be_checked()
    assert address(page) == ("", "")
    page = finder(language)
    expect(page.locator(".desk-finder__group")).to_have_count(0)


def test_unticking_forgets(finder: Callable[..., Page]) -> None:
    """Taking the tick away removes what was kept, and leaves the answers on the page."""
    page = finder("en", answers="staff=12")
    unfold(page, "profile")
    page.locator("[data-desk-kept]").press("Space")
    assert page.evaluate("localStorage.length") == 1
    page.locator("[data-desk-kept]").press("Space")
    assert page.evaluate(STORED) == [[], 0, ""]
    expect(page.locator("[data-desk-answered]")).to_have_text("1 answer")


def test_without_storage_it_works(finder: Callable[..., Page], tab: Page, desk: Desk) -> None:
    """Where the browser forbids storage, everything works but keeping."""
    tab.add_init_script("""Object.defineProperty(window, "localStorage", {
      get() { throw new DOMException("no", "SecurityError"); },
    });""")
    page = finder("en")
    answer_by_keyboard(page, desk, "en", {"organisation_type": "care"})
    expect(page.locator(".desk-finder__group").first).to_be_visible()
    page.locator("[data-desk-kept]").press("Space")
    page.locator("[data-desk-clear]").press("Enter")
    expect(page.locator(".desk-finder__group")).to_have_count(0)


def test_nothing_is_sent(
    finder: Callable[..., Page], desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is answered, opened, copied or downloaded, the server hears of no answer."""
    heard: list[str] = []
    answer = web._Handler.do_GET

    def listen(handler: Any) -> None:
        heard.append(f"{handler.path} {handler.headers}")
        answer(handler)

    monkeypatch.setattr(web._Handler, "do_GET", listen)
    answers = {"organisation_type": "care", "device_class": "class_iia", "staff": 1234}
    page = finder("en", "need=rd", answers)
    answer_by_keyboard(page, desk, "en", {"in_difficulty": True, "place": "REG-53"})
    page.locator("[data-desk-kept]").press("Space")
    page.locator("[data-desk-trace]:visible > summary").first.press("Enter")
    expect(page.locator(".desk-trace__line").first).to_be_visible()
    with page.expect_download():
        page.locator("[data-desk-finder] [data-desk-csv]").press("Enter")
    for pick in page.locator("[data-desk-pick]").all()[:2]:
        pick.check()
    page.locator("[data-desk-side-by-side]").press("Enter")
    expect(page.locator("[data-desk-table] thead th")).to_have_count(2)
    page.evaluate(WRITTEN)
    page.go_back()
    ready(page)
    assert any("finder-texts.json" in one for one in heard)
    assert any("need=rd" in one for one in heard)
    assert desk.questions is not None
    told = [
        one
        for one in heard
        for secret in (*answers, "in_difficulty", "class_iia", "1234", "REG-53")
        if secret in one
    ]
    assert told == []


# ------------------------------------------------------------------ what one takes away


@each_language
def test_a_table_of_the_results(
    language: str, finder: Callable[..., Page], tab: Page, site: Path, tmp_path: Path
) -> None:
    """The CSV has the results as they are shown, all of them; no cell is a spreadsheet's formula."""
    folder = FINDER[language].strip("/")
    data = json.loads((site / folder / "finder.json").read_text("utf-8"))
    texts = json.loads((site / folder / "finder-texts.json").read_text("utf-8"))
    wicked = data["ids"].index("credit-impot-recherche")
    data["titles"][wicked] = '=HYPERLINK("https://example.org", "x")'
    texts["summaries"][wicked] = "+1, or\nmore"
    fulfil(tab, language, data, texts)
    page = finder(language, "need=rd", {"organisation_type": "company", "place": "REG-84"})
    show_all(page)
    with page.expect_download() as waiting:
        page.locator("[data-desk-finder] [data-desk-csv]").press("Enter")
    file = tmp_path / "results.csv"
    waiting.value.save_as(file)
    assert (
        waiting.value.suggested_filename
        == f"{({'fr': 'financements', 'en': 'funding'})[language]}.csv"
    )
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    with file.open(encoding="utf-8-sig", newline="") as lines:
        head, *rows = csv.reader(lines)
    assert len(head) == 8
    assert len(set(head)) == 8
    results = shown(page)
    slugs = {one: slug or f"{one}/" for one, slug in zip(data["ids"], data["slugs"], strict=True)}
    guarded = ("'=HYPERLINK", "'+1")
    assert len(rows) == len(results) > STEP
    for row, one in zip(rows, results, strict=True):
        title, summary, status, closes, _award, _operator, fits, url = row
        if one["id"] == "credit-impot-recherche":
            assert title == f"'{data['titles'][wicked]}"
            assert summary == "'+1, or\nmore"
        else:
            assert title == one["title"]
        assert status == one["status"]
        assert bool(closes) == bool(one["closes"])
        assert url.endswith(f"{FINDER[language]}{slugs[one['id']]}")
        if one["verdict"]:
            assert fits == one["verdict"]
        for value in row:
            assert value.startswith(guarded) or not re.match(r"[=+\-@\t\r]", value)


@each_language
@pytest.mark.parametrize("state", ["", "?place=FR"])
def test_data_that_does_not_arrive(
    language: str, state: str, browser: Browser, server: str, desk: Desk
) -> None:
    """Where the data cannot be fetched the page is as it is without script: its whole list shows."""
    with browser.new_context(base_url=server) as fresh:
        page = fresh.new_page()
        page.route("**/finder.json", lambda route: route.abort())
        page.goto(FINDER[language] + state)
        cards = page.locator("[data-desk-finder] .desk-list > li")
        expect(cards.nth(30)).to_be_visible()
        expect(cards.filter(visible=True)).to_have_count(len(desk.calls))
        expect(page.locator("[data-desk-form]")).to_be_hidden()


@each_language
def test_a_text_of_the_results(language: str, browser: Browser, server: str) -> None:
    """What is copied names each result with its status and its whole address; that is announced."""
    with browser.new_context(
        base_url=server, permissions=["clipboard-read", "clipboard-write"]
    ) as fresh:
        page = fresh.new_page()
        page.clock.set_fixed_time(NOW)
        page.goto(f"{FINDER[language]}?need=export#organisation_type=company")
        ready(page)
        show_all(page)
        page.locator("[data-desk-finder] [data-desk-copy]").press("Enter")
        copied = page.locator("[data-desk-copied]")
        expect(copied).to_have_text({"fr": "Résultats copiés.", "en": "Results copied."}[language])
        expect(copied).to_have_attribute("role", "status")
        blocks = page.evaluate("navigator.clipboard.readText()").split("\n\n")
        results = shown(page)
        assert len(blocks) == len(results) > 3
        for block, one in zip(blocks, results, strict=True):
            title, told, url = block.split("\n")
            assert title == one["title"]
            assert told.startswith(one["status"])
            assert one["verdict"] in told
            assert url.startswith(server + FINDER[language])


@each_language
def test_side_by_side(language: str, finder: Callable[..., Page], desk: Desk) -> None:
    """Two to four picks lead to a table, whose address names them and follows every change."""
    page = finder(language, "need=rd")
    picks = page.locator("[data-desk-pick]")
    tray, link = page.locator("[data-desk-tray]"), page.locator("[data-desk-side-by-side]")
    expect(tray).to_be_hidden()
    chosen = ids(page)[:4]
    for number, identifier in enumerate(chosen, 1):
        picks.nth(number - 1).press("Space")
        expect(tray).to_be_visible()
        assert link.is_visible() == (number > 1)
        assert str(number) in page.locator("[data-desk-picked]").inner_text()
        assert identifier in (link.get_attribute("href") or "")
    expect(page.locator("[data-desk-pick]:disabled")).to_have_count(STEP - 4)
    # Picks outlive another order.
    page.locator("#finder-sort").select_option("amount")
    show_all(page)
    expect(page.locator("[data-desk-pick]:checked")).to_have_count(4)
    for identifier in chosen[2:]:
        card(page, identifier).locator("[data-desk-pick]").press("Space")
    expect(page.locator("[data-desk-pick]:disabled")).to_have_count(0)
    link.press("Enter")
    heads = page.locator("[data-desk-table] thead th")
    expect(heads).to_have_count(2)
    assert page.url.endswith(f"{COMPARE[language]}?c={chosen[0]}&c={chosen[1]}")
    expect(heads).to_have_text([plain(desk.calls[one].title, language) for one in chosen[:2]])
    other = next(one for one in desk.calls if one not in chosen)
    selects = page.locator("#compared-1, #compared-2, #compared-3, #compared-4")
    assert [one.input_value() for one in selects.all()] == [*chosen[:2], "", ""]
    selects.nth(2).select_option(other)
    expect(heads).to_have_count(3)
    assert page.url.endswith(f"?c={chosen[0]}&c={chosen[1]}&c={other}")
    expect(selects.nth(3).locator(f"option[value='{other}']")).to_be_disabled()
    selects.nth(0).select_option("")
    expect(heads).to_have_count(2)
    before = page.locator("[data-desk-table]").inner_text()
    page.evaluate(WRITTEN)
    page.reload()
    expect(heads).to_have_count(2)
    assert page.locator("[data-desk-table]").inner_text() == before
    for name, wanted in (
        ("summary", lambda call: plain(call.summary, language)),
        ("lead", lambda call: str(call.apply.lead_time_days) if call.apply else "—"),
    ):
        cells = page.locator(f"[data-desk-row={name}] td").all_inner_texts()
        for text, identifier in zip(cells, (chosen[1], other), strict=True):
            assert wanted(desk.calls[identifier]) in text or text == "—"
    page.evaluate(WRITTEN)
    page.go_back()
    ready(page)


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("", 0),
        ("c=atlantis", 0),
        ("c=eurostars", 1),
        ("c=eurostars&c=eurostars&c=%3Cimg%3E&c=vie", 2),
        ("c=eurostars&c=vie&c=acre&c=arce&c=bspce", 4),
    ],
)
def test_the_comparison_s_address(query: str, columns: int, tab: Page) -> None:
    """Unknown schemes and repetitions are ignored; of more than four the first stand."""
    tab.goto(f"{COMPARE['en']}?{query}")
    expect(tab.locator("[data-desk-compare-calls] form")).to_be_visible()
    expect(tab.locator("[data-desk-table] thead th")).to_have_count(columns)
    assert tab.locator("[data-desk-table]").is_visible() == (columns > 0)
    told = tab.locator("[data-desk-compare-calls] [data-desk-said]")
    expect(told).to_have_text("Choose at least two schemes." if columns < 2 else "")
    expect(tab.locator("[data-desk-without]")).to_be_hidden()


def test_on_paper(finder: Callable[..., Page]) -> None:
    """In print the results stand with their verdicts, without the form and the buttons."""
    page = finder("fr", "need=export", {"organisation_type": "company"})
    page.emulate_media(media="print")
    expect(page.locator("[data-desk-form]")).to_be_hidden()
    for name in ("more", "csv", "copy", "reset"):
        expect(page.locator(f"[data-desk-finder] [data-desk-{name}]")).to_be_hidden()
    for one in page.locator("[data-desk-title]").all():
        expect(one).to_be_visible()
    expect(page.locator("[data-desk-verdict]").first).to_be_visible()
    expect(page.locator("[data-desk-pick]").first).to_be_hidden()


@each_language
def test_without_script(language: str, browser: Browser, server: str, desk: Desk) -> None:
    """Without script the list is whole, over its pages, with links to listings, and no empty form."""
    with browser.new_context(base_url=server, java_script_enabled=False) as fresh:
        page = fresh.new_page()
        page.goto(FINDER[language])
        expect(page.locator("[data-desk-form]")).to_be_hidden()
        expect(page.locator("[data-desk-finder] output[data-desk-said]")).to_contain_text(
            str(len(desk.calls))
        )
        for name in ("empty", "tray", "more", "csv", "copy", "reset"):
            expect(page.locator(f"[data-desk-finder] [data-desk-{name}]")).to_be_hidden()
        found: list[str] = []
        for _ in range(10):
            found += page.locator(".desk-list .desk-card__title a").evaluate_all(
                "(links) => links.map((link) => new URL(link.href).pathname)"
            )
            following = page.locator("a[rel=next]")
            if not following.count():
                break
            page.goto(following.first.get_attribute("href") or "")
        assert len(found) == len(set(found)) == len(desk.calls)
        page.goto(FINDER[language])
        links = page.locator("main a").evaluate_all(
            "(links) => links.map((link) => link.getAttribute('href'))"
        )
        assert sum("/" in link.rstrip("/") for link in links) > 30


def test_an_example_of_a_deadline_in_the_trace(
    finder: Callable[..., Page], tab: Page, site: Path
) -> None:
    """With a deadline and a lead time known, the trace says when to begin."""
    data = json.loads((site / "en/funding/finder.json").read_text("utf-8"))
    for_all(data, {"closes": "2027-03-01", "exact": True})
    data["days"] = {"2027-03-01": "1 March 2027"}
    place = data["ids"].index("eurostars")
    data["leads"] = columns.write([31 if one == place else 0 for one in range(len(data["ids"]))])
    fulfil(tab, "en", data)
    page = finder("en", "q=eurostars", {"place": "DE"})
    its = card(page, "eurostars")
    expect(its.locator("[data-desk-closes]")).to_have_text("Closes 1 March 2027 (in 99 days)")
    its.locator("[data-desk-trace] > summary").press("Enter")
    expect(its.locator(".desk-trace__notes")).to_contain_text("Start preparing by 29 January 2027")


@pytest.mark.parametrize(("language", "said"), [("fr", "Clôture : T1"), ("en", "Closes Q1")])
def test_a_quarter_is_no_day(
    language: str, said: str, finder: Callable[..., Page], tab: Page, site: Path
) -> None:
    """Of a deadline known to a quarter the card names the quarter, and counts no days."""
    data = json.loads((site / FINDER[language].strip("/") / "finder.json").read_text("utf-8"))
    for_all(data, {"closes": "2027-03-31", "within": "2027-Q1"})
    data["days"] = {"2027-Q1": said[-2:]}
    fulfil(tab, language, data)
    shown = card(finder(language), data["ids"][0]).locator("[data-desk-closes]")
    expect(shown).to_have_text(said)


# ------------------------------------------------------------------ the clock


def fulfil(
    page: Page, language: str, data: dict[str, Any], texts: dict[str, Any] | None = None
) -> None:
    """Let the finder read other data than the site's."""
    folder = FINDER[language]
    page.route(f"**{folder}finder.json", lambda route: route.fulfill(json=data))
    if texts is not None:
        page.route(f"**{folder}finder-texts.json", lambda route: route.fulfill(json=texts))


def for_all(data: dict[str, Any], period: dict[str, Any]) -> None:
    """Give every scheme the same timetable, of one period."""
    data["timetables"] = columns.write([{"periods": [period]}] * len(data["ids"]))
    data["days"] = {period[key]: period[key] for key in ("closes", "within") if key in period}


ZONE = "Europe/Paris"
WORDS = {
    "fr": {
        "soon": "Ferme bientôt",
        "closed": "Fermé",
        "tomorrow": "demain",
        "today": "aujourd’hui",
    },
    "en": {"soon": "Closing soon", "closed": "Closed", "tomorrow": "tomorrow", "today": "today"},
}
DATES = {
    "2026-12-15": [
        ("2026-12-14T22:59:30Z", "soon", "tomorrow"),
        ("2026-12-14T23:00:00Z", "soon", "today"),
        ("2026-12-15T22:59:30Z", "soon", "today"),
        ("2026-12-15T23:00:00Z", "closed", None),
    ],
    "2026-07-15": [
        ("2026-07-14T21:59:30Z", "soon", "tomorrow"),
        ("2026-07-14T22:00:00Z", "soon", "today"),
        ("2026-07-15T21:59:30Z", "soon", "today"),
        ("2026-07-15T22:00:00Z", "closed", None),
    ],
    "2026-03-29T12:00": [  # a day of 23 hours
        ("2026-03-28T22:59:30Z", "soon", "tomorrow"),
        ("2026-03-28T23:00:00Z", "soon", "today"),
        ("2026-03-29T09:59:30Z", "soon", "today"),
        ("2026-03-29T10:00:00Z", "closed", None),
    ],
    "2026-10-25": [  # a day of 25 hours
        ("2026-10-24T21:59:30Z", "soon", "tomorrow"),
        ("2026-10-24T22:00:00Z", "soon", "today"),
        ("2026-10-25T22:59:30Z", "soon", "today"),
        ("2026-10-25T23:00:00Z", "closed", None),
    ],
}
"""Moments around the last day of a call, and what is said then: winter, summer and their changes."""


@pytest.mark.parametrize(
    ("language", "reader", "season"),
    [("fr", "Pacific/Auckland", 0), ("en", "America/Los_Angeles", 1)],
)
def test_midnight_in_paris(
    language: str,
    reader: str,
    season: int,
    *,
    browser: Browser,
    server: str,
    site: Path,
) -> None:
    """On every card a call closes at midnight in Paris, in winter and summer, wherever one reads."""
    data = json.loads((site / FINDER[language].strip("/") / "finder.json").read_text("utf-8"))
    words = WORDS[language]
    with browser.new_context(base_url=server, timezone_id=reader) as fresh:
        page = fresh.new_page()
        fulfil(page, language, data)
        for closes, moments in list(DATES.items())[season::2]:
            for_all(data, {"opens": "2026-01-01", "closes": closes, "exact": True})
            for moment, status, left in moments:
                page.clock.set_fixed_time(moment)
                page.goto(FINDER[language])
                ready(page)
                first = page.locator("[data-index]").first
                expect(first.locator("[data-desk-state]")).to_have_text(words[status])
                shut = first.locator("[data-desk-closes]")
                if left:
                    expect(shut).to_contain_text(f"({words[left]})")
                else:
                    expect(shut).to_be_hidden()
                number = str(len(data["ids"]))
                spans = counts(page)["deadline"]
                assert spans["month"] == (int(number) if left else 0), moment
                assert sum(spans.values()) == spans["month"], moment


BADGE = re.compile(r"data-desk-status='([^']*)'")


@pytest.mark.parametrize(("language", "season"), [("fr", 1), ("en", 0)])
def test_badges_at_midnight(
    language: str, season: int, browser: Browser, server: str, site: Path
) -> None:
    """A sheet that was built long ago says where the call stands now; without script, as then."""
    folder = FINDER[language]
    data = json.loads((site / folder.strip("/") / "finder.json").read_text("utf-8"))
    place = data["ids"].index("horizon-europe-sante")
    path = folder + (data["slugs"][place] or "horizon-europe-sante/")
    built = (site / path.strip("/") / "index.html").read_text("utf-8")
    told = BADGE.search(built)
    assert told is not None
    words = WORDS[language]

    def serve_with(period: dict[str, Any]) -> Callable[[Route], None]:
        state = json.loads(told[1]) | {"timetable": {"periods": [period]}}
        page_of = built.replace(told[0], f"data-desk-status='{json.dumps(state)}'", 1)
        return lambda route: route.fulfill(body=page_of, content_type="text/html")

    for script in (True, False):
        with browser.new_context(base_url=server, java_script_enabled=script) as fresh:
            page = fresh.new_page()
            badge = page.locator("[data-desk-status]").first
            for closes, moments in list(DATES.items())[season::2]:
                page.unroute_all()
                page.route(
                    f"**{path}",
                    serve_with({"opens": "2026-01-01", "closes": closes, "exact": True}),
                )
                for moment, status, _left in moments if script else moments[-1:]:
                    page.clock.set_fixed_time(moment)
                    page.goto(path)
                    if not script:
                        expect(badge).not_to_have_text(words["closed"])
                        continue
                    expect(badge).to_have_text(words[status])
                    modifier = {"soon": "closing_soon"}.get(status, status)
                    expect(badge).to_have_class(f"desk-status desk-status--{modifier}")


@each_language
def test_every_card_stands_where_its_sheet_does(
    language: str, finder: Callable[..., Page], desk: Desk
) -> None:
    """The finder's word for a call is the one that the site of that day has."""
    page = finder(language)
    show_all(page)
    words = json.loads(page.locator("[data-desk-words]").text_content() or "")["status"]
    soon = desk.settings.closing_soon_days
    for one in shown(page):
        call = desk.calls[one["id"]]
        assert one["status"] == words[status_of(call, desk.as_of, soon)], one["id"]
        assert bool(one["closes"]) == (deadline_of(call, desk.as_of, soon) is not None)


# ------------------------------------------------------------------ looks and keys


FIT = {"organisation_type": "company", "place": "REG-84", "staff": 40, "in_difficulty": False}


def open_all(page: Page) -> None:
    page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")


def states(page: Page, language: str, finder: Callable[..., Page]) -> Iterator[str]:
    """Bring the finder into each of its states, one after the other."""
    finder(language)
    page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = false")
    yield "closed"
    page.evaluate("""() => {
      for (const one of document.querySelectorAll("[data-desk-form] details")) one.open = true;
    }""")
    yield "panels open"
    finder(language, "need=invest.export", FIT)
    yield "groups"
    page.locator("[data-desk-trace]:visible > summary").first.press("Enter")
    expect(page.locator(".desk-trace__line").first).to_be_visible()
    page.locator("[data-desk-pick]").nth(0).check()
    page.locator("[data-desk-pick]").nth(1).check()
    yield "trace and tray"
    finder(language, "q=xyzzy")
    expect(page.locator("[data-desk-empty]")).to_be_visible()
    yield "empty"
    page.goto(f"{COMPARE[language]}?c=eic-accelerator&c=eurostars&c=bourse-french-tech")
    expect(page.locator("[data-desk-table] thead th")).to_have_count(3)
    yield "side by side"


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [("fr", web.NARROW, "light"), ("en", web.NARROW, "dark"), ("fr", web.WIDE, "dark")],
)
def test_axe_finds_nothing_in_any_state(
    language: str,
    width: int,
    scheme: Literal["light", "dark"],
    *,
    finder: Callable[..., Page],
    tab: Page,
    axe: Callable[..., list[str]],
) -> None:
    """Closed, open, judged, explained, empty, compared: no violation, nothing too wide."""
    tab.set_viewport_size({"width": width, "height": 800})
    tab.emulate_media(color_scheme=scheme)
    seen = []
    for state in states(tab, language, finder):
        assert layout.too_wide(tab) == [], state
        assert axe(tab) == [], state
        seen.append(state)
    assert len(seen) == 6


@pytest.mark.parametrize(("language", "width"), [("fr", web.WIDE), ("en", web.NARROW)])
def test_keys_reach_everything(
    language: str, width: int, finder: Callable[..., Page], tab: Page
) -> None:
    """With panels and a trace open, Tab goes through all in the order of reading, always in sight."""
    tab.set_viewport_size({"width": width, "height": 800})
    page = finder(language, "need=invest", FIT)
    unfold(page, "profile")
    unfold(page, "facets")
    page.locator("[data-desk-trace]:visible > summary").first.press("Enter")
    expect(page.locator(".desk-trace__line").first).to_be_visible()
    assert keyboard.walk(page) == []
    assert keyboard.reordered(page) == []


def test_nothing_moves(tab: Page, finder: Callable[..., Page]) -> None:
    """While the finder takes the list's place nothing shifts, with a state to restore or without."""
    tab.add_init_script(layout.SHIFTS)
    for query, answers in (("", ""), ("need=rd", FIT)):
        page = finder("fr", query, answers)
        assert layout.shifts(page) == []
