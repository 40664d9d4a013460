"""Cards: the picture that social networks show beside a link, one per page kind and language.

Drawn with Pillow and the Manrope typeface, which comes as a package: no network, the same bytes
everywhere. A card is 1200 × 630 pixels, the size that networks ask for.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import font_manrope  # type: ignore[import-untyped]
from PIL import Image, ImageColor, ImageDraw, ImageFont

SIZE = (1200, 630)
MARGIN = 90
_FONTS = Path(font_manrope.__file__).parent / "files"


def card(heading: str, name: str, tagline: str, colour: str) -> bytes:
    """Draw a card: a large heading, the desk's name and tagline, on its colour (`#rrggbb`)."""
    # Drawn in grey and coloured by a palette: white on the desk's colour, eight bits a pixel.
    picture = Image.new("L", SIZE, 0)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 18, SIZE[1]), fill=150)
    draw.text((MARGIN, MARGIN - 12), name, font=_font("Bold", 48), fill=255)
    heading_font = _font("ExtraBold", 92)
    lines = _wrapped(heading, heading_font, SIZE[0] - 2 * MARGIN)[:2]
    draw.multiline_text((MARGIN, 230), "\n".join(lines), font=heading_font, fill=255, spacing=8)
    draw.text((MARGIN, SIZE[1] - MARGIN - 30), tagline, font=_font("Regular", 36), fill=215)
    coloured = Image.frombytes("P", SIZE, picture.tobytes())
    ground = ImageColor.getrgb(colour)
    coloured.putpalette(
        [round(base + (255 - base) * level / 255) for level in range(256) for base in ground[:3]]
    )
    out = io.BytesIO()
    coloured.save(out, format="PNG", compress_level=5)
    return out.getvalue()


@cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    # The basic layout engine gives the same picture whether or not libraqm is installed.
    return ImageFont.truetype(
        str(_FONTS / f"Manrope-{weight}.ttf"), size, layout_engine=ImageFont.Layout.BASIC
    )


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
