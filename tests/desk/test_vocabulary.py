"""The closed lists and the source documents of `data/vocabulary/`."""

from __future__ import annotations

from pathlib import Path

import pytest
from makers import Folder

from desk.foundation import Foundation, read_foundation
from desk.reader import Reader

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = "data/vocabulary/documents.yml"
REAL = sorted(path.stem for path in (ROOT / "data/vocabulary").glob("*.yml"))


@pytest.fixture(scope="module")
def real() -> Foundation:
    """This project's lists."""
    reader = Reader(root=ROOT / "data", shown="data")
    foundation = read_foundation(reader)
    assert reader.mistakes == []
    assert foundation is not None
    return foundation


@pytest.mark.parametrize("name", [name for name in REAL if name not in ("documents", "interface")])
def test_real_list(real: Foundation, name: str) -> None:
    """Each list of this project has terms, and each term a label in both languages."""
    terms = real.vocabularies[name]
    assert terms
    for label in terms.values():
        assert [language for language, text in label if text] == ["fr", "en"]


def test_real_documents(real: Foundation) -> None:
    """Each source document says what it is, and when it was written or why that is not known."""
    assert len(real.documents) == 5
    for document in real.documents.values():
        assert document.title.in_("fr").text
        assert document.date is not None or document.date_note is not None


def test_real_words(real: Foundation) -> None:
    """The interface says the same things in both languages."""
    assert set(real.words) == {"fr", "en"}
    assert set(real.words["fr"].phrases) == set(real.words["en"].phrases)


def test_terms_keep_the_order_of_the_file(small: Folder) -> None:
    """The terms of a list stand in the order of its file, whatever their letters."""
    small.put("data/vocabulary/themes.yml", "z: {fr: Z, en: Z}\na: {fr: A, en: A}\n")
    assert list(small.desk().vocabularies["themes"]) == ["z", "a"]


@pytest.mark.parametrize("term", ["a", "REG-53", "seed_lender", "france-2030", "A1"])
def test_ids_of_terms(small: Folder, term: str) -> None:
    """The id of a term is made of letters, digits, hyphens and underscores."""
    small.put("data/vocabulary/themes.yml", f"{term}: {{fr: Un, en: One}}\n")
    assert small.mistakes() == []


@pytest.mark.parametrize("term", ["a b", "-a", "a--b", "é", "a.b", "a/b"])
def test_what_is_no_id_of_a_term(small: Folder, term: str) -> None:
    """Anything else is no id: it would be one in an address, a class or a file."""
    small.put("data/vocabulary/themes.yml", f"'{term}': {{fr: Un, en: One}}\n")
    assert small.mistakes() == [
        f"data/vocabulary/themes.yml:1:1: “{term}” cannot be the id of a term; "  # noqa: ISC004
        "write letters, digits and hyphens"
    ]


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ("{title: A}", "2:4: “language:” is missing; write language:"),
        (
            "{title: A, language: fr, date: soon}",
            "2:35: “soon” is not a date; write 2021-12-31, 2021-12, 2021-Q4, 2021-H2 or 2021",
        ),
        (
            "{title: A, language: fr, url: here}",
            "2:34: This is not a web address; write it in full, as https://example.org/page",
        ),
        (
            "{title: A, language: fr, publisher: B}",
            "2:40: This text needs one line per language: fr: and en:",
        ),
        ("a title", "2:4: This must be a group of lines “key: value”; indent them below the key"),
    ],
)
def test_documents(small: Folder, document: str, told: str) -> None:
    """What is wrong in a source document is told once, at its place in the list."""
    small.add(DOCUMENTS, f"b: {document}\n")
    assert small.mistakes() == [f"{DOCUMENTS}:{told}"]


def test_a_wrong_document_exists(small: Folder) -> None:
    """Records that name a document with mistakes are not told to name another."""
    small.put(DOCUMENTS, "report-2022: {title: A report}\n")
    assert small.mistakes() == [f"{DOCUMENTS}:1:14: “language:” is missing; write language:"]


def test_every_mistake_of_every_list(small: Folder) -> None:
    """All mistakes of all lists are told at once."""
    small.put("data/vocabulary/themes.yml", "a: A\nb: {fr: B}\n")
    small.put("data/vocabulary/units.yml", "EUR: {fr: euros, en: euros}\nprojects: {}\n")
    assert [told.partition("; ")[0] for told in small.mistakes()] == [
        "data/vocabulary/themes.yml:1:4: This text needs one line per language: fr: and en:",
        "data/vocabulary/themes.yml:2:1: “b” has no label in “en”",
        "data/vocabulary/units.yml:2:11: This text has no language",
    ]


def test_plurals_and_groups_of_words(small: Folder) -> None:
    """Interface strings are named by the groups that they stand in, and may have plurals."""
    words = small.check().words
    assert words["fr"]("home") == "Accueil"
    assert words["en"]("call.laureates", count=1) == "1 laureate"
    assert words["en"]("call.laureates", count=2) == "2 laureates"
