"""Strategy, figures, dates and announcements are those of the sources (`strategy_facts.json`)."""

from __future__ import annotations

import datetime as dt
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from desk.check import Checked
from desk.model import Desk
from desk.records.axis import Axis
from desk.records.base import Source
from desk.records.figure import KeyFigure, Value
from desk.records.milestone import Milestone
from desk.records.outcome import Outcome

FACTS: dict[str, Any] = json.loads(
    (Path(__file__).parent / "strategy_facts.json").read_text("utf-8")
)
INDEXES = {
    "fr": ("strategie", "chiffres", "dates-cles", "annonces-et-suites"),
    "en": ("en/strategy", "en/figures", "en/key-dates", "en/announced-and-done"),
}

SCALES = {"M€": 1e6, "M€/an": 1e6, "Md€": 1e9}
UNITS = {
    **dict.fromkeys(SCALES, "EUR"),
    "%": "percent",
    "AAP/AMI": "calls",
    "PME": "smes",
    "acteurs": "players",
    "ans": "years",
    "appels": "calls",
    "ateliers": "workshops",
    "auditeurs": "listeners",
    "candidats": "candidates",
    "consortiums": "consortia",
    "exposants": "exhibitors",
    "filières de formation": "tracks",
    "guichets ouverts": "desks",
    "innovateurs inscrits": "innovators",
    "lauréat": "laureates",
    "lauréats": "laureates",
    "médiateurs numériques": "mediators",
    "pages vues": "page_views",
    "partenaires publics": "partners",
    "pays européens": "countries",
    "porteurs de projets": "holders",
    "projets d'expérimentation": "experiments",
    "projets d'expérimentation candidats": "experiments",
    "projets lauréats": "projects",
    "projets proposés": "projects",
    "pôles de compétitivité santé": "clusters",
    "relèves": "rounds",
    "répondants": "respondents",
    "start-up": "startups",
    "tiers lieux": "sites",
    "tiers lieux candidats": "sites",
    "universités": "universities",
    "vagues": "waves",
    "visiteurs": "visitors",
    "étapes": "stages",
    "étudiants": "learners",
    "élèves": "learners",
    "élèves/an": "learners",
    "Grands Défis": "challenges",
}
"""What a unit of the facts is called here, where the two names differ."""


@pytest.fixture(scope="module")
def values(desk: Desk) -> dict[str, tuple[KeyFigure, Value]]:
    """Every value of every figure, by its id, which none shares."""
    pairs = [
        (value.id, (figure, value))
        for figure in desk.records["figures"].values()
        if isinstance(figure, KeyFigure)
        for value in figure.values
    ]
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def stands(source: Source, fact: dict[str, Any]) -> bool:
    """Tell whether a source is the place of a fact; one of a single line needs no line."""
    return source.document == fact["document"] and fact["line"] in (source.lines or (1,))


def amount(fact: dict[str, Any]) -> float:
    return float(round(fact["value"] * SCALES.get(fact["unit"], 1), 3))


@pytest.mark.parametrize("fact", FACTS["figures"], ids=lambda fact: fact["id"])
def test_a_figure_is_as_its_source_says(
    values: dict[str, tuple[KeyFigure, Value]], fact: dict[str, Any]
) -> None:
    """Each of the 99 figures has its number, unit, precision, date and place."""
    figure, value = values[fact["id"]]
    assert value.value == amount(fact)
    assert value.unit == UNITS.get(fact["unit"], fact["unit"])
    assert value.per_year is fact["unit"].endswith("/an")
    assert value.qualifier in {"more_than": ("min",), "exact": ("exact", "of_which")}.get(
        fact["qualifier"], (fact["qualifier"],)
    )
    assert (value.target, value.counted) == (fact["target"], fact["derived"])
    assert stands(value.source, fact)
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", fact["as_of"]):
        assert str(value.as_of) == fact["as_of"]
    else:  # the period of an aim, or an undated document
        assert (value.as_of is None) is (fact["document"] == "strategy-note")
    # What the list of conflicts says to be about one thing is on one page, and marked.
    if fact["conflict"]:
        assert figure.disagree


