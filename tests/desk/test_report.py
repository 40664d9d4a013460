"""Mistakes as people, GitHub and programs read them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from desk.mistakes import Mistake
from desk.report import FORMATS, as_json, github, human, print_mistakes

SOURCE = "title: Été\nkind: AAP\n\tbad: œuvre\n\n" + "x" * 300 + "\nlast"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a project with one file."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.yml").write_text(SOURCE, encoding="utf-8")
    return tmp_path


def mistake(line: int = 1, column: int = 1, **other: str) -> Mistake:
    fields = {"path": "data/a.yml", "what": "This is wrong", "fix": "write it right"} | other
    return Mistake(line=line, column=column, **fields)


# ---------------------------------------------------------------- for people


@pytest.mark.parametrize(
    ("line", "column", "shown", "caret"),
    [
        (1, 1, "title: Été", "^"),
        (1, 8, "title: Été", "       ^"),
        (1, 11, "title: Été", "          ^"),
        (2, 7, "kind: AAP", "      ^"),
        (3, 7, " bad: œuvre", "      ^"),
        (3, 8, " bad: œuvre", "       ^"),
        (6, 4, "last", "   ^"),
    ],
)
def test_caret(root: Path, line: int, column: int, shown: str, caret: str) -> None:
    """The mark stands under the character at fault, accents and tabs counted as one."""
    assert human([mistake(line, column)], root) == (
        f"data/a.yml:{line}:{column}: This is wrong\n"
        f"    {shown}\n"
        f"    {caret}\n"
        "    → write it right\n"
        "\n"
        "1 mistake to put right."
    )
    assert len(caret) == column


def test_long_line(root: Path) -> None:
    """Of a long line the beginning is shown."""
    shown = human([mistake(5, 3)], root).splitlines()
    assert shown[1] == "    " + "x" * 160
    assert shown[2] == "      ^"


@pytest.mark.parametrize("line", [0, 4, 7, 99])
def test_line_without_text(root: Path, line: int) -> None:
    """Where the line is empty or does not exist, none is shown."""
    assert human([mistake(line)], root) == (
        f"data/a.yml:{line}:1: This is wrong\n    → write it right\n\n1 mistake to put right."
    )


def test_missing_file(root: Path) -> None:
    """A mistake about a file that is not there is told without a line."""
    assert human([mistake(path="data/b.yml")], root).startswith(
        "data/b.yml:1:1: This is wrong\n    → write it right\n"
    )


def test_file_that_is_no_text(root: Path) -> None:
    """A file that is not UTF-8 is shown as far as it can be read."""
    (root / "data" / "a.yml").write_bytes(b"title: \xff\n")
    assert "    title: �\n           ^\n" in human([mistake(1, 8)], root)


def test_without_fix(root: Path) -> None:
    """A mistake without a remedy shows none."""
    assert "→" not in human([mistake(fix="")], root)


def test_order_and_count(root: Path) -> None:
    """Every mistake is told, in the order given, and counted."""
    text = human([mistake(1, what="First"), mistake(2, what="Second")], root)
    assert text.index("First") < text.index("Second")
    assert text.endswith("\n\n2 mistakes to put right.")


@pytest.mark.parametrize("name", ["human", "github", "json"])
def test_formats(root: Path, name: str) -> None:
    """Each format tells the file, the line, the column, what is wrong and what to write."""
    text = FORMATS[name]([mistake(2, 7)], root)
    for part in ("data/a.yml", "2", "7", "This is wrong", "write it right"):
        assert part in text


def test_no_mistakes(root: Path) -> None:
    """Without mistakes a person is told so, GitHub is told nothing, programs get an empty list."""
    assert human([], root) == "No mistake found."
    assert github([], root) == ""
    assert json.loads(as_json([], root)) == []


def test_print(root: Path) -> None:
    """Mistakes are printed as people read them, with a line end."""
    out = io.StringIO()
    print_mistakes([mistake()], out, root=root)
    assert out.getvalue() == human([mistake()], root) + "\n"


# ---------------------------------------------------------------- for GitHub


def test_github(root: Path) -> None:
    """GitHub gets one command a mistake."""
    text = github([mistake(2, 7), mistake(3, 1, fix="")], root)
    assert text == (
        "::error file=data/a.yml,line=2,col=7::This is wrong; write it right\n"
        "::error file=data/a.yml,line=3,col=1::This is wrong"
    )


def test_github_escapes_messages(root: Path) -> None:
    """A message cannot end its command: line ends and percent signs are escaped, once."""
    what = "50 % of\r\n::error file=x,line=1::%0A"
    text = github([mistake(what=what, fix="a:b, c")], root)
    assert text == (
        "::error file=data/a.yml,line=1,col=1::50 %25 of%0D%0A::error file=x,line=1::%250A; a:b, c"
    )
    assert "\n" not in text
    assert "\r" not in text


def test_github_escapes_paths(root: Path) -> None:
    """A path cannot end its property: colons and commas are escaped too."""
    text = github([mistake(path="data/a,line=9:b%\n.yml")], root)
    assert text.startswith("::error file=data/a%2Cline=9%3Ab%25%0A.yml,line=1,col=1::")


# ---------------------------------------------------------------- for programs


def test_json(root: Path) -> None:
    """Programs get every field with its type, and text as it is."""
    text = as_json([mistake(2, 7, what='« é » \n "quoted"')], root)
    assert json.loads(text) == [
        {
            "path": "data/a.yml",
            "line": 2,
            "column": 7,
            "what": '« é » \n "quoted"',
            "fix": "write it right",
        }
    ]
    assert "« é »" in text
