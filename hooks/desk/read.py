"""Strict reading of YAML: bytes in, plain data or every mistake out.

The subset is the part of YAML that editors write by hand and that means the same to every reader:
mappings, lists and scalars, in block or in flow style, in one document of UTF-8.
Only `true`, `false`, `null`, an empty value and numbers as JSON writes them have a type;
all else is text, exactly as it stands (`NO`, `12:30`, `01000`, `2024-03-01`),
because PyYAML guesses (`NO` is False, `12:30` is 750, `01000` is 512) and a guess loses data.
Whatever two readers could take differently is a mistake, never a guess:
a key given twice, `on:` as a key, an anchor, a tag, a `#` that swallows the end of a text,
a character that nobody sees.

The data are built here from the events of libyaml, without PyYAML's own composer:
that one recurses, and 100 kB of `[` crash the whole process.
Nothing in this module recurses, and `_events` bounds what a file may ask for.

The sections below: the three doors, mistakes and their places, characters, events, data,
syntax errors in plain words, places.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple, Protocol, cast

from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs forget to export it
from yaml.error import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from desk.mistakes import Mistake

# A record is some kilobytes; the limits only keep a hostile file from costing time.
# The depth also keeps libyaml quick: it needs 20 s for 100,000 nested `[`.
LARGEST_FILE = 256 * 1024
DEEPEST = 20
MOST_NODES = 20_000

# Above 18 digits other readers (JavaScript, spreadsheets, databases) round or refuse a number.
MOST_DIGITS = 18

# Nobody reads on after a hundred, and a binary file would give one for every byte.
MOST_MISTAKES = 100
# A mistake is one line; what it quotes must leave room for what it says.
LONGEST_SHOWN = 60

Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file; line and column count from 1, columns in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The data of one file without mistakes."""

    path: str
    data: dict[str, object]


# ------------------------------------------------------------------------------ the three doors


def parse(source: bytes, path: str) -> tuple[Document | None, list[Mistake]]:
    """Read one file strictly.

    In: the bytes of the file, and its path as the mistakes shall name it.
    Out: the document and no mistakes, or None and the mistakes in the order of the file.
    A syntax error ends the reading of the file; all other mistakes are told together.
    """
    notes = _Notes(path)
    text = _decode(source, notes)
    if text is None:
        return None, notes.mistakes
    reading = _read_odd(text, notes) if _ODD.search(text) else _read(text)
    _conclude(reading, notes)
    data = reading.data
    if notes.mistakes or not isinstance(data, dict):
        return None, notes.listed()
    return Document(path=path, data=data), []


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
        for event in _events(source.decode("utf-8", "replace").removeprefix(_BOM)):
            kind: type[object] = type(event)
            if kind in _ENDS:
                level = outer.pop()
            elif kind in _NODES:
                mark = _mark_of(event)
                if level.awaits_key and kind is ScalarEvent:
                    level.name, level.key = event.value, mark
                    continue
                loc = level.next_loc()
                found.setdefault(loc, (level.key or mark, mark))
                level.key = None
                if kind in _STARTS:
                    outer.append(level)
                    level = _Level(loc=loc, is_list=kind is SequenceStartEvent)
    except _Halt:
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


# ------------------------------------------------------------------ mistakes and their places


# What is wrong, and what to write instead.
_Words = tuple[str, str]
# The same with its place as an index into the text, or as a mark.
_Saying = tuple[int, str, str]
_Said = tuple[Mark, str, str]


@dataclass(slots=True)
class _Notes:
    """The mistakes of one file."""

    path: str
    mistakes: list[Mistake] = field(default_factory=list)
    # From this index on a bad character may have changed how the lines belong together,
    # so that a syntax error behind it may only be its echo.
    damage: int | None = None

    def add(self, mark: Mark, what: str, fix: str) -> None:
        self.mistakes.append(
            Mistake(path=self.path, line=mark.line, column=mark.column, what=what, fix=fix)
        )

    def listed(self) -> list[Mistake]:
        """Give the mistakes in the order of the file, and no more than anyone reads."""
        self.mistakes.sort()
        if len(self.mistakes) > MOST_MISTAKES:
            rest = self.mistakes[MOST_MISTAKES]
            del self.mistakes[MOST_MISTAKES:]
            self.add(
                Mark(rest.line, rest.column),
                f"There are more than {MOST_MISTAKES} mistakes",
                "correct the first ones, then check again",
            )
        return self.mistakes

    def near(self, line: int) -> bool:
        """Tell whether this line, or the one before it, has a mistake already."""
        return any(line - 1 <= mistake.line <= line for mistake in self.mistakes)

    def damaged(self, index: int) -> None:
        """Remember the first place where the structure of the file is in doubt."""
        if self.damage is None or index < self.damage:
            self.damage = index


