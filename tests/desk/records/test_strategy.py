"""The strategy's records: axes, key figures, milestones and outcomes."""

from __future__ import annotations

from typing import Any

import pytest
from makers import DAY, Folder

from desk.check import check
from desk.facets import UNKNOWN
from desk.model import Desk
from desk.records.axis import Axis, AxisView
from desk.records.figure import FigureView, KeyFigure
from desk.records.milestone import Milestone
from desk.records.outcome import Outcome
from desk.texts import Text

AXIS = "data/strategy/axis-one.yml"
FIGURE = "data/figures/budget.yml"
MILESTONE = "data/milestones/start.yml"
OUTCOME = "data/outcomes/promise.yml"

FILES = {
    "data/vocabulary/qualifiers.yml": "exact: {fr: exact, en: exact}\n",
    "data/vocabulary/figure_topics.yml": "money: {fr: Argent, en: Money}\n",
    "data/vocabulary/figure_documents.yml": "several: {fr: Plusieurs, en: Several}\n",
    "data/vocabulary/figure_agreement.yml": "differ: {fr: Oui, en: 'Yes'}\nagree: {fr: Non, en: 'No'}\n",
    "data/vocabulary/link_bases.yml": "stated: {fr: écrit, en: stated}\n",
    "data/vocabulary/milestone_kinds.yml": "announced: {fr: Annoncé, en: Announced}\n",
    "data/vocabulary/outcome_states.yml": "done: {fr: Fait, en: Done}\nunsaid: {fr: Rien, en: Unsaid}\n",
    AXIS: """\
title: {fr: Axe, en: Axis}
number: 1
official: {fr: Axe un, en: Axis one}
actions:
  - id: first
    title: {fr: Premier, en: First}
    objective: {fr: But, en: Aim}
    figures: [{figure: budget, value: early}]
    calls: [{call: sites, basis: stated}]
    leads: [agency]
    organisations: [maker]
    milestones: [start]
    outcomes: [promise]
    source: {document: report-2022}
  - id: second
    title: {fr: Second, en: Second}
    objective: {fr: But, en: Aim}
    calls: [{call: sites, basis: stated}]
    source: {document: report-2022}
""",
    FIGURE: """\
title: {fr: Budget, en: Budget}
notes: [{fr: Ils diffèrent, en: They differ}]
topic: money
disagree: true
values:
  - {id: early, value: 5000000, unit: EUR, source: {document: report-2022}}
  - {id: late, value: null, unit: EUR, source: {document: report-2022}}
calls: [sites]
laureates: [alpha]
organisations: [agency]
milestones: [start]
related: [other]
""",
    "data/figures/other.yml": """\
title: {fr: Autre, en: Other}
topic: money
values:
  - {id: other, value: 3, unit: projects, source: {url: "https://example.org/"}}
""",
    MILESTONE: """\
title: {fr: Début, en: Start}
when: 2021-Q4
until: 2022-03
kind: announced
programme: plan
calls: [sites]
organisations: [agency]
""",
    OUTCOME: """\
title: {fr: Promesse, en: Promise}
state: done
announced: {text: {fr: Promis, en: Promised}, source: {document: report-2022}}
happened:
  - {day: 2022-11, text: {fr: Fait, en: Done}, source: {document: report-2022}}
calls: [sites]
milestones: [start]
""",
}


@pytest.fixture
def folder(small: Folder) -> Folder:
    """A small desk that has one record of each kind of the strategy."""
    settings = "".join(
        f"  {name}:\n    segment: {{fr: {name}, en: {name}}}\n"
        for name in ("strategy", "figures", "milestones", "outcomes")
    )
    small.replace("data/desk.yml", "navigation:", settings + "navigation:")
    for path, text in FILES.items():
        small.put(path, text)
    return small


def desk_of(folder: Folder) -> Desk:
    assert folder.mistakes() == []
    checked = check(folder.root / "data", None, DAY)
    assert checked.desk is not None, checked.mistakes
    return checked.desk


