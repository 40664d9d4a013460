"""The built site in a browser: what the browser tests, the audit and the screenshots share."""

from __future__ import annotations

import datetime as dt
import gzip
import re
import shutil
import sys
import threading
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import unquote, urlsplit

from desk.build import check_project
from desk.project import Project
from desk.registry import REGISTRY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserType, Page

    from desk.addresses import Book
    from desk.check import Checked
    from desk.model import Desk

ROOT = Path(__file__).resolve().parent.parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
WIDE, NARROW = 1280, 320
CSP = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-src 'self'; frame-ancestors 'none'"
)
EMBEDDED = re.compile(r"/(financements/encart|en/funding/embedded)/")
"""The pages that other sites may show in a frame."""
BROWSER_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# -- Which pages ----------------------------------------------------------------------------------

LANGUAGES = tuple(sorted((path.name for path in (ROOT / "docs").iterdir()), reverse=True))
"""French first, as in the site."""

_PAGES = {
    path.relative_to(ROOT / "docs" / LANGUAGES[0]).with_suffix("").as_posix(): path.read_text(
        "utf-8"
    )
    for path in sorted((ROOT / "docs" / LANGUAGES[0]).rglob("*.md"))
}
BARE = tuple(name for name, text in _PAGES.items() if "\nbare: true\n" in text)
"""The pages that stand in frames of other sites: they have no menu and no way on."""
HANDWRITTEN = tuple(name for name in _PAGES if name not in BARE)

SHEETS = tuple(collection.kind for collection in REGISTRY.values() if collection.sheets)
STAMPED = (*SHEETS, "listing")
NAMES = (*HANDWRITTEN, *(f"{kind}-{end}" for kind in STAMPED for end in ("richest", "poorest")))
"""One of each page kind; of a record's kind, the page with the most and with the least on it.

The listing with the least is an empty one.
"""


def kind_of(name: str) -> str:
    """Give the kind of a name: `call-richest` is a `call`."""
    return name.removesuffix("-richest").removesuffix("-poorest")


KINDS = (*dict.fromkeys(map(kind_of, NAMES)), *BARE)


@cache
def _checked(site: Path) -> Checked:
    return check_project(Project(root=ROOT, site=site), dt.date(2026, 11, 22))


def address_book(site: Path) -> Book:
    """Give the book of all pages. The day changes no address."""
    return _checked(site).book


def desk(site: Path) -> Desk:
    """Give the desk of which the site was built."""
    found = _checked(site).desk
    assert found is not None
    return found


def addresses(site: Path) -> dict[tuple[str, str], str]:
    """Give the address of every page in `NAMES`, by name and language."""
    book = address_book(site)

    def address(key: str, language: str) -> str:
        entry = book.find(key, language)
        assert entry is not None, f"{key} has no page in {language}"
        return entry.address

    keys = {name: f"page:{name}" for name in HANDWRITTEN}
    for kind in STAMPED:
        sheets = [entry for entry in book.pages() if entry.key.startswith(f"{kind}:")]
        french = [entry for entry in sheets if entry.language == LANGUAGES[0]]
        by_size = sorted(french, key=lambda entry: ((site / entry.file).stat().st_size, entry.key))
        keys[f"{kind}-poorest"], keys[f"{kind}-richest"] = by_size[0].key, by_size[-1].key
    return {
        (name, language): address(key, language)
        for name, key in keys.items()
        for language in LANGUAGES
    }


def path_to(name: str, language: str, book: dict[tuple[str, str], str]) -> str:
    """Give the path to ask the server for: the error page is what a missing address gives."""
    if name == "404":
        return "/" + book["index", language] + "no/such/page/"
    return "/" + book[name, language]


# -- The server -----------------------------------------------------------------------------------


def file_of(site: Path, path: str) -> tuple[int, Path]:
    """Give the status and the file that answer a path: a missing one is told in its language."""
    path = unquote(path).lstrip("/")
    file = site / path
    if file.is_dir():
        file /= "index.html"
    if file.is_file() and file.resolve().is_relative_to(site.resolve()):
        return 200, file
    own = site / path.split("/", 1)[0] / "404.html"
    return 404, own if own.is_file() else site / "404.html"


