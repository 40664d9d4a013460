"""What one applicant may get, in words: every combination of bounds, in both languages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desk.award import award
from desk.check import check
from desk.foundation import read_foundation
from desk.reader import Reader
from desk.records.scheme import Money

if TYPE_CHECKING:
    from desk.words import Words

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def words() -> dict[str, Words]:
    """The words of this desk."""
    found = read_foundation(Reader(root=ROOT / "data", shown="data"))
    assert found is not None
    return dict(found.words)


def money(**bounds: int | str | None) -> Money:
    return Money.model_validate({**bounds, "cite": [{"source": "page"}]})


AMOUNTS = {
    (None, None): None,
    (None, 50_000): ("Jusqu’à 50 000 €", "Up to €50,000"),
    (5_000, None): ("À partir de 5 000 €", "From €5,000"),
    (5_000, 50_000): ("De 5 000 € à 50 000 €", "€5,000 to €50,000"),
    (50_000, 50_000): ("50 000 €", "€50,000"),
    (300_000, 2_500_000): ("De 300 000 € à 2,5 M€", "€300,000 to €2.5M"),
    (None, 1_000_000_000): ("Jusqu’à 1 Md€", "Up to €1 bn"),
    (0, 1): ("De 0 € à 1 €", "€0 to €1"),
}
RATES = {
    (None, None): None,
    (None, 70): ("Jusqu’à 70 % des coûts", "Up to 70% of costs"),
    (25, None): ("À partir de 25 % des coûts", "From 25% of costs"),
    (25, 70): ("De 25 % à 70 % des coûts", "25% to 70% of costs"),
    (30, 30): ("30 % des coûts", "30% of costs"),
    (0, 100): ("De 0 % à 100 % des coûts", "0% to 100% of costs"),
}


def spaced(text: str) -> str:
    """Write plain spaces: which kind is typography's business."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("rates", RATES)
@pytest.mark.parametrize("amounts", AMOUNTS)
def test_every_combination(
    amounts: tuple[int | None, int | None],
    rates: tuple[int | None, int | None],
    language: str,
    words: dict[str, Words],
) -> None:
    """Least, most, both or neither, of the amount and of the rate: only what a source tells is said."""
    place = ["fr", "en"].index(language)
    told = [AMOUNTS[amounts], RATES[rates]]
    expected = " · ".join(each[place] for each in told if each) or None
    found = award(
        money(award_min=amounts[0], award_max=amounts[1], rate_min=rates[0], rate_max=rates[1]),
        words[language],
    )
    assert (found and spaced(found)) == expected


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "De 1 000 £ à 2 M£"), ("en", "£1,000 to £2M")]
)
def test_another_currency(language: str, said: str, words: dict[str, Words]) -> None:
    """A British scheme pays in pounds, and says so."""
    found = award(money(currency="GBP", award_min=1000, award_max=2_000_000), words[language])
    assert spaced(found or "") == said


@pytest.mark.parametrize(
    "bounds",
    [{"project_min": 1, "project_max": 5}, {"envelope": 9_000_000}, {}],
)
def test_what_is_not_the_applicant_s_is_not_said(
    bounds: dict[str, int], words: dict[str, Words]
) -> None:
    """The size of the project and what there is for all are not what one gets."""
    assert award(money(**bounds), words["en"]) is None
    assert not money(**bounds).is_told


def test_every_real_call_that_tells_an_amount_says_it(words: dict[str, Words]) -> None:
    """Every call whose source gives an amount or a rate says it in both languages."""
    desk = check(ROOT / "data", ROOT / "docs", dt.date(2026, 11, 22)).desk
    told = [call.money for call in desk.calls.values() if call.money] if desk else []
    said = [(one, award(one, words[language])) for one in told for language in ("fr", "en")]
    assert sum(text is not None for _one, text in said) > 60
    assert all((text is not None) == one.is_told for one, text in said)
