"""What `desk.read` accepts, what it refuses and in which words, and where it says things stand."""

import re
from collections.abc import Iterator

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from desk import read
from desk.mistakes import Mistake
from desk.read import Document, Loc, Mark, marks, parse, place
from desk.read.characters import BAD
from desk.read.events import Trouble
from desk.read.syntax import UNREADABLE, explain

NBSP = "\u00a0"
NARROW = "\u202f"


def parsed(source: str | bytes) -> tuple[Document | None, list[Mistake]]:
    return parse(source if isinstance(source, bytes) else source.encode(), "call.yml")


def data(source: str | bytes) -> dict[str, object]:
    document, mistakes = parsed(source)
    assert mistakes == []
    assert document is not None
    assert document.path == "call.yml"
    return document.data


def mistakes(source: str | bytes) -> list[Mistake]:
    document, found = parsed(source)
    assert document is None
    assert found
    assert found == sorted(found)
    assert {mistake.path for mistake in found} == {"call.yml"}
    return found


# ---------------------------------------------------------------- what is accepted


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("", None),
        ("0", 0),
        ("-3", -3),
        ("42", 42),
        ("-0", 0),
        ("999999999999999999", 999999999999999999),
        ("-999999999999999999", -999999999999999999),
        ("17.8", 17.8),
        ("-0.5", -0.5),
        ("1e3", 1000.0),
        ("1E+3", 1000.0),
        ("2.5e-1", 0.25),
    ],
)
def test_typed_scalars(written: str, meant: object) -> None:
    """Only true, false, null, nothing and numbers as JSON writes them have a type."""
    value = data(f"key: {written}\n")["key"]
    assert value == meant
    assert type(value) is type(meant)


@pytest.mark.parametrize(
    "written",
    [
        "01000",
        "-01",
        "00",
        "12:30",
        "NO",
        "no",
        "yes",
        "on",
        "off",
        "Yes",
        "True",
        "TRUE",
        "False",
        "Null",
        "NULL",
        "~",
        "2024-03-01",
        "2024-03-01T12:30:00Z",
        "1_000",
        "0x1F",
        "0o17",
        "+1",
        ".5",
        "1.",
        "1e",
        "NaN",
        ".nan",
        ".inf",
        "-.inf",
        "Infinity",
        "1 000",
        "1,5",
        "3 %",
        "<<",
        "=",
        "Bonjour",
        "C#",
        "a#b",
        "https://example.org/#top",
        "l'appel",
        'dit "oui"',
        "a:b",
        ":b",
        "-- x",
        "?x",
        "(x)",
        "x {y} [z]",
        "été",
        "😀",
        "=1+1",
        "١٢",
    ],
)
def test_plain_text(written: str) -> None:
    """All other plain scalars are text, unchanged, also in a list and in brackets."""
    assert data(f"key: {written}\nlist:\n- {written}\n") == {"key": written, "list": [written]}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('"true"', "true"),
        ("'null'", "null"),
        ('"17.8"', "17.8"),
        ("'01000'", "01000"),
        ('""', ""),
        ("'L''appel'", "L'appel"),
        (r'"a\tb\n\"c\" \\"', 'a\tb\n"c" \\'),
        (r'"\u00e9"', "é"),
        ('"Appel : phase 2"', "Appel : phase 2"),
        ("'Le #1'", "Le #1"),
        ("|\n  12\n  a # b\n", "12\na # b\n"),
        (">-\n  a\n  b\n", "a b"),
        ("|-\n  true", "true"),
        ("a\n  b\n\n  c", "a b\nc"),
        ("[a,\n  b]", ["a", "b"]),
        ("{}", {}),
        ("[]", []),
    ],
)
def test_quotes_and_blocks(written: str, meant: object) -> None:
    """What stands in quotes or in a block is text, and a plain text may have several lines."""
    assert data(f"key: {written}") == {"key": meant}


def test_structure() -> None:
    """Mappings and lists nest, in block and in flow style, with explicit document lines or not."""
    source = """\
---
# A comment
titre: {fr: Appel, "en": Call}   # another
lieux:
- Belley
-   nom: Oyonnax
    cp: "01100"
- - 1
  - [2, {a: 3}]
? vide
: fin
...
"""
    assert data(source) == {
        "titre": {"fr": "Appel", "en": "Call"},
        "lieux": ["Belley", {"nom": "Oyonnax", "cp": "01100"}, [1, [2, {"a": 3}]]],
        "vide": "fin",
    }


@pytest.mark.parametrize(
    "key",
    [
        "titre",
        "_a",
        "a-b",
        "été",
        "a b",
        "fr_FR",
        "a:b",
        "e-mail",
        "1st",
        "2e étape",
        '"on"',
        "'1'",
        '"2024"',
        '""',
        "-x",
        "no-break",
        "'y'",
        "l'été",
    ],
)
def test_good_keys(key: str) -> None:
    """A key is a word or a text, and in quotes it may be anything."""
    assert data(f"{key}: x") == {key.strip("'\"") if key[0] in "'\"" else key: "x"}


