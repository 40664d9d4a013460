"""Calls: conditions that are proved, dates in their order, and when to begin preparing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, cast

import pytest

from desk.records.call import Call

if TYPE_CHECKING:
    from makers import Folder

FILE = "data/calls/one.yml"
RULED = """\
title: {fr: Appel, en: Call}
summary: {fr: Un appel, en: A call}
updated: 2026-11-01
kind: AAP
schedule:
  mode: rolling
eligibility:
  all:
    - {id: small, fact: sme, op: is_true, label: {fr: Petit, en: Small}}
    - {id: size, fact: size, op: in, value: [small], label: {fr: Taille, en: Size}}
    - {id: staff, fact: staff, op: lte, value: 250, label: {fr: Effectif, en: Staff}, kind: preference}
tests:
  - {name: {fr: A, en: A}, answers: {sme: true, size: small}, expect: fits}
  - {name: {fr: B, en: B}, answers: {sme: false, size: large}, expect: conditions_not_met}
  - {name: {fr: C, en: C}, answers: {staff: 12}, expect: to_check}
"""
PLACED = """\
title: {fr: Lieu, en: Place}
updated: 2026-11-01
kind: AAP
schedule: {mode: rolling}
eligibility: {id: place, fact: place, op: perimeter_covers, value: [REG-53], label: {fr: Ici, en: Here}}
tests:
  - {name: {fr: A, en: A}, answers: {place: REG-53}, expect: fits}
  - {name: {fr: B, en: B}, answers: {place: FR}, expect: to_check}
  - {name: {fr: C, en: C}, answers: {place: GB}, expect: conditions_not_met}
"""
PLACE = """\
place:
  type: geo
  question: {fr: Où ?, en: Where?}
  why_we_ask: {fr: Pour situer, en: To place}
"""


MONEY = """\
money: {award_min: 5, award_max: 4, cite: [{source: page}]}
sources: [{id: page, url: 'https://example.org/'}]
"""


@pytest.fixture
def ruled(guided: Folder) -> Folder:
    """The small desk with its questions, places, and two calls that have conditions."""
    guided.add("data/questions.yml", PLACE)
    guided.put("data/places.yml", "FR: [REG-53]\nGB: []\n")
    guided.put(FILE, RULED)
    guided.put("data/calls/two.yml", PLACED)
    return guided


def test_the_conditions_are_right(ruled: Folder) -> None:
    """Tests that answer as the conditions do raise nothing."""
    assert ruled.mistakes() == []
    view = cast("Call", ruled.record("calls", "one")).view(ruled.desk())
    assert view.plan is not None
    assert [leaf["id"] for leaf in view.plan["all"]] == ["small", "size", "staff"]
    assert cast("Call", ruled.record("calls", "sites")).view(ruled.desk()).plan is None


MISTAKES = [
    (
        "size: small}, expect: fits",
        "size: large}, expect: fits",
        "one.yml:13:71: The conditions answer “conditions_not_met” (size: not_met); put the rule",
    ),
    (
        "{sme: false, size: large}, expect: conditions_not_met",
        "{sme: true, size: small}, expect: conditions_not_met",
        "The conditions answer “fits”; put the rule",
    ),
    (
        "{staff: 12}, expect: to_check",
        "{staff: 12}, expect: fits",
        "The conditions answer “to_check” (small: unknown, size: unknown); put the rule",
    ),
    (
        "{staff: 12}",
        "{staf: 12}",
        "There is no question “staf” in data/questions.yml; write staff",
    ),
    (
        "{staff: 12}",
        "{zzzzzzzz: 12}",
        "There is no question “zzzzzzzz” in data/questions.yml; write one that exists, or add it there",
    ),
    ("{staff: 12}", "{staff: true}", "This must be a whole number"),
    ("{staff: 12}", "{staff: many}", "This must be a whole number"),
    ("{staff: 12}", "{sme: 1}", "This is a yes-or-no question; write true or false"),
    ("{staff: 12}", "{sme: 'yes'}", "This is a yes-or-no question; write true or false"),
    ("{staff: 12}", "{size: [small]}", "This must be one of the answers; write its id"),
    ("{staff: 12}", "{size: smal}", "“smal” is not an answer of this question; write small"),
    ("fact: size, op: in", "fact: sise, op: in", "There is no question “sise”"),
    ("op: lte, value: 250", "op: is_true", "“is_true” cannot be asked of “staff” (int)"),
    ("id: size", "id: small", "The criterion “small” stands twice; give it its own id"),
    (
        "{sme: true, size: small}, expect: fits",
        "{sme: true}, expect: nope",
        "“nope” is not known here",
    ),
]


@pytest.mark.parametrize(("old", "new", "told"), MISTAKES)
def test_a_test_that_proves_nothing(old: str, new: str, told: str, ruled: Folder) -> None:
    """A wrong expectation is told with what the rule answers and why; a wrong answer or fact too."""
    ruled.replace(FILE, old, new)
    [mistake] = ruled.mistakes()
    assert mistake.startswith(FILE + ":")
    assert told in mistake


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("place: GB", "place: GP", "“GP” is not an answer of this question; write one of: FR"),
        ("value: [REG-53]", "value: [REG-54]", "“REG-54” is not an answer of this question"),
        ("place: FR}, expect: to_check", "place: FR}, expect: fits", "(place: unknown)"),
    ],
)
def test_places_of_conditions(old: str, new: str, told: str, ruled: Folder) -> None:
    """A place that is not on the desk's tree is told; a wider place may or may not do."""
    ruled.replace("data/calls/two.yml", old, new)
    [mistake] = ruled.mistakes()
    assert told in mistake


