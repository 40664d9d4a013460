"""News, Grands Défis, testimonials and spotlights agree with what the documents say."""

from __future__ import annotations

from html import unescape
from pathlib import Path
from typing import Any

import pytest
from pages import PageFacts, read_site
from test_facts import FACTS, fold, names

from desk.check import Checked
from desk.model import Desk
from desk.records.announcement import Announcement
from desk.records.challenge import Challenge
from desk.records.episode import Episode
from desk.records.quote import Quote

LANGUAGES = ("fr", "en")


@pytest.fixture(scope="module")
def pages(site: Path, checked: Checked) -> dict[tuple[str, str], PageFacts]:
    """Every page by its key and language."""
    found = read_site(site)
    return {(entry.key, entry.language): found[entry.file] for entry in checked.book.pages()}


def said(page: PageFacts) -> str:
    """Give a page's text with plain spaces."""
    return " ".join(unescape(page.text).split())


@pytest.mark.parametrize("fact", FACTS["announcements"], ids=lambda fact: fact["id"])
def test_an_announcement_is_as_the_documents_say(
    desk: Desk, pages: dict[tuple[str, str], PageFacts], fact: dict[str, Any]
) -> None:
    """Each announcement has its day, its call and its figures, on a page in both languages."""
    record = desk.get("news", fact["record"])
    assert isinstance(record, Announcement)
    assert record.announced.isoformat() == fact["date"]
    if fact["call"]:
        assert fact["call"] in record.calls
    for language in LANGUAGES:
        text = said(pages[f"announcement:{record.id}", language])
        for forms in fact["says"]:
            assert any(form in text for form in forms), (language, forms)


def test_every_record_is_written_in_both_languages(desk: Desk) -> None:
    """Each of these records has a summary of at most 170 characters and a text, twice."""
    for collection in ("news", "podcasts", "challenges", "quotes"):
        for record in desk.records[collection].values():
            for text in (record.summary, record.body):
                assert text is not None, record.id
                assert [language for language, _text in text] == list(LANGUAGES), record.id
            assert all(len(text) <= 170 for _language, text in record.summary or ()), record.id
            assert record.sources, record.id
            assert record.verified_on is not None, record.id


def test_the_index_of_news_has_all_of_them_newest_first(
    desk: Desk, pages: dict[tuple[str, str], PageFacts]
) -> None:
    """The index links to every announcement, by year, the newest year first."""
    for language in LANGUAGES:
        page = pages["page:news", language]
        assert [one for one in page.ids if one.isdigit()] == ["2024", "2023", "2022"]
        linked = {page.target(href) for href in page.links}
        for identifier in desk.records["news"]:
            own = pages[f"announcement:{identifier}", language].path
            assert (own, "") in linked, identifier


def test_news_of_laureates_names_them_all(desk: Desk) -> None:
    """The announcements of 2022 name the 16, 10 and 15 laureates of their calls."""
    for identifier, count in (
        ("cma-seize-consortiums", 16),
        ("tiers-lieux-dix-laureats", 10),
        ("evaluation-quinze-laureats", 15),
    ):
        record = desk.get("news", identifier)
        assert isinstance(record, Announcement)
        [call] = record.calls
        won = {one.id for one in desk.laureates.values() if one.call == call}
        assert set(record.laureates) == won
        assert len(won) == count


def test_the_article_of_2024_keeps_its_two_dates(
    pages: dict[tuple[str, str], PageFacts],
) -> None:
    """Pages that report it show when it was published and when it was changed."""
    text = said(pages["announcement:bilan-deux-ans", "fr"])
    assert "publié : 19 janvier 2024 à 17:21" in text
    assert "mis à jour : 23 janvier 2024 à 12:31" in text
    text = said(pages["announcement:bilan-deux-ans", "en"])
    assert "published: 19 January 2024 at 17:21" in text
    assert "updated: 23 January 2024 at 12:31" in text


@pytest.mark.parametrize("fact", FACTS["grands_defis"], ids=lambda fact: fact["id"])
def test_a_grand_challenge_is_as_the_documents_say(
    desk: Desk, pages: dict[tuple[str, str], PageFacts], fact: dict[str, Any]
) -> None:
    """Names, plan, goals, the call that it co-funds and how many laureates it funds."""
    record = desk.get("challenges", fact["id"])
    assert isinstance(record, Challenge)
    assert {fold(name) for name in fact["names"]} <= names(record)
    assert record.co_funds == ((fact["co_funds"],) if fact["co_funds"] else ())
    assert len(record.laureates) == fact["laureates"]
    assert all(desk.laureates[one].funder == "grand-defi" for one in record.laureates)
    assert (record.announced and record.announced.isoformat()) == fact["announced"]
    assert record.plan == fact["plan"]
    assert len(record.goals) == fact["goals"]
    for language in LANGUAGES:
        assert ("challenge:" + record.id, language) in pages


