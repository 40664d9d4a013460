"""Forms: one name, typed in several ways."""

from __future__ import annotations

import pytest

from desk.search.forms import distinct, fold, mark, number, variants, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Évaluation", "evaluation"),
        ("Œuvre", "oeuvre"),
        ("plain", "plain"),
        ("æther ﬁn", "aether fin"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    """Accents, ligatures and capitals make no difference."""
    assert fold(text) == folded


def test_words() -> None:
    """Words are letters and digits; signs part them."""
    assert words("L’AI Act, 2025/327") == ["l", "ai", "act", "2025", "327"]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("FURIL-DEM@TER", {"furil dem ter", "furildemter", "furil demater", "furildemater"}),
        ("SN@SU", {"snsu", "snasu"}),
        ("G_NIUS", {"gnius"}),
        ("CAPS’UL", {"capsul", "caps ul"}),
        ("i-Nov", {"inov", "i nov"}),
        ("AP-HP CFDC", {"aphp cfdc"}),
        ("Plain name", set()),
    ],
)
def test_variants(name: str, typed: set[str]) -> None:
    """Signs inside a name are left out, part it, or are the letter that they look like."""
    assert typed <= set(variants(name))
    assert bool(typed) == bool(set(variants(name)))


def test_distinct() -> None:
    """Names that read alike are one, and what has no letter is none."""
    assert distinct(["AP-HP", "ap hp", "—", "APHP"]) == ("AP-HP", "APHP")


def test_mark() -> None:
    """Ways to type a name have one mark, of three signs."""
    assert mark("AP-HP") == mark("ap hp") != mark("INRIA")
    assert len(mark("")) == 3


def test_number() -> None:
    """Numbers are written with the digits and letters, in a fixed width."""
    assert [number(value, 2) for value in (0, 35, 36, 1295)] == ["00", "0z", "10", "zz"]
