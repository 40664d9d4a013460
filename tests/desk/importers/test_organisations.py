"""Organisations that aids name, found among ours or made as drafts."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.importers.organisations import Organisations, shorten
from desk.importers.tables import NewOrganisations
from desk.reader import Reader

TABLES = NewOrganisations(kind="agency", by_word={"Région": "authority"})


@pytest.fixture
def known(tmp_path: Path) -> Organisations:
    folder = tmp_path / "organisations"
    folder.mkdir()
    for name, text in {
        "ans": "title: ANS\nfull_name: {fr: Agence du numérique en santé, en: Digital Health Agency}\n",
        "bretagne": "title: Région Bretagne\nspellings: [Conseil régional de Bretagne, Double]\n",
        "other": "title: {fr: Double}\nspellings: [5]\n",
        "broken": "title: [\n",
    }.items():
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return Organisations.read(Reader(root=tmp_path, shown="data"))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("ANS", "ans"),
        ("agence du numerique en sante", "ans"),
        ("Agence du Numérique en Santé (ANS)", "ans"),
        ("Une agence (ANS)", "ans"),
        ("Agence du numérique en santé (XYZ)", "ans"),
        ("Conseil régional de Bretagne", "bretagne"),
        ("Bretagne", None),
        ("Double", None),
        ("Agence", None),
    ],
)
def test_find(known: Organisations, name: str, found: str | None) -> None:
    """Only a whole name that one organisation has counts; two that share it are no answer."""
    assert known.find(name) == found


def test_near(known: Organisations) -> None:
    """Names that are nearly the same are offered to the editor."""
    assert known.near("Conseil régional de la Bretagne") == ["bretagne"]
    assert known.near("Commune d’Ailleurs") == []


def test_make(known: Organisations) -> None:
    """A new organisation is a draft, is found from then on, and takes no file that exists."""
    assert known.make("Région Ailleurs (RA)", TABLES, {"id": "x"}) == "region-ailleurs"
    assert known.find("Région Ailleurs") == known.find("Région Ailleurs (RA)") == "region-ailleurs"
    assert known.made["region-ailleurs"] == {
        "title": "Région Ailleurs",
        "spellings": ["RA"],
        "publication": "draft",
        "kind": "authority",
        "origin": {"id": "x"},
    }
    assert known.make("ANS!", TABLES, {}) == "ans-2"
    assert known.made["ans-2"]["kind"] == "agency"
    assert known.make("Broken", TABLES, {}) == "broken-2"


def test_shorten() -> None:
    """The name of a file ends with a whole word, if it has one."""
    assert shorten("a-b") == "a-b"
    assert shorten("abc-def-ghi", 8) == "abc-def"
    assert shorten("abc-def-ghi", 7) == "abc-def"
    assert shorten("x" * 80) == "x" * 60
