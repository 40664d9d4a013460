"""The engine: run once for the same documents, and told when it fails."""

from __future__ import annotations

import subprocess
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from desk.search import engine

PAGE = '<!doctype html><html lang="{}"><body data-pagefind-body><p data-pagefind-meta="title">{}</p><p>{}</p></body></html>'
DOCUMENTS = {
    "a/index.html": PAGE.format("fr", "Alpha", "un texte").encode(),
    "en/a/index.html": PAGE.format("en", "Alpha", "a text").encode(),
    "z/index.html": PAGE.format("zz", "Omega", "x").encode(),
}


def test_what_is_published(tmp_path: Path) -> None:
    """The index of each language and what loads it; no interface, no worker, no playground."""
    files = engine.index(DOCUMENTS)
    names = {path.split("/")[0] for path in files}
    assert {"pagefind.js", "pagefind-entry.json", "index", "fragment"} <= names
    assert {"wasm.fr.pagefind", "wasm.en.pagefind", "wasm.unknown.pagefind"} <= names
    assert not [name for name in names if "ui" in name or "worker" in name or "highlight" in name]
    addresses = {address for _name, address, _text in engine.fragments(files)}
    assert addresses == {"/a/", "/en/a/", "/z/"}


def test_the_same_documents_are_indexed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was indexed is kept under its digest: the same bytes, and without the engine."""
    first = engine.index(DOCUMENTS, tmp_path)
    assert engine.index(DOCUMENTS) == first
    monkeypatch.setattr(engine.subprocess, "run", None)
    assert engine.index(dict(reversed(DOCUMENTS.items())), tmp_path) == first
    with pytest.raises(TypeError):
        engine.index({"a/index.html": b"other"}, tmp_path)


def test_only_the_last_indexes_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache does not grow with every edit."""
    monkeypatch.setattr(engine, "_run", lambda documents: iter(documents.items()))
    for number in range(engine.KEPT + 3):
        engine.index({"a": str(number).encode()}, tmp_path)
    assert len(list(tmp_path.iterdir())) == engine.KEPT


def test_a_missing_engine_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A build without the engine fails with a clear word."""

    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(engine, "version", missing)
    with pytest.raises(engine.SearchError, match="is not installed; run: pip install"):
        engine.index(DOCUMENTS)


@pytest.mark.parametrize("code", [0, 3])
def test_a_failing_engine_is_told(code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the engine said last is passed on, also when it made nothing."""
    monkeypatch.setattr(
        engine.subprocess,
        "run",
        lambda command, **_: subprocess.CompletedProcess(command, code, "", "no room\n"),
    )
    with pytest.raises(engine.SearchError, match="no room"):
        engine.index(DOCUMENTS)
