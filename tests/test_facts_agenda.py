"""Events and training agree with the sources (`facts.json`), in the data and on the built pages."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
import unicodedata
from pathlib import Path
from typing import Any, cast

import pytest

from desk.check import Checked
from desk.model import Desk
from desk.records.event import Event
from desk.records.module import Module

ROOT = Path(__file__).parent.parent
FACTS: dict[str, Any] = json.loads((Path(__file__).parent / "facts.json").read_text("utf-8"))
LYON = next(event for event in FACTS["events"] if "workshops" in event)
LANGUAGES = ("fr", "en")


def event_of(desk: Desk, identifier: str) -> Event:
    return cast("Event", desk.records["events"][identifier])


def module_of(desk: Desk, identifier: str) -> Module:
    return cast("Module", desk.records["training"][identifier])


def fold(text: str) -> str:
    """Compare without case, accents, marks of punctuation and kinds of spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c))))


def page(site: Path, checked: Checked, key: str, language: str) -> str:
    """Give the text of a built page, folded."""
    entry = checked.book.find(key, language)
    assert entry is not None, (key, language)
    text = (site / entry.file).read_text(encoding="utf-8")
    return fold(html.unescape(re.sub(r"<[^>]+>", " ", text)))


# ------------------------------------------------------------------ events


def test_all_events(desk: Desk) -> None:
    """The ten events and consultations of the sources are there, and no other."""
    assert set(desk.records["events"]) == {event["id"] for event in FACTS["events"]}
    assert len(FACTS["events"]) == 10


@pytest.mark.parametrize("fact", FACTS["events"], ids=lambda fact: fact["id"])
def test_days(desk: Desk, fact: dict[str, Any]) -> None:
    """An event has the days of its source, as precisely as that tells them, and is past."""
    when = event_of(desk, fact["id"]).when
    starts, ends = fact.get("date") or fact["date_start"], fact.get("date_end")
    if fact.get("times"):
        starts = f"{fact['date']}T{fact['times']['start']['fr']}"
        ends = f"{fact['date']}T{fact['times']['end']['fr']}"
    assert str(when.starts) == starts
    assert (str(when.ends) if when.ends else starts) == (ends or starts)
    assert when.stage(dt.date(2026, 11, 22)) == "past"


@pytest.mark.parametrize(
    ("identifier", "numbers"),
    [
        ("anniversaire-sasn-gnius-lyon-2022", {300, 200}),
        ("tour-de-france-sasn-2022", {9, 600, 1700}),
        ("consultation-sasn-2021", {420}),
        ("medfit-2019", {4}),
        ("ceremonie-smarthealth-2020", {10}),
    ],
)
def test_numbers(desk: Desk, identifier: str, numbers: set[int]) -> None:
    """Participants, stages, respondents and laureates are those of the sources."""
    fact = next(event for event in FACTS["events"] if event["id"] == identifier)
    said = {*fact.get("participants", {}).values(), fact.get("stages")} - {None}
    assert said <= numbers
    assert numbers <= {figure.value for figure in event_of(desk, identifier).figures}


def test_lost_numbers(desk: Desk) -> None:
    """The seven figures that the event's page has lost are shown as unknown, none is guessed."""
    lost = [
        figure.source.lines[0]
        for figure in event_of(desk, LYON["id"]).figures
        if figure.value is None
    ]
    assert sorted(lost) == sorted(FACTS["event_figures_lost"])
    assert len(lost) == 7


def test_workshops(desk: Desk) -> None:
    """The five workshops have their titles and their people, in order and with their parts."""
    workshops = event_of(desk, LYON["id"]).workshops
    assert len(workshops) == len(LYON["workshops"]) == 5
    for workshop, fact in zip(workshops, LYON["workshops"], strict=True):
        assert fold(workshop.title.in_("en").text) == fold(fact["title_en"])
        assert len(workshop.people) == len(fact["people"])
        for person, (name, role, org) in zip(workshop.people, fact["people"], strict=True):
            assert fold(person.name) == fold(name)
            assert person.part == (role if role in ("moderator", "witness") else None)
            known = desk.organisations.get(person.org or "")
            assert (known is None) == (org == "G_NIUS")


