"""Social cards: pictures drawn at build time."""

from __future__ import annotations

import io

from PIL import Image

from desk.cards import SIZE, card


def picture(heading: str, colour: str = "#0b4f4a") -> Image.Image:
    """Draw a card and read it back."""
    return Image.open(io.BytesIO(card(heading, "Le bureau", "Ce qu’il fait", colour)))


def test_a_card_has_the_size_that_networks_ask_for() -> None:
    """A card is a PNG of 1200 × 630 pixels and weighs little."""
    drawn = card("Trouver un financement", "Le bureau", "Ce qu’il fait", "#0b4f4a")
    assert picture("Trouver").size == SIZE == (1200, 630)
    assert len(drawn) < 40_000


def test_a_card_is_on_the_desks_colour() -> None:
    """The ground is the desk's colour, the text is white."""
    colours = picture("Œuvre d’été", "#123456").convert("RGB").getcolors(100_000)
    assert colours is not None
    found = {colour for _count, colour in colours}
    assert {(0x12, 0x34, 0x56), (255, 255, 255)} <= found


def test_the_same_card_has_the_same_bytes() -> None:
    """Drawing twice gives equal bytes, another heading others."""
    assert card("a", "b", "c", "#000000") == card("a", "b", "c", "#000000")
    assert card("a", "b", "c", "#000000") != card("é", "b", "c", "#000000")


def test_a_long_heading_is_cut_into_lines() -> None:
    """A heading too wide for one line goes on below, and stays inside the card."""
    drawn = picture("Un projet lauréat dont le nom est long").convert("L")
    box = drawn.point(lambda level: 255 if level > 250 else 0).getbbox()
    assert box is not None
    assert box[2] <= SIZE[0] - 20
