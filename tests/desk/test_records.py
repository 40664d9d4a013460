"""The record types: what each field takes, what each rule refuses, what each view derives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import DAY, Folder
from pydantic import TypeAdapter, ValidationError

from desk.check import read_record
from desk.foundation import read_foundation
from desk.reader import Reader
from desk.records.base import (
    SUMMARY_LIMIT,
    Day,
    Figure,
    Mailbox,
    Record,
    Source,
    Summary,
    Url,
    check_overdue,
    closest,
    disputed,
)
from desk.records.call import Call, CallView, Selection
from desk.records.laureate import Laureate, LaureateView
from desk.records.organisation import OrganisationView
from desk.registry import REGISTRY

ROOT = Path(__file__).resolve().parents[2]

CALL = "data/calls/sites.yml"
LAUREATE = "data/laureates/alpha.yml"
AGENCY = "data/organisations/agency.yml"
MAKER = "data/organisations/maker.yml"

Change = Callable[[Folder], None]


# ------------------------------------------------------------------ every record of this project

REAL = [
    (name, path.stem) for name in REGISTRY for path in sorted((ROOT / "data" / name).glob("*.yml"))
]


@pytest.fixture(scope="module")
def reader() -> Reader:
    """A reader of this project's data, with its vocabularies and ids."""
    found = Reader(root=ROOT / "data", shown="data")
    assert read_foundation(found) is not None
    assert found.mistakes == []
    return found


@pytest.mark.parametrize(("collection", "identifier"), REAL)
def test_real_record(reader: Reader, collection: str, identifier: str) -> None:
    """Each record of this project reads without mistake and agrees with itself."""
    record = read_record(reader, REGISTRY[collection], identifier)
    assert reader.mistakes == []
    assert isinstance(record, REGISTRY[collection].model)
    assert record.id == identifier
    assert list(record.mistakes()) == []


def test_every_collection_has_real_records() -> None:
    """No collection of the registry is empty in this project."""
    assert {collection for collection, _identifier in REAL} == set(REGISTRY)


# ------------------------------------------------------------------ the types of fields


