"""Facts about the whole built site."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest
import yaml
from pages import PageFacts, read_site

ROOT = Path(__file__).parent.parent
URL = "https://relais-esante.example/"
LANGUAGES = ("fr", "en")
DESK = yaml.safe_load((ROOT / "data/desk.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, PageFacts]:
    found = read_site(site)
    assert len(found) > 600
    return found


def full(pages: dict[str, PageFacts]) -> list[PageFacts]:
    """Give the pages that are no redirects."""
    return [page for page in pages.values() if page.canonical == URL + page.address]


def test_every_record_has_a_page_in_both_languages(pages: dict[str, PageFacts]) -> None:
    """Each record of data/ has one page at its address in French and one in English."""
    segments = {
        "calls": ("financements", "en/funding"),
        "laureates": ("laureats", "en/laureates"),
        "organisations": ("organisations", "en/organisations"),
        "pairings": ("binomes", "en/pairings"),
        "services": ("services", "en/services"),
        "figures": ("chiffres", "en/figures"),
    }
    missing = []
    for name, addresses in segments.items():
        for path in sorted((ROOT / "data" / name).glob("*.yml")):
            record = yaml.load(path.read_bytes(), yaml.CBaseLoader)
            if record.get("publication") == "draft":
                continue
            for language, base in zip(("fr", "en"), addresses, strict=True):
                slug = record.get("slug", {}).get(language, path.stem)
                if f"{base}/{slug}/index.html" not in pages:
                    missing.append(f"{base}/{slug}/")
    assert missing == []


def test_the_language_of_a_page_is_that_of_its_address(pages: dict[str, PageFacts]) -> None:
    """English pages lie below en/, French ones do not."""
    wrong = [
        page.path
        for page in pages.values()
        if page.lang != ("en" if page.path.startswith("en/") else "fr")
    ]
    assert wrong == []


def test_alternates_are_absolute_and_lead_back(pages: dict[str, PageFacts]) -> None:
    """Each page names itself, its pair and x-default; the pair names it in return."""
    for page in full(pages):
        assert set(page.alternates) == {*LANGUAGES, "x-default"}, page.path
        assert page.alternates[page.lang] == page.canonical, page.path
        assert page.alternates["x-default"] == page.alternates["fr"], page.path
        for language in LANGUAGES:
            address = page.alternates[language].removeprefix(URL)
            other = pages[
                address + "index.html" if address.endswith("/") or not address else address
            ]
            assert other.lang == language
            assert other.alternates == page.alternates, page.path


def test_the_language_link_leads_to_the_pair(site: Path, pages: dict[str, PageFacts]) -> None:
    """Each page's link to the other language leads to the same page in it."""
    for page in full(pages):
        html = (site / page.path).read_text(encoding="utf-8")
        links = re.findall(r'class="desk-switch" href="([^"]*)"[^>]* hreflang="(\w+)"', html)
        assert {language: urljoin(page.canonical, href) for href, language in links} == {
            language: address
            for language, address in page.alternates.items()
            if language not in (page.lang, "x-default")
        }, page.path


def test_every_link_and_fragment_leads_somewhere(site: Path, pages: dict[str, PageFacts]) -> None:
    """No internal link, fragment, style or script is missing."""
    broken = []
    for page in pages.values():
        if page.path.endswith("404.html"):
            continue  # its links are absolute to the site's root, wherever it is served
        for href in [*page.links, *page.resources]:
            target = page.target(href)
            if target is None:
                continue
            path, fragment = target
            if not (site / path).is_file() or (fragment and fragment not in pages[path].ids):
                broken.append(f"{page.path} → {href}")
    assert broken == []


def test_the_404_pages_link_from_the_root(pages: dict[str, PageFacts], site: Path) -> None:
    """A 404 page is shown at any depth: its links begin at the site's root, and exist."""
    for path in ("404.html", "en/404.html"):
        page = pages[path]
        assert page.robots.startswith("noindex")
        for href in [*page.links, *page.resources]:
            if href.startswith("#"):
                continue
            assert href.startswith("/"), href
            assert (
                site / (href.lstrip("/") + "index.html" if href.endswith("/") else href.lstrip("/"))
            ).is_file(), href


def test_nothing_comes_from_another_host(pages: dict[str, PageFacts]) -> None:
    """Styles, scripts and icons are our own files."""
    foreign = [
        f"{page.path}: {href}"
        for page in pages.values()
        for href in page.resources
        if page.target(href) is None
    ]
    assert foreign == []


def test_nothing_is_inline(pages: dict[str, PageFacts]) -> None:
    """No page has an inline style, script or handler, so that the strictest CSP holds."""
    assert [f"{page.path}: {page.inline}" for page in pages.values() if page.inline] == []


def test_headings_are_in_order_and_ids_unique(pages: dict[str, PageFacts]) -> None:
    """A page has one h1, skips no level, and uses no id twice."""
    for page in full(pages):
        assert page.headings.count(1) == 1, page.path
        for above, below in zip(page.headings, page.headings[1:], strict=False):
            assert below <= above + 1, (page.path, page.headings)
        assert len(page.ids) == len(set(page.ids)), page.path


