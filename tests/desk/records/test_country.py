"""Countries: what their rules refuse, what their pages and lists show."""

from __future__ import annotations

import re

import pytest
from makers import Folder
from stage import renderer, small_project

from desk.project import Project
from desk.records.country import CountryView
from desk.registry import REGISTRY
from desk.render import Renderer

COUNTRY = "data/countries/land.yml"
CITE = "    cite:\n      - {source: act}\n"


def stage(folder: Folder, language: str = "en") -> Renderer:
    """Give the renderer of the small desk, with our own templates."""
    if not (folder.root / "overrides").exists():
        small_project(folder)
    return renderer(Project(root=folder.root, site=folder.root / "site"), language)


def page(folder: Folder, language: str = "en") -> str:
    """Give the country's page, made of its values only."""
    made = stage(folder, language)
    entry = made.book.find("country:land", language)
    assert entry is not None
    return made.sheet(entry, REGISTRY["countries"], made.desk.countries["land"])


def block(folder: Folder, name: str, language: str = "en") -> str:
    """Give a list of countries."""
    return stage(folder, language).resolve(f"<!-- desk:{name} -->")


def words(html: str) -> str:
    """Give the text of some HTML, its spaces made one."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").split())


def section(html: str, name: str) -> str:
    """Give the part of a page below one of its headings."""
    found = re.search(rf'aria-labelledby="{name}">(.*?)</section>', html, re.DOTALL)
    assert found is not None, name
    return found[1]


def rows(table: str) -> list[list[str]]:
    """Give the cells of a table, row by row."""
    return [
        [words(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    ]


# ------------------------------------------------------------------ rules


def test_no_mistake(ruled: Folder) -> None:
    """The country of these tests has no mistake."""
    assert ruled.mistakes() == []


Changes = list[tuple[str, str]]

WRONG: list[tuple[str, Changes, list[str]]] = [
    # -- Nothing without a citation: each claim's own is taken away.
    *(
        (
            f"{name} without a citation",
            [(before + CITE, before)],
            [f"{place}: “cite:” is missing; write cite:"],
        )
        for name, place, before in [
            ("a figure", "13:5", "    unit: EUR\n    year: 2025\n"),
            ("a claim about the system", "20:5", "en: One ministry.}\n"),
            ("a payer", "24:5", "en: Pays.}\n"),
            ("a route", "43:5", "    url: 'https://example.org/slow'\n"),
            ("a rule", "55:5", "en: Nothing.}\n"),
            ("a claim about interoperability", "71:5", "en: One standard.}\n"),
            ("a claim about procurement", "75:5", "en: Tenders.}\n"),
            ("a claim about languages", "79:5", "en: Theirs.}\n"),
            ("a support", "83:5", "en: Advice.}\n"),
        ]
    ),
    (
        "an unknown source",
        [("      - {source: act, clause: {fr: art. 3, en: Art. 3}}", "      - {source: axt}")],
        ["41:18: This record has no source with the id “axt”; write act or news"],
    ),
    # -- Ids.
    (
        "a route twice",
        [("- id: slow", "- id: fast")],
        ["43:9: “fast” stands twice; give each its own id"],
    ),
    (
        "a line of the checklist twice",
        [("{id: meet,", "{id: choose,")],
        ["99:10: “choose” stands twice; give each its own id"],
    ),
    # -- Routes.
    (
        "a time that falls",
        [("[3, 6]", "[6, 3]")],
        ["36:22: The longest time is shorter than the shortest; write the least first"],
    ),
    ("half a time", [("[3, 6]", "[6]")], ["36:22: This list is too short; write item 2"]),
    (
        "three times",
        [("[3, 6]", "[3, 6, 9]")],
        ["36:22: This list has more than 2 items; keep 2"],
    ),
    (
        "a time that is no list",
        [("[3, 6]", "6")],
        ["36:22: This must be a list; begin each item with “- ”"],
    ),
    (
        "a route for no product",
        [("product_classes: [class_i]", "product_classes: []")],
        ["46:22: This list is empty; write one item at least"],
    ),
    (
        "a route for an unknown product",
        [("product_classes: [class_i]", "product_classes: [class_v]")],
        [
            (
                "46:23: “class_v” is not in data/vocabulary/product_classes.yml; "
                "write class_i or class_ii"
            )
        ],
    ),
    (
        "a route without an official page",
        [("    url: 'https://example.org/slow'\n", "")],
        ["43:5: “url:” is missing; write url:"],
    ),
    # -- Closed lists and references.
    (
        "unknown terms",
        [
            ("country: GB", "country: UK"),
            ("    unit: projects\n", "    unit: people\n"),
            ("status: open", "status: opened"),
            ("fr_equivalence: full", "fr_equivalence: same"),
            ("topic: data", "topic: date"),
            ("by_day: 90", "by_day: 45"),
        ],
        [
            "4:10: “UK” is not in data/vocabulary/countries.yml; write one of: FR, GB",
            "8:11: “people” is not in data/vocabulary/units.yml; write one of: EUR, projects",
            "33:13: “opened” is not in data/vocabulary/route_states.yml; write open",
            "58:21: “same” is not known here; write one of: full, partial, none",
            "62:12: “date” is not in data/vocabulary/rule_topics.yml; write data",
            "99:24: “45” is not known here; write one of: 30, 60, 90",
        ],
    ),
    (
        "unknown records",
        [("org: agency", "org: agence"), ("guides: [rule]", "guides: [ruler]")],
        [
            "84:10: There is no record “agence” in data/organisations/; write agency",
            "100:10: There is no record “ruler” in data/guides/; write rule",
        ],
    ),
    (
        "a number in words",
        [("value: 7", "value: seven")],
        ["7:12: This must be a number; write it without quotes, spaces or unit"],
    ),
]


@pytest.mark.parametrize(
    ("changes", "mistakes"),
    [(changes, mistakes) for _name, changes, mistakes in WRONG],
    ids=[name for name, _changes, _mistakes in WRONG],
)
def test_wrong(ruled: Folder, changes: Changes, mistakes: list[str]) -> None:
    """Each mistake is told once, with its line and what to write."""
    for old, new in changes:
        ruled.replace(COUNTRY, old, new)
    assert ruled.mistakes() == [f"{COUNTRY}:{mistake}" for mistake in mistakes]


# ------------------------------------------------------------------ what the page derives


def view(folder: Folder) -> CountryView:
    """Give what the country's page shows."""
    desk = folder.desk()
    found = desk.countries["land"].view(desk)
    assert isinstance(found, CountryView)
    return found


