"""The audit fails when it should, and says why."""

from __future__ import annotations

import json
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from tests import audit, lighthouse, tools, visits, web
from tests.visits import Visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

HEAVY = Visit(name="about", language="fr", requests=2, weight=70_001, scans=3)
with_lighthouse = pytest.mark.skipif(
    lighthouse.missing() is not None, reason=str(lighthouse.missing())
)


# -- Weights and files ----------------------------------------------------------------------------


def test_the_real_site_keeps_the_budget(site: Path) -> None:
    """Every sheet, every index and every script of the real site is light enough."""
    entries = audit.entries_of(site, web.KINDS)
    assert audit.budget(site, entries).faults == []
    assert audit.small_scripts(site).faults == []


def test_every_page_is_of_a_kind(site: Path) -> None:
    """The kinds that the audit walks are all that there are: no page is left out."""
    assert audit.entries_of(site, web.KINDS) == list(web.address_book(site).pages())
    for kind in web.KINDS:
        entries = audit.entries_of(site, [kind])
        assert {entry.language for entry in entries} == set(web.LANGUAGES), kind


def test_what_is_too_heavy_is_told(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet, an index, a script and a first view above their budgets are each a fault."""
    for limit in ("SHEET", "INDEX", "INDEX_RECORD", "SCRIPT"):
        monkeypatch.setattr(audit, limit, 0)
    entries = audit.entries_of(site, web.KINDS)
    faults = audit.budget(site, entries).faults
    indexes = [entry for entry in entries if entry.key.removeprefix("page:") in audit.REGISTRY]
    assert len([fault for fault in faults if "sheet of" in fault]) > 500
    assert len([fault for fault in faults if "index of" in fault]) == len(indexes) > 5
    library = {*site.glob("assets/search/**/*.js")}
    ours = {*site.rglob("*.js")} - library
    assert library
    assert len(audit.small_scripts(site).faults) == len(ours) > 20
    *_, first_view = audit.visited([HEAVY])
    assert first_view.faults == ["about fr: 70001 bytes in 2 files"]


def test_what_is_inline_is_told(tmp_path: Path) -> None:
    """A style attribute, a handler, a style and a script are faults; JSON-LD is data."""
    page = tmp_path / "index.html"
    page.write_text(
        "<style></style><script>1</script><script src='a.js'></script><p style='color:red'>"
        "<script type='application/ld+json'>{}</script><p onclick='1'>",
        encoding="utf-8",
    )
    gate = audit.nothing_inline(tmp_path, [page])
    assert [fault.split()[1] for fault in gate.faults] == ["style", "script", "p", "p"]


# -- Visits ---------------------------------------------------------------------------------------

PLANTED = """
<img src="http://127.0.0.1:9/a.png">
<p class="desk-too-wide">wide</p>
<script type="module" src="/desk-planted.js"></script>
</article>"""
SCRIPT = """
const style = new CSSStyleSheet();
style.replaceSync(".desk-too-wide { min-width: 5000px; order: 1 }");
document.adoptedStyleSheets.push(style);
setTimeout(() => document.body.prepend("pushed"), 100);
"""


@pytest.mark.browser
@pytest.mark.skipif(not web.AXE.exists(), reason="axe-core is not installed (npm ci)")
def test_a_visit_finds_what_is_planted(site: Path, tmp_path: Path, browser: Browser) -> None:
    """A picture without a text and from elsewhere, a wide text, a late box: each fails its gate."""
    copy = tmp_path / "site"
    shutil.copytree(site, copy, ignore=shutil.ignore_patterns("cards"))
    page = copy / web.addresses(site)["about", "fr"] / "index.html"
    html = page.read_text(encoding="utf-8")
    page.write_text(html.replace("</article>", PLANTED), encoding="utf-8")
    (copy / "desk-planted.js").write_text(SCRIPT, encoding="utf-8")
    with web.serve(copy) as host:
        seen = visits.visit(browser, host, copy, "about", "fr", look=visits.POOR)
    assert seen.scans == 3
    assert seen.requests > 3
    assert tools.compressed(page) < seen.weight
    faults = seen.faults
    assert list(faults) == list(visits.GATES)
    assert any("light: image-alt:" in fault for fault in faults[visits.AXE])
    assert all("desk-too-wide" in fault for fault in faults[visits.FITS])
    assert [fault.split(":")[0] for fault in faults[visits.FITS]] == [visits.WIDE, visits.NARROW]
    assert len([fault for fault in faults[visits.STILL] if "a shift of" in fault]) >= 2
    assert any("Content Security Policy" in fault for fault in faults[visits.HOME])
    assert any("moved away by its style" in fault for fault in faults[visits.KEYBOARD])
    gates = {gate.name: gate for gate in audit.visited([seen])}
    assert gates[visits.AXE].measured == "3 scans of 1 pages"
    assert all(gates[name].faults[0].startswith("about fr, ") for name in visits.GATES)


def test_a_fault_in_many_states_is_told_once() -> None:
    """The report stays short: the states of a fault stand on its line."""
    assert list(audit.together(["a: x: 1", "b: x: 1", "a: y", "a: y"])) == ["a, b: x: 1", "a: y"]


# -- Lighthouse -----------------------------------------------------------------------------------


def result(performance: float = 1, contrast: float | None = 1) -> dict[str, Any]:
    """Give what Lighthouse would say: one audit a category, two for two of them."""
    parts = {
        "performance": {"largest-contentful-paint": (3, performance), "speed-index": (1, 1)},
        "accessibility": {"color-contrast": (1, contrast), "hidden": (0, 0)},
        "best-practices": {"is-on-https": (1, 1)},
        "seo": {"is-crawlable": (3, 0), "meta-description": (1, 1)},
    }
    audits = {
        name: {"id": name, "title": name.title(), "score": score, "displayValue": ""}
        for found in parts.values()
        for name, (_, score) in found.items()
    }
    audits["render-blocking"] = {
        "title": "Blocks",
        "score": 0.5,
        "metricSavings": {"LCP": 150, "CLS": 0},
    }
    return {
        "categories": {
            category: {
                "auditRefs": [{"id": name, "weight": weight} for name, (weight, _) in found.items()]
            }
            for category, found in parts.items()
        },
        "audits": audits,
        "environment": {"benchmarkIndex": 2000},
    }


def test_a_missing_point_has_its_cause() -> None:
    """What each audit cost is its weight in its category; an audit that broke counts as none."""
    run = lighthouse.read(result(performance=0.9, contrast=None))
    assert run.scores == {"performance": 93, "accessibility": 0, "best-practices": 100, "seo": 25}
    (cost,) = run.costs["performance"]
    assert cost.points == pytest.approx(7.5)
    assert str(cost).startswith("−7.5 by `largest-contentful-paint` (weight 3)")
    assert run.slow == ("`render-blocking`, “Blocks”, would save LCP 150",)


def test_a_hidden_page_is_not_asked_to_be_found(site: Path) -> None:
    """The error page is hidden from search on purpose: only that is left out of its score."""
    assert lighthouse.read(result(), hidden=True).scores["seo"] == 100
    assert lighthouse.is_hidden(site, "404.html")
    assert not lighthouse.is_hidden(site, "")


def made_up(*performances: float | str) -> tuple[lighthouse.Measure, list[tuple[str, str, int]]]:
    """Give a Lighthouse that answers what is given, then 100, and the list of what it was asked."""
    answers = list(performances)
    asked: list[tuple[str, str, int]] = []

    def measure(address: str, device: str, categories: Any) -> dict[str, Any]:
        asked.append((address, device, len(tuple(categories))))
        answer = answers.pop(0) if answers else 1
        if isinstance(answer, str):
            return {"runtimeError": {"message": answer}}
        return result(answer)

    return measure, asked


def test_perfect_pages_are_measured_once(site: Path) -> None:
    """A page kind is measured once in each language on a phone."""
    measure, asked = made_up()
    found = list(lighthouse.scores(measure, "http://h", site, ["404"]))
    assert asked == [("http://h/404.html", "phone", 4), ("http://h/en/404.html", "phone", 4)]
    assert [(score.language, score.hidden) for score in found] == [("fr", True), ("en", True)]
    assert [score.of("performance") for score in found] == [100, 100]
    assert [list(lighthouse.lost(score)) for score in found] == [[], []]


def test_an_imperfect_page_is_judged_by_a_median(site: Path) -> None:
    """One slow run of five costs nothing; three do, and the run in the middle says why."""
    measure, asked = made_up(0.8, 1, 1, 1, 0.8, 0.6, 0.8, 0.8, 0.96, 1)
    one, other = lighthouse.scores(measure, "http://h", site, ["about"])
    assert [categories for _, _, categories in asked] == [4, 1, 1, 1, 1] * 2
    assert one.of("performance") == 100
    assert lighthouse.faults(one)["performance"] == []
    assert other.of("performance") == 85
    assert lighthouse.faults(other)["performance"] == ["about en, phone: 85, less than 98"]
    assert lighthouse.faults(other)["seo"] == ["about en, phone: 25, less than 100"]
    seo, slow = sorted(lighthouse.lost(other), key=str, reverse=True)
    assert slow[0] == "about en, phone, performance 85 (5 runs: 70–100)"
    assert [cause.split()[0] for cause in slow[1]] == ["−15.0", "`render-blocking`,"]
    assert seo[1] == ["−75.0 by `is-crawlable` (weight 3), “Is-Crawlable”"]


def test_medians_are_of_five_runs_on_both_devices(site: Path) -> None:
    """Where medians are wanted the first language is run five times on a phone and a desktop."""
    measure, asked = made_up()
    list(lighthouse.scores(measure, "http://h", site, ["index"], medians=["index"]))
    devices = [device for _, device, _ in asked]
    assert devices == ["phone"] * 5 + ["desktop"] * 5 + ["phone"]


def test_a_run_that_fails_is_tried_once_more(site: Path) -> None:
    """Two failures in a row are a fault of every category; one is not."""
    measure, asked = made_up("no answer", 1, "no answer", "gone")
    one, other = lighthouse.scores(measure, "http://h", site, ["about"])
    assert len(asked) == 4
    assert one.broken == ""
    assert set(map(tuple, lighthouse.faults(other).values())) == {("about en, phone: gone",)}
    assert list(lighthouse.lost(other)) == []


@pytest.mark.browser
@with_lighthouse
def test_lighthouse_finds_a_planted_fault(tmp_path: Path) -> None:
    """The real Lighthouse scores a page, and a picture without a text costs accessibility."""
    html = "<!doctype html><html lang=en><title>A page</title><h1>A page</h1><img src=a.png>"
    for name in ("index.html", "404.html"):
        (tmp_path / name).write_text(html, encoding="utf-8")
    with web.serve(tmp_path) as host, lighthouse.measuring() as measure:
        found = measure(host + "/", "desktop", ["accessibility", "best-practices"])
    run = lighthouse.read(found)
    assert {
        category: round(100 * given["score"]) for category, given in found["categories"].items()
    } == run.scores
    assert "image-alt" in [cost.audit for cost in run.costs["accessibility"]]
    assert run.machine > 0


def test_a_lighthouse_that_stops_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No result is not a good result."""
    script = tmp_path / "ends.mjs"
    script.write_text("", encoding="utf-8")
    monkeypatch.setattr(lighthouse, "SCRIPT", script)
    with lighthouse.measuring() as measure, pytest.raises(RuntimeError, match="ended before"):
        measure("http://h/", "phone", ["seo"])


# -- The report -----------------------------------------------------------------------------------


@pytest.fixture
def canned(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Any]:
    """Answer at once what browsers and Lighthouse would find; give what was asked of them."""
    asked: dict[str, Any] = {}

    def visit_all(host: str, site: Path, names: list[str]) -> list[Visit]:
        asked["visited"] = names
        return [
            Visit(name=name, language=language, requests=5, weight=20_000, scans=2)
            for name in names
            for language in web.LANGUAGES
        ]

    @contextmanager
    def measuring() -> Iterator[lighthouse.Measure]:
        measure, asked["measured"] = made_up(*asked.get("answers", ()))
        yield measure

    (tmp_path / "data").mkdir()
    monkeypatch.setattr(visits, "visit_all", visit_all)
    monkeypatch.setattr(lighthouse, "measuring", measuring)
    monkeypatch.setattr(lighthouse, "missing", lambda: None)
    monkeypatch.setattr(tools, "nu", lambda _: {"error": [], "info": []})
    monkeypatch.setattr(audit, "FOLDER", tmp_path / "audit")
    return asked


def test_one_kind_is_audited_alone(
    site: Path, canned: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    """With a kind named, only its pages are looked at; a site in order passes, in a short report."""
    assert audit.main(["--site", str(site), "--kind", "404"]) == 0
    assert canned["visited"] == ["404"]
    assert {address.rsplit("/", 1)[1] for address, _, _ in canned["measured"]} == {"404.html"}
    text = (audit.FOLDER / "report.md").read_text(encoding="utf-8")
    assert capsys.readouterr().out == text + "\n"
    assert text.startswith("# Audit of the built site: passes")
    assert "| accessibility (axe) | passes | 4 scans of 2 pages |" in text
    assert "`is-crawlable` is not asked of: 404." in text
    assert "| 404 fr/en, phone | 100 | 100 | 100 | 100 | 20000 |" in text
    assert "wrong" not in text


def test_what_is_wrong_is_in_the_report(
    site: Path, canned: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    """A slow page fails the audit; the report has its scores, the gate, and what cost the points."""
    canned["answers"] = [0.9] * 11
    assert audit.main(["--site", str(site), "--kind", "404", "--medians", "404"]) == 1
    text = capsys.readouterr().out
    assert text.startswith("# Audit of the built site: fails")
    assert "| Lighthouse performance ≥ 98 | **2 faults** | 3 pages, lowest 93 |" in text
    assert "| 404 fr/en, phone | 93 (5 runs: 93–93) / 100 (5 runs: 93–100) | 100 |" in text
    assert "| 404 fr, desktop | 93 (5 runs: 93–93) | 100 |" in text
    assert "- 404 fr, phone: 93, less than 98" in text
    assert "  - −7.5 by `largest-contentful-paint`" in text


def test_without_its_tools_the_audit_fails(
    site: Path, canned: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was not looked at did not pass."""
    monkeypatch.setattr(lighthouse, "missing", lambda: "Lighthouse is not installed (npm ci)")
    monkeypatch.setattr(tools, "nu_missing", lambda: "Java is not installed")
    monkeypatch.setattr(web, "AXE", site / "lost.js")
    assert audit.main(["--site", str(site), "--kind", "404"]) == 1
    text = (audit.FOLDER / "report.md").read_text(encoding="utf-8")
    for reason in ("Lighthouse is not installed", "Java is not installed", "axe-core is not"):
        assert f"- {reason}" in text
    assert "Nothing was scored." in text


def test_without_a_site_there_is_no_audit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty folder is not a site that passes."""
    assert audit.main(["--site", str(tmp_path)]) == 1
    assert "there is no site" in capsys.readouterr().err


def test_lighthouse_installs_no_browser() -> None:
    """The lock file says that nothing of Lighthouse runs when it is installed, and its version."""
    packages = json.loads((web.ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert packages[""]["devDependencies"]["lighthouse"] == "12.8.2"
    assert "node_modules/puppeteer" not in packages
    assert "ignore-scripts=true" in (web.ROOT / ".npmrc").read_text("utf-8")