def test_wrong_conditions_hide_their_tests(ruled: Folder) -> None:
    """Where the rule itself is wrong, its tests are not run: one mistake, not four."""
    ruled.replace(FILE, "fact: size, op: in", "fact: sise, op: in")
    ruled.replace(FILE, "{sme: true, size: small}, expect: fits", "{sme: true}, expect: fits")
    assert len(ruled.mistakes()) == 1


@pytest.mark.parametrize("kept", [0, 1])
def test_two_tests_at_least(kept: int, ruled: Folder) -> None:
    """Conditions without two tests are told."""
    head, _tests, tests = ruled.text(FILE).partition("tests:\n")
    some = "".join(tests.splitlines(keepends=True)[:kept])
    ruled.put(FILE, head + (some and "tests:\n" + some))
    [mistake] = ruled.mistakes()
    assert "Nothing proves these conditions; write two tests at least below tests:" in mistake


def test_tests_need_conditions(ruled: Folder) -> None:
    """Tests of nothing are told."""
    text = ruled.text(FILE)
    start, end = text.index("eligibility:"), text.index("tests:")
    ruled.put(FILE, text[:start] + text[end:])
    [mistake] = ruled.mistakes()
    assert "There are no conditions to test; write eligibility:" in mistake


def test_a_criterion_s_source_exists(ruled: Folder) -> None:
    """What a criterion cites must be a source of the record."""
    ruled.replace(FILE, "en: Small}}", "en: Small}, cite: [{source: nowhere}]}")
    [mistake] = ruled.mistakes()
    assert mistake.startswith(f"{FILE}:9:")
    assert "nowhere" in mistake


def test_without_questions_conditions_are_not_judged(ruled: Folder) -> None:
    """A desk that asks nothing cannot say that its conditions ask for what is not there."""
    call = cast("Call", ruled.record("calls", "one"))
    desk = ruled.desk()
    assert list(call.disagreements(desk)) == []
    wrong = call.model_copy(
        update={"tests": (call.tests[0].model_copy(update={"expect": "to_check"}),)}
    )
    assert len(list(wrong.disagreements(desk))) == 1
    object.__setattr__(desk, "questions", None)
    assert list(wrong.disagreements(desk)) == []


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("trl: {min: 5, max: 4}\n", "one.yml:16:20: The most is less than the least; swap them"),
        ("trl: {min: 4, max: 4}\n", ""),
        (
            MONEY,
            "one.yml:16:34: The most is less than the least; swap them",
        ),
    ],
)
def test_pieces_are_checked(lines: str, told: str, ruled: Folder) -> None:
    """Mistakes of a call's pieces are told at their line and column."""
    ruled.add(FILE, lines)
    found = ruled.mistakes()
    assert len(found) == bool(told), found
    if told:
        assert told in found[0]


@pytest.mark.parametrize(
    ("schedule", "told"),
    [
        (
            "{mode: dated, opens: 2026-03-01, closes: 2026-02-28}",
            "It closes (2026-02-28) before it opens (2026-03-01)",
        ),
        (
            "{mode: waves, waves: [{id: a, label: A, opens: 2026-02}, {id: a, label: B}]}",
            "The wave “a” stands twice; give each wave its own id",
        ),
        (
            "{mode: waves, waves: [{id: a, label: A, opens: 2026-02}, {id: b, label: B, announced: 2025}]}",
            "This wave starts before the one above it; put the waves in order of time",
        ),
        (
            "{mode: waves, waves: [{id: a, label: A, opens: 2026-02, closes: 2026-01}]}",
            "It closes (2026-01) before it opens (2026-02); put the two dates right",
        ),
    ],
)
def test_dates_in_order(schedule: str, told: str, small: Folder) -> None:
    """Nothing closes before it opens; waves follow one another, each with its own id."""
    small.put(
        FILE, f"title: {{fr: A, en: A}}\nupdated: 2026-11-01\nkind: AAP\nschedule: {schedule}\n"
    )
    [mistake] = small.mistakes()
    assert told in mistake


