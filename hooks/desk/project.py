"""Where everything of a project is, and whether anything changed since the last build.

This module imports nothing heavy: a build without a change must cost next to nothing.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

SKELETON_INPUTS = (
    "mkdocs.yml",
    "docs",
    "overrides",
    "hooks",
    "data/vocabulary",
    "data/desk.yml",
    "data/mark.svg",
    "requirements.txt",
)
"""What the skeleton is made from; a record is not among it."""

INPUTS = (*SKELETON_INPUTS, "data")


@dataclass(frozen=True, kw_only=True, slots=True)
class Project:
    """Where everything is. `root` holds mkdocs.yml; `site` is what is published."""

    root: Path
    site: Path

    @property
    def data(self) -> Path:
        """The records."""
        return self.root / "data"

    @property
    def docs(self) -> Path:
        """The hand-written pages."""
        return self.root / "docs"

    @property
    def templates(self) -> Path:
        """Our own templates, in an environment apart from the theme's."""
        return self.root / "overrides" / "desk"

    @property
    def mark(self) -> Path:
        """The desk's sign, where it has one."""
        return self.data / "mark.svg"

    @property
    def cache(self) -> Path:
        """What may be thrown away at any time: skeleton, manifest, compiled templates."""
        return self.root / ".cache" / "desk"

    @property
    def search_cache(self) -> Path:
        """What was indexed; DESK_SEARCH_CACHE lets builds of one desk in several places share it."""
        shared = os.environ.get("DESK_SEARCH_CACHE")
        return Path(shared) if shared else self.cache / "search"

    @property
    def manifest(self) -> Path:
        """The note of what was published into `site`."""
        tag = blake2b(str(self.site.absolute()).encode(), digest_size=6).hexdigest()
        return self.cache / f"manifest-{tag}.json"

    @property
    def blocks(self) -> frozenset[str]:
        """The names of the blocks that markers may use."""
        return frozenset(path.stem for path in (self.templates / "blocks").glob("*.html"))

    @property
    def books(self) -> frozenset[str]:
        """The names of the collections for which there is a template of a book."""
        return frozenset(path.stem for path in (self.templates / "documents").glob("*.html"))


def today() -> dt.date:
    """Give the day for which to build: DESK_AS_OF or SOURCE_DATE_EPOCH where set, else today."""
    if day := os.environ.get("DESK_AS_OF"):
        return dt.date.fromisoformat(day)
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        return dt.datetime.fromtimestamp(int(epoch), tz=dt.UTC).date()
    return dt.datetime.now().astimezone().date()


def skeleton_digest(project: Project) -> str:
    """Give the digest of everything that the skeleton is made from, by content."""
    digest = blake2b(digest_size=16)
    for path in files_of(project.root, SKELETON_INPUTS):
        digest.update(path.encode() + b"\0")
        digest.update(blake2b((project.root / path).read_bytes(), digest_size=16).digest())
    return digest.hexdigest()


def state_of(project: Project, as_of: dt.date) -> str:
    """Give a mark of the inputs, the day and the site, by size and time of each file.

    It is equal before and after when nothing at all was touched; then a build has nothing to do.
    """
    digest = blake2b(str(as_of).encode(), digest_size=16)
    for path in files_of(project.root, INPUTS):
        state = os.stat(project.root / path)
        digest.update(f"{path}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    for path in files_of(project.site, ("",)):
        state = os.stat(project.site / path)
        digest.update(f"{path}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def files_of(root: Path, names: tuple[str, ...]) -> list[str]:
    """Give the files below some names, as sorted paths; hidden and compiled ones left out."""
    found: list[str] = []

    def walk(folder: str) -> None:
        with os.scandir(root / folder) as listing:
            for item in listing:
                path = f"{folder}/{item.name}" if folder else item.name
                if item.name.startswith(".") or item.name == "__pycache__":
                    continue
                if item.is_dir():
                    walk(path)
                else:
                    found.append(path)

    for name in names:
        if (root / name).is_dir():
            walk(name)
        elif (root / name).is_file():
            found.append(name)
    return sorted(found)


def unchanged(project: Project, as_of: dt.date) -> bool:
    """Tell whether inputs, day and site are as the last build left them."""
    try:
        stored = json.loads((project.cache / "state.json").read_text(encoding="utf-8"))
        last = stored.get(str(project.site.absolute()))
    except (OSError, ValueError, AttributeError):
        return False
    return bool(last == state_of(project, as_of))


def remember(project: Project, as_of: dt.date) -> None:
    """Note the state after a build, for `unchanged`."""
    project.cache.mkdir(parents=True, exist_ok=True)
    (project.cache / "state.json").write_text(
        json.dumps({str(project.site.absolute()): state_of(project, as_of)}), encoding="utf-8"
    )
