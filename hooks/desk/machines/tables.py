"""Tables as files: CSV that every spreadsheet opens, and that cannot run anything in one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a text must not begin with: a spreadsheet would take it for a formula."""

Cell = str | int | float | None


def table(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Write a table as CSV: commas, UTF-8, a point in decimals; what is not known stays empty."""
    out = io.StringIO()
    writer = csv.writer(out)  # line ends and quotes of RFC 4180
    writer.writerow([_safe(cell) for cell in header])
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def _safe(cell: Cell) -> Cell:
    """Put an apostrophe before a text that a spreadsheet would calculate."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
