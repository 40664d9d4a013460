"""Books: documents to download and print, one a collection and language.

A template of the desk (`overrides/desk/documents/<collection>.html`) gives a book's content as
HTML, with the filters and words of every other template; a layout (`book.typ` beside it) sets it
as a PDF. Between the two the content is a tree in JSON: Typst reads it as data, so that nothing
in a text can be taken for its markup. The same records give the same bytes.

Setting costs a few tenths of a second, so a book that was set before is kept.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from html.parser import HTMLParser
from importlib.metadata import version
from pathlib import Path
from typing import Any

import font_manrope  # type: ignore[import-untyped]

_FONTS = Path(font_manrope.__file__).parent / "files"
_KEPT = ("id", "class", "lang", "href", "start")
"""The attributes that a layout is told, and those that begin with `data-`."""
_HEADINGS = ("h2", "h3", "h4")
_EMPTY = frozenset(("br", "hr"))
_FLOWING = frozenset(
    ("a", "b", "cite", "code", "em", "i", "small", "span", "strong", "sub", "sup", "time")
)
"""Elements that stand in a line of text: the spaces beside them count."""

_SPACES = re.compile(r"[ \n\r\t\f]+")
"""The spaces that lay out a file; no-break ones are typography."""

Node = dict[str, Any]
"""An element: its `tag`, its `children` (elements and strings), its attributes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Volume:
    """A book as it is published: its path in the site's folder, and the PDF."""

    address: str
    content: bytes

    @property
    def href(self) -> str:
        """Its address for templates."""
        return f"~/{self.address}"

    @property
    def kilobytes(self) -> int:
        """How large it is, for whoever decides whether to download it."""
        return max(1, round(len(self.content) / 1000))


@dataclass(frozen=True, kw_only=True, slots=True)
class Imprint:
    """What a book says of itself beside its content."""

    language: str
    region: str | None
    author: str
    colour: str
    dated: dt.date | None
    root_url: str


class BookError(Exception):
    """A book cannot be set, as when no typeface has one of its characters."""


class Press:
    """Sets books: `layout` is how they look, `mark` the desk's sign, `cache` where they are kept."""

    def __init__(self, *, layout: Path, mark: Path, cache: Path | None = None) -> None:
        self._layout = layout
        self._mark = mark
        self._cache = cache

    def set(self, html: str, imprint: Imprint) -> bytes:
        """Give the PDF of a book's content; one that was set from the same is taken as it is."""
        if self._cache is None:
            return self._compile(html, imprint)
        kept = self._cache / f"{self._digest(html, imprint)}.pdf"
        if not kept.exists():
            self._cache.mkdir(parents=True, exist_ok=True)
            half = kept.with_suffix(".half")
            half.write_bytes(self._compile(html, imprint))
            half.replace(kept)
        return kept.read_bytes()

    def _digest(self, html: str, imprint: Imprint) -> str:
        """Give the digest of everything that the bytes of a book follow from."""
        digest = blake2b(digest_size=16)
        for part in (
            html.encode(),
            repr(imprint).encode(),
            (self._sign() or "").encode(),
            self._layout.read_bytes(),
            Path(__file__).read_bytes(),
            version("typst").encode(),
            version("font-manrope").encode(),
        ):
            digest.update(blake2b(part).digest())
        return digest.hexdigest()

    def _sign(self) -> str | None:
        return self._mark.read_text(encoding="utf-8") if self._mark.exists() else None

    def _compile(self, html: str, imprint: Imprint) -> bytes:
        import typst  # noqa: PLC0415 - most builds find every book set already

        content = tree(html, imprint.root_url)
        dated = imprint.dated
        data = {
            "title": text_of(find(content, "h1")),
            "author": imprint.author,
            "language": imprint.language,
            "region": imprint.region,
            "colour": imprint.colour,
            "dated": dated and {"year": dated.year, "month": dated.month, "day": dated.day},
            "mark": self._sign(),
            "content": content,
        }
        try:
            made = typst.compile(
                self._layout,
                root=self._layout.parent,
                font_paths=[_FONTS],
                # The same bytes everywhere: only fonts that come as packages.
                ignore_system_fonts=True,
                sys_inputs={"book": json.dumps(data, ensure_ascii=False)},
                pdf_standards=["ua-1"],
            )
        except typst.TypstError as error:
            raise BookError(f"“{data['title']}” cannot be set: {error}") from error
        assert isinstance(made, bytes)
        return made


# -- HTML as a tree -------------------------------------------------------------------------------


def tree(html: str, root_url: str) -> list[Node]:
    """Give the elements of a book's content, its links as they are followed from a file.

    A link to what the book holds itself leads there: an element whose id is a page's address
    stands for that page. Other pages are on the site.
    """
    parser = _Tree()
    parser.feed(html)
    parser.close()
    root = parser.root
    ids = {node["id"] for node in _walk(root) if "id" in node}
    for node in _walk(root):
        _trim(node)
        href = node.get("href", "")
        if href in ids:
            node["href"] = f"#{href}"
        elif href.startswith("~/"):
            node["href"] = root_url + href[2:]
    _level(root, 0, 0)
    children: list[Node] = root["children"]
    return children


def _level(node: Node, deeper: int, last: int) -> int:
    """Give each heading its level, `h2` the first; give the level of the last one.

    Inside `data-deeper="2"` they stand two levels lower: a record's text begins with `h2` wherever
    it stands. No level is skipped, which a tagged PDF must not.
    """
    deeper += int(node.get("deeper", 0))
    if node["tag"] in _HEADINGS:
        last = node["level"] = min(_HEADINGS.index(node["tag"]) + 1 + deeper, last + 1)
    for child in node["children"]:
        if isinstance(child, dict):
            last = _level(child, deeper, last)
    return last


class _Tree(HTMLParser):
    """Reads what our templates and comrak write: every element closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root: Node = {"tag": "book", "children": []}
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node: Node = {"tag": tag, "children": []}
        for name, value in attrs:
            if name in _KEPT or name.startswith("data-"):
                node[name.removeprefix("data-")] = value or ""
        self._open[-1]["children"].append(node)
        if tag not in _EMPTY:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _EMPTY:
            assert self._open[-1]["tag"] == tag, f"</{tag}> closes <{self._open[-1]['tag']}>"
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not any(node["tag"] == "pre" for node in self._open):
            data = _SPACES.sub(" ", data)
        self._open[-1]["children"].append(data)


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for child in node["children"]:
        if isinstance(child, dict):
            yield from _walk(child)


def _trim(node: Node) -> None:
    """Take away the spaces at which no text stands: at the ends of a block, and between blocks."""
    if node["tag"] in _FLOWING or node["tag"] == "pre":
        return
    children = node["children"]
    trimmed: list[Node | str] = []
    for before, child, after in zip(
        [None, *children], children, [*children[1:], None], strict=False
    ):
        text = child
        if isinstance(text, str):
            text = text.lstrip(" ") if before is None or _is_block(before) else text
            text = text.rstrip(" ") if after is None or _is_block(after) else text
        if text:
            trimmed.append(text)
    node["children"] = trimmed


def _is_block(child: Node | str) -> bool:
    return isinstance(child, dict) and child["tag"] not in _FLOWING


def find(nodes: list[Node], tag: str) -> Node:
    """Give the first element of a name."""
    return next(one for node in nodes for one in _walk(node) if one["tag"] == tag)


def text_of(node: Node | str) -> str:
    """Give the text of an element without its mark-up."""
    return node if isinstance(node, str) else "".join(map(text_of, node["children"]))
