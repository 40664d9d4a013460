"""The funding finder with thousands of schemes: `python -m bench --finder`.

This runs in a process of its own (`python -m bench.finder SITE ADDRESS…`), which has the browser
and the server; `measure` starts it. Every time is told from inside the page: a click or a key is
dispatched at the start of a frame, and the time runs until that frame is on the screen.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from bench.contenders import CHECKOUT
from bench.measure import Failed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playwright.sync_api import Browser, Page

SIZES = (2_000, 10_000)
SLOWDOWNS = (4, 1)
STARTS, CLICKS, PEER_CLICKS = 7, 40, 200
PAUSE = 60
"""Milliseconds after each event, times the slowdown: people do not click faster."""
TYPED = {
    "fr": ("télésurveillance", "imagerie dij", "données 2027", "prévention du diabète"),
    "en": ("remote monitoring", "imaging dij", "data 2027", "diabetes prevention"),
}
FOLDERS = {"fr": "financements/", "en": "en/funding/"}


@dataclass(slots=True)
class Sizes:
    """What a reader fetches, in bytes: as it is, packed by gzip and by brotli."""

    plain: int = 0
    gzip: int = 0
    brotli: int = 0

    def add(self, content: bytes) -> None:
        """Count another file, which is packed on its own."""
        import brotli  # noqa: PLC0415 - only needed here

        self.plain += len(content)
        self.gzip += len(gzip.compress(content, 9))
        self.brotli += len(brotli.compress(content, quality=11))


@dataclass(slots=True)
class Found:
    """What was measured with one number of schemes."""

    sizes: dict[str, Sizes] = field(default_factory=dict)
    """By name: `finder.json fr`, `scripts fr`…"""
    times: dict[str, list[float]] = field(default_factory=dict)
    """Milliseconds, by what was done and the slowdown: `click 4`."""
    peers: dict[str, dict[str, Any]] = field(default_factory=dict)


Finders = dict[int, Found]
"""By number of schemes; 0 stands for the real ones."""


# -- Running --------------------------------------------------------------------------------------


def measure(sizes: Iterable[int], *, quick: bool = False) -> Finders:
    """Make and build a project of each size, and the real one, and measure them."""
    found: Finders = {}
    for count in (*sizes, *(() if quick else (0,))):
        with tempfile.TemporaryDirectory(prefix="desk-bench-") as work:
            project = Path(work) / "desk"
            site = _built(project, count)
            languages = "fr" if quick or not count else "fr en"
            starts, clicks = (1, 3) if quick else (STARTS, CLICKS)
            command = ("bench.finder", str(site), languages, str(starts), str(clicks))
            told = json.loads(_python(CHECKOUT, "-m", *command))
            found[count] = Found(
                {name: Sizes(**one) for name, one in told["sizes"].items()}, told["times"]
            )
            if count and not quick:
                found[count].peers = _peers(site)
            print(f"finder, {count or 'real'} schemes: measured", file=sys.stderr)
    return found


def _built(project: Path, count: int) -> Path:
    """Make and build a project of some schemes; the real ones are the checkout's own."""
    if not count:
        site = project.parent / "site"
        _python(CHECKOUT, "-m", "desk", "build", "--site", str(site))
        return site
    _python(CHECKOUT, "-m", "bench.schemes", str(project), str(count))
    _python(project, "-m", "desk", "build")
    return project / "site"


def _python(folder: Path, *arguments: str) -> str:
    """Run Python with the code of a project, and of the benchmark; give what it prints."""
    paths = (folder / "hooks", CHECKOUT, CHECKOUT / "tests")
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(map(str, paths)),
        "DESK_AS_OF": "2026-11-22",
        "NO_MKDOCS_2_WARNING": "1",
    }
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Failed(f"{' '.join(arguments[:3])} failed:\n{(done.stderr + done.stdout)[-2000:]}")
    return done.stdout


