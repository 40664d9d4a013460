"""Placeholders: what an editor meant to fill in, and links that lead nowhere.

Two of our own source documents were published with them. They are looked for in every text of a
record and in every hand-written page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_RULES = (
    (
        re.compile(
            r"\[\s*(?:insert|insérer|add|ajouter|your|votre|link here|lien ici|todo|tbd|tbc|xxx"
            r"|à compléter|to be completed)\b[^\]\n]*\]",
            re.IGNORECASE,
        ),
        "“{found}” is a placeholder",
        "write what belongs there, or say that it is not known",
    ),
    (
        re.compile(r"\b(?i:lorem ipsum)\b|\bTODO\b|\bFIXME\b|\bTBD\b"),
        "“{found}” is a placeholder",
        "write what belongs there, or say that it is not known",
    ),
    (
        re.compile(r"\[[^\]\n]*\]\(\s*#?\s*\)|href=(?:\"\s*#?\s*\"|'\s*#?\s*')"),
        "“{found}” is a link that leads nowhere",
        "write its address, or take the link away and say that it is missing",
    ),
)
"""What is looked for, what is said of it, what to do."""


def placeholders(text: str) -> Iterator[tuple[int, str, str]]:
    """Give every placeholder and empty link of a text: (line from 0, what is wrong, what to do)."""
    for pattern, what, fix in _RULES:
        for match in pattern.finditer(text):
            yield text.count("\n", 0, match.start()), what.format(found=match[0]), fix
