"""Shells: pages rendered once by the theme, with marked holes that are filled per record.

The theme's templates print `mark("title")` where a value belongs; `compile_shell` cuts the page
there once, and `Shell.fill` joins the pieces with a record's values. Plain strings are escaped
(they land in text and in double-quoted attributes), `Markup` passes as it is.

Links to the site itself are written `="~/…"` everywhere: the root is put in last, so that one
shell serves pages at every depth.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from markupsafe import Markup, escape

ROOT = '="~/'

_MARK = re.compile(r"\[\[desk-hole:([a-z_]+)\]\]")


class ShellError(Exception):
    """A shell does not have exactly the holes that it should have."""


def mark(name: str) -> str:
    """Give what a template prints where the value `name` belongs."""
    return f"[[desk-hole:{name}]]"


@dataclass(frozen=True, slots=True)
class Shell:
    """A page cut at its holes: `pieces` has one more item than `names`."""

    pieces: tuple[str, ...]
    names: tuple[str, ...]

    def fill(self, values: Mapping[str, str], root: str) -> str:
        """Give the page with its values; `root` leads from the page to the site's root."""
        parts = [self.pieces[0]]
        for name, piece in zip(self.names, self.pieces[1:], strict=True):
            parts.append(_escaped(values[name]))
            parts.append(piece)
        return "".join(parts).replace(ROOT, f'="{root}')


def _escaped(value: str) -> str:
    """A text that begins like a link of the site is none, even alone in an attribute."""
    return value if isinstance(value, Markup) else str(escape(value)).replace("~/", "&#126;/")


def compile_shell(html: str, expected: AbstractSet[str], label: str) -> Shell:
    """Cut a page at its holes; each of `expected` must stand there exactly once, and no other."""
    found = _MARK.split(html)
    pieces, names = found[0::2], found[1::2]
    missing = expected - set(names)
    unknown = set(names) - expected
    doubled = {name for name in names if names.count(name) > 1}
    complaints = [
        f"{what}: {', '.join(sorted(which))}"
        for what, which in (("missing", missing), ("unknown", unknown), ("doubled", doubled))
        if which
    ]
    if "[[desk-hole" in "".join(pieces):
        complaints.append("a mark that cannot be read")
    if complaints:
        raise ShellError(f"the shell of {label} has the wrong holes ({'; '.join(complaints)})")
    return Shell(tuple(pieces), tuple(names))


def root_of(depth: int) -> str:
    """Give the way from a page that lies `depth` folders deep to the site's root."""
    return "../" * depth or "./"
