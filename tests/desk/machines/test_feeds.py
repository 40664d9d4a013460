"""Feeds: Atom, JSON Feed and podcast RSS, made from the records and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from makers import Folder

from desk.check import Checked, check
from desk.machines import feeds, machine_files
from desk.registry import REGISTRY

ROOT = Path(__file__).resolve().parents[3]
ATOM = "{http://www.w3.org/2005/Atom}"
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"

INDEX = """\
---
title: Index
description: The index
updated: 2026-11-01
collection: {collection}
---

# Index
"""

WORDS = """\
feed:
  title: {fr: '{feed} — {desk}', en: '{feed} — {desk}'}
  news: {fr: Actualités, en: News}
  calls: {fr: Appels, en: Calls}
  podcasts: {fr: Podcasts, en: Podcasts}
  about_news: {fr: Des nouvelles, en: Some news}
  about_calls: {fr: Des appels, en: Some calls}
  about_podcasts: {fr: Des épisodes, en: Some episodes}
calendar:
  opens: {fr: 'Ouverture : {title}', en: 'Opens: {title}'}
  closes: {fr: 'Clôture : {title}', en: 'Closes: {title}'}
  names:
    calls: {fr: Appels, en: Calls}
    deadlines: {fr: Échéances, en: Deadlines}
"""


@pytest.fixture
def lively(small: Folder) -> Folder:
    """The small desk with news, an episode, and the index pages that feeds lie beside."""
    small.replace(
        "data/desk.yml",
        "navigation:\n",
        "  news:\n    segment: {fr: actualites, en: news}\n"
        "  podcasts:\n    segment: {fr: podcasts, en: podcasts}\n"
        "podcast_categories: [Technology, Science]\n"
        "navigation:\n",
    )
    small.add("data/vocabulary/interface.yml", WORDS)
    small.put("data/vocabulary/news_kinds.yml", "call: {fr: Appel, en: Call}\n")
    small.put("data/media/pilot.mp3", b"sound")
    small.put(
        "data/news/first.yml",
        """\
title: {fr: Une & deux, en: One & two}
summary: {fr: Bref <b>, en: Short <b>}
body: {fr: "Voir [l’appel](call:sites).", en: "See [the call](call:sites)."}
kind: call
announced: 2024-07-18
updated: 2026-11-01
""",
    )
    small.put(
        "data/news/older.yml",
        "title: {fr: Avant, en: Before}\nkind: call\nannounced: 2022-11-21\nupdated: 2022-11-01\n",
    )
    small.put(
        "data/podcasts/pilot.yml",
        """\
title: {fr: Pilote, en: Pilot}
summary: {fr: Un essai, en: A trial}
body: {fr: Bonjour., en: Hello.}
updated: 2026-11-02
published: 2026-11-02
audio:
  - {language: fr, file: pilot.mp3, seconds: 61}
