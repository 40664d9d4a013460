"""The audit fails when it should."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from tests import audit, tools, web

from desk.registry import REGISTRY

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

VIEW = audit.View(name="about", language="fr", requests=2, page=900, total=70_001)


def test_the_real_site_keeps_the_budget(site: Path) -> None:
    """Every sheet and every index of the real site is light enough."""
    assert audit.budget(site, []).faults == []


def test_what_is_too_heavy_is_told(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet, an index and a first view above their budgets are each a fault."""
    for limit in ("SHEET", "INDEX", "INDEX_RECORD"):
        monkeypatch.setattr(audit, limit, 0)
    faults = audit.budget(site, [VIEW]).faults
    sheets = [fault for fault in faults if "sheet of" in fault]
    assert len(sheets) > 500
    indexes = len(set(REGISTRY) & set(web.HANDWRITTEN)) * len(web.LANGUAGES)
    assert len([fault for fault in faults if "index of" in fault]) == indexes > 10
    assert faults[-1] == "about fr: first view of 70001 bytes, more than 70000"


def test_the_report_shows_figures_and_faults() -> None:
    """The report has a line a gate, a line a page, and every fault in full."""
    gates = [
        audit.Gate(name="links", measured="9 links", faults=["a: dead"]),
        audit.Gate(name="axe", measured="3 scans"),
    ]
    text = audit.report(gates, [VIEW], ["not installed"])
    assert "| links | FAILS | 9 links |" in text
    assert "| axe | passes | 3 scans |" in text
    assert "| about fr | 2 | 900 | 70001 |" in text
    assert "## links: 1 faults\n\n- a: dead" in text
    assert "not installed" in text


def test_without_a_site_there_is_no_audit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty folder is not a site that passes."""
    assert audit.main(["--site", str(tmp_path)]) == 1
    assert "there is no site" in capsys.readouterr().err


@pytest.mark.browser
@pytest.mark.skipif(not web.AXE.exists(), reason="axe-core is not installed (npm ci)")
def test_planted_faults_are_found(site: Path, tmp_path: Path, browser: Browser) -> None:
    """A picture without a text breaks axe; from another host it breaks the rule to stay home."""
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    page = copy / web.addresses(site)["about", "fr"] / "index.html"
    html = page.read_text(encoding="utf-8")
    page.write_text(
        html.replace("</article>", '<img src="http://127.0.0.1:9/"></article>'), "utf-8"
    )
    with web.serve(copy) as host:
        gates, views = audit.in_browser(browser, host, copy, ["about"])
    axe, home = gates
    assert axe.measured == "16 scans of 2 pages"
    assert {fault.split(":")[1].strip() for fault in axe.faults} == {"image-alt"}
    assert all(fault.startswith("about fr") for fault in axe.faults + home.faults)
    assert any("Content Security Policy" in fault for fault in home.faults)
    assert [view.language for view in views] == ["fr", "en"]
    assert all(view.requests > 3 for view in views)
    assert views[0].page == tools.compressed(page) < views[0].total
