"""HTML of strangers becomes Markdown of our declared subset (`desk.markdown`).

nh3 takes away what is dangerous or has no place with us; the tree is then put in order (what people
do to texts in web editors: lists of typed dashes, breaks inside bold, tables in tables);
markdownify writes it. What Markdown would read into plain text is escaped in the tree, where one
knows what begins a line; markdownify's own escapes see single strings and escape far more.
Should anything be left that we refuse, the plain text is given instead.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urljoin

import nh3
from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag
from markdownify import ATX, BACKSLASH, MarkdownConverter
from pydantic_core import PydanticCustomError

from desk.importers.aid import clean, line
from desk.markdown import problems
from desk.records.base import role_mailbox

LONGEST, DEEPEST = 100_000, 40
"""Of clean HTML that is longer or deeper only the text is kept; a sheet has some thousands of
characters. The tree takes time with the square of both."""
DEEPEST_LIST = 4

_INLINE = {"strong", "b", "em", "i", "a"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_CELLS = {"td", "th"}
_BLOCKS = (
    _HEADINGS
    | _CELLS
    | {"p", "div", "ul", "ol", "li", "blockquote", "hr", "br", "table", "thead", "tbody", "tr"}
)
_CLEANER = nh3.Cleaner(
    tags=_INLINE | _BLOCKS,
    attributes={"*": set(), "a": {"href"}},
    link_rel=None,
    url_schemes={"https", "http", "mailto"},
)
_NO_TAGS = nh3.Cleaner(tags=set())

# Stands before what is to be escaped until all is written; no text of ours has it.
_ESCAPE = "\ue010"
_INLINE_SIGNS = re.compile(r"[\\`*\[\]<]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
_LINE_SIGNS = re.compile(r"[#>+=~-]|(?<=\d)[.)]")
_LINE_START = re.compile(r"\s*(?:[#>+=~-]|\d{1,9}[.)](?=\s|$))")
_DASH = re.compile(r"\s*(?:[•·▪●]|[-–−](?![-–−>]))\s*(?=[^\W\d])|\s*[•·▪●–−-]\s+(?=\S)")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_LONE_BREAKS = re.compile(rf"(?<!{_ESCAPE})\\(?=\n\s*\n|\s*\Z)|^\s*\\$", re.MULTILINE)
_WIDE_GAPS = re.compile(r"(?<=\S) {2,}")
_SPACES = re.compile(r"\s+")
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Converted:
    """A text in Markdown; `plain` tells that its form was lost, `mails` how many were left out."""

    text: str
    plain: bool = False
    mails: int = 0


class _Writer(MarkdownConverter):
    """Writes the tree that was put in order; all escaping is done there."""

    class Options:
        """As our records are written."""

        autolinks = False
        bullets = "-"
        escape_asterisks = False
        escape_underscores = False
        heading_style = ATX
        newline_style = BACKSLASH
        table_infer_header = True


def to_markdown(written: str, *, base: str, top: int = 2, mail_left_out: str = "") -> Converted:
    """Turn HTML into Markdown whose headings begin at level `top`.

    Relative links count from `base`. Mail addresses of persons are replaced by `mail_left_out`.
    """
    mails = _Mails(mail_left_out)
    safe = _CLEANER.clean(clean(written))
    if len(safe) <= LONGEST and _depth(safe) <= DEEPEST:
        soup = _soup(safe)
        _order(soup, base, top, mails)
        text = _tidy(_Writer().convert_soup(soup))
        if not problems(text, lambda _target: None):
            return Converted(text=text, mails=mails.left_out)
        mails = _Mails(mail_left_out)
    return Converted(text=_plain_markdown(safe, mails), plain=True, mails=mails.left_out)


def escape(text: str) -> str:
    """Give a plain text in one line of Markdown that says just this."""
    return _SPACES.sub(" ", to_markdown(html.escape(text), base="").text)


def to_text(written: str) -> str:
    """Give the text of HTML as one line."""
    return line(_NO_TAGS.clean(_CLEANER.clean(clean(written)).replace("<", " <")))


def paragraphs(written: str, mail_left_out: str) -> Iterator[str]:
    """Give the texts of the paragraphs and list items of HTML, or the whole when it has none."""
    mails = _Mails(mail_left_out)
    soup = _soup(_CLEANER.clean(clean(written))[:LONGEST])
    blocks = [one for one in soup.find_all(["p", "li"]) if not one.find(["p", "li"])]
    for block in blocks or [soup]:
        text = mails.hide(_one_line(block.get_text(" ")).strip())
        if text:
            yield text


def mailboxes(written: str) -> list[str]:
    """Give the mail addresses of roles, not of persons, that a text or HTML names."""
    return [one for one in dict.fromkeys(_MAIL.findall(html.unescape(written))) if _is_role(one)]


def _is_role(mail: str) -> bool:
    try:
        role_mailbox(mail)
    except PydanticCustomError:
        return False
    return True


@dataclass(slots=True)
class _Mails:
    """Puts `instead` where the mail address of a person stands."""

    instead: str
    left_out: int = 0

    def hide(self, text: str) -> str:
        def shown(match: re.Match[str]) -> str:
            if _is_role(match[0]):
                return match[0]
            self.left_out += 1
            return self.instead

        return _MAIL.sub(shown, text) if "@" in text else text


def _order(soup: BeautifulSoup, base: str, top: int, mails: _Mails) -> None:
    """Put the tree in order, step by step."""
    _level_headings(soup, top)
    _mend_links(soup, base)
    for text in list(soup.find_all(string=True)):
        text.replace_with(NavigableString(mails.hide(_one_line(str(text)))))
    _split_paragraphs(soup)
    _make_lists(soup)
    _flatten(soup)
    _mend_inline(soup)
    _escape(soup)


def _soup(safe: str) -> BeautifulSoup:
    """Read clean HTML. The line end keeps Beautiful Soup from taking an address for a mistake."""
    return BeautifulSoup(f"{safe}\n", "html.parser")


def _depth(safe: str) -> int:
    """Tell how deep clean HTML is nested; there every tag that has an end has it written."""
    deepest = depth = 0
    for closing, name in re.findall(r"<(/?)(\w+)", safe):
        if name not in ("br", "hr"):
            depth += -1 if closing else 1
            deepest = max(deepest, depth)
    return deepest


def _one_line(text: str) -> str:
    """Clean a text again: references like `&#27;` have become characters."""
    return _SPACES.sub(" ", clean(text).replace(_ESCAPE, ""))


def _level_headings(soup: BeautifulSoup, top: int) -> None:
    """The headings that are used become levels `top`, `top` + 1… down to 4."""
    headings = soup.find_all(sorted(_HEADINGS))
    ranks = {name: rank for rank, name in enumerate(sorted({one.name for one in headings}))}
    for heading in headings:
        heading.name = f"h{min(top + ranks[heading.name], 4)}"


def _mend_links(soup: BeautifulSoup, base: str) -> None:
    """A link leads to a full web address or to the mailbox of a role; others are text."""
    for link in soup.find_all("a"):
        target = _target(str(link.get("href", "")).strip(), base)
        if target:
            link["href"] = target
        else:
            link.unwrap()


def _target(href: str, base: str) -> str:
    if href.startswith("mailto:"):
        mail = href.removeprefix("mailto:").partition("?")[0]
        return f"mailto:{mail}" if _MAIL.fullmatch(mail) and _is_role(mail) else ""
    try:
        href = urljoin(base, href) if href and not href.startswith("#") else ""
    except ValueError:
        return ""
    if not re.match(r"https?://[\w[]", href):
        return ""
    return quote(href, safe=":/?#@!$&'+,;=%~-._")


def _split_paragraphs(soup: BeautifulSoup) -> None:
    """Lines that begin with a typed dash, parted by breaks, are paragraphs of their own."""
    for paragraph in soup.find_all("p"):
        lines: list[list[PageElement]] = [[]]
        for child in paragraph.contents:
            if isinstance(child, Tag) and child.name == "br":
                lines.append([])
            else:
                lines[-1].append(child)
        texts = ["".join(one.get_text() for one in parts) for parts in lines]
        if not any(_DASH.match(text) for text in texts[1:]):
            continue
        for parts in lines:
            own = soup.new_tag("p")
            paragraph.insert_before(own)
            own.extend([one.extract() for one in parts])
        paragraph.decompose()


def _make_lists(soup: BeautifulSoup) -> None:
    """Paragraphs that begin with a typed dash or dot are the items of a list."""
    for paragraph in soup.find_all("p"):
        match = _DASH.match(paragraph.get_text())
        if match is None or paragraph.find_parent(["li", "td", "th", "p"]) or paragraph.find("p"):
            continue
        _cut(paragraph, match.end())
        paragraph.name = "li"
        before = _before(paragraph)
        if isinstance(before, Tag) and before.name == "ul":
            before.append(paragraph.extract())
        else:
            paragraph.wrap(soup.new_tag("ul"))


def _cut(element: Tag, count: int) -> None:
    """Take away the first `count` characters of an element's text."""
    for text in list(element.find_all(string=True)):
        text.replace_with(NavigableString(str(text)[count:]))
        count = max(0, count - len(text))