SELECTION = "selection:\n  - {unit: projects, source: {document: report-2022}, FIELDS}\n"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("wave: w", "This call has no wave “w”; write one of: none, take the line away"),
        ("candidates: 3, laureates: 4", "4 laureates for 3 candidates; check both"),
        ("candidates: 4, laureates: 4", ""),
        ("candidates: 4", ""),
    ],
)
def test_selections(fields: str, told: str, ruled: Folder) -> None:
    """No more laureates than candidates, and only of a wave that there is."""
    ruled.add(FILE, SELECTION.replace("FIELDS", fields))
    found = ruled.mistakes()
    assert len(found) == bool(told), found
    assert told in "".join(found)


@pytest.mark.parametrize(
    ("candidates", "laureates", "rate"),
    [(None, 3, None), (0, 0, None), (4, None, None), (4, 1, 0.25), (4, 0, 0)],
)
def test_success_rate(
    candidates: int | None, laureates: int | None, rate: float | None, small: Folder
) -> None:
    """The rate is known where both numbers are, and there were candidates."""
    [row] = cast("Call", small.record("calls", "sites")).selection
    changed = row.model_copy(update={"candidates": candidates, "laureates": laureates})
    assert changed.success_rate == rate


def view_of(call: dict[str, Any], small: Folder, today: dt.date) -> Any:
    """Give a call's view on a day of the small desk."""
    made = Call.model_validate(
        {"id": "x", "title": {"fr": "X", "en": "X"}, "kind": "AAP", **call},
        context={"languages": ("fr", "en")},
    )
    return made.view(small.desk(today))


LEAD = {"apply": {"url": "https://example.org/", "lead_time_days": 30}}


@pytest.mark.parametrize(
    ("closes", "apply", "start"),
    [
        ("2026-12-31", LEAD, dt.date(2026, 12, 1)),
        ("2027-03-01", LEAD, dt.date(2027, 1, 30)),
        ("2026-12-31T12:00", LEAD, dt.date(2026, 12, 1)),
        ("2026-11-30", LEAD, dt.date(2026, 10, 31)),  # it is too late already, and told
        ("2026-12", LEAD, None),
        ("2026-Q4", LEAD, None),
        ("2027", LEAD, None),
        ("2026-11-01", LEAD, None),  # closed
        (None, LEAD, None),
        ("2026-12-31", {}, None),
        ("2026-12-31", {"apply": {"url": "https://example.org/"}}, None),
    ],
)
def test_when_to_begin(
    closes: str | None, apply: dict[str, Any], start: dt.date | None, small: Folder
) -> None:
    """One begins so many days before a known day; a month or a past deadline gives no such day."""
    schedule = {"mode": "dated", "opens": "2026-01-01"} | ({"closes": closes} if closes else {})
    assert view_of({"schedule": schedule, **apply}, small, dt.date(2026, 11, 22)).start_by == start


def test_who_operates(small: Folder) -> None:
    """Who funds a call that nobody operates is its operator; one who is not published is not named."""
    desk = small.desk()

    def operators(*funders: tuple[str, str]) -> tuple[str, ...]:
        call = Call.model_validate(
            {
                "id": "x",
                "title": {"fr": "X", "en": "X"},
                "kind": "AAP",
                "schedule": {"mode": "dated"},
                "funders": [{"org": org, "role": role} for org, role in funders],
            },
            context={"languages": ("fr", "en")},
        )
        return call.choices(desk)["operator"]

    assert operators(("agency", "operator"), ("maker", "funder")) == ("agency",)
    assert operators(("maker", "funder")) == ("maker",)
    assert operators(("agency", "operator"), ("agency", "operator")) == ("agency",)
    assert operators(("hidden", "operator")) == ()
    assert operators() == ()


CALENDAR = """\
title: {fr: Jours, en: Days}
updated: 2026-11-01
kind: AAP
schedule: {mode: dated, opens: 2026-12-01, closes: '2027-01-31T12:00'}
key_dates:
  - {kind: info, day: '2026-12-05T10:00'}
  - {kind: info, day: 2026-12-12}
  - {kind: pre_application, day: 2026-12-20}
"""


@pytest.mark.parametrize("cancelled", [False, True])
def test_days_that_count(small: Folder, *, cancelled: bool) -> None:
    """Openings, closings and key dates are in the calendar, each with a name that stays its own."""
    small.put(
        "data/vocabulary/key_dates.yml",
        "info: {fr: Information, en: Information}\npre_application: {fr: Avant-projet, en: Outline}\n",
    )
    small.put(FILE, CALENDAR + ("state_override: {state: cancelled}\n" if cancelled else ""))
    desk = small.desk()
    entries = list(desk.calls["one"].calendar(desk))
    assert [(entry.part, entry.deadline) for entry in entries] == [
        ("opens", True),
        ("closes", True),
        ("key.info", False),
        ("key.info.2", False),
        ("key.pre_application", True),
    ]
    assert {entry.cancelled for entry in entries} == {cancelled}
