"""The only module that knows MkDocs: it lends the theme, the hand-written pages, the preview.

MkDocs renders two things with the theme: the hand-written pages, and one shell per language and
kind of record. This hook takes both out of MkDocs' hands as text with holes (the skeleton) and
gives them to `desk.build`, which fills the holes and publishes the site. So MkDocs itself writes
nothing but static files, into a stage that is thrown away.

Order matters here, and static-i18n decides it: it works at priority -100, runs the whole build
once per language inside `on_post_build`, and changes the configuration on the way. Everything
below that depends on the language runs after it, at -200 or -300.
"""

from __future__ import annotations

import gc
import logging
import os
import shutil
import sys
import tempfile
import time
from hashlib import blake2b
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from desk import assets as desk_assets
from desk import build as desk_build
from desk import live
from desk.addresses import file_of
from desk.cards import card
from desk.check import Checked
from desk.emblem import MARK, emblem_files, manifest_path
from desk.icons import icon
from desk.listings import listing_kind
from desk.project import Project, files_of, remember, skeleton_digest, today
from desk.prose import Prose
from desk.registry import REGISTRY
from desk.render import PAGE_HOLES, SHELL_HOLES
from desk.report import print_mistakes
from desk.search import PAGE as SEARCH_PAGE
from desk.search.engine import SearchError
from desk.settings import Settings
from desk.shell import mark
from desk.skeleton import Skeleton
from desk.texts import plain, typeset

log = logging.getLogger("mkdocs.desk")

SEARCH = SEARCH_PAGE.removeprefix("page:") + ".md"
"""The hand-written page that searches, where the desk has one."""

SHELL = "desk-shell-"
"""How the sources of shells begin; no hand-written page does."""


def _is_news(record: logging.LogRecord) -> bool:
    """Every page is taken out of MkDocs' hands, so that each would be reported as empty."""
    return not str(record.msg).startswith("Page skipped:")


logging.getLogger("mkdocs.commands.build").addFilter(_is_news)


class State:
    """What one run of MkDocs gathers over its builds, one a language."""

    def __init__(self) -> None:
        self.command = "build"
        self.failed = False
        self.project: Project | None = None
        self.checked: Checked | None = None
        self.as_of = today()
        self.digest = ""
        self.assets = desk_assets.Assets("", {})
        self.cards: dict[tuple[str, str], tuple[str, bytes]] = {}
        self.emblem: dict[str, bytes] = {}
        self.shells: dict[tuple[str, str], str] = {}
        self.pages: dict[str, str] = {}
        self.skeleton: Skeleton | None = None
        self.preview: live.Preview | None = None
        self.watcher: live.Watcher | None = None


state = State()


def on_startup(command: str, dirty: bool) -> None:
    """Begin anew: `serve` and tests run several builds in one process."""
    global state
    state = State()
    state.command = command
    if command == "build":
        gc.disable()  # for the reason given in desk/__main__.py


def on_shutdown() -> None:
    """Publish, now that nothing can fail any more: `--strict` aborts after `on_post_build`."""
    if state.watcher is not None:
        state.watcher.stop()
    if state.preview is not None:
        shutil.rmtree(state.preview.project.site.parent, ignore_errors=True)
    elif not state.failed and state.skeleton and state.checked and state.project:
        try:
            report = desk_build.stamp(state.project, state.checked, state.skeleton)
        except SearchError as error:
            raise Abort(str(error)) from None
        remember(state.project, state.as_of)
        log.info(
            "Published %d files (%d changed, %d deleted)",
            report.kept + len(report.written),
            len(report.written),
            len(report.deleted),
        )
    if state.project is not None:
        shutil.rmtree(_stage(state.project), ignore_errors=True)


def on_build_error(error: Exception) -> None:
    """Remember that nothing may be published."""
    state.failed = True


def _stage(project: Project) -> Path:
    return project.cache / f"mkdocs-{os.getpid()}"


