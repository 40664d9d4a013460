"""The events of libyaml, one by one, within the limits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol, cast

from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs forget to export it
from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from desk.read.limits import DEEPEST, MOST_NODES
from desk.read.notes import Mark

STARTS = (MappingStartEvent, SequenceStartEvent)
ENDS = (MappingEndEvent, SequenceEndEvent)
NODES = (ScalarEvent, AliasEvent, *STARTS)


class _LibMark(Protocol):
    """A place as libyaml tells it: all three count from 0, in characters."""

    index: int
    line: int
    column: int


class Event(Protocol):
    """An event of libyaml, with the attributes that are used here; not every type has all.

    The stubs call the marks optional, but libyaml always gives them.
    """

    start_mark: _LibMark
    end_mark: _LibMark
    value: str
    # "" for plain writing, else the quote or the sign of the block.
    style: str
    anchor: str | None
    tag: str | None
    version: tuple[int, int] | None
    tags: dict[str, str] | None


def mark_of(event: Event) -> Mark:
    """Give the place where an event begins."""
    return Mark(event.start_mark.line + 1, event.start_mark.column + 1)


class Halt(Exception):  # it ends the reading, and is no error of the program
    """The reading cannot go on behind this place, and this is to be told."""

    def __init__(self, index: int, what: str, fix: str, *, is_syntax: bool = False) -> None:
        super().__init__(what)
        self.index = index
        self.what = what
        self.fix = fix
        self.is_syntax = is_syntax


class Trouble(Exception):
    """A syntax error as libyaml tells it; all places are indexes into the text."""

    def __init__(
        self, *, text: str, message: str, place: int, start: int, last: Event | None
    ) -> None:
        super().__init__(message)
        self.text = text
        self.message = message
        self.place = place
        # Where the thing begins that libyaml was reading.
        self.start = start
        # The last event before the error that stands for something in the text.
        self.last = last

    @property
    def char(self) -> str:
        """What stands at the place of the error; nothing at the end of the file."""
        return self.text[self.place : self.place + 1]

    @property
    def last_scalar(self) -> Event | None:
        """The last event, where it is a scalar."""
        kind: type[object] = type(self.last)
        return self.last if kind is ScalarEvent else None

    def on_one_line(self, start: int, end: int) -> bool:
        """Tell whether no line ends between these indexes."""
        return "\n" not in self.text[start:end]


def events(text: str) -> Iterator[Event]:
    """Pull the events of a text one by one; `Halt` at a limit, `Trouble` at a syntax error."""
    get = cast("Callable[[], Event]", CParser(text).get_event)
    depth = nodes = 0
    last: Event | None = None
    try:
        while True:
            event = get()
            kind: type[object] = type(event)
            if kind in NODES:
                nodes += 1
                if nodes > MOST_NODES:
                    raise Halt(
                        event.start_mark.index,
                        f"This file has more than {MOST_NODES:,} keys, values and lists",
                        "split it",
                    )
                if kind in STARTS:
                    depth += 1
                    if depth > DEEPEST:
                        raise Halt(
                            event.start_mark.index,
                            f"Here are more than {DEEPEST} levels, one inside the other",
                            "put the text in quotes if it is one, or write fewer levels",
                        )
            elif kind in ENDS:
                depth -= 1
            elif kind is StreamEndEvent:
                return
            yield event
            # The end of a block has no width: it is where the next thing stands, or fails to.
            if kind not in ENDS or event.start_mark.index < event.end_mark.index:
                last = event
    except MarkedYAMLError as error:
        problem = cast("_LibMark", error.problem_mark)
        context = cast("_LibMark | None", error.context_mark)
        raise Trouble(
            text=text,
            message=f"{error.context}: {error.problem}",
            place=problem.index,
            start=(context or problem).index,
            last=last,
        ) from error
    except (YAMLError, UnicodeDecodeError) as error:
        # A tag with odd %-escapes passes libyaml, but makes no Python text; and `marks` may be
        # given characters that libyaml refuses. Neither error has a place of its own.
        end = last.end_mark.index if last else 0
        raise Trouble(text=text, message="", place=end, start=end, last=last) from error
