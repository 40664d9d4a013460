"""Styles and scripts in one folder whose name tells what is in it."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from desk.assets import Assets, collect


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Give a folder with two styles, a script in a folder of its own and a picture."""
    for name, content in (
        ("css/10-second.css", b"b{}"),
        ("css/00-first.css", b"a{}\n"),
        ("desk.js", b"import './lib/rules.js';"),
        ("lib/rules.js", b"export {};"),
        ("favicon.svg", b"<svg/>"),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path


def names(assets: Assets) -> list[str]:
    return [path.removeprefix(assets.folder) for path in assets.files]


def test_styles_are_joined(source: Path) -> None:
    """All styles are one file, in the order of their names, without comments and blanks."""
    (source / "css/00-first.css").write_bytes(b"/* why */\na { color: red; }\n")
    (source / "css/10-second.css").write_bytes(b"b { margin: 0 }")
    assets = collect(source)
    assert assets.files[assets.folder + "desk.css"] == b"a{color:red}b{margin:0}"


def test_other_files(source: Path) -> None:
    """Scripts keep their folders, so that relative imports lead on; no style is published twice."""
    assets = collect(source)
    assert names(assets) == ["desk.css", "desk.js", "favicon.svg", "lib/rules.js"]
    assert assets.files[assets.folder + "lib/rules.js"] == b"export {};"


def test_folder(source: Path) -> None:
    """The folder lies below assets/, is named by a digest and ends in a slash."""
    assert re.fullmatch(r"assets/[0-9a-f]{10}/", collect(source).folder)


def test_same_content_same_name(source: Path) -> None:
    """The name depends on what the files hold, not on when they were written."""
    before = collect(source)
    os.utime(source / "desk.js", (1, 1))
    assert collect(source) == before


@pytest.mark.parametrize("name", ["css/00-first.css", "desk.js", "lib/rules.js", "favicon.svg"])
def test_changed_content(source: Path, name: str) -> None:
    """A change in any file gives a new address to all."""
    before = collect(source).folder
    (source / name).write_bytes(b"changed")
    assert collect(source).folder != before


def test_renamed_file(source: Path) -> None:
    """A file that has a new name gives a new address to all."""
    before = collect(source).folder
    (source / "favicon.svg").rename(source / "icon.svg")
    assert collect(source).folder != before


def test_no_files(tmp_path: Path) -> None:
    """A desk without styles or scripts has an empty style, so that its address leads somewhere."""
    assets = collect(tmp_path / "nowhere")
    assert dict(assets.files) == {assets.folder + "desk.css": b""}


def test_scripts_lose_their_comments_and_nothing_else(source: Path) -> None:
    """Comments on lines of their own are not published; what only looks like one is."""
    (source / "some.js").write_text(
        "// About.\n/** One\n * two. */\nexport const a = 1; // beside\n  // inside\n"
        'const b = "/* text */";\n/* c */ const d = "//";\n',
        encoding="utf-8",
    )
    assets = collect(source)
    assert assets.files[f"{assets.folder}some.js"].decode() == (
        'export const a = 1; // beside\nconst b = "/* text */";\n/* c */ const d = "//";\n'
    )
