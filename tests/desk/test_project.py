"""Where everything is, which day it is, and whether anything changed since the last build."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from desk.project import (
    INPUTS,
    SKELETON_INPUTS,
    Project,
    files_of,
    remember,
    skeleton_digest,
    state_of,
    today,
    unchanged,
)

DAY = dt.date(2026, 11, 22)

FILES = {
    "mkdocs.yml": "site_name: desk",
    "requirements.txt": "mkdocs==1.6.1",
    "docs/fr/index.md": "# Accueil",
    "docs/en/index.md": "# Home",
    "overrides/main.html": "{{ page }}",
    "overrides/desk/blocks/calls.html": "<ul>",
    "overrides/desk/blocks/numbers.html": "<ul>",
    "hooks/publish.py": "import desk",
    "hooks/desk/__init__.py": "",
    "data/desk.yml": "name: Desk",
    "data/vocabulary/interface.yml": "home: {fr: Accueil}",
    "data/calls/a.yml": "title: A",
    "site/index.html": "home",
    "site/calls/a/index.html": "a",
    "README.md": "not an input",
}
RECORDS = {"data/calls/a.yml"}
SITE = {"site/index.html", "site/calls/a/index.html"}
NO_INPUT = {"README.md"} | SITE


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Give a project with a file of every sort, built once."""
    for name, content in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    made = Project(root=tmp_path, site=tmp_path / "site")
    remember(made, DAY)
    return made


# ---------------------------------------------------------------- places


def test_places(tmp_path: Path) -> None:
    """Everything has its place below the root."""
    project = Project(root=tmp_path, site=tmp_path / "site")
    assert project.data == tmp_path / "data"
    assert project.docs == tmp_path / "docs"
    assert project.templates == tmp_path / "overrides" / "desk"
    assert project.cache == tmp_path / ".cache" / "desk"


def test_one_manifest_a_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each site has a manifest of its own, the same however its folder is written."""
    one = Project(root=tmp_path, site=tmp_path / "site")
    other = Project(root=tmp_path, site=tmp_path / "other")
    assert one.manifest != other.manifest
    assert one.manifest.parent == other.manifest.parent == one.cache
    monkeypatch.chdir(tmp_path)
    assert Project(root=tmp_path, site=Path("site")).manifest == one.manifest


def test_blocks(project: Project, tmp_path: Path) -> None:
    """The blocks that markers may name are the templates in their folder."""
    assert project.blocks == {"calls", "numbers"}
    assert Project(root=tmp_path / "nowhere", site=tmp_path / "site").blocks == frozenset()


# ---------------------------------------------------------------- the day


def test_day_that_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """DESK_AS_OF decides the day, before anything else."""
    monkeypatch.setenv("DESK_AS_OF", "2024-02-29")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert today() == dt.date(2024, 2, 29)


@pytest.mark.parametrize(
    ("epoch", "day"), [("0", "1970-01-01"), ("86399", "1970-01-01"), ("1795305600", "2026-11-22")]
)
def test_day_of_the_source(monkeypatch: pytest.MonkeyPatch, epoch: str, day: str) -> None:
    """SOURCE_DATE_EPOCH decides the day otherwise, in universal time wherever the build runs."""
    monkeypatch.delenv("DESK_AS_OF", raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert today() == dt.date.fromisoformat(day)


def test_day_of_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without either the day is today, where the build runs."""
    monkeypatch.delenv("DESK_AS_OF", raising=False)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    before = dt.datetime.now().astimezone().date()
    found = today()
    assert before <= found <= dt.datetime.now().astimezone().date()


# ---------------------------------------------------------------- files


def test_files_of(project: Project) -> None:
    """Files come sorted, from folders and single files alike; names that do not exist are none."""
    assert files_of(project.root, ("docs", "mkdocs.yml", "nothing", "data/calls")) == [
        "data/calls/a.yml",
        "docs/en/index.md",
        "docs/fr/index.md",
        "mkdocs.yml",
    ]


def test_hidden_and_compiled_files(project: Project) -> None:
    """What editors and Python leave behind is not read."""
    before = files_of(project.root, INPUTS)
    for name in (
        "data/calls/.a.yml.swp",
        "docs/.git/config",
        "hooks/desk/__pycache__/a.pyc",
        "overrides/.DS_Store",
    ):
        path = project.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    assert files_of(project.root, INPUTS) == before
    assert unchanged(project, DAY)


