"""What `desk.prose` reads of the hand-written pages: front matter, addresses, markers, links."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import Folder

from desk.prose import (
    FrontMatter,
    Prose,
    address_of,
    broken_markers,
    files,
    markers,
    read_prose,
    record_links,
)

ABOUT = "docs/fr/about.md"
NO_FRONT = "This page has no front matter; begin it with ---, title:, description:, updated:, ---"
ID_FORM = "write small letters, digits and single hyphens, as in mon-projet-2"
SECOND_DOCUMENT = (
    "Here begins a second document; "
    "keep one document in a file, and delete the lines --- and ... below line 1"
)
FRONT = "---\ntitle: A\ndescription: B\nupdated: 2026-11-01\n"


def read(small: Folder, path: str, text: str | bytes) -> tuple[list[Prose], list[str]]:
    """Read the pages once `path` holds `text`."""
    small.put(path, text)
    pages, mistakes = read_prose(small.root / "docs", small.settings())
    return pages, [str(told).replace(f"{small.root.as_posix()}/", "") for told in mistakes]


def test_a_page(small: Folder) -> None:
    """A page is its front matter, its text, and the line of the file on which the text begins."""
    pages, mistakes = read(small, ABOUT, f"{FRONT}slug: a-propos\nsearch: false\n---\n\nTexte\n")
    assert mistakes == []
    [page] = [page for page in pages if page.source == "fr/about.md"]
    assert page.language == "fr"
    assert page.key == "about.md"
    assert page.address == "a-propos/"
    assert page.front.title == "A"
    assert page.front.search is False
    assert page.front.sitemap is True
    assert page.text == "\nTexte\n"
    assert page.first_line == 8
    assert small.text(ABOUT).splitlines()[page.first_line] == "Texte"


MISTAKES = [
    (
        "Un texte",
        f"1:1: {NO_FRONT}",
    ),
    (
        "",
        f"1:1: {NO_FRONT}",
    ),
    (FRONT, "1:1: The front matter has no end; write --- on a line of its own below it"),
    ("---\n---\n", "1:1: This file is empty; write at least one line “key: value”"),
    (
        "---\ntitle: A\ntitle: B\n---\n",
        "3:1: The key “title” stands already on line 2; keep one of the two",
    ),
    (
        f"{FRONT}a: b: c\n---\n",
        (
            "5:5: Here is a second “: ” on one line, as if it were another key; "
            'put the whole text in quotes: "b: c"'
        ),
    ),
    (
        f"---\n%YAML 1.1\n{FRONT[4:]}---\n",
        (
            "2:1: A line that begins with % tells YAML how to read the file, "
            "which is not used here; delete the line, or put the text in quotes if it is one"
        ),
    ),
    (f"{FRONT}--- \nslug: b\n---\n", f"5:1: {SECOND_DOCUMENT}"),
    (f"---\n--- \n{FRONT[4:]}---\n", f"2:1: {SECOND_DOCUMENT}"),
    (f"{FRONT}...\nslug: b\n---\n", f"6:1: {SECOND_DOCUMENT}"),
    (
        "---\ntitel: A\ndescription: B\nupdated: 2026-11-01\n---\n",
        "2:1: “titel” is not a field; write title:",
    ),
    ("---\ntitle: A\ndescription: B\n---\n", "2:1: “updated:” is missing; write updated:"),
    (
        "---\ntitle: A\ndescription: B\nupdated: soon\n---\n",
        "4:10: “soon” is not a day; write it as 2026-03-17",
    ),
    (
        f"{FRONT}slug: Éte\n---\n",
        f"5:7: “Éte” cannot stand in an address; {ID_FORM}",
    ),
    (
        f"{FRONT}slug: ../up\n---\n",
        f"5:7: “../up” cannot stand in an address; {ID_FORM}",
    ),
    (
        f"{FRONT}collection: cals\n---\n",
        "5:13: This desk has no collection “cals”; write one of: calls, laureates, organisations",
    ),
    (f"{FRONT}search: maybe\n---\n", "5:9: This must be true or false; write true or false"),
    (
        f"{FRONT}---\n\nEt\n".encode() + b"\xe9t\xe9\n",
        "8:1: This page is not saved as UTF-8; save it as “UTF-8 without BOM”",
    ),
    (
        "\ufeff" + FRONT + "---\n",
        "1:1: This page begins with an invisible mark (BOM); save it as “UTF-8 without BOM”",
    ),
]


@pytest.mark.parametrize(("text", "mistake"), MISTAKES)
def test_one_mistake(small: Folder, text: str | bytes, mistake: str) -> None:
    """What is wrong in a page is told once, with the line of the file and what to write."""
    pages, told = read(small, ABOUT, text)
    assert told == [f"{ABOUT}:{mistake}"]
    assert "fr/about.md" not in {page.source for page in pages}


def test_everything_at_once(small: Folder) -> None:
    """All mistakes of all pages are told, each at its line."""
    small.put("docs/en/about.md", "About")
    pages, told = read(small, ABOUT, "---\ntitle: 1\nupdated: soon\ncolour: red\n---\n")
    assert [page.source for page in pages] == ["fr/index.md", "en/index.md"]
    assert [re.sub(r"; .*", "", line) for line in told] == [
        f"{ABOUT}:2:1: “description:” is missing",
        f"{ABOUT}:2:8: This must be text",
        f"{ABOUT}:3:10: “soon” is not a day",
        f"{ABOUT}:4:1: “colour” is not a field here",
        "docs/en/about.md:1:1: This page has no front matter",
    ]


def test_line_ends_of_windows(small: Folder) -> None:
    """A page saved with the line ends of Windows is read like any other."""
    pages, told = read(small, ABOUT, f"{FRONT}---\n\nTexte\n".replace("\n", "\r\n"))
    assert told == []
    [page] = [page for page in pages if page.source == "fr/about.md"]
    assert page.text == "\nTexte\n"


@pytest.mark.parametrize(("have", "lack"), [("fr", "en"), ("en", "fr")])
def test_a_page_in_one_language(small: Folder, have: str, lack: str) -> None:
    """A page that lacks a language is told at the one that exists, with the file to write."""
    _pages, told = read(small, f"docs/{have}/guides/more.md", f"{FRONT}---\n")
    here, there = f"docs/{have}/guides/more.md", f"docs/{lack}/guides/more.md"
    assert told == [f"{here}:1:1: This page does not exist in “{lack}”; write {there}"]


def test_an_unread_page_exists(small: Folder) -> None:
    """A page with mistakes is not told as missing in its language."""
    _pages, told = read(small, ABOUT, "no front matter")
    assert len(told) == 1
    assert files(small.root / "docs", small.settings())["about.md"] == {"fr", "en"}


def test_only_pages_of_the_languages(small: Folder) -> None:
    """Files in other folders, and files that are no Markdown, are no pages."""
    small.put("docs/fr/picture.svg", "<svg/>")
    pages, told = read(small, "docs/de/about.md", "Nein")
    assert told == []
    assert {page.language for page in pages} == {"fr", "en"}
    assert len(pages) == 4


@pytest.mark.parametrize(
    ("key", "extra", "french", "english"),
    [
        ("index.md", {}, "", "en/"),
        ("index.md", {"slug": "ignored"}, "", "en/"),
        ("about.md", {}, "about/", "en/about/"),
        ("about.md", {"slug": "qui-sommes-nous"}, "qui-sommes-nous/", "en/qui-sommes-nous/"),
        ("about.md", {"slug": "a/b"}, "a/b/", "en/a/b/"),
        ("guides/index.md", {}, "guides/", "en/guides/"),
        ("guides/one.md", {}, "guides/one/", "en/guides/one/"),
        ("404.md", {}, "404.html", "en/404.html"),
        ("list.md", {"collection": "calls"}, "appels/", "en/calls/"),
        ("list.md", {"collection": "calls", "slug": "ignored"}, "appels/", "en/calls/"),
    ],
)
def test_address(small: Folder, key: str, extra: dict[str, str], french: str, english: str) -> None:
    """A page's address comes from its file, its slug or its collection, below its language."""
    known = small.settings()
    front = FrontMatter.model_validate(
        {"title": "A", "description": "B", "updated": "2026-11-01", **extra},
        context={"collections": known.collections},
    )
    assert address_of(key, front, "fr", known) == french
    assert address_of(key, front, "en", known) == english


