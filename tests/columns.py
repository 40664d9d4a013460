"""Columns of the finder's data: values in a list, and a sign a call that names its place in it."""

from __future__ import annotations

from typing import Any

FIRST = ord("#")


def read(column: dict[str, Any]) -> list[Any]:
    """Give each call's value."""
    return [column["list"][ord(sign) - FIRST] for sign in column["of"]]


def write(values: list[Any]) -> dict[str, Any]:
    """Write values as a column, in the order in which they come."""
    different = [one for place, one in enumerate(values) if one not in values[:place]]
    return {
        "list": different,
        "of": "".join(chr(FIRST + different.index(one)) for one in values),
    }
