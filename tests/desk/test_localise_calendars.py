"""What templates show of time: calendars where they are made, records in order of time."""

from __future__ import annotations

from makers import Folder

from desk.localise import Localiser
from desk.machines.calendar import calendars


def localiser(folder: Folder, language: str) -> Localiser:
    """Give one language's way of showing a desk's records."""
    checked = folder.check()
    assert checked.desk is not None
    return Localiser(
        language=language, desk=checked.desk, words=checked.words[language], book=checked.book
    )


def test_addresses_are_those_of_files(small: Folder) -> None:
    """The links of pages lead to the calendars that are made, in the language of the page."""
    small.add(
        "data/vocabulary/interface.yml",
        "calendar:\n  opens: {fr: a, en: a}\n  closes: {fr: a, en: a}\n"
        "  names:\n    calls: {fr: a, en: a}\n    deadlines: {fr: a, en: a}\n",
    )
    checked = small.check()
    assert checked.desk is not None
    files = dict(calendars(checked.desk, checked.book, checked.words))
    for language in ("fr", "en"):
        say = localiser(small, language)
        for address in (
            say.record_calendar(say.desk.calls["sites"], "call"),
            say.collection_calendar("calls"),
        ):
            assert address is not None
            assert address.removeprefix("~/") in files


def test_none(small: Folder) -> None:
    """What has no day that a calendar could hold has no address."""
    say = localiser(small, "en")
    assert say.record_calendar(say.desk.organisations["agency"], "organisation") is None
    assert say.collection_calendar("organisations") is None
    assert say.collection_calendar("unused") is None


def test_order(small: Folder) -> None:
    """Events are listed in order of time, modules by number, other records by title."""
    small.replace(
        "data/desk.yml",
        "navigation:",
        "  events:\n    segment: {fr: agenda, en: events}\n"
        "  training:\n    segment: {fr: formation, en: training}\nnavigation:",
    )
    for name in ("event_kinds", "occurrence_modes", "occurrence_reports", "programme_parts"):
        small.put(f"data/vocabulary/{name}.yml", "one: {fr: Un, en: One}\n")
    for title, day in (("A", "2026-02-01"), ("B", "2026-01-31"), ("C", "2025")):
        small.put(
            f"data/events/{title.lower()}.yml",
            f"title: {title}\nkind: one\nwhen: {{starts: {day}}}\n",
        )
    for title, number in (("A", 10), ("B", 9)):
        small.put(
            f"data/training/{title.lower()}.yml",
            f"title: {title}\nnumber: {number}\nprogramme: plan\nsessions: []\n",
        )
    say = localiser(small, "fr")
    assert [record.id for record in say.listed("events")] == ["c", "b", "a"]
    assert [record.id for record in say.listed("training")] == ["b", "a"]
    assert [record.id for record in say.listed("organisations")] == ["agency", "maker"]