@event_priority(-200)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Check the data before anything is built, once, and point MkDocs at a stage.

    At -200 because static-i18n (at -100) has then set this build's language.
    """
    # 404 and sitemap are made per language and from the address book; static-i18n sets up the
    # theme anew for each language.
    config.theme.static_templates.clear()
    if _i18n(config).building:
        return config
    state.failed = False
    root = Path(config.config_file_path).parent
    if state.project is None:
        if state.command == "serve":
            folder = Path(tempfile.mkdtemp(prefix="desk-preview-"))
            state.project = Project(root=root, site=folder / "site")
            state.preview = live.Preview(state.project, reload=lambda: None)
        else:
            state.project = Project(root=root, site=Path(config.site_dir))
    project = state.project
    checked = desk_build.check_project(project, state.as_of)
    if checked.mistakes:
        print_mistakes(checked.mistakes, sys.stderr, root=root)
        if state.checked is None:
            raise Abort(f"{len(checked.mistakes)} mistakes in the data; nothing was published")
        # A failed rebuild would leave the preview hanging: it goes on with the last good data.
    else:
        state.checked = checked
    assert state.checked is not None
    assert state.checked.desk is not None
    state.digest = skeleton_digest(project)
    state.assets = desk_assets.collect(root / "overrides" / "assets" / "desk")
    state.cards = _cards(state.checked)
    mark_ = project.data / MARK
    state.emblem = (
        dict(emblem_files(mark_.read_text(encoding="utf-8"), state.checked.desk.settings))
        if mark_.exists()
        else {}
    )
    state.shells, state.pages = {}, {}
    config.site_dir = str(_stage(project))
    config.site_name = state.checked.desk.settings.name.in_(
        state.checked.desk.settings.languages[0]
    ).text
    return config


def _i18n(config: MkDocsConfig) -> Any:
    return config.plugins["i18n"]


def _language(config: MkDocsConfig) -> str:
    language: str = _i18n(config).current_language
    return language


@event_priority(-200)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Give the hand-written pages their addresses, add the shells, drop what is not published.

    At -200: static-i18n (at -100) would drop the shells and undo the addresses.
    """
    assert state.checked is not None
    language = _language(config)
    pages = {page.source: page for page in state.checked.prose if page.language == language}
    for file in list(files):
        if file.is_documentation_page():
            page = pages.get(file.src_uri)
            if page is None:
                files.remove(file)
                continue
            _place(file, page.address, config)
        elif not _is_published(file, config):
            files.remove(file)
    desk = state.checked.desk
    assert desk is not None
    for kind in _shells(desk.settings):
        shell: Any = File.generated(
            config, f"{SHELL}{kind}.md", content="# shell\n", inclusion=InclusionLevel.NOT_IN_NAV
        )
        _place(shell, f"{SHELL}{kind}/", config)
        # static-i18n reads these of every page when it makes the page's context.
        shell.locale = shell.locale_alternate_of = language
        shell.alternates = {language: shell}
        files.append(shell)
    return files


def _is_published(file: File, config: MkDocsConfig) -> bool:
    """Nothing of the theme's own files is used; ours are published by `desk.assets`."""
    return file.src_dir == config.docs_dir


def _place(file: File, address: str, config: MkDocsConfig) -> None:
    file.dest_uri = file_of(address)
    file.url = address or "./"
    file.abs_dest_path = os.path.join(config.site_dir, file.dest_uri)


@event_priority(-200)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Give hand-written pages the typography of their language, as records have it."""
    return typeset(markdown, _language(config))


@event_priority(-200)
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Keep the compiled templates of the theme: every language compiles them anew otherwise."""
    assert state.project is not None
    folder = state.project.cache / "theme"
    folder.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(folder))
    return env


@event_priority(-200)
def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any
) -> dict[str, Any]:
    """Give the theme what it prints: real values for the language, marks for the holes."""
    assert state.checked is not None
    assert state.checked.desk is not None
    language = _language(config)
    settings = state.checked.desk.settings
    is_shell = page.file.src_uri.startswith(SHELL)
    prose = _prose_of(page.file.src_uri)
    kind = page.file.src_uri.removeprefix(SHELL).removesuffix(".md") if is_shell else "page"
    holes = SHELL_HOLES if is_shell else PAGE_HOLES
    record_kind = _shells(settings).get(kind, kind)
    section = _section(record_kind) if is_shell else (prose.key if prose else "")
    addresses = {
        item.key: item.address for item in state.checked.prose if item.language == language
    }
    words = state.checked.words[language]

    def links(items: Any) -> list[dict[str, Any]]:
        return [
            {
                "href": f"~/{addresses[item.page]}",
                "label": plain(item.label, language),
                "current": item.page == section,
            }
            for item in items
            if item.page in addresses
        ]

    context["desk"] = {
        "language": language,
        "kind": kind,
        "missing": prose is not None and prose.key == "404.md",
        "home": prose is not None and prose.key == "index.md",
        "search": f"~/{addresses[SEARCH]}" if SEARCH in addresses else None,
        "bare": prose is not None and prose.front.bare,
        "home_href": f"~/{settings.prefix(language)}",
        "name": plain(settings.name, language),
        "tagline": plain(settings.tagline, language),
        "publisher": plain(settings.publisher, language),
        "words": words,
        "assets": "~/" + state.assets.folder,
        "card": settings.root_url + state.cards[language, record_kind][0],
        "emblem": "~/" if state.emblem else None,
        "manifest": f"~/{manifest_path(settings, language)}",
        "colour": settings.colour,
        "icon": icon,
        "navigation": links(settings.navigation),
        "footer": [
            {"label": plain(group.label, language), "links": links(group.pages)}
            for group in settings.footer
        ],
        "hole": {name: mark(name) for name in holes},
    }
    return context


