"""Trial: what `check` would say of files before they are written."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Mapping
from pathlib import Path

from desk.check import check
from desk.mistakes import Mistake


def try_out(data: Path, files: Mapping[str, bytes], as_of: dt.date) -> dict[str, list[Mistake]]:
    """Give the mistakes that each of `files` (by path below `data`) would have among the others.

    The check reads a folder of links to the files that exist, with the new ones in their place.
    """
    data = data.absolute()
    folders = {path.partition("/")[0] for path in files}
    with tempfile.TemporaryDirectory() as name:
        trial = Path(name)
        for item in data.iterdir():
            if item.name not in folders:
                (trial / item.name).symlink_to(item)
        for folder in folders:
            (trial / folder).mkdir()
            for item in (data / folder).glob("*"):
                if f"{folder}/{item.name}" not in files:
                    (trial / folder / item.name).symlink_to(item)
        for path, content in files.items():
            (trial / path).write_bytes(content)
        found: dict[str, list[Mistake]] = {}
        for mistake in check(trial, None, as_of, shown="data").mistakes:
            path = mistake.path.removeprefix("data/")
            if path in files:
                found.setdefault(path, []).append(mistake)
    return found
