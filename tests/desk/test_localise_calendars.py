"""Where templates find calendars: only where a calendar is made."""

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