@pytest.mark.parametrize(
    "source",
    [
        "key: x   # a comment",
        "key: x # #1 x",
        "key: x\n#comment",
        "key: # a comment\n  x",
        "key: #comment\n  fr: x",
        'key: "x" #comment',
        "key: x ## comment",
        "key: [x] #y",
        "key: |  #comment\n  x #1",
        "#comment\nkey: x",
        "  # comment\nkey: x\n    #comment\n",
        "key: x #",
    ],
)
def test_comments(source: str) -> None:
    """A comment that takes nothing from a text is no mistake."""
    assert "key" in data(source)


def test_crlf() -> None:
    """Windows line ends are accepted, and leave no trace in texts and places."""
    source = "a: x\r\nb: |\r\n  c\r\n  d\r\ne: f\n"
    assert data(source) == {"a": "x", "b": "c\nd\n", "e": "f"}
    assert marks(source.encode())[("e",)] == (Mark(5, 1), Mark(5, 4))
    assert [str(m) for m in mistakes("a: x\r\né: ü @ \u200b\r\na: y\r\n")] == [
        "call.yml:2:8: Here stands an invisible character, U+200B (zero width space); delete it",
        "call.yml:3:1: The key “a” stands already on line 1; keep one of the two",
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (f"«{NBSP}Quoi{NARROW}?{NBSP}»", f"«{NBSP}Quoi{NARROW}?{NBSP}»"),
        (f"Note:{NBSP}voir", f"Note:{NBSP}voir"),
        (f'"Appel{NBSP}: phase 2"', f"Appel{NBSP}: phase 2"),
        (f'"a\n  {NBSP}b"', f"a {NBSP}b"),
        (
            f"|\n  Attention{NBSP}: x\n  Note:{NBSP}y\n  -{NBSP}z\n  {NBSP}a",
            f"Attention{NBSP}: x\nNote:{NBSP}y\n-{NBSP}z\n{NBSP}a",
        ),
        (f"x # note:{NBSP}y", "x"),
        ("a\tb", "a\tb"),
        ("\tx", "x"),
        ("x\t", "x"),
        ("x\t# y", "x"),
        ("|\n  a\n  \tb\n", "a\n\tb\n"),
        ("'a\n\tb'", "a b"),
    ],
)
def test_french_spaces_and_tabs_in_texts(written: str, meant: str) -> None:
    """No-break spaces and tabs inside texts are no mistakes, and stay."""
    assert data(f"key: {written}") == {"key": meant}


def test_every_other_character() -> None:
    """What passes the look for bad characters also passes libyaml, whatever plane it is from."""
    chars = [chr(code) for code in (*range(0x20, 0xD800), *range(0xE000, 0x11000))]
    good = [char for char in chars if not BAD.fullmatch(char)]
    text = "".join(good).replace("\\", "").replace('"', "")
    assert data(f'key: "{text}"') == {"key": text}


@pytest.mark.parametrize(
    "char",
    [
        *map(chr, (*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0))),
        "\u00ad",
        "\u061c",
        *map(chr, (*range(0x200B, 0x2010), *range(0x2028, 0x202F), *range(0x2060, 0x2070))),
        "\ufeff",
        "\ufffe",
        "\uffff",
    ],
)
def test_bad_characters(char: str) -> None:
    """Each invisible or control character is told at its place, raw and written as an escape."""
    (found,) = mistakes(f"é: x\nb: ü{char}y\n")
    assert (found.line, found.column) == (2, 5)
    assert f"U+{ord(char):04X}" in found.what
    (found,) = mistakes(f'é: x\nb: "ü\\u{ord(char):04x}y"\n')
    assert (found.line, found.column) == (2, 4)
    assert f"U+{ord(char):04X}" in found.what
    assert "backslash" in found.what


# ---------------------------------------------------------------- what is refused