def refused(field: object, value: object, **context: object) -> str:
    """Give why a field refuses a value."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(field).validate_python(value, context=context)
    [error] = caught.value.errors()
    return str(error["msg"])


@pytest.mark.parametrize("value", ["2026-03-17", "20260317", dt.date(2026, 3, 17)])
def test_day(value: object) -> None:
    """A day is written as ISO has it."""
    assert TypeAdapter(Day).validate_python(value) == dt.date(2026, 3, 17)


@pytest.mark.parametrize("value", ["2026-02-30", "17/03/2026", "2026-03", "", 2026, None, True])
def test_no_day(value: object) -> None:
    """What is no day of the calendar is refused, with the form to write."""
    assert "not a day; write it as 2026-03-17" in refused(Day, value)


@pytest.mark.parametrize(
    "value", ["https://example.org", "http://example.org/a?b=c#d", "https://exämple.org/é"]
)
def test_url(value: str) -> None:
    """A web address is written in full."""
    assert TypeAdapter(Url).validate_python(value) == value


@pytest.mark.parametrize(
    "value",
    [
        "example.org",
        "ftp://example.org",
        "//example.org",
        "javascript:alert(1)",
        "https://",
        "https://example.org/a b",
        'https://example.org/"onclick=',
        "https://example.org/<b>",
        "https://example.org\n",
        "",
    ],
)
def test_no_url(value: str) -> None:
    """Anything else, and above all what could end an attribute, is no web address."""
    assert refused(Url, value).startswith("This is not a web address")


@pytest.mark.parametrize(
    "value",
    [
        "contact@example.org",
        "info@ars.example.org",
        "contact-presse@example.org",
        "direction.generale@example.org",
        "press.office@example.org",
        "presse@example.org",
        "sante2030@example.org",
    ],
)
def test_role_mailbox(value: str) -> None:
    """The mailbox of a role is accepted."""
    assert TypeAdapter(Mailbox).validate_python(value) == value


@pytest.mark.parametrize(
    "local",
    [
        "jean.dupont",
        "Jean.Dupont",
        "j.dupont",
        "jean-pierre.dupont",
        "jean_dupont",
        "jean-dupont",
        "marie.de.la.tour",
        "hélène.étienne",
    ],
)
def test_no_personal_mailbox(local: str) -> None:
    """The address of a person is refused, whatever joins the first name and the family name."""
    assert refused(Mailbox, f"{local}@example.org").startswith(
        "This looks like the address of a person; write a role address"
    )


@pytest.mark.parametrize(
    "value", ["contact", "contact@", "@example.org", "contact@example", "a b@c.d"]
)
def test_no_mailbox(value: str) -> None:
    """What is no e-mail address is refused."""
    assert refused(Mailbox, value) == "This is not an e-mail address; write contact@…"


def test_summary_limit() -> None:
    """A summary has at most 180 characters in each language; the longer one is named."""
    context = {"languages": ("fr", "en")}
    long = "x" * SUMMARY_LIMIT
    accepted = TypeAdapter(Summary).validate_python({"fr": long, "en": "short"}, context=context)
    assert accepted.in_("fr").text == long
    assert refused(Summary, {"fr": "short", "en": long + "x"}, languages=("fr", "en")) == (
        "The summary in “en” has 181 characters; shorten it to 180"
    )


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("titel", ["title"]),
        ("summry", ["summary"]),
        ("aap_sites", ["aap-sites"]),
        ("qqq", []),
    ],
)
def test_closest(word: str, near: list[str]) -> None:
    """A suggestion looks like the word, with `_` and `-` alike; nothing is suggested for noise."""
    assert closest(word, ["title", "summary", "aap-sites", "zone"])[:1] == near


@settings(deadline=None)
@given(
    st.text(min_size=1, max_size=12),
    st.lists(st.text(min_size=1, max_size=12), max_size=8, unique=True),
)
def test_closest_gives_choices(word: str, choices: list[str]) -> None:
    """Whatever the word, at most three suggestions are given, each one of the choices."""
    near = closest(word, choices)
    assert len(near) <= 3
    assert set(near) <= set(choices)
    assert len(set(near)) == len(near)


def test_references_and_terms_without_a_desk() -> None:
    """Where no ids and no lists are known, references and terms are taken as they are."""
    record = Laureate.model_validate(
        {"id": "a", "title": "A", "holder": "anybody", "theme": "anything"},
        context={"languages": ("fr", "en")},
    )
    assert (record.holder, record.theme) == ("anybody", "anything")


def test_many_choices_are_not_listed() -> None:
    """A wrong id among many is told without the list of all of them."""
    ids = {"organisations": {f"number-{index}" for index in range(13)}}
    with pytest.raises(ValidationError) as caught:
        Laureate.model_validate(
            {"id": "a", "title": "A", "holder": "zzz"},
            context={"languages": ("fr", "en"), "ids": ids},
        )
    assert caught.value.errors()[0]["msg"].endswith("; take one that exists")


@pytest.mark.parametrize(
    ("verified", "every", "overdue"),
    [
        (None, None, False),
        (None, 30, False),
        (dt.date(2026, 10, 23), None, False),
        (dt.date(2026, 10, 23), 30, False),
        (dt.date(2026, 10, 22), 30, True),
    ],
)
def test_check_overdue(
    verified: dt.date | None,
    every: int | None,
    overdue: bool,  # noqa: FBT001
) -> None:
    """A check is overdue from the day after it was due; without date or rhythm it never is."""
    record = Record.model_validate(
        {"id": "a", "title": "A", "verified_on": verified, "verify_every_days": every},
        context={"languages": ("fr", "en")},
    )
    assert check_overdue(record, DAY) is overdue


def test_record_of_no_type() -> None:
    """A record type without rules, view or facets of its own has none."""
    record = Record.model_validate({"id": "a", "title": "A"}, context={"languages": ("fr",)})
    assert list(record.mistakes()) == []
    assert list(record.disagreements(None)) == []  # type: ignore[arg-type]
    assert record.view(None) is None  # type: ignore[arg-type]
    assert record.facets(None) == {}  # type: ignore[arg-type]


def test_a_lost_number_is_unknown() -> None:
    """A figure may have no number, but it says what it measures and where it comes from."""
    figure = Figure.model_validate(
        {"measure": "budget", "value": None, "unit": "EUR", "source": {"document": "report-2022"}}
    )
    assert figure.value is None
    assert figure.qualifier == "exact"
    assert figure.source == Source(document="report-2022")


# ------------------------------------------------------------------ mistakes in records


def swap(path: str, old: str, new: str) -> Change:
    return lambda folder: folder.replace(path, old, new)


def add(path: str, lines: str) -> Change:
    return lambda folder: folder.add(path, lines)


FIGURE = "{measure: budget, value: 5, unit: EUR, source: {document: report-2022}"
MISTAKES = [
    # ------------------------------------------------------------------------- calls
    pytest.param(
        swap(CALL, "2022-03-31", "2021-11-30"),
        f"{CALL}:10:81: It closes (2021-11-30) before it opens (2021-12-01); put the two dates right",
        id="a wave closes before it opens",
    ),
    pytest.param(
        swap(CALL, "  mode: waves\n", "  mode: waves\n  opens: 2022-01\n  closes: 2021-12-31\n"),
        f"{CALL}:10:11: It closes (2021-12-31) before it opens (2022-01); put the two dates right",
        id="a call closes before it opens",
    ),
    pytest.param(
        swap(CALL, "opens: 2026-10-01", "opens: 2021-11-30"),
        f"{CALL}:11:7: This wave starts before the one above it; put the waves in order of time",
        id="waves out of order",
    ),
    pytest.param(
        swap(CALL, "opens: 2026-10-01, closes: 2027-01-31", "announced: 2021-06"),
        f"{CALL}:11:7: This wave starts before the one above it; put the waves in order of time",
        id="a wave announced before the one above it",
    ),
    pytest.param(
        swap(CALL, "id: wave-2", "id: wave-1"),
        f"{CALL}:11:12: The wave “wave-1” stands twice; give each wave its own id",
        id="a doubled wave",
    ),
    pytest.param(
        swap(CALL, "wave: wave-1", "wave: wave-9"),
        f"{CALL}:13:11: This call has no wave “wave-9”; write one of: wave-1, wave-2",
        id="selection of an unknown wave",
    ),
    pytest.param(
        add(CALL, f"figures:\n  - {FIGURE}, wave: wave-9}}\n"),
        f"{CALL}:19:83: This call has no wave “wave-9”; write one of: wave-1, wave-2",
        id="a figure of an unknown wave",
    ),
    pytest.param(
        swap(CALL, "candidates: 83", "candidates: 0"),
        f"{CALL}:16:16: 1 laureates for 0 candidates; check both",
        id="more laureates than candidates",
    ),
    pytest.param(
        swap(CALL, "opens: 2021-12-01", "opens: 2021-13-01"),
        f"{CALL}:10:61: “2021-13-01” is not in the calendar; "
        "write 2021-12-31, 2021-12, 2021-Q4, 2021-H2 or 2021",
        id="a date that is not in the calendar",
    ),
    pytest.param(
        swap(CALL, "  mode: waves\n", "  mode: wave\n"),
        f"{CALL}:8:9: “wave” is not known here; write waves",
        id="an unknown mode",
    ),
    pytest.param(
        swap(CALL, "role: operator", "role: operater"),
        f"{CALL}:6:25: “operater” is not in data/vocabulary/funder_roles.yml; write operator",
        id="a misspelt role",
    ),
    pytest.param(
        swap(CALL, "unit: projects", "unit: project"),
        f"{CALL}:14:11: “project” is not in data/vocabulary/units.yml; write projects",
        id="a misspelt unit",
    ),
    pytest.param(
        swap(CALL, "document: report-2022", "document: report"),
        f"{CALL}:17:24: “report” is not in data/vocabulary/documents.yml; write report-2022",
        id="a misspelt document",
    ),
    pytest.param(
        add(CALL, "figures:\n  - {measure: budget, value: lots, unit: EUR, source: {}}\n"),
        f"{CALL}:19:30: This must be a number; write it without quotes, spaces or unit",
        id="a number in words",
    ),
    pytest.param(
        add(CALL, f"figures:\n  - {FIGURE}, qualifier: circa}}\n"),
        f"{CALL}:19:88: “circa” is not known here; write one of: exact, about, max, min, of_which",
        id="an unknown qualifier",
    ),
    pytest.param(
        add(CALL, "state_override: {state: zzz}\n"),
        f"{CALL}:18:25: “zzz” is not known here; write one of: suspended, exhausted, cancelled",
        id="an unknown state",
    ),
    pytest.param(
        add(CALL, "related: [site]\n"),
        f"{CALL}:18:11: There is no record “site” in data/calls/; write sites",
        id="a misspelt related call",
    ),
    pytest.param(
        swap(CALL, "schedule:\n", "shedule:\n"),
        f"{CALL}:7:1: “shedule” is not a field; write schedule:",
        id="a misspelt group",
    ),
    # ------------------------------------------------------------------------- laureates
    pytest.param(
        swap(LAUREATE, "wave: wave-1", "wave: wave-3"),
        f"{LAUREATE}:5:7: The call “sites” has no wave “wave-3”; write one of: wave-1, wave-2",
        id="a wave that its call has not",
    ),
    pytest.param(
        swap(LAUREATE, "call: sites\nwave: wave-1\n", ""),
        f"{LAUREATE}:1:1: Neither call nor programme is known; write programme: at least",
        id="neither call nor programme",
    ),
    pytest.param(
        swap(LAUREATE, "call: sites", "programme: plan"),
        f"{LAUREATE}:5:7: This wave is that of no call; write call:, or take wave: away",
        id="a wave without a call",
    ),
    pytest.param(
        swap(LAUREATE, "holder: maker\n", ""),
        f"{LAUREATE}:1:1: “holder:” is missing; write holder:",
        id="no holder",
    ),
    pytest.param(
        swap(LAUREATE, "role: co_lead", "role: lead"),
        f"{LAUREATE}:8:25: “lead” is not in data/vocabulary/partner_roles.yml; write co_lead",
        id="a role that partners have not",
    ),
    pytest.param(
        add(LAUREATE, "region: REG-35\n"),
        f"{LAUREATE}:9:9: “REG-35” is not in data/vocabulary/regions.yml; write REG-53",
        id="an unknown region",
    ),
    # ------------------------------------------------------------------------- organisations
    pytest.param(
        add(MAKER, "contact: jean.dupont@example.org\n"),
        f"{MAKER}:5:10: This looks like the address of a person; "
        "write a role address, as contact@… (nothing personal is published here)",
        id="the e-mail of a person",
    ),
    pytest.param(
        swap(MAKER, "part_of: agency", "part_of: agencies"),
        f"{MAKER}:4:10: There is no record “agencies” in data/organisations/; write agency",
        id="part of an unknown organisation",
    ),
    pytest.param(
        swap(AGENCY, "country: FR", "country: Zzz"),
        f"{AGENCY}:3:10: “Zzz” is not in data/vocabulary/countries.yml; write one of: FR, GB",
        id="a country in words",
    ),
    # ------------------------------------------------------------------------- every record
    pytest.param(
        add(MAKER, f"summary: {{fr: Un, en: {'x' * 181}}}\n"),
        f"{MAKER}:5:23: The summary in “en” has 181 characters; shorten it to 180",
        id="a long summary",
    ),
    pytest.param(
        add(MAKER, "sources: [{document: report-2022, lines: [1, two]}]\n"),
        f"{MAKER}:5:46: This must be a whole number; write it without quotes, spaces or unit",
        id="a line number in words",
    ),
    pytest.param(
        add(MAKER, "translation: {source: fr, other: robot}\n"),
        f"{MAKER}:5:34: “robot” is not known here; write one of: human, machine, missing",
        id="an unknown kind of translation",
    ),
]


@pytest.mark.parametrize(("change", "told"), MISTAKES)
def test_one_mistake(small: Folder, change: Change, told: str) -> None:
    """Each rule finds the one mistake that is planted against it, at its exact place."""
    change(small)
    assert small.mistakes() == [told]


def test_a_call_without_waves(small: Folder) -> None:
    """Where a call has no waves at all, the way out is to take the line away."""
    waves = small.text(CALL).partition("  waves:\n")[2].partition("selection:")[0]
    small.replace(CALL, "  waves:\n" + waves, "")
    assert small.mistakes() == [
        f"{CALL}:10:11: This call has no wave “wave-1”; "  # noqa: ISC004
        "write one of: none, take the line away",
        f"{LAUREATE}:5:7: The call “sites” has no wave “wave-1”; "  # noqa: ISC004
        "write one of: none, take the line away",
    ]


@pytest.mark.parametrize(
    "dates",
    [
        ("2021-12-01", "2021-12"),
        ("2022", "2022-01-01"),
        ("2022-Q1", "2022-03-31"),
        ("2022-01-01T12:00", "2022-01-01T12:00"),
    ],
)
def test_partial_dates_in_order(small: Folder, dates: tuple[str, str]) -> None:
    """Partial dates whose periods overlap are in order: nothing says that they are not."""
    opens, closes = dates
    small.replace(
        CALL, "opens: 2021-12-01, closes: 2022-03-31", f"opens: {opens}, closes: {closes}"
    )
    assert small.mistakes() == []


def test_a_wave_without_dates_is_in_order(small: Folder) -> None:
    """A wave of which no date is known stands anywhere among the others."""
    small.replace(CALL, "opens: 2021-12-01, closes: 2022-03-31", "note: {fr: a, en: b}")
    assert small.mistakes() == []


# ------------------------------------------------------------------ views


def test_call_view(small: Folder) -> None:
    """A call shows its status, waves with selection and laureates, funders, and success rate."""
    small.put("data/calls/next.yml", small.text(CALL))
    small.add(CALL, "related: [next]\n")
    desk = small.desk()
    view = desk.calls["sites"].view(desk)
    assert isinstance(view, CallView)
    assert view.status == "open"
    assert [(item.wave.id, item.status, item.laureates) for item in view.waves] == [
        ("wave-1", "closed", 1),
        ("wave-2", "open", 0),
    ]
    assert [len(item.selection) for item in view.waves] == [1, 0]
    assert view.laureates == (desk.laureates["alpha"],)
    assert view.funders == ((desk.organisations["agency"], "operator"),)
    assert view.related == (desk.calls["next"],)
    assert view.rate is not None
    assert view.rate.success_rate == pytest.approx(1 / 83)


def test_views_leave_drafts_out(small: Folder) -> None:
    """What a page shows of other records is none of the drafts among them."""
    small.put("data/calls/next.yml", small.text(CALL) + "publication: draft\n")
    small.add(CALL, "related: [next]\n")
    small.add(AGENCY, "publication: draft\n")
    desk = small.desk()
    call = desk.calls["sites"].view(desk)
    assert (call.funders, call.related) == ((), ())
    assert desk.laureates["alpha"].view(desk).partners == ()
    assert desk.organisations["maker"].view(desk).parent is None


def test_laureates_of_other_kinds_are_no_laureates(small: Folder) -> None:
    """A call that another call names has no more laureates for that."""
    small.put("data/calls/next.yml", small.text(CALL) + "related: [sites]\n")
    desk = small.desk()
    assert len(desk.calls["sites"].view(desk).laureates) == 1


@pytest.mark.parametrize(
    ("candidates", "laureates", "rate"),
    [(83, 27, 27 / 83), (5, 0, 0.0), (0, 0, None), (None, 3, None), (3, None, None)],
)
def test_success_rate(candidates: int | None, laureates: int | None, rate: float | None) -> None:
    """The success rate is known only where both numbers are, and there was an application."""
    row = Selection.model_validate(
        {"unit": "projects", "candidates": candidates, "laureates": laureates, "source": {}}
    )
    assert row.success_rate == (None if rate is None else pytest.approx(rate))


def test_no_success_rate(small: Folder) -> None:
    """A call without numbers has no success rate, and never one of zero."""
    small.replace(CALL, "    candidates: 83\n", "")
    desk = small.desk()
    assert desk.calls["sites"].view(desk).rate is None


def test_laureate_view(small: Folder) -> None:
    """A laureate shows its call, wave, holder, partners, country, and the holder's others."""
    small.put("data/laureates/beta.yml", small.text(LAUREATE))
    small.add(MAKER, "country: GB\n")
    desk = small.desk()
    view = desk.laureates["alpha"].view(desk)
    assert isinstance(view, LaureateView)
    assert view.call is desk.calls["sites"]
    assert view.wave is desk.calls["sites"].schedule.waves[0]
    assert view.holder is desk.organisations["maker"]
    assert view.partners == ((desk.organisations["agency"], "co_lead"),)
    assert view.country == "GB"
    assert view.others_of_holder == (desk.laureates["beta"],)