def _peers(site: Path) -> dict[str, dict[str, Any]]:
    """Time the same facet clicks in the desk's engine and two libraries, in one process."""
    script = CHECKOUT / "bench" / "peers" / "finder" / "facets.js"
    data = site / FOLDERS["fr"] / "finder.json"
    done = subprocess.run(
        ["node", str(script), str(data), str(PEER_CLICKS)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise Failed(f"the finder's peers failed:\n{done.stderr[-2000:]}")
    found: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return found


# -- In the browser -------------------------------------------------------------------------------

READY = """
new MutationObserver(() => requestAnimationFrame(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => { window.benchReady = performance.now(); };
  port2.postMessage(0);
})).observe(document, { subtree: true, attributeFilter: ["data-desk-finder"] });
"""
"""Notes when the first results are on the screen."""

TOOLS = """
window.bench = {
  pause: (time) => new Promise((go) => setTimeout(go, time)),
  // Dispatches at the start of a frame; what is posted then comes after that frame's layout and paint.
  timed: (act) => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    const from = performance.now();
    port1.onmessage = () => done(performance.now() - from);
    act();
    port2.postMessage(0);
  })),
  // Takes `count` of some things, spread evenly.
  spread: (things, count) =>
    Array.from({ length: Math.min(count, things.length) }, (_, at) => things[Math.floor(at * things.length / Math.min(count, things.length))]),
};
"""

FACETS = """async ([count, pause]) => {
  const form = document.getElementById("finder");
  document.querySelector("[data-desk-facets]").open = true;
  for (const group of form.querySelectorAll("[data-facet-group]")) group.open = true;
  const times = [];
  for (const box of bench.spread([...form.querySelectorAll("input[data-facet]")], count)) {
    await bench.pause(pause);
    times.push(await bench.timed(() => box.click()));
    // Two at a time: every second one is taken back, and the one before it stays.
    if (times.length % 2) {
      await bench.pause(pause);
      times.push(await bench.timed(() => box.click()));
    }
    if (times.length % 6 === 0) { form.reset(); await bench.pause(pause); }
  }
  form.reset();
  for (const group of form.querySelectorAll("[data-facet-group]")) group.open = false;
  document.querySelector("[data-desk-facets]").open = false;
  await bench.pause(pause);
  return times;
}"""

READ = """async () => {
  const search = document.getElementById("finder-q");
  const list = document.querySelector("[data-desk-results] > .desk-list");
  const changed = new Promise((go) => new MutationObserver(go).observe(list, { childList: true }));
  const from = performance.now();
  search.focus();
  search.value = "x";
  search.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await changed;
  return performance.now() - from;
}"""
"""Focuses the search field and types at once: the texts are fetched and read first."""

KEYS = """async ([texts, pause]) => {
  const search = document.getElementById("finder-q");
  const times = [];
  for (const text of texts) {
    for (let length = 1; length <= text.length; length += 1) {
      await bench.pause(pause);
      times.push(await bench.timed(() => {
        search.value = text.slice(0, length);
        search.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }));
    }
  }
  search.value = "";
  search.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await bench.pause(pause);
  return times;
}"""

ANSWERS = """async ([count, pause]) => {
  document.querySelector("[data-desk-profile]").open = true;
  const radios = [...document.querySelectorAll("[data-desk-question] input[type=radio]")].filter((one) => one.value);
  const times = [];
  for (const radio of bench.spread(radios, count)) {
    await bench.pause(pause * 2);
    times.push(await bench.timed(() => radio.click()));
  }
  return times;
}"""

TRACES = """async ([count, pause]) => {
  const times = [];
  const traces = [...document.querySelectorAll("[data-desk-trace]:not([hidden])")].slice(0, count);
  for (const one of traces) {
    await bench.pause(pause);
    const body = one.querySelector("[data-desk-reasons]");
    const written = new Promise((go) => new MutationObserver(go).observe(body, { childList: true }));
    const from = performance.now();
    one.open = true;
    await written;
    await bench.timed(() => {});
    times.push(performance.now() - from);
    one.open = false;
  }
  return times;
}"""


def _look(site: Path, languages: str, starts: int, clicks: int) -> dict[str, Any]:
    """Measure a built site: sizes in every language, times in the first."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only this process has it
    from web import launch, serve  # noqa: PLC0415

    sizes: dict[str, Sizes] = {}
    times: dict[str, list[float]] = {}
    with serve(site) as host, sync_playwright() as playwright:
        browser = launch(playwright.chromium)
        for language in languages.split():
            address = f"{host}/{FOLDERS[language]}"
            sizes |= _sizes(browser, site, host, address, language)
        language = languages.split()[0]
        address = f"{host}/{FOLDERS[language]}"
        for slowdown in SLOWDOWNS:
            for _ in range(starts):
                with _opened(browser, address, slowdown) as page:
                    times.setdefault(f"start {slowdown}", []).append(
                        page.evaluate("window.benchReady")
                    )
            for _ in range(min(starts, 3)):
                with _opened(browser, address, slowdown) as page:
                    for name, told in _times(page, language, clicks, slowdown):
                        times.setdefault(f"{name} {slowdown}", []).extend(told)
        browser.close()
    return {"sizes": {name: asdict(one) for name, one in sizes.items()}, "times": times}


@contextmanager
def _opened(browser: Browser, address: str, slowdown: int) -> Iterator[Page]:
    """Open the finder as a new visitor, on a processor so many times slower."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.add_init_script(READY)
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    page.goto(address)
    page.wait_for_function("() => window.benchReady", timeout=60_000)
    page.evaluate(TOOLS)
    page.evaluate("bench.pause(500)")
    yield page
    context.close()


def _times(
    page: Page, language: str, clicks: int, slowdown: int
) -> Iterator[tuple[str, list[float]]]:
    """Do what visitors do, one thing after the other."""
    pause = PAUSE * slowdown
    texts = TYPED[language] if clicks > 10 else TYPED[language][:1]
    yield "click", page.evaluate(FACETS, [clicks, pause])
    yield "read", [page.evaluate(READ)]
    yield "key", page.evaluate(KEYS, [texts, pause])
    yield "answer", page.evaluate(ANSWERS, [min(clicks, 20), pause])
    yield "trace", page.evaluate(TRACES, [min(clicks, 10), pause])


def _sizes(
    browser: Browser, site: Path, host: str, address: str, language: str
) -> dict[str, Sizes]:
    """Count what the page fetches, script by script, and the files of the finder."""
    found = {
        name: Sizes() for name in ("finder.json", "finder-texts.json", "reasons", "scripts", "page")
    }
    folder = site / FOLDERS[language]
    for name in ("finder.json", "finder-texts.json"):
        found[name].add((folder / name).read_bytes())
    for path in sorted(folder.glob("finder-reasons-*.json")):
        found["reasons"].add(path.read_bytes())
    found["page"].add((folder / "index.html").read_bytes())
    scripts: set[str] = set()
    page = browser.new_page()
    page.add_init_script(READY)
    page.on("request", lambda request: scripts.add(request.url.removeprefix(f"{host}/")))
    page.goto(address)
    page.wait_for_function("() => window.benchReady", timeout=60_000)
    page.close()
    for script in sorted(scripts):
        if script.endswith(".js"):
            found["scripts"].add((site / script).read_bytes())
    return {f"{name} {language}": one for name, one in found.items()}


if __name__ == "__main__":
    built, wanted, starts, clicks = sys.argv[1:]
    print(json.dumps(_look(Path(built), wanted, int(starts), int(clicks))))
