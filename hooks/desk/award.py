"""Award: what one applicant may get from a scheme, in words."""

from __future__ import annotations

from desk.records.scheme import Money
from desk.words import Words


def award(money: Money, words: Words) -> str | None:
    """Say the amount and the rate, whichever a source tells; None where it tells neither."""
    told = []
    if money.award_min is not None or money.award_max is not None:
        amounts = (money.award_min, money.award_max)
        least, most = (
            None if amount is None else words.amount(amount, money.currency) for amount in amounts
        )
        told.append(_span(least, most, words))
    if money.rate_min is not None or money.rate_max is not None:
        rates = (money.rate_min, money.rate_max)
        least, most = (None if rate is None else words.percent(rate / 100) for rate in rates)
        told.append(words("award.of_costs", rate=_span(least, most, words)))
    return " · ".join(told) or None


def _span(least: str | None, most: str | None, words: Words) -> str:
    """Say from the least to the most, of which one may be unknown."""
    if least is None or least == most:
        return words("award.up_to", most=most) if least is None else least
    if most is None:
        return words("award.from", least=least)
    return words("award.between", least=least, most=most)
