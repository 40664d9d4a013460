"""Markdown of record texts: a small safe subset, turned into HTML.

comrak (cmark-gfm, the reference implementation, in Rust) takes 0.02 ms for a body that costs
Python-Markdown 1.4 ms, and bodies are most of a page, so this choice decides the speed of the
whole build. The C binding, cmarkgfm, never frees what it parsed: 14 kB a body.
Raw HTML is off in the parser, and nh3 then lets nothing but the tags below pass; each holds
without the other. Hand-written pages in `docs/` keep Python-Markdown and its extensions.

The subset: paragraphs, headings from `##` on, lists, tables, emphasis, quotes, code, links.
Links go to `https://…`, `mailto:…`, to a record (`call:id`), to a page (`page:about`).
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

import comrak
import nh3
from markupsafe import Markup

from desk.texts import typeset

SIZE_LIMIT = 40_000
NESTING_LIMIT = 12

_TAGS = {
    "p",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "em",
    "strong",
    "blockquote",
    "code",
    "pre",
    "a",
    "br",
    "hr",
}
_ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),  # nh3 lets lang and title pass everywhere otherwise
    "a": {"href"},
    "th": {"class"},
    "td": {"class"},
    "ol": {"start"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
}
_CLEANER = nh3.Cleaner(
    tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None, url_schemes={"https", "http", "mailto"}
)
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_HREF = re.compile(r'<a href="([^"]*)"')
_ALIGN = re.compile(r' align="(left|right|center)"')
_TAG = re.compile(r"<[^>]+>")
# Each marker begins with what is no space, so that a line can be read in one way only.
_NESTED = re.compile(
    rf"^[ \t]*(?:>[ \t]*|(?:[-*+]|\d+[.)])[ \t]+){{{NESTING_LIMIT}}}", re.MULTILINE
)
_INDENTED = re.compile(rf"^[ ]{{{4 * NESTING_LIMIT}}}", re.MULTILINE)
_RAW_HTML = re.compile(
    r"(`+)[^`]*\1|\\<|<(?:https?:|mailto:|[^\s<>@]+@)[^\s<>]*>|(?P<tag><[a-zA-Z/!?])"
)
"""Code, escapes and addresses, which are no HTML, are read over."""
_TITLE = re.compile(r"^[ \t>]*(?:#(?:[ \t]|$)|=+[ \t]*$)", re.MULTILINE)

_EXTENSIONS = comrak.ExtensionOptions()
_EXTENSIONS.table = True

Resolver = Callable[[str], str | None]
"""Gives a link's address in the site for `call:id` or `page:path`, or None if there is none."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a text, for the table of contents."""

    level: int
    anchor: str
    title: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as safe HTML, with its headings."""

    html: Markup
    headings: tuple[Heading, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a text that cannot be published; `line` counts from 0 in the text."""

    line: int
    what: str
    fix: str


def _to_html(text: str) -> str:
    """Parse Markdown; raw HTML and addresses that run something are left out by the parser."""
    return comrak.render_markdown(text, extension_options=_EXTENSIONS)


def render(text: str, language: str, resolve: Resolver) -> Rendered:
    """Turn a checked text into safe HTML, with the typography of its language."""
    page = _to_html(typeset(text, language))
    headings: list[Heading] = []
    if "<h" in page:
        taken: dict[str, int] = {}
        page = _HEADING.sub(lambda match: _anchored(match, headings, taken), page)
    if "align=" in page:
        page = _ALIGN.sub(r' class="desk-\1"', page)
    if "<a " in page:
        page = _HREF.sub(lambda match: f'<a href="{_address(match[1], resolve)}"', page)
    safe = _CLEANER.clean(page)
    if '="~/' in safe:
        # Shells put the root there: in a link it is meant, in a text it only looks like one.
        safe = safe.replace('="~/', "=&quot;~/").replace("<a href=&quot;~/", '<a href="~/')
    return Rendered(Markup(safe), tuple(headings))


def _anchored(match: re.Match[str], headings: list[Heading], taken: dict[str, int]) -> str:
    level = min(max(int(match[1]), 2), 4)
    title = html.unescape(_TAG.sub("", match[2]))
    anchor = unique = "t-" + slugify(title)
    while unique in taken:
        taken[anchor] += 1
        unique = f"{anchor}-{taken[anchor]}"
    taken[unique] = 1
    headings.append(Heading(level, unique, title))
    return f'<h{level} id="{unique}">{match[2]}</h{level}>'


def _address(href: str, resolve: Resolver) -> str:
    target = html.unescape(href)
    if target.startswith(("https://", "http://", "mailto:")):
        return href
    return html.escape(resolve(target) or "", quote=True)


def slugify(text: str) -> str:
    """Give an address-safe form: `Œuvre d’été` → `oeuvre-d-ete`."""
    text = text.casefold().replace("œ", "oe").replace("æ", "ae").replace("@", "-at-")
    text = unicodedata.normalize("NFKD", text)
    text = "".join(char for char in text if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-") or "x"


def problems(text: str, resolve: Resolver) -> list[Problem]:
    """Find what cannot be published in a text, with the line where it stands."""
    if len(text) > SIZE_LIMIT:
        return [
            Problem(
                0,
                f"This text has {len(text)} characters",
                f"keep it below {SIZE_LIMIT}, or make a page of it",
            )
        ]
    deep = _NESTED.search(text) or _INDENTED.search(text)
    if deep:
        return [
            Problem(
                text.count("\n", 0, deep.start()),
                "This list is nested too deeply",
                f"keep it below {NESTING_LIMIT} levels",
            )
        ]
    page = _to_html(text)
    found: list[Problem] = []

    def at(needle: str) -> int:
        place = text.find(needle)
        return text.count("\n", 0, max(place, 0))

    if "<!-- raw HTML omitted -->" in page:
        tag = next((match for match in _RAW_HTML.finditer(text) if match["tag"]), None)
        found.append(
            Problem(
                text.count("\n", 0, tag.start()) if tag else 0,
                "HTML has no place in this text",
                "write it in Markdown; for a real < write &lt;",
            )
        )
    if "<img " in page:
        found.append(
            Problem(
                at("!["), "Pictures have no place in this text", "take the ! away to make it a link"
            )
        )
    if "<h1>" in page:
        line = _TITLE.search(text)
        found.append(
            Problem(
                text.count("\n", 0, line.start()) if line else 0,
                "The page has its title already",
                "begin headings with ##",
            )
        )
    for href in _HREF.findall(page):
        target = html.unescape(href)
        if target not in text:
            target = unquote(target)  # the parser writes é as %C3%A9
        problem = _link_problem(target, resolve)
        if problem:
            found.append(Problem(at(target or "]("), *problem))
    return found


def _link_problem(target: str, resolve: Resolver) -> tuple[str, str] | None:
    if re.match(r"https?://[^/\s]", target) or re.match(r"mailto:[^@\s]+@[^@\s]+$", target):
        return None
    if resolve(target) is not None:
        return None
    if re.fullmatch(r"[a-z_]+:[\w./-]+", target):
        return f"The link “{target}” leads nowhere", "name a record or page that exists"
    return (
        f"The link “{target}” cannot be followed" if target else "A link has no safe target",
        "write https://…, call:id or page:about",
    )