def _mark_at(text: str, index: int) -> Mark:
    # Lone carriage returns are mistakes, so "\n" alone ends lines here as it does for libyaml.
    return Mark(text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _line_rest(text: str, index: int) -> str:
    """Give what stands on the line from here on, without the blanks at its end."""
    end = text.find("\n", index)
    return text[index : end if end >= 0 else len(text)].rstrip()


def _shown(text: str) -> str:
    """Make a text fit for a message: short, on one line, with a dot for what cannot be seen."""
    short = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
    return "".join(char if char.isprintable() else "·" for char in short)


def _code_point(char: str) -> str:
    name = unicodedata.name(char, "").lower()
    return f"U+{ord(char):04X} ({name})" if name else f"U+{ord(char):04X}"


def _in_quotes(text: str) -> str:
    """Tell to write a text in quotes, with the text itself where that is short and exact."""
    if not text or len(text) > LONGEST_SHOWN or not text.isprintable():
        return "put the whole text in quotes"
    if '"' in text or "\\" in text:
        return "put the whole text in quotes: '" + text.replace("'", "''") + "'"
    return f'put the whole text in quotes: "{text}"'


# ------------------------------------------------------------------------------ characters


_BOM = "\ufeff"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")

# What has no place in any text: control characters, marks that nobody sees and that make equal
# words unequal or turn the direction of writing, and the line ends that only some programs know.
# U+200D goes too, although some emoji are built with it: in a name or an address it is a trap.
_NEVER = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
)
_BAD = re.compile(rf"[{_NEVER}]+|(?:\r(?!\n))+")
# French needs no-break spaces before `:` and inside `«  »`, so they are wrong in some places only.
_NO_BREAK = "\u00a0\u202f"
_BLANKS = f" {_NO_BREAK}"
# One look that finds nothing in most files: all that may be wrong, depending on where it stands.
_ODD = re.compile(rf"[{_NEVER}\t\r{_NO_BREAK}]")
# The part of a line where white space has a meaning: the indentation, the blanks after dashes,
# and those around the colon of a key.
_FRAME = re.compile(
    rf"^(?P<indent>[\t{_BLANKS}]*)"
    rf"(?:-[{_BLANKS}]+)*"
    rf"(?:[\"']?[\w-]+[\"']?[{_BLANKS}]*:[{_BLANKS}]+)?",
    re.MULTILINE,
)
_TAB_OR_NO_BREAK = re.compile(rf"[\t{_NO_BREAK}]+")


def _decode(source: bytes, notes: _Notes) -> str | None:
    """Give the text of the bytes, or None when there is nothing to go on with."""
    if len(source) > LARGEST_FILE:
        notes.add(
            Mark(1, 1),
            f"This file has {len(source):,} bytes, more than the {LARGEST_FILE:,} allowed",
            "split it, or move long texts elsewhere",
        )
        return None
    if source.startswith(_UTF_16):
        notes.add(Mark(1, 1), "This file is saved as UTF-16", "save it as “UTF-8 without BOM”")
        return None
    try:
        text = source.decode("utf-8")
    except UnicodeDecodeError as error:
        before = source[: error.start].decode("utf-8").removeprefix(_BOM)
        notes.add(_mark_at(before, len(before)), *_say_not_utf_8(source[error.start]))
        notes.damaged(len(before))
        # Every bad byte becomes a character that can stand in any text, so the rest can be read.
        text = source.decode("utf-8", "replace")
    if text.startswith(_BOM):
        notes.add(
            Mark(1, 1),
            "This file begins with an invisible mark (BOM)",
            "save it as “UTF-8 without BOM”",
        )
        # Editors do not count the mark as a column, so neither may the places below.
        text = text[1:]
    return text


