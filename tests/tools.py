"""What looks at the built files without a browser: Nu, lychee, headings and ids, sizes."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

try:
    import brotli
except ImportError:
    brotli = None

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parent.parent
NU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
METHOD = "gzip 9" if brotli is None else "brotli"
LYCHEE = Path(sys.executable).parent / "lychee"


def nu_missing() -> str | None:
    """Tell why the Nu HTML checker cannot run, if it cannot."""
    if shutil.which("java") is None:
        return "Java is not installed (apt-get install default-jre-headless)"
    return None if NU.exists() else "vnu-jar is not installed (npm ci)"


def nu(paths: Iterable[Path]) -> dict[str, list[str]]:
    """Run the Nu HTML checker on files or folders; give its messages by kind (`error`, `info`)."""
    paths = list(paths)
    # Nu itself finds nothing wrong with a file that is not there.
    if lost := [str(path) for path in paths if not path.exists()]:
        raise FileNotFoundError(", ".join(lost))
    command = ["java", "-jar", str(NU), "--format", "json", "--skip-non-html", "--stdout"]
    run = subprocess.run([*command, *map(str, paths)], capture_output=True, text=True, check=False)
    found: dict[str, list[str]] = {"error": [], "info": []}
    for message in json.loads(run.stdout)["messages"]:
        # `non-document-error` means that a file could not be read: that is an error too.
        kind = "info" if message["type"] == "info" else "error"
        place = f"{message.get('url', '')}:{message.get('lastLine', 0)}"
        found[kind].append(f"{place}: {message['message']}")
    return found


def dead_links(site: Path, files: Iterable[Path] | None = None) -> tuple[int, list[str]]:
    """Follow every link inside a site, or in some of its files; give how many, and the dead ones.

    Fragments are looked for too.
    """
    command = [str(LYCHEE), "--offline", "--include-fragments", "--no-progress"]
    # A link to a folder is a link to its page, and a folder without a page is a dead end.
    command += ["--index-files", "index.html"]
    run = subprocess.run(
        [
            *command,
            "--format",
            "json",
            "--root-dir",
            str(site.resolve()),
            *map(str, files or [site]),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if not run.stdout:
        raise RuntimeError(f"lychee did not run: {run.stderr}")
    result = json.loads(run.stdout)
    dead = [
        f"{page}: {link['url']} ({link['status']['text']})"
        for page, links in {**result["error_map"], **result.get("timeout_map", {})}.items()
        for link in links
    ]
    return result["total"], dead


@dataclass
class Outline(HTMLParser):
    """What a page is made of: its headings' levels, in order, and its ids."""

    headings: list[int] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Note a heading and an id."""
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.ids += [value or "" for name, value in attributes if name == "id"]


def outline_faults(html: str) -> list[str]:
    """One h1, no level skipped on the way down, no id twice or empty."""
    outline = Outline()
    outline.feed(html)
    levels = outline.headings
    faults = []
    if levels.count(1) != 1:
        faults.append(f"{levels.count(1)} h1")
    before = 0
    for level in levels:
        if level > before + 1:
            faults.append(f"h{level} after {f'h{before}' if before else 'nothing'}")
        before = level
    faults += [
        f"id “{name}” {count} times" for name, count in Counter(outline.ids).items() if count > 1
    ]
    if "" in outline.ids:
        faults.append("an empty id")
    return faults


def compressed(path: Path) -> int:
    """Give how many bytes of a file a good host sends: brotli where there is one, else gzip."""
    content = path.read_bytes()
    if brotli is not None:
        return len(brotli.compress(content))
    return len(gzip.compress(content, 9, mtime=0))


def pages(site: Path) -> list[Path]:
    """Give every page of a site; redirects, which have no frame, left out."""
    return [
        path
        for path in sorted(site.rglob("*.html"))
        if 'http-equiv="refresh"' not in path.read_text(encoding="utf-8")
    ]
