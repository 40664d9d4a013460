"""Nothing is published that someone still had to fill in."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers import Folder

from desk.placeholders import placeholders

ROOT = Path(__file__).resolve().parents[2]
FILL = "write what belongs there, or say that it is not known"
LINK = "write its address, or take the link away and say that it is missing"


@pytest.mark.parametrize(
    "found",
    [
        "[INSERT LINK HERE]",
        "[insert link here]",
        "[ Insérer le lien ]",
        "[ajouter une date]",
        "[your text]",
        "[TODO]",
        "[à compléter]",
        "Lorem ipsum",
        "TODO",
        "FIXME",
        "TBD",
    ],
)
def test_placeholder(found: str) -> None:
    """What stands for something to come is found, with its line."""
    told = list(placeholders(f"One line.\nSee {found}, please."))
    assert told
    assert {(line, fix) for line, _what, fix in told} == {(1, FILL)}
    assert any(found.casefold().strip() in what.casefold() for _line, what, _fix in told)


def test_lorem_ipsum_in_any_case() -> None:
    """The printer's filler is found as it is mostly written."""
    assert len(list(placeholders("lorem ipsum dolor"))) == 1


@pytest.mark.parametrize(
    "found",
    ["[Lien](#)", "[Relève 1](#)", "[a]()", "[a]( # )", 'href="#"', "href=''", 'href=" "'],
)
def test_empty_link(found: str) -> None:
    """A link without address is found, as two of our sources have them."""
    assert list(placeholders(f"See {found}.")) == [
        (0, f"“{found}” is a link that leads nowhere", LINK)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[the call](call:sites)",
        "[above](#figures)",
        "[text](https://example.org/#)",
        '<a href="#main">',
        "[1] is a note; [a list] too",
        "the insert of a lens; your link here",
        "Todos los días, a todo list",
        "[yourself] and [addendum]",
        "",
    ],
)
def test_no_placeholder(text: str) -> None:
    """Links, brackets and words that only look alike are left alone."""
    assert list(placeholders(text)) == []


@given(st.text())
def test_any_text_can_be_looked_through(text: str) -> None:
    """Whatever the text, the lines told are lines of it."""
    for line, _what, _fix in placeholders(text):
        assert 0 <= line <= text.count("\n")


@pytest.mark.parametrize(
    ("path", "lines", "mistakes"),
    [
        pytest.param(
            "data/laureates/alpha.yml",
            "spellings: [Alfa]\nbody:\n  fr: Bien.\n  en: |\n    Good.\n\n    See [INSERT LINK HERE].\n",
            [
                "data/laureates/alpha.yml:15:1: “[INSERT LINK HERE]” is a placeholder; " + FILL,
            ],
            id="in the block of a body",
        ),
        pytest.param(
            "data/laureates/alpha.yml",
            "body: {fr: '[Lien](#)', en: Good.}\n",
            [
                "data/laureates/alpha.yml:9:12: The link “#” cannot be followed; write https://…, call:id or page:about",
            ],
            id="an empty link in Markdown is told once",
        ),
        pytest.param(
            "data/laureates/alpha.yml",
            "region_note: {fr: 'Voir [Lien](#)', en: TODO}\n",
            [
                "data/laureates/alpha.yml:9:19: “[Lien](#)” is a link that leads nowhere; " + LINK,
                "data/laureates/alpha.yml:9:41: “TODO” is a placeholder; " + FILL,
            ],
            id="in a short text",
        ),
        pytest.param(
            "docs/en/about.md",
            "\nSee [the report](#).\n\n[INSERT LINK HERE]\n",
            [
                "docs/en/about.md:9:1: “[the report](#)” is a link that leads nowhere; " + LINK,
                "docs/en/about.md:11:1: “[INSERT LINK HERE]” is a placeholder; " + FILL,
            ],
            id="in a page",
        ),
    ],
)
def test_the_check_refuses_them(small: Folder, path: str, lines: str, mistakes: list[str]) -> None:
    """In records and pages they are mistakes, each told once at its line."""
    small.add(path, lines)
    assert small.mistakes() == mistakes


def test_none_is_published(site: Path) -> None:
    """No page of the site holds a placeholder or an empty link."""
    found = {
        path.relative_to(site).as_posix(): told
        for path in sorted(site.rglob("*.html"))
        if (told := list(placeholders(path.read_text(encoding="utf-8"))))
    }
    assert found == {}
