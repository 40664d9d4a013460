"""Files that somebody saved from the API."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk.importers.saved import Unreadable, read_saved


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('{"count": 1, "results": [{"id": 1}]}', [{"id": 1}]),
        ('[{"id": 1}, {"id": 2}]', [{"id": 1}, {"id": 2}]),
        ('\ufeff{"id": 1}', [{"id": 1}]),
        ('{"id": 1}\n\n{"results": [{"id": 2}]}\n[{"id": 3}]\n', [{"id": 1}, {"id": 2}, {"id": 3}]),
        ('{"results": []}', []),
        ('{"results": 5, "id": 1}', [{"results": 5, "id": 1}]),
        ("5", [5]),
    ],
)
def test_forms(tmp_path: Path, text: str, wanted: list[object]) -> None:
    """A page, a list, one aid, or a line for each of these."""
    path = tmp_path / "saved.json"
    path.write_text(text, encoding="utf-8")
    assert read_saved(path) == wanted


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"\xff\xfe", "no text in UTF-8"),
        (b'{"id": 1}\n{"id": 2\n', "line 2"),
        (b'{"results": [{"id": 1},\n', "Expecting"),
        (b'{"results":\n [{"id": 1}', "line 2 column"),
        (b"<html>", "no whole JSON"),
        (b"[" * 200_000, "no whole JSON"),
    ],
)
def test_broken(tmp_path: Path, content: bytes, words: str) -> None:
    """A file that is cut or something else is told, with the place."""
    path = tmp_path / "saved.json"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=words):
        read_saved(path)


def test_missing(tmp_path: Path) -> None:
    """A file that is not there, and a folder, are told."""
    for path in (tmp_path / "no.json", tmp_path):
        with pytest.raises(Unreadable, match="name another file"):
            read_saved(path)