def test_view(ruled: Folder) -> None:
    """The page leads to guides, calls and those who help."""
    found = view(ruled)
    assert [one.id for one in found.guides] == ["rule"]
    assert [one.id for one in found.calls] == ["sites"]
    assert [organisation and organisation.id for _support, organisation in found.supporters] == [
        "agency",
        None,
        None,
    ]
    desk = ruled.desk()
    assert ("countries", "export_support") in {
        (link.collection, link.role) for link in desk.named_by("organisations", "agency")
    }


def test_drafts_are_left_out(ruled: Folder) -> None:
    """What is not published is not led to; the help stays, without a link."""
    for path in ("data/organisations/agency.yml", "data/calls/sites.yml", "data/guides/rule.yml"):
        ruled.add(path, "publication: draft\n")
    for language in ("fr", "en"):
        ruled.remove(f"docs/{language}/index.md")
    found = view(ruled)
    assert (found.guides, found.calls) == ((), ())
    assert [organisation for _support, organisation in found.supporters] == [None] * 3
    html = page(ruled)
    assert "<strong>Some help</strong>" in section(html, "appui")
    assert 'id="voir-aussi"' not in html


# ------------------------------------------------------------------ what the page shows


def test_figures(ruled: Folder) -> None:
    """A figure has its year, how exact it is and its source; a lost one is unknown."""
    assert words(section(page(ruled), "en-bref")) == (
        "In brief People (2025) about 7 projects source 1 Money (2025) value unknown source 1"
    )
    ruled.replace(COUNTRY, "value: null", "value: 4000")
    assert "Money (2025) €4K source 1" in words(section(page(ruled), "en-bref"))


@pytest.mark.parametrize(("language", "said"), [("fr", "12,3\u202f%"), ("en", "12.3%")])
def test_a_percentage_is_written_as_its_language_does(
    ruled: Folder, language: str, said: str
) -> None:
    """A percentage is no number with a word after it."""
    ruled.add("data/vocabulary/units.yml", "percent: {fr: '%', en: '%'}\n")
    ruled.replace(COUNTRY, "value: 7\n    unit: projects", "value: 12.3\n    unit: percent")
    assert said in section(page(ruled, language), "en-bref")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("[3, 6]", "[3, 6]"), "3 to 6 months in theory"),
        (("[3, 6]", "[3, 3]"), "3 months in theory"),
        (("[3, 6]", "[1, 1]"), "1 month in theory"),
        (("[3, 6]", "[0, 6]"), "0 to 6 months in theory"),
        (("    duration_months: [3, 6]\n", ""), "not stated in the source in theory"),
    ],
)
def test_times(ruled: Folder, change: tuple[str, str], said: str) -> None:
    """A time is a range, one length, or said not to be stated."""
    ruled.replace(COUNTRY, *change)
    fast, slow = re.findall(r"<dt>Time</dt><dd>(.*?)</dd>", page(ruled))
    assert words(fast) == said
    assert words(slow) == "not stated in the source"