REFUSED: list[tuple[str | bytes, int, int, str]] = [
    # Encoding and characters
    (b"titre: x\nlieu: \xc3\xa9t\xe9 x", 2, 9, "byte E9, which is “é” in Windows-1252"),
    (b"titre: \xa0x", 1, 8, "U+00A0"),
    (b"titre: \x81x", 1, 8, "open it in the encoding"),
    (b"\xff\xfet\x00", 1, 1, "UTF-16"),
    (b"\xef\xbb\xbftitre: x", 1, 1, "UTF-8 without BOM"),
    (b"\xef\xbb\xbf", 1, 1, "UTF-8 without BOM"),
    ("titre: x\0\0y", 1, 9, "control character, U+0000"),
    ("ti\u200btre: x", 1, 3, "invisible character, U+200B (zero width space)"),
    ("titre: x\rlieu: y", 1, 9, "half a line end"),
    ("titre: x\u2028y", 1, 9, "press Enter"),
    ("\u200b  a: x\nb: y", 1, 1, "U+200B"),
    # Blanks that carry meaning
    ("a:\n\tb: c", 2, 1, "a tab in the indentation"),
    ("a:\n  \tb: c\n", 2, 3, "a tab in the indentation"),
    ("a: |\n\tb", 2, 1, "a tab in the indentation"),
    ("a: |\n  b\n\tc\nd: e", 3, 1, "a tab in the indentation"),
    ("a: b\n\t# c", 2, 1, "a tab in the indentation"),
    ("a:\n-\tb", 2, 2, "A tab cannot stand here"),
    (f"a:\n{NBSP} b: c", 2, 1, "no-break space (U+00A0) in the indentation"),
    (f"a:\n  b: c\n {NARROW}d: e", 3, 2, "no-break space (U+202F) in the indentation"),
    (f"a: |\n  b\n{NBSP} c: d", 3, 1, "no-break space (U+00A0) in the indentation"),
    (f"titre:{NBSP}Appel", 1, 7, "Between the key “titre:” and its value stands a no-break space"),
    (f"titre: x\nlieu: {NBSP}y\n", 2, 7, "Between the key “lieu:”"),
    (f"titre:\n  fr:{NBSP}Appel\n  en: Call", 2, 6, "Between the key “fr:”"),
    (f'a:\n - "fr":{NARROW}Appel', 2, 9, "Between the key “fr:”"),
    (f"titre{NBSP}: Appel", 1, 6, "Before the colon of the key “titre:” stands a no-break space"),
    (f"a:\n- Appel{NBSP}: phase 2", 2, 8, "put the whole text in quotes"),
    (f"a:\n-{NBSP}b\n- c", 2, 2, "After the dash of a list item stands a no-break space"),
    (f"a: {{fr{NBSP}: x}}", 1, 5, "A no-break space stands beside"),
    (f"a: {{fr:{NBSP}x}}", 1, 5, "A no-break space stands beside"),
    # Keys
    ("a: 1\nb: 2\n\na: 3", 4, 1, "The key “a” stands already on line 1; keep one"),
    ("a: 1\n'a': 3", 2, 1, "stands already on line 1"),
    ("x:\n  - b: 1\n    b: 2", 3, 5, "stands already on line 2"),
    ("{a: 1, é: 2, a: 3}", 1, 14, "stands already on line 1"),
    *(
        (f"é: 1\n{key}: x", 2, 1, f"“{key}” cannot be a key")
        for key in (
            "on",
            "off",
            "yes",
            "no",
            "y",
            "n",
            "true",
            "false",
            "null",
            "~",
            "On",
            "NO",
            "Y",
            "1",
            "-3",
            "17.8",
            "1e3",
            "01000",
            "12:30",
            "2024-03-01",
            "0x1F",
            ".inf",
            "1_000",
        )
    ),
    (": x", 1, 1, "Before this colon stands no key"),
    ("a: 1\n: x", 2, 1, "Before this colon stands no key"),
    ("?\n: x", 1, 2, "Before this colon stands no key"),
    ("<<: {a: b}", 1, 1, "“<<” merges mappings"),
    ("[a]: b", 1, 1, "in the place of a key"),
    ("a: {{ b }}", 1, 5, "in the place of a key"),
    ("? {a: b}\n: c", 1, 3, "in the place of a key"),
    ("? |\n  a\n: b", 1, 3, "A key cannot be a block of text"),
    ("? >-\n  a\n: b", 1, 3, "A key cannot be a block of text"),
    ("k" * 1100 + ": x", 1, 1, "no key of at most 1,000 characters"),
    # Signs
    ("a: &b c", 1, 4, "“&b” is an anchor"),
    ("a: &b\n  c: d", 1, 4, "“&b” is an anchor"),
    ("a: &b [c]", 1, 4, "“&b” is an anchor"),
    ("&b a: c", 1, 1, "“&b” is an anchor"),
    ("a: *b", 1, 4, "“*b” is an alias"),
    ("a: [*b, c]", 1, 5, "is an alias"),
    ("*b : c", 1, 1, "“*b” is an alias"),
    ("a: *Note* x", 1, 4, 'cannot begin with “*”; put the whole text in quotes: "*Note* x"'),
    ("a: *b x", 1, 4, "“*b” is an alias"),
    ("a: & b", 1, 4, "cannot begin with “&”"),
    ("a: !important", 1, 4, "“!important” is a tag"),
    ("a: ! b", 1, 4, "“!” is a tag"),
    ("a: !!str b", 1, 4, "“!!str” is a tag"),
    ("a: !<x> b", 1, 4, "“!<x>” is a tag"),
    ("a: !b!c d", 1, 4, "cannot begin with “!”"),
    ("a: !b%ff c", 1, 4, "cannot begin with “!”"),
    ("a: !%ED%A0%80 b", 1, 2, "cannot be read as YAML"),
    ("a: @b", 1, 4, 'cannot begin with “@”; put the whole text in quotes: "@b"'),
    ("a: `b`", 1, 4, "cannot begin with “`”"),
    ("a: %b", 1, 4, "cannot begin with “%”"),
    ("a: @" + "b" * 80, 1, 4, "put the whole text in quotes"),
    ('a: @b "c"', 1, 4, "put the whole text in quotes: '@b \"c\"'"),
    ("a: - b", 1, 4, "cannot begin with “- ”"),
    ("a: ? b", 1, 4, "cannot begin with “? ”"),
    ("a: > b", 1, 4, "cannot begin with “>”"),
    ("a: | b", 1, 4, "cannot begin with “|”"),
    ("a: |0\n b", 1, 4, "cannot begin with “|”"),
    ("a: , b", 1, 4, "cannot begin with “,”"),
    ("a: ] b", 1, 4, "cannot begin with “]”"),
    ("a: [b] c", 1, 8, "The ] has closed the brackets before this"),
    ("a: {b} c", 1, 8, "The } has closed the brackets before this"),
    ("a: [b]]", 1, 7, "The ] has closed the brackets before this"),
    ("a: [b", 1, 4, "The [ that opens here is never closed"),
    ("a: [b\nc: d", 1, 4, "The [ that opens here is never closed"),
    ("a: {b\nc: d", 1, 4, "The { that opens here is never closed"),
    ("a: [b,", 1, 7, "The file ends inside brackets"),
    ("a: {b: [c, d\ne: f", 1, 8, "The [ that opens here is never closed"),
    ("a: [b,, c]", 1, 7, "Before this “,” stands nothing"),
    ('a: ["b" "c"]', 1, 9, "Here a comma or a ] is missing"),
    ("a: {b: c: d}", 1, 9, "a second “: ”"),
    ("a: {b: 'c' d}", 1, 12, "Here a comma or a } is missing"),
    ('a: [\n  "b" "c"\n]', 2, 7, "Here a comma or a ] is missing"),
    ("a: [\n  [b] c\n]", 2, 7, "Here a comma or a ] is missing"),
    ('a: [b,\n  "c"\nd: e', 1, 4, "The [ that opens here is never closed"),
    ("a: [\n  b: c: d]", 2, 7, "a second “: ”"),
    # A colon inside a text
    ("titre: Appel : phase 2", 1, 14, 'put the whole text in quotes: "Appel : phase 2"'),
    ("a: b : c", 1, 6, 'put the whole text in quotes: "b : c"'),
    ("a: b: c", 1, 5, 'put the whole text in quotes: "b: c"'),
    ("x:\n  - a: b: c", 2, 9, 'put the whole text in quotes: "b: c"'),
    ("a: : b", 1, 4, 'put the whole text in quotes: ": b"'),
    # Quotes
    ('a: "b\nc: d', 1, 4, 'The quote " that opens here is never closed'),
    ("a: 'b\nc: d", 1, 4, "The quote ' that opens here is never closed"),
    ('a: "b\n---\nc"', 1, 4, 'The quote " that opens here is never closed'),
    ('a: "b\nc: "d"\ne: f', 1, 4, 'The quote " that opens here is closed only on line 2'),
    ("a: 'L'appel' b", 1, 7, "write '' for a ' inside the text"),
    ('a: "b" c', 1, 8, 'write \\" for a " inside the text'),
    ('a: "b" : c', 1, 8, 'The quote " has closed the text before this'),
    ("x:\n- 'L'eau'", 2, 6, "The quote ' has closed the text before this"),
    (r'a: "C:\data"', 1, 7, r"write \\ for one backslash"),
    (r'a: "\xZZ"', 1, 5, "begins an escape"),
    (r'a: "b \ud800"', 1, 7, "begins an escape"),
    # Indentation, and lines that do not fit
    ("a: 1\n  b: 2", 2, 3, "This line is indented further than the key above it"),
    ("a:\n  b: 1\n c: 2", 3, 2, "The indentation of this line fits none of the lines above"),
    ('a: "b"\n  c: d', 2, 3, "The indentation of this line fits none of the lines above"),
    ("a: |\n    b\n  c\nd: e", 3, 3, "The indentation of this line fits none"),
    ("  a: 1\nb: 2", 2, 1, "does not go on with what stands above"),
    ("a: 1\n- b", 2, 1, "belongs to no list above it"),
    ("a:\n  - b\n -\n", 3, 2, "belongs to no list above it"),
    ("a:\n  - b\n  c: d", 3, 3, "the next “- ” of the list is expected"),
    ("a: b\nc d\ne: f", 2, 1, "This line has no key"),
    ("c d\ne: f", 1, 1, "This line has no key"),
    ("a: b\nc:d\ne: f", 2, 3, "A space is missing behind the colon; write “c: ”"),
    ("a:b\nc: d", 1, 3, "A space is missing behind the colon; write “a: ”"),
    ("a:b", 1, 3, "A space is missing behind the colon; write “a: ”"),
    ("a:\n  - b\n-c\nd: e", 3, 2, "A space is missing behind the dash; write “- ”"),
    ('"a" b', 1, 5, "Here something follows what seemed to be the whole file"),
    # The lost end of a text
    ("titre: Le #1 des appels", 1, 11, 'put the whole text in quotes: "Le #1 des appels"'),
    ("é: x\ntitre:\n  - Le #1 b", 3, 8, "All from “#1” on is lost"),
    ("a: #1 b\nc: d", 1, 4, "All from “#1” on is lost"),
    ("a:\n  - #x\n  - b", 2, 5, "All from “#x” on is lost"),
    ("a: b\t##c", 1, 6, "All from “##c” on is lost"),
    ("a: b #1 c\n  d\ne: f", 1, 6, "All from “#1” on is lost"),
    ("a: [b #c\n  , d]", 1, 7, "put the whole text in quotes, or write"),
    ("C #1: x\nb: c", 1, 3, "put the whole text in quotes, or write"),
    # Numbers
    ("a: 1234567890123456789", 1, 4, "has more than 18 digits; write it in quotes"),
    ("a: [-1234567890123456789]", 1, 5, "has more than 18 digits"),
    ("a: 1e999", 1, 4, "The number 1e999 is too large; write it in quotes"),
    # Documents
    ("", 1, 1, "This file is empty"),
    ("# nothing\n", 1, 1, "This file is empty"),
    ("---\n", 1, 1, "This file is empty"),
    ("\n- a\n", 2, 1, "The whole file is a list"),
    ("\n\nBonjour à tous", 3, 1, "The whole file is one text without keys"),
    ('"a"', 1, 1, "The whole file is one text without keys"),
    ("*a", 1, 1, "“*a” is an alias"),
    ("a: b\n---\nc: d", 2, 1, "Here begins a second document"),
    ("---\na: b\n---\n", 3, 1, "Here begins a second document"),
    ("a: b\n...\nc: d", 3, 1, "Here begins a second document"),
    ("%YAML 1.1\n---\na: b", 1, 1, "A line that begins with %"),
    ("%TAG ! x:\n---\na: b", 1, 1, "A line that begins with %"),
    ("%YAML 2.0\n---\na: b", 1, 1, "A line that begins with %"),
    ("%FOO\n---\na: b", 1, 1, "A line that begins with %"),
    ("# 5 %\n%YAML 1.1\na: b", 2, 1, "A line that begins with %"),
    ("%YAML 1.1\na: b", 1, 1, "A line that begins with %"),
    ("---\n%YAML 1.1\na: b", 2, 1, "A line that begins with %"),
    ("---\n# 5 %\n%YAML 1.1\na: b", 3, 1, "A line that begins with %"),
    ("a: 5\n%YAML 1.1\nb: c", 2, 1, "A line that begins with %"),
    ("---\na: b\n--- \nc: d", 3, 1, "Here begins a second document"),
    ("---\na: b\n...\nc: d", 4, 1, "Here begins a second document"),
]


