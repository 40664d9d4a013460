"""Tables as CSV files."""

from __future__ import annotations

import csv
import io

import pytest

from desk.machines.tables import table


def test_table() -> None:
    """A table has a header, commas, UTF-8, a point in decimals; unknown stays empty."""
    assert table(["Région", "Part"], [["Île-de-France", 3.5], ["La Réunion", None]]) == (
        "Région,Part\r\nÎle-de-France,3.5\r\nLa Réunion,\r\n".encode()
    )


def test_no_rows() -> None:
    """A table without rows is its header."""
    assert table(["a", "b"], []) == b"a,b\r\n"


@pytest.mark.parametrize("text", ["a,b", 'a "b"', "a\nb", "« a » ; b"])
def test_special_characters(text: str) -> None:
    """Whatever a text holds, a reader of CSV gives it back."""
    read = list(csv.reader(io.StringIO(table([text], [[text]]).decode(), newline="")))
    assert read == [[text], [text]]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_formulas(text: str) -> None:
    """A text that a spreadsheet would calculate begins with an apostrophe, in the header too."""
    read = list(csv.reader(io.StringIO(table([text], [[text]]).decode(), newline="")))
    assert read == [["'" + text], ["'" + text]]


def test_numbers_are_numbers() -> None:
    """A negative number is no formula."""
    assert table(["a"], [[-1], [0], [2.5]]) == b"a\r\n-1\r\n0\r\n2.5\r\n"
