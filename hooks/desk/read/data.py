"""The data of a text, built from its events, and the mistakes met on the way."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from desk.read.characters import BAD, say_bad
from desk.read.events import ENDS, Event, Halt, Trouble, events, mark_of
from desk.read.keys import NOT_KEYS, USUAL_KEY, say_key
from desk.read.limits import MOST_DIGITS
from desk.read.notes import Mark, Said, in_quotes, line_rest, line_start, mark_at, shown
from desk.read.syntax import (
    DIRECTIVE,
    NO_SPACE,
    SECOND_DOCUMENT,
    explain,
    say_no_space,
    say_property,
    value_of,
)

# Numbers as JSON writes them, so that `01000` and `1_000` stay text and `0` and `1e3` do not.
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?P<part>\.[0-9]+)?(?P<power>[eE][+-]?[0-9]+)?")
_NUMBER_STARTS = frozenset("-0123456789")
_CONSTANTS: dict[str, object] = {"true": True, "false": False, "null": None, "": None}

# A `#` behind a blank begins a comment. With a space behind it, somebody meant a comment;
# directly attached to a word (`Le #1 des appels`), somebody most likely meant text.
_TAIL = re.compile(r"[ \t]+(?P<tail>#+[^\s#]\S*)")

# What an anchor, an alias or a tag looks like in the text, as far as a message shows it.
_SIGN_AND_WORD = re.compile(r"\S{1,80}")


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is being filled."""

    data: dict[str, object] | list[object]
    # The key whose value comes next; None where a mapping awaits a key.
    key: str | None = None
    # The line of each key, to tell of the first one when a second one comes.
    lines: dict[str, int] = field(default_factory=dict)


