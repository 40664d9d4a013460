"""The skeleton is given back as it was kept, or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desk import skeleton
from desk.skeleton import Skeleton

KEPT = Skeleton(
    digest="abc",
    shells={("fr", "call"): "<p>é « à »</p>", ("en", "call"): "<p>\u2028</p>"},
    pages={"fr/index.md": "<h1>Accueil</h1>", "en/index.md": "<h1>Home</h1>"},
    files={"assets/a.css": b"a{}", "b.bin": bytes(range(256)), "empty.txt": b""},
)


def test_round_trip(tmp_path: Path) -> None:
    """Shells, pages and files come back as they were, files byte for byte and in their order."""
    KEPT.save(tmp_path / "cache" / "desk")
    found = Skeleton.load(tmp_path / "cache" / "desk", "abc")
    assert found == KEPT
    assert found is not None
    assert list(found.files) == list(KEPT.files)


def test_other_inputs(tmp_path: Path) -> None:
    """A skeleton that was made from other inputs is not given."""
    KEPT.save(tmp_path)
    assert Skeleton.load(tmp_path, "abd") is None


def test_nothing_kept(tmp_path: Path) -> None:
    """Where nothing was kept there is no skeleton."""
    assert Skeleton.load(tmp_path / "nowhere", "abc") is None


def test_other_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A skeleton of an older form is not read."""
    KEPT.save(tmp_path)
    monkeypatch.setattr(skeleton, "FORM", skeleton.FORM + 1)
    assert Skeleton.load(tmp_path, "abc") is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"{}",
        json.dumps({"form": skeleton.FORM}).encode(),
        json.dumps({"form": skeleton.FORM, "digest": "abc"}).encode(),
        json.dumps({"form": skeleton.FORM, "digest": "abc", "shells": [["fr", "call"]]}).encode(),
        json.dumps({"form": skeleton.FORM, "digest": "abc", "shells": 3}).encode(),
    ],
)
def test_damaged(tmp_path: Path, content: bytes) -> None:
    """A damaged file is no skeleton, and no error."""
    KEPT.save(tmp_path)
    (tmp_path / "skeleton.json").write_bytes(content)
    assert Skeleton.load(tmp_path, "abc") is None


def test_missing_file(tmp_path: Path) -> None:
    """A skeleton of which a static file is gone is not given."""
    KEPT.save(tmp_path)
    (tmp_path / "static" / "1").unlink()
    assert Skeleton.load(tmp_path, "abc") is None


def test_saved_again(tmp_path: Path) -> None:
    """A newer skeleton takes the place of the older one, with fewer files too."""
    KEPT.save(tmp_path)
    newer = Skeleton(digest="def", shells={}, pages={}, files={"a.css": b"b{}"})
    newer.save(tmp_path)
    assert Skeleton.load(tmp_path, "def") == newer
    assert Skeleton.load(tmp_path, "abc") is None


def test_interrupted_save(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A save that is cut off leaves no old shells beside new files."""
    KEPT.save(tmp_path)

    def cut_off(*_arguments: object, **_options: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(skeleton.json, "dumps", cut_off)
    newer = Skeleton(digest="def", shells={}, pages={}, files={"a.css": b"b{}"})
    with pytest.raises(KeyboardInterrupt):
        newer.save(tmp_path)
    assert Skeleton.load(tmp_path, "abc") is None
    assert Skeleton.load(tmp_path, "def") is None
