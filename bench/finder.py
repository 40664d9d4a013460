"""The funding finder with thousands of schemes: `python -m bench --finder`.

This runs in a process of its own (`python -m bench.finder SITE ADDRESS…`), which has the browser
and the server; `measure` starts it. Every time is told from inside the page: a click or a key is
dispatched at the start of a frame, and the time runs until that frame is on the screen.
"""

from __future__ import annotations

import datetime as dt
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
from urllib.parse import urljoin

from bench.contenders import CHECKOUT
from bench.measure import Failed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playwright.sync_api import Browser, Page

SIZES = (2_000, 10_000)
SLOWDOWNS = (4, 1)
STARTS, ROUNDS, CLICKS, PEER_CLICKS = 9, 2, 30, 200
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


# -- Telling --------------------------------------------------------------------------------------

DONE = {
    "list": "the page’s own list on the screen, from navigation",
    "start": "first results of the finder on the screen, from navigation",
    "click": "facet clicked",
    "key": "key typed",
    "answer": "question answered",
    "trace": "reasons opened (a file is fetched)",
    "frame": "nothing but a word changed, to compare",
    "read": "first key: texts fetched and read",
}
FILES = {
    "finder.json": "`finder.json`, which the first results need",
    "finder-texts.json": "`finder-texts.json`, fetched after them",
    "reasons": "`finder-reasons-*.json`, all parts; one is fetched for a reason",
    "scripts": "scripts of the page",
    "page": "the page itself",
}
FROM = "## The funding finder\n"
"""How the section begins; it goes to the end of RESULTS.md."""


def p95(times: list[float]) -> float:
    """Give the time that one in twenty is longer than."""
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


def goals(found: Finders) -> str:
    """Say for each goal whether it is reached; what was not measured is left out."""
    most = max(found)
    times, sizes = found[most].times, found[most].sizes
    rows: list[tuple[str, float, float]] = []
    if "start 4" in times:
        listed = median(times["list 4"])
        rows.append(("page’s own list at 4× slowdown, ms (median)", 1000, listed))
        rows.append(("first results at 4× slowdown, ms (median)", 1000, median(times["start 4"])))
    for slowdown, limit in ((4, 100), (1, 16)):
        for name, what in (("click", "facet"), ("key", "key")):
            if f"{name} {slowdown}" in times:
                slowest = p95(times[f"{name} {slowdown}"])
                rows.append((f"{what} at {slowdown}×, ms (p95)", limit, slowest))
    for count, limit in ((most, 300), (0, 60)):
        for name, size in found[count].sizes.items() if count in found else ():
            if name.startswith("finder.json"):
                what = f"{count:,} schemes" if count else "the real schemes"
                told = f"{name.replace(' ', ', ')}, {what}, kB brotli"
                rows.append((told, limit, size.brotli / 1000))
    rows += [
        (f"{name.replace(' ', ', ')}, kB brotli", 15, size.brotli / 1000)
        for name, size in sizes.items()
        if name.startswith("scripts")
    ]
    lines = [f"| goal, with {most:,} schemes | at most | measured | |", "|---|---:|---:|---|"]
    lines += [
        f"| {what} | {limit:,.0f} | {value:,.1f} | {'reached' if value <= limit else '**missed**'} |"
        for what, limit, value in rows
    ]
    return "\n".join([*lines, ""])


def tables(found: Finders) -> str:
    """Give the times, the sizes and the peers of each number of schemes."""
    return "\n".join(_table(count, found[count]) for count in sorted(found, key=lambda n: n or 1e9))