def test_laureate_of_which_little_is_known(small: Folder) -> None:
    """An unknown call, wave, country and holder are None; nothing is made up."""
    small.put(LAUREATE, "title: Alpha\nprogramme: plan\nholder: maker\n")
    small.add(MAKER, "publication: draft\n")
    desk = small.desk()
    view = desk.laureates["alpha"].view(desk)
    assert (view.call, view.wave, view.holder, view.country) == (None, None, None, None)
    assert (view.partners, view.others_of_holder) == ((), ())


def test_a_draft_call_is_no_call(small: Folder) -> None:
    """A laureate of a draft call has no call on its page, and no mistake for its wave."""
    for language in ("fr", "en"):
        small.remove(f"docs/{language}/index.md")
    small.add(CALL, "publication: draft\n")
    desk = small.desk()
    view = desk.laureates["alpha"].view(desk)
    assert (view.call, view.wave) == (None, None)


def test_organisation_view(small: Folder) -> None:
    """An organisation shows who names it by role, in order of weight; its parts do not count."""
    desk = small.desk()
    view = desk.organisations["agency"].view(desk)
    assert isinstance(view, OrganisationView)
    assert [(role, [link.record.id for link in links]) for role, links in view.roles] == [
        ("operator", ["sites"]),
        ("co_lead", ["alpha"]),
        ("part_of", ["maker"]),
    ]
    assert view.count == 2
    assert view.parent is None
    assert desk.organisations["maker"].view(desk).parent is desk.organisations["agency"]


