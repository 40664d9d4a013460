"""The tables: CSV that spreadsheets cannot be tricked with."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from desk.addresses import Book
from desk.check import Checked
from desk.machines import machine_files
from desk.machines.tables import Cell, figures_table, table
from desk.records.figure import KeyFigure


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def test_table() -> None:
    """A table is comma-separated UTF-8 with a header, and gives back what stood in its cells."""
    content = table(["a", "é"], [["x, y", 'he said "no"'], ["two\nlines", None], [7.5, -3]])
    assert content.startswith("a,é\r\n".encode())
    assert read(content) == [
        ["a", "é"],
        ["x, y", 'he said "no"'],
        ["two\nlines", ""],
        ["7.5", "-3"],
    ]


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0"]
)
def test_formulas_are_guarded(cell: str) -> None:
    """What a spreadsheet would run gets an apostrophe before it, in the header too."""
    assert read(table([cell], [[cell]])) == [["'" + cell], ["'" + cell]]


@pytest.mark.parametrize("cell", ["a=1", "", " =1", "'x", -1, 0.5])
def test_harmless_cells_are_left_alone(cell: Cell) -> None:
    """Other texts and true numbers, negative ones too, stay as they are."""
    assert read(table(["a", "b"], [[cell, "x"]]))[1] == [str(cell), "x"]


def test_uneven_rows_are_refused() -> None:
    """A row with more or fewer cells than the header is a mistake of the program."""
    with pytest.raises(ValueError, match="1 cells for 2 columns"):
        table(["a", "b"], [["x"]])


@pytest.mark.parametrize(
    ("language", "path", "header", "row"),
    [
        (
            "fr",
            "chiffres/chiffres.csv",
            "chiffre",
            ["sasn-budget", "sasn-budget", "718400000", "EUR", "exact", "2022-11-21", "20"],
        ),
        (
            "en",
            "en/figures/figures.csv",
            "figure",
            ["sasn-budget", "sasn-budget", "718400000", "EUR", "exact", "2022-11-21", "20"],
        ),
    ],
)
def test_figures(checked: Checked, language: str, path: str, header: str, row: list[str]) -> None:
    """Every value of every figure has its row, in the language and the folder of its pages."""
    assert checked.desk is not None
    written, content = figures_table(checked.desk, checked.book, checked.words[language])
    assert written == path
    lines = read(content)
    assert lines[0][0] == header
    values = {
        (figure.id, value.id): value
        for figure in checked.desk.records["figures"].values()
        if isinstance(figure, KeyFigure)
        for value in figure.values
    }
    assert [(line[0], line[1]) for line in lines[1:]] == list(values)
    [found] = [line for line in lines if line[0] == "sasn-budget"]
    assert [found[place] for place in (0, 1, 5, 6, 8, 10, 12)] == row
    assert found[-1].endswith("/sasn-budget/#sasn-budget")
    unknown = checked.words[language]("figure.unknown")
    for line in lines[1:]:
        assert (line[8] == unknown) == (values[line[0], line[1]].value is None)
        assert (line[5] == "") == (values[line[0], line[1]].value is None)


def test_a_page_source_has_no_document(checked: Checked) -> None:
    """A value that a web page gives has no document in its row."""
    assert checked.desk is not None
    figure = KeyFigure.model_validate(
        {
            "id": "sasn-budget",
            "title": {"fr": "x", "en": "x"},
            "topic": "strategy",
            "values": [
                {"id": "x", "value": 1, "unit": "waves", "source": {"url": "https://example.org/"}}
            ],
        }
    )
    records = {**checked.desk.records, "figures": {"sasn-budget": figure}}
    desk = replace(checked.desk, records=records)
    _path, content = figures_table(desk, checked.book, checked.words["en"])
    assert [read(content)[1][place] for place in (6, 11, 12)] == ["waves", "", ""]


def test_a_desk_without_figures_has_no_table(checked: Checked) -> None:
    """Only a desk that has key figures has their tables."""
    assert checked.desk is not None
    tables = {"chiffres/chiffres.csv", "en/figures/figures.csv"}
    paths = {path for path, _content in machine_files(checked.desk, checked.book, checked.words)}
    assert tables <= paths
    records = {name: all_ for name, all_ in checked.desk.records.items() if name != "figures"}
    desk = replace(checked.desk, records=records)
    files = machine_files(desk, Book(), checked.words)
    assert not tables & {path for path, _content in files}