def test_titles_and_descriptions_are_there_and_differ(pages: dict[str, PageFacts]) -> None:
    """Every page has a title of its own in its language, and a description of use."""
    seen: dict[str, str] = {}
    for page in full(pages):
        assert 3 < len(page.title) < 200, page.path
        assert 0 < len(page.description) <= 200, page.path
        assert seen.setdefault(page.lang + page.title, page.path) == page.path


def test_no_mark_is_left(site: Path) -> None:
    """No hole, root sign, marker or template syntax remains in any page."""
    leftover = re.compile(r"\[\[desk-hole|=\"~/|<!-- desk:|\{\{|\{%|desk-shell|Undefined")
    for path in site.rglob("*.html"):
        assert leftover.search(path.read_text(encoding="utf-8")) is None, path


def test_the_sitemap_is_the_list_of_pages(site: Path, pages: dict[str, PageFacts]) -> None:
    """The sitemap has every page that may be indexed, with its pair and true date, and no other."""
    space = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "x": "http://www.w3.org/1999/xhtml",
    }
    tree = ET.parse(site / "sitemap.xml")  # our own file
    listed = {}
    for url in tree.findall("s:url", space):
        location = url.findtext("s:loc", namespaces=space)
        assert url.findtext("s:lastmod", namespaces=space) == "2026-11-22"
        listed[location] = {
            link.get("hreflang"): link.get("href") for link in url.findall("x:link", space)
        }
    indexed = {
        page.canonical: page.alternates for page in full(pages) if page.robots.startswith("index")
    }
    assert listed == indexed


def test_published_addresses_stay(site: Path) -> None:
    """Every address ever published still answers, by a page or by a redirect."""
    published = (ROOT / "data" / "published-addresses.txt").read_text("utf-8").split()
    assert len(published) > 600
    gone = [
        address
        for address in published
        if not (
            site
            / (address.lstrip("/") + "index.html" if address.endswith("/") else address.lstrip("/"))
        ).is_file()
    ]
    assert gone == []


def test_nothing_ships_for_nothing(site: Path) -> None:
    """No source map, search index or script of the theme is published."""
    useless = [
        path.name
        for path in site.rglob("*")
        if path.suffix == ".map"
        or "lunr" in path.name
        or path.name == "search_index.json"
        or path.name.startswith("bundle")
    ]
    assert useless == []


def test_nothing_personal_is_published(pages: dict[str, PageFacts]) -> None:
    """No e-mail address stands on any page but role addresses: those of organisations, our own."""
    mail = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
    written = re.compile(r"^contact: (\S+)$", re.MULTILINE)
    roles = {
        address
        for path in (ROOT / "data/organisations").glob("*.yml")
        for address in written.findall(path.read_text(encoding="utf-8"))
    }
    roles.add(str(DESK["report_to"]))
    links = {link for page in pages.values() for link in page.links}
    mails = [link.removeprefix("mailto:") for link in links if link.startswith("mailto:")]
    assert {address.partition("?")[0] for address in mails} == roles
    for page in pages.values():
        text = page.text
        for address in roles:
            text = text.replace(address, "")
        assert mail.search(text) is None, page.path


def test_french_pages_have_french_spaces(pages: dict[str, PageFacts]) -> None:
    """In French no plain space stands before ; ! ? » % or after «."""
    wrong = re.compile(r"\w [;!?»]|« |\d %")
    found = {
        page.path: wrong.findall(page.text)
        for page in full(pages)
        if page.lang == "fr" and wrong.search(page.text)
    }
    assert found == {}


def test_every_page_is_three_links_from_home(pages: dict[str, PageFacts]) -> None:
    """Without the search too, three links lead from the home page to every page of its language."""
    for home in ("index.html", "en/index.html"):
        near, edge = {home}, {home}
        for _ in range(3):
            edge = {
                target[0]
                for path in edge
                for href in pages[path].links
                if (target := pages[path].target(href)) is not None and target[0] in pages
            } - near
            near |= edge
        far = {
            page.path
            for page in full(pages)
            if page.lang == pages[home].lang and page.robots.startswith("index")
        } - near
        # The pages of a guided path follow one another.
        assert {path for path in far if path.count("/") < 3 + (home != "index.html")} == set()


def test_the_search_adds_little_to_a_page(site: Path) -> None:
    """A page that does not search carries a link and the script that hears the keys: under 2 kB."""
    html = (site / "index.html").read_text(encoding="utf-8")
    link = re.search(r"<a [^>]*data-desk-search.*?</a>", html, re.DOTALL)
    assert link is not None
    (script,) = site.glob("assets/*/search.js")
    compressed = gzip.compress(link[0].encode()) + gzip.compress(script.read_bytes())
    assert len(compressed) < 2048