def _say_not_utf_8(byte: int) -> _Words:
    what = f"This file is not saved as UTF-8: here stands the byte {byte:02X}"
    try:
        char = bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return what, "open it in the encoding it was written in, then save it as UTF-8"
    shown = f"“{char}”" if char.isprintable() else _code_point(char)
    return (
        f"{what}, which is {shown} in Windows-1252",
        "reopen it as Windows-1252, then save it as UTF-8",
    )


def _say_bad(char: str) -> _Words:
    if char == "\r":
        return (
            "Here stands half a line end (U+000D, without U+000A)",
            "save the file with the line ends “LF”",
        )
    if char in "\x85\u2028\u2029":
        return (
            f"Here stands a line end that most programs do not know, {_code_point(char)}",
            "delete it, and press Enter where a new line is meant",
        )
    kind = "a control" if unicodedata.category(char) == "Cc" else "an invisible"
    return f"Here stands {kind} character, {_code_point(char)}", "delete it"


class _Suspect(NamedTuple):
    """Tabs or no-break spaces where YAML needs ordinary spaces, unless they stand in a text."""

    start: int
    end: int
    mark: Mark
    # Where the indentation of the line ends.
    indented: int

    @property
    def in_indent(self) -> bool:
        return self.start < self.indented

    def say(self, text: str) -> _Words:
        char = text[self.start]
        name = "tab" if char == "\t" else f"no-break space (U+{ord(char):04X})"
        if self.in_indent:
            return f"Here stands a {name} in the indentation", "write ordinary spaces instead"
        before = text[self.indented : self.start].rstrip(_BLANKS)
        if before.endswith("-"):
            return (
                f"After the dash of a list item stands a {name}",
                "write an ordinary space after the dash",
            )
        key = _shown(before.removesuffix(":").strip(f"\"'-{_BLANKS}"))
        if before.endswith(":"):
            return (
                f"Between the key “{key}:” and its value stands a {name}",
                "write an ordinary space, or put the whole text in quotes if it has no key",
            )
        return (
            f"Before the colon of the key “{key}:” stands a {name}",
            "delete it, or put the whole text in quotes if it has no key",
        )


def _suspects(text: str) -> Iterator[_Suspect]:
    line, counted = 1, 0
    for frame in _FRAME.finditer(text):
        for gap in _TAB_OR_NO_BREAK.finditer(text, frame.start(), frame.end()):
            line += text.count("\n", counted, gap.start())
            counted = gap.start()
            mark = Mark(line, gap.start() - frame.start() + 1)
            yield _Suspect(gap.start(), gap.end(), mark, frame.end("indent"))


def _read_odd(text: str, notes: _Notes) -> "_Reading":
    """Read a text that holds characters which are wrong, or wrong where they stand."""
    for match in islice(_BAD.finditer(text), MOST_MISTAKES + 1):
        start = match.start()
        notes.add(_mark_at(text, start), *_say_bad(match[0][0]))
        if not text[_line_start(text, start) : start].strip():
            notes.damaged(start)
    # A letter in their place, one for one, keeps every other place in the file exact.
    text = _BAD.sub(lambda match: "_" * len(match[0]), text)
    suspects = list(_suspects(text))
    if not suspects:
        return _read(text)

    # Inside the text of a block or between quotes a suspect is harmless, and what is inside is
    # known only after reading; so first read with ordinary spaces in place of all suspects.
    chars = list(text)
    for suspect in suspects:
        chars[suspect.start : suspect.end] = " " * (suspect.end - suspect.start)
    reading = _read("".join(chars))
    guilty = [suspect for suspect in suspects if not reading.has_text_at(suspect.start)]
    if not guilty and not notes.mistakes:
        # Now the text as it is. Where that fails, a suspect has ended a block of text too early,
        # and the suspects on the failing lines are to blame.
        reading = _read(text)
        failing = {mark.line for mark, *_ in reading.said}
        if reading.halt is not None:
            failing.add(_mark_at(text, reading.halt.index).line)
        guilty = [suspect for suspect in suspects if suspect.mark.line in failing]
        blamed = {suspect.mark.line for suspect in guilty}
        reading.said = [said for said in reading.said if said[0].line not in blamed]
    for suspect in guilty[: MOST_MISTAKES + 1]:
        notes.add(suspect.mark, *suspect.say(text))
        if suspect.in_indent:
            notes.damaged(suspect.start)
    return reading


