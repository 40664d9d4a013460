"""The directories can be narrowed, and their counts are true."""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import expect
from tests import web

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

DIRECTORIES = ("laureates", "organisations")
each_directory = pytest.mark.parametrize("name", DIRECTORIES)
each_language = pytest.mark.parametrize("language", web.LANGUAGES)


# -- What must be found: counted here from the file, without the site's script --------------------


@dataclass(frozen=True)
class Row:
    """An item of a directory as its HTML has it: title, choices, folded text."""

    title: str
    choices: dict[str, str]
    text: str


class Rows(HTMLParser):
    """Reads the items of a directory's list."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[dict[str, str], list[str], list[str]]] = []
        self.in_list = self.in_title = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "ul":
            self.in_list = ("data-desk-results", None) in attributes
        elif self.in_list and tag == "li":
            choices = {
                name.removeprefix("data-"): value or ""
                for name, value in attributes
                if name.startswith("data-")
            }
            self.rows.append((choices, [], []))
        self.in_title = tag == "a"

    def handle_endtag(self, tag: str) -> None:
        if tag == "ul":
            self.in_list = False
        self.in_title = False

    def handle_data(self, data: str) -> None:
        if self.in_list and self.rows:
            _, title, text = self.rows[-1]
            text.append(data)
            if self.in_title:
                title.append(data)


def fold(text: str) -> str:
    """Take accents, case and punctuation away."""
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", text)
        if not unicodedata.combining(letter)
    )
    plain = plain.lower().replace("œ", "oe").replace("æ", "ae")
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


@cache
def rows_of(file: Path) -> tuple[Row, ...]:
    """Read all items of a directory from its file."""
    parser = Rows()
    parser.feed(file.read_text(encoding="utf-8"))
    return tuple(
        Row("".join(title).strip(), choices, fold("".join(text)))
        for choices, title, text in parser.rows
    )


def narrowed(rows: tuple[Row, ...], query: str = "", **choices: str) -> list[str]:
    """Give the titles of the items that have every word of the query and every choice."""
    return [
        row.title
        for row in rows
        if all(word in row.text for word in fold(query).split())
        and all(row.choices[name] == value for name, value in choices.items())
    ]


# -- What is shown --------------------------------------------------------------------------------


class Directory:
    """A directory page in the browser, beside what its file says."""

    def __init__(self, page: Page, rows: tuple[Row, ...]) -> None:
        self.page = page
        self.rows = rows
        self.query = page.locator("[name=q]")
        self.status = page.locator("[data-desk-directory]").get_by_role("status")
        self.empty = page.locator("[data-desk-empty]")

    def shown(self) -> list[str]:
        """Give the titles of the visible items."""
        titles: list[str] = self.page.evaluate("""() =>
            [...document.querySelectorAll("[data-desk-results] > li")]
              .filter((item) => item.checkVisibility())
              .map((item) => item.querySelector("a").textContent.trim())""")
        return titles

    def choices(self) -> dict[str, list[tuple[str, int, bool]]]:
        """Give the choices of every filter: value, count in its label, whether it can be chosen."""
        found: dict[str, list[list[str]]] = self.page.evaluate("""() => Object.fromEntries(
            [...document.querySelectorAll("[data-desk-filters] select")].map((select) =>
              [select.name, [...select.options].filter(({ value }) => value)
                .map((option) => [option.value, option.textContent, !option.disabled])]))""")
        return {
            name: [
                (value, int(label.rsplit("(", 1)[1].rstrip(")")), bool(enabled))
                for value, label, enabled in options
            ]
            for name, options in found.items()
        }

    def chosen(self) -> dict[str, str | None]:
        """Give what every filter says; None where it is blank."""
        found: dict[str, str | None] = self.page.evaluate("""() => Object.fromEntries(
            [...document.querySelectorAll("[data-desk-filters] select")].map((select) =>
              [select.name, select.selectedOptions[0]?.value ?? null]))""")
        return found

    def choose(self, **choices: str) -> None:
        """Choose in the filters, one after the other."""
        for name, value in choices.items():
            self.page.locator(f"select[name={name}]").select_option(value)

    def address(self) -> dict[str, str]:
        """Give the state that the address holds."""
        return {name: value for name, (value,) in parse_qs(urlsplit(self.page.url).query).items()}

    def check(self, query: str = "", **choices: str) -> None:
        """Compare what is shown, counted and offered with what the file says."""
        wanted = narrowed(self.rows, query, **choices)
        assert self.shown() == wanted
        assert self.status.inner_text().split()[0] == str(len(wanted))
        assert self.empty.is_visible() == (not wanted)
        assert self.chosen() == dict.fromkeys(self.chosen(), "") | choices
        for name, options in self.choices().items():
            others = {key: value for key, value in choices.items() if key != name}
            for value, count, enabled in options:
                given = narrowed(self.rows, query, **others, **{name: value})
                assert count == len(given), (name, value)
                assert enabled == (count > 0 or choices.get(name) == value), (name, value)


@pytest.fixture
def directory(
    visit: Callable[..., Page], site: Path, addresses: dict[tuple[str, str], str]
) -> Callable[..., Directory]:
    """Give a function that opens a directory, with a state in its address if one is given."""

    def go(name: str, language: str, state: str = "") -> Directory:
        page = visit(name, language, state)
        return Directory(page, rows_of(site / addresses[name, language] / "index.html"))

    return go


# -- The facts ------------------------------------------------------------------------------------


@each_language
@each_directory
def test_without_script_the_list_is_whole(
    name: str,
    language: str,
    browser: Browser,
    server: str,
    addresses: dict[tuple[str, str], str],
) -> None:
    """Without script every record is in the list, and the filters, which would do nothing, not."""
    with browser.new_context(base_url=server, java_script_enabled=False) as fresh:
        page = fresh.new_page()
        page.goto(web.path_to(name, language, addresses))
        items = page.locator("[data-desk-results] > li")
        assert items.count() == len(list((web.ROOT / "data" / name).glob("*.yml")))
        assert items.first.is_visible()
        assert items.last.is_visible()
        assert not page.locator("[data-desk-filters]").is_visible()
        assert not page.locator("[data-desk-empty]").is_visible()


@each_language
@each_directory
def test_each_choice_gives_its_items(
    name: str, language: str, directory: Callable[..., Directory]
) -> None:
    """Every choice of every filter shows exactly its items, in order, and counts them right."""
    page = directory(name, language)
    page.check()
    tried = 0
    for facet, options in page.choices().items():
        for value, count, _ in options:
            page.choose(**{facet: value})
            shown = page.shown()
            assert shown == narrowed(page.rows, **{facet: value})
            assert 0 < len(shown) == count < len(page.rows)
            assert page.status.inner_text().split()[0] == str(count)
            tried += 1
        page.choose(**{facet: ""})
    assert tried > 10
    page.check()


@each_directory
def test_filters_combine(name: str, directory: Callable[..., Directory]) -> None:
    """Two filters and a search narrow together; what is counted beside each choice is true."""
    page = directory(name, "fr")
    facets = list(page.choices())
    for index, row in enumerate(page.rows[:: max(1, len(page.rows) // 12)]):
        one, other = list(itertools.combinations(facets, 2))[index % (len(facets) // 2)]
        state = {one: row.choices[one], other: row.choices[other]}
        page.page.locator("[type=reset]").click()
        page.choose(**state)
        page.check(**state)
        word = max(row.title.split(), key=len)
        page.query.fill(word)
        page.check(word, **state)
        assert row.title in page.shown()


@each_language
@pytest.mark.parametrize(
    ("query", "same"),
    [
        ("santé", ["SANTE", "sante", "Santé", "  santé  ", "sante\u0301"]),
        ("hôpital", ["HOPITAL", "hopital", "HÔPITAL", "ho\u0302pital"]),
        ("e-santé", ["E SANTE", "e‑santé", "santé e"]),
        ("re-connect", ["RE CONNECT", "re'connect"]),
    ],
)
def test_search_is_indifferent_to_accents_and_case(
    query: str, same: list[str], language: str, directory: Callable[..., Directory]
) -> None:
    """Accents, case, hyphens and the order of words change nothing in what is found."""
    page = directory("laureates", language)
    page.query.fill(query)
    found = page.shown()
    assert 0 < len(found) < len(page.rows)
    page.check(query)
    for spelling in same:
        page.query.fill(spelling)
        assert page.shown() == found, spelling


def test_search_takes_ligatures_apart(directory: Callable[..., Directory]) -> None:
    """One finds “œdème” by typing “oedeme”."""
    page = directory("laureates", "fr")
    page.query.fill("oedeme")
    found = page.shown()
    page.query.fill("Œdème")
    assert page.shown() == found != []


@each_language
def test_the_address_holds_the_state(language: str, directory: Callable[..., Directory]) -> None:
    """What is chosen stands in the address: reload, back, forward and a new reader get the same."""
    page = directory("laureates", language)
    first = page.rows[0].choices
    page.query.fill("a")
    page.choose(call=first["call"])
    page.choose(constitution=first["constitution"])
    state = {"q": "a", "call": first["call"], "constitution": first["constitution"]}
    assert page.address() == state
    wanted = narrowed(page.rows, "a", call=first["call"], constitution=first["constitution"])
    assert page.shown() == wanted
    page.page.reload()
    assert page.shown() == wanted
    back, forward = page.page.go_back, page.page.go_forward
    for move, names in ((back, "q call"), (back, "q"), (forward, "q call"), (forward, state)):
        move()
        expected = {key: value for key, value in state.items() if key in names}
        assert page.address() == expected
        assert page.query.input_value() == expected.pop("q")
        page.check("a", **expected)
    again = directory("laureates", language, urlencode(state))
    assert again.shown() == wanted
    again.check("a", call=first["call"], constitution=first["constitution"])


def test_back_from_a_sheet_gives_the_same_list(directory: Callable[..., Directory]) -> None:
    """One looks at a result and comes back to the results."""
    page = directory("laureates", "fr")
    page.query.fill("imagerie")
    found = page.shown()
    assert 0 < len(found) < len(page.rows)
    with page.page.expect_navigation():
        page.page.locator("[data-desk-results] > li:visible a").first.click()
    page.page.go_back()
    assert page.shown() == found
    page.check("imagerie")


@each_directory
@pytest.mark.parametrize(
    "state",
    [
        "nonsense=1",
        "call=no-such-call&kind=no-such-kind&region=",
        "q=&utm_source=letter",
        "__proto__=x&constructor=y&hidden=1",
        "q=%20%2D%20",
    ],
)
def test_an_unknown_state_is_no_state(
    state: str, name: str, directory: Callable[..., Directory]
) -> None:
    """Parameters and values that the page does not know narrow nothing."""
    directory(name, "fr", state).check()


@each_directory
def test_reset_shows_everything(name: str, directory: Callable[..., Directory]) -> None:
    """One press empties every field, shows the whole list and cleans the address."""
    page = directory(name, "fr")
    facet, options = next(iter(page.choices().items()))
    page.choose(**{facet: options[0][0]})
    page.query.fill("zzz")
    assert page.shown() == []
    page.page.locator("[type=reset]").click()
    expect(page.page.locator("[data-desk-results] > li").first).to_be_visible()
    page.check()
    assert page.query.input_value() == ""
    assert page.address() == {}


@each_language
@each_directory
def test_an_empty_result_is_said(
    name: str,
    language: str,
    directory: Callable[..., Directory],
    axe: Callable[..., list[str]],
) -> None:
    """Nothing found: a text says what to do, and the live count tells it to who does not see."""
    page = directory(name, language)
    assert page.status.count() == 1
    page.query.fill("no such thing")
    assert page.shown() == []
    expect(page.empty).to_be_visible()
    expect(page.empty).not_to_be_empty()
    expect(page.status).to_have_text(re.compile(r"^0 "))
    assert axe(page.page) == []


@each_language
@each_directory
def test_axe_finds_nothing_in_a_narrowed_list(
    name: str,
    language: str,
    directory: Callable[..., Directory],
    axe: Callable[..., list[str]],
) -> None:
    """Axe finds no violation while filters are in use, on a narrow dark screen either."""
    page = directory(name, language)
    facet, options = next(iter(page.choices().items()))
    page.choose(**{facet: options[0][0]})
    assert axe(page.page) == []
    page.page.set_viewport_size({"width": web.NARROW, "height": 800})
    page.page.emulate_media(color_scheme="dark")
    assert axe(page.page) == []
