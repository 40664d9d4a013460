"""The feeds and calendars of listings: which there are, what is in them, what stays the same."""

from __future__ import annotations

import json

import pytest
from icalendar import Calendar
from makers import Folder

from desk.catalogue import Catalogue
from desk.localise import Localiser
from desk.machines import feeds, machine_files

ONE = "data/calls/one.yml"
REGION = "en/calls/place/brittany/"


def made(folder: Folder) -> dict[str, bytes]:
    """Give every file for machines."""
    checked = folder.check()
    assert checked.mistakes == ()
    assert checked.desk is not None
    return dict(machine_files(checked.desk, checked.book, checked.words))


def test_files_of_listings(listed: Folder) -> None:
    """A listing with records has feeds, one with days a calendar, an empty one nothing."""
    files = {path.removeprefix("en/calls/") for path in made(listed) if "en/calls/" in path}
    assert {path for path in files if path.startswith(("place", "topic", "list"))} == {
        "place/brittany/calendar.ics",
        "place/brittany/feed.atom",
        "place/brittany/feed.json",
        "place/european-union/calendar.ics",
        "topic/any-field/calendar.ics",
        "topic/artificial-intelligence/calendar.ics",
        "topic/artificial-intelligence/feed.atom",
        "topic/artificial-intelligence/feed.json",
    }
    listed.replace(ONE, "opens: 2026-11-01, closes: 2026-12-01", "opens: 2026-11, closes: 2026-12")
    assert REGION + "calendar.ics" not in made(listed)


def test_a_feed_of_a_listing(listed: Folder) -> None:
    """It has the title and the address of its page, and its records only."""
    data = json.loads(made(listed)[REGION + "feed.json"])
    assert data["title"] == "Funding: Brittany — Test desk"
    assert data["home_page_url"] == "https://desk.example/" + REGION
    assert data["feed_url"] == "https://desk.example/" + REGION + "feed.json"
    assert [item["id"] for item in data["items"]] == ["https://desk.example/en/calls/one/"]
    whole = json.loads(made(listed)["en/calls/feed.json"])
    assert data["items"][0] in whole["items"]


