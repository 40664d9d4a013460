"""Pictures of every page kind, for the eye: `python -m tests.screenshots [--site DIR]`.

They go to screenshots/, named page-language-device-theme.png; the first four screens of a page.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright
from tests import web

if TYPE_CHECKING:
    from playwright.sync_api import Page

DEVICES = {"phone": (390, 844), "desktop": (1280, 900)}
SCREENS = 4


def take(page: Page, width: int, height: int, path: Path) -> None:
    """Take a picture of a page from its top, as long as it is but not without end."""
    whole = page.evaluate("document.documentElement.scrollHeight")
    clip = {"x": 0, "y": 0, "width": width, "height": min(whole, SCREENS * height)}
    page.screenshot(path=path, full_page=True, clip=clip, animations="disabled")


def main(arguments: list[str] | None = None) -> int:
    """Take every picture."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument("--site", type=Path, default=web.ROOT / "site", metavar="DIR")
    site: Path = parser.parse_args(arguments).site
    if not (site / "index.html").exists():
        print(f"{site}: there is no site; build it first", file=sys.stderr)
        return 1
    folder = web.ROOT / "screenshots"
    folder.mkdir(exist_ok=True)
    book = web.addresses(site)
    count = 0
    with web.serve(site) as host, sync_playwright() as engines:
        browser = web.launch(engines.chromium)
        for device, (width, height) in DEVICES.items():
            size = {"width": width, "height": height}
            with browser.new_context(base_url=host, viewport=size) as fresh:
                page = fresh.new_page()
                for name, language in book:
                    page.goto(web.path_to(name, language, book))
                    for scheme in ("light", "dark"):
                        page.emulate_media(color_scheme=scheme)
                        picture = f"{name}-{language}-{device}-{scheme}.png"
                        take(page, width, height, folder / picture)
                        count += 1
        browser.close()
    print(f"{count} pictures in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