MISTAKES: list[tuple[str, str, str, str]] = [
    (AXIS, "id: second", "id: first", "The action “first” stands twice; give each action"),
    (AXIS, "id: second", "id: Second!", "“Second!” cannot be an id; write small letters"),
    (AXIS, "value: early", "value: never", "no value “never”; write one of: early, late"),
    (AXIS, "figure: budget", "figure: budgets", "no record “budgets” in data/figures/"),
    (FIGURE, "id: late", "id: early", "The value “early” stands twice; give each value"),
    (FIGURE, "id: late", "id: Late!", "“Late!” cannot be an id; write small letters"),
    (FIGURE, "notes: [{fr: Ils diffèrent, en: They differ}]\n", "", "No note says how the values"),
    (
        FIGURE,
        "  - {id: late, value: null, unit: EUR, source: {document: report-2022}}\n",
        "",
        "One value alone disagrees with none; take disagree: away",
    ),
    (
        FIGURE,
        "disagree: true\n",
        "disagree: true\nhighlight: earliest\n",
        "This figure has no value “earliest”; write one of: early, late",
    ),
    (MILESTONE, "until: 2022-03", "until: 2021-09", "It ends (2021-09) before it begins (2021-Q4)"),
    (OUTCOME, "state: done", "state: unsaid", "A later source speaks of it; write another state"),
    (
        OUTCOME,
        "happened:\n  - {day: 2022-11, text: {fr: Fait, en: Done}, source: {document: report-2022}}\n",
        "",
        "No source stands for this state; write what a later source says, or state: unsaid",
    ),
]


@pytest.mark.parametrize(("path", "old", "new", "told"), MISTAKES)
def test_one_mistake(folder: Folder, path: str, old: str, new: str, told: str) -> None:
    """Each rule finds the one mistake that is planted against it, in its file."""
    folder.replace(path, old, new)
    [mistake] = folder.mistakes()
    assert mistake.startswith(path)
    assert told in mistake


def test_axis_view(folder: Folder) -> None:
    """An axis shows what its actions name; a call of two actions counts once, its laureates too."""
    desk = desk_of(folder)
    axis = desk.get("strategy", "axis-one")
    assert isinstance(axis, Axis)
    view = axis.view(desk)
    assert isinstance(view, AxisView)
    first, second = view.actions
    assert [(figure.id, value.id) for figure, value in first.figures] == [("budget", "early")]
    assert [(call.id, basis) for call, basis in first.calls] == [("sites", "stated")]
    assert [one.id for one in first.leads + first.organisations] == ["agency", "maker"]
    assert [one.id for one in first.milestones + first.outcomes] == ["start", "promise"]
    assert (second.figures, second.leads, second.milestones) == ((), (), ())
    assert [call.id for call in view.calls] == ["sites"]
    assert view.figures == first.figures
    assert view.laureates == 1


def test_drafts_are_left_out(folder: Folder) -> None:
    """What a record names and is still a draft does not show."""
    for path in (
        "data/calls/sites.yml",
        "data/laureates/alpha.yml",
        "data/organisations/agency.yml",
        "data/organisations/maker.yml",
        FIGURE,
        "data/figures/other.yml",
        MILESTONE,
        OUTCOME,
    ):
        folder.add(path, "publication: draft\n")
    for path in ("docs/fr/index.md", "docs/en/index.md"):
        folder.put(path, folder.text(path).replace("(call:sites)", "(page:about)"))
    desk = desk_of(folder)
    axis = desk.get("strategy", "axis-one")
    assert isinstance(axis, Axis)
    view = axis.view(desk)
    assert (view.calls, view.figures, view.laureates) == ((), (), 0)
    action = view.actions[0]
    assert (action.leads, action.organisations) == ((), ())
    assert (action.milestones, action.outcomes) == ((), ())
    figure = KeyFigure.model_validate(
        {
            "id": "x",
            "title": {"fr": "x", "en": "x"},
            "topic": "money",
            "values": [{"id": "x", "value": 1, "unit": "EUR", "source": {}}],
            "calls": ["sites"],
            "related": ["budget"],
        }
    )
    assert figure.view(desk) == FigureView(subjects=(), related=(), named_by=())


