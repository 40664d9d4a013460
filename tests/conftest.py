"""What the whole-site and browser tests share: the built site, a server for it, a browser."""

from __future__ import annotations

import datetime as dt
import fcntl
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests import web

from desk.check import check

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from desk.check import Checked
    from desk.model import Desk

PROJECT = ("mkdocs.yml", "requirements.txt", "data", "docs", "hooks", "overrides")
"""What a build reads."""


@pytest.fixture(scope="session", autouse=True)
def _one_index(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let all builds of a run share what was indexed: most index the same pages."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    os.environ["DESK_SEARCH_CACHE"] = str(shared / "search")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the real site, built once a run from a copy of the project."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        # The workers' folders lie side by side in the run's own.
        shared = shared.parent
    built = shared / "project" / "site"
    with (shared / "project.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not built.exists():
            _build(built)
    return built


def _build(built: Path) -> None:
    copy = built.parent
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    for name in PROJECT:
        source = web.ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy)
    # The site gets its name at the end, so that one that exists is whole.
    stage = copy / "unfinished"
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(stage)],
        cwd=copy,
        env=os.environ | {"DESK_AS_OF": "2026-11-22", "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        end = "\n".join((run.stdout + run.stderr).splitlines()[-20:])
        pytest.fail(f"the site does not build:\n{end}", pytrace=False)
    stage.rename(built)


@pytest.fixture(scope="session")
def checked() -> Checked:
    """Give this project as `check` reads it on the day of the tests: without mistakes."""
    found = check(web.ROOT / "data", web.ROOT / "docs", dt.date(2026, 11, 22))
    assert found.mistakes == ()
    return found


@pytest.fixture(scope="session")
def desk(checked: Checked) -> Desk:
    """Give the records of this project."""
    assert checked.desk is not None
    return checked.desk


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """Give the address of a server of the built site, without a slash at its end."""
    with web.serve(site) as address:
        yield address


@pytest.fixture(scope="session")
def addresses(site: Path) -> dict[tuple[str, str], str]:
    """Give the address of one page of each kind, by name and language."""
    return web.addresses(site)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give the browser of this worker."""
    if web.chromium() is None:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tools:
        found = web.launch(tools.chromium)
        yield found
        found.close()