@pytest.mark.parametrize(("source", "line", "column", "words"), REFUSED)
def test_refused(source: str | bytes, line: int, column: int, words: str) -> None:
    """Each of these is one mistake, at its exact place, in words that say what to write."""
    (found,) = mistakes(source)
    assert (found.line, found.column) == (line, column), str(found)
    assert words in str(found)
    assert found.fix
    assert "\n" not in str(found)


@pytest.mark.parametrize(
    ("source", "places"),
    [
        # Whatever can be told is told together, up to the first syntax error.
        ("on: 1\na: &b c\na: *b\nd: Le #1 x\ne: f: g", [(1, 1), (2, 4), (3, 1), (3, 4), (4, 7)]),
        (
            "on: 1\na: &b c\na: *b\nd: Le #1 x\n\ne: f: g",
            [(1, 1), (2, 4), (3, 1), (3, 4), (4, 7), (6, 5)],
        ),
        ("\ufeffa: 1\na: 2\nb: \u200bx\n", [(1, 1), (2, 1), (3, 4)]),
        # A no-break space does not hide what follows it, nor what comes before it.
        (f"a:{NBSP}x\nb:{NBSP}y\na: z\nc: d\ne: f: g", [(1, 3), (2, 3), (3, 1), (5, 5)]),
        (f"a: b: c\nd: |\n  x\ne:{NBSP}f", [(1, 5), (4, 3)]),
        (f"titre{NBSP}:{NBSP}Appel", [(1, 6), (1, 8)]),
        (f"a: 'Note:{NBSP}x'\nb: '\u200b'", [(2, 5)]),
        # A tab in the indentation may have changed what belongs together: later echoes are left out.
        ("a:\n  b: 1\n\tc: 2\n\n  d: e: f", [(3, 1)]),
        # So may a bad byte.
        (b"\xef\xbb\xbftitre: \xe9", [(1, 1), (1, 8)]),
        (b"a: \xe9\n\nb: c\xa0: d: e\n\nf: g: h", [(1, 4)]),
        # The rules for the whole file hold beside those for its parts.
        ("- a\n- &b c\n- d #1", [(1, 1), (2, 3), (3, 5)]),
        ("\u200b  a: x\nb: y\n", [(1, 1)]),
    ],
)
def test_together(source: str | bytes, places: list[tuple[int, int]]) -> None:
    """All mistakes of a file are told at once, in its order, and none that only echoes another."""
    assert [(found.line, found.column) for found in mistakes(source)] == places