def test_figure_view(folder: Folder) -> None:
    """A figure shows what it is about, the figures beside it, and who names it, each once."""
    desk = desk_of(folder)
    figure = desk.get("figures", "budget")
    assert isinstance(figure, KeyFigure)
    view = figure.view(desk)
    assert [(name, record.id) for name, record in view.subjects] == [
        ("calls", "sites"),
        ("laureates", "alpha"),
        ("organisations", "agency"),
        ("milestones", "start"),
    ]
    assert [other.id for other in view.related] == ["other"]
    assert [(name, record.id) for name, record in view.named_by] == [("strategy", "axis-one")]
    other = desk.get("figures", "other")
    assert isinstance(other, KeyFigure)
    assert other.view(desk).named_by == ()  # figures beside it are told as such


@pytest.mark.parametrize(
    ("number", "unit", "given"),
    [
        (5_000_000, "EUR", True),
        (5_000_000, "projects", False),
        (4, "EUR", False),
        (None, "EUR", False),
    ],
)
def test_gives(folder: Folder, number: float | None, unit: str, given: bool) -> None:  # noqa: FBT001
    """A figure gives a number where number and unit are one of its values; a lost one never."""
    figure = desk_of(folder).get("figures", "budget")
    assert isinstance(figure, KeyFigure)
    assert figure.gives(number, unit) is given


@pytest.mark.parametrize(
    ("also", "document"),
    [
        ("", "report-2022"),
        (", also: [{document: report-2022}]", "report-2022"),
        (", also: [{document: report-2023}]", "several"),
    ],
)
def test_figure_facets(folder: Folder, also: str, document: str) -> None:
    """A figure's document is the one that gives all its values, or several."""
    folder.add("data/vocabulary/documents.yml", "report-2023: {title: B, language: fr}\n")
    folder.replace(
        FIGURE,
        "{document: report-2022}}\n  - {id: late",
        f"{{document: report-2022}}{also}}}\n  - {{id: late",
    )
    desk = desk_of(folder)
    facets = desk.records["figures"]["budget"].facets(desk)
    assert {name: value for name, (value, _label) in facets.items()} == {
        "topic": "money",
        "document": document,
        "disagree": "differ",
    }
    assert all(isinstance(label, Text) for _value, label in facets.values())
    other = desk.records["figures"]["other"].facets(desk)
    assert (other["document"], other["disagree"][0]) == ((UNKNOWN, None), "agree")


def test_milestones_are_in_order_of_time() -> None:
    """A month, a quarter or a year stands where all of it is past; then the earlier end first."""

    def milestone(when: str, until: str | None = None) -> Milestone:
        values: dict[str, Any] = {"title": {"fr": when, "en": when}, "kind": "announced"}
        return Milestone.model_validate(
            {"id": "x", "when": when, "until": until, "programme": "plan", **values}
        )

    written = [("2021", None), ("2021-10-18", None), ("2021-Q4", "2022-01"), ("2021-12", None)]
    ordered = sorted((milestone(*dates) for dates in written), key=lambda one: one.order())
    assert [str(one.when) for one in ordered] == ["2021-10-18", "2021", "2021-12", "2021-Q4"]
    assert ordered[0].order() == "2021-10-18 2021-10-18"
    assert {one.year for one in ordered} == {2021}


def test_milestone_and_outcome_facets(folder: Folder) -> None:
    """Dates are narrowed by kind and programme, announcements by what became of them and source."""
    desk = desk_of(folder)
    date, outcome = desk.records["milestones"]["start"], desk.records["outcomes"]["promise"]
    assert [(name, value) for name, (value, _) in date.facets(desk).items()] == [
        ("kind", "announced"),
        ("programme", "plan"),
    ]
    assert [(name, value) for name, (value, _) in outcome.facets(desk).items()] == [
        ("outcome", "done"),
        ("document", "report-2022"),
    ]
    assert isinstance(outcome, Outcome)
    folder.replace(
        OUTCOME, "en: Promised}, source: {document: report-2022}}", "en: P}, source: {}}"
    )
    desk = desk_of(folder)
    assert desk.records["outcomes"]["promise"].facets(desk)["document"] == (UNKNOWN, None)
