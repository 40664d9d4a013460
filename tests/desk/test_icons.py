"""Icons of the theme's set, put into a page."""

from __future__ import annotations

import pytest

from desk.icons import UnknownIcon, exists, icon


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("material/calendar", True),
        ("octicons/book-16", True),
        ("material/no-such-picture", False),
        ("calendar", False),
        ("../material/calendar", False),
        ("material/calendar.svg", False),
        ("", False),
    ],
)
def test_exists(name: str, *, there: bool) -> None:
    """An icon is named by its set and its name; nothing outside the set can be named."""
    assert exists(name) is there


def test_icon() -> None:
    """An icon is inline SVG in the colour of the text, hidden from screen readers and focus."""
    drawn = icon("material/calendar", "desk-icon desk-way__icon")
    assert drawn.startswith(
        '<svg class="desk-icon desk-way__icon" aria-hidden="true" focusable="false" viewBox='
    )
    assert "xmlns" not in drawn
    assert drawn.endswith("</svg>")


def test_unknown_icon() -> None:
    """An icon that is not there stops the build and is named."""
    with pytest.raises(UnknownIcon, match="no icon “material/zzz”"):
        icon("material/zzz")
