"""What the tests of the package share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from makers import Folder, small_desk

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def small(tmp_path: Path) -> Folder:
    """A small desk without mistakes, in files that a test may change."""
    return small_desk(tmp_path)
