"""Write the site: only what changed, all of it or nothing.

New files go to a stage beside the site. When every page is made, they replace the old ones one
by one and what is gone is deleted last; when something fails before that, the site stays as it
was. The manifest tells what the last publication wrote.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Self


@dataclass(frozen=True, slots=True)
class Report:
    """What a publication did to the site."""

    written: tuple[str, ...]
    deleted: tuple[str, ...]
    kept: int


@dataclass(slots=True)
class Publication:
    """One publication of the site into `target`; used with `with`, ended by `commit`.

    A `partial` one puts some files in their place and leaves all others alone.
    """

    target: Path
    manifest: Path
    partial: bool = False
    _old: dict[str, list[object]] = field(default_factory=dict)
    _new: dict[str, str] = field(default_factory=dict)
    _staged: list[str] = field(default_factory=list)
    _folders: set[str] = field(default_factory=set)
    _stage: str = ""

    def __enter__(self) -> Self:
        self._old = read_manifest(self.manifest, self.target)
        self._stage = str(self.stage)
        shutil.rmtree(self.stage, ignore_errors=True)
        return self

    def __exit__(self, *_error: object) -> None:
        shutil.rmtree(self.stage, ignore_errors=True)

    @property
    def stage(self) -> Path:
        """The folder of unfinished files: beside the site, so that moving is one rename."""
        return self.target.parent / f".{self.target.name}.stage"

    def put(self, path: str, content: bytes) -> None:
        """Enter one file of the site; it is staged if it differs from what is published."""
        if path in self._new:
            raise ValueError(f"two outputs have the path {path}")
        digest = blake2b(content, digest_size=12).hexdigest()
        self._new[path] = digest
        known = self._old.get(path)
        if known is not None and known[0] == digest:
            return
        staged = f"{self._stage}/{path}"
        folder = staged.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(folder, exist_ok=True)
            self._folders.add(folder)
        descriptor = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        try:
            _write_all(descriptor, content)
        finally:
            os.close(descriptor)
        self._staged.append(path)

    def commit(self) -> Report:
        """Move the staged files into the site and delete what is no longer part of it."""
        gone = [] if self.partial else sorted(set(_files_below(self.target)) - set(self._new))
        if not self.target.exists() and self._staged:
            self.stage.replace(self.target)
        else:
            early = _in_the_way(gone, self._new.keys())
            self._delete(path for path in gone if path in early)
            folders: set[str] = set()
            for path in self._staged:
                final = f"{self.target}/{path}"
                folder = final.rpartition("/")[0]
                if folder not in folders:
                    os.makedirs(folder, exist_ok=True)
                    folders.add(folder)
                os.replace(f"{self.stage}/{path}", final)
            self._delete(path for path in gone if path not in early)
        kept = (
            self._old
            if self.partial
            else {path: self._old[path] for path in self._new if path in self._old}
        )
        noted = kept | _note(self.target, {path: self._new[path] for path in self._staged})
        write_manifest(self.manifest, self.target, noted)
        return Report(tuple(self._staged), tuple(gone), len(self._new) - len(self._staged))

    def _delete(self, paths: Iterable[str]) -> None:
        for path in paths:
            (self.target / path).unlink(missing_ok=True)
            _remove_empty(self.target / path, self.target)


def _in_the_way(gone: list[str], new: AbstractSet[str]) -> set[str]:
    """Find files that stand where a folder must be, or in a folder where a file must be."""
    if not gone:
        return set()
    folders = {folder for path in new for folder in _folders_of(path)}
    return {path for path in gone if path in folders or not new.isdisjoint(_folders_of(path))}


def _folders_of(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]


def _write_all(descriptor: int, content: bytes) -> None:
    """A disk that is nearly full takes less than it is given, and says so only the next time."""
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


def _remove_empty(path: Path, top: Path) -> None:
    folder = path.parent
    while folder != top:
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent


def _files_below(folder: Path | str, prefix: str = "") -> list[str]:
    found: list[str] = []
    try:
        listing = os.scandir(folder)
    except FileNotFoundError:
        return found
    with listing:
        for item in listing:
            # As MkDocs does: a site folder may be a checkout, and we publish nothing hidden.
            if item.name.startswith("."):
                continue
            if item.is_dir(follow_symlinks=False):
                found += _files_below(item.path, f"{prefix}{item.name}/")
            else:
                found.append(prefix + item.name)
    return found


def _note(target: Path, digests: dict[str, str]) -> dict[str, list[object]]:
    """Give what the manifest keeps of each file: its digest, size and time on disk."""
    noted: dict[str, list[object]] = {}
    for path, digest in digests.items():
        state = os.stat(f"{target}/{path}")
        noted[path] = [digest, state.st_size, state.st_mtime_ns]
    return noted


def write_manifest(manifest: Path, target: Path, noted: dict[str, list[object]]) -> None:
    """Keep what was published for the next publication."""
    manifest.parent.mkdir(parents=True, exist_ok=True)
    half = manifest.with_suffix(".half")
    half.write_text(
        json.dumps({"target": str(target.absolute()), "files": noted}), encoding="utf-8"
    )
    half.replace(manifest)


def read_manifest(manifest: Path, target: Path) -> dict[str, list[object]]:
    """Give what is published and still as it was written; a file that somebody changed is out."""
    try:
        stored = json.loads(manifest.read_text(encoding="utf-8"))
        if stored["target"] != str(target.absolute()):
            return {}
        files = stored["files"].items()
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    good: dict[str, list[object]] = {}
    for path, noted in files:
        try:
            state = os.stat(f"{target}/{path}")
        except OSError:
            continue
        if [state.st_size, state.st_mtime_ns] == noted[1:]:
            good[path] = noted
    return good