def test_both_consultations_have_their_time(pages: dict[tuple[str, str], PageFacts]) -> None:
    """One ran from 18 January to 1 March 2024, the other was planned for the first half of 2024."""
    assert "18 January 2024 → 1 March 2024" in said(
        pages["challenge:grand-defi-bien-vieillir", "en"]
    )
    assert "Planned: first half of 2024" in said(pages["challenge:grand-defi-sante-mentale", "en"])


@pytest.mark.parametrize("fact", FACTS["quotes"], ids=lambda fact: fact["record"])
def test_a_testimonial_is_reported(
    desk: Desk, pages: dict[tuple[str, str], PageFacts], fact: dict[str, Any]
) -> None:
    """Each speaker is there by position, by name only where the source names one."""
    record = desk.get("quotes", fact["record"])
    assert isinstance(record, Quote)
    assert record.language == fact["lang"]
    assert (record.name is None) == (fact["speaker"] is None)
    if fact["speaker"]:
        assert fold(fact["speaker"]) in names(record)
    for language in LANGUAGES:
        page = pages["page:voices", language]
        assert record.id in page.ids
        assert fold(record.position.in_(language).text) in fold(page.text)


def test_testimonials_are_not_quotations(desk: Desk) -> None:
    """What people said is reported: no testimonial holds quotation marks."""
    for record in desk.records["quotes"].values():
        for _language, text in record.body or ():
            assert not set('«»“”"') & set(text), record.id


def test_spotlights_are_on_their_page_and_sheets(
    desk: Desk, pages: dict[tuple[str, str], PageFacts]
) -> None:
    """The laureates that the press kit singles out are shown on both."""
    shown = [one.id for one in desk.laureates.values() if one.spotlight]
    assert shown == FACTS["spotlights"]
    for identifier in shown:
        for language in LANGUAGES:
            page = pages["page:voices", language]
            own = pages[f"laureate:{identifier}", language]
            assert (own.path, "") in {page.target(href) for href in page.links}
            assert "honneur" in own.ids


def test_working_groups_have_their_page(pages: dict[tuple[str, str], PageFacts]) -> None:
    """The working groups of the sixteen winning consortia are described, with links to all."""
    for language in LANGUAGES:
        page = pages["page:working-groups", language]
        linked = {page.target(href) for href in page.links}
        own = {
            other.path
            for (key, lang), other in pages.items()
            if key.startswith("laureate:") and lang == language
        }
        assert sum((path, "") in linked for path in own) == 16


def test_the_sample_episode_is_true_to_its_files(desk: Desk, site: Path) -> None:
    """The sample is marked on its pages; its recordings are small and as long as they say."""
    [record] = desk.records["podcasts"].values()
    assert isinstance(record, Episode)
    assert record.sample
    assert [audio.language for audio in record.audio] == list(LANGUAGES)
    for audio in record.audio:
        content = (site / "media" / audio.file).read_bytes()
        assert len(content) == desk.media[audio.file] < 150_000
        # 24 kbit a second, at a constant rate.
        assert len(content) / 3000 == pytest.approx(audio.seconds, abs=1)
    for page in ("podcasts/index.html", "podcasts/visite-du-guichet/index.html"):
        assert "Exemple" in (site / page).read_text(encoding="utf-8")
    for page in ("en/podcasts/index.html", "en/podcasts/visit-of-the-desk/index.html"):
        assert "Sample" in (site / page).read_text(encoding="utf-8")


def test_players_load_nothing_by_themselves(site: Path) -> None:
    """The player is the browser's own, plays a file of this site, and waits to be asked."""
    for language, path in (
        ("fr", "podcasts/visite-du-guichet"),
        ("en", "en/podcasts/visit-of-the-desk"),
    ):
        html = (site / path / "index.html").read_text(encoding="utf-8")
        root = "../" * (path.count("/") + 1)
        file = f"{root}media/visite-du-guichet-{language}.mp3"
        assert '<audio class="desk-player" controls preload="none"' in html
        assert f'src="{file}"' in html
        assert f'<a href="{file}" download>' in html


def test_indexes_name_their_feeds(site: Path) -> None:
    """The head of an index names its feeds, and so does a line that people see."""
    for folder, files in (
        ("actualites", ("feed.atom", "feed.json")),
        ("en/funding", ("feed.atom", "feed.json")),
        ("en/podcasts", ("podcast.rss", "feed.atom", "feed.json")),
    ):
        html = (site / folder / "index.html").read_text(encoding="utf-8")
        head, _, body = html.partition("</head>")
        for file in files:
            assert (site / folder / file).is_file()
            assert f'{folder}/{file}">' in head.replace("../", "")
            assert f'{folder}/{file}" type=' in body.replace("../", "")
