"""The skeleton: all that the theme rendered, kept between builds.

It holds one shell per language and kind of record, the hand-written pages (with holes for what
depends on the records) and the static files. It does not depend on any record, so that a build
in which only records changed starts no MkDocs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

FORM = 1
"""Raised when the form of the stored file changes, so that an old one is not read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Skeleton:
    """Rendered pages with holes: `shells` by (language, kind), `pages` by source below `docs/`."""

    digest: str
    shells: Mapping[tuple[str, str], str]
    pages: Mapping[str, str]
    files: Mapping[str, bytes]

    def save(self, folder: Path) -> None:
        """Store the skeleton; a reader never sees half of it."""
        static = folder / "static"
        static.mkdir(parents=True, exist_ok=True)
        # The files below are of the new skeleton: an interrupted save must leave none to load.
        (folder / "skeleton.json").unlink(missing_ok=True)
        for index, content in enumerate(self.files.values()):
            (static / str(index)).write_bytes(content)
        stored = {
            "form": FORM,
            "digest": self.digest,
            "shells": [[language, kind, html] for (language, kind), html in self.shells.items()],
            "pages": dict(self.pages),
            "files": list(self.files),
        }
        half = folder / "skeleton.json.half"
        half.write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")
        half.replace(folder / "skeleton.json")

    @classmethod
    def load(cls, folder: Path, digest: str) -> Skeleton | None:
        """Give the stored skeleton if it was made from the inputs of `digest`."""
        try:
            stored = json.loads((folder / "skeleton.json").read_text(encoding="utf-8"))
            if stored["form"] != FORM or stored["digest"] != digest:
                return None
            return cls(
                digest=digest,
                shells={(language, kind): html for language, kind, html in stored["shells"]},
                pages=stored["pages"],
                files={
                    path: (folder / "static" / str(index)).read_bytes()
                    for index, path in enumerate(stored["files"])
                },
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None
