"""Another desk on the same code: its data and settings alone make another site.

`tests/second_desk/` is an invented desk: other name, subject, languages, currency, collections,
lists and words. It proves that the code and the templates hold nothing of the first desk.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
SECOND = ROOT / "tests/second_desk"
HOST = "https://furrow-test.example/"
URL = HOST + "desk/"
"""The second desk's address: it lies below the root of its host."""

FIRST = yaml.safe_load((ROOT / "data/desk.yml").read_text(encoding="utf-8"))
WORDS_OF_THE_FIRST = sorted({*FIRST["name"].values(), urlsplit(FIRST["url"]).netloc, "lauréat"})


def copy_code(to: Path) -> None:
    """Copy the code and the templates of this project."""
    for name in ("hooks", "overrides"):
        shutil.copytree(ROOT / name, to / name, ignore=shutil.ignore_patterns("__pycache__"))


def run_mkdocs(root: Path) -> subprocess.CompletedProcess[str]:
    """Build the desk at `root`, on its day."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=root,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "DESK_AS_OF": "2026-11-22"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second desk, built."""
    root = tmp_path_factory.mktemp("second") / "desk"
    shutil.copytree(SECOND, root)
    copy_code(root)
    run = run_mkdocs(root)
    assert run.returncode == 0, run.stderr[-1000:]
    return root / "site"


def pages(site: Path) -> dict[str, str]:
    """Give every page of a site by its path."""
    return {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(site.rglob("*.html"))
    }


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "de/index.html",
        "404.html",
        "de/404.html",
        "grants/index.html",
        "de/foerderung/index.html",
        "grants/soil-sensors/index.html",
        "de/foerderung/bodensensoren/index.html",
        "grants/harvest-voucher/index.html",
        "bodies/furrow-cooperative/index.html",
        "de/stellen/upland-school/index.html",
        "grants/sensor-trial/index.html",
        "de/alte-seite/index.html",
        "search/index.html",
        "de/suche/index.html",
        "assets/search/en.json",
        "assets/search/de.json",
        "sitemap.xml",
        "robots.txt",
    ],
)
def test_file(site: Path, path: str) -> None:
    """The desk's pages, redirects and files for machines are where its own settings put them."""
    assert (site / path).is_file()


def test_no_other_page(site: Path) -> None:
    """Nothing of a collection that the desk does not use is published."""
    folders = {path.partition("/")[0] for path in pages(site)}
    assert folders == {"index.html", "404.html", "de", "grants", "bodies", "search"}


@pytest.mark.parametrize(
    ("path", "language", "title"),
    [
        ("index.html", "en", "Furrow Test Desk"),
        ("de/index.html", "de", "Testschalter Furche"),
        ("grants/soil-sensors/index.html", "en", "Soil sensor trial"),
        (
            "de/foerderung/bodensensoren/index.html",
            "de",
            "Feldversuch Bodensensor",
        ),
    ],
)
def test_names(site: Path, path: str, language: str, title: str) -> None:
    """Each page has the desk's name and its own, in its language."""
    html = (site / path).read_text(encoding="utf-8")
    assert re.search(rf'<html lang="{language}"[ >]', html)
    assert f"<title>{title}" in html
    assert {"en": "Furrow Test Desk", "de": "Testschalter Furche"}[language] in html


def test_own_words_and_money(site: Path) -> None:
    """Labels, interface strings, dates and amounts are those of the desk's lists and locale."""
    english = (site / "grants/soil-sensors/index.html").read_text(encoding="utf-8")
    german = (site / "de/foerderung/bodensensoren/index.html").read_text(encoding="utf-8")
    for text in ("Field trial", "Closing soon", "30 November 2026", "CHF", "Seed lender"):
        assert text in english
    for text in ("Feldversuch", "Schliesst bald", "30. November 2026", "CHF", "Saatgutgeberin"):
        assert text in german


