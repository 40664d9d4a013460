"""Words, numbers, dates and money in the reader's language.

Interface strings live in `data/vocabulary/interface.yml`; plurals, numbers, dates and money
follow Babel's rules for the locale that `data/desk.yml` gives to each language.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_time, get_timezone_name
from babel.lists import format_list
from babel.numbers import (
    format_compact_currency,
    format_currency,
    format_decimal,
    format_percent,
)

from desk.dates import PartialDate
from desk.texts import NBSP, THIN, typeset

_SCALED = re.compile(rf"(?<=[{THIN}{NBSP}])(k|M|Md){NBSP}([€£])")
_BILLION = re.compile(r"(?<=\d)B$")

Phrase = str | Mapping[str, str]
"""A string, or one per plural category (`one`, `other`)."""


def typeset_phrase(phrase: Phrase, language: str) -> Phrase:
    """Give a phrase with the typography of its language."""
    if isinstance(phrase, str):
        return typeset(phrase, language)
    return {category: typeset(text, language) for category, text in phrase.items()}


class MissingWord(KeyError):
    """A template asks for an interface string that `interface.yml` does not have."""

    def __init__(self, key: str, language: str) -> None:
        super().__init__(f"data/vocabulary/interface.yml has no “{key}” in “{language}”")


@dataclass(frozen=True, kw_only=True)
class Words:
    """One language: its interface strings and its ways of writing numbers and dates."""

    language: str
    locale_name: str
    phrases: Mapping[str, Phrase]
    currency: str = "EUR"
    _cache: dict[object, str] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def locale(self) -> Locale:
        """Babel's locale, parsed once."""
        return Locale.parse(self.locale_name)

    def __call__(self, key: str, **values: object) -> str:
        """Give the string `key` with its `{placeholders}` filled; `count` chooses the plural."""
        phrase = self.phrases.get(key)
        if phrase is None:
            raise MissingWord(key, self.language)
        if isinstance(phrase, str):
            text = phrase
        else:
            count = values.get("count", 0)
            assert isinstance(count, int | float)
            text = phrase.get(self._category(count), phrase["other"])
        if values:
            text = text.format(
                **{
                    name: self.number(value) if isinstance(value, int | float) else value
                    for name, value in values.items()
                }
            )
        return text

    def below(self, group: str) -> dict[str, Phrase]:
        """Give the strings of a group by the rest of their keys, as scripts need them."""
        start = f"{group}."
        return {
            key.removeprefix(start): phrase
            for key, phrase in self.phrases.items()
            if key.startswith(start)
        }

    def _category(self, count: float) -> str:
        """Give the plural category of a count, such as `one` or `other`."""
        found = self._cache.get(("plural", count))
        if found is None:
            found = self._cache["plural", count] = str(self.locale.plural_form(count))
        return found

    def number(self, value: float) -> str:
        """Write a number: 1 234,5 in French, 1,234.5 in English."""
        found = self._cache.get(value)
        if found is None:
            found = self._cache[value] = format_decimal(value, locale=self.locale)
        return found

    def percent(self, ratio: float) -> str:
        """Write a ratio as a percentage with at most one decimal."""
        pattern = "#,##0.#\u202f%" if self.language == "fr" else "#,##0.#%"
        return format_percent(ratio, format=pattern, locale=self.locale)

    def money(self, amount: float, currency: str | None = None) -> str:
        """Write an amount short where no digit is lost: 17,8 M€, €17.8M; else in full."""
        currency = currency or self.currency
        scale = next((scale for scale in (10**9, 10**6, 10**3) if abs(amount) >= scale), 1)
        for digits in range(3):
            if round(round(amount / scale, digits) * scale) == amount:
                text = format_compact_currency(
                    amount, currency, locale=self.locale, fraction_digits=digits
                )
                # CLDR sets a space between M and €; French public sites write M€. It has B for
                # a British billion, which is written bn.
                text = _SCALED.sub(r"\1\2", _sign(text))
                return _BILLION.sub(f"{NBSP}bn", text) if self.language == "en" else text
        return self._in_full(amount, currency)

    def amount(self, amount: float, currency: str | None = None) -> str:
        """Write what one applicant may get: short from a million on, else in full: €300,000."""
        if abs(amount) >= 10**6:
            return self.money(amount, currency)
        return self._in_full(amount, currency or self.currency)

    def _in_full(self, amount: float, currency: str) -> str:
        pattern = self.locale.currency_formats["standard"].pattern
        if float(amount).is_integer():
            pattern = pattern.replace(".00", "")
        return _sign(
            format_currency(amount, currency, pattern, locale=self.locale, currency_digits=False)
        )

    def day(self, date: PartialDate | dt.date) -> str:
        """Write a date as precisely as it is known: 1er mars 2024, décembre 2021, 2024."""
        found = self._cache.get(date)
        if found is None:
            found = self._cache[date] = self._day(date)
        return found

    def _day(self, date: PartialDate | dt.date) -> str:
        if isinstance(date, dt.date):
            return self._full(date)
        match date.precision:
            case "time":
                assert date.time is not None
                time = format_time(date.time, "short", locale=self.locale)
                return self("date.at_time", day=self._full(date.first), time=time)
            case "day":
                return self._full(date.first)
            case "month":
                return format_date(date.first, "LLLL y", locale=self.locale)
            case "quarter":
                return format_date(date.first, "QQQQ y", locale=self.locale)
            case "half":
                half = "date.first_half" if date.first.month == 1 else "date.second_half"
                return self(half, year=str(date.first.year))
            case "year":
                return str(date.first.year)

    def _full(self, date: dt.date) -> str:
        text = format_date(date, "long", locale=self.locale)
        if self.language == "fr" and date.day == 1:
            text = "1er" + text[1:]
        return text

    def hour(self, moment: dt.datetime) -> str:
        """Write the hour of a moment in its own time zone: 10:00."""
        return format_time(moment.time(), "short", locale=self.locale)

    def zone(self, moment: dt.datetime) -> str:
        """Name a moment's time zone, as it is on that day, with its country and its offset."""
        country = get_global("zone_territories").get(str(moment.tzinfo), "")
        name = get_timezone_name(moment, "long", locale=self.locale)
        offset = f"{moment:%z}"
        sign, hours, minutes = "−" if offset[0] == "-" else "+", int(offset[1:3]), offset[3:5]
        utc = f"UTC{sign}{hours}" + (f":{minutes}" if minutes != "00" else "")
        return f"{self.locale.territories.get(country, country)} – {name}, {utc}"

    def both(self, items: list[str]) -> str:
        """Join items into a sentence: a, b et c."""
        return format_list(items, locale=self.locale)

    def typeset(self, text: str) -> str:
        """Give `text` with this language's typography."""
        return typeset(text, self.language)


def _sign(text: str) -> str:
    """Write pounds as £: CLDR tells British ones apart in French, where no other are meant."""
    return text.replace("£GB", "£")