def _conclude(reading: "_Reading", notes: _Notes) -> None:
    """Add what the reading found to what the characters gave, but no echoes of that."""
    for said in reading.said:
        notes.add(*said)
    halt = reading.halt
    if halt is not None:
        mark = _mark_at(reading.text, halt.index)
        damaged = notes.damage is not None and notes.damage <= halt.index
        if not halt.is_syntax or not (damaged or notes.near(mark.line)):
            notes.add(mark, halt.what, halt.fix)
    elif notes.damage is None and not isinstance(reading.data, dict):
        mark, what, fix = _say_top(reading)
        if not notes.near(mark.line):
            notes.add(mark, what, fix)


def _say_top(reading: "_Reading") -> _Said:
    if reading.data is None:
        return Mark(1, 1), "This file is empty", "write at least one line “key: value”"
    fix = "write lines “key: value”, all beginning in the same column"
    if isinstance(reading.data, list):
        return reading.top, "The whole file is a list", f"{fix}, without dashes"
    if _NO_SPACE.match(reading.text, reading.top_index):
        index, what, fix = _say_no_space(reading.text, reading.top_index)
        return _mark_at(reading.text, index), what, fix
    return reading.top, "The whole file is one text without keys", fix


# ------------------------------------------------------------------------------ events


_STARTS = (MappingStartEvent, SequenceStartEvent)
_ENDS = (MappingEndEvent, SequenceEndEvent)
_NODES = (ScalarEvent, AliasEvent, *_STARTS)


class _LibMark(Protocol):
    """A place as libyaml tells it: all three count from 0, in characters."""

    index: int
    line: int
    column: int


class _Event(Protocol):
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


def _mark_of(event: _Event) -> Mark:
    return Mark(event.start_mark.line + 1, event.start_mark.column + 1)


class _Halt(Exception):  # it ends the reading, and is no error of the program
    """The reading cannot go on behind this place."""

    def __init__(self, index: int, what: str, fix: str, *, is_syntax: bool = False) -> None:
        super().__init__(what)
        self.index = index
        self.what = what
        self.fix = fix
        self.is_syntax = is_syntax


def _events(text: str) -> Iterator[_Event]:
    """Pull the events of a text one by one; `_Halt` where a limit or the syntax ends that."""
    get = cast("Callable[[], _Event]", CParser(text).get_event)
    depth = nodes = 0
    last: _Event | None = None
    try:
        while True:
            event = get()
            kind: type[object] = type(event)
            if kind in _NODES:
                nodes += 1
                if nodes > MOST_NODES:
                    raise _Halt(
                        event.start_mark.index,
                        f"This file has more than {MOST_NODES:,} keys, values and lists",
                        "split it",
                    )
                if kind in _STARTS:
                    depth += 1
                    if depth > DEEPEST:
                        raise _Halt(
                            event.start_mark.index,
                            f"Here are more than {DEEPEST} levels, one inside the other",
                            "put the text in quotes if it is one, or write fewer levels",
                        )
            elif kind in _ENDS:
                depth -= 1
            elif kind is StreamEndEvent:
                return
            yield event
            # The end of a block has no width: it is where the next thing stands, or fails to.
            if kind not in _ENDS or event.start_mark.index < event.end_mark.index:
                last = event
    except MarkedYAMLError as error:
        problem = cast("_LibMark", error.problem_mark)
        context = cast("_LibMark | None", error.context_mark)
        trouble = _Trouble(
            text=text,
            message=f"{error.context}: {error.problem}",
            place=problem.index,
            start=(context or problem).index,
            last=last,
        )
        raise _Halt(*_explain(trouble), is_syntax=True) from error
    except (YAMLError, UnicodeDecodeError) as error:
        # A tag with odd %-escapes passes libyaml, but makes no Python text; and `marks` may be
        # given characters that libyaml refuses. Neither error has a place of its own.
        end = last.end_mark.index if last else 0
        raise _Halt(end, *_UNREADABLE, is_syntax=True) from error


# ------------------------------------------------------------------------------ data


