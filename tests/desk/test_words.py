"""Interface strings, plurals, numbers, money and dates as French and English write them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml
from babel import Locale

from desk.dates import PartialDate
from desk.texts import NBSP, THIN
from desk.words import MissingWord, Words

FRENCH = Words(
    language="fr",
    locale_name="fr_FR",
    phrases={
        "home": "Accueil",
        "as_of": "au {day}",
        "braces": "{{{count}}}",
        "laureates": {"one": "{count} lauréat", "other": "{count} lauréats"},
        "its": {"one": "Son lauréat", "other": "Ses {count} lauréats"},
        "only_other": {"other": "{count} fois"},
        "date.at_time": "{day} à {time}",
        "date.first_half": "1er semestre {year}",
        "date.second_half": "2e semestre {year}",
    },
)
ENGLISH = Words(
    language="en",
    locale_name="en_GB",
    phrases={
        "laureates": {"one": "{count} laureate", "other": "{count} laureates"},
        "date.at_time": "{day} at {time}",
        "date.first_half": "first half of {year}",
        "date.second_half": "second half of {year}",
    },
)
BOTH = {"fr": FRENCH, "en": ENGLISH}


# ---------------------------------------------------------------- strings and plurals


def test_string() -> None:
    """A string is given by its key, with its placeholders filled."""
    assert FRENCH("home") == "Accueil"
    assert FRENCH("as_of", day="1er mars") == "au 1er mars"


def test_values_are_not_templates() -> None:
    """Braces in a value, and doubled ones in a string, are plain characters."""
    assert FRENCH("as_of", day="{day} {0} %s") == "au {day} {0} %s"
    assert FRENCH("braces", count=3) == "{3}"


@pytest.mark.parametrize(
    ("language", "count", "text"),
    [
        ("fr", 0, "0 lauréat"),
        ("fr", 1, "1 lauréat"),
        ("fr", 1.5, "1,5 lauréat"),
        ("fr", 2, "2 lauréats"),
        ("fr", 21, "21 lauréats"),
        ("fr", 12345, f"12{THIN}345 lauréats"),
        ("en", 0, "0 laureates"),
        ("en", 1, "1 laureate"),
        ("en", 1.5, "1.5 laureates"),
        ("en", 2, "2 laureates"),
        ("en", 21, "21 laureates"),
        ("en", 12345, "12,345 laureates"),
    ],
)
def test_plural(language: str, count: float, text: str) -> None:
    """None and one are singular in French, one alone is in English; counts are grouped."""
    assert BOTH[language]("laureates", count=count) == text


@pytest.mark.parametrize(("count", "text"), [(0, "Son lauréat"), (2, "Ses 2 lauréats")])
def test_plural_without_its_number(count: int, text: str) -> None:
    """A plural form need not show its number."""
    assert FRENCH("its", count=count) == text


def test_plural_with_other_only() -> None:
    """Where a category has no form of its own, `other` serves."""
    assert FRENCH("only_other", count=1) == "1 fois"


def test_missing_word() -> None:
    """A string that does not exist is an error that names its key, its file and the language."""
    with pytest.raises(MissingWord) as missing:
        ENGLISH("call.nothing", count=1)
    assert missing.value.args == ("data/vocabulary/interface.yml has no “call.nothing” in “en”",)


def test_missing_placeholder() -> None:
    """A placeholder that gets no value is an error that names it."""
    with pytest.raises(KeyError, match="day"):
        FRENCH("as_of", other="x")


def test_locale_is_parsed_once() -> None:
    """The locale is that of the desk's settings, and the same object each time."""
    assert FRENCH.locale == Locale("fr", "FR")
    assert FRENCH.locale is FRENCH.locale


# ---------------------------------------------------------------- numbers and money


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0, "0", "0"),
        (7, "7", "7"),
        (999, "999", "999"),
        (1234, f"1{THIN}234", "1,234"),
        (1234.5, f"1{THIN}234,5", "1,234.5"),
        (1234567, f"1{THIN}234{THIN}567", "1,234,567"),
        (-3, "-3", "-3"),
        (0.25, "0,25", "0.25"),
    ],
)
def test_number(value: float, french: str, english: str) -> None:
    """French groups thousands by narrow no-break spaces and has a comma, English the contrary."""
    assert FRENCH.number(value) == french
    assert ENGLISH.number(value) == english


@pytest.mark.parametrize(
    ("ratio", "french", "english"),
    [
        (0, f"0{THIN}%", "0%"),
        (0.5, f"50{THIN}%", "50%"),
        (15 / 67, f"22,4{THIN}%", "22.4%"),
        (0.0512, f"5,1{THIN}%", "5.1%"),
        (1, f"100{THIN}%", "100%"),
        (12.5, f"1{THIN}250{THIN}%", "1,250%"),
    ],
)
def test_percent(ratio: float, french: str, english: str) -> None:
    """A percentage has one decimal at most, and French sets a narrow space before the sign."""
    assert FRENCH.percent(ratio) == french
    assert ENGLISH.percent(ratio) == english


