"""Drafts stay out of every page: whatever is a draft, the others are published without it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from urllib.parse import urljoin

import pytest
from makers import DAY

from desk import media
from desk.build import check_project, outputs, project_renderers
from desk.listings import listing_kind
from desk.project import Project, skeleton_digest
from desk.prose import markers
from desk.registry import REGISTRY
from desk.render import PAGE_HOLES, SHELL_HOLES
from desk.shell import mark
from desk.skeleton import Skeleton

ROOT = Path(__file__).resolve().parents[2]


def with_drafts(root: Path, drafts: dict[str, int]) -> Project:
    """Copy this project and make drafts of every n-th record of some collections."""
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copytree(ROOT / "overrides/desk", root / "overrides/desk")
    for name, every in drafts.items():
        for path in sorted((root / "data" / name).glob("*.yml"))[::every]:
            text = path.read_text(encoding="utf-8")
            path.write_text(f"{text.rstrip()}\npublication: draft\n", encoding="utf-8")
    kinds = "|".join(collection.kind for collection in REGISTRY.values())
    for path in [*(root / "docs").rglob("*.md"), *(root / "data").glob("*/*.yml")]:
        # A link of a text to a draft is a mistake, and told as such elsewhere.
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(rf"\]\(({kinds}):[^)]*\)", "](page:index)", text), encoding="utf-8")
    return Project(root=root, site=root / "site")


def skeleton_of(project: Project) -> Skeleton:
    """Make a skeleton of nothing but holes and, for hand-written pages, their markers."""

    def holes(names: frozenset[str]) -> str:
        return " ".join(mark(name) for name in sorted(names))

    pages = {}
    for path in project.docs.rglob("*.md"):
        written = [found[1] for found in markers(path.read_text(encoding="utf-8"))]
        key = path.relative_to(project.docs).as_posix()
        pages[key] = "\n".join([holes(PAGE_HOLES), *written])
    kinds = [
        kind
        for collection in REGISTRY.values()
        for kind in (collection.kind, listing_kind(collection.name))
    ]
    return Skeleton(
        digest=skeleton_digest(project),
        shells={
            (language, kind): holes(SHELL_HOLES) for language in ("fr", "en") for kind in kinds
        },
        pages=pages,
        files={},
    )


@pytest.mark.parametrize(
    "drafts",
    [
        *({name: 1} for name in REGISTRY),
        dict.fromkeys(REGISTRY, 2),
        dict.fromkeys(REGISTRY, 3),
    ],
    ids=str,
)
def test_pages_without_drafts(tmp_path: Path, drafts: dict[str, int]) -> None:
    """With any records as drafts, all other pages are made, and no link leads to a draft."""
    project = with_drafts(tmp_path, drafts)
    checked = check_project(project, DAY)
    assert [str(mistake) for mistake in checked.mistakes] == []
    assert checked.desk is not None
    skeleton = skeleton_of(project)
    by_language = project_renderers(project, checked, skeleton)
    recordings = {path for path, _content in media.outputs(project.data)}
    made = {
        path: "" if path.endswith(".pdf") else content.decode()
        for path, content in outputs(checked, skeleton, by_language)
    }
    published = sum(map(len, checked.desk.records.values()))
    assert sum(path.count("/") > 1 for path in made) >= published
    root = checked.desk.settings.root_url
    for path, html in made.items():
        for link in re.findall(r'href="([^"]*)"', html):
            target = urljoin(root + path, re.split("[?#]", link)[0])
            if target.startswith(root):
                file = target.removeprefix(root)
                file += "index.html" if file.endswith("/") or not file else ""
                assert file in made or file in recordings, f"{path} links to {link}"
