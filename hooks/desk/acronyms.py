"""Acronyms: their first use on a page is explained, and they are listed for whoever searches.

A first use becomes a link to the glossary that also holds the expansion: a script shows it when
the link is pointed at, has the focus or is tapped; without script the link leads to it, and on
paper it stands behind the acronym.

Bodies are most of a page, so this must cost next to nothing: one compiled expression tells whether
a text has any acronym at all; only then is the HTML cut into tags and text. That is enough to read
what comrak, nh3 and our templates write, quotes around every value and every element closed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from desk.model import Desk
from desk.records.term import GlossaryTerm
from desk.texts import plain, typeset

COLLECTION = "glossary"


@dataclass(frozen=True, slots=True)
class Acronym:
    """An acronym in one language: the forms in which it is written, and where it is explained."""

    identifier: str
    forms: tuple[str, ...]
    expansion: str
    href: str


_LEFT_ALONE = frozenset(
    (
        *("a", "abbr", "button", "code", "dfn", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "label"),
        *("legend", "math", "option", "pre", "samp", "select", "summary", "svg"),
    )
)
"""Elements in which nothing is marked: one presses them, they are names, or they are verbatim."""

_TAG = re.compile(
    r"<!--.*?-->"
    r"|<(?P<raw>script|style|textarea|title)\b.*?</(?P=raw)\s*>"
    r"|<(?P<end>/?)(?P<name>[a-z][a-z0-9-]*)(?P<values>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>",
    re.DOTALL | re.IGNORECASE,
)
_LINK = Markup('<a class="desk-term" href="{}" data-desk-term="{}">')
_LANGUAGE = re.compile(r".*\slang\s*=", re.IGNORECASE | re.DOTALL)
_NO_BREAK = "\u2011"  # the hyphen at which no line ends
_ADDRESS = r"h(?<!\wh)ttps?://[^\s<]+"
_BEFORE, _AFTER = r"[\w.@&#]", r"[\w@]|\.\w"
"""What stands beside no acronym: it would be part of a word, of an address, of an entity."""


class Explainer:
    """Explains the acronyms of one language, one page after the other."""

    def __init__(self, acronyms: Iterable[Acronym]) -> None:
        self._known = {form: acronym for acronym in acronyms for form in acronym.forms}
        written = {str(escape(form)): acronym for form, acronym in self._known.items()}
        self._links = {
            form: (acronym.identifier, str(_LINK.format(acronym.href, acronym.expansion)))
            for form, acronym in written.items()
        }
        self._pattern = _pattern(written)
        self._seen: set[str] = set()
        self._explained = True

    def begin(self, title: str, *, explained: bool = True) -> None:
        """Begin a page: its first uses are still to come. A page about an acronym explains it."""
        own = self._known.get(title)
        self._seen = {own.identifier} if own else set()
        self._explained = explained

    def explain(self, html: str) -> str:
        """Give a text of the page with the acronyms marked that the page uses here first."""
        if not self._explained or self._pattern.search(html) is None:
            return html
        html = str(html)  # a slice of Markup is ten times as slow
        parts: list[str] = []
        at = depth = 0
        inside = ""
        for tag in _TAG.finditer(html):
            text = html[at : tag.start()]
            parts += (text if inside else self._marked(text), tag[0])
            at = tag.end()
            if tag["name"] is None:
                continue
            name = tag["name"].lower()
            if inside:
                depth += 0 if name != inside else -1 if tag["end"] else 1
                inside = inside if depth else ""
            elif not tag["end"] and (name in _LEFT_ALONE or _LANGUAGE.match(tag["values"])):
                inside, depth = name, 1
        text = html[at:]
        return "".join((*parts, text if inside else self._marked(text)))

    def _marked(self, text: str) -> str:
        return self._pattern.sub(self._link, text) if text else text

    def _link(self, match: re.Match[str]) -> str:
        link = self._links.get(match["form"].replace(_NO_BREAK, "-"))
        if link is None or link[0] in self._seen:  # an address, which is read over, has no form
            return match[0]
        self._seen.add(link[0])
        return f"{link[1]}{match[0]}</a>"


def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    """Compile the forms into one expression, the longest first; web addresses are read over.

    Each branch begins with a plain character, so that a text is scanned for those; what must
    stand before it is looked at afterwards.
    """
    by_first: dict[str, list[str]] = {}
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        by_first.setdefault(form[0], []).append(form[1:])
    branches = [_ADDRESS]
    for first, rests in sorted(by_first.items()):
        written = "|".join(re.escape(rest).replace(r"\-", f"[-{_NO_BREAK}]") for rest in rests)
        first_ = re.escape(first)
        branches.append(f"{first_}(?<!{_BEFORE}{first_})(?:{written})")
    return re.compile(f"(?P<form>{'|'.join(branches)})s?(?!{_AFTER})")


# -- The desk's own -------------------------------------------------------------------------------


def explainer(desk: Desk, language: str, address: Callable[[str], str | None]) -> Explainer | None:
    """Give what explains the acronyms of a desk; None where it has no glossary."""
    found = tuple(_acronyms(desk, language, address))
    return Explainer(found) if found else None


def _acronyms(desk: Desk, language: str, address: Callable[[str], str | None]) -> Iterator[Acronym]:
    """Give what is marked in texts; what has two meanings is not: the text decides, not we."""
    for term in terms_of(desk):
        href = address(f"term:{term.id}")
        if href and term.marked and not term.ambiguous and term.expansions:
            yield Acronym(
                term.id,
                tuple(typeset(form, language) for form in term.forms(language)),
                plain(term.expansions[0].text, language),
                href,
            )


def terms_of(desk: Desk) -> list[GlossaryTerm]:
    """Give the terms of the glossary; none where the desk has no glossary."""
    records = desk.records.get(COLLECTION, {}).values()
    return [record for record in records if isinstance(record, GlossaryTerm)]


def expansions(desk: Desk, language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """List what each acronym stands for in a language, for a search: one row a written form.

    Who types the one is to find the other; the meanings of an ambiguous one are all there.
    """
    rows: dict[str, dict[str, None]] = {}
    for term in terms_of(desk):
        meanings = dict.fromkeys(plain(expansion.text, language) for expansion in term.expansions)
        for form in term.forms(language):
            rows.setdefault(form, {}).update(meanings)
    return tuple((form, tuple(meanings)) for form, meanings in sorted(rows.items()) if meanings)