def test_a_feed_of_a_listing_ends(listed: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """A listing's feed has what changed last; that of the collection has everything."""
    monkeypatch.setattr(feeds, "LATEST", 1)
    listed.add("data/calls/two.yml", "updated: 2026-11-03\n")
    listed.replace("data/calls/two.yml", "topics: [any]", "topics: [ai]")
    files = made(listed)
    [item] = json.loads(files["en/calls/topic/artificial-intelligence/feed.json"])["items"]
    assert item["id"] == "https://desk.example/en/calls/two/"
    assert len(json.loads(files["en/calls/feed.json"])["items"]) == 3


def test_a_calendar_of_a_listing(listed: Folder) -> None:
    """It has the title of its page, an id of its own, and the very entries of the others."""
    files = made(listed)
    calendar = Calendar.from_ical(files[REGION + "calendar.ics"])
    assert calendar["X-WR-CALNAME"] == "Test desk – Funding: Brittany"
    assert calendar["UID"] == f"{REGION}calendar.ics@desk.example"
    own = Calendar.from_ical(files["en/calls/one/calendar.ics"])
    assert [event.to_ical() for event in calendar.events] == [
        event.to_ical() for event in own.events
    ]
    assert [str(event["UID"]) for event in calendar.events] == [
        "call.one.opens@desk.example",
        "call.one.closes@desk.example",
    ]


def test_uids_stay_and_sequences_rise(listed: Folder) -> None:
    """A date that is put off keeps its id in every calendar, and a told change raises the number."""

    def seen() -> set[tuple[str, str, int]]:
        return {
            (path, str(event["UID"]), int(event["SEQUENCE"]))
            for path, content in made(listed).items()
            if path.endswith(".ics")
            for event in Calendar.from_ical(content).events
            if str(event["UID"]).startswith("call.one.")
        }

    before = seen()
    listed.replace(ONE, "closes: 2026-12-01", "closes: 2026-12-15")
    listed.add(ONE, "changes:\n  - {day: 2026-11-20, note: {fr: Plus tard., en: Later.}}\n")
    assert {number for _path, _uid, number in before} == {0}
    assert seen() == {(path, uid, 1) for path, uid, _number in before}


def test_templates_link_to_files(listed: Folder) -> None:
    """The links that pages show are those of files that are made, no more and no less."""
    checked, files = listed.check(), made(listed)
    assert checked.desk is not None
    for language, words in checked.words.items():
        say = Localiser(language=language, desk=checked.desk, words=words, book=checked.book)
        catalogue = Catalogue(say)
        linked = set()
        for listing in checked.desk.listings.values():
            if listing.value:
                linked |= {address for _form, address in catalogue.feeds(listing)}
                linked.add(catalogue.calendar(listing) or "")
        starts = tuple(
            entry.address
            for entry in checked.book.pages()
            if entry.key.startswith("listing:") and entry.language == language
        )
        assert linked - {""} == {f"~/{path}" for path in files if path.startswith(starts)}


def test_a_collection_that_is_not_used(small: Folder) -> None:
    """A desk without a collection has neither its feeds nor its calendar."""
    checked = small.check()
    assert checked.desk is not None
    say = Localiser(language="fr", desk=checked.desk, words=checked.words["fr"], book=checked.book)
    assert say.feeds("news") == []
    assert say.collection_calendar("news") is None


# ------------------------------------------------------------------ other days that count

KEY_DATES = """\
key_dates:
  - {kind: info_session, day: 2026-11-10T10:00}
  - {kind: info_session, day: 2026-11-17}
  - {kind: pre_application, day: 2026-11-20T12:00}
  - {kind: pre_application, day: 2027-01}
"""


def key_events(folder: Folder, path: str = "en/calls/one/calendar.ics") -> list[tuple[str, ...]]:
    """Give the entries of the other days: what, id, when, state, whether it takes time."""
    events = Calendar.from_ical(made(folder)[path]).events
    return [
        (
            str(event["SUMMARY"]),
            str(event["UID"]).removesuffix("@desk.example"),
            event["DTSTART"].dt.isoformat(),
            str(event["STATUS"]),
            str(event.get("TRANSP", "")),
        )
        for event in events
        if ".key." in str(event["UID"])
    ]


def test_key_dates(listed: Folder) -> None:
    """Other days that count are entries of their own, named by their kind; a month is none."""
    listed.add(ONE, KEY_DATES)
    day, zone = "2026-11-", "+01:00"
    assert key_events(listed) == [
        (
            "Information session: A call",
            "call.one.key.info_session",
            f"{day}10T10:00:00{zone}",
            "CONFIRMED",
            "",
        ),
        (
            "Information session: A call",
            "call.one.key.info_session.2",
            f"{day}17",
            "CONFIRMED",
            "TRANSPARENT",
        ),
        (
            "Pre-application: A call",
            "call.one.key.pre_application",
            f"{day}20T12:00:00{zone}",
            "CONFIRMED",
            "TRANSPARENT",
        ),
    ]
    french = key_events(listed, "appels/one/calendar.ics")
    assert french[0][0] == "Réunion d’information\u00a0: Un appel"


def test_a_key_date_that_is_put_off(listed: Folder) -> None:
    """A day that moves replaces itself; one that is taken back with its call is cancelled."""
    listed.add(ONE, KEY_DATES)
    ids = [event[1] for event in key_events(listed)]
    listed.replace(ONE, "2026-11-10T10:00", "2026-11-12T09:00")
    listed.add(ONE, "state_override: {state: cancelled}\n")
    moved = key_events(listed)
    assert [event[1] for event in moved] == ids
    assert moved[0][2] == "2026-11-12T09:00:00+01:00"
    assert {event[3] for event in moved} == {"CANCELLED"}


def test_what_is_too_late_is_a_deadline(listed: Folder) -> None:
    """A pre-application is among all deadlines, an information session is not."""
    listed.add(ONE, KEY_DATES)
    assert [event[1] for event in key_events(listed, "en/deadlines.ics")] == [
        "call.one.key.pre_application"
    ]