def test_a_text_in_one_language(site: Path) -> None:
    """A note that exists in English only is marked as English on the German page."""
    german = (site / "de/stellen/upland-school/index.html").read_text(encoding="utf-8")
    assert re.search(r'lang="en">\s*<p>Only the English note exists\.', german)


def test_home_counts_its_collections(site: Path) -> None:
    """The numbers of the home page are those of the collections in use, and of no other."""
    home = (site / "index.html").read_text(encoding="utf-8")
    numbers = re.findall(r'desk-number__value">(\d+)</strong> (\w+)', home)
    assert numbers == [("2", "grants"), ("2", "bodies")]


def test_sitemap(site: Path) -> None:
    """The sitemap lists the desk's own addresses, in both languages."""
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    listed = set(re.findall(r"<loc>(.*?)</loc>", sitemap))
    assert all(address.startswith(URL) for address in listed)
    assert URL + "de/foerderung/bodensensoren/" in listed
    assert len(listed) == 14
    assert not [address for address in listed if "404" in address]


def test_nothing_of_the_first_desk(site: Path) -> None:
    """No file of the site has a word of the first desk: not its name, address or subject."""
    found = [
        (path.name, word)
        for path in site.rglob("*")
        if path.is_file()
        for word in WORDS_OF_THE_FIRST
        if word.casefold() in path.read_bytes().decode("utf-8", "replace").casefold()
    ]
    assert found == []
    assert len(WORDS_OF_THE_FIRST) == 4


class Links(HTMLParser):
    """Gathers the links of a page and what it has as targets."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids.add(values.get("id") or "")
        if tag in ("a", "link", "script", "img"):
            self.links += [values[name] or "" for name in ("href", "src") if name in values]
        if tag == "meta" and values.get("http-equiv") == "refresh":
            self.links.append((values.get("content") or "").partition("url=")[2])


def parsed(html: str) -> Links:
    found = Links()
    found.feed(html)
    return found


def test_every_link_leads_somewhere(site: Path) -> None:
    """Every link of every page to the site itself leads to a file, and its fragment to an id."""
    found = {path: parsed(html) for path, html in pages(site).items()}
    checked = 0
    for page, content in found.items():
        for link in content.links:
            target, fragment = urldefrag(urljoin(URL + page, link))
            if not target.startswith(HOST):
                continue
            checked += 1
            assert target.startswith(URL), f"{page} links out of the desk, to {link}"
            path = unquote(target.removeprefix(URL))
            path += "index.html" if path.endswith("/") or not path else ""
            assert (site / path).is_file(), f"{page} links to {link}"
            assert not fragment or fragment in found[path].ids, f"{page} links to {link}"
    assert checked > 300


# ------------------------------------------------------------------ the code itself


def code() -> list[Path]:
    """Give every file of the code and the templates; a typeface has no words."""
    return [
        path
        for folder in ("hooks", "overrides")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".woff2"
    ]


def test_there_is_code() -> None:
    """The two tests below look at all Python files, templates, styles and scripts."""
    assert {".py", ".html", ".css", ".js"} <= {path.suffix for path in code()}
    assert len(code()) > 50


@pytest.mark.parametrize("word", WORDS_OF_THE_FIRST)
def test_no_word_of_the_first_desk_in_the_code(word: str) -> None:
    """Neither the first desk's name nor its address nor its subject stands in the code."""
    found = [
        path.relative_to(ROOT).as_posix()
        for path in code()
        if word.casefold() in path.read_text(encoding="utf-8").casefold()
    ]
    assert found == []


def test_no_record_of_the_first_desk_in_the_code() -> None:
    """No id of a record of two words or more stands in the code."""
    ids = [
        path.stem
        for name in FIRST["collections"]
        for path in (ROOT / "data" / name).glob("*.yml")
        if "-" in path.stem
    ]
    assert len(ids) > 100
    any_id = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, ids))})(?![\w-])")
    found = [
        (path.relative_to(ROOT).as_posix(), match)
        for path in code()
        for match in any_id.findall(path.read_text(encoding="utf-8"))
    ]
    assert found == []