def test_files_of_a_whole_folder(project: Project) -> None:
    """The empty name stands for the folder itself."""
    assert files_of(project.site, ("",)) == ["calls/a/index.html", "index.html"]
    assert files_of(project.root / "nowhere", ("",)) == []


# ---------------------------------------------------------------- the skeleton's digest


@pytest.mark.parametrize("name", sorted(set(FILES) - NO_INPUT - RECORDS))
def test_skeleton_inputs(project: Project, name: str) -> None:
    """Everything but a record changes the skeleton's digest, and its old content gives it back."""
    before = skeleton_digest(project)
    (project.root / name).write_text("changed", encoding="utf-8")
    assert skeleton_digest(project) != before
    (project.root / name).write_text(FILES[name], encoding="utf-8")
    assert skeleton_digest(project) == before


@pytest.mark.parametrize("name", sorted(NO_INPUT | RECORDS))
def test_not_skeleton_inputs(project: Project, name: str) -> None:
    """A record, the site itself and other files do not change the skeleton's digest."""
    before = skeleton_digest(project)
    (project.root / name).write_text("changed", encoding="utf-8")
    assert skeleton_digest(project) == before


def test_renamed_input(project: Project) -> None:
    """A page that is renamed changes the skeleton's digest."""
    before = skeleton_digest(project)
    (project.root / "docs/fr/index.md").rename(project.root / "docs/fr/home.md")
    assert skeleton_digest(project) != before


def test_inputs() -> None:
    """The inputs of a build are those of the skeleton and the data."""
    assert set(INPUTS) == {*SKELETON_INPUTS, "data"}


# ---------------------------------------------------------------- whether anything changed


def test_unchanged(project: Project) -> None:
    """Right after a build nothing has changed, and asking changes nothing."""
    assert unchanged(project, DAY)
    assert unchanged(project, DAY)


def test_never_built(tmp_path: Path) -> None:
    """What was never built has changed."""
    assert not unchanged(Project(root=tmp_path, site=tmp_path / "site"), DAY)


@pytest.mark.parametrize("day", [DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)])
def test_another_day(project: Project, day: dt.date) -> None:
    """Another day makes another site: what closed yesterday must not say "open"."""
    assert not unchanged(project, day)


def grow(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"x")


def touch(path: Path) -> None:
    os.utime(path, ns=(1, 1))


def rename(path: Path) -> None:
    path.rename(path.with_name("renamed"))


@pytest.mark.parametrize("change", [grow, touch, rename, Path.unlink])
@pytest.mark.parametrize("name", sorted(set(FILES) - {"README.md"}))
def test_changed_file(project: Project, name: str, change: Callable[[Path], None]) -> None:
    """An input or an output that grows, is touched, renamed or deleted calls for a build."""
    change(project.root / name)
    assert not unchanged(project, DAY)


@pytest.mark.parametrize("name", ["data/calls/b.yml", "docs/fr/new.md", "site/new.html"])
def test_new_file(project: Project, name: str) -> None:
    """A new input, and a stranger in the site, call for a build."""
    (project.root / name).write_bytes(b"")
    assert not unchanged(project, DAY)


def test_other_files(project: Project) -> None:
    """A file that is no input does not."""
    grow(project.root / "README.md")
    assert unchanged(project, DAY)


def test_remembered_anew(project: Project) -> None:
    """After the next build nothing has changed again."""
    grow(project.root / "data/calls/a.yml")
    remember(project, DAY)
    assert unchanged(project, DAY)


def test_another_site(project: Project) -> None:
    """What was built into one folder says nothing of another."""
    other = Project(root=project.root, site=project.root / "other")
    assert not unchanged(other, DAY)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[]", b"null", b"{}", b'{"x": 1}'])
def test_damaged_note(project: Project, content: bytes) -> None:
    """A note that cannot be read counts as a change."""
    (project.cache / "state.json").write_bytes(content)
    assert not unchanged(project, DAY)


def test_note(project: Project) -> None:
    """The note of a build is its state, by the site's full path."""
    noted = json.loads((project.cache / "state.json").read_text(encoding="utf-8"))
    assert noted == {str(project.site.absolute()): state_of(project, DAY)}
