"""Draw: guided paths as trees of plain text, for editors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from desk.records.path import Node, Path
from desk.texts import plain

if TYPE_CHECKING:
    from desk.model import Desk

MARKS = {"question": "?", "information": "i", "outcome": "■"}


def tree(path: Path, desk: Desk) -> str:
    """Give a path as a tree: each node once, afterwards only its name with “above”.

    Texts are those of the desk's first language.
    """
    language = desk.settings.languages[0]
    drawn: set[str] = set()

    def lines(node: Node, indent: str) -> Iterator[str]:
        if node.id in drawn:
            yield f"{indent}{node.id} (above)"
            return
        drawn.add(node.id)
        asked = f" · {node.ask}" if node.ask else ""
        yield f"{indent}{MARKS[node.kind]} {node.id}: {plain(node.title, language)}{asked}"
        for advice in node.outcome:
            yield f"{indent}    - {'/'.join(advice.named)}"
        for branch in node.answers:
            yield f"{indent}  [{', '.join(branch.values)}]"
            yield from lines(path.node(branch.next), indent + "    ")
        if node.next is not None:
            yield from lines(path.node(node.next), indent + "    ")

    title = f"{path.id}: {plain(path.title, language)}"
    return "\n".join((title, *lines(path.node(path.start), "  ")))