def test_a_person_has_one_spelling(desk: Desk) -> None:
    """Somebody who stands twice on a programme is written the same way."""
    event = event_of(desk, LYON["id"])
    people = [*event.guests, *(who for shop in event.workshops for who in shop.people)]
    by_name: dict[str, set[str]] = {}
    for person in people:
        by_name.setdefault(fold(person.name), set()).add(person.name)
    assert [names for names in by_name.values() if len(names) > 1] == []


def test_exhibitors_and_pitches(desk: Desk) -> None:
    """Eight exhibitors and four pitches by five people, each linked to its project."""
    event = event_of(desk, LYON["id"])
    stands = [stand for hall in event.exhibition for stand in hall.stands]
    assert [stand.laureate for stand in stands] == [x["laureate"] for x in LYON["exhibitors"]]
    for stand, fact in zip(stands, LYON["exhibitors"], strict=True):
        assert fold(desk.organisations[stand.org].title.in_("fr").text) == fold(fact["exhibitor"])
    pitches = [(p.laureate, [fold(who.name) for who in p.people]) for p in event.pitches]
    assert [laureate for laureate, _people in pitches] == [
        pitch["laureate"] for pitch in LYON["plenary_pitches"]
    ]
    assert sum(len(people) for _laureate, people in pitches) == 5
    assert [people for _laureate, people in pitches] == [
        [fold(name) for name in pitch["speakers"]] for pitch in LYON["plenary_pitches"]
    ]


# ------------------------------------------------------------------ training


def test_all_modules(desk: Desk) -> None:
    """The nine modules of the sources are there, on their six days, and no other."""
    assert set(desk.records["training"]) == {fact["id"] for fact in FACTS["training_modules"]}
    days = {
        str(session.starts.first)
        for identifier in desk.records["training"]
        for session in module_of(desk, identifier).sessions
    }
    assert days == set(FACTS["training_sessions"])
    assert (len(desk.records["training"]), len(days)) == (9, 6)


@pytest.mark.parametrize("fact", FACTS["training_modules"], ids=lambda fact: fact["id"])
def test_module(desk: Desk, fact: dict[str, Any]) -> None:
    """A module has its number, its original title, its day, and is mandatory where that is said."""
    module = module_of(desk, fact["id"])
    assert module.number == fact["n"]
    assert fold(module.title.in_("en").text) == fold(fact["title_en"])
    assert module.title_language == "en"
    assert module.mandatory is fact["mandatory"]
    [session] = module.sessions
    assert str(session.starts.first) == fact["session"]
    # The source was written before the last session: it announces that one, and reports the others.
    assert session.report == {"done": "held", "upcoming": "announced"}[fact["status"]]


@pytest.mark.parametrize("key", ["training", "events"])
def test_the_hours_of_the_webinar(desk: Desk, key: str) -> None:
    """What the source writes for each country is what the zones give: 9:00 there, 10:00 here."""
    times = FACTS["training_modules"][-1]["times"]
    if key == "training":
        [session] = module_of(desk, FACTS["training_modules"][-1]["id"]).sessions
        clocks = session.clocks()
    else:
        clocks = event_of(desk, "webinaire-smarthealth-2020-06-11").when.clocks()
    for clock, country in zip(clocks, ("fr", "uk"), strict=True):
        assert str(clock.starts.tzinfo) == times["tz"][country]
        assert f"{clock.starts:%H:%M}" == times["start"][country]
        assert clock.ends is not None
        assert f"{clock.ends:%H:%M}" == times["end"][country]
        assert f"{clock.starts.astimezone(dt.UTC):%Y-%m-%dT%H:%MZ}" == times["start_utc"]
        assert f"{clock.ends.astimezone(dt.UTC):%Y-%m-%dT%H:%MZ}" == times["end_utc"]


def test_documents(desk: Desk) -> None:
    """The three documents are there; the source has no link to any of them, and no one is made up."""
    documents = [
        document
        for identifier in desk.records["training"]
        for document in module_of(desk, identifier).documents
    ]
    assert {document.url for document in documents} == {None}
    assert sorted(document.source.lines[0] for document in documents) == sorted(
        fact["source_line"] for fact in FACTS["training_resources"]
    )