def _prose_of(source: str) -> Prose | None:
    assert state.checked is not None
    return next((page for page in state.checked.prose if page.source == source), None)


def _section(kind: str) -> str:
    """Give the index page of a kind's collection: its link is the current one."""
    assert state.checked is not None
    name = next(name for name, collection in REGISTRY.items() if collection.kind == kind)
    return next((page.key for page in state.checked.prose if page.front.collection == name), "")


def _shells(settings: Settings) -> dict[str, str]:
    """Give the kinds of stamped pages on this desk, each with the kind of record that it shows.

    The pages of records have that kind; listings have the card and the section of their records.
    """
    kinds = {name: REGISTRY[name].kind for name in settings.collections}
    sheets = {kind: kind for name, kind in kinds.items() if REGISTRY[name].sheets}
    return sheets | {
        listing_kind(name): kinds[name]
        for name, collection in settings.collections.items()
        if collection.listings
    }


def _cards(checked: Checked) -> dict[tuple[str, str], tuple[str, bytes]]:
    """Draw the social card of each language and kind of page: its path and its content."""
    assert checked.desk is not None
    settings = checked.desk.settings
    found = {}
    for language, words in checked.words.items():
        for kind in ("page", *dict.fromkeys(_shells(settings).values())):
            drawn = card(
                words(f"card.{kind}" if f"card.{kind}" in words.phrases else "card.page"),
                plain(settings.name, language),
                plain(settings.tagline, language),
                settings.colour,
            )
            # A changed card has a new address, so that the old one may be kept for ever.
            digest = blake2b(drawn, digest_size=5).hexdigest()
            found[language, kind] = f"assets/cards/{kind}-{language}-{digest}.png", drawn
    return found


@event_priority(-200)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Take the rendered page out of MkDocs' hands; an empty page is not written."""
    source = page.file.src_uri
    if source.startswith(SHELL):
        state.shells[_language(config), source.removeprefix(SHELL).removesuffix(".md")] = output
    else:
        state.pages[source] = output
    return ""


@event_priority(-300)
def on_post_build(config: MkDocsConfig) -> None:
    """Make the skeleton once every language is built, and show it at once under `serve`.

    At -300: static-i18n builds the other languages inside its own `on_post_build` (at -100), in
    which this runs too.
    """
    if _i18n(config).building:
        return
    assert state.project is not None
    assert state.checked is not None
    stage = Path(config.site_dir)
    static = (
        {path: (stage / path).read_bytes() for path in files_of(stage, ("",))}
        if stage.exists()
        else {}
    )
    state.skeleton = Skeleton(
        digest=state.digest,
        shells=state.shells,
        pages=state.pages,
        files=static | dict(state.assets.files) | dict(state.cards.values()) | state.emblem,
    )
    state.skeleton.save(state.project.cache)
    if state.preview is not None:
        state.preview.show(state.checked, state.skeleton)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    """Serve the published preview, not MkDocs' stage, and watch the records.

    The records are not in `watch:`, because MkDocs would rebuild everything at each edit.
    """
    assert state.project is not None
    site = state.project.site
    server.root = str(site)

    def error_page(code: int) -> bytes | None:
        page = site / "404.html"
        return page.read_bytes() if code == 404 and page.exists() else None

    server.error_handler = error_page

    def reload() -> None:
        # The server's own way to tell browsers: a newer epoch. It has no public call for it.
        with server._epoch_cond:
            server._visible_epoch = server._wanted_epoch = max(
                round(time.monotonic() * 1000), server._wanted_epoch + 1
            )
            server._epoch_cond.notify_all()

    assert state.preview is not None
    state.preview.reload = reload
    state.watcher = live.Watcher(state.preview)
    state.watcher.start()
    # These are printed by the shells too: MkDocs makes them anew, which takes a second.
    server.watch(str(state.project.data / "desk.yml"))
    server.watch(str(state.project.data / "vocabulary"))
    return server
