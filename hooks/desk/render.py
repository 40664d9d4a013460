"""Render: a record and a language give the values of a page, and a shell makes it a page.

Templates live in `overrides/desk/`: `pages/<kind>.html` makes the content of a record's page,
`blocks/<name>.html` what a marker of a hand-written page stands for, `components/<name>.html` a
macro of that name. They see the record, its `view`, and what `desk.localise` gives them; HTML is
escaped unless it is Markup, and an undefined name is an error.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from desk import acronyms, prose
from desk.addresses import Book, Entry
from desk.listings import ALL, Listing, listing_kind
from desk.localise import Localiser
from desk.machines.book import Imprint, Press, Volume
from desk.machines.feeds import Format
from desk.markdown import Heading
from desk.model import Desk
from desk.prose import Prose
from desk.records.base import Part, Record, check_overdue
from desk.records.call import Call
from desk.registry import Collection
from desk.shell import compile_shell, root_of
from desk.skeleton import Skeleton
from desk.texts import Text
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
        "printed_url",
        "provenance",
    }
)
"""What every page needs filled."""

SHELL_HOLES = PAGE_HOLES | {"content", "pager", "toc"}
"""What a record's page needs filled: a hand-written one has its content and contents already."""

_RECORD_HREF = re.compile(r'href="([a-z_]+:[\w./-]+)(#[\w-]*)?"')
_HEADING = re.compile(r'<h([23]) id="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_ARTICLE = re.compile(r"(<article\b[^>]*>)(.*)(</article>)", re.DOTALL)

_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

Crumbs = list[tuple[str, str]]
"""The way to a page: (label, address) of each page above it."""


class _Late:
    """A text that is made where its template prints it, so that first uses are found in order."""

    def __init__(self, make: Callable[[Text], Markup], text: Text) -> None:
        self._make = make
        self._text = text

    def __html__(self) -> Markup:
        return self._make(self._text)


class _Environment(Environment):
    """Gives each template its globals as one plain dict.

    Jinja's own ChainMap is asked name by name, in Python, whenever a page is rendered.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**self.globals, **(d or {})}


class Renderer:
    """Makes the pages of one language.

    `templates` is the folder of our templates, `cache` where compiled ones are kept (not at all
    when None). `press` sets the books; without it there are none.
    """

    def __init__(
        self,
        localiser: Localiser,
        *,
        templates: Path,
        skeleton: Skeleton,
        cache: Path | None = None,
        press: Press | None = None,
    ) -> None:
        self.localiser = localiser
        self.language = localiser.language
        self.settings = localiser.settings
        self._site_name = localiser.plain(self.settings.name)
        self._pages = skeleton.pages
        self._press = press
        self._volumes: dict[str, Volume | None] = {}
        self._shells = {
            kind: compile_shell(html, SHELL_HOLES, f"{kind} in {language}")
            for (language, kind), html in skeleton.shells.items()
            if language == self.language
        }
        self._env = _Environment(
            loader=FileSystemLoader(templates),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
            bytecode_cache=_bytecode(cache, skeleton.digest, self.language),
        )
        self._env.filters |= localiser.filters()
        self._renew()

    def renew(self, desk: Desk, book: Book) -> None:
        """Go on with changed records; settings, words and vocabularies are the same."""
        self.localiser.renew(desk, book)
        self._renew()

    def _renew(self) -> None:
        self.desk = self.localiser.desk
        self.book = self.localiser.book
        self._env.globals |= self.localiser.functions() | {
            "volume": self.volume,
            "scheme_card": self.scheme_card,
        }
        if self._env.cache is not None:
            self._env.cache.clear()
        self._renders: dict[str, Callable[..., str]] = {}
        self._macros: dict[str, Callable[..., Markup]] = {}
        self._schemes: dict[str, Markup] = {}
        self._crumbs: dict[str, Crumbs] = {}
        self._places: dict[str, dict[str, tuple[Record | None, Record | None]]] = {}

    # -- Pages ------------------------------------------------------------------------------

    def sheet(
        self, entry: Entry, collection: Collection, record: Record, part: Part | None = None
    ) -> str:
        """Give the whole page of a record, or of a part of it."""
        values = self.sheet_values(entry, collection, record, part)
        return self._shells[collection.kind].fill(values, root_of(entry.depth))

    def sheet_values(
        self, entry: Entry, collection: Collection, record: Record, part: Part | None = None
    ) -> dict[str, str]:
        """Give the values for the holes of a record's page, or of a part of it."""
        say = self.localiser
        title, summary = record.title, record.summary
        crumbs = self._crumbs_to(collection.name)
        if part is not None:
            whole = self.book.find(f"{collection.kind}:{record.id}", self.language)
            assert whole is not None
            crumbs = [*crumbs, (say.plain(title), whole.address)]
            title, summary = part.title, part.summary or summary
        overdue = check_overdue(record, self.desk.as_of.date())
        if say.explainer is not None:
            say.explainer.begin(say.plain(title))
        content = Markup(
            self._render(f"pages/{collection.kind}.html")(
                record=record,
                part=part,
                view=record.view(self.desk),
                body=_Late(say.rich, record.body) if record.body else None,
                title=say.text(title),
                missing=self._missing(record),
                overdue=overdue,
            )
        )
        values = self._head(entry, say.plain(title), say.plain(summary or title), crumbs)
        values["provenance"] = self._component("provenance")(
            record, self._edit_link(entry), self._report_link(entry, values["share_title"]), overdue
        )
        around = self._around(collection, record) if part is None else (collection.kind, None, None)
        values["pager"] = self._component("pager")(*around)
        headings = _headings(content)
        # The folded contents follow the sheet's head, in the order in which it is read.
        head, end, rest = content.partition("</header>")
        values["content"] = head + end + self._component("toc", "folded")(headings) + rest
        values["toc"] = self._component("toc")(headings)
        return values

    def listing(self, entry: Entry, listing: Listing, number: int) -> str:
        """Give a page of a listing."""
        values = self.listing_values(entry, listing, number)
        return self._shells[listing_kind(listing.collection)].fill(values, root_of(entry.depth))

    def listing_values(self, entry: Entry, listing: Listing, number: int) -> dict[str, str]:
        """Give the values for the holes of a page of a listing."""
        catalogue = self.localiser.catalogue
        title, crumbs = catalogue.title(listing), self._crumbs_to(listing.collection)
        if number > 1:
            if listing.facet != ALL:
                first = self.book.find(listing.key, self.language)
                assert first is not None
                crumbs = [*crumbs, (title, first.address)]
            title = self.localiser.words("listing.numbered", title=title, number=number)
        lead = catalogue.lead(listing)
        content = Markup(
            self._render("pages/listing.html")(
                listing=listing,
                number=number,
                records=catalogue.page(listing, number),
                title=title,
                lead=lead,
            )
        )
        values = self._head(entry, title, lead, crumbs)
        if listing.facet != ALL:
            values["alternates"] += self._feed_links(catalogue.feeds(listing))
        values["provenance"] = self._component("page_end")(
            listing.updated, None, self._report_link(entry, title)
        )
        values |= {"content": content, "pager": Markup(""), "toc": Markup("")}
        return values

    def page(self, page: Prose) -> str:
        """Give a hand-written page: its holes filled, its markers and record links resolved."""
        entry = self.book.by_address[page.address]
        home = page.key == "index.md"
        title = self._site_name if home else self.localiser.words.typeset(page.front.title)
        description = self.localiser.words.typeset(page.front.description)
        values = self._head(entry, title, description, [], home=home)
        if page.front.collection is not None:
            values["alternates"] += self._feed_links(self.localiser.feeds(page.front.collection))
        missing = page.key == "404.md"
        values["provenance"] = (
            Markup("")
            if missing
            else self._component("page_end")(
                page.front.updated, self._edit_link(entry), self._report_link(entry, title)
            )
        )
        shell = compile_shell(self._pages[page.source], PAGE_HOLES, page.source)
        root = self.settings.base_path if missing else root_of(entry.depth)
        explainer = self.localiser.explainer
        if explainer is not None:
            explainer.begin(title, explained=page.front.collection != acronyms.COLLECTION)
        html = _ARTICLE.sub(self._article, shell.fill(values, "~/"), count=1)
        return self.resolve(html).replace('="~/', f'="{root}')

    def redirect(self, entry: Entry) -> str:
        """Give the page of an old address: it leads to the new one."""
        assert entry.redirects_to is not None
        return self._render("pages/redirect.html")(
            target=self.settings.root_url + entry.redirects_to,
            href=root_of(entry.depth) + entry.redirects_to,
        )

    def volume(self, collection: str) -> Volume | None:
        """Give the book of a collection; None where it has none.

        It is set once a build. While records are edited the pages tell its former size: it is
        set anew when everything is stamped.
        """
        if collection not in self._volumes:
            self._volumes[collection] = self._set_volume(collection)
        return self._volumes[collection]

    def _set_volume(self, collection: str) -> Volume | None:
        address = self.settings.book_address(collection, self.language)
        records = self.desk.records.get(collection, {}).values()
        if self._press is None or address is None or not records:
            return None
        dated = max((record.updated for record in records if record.updated), default=None)
        with self.localiser.unexplained():
            html = self._render(f"documents/{collection}.html")(dated=dated)
        imprint = Imprint(
            language=self.language,
            region=self.localiser.words.locale.territory,
            author=self._site_name,
            colour=self.settings.colour,
            dated=dated,
            root_url=self.settings.root_url,
        )
        return Volume(address=address, content=self._press.set(html, imprint))

    def volumes(self) -> Iterator[Volume]:
        """Give every book of the language."""
        for name in self.settings.collections:
            volume = self.volume(name)
            if volume is not None:
                yield volume

    def resolve(self, page: str) -> str:
        """Put blocks in the place of markers, and addresses in the place of `kind:id` links."""
        return _RECORD_HREF.sub(self._resolved, prose.MARKER.sub(self._block, page))

    def _resolved(self, match: re.Match[str]) -> str:
        address = self.localiser.address(match[1])
        return f'href="{address}{match[2] or ""}"' if address else match[0]

    def _block(self, match: re.Match[str]) -> str:
        return self._render(f"blocks/{match['name']}.html")(arguments=prose.arguments_of(match))

    def _article(self, article: re.Match[str]) -> str:
        """Put blocks in the place of markers, and explain acronyms, both in reading order."""
        parts: list[str] = []
        html, at = article[2], 0
        for marker in prose.MARKER.finditer(html):
            parts += (self._explain(html[at : marker.start()]), self._block(marker))
            at = marker.end()
        return "".join((article[1], *parts, self._explain(html[at:]), article[3]))

    def scheme_card(self, call: Call) -> Markup:
        """Give the card of a call. It stands in every listing that holds it, and is made once."""
        found = self._schemes.get(call.id)
        if found is None:
            found = self._schemes[call.id] = self._component("scheme")(call, call.view(self.desk))
        return found

    def _explain(self, html: str) -> str:
        return self.localiser.explain(Markup(html))

    # -- Parts of a page --------------------------------------------------------------------

    def _head(
        self, entry: Entry, title: str, description: str, crumbs: Crumbs, *, home: bool = False
    ) -> dict[str, str]:
        others = [
            (language, other.address)
            for language in self.settings.languages
            if (other := self.book.find(entry.key, language)) is not None
        ]
        root = self.settings.root_url
        # A company may be a laureate and an organisation: the collection tells the pages apart.
        names = [title, *(label for label, _address in reversed(crumbs)), self._site_name]
        start = self.settings.prefix(self.language)
        return {
            "html_title": title if home else " — ".join(names),
            "description": description,
            "robots": "index,follow" if entry.sitemap else "noindex,follow",
            "canonical": root + entry.address,
            "alternates": _alternates([(lang, root + address) for lang, address in others]),
            "share_title": title,
            "share_description": description,
            "share_url": root + entry.address,
            "printed_url": root + entry.address,
            "structured": self._structured(entry, title, crumbs, home=home),
            "switch": self._component("switch")(
                [(lang, address) for lang, address in others if lang != self.language]
            ),
            "crumbs": Markup("") if home else self._component("crumbs")(crumbs, title, start),
        }

    def _structured(self, entry: Entry, title: str, crumbs: Crumbs, *, home: bool) -> Markup:
        """Give the page's breadcrumbs (or, on the home page, the site) as JSON-LD."""
        root = self.settings.root_url
        data: dict[str, Any] = {"@context": "https://schema.org"}
        if home:
            data |= {
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
            data |= {
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
        # No tag can begin in it, so that none can end the script.
        written = _to_json(data).replace("<", "\\u003c")
        return Markup(f'<script type="application/ld+json">{written}</script>')

    def _crumbs_to(self, collection: str) -> Crumbs:
        """Give the way to a collection's pages: its index, if it has one."""
        found = self._crumbs.get(collection)
        if found is None:
            index = self.localiser.index_of(collection)
            found = [(self.localiser.navigation_label(index), index.address)] if index else []
            self._crumbs[collection] = found
        return found

    def _feed_links(self, feeds: Iterable[tuple[Format, str]]) -> Markup:
        """Give the links by which browsers and readers find the feeds of a page."""
        return Markup("").join(
            Markup('\n    <link rel="alternate" type="{}" title="{}" href="{}">').format(
                form.type, self.localiser.words(f"feed.{form.name}"), address
            )
            for form, address in feeds
        )

    def _edit_link(self, entry: Entry) -> str | None:
        return f"{self.settings.edit_url}{entry.owner}" if self.settings.edit_url else None

    def _report_link(self, entry: Entry, title: str) -> str | None:
        """Give where to report a mistake on a page, with its title and address filled in."""
        to = self.settings.report_to
        if to is None:
            return None
        words = self.localiser.words
        url = self.settings.root_url + entry.address
        if "://" in to:
            return to.replace("{url}", quote(url, safe="")).replace("{title}", quote(title))
        subject = quote(words("report.subject", title=title))
        body = quote(words("report.body", url=url))
        return f"mailto:{to}?subject={subject}&body={body}"

    def _around(
        self, collection: Collection, record: Record
    ) -> tuple[str, Record | None, Record | None]:
        """Give the records before and after this one in the order of titles, and their kind."""
        places = self._places.get(collection.name)
        if places is None:
            order = self.localiser.listed(collection.name)
            sides = zip([None, *order], order, [*order[1:], None], strict=False)
            places = {here.id: (before, after) for before, here, after in sides}
            self._places[collection.name] = places
        return collection.kind, *places[record.id]

    def _missing(self, record: Record) -> str | None:
        """Tell in which language the record's texts are, when the page's own is missing."""
        for text in (record.body, record.summary):
            if text is not None and text.in_(self.language).missing:
                return text.in_(self.language).lang
        return None

    # -- Templates --------------------------------------------------------------------------

    def _render(self, name: str) -> Callable[..., str]:
        found = self._renders.get(name)
        if found is None:
            found = self._renders[name] = self._env.get_template(name).render
        return found

    def _component(self, name: str, macro: str | None = None) -> Callable[..., Markup]:
        """Give the macro of a component. Calling it costs a fraction of rendering a template."""
        macro = macro or name
        found = self._macros.get(macro)
        if found is None:
            module = self._env.get_template(f"components/{name}.html").module
            found = self._macros[macro] = getattr(module, macro)
        return found


def _bytecode(cache: Path | None, digest: str, language: str) -> FileSystemBytecodeCache | None:
    if cache is None:
        return None
    folder = cache / f"{digest[:12]}-{language}"
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


def _alternates(addresses: list[tuple[str, str]]) -> Markup:
    links = [(language, escape(url)) for language, url in addresses]
    if links:
        links.append(("x-default", links[0][1]))
    return Markup(
        "\n    ".join(
            f'<link rel="alternate" hreflang="{language}" href="{url}">' for language, url in links
        )
    )


def _headings(content: str) -> list[Heading]:
    return [
        Heading(int(level), anchor, unescape(_TAG.sub("", title)))
        for level, anchor, title in _HEADING.findall(content)
    ]


def renderers(
    *,
    desk: Desk,
    words: Mapping[str, Words],
    book: Book,
    templates: Path,
    skeleton: Skeleton,
    cache: Path | None = None,
    press: Press | None = None,
) -> dict[str, Renderer]:
    """Give one renderer per language of the desk."""
    return {
        language: Renderer(
            Localiser(language=language, desk=desk, words=words[language], book=book),
            templates=templates,
            skeleton=skeleton,
            cache=cache,
            press=press,
        )
        for language in desk.settings.languages
    }
