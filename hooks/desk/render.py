"""Render: a record and a language give the values of a page, and a shell makes it a page.

Templates live in `overrides/desk/`: `pages/<kind>.html` makes the content of a record's page,
`blocks/<name>.html` what a marker of a hand-written page stands for, `components/` what they
share. They see the record, its `view`, and the globals set in `_environment`; HTML is escaped
unless it is Markup, and an undefined name is an error.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from desk import markdown, prose
from desk.addresses import Book, Entry, page_key
from desk.dates import PartialDate
from desk.facets import Facet, facets_of
from desk.markdown import Heading
from desk.model import Desk
from desk.prose import Prose
from desk.records.base import Record, check_overdue
from desk.registry import REGISTRY, Collection
from desk.shell import Shell, compile_shell, root_of
from desk.skeleton import Skeleton
from desk.status import ORDER
from desk.texts import Text, Written, typeset
from desk.words import Words

PAGE_HOLES = frozenset(
    {
        "html_title",
        "description",
        "robots",
        "canonical",
        "alternates",
        "share_title",
        "share_description",
        "share_url",
        "structured",
        "switch",
        "crumbs",
        "provenance",
    }
)
"""What every page needs filled."""

SHELL_HOLES = PAGE_HOLES | {"content", "toc"}
"""What a record's page needs filled: a hand-written one has its content and contents already."""

_RECORD_HREF = re.compile(r'href="([a-z_]+:[\w./-]+)(#[\w-]*)?"')