def _before(element: PageElement) -> PageElement | None:
    """Give what stands before an element, blank text left aside."""
    before = element.previous_sibling
    while isinstance(before, NavigableString) and not before.strip():
        before = before.previous_sibling
    return before


def _flatten(soup: BeautifulSoup) -> None:
    """Nothing stands where Markdown has no place for it: blocks in cells, lists in lists in lists."""
    for cell in soup.find_all(sorted(_CELLS)):
        _unwrap_all(cell.find_all(sorted(_BLOCKS)))
    for table in soup.find_all("table"):
        if table.find_parent(["li", "blockquote", *sorted(_HEADINGS)]) or not table.find("tr"):
            _unwrap_all([*table.find_all(["tr", *sorted(_CELLS), "thead", "tbody"]), table])
    for heading in soup.find_all(sorted(_HEADINGS)):
        _unwrap_all(heading.find_all(sorted(_BLOCKS)))
        if heading.find_parent(["li", "blockquote"]):
            _unwrap_all([heading])
    for block in soup.find_all(["ul", "ol", "blockquote"]):
        if len(block.find_parents(["ul", "ol", "blockquote"])) >= DEEPEST_LIST:
            _unwrap_all([*block.find_all("li"), block])
    for item in soup.find_all("li"):
        if item.find_parent(["ul", "ol"]) is None:
            item.name = "p"


