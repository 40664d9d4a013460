"""Foundation: the facts that rules ask for, and words, are checked before any record."""

from __future__ import annotations

from pathlib import Path

import pytest
from makers import Folder

from desk.foundation import Foundation, read_foundation
from desk.places import Places
from desk.questions import Question
from desk.reader import Reader

QUESTIONS = "data/questions.yml"
RIGHT = """\
medical:
  type: bool
  question: {fr: Usage médical ?, en: Medical use?}
  why_we_ask: {fr: Pour savoir., en: To know.}
size:
  type: enum
  values:
    - {id: small, label: {fr: Petite, en: Small}}
    - {id: large, label: {fr: Grande, en: Large}}
  question: {fr: Quelle taille ?, en: What size?}
  why_we_ask: {fr: Pour savoir., en: To know.}
place:
  type: geo
  question: {fr: Où ?, en: Where?}
  why_we_ask: {fr: Pour savoir., en: To know.}
"""
KEY = "write letters, digits, single hyphens and underscores"
PLACES = "data/places.yml"
TREE = "FR: [REG-53, REG-44]\n"
COUNTRIES = "data/vocabulary/countries.yml"
REGIONS = "data/vocabulary/regions.yml"


@pytest.fixture
def asking(small: Folder) -> Folder:
    """A small desk with places and questions."""
    small.put(COUNTRIES, "FR: {fr: France, en: France}\nGB: {fr: Royaume-Uni, en: UK}\n")
    small.put(REGIONS, "REG-53: {fr: Bretagne, en: Brittany}\nREG-44: {fr: Est, en: East}\n")
    small.put(PLACES, TREE)
    small.put(QUESTIONS, RIGHT)
    return small


def read(root: Path) -> tuple[Foundation, list[str]]:
    """Give the foundation of a small desk and its mistakes."""
    reader = Reader(root=root / "data", shown="data")
    foundation = read_foundation(reader)
    assert foundation is not None
    return foundation, [str(mistake) for mistake in reader.mistakes]


def test_a_desk_without_questions(small: Folder) -> None:
    """A desk that asks nothing needs no file of questions."""
    foundation, mistakes = read(small.root)
    assert (foundation.questions, mistakes) == ({}, [])
    assert small.desk().questions == {}


def test_questions(asking: Folder) -> None:
    """The questions are known by their keys; those about places are answered by the places."""
    foundation, mistakes = read(asking.root)
    assert mistakes == []
    assert foundation.questions is not None
    assert list(foundation.questions) == ["medical", "size", "place"]
    assert isinstance(foundation.questions["size"], Question)
    assert [choice.id for choice in foundation.questions["size"].values] == ["small", "large"]
    places = [(choice.id, choice.label) for choice in foundation.questions["place"].values]
    assert places == list(foundation.places.labels.items())
    assert asking.desk().questions == foundation.questions


def test_places(asking: Folder) -> None:
    """A place is known by its name in the lists, in the order of the tree, with what holds it."""
    foundation, mistakes = read(asking.root)
    assert mistakes == []
    assert list(foundation.places.labels) == ["FR", "REG-53", "REG-44"]
    assert foundation.places.parents == {"FR": (), "REG-53": ("FR",), "REG-44": ("FR",)}
    assert foundation.places.roots == ("FR",)
    assert foundation.vocabularies["places"] == foundation.places.labels
    asking.put(PLACES, "FR: [REG-53]\nGB: [FR]\n")
    assert read(asking.root)[0].places.parents["REG-53"] == ("FR", "GB")


NAME_IT = "name it in data/vocabulary/countries.yml"


@pytest.mark.parametrize(
    ("tree", "mistakes"),
    [
        ("FR: [REG-35]\n", ["1:6: The place “REG-35” has no name; write REG-53"]),
        ("Gallia: []\n", [f"1:1: The place “Gallia” has no name; {NAME_IT}"]),
        (
            "FR: REG-53\n",
            ["1:1: This must be the list of the places inside; write it as FR: [REG-53]"],
        ),
        (
            "FR: [REG-53]\nGB: [REG-53]\n",
            ["2:6: “REG-53” already lies in “FR”; write it in one of them"],
        ),
        (
            "FR: [GB]\nGB: [FR]\n",
            ["2:1: “GB” lies in itself; take one of the lines away"],
        ),
    ],
)
def test_wrong_places(asking: Folder, tree: str, mistakes: list[str]) -> None:
    """Each mistake of the places is told with its line; what asks for them is not blamed too."""
    asking.put(PLACES, tree)
    foundation, found = read(asking.root)
    assert found == [f"{PLACES}:{mistake}" for mistake in mistakes]
    assert (foundation.places, foundation.questions) == (Places(), None)


def test_places_wait_for_their_names(asking: Folder) -> None:
    """Where the list of regions cannot be read, that alone is told."""
    asking.put(REGIONS, "REG-53: [\n")
    foundation, found = read(asking.root)
    assert len(found) == 1
    assert found[0].startswith(REGIONS)
    assert foundation.questions is None


def test_unreadable_places(asking: Folder) -> None:
    """Where the places cannot be read, that alone is told."""
    asking.put(PLACES, "FR: [\n")
    foundation, found = read(asking.root)
    assert len(found) == 1
    assert found[0].startswith(PLACES)
    assert foundation.questions is None


