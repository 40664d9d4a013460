"""Emblem: the desk's mark (`data/mark.svg`) as the icons that browsers and telephones ask for."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import resvg_py
from PIL import Image

from desk.settings import Settings
from desk.texts import plain

MARK = "mark.svg"
"""The mark's file in `data/`, and its address on the site."""

TOUCH = "apple-touch-icon.png"
SIZES = (192, 512)
"""Pixels of the icons that a manifest names: what an installed page shows."""


def emblem_files(mark: str, settings: Settings) -> Iterator[tuple[str, bytes]]:
    """Give every icon made from the mark, and a manifest a language: (path, content).

    The paths are those at which browsers look without being told.
    """
    yield MARK, mark.encode()
    yield "favicon.ico", _ico(mark)
    yield TOUCH, _png(mark, 180, settings.colour)
    for size in SIZES:
        yield f"icon-{size}.png", _png(mark, size)
    for language in settings.languages:
        yield manifest_path(settings, language), _manifest(settings, language).encode()


def manifest_path(settings: Settings, language: str) -> str:
    """Give the path of a language's manifest."""
    return f"{settings.prefix(language)}site.webmanifest"


def _png(mark: str, size: int, ground: str | None = None) -> bytes:
    """Draw the mark; a telephone that rounds the corners itself wants a ground in them."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=mark, width=size, height=size, background=ground, skip_system_fonts=True
        )
    )


def _ico(mark: str) -> bytes:
    out = io.BytesIO()
    Image.open(io.BytesIO(_png(mark, 48))).save(
        out, format="ICO", sizes=[(16, 16), (32, 32), (48, 48)]
    )
    return out.getvalue()


def _manifest(settings: Settings, language: str) -> str:
    start = settings.base_path + settings.prefix(language)
    return json.dumps(
        {
            "name": plain(settings.name, language),
            "description": plain(settings.description, language),
            "lang": language,
            "start_url": start,
            "display": "browser",
            "background_color": "#ffffff",
            "theme_color": settings.colour,
            "icons": [
                {
                    "src": f"{settings.base_path}icon-{size}.png",
                    "sizes": f"{size}x{size}",
                    "type": "image/png",
                }
                for size in SIZES
            ],
        },
        ensure_ascii=False,
    )