class Reading:
    """One walk through the events of a text: the data, and the mistakes met on the way.

    Where there is a mistake, any value may stand in the data, for nobody gets to see them.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.said: list[Said] = []
        self.halt: Halt | None = None
        # Where the outermost mapping begins, or what stands in its place.
        self.top = Mark(1, 1)
        self.top_index = 0
        self._documents = 0
        # The document stands in a list of one: so it is put in its place like any other value.
        self._root: list[object] = []
        self._frame = _Frame(self._root)
        self._outer: list[_Frame] = []
        # Two looks at the whole text spare the looks at each scalar in most files.
        self._has_tails = " #" in text or "\t#" in text
        self._has_escapes = "\\" in text
        # Where texts in quotes and in blocks begin and end.
        self._text_starts: list[int] = []
        self._text_ends: list[int] = []

    @property
    def data(self) -> object:
        """What the document holds; None when there is none."""
        return self._root[0] if self._root else None

    def has_text_at(self, index: int) -> bool:
        """Tell whether this place is inside a text in quotes or in a block."""
        before = bisect_right(self._text_starts, index) - 1
        return before >= 0 and index < self._text_ends[before]

    def run(self) -> None:
        """Walk to the end, or to where the reading cannot go on."""
        try:
            for event in events(self.text):
                kind: type[object] = type(event)
                if kind is ScalarEvent:
                    frame = self._frame
                    if frame.key is None and isinstance(frame.data, dict):
                        self._take_key(event, frame)
                    else:
                        self._put(event, self._value(event))
                elif kind is MappingStartEvent:
                    self._open(event, {})
                elif kind is SequenceStartEvent:
                    self._open(event, [])
                elif kind in ENDS:
                    self._frame = self._outer.pop()
                elif kind is AliasEvent:
                    self._note_property(event)
                    self._put(event, None)
                elif kind is DocumentStartEvent:
                    self._start_document(event)
        except Halt as halt:
            self.halt = halt
        except Trouble as trouble:
            self.halt = Halt(*explain(trouble), is_syntax=True)

    def say_top(self) -> Said:
        """Tell that the whole file is no mapping; call it only where that is so."""
        if self.data is None:
            return Mark(1, 1), "This file is empty", "write at least one line “key: value”"
        fix = "write lines “key: value”, all beginning in the same column"
        if isinstance(self.data, list):
            return self.top, "The whole file is a list", f"{fix}, without dashes"
        if NO_SPACE.match(self.text, self.top_index):
            index, what, fix = say_no_space(self.text, self.top_index)
            return mark_at(self.text, index), what, fix
        return self.top, "The whole file is one text without keys", fix

    def _note(self, event: Event, what: str, fix: str) -> None:
        self.said.append((mark_of(event), what, fix))

    def _note_property(self, event: Event) -> None:
        """Tell of an anchor, an alias or a tag; often it is a text that begins like one."""
        word = _SIGN_AND_WORD.match(self.text, event.start_mark.index)
        self._note(event, *say_property(word[0] if word else ""))

    def _start_document(self, event: Event) -> None:
        if event.version or event.tags:
            self._note(event, *DIRECTIVE)
        self._documents += 1
        if self._documents > 1:
            raise Halt(event.start_mark.index, *SECOND_DOCUMENT)

    def _put(self, event: Event, value: object) -> None:
        frame = self._frame
        data = frame.data
        if isinstance(data, list):
            if data is self._root:
                self.top, self.top_index = mark_of(event), event.start_mark.index
            data.append(value)
        elif frame.key is not None:
            data[frame.key] = value
            frame.key = None
        else:
            frame.key = ""
            # An alias has been told already.
            if value is not None:
                self._note(
                    event,
                    "Here a list or a mapping stands in the place of a key",
                    "put the text in quotes if it is one, otherwise write a word",
                )

    def _open(self, event: Event, data: dict[str, object] | list[object]) -> None:
        if event.anchor or event.tag:
            self._note_property(event)
        self._put(event, data)
        self._outer.append(self._frame)
        self._frame = _Frame(data)

    def _take_key(self, event: Event, frame: _Frame) -> None:
        key = event.value
        if event.anchor or event.tag:
            self._note_property(event)
        elif event.style:
            self._check_text(event)
            if event.style in "|>":
                self._note(event, "A key cannot be a block of text", "write it on one line")
        elif not USUAL_KEY.fullmatch(key) or key.lower() in NOT_KEYS:
            words = say_key(key)
            if words:
                self._note(event, *words)
        if key in frame.lines:
            self._note(
                event,
                f"The key “{shown(key)}” stands already on line {frame.lines[key]}",
                "keep one of the two",
            )
        else:
            frame.lines[key] = event.start_mark.line + 1
        frame.key = key

    def _value(self, event: Event) -> object:
        """Give what a scalar means, and check how it is written."""
        if event.anchor or event.tag:
            self._note_property(event)
        value = event.value
        if event.style:
            self._check_text(event)
            return value
        if self._has_tails:
            tail = _TAIL.match(self.text, event.end_mark.index)
            if tail:
                self._note_tail(event, tail)
        if value[:1] in _NUMBER_STARTS:
            number = _NUMBER.fullmatch(value)
            if number:
                return self._number(event, number)
        return _CONSTANTS.get(value, value)

    def _number(self, event: Event, number: re.Match[str]) -> int | float:
        digits = number[0]
        if number["part"] or number["power"]:
            result = float(digits)
            if abs(result) < float("inf"):
                return result
            what = f"The number {shown(digits)} is too large"
        elif len(digits.lstrip("-")) <= MOST_DIGITS:
            return int(digits)
        else:
            what = f"The number {shown(digits)} has more than {MOST_DIGITS} digits"
        self._note(event, what, "write it in quotes")
        return 0

    def _check_text(self, event: Event) -> None:
        """Keep where this text stands; no escape may bring in what may not stand there itself."""
        self._text_starts.append(event.start_mark.index)
        self._text_ends.append(event.end_mark.index)
        if self._has_escapes and event.style == '"':
            bad = BAD.search(event.value)
            if bad:
                what, _ = say_bad(bad[0][0])
                self._note(event, f"{what}, written with a backslash", "take it out of the text")

    def _note_tail(self, event: Event, tail: re.Match[str]) -> None:
        start = tail.start("tail")
        line = line_start(self.text, start)
        value = value_of(line_rest(self.text, line))
        exact = tail["tail"] in value and not value.startswith(("[", "{"))
        quotes = in_quotes(value if exact else "")
        mark = Mark(event.end_mark.line + 1, start - line + 1)
        word = shown(tail["tail"])
        self.said.append(
            (
                mark,
                f"All from “{word}” on is lost, because a # behind a space begins a comment",
                f"{quotes}, or write “# ” before a comment",
            )
        )


def read_text(text: str) -> Reading:
    """Walk through a text from its beginning to its end."""
    reading = Reading(text)
    reading.run()
    return reading
