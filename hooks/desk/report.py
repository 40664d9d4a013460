"""Say what is wrong, in the form that the reader's tools understand."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TextIO

from desk.mistakes import Mistake


def human(mistakes: Sequence[Mistake], root: Path) -> str:
    """Give each mistake with the line it stands on and a mark under the place."""
    parts = []
    for mistake in mistakes:
        parts.append(f"{mistake.path}:{mistake.line}:{mistake.column}: {mistake.what}")
        line = _line(root / mistake.path, mistake.line)
        if line:
            parts.append(f"    {line}\n    {' ' * (mistake.column - 1)}^")
        if mistake.fix:
            parts.append(f"    → {mistake.fix}")
        parts.append("")
    count = len(mistakes)
    parts.append(
        "No mistake found."
        if not count
        else f"{count} mistake{'s' if count > 1 else ''} to put right."
    )
    return "\n".join(parts)


def _line(path: Path, number: int) -> str:
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    return lines[number - 1].replace("\t", " ")[:160] if 0 < number <= len(lines) else ""


def github(mistakes: Sequence[Mistake], _root: Path) -> str:
    """Give workflow commands that GitHub shows beside the changed lines."""

    def quoted(text: str) -> str:
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def value(text: str) -> str:
        return quoted(text).replace(":", "%3A").replace(",", "%2C")

    return "\n".join(
        f"::error file={value(m.path)},line={m.line},col={m.column}::"
        + quoted(m.what + (f"; {m.fix}" if m.fix else ""))
        for m in mistakes
    )


def as_json(mistakes: Sequence[Mistake], _root: Path) -> str:
    """Give a list of objects for programs."""
    return json.dumps(
        [
            {"path": m.path, "line": m.line, "column": m.column, "what": m.what, "fix": m.fix}
            for m in mistakes
        ],
        ensure_ascii=False,
        indent=2,
    )


FORMATS: dict[str, Callable[[Sequence[Mistake], Path], str]] = {
    "human": human,
    "github": github,
    "json": as_json,
}


def print_mistakes(mistakes: Sequence[Mistake], to: TextIO, *, root: Path) -> None:
    """Print mistakes for a person."""
    print(human(mistakes, root), file=to)