def _table(count: int, found: Found) -> str:
    lines = [
        f"### {f'{count:,}' if count else 'The real'} schemes\n",
        "| milliseconds | processor | best | median | p95 | times |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, what in DONE.items():
        for slowdown in SLOWDOWNS:
            times = found.times.get(f"{name} {slowdown}")
            if times:
                speed = f"{slowdown}× slower" if slowdown > 1 else "as it is"
                lines.append(
                    f"| {what} | {speed} | {min(times):,.1f} | {median(times):,.1f} "
                    f"| {p95(times):,.1f} | {len(times)} |"
                )
    lines += ["", "| bytes | language | plain | gzip | brotli |", "|---|---|---:|---:|---:|"]
    for name, size in found.sizes.items():
        file, language = name.rsplit(" ", 1)
        lines.append(
            f"| {FILES[file]} | {language} | {size.plain:,} | {size.gzip:,} | {size.brotli:,} |"
        )
    if found.peers:
        lines += ["", *_compared(found.peers)]
    return "\n".join([*lines, ""])


def _compared(peers: dict[str, dict[str, Any]]) -> Iterator[str]:
    yield "| facet clicks in Node | start, ms | median, ms | p95, ms | it ÷ desk, sum | same totals |"
    yield "|---|---:|---:|---:|---:|---:|"
    ours = sum(peers["desk"]["times"])
    for name, told in peers.items():
        times = told["times"]
        yield (
            f"| {PEERS[name]} | {told['started']:,.0f} | {median(times):.2f} | {p95(times):.2f} "
            f"| {sum(times) / ours:.1f} | {told['same']} of {len(times)} |"
        )


PEERS = {"desk": "this desk", "itemsjs": "itemsjs 2.4.4", "orama": "Orama 3.1.18"}

ABOUT = """
- Synthetic schemes from one seed, with what the real ones have: facets, amounts, schedules of every
  kind, three to ten conditions each in varied words that cite the scheme's own page, and their operators.
  The whole site is built, and served packed by gzip from the same machine. Chromium, 1280 × 800,
  as it is and with its processor slowed down (`Emulation.setCPUThrottlingRate`).
- *The page’s own list* and *first results of the finder* are timed in loads of their own, in which
  the browser's driver runs nothing until they tell their time.
- *The page’s own list*: from the start of the navigation, coming from another page of the site with
  nothing of the finder kept, until the first scheme of the list that the page came with stands on
  the screen. *First results of the finder*: until its script has drawn them in its place.
- *Facet, key, question*: dispatched at the start of a frame, until that frame is on the screen:
  script, style, layout and paint. The counts of folded facets and the next question follow once the
  visitor has stopped for 100 ms.
- The peers answer the same clicks on the same schemes, with the counts of all facets and the first
  twenty results, without a page; one process, one after the other.
"""


def section(found: Finders) -> str:
    """Give the finder's section of RESULTS.md."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    when = f"{dt.datetime.now().astimezone():%d %B %Y, %H:%M %Z}"
    return (
        f"{FROM}\nMade by `python -m bench --finder`. {when}, {os.cpu_count()} cores, "
        f"load {load} at the end.\n\n{goals(found)}\n{tables(found)}\n### What is measured\n{ABOUT}"
    )


# -- In the browser -------------------------------------------------------------------------------

LIST = """
(function look() {
  const card = document.querySelector("[data-desk-finder] .desk-card");
  if (!card) return requestAnimationFrame(look);
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => console.debug(`bench ${performance.now()}`);
  requestAnimationFrame(() => port2.postMessage(0));
})();
"""
"""Tells when the list that the page came with is on the screen. It looks in every frame, which
costs some: the finder's first results are timed without it."""

READY = """
new MutationObserver((_changes, observer) => {
  if (!document.querySelector("[data-desk-finder=shown], [data-desk-finder=ready]")) return;
  observer.disconnect();
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => console.debug(`bench ${performance.now()}`);
    port2.postMessage(0);
  });
}).observe(document, { subtree: true, attributeFilter: ["data-desk-finder"] });
"""
"""Tells when the finder's first results are on the screen."""

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
  const times = [];
  let turn = 0;
  for (const box of bench.spread([...form.querySelectorAll("input[data-facet]")], count)) {
    const group = box.closest("[data-facet-group]");
    group.open = true;
    await bench.pause(pause);
    times.push(await bench.timed(() => box.click()));
    await bench.pause(pause);
    turn += 1;
    // Every second choice is taken back; the others are, three facets further on.
    if (turn % 2) times.push(await bench.timed(() => box.click()));
    if (turn % 6 === 0) form.reset();
    group.open = false;
    await bench.pause(pause);
  }
  form.reset();
  document.querySelector("[data-desk-facets]").open = false;
  await bench.pause(pause);
  return times;
}"""

FRAMES = """async ([count, pause]) => {
  const said = document.querySelector("[data-desk-said]");
  const text = said.textContent;
  const times = [];
  while (times.length < count) {
    await bench.pause(pause);
    times.push(await bench.timed(() => { said.textContent = `${text} ${times.length}`; }));
  }
  said.textContent = text;
  return times;
}"""
"""What a frame costs here in which the finder does nothing: the machine's own share."""

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
  // By fit, those of which no condition is known would come first.
  const sort = document.getElementById("finder-sort");
  sort.value = "status";
  sort.dispatchEvent(new Event("change", { bubbles: true }));
  await bench.pause(pause);
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
        language = languages.split(maxsplit=1)[0]
        address = f"{host}/{FOLDERS[language]}"
        for slowdown in SLOWDOWNS:
            for name, script in (("list", LIST), ("start", READY)):
                for _ in range(starts):
                    with _opened(browser, address, slowdown, script) as (_, time):
                        times.setdefault(f"{name} {slowdown}", []).append(time)
            for _ in range(min(starts, ROUNDS)):
                with _opened(browser, address, slowdown) as (page, _):
                    page.evaluate(TOOLS)
                    page.evaluate("bench.pause(500)")
                    for name, told in _times(page, language, clicks, slowdown):
                        times.setdefault(f"{name} {slowdown}", []).extend(told)
        browser.close()
    return {"sizes": {name: asdict(one) for name, one in sizes.items()}, "times": times}


@contextmanager
def _opened(
    browser: Browser, address: str, slowdown: int = 1, script: str = READY
) -> Iterator[tuple[Page, float]]:
    """Open the finder on a processor so many times slower; give the page and the time that it told.

    The visitor comes from elsewhere on the site, so that the browser has a process for it, and has
    nothing of the finder. Until the page tells its time nothing is run in it: to ask it would put
    the 300 kB of the browser's driver into it first.
    """
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(urljoin(address, "/robots.txt"))
    page.add_init_script(script)
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    with page.expect_console_message(
        lambda message: message.text.startswith("bench "), timeout=60_000
    ) as told:
        page.goto(address, wait_until="commit")
    yield page, float(told.value.text.split()[1])
    context.close()


def _times(
    page: Page, language: str, clicks: int, slowdown: int
) -> Iterator[tuple[str, list[float]]]:
    """Do what visitors do, one thing after the other."""
    pause = 120 + 40 * slowdown  # people do not click faster
    texts = TYPED[language] if clicks > 10 else TYPED[language][:1]
    yield "frame", page.evaluate(FRAMES, [clicks, pause])
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
    page.on("request", lambda request: scripts.add(request.url.removeprefix(f"{host}/")))
    page.goto(address, wait_until="networkidle")
    page.close()
    for script in sorted(scripts):
        if script.endswith(".js"):
            found["scripts"].add((site / script).read_bytes())
    return {f"{name} {language}": one for name, one in found.items()}


if __name__ == "__main__":
    built, wanted, starts, clicks = sys.argv[1:]
    print(json.dumps(_look(Path(built), wanted, int(starts), int(clicks))))