class _Handler(BaseHTTPRequestHandler):
    """Serve a folder as a good host does: compressed, with a strict CSP, 404 per language.

    What has a digest in its address never changes, and may be kept.
    """

    protocol_version = "HTTP/1.1"
    # A body that goes out after its head would else wait 40 ms until the head is acknowledged.
    wbufsize = -1
    disable_nagle_algorithm = True

    def __init__(self, *arguments: Any, site: Path) -> None:
        self.site = site
        super().__init__(*arguments)

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if not path.endswith("/") and (self.site / unquote(path).lstrip("/")).is_dir():
            self._answer(301, b"", {"Location": f"{path}/"})
            return
        status, file = file_of(self.site, path)
        self._answer(status, *_content(file))

    def _answer(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        own = "frame-ancestors *" if EMBEDDED.match(self.path) else "frame-ancestors 'none'"
        self.send_header("Content-Security-Policy", CSP.replace("frame-ancestors 'none'", own))
        if re.match(r"/assets/[0-9a-f]{10}/", self.path):
            self.send_header("Cache-Control", "public, max-age=31536000, immutable")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


@cache
def _content(file: Path) -> tuple[bytes, dict[str, str]]:
    kind = guess_type(file.name)[0] or "application/octet-stream"
    if kind.startswith("text/"):
        kind += "; charset=utf-8"
    return gzip.compress(file.read_bytes()), {"Content-Type": kind, "Content-Encoding": "gzip"}


class _Server(ThreadingHTTPServer):
    """A server to which it is nothing new that a browser hangs up."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def serve(site: Path) -> Iterator[str]:
    """Serve `site` on a free port; give the server's address, without a slash at its end."""
    with _Server(("127.0.0.1", 0), partial(_Handler, site=site)) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


# -- The browser ----------------------------------------------------------------------------------


def chromium() -> str | None:
    """Tell where Chromium is."""
    return shutil.which("chromium")


def launch(engine: BrowserType) -> Browser:
    """Start the system's Chromium, which must be there."""
    return engine.launch(executable_path=chromium(), args=list(BROWSER_ARGUMENTS))


def watch(page: Page, host: str) -> list[str]:
    """Give a list to which everything is added that a page should not do."""
    faults: list[str] = []

    def on_request(request: Any) -> None:
        if not request.url.startswith((host + "/", "data:")):
            faults.append(f"request to another host: {request.url}")

    def on_response(response: Any) -> None:
        # The error page itself is the one answer that may be an error.
        if response.status >= 400 and not response.request.is_navigation_request():
            faults.append(f"{response.status}: {response.url}")

    def on_console(message: Any) -> None:
        # A violation of the CSP is such a message too. Failed loads are told by on_response.
        if message.type in ("error", "warning") and "Failed to load" not in message.text:
            faults.append(f"console: {message.text}")

    page.on("request", on_request)
    page.on("response", on_response)
    page.on("console", on_console)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    return faults


def settle(page: Page) -> None:
    """Wait until the parts that fetch what they show have shown it: `load` does not wait for it."""
    parts = ("finder", "finder-embedded", "compare-calls")
    waiting = ", ".join(f"[data-desk-{part}]:not([data-desk-{part}=ready])" for part in parts)
    page.locator(waiting).first.wait_for(state="detached")


LAY_OUT = """() => {
  window.deskLaidOut = [...document.querySelectorAll("main *")]
    .filter((element) => getComputedStyle(element).contentVisibility === "auto");
  for (const element of deskLaidOut) element.style.contentVisibility = "visible";
}"""


def axe(page: Page, scope: str | None = None, without: str | None = None) -> list[str]:
    """Give the violations that axe finds in a page, or in a part of it; a rule may be left out."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    # What is laid out only once it comes near would be measured where it is not.
    page.evaluate(LAY_OUT)
    # Colours that are still changing would be measured half-way.
    page.evaluate("Promise.all(document.getAnimations().map((moving) => moving.finished))")
    result = page.evaluate(
        "([scope, tags, rules]) => axe.run(scope ?? document, "
        "{runOnly: tags, rules, resultTypes: ['violations']})",
        [scope, list(AXE_TAGS), {without: {"enabled": False}} if without else {}],
    )
    page.evaluate("for (const element of deskLaidOut) element.style.contentVisibility = ''")
    return [
        f"{violation['id']}: {violation['help']} ({' '.join(map(str, node['target']))})"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]


# -- The states of a page -------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class State:
    """How a page is looked at.

    `scope` is the part that differs, where not the whole page does; `without` is the rule of axe
    that says nothing of this state.
    """

    width: int = WIDE
    height: int = 800
    scheme: Literal["light", "dark"] = "light"
    menu: bool = False
    unfolded: bool = False
    forced: bool = False
    paper: bool = False
    zoom: float = 1
    text: float = 1
    script: bool = True
    scope: str | None = None
    without: str | None = None


STATES: dict[str, State] = {
    f"{WIDE} px light": State(),
    f"{WIDE} px dark": State(scheme="dark"),
    f"{NARROW} px light": State(width=NARROW),
    f"{NARROW} px dark": State(width=NARROW, scheme="dark"),
    "menu open light": State(width=NARROW, menu=True, scope=".desk-header"),
    "menu open dark": State(width=NARROW, menu=True, scheme="dark", scope=".desk-header"),
    "unfolded light": State(width=NARROW, unfolded=True),
    "unfolded dark": State(width=NARROW, unfolded=True, scheme="dark"),
    # The browser chooses the colours of texts then, and axe is told those of the page.
    "forced colours": State(forced=True, without="color-contrast"),
    # Nobody touches paper.
    "print": State(paper=True, without="target-size"),
    "zoom of 200 %": State(width=640, height=400, zoom=2),
    "text of 200 %": State(text=2),
    "no script": State(script=False),
    f"no script at {NARROW} px": State(script=False, width=NARROW),
}
"""Every state in which a page must be good."""

ENLARGE = """(times) => {
  const root = document.documentElement;
  root.style.fontSize = `${times * parseFloat(getComputedStyle(root).fontSize)}px`;
}"""
UNFOLD = """() => {
  window.deskUnfolded = [
    ...document.querySelectorAll("details:not([open]) > summary"),
    ...document.querySelectorAll("[aria-expanded=false]:not([data-desk-menu])"),
  ].filter((element) => element.checkVisibility({ visibilityProperty: true }));
  for (const element of deskUnfolded) element.click();
  return deskUnfolded.length;
}"""
FOLD = "() => { for (const element of deskUnfolded) element.click(); }"


@contextmanager
def in_state(page: Page, state: State) -> Iterator[Page | None]:
    """Give the page in a state, and leave it as it was; None if it has nothing to unfold."""
    with ExitStack() as later:
        if state.zoom != 1 or not state.script:
            page = _anew(page, state, later)
        page.set_viewport_size({"width": state.width, "height": state.height})
        page.emulate_media(
            media="print" if state.paper else "screen",
            color_scheme=state.scheme,
            forced_colors="active" if state.forced else "none",
            reduced_motion="reduce" if state.forced else "no-preference",
        )
        if state.text != 1:
            page.evaluate(ENLARGE, state.text)
            later.callback(page.evaluate, "document.documentElement.removeAttribute('style')")
        if state.menu:
            page.locator("[data-desk-menu]").click()
            later.callback(page.locator("[data-desk-menu]").click)
        if state.unfolded:
            later.callback(page.evaluate, FOLD)
            if not page.evaluate(UNFOLD):
                yield None
                return
        yield page


def _anew(page: Page, state: State, later: ExitStack) -> Page:
    """Open the same page for another reader, since a window keeps its scale and its scripts.

    Scripts are lost on the way rather than switched off: axe would not run either.
    """
    browser = page.context.browser
    assert browser is not None
    context = later.enter_context(browser.new_context(device_scale_factor=state.zoom))
    if not state.script:
        context.route("**/*.js", lambda route: route.abort())
    other = context.new_page()
    other.goto(page.url)
    return other
