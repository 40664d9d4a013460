"""Announcements, grand challenges, episodes, testimonials, spotlights: rules and views."""

from __future__ import annotations

import datetime as dt

import pytest
from makers import DAY, Folder

from desk.dates import PartialDate
from desk.localise import clock
from desk.records.announcement import Announcement, AnnouncementView, in_order
from desk.records.challenge import Challenge, ChallengeView, Consultation, consultation_status
from desk.records.episode import Episode, EpisodeView
from desk.records.quote import QuoteView

NEWS = "data/news/first.yml"
OLDER = "data/news/older.yml"
CHALLENGE = "data/challenges/big.yml"
EPISODE = "data/podcasts/pilot.yml"
QUOTE = "data/quotes/director.yml"


@pytest.fixture
def lively(small: Folder) -> Folder:
    """The small desk with one record of each of these collections, and two pieces of news."""
    small.replace(
        "data/desk.yml",
        "navigation:\n",
        "  news:\n    segment: {fr: actualites, en: news}\n"
        "  podcasts:\n    segment: {fr: podcasts, en: podcasts}\n"
        "  challenges:\n    segment: {fr: defis, en: challenges}\n"
        "  quotes:\n    segment: {fr: paroles, en: voices}\n"
        "navigation:\n",
    )
    small.put("data/vocabulary/news_kinds.yml", "call: {fr: Appel, en: Call}\n")
    small.put("data/vocabulary/languages.yml", "en: {fr: anglais, en: English}\n")
    small.put("data/media/pilot.mp3", b"sound" * 10)
    small.add(
        "data/vocabulary/documents.yml",
        "article: {title: An article, language: fr, published: 2024-01-19T17:21,"
        " updated: 2024-01-23T12:31}\n",
    )
    small.put(
        NEWS,
        """\
title: First
kind: call
announced: 2024-01-18
updated: 2026-11-01
calls: [sites]
challenges: [big]
laureates: [alpha]
organisations: [agency]
sources:
  - {document: article, lines: [1]}
  - {document: article, lines: [2]}
  - {label: {fr: Ici, en: Here}}
""",
    )
    small.put(OLDER, "title: Older\nkind: call\nannounced: 2022-11-21\nupdated: 2026-11-01\n")
    small.put(
        CHALLENGE,
        """\
title: Big
updated: 2026-11-01
plan: sites
co_funds: [sites]
laureates: [alpha]
goals:
  - {fr: Mieux, en: Better}
consultation:
  opens: 2024-01-18
  closes: 2024-03-01
""",
    )
    small.put(
        EPISODE,
        """\
title: Pilot
updated: 2026-11-01
published: 2026-11-02
body: {fr: Bonjour., en: Hello.}
calls: [sites]
guests:
  - {position: {fr: Directrice, en: Director}, org: agency}
  - {position: {fr: Voix, en: Voice}}
audio:
  - language: fr
    file: pilot.mp3
    seconds: 60
    chapters:
      - {at: 0, title: Début}
      - {at: 30, title: Fin}
""",
    )
    small.put(
        QUOTE,
        "title: Director\nposition: {fr: Directrice, en: Director}\norg: agency\nlanguage: en\n"
        "updated: 2026-11-01\n",
    )
    return small


def test_no_mistake(lively: Folder) -> None:
    """These records are right as they stand."""
    assert lively.mistakes() == []


# ------------------------------------------------------------------ announcements


def test_an_announcement_shows_what_it_concerns(lively: Folder) -> None:
    """Its page shows calls, challenges, laureates, organisations, and each document once."""
    record = lively.record("news", "first")
    view = record.view(lively.desk())
    assert isinstance(view, AnnouncementView)
    assert [call.id for call in view.calls] == ["sites"]
    assert [challenge.id for challenge in view.challenges] == ["big"]
    assert [laureate.id for laureate in view.laureates] == ["alpha"]
    assert [organisation.id for organisation in view.organisations] == ["agency"]
    assert [str(document.published) for document in view.originals] == ["2024-01-19T17:21"]
    assert [str(document.updated) for document in view.originals] == ["2024-01-23T12:31"]


def test_news_know_what_came_before_and_after(lively: Folder) -> None:
    """The newest has nothing newer, the oldest nothing older; news of one day stand by id."""
    lively.put(
        "data/news/another.yml",
        "title: A\nkind: call\nannounced: 2024-01-18\nupdated: 2026-11-01\n",
    )
    desk = lively.desk()
    assert [one.id for one in in_order(desk)] == ["another", "first", "older"]
    views = {one.id: one.view(desk) for one in in_order(desk)}
    assert {name: view.newer and view.newer.id for name, view in views.items()} == {
        "another": None,
        "first": "another",
        "older": "first",
    }
    assert {name: view.older and view.older.id for name, view in views.items()} == {
        "another": "first",
        "first": "older",
        "older": None,
    }


