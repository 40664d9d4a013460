"""Icons: small pictures inside a page, from the set that the theme ships.

An icon is decoration: the words beside it say the same, so that it is hidden from screen readers.
"""

from __future__ import annotations

import importlib.resources
import re
from functools import cache

from markupsafe import Markup

_SET = importlib.resources.files("material") / "templates" / ".icons"
_NAME = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)+")


class UnknownIcon(LookupError):
    """A template or a setting names an icon that the set does not have."""


def exists(name: str) -> bool:
    """Tell whether the set has an icon, such as `material/calendar`."""
    return _NAME.fullmatch(name) is not None and (_SET / f"{name}.svg").is_file()


@cache
def icon(name: str, style: str = "desk-icon") -> Markup:
    """Give the icon `name` as inline SVG, with a class; it takes the colour of the text."""
    if not exists(name):
        raise UnknownIcon(f"there is no icon “{name}”")
    drawn = (_SET / f"{name}.svg").read_text(encoding="utf-8").strip()
    opening = f'<svg class="{style}" aria-hidden="true" focusable="false" '
    return Markup(drawn.replace('<svg xmlns="http://www.w3.org/2000/svg" ', opening, 1))