def _unwrap_all(elements: list[Tag]) -> None:
    """Leave the content of elements, with a space between."""
    for element in elements:
        element.insert_before(NavigableString(" "))
        element.insert_after(NavigableString(" "))
        element.unwrap()


def _mend_inline(soup: BeautifulSoup) -> None:
    """Bold, emphasis and links hold text: no blocks, no breaks at their edges, not themselves."""
    same = {"strong": ["strong", "b"], "b": ["strong", "b"], "em": ["em", "i"], "i": ["em", "i"]}
    for inline in reversed(soup.find_all(sorted(_INLINE))):
        alike = same.get(inline.name, ["a"])
        if (
            inline.find(sorted(_BLOCKS - {"br"}))
            or inline.find_parent(alike)
            or (inline.name in ("strong", "b") and inline.find_parent([*sorted(_HEADINGS), "th"]))
        ):
            inline.unwrap()
            continue
        _put_edges_out(inline, lambda one: one.contents[:1], inline.insert_before)
        _put_edges_out(inline, lambda one: one.contents[-1:], inline.insert_after)
        if not inline.get_text().strip():
            inline.unwrap()


def _put_edges_out(
    inline: Tag, edge: Callable[[Tag], list[PageElement]], put: Callable[[PageElement], object]
) -> None:
    """Move breaks and blanks from an edge of an inline element out of it."""
    while True:
        found = edge(inline)
        if not found:
            return
        first = found[0]
        is_blank = isinstance(first, NavigableString) and not first.strip()
        if not is_blank and not (isinstance(first, Tag) and first.name == "br"):
            return
        put(first.extract())


def _escape(soup: BeautifulSoup) -> None:
    """Mark what Markdown would read into plain text."""
    for text in list(soup.find_all(string=True)):
        marked = _INLINE_SIGNS.sub(lambda match: _ESCAPE + match[0], str(text))
        if text.find_parent(sorted(_CELLS)):
            marked = marked.replace("|", f"{_ESCAPE}|")
        elif _LINE_START.match(marked) and _begins_line(text):
            marked = _LINE_SIGNS.sub(lambda match: _ESCAPE + match[0], marked, count=1)
        text.replace_with(NavigableString(marked))


def _begins_line(element: PageElement) -> bool:
    """Tell whether a text stands at the beginning of a line of Markdown."""
    before = _before(element)
    if before is not None:
        return isinstance(before, Tag) and before.name in _BLOCKS
    # Bold, emphasis and links begin with a sign of their own.
    return element.parent is None or element.parent.name not in _INLINE


def _tidy(text: str) -> str:
    """Take away breaks at the ends of paragraphs and blanks at the ends of lines."""
    text = "\n".join(one.rstrip() for one in text.split("\n"))
    text = _LONE_BREAKS.sub("", text)
    text = "\n".join(_WIDE_GAPS.sub(" ", one.rstrip()) for one in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", text).strip().replace(_ESCAPE, "\\")


def _plain_markdown(safe: str, mails: _Mails) -> str:
    """Give the text alone, in one paragraph that Markdown reads nothing into."""
    text = mails.hide(line(_NO_TAGS.clean(safe.replace("<", " <"))))
    escaped = re.sub(r"([^\w\s])", r"\\\1", text)
    return re.sub(r"^(\d+)\\?([.)])", r"\1\\\2", escaped)