def test_drafts_are_not_shown(lively: Folder) -> None:
    """A call that is a draft is not among what an announcement concerns."""
    lively.add("data/calls/sites.yml", "publication: draft\n")
    lively.remove("docs/fr/index.md")
    lively.remove("docs/en/index.md")
    record = lively.record("news", "first")
    assert isinstance(record, Announcement)
    assert record.view(lively.desk()).calls == ()


def test_both_ends_show_the_link(lively: Folder) -> None:
    """The call, the laureate and the organisation know the records that name them."""
    desk = lively.desk()

    def named(collection: str, identifier: str) -> set[tuple[str, str]]:
        return {(link.collection, link.role) for link in desk.named_by(collection, identifier)}

    assert {
        ("news", "announced"),
        ("challenges", "co_funder"),
        ("challenges", "challenge_of_plan"),
        ("podcasts", "episode"),
    } <= named("calls", "sites")
    assert {("news", "announced"), ("challenges", "co_funder")} <= named("laureates", "alpha")
    assert {("news", "announced"), ("podcasts", "guest"), ("quotes", "voice")} <= named(
        "organisations", "agency"
    )


# ------------------------------------------------------------------ challenges


@pytest.mark.parametrize(
    ("dates", "day", "status"),
    [
        ({"opens": "2024-01-18", "closes": "2024-03-01"}, "2024-01-17", "upcoming"),
        ({"opens": "2024-01-18", "closes": "2024-03-01"}, "2024-01-18", "open"),
        ({"opens": "2024-01-18", "closes": "2024-03-01"}, "2024-02-29", "closing_soon"),
        ({"opens": "2024-01-18", "closes": "2024-03-01"}, "2024-03-01", "closing_soon"),
        ({"opens": "2024-01-18", "closes": "2024-03-01"}, "2024-03-02", "closed"),
        ({"planned": "2024-H1"}, "2023-12-31", "upcoming"),
        ({"planned": "2024-H1"}, "2024-06-30", "upcoming"),
        ({"planned": "2024-H1"}, "2024-07-01", "no_date"),
    ],
)
def test_status_of_a_consultation(dates: dict[str, str], day: str, status: str) -> None:
    """It derives from the day; what became of a plan whose time is over is not known."""
    consultation = Consultation(**{name: PartialDate.parse(text) for name, text in dates.items()})
    now = dt.datetime.combine(dt.date.fromisoformat(day), dt.time(12))
    assert consultation_status(consultation, now, 20) == status


def test_a_challenge_without_consultation(lively: Folder) -> None:
    """Where no source speaks of a consultation there is no status; nor a plan, where none is named."""
    lively.put(CHALLENGE, "title: Big\nupdated: 2026-11-01\n")
    record = lively.record("challenges", "big")
    assert isinstance(record, Challenge)
    view = record.view(lively.desk())
    assert (view.status, view.plan, view.co_funds, view.laureates) == (None, None, (), ())


def test_a_challenge_shows_what_it_funds(lively: Folder) -> None:
    """Its page shows the plan, the calls that it co-funds and its laureates."""
    view = lively.record("challenges", "big").view(lively.desk())
    assert isinstance(view, ChallengeView)
    assert view.status == "closed"
    assert view.plan is not None
    assert view.plan.id == "sites"
    assert [call.id for call in view.co_funds] == ["sites"]
    assert [laureate.id for laureate in view.laureates] == ["alpha"]


# ------------------------------------------------------------------ episodes


def test_an_episode_shows_its_guests(lively: Folder) -> None:
    """A guest stands with the organisation, where one is named."""
    view = lively.record("podcasts", "pilot").view(lively.desk())
    assert isinstance(view, EpisodeView)
    assert [organisation and organisation.id for _guest, organisation in view.guests] == [
        "agency",
        None,
    ]
    assert [call.id for call in view.calls] == ["sites"]


def test_the_recording_for_a_language(lively: Folder) -> None:
    """A page plays the recording of its language, or the first where there is none."""
    lively.put("data/media/pilot-en.mp3", b"sound")
    lively.add(EPISODE, "  - {language: en, file: pilot-en.mp3, seconds: 50}\n")
    record = lively.record("podcasts", "pilot")
    assert isinstance(record, Episode)
    files = [record.audio_in(language).file for language in ("fr", "en", "de")]
    assert files == ["pilot.mp3", "pilot-en.mp3", "pilot.mp3"]


