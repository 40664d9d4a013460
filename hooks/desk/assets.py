"""Styles and scripts, published in one folder whose name is the digest of what is in it.

A changed style has a new address, so that browsers may keep the old one for ever. The styles are
joined into one file in the order of their paths; scripts stay modules with relative imports. Both are
published without comments.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import rcssmin  # type: ignore[import-untyped]


@dataclass(frozen=True, slots=True)
class Assets:
    """The published files: `folder` is their address, `files` what is in it."""

    folder: str
    files: Mapping[str, bytes]


def collect(source: Path) -> Assets:
    """Read `overrides/assets/desk`: styles are joined, everything else is taken as it is."""
    sheets = sorted(source.glob("css/**/*.css"))
    styles = rcssmin.cssmin(b"\n".join(path.read_bytes() for path in sheets))
    files = {"desk.css": styles} | {
        path.relative_to(source).as_posix(): _published(path)
        for path in sorted(source.rglob("*"))
        if path.is_file() and path not in sheets
    }
    digest = blake2b(digest_size=5)
    for name, content in files.items():
        digest.update(name.encode() + b"\0" + content + b"\0")
    folder = f"assets/{digest.hexdigest()}/"
    return Assets(folder, {folder + name: content for name, content in files.items()})


# A comment on lines of its own; one beside code is left, as telling it from a text takes a parser.
_COMMENT = re.compile(rb"^[ \t]*(?://.*|/\*(?:[^*]|\*(?!/))*\*/[ \t]*)\n", re.MULTILINE)


def _published(path: Path) -> bytes:
    content = path.read_bytes()
    return _COMMENT.sub(b"", content) if path.suffix == ".js" else content
