"""Files: written all or none."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def write_all(root: Path, files: Mapping[str, bytes]) -> None:
    """Write `files` (by path below `root`), or leave the folder as it was when one cannot be.

    New files are made whole beside the old ones, then take their places one by one.
    """
    staged: dict[Path, Path] = {}
    old: dict[Path, bytes | None] = {}
    try:
        for path, content in files.items():
            final = root / path
            final.parent.mkdir(parents=True, exist_ok=True)
            half = final.with_name(f".{final.name}.half")
            staged[final] = half
            half.write_bytes(content)
        for final, half in staged.items():
            old[final] = final.read_bytes() if final.exists() else None
            os.replace(half, final)
    except BaseException:
        for final, content_before in old.items():
            if content_before is None:
                final.unlink(missing_ok=True)
            else:
                final.write_bytes(content_before)
        raise
    finally:
        for half in staged.values():
            half.unlink(missing_ok=True)