def test_organisation_of_which_nobody_speaks(small: Folder) -> None:
    """An organisation that no record names has no role, and says so by a count of none."""
    small.put("data/organisations/lone.yml", "title: Lone\nkind: company\n")
    desk = small.desk()
    view = desk.organisations["lone"].view(desk)
    assert (view.roles, view.count) == ((), 0)


# ------------------------------------------------------------------ facets


def test_laureate_facets(small: Folder) -> None:
    """A laureate is found by its call, funder, region, theme, set-up and country, or "unknown"."""
    small.add(LAUREATE, "funder: state\nregion: REG-53\ntheme: general\nconstitution: consortium\n")
    small.add(MAKER, "country: GB\n")
    desk = small.desk()
    values = {name: value for name, (value, _label) in desk.laureates["alpha"].facets(desk).items()}
    assert values == {
        "call": "sites",
        "funder": "state",
        "region": "REG-53",
        "theme": "general",
        "constitution": "consortium",
        "country": "GB",
    }


def test_laureate_facets_that_are_unknown(small: Folder) -> None:
    """What is not known of a laureate is a choice of its own, without a label."""
    small.put(LAUREATE, "title: Alpha\nprogramme: plan\nholder: maker\n")
    small.add(MAKER, "publication: draft\n")
    desk = small.desk()
    assert set(desk.laureates["alpha"].facets(desk).values()) == {("unknown", None)}