@pytest.mark.parametrize(
    "source",
    [
        "a: 1\na: 2",
        'b: 1\na: "b\nc: "d"\ne: f',
        f"a:\n{NBSP} b: c",
        "ti\u200btre: x",
        "on: 1\na: &b c\nd: Le #1 x\ne: f: g",
        "- a\n- b",
        "Bonjour",
        "a: 1\n  b: 2",
    ],
)
def test_document_line(source: str) -> None:
    """A `---` above a file moves every place one line down, also those that a message names."""
    assert [str(mistake) for mistake in mistakes(f"---\n{source}")] == [
        re.sub(r"(line |:)(\d+)(?=;|:\d+:)", lambda m: f"{m[1]}{int(m[2]) + 1}", str(mistake))
        for mistake in mistakes(source)
    ]


def test_most_mistakes() -> None:
    """After a hundred mistakes the list says that there are more, and where."""
    found = mistakes("a: &b c\n" + "".join(f"k{n}: &b c\n" for n in range(150)))
    assert len(found) == read.MOST_MISTAKES + 1
    assert found[-1].line == read.MOST_MISTAKES + 1
    assert found[-1].what == "There are more than 100 mistakes"


def test_mistake_is_one_line() -> None:
    """A mistake reads `path:line:column: what; fix`, without the fix where there is none."""
    mistake = Mistake(path="a.yml", line=1, column=2, what="No", fix="write yes")
    assert str(mistake) == "a.yml:1:2: No; write yes"
    assert str(Mistake(path="a.yml", line=1, column=2, what="No")) == "a.yml:1:2: No"
    assert mistake < Mistake(path="a.yml", line=1, column=10, what="A")


