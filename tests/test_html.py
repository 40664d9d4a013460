"""The published HTML is valid and well built."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import tools, web

NU_MISSING = tools.nu_missing()
with_nu = pytest.mark.skipif(NU_MISSING is not None, reason=str(NU_MISSING))
with_lychee = pytest.mark.skipif(not tools.LYCHEE.exists(), reason="lychee is not installed")

PAGE = "<!doctype html><html lang='en'><head><title>A page</title></head><body>{}</body></html>"


@with_nu
def test_one_page_of_each_kind_is_valid(site: Path, addresses: dict[tuple[str, str], str]) -> None:
    """The Nu checker finds no error and nothing to warn of, in either language."""
    sample = {site / address for address in addresses.values()}
    files = [path if path.suffix else path / "index.html" for path in sorted(sample)]
    # Where a collection has one record, its richest page is its poorest.
    assert len(files) >= (len(web.HANDWRITTEN) + len(web.SHEETS)) * len(web.LANGUAGES)
    assert tools.nu(files) == {"error": [], "info": []}


@with_nu
def test_nu_finds_planted_errors(tmp_path: Path) -> None:
    """A picture without a text is an error, and a file that is not there is not passed over."""
    page = tmp_path / "page.html"
    page.write_text(PAGE.format("<h1>One</h1><img src='a.png'>"), encoding="utf-8")
    assert len(tools.nu([page])["error"]) == 1
    with pytest.raises(FileNotFoundError, match=r"lost\.html"):
        tools.nu([tmp_path / "lost.html"])


def test_headings_and_ids_of_every_page(site: Path) -> None:
    """Every page has one h1, skips no level of headings and uses each id once."""
    found = tools.pages(site)
    assert len(found) > 500
    faults = {
        path.relative_to(site): tools.outline_faults(path.read_text(encoding="utf-8"))
        for path in found
    }
    assert {path: wrong for path, wrong in faults.items() if wrong} == {}


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ("<h1>One</h1><h2>Two</h2><h3>Three</h3><h2>Two</h2>", []),
        ("<h2>Two</h2>", ["0 h1", "h2 after nothing"]),
        ("<h1>One</h1><h1>One</h1>", ["2 h1"]),
        ("<h1>One</h1><h3>Three</h3>", ["h3 after h1"]),
        ("<h1 id=a>One</h1><p id=a>", ["id “a” 2 times"]),
        ("<h1 id=''>One</h1>", ["an empty id"]),
    ],
)
def test_what_is_wrong_with_an_outline(body: str, faults: list[str]) -> None:
    """Missing, doubled and skipped headings, doubled and empty ids are each told."""
    assert tools.outline_faults(PAGE.format(body)) == faults


@with_lychee
def test_no_link_is_dead(site: Path) -> None:
    """Every link inside the site leads to a page, and every fragment to its place."""
    total, dead = tools.dead_links(site)
    assert total > 10_000
    assert dead == []


@with_lychee
def test_planted_dead_links_are_found(tmp_path: Path) -> None:
    """A link to no page and a fragment that does not exist are dead; good ones are not."""
    links = "<h1 id='a'>One</h1><a href='/#a'>1</a><a href='/lost/'>2</a><a href='/#lost'>3</a>"
    (tmp_path / "index.html").write_text(PAGE.format(links), encoding="utf-8")
    total, dead = tools.dead_links(tmp_path)
    assert total == 3
    assert len(dead) == 2


def test_sizes_are_those_of_what_is_sent(tmp_path: Path) -> None:
    """A page of repetitions weighs little once compressed, and the same every time."""
    page = tmp_path / "page.html"
    page.write_text("<p>again</p>" * 1000, encoding="utf-8")
    assert 0 < tools.compressed(page) < 200
    assert tools.compressed(page) == tools.compressed(page)
