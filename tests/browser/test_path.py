"""A guided path in the browser: answers go along in the address, and can be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

START = "/en/paths/medical-device/"


def wait_for_script(page: Page) -> None:
    """Wait until the script has filled the page; there may be none."""
    if page.evaluate("document.documentElement.hasAttribute('data-script')"):
        expect(page.locator("[data-desk-path='ready']")).to_have_count(1)


def answer(page: Page, name: str) -> None:
    """Follow an answer, once the script knows the earlier ones."""
    wait_for_script(page)
    with page.expect_navigation():
        page.locator(".desk-answers").get_by_role("link", name=name, exact=True).click()


def fragment(page: Page) -> str:
    return page.url.partition("#")[2]


def test_answers_go_along(tab: Page) -> None:
    """Each answer is added to the address; the pages that follow show all of them."""
    tab.goto(START)
    expect(tab.locator("[data-desk-trail]")).to_have_count(0)
    answer(tab, "Yes")
    assert fragment(tab) == "medical_purpose=yes"
    answer(tab, "Yes")
    answer(tab, "Yes")
    answer(tab, "Less serious")
    assert fragment(tab) == (
        "medical_purpose=yes&individual_patient=yes&beyond_storage=yes&decision_impact=other"
    )
    trail = tab.get_by_role("group", name="Your answers so far")
    expect(trail.get_by_role("listitem")).to_have_text(
        [
            "Medical purpose Yes change (Medical purpose)",
            "For one patient Yes change (For one patient)",
            "More than storing or sending Yes change (More than storing or sending)",
            "Risk of a wrong decision Less serious change (Risk of a wrong decision)",
        ],
        use_inner_text=True,
    )


def test_an_answer_can_be_changed(tab: Page) -> None:
    """“Change” leads back to the question, which shows the answer; a new one replaces it."""
    tab.goto(START + "class-iia/#medical_purpose=yes&decision_impact=other")
    wait_for_script(tab)
    with tab.expect_navigation():
        tab.get_by_role("link", name="change (Risk of a wrong decision)").click()
    chosen = tab.locator("[data-desk-chosen]:visible")
    expect(chosen).to_have_count(1)
    expect(tab.get_by_role("link", name="Less serious (your current answer)")).to_be_visible()
    answer(tab, "Serious deterioration of health or surgery")
    assert fragment(tab) == "medical_purpose=yes&decision_impact=serious"
    expect(tab.get_by_role("heading", level=1)).to_have_text("A medical device, probably Class IIb")


def test_not_knowing_takes_the_answer_back(tab: Page) -> None:
    """“I don't know” leaves nothing of an earlier answer in the address."""
    tab.goto(START + "risk/#medical_purpose=yes&decision_impact=other")
    answer(tab, "I don’t know")
    assert fragment(tab) == "medical_purpose=yes"


def test_an_address_that_changes_is_followed(tab: Page) -> None:
    """The page follows its address; what no question offers is not shown."""
    tab.goto(START + "risk/")
    trail = tab.locator("[data-desk-trail]")
    expect(trail).to_be_hidden()
    tab.evaluate("location.hash = 'medical_purpose=no'")
    expect(trail).to_be_visible()
    expect(trail).to_contain_text("Medical purpose No", use_inner_text=True)
    tab.evaluate("location.hash = 'medical_purpose=perhaps'")
    expect(trail).to_be_hidden()


def test_guides_know_the_answers(tab: Page) -> None:
    """The guide that an outcome leads to has the answers filled in."""
    tab.goto(START + "class-iia/#medical_purpose=yes&individual_patient=yes&beyond_storage=yes")
    wait_for_script(tab)
    with tab.expect_navigation():
        tab.locator(".desk-steps").get_by_role(
            "link", name="Is my software a medical device?"
        ).click()
    question = tab.locator("[data-desk-question='medical_purpose']")
    expect(question.get_by_label("Yes")).to_be_checked()
    expect(tab.locator("[data-desk-result]")).to_have_attribute("data-status", "fits")


def test_a_link_to_a_route_keeps_its_own_fragment(tab: Page) -> None:
    """An outcome that leads to a part of a country's page leads there, answers or not."""
    tab.goto("/en/paths/going-abroad/class-i-or-iia/#target_market=eu&device_class=class_iia")
    wait_for_script(tab)
    with tab.expect_navigation():
        tab.locator(".desk-steps").get_by_role("link").first.click()
    assert tab.url.endswith("/en/export/germany/#diga")


def test_without_script_the_pages_are_whole(browser: Browser, server: str) -> None:
    """Answers are plain links; nothing of what only the script fills is shown."""
    with browser.new_context(base_url=server, java_script_enabled=False) as fresh:
        page = fresh.new_page()
        page.goto(START)
        for name in ("Yes", "Yes", "Yes", "I don’t know"):
            answer(page, name)
        expect(page.get_by_role("heading", level=1)).to_contain_text("the class is still to be")
        expect(page.locator("[data-desk-trail]")).to_be_hidden()
        expect(page.locator(".desk-steps__item")).to_have_count(3)
