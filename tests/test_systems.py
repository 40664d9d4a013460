"""Everything that the sources describe is served: 71 services, each by pages, files or features."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests import web

ROOT = Path(__file__).parent.parent
SYSTEMS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (ROOT / "tests/systems.yml").read_text(encoding="utf-8")
)
ALL = [line for lines in SYSTEMS.values() for line in lines]


def test_counts() -> None:
    """The documents describe 42 services and imply 29; each stands here once."""
    assert {kind: len(lines) for kind, lines in SYSTEMS.items()} == {"described": 42, "implied": 29}
    assert len({line["what"] for line in ALL}) == 71


@pytest.mark.parametrize("line", ALL, ids=[line["what"] for line in ALL])
def test_served(line: dict[str, Any], site: Path) -> None:
    """What serves it exists: pages in both languages, files in the site, tests in the project."""
    book = web.address_book(site)
    pages, files, tests = (line.get(kind, []) for kind in ("pages", "files", "tests"))
    assert pages or files or tests
    for key in pages:
        for language in web.LANGUAGES:
            entry = book.find(key, language)
            assert entry is not None, f"{key} has no page in {language}"
            assert (site / entry.file.partition("#")[0]).is_file()
    for path in files:
        assert (site / path).is_file(), path
    for path in tests:
        assert (ROOT / path).is_file(), path
