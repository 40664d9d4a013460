"""A small project that can be rendered without MkDocs: real templates, made-up shells."""

from __future__ import annotations

import shutil
from pathlib import Path

from makers import DAY, Folder

from desk import build
from desk.check import Checked
from desk.project import Project
from desk.registry import REGISTRY
from desk.render import PAGE_HOLES, SHELL_HOLES, Renderer
from desk.shell import mark
from desk.skeleton import Skeleton

ROOT = Path(__file__).parent.parent


def small_project(folder: Folder) -> Project:
    """Give the small desk our own templates and interface strings."""
    shutil.copytree(ROOT / "overrides" / "desk", folder.root / "overrides" / "desk")
    shutil.copy(ROOT / "data/vocabulary/interface.yml", folder.root / "data/vocabulary")
    return Project(root=folder.root, site=folder.root / "site")


def shell(holes: frozenset[str]) -> str:
    """Give a page that is nothing but its holes, one a line."""
    return "<html>" + "".join(f"\n{name}: {mark(name)}" for name in sorted(holes)) + "\n</html>"


def skeleton(checked: Checked) -> Skeleton:
    """Give a skeleton in which every page shows its values only."""
    assert checked.desk is not None
    pages = {page.source: shell(PAGE_HOLES) + page.text for page in checked.prose}
    shells = {
        (language, REGISTRY[name].kind): shell(SHELL_HOLES)
        for language in checked.desk.settings.languages
        for name in checked.desk.settings.collections
    }
    return Skeleton(digest="d", shells=shells, pages=pages, files={"assets/a.css": b"a{}"})


def checked_project(project: Project) -> Checked:
    """Check the project; it must have no mistake."""
    checked = build.check_project(project, DAY)
    assert checked.mistakes == ()
    return checked


def renderer(project: Project, language: str = "fr") -> Renderer:
    """Give the renderer of one language of the project as it is on disk."""
    checked = checked_project(project)
    return build.project_renderers(project, checked, skeleton(checked))[language]


def hole(page: str, name: str) -> str:
    """Give the value that stands in a hole of a made-up shell, up to the next one."""
    start = page.index(f"\n{name}: ") + len(name) + 3
    names = sorted(SHELL_HOLES)
    following = [page.find(f"\n{other}: ", start) for other in names if other != name]
    ends = [place for place in following if place >= 0]
    return page[start : min(ends, default=len(page))]