def test_markers() -> None:
    """A marker is a comment with the name of a block and key=value pairs, given with its line."""
    text = "A\n<!-- desk:calls status=open sort=a/b.c-d -->\n\nB <!-- desk:numbers --> C\n"
    assert list(markers(text)) == [
        (
            1,
            "<!-- desk:calls status=open sort=a/b.c-d -->",
            "calls",
            {"status": "open", "sort": "a/b.c-d"},
        ),
        (3, "<!-- desk:numbers -->", "numbers", {}),
    ]
    assert list(broken_markers(text)) == []


@pytest.mark.parametrize(
    "written",
    [
        "<!-- desk:calls status -->",
        "<!-- desk:calls status = open -->",
        "<!-- desk:Calls -->",
        "<!--desk:calls-->",
        "<!-- desk: calls -->",
        "<!--  desk:calls -->",
        "<!-- desk:calls  status=open -->",
        '<!-- desk:calls status="open" -->',
        "<!-- desk:calls",
    ],
)
def test_broken_markers(written: str) -> None:
    """What looks like a marker and is none is given with its line, never left in the page."""
    assert list(broken_markers(f"A\n\nB {written}\nC\n")) == [(2, written)]
    assert list(markers(f"A\n\nB {written}\nC\n")) == []


@pytest.mark.parametrize("text", ["<!-- a comment -->", "desk:calls", "<!-- see desk:calls -->"])
def test_no_markers(text: str) -> None:
    """Other comments and plain text are no markers, and not broken ones either."""
    assert list(markers(text)) == []
    assert list(broken_markers(text)) == []


def test_record_links() -> None:
    """Links of the form kind:id are given with their line, without their anchor."""
    text = "[a](call:one) and [b](page:about#part)\n\n[c](other.md) [d](#x) [e](organisation:a-b)\n"
    assert list(record_links(text)) == [
        (0, "call:one"),
        (0, "page:about"),
        (2, "organisation:a-b"),
    ]


@settings(deadline=None)
@given(
    name=st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True),
    arguments=st.dictionaries(
        st.from_regex(r"[a-z_]{1,8}", fullmatch=True),
        st.from_regex(r"[a-z0-9./-]{1,8}", fullmatch=True),
        max_size=3,
    ),
    above=st.integers(0, 5),
)
def test_a_marker_means_what_it_says(name: str, arguments: dict[str, str], above: int) -> None:
    """A marker written from a name and arguments is read back as the same, on its line."""
    pairs = "".join(f" {key}={value}" for key, value in arguments.items())
    written = f"<!-- desk:{name}{pairs} -->"
    text = "line\n" * above + written + "\nend"
    assert list(markers(text)) == [(above, written, name, arguments)]
    assert list(broken_markers(text)) == []