class Renderer:
    """Makes the pages of one language. `assets` is the folder of styles and scripts."""

    def __init__(
        self,
        *,
        language: str,
        desk: Desk,
        words: Words,
        book: Book,
        templates: Path,
        skeleton: Skeleton,
        cache: Path | None = None,
        edit: bool = True,
    ) -> None:
        self.language = language
        self.desk = desk
        self.words = words
        self.book = book
        self.settings = desk.settings
        self._texts: dict[Text, Markup] = {}
        self._site_name = str(words.typeset(desk.settings.name.in_(language).text))
        self._shells = {
            kind: compile_shell(html, SHELL_HOLES, f"{kind} in {lang}")
            for (lang, kind), html in skeleton.shells.items()
            if lang == language
        }
        self._pages = skeleton.pages
        self._page_shells: dict[str, Shell] = {}
        self._edit = desk.settings.edit_url if edit else None
        self._env = self._environment(templates, cache)
        self._templates: dict[str, Any] = {}

    def renew(self, desk: Desk, book: Book) -> None:
        """Go on with changed records; settings and interface strings are the same."""
        self.desk = desk
        self.book = book
        self._env.globals["desk"] = desk
        self._templates.clear()
        if self._env.cache is not None:
            self._env.cache.clear()

    # -- Pages ------------------------------------------------------------------------------

    def sheet(self, entry: Entry, collection: Collection, record: Record) -> str:
        """Give the whole page of a record."""
        values = self.sheet_values(entry, collection, record)
        return self._shells[collection.kind].fill(values, root_of(entry.depth))

    def sheet_values(self, entry: Entry, collection: Collection, record: Record) -> dict[str, str]:
        """Give the values for the holes of a record's page."""
        title = record.title.in_(self.language)
        body = self._body(record)
        content = Markup(
            self._template(f"pages/{collection.kind}.html").render(
                record=record,
                view=record.view(self.desk),
                body=body.html if body else None,
                collection=collection.name,
                kind=collection.kind,
                title=self.text(record.title),
                overdue=check_overdue(record, self.desk.as_of.date()),
                missing=self._missing(record),
            )
        )
        index = self.index_of(collection.name)
        crumbs = [(self._navigation_label(index), index.address)] if index else []
        headings = _headings(content)
        values = self._head(entry, title.text, self._description(record), crumbs)
        values["provenance"] = Markup(
            self._template("components/provenance.html").render(
                record=record,
                edit=self._edit_link(entry.owner),
                overdue=check_overdue(record, self.desk.as_of.date()),
            )
        )
        values["content"] = content
        values["toc"] = self.contents(headings)
        return values

    def page(self, page: Prose) -> str:
        """Give a hand-written page: its holes filled, its markers and record links resolved."""
        entry = self.book.find(page_key(page), self.language)
        assert entry is not None
        values = self.page_values(page, entry)
        shell = compile_shell(self._pages[page.source], PAGE_HOLES, page.source)
        root = self.settings.base_path if page.key == "404.md" else root_of(entry.depth)
        html = shell.fill(values, "~/")
        return self.resolve(html).replace('="~/', f'="{root}')

    def page_values(self, page: Prose, entry: Entry) -> dict[str, str]:
        """Give the values for the holes of a hand-written page."""
        home = page.key == "index.md"
        title = self._site_name if home else page.front.title
        values = self._head(entry, title, page.front.description, [], home=home)
        values["provenance"] = Markup(
            self._template("components/page_end.html").render(
                updated=page.front.updated, edit=self._edit_link(entry.owner)
            )
        )
        return values

    def resolve(self, html: str) -> str:
        """Put blocks in the place of markers, and addresses in the place of `kind:id` links."""
        html = prose.MARKER.sub(self._block, html)
        return _RECORD_HREF.sub(self._resolved, html)

    def _resolved(self, match: re.Match[str]) -> str:
        entry = self.book.find(match[1], self.language)
        return f'href="~/{entry.address}{match[2] or ""}"' if entry else match[0]

    def _block(self, match: re.Match[str]) -> str:
        arguments = dict(pair.split("=", 1) for pair in match["arguments"].split())
        rendered: str = self._template(f"blocks/{match['name']}.html").render(arguments=arguments)
        return rendered

    def redirect(self, entry: Entry) -> str:
        """Give the page of an old address: it leads to the new one."""
        assert entry.redirects_to is not None
        rendered: str = self._template("pages/redirect.html").render(
            target=self.settings.root_url + entry.redirects_to,
            language=self.language,
            href=root_of(entry.depth) + entry.redirects_to,
        )
        return rendered

    # -- Parts of a page --------------------------------------------------------------------

    def _head(
        self,
        entry: Entry,
        title: str,
        description: str,
        crumbs: list[tuple[str, str]],
        *,
        home: bool = False,
    ) -> dict[str, str]:
        title = self.words.typeset(title)
        # A company may be a laureate and an organisation: the collection tells the pages apart.
        names = [label for label, _address in crumbs]
        others = [
            (language, other)
            for language in self.settings.languages
            if (other := self.book.find(entry.key, language)) is not None
        ]
        root = self.settings.root_url
        alternates = Markup("").join(
            Markup('<link rel="alternate" hreflang="{}" href="{}">\n    ').format(
                language, root + other.address
            )
            for language, other in others
        )
        if others:
            alternates += Markup('<link rel="alternate" hreflang="x-default" href="{}">').format(
                root + others[0][1].address
            )
        crumb_html = (
            ""
            if home
            else self._template("components/crumbs.html").render(
                crumbs=crumbs, title=title, home=self.settings.prefix(self.language)
            )
        )
        return {
            "html_title": title if home else " — ".join([title, *names, self._site_name]),
            "description": description,
            "robots": "index,follow" if entry.sitemap else "noindex,follow",
            "canonical": root + entry.address,
            "alternates": alternates,
            "share_title": title,
            "share_description": description,
            "share_url": root + entry.address,
            "structured": self._structured(entry, title, crumbs, home=home),
            "switch": Markup(
                self._template("components/switch.html").render(
                    others=[
                        (language, other.address)
                        for language, other in others
                        if language != self.language
                    ]
                )
            ),
            "crumbs": Markup(crumb_html),
        }

    def _structured(
        self, entry: Entry, title: str, crumbs: list[tuple[str, str]], *, home: bool
    ) -> Markup:
        """Give the page's breadcrumbs (or, on the home page, the site) as JSON-LD."""
        root = self.settings.root_url
        data: dict[str, Any]
        if home:
            data = {
                "@context": "https://schema.org",
                "@type": "WebSite",
                "name": self._site_name,
                "url": root + entry.address,
                "inLanguage": self.language,
            }
        else:
            steps = [
                (self._site_name, self.settings.prefix(self.language)),
                *crumbs,
                (title, entry.address),
            ]
            data = {
                "@context": "https://schema.org",
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {
                        "@type": "ListItem",
                        "position": position,
                        "name": name,
                        "item": root + address,
                    }
                    for position, (name, address) in enumerate(steps, 1)
                ],
            }
        written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        return Markup('<script type="application/ld+json">{}</script>').format(
            Markup(written.replace("<", "\\u003c"))
        )

    def _description(self, record: Record) -> str:
        text = record.summary or record.title
        return self.words.typeset(text.in_(self.language).text)

    def _edit_link(self, owner: str) -> str | None:
        return f"{self._edit}{owner}" if self._edit else None

    def _body(self, record: Record) -> markdown.Rendered | None:
        if record.body is None:
            return None
        written = record.body.in_(self.language)
        rendered = markdown.render(written.text, written.lang, self._address)
        if not written.missing:
            return rendered
        return markdown.Rendered(
            Markup('<div lang="{}">{}</div>').format(written.lang, rendered.html), rendered.headings
        )

    def _address(self, key: str) -> str | None:
        entry = self.book.find(key, self.language)
        return f"~/{entry.address}" if entry else None

    def _missing(self, record: Record) -> str | None:
        """Tell in which language the record's texts are, when the page's own is missing."""
        for text in (record.body, record.summary):
            if text is not None and text.in_(self.language).missing:
                return text.in_(self.language).lang
        return None

    def contents(self, headings: list[Heading]) -> Markup:
        """Give the table of contents."""
        return Markup(self._template("components/toc.html").render(headings=headings))

    def index_of(self, collection: str) -> Entry | None:
        """Give the index page of a collection: the hand-written page at its address."""
        segment = self.settings.collections[collection].segment.in_(self.language).text
        address = f"{self.settings.prefix(self.language)}{segment}/"
        return self.book.by_address.get(address)

    def _navigation_label(self, entry: Entry) -> str:
        page = entry.key.removeprefix("page:") + ".md"
        for item in (*self.settings.navigation, *self.settings.footer):
            if item.page == page:
                return self.words.typeset(item.label.in_(self.language).text)
        return page

    # -- What templates can call ------------------------------------------------------------

    def text(self, text: Text | None) -> Markup:
        """Give a text in the page's language; one in another language is marked as such."""
        if text is None:
            return Markup("")
        found = self._texts.get(text)
        if found is None:
            found = self._texts[text] = self._mark(text.in_(self.language))
        return found

    def _mark(self, written: Written) -> Markup:
        text = escape(typeset(written.text, written.lang))
        if written.missing:
            return Markup('<span lang="{}">{}</span>').format(written.lang, text)
        return text

    def plain(self, text: Text) -> str:
        """Give a text where no mark-up can stand: in an attribute, in an option."""
        written = text.in_(self.language)
        return typeset(written.text, written.lang)

    def rich(self, text: Text) -> Markup:
        """Give a short Markdown text as HTML."""
        written = text.in_(self.language)
        html = markdown.render(written.text, written.lang, self._address).html
        if written.missing:
            return Markup('<div lang="{}">{}</div>').format(written.lang, html)
        return html

    def term(self, vocabulary: str, identifier: str) -> Markup:
        """Give the label of a term of a closed list."""
        return self.text(self.desk.vocabularies[vocabulary][identifier])

    def href(self, kind: str, identifier: str) -> str:
        """Give the address of a record's page."""
        entry = self.book.find(f"{kind}:{identifier}", self.language)
        if entry is None:
            raise LookupError(f"no page {kind}:{identifier} in {self.language}")
        return f"~/{entry.address}"

    def record_href(self, collection: str, identifier: str) -> str:
        """Give the address of a record's page, by its collection."""
        return self.href(REGISTRY[collection].kind, identifier)

    def collection_href(self, collection: str) -> str:
        """Give the address of a collection's index."""
        entry = self.index_of(collection)
        if entry is None:
            raise LookupError(f"no index page for {collection} in {self.language}")
        return f"~/{entry.address}"

    def iso(self, date: PartialDate | dt.date) -> str | None:
        """Give a date for machines; None where HTML has no form for its precision."""
        if isinstance(date, dt.date):
            return date.isoformat()
        return str(date) if date.precision in ("time", "day", "month", "year") else None

    def facets(self, collection: str) -> tuple[Facet, ...]:
        """Give the filters of a collection's directory, with the count of each choice."""
        return facets_of(self.desk, collection)

    def listed(self, collection: str) -> list[Record]:
        """Give a collection in the order of its titles, as a reader looks them up."""
        records = self.desk.records.get(collection, {}).values()
        return sorted(
            records,
            key=lambda record: (
                markdown.slugify(record.title.in_(self.language).text.lstrip("@")),
                record.id,
            ),
        )

    def view(self, record: Record) -> object:
        """Give a record's view, for lists."""
        return record.view(self.desk)

    def _template(self, name: str) -> Any:
        template = self._templates.get(name)
        if template is None:
            template = self._templates[name] = self._env.get_template(name)
        return template

    def _environment(self, templates: Path, cache: Path | None) -> Environment:
        bytecode = None
        if cache is not None:
            cache.mkdir(parents=True, exist_ok=True)
            bytecode = FileSystemBytecodeCache(str(cache))
        env = Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            bytecode_cache=bytecode,
            auto_reload=False,
        )
        words = self.words
        env.globals |= {
            "language": self.language,
            "settings": self.settings,
            "desk": self.desk,
            "words": words,
            "text": self.text,
            "plain": self.plain,
            "rich": self.rich,
            "term": self.term,
            "href": self.href,
            "collection_href": self.collection_href,
            "view": self.view,
            "record_href": self.record_href,
            "facets": self.facets,
            "listed": self.listed,
            "statuses": ORDER,
            "day": words.day,
            "iso": self.iso,
            "money": words.money,
            "number": words.number,
            "percent": words.percent,
            "typeset": words.typeset,
        }
        return env


_TAG = re.compile(r"<[^>]+>")
_HEADING = re.compile(r'<h([23]) id="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)


def _headings(content: str) -> list[Heading]:
    found = []
    for level, anchor, title in _HEADING.findall(content):
        found.append(Heading(int(level), anchor, unescape(_TAG.sub("", title))))
    return found


def renderers(
    *,
    desk: Desk,
    words: Mapping[str, Words],
    book: Book,
    templates: Path,
    skeleton: Skeleton,
    cache: Path | None = None,
) -> dict[str, Renderer]:
    """Give one renderer per language of the desk."""
    return {
        language: Renderer(
            language=language,
            desk=desk,
            words=words[language],
            book=book,
            templates=templates,
            skeleton=skeleton,
            cache=cache,
        )
        for language in desk.settings.languages
    }
