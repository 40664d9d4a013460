"""The scripts of the search: how they read a question, measure mistakes and choose an extract."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from desk.search.forms import fold, mark, words

ROOT = Path(__file__).resolve().parents[3]
NAMES = [
    "RGPD et données de santé",
    "Œuvre du Perpétuel Secours",
    "FURIL-DEM@TER",
    "@Hôtel-Dieu",
    "VisioCyt® 3D",
    "Straße – Łódź",
    "ﬁn",
    "",
]
WORDS = {"ignored": ["le", "la", "un", "est", "ce", "mon", "a"], "elided": ["l", "d", "qu"]}


def ran(*cases: tuple[Any, ...]) -> list[Any]:
    """Give the results of the scripts' functions."""
    run = subprocess.run(
        ["node", str(ROOT / "tests/search.mjs")],
        input=json.dumps(cases),
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[Any] = json.loads(run.stdout)
    return found


def test_names_are_folded_as_in_python() -> None:
    """A name and what is typed are folded, parted and marked alike on both sides."""
    found = ran(
        *[("fold", name) for name in NAMES],
        *[("wordsOf", name) for name in NAMES],
        *[("markOf", "".join(words(name))) for name in NAMES],
    )
    assert found == [*map(fold, NAMES), *map(words, NAMES), *map(mark, NAMES)]


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("le RGPD", [["RGPD", "rgpd", ["rgpd"]]]),
        ("l'hébergement", [["hébergement", "hebergement", ["hebergement"]]]),
        ("d’un hôpital", [["hôpital", "hopital", ["hopital"]]]),
        ("qu'est-ce qu'un DM ?", [["DM", "dm", ["dm"]]]),
        ("SN@SU", [["SN@SU", "snasu", ["snasu"]]]),
        ("@Hôtel-Dieu", [["@Hôtel-Dieu", "hoteldieu", ["hotel", "dieu"]]]),
        ("i-Nov", [["i-Nov", "inov", ["i", "nov"]]]),
        ("règle 11", [["règle", "regle", ["regle"]], ["11", "11", ["11"]]]),
        ("LA", [["LA", "la", ["la"]]]),
        ("la", [["la", "la", ["la"]]]),
        ("? !", []),
    ],
)
def test_a_question_becomes_terms(query: str, terms: list[list[Any]]) -> None:
    """Words that tell nothing and elided ones go, unless they are all or written as an acronym."""
    assert ran(("termsOf", query, WORDS)) == [terms]


@pytest.mark.parametrize(
    ("one", "other", "most", "away"),
    [
        ("rgpd", "rgpd", 2, 0),
        ("rgdp", "rgpd", 1, 1),
        ("alemagne", "allemagne", 2, 1),
        ("suede", "suedes", 2, 1),
        ("suede", "tuede", 2, 1),
        ("cat", "dog", 2, 3),
        ("cat", "catalogue", 2, 3),
    ],
)
def test_mistakes_are_counted(one: str, other: str, most: int, away: int) -> None:
    """A letter wrong, missing, too many, or two in each other's place are one mistake each."""
    assert ran(("distance", one, other, most)) == [away]


def test_longer_words_may_have_more_mistakes() -> None:
    """None below three letters, one up to five, two beyond."""
    assert ran(*[("mistakes", "x" * count) for count in (2, 3, 5, 6, 12)]) == [0, 1, 1, 2, 2]


def test_the_extract_is_where_most_of_it_stands() -> None:
    """It begins before the densest place, marks every word found, and says that it is a part."""
    content = " ".join(f"w{number}" for number in range(100))
    (pieces,) = ran(("excerpt", content, [10, 60, 62, 64]))
    assert [piece.strip() for piece, marked in pieces if marked] == ["w60", "w62", "w64"]
    assert pieces[0][0].startswith("… ")
    assert pieces[-1][0].endswith(" …")
    (start,) = ran(("excerpt", "one two three", []))
    assert start == [["one two three", False]]


def test_headings_are_those_with_most_below() -> None:
    """At most two, and none below which nothing stands."""
    anchors = [
        {"id": "a", "text": "A", "location": 0},
        {"id": "b", "text": "B", "location": 10},
        {"id": "c", "text": "C", "location": 20},
    ]
    found = ran(
        ("sections", anchors, [11, 12, 25]), ("sections", anchors, []), ("sections", None, [1])
    )
    assert [[one["id"] for one in ones] for ones in found] == [["b", "c"], [], []]


def test_phrases_are_filled_in() -> None:
    """Numbers are written and counted as the language does."""
    phrases = {"found": {"one": "{count} mot", "other": "{count} mots de {query}"}, "all": "Tout"}
    found = ran(
        ("said", phrases, "fr", "found", {"count": 1}),
        ("said", phrases, "fr", "found", {"count": 2000, "query": "x"}),
        ("said", phrases, "fr", "all", {}),
    )
    assert found == ["1 mot", "2\u202f000 mots de x", "Tout"]