def test_organisation_facets(small: Folder) -> None:
    """An organisation is found by its kind and its country, with their labels."""
    desk = small.desk()
    found = desk.organisations["agency"].facets(desk)
    labels = {
        name: (value, label and label.in_("en").text) for name, (value, label) in found.items()
    }
    assert labels == {"kind": ("agency", "Agency"), "country": ("FR", "France")}
    assert desk.organisations["maker"].facets(desk)["country"] == ("unknown", None)


def test_records_are_frozen(small: Folder) -> None:
    """Nothing changes a record once it is read."""
    record = small.record("calls", "sites")
    assert isinstance(record, Call)
    with pytest.raises(ValidationError):
        record.kind = "other"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("figures", "measures"),
    [
        ([("budget", 90, None), ("budget", 95, None)], ("budget",)),
        ([("budget", 90, None), ("budget", 90, None)], ()),
        ([("budget", 90, "wave-1"), ("budget", 95, "wave-2")], ()),
        ([("budget", 90, None), ("aid", 95, None)], ()),
        ([("budget", 90, None), ("budget", None, None)], ("budget",)),
        ([], ()),
    ],
)
def test_disputed(
    figures: list[tuple[str, float | None, str | None]], measures: tuple[str, ...]
) -> None:
    """Several values of one measure for one wave are a dispute; a lost value is another value."""
    read = [
        Figure(measure=measure, value=value, unit="EUR", wave=wave, source=Source())
        for measure, value, wave in figures
    ]
    assert disputed(read) == measures
