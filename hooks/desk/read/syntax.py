"""The syntax errors of libyaml in plain words, with what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable

from yaml.events import StreamStartEvent

from desk.read.events import Event, Trouble
from desk.read.keys import NO_KEY
from desk.read.notes import Saying, Words, in_quotes, line_rest, line_start, shown

UNREADABLE = (
    "From here on this file cannot be read as YAML",
    "put the text in quotes if it is one, and look at the indentation",
)
DIRECTIVE = (
    "A line that begins with % tells YAML how to read the file, which is not used here",
    "delete the line, or put the text in quotes if it is one",
)
SECOND_DOCUMENT = (
    "Here begins a second document",
    "keep one document in a file, and delete the lines --- and ... below line 1",
)

# A word with a colon, or a dash, which a letter follows at once; `https://…` is no such word.
NO_SPACE = re.compile(r"[\"']?[\w-]+[\"']?:(?=[^\s/:])|-(?=[^\s-])")
# The value behind the first key of a line, or behind the dash of a list.
_KEY_AND_VALUE = re.compile(r"\s*(?:- +)*(?:\"[^\"]*\"|'[^']*'|[^\s:\"'][^:]*):\s+(.*)")
# What comes before an item in brackets.
_BETWEEN = re.compile(r"[][{},:]")
_ITEM = re.compile(r"\s*(?:- +)+(.*)")


def value_of(line: str) -> str:
    """Give the value that a line seems to hold; nothing when it seems to hold none."""
    match = _KEY_AND_VALUE.match(line) or _ITEM.match(line)
    return match[1] if match else ""


def explain(trouble: Trouble) -> Saying:
    """Say in plain words where an error of libyaml is, what it is, and what to write."""
    for part, say in _EXPLANATIONS:
        if part in trouble.message:
            return say(trouble)
    return trouble.place, *UNREADABLE


def say_property(word: str) -> Words:
    """Tell of an anchor, an alias or a tag."""
    kind = {"&": "an anchor", "*": "an alias", "!": "a tag"}.get(word[:1], "a special sign")
    return (
        f"“{shown(word)}” is {kind} in YAML, which is not used here",
        "put the whole text in quotes if it is text, otherwise delete it",
    )


def _say_start(text: str, index: int, begins: str) -> Saying:
    return (
        index,
        f"A text without quotes cannot begin with “{begins}”",
        in_quotes(line_rest(text, index)),
    )


def say_no_space(text: str, index: int) -> Saying:
    """Tell of the missing space; `NO_SPACE` must match here."""
    word = text[index] if text[index] == "-" else text[index : text.index(":", index) + 1]
    name = "dash" if word == "-" else "colon"
    return (
        index + len(word),
        f"A space is missing behind the {name}",
        f"write “{shown(word)} ”, then what follows",
    )


def _unclosed_quote(trouble: Trouble) -> Saying:
    quote = trouble.text[trouble.start]
    return (
        trouble.start,
        f"The quote {quote} that opens here is never closed",
        f"write {quote} at the end of the text too",
    )


def _bad_escape(trouble: Trouble) -> Saying:
    return (
        trouble.text.rfind("\\", 0, trouble.place + 1),
        "A backslash between double quotes begins an escape, and this one does not exist",
        r"write \\ for one backslash, or use single quotes",
    )


def _tab(trouble: Trouble) -> Saying:
    return trouble.place, "A tab cannot stand here", "write ordinary spaces instead"


def _bad_start(trouble: Trouble) -> Saying:
    if trouble.char == "\t":
        return _tab(trouble)
    return _say_start(trouble.text, trouble.place, trouble.char)


def _directive(trouble: Trouble) -> Saying:
    return line_start(trouble.text, trouble.start), *DIRECTIVE


def _at_start(trouble: Trouble) -> Saying:
    return _say_start(trouble.text, trouble.start, trouble.text[trouble.start])


def _misplaced(trouble: Trouble) -> Saying:
    index, what, fix = _say_start(trouble.text, trouble.place, f"{trouble.char} ")
    return index, what, f"{fix}, or begin a list on the next line" if trouble.char == "-" else fix


def _colon(trouble: Trouble) -> Saying:
    """Tell of a colon and a space where no key can be."""
    text, index, last = trouble.text, trouble.place, trouble.last_scalar
    line = line_start(text, index)
    begins = last.start_mark.index if last else index
    if begins < line:
        # The lines before were taken for one text that goes on up to this colon.
        if not text[line_start(text, begins) : begins].strip(" -"):
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
        in_quotes(value_of(line_rest(text, line))),
    )


def _no_key(trouble: Trouble) -> Saying:
    return _no_key_at(trouble.text, trouble.start)


def _no_key_at(text: str, index: int) -> Saying:
    if NO_SPACE.match(text, index):
        return say_no_space(text, index)
    return (
        index,
        "This line has no key",
        "write “key: ” before it, or indent it further if it goes on with the text above",
    )


def _after_quote(trouble: Trouble, last: Event) -> Saying:
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


def _no_entry(trouble: Trouble) -> Saying:
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
        return index, *NO_KEY
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


def _flow(trouble: Trouble) -> Saying:
    """Tell that a list in `[ ]` or a mapping in `{ }` does not go on as it should."""
    text, index, last = trouble.text, trouble.place, trouble.last
    opening = text[trouble.start]
    closing = "]" if opening == "[" else "}"
    line = line_start(text, index)
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


def _no_node(trouble: Trouble) -> Saying:
    if not trouble.char:
        return trouble.place, "The file ends inside brackets", "close all brackets"
    if "flow" in trouble.message:
        return (
            trouble.place,
            f"Before this “{trouble.char}” stands nothing",
            "delete it, or put the text in quotes if it is one",
        )
    return _say_start(trouble.text, trouble.place, trouble.char)


def _after_end(trouble: Trouble) -> Saying:
    """Tell that the document has ended, or has not begun, where something stands."""
    text, index, last = trouble.text, trouble.place, trouble.last
    line = line_start(text, index)
    end = last.end_mark.index if last else 0
    kind: type[object] = type(last)
    # Before the document only lines with % can come, and such a line in it ends it.
    if kind is StreamStartEvent or text.startswith("%", end):
        # The first line has no line end before it.
        return f"\n{text}".index("\n%", end), *DIRECTIVE
    if text[:line].rstrip().endswith("\n..."):
        return index, *SECOND_DOCUMENT
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
_EXPLANATIONS: tuple[tuple[str, Callable[[Trouble], Saying]], ...] = (
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