def test_routes(ruled: Folder) -> None:
    """A route has an anchor, its state, who decides, for which products, and its doubts."""
    html = section(page(ruled), "voies")
    assert re.findall(r'<div class="desk-obligation" id="(\w+)">', html) == ["fast", "slow"]
    fast = words(html[: html.index('id="slow"')])
    assert "Fast lane (open) A list. source 1, Art. 3 To be confirmed: Tariff to be seen." in fast
    assert "Who decides Office Products None, Class I Evidence asked for A study." in fast
    assert "To be confirmed" not in words(html[html.index('id="slow"') :])


@pytest.mark.parametrize(
    ("language", "full", "partial", "none"),
    [
        ("fr", "équivalente", "équivalente en partie", "sans équivalent"),
        ("en", "equivalent", "partly equivalent", "no equivalent"),
    ],
)
def test_equivalence(ruled: Folder, language: str, full: str, partial: str, none: str) -> None:
    """Each rule says in words how far it is the French one, here and in the comparison."""

    def said(html: str) -> list[str]:
        return re.findall(r'<span class="desk-equivalence [\w -]+">(.*?)</span>', html)

    assert said(page(ruled, language)) == said(block(ruled, "compare-countries", language))
    assert said(page(ruled, language)) == [full, none]
    ruled.replace(COUNTRY, "fr_equivalence: full", "fr_equivalence: partial")
    assert said(page(ruled, language)) == [partial, none]


def test_first_days(ruled: Folder) -> None:
    """The checklist stands under its days; days without a line are left out."""
    html = section(page(ruled), "90-jours")
    assert re.findall(r"<h3>(.*?)</h3>|value=\"(\w+)\"", html) == [
        ("By day 30", ""),
        ("", "choose"),
        ("By day 90", ""),
        ("", "meet"),
    ]


def test_everyone_who_helps(ruled: Folder) -> None:
    """Help leads to its organisation, to its own page, or stands alone."""
    html = section(page(ruled), "appui")
    links = re.findall(r"<strong>(?:<a href=\"([^\"]+)\">)?([\w ]+)", html)
    assert [(href.rpartition("en/")[2], name) for href, name in links] == [
        ("organisations/agency/", "Agency"),
        ("https://example.org/fair", "A fair"),
        ("", "A network"),
    ]


# ------------------------------------------------------------------ lists


@pytest.fixture
def two(ruled: Folder) -> Folder:
    """A desk with a second country, which has no route of its own for its second class."""
    text = ruled.text(COUNTRY).replace("en: Land}", "en: Other}")
    ruled.put(
        "data/countries/other.yml",
        text.replace("id: slow", "id: absent").replace("announced", "none"),
    )
    return ruled


def test_matrix(two: Folder) -> None:
    """Every country has a row and every class a column; what has no route says so."""
    html = block(two, "route-matrix")
    assert rows(html) == [
        ["", "None", "Class I", "Class II"],
        ["Land", "Fast lane", "Fast lane Slow lane", "no dedicated route"],
        ["Other", "Fast lane", "Fast lane", "no dedicated route"],
    ]
    assert "countries/land/#slow" in html
    assert "countries/other/#absent" not in html


def test_countries(two: Folder) -> None:
    """Each country is listed with the number of its routes."""
    said = words(block(two, "countries"))
    assert "Land" in said
    assert re.findall(r"\d routes?", said) == ["2 routes", "1 route"]


def test_comparison(two: Folder) -> None:
    """Every country has a box and a column, in every row; without script all stand there."""
    html = block(two, "compare-countries")
    assert re.findall(r'type="checkbox" name="c" value="(\w+)"', html) == ["land", "other"]
    assert re.findall(r"<(\w+)[^>]* hidden", html) == ["form"]
    table = rows(html)
    assert {len(row) for row in table} == {3}
    assert table[0] == ["", "Land", "Other"]
    found = {row[0]: row[1] for row in table}
    assert found["Who pays"] == "Caisse"
    assert found["Routes to market and reimbursement"] == (
        "Fast lane (open) 3 to 6 months Slow lane (announced)"
    )
    assert found["Device"] == "equivalent Nothing."
    assert re.findall(r'data-column="(\w+)"', html) == ["land", "other"] * len(table)
