"""MkDocs, the hook and the desk together, by the commands that people use."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desk.check import check
from desk.registry import REGISTRY

ROOT = Path(__file__).parent.parent
PARTS = ("hooks", "overrides", "docs", "data", "mkdocs.yml", "requirements.txt")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give a copy of the project that a test may spoil."""
    return copy_project(tmp_path / "project")


def copy_project(target: Path) -> Path:
    target.mkdir()
    for name in PARTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(
                source, target / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info")
            )
        else:
            shutil.copy(source, target / name)
    return target


def run(project: Path, *command: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a Python module in a project."""
    environment = {
        **os.environ,
        "DESK_AS_OF": "2026-11-22",
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": "hooks",
        "PYTHONWARNINGS": "ignore",
        **env,
    }
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def edit(path: Path, change: Callable[[str], str]) -> None:
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    path.write_text(after, encoding="utf-8")


def test_stamped_pages_equal_full_rendering(project: Path, tmp_path: Path) -> None:
    """Every stamped page equals, byte for byte, the page that Material renders in full."""
    shutil.copy(ROOT / "tests" / "full_rendering.py", project / "full_rendering.py")
    edit(
        project / "mkdocs.yml",
        lambda text: text.replace(
            "  - hooks/publish.py\n", "  - hooks/publish.py\n  - full_rendering.py\n"
        ),
    )
    full = tmp_path / "full"
    done = run(project, "mkdocs", "build", "--strict", DESK_FULL=str(full))
    assert done.returncode == 0, done.stderr
    expected = contents(full)
    sheets = [name for name, collection in REGISTRY.items() if collection.sheets]
    records = [path for name in sheets for path in (ROOT / "data" / name).glob("*.yml")]
    desk = check(ROOT / "data", ROOT / "docs", dt.date(2026, 11, 22)).desk
    assert desk is not None
    parts = [
        part
        for name in sheets
        for record in desk.records[name].values()
        for part in record.parts(desk)
    ]
    assert parts
    listings = [listing for listing in desk.listings.values() if listing.value]
    assert {listing.pages for listing in listings} == {1}
    assert len(expected) == 2 * (len(records) + len(parts) + len(listings))
    stamped = contents(project / "site")
    assert [path for path, html in expected.items() if stamped[path] != html] == []


def test_a_build_is_a_function_of_the_commit_and_the_day(project: Path, tmp_path: Path) -> None:
    """Other folder, time zone, hash seed and locale: the same bytes."""
    assert run(project, "mkdocs", "build", "--strict").returncode == 0
    other = copy_project(tmp_path / "elsewhere")
    done = run(
        other,
        "desk",
        "build",
        "--as-of",
        "2026-11-22",
        PYTHONHASHSEED="7",
        TZ="Pacific/Auckland",
        LC_ALL="C",
        DESK_AS_OF="2001-01-01",
    )
    assert done.returncode == 0, done.stderr
    assert contents(project / "site") == contents(other / "site")


def test_a_change_of_a_record_writes_only_its_pages(project: Path) -> None:
    """After an edit, a build that starts no MkDocs writes the pages that show the record."""
    assert run(project, "desk", "build").returncode == 0
    before = contents(project / "site")
    times = {path: (project / "site" / path).stat().st_mtime_ns for path in before}
    edit(
        project / "data/laureates/thera-dm.yml",
        lambda text: text.replace("title: Thera_DM", "title: Thera_DM 2"),
    )
    done = run(project, "desk", "build")
    assert "Building" not in done.stderr + done.stdout
    after = contents(project / "site")
    changed = {path for path in after if after[path] != before.get(path)}
    assert "laureats/thera-dm/index.html" in changed
    assert "en/funding/aap-evaluation-benefice-dmn-ia/index.html" in changed
    assert "organisations/therapanacea/index.html" in changed
    # The search's files follow what is indexed, and tell nothing of which pages were made anew.
    assert len([path for path in changed if not path.startswith("assets/search/")]) < 20
    touched = {
        path for path in after if (project / "site" / path).stat().st_mtime_ns != times.get(path)
    }
    assert touched == changed
    fresh = copy_without_cache(project)
    assert run(fresh, "mkdocs", "build", "--strict").returncode == 0
    assert contents(fresh / "site") == after


def copy_without_cache(project: Path) -> Path:
    target = project.parent / "fresh"
    shutil.copytree(project, target, ignore=shutil.ignore_patterns(".cache", "site"))
    return target


def test_a_build_without_a_change_does_nothing(project: Path) -> None:
    """The second build says so, and the third repairs a page that somebody deleted."""
    assert run(project, "desk", "build").returncode == 0
    assert "nothing to do" in run(project, "desk", "build").stdout
    page = project / "site" / "laureats" / "thera-dm" / "index.html"
    html = page.read_bytes()
    page.unlink()
    assert run(project, "desk", "build").returncode == 0
    assert page.read_bytes() == html


@pytest.mark.parametrize(
    ("path", "spoil", "told"),
    [
        (
            "data/laureates/thera-dm.yml",
            lambda text: text + "titel: x\n",
            "data/laureates/thera-dm.yml",
        ),
        ("docs/fr/about.md", lambda text: text + "\n[lien](absent.md)\n", "absent.md"),
        ("docs/en/about.md", lambda text: text + "\n[link](call:absent)\n", "call:absent"),
        (
            "overrides/desk/pages/laureate.html",
            lambda text: text + "{{ unheard_of }}",
            "unheard_of",
        ),
        ("overrides/base.html", lambda text: text.replace("{{ hole.canonical }}", ""), "canonical"),
    ],
    ids=["record", "page", "record-link", "template", "shell"],
)
@pytest.mark.parametrize(
    "command", [("mkdocs", "build", "--strict"), ("desk", "build")], ids=["mkdocs", "desk"]
)
def test_a_failing_build_leaves_the_last_good_site(
    project: Path,
    command: tuple[str, ...],
    path: str,
    spoil: Callable[[str], str],
    told: str,
) -> None:
    """Whatever breaks, the exit code says so, the message names it, and the site is untouched."""
    site = project / "site"
    site.mkdir()
    (site / "index.html").write_text("the last good site")
    edit(project / path, spoil)
    done = run(project, *command)
    assert done.returncode != 0
    assert told in done.stdout + done.stderr
    assert contents(site) == {"index.html": b"the last good site"}
    assert not (project / ".site.stage").exists()


def test_a_failing_search_engine_is_told(project: Path, tmp_path: Path) -> None:
    """A build that cannot index its pages says so, and leaves the site untouched."""
    broken = tmp_path / "broken" / "pagefind_bin_extended"
    broken.mkdir(parents=True)
    (broken / "__init__.py").touch()
    (broken / "__main__.py").write_text("raise SystemExit('out of order')")
    site = project / "site"
    site.mkdir()
    (site / "index.html").write_text("the last good site")
    done = run(
        project,
        "mkdocs",
        "build",
        "--strict",
        PYTHONPATH=os.pathsep.join(("hooks", str(broken.parent))),
        DESK_SEARCH_CACHE=str(tmp_path / "cache"),
    )
    assert done.returncode != 0
    # MkDocs prints why it stopped where it prints everything else.
    assert "could not index the pages" in done.stdout
    assert "out of order" in done.stdout
    assert contents(site) == {"index.html": b"the last good site"}