def test_the_facts_are_all_there() -> None:
    """The sources have 99 figures, 7 lost ones, 34 dates, 14 announcements and 16 actions."""
    counts = {name: len(FACTS[name]) for name in ("figures", "lost", "dates", "announcements")}
    assert counts == {"figures": 99, "lost": 7, "dates": 34, "announcements": 14}
    assert [len(axis["actions"]) for axis in FACTS["axes"]] == [4, 3, 3, 3, 3]


@pytest.mark.parametrize("fact", FACTS["lost"], ids=lambda fact: fact["label"])
def test_a_lost_number_stays_lost(
    values: dict[str, tuple[KeyFigure, Value]], fact: dict[str, Any]
) -> None:
    """Each of the 7 labels without number has one value that is unknown, at its line."""
    found = [
        value for _, value in values.values() if value.value is None and stands(value.source, fact)
    ]
    assert len(found) == 1


def test_no_figure_is_made_up(values: dict[str, tuple[KeyFigure, Value]]) -> None:
    """The values beside those of the facts are the lost ones, and the few of the conflicts' list."""
    known = {fact["id"] for fact in FACTS["figures"]}
    others = {name for name, (_, value) in values.items() if name not in known and value.value}
    assert others == {"formation-part-page", "gnius-annees", "imagerie-guichet", "tl-budget-engage"}
    assert sum(value.value is None for _, value in values.values()) == len(FACTS["lost"])


@pytest.mark.parametrize(
    "together",
    [
        ("cma-aides-corps", "cma-budget-annexe"),
        ("ami-dotation-2021", "ami-budget"),
        ("ami-projets-2021", "ami-candidats"),
        ("ami-releve1", "ami-laureats"),
        ("eval-aide-corps", "eval-budget-annexe"),
        ("eval-budget-annuel", "eval-5ans"),
        ("imagerie-aap-2022", "sasn-imagerie", "imagerie-guichet"),
        ("tl-experimentations-corps", "tl-experimentations-annexe"),
        ("tl-aide-max", "tl-budget-engage"),
        ("sasn-etudiants-2025", "cma-etudiants-cible", "formation-eleves-par-an"),
        ("formation-part-etudiants", "formation-part-page"),
        ("sasn-formation", "axe1-formation-pro", "formation-budget-supplementaire"),
        ("laureats-sasn-2022", "laureats-2024"),
        ("aap-ami-lances", "guichets-appels-2022", "guichets-2024"),
        ("tl-laureats", "tl-laureats-2024"),
    ],
)
def test_values_that_differ_stand_side_by_side(
    values: dict[str, tuple[KeyFigure, Value]], together: tuple[str, ...]
) -> None:
    """Numbers that do not tally are on one page, marked, each with a label, and explained."""
    figures = {values[name][0].id: values[name][0] for name in together}
    [figure] = figures.values()
    assert figure.disagree
    assert figure.notes
    assert all(
        values[name][1].label or figure.id == "formation-part-etudiants" for name in together
    )


@pytest.mark.parametrize("fact", FACTS["dates"], ids=lambda fact: f"{fact['date']} {fact['fr']}")
def test_a_key_date_is_as_its_source_says(desk: Desk, fact: dict[str, Any]) -> None:
    """Each of the 34 dates is there once, with its own precision; the academic year keeps its words."""
    first, _, last = fact["date"].partition("/")
    academic = fact["precision"] == "academic-year"
    if academic:
        first = first[:4]
    found = [
        milestone
        for milestone in desk.records["milestones"].values()
        if isinstance(milestone, Milestone)
        and str(milestone.when) == first
        and (str(milestone.until) if milestone.until else "") == last
        and any(stands(source, fact) for source in milestone.sources)
    ]
    assert found
    assert all((milestone.label is not None) is academic for milestone in found)


def test_there_are_as_many_dates_as_in_the_sources(desk: Desk) -> None:
    """No key date is left out, doubled or made up."""
    assert len(desk.records["milestones"]) == len(FACTS["dates"])


