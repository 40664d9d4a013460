"""Pictures of every page kind, for the eye: `make screenshots`, or `make screenshots KIND=call`.

They go to screenshots/<page>/<language>-<window>.png: the first four screens of a page in each
window, in both themes; of one page of each kind also in forced colours, on paper and very wide.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright
from tests import web
from tests.web import State

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SCREENS = 4
PHOTOGRAPHERS = 2
WINDOWS = {
    f"{device}-{scheme}": State(width=width, height=height, scheme=scheme)
    for device, width, height in (
        ("phone", 390, 844),
        ("small-phone", web.NARROW, 640),
        ("desktop", web.WIDE, 900),
    )
    for scheme in ("light", "dark")
}
"""In these every page is shown."""

RARER = {
    "wide-light": State(width=1920, height=1080),
    "forced-colours": State(forced=True),
    "menu": State(width=390, height=844, menu=True),
    "unfolded": State(width=390, height=844, unfolded=True),
}
"""In these one page of each kind is shown, in the first language."""


def take(page: Page, state: State, picture: Path) -> bool:
    """Take a picture of a page from its top, as long as it is but not without end."""
    with web.in_state(page, state) as there:
        if there is None:
            return False
        there.evaluate("Promise.all(document.getAnimations().map((moving) => moving.finished))")
        whole = there.evaluate("document.documentElement.scrollHeight")
        clip = {"x": 0, "y": 0, "width": state.width, "height": min(whole, SCREENS * state.height)}
        there.screenshot(path=picture, full_page=True, clip=clip, animations="disabled")  # type: ignore[arg-type]
    return True


def print_out(page: Page, paper: Path) -> None:
    """Print a page on A4; where poppler is installed its first sheets become pictures too."""
    page.emulate_media(media="print", color_scheme="light", forced_colors="none")
    page.pdf(path=paper, format="A4", print_background=False)
    if shutil.which("pdftoppm"):
        command = ["pdftoppm", "-png", "-r", "80", "-l", str(SCREENS)]
        subprocess.run([*command, str(paper), str(paper.with_suffix(""))], check=True)


def photograph(
    browser: Browser, host: str, path: str, folder: Path, *, language: str, first: bool
) -> int:
    """Take all pictures of a page; `first` is the one of its kind that has the rarer ones too."""
    count = 0
    with browser.new_context(base_url=host) as fresh:
        page = fresh.new_page()
        page.goto(path)
        for window, state in (WINDOWS | RARER if first else WINDOWS).items():
            count += take(page, state, folder / f"{language}-{window}.png")
        if first:
            print_out(page, folder / f"{language}-print.pdf")
    return count


def main(arguments: list[str] | None = None) -> int:
    """Take every picture."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.screenshots",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--site", type=Path, default=web.ROOT / "site", metavar="DIR")
    parser.add_argument("--kind", choices=web.KINDS, help="this page kind only")
    options = parser.parse_args(arguments)
    site: Path = options.site
    if not (site / "index.html").exists():
        print(f"{site}: there is no site; build it first", file=sys.stderr)
        return 1
    start = time.monotonic()
    folder = web.ROOT / "screenshots"
    book = web.addresses(site)
    shots = [page for page in book if options.kind in (None, web.kind_of(page[0]))]
    for name in {name for name, _ in shots}:
        # A picture of a page that is no more would mislead.
        shutil.rmtree(folder / name, ignore_errors=True)
        (folder / name).mkdir(parents=True)

    with web.serve(site) as host:

        def share(photographer: int) -> int:
            with sync_playwright() as engines:
                browser = web.launch(engines.chromium)
                count = sum(
                    photograph(
                        browser,
                        host,
                        web.path_to(name, language, book),
                        folder / name,
                        language=language,
                        first=language == web.LANGUAGES[0] and not name.endswith("-poorest"),
                    )
                    for name, language in shots[photographer::PHOTOGRAPHERS]
                )
                browser.close()
            return count

        with ThreadPoolExecutor(PHOTOGRAPHERS) as pool:
            count = sum(pool.map(share, range(PHOTOGRAPHERS)))
    print(f"{count} pictures in {folder}, in {time.monotonic() - start:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