@pytest.mark.parametrize(
    ("seconds", "written"), [(0, "0:00"), (41, "0:41"), (600, "10:00"), (3725, "1:02:05")]
)
def test_a_length_of_time(seconds: int, written: str) -> None:
    """A length is written as players write it; hours stand only where there are any."""
    assert clock(seconds) == written


# ------------------------------------------------------------------ testimonials


def test_a_testimonial_may_have_no_organisation(lively: Folder) -> None:
    """The organisation is shown where the source gives one."""
    view = lively.record("quotes", "director").view(lively.desk())
    assert isinstance(view, QuoteView)
    assert view.org is not None
    assert view.org.id == "agency"
    lively.replace(QUOTE, "org: agency\n", "")
    assert lively.record("quotes", "director").view(lively.desk()) == QuoteView(org=None)


# ------------------------------------------------------------------ mistakes


@pytest.mark.parametrize(
    ("path", "old", "new", "mistake"),
    [
        pytest.param(
            CHALLENGE,
            "  opens: 2024-01-18\n",
            "  opens: 2024-03-02\n",
            f"{CHALLENGE}:10:11: It closes (2024-03-01) before it opens (2024-03-02); "
            "put the two dates right",
            id="a consultation that closes first",
        ),
        pytest.param(
            CHALLENGE,
            "  opens: 2024-01-18\n",
            "  opens: 2024-01-18\n  planned: 2024-H1\n",
            f"{CHALLENGE}:9:3: A consultation has either its dates or the time for which it was "
            "planned; write opens: and closes:, or planned: alone",
            id="dates and a plan",
        ),
        pytest.param(
            CHALLENGE,
            "  opens: 2024-01-18\n  closes: 2024-03-01\n",
            "  note: {fr: Rien, en: Nothing}\n",
            f"{CHALLENGE}:9:3: A consultation has either its dates or the time for which it was "
            "planned; write opens: and closes:, or planned: alone",
            id="neither dates nor a plan",
        ),
        pytest.param(
            EPISODE,
            "body: {fr: Bonjour., en: Hello.}\n",
            "",
            f"{EPISODE}:1:1: This episode has no transcript; write it as body:",
            id="no transcript",
        ),
        pytest.param(
            EPISODE,
            "      - {at: 30, title: Fin}\n",
            "      - {at: 60, title: Fin}\n",
            f"{EPISODE}:14:7: Chapters are out of order or begin after the end; "
            "write the second at which each begins, in order",
            id="a chapter after the end",
        ),
        pytest.param(
            EPISODE,
            "      - {at: 30, title: Fin}\n",
            "      - {at: 0, title: Fin}\n",
            f"{EPISODE}:14:7: Chapters are out of order or begin after the end; "
            "write the second at which each begins, in order",
            id="two chapters at one time",
        ),
        pytest.param(
            EPISODE,
            "audio:\n",
            "audio:\n  - {language: fr, file: pilot.mp3, seconds: 5}\n",
            f"{EPISODE}:11:15: There is a recording in “fr” above; keep one a language",
            id="two recordings in one language",
        ),
        pytest.param(
            EPISODE,
            "language: fr",
            "language: de",
            f"{EPISODE}:10:15: “de” is not a language of this desk; write one of: fr, en",
            id="a language that the desk has not",
        ),
        pytest.param(
            EPISODE,
            "file: pilot.mp3",
            "file: lost.mp3",
            f"{EPISODE}:11:11: There is no file “lost.mp3” in data/media/; "
            "put it there, or write one of: pilot.mp3",
            id="a file that is not there",
        ),
        pytest.param(
            NEWS,
            "calls: [sites]",
            "calls: [site]",
            f"{NEWS}:5:9: There is no record “site” in data/calls/; write sites",
            id="news of no call",
        ),
        pytest.param(
            NEWS,
            "announced: 2024-01-18",
            "announced: 2024-Q1",
            f"{NEWS}:3:12: “2024-Q1” is not a day; write it as 2026-03-17",
            id="news of no day",
        ),
    ],
)
def test_mistakes(lively: Folder, path: str, old: str, new: str, mistake: str) -> None:
    """What is wrong in such a record is told with its line and what to write."""
    lively.replace(path, old, new)
    assert lively.mistakes(DAY) == [mistake]
