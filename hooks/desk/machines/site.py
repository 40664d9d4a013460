"""What search engines read first: sitemap and robots.txt."""

from __future__ import annotations

from xml.sax.saxutils import escape

from desk.addresses import Book, Entry
from desk.settings import Settings


def sitemap(book: Book, settings: Settings) -> str:
    """Give the sitemap: every listed page with its other languages and its true last change."""
    root = settings.root_url
    by_key: dict[str, list[tuple[str, str]]] = {}
    for entry in book.pages():
        if entry.sitemap:
            by_key.setdefault(entry.key, []).append((entry.language, _address(root, entry)))
    alternates = {
        key: "".join(
            f'<xhtml:link rel="alternate" hreflang="{language}" href="{url}"/>'
            for language, url in [*pages, ("x-default", pages[0][1])]
        )
        for key, pages in by_key.items()
    }
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        (
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
            ' xmlns:xhtml="http://www.w3.org/1999/xhtml">'
        ),
    ]
    for _, entry in sorted(book.by_address.items()):
        if entry.redirects_to is None and entry.sitemap:
            changed = f"<lastmod>{entry.lastmod}</lastmod>" if entry.lastmod else ""
            lines.append(
                f"<url><loc>{_address(root, entry)}</loc>{changed}{alternates[entry.key]}</url>"
            )
    return "\n".join([*lines, "</urlset>", ""])


def _address(root: str, entry: Entry) -> str:
    return escape(root + entry.address, {'"': "&quot;"})


def robots(settings: Settings) -> str:
    """Give robots.txt: everything may be read, the sitemap is named."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {settings.root_url}sitemap.xml\n"
