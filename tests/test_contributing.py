"""CONTRIBUTING.md is true: its worked example is taken from it and built."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SECTION = "Adding a record type"
FENCE = re.compile(
    r"^`(?P<path>[^`\n]+)`(?P<add>, add)?:\n+^```\w*\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


def section() -> str:
    """Give the section with the worked example."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    found = re.search(rf"^## {SECTION}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"CONTRIBUTING.md has no section “{SECTION}”"
    return found[1]


EXAMPLE = list(FENCE.finditer(section()))


def add_to_registry(registry: str, lines: list[str]) -> str:
    """Put imports below the last import of a record, and entries at the end of the list."""
    imports = "".join(f"{line}\n" for line in lines if line.startswith("from "))
    entries = "".join(f"{line}\n" for line in lines if not line.startswith("from "))
    last = [*re.finditer(r"^from desk\.records\..*\n", registry, re.MULTILINE)][-1].end()
    closing = registry.rindex("    )\n}")
    return registry[:last] + imports + registry[last:closing] + entries + registry[closing:]


def add_to_yaml(document: str, lines: list[str]) -> str:
    """Put the lines of each key below that key, or at the end where the document has it not."""
    groups: dict[str, list[str]] = {}
    for line in lines:
        if not line.startswith(" "):
            key = line
            groups[key] = []
        else:
            groups[key].append(line)
    for key, inside in groups.items():
        written = "".join(f"{line}\n" for line in inside)
        if re.search(rf"^{re.escape(key)}$", document, re.MULTILINE):
            document = document.replace(f"\n{key}\n", f"\n{key}\n{written}", 1)
        else:
            document += f"{key}\n{written}"
    return document


def follow(project: Path) -> None:
    """Do in a project what the example says."""
    for block in EXAMPLE:
        path, text = project / block["path"], block["text"]
        if not block["add"]:
            assert not path.exists(), f"{block['path']} exists already"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            continue
        add = add_to_registry if path.suffix == ".py" else add_to_yaml
        before = path.read_text(encoding="utf-8")
        path.write_text(add(before, text.splitlines()), encoding="utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this project with the example's record type."""
    project = tmp_path_factory.mktemp("contributing") / "project"
    project.mkdir()
    for name in ("hooks", "overrides", "docs", "data"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", project)
    follow(project)
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=project,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "DESK_AS_OF": "2026-11-22"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-1000:]
    return project / "site"


def test_every_block_is_a_file() -> None:
    """Each fenced block of the example names the file that it is, or that it is added to."""
    assert len(EXAMPLE) == section().count("\n```") / 2
    assert [block["path"] for block in EXAMPLE] == [
        "hooks/desk/records/video.py",
        "hooks/desk/registry.py",
        "overrides/desk/pages/video.html",
        "data/vocabulary/interface.yml",
        "data/desk.yml",
        "data/videos/example-talk.yml",
    ]


@pytest.mark.parametrize(
    ("path", "title", "length"),
    [
        ("videos/example-talk/index.html", "Un exposé d’exemple", "12 minutes"),
        ("en/videos/example-talk/index.html", "An example talk", "12 minutes"),
    ],
)
def test_the_record_has_its_page(site: Path, path: str, title: str, length: str) -> None:
    """The example's record has its page in both languages, with its title and its own field."""
    html = (site / path).read_text(encoding="utf-8")
    assert f"<h1>{title}</h1>" in html
    assert f"<title>{title}" in html
    assert length in html


def test_the_pages_are_in_the_sitemap(site: Path) -> None:
    """Both pages of the record are in the sitemap."""
    listed = re.findall(r"<loc>(.*?)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8"))
    paths = {"/" + address.split("/", 3)[3] for address in listed}
    assert {"/videos/example-talk/", "/en/videos/example-talk/"} <= paths
    assert all(f"`{path}`" in section() for path in paths if "example-talk" in path)


def test_the_reference_leads_both_ways(site: Path) -> None:
    """The organisation that the record names links back to it, under the role's heading."""
    html = (site / "en/organisations/has/index.html").read_text(encoding="utf-8")
    assert "Speaks in</h2>" in html
    assert 'href="../../../en/videos/example-talk/">An example talk</a>' in html
