"""The guided paths of the built site, walked by their links alone, as without script."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml
from pages import PageFacts, read_site

from desk.check import check

ROOT = Path(__file__).parent.parent
DESK = yaml.safe_load((ROOT / "data/desk.yml").read_text(encoding="utf-8"))
PATHS = {
    path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "data/paths").glob("*.yml"))
}
PREFIX = {"fr": "", "en": "en/"}


def address(name: str, language: str) -> str:
    """Give the address of a path's own page."""
    segment = DESK["collections"]["paths"]["segment"][language]
    return f"{PREFIX[language]}{segment}/{PATHS[name]['slug'][language]}/"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, PageFacts]:
    return read_site(site)


def walk(pages: dict[str, PageFacts], start: str) -> dict[str, set[str]]:
    """Give every page of a path that its links reach, with the addresses each leads to."""
    found: dict[str, set[str]] = {}
    ahead = [start]
    while ahead:
        at = ahead.pop()
        if at in found:
            continue
        page = pages[at + "index.html"]
        targets = (page.target(href) for href in page.links)
        found[at] = {target[0].removesuffix("index.html") for target in targets if target}
        ahead += [one for one in found[at] if one.startswith(start)]
    return found


def test_there_are_enough_paths() -> None:
    """The five questions that founders ask first each have a path."""
    assert len(PATHS) >= 5


@pytest.mark.parametrize("language", PREFIX)
@pytest.mark.parametrize("name", PATHS)
def test_every_node_is_a_page_that_links_reach(
    name: str, language: str, pages: dict[str, PageFacts]
) -> None:
    """From a path's own page, plain links lead to all of its nodes, and each leads back."""
    start = address(name, language)
    found = walk(pages, start)
    nodes = PATHS[name]["nodes"]
    ends = {
        start if node["id"] == PATHS[name]["start"] else f"{start}{slug}/"
        for node in nodes
        for slug in [node.get("slug", {}).get(language, node["id"])]
    }
    assert set(found) == ends
    assert all(start in targets for at, targets in found.items() if at != start)


@pytest.mark.parametrize("language", PREFIX)
@pytest.mark.parametrize("name", PATHS)
def test_every_question_offers_all_its_answers(
    name: str, language: str, site: Path, pages: dict[str, PageFacts]
) -> None:
    """A question's page has one link an answer, “I don't know” included, and says how far one is."""
    desk = check(ROOT / "data", ROOT / "docs", dt.date(2026, 11, 22)).desk
    assert desk is not None
    for node in PATHS[name]["nodes"]:
        if "ask" not in node:
            continue
        slug = node.get("slug", {}).get(language, node["id"])
        start = node["id"] == PATHS[name]["start"]
        file = site / address(name, language) / ("" if start else slug) / "index.html"
        html = file.read_text(encoding="utf-8")
        asked = desk.questions[node["ask"]]
        answers = 3 if asked.type == "bool" else len(asked.values) + 1
        assert html.count("data-desk-carry data-fact=") == answers
        assert "desk-path__progress" in html


@pytest.mark.parametrize("language", PREFIX)
def test_the_sitemap_has_every_node(language: str, site: Path) -> None:
    """Nodes are pages like others for search engines."""
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    for name in PATHS:
        start = address(name, language)
        assert sitemap.count(f"<loc>{DESK['url']}{start}") == len(PATHS[name]["nodes"])


def test_crumbs_lead_from_a_node_to_its_path(pages: dict[str, PageFacts]) -> None:
    """A node's title in search results names its path and the section."""
    page = pages["en/paths/medical-device/class-iia/index.html"]
    assert page.title == (
        "A medical device, at least Class IIa — Is my software a medical device? — Guided paths"
        " — Relais Digital Health"
    )