# Numbers as JSON writes them, so that `01000` and `1_000` stay text and `0` and `1e3` do not.
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?P<part>\.[0-9]+)?(?P<power>[eE][+-]?[0-9]+)?")
_NUMBER_STARTS = frozenset("-0123456789")
_CONSTANTS: dict[str, object] = {"true": True, "false": False, "null": None, "": None}

# A `#` behind a blank begins a comment. With a space behind it, somebody meant a comment;
# directly attached to a word (`Le #1 des appels`), somebody most likely meant text.
_TAIL = re.compile(r"[ \t]+(?P<tail>#+[^\s#]\S*)")

_USUAL_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
# Readers of YAML 1.1 take these for true, false or nothing, in any mixture of capitals.
_NOT_KEYS = frozenset(("on", "off", "yes", "no", "y", "n", "true", "false", "null", "~"))
# What some reader of YAML takes for a number, a time or a date.
_NUMBER_KEY = re.compile(
    r"[-+]?(?:[0-9][0-9_]*\.?|\.[0-9])[0-9_]*(?:e[-+]?[0-9]+)?"
    r"|[-+]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?"
    r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
    r"|0[xob][0-9a-f_]+|[-+]?\.(?:inf|nan)",
    re.IGNORECASE,
)

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


class _Reading:
    """One walk through the events of a text: the data, and the mistakes met on the way.

    Where there is a mistake, any value may stand in the data, for nobody gets to see them.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.said: list[_Said] = []
        self.halt: _Halt | None = None
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
            for event in _events(self.text):
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
                elif kind in _ENDS:
                    self._frame = self._outer.pop()
                elif kind is AliasEvent:
                    self._note_property(event)
                    self._put(event, None)
                elif kind is DocumentStartEvent:
                    self._start_document(event)
        except _Halt as halt:
            self.halt = halt

    def _note(self, event: _Event, what: str, fix: str) -> None:
        self.said.append((_mark_of(event), what, fix))

    def _note_property(self, event: _Event) -> None:
        """Tell of an anchor, an alias or a tag; often it is a text that begins like one."""
        word = _SIGN_AND_WORD.match(self.text, event.start_mark.index)
        self._note(event, *_say_property(word[0] if word else ""))

    def _start_document(self, event: _Event) -> None:
        if event.version or event.tags:
            self._note(event, *_DIRECTIVE)
        self._documents += 1
        if self._documents > 1:
            raise _Halt(event.start_mark.index, *_SECOND_DOCUMENT)

    def _put(self, event: _Event, value: object) -> None:
        frame = self._frame
        data = frame.data
        if isinstance(data, list):
            if data is self._root:
                self.top, self.top_index = _mark_of(event), event.start_mark.index
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

    def _open(self, event: _Event, data: dict[str, object] | list[object]) -> None:
        if event.anchor or event.tag:
            self._note_property(event)
        self._put(event, data)
        self._outer.append(self._frame)
        self._frame = _Frame(data)

    def _take_key(self, event: _Event, frame: _Frame) -> None:
        key = event.value
        if event.anchor or event.tag:
            self._note_property(event)
        elif event.style:
            self._check_text(event)
            if event.style in "|>":
                self._note(event, "A key cannot be a block of text", "write it on one line")
        elif not _USUAL_KEY.fullmatch(key) or key.lower() in _NOT_KEYS:
            words = _say_key(key)
            if words:
                self._note(event, *words)
        if key in frame.lines:
            self._note(
                event,
                f"The key “{_shown(key)}” stands already on line {frame.lines[key]}",
                "keep one of the two",
            )
        else:
            frame.lines[key] = event.start_mark.line + 1
        frame.key = key

    def _value(self, event: _Event) -> object:
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

    def _number(self, event: _Event, number: re.Match[str]) -> int | float:
        digits = number[0]
        if number["part"] or number["power"]:
            result = float(digits)
            if abs(result) < float("inf"):
                return result
            what = f"The number {_shown(digits)} is too large"
        elif len(digits.lstrip("-")) <= MOST_DIGITS:
            return int(digits)
        else:
            what = f"The number {_shown(digits)} has more than {MOST_DIGITS} digits"
        self._note(event, what, "write it in quotes")
        return 0

    def _check_text(self, event: _Event) -> None:
        """Keep where this text stands; no escape may bring in what may not stand there itself."""
        self._text_starts.append(event.start_mark.index)
        self._text_ends.append(event.end_mark.index)
        if self._has_escapes and event.style == '"':
            bad = _BAD.search(event.value)
            if bad:
                what, _ = _say_bad(bad[0][0])
                self._note(event, f"{what}, written with a backslash", "take it out of the text")

    def _note_tail(self, event: _Event, tail: re.Match[str]) -> None:
        start = tail.start("tail")
        line = _line_start(self.text, start)
        value = _value_of(_line_rest(self.text, line))
        exact = tail["tail"] in value and not value.startswith(("[", "{"))
        quotes = _in_quotes(value if exact else "")
        mark = Mark(event.end_mark.line + 1, start - line + 1)
        word = _shown(tail["tail"])
        self.said.append(
            (
                mark,
                f"All from “{word}” on is lost, because a # behind a space begins a comment",
                f"{quotes}, or write “# ” before a comment",
            )
        )


def _read(text: str) -> _Reading:
    reading = _Reading(text)
    reading.run()
    return reading


_NO_KEY = "Before this colon stands no key", "write one, or put the text in quotes if it is one"


def _say_key(key: str) -> _Words | None:
    """Tell what is wrong with a key in plain writing, if anything is."""
    shown = _shown(key)
    if not key:
        return _NO_KEY
    if key == "<<":
        return "“<<” merges mappings, which is not used here", "write the keys and values out"
    if key.lower() in _NOT_KEYS:
        return (
            f"“{shown}” cannot be a key, because other programs read it as yes, no or nothing",
            f'write another word, or put it in quotes: "{shown}":',
        )
    if _NUMBER_KEY.fullmatch(key):
        return (
            f"“{shown}” cannot be a key, because it is a number, a time or a date",
            f'write a word, or put it in quotes: "{shown}":',
        )
    if key.strip(_BLANKS) != key or any(f":{blank}" in key for blank in _NO_BREAK):
        return (
            f"A no-break space stands beside the colon or the key in “{shown}”",
            "write an ordinary space, or put the whole text in quotes if it has no key",
        )
    return None


# ------------------------------------------------------------------ syntax errors in plain words


_UNREADABLE = (
    "From here on this file cannot be read as YAML",
    "put the text in quotes if it is one, and look at the indentation",
)
_DIRECTIVE = (
    "A line that begins with % tells YAML how to read the file, which is not used here",
    "delete the line, or put the text in quotes if it is one",
)
_SECOND_DOCUMENT = (
    "Here begins a second document",
    "keep one document in a file, and delete the lines --- and ... below line 1",
)

# A word with a colon, or a dash, which a letter follows at once; `https://…` is no such word.
_NO_SPACE = re.compile(r"[\"']?[\w-]+[\"']?:(?=[^\s/:])|-(?=[^\s-])")
# The value behind the first key of a line, or behind the dash of a list.
_KEY_AND_VALUE = re.compile(r"\s*(?:- +)*(?:\"[^\"]*\"|'[^']*'|[^\s:\"'][^:]*):\s+(.*)")
# What comes before an item in brackets.
_BETWEEN = re.compile(r"[][{},:]")
_ITEM = re.compile(r"\s*(?:- +)+(.*)")


def _value_of(line: str) -> str:
    """Give the value that a line seems to hold; nothing when it seems to hold none."""
    match = _KEY_AND_VALUE.match(line) or _ITEM.match(line)
    return match[1] if match else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trouble:
    """A syntax error as libyaml tells it; all places are indexes into the text."""

    text: str
    message: str
    place: int
    # Where the thing begins that libyaml was reading.
    start: int
    # The last event before the error that stands for something in the text.
    last: _Event | None

    @property
    def char(self) -> str:
        return self.text[self.place : self.place + 1]

    @property
    def last_scalar(self) -> _Event | None:
        kind: type[object] = type(self.last)
        return self.last if kind is ScalarEvent else None

    def on_one_line(self, start: int, end: int) -> bool:
        return "\n" not in self.text[start:end]


def _explain(trouble: _Trouble) -> _Saying:
    """Say in plain words where an error of libyaml is, what it is, and what to write."""
    for part, say in _EXPLANATIONS:
        if part in trouble.message:
            return say(trouble)
    return trouble.place, *_UNREADABLE


def _say_property(word: str) -> _Words:
    kind = {"&": "an anchor", "*": "an alias", "!": "a tag"}.get(word[:1], "a special sign")
    return (
        f"“{_shown(word)}” is {kind} in YAML, which is not used here",
        "put the whole text in quotes if it is text, otherwise delete it",
    )


def _say_start(text: str, index: int, begins: str) -> _Saying:
    return (
        index,
        f"A text without quotes cannot begin with “{begins}”",
        _in_quotes(_line_rest(text, index)),
    )


def _say_no_space(text: str, index: int) -> _Saying:
    """Tell of the missing space; `_NO_SPACE` must match here."""
    word = text[index] if text[index] == "-" else text[index : text.index(":", index) + 1]
    name = "dash" if word == "-" else "colon"
    return (
        index + len(word),
        f"A space is missing behind the {name}",
        f"write “{_shown(word)} ”, then what follows",
    )


def _unclosed_quote(trouble: _Trouble) -> _Saying:
    quote = trouble.text[trouble.start]
    return (
        trouble.start,
        f"The quote {quote} that opens here is never closed",
        f"write {quote} at the end of the text too",
    )


def _bad_escape(trouble: _Trouble) -> _Saying:
    return (
        trouble.text.rfind("\\", 0, trouble.place + 1),
        "A backslash between double quotes begins an escape, and this one does not exist",
        r"write \\ for one backslash, or use single quotes",
    )


def _tab(trouble: _Trouble) -> _Saying:
    return trouble.place, "A tab cannot stand here", "write ordinary spaces instead"


def _bad_start(trouble: _Trouble) -> _Saying:
    if trouble.char == "\t":
        return _tab(trouble)
    return _say_start(trouble.text, trouble.place, trouble.char)


def _directive(trouble: _Trouble) -> _Saying:
    return _line_start(trouble.text, trouble.start), *_DIRECTIVE


def _at_start(trouble: _Trouble) -> _Saying:
    return _say_start(trouble.text, trouble.start, trouble.text[trouble.start])


def _misplaced(trouble: _Trouble) -> _Saying:
    index, what, fix = _say_start(trouble.text, trouble.place, f"{trouble.char} ")
    return index, what, f"{fix}, or begin a list on the next line" if trouble.char == "-" else fix


def _colon(trouble: _Trouble) -> _Saying:
    """Tell of a colon and a space where no key can be."""
    text, index, last = trouble.text, trouble.place, trouble.last_scalar
    line = _line_start(text, index)
    begins = last.start_mark.index if last else index
    if begins < line:
        # The lines before were taken for one text that goes on up to this colon.
        if not text[_line_start(text, begins) : begins].strip(" -"):
            return _no_key_at(text, begins)
        return (
            index - len(text[line:index].lstrip()),
            "This line is indented further than the key above it, so it goes on with its text",
            "let all keys that belong together begin in the same column",
        )
    if ":" not in text[line:index]:
        return (
            line,
            "Here stands no key of at most 1,000 characters before the colon",
            "write a short key, a colon and a space, on one line",
        )
    if last and last.style:
        return _after_quote(trouble, last)
    return (
        index,
        "Here is a second “: ” on one line, as if it were another key",
        _in_quotes(_value_of(_line_rest(text, line))),
    )


def _no_key(trouble: _Trouble) -> _Saying:
    return _no_key_at(trouble.text, trouble.start)


def _no_key_at(text: str, index: int) -> _Saying:
    if _NO_SPACE.match(text, index):
        return _say_no_space(text, index)
    return (
        index,
        "This line has no key",
        "write “key: ” before it, or indent it further if it goes on with the text above",
    )


def _after_quote(trouble: _Trouble, last: _Event) -> _Saying:
    """Tell that something follows a text in quotes."""
    start = last.start_mark.index
    quote = trouble.text[start]
    if not trouble.on_one_line(start, last.end_mark.index):
        line = last.end_mark.line + 1
        return (
            start,
            f"The quote {quote} that opens here is closed only on line {line}",
            f"write {quote} at the end of the text",
        )
    inside = "''" if quote == "'" else '\\"'
    return (
        trouble.place,
        f"The quote {quote} has closed the text before this",
        f"write {inside} for a {quote} inside the text, and close the quotes at its end",
    )


def _no_entry(trouble: _Trouble) -> _Saying:
    """Tell that here a key or a dash was expected, and does not stand."""
    text, index, last = trouble.text, trouble.place, trouble.last
    end = last.end_mark.index if last else index
    if last and trouble.on_one_line(end, index):
        if trouble.last_scalar and last.style in ("'", '"'):
            return _after_quote(trouble, last)
        if last.start_mark.index < end and text[end - 1] in "]}":
            return (
                index,
                f"The {text[end - 1]} has closed the brackets before this",
                "put the whole text in quotes if it is one",
            )
    if text.startswith(("- ", "-\n"), index):
        return (
            index,
            "This list item (“- ”) belongs to no list above it",
            "let all dashes of a list begin in the same column, below the key of the list",
        )
    if trouble.char == ":":
        return index, *_NO_KEY
    if "'-'" in trouble.message:
        return (
            index,
            "Here the next “- ” of the list is expected",
            "write “- ” before it, or let it begin in the column of the keys it belongs to",
        )
    return (
        index,
        "The indentation of this line fits none of the lines above it",
        "let lines that belong together begin in the same column",
    )


def _flow(trouble: _Trouble) -> _Saying:
    """Tell that a list in `[ ]` or a mapping in `{ }` does not go on as it should."""
    text, index, last = trouble.text, trouble.place, trouble.last
    opening = text[trouble.start]
    closing = "]" if opening == "[" else "}"
    line = _line_start(text, index)
    # Where the brackets stay open, the next line with a key ends up inside them.
    swallowed = trouble.char == ":" and not _BETWEEN.search(text, line, index)
    begins = last.start_mark.index if last else index
    if not trouble.char or begins < line or (swallowed and trouble.start < line):
        return (
            trouble.start,
            f"The {opening} that opens here is never closed",
            f"write {closing} at the end, or put the whole text in quotes",
        )
    if trouble.char == ":":
        return index, "Here is a second “: ”, as if it were another key", "put the text in quotes"
    return index, f"Here a comma or a {closing} is missing", f"write , or {closing}"


def _no_node(trouble: _Trouble) -> _Saying:
    if not trouble.char:
        return trouble.place, "The file ends inside brackets", "close all brackets"
    if "flow" in trouble.message:
        return (
            trouble.place,
            f"Before this “{trouble.char}” stands nothing",
            "delete it, or put the text in quotes if it is one",
        )
    return _say_start(trouble.text, trouble.place, trouble.char)


def _after_end(trouble: _Trouble) -> _Saying:
    """Tell that the document has ended, or has not begun, where something stands."""
    text, index = trouble.text, trouble.place
    line = _line_start(text, index)
    kind: type[object] = type(trouble.last)
    if kind is StreamStartEvent:
        # Only lines with % can come before the document; the first line has no line end before it.
        return f"\n{text}".index("\n%"), *_DIRECTIVE
    if text[:line].rstrip().endswith("\n..."):
        return index, *_SECOND_DOCUMENT
    if text[line:index].strip():
        return (
            index,
            "Here something follows what seemed to be the whole file",
            "write lines “key: value”, and put texts in quotes",
        )
    return (
        index,
        "This line does not go on with what stands above it",
        "let all keys of the file begin in the same column, and write no text between them",
    )


# The first whose words are in libyaml's message gives the explanation.
_EXPLANATIONS: tuple[tuple[str, Callable[[_Trouble], _Saying]], ...] = (
    ("quoted scalar: found unexpected", _unclosed_quote),
    ("quoted scalar", _bad_escape),
    ("cannot start any token", _bad_start),
    ("found a tab", _tab),
    ("directive", _directive),
    ("incompatible YAML document", _directive),
    ("tag", _at_start),
    ("an anchor", _at_start),
    ("an alias", _at_start),
    ("block scalar", _at_start),
    ("mapping values", _colon),
    ("block sequence entries", _misplaced),
    ("mapping keys", _misplaced),
    ("expected ':'", _no_key),
    ("expected key", _no_entry),
    ("'-' indicator", _no_entry),
    ("expected ','", _flow),
    ("node content", _no_node),
    ("<document start>", _after_end),
)


# ------------------------------------------------------------------------------ places


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
