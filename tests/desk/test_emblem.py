"""The icons that browsers and telephones ask for, made from the desk's mark."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from desk.emblem import emblem_files

if TYPE_CHECKING:
    from makers import Folder

MARK = (Path(__file__).resolve().parents[2] / "data" / "mark.svg").read_text(encoding="utf-8")


@pytest.fixture
def files(small: Folder) -> dict[str, bytes]:
    return dict(emblem_files(MARK, small.settings()))


@pytest.mark.parametrize(
    ("path", "form", "size"),
    [
        ("apple-touch-icon.png", "PNG", 180),
        ("icon-192.png", "PNG", 192),
        ("icon-512.png", "PNG", 512),
        ("favicon.ico", "ICO", 48),
    ],
)
def test_pictures(files: dict[str, bytes], path: str, form: str, size: int) -> None:
    """Each picture has the form and size that its reader asks for, and is not blank."""
    picture = Image.open(io.BytesIO(files[path]))
    assert picture.format == form
    assert picture.size == (size, size)
    colours = picture.convert("RGBA").getcolors(1 << 20)
    assert colours is not None
    assert len(colours) > 2


def test_ico_sizes(files: dict[str, bytes]) -> None:
    """The old form of favicon holds the sizes of tabs, lists and shortcuts."""
    picture = Image.open(io.BytesIO(files["favicon.ico"]))
    assert picture.info["sizes"] == {(16, 16), (32, 32), (48, 48)}


def test_touch_icon_has_a_ground(files: dict[str, bytes]) -> None:
    """A telephone rounds the corners itself: nothing of that icon is transparent."""
    picture = Image.open(io.BytesIO(files["apple-touch-icon.png"])).convert("RGBA")
    assert picture.getpixel((0, 0)) == (0x33, 0x47, 0x5B, 255)


@pytest.mark.parametrize(
    ("path", "name", "start"),
    [("site.webmanifest", "Un essai", "/"), ("en/site.webmanifest", "A test", "/en/")],
)
def test_manifest(files: dict[str, bytes], small: Folder, path: str, name: str, start: str) -> None:
    """Each language has its manifest, with icons that exist."""
    manifest = json.loads(files[path])
    assert manifest["name"] == "Test desk"
    assert manifest["start_url"] == start
    assert {icon["src"].lstrip("/") for icon in manifest["icons"]} <= set(files)


def test_same_bytes(files: dict[str, bytes], small: Folder) -> None:
    """The same mark gives the same files."""
    assert dict(emblem_files(MARK, small.settings())) == files


def test_the_mark_itself(files: dict[str, bytes]) -> None:
    """The mark is published as it is."""
    assert files["mark.svg"].decode() == MARK