@pytest.mark.parametrize(
    ("amount", "french", "english"),
    [
        (17_800_000, "17,8~M€", "€17.8M"),
        (718_400_000, "718,4~M€", "€718.4M"),
        (20_000_000, "20~M€", "€20M"),
        (1_000_000, "1~M€", "€1M"),
        (7_500_000_000, "7,5~Md€", "€7.5~bn"),
        (1_000_000_000, "1~Md€", "€1~bn"),
        (999, "999~€", "€999"),
        (0, "0~€", "€0"),
    ],
)
def test_money(amount: float, french: str, english: str) -> None:
    """Amounts are short: millions and billions, as public sites write them, never broken over lines."""
    assert FRENCH.money(amount) == french.replace("~", NBSP)
    assert ENGLISH.money(amount) == english.replace("~", NBSP)


def test_thousands_of_euros() -> None:
    """Thousands are short too."""
    assert FRENCH.money(950_000).replace(NBSP, "") == "950k€"
    assert ENGLISH.money(950_000) == "€950K"


def test_other_currency() -> None:
    """An amount may have another currency than the desk's own."""
    assert ENGLISH.money(2_500_000, "GBP") == "£2.5M"
    assert FRENCH.money(2_500_000, "GBP") == f"2,5{NBSP}M£"


def test_currency_of_the_desk() -> None:
    """Without a currency an amount has the desk's."""
    words = Words(language="en", locale_name="en_GB", phrases={}, currency="GBP")
    assert words.money(17_800_000) == "£17.8M"


# ---------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("date", "french", "english"),
    [
        ("2024-03-01", "1er mars 2024", "1 March 2024"),
        ("2024-03-02", "2 mars 2024", "2 March 2024"),
        ("2024-03-11", "11 mars 2024", "11 March 2024"),
        ("2024-12-31", "31 décembre 2024", "31 December 2024"),
        ("2021-12", "décembre 2021", "December 2021"),
        ("2021-08", "août 2021", "August 2021"),
        ("2021-Q1", "1er trimestre 2021", "1st quarter 2021"),
        ("2021-Q4", "4e trimestre 2021", "4th quarter 2021"),
        ("2022-H1", "1er semestre 2022", "first half of 2022"),
        ("2022-H2", "2e semestre 2022", "second half of 2022"),
        ("2024", "2024", "2024"),
        ("2026-03-17T12:00", "17 mars 2026 à 12:00", "17 March 2026 at 12:00"),
        ("2026-03-01T09:30", "1er mars 2026 à 09:30", "1 March 2026 at 09:30"),
        ("2026-03-17T00:00", "17 mars 2026 à 00:00", "17 March 2026 at 00:00"),
    ],
)
def test_day(date: str, french: str, english: str) -> None:
    """A date is written as precisely as it is known, and no more."""
    assert FRENCH.day(PartialDate.parse(date)) == french
    assert ENGLISH.day(PartialDate.parse(date)) == english


def test_plain_date() -> None:
    """A plain date is written like one known to the day."""
    assert FRENCH.day(dt.date(2024, 3, 1)) == "1er mars 2024"
    assert ENGLISH.day(dt.date(2024, 3, 1)) == "1 March 2024"


def test_dates_are_kept_apart() -> None:
    """Dates that begin on one day do not stand in for one another when asked for again."""
    forms = ["2024", "2024-H1", "2024-Q1", "2024-01", "2024-01-01", "2024-01-01T00:00"]
    first = [FRENCH.day(PartialDate.parse(form)) for form in forms]
    again = [FRENCH.day(PartialDate.parse(form)) for form in forms]
    assert first == again
    assert len(set(first)) == len(forms)


# ---------------------------------------------------------------- lists and typography


@pytest.mark.parametrize(
    ("items", "french", "english"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a et b", "a and b"),
        (["a", "b", "c"], "a, b et c", "a, b and c"),
    ],
)
def test_both(items: list[str], french: str, english: str) -> None:
    """A list reads as a sentence, without a comma before its last item."""
    assert FRENCH.both(items) == french
    assert ENGLISH.both(items) == english


def test_typeset() -> None:
    """Each language gives its own typography."""
    assert FRENCH.typeset("l'eau ?") == f"l’eau{THIN}?"
    assert ENGLISH.typeset("it's ?") == "it’s ?"


def test_the_desks_own_plurals() -> None:
    """In the desk's own interface every plural reads well for none, one and several."""
    source = Path(__file__).parents[2] / "data" / "vocabulary" / "interface.yml"
    interface = yaml.safe_load(source.read_text(encoding="utf-8"))
    for key, phrase in (("records", "organisation"), ("laureates", "call")):
        for language, locale in (("fr", "fr_FR"), ("en", "en_GB")):
            forms = interface[phrase][key][language]
            words = Words(language=language, locale_name=locale, phrases={key: forms})
            assert words(key, count=1) == forms["one"].format(count=1)
            assert words(key, count=2) == forms["other"].format(count=2)
            nothing = forms["one" if language == "fr" else "other"]
            assert words(key, count=0) == nothing.format(count=0)