WRONG = [
    ("type: bool", "type: boolean", ["2:9: “boolean” is not known here; write bool"]),
    (
        "  question: {fr: Usage médical ?, en: Medical use?}\n",
        "",
        ["2:3: “question:” is missing; write question:"],
    ),
    (
        "{id: large, label: {fr: Grande, en: Large}}",
        "{id: large}",
        ["9:7: “label:” is missing; write label:"],
    ),
    (
        "  type: geo\n",
        "  type: geo\n  units: m\n",
        ["14:3: “units” is not a field here; write unit:"],
    ),
    (
        "en: Medical use?",
        "de: Medical use?",
        ["3:39: “de” is not a language of this desk; write fr: and en:"],
    ),
    ("{id: large,", "{id: small,", ["9:12: “small” stands twice; give each its own id"]),
    ("{id: large,", "{id: 'a.b',", [f"9:12: “a.b” cannot be an id; {KEY}"]),
    ("{id: large,", "{id: '',", [f"9:12: “” cannot be an id; {KEY}"]),
    ("size:\n", "'what size?':\n", [f"5:1: “what size?” cannot be the key of a fact; {KEY}"]),
    (
        (
            "  values:\n    - {id: small, label: {fr: Petite, en: Small}}\n"
            "    - {id: large, label: {fr: Grande, en: Large}}\n"
        ),
        "",
        ["5:1: There is nothing to choose from (enum); write values:"],
    ),
    (
        "  type: enum\n",
        "  type: multi\n  values: []\n",
        ["8:3: The key “values” stands already on line 7; keep one of the two"],
    ),
    *(
        (
            "  type: enum\n",
            f"  type: {kind}\n",
            [
                (
                    f"8:5: The answer to this type of question ({kind}) is not chosen from a list; "
                    "take values: away"
                )
            ],
        )
        for kind in ("bool", "int", "money")
    ),
    (
        "place:\n  type: geo\n",
        "here: everywhere\nplace:\n  type: geo\n",
        ["12:7: This must be a group of lines “key: value”; indent them below the key"],
    ),
    (
        "  type: bool\n",
        "  type: bool\n  allow_unknown: maybe\n",
        ["3:18: This must be true or false; write true or false"],
    ),
    # Several at once, each at its place.
    (
        RIGHT,
        "'a b':\n  type: enum\n  question: {fr: Q, en: Q}\n  why_we_ask: {fr: P}\nb: {type: bol}\n",
        [
            "5:4: “question:” is missing; write question:",
            "5:4: “why_we_ask:” is missing; write why_we_ask:",
            "5:11: “bol” is not known here; write bool",
            f"1:1: “a b” cannot be the key of a fact; {KEY}",
            "1:1: There is nothing to choose from (enum); write values:",
        ],
    ),
]


@pytest.mark.parametrize(("old", "new", "mistakes"), WRONG)
def test_wrong_questions(asking: Folder, old: str, new: str, mistakes: list[str]) -> None:
    """Each mistake of the questions is told with its line; then no question is known."""
    asking.replace(QUESTIONS, old, new)
    foundation, found = read(asking.root)
    assert found == [f"{QUESTIONS}:{mistake}" for mistake in mistakes]
    assert foundation.questions is None


def test_what_asks_is_not_blamed_for_the_questions(asking: Folder) -> None:
    """A rule that asks a question with a mistake is not told that there is no such question."""
    asking.put(QUESTIONS, RIGHT.replace("type: bool", "type: boolean"))
    asking.replace(
        "data/desk.yml",
        "navigation:\n",
        "  guides:\n    segment: {fr: regles, en: rules}\nnavigation:\n",
    )
    for name in ("guide_kinds", "guide_topics"):
        asking.put(f"data/vocabulary/{name}.yml", "x: {fr: X, en: X}\n")
    claim = "  - text: {fr: A, en: A}\n    cite:\n      - {source: a}\n"
    asking.put(
        "data/guides/rule.yml",
        "title: Rule\nupdated: 2026-11-01\nkind: x\ntopic: x\n"
        "applies_if: {id: a, fact: medical, op: is_true, label: {fr: A, en: A}}\n"
        f"in_brief:\n{claim}{claim}sources:\n  - {{id: a, url: 'https://example.org/'}}\n",
    )
    assert asking.mistakes() == [f"{QUESTIONS}:2:9: “boolean” is not known here; write bool"]
    asking.put(QUESTIONS, RIGHT)
    assert asking.mistakes() == []
    asking.remove(QUESTIONS)
    assert asking.mistakes() == [
        (
            "data/guides/rule.yml:5:27: There is no question “medical” in data/questions.yml; "
            "write one that exists, or add it there"
        )
    ]


def test_a_comma_does_not_cut_a_string_short(small: Folder) -> None:
    """An interface string with a comma needs quotes: what follows it would be lost."""
    words = "data/vocabulary/interface.yml"
    small.replace(words, "home: {fr: Accueil, en: Home}", "home: {fr: Ici, chez vous, en: Home}")
    assert read(small.root)[1] == [
        (
            f"{words}:1:17: “chez vous” is not a language of this desk; "
            "take it away; a text with a comma in it needs quotes"
        )
    ]
