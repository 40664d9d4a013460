"""Where everything stands: the places of keys and values."""

from __future__ import annotations

from dataclasses import dataclass

from yaml.events import ScalarEvent, SequenceStartEvent

from desk.read.characters import BOM
from desk.read.events import ENDS, NODES, STARTS, Halt, Trouble, events, mark_of
from desk.read.limits import LARGEST_FILE
from desk.read.notes import Mark

Loc = tuple[str | int, ...]


def marks(source: bytes) -> dict[Loc, tuple[Mark, Mark]]:
    """Tell where everything stands in a file that `parse` accepts.

    In: the bytes of the file.
    Out: for each path into the data the marks of its key and of its value.
    The item of a list and the whole document have no key: both marks are the value's.
    Of a file that `parse` refuses, the result holds what could be read; it never raises.
    """
    found: dict[Loc, tuple[Mark, Mark]] = {}
    if len(source) > LARGEST_FILE:
        return found
    outer: list[_Level] = []
    # The document stands in a list of one, whose only item has the path ().
    level = _Level(loc=(), is_list=True, is_root=True)
    try:
        for event in events(source.decode("utf-8", "replace").removeprefix(BOM)):
            kind: type[object] = type(event)
            if kind in ENDS:
                level = outer.pop()
            elif kind in NODES:
                mark = mark_of(event)
                if level.awaits_key and kind is ScalarEvent:
                    level.name, level.key = event.value, mark
                    continue
                loc = level.next_loc()
                found.setdefault(loc, (level.key or mark, mark))
                level.key = None
                if kind in STARTS:
                    outer.append(level)
                    level = _Level(loc=loc, is_list=kind is SequenceStartEvent)
    except (Halt, Trouble):
        pass
    return found


def place(positions: dict[Loc, tuple[Mark, Mark]], loc: Loc, *, key: bool = False) -> Mark:
    """Find the place to show for a path into the data.

    In: the result of `marks`, and a path, which may go deeper than the file does.
    Out: the mark of the value at the longest part of the path that the file has;
    with `key=True`, of its key; the very beginning of the file when there is nothing.
    """
    for length in range(len(loc), -1, -1):
        pair = positions.get(loc[:length])
        if pair is not None:
            return pair[0] if key else pair[1]
    return Mark(1, 1)


@dataclass(slots=True)
class _Level:
    """A mapping or list on the way of `marks`."""

    loc: Loc
    is_list: bool
    is_root: bool = False
    count: int = 0
    name: str = ""
    # The place of the key whose value comes next.
    key: Mark | None = None

    @property
    def awaits_key(self) -> bool:
        return not self.is_list and self.key is None

    def next_loc(self) -> Loc:
        """Give the path of the value that comes next."""
        if self.is_root:
            return ()
        if not self.is_list:
            return (*self.loc, self.name)
        self.count += 1
        return (*self.loc, self.count - 1)