def test_unknown_error() -> None:
    """An error of libyaml that nobody foresaw has its place and some plain words too."""
    trouble = Trouble(text="ab", message="so: new", place=1, start=0, last=None)
    assert explain(trouble) == (1, *UNREADABLE)


# ---------------------------------------------------------------- hostile files

BOMBS: dict[str, str | bytes] = {
    "[": "[" * 100_000,
    "a: [": "a: " + "[" * 100_000,
    "[ on lines": "[\n" * 100_000,
    "{": "{" * 100_000,
    "{a: ": "{a: " * 60_000,
    "[?": "[? " * 80_000,
    "- ": "- " * 50_000,
    "? ": "? " * 50_000,
    "mappings": "".join(" " * depth + "a:\n" for depth in range(600)),
    "open lists": "".join(f"k{n}: [" for n in range(20_000)),
    "long key": "k" * 250_000 + ": x",
    "long key in spaces": "k" + " " * 250_000 + ": x",
    "many keys": "".join(f"k{n}: v\n" for n in range(15_000)),
    "a million nodes": "[" + "a," * 1_000_000 + "]",
    "120,000 nodes": "a: [" + "a," * 120_000 + "]",
    "laughs": "a0: &a0 [x]\n"
    + "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 20)),
    "anchors on one line": "a: [" + "&b c," * 40_000 + "]",
    "tails": "a: b #c\n" * 9_000,
    "quotes": '"' + "a\n" * 100_000,
    "dashes and no-break spaces": f"- {NBSP}" * 60_000,
    "no-break spaces": f"{NBSP}\n" * 80_000,
    "zero bytes": "\0" * 250_000,
    "carriage returns": "\ra" * 120_000,
    "tabs": "\t" * 250_000,
    "digits": "a: " + "1" * 250_000,
    "exponent": "a: 1e" + "1" * 250_000,
    "bad bytes": b"\xff" * 250_000,
    "colons": ": " * 120_000,
    "directives": "%TAG !a! b\n" * 20_000,
    "documents": "---\n" * 60_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs(name: str) -> None:
    """A file made to hurt ends in a mistake, and its places can be asked for."""
    bomb = BOMBS[name]
    source = bomb if isinstance(bomb, bytes) else bomb.encode()
    assert mistakes(source)
    assert isinstance(marks(source), dict)


@pytest.mark.parametrize(
    ("inside", "outside", "words"),
    [
        ("a: " + "[" * 19 + "]" * 19, "a: " + "[" * 20 + "]" * 20, "more than 20 levels"),
        ("a: [" + "b," * 19_997 + "]", "a: [" + "b," * 19_998 + "]", "more than 20,000"),
        ("a: " + "b" * (256 * 1024 - 3), "a: " + "b" * (256 * 1024 - 2), "more than the 262,144"),
    ],
)
def test_limits(inside: str, outside: str, words: str) -> None:
    """The limits of depth, nodes and size are exact."""
    assert data(inside)
    (found,) = mistakes(outside)
    assert words in found.what


# ---------------------------------------------------------------- all texts and data


SNIPPETS = st.sampled_from(
    [
        "a",
        "é",
        ":",
        ": ",
        "- ",
        "-",
        "? ",
        "#",
        " #",
        " ",
        "  ",
        "\n",
        "\n  ",
        "\n- ",
        "\r\n",
        "\r",
        "\t",
        '"',
        "'",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&a",
        "*a",
        "!",
        "!a ",
        "!%ED%A0%80",
        "%",
        "\n%YAML",
        "|",
        ">",
        "|\n ",
        "@",
        "`",
        "\\",
        "---\n",
        "...\n",
        "<<: ",
        "1",
        "on",
        "key: ",
        "\n key: ",
        NBSP,
        NARROW,
        f":{NBSP}",
        f"-{NBSP}",
        "\u200b",
        "\ufeff",
        "\0",
        "\u2028",
        "\x85",
        "\ufffd",
    ]
)


def never_raises(source: bytes) -> None:
    document, found = parse(source, "call.yml")
    assert (document is None) == bool(found)
    lines = source.decode("utf-8", "replace").removeprefix("\ufeff").split("\n")
    for mistake in found:
        assert mistake.fix
        assert str(mistake).isprintable() or NBSP in str(mistake)
        # At most one behind the last character, where something is missing.
        assert 1 <= mistake.line <= len(lines)
        assert 1 <= mistake.column <= len(lines[mistake.line - 1]) + 1
    positions = marks(source)
    for pair in positions.values():
        assert min(pair[0].line, pair[0].column, pair[1].line, pair[1].column) >= 1


@given(st.binary())
@example(b"\xff\xfe")
@example(b"!%ED%A0%80")
def test_any_bytes(source: bytes) -> None:
    """Neither `parse` nor `marks` raises, whatever bytes come, and a refusal has a reason."""
    never_raises(source)


@given(st.one_of(st.text(), st.lists(SNIPPETS, max_size=30).map("".join)))
@example("a: b\n\x85c")
def test_any_text(text: str) -> None:
    """Neither `parse` nor `marks` raises, whatever text comes, and places lie in the file."""
    never_raises(text.encode("utf-8", "replace"))


@given(st.lists(SNIPPETS, max_size=30).map("".join))
def test_one_meaning(text: str) -> None:
    """What is accepted has the shape and the words that PyYAML sees, without its guesses."""
    document, _ = parse(text.encode(), "call.yml")
    if document is not None:
        assert untyped(document.data) == yaml.load(text, yaml.CBaseLoader)


def untyped(value: object) -> object:
    """Turn back into text what has a type, as the BaseLoader of PyYAML leaves all scalars."""
    if isinstance(value, dict):
        return {key: untyped(item) for key, item in value.items()}
    if isinstance(value, list):
        return [untyped(item) for item in value]
    return "" if value is None else str(value)


# Characters that need care in YAML, beside ordinary ones; what may not stand in any text is out.
TEXTS = st.text(
    st.one_of(
        st.sampled_from("aé1 .:#-?&*!|>'\"%@`{}[],\\\n~=<_0xe+😀«»"),
        st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Zs", "Cn", "Co")),
    ),
    max_size=30,
).filter(lambda text: not BAD.search(text))
# PyYAML writes some texts without quotes that are numbers, or yes and no, for newer readers.
NUMBERS = re.compile(r"-?[0-9.]+e[-+]?[0-9]+", re.IGNORECASE)
VALUES = TEXTS.filter(lambda text: not NUMBERS.fullmatch(text))
SCALARS = st.one_of(VALUES, st.integers(-(10**17), 10**17), st.booleans(), st.none())
KEYS = TEXTS.filter(lambda text: not re.fullmatch(r"[yY]|[nN]|[-+0-9_.:eEoxb]+", text))
NESTED = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=15,
)
DATA = st.dictionaries(KEYS, NESTED, min_size=1, max_size=5)