def test_no_address_of_a_person() -> None:
    """No e-mail address stands in an event or a module: those of the source are of persons."""
    for name in ("events", "training"):
        for path in (ROOT / "data" / name).glob("*.yml"):
            assert not re.search(r"[\w.]@[\w-]+\.\w", path.read_text(encoding="utf-8")), path


# ------------------------------------------------------------------ the built pages


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_of_lyon_is_on_its_page(site: Path, checked: Checked, language: str) -> None:
    """Workshops, people, exhibitors, pitches and figures stand on the event's page."""
    text = page(site, checked, f"event:{LYON['id']}", language)
    people = [name for shop in LYON["workshops"] for name, _role, _org in shop["people"]]
    people += [name for pitch in LYON["plenary_pitches"] for name in pitch["speakers"]]
    titles = [shop["title_en"] for shop in LYON["workshops"]]
    for name in [*people, *LYON["guests"], *titles, *(x["exhibitor"] for x in LYON["exhibitors"])]:
        assert fold(name) in text, name
    unknown = {"fr": "valeur inconnue", "en": "value unknown"}[language]
    assert text.count(unknown) == 7


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["page:events", "page:training"])
def test_indexes(site: Path, checked: Checked, key: str, language: str) -> None:
    """Every event and every module stands on its index page, with the way into a calendar."""
    assert checked.desk is not None
    text = page(site, checked, key, language)
    name = key.removeprefix("page:")
    for record in checked.desk.records[name].values():
        assert fold(record.title.in_(language).text) in text
    entry = checked.book.find(key, language)
    assert entry is not None
    written = (site / entry.file).read_text(encoding="utf-8")
    assert re.search(r'href="[^"]*calendar\.ics" type="text/calendar"', written)
    assert (site / entry.address / "calendar.ics").is_file()


@pytest.mark.parametrize("language", LANGUAGES)
def test_training_book(site: Path, checked: Checked, language: str) -> None:
    """The training index and every module's page offer the book, which is there, and tell its size."""
    assert checked.desk is not None
    book = {"fr": "formation/livre-de-formation.pdf", "en": "en/training/training-book.pdf"}
    content = (site / book[language]).read_bytes()
    assert content.startswith(b"%PDF-")
    modules = [f"module:{identifier}" for identifier in checked.desk.records["training"]]
    for key in ("page:training", *modules):
        entry = checked.book.find(key, language)
        assert entry is not None
        written = (site / entry.file).read_text(encoding="utf-8")
        link = re.search(r'href="([^"]*)" type="application/pdf">[^<]*PDF, (\d+)', written)
        assert link is not None, key
        assert (site / entry.address / link[1]).resolve() == (site / book[language]).resolve()
        assert int(link[2]) == round(len(content) / 1000)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fact", FACTS["training_modules"], ids=lambda fact: fact["id"])
def test_module_page(site: Path, checked: Checked, fact: dict[str, Any], language: str) -> None:
    """A module's page has its original title, its documents, and says that their links are missing."""
    text = page(site, checked, f"module:{fact['id']}", language)
    assert fold(fact["title_en"]) in text
    assert (
        fold({"fr": "Lien absent de la source", "en": "Link missing from the source"}[language])
        in text
    )
    if fact["times"]:
        for hour in (*fact["times"]["start"].values(), *fact["times"]["end"].values()):
            assert fold(hour) in text
        assert "utc 2" in text
        assert "utc 1" in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("key", "events"),
    [
        ("laureate:at-hotel-dieu", 1),
        ("laureate:dipru", 1),
        ("organisation:exolis", 1),
        ("organisation:philips", 1),
        ("call:smarthealth-appels-2-3", 2),
        ("call:plan-dispositifs-medicaux", 4),
    ],
)
def test_both_ends_are_linked(
    site: Path, checked: Checked, key: str, events: int, language: str
) -> None:
    """Who is named in an event has a link to it on the own page, once."""
    assert checked.desk is not None
    entry = checked.book.find(key, language)
    assert entry is not None
    written = (site / entry.file).read_text(encoding="utf-8")
    base = checked.desk.settings.collection_address("events", language).removeprefix("en/")
    found = re.findall(rf'class="desk-item__title" href="[^"]*{base}([^"/]+)/"', written)
    assert len(found) == len(set(found)) == events
