"""Read built pages as a browser would: links, anchors, headings, what is in the head."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

HOST = "https://site.test/"


@dataclass
class PageFacts(HTMLParser):
    """What one page holds. `path` is its file below the site."""

    path: str
    lang: str = ""
    title: str = ""
    canonical: str = ""
    robots: str = ""
    description: str = ""
    alternates: dict[str, str] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    resources: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    text: str = ""
    _in: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: C901, PLR0912 - one branch a tag
        """Note what the tag says."""
        given = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._in.append(tag)
        if "id" in given:
            self.ids.append(given["id"])
        if "style" in given or any(name.startswith("on") for name in given):
            self.inline.append(f"{tag} {attrs}")
        if tag == "html":
            self.lang = given.get("lang", "")
        elif tag == "a" and "href" in given:
            self.links.append(given["href"])
        elif tag == "link":
            self._link(given)
        elif tag == "meta":
            self._meta(given)
        elif tag == "script":
            if "src" in given:
                self.resources.append(given["src"])
            elif given.get("type") not in ("application/json", "application/ld+json"):
                self.inline.append("script")
        elif tag in ("img", "iframe", "source", "video", "audio") and "src" in given:
            self.resources.append(given["src"])
        elif tag == "style":
            self.inline.append("style")
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))

    def _link(self, given: dict[str, str]) -> None:
        rel = given.get("rel", "")
        if rel == "canonical":
            self.canonical = given["href"]
        elif rel == "alternate" and "hreflang" in given:
            self.alternates[given["hreflang"]] = given["href"]
        else:
            self.resources.append(given["href"])

    def _meta(self, given: dict[str, str]) -> None:
        if given.get("name") == "robots":
            self.robots = given["content"]
        elif given.get("name") == "description":
            self.description = given["content"]

    def handle_endtag(self, tag: str) -> None:
        """Leave the tag."""
        while self._in and self._in.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Collect text."""
        if "title" in self._in and "head" in self._in:
            self.title += data
        if "body" in self._in and "script" not in self._in:
            self.text += data

    @property
    def address(self) -> str:
        """The page's address below the site's root."""
        return self.path.removesuffix("index.html")

    def target(self, href: str) -> tuple[str, str] | None:
        """Give the (file, fragment) that a link of this page leads to; None for another host."""
        url = urljoin(HOST + self.path, href)
        if not url.startswith(HOST):
            return None
        parts = urlsplit(url)
        path = unquote(parts.path).lstrip("/")
        return (path + "index.html" if path.endswith("/") or not path else path), parts.fragment


VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)


@cache
def read_site(site: Path) -> dict[str, PageFacts]:
    """Read every page of a built site, by its path."""
    pages = {}
    for path in sorted(site.rglob("*.html")):
        page = PageFacts(path.relative_to(site).as_posix())
        page.feed(path.read_text(encoding="utf-8"))
        pages[page.path] = page
    return pages