""",
    )
    for collection in ("news", "calls", "podcasts"):
        for language in ("fr", "en"):
            small.put(f"docs/{language}/{collection}.md", INDEX.format(collection=collection))
    return small


def made(folder: Folder) -> dict[str, bytes]:
    """Give the feeds of a desk by their paths."""
    return made_of(folder.check())


def made_of(checked: Checked) -> dict[str, bytes]:
    assert checked.mistakes == ()
    assert checked.desk is not None
    return dict(feeds.feed_files(checked.desk, checked.book, checked.words))


def real() -> dict[str, bytes]:
    """Give the feeds of this project."""
    import datetime as dt

    return made_of(check(ROOT / "data", ROOT / "docs", dt.date(2026, 11, 22)))


def texts(element: ET.Element, path: str) -> list[str | None]:
    return [found.text for found in element.findall(path)]


# ------------------------------------------------------------------ which there are


def test_each_collection_has_its_feeds_in_both_languages(lively: Folder) -> None:
    """Feeds lie beside the index: Atom and JSON, and RSS for podcasts."""
    assert set(made(lively)) == {
        f"{folder}/{file}"
        for folder, files in {
            "actualites": ("feed.atom", "feed.json"),
            "en/news": ("feed.atom", "feed.json"),
            "appels": ("feed.atom", "feed.json"),
            "en/calls": ("feed.atom", "feed.json"),
            "podcasts": ("feed.atom", "feed.json", "podcast.rss"),
            "en/podcasts": ("feed.atom", "feed.json", "podcast.rss"),
        }.items()
        for file in files
    }


def test_no_index_no_feed(lively: Folder) -> None:
    """A collection that has no index page, no records or no use on this desk has no feed."""
    for language in ("fr", "en"):
        lively.remove(f"docs/{language}/calls.md")
    lively.remove("data/podcasts/pilot.yml")
    assert {path.partition("/feed")[0] for path in made(lively)} == {"actualites", "en/news"}


def test_feeds_are_files_for_machines(lively: Folder) -> None:
    """They are published with the other files that programs read."""
    checked = lively.check()
    assert checked.desk is not None
    assert set(made(lively)) < set(dict(machine_files(checked.desk, checked.book, checked.words)))


def test_collections_with_feeds_exist() -> None:
    """Every collection that has feeds is in the registry, each form is written."""
    assert set(feeds.FEEDS) <= set(REGISTRY)
    for forms in feeds.FEEDS.values():
        assert len({form.file for form in forms}) == len(forms)
        assert {form.name for form in forms} <= set(feeds._WRITERS)


# ------------------------------------------------------------------ Atom


def test_atom(lively: Folder) -> None:
    """An entry has address, title, text and the days of its record, the newest first."""
    root = ET.fromstring(made(lively)["actualites/feed.atom"])
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "fr"
    assert root.findtext(f"{ATOM}id") == "https://desk.example/actualites/"
    assert root.findtext(f"{ATOM}title") == "Actualités — Test desk"
    assert root.findtext(f"{ATOM}subtitle") == "Des nouvelles"
    assert root.findtext(f"{ATOM}updated") == "2026-11-01T00:00:00+01:00"
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {
        "self": "https://desk.example/actualites/feed.atom",
        "alternate": "https://desk.example/actualites/",
    }
    first, older = root.findall(f"{ATOM}entry")
    assert first.findtext(f"{ATOM}id") == "https://desk.example/actualites/first/"
    assert first.findtext(f"{ATOM}title") == "Une & deux"
    assert first.findtext(f"{ATOM}summary") == "Bref <b>"
    assert first.findtext(f"{ATOM}content") == (
        '<p>Voir <a href="https://desk.example/appels/sites/">l’appel</a>.</p>\n'
    )
    # Summer time in the desk's zone.
    assert first.findtext(f"{ATOM}published") == "2024-07-18T00:00:00+02:00"
    assert first.findtext(f"{ATOM}updated") == "2026-11-01T00:00:00+01:00"
    # A record is never older than what it tells.
    assert older.findtext(f"{ATOM}updated") == "2022-11-21T00:00:00+01:00"


def test_changed_calls(lively: Folder) -> None:
    """A call that says what changed begins with it; it has no day but that of its change."""
    lively.add(
        "data/calls/sites.yml",
        "changes:\n  - {day: 2026-10-01, note: {fr: Plus tôt., en: Earlier.}}\n"
        "  - {day: 2026-11-01, note: {fr: Plus tard., en: Later.}}\n"
        "body: {fr: Un appel., en: A call.}\n",
    )
    [entry] = ET.fromstring(made(lively)["en/calls/feed.atom"]).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}content") == "<p>Later.</p>\n<p>Earlier.</p>\n<p>A call.</p>\n"
    assert entry.find(f"{ATOM}published") is None


@pytest.mark.parametrize(
    "lines",
    ["publication: archived\n", "publication: draft\n"],
)
def test_what_is_not_listed(lively: Folder, lines: str) -> None:
    """What is archived or a draft is in no feed."""
    lively.add("data/news/older.yml", lines)
    assert texts(ET.fromstring(made(lively)["en/news/feed.atom"]), f"{ATOM}entry/{ATOM}title") == [
        "One & two"
    ]


def test_a_record_without_any_day(lively: Folder) -> None:
    """A call of which no day is known is in no feed, and a feed without entries is not made."""
    lively.put(
        "data/calls/dateless.yml",
        "title: Dateless\nkind: AAP\nschedule: {mode: dated}\n",
    )
    titles = texts(ET.fromstring(made(lively)["en/calls/feed.atom"]), f"{ATOM}entry/{ATOM}title")
    assert titles == ["Sites call"]
    lively.replace("data/calls/sites.yml", "updated: 2026-11-01\n", "")
    assert not [path for path in made(lively) if path.startswith(("appels", "en/calls"))]


# ------------------------------------------------------------------ JSON Feed


def test_json_feed(lively: Folder) -> None:
    """The feed is JSON Feed 1.1, and says the same as the Atom feed."""
    data: dict[str, Any] = json.loads(made(lively)["en/news/feed.json"])
    items = data.pop("items")
    assert data == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "News — Test desk",
        "home_page_url": "https://desk.example/en/news/",
        "feed_url": "https://desk.example/en/news/feed.json",
        "description": "Some news",
        "language": "en",
        "authors": [{"name": "The testers"}],
    }
    assert items[0] == {
        "id": "https://desk.example/en/news/first/",
        "url": "https://desk.example/en/news/first/",
        "title": "One & two",
        "summary": "Short <b>",
        "content_html": '<p>See <a href="https://desk.example/en/calls/sites/">the call</a>.</p>\n',
        "date_modified": "2026-11-01T00:00:00+01:00",
        "date_published": "2024-07-18T00:00:00+02:00",
    }
    assert items[1]["content_html"] == "<p>Before</p>"


def test_an_episode_in_json(lively: Folder) -> None:
    """An episode brings its recording, with its true size and length."""
    [item] = json.loads(made(lively)["podcasts/feed.json"])["items"]
    assert item["attachments"] == [
        {
            "url": "https://desk.example/media/pilot.mp3",
            "mime_type": "audio/mpeg",
            "size_in_bytes": 5,
            "duration_in_seconds": 61,
        }
    ]


# ------------------------------------------------------------------ podcasts


def test_podcast(lively: Folder) -> None:
    """Players find language, author, categories and, for each episode, the recording."""
    root = ET.fromstring(made(lively)["en/podcasts/podcast.rss"])
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    channel = root.find("channel")
    assert channel is not None
    assert channel.findtext("language") == "en"
    assert channel.findtext("link") == "https://desk.example/en/podcasts/"
    assert channel.findtext("description") == "Some episodes"
    assert channel.findtext(f"{ITUNES}author") == "The testers"
    assert channel.findtext(f"{ITUNES}explicit") == "no"
    assert [one.get("text") for one in channel.findall(f"{ITUNES}category")] == [
        "Technology",
        "Science",
    ]
    [item] = channel.findall("item")
    guid = item.find("guid")
    assert guid is not None
    assert (guid.text, guid.get("isPermaLink")) == (
        "https://desk.example/en/podcasts/pilot/",
        "true",
    )
    enclosure = item.find("enclosure")
    assert enclosure is not None
    assert enclosure.attrib == {
        "url": "https://desk.example/media/pilot.mp3",
        "length": "5",
        "type": "audio/mpeg",
    }
    assert item.findtext(f"{ITUNES}duration") == "61"
    assert item.findtext(f"{ITUNES}explicit") == "no"
    assert item.findtext(f"{CONTENT}encoded") == "<p>Hello.</p>\n"
    published = parsedate_to_datetime(item.findtext("pubDate") or "")
    assert published.isoformat() == "2026-11-02T00:00:00+01:00"


# ------------------------------------------------------------------ this project's own


def test_the_same_records_give_the_same_bytes() -> None:
    """Nothing of a clock or of chance is in a feed."""
    assert real() == real()


def test_feeds_of_this_project_are_well_formed() -> None:
    """Each feed reads as XML or JSON, its addresses are absolute, its ids differ."""
    ids: dict[str, Callable[[bytes], list[str | None]]] = {
        "atom": lambda content: texts(ET.fromstring(content), f"{ATOM}entry/{ATOM}id"),
        "rss": lambda content: texts(ET.fromstring(content), "channel/item/guid"),
        "json": lambda content: [item["id"] for item in json.loads(content)["items"]],
    }
    found = real()
    assert len([path for path in found if path.count("/") - path.startswith("en/") == 1]) == 14
    assert len(found) > 30
    for path, content in found.items():
        known = ids[path.rpartition(".")[2]](content)
        assert known, path
        assert len(set(known)) == len(known), path
        assert not re.search(rb'href=(?:"|&quot;|\\")(?!https?:|mailto:)', content), path


def test_the_sample_says_that_it_is_one() -> None:
    """The sample episode is marked as a sample in every feed that has it."""
    for path, content in real().items():
        if "podcasts/" in path:
            word = "sample" if path.startswith("en/") else "exemple"
            assert word in content.decode().casefold(), path
