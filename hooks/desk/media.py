"""Media: recordings that records name, published as they are below `media/`.

They lie in `data/media/`, beside the records that name them: an editor adds both at once, and
neither the theme nor MkDocs has to know of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

FOLDER = "media"
"""The folder's name in `data/` and in the site."""


def sizes(data: Path) -> dict[str, int]:
    """Give the files of `data/media/` by name, with their sizes in bytes."""
    return {path.name: path.stat().st_size for path in _files(data)}


def outputs(data: Path) -> Iterator[tuple[str, bytes]]:
    """Give the files with their paths in the site, one at a time: recordings are large."""
    for path in _files(data):
        yield f"{FOLDER}/{path.name}", path.read_bytes()


def _files(data: Path) -> list[Path]:
    folder = data / FOLDER
    return sorted(path for path in folder.glob("*") if not path.name.startswith("."))