@given(
    given_data=DATA,
    unicode=st.booleans(),
    flow=st.sampled_from([False, True, None]),
    width=st.sampled_from([20, 80, 1000]),
)
def test_round_trip(
    *, given_data: dict[str, object], unicode: bool, flow: bool | None, width: int
) -> None:
    """What `yaml.safe_dump` writes is read back as the same data, in every style and width."""
    source = yaml.safe_dump(given_data, allow_unicode=unicode, default_flow_style=flow, width=width)
    assert data(source) == given_data


# ---------------------------------------------------------------- positions


SOURCE = """\
titre:
  fr: Appel
  "en": 'Call'
lieux:
- Belley
-   nom: Oyonnax
    é: [x, {y: z}]
vide:
"""


def test_marks() -> None:
    """Each path into the data has the place of its key and of its value, in characters."""
    positions = marks(SOURCE.encode())
    assert positions == {
        (): (Mark(1, 1), Mark(1, 1)),
        ("titre",): (Mark(1, 1), Mark(2, 3)),
        ("titre", "fr"): (Mark(2, 3), Mark(2, 7)),
        ("titre", "en"): (Mark(3, 3), Mark(3, 9)),
        ("lieux",): (Mark(4, 1), Mark(5, 1)),
        ("lieux", 0): (Mark(5, 3), Mark(5, 3)),
        ("lieux", 1): (Mark(6, 5), Mark(6, 5)),
        ("lieux", 1, "nom"): (Mark(6, 5), Mark(6, 10)),
        ("lieux", 1, "é"): (Mark(7, 5), Mark(7, 8)),
        ("lieux", 1, "é", 0): (Mark(7, 9), Mark(7, 9)),
        ("lieux", 1, "é", 1): (Mark(7, 12), Mark(7, 12)),
        ("lieux", 1, "é", 1, "y"): (Mark(7, 13), Mark(7, 16)),
        ("vide",): (Mark(8, 1), Mark(8, 6)),
    }


