"""Files are written all or none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desk.importers import files
from desk.importers.files import write_all


def content(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_all(tmp_path: Path) -> None:
    """New files and folders are made, old ones replaced; nothing is left beside them."""
    (tmp_path / "a.yml").write_bytes(b"old")
    write_all(tmp_path, {"a.yml": b"new", "b/c.yml": b"c"})
    assert content(tmp_path) == {"a.yml": b"new", "b/c.yml": b"c"}


@pytest.mark.parametrize("fails_at", [1, 2, 3])
def test_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int) -> None:
    """When a file cannot take its place, those before it are put back."""
    (tmp_path / "b.yml").write_bytes(b"old")
    calls = 0
    replace = os.replace

    def failing(source: Path, target: Path) -> None:
        nonlocal calls
        calls += 1
        if calls == fails_at:
            raise OSError("disk full")
        replace(source, target)

    monkeypatch.setattr(files.os, "replace", failing)
    with pytest.raises(OSError, match="disk full"):
        write_all(tmp_path, {"a.yml": b"a", "b.yml": b"b", "c.yml": b"c"})
    assert content(tmp_path) == {"b.yml": b"old"}


def test_none_is_staged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a file cannot be made, none takes its place."""
    (tmp_path / "a.yml").write_bytes(b"old")
    write = Path.write_bytes

    def failing(path: Path, written: bytes) -> int:
        if path.name == ".b.yml.half":
            raise OSError("disk full")
        return write(path, written)

    monkeypatch.setattr(Path, "write_bytes", failing)
    with pytest.raises(OSError, match="disk full"):
        write_all(tmp_path, {"a.yml": b"a", "b.yml": b"b"})
    assert content(tmp_path) == {"a.yml": b"old"}