@pytest.mark.parametrize("fact", FACTS["announcements"], ids=lambda fact: fact["id"])
def test_an_announcement_is_followed_up(desk: Desk, fact: dict[str, Any]) -> None:
    """Each of the 14 announcements has its day and call, and what became of it."""
    outcome = desk.records["outcomes"][fact["id"].removeprefix("ann-")]
    assert isinstance(outcome, Outcome)
    statements = [outcome.announced, *outcome.happened]
    assert fact["date"] in {str(statement.day) for statement in statements}
    assert any(source.document == fact["document"] for source in outcome.sources)
    if fact["call"]:
        assert fact["call"] in outcome.calls


@pytest.mark.parametrize("fact", FACTS["axes"], ids=lambda fact: f"axis {fact['n']}")
def test_an_axis_is_as_its_source_says(desk: Desk, fact: dict[str, Any]) -> None:
    """Each axis has its name, and its actions at their lines with their amounts and parts."""
    axis = desk.records["strategy"][f"axis-{fact['n']}"]
    assert isinstance(axis, Axis)
    assert axis.number == fact["n"]
    assert axis.official.in_("fr").text == fact["title"].replace("'", "’")
    assert len(axis.actions) == len(fact["actions"])
    for action, stated in zip(axis.view(desk).actions, fact["actions"], strict=True):
        assert stated["line"] in action.action.source.lines
        assert set(stated["subs"]) <= set(action.action.source.lines)
        assert len(action.action.points) == (len(stated["subs"]) or stated["domains"])
        if stated["budget"]:
            assert stated["budget"] * 1e6 in {value.value for _, value in action.figures}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_strategy_page_says_the_essentials(site: Path, checked: Checked, language: str) -> None:
    """Budget, launch day, six objectives and five axes stand on the page in each language."""
    words = checked.words[language]
    facts = FACTS["strategy"]
    text = page(site, INDEXES[language][0])
    launched = dt.date.fromisoformat(facts["launched"])
    written = [facts["budget"], *(objective["budget"] for objective in facts["objectives"])]
    expected = [words.day(launched), *(words.money(round(number * 1e6, 0)) for number in written)]
    assert [found for found in map(plain_spaces, expected) if found not in text] == []
    assert checked.desk is not None
    for axis in checked.desk.records["strategy"].values():
        assert plain_spaces(words.typeset(axis.title.in_(language).text)) in text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_figure_is_read_on_its_page(site: Path, checked: Checked, language: str) -> None:
    """Each value stands on its figure's page as a reader of the language writes it."""
    words = checked.words[language]
    missing = []
    assert checked.desk is not None
    for figure in checked.desk.records["figures"].values():
        assert isinstance(figure, KeyFigure)
        html = (site / INDEXES[language][1] / figure.id / "index.html").read_text("utf-8")
        for value in figure.values:
            row = re.search(rf'<tr id="{value.id}">.*?</tr>', html, re.DOTALL)
            assert row is not None, value.id
            if value.value is None:
                expected = words("figure.unknown")
            elif value.unit == "EUR":
                expected = words.money(value.value)
            elif value.unit == "percent":
                expected = words.percent(value.value / 100)
            else:
                expected = words.number(value.value)
            if plain_spaces(expected) not in stripped(row[0]):
                missing.append((value.id, expected))
    assert missing == []


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("place", "collection"), [(1, "figures"), (2, "milestones"), (3, "outcomes")]
)
def test_every_record_is_on_its_index(
    site: Path, checked: Checked, language: str, place: int, collection: str
) -> None:
    """Each figure, date and announcement is read on the page of its kind."""
    text = page(site, INDEXES[language][place])
    assert checked.desk is not None
    titles = [
        plain_spaces(checked.words[language].typeset(record.title.in_(language).text))
        for record in checked.desk.records[collection].values()
    ]
    assert [title for title in titles if title not in text] == []


def page(site: Path, address: str) -> str:
    return stripped((site / address / "index.html").read_text("utf-8"))


def stripped(html: str) -> str:
    return plain_spaces(unescape(re.sub(r"<[^>]+>", "", html)))


def plain_spaces(text: str) -> str:
    return " ".join(text.split())