@pytest.mark.parametrize(
    ("loc", "key", "line", "column"),
    [
        (("titre", "fr"), False, 2, 7),
        (("titre", "fr"), True, 2, 3),
        (("titre", "de"), False, 2, 3),
        (("titre", "de"), True, 1, 1),
        (("lieux", 1, "é", 1, "y", 0, "x"), False, 7, 16),
        (("lieux", 7), True, 4, 1),
        (("x",), False, 1, 1),
        ((), False, 1, 1),
        ((), True, 1, 1),
    ],
)
def test_place(*, loc: Loc, key: bool, line: int, column: int) -> None:
    """The place of a path that the file does not have is that of the longest part it has."""
    assert place(marks(SOURCE.encode()), loc, key=key) == Mark(line, column)


def test_place_of_nothing() -> None:
    """In a file without data everything is at its very beginning."""
    assert place(marks(b""), ("a", 0)) == Mark(1, 1)


def test_marks_of_a_refused_file() -> None:
    """Of a file with mistakes the places up to the syntax error are known, the first of two."""
    assert marks(b"a: 1\na: 2\n[b]: c\nd: [x\n")[("a",)] == (Mark(1, 1), Mark(1, 4))
    assert marks(b"a: " + b"x" * read.LARGEST_FILE) == {}


def walk(value: object, loc: Loc = ()) -> Iterator[tuple[Loc, object]]:
    yield loc, value
    if isinstance(value, dict):
        for key, item in value.items():
            yield from walk(item, (*loc, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from walk(item, (*loc, index))


@given(given_data=DATA, unicode=st.booleans())
def test_marks_of_anything(*, given_data: dict[str, object], unicode: bool) -> None:
    """Whatever the data, each path has its marks, and there its key and its value begin."""
    source = yaml.safe_dump(given_data, allow_unicode=unicode, default_flow_style=False, width=1000)
    positions = marks(source.encode())
    assert positions.keys() == {loc for loc, _ in walk(given_data)}
    lines = source.split("\n")
    for loc, value in walk(given_data):
        key_mark, mark = positions[loc]
        if loc and isinstance(loc[-1], str):
            assert begins_with(lines[key_mark.line - 1][key_mark.column - 1 :], loc[-1])
        else:
            assert key_mark == mark
        assert begins_with(lines[mark.line - 1][mark.column - 1 :], value)


def begins_with(line: str, value: object) -> bool:
    """Tell whether a line of YAML begins with this value, as `yaml.safe_dump` may write it."""
    if isinstance(value, dict):
        return begins_with(line, next(iter(sorted(value)))) if value else line == "{}"
    if isinstance(value, list):
        return line.startswith("- ") if value else line == "[]"
    if isinstance(value, str):
        first = re.escape(value.partition("\n")[0][:1])
        return re.match(rf"['\"?]|{first}", line) is not None
    return line.startswith(str(value).lower().replace("none", "null"))
