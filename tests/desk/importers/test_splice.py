"""YAML that an import writes: in the house's style, and only where something changes."""

from __future__ import annotations

from typing import Any

import pytest

from desk import read
from desk.importers.merge import digest, put
from desk.importers.splice import Unspliceable, render, splice

ORDER = ["title", "summary", "body", "notes", "kind", "nature", "money", "schedule", "origin"]
TEXT = """\
# Written by hand.
title: {fr: "Un appel", en: A call}  # both

# What it says:
summary:
    fr: Un résumé   # not in the house's style
    en: 'A summary'
body:
  fr: |
    Un texte.
    # pas un commentaire

    Une fin.

# The kind comes late.
kind: AAP   # checked
nature: [ grant,loan ]

# The end.
"""


def parsed(text: str) -> dict[str, Any]:
    document, mistakes = read.parse(text.encode(), "x.yml")
    assert not mistakes
    assert document is not None
    return document.data


def spliced(text: str, **changes: object) -> str:
    """Change places (`title__fr`) in a text; check that it then says just that."""
    places = {key.replace("__", "."): value for key, value in changes.items()}
    after = parsed(text)
    for where, value in places.items():
        put(after, where, value)
    found = splice(text, after, places, ORDER)
    assert digest(parsed(found)) == digest(after)
    return found


@pytest.mark.parametrize(
    ("changes", "gone", "new"),
    [
        ({"kind": "scheme"}, "kind: AAP   # checked", "kind: scheme # checked"),
        ({"title__fr": "Autre"}, '{fr: "Un appel", en: A call}  #', '{fr: "Autre", en: A call}     #'),
        (
            {"summary__fr": "Neuf"},
            "    fr: Un résumé   # not in the house's style\n",
            "  fr: Neuf          # not in the house's style\n",
        ),
        ({"body__fr": "Court."}, "fr: |\n    Un texte.\n    # pas un commentaire\n\n    Une fin.", "fr: Court."),
        ({"nature": None}, "nature: [ grant,loan ]\n", ""),
        ({"nature": ["prize"]}, "[ grant,loan ]", "[prize]"),
    ],
)  # fmt: skip
def test_changes(changes: dict[str, object], gone: str, new: str) -> None:
    """A change touches the lines of its field; comments, order and all other bytes stay."""
    wanted = TEXT.replace(gone, new)
    if "summary__fr" in changes:
        # Its own lines get the house's indentation.
        wanted = wanted.replace("    en: 'A", "  en: 'A")
    assert spliced(TEXT, **changes) == wanted


def test_new_fields() -> None:
    """A new field comes behind the one that precedes it in the model, in the house's style."""
    found = spliced(
        TEXT,
        notes=[{"fr": "Une note", "en": "A note"}],
        money__rate_max=50,
        schedule__closes="2027-02-28",
        origin={"id": "7", "url": "https://x.example/", "imported_on": "2026-11-22"},
    )
    assert found == TEXT.replace(
        "    Une fin.\n", "    Une fin.\nnotes:\n  - {fr: Une note, en: A note}\n"
    ).replace(
        "nature: [ grant,loan ]\n",
        "nature: [ grant,loan ]\nmoney: {rate_max: 50}\nschedule: {closes: 2027-02-28}\n"
        "origin: {id: '7', url: \"https://x.example/\", imported_on: 2026-11-22}\n",
    )


def test_first_field() -> None:
    """A field that comes before all others stands below the comments at the top."""
    assert spliced("# Top\nkind: AAP\n", title__fr="A") == "# Top\ntitle: {fr: A}\nkind: AAP\n"


def test_without_line_end() -> None:
    """A file that ends without a line end gets one."""
    assert spliced("kind: AAP", nature=["grant"]) == "kind: AAP\nnature: [grant]\n"


def test_text_in_a_short_group() -> None:
    """A text of several lines opens the group that stood on one line."""
    found = spliced("body: {fr: A, en: B}\n", body__fr="Un\n\nDeux")
    assert found == "body:\n  fr: |\n    Un\n\n    Deux\n  en: B\n"


def test_group_instead_of_a_name() -> None:
    """A name that becomes a text per language is written anew."""
    assert spliced("title: A\nkind: AAP\n", title__fr="B") == "title:\n  fr: B\nkind: AAP\n"


def test_group_that_gets_empty() -> None:
    """A group whose last field goes is taken away; of a group that stays, only the field."""
    text = "money:\n  rate_max: 50  # old\n  note: {fr: N}\nkind: AAP\n"
    assert spliced(text, money__rate_max=None) == "money:\n  note: {fr: N}\nkind: AAP\n"
    assert spliced(text, money__rate_max=None, money__note__fr=None) == "kind: AAP\n"
    assert spliced("kind: AAP\n", money__rate_max=None) == "kind: AAP\n"


@pytest.mark.parametrize("text", ["{title: {fr: A}, kind: AAP}\n", "  title: A\n  kind: AAP\n"])
def test_unspliceable(text: str) -> None:
    """A file whose fields do not begin in the first column is not touched."""
    with pytest.raises(Unspliceable):
        spliced(text, kind="scheme")


@pytest.mark.parametrize(
    "value",
    [
        "NO", "true", "null", "~", "12", "1e3", "0x1F", "2026-11-22", "2026-13-45", "12:30", "01000",
        "a: b", "a #b", "# a", "- a", "a, b", "{a}", "[a]", "&a", "*a", "!a", "%a", "@a", "`a`",
        "'a'", '"a"', "a'b\"c", "a\\b", "«\u202fa\u202f»", "🇪🇺 a", "?", "? a", ":", "=", "<<", "|",
        "a\nb", "a\n\n  b\n- c: d #e", "…", "https://a.example/?b=c&d=e#f", "x" * 300,
    ],
)  # fmt: skip
def test_any_text(value: str) -> None:
    """Any text comes back from our strict reader as it was, alone, in a group and in a list."""
    data = {"title": {"fr": value}, "nature": [value], "kind": value}
    found = parsed(render(data, ORDER))
    assert found["title"]["fr"].strip() == value.strip()
    assert found["nature"][0].strip() == value.strip()
    assert found["kind"].strip() == value.strip()


def test_house_style() -> None:
    """New records are written as people write them: short groups on one line, texts as blocks."""
    data = {
        "origin": {"digests": {"title.fr": "0a" * 6, "body.fr": "12345678" * 2}},
        "kind": "AAP",
        "body": {"fr": "Un\n\n- deux"},
        "summary": {"fr": "Mot " * 30},
        "more": {"a": {}, "b": [], "c": None, "d": True, "e": [[1, 2], {"f": 1.5}]},
    }
    assert render(data, ORDER) == (
        f"summary:\n  fr: {('Mot ' * 30)!r}\n"
        "body:\n  fr: |\n    Un\n\n    - deux\n"
        "kind: AAP\n"
        "origin:\n  digests: {title.fr: 0a0a0a0a0a0a, body.fr: '1234567812345678'}\n"
        "more:\n  a: {}\n  b: []\n  c:\n  d: true\n  e:\n    - [1, 2]\n    - {f: 1.5}\n"
    )
